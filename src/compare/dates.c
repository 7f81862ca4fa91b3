/* Dates narrowed: when the undated reports of a story appeared, by what its other reports know.
 *
 * The reports of one story appear within days of each other and speak of the same few days. Those that are dated give the
 * neighbourhood; the dates that any of them names, and the days on which the dated ones appeared, are the key days. An
 * undated report then appeared on the days from which its own words ("on Sunday", "will meet Monday", "today", "Monday,
 * June 10") lead to these key days best: model/date_fit.h. A report that is dated to more than a day is narrowed inside
 * its interval.
 *
 * Where no report is dated, the years that weekdays with dates allow (dating.candidates) are counted instead: the place in
 * time at which most reports can have appeared, if there is only one such place, dates those reports, and then they the rest.
 *
 * This is the one place where one report changes another's record: the basis says `inferred`, the evidence lists the words.
 * Days of publication of dated reports are never changed. Invariant: the outcome does not depend on the order of reports.
 */
#include "compare/compare.h"

#include "base/calendar.h"
#include "model/date_fit.h"

enum {
  ABOUT = 7,          /* days about the dated reports in which an undated one is looked for */
  MOST_SPREAD = 60,   /* a story that is spread further says too little */
  MOST_EVIDENCE = 6,
  KEY_DATE = 2,       /* weight of a date a report names, or appeared on; counted once a report and day */
  KEY_DOUBTFUL = 1,   /* of each reading of a weekday and date that disagree */
};

static document *doc_of(const report *rep, const story *s, uint32_t k) { return rep->documents[s->documents.at[k]]; }

/* Dated well enough to date others by: to a week at most. */
static bool is_anchor(const dating *d) { return d->known && d->days.latest - d->days.earliest <= ABOUT; }

static bool is_exact(const dating *d) { return d->known && d->days.earliest == d->days.latest; }

/* ---- no report is dated ---- */

static bool near(day_range a, day_range b) { return a.earliest <= b.latest + ABOUT && b.earliest <= a.latest + ABOUT; }

static bool has_candidate_near(const dating *d, day_range place, day_range *which) {
  for (uint32_t i = 0; i < d->candidates.count; i++)
    if (near(d->candidates.at[i], place)) return *which = d->candidates.at[i], true;
  return false;
}

/* The candidate about which most reports have one too. False when two places in time are equally good, or when a single
 * report speaks. */
static bool common_place(const report *rep, const story *s, day_range *place) {
  uint32_t most = 1;
  bool unique = false;
  for (uint32_t k = 0; k < s->documents.count && k < HSY_MAX_STORY_DOCUMENTS; k++) {
    const dating *d = &doc_of(rep, s, k)->published;
    for (uint32_t i = 0; i < d->candidates.count; i++) {
      uint32_t count = 0;
      day_range which;
      for (uint32_t j = 0; j < s->documents.count && j < HSY_MAX_STORY_DOCUMENTS; j++)
        count += has_candidate_near(&doc_of(rep, s, j)->published, d->candidates.at[i], &which);
      if (count > most) most = count, *place = d->candidates.at[i], unique = true;
      else if (count == most && most > 1 && !near(d->candidates.at[i], *place)) unique = false;
    }
  }
  return unique && most > 1;
}

static void settle(document *d, day_range days) {
  d->published.known = true;
  d->published.days = days;
  d->published.granularity = GRANULARITY_DAY;
  d->published.basis = BASIS_INFERRED;
  d->published.candidates.count = 0;
}

/* ---- key days ---- */

/* The days a report names, each once. */
static void add_named(arena *scratch, key_days *keys, const document *d, int64_t about) {
  key_days own = {0};
  for (uint32_t i = 0; i < d->times.count; i++) {
    int64_t named[2];
    bool fits;
    if (d->times.at[i].in_quote) continue;
    int count = date_days_named(&d->times, i, about, named, &fits);
    for (int n = 0; n < count; n++) {
      int64_t away = named[n] - about;
      if (away < -2 * ABOUT || away > 2 * ABOUT || date_key_weight(&own, named[n]) > 0) continue;
      date_key_add(scratch, &own, named[n], fits ? KEY_DATE : KEY_DOUBTFUL);
      date_key_sort(scratch, &own);
    }
  }
  for (uint32_t i = 0; i < own.list.count; i++) date_key_add(scratch, keys, own.list.at[i].day, own.list.at[i].weight);
}

/* The days of a dated report: those its words lead to from the day it appeared, and that day. */
static void add_dated(arena *scratch, key_days *keys, const document *d) {
  const dating *when = &d->published;
  time_anchors anchors = document_anchors(d);
  key_days own = {0};
  if (is_exact(when)) date_key_add(scratch, &own, when->days.earliest, KEY_DATE);
  uint32_t seen = 0;
  for (uint32_t i = 0; i < d->times.count && seen < 200; i++) {
    const time_expression *e = &d->times.at[i];
    bool is_day = e->kind == TIME_WEEKDAY || (e->kind == TIME_OFFSET && e->unit == GRANULARITY_DAY && e->anchor == ANCHOR_PUBLISHED);
    if (!is_day || e->in_quote) continue;
    time_value v = time_resolve(&d->times, i, &anchors);
    if (!v.known || !v.certain || v.days.earliest != v.days.latest) continue;
    date_key_add(scratch, &own, v.days.earliest, KEY_DATE);
    seen++;
  }
  date_key_sort(scratch, &own);
  for (uint32_t i = 0; i < own.list.count; i++) date_key_add(scratch, keys, own.list.at[i].day, KEY_DATE);
}

/* ---- the whole ---- */

static int by_place(const void *a, const void *b) {
  const evidence *x = a, *y = b;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* The words that speak for the days found: hits on key days and dates on the right side. */
static void give_evidence(arena *scratch, document *d, uint32_t index, const key_days *keys) {
  dating *when = &d->published;
  when->evidence.count = 0;
  for (uint32_t i = 0; i < d->times.count && when->evidence.count < MOST_EVIDENCE; i++) {
    const time_expression *e = &d->times.at[i];
    if (e->kind == TIME_RANGE || date_fit_one(&d->times, i, keys, when->days.earliest) <= 0) continue;
    vec_push(d->arena, &when->evidence, ((evidence){index, e->span}));
  }
  vec_sort(scratch, &when->evidence, by_place);
}

hsy_rc compare_dates(const report *rep, story *s, arena *scratch) {
  uint32_t count = s->documents.count;
  if (count < 2) return HSY_OK;
  bool any_anchor = false;
  for (uint32_t k = 0; k < count; k++) any_anchor = any_anchor || is_anchor(&doc_of(rep, s, k)->published);
  day_range place = {0};
  if (!any_anchor) {
    if (!common_place(rep, s, &place)) return HSY_OK;
    for (uint32_t k = 0; k < count; k++) {
      day_range which;
      if (has_candidate_near(&doc_of(rep, s, k)->published, place, &which)) settle(doc_of(rep, s, k), which);
    }
  }

  day_range all = {INT64_MAX, INT64_MIN};
  bool *dated = ARENA_ARRAY(scratch, bool, count);
  for (uint32_t k = 0; k < count; k++) {
    const dating *d = &doc_of(rep, s, k)->published;
    dated[k] = is_anchor(d);
    if (!dated[k]) continue;
    if (d->days.earliest < all.earliest) all.earliest = d->days.earliest;
    if (d->days.latest > all.latest) all.latest = d->days.latest;
  }
  if (all.latest - all.earliest > MOST_SPREAD) return HSY_OK;
  int64_t about = all.earliest + (all.latest - all.earliest) / 2;
  key_days keys = {0};
  for (uint32_t k = 0; k < count; k++) {
    const document *d = doc_of(rep, s, k);
    if (d->is_foreign) continue;
    add_named(scratch, &keys, d, dated[k] ? d->published.days.earliest : about);
    if (dated[k]) add_dated(scratch, &keys, d);
  }
  date_key_sort(scratch, &keys);

  for (uint32_t k = 0; k < count; k++) {
    document *d = doc_of(rep, s, k);
    dating *when = &d->published;
    if (is_exact(when) || d->is_foreign) continue;
    day_range window = {all.earliest - ABOUT, all.latest + ABOUT};
    if (when->known) { /* only inside what it is known to be */
      if (when->days.earliest > window.earliest) window.earliest = when->days.earliest;
      if (when->days.latest < window.latest) window.latest = when->days.latest;
    }
    day_ranges runs = {0};
    if (window.latest < window.earliest || date_fit(&d->times, &keys, window, d->arena, &runs) == 0) continue;
    if (runs.count == 1) {
      settle(d, runs.at[0]);
      give_evidence(scratch, d, s->documents.at[k], &keys);
    } else if (runs.count > 1 && !when->known) {
      when->candidates = runs;
      when->basis = BASIS_INFERRED;
      when->granularity = GRANULARITY_DAY;
      when->evidence.count = 0;
    }
  }
  return HSY_OK;
}
