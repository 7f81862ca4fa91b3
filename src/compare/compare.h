/* One story laid side by side: dates narrowed, claims, quotes, conflicts and updates, origins, timeline, summary, counts. */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include "model/report.h"

/* Fills the rest of the story, and narrows `published` of its documents (the story's own documents only: stories run on
 * different threads). */
hsy_rc compare_run(const report *, story *, arena *scratch);

/* The parts, in order. */
hsy_rc compare_dates(const report *, story *, arena *scratch);     /* dates.c */
hsy_rc compare_claims(const report *, story *, arena *scratch);    /* claims.c: claims, lead */
hsy_rc compare_quotes(const report *, story *, arena *scratch);    /* quotes.c: quotes */
hsy_rc compare_conflicts(const report *, story *, arena *scratch); /* conflicts.c: conflicts, updates, weak */
hsy_rc compare_origins(const report *, story *, arena *scratch);   /* origins.c: origins, why_origins, first_report, why_first */
hsy_rc compare_timeline(const report *, story *, arena *scratch);  /* timeline.c */
hsy_rc compare_summary(const report *, story *, arena *scratch);   /* summary.c: summary, counts, deniers, title */

#endif
