/* The report as Markdown: as expected, and no word of a report is markup. */
#include "written.h"

static void the_notes_read_as_expected(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_expected(a, "five.markdown", written(a, fixture_five(a), show_report_markdown));
  arena_free(a);
}

static void no_word_of_a_report_is_markup(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++) {
    str page = written(a, cases[i].report, show_report_markdown);
    assert_harmless(page);
    for (size_t at = 0; (at = str_find_char(page, '<', at)) != STR_NONE; at++) /* tags that the page itself sets */
      if (str_starts(str_slice(page, at, page.len), STR("<script")) || str_starts(str_slice(page, at, page.len), STR("<img"))) fail_msg("%s: a tag got through", cases[i].name);
  }
  report *r = fixture_one(a);
  r->documents[0]->title = STR("# [x](javascript:alert) | `a` *b* <img src=x> ![i](j)");
  r->stories.at[0].title = r->documents[0]->title;
  str page = written(a, r, show_report_markdown);
  assert_true(has(page, "\\](javascript")); /* a bracket that is escaped closes no link */
  assert_false(has(page, " [x") || has(page, "!["));
  assert_false(has(page, "<img"));
  assert_false(has(page, " *b* "));
  assert_false(has(page, " `a` "));
  assert_true(has(page, "alert"));
  arena_free(a);
}

static void every_table_row_has_the_cells_of_its_head(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++) {
    str page = written(a, cases[i].report, show_report_markdown);
    uint32_t head = 0;
    while (page.len > 0) {
      size_t end = str_find_char(page, '\n', 0);
      if (end == STR_NONE) end = page.len;
      uint32_t bars = 0;
      for (size_t k = 0; k < end; k++) bars += page.at[k] == '|' && (k == 0 || page.at[k - 1] != '\\');
      if (page.len == 0 || page.at[0] != '|') head = 0;
      else if (head == 0) head = bars;
      else if (bars != head) fail_msg("%s: a row of %u bars under %u: %.*s", cases[i].name, bars, head, (int)end, page.at);
      page = end < page.len ? str_slice(page, end + 1, page.len) : STR("");
    }
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_notes_read_as_expected),
    cmocka_unit_test(no_word_of_a_report_is_markup),
    cmocka_unit_test(every_table_row_has_the_cells_of_its_head),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
