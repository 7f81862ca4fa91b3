/* The parts of who_run. */
#ifndef WHO_PARTS_H
#define WHO_PARTS_H

#include "base/map.h"
#include "model/report.h"

/* What is compared of one entity of one document. */
typedef struct bearer {
  uint32_t doc, index;        /* the document's entity */
  source_kind kind;
  const entity *of;
  str given, middle, surname, suffix;  /* persons, folded */
  str key;                    /* of anything else: what makes two of them one */
  str nation;                 /* of an unnamed group or a body */
  str canonical;              /* of an outlet: its name in the list of outlets, else empty */
  str role_head;              /* "spokesperson", of the role or the description; empty when none */
  str more_heads[3];          /* of other descriptions of it: "wife", "alderman" */
  str body_key;               /* the body the role names, as a key; empty when none */
  uint32_t body;              /* bearer of that body, else NONE */
  uint32_t set;               /* parent in the forest of merged bearers */
  bool is_some;               /* "some officials": never merged with "officials" */
} bearer;
typedef VEC(bearer) bearers;

/* Words of a name without points, "the" and possessive, folded, single spaces. */
str who_key(arena *, str name);
/* The same with country words replaced by their country ("chinese embassy" → "china embassy"), in-phrases of place kept. */
str who_body_key(arena *, str name);
/* bearers.c: one for each entity of the story's documents, in order of document and entity. */
void who_bearers(const report *, const story *, arena *scratch, bearers *);
/* merge.c: joins those that are one. */
void who_merge(const report *, const story *, arena *scratch, bearers *);
uint32_t who_root(bearers *, uint32_t);
/* The bearers of each set in their order: next of a bearer, last of a root; NONE at the end. */
typedef struct sets { bearers *b; uint32_t *next, *last; } sets;
sets who_sets(arena *scratch, bearers *);
/* spellings.c: story->names. */
void who_spellings(const report *, story *, arena *scratch, bearers *);

#endif
