/* What figures.c and figure_roles.c share. */
#ifndef FIND_FIGURES_PARTS_H
#define FIND_FIGURES_PARTS_H

#include "model/document.h"

/* A figure while its sentence is read: tokens beside the record. */
typedef struct figure_place {
  uint32_t first, end;      /* tokens of the number with its bound and unit: the figure's span */
  uint32_t number;          /* the number's first token */
  uint32_t after;           /* the token after number and unit */
  uint32_t noun;            /* token of the counted noun, NONE */
} figure_place;

/* The words of one sentence, beside its tokens [first, first + count). */
typedef struct figure_sentence {
  const document *doc;
  uint32_t first, count;
  const str *words;         /* folded, without possessive endings */
} figure_sentence;

/* figure_roles.c: the role of a figure, a word of the closed list in docs/figures.md, or empty. `left` and `right` are the
 * tokens where the figures beside it end and begin: a word beyond belongs to them. */
str figure_role(const figure_sentence *, const figure_place *, uint32_t left, uint32_t right);
/* Is the token at `at` one that opens a part of what stands before: "including", "among", ", of whom"? Returns the
 * tokens it takes, 0 for none. */
uint32_t figure_part_word(const figure_sentence *, uint32_t at);

#endif
