/* Quotes and their versions.
 *
 * The measure stands first, together with the versions that keep all its words; the others follow by document, each
 * with its edits. Which version is the measure, its edits and its kept words are compare/'s; here they get a note.
 * A quote of one report only goes to the folded list: one version each, quiet marks.
 */
#include "show/view_parts.h"

static evidence version_passage(const version *v) { return (evidence){v->doc, v->span}; }

/* No word differs from the measure. */
static bool is_same(const version *v) {
  for (uint32_t i = 0; i < v->edits.count; i++)
    if (v->edits.at[i].kind != EDIT_SAME) return false;
  return v->kind == VERSION_VERBATIM;
}

static const char *kind_words(version_kind k) {
  switch (k) {
    case VERSION_VERBATIM: return "verbatim but for its marks";
    case VERSION_CUT: return "cut";
    case VERSION_REWORDED: return "reworded";
    case VERSION_MERGED: return "two passages merged into one";
    case VERSION_TRANSLATED: return "reworded; reads like a translation back into English";
    case VERSION_UNQUOTED: return "without quotation marks";
  }
  return "";
}

/* "; via CNN in A" for each carrier of these versions, "; via CNN" where only one report is meant. */
static void add_carriers(const view_builder *b, strbuf *out, const version *const *list, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    str via = view_attribution_via(b, list[i]->attribution);
    if (via.len == 0) continue;
    strbuf_format(out, "; via %.*s", STR_ARG(via));
    if (count > 1) strbuf_format(out, " in %.*s", STR_ARG(b->v->reports.at[b->v->report_of[list[i]->doc]].letter));
  }
}

static str measure_note(const view_builder *b, const quote *q, const view_version *m, const version *const *list, uint32_t count) {
  strbuf out = strbuf_new(b->a);
  bool others_unquoted = true;
  for (uint32_t i = 0; i < q->versions.count; i++)
    others_unquoted = others_unquoted && (q->versions.at[i].is_measure || q->versions.at[i].kind == VERSION_UNQUOTED);
  if (count > 1) strbuf_format(&out, "the measure: %.*s agree word for word", STR_ARG(view_letters(b->a, b->v, &m->passages)));
  else if (others_unquoted && q->versions.count > 1) strbuf_add(&out, STR("the measure: the only one in quotation marks"));
  else strbuf_add(&out, STR("the measure: nearest to the others"));
  add_carriers(b, &out, list, count);
  return strbuf_str(&out);
}

static void add_edits(const view_builder *b, view_version *to, const version *from) {
  for (uint32_t i = 0; i < from->edits.count; i++) {
    str words = view_line_of(b->a, from->edits.at[i].words);
    if (words.len > 0) vec_push(b->a, &to->edits, ((edit){from->edits.at[i].kind, words}));
  }
}

static bool add_passage(view_builder *b, view_version *to, const version *from, str finding, bool is_quiet) {
  view_passage p;
  if (!view_mark_passage(b, version_passage(from), finding, is_quiet ? STR("") : finding, is_quiet, &p)) return false;
  vec_push(b->a, &to->passages, p);
  vec_push(b->a, &to->reports, p.report);
  return true;
}

static void make_quote(view_builder *b, view_quote *out, const quote *q) {
  arena *a = b->a;
  uint32_t measure = 0;
  while (measure + 1 < q->versions.count && !q->versions.at[measure].is_measure) measure++;
  if (!q->versions.at[measure].is_measure) measure = 0;
  const version *m = &q->versions.at[measure];

  VEC(const version *) agree = {0};
  view_version first = {0};
  first.is_measure = true;
  first.has_marks = m->kind != VERSION_UNQUOTED;
  first.text = view_line_of(a, m->text);
  for (uint32_t i = 0; i < q->versions.count; i++) {
    const version *v = &q->versions.at[i];
    if ((i == measure || is_same(v)) && add_passage(b, &first, v, out->id, false)) vec_push(a, &agree, v);
  }
  first.note = measure_note(b, q, &first, agree.at, agree.count);
  vec_push(a, &out->versions, first);

  for (uint32_t i = 0; i < q->versions.count; i++) {
    const version *v = &q->versions.at[i];
    if (i == measure || is_same(v)) continue;
    view_version to = {0};
    if (!add_passage(b, &to, v, out->id, false)) continue;
    to.has_marks = v->kind != VERSION_UNQUOTED;
    to.text = view_line_of(a, v->text);
    add_edits(b, &to, v);
    strbuf note = strbuf_new(a);
    strbuf_format(&note, "%s; %u of %u words kept", kind_words(v->kind), v->kept, m->words);
    add_carriers(b, &note, &v, 1);
    to.note = strbuf_str(&note);
    vec_push(a, &out->versions, to);
  }
}

static void make_single(view_builder *b, view_quote *out, const quote *q) {
  for (uint32_t i = 0; i < q->versions.count; i++) {
    const version *v = &q->versions.at[i];
    view_version to = {0};
    if (!add_passage(b, &to, v, str_format(b->a, "s%.*s", (int)out->id.len - 1, out->id.at + 1), true)) continue;
    to.is_measure = i == 0;
    to.has_marks = v->kind != VERSION_UNQUOTED;
    to.text = view_line_of(b->a, v->text);
    to.note = view_attribution_who(b, v->attribution);
    vec_push(b->a, &out->versions, to);
  }
}

void view_make_quotes(view_builder *b) {
  for (uint32_t i = 0; i < b->s->quotes.count; i++) {
    const quote *q = &b->s->quotes.at[i];
    if (q->versions.count == 0) continue;
    view_quote out = {view_id(b->a, "q", i)};
    out.source = q->speaker < b->s->sources.count ? q->speaker : NONE;
    out.speaker = q->speaker < b->s->sources.count ? view_source_name(b, q->speaker) : STR("No speaker named");
    if (out.source != NONE) out.about = view_line_of(b->a, b->s->sources.at[out.source].role);
    bool several = false;
    for (uint32_t k = 1; k < q->versions.count; k++) several = several || q->versions.at[k].doc != q->versions.at[0].doc;
    if (several) make_quote(b, &out, q);
    else make_single(b, &out, q);
    if (out.versions.count == 0) continue;
    if (several) vec_push(b->a, &b->v->quotes, out);
    else vec_push(b->a, &b->v->single_quotes, out);
  }
}
