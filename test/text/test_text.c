/* text/: cases (a file of lines beside a listing of its sentences, tokens and classes), language, limits, and what must
 * hold for any bytes. A failing case prints the first line that differs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"

/* A document of one block a line. */
static document *make(arena *a, str text) {
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  d->path = d->id = STR("test");
  d->text = text;
  for (size_t i = 0; i < text.len;) {
    size_t end = str_find_char(text, '\n', i);
    if (end == STR_NONE) end = text.len;
    if (end > i) vec_push(a, &d->blocks, ((block){{(uint32_t)i, (uint32_t)end}, BLOCK_PARAGRAPH}));
    i = end + 1;
  }
  vec_push(a, &d->map, ((map_run){0, 1, 0, 1, (uint32_t)text.len}));
  d->input_bytes = text.len;
  return d;
}

static document *run(arena *a, str text) {
  document *d = make(a, text);
  assert_int_equal(text_run(d), HSY_OK);
  const char *wrong = document_check(d);
  if (wrong) fail_msg("%s", wrong);
  return d;
}

static str file_of(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) fail_msg("cannot open %s", path);
  strbuf b = strbuf_new(a);
  char piece[4096];
  for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) strbuf_add(&b, (str){piece, n});
  fclose(f);
  return strbuf_str(&b);
}

/* One sentence a line: word/CLASS, verbs with their form and lemma. */
static str listing(arena *a, const document *d, bool with_classes) {
  static const char *const forms[] = {"", ".base", ".s", ".past", ".participle", ".past-or-participle", ".ing"};
  strbuf b = strbuf_new(a);
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    const sentence *s = &d->sentences.at[i];
    for (uint32_t k = s->first; k < s->first + s->count; k++) {
      const token *t = &d->tokens.at[k];
      if (k > s->first) strbuf_char(&b, ' ');
      strbuf_add(&b, document_slice(d, t->span));
      if (!with_classes) continue;
      strbuf_format(&b, "/%s%s", word_class_name((word_class)t->word), forms[t->form]);
      if (!str_eq(t->lemma, t->folded)) strbuf_format(&b, "(%.*s)", STR_ARG(t->lemma));
    }
    strbuf_char(&b, '\n');
  }
  return strbuf_str(&b);
}

static void check_case(const char *file, bool with_classes) {
  arena *a = arena_new();
  char path[128];
  snprintf(path, sizeof path, "test/cases/text/%s.txt", file);
  str got = listing(a, run(a, file_of(a, path)), with_classes);
  snprintf(path, sizeof path, "test/cases/text/%s.expected", file);
  str want = getenv("HEARSAY_TEST_LISTING") ? (str){"", 0} : file_of(a, path);
  if (!str_eq(got, want)) {
    for (size_t g = 0, w = 0; g < got.len || w < want.len;) {
      size_t ge = str_find_char(got, '\n', g), we = str_find_char(want, '\n', w);
      if (ge == STR_NONE) ge = got.len;
      if (we == STR_NONE) we = want.len;
      str gl = g < got.len ? str_slice(got, g, ge) : (str){"", 0}, wl = w < want.len ? str_slice(want, w, we) : (str){"", 0};
      if (!str_eq(gl, wl)) print_message("want %.*s\ngot  %.*s\n", STR_ARG(wl), STR_ARG(gl));
      g = ge + 1, w = we + 1;
    }
    fail_msg("test/cases/text/%s differs", file);
  }
  arena_free(a);
}

static void cases_of_sentences(void **state) { (void)state; check_case("sentences", false); }
static void cases_of_tokens(void **state) { (void)state; check_case("tokens", false); }
static void cases_of_tags(void **state) { (void)state; check_case("tags", true); }

static void check_language(const char *text, const char *lang, bool is_foreign) {
  arena *a = arena_new();
  document *d = run(a, str_of(text));
  if (!str_eq(d->lang, str_of(lang)) || d->is_foreign != is_foreign) fail_msg("'%s' is '%.*s', foreign %d", text, STR_ARG(d->lang), d->is_foreign);
  arena_free(a);
}

static void language_is_told_by_its_words_or_script(void **state) {
  (void)state;
  check_language("The minister said on Monday that the talks had failed.", "en", false);
  check_language("Der Minister sagte am Montag, dass die Gespräche nicht gut waren und der Vertrag auf Eis liegt.", "de", true);
  check_language("Le ministre a dit lundi que les négociations avec la banque sont dans une impasse.", "fr", true);
  check_language("El ministro dijo el lunes que las conversaciones con el banco no han terminado.", "es", true);
  check_language("Министр заявил в понедельник, что переговоры провалились.", "ru", true);
  check_language("部長は月曜日に述べた。", "ja", true);
  check_language("Quake kills 12", "en", false); /* nothing speaks against English */
  check_language("", "en", false);
}

static void given_language_is_kept(void **state) {
  (void)state;
  arena *a = arena_new();
  document *d = make(a, STR("The minister said that."));
  d->lang = STR("de");
  d->lang_is_given = true;
  assert_int_equal(text_run(d), HSY_OK);
  assert_true(d->is_foreign);
  d = make(a, STR("Der Minister und die Bank"));
  d->lang = STR("en-GB");
  d->lang_is_given = true;
  assert_int_equal(text_run(d), HSY_OK);
  assert_false(d->is_foreign);
  arena_free(a);
}

/* Every byte that is no white space stands in exactly one token, every token in exactly one sentence. */
static void check_cover(const document *d) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < d->tokens.count; i++) {
    span s = d->tokens.at[i].span;
    assert_true(s.start >= at && s.end > s.start);
    for (size_t length; at < s.start; at += (uint32_t)length)
      assert_true(uc_is_space(utf8_at(d->text, at, &length)) || length > 1);
    const sentence *in = &d->sentences.at[d->tokens.at[i].sentence];
    assert_true(i >= in->first && i < in->first + in->count && span_holds(in->span, s));
    assert_true(s.end - s.start <= HSY_MAX_TOKEN_BYTES);
    at = s.end;
  }
}

static void any_bytes_are_covered(void **state) {
  (void)state;
  static const char *const pieces[] = {"a", " ", "\n", ".", "-", "'", "’", "\"", "“", "1", "U.S.", "@", "http://", "[", "]", "é", "\xE2\x80\x8B", "!?", "A", "&", ":)", "...", "#", "Mr.", "%", "日本", "\t", "www.", "1-1", ",", "said", "(", ")", "\xCC\x81"};
  uint64_t seed = 88172645463325252u;
  for (int round = 0; round < 300; round++) {
    arena *a = arena_new();
    strbuf b = strbuf_new(a);
    for (int i = 0; i < 120; i++) {
      seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
      strbuf_add(&b, str_of(pieces[seed % (sizeof pieces / sizeof *pieces)]));
    }
    check_cover(run(a, strbuf_str(&b)));
    arena_free(a);
  }
}

static void long_runs_are_split(void **state) {
  (void)state;
  static const char *const units[] = {"x", "é", "1-", "A.", "a ", "(", "X ", "http://", ". ", "'s", "said "};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    arena *a = arena_new();
    strbuf b = strbuf_new(a);
    for (int i = 0; i < 30000; i++) strbuf_add(&b, str_of(units[u]));
    document *d = run(a, strbuf_str(&b));
    check_cover(d);
    for (uint32_t i = 0; i < d->sentences.count; i++) assert_true(d->sentences.at[i].count <= HSY_MAX_SENTENCE_TOKENS);
    arena_free(a);
  }
}

static void too_many_tokens_are_an_error(void **state) {
  (void)state;
  arena *a = arena_new();
  char *many = arena_alloc(a, 2 * (HSY_MAX_TOKENS + 1));
  for (size_t i = 0; i <= HSY_MAX_TOKENS; i++) many[2 * i] = 'a', many[2 * i + 1] = ' ';
  document *d = make(a, (str){many, 2 * (HSY_MAX_TOKENS + 1)});
  assert_int_equal(text_run(d), HSY_LIMIT);
  assert_int_equal(d->error.rc, HSY_LIMIT);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cases_of_sentences),
    cmocka_unit_test(cases_of_tokens),
    cmocka_unit_test(cases_of_tags),
    cmocka_unit_test(language_is_told_by_its_words_or_script),
    cmocka_unit_test(given_language_is_kept),
    cmocka_unit_test(any_bytes_are_covered),
    cmocka_unit_test(long_runs_are_split),
    cmocka_unit_test(too_many_tokens_are_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
