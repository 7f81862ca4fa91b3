/* AVX-512 with VNNI: one instruction multiplies 64 bytes and adds them in fours to sixteen sums.
 *
 * Three blocks of outputs (48) stay in the first cache, 18 kB at 384 inputs, while all rows pass by in eights: 24 sums in
 * registers, three of weights, one of the row. */
#include "learn/kernel_512.h"

#define VNNI_ZERO(r) __m512i a##r = _mm512_setzero_si512(), b##r = a##r, c##r = a##r;
#define VNNI_ADD(r) { \
    __m512i x = wide_all(byte + r * inputs + k); \
    a##r = _mm512_dpbusd_epi32(a##r, x, u); \
    if (is_three) { \
      b##r = _mm512_dpbusd_epi32(b##r, x, v); \
      c##r = _mm512_dpbusd_epi32(c##r, x, w); \
    } \
  }
#define VNNI_HOLD(r) KEEP(a##r) KEEP(b##r) KEEP(c##r)
#define VNNI_FINISH(r) { \
    wide_finish(m, n, a##r, low[r], step[r], out + r * m->outputs); \
    if (is_three) { \
      wide_finish(m, n + 16, b##r, low[r], step[r], out + r * m->outputs + 16); \
      wide_finish(m, n + 32, c##r, low[r], step[r], out + r * m->outputs + 32); \
    } \
  }
/* vnni_R: R rows by three blocks of outputs or one. */
#define VNNI_TILE(name, rows) \
  LANES_INLINE void name(int is_three, const kernel_matrix *m, size_t n, const uint8_t *byte, const float *low, const float *step, float *out) { \
    const size_t inputs = m->inputs, block = 16 * inputs; \
    const int8_t *weight = m->weight + n * inputs; \
    rows(VNNI_ZERO) \
    for (size_t k = 0; k < inputs; k += 4) { \
      __m512i u = _mm512_loadu_si512(weight + k * 16); \
      __m512i v = is_three ? _mm512_loadu_si512(weight + block + k * 16) : u; \
      __m512i w = is_three ? _mm512_loadu_si512(weight + 2 * block + k * 16) : u; \
      rows(VNNI_ADD) \
    } \
    rows(VNNI_HOLD) \
    rows(VNNI_FINISH) \
  }
VNNI_TILE(vnni_8, ROWS_8)
VNNI_TILE(vnni_4, ROWS_4)
VNNI_TILE(vnni_1, ROWS_1)

/* All rows by three blocks of outputs (n..n+47) or one. */
LANES_INLINE void vnni_rows(int is_three, const kernel_matrix *m, size_t n, kernel_rows in, size_t rows, float *out) {
  size_t r = 0;
  out += n;
  for (; r + 8 <= rows; r += 8)
    vnni_8(is_three, m, n, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs);
  for (; r + 4 <= rows; r += 4)
    vnni_4(is_three, m, n, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs);
  for (; r < rows; r++)
    vnni_1(is_three, m, n, in.byte + r * m->inputs, in.low + r, in.step + r, out + r * m->outputs);
}

static void vnni_linear(const kernel_matrix *m, kernel_rows in, size_t rows, float *out) {
  size_t n = 0;
  for (; n + 48 <= m->outputs; n += 48)
    vnni_rows(1, m, n, in, rows, out);
  for (; n < m->outputs; n += 16)
    vnni_rows(0, m, n, in, rows, out);
}

const kernel kernel_vnni = {.name = "vnni", .linear = vnni_linear, .pairs = wide_pairs, KERNEL_FLOATS};
