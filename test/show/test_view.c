/* The view: words, letters, sentences. Cases read as tables: what is in the record, what the reader gets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "fixture.h"
#include "show/view.h"

static void assert_str(str got, const char *wanted) {
  if (!str_eq(got, str_of(wanted))) fail_msg("\n  got    %.*s\n  wanted %s", STR_ARG(got), wanted);
}

static void letters_go_on_after_z(void **state) {
  (void)state;
  arena *a = arena_new();
  static const struct { uint32_t index; const char *letter; } CASES[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {27, "AB"}, {51, "AZ"}, {52, "BA"}, {701, "ZZ"}, {702, "AAA"}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) assert_str(view_letter(a, CASES[i].index), CASES[i].letter);
  arena_free(a);
}

static void dates_read_as_a_newspaper_writes_them(void **state) {
  (void)state;
  arena *a = arena_new();
  static const struct { int y1, m1, d1, y2, m2, d2; bool weekday; int skip; const char *words; } CASES[] = {
    {2022, 3, 14, 2022, 3, 14, false, 0, "14 March 2022"},
    {2022, 3, 14, 2022, 3, 14, true, 2022, "Monday 14 March"},
    {2022, 3, 13, 2022, 3, 14, false, 0, "13–14 March 2022"},
    {2022, 2, 28, 2022, 3, 2, false, 0, "28 February – 2 March 2022"},
    {2021, 12, 31, 2022, 1, 1, false, 2022, "31 December 2021 – 1 January 2022"},
    {2022, 3, 1, 2022, 3, 31, false, 0, "March 2022"},
    {2022, 1, 1, 2022, 12, 31, false, 2022, "2022"},
    {2022, 1, 1, 2022, 3, 31, false, 2022, "January–March"},
    {1990, 1, 1, 1999, 12, 31, false, 0, "1990–1999"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    day_range r = {civil_to_day(CASES[i].y1, CASES[i].m1, CASES[i].d1), civil_to_day(CASES[i].y2, CASES[i].m2, CASES[i].d2)};
    assert_str(view_days(a, r, GRANULARITY_DAY, CASES[i].weekday, CASES[i].skip), CASES[i].words);
  }
  dating d = {0};
  assert_str(view_dating(a, &d), "not known");
  for (int y = 2011; y <= 2022; y += 5) {
    int64_t day = civil_to_day(y, 3, 14);
    vec_push(a, &d.candidates, ((day_range){day, day}));
  }
  assert_str(view_dating(a, &d), "14 March of 2011, 2016 or 2021");
  arena_free(a);
}

static void long_lines_are_cut_at_a_word(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(view_clip(a, STR("short"), 9), "short");
  assert_str(view_clip(a, STR("one two, three four"), 11), "one two…");
  assert_str(view_clip(a, STR("onewordwithoutend and more"), 8), "onewordw…");
  assert_str(view_clip(a, STR("ééééééééé"), 4), "éééé…");
  assert_str(view_number(a, 1234567), "1,234,567");
  arena_free(a);
}

static str finding_of(arena *a, const view_story *v) {
  VEC(str) parts = {0};
  for (uint32_t i = 0; i < v->finding.count; i++) vec_push(a, &parts, v->finding.at[i].text);
  return str_join(a, parts.at, parts.count, STR(", "));
}
static str lede_of(arena *a, const view_story *v) {
  VEC(str) parts = {0};
  for (uint32_t i = 0; i < v->lede.count; i++) vec_push(a, &parts, v->lede.at[i].text);
  return str_join(a, parts.at, parts.count, STR(""));
}

static void the_finding_says_reports_origins_and_names(void **state) {
  (void)state;
  arena *a = arena_new();
  report *five = fixture_five(a);
  assert_str(finding_of(a, view_make(five, 0, a)), "5 reports, 1 origin, no name");
  five->stories.at[0].sources.at[0].kind = SOURCE_PERSON;
  five->stories.at[0].sources.at[0].name = STR("Ann Roe");
  assert_str(finding_of(a, view_make(five, 0, a)), "5 reports, 1 origin: Ann Roe");
  five->stories.at[0].origins.at[0].source = NONE;
  assert_str(finding_of(a, view_make(five, 0, a)), "5 reports, no source given");
  assert_str(finding_of(a, view_make(fixture_many(a, 12, 3, true), 0, a)), "12 reports, 3 origins, 1 unnamed");
  assert_str(finding_of(a, view_make(fixture_one(a), 0, a)), "1 report, 1 origin: Olin Farr");
  assert_str(finding_of(a, view_make(fixture_bare(a, 3), 0, a)), "3 reports, no claim found");
  arena_free(a);
}

static void the_lede_says_from_whom_through_whom_and_who_denies(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(lede_of(a, view_make(fixture_five(a), 0, a)),
             "All five have it from ministry officials whom none of them names. Three point to The Vella Courier, one to Northern Wire; "
             "E names no carrier. Ivo Karsk denies it; elsewhere Ivo Karsk does not know, or cannot confirm.");
  assert_str(lede_of(a, view_make(fixture_one(a), 0, a)), "The report has it from Olin Farr.");
  assert_str(lede_of(a, view_make(fixture_bare(a, 2), 0, a)), "No claim was found in these reports.");
  arena_free(a);
}

static void claims_are_grouped_and_copies_count_once(void **state) {
  (void)state;
  arena *a = arena_new();
  const view_story *v = view_make(fixture_many(a, 12, 3, true), 0, a);
  assert_int_equal(v->reports.count, 12);
  assert_int_equal(v->columns.count, 10);
  assert_int_equal(v->reports.at[5].copy_of, 2);
  assert_int_equal(v->reports.at[5].column, v->reports.at[2].column);
  uint32_t last = 0;
  for (uint32_t i = 0; i < v->claims.count; i++) {
    assert_true((uint32_t)v->claims.at[i].group >= last);
    last = (uint32_t)v->claims.at[i].group;
  }
  v = view_make(fixture_five(a), 0, a);
  assert_str(v->claims_note, "Of 9 claims, 1 stands in all 5 reports, 5 in some of them, 3 in one only.");
  assert_str(v->claims.at[1].whose, "ministry officials, unnamed (A, B); the port police (E); D gives no source");
  assert_str(v->claims.at[1].cells.at[1].differs, "x2");
  arena_free(a);
}

static void a_line_sets_the_differing_words_apart(void **state) {
  (void)state;
  arena *a = arena_new();
  const view_story *v = view_make(fixture_five(a), 0, a);
  assert_str(v->conflicts.at[0].id, "x3"); /* what touches the lead claim comes first */
  const view_line *l = &v->conflicts.at[1].sides.at[1].lines.at[0];
  assert_str(l->before, "… 13 (Northern Wire) - The bridge over the harbour of Port Vella was closed on");
  assert_str(l->at, "Tuesday, May 13");
  assert_str(l->tail, ",");
  assert_str(l->after, "according to officials of the transport ministry.");
  assert_int_equal(v->conflicts.at[0].sides.at[0].lines.count, 1);
  assert_int_equal(v->conflicts.at[0].sides.at[0].likewise.count, 3);
  assert_str(v->conflicts.at[0].reading, "Nothing in the five reports settles it.");
  arena_free(a);
}

static void a_citation_names_report_date_file_and_bytes(void **state) {
  (void)state;
  arena *a = arena_new();
  const view_story *v = view_make(fixture_five(a), 0, a);
  assert_str(view_citation(a, v, &v->claims.at[1].cells.at[0].passages.at[0]),
             "“at least 30 lorries had been turned back” — The Vella Courier, 13–14 May 2031, 01-courier.txt, bytes 200–240");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(letters_go_on_after_z),
    cmocka_unit_test(dates_read_as_a_newspaper_writes_them),
    cmocka_unit_test(long_lines_are_cut_at_a_word),
    cmocka_unit_test(the_finding_says_reports_origins_and_names),
    cmocka_unit_test(the_lede_says_from_whom_through_whom_and_who_denies),
    cmocka_unit_test(claims_are_grouped_and_copies_count_once),
    cmocka_unit_test(a_line_sets_the_differing_words_apart),
    cmocka_unit_test(a_citation_names_report_date_file_and_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
