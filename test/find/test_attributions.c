/* Attributions: cases as text (test/cases/attributions). The listing gives each sentence and under it what is attributed:
 *
 *     Ada Lund | said | “the road was safe” | direct, says | via Coast Press | inside 3
 *
 * source, cue, content ("…" between the pieces of a broken one, "nobody" for a source the text does not give), type and
 * stance, who carried it, and the number of the attribution that this one stands in. A source that is a pronoun or a
 * description of somebody named shows the name in brackets. */
#include "cases.h"

static void add_words(const document *d, const spans *list, const char *none, strbuf *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    if (i > 0) strbuf_add(out, STR(" … "));
    strbuf_add(out, document_slice(d, list->at[i]));
  }
  if (list->count == 0) strbuf_add(out, str_of(none));
}

static void add_source(const document *d, const attribution *x, strbuf *out) {
  add_words(d, &x->source, "nobody", out);
  if (x->entity == NONE) return;
  str who = d->entities.at[x->entity].name;
  for (uint32_t i = 0; i < x->source.count; i++)
    if (str_find(document_slice(d, x->source.at[i]), who, 0) != STR_NONE) return;
  strbuf_format(out, " [%.*s]", STR_ARG(who));
}

static void list_attributions(article *a, strbuf *out) {
  document *d = a->doc;
  assert_int_equal(find_run(d, NULL, a->scratch), HSY_OK);
  uint32_t next = 0;
  for (uint32_t s = 0; s < d->sentences.count; s++) {
    strbuf_add(out, document_slice(d, d->sentences.at[s].span));
    strbuf_char(out, '\n');
    for (uint32_t i = 0; i < d->attributions.count; i++) {
      const attribution *x = &d->attributions.at[i];
      if (x->sentence != s) continue;
      next++;
      strbuf_format(out, "    %u: ", i + 1);
      add_source(d, x, out);
      strbuf_add(out, STR(" | "));
      add_words(d, &x->cue, "no cue", out);
      strbuf_add(out, STR(" | "));
      add_words(d, &x->content, "nothing", out);
      strbuf_format(out, " | %s, %s", attribution_type_name(x->type), stance_name(x->stance));
      for (uint32_t k = 0; k < x->via.count; k++) strbuf_format(out, "%s%.*s", k ? ", " : " | via ", STR_ARG(d->entities.at[x->via.at[k]].name));
      if (x->inside != NONE) strbuf_format(out, " | inside %u", x->inside + 1);
      strbuf_char(out, '\n');
    }
  }
  assert_int_equal(next, d->attributions.count);
}

static void cases_of_attributions(void **state) {
  (void)state;
  run_cases("test/cases/attributions", list_attributions);
}

/* Who is quoted counts from the day of saying, where that stands before. */
static void quoted_days_count_from_the_saying(void **state) {
  (void)state;
  article a = article_new("On March 3, 2021, the mayor said: “I left yesterday.”\nThe town was told two days ago.");
  document *d = a.doc;
  d->published = (dating){.known = true, .days = {20000, 20000}, .granularity = GRANULARITY_DAY, .basis = BASIS_GIVEN};
  assert_int_equal(find_run(d, NULL, a.scratch), HSY_OK);
  time_anchors anchors = document_anchors(d);
  assert_int_equal(d->times.count, 3);
  assert_string_equal(time_resolve(&d->times, 1, &anchors).timex, "2021-03-02");
  assert_int_equal(time_resolve(&d->times, 2, &anchors).days.earliest, 20000 - 2);
  assert_null(document_check(d));
  article_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_of_attributions), cmocka_unit_test(quoted_days_count_from_the_saying)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
