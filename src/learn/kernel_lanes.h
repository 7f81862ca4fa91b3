/* Sixteen floats at a time, in as many registers as the instructions of this file's flags need: one of AVX-512, two of
 * AVX2, four of SSE2 or NEON. Written with the vector types that gcc and clang share, so that each operation is the IEEE
 * one, element by element, whatever the registers; intrinsics stand only where the compilers make poor code.
 * Included by kernel_floats.h alone; compiled several times with different flags, so everything here is static. */
#ifndef LEARN_KERNEL_LANES_H
#define LEARN_KERNEL_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define PART_BYTES 64
#define IF_SECOND(code)
#define IF_FOURTH(code)
#elif defined(__AVX2__)
#define PART_BYTES 32
#define IF_SECOND(code) code
#define IF_FOURTH(code)
#else
#define PART_BYTES 16
#define IF_SECOND(code) code
#define IF_FOURTH(code) code
#endif
#define PARTS (64 / PART_BYTES)
#define LANES_INLINE static inline __attribute__((always_inline, unused))

typedef float float_part __attribute__((vector_size(PART_BYTES)));
typedef uint32_t bits_part __attribute__((vector_size(PART_BYTES)));
typedef struct floats { float_part p[PARTS]; } floats;
typedef struct bits { bits_part p[PARTS]; } bits;

/* An element-wise function of one or two arguments, spelled once for part i. */
#define LANES_DEFINE(type, name, parameters, expression) \
  LANES_INLINE type name parameters { \
    type z; \
    { enum { i = 0 }; z.p[i] = (expression); } \
    IF_SECOND({ enum { i = 1 }; z.p[i] = (expression); }) \
    IF_FOURTH({ enum { i = 2 }; z.p[i] = (expression); } { enum { i = 3 }; z.p[i] = (expression); }) \
    return z; \
  }

/* As x86's minimum and maximum: the second where the comparison is false. */
LANES_INLINE float_part part_choose(bits_part which, float_part x, float_part y) {
  return (float_part)((which & (bits_part)x) | (~which & (bits_part)y));
}
LANES_INLINE float_part part_least(float_part x, float_part y) {
#if defined(__AVX512F__)
  return (float_part)_mm512_min_ps((__m512)x, (__m512)y);
#elif defined(__AVX2__)
  return (float_part)_mm256_min_ps((__m256)x, (__m256)y);
#elif defined(__SSE2__)
  return (float_part)_mm_min_ps((__m128)x, (__m128)y);
#else
  return part_choose((bits_part)(x < y), x, y);
#endif
}
LANES_INLINE float_part part_greatest(float_part x, float_part y) {
#if defined(__AVX512F__)
  return (float_part)_mm512_max_ps((__m512)x, (__m512)y);
#elif defined(__AVX2__)
  return (float_part)_mm256_max_ps((__m256)x, (__m256)y);
#elif defined(__SSE2__)
  return (float_part)_mm_max_ps((__m128)x, (__m128)y);
#else
  return part_choose((bits_part)(x > y), x, y);
#endif
}

LANES_INLINE float_part part_load(const float *from) {
  float_part x;
  memcpy(&x, from, sizeof x);
  return x;
}

LANES_DEFINE(floats, lanes_load, (const float *from), part_load(from + i * (PART_BYTES / 4)))
LANES_DEFINE(floats, lanes_all, (float x), x - (float_part){0})
LANES_DEFINE(floats, lanes_add, (floats x, floats y), x.p[i] + y.p[i])
LANES_DEFINE(floats, lanes_subtract, (floats x, floats y), x.p[i] - y.p[i])
LANES_DEFINE(floats, lanes_multiply, (floats x, floats y), x.p[i] * y.p[i])
LANES_DEFINE(floats, lanes_plus, (floats x, float y), x.p[i] + y)
LANES_DEFINE(floats, lanes_minus, (floats x, float y), x.p[i] - y)
LANES_DEFINE(floats, lanes_times, (floats x, float y), x.p[i] * y)
LANES_DEFINE(floats, lanes_least, (floats x, floats y), part_least(x.p[i], y.p[i]))
LANES_DEFINE(floats, lanes_greatest, (floats x, floats y), part_greatest(x.p[i], y.p[i]))
LANES_DEFINE(floats, lanes_size, (floats x), (float_part)((bits_part)x.p[i] & 0x7fffffffU))
LANES_DEFINE(bits, lanes_bits, (floats x), (bits_part)x.p[i])
LANES_DEFINE(floats, lanes_floats, (bits x), (float_part)x.p[i])
LANES_DEFINE(bits, bits_sum, (bits x, bits y), x.p[i] + y.p[i])
LANES_DEFINE(bits, bits_shifted, (bits x, int by), x.p[i] << by)
LANES_DEFINE(bits, bits_pairs, (bits low, bits high), (low.p[i] & 0xffffU) | (high.p[i] << 16))

/* Part by part: gcc copies the whole through general registers. */
LANES_INLINE void bits_store(void *to, bits x) {
  memcpy(to, &x.p[0], PART_BYTES);
  IF_SECOND(memcpy((char *)to + PART_BYTES, &x.p[1], PART_BYTES);)
  IF_FOURTH(memcpy((char *)to + 2 * PART_BYTES, &x.p[2], PART_BYTES); memcpy((char *)to + 3 * PART_BYTES, &x.p[3], PART_BYTES);)
}
LANES_INLINE void lanes_store(float *to, floats x) { bits_store(to, lanes_bits(x)); }

/* The nearest whole number (ties to even) of |x| < 2^22: adding 1.5 * 2^23 leaves it in the low bits. */
#define ROUNDER 12582912.0f
LANES_INLINE bits_part part_rounded(float_part x) {
#if defined(__AVX512F__)
  return (bits_part)_mm512_cvtps_epi32((__m512)x);
#elif defined(__AVX2__)
  return (bits_part)_mm256_cvtps_epi32((__m256)x);
#elif defined(__SSE2__)
  return (bits_part)_mm_cvtps_epi32((__m128)x);
#else
  return (bits_part)(x + ROUNDER) - 0x4b400000U;
#endif
}
LANES_DEFINE(bits, lanes_rounded, (floats x), part_rounded(x.p[i]))

/* Sixteen whole numbers that fit, as bytes and as 16-bit numbers. */
LANES_INLINE void bits_store_bytes(uint8_t *to, bits x) {
#if defined(__AVX512F__)
  __m128i narrow = _mm512_cvtepi32_epi8((__m512i)x.p[0]);
  memcpy(to, &narrow, sizeof narrow);
#elif defined(__AVX2__)
  __m256i halves = _mm256_permute4x64_epi64(_mm256_packs_epi32((__m256i)x.p[0], (__m256i)x.p[1]), 0xd8);
  __m128i narrow = _mm_packus_epi16(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
  memcpy(to, &narrow, sizeof narrow);
#elif defined(__SSE2__)
  __m128i narrow = _mm_packus_epi16(_mm_packs_epi32((__m128i)x.p[0], (__m128i)x.p[1]), _mm_packs_epi32((__m128i)x.p[2], (__m128i)x.p[3]));
  memcpy(to, &narrow, sizeof narrow);
#else
  for (size_t i = 0; i < 16; i++)
    to[i] = (uint8_t)x.p[i / (PART_BYTES / 4)][i % (PART_BYTES / 4)];
#endif
}
LANES_INLINE void bits_store_shorts(int16_t *to, bits x) {
#if defined(__AVX512F__)
  __m256i narrow = _mm512_cvtepi32_epi16((__m512i)x.p[0]);
  memcpy(to, &narrow, sizeof narrow);
#elif defined(__AVX2__)
  __m256i narrow = _mm256_permute4x64_epi64(_mm256_packs_epi32((__m256i)x.p[0], (__m256i)x.p[1]), 0xd8);
  memcpy(to, &narrow, sizeof narrow);
#elif defined(__SSE2__)
  __m128i first = _mm_packs_epi32((__m128i)x.p[0], (__m128i)x.p[1]), second = _mm_packs_epi32((__m128i)x.p[2], (__m128i)x.p[3]);
  memcpy(to, &first, sizeof first);
  memcpy(to + 8, &second, sizeof second);
#else
  for (size_t i = 0; i < 16; i++)
    to[i] = (int16_t)x.p[i / (PART_BYTES / 4)][i % (PART_BYTES / 4)];
#endif
}

/* Folding sixteen lanes to one: lane i with i + 8, then i + 4, i + 2, i + 1. */
typedef float four_floats __attribute__((vector_size(16)));
LANES_INLINE four_floats four_sum(four_floats x, four_floats y) { return x + y; }
LANES_INLINE four_floats four_least(four_floats x, four_floats y) {
#if defined(__SSE2__)
  return (four_floats)_mm_min_ps((__m128)x, (__m128)y);
#else
  return part_least(x, y);
#endif
}
LANES_INLINE four_floats four_greatest(four_floats x, four_floats y) {
#if defined(__SSE2__)
  return (four_floats)_mm_max_ps((__m128)x, (__m128)y);
#else
  return part_greatest(x, y);
#endif
}
/* Four lanes, the i-th of four. */
LANES_INLINE four_floats lanes_four(floats x, int i) {
#if defined(__AVX512F__)
  return (four_floats)(i == 0 ? _mm512_extractf32x4_ps((__m512)x.p[0], 0) : i == 1 ? _mm512_extractf32x4_ps((__m512)x.p[0], 1) :
      i == 2 ? _mm512_extractf32x4_ps((__m512)x.p[0], 2) : _mm512_extractf32x4_ps((__m512)x.p[0], 3));
#elif defined(__AVX2__)
  return (four_floats)(i & 1 ? _mm256_extractf128_ps((__m256)x.p[i / 2], 1) : _mm256_castps256_ps128((__m256)x.p[i / 2]));
#else
  return x.p[i];
#endif
}
#define LANES_FOLD(name, four, one) \
  LANES_INLINE float name(floats x) { \
    four_floats y = four(four(lanes_four(x, 0), lanes_four(x, 2)), four(lanes_four(x, 1), lanes_four(x, 3))); \
    float a = one(y[0], y[2]), b = one(y[1], y[3]); \
    return one(a, b); \
  }
#define ONE_SUM(x, y) ((x) + (y))
#define ONE_LEAST(x, y) ((x) < (y) ? (x) : (y))
#define ONE_GREATEST(x, y) ((x) > (y) ? (x) : (y))
LANES_FOLD(lanes_sum, four_sum, ONE_SUM)
LANES_FOLD(lanes_lowest, four_least, ONE_LEAST)
LANES_FOLD(lanes_highest, four_greatest, ONE_GREATEST)

#endif
