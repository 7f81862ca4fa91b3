/* Conflicts of a story: candidates from the finders, one threshold a kind, one order.
 *
 * Every finder (conflicts_*.c) adds candidates with a strength; here they are weighed. A candidate whose passages are
 * already those of a stronger one says nothing new and is dropped. What reaches its kind's threshold is shown, the rest
 * stands in `weak` when the run asks for it. A false alarm costs more than a miss.
 */
#include "compare/conflicts.h"

/* Least strength that is shown. Finders give 700 where a reader who has both passages before him agrees that they differ; what
 * adds and takes off stands at each finder. Both were set by reading everything that `eval/conflicts.py` shows on the real
 * stories of ../shared/data/stories (basil, wikinews, ecb, fnc: 225 of them) and ../shared/data/events, and
 * `eval/conflicts.py --agree`, where each report stands beside itself with its sentences shuffled, shows nothing. */
static const int thresholds[] = {
  [CONFLICT_CALENDAR] = 700, [CONFLICT_DATE] = 700, [CONFLICT_FIGURE] = 700, [CONFLICT_NAME] = 700, [CONFLICT_PLACE] = 700,
  [CONFLICT_PRESENCE] = 700, [CONFLICT_DENIAL] = 700, [CONFLICT_ATTRIBUTION] = 700, [CONFLICT_WORDING] = 700,
};
enum { UPDATE_THRESHOLD = 700, MOST_SHOWN = 24 };

/* Kinds that touch the story's core first (DESIGN section 9). */
static int rank_of(conflict_kind k) {
  static const conflict_kind order[] = {CONFLICT_DENIAL, CONFLICT_ATTRIBUTION, CONFLICT_DATE, CONFLICT_CALENDAR, CONFLICT_FIGURE,
                                        CONFLICT_PLACE, CONFLICT_PRESENCE, CONFLICT_WORDING, CONFLICT_NAME};
  int rank = 0;
  while (order[rank] != k) rank++;
  return rank;
}

static int by_strength(const void *x, const void *y) {
  const candidate *a = x, *b = y;
  if (a->of.strength != b->of.strength) return a->of.strength > b->of.strength ? -1 : 1;
  return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static bool has_passage(const conflict *c, evidence e, uint32_t *in_side) {
  for (uint32_t i = 0; i < c->sides.count; i++)
    for (uint32_t k = 0; k < c->sides.at[i].evidence.count; k++) {
      evidence f = c->sides.at[i].evidence.at[k];
      uint32_t shorter = span_length(e.span) < span_length(f.span) ? span_length(e.span) : span_length(f.span);
      if (e.doc == f.doc && 2 * span_common(e.span, f.span) > shorter) {
        *in_side = i;
        return true;
      }
    }
  return false;
}

/* The best passages of two sides of `c` oppose each other in `before` too. */
static bool is_said(const conflict *before, const conflict *c) {
  if (before->kind != c->kind || before->sides.count < 2 || c->sides.count < 2) return false;
  uint32_t x = 0, y = 0;
  if (!has_passage(before, c->sides.at[0].evidence.at[0], &x) || !has_passage(before, c->sides.at[1].evidence.at[0], &y) || x == y) return false;
  /* "9 killed and 31 injured": one passage, two counts */
  return c->kind != CONFLICT_FIGURE || str_eq(before->sides.at[x].value, c->sides.at[0].value);
}

/* At most two sides a report, and none without evidence. */
static bool is_whole(const story *s, const conflict *c) {
  if (c->sides.count < (c->kind == CONFLICT_CALENDAR ? 1 : 2) || c->sides.count > 2 * s->documents.count) return false;
  for (uint32_t i = 0; i < c->sides.count; i++)
    if (c->sides.at[i].evidence.count == 0) return false;
  return true;
}

typedef struct placed { conflict of; bool is_lead; int rank; uint32_t slot; } placed;
static int by_place(const void *x, const void *y) {
  const placed *a = x, *b = y;
  if (a->is_lead != b->is_lead) return a->is_lead ? -1 : 1;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->of.strength != b->of.strength) return a->of.strength > b->of.strength ? -1 : 1;
  return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static void put_in_order(story *s, conflicts *list, arena *scratch) {
  VEC(placed) order = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    const conflict *c = &list->at[i];
    vec_push(scratch, &order, ((placed){*c, c->claim != NONE && c->claim == s->lead, rank_of(c->kind), i}));
  }
  vec_sort(scratch, &order, by_place);
  for (uint32_t i = 0; i < order.count; i++) list->at[i] = order.at[i].of;
}

static void choose(conflict_work *w) {
  story *s = w->s;
  vec_sort(w->scratch, &w->found, by_strength);
  for (uint32_t i = 0; i < w->found.count; i++) {
    const candidate *c = &w->found.at[i];
    if (!is_whole(s, &c->of)) continue;
    conflicts *to = c->is_update ? &s->updates : &s->conflicts;
    bool is_known = false;
    for (uint32_t k = 0; k < to->count && !is_known; k++) is_known = is_said(&to->at[k], &c->of);
    if (is_known) continue;
    bool is_strong = c->of.strength >= (c->is_update ? UPDATE_THRESHOLD : thresholds[c->of.kind]);
    if (is_strong && to->count < MOST_SHOWN) vec_push(s->arena, to, c->of);
    else if (is_strong || w->rep->all_conflicts) vec_push(s->arena, &s->weak, c->of); /* more than a reader can take in: apart, not lost */
  }
  put_in_order(s, &s->conflicts, w->scratch);
  put_in_order(s, &s->updates, w->scratch);
}

hsy_rc compare_conflicts(const report *rep, story *s, arena *scratch) {
  conflict_work w = {.rep = rep, .s = s, .scratch = scratch};
  conflicts_read(&w);
  static void (*const finders[])(conflict_work *) = {
    conflicts_calendar, conflicts_date, conflicts_figure, conflicts_name, conflicts_denial, conflicts_presence, conflicts_attribution,
        conflicts_wording, conflicts_plan,
  };
  for (size_t i = 0; i < sizeof finders / sizeof *finders; i++) finders[i](&w);
  choose(&w);
  return HSY_OK;
}
