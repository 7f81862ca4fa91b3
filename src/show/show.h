/* The result written out: one view (sorts, letters, links; counts nothing), five formats. */
#ifndef SHOW_SHOW_H
#define SHOW_SHOW_H

#include "base/io.h"
#include "model/report.h"

/* What the output says of the program. */
typedef struct show_program { const char *version; const char *model_name, *model_sha256; /* NULL: no model */ } show_program;
typedef struct show_options { unsigned width; bool color; show_program program; hsy_stage until; } show_options;

/* A report, as "report/1" JSON, terminal text, Markdown, one HTML file. The sink keeps its own failure. */
void show_report_json(const report *, const show_options *, arena *scratch, sink *);
void show_report_text(const report *, const show_options *, arena *scratch, sink *);
void show_report_markdown(const report *, const show_options *, arena *scratch, sink *);
void show_report_html(const report *, const show_options *, arena *scratch, sink *);
/* CSV tables of a report: open(user, "claims.csv") gives the sink of each in turn; "stories.csv" comes last. NULL stops. */
void show_report_csv(const report *, const show_options *, arena *scratch, sink *(*open)(void *user, const char *name), void *user);

/* One document of annotate: a JSON line "annotation/1" (also of a failed one), a listing to read, CSV rows. */
void show_annotation_json(const document *, const show_options *, sink *);
void show_annotation_text(const document *, const show_options *, arena *scratch, sink *);
void show_annotation_csv_head(sink *);
void show_annotation_csv(const document *, const show_options *, arena *scratch, sink *);

#endif
