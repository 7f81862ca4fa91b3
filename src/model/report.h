/* The record of a run: documents, copies, and stories with what comparing them found.
 *
 * Indices: `doc` is an index into report->documents; sources, attributions, claims… are indices into their story's
 * arrays. Memory: report->arena for what belongs to the report, story->arena for what belongs to a story. Filled by
 * story/ (stories, copies), who/ (sources, attributions, names), compare/ (the rest).
 */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "model/document.h"

typedef struct copy_pair { uint32_t a, b; int containment; } copy_pair; /* a < b; thousandths of the shorter one's distinct 5-grams, >= 300 */

/* Somebody on whose word a report tells something, over all reports of the story. */
typedef struct story_source {
  str name;                   /* "Ann Roe", "US officials" */
  source_kind kind;
  bool is_plural;
  str role;                   /* may be empty */
  VEC(str) aliases;           /* other forms, distinct, in order of first appearance */
  evidences mentions;
  uint32_t body;              /* the source (organisation, party) it speaks for, a story_source, else NONE: a spokesman's embassy */
} story_source;

/* An attribution of one report, with its people as sources of the story. */
typedef struct story_attribution {
  uint32_t doc, index;        /* the document's attribution */
  uint32_t source;            /* story source, NONE = nobody known */
  index_vec via;              /* story sources */
  uint32_t inside;            /* story attribution, else NONE */
} story_attribution;

typedef enum cell_stance { CELL_STATES, CELL_ATTRIBUTES, CELL_DENIES, CELL_DECLINES, CELL_DISCLAIMS, CELL_DOUBTS } cell_stance;
const char *cell_stance_name(cell_stance); /* "states", "attributes", "denies", "declines", "disclaims", "doubts" */
typedef struct cell {
  uint32_t doc;
  cell_stance stance;
  uint32_t attribution;       /* story attribution, NONE */
  evidences evidence;         /* never empty; the best passage first */
  index_vec statements;       /* of the document */
} cell;

typedef struct claim {
  str text;                   /* the claim's words */
  evidence from;              /* the passage it was made of */
  int score;                  /* how alike its statements are */
  VEC(cell) cells;            /* one a report, by document */
  uint32_t groups;            /* independent groups of reports (copies count once) */
  bool is_background;
} claim;

typedef enum version_kind { VERSION_VERBATIM, VERSION_CUT, VERSION_REWORDED, VERSION_MERGED, VERSION_TRANSLATED, VERSION_UNQUOTED } version_kind;
const char *version_kind_name(version_kind);
typedef enum edit_kind { EDIT_SAME, EDIT_STRUCK, EDIT_PUT_IN } edit_kind; /* "=", "-", "+" against the measure */
typedef struct edit { edit_kind kind; str words; } edit;
typedef struct version {
  uint32_t doc;
  span span;                  /* first piece to last */
  spans content;              /* the pieces */
  str text;                   /* the pieces joined by a space */
  version_kind kind;
  bool is_measure;            /* the version the others are compared with */
  VEC(edit) edits;
  uint32_t attribution;       /* story attribution or NONE */
  uint32_t words, kept;       /* words of this version; words of the measure that it keeps */
} version;
typedef struct quote { uint32_t speaker; VEC(version) versions; } quote; /* speaker: story source or NONE; versions by document */

typedef enum conflict_kind {
  CONFLICT_CALENDAR, CONFLICT_DATE, CONFLICT_FIGURE, CONFLICT_NAME, CONFLICT_PLACE, CONFLICT_PRESENCE, CONFLICT_DENIAL,
  CONFLICT_ATTRIBUTION, CONFLICT_WORDING,
} conflict_kind;
const char *conflict_kind_name(conflict_kind);
typedef struct side { str value; evidences evidence; uint32_t source; /* who says so, a story source, else NONE */
                      spans differing; /* the differing words of evidence.at[i], same count as evidence, may be empty spans */ } side;
typedef struct conflict {
  conflict_kind kind;
  str text;                   /* one line in words: what differs */
  uint32_t claim;             /* or NONE */
  int strength;               /* 0–1000 */
  VEC(side) sides;            /* two or more; calendar: one or more */
  str reading;                /* the reading that explains it, may be empty */
} conflict;
typedef VEC(conflict) conflicts;

typedef enum link_kind { LINK_STATED, LINK_INFERRED } link_kind;
typedef struct chain_link { uint32_t source; uint32_t doc; link_kind link; evidence why; bool has_why; } chain_link; /* one of source, doc is set, the other NONE; the first link is the origin */
typedef struct chain { VEC(chain_link) links; } chain;
typedef struct origin {
  uint32_t source;            /* story source */
  uint32_t claim;
  index_vec reports;          /* documents */
  VEC(chain) chains;
  bool is_own;                /* nobody is named: the report itself, its outlet as the source */
} origin;

typedef struct name_variant { str text; evidences evidence; } name_variant;
typedef struct story_name { str name; name_kind kind; VEC(name_variant) variants; } story_name; /* two variants or more */

typedef enum timeline_kind { TIMELINE_HAPPENED, TIMELINE_SAID, TIMELINE_PUBLISHED, TIMELINE_PLANNED } timeline_kind;
const char *timeline_kind_name(timeline_kind);
typedef struct timeline_item {
  bool known;
  day_range days;
  granularity granularity;
  str what;                   /* in words, one line */
  timeline_kind kind;
  evidences evidence;
  bool in_conflict;
} timeline_item;

typedef struct counts { uint32_t reports, origins, origins_max, quotes, altered, conflicts, denials; } counts;

typedef struct story {
  arena *arena;
  str title;
  index_vec documents;        /* in the report's order */
  counts counts;
  uint32_t lead;              /* claim, NONE when there is none */
  evidences summary;          /* at most three sentences, the reports' own words */
  str why_origins;            /* one or two sentences: why so many origins */
  uint32_t first_report;      /* who had it first: document, NONE when the texts do not tell */
  str why_first;
  VEC(story_source) sources;
  VEC(story_attribution) attributions;
  VEC(claim) claims;
  VEC(quote) quotes;
  conflicts conflicts, updates, weak;
  VEC(origin) origins;
  VEC(story_name) names;
  VEC(timeline_item) timeline;
  index_vec deniers;          /* distinct story sources that deny, in order of first denial */
} story;

typedef struct same_pair { str a, b; } same_pair;

typedef struct report {
  arena *arena;
  document **documents;       /* sorted: path bytes, line, hash; only usable ones */
  uint32_t document_count;
  uint32_t *copy_of;          /* a document each: the index it copies, or NONE */
  VEC(copy_pair) copies;      /* every pair with a containment of 300 or more, by a then b */
  VEC(story) stories;         /* most reports first, then first document */
  bool all_conflicts, one_story;
  VEC(same_pair) same;        /* --same: two names that are one source */
} report;

/* As document_check, for the whole. NULL when all hold. Includes what DESIGN section 6 promises: one cell a report in a
 * claim, no passage in more than two claims, two versions a report in a quote, two sides a report in a conflict, one content
 * attributed at most twice, one passage dated at most three times, one source once the origin of a claim,
 * counts.origins = origins of the lead claim. */
const char *report_check(const report *);

#endif
