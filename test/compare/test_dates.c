/* Publication days narrowed by the story's other reports, and the timeline; times as find/ finds them. */
#include "story_by_hand.h"

#include "base/calendar.h"
#include "find/find.h"

static uint32_t report_with_times(by_hand *h, const char *text, const char *published) {
  uint32_t i = hand_report(h, text, published);
  assert_int_equal(find_times(h->docs[i], h->scratch), HSY_OK);
  assert_int_equal(find_published(h->docs[i], h->scratch), HSY_OK);
  return i;
}

static void is_published(const by_hand *h, uint32_t doc, const char *from, const char *to) {
  const dating *d = &h->docs[doc]->published;
  char a[11] = "-", b[11] = "-";
  if (d->known) day_print(d->days.earliest, a), day_print(d->days.latest, b);
  if (strcmp(a, from) || strcmp(b, to)) fail_msg("report %u is dated %s to %s, should be %s to %s", doc, a, b, from, to);
}

static const char *const dated = "The ministers spoke on Sunday (9 June). They are to sign the treaty on Monday.";

/* 9 June 2019 was a Sunday. */
static void one_dated_report_dates_the_others(void **state) {
  (void)state;
  by_hand h = hand_new();
  report_with_times(&h, dated, "2019-06-10");
  uint32_t before = report_with_times(&h, "The ministers will meet Monday, a spokesman said Sunday.", NULL);
  uint32_t on_the_day = report_with_times(&h, "The ministers meet today. The talks got under way on Monday and were announced on Sunday.", NULL);
  uint32_t wrong = report_with_times(&h, "A spokesman disclosed the plan on Sunday, June 10. The minister is set to arrive on Monday, June 10.", NULL);
  uint32_t silent = report_with_times(&h, "The ministers have signed the treaty after years of talks.", NULL);
  assert_int_equal(compare_dates(h.rep, h.s, h.scratch), HSY_OK);
  is_published(&h, before, "2019-06-09", "2019-06-10");
  is_published(&h, on_the_day, "2019-06-10", "2019-06-10");
  is_published(&h, wrong, "2019-06-09", "2019-06-10");
  is_published(&h, silent, "2019-06-09", "2019-06-11"); /* reports of a story appear within days of each other */
  assert_int_equal(h.docs[silent]->published.evidence.count, 0);
  assert_string_equal(str_zero(h.arena, h.docs[silent]->published.basis_text), "other reports of 2019-06-10");
  assert_int_equal(h.docs[before]->published.basis, BASIS_INFERRED);
  assert_in_range(h.docs[before]->published.confidence, 900, 990);
  assert_int_equal(h.docs[before]->published.evidence.count, 2);
  assert_int_equal(h.docs[before]->published.evidence.at[0].doc, before);
  is_published(&h, 0, "2019-06-10", "2019-06-10");
  assert_int_equal(h.docs[0]->published.basis, BASIS_STATED);
  hand_free(&h);
}

static void the_order_of_reports_does_not_matter(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t before = report_with_times(&h, "The ministers will meet Monday, a spokesman said Sunday.", NULL);
  uint32_t on_the_day = report_with_times(&h, "The ministers meet today. The talks got under way on Monday and were announced on Sunday.", NULL);
  report_with_times(&h, dated, "2019-06-10");
  assert_int_equal(compare_dates(h.rep, h.s, h.scratch), HSY_OK);
  is_published(&h, before, "2019-06-09", "2019-06-10");
  is_published(&h, on_the_day, "2019-06-10", "2019-06-11");
  hand_free(&h);
}

/* No report is dated: the year in which both of them fit the calendar. */
static void two_calendars_have_one_year_in_common(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = report_with_times(&h, "The mayor resigned on Saturday, February 29.", NULL); /* 1992, 2020 */
  uint32_t b = report_with_times(&h, "The council met on Sunday, 1 March. It had been elected in May 2016.", NULL); /* 2020, 2026 */
  assert_false(h.docs[a]->published.known);
  assert_false(h.docs[b]->published.known);
  assert_int_equal(compare_dates(h.rep, h.s, h.scratch), HSY_OK);
  assert_true(h.docs[a]->published.known);
  assert_true(h.docs[b]->published.known);
  assert_int_equal(day_to_civil(h.docs[a]->published.days.earliest).year, 2020);
  assert_int_equal(day_to_civil(h.docs[b]->published.days.earliest).year, 2020);
  bool other_tells = false;
  for (uint32_t i = 0; i < h.docs[a]->published.evidence.count; i++) other_tells = other_tells || h.docs[a]->published.evidence.at[i].doc == b;
  assert_true(other_tells);
  assert_int_equal(compare_timeline(h.rep, h.s, h.scratch), HSY_OK);
  assert_null(report_check(h.rep));
  for (uint32_t i = 0; i < h.s->timeline.count; i++)
    if (h.s->timeline.at[i].kind == TIMELINE_PUBLISHED)
      for (uint32_t k = 1; k < h.s->timeline.at[i].evidence.count; k++)
        assert_int_equal(h.s->timeline.at[i].evidence.at[k].doc, h.s->timeline.at[i].evidence.at[0].doc);
  hand_free(&h);
}

static void a_lone_report_stays_as_it_is(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = report_with_times(&h, "The ministers will meet Monday, a spokesman said Sunday.", NULL);
  assert_int_equal(compare_dates(h.rep, h.s, h.scratch), HSY_OK);
  is_published(&h, a, "-", "-");
  hand_free(&h);
}

static const timeline_item *item_of(const by_hand *h, const char *words) {
  for (uint32_t i = 0; i < h->s->timeline.count; i++)
    if (str_find(h->s->timeline.at[i].what, str_of(words), 0) != STR_NONE) return &h->s->timeline.at[i];
  fail_msg("no item of the timeline has '%s'", words);
  return NULL;
}

static void the_timeline_joins_what_is_one_claim_on_one_day(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = report_with_times(&h, "The ministers met on Monday in Lisbon. They will meet again on Thursday.", "2019-06-11");
  uint32_t b = report_with_times(&h, "The two met in Lisbon on Monday, officials said.", "2019-06-12");
  uint32_t x = hand_statement(&h, a, "The ministers met on Monday in Lisbon", "met");
  uint32_t y = hand_statement(&h, b, "The two met in Lisbon on Monday", "met");
  hand_statement(&h, a, "They will meet again on Thursday", "will meet");
  uint32_t met = hand_claim(&h, "The ministers met in Lisbon");
  hand_cell(&h, met, a, x, CELL_STATES);
  hand_cell(&h, met, b, y, CELL_STATES);
  assert_int_equal(compare_timeline(h.rep, h.s, h.scratch), HSY_OK);
  const timeline_item *item = item_of(&h, "met on Monday");
  assert_int_equal(item->kind, TIMELINE_HAPPENED);
  assert_int_equal(item->evidence.count, 2);
  assert_int_equal(item->days.earliest, civil_to_day(2019, 6, 10));
  assert_int_equal(item_of(&h, "again on Thursday")->kind, TIMELINE_PLANNED);
  assert_int_equal(item_of(&h, "again on Thursday")->days.earliest, civil_to_day(2019, 6, 13));
  uint32_t published = 0;
  for (uint32_t i = 0; i < h.s->timeline.count; i++) {
    published += h.s->timeline.at[i].kind == TIMELINE_PUBLISHED;
    if (i > 0) assert_true(h.s->timeline.at[i - 1].days.earliest <= h.s->timeline.at[i].days.earliest);
  }
  assert_int_equal(published, 2);
  assert_null(report_check(h.rep));
  hand_free(&h);
}

static void no_passage_is_dated_more_than_three_times(void **state) {
  (void)state;
  by_hand h = hand_new();
  report_with_times(&h, "Votes were held on 3 May, 10 May, 17 May, 24 May and 31 May last year.", "2019-06-11");
  assert_int_equal(compare_timeline(h.rep, h.s, h.scratch), HSY_OK);
  assert_null(report_check(h.rep));
  assert_int_equal(h.s->timeline.count, 3 + 1); /* and the publication */
  hand_free(&h);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_dated_report_dates_the_others),
    cmocka_unit_test(the_order_of_reports_does_not_matter),
    cmocka_unit_test(two_calendars_have_one_year_in_common),
    cmocka_unit_test(a_lone_report_stays_as_it_is),
    cmocka_unit_test(the_timeline_joins_what_is_one_claim_on_one_day),
    cmocka_unit_test(no_passage_is_dated_more_than_three_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
