/* What both JSON formats are made of: `value_` writes a value, `field_` a key with its value. Keys are in their fixed order
 * where they are called. Private to json*.c. */
#ifndef SHOW_JSON_PARTS_H
#define SHOW_JSON_PARTS_H

#include "base/json.h"
#include "show/show.h"

/* A letter and the index from 1: "d1". */
void value_id(json *, char letter, uint32_t index);
void field_id(json *, const char *key, char letter, uint32_t index);
void field_id_or_null(json *, const char *key, char letter, uint32_t index); /* null: NONE */

void field_int(json *, const char *key, int64_t value);
void field_text(json *, const char *key, str value);
void field_string_or_null(json *, const char *key, str value);   /* null: empty */
void field_name(json *, const char *key, const char *name);      /* null: NULL */

void value_span(json *, span);
void field_span(json *, const char *key, span);
void value_spans(json *, const spans *);
void field_spans(json *, const char *key, const spans *);

/* A passage of a report: document, span, text. */
void value_evidence(json *, const report *, evidence);
void field_evidences(json *, const char *key, const report *, const evidences *);

/* "earliest" and "latest": days, or instants in seconds where there is a clock time. */
void field_interval(json *, bool known, day_range days, bool has_clock, int64_t earliest, int64_t latest);
/* A date with basis and evidence. Without a report (an annotation) its evidence is spans of its own document. */
void field_dating(json *, const char *key, const report *, const dating *);
/* "said": when it was said, a time of the document or NONE. */
void field_said(json *, const document *, uint32_t time);

void field_program(json *, const show_program *);
void field_input(json *, const document *);
void field_map(json *, const map_runs *);
void field_authors(json *, const document *);
void field_removed(json *, const document *);

/* An array of what `call` writes for each i of list; `j` is the writer. */
#define FIELD_EACH(key, list, call)                   \
  do {                                                \
    json_put_key(j, key);                             \
    json_open_array(j);                               \
    for (uint32_t i = 0; i < (list).count; i++) call; \
    json_close_array(j);                              \
  } while (0)

#endif
