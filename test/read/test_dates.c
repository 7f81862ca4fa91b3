#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/parts.h"

static str printed(arena *a, const date_found *d) {
  strbuf out = strbuf_new(a);
  strbuf_format(&out, "%04d-%02d-%02d", d->year, d->month, d->day);
  if (d->has_clock) strbuf_format(&out, " %02d:%02d:%02d", d->hour, d->minute, d->second);
  if (d->zone_known) strbuf_format(&out, " %+d", d->zone);
  return strbuf_str(&out);
}

static void expect(bool (*find)(str, date_found *), const char *text, const char *want) {
  arena *a = arena_new();
  date_found d;
  str got = find(str_of(text), &d) ? printed(a, &d) : STR("none");
  if (!str_eq(got, str_of(want))) fail_msg("\"%s\": %.*s, expected %s", text, STR_ARG(got), want);
  arena_free(a);
}

static void dates_as_bylines_write_them(void **state) {
  (void)state;
  expect(date_find, "2031-05-09", "2031-05-09");
  expect(date_find, "2031-05-09T18:30:00+02:00", "2031-05-09 18:30:00 +120");
  expect(date_find, "2031-05-09T18:30:15.123Z", "2031-05-09 18:30:15 +0");
  expect(date_find, "Published: 9 May 2031", "2031-05-09");
  expect(date_find, "May 9th, 2031 at 6:30 p.m. EDT", "2031-05-09 18:30:00 -240");
  expect(date_find, "Fri, 09 May 2031 18:30:00 GMT", "2031-05-09 18:30:00 +0");
  expect(date_find, "10:32 AM ET, Mon March 14, 2031", "2031-03-14 10:32:00");
  expect(date_find, "9. Mai 2031, 18.30 Uhr", "2031-05-09 18:30:00");
  expect(date_find, "le 9 février 2031", "2031-02-09");
  expect(date_find, "9 de mayo de 2031", "2031-05-09");
  expect(date_find, "09.05.2031", "2031-05-09");
  expect(date_find, "25/12/2031", "2031-12-25");
  expect(date_find, "12/25/2031", "2031-12-25");
}

static void dates_that_are_none(void **state) {
  (void)state;
  expect(date_find, "03/04/2031", "none");       /* March or April */
  expect(date_find, "31 June 2031", "none");
  expect(date_find, "2031-02-29", "none");
  expect(date_find, "May 9", "none");            /* no year */
  expect(date_find, "in 2031", "none");
  expect(date_find, "", "none");
}

static void dates_of_metadata(void **state) {
  (void)state;
  expect(date_find_value, "20310509", "2031-05-09");
  expect(date_find_value, "1936117800", "2031-05-09 18:30:00 +0");
  expect(date_find_value, "1936117800000", "2031-05-09 18:30:00 +0");
  expect(date_find_value, "12345", "none");
}

static void dates_of_addresses_and_file_names(void **state) {
  (void)state;
  expect(date_find_url, "https://a.example/2031/05/09/bridge", "2031-05-09");
  expect(date_find_url, "https://a.example/2031/may/09/bridge", "2031-05-09");
  expect(date_find_url, "https://a.example/news/bridge-20310509.html", "2031-05-09");
  expect(date_find_url, "https://a.example/2031/05/bridge", "2031-05-00");
  expect(date_find_url, "https://a.example/story/20310509123", "none");
  expect(date_find_url, "https://a.example/?d=2031-05-09", "none");
  expect(date_find_file_name, "saved/2031-05-09-bridge.txt", "2031-05-09");
  expect(date_find_file_name, "2030-01-01/bridge_20310509.txt", "2031-05-09");
  expect(date_find_file_name, "2031-05-09/bridge.txt", "none");
}

static void lines_that_state_only_a_date(void **state) {
  (void)state;
  date_found p, u;
  bool has_p, has_u;
  assert_true(is_date_line(STR("Published 9 May 2031 | Updated 10 May 2031, 09:00 GMT"), &p, &has_p, &u, &has_u));
  assert_true(has_p && has_u);
  assert_int_equal(p.day, 9);
  assert_int_equal(u.day, 10);
  assert_false(is_date_line(STR("The bridge closed on 9 May 2031"), &p, &has_p, &u, &has_u));
  assert_false(is_date_line(STR("Tuesday"), &p, &has_p, &u, &has_u));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(dates_as_bylines_write_them), cmocka_unit_test(dates_that_are_none), cmocka_unit_test(dates_of_metadata),
    cmocka_unit_test(dates_of_addresses_and_file_names), cmocka_unit_test(lines_that_state_only_a_date)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
