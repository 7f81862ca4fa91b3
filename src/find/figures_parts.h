/* What the files of figures share: figures.c (the walk), figure_shapes.c, figure_ranks.c, figure_roles.c. */
#ifndef FIND_FIGURES_PARTS_H
#define FIND_FIGURES_PARTS_H

#include "find/numbers.h"
#include "model/document.h"

/* What a figure is a number of; it decides which roles it may have. */
typedef enum figure_kind { FIGURE_COUNT, FIGURE_SHARE, FIGURE_MONEY, FIGURE_MEASURE /* a length, an age */, FIGURE_RANK } figure_kind;

/* A figure while its sentence is read: tokens beside the record. */
typedef struct figure_place {
  uint32_t first, end;      /* tokens of the number with its bound and unit: the figure's span */
  uint32_t number;          /* the number's first token */
  uint32_t after;           /* the token after number and unit */
  uint32_t noun;            /* token of the counted noun, NONE */
  figure_kind kind;
  bool is_role_group;       /* its role says what they are, not what befell them */
  bool has_role_before;     /* its role is from words before it, which a figure joined by "and" shares */
} figure_place;

/* The words of one sentence, beside its tokens [first, first + count). */
typedef struct figure_sentence {
  const document *doc;
  uint32_t first, count;
  const str *words;         /* folded, without possessive endings */
  const bool *in_time;      /* stands in a time expression */
} figure_sentence;

static inline uint32_t sentence_end(const figure_sentence *s) { return s->first + s->count; }
static inline const token *token_at(const figure_sentence *s, uint32_t i) { return &s->doc->tokens.at[i]; }
static inline bool in_sentence(const figure_sentence *s, uint32_t i) { return i >= s->first && i < sentence_end(s); }
/* Beyond the sentence all words are empty. */
static inline str word_at(const figure_sentence *s, uint32_t i) { return in_sentence(s, i) ? s->words[i - s->first] : STR(""); }
static inline bool word_is(const figure_sentence *s, uint32_t i, const char *w) { return str_eq(word_at(s, i), str_of(w)); }
/* `list` ends with NULL. */
static inline bool word_in(const figure_sentence *s, uint32_t i, const char *const *list) {
  for (; *list; list++)
    if (word_is(s, i, *list)) return true;
  return false;
}
static inline bool class_is(const figure_sentence *s, uint32_t i, word_class class) { return in_sentence(s, i) && token_at(s, i)->word == class; }
static inline bool is_nominal(const figure_sentence *s, uint32_t i) {
  return class_is(s, i, WORD_NOUN) || class_is(s, i, WORD_PROPER) || class_is(s, i, WORD_ADJECTIVE);
}
static inline bool starts_with_digit(str w) { return w.len > 0 && w.at[0] >= '0' && w.at[0] <= '9'; }
static inline bool touches(const figure_sentence *s, uint32_t left, uint32_t right) {
  return in_sentence(s, left) && in_sentence(s, right) && token_at(s, left)->span.end == token_at(s, right)->span.start;
}
/* number_read on the words from a token on. */
static inline bool number_at(const figure_sentence *s, uint32_t i, number *n) {
  *n = (number){0};
  return in_sentence(s, i) && number_read(s->words + (i - s->first), sentence_end(s) - i < 16 ? sentence_end(s) - i : 16, n);
}
/* "3 to", "3 -", and with `between` before it "3 and": is a second end joined here? */
static inline bool joins_range(const figure_sentence *s, uint32_t i, bool between) {
  return word_is(s, i, "to") || word_is(s, i, "or") || word_is(s, i, "-") || word_is(s, i, "–") || (between && word_is(s, i, "and"));
}

/* figure_shapes.c: a number whose shape tells what it is: an age, a sentence of a court, a chance ("one in three"), a
 * height. */
typedef struct figure_shape {
  int64_t low, high;
  bound_kind bound;
  str unit, role;           /* static */
  uint32_t first, end;      /* tokens it takes; the first may stand left of the number */
} figure_shape;
/* False when the number at a token has no such shape. `last_age` is the token after the last age of the sentence, NONE. */
bool figure_shape_at(const figure_sentence *, uint32_t at, uint32_t last_age, figure_shape *);
/* Is the number at a token a name ("Article 5", "COVID-19", "911") or a year? */
bool figure_is_label(const figure_sentence *, uint32_t at, const number *);
/* A telephone number, a score or a vote ("52-48", "217 to 213"): the token after it, `at` when it is none. */
uint32_t figure_score_end(const figure_sentence *, uint32_t at);

/* figure_ranks.c: the number of an ordinal that counts at a token, in thousandths; 0 when it is none. `last_rank` is the
 * token after the last rank of the sentence, NONE. */
int64_t figure_rank_at(const figure_sentence *, uint32_t at, uint32_t last_rank);

/* figure_roles.c: the role of a figure, a word of the closed list in docs/figures.md, or empty. `left` and `right` are the
 * tokens where the figures beside it end and begin: a word beyond belongs to them. Sets is_role_group
 * and has_role_before. */
str figure_role(const figure_sentence *, figure_place *, uint32_t left, uint32_t right);
/* The role of a figure that has none from the one before it: "paid $40 in rent and $20 in fees". */
bool figure_shares_role(const figure_sentence *, const figure_place *before, const figure_place *);
/* Is the token at `at` one that opens a part of what stands before: "including", "among", ", of whom"? Returns the
 * tokens it takes, 0 for none. */
uint32_t figure_part_word(const figure_sentence *, uint32_t at);

#endif
