/* The view of a story, put together: marks, names, timeline, sections.
 *
 * Each finding asks for its passages through view_mark_passage, which gives the passage its mark in the report's text:
 * one mark a finding and span, LETTER-FINDING for the first in a report, then with "b", "c" … So a link and its target
 * come from one call, and no link can lead nowhere. At the end the marks of each report are sorted for nesting.
 */
#include "show/view_parts.h"

#include "base/utf8.h"

/* ---- marks ---- */

str view_id(arena *a, const char *letter, uint32_t index) { return str_format(a, "%s%u", letter, index + 1); }

/* "", "b" … "z", "aa", "ab" …: letters as those of reports, small, from the second on. */
static str suffix(arena *a, uint32_t count) {
  if (count == 0) return STR("");
  str s = view_letter(a, count);
  char *small = arena_copy(a, s.at, s.len);
  for (size_t i = 0; i < s.len; i++) small[i] = (char)(small[i] - 'A' + 'a');
  return (str){small, s.len};
}

bool view_mark_passage(view_builder *b, evidence e, str finding, str label, bool is_quiet, view_passage *out) {
  arena *a = b->a;
  if (e.doc >= b->r->document_count || b->v->report_of[e.doc] == NONE) return false;
  const document *d = b->r->documents[e.doc];
  if (span_empty(e.span) || e.span.end > d->text.len) return false;
  view_report *rep = &b->v->reports.at[b->v->report_of[e.doc]];
  str base = str_format(a, "%.*s-%.*s", STR_ARG(rep->letter), STR_ARG(finding));
  str key = str_format(a, "%.*s:%u-%u", STR_ARG(base), e.span.start, e.span.end);
  uint32_t at = map_get(&b->seen, key);
  if (at == MAP_NONE) {
    uint32_t *count = map_put(&b->counts, base, 0);
    str end = suffix(a, (*count)++);
    at = rep->marks.count;
    map_put(&b->seen, key, at);
    view_mark *m = vec_new(a, &rep->marks);
    *m = (view_mark){e.span, str_format(a, "%.*s%.*s", STR_ARG(base), STR_ARG(end)), finding, label, is_quiet};
  }
  *out = (view_passage){e.doc, b->v->report_of[e.doc], rep->letter, e.span, map_offset(&d->map, e.span.start),
                        map_offset(&d->map, e.span.end), view_line_of(a, document_slice(d, e.span)), rep->marks.at[at].id};
  return true;
}

void view_mark_passages(view_builder *b, const evidences *list, str finding, bool is_quiet, bool one_a_report, view_passages *out) {
  uint32_t now = ++b->round;
  for (uint32_t i = 0; i < list->count; i++) {
    evidence e = list->at[i];
    if (e.doc >= b->r->document_count || b->v->report_of[e.doc] == NONE) continue;
    uint32_t *last = &b->round_of[b->v->report_of[e.doc]], marks = b->v->reports.at[b->v->report_of[e.doc]].marks.count;
    if (one_a_report && *last == now) continue;
    view_passage p;
    if (!view_mark_passage(b, e, finding, finding, is_quiet, &p)) continue;
    /* A finding's passage that was marked before stands in its list already. */
    if (!one_a_report && b->v->reports.at[p.report].marks.count == marks) continue;
    *last = now;
    vec_push(b->a, out, p);
  }
}

/* Outer marks first: start, then the longer one; signs before quiet ones; then the order in which they were made. */
static int by_nesting(const void *x, const void *y) {
  const view_mark *a = x, *b = y;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  return (int)a->is_quiet - (int)b->is_quiet;
}

/* ---- people ---- */

const char *view_source_tag(source_kind k) {
  switch (k) {
    case SOURCE_PERSON: return "person";
    case SOURCE_ANONYMOUS: return "unnamed";
    case SOURCE_ORGANISATION: return "organisation";
    case SOURCE_OUTLET: return "outlet";
    case SOURCE_DOCUMENT: return "document";
    case SOURCE_NOBODY: return "nobody named";
  }
  return "";
}

str view_source_name(const view_builder *b, uint32_t source) {
  if (source >= b->s->sources.count) return STR("nobody named");
  str name = view_line_of(b->a, b->s->sources.at[source].name);
  return name.len > 0 ? name : STR("nobody named");
}

str view_source_label(const view_builder *b, uint32_t source) {
  str name = view_source_name(b, source);
  if (source < b->s->sources.count && b->s->sources.at[source].kind == SOURCE_ANONYMOUS)
    return str_format(b->a, "%.*s, unnamed", STR_ARG(name));
  return name;
}

str view_attribution_via(const view_builder *b, uint32_t attribution) {
  if (attribution >= b->s->attributions.count) return STR("");
  const index_vec *via = &b->s->attributions.at[attribution].via;
  VEC(str) names = {0};
  for (uint32_t i = 0; i < via->count; i++) vec_push(b->a, &names, view_source_name(b, via->at[i]));
  return view_join(b->a, names.at, names.count);
}

str view_attribution_who(const view_builder *b, uint32_t attribution) {
  if (attribution >= b->s->attributions.count) return STR("");
  str who = view_source_label(b, b->s->attributions.at[attribution].source), via = view_attribution_via(b, attribution);
  return via.len > 0 ? str_format(b->a, "%.*s, via %.*s", STR_ARG(who), STR_ARG(via)) : who;
}

/* ---- names and timeline ---- */

/* The conflict of spelling that is about this name, if one is. */
static str name_conflict(const view_builder *b, const story_name *n) {
  for (uint32_t i = 0; i < b->s->conflicts.count; i++) {
    const conflict *c = &b->s->conflicts.at[i];
    if (c->kind != CONFLICT_NAME) continue;
    for (uint32_t k = 0; k < c->sides.count; k++)
      for (uint32_t m = 0; m < n->variants.count; m++)
        if (str_eq(c->sides.at[k].value, n->variants.at[m].text)) return view_id(b->a, "x", i);
  }
  return STR("");
}

void view_make_names(view_builder *b) {
  for (uint32_t i = 0; i < b->s->names.count; i++) {
    const story_name *n = &b->s->names.at[i];
    view_name out = {view_id(b->a, "m", i), view_line_of(b->a, n->name), name_kind_name(n->kind) ? str_of(name_kind_name(n->kind)) : STR("")};
    for (uint32_t k = 0; k < b->s->sources.count && out.role.len == 0; k++)
      if (str_eq(b->s->sources.at[k].name, n->name)) out.role = view_line_of(b->a, b->s->sources.at[k].role);
    out.conflict = name_conflict(b, n);
    for (uint32_t k = 0; k < n->variants.count; k++) {
      view_variant v = {view_line_of(b->a, n->variants.at[k].text)};
      view_mark_passages(b, &n->variants.at[k].evidence, out.id, true, true, &v.passages);
      vec_push(b->a, &out.variants, v);
    }
    vec_push(b->a, &b->v->names, out);
  }
}

static int by_time(const void *x, const void *y) {
  const view_time *a = x, *b = y;
  if (a->known != b->known) return a->known ? -1 : 1;
  if (!a->known) return 0;
  if (a->days.earliest != b->days.earliest) return a->days.earliest < b->days.earliest ? -1 : 1;
  if (a->days.latest != b->days.latest) return a->days.latest < b->days.latest ? -1 : 1;
  return 0;
}

void view_make_timeline(view_builder *b) {
  enum { NEAR_DAYS = 14 }; /* a weekday helps near the publication only */
  view_story *v = b->v;
  int year = v->days_known ? day_to_civil(v->last_day).year : 0;
  for (uint32_t i = 0; i < b->s->timeline.count; i++) {
    const timeline_item *t = &b->s->timeline.at[i];
    if (t->kind == TIMELINE_PUBLISHED) continue;
    view_time out = {view_id(b->a, "t", i), t->known, t->days, STR("no date given"), view_line_of(b->a, t->what), t->kind};
    bool is_day = t->known && t->days.earliest == t->days.latest;
    bool near = v->days_known && t->known && t->days.latest >= v->first_day - NEAR_DAYS && t->days.earliest <= v->last_day + NEAR_DAYS;
    if (t->known) out.when = view_days(b->a, t->days, t->granularity, is_day && near, year);
    out.is_wide = t->known && !is_day;
    out.in_conflict = t->in_conflict;
    view_mark_passages(b, &t->evidence, out.id, false, true, &out.passages);
    vec_push(b->a, &v->timeline, out);
  }
  vec_sort(b->a, &v->timeline, by_time);
}

/* ---- sections ---- */

static const struct section_words { const char *id, *link, *title, *empty; } SECTIONS[VIEW_SECTION_COUNT] = {
  [VIEW_WORD] = {"word", "Whose word", "On whose word", "Nothing in the texts could be followed to a source."},
  [VIEW_CLAIMS] = {"claims", "Claims", "Who reports what", "No claim was found in these reports."},
  [VIEW_QUOTES] = {"quotes", "Quotes", "Quotes and what became of them", "No words of one speaker stand in two reports or more."},
  [VIEW_CONFLICTS] = {"conflicts", "Conflicts", "Conflicts",
    "No passage contradicts another, or the calendar: dates, figures, names, places, denials and wording were compared."},
  [VIEW_DENIALS] = {"denials", "Denials", "Who denies, or will not say", "Nobody in these reports denies anything, pleads not to know, or refuses to say."},
  [VIEW_NAMES] = {"names", "Names", "Names and spellings", ""},
  [VIEW_TIME] = {"time", "Timeline", "Timeline", "No day can be worked out: no report has a date, and none names a day in full."},
  [VIEW_REPORTS] = {"reports", "Reports", "The reports", ""},
};
const char *view_section_id(view_section s) { return SECTIONS[s].id; }
const char *view_section_link(view_section s) { return SECTIONS[s].link; }
const char *view_section_title(view_section s) { return SECTIONS[s].title; }
const char *view_empty(view_section s) { return SECTIONS[s].empty; }

static void choose_sections(view_story *v) {
  bool several = v->reports.count > 1;
  for (int s = 0; s < VIEW_SECTION_COUNT; s++) v->shown[s] = true;
  v->shown[VIEW_CLAIMS] = several || v->claims.count > 0;
  v->shown[VIEW_QUOTES] = several;
  v->shown[VIEW_NAMES] = v->names.count > 0;
}

/* ---- public ---- */

str view_letters(arena *a, const view_story *v, const view_passages *p) {
  VEC(str) letters = {0};
  for (uint32_t i = 0; i < p->count; i++) {
    bool told = false;
    for (uint32_t k = 0; k < i && !told; k++) told = p->at[k].report == p->at[i].report;
    if (!told) vec_push(a, &letters, v->reports.at[p->at[i].report].letter);
  }
  return view_join(a, letters.at, letters.count);
}

str view_citation(arena *a, const view_story *v, const view_passage *p) {
  const view_report *r = &v->reports.at[p->report];
  return str_format(a, "“%.*s” — %.*s, %.*s, %.*s, bytes %llu–%llu", STR_ARG(p->text), STR_ARG(r->name),
                    STR_ARG(r->date_known ? r->date : STR("no date")), STR_ARG(r->file), (unsigned long long)p->from,
                    (unsigned long long)p->to);
}

view_story *view_make(const report *r, uint32_t index, arena *a) {
  view_story *v = ARENA_NEW(a, view_story);
  view_builder b = {r, &r->stories.at[index], a, v, map_new(a), map_new(a)};
  v->report = r;
  v->story = b.s;
  v->index = index;
  v->prefix = r->stories.count > 1 ? str_format(a, "s%u-", index + 1) : STR("");
  v->title = view_line_of(a, b.s->title);
  b.has_conflict = ARENA_ARRAY(a, bool, b.s->claims.count + 1);
  for (uint32_t i = 0; i < b.s->conflicts.count; i++)
    if (b.s->conflicts.at[i].claim < b.s->claims.count) b.has_conflict[b.s->conflicts.at[i].claim] = true;

  view_make_reports(&b);
  b.round_of = ARENA_ARRAY(a, uint32_t, v->reports.count + 1);
  view_make_claims(&b);
  view_make_origins(&b);
  view_make_sources(&b);
  view_make_quotes(&b);
  view_make_conflicts(&b);
  view_make_refusals(&b);
  view_make_names(&b);
  view_make_timeline(&b);
  view_make_sentences(&b);
  choose_sections(v);
  for (uint32_t i = 0; i < v->reports.count; i++) vec_sort(a, &v->reports.at[i].marks, by_nesting);
  return v;
}
