/* What the parts of name finding share: the words of a document as names see them, and the candidates. */
#ifndef FIND_NAME_WORDS_H
#define FIND_NAME_WORDS_H

#include "base/map.h"
#include "lexicon/lexicon.h"
#include "model/document.h"

enum { NAME_KINDS = NAME_OTHER + 1, MOST_NAME_WORDS = 10, SURE = 100 };

/* A stretch of tokens that may be a name. Votes say for which kind how much speaks; a vote of SURE comes from a list. */
typedef struct name_candidate {
  uint32_t first, end;     /* tokens */
  int votes[NAME_KINDS];
  str key;                 /* folded words, the last without its clitic: the same key is the same name in the document */
  bool is_doubtful;        /* a common word: a name only where the document has a person of that surname */
} name_candidate;

typedef struct name_finder {
  document *doc;
  arena *scratch;
  map seen;                /* folded word → bits of how the document writes it inside sentences */
  bool is_spaced;          /* the text is tokens joined by spaces: a hyphen between words stands alone */
  VEC(name_candidate) found;
} name_finder;
enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2 };

/* name_words.c */
static inline const token *name_token(const name_finder *f, uint32_t i) { return &f->doc->tokens.at[i]; }
/* The token without clitic and without the full stop of an abbreviation. */
str name_word(const name_finder *, uint32_t i);
bool name_is(const name_finder *, uint32_t i, const char *word);
/* Does the token end with a possessive? Then no name goes on after it. */
bool name_is_possessive(const name_finder *, uint32_t i);
/* Tokens [i, end): the longest entry of a list that begins at i; the number of tokens, 0 for none. */
uint32_t name_match(const name_finder *, enum lexicon_list, uint32_t i, uint32_t end, const lexicon_entry **);
bool name_touches(const name_finder *, uint32_t i); /* token i stands right behind token i - 1 */
bool name_is_hyphen(const name_finder *, uint32_t i); /* a hyphen that joins the words beside it */
/* Is the capital of token i a sign of a name (not a sentence's start, not a headline's)? */
bool name_has_capital(const name_finder *, uint32_t i);
/* A word of the dictionary: known as a common noun, adjective, verb … */
bool name_in_dictionary(const name_finder *, uint32_t i);
/* The same, or written with a small letter elsewhere in the document. */
bool name_is_common(const name_finder *, uint32_t i);
bool name_is_first_name(const name_finder *, uint32_t i, bool *is_word);
/* Is the document's name called a place though no list knows it? It may be a body, an outlet, a ship as well. */
bool name_is_unlisted_place(const document *, uint32_t name, arena *scratch);
name_finder name_finder_new(document *, arena *scratch);

/* name_shapes.c: cuts a run of capitalised tokens [first, end) into candidates; in_heading: the sentence has capitals
 * all over, which therefore say little. */
void name_cut(name_finder *, uint32_t first, uint32_t end, bool in_heading);
/* name_votes.c: adds what the words around say, counts over the document, sets each candidate's kind. */
void name_vote(name_finder *);
name_kind name_best_kind(const int *votes, name_kind fallback);

#endif
