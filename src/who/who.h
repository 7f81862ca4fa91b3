/* Over all reports of one story: sources (people and bodies), who speaks for whom, spellings of names. */
#ifndef WHO_WHO_H
#define WHO_WHO_H

#include "model/report.h"

/* Fills story->sources, attributions, names. Reads report->documents and ->same only. */
hsy_rc who_run(const report *, story *, arena *scratch);

#endif
