/* The shortest edit between two sequences of ids (Myers 1986, O(ND), linear space bounded): for word edits. */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

#include <stdint.h>

#include "base/vec.h"

typedef enum diff_kind { DIFF_KEEP, DIFF_DELETE, DIFF_INSERT } diff_kind;
/* A run: `a_count` items of a from a_start, `b_count` items of b from b_start (both for KEEP). */
typedef struct diff_run { diff_kind kind; uint32_t a_start, a_count, b_start, b_count; } diff_run;
typedef VEC(diff_run) diff_runs;

/* Deletions stand before insertions at one place. Sequences over 4,096 items are compared by their common prefix and
 * suffix only (the middle is one deletion and one insertion). */
void diff_sequences(arena *, const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count, diff_runs *out);
/* Edit distance of two strings in code points, at most `limit` + 1. */
uint32_t diff_letters(arena *scratch, const char *a, uint32_t a_len, const char *b, uint32_t b_len, uint32_t limit);

#endif
