/* The encoder's forward pass.
 *
 * All pieces of all windows stand in one table of rows; only attention looks at windows. The rest goes by chunks of rows,
 * through as many steps as need no other row, so that what a step leaves is still in the cache for the next. The rows' bytes
 * (the quantised copy that a matrix takes) are made by the step before. */
#include "learn/encoder.h"

#include <assert.h>
#include <string.h>

enum {
  CHUNK = 96,    /* rows: a multiple of all tiles' rows */
  QUERIES = 16   /* rows of scores at a time */
};

static size_t up_to(size_t n, size_t multiple) { return (n + multiple - 1) / multiple * multiple; }

/* ---- scratch memory, cut into pieces ---- */

typedef struct scratch {
  float *qkv;       /* [rows][3 * width] */
  float *context;   /* [rows][width]: what attention gives */
  float *wide;      /* [CHUNK][inner] */
  float *narrow;    /* [CHUNK][width] */
  kernel_rows x;    /* the rows' bytes, between layers */
  kernel_rows some; /* bytes of a chunk, up to max(width, inner) wide */
  int16_t *queries, *keys, *values, *shares; /* of one head of one window; shares: softmax of QUERIES rows */
  float *query_scale, *key_scale, *scores;
} scratch;

/* The next `bytes` of what `at` has gone through so far; only counts when base is NULL. */
static void *cut(char *base, size_t *at, size_t bytes) {
  void *piece = base ? base + *at : NULL;
  *at += up_to(bytes, 64);
  return piece;
}

static kernel_rows cut_rows(char *base, size_t *at, size_t rows, size_t width) {
  kernel_rows r;
  r.byte = cut(base, at, (rows + KERNEL_ROWS_READ) * width);
  r.low = cut(base, at, rows * sizeof(float));
  r.step = cut(base, at, rows * sizeof(float));
  if (base)
    memset(r.byte + rows * width, 0, KERNEL_ROWS_READ * width);
  return r;
}

static size_t cut_all(scratch *s, char *base, const encoder_weights *w, size_t rows) {
  size_t at = 0, width = w->width, widest = w->inner > width ? w->inner : width;
  s->qkv = cut(base, &at, rows * 3 * width * sizeof(float));
  s->context = cut(base, &at, rows * width * sizeof(float));
  s->wide = cut(base, &at, CHUNK * w->inner * sizeof(float));
  s->narrow = cut(base, &at, CHUNK * width * sizeof(float));
  s->x = cut_rows(base, &at, rows, width);
  s->some = cut_rows(base, &at, CHUNK, widest);
  s->queries = cut(base, &at, ENCODER_WINDOW_MAX * KERNEL_HEAD * sizeof(int16_t));
  s->keys = cut(base, &at, ENCODER_WINDOW_MAX * KERNEL_HEAD * sizeof(int16_t));
  s->values = cut(base, &at, ENCODER_WINDOW_MAX * KERNEL_HEAD * sizeof(int16_t));
  s->shares = cut(base, &at, QUERIES * ENCODER_WINDOW_MAX * sizeof(int16_t));
  s->query_scale = cut(base, &at, ENCODER_WINDOW_MAX * sizeof(float));
  s->key_scale = cut(base, &at, ENCODER_WINDOW_MAX * sizeof(float));
  s->scores = cut(base, &at, QUERIES * ENCODER_WINDOW_MAX * sizeof(float));
  return at;
}

size_t encoder_scratch(const encoder_weights *w, size_t rows) {
  scratch s;
  return cut_all(&s, NULL, w, rows);
}

static kernel_rows rows_from(kernel_rows r, size_t first, size_t width) {
  return (kernel_rows){r.byte + first * width, r.low + first, r.step + first};
}

/* ---- steps ---- */

static void embed(const encoder_weights *w, const encoder_window *window, float *out) {
  for (uint32_t i = 0; i < window->count; i++, out += w->width) {
    uint32_t piece = window->piece[i], shape_row = window->shape[i];
    assert(piece < w->words && shape_row < w->shapes);
    const int8_t *word = w->word + (size_t)piece * w->width;
    const float *position = w->position + (size_t)i * w->width, *shape = w->shape + (size_t)shape_row * w->width;
    float scale = w->word_scale[piece];
    for (uint32_t j = 0; j < w->width; j++)
      out[j] = (float)word[j] * scale + position[j] + shape[j];
  }
}

/* One window: qkv's rows to context's rows, head by head.
 *
 * The sums fit 32 bits: a score is at most 4095^2 * 32 < 2^30; a row of shares sums to 32767 and half a unit for each of up
 * to 512 roundings, times 16383 < 2^30. */
static void attend(const kernel *k, const encoder_weights *w, const scratch *s, const float *qkv, size_t count, float *context) {
  size_t width = w->width, stride = 3 * width, padded = up_to(count, 16);
  float value_scale[KERNEL_HEAD], share_scale[QUERIES];
  for (size_t i = 0; i < QUERIES; i++)
    share_scale[i] = 1.0f / 32767.0f;
  for (size_t head = 0; head < width; head += KERNEL_HEAD) {
    k->queries(qkv + head, stride, count, s->queries, s->query_scale);
    for (size_t i = 0; i < count; i++)
      s->query_scale[i] *= 1.44269504f; /* softmax is to the base 2 */
    k->keys(qkv + width + head, stride, count, s->keys, s->key_scale);
    float scale = k->values(qkv + 2 * width + head, stride, count, s->values);
    for (size_t i = 0; i < KERNEL_HEAD; i++)
      value_scale[i] = scale;
    for (size_t first = 0; first < count; first += QUERIES) {
      size_t rows = count - first < QUERIES ? count - first : QUERIES;
      k->pairs(s->queries + first * KERNEL_HEAD, s->query_scale + first, rows, s->keys, s->key_scale, padded, KERNEL_HEAD, s->scores, padded);
      k->softmax(s->scores, rows, count, padded, s->shares);
      k->pairs(s->shares, share_scale, rows, s->values, value_scale, KERNEL_HEAD, padded, context + first * width + head, width);
    }
  }
}

static void run_layer(const kernel *k, const encoder_weights *w, const encoder_layer *layer, const scratch *s,
    const encoder_window *windows, size_t count, size_t rows, float *x) {
  size_t width = w->width;
  for (size_t first = 0; first < rows; first += CHUNK) {
    size_t some = rows - first < CHUNK ? rows - first : CHUNK;
    k->linear(&layer->qkv, rows_from(s->x, first, width), some, s->qkv + first * 3 * width);
  }
  size_t begin = 0;
  for (size_t i = 0; i < count; begin += windows[i++].count)
    attend(k, w, s, s->qkv + begin * 3 * width, windows[i].count, s->context + begin * width);
  for (size_t first = 0; first < rows; first += CHUNK) {
    size_t some = rows - first < CHUNK ? rows - first : CHUNK;
    float *here = x + first * width;
    kernel_rows bytes = rows_from(s->x, first, width);
    k->quantise(s->context + first * width, some, width, s->some);
    k->linear(&layer->out, s->some, some, s->narrow);
    k->normalise(here, s->narrow, layer->norm1, some, width, bytes);
    k->linear(&layer->up, bytes, some, s->wide);
    k->gelu(s->wide, some, w->inner, s->some);
    k->linear(&layer->down, s->some, some, s->narrow);
    k->normalise(here, s->narrow, layer->norm2, some, width, bytes);
  }
}

void encoder_run(const kernel *k, const encoder_weights *w, const encoder_window *windows, size_t count, void *memory, float *out) {
  assert(w->width % 64 == 0 && w->inner % 64 == 0 && (uintptr_t)memory % 64 == 0);
  size_t rows = 0;
  for (size_t i = 0; i < count; i++) {
    assert(windows[i].count > 0 && windows[i].count <= ENCODER_WINDOW_MAX && windows[i].count <= w->positions);
    embed(w, &windows[i], out + rows * w->width);
    rows += windows[i].count;
  }
  scratch s;
  cut_all(&s, memory, w, rows);
  k->normalise(out, NULL, w->norm, rows, w->width, s.x);
  for (uint32_t i = 0; i < w->layer_count; i++)
    run_layer(k, w, &w->layers[i], &s, windows, count, rows, out);
}
