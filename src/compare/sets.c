/* Sets as sorted lists: made once, then asked by halving. */
#include "compare/sets.h"

int set_by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

void set_make(arena *scratch, index_vec *list) {
  vec_sort(scratch, list, set_by_number);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; i++)
    if (kept == 0 || list->at[kept - 1] != list->at[i]) list->at[kept++] = list->at[i];
  list->count = kept;
}

bool set_has(const index_vec *set, uint32_t number) {
  uint32_t low = 0, high = set->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (set->at[mid] < number) low = mid + 1;
    else high = mid;
  }
  return low < set->count && set->at[low] == number;
}
