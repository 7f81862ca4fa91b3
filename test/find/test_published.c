/* The day of publication by a text's own words. */
#include "article.h"
#include "base/calendar.h"

static article with_dates_found(const char *text) {
  article a = article_new(text);
  assert_int_equal(find_times(a.doc, a.scratch), HSY_OK);
  assert_int_equal(find_published(a.doc, a.scratch), HSY_OK);
  return a;
}

static bool can_be(const dating *d, int year, int month, int day) {
  int64_t at = civil_to_day(year, month, day);
  if (d->known) return d->days.earliest <= at && at <= d->days.latest;
  for (uint32_t i = 0; i < d->candidates.count; i++)
    if (d->candidates.at[i].earliest <= at && at <= d->candidates.at[i].latest) return true;
  return false;
}

static void a_weekday_beside_a_date_leaves_the_years_it_fits(void **state) {
  (void)state;
  article a = with_dates_found("The bridge was closed on Friday, June 7. Engineers will open it on Wednesday, June 12.");
  const dating *d = &a.doc->published;
  assert_false(d->known);
  assert_int_equal(d->basis, BASIS_INFERRED);
  assert_true(can_be(d, 2019, 6, 8)); /* 7 June was a Friday in 2013, 2019, 2024 */
  assert_true(can_be(d, 2024, 6, 12));
  assert_false(can_be(d, 2020, 6, 8));
  assert_false(can_be(d, 2019, 6, 1));  /* before what has been */
  assert_false(can_be(d, 2019, 6, 18)); /* after what is still to come */
  assert_in_range(d->confidence, 900, 990);
  assert_int_equal(d->evidence.count, 2);
  article_free(a);
}

static void two_pairs_that_disagree_leave_the_years_of_either(void **state) {
  (void)state;
  article a = with_dates_found("The mayor resigned on Sunday, June 10. The council is set to meet on Monday, June 10.");
  const dating *d = &a.doc->published;
  assert_false(d->known);
  assert_true(can_be(d, 2018, 6, 10)); /* a Sunday */
  assert_true(can_be(d, 2019, 6, 10)); /* a Monday */
  assert_true(can_be(d, 2019, 6, 9));
  assert_false(can_be(d, 2020, 6, 10));
  article_free(a);
}

static void words_without_a_date_tell_nothing(void **state) {
  (void)state;
  article a = with_dates_found("The mayor resigned on Sunday. The council meets today and will vote on Monday.");
  assert_false(a.doc->published.known);
  assert_int_equal(a.doc->published.basis, BASIS_NONE);
  assert_int_equal(a.doc->published.candidates.count, 0);
  article_free(a);
}

static void a_date_that_is_stated_stays(void **state) {
  (void)state;
  article a = article_new("The bridge was closed on Friday, June 7.");
  a.doc->published = (dating){.known = true, .days = {100, 100}, .basis = BASIS_METADATA};
  assert_int_equal(find_times(a.doc, a.scratch), HSY_OK);
  assert_int_equal(find_published(a.doc, a.scratch), HSY_OK);
  assert_int_equal(a.doc->published.basis, BASIS_METADATA);
  assert_int_equal(a.doc->published.days.earliest, 100);
  article_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_weekday_beside_a_date_leaves_the_years_it_fits),
    cmocka_unit_test(two_pairs_that_disagree_leave_the_years_of_either),
    cmocka_unit_test(words_without_a_date_tell_nothing),
    cmocka_unit_test(a_date_that_is_stated_stays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
