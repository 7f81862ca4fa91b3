/* Entities: who "he", "the officials" and "Mr Smith" are.
 *
 * One walk over the tokens, left to right. A name goes through the sieves of entity_names.c, the head of a description
 * through entity_descriptions.c, a pronoun through entity_pronouns.c; each finds an entity met before or makes one. So
 * a mention only ever looks back, at a bounded number of candidates, newest first. What turns out later to be one
 * ("Smith's lawyer" … "Jane Roe, Smith's lawyer") is marked as moved; the walk's end numbers the entities by their
 * first mention and writes them into the record. Then attributions get their people (entity_sources.c).
 *
 * Invariant: `moved` leads to an older or better known entity and never in a circle.
 */
#include "find/find.h"

#include "find/entity_parts.h"
#include "lexicon/lexicon.h"

uint32_t entity_now(const resolver *r, uint32_t entity) {
  while (entity != NONE && r->bearers.at[entity].moved != NONE) entity = r->bearers.at[entity].moved;
  return entity;
}

uint32_t entity_new(resolver *r, name_kind kind, bool is_named) {
  bearer *b = vec_new(r->scratch, &r->bearers);
  b->record.kind = kind;
  b->record.is_named = is_named;
  b->owner = b->moved = NONE;
  b->last = NONE;
  return r->bearers.count - 1;
}

/* A mention is the subject of its clause when the clause begins with it, or a verb follows it and no preposition or
 * verb stands before it. */
static bool is_subject(const resolver *r, uint32_t first, uint32_t end) {
  const document *d = r->doc;
  const sentence *s = &d->sentences.at[d->tokens.at[first].sentence];
  uint32_t limit = s->first + s->count;
  const token *before = first > s->first ? &d->tokens.at[first - 1] : NULL;
  if (before && (before->word == WORD_ADPOSITION || before->word == WORD_VERB || before->word == WORD_AUX || before->word == WORD_PARTICLE)) return false;
  while (end < limit && d->tokens.at[end].word == WORD_ADVERB) end++;
  if (end < limit && (d->tokens.at[end].word == WORD_VERB || d->tokens.at[end].word == WORD_AUX)) return true;
  return !before && end < limit && str_eq(d->tokens.at[end].folded, STR(","));
}

void entity_mention(resolver *r, uint32_t entity, span where, uint32_t at, bool is_pronoun) {
  const document *d = r->doc;
  entity = entity_now(r, entity);
  bearer *b = &r->bearers.at[entity];
  uint32_t in = r->c.chunk_at[at];
  const chunk *c = in == NONE ? NULL : &r->c.list.at[in];
  mention m = {.span = where, .entity = entity, .token = at, .sentence = d->tokens.at[at].sentence, .in_quote = r->m.quoted[at] != NONE,
      .is_pronoun = is_pronoun};
  m.block = d->sentences.at[m.sentence].block;
  m.is_owner = c && c->owner == at;
  m.is_subject = c && c->head == at && is_subject(r, c->first, c->tail);
  if (c && c->head != at && c->name == NONE) m.is_owner = true; /* a word inside another's phrase */
  vec_push(r->scratch, &r->mentions, m);
  b->mentions++;
  b->last = at;
  r->entity_at[at] = entity;
  if (r->m.source_of[at] != NONE && c && c->head == at && (in == 0 || r->m.source_of[c->first] == NONE || c->first == 0 ||
      r->m.source_of[c->first - 1] == NONE))
    r->last_speaker = entity;
}

void entity_set_head(resolver *r, uint32_t entity, str head) {
  if (head.len == 0) return;
  if (r->bearers.at[entity].head.len == 0) r->bearers.at[entity].head = head;
  uint32_t *newest = map_put(&r->by_head, head, MAP_NONE);
  if (*newest != MAP_NONE && entity_now(r, r->roles.at[*newest].entity) == entity) return;
  role_entry e = {entity, *newest};
  *newest = r->roles.count;
  vec_push(r->scratch, &r->roles, e);
}

uint32_t entity_by_head(const resolver *r, str head, entity_fits *fits, const void *what) {
  uint32_t best = NONE, at = map_get(&r->by_head, head);
  for (int steps = 0; at != MAP_NONE && steps < MOST_STEPS; at = r->roles.at[at].previous, steps++) {
    uint32_t entity = entity_now(r, r->roles.at[at].entity);
    if (r->bearers.at[entity].last == NONE || !fits(r, entity, what)) continue;
    if (best == NONE || r->bearers.at[entity].last > r->bearers.at[best].last) best = entity;
  }
  return best;
}

str entity_nation(arena *a, str words) {
  const lexicon_entry *e = lexicon_find(LEXICON_NATIONS, str_fold(a, str_squeeze(a, words)));
  return e ? e->value : (str){"", 0};
}

static void walk(resolver *r) {
  const document *d = r->doc;
  for (uint32_t t = 0; t < d->tokens.count; t++) {
    uint32_t name = r->c.name_at[t], in = r->c.chunk_at[t];
    const chunk *c = in == NONE ? NULL : &r->c.list.at[in];
    if (name != NONE) {
      bool begins = t == 0 || r->c.name_at[t - 1] != name;
      if (begins) entity_link_name(r, name);
    } else if (c && c->head == t && !c->is_pronoun) {
      entity_describe(r, in);
    } else if (d->tokens.at[t].word == WORD_PRONOUN || (c && c->is_pronoun) || (c && c->owner == t)) {
      entity_resolve_pronoun(r, t);
    }
  }
}

static int by_place(const void *x, const void *y) {
  const mention *a = x, *b = y;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

/* Entities in the order of their first mention; mentions in text order, each once. */
static void write_out(resolver *r) {
  document *d = r->doc;
  uint32_t *number = ARENA_ARRAY(r->scratch, uint32_t, r->bearers.count + 1);
  for (uint32_t i = 0; i < r->bearers.count; i++) number[i] = NONE;
  for (uint32_t i = 0; i < r->mentions.count; i++) r->mentions.at[i].entity = entity_now(r, r->mentions.at[i].entity);
  vec_sort(r->scratch, &r->mentions, by_place);
  for (uint32_t i = 0; i < r->mentions.count; i++) {
    const mention *m = &r->mentions.at[i];
    if (number[m->entity] == NONE) {
      number[m->entity] = d->entities.count;
      entity out = r->bearers.at[m->entity].record;
      out.mentions = (spans){0};
      vec_push(d->arena, &d->entities, out);
    }
    spans *of = &d->entities.at[number[m->entity]].mentions;
    if (of->count == 0 || of->at[of->count - 1].start != m->span.start || of->at[of->count - 1].end != m->span.end) vec_push(d->arena, of, m->span);
  }
  for (uint32_t i = 0; i < d->names.count; i++) {
    uint32_t e = entity_now(r, d->names.at[i].entity);
    d->names.at[i].entity = e == NONE ? NONE : number[e];
  }
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    attribution *a = &d->attributions.at[i];
    uint32_t e = entity_now(r, a->entity);
    a->entity = e == NONE ? NONE : number[e];
    uint32_t kept = 0;
    for (uint32_t k = 0; k < a->via.count; k++) {
      uint32_t v = number[entity_now(r, a->via.at[k])];
      bool is_new = v != NONE && v != a->entity;
      for (uint32_t j = 0; j < kept; j++) is_new = is_new && a->via.at[j] != v;
      if (is_new) a->via.at[kept++] = v;
    }
    a->via.count = kept;
  }
}

hsy_rc find_entities(document *doc, arena *scratch) {
  if (doc->tokens.count == 0) return HSY_OK;
  resolver r = {.doc = doc, .scratch = scratch, .last_speaker = NONE};
  for (uint32_t i = 0; i < doc->names.count; i++) doc->names.at[i].entity = NONE;
  for (uint32_t i = 0; i < doc->attributions.count; i++) doc->attributions.at[i].entity = NONE;
  r.by_key = map_new(scratch);
  r.by_part = map_new(scratch);
  r.by_head = map_new(scratch);
  r.by_initials = map_new(scratch);
  r.by_edge = map_new(scratch);
  r.c = find_chunks(doc, scratch);
  r.claimed = ARENA_ARRAY(scratch, uint32_t, r.c.list.count);
  for (uint32_t i = 0; i < r.c.list.count; i++) r.claimed[i] = NONE;
  r.entity_at = ARENA_ARRAY(scratch, uint32_t, doc->tokens.count);
  for (uint32_t i = 0; i < doc->tokens.count; i++) r.entity_at[i] = NONE;
  r.m = find_marks(doc, scratch, NULL);
  r.surnames = map_new(scratch);
  entity_gather_surnames(&r);
  walk(&r);
  entity_sources(&r);
  entity_outlet(&r);
  write_out(&r);
  return HSY_OK;
}
