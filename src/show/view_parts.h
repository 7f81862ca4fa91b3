/* What the files of the view share. Private to view*.c. */
#ifndef SHOW_VIEW_PARTS_H
#define SHOW_VIEW_PARTS_H

#include "base/map.h"
#include "show/view.h"

typedef struct view_builder {
  const report *r;
  const story *s;
  arena *a;
  view_story *v;
  map seen;     /* "A-c1:120-240" → index of the mark in its report */
  map counts;   /* "A-c1" → how many marks it has */
  uint32_t round, *round_of; /* a slot a report: in which round it was last met (no list is searched for repeats) */
  bool *has_conflict; /* a claim each: some conflict is about it */
} view_builder;

/* A passage, and its mark in the report's text. False when the document is not of this story. */
bool view_mark_passage(view_builder *, evidence, str finding, str label, bool is_quiet, view_passage *out);
/* The same for a list: at most one passage for each mark; with `one_a_report` only the first of each report. */
void view_mark_passages(view_builder *, const evidences *, str finding, bool is_quiet, bool one_a_report, view_passages *out);
str view_id(arena *, const char *letter, uint32_t index);

/* "US officials, unnamed"; "nobody named" for NONE. */
str view_source_label(const view_builder *, uint32_t source);
str view_source_name(const view_builder *, uint32_t source);
const char *view_source_tag(source_kind);
/* "US officials, via CNN" of an attribution of the story; empty for NONE. */
str view_attribution_who(const view_builder *, uint32_t attribution);
/* ", via CNN" / "via CNN" pieces: the names of its carriers joined, empty when there are none. */
str view_attribution_via(const view_builder *, uint32_t attribution);

void view_make_reports(view_builder *);       /* view_reports.c */
void view_make_sources(view_builder *);
void view_make_origins(view_builder *);       /* view_origins.c */
void view_make_claims(view_builder *);        /* view_claims.c */
void view_make_quotes(view_builder *);        /* view_quotes.c */
void view_make_refusals(view_builder *);      /* view_claims.c */
void view_make_conflicts(view_builder *);     /* view_conflicts.c */
void view_make_names(view_builder *);         /* view.c */
void view_make_timeline(view_builder *);
void view_make_sentences(view_builder *);     /* view_sentences.c */

#endif
