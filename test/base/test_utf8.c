#include "check.h"

#include "base/utf8.h"

static void every_code_point_there_and_back(void **state) {
  (void)state;
  for (int32_t c = 0; c <= 0x10FFFF; c++) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    size_t n = utf8_put(bytes, c), length = 0, back = 0;
    if (utf8_at((str){bytes, n}, 0, &length) != c || length != n || utf8_before((str){bytes, n}, n, &back) != c ||
        back != n || !utf8_valid((str){bytes, n}))
      fail_msg("U+%04X does not come back", (unsigned)c);
  }
}

static void what_is_not_well_formed(void **state) {
  (void)state;
  const char *const broken[] = {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                                "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xFF", "\xC3("};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    size_t length;
    assert_false(utf8_valid(str_of(broken[i])));
    assert_int_equal(utf8_at(str_of(broken[i]), 0, &length), 0xFFFD);
    assert_int_equal(length, 1);
  }
  assert_int_equal(utf8_valid_prefix(STR("ab\xC3\xA9\xE2\x82")), 4);
  assert_int_equal(utf8_count(STR("a\xC3\xA9\xE2\x82")), 4);
  char bytes[4];
  assert_int_equal(utf8_put(bytes, 0xD800), 3);
  assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
  size_t length;
  assert_int_equal(utf8_before(STR("\x80\x80\x80\x80\x80"), 5, &length), 0xFFFD);
  assert_int_equal(length, 1);
}

static void floor_does_not_cut(void **state) {
  (void)state;
  str s = STR("aé€😀");
  size_t starts[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
  for (size_t at = 0; at <= s.len; at++) assert_int_equal(utf8_floor(s, at), starts[at]);
  assert_int_equal(utf8_floor(s, 99), s.len);
}

static void columns(void **state) {
  (void)state;
  assert_int_equal(utf8_columns(STR("abc")), 3);
  assert_int_equal(utf8_columns(STR("e\xCC\x81")), 1); /* combining acute */
  assert_int_equal(utf8_columns(STR("日本")), 4);
  assert_int_equal(utf8_columns(STR("\x1B\xE2\x80\xAE")), 0);
}

static void classes(void **state) {
  (void)state;
  assert_true(uc_is_letter('q') && uc_is_letter(0xE9) && uc_is_letter(0x4E2D) && !uc_is_letter('1') && !uc_is_letter('_'));
  assert_true(uc_is_upper('Q') && uc_is_upper(0xC9) && !uc_is_upper('q') && !uc_is_upper(0xE9));
  assert_true(uc_is_lower('q') && uc_is_lower(0xE9) && !uc_is_lower('Q'));
  assert_true(uc_is_digit('7') && uc_is_digit(0x0667) && !uc_is_digit(0xBD) && !uc_is_digit('a'));
  const int32_t spaces[] = {' ', '\t', '\n', '\r', 0xA0, 0x2003, 0x200B, 0x2028, 0x2029, 0x202F, 0x3000};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) assert_true(uc_is_space(spaces[i]));
  assert_false(uc_is_space('a') || uc_is_space(0) || uc_is_space(0x200C));
  assert_true(uc_is_mark(0x301) && !uc_is_mark('a'));
  assert_true(uc_is_punct('"') && uc_is_punct(0x201C) && uc_is_punct('$') && uc_is_punct(0x20AC) && !uc_is_punct(' '));
  assert_int_equal(uc_lower(0x130) >= 0, 1);
  assert_int_equal(uc_lower(0xC9), 0xE9);
  assert_int_equal(uc_upper(0xE9), 0xC9);
  assert_int_equal(uc_lower(0x110000), 0x110000);
  assert_false(uc_is_letter(-1) || uc_is_letter(0x110000));
}

static void classes_of_the_tokenizer(void **state) {
  (void)state;
  assert_true(uc_is_punct_only('"') && uc_is_punct_only(0x2014) && !uc_is_punct_only('$') && !uc_is_punct_only(0x20AC) && !uc_is_punct_only('a'));
  const int32_t control[] = {0, '\n', 0x1F, 0x7F, 0x85, 0xAD, 0x200B, 0x202E, 0xFEFF, 0xE000, 0x10FFFD};
  for (size_t i = 0; i < sizeof control / sizeof *control; i++) assert_true(uc_is_control(control[i]));
  assert_false(uc_is_control(' ') || uc_is_control('a') || uc_is_control(0xA0) || uc_is_control(0x378) || uc_is_control(-1));
  assert_true(uc_is_nonspacing(0x301) && uc_is_nonspacing(0xFE0F) && !uc_is_nonspacing(0x903) && !uc_is_nonspacing('a'));
}

static void decomposed(int32_t c, size_t count, const int32_t *should) {
  int32_t is[UC_MAX_DECOMPOSED];
  size_t n = uc_decompose(c, is);
  if (n != count || memcmp(is, should, count * sizeof *should) != 0) fail_msg("U+%04X", (unsigned)c);
}

static void canonical_decomposition(void **state) {
  (void)state;
  decomposed('a', 1, (int32_t[]){'a'});
  decomposed(0xE9, 2, (int32_t[]){'e', 0x301});
  decomposed(0x1F82, 4, (int32_t[]){0x3B1, 0x313, 0x300, 0x345}); /* the longest */
  decomposed(0xD55C, 3, (int32_t[]){0x1112, 0x1161, 0x11AB});
  decomposed(0x212B, 2, (int32_t[]){'A', 0x30A});
  decomposed(0xFB01, 1, (int32_t[]){0xFB01}); /* a ligature is not canonical */
  decomposed(0x2F800, 1, (int32_t[]){0x4E3D});
  decomposed(0x110000, 1, (int32_t[]){0x110000});
  for (int32_t c = 0; c <= 0x10FFFF; c++) {
    int32_t out[UC_MAX_DECOMPOSED], again[UC_MAX_DECOMPOSED];
    size_t n = uc_decompose(c, out);
    for (size_t i = 0; i < n; i++)
      if (uc_decompose(out[i], again) != 1 || again[0] != out[i]) fail_msg("U+%04X is not decomposed in full", (unsigned)c);
  }
}

static void harmless(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(utf8_harmless(a, STR("a\tb\nc é “q”")), "a\tb\nc é “q”");
  assert_str(utf8_harmless(a, STR("\x1B[31mred")), "\xEF\xBF\xBD[31mred");
  assert_str(utf8_harmless(a, STR("a\xE2\x80\xAE" "b\xC2\x9B" "c\x7F\r")),
             "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c\xEF\xBF\xBD\xEF\xBF\xBD");
  assert_str(utf8_harmless(a, STR("\xFF\xC0")), "\xEF\xBF\xBD\xEF\xBF\xBD");
  const int32_t unsafe[] = {0, 7, 0x1B, 0x7F, 0x85, 0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFDD0, 0x1FFFF};
  for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) assert_true(uc_is_unsafe(unsafe[i]));
  assert_false(uc_is_unsafe('\n') || uc_is_unsafe('\t') || uc_is_unsafe(0xAD) || uc_is_unsafe(0x2065) || uc_is_unsafe(0x200D));
  arena_free(a);
}

typedef struct words { str text; strbuf out; } words;

static void add_word(void *user, size_t start, size_t end) {
  words *w = user;
  if (w->out.len) strbuf_char(&w->out, '|');
  strbuf_add(&w->out, str_slice(w->text, start, end));
}

static str split(arena *a, str text, bool keep) {
  words w = {text, strbuf_new(a)};
  utf8_each_word(text, keep, add_word, &w);
  return strbuf_str(&w.out);
}

static void words_with_and_without_apostrophes(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(split(a, STR("“Don't,” she’d said; the boys' 1,200 naïve cafe\xCC\x81s"), true),
             "Don't|she’d|said|the|boys|1|200|naïve|cafe\xCC\x81s");
  assert_str(split(a, STR("Don't she’d"), false), "Don|t|she|d");
  assert_str(split(a, STR(" '' ' "), true), "");
  assert_str(split(a, STR(""), true), "");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_there_and_back), cmocka_unit_test(what_is_not_well_formed),
      cmocka_unit_test(floor_does_not_cut),              cmocka_unit_test(columns),
      cmocka_unit_test(classes),                         cmocka_unit_test(harmless),
      cmocka_unit_test(classes_of_the_tokenizer),        cmocka_unit_test(canonical_decomposition),
      cmocka_unit_test(words_with_and_without_apostrophes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
