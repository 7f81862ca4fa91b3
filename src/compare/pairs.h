/* Pairs of things that are alike, and how the things that may be alike are found: by the rarest features that they share. */
#ifndef COMPARE_PAIRS_H
#define COMPARE_PAIRS_H

#include "compare/features.h"

typedef struct pair { uint32_t a, b; int score; } pair;
typedef VEC(pair) pair_vec;
int pair_by_score(const void *, const void *); /* best first, then by a and b */

/* The things that have a feature, ascending: at[first[feature]] to at[first[feature + 1]]. */
typedef struct postings { uint32_t *first, *at; } postings;
postings pair_postings(const features *, const bag *const *bags, uint32_t count, arena *scratch);
/* The features of a bag, heaviest first; as many as it has. */
uint32_t *pair_rarest_first(const features *, const bag *, arena *scratch);

#endif
