/* Claims × reports, and the denials and refusals.
 *
 * A claim's group is told by columns, so that copies count once: in all of them, in some, in one only. Inside a group
 * the record's order stays (independent groups, reports, place); in the last one the report comes first.
 */
#include "show/view_parts.h"

static const char *stance_words(cell_stance s) {
  switch (s) {
    case CELL_STATES: return "in its own voice";
    case CELL_ATTRIBUTES: return "on a source’s word";
    case CELL_DENIES: return "a source denies it";
    case CELL_DECLINES: return "the source will not say";
    case CELL_DISCLAIMS: return "the source does not know";
    case CELL_DOUBTS: return "a source doubts it";
  }
  return "";
}

/* Stands `doc` on a side of the conflict that is not the one with most reports? */
static bool stands_apart(const conflict *c, uint32_t doc) {
  uint32_t most = 0, at = 0;
  for (uint32_t i = 0; i < c->sides.count; i++)
    if (c->sides.at[i].evidence.count > most) most = c->sides.at[i].evidence.count, at = i;
  for (uint32_t i = 0; i < c->sides.count; i++)
    for (uint32_t k = 0; i != at && k < c->sides.at[i].evidence.count; k++)
      if (c->sides.at[i].evidence.at[k].doc == doc) return true;
  return false;
}

/* ---- on whose word ---- */

typedef struct whose { uint32_t source; VEC(str) letters; } whose;

static bool is_unnamed(const view_builder *b, uint32_t source) {
  return source < b->s->sources.count && b->s->sources.at[source].kind == SOURCE_ANONYMOUS;
}

/* "US officials, unnamed" · "Ann Roe (B, C); A gives no source" · "No source given" */
static str whose_words(const view_builder *b, const view_claim *c) {
  enum { NAME = 48 }; /* the table's narrow column: whole names stand among the voices */
  arena *a = b->a;
  VEC(whose) list = {0};
  VEC(str) silent = {0};
  for (uint32_t i = 0; i < c->cells.count; i++) {
    const view_cell *cell = &c->cells.at[i];
    str letter = b->v->reports.at[cell->report].letter;
    if (cell->stance == CELL_STATES || cell->who.len == 0) {
      vec_push(a, &silent, letter);
      continue;
    }
    uint32_t at = 0;
    while (at < list.count && list.at[at].source != cell->source) at++;
    if (at == list.count) vec_push(a, &list, ((whose){cell->source}));
    vec_push(a, &list.at[at].letters, letter);
  }
  if (list.count == 0) return STR("No source given");
  strbuf out = strbuf_new(a);
  for (uint32_t i = 0; i < list.count; i++) {
    if (i > 0) strbuf_add(&out, STR("; "));
    str name = view_clip(a, view_source_name(b, list.at[i].source), NAME);
    strbuf_add(&out, name);
    if (is_unnamed(b, list.at[i].source)) strbuf_add(&out, STR(", unnamed"));
    if (list.count > 1 || silent.count > 0) strbuf_format(&out, " (%.*s)", STR_ARG(str_join(a, list.at[i].letters.at, list.at[i].letters.count, STR(", "))));
  }
  if (silent.count > 0)
    strbuf_format(&out, "; %.*s %s no source", STR_ARG(view_join(a, silent.at, silent.count)), silent.count == 1 ? "gives" : "give");
  return strbuf_str(&out);
}

/* ---- cells ---- */

static int by_cell_report(const void *x, const void *y) {
  const view_cell *a = x, *b = y;
  return a->report < b->report ? -1 : a->report > b->report;
}

static void make_cells(view_builder *b, view_claim *out, const claim *c) {
  arena *a = b->a;
  for (uint32_t i = 0; i < c->cells.count; i++) {
    const cell *from = &c->cells.at[i];
    if (from->doc >= b->r->document_count || b->v->report_of[from->doc] == NONE) continue;
    view_cell to = {b->v->report_of[from->doc], from->stance, stance_words(from->stance)};
    to.source = from->attribution < b->s->attributions.count ? b->s->attributions.at[from->attribution].source : NONE;
    if (from->stance != CELL_STATES) to.who = view_attribution_who(b, from->attribution);
    view_mark_passages(b, &from->evidence, out->id, false, false, &to.passages);
    if (to.passages.count == 0) continue;
    for (uint32_t k = 0; out->conflicts.count > 0 && k < b->s->conflicts.count && to.differs.len == 0; k++)
      if (b->s->conflicts.at[k].claim == out->index && stands_apart(&b->s->conflicts.at[k], from->doc)) to.differs = view_id(a, "x", k);
    vec_push(a, &out->cells, to);
  }
  vec_sort(a, &out->cells, by_cell_report);
}

static view_group group_of(view_builder *b, const view_claim *c) {
  uint32_t columns = 0, now = ++b->round;
  for (uint32_t i = 0; i < c->cells.count; i++) {
    uint32_t *last = &b->round_of[b->v->reports.at[c->cells.at[i].report].column];
    columns += *last != now;
    *last = now;
  }
  if (columns == b->v->columns.count && columns > 1) return VIEW_IN_ALL;
  return columns > 1 ? VIEW_IN_SOME : VIEW_IN_ONE;
}

static int by_group(const void *x, const void *y) {
  const view_claim *a = x, *b = y;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  return a->index < b->index ? -1 : a->index > b->index;
}

/* "Of 25 claims, 4 stand in all 5 reports, 9 in some of them, 12 in one only." */
static str claims_note(const view_builder *b) {
  arena *a = b->a;
  const view_story *v = b->v;
  uint32_t all = v->group_count[VIEW_IN_ALL], some = v->group_count[VIEW_IN_SOME], one = v->group_count[VIEW_IN_ONE];
  if (v->claims.count == 0) return STR("");
  if (v->reports.count == 1) return str_format(a, "%.*s.", STR_ARG(view_count(a, v->claims.count, "claim", NULL)));
  strbuf out = strbuf_new(a);
  strbuf_format(&out, "Of %.*s, %.*s %s in all %u reports, ", STR_ARG(view_count(a, v->claims.count, "claim", NULL)),
                STR_ARG(all == 0 ? STR("none") : view_number(a, all)), all == 1 ? "stands" : "stand", v->reports.count);
  strbuf_format(&out, "%u in some of them, %u in one only.", some, one);
  if (v->columns.count < v->reports.count) strbuf_add(&out, STR(" A copy counts with the report it copies."));
  return strbuf_str(&out);
}

void view_make_claims(view_builder *b) {
  view_story *v = b->v;
  arena *a = b->a;
  for (uint32_t i = 0; i < b->s->claims.count; i++) {
    const claim *c = &b->s->claims.at[i];
    view_claim out = {view_id(a, "c", i), view_line_of(a, c->text), i, i == b->s->lead};
    for (uint32_t k = 0; k < b->s->conflicts.count && b->has_conflict[i]; k++)
      if (b->s->conflicts.at[k].claim == i) vec_push(a, &out.conflicts, view_id(a, "x", k));
    make_cells(b, &out, c);
    if (out.cells.count == 0) continue;
    out.group = group_of(b, &out);
    if (out.group == VIEW_IN_ONE) out.column = v->reports.at[out.cells.at[0].report].column;
    out.whose = whose_words(b, &out);
    v->group_count[out.group]++;
    vec_push(a, &v->claims, out);
  }
  vec_sort(a, &v->claims, by_group);
  v->claims_note = claims_note(b);
}

/* ---- denials and refusals ---- */

const char *view_refusal_title(view_refusal_kind k) {
  switch (k) {
    case VIEW_DENIES: return "Denies";
    case VIEW_DISCLAIMS: return "Does not know, or cannot confirm";
    case VIEW_DECLINES: return "Will not say";
    case VIEW_DOUBTS: return "Doubts";
    default: return "";
  }
}

static view_refusal_kind refusal_kind(stance s) {
  switch (s) {
    case STANCE_DENIES: return VIEW_DENIES;
    case STANCE_DISCLAIMS: return VIEW_DISCLAIMS;
    case STANCE_DECLINES: return VIEW_DECLINES;
    case STANCE_DOUBTS: return VIEW_DOUBTS;
    case STANCE_SAYS: break;
  }
  return VIEW_REFUSAL_COUNT;
}

/* A quotation opened in the passage and closed just behind it is taken in whole: “I’ve never heard of that,” */
static span close_quote(const document *d, span s) {
  str text = document_slice(d, s);
  int open = 0;
  for (size_t at = 0; at + 3 <= text.len; at++) {
    open += memcmp(text.at + at, "“", 3) == 0;
    open -= memcmp(text.at + at, "”", 3) == 0;
  }
  if (open <= 0) return s;
  uint32_t at = s.end;
  while (at < d->text.len && strchr(",.!?", d->text.at[at])) at++;
  if (str_starts(str_slice(d->text, at, d->text.len), STR("”"))) s.end = at + 3;
  return s;
}

/* The passage of an attribution: from its first span to its last, at most its content's sentence-long stretch. */
static evidence attribution_passage(const document *d, uint32_t doc, const attribution *at) {
  span s = at->content.at[0];
  const spans *parts[] = {&at->content, &at->cue, &at->source};
  for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
    for (uint32_t i = 0; i < parts[p]->count; i++) {
      span x = parts[p]->at[i];
      /* A source or cue of another sentence would make half a page of it. */
      if (p > 0 && document_block_at(d, x.start) != document_block_at(d, s.start)) continue;
      if (x.start < s.start) s.start = x.start;
      if (x.end > s.end) s.end = x.end;
    }
  return (evidence){doc, close_quote(d, s)};
}

/* Passages that stand inside another of the same list say nothing new. */
static void drop_inner(evidences *list) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    bool inner = false;
    /* They come in text order: what holds this one is near. */
    for (uint32_t k = i > 4 ? i - 4 : 0; k < list->count && k <= i + 4 && !inner; k++)
      inner = k != i && list->at[k].doc == list->at[i].doc && span_holds(list->at[k].span, list->at[i].span) &&
              (k < i || span_length(list->at[k].span) > span_length(list->at[i].span));
    if (!inner) list->at[kept++] = list->at[i];
  }
  list->count = kept;
}

/* The claim in whose cell an attribution stands. */
static uint32_t *claims_of_attributions(const view_builder *b) {
  uint32_t *of = ARENA_ARRAY(b->a, uint32_t, b->s->attributions.count + 1);
  for (uint32_t i = 0; i < b->s->attributions.count; i++) of[i] = NONE;
  for (uint32_t c = 0; c < b->s->claims.count; c++)
    for (uint32_t k = 0; k < b->s->claims.at[c].cells.count; k++) {
      uint32_t at = b->s->claims.at[c].cells.at[k].attribution;
      if (at < b->s->attributions.count && of[at] == NONE) of[at] = c;
    }
  return of;
}

void view_make_refusals(view_builder *b) {
  view_story *v = b->v;
  arena *a = b->a;
  uint32_t *claim_of = claims_of_attributions(b);
  typedef struct pending { view_refusal r; evidences evidence; } pending;
  VEC(pending) list = {0};
  map seen = map_new(a);
  for (uint32_t i = 0; i < b->s->attributions.count; i++) {
    const story_attribution *sa = &b->s->attributions.at[i];
    if (sa->doc >= b->r->document_count || v->report_of[sa->doc] == NONE) continue;
    const document *d = b->r->documents[sa->doc];
    if (sa->index >= d->attributions.count) continue;
    const attribution *at = &d->attributions.at[sa->index];
    view_refusal_kind kind = refusal_kind(at->stance);
    if (kind == VIEW_REFUSAL_COUNT || at->content.count == 0 || at->in_heading) continue;
    str key = str_format(a, "%d|%u|%u", (int)kind, sa->source, claim_of[i]);
    uint32_t where = *map_put(&seen, key, list.count);
    if (where == list.count) {
      pending *p = vec_new(a, &list);
      p->r.kind = kind;
      p->r.source = sa->source < b->s->sources.count ? sa->source : NONE;
      p->r.who = view_source_label(b, sa->source);
      if (claim_of[i] != NONE) {
        p->r.claim_id = view_id(a, "c", claim_of[i]);
        p->r.claim = view_line_of(a, b->s->claims.at[claim_of[i]].text);
      }
    }
    vec_push(a, &list.at[where].evidence, attribution_passage(d, sa->doc, at));
  }
  for (int kind = 0; kind < VIEW_REFUSAL_COUNT; kind++)
    for (uint32_t i = 0; i < list.count; i++) {
      view_refusal out = list.at[i].r;
      if ((int)out.kind != kind) continue;
      out.id = view_id(a, "n", v->refusals.count);
      drop_inner(&list.at[i].evidence);
      view_mark_passages(b, &list.at[i].evidence, out.id, false, false, &out.passages);
      if (out.passages.count > 0) vec_push(a, &v->refusals, out);
    }
}
