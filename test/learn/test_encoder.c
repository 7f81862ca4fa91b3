/* The encoder over a small model of random weights: a window's vectors have the same bits on every kernel and in every
 * company, and they are what a forward pass in double precision gives whose matrices see rows of 7 bits. */
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learn_model.h"

enum { WIDTH = 128, INNER = 256, WINDOWS = 9, MOST = 300 };

typedef struct room { /* what all tests use */
  learn_model *model;
  learn_input *in;
  float *vectors; /* of all windows, by the plain kernel */
  size_t begin[WINDOWS];
} room;

static float *run(const kernel *k, const room *r, const encoder_window *windows, size_t count, int dirt) {
  size_t rows = 0;
  for (size_t i = 0; i < count; i++) rows += windows[i].count;
  size_t size = encoder_scratch(&r->model->weights, rows);
  void *scratch = aligned_alloc(64, size);
  float *out = aligned_alloc(64, rows * WIDTH * sizeof *out);
  assert_non_null(scratch);
  assert_non_null(out);
  memset(scratch, dirt, size);
  encoder_run(k, &r->model->weights, windows, count, scratch, out);
  free(scratch);
  return out;
}

static int set_up(void **state) {
  static const uint32_t counts[WINDOWS] = {1, 2, 15, 16, 17, 97, 256, 33, 300};
  room *r = calloc(1, sizeof *r);
  assert_non_null(r);
  r->model = learn_model_new(WIDTH, INNER, 3, 1000, 512, 36);
  r->in = learn_input_new(r->model, WINDOWS, MOST, MOST);
  size_t rows = 0;
  for (size_t i = 0; i < WINDOWS; i++) {
    r->in->windows[i].count = counts[i];
    r->begin[i] = rows;
    rows += counts[i];
  }
  r->vectors = run(&kernel_plain, r, r->in->windows, WINDOWS, 0);
  *state = r;
  return 0;
}

static int tear_down(void **state) {
  room *r = *state;
  free(r->vectors);
  learn_input_free(r->in);
  learn_model_free(r->model);
  free(r);
  return 0;
}

static void assert_window(const room *r, size_t window, const float *is, const char *how) {
  if (memcmp(is, r->vectors + r->begin[window] * WIDTH, r->in->windows[window].count * WIDTH * sizeof *is))
    fail_msg("%s: the vectors of window %zu have other bits", how, window);
}

static void every_kernel_gives_the_same_bits(void **state) {
  const room *r = *state;
  for (size_t i = 0; kernel_name(i); i++) {
    const kernel *k = kernel_choose(kernel_name(i));
    if (!k) continue;
    float *is = run(k, r, r->in->windows, WINDOWS, 0x7f);
    for (size_t w = 0; w < WINDOWS; w++) assert_window(r, w, is + r->begin[w] * WIDTH, k->name);
    free(is);
  }
}

static void company_does_not_matter(void **state) {
  const room *r = *state;
  const kernel *k = kernel_choose(NULL);
  encoder_window backwards[WINDOWS];
  for (size_t w = 0; w < WINDOWS; w++) {
    backwards[WINDOWS - 1 - w] = r->in->windows[w];
    float *alone = run(k, r, &r->in->windows[w], 1, 0xff);
    assert_window(r, w, alone, "alone");
    free(alone);
  }
  float *is = run(k, r, backwards, WINDOWS, 1), *at = is;
  for (size_t w = WINDOWS; w-- > 0; at += r->in->windows[w].count * WIDTH) assert_window(r, w, at, "in the other order");
  free(is);
}

/* ---- the forward pass as a textbook has it ---- */

static double weight(const kernel_matrix *m, size_t n, size_t k) {
  return (double)m->scale[n] * m->weight[n / 16 * 16 * m->inputs + k / 4 * 64 + n % 16 * 4 + k % 4];
}

/* The row is rounded to 7 bits first. */
static void linear(const kernel_matrix *m, const double *in, double *out) {
  double low = in[0], high = in[0], rounded[INNER];
  for (size_t k = 0; k < m->inputs; k++) low = fmin(low, in[k]), high = fmax(high, in[k]);
  for (size_t k = 0; k < m->inputs; k++) rounded[k] = low + rint((in[k] - low) * 127 / (high - low)) * (high - low) / 127;
  for (size_t n = 0; n < m->outputs; n++) {
    out[n] = (double)m->bias[n];
    for (size_t k = 0; k < m->inputs; k++) out[n] += weight(m, n, k) * rounded[k];
  }
}

static void normalise(double *x, const double *add, kernel_norm norm) {
  double mean = 0, squares = 0;
  for (size_t i = 0; i < WIDTH; i++) mean += (x[i] += add ? add[i] : 0) / WIDTH;
  for (size_t i = 0; i < WIDTH; i++) squares += (x[i] - mean) * (x[i] - mean) / WIDTH;
  for (size_t i = 0; i < WIDTH; i++) x[i] = (x[i] - mean) / sqrt(squares + 1e-12) * (double)norm.weight[i] + (double)norm.bias[i];
}

static void attend(const double (*qkv)[3 * WIDTH], size_t count, size_t row, double *out) {
  for (size_t head = 0; head < WIDTH; head += KERNEL_HEAD) {
    double share[MOST], most = -INFINITY, sum = 0;
    for (size_t i = 0; i < count; i++) {
      share[i] = 0;
      for (size_t j = 0; j < KERNEL_HEAD; j++) share[i] += qkv[row][head + j] * qkv[i][WIDTH + head + j];
      most = fmax(most, share[i]);
    }
    for (size_t i = 0; i < count; i++) sum += share[i] = exp(share[i] - most);
    for (size_t j = 0; j < KERNEL_HEAD; j++) {
      out[head + j] = 0;
      for (size_t i = 0; i < count; i++) out[head + j] += share[i] / sum * qkv[i][2 * WIDTH + head + j];
    }
  }
}

static void the_vectors_are_those_of_the_textbook(void **state) {
  const room *r = *state;
  const encoder_weights *w = &r->model->weights;
  for (size_t i = 3; i < 8; i += 4) { /* windows of 16 and 33 */
    const encoder_window *window = &r->in->windows[i];
    double (*x)[WIDTH] = calloc(window->count, sizeof *x), (*qkv)[3 * WIDTH] = calloc(window->count, sizeof *qkv);
    assert_non_null(x);
    assert_non_null(qkv);
    for (size_t t = 0; t < window->count; t++) {
      for (size_t j = 0; j < WIDTH; j++)
        x[t][j] = (double)w->word_scale[window->piece[t]] * w->word[window->piece[t] * WIDTH + j] + (double)w->position[t * WIDTH + j] +
            (double)w->shape[window->shape[t] * WIDTH + j];
      normalise(x[t], NULL, w->norm);
    }
    for (size_t l = 0; l < w->layer_count; l++) {
      const encoder_layer *layer = &w->layers[l];
      for (size_t t = 0; t < window->count; t++) linear(&layer->qkv, x[t], qkv[t]);
      for (size_t t = 0; t < window->count; t++) {
        double context[WIDTH], narrow[WIDTH], wide[INNER];
        attend((const double (*)[3 * WIDTH])qkv, window->count, t, context);
        linear(&layer->out, context, narrow);
        normalise(x[t], narrow, layer->norm1);
        linear(&layer->up, x[t], wide);
        for (size_t j = 0; j < INNER; j++) wide[j] *= 0.5 * erfc(-wide[j] * sqrt(0.5));
        linear(&layer->down, wide, narrow);
        normalise(x[t], narrow, layer->norm2);
      }
    }
    for (size_t t = 0; t < window->count; t++) {
      double xy = 0, xx = 0, yy = 0;
      for (size_t j = 0; j < WIDTH; j++) {
        double y = (double)r->vectors[(r->begin[i] + t) * WIDTH + j];
        xy += x[t][j] * y;
        xx += x[t][j] * x[t][j];
        yy += y * y;
      }
      assert_true(xy / sqrt(xx * yy) > 0.998);
      assert_true(fabs(sqrt(yy / xx) - 1) < 0.01);
    }
    free(x);
    free(qkv);
  }
}

/* The bits on the machine where this was written; other processors and compilers must give them too. test/slow/same_bits.c
 * prints that of a larger model. A change of the arithmetic changes both. */
static void the_bits_are_those_of_every_machine(void **state) {
  const room *r = *state;
  size_t rows = r->begin[WINDOWS - 1] + r->in->windows[WINDOWS - 1].count;
  char sum[17];
  snprintf(sum, sizeof sum, "%016" PRIx64, learn_checksum(r->vectors, rows * WIDTH));
  assert_string_equal(sum, "862d362da8a82bdd");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_kernel_gives_the_same_bits),
    cmocka_unit_test(company_does_not_matter),
    cmocka_unit_test(the_vectors_are_those_of_the_textbook),
    cmocka_unit_test(the_bits_are_those_of_every_machine),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
