/* Growing arrays and the one sort.
 *
 * A vector doubles; the old copy stays in the arena as waste, at most as much again as the vector (none where it is the
 * arena's last allocation and grows in place). The sort is a merge sort from below over runs of eight sorted by
 * insertion: stable, n log n on any input, no recursion.
 */
#include "base/vec.h"

#include <stdbool.h>
#include <string.h>

enum { FIRST_CAP = 8, RUN = 8 };

void vec_reserve_bytes(arena *a, void **at, uint32_t *cap, uint32_t need, size_t item) {
  if (need <= *cap && need != 0) return;
  if (need > INT32_MAX || need == 0) arena_exhausted(a); /* 0: the caller's count + 1 wrapped */
  uint32_t grown = *cap < FIRST_CAP ? FIRST_CAP : *cap > INT32_MAX / 2 ? INT32_MAX : *cap * 2;
  if (grown < need) grown = need;
  if (item > SIZE_MAX / 4 / grown) arena_exhausted(a);
  *at = arena_grow(a, *at, (size_t)*cap * item, (size_t)grown * item);
  *cap = grown;
}

static void insertion(char *at, size_t count, size_t item, char *held, int (*compare)(const void *, const void *)) {
  for (size_t i = 1; i < count; i++) {
    size_t to = i;
    while (to > 0 && compare(at + (to - 1) * item, at + i * item) > 0) to--;
    if (to == i) continue;
    memcpy(held, at + i * item, item);
    memmove(at + (to + 1) * item, at + to * item, (i - to) * item);
    memcpy(at + to * item, held, item);
  }
}

/* Merge from[start, middle) and from[middle, end) into to[start, end). Equal items: the left one first. */
static void merge(const char *from, char *to, size_t start, size_t middle, size_t end, size_t item,
                  int (*compare)(const void *, const void *)) {
  size_t left = start, right = middle, out = start;
  while (left < middle && right < end) {
    bool take_right = compare(from + left * item, from + right * item) > 0;
    memcpy(to + out++ * item, from + (take_right ? right++ : left++) * item, item);
  }
  memcpy(to + out * item, from + left * item, (middle - left) * item);
  out += middle - left;
  memcpy(to + out * item, from + right * item, (end - right) * item);
}

void sort_stable(arena *scratch, void *at, size_t count, size_t item, int (*compare)(const void *, const void *)) {
  if (count < 2) return;
  arena_mark mark = arena_save(scratch);
  char *from = at, *to = arena_array(scratch, count, item);
  for (size_t start = 0; start < count; start += RUN)
    insertion(from + start * item, count - start < RUN ? count - start : RUN, item, to, compare);
  for (size_t width = RUN; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t middle = count - start < width ? count : start + width;
      size_t end = count - start < 2 * width ? count : start + 2 * width;
      merge(from, to, start, middle, end, item, compare);
    }
    char *other = from;
    from = to;
    to = other;
  }
  if (from != (char *)at) memcpy(at, from, count * item);
  arena_release(scratch, mark);
}
