/* Abbreviations that a text explains itself: "Criminal Investigation Department (CID)". */
#ifndef FIND_ABBREVIATIONS_H
#define FIND_ABBREVIATIONS_H

#include "base/arena.h"
#include "model/document.h"

/* Token `token` is the short form in brackets, tokens [first, end) right before the bracket are the long one, without an
 * article. */
typedef struct abbreviation { uint32_t token, first, end; } abbreviation;
typedef VEC(abbreviation) abbreviation_vec;

/* In text order, from `arena`. */
abbreviation_vec find_abbreviations(const document *, arena *);

#endif
