/* Abbreviations explained in brackets: each case is a sentence and the pairs found. */
#include "article.h"
#include "find/abbreviations.h"

static void check(const char *text, const char *expected) {
  article a = article_new(text);
  abbreviation_vec all = find_abbreviations(a.doc, a.scratch);
  strbuf out = strbuf_new(a.arena);
  for (uint32_t i = 0; i < all.count; i++) {
    const token *t = a.doc->tokens.at;
    span words = {t[all.at[i].first].span.start, t[all.at[i].end - 1].span.end};
    strbuf_format(&out, "%s%.*s = %.*s", i > 0 ? "; " : "", STR_ARG(document_slice(a.doc, t[all.at[i].token].span)), STR_ARG(document_slice(a.doc, words)));
  }
  assert_string_equal(str_zero(a.arena, strbuf_str(&out)), expected);
  article_free(a);
}

static void first_letters(void **state) {
  (void)state;
  check("The Criminal Investigation Department (CID) and the Harbour Board (HB) met.", "CID = Criminal Investigation Department; HB = Harbour Board");
}

static void small_words_and_letters_inside_words(void **state) {
  (void)state;
  check("Centers for Disease Control and Prevention (CDC) staff left.", "CDC = Centers for Disease Control and Prevention");
  check("The Ministry of Electronics and Information Technology (MeitY) said no.", "MeitY = Ministry of Electronics and Information Technology");
}

static void words_in_small_letters_when_all_letters_begin_words(void **state) {
  (void)state;
  check("He is the director general of police (DGP) here.", "DGP = director general of police");
  check("They saw a closed circus (CCUS) tent.", "");
}

static void no_abbreviation(void **state) {
  (void)state;
  check("Umpires saw Chanda Rubin (U.S.) beat Ola Berg (NOR).", ""); /* a country, and letters that are not there */
  check("Our safe lodge office (Oslo) opened.", "");                 /* one capital */
  check("They like Zürich (RCH) most.", "");                         /* no start of a word */
  check("It left. Harbour Board (HB", "");                           /* a bracket that stays open */
}

static void not_over_a_sentence(void **state) {
  (void)state;
  check("They called the Harbour. Board (HB) members left.", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(first_letters),
    cmocka_unit_test(small_words_and_letters_inside_words),
    cmocka_unit_test(words_in_small_letters_when_all_letters_begin_words),
    cmocka_unit_test(no_abbreviation),
    cmocka_unit_test(not_over_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
