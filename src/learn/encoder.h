/* The encoder: word pieces to vectors, six layers of BERT (as the model file says) in the integers and floats of
 * kernels.h. A window is computed from its own pieces alone, so its vectors have the same bits alone or among others, on
 * any kernel and in any thread.
 *
 * The numbers of the weights are the loader's care: scales within 0..1, all others finite and at most 20,000, no weight
 * byte -128 (weights.h). Then no sum leaves 32 bits and no float becomes infinite. */
#ifndef LEARN_ENCODER_H
#define LEARN_ENCODER_H

#include "learn/kernels.h"

enum {
  ENCODER_WINDOW_MAX = 512 /* pieces of a window, and no more than `positions` */
};

typedef struct encoder_layer {
  kernel_matrix qkv; /* 3 * width outputs: queries of all heads (divided by the root of KERNEL_HEAD), keys, values */
  kernel_matrix out; /* width by width */
  kernel_norm norm1;
  kernel_matrix up, down; /* inner by width, width by inner */
  kernel_norm norm2;
} encoder_layer;

typedef struct encoder_weights {
  uint32_t width;  /* of a vector: a multiple of 64; width / KERNEL_HEAD heads */
  uint32_t inner;  /* a multiple of 64 */
  uint32_t layer_count;
  uint32_t words, positions, shapes; /* rows of the tables */
  const int8_t *word;      /* [words][width] */
  const float *word_scale; /* [words] */
  const float *position;   /* [positions][width] */
  const float *shape;      /* [shapes][width] */
  kernel_norm norm;        /* of the sum of the three */
  const encoder_layer *layers;
} encoder_weights;

/* One window: `count` pieces, 1 to ENCODER_WINDOW_MAX, each below `words`, with a shape below `shapes`. */
typedef struct encoder_window {
  const uint32_t *piece;
  const uint8_t *shape;
  uint32_t count;
} encoder_window;

/* Bytes of scratch memory that windows of `rows` pieces altogether need. */
size_t encoder_scratch(const encoder_weights *, size_t rows);

/* The vectors of the last layer, window after window: out[width] for each piece. `scratch` has encoder_scratch bytes for
 * these windows, whatever they hold; out and scratch start at multiples of 64. For speed: some 256 to 512 rows at a time
 * (short windows together; more leaves the second cache). */
void encoder_run(const kernel *, const encoder_weights *, const encoder_window *windows, size_t count, void *scratch, float *out);

#endif
