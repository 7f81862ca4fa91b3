/* Entities: each case is an article of a sentence or three, the names given, and who is who in it. All persons are made up. */
#include "article.h"

static void a_surname_is_the_person_named_in_full(void **state) {
  (void)state;
  article a = article_new("Marta Olsen met the press. Olsen smiled. She left.");
  article_name(&a, "Marta Olsen", NAME_PERSON);
  article_name(&a, "Olsen", NAME_PERSON);
  assert_int_equal(find_entities(a.doc, a.scratch), HSY_OK);
  assert_string_equal(article_mentions(&a, "Marta Olsen"), "Marta Olsen | Olsen | She");
  assert_null(document_check(a.doc));
  article_free(a);
}

static void a_mr_is_no_woman(void **state) {
  (void)state;
  article a = article_new("Marta Olsen met the press. Mr Olsen did not come.");
  article_name(&a, "Marta Olsen", NAME_PERSON);
  article_name(&a, "Olsen", NAME_PERSON);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Marta Olsen"), "Marta Olsen");
  article_free(a);
}

static void a_headline_surname_joins_the_full_name_after_it(void **state) {
  (void)state;
  article a = article_new("Varga quits\nThe mayor, Istvan Varga, left on Monday. Varga did not say why.");
  article_name(&a, "Istvan Varga", NAME_PERSON);
  article_name(&a, "Varga", NAME_PERSON);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Istvan Varga"), "Varga | The mayor | Istvan Varga | Varga");
  article_free(a);
}

static void father_and_son_are_two(void **state) {
  (void)state;
  article a = article_new("Peter Brandt Jr. spoke for Peter Brandt on Friday.");
  article_name(&a, "Peter Brandt Jr.", NAME_PERSON);
  article_name(&a, "Peter Brandt", NAME_PERSON);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Peter Brandt Jr."), "Peter Brandt Jr.");
  assert_string_equal(article_mentions(&a, "Peter Brandt"), "Peter Brandt");
  article_free(a);
}

static void a_middle_name_more_is_the_same_person(void **state) {
  (void)state;
  article a = article_new("Ines Q. Falk resigned. Ines Falk had been ill.");
  article_name(&a, "Ines Q. Falk", NAME_PERSON);
  article_name(&a, "Ines Falk", NAME_PERSON);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Ines Q. Falk"), "Ines Q. Falk | Ines Falk");
  article_free(a);
}

static void an_apposition_gives_a_role_and_the_role_finds_its_bearer(void **state) {
  (void)state;
  article a = article_new("Tova Lind, a spokeswoman for the harbour board, denied it. The minister laughed. The spokeswoman said more would follow.");
  article_name(&a, "Tova Lind", NAME_PERSON);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Tova Lind"), "Tova Lind | a spokeswoman | The spokeswoman");
  const entity *e = article_entity(&a, "Tova Lind");
  assert_true(str_eq(e->role, STR("a spokeswoman for the harbour board")));
  assert_int_equal(e->gender, GENDER_SHE);
  article_free(a);
}

static void a_role_before_the_name(void **state) {
  (void)state;
  article a = article_new("The trade ministry's spokesman, Bo Dahl, said nothing. National security adviser Rika Moor arrived in Oslo. The national security adviser was late.");
  article_name(&a, "Bo Dahl", NAME_PERSON);
  article_name(&a, "Rika Moor", NAME_PERSON);
  article_name(&a, "Oslo", NAME_PLACE);
  article_said(&a, "The trade ministry's spokesman, Bo Dahl", 0, "said", "nothing", TYPE_INDIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "Bo Dahl");
  assert_int_equal(a.doc->attributions.at[0].kind, SOURCE_PERSON);
  assert_string_equal(article_mentions(&a, "Rika Moor"), "Rika Moor | The national security adviser");
  article_free(a);
}

static void unnamed_officials_of_one_country_are_one_group(void **state) {
  (void)state;
  article a = article_new("American officials said so. The officials would not go on. Officials from the United States were firm. "
                          "Some US officials disagreed. The French officials waited.");
  article_name(&a, "American", NAME_NATIONALITY);
  article_name(&a, "United States", NAME_PLACE);
  article_name(&a, "US", NAME_PLACE);
  article_name(&a, "French", NAME_NATIONALITY);
  article_said(&a, "The officials", 0, "would not", "go on", TYPE_INDIRECT, STANCE_DECLINES);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Officials from the United States"), "American officials | The officials | Officials");
  assert_string_equal(article_mentions(&a, "Some US officials"), "Some US officials");
  assert_string_equal(article_mentions(&a, "French officials"), "The French officials");
  assert_int_equal(a.doc->attributions.at[0].kind, SOURCE_ANONYMOUS);
  article_free(a);
}

static void a_body_under_two_names(void **state) {
  (void)state;
  article a = article_new("Norway’s embassy in Quito said it knew nothing. The embassy closed early. A clerk of the Norwegian Embassy waved.");
  article_name(&a, "Norwegian Embassy", NAME_ORGANISATION);
  article_name(&a, "Norway", NAME_PLACE);
  article_name(&a, "Quito", NAME_PLACE);
  article_said(&a, "Norway’s embassy in Quito", 0, "said", "it knew nothing", TYPE_INDIRECT, STANCE_DISCLAIMS);
  find_entities(a.doc, a.scratch);
  uint32_t e = a.doc->attributions.at[0].entity;
  assert_int_not_equal(e, NONE);
  assert_int_equal(a.doc->entities.at[e].mentions.count, 4); /* the embassy, it, the embassy, the Norwegian Embassy */
  assert_int_equal(a.doc->attributions.at[0].kind, SOURCE_ORGANISATION);
  article_free(a);
}

static void an_acronym_is_its_long_form(void **state) {
  (void)state;
  article a = article_new("According to The Bergen Morning Post (BMP), the dam broke. The BMP cited two engineers. The Morning Post was first.");
  article_name(&a, "The Bergen Morning Post", NAME_OUTLET);
  article_name(&a, "BMP", NAME_OUTLET);
  article_name(&a, "Morning Post", NAME_OUTLET);
  article_said(&a, "The Bergen Morning Post", 0, "According to", "the dam broke", TYPE_INDIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "The Bergen Morning Post");
  assert_int_equal(a.doc->attributions.at[0].kind, SOURCE_OUTLET);
  assert_string_equal(article_mentions(&a, "The Bergen Morning Post"), "The Bergen Morning Post | BMP | BMP");
  article_free(a);
}

static void he_is_not_somebody_inside_his_own_words(void **state) {
  (void)state;
  article a = article_new("Karl Weber arrived at noon. “Anton Berg has lied to us,” he said.");
  article_name(&a, "Karl Weber", NAME_PERSON);
  article_name(&a, "Anton Berg", NAME_PERSON);
  article_quote(&a, "Anton Berg has lied to us,", false);
  article_said(&a, "he", 0, "said", "Anton Berg has lied to us,", TYPE_DIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "Karl Weber");
  article_free(a);
}

static void she_is_the_woman(void **state) {
  (void)state;
  article a = article_new("Anna Holt spoke to Paul Meier on Friday. She said the bridge was safe.");
  article_name(&a, "Anna Holt", NAME_PERSON);
  article_name(&a, "Paul Meier", NAME_PERSON);
  article_said(&a, "She", 0, "said", "the bridge was safe", TYPE_INDIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "Anna Holt");
  article_free(a);
}

static void i_is_the_speaker(void **state) {
  (void)state;
  article a = article_new("“I was there,” Lena Roth said.");
  article_name(&a, "Lena Roth", NAME_PERSON);
  article_quote(&a, "I was there,", false);
  article_said(&a, "Lena Roth", 0, "said", "I was there,", TYPE_DIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "Lena Roth"), "I | Lena Roth");
  article_free(a);
}

static void a_quotation_left_open_goes_on_in_the_paragraph_that_opens_with_one(void **state) {
  (void)state;
  article a = article_new("Lena Roth told them: “We will see.\nThe ministry said it was closed.\n“We will not give in.”");
  article_name(&a, "Lena Roth", NAME_PERSON);
  article_quote(&a, "We will see.", true);
  article_quote(&a, "We will not give in.", false);
  article_said(&a, "Lena Roth", 0, "told them", "We will see.", TYPE_DIRECT, STANCE_SAYS);
  article_said(&a, "The ministry", 0, "said", "it was closed", TYPE_INDIRECT, STANCE_SAYS);
  article_said(&a, NULL, 0, NULL, "We will not give in.", TYPE_DIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 2), "Lena Roth");
  article_free(a);
}

static void empty_it_is_nobody(void **state) {
  (void)state;
  article a = article_new("The ministry met. It is understood that the talks failed.");
  article_said(&a, NULL, 0, "is understood", "the talks failed", TYPE_INDIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "nobody");
  assert_int_equal(a.doc->attributions.at[0].kind, SOURCE_NOBODY);
  assert_string_equal(article_mentions(&a, "ministry"), "The ministry");
  article_free(a);
}

static void a_lawyer_of_somebody_turns_out_to_have_a_name(void **state) {
  (void)state;
  article a = article_new("Omar Haddad was fired, Mr. Haddad’s lawyer said. Ruth Keller, Mr. Haddad’s lawyer, called it unfair.");
  article_name(&a, "Omar Haddad", NAME_PERSON);
  article_name(&a, "Haddad", NAME_PERSON);
  article_name(&a, "Ruth Keller", NAME_PERSON);
  article_said(&a, "Mr. Haddad’s lawyer", 0, "said", "Omar Haddad was fired", TYPE_INDIRECT, STANCE_SAYS);
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_speaker(&a, 0), "Ruth Keller");
  article_free(a);
}

static void carriers_are_outlets_in_their_order(void **state) {
  (void)state;
  article a = article_new("Two aides told Radio Nord and Kanal Fem that the vote was off.");
  article_name(&a, "Radio Nord", NAME_OUTLET);
  article_name(&a, "Kanal Fem", NAME_OUTLET);
  attribution *said = article_said(&a, "Two aides", 0, "told", "the vote was off", TYPE_INDIRECT, STANCE_SAYS);
  vec_push(a.arena, &said->carrier, article_at(&a, "Radio Nord", 0));
  vec_push(a.arena, &said->carrier, article_at(&a, "Kanal Fem", 0));
  find_entities(a.doc, a.scratch);
  said = &a.doc->attributions.at[0];
  assert_int_equal(said->via.count, 2);
  assert_true(str_eq(a.doc->entities.at[said->via.at[0]].name, STR("Radio Nord")));
  assert_true(str_eq(a.doc->entities.at[said->via.at[1]].name, STR("Kanal Fem")));
  article_free(a);
}

static void the_outlet_that_asked_for_comment_is_the_reports_own(void **state) {
  (void)state;
  article a = article_new("The board did not respond to a request for comment by Radio Nord.");
  article_name(&a, "Radio Nord", NAME_OUTLET);
  find_entities(a.doc, a.scratch);
  assert_true(str_eq(a.doc->outlet, STR("Radio Nord")));
  assert_true(a.doc->outlet_is_inferred);
  article_free(a);

  article b = article_new("The board told Radio Nord that it would respond.");
  article_name(&b, "Radio Nord", NAME_OUTLET);
  find_entities(b.doc, b.scratch);
  assert_int_equal(b.doc->outlet.len, 0);
  article_free(b);
}

static void another_source_is_somebody_new(void **state) {
  (void)state;
  article a = article_new("A harbour official spoke first. Another harbour official disagreed. The official said no.");
  find_entities(a.doc, a.scratch);
  assert_string_equal(article_mentions(&a, "A harbour official"), "A harbour official");
  assert_string_equal(article_mentions(&a, "Another harbour official"), "Another harbour official | The official");
  article_free(a);
}

static void nothing_in_nothing(void **state) {
  (void)state;
  article a = article_new("");
  assert_int_equal(find_entities(a.doc, a.scratch), HSY_OK);
  assert_int_equal(a.doc->entities.count, 0);
  article_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_surname_is_the_person_named_in_full),
    cmocka_unit_test(a_mr_is_no_woman),
    cmocka_unit_test(a_headline_surname_joins_the_full_name_after_it),
    cmocka_unit_test(father_and_son_are_two),
    cmocka_unit_test(a_middle_name_more_is_the_same_person),
    cmocka_unit_test(an_apposition_gives_a_role_and_the_role_finds_its_bearer),
    cmocka_unit_test(a_role_before_the_name),
    cmocka_unit_test(unnamed_officials_of_one_country_are_one_group),
    cmocka_unit_test(a_body_under_two_names),
    cmocka_unit_test(an_acronym_is_its_long_form),
    cmocka_unit_test(he_is_not_somebody_inside_his_own_words),
    cmocka_unit_test(she_is_the_woman),
    cmocka_unit_test(i_is_the_speaker),
    cmocka_unit_test(a_quotation_left_open_goes_on_in_the_paragraph_that_opens_with_one),
    cmocka_unit_test(empty_it_is_nobody),
    cmocka_unit_test(a_lawyer_of_somebody_turns_out_to_have_a_name),
    cmocka_unit_test(carriers_are_outlets_in_their_order),
    cmocka_unit_test(the_outlet_that_asked_for_comment_is_the_reports_own),
    cmocka_unit_test(another_source_is_somebody_new),
    cmocka_unit_test(nothing_in_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
