/* The timeline: what the reports place in time, each with its passage.
 *
 * One item for each time expression that resolves to days of a year or finer: the statement it stands in has happened, or
 * is planned where its verb looks ahead; where the expression says when something was said, the item is the saying. Items
 * of several reports are one when their days, their kind and their claim are the same. The publications come with them.
 *
 * Items are first made report by report, then sorted by time, kind and claim, so that those to be joined stand together;
 * nothing depends on the order of reports but the order of passages within an item.
 *
 * Invariant: items are in order of time, then kind, then place; no passage stands in more than three.
 */
#include "compare/compare.h"

#include "base/map.h"
#include "base/utf8.h"

enum { WHAT_BYTES = 160, PASSAGE_BYTES = 480, MOST_A_PASSAGE = 3, LEAST_WORDS = 4, MOST_DAYS = 366 };

typedef struct item {
  timeline_item out;
  uint32_t claim;      /* NONE: never joined */
  evidence place;      /* the expression itself: for the order, and for conflicts */
  bool is_dropped;
} item;
typedef VEC(item) items;

/* ---- passages ---- */

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* At most `most` bytes of `whole` that hold `focus`, cut at words; the beginning is kept where it can be. */
static span cut_around(const document *d, span whole, span focus, uint32_t most) {
  if (span_length(whole) <= most) return whole;
  span cut = whole;
  if (focus.end - whole.start > most) {
    cut.start = focus.start > whole.start + most / 3 ? focus.start - most / 3 : whole.start;
    while (cut.start < focus.start && !is_space(d->text.at[cut.start])) cut.start++;
    while (cut.start < focus.start && is_space(d->text.at[cut.start])) cut.start++;
  }
  if (cut.end - cut.start > most) {
    cut.end = cut.start + most;
    if (cut.end < focus.end) cut.end = focus.end;
    while (cut.end > focus.end && !is_space(d->text.at[cut.end])) cut.end--;
    while (cut.end > focus.end && is_space(d->text.at[cut.end - 1])) cut.end--;
  }
  return cut;
}

static uint32_t words_in(const document *d, span s) {
  uint32_t first = document_token_at(d, s.start), n = 0;
  for (uint32_t t = first; t < d->tokens.count && d->tokens.at[t].span.end <= s.end && n < LEAST_WORDS; t++) n += d->tokens.at[t].word != WORD_PUNCT;
  return n;
}

/* The passage in one line of words, cut at 160 bytes; "…" says where words are missing. */
static str in_words(arena *a, const document *d, span whole, span focus) {
  span cut = cut_around(d, whole, focus, WHAT_BYTES);
  str words = str_squeeze(a, document_slice(d, cut));
  if (cut.start == whole.start && cut.end == whole.end) return words;
  return str_format(a, "%s%.*s%s", cut.start > whole.start ? "…" : "", STR_ARG(words), cut.end < whole.end ? "…" : "");
}

/* ---- one report ---- */

/* The claim in which a statement stands: for each statement of the document, NONE where none. */
static uint32_t *claims_of(const story *s, uint32_t doc, const document *d, arena *scratch) {
  uint32_t *claim = ARENA_ARRAY(scratch, uint32_t, d->statements.count + 1);
  for (uint32_t i = 0; i <= d->statements.count; i++) claim[i] = NONE;
  for (uint32_t c = 0; c < s->claims.count; c++)
    for (uint32_t k = 0; k < s->claims.at[c].cells.count; k++) {
      const cell *own = &s->claims.at[c].cells.at[k];
      if (own->doc != doc) continue;
      for (uint32_t i = 0; i < own->statements.count; i++)
        if (own->statements.at[i] < d->statements.count && claim[own->statements.at[i]] == NONE) claim[own->statements.at[i]] = c;
    }
  return claim;
}

/* The shortest statement that holds a span, NONE. Statements are in text order by start; a few nest, so look back. */
static uint32_t statement_of(const document *d, span at) {
  uint32_t low = 0, high = d->statements.count, best = NONE;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (d->statements.at[mid].span.start <= at.start) low = mid + 1;
    else high = mid;
  }
  for (uint32_t i = low, steps = 0; i-- > 0 && steps < 12; steps++) {
    span s = d->statements.at[i].span;
    if (span_holds(s, at) && (best == NONE || span_length(s) < span_length(d->statements.at[best].span))) best = i;
  }
  return best;
}

static bool is_dated(const time_expression *e, const time_value *v) {
  if (!v->known || e->kind == TIME_LENGTH || e->type == TIME_SET || v->granularity > GRANULARITY_YEAR) return false;
  return v->days.latest - v->days.earliest < MOST_DAYS;
}

/* "the 2016 election", "a 1999 book": the year tells which one, not when anything was. In quoted words "today" is the day
 * they were spoken, which nobody tells. */
static bool says_no_time(const document *d, const time_expression *e) {
  if (e->in_quote && (e->kind == TIME_OFFSET || e->kind == TIME_UNIT)) return true;
  if (e->kind != TIME_ABSOLUTE || e->unit != GRANULARITY_YEAR) return false;
  uint32_t next = document_token_at(d, e->span.end);
  if (next >= d->tokens.count || d->tokens.at[next].sentence != e->sentence) return false;
  uint8_t w = d->tokens.at[next].word;
  return w == WORD_NOUN || w == WORD_ADJECTIVE || w == WORD_PROPER;
}

/* "who was charged last month": without what it is about. */
static bool is_relative(const document *d, span s) {
  static const char *const words[] = {"who", "which", "whose", "that", "where", "when", "whom"};
  uint32_t t = document_token_at(d, s.start);
  for (size_t i = 0; i < sizeof words / sizeof *words && t < d->tokens.count; i++)
    if (str_eq(d->tokens.at[t].folded, str_of(words[i]))) return true;
  return false;
}

static bool is_ahead(const document *d, const time_expression *e, uint32_t statement_index, const time_value *v) {
  if (d->published.known && v->days.latest < d->published.days.earliest) return false;
  if (e->direction == DIRECTION_FUTURE || e->direction == DIRECTION_NEXT || e->tense == DIRECTION_FUTURE) return true;
  if (d->published.known && v->days.earliest > d->published.days.latest) return true;
  if (statement_index == NONE || e->tense == DIRECTION_PAST) return false;
  modality m = d->statements.at[statement_index].modality;
  return m == MODALITY_FUTURE || m == MODALITY_WANTED;
}

/* "folder/report.txt" → "report.txt" */
static str file_name(str path) {
  size_t slash = path.len;
  while (slash > 0 && path.at[slash - 1] != '/') slash--;
  return str_slice(path, slash, path.len);
}

static void add_report(const report *rep, story *s, uint32_t doc, arena *scratch, items *out) {
  const document *d = rep->documents[doc];
  if (d->is_foreign) return;
  uint32_t *claim = claims_of(s, doc, d, scratch);
  uint32_t *said = ARENA_ARRAY(scratch, uint32_t, d->times.count + 1);
  bool *in_range = ARENA_ARRAY(scratch, bool, d->times.count + 1);
  for (uint32_t i = 0; i <= d->times.count; i++) said[i] = NONE;
  for (uint32_t i = 0; i < d->attributions.count; i++)
    if (d->attributions.at[i].said != NONE && d->attributions.at[i].said < d->times.count) said[d->attributions.at[i].said] = i;
  uint32_t *first_of = ARENA_ARRAY(scratch, uint32_t, d->attributions.count + 1); /* the first statement of an attribution */
  for (uint32_t i = 0; i <= d->attributions.count; i++) first_of[i] = NONE;
  for (uint32_t i = d->statements.count; i-- > 0;)
    if (d->statements.at[i].attribution != NONE) first_of[d->statements.at[i].attribution] = i;
  time_anchors anchors = document_anchors(d);
  for (uint32_t i = 0; i < d->times.count; i++) {
    const time_expression *e = &d->times.at[i];
    if (e->kind == TIME_RANGE && e->from < d->times.count && e->to < d->times.count) in_range[e->from] = in_range[e->to] = true;
    if (in_range[i]) continue; /* told by the range */
    time_value v = time_resolve(&d->times, i, &anchors);
    if (!is_dated(e, &v) || says_no_time(d, e)) continue;
    span sentence_span = d->sentences.at[e->sentence].span;
    uint32_t st = statement_of(d, e->span), where = st;
    bool is_said = said[i] != NONE;
    if (is_said) where = first_of[said[i]];
    item it = {.claim = where == NONE ? NONE : claim[where], .place = {doc, e->span}};
    bool whole = is_said || st == NONE || words_in(d, d->statements.at[st].span) < LEAST_WORDS || is_relative(d, d->statements.at[st].span);
    span passage = whole ? sentence_span : d->statements.at[st].span;
    if (!span_holds(passage, e->span)) passage = e->span;
    it.out = (timeline_item){.known = true, .days = v.days, .granularity = v.granularity < GRANULARITY_DAY ? GRANULARITY_DAY : v.granularity};
    it.out.kind = is_said ? TIMELINE_SAID : is_ahead(d, e, st, &v) ? TIMELINE_PLANNED : TIMELINE_HAPPENED;
    it.out.what = in_words(s->arena, d, passage, e->span);
    vec_push(s->arena, &it.out.evidence, ((evidence){doc, cut_around(d, passage, e->span, PASSAGE_BYTES)}));
    vec_push(scratch, out, it);
  }
  if (!d->published.known) return;
  item it = {.claim = NONE, .place = {doc, {0, 0}}};
  it.out = (timeline_item){.known = true, .days = d->published.days, .granularity = d->published.granularity, .kind = TIMELINE_PUBLISHED};
  it.out.what = str_keep(s->arena, d->outlet.len ? d->outlet : d->title.len ? d->title : file_name(d->id));
  for (uint32_t i = 0; i < d->published.evidence.count; i++) {
    evidence ev = d->published.evidence.at[i];
    if (ev.doc == doc) vec_push(s->arena, &it.out.evidence, ev); /* what others tell may date it, but is no passage of it */
  }
  vec_push(scratch, out, it);
}

/* ---- all reports ---- */

static int by_place(const evidence *x, const evidence *y) {
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

static int by_time(const void *a, const void *b) {
  const item *x = a, *y = b;
  if (x->out.days.earliest != y->out.days.earliest) return x->out.days.earliest < y->out.days.earliest ? -1 : 1;
  if (x->out.days.latest != y->out.days.latest) return x->out.days.latest < y->out.days.latest ? -1 : 1;
  if (x->out.kind != y->out.kind) return x->out.kind < y->out.kind ? -1 : 1;
  if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
  return by_place(&x->place, &y->place);
}

static bool has_passage(const timeline_item *t, evidence e) {
  for (uint32_t i = 0; i < t->evidence.count; i++)
    if (t->evidence.at[i].doc == e.doc && t->evidence.at[i].span.start == e.span.start && t->evidence.at[i].span.end == e.span.end) return true;
  return false;
}

static bool belongs(const item *a, const item *b) {
  if (a->out.days.earliest != b->out.days.earliest || a->out.days.latest != b->out.days.latest || a->out.kind != b->out.kind) return false;
  if (a->claim != NONE && a->claim == b->claim) return true;
  return a->out.kind != TIMELINE_PUBLISHED && b->out.evidence.count > 0 && has_passage(&a->out, b->out.evidence.at[0]); /* said twice in one passage */
}

/* Does a conflict about dates rest on the words of this expression? */
static bool is_disputed(const story *s, evidence place) {
  for (uint32_t i = 0; i < s->conflicts.count; i++) {
    const conflict *c = &s->conflicts.at[i];
    if (c->kind != CONFLICT_DATE && c->kind != CONFLICT_CALENDAR) continue;
    for (uint32_t k = 0; k < c->sides.count; k++)
      for (uint32_t e = 0; e < c->sides.at[k].evidence.count; e++) {
        evidence ev = c->sides.at[k].evidence.at[e];
        if (ev.doc == place.doc && span_holds(ev.span, place.span)) return true;
      }
  }
  return false;
}

hsy_rc compare_timeline(const report *rep, story *s, arena *scratch) {
  items all = {0};
  for (uint32_t k = 0; k < s->documents.count; k++) add_report(rep, s, s->documents.at[k], scratch, &all);
  for (uint32_t i = 0; i < all.count; i++)
    if (all.at[i].out.kind != TIMELINE_PUBLISHED) all.at[i].out.in_conflict = is_disputed(s, all.at[i].place);
  vec_sort(scratch, &all, by_time);
  for (uint32_t i = 0, first = 0; i < all.count; i++) {
    item *it = &all.at[i], *to = &all.at[first];
    if (i > first && belongs(to, it)) {
      for (uint32_t e = 0; e < it->out.evidence.count; e++)
        if (!has_passage(&to->out, it->out.evidence.at[e])) vec_push(s->arena, &to->out.evidence, it->out.evidence.at[e]);
      to->out.in_conflict = to->out.in_conflict || it->out.in_conflict;
      it->is_dropped = true;
    } else {
      first = i;
    }
  }
  /* How often a passage has been dated; offsets fit in 22 bits each (HSY_MAX_TEXT_BYTES). */
  map64 dated = map64_new(scratch);
  for (uint32_t i = 0; i < all.count; i++) {
    item *it = &all.at[i];
    if (it->is_dropped) continue;
    evidences kept = {0};
    for (uint32_t e = 0; e < it->out.evidence.count; e++) {
      evidence ev = it->out.evidence.at[e];
      uint32_t *times = map64_put(&dated, ((uint64_t)ev.doc << 44) ^ ((uint64_t)ev.span.start << 22) ^ (uint64_t)(ev.span.end - 1), 0);
      if (*times >= MOST_A_PASSAGE) continue;
      ++*times;
      vec_push(s->arena, &kept, ev);
    }
    if (kept.count == 0 && it->out.evidence.count > 0) continue;
    it->out.evidence = kept;
    vec_push(s->arena, &s->timeline, it->out);
  }
  return HSY_OK;
}
