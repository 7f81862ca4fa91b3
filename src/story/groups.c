/* Groups: average link clustering over a sparse graph.
 *
 * Every document begins as a group. The two groups whose documents are most alike on average are joined, until no average
 * reaches THRESHOLD; a pair without a link counts as 0. A group keeps the sum of scores to each neighbour (by number, as
 * groups made later have higher numbers, lists only grow at their end); entries of groups that are gone are skipped when a
 * list is read. A heap of candidate joins, best first, ties by number; a candidate whose groups are gone is dropped when it
 * comes up. Joining reads both lists once, so the whole is near linear in the links.
 *
 * Invariant: sums are whole millionths, so averages compare the same everywhere and in any order of joins of equal rank.
 */
#include "story/parts.h"

enum {
  /* In millionths. Chosen on the development sets of ../shared/data/stories, B-cubed F1 of ../shared/score/stories.py by
   * threshold, for basil, wikinews, ecb, fnc and og2021 (eng) with their dates, then basil and wikinews without:
   *   .060  .996 .934 .845 .943 .707   .924 .920        .070  .984 .926 .861 .945 .719   .957 .919
   *   .080  .974 .915 .852 .928 .733   .975 .903        .100  .952 .874 .824 .930 .714   .961 .860 */
  THRESHOLD = 70000,
  /* A neighbour this far under is no neighbour: it could join only through others that are nearer themselves. */
  LEAST = 5000,
};

typedef struct neighbour { uint32_t group; int64_t sum; } neighbour;
typedef VEC(neighbour) neighbours;
typedef struct group_of { neighbours near; uint32_t size, smallest, joined; } group_of; /* joined: into which group, NONE */
typedef struct join { int64_t average; uint32_t a, b; } join;
typedef VEC(join) join_heap;

static bool is_before(const join *x, const join *y) {
  if (x->average != y->average) return x->average > y->average;
  if (x->a != y->a) return x->a < y->a;
  return x->b < y->b;
}

static void heap_push(arena *a, join_heap *h, join item) {
  vec_push(a, h, item);
  uint32_t at = h->count - 1;
  while (at > 0 && is_before(&item, &h->at[(at - 1) / 2])) {
    h->at[at] = h->at[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  h->at[at] = item;
}

static join heap_pop(join_heap *h) {
  join best = h->at[0], item = h->at[--h->count];
  uint32_t at = 0;
  for (uint32_t child; (child = 2 * at + 1) < h->count; at = child) {
    if (child + 1 < h->count && is_before(&h->at[child + 1], &h->at[child])) child++;
    if (!is_before(&h->at[child], &item)) break;
    h->at[at] = h->at[child];
  }
  if (h->count > 0) h->at[at] = item;
  return best;
}

static void add_neighbour(arena *scratch, neighbours *list, neighbour one) { vec_push(scratch, list, one); }

/* The merged neighbours of x and y, without those that are gone. */
static void merge_neighbours(arena *scratch, const group_of *groups, const group_of *x, const group_of *y, neighbours *out) {
  uint32_t i = 0, k = 0;
  while (i < x->near.count || k < y->near.count) {
    neighbour one;
    if (k >= y->near.count || (i < x->near.count && x->near.at[i].group < y->near.at[k].group)) one = x->near.at[i++];
    else if (i >= x->near.count || y->near.at[k].group < x->near.at[i].group) one = y->near.at[k++];
    else {
      one = x->near.at[i++];
      one.sum += y->near.at[k++].sum;
    }
    const group_of *g = &groups[one.group];
    if (g->joined == NONE && one.sum / ((int64_t)(x->size + y->size) * g->size) >= LEAST) add_neighbour(scratch, out, one);
  }
}

void story_groups(uint32_t documents, const story_links *links, arena *scratch, uint32_t *group) {
  group_of *groups = ARENA_ARRAY(scratch, group_of, 2 * (size_t)documents + 1);
  join_heap heap = {0};
  for (uint32_t d = 0; d < documents; d++) groups[d] = (group_of){.size = 1, .smallest = d, .joined = NONE};
  for (uint32_t i = 0; i < links->count; i++) {
    const story_link *l = &links->at[i];
    add_neighbour(scratch, &groups[l->b].near, (neighbour){l->a, l->score});
    if (l->score >= THRESHOLD) heap_push(scratch, &heap, (join){l->score, l->a, l->b});
  }
  for (uint32_t i = 0; i < links->count; i++) add_neighbour(scratch, &groups[links->at[i].a].near, (neighbour){links->at[i].b, links->at[i].score});
  uint32_t count = documents;
  while (heap.count > 0) {
    join best = heap_pop(&heap);
    if (groups[best.a].joined != NONE || groups[best.b].joined != NONE) continue;
    group_of *x = &groups[best.a], *y = &groups[best.b], *z = &groups[count];
    x->joined = y->joined = count;
    *z = (group_of){.size = x->size + y->size, .smallest = x->smallest < y->smallest ? x->smallest : y->smallest, .joined = NONE};
    merge_neighbours(scratch, groups, x, y, &z->near);
    for (uint32_t i = 0; i < z->near.count; i++) {
      neighbour n = z->near.at[i];
      add_neighbour(scratch, &groups[n.group].near, (neighbour){count, n.sum});
      int64_t average = n.sum / ((int64_t)z->size * groups[n.group].size);
      if (average >= THRESHOLD) heap_push(scratch, &heap, (join){average, n.group, count});
    }
    count++;
  }
  for (uint32_t g = count; g-- > 0;) /* from the last made: a group's fate is known before its parts' */
    if (groups[g].joined != NONE) groups[g].smallest = groups[groups[g].joined].smallest;
  for (uint32_t d = 0; d < documents; d++) group[d] = groups[d].smallest;
}
