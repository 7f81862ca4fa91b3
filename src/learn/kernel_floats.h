/* The float parts of every kernel: one source, compiled by each kernel_*.c for its own instructions. Sixteen lanes at a
 * time over rows whose width is a multiple of 16; what each function means stands in kernels.h. */
#ifndef LEARN_KERNEL_FLOATS_H
#define LEARN_KERNEL_FLOATS_H

#include <float.h>
#include <math.h>

#include "learn/kernel_lanes.h"
#include "learn/kernels.h"

#define FLOATS_FUNCTION static __attribute__((unused))

/* ---- bytes of 7 bits ---- */

/* Row r of `out` from `width` floats between lowest and highest. A row without spread is all zeros. */
LANES_INLINE void floats_row_bytes(const float *x, size_t width, float lowest, float highest, kernel_rows out, size_t r) {
  float spread = highest - lowest;
  int is_flat = !(spread > 1e-30f);
  float per_step = is_flat ? 0.0f : 127.0f / spread;
  out.low[r] = lowest;
  out.step[r] = is_flat ? 1.0f : spread / 127.0f;
  uint8_t *byte = out.byte + r * width;
  for (size_t i = 0; i < width; i += 16)
    bits_store_bytes(byte + i, lanes_rounded(lanes_times(lanes_minus(lanes_load(x + i), lowest), per_step)));
}

FLOATS_FUNCTION void floats_quantise(const float *in, size_t rows, size_t width, kernel_rows out) {
  for (size_t r = 0; r < rows; r++) {
    const float *x = in + r * width;
    floats least = lanes_load(x), greatest = least;
    for (size_t i = 16; i < width; i += 16) {
      floats y = lanes_load(x + i);
      least = lanes_least(least, y);
      greatest = lanes_greatest(greatest, y);
    }
    floats_row_bytes(x, width, lanes_lowest(least), lanes_highest(greatest), out, r);
  }
}

/* ---- layer normalisation ---- */

FLOATS_FUNCTION void floats_normalise(float *x, const float *add, kernel_norm norm, size_t rows, size_t width, kernel_rows out) {
  const float share = 1.0f / (float)width;
  for (size_t r = 0; r < rows; r++, x += width) {
    floats sum = lanes_all(0.0f);
    if (add) {
      const float *y = add + r * width;
      for (size_t i = 0; i < width; i += 16) {
        floats both = lanes_add(lanes_load(x + i), lanes_load(y + i));
        lanes_store(x + i, both);
        sum = lanes_add(sum, both);
      }
    } else {
      for (size_t i = 0; i < width; i += 16)
        sum = lanes_add(sum, lanes_load(x + i));
    }
    float mean = lanes_sum(sum) * share;
    floats squares = lanes_all(0.0f);
    for (size_t i = 0; i < width; i += 16) {
      floats off = lanes_minus(lanes_load(x + i), mean);
      squares = lanes_add(squares, lanes_multiply(off, off));
    }
    float inverse = 1.0f / sqrtf(lanes_sum(squares) * share + 1e-12f);
    floats least = lanes_all(3.4e38f), greatest = lanes_all(-3.4e38f);
    for (size_t i = 0; i < width; i += 16) {
      floats y = lanes_times(lanes_minus(lanes_load(x + i), mean), inverse);
      y = lanes_add(lanes_multiply(y, lanes_load(norm.weight + i)), lanes_load(norm.bias + i));
      lanes_store(x + i, y);
      least = lanes_least(least, y);
      greatest = lanes_greatest(greatest, y);
    }
    floats_row_bytes(x, width, lanes_lowest(least), lanes_highest(greatest), out, r);
  }
}

/* ---- GELU ---- */

/* gelu(x) = max(x, 0) - g(|x|) with g(a) = a * normal distribution(-a), which is below 4e-7 from 5.25 on. On [0, 5.25] g
 * is a polynomial of degree 14 in u = a * 2/5.25 - 1 (Chebyshev fit with Lawson's weights, in double; even and odd powers
 * apart, so that two short chains run side by side). Greatest error in single precision: 8.0e-7, at 5.16. */
LANES_INLINE floats floats_gelu_of(floats x) {
  static const float even[8] = {0.0113731762f, 0.214338019f, 0.0829535797f, -0.582567751f, 0.297139496f, 0.0280250553f, -0.0694887489f, 0.0182273835f};
  static const float odd[7] = {-0.0763026476f, -0.291149437f, 0.358764768f, 0.252602279f, -0.398079872f, 0.188784301f, -0.0346197113f};
  floats u = lanes_minus(lanes_times(lanes_least(lanes_size(x), lanes_all(5.25f)), 2.0f / 5.25f), 1.0f);
  floats v = lanes_multiply(u, u);
  floats e = lanes_plus(lanes_times(v, even[7]), even[6]), o = lanes_plus(lanes_times(v, odd[6]), odd[5]);
  e = lanes_plus(lanes_multiply(e, v), even[5]);
  o = lanes_plus(lanes_multiply(o, v), odd[4]);
  e = lanes_plus(lanes_multiply(e, v), even[4]);
  o = lanes_plus(lanes_multiply(o, v), odd[3]);
  e = lanes_plus(lanes_multiply(e, v), even[3]);
  o = lanes_plus(lanes_multiply(o, v), odd[2]);
  e = lanes_plus(lanes_multiply(e, v), even[2]);
  o = lanes_plus(lanes_multiply(o, v), odd[1]);
  e = lanes_plus(lanes_multiply(e, v), even[1]);
  o = lanes_plus(lanes_multiply(o, v), odd[0]);
  e = lanes_plus(lanes_multiply(e, v), even[0]);
  floats g = lanes_add(e, lanes_multiply(o, u));
  return lanes_subtract(lanes_greatest(x, lanes_all(0.0f)), g);
}

FLOATS_FUNCTION void floats_gelu(float *x, size_t rows, size_t width, kernel_rows out) {
  for (size_t r = 0; r < rows; r++, x += width) {
    floats least = lanes_all(3.4e38f), greatest = lanes_all(-3.4e38f);
    for (size_t i = 0; i < width; i += 16) {
      floats y = floats_gelu_of(lanes_load(x + i));
      lanes_store(x + i, y);
      least = lanes_least(least, y);
      greatest = lanes_greatest(greatest, y);
    }
    floats_row_bytes(x, width, lanes_lowest(least), lanes_highest(greatest), out, r);
  }
}

/* ---- attention: queries, keys and values in 16 bits ---- */

/* The scale of numbers up to `size` as whole numbers up to `most`, and its inverse. */
LANES_INLINE float floats_scale(float size, float most, float *per_step) {
  int is_flat = !(size > 1e-30f);
  *per_step = is_flat ? 0.0f : most / size;
  return is_flat ? 1.0f : size / most;
}

/* One row of a head: 12 bits and sign. */
LANES_INLINE float floats_head_row(const float *in, int16_t out[KERNEL_HEAD]) {
  floats x = lanes_load(in), y = lanes_load(in + 16);
  float per_step;
  float scale = floats_scale(lanes_highest(lanes_greatest(lanes_size(x), lanes_size(y))), 4095.0f, &per_step);
  bits_store_shorts(out, lanes_rounded(lanes_times(x, per_step)));
  bits_store_shorts(out + 16, lanes_rounded(lanes_times(y, per_step)));
  return scale;
}

FLOATS_FUNCTION void floats_queries(const float *in, size_t stride, size_t rows, int16_t *out, float *scale) {
  size_t r = 0;
  for (; r < rows; r++)
    scale[r] = floats_head_row(in + r * stride, out + r * KERNEL_HEAD);
  for (; r % 16; r++) {
    memset(out + r * KERNEL_HEAD, 0, KERNEL_HEAD * sizeof *out);
    scale[r] = 1.0f;
  }
}

FLOATS_FUNCTION void floats_keys(const float *in, size_t stride, size_t rows, int16_t *out, float *scale) {
  for (size_t r = 0; r < (rows + 15) / 16 * 16; r++) {
    int16_t row[KERNEL_HEAD] = {0};
    scale[r] = r < rows ? floats_head_row(in + r * stride, row) : 1.0f;
    int16_t *to = out + r / 16 * 16 * KERNEL_HEAD + r % 16 * 2;
    for (size_t k = 0; k < KERNEL_HEAD; k += 2)
      memcpy(to + k * 16, row + k, 2 * sizeof *row);
  }
}

FLOATS_FUNCTION float floats_values(const float *in, size_t stride, size_t rows, int16_t *out) {
  floats size = lanes_all(0.0f);
  for (size_t r = 0; r < rows; r++)
    size = lanes_greatest(size, lanes_greatest(lanes_size(lanes_load(in + r * stride)), lanes_size(lanes_load(in + r * stride + 16))));
  float per_step;
  float scale = floats_scale(lanes_highest(size), 16383.0f, &per_step);
  size_t padded = (rows + 15) / 16 * 16;
  for (size_t r = 0; r < padded; r += 2)
    for (size_t n = 0; n < KERNEL_HEAD; n += 16) {
      const float *x = in + r * stride + n;
      bits first = r < rows ? lanes_rounded(lanes_times(lanes_load(x), per_step)) : lanes_bits(lanes_all(0.0f));
      bits second = r + 1 < rows ? lanes_rounded(lanes_times(lanes_load(x + stride), per_step)) : lanes_bits(lanes_all(0.0f));
      int16_t *to = out + n * padded + r * 16; /* sixteen pairs: row r in the low half, row r + 1 in the high half */
      bits_store(to, bits_pairs(first, second));
    }
  return scale;
}

/* ---- softmax ---- */

/* 2^t for -126 <= t <= 0: a whole power into the exponent, the rest (-1/2..1/2) by a polynomial of degree 4. Relative error
 * 3e-6, a tenth of the last of 15 bits. */
LANES_INLINE floats floats_power_of_2(floats t) {
  floats moved = lanes_plus(t, ROUNDER);
  floats f = lanes_subtract(t, lanes_minus(moved, ROUNDER));
  floats y = lanes_plus(lanes_times(f, 0.00958286878f), 0.0559064299f);
  y = lanes_plus(lanes_multiply(y, f), 0.240240991f);
  y = lanes_plus(lanes_multiply(y, f), 0.693124175f);
  y = lanes_plus(lanes_multiply(y, f), 1.0f);
  return lanes_floats(bits_sum(lanes_bits(y), bits_shifted(lanes_bits(moved), 23)));
}

/* Each step for several rows before the next, so that one row's folding and division do not stop the others. */
FLOATS_FUNCTION void floats_softmax(float *scores, size_t rows, size_t count, size_t padded, int16_t *out) {
  enum { SOME = 16 };
  for (size_t first = 0; first < rows; first += SOME, scores += SOME * padded, out += SOME * padded) {
    size_t some = rows - first < SOME ? rows - first : SOME;
    float greatest[SOME], share[SOME];
    for (size_t r = 0; r < some; r++) {
      float *row = scores + r * padded;
      for (size_t i = count; i < padded; i++)
        row[i] = -FLT_MAX; /* becomes 2^-126: nothing beside the greatest, which becomes 1 */
      floats most = lanes_load(row);
      for (size_t i = 16; i < padded; i += 16)
        most = lanes_greatest(most, lanes_load(row + i));
      greatest[r] = lanes_highest(most);
    }
    for (size_t r = 0; r < some; r++) {
      float *row = scores + r * padded;
      floats sum = lanes_all(0.0f);
      for (size_t i = 0; i < padded; i += 16) {
        floats t = lanes_greatest(lanes_minus(lanes_load(row + i), greatest[r]), lanes_all(-126.0f));
        floats e = floats_power_of_2(t);
        lanes_store(row + i, e);
        sum = lanes_add(sum, e);
      }
      share[r] = 32767.0f / lanes_sum(sum);
    }
    for (size_t r = 0; r < some; r++)
      for (size_t i = 0; i < padded; i += 16)
        bits_store_shorts(out + r * padded + i, lanes_rounded(lanes_times(lanes_load(scores + r * padded + i), share[r])));
  }
}

/* The members of a kernel's table that come from here. */
#define KERNEL_FLOATS \
  .quantise = floats_quantise, .normalise = floats_normalise, .gelu = floats_gelu, \
  .queries = floats_queries, .keys = floats_keys, .values = floats_values, .softmax = floats_softmax

#endif
