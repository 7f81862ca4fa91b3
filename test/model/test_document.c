/* The record's checks. A sound document and a sound report pass; then each invariant is broken once, in a line, and the check
 * must name it: a check that never fires would let every other test pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/report.h"

/* ---- the offset map ---- */

static void offsets_lead_back_to_the_input(void **state) {
  (void)state;
  /* input "x&amp;y  z", text "x&y z": copied, one piece replaced, copied, a byte left out */
  map_run runs[] = {{0, 1, 0, 1, 1}, {1, 1, 1, 5, 1}, {2, 1, 6, 1, 2}, {4, 1, 9, 1, 1}};
  map_runs map = {.at = runs, .count = 4, .cap = 4};
  static const uint64_t wanted[] = {0, 1, 6, 7, 9, 10}; /* the last: the text's end */
  for (uint32_t i = 0; i < 6; i++) assert_int_equal(map_offset(&map, i), wanted[i]);
  map_runs none = {0};
  assert_int_equal(map_offset(&none, 0), 0);
}

static void inside_a_wide_step_its_start_is_meant(void **state) {
  (void)state;
  map_run runs[] = {{0, 2, 10, 1, 3}}; /* one input byte became two of text: "é" of windows-1252 */
  map_runs map = {.at = runs, .count = 1, .cap = 1};
  static const uint64_t wanted[] = {10, 10, 11, 11, 12, 12, 13};
  for (uint32_t i = 0; i < 7; i++) assert_int_equal(map_offset(&map, i), wanted[i]);
}

/* ---- look-ups ---- */

typedef struct made { arena *a; document *d; report *r; story *s; } made;

/* "Lund left. Roe stayed." as two sentences of one block, one of everything found in it, and a story of that document. */
static made make(void) {
  made m = {.a = arena_new()};
  arena *a = m.a;
  document *d = m.d = ARENA_NEW(a, document);
  d->arena = a;
  d->text = STR("Lund left. Roé stayed.");
  d->input_bytes = d->text.len;
  vec_push(a, &d->map, ((map_run){0, 1, 0, 1, (uint32_t)d->text.len}));
  vec_push(a, &d->blocks, ((block){{0, (uint32_t)d->text.len}, BLOCK_PARAGRAPH}));
  vec_push(a, &d->removed, ((removed_piece){.reason = "teaser"}));
  static const span tokens[] = {{0, 4}, {5, 9}, {9, 10}, {11, 15}, {16, 22}, {22, 23}};
  vec_push(a, &d->sentences, ((sentence){{0, 10}, 0, 3, 0}));
  vec_push(a, &d->sentences, ((sentence){{11, 23}, 3, 3, 0}));
  for (uint32_t i = 0; i < 6; i++) vec_push(a, &d->tokens, ((token){.span = tokens[i], .sentence = i / 3}));
  vec_push(a, &d->entities, ((entity){.name = STR("Lund")}));
  vec_push(a, &d->entities.at[0].mentions, ((span){0, 4}));
  vec_push(a, &d->names, ((name){.span = {0, 4}, .entity = 0}));
  vec_push(a, &d->times, ((time_expression){.span = {5, 9}, .anchor = ANCHOR_PUBLISHED}));
  vec_push(a, &d->figures, ((figure){.span = {5, 9}, .low = 1, .high = 2}));
  vec_push(a, &d->quotations, ((quotation){0}));
  vec_push(a, &d->quotations.at[0].pieces, ((span){5, 9}));
  vec_push(a, &d->attributions, ((attribution){.entity = 0, .said = 0, .inside = NONE}));
  vec_push(a, &d->attributions.at[0].content, ((span){11, 22}));
  vec_push(a, &d->attributions.at[0].via, 0u);
  vec_push(a, &d->statements, ((statement){.span = {11, 22}, .predicate = {16, 22}, .attribution = 0}));

  report *r = m.r = ARENA_NEW(a, report);
  r->arena = a;
  r->documents = ARENA_ARRAY(a, document *, 2);
  r->documents[0] = r->documents[1] = d;
  r->document_count = 2;
  r->copy_of = ARENA_ARRAY(a, uint32_t, 2);
  r->copy_of[0] = r->copy_of[1] = NONE;
  vec_push(a, &r->copies, ((copy_pair){0, 1, 1000}));
  story *s = m.s = vec_new(a, &r->stories);
  *s = (story){.arena = a, .first_report = NONE, .lead = 0, .counts = {.origins = 1}};
  vec_push(a, &s->documents, 0u);
  vec_push(a, &s->documents, 1u);
  vec_push(a, &s->sources, ((story_source){.name = STR("Lund"), .body = NONE}));
  vec_push(a, &s->attributions, ((story_attribution){.doc = 0, .index = 0, .source = 0, .inside = NONE}));
  evidence e = {0, {11, 22}};
  claim *c = vec_new(a, &s->claims);
  for (uint32_t i = 0; i < 2; i++) {
    cell *of = vec_new(a, &c->cells);
    *of = (cell){.doc = i, .attribution = i ? NONE : 0};
    vec_push(a, &of->evidence, ((evidence){i, {11, 22}}));
  }
  quote *q = vec_new(a, &s->quotes);
  for (uint32_t i = 0; i < 2; i++) vec_push(a, &q->versions, ((version){.doc = i, .span = {11, 22}, .attribution = NONE}));
  conflict *x = vec_new(a, &s->conflicts);
  for (uint32_t i = 0; i < 2; i++) {
    side *of = vec_new(a, &x->sides);
    of->source = NONE;
    vec_push(a, &of->evidence, e);
  }
  origin *o = vec_new(a, &s->origins);
  chain *ch = vec_new(a, &o->chains);
  vec_push(a, &ch->links, ((chain_link){.source = 0, .doc = NONE}));
  vec_push(a, &ch->links, ((chain_link){.source = NONE, .doc = 0}));
  timeline_item *t = vec_new(a, &s->timeline);
  vec_push(a, &t->evidence, e);
  return m;
}

static void offsets_find_their_token_sentence_and_block(void **state) {
  (void)state;
  made m = make();
  static const struct { uint32_t offset, token, sentence; } CASES[] = {{0, 0, 0}, {3, 0, 0}, {4, 1, 0}, {10, 3, 1}, {11, 3, 1}, {22, 5, 1}, {23, 6, 2}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    assert_int_equal(document_token_at(m.d, CASES[i].offset), CASES[i].token);
    assert_int_equal(document_sentence_at(m.d, CASES[i].offset), CASES[i].sentence);
  }
  assert_int_equal(document_block_at(m.d, 12), 0);
  assert_int_equal(document_block_at(m.d, 23), 1); /* after the last */
  arena_free(m.a);
}

/* ---- the checks ---- */

#define BREAK(name, ...) static void name(made *m) { document *d = m->d; report *r = m->r; story *s = m->s; (void)d, (void)r, (void)s; __VA_ARGS__; }

BREAK(bad_utf8, d->text = STR("Lund left. Ro\xff\xff stayed."))
BREAK(map_gap, d->map.at[0].count--)
BREAK(map_out_of_input, d->map.at[0].input = 1000)
BREAK(block_out_of_text, d->blocks.at[0].span.end++)
BREAK(removed_nowhere, d->removed.at[0].at = 1000)
BREAK(removed_backwards, d->removed.at[0].start = 5)
BREAK(sentences_overlap, d->sentences.at[1].span.start = 5)
BREAK(sentence_without_block, d->sentences.at[1].block = 1)
BREAK(sentence_shares_tokens, d->sentences.at[1].first = 2)
BREAK(tokens_left_over, d->sentences.at[1].count = 2)
BREAK(token_in_a_code_point, d->tokens.at[3].span.end = 14)
BREAK(token_empty, d->tokens.at[1].span.end = 5)
BREAK(token_of_another_sentence, d->tokens.at[3].sentence = 0)
BREAK(name_outside, d->names.at[0].span.end = 100)
BREAK(name_backwards, d->names.at[0].span = ((span){4, 0}))
BREAK(name_of_nobody, d->names.at[0].entity = 1)
BREAK(mention_outside, d->entities.at[0].mentions.at[0].end = 100)
BREAK(time_empty, d->times.at[0].span.end = 5)
BREAK(time_counts_from_itself, d->times.at[0].anchor = ANCHOR_EXPRESSION)
BREAK(figure_wrong_way_round, d->figures.at[0].low = 3)
BREAK(figure_noun_outside, d->figures.at[0].noun = ((span){20, 90}))
BREAK(quotation_piece_empty, d->quotations.at[0].pieces.at[0].end = 5)
BREAK(attribution_without_content, d->attributions.at[0].content.count = 0)
BREAK(attribution_source_outside, vec_push(m->a, &d->attributions.at[0].source, ((span){30, 40})))
BREAK(attribution_of_nobody, d->attributions.at[0].entity = 7)
BREAK(attribution_at_no_time, d->attributions.at[0].said = 7)
BREAK(attribution_in_itself, d->attributions.at[0].inside = 0)
BREAK(attribution_via_nobody, d->attributions.at[0].via.at[0] = 7)
BREAK(statement_empty, d->statements.at[0].span.end = 11)
BREAK(statement_of_nothing, d->statements.at[0].attribution = 7)

BREAK(copy_of_itself, r->copies.at[0].b = 0)
BREAK(story_without_document, s->documents.at[1] = 2)
BREAK(story_attribution_missing, s->attributions.at[0].index = 1)
BREAK(story_attribution_source, s->attributions.at[0].source = 1)
BREAK(story_attribution_inside, s->attributions.at[0].inside = 1)
BREAK(attributed_three_times, for (int i = 0; i < 2; i++) vec_push(m->a, &s->attributions, s->attributions.at[0]))
BREAK(two_cells_a_report, s->claims.at[0].cells.at[1].doc = 0)
BREAK(cell_without_evidence, s->claims.at[0].cells.at[0].evidence.count = 0)
BREAK(cell_attribution, s->claims.at[0].cells.at[0].attribution = 1)
BREAK(cell_evidence_outside, s->claims.at[0].cells.at[0].evidence.at[0].span.end = 100)
BREAK(passage_in_three_claims, for (int i = 0; i < 2; i++) vec_push(m->a, &s->claims, s->claims.at[0]))
BREAK(no_such_lead, s->lead = 1)
BREAK(quote_by_nobody, s->quotes.at[0].speaker = 1)
BREAK(version_outside, s->quotes.at[0].versions.at[0].span.end = 100)
BREAK(three_versions_a_report, for (int i = 0; i < 2; i++) vec_push(m->a, &s->quotes.at[0].versions, s->quotes.at[0].versions.at[1]))
BREAK(conflict_without_sides, s->conflicts.at[0].sides.count = 0)
BREAK(conflict_of_five_sides, for (int i = 0; i < 3; i++) vec_push(m->a, &s->conflicts.at[0].sides, s->conflicts.at[0].sides.at[0]))
BREAK(conflict_claim, s->conflicts.at[0].claim = 1)
BREAK(side_without_evidence, s->conflicts.at[0].sides.at[1].evidence.count = 0)
BREAK(differing_words_of_nothing, for (int i = 0; i < 2; i++) vec_push(m->a, &s->conflicts.at[0].sides.at[0].differing, ((span){11, 15})))
BREAK(origin_of_no_claim, s->origins.at[0].claim = 1)
BREAK(origin_source, s->origins.at[0].source = 1)
BREAK(origin_twice, vec_push(m->a, &s->origins, s->origins.at[0]); s->counts.origins = 2)
BREAK(origins_miscounted, s->counts.origins = 2)
BREAK(link_of_both, s->origins.at[0].chains.at[0].links.at[1].source = 0)
BREAK(link_of_no_report, s->origins.at[0].chains.at[0].links.at[1].doc = 2)
BREAK(dated_four_times, for (int i = 0; i < 3; i++) vec_push(m->a, &s->timeline, s->timeline.at[0]))

typedef struct breaking { const char *name; void (*run)(made *); } breaking;
#define B(name) {#name, name}
static const breaking of_documents[] = {
  B(bad_utf8), B(map_gap), B(map_out_of_input), B(block_out_of_text), B(removed_nowhere), B(removed_backwards), B(sentences_overlap), B(sentence_without_block),
  B(sentence_shares_tokens), B(tokens_left_over), B(token_in_a_code_point), B(token_empty), B(token_of_another_sentence), B(name_outside), B(name_backwards),
  B(name_of_nobody), B(mention_outside), B(time_empty), B(time_counts_from_itself), B(figure_wrong_way_round), B(figure_noun_outside), B(quotation_piece_empty),
  B(attribution_without_content), B(attribution_source_outside), B(attribution_of_nobody), B(attribution_at_no_time), B(attribution_in_itself),
  B(attribution_via_nobody), B(statement_empty), B(statement_of_nothing),
};
static const breaking of_reports[] = {
  B(copy_of_itself), B(story_without_document), B(story_attribution_missing), B(story_attribution_source), B(story_attribution_inside), B(attributed_three_times),
  B(two_cells_a_report), B(cell_without_evidence), B(cell_attribution), B(cell_evidence_outside), B(passage_in_three_claims), B(no_such_lead), B(quote_by_nobody),
  B(version_outside), B(three_versions_a_report), B(conflict_without_sides), B(conflict_of_five_sides), B(conflict_claim), B(side_without_evidence),
  B(differing_words_of_nothing), B(origin_of_no_claim), B(origin_source), B(origin_twice), B(origins_miscounted), B(link_of_both), B(link_of_no_report),
  B(dated_four_times),
};

static void what_is_sound_passes(void **state) {
  (void)state;
  made m = make();
  const char *fault = report_check(m.r);
  if (fault) fail_msg("%s", fault);
  m.d->error.rc = HSY_INPUT; /* a document that failed promises nothing */
  m.d->text.len = 0;
  assert_null(document_check(m.d));
  arena_free(m.a);
}

static void each_broken_invariant_is_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof of_documents / sizeof *of_documents; i++) {
    made m = make();
    of_documents[i].run(&m);
    if (!document_check(m.d)) fail_msg("document_check does not see: %s", of_documents[i].name);
    if (!report_check(m.r)) fail_msg("report_check does not look at documents: %s", of_documents[i].name);
    arena_free(m.a);
  }
  for (size_t i = 0; i < sizeof of_reports / sizeof *of_reports; i++) {
    made m = make();
    of_reports[i].run(&m);
    if (!report_check(m.r)) fail_msg("report_check does not see: %s", of_reports[i].name);
    arena_free(m.a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(offsets_lead_back_to_the_input),
    cmocka_unit_test(inside_a_wide_step_its_start_is_meant),
    cmocka_unit_test(offsets_find_their_token_sentence_and_block),
    cmocka_unit_test(what_is_sound_passes),
    cmocka_unit_test(each_broken_invariant_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
