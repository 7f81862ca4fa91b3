/* Conflicts, kind by kind: one pair that conflicts, and beside it the nearest pair that does not. */
#include "story_by_hand.h"

static void assert_words(str got, const char *want) {
  if (!str_eq(got, str_of(want))) fail_msg("'%.*s' is not '%s'", STR_ARG(got), want);
}

static void assert_holds(str got, const char *part) {
  if (str_find(got, str_of(part), 0) == STR_NONE) fail_msg("'%.*s' does not hold '%s'", STR_ARG(got), part);
}

static void assert_nothing(const by_hand *h) {
  if (h->s->conflicts.count > 0) fail_msg("a false alarm: %.*s", STR_ARG(h->s->conflicts.at[0].text));
  if (h->s->updates.count > 0) fail_msg("a false update: %.*s", STR_ARG(h->s->updates.at[0].text));
}

/* ---- calendar ---- */

/* 3 May 2021 was a Monday. */
static void a_wrong_weekday_is_repaired_by_another_report(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The bridge over the river collapsed on Sunday, May 3, after heavy rain.", "2021-05-05");
  uint32_t b = hand_report(&h, "The old bridge over the river collapsed on Sunday, May 2.", "2021-05-05");
  hand_date(&h, a, "Sunday, May 3", 7, 0, 5, 3);
  hand_date(&h, b, "Sunday, May 2", 7, 0, 5, 2);
  uint32_t x = hand_statement(&h, a, "The bridge over the river collapsed on Sunday, May 3, after heavy rain", "collapsed");
  uint32_t y = hand_statement(&h, b, "The old bridge over the river collapsed on Sunday, May 2", "collapsed");
  uint32_t c = hand_claim(&h, "The bridge over the river collapsed");
  hand_cell(&h, c, a, x, CELL_STATES);
  hand_cell(&h, c, b, y, CELL_STATES);
  hand_compare(&h);
  const conflict *it = hand_conflict(&h, CONFLICT_CALENDAR);
  assert_non_null(it);
  assert_words(it->sides.at[0].value, "Sunday 3 May");
  assert_words(it->sides.at[1].value, "Sunday 2 May");
  assert_words(it->reading, "3 May 2021 was a Monday. B dates the same on Sunday 2 May, which repairs it.");
  hand_free(&h);
}

static void a_right_weekday_is_none(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The bridge collapsed on Monday, May 3.", "2021-05-05");
  hand_date(&h, a, "Monday, May 3", 1, 0, 5, 3);
  hand_statement(&h, a, "The bridge collapsed on Monday, May 3", "collapsed");
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

static void june_has_thirty_days(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The court will hear the case on June 31.", NULL);
  hand_date(&h, a, "June 31", 0, 0, 6, 31);
  hand_compare(&h);
  const conflict *it = hand_conflict(&h, CONFLICT_CALENDAR);
  assert_non_null(it);
  assert_words(it->reading, "June has 30 days.");
  hand_free(&h);
}

static void february_has_a_29th_in_leap_years(void **state) {
  (void)state;
  static const int years[] = {2020, 2021, 0};
  for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
    by_hand h = hand_new();
    uint32_t a = hand_report(&h, "The court will hear the case on February 29.", NULL);
    hand_date(&h, a, "February 29", 0, years[i], 2, 29);
    hand_compare(&h);
    const conflict *it = hand_conflict(&h, CONFLICT_CALENDAR);
    assert_int_equal(it != NULL, years[i] == 2021);
    if (it) assert_words(it->reading, "February 2021 had 28 days.");
    hand_free(&h);
  }
}

/* A report of 5 May 2021 that dates something on a day of that month. */
static void assert_told_as_past(const char *text, const char *words, int year, int day, bool is_alarm) {
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, text, "2021-05-05");
  hand_date(&h, a, words, 0, year, 5, day);
  hand_compare(&h);
  const conflict *it = hand_conflict(&h, CONFLICT_CALENDAR);
  if (is_alarm != (it != NULL)) fail_msg("%s: %s", is_alarm ? "missed" : "a false alarm", text);
  hand_free(&h);
}

static void what_is_told_as_past_did_not_happen_after_the_report(void **state) {
  (void)state;
  static const struct { const char *text, *words; int year, day; } cases[] = {
    {"The ship sank on May 9.", "May 9", 2021, 9},
    {"The ship sank on May 9.", "May 9", 0, 9},
    {"On May 9, the ship sank off the coast.", "May 9", 0, 9},
    {"The old ship on May 9 sank off the coast.", "May 9", 0, 9},
    {"The actor left the cast May 9, 2021.", "May 9, 2021", 2021, 9},
    {"The envoys met in the capital on May 9.", "May 9", 0, 9},
    {"The envoys held talks in the capital on May 9.", "May 9", 0, 9},
    {"Twelve people were injured in a fire that broke out in their tent on May 9.", "May 9", 0, 9},
    {"The singer was shot dead on May 9.", "May 9", 0, 9},
    {"The farmer fell ill at home and died of loss of breath on May 9.", "May 9", 0, 9},
    {"The figures were released by the Meeting's office on May 9.", "May 9", 0, 9},
    {"A truce went into effect along the border on May 9.", "May 9", 0, 9},
    {"The minister met with strike leaders on May 9.", "May 9", 0, 9},
    {"The crowd began throwing stones on May 9.", "May 9", 0, 9},
    {"The trial began on May 9, followed by a delay until Monday.", "May 9", 0, 9},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_told_as_past(cases[i].text, cases[i].words, cases[i].year, cases[i].day, true);
}

/* The sentence tells of the past, but the day is not that of its verb. */
static void a_day_to_come_is_no_error(void **state) {
  (void)state;
  static const struct { const char *text, *words; int year, day; } cases[] = {
    {"The ship sank on May 6.", "May 6", 2021, 6}, /* the zones of the earth */
    {"The ship will sail on May 9.", "May 9", 2021, 9},
    {"He said the ship would sail on May 9.", "May 9", 2021, 9},
    {"The minister was to have met the envoys on May 9.", "May 9", 2021, 9},
    {"The trial was scheduled to begin on May 9.", "May 9", 2021, 9},
    {"The trial was postponed on May 9.", "May 9", 2021, 9},
    {"The two stayed in office until the term ended on May 9.", "May 9", 2021, 9},
    {"The court set May 9 for the hearing.", "May 9", 2021, 9},
    {"Both spoke in the city ahead of the state’s May 9 primary.", "May 9", 2021, 9},
    {"They reviewed the plans at the summit on May 9.", "May 9", 2021, 9},
    {"They reviewed the agenda for the island on May 9.", "May 9", 2021, 9},
    {"He vowed to stay in the race on May 9.", "May 9", 2021, 9},
    {"He spoke before departing for the island on May 9.", "May 9", 2021, 9},
    {"The envoys praised a pact that expires on May 9.", "May 9", 2021, 9},
    {"The envoys met here, and the host leaves on May 9.", "May 9", 2021, 9},
    {"The envoys bought gifts on Mother's Day.", "Mother's Day", 2021, 9},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_told_as_past(cases[i].text, cases[i].words, cases[i].year, cases[i].day, false);
}

static void a_verb_has_one_day(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The exercise started on May 3 and ends on May 9.", "2021-05-05");
  hand_date(&h, a, "May 3", 0, 0, 5, 3);
  hand_date(&h, a, "May 9", 0, 0, 5, 9);
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

static void a_day_without_a_year_may_be_of_the_year_spoken_of(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The first ship was lost in 2019. The second sank on May 9.", "2021-05-05");
  hand_date(&h, a, "2019", 0, 2019, 0, 0);
  hand_date(&h, a, "May 9", 0, 0, 5, 9);
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

static void a_day_of_next_january_may_be_of_the_last(void **state) {
  (void)state;
  for (int with_year = 0; with_year < 2; with_year++) {
    by_hand h = hand_new();
    uint32_t a = hand_report(&h, with_year ? "The ship sank on January 9, 2022." : "The ship sank on January 9.", "2021-12-20");
    hand_date(&h, a, with_year ? "January 9, 2022" : "January 9", 0, with_year ? 2022 : 0, 1, 9);
    hand_compare(&h);
    assert_int_equal(hand_conflict(&h, CONFLICT_CALENDAR) != NULL, with_year);
    hand_free(&h);
  }
}

/* "met on May 8-9": the words of a range are those of an event that has a name. */
static void the_end_of_a_range_is_no_error(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The envoys left on May 8-9.", "2021-05-05");
  hand_date(&h, a, "May 8", 0, 0, 5, 8);
  hand_date(&h, a, "May 8-9", 0, 0, 5, 9);
  hand_date(&h, a, "9", 0, 0, 5, 9);
  time_expression *range = &h.docs[a]->times.at[1];
  range->kind = TIME_RANGE;
  range->from = 0, range->to = 2;
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

/* ---- date ---- */

static void two_days_for_one_claim(void **state) {
  (void)state;
  for (int agree = 0; agree < 2; agree++) {
    by_hand h = hand_new();
    uint32_t docs[3] = {
      hand_report(&h, "The minister met union leaders in the capital on Monday.", "2021-05-05"),
      hand_report(&h, agree ? "The minister met the union leaders in the capital on Monday." : "The minister met the union leaders in the capital on Tuesday.", "2021-05-05"),
      hand_report(&h, "Union leaders met the minister on Monday.", "2021-05-05"),
    };
    uint32_t c = hand_claim(&h, "The minister met union leaders");
    for (uint32_t i = 0; i < 3; i++) {
      bool other = i == 1 && !agree;
      hand_weekday(&h, docs[i], other ? "Tuesday" : "Monday", other ? 2 : 1, DIRECTION_PAST);
      char text[200];
      memcpy(text, h.docs[i]->text.at, h.docs[i]->text.len);
      text[h.docs[i]->text.len - 1] = 0; /* without the stop */
      hand_cell(&h, c, docs[i], hand_statement(&h, docs[i], text, "met"), CELL_STATES);
    }
    hand_compare(&h);
    if (agree) {
      assert_nothing(&h);
    } else {
      const conflict *it = hand_conflict(&h, CONFLICT_DATE);
      assert_non_null(it);
      assert_words(it->sides.at[0].value, "Monday 3 May");
      assert_int_equal(it->sides.at[0].evidence.count, 2);
      assert_words(it->sides.at[1].value, "Tuesday 4 May");
      assert_words(it->reading, "A and C agree on Monday 3 May; B stands alone.");
    }
    hand_free(&h);
  }
}

static void the_time_of_another_verb_does_not_count(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The minister met union leaders on Monday.", "2021-05-05");
  uint32_t b = hand_report(&h, "The minister met union leaders who had called the strike on Tuesday.", "2021-05-05");
  hand_weekday(&h, a, "Monday", 1, DIRECTION_PAST);
  hand_weekday(&h, b, "Tuesday", 2, DIRECTION_PAST);
  uint32_t c = hand_claim(&h, "The minister met union leaders");
  hand_cell(&h, c, a, hand_statement(&h, a, "The minister met union leaders on Monday", "met"), CELL_STATES);
  hand_cell(&h, c, b, hand_statement(&h, b, "The minister met union leaders who had called the strike on Tuesday", "met"), CELL_STATES);
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

/* ---- figure ---- */

typedef struct toll { const char *text, *words; int64_t value; bound_kind bound; const char *day; } toll;

/* Two reports that tell one toll. */
static by_hand two_tolls(toll x, toll y) {
  by_hand h = hand_new();
  uint32_t c = hand_claim(&h, "People were killed in the fire");
  const toll *tolls[] = {&x, &y};
  for (int i = 0; i < 2; i++) {
    uint32_t d = hand_report(&h, tolls[i]->text, tolls[i]->day);
    hand_figure(&h, d, tolls[i]->words, tolls[i]->value, tolls[i]->bound, "people", "killed", "");
    hand_cell(&h, c, d, hand_statement(&h, d, tolls[i]->text, "killed"), CELL_STATES);
  }
  hand_compare(&h);
  return h;
}

static void tolls_that_exclude_each_other(void **state) {
  (void)state;
  by_hand h = two_tolls((toll){"The fire killed 12 people in the hotel", "12", 12, BOUND_EXACT, "2021-05-03"},
                        (toll){"The fire in the hotel killed 15 people", "15", 15, BOUND_EXACT, "2021-05-03"});
  const conflict *it = hand_conflict(&h, CONFLICT_FIGURE);
  assert_non_null(it);
  assert_words(it->sides.at[0].value, "12 people killed");
  assert_int_equal(it->claim, 0);
  hand_free(&h);
}

static void a_toll_that_rises_is_an_update(void **state) {
  (void)state;
  by_hand h = two_tolls((toll){"The fire killed 12 people in the hotel", "12", 12, BOUND_EXACT, "2021-05-03"},
                        (toll){"The fire in the hotel killed 15 people", "15", 15, BOUND_EXACT, "2021-05-04"});
  assert_int_equal(h.s->conflicts.count, 0);
  assert_int_equal(h.s->updates.count, 1);
  assert_holds(h.s->updates.at[0].text, "rises from 12 people killed to 15 people killed");
  hand_free(&h);
}

static void bounds_rounding_and_parts_are_no_conflict(void **state) {
  (void)state;
  const toll pairs[][2] = {
    {{"The fire killed at least 10 people", "10", 10, BOUND_AT_LEAST, "2021-05-03"}, {"The fire killed 12 people", "12", 12, BOUND_EXACT, "2021-05-03"}},
    {{"The fire killed 1200 people", "1200", 1200, BOUND_EXACT, "2021-05-03"}, {"The fire killed 1187 people", "1187", 1187, BOUND_EXACT, "2021-05-03"}},
    {{"The fire killed about 100 people", "100", 100, BOUND_ABOUT, "2021-05-03"}, {"The fire killed 96 people", "96", 96, BOUND_EXACT, "2021-05-03"}},
    {{"The fire killed many, including 3 people of one family", "3", 3, BOUND_EXACT, "2021-05-03"}, {"The fire killed 12 people", "12", 12, BOUND_EXACT, "2021-05-03"}},
    {{"The fire killed another 3 people", "3", 3, BOUND_EXACT, "2021-05-03"}, {"The fire killed 12 people", "12", 12, BOUND_EXACT, "2021-05-03"}},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    by_hand h = two_tolls(pairs[i][0], pairs[i][1]);
    assert_nothing(&h);
    hand_free(&h);
  }
}

/* ---- name ---- */

static by_hand two_spellings(const char *x, const char *y) {
  by_hand h = hand_new();
  story_name *n = vec_new(h.arena, &h.s->names);
  n->kind = NAME_PERSON;
  const char *names[] = {x, y};
  for (int i = 0; i < 2; i++) {
    uint32_t d = hand_report(&h, str_zero(h.arena, str_format(h.arena, "%s, a spokesman for the port, spoke to reporters.", names[i])), NULL);
    hand_spelling(&h, n, d, names[i]);
  }
  n->name = n->variants.at[0].text;
  hand_compare(&h);
  return h;
}

static void one_letter_makes_two_spellings(void **state) {
  (void)state;
  by_hand h = two_spellings("Marten Okoye", "Marten Okoya");
  const conflict *it = hand_conflict(&h, CONFLICT_NAME);
  assert_non_null(it);
  assert_words(it->text, "Marten Okoye or Marten Okoya");
  evidence e = it->sides.at[1].evidence.at[0];
  assert_holds(document_slice(h.docs[e.doc], e.span), "a spokesman for the port");
  hand_free(&h);
}

static void initials_nicknames_and_accents_are_no_conflict(void **state) {
  (void)state;
  const char *const pairs[][2] = {{"Marten Okoye", "Marten J. Okoye"}, {"Robert Okoye", "Bob Okoye"}, {"Sandra Okoye", "Sandi Okoye"},
                                  {"José Okoye", "Jose Okoye"}, {"Marten Okoye", "Mr. Okoye"}, {"Jean-Luc Okoye", "Jeanluc Okoye"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    by_hand h = two_spellings(pairs[i][0], pairs[i][1]);
    assert_nothing(&h);
    hand_free(&h);
  }
}

/* ---- denial ---- */

/* One report tells on officials' word; a second brings `text` on the word of `who`. */
static by_hand tell_and_answer(const char *text, const char *content, const char *cue, stance st, polarity p, bool same_source) {
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The company dumped waste in the lake, inspectors said.", NULL);
  uint32_t b = hand_report(&h, text, NULL);
  uint32_t inspectors = hand_source(&h, "inspectors", SOURCE_ANONYMOUS), other = hand_source(&h, "A company spokeswoman", SOURCE_PERSON);
  uint32_t x = hand_attribution(&h, a, inspectors, "said", "The company dumped waste in the lake", STANCE_SAYS);
  uint32_t y = hand_attribution(&h, b, same_source ? inspectors : other, cue, content, st);
  uint32_t told = hand_statement(&h, a, "The company dumped waste in the lake", "dumped");
  hand_attribute(&h, a, told, x);
  uint32_t answer = hand_statement(&h, b, content, NULL);
  hand_attribute(&h, b, answer, y);
  h.docs[b]->statements.at[answer].polarity = p;
  uint32_t c = hand_claim(&h, "The company dumped waste in the lake");
  hand_cell(&h, c, a, told, CELL_ATTRIBUTES);
  hand_compare(&h);
  return h;
}

static void a_denial_stands_against_the_claim(void **state) {
  (void)state;
  by_hand h = tell_and_answer("A company spokeswoman denied that it dumped waste in any lake.", "it dumped waste in any lake", "denied", STANCE_DENIES, POLARITY_POSITIVE, false);
  const conflict *it = hand_conflict(&h, CONFLICT_DENIAL);
  assert_non_null(it);
  assert_int_equal(it->claim, 0);
  assert_words(it->text, "A company spokeswoman denies: The company dumped waste in the lake");
  hand_free(&h);
}

static void to_call_the_claims_false_is_to_deny(void **state) {
  (void)state;
  by_hand h = tell_and_answer("A company spokeswoman said the allegations are false.", "the allegations are false", "said", STANCE_SAYS, POLARITY_POSITIVE, false);
  assert_non_null(hand_conflict(&h, CONFLICT_DENIAL));
  hand_free(&h);
  h = tell_and_answer("A company spokeswoman said rivals spread false rumours elsewhere about prices.", "rivals spread false rumours elsewhere about prices", "said", STANCE_SAYS,
                      POLARITY_POSITIVE, false);
  assert_nothing(&h);
  hand_free(&h);
}

static void a_plain_not_turns_a_telling_round(void **state) {
  (void)state;
  by_hand h = tell_and_answer("A company spokeswoman said the company never dumped waste in the lake.", "the company never dumped waste in the lake", "said", STANCE_SAYS,
                              POLARITY_NEGATIVE, false);
  assert_non_null(hand_conflict(&h, CONFLICT_DENIAL));
  hand_free(&h);
  h = tell_and_answer("A company spokeswoman said the council never dumped waste in the lake.", "the council never dumped waste in the lake", "said", STANCE_SAYS,
                      POLARITY_NEGATIVE, false);
  assert_nothing(&h); /* of somebody else */
  hand_free(&h);
}

static void to_refuse_a_thing_is_not_to_deny_a_deed(void **state) {
  (void)state;
  by_hand h = tell_and_answer("A company spokeswoman denied a request to dump waste in the lake.", "a request to dump waste in the lake", "denied", STANCE_DENIES, POLARITY_POSITIVE, false);
  assert_nothing(&h);
  hand_free(&h);
}

static void not_to_know_is_no_denial(void **state) {
  (void)state;
  by_hand h = tell_and_answer("A company spokeswoman was not aware of waste dumped in the lake.", "waste dumped in the lake", "was not aware of", STANCE_DISCLAIMS, POLARITY_POSITIVE, false);
  assert_nothing(&h);
  hand_free(&h);
}

/* ---- presence ---- */

static by_hand told_and_not_said(bool same_party) {
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The kidnappers may have received the ransom, officials said.", NULL);
  uint32_t b = hand_report(&h, "Officials declined to say whether the kidnappers received a ransom.", NULL);
  uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS), lawyer = hand_source(&h, "The family's lawyer", SOURCE_PERSON);
  uint32_t x = hand_attribution(&h, a, officials, "said", "The kidnappers may have received the ransom", STANCE_SAYS);
  uint32_t y = hand_attribution(&h, b, same_party ? officials : lawyer, "declined to say", "whether the kidnappers received a ransom", STANCE_DECLINES);
  uint32_t s = hand_statement(&h, a, "The kidnappers may have received the ransom", "may have received");
  hand_attribute(&h, a, s, x);
  h.docs[a]->statements.at[s].modality = MODALITY_POSSIBLE;
  hand_attribute(&h, b, hand_statement(&h, b, "Officials declined to say whether the kidnappers received a ransom", "declined to say"), y);
  hand_compare(&h);
  return h;
}

static void one_party_says_and_will_not_say(void **state) {
  (void)state;
  by_hand h = told_and_not_said(true);
  const conflict *it = hand_conflict(&h, CONFLICT_PRESENCE);
  assert_non_null(it);
  assert_holds(it->text, "whether the kidnappers received a ransom");
  hand_free(&h);
  h = told_and_not_said(false);
  assert_nothing(&h);
  hand_free(&h);
}

/* ---- quotes ---- */

static by_hand two_versions(const char *x, const char *y, uint32_t words, uint32_t kept, bool same_speaker) {
  by_hand h = hand_new();
  static const char *const names[] = {"Ada Brandt", "Leo Falk"};
  uint32_t speakers[] = {hand_source(&h, "Ada Brandt", SOURCE_PERSON), hand_source(&h, "Leo Falk", SOURCE_PERSON)};
  const char *texts[] = {x, y};
  quote *q = vec_new(h.arena, &h.s->quotes);
  q->speaker = speakers[0];
  for (int i = 0; i < 2; i++) {
    uint32_t d = hand_report(&h, str_zero(h.arena, str_format(h.arena, "“%s,” %s told the council.", texts[i], names[same_speaker ? 0 : i])), NULL);
    uint32_t a = hand_attribution(&h, d, speakers[same_speaker ? 0 : i], "told", texts[i], STANCE_SAYS);
    vec_push(h.arena, &h.docs[d]->attributions.at[a].source, hand_find(&h, d, names[same_speaker ? 0 : i]));
    hand_version(&h, q, d, texts[i], a, i == 0, words, i == 0 ? words : kept);
  }
  hand_compare(&h);
  return h;
}

static void one_utterance_two_speakers(void **state) {
  (void)state;
  by_hand h = two_versions("This town has waited ten years for a new school", "This town has waited ten years for a new school", 10, 10, false);
  assert_non_null(hand_conflict(&h, CONFLICT_ATTRIBUTION));
  hand_free(&h);
  h = two_versions("This town has waited ten years for a new school", "This town has waited ten years for a new school", 10, 10, true);
  assert_nothing(&h);
  hand_free(&h);
}

static void what_he_said_is_no_ground(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t x = hand_source(&h, "Ada Brandt", SOURCE_PERSON), y = hand_source(&h, "Leo Falk", SOURCE_PERSON);
  uint32_t a = hand_report(&h, "“This town has waited ten years for a new school,” Ada Brandt said.", NULL);
  uint32_t b = hand_report(&h, "“This town has waited ten years for a new school,” he said.", NULL);
  const char *words = "This town has waited ten years for a new school";
  uint32_t in_a = hand_attribution(&h, a, x, "said", words, STANCE_SAYS), in_b = hand_attribution(&h, b, y, "said", words, STANCE_SAYS);
  vec_push(h.arena, &h.docs[a]->attributions.at[in_a].source, hand_find(&h, a, "Ada Brandt"));
  vec_push(h.arena, &h.docs[b]->attributions.at[in_b].source, hand_find(&h, b, "he"));
  quote *q = vec_new(h.arena, &h.s->quotes);
  q->speaker = x;
  hand_version(&h, q, a, words, in_a, true, 10, 10);
  hand_version(&h, q, b, words, in_b, false, 10, 10);
  hand_compare(&h);
  assert_nothing(&h);
  hand_free(&h);
}

static void a_lost_not_turns_a_quote_round(void **state) {
  (void)state;
  by_hand h = two_versions("We will not pay for the new school this year", "We will pay for the new school this year", 10, 9, true);
  const conflict *it = hand_conflict(&h, CONFLICT_WORDING);
  assert_non_null(it);
  assert_holds(it->text, "negation");
  hand_free(&h);
  h = two_versions("We will not pay for the new school this year", "We will not pay for a new school this year", 10, 9, true);
  assert_nothing(&h);
  hand_free(&h);
}

static void a_comma_makes_two_things_of_one(void **state) {
  (void)state;
  by_hand h = two_versions("There is money for school, bus drivers and books", "There is money for school bus drivers and books", 9, 9, true);
  const conflict *it = hand_conflict(&h, CONFLICT_WORDING);
  assert_non_null(it);
  assert_words(it->sides.at[0].value, "“school, bus”");
  hand_free(&h);
}

/* ---- plans ---- */

static void planned_then_done_is_an_update(void **state) {
  (void)state;
  for (int order = 0; order < 2; order++) {
    by_hand h = hand_new();
    uint32_t a = hand_report(&h, "The former mayor is expected to plead guilty to tax fraud.", order == 0 ? "2021-05-03" : "2021-05-06");
    uint32_t b = hand_report(&h, "The former mayor pleaded guilty to tax fraud in a crowded court.", "2021-05-04");
    uint32_t plan = hand_statement(&h, a, "The former mayor is expected to plead guilty to tax fraud", "is expected to plead");
    h.docs[a]->statements.at[plan].modality = MODALITY_FUTURE;
    hand_statement(&h, b, "The former mayor pleaded guilty to tax fraud in a crowded court", "pleaded");
    hand_compare(&h);
    assert_int_equal(h.s->conflicts.count, 0);
    assert_int_equal(h.s->updates.count, order == 0 ? 1 : 0); /* a plan told after the deed is another one */
    hand_free(&h);
  }
}

static void not_yet_then_done_is_an_update(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "No charges have been filed yet, but Falk may be tried in the capital.", NULL);
  uint32_t b = hand_report(&h, "Falk has been charged with fraud.", NULL);
  uint32_t s = hand_statement(&h, a, "No charges have been filed yet", "have been filed");
  h.docs[a]->statements.at[s].polarity = POLARITY_NEGATIVE;
  hand_statement(&h, b, "Falk has been charged with fraud", "has been charged");
  hand_compare(&h);
  assert_int_equal(h.s->updates.count, 1);
  assert_words(h.s->updates.at[0].sides.at[0].value, "Not yet");
  hand_free(&h);
}

/* ---- the list ---- */

static void the_lead_claim_comes_first_and_weak_ones_only_when_asked(void **state) {
  (void)state;
  for (int all = 0; all < 2; all++) {
    by_hand h = hand_new();
    h.rep->all_conflicts = all == 1;
    uint32_t a = hand_report(&h, "Marten Okoye said 12 people were killed. Nobody knows why.", "2021-05-03");
    uint32_t b = hand_report(&h, "Marten Okoya said 15 people were killed, nearly 40 people injured.", "2021-05-03");
    story_name *n = vec_new(h.arena, &h.s->names);
    n->kind = NAME_PERSON;
    hand_spelling(&h, n, a, "Marten Okoye");
    hand_spelling(&h, n, b, "Marten Okoya");
    hand_figure(&h, a, "12", 12, BOUND_EXACT, "people", "killed", "");
    hand_figure(&h, b, "15", 15, BOUND_EXACT, "people", "killed", "");
    uint32_t c = hand_claim(&h, "People were killed");
    hand_cell(&h, c, a, hand_statement(&h, a, "12 people were killed", "were killed"), CELL_STATES);
    hand_cell(&h, c, b, hand_statement(&h, b, "15 people were killed", "were killed"), CELL_STATES);
    hand_compare(&h);
    assert_int_equal(h.s->conflicts.count, 2);
    assert_int_equal(h.s->conflicts.at[0].kind, CONFLICT_FIGURE);
    assert_int_equal(h.s->conflicts.at[1].kind, CONFLICT_NAME);
    for (uint32_t i = 0; i < h.s->weak.count; i++) assert_true(all == 1);
    hand_free(&h);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_wrong_weekday_is_repaired_by_another_report),
    cmocka_unit_test(a_right_weekday_is_none),
    cmocka_unit_test(june_has_thirty_days),
    cmocka_unit_test(what_is_told_as_past_did_not_happen_after_the_report),
    cmocka_unit_test(a_day_to_come_is_no_error),
    cmocka_unit_test(a_verb_has_one_day),
    cmocka_unit_test(a_day_without_a_year_may_be_of_the_year_spoken_of),
    cmocka_unit_test(a_day_of_next_january_may_be_of_the_last),
    cmocka_unit_test(the_end_of_a_range_is_no_error),
    cmocka_unit_test(february_has_a_29th_in_leap_years),
    cmocka_unit_test(two_days_for_one_claim),
    cmocka_unit_test(the_time_of_another_verb_does_not_count),
    cmocka_unit_test(tolls_that_exclude_each_other),
    cmocka_unit_test(a_toll_that_rises_is_an_update),
    cmocka_unit_test(bounds_rounding_and_parts_are_no_conflict),
    cmocka_unit_test(one_letter_makes_two_spellings),
    cmocka_unit_test(initials_nicknames_and_accents_are_no_conflict),
    cmocka_unit_test(a_denial_stands_against_the_claim),
    cmocka_unit_test(to_call_the_claims_false_is_to_deny),
    cmocka_unit_test(a_plain_not_turns_a_telling_round),
    cmocka_unit_test(to_refuse_a_thing_is_not_to_deny_a_deed),
    cmocka_unit_test(not_to_know_is_no_denial),
    cmocka_unit_test(one_party_says_and_will_not_say),
    cmocka_unit_test(one_utterance_two_speakers),
    cmocka_unit_test(what_he_said_is_no_ground),
    cmocka_unit_test(a_lost_not_turns_a_quote_round),
    cmocka_unit_test(a_comma_makes_two_things_of_one),
    cmocka_unit_test(not_yet_then_done_is_an_update),
    cmocka_unit_test(planned_then_done_is_an_update),
    cmocka_unit_test(the_lead_claim_comes_first_and_weak_ones_only_when_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
