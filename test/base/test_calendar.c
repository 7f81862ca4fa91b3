#include "check.h"

#include "base/calendar.h"

/* Each day of the years 1 to 9999 follows the day before it. */
static void every_day_there_and_back(void **state) {
  (void)state;
  civil c = {1, 1, 1};
  int64_t first = civil_to_day(1, 1, 1), last = civil_to_day(9999, 12, 31);
  int weekday = 1; /* 0001-01-01 was a Monday */
  for (int64_t day = first; day <= last; day++) {
    civil is = day_to_civil(day);
    if (is.year != c.year || is.month != c.month || is.day != c.day || !civil_valid(c.year, c.month, c.day) ||
        civil_to_day(c.year, c.month, c.day) != day || day_weekday(day) != weekday)
      fail_msg("%d-%d-%d", c.year, c.month, c.day);
    weekday = weekday % 7 + 1;
    if (++c.day > month_days(c.year, c.month)) {
      c.day = 1;
      if (++c.month > 12) c.month = 1, c.year++;
    }
  }
}

static void known_days(void **state) {
  (void)state;
  assert_int_equal(civil_to_day(1970, 1, 1), 0);
  assert_int_equal(civil_to_day(2000, 3, 1), 11017);
  assert_int_equal(day_weekday(0), 4);
  assert_int_equal(day_weekday(-1), 3);
  assert_int_equal(day_weekday(civil_to_day(2022, 3, 14)), 1);
  assert_int_equal(month_days(1900, 2), 28);
  assert_int_equal(month_days(2000, 2), 29);
  assert_int_equal(month_days(2000, 13), 0);
}

static void what_is_no_date(void **state) {
  (void)state;
  assert_false(civil_valid(2021, 2, 29) || civil_valid(0, 1, 1) || civil_valid(10000, 1, 1) || civil_valid(2022, 0, 1) ||
               civil_valid(2022, 13, 1) || civil_valid(2022, 4, 31) || civil_valid(2022, 4, 0));
  const char *const wrong[] = {"2022-02-30", "2022-2-03", "22-02-2003", "2022/02/03", "2022-02-03 ", "2022-02-0a", "0000-01-01", "-022-02-03", ""};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int64_t day = 42;
    assert_false(day_parse(wrong[i], strlen(wrong[i]), &day));
    assert_int_equal(day, 42);
  }
}

static void parse_and_print(void **state) {
  (void)state;
  char out[11];
  int64_t day;
  for (int64_t d = civil_to_day(1, 1, 1); d <= civil_to_day(9999, 12, 31); d += 97) {
    day_print(d, out);
    assert_true(day_parse(out, 10, &day));
    assert_int_equal(day, d);
  }
  day_print(civil_to_day(2022, 3, 4), out);
  assert_string_equal(out, "2022-03-04");
  day_print(INT64_C(99999999), out);
  assert_string_equal(out, "9999-12-31");
}

static void months(void **state) {
  (void)state;
  assert_int_equal(day_add_months(civil_to_day(2022, 1, 31), 1), civil_to_day(2022, 2, 28));
  assert_int_equal(day_add_months(civil_to_day(2024, 1, 31), 1), civil_to_day(2024, 2, 29));
  assert_int_equal(day_add_months(civil_to_day(2022, 1, 15), -1), civil_to_day(2021, 12, 15));
  assert_int_equal(day_add_months(civil_to_day(2022, 3, 31), -13), civil_to_day(2021, 2, 28));
  assert_int_equal(day_add_months(civil_to_day(2022, 3, 1), 24), civil_to_day(2024, 3, 1));
}

static void iso_weeks(void **state) {
  (void)state;
  int year;
  assert_int_equal(day_iso_week(civil_to_day(2021, 1, 3), &year), 53);
  assert_int_equal(year, 2020);
  assert_int_equal(day_iso_week(civil_to_day(2018, 12, 31), &year), 1);
  assert_int_equal(year, 2019);
  assert_int_equal(day_iso_week(civil_to_day(2022, 3, 14), &year), 11);
  for (int64_t d = civil_to_day(1950, 1, 1); d < civil_to_day(2060, 1, 1); d++) {
    int week = day_iso_week(d, &year);
    assert_int_equal(iso_week_to_day(year, week) + day_weekday(d) - 1, d);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_there_and_back), cmocka_unit_test(known_days), cmocka_unit_test(what_is_no_date),
      cmocka_unit_test(parse_and_print),          cmocka_unit_test(months),     cmocka_unit_test(iso_weeks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
