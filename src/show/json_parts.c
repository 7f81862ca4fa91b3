/* What both JSON formats are made of.
 *
 * A small value (an id, a span, a passage, an interval of dates) is written in one way wherever it stands; a format is then
 * a list of fields in their fixed order. `value_` writes a value, `field_` a key with its value. An id is a letter and the
 * index from 1.
 */
#include "show/json_parts.h"

#include <stdio.h>

/* ---- small parts ---- */

void value_id(json *j, char letter, uint32_t index) {
  char id[16];
  snprintf(id, sizeof id, "%c%u", letter, index + 1);
  json_put_string(j, str_of(id));
}

void field_id(json *j, const char *key, char letter, uint32_t index) {
  json_put_key(j, key);
  value_id(j, letter, index);
}

void field_id_or_null(json *j, const char *key, char letter, uint32_t index) {
  json_put_key(j, key);
  if (index == NONE) json_put_null(j);
  else value_id(j, letter, index);
}

void field_int(json *j, const char *key, int64_t value) {
  json_put_key(j, key);
  json_put_int(j, value);
}

void field_text(json *j, const char *key, str value) {
  json_put_key(j, key);
  json_put_string(j, value);
}

void field_string_or_null(json *j, const char *key, str value) {
  json_put_key(j, key);
  json_put_string_or_null(j, value);
}

void field_name(json *j, const char *key, const char *name) {
  json_put_key(j, key);
  if (name) json_put_string(j, str_of(name));
  else json_put_null(j);
}

void value_span(json *j, span s) {
  json_open_array(j);
  json_put_int(j, s.start);
  json_put_int(j, s.end);
  json_close_array(j);
}

void field_span(json *j, const char *key, span s) {
  json_put_key(j, key);
  value_span(j, s);
}

void value_spans(json *j, const spans *list) {
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) value_span(j, list->at[i]);
  json_close_array(j);
}

void field_spans(json *j, const char *key, const spans *list) {
  json_put_key(j, key);
  value_spans(j, list);
}

void field_program(json *j, const show_program *p) {
  json_put_key(j, "program");
  json_open_object(j);
  field_name(j, "version", p->version);
  json_put_key(j, "model");
  if (p->model_name) {
    json_open_object(j);
    field_name(j, "name", p->model_name);
    field_name(j, "sha256", p->model_sha256);
    json_close_object(j);
  } else {
    json_put_null(j);
  }
  json_close_object(j);
}

/* ---- dates ---- */

static void day_value(json *j, int64_t day) {
  char text[11];
  day_print(day, text);
  json_put_string(j, str_of(text));
}

static void instant_value(json *j, int64_t seconds) {
  char day[11], text[24];
  int64_t days = seconds / CALENDAR_DAY_SECONDS - (seconds % CALENDAR_DAY_SECONDS < 0);
  int rest = (int)(seconds - days * CALENDAR_DAY_SECONDS);
  day_print(days, day);
  snprintf(text, sizeof text, "%sT%02d:%02dZ", day, rest / 3600, rest / 60 % 60);
  json_put_string(j, str_of(text));
}

void field_interval(json *j, bool known, day_range days, bool has_clock, int64_t earliest, int64_t latest) {
  json_put_key(j, "earliest");
  if (!known) json_put_null(j);
  else if (has_clock) instant_value(j, earliest);
  else day_value(j, days.earliest);
  json_put_key(j, "latest");
  if (!known) json_put_null(j);
  else if (has_clock) instant_value(j, latest);
  else day_value(j, days.latest);
}

void value_evidence(json *j, const report *r, evidence e) {
  json_open_object(j);
  field_id(j, "doc", 'd', e.doc);
  field_span(j, "span", e.span);
  field_text(j, "text", document_slice(r->documents[e.doc], e.span));
  json_close_object(j);
}

void field_evidences(json *j, const char *key, const report *r, const evidences *list) {
  json_put_key(j, key);
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) value_evidence(j, r, list->at[i]);
  json_close_array(j);
}

void field_dating(json *j, const char *key, const report *r, const dating *d) {
  json_put_key(j, key);
  if (!d->known && d->candidates.count == 0) {
    json_put_null(j);
    return;
  }
  json_open_object(j);
  field_interval(j, d->known, d->days, d->has_clock, d->instant, d->instant);
  field_name(j, "granularity", granularity_name(d->granularity));
  json_put_key(j, "candidates");
  json_open_array(j);
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    json_open_array(j);
    day_value(j, d->candidates.at[i].earliest);
    day_value(j, d->candidates.at[i].latest);
    json_close_array(j);
  }
  json_close_array(j);
  field_name(j, "basis", date_basis_name(d->basis));
  json_put_key(j, "confidence");
  if (d->basis == BASIS_INFERRED) json_put_int(j, d->confidence);
  else json_put_null(j);
  if (r) field_evidences(j, "evidence", r, &d->evidence);
  else FIELD_EACH("evidence", d->evidence, value_span(j, d->evidence.at[i].span));
  field_string_or_null(j, "basis_text", d->basis_text);
  json_close_object(j);
}

void field_said(json *j, const document *d, uint32_t index) {
  json_put_key(j, "said");
  if (index == NONE) {
    json_put_null(j);
    return;
  }
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, index, &anchors);
  json_open_object(j);
  field_interval(j, v.known, v.days, v.has_clock, v.earliest, v.latest);
  field_name(j, "granularity", granularity_name(v.granularity));
  field_span(j, "span", d->times.at[index].span);
  json_close_object(j);
}

/* ---- documents ---- */

void field_input(json *j, const document *d) {
  json_put_key(j, "input");
  json_open_object(j);
  field_string_or_null(j, "path", d->path);
  json_put_key(j, "line");
  if (d->line) json_put_int(j, (int64_t)d->line);
  else json_put_null(j);
  field_string_or_null(j, "field", d->field);
  field_string_or_null(j, "id", d->given_id);
  field_name(j, "sha256", d->sha256[0] ? d->sha256 : NULL);
  field_int(j, "bytes", (int64_t)d->input_bytes);
  field_name(j, "format", d->format);
  field_string_or_null(j, "charset", d->charset);
  json_close_object(j);
}

void field_map(json *j, const map_runs *map) {
  json_put_key(j, "map");
  json_open_array(j);
  for (uint32_t i = 0; i < map->count; i++) {
    const map_run *m = &map->at[i];
    json_open_array(j);
    json_put_int(j, m->text);
    json_put_int(j, m->text_step);
    json_put_int(j, (int64_t)m->input);
    json_put_int(j, m->input_step);
    json_put_int(j, m->count);
    json_close_array(j);
  }
  json_close_array(j);
}

void field_authors(json *j, const document *d) {
  FIELD_EACH("authors", d->authors, json_put_string(j, d->authors.at[i]));
}

void field_removed(json *j, const document *d) {
  json_put_key(j, "removed");
  json_open_array(j);
  for (uint32_t i = 0; i < d->removed.count; i++) {
    const removed_piece *p = &d->removed.at[i];
    json_open_object(j);
    field_name(j, "reason", p->reason);
    json_put_key(j, "bytes");
    json_open_array(j);
    json_put_int(j, (int64_t)p->start);
    json_put_int(j, (int64_t)p->end);
    json_close_array(j);
    field_text(j, "text", p->text);
    json_close_object(j);
  }
  json_close_array(j);
}
