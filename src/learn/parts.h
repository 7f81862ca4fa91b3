/* What the files behind learn.h share. */
#ifndef LEARN_PARTS_H
#define LEARN_PARTS_H

#include "learn/learn.h"
#include "learn/weights.h"

struct learn_model {
  weights weights;
  const kernel *kernel;
};

/* weight · vector, `width` (a multiple of 16) numbers, summed in sixteen fixed lanes. */
float learn_dot(const float *weight, const float *vector, uint32_t width);
/* A number as thousandths, rounded; within a million either way. */
int32_t learn_thousandths(float);
/* Zeroed memory that starts at a multiple of 64. */
void *learn_aligned(arena *, size_t size);

#endif
