/* The day of publication, as far as a text tells it by itself.
 *
 * Asked only where nothing states it. A weekday beside a date without its year ("Sunday, June 10") fits the calendar of
 * one year in six or seven. For each year in which at least as many such pairs fit as in any other, the days on which
 * the report can have appeared are those that go best with all it says of time (model/date_fit.h). One such interval is
 * the answer; several are kept as candidates, until the story's other reports decide (compare/dates.c).
 *
 * Nothing is ever taken from the clock: the years asked about are those of the web.
 */
#include "find/find.h"

#include "base/calendar.h"
#include "model/date_fit.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2035, ABOUT = 7, MOST_PAIRS = 64 };

static bool is_pair(const time_expression *e) {
  return e->kind == TIME_ABSOLUTE && e->weekday && e->month && e->day && !e->year && e->unit == GRANULARITY_DAY && !e->in_quote &&
      e->direction == DIRECTION_NEAREST;
}

/* The earliest day on which the text can have appeared by the full dates it tells of in the past; INT64_MIN: any. */
static int64_t not_before(const time_expressions *list) {
  int64_t latest = INT64_MIN;
  for (uint32_t i = 0; i < list->count; i++) {
    const time_expression *e = &list->at[i];
    if (e->kind != TIME_ABSOLUTE || !e->year || e->tense != DIRECTION_PAST) continue;
    time_value v = time_resolve(list, i, &(time_anchors){0});
    if (v.known && v.granularity <= GRANULARITY_YEAR && v.days.earliest > latest) latest = v.days.earliest;
  }
  return latest;
}

hsy_rc find_published(document *doc, arena *scratch) {
  dating *when = &doc->published;
  if (when->known || when->basis != BASIS_NONE) return HSY_OK;
  const time_expressions *list = &doc->times;
  uint32_t pairs[MOST_PAIRS], pair_count = 0;
  for (uint32_t i = 0; i < list->count && pair_count < MOST_PAIRS; i++)
    if (is_pair(&list->at[i])) pairs[pair_count++] = i;
  if (pair_count == 0) return HSY_OK;

  uint32_t most = 0;
  int64_t floor = not_before(list);
  day_ranges found = {0};
  for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    uint32_t fitting = 0;
    key_days keys = {0};
    day_range window = {INT64_MAX, INT64_MIN};
    for (uint32_t k = 0; k < pair_count; k++) {
      const time_expression *e = &list->at[pairs[k]];
      int64_t named[2];
      bool fits;
      if (!civil_valid(year, e->month, e->day)) continue;
      int count = date_days_named(list, pairs[k], civil_to_day(year, e->month, e->day), named, &fits);
      fitting += count > 0 && fits;
      for (int n = 0; n < count; n++) {
        date_key_add(scratch, &keys, named[n], fits ? 2 : 1);
        if (!fits) continue;
        if (named[n] < window.earliest) window.earliest = named[n];
        if (named[n] > window.latest) window.latest = named[n];
      }
    }
    if (fitting == 0 || fitting < most) continue;
    date_key_sort(scratch, &keys);
    window = (day_range){window.earliest - ABOUT, window.latest + ABOUT};
    day_ranges runs = {0};
    if (date_fit(list, &keys, window, scratch, &runs) == 0 || runs.count == 0) continue;
    if (fitting > most) found.count = 0;
    most = fitting;
    for (uint32_t r = 0; r < runs.count; r++)
      if (runs.at[r].latest >= floor) vec_push(scratch, &found, runs.at[r]);
  }
  if (found.count == 0) return HSY_OK;
  when->basis = BASIS_INFERRED;
  when->granularity = GRANULARITY_DAY;
  for (uint32_t k = 0; k < pair_count; k++) vec_push(doc->arena, &when->evidence, ((evidence){0, list->at[pairs[k]].span}));
  if (found.count == 1) {
    when->known = true;
    when->days = found.at[0];
  } else {
    for (uint32_t i = 0; i < found.count; i++) vec_push(doc->arena, &when->candidates, found.at[i]);
  }
  return HSY_OK;
}
