/* Conflicts and updates as cards, denials and refusals, names and spellings.
 *
 * A card's lines stand in columns that are the same down the card: before, the differing words, after.
 */
#include "show/html.h"

/* ---- conflicts ---- */

static void line(html *h, const view_line *l) {
  sink_format(h->out, "<p class=\"kwic%s\" data-b=\"%llu–%llu\"", l->at.len > 0 ? "" : " whole", (unsigned long long)l->passage.from,
              (unsigned long long)l->passage.to);
  html_put(h, " data-c=\"%s\">", l->passage.text);
  html_rep(h, l->passage.letter, l->passage.mark);
  if (l->at.len == 0) html_put(h, " <span class=\"all\">%s</span></p>\n", l->after);
  else
    html_put(h, " <span class=\"before\">%s</span> <span class=\"at\"><mark>%s</mark>%s</span> <span class=\"after\">%s</span></p>\n", l->before, l->at,
             l->tail, l->after);
}

static void side_rows(html *h, const view_side *s, str claim) {
  html_put(h, "<div class=\"side\"><p class=\"value\"><b>%s</b>", s->value);
  if (s->who.len > 0) html_put(h, " <span class=\"note\">%s</span>", s->who);
  html_put(h, "</p>\n");
  for (uint32_t i = 0; i < s->lines.count; i++) line(h, &s->lines.at[i]);
  if (s->likewise.count > 0) {
    html_put(h, "<p class=\"kwic also\">");
    html_reps(h, &s->likewise);
    html_put(h, " <span class=\"note\">likewise");
    if (claim.len > 0) html_put(h, ", see <a href=\"#%p%s\">%s</a>", claim, claim);
    html_put(h, "</span></p>\n");
  }
  html_put(h, "</div>\n");
}

static void card(html *h, const view_conflict *c, bool counts) {
  html_put(h, "<article class=\"conflict%z\" id=\"%p%s\"", counts ? "" : " aside", c->id);
  html_data_reports(h, &c->reports);
  html_data_sources(h, &c->sources);
  html_put(h, "><h3>");
  html_id(h, c->id);
  html_put(h, "%s <span class=\"tag\">%z</span>", c->text, c->kind);
  if (c->claim.len > 0) html_put(h, " <span class=\"note\">on <a href=\"#%p%s\">%s</a></span>", c->claim, c->claim);
  html_put(h, "</h3><div class=\"sides\">\n");
  for (uint32_t i = 0; i < c->sides.count; i++) side_rows(h, &c->sides.at[i], c->claim);
  html_put(h, "</div>");
  if (c->reading.len > 0) html_put(h, "<p class=\"reading\"><b>Reading</b> %s</p>", c->reading);
  html_put(h, "</article>\n");
}

void html_conflicts(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_CONFLICTS, false, STR("Passages that cannot all be right. The words that differ stand under each other."));
  if (v->conflicts.count == 0) html_empty(h, VIEW_CONFLICTS);
  for (uint32_t i = 0; i < v->conflicts.count; i++) card(h, &v->conflicts.at[i], true);
  if (v->reports.count > 1) {
    html_put(h, "<h3 class=\"group\">Updates over time <span class=\"count\">%u</span></h3>\n", v->updates.count);
    if (v->updates.count == 0) html_put(h, "<p class=\"empty\">%z</p>\n", VIEW_EMPTY_UPDATES);
    for (uint32_t i = 0; i < v->updates.count; i++) card(h, &v->updates.at[i], false);
  }
  if (v->weak.count > 0) {
    html_put(h, "<h3 class=\"group\">Weak ones <span class=\"count\">%u, not counted</span></h3>\n", v->weak.count);
    for (uint32_t i = 0; i < v->weak.count; i++) card(h, &v->weak.at[i], false);
  }
  html_section_end(h);
}

/* ---- denials and refusals ---- */

void html_denials(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_DENIALS, false, STR("To deny is not the same as not to know, and neither is silence."));
  if (v->refusals.count == 0) html_empty(h, VIEW_DENIALS);
  int open = -1;
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *r = &v->refusals.at[i];
    if ((int)r->kind != open) {
      if (open >= 0) html_put(h, "</ul></div>\n");
      open = (int)r->kind;
      html_put(h, "<div class=\"deny\"><h3>%z</h3><ul>\n", view_refusal_title(r->kind));
    }
    index_vec reports = {0}, sources = {0};
    for (uint32_t k = 0; k < r->passages.count; k++)
      if (k == 0 || r->passages.at[k].report != r->passages.at[k - 1].report) vec_push(h->a, &reports, r->passages.at[k].report);
    if (r->source != NONE) vec_push(h->a, &sources, r->source);
    html_put(h, "<li id=\"%p%s\"", r->id);
    html_data_reports(h, &reports);
    html_data_sources(h, &sources);
    html_put(h, ">");
    html_id(h, r->id);
    html_put(h, "<div><b>%s</b>", r->who);
    if (r->claim.len > 0) html_put(h, "<br><span class=\"note\"><a href=\"#%p%s\">%s</a> %s</span>", r->claim_id, r->claim_id, r->claim);
    html_put(h, "</div><ul class=\"pas\">");
    for (uint32_t k = 0; k < r->passages.count; k++) html_passage(h, &r->passages.at[k], STR(""));
    html_put(h, "</ul></li>\n");
  }
  if (open >= 0) html_put(h, "</ul></div>\n");
  html_section_end(h);
}

/* ---- names ---- */

static void variants(html *h, const view_name *n) {
  for (uint32_t i = 0; i < n->variants.count; i++) {
    html_put(h, "<span class=\"var\">%s ", n->variants.at[i].text);
    html_reps(h, &n->variants.at[i].passages);
    html_put(h, "</span> ");
  }
}

void html_names(html *h) {
  const view_story *v = h->v;
  bool roles = false;
  for (uint32_t i = 0; i < v->names.count; i++) roles = roles || v->names.at[i].role.len > 0;
  html_section(h, VIEW_NAMES, false, STR("One person, body or place, as each report writes it."));
  html_put(h, "<table class=\"list names\"><thead><tr><th scope=\"col\">Who or what</th><th scope=\"col\">Written</th>%z</tr></thead><tbody>\n",
           roles ? "<th scope=\"col\">Described as</th>" : "");
  for (uint32_t i = 0; i < v->names.count; i++) {
    const view_name *n = &v->names.at[i];
    html_put(h, "<tr id=\"%p%s\" data-r=\"", n->id);
    for (uint32_t r = 0, first = 1; r < v->reports.count; r++) {
      bool has = false;
      for (uint32_t k = 0; k < n->variants.count && !has; k++)
        for (uint32_t m = 0; m < n->variants.at[k].passages.count && !has; m++) has = n->variants.at[k].passages.at[m].report == r;
      if (has) html_put(h, "%z%s", first ? "" : " ", v->reports.at[r].letter), first = 0;
    }
    html_put(h, "\"><th scope=\"row\"><span class=\"row\">");
    html_id(h, n->id);
    html_put(h, "<span>%s", n->name);
    html_conflict_links(h, &n->conflict, n->conflict.len > 0 ? 1 : 0);
    html_put(h, " <small>%s</small></span></span></th><td data-h=\"Written\">", n->kind);
    variants(h, n);
    html_put(h, "</td>");
    if (roles) html_put(h, "<td data-h=\"Described as\">%s</td>", n->role.len > 0 ? n->role : STR("–"));
    html_put(h, "</tr>\n");
  }
  html_put(h, "</tbody></table>\n");
  html_section_end(h);
}
