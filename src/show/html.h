/* What the files of the HTML report share. Private to html_*.c. */
#ifndef SHOW_HTML_H
#define SHOW_HTML_H

#include "show/show.h"
#include "show/view.h"

typedef struct html {
  sink *out;
  arena *a;                /* the view's; nothing outlives the story */
  const view_story *v;
  const show_options *options;
} html;

/* Writes `format` with: %s a str, escaped and harmless; %z a C string as it is (markup of ours); %u an unsigned; %p the
 * ids' prefix; %% a percent sign. Every text of a document goes through %s or html_text: no other way in. */
void html_put(html *, const char *format, ...);
void html_text(html *, str);

/* A letter in its box that leads to a mark or a report. */
void html_rep(html *, str letter, str target);
void html_reps(html *, const view_passages *);
/* The finding's own id, a permanent link; `id` as in the view. */
void html_id(html *, str id);
void html_conflict_links(html *, const str *ids, uint32_t count);
/* A passage as a list item: letter, words, note. Ready for "copy". */
void html_passage(html *, const view_passage *, str note);
/* data-r="A C" */
void html_data_reports(html *, const index_vec *);
void html_data_sources(html *, const index_vec *);
/* <section> with its head: note may be empty; wide: the head stands above, not beside. */
void html_section(html *, view_section, bool wide, str note);
void html_section_end(html *);
void html_empty(html *, view_section);

void html_word(html *);        /* html_word.c: graph, tree, table of reports, voices */
void html_graph(html *);       /* html_graph.c */
void html_claims(html *);
void html_quotes(html *);
void html_conflicts(html *);   /* html_conflicts.c: conflicts, denials, names */
void html_denials(html *);
void html_names(html *);
void html_timeline(html *);
void html_texts(html *);

#endif
