/* The word lists as compiled: sorted, folded, found again; the longest key wins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"

static void every_entry_is_found_under_its_own_key(void **state) {
  (void)state;
  arena *a = arena_new();
  for (int list = 0; list < LEXICON_LIST_COUNT; list++) {
    size_t count = lexicon_count((enum lexicon_list)list);
    if (count == 0) fail_msg("list %d is empty", list);
    for (size_t i = 0; i < count; i++) {
      const lexicon_entry *e = lexicon_at((enum lexicon_list)list, i);
      assert_ptr_equal(lexicon_find((enum lexicon_list)list, e->key), e);
      if (i > 0) assert_true(str_compare(lexicon_at((enum lexicon_list)list, i - 1)->key, e->key) < 0);
      if (!str_eq(str_fold(a, e->key), e->key)) fail_msg("'%.*s' of list %d is not folded as look-ups are", STR_ARG(e->key), list);
    }
  }
  arena_free(a);
}

static void what_is_in_no_list_is_not_found(void **state) {
  (void)state;
  assert_null(lexicon_find(LEXICON_CUE_VERBS, STR("")));
  assert_null(lexicon_find(LEXICON_CUE_VERBS, STR("sa")));
  assert_null(lexicon_find(LEXICON_CUE_VERBS, STR("say ")));
  assert_null(lexicon_find(LEXICON_CUE_VERBS, STR("SAY")));
  assert_null(lexicon_find(LEXICON_CUE_VERBS, STR("zzzz")));
  assert_false(lexicon_has(LEXICON_STOP_WORDS, STR("bridge")));
}

static void an_entry_may_have_a_value(void **state) {
  (void)state;
  const lexicon_entry *e = lexicon_find(LEXICON_NATIONS, STR("french"));
  assert_non_null(e);
  assert_true(str_eq(e->value, STR("France")));
  e = lexicon_find(LEXICON_CUE_NOUNS, STR("claim"));
  assert_non_null(e);
  assert_int_equal(e->value.len, 0);
}

static void the_longest_entry_matches(void **state) {
  (void)state;
  const lexicon_entry *e = NULL;
  const str nation[] = {STR("united"), STR("arab"), STR("emirates"), STR("said")}, states[] = {STR("united"), STR("states"), STR("officials")}, none[] = {STR("united"), STR("bridge")};
  assert_int_equal(lexicon_match(LEXICON_NATIONS, nation, 4, &e), 3);
  assert_true(str_eq(e->key, STR("united arab emirates")));
  assert_int_equal(lexicon_match(LEXICON_NATIONS, nation, 2, &e), 0); /* only half of it stands there */
  assert_int_equal(lexicon_match(LEXICON_NATIONS, states, 3, &e), 2);
  assert_int_equal(lexicon_match(LEXICON_NATIONS, none, 2, &e), 0);
  assert_int_equal(lexicon_match(LEXICON_NATIONS, none, 0, &e), 0);
  assert_int_equal(lexicon_match(LEXICON_NATIONS, states, 3, NULL), 2);
}

static void words_longer_than_any_key_match_nothing(void **state) {
  (void)state;
  char letters[400];
  for (size_t i = 0; i < sizeof letters; i++) letters[i] = 'a';
  str words[] = {{letters, sizeof letters}, STR("united"), STR("states")};
  assert_int_equal(lexicon_match(LEXICON_NATIONS, words, 3, NULL), 0);
  words[0] = STR("united"), words[1] = STR("states"), words[2] = (str){letters, sizeof letters};
  assert_int_equal(lexicon_match(LEXICON_NATIONS, words, 3, NULL), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_entry_is_found_under_its_own_key),
    cmocka_unit_test(what_is_in_no_list_is_not_found),
    cmocka_unit_test(an_entry_may_have_a_value),
    cmocka_unit_test(the_longest_entry_matches),
    cmocka_unit_test(words_longer_than_any_key_match_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
