/* What claims.c and quotes.c know of a stretch of text: a weighted bag of what it names, and how alike two of them are.
 *
 * Private to these files. A feature is a number for a word, by lemma, through synonyms (data/synonyms.txt) and with nations,
 * their people and their capitals as one; a pronoun or a description counts as the words of the name it stands for. Weights
 * are thousandths; all scores are integers 0–1000.
 */
#ifndef COMPARE_FEATURES_H
#define COMPARE_FEATURES_H

#include "base/map.h"
#include "compare/compare.h"

typedef struct bag {
  index_vec features; /* ascending, distinct */
  uint32_t weight;    /* of all */
} bag;

/* A statement of the story, as it is compared. */
typedef struct telling {
  uint32_t doc, slot, statement; /* slot: the document's place in the story */
  uint32_t place;                /* how far into its document it stands, in thousandths */
  bool is_leading;               /* among the first of its document */
  bool is_negative, is_refusal;  /* a refusal: declines, disclaims */
  stance stance;
  uint32_t attribution;          /* story attribution, NONE */
  uint32_t source;               /* story source, NONE */
  uint32_t head;                 /* feature of the verb, NONE */
  bag bag;
  const int8_t *vector;          /* what it says, of rep->documents[doc]->vector_width numbers; NULL without a model */
  index_vec days;                /* days (as uint32_t from 1970, with an offset) that it names for certain, ascending */
} telling;
typedef VEC(telling) tellings;

typedef struct mention { span span; uint32_t entity; } mention;
typedef VEC(mention) mention_vec;

typedef struct features {
  const report *rep;
  const story *story;
  arena *scratch;
  map ids;                      /* key → feature */
  index_vec general, frequency; /* by feature: of a thousand news texts; statements of the story that have it */
  index_vec is_word;            /* by feature: does it stand somewhere as another word than a name? */
  index_vec weights;            /* by feature, thousandths */
  index_vec headline;           /* features that stand in a title of the story, ascending */
  mention_vec *mentions;        /* a slot each, by start */
  index_vec *story_attribution; /* a slot each: its document's attributions' story attributions, NONE */
  tellings tellings;            /* by document, then place */
  uint32_t *first;              /* a slot each, and the end: its first telling */
} features;

/* Reads the statements of the story's documents, but for those of headings. */
void features_read(const report *, const story *, arena *scratch, features *out);
/* The bag of a stretch of a document of the story. */
void features_bag(features *, uint32_t slot, span, bag *out);
bool features_have(const bag *, uint32_t feature);
/* What two bags have in common: its weight, the largest weight of one feature, how many names and other words. */
typedef struct overlap { uint32_t weight, rarest, names, words; } overlap;
overlap features_overlap(const features *, const bag *, const bag *);
/* Whether two story sources are one or speak for one body. */
bool features_same_party(const features *, uint32_t a, uint32_t b);
/* What the score of a pair weighs. Thousandths: the weight shared over the pair's mean weight; the vectors' nearness (0 without
 * vectors); the rarest feature shared, over a common one. Yes or no: both lead their report, are on one party's word, one has
 * the other's verb. How many names and other words both have, up to a limit. False when nothing is shared. */
typedef struct score_parts { int mean, nearness, rarest, leading, party, head, names, words; } score_parts;
bool features_parts(const features *, const telling *, const telling *, score_parts *);
/* How likely two statements of different reports tell the same, 0 (nothing shared) to 1000; with vectors 500 is even among the
 * pairs of eval/cells. */
int features_score(const features *, const telling *, const telling *);

#endif
