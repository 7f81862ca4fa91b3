/* The language engine: one encoder over a document's tokens, and heads that read its vectors: names, the parts of
 * attributions, links between them, vectors of statements. It knows tokens and one file of weights (docs/model.md), no
 * documents.
 *
 * Same tokens and file in, same bits out, on every processor and in any thread. Scores are integers.
 */
#ifndef LEARN_LEARN_H
#define LEARN_LEARN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/vec.h"

enum { LEARN_MAX_TOKENS = 100000 }; /* of a document: what is longer is left to the rules */

/* An opened model: read only, shared by all threads. */
typedef struct learn_model learn_model;

/* Opens a model file; it lives as long as the arena. HSY_MODEL with the reason when it cannot be used (weights.h). */
hsy_rc learn_open(arena *, str path, const learn_model **, hsy_error *);
str learn_name(const learn_model *);   /* what the model calls itself */
str learn_sha256(const learn_model *); /* 64 hexadecimal digits: of its data */
uint32_t learn_vector_width(const learn_model *); /* bytes of a statement's vector */

/* A token as the encoder takes it: bytes of the text, and what is not in the bytes. */
typedef struct learn_token {
  uint32_t start, end;
  uint32_t sentence, block; /* indices; both never fall from token to token */
  bool is_sentence_start, is_block_start, is_quoted;
} learn_token;

typedef enum learn_layer { LEARN_NAMES, LEARN_SOURCE, LEARN_CUE, LEARN_CONTENT } learn_layer;
enum { LEARN_LAYERS = LEARN_CONTENT + 1 };
typedef enum learn_kind { LEARN_PERSON, LEARN_ORGANISATION, LEARN_PLACE, LEARN_NATIONALITY, LEARN_OTHER } learn_kind; /* of a name */

/* What the encoder read of a document. */
typedef struct learn_reading {
  const learn_token *tokens;
  uint32_t count, width;
  float *vectors;                 /* [count][width] */
  int32_t *scores[LEARN_LAYERS];  /* [count][labels], thousandths */
} learn_reading;

/* Runs the encoder over `count` tokens (at most LEARN_MAX_TOKENS) of `text`. The reading lies in the arena, and points at
 * the tokens. */
void learn_read(const learn_model *, str text, const learn_token *tokens, uint32_t count, arena *, learn_reading *);

/* A labelled stretch of tokens [first, end); kind: of a name, else 0. score: 0–1000, how sure its weakest token is. */
typedef struct learn_span { uint32_t first, end; learn_kind kind; int score; } learn_span;
typedef VEC(learn_span) learn_spans;
/* The best labelling of the whole document, in text order. Spans of a layer are disjoint. */
void learn_label(const learn_model *, const learn_reading *, learn_layer, arena *, learn_spans *);

/* A cue and what goes with it, by index; score: thousandths, above 0 when the pair is likelier than nothing. */
typedef struct learn_link { uint32_t cue, span; int score; } learn_link;
typedef VEC(learn_link) learn_links;
/* The likeliest source of each cue (at most one), or the likeliest cue of each content (at most one), within two
 * paragraphs and LEARN_FAR spans, a content's cue not in a paragraph after it; none where nothing is likelier. `spans` are sources or contents as `layer` says. Spans of
 * both lists are disjoint and in text order. */
enum { LEARN_FAR = 24 };
void learn_link_spans(const learn_model *, const learn_reading *, learn_layer, const learn_spans *cues, const learn_spans *spans, arena *, learn_links *);

/* The vector of the tokens [first, end), first < end, learn_vector_width numbers: its direction is its meaning, its length
 * is 127 or less. */
void learn_vector(const learn_model *, const learn_reading *, uint32_t first, uint32_t end, int8_t *out);
/* How near two vectors of `width` numbers are: their cosine in thousandths. */
int learn_nearness(const int8_t *, const int8_t *, uint32_t width);

#endif
