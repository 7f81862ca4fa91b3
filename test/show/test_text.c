/* The terminal report: as the files of test/cases/show have it, within its width, colours only where asked. */
#include "written.h"

static void the_page_reads_as_expected(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_expected(a, "five.text", written(a, fixture_five(a), show_report_text));
  assert_expected(a, "one.text", written(a, fixture_one(a), show_report_text));
  assert_expected(a, "bare.text", written(a, fixture_bare(a, 3), show_report_text));
  arena_free(a);
}

static void it_is_harmless_and_keeps_its_width(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++)
    for (unsigned width = 40; width <= 120; width += 40) {
      show_options how = fixture_options;
      how.width = width;
      str page = written_with(a, cases[i].report, show_report_text, &how);
      assert_harmless(page);
      unsigned column = 0;
      bool has_space = false; /* a word longer than the width stays whole */
      for (size_t at = 0, n; at < page.len; at += n) {
        int32_t c = utf8_at(page, at, &n);
        column = c == '\n' ? 0 : column + 1;
        has_space = c == '\n' ? false : has_space || (c == ' ' && column > 30);
        if (column > width && has_space) fail_msg("%s: a line of more than %u columns: %.*s", cases[i].name, width, (int)(at > 60 ? 60 : at), page.at + (at > 60 ? at - 60 : 0));
      }
    }
  arena_free(a);
}

static void without_its_escapes_colour_changes_nothing(void **state) {
  (void)state;
  arena *a = arena_new();
  show_options colours = fixture_options;
  colours.color = true;
  str plain = written(a, fixture_five(a), show_report_text), coloured = written_with(a, fixture_five(a), show_report_text, &colours);
  assert_true(has(coloured, "\033["));
  strbuf bare = strbuf_new(a);
  for (size_t i = 0; i < coloured.len; i++) {
    if (coloured.at[i] == '\033') { /* ESC [ … m, and nothing else */
      assert_int_equal(coloured.at[i + 1], '[');
      i += 2;
      while (coloured.at[i] != 'm') {
        assert_true((coloured.at[i] >= '0' && coloured.at[i] <= '9') || coloured.at[i] == ';');
        i++;
      }
      continue;
    }
    strbuf_char(&bare, coloured.at[i]);
  }
  assert_true(has(strbuf_str(&bare), "5 reports, 1 origin, no name"));
  assert_int_equal(str_find(plain, STR("5 reports, 1 origin, no name"), 0) != STR_NONE, true);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_page_reads_as_expected),
    cmocka_unit_test(it_is_harmless_and_keeps_its_width),
    cmocka_unit_test(without_its_escapes_colour_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
