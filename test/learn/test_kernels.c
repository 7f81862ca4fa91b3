/* Every kernel that this machine runs gives the plain one's bits; and the plain one is what it should be: integer sums by
 * their definition, float parts close to double precision. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learn_model.h"

/* ---- tools ---- */

static void *memory(size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
  assert_non_null(p);
  memset(p, 0x5a, (bytes + 63) / 64 * 64);
  return p;
}

static kernel_rows rows_new(size_t rows, size_t width) {
  return (kernel_rows){memory((rows + KERNEL_ROWS_READ) * width), memory(rows * sizeof(float)), memory(rows * sizeof(float))};
}

static void rows_free(kernel_rows r) {
  free(r.byte);
  free(r.low);
  free(r.step);
}

static void assert_same_rows(const char *name, kernel_rows is, kernel_rows should, size_t rows, size_t width) {
  if (memcmp(is.byte, should.byte, rows * width) || memcmp(is.low, should.low, rows * sizeof(float)) || memcmp(is.step, should.step, rows * sizeof(float)))
    fail_msg("%s: rows' bytes differ from the plain kernel's (%zu rows, %zu wide)", name, rows, width);
}

static void assert_same(const char *name, const char *what, const void *is, const void *should, size_t bytes) {
  if (memcmp(is, should, bytes))
    fail_msg("%s: %s differs from the plain kernel's", name, what);
}

/* The i-th kernel that this machine runs, NULL after the last. */
static const kernel *kernel_here(size_t i) {
  for (size_t j = 0; kernel_name(j); j++) {
    const kernel *k = kernel_choose(kernel_name(j));
    if (k && i-- == 0)
      return k;
  }
  return NULL;
}

/* Weight of output n for input k in the blocked layout. */
static size_t blocked(size_t n, size_t k, size_t inputs) { return n / 16 * 16 * inputs + k / 4 * 64 + n % 16 * 4 + k % 4; }
static size_t blocked_pair(size_t n, size_t k, size_t inputs) { return n / 16 * 16 * inputs + k / 2 * 32 + n % 16 * 2 + k % 2; }

typedef enum filling { RANDOM, UNIFORM, ALL_HIGH, ALL_LOW } filling; /* of weights; rows are random with the first two, else all high */

/* ---- matrices ---- */

static void check_linear(uint32_t outputs, uint32_t inputs, size_t rows, filling how) {
  learn_model m = {.state = outputs * 31U + inputs + rows};
  kernel_matrix x = learn_matrix(&m, outputs, inputs);
  int8_t *weight = memory((size_t)outputs * inputs);
  memcpy(weight, x.weight, (size_t)outputs * inputs);
  kernel_rows in = rows_new(rows, inputs);
  for (size_t i = 0; i < rows * inputs; i++)
    in.byte[i] = how <= UNIFORM ? (uint8_t)(learn_random(&m.state) % 128) : 127;
  for (size_t i = 0; i < (size_t)outputs * inputs && how != RANDOM; i++)
    weight[i] = (int8_t)(how == ALL_HIGH ? 127 : how == ALL_LOW ? -127 : (int)(learn_random(&m.state) % 255) - 127);
  x.weight = weight;
  for (size_t r = 0; r < rows; r++) {
    in.low[r] = learn_random_float(&m.state);
    in.step[r] = 0.0078125f + 0.00390625f * learn_random_float(&m.state);
  }
  float *should = memory(rows * outputs * sizeof *should), *is = memory(rows * outputs * sizeof *is);
  kernel_plain.linear(&x, in, rows, should);
  for (size_t r = 0; r < rows; r += rows / 3 + 1) /* the definition */
    for (size_t n = 0; n < outputs; n += 7) {
      int64_t sum = 0;
      for (size_t k = 0; k < inputs; k++)
        sum += in.byte[r * inputs + k] * weight[blocked(n, k, inputs)];
      float y = ((float)sum * in.step[r] + in.low[r] * x.sum[n]) * x.scale[n] + x.bias[n];
      assert_memory_equal(&y, &should[r * outputs + n], sizeof y);
    }
  const kernel *k;
  for (size_t i = 0; (k = kernel_here(i)); i++) {
    memset(is, 0, rows * outputs * sizeof *is);
    k->linear(&x, in, rows, is);
    assert_same(k->name, "a matrix product", is, should, rows * outputs * sizeof *is);
  }
  free(is);
  free(should);
  free(weight);
  rows_free(in);
  while (m.memories) free(m.memory[--m.memories]);
}

static void matrix_products_are_the_plain_ones(void **state) {
  (void)state;
  static const uint32_t shapes[][2] = {{1152, 384}, {384, 384}, {1536, 384}, {384, 1536}, {16, 64}, {32, 64}, {80, 128}};
  static const size_t rows[] = {1, 2, 3, 5, 8, 13, 31, 33};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
      if (s >= 4 || r % 3 == s % 3) /* the large ones with some counts each */
        check_linear(shapes[s][0], shapes[s][1], rows[r], RANDOM);
  for (filling how = UNIFORM; how <= ALL_LOW; how++) {
    check_linear(48, 1536, 19, how);
    check_linear(16, 4096, 3, how);
  }
}

static void check_pairs(size_t rows, size_t outputs, size_t inputs, int left_most, int right_most, filling how) {
  uint64_t random = rows + outputs + inputs;
  size_t stride = outputs + 16;
  int16_t *left = memory(rows * inputs * sizeof *left), *right = memory(outputs * inputs * sizeof *right);
  float *left_scale = memory(rows * sizeof(float)), *right_scale = memory(outputs * sizeof(float));
  float *should = memory(rows * stride * sizeof(float)), *is = memory(rows * stride * sizeof(float));
  for (size_t i = 0; i < rows * inputs; i++)
    left[i] = (int16_t)(how == RANDOM ? (int)(learn_random(&random) % (2U * (unsigned)left_most + 1)) - left_most : left_most);
  for (size_t i = 0; i < outputs * inputs; i++)
    right[i] = (int16_t)(how == RANDOM ? (int)(learn_random(&random) % (2U * (unsigned)right_most + 1)) - right_most : how == ALL_HIGH ? right_most : -right_most);
  for (size_t i = 0; i < rows; i++) left_scale[i] = 0.5f + 0.25f * learn_random_float(&random);
  for (size_t i = 0; i < outputs; i++) right_scale[i] = 0.5f + 0.25f * learn_random_float(&random);
  kernel_plain.pairs(left, left_scale, rows, right, right_scale, outputs, inputs, should, stride);
  for (size_t r = 0; r < rows; r++)
    for (size_t n = 0; n < outputs; n += 5) {
      int64_t sum = 0;
      for (size_t k = 0; k < inputs; k++)
        sum += (int64_t)left[r * inputs + k] * right[blocked_pair(n, k, inputs)];
      float y = (float)sum * (left_scale[r] * right_scale[n]);
      assert_true(sum <= INT32_MAX && sum >= -INT32_MAX);
      assert_memory_equal(&y, &should[r * stride + n], sizeof y);
    }
  const kernel *k;
  for (size_t i = 0; (k = kernel_here(i)); i++) {
    memset(is, 0x5a, rows * stride * sizeof *is);
    k->pairs(left, left_scale, rows, right, right_scale, outputs, inputs, is, stride);
    assert_same(k->name, "a product of pairs", is, should, rows * stride * sizeof *is);
  }
  free(left);
  free(right);
  free(left_scale);
  free(right_scale);
  free(should);
  free(is);
}

static void products_of_pairs_are_the_plain_ones(void **state) {
  (void)state;
  for (size_t rows = 1; rows <= 17; rows += rows < 9 ? 1 : 7) {
    check_pairs(rows, 16, 32, 4095, 4095, RANDOM); /* scores */
    check_pairs(rows, 48, 32, 4095, 4095, RANDOM);
    check_pairs(rows, 256, 32, 4095, 4095, RANDOM);
    check_pairs(rows, 32, 16, 300, 16383, RANDOM); /* contexts */
    check_pairs(rows, 32, 256, 255, 16383, RANDOM);
  }
  check_pairs(9, 48, 32, 4095, 4095, ALL_HIGH);
  check_pairs(9, 48, 32, 4095, 4095, ALL_LOW);
  check_pairs(9, 32, 256, 128, 16383, ALL_LOW); /* shares that sum to 32768 */
}

/* ---- float parts ---- */

/* Rows that try the edges: random, constant, zero, tiny, huge, one peak. */
static void fill_rows(float *x, size_t rows, size_t width, uint64_t seed) {
  for (size_t r = 0; r < rows; r++)
    for (size_t i = 0; i < width; i++) {
      float y = learn_random_float(&seed);
      switch (r % 8) {
        case 1: y = 3.25f; break;
        case 2: y = 0.0f; break;
        case 3: y *= 1e-33f; break;
        case 4: y *= 1e30f; break;
        case 5: y = i == width / 3 ? 50.0f : y * 1e-3f; break;
        case 6: y = y * 8.0f - 12.0f; break;
        default: y *= 8.0f;
      }
      x[r * width + i] = y;
    }
}

static void rows_to_bytes(void **state) {
  (void)state;
  static const size_t widths[] = {64, 384, 1536};
  const kernel *k;
  for (size_t w = 0; w < 3; w++) {
    size_t width = widths[w], rows = 19;
    float *x = memory(rows * width * sizeof *x);
    kernel_rows is = rows_new(rows, width), should = rows_new(rows, width);
    fill_rows(x, rows, width, width);
    kernel_plain.quantise(x, rows, width, should);
    for (size_t i = 0; i < rows * width; i++) { /* half a step away at most */
      float low = should.low[i / width], step = should.step[i / width];
      assert_true(should.byte[i] <= 127);
      assert_true(fabs((double)low + (double)step * should.byte[i] - (double)x[i]) <= 0.501 * (double)step);
    }
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      k->quantise(x, rows, width, is);
      assert_same_rows(k->name, is, should, rows, width);
    }
    free(x);
    rows_free(is);
    rows_free(should);
  }
}

static void normalisation(void **state) {
  (void)state;
  enum { ROWS = 19, WIDTH = 384 };
  learn_model m = {.state = 5};
  kernel_norm norm = learn_norm(&m, WIDTH);
  float *start = memory(ROWS * WIDTH * sizeof(float)), *add = memory(ROWS * WIDTH * sizeof(float));
  float *should = memory(ROWS * WIDTH * sizeof(float)), *is = memory(ROWS * WIDTH * sizeof(float));
  kernel_rows bytes_is = rows_new(ROWS, WIDTH), bytes_should = rows_new(ROWS, WIDTH);
  const kernel *k;
  for (int with = 0; with < 2; with++) {
    fill_rows(start, ROWS, WIDTH, 7);
    fill_rows(add, ROWS, WIDTH, 8);
    memcpy(should, start, ROWS * WIDTH * sizeof(float));
    kernel_plain.normalise(should, with ? add : NULL, norm, ROWS, WIDTH, bytes_should);
    for (size_t r = 0; r < ROWS; r += 7) { /* rows of random numbers */
      double mean = 0, squares = 0, x[WIDTH];
      for (size_t i = 0; i < WIDTH; i++) mean += x[i] = (double)start[r * WIDTH + i] + (with ? (double)add[r * WIDTH + i] : 0.0);
      mean /= WIDTH;
      for (size_t i = 0; i < WIDTH; i++) squares += (x[i] - mean) * (x[i] - mean);
      for (size_t i = 0; i < WIDTH; i++) {
        double y = (x[i] - mean) / sqrt(squares / WIDTH + 1e-12) * (double)norm.weight[i] + (double)norm.bias[i];
        assert_true(fabs(y - (double)should[r * WIDTH + i]) < 2e-5);
      }
    }
    for (size_t i = 0; i < ROWS * WIDTH; i++) assert_true(isfinite(should[i]));
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      memcpy(is, start, ROWS * WIDTH * sizeof(float));
      k->normalise(is, with ? add : NULL, norm, ROWS, WIDTH, bytes_is);
      assert_same(k->name, "a normalisation", is, should, ROWS * WIDTH * sizeof(float));
      assert_same_rows(k->name, bytes_is, bytes_should, ROWS, WIDTH);
    }
  }
  free(start);
  free(add);
  free(should);
  free(is);
  rows_free(bytes_is);
  rows_free(bytes_should);
  while (m.memories) free(m.memory[--m.memories]);
}

static void gelu_is_close_to_the_exact_one(void **state) {
  (void)state;
  enum { ROWS = 64, WIDTH = 1536 };
  float *start = memory(ROWS * WIDTH * sizeof(float)), *should = memory(ROWS * WIDTH * sizeof(float)), *is = memory(ROWS * WIDTH * sizeof(float));
  kernel_rows bytes_is = rows_new(ROWS, WIDTH), bytes_should = rows_new(ROWS, WIDTH);
  for (size_t i = 0; i < ROWS * WIDTH; i++) /* -12 … 12 in steps of 1/4096 */
    start[i] = ((float)i - ROWS * WIDTH / 2) / 4096.0f;
  start[0] = -1e20f;
  start[1] = 1e20f;
  start[2] = -0.0f;
  memcpy(should, start, ROWS * WIDTH * sizeof(float));
  kernel_plain.gelu(should, ROWS, WIDTH, bytes_should);
  for (size_t i = 2; i < ROWS * WIDTH; i++) {
    double x = (double)start[i], y = 0.5 * x * erfc(-x * sqrt(0.5));
    assert_true(fabs(y - (double)should[i]) < 1e-6 + fabs(y) * 1.2e-7);
  }
  const kernel *k;
  for (size_t i = 0; (k = kernel_here(i)); i++) {
    memcpy(is, start, ROWS * WIDTH * sizeof(float));
    k->gelu(is, ROWS, WIDTH, bytes_is);
    assert_same(k->name, "gelu", is, should, ROWS * WIDTH * sizeof(float));
    assert_same_rows(k->name, bytes_is, bytes_should, ROWS, WIDTH);
  }
  free(start);
  free(should);
  free(is);
  rows_free(bytes_is);
  rows_free(bytes_should);
}

static void heads_in_16_bits(void **state) {
  (void)state;
  enum { STRIDE = 3 * 64, MOST = 48 };
  static const size_t counts[] = {1, 2, 15, 16, 17, 33, 48};
  size_t size = MOST * KERNEL_HEAD * sizeof(int16_t);
  float *in = memory(MOST * STRIDE * sizeof(float)), scale_is[MOST], scale_should[MOST];
  int16_t *is = memory(size), *should = memory(size);
  const kernel *k;
  fill_rows(in, MOST, STRIDE, 3);
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
    size_t rows = counts[c], padded = (rows + 15) / 16 * 16, used = padded * KERNEL_HEAD * sizeof(int16_t);
    kernel_plain.queries(in + 32, STRIDE, rows, should, scale_should);
    for (size_t i = 0; i < rows * KERNEL_HEAD; i++) {
      double x = (double)in[i / KERNEL_HEAD * STRIDE + 32 + i % KERNEL_HEAD], scale = (double)scale_should[i / KERNEL_HEAD];
      assert_true(abs(should[i]) <= 4095 && fabs(x - scale * should[i]) <= 0.501 * scale);
    }
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      k->queries(in + 32, STRIDE, rows, is, scale_is);
      assert_same(k->name, "queries", is, should, used);
      assert_same(k->name, "queries' scales", scale_is, scale_should, padded * sizeof(float));
    }
    int16_t *queries = memory(size);
    memcpy(queries, should, used);
    kernel_plain.keys(in + 32, STRIDE, rows, should, scale_should);
    for (size_t n = 0; n < padded; n++) /* the same numbers in another place */
      for (size_t i = 0; i < KERNEL_HEAD; i++)
        assert_int_equal(should[blocked_pair(n, i, KERNEL_HEAD)], queries[n * KERNEL_HEAD + i]);
    free(queries);
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      k->keys(in + 32, STRIDE, rows, is, scale_is);
      assert_same(k->name, "keys", is, should, used);
      assert_same(k->name, "keys' scales", scale_is, scale_should, padded * sizeof(float));
    }
    float scale = kernel_plain.values(in + 32, STRIDE, rows, should);
    for (size_t r = 0; r < padded; r++)
      for (size_t n = 0; n < KERNEL_HEAD; n++) {
        int y = should[blocked_pair(n, r, padded)];
        double x = r < rows ? (double)in[r * STRIDE + 32 + n] : 0.0;
        assert_true(abs(y) <= 16383 && fabs(x - (double)scale * y) <= 0.501 * (double)scale);
      }
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      float other = k->values(in + 32, STRIDE, rows, is);
      assert_same(k->name, "values", is, should, used);
      assert_same(k->name, "the values' scale", &other, &scale, sizeof scale);
    }
  }
  free(in);
  free(is);
  free(should);
}

static void softmax_in_16_bits(void **state) {
  (void)state;
  enum { ROWS = 17, MOST = 512 };
  static const size_t counts[] = {1, 3, 16, 17, 100, 256, 511};
  float *start = memory(ROWS * MOST * sizeof(float)), *scores = memory(ROWS * MOST * sizeof(float));
  int16_t *is = memory(ROWS * MOST * sizeof(int16_t)), *should = memory(ROWS * MOST * sizeof(int16_t));
  const kernel *k;
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
    size_t count = counts[c], padded = (count + 15) / 16 * 16;
    fill_rows(start, ROWS, padded, c); /* among them: all equal, differences of 1e30, all below -4 */
    for (size_t i = 0; i < padded; i++) start[8 * padded + i] = -3e38f; /* all hugely negative */
    memcpy(scores, start, ROWS * padded * sizeof(float));
    kernel_plain.softmax(scores, ROWS, count, padded, should);
    for (size_t r = 0; r < ROWS; r++) {
      double most = -INFINITY, all = 0;
      int sum = 0;
      for (size_t i = 0; i < count; i++) most = fmax(most, (double)start[r * padded + i]);
      for (size_t i = 0; i < count; i++) all += exp2((double)start[r * padded + i] - most);
      for (size_t i = 0; i < padded; i++) {
        double share = i < count ? exp2((double)start[r * padded + i] - most) / all : 0.0;
        assert_true(fabs(share * 32767 - should[r * padded + i]) <= 0.61);
        sum += should[r * padded + i];
      }
      assert_true(sum <= 32767 + (int)count / 2);
    }
    for (size_t i = 0; (k = kernel_here(i)); i++) {
      memcpy(scores, start, ROWS * padded * sizeof(float));
      k->softmax(scores, ROWS, count, padded, is);
      assert_same(k->name, "softmax", is, should, ROWS * padded * sizeof(int16_t));
    }
  }
  free(start);
  free(scores);
  free(is);
  free(should);
}

static void a_kernel_is_chosen_by_name(void **state) {
  (void)state;
  assert_non_null(kernel_choose(NULL));
  assert_ptr_equal(kernel_choose("plain"), &kernel_plain);
  assert_null(kernel_choose("abacus"));
  assert_ptr_equal(kernel_choose(NULL), kernel_here(0));
  size_t i = 0;
  while (kernel_name(i + 1)) i++;
  assert_string_equal(kernel_name(i), "plain");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_kernel_is_chosen_by_name),
    cmocka_unit_test(matrix_products_are_the_plain_ones),
    cmocka_unit_test(products_of_pairs_are_the_plain_ones),
    cmocka_unit_test(rows_to_bytes),
    cmocka_unit_test(normalisation),
    cmocka_unit_test(gelu_is_close_to_the_exact_one),
    cmocka_unit_test(heads_in_16_bits),
    cmocka_unit_test(softmax_in_16_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
