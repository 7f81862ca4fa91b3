/* BERT's uncased tokenizer: text in, pieces of words with their place out. Equal to the reference implementation (the
 * `tokenizers` package) piece by piece and place by place; train/check_wordpiece.py shows it.
 */
#ifndef LEARN_WORDPIECE_H
#define LEARN_WORDPIECE_H

#include <stdint.h>

#include "base/err.h"
#include "base/vec.h"

enum {
  WORDPIECE_MAX_WORDS = 200000,  /* of a vocabulary */
  WORDPIECE_MAX_BYTES = 16777216 /* of all its words together */
};

/* A vocabulary: which piece of a word has which number. It points into the bytes it was made of. */
typedef struct vocabulary {
  str words;              /* each followed by \n, but perhaps the last */
  const uint32_t *starts; /* word i is words[starts[i], starts[i + 1] - 1); count + 1 items */
  uint32_t count;
  uint32_t longest;       /* bytes of the longest word, without its "##" */
  const uint32_t *slots;  /* hash table: number + 1, 0 = empty; at most half full */
  uint32_t slot_mask;
  uint32_t padding, unknown, begin, end; /* the numbers of [PAD], [UNK], [CLS], [SEP] */
} vocabulary;

/* Reads a vocabulary from `words` (number = line, from 0), which must outlive it; tables in the arena. HSY_MODEL, naming
 * `file`, when a word is empty or stands twice, a special word is missing, or a limit above is passed. */
hsy_rc wordpiece_open(arena *, str file, str words, vocabulary *, hsy_error *);

/* A piece: its number and the bytes of the text that it stands for, from its first letter to its last. Letters of one
 * code point (Hangul) may fall into two pieces: then both have the code point's bytes. Pieces are never empty. */
typedef struct piece { uint32_t id, start, end; } piece;
typedef VEC(piece) piece_vec;

/* Cuts `text` (any bytes, less than 4 GiB) and appends its pieces, at most `most` of them. Control characters, broken bytes
 * and white space alone give none. Linear in the text. */
void wordpiece_cut(const vocabulary *, str text, uint32_t most, arena *, piece_vec *out);

#endif
