/* Stories written by hand: real tokens (text/), everything else said in words that are looked up in the text, so that a test
 * reads like the reports it is about and hangs on no finder.
 *
 *   by_hand h = hand_new();
 *   uint32_t a = hand_report(&h, "Police said 12 people were killed on Monday.", "2021-05-03");
 *   uint32_t s = hand_statement(&h, a, "12 people were killed on Monday", "were killed");
 */
#ifndef TEST_STORY_BY_HAND_H
#define TEST_STORY_BY_HAND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "compare/compare.h"
#include "text/text.h"

enum { HAND_MOST = 8 };

typedef struct by_hand {
  arena *arena, *scratch;
  report *rep;
  story *s;
  document *docs[HAND_MOST];
} by_hand;

static inline by_hand hand_new(void) {
  by_hand h = {.arena = arena_new(), .scratch = arena_new()};
  h.rep = ARENA_NEW(h.arena, report);
  h.rep->arena = h.arena;
  h.rep->documents = ARENA_ARRAY(h.arena, document *, HAND_MOST);
  h.rep->copy_of = ARENA_ARRAY(h.arena, uint32_t, HAND_MOST);
  h.s = vec_new(h.arena, &h.rep->stories);
  h.s->arena = h.arena;
  h.s->lead = h.s->first_report = NONE;
  return h;
}

static inline void hand_free(by_hand *h) {
  arena_free(h->arena);
  arena_free(h->scratch);
}

/* The span of `words` in the report; their first place. */
static inline span hand_find(const by_hand *h, uint32_t doc, const char *words) {
  size_t at = str_find(h->docs[doc]->text, str_of(words), 0);
  if (at == STR_NONE) fail_msg("'%s' does not stand in the report", words);
  return (span){(uint32_t)at, (uint32_t)(at + strlen(words))};
}

/* A report, published on `day` (NULL: not known). */
static inline uint32_t hand_report(by_hand *h, const char *text, const char *day) {
  uint32_t i = h->rep->document_count++;
  document *d = h->docs[i] = h->rep->documents[i] = ARENA_NEW(h->arena, document);
  d->arena = h->arena;
  d->text = str_of(text);
  d->lang = STR("en");
  d->lang_is_given = true;
  d->id = d->path = str_format(h->arena, "report-%u.txt", i);
  map_run run = {0, 1, 0, 1, (uint32_t)d->text.len};
  vec_push(h->arena, &d->map, run);
  block b = {{0, (uint32_t)d->text.len}, BLOCK_PARAGRAPH};
  vec_push(h->arena, &d->blocks, b);
  assert_int_equal(text_run(d), HSY_OK);
  if (day) {
    int64_t at = 0;
    assert_true(day_parse(day, strlen(day), &at));
    d->published = (dating){.known = true, .days = {at, at}, .granularity = GRANULARITY_DAY, .basis = BASIS_STATED};
  }
  h->rep->copy_of[i] = NONE;
  vec_push(h->arena, &h->s->documents, i);
  return i;
}

static inline uint32_t hand_statement(by_hand *h, uint32_t doc, const char *words, const char *predicate) {
  document *d = h->docs[doc];
  span s = hand_find(h, doc, words);
  statement st = {.span = s, .predicate = {s.start, s.start}, .attribution = NONE, .sentence = document_sentence_at(d, s.start)};
  if (predicate) {
    size_t at = str_find(d->text, str_of(predicate), s.start);
    if (at == STR_NONE || at > s.end) fail_msg("'%s' does not stand in '%s'", predicate, words);
    st.predicate = (span){(uint32_t)at, (uint32_t)(at + strlen(predicate))};
  }
  vec_push(h->arena, &d->statements, st);
  return d->statements.count - 1;
}

static inline uint32_t hand_source(by_hand *h, const char *name, source_kind kind) {
  story_source *s = vec_new(h->arena, &h->s->sources);
  *s = (story_source){.name = str_of(name), .kind = kind, .body = NONE};
  return h->s->sources.count - 1;
}

/* An attribution of the report, and the story's; `cue` and `content` are words of the text. */
static inline uint32_t hand_attribution(by_hand *h, uint32_t doc, uint32_t source, const char *cue, const char *content, stance st) {
  document *d = h->docs[doc];
  attribution *a = vec_new(h->arena, &d->attributions);
  *a = (attribution){.type = TYPE_INDIRECT, .stance = st, .entity = NONE, .said = NONE, .inside = NONE, .score = 900};
  if (cue) vec_push(h->arena, &a->cue, hand_find(h, doc, cue));
  vec_push(h->arena, &a->content, hand_find(h, doc, content));
  a->sentence = document_sentence_at(d, a->content.at[0].start);
  story_attribution *sa = vec_new(h->arena, &h->s->attributions);
  *sa = (story_attribution){.doc = doc, .index = d->attributions.count - 1, .source = source, .inside = NONE};
  return d->attributions.count - 1;
}

static inline void hand_attribute(by_hand *h, uint32_t doc, uint32_t statement_index, uint32_t attribution) {
  h->docs[doc]->statements.at[statement_index].attribution = attribution;
}

static inline time_expression *hand_time(by_hand *h, uint32_t doc, const char *words) {
  document *d = h->docs[doc];
  time_expression *e = vec_new(h->arena, &d->times);
  *e = (time_expression){.span = hand_find(h, doc, words), .type = TIME_DATE, .anchor = ANCHOR_PUBLISHED, .anchor_index = NONE, .hour = -1, .minute = -1,
                         .from = NONE, .to = NONE, .date_part = NONE, .unit = GRANULARITY_DAY};
  e->sentence = document_sentence_at(d, e->span.start);
  return e;
}

static inline void hand_weekday(by_hand *h, uint32_t doc, const char *words, int weekday, time_direction direction) {
  time_expression *e = hand_time(h, doc, words);
  e->kind = TIME_WEEKDAY;
  e->weekday = weekday;
  e->direction = direction;
}

static inline void hand_date(by_hand *h, uint32_t doc, const char *words, int weekday, int year, int month, int day) {
  time_expression *e = hand_time(h, doc, words);
  e->kind = TIME_ABSOLUTE;
  e->weekday = weekday;
  e->year = year;
  e->month = month;
  e->day = day;
}

static inline void hand_figure(by_hand *h, uint32_t doc, const char *words, int64_t value, bound_kind bound, const char *noun, const char *role, const char *unit) {
  document *d = h->docs[doc];
  figure f = {.span = hand_find(h, doc, words), .low = value * 1000, .high = value * 1000, .bound = bound, .unit = str_of(unit), .role = str_of(role)};
  if (noun) f.noun = hand_find(h, doc, noun);
  f.sentence = document_sentence_at(d, f.span.start);
  vec_push(h->arena, &d->figures, f);
}

/* A claim; its cells are added report by report, each with one statement. */
static inline uint32_t hand_claim(by_hand *h, const char *text) {
  claim *c = vec_new(h->arena, &h->s->claims);
  *c = (claim){.text = str_of(text), .score = 800, .groups = 2};
  if (h->s->lead == NONE) h->s->lead = h->s->claims.count - 1;
  return h->s->claims.count - 1;
}

static inline void hand_cell(by_hand *h, uint32_t claim_index, uint32_t doc, uint32_t statement_index, cell_stance stance) {
  cell *c = vec_new(h->arena, &h->s->claims.at[claim_index].cells);
  *c = (cell){.doc = doc, .stance = stance, .attribution = NONE};
  const statement *s = &h->docs[doc]->statements.at[statement_index];
  for (uint32_t i = 0; i < h->s->attributions.count && s->attribution != NONE; i++)
    if (h->s->attributions.at[i].doc == doc && h->s->attributions.at[i].index == s->attribution) c->attribution = i;
  vec_push(h->arena, &c->evidence, ((evidence){doc, s->span}));
  vec_push(h->arena, &c->statements, statement_index);
}

static inline void hand_version(by_hand *h, quote *q, uint32_t doc, const char *words, uint32_t attribution, bool is_measure, uint32_t count, uint32_t kept) {
  version *v = vec_new(h->arena, &q->versions);
  span s = hand_find(h, doc, words);
  *v = (version){.doc = doc, .span = s, .text = str_of(words), .kind = kept == count ? VERSION_VERBATIM : VERSION_REWORDED, .is_measure = is_measure,
                 .attribution = NONE, .words = count, .kept = kept};
  for (uint32_t i = 0; i < h->s->attributions.count && attribution != NONE; i++)
    if (h->s->attributions.at[i].doc == doc && h->s->attributions.at[i].index == attribution) v->attribution = i;
  vec_push(h->arena, &v->content, s);
}

static inline void hand_spelling(by_hand *h, story_name *n, uint32_t doc, const char *words) {
  name_variant *v = vec_new(h->arena, &n->variants);
  v->text = str_of(words);
  vec_push(h->arena, &v->evidence, ((evidence){doc, hand_find(h, doc, words)}));
}

static inline const conflict *hand_conflict(const by_hand *h, conflict_kind kind) {
  for (uint32_t i = 0; i < h->s->conflicts.count; i++)
    if (h->s->conflicts.at[i].kind == kind) return &h->s->conflicts.at[i];
  return NULL;
}

static inline void hand_compare(by_hand *h) {
  for (uint32_t i = 0; i < h->rep->document_count; i++) { /* arrays of a document are in text order */
    document *d = h->docs[i];
    for (uint32_t k = 1; k < d->times.count; k++) assert_true(d->times.at[k - 1].span.start <= d->times.at[k].span.start);
  }
  assert_int_equal(compare_conflicts(h->rep, h->s, h->scratch), HSY_OK);
  const char *fault = report_check(h->rep);
  if (fault) fail_msg("%s", fault);
}

#endif
