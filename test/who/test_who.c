/* Who, over all reports: each case is two or three short reports and the sources that come out of them. Made up, all. */
#include "../find/article.h"
#include "who/who.h"

enum { MOST_REPORTS = 4 };
typedef struct event { report report; story story; article articles[MOST_REPORTS]; document *documents[MOST_REPORTS]; arena *arena, *scratch; } event;

static event event_new(void) {
  event e = {.arena = arena_new(), .scratch = arena_new()};
  e.report.arena = e.story.arena = e.arena;
  e.story.lead = e.story.first_report = NONE;
  return e;
}

/* One more report: a person NAME (NULL: nobody named) and an attribution of CONTENT to SOURCE. */
static article *add(event *e, const char *text, const char *person) {
  uint32_t n = e->report.document_count++;
  e->articles[n] = article_new(text);
  if (person) article_name(&e->articles[n], person, NAME_PERSON);
  e->documents[n] = e->articles[n].doc;
  vec_push(e->arena, &e->story.documents, n);
  return &e->articles[n];
}

static void run(event *e) {
  for (uint32_t i = 0; i < e->report.document_count; i++) assert_int_equal(find_entities(e->documents[i], e->articles[i].scratch), HSY_OK);
  e->report.documents = e->documents;
  assert_int_equal(who_run(&e->report, &e->story, e->scratch), HSY_OK);
  vec_push(e->arena, &e->report.stories, e->story);
  assert_null(report_check(&e->report));
}

static void event_free(event *e) {
  for (uint32_t i = 0; i < e->report.document_count; i++) article_free(e->articles[i]);
  arena_free(e->arena);
  arena_free(e->scratch);
}

/* "name kind; name kind" */
static const char *sources(const event *e) {
  strbuf out = strbuf_new(e->arena);
  for (uint32_t i = 0; i < e->story.sources.count; i++) {
    const story_source *s = &e->story.sources.at[i];
    strbuf_format(&out, "%s%.*s %s", i ? "; " : "", STR_ARG(s->name), source_kind_name(s->kind));
  }
  return str_zero(e->arena, strbuf_str(&out));
}

static const char *spellings(const event *e) {
  strbuf out = strbuf_new(e->arena);
  for (uint32_t i = 0; i < e->story.names.count; i++)
    for (uint32_t k = 0; k < e->story.names.at[i].variants.count; k++)
      strbuf_format(&out, "%s%.*s", k ? " = " : i ? "; " : "", STR_ARG(e->story.names.at[i].variants.at[k].text));
  return str_zero(e->arena, strbuf_str(&out));
}

static void one_person_in_two_reports(void **state) {
  (void)state;
  event e = event_new();
  article_said(add(&e, "Marta Olsen said the dam was safe.", "Marta Olsen"), "Marta Olsen", 0, "said", "the dam was safe", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Ms Olsen said it would hold.", "Olsen"), "Ms Olsen", 0, "said", "it would hold", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(sources(&e), "Marta Olsen person");
  assert_string_equal(spellings(&e), "");
  event_free(&e);
}

static void two_spellings_of_one_spokesman(void **state) {
  (void)state;
  event e = event_new();
  article_said(add(&e, "Wen Taolin, a spokesman for the harbour ministry, said the dam was safe.", "Wen Taolin"), "Wen Taolin", 0, "said", "the dam was safe", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Harbour ministry spokesman Wan Taolin said it would hold.", "Wan Taolin"), "Wan Taolin", 0, "said", "it would hold", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(spellings(&e), "Wen Taolin = Wan Taolin");
  assert_int_equal(e.story.attributions.at[0].source, e.story.attributions.at[1].source);
  event_free(&e);
}

static void two_persons_of_one_report_stay_two(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "Spokesman Wen Taolin said yes. Spokesman Wan Taolin said no.", "Wen Taolin");
  article_name(a, "Wan Taolin", NAME_PERSON);
  article_said(a, "Wen Taolin", 0, "said", "yes", TYPE_INDIRECT, STANCE_SAYS);
  article_said(a, "Wan Taolin", 0, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(sources(&e), "Wen Taolin person; Wan Taolin person");
  assert_string_equal(spellings(&e), "");
  event_free(&e);
}

static void short_forms_and_middle_names_are_spellings(void **state) {
  (void)state;
  event e = event_new();
  article_said(add(&e, "Robert H. Falk said yes.", "Robert H. Falk"), "Robert H. Falk", 0, "said", "yes", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Bob Falk said maybe.", "Bob Falk"), "Bob Falk", 0, "said", "maybe", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_int_equal(e.story.sources.count, 1);
  assert_string_equal(spellings(&e), "Robert H. Falk = Bob Falk");
  event_free(&e);
}

static void junior_may_be_left_out_unless_his_father_is_there(void **state) {
  (void)state;
  event e = event_new();
  article_said(add(&e, "Peter Brandt Jr. said yes.", "Peter Brandt Jr."), "Peter Brandt Jr.", 0, "said", "yes", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Peter Brandt said maybe.", "Peter Brandt"), "Peter Brandt", 0, "said", "maybe", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_int_equal(e.story.sources.count, 1);
  event_free(&e);

  e = event_new();
  article *a = add(&e, "Peter Brandt Jr. said yes. Peter Brandt said no.", "Peter Brandt Jr.");
  article_name(a, "Peter Brandt", NAME_PERSON);
  article_said(a, "Peter Brandt Jr.", 0, "said", "yes", TYPE_INDIRECT, STANCE_SAYS);
  article_said(a, "Peter Brandt", 1, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Peter Brandt said maybe.", "Peter Brandt"), "Peter Brandt", 0, "said", "maybe", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(sources(&e), "Peter Brandt Jr. person; Peter Brandt person");
  event_free(&e);
}

static void a_short_form_alone_is_the_wife_of_the_other_report(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "Omar Haddad resigned. His wife, Rebecca Haddad, said no.", "Omar Haddad");
  article_name(a, "Rebecca Haddad", NAME_PERSON);
  article_said(a, "Rebecca Haddad", 0, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  a = add(&e, "Omar Haddad resigned. His wife, Becky, said no.", "Omar Haddad");
  article_name(a, "Becky", NAME_PERSON);
  article_said(a, "Becky", 0, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(sources(&e), "Rebecca Haddad person");
  assert_string_equal(spellings(&e), "Rebecca Haddad = Becky");
  event_free(&e);
}

static void officials_of_one_country_are_one_source(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "American officials said the dam was old.", NULL);
  article_name(a, "American", NAME_NATIONALITY);
  article_said(a, "American officials", 0, "said", "the dam was old", TYPE_INDIRECT, STANCE_SAYS);
  a = add(&e, "U.S. officials said it broke.", NULL);
  article_name(a, "U.S.", NAME_PLACE);
  article_said(a, "U.S. officials", 0, "said", "it broke", TYPE_INDIRECT, STANCE_SAYS);
  a = add(&e, "Some US officials said it held.", NULL);
  article_name(a, "US", NAME_PLACE);
  article_said(a, "Some US officials", 0, "said", "it held", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_int_equal(e.story.sources.count, 2);
  assert_int_equal(e.story.attributions.at[0].source, e.story.attributions.at[1].source);
  assert_string_equal(sources(&e), "American officials anonymous; Some US officials anonymous");
  event_free(&e);
}

static void a_spokesman_speaks_for_his_embassy(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "Bo Dahl, a spokesman for the Norwegian Embassy in Quito, said no.", "Bo Dahl");
  article_name(a, "Norwegian Embassy", NAME_ORGANISATION);
  article_name(a, "Quito", NAME_PLACE);
  article_said(a, "Bo Dahl", 0, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  a = add(&e, "Norway’s embassy in Quito said it knew nothing.", NULL);
  article_name(a, "Norway", NAME_PLACE);
  article_name(a, "Quito", NAME_PLACE);
  article_said(a, "Norway’s embassy in Quito", 0, "said", "it knew nothing", TYPE_INDIRECT, STANCE_DISCLAIMS);
  run(&e);
  assert_int_equal(e.story.sources.count, 2);
  assert_int_equal(e.story.sources.at[0].body, 1);
  assert_int_equal(e.story.attributions.at[1].source, 1);
  event_free(&e);
}

static void a_lawyer_speaks_for_his_client(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "Omar Haddad resigned. Ruth Keller, Omar Haddad’s lawyer, called it unfair.", "Omar Haddad");
  article_name(a, "Ruth Keller", NAME_PERSON);
  article_said(a, "Ruth Keller", 0, "called", "it unfair", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_string_equal(sources(&e), "Ruth Keller person; Omar Haddad person");
  assert_int_equal(e.story.sources.at[0].body, 1);
  event_free(&e);
}

static void the_user_knows_better(void **state) {
  (void)state;
  event e = event_new();
  article_said(add(&e, "Marta Olsen said yes.", "Marta Olsen"), "Marta Olsen", 0, "said", "yes", TYPE_INDIRECT, STANCE_SAYS);
  article_said(add(&e, "Marta Lie said no.", "Marta Lie"), "Marta Lie", 0, "said", "no", TYPE_INDIRECT, STANCE_SAYS);
  same_pair same = {STR("Marta Olsen"), STR("Marta Lie")};
  vec_push(e.arena, &e.report.same, same);
  run(&e);
  assert_int_equal(e.story.sources.count, 1);
  event_free(&e);
}

static void headings_count_in_nothing_and_one_content_twice_at_most(void **state) {
  (void)state;
  event e = event_new();
  article *a = add(&e, "Marta Olsen said the dam was safe.", "Marta Olsen");
  article_said(a, "Marta Olsen", 0, "said", "the dam was safe", TYPE_INDIRECT, STANCE_SAYS)->in_heading = true;
  for (int i = 0; i < 3; i++) article_said(a, "Marta Olsen", 0, "said", "the dam was safe", TYPE_INDIRECT, STANCE_SAYS);
  run(&e);
  assert_int_equal(e.story.attributions.count, 2);
  assert_int_equal(e.story.attributions.at[0].index, 1);
  event_free(&e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_person_in_two_reports),
    cmocka_unit_test(two_spellings_of_one_spokesman),
    cmocka_unit_test(two_persons_of_one_report_stay_two),
    cmocka_unit_test(short_forms_and_middle_names_are_spellings),
    cmocka_unit_test(junior_may_be_left_out_unless_his_father_is_there),
    cmocka_unit_test(a_short_form_alone_is_the_wife_of_the_other_report),
    cmocka_unit_test(officials_of_one_country_are_one_source),
    cmocka_unit_test(a_spokesman_speaks_for_his_embassy),
    cmocka_unit_test(a_lawyer_speaks_for_his_client),
    cmocka_unit_test(the_user_knows_better),
    cmocka_unit_test(headings_count_in_nothing_and_one_content_twice_at_most),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
