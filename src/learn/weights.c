/* The model file.
 *
 * Each tensor is asked for by name with the type and shape it must have; a failure sets `rc` once and every later request
 * gives NULL, so the functions below read as the list of what a model holds. The sizes come from a few tensors that are
 * looked at first (how wide, how many layers); from then on every shape is known.
 *
 * Numbers are checked as they are taken: a model whose numbers are wild would not crash the integer sums, but floats could
 * become infinite, and a NaN turned into an integer is undefined.
 */
#include "learn/weights.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/io.h"
#include "base/map.h"
#include "base/utf8.h"
#include "learn/tensors.h"

static const float greatest_number = 20000.0f; /* closed transitions are -10,000 */

typedef struct loader {
  arena *arena;
  tensors *tensors;
  hsy_error *error;
  hsy_rc rc;
} loader;

#define REFUSE(l, ...) ((l)->rc = error_set((l)->error, HSY_MODEL, (l)->tensors->file, 0, TENSORS_ADVICE, __VA_ARGS__))

/* "I8 [72, 96, 16, 4]" */
static str shape_words(arena *a, tensor_type type, const uint64_t *shape, uint32_t dimensions) {
  static const char *const names[] = {[TENSOR_OTHER] = "another type", [TENSOR_U8] = "U8", [TENSOR_I8] = "I8", [TENSOR_F32] = "F32"};
  strbuf b = strbuf_new(a);
  strbuf_format(&b, "%s [", names[type]);
  for (uint32_t i = 0; i < dimensions; i++) strbuf_format(&b, "%s%" PRIu64, i ? ", " : "", shape[i]);
  strbuf_char(&b, ']');
  return strbuf_str(&b);
}

/* The tensor of this name, aligned as the kernels want it. NULL when there was a failure before, or now. */
static const tensor *ask(loader *l, str name) {
  if (l->rc != HSY_OK) return NULL;
  const tensor *t = tensors_find(l->tensors, name);
  if (!t) REFUSE(l, "tensor %.*s: missing", STR_ARG(name));
  else if (t->start % 64 != 0) REFUSE(l, "tensor %.*s: starts at byte %" PRIu64 ", not at a multiple of 64", STR_ARG(name), t->start);
  return l->rc == HSY_OK ? t : NULL;
}

static const void *ask_shaped(loader *l, str name, tensor_type type, const uint64_t *shape, uint32_t dimensions) {
  const tensor *t = ask(l, name);
  if (!t) return NULL;
  if (t->type != type || t->dimensions != dimensions || memcmp(t->shape, shape, dimensions * sizeof *shape) != 0) {
    str is = shape_words(l->arena, t->type, t->shape, t->dimensions), should = shape_words(l->arena, type, shape, dimensions);
    REFUSE(l, "tensor %.*s: is %.*s, should be %.*s", STR_ARG(name), STR_ARG(is), STR_ARG(should));
    return NULL;
  }
  return t->bytes.at;
}

/* Numbers of `rows` rows of `columns` (0 = one row, told by one dimension), each within [least, greatest]. */
static const float *ask_bounded(loader *l, str name, uint64_t rows, uint64_t columns, float least, float greatest) {
  uint64_t shape[2] = {rows, columns}, count = columns ? rows * columns : rows;
  const float *at = ask_shaped(l, name, TENSOR_F32, shape, columns ? 2 : 1);
  if (!at) return NULL;
  bool is_fine = true;
  for (uint64_t i = 0; i < count; i++) is_fine &= at[i] >= least && at[i] <= greatest; /* false for a NaN */
  if (is_fine) return at;
  REFUSE(l, "tensor %.*s: holds a number that is not finite, or not between %g and %g", STR_ARG(name), (double)least, (double)greatest);
  return NULL;
}

static const float *ask_numbers(loader *l, str name, uint64_t rows, uint64_t columns) {
  return ask_bounded(l, name, rows, columns, -greatest_number, greatest_number);
}

static const float *ask_scales(loader *l, str name, uint64_t count) { return ask_bounded(l, name, count, 0, 0.0f, 1.0f); }

static str name_of(const loader *l, str prefix, const char *part) { return str_format(l->arena, "%.*s%s", STR_ARG(prefix), part); }

/* The sum of each output's weights, from blocks of sixteen outputs, four inputs of each in a piece. */
static const float *sum_rows(loader *l, str name, const int8_t *weight, uint32_t outputs, uint32_t inputs) {
  float *sums = ARENA_ARRAY(l->arena, float, outputs + 16);
  sums += (64 - (uintptr_t)sums % 64) % 64 / sizeof *sums;
  bool is_fine = true;
  for (uint32_t block = 0; block < outputs; block += 16) {
    int32_t sum[16] = {0};
    for (uint32_t i = 0; i < inputs; i += 4)
      for (uint32_t n = 0; n < 16; n++, weight += 4) {
        sum[n] += weight[0] + weight[1] + weight[2] + weight[3];
        is_fine &= weight[0] != -128 && weight[1] != -128 && weight[2] != -128 && weight[3] != -128;
      }
    for (uint32_t n = 0; n < 16; n++) sums[block + n] = (float)sum[n];
  }
  if (!is_fine) REFUSE(l, "tensor %.*s: holds -128", STR_ARG(name));
  return sums;
}

static kernel_matrix ask_matrix(loader *l, str prefix, uint32_t outputs, uint32_t inputs) {
  kernel_matrix m = {.inputs = inputs, .outputs = outputs};
  uint64_t blocked[4] = {outputs / 16, inputs / 4, 16, 4};
  str name = name_of(l, prefix, ".weight");
  m.weight = ask_shaped(l, name, TENSOR_I8, blocked, 4);
  m.scale = ask_scales(l, name_of(l, prefix, ".scale"), outputs);
  m.bias = ask_numbers(l, name_of(l, prefix, ".bias"), outputs, 0);
  if (l->rc == HSY_OK) m.sum = sum_rows(l, name, m.weight, outputs, inputs);
  return m;
}

static kernel_norm ask_norm(loader *l, str prefix, uint32_t width) {
  kernel_norm n;
  n.weight = ask_numbers(l, name_of(l, prefix, ".weight"), width, 0);
  n.bias = ask_numbers(l, name_of(l, prefix, ".bias"), width, 0);
  return n;
}

/* Size `dimension` of a tensor, which must lie within [least, most] and be a multiple of `step`; else 0. */
static uint32_t ask_size(loader *l, str name, uint32_t dimensions, uint32_t dimension, uint32_t least, uint32_t most, uint32_t step) {
  const tensor *t = ask(l, name);
  if (!t) return 0;
  uint64_t size = t->dimensions == dimensions ? t->shape[dimension] : 0;
  if (size >= least && size <= most && size % step == 0) return (uint32_t)size;
  str is = shape_words(l->arena, t->type, t->shape, t->dimensions);
  REFUSE(l, "tensor %.*s: is %.*s, where size %u should be a multiple of %u from %u to %u", STR_ARG(name), STR_ARG(is),
         (unsigned)dimension + 1, (unsigned)step, (unsigned)least, (unsigned)most);
  return 0;
}

static void ask_vocabulary(loader *l, vocabulary *v) {
  const tensor *t = ask(l, STR("vocab"));
  if (!t) return;
  if (t->type != TENSOR_U8 || t->dimensions != 1) REFUSE(l, "tensor vocab: should be a row of U8");
  else if (!utf8_valid(t->bytes)) REFUSE(l, "tensor vocab: is not UTF-8");
  else l->rc = wordpiece_open(l->arena, l->tensors->file, t->bytes, v, l->error);
}

static str layer_name(const loader *l, uint32_t i, const char *part) { return str_format(l->arena, "layer.%u.%s", (unsigned)i, part); }

static void ask_encoder(loader *l, uint32_t words, encoder_weights *e) {
  uint32_t width = ask_size(l, STR("embed.norm.weight"), 1, 0, 64, WEIGHTS_MAX_WIDTH, 64);
  uint32_t positions = ask_size(l, STR("embed.position"), 2, 0, WEIGHTS_MIN_POSITIONS, WEIGHTS_MAX_POSITIONS, 1);
  uint32_t inner = ask_size(l, STR("layer.0.up.bias"), 1, 0, 64, WEIGHTS_MAX_INNER, 64);
  if (l->rc != HSY_OK) return;
  uint32_t layers = 1;
  while (tensors_find(l->tensors, layer_name(l, layers, "up.bias"))) layers++;
  if (layers > WEIGHTS_MAX_LAYERS) {
    REFUSE(l, "tensor layer.%d.up.bias: more than %d layers", WEIGHTS_MAX_LAYERS, WEIGHTS_MAX_LAYERS);
    return;
  }
  *e = (encoder_weights){.width = width, .inner = inner, .layer_count = layers, .words = words, .positions = positions, .shapes = WEIGHTS_SHAPES};
  uint64_t table[2] = {words, width};
  e->word = ask_shaped(l, STR("embed.word"), TENSOR_I8, table, 2);
  e->word_scale = ask_scales(l, STR("embed.word.scale"), words);
  e->position = ask_numbers(l, STR("embed.position"), positions, width);
  e->shape = ask_numbers(l, STR("embed.shape"), WEIGHTS_SHAPES, width);
  e->norm = ask_norm(l, STR("embed.norm"), width);
  encoder_layer *layer = ARENA_ARRAY(l->arena, encoder_layer, layers);
  e->layers = layer;
  for (uint32_t i = 0; i < layers; i++, layer++) {
    layer->qkv = ask_matrix(l, layer_name(l, i, "qkv"), 3 * width, width);
    layer->out = ask_matrix(l, layer_name(l, i, "out"), width, width);
    layer->up = ask_matrix(l, layer_name(l, i, "up"), inner, width);
    layer->down = ask_matrix(l, layer_name(l, i, "down"), width, inner);
    layer->norm1 = ask_norm(l, layer_name(l, i, "norm1"), width);
    layer->norm2 = ask_norm(l, layer_name(l, i, "norm2"), width);
  }
}

static label_weights ask_labels(loader *l, str prefix, uint32_t labels, uint32_t width) {
  label_weights w = {.labels = labels};
  w.weight = ask_numbers(l, name_of(l, prefix, ".weight"), labels, width);
  w.bias = ask_numbers(l, name_of(l, prefix, ".bias"), labels, 0);
  w.transition = ask_numbers(l, name_of(l, prefix, ".transition"), labels, labels);
  return w;
}

static link_weights ask_links(loader *l, str prefix, uint32_t width) {
  uint32_t hidden = ask_size(l, name_of(l, prefix, ".bias"), 1, 0, 1, WEIGHTS_MAX_HIDDEN, 1);
  link_weights w = {.hidden = hidden};
  w.cue_first = ask_numbers(l, name_of(l, prefix, ".cue_first"), hidden, width);
  w.cue_last = ask_numbers(l, name_of(l, prefix, ".cue_last"), hidden, width);
  w.span_first = ask_numbers(l, name_of(l, prefix, ".span_first"), hidden, width);
  w.span_last = ask_numbers(l, name_of(l, prefix, ".span_last"), hidden, width);
  w.bias = ask_numbers(l, name_of(l, prefix, ".bias"), hidden, 0);
  w.distance = ask_numbers(l, name_of(l, prefix, ".distance"), WEIGHTS_DISTANCES, hidden);
  w.sentence = ask_numbers(l, name_of(l, prefix, ".sentence"), WEIGHTS_SENTENCES, hidden);
  w.block = ask_numbers(l, name_of(l, prefix, ".block"), WEIGHTS_BLOCKS, hidden);
  w.between = ask_numbers(l, name_of(l, prefix, ".between"), WEIGHTS_BETWEENS, hidden);
  w.cues = ask_numbers(l, name_of(l, prefix, ".cues"), WEIGHTS_CUES, hidden);
  w.top = ask_numbers(l, name_of(l, prefix, ".top"), hidden, 0);
  const float *bias = ask_numbers(l, name_of(l, prefix, ".top_bias"), 1, 0);
  if (bias) w.top_bias = *bias;
  return w;
}

static void ask_all(loader *l, weights *w) {
  ask_vocabulary(l, &w->vocabulary);
  ask_encoder(l, w->vocabulary.count, &w->encoder);
  uint32_t width = w->encoder.width;
  w->names = ask_labels(l, STR("head.names"), WEIGHTS_NAME_LABELS, width);
  w->source = ask_labels(l, STR("head.source"), WEIGHTS_SPAN_LABELS, width);
  w->cue = ask_labels(l, STR("head.cue"), WEIGHTS_SPAN_LABELS, width);
  w->content = ask_labels(l, STR("head.content"), WEIGHTS_SPAN_LABELS, width);
  w->source_links = ask_links(l, STR("head.link.source"), width);
  w->content_links = ask_links(l, STR("head.link.content"), width);
  w->vector_width = ask_size(l, STR("head.vector.bias"), 1, 0, 1, WEIGHTS_MAX_HIDDEN, 1);
  w->vector_weight = ask_numbers(l, STR("head.vector.weight"), w->vector_width, width);
  w->vector_bias = ask_numbers(l, STR("head.vector.bias"), w->vector_width, 0);
}

/* Is it a model of ours, of this version, and unaltered? */
static hsy_rc check_identity(loader *l, bool with_checksum, weights *w) {
  const tensors *t = l->tensors;
  if (!str_eq(tensors_note(t, STR("format")), STR("hearsay-model")))
    return REFUSE(l, "a safetensors file, but not a model of hearsay (its metadata has no \"format\":\"hearsay-model\")");
  str version = tensors_note(t, STR("version"));
  if (!str_eq(version, STR("1")))
    return l->rc = error_set(l->error, HSY_MODEL, t->file, 0, "use a model and a program of the same release, or --no-model",
                             "version \"%.*s\" of the model format; this program reads version 1", STR_ARG(version));
  w->name = utf8_harmless(l->arena, tensors_note(t, STR("name")));
  w->sha256 = tensors_note(t, STR("sha256"));
  bool is_hash = w->sha256.len == 64;
  for (size_t i = 0; is_hash && i < 64; i++) is_hash = strchr("0123456789abcdef", w->sha256.at[i]) != NULL;
  if (!is_hash) return REFUSE(l, "its metadata has no usable \"sha256\"");
  char sum[9];
  snprintf(sum, sizeof sum, "%08" PRIx32, hash_crc32(t->data.at, t->data.len));
  if (with_checksum && !str_eq(tensors_note(t, STR("crc32")), str_of(sum)))
    return REFUSE(l, "the checksum (crc32) of its data is %s, should be %.*s: the file was altered", sum, STR_ARG(tensors_note(t, STR("crc32"))));
  return HSY_OK;
}

static bool is_little_endian(void) {
  const uint32_t one = 1;
  return *(const unsigned char *)&one == 1;
}

hsy_rc weights_open_bytes(arena *a, str file, str bytes, bool with_checksum, weights *w, hsy_error *error) {
  assert(bytes.len == 0 || (uintptr_t)bytes.at % 64 == 0);
  *w = (weights){0};
  if (!is_little_endian())
    return error_set(error, HSY_MODEL, file, 0, "use --no-model", "model files cannot be used on a processor with the high byte first");
  tensors t;
  TRY(tensors_read(a, file, bytes, &t, error));
  loader l = {a, &t, error, HSY_OK};
  TRY(check_identity(&l, with_checksum, w));
  ask_all(&l, w);
  return l.rc;
}

hsy_rc weights_open(arena *a, str path, weights *w, hsy_error *error) {
  str bytes;
  hsy_error why = {0};
  if (io_map(a, path, WEIGHTS_MAX_BYTES, &bytes, &why) != HSY_OK)
    return error_set(error, HSY_MODEL, path, 0, "name a model file, or use --no-model", "the model cannot be read: %s", why.message);
  return weights_open_bytes(a, str_keep(a, path), bytes, true, w, error);
}
