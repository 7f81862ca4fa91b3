/* Opening a model, and the arithmetic that the heads share. */
#include "learn/parts.h"

hsy_rc learn_open(arena *a, str path, const learn_model **out, hsy_error *error) {
  learn_model *m = ARENA_NEW(a, learn_model);
  TRY(weights_open(a, path, &m->weights, error));
  m->kernel = kernel_choose(NULL);
  *out = m;
  return HSY_OK;
}

str learn_name(const learn_model *m) { return m->weights.name; }
str learn_sha256(const learn_model *m) { return m->weights.sha256; }
uint32_t learn_vector_width(const learn_model *m) { return m->weights.vector_width; }

float learn_dot(const float *weight, const float *vector, uint32_t width) {
  float lane[16] = {0};
  for (uint32_t i = 0; i < width; i += 16)
    for (uint32_t l = 0; l < 16; l++) lane[l] += weight[i + l] * vector[i + l];
  for (uint32_t step = 8; step > 0; step /= 2)
    for (uint32_t l = 0; l < step; l++) lane[l] += lane[l + step];
  return lane[0];
}

int32_t learn_thousandths(float x) {
  if (!(x > -1000)) return -1000000;
  if (x > 1000) return 1000000;
  float y = x * 1000;
  return (int32_t)(y < 0 ? y - 0.5f : y + 0.5f);
}

void *learn_aligned(arena *a, size_t size) {
  char *at = arena_alloc(a, size + 64);
  return at + (64 - (uintptr_t)at % 64) % 64;
}
