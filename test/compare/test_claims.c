/* Claims end to end on made-up reports: what is laid side by side, with which stance, in which order. */
#include "event.h"

/* "A states, B attributes" of the claim that has the words in one of its passages; "" when none has. */
static const char *cells(const event *e, const char *words) {
  strbuf out = strbuf_new(e->arena);
  for (uint32_t c = 0; c < e->story->claims.count; c++) {
    const claim *of = &e->story->claims.at[c];
    bool has = false;
    for (uint32_t i = 0; i < of->cells.count; i++)
      for (uint32_t k = 0; k < of->cells.at[i].evidence.count; k++)
        has |= str_find(document_slice(e->documents[of->cells.at[i].doc], of->cells.at[i].evidence.at[k].span), str_of(words), 0) != STR_NONE;
    if (!has) continue;
    for (uint32_t i = 0; i < of->cells.count; i++)
      strbuf_format(&out, "%s%c %s", i ? ", " : "", (char)('A' + of->cells.at[i].doc), cell_stance_name(of->cells.at[i].stance));
    break;
  }
  return str_zero(e->arena, strbuf_str(&out));
}

static event *claims_of(const char *const *texts) {
  event *e = event_of(texts);
  assert_int_equal(compare_claims(&e->report, e->story, e->scratch), HSY_OK);
  assert_null(report_check(&e->report));
  return e;
}

static void same_words_in_other_words_are_one_claim(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "The dam above Lindau broke on Tuesday night, the mayor said.\nFarmers in the valley grow apples.",
    "The dam above Lindau collapsed late on Tuesday.\nThe national orchestra cancelled its concert.",
    "On Tuesday night the Lindau dam broke, officials said.\nTrains to the coast stopped for hours.", NULL});
  assert_string_equal(cells(e, "Lindau dam broke"), "A attributes, B states, C attributes");
  assert_int_equal(e->story->lead, 0);
  assert_string_equal(cells(e, "stopped for hours"), "C states"); /* alone, as its report leads with it */
  event_free(e);
}

static void what_two_reports_keep_apart_stays_apart(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "Police arrested the baker in Norden on Monday.\nPolice arrested the teacher in Norden on Friday.",
    "Police arrested the baker in Norden on Monday.\nPolice arrested the teacher in Norden on Friday.", NULL});
  assert_string_equal(cells(e, "the baker"), "A states, B states");
  assert_string_equal(cells(e, "the teacher"), "A states, B states");
  for (uint32_t c = 0; c < e->story->claims.count; c++)
    for (uint32_t i = 0; i < e->story->claims.at[c].cells.count; i++) assert_int_equal(e->story->claims.at[c].cells.at[i].statements.count, 1);
  event_free(e);
}

static void names_alone_join_nothing(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "A bakery closed. Two lamps fell. Snow is rare here. Officials said Kurt Wessel met Ida Holm in Norden in the old hall with seven fishermen.",
    "A school burned. The trains waited. The orchestra rested. The ferry was late.\n"
    "Witnesses said Ida Holm thanked Kurt Wessel in Norden for eleven years of patient advice.", NULL});
  assert_string_equal(cells(e, "seven fishermen"), "A attributes");
  event_free(e);
}

static void refusals_of_several_reports_are_a_claim_of_their_own(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "The ministry bought forty drones from a Belgian company, officials said.\nThe officials declined to say what the drones cost.",
    "Officials said the ministry had purchased 40 drones from the Belgian firm.\nOfficials refused to say how much the drones cost.", NULL});
  assert_string_equal(cells(e, "declined to say"), "A declines, B declines");
  assert_string_equal(cells(e, "bought forty drones"), "A attributes, B attributes");
  event_free(e);
}

static void a_report_that_only_denies_stands_in_the_claim_of_the_others(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "The bank sold its harbour office to a casino in March, two directors said.",
    "The bank sold the harbour office to a casino in March, according to two directors.",
    "A spokesman denied that the bank had sold its harbour office to a casino.", NULL});
  assert_string_equal(cells(e, "sold its harbour office"), "A attributes, B attributes, C denies");
  event_free(e);
}

static void copies_count_once_in_the_order(void **state) {
  (void)state;
  event *e = event_of((const char *const[]){
    "The ferry Aurora hit the pier at Skagen.\nSeven passengers broke their arms, doctors said.",
    "The ferry Aurora hit the pier at Skagen.",
    "Seven passengers of the ferry broke their arms, doctors said.", NULL});
  e->copy_of[1] = 0;
  assert_int_equal(compare_claims(&e->report, e->story, e->scratch), HSY_OK);
  for (uint32_t c = 0; c < e->story->claims.count; c++) {
    const claim *of = &e->story->claims.at[c];
    if (of->cells.count == 2 && of->cells.at[1].doc == 1) assert_int_equal(of->groups, 1);
    if (of->cells.count == 2 && of->cells.at[1].doc == 2) assert_int_equal(of->groups, 2);
  }
  assert_int_equal(e->story->claims.at[0].cells.at[1].doc, 2); /* two independent reports go before a report and its copy */
  event_free(e);
}

static void a_pronoun_subject_is_named_in_the_text(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){
    "Anna Berg leads the museum in Trondheim.\nShe sold the bronze lion to a collector in Zurich.",
    "Anna Berg is known in Trondheim.\nIn spring she sold the famous bronze lion of the museum to a collector in Zurich, who paid in gold.", NULL});
  bool found = false;
  for (uint32_t c = 0; c < e->story->claims.count; c++) found |= str_starts(e->story->claims.at[c].text, STR("[Anna Berg] sold the bronze lion"));
  assert_true(found);
  event_free(e);
}

static void nothing_said_no_claim(void **state) {
  (void)state;
  event *e = claims_of((const char *const[]){"Weather", "", NULL});
  assert_int_equal(e->story->claims.count, 0);
  assert_int_equal(e->story->lead, NONE);
  event_free(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(same_words_in_other_words_are_one_claim),
    cmocka_unit_test(what_two_reports_keep_apart_stays_apart),
    cmocka_unit_test(names_alone_join_nothing),
    cmocka_unit_test(refusals_of_several_reports_are_a_claim_of_their_own),
    cmocka_unit_test(a_report_that_only_denies_stands_in_the_claim_of_the_others),
    cmocka_unit_test(copies_count_once_in_the_order),
    cmocka_unit_test(a_pronoun_subject_is_named_in_the_text),
    cmocka_unit_test(nothing_said_no_claim),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
