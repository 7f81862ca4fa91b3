/* On whose word: the graph's caption and reasons, the tree with its passages, the table of reports, the voices. */
#include "show/html.h"

/* ---- the tree ---- */

static void strand_item(html *h, const view_strand *s, bool show_first) {
  const view_report *r = &h->v->reports.at[s->report];
  bool inferred = s->last_inferred || (show_first && s->first_inferred);
  if (s->has_passage)
    sink_format(h->out, "<li data-b=\"%llu–%llu\"", (unsigned long long)s->passage.from, (unsigned long long)s->passage.to);
  else html_put(h, "<li");
  html_put(h, " data-r=\"%s\"%z>", r->letter, inferred ? " class=\"inferred\"" : "");
  html_rep(h, r->letter, s->has_passage ? s->passage.mark : r->letter);
  if (s->has_passage) html_put(h, " <q>%s</q>", s->passage.text);
  else html_put(h, " <span class=\"note\">%s</span>", r->name);
  if (s->last_inferred || s->first_inferred)
    html_put(h, " <span class=\"note\">%z</span>",
             s->first_inferred && !s->last_inferred ? "Inferred: the report does not say from whom they have it." : "Inferred.");
  html_put(h, "</li>\n");
}

static void origin_tree(html *h, const view_origin *o) {
  html_put(h, "<li id=\"%p%s\"><b>%s</b> <span class=\"tag\">%s</span><ul>\n", o->id, o->name, o->tag);
  for (uint32_t k = 0; k < o->carriers.count; k++) {
    const view_carrier *c = &o->carriers.at[k];
    if (c->name.len == 0) {
      /* Nobody in between: the reports hang on the origin itself. */
      for (uint32_t m = 0; m < c->strands.count; m++) strand_item(h, &c->strands.at[m], true);
      continue;
    }
    html_put(h, "<li class=\"%z\"><b>%s</b>%z<ul>\n", c->is_inferred ? "inferred" : "stated", c->name,
             c->is_inferred ? " <span class=\"tag\">inferred</span>" : "");
    for (uint32_t m = 0; m < c->strands.count; m++) strand_item(h, &c->strands.at[m], false);
    html_put(h, "</ul></li>\n");
  }
  html_put(h, "</ul></li>\n");
}

static void other_origins(html *h) {
  const view_story *v = h->v;
  if (v->other_origins.count == 0) return;
  html_put(h, "<details class=\"more\"><summary>Origins of other claims (%u)</summary><ul class=\"tree\">\n", v->other_origins.count);
  for (uint32_t i = 0; i < v->other_origins.count; i++) {
    const view_origin *o = &v->other_origins.at[i];
    if (o->claim.len > 0) html_put(h, "<li class=\"of note\">of <a href=\"#%p%s\">%s</a></li>\n", o->claim, o->claim);
    origin_tree(h, o);
  }
  html_put(h, "</ul></details>\n");
}

static void reasons(html *h) {
  const view_story *v = h->v;
  if (v->why.len > 0) html_put(h, "<h3>%s</h3><p class=\"why\">%s</p>\n", v->why_title, v->why);
  if (v->reports.count < 2 || (!v->has_first && v->why_first.len == 0)) return;
  html_put(h, "<h3>Who had it first</h3><p class=\"why\">");
  if (v->has_first) {
    html_rep(h, v->reports.at[v->first_report].letter, v->reports.at[v->first_report].letter);
    html_put(h, " ");
  }
  html_put(h, "%s</p>\n", v->why_first.len > 0 ? v->why_first : v->reports.at[v->first_report].name);
}

/* ---- the table of reports ---- */

static void how_we_know(html *h, const view_report *r) {
  if (r->basis.len == 0) {
    html_put(h, "–");
    return;
  }
  html_put(h, "%s", r->basis);
  if (r->sure.len > 0) html_put(h, ", %s", r->sure);
  bool first = true;
  for (uint32_t i = 0; i < r->date_passages.count && i < 3; i++) {
    const view_passage *p = &r->date_passages.at[i];
    html_put(h, "%z", first ? ": " : " · ");
    if (p->doc != r->doc) html_put(h, "<span class=\"note\">%s</span> ", p->letter);
    html_put(h, "<a href=\"#%p%s\"><q>%s</q></a>", p->mark, p->text);
    first = false;
  }
  if (r->date_is_inferred && r->basis_words.len > 0) html_put(h, "%z%s", first ? ": " : " · ", r->basis_words);
  else if (first && r->basis_words.len > 0) html_put(h, ": <q>%s</q>", r->basis_words);
}

static void report_row(html *h, const view_report *r) {
  html_put(h, "<tr id=\"%pd%s\" data-r=\"%s\"><th scope=\"row\"><span class=\"row\">", r->letter, r->letter);
  html_rep(h, r->letter, r->letter);
  html_put(h, " <span>");
  if (r->outlet.len > 0) html_put(h, "<b>%s</b> ", r->outlet);
  html_put(h, r->title_is_words ? "<q>%s</q>" : "%s", r->title);
  html_put(h, " <small>%s", r->file);
  if (r->copy_of != NONE) {
    html_put(h, " · a copy of ");
    html_rep(h, h->v->reports.at[r->copy_of].letter, h->v->reports.at[r->copy_of].letter);
  }
  if (r->is_foreign) html_put(h, " · in another language (%s): kept, nothing looked for in it", r->lang.len > 0 ? r->lang : STR("unknown"));
  if (r->outlet_is_inferred) {
    html_put(h, " · outlet inferred: ");
    html_rep(h, r->outlet_passage.letter, r->outlet_passage.mark);
    html_put(h, " <q>%s</q>", r->outlet_passage.text);
  }
  html_put(h, "</small></span></span></th><td class=\"date\" data-h=\"Published\">%s</td><td data-h=\"How we know\">", r->date);
  how_we_know(h, r);
  html_put(h, "</td><td class=\"num\" data-h=\"Words\">%s</td><td data-h=\"Left out\">%s</td></tr>\n", view_number(h->a, r->words),
           r->removed.len > 0 ? r->removed : STR("–"));
}

static void report_table(html *h) {
  const view_story *v = h->v;
  html_put(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The reports compared%z%s\"><table class=\"list\"><caption>%z</caption>",
           v->prefix.len > 0 ? ", story " : "", v->prefix.len > 0 ? view_number(h->a, v->index + 1) : STR(""),
           v->reports.count == 1 ? "The report" : "The reports compared");
  html_put(h, "<thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Published</th><th scope=\"col\">How we know</th>"
              "<th scope=\"col\" class=\"num\">Words</th><th scope=\"col\">Left out</th></tr></thead><tbody>\n");
  for (uint32_t i = 0; i < v->reports.count; i++) report_row(h, &v->reports.at[i]);
  html_put(h, "</tbody></table></div>\n");
}

/* ---- voices ---- */

static void voice(html *h, const view_source *s) {
  html_put(h, "<li id=\"%p%s\" data-p=\"%s\" data-r=\"", s->id, s->id);
  for (uint32_t i = 0; i < s->mentions.count; i++) html_put(h, "%z%s", i > 0 ? " " : "", s->mentions.at[i].letter);
  html_put(h, "\"><b>%s</b> <span class=\"tag\">%s</span> ", s->name, s->tag);
  if (s->role.len > 0) html_put(h, "%s ", s->role);
  html_reps(h, &s->mentions);
  if (s->body.len > 0) html_put(h, " <span class=\"note\">speaks for %s</span>", s->body);
  if (s->via.len > 0) html_put(h, " <span class=\"note\">%s</span>", s->via);
  if (s->aliases.len > 0) html_put(h, " <span class=\"note\">also: %s</span>", s->aliases);
  html_put(h, "</li>\n");
}

static void voices(html *h) {
  const view_story *v = h->v;
  if (v->sources.count == 0) return;
  html_put(h, "<details class=\"more\"><summary>All voices in %z (%u)</summary><ul class=\"voices\">\n",
           v->reports.count == 1 ? "this report" : "these reports", v->sources.count);
  for (uint32_t i = 0; i < v->sources.count; i++) voice(h, &v->sources.at[i]);
  html_put(h, "</ul></details>\n");
}

static void summary(html *h) {
  const view_story *v = h->v;
  if (v->summary.count == 0) return;
  html_put(h, "<h3>The event, in the reports’ own words</h3><ul class=\"pas\">\n");
  for (uint32_t i = 0; i < v->summary.count; i++) {
    const view_passage *p = &v->summary.at[i];
    sink_format(h->out, "<li data-b=\"%llu–%llu\" ", (unsigned long long)p->from, (unsigned long long)p->to);
    html_put(h, "data-r=\"%s\">", p->letter);
    html_rep(h, p->letter, p->letter);
    html_put(h, "<p><q>%s</q></p></li>\n", p->text);
  }
  html_put(h, "</ul>\n");
}

void html_word(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_WORD, true, STR(""));
  if (v->origins.count > 0) {
    html_put(h, "<div class=\"pair\"><div>");
    html_graph(h);
    reasons(h);
    summary(h);
    html_put(h, "</div>\n<div><h3 class=\"note\">The same, in the reports’ own words</h3><ul class=\"tree\">\n");
    for (uint32_t i = 0; i < v->origins.count; i++) origin_tree(h, &v->origins.at[i]);
    html_put(h, "</ul></div></div>\n");
  } else {
    html_empty(h, VIEW_WORD);
    reasons(h);
    summary(h);
  }
  other_origins(h);
  report_table(h);
  voices(h);
  html_section_end(h);
}
