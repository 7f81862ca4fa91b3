/* AVX2: bytes are multiplied and added in twos to 16 bits (127 * 127 * 2 fits: that is why rows have 7 bits), two of those
 * once more in 16 bits where the weights are small enough, then in twos to 32 and to the sums. Three rows at a time by a
 * block of sixteen outputs, two registers. Names instead of arrays for the reasons given in kernel_512.h. */
#include "learn/kernel_floats.h"

#define ROWS_1(code) code(0)
#define ROWS_4(code) code(0) code(1) code(2) code(3)
#define ROWS_3(code) code(0) code(1) code(2)
#define KEEP(x) __asm__("" : "+x"(x));
/* No instruction: the loads of the next row stay after it. clang would load all rows first, into more registers than are. */
#define IN_ORDER() __asm__ volatile("" ::: "memory")

LANES_INLINE __m256i half_all(const void *four) {
  int32_t x;
  memcpy(&x, four, sizeof x);
  return _mm256_set1_epi32(x);
}

LANES_INLINE __m256i half_load(const void *from) { return _mm256_loadu_si256((const __m256i *)from); }

/* Eight finished outputs n.. of a row. */
LANES_INLINE void half_finish(const kernel_matrix *m, size_t n, __m256i sum, float low, float step, float *out) {
  __m256 x = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_set1_ps(step));
  x = _mm256_add_ps(x, _mm256_mul_ps(_mm256_set1_ps(low), _mm256_loadu_ps(m->sum + n)));
  x = _mm256_add_ps(_mm256_mul_ps(x, _mm256_loadu_ps(m->scale + n)), _mm256_loadu_ps(m->bias + n));
  _mm256_storeu_ps(out, x);
}

/* ---- matrices ---- */

/* The order in which a block of outputs takes its inputs, eight inputs a step: first the `paired` steps, whose sums of two
 * may be added once more in 16 bits, then the others. Integer sums do not mind the order. */
typedef struct block_order {
  size_t paired, all;
  uint16_t input[KERNEL_INPUTS_MAX / 8];
} block_order;

/* Two sums of two: at most 127 times the four weights' sizes, which fits 16 bits when those sum to 258 or less. Of MiniLM's
 * weights four steps in five are such. Looking costs as much as a row or two, so few rows go without. */
LANES_INLINE void block_sort(const int8_t *weight, size_t inputs, size_t rows, block_order *order) {
  const __m256i ones = _mm256_set1_epi8(1), most = _mm256_set1_epi16(258);
  size_t others = order->all = inputs / 8;
  order->paired = 0;
  for (size_t k = 0; k < inputs; k += 8) {
    const int8_t *at = weight + k * 16;
    __m256i v = _mm256_add_epi16(_mm256_maddubs_epi16(_mm256_abs_epi8(half_load(at)), ones), _mm256_maddubs_epi16(_mm256_abs_epi8(half_load(at + 64)), ones));
    __m256i w = _mm256_add_epi16(_mm256_maddubs_epi16(_mm256_abs_epi8(half_load(at + 32)), ones), _mm256_maddubs_epi16(_mm256_abs_epi8(half_load(at + 96)), ones));
    __m256i above = _mm256_cmpgt_epi16(_mm256_max_epi16(v, w), most);
    int is_paired = rows >= 16 && _mm256_testz_si256(above, above);
    order->input[is_paired ? order->paired : others - 1] = (uint16_t)k;
    order->paired += (size_t)is_paired;
    others -= (size_t)!is_paired;
  }
}

#define BYTES_ZERO(r) __m256i a##r = _mm256_setzero_si256(), b##r = a##r;
#define BYTES_HOLD(r) KEEP(a##r) KEEP(b##r)
#define BYTES_PAIRED(r) { \
    __m256i x = half_all(byte + r * inputs + k), y = half_all(byte + r * inputs + k + 4); \
    a##r = _mm256_add_epi32(a##r, _mm256_madd_epi16(_mm256_add_epi16(_mm256_maddubs_epi16(x, v), _mm256_maddubs_epi16(y, vv)), ones)); \
    b##r = _mm256_add_epi32(b##r, _mm256_madd_epi16(_mm256_add_epi16(_mm256_maddubs_epi16(x, w), _mm256_maddubs_epi16(y, ww)), ones)); \
    IN_ORDER(); \
  }
#define BYTES_OTHER(r) { \
    __m256i x = half_all(byte + r * inputs + k); \
    a##r = _mm256_add_epi32(a##r, _mm256_madd_epi16(_mm256_maddubs_epi16(x, v), ones)); \
    b##r = _mm256_add_epi32(b##r, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), ones)); \
    IN_ORDER(); \
  }
#define BYTES_FINISH(r) \
  half_finish(m, n, a##r, low[r], step[r], out + r * m->outputs); \
  half_finish(m, n + 8, b##r, low[r], step[r], out + r * m->outputs + 8);
/* Some rows by the sixteen outputs n… */
#define BYTES_TILE(name, rows) \
  LANES_INLINE void name(const kernel_matrix *m, size_t n, const block_order *order, const uint8_t *byte, const float *low, \
      const float *step, float *out) { \
    const size_t inputs = m->inputs; \
    const int8_t *weight = m->weight + n * inputs; \
    const __m256i ones = _mm256_set1_epi16(1); \
    rows(BYTES_ZERO) \
    size_t i = 0; \
    for (; i < order->paired; i++) { \
      size_t k = order->input[i]; \
      const int8_t *at = weight + k * 16; \
      __m256i v = half_load(at), w = half_load(at + 32), vv = half_load(at + 64), ww = half_load(at + 96); \
      rows(BYTES_PAIRED) \
    } \
    rows(BYTES_HOLD) \
    for (; i < order->all; i++) \
      for (size_t k = order->input[i], end = k + 8; k < end; k += 4) { \
        __m256i v = half_load(weight + k * 16), w = half_load(weight + k * 16 + 32); \
        rows(BYTES_OTHER) \
      } \
    rows(BYTES_HOLD) \
    rows(BYTES_FINISH) \
  }
BYTES_TILE(bytes_3, ROWS_3)
BYTES_TILE(bytes_1, ROWS_1)

static void avx2_linear(const kernel_matrix *m, kernel_rows in, size_t rows, float *out) {
  block_order order;
  for (size_t n = 0; n < m->outputs; n += 16) {
    block_sort(m->weight + n * m->inputs, m->inputs, rows, &order);
    size_t r = 0;
    for (; r + 3 <= rows; r += 3)
      bytes_3(m, n, &order, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs + n);
    for (; r < rows; r++)
      bytes_1(m, n, &order, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs + n);
  }
}

/* ---- pairs: a block of sixteen outputs is two registers; four rows make eight sums ---- */

#define PAIRS_ZERO(r) __m256i a##r = _mm256_setzero_si256(), b##r = a##r;
#define PAIRS_HOLD(r) KEEP(a##r) KEEP(b##r)
#define PAIRS_ADD(r) { \
    __m256i x = half_all(left + r * inputs + k); \
    a##r = _mm256_add_epi32(a##r, _mm256_madd_epi16(x, v)); \
    b##r = _mm256_add_epi32(b##r, _mm256_madd_epi16(x, w)); \
  }
#define PAIRS_FINISH(r) { \
    __m256 scale = _mm256_set1_ps(left_scale[r]); \
    _mm256_storeu_ps(out + r * stride, _mm256_mul_ps(_mm256_cvtepi32_ps(a##r), _mm256_mul_ps(scale, _mm256_loadu_ps(right_scale)))); \
    _mm256_storeu_ps(out + r * stride + 8, _mm256_mul_ps(_mm256_cvtepi32_ps(b##r), _mm256_mul_ps(scale, _mm256_loadu_ps(right_scale + 8)))); \
  }
#define PAIRS_TILE(name, rows) \
  LANES_INLINE void name(const int16_t *left, const float *left_scale, const int16_t *right, const float *right_scale, size_t inputs, \
      float *out, size_t stride) { \
    rows(PAIRS_ZERO) \
    for (size_t k = 0; k < inputs; k += 2) { \
      __m256i v = half_load(right + k * 16), w = half_load(right + k * 16 + 16); \
      rows(PAIRS_ADD) \
    } \
    rows(PAIRS_HOLD) \
    rows(PAIRS_FINISH) \
  }
PAIRS_TILE(pairs_4, ROWS_4)
PAIRS_TILE(pairs_1, ROWS_1)

static void avx2_pairs(const int16_t *left, const float *left_scale, size_t rows, const int16_t *right, const float *right_scale,
    size_t outputs, size_t inputs, float *out, size_t stride) {
  for (size_t n = 0; n < outputs; n += 16, right += 16 * inputs, right_scale += 16, out += 16) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
      pairs_4(left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
    for (; r < rows; r++)
      pairs_1(left + r * inputs, left_scale + r, right, right_scale, inputs, out + r * stride, stride);
  }
}

const kernel kernel_avx2 = {.name = "avx2", .linear = avx2_linear, .pairs = avx2_pairs, KERNEL_FLOATS};
