/* Model files made by hand, for tests: small (64 wide, one layer), whole, and then spoiled in one place. */
#ifndef TEST_LEARN_MODEL_FILE_H
#define TEST_LEARN_MODEL_FILE_H

#include "base/str.h"
#include "base/vec.h"

typedef struct made_tensor {
  str name, dtype;
  uint32_t dimensions;
  uint64_t shape[8];
  char *bytes;
  size_t size; /* bytes */
} made_tensor;

typedef struct made_model {
  arena *arena;
  VEC(made_tensor) tensors; /* written in this order */
  str metadata;             /* JSON: the members of __metadata__ but for crc32; empty: no __metadata__ at all */
  str crc32;                /* instead of the right one, when not empty */
  size_t align;             /* tensors start at its multiples */
} made_model;

typedef struct made_sizes { uint32_t width, inner, layers, positions, hidden, vector; } made_sizes;

/* A whole model, its numbers drawn at random (always the same). `words` is its vocabulary. */
made_model model_make(arena *, made_sizes, str words);
/* A tensor by name; the test fails when there is none. */
made_tensor *model_tensor(made_model *, const char *name);
/* The model as a file: its bytes, at a multiple of 64. */
str model_write(const made_model *);
/* A file with the first `from` of its header made `to`, its data as before. */
str model_edit(arena *, str file, const char *from, const char *to);
/* The size of the header of a file, the 8 bytes before it included. */
size_t model_data_start(str file);

#endif
