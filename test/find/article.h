/* Small articles for the tests of find/: text by hand, names and attributions by their words. */
#ifndef TEST_FIND_ARTICLE_H
#define TEST_FIND_ARTICLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "find/find.h"
#include "text/text.h"

typedef struct article { arena *arena, *scratch; document *doc; } article;

/* A document of one block a line, through text_run. */
static inline article article_new(const char *text) {
  article a = {.arena = arena_new(), .scratch = arena_new()};
  document *d = ARENA_NEW(a.arena, document);
  d->arena = a.arena;
  d->path = d->id = STR("test");
  d->text = str_keep(a.arena, str_of(text));
  for (size_t i = 0; i < d->text.len;) {
    size_t end = str_find_char(d->text, '\n', i);
    if (end == STR_NONE) end = d->text.len;
    block b = {{(uint32_t)i, (uint32_t)end}, BLOCK_PARAGRAPH};
    if (end > i) vec_push(a.arena, &d->blocks, b);
    i = end + 1;
  }
  d->map.count = 0;
  map_run run = {.text = 0, .text_step = 1, .input = 0, .input_step = 1, .count = (uint32_t)d->text.len};
  vec_push(a.arena, &d->map, run);
  d->input_bytes = d->text.len;
  a.doc = d;
  assert_int_equal(text_run(d), HSY_OK);
  return a;
}

static inline void article_free(article a) {
  arena_free(a.arena);
  arena_free(a.scratch);
}

/* The n-th occurrence (from 0) of the words. */
static inline span article_at(const article *a, const char *words, int n) {
  size_t at = str_find(a->doc->text, str_of(words), 0);
  while (n-- > 0 && at != STR_NONE) at = str_find(a->doc->text, str_of(words), at + 1);
  if (at == STR_NONE) fail_msg("'%s' does not stand in the article", words);
  return (span){(uint32_t)at, (uint32_t)(at + strlen(words))};
}

/* Names in text order: every occurrence of the words that no name covers yet. */
static inline void article_name(article *a, const char *words, name_kind kind) {
  document *d = a->doc;
  size_t len = strlen(words);
  for (size_t at = str_find(d->text, str_of(words), 0); at != STR_NONE; at = str_find(d->text, str_of(words), at + len)) {
    name n = {.span = {(uint32_t)at, (uint32_t)(at + len)}, .kind = kind, .entity = NONE, .score = 900};
    uint32_t place = d->names.count;
    bool covered = false;
    for (uint32_t i = 0; i < d->names.count; i++) {
      covered = covered || span_overlaps(d->names.at[i].span, n.span);
      if (d->names.at[i].span.start > n.span.start && place == d->names.count) place = i;
    }
    if (covered) continue;
    vec_push(d->arena, &d->names, n);
    for (uint32_t i = d->names.count - 1; i > place; i--) d->names.at[i] = d->names.at[i - 1];
    d->names.at[place] = n;
  }
}

static inline attribution *article_said(article *a, const char *source, int n, const char *cue, const char *content, attribution_type type, stance how) {
  document *d = a->doc;
  attribution x = {.type = type, .stance = how, .entity = NONE, .said = NONE, .inside = NONE, .score = 900};
  if (source) vec_push(d->arena, &x.source, article_at(a, source, n));
  if (cue) vec_push(d->arena, &x.cue, article_at(a, cue, 0));
  vec_push(d->arena, &x.content, article_at(a, content, 0));
  x.sentence = document_sentence_at(d, (cue ? x.cue.at[0] : x.content.at[0]).start);
  vec_push(d->arena, &d->attributions, x);
  return vec_last(&d->attributions);
}

static inline void article_quote(article *a, const char *words, bool is_open) {
  quotation q = {.is_open = is_open};
  vec_push(a->arena, &q.pieces, article_at(a, words, 0));
  vec_push(a->arena, &a->doc->quotations, q);
}

static inline const entity *article_entity(const article *a, const char *name) {
  for (uint32_t i = 0; i < a->doc->entities.count; i++)
    if (str_eq(a->doc->entities.at[i].name, str_of(name))) return &a->doc->entities.at[i];
  for (uint32_t i = 0; i < a->doc->entities.count; i++) print_message("entity '%.*s'\n", STR_ARG(a->doc->entities.at[i].name));
  fail_msg("no entity '%s'", name);
  return NULL;
}

/* The mentions of an entity, joined by " | ". */
static inline const char *article_mentions(const article *a, const char *name) {
  const entity *e = article_entity(a, name);
  strbuf out = strbuf_new(a->arena);
  for (uint32_t i = 0; i < e->mentions.count; i++) {
    if (i > 0) strbuf_add(&out, STR(" | "));
    strbuf_add(&out, document_slice(a->doc, e->mentions.at[i]));
  }
  return str_zero(a->arena, strbuf_str(&out));
}

static inline const char *article_speaker(const article *a, uint32_t attribution_index) {
  uint32_t e = a->doc->attributions.at[attribution_index].entity;
  return e == NONE ? "nobody" : str_zero(a->arena, a->doc->entities.at[e].name);
}

#endif
