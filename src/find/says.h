/* What the parts of find_attributions share: the tokens of a document with their chunks, quotations and sentences, and a
 * cue with what belongs to it while it is being made. Private to find/. */
#ifndef FIND_SAYS_H
#define FIND_SAYS_H

#include "find/chunks.h"
#include "lexicon/lexicon.h"

typedef struct says {
  document *doc;
  arena *scratch;
  chunking chunks;
  uint32_t *quote_at;      /* a token each: the quotation that holds it, or NONE */
} says;

/* Tokens [first, end). Empty: first == end. */
typedef struct range { uint32_t first, end; } range;
static inline bool range_empty(range r) { return r.end <= r.first; }

/* A cue: a verb that attributes, with what stands around it. */
typedef struct cue {
  uint32_t verb;           /* token */
  range group;             /* the verb with its auxiliaries and adverbs */
  str features;            /* of data/cue-verbs.txt */
  range source;            /* empty: not said, or taken over from another cue */
  bool is_inverted;        /* "said Smith" */
  bool is_negated;
  bool is_passive;         /* "is believed to" */
  uint32_t shares;         /* index of the cue whose source this one has ("… and added that"), NONE */
} cue;
typedef VEC(cue) cues;

bool says_has(str features, const char *word);
bool says_word(const says *, uint32_t token, const char *folded);
/* Comma, colon, semicolon, dash, bracket or stop. */
bool says_punct(const says *, uint32_t token);
bool says_is(const says *, uint32_t token, const char *mark);
/* Bytes from the first to the last token, white space and stray commas at the ends left out. */
span says_span(const says *, range);
/* Last token of the sentence that is no final stop or closing mark, plus one. */
uint32_t says_sentence_end(const says *, uint32_t sentence);

/* The cues of one sentence, in text order (cues.c). */
void says_find_cues(const says *, uint32_t sentence, cues *out);
/* A noun phrase that begins at `first`, with its tail, coordination and apposition; [first, first) when there is none. */
range says_phrase(const says *, uint32_t first, uint32_t end);

/* "…, a spokesman for the ministry," after a phrase that ends before `t`: its end, or `t` when there is none. */
uint32_t says_apposition_end(const says *, uint32_t t, uint32_t end);
/* The first token of a verb's group: auxiliaries, adverbs, "not", and "to" with a verb that governs it ("intended to warn"). */
uint32_t says_group_start(const says *, uint32_t verb, uint32_t floor);
/* The source that stands before token `at`, the start of a verb's group, or empty. `floor`: the sentence's first token. */
range says_source_before(const says *, uint32_t at, uint32_t floor);

/* What cue `index` tells: token ranges, in text order (contents.c). Returns false when it tells nothing. */
typedef struct told_content { range pieces[2]; int count; range addressee; bool takes_verb; /* "did not respond to …": the verb is part of it */ } told_content;
bool says_find_content(const says *, const cues *, uint32_t index, told_content *out);

/* says, denies … of a cue and what it tells (stance.c). */
stance says_stance(const says *, const cue *, const spans *content);

#endif
