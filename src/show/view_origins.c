/* On whose word: chains regrouped as a tree, origin → carrier → report.
 *
 * A chain is a path: its first link is the origin, its last one a report, what stands between are carriers. All
 * carriers of a chain make one node ("AFP, then CNN"), so that the tree and the graph have three levels whatever the
 * texts tell. One strand an (origin, carrier, report); a second chain with the same three adds nothing, except that a
 * stated link beats an inferred one.
 */
#include "show/view_parts.h"

static str carrier_name(const view_builder *b, const chain *c) {
  VEC(str) names = {0};
  for (uint32_t i = 1; i + 1 < c->links.count; i++) {
    const chain_link *l = &c->links.at[i];
    if (l->source != NONE) vec_push(b->a, &names, view_source_name(b, l->source));
    else if (l->doc < b->r->document_count && b->v->report_of[l->doc] != NONE)
      vec_push(b->a, &names, b->v->reports.at[b->v->report_of[l->doc]].name);
  }
  return str_join(b->a, names.at, names.count, STR(", then "));
}

static uint32_t chain_report(const view_builder *b, const chain *c) {
  if (c->links.count == 0) return NONE;
  uint32_t doc = c->links.at[c->links.count - 1].doc;
  return doc < b->r->document_count ? b->v->report_of[doc] : NONE;
}

static view_strand make_strand(view_builder *b, const chain *c, uint32_t report, str id) {
  view_strand s = {report};
  uint32_t last = c->links.count - 1;
  if (last >= 1) {
    s.first_inferred = c->links.at[1].link == LINK_INFERRED;
    s.last_inferred = c->links.at[last].link == LINK_INFERRED;
  }
  /* The passage nearest to the report that says from whom it has it; else any of the chain that stands in it. */
  for (uint32_t i = last + 1; i-- > 0 && !s.has_passage;) {
    const chain_link *l = &c->links.at[i];
    if (l->has_why && l->why.doc == b->v->reports.at[report].doc) s.has_passage = view_mark_passage(b, l->why, id, id, false, &s.passage);
  }
  return s;
}

static void add_strand(view_builder *b, view_carrier *into, view_strand s) {
  for (uint32_t i = 0; i < into->strands.count; i++) {
    view_strand *old = &into->strands.at[i];
    if (old->report != s.report) continue;
    old->first_inferred = old->first_inferred && s.first_inferred;
    old->last_inferred = old->last_inferred && s.last_inferred;
    if (!old->has_passage && s.has_passage) old->has_passage = true, old->passage = s.passage;
    return;
  }
  vec_push(b->a, &into->strands, s);
}

static int by_report(const void *x, const void *y) {
  const view_strand *a = x, *b = y;
  return a->report < b->report ? -1 : a->report > b->report;
}
static int by_strands(const void *x, const void *y) {
  const view_carrier *a = x, *b = y;
  if ((a->name.len == 0) != (b->name.len == 0)) return a->name.len == 0 ? 1 : -1;
  if (a->strands.count != b->strands.count) return a->strands.count > b->strands.count ? -1 : 1;
  uint32_t ra = a->strands.at[0].report, rb = b->strands.at[0].report;
  return ra < rb ? -1 : ra > rb;
}
static int by_index(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

static void name_origin(const view_builder *b, view_origin *out, const origin *o) {
  if (!o->is_own && o->source < b->s->sources.count) {
    const story_source *s = &b->s->sources.at[o->source];
    out->name = view_source_name(b, o->source);
    out->tag = str_of(view_source_tag(s->kind));
    out->is_named = s->kind != SOURCE_ANONYMOUS && s->kind != SOURCE_NOBODY;
    return;
  }
  /* The report's own outlet: the first link says which document. */
  uint32_t doc = o->chains.count > 0 && o->chains.at[0].links.count > 0 ? o->chains.at[0].links.at[0].doc : NONE;
  if (doc == NONE && o->reports.count > 0) doc = o->reports.at[0];
  uint32_t report = doc < b->r->document_count ? b->v->report_of[doc] : NONE;
  out->name = report != NONE ? b->v->reports.at[report].name : STR("the report itself");
  out->tag = STR("no source given");
  out->is_own = true;
}

static view_origin make_origin(view_builder *b, uint32_t index) {
  arena *a = b->a;
  const origin *o = &b->s->origins.at[index];
  view_origin out = {view_id(a, "o", index)};
  out.source = !o->is_own && o->source < b->s->sources.count ? o->source : NONE;
  out.claim = o->claim < b->s->claims.count ? view_id(a, "c", o->claim) : STR("");
  name_origin(b, &out, o);
  map carriers = map_new(a);
  for (uint32_t i = 0; i < o->chains.count; i++) {
    const chain *c = &o->chains.at[i];
    uint32_t report = chain_report(b, c);
    if (report == NONE) continue;
    str name = carrier_name(b, c);
    uint32_t at = *map_put(&carriers, name, out.carriers.count);
    if (at == out.carriers.count) vec_new(a, &out.carriers)->name = name;
    add_strand(b, &out.carriers.at[at], make_strand(b, c, report, out.id));
  }
  /* A report that rests on it without a chain: a strand of its own, inferred. */
  for (uint32_t i = 0; i < o->reports.count; i++) {
    uint32_t report = o->reports.at[i] < b->r->document_count ? b->v->report_of[o->reports.at[i]] : NONE;
    bool told = report == NONE;
    for (uint32_t k = 0; k < out.carriers.count && !told; k++)
      for (uint32_t m = 0; m < out.carriers.at[k].strands.count && !told; m++) told = out.carriers.at[k].strands.at[m].report == report;
    if (told) continue;
    uint32_t at = *map_put(&carriers, STR(""), out.carriers.count);
    if (at == out.carriers.count) vec_new(a, &out.carriers);
    vec_push(a, &out.carriers.at[at].strands, ((view_strand){report, true, true}));
  }
  for (uint32_t k = 0; k < out.carriers.count; k++) {
    view_carrier *c = &out.carriers.at[k];
    vec_sort(a, &c->strands, by_report);
    c->is_inferred = true;
    for (uint32_t m = 0; m < c->strands.count; m++) {
      c->is_inferred = c->is_inferred && c->strands.at[m].first_inferred;
      bool told = false;
      for (uint32_t n = 0; n < out.reports.count && !told; n++) told = out.reports.at[n] == c->strands.at[m].report;
      if (!told) vec_push(a, &out.reports, c->strands.at[m].report);
    }
  }
  vec_sort(a, &out.carriers, by_strands);
  vec_sort(a, &out.reports, by_index);
  return out;
}

void view_make_origins(view_builder *b) {
  for (uint32_t i = 0; i < b->s->origins.count; i++) {
    view_origin o = make_origin(b, i);
    if (o.carriers.count == 0) continue;
    if (b->s->origins.at[i].claim == b->s->lead) vec_push(b->a, &b->v->origins, o);
    else vec_push(b->a, &b->v->other_origins, o);
  }
}
