/* The one view of a story, from which every format is written: letters, ids, order, links, and the sentences that the
 * program fills in. It sorts and links; it counts nothing: numbers of findings are those of story->counts.
 *
 * All strings are ready to print: valid UTF-8, no unsafe code point (utf8_harmless), runs of white space as one space.
 * They are not escaped for any format. Empty string = there is none. Everything lives in the arena given to view_make;
 * views into documents stay theirs.
 *
 * Ids. A finding's id is its place in the record, so that they agree between formats: o1 origin, c1 claim, q1 quote,
 * x1 conflict, u1 update, w1 weak conflict, m1 name, t1 timeline, p1 source: index + 1, as in "report/1" JSON. n1 is the
 * view's own: denials and refusals in their order. Reports have letters: A … Z, AA, AB … Where a run has several stories
 * every id carries "s2-" in front (view_story.prefix); `id` fields are without it.
 * A passage that a finding rests on is the mark LETTER-ID in the report's text, "A-x3", then "A-x3b", "A-x3c".
 */
#ifndef SHOW_VIEW_H
#define SHOW_VIEW_H

#include "model/report.h"

/* ---- passages and marks ---- */

typedef struct view_passage {
  uint32_t doc;            /* index in report->documents */
  uint32_t report;         /* index in view_story.reports */
  str letter;              /* "A" */
  span span;               /* bytes of the document's text */
  uint64_t from, to;       /* the same, as bytes of the input file */
  str text;                /* the words, on one line */
  str mark;                /* id of its mark in the report: "A-c1" */
} view_passage;
typedef VEC(view_passage) view_passages;

/* A stretch of a report's text that a finding rests on. In text order, longer ones first. */
typedef struct view_mark {
  span span;
  str id;                  /* "A-c1" */
  str finding;             /* id of what rests on it: "c1", "dA" (the row of the reports table) */
  str label;               /* what the margin says: "c1", "date" */
  bool is_quiet;           /* names, voices, single quotes: no tint, no sign in the margin */
} view_mark;

/* ---- reports ---- */

typedef struct view_report {
  uint32_t doc;
  str letter;              /* also its id; its row in the table is "d" + letter */
  str title;               /* its title, else its first words with "…" */
  bool title_is_words;     /* first words: show in quotation marks */
  str outlet;
  str name;                /* how to call it in one line: outlet, else title, else “first words…” in marks */
  str file;                /* last part of the path (with ":LINE" in JSON Lines) */
  str path;                /* as given */
  str date;                /* "13–14 March 2022", "14 March of 2011, 2016 or 2022", "not known" */
  bool date_known;
  str basis;               /* "stated", "metadata", "URL", "file name", "given", "inferred"; empty when there is no date */
  bool date_is_inferred;
  str sure;                /* "93 % sure", of what is inferred; else empty */
  str basis_words;         /* words outside the text that the date rests on; of what is inferred, our own */
  view_passages date_passages;
  bool outlet_is_inferred; view_passage outlet_passage; /* only with outlet_is_inferred */
  uint32_t words;          /* length of its text */
  str removed;             /* "4 teasers, 2 player notices", empty when nothing was left out */
  str lang; bool is_foreign;
  uint32_t copy_of;        /* index of the report it copies, else NONE */
  index_vec copies;        /* reports that copy this one */
  uint32_t column;         /* its column in claims × reports: copies share one */
  VEC(view_mark) marks;
} view_report;

/* ---- on whose word ---- */

/* One strand: this origin, this carrier, this report. */
typedef struct view_strand {
  uint32_t report;
  bool first_inferred;     /* origin → carrier (or origin → report where nobody carried it) */
  bool last_inferred;      /* carrier → report */
  bool has_passage;
  view_passage passage;
} view_strand;
typedef struct view_carrier {
  str name;                /* "CNN", "AFP, then CNN"; empty: nobody is named as carrier */
  bool is_inferred;        /* every first leg is */
  VEC(view_strand) strands; /* by report */
} view_carrier;
typedef struct view_origin {
  str id;
  str name;
  str tag;                 /* "unnamed", "person", "organisation", "document", "outlet", "no source given" */
  bool is_named;
  bool is_own;             /* a report's own word: nobody is given as source */
  uint32_t source;         /* story source, or NONE */
  str claim;               /* id of the claim it is an origin of */
  index_vec reports;       /* distinct reports that rest on it */
  VEC(view_carrier) carriers; /* most strands first, then first report */
} view_origin;

typedef struct view_source {
  str id, name, tag, role;
  bool is_origin;          /* an origin of the lead claim: shown in the tree already */
  str aliases;             /* "also: …" list, joined by ", " */
  str body;                /* the party it speaks for */
  str via;                 /* "via CNN in A, D" */
  view_passages mentions;  /* the first in each report */
} view_source;

/* ---- claims ---- */

typedef enum view_group { VIEW_IN_ALL, VIEW_IN_SOME, VIEW_IN_ONE, VIEW_GROUP_COUNT } view_group;
typedef struct view_cell {
  uint32_t report;
  cell_stance stance;
  const char *words;       /* "on a source’s word", "in its own voice", "the source will not say" … */
  str who;                 /* "US officials, via CNN"; empty in its own voice */
  uint32_t source;         /* story source, NONE */
  str differs;             /* id of the conflict in which this report stands apart, else empty */
  view_passages passages;  /* best first, never empty */
} view_cell;
typedef struct view_claim {
  str id, text;
  uint32_t index;          /* in story->claims */
  bool is_lead;
  view_group group;
  uint32_t column;         /* of VIEW_IN_ONE: the column it stands in */
  VEC(view_cell) cells;    /* by report; a report without cell is silent */
  str whose;               /* "US officials, unnamed", "Ann Roe (B, C); A gives no source" */
  VEC(str) conflicts;      /* ids of the conflicts about it */
} view_claim;

/* ---- quotes ---- */

typedef struct view_version {
  index_vec reports;       /* several where they agree word for word */
  view_passages passages;  /* one a report, same order */
  bool is_measure;
  bool has_marks;          /* stands in quotation marks */
  str text;                /* the words */
  VEC(edit) edits;         /* against the measure; empty for the measure. words are printable */
  str note;                /* "reworded; 9 of 25 words kept; via CNN" */
} view_version;
typedef struct view_quote {
  str id, speaker, about;  /* about: the speaker's role */
  uint32_t source;
  VEC(view_version) versions; /* the measure first */
} view_quote;

/* ---- conflicts, updates ---- */

/* A passage with the words that differ set apart: before · at · tail after. tail is a mark that clings to `at`. */
typedef struct view_line {
  view_passage passage;
  str before, at, tail, after; /* `at` empty: nothing is set apart, the whole passage is in `after` */
} view_line;
typedef struct view_side {
  str value, who;
  VEC(view_line) lines;    /* at most 4 */
  view_passages likewise;  /* further reports on this side */
} view_side;
typedef struct view_conflict {
  str id;                  /* x1, u1 or w1 */
  str text;
  const char *kind;
  str claim;               /* id, or empty */
  VEC(view_side) sides;
  str reading;             /* never empty for a conflict */
  index_vec reports;
  index_vec sources;
} view_conflict;
typedef VEC(view_conflict) view_conflicts;

/* ---- denials and refusals ---- */

typedef enum view_refusal_kind { VIEW_DENIES, VIEW_DISCLAIMS, VIEW_DECLINES, VIEW_DOUBTS, VIEW_REFUSAL_COUNT } view_refusal_kind;
/* "Denies", "Does not know, or cannot confirm", "Will not say", "Doubts" */
const char *view_refusal_title(view_refusal_kind);
typedef struct view_refusal {
  str id;                  /* n1 … */
  view_refusal_kind kind;
  str who;
  uint32_t source;
  str claim_id, claim;     /* what it is about, where a claim is known */
  view_passages passages;
} view_refusal;

/* ---- names, timeline ---- */

typedef struct view_variant { str text; view_passages passages; /* one a report */ } view_variant;
typedef struct view_name { str id, name, kind, role; str conflict; VEC(view_variant) variants; } view_name;

typedef struct view_time {
  str id;
  bool known;
  day_range days;
  str when;                /* "Sunday 13 March", "February 2022", "no date given" */
  str what;
  timeline_kind kind;
  bool is_wide;            /* wider than a day, or inferred */
  bool in_conflict;
  view_passages passages;  /* one a report */
} view_time;

/* ---- the story ---- */

/* A clause of the finding: "5 reports", "1 origin", "no name". Joined by ", ". */
typedef struct view_clause { str text; bool is_finding; /* red: what hearsay found */ } view_clause;
/* A piece of the lede; names of carriers are set strong. */
typedef struct view_piece { str text; bool is_strong; } view_piece;
typedef enum view_section {
  VIEW_WORD, VIEW_CLAIMS, VIEW_QUOTES, VIEW_CONFLICTS, VIEW_DENIALS, VIEW_NAMES, VIEW_TIME, VIEW_REPORTS, VIEW_SECTION_COUNT
} view_section;
/* An item of the strip: "4", "quotes, 4 altered", "2 by Ann Roe". */
typedef struct view_item { uint32_t number; str label, small; view_section section; } view_item;
enum { VIEW_STRIP = 5 };

const char *view_section_id(view_section);    /* "word", "claims", "quotes", "conflicts", "denials", "names", "time", "reports" */
const char *view_section_link(view_section);  /* for a menu: "Whose word", "Claims" … */
const char *view_section_title(view_section); /* heading: "On whose word", "Who reports what" … */

typedef struct view_story {
  const report *report;
  const story *story;
  uint32_t index;
  str prefix;                 /* "" or "s2-" */
  str title;                  /* the event */
  str kicker;                 /* "5 reports of one event compared · 13–14 March 2022" */
  VEC(view_clause) finding;
  VEC(view_piece) lede;       /* at most three sentences, in pieces */
  view_item strip[VIEW_STRIP];
  str why_title, why;         /* "Why all five count as one"; why so many origins */
  bool has_first; uint32_t first_report; str why_first;
  view_passages summary;      /* the event in the reports' own words */

  VEC(view_report) reports;   /* by letter */
  uint32_t *report_of;        /* view report of a document of the report, or NONE */
  VEC(uint32_t) columns;      /* of claims × reports: the report that heads each; its copies share it */
  VEC(view_origin) origins;   /* of the lead claim */
  VEC(view_origin) other_origins; /* of other claims */
  VEC(view_source) sources;   /* all, in the record's order */
  VEC(view_claim) claims;     /* in order of showing: in all, in some, in one only (by report) */
  uint32_t group_count[VIEW_GROUP_COUNT];
  str claims_note;            /* "Of 25 claims, 4 stand in all 5 reports, 9 in some of them, 12 in one only." */
  VEC(view_quote) quotes;     /* of two reports or more */
  VEC(view_quote) single_quotes; /* of one report: one version each */
  view_conflicts conflicts, updates, weak;
  VEC(view_refusal) refusals; /* by kind, then as they stand */
  VEC(view_name) names;
  VEC(view_time) timeline;    /* all but publications, by time */
  int64_t first_day, last_day; bool days_known; /* of publication */
  bool shown[VIEW_SECTION_COUNT]; /* sections that are shown; one without findings but shown says view_empty */
} view_story;

view_story *view_make(const report *, uint32_t story, arena *);
/* What a shown section says when it has found nothing: "No figure in one report is replaced by a later one." */
const char *view_empty(view_section);
#define VIEW_EMPTY_UPDATES "No figure in one report is replaced by a later one."

/* What was left out, in words: "teaser", "4 teasers". */
str view_reason(arena *, const char *reason, uint32_t count);
/* Letters of passages or reports, in order, without repeats: "A, C and D". */
str view_letters(arena *, const view_story *, const view_passages *);
/* "“passage” — Outlet, 14 March 2022, file.txt, bytes 120–240" */
str view_citation(arena *, const view_story *, const view_passage *);

/* ---- words (view_words.c) ---- */

/* One line, harmless. */
str view_line_of(arena *, str);
/* At most `limit` characters and "…" where something is cut off, at a word where one ends in the last half. */
str view_clip(arena *, str, size_t limit);
/* "A", "Z", "AA". */
str view_letter(arena *, uint32_t index);
/* "2,118" */
str view_number(arena *, uint64_t);
/* "one" … "twelve", then digits. */
str view_count_word(arena *, uint32_t);
/* "5 reports", "1 report": the plural is singular + "s" unless given. */
str view_count(arena *, uint32_t, const char *singular, const char *plural);
/* "A", "A and B", "A, B and C". */
str view_join(arena *, const str *, size_t count);
/* "14 March 2022", "13–14 March 2022", "March 2022", "2022"; weekday only for a single day; year left out when 0 != skip == year. */
str view_days(arena *, day_range, granularity, bool weekday, int skip_year);
str view_dating(arena *, const dating *);

#endif
