/* time_resolve: what symbolic expressions mean, for a publication that is a day, several days, or not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "model/times.h"

enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

static int64_t day(int year, int month, int d) { return civil_to_day(year, month, d); }

static time_anchors published(int64_t from, int64_t to) { return (time_anchors){true, {from, to}}; }

static time_expression blank(time_kind kind) {
  return (time_expression){.kind = kind, .anchor = ANCHOR_PUBLISHED, .anchor_index = NONE, .hour = -1, .minute = -1, .unit = GRANULARITY_DAY,
                           .from = NONE, .to = NONE, .date_part = NONE};
}

static void is(time_expression e, time_anchors anchors, const char *timex, const char *from, const char *to) {
  time_expressions list = {&e, 1, 1};
  time_value v = time_resolve(&list, 0, &anchors);
  char a[11] = "-", b[11] = "-";
  if (v.known) day_print(v.days.earliest, a), day_print(v.days.latest, b);
  if (strcmp(v.timex, timex) || strcmp(a, from) || strcmp(b, to)) fail_msg("is \"%s\" %s to %s, should be \"%s\" %s to %s", v.timex, a, b, timex, from, to);
}

static void weekdays_look_the_way_they_are_told(void **state) {
  (void)state;
  time_anchors wednesday = published(day(2023, 5, 17), day(2023, 5, 17));
  time_expression e = blank(TIME_WEEKDAY);
  e.weekday = WEDNESDAY;
  e.direction = DIRECTION_PAST; /* the day of publication counts */
  is(e, wednesday, "2023-05-17", "2023-05-17", "2023-05-17");
  e.direction = DIRECTION_FUTURE;
  is(e, wednesday, "2023-05-17", "2023-05-17", "2023-05-17");
  e.direction = DIRECTION_LAST;
  is(e, wednesday, "2023-05-10", "2023-05-10", "2023-05-10");
  e.direction = DIRECTION_NEXT;
  is(e, wednesday, "2023-05-24", "2023-05-24", "2023-05-24");
  e.weekday = FRIDAY;
  e.direction = DIRECTION_PAST;
  is(e, wednesday, "2023-05-12", "2023-05-12", "2023-05-12");
  e.direction = DIRECTION_FUTURE;
  is(e, wednesday, "2023-05-19", "2023-05-19", "2023-05-19");
}

static void a_publication_of_several_days_gives_the_hull(void **state) {
  (void)state;
  time_anchors either = published(day(2023, 5, 14), day(2023, 5, 15)); /* a Sunday, a Monday */
  time_expression e = blank(TIME_WEEKDAY);
  e.direction = DIRECTION_PAST;
  e.weekday = SUNDAY; /* the same day from both */
  is(e, either, "2023-05-14", "2023-05-14", "2023-05-14");
  e.weekday = MONDAY;
  is(e, either, "", "2023-05-08", "2023-05-15");
  e.direction = DIRECTION_FUTURE;
  is(e, either, "2023-05-15", "2023-05-15", "2023-05-15");
  e = blank(TIME_UNIT);
  e.unit = GRANULARITY_MONTH;
  e.direction = DIRECTION_LAST;
  is(e, either, "2023-04", "2023-04-01", "2023-04-30");
}

static void dates_without_a_year_are_the_nearest(void **state) {
  (void)state;
  time_anchors january = published(day(2021, 1, 5), day(2021, 1, 5));
  time_expression e = blank(TIME_ABSOLUTE);
  e.month = 12, e.day = 28;
  is(e, january, "2020-12-28", "2020-12-28", "2020-12-28");
  e.month = 2, e.day = 29; /* the nearest year that has one */
  is(e, january, "2020-02-29", "2020-02-29", "2020-02-29");
  e.month = 5, e.day = 30;
  is(e, january, "2021-05-30", "2021-05-30", "2021-05-30");
  e.tense = DIRECTION_PAST; /* told as past, it is not months ahead */
  is(e, january, "2020-05-30", "2020-05-30", "2020-05-30");
  e.month = 1, e.day = 8; /* but a few days ahead it may be: somebody errs */
  is(e, january, "2021-01-08", "2021-01-08", "2021-01-08");
  e = blank(TIME_ABSOLUTE);
  e.unit = GRANULARITY_MONTH, e.month = 3, e.direction = DIRECTION_PAST;
  is(e, january, "2020-03", "2020-03-01", "2020-03-31");
  e.direction = DIRECTION_FUTURE;
  is(e, january, "2021-03", "2021-03-01", "2021-03-31");
  is(e, (time_anchors){0}, "XXXX-03", "-", "-");
  e = blank(TIME_ABSOLUTE);
  e.month = 4, e.day = 31, e.year = 2020; /* no such day */
  is(e, january, "", "-", "-");
}

static void a_weekday_and_a_date_may_disagree(void **state) {
  (void)state;
  time_expression e = blank(TIME_ABSOLUTE);
  e.month = 6, e.day = 10, e.weekday = SUNDAY; /* 2019: a Monday */
  time_expressions list = {&e, 1, 1};
  time_anchors anchors = published(day(2019, 6, 10), day(2019, 6, 10)), none = {0};
  int right = 0;
  assert_true(time_weekday_disagrees(&list, 0, &anchors, &right));
  assert_int_equal(right, MONDAY);
  is(e, anchors, "2019-06-10", "2019-06-09", "2019-06-10"); /* both readings */
  assert_false(time_weekday_disagrees(&list, 0, &none, &right)); /* of which year? */
  anchors = published(day(2018, 6, 10), day(2018, 6, 10));
  assert_false(time_weekday_disagrees(&list, 0, &anchors, &right));
}

static void holidays_that_move(void **state) {
  (void)state;
  time_anchors anchors = published(day(2022, 11, 30), day(2022, 11, 30));
  time_expression e = blank(TIME_ABSOLUTE);
  e.month = 11, e.weekday = THURSDAY, e.nth = 4;
  is(e, anchors, "2022-11-24", "2022-11-24", "2022-11-24");
  e.month = 5, e.weekday = MONDAY, e.nth = -1;
  anchors = published(day(2022, 8, 1), day(2022, 8, 1));
  is(e, anchors, "2022-05-30", "2022-05-30", "2022-05-30");
}

static void offsets_are_as_fine_as_their_unit(void **state) {
  (void)state;
  time_anchors anchors = published(day(2022, 3, 31), day(2022, 3, 31));
  time_expression e = blank(TIME_OFFSET);
  e.amount = -1;
  is(e, anchors, "2022-03-30", "2022-03-30", "2022-03-30");
  e.unit = GRANULARITY_MONTH;
  is(e, anchors, "2022-02", "2022-02-01", "2022-02-28");
  e.unit = GRANULARITY_YEAR, e.amount = -10;
  is(e, anchors, "2012", "2012-01-01", "2012-12-31");
  e.unit = GRANULARITY_YEAR, e.amount = -5, e.is_half = true; /* two and a half years ago */
  is(e, anchors, "2019-09", "2019-09-01", "2019-09-30");
  e = blank(TIME_OFFSET);
  e.unit = GRANULARITY_YEAR, e.amount = 100000; /* leaves the calendar */
  is(e, anchors, "", "-", "-");
}

static void chains_are_followed_from_their_far_end(void **state) {
  (void)state;
  time_expression e[3] = {blank(TIME_WEEKDAY), blank(TIME_OFFSET), blank(TIME_OFFSET)};
  e[0].weekday = MONDAY, e[0].direction = DIRECTION_PAST;
  e[1].amount = 1, e[1].anchor = ANCHOR_EXPRESSION, e[1].anchor_index = 0; /* the day after */
  e[2].amount = -3, e[2].anchor = ANCHOR_EXPRESSION, e[2].anchor_index = 1;
  time_expressions list = {e, 3, 3};
  time_anchors anchors = published(day(2023, 5, 17), day(2023, 5, 17));
  assert_int_equal(time_resolve(&list, 1, &anchors).days.earliest, day(2023, 5, 16));
  assert_int_equal(time_resolve(&list, 2, &anchors).days.earliest, day(2023, 5, 13));
  e[1].anchor_index = 2; /* no record of ours; it must end all the same */
  time_resolve(&list, 2, &anchors);
}

static void clock_times_with_a_zone_are_instants(void **state) {
  (void)state;
  time_expression e = blank(TIME_ABSOLUTE);
  e.year = 2022, e.month = 1, e.day = 2, e.hour = 1, e.minute = 30, e.zone_known = true, e.zone = 120;
  time_expressions list = {&e, 1, 1};
  time_anchors none = {0};
  time_value v = time_resolve(&list, 0, &none);
  assert_string_equal(v.timex, "2022-01-02T01:30");
  assert_true(v.has_clock);
  assert_int_equal(v.earliest, (day(2022, 1, 1) * 24 + 23) * 3600 + 1800);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(weekdays_look_the_way_they_are_told),
    cmocka_unit_test(a_publication_of_several_days_gives_the_hull),
    cmocka_unit_test(dates_without_a_year_are_the_nearest),
    cmocka_unit_test(a_weekday_and_a_date_may_disagree),
    cmocka_unit_test(holidays_that_move),
    cmocka_unit_test(offsets_are_as_fine_as_their_unit),
    cmocka_unit_test(chains_are_followed_from_their_far_end),
    cmocka_unit_test(clock_times_with_a_zone_are_instants),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
