/* Abbreviations that a text explains itself: "Criminal Investigation Department (CID)". */
#ifndef FIND_ABBREVIATIONS_H
#define FIND_ABBREVIATIONS_H

#include "base/arena.h"
#include "model/document.h"

/* Token `token` is the short form in brackets, tokens [first, end) right before the bracket are the long one, without an
 * article. */
typedef struct abbreviation { uint32_t token, first, end; } abbreviation;
typedef VEC(abbreviation) abbreviation_vec;

/* In text order, from `arena`. By the method of Schwartz and Hearst (A simple algorithm for identifying abbreviation
 * definitions in biomedical text, 2003): every letter of the short form, read backwards, is found in the long one, its first
 * at the start of a word; the long form has at most min(letters + 5, 2 letters) words. Narrower than theirs: the short form
 * has two capitals and no stop, and the long one is written with a capital unless all letters stand at starts of words. */
abbreviation_vec find_abbreviations(const document *, arena *);

#endif
