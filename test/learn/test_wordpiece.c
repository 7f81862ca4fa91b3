/* The tokenizer by example: a text, and the pieces it should give, each with the stretch of text it stands for. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../base/check.h"

#include "base/io.h"
#include "base/utf8.h"
#include "learn/wordpiece.h"

#define VOCABULARY "test/learn/vocabulary.txt"

typedef struct fixture { arena *arena; vocabulary words; } fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  if (!f) return 1;
  f->arena = arena_new();
  str bytes;
  hsy_error e = {0};
  *state = f;
  if (io_map(f->arena, STR(VOCABULARY), 1 << 20, &bytes, &e) == HSY_OK) wordpiece_open(f->arena, STR(VOCABULARY), bytes, &f->words, &e);
  return e.rc != HSY_OK;
}

static int tear_down(void **state) {
  fixture *f = *state;
  arena_free(f->arena);
  free(f);
  return 0;
}

static str word_of(const vocabulary *v, uint32_t id) { return str_slice(v->words, v->starts[id], v->starts[id + 1] - 1); }

/* "piece=stretch" of each piece, a space between. */
static str pieces_of(const fixture *f, str text, uint32_t most) {
  piece_vec pieces = {0};
  wordpiece_cut(&f->words, text, most, f->arena, &pieces);
  strbuf b = strbuf_new(f->arena);
  for (uint32_t i = 0; i < pieces.count; i++) {
    piece p = pieces.at[i];
    assert_true(p.start < p.end && p.end <= text.len);
    if (i) strbuf_char(&b, ' ');
    strbuf_add(&b, word_of(&f->words, p.id));
    strbuf_char(&b, '=');
    strbuf_add(&b, str_slice(text, p.start, p.end));
  }
  return strbuf_str(&b);
}

#define check(text, should) assert_str(pieces_of(*state, STR(text), UINT32_MAX), should)

static void words_are_cut_from_the_left_into_the_longest_pieces(void **state) {
  check("the mayor said", "the=the mayor=mayor said=said");
  check("Lindmoor reporters", "lind=Lind ##moor=moor report=report ##er=er ##s=s");
  check("saying 2031", "say=say ##ing=ing 2031=2031");
  check("2031st", "2031=2031 ##s=s ##t=t");
}

static void a_word_with_a_part_that_no_piece_fits_is_unknown_as_a_whole(void **state) {
  check("the sayx mayor", "the=the [UNK]=sayx mayor=mayor");
  check("zzz", "[UNK]=zzz");
}

static void letters_lose_case_and_accents(void **state) {
  check("The MAYOR", "the=The mayor=MAYOR");
  check("Café naïve Jalapeño", "cafe=Café naive=naïve jalapeno=Jalapeño");
  check("Ångstrom İstanbul", "angstrom=Ångstrom istanbul=İstanbul");
  check("\u212Bngstrom", "angstrom=\u212Bngstrom"); /* the sign of the unit */
  check("straße", "straße=straße");               /* no accent: stays */
}

static void combining_marks_fall_out_and_stand_in_no_piece_at_its_end(void **state) {
  check("cafe\u0301 the", "cafe=cafe the=the"); /* the last letter is the e; the mark is not part of it */
  check("ca\u0301fe", "cafe=ca\u0301fe");
  check("\u0301\u0302", "");
  check("k\u0338\u0320\u0321a", "k=k ##a=a");
}

static void punctuation_stands_alone(void **state) {
  check("\"the mayor,\" said", "\"=\" the=the mayor=mayor ,=, \"=\" said=said");
  check("“the”—mayor…", "“=“ the=the ”=” —=— mayor=mayor …=…");
  check("don't", "don=don '=' [UNK]=t");
  check("$20", "$=$ 20=20");
  check("€20", "[UNK]=€20"); /* a symbol outside ASCII is no punctuation to BERT */
  check("a\u2260b", "a=a ==\u2260 b=b"); /* falls apart into = and a stroke */
  check("\u037E", ";=\u037E");
  check("## ##ing", "#=# #=# #=# #=# [UNK]=ing"); /* a text cannot write a later piece */
  check("[CLS]", "[=[ [UNK]=CLS ]=]");        /* nor a special word */
}


static void chinese_characters_stand_alone(void **state) {
  check("中文国", "中=中 文=文 国=国");
  check("the中mayor", "the=the 中=中 mayor=mayor");
  check("鱼", "[UNK]=鱼");
  check("のア", "の=の ##ア=ア"); /* kana are letters of a word */
  check("が", "か=が");          /* the voicing mark is an accent */
}

static void a_syllable_of_hangul_falls_into_its_letters(void **state) {
  check("학", "ᄒ=학 ##ᅡ=학 ##ᆨ=학");
  check("한국", "[UNK]=한국");
}

static void right_to_left_and_others(void **state) {
  check("שלום", "ש=ש ##לום=לום");
  check("سلام", "س=س ##لام=لام");
  check("школа Школа", "ш=ш ##кола=кола ш=Ш ##кола=кола");
  check("\u202Bthe\u202C \u200Emayor", "the=the mayor=mayor");
}

static void emoji_are_unknown_words(void **state) {
  check("the 😀 mayor", "the=the [UNK]=😀 mayor=mayor");
  check("👩\u200D👧", "[UNK]=👩\u200D👧");
  check("mayor\uFE0F", "mayor=mayor");
}

static void control_characters_and_broken_bytes_fall_out(void **state) {
  check("\x7Fmay\x01or\x7F", "mayor=may\x01or");
  str zero = pieces_of(*state, STR("may\0or\0"), UINT32_MAX);
  assert_int_equal(zero.len, sizeof "mayor=may\0or" - 1);
  assert_memory_equal(zero.at, "mayor=may\0or", zero.len);
  check("say\u00ADing", "say=say ##ing=ing");
  check("the\u200Bmayor", "[UNK]=the\u200Bmayor"); /* zero width space joins, as in BERT */
  check("m\xFF" "ayor", "mayor=m\xFF" "ayor");
  check("\xC3\xE2\x82", "");
  check("\uFFFD\uFEFF\x01", "");
}

static void white_space_parts_words(void **state) {
  check("the\tmayor\r\nsaid\u00A0a\u3000b\u2028c", "the=the mayor=mayor said=said a=a b=b c=c");
  check("the\vmayor", "[UNK]=the\vmayor"); /* a vertical tab is control */
  check(" \n ", "");
  check("", "");
}

static void the_hundred_and_first_letter_makes_a_word_unknown(void **state) {
  const fixture *f = *state;
  char text[102];
  memset(text, 'a', sizeof text);
  piece_vec pieces = {0};
  wordpiece_cut(&f->words, (str){text, 100}, UINT32_MAX, f->arena, &pieces);
  assert_int_equal(pieces.count, 100);
  assert_int_equal(pieces.at[99].end, 100);
  pieces.count = 0;
  wordpiece_cut(&f->words, (str){text, 101}, UINT32_MAX, f->arena, &pieces);
  assert_int_equal(pieces.count, 1);
  assert_int_equal(pieces.at[0].id, f->words.unknown);
  assert_int_equal(pieces.at[0].end, 101);
}

static void a_million_letters_without_a_space(void **state) {
  const fixture *f = *state;
  enum { MILLION = 1000000 };
  const char *const units[] = {"a", "é", "中", "😀", "\u0301", "학", "a\u0301\u0302", ",", "\u200B"};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    arena_mark mark = arena_save(f->arena);
    size_t len = strlen(units[u]);
    char *text = arena_alloc(f->arena, len * MILLION);
    for (size_t i = 0; i < MILLION; i++) memcpy(text + i * len, units[u], len);
    piece_vec pieces = {0};
    clock_t start = clock();
    wordpiece_cut(&f->words, (str){text, len * MILLION}, UINT32_MAX, f->arena, &pieces);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 10);
    bool alone = units[u][0] == ',' || strcmp(units[u], "中") == 0, nothing = strcmp(units[u], "\u0301") == 0 || strcmp(units[u], "\u200B") == 0;
    assert_int_equal(pieces.count, alone ? MILLION : nothing ? 0 : 1);
    for (uint32_t i = 0; alone && i < pieces.count; i++)
      if (pieces.at[i].start != i * len || pieces.at[i].end != (i + 1) * len) fail_msg("piece %u", (unsigned)i);
    if (!alone && !nothing) assert_int_equal(pieces.at[0].id, f->words.unknown);
    arena_release(f->arena, mark);
  }
}

static void no_more_than_asked_for(void **state) {
  assert_str(pieces_of(*state, STR("Lindmoor reporters"), 3), "lind=Lind ##moor=moor report=report");
  assert_str(pieces_of(*state, STR("the saytx mayor"), 2), "the=the [UNK]=saytx"); /* cut off, but known to fail later */
  assert_str(pieces_of(*state, STR("the mayor"), 0), "");
}

static void pieces_are_appended(void **state) {
  const fixture *f = *state;
  piece_vec pieces = {0};
  wordpiece_cut(&f->words, STR("the"), 1, f->arena, &pieces);
  wordpiece_cut(&f->words, STR("mayor said"), 1, f->arena, &pieces);
  assert_int_equal(pieces.count, 2);
  assert_str(word_of(&f->words, pieces.at[1].id), "mayor");
  assert_int_equal(pieces.at[1].start, 0);
}

/* Any bytes: pieces in order, each inside the text, never cutting a code point. */
static void places_read_back_for_random_bytes(void **state) {
  const fixture *f = *state;
  const char *const parts[] = {"a", "the", " ", "é", "e\u0301", "中", "학", "😀", "ש", "\xFF", "\xE2\x82", "\0", "\u200D", ".", "##", "\u2260", "\u1F82"};
  uint64_t seed = 15;
  for (int round = 0; round < 2000; round++) {
    arena_mark mark = arena_save(f->arena);
    strbuf b = strbuf_new(f->arena);
    for (uint64_t n = next_random(&seed) % 40; n > 0; n--) strbuf_add(&b, str_of(parts[next_random(&seed) % (sizeof parts / sizeof *parts)]));
    str text = strbuf_str(&b);
    piece_vec pieces = {0};
    wordpiece_cut(&f->words, text, UINT32_MAX, f->arena, &pieces);
    for (uint32_t i = 0; i < pieces.count; i++) {
      piece p = pieces.at[i];
      assert_true(p.id < f->words.count && p.start < p.end && p.end <= text.len);
      assert_true(i == 0 || p.start >= pieces.at[i - 1].end || (p.start == pieces.at[i - 1].start && p.end == pieces.at[i - 1].end));
      assert_true(utf8_floor(text, p.start) == p.start && utf8_floor(text, p.end) == p.end);
    }
    arena_release(f->arena, mark);
  }
}

static void every_word_of_the_vocabulary_is_found(void **state) {
  const fixture *f = *state;
  for (uint32_t id = 0; id < f->words.count; id++) {
    str word = word_of(&f->words, id);
    if (word.at[0] == '[' || (word.len > 2 && str_starts(word, STR("##")))) continue;
    piece_vec pieces = {0};
    wordpiece_cut(&f->words, word, UINT32_MAX, f->arena, &pieces);
    if (str_eq(word, STR("か")) || str_eq(word, STR("€"))) continue;
    if (pieces.count != 1 || pieces.at[0].id != id) fail_msg("%.*s", STR_ARG(word));
  }
}

static void refused(const char *words, const char *why) {
  arena *a = arena_new();
  vocabulary v;
  hsy_error e = {0};
  assert_int_equal(wordpiece_open(a, STR("x.model"), str_of(words), &v, &e), HSY_MODEL);
  assert_string_equal(e.file, "x.model");
  if (!strstr(e.message, why)) fail_msg("\"%s\" does not say \"%s\"", e.message, why);
  assert_true(e.advice[0]);
  arena_free(a);
}

static void a_vocabulary_that_cannot_be_is_refused(void **state) {
  (void)state;
  refused("", "[PAD] is missing");
  refused("\n", "word 0 is empty");
  refused("[PAD]\n[UNK]\n[CLS]\n", "[SEP] is missing");
  refused("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n", "word 2 is empty");
  refused("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\na", "words 4 and 5 are the same");
  arena *a = arena_new();
  strbuf b = strbuf_new(a);
  for (int i = 0; i <= WORDPIECE_MAX_WORDS; i++) strbuf_format(&b, "%d\n", i);
  strbuf_char(&b, '\0');
  refused(b.at, "more than 200000 words");
  arena_free(a);
}

static void the_last_line_end_may_be_missing(void **state) {
  (void)state;
  arena *a = arena_new();
  vocabulary v;
  hsy_error e = {0};
  assert_int_equal(wordpiece_open(a, STR("x"), STR("[SEP]\n[CLS]\n[UNK]\n[PAD]\n##\n##a\naa"), &v, &e), HSY_OK);
  assert_int_equal(v.count, 7);
  assert_int_equal(v.unknown, 2);
  fixture f = {a, v};
  assert_str(pieces_of(&f, STR("aaa #"), UINT32_MAX), "aa=aa ##a=a [UNK]=#"); /* "##" alone is a word, not the end of one */
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_cut_from_the_left_into_the_longest_pieces),
      cmocka_unit_test(a_word_with_a_part_that_no_piece_fits_is_unknown_as_a_whole),
      cmocka_unit_test(letters_lose_case_and_accents),
      cmocka_unit_test(combining_marks_fall_out_and_stand_in_no_piece_at_its_end),
      cmocka_unit_test(punctuation_stands_alone),
      cmocka_unit_test(chinese_characters_stand_alone),
      cmocka_unit_test(a_syllable_of_hangul_falls_into_its_letters),
      cmocka_unit_test(right_to_left_and_others),
      cmocka_unit_test(emoji_are_unknown_words),
      cmocka_unit_test(control_characters_and_broken_bytes_fall_out),
      cmocka_unit_test(white_space_parts_words),
      cmocka_unit_test(the_hundred_and_first_letter_makes_a_word_unknown),
      cmocka_unit_test(a_million_letters_without_a_space),
      cmocka_unit_test(no_more_than_asked_for),
      cmocka_unit_test(pieces_are_appended),
      cmocka_unit_test(places_read_back_for_random_bytes),
      cmocka_unit_test(every_word_of_the_vocabulary_is_found),
      cmocka_unit_test(a_vocabulary_that_cannot_be_is_refused),
      cmocka_unit_test(the_last_line_end_may_be_missing),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
