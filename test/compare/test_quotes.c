/* Quotes end to end on made-up reports: which versions belong together, what kind they are, which words were changed. */
#include "event.h"

static event *quotes_of(const char *const *texts) {
  event *e = event_of(texts);
  assert_int_equal(compare_quotes(&e->report, e->story, e->scratch), HSY_OK);
  assert_null(report_check(&e->report));
  return e;
}

/* "A verbatim*, B cut": the measure has a star. */
static const char *versions(const event *e, uint32_t index) {
  strbuf out = strbuf_new(e->arena);
  if (index < e->story->quotes.count)
    for (uint32_t i = 0; i < e->story->quotes.at[index].versions.count; i++) {
      const version *v = &e->story->quotes.at[index].versions.at[i];
      strbuf_format(&out, "%s%c %s%s", i ? ", " : "", (char)('A' + v->doc), version_kind_name(v->kind), v->is_measure ? "*" : "");
    }
  return str_zero(e->arena, strbuf_str(&out));
}

static const char *edits(const event *e, uint32_t index, uint32_t which) {
  strbuf out = strbuf_new(e->arena);
  const version *v = &e->story->quotes.at[index].versions.at[which];
  for (uint32_t i = 0; i < v->edits.count; i++) strbuf_format(&out, "[%c%.*s]", "=-+"[v->edits.at[i].kind], STR_ARG(v->edits.at[i].words));
  return str_zero(e->arena, strbuf_str(&out));
}

static void case_and_the_last_stop_are_no_edits(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“We will not sell the harbour to anybody,” Mayor Ida Holm said.",
    "Ida Holm promised: “we will not sell the harbour to anybody.”", NULL});
  assert_int_equal(e->story->quotes.count, 1);
  assert_string_equal(versions(e, 0), "A verbatim*, B verbatim");
  assert_int_equal(e->story->quotes.at[0].versions.at[0].edits.count + e->story->quotes.at[0].versions.at[1].edits.count, 0);
  event_free(e);
}

static void what_most_share_is_the_measure(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“The bridge was never safe for heavy lorries,” Ida Holm said.",
    "“The old bridge was perhaps not really safe for lorries,” said Ida Holm.",
    "“The bridge was never safe for heavy lorries,” Ida Holm told reporters.", NULL});
  assert_string_equal(versions(e, 0), "A verbatim*, B reworded, C verbatim");
  assert_string_equal(edits(e, 0, 1), "[=The][+old][=bridge was][-never][+perhaps not really][=safe for][-heavy][=lorries,]");
  assert_int_equal(e->story->quotes.at[0].versions.at[1].kept, 6);
  event_free(e);
}

static void a_quote_can_be_cut_and_told_without_marks(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“The council has betrayed every fisherman on this coast,” Ida Holm said on Sunday.",
    "Ida Holm said the council “betrayed every fisherman on this coast”.",
    "Ida Holm said that the council had betrayed every fisherman on the coast.", NULL});
  assert_string_equal(versions(e, 0), "A verbatim*, B cut, C unquoted");
  event_free(e);
}

static void a_comma_inside_is_an_edit(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“They talked about fishing, tax relief and the new harbour all night,” Ida Holm said.",
    "“They talked about fishing tax relief and the new harbour all night,” Ida Holm said.", NULL});
  assert_string_equal(versions(e, 0), "A verbatim*, B reworded");
  assert_string_equal(edits(e, 0, 1), "[=They talked about][-fishing,][+fishing][=tax relief and the new harbour all night,]");
  event_free(e);
}

static void a_speech_tag_cuts_no_quote_in_two(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“The council knew,” Ida Holm said, “that the crane would fall into the street.”",
    "“The council knew that the crane would fall into the street,” Ida Holm said.", NULL});
  assert_int_equal(e->story->quotes.count, 1);
  assert_string_equal(versions(e, 0), "A verbatim*, B verbatim");
  event_free(e);
}

/* A thing named in both is no version of the same words. */
static void one_topic_is_no_version(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "Ida Holm told the court in Norden that she was sorry.\n“I used money that should have been used for my campaign,” Ida Holm said.",
    "Ida Holm told the court in Norden that she was sorry.\nIda Holm resigned in March, citing her health and the federal investigation into her use of campaign money.", NULL});
  assert_int_equal(e->story->quotes.count, 0);
  event_free(e);
  e = quotes_of((const char *const[]){
    "Ida Holm told the court in Norden that she was sorry.\n“But I don’t know that,” Ida Holm said.",
    "Ida Holm told the court in Norden that she was sorry.\n“I know for a fact that my account was hacked,” Ida Holm said.", NULL});
  assert_int_equal(e->story->quotes.count, 0);
  event_free(e);
}

/* "of the United States" in both is no version: names alone. */
static void names_alone_are_no_version(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "Ida Holm told the court in Norden that she was sorry.\n“I am not running for president of the United States as a queen of America,” Ida Holm said.",
    "Ida Holm told the court in Norden that she was sorry.\n“I am now ready to fight for the people of the United States of America,” Ida Holm said.", NULL});
  assert_int_equal(e->story->quotes.count, 0);
  event_free(e);
}

/* A quoted phrase meets the phrase, not the statement around it: one quote, not one for each way round. */
static void phrases_meet_phrases(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "Ida Holm wrote to “senior harbour board officials” about the letters that could damage Kurt Wessel.",
    "Ida Holm spoke “to senior harbour board officials” about the letters and what they had that would be damaging to Kurt Wessel.", NULL});
  assert_int_equal(e->story->quotes.count, 1);
  event_free(e);
}

/* A letter that one outlet prints without marks is a version of what others quote of it. */
static void a_letter_without_marks_is_a_version(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“The council has betrayed every fisherman on this coast,” Ida Holm wrote in her letter on Sunday.",
    "The letter was published on Sunday.\nThe council has betrayed every fisherman on this coast.", NULL});
  assert_string_equal(versions(e, 0), "A verbatim*, B unquoted");
  event_free(e);
}

static void other_words_of_the_speaker_are_no_version(void **state) {
  (void)state;
  event *e = quotes_of((const char *const[]){
    "“I have resigned because my family comes first,” Ida Holm said.",
    "“The tunnel will open in the autumn of next year,” Ida Holm said.", NULL});
  assert_int_equal(e->story->quotes.count, 0);
  event_free(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(case_and_the_last_stop_are_no_edits),
    cmocka_unit_test(what_most_share_is_the_measure),
    cmocka_unit_test(a_quote_can_be_cut_and_told_without_marks),
    cmocka_unit_test(a_comma_inside_is_an_edit),
    cmocka_unit_test(a_speech_tag_cuts_no_quote_in_two),
    cmocka_unit_test(one_topic_is_no_version),
    cmocka_unit_test(names_alone_are_no_version),
    cmocka_unit_test(phrases_meet_phrases),
    cmocka_unit_test(a_letter_without_marks_is_a_version),
    cmocka_unit_test(other_words_of_the_speaker_are_no_version),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
