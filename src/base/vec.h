/* Growing arrays in an arena: VEC(span) spans; … vec_push(arena, &spans, s); for (i < spans.count) spans.at[i].
 * `count` and `cap` are uint32_t; a vector never passes 2^31 items (arena_exhausted). */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <assert.h>
#include <stdint.h>

#include "base/arena.h"

#define VEC(type) struct { type *at; uint32_t count, cap; }

void vec_reserve_bytes(arena *, void **at, uint32_t *cap, uint32_t need, size_t item);

#define vec_reserve(a, v, need) vec_reserve_bytes((a), (void **)&(v)->at, &(v)->cap, (need), sizeof *(v)->at)
#define vec_push(a, v, item) \
  (vec_reserve((a), (v), (v)->count + 1), (v)->at[(v)->count] = (item), (void)(v)->count++)
/* A pointer to a new zeroed item. */
#define vec_new(a, v) \
  (vec_reserve((a), (v), (v)->count + 1), memset(&(v)->at[(v)->count], 0, sizeof *(v)->at), &(v)->at[(v)->count++])
#define vec_last(v) (assert((v)->count > 0), &(v)->at[(v)->count - 1])
/* Stable merge sort by compare(a, b): vec_sort(scratch, &v, compare). */
void sort_stable(arena *scratch, void *at, size_t count, size_t item, int (*compare)(const void *, const void *));
#define vec_sort(scratch, v, compare) sort_stable((scratch), (v)->at, (v)->count, sizeof *(v)->at, (compare))

#endif
