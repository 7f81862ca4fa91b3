#include "check.h"

static void equality_and_order(void **state) {
  (void)state;
  assert_true(str_eq((str){NULL, 0}, STR("")));
  assert_false(str_eq(STR("a"), STR("b")));
  assert_true(str_eq_ascii_nocase(STR("CNN"), STR("cnn")));
  assert_false(str_eq_ascii_nocase(STR("É"), STR("é"))); /* ASCII only */
  assert_true(str_compare(STR("a"), STR("ab")) < 0);
  assert_true(str_compare(STR("b"), STR("ab")) > 0);
  assert_true(str_compare(STR("\xC3\xA9"), STR("z")) > 0); /* bytes are unsigned */
  assert_int_equal(str_compare(STR("x"), STR("x")), 0);
}

static void ends_of_text(void **state) {
  (void)state;
  assert_true(str_starts(STR("told CNN"), STR("told")));
  assert_false(str_starts(STR("to"), STR("told")));
  assert_true(str_ends(STR("story.gz"), STR(".gz")));
  assert_false(str_ends(STR("gz"), STR(".gz")));
  assert_true(str_starts_nocase(STR("HTTP://x"), STR("http:")));
  assert_str(str_trim(STR(" \t\xC2\xA0 a b\r\n\xC2\xA0")), "a b");
  assert_str(str_trim(STR(" \xC2\xA0\n")), "");
}

static void find(void **state) {
  (void)state;
  assert_int_equal(str_find(STR("abcabc"), STR("bc"), 0), 1);
  assert_int_equal(str_find(STR("abcabc"), STR("bc"), 2), 4);
  assert_int_equal(str_find(STR("abcabc"), STR("bc"), 5), STR_NONE);
  assert_int_equal(str_find(STR("abc"), STR("abcd"), 0), STR_NONE);
  assert_int_equal(str_find(STR("abc"), STR(""), 3), 3);
  assert_int_equal(str_find(STR("abc"), STR("a"), 9), STR_NONE);
  assert_int_equal(str_find_char(STR("a\0b"), 'b', 0), 2);
  assert_int_equal(str_find_char(STR("ab"), 'a', 1), STR_NONE);
}

static void join_format_keep(void **state) {
  (void)state;
  arena *a = arena_new();
  str parts[] = {STR("a"), STR(""), STR("c")};
  assert_str(str_join(a, parts, 3, STR(", ")), "a, , c");
  assert_str(str_join(a, parts, 0, STR(", ")), "");
  assert_str(str_format(a, "%s:%d %.*s", "f", 7, STR_ARG(STR("xyz"))), "f:7 xyz");
  assert_str(str_format(a, "%s", ""), "");
  assert_string_equal(str_zero(a, str_slice(STR("abcdef"), 1, 3)), "bc");
  assert_str(str_keep(a, STR("kept")), "kept");
  strbuf b = strbuf_new(a);
  for (int i = 0; i < 1000; i++) strbuf_format(&b, "%03d", i);
  assert_int_equal(b.len, 3000);
  assert_str(str_slice(strbuf_str(&b), 2997, 3000), "999");
  arena_free(a);
}

static void fold_is_the_form_for_looking_up(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(str_fold(a, STR("The Times")), "the times");
  assert_str(str_fold(a, STR("O’Brien É ÇA Ω")), "o'brien é ça ω");
  assert_str(str_fold(a, STR("Ⱥ")), "ⱥ"); /* two bytes become three */
  assert_str(str_fold(a, STR("\xFF" "A")), "\xFF" "a");
  assert_str(str_fold(a, STR("")), "");
  arena_free(a);
}

static void squeeze(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(str_squeeze(a, STR("  a \t\r\n b\xC2\xA0\xE2\x80\x83" "c  ")), "a b c");
  assert_str(str_squeeze(a, STR(" \n ")), "");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equality_and_order), cmocka_unit_test(ends_of_text),
      cmocka_unit_test(find),               cmocka_unit_test(join_format_keep),
      cmocka_unit_test(squeeze),            cmocka_unit_test(fold_is_the_form_for_looking_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
