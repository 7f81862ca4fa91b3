/* date_fit: the day of publication by words and by the other reports of a story. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "model/date_fit.h"

enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
enum { MOST = 12 };

static int64_t day(int year, int month, int d) { return civil_to_day(year, month, d); }

/* A story whose reports say what the tests make them say. */
typedef struct told {
  arena *arena, *scratch;
  date_report reports[MOST];
  time_expressions times[MOST];
  uint32_t count;
} told;

static told told_new(void) { return (told){.arena = arena_new(), .scratch = arena_new()}; }
static void told_free(told *t) { arena_free(t->arena), arena_free(t->scratch); }

static date_report *dated(told *t, int64_t first, int64_t last) {
  date_report *r = &t->reports[t->count++];
  *r = (date_report){.is_known = true, .days = {first, last}};
  return r;
}

static date_report *undated(told *t) {
  date_report *r = &t->reports[t->count];
  *r = (date_report){.times = &t->times[t->count++]};
  return r;
}

static time_expression *says(told *t, uint32_t report, time_kind kind) {
  time_expression *e = vec_new(t->arena, &t->times[report]);
  *e = (time_expression){.kind = kind, .anchor = ANCHOR_PUBLISHED, .anchor_index = NONE, .hour = -1, .minute = -1, .unit = GRANULARITY_DAY,
                         .from = NONE, .to = NONE, .date_part = NONE};
  return e;
}

static void weekday(told *t, uint32_t report, int which, time_direction direction) {
  time_expression *e = says(t, report, TIME_WEEKDAY);
  e->weekday = which, e->direction = e->tense = direction;
}

static time_expression *date(told *t, uint32_t report, int weekday, int month, int d, time_direction tense) {
  time_expression *e = says(t, report, TIME_ABSOLUTE);
  e->weekday = weekday, e->month = month, e->day = d, e->tense = tense;
  return e;
}

static void fit(told *t) { date_fit(t->reports, t->count, t->arena, t->scratch); }

static void is(const date_report *r, int64_t first, int64_t last) {
  char a[11] = "-", b[11] = "-", c[11], d[11];
  day_print(first, c), day_print(last, d);
  if (r->is_narrow) day_print(r->ranges.at[0].earliest, a), day_print(r->ranges.at[0].latest, b);
  if (strcmp(a, c) || strcmp(b, d)) fail_msg("is %s to %s, should be %s to %s", a, b, c, d);
  assert_in_range(r->confidence, DATE_SURE, 990);
}

static bool holds(const date_report *r, int64_t d) {
  for (uint32_t i = 0; i < r->ranges.count; i++)
    if (r->ranges.at[i].earliest <= d && d <= r->ranges.at[i].latest) return true;
  return false;
}

static void a_silent_report_appeared_about_when_the_others_did(void **state) {
  (void)state;
  told t = told_new();
  dated(&t, day(2023, 5, 16), day(2023, 5, 16));
  dated(&t, day(2023, 5, 16), day(2023, 5, 16));
  date_report *r = undated(&t);
  fit(&t);
  is(r, day(2023, 5, 15), day(2023, 5, 17));
  assert_int_equal(r->words.count, 0);
  told_free(&t);
}

static void weekdays_told_of_narrow_it(void **state) {
  (void)state;
  told t = told_new();
  dated(&t, day(2023, 5, 16), day(2023, 5, 16)); /* a Tuesday */
  dated(&t, day(2023, 5, 17), day(2023, 5, 17));
  date_report *r = undated(&t), *quoting = undated(&t);
  weekday(&t, 2, WEDNESDAY, DIRECTION_PAST);
  weekday(&t, 2, WEDNESDAY, DIRECTION_PAST);
  weekday(&t, 2, TUESDAY, DIRECTION_PAST);
  weekday(&t, 3, WEDNESDAY, DIRECTION_PAST);
  t.times[3].at[0].in_quote = true; /* counted from when it was spoken: tells nothing */
  fit(&t);
  is(r, day(2023, 5, 17), day(2023, 5, 17));
  assert_int_equal(r->words.count, 3);
  assert_true(r->words.at[0].report == 2 && r->words.at[0].index == 0);
  assert_true(quoting->is_narrow && quoting->ranges.at[0].latest > quoting->ranges.at[0].earliest);
  assert_int_equal(quoting->words.count, 0);
  told_free(&t);
}

static int64_t width(const date_report *r) { return r->ranges.at[0].latest - r->ranges.at[0].earliest + 1; }

static void a_story_of_weeks_makes_wider_ranges(void **state) {
  (void)state;
  told near = told_new(), far = told_new();
  for (int i = 0; i < 5; i++) dated(&near, day(2023, 5, 16), day(2023, 5, 16)), dated(&far, day(2023, 5, 1) + 7 * i, day(2023, 5, 1) + 7 * i);
  date_report *a = undated(&near), *b = undated(&far);
  fit(&near), fit(&far);
  assert_true(a->is_narrow && b->is_narrow);
  assert_true(width(a) <= 3);
  assert_true(width(b) >= 14);
  told_free(&near), told_free(&far);
}

static void one_report_of_another_year_does_not_carry_the_story(void **state) {
  (void)state;
  told t = told_new();
  dated(&t, day(1970, 1, 1), day(1970, 1, 1));
  dated(&t, day(2023, 5, 16), day(2023, 5, 16));
  dated(&t, day(2023, 5, 16), day(2023, 5, 16));
  date_report *r = undated(&t);
  fit(&t);
  is(r, day(2023, 5, 15), day(2023, 5, 17));
  told_free(&t);
}

static void a_month_is_narrowed_inside(void **state) {
  (void)state;
  told t = told_new();
  date_report *r = dated(&t, day(2019, 6, 1), day(2019, 6, 30));
  r->times = &t.times[0];
  date(&t, 0, SUNDAY, 6, 9, DIRECTION_PAST);
  date(&t, 0, MONDAY, 6, 10, DIRECTION_FUTURE);
  dated(&t, day(2019, 6, 10), day(2019, 6, 10));
  fit(&t);
  assert_true(r->is_narrow);
  assert_true(r->ranges.at[0].earliest >= day(2019, 6, 1) && width(r) <= 3);
  assert_true(holds(r, day(2019, 6, 10)));
  told_free(&t);
}

static void without_any_day_pairs_leave_the_years_they_fit(void **state) {
  (void)state;
  told t = told_new();
  date_report *r = undated(&t);
  date(&t, 0, FRIDAY, 6, 7, DIRECTION_PAST);
  fit(&t);
  assert_false(r->is_narrow);
  assert_true(holds(r, day(2013, 6, 8)) && holds(r, day(2019, 6, 8)) && holds(r, day(2024, 6, 8)));
  assert_false(holds(r, day(2020, 6, 8)));
  told_free(&t);
}

static void without_pairs_the_latest_year_told_of_says_when_about(void **state) {
  (void)state;
  told t = told_new();
  date_report *r[3];
  for (uint32_t i = 0; i < 3; i++) {
    r[i] = undated(&t);
    time_expression *e = says(&t, i, TIME_ABSOLUTE);
    e->year = 2012 - (int)i, e->unit = GRANULARITY_YEAR, e->tense = DIRECTION_PAST, e->anchor = ANCHOR_NONE;
  }
  fit(&t);
  assert_false(r[0]->is_narrow);
  assert_int_equal(r[0]->ranges.count, 1);
  assert_int_equal(r[0]->granularity, GRANULARITY_YEAR);
  assert_true(holds(r[0], day(2013, 7, 1)) && !holds(r[0], day(2006, 7, 1)) && !holds(r[0], day(2025, 7, 1)));
  assert_int_equal(r[2]->words.count, 1);
  assert_true(r[2]->words.at[0].report == 0 && r[2]->words.at[0].index == 0); /* what another report tells */
  told_free(&t);
}

static void nothing_told_is_nothing_known(void **state) {
  (void)state;
  told t = told_new();
  date_report *a = undated(&t), *b = undated(&t);
  weekday(&t, 0, SUNDAY, DIRECTION_PAST);
  fit(&t);
  assert_int_equal(a->ranges.count, 0);
  assert_int_equal(b->ranges.count, 0);
  told_free(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_silent_report_appeared_about_when_the_others_did),
    cmocka_unit_test(weekdays_told_of_narrow_it),
    cmocka_unit_test(a_story_of_weeks_makes_wider_ranges),
    cmocka_unit_test(one_report_of_another_year_does_not_carry_the_story),
    cmocka_unit_test(a_month_is_narrowed_inside),
    cmocka_unit_test(without_any_day_pairs_leave_the_years_they_fit),
    cmocka_unit_test(without_pairs_the_latest_year_told_of_says_when_about),
    cmocka_unit_test(nothing_told_is_nothing_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
