/* The model file: opened, checked and laid out for the encoder and its heads. Everything points into the file, which is
 * mapped read-only and shared by all processes that use it; what is computed at opening (sums of rows, the vocabulary's
 * table) stands in the arena. docs/model.md describes the format.
 */
#ifndef LEARN_WEIGHTS_H
#define LEARN_WEIGHTS_H

#include <stdint.h>

#include "base/err.h"
#include "learn/encoder.h"
#include "learn/wordpiece.h"

enum {
  WEIGHTS_MAX_BYTES = 268435456, /* of the file (256 MiB) */
  WEIGHTS_MAX_LAYERS = 24,
  WEIGHTS_MAX_WIDTH = 1024,      /* numbers of a token's vector */
  WEIGHTS_MAX_INNER = 4096,      /* of a layer's inner row */
  WEIGHTS_MAX_POSITIONS = 4096,
  WEIGHTS_MAX_HIDDEN = 1024,     /* of a link scorer, of a statement's vector */
  WEIGHTS_MIN_POSITIONS = 256,   /* what a window may need */
  WEIGHTS_SHAPES = 36,           /* letter case × start × quotation */
  WEIGHTS_NAME_LABELS = 21,      /* O, then B I E S of person, organisation, place, nationality, other */
  WEIGHTS_SPAN_LABELS = 5,       /* O B I E S */
  WEIGHTS_DISTANCES = 23, WEIGHTS_SENTENCES = 7, WEIGHTS_BLOCKS = 5, WEIGHTS_BETWEENS = 4, WEIGHTS_CUES = 4
};

/* A layer of labels: score[l] = weight[l] · vector + bias[l]; transition[from * labels + to]. */
typedef struct label_weights {
  uint32_t labels;
  const float *weight, *bias, *transition; /* [labels][width], [labels], [labels][labels] */
} label_weights;

/* A scorer of links between a cue and a span. */
typedef struct link_weights {
  uint32_t hidden;
  const float *cue_first, *cue_last, *span_first, *span_last; /* [hidden][width] */
  const float *bias;                                          /* [hidden] */
  const float *distance, *sentence, *block, *between, *cues;  /* [WEIGHTS_DISTANCES …][hidden] */
  const float *top;                                           /* [hidden] */
  float top_bias;
} link_weights;

typedef struct weights {
  encoder_weights encoder;
  vocabulary vocabulary;
  label_weights names, source, cue, content;
  link_weights source_links, content_links;
  const float *vector_weight, *vector_bias; /* [vector_width][width], [vector_width] */
  uint32_t vector_width;
  str name;   /* what the model calls itself; harmless to print */
  str sha256; /* 64 hexadecimal digits: of the data, as the file says */
} weights;

/* Opens the file `path`. HSY_MODEL when it cannot be used: not there, cut short, altered (its checksum), of another format
 * or version, a tensor missing or of another type or shape, not aligned, a number that is not finite or out of bounds.
 * After HSY_OK every table has the sizes the structs say, every scale is in [0, 1], every other number is finite and not
 * above 20,000, and no weight is -128: so no sum of the encoder leaves what its type holds. */
hsy_rc weights_open(arena *, str path, weights *, hsy_error *);
/* The same for a file in memory, at an address that is a multiple of 64; `file` names it in messages. A fuzzer leaves the
 * checksum out. */
hsy_rc weights_open_bytes(arena *, str file, str bytes, bool with_checksum, weights *, hsy_error *);

#endif
