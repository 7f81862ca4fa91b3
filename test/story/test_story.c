/* Copies and stories on made-up documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "story/story.h"

typedef struct desk { report report; arena *arena, *scratch; VEC(document *) documents; } desk;

static desk *desk_new(void) {
  arena *own = arena_new();
  desk *d = ARENA_NEW(own, desk);
  d->arena = d->report.arena = own;
  d->scratch = arena_new();
  return d;
}

static document *add(desk *d, const char *title, const char *text, const char *published) {
  document *doc = ARENA_NEW(d->arena, document);
  doc->title = str_of(title);
  doc->text = str_of(str_zero(d->arena, str_of(text))); /* with a zero at its end: tests hand it on as it is */
  doc->id = str_format(d->arena, "%u", d->documents.count);
  if (published) {
    int64_t day;
    assert_true(day_parse(published, strlen(published), &day));
    doc->published.known = true;
    doc->published.days = (day_range){day, day};
  }
  vec_push(d->arena, &d->documents, doc);
  return doc;
}

static void run(desk *d) {
  d->report.documents = d->documents.at;
  d->report.document_count = d->documents.count;
  assert_int_equal(story_run(&d->report, d->scratch, NULL, NULL), HSY_OK);
}

/* "0 1 2 | 3": the documents of each story. */
static const char *stories(const desk *d) {
  strbuf out = strbuf_new(d->arena);
  for (uint32_t i = 0; i < d->report.stories.count; i++)
    for (uint32_t k = 0; k < d->report.stories.at[i].documents.count; k++)
      strbuf_format(&out, "%s%u", k ? " " : i ? " | " : "", d->report.stories.at[i].documents.at[k]);
  return str_zero(d->arena, strbuf_str(&out));
}

static void desk_free(desk *d) {
  for (uint32_t i = 0; i < d->report.stories.count; i++) arena_free(d->report.stories.at[i].arena);
  arena_free(d->scratch);
  arena_free(d->arena);
}

static const char storm[] = "The storm Berta tore the roof off the cathedral of Elmstadt on Friday and left nine thousand homes without power, the fire brigade said. "
                            "Trees fell on the railway to Norden, and no train ran until noon. Nobody was hurt. Bishop Karl Odd said the roof would be rebuilt before winter.";
static const char storm_again[] = "Nine thousand homes in Elmstadt lost power when storm Berta hit on Friday. The cathedral lost its roof. Railway traffic to Norden stopped until noon.";
static const char strike[] = "Bus drivers in Kelm walked out over pay on Monday, and the union called for a strike of the trams as well. Passengers waited for hours at the depot.";

static void reports_of_one_event_are_one_story(void **state) {
  (void)state;
  desk *d = desk_new();
  add(d, "Bus drivers strike in Kelm", strike, NULL);
  add(d, "Storm Berta tears roof off cathedral", storm, NULL);
  add(d, "Elmstadt without power after storm Berta", storm_again, NULL);
  run(d);
  assert_string_equal(stories(d), "1 2 | 0");
  assert_true(str_find(d->report.stories.at[0].title, STR("torm Berta"), 0) != STR_NONE);
  assert_true(str_eq(d->report.stories.at[1].title, STR("Bus drivers strike in Kelm")));
  desk_free(d);
}

static void days_far_apart_are_two_stories(void **state) {
  (void)state;
  const char *rate = "The central bank of Kelm left its rate at four percent. Inflation in Kelm slowed, the bank said.";
  const char *rate_again = "Kelm's central bank kept the rate unchanged at four percent as inflation slowed.";
  desk *d = desk_new();
  add(d, "Bank keeps rate", rate, "2023-03-09");
  add(d, "Rate unchanged", rate_again, "2023-03-10");
  add(d, "Rate unchanged again", rate_again, "2023-06-15");
  run(d);
  assert_string_equal(stories(d), "0 1 | 2");
  desk_free(d);
}

static void one_story_puts_all_in_one(void **state) {
  (void)state;
  desk *d = desk_new();
  add(d, "", strike, NULL);
  add(d, "", storm, NULL);
  d->report.one_story = true;
  run(d);
  assert_string_equal(stories(d), "0 1");
  desk_free(d);
}

static void a_title_alone_can_be_grouped(void **state) {
  (void)state;
  desk *d = desk_new();
  add(d, "Storm Berta tears roof off Elmstadt cathedral", "", "2023-03-10");
  add(d, "Elmstadt cathedral loses roof in storm Berta", "", "2023-03-11");
  add(d, "", "", NULL);
  run(d);
  assert_string_equal(stories(d), "0 1 | 2");
  desk_free(d);
}

static void what_is_taken_over_is_a_copy_of_the_earliest(void **state) {
  (void)state;
  desk *d = desk_new();
  char longer[2048], shorter[1024];
  snprintf(longer, sizeof longer, "%s A spokeswoman of the power company said all lines would be mended by Sunday evening, and that nobody would have to pay.", storm);
  snprintf(shorter, sizeof shorter, "%.*s", 230, storm);
  add(d, "", shorter, "2023-03-12");
  add(d, "", storm, "2023-03-10");
  add(d, "", longer, "2023-03-11");
  add(d, "", strike, "2023-03-11");
  run(d);
  assert_int_equal(d->report.copies.count, 3);
  assert_int_equal(d->report.copies.at[0].a, 0);
  assert_int_equal(d->report.copies.at[0].b, 1);
  assert_true(d->report.copies.at[0].containment >= 950); /* whole, but for the word that was cut */
  assert_int_equal(d->report.copy_of[0], 1);
  assert_int_equal(d->report.copy_of[1], NONE);
  assert_int_equal(d->report.copy_of[2], 1);
  assert_int_equal(d->report.copy_of[3], NONE);
  desk_free(d);
}

static void without_days_the_longest_is_the_original(void **state) {
  (void)state;
  desk *d = desk_new();
  char longer[2048];
  snprintf(longer, sizeof longer, "%s It was the third storm of the year.", storm);
  add(d, "", storm, "2023-03-10");
  add(d, "", longer, NULL);
  run(d);
  assert_int_equal(d->report.copy_of[0], 1);
  assert_int_equal(d->report.copy_of[1], NONE);
  desk_free(d);
}

static void a_short_text_copies_nothing(void **state) {
  (void)state;
  desk *d = desk_new();
  add(d, "", "The minister will speak at noon on Friday, his office said.", NULL);
  add(d, "", "The minister will speak at noon on Friday, his office said.", NULL);
  run(d);
  assert_int_equal(d->report.copies.count, 0);
  desk_free(d);
}

/* A disclaimer under a thousand texts makes no copies of them, and no square of a thousand either. */
static void a_common_passage_stays_linear(void **state) {
  (void)state;
  desk *d = desk_new();
  for (uint32_t i = 0; i < 1000; i++) {
    strbuf b = strbuf_new(d->arena);
    for (uint32_t k = 0; k < 40; k++) strbuf_format(&b, "w%u%c ", i * 1000 + k, 'a' + (char)(k % 26));
    strbuf_add(&b, STR("All rights reserved; no part of this text may be printed, sent or sold without the written leave of its owner."));
    add(d, "", str_zero(d->arena, strbuf_str(&b)), NULL);
  }
  const char *same = d->documents.at[7]->text.at;
  add(d, "", same, NULL);
  run(d);
  bool found = false;
  for (uint32_t i = 0; i < d->report.copies.count; i++) found |= d->report.copies.at[i].a == 7 && d->report.copies.at[i].b == 1000;
  assert_true(found);
  assert_true(d->report.copies.count < 12000);
  desk_free(d);
}

static int stop(void *user, uint32_t done) {
  (void)user, (void)done;
  return 1;
}

static void a_tick_can_stop_it(void **state) {
  (void)state;
  desk *d = desk_new();
  add(d, "", storm, NULL);
  add(d, "", strike, NULL);
  d->report.documents = d->documents.at;
  d->report.document_count = d->documents.count;
  assert_int_equal(story_run(&d->report, d->scratch, stop, NULL), HSY_CANCELLED);
  desk_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(reports_of_one_event_are_one_story),
    cmocka_unit_test(days_far_apart_are_two_stories),
    cmocka_unit_test(one_story_puts_all_in_one),
    cmocka_unit_test(a_title_alone_can_be_grouped),
    cmocka_unit_test(what_is_taken_over_is_a_copy_of_the_earliest),
    cmocka_unit_test(without_days_the_longest_is_the_original),
    cmocka_unit_test(a_short_text_copies_nothing),
    cmocka_unit_test(a_common_passage_stays_linear),
    cmocka_unit_test(a_tick_can_stop_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
