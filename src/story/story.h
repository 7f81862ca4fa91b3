/* Which documents report one event, and which are copies of each other. */
#ifndef STORY_STORY_H
#define STORY_STORY_H

#include "base/pool.h"
#include "model/report.h"

/* Fills report->copies, copy_of and stories (documents, arena, title; the rest zero). Near linear in the number of
 * documents. `tick` as pool_run. */
hsy_rc story_run(report *, arena *scratch, int (*tick)(void *user, uint32_t done), void *user);

#endif
