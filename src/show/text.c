/* The report on a terminal: the same findings in the same order as the page, as wide as the terminal is.
 *
 * One paragraph is one call of `put`: a mark in the margin, then words wrapped to the width, continuation lines under the
 * first. Colour is a style a paragraph, so that wrapping never counts escapes. The matrix of claims ×
 * reports becomes signs under each claim ("A❝ B❝ C● D…"), which fit any width.
 */
#include "base/utf8.h"
#include "show/show.h"
#include "show/view.h"

typedef enum style { PLAIN, BOLD, SOFT, RED, STRONG_RED } style;
typedef struct page { sink *out; unsigned width; bool color; arena *arena; const view_story *view; } page;

enum { NARROWEST = 40, WIDEST = 120 };

static void begin(const page *p, style s) {
  static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[31m", "\033[1;31m"};
  if (p->color) sink_str(p->out, str_of(codes[s]));
}

static void end(const page *p, style s) {
  if (p->color && s != PLAIN) sink_str(p->out, STR("\033[0m"));
}

static void spaces(const page *p, unsigned n) {
  for (; n > 0; n--) sink_str(p->out, STR(" "));
}

static void newline(const page *p) { sink_str(p->out, STR("\n")); }

/* The bytes of `text` from `at` that fit into `room` columns, cut after a word where there is one. */
static size_t line_fit(str text, size_t at, unsigned room) {
  size_t last_space = 0, i = at;
  unsigned used = 0;
  while (i < text.len) {
    size_t n;
    utf8_at(text, i, &n);
    used += utf8_columns(str_slice(text, i, i + n));
    if (used > room) return last_space > at ? last_space : (i > at ? i : i + n);
    if (text.at[i] == ' ') last_space = i;
    i += n;
  }
  return i;
}

/* A paragraph: `mark` at column `indent`, the words from column `hang` on. */
static void put(const page *p, unsigned indent, str mark, unsigned hang, style s, str text) {
  unsigned column = indent + utf8_columns(mark);
  spaces(p, indent);
  sink_str(p->out, mark);
  if (column >= hang && mark.len > 0) hang = column + 1;
  spaces(p, hang - (column < hang ? column : hang));
  unsigned room = p->width > hang + 10 ? p->width - hang : 10;
  size_t at = 0;
  do {
    size_t stop = line_fit(text, at, room);
    if (at > 0) spaces(p, hang);
    begin(p, s);
    sink_str(p->out, str_slice(text, at, stop));
    end(p, s);
    newline(p);
    at = stop;
    while (at < text.len && text.at[at] == ' ') at++;
  } while (at < text.len);
}

static void heading(const page *p, const char *words) {
  newline(p);
  put(p, 0, STR(""), 0, BOLD, str_of(words));
  unsigned length = utf8_columns(str_of(words));
  for (unsigned i = 0; i < length; i++) sink_str(p->out, STR("─"));
  newline(p);
}

/* "A “passage”" */
static void passage(const page *p, unsigned indent, const view_passage *v) {
  put(p, indent, v->letter, indent + 3, PLAIN, str_format(p->arena, "“%.*s”", STR_ARG(v->text)));
}

static void passages(const page *p, unsigned indent, const view_passages *list) {
  for (uint32_t i = 0; i < list->count; i++) passage(p, indent, &list->at[i]);
}

/* ---- the head ---- */

static void head(const page *p) {
  const view_story *v = p->view;
  arena *a = p->arena;
  put(p, 0, STR(""), 0, SOFT, v->kicker);
  put(p, 0, STR(""), 0, PLAIN, v->title);
  newline(p);
  for (uint32_t i = 0; i < v->finding.count; i++) {
    style s = v->finding.at[i].is_finding ? STRONG_RED : BOLD;
    begin(p, s);
    sink_str(p->out, v->finding.at[i].text);
    end(p, s);
    if (i + 1 < v->finding.count) sink_str(p->out, STR(", "));
  }
  newline(p);
  strbuf lede = strbuf_new(a);
  for (uint32_t i = 0; i < v->lede.count; i++) strbuf_add(&lede, v->lede.at[i].text);
  if (lede.len > 0) put(p, 0, STR(""), 0, PLAIN, strbuf_str(&lede));
  strbuf strip = strbuf_new(a);
  for (int i = 0; i < VIEW_STRIP; i++) {
    const view_item *item = &v->strip[i];
    strbuf_format(&strip, "%s%.*s %.*s", i > 0 ? " · " : "", STR_ARG(view_number(a, item->number)), STR_ARG(item->label));
    if (item->small.len > 0 && i > 0) strbuf_format(&strip, " (%.*s)", STR_ARG(item->small));
  }
  newline(p);
  put(p, 0, STR(""), 0, PLAIN, strbuf_str(&strip));
}

/* ---- on whose word ---- */

static void tree(const page *p, const view_origin *o) {
  arena *a = p->arena;
  put(p, 0, o->id, 5, BOLD, str_format(a, "%.*s%s%.*s%s", STR_ARG(o->name), o->tag.len ? " (" : "", STR_ARG(o->tag), o->tag.len ? ")" : ""));
  for (uint32_t i = 0; i < o->carriers.count; i++) {
    const view_carrier *c = &o->carriers.at[i];
    bool is_last = i + 1 == o->carriers.count;
    unsigned indent = 5;
    if (c->name.len > 0) {
      put(p, indent, is_last ? STR("└─") : STR("├─"), indent + 3, PLAIN, str_format(a, "%.*s%s", STR_ARG(c->name), c->is_inferred ? " (inferred)" : ""));
      indent += 3;
    }
    for (uint32_t k = 0; k < c->strands.count; k++) {
      const view_strand *s = &c->strands.at[k];
      str letter = p->view->reports.at[s->report].letter;
      str words = s->has_passage ? str_format(a, "“%.*s”%s", STR_ARG(view_clip(a, s->passage.text, 160)), s->first_inferred ||
          s->last_inferred ? " (inferred)" : "")
                                 : p->view->reports.at[s->report].name;
      put(p, indent, str_format(a, "%s %.*s", k + 1 == c->strands.count ? "└─" : "├─", STR_ARG(letter)), indent + 6, PLAIN, words);
    }
  }
}

static void word(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->origins.count; i++) tree(p, &v->origins.at[i]);
  if (v->why.len > 0) put(p, 0, STR(""), 5, SOFT, v->why);
  if (v->why_first.len > 0) {
    str who = v->has_first ? str_format(p->arena, "%.*s. ", STR_ARG(v->reports.at[v->first_report].letter)) : STR("");
    put(p, 0, STR(""), 5, SOFT, str_format(p->arena, "Who had it first: %.*s%.*s", STR_ARG(who), STR_ARG(v->why_first)));
  }
}

/* The first passages that an inferred date rests on, and the days of the other reports. */
static void dated_by(const page *p, const view_report *r) {
  enum { MOST = 3 };
  strbuf line = strbuf_new(p->arena);
  for (uint32_t i = 0; i < r->date_passages.count && i < MOST; i++) {
    const view_passage *passage = &r->date_passages.at[i];
    strbuf_add(&line, i == 0 ? STR("dated by ") : STR(" · "));
    if (passage->doc != r->doc) strbuf_format(&line, "%.*s ", STR_ARG(passage->letter));
    strbuf_format(&line, "“%.*s”", STR_ARG(passage->text));
  }
  if (r->basis_words.len > 0) strbuf_format(&line, "%s%.*s", r->date_passages.count ? " · " : "dated by ", STR_ARG(r->basis_words));
  if (strbuf_str(&line).len > 0) put(p, 0, STR(""), 5, SOFT, strbuf_str(&line));
}

static void reports(const page *p) {
  const view_story *v = p->view;
  arena *a = p->arena;
  for (uint32_t i = 0; i < v->reports.count; i++) {
    const view_report *r = &v->reports.at[i];
    put(p, 0, r->letter, 5, BOLD, r->title_is_words ? str_format(a, "“%.*s”", STR_ARG(r->title)) : r->title);
    strbuf line = strbuf_new(a);
    if (r->outlet.len > 0) strbuf_format(&line, "%.*s%s · ", STR_ARG(r->outlet), r->outlet_is_inferred ? " (inferred)" : "");
    strbuf_format(&line, "%.*s%s%.*s%s%.*s · %.*s words · %.*s", STR_ARG(r->date), r->basis.len ? ", " : "", STR_ARG(r->basis),
        r->sure.len ? ", " : "", STR_ARG(r->sure), STR_ARG(view_number(a, r->words)), STR_ARG(r->file));
    put(p, 0, STR(""), 5, SOFT, strbuf_str(&line));
    if (r->date_is_inferred) dated_by(p, r);
    if (r->copy_of != NONE) put(p, 0, STR(""), 5, RED, str_format(a, "a copy of %.*s", STR_ARG(v->reports.at[r->copy_of].letter)));
    if (r->removed.len > 0) put(p, 0, STR(""), 5, SOFT, str_format(a, "left out: %.*s", STR_ARG(r->removed)));
    if (r->is_foreign) put(p, 0, STR(""), 5, SOFT, str_format(a, "language %.*s: kept, not searched", STR_ARG(r->lang)));
  }
}

/* ---- claims ---- */

static const char *sign_of(cell_stance s) {
  switch (s) {
    case CELL_STATES: return "●";
    case CELL_ATTRIBUTES: return "❝";
    case CELL_DENIES: return "✗";
    case CELL_DECLINES: return "…";
    default: return "?";
  }
}

static void claim_row(const page *p, const view_claim *c) {
  arena *a = p->arena;
  put(p, 0, c->id, 5, c->is_lead ? BOLD : PLAIN, c->text);
  strbuf signs = strbuf_new(a);
  for (uint32_t i = 0; i < c->cells.count; i++)
    strbuf_format(&signs, "%.*s%s%s ", STR_ARG(p->view->reports.at[c->cells.at[i].report].letter), sign_of(c->cells.at[i].stance),
        c->cells.at[i].differs.len ? "≠" : "");
  for (uint32_t i = 0; i < c->conflicts.count; i++) strbuf_format(&signs, "%.*s ", STR_ARG(c->conflicts.at[i]));
  strbuf_format(&signs, " %.*s", STR_ARG(c->whose));
  put(p, 0, STR(""), 5, SOFT, strbuf_str(&signs));
}

static void claims(const page *p) {
  static const char *const titles[] = {"", "In some of them", "In one report only"};
  const view_story *v = p->view;
  arena *a = p->arena;
  put(p, 0, STR(""), 0, SOFT, v->claims_note);
  put(p, 0, STR(""), 0, SOFT, STR("❝ on a source’s word  ● in its own voice  … the source will not say  ? does not know, or doubts  ✗ denies  ≠ differs"));
  view_group group = VIEW_GROUP_COUNT;
  uint32_t alone = NONE;
  for (uint32_t i = 0; i < v->claims.count; i++) {
    const view_claim *c = &v->claims.at[i];
    if (c->group != group) {
      group = c->group;
      newline(p);
      put(p, 0, STR(""), 0, BOLD, group == VIEW_IN_ALL ? str_format(a, "In all %u reports", v->reports.count) : str_of(titles[group]));
    }
    if (group == VIEW_IN_ONE && c->cells.count > 0 && c->cells.at[0].report != alone) {
      alone = c->cells.at[0].report;
      put(p, 0, STR(""), 0, SOFT, str_format(a, "%.*s alone", STR_ARG(v->reports.at[alone].letter)));
    }
    claim_row(p, c);
  }
}

/* ---- quotes ---- */

static void edits(const view_version *v, strbuf *out) {
  static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
  for (uint32_t i = 0; i < v->edits.count; i++) {
    const edit *e = &v->edits.at[i];
    strbuf_format(out, "%s%s%.*s%s", i > 0 ? " " : "", open[e->kind], STR_ARG(e->words), close[e->kind]);
  }
}

static void version_row(const page *p, const view_version *v) {
  arena *a = p->arena;
  strbuf letters = strbuf_new(a), words = strbuf_new(a);
  for (uint32_t i = 0; i < v->reports.count; i++) strbuf_format(&letters, "%s%.*s", i > 0 ? " " : "", STR_ARG(p->view->reports.at[v->reports.at[i]].letter));
  if (v->is_measure || v->edits.count == 0) strbuf_add(&words, v->has_marks ? str_format(a, "“%.*s”", STR_ARG(v->text)) : v->text);
  else edits(v, &words);
  put(p, 5, strbuf_str(&letters), 5 + utf8_columns(strbuf_str(&letters)) + 2, PLAIN, strbuf_str(&words));
  if (v->note.len > 0) put(p, 0, STR(""), 5 + utf8_columns(strbuf_str(&letters)) + 2, SOFT, v->note);
}

static void quotes(const page *p) {
  const view_story *v = p->view;
  if (v->quotes.count > 0) put(p, 0, STR(""), 0, SOFT, STR("Against the measure: [-struck-] {+put in+}"));
  for (uint32_t i = 0; i < v->quotes.count; i++) {
    const view_quote *q = &v->quotes.at[i];
    put(p, 0, q->id, 5, BOLD, str_format(p->arena, "%.*s%s%.*s", STR_ARG(q->speaker), q->about.len ? ", " : "", STR_ARG(q->about)));
    for (uint32_t k = 0; k < q->versions.count; k++) version_row(p, &q->versions.at[k]);
  }
}

/* ---- conflicts ---- */

static void conflict_rows(const page *p, const view_conflicts *list) {
  arena *a = p->arena;
  for (uint32_t i = 0; i < list->count; i++) {
    const view_conflict *x = &list->at[i];
    put(p, 0, x->id, 5, BOLD, str_format(a, "%.*s (%s%s%.*s)", STR_ARG(x->text), x->kind, x->claim.len ? ", " : "", STR_ARG(x->claim)));
    for (uint32_t k = 0; k < x->sides.count; k++) {
      const view_side *s = &x->sides.at[k];
      put(p, 5, STR("–"), 7, PLAIN, str_format(a, "%.*s%s%.*s", STR_ARG(s->value), s->who.len ? ": " : "", STR_ARG(s->who)));
      for (uint32_t l = 0; l < s->lines.count; l++) passage(p, 7, &s->lines.at[l].passage);
      if (s->likewise.count > 0) put(p, 0, STR(""), 7, SOFT, str_format(a, "likewise %.*s", STR_ARG(view_letters(a, p->view, &s->likewise))));
    }
    if (x->reading.len > 0) put(p, 5, STR("→"), 7, RED, x->reading);
  }
}

static void conflicts_section(const page *p) {
  const view_story *v = p->view;
  if (v->conflicts.count == 0) put(p, 0, STR(""), 0, SOFT, str_of(view_empty(VIEW_CONFLICTS)));
  conflict_rows(p, &v->conflicts);
  newline(p);
  put(p, 0, STR(""), 0, BOLD, STR("Replaced over time"));
  if (v->updates.count == 0) put(p, 0, STR(""), 0, SOFT, STR(VIEW_EMPTY_UPDATES));
  conflict_rows(p, &v->updates);
  if (v->weak.count > 0) {
    newline(p);
    put(p, 0, STR(""), 0, BOLD, STR("Weak, uncounted"));
    conflict_rows(p, &v->weak);
  }
}

/* ---- denials, names, timeline ---- */

static void denials(const page *p) {
  const view_story *v = p->view;
  view_refusal_kind kind = VIEW_REFUSAL_COUNT;
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *r = &v->refusals.at[i];
    if (r->kind != kind) put(p, 0, STR(""), 0, BOLD, str_of(view_refusal_title(r->kind)));
    kind = r->kind;
    put(p, 0, r->id, 5, PLAIN, str_format(p->arena, "%.*s%s%.*s", STR_ARG(r->who), r->claim_id.len ? ", on " : "", STR_ARG(r->claim_id)));
    passages(p, 5, &r->passages);
  }
}

static void names(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->names.count; i++) {
    const view_name *n = &v->names.at[i];
    strbuf variants = strbuf_new(p->arena);
    for (uint32_t k = 0; k < n->variants.count; k++)
      strbuf_format(&variants, "%s%.*s (%.*s)", k > 0 ? " · " : "", STR_ARG(n->variants.at[k].text), STR_ARG(view_letters(p->arena, v,
          &n->variants.at[k].passages)));
    put(p, 0, n->id, 5, PLAIN, strbuf_str(&variants));
  }
}

static void timeline(const page *p) {
  static const char *const kinds[] = {"", "said", "published", "planned"};
  const view_story *v = p->view;
  arena *a = p->arena;
  unsigned widest = 0;
  for (uint32_t i = 0; i < v->timeline.count; i++)
    if (utf8_columns(v->timeline.at[i].when) > widest) widest = utf8_columns(v->timeline.at[i].when);
  if (widest > 26) widest = 26;
  for (uint32_t i = 0; i < v->timeline.count; i++) {
    const view_time *t = &v->timeline.at[i];
    const char *kind = t->kind <= TIMELINE_PLANNED ? kinds[t->kind] : "";
    put(p, 0, t->when, widest + 2, t->in_conflict ? RED : PLAIN,
        str_format(a, "%.*s (%.*s%s%s)", STR_ARG(t->what), STR_ARG(view_letters(a, v, &t->passages)), *kind ? ", " : "", kind));
  }
}

/* ---- the story ---- */

static void section(const page *p, view_section which) {
  const view_story *v = p->view;
  if (!v->shown[which]) return;
  static void (*const writers[VIEW_SECTION_COUNT])(const page *) = {word, claims, quotes, conflicts_section, denials, names, timeline, reports};
  const bool is_empty[VIEW_SECTION_COUNT] = {
      [VIEW_CLAIMS] = v->claims.count == 0, [VIEW_QUOTES] = v->quotes.count == 0, [VIEW_CONFLICTS] = v->conflicts.count == 0 &&
          v->updates.count == 0 && v->weak.count == 0,
      [VIEW_DENIALS] = v->refusals.count == 0, [VIEW_TIME] = v->timeline.count == 0, [VIEW_WORD] = v->origins.count == 0,
  };
  heading(p, view_section_title(which));
  if (is_empty[which]) put(p, 0, STR(""), 0, SOFT, str_of(view_empty(which)));
  else writers[which](p);
}

void show_report_text(const report *r, const show_options *options, arena *scratch, sink *out) {
  unsigned width = options->width < NARROWEST ? NARROWEST : options->width > WIDEST ? WIDEST : options->width;
  for (uint32_t i = 0; i < r->stories.count; i++) {
    arena_mark mark = arena_save(scratch);
    page p = {out, width, options->color, scratch, view_make(r, i, scratch)};
    if (i > 0) {
      newline(&p);
      for (unsigned k = 0; k < width; k++) sink_str(out, STR("═"));
      sink_str(out, STR("\n\n"));
    }
    head(&p);
    section(&p, VIEW_WORD);
    heading(&p, view_section_title(VIEW_REPORTS));
    reports(&p);
    for (view_section s = VIEW_CLAIMS; s < VIEW_REPORTS; s++) section(&p, s);
    arena_release(scratch, mark);
  }
}
