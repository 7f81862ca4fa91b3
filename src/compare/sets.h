/* Sorted lists of numbers without repeats: stems, features, members. */
#ifndef COMPARE_SETS_H
#define COMPARE_SETS_H

#include "model/span.h"

int set_by_number(const void *, const void *); /* for vec_sort of uint32_t */
/* Sorts the list and drops repeats. */
void set_make(arena *scratch, index_vec *list);
bool set_has(const index_vec *set, uint32_t number);

#endif
