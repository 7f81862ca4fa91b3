/* What the files of conflicts share: the story's statements with the stems of their words, and the list of candidates.
 *
 * Private to conflicts*.c. Every finder adds candidates with a strength; conflicts.c alone decides which are shown. A finder
 * looks only at slots that a reader would lay side by side (one claim, one role, one quotation), never at any two sentences.
 */
#ifndef COMPARE_CONFLICTS_H
#define COMPARE_CONFLICTS_H

#include "base/map.h"
#include "compare/sets.h"
#include "compare/compare.h"

/* A statement of the story. Stems are those of its content words: cut to six letters, nations by their name, words that tell
 * the same by one of them (data/synonyms.txt), so that "replied" and "response", "Chinese" and "China" are one; distinct,
 * ascending. */
typedef struct told {
  uint32_t doc, statement;
  index_vec stems;
} told;

typedef struct candidate {
  conflict of;
  bool is_update;
  uint32_t slot; /* order of finding: keeps the sort total */
} candidate;

typedef struct conflict_work {
  const report *rep;
  story *s;
  arena *scratch;
  map stems;                      /* stem → id */
  index_vec frequency;            /* statements that have the stem, by id */
  VEC(told) told;                 /* by document, then place */
  index_vec first_told;           /* of each document of the story (by its place in story->documents), and the end */
  index_vec claim_of;             /* of each told statement, NONE */
  index_vec *story_attribution;   /* of each document: its attributions' story attributions, NONE */
  VEC(candidate) found;
} conflict_work;

/* ---- reading ---- */

/* Fills told, stems, claim_of and story_attribution of a work that has rep, s and scratch. */
void conflicts_read(conflict_work *);

static inline const document *work_document(const conflict_work *w, uint32_t doc) { return w->rep->documents[doc]; }
/* Place of a document in the story, NONE when it is not in it. */
uint32_t work_slot(const conflict_work *, uint32_t doc);
/* "A", "B" … "AA": as reports are lettered where they are shown. */
str work_letter(const conflict_work *, uint32_t doc);
/* "A, C and D", each once. */
str work_letters(const conflict_work *, const evidences *);
const statement *told_statement(const conflict_work *, const told *);
/* The story's attribution and source of a document's attribution (index may be NONE), NONE when nobody is known. */
uint32_t work_attribution(const conflict_work *, uint32_t doc, uint32_t index);
uint32_t work_source(const conflict_work *, uint32_t doc, uint32_t index);
str work_source_name(const conflict_work *, uint32_t source, str otherwise);
/* Whether two story sources speak for one party, or are unnamed and not told apart. */
bool work_same_party(const conflict_work *, uint32_t a, uint32_t b);
/* Told as so, by the report itself or by sources that say it: no denial, refusal or doubt around it. */
bool told_is_telling(const conflict_work *, const told *);
/* The innermost statement of a document that holds the span, as index into w->told, NONE. */
uint32_t work_told_at(const conflict_work *, uint32_t doc, span);

/* ---- words ---- */

/* The stem id of a token, NONE when it is no content word. New stems are not added. */
uint32_t work_stem(const conflict_work *, const token *);
/* Distinct stems of a span, ascending. */
void work_stems_of(const conflict_work *, uint32_t doc, span, index_vec *out);
/* Weight of a stem: 1 for one that stands everywhere, up to 12 for one that stands once. */
uint32_t work_weight(const conflict_work *, uint32_t stem);
/* How much of the weight of `part` stands in `whole`, in thousandths; *shared counts the stems in common. */
int work_cover(const conflict_work *, const index_vec *part, const index_vec *whole, uint32_t *shared);
void stems_add(arena *, index_vec *, const index_vec *);

/* ---- writing ---- */

/* A new candidate; its sides and texts are of the story's arena. */
conflict *work_add(conflict_work *, conflict_kind, uint32_t claim, int strength);
side *work_side(conflict_work *, conflict *, str value, uint32_t source);
/* Adds a passage unless the side has it or has four; `differing` may be empty. */
void work_evidence(conflict_work *, side *, evidence, span differing);
/* The span cut to a readable window around `keep`: at clause marks, at most ~40 words each way. */
span work_window(const document *, span whole, span keep);
/* "Monday 14 March 2022", without the year when `year` is false. */
str work_day(arena *, int64_t day, bool year);
/* The text in one line, at most `most` bytes, cut at a word with "…". */
str work_clip(arena *, str, size_t most);

/* ---- the finders ---- */

void conflicts_calendar(conflict_work *);    /* conflicts_dates.c */
void conflicts_date(conflict_work *);
void conflicts_figure(conflict_work *);      /* conflicts_figures.c: figure, and updates of tolls */
void conflicts_name(conflict_work *);        /* conflicts_names.c */
void conflicts_denial(conflict_work *);      /* conflicts_stances.c */
void conflicts_presence(conflict_work *);
void conflicts_attribution(conflict_work *); /* conflicts_quotes.c */
void conflicts_wording(conflict_work *);
void conflicts_plan(conflict_work *);        /* conflicts_plans.c: updates of plans */

#endif
