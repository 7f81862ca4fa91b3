/* Verb groups and clauses, flat: where a finite verb stands, what it says of polarity and modality, where a run of tokens
 * falls into clauses. For statements.c. */
#ifndef FIND_CLAUSES_H
#define FIND_CLAUSES_H

#include "find/chunks.h"

typedef struct verb_group {
  uint32_t first, end;      /* tokens; first == end when there is none */
  polarity polarity;
  modality modality;
  bool is_past_perfect;
} verb_group;

typedef struct clause { uint32_t first, end; bool is_relative, is_subordinate; } clause; /* tokens [first, end) */
typedef VEC(clause) clauses;

/* Is the token the first of a finite verb group in the clause that begins at `from` (same sentence)? */
bool clause_is_finite(const document *, const chunking *, uint32_t from, uint32_t token, uint32_t end);
/* The first finite verb group of tokens [first, end), with polarity (its own words, a negative subject or object) and
 * modality. */
verb_group clause_verb(const document *, const chunking *, uint32_t first, uint32_t end);
/* Says nothing without what follows: "The news came" (as …), "There are worries" (that …). */
bool clause_is_hollow(const document *, const chunking *, uint32_t first, uint32_t end);
/* Cuts tokens [first, end) of one sentence into clauses that each hold a finite verb; a run without one is one clause.
 * Clauses are in text order; a relative clause inside one that goes on after it stands beside it. */
void clause_split(const document *, const chunking *, arena *scratch, uint32_t first, uint32_t end, clauses *out);

#endif
