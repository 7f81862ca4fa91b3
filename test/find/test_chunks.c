/* Noun phrases: each case is a sentence and its phrases, core in brackets, head after a stroke, tail after a plus. */
#include "article.h"
#include "find/chunks.h"

static const char *chunked(article *a) {
  chunking c = find_chunks(a->doc, a->scratch);
  strbuf out = strbuf_new(a->arena);
  for (uint32_t i = 0; i < c.list.count; i++) {
    const chunk *k = &c.list.at[i];
    if (i > 0) strbuf_char(&out, ' ');
    strbuf_format(&out, "[%.*s|%.*s", STR_ARG(document_slice(a->doc, chunk_span(a->doc, k->first, k->end))), STR_ARG(document_slice(a->doc, a->doc->tokens.at[k->head].span)));
    if (k->tail > k->end) strbuf_format(&out, "+%.*s", STR_ARG(document_slice(a->doc, chunk_span(a->doc, k->end, k->tail))));
    strbuf_char(&out, ']');
  }
  return str_zero(a->arena, strbuf_str(&out));
}

static void check(const char *text, const char *name, name_kind kind, const char *expected) {
  article a = article_new(text);
  if (name) article_name(&a, name, kind);
  assert_string_equal(chunked(&a), expected);
  article_free(a);
}

static void a_noun_with_what_stands_before_it(void **state) {
  (void)state;
  check("The old harbour board met in a small room.", NULL, NAME_OTHER, "[The old harbour board|board] [a small room|room]");
}

static void an_owner_belongs_to_what_it_owns(void **state) {
  (void)state;
  check("The mayor's lawyer met Ola Berg's sister.", "Ola Berg", NAME_PERSON, "[The mayor's lawyer|lawyer] [Ola Berg's sister|sister]");
}

static void a_person_takes_the_tail_along(void **state) {
  (void)state;
  check("A spokeswoman for the ministry in Oslo said no.", "Oslo", NAME_PLACE,
        "[A spokeswoman|spokeswoman+for the ministry in Oslo] [the ministry|ministry+in Oslo] [Oslo|Oslo]");
  check("Two people familiar with the talks said no.", NULL, NAME_OTHER, "[Two people|people+familiar with the talks] [the talks|talks]");
}

static void nothing_is_told_to_the_press_by_the_tail(void **state) {
  (void)state;
  check("In a statement from officials to the press, they said so.", NULL, NAME_OTHER,
        "[a statement|statement+from officials] [officials|officials] [the press|press] [they|they]");
}

static void a_name_counts_whole(void **state) {
  (void)state;
  check("Board chairman Ola Berg of Norway left.", "Ola Berg of Norway", NAME_PERSON, "[Board chairman Ola Berg of Norway|Norway]");
}

static void a_verb_of_saying_ends_what_speaks(void **state) {
  (void)state;
  check("The governor of Norden said rebels had left.", "Norden", NAME_PLACE, "[The governor|governor+of Norden] [Norden|Norden] [rebels|rebels]");
  check("Russian backed rebels were there.", "Russian", NAME_NATIONALITY, "[Russian backed rebels|rebels]");
}

static void a_pronoun_stands_alone(void **state) {
  (void)state;
  check("She saw his boat.", NULL, NAME_OTHER, "[She|She] [his boat|boat]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_noun_with_what_stands_before_it),
    cmocka_unit_test(an_owner_belongs_to_what_it_owns),
    cmocka_unit_test(a_person_takes_the_tail_along),
    cmocka_unit_test(nothing_is_told_to_the_press_by_the_tail),
    cmocka_unit_test(a_name_counts_whole),
    cmocka_unit_test(a_verb_of_saying_ends_what_speaks),
    cmocka_unit_test(a_pronoun_stands_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
