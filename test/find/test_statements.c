/* Statements: each case is a sentence or two and the clauses that come out, one a line, marked where they are not plain
 * facts of the report's own voice: [A] of attribution A, (not), (possible) …, {background}. */
#include "article.h"

static const char *found(article *a) {
  assert_int_equal(find_statements(a->doc, a->scratch), HSY_OK);
  assert_null(document_check(a->doc));
  strbuf out = strbuf_new(a->arena);
  for (uint32_t i = 0; i < a->doc->statements.count; i++) {
    const statement *s = &a->doc->statements.at[i];
    if (i > 0) strbuf_char(&out, '\n');
    if (s->attribution != NONE) strbuf_format(&out, "[%u] ", s->attribution);
    strbuf_add(&out, document_slice(a->doc, s->span));
    if (s->polarity == POLARITY_NEGATIVE) strbuf_add(&out, STR(" (not)"));
    if (s->modality != MODALITY_FACT) strbuf_format(&out, " (%s)", modality_name(s->modality));
    if (s->is_background) strbuf_add(&out, STR(" {background}"));
  }
  return str_zero(a->arena, strbuf_str(&out));
}

static void check(const char *text, const char *expected) {
  article a = article_new(text);
  assert_string_equal(found(&a), expected);
  article_free(a);
}

static void a_sentence_is_a_statement(void **state) {
  (void)state;
  check("The ferry sank on Monday.", "The ferry sank on Monday");
}

static void a_dateline_is_no_part_of_it(void **state) {
  (void)state;
  check("OSLO, Norway (AP) — The ferry sank on Monday.", "The ferry sank on Monday");
}

static void two_main_clauses_are_two(void **state) {
  (void)state;
  check("The ferry sank on Monday, and divers found the wreck.", "The ferry sank on Monday\ndivers found the wreck");
  check("The ferry sank on Monday; divers found the wreck.", "The ferry sank on Monday\ndivers found the wreck");
}

static void one_subject_with_two_verbs_is_one(void **state) {
  (void)state;
  check("The captain left the bridge and called for help.", "The captain left the bridge and called for help");
}

static void an_opening_clause_is_apart(void **state) {
  (void)state;
  check("After the ferry sank near the coast, the minister closed the port.", "the ferry sank near the coast\nthe minister closed the port");
}

static void a_relative_clause_beside_its_sentence(void **state) {
  (void)state;
  check("The captain, who left the bridge early, was arrested on Friday.",
        "The captain, who left the bridge early, was arrested on Friday\nwho left the bridge early");
  check("Police arrested the captain, who left the bridge early.", "Police arrested the captain\nwho left the bridge early");
}

static void worries_that_something_happens(void **state) {
  (void)state;
  check("There were fears that the tanks would leak into the bay.", "the tanks would leak into the bay (future)");
}

static void polarity_and_modality(void **state) {
  (void)state;
  check("The port did not close.", "The port did not close (not)");
  check("The port may close.", "The port may close (possible)");
  check("The port will close on Friday.", "The port will close on Friday (future)");
  check("The minister is set to close the port.", "The minister is set to close the port (future)");
  check("The minister wants to close the port.", "The minister wants to close the port (wanted)");
  check("The captain had no licence.", "The captain had no licence (not)");
}

static void past_perfect_and_habits_are_background(void **state) {
  (void)state;
  check("The owners had sold two other ferries.", "The owners had sold two other ferries {background}");
  check("Ferries have been sold in recent years.", "Ferries have been sold in recent years {background}");
}

static void contents_are_cut_and_speech_is_left_out(void **state) {
  (void)state;
  article a = article_new("The owner said the ferry was old and that the crew was tired.");
  article_said(&a, "The owner", 0, "said", "the ferry was old and that the crew was tired", TYPE_INDIRECT, STANCE_SAYS);
  assert_string_equal(found(&a), "[0] the ferry was old\n[0] the crew was tired");
  article_free(a);
}

static void reported_past_perfect_is_no_background(void **state) {
  (void)state;
  article a = article_new("The owner said the ferry had sunk.");
  article_said(&a, "The owner", 0, "said", "the ferry had sunk", TYPE_INDIRECT, STANCE_SAYS);
  assert_string_equal(found(&a), "[0] the ferry had sunk");
  article_free(a);
}

static void a_refusal_is_told_whole(void **state) {
  (void)state;
  article a = article_new("The owner declined to say what the ferry carried or whether the crew was tired.");
  article_said(&a, "The owner", 0, "declined to say", "what the ferry carried or whether the crew was tired", TYPE_INDIRECT, STANCE_DECLINES);
  assert_string_equal(found(&a), "[0] The owner declined to say what the ferry carried (not)\n[0] whether the crew was tired");
  article_free(a);
}

static void what_somebody_thinks_of_a_thing_is_told_by_the_report(void **state) {
  (void)state;
  article a = article_new("The lawyer denounced the dismissal.");
  article_said(&a, "The lawyer", 0, "denounced", "the dismissal", TYPE_INDIRECT, STANCE_SAYS);
  assert_string_equal(found(&a), "The lawyer denounced the dismissal");
  article_free(a);
}

static void a_wish_inside_somebodys_words_is_part_of_them(void **state) {
  (void)state;
  article a = article_new("The owner said the ministry was asking for help.");
  article_said(&a, "The owner", 0, "said", "the ministry was asking for help", TYPE_INDIRECT, STANCE_SAYS);
  attribution *inner = article_said(&a, "the ministry", 0, "was asking", "for help", TYPE_INDIRECT, STANCE_SAYS);
  inner->inside = 0;
  assert_string_equal(found(&a), "[0] the ministry was asking for help");
  article_free(a);
}

static void one_subject_that_says_and_denies(void **state) {
  (void)state;
  article a = article_new("The owners want a new pilot and deny any claim that they were drunk.");
  article_said(&a, "The owners", 0, "deny", "any claim that they were drunk", TYPE_INDIRECT, STANCE_DENIES);
  assert_string_equal(found(&a), "The owners want a new pilot (wanted)\n[0] deny any claim that they were drunk");
  article_free(a);
}

static void words_around_an_attribution_count_too(void **state) {
  (void)state;
  article a = article_new("Before the ferry left the island on Sunday, the owner said the engine was new.");
  article_said(&a, "the owner", 0, "said", "the engine was new", TYPE_INDIRECT, STANCE_SAYS);
  assert_string_equal(found(&a), "Before the ferry left the island on Sunday\n[0] the engine was new");
  article_free(a);
}

static void each_sentence_of_a_quotation(void **state) {
  (void)state;
  article a = article_new("“The engine was new. Nobody saw the rock,” he said.");
  article_quote(&a, "The engine was new. Nobody saw the rock,", false);
  article_said(&a, "he", 0, "said", "The engine was new. Nobody saw the rock,", TYPE_DIRECT, STANCE_SAYS);
  assert_string_equal(found(&a), "[0] The engine was new\n[0] Nobody saw the rock (not)");
  article_free(a);
}

static void a_headline_says_so(void **state) {
  (void)state;
  article a = article_new("The ferry sank off the coast\nIt sank at night.");
  a.doc->blocks.at[0].kind = BLOCK_HEADING;
  find_statements(a.doc, a.scratch);
  assert_int_equal(a.doc->statements.count, 2);
  assert_true(a.doc->statements.at[0].in_heading);
  assert_false(a.doc->statements.at[1].in_heading);
  article_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_sentence_is_a_statement),
    cmocka_unit_test(a_dateline_is_no_part_of_it),
    cmocka_unit_test(two_main_clauses_are_two),
    cmocka_unit_test(one_subject_with_two_verbs_is_one),
    cmocka_unit_test(an_opening_clause_is_apart),
    cmocka_unit_test(a_relative_clause_beside_its_sentence),
    cmocka_unit_test(worries_that_something_happens),
    cmocka_unit_test(polarity_and_modality),
    cmocka_unit_test(past_perfect_and_habits_are_background),
    cmocka_unit_test(contents_are_cut_and_speech_is_left_out),
    cmocka_unit_test(reported_past_perfect_is_no_background),
    cmocka_unit_test(a_refusal_is_told_whole),
    cmocka_unit_test(what_somebody_thinks_of_a_thing_is_told_by_the_report),
    cmocka_unit_test(a_wish_inside_somebodys_words_is_part_of_them),
    cmocka_unit_test(one_subject_that_says_and_denies),
    cmocka_unit_test(words_around_an_attribution_count_too),
    cmocka_unit_test(each_sentence_of_a_quotation),
    cmocka_unit_test(a_headline_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
