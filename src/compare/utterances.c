/* Utterances: a report's quoted sentences, and its unquoted statements.
 *
 * A quotation is cut at the ends of the document's sentences, so that two reports that quote different lengths of one speech
 * still meet sentence by sentence; what a speech tag cuts in two within a sentence stays one. Quoted stretches under four
 * words do not stand alone: the statement around them is the utterance, with marks on some of its words.
 *
 * Two indices keep a document with thousands of quotations linear: all quoted stretches in one array (they are disjoint and in
 * text order), and for each sentence a chain of the utterances that lie in it.
 */
#include "compare/utterances.h"

#include "base/utf8.h"

enum { LEAST_QUOTED_WORDS = 4, LEAST_WORDS = 3 };

typedef struct link { uint32_t utterance, older; } link;
typedef struct reader {
  features *f;
  arena *scratch;
  map words;
  utterances *out;
  spans quoted;      /* of the document at hand: its quoted stretches */
  uint32_t *newest;  /* a sentence each: the head of its chain in links, NONE */
  VEC(link) links;
} reader;

static bool is_word(const token *t) { return t->word != WORD_PUNCT && t->word != WORD_SYMBOL; }

static uint32_t words_in(const document *d, span s) {
  uint32_t n = 0;
  for (uint32_t i = document_token_at(d, s.start); i < d->tokens.count && d->tokens.at[i].span.start < s.end; i++) n += is_word(&d->tokens.at[i]);
  return n;
}

/* The first quoted stretch that ends behind `at`. */
static uint32_t quoted_at(const reader *r, uint32_t at) {
  uint32_t low = 0, high = r->quoted.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (r->quoted.at[mid].end <= at) low = mid + 1;
    else high = mid;
  }
  return low;
}

static bool in_quotation(const reader *r, uint32_t at) {
  uint32_t q = quoted_at(r, at);
  return q < r->quoted.count && r->quoted.at[q].start <= at;
}

static bool is_comma(str s) { return str_eq(s, STR(",")) || str_eq(s, STR(";")) || str_eq(s, STR(":")); }

static void read_words(reader *r, const document *d, utterance *u) {
  for (uint32_t p = 0; p < u->content.count; p++) {
    span piece = u->content.at[p];
    for (uint32_t i = document_token_at(d, piece.start); i < d->tokens.count && d->tokens.at[i].span.start < piece.end; i++) {
      const token *t = &d->tokens.at[i];
      if (!is_word(t)) {
        if (u->at.count == 0) continue;
        span *last = vec_last(&u->at);
        if (last->end == t->span.start && t->span.end <= piece.end && last->start >= piece.start) last->end = t->span.end;
        if (is_comma(t->folded)) *vec_last(&u->comma) = 1;
        continue;
      }
      vec_push(r->scratch, &u->words, *map_put(&r->words, t->folded, r->words.count));
      vec_push(r->scratch, &u->stems, *map_put(&r->words, t->lemma.len > 0 ? t->lemma : t->folded, r->words.count));
      vec_push(r->scratch, &u->at, t->span);
      vec_push(r->scratch, &u->comma, 0);
      vec_push(r->scratch, &u->quoted, u->marks == MARKS_ALL || (u->marks == MARKS_SOME && in_quotation(r, t->span.start)));
    }
    if (u->comma.count > 0) *vec_last(&u->comma) = 0; /* the comma before a speech tag is the custom of quoting */
  }
}

static void read_bag(reader *r, utterance *u) {
  bag all = {0};
  for (uint32_t p = 0; p < u->content.count; p++) {
    bag one;
    features_bag(r->f, u->slot, u->content.at[p], &one);
    for (uint32_t i = 0; i < one.features.count; i++) {
      uint32_t k = 0;
      while (k < all.features.count && all.features.at[k] < one.features.at[i]) k++;
      if (k < all.features.count && all.features.at[k] == one.features.at[i]) continue;
      vec_push(r->scratch, &all.features, 0);
      memmove(all.features.at + k + 1, all.features.at + k, (all.features.count - 1 - k) * sizeof *all.features.at);
      all.features.at[k] = one.features.at[i];
      all.weight += r->f->weights.at[one.features.at[i]];
    }
  }
  u->bag = all;
}

/* Without white space and lone stops at its ends. */
static span trimmed(const document *d, span s) {
  while (s.start < s.end && uc_is_space((unsigned char)d->text.at[s.start])) s.start++;
  while (s.end > s.start && (d->text.at[s.end - 1] == ' ' || d->text.at[s.end - 1] == '\n')) s.end--;
  return s;
}

static void add(reader *r, utterance u) {
  const document *d = r->f->rep->documents[u.doc];
  read_words(r, d, &u);
  if (u.words.count < LEAST_WORDS) return;
  read_bag(r, &u);
  for (uint32_t p = 0; p < u.content.count; p++)
    for (uint32_t s = document_sentence_at(d, u.content.at[p].start); s < d->sentences.count && d->sentences.at[s].span.start < u.content.at[p].end; s++) {
      vec_push(r->scratch, &r->links, ((link){r->out->count, r->newest[s]}));
      r->newest[s] = r->links.count - 1;
    }
  vec_push(r->scratch, r->out, u);
}

/* Whether one utterance has more than half of `s`. */
static bool is_taken(const reader *r, const document *d, span s) {
  for (uint32_t k = document_sentence_at(d, s.start); k < d->sentences.count && d->sentences.at[k].span.start < s.end; k++)
    for (uint32_t l = r->newest[k]; l != NONE; l = r->links.at[l].older) {
      const utterance *u = &r->out->at[r->links.at[l].utterance];
      uint32_t common = 0;
      for (uint32_t p = 0; p < u->content.count; p++) common += span_common(u->content.at[p], s);
      if (2 * (uint64_t)common > span_length(s)) return true;
    }
  return false;
}

/* The quoted pieces of one attribution's content (or of a quotation nobody is known for), an utterance a sentence. */
static void add_pieces(reader *r, uint32_t slot, uint32_t attribution, const spans *pieces) {
  uint32_t doc = r->f->story->documents.at[slot];
  const document *d = r->f->rep->documents[doc];
  utterance u = {.doc = doc, .slot = slot, .attribution = attribution, .marks = MARKS_ALL};
  u.source = attribution == NONE ? NONE : r->f->story->attributions.at[attribution].source;
  uint32_t words = 0, last = NONE;
  for (uint32_t p = 0; p < pieces->count; p++) {
    span rest = pieces->at[p];
    while (rest.start < rest.end) {
      uint32_t s = document_sentence_at(d, rest.start);
      span part = rest;
      if (s < d->sentences.count && d->sentences.at[s].span.end > rest.start && d->sentences.at[s].span.end < rest.end) part.end = d->sentences.at[s].span.end;
      rest.start = part.end;
      part = trimmed(d, part);
      if (span_empty(part) || is_taken(r, d, part)) continue;
      if (s != last && u.content.count > 0) {
        if (words >= LEAST_QUOTED_WORDS) add(r, u);
        u.content = (spans){0};
        words = 0;
      }
      last = s;
      vec_push(r->scratch, &u.content, part);
      words += words_in(d, part);
    }
  }
  if (words >= LEAST_QUOTED_WORDS) add(r, u);
}

/* What of a content stands in quotation marks. */
static void quoted_pieces(reader *r, const spans *content, spans *out) {
  for (uint32_t c = 0; c < content->count; c++) {
    span whole = content->at[c];
    for (uint32_t q = quoted_at(r, whole.start); q < r->quoted.count && r->quoted.at[q].start < whole.end; q++) {
      span piece = r->quoted.at[q];
      vec_push(r->scratch, out, ((span){piece.start > whole.start ? piece.start : whole.start, piece.end < whole.end ? piece.end : whole.end}));
    }
  }
}

static int by_start(const void *x, const void *y) {
  const utterance *a = x, *b = y;
  span s = a->content.at[0], t = b->content.at[0];
  if (s.start != t.start) return s.start < t.start ? -1 : 1;
  return (s.end > t.end) - (s.end < t.end);
}

/* Has the stretch words in quotation marks that are no utterance of their own? */
static bool has_marks(const reader *r, const document *d, span s) {
  for (uint32_t q = quoted_at(r, s.start); q < r->quoted.count && r->quoted.at[q].start < s.end; q++)
    if (words_in(d, r->quoted.at[q]) > 0 && !is_taken(r, d, r->quoted.at[q])) return true;
  return false;
}

static void index_document(reader *r, const document *d) {
  r->quoted.count = r->links.count = 0;
  for (uint32_t q = 0; q < d->quotations.count; q++)
    for (uint32_t p = 0; p < d->quotations.at[q].pieces.count; p++) vec_push(r->scratch, &r->quoted, d->quotations.at[q].pieces.at[p]);
  r->newest = ARENA_ARRAY(r->scratch, uint32_t, d->sentences.count);
  for (uint32_t s = 0; s < d->sentences.count; s++) r->newest[s] = NONE;
}

static void read_attribution(reader *r, uint32_t slot, uint32_t i) {
  const attribution *a = &r->f->rep->documents[r->f->story->documents.at[slot]]->attributions.at[i];
  uint32_t own = r->f->story_attribution[slot].at[i];
  if (a->in_heading || a->type == TYPE_INDIRECT || own == NONE) return;
  spans pieces = {0};
  quoted_pieces(r, &a->content, &pieces);
  if (a->type == TYPE_DIRECT && pieces.count == 0) pieces = a->content;
  if (a->type == TYPE_DIRECT) add_pieces(r, slot, own, &pieces);
  else
    for (uint32_t p = 0; p < pieces.count; p++) add_pieces(r, slot, own, &(spans){&pieces.at[p], 1, 1});
}

static void read_document(reader *r, uint32_t slot) {
  uint32_t doc = r->f->story->documents.at[slot], first = r->out->count;
  const document *d = r->f->rep->documents[doc];
  index_document(r, d);
  for (int is_outer = 0; is_outer < 2; is_outer++) /* what is told within another's words is the inner one's first */
    for (uint32_t i = 0; i < d->attributions.count; i++)
      if ((d->attributions.at[i].inside == NONE) == is_outer) read_attribution(r, slot, i);
  for (uint32_t q = 0; q < d->quotations.count; q++) {
    uint32_t block = document_block_at(d, d->quotations.at[q].pieces.at[0].start);
    if (block < d->blocks.count && d->blocks.at[block].kind == BLOCK_HEADING) continue;
    add_pieces(r, slot, NONE, &d->quotations.at[q].pieces);
  }
  for (uint32_t i = r->f->first[slot]; i < r->f->first[slot + 1]; i++) {
    const telling *t = &r->f->tellings.at[i];
    span s = d->statements.at[t->statement].span;
    if (is_taken(r, d, s)) continue;
    utterance u = {.doc = doc, .slot = slot, .attribution = t->attribution, .source = t->source, .marks = MARKS_NONE};
    if (has_marks(r, d, s)) u.marks = MARKS_SOME;
    vec_push(r->scratch, &u.content, s);
    add(r, u);
  }
  if (r->out->count > first) sort_stable(r->scratch, r->out->at + first, r->out->count - first, sizeof *r->out->at, by_start);
}

void utterances_read(features *f, arena *scratch, utterances *out) {
  reader r = {.f = f, .scratch = scratch, .words = map_new(scratch), .out = out};
  for (uint32_t slot = 0; slot < f->story->documents.count; slot++) read_document(&r, slot);
}
