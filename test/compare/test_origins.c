/* Origins: on whose word the lead claim rests. Stories by hand; each says in a line who told whom. */
#include "story_by_hand.h"

/* Report `doc` tells the claim on `source`'s word; `carrier` (or NONE) brought it. The whole text is what is told. */
static void tells(by_hand *h, uint32_t claim, uint32_t doc, uint32_t source, uint32_t carrier, const char *content) {
  uint32_t s = hand_statement(h, doc, content, NULL);
  if (source != NONE) {
    uint32_t a = hand_attribution(h, doc, source, NULL, content, STANCE_SAYS);
    if (carrier != NONE) vec_push(h->arena, &vec_last(&h->s->attributions)->via, carrier);
    hand_attribute(h, doc, s, a);
  }
  hand_cell(h, claim, doc, s, source == NONE ? CELL_STATES : CELL_ATTRIBUTES);
}

static void find_origins(by_hand *h) {
  assert_int_equal(compare_origins(h->rep, h->s, h->scratch), HSY_OK);
  const char *fault = report_check(h->rep);
  if (fault) fail_msg("%s", fault);
}

static bool says_why(const by_hand *h, const char *words) {
  if (str_find(h->s->why_origins, str_of(words), 0) != STR_NONE) return true;
  print_message("why: %.*s\n", STR_ARG(h->s->why_origins));
  return false;
}

static void one_unnamed_origin_over_several_carriers(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed, officials told the Gazette.", NULL);
  uint32_t b = hand_report(&h, "Two officials told the Herald that the dam had failed.", NULL);
  uint32_t c = hand_report(&h, "The dam had failed, sources said.", NULL);
  uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS), two = hand_source(&h, "two officials", SOURCE_ANONYMOUS), sources = hand_source(&h, "sources", SOURCE_ANONYMOUS);
  uint32_t gazette = hand_source(&h, "Gazette", SOURCE_OUTLET), herald = hand_source(&h, "Herald", SOURCE_OUTLET);
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, officials, gazette, "The dam had failed");
  tells(&h, lead, b, two, herald, "the dam had failed");
  tells(&h, lead, c, sources, NONE, "The dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  assert_int_equal(h.s->counts.origins_max, 3);
  const origin *o = &h.s->origins.at[0];
  assert_int_equal(o->reports.count, 3);
  assert_int_equal(o->chains.count, 3);
  assert_int_equal(o->chains.at[0].links.count, 3); /* officials → Gazette → report a, as the report says */
  assert_int_equal(o->chains.at[0].links.at[1].source, gazette);
  assert_int_equal(o->chains.at[0].links.at[1].link, LINK_STATED);
  assert_int_equal(o->chains.at[0].links.at[2].doc, a);
  assert_int_equal(o->chains.at[2].links.count, 2); /* report c names no carrier */
  assert_true(says_why(&h, "No report names a person"));
  assert_true(says_why(&h, "Gazette and Herald"));
  assert_true(says_why(&h, "count once"));
  hand_free(&h);
}

static void officials_of_two_countries_are_told_apart(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The treaty was signed, French officials said.", NULL);
  uint32_t b = hand_report(&h, "The treaty was signed, officials from Brazil said.", NULL);
  uint32_t c = hand_report(&h, "The treaty was signed, officials in France said.", NULL);
  uint32_t french = hand_source(&h, "French officials", SOURCE_ANONYMOUS), brazilian = hand_source(&h, "officials from Brazil", SOURCE_ANONYMOUS), in_france = hand_source(&h, "officials in France", SOURCE_ANONYMOUS);
  uint32_t lead = hand_claim(&h, "the treaty was signed");
  tells(&h, lead, a, french, NONE, "The treaty was signed");
  tells(&h, lead, b, brazilian, NONE, "The treaty was signed");
  tells(&h, lead, c, in_france, NONE, "The treaty was signed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 2);
  assert_int_equal(h.s->origins.at[0].source, french);
  assert_int_equal(h.s->origins.at[0].reports.count, 2);
  assert_int_equal(h.s->origins.at[1].source, brazilian);
  assert_true(says_why(&h, "2 sources that the texts tell apart: French officials and officials from Brazil."));
  hand_free(&h);
}

static void a_spokesman_and_his_company_are_one_party(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The ship is safe, Tarrow Lines said.", NULL);
  uint32_t b = hand_report(&h, "The ship is safe, said Ben Roe, a spokesman for Tarrow Lines.", NULL);
  uint32_t c = hand_report(&h, "The ship is safe, said Ada Lund, the minister.", NULL);
  uint32_t lines = hand_source(&h, "Tarrow Lines", SOURCE_ORGANISATION), roe = hand_source(&h, "Ben Roe", SOURCE_PERSON), lund = hand_source(&h, "Ada Lund", SOURCE_PERSON);
  h.s->sources.at[roe].body = lines;
  uint32_t lead = hand_claim(&h, "the ship is safe");
  tells(&h, lead, a, lines, NONE, "The ship is safe");
  tells(&h, lead, b, roe, NONE, "The ship is safe");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  assert_int_equal(h.s->origins.at[0].source, lines);
  assert_int_equal(h.s->origins.at[0].reports.count, 2);
  assert_true(says_why(&h, "is Tarrow Lines or speaks for the same party"));

  h.s->origins.count = 0;
  tells(&h, lead, c, lund, NONE, "The ship is safe");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 2); /* the minister is another */
  hand_free(&h);
}

static void an_outlet_carries_where_somebody_stands_behind_it(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed, officials told the Gazette.", NULL);
  uint32_t b = hand_report(&h, "The dam had failed, the Gazette reported.", NULL);
  uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS), gazette = hand_source(&h, "Gazette", SOURCE_OUTLET);
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, officials, gazette, "The dam had failed");
  tells(&h, lead, b, gazette, NONE, "The dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  const origin *o = &h.s->origins.at[0];
  assert_int_equal(o->source, officials);
  assert_int_equal(o->reports.count, 2);
  assert_int_equal(o->chains.at[1].links.at[1].source, gazette); /* b does not say from whom the Gazette has it */
  assert_int_equal(o->chains.at[1].links.at[1].link, LINK_INFERRED);
  hand_free(&h);
}

static void an_outlet_is_the_origin_where_nobody_stands_behind_it(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed, the Gazette reported.", NULL);
  uint32_t b = hand_report(&h, "The Gazette said the dam had failed.", NULL);
  uint32_t gazette = hand_source(&h, "Gazette", SOURCE_OUTLET);
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, gazette, NONE, "The dam had failed");
  tells(&h, lead, b, gazette, NONE, "the dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  assert_int_equal(h.s->origins.at[0].source, gazette);
  assert_int_equal(h.s->origins.at[0].reports.count, 2);
  hand_free(&h);
}

static void without_a_source_each_outlet_that_copies_nobody_counts(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed on Monday.", NULL);
  uint32_t b = hand_report(&h, "The dam had failed on Monday.", NULL);
  uint32_t c = hand_report(&h, "On Monday the dam had failed.", NULL);
  h.rep->copy_of[b] = a;
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, NONE, NONE, "The dam had failed");
  tells(&h, lead, b, NONE, NONE, "The dam had failed");
  tells(&h, lead, c, NONE, NONE, "the dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 2);
  assert_true(h.s->origins.at[0].is_own && h.s->origins.at[1].is_own);
  assert_int_not_equal(h.s->origins.at[0].source, h.s->origins.at[1].source);
  assert_int_equal(h.s->sources.at[h.s->origins.at[0].source].kind, SOURCE_OUTLET);
  assert_int_equal(h.s->origins.at[0].reports.count, 2); /* a, and b with it */
  assert_int_equal(h.s->origins.at[1].reports.count, 1);
  assert_int_equal(h.s->origins.at[1].chains.at[0].links.at[0].doc, c);
  assert_int_equal(h.s->origins.at[1].chains.at[0].links.at[0].link, LINK_INFERRED);
  assert_true(says_why(&h, "No report says from whom it has this"));
  hand_free(&h);
}

static void a_second_report_of_an_outlet_brings_its_copies(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed on Monday.", NULL);
  uint32_t b = hand_report(&h, "On Monday the dam had failed.", NULL);
  uint32_t c = hand_report(&h, "On Monday the dam had failed.", NULL);
  h.docs[a]->outlet = h.docs[b]->outlet = STR("The Post");
  h.rep->copy_of[c] = b;
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, NONE, NONE, "The dam had failed");
  tells(&h, lead, b, NONE, NONE, "the dam had failed");
  tells(&h, lead, c, NONE, NONE, "the dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  assert_int_equal(h.s->origins.at[0].reports.count, 3);
  hand_free(&h);
}

static void who_denies_a_claim_is_no_origin_of_it(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "Officials said there was an order.", NULL);
  uint32_t b = hand_report(&h, "Tarrow Lines denied that there was an order.", NULL);
  uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS), lines = hand_source(&h, "Tarrow Lines", SOURCE_ORGANISATION);
  uint32_t lead = hand_claim(&h, "there was an order");
  tells(&h, lead, a, officials, NONE, "there was an order");
  uint32_t s = hand_statement(&h, b, "there was an order", NULL);
  hand_attribute(&h, b, s, hand_attribution(&h, b, lines, "denied", "there was an order", STANCE_DENIES));
  hand_cell(&h, lead, b, s, CELL_DENIES);
  find_origins(&h);
  assert_int_equal(h.s->counts.origins, 1);
  assert_int_equal(h.s->origins.at[0].source, officials);
  assert_int_equal(h.s->origins.at[0].reports.count, 1);
  hand_free(&h);
}

static void the_outlet_that_others_point_to_had_it_first(void **state) {
  (void)state;
  by_hand h = hand_new();
  uint32_t a = hand_report(&h, "The dam had failed, officials told the Gazette.", "2031-05-07");
  uint32_t b = hand_report(&h, "The dam had failed, officials told us.", "2031-05-07");
  uint32_t c = hand_report(&h, "The dam had failed, officials told the Gazette.", "2031-05-06");
  h.docs[b]->outlet = STR("Gazette");
  uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS), gazette = hand_source(&h, "Gazette", SOURCE_OUTLET);
  uint32_t lead = hand_claim(&h, "the dam had failed");
  tells(&h, lead, a, officials, gazette, "The dam had failed");
  tells(&h, lead, b, officials, NONE, "The dam had failed");
  tells(&h, lead, c, officials, gazette, "The dam had failed");
  find_origins(&h);
  assert_int_equal(h.s->first_report, b); /* though c bears the earlier date */
  assert_true(str_eq(h.s->why_first, STR("2 other reports point to Gazette.")));
  hand_free(&h);
}

static void else_the_report_published_before_all_others(void **state) {
  (void)state;
  for (int equal = 0; equal < 2; equal++) {
    by_hand h = hand_new();
    uint32_t a = hand_report(&h, "The dam had failed, officials said.", "2031-05-07");
    uint32_t b = hand_report(&h, "Officials said the dam had failed.", equal ? "2031-05-07" : "2031-05-06");
    uint32_t officials = hand_source(&h, "officials", SOURCE_ANONYMOUS);
    uint32_t lead = hand_claim(&h, "the dam had failed");
    tells(&h, lead, a, officials, NONE, "The dam had failed");
    tells(&h, lead, b, officials, NONE, "the dam had failed");
    find_origins(&h);
    assert_int_equal(h.s->first_report, equal ? NONE : b); /* the texts do not tell */
    assert_int_equal(h.s->why_first.len > 0, !equal);
    hand_free(&h);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_unnamed_origin_over_several_carriers),
    cmocka_unit_test(officials_of_two_countries_are_told_apart),
    cmocka_unit_test(a_spokesman_and_his_company_are_one_party),
    cmocka_unit_test(an_outlet_carries_where_somebody_stands_behind_it),
    cmocka_unit_test(an_outlet_is_the_origin_where_nobody_stands_behind_it),
    cmocka_unit_test(without_a_source_each_outlet_that_copies_nobody_counts),
    cmocka_unit_test(a_second_report_of_an_outlet_brings_its_copies),
    cmocka_unit_test(who_denies_a_claim_is_no_origin_of_it),
    cmocka_unit_test(the_outlet_that_others_point_to_had_it_first),
    cmocka_unit_test(else_the_report_published_before_all_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
