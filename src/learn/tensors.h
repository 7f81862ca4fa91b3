/* A safetensors file as bytes: which tensors it holds, of which type and shape, and where. Knows nothing of models.
 *
 * The format: 8 bytes, little-endian, the length of the header; the header, a JSON object of
 * name: {"dtype": …, "shape": […], "data_offsets": [start, end]} and perhaps "__metadata__" of strings; then the data, to
 * which the offsets are relative. The tensors cover the data without hole or overlap.
 */
#ifndef LEARN_TENSORS_H
#define LEARN_TENSORS_H

#include <stdint.h>

#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"

enum {
  TENSORS_MAX_HEADER = 1048576, /* bytes of the JSON header */
  TENSORS_MAX_COUNT = 8192,     /* tensors in a file, those that fill gaps included */
  TENSORS_MAX_DIMENSIONS = 8
};

typedef enum tensor_type { TENSOR_OTHER, TENSOR_U8, TENSOR_I8, TENSOR_F32 } tensor_type;

typedef struct tensor {
  str name;
  tensor_type type;
  uint32_t dimensions;
  uint64_t shape[TENSORS_MAX_DIMENSIONS];
  str bytes;           /* view of the file */
  uint64_t start;      /* of the bytes, from the file's first byte */
} tensor;

typedef struct tensors {
  str file;            /* its name, for messages */
  str data;            /* view of the data section */
  VEC(tensor) list;    /* in the order of their data */
  map by_name;         /* place in the list */
  VEC(str) notes;      /* the metadata: key, value, key, value … */
} tensors;

/* Takes the header apart. `bytes` is the whole file and must outlive what is read. HSY_MODEL, naming file and tensor, for
 * whatever does not fit the format; nothing of the data is looked at. */
hsy_rc tensors_read(arena *, str file, str bytes, tensors *, hsy_error *);
/* A tensor by name, or NULL. */
const tensor *tensors_find(const tensors *, str name);
/* A string of the metadata, or an empty one. */
str tensors_note(const tensors *, str key);

/* What helps against a broken model file. */
#define TENSORS_ADVICE "the model file is damaged or foreign: install it again, or use --no-model"

#endif
