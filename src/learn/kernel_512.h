/* What the two kernels of AVX-512 share (vnni, amx): a matrix's sums become floats, and products of 16-bit pairs.
 *
 * The sums of a tile must stay in registers. Arrays of registers in unrolled loops do not, with gcc 12; so each row's sums
 * have names, and ROWS_8(code) writes code(0) … code(7). Nor do they if gcc sees what follows the loop: it then moves part
 * of that into the loop, hence KEEP. */
#ifndef LEARN_KERNEL_512_H
#define LEARN_KERNEL_512_H

#include "learn/kernel_floats.h"

#define ROWS_1(code) code(0)
#define ROWS_2(code) code(0) code(1)
#define ROWS_4(code) ROWS_2(code) code(2) code(3)
#define ROWS_8(code) ROWS_4(code) code(4) code(5) code(6) code(7)
/* No instruction: for all the compiler knows, x gets another value here. */
#define KEEP(x) __asm__("" : "+v"(x));

/* Four bytes (two 16-bit numbers) of a row, in every lane. */
LANES_INLINE __m512i wide_all(const void *four) {
  int32_t x;
  memcpy(&x, four, sizeof x);
  return _mm512_set1_epi32(x);
}

/* Sixteen finished outputs n.. of a row. */
LANES_INLINE void wide_finish(const kernel_matrix *m, size_t n, __m512i sum, float low, float step, float *out) {
  __m512 x = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), _mm512_set1_ps(step));
  x = _mm512_add_ps(x, _mm512_mul_ps(_mm512_set1_ps(low), _mm512_loadu_ps(m->sum + n)));
  x = _mm512_add_ps(_mm512_mul_ps(x, _mm512_loadu_ps(m->scale + n)), _mm512_loadu_ps(m->bias + n));
  _mm512_storeu_ps(out, x);
}

/* wide_pairs_R: R rows by 32 outputs (two blocks), wide_pairs_R_last by 16. */
#define PAIRS_ZERO(r) __m512i a##r = _mm512_setzero_si512(), b##r = a##r;
#define PAIRS_ADD(r) { \
    __m512i x = wide_all(left + r * inputs + k); \
    a##r = _mm512_dpwssd_epi32(a##r, x, v); \
    if (is_two) b##r = _mm512_dpwssd_epi32(b##r, x, w); \
  }
#define PAIRS_HOLD(r) KEEP(a##r) KEEP(b##r)
#define PAIRS_FINISH(r) { \
    __m512 scale = _mm512_set1_ps(left_scale[r]); \
    _mm512_storeu_ps(out + r * stride, _mm512_mul_ps(_mm512_cvtepi32_ps(a##r), _mm512_mul_ps(scale, _mm512_loadu_ps(right_scale)))); \
    if (is_two) \
      _mm512_storeu_ps(out + r * stride + 16, _mm512_mul_ps(_mm512_cvtepi32_ps(b##r), _mm512_mul_ps(scale, _mm512_loadu_ps(right_scale + 16)))); \
  }
#define PAIRS_TILE(name, rows) \
  LANES_INLINE void name(int is_two, const int16_t *left, const float *left_scale, const int16_t *right, const float *right_scale, \
      size_t inputs, float *out, size_t stride) { \
    rows(PAIRS_ZERO) \
    for (size_t k = 0; k < inputs; k += 2) { \
      __m512i v = _mm512_loadu_si512(right + k * 16), w = is_two ? _mm512_loadu_si512(right + (inputs + k) * 16) : v; \
      rows(PAIRS_ADD) \
    } \
    rows(PAIRS_HOLD) \
    rows(PAIRS_FINISH) \
  }
PAIRS_TILE(wide_pairs_8, ROWS_8)
PAIRS_TILE(wide_pairs_1, ROWS_1)

/* All rows by two blocks of outputs or one. */
LANES_INLINE void wide_pairs_rows(int is_two, const int16_t *left, const float *left_scale, size_t rows, const int16_t *right,
    const float *right_scale, size_t inputs, float *out, size_t stride) {
  size_t r = 0;
  for (; r + 8 <= rows; r += 8)
    wide_pairs_8(is_two, left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
  for (; r < rows; r++)
    wide_pairs_1(is_two, left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
}

FLOATS_FUNCTION void wide_pairs(const int16_t *left, const float *left_scale, size_t rows, const int16_t *right, const float *right_scale,
    size_t outputs, size_t inputs, float *out, size_t stride) {
  size_t n = 0;
  for (; n + 32 <= outputs; n += 32)
    wide_pairs_rows(1, left, left_scale, rows, right + n * inputs, right_scale + n, inputs, out + n, stride);
  if (n < outputs)
    wide_pairs_rows(0, left, left_scale, rows, right + n * inputs, right_scale + n, inputs, out + n, stride);
}

#endif
