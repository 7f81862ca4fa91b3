/* Time expressions: cases as text (test/cases/times), and what must hold of any. */
#include "cases.h"

static void list_times(article *a, strbuf *out) {
  document *d = a->doc;
  assert_int_equal(find_quotations(d, a->scratch), HSY_OK);
  assert_int_equal(find_times(d, a->scratch), HSY_OK);
  time_anchors anchors = document_anchors(d);
  uint32_t next = 0;
  for (uint32_t s = 0; s < d->sentences.count; s++) {
    strbuf_add(out, document_slice(d, d->sentences.at[s].span));
    strbuf_char(out, '\n');
    for (; next < d->times.count && d->times.at[next].sentence == s; next++) {
      const time_expression *e = &d->times.at[next];
      time_value v = time_resolve(&d->times, next, &anchors);
      str words = document_slice(d, e->span);
      strbuf_format(out, "    %.*s = %s %s", STR_ARG(words), time_type_name(e->type), v.timex[0] ? v.timex : "-");
      if (e->mod != MOD_NONE) strbuf_format(out, " %s", time_mod_name(e->mod));
      if (v.known && v.granularity != GRANULARITY_DAY) {
        char from[11], to[11];
        day_print(v.days.earliest, from);
        day_print(v.days.latest, to);
        strbuf_format(out, " (%s, %s to %s)", granularity_name(v.granularity), from, to);
      }
      if (time_weekday_disagrees(&d->times, next, &anchors, NULL)) strbuf_add(out, STR(" !weekday"));
      strbuf_char(out, '\n');
    }
  }
}

static void cases_of_times(void **state) {
  (void)state;
  run_cases("test/cases/times", list_times);
}

/* The same words mean the same wherever the sentence stands. */
static void expressions_do_not_hang_on_what_follows(void **state) {
  (void)state;
  article a = article_new("The court sat on Tuesday.\nIt will sit on Friday."), b = article_new("The court sat on Tuesday.");
  assert_int_equal(find_times(a.doc, a.scratch), HSY_OK);
  assert_int_equal(find_times(b.doc, b.scratch), HSY_OK);
  assert_int_equal(a.doc->times.count, 2);
  assert_int_equal(b.doc->times.count, 1);
  assert_int_equal(a.doc->times.at[0].direction, b.doc->times.at[0].direction);
  assert_int_equal(a.doc->times.at[0].direction, DIRECTION_PAST);
  assert_int_equal(a.doc->times.at[1].direction, DIRECTION_FUTURE);
  article_free(a);
  article_free(b);
}

/* 3/4/2022: by a date that can be read in one way only, else by who writes. */
static void days_in_figures_have_their_order(void **state) {
  (void)state;
  static const struct { const char *text, *outlet, *url; int day; } cases[] = {
    {"It opened on 3/4/2022.", "", "", 4},
    {"It opened on 3/4/2022.", "", "https://www.example.co.uk/news/1", 3},
    {"It opened on 3/4/2022.", "", "https://www.example.com/uk.html", 4},
    {"It opened on 3/4/2022.", "The Irish Times", "", 3},
    {"It opened on 3/4/2022 and closed on 5/31/2022.", "The Irish Times", "", 4},
    {"It opened on 3/4/2022 and closed on 31/5/2022.", "", "", 3},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    article a = article_new(cases[i].text);
    a.doc->outlet = str_of(cases[i].outlet), a.doc->url = str_of(cases[i].url);
    assert_int_equal(find_times(a.doc, a.scratch), HSY_OK);
    assert_true(a.doc->times.count > 0);
    assert_int_equal(a.doc->times.at[0].day, cases[i].day);
    article_free(a);
  }
}

static void too_many_times_are_named(void **state) {
  (void)state;
  arena *a = arena_new();
  strbuf text = strbuf_new(a);
  for (int i = 0; i <= HSY_MAX_TIMES; i++) strbuf_add(&text, STR("On Monday. "));
  article art = article_new(str_zero(a, strbuf_str(&text)));
  assert_int_equal(find_times(art.doc, art.scratch), HSY_LIMIT);
  assert_int_equal(art.doc->error.rc, HSY_LIMIT);
  article_free(art);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cases_of_times),
    cmocka_unit_test(expressions_do_not_hang_on_what_follows),
    cmocka_unit_test(days_in_figures_have_their_order),
    cmocka_unit_test(too_many_times_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
