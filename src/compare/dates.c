/* Dates inferred: when the undated reports of a story appeared, by their words and by what its other reports know.
 *
 * model/date_fit.h weighs it; here its answers are written into the record. A narrow range becomes what is known, several
 * ranges or a wide one become candidates: they are told, but nothing is counted from them. A report that is dated to more than
 * a day is narrowed inside its interval.
 *
 * This is the one place where one report changes another's record: the basis says `inferred`, the evidence lists the words,
 * and beside them the days of the dated reports that were counted on. Days of publication of dated reports are never
 * changed. Invariant: the outcome does not depend on the order of reports.
 */
#include "compare/compare.h"

#include "model/date_fit.h"

/* What was read, and not guessed from the text's own words before. */
static bool is_told(const dating *d) { return d->known && d->basis != BASIS_INFERRED; }

/* "story dated 2022-03-13 to 2022-03-14": the reports that are dated to a day. */
static str dated_days(arena *a, const date_report *reports, uint32_t count) {
  day_range all = {INT64_MAX, INT64_MIN};
  char first[11], last[11];
  for (uint32_t r = 0; r < count; r++) {
    if (!reports[r].is_known) continue;
    if (reports[r].days.earliest < all.earliest) all.earliest = reports[r].days.earliest;
    if (reports[r].days.latest > all.latest) all.latest = reports[r].days.latest;
  }
  if (all.earliest > all.latest) return STR("");
  day_print(all.earliest, first);
  day_print(all.latest, last);
  return all.earliest == all.latest ? str_format(a, "other reports of %s", first) : str_format(a, "other reports of %s to %s", first, last);
}

static void write_answer(const report *rep, const story *s, uint32_t k, const date_report *reports) {
  const date_report *x = &reports[k];
  document *d = rep->documents[s->documents.at[k]];
  dating *when = &d->published;
  if (x->ranges.count == 0) {
    if (when->basis == BASIS_INFERRED) *when = (dating){0}; /* by itself it seemed to tell; with the others it does not */
    return;
  }
  *when = (dating){.known = x->is_narrow, .granularity = x->granularity, .basis = BASIS_INFERRED, .confidence = x->confidence};
  if (x->is_narrow) when->days = x->ranges.at[0];
  for (uint32_t i = 0; !x->is_narrow && i < x->ranges.count; i++) vec_push(d->arena, &when->candidates, x->ranges.at[i]);
  for (uint32_t i = 0; i < x->words.count; i++) {
    uint32_t doc = s->documents.at[x->words.at[i].report];
    vec_push(d->arena, &when->evidence, ((evidence){doc, rep->documents[doc]->times.at[x->words.at[i].index].span}));
  }
  when->basis_text = dated_days(d->arena, reports, s->documents.count);
}

hsy_rc compare_dates(const report *rep, story *s, arena *scratch) {
  uint32_t count = s->documents.count;
  date_report *reports = ARENA_ARRAY(scratch, date_report, count);
  for (uint32_t k = 0; k < count; k++) {
    const document *d = rep->documents[s->documents.at[k]];
    reports[k] = (date_report){.times = d->is_foreign ? NULL : &d->times, .is_known = is_told(&d->published), .days = d->published.days};
  }
  date_fit(reports, count, s->arena, scratch);
  for (uint32_t k = 0; k < count; k++)
    if (!reports[k].is_known || reports[k].ranges.count) write_answer(rep, s, k, reports);
  return HSY_OK;
}
