/* What the files of story/ share: documents as weighted terms, their links, their groups.
 *
 * All of it lives in the run's scratch arena. Scores are integers in millionths, so that what is compared is the same on
 * every machine and averages need no rounding on the way.
 */
#ifndef STORY_PARTS_H
#define STORY_PARTS_H

#include "story/story.h"

enum { STORY_ONE = 1000000 };

typedef struct story_tick { int (*tick)(void *user, uint32_t done); void *user; } story_tick;

/* ---- terms.c ---- */

typedef struct weighted { uint32_t term; int32_t weight; } weighted; /* weight: of a vector of length 32,768 */
typedef VEC(weighted) weighted_vec;
typedef struct story_terms {
  weighted_vec *of;    /* a document each, rarest term first, then by term */
  uint32_t *frequency; /* documents that have a term */
  uint32_t term_count;
  index_vec *titles;   /* a document each: the terms of its title, distinct */
} story_terms;
void story_terms_read(const report *, arena *scratch, story_terms *);

/* ---- links.c ---- */

typedef struct story_link { uint32_t a, b; int32_t score; } story_link; /* a < b; millionths */
typedef VEC(story_link) story_links;
/* Every pair of documents that may belong together, by a then b. */
hsy_rc story_links_find(const report *, const story_terms *, arena *scratch, story_tick, story_links *out);
/* How near two documents' days are, in thousandths: 1,000 where one of them is not known. */
int story_days_weight(const dating *, const dating *);

/* ---- groups.c ---- */

/* The groups by average link: group[d] = the smallest document of d's group. */
void story_groups(uint32_t documents, const story_links *, arena *scratch, uint32_t *group);

/* ---- copies.c ---- */

/* Fills report->copies and copy_of. */
hsy_rc story_copies(report *, arena *scratch);

/* ---- titles.c ---- */

/* The title nearest to what the story's documents have in common, else a first sentence. */
str story_best_title(const report *, const story *, const story_terms *, int64_t *sum);

#endif
