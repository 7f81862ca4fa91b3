/* From tokens to vectors: pieces, windows, the encoder, the scores of labels.
 *
 * A token is cut into word pieces by itself; its vector is that of its first piece. Windows are whole sentences, as many as
 * fit; a sentence that is longer is cut at a token. The cuts depend on the tokens alone, and a window's vectors on its own
 * pieces alone, so nothing depends on what is computed together. train/data.py cuts the same way.
 */
#include "base/number.h"
#include "base/utf8.h"
#include "learn/parts.h"

enum { WINDOW = 256, WINDOW_PIECES = WINDOW - 2, TOKEN_PIECES = 16, BATCH_ROWS = 512 };
enum { CASE_LOWER, CASE_CAPITAL, CASE_ALL, CASE_MIXED, CASE_SINGLE, CASE_DIGIT, CASES };

/* Row of the table of shapes: how the word is written, what it starts, whether it is quoted. */
static uint8_t shape_of(str word, const learn_token *t) {
  uint32_t letters = 0, upper = 0;
  bool has_digit = false, first_is_upper = false;
  for (size_t at = 0, length; at < word.len; at += length) {
    int32_t c = utf8_at(word, at, &length);
    has_digit |= c >= '0' && c <= '9';
    if (!uc_is_letter(c)) continue;
    if (letters == 0) first_is_upper = uc_is_upper(c);
    letters++;
    upper += uc_is_upper(c);
  }
  unsigned written = has_digit ? CASE_DIGIT : upper == 0 ? CASE_LOWER : letters == 1 ? CASE_SINGLE : upper == letters ? CASE_ALL
      : upper == 1 && first_is_upper ? CASE_CAPITAL : CASE_MIXED;
  unsigned start = t->is_block_start ? 2 : t->is_sentence_start ? 1 : 0;
  return (uint8_t)(written + CASES * start + 3 * CASES * t->is_quoted);
}

/* The pieces of all tokens: token i has [first[i], first[i + 1]) of them, 1 to TOKEN_PIECES. */
typedef struct cut_tokens { piece_vec pieces; uint32_t *first; } cut_tokens;

static cut_tokens cut_all(const learn_model *m, str text, const learn_token *tokens, uint32_t count, arena *scratch) {
  cut_tokens c = {.first = ARENA_ARRAY(scratch, uint32_t, count + 1)};
  vec_reserve(scratch, &c.pieces, count * 2);
  for (uint32_t i = 0; i < count; i++) {
    c.first[i] = c.pieces.count;
    wordpiece_cut(&m->weights.vocabulary, str_slice(text, tokens[i].start, tokens[i].end), TOKEN_PIECES, scratch, &c.pieces);
    if (c.pieces.count == c.first[i]) vec_push(scratch, &c.pieces, ((piece){.id = m->weights.vocabulary.unknown}));
  }
  c.first[count] = c.pieces.count;
  return c;
}

/* The token after the window that begins at token `first`. */
static uint32_t window_end(const cut_tokens *c, const learn_token *tokens, uint32_t count, uint32_t first) {
  uint32_t most = c->first[first] + WINDOW_PIECES, end = first;
  while (end < count) {
    uint32_t next = end;
    while (next < count && tokens[next].sentence == tokens[end].sentence) next++;
    if (c->first[next] > most) break;
    end = next;
  }
  if (end > first) return end;
  while (end < count && c->first[end + 1] <= most) end++; /* a sentence longer than a window */
  return end;
}

static void score_labels(const label_weights *w, const float *vectors, uint32_t count, uint32_t width, int32_t *out) {
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t l = 0; l < w->labels; l++)
      out[i * w->labels + l] = learn_thousandths(learn_dot(w->weight + (size_t)l * width, vectors + (size_t)i * width, width) + w->bias[l]);
}

/* Room for the windows of one run of the encoder. */
typedef struct batch {
  uint32_t pieces[BATCH_ROWS];
  uint8_t shapes[BATCH_ROWS];
  encoder_window windows[BATCH_ROWS / 2];
  uint32_t first[BATCH_ROWS / 2], end[BATCH_ROWS / 2]; /* tokens of each window */
  uint32_t rows, count;
} batch;

static void run_batch(const learn_model *m, const cut_tokens *c, batch *b, void *scratch, float *rows, learn_reading *out) {
  if (b->count == 0) return;
  size_t width = out->width;
  encoder_run(m->kernel, &m->weights.encoder, b->windows, b->count, scratch, rows);
  const float *window = rows;
  for (uint32_t w = 0; w < b->count; w++) {
    for (uint32_t t = b->first[w]; t < b->end[w]; t++)
      memcpy(out->vectors + t * width, window + (1 + c->first[t] - c->first[b->first[w]]) * width, width * sizeof(float));
    window += b->windows[w].count * width;
  }
  b->rows = b->count = 0;
}

static void add_window(const learn_model *m, const cut_tokens *c, const uint8_t *token_shapes, uint32_t first, uint32_t end, batch *b) {
  uint32_t *piece = b->pieces + b->rows;
  uint8_t *shape = b->shapes + b->rows;
  uint32_t n = 0;
  piece[n++] = m->weights.vocabulary.begin;
  for (uint32_t t = first; t < end; t++)
    for (uint32_t p = c->first[t]; p < c->first[t + 1]; p++) {
      piece[n] = c->pieces.at[p].id;
      shape[n++] = token_shapes[t];
    }
  piece[n] = m->weights.vocabulary.end;
  shape[0] = shape[n++] = 0;
  b->windows[b->count] = (encoder_window){piece, shape, n};
  b->first[b->count] = first;
  b->end[b->count++] = end;
  b->rows += n;
}

void learn_read(const learn_model *m, str text, const learn_token *tokens, uint32_t count, arena *a, learn_reading *out) {
  uint32_t width = m->weights.encoder.width;
  *out = (learn_reading){.tokens = tokens, .count = count, .width = width};
  out->vectors = learn_aligned(a, (size_t)count * width * sizeof(float));
  const label_weights *heads[LEARN_LAYERS] = {&m->weights.names, &m->weights.source, &m->weights.cue, &m->weights.content};
  for (int l = 0; l < LEARN_LAYERS; l++) out->scores[l] = ARENA_ARRAY(a, int32_t, (size_t)count * heads[l]->labels);
  arena_mark mark = arena_save(a);
  cut_tokens cut = cut_all(m, text, tokens, count, a);
  uint8_t *shapes = ARENA_ARRAY(a, uint8_t, count);
  for (uint32_t i = 0; i < count; i++) shapes[i] = shape_of(str_slice(text, tokens[i].start, tokens[i].end), &tokens[i]);
  batch *b = ARENA_NEW(a, batch);
  void *scratch = learn_aligned(a, encoder_scratch(&m->weights.encoder, BATCH_ROWS));
  float *rows = learn_aligned(a, (size_t)BATCH_ROWS * width * sizeof(float));
  for (uint32_t first = 0; first < count;) {
    uint32_t end = window_end(&cut, tokens, count, first);
    if (b->rows + cut.first[end] - cut.first[first] + 2 > BATCH_ROWS) run_batch(m, &cut, b, scratch, rows, out);
    add_window(m, &cut, shapes, first, end, b);
    first = end;
  }
  run_batch(m, &cut, b, scratch, rows, out);
  arena_release(a, mark);
  for (int l = 0; l < LEARN_LAYERS; l++) score_labels(heads[l], out->vectors, count, width, out->scores[l]);
}

void learn_vector(const learn_model *m, const learn_reading *r, uint32_t first, uint32_t end, int8_t *out) {
  enum { MOST = WEIGHTS_MAX_WIDTH };
  float mean[MOST] = {0}, vector[WEIGHTS_MAX_HIDDEN], greatest = 0;
  const weights *w = &m->weights;
  for (uint32_t t = first; t < end; t++)
    for (uint32_t i = 0; i < r->width; i++) mean[i] += r->vectors[(size_t)t * r->width + i];
  for (uint32_t i = 0; i < r->width; i++) mean[i] /= (float)(end - first);
  for (uint32_t i = 0; i < w->vector_width; i++) {
    vector[i] = learn_dot(w->vector_weight + (size_t)i * r->width, mean, r->width) + w->vector_bias[i];
    float size = vector[i] < 0 ? -vector[i] : vector[i];
    if (size > greatest) greatest = size;
  }
  for (uint32_t i = 0; i < w->vector_width; i++) {
    float y = greatest > 0 ? vector[i] / greatest * 127 : 0;
    out[i] = (int8_t)(y < 0 ? y - 0.5f : y + 0.5f);
  }
}

int learn_nearness(const int8_t *x, const int8_t *y, uint32_t width) {
  int64_t xy = 0, xx = 0, yy = 0;
  for (uint32_t i = 0; i < width; i++) {
    xy += x[i] * y[i];
    xx += x[i] * x[i];
    yy += y[i] * y[i];
  }
  if (xx == 0 || yy == 0) return 0;
  return (int)((double)xy * 1000 / number_sqrt((double)xx * (double)yy));
}
