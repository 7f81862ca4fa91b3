/* NEON with dot products (ARMv8.2): one instruction multiplies sixteen bytes and adds them in fours to four sums, the rows'
 * four bytes taken from a register's element. Bytes of 7 bits are signed bytes too, so the signed instruction serves. A
 * block of sixteen outputs is four registers; four rows at a time make sixteen sums. */
#include <arm_neon.h>

#include "learn/kernel_floats.h"

#define ROWS_1(code) code(0)
#define ROWS_4(code) code(0) code(1) code(2) code(3)

/* Four finished outputs n.. of a row. */
LANES_INLINE void neon_finish(const kernel_matrix *m, size_t n, int32x4_t sum, float low, float step, float *out) {
  float32x4_t x = vmulq_n_f32(vcvtq_f32_s32(sum), step);
  x = vaddq_f32(x, vmulq_n_f32(vld1q_f32(m->sum + n), low));
  vst1q_f32(out, vaddq_f32(vmulq_f32(x, vld1q_f32(m->scale + n)), vld1q_f32(m->bias + n)));
}

#define SUMS_ZERO(r) int32x4_t a##r = vdupq_n_s32(0), b##r = a##r, c##r = a##r, d##r = a##r;

/* Sixteen inputs of row r by four outputs each: element i of x is inputs 4i..4i+3. */
#define BYTES_LOAD(r) int8x16_t x##r = vreinterpretq_s8_u8(vld1q_u8(byte + r * inputs + k));
#define BYTES_ADD(r, i) \
  a##r = vdotq_laneq_s32(a##r, wa, x##r, i); \
  b##r = vdotq_laneq_s32(b##r, wb, x##r, i); \
  c##r = vdotq_laneq_s32(c##r, wc, x##r, i); \
  d##r = vdotq_laneq_s32(d##r, wd, x##r, i);
#define BYTES_ADD_0(r) BYTES_ADD(r, 0)
#define BYTES_ADD_1(r) BYTES_ADD(r, 1)
#define BYTES_ADD_2(r) BYTES_ADD(r, 2)
#define BYTES_ADD_3(r) BYTES_ADD(r, 3)
#define BYTES_STEP(rows, i) { \
    const int8_t *at = weight + (k + 4 * i) * 16; \
    int8x16_t wa = vld1q_s8(at), wb = vld1q_s8(at + 16), wc = vld1q_s8(at + 32), wd = vld1q_s8(at + 48); \
    rows(BYTES_ADD_##i) \
  }
#define BYTES_FINISH(r) \
  neon_finish(m, n, a##r, low[r], step[r], out + r * m->outputs); \
  neon_finish(m, n + 4, b##r, low[r], step[r], out + r * m->outputs + 4); \
  neon_finish(m, n + 8, c##r, low[r], step[r], out + r * m->outputs + 8); \
  neon_finish(m, n + 12, d##r, low[r], step[r], out + r * m->outputs + 12);
#define BYTES_TILE(name, rows) \
  LANES_INLINE void name(const kernel_matrix *m, size_t n, const uint8_t *byte, const float *low, const float *step, float *out) { \
    const size_t inputs = m->inputs; \
    const int8_t *weight = m->weight + n * inputs; \
    rows(SUMS_ZERO) \
    for (size_t k = 0; k < inputs; k += 16) { \
      rows(BYTES_LOAD) \
      BYTES_STEP(rows, 0) \
      BYTES_STEP(rows, 1) \
      BYTES_STEP(rows, 2) \
      BYTES_STEP(rows, 3) \
    } \
    rows(BYTES_FINISH) \
  }
BYTES_TILE(bytes_4, ROWS_4)
BYTES_TILE(bytes_1, ROWS_1)

static void neon_linear(const kernel_matrix *m, kernel_rows in, size_t rows, float *out) {
  for (size_t n = 0; n < m->outputs; n += 16) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
      bytes_4(m, n, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs + n);
    for (; r < rows; r++)
      bytes_1(m, n, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs + n);
  }
}

/* Sixteen pairs are loaded apart: the first numbers of eight pairs in val[0], the second in val[1]. */
#define PAIRS_ADD(r) { \
    int16_t first = left[r * inputs + k], second = left[r * inputs + k + 1]; \
    a##r = vmlal_n_s16(vmlal_n_s16(a##r, vget_low_s16(v.val[0]), first), vget_low_s16(v.val[1]), second); \
    b##r = vmlal_n_s16(vmlal_n_s16(b##r, vget_high_s16(v.val[0]), first), vget_high_s16(v.val[1]), second); \
    c##r = vmlal_n_s16(vmlal_n_s16(c##r, vget_low_s16(w.val[0]), first), vget_low_s16(w.val[1]), second); \
    d##r = vmlal_n_s16(vmlal_n_s16(d##r, vget_high_s16(w.val[0]), first), vget_high_s16(w.val[1]), second); \
  }
LANES_INLINE void pairs_finish(int32x4_t sum, float left_scale, const float *right_scale, float *out) {
  vst1q_f32(out, vmulq_f32(vcvtq_f32_s32(sum), vmulq_n_f32(vld1q_f32(right_scale), left_scale)));
}
#define PAIRS_FINISH(r) \
  pairs_finish(a##r, left_scale[r], right_scale, out + r * stride); \
  pairs_finish(b##r, left_scale[r], right_scale + 4, out + r * stride + 4); \
  pairs_finish(c##r, left_scale[r], right_scale + 8, out + r * stride + 8); \
  pairs_finish(d##r, left_scale[r], right_scale + 12, out + r * stride + 12);
#define PAIRS_TILE(name, rows) \
  LANES_INLINE void name(const int16_t *left, const float *left_scale, const int16_t *right, const float *right_scale, size_t inputs, \
      float *out, size_t stride) { \
    rows(SUMS_ZERO) \
    for (size_t k = 0; k < inputs; k += 2) { \
      int16x8x2_t v = vld2q_s16(right + k * 16), w = vld2q_s16(right + k * 16 + 16); \
      rows(PAIRS_ADD) \
    } \
    rows(PAIRS_FINISH) \
  }
PAIRS_TILE(pairs_4, ROWS_4)
PAIRS_TILE(pairs_1, ROWS_1)

static void neon_pairs(const int16_t *left, const float *left_scale, size_t rows, const int16_t *right, const float *right_scale,
    size_t outputs, size_t inputs, float *out, size_t stride) {
  for (size_t n = 0; n < outputs; n += 16, right += 16 * inputs, right_scale += 16, out += 16) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
      pairs_4(left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
    for (; r < rows; r++)
      pairs_1(left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
  }
}

const kernel kernel_neon = {.name = "neon", .linear = neon_linear, .pairs = neon_pairs, KERNEL_FLOATS};
