/* What the parts of text/ share: the steps of text_run, in their order. */
#ifndef TEXT_PARTS_H
#define TEXT_PARTS_H

#include "text/text.h"

/* tokens.c: the tokens of one block, appended to doc->tokens (sentence, word, lemma still unset).
 * HSY_LIMIT: more than HSY_MAX_TOKENS in the document. */
hsy_rc text_tokens(document *, uint32_t block);
/* sentences.c: the sentences of one block, whose tokens are [first, tokens.count); sets their `sentence`. */
void text_sentences(document *, uint32_t block, uint32_t first);
/* language.c: lang (unless given) and is_foreign, from the tokens. */
void text_language(document *);
/* tags.c: word, form and lemma of every token. */
void text_tags(document *);
/* lemmas.c: what a form may be. */
typedef struct verb_reading {
  str lemma;             /* of the list; empty = no verb known */
  unsigned forms;        /* bits 1 << VERB_… */
  bool is_noun;          /* the lemma is a common noun too */
  bool is_adjective;     /* the lemma is a common adjective too */
  bool is_rare;          /* seldom a verb: only where nothing else fits */
} verb_reading;
verb_reading text_verb(str folded);
/* The singular of a folded plural noun ("parties" → "party"), else the word itself. */
str text_singular(arena *, str folded);
/* The word without its clitic ("don't" → "do", "smith's" → "smith"); the clitic itself ("n't", "'s") or empty. */
str text_without_clitic(str folded, str *clitic);

#endif
