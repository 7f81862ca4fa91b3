/* The header of a safetensors file.
 *
 * jansson parses it (its length is bounded before; jansson bounds the depth itself), each entry is copied into the arena,
 * then the entries are put in the order of their data. From that order it is seen at once whether they cover the data.
 *
 * Invariant: every entry of the list lies inside the data section, and its bytes are as many as type and shape ask for
 * (where the type is one that hearsay knows).
 */
#include "learn/tensors.h"

#include <inttypes.h>
#include <jansson.h>

typedef struct tree { json_t *root; } tree;
static void tree_free(void *what) {
  tree *t = what;
  json_decref(t->root);
  t->root = NULL;
}

typedef struct reading {
  arena *arena;
  tensors *out;
  hsy_error *error;
} reading;

#define REFUSE(r, ...) error_set((r)->error, HSY_MODEL, (r)->out->file, 0, TENSORS_ADVICE, __VA_ARGS__)

static tensor_type type_of(const char *dtype, uint64_t *item) {
  static const struct { const char *name; tensor_type type; uint64_t item; } types[] = {
      {"U8", TENSOR_U8, 1}, {"I8", TENSOR_I8, 1}, {"F32", TENSOR_F32, 4}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (strcmp(dtype, types[i].name) != 0) continue;
    *item = types[i].item;
    return types[i].type;
  }
  return TENSOR_OTHER;
}

/* A whole number from 0 on. */
static bool take_size(const json_t *value, uint64_t *to) {
  if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
  *to = (uint64_t)json_integer_value(value);
  return true;
}

/* The shape, and in *bytes what it asks for; false when it is none, or asks for more than could be. */
static bool take_shape(const json_t *shape, uint64_t item, tensor *t, uint64_t *bytes) {
  if (!json_is_array(shape) || json_array_size(shape) > TENSORS_MAX_DIMENSIONS) return false;
  *bytes = item;
  for (size_t i = 0; i < json_array_size(shape); i++) {
    uint64_t size;
    if (!take_size(json_array_get(shape, i), &size) || size > UINT32_MAX) return false;
    if (size > 0 && *bytes > (UINT64_C(1) << 62) / size) return false;
    *bytes *= size;
    t->shape[t->dimensions++] = size;
  }
  return true;
}

static hsy_rc take_entry(const reading *r, const char *name, const json_t *value) {
  tensor t = {.name = str_keep(r->arena, str_of(name))};
  const char *dtype = json_string_value(json_object_get(value, "dtype"));
  const json_t *offsets = json_object_get(value, "data_offsets");
  uint64_t item = 1, bytes, start, end;
  if (!dtype) return REFUSE(r, "tensor %s: its dtype is not given", name);
  t.type = type_of(dtype, &item);
  if (!take_shape(json_object_get(value, "shape"), item, &t, &bytes)) return REFUSE(r, "tensor %s: no usable shape", name);
  if (!json_is_array(offsets) || json_array_size(offsets) != 2 || !take_size(json_array_get(offsets, 0), &start) ||
      !take_size(json_array_get(offsets, 1), &end) || start > end)
    return REFUSE(r, "tensor %s: no usable data_offsets", name);
  str data = r->out->data;
  if (end > data.len)
    return REFUSE(r, "tensor %s: ends at byte %" PRIu64 " of the data, which has %zu: the file is cut short or damaged", name, end, data.len);
  if (t.type != TENSOR_OTHER && end - start != bytes)
    return REFUSE(r, "tensor %s: has %" PRIu64 " bytes, its shape asks for %" PRIu64, name, end - start, bytes);
  t.bytes = str_slice(data, (size_t)start, (size_t)end);
  t.start = start; /* of the data, until all are sorted */
  vec_push(r->arena, &r->out->list, t);
  return HSY_OK;
}

static hsy_rc take_notes(const reading *r, json_t *notes) {
  const char *key;
  json_t *value;
  if (!json_is_object(notes)) return REFUSE(r, "__metadata__ is not an object");
  json_object_foreach(notes, key, value) {
    if (!json_is_string(value)) return REFUSE(r, "__metadata__: %s is not a string", key);
    str pair[2] = {str_keep(r->arena, str_of(key)), str_keep(r->arena, str_of(json_string_value(value)))};
    vec_push(r->arena, &r->out->notes, pair[0]);
    vec_push(r->arena, &r->out->notes, pair[1]);
  }
  return HSY_OK;
}

static hsy_rc take_header(const reading *r, json_t *root) {
  const char *name;
  json_t *value;
  if (json_object_size(root) > TENSORS_MAX_COUNT) return REFUSE(r, "more than %d tensors", TENSORS_MAX_COUNT);
  json_object_foreach(root, name, value) {
    if (strcmp(name, "__metadata__") == 0) TRY(take_notes(r, value));
    else TRY(take_entry(r, name, value));
  }
  return HSY_OK;
}

static int by_start(const void *a, const void *b) {
  const tensor *x = a, *y = b;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  return (x->bytes.len > y->bytes.len) - (x->bytes.len < y->bytes.len); /* empty ones first: they overlap nothing */
}

/* Sorted, the tensors follow each other without hole or overlap from the data's first byte to its last. */
static hsy_rc check_cover(const reading *r, uint64_t data_at) {
  tensors *out = r->out;
  vec_sort(r->arena, &out->list, by_start);
  uint64_t at = 0;
  for (uint32_t i = 0; i < out->list.count; i++) {
    tensor *t = &out->list.at[i];
    if (t->start < at) return REFUSE(r, "tensor %.*s: overlaps tensor %.*s", STR_ARG(t->name), STR_ARG(out->list.at[i - 1].name));
    if (t->start > at) return REFUSE(r, "tensor %.*s: nothing stands in the bytes before it", STR_ARG(t->name));
    at += t->bytes.len;
    t->start += data_at;
    (void)map_put(&out->by_name, t->name, i);
  }
  if (at < out->data.len)
    return REFUSE(r, "%" PRIu64 " bytes follow the last tensor", (uint64_t)out->data.len - at);
  return HSY_OK;
}

static uint64_t little_endian(const char *at) {
  uint64_t value = 0;
  for (int i = 7; i >= 0; i--) value = value << 8 | (unsigned char)at[i];
  return value;
}

hsy_rc tensors_read(arena *a, str file, str bytes, tensors *out, hsy_error *error) {
  *out = (tensors){.file = file, .by_name = map_new(a)};
  reading r = {a, out, error};
  if (bytes.len < 8) return REFUSE(&r, "not a model file: it has only %zu bytes", bytes.len);
  uint64_t length = little_endian(bytes.at);
  if (length > TENSORS_MAX_HEADER || (bytes.len > 8 && bytes.at[8] != '{'))
    return REFUSE(&r, "not a model file: it does not begin as safetensors does");
  if (length > bytes.len - 8)
    return REFUSE(&r, "its header has %" PRIu64 " bytes, the file only %zu: it is cut short", length, bytes.len);
  str header = str_slice(bytes, 8, 8 + (size_t)length);
  out->data = str_slice(bytes, 8 + (size_t)length, bytes.len);
  tree *t = ARENA_NEW(a, tree);
  arena_defer(a, tree_free, t);
  json_error_t e;
  t->root = json_loadb(header.at, header.len, JSON_REJECT_DUPLICATES, &e);
  if (!t->root && json_error_code(&e) == json_error_out_of_memory) arena_exhausted(a);
  if (!t->root) return REFUSE(&r, "its header is not JSON: byte %d: %s", e.position, e.text);
  hsy_rc rc = json_is_object(t->root) ? take_header(&r, t->root) : REFUSE(&r, "its header is not a JSON object");
  tree_free(t);
  TRY(rc);
  return check_cover(&r, 8 + length);
}

const tensor *tensors_find(const tensors *t, str name) {
  uint32_t i = map_get(&t->by_name, name);
  return i == MAP_NONE ? NULL : &t->list.at[i];
}

str tensors_note(const tensors *t, str key) {
  for (uint32_t i = 0; i + 1 < t->notes.count; i += 2)
    if (str_eq(t->notes.at[i], key)) return t->notes.at[i + 1];
  return (str){"", 0};
}
