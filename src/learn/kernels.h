/* The arithmetic of the encoder, once for each kind of processor, with the same bits from all of them.
 *
 * A kernel is a table of functions over rows of numbers. Its two matrix products sum integers, which are exact in any
 * order. Everything else is IEEE single precision, element by element (+ - * / and square root, no fused multiply-add),
 * or a sum in sixteen fixed lanes (the lane of element i is i mod 16) folded 8, 4, 2, 1. So a kernel differs from the
 * plain one in speed only, and tests compare bits. The float parts have one source, kernel_floats.h, which every kernel_*.c
 * compiles for its own instructions; only the products are written anew.
 *
 * Quantised rows: bytes of 7 bits (0..127), each row with its least value `low` and its `step`: value = low + step * byte.
 * Seven bits, so that AVX2's sums of two products fit 16 bits. Weights are signed bytes (-127..127), a scale an output.
 *
 * Blocked weights: [outputs/16][inputs/4][16][4], sixteen outputs beside each other, four inputs of an output in a piece:
 * 64 bytes are one AVX-512 register, two AVX2 ones, four of NEON, a row of an AMX tile. Blocked pairs are the same for
 * 16-bit numbers: [outputs/16][inputs/2][16][2].
 *
 * Sizes: inputs a multiple of 64 and outputs of 16. All arrays start at multiples of 64 bytes, unless said otherwise.
 * No function allocates or fails. Numbers are finite (see encoder.h); if they are not, the result is some numbers, no
 * access out of bounds. */
#ifndef LEARN_KERNELS_H
#define LEARN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum {
  KERNEL_LANES = 16,
  KERNEL_HEAD = 32,        /* numbers of an attention head: width of a query, key and value */
  KERNEL_ROWS_READ = 32,   /* AMX reads rows in groups: this many rows after the last one must be readable */
  KERNEL_INPUTS_MAX = 8192 /* inputs * 127 * 127 < 2^31 with room */
};

/* A layer y = W x + b with quantised weights. */
typedef struct kernel_matrix {
  const int8_t *weight;       /* blocked, outputs * inputs bytes */
  const float *scale, *bias;  /* [outputs] */
  const float *sum;           /* [outputs] sum of the output's weights: whole numbers below 2^24, so exact */
  uint32_t inputs, outputs;
} kernel_matrix;

/* Rows of bytes, one after the other without a gap. */
typedef struct kernel_rows {
  uint8_t *byte;      /* [rows + KERNEL_ROWS_READ][width] */
  float *low, *step;  /* [rows] */
} kernel_rows;

/* Weight and bias of a layer normalisation, [width]. */
typedef struct kernel_norm { const float *weight, *bias; } kernel_norm;

typedef struct kernel {
  const char *name;

  /* out[r][n] = ((float)sum_k(row[r][k] * w[n][k]) * step[r] + low[r] * sum[n]) * scale[n] + bias[n]; out has m->outputs
   * numbers a row. */
  void (*linear)(const kernel_matrix *m, kernel_rows in, size_t rows, float *out);

  /* out[r * stride + n] = (float)sum_k(left[r][k] * right[n][k]) * (left_scale[r] * right_scale[n]) for n < outputs (a
   * multiple of 16): `right` in blocked pairs, `left` rows of `inputs` numbers (a multiple of 16). The sums must fit 32 bits. */
  void (*pairs)(const int16_t *left, const float *left_scale, size_t rows, const int16_t *right, const float *right_scale,
      size_t outputs, size_t inputs, float *out, size_t stride);

  /* Rows of floats to rows of bytes: low = least, step = (greatest - least)/127. */
  void (*quantise)(const float *in, size_t rows, size_t width, kernel_rows out);
  /* x = norm(x + add), and out = x quantised; add may be NULL. */
  void (*normalise)(float *x, const float *add, kernel_norm norm, size_t rows, size_t width, kernel_rows out);
  /* x = gelu(x) (x * normal distribution(x), error below 1e-6), and out = x quantised. */
  void (*gelu)(float *x, size_t rows, size_t width, kernel_rows out);

  /* One head of a window out of rows of floats, `stride` floats from row to row, KERNEL_HEAD of them taken, into 16-bit
   * numbers. Queries: rows of KERNEL_HEAD, a scale a row (greatest/4095). Keys: the same in blocked pairs with the window's
   * rows as outputs. Values: blocked pairs with the rows as inputs and one scale (greatest of all/16383), returned. Rows
   * up to the next multiple of 16 are filled with zeros (scale 1). */
  void (*queries)(const float *in, size_t stride, size_t rows, int16_t *out, float *scale);
  void (*keys)(const float *in, size_t stride, size_t rows, int16_t *out, float *scale);
  float (*values)(const float *in, size_t stride, size_t rows, int16_t *out);

  /* For each row of `count` scores (rows of `padded` floats, the next multiple of 16; what stands after `count` is
   * overwritten): out = 2^score / the row's sum of 2^score, times 32767, as 16-bit numbers, zeros after `count`. The scores
   * are lost. */
  void (*softmax)(float *scores, size_t rows, size_t count, size_t padded, int16_t *out);
} kernel;

/* The fastest kernel this processor and system run, or that of this name if they run it, else NULL. The answer is a
 * constant table: ask once, pass it on. Asking for "amx" or for the fastest may ask the system (Linux) for leave to use
 * the tile registers, for this process. */
const kernel *kernel_choose(const char *name);
/* Names of the kernels built into this program, fastest first, plain last; NULL after the last. */
const char *kernel_name(size_t index);

/* kernels.c alone uses these: a table, whether or not this processor can run it. */
extern const kernel kernel_plain, kernel_avx2, kernel_vnni, kernel_amx, kernel_neon;

#endif
