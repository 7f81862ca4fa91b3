/* The fit of a day is the sum over the expressions of a text: a hit on a key day counts its weight, a date on the wrong
 * side of the day for its tense counts AGAINST. Quoted words are left out: they count from when they were spoken.
 */
#include "model/date_fit.h"

#include "base/calendar.h"

enum { AGAINST = -8, WEEK = 6, WINDOW = 120, MOST = 400 }; /* MOST: expressions asked; a text that is no news article has more */

void date_key_add(arena *a, key_days *k, int64_t day, int weight) { vec_push(a, &k->list, ((key_day){day, weight})); }

static int by_day(const void *a, const void *b) {
  const key_day *x = a, *y = b;
  return (x->day > y->day) - (x->day < y->day);
}

void date_key_sort(arena *scratch, key_days *k) {
  if (k->list.count == 0) return;
  vec_sort(scratch, &k->list, by_day);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < k->list.count; i++) {
    if (k->list.at[i].day == k->list.at[kept - 1].day) k->list.at[kept - 1].weight += k->list.at[i].weight;
    else k->list.at[kept++] = k->list.at[i];
  }
  k->list.count = kept;
}

int date_key_weight(const key_days *k, int64_t day) {
  uint32_t low = 0, high = k->list.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (k->list.at[mid].day == day) return k->list.at[mid].weight;
    if (k->list.at[mid].day < day) low = mid + 1;
    else high = mid;
  }
  return 0;
}

static bool is_date(const time_expression *e) { return e->kind == TIME_ABSOLUTE && e->month && e->day && e->unit == GRANULARITY_DAY && e->type != TIME_SET; }

static time_value on_day(const time_expressions *list, uint32_t index, int64_t day) {
  time_anchors a = {true, {day, day}};
  return time_resolve(list, index, &a);
}

int date_days_named(const time_expressions *list, uint32_t index, int64_t day, int64_t out[2], bool *fits) {
  const time_expression *e = &list->at[index];
  if (!is_date(e)) return 0;
  time_value v = on_day(list, index, day);
  if (!v.known) return 0;
  out[0] = v.days.earliest, out[1] = v.days.latest;
  *fits = out[0] == out[1];
  return *fits ? 1 : 2;
}

int date_fit_one(const time_expressions *list, uint32_t index, const key_days *keys, int64_t day) {
  const time_expression *e = &list->at[index];
  if (e->in_quote) return 0;
  if (is_date(e)) {
    time_value v = on_day(list, index, day);
    if (!v.known) return 0;
    if (e->tense == DIRECTION_PAST && v.days.earliest > day) return AGAINST;
    if (e->tense == DIRECTION_FUTURE && v.days.latest < day) return AGAINST;
    int64_t away = day < v.days.earliest ? v.days.earliest - day : day > v.days.latest ? day - v.days.latest : 0;
    return away <= WEEK;
  }
  if (e->kind == TIME_OFFSET && e->anchor == ANCHOR_PUBLISHED && e->unit == GRANULARITY_DAY && !e->amount_unknown && e->amount >= -2 && e->amount <= 2)
    return date_key_weight(keys, day + e->amount);
  if (e->kind != TIME_WEEKDAY || e->anchor != ANCHOR_PUBLISHED) return 0;
  time_value v = on_day(list, index, day);
  if (!v.known) return 0;
  int weight = date_key_weight(keys, v.days.earliest);
  if (e->direction == DIRECTION_NEAREST) { /* the words do not tell which way: half the weight, either way */
    int64_t next = v.days.earliest == day ? day : v.days.earliest + 7;
    int other = date_key_weight(keys, next);
    weight = (weight > other ? weight : other) / 2;
  }
  return weight;
}

int date_fit(const time_expressions *list, const key_days *keys, day_range window, arena *a, day_ranges *runs) {
  int fits[WINDOW];
  int64_t days = window.latest - window.earliest + 1;
  if (days < 1 || days > WINDOW) return 0;
  int best = 0, worst = 0;
  for (int64_t d = 0; d < days; d++) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < list->count && i < MOST; i++) sum += date_fit_one(list, i, keys, window.earliest + d);
    fits[d] = sum > 1000000 ? 1000000 : sum < -1000000 ? -1000000 : (int)sum;
    if (d == 0 || fits[d] > best) best = fits[d];
    if (d == 0 || fits[d] < worst) worst = fits[d];
  }
  if (best == worst) return 0;
  for (int64_t d = 0; d < days; d++) {
    if (fits[d] != best) continue;
    int64_t day = window.earliest + d;
    if (d > 0 && fits[d - 1] == best) runs->at[runs->count - 1].latest = day;
    else vec_push(a, runs, ((day_range){day, day}));
  }
  return best - worst;
}
