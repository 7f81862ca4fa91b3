/* The plain kernel: the products as their definition says, for any processor. The others must give its bits. */
#include "learn/kernel_floats.h"

enum { BLOCK = KERNEL_LANES };

static void plain_linear(const kernel_matrix *m, kernel_rows in, size_t rows, float *out) {
  for (size_t n = 0; n < m->outputs; n += BLOCK) {
    const int8_t *block = m->weight + n * m->inputs;
    for (size_t r = 0; r < rows; r++) {
      const uint8_t *row = in.byte + r * m->inputs;
      const int8_t *w = block;
      int32_t sum[BLOCK] = {0};
      for (size_t k = 0; k < m->inputs; k += 4, w += 4 * BLOCK)
        for (size_t i = 0; i < BLOCK; i++)
          sum[i] += row[k] * w[4 * i] + row[k + 1] * w[4 * i + 1] + row[k + 2] * w[4 * i + 2] + row[k + 3] * w[4 * i + 3];
      float *to = out + r * m->outputs + n;
      for (size_t i = 0; i < BLOCK; i++)
        to[i] = ((float)sum[i] * in.step[r] + in.low[r] * m->sum[n + i]) * m->scale[n + i] + m->bias[n + i];
    }
  }
}

static void plain_pairs(const int16_t *left, const float *left_scale, size_t rows, const int16_t *right, const float *right_scale,
    size_t outputs, size_t inputs, float *out, size_t stride) {
  for (size_t n = 0; n < outputs; n += BLOCK, right += BLOCK * inputs)
    for (size_t r = 0; r < rows; r++) {
      const int16_t *row = left + r * inputs, *w = right;
      int32_t sum[BLOCK] = {0};
      for (size_t k = 0; k < inputs; k += 2, w += 2 * BLOCK)
        for (size_t i = 0; i < BLOCK; i++)
          sum[i] += row[k] * w[2 * i] + row[k + 1] * w[2 * i + 1];
      for (size_t i = 0; i < BLOCK; i++)
        out[r * stride + n + i] = (float)sum[i] * (left_scale[r] * right_scale[n + i]);
    }
}

const kernel kernel_plain = {.name = "plain", .linear = plain_linear, .pairs = plain_pairs, KERNEL_FLOATS};
