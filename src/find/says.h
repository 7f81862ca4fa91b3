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
  bool is_hanging;         /* "…, adding that" */
  bool is_opening;         /* "Citing costs, Lund …" */
  uint32_t shares;         /* index of the cue whose source this one has ("… and added that"), NONE */
} cue;
typedef VEC(cue) cues;

bool says_has(str features, const char *word);
bool says_word(const says *, uint32_t token, const char *folded);
/* Comma, colon, semicolon, dash, bracket or stop. */
bool says_punct(const says *, uint32_t token);
bool says_is(const says *, uint32_t token, const char *mark);
bool says_is_dash(const says *, uint32_t token);
bool says_is_quote_mark(const says *, uint32_t token);
/* "not", "never", "didn't" … */
bool says_negates(const says *, uint32_t token);
/* "will", "should" … */
bool says_is_modal(const says *, uint32_t token);
/* "who", "which" … */
bool says_is_relative(const says *, uint32_t token);
/* The first token of a finite verb group, outside quotation marks. */
bool says_is_finite(const says *, uint32_t token, uint32_t floor, uint32_t end);
/* A particle ("for", "about", "out") that the features name. */
bool says_has_particle(str features, str folded);
/* Bytes from the first to the last token, white space and stray commas at the ends left out. */
span says_span(const says *, range);
/* Last token of the sentence that is no final stop or closing mark, plus one. */
uint32_t says_sentence_end(const says *, uint32_t sentence);

/* The cues of one sentence, in text order (cues.c). */
void says_find_cues(const says *, uint32_t sentence, cues *out);
/* The first token of a verb's group: auxiliaries, adverbs, "not", and "to" with a verb that governs it ("intended to warn"). */
uint32_t says_group_start(const says *, uint32_t verb, uint32_t floor);

/* sources.c. A noun phrase that begins at `first`, with its tail and coordination; [first, first) when there is none. */
range says_phrase(const says *, uint32_t first, uint32_t end);
/* "…, a spokesman for the ministry," after a phrase that ends before `t`: its end, or `t` when there is none. */
uint32_t says_apposition_end(const says *, uint32_t t, uint32_t end);
/* The source that stands before token `at`, the start of a verb's group, or empty. `floor`: the sentence's first token. */
range says_source_before(const says *, uint32_t at, uint32_t floor);
/* The source that stands after an inverting verb ("“…,” said Lund, a driver"), or empty. */
range says_source_after(const says *, uint32_t first, uint32_t floor, uint32_t end);
/* The subject of the finite verb next before `before` ("the man came near and asked"), or empty. */
range says_near_subject(const says *, uint32_t floor, uint32_t before, uint32_t end);
/* The subject of the sentence's main clause as far as it stands before `before`, or empty. */
range says_subject(const says *, uint32_t floor, uint32_t before, uint32_t end);

/* What cue `index` tells: token ranges, in text order (contents.c). Returns false when it tells nothing. */
typedef struct told_content {
  range pieces[2];
  int count;
  range addressee;
  range agent;             /* "denounced by critics": the source */
  bool takes_verb;         /* "did not respond to …": the verb is part of it */
  bool is_nobody;          /* passive without an agent: the subject is no source */
  uint32_t cue_end;        /* the cue with its particle ("called for"), else 0 */
} told_content;
bool says_find_content(const says *, const cues *, uint32_t index, told_content *out);

/* extents.c. Where what begins at `first` ends. */
typedef enum told_kind { TOLD_THAT, TOLD_CLAUSE, TOLD_INFINITIVE, TOLD_OBJECT } told_kind;
uint32_t says_content_end(const says *, const cues *, uint32_t index, told_kind, uint32_t first, uint32_t end);

/* One attribution while it is made. verb: the token of its cue that decides; has_verb: it is one. */
typedef struct made { attribution a; uint32_t verb; bool is_continued; bool has_verb; } made;
typedef VEC(made) made_vec;
enum { SCORE_WEAK = 400, SCORE_NOUN = 500, SCORE_SPEAKER = 600, SCORE_CUE = 800, SCORE_QUOTE = 900 };

/* Does one of the spans share a byte with this one? */
bool says_touches(const spans *, span);
/* Where an attribution stands in the text: its cue, else its content. */
uint32_t says_place(const attribution *);

/* labelled.c. What the language engine labels, and of what the rules made (in text order) what goes with it. */
made_vec says_with_labels(const says *, const made_vec *ruled);

/* says, denies … of a cue and what it tells (stance.c). */
stance says_stance(const says *, const cue *, const spans *content);

#endif
