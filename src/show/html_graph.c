/* The graph: on whose word, as inline SVG, laid out here.
 *
 * Three columns of nodes: origins, carriers, rows (a report; copies share the row of what they copy). A strand is one
 * (origin, carrier, row), two legs, drawn as one thin line, so that lines can be counted. Layout in three steps:
 *   order      from several first orders of the carriers: sweeps by barycentre, then swaps of neighbours while crossings
 *              fall; the best order wins, the earlier of two that are equal;
 *   places     rows at fixed steps; carriers, then origins, at the mean of what they feed, pushed apart by pooling
 *              (least movement that keeps order and distance);
 *   drawing    strands side by side inside their bundles, sorted by where they go, so that none cross in a bundle.
 * All numbers are tenths of a pixel, all divisions of integers: the same drawing on every machine.
 */
#include "show/html.h"

#include "base/map.h"
#include "base/utf8.h"

enum {
  WIDTH = 7040, X_CARRIER = 2400, X_ROW = 4860, LEG1_BEND = 1500, LEG2_START = 3960, TOP = 600,
  ROW = 540, ROW_DENSE = 340, DENSE_FROM = 9, PITCH = 60, PITCH_DENSE = 40, PITCH_FROM = 17,
  GAP_CARRIER = 320, GAP_ORIGIN = 660, MAX_ROWS = 60, PERMUTED = 5, MAX_STARTS = 120, SWEEPS = 4,
  ORIGIN_CHARS = 25, CARRIER_CHARS = 27, ROW_CHARS = 24,
};

typedef struct node { str label; uint32_t index; bool is_named, is_own; int64_t at, height; uint32_t strands; } node; /* at: first strand */
typedef struct strand { uint32_t origin, carrier, row; bool first_inferred, last_inferred; int64_t y0, y1, y2; } strand;
typedef VEC(node) nodes;
typedef struct layer { uint32_t *order, *place; uint32_t count; } layer; /* order[place] = node, place[node] = place */
typedef struct graph {
  arena *a;
  nodes origins, carriers, rows;
  VEC(strand) strands;
  int64_t pitch, row_step, height;
} graph;

/* ---- from the view ---- */

static uint32_t add_node(graph *g, nodes *to, str label, uint32_t index) {
  vec_push(g->a, to, ((node){label, index}));
  return to->count - 1;
}

static void add_strand(graph *g, uint32_t origin, uint32_t carrier, uint32_t row, const view_strand *s) {
  for (uint32_t i = 0; i < g->strands.count; i++) {
    strand *t = &g->strands.at[i];
    if (t->origin != origin || t->carrier != carrier || t->row != row) continue;
    t->first_inferred = t->first_inferred && s->first_inferred;
    t->last_inferred = t->last_inferred && s->last_inferred;
    return;
  }
  vec_push(g->a, &g->strands, ((strand){origin, carrier, row, s->first_inferred, s->last_inferred}));
}

static graph read_graph(const view_story *v, arena *a) {
  graph g = {a};
  uint32_t *row_of = ARENA_ARRAY(a, uint32_t, v->columns.count + 1);
  for (uint32_t c = 0; c < v->columns.count; c++) row_of[c] = NONE;
  /* rows in the order of letters, only those with a strand */
  bool *used = ARENA_ARRAY(a, bool, v->columns.count + 1);
  for (uint32_t i = 0; i < v->origins.count; i++)
    for (uint32_t k = 0; k < v->origins.at[i].reports.count; k++) used[v->reports.at[v->origins.at[i].reports.at[k]].column] = true;
  for (uint32_t c = 0; c < v->columns.count; c++)
    if (used[c]) row_of[c] = add_node(&g, &g.rows, v->reports.at[v->columns.at[c]].name, v->columns.at[c]);
  map carriers = map_new(a);
  for (uint32_t i = 0; i < v->origins.count; i++) {
    const view_origin *o = &v->origins.at[i];
    uint32_t origin = add_node(&g, &g.origins, o->name, i);
    g.origins.at[origin].is_named = o->is_named;
    g.origins.at[origin].is_own = o->is_own;
    for (uint32_t k = 0; k < o->carriers.count; k++) {
      const view_carrier *c = &o->carriers.at[k];
      /* A carrier of two origins is one node; "no carrier named" is each origin's own. */
      str key = c->name.len > 0 ? c->name : str_format(a, "\n%u", i);
      uint32_t carrier = *map_put(&carriers, key, g.carriers.count);
      if (carrier == g.carriers.count) {
        add_node(&g, &g.carriers, c->name.len > 0 ? c->name : o->is_own ? STR("") : STR("no carrier named"), k);
        g.carriers.at[carrier].is_named = c->name.len > 0;
      }
      for (uint32_t m = 0; m < c->strands.count; m++)
        add_strand(&g, origin, carrier, row_of[v->reports.at[c->strands.at[m].report].column], &c->strands.at[m]);
    }
  }
  return g;
}

/* ---- order ---- */

static layer new_layer(arena *a, uint32_t count) {
  layer l = {ARENA_ARRAY(a, uint32_t, count + 1), ARENA_ARRAY(a, uint32_t, count + 1), count};
  for (uint32_t i = 0; i < count; i++) l.order[i] = l.place[i] = i;
  return l;
}
static void copy_layer(layer *to, const layer *from) {
  memcpy(to->order, from->order, from->count * sizeof *from->order);
  memcpy(to->place, from->place, from->count * sizeof *from->place);
}

typedef struct weight { int64_t sum, count; uint32_t node; } weight;
static int by_weight(const void *x, const void *y) {
  const weight *a = x, *b = y;
  int64_t left = a->sum * b->count, right = b->sum * a->count;
  if (left != right) return left < right ? -1 : 1;
  return a->node < b->node ? -1 : a->node > b->node;
}

/* Which end of a strand: 0 origin, 1 carrier, 2 row. */
static uint32_t end_of(const strand *s, int level) { return level == 0 ? s->origin : level == 1 ? s->carrier : s->row; }

/* Nodes of `level` in the order of the mean place of their neighbours at the levels in `mask`. */
static void sweep(const graph *g, layer *l, int level, int mask) {
  weight *w = ARENA_ARRAY(g->a, weight, l[level].count + 1);
  for (uint32_t i = 0; i < l[level].count; i++) w[i].node = i;
  for (uint32_t i = 0; i < g->strands.count; i++)
    for (int other = level - 1; other <= level + 1; other += 2)
      if (other >= 0 && other <= 2 && (mask & (1 << other))) {
        weight *at = &w[end_of(&g->strands.at[i], level)];
        /* places as parts of the whole layer, so that a long layer does not outweigh a short one */
        at->sum += (2 * (int64_t)l[other].place[end_of(&g->strands.at[i], other)] + 1) * 10000 / l[other].count;
        at->count++;
      }
  for (uint32_t i = 0; i < l[level].count; i++)
    if (w[i].count == 0) w[i].sum = (2 * (int64_t)l[level].place[i] + 1) * 10000 / l[level].count, w[i].count = 1;
  sort_stable(g->a, w, l[level].count, sizeof *w, by_weight);
  for (uint32_t i = 0; i < l[level].count; i++) l[level].order[i] = w[i].node, l[level].place[w[i].node] = i;
}

static uint32_t crossings_between(const graph *g, const layer *l, int level) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->strands.count; i++)
    for (uint32_t k = i + 1; k < g->strands.count; k++) {
      const strand *s = &g->strands.at[i], *t = &g->strands.at[k];
      uint32_t s0 = l[level].place[end_of(s, level)], t0 = l[level].place[end_of(t, level)];
      uint32_t s1 = l[level + 1].place[end_of(s, level + 1)], t1 = l[level + 1].place[end_of(t, level + 1)];
      n += (s0 < t0 && s1 > t1) || (s0 > t0 && s1 < t1);
    }
  return n;
}
static uint32_t crossings(const graph *g, const layer *l) { return crossings_between(g, l, 0) + crossings_between(g, l, 1); }

/* How many crossings fall when the neighbours u (before) and v change places. */
static int gain(const graph *g, const layer *l, int level, uint32_t u, uint32_t v) {
  int before = 0, after = 0;
  for (uint32_t i = 0; i < g->strands.count; i++) {
    if (end_of(&g->strands.at[i], level) != u) continue;
    for (uint32_t k = 0; k < g->strands.count; k++) {
      if (end_of(&g->strands.at[k], level) != v) continue;
      for (int other = level - 1; other <= level + 1; other += 2) {
        if (other < 0 || other > 2) continue;
        uint32_t pu = l[other].place[end_of(&g->strands.at[i], other)], pv = l[other].place[end_of(&g->strands.at[k], other)];
        before += pu > pv;
        after += pv > pu;
      }
    }
  }
  return before - after;
}

static void swap_while_better(const graph *g, layer *l) {
  bool better = true;
  for (int round = 0; better && round < 32; round++) {
    better = false;
    for (int level = 2; level >= 0; level--)
      for (uint32_t i = 0; i + 1 < l[level].count; i++) {
        uint32_t u = l[level].order[i], v = l[level].order[i + 1];
        if (gain(g, l, level, u, v) <= 0) continue;
        l[level].order[i] = v, l[level].order[i + 1] = u;
        l[level].place[v] = i, l[level].place[u] = i + 1;
        better = true;
      }
  }
}

/* The start-th first order of the carriers: a permutation (by factorial digits) up to PERMUTED, else a rotation. */
static void first_order(arena *a, layer *l, uint32_t start) {
  if (l->count > PERMUTED) {
    for (uint32_t i = 0; i < l->count; i++) l->order[i] = (i + start) % l->count;
  } else {
    index_vec left = {0};
    for (uint32_t i = 0; i < l->count; i++) vec_push(a, &left, i);
    for (uint32_t i = 0; i < l->count; i++) {
      uint32_t base = l->count - i, digit = start % base;
      start /= base;
      l->order[i] = left.at[digit];
      memmove(&left.at[digit], &left.at[digit + 1], (left.count - digit - 1) * sizeof *left.at);
      left.count--;
    }
  }
  for (uint32_t i = 0; i < l->count; i++) l->place[l->order[i]] = i;
}

static void order_graph(const graph *g, layer *best) {
  layer l[3];
  const uint32_t counts[3] = {g->origins.count, g->carriers.count, g->rows.count};
  for (int i = 0; i < 3; i++) best[i] = new_layer(g->a, counts[i]), l[i] = new_layer(g->a, counts[i]);
  uint32_t starts = 1, fewest = UINT32_MAX;
  if (counts[1] > PERMUTED) starts = counts[1] < MAX_STARTS ? counts[1] : MAX_STARTS;
  else for (uint32_t i = 2; i <= counts[1]; i++) starts *= i;
  /* Each start looks at every pair of strands: fewer starts where there are many. */
  if (g->strands.count > 60 && starts > 12) starts = 12;
  for (uint32_t start = 0; start < starts && fewest > 0; start++) {
    arena_mark mark = arena_save(g->a);
    first_order(g->a, &l[1], start);
    for (int k = 0; k < SWEEPS; k++) {
      sweep(g, l, 2, 1 << 1);
      sweep(g, l, 0, 1 << 1);
      if (k > 0) sweep(g, l, 1, 1 << 0 | 1 << 2);
    }
    swap_while_better(g, l);
    uint32_t n = crossings(g, l);
    if (n < fewest) {
      fewest = n;
      for (int i = 0; i < 3; i++) copy_layer(&best[i], &l[i]);
    }
    arena_release(g->a, mark);
  }
}

/* ---- places ---- */

/* Puts nodes (in order) at their wishes with at least `gap` between, moving as little as may be: neighbours that are too
 * near become one pool at the mean of their wishes. */
static void push_apart(arena *a, nodes *list, const layer *l, const int64_t *wish, int64_t gap, int64_t top) {
  typedef struct pool { int64_t sum; uint32_t count, first; } pool;
  pool *pools = ARENA_ARRAY(a, pool, l->count + 1);
  int64_t *offset = ARENA_ARRAY(a, int64_t, l->count + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < l->count; i++) {
    if (i > 0) offset[i] = offset[i - 1] + list->at[l->order[i - 1]].height + gap;
    pools[n++] = (pool){wish[l->order[i]] - offset[i], 1, i};
    while (n > 1 && pools[n - 1].sum * pools[n - 2].count < pools[n - 2].sum * pools[n - 1].count) {
      pools[n - 2].sum += pools[n - 1].sum;
      pools[n - 2].count += pools[n - 1].count;
      n--;
    }
  }
  for (uint32_t p = 0; p < n; p++) {
    int64_t base = pools[p].sum / pools[p].count;
    for (uint32_t i = pools[p].first; i < pools[p].first + pools[p].count; i++) {
      int64_t at = base + offset[i];
      list->at[l->order[i]].at = at < top + offset[i] ? top + offset[i] : at;
    }
  }
}

static void place_graph(graph *g, layer *l) {
  arena *a = g->a;
  nodes *levels[3] = {&g->origins, &g->carriers, &g->rows};
  g->pitch = g->strands.count >= PITCH_FROM ? PITCH_DENSE : PITCH;
  g->row_step = g->rows.count >= DENSE_FROM ? ROW_DENSE : ROW;
  for (uint32_t i = 0; i < g->strands.count; i++)
    for (int level = 0; level < 3; level++) levels[level]->at[end_of(&g->strands.at[i], level)].strands++;
  for (int level = 0; level < 3; level++)
    for (uint32_t i = 0; i < levels[level]->count; i++) {
      uint32_t n = levels[level]->at[i].strands;
      levels[level]->at[i].height = n > 0 ? (int64_t)(n - 1) * g->pitch : 0;
    }
  int64_t y = TOP;
  for (uint32_t i = 0; i < g->rows.count; i++) {
    node *row = &g->rows.at[l[2].order[i]];
    row->at = y;
    int64_t need = row->height + 280;
    y += need > g->row_step ? need : g->row_step;
  }
  for (int level = 1; level >= 0; level--) {
    int64_t *wish = ARENA_ARRAY(a, int64_t, levels[level]->count + 1), *sum = ARENA_ARRAY(a, int64_t, levels[level]->count + 1);
    for (uint32_t i = 0; i < g->strands.count; i++) {
      const node *to = &levels[level + 1]->at[end_of(&g->strands.at[i], level + 1)];
      sum[end_of(&g->strands.at[i], level)] += to->at + to->height / 2;
    }
    for (uint32_t i = 0; i < levels[level]->count; i++) {
      const node *n = &levels[level]->at[i];
      wish[i] = n->strands > 0 ? sum[i] / n->strands - n->height / 2 : TOP;
    }
    push_apart(a, levels[level], &l[level], wish, level == 1 ? GAP_CARRIER : GAP_ORIGIN, TOP);
  }
  for (int level = 0; level < 3; level++)
    for (uint32_t i = 0; i < levels[level]->count; i++) {
      int64_t bottom = levels[level]->at[i].at + levels[level]->at[i].height + (level == 0 ? 300 : 160);
      if (bottom > g->height) g->height = bottom;
    }
}

/* ---- strands inside their bundles ---- */

typedef struct slot { uint32_t strand; int64_t key, second; } slot;
static int by_slot(const void *x, const void *y) {
  const slot *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->second != b->second) return a->second < b->second ? -1 : 1;
  return a->strand < b->strand ? -1 : a->strand > b->strand;
}

/* Strands of each node of `level` from its top down, by the places of their other ends. */
static void lay_strands(graph *g, const layer *l, int level) {
  arena *a = g->a;
  nodes *list = level == 0 ? &g->origins : level == 1 ? &g->carriers : &g->rows;
  VEC(slot) slots = {0};
  for (uint32_t i = 0; i < g->strands.count; i++) {
    const strand *s = &g->strands.at[i];
    int64_t origin = l[0].place[s->origin], carrier = l[1].place[s->carrier], row = l[2].place[s->row];
    slot to = {i, 0, 0};
    if (level == 0) to.key = carrier, to.second = row;
    if (level == 1) to.key = row, to.second = origin;
    if (level == 2) to.key = carrier, to.second = origin;
    vec_push(a, &slots, to);
  }
  vec_sort(a, &slots, by_slot);
  uint32_t *used = ARENA_ARRAY(a, uint32_t, list->count + 1);
  for (uint32_t i = 0; i < slots.count; i++) {
    strand *s = &g->strands.at[slots.at[i].strand];
    uint32_t n = end_of(s, level);
    int64_t y = list->at[n].at + g->pitch * used[n]++;
    if (level == 0) s->y0 = y;
    else if (level == 1) s->y1 = y;
    else s->y2 = y;
  }
}

/* ---- drawing ---- */

/* "M142.3": what stands before it, and a number. */
static void number(html *h, const char *before, int64_t tenths) {
  if (tenths % 10 == 0) sink_format(h->out, "%s%lld", before, (long long)(tenths / 10));
  else sink_format(h->out, "%s%lld.%lld", before, (long long)(tenths / 10), (long long)(tenths % 10));
}

/* Level, a curve from y to y2 between x and x2, level again. */
static void leg(html *h, bool inferred, str letters, int64_t x0, int64_t x, int64_t y, int64_t x2, int64_t y2, int64_t x3) {
  html_put(h, "<path class=\"%z\" data-r=\"%s\" d=\"", inferred ? "inferred" : "stated", letters);
  int64_t half = x + (x2 - x) / 2;
  number(h, "M", x0), number(h, " ", y), number(h, "H", x);
  if (y != y2) number(h, "C", half), number(h, " ", y), number(h, " ", half), number(h, " ", y2), number(h, " ", x2), number(h, " ", y2);
  number(h, "H", x3);
  html_put(h, "\"/>\n");
}

static void text(html *h, const char *class_name, int64_t x, int64_t y, str words) {
  html_put(h, "<text%z%z%z x=\"", *class_name ? " class=\"" : "", class_name, *class_name ? "\"" : "");
  number(h, "", x);
  html_put(h, "\" y=\"");
  number(h, "", y);
  html_put(h, "\">%s</text>", words);
}

/* At most `columns` wide, as a terminal would count. */
static str clip(arena *a, str s, unsigned columns) {
  if (utf8_columns(s) <= columns) return s;
  size_t at = 0;
  unsigned used = 1;
  while (at < s.len) {
    size_t length;
    utf8_at(s, at, &length);
    unsigned wide = utf8_columns(str_slice(s, at, at + length));
    if (used + wide > columns) break;
    used += wide;
    at += length;
  }
  while (at > 0 && s.at[at - 1] == ' ') at--;
  str quote = str_ends(s, STR("”")) ? STR("”") : STR("");
  return str_format(a, "%.*s…%.*s", (int)at, s.at, STR_ARG(quote));
}

static str letters_of(html *h, uint32_t report) {
  const view_report *r = &h->v->reports.at[report];
  str out = r->letter;
  for (uint32_t i = 0; i < r->copies.count; i++) out = str_format(h->a, "%.*s %.*s", STR_ARG(out), STR_ARG(h->v->reports.at[r->copies.at[i]].letter));
  return out;
}

static void draw_origin(html *h, const node *o) {
  int64_t top = o->at - 50;
  html_put(h, "<rect class=\"%z\" x=\"1.5\" y=\"", o->is_named ? "named" : o->is_own ? "own" : "unnamed");
  number(h, "", top);
  html_put(h, "\" width=\"9\" height=\"");
  number(h, "", o->height + 100);
  html_put(h, "\"/>");
  text(h, "big", 180, o->at - 120, clip(h->a, o->label, ORIGIN_CHARS));
  uint32_t reports = h->v->origins.at[o->index].reports.count;
  str told = view_count(h->a, reports, "report", NULL);
  if (!o->is_named) told = str_format(h->a, "%s, %.*s", o->is_own ? "no source given" : "unnamed", STR_ARG(told));
  text(h, o->is_named || o->is_own ? "sub soft" : "sub", 180, o->at + o->height + 190, told);
  html_put(h, "\n");
}

static void draw_row(html *h, const node *row) {
  const view_report *r = &h->v->reports.at[row->index];
  int64_t wide = r->letter.len > 1 ? 180 + 80 * (int64_t)(r->letter.len - 1) : 180;
  html_put(h, "<rect class=\"box\" x=\"486\" y=\"");
  number(h, "", row->at - 250);
  html_put(h, "\" width=\"");
  number(h, "", wide);
  html_put(h, "\" height=\"18\" rx=\"2\"/>");
  text(h, "let", X_ROW + wide / 2, row->at - 115, r->letter);
  str name = r->copies.count > 0 ? str_format(h->a, "+%u %.*s", r->copies.count, STR_ARG(row->label)) : row->label;
  text(h, "", X_ROW + wide + 70, row->at - 115, clip(h->a, name, ROW_CHARS));
  html_put(h, "\n");
}

void html_graph(html *h) {
  arena *a = h->a;
  graph g = read_graph(h->v, a);
  if (g.strands.count == 0 || g.rows.count > MAX_ROWS) return;
  layer l[3];
  order_graph(&g, l);
  place_graph(&g, l);
  for (int level = 0; level < 3; level++) lay_strands(&g, l, level);

  unsigned high = (unsigned)((g.height + 9) / 10);
  html_put(h, "<figure><svg class=\"graph\" viewBox=\"0 0 704 %u\" width=\"704\" height=\"%u\" role=\"img\" aria-labelledby=\"%pgt %pgd\">", high, high);
  html_put(h, "<title id=\"%pgt\">On whose word the lead claim rests</title><desc id=\"%pgd\">The tree that follows says the same in words.</desc>\n");
  text(h, "head", 0, 120, g.origins.count == 1 ? STR("Origin") : STR("Origins"));
  text(h, "head", X_CARRIER, 120, STR("Carried by"));
  text(h, "head", X_ROW, 120, STR("Report"));
  html_put(h, "\n");
  for (uint32_t i = 0; i < g.strands.count; i++) {
    const strand *s = &g.strands.at[i];
    str letters = letters_of(h, g.rows.at[s->row].index);
    leg(h, s->first_inferred, letters, 100, LEG1_BEND, s->y0, X_CARRIER, s->y1, LEG2_START);
    leg(h, s->last_inferred, letters, LEG2_START, LEG2_START, s->y1, X_ROW, s->y2, WIDTH);
  }
  for (uint32_t i = 0; i < g.origins.count; i++) draw_origin(h, &g.origins.at[i]);
  for (uint32_t i = 0; i < g.carriers.count; i++) {
    const node *c = &g.carriers.at[i];
    if (c->label.len > 0) text(h, c->is_named ? "" : "soft", X_CARRIER, c->at - 80, clip(a, c->label, CARRIER_CHARS));
  }
  html_put(h, "\n");
  for (uint32_t i = 0; i < g.rows.count; i++) draw_row(h, &g.rows.at[i]);
  html_put(h, "</svg><figcaption><span class=\"key\"><svg class=\"line\" viewBox=\"0 0 28 4\" aria-hidden=\"true\"><path class=\"stated\" d=\"M0 2H28\"/></svg> the report says so</span> "
              "<span class=\"key\"><svg class=\"line\" viewBox=\"0 0 28 4\" aria-hidden=\"true\"><path class=\"inferred\" d=\"M0 2H28\"/></svg> inferred</span> "
              "<span class=\"key\">One line a report: the more lines, the more reports rest on it.</span></figcaption></figure>\n");
}
