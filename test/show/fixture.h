/* Reports built by hand, for the tests of every format: no file is read, no stage is run. */
#ifndef TEST_SHOW_FIXTURE_H
#define TEST_SHOW_FIXTURE_H

#include "model/report.h"
#include "show/show.h"

/* Five reports of one invented event: one unnamed origin, three carriers, altered quotes, conflicts of five kinds, an
 * update, denials and refusals, two spellings, a timeline, removed pieces, and one text that attacks the page. */
report *fixture_five(arena *);
/* `count` generated reports in one story with `origins` origins of the lead claim; with `copies` every sixth is a copy. */
report *fixture_many(arena *, uint32_t count, uint32_t origins, bool copies);
/* One report that stands alone, with a calendar conflict. */
report *fixture_one(arena *);
/* No claims, no dates: `count` reports in a language without rules. */
report *fixture_bare(arena *, uint32_t count);
/* The five, and two stories of one report each. */
report *fixture_stories(arena *);

extern const show_options fixture_options;

#endif
