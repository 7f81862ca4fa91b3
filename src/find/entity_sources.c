/* The people of attributions: whose words they are, of what kind, and who carried them.
 *
 * The source's entity is that of the head of its first phrase ("Jane Roe, a spokeswoman for the embassy": Jane Roe;
 * "sources in the president's government": the sources). A quotation without source goes on with the paragraph's last
 * speaker; where it opens a paragraph, with whoever spoke in the quotation left open before it, else in the paragraph
 * before. "I" inside a quotation is its speaker. Carriers become entities of outlets, in the order of their words.
 */
#include "find/name_words.h"
#include "find/entity_parts.h"

#include "lexicon/lexicon.h"

enum { MOST_BLOCKS_OPEN = 8 };

static const token *at(const resolver *r, uint32_t i) { return &r->doc->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

/* The token that stands for a span: the head of its first phrase, NONE when it has none. */
static uint32_t head_of(const resolver *r, span s) {
  const document *d = r->doc;
  for (uint32_t t = document_token_at(d, s.start); t < d->tokens.count && at(r, t)->span.start < s.end; t++) {
    uint32_t in = r->c.chunk_at[t];
    if (in != NONE) {
      const chunk *c = &r->c.list.at[in];
      if (at(r, c->head)->span.start < s.end) return c->head;
      /* the span ends inside the phrase ("Smith" in "Smith's lawyer"): its last token that is somebody */
      uint32_t best = NONE;
      for (uint32_t k = t; k < c->end && at(r, k)->span.start < s.end; k++)
        if (r->entity_at[k] != NONE) best = k;
      if (best != NONE) return best;
    } else if (r->entity_at[t] != NONE) {
      return t;
    }
  }
  return NONE;
}

static source_kind kind_of(const bearer *b) {
  if (b->is_document) return SOURCE_DOCUMENT;
  switch (b->record.kind) {
  case NAME_PERSON: return b->record.is_named ? SOURCE_PERSON : SOURCE_ANONYMOUS;
  case NAME_OUTLET: return SOURCE_OUTLET;
  case NAME_ORGANISATION:
  case NAME_PLACE:
  case NAME_NATIONALITY: return SOURCE_ORGANISATION;
  case NAME_OTHER: break;
  }
  return b->record.is_named ? SOURCE_ORGANISATION : SOURCE_ANONYMOUS;
}

/* The kind of a source that is nobody known: by its words. */
static source_kind kind_of_words(const resolver *r, const attribution *a) {
  if (a->source.count == 0) return SOURCE_NOBODY;
  uint32_t t = document_token_at(r->doc, a->source.at[0].start);
  if (t >= r->doc->tokens.count) return SOURCE_NOBODY;
  static const char *const persons[] = {"he", "she", "i", "who", "him", "her"};
  for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
    if (is_word(at(r, t), persons[i])) return SOURCE_PERSON;
  if (is_word(at(r, t), "it")) return SOURCE_ORGANISATION;
  return SOURCE_ANONYMOUS;
}

/* "The harbour master, Ann Roe", "the operator, Northline": who is named in apposition to a description, or NONE. A body can
 * only be what a description of no person means. */
static uint32_t named_beside(const resolver *r, span s, bool is_person) {
  const document *d = r->doc;
  for (uint32_t t = document_token_at(d, s.start) + 1; t < d->tokens.count && at(r, t)->span.start < s.end; t++) {
    uint32_t n = r->c.name_at[t];
    if (n == NONE || !is_word(at(r, t - 1), ",")) continue;
    bool is_body = (d->names.at[n].kind == NAME_ORGANISATION || d->names.at[n].kind == NAME_OTHER) && !is_person;
    if (d->names.at[n].kind != NAME_PERSON && !is_body) continue;
    span whole = d->names.at[n].span;
    bool ends_there = whole.end >= s.end || d->text.at[whole.end] == ',';
    for (uint32_t k = t; ends_there && k < d->tokens.count && at(r, k)->span.start < whole.end; k++)
      if (r->entity_at[k] != NONE) return entity_now(r, r->entity_at[k]);
    return NONE;
  }
  return NONE;
}

static void name_source(resolver *r, attribution *a) {
  if (a->source.count == 0) return;
  uint32_t head = head_of(r, a->source.at[0]);
  if (head != NONE) a->entity = entity_now(r, r->entity_at[head]);
  if (a->entity != NONE && !r->bearers.at[a->entity].record.is_named && !r->bearers.at[a->entity].record.is_plural) {
    uint32_t named = named_beside(r, a->source.at[0], r->bearers.at[a->entity].record.kind == NAME_PERSON);
    if (named != NONE) a->entity = named;
  }
}

/* "…," Smith said, who added: "who" speaks for the person named before it. */
static void name_relative(resolver *r, attribution *a) {
  if (a->entity != NONE || a->source.count == 0) return;
  uint32_t t = document_token_at(r->doc, a->source.at[0].start);
  if (t == 0 || t >= r->doc->tokens.count || !(is_word(at(r, t), "who") || is_word(at(r, t), "which"))) return;
  bool is_who = is_word(at(r, t), "who");
  for (uint32_t k = t; k-- > 0 && t - k <= 12 && at(r, k)->sentence == at(r, t)->sentence;) {
    uint32_t e = entity_now(r, r->entity_at[k]);
    if (e == NONE || (!is_who && r->bearers.at[e].record.kind == NAME_PERSON)) continue;
    a->entity = e;
    return;
  }
}

static uint32_t block_of(const resolver *r, const attribution *a) { return document_block_at(r->doc, a->content.at[0].start); }

/* Does the paragraph open with this content (a quote mark may stand before it)? */
static bool opens_block(const resolver *r, const attribution *a) {
  uint32_t block = block_of(r, a);
  return block < r->doc->blocks.count && a->content.at[0].start <= r->doc->blocks.at[block].span.start + 4;
}

static bool ends_open(const resolver *r, const attribution *a) {
  uint32_t t = document_token_at(r->doc, a->content.at[a->content.count - 1].start);
  uint32_t q = t < r->doc->tokens.count ? r->m.quoted[t] : NONE;
  return q != NONE && r->doc->quotations.at[q].is_open;
}

/* "Lund argues that …:" stands above: it is that speaker's. */
static bool is_introduced(const resolver *r, const attribution *a) {
  uint32_t block = block_of(r, a);
  if (block == 0 || !opens_block(r, a)) return false;
  span before = r->doc->blocks.at[block - 1].span;
  while (before.end > before.start && (r->doc->text.at[before.end - 1] == ' ' || r->doc->text.at[before.end - 1] == '\n')) before.end--;
  return before.end > before.start && r->doc->text.at[before.end - 1] == ':';
}

/* A quotation without a cue: whose is it? */
static void name_silent(resolver *r, uint32_t index, uint32_t last, uint32_t last_open) {
  document *d = r->doc;
  attribution *a = &d->attributions.at[index];
  if (a->type == TYPE_INDIRECT || a->cue.count > 0) return;
  uint32_t block = block_of(r, a), from = NONE;
  bool source_is_here = a->source.count > 0 && document_block_at(d, a->source.at[0].start) == block;
  if (source_is_here) return;
  /* a paragraph that opens with a quotation goes on with the one that was left open, whoever spoke in between */
  if (last_open != NONE && opens_block(r, a) && !(a->source.count > 0 && is_introduced(r, a)) && block - block_of(r,
      &d->attributions.at[last_open]) <= MOST_BLOCKS_OPEN) from = last_open;
  else if (a->entity != NONE || a->source.count > 0) return;
  else if (last != NONE && (block_of(r, &d->attributions.at[last]) == block || (opens_block(r, a) && block_of(r,
      &d->attributions.at[last]) + 1 == block))) from = last;
  if (from == NONE) return;
  const attribution *before = &d->attributions.at[from];
  a->entity = before->entity;
  a->via.count = 0;
  for (uint32_t k = 0; k < before->via.count; k++) vec_push(d->arena, &a->via, before->via.at[k]);
  if (from == last_open) {
    a->source = before->source;
    a->carrier = before->carrier;
  }
}

/* The entity of a carrier's words; one is made for "U.S. media". */
static uint32_t carrier(resolver *r, span s) {
  const document *d = r->doc;
  uint32_t head = head_of(r, s);
  if (head == NONE) return NONE;
  if (r->entity_at[head] != NONE) return entity_now(r, r->entity_at[head]);
  uint32_t in = r->c.chunk_at[head];
  if (in == NONE || r->c.list.at[in].is_pronoun) return NONE;
  str ignored;
  bool is_document = entity_head(at(r, head), &ignored, NULL) == HEAD_DOCUMENT;
  uint32_t e = entity_new(r, is_document ? NAME_OTHER : NAME_OUTLET, false);
  r->bearers.at[e].is_document = is_document;
  r->bearers.at[e].record.name = document_slice(d, chunk_span(d, r->c.list.at[in].first, r->c.list.at[in].end));
  r->bearers.at[e].record.is_plural = r->c.list.at[in].is_plural;
  entity_mention(r, e, chunk_span(d, r->c.list.at[in].first, r->c.list.at[in].end), head, false);
  return e;
}

static void speak_in_first_person(resolver *r) {
  const document *d = r->doc;
  static const char *const words[] = {"i", "me", "my", "myself", "mine", "i'm", "i've", "i'd", "i'll"};
  for (uint32_t t = 0; t < d->tokens.count; t++) {
    if (r->m.quoted[t] == NONE || r->m.content_of[t] == NONE) continue;
    uint32_t speaker = entity_now(r, d->attributions.at[r->m.content_of[t]].entity);
    if (speaker == NONE || r->bearers.at[speaker].record.kind != NAME_PERSON) continue;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (is_word(at(r, t), words[i])) {
        entity_mention(r, speaker, at(r, t)->span, t, true);
        break;
      }
  }
}

void entity_sources(resolver *r) {
  document *d = r->doc;
  uint32_t last = NONE, last_open = NONE;
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    attribution *a = &d->attributions.at[i];
    name_source(r, a);
    name_relative(r, a);
    for (uint32_t k = 0; k < a->carrier.count; k++) {
      uint32_t v = carrier(r, a->carrier.at[k]);
      if (v != NONE && v != a->entity) vec_push(d->arena, &a->via, v);
    }
    name_silent(r, i, last, last_open);
    a->kind = a->entity == NONE ? kind_of_words(r, a) : kind_of(&r->bearers.at[entity_now(r, a->entity)]);
    if (a->entity != NONE && a->type != TYPE_INDIRECT && !a->in_heading && a->inside == NONE) {
      last = i;
      last_open = ends_open(r, a) ? i : opens_block(r, a) ? NONE : last_open;
    } else if (a->entity != NONE && !a->in_heading && a->inside == NONE) {
      last = i;
    }
  }
  speak_in_first_person(r);
}

/* ---- the report's own outlet, where its words tell ---- */

static bool is_outlet_at(const resolver *r, uint32_t t) {
  return t < r->doc->tokens.count && r->c.name_at[t] != NONE && r->doc->names.at[r->c.name_at[t]].kind == NAME_OUTLET;
}

/* "a request for comment by OUTLET", "OUTLET understands", "OUTLET's request for comment". */
static uint32_t own_outlet(const resolver *r, uint32_t t, uint32_t limit) {
  if (is_word(at(r, t), "comment") && t >= 2 && is_word(at(r, t - 1), "for") && (str_eq(at(r, t - 2)->lemma, STR("request")) || str_eq(at(r,
      t - 2)->lemma, STR("call")))) {
    uint32_t k = t + 1;
    if (k < limit && (is_word(at(r, k), "by") || is_word(at(r, k), "from"))) {
      k++;
      if (k < limit && is_word(at(r, k), "the")) k++;
      if (k < limit && is_outlet_at(r, k)) return k;
    }
    if (t >= 3 && is_outlet_at(r, t - 3)) return t - 3;
  }
  if (is_outlet_at(r, t) && t + 1 < limit) {
    if (is_word(at(r, t + 1), "understands")) return t;
    if (t + 2 < limit && (is_word(at(r, t + 1), "has") || is_word(at(r, t + 1), "can")) && (is_word(at(r, t + 2), "learned") || is_word(at(r, t + 2),
        "learnt") || is_word(at(r, t + 2), "reveal"))) return t;
  }
  return NONE;
}

/* "LEEDS, May 6 (Northern Wire) –": the agency of a dateline at the start of the text's first paragraphs. */
static bool outlet_of_dateline(resolver *r) {
  document *d = r->doc;
  for (uint32_t b = 0, s = 0; b < d->blocks.count && b < 3; b++) {
    while (s < d->sentences.count && d->sentences.at[s].block < b) s++;
    if (s >= d->sentences.count || d->sentences.at[s].block != b || d->blocks.at[b].kind == BLOCK_HEADING) continue;
    uint32_t first = d->sentences.at[s].first, limit = first + d->sentences.at[s].count;
    if (!at(r, first)->is_all_capital) continue;
    for (uint32_t t = first + 1; t + 1 < limit && t < first + 14; t++) {
      if (!is_word(at(r, t), "(") || r->c.name_at[t + 1] == NONE) continue;
      uint32_t n = r->c.name_at[t + 1];
      span name_span = d->names.at[n].span;
      bool closes = name_span.end < d->text.len && d->text.at[name_span.end] == ')';
      uint32_t after = document_token_at(d, name_span.end + 1); /* a dash follows: "the World Bank (WB) said" is no dateline */
      closes = closes && after < limit && (is_word(at(r, after), "–") || is_word(at(r, after), "—") || is_word(at(r, after), "-") || is_word(at(r, after), "--"));
      name_kind kind = d->names.at[n].kind;
      if (!closes || kind == NAME_PERSON || kind == NAME_NATIONALITY) continue;
      if (kind == NAME_PLACE && !name_is_unlisted_place(d, n, r->scratch)) continue;
      d->outlet = document_slice(d, name_span);
      d->outlet_is_inferred = true;
      d->outlet_evidence = (evidence){0, name_span};
      return true;
    }
  }
  return false;
}

void entity_outlet(resolver *r) {
  document *d = r->doc;
  if (d->outlet.len > 0 || outlet_of_dateline(r)) return;
  for (uint32_t s = 0; s < d->sentences.count; s++) {
    uint32_t first = d->sentences.at[s].first, limit = first + d->sentences.at[s].count;
    for (uint32_t t = first; t < limit; t++) {
      if (r->m.quoted[t] != NONE) continue;
      uint32_t where = own_outlet(r, t, limit);
      if (where == NONE) continue;
      d->outlet = r->bearers.at[entity_now(r, d->names.at[r->c.name_at[where]].entity)].record.name;
      d->outlet_is_inferred = true;
      d->outlet_evidence = (evidence){0, d->names.at[r->c.name_at[where]].span};
      return;
    }
  }
}
