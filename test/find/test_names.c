/* Names: each line is a text whose names stand in brackets, [words|kind]; what is found must be just these. */
#include "article.h"

static void check(const char *marked) {
  arena *a = arena_new();
  strbuf plain = strbuf_new(a), got = strbuf_new(a);
  for (const char *p = marked; *p; p++) { /* the text without its marks */
    if (*p == '[') continue;
    if (*p == '|') {
      while (*p != ']') p++;
      continue;
    }
    strbuf_char(&plain, *p);
  }
  article t = article_new(str_zero(a, strbuf_str(&plain)));
  assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
  const char *wrong = document_check(t.doc);
  if (wrong) fail_msg("%s", wrong);
  uint32_t at = 0;
  for (uint32_t i = 0; i < t.doc->names.count; i++) {
    const name *n = &t.doc->names.at[i];
    strbuf_add(&got, str_slice(t.doc->text, at, n->span.start));
    strbuf_format(&got, "[%.*s|%s]", STR_ARG(document_slice(t.doc, n->span)), name_kind_name(n->kind));
    at = n->span.end;
  }
  strbuf_add(&got, str_slice(t.doc->text, at, t.doc->text.len));
  if (!str_eq(strbuf_str(&got), str_of(marked))) fail_msg("\nwant %s\ngot  %.*s", marked, STR_ARG(strbuf_str(&got)));
  article_free(t);
  arena_free(a);
}

static void titles_are_no_part_of_a_person(void **state) {
  (void)state;
  check("President [Anna Velmar|person] met Mr [Tobias Renk|person] on Monday.");
  check("Prime Minister [Odran Kess|person]’s aides said Gen. [Velmar|person] had left.");
  check("The President said the minister would speak.");
}

static void surname_is_the_person_of_the_full_name(void **state) {
  (void)state;
  check("[Maria Ostrander|person], 45, left early. [Ostrander|person] said she was tired.");
  check("[Peter Hill|person] won. Later [Hill|person] spoke.");
}

static void persons_have_particles_and_hyphens(void **state) {
  (void)state;
  check("The minister, [Jan van der Berg|person], told [Jean-Paul Mercier|person] so.");
  check("[Seo Ji-hoon|person] said no.");
}

static void bodies_are_known_by_their_words(void **state) {
  (void)state;
  check("The [Ministry of Trade and Industry|organisation] and the [University of Oslo|organisation] signed it.");
  check("Shares of [Velmar Holdings Inc|organisation] fell after the [FBI|organisation] called.");
  check("He wrote to the [Department of Health|organisation] and the [White House|organisation].");
}

static void nationality_before_a_ministry_stands_apart(void **state) {
  (void)state;
  check("The [Norwegian|nationality] [Foreign Ministry|organisation] was silent.");
  check("Two [Peruvian|nationality] and [Chilean|nationality] officers came.");
}

static void news_organisations_are_outlets(void **state) {
  (void)state;
  check("[The New York Times|outlet] and the [Washington Post|outlet] cited [Reuters|outlet].");
  check("She told [Time|outlet] about it. Time will tell.");
}

static void places_keep_capitals_as_governments(void **state) {
  (void)state;
  check("[Moscow|place] and [Beijing|place] agreed in [New Delhi|place], the [U.S.|place] said.");
  check("It lies in [Kesslow Province|place] near [Lake Ormen|place].");
}

static void capital_of_a_sentence_alone_is_no_name(void **state) {
  (void)state;
  check("Officials were slow. Nobody came. Earlier they had said so. Can they?");
  check("On Monday, I’ve heard, they’ll go in March.");
}

static void possessive_is_trimmed(void **state) {
  (void)state;
  check("[Chile|place]’s coast and [Velmar Corp|organisation]'s ships.");
}

static void hostile_runs_stay_linear(void **state) {
  (void)state;
  static const char *const units[] = {"A ", "X-", "Bank of ", "Al-", "of the X ", "'s X "};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    arena *a = arena_new();
    strbuf b = strbuf_new(a);
    for (int i = 0; i < 20000; i++) strbuf_add(&b, str_of(units[u]));
    article t = article_new(str_zero(a, strbuf_str(&b)));
    assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
    assert_null(document_check(t.doc));
    article_free(t);
    arena_free(a);
  }
}

static uint32_t token_of(const article *t, const char *word, int n) { return document_token_at(t->doc, article_at(t, word, n).start); }

/* Labels as no good model makes them: one that begins with the stop which the name before takes, one over two paragraphs. */
static void odd_labels_lose_no_names(void **state) {
  (void)state;
  article t = article_new("the U . S . met him , and Anna Velmar said , today , so\nOslo , he said");
  labelling l = {0};
  uint32_t u = token_of(&t, "U", 0), anna = token_of(&t, "Anna", 0), so = token_of(&t, "so", 0);
  vec_push(t.arena, &l.names, ((label){u, u + 3, NAME_PLACE, 900}));
  vec_push(t.arena, &l.names, ((label){u + 3, u + 4, NAME_OTHER, 900}));
  vec_push(t.arena, &l.names, ((label){anna, anna + 2, NAME_PERSON, 900}));
  vec_push(t.arena, &l.names, ((label){so, so + 2, NAME_PLACE, 900}));
  t.doc->labels = &l;
  assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
  assert_null(document_check(t.doc));
  assert_int_equal(t.doc->names.count, 3);
  static const char *const want[] = {"U . S .", "Anna Velmar", "so"};
  for (uint32_t i = 0; i < 3; i++) assert_true(str_eq(document_slice(t.doc, t.doc->names.at[i].span), str_of(want[i])));
  article_free(t);
}

/* A doubtful label of a short form asks what the text explains it by: no name, another kind; a sure one does not. */
static void short_forms_follow_their_long_form(void **state) {
  (void)state;
  article t = article_new("They filed a First Information Report (FIR). The FIR names the Velmar Power Council (VPC), and the VPC and FIR left.");
  labelling l = {0};
  uint32_t fir = token_of(&t, "FIR", 0), again = token_of(&t, "FIR", 1), last = token_of(&t, "FIR", 2);
  uint32_t velmar = token_of(&t, "Velmar", 0), vpc = token_of(&t, "VPC", 1);
  vec_push(t.arena, &l.names, ((label){fir, fir + 1, NAME_ORGANISATION, 400}));
  vec_push(t.arena, &l.names, ((label){again, again + 1, NAME_ORGANISATION, 400}));
  vec_push(t.arena, &l.names, ((label){velmar, velmar + 3, NAME_ORGANISATION, 900}));
  vec_push(t.arena, &l.names, ((label){vpc, vpc + 1, NAME_PERSON, 400}));
  vec_push(t.arena, &l.names, ((label){last, last + 1, NAME_ORGANISATION, 900}));
  t.doc->labels = &l;
  assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
  assert_null(document_check(t.doc));
  assert_int_equal(t.doc->names.count, 3);
  static const char *const want[] = {"Velmar Power Council", "VPC", "FIR"};
  for (uint32_t i = 0; i < 3; i++) {
    assert_true(str_eq(document_slice(t.doc, t.doc->names.at[i].span), str_of(want[i])));
    assert_int_equal(t.doc->names.at[i].kind, NAME_ORGANISATION);
  }
  article_free(t);
}

/* An outlet of the list stays, though the engine missed the long form; a repetition that it missed undoes no explanation. */
static void short_forms_that_are_known_stay(void **state) {
  (void)state;
  article t = article_new("Agence France Press (AFP) saw the Velmar Power Council (VPC). The Velmar Power Council (VPC) left.");
  labelling l = {0};
  uint32_t afp = token_of(&t, "AFP", 0), velmar = token_of(&t, "Velmar", 0), vpc = token_of(&t, "VPC", 0), again = token_of(&t, "VPC", 1);
  vec_push(t.arena, &l.names, ((label){afp, afp + 1, NAME_PERSON, 400}));
  vec_push(t.arena, &l.names, ((label){velmar, velmar + 3, NAME_ORGANISATION, 900}));
  vec_push(t.arena, &l.names, ((label){vpc, vpc + 1, NAME_PERSON, 400}));
  vec_push(t.arena, &l.names, ((label){again, again + 1, NAME_PERSON, 400}));
  t.doc->labels = &l;
  assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
  static const char *const want[] = {"AFP", "Velmar Power Council", "VPC", "VPC"};
  assert_int_equal(t.doc->names.count, 4);
  for (uint32_t i = 0; i < 4; i++) {
    assert_true(str_eq(document_slice(t.doc, t.doc->names.at[i].span), str_of(want[i])));
    if (i > 0) assert_int_equal(t.doc->names.at[i].kind, NAME_ORGANISATION);
  }
  article_free(t);
}

static void an_open_bracket_stands_between_two_names(void **state) {
  (void)state;
  article t = article_new("They met Anna Velmar (Nana Kess) and the Harbour (Old) Board of Mladi (B) today.");
  labelling l = {0};
  uint32_t anna = token_of(&t, "Anna", 0), harbour = token_of(&t, "Harbour", 0), mladi = token_of(&t, "Mladi", 0);
  vec_push(t.arena, &l.names, ((label){anna, anna + 5, NAME_PERSON, 900}));
  vec_push(t.arena, &l.names, ((label){harbour, harbour + 5, NAME_ORGANISATION, 900}));
  vec_push(t.arena, &l.names, ((label){mladi, mladi + 3, NAME_ORGANISATION, 900}));
  t.doc->labels = &l;
  assert_int_equal(find_names(t.doc, t.scratch), HSY_OK);
  assert_null(document_check(t.doc));
  static const char *const want[] = {"Anna Velmar", "Nana Kess", "Harbour (Old) Board", "Mladi (B"};
  assert_int_equal(t.doc->names.count, 4);
  for (uint32_t i = 0; i < 4; i++) assert_true(str_eq(document_slice(t.doc, t.doc->names.at[i].span), str_of(want[i])));
  article_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(titles_are_no_part_of_a_person),
    cmocka_unit_test(surname_is_the_person_of_the_full_name),
    cmocka_unit_test(persons_have_particles_and_hyphens),
    cmocka_unit_test(bodies_are_known_by_their_words),
    cmocka_unit_test(nationality_before_a_ministry_stands_apart),
    cmocka_unit_test(news_organisations_are_outlets),
    cmocka_unit_test(places_keep_capitals_as_governments),
    cmocka_unit_test(capital_of_a_sentence_alone_is_no_name),
    cmocka_unit_test(possessive_is_trimmed),
    cmocka_unit_test(hostile_runs_stay_linear),
    cmocka_unit_test(odd_labels_lose_no_names),
    cmocka_unit_test(short_forms_follow_their_long_form),
    cmocka_unit_test(short_forms_that_are_known_stay),
    cmocka_unit_test(an_open_bracket_stands_between_two_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
