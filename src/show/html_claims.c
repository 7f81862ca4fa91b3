/* Claims × reports: in all, in some, in one only; a drawn sign in each cell.
 *
 * A sign links to the passage's mark, so that it works without script; with script it opens the passages under the
 * claim, which stand ready in "All passages". Copies share a column: its cell is the first of its reports that has one.
 */
#include "show/html.h"

enum { DENSE_FROM = 9, WHO_MOVES_FROM = 11, HEAD_ABOVE_FROM = 15, SCROLLS_FROM = 31 };

static const char *sign(cell_stance s) {
  switch (s) {
    case CELL_STATES: return "own";
    case CELL_ATTRIBUTES: return "src";
    case CELL_DENIES: return "den";
    case CELL_DECLINES: return "mum";
    case CELL_DISCLAIMS: case CELL_DOUBTS: return "doubt";
  }
  return "own";
}

static void shape(html *h, const char *name, const char *more) {
  html_put(h, "<svg class=\"shape%z\" aria-hidden=\"true\"><use href=\"#s-%z\"/></svg>", more, name);
}

/* "A B": the letters of a column, its copies with it. */
static str column_letters(html *h, uint32_t column) {
  const view_report *r = &h->v->reports.at[h->v->columns.at[column]];
  str out = r->letter;
  for (uint32_t i = 0; i < r->copies.count; i++) out = str_format(h->a, "%.*s %.*s", STR_ARG(out), STR_ARG(h->v->reports.at[r->copies.at[i]].letter));
  return out;
}

/* The claim's cell in each column: the first of its reports that has one. */
static void column_cells(const html *h, const view_claim *c, const view_cell **cells) {
  memset(cells, 0, h->v->columns.count * sizeof *cells);
  for (uint32_t i = c->cells.count; i-- > 0;) cells[h->v->reports.at[c->cells.at[i].report].column] = &c->cells.at[i];
}

static void claim_data(html *h, const view_claim *c) {
  index_vec reports = {0}, sources = {0};
  for (uint32_t i = 0; i < c->cells.count; i++) {
    vec_push(h->a, &reports, c->cells.at[i].report);
    bool told = c->cells.at[i].source == NONE;
    for (uint32_t k = 0; k < sources.count && !told; k++) told = sources.at[k] == c->cells.at[i].source;
    if (!told) vec_push(h->a, &sources, c->cells.at[i].source);
  }
  html_data_reports(h, &reports);
  html_data_sources(h, &sources);
}

/* The link that is a sign. */
static void cell_link(html *h, const view_claim *c, const view_cell *cell, bool with_letter) {
  str letter = h->v->reports.at[cell->report].letter;
  html_put(h, "<a class=\"cell\" href=\"#%p%s\" data-to=\"%p%s\">", cell->passages.at[0].mark, c->id);
  if (with_letter) html_put(h, "<span class=\"let\" aria-hidden=\"true\">%s</span>", letter);
  shape(h, sign(cell->stance), "");
  if (cell->differs.len > 0) shape(h, "ne", " ne");
  html_put(h, "<span class=\"vh\">%s: %z%z</span></a>", letter, cell->words, cell->differs.len > 0 ? ", differs" : "");
}

static void claim_row(html *h, const view_claim *c, const view_cell **cells) {
  uint32_t columns = h->v->columns.count;
  html_put(h, "<tr id=\"%p%s\"", c->id);
  claim_data(h, c);
  html_put(h, " class=\"claim%z\"><th scope=\"row\">", c->is_lead ? " lead" : "");
  html_id(h, c->id);
  html_put(h, "%s", c->text);
  html_conflict_links(h, c->conflicts.at, c->conflicts.count);
  if (columns >= WHO_MOVES_FROM) html_put(h, " <span class=\"note\">%s</span>", c->whose);
  html_put(h, "</th>");
  column_cells(h, c, cells);
  for (uint32_t k = 0; k < columns; k++) {
    const view_cell *cell = cells[k];
    str letters = column_letters(h, k);
    if (!cell) {
      html_put(h, "<td data-r=\"%s\" class=\"none\"><span class=\"vh\">not in %s</span></td>", letters, h->v->reports.at[h->v->columns.at[k]].letter);
      continue;
    }
    html_put(h, "<td data-r=\"%s\">", letters);
    cell_link(h, c, cell, true);
    html_put(h, "</td>");
  }
  if (columns < WHO_MOVES_FROM) html_put(h, "<td class=\"who\">%s</td>", c->whose);
  html_put(h, "</tr>\n");
}

static void claim_head(html *h) {
  const view_story *v = h->v;
  html_put(h, "<thead><tr><th scope=\"col\">Claim</th>");
  for (uint32_t k = 0; k < v->columns.count; k++) {
    const view_report *r = &v->reports.at[v->columns.at[k]];
    html_put(h, "<th scope=\"col\" data-r=\"%s\" class=\"col\">", column_letters(h, k));
    html_rep(h, r->letter, r->letter);
    if (r->copies.count > 0)
      html_put(h, "<small><span aria-hidden=\"true\">+%u</span><span class=\"vh\"> and %s</span></small>", r->copies.count, view_count(h->a,
          r->copies.count, "copy", "copies"));
    html_put(h, "</th>");
  }
  if (v->columns.count < WHO_MOVES_FROM) html_put(h, "<th scope=\"col\" class=\"who\">On whose word</th>");
  html_put(h, "</tr></thead>\n");
}

static void claim_group(html *h, view_group group, str title) {
  const view_story *v = h->v;
  if (v->group_count[group] == 0) return;
  html_put(h, "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\">%s <span class=\"count\">%u</span></th></tr>\n",
           v->columns.count + (v->columns.count < WHO_MOVES_FROM ? 2 : 1), title, v->group_count[group]);
  const view_cell **cells = ARENA_ARRAY(h->a, const view_cell *, v->columns.count);
  for (uint32_t i = 0; i < v->claims.count; i++)
    if (v->claims.at[i].group == group) claim_row(h, &v->claims.at[i], cells);
  html_put(h, "</tbody>\n");
}

/* ---- in one only ---- */

static void single_claims(html *h) {
  const view_story *v = h->v;
  if (v->group_count[VIEW_IN_ONE] == 0) return;
  if (v->reports.count > 1) html_put(h, "<h3 class=\"group\">In one report only <span class=\"count\">%u</span></h3>", v->group_count[VIEW_IN_ONE]);
  html_put(h, "<div class=\"ones%z\">\n", v->columns.count == 1 ? " single" : "");
  uint32_t open = NONE;
  for (uint32_t i = 0; i < v->claims.count; i++) {
    const view_claim *c = &v->claims.at[i];
    if (c->group != VIEW_IN_ONE) continue;
    uint32_t column = v->reports.at[c->cells.at[0].report].column;
    if (column != open) {
      if (open != NONE) html_put(h, "</ul></div>\n");
      open = column;
      const view_report *r = &v->reports.at[v->columns.at[column]];
      html_put(h, "<div data-r=\"%s\">", column_letters(h, column));
      if (v->reports.count > 1) {
        html_put(h, "<h4>");
        html_rep(h, r->letter, r->letter);
        html_put(h, "%z alone</h4>", r->copies.count > 0 ? " and its copies" : "");
      }
      html_put(h, "<ul>\n");
    }
    html_put(h, "<li id=\"%p%s\"", c->id);
    claim_data(h, c);
    html_put(h, "%z>", c->is_lead ? " class=\"lead\"" : "");
    html_id(h, c->id);
    cell_link(h, c, &c->cells.at[0], false);
    const view_cell *cell = &c->cells.at[0];
    html_put(h, " <div>%s", c->text);
    html_conflict_links(h, c->conflicts.at, c->conflicts.count);
    html_put(h, " <span class=\"note\">%s</span></div></li>\n", cell->who.len > 0 ? cell->who : STR("no source given"));
  }
  if (open != NONE) html_put(h, "</ul></div>\n");
  html_put(h, "</div>\n");
}

/* ---- all passages ---- */

static void passages(html *h) {
  const view_story *v = h->v;
  html_put(h, "<details class=\"more passages\"><summary>All passages, claim by claim</summary><div class=\"all\">\n");
  for (uint32_t i = 0; i < v->claims.count; i++) {
    const view_claim *c = &v->claims.at[i];
    html_put(h, "<div");
    claim_data(h, c);
    html_put(h, "><h3><a class=\"id\" href=\"#%p%s\">%s</a> %s</h3><ol class=\"pas\" id=\"%p%s-p\">", c->id, c->id, c->text, c->id);
    for (uint32_t k = 0; k < c->cells.count; k++) {
      const view_cell *cell = &c->cells.at[k];
      str note = str_of(cell->words);
      if (cell->who.len > 0) note = str_format(h->a, "%.*s: %s", STR_ARG(cell->who), cell->words);
      if (cell->differs.len > 0) note = str_format(h->a, "%.*s; differs, see %.*s", STR_ARG(note), STR_ARG(cell->differs));
      for (uint32_t m = 0; m < cell->passages.count; m++) html_passage(h, &cell->passages.at[m], m == 0 ? note : STR(""));
    }
    html_put(h, "</ol></div>\n");
  }
  html_put(h, "</div></details>\n");
}

/* ---- the legend: only the signs that occur ---- */

static void legend(html *h) {
  static const struct { cell_stance stance; const char *words; } SIGNS[] = {
    {CELL_ATTRIBUTES, "on a source’s word"}, {CELL_STATES, "in its own voice"}, {CELL_DENIES, "a source denies it"},
    {CELL_DECLINES, "the source will not say"}, {CELL_DISCLAIMS, "the source does not know, or doubts it"},
  };
  bool used[6] = {false}, differs = false;
  for (uint32_t i = 0; i < h->v->claims.count; i++)
    for (uint32_t k = 0; k < h->v->claims.at[i].cells.count; k++) {
      cell_stance s = h->v->claims.at[i].cells.at[k].stance;
      used[s == CELL_DOUBTS ? CELL_DISCLAIMS : s] = true;
      differs = differs || h->v->claims.at[i].cells.at[k].differs.len > 0;
    }
  html_put(h, "<p class=\"legend\">");
  for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
    if (!used[SIGNS[i].stance]) continue;
    html_put(h, "<span class=\"key\">");
    shape(h, sign(SIGNS[i].stance), "");
    html_put(h, " %z</span> ", SIGNS[i].words);
  }
  if (differs) {
    html_put(h, "<span class=\"key\">");
    shape(h, "ne", " ne");
    html_put(h, " differs, see the conflict</span> ");
  }
  html_put(h, "<span class=\"key\">%z</span> <span class=\"key screen\">Choose a sign to read the passage.</span></p>\n",
           h->v->reports.count > 1 ? "blank: not in this report" : "");
}

void html_claims(html *h) {
  const view_story *v = h->v;
  uint32_t columns = v->columns.count;
  html_section(h, VIEW_CLAIMS, columns >= HEAD_ABOVE_FROM, v->claims_note);
  if (v->claims.count == 0) {
    html_empty(h, VIEW_CLAIMS);
    html_section_end(h);
    return;
  }
  legend(h);
  if (v->group_count[VIEW_IN_ALL] + v->group_count[VIEW_IN_SOME] > 0) {
    bool scrolls = columns >= SCROLLS_FROM;
    if (scrolls)
      html_put(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Claims by report%z%s\">", v->prefix.len > 0 ? ", story " : "",
               v->prefix.len > 0 ? view_number(h->a, v->index + 1) : STR(""));
    html_put(h, "<table class=\"claims%z\">", columns >= DENSE_FROM ? " dense" : "");
    claim_head(h);
    str in_all = columns == 2 ? STR("In both reports") : str_format(h->a, "In all %u reports", columns);
    if (columns < v->reports.count) in_all = STR("In all reports that are no copies");
    claim_group(h, VIEW_IN_ALL, in_all);
    claim_group(h, VIEW_IN_SOME, STR("In some of them"));
    html_put(h, "</table>%z\n", scrolls ? "</div>" : "");
  }
  single_claims(h);
  passages(h);
  html_section_end(h);
}
