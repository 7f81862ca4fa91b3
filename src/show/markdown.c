/* The report as Markdown: tables and lists, in the order of the page, for an editor's notes or a ticket.
 *
 * Words of the reports are escaped, so that nothing in them is markup, and stand on one line.
 */
#include "show/show.h"
#include "show/view.h"

typedef struct page { sink *out; arena *arena; const view_story *view; } page;

static void text(const page *p, str words) {
  for (size_t i = 0; i < words.len; i++) {
    char c = words.at[i];
    if (c == '\n') c = ' ';
    if (strchr("\\`*_{}[]<>()#+-.!|~&", c) && c != 0) {
      bool is_plain = (c == '-' || c == '.' || c == '+' || c == '(' || c == ')') && i > 0; /* markup at the start of a line only */
      if (!is_plain) sink_str(p->out, c == '<' ? STR("&lt;") : c == '&' ? STR("&amp;") : (str){"\\", 1});
      if (c == '<' || c == '&') continue;
    }
    sink_write(p->out, &c, 1);
  }
}

static void plain(const page *p, const char *words) { sink_str(p->out, str_of(words)); }

static void heading(const page *p, const char *words) {
  plain(p, "\n## ");
  plain(p, words);
  plain(p, "\n\n");
}

static void passage(const page *p, const view_passage *v) {
  text(p, v->letter);
  plain(p, " “");
  text(p, v->text);
  sink_format(p->out, "” *(bytes %llu–%llu)*", (unsigned long long)v->from, (unsigned long long)v->to);
}

static void passages(const page *p, const view_passages *list, const char *before) {
  for (uint32_t i = 0; i < list->count; i++) {
    plain(p, before);
    passage(p, &list->at[i]);
    plain(p, "\n");
  }
}

static void head(const page *p) {
  const view_story *v = p->view;
  plain(p, "# ");
  text(p, v->title);
  plain(p, "\n\n**");
  for (uint32_t i = 0; i < v->finding.count; i++) {
    if (i > 0) plain(p, ", ");
    text(p, v->finding.at[i].text);
  }
  plain(p, "**\n\n");
  for (uint32_t i = 0; i < v->lede.count; i++) text(p, v->lede.at[i].text);
  plain(p, "\n\n");
  for (int i = 0; i < VIEW_STRIP; i++) {
    if (i > 0) plain(p, " · ");
    text(p, view_number(p->arena, v->strip[i].number));
    plain(p, " ");
    text(p, v->strip[i].label);
  }
  plain(p, "\n");
}

static void word(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->origins.count; i++) {
    const view_origin *o = &v->origins.at[i];
    plain(p, "- **");
    text(p, o->name);
    plain(p, "** (");
    text(p, o->tag);
    plain(p, ")\n");
    for (uint32_t k = 0; k < o->carriers.count; k++) {
      const view_carrier *c = &o->carriers.at[k];
      const char *indent = "  ";
      if (c->name.len > 0) {
        plain(p, "  - ");
        text(p, c->name);
        plain(p, c->is_inferred ? " *(inferred)*\n" : "\n");
        indent = "    ";
      }
      for (uint32_t s = 0; s < c->strands.count; s++) {
        const view_strand *strand = &c->strands.at[s];
        plain(p, indent);
        plain(p, "- ");
        if (strand->has_passage) passage(p, &strand->passage);
        else text(p, v->reports.at[strand->report].letter);
        plain(p, strand->first_inferred || strand->last_inferred ? " *(inferred)*\n" : "\n");
      }
    }
  }
  if (v->why.len > 0) {
    plain(p, "\n");
    text(p, v->why);
    plain(p, "\n");
  }
  if (v->why_first.len > 0) {
    plain(p, "\nWho had it first: ");
    if (v->has_first) {
      text(p, v->reports.at[v->first_report].letter);
      plain(p, ". ");
    }
    text(p, v->why_first);
    plain(p, "\n");
  }
}

static void reports(const page *p) {
  const view_story *v = p->view;
  plain(p, "| | report | published | how we know | words | left out |\n|---|---|---|---|---|---|\n");
  for (uint32_t i = 0; i < v->reports.count; i++) {
    const view_report *r = &v->reports.at[i];
    plain(p, "| ");
    text(p, r->letter);
    plain(p, " | ");
    text(p, r->title);
    plain(p, " (");
    text(p, r->file);
    plain(p, ") | ");
    text(p, r->date);
    plain(p, " | ");
    text(p, r->basis);
    if (r->sure.len > 0) plain(p, ", "), text(p, r->sure);
    plain(p, " | ");
    text(p, view_number(p->arena, r->words));
    plain(p, " | ");
    text(p, r->removed);
    plain(p, " |\n");
  }
}

static void claims(const page *p) {
  static const char *const stances[] = {"●", "❝", "✗", "…", "?", "?"};
  const view_story *v = p->view;
  text(p, v->claims_note);
  plain(p, "\n\n❝ on a source’s word, ● in its own voice, … the source will not say, ? does not know or doubts, ✗ denies, ≠ differs\n\n| | claim |");
  for (uint32_t i = 0; i < v->reports.count; i++) {
    plain(p, " ");
    text(p, v->reports.at[i].letter);
    plain(p, " |");
  }
  plain(p, " on whose word |\n|---|---|");
  for (uint32_t i = 0; i < v->reports.count; i++) plain(p, "---|");
  plain(p, "---|\n");
  for (uint32_t c = 0; c < v->claims.count; c++) {
    const view_claim *claim = &v->claims.at[c];
    plain(p, "| ");
    text(p, claim->id);
    plain(p, claim->is_lead ? " | **" : " | ");
    text(p, claim->text);
    plain(p, claim->is_lead ? "** |" : " |");
    uint32_t next = 0;
    for (uint32_t i = 0; i < v->reports.count; i++) {
      plain(p, " ");
      if (next < claim->cells.count && claim->cells.at[next].report == i) {
        plain(p, stances[claim->cells.at[next].stance]);
        if (claim->cells.at[next].differs.len > 0) plain(p, "≠");
        next++;
      }
      plain(p, " |");
    }
    plain(p, " ");
    text(p, claim->whose);
    plain(p, " |\n");
  }
}

static void quotes(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->quotes.count; i++) {
    const view_quote *q = &v->quotes.at[i];
    plain(p, "- ");
    text(p, q->id);
    plain(p, " **");
    text(p, q->speaker);
    plain(p, "**\n");
    for (uint32_t k = 0; k < q->versions.count; k++) {
      const view_version *ver = &q->versions.at[k];
      plain(p, "  - ");
      text(p, view_letters(p->arena, v, &ver->passages));
      plain(p, ": ");
      if (ver->edits.count == 0) text(p, ver->text);
      for (uint32_t e = 0; e < ver->edits.count; e++) {
        static const char *const marks[] = {"", "~~", "**"};
        const edit *ed = &ver->edits.at[e];
        plain(p, e > 0 ? " " : "");
        plain(p, marks[ed->kind]);
        text(p, ed->words);
        plain(p, marks[ed->kind]);
      }
      if (ver->note.len > 0) {
        plain(p, " *(");
        text(p, ver->note);
        plain(p, ")*");
      }
      plain(p, "\n");
    }
  }
}

static void conflict_list(const page *p, const view_conflicts *list) {
  for (uint32_t i = 0; i < list->count; i++) {
    const view_conflict *x = &list->at[i];
    plain(p, "- ");
    text(p, x->id);
    plain(p, " **");
    text(p, x->text);
    sink_format(p->out, "** (%s)\n", x->kind);
    for (uint32_t k = 0; k < x->sides.count; k++) {
      const view_side *s = &x->sides.at[k];
      plain(p, "  - ");
      text(p, s->value);
      plain(p, "\n");
      for (uint32_t l = 0; l < s->lines.count; l++) {
        plain(p, "    - ");
        passage(p, &s->lines.at[l].passage);
        plain(p, "\n");
      }
      passages(p, &s->likewise, "    - ");
    }
    if (x->reading.len > 0) {
      plain(p, "  - → ");
      text(p, x->reading);
      plain(p, "\n");
    }
  }
}

static void conflicts_section(const page *p) {
  const view_story *v = p->view;
  conflict_list(p, &v->conflicts);
  if (v->updates.count > 0) plain(p, "\nReplaced over time:\n\n");
  conflict_list(p, &v->updates);
  if (v->weak.count > 0) plain(p, "\nWeak, uncounted:\n\n");
  conflict_list(p, &v->weak);
}

static void denials(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *r = &v->refusals.at[i];
    sink_format(p->out, "- %s: **", view_refusal_title(r->kind));
    text(p, r->who);
    plain(p, "**\n");
    passages(p, &r->passages, "  - ");
  }
}

static void names(const page *p) {
  const view_story *v = p->view;
  for (uint32_t i = 0; i < v->names.count; i++) {
    plain(p, "- ");
    for (uint32_t k = 0; k < v->names.at[i].variants.count; k++) {
      plain(p, k > 0 ? " · " : "");
      text(p, v->names.at[i].variants.at[k].text);
      plain(p, " (");
      text(p, view_letters(p->arena, v, &v->names.at[i].variants.at[k].passages));
      plain(p, ")");
    }
    plain(p, "\n");
  }
}

static void timeline(const page *p) {
  const view_story *v = p->view;
  plain(p, "| when | what | reports |\n|---|---|---|\n");
  for (uint32_t i = 0; i < v->timeline.count; i++) {
    plain(p, "| ");
    text(p, v->timeline.at[i].when);
    plain(p, " | ");
    text(p, v->timeline.at[i].what);
    plain(p, " | ");
    text(p, view_letters(p->arena, v, &v->timeline.at[i].passages));
    plain(p, " |\n");
  }
}

void show_report_markdown(const report *r, const show_options *options, arena *scratch, sink *out) {
  static void (*const writers[VIEW_SECTION_COUNT])(const page *) = {word, claims, quotes, conflicts_section, denials, names, timeline, reports};
  (void)options;
  for (uint32_t i = 0; i < r->stories.count; i++) {
    arena_mark mark = arena_save(scratch);
    page p = {out, scratch, view_make(r, i, scratch)};
    if (i > 0) plain(&p, "\n---\n\n");
    head(&p);
    for (view_section s = VIEW_WORD; s < VIEW_SECTION_COUNT; s++) {
      if (!p.view->shown[s]) continue;
      heading(&p, view_section_title(s));
      writers[s](&p);
    }
    arena_release(scratch, mark);
  }
}
