/* Writes safetensors files from a list of tensors. Numbers come from one xorshift, so each call makes the same model. */
#include "model_file.h"

#include <inttypes.h>
#include <stdlib.h>

#include "../base/check.h"

#include "base/map.h"

/* Draws a number in [-1, 1). */
static float draw(uint64_t *seed) { return (float)(next_random(seed) >> 40) / 8388608.0f - 1.0f; }

static made_tensor *add(made_model *m, const char *name, const char *dtype, size_t item, uint32_t dimensions, const uint64_t *shape) {
  made_tensor t = {.name = str_keep(m->arena, str_of(name)), .dtype = str_of(dtype), .dimensions = dimensions, .size = item};
  for (uint32_t i = 0; i < dimensions; i++) {
    t.shape[i] = shape[i];
    t.size *= shape[i];
  }
  t.bytes = arena_alloc(m->arena, t.size);
  vec_push(m->arena, &m->tensors, t);
  return &vec_last(&m->tensors)[0];
}

/* A tensor of floats, each `middle` plus up to `spread` off. */
static void add_floats(made_model *m, uint64_t *seed, str name, uint64_t rows, uint64_t columns, float middle, float spread) {
  uint64_t shape[2] = {rows, columns};
  made_tensor *t = add(m, str_zero(m->arena, name), "F32", 4, columns ? 2 : 1, shape);
  float *at = (float *)(void *)t->bytes;
  for (size_t i = 0; i < t->size / 4; i++) at[i] = middle + spread * draw(seed);
}

static void add_weights(made_model *m, uint64_t *seed, str name, uint32_t dimensions, const uint64_t *shape) {
  made_tensor *t = add(m, str_zero(m->arena, name), "I8", 1, dimensions, shape);
  for (size_t i = 0; i < t->size; i++) t->bytes[i] = (char)((int)(next_random(seed) % 255) - 127);
}

#define NAME(...) str_format(m->arena, __VA_ARGS__)

static void add_matrix(made_model *m, uint64_t *seed, unsigned layer, const char *part, uint64_t outputs, uint64_t inputs) {
  uint64_t blocked[4] = {outputs / 16, inputs / 4, 16, 4};
  add_weights(m, seed, NAME("layer.%u.%s.weight", layer, part), 4, blocked);
  add_floats(m, seed, NAME("layer.%u.%s.scale", layer, part), outputs, 0, 0.002f, 0.001f);
  add_floats(m, seed, NAME("layer.%u.%s.bias", layer, part), outputs, 0, 0, 0.1f);
}

static void add_norm(made_model *m, uint64_t *seed, str name, uint64_t width) {
  add_floats(m, seed, NAME("%.*s.weight", STR_ARG(name)), width, 0, 1, 0.1f);
  add_floats(m, seed, NAME("%.*s.bias", STR_ARG(name)), width, 0, 0, 0.1f);
}

static void add_labels(made_model *m, uint64_t *seed, const char *head, uint64_t labels, uint64_t width) {
  add_floats(m, seed, NAME("head.%s.weight", head), labels, width, 0, 0.2f);
  add_floats(m, seed, NAME("head.%s.bias", head), labels, 0, 0, 1);
  add_floats(m, seed, NAME("head.%s.transition", head), labels, labels, 0, 1);
}

static void add_links(made_model *m, uint64_t *seed, const char *kind, uint64_t hidden, uint64_t width) {
  static const char *const sides[] = {"cue_first", "cue_last", "span_first", "span_last"};
  static const struct { const char *name; uint64_t rows; } features[] = {
      {"distance", 23}, {"sentence", 7}, {"block", 5}, {"between", 4}, {"cues", 4}};
  for (size_t i = 0; i < 4; i++) add_floats(m, seed, NAME("head.link.%s.%s", kind, sides[i]), hidden, width, 0, 0.2f);
  for (size_t i = 0; i < 5; i++) add_floats(m, seed, NAME("head.link.%s.%s", kind, features[i].name), features[i].rows, hidden, 0, 0.5f);
  add_floats(m, seed, NAME("head.link.%s.bias", kind), hidden, 0, 0, 0.5f);
  add_floats(m, seed, NAME("head.link.%s.top", kind), hidden, 0, 0, 0.5f);
  add_floats(m, seed, NAME("head.link.%s.top_bias", kind), 1, 0, 0, 0.5f);
}

made_model model_make(arena *a, made_sizes s, str words) {
  made_model made = {.arena = a, .align = 64}, *m = &made;
  uint64_t random = 20, *seed = &random, count = 1, bytes[1] = {words.len}, table[2];
  for (size_t i = 0; i < words.len; i++) count += words.at[i] == '\n' && i + 1 < words.len;
  memcpy(add(m, "vocab", "U8", 1, 1, bytes)->bytes, words.at, words.len);
  table[0] = count;
  table[1] = s.width;
  add_weights(m, seed, STR("embed.word"), 2, table);
  add_floats(m, seed, STR("embed.word.scale"), count, 0, 0.002f, 0.001f);
  add_floats(m, seed, STR("embed.position"), s.positions, s.width, 0, 0.1f);
  add_floats(m, seed, STR("embed.shape"), 36, s.width, 0, 0.1f);
  add_norm(m, seed, STR("embed.norm"), s.width);
  for (unsigned i = 0; i < s.layers; i++) {
    add_matrix(m, seed, i, "qkv", 3 * s.width, s.width);
    add_matrix(m, seed, i, "out", s.width, s.width);
    add_matrix(m, seed, i, "up", s.inner, s.width);
    add_matrix(m, seed, i, "down", s.width, s.inner);
    add_norm(m, seed, NAME("layer.%u.norm1", i), s.width);
    add_norm(m, seed, NAME("layer.%u.norm2", i), s.width);
  }
  add_labels(m, seed, "names", 21, s.width);
  add_labels(m, seed, "source", 5, s.width);
  add_labels(m, seed, "cue", 5, s.width);
  add_labels(m, seed, "content", 5, s.width);
  add_links(m, seed, "source", s.hidden, s.width);
  add_links(m, seed, "content", s.hidden, s.width);
  add_floats(m, seed, STR("head.vector.weight"), s.vector, s.width, 0, 0.2f);
  add_floats(m, seed, STR("head.vector.bias"), s.vector, 0, 0, 0.2f);
  m->metadata = STR("\"format\":\"hearsay-model\",\"version\":\"1\",\"name\":\"made\","
                    "\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"");
  return made;
}

made_tensor *model_tensor(made_model *m, const char *name) {
  for (uint32_t i = 0; i < m->tensors.count; i++)
    if (str_eq(m->tensors.at[i].name, str_of(name))) return &m->tensors.at[i];
  fail_msg("no tensor %s", name);
  return NULL;
}

/* Length, header filled up with spaces, data; at a multiple of 64. */
static str put_together(arena *a, str header, str data) {
  size_t padding = (64 - (8 + header.len) % 64) % 64, length = header.len + padding;
  char *file = arena_alloc(a, 64 + 8 + length + data.len);
  file += (64 - (uintptr_t)file % 64) % 64;
  for (size_t i = 0; i < 8; i++) file[i] = (char)(unsigned char)(length >> 8 * i);
  memcpy(file + 8, header.at, header.len);
  memset(file + 8 + header.len, ' ', padding);
  if (data.len) memcpy(file + 8 + length, data.at, data.len);
  return (str){file, 8 + length + data.len};
}

str model_write(const made_model *m) {
  strbuf header = strbuf_new(m->arena), data = strbuf_new(m->arena);
  strbuf_char(&header, '{');
  for (uint32_t i = 0; i < m->tensors.count; i++) {
    const made_tensor *t = &m->tensors.at[i];
    if (data.len % m->align != 0) { /* a tensor of nothing, up to the next start */
      size_t gap = m->align - data.len % m->align;
      strbuf_format(&header, "\"pad.%u\":{\"dtype\":\"U8\",\"shape\":[%zu],\"data_offsets\":[%zu,%zu]},", (unsigned)i, gap, data.len, data.len + gap);
      for (size_t n = 0; n < gap; n++) strbuf_char(&data, '\0');
    }
    strbuf_format(&header, "\"%.*s\":{\"dtype\":\"%.*s\",\"shape\":[", STR_ARG(t->name), STR_ARG(t->dtype));
    for (uint32_t d = 0; d < t->dimensions; d++) strbuf_format(&header, "%s%" PRIu64, d ? "," : "", t->shape[d]);
    strbuf_format(&header, "],\"data_offsets\":[%zu,%zu]}%s", data.len, data.len + t->size, i + 1 < m->tensors.count ? "," : "");
    strbuf_add(&data, (str){t->bytes, t->size});
  }
  if (m->metadata.len) {
    str sum = m->crc32.len ? m->crc32 : str_format(m->arena, "%08" PRIx32, hash_crc32(data.at, data.len));
    strbuf_format(&header, ",\"__metadata__\":{%.*s,\"crc32\":\"%.*s\"}", STR_ARG(m->metadata), STR_ARG(sum));
  }
  strbuf_char(&header, '}');
  return put_together(m->arena, strbuf_str(&header), strbuf_str(&data));
}

size_t model_data_start(str file) {
  uint64_t length = 0;
  for (size_t i = 8; i-- > 0;) length = length << 8 | (unsigned char)file.at[i];
  return 8 + (size_t)length;
}

str model_edit(arena *a, str file, const char *from, const char *to) {
  size_t start = model_data_start(file);
  str header = str_slice(file, 8, start);
  size_t at = str_find(header, str_of(from), 0);
  if (at == STR_NONE) fail_msg("the header does not hold %s", from);
  strbuf b = strbuf_new(a);
  strbuf_add(&b, str_slice(header, 0, at));
  strbuf_add(&b, str_of(to));
  strbuf_add(&b, str_slice(header, at + strlen(from), header.len));
  while (b.len > 0 && b.at[b.len - 1] == ' ') b.len--;
  return put_together(a, strbuf_str(&b), str_slice(file, start, file.len));
}
