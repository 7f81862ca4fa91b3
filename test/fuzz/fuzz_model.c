/* Model files of any bytes. The first byte of the input says what the rest is:
 *   H  four bytes: the size of the data (up to 512 KiB); then a header of safetensors. The data is a small vocabulary and
 *      zeros, so that a mutated header gets past the sizes.
 *   T  a text for the tokenizer.
 *   else: a whole file.
 * Without the checksum, which no mutation would get past. Of what is taken for a model every table is read to its end,
 * and texts are cut by its vocabulary.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "learn/weights.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_DATA = 512 * 1024 };

static const char words[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\nb\nthe\n##e\n##ing\nsay\n\xC3\x9F\n\xE4\xB8\xAD\n##\xE1\x85\xA1\n.\n#";

static void must(bool holds) {
  if (!holds) abort();
}

/* Exactly as long as it must be, so that a sanitizer sees each byte read too many. */
typedef struct file { char *block, *at; size_t len; } file;

static file file_new(size_t len) {
  file f = {.len = len, .block = aligned_alloc(64, (len + 127) / 64 * 64)};
  if (!f.block) exit(0);
  f.at = f.block;
  return f;
}

static file file_of_header(const uint8_t *data, size_t size) {
  size_t data_size = 0, header = size > 4 ? size - 4 : 0;
  for (size_t i = 0; i < 4 && i < size; i++) data_size |= (size_t)data[i] << 8 * i;
  if (data_size > MAX_DATA) data_size = MAX_DATA;
  size_t length = header + (64 - (8 + header) % 64) % 64;
  file f = file_new(8 + length + data_size);
  memset(f.at, 0, f.len);
  for (size_t i = 0; i < 8; i++) f.at[i] = (char)(unsigned char)((uint64_t)length >> 8 * i);
  if (header) memcpy(f.at + 8, data + 4, header);
  memset(f.at + 8 + header, ' ', length - header);
  size_t vocabulary = data_size < sizeof words - 1 ? data_size : sizeof words - 1;
  memcpy(f.at + 8 + length, words, vocabulary);
  return f;
}

static file file_whole(const uint8_t *data, size_t size) {
  file f = file_new(size);
  if (size) memcpy(f.at, data, size);
  return f;
}

static volatile uint32_t seen;
static void read_bytes(const void *at, size_t size) {
  const unsigned char *bytes = at;
  uint32_t sum = 0;
  for (size_t i = 0; i < size; i++) sum += bytes[i];
  seen = sum;
}
static void read_floats(const float *at, size_t count) {
  for (size_t i = 0; i < count; i++) must(at[i] >= -20000.0f && at[i] <= 20000.0f);
}

static void read_matrix(const kernel_matrix *m) {
  must(m->inputs % 64 == 0 && m->outputs % 16 == 0);
  read_bytes(m->weight, (size_t)m->inputs * m->outputs);
  read_floats(m->scale, m->outputs);
  read_floats(m->bias, m->outputs);
  for (uint32_t i = 0; i < m->outputs; i++) must(m->sum[i] >= -127.0f * (float)m->inputs && m->sum[i] <= 127.0f * (float)m->inputs);
}

static void read_norm(kernel_norm n, size_t width) {
  read_floats(n.weight, width);
  read_floats(n.bias, width);
}

static void read_labels(const label_weights *l, size_t width) {
  read_floats(l->weight, l->labels * width);
  read_floats(l->bias, l->labels);
  read_floats(l->transition, (size_t)l->labels * l->labels);
}

static void read_links(const link_weights *l, size_t width) {
  const float *const sides[] = {l->cue_first, l->cue_last, l->span_first, l->span_last};
  for (size_t i = 0; i < 4; i++) read_floats(sides[i], l->hidden * width);
  read_floats(l->bias, l->hidden);
  read_floats(l->top, l->hidden);
  read_floats(l->distance, (size_t)WEIGHTS_DISTANCES * l->hidden);
  read_floats(l->sentence, (size_t)WEIGHTS_SENTENCES * l->hidden);
  read_floats(l->block, (size_t)WEIGHTS_BLOCKS * l->hidden);
  read_floats(l->between, (size_t)WEIGHTS_BETWEENS * l->hidden);
  read_floats(l->cues, (size_t)WEIGHTS_CUES * l->hidden);
}

static void cut(arena *a, const vocabulary *v, str text) {
  piece_vec pieces = {0}, few = {0};
  wordpiece_cut(v, text, UINT32_MAX, a, &pieces);
  wordpiece_cut(v, text, 16, a, &few);
  must(few.count == (pieces.count < 16 ? pieces.count : 16));
  for (uint32_t i = 0; i < pieces.count; i++) {
    piece p = pieces.at[i];
    must(p.id < v->count && p.start < p.end && p.end <= text.len);
    must(i == 0 || p.start >= pieces.at[i - 1].start);
    must(utf8_floor(text, p.start) == p.start && utf8_floor(text, p.end) == p.end);
  }
}

static void read_all(arena *a, const weights *w, str text) {
  const encoder_weights *e = &w->encoder;
  must(e->words == w->vocabulary.count);
  read_bytes(e->word, (size_t)e->words * e->width);
  read_floats(e->word_scale, e->words);
  read_floats(e->position, (size_t)e->positions * e->width);
  read_floats(e->shape, (size_t)e->shapes * e->width);
  read_norm(e->norm, e->width);
  for (uint32_t i = 0; i < e->layer_count; i++) {
    const encoder_layer *l = &e->layers[i];
    read_matrix(&l->qkv);
    read_matrix(&l->out);
    read_matrix(&l->up);
    read_matrix(&l->down);
    read_norm(l->norm1, e->width);
    read_norm(l->norm2, e->width);
  }
  read_labels(&w->names, e->width);
  read_labels(&w->source, e->width);
  read_labels(&w->cue, e->width);
  read_labels(&w->content, e->width);
  read_links(&w->source_links, e->width);
  read_links(&w->content_links, e->width);
  read_floats(w->vector_weight, (size_t)w->vector_width * e->width);
  read_floats(w->vector_bias, w->vector_width);
  must(w->sha256.len == 64);
  cut(a, &w->vocabulary, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new();
  if (!a || size == 0) {
    arena_free(a);
    return 0;
  }
  str rest = {(const char *)data + 1, size - 1};
  hsy_error error = {0};
  if (data[0] == 'T') {
    vocabulary v;
    must(wordpiece_open(a, STR("words"), (str){words, sizeof words - 1}, &v, &error) == HSY_OK);
    cut(a, &v, rest);
  } else {
    weights w;
    file f = data[0] == 'H' ? file_of_header(data + 1, size - 1) : file_whole(data, size);
    hsy_rc rc = weights_open_bytes(a, STR("fuzz.model"), (str){f.at, f.len}, false, &w, &error);
    must(rc == error.rc && (rc == HSY_OK || rc == HSY_MODEL));
    must(rc == HSY_OK || (error.message[0] && error.advice[0]));
    if (rc == HSY_OK) read_all(a, &w, rest);
    free(f.block);
  }
  arena_free(a);
  return 0;
}
