#include "check.h"

#include "base/err.h"
#include "base/utf8.h"

static void the_first_failure_stays(void **state) {
  (void)state;
  hsy_error e = {0};
  assert_int_equal(error_set(&e, HSY_LIMIT, STR("a.txt"), 7, "split it", "more than %d bytes", 10), HSY_LIMIT);
  assert_int_equal(error_set(&e, HSY_IO, STR("b.txt"), 1, "", "other"), HSY_IO);
  assert_int_equal(e.rc, HSY_LIMIT);
  arena *a = arena_new();
  assert_str(error_text(a, &e), "a.txt:7: more than 10 bytes (split it)");
  e = (hsy_error){0};
  error_set(&e, HSY_MEMORY, STR(""), 0, NULL, "out of memory");
  assert_str(error_text(a, &e), "out of memory");
  assert_int_equal(error_set(NULL, HSY_IO, STR(""), 0, "", "nobody listens"), HSY_IO);
  arena_free(a);
}

static void words_are_harmless(void **state) {
  (void)state;
  hsy_error e = {0};
  error_set(&e, HSY_INPUT, STR("a\x1B[2J\nb\xFF"), 0, "", "bad \xE2\x80\xAE %s", "\r\n");
  assert_string_equal(e.file, "a\xEF\xBF\xBD[2J\xEF\xBF\xBD" "b\xEF\xBF\xBD");
  assert_string_equal(e.message, "bad \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD");
}

static void words_are_cut_at_code_points(void **state) {
  (void)state;
  arena *a = arena_new();
  for (size_t shift = 0; shift < 4; shift++) {
    strbuf b = strbuf_new(a);
    for (size_t i = 0; i < shift; i++) strbuf_char(&b, 'x');
    for (int i = 0; i < 1000; i++) strbuf_add(&b, STR("€"));
    hsy_error e = {0};
    error_set(&e, HSY_INPUT, strbuf_str(&b), 0, str_zero(a, strbuf_str(&b)), "%.*s", STR_ARG(strbuf_str(&b)));
    str fields[] = {str_of(e.file), str_of(e.message), str_of(e.advice)};
    size_t sizes[] = {sizeof e.file, sizeof e.message, sizeof e.advice};
    for (int i = 0; i < 3; i++) {
      assert_true(fields[i].len < sizes[i] && fields[i].len + 4 >= sizes[i]);
      assert_true(utf8_valid(fields[i]) && str_ends(fields[i], STR("€")));
    }
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_failure_stays),
      cmocka_unit_test(words_are_harmless),
      cmocka_unit_test(words_are_cut_at_code_points),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
