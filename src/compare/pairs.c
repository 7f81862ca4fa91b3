/* Postings are counted, summed and filled in three passes, so they stand in two arrays however many features there are. */
#include "compare/pairs.h"

int pair_by_score(const void *x, const void *y) {
  const pair *a = x, *b = y;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return (a->b > b->b) - (a->b < b->b);
}

postings pair_postings(const features *f, const bag *const *bags, uint32_t count, arena *scratch) {
  postings p = {ARENA_ARRAY(scratch, uint32_t, f->general.count + 2), NULL};
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < bags[i]->features.count; k++) p.first[bags[i]->features.at[k] + 1]++;
  for (uint32_t i = 0; i < f->general.count; i++) p.first[i + 1] += p.first[i];
  p.at = ARENA_ARRAY(scratch, uint32_t, p.first[f->general.count] + 1);
  uint32_t *filled = arena_copy(scratch, p.first, (f->general.count + 1) * sizeof *filled);
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < bags[i]->features.count; k++) p.at[filled[bags[i]->features.at[k]]++] = i;
  return p;
}

typedef struct weighted_feature { uint32_t weight, feature; } weighted_feature;
static int by_weight(const void *x, const void *y) {
  const weighted_feature *a = x, *b = y;
  if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
  return (a->feature > b->feature) - (a->feature < b->feature);
}

uint32_t *pair_rarest_first(const features *f, const bag *b, arena *scratch) {
  uint32_t count = b->features.count, *out = ARENA_ARRAY(scratch, uint32_t, count + 1);
  weighted_feature *order = ARENA_ARRAY(scratch, weighted_feature, count + 1);
  for (uint32_t i = 0; i < count; i++) order[i] = (weighted_feature){f->weights.at[b->features.at[i]], b->features.at[i]};
  sort_stable(scratch, order, count, sizeof *order, by_weight);
  for (uint32_t i = 0; i < count; i++) out[i] = order[i].feature;
  return out;
}
