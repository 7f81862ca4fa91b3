/* What was said, report by report: the sentences in quotation marks, and the clauses without them that may be the same words.
 * Private to quotes.c, versions.c and utterances.c. */
#ifndef COMPARE_UTTERANCES_H
#define COMPARE_UTTERANCES_H

#include "base/diff.h"
#include "compare/features.h"

typedef enum marks { MARKS_ALL, MARKS_SOME, MARKS_NONE } marks; /* all of it in quotation marks, a few of its words, none */

typedef struct utterance {
  uint32_t doc, slot;
  uint32_t attribution, source; /* of the story, NONE */
  marks marks;
  spans content;                /* its pieces */
  bag bag;
  index_vec words, stems;       /* folded words and lemmas as numbers, in order */
  spans at;                     /* each word's bytes, with the punctuation that clings to it */
  index_vec comma;              /* each word: 1 where a comma, colon or semicolon follows */
  index_vec quoted;             /* each word: 1 where it stands in quotation marks */
} utterance;
typedef VEC(utterance) utterances;

/* By document, then place. Quoted ones of four words or more, whole sentences with a few words in marks, and every other
 * statement. */
void utterances_read(features *, arena *scratch, utterances *out);

/* ---- versions.c ---- */

/* Writes one version's kind, edits, words and kept against the measure; all memory is the story's. `others` are searched for
 * what was merged in. */
void version_compare(features *, arena *keep, arena *scratch, const utterances *others, const utterance *measure, const utterance *, version *out);
/* The pieces joined by a space. */
str version_text(arena *keep, const document *, const spans *content);

#endif
