/* A model of random weights and windows of random pieces, from a fixed generator: for the tests of the encoder, for
 * test/slow/same_bits.c and bench/encoder.c. Integer arithmetic and divisions by powers of two only, so that the model is
 * the same everywhere. */
#ifndef LEARN_MODEL_H
#define LEARN_MODEL_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "learn/encoder.h"

typedef struct learn_model {
  encoder_weights weights;
  encoder_layer layers[24];
  uint64_t state;
  void *memory[512];
  size_t memories;
} learn_model;

typedef struct learn_input {
  encoder_window *windows;
  uint32_t *pieces;
  uint8_t *shapes;
  size_t rows;
} learn_input;

static inline uint32_t learn_random(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return (uint32_t)((z ^ (z >> 31)) >> 32);
}

/* A multiple of 2^-16 in [-1, 1), all equally likely. */
static inline float learn_random_float(uint64_t *state) { return (float)((int32_t)(learn_random(state) & 0x1ffff) - 0x10000) / 65536.0f; }

/* FNV-1a of the floats' bits. */
static inline uint64_t learn_checksum(const float *x, size_t count) {
  uint64_t sum = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], sizeof bits);
    for (int shift = 0; shift < 32; shift += 8) sum = (sum ^ (bits >> shift & 0xff)) * UINT64_C(0x100000001b3);
  }
  return sum;
}

static inline void *learn_memory(learn_model *m, size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!p || m->memories == sizeof m->memory / sizeof *m->memory) abort();
  return m->memory[m->memories++] = p;
}

static inline const float *learn_floats(learn_model *m, size_t count, float middle, float size) {
  float *p = learn_memory(m, count * sizeof *p);
  for (size_t i = 0; i < count; i++) p[i] = middle + size * learn_random_float(&m->state);
  return p;
}

/* Spread as trained weights are, about: the sum of three. */
static inline const int8_t *learn_bytes(learn_model *m, size_t count) {
  int8_t *p = learn_memory(m, count);
  for (size_t i = 0; i < count; i++) {
    uint32_t x = learn_random(&m->state);
    p[i] = (int8_t)((int32_t)(x % 85 + (x >> 8) % 85 + (x >> 16) % 85) - 126);
  }
  return p;
}

static inline kernel_matrix learn_matrix(learn_model *m, uint32_t outputs, uint32_t inputs) {
  kernel_matrix x = {.inputs = inputs, .outputs = outputs};
  x.weight = learn_bytes(m, (size_t)outputs * inputs);
  x.scale = learn_floats(m, outputs, 1.0f / 1024, 1.0f / 4096);
  x.bias = learn_floats(m, outputs, 0.0f, 0.125f);
  float *sum = learn_memory(m, outputs * sizeof *sum);
  for (uint32_t n = 0; n < outputs; n++) {
    int32_t all = 0;
    for (uint32_t k = 0; k < inputs; k++)
      all += x.weight[(size_t)(n / 16) * 16 * inputs + k / 4 * 64 + n % 16 * 4 + k % 4];
    sum[n] = (float)all;
  }
  x.sum = sum;
  return x;
}

static inline kernel_norm learn_norm(learn_model *m, uint32_t width) {
  const float *weight = learn_floats(m, width, 1.0f, 0.25f);
  return (kernel_norm){weight, learn_floats(m, width, 0.0f, 0.25f)};
}

static inline learn_model *learn_model_new(uint32_t width, uint32_t inner, uint32_t layers, uint32_t words, uint32_t positions, uint32_t shapes) {
  learn_model *m = calloc(1, sizeof *m);
  if (!m) abort();
  m->weights = (encoder_weights){.width = width, .inner = inner, .layer_count = layers, .words = words, .positions = positions, .shapes = shapes};
  m->weights.word = learn_bytes(m, (size_t)words * width);
  m->weights.word_scale = learn_floats(m, words, 1.0f / 1024, 1.0f / 4096);
  m->weights.position = learn_floats(m, (size_t)positions * width, 0.0f, 0.0625f);
  m->weights.shape = learn_floats(m, (size_t)shapes * width, 0.0f, 0.0625f);
  m->weights.norm = learn_norm(m, width);
  for (uint32_t i = 0; i < layers; i++) {
    encoder_layer *layer = &m->layers[i];
    layer->qkv = learn_matrix(m, 3 * width, width);
    layer->out = learn_matrix(m, width, width);
    layer->norm1 = learn_norm(m, width);
    layer->up = learn_matrix(m, inner, width);
    layer->down = learn_matrix(m, width, inner);
    layer->norm2 = learn_norm(m, width);
  }
  m->weights.layers = m->layers;
  return m;
}

static inline void learn_model_free(learn_model *m) {
  while (m->memories) free(m->memory[--m->memories]);
  free(m);
}

/* `count` windows of `least` to `most` pieces. */
static inline learn_input *learn_input_new(learn_model *m, size_t count, uint32_t least, uint32_t most) {
  learn_input *in = calloc(1, sizeof *in);
  if (!in) abort();
  in->windows = calloc(count, sizeof *in->windows);
  in->pieces = calloc(count * most, sizeof *in->pieces);
  in->shapes = calloc(count * most, sizeof *in->shapes);
  if (!in->windows || !in->pieces || !in->shapes) abort();
  for (size_t i = 0; i < count; i++) {
    uint32_t size = least + learn_random(&m->state) % (most - least + 1);
    in->windows[i] = (encoder_window){in->pieces + in->rows, in->shapes + in->rows, size};
    for (uint32_t j = 0; j < size; j++, in->rows++) {
      in->pieces[in->rows] = learn_random(&m->state) % m->weights.words;
      in->shapes[in->rows] = (uint8_t)(learn_random(&m->state) % m->weights.shapes);
    }
  }
  return in;
}

static inline void learn_input_free(learn_input *in) {
  free(in->windows);
  free(in->pieces);
  free(in->shapes);
  free(in);
}

#endif
