/* Noun phrases, flat: what stands between the verbs. The ground of entities.c (who is it?) and statements.c (is there
 * a subject?). */
#ifndef FIND_CHUNKS_H
#define FIND_CHUNKS_H

#include "model/document.h"

typedef enum chunk_determiner {
  CHUNK_BARE,        /* "officials" */
  CHUNK_DEFINITE,    /* "the", "this", "these", "both" */
  CHUNK_INDEFINITE,  /* "a", "an" */
  CHUNK_OWNED,       /* "his lawyer", "Mr Smith's lawyer" */
  CHUNK_SOME,        /* "some", "many", "several", "two of" */
  CHUNK_OTHER,       /* "another", "a separate", "other" */
  CHUNK_NONE,        /* "no", "any" */
} chunk_determiner;

/* A noun phrase without what follows its head. "the Chinese embassy's spokesman in Washington": core = up to
 * "spokesman", which is the head; "in Washington" is the tail. */
typedef struct chunk {
  uint32_t first, end;    /* tokens of the core [first, end) */
  uint32_t tail;          /* tokens of the tail [end, tail); equal to end when there is none */
  uint32_t head;          /* token */
  uint32_t name;          /* the name that is the head, else NONE */
  uint32_t owner;         /* token that ends the owner ("Smith's", "his"), else NONE */
  chunk_determiner determiner;
  bool is_plural, is_pronoun;
} chunk;
typedef VEC(chunk) chunks;

/* Names and times by token, and the chunks in text order. Memory: scratch. */
typedef struct chunking {
  uint32_t *name_at;      /* a token each: its name, or NONE */
  bool *in_time;          /* a token each: inside a time expression */
  uint32_t *chunk_at;     /* a token each: the chunk whose core holds it, or NONE */
  chunks list;
} chunking;
chunking find_chunks(const document *, arena *scratch);

/* The span of tokens [first, end). */
span chunk_span(const document *, uint32_t first, uint32_t end);
/* "Smith's", "officials'": a noun or name that owns what follows. */
bool chunk_is_possessive(const document *, const chunking *, uint32_t token);
/* The token's word without the possessive ending, folded ("smith's" → "smith"). */
str chunk_word(const token *);

#endif
