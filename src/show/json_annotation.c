/* "annotation/1": one document, or why there is none, in one line (DESIGN section 6). Entities have the letter e; other
 * records name each other by index. */
#include <stdio.h>

#include "show/json_parts.h"
#include "show/show.h"

static void thousandths(json *j, int64_t value) {
  char text[32];
  int64_t whole = value / 1000, rest = value % 1000;
  if (rest < 0) rest = -rest;
  if (rest == 0) {
    json_put_int(j, whole);
    return;
  }
  int n = snprintf(text, sizeof text, "%s%lld.%03lld", value < 0 && whole == 0 ? "-" : "", (long long)whole, (long long)rest);
  while (text[n - 1] == '0') n--;
  json_put_number(j, (str){text, (size_t)n});
}

/* The place of an expression among those that are listed: ranges over two others stand apart, TIMEX3 has none. */
static uint32_t listed(const document *d, uint32_t index, uint32_t known, uint32_t known_place) {
  while (known > index) known_place -= d->times.at[--known].kind != TIME_RANGE;
  return known_place;
}

static void time_fields(json *j, const document *d, uint32_t index, uint32_t place) {
  const time_expression *t = &d->times.at[index];
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, index, &anchors);
  json_open_object(j);
  field_span(j, "span", t->span);
  field_name(j, "type", time_type_name(t->type));
  field_name(j, "value", v.timex[0] ? v.timex : NULL);
  field_name(j, "mod", time_mod_name(t->mod));
  field_interval(j, v.known, v.days, v.has_clock, v.earliest, v.latest);
  field_name(j, "granularity", granularity_name(v.granularity));
  json_put_key(j, "anchor");
  if (t->anchor == ANCHOR_PUBLISHED) json_put_string(j, STR("published"));
  else if (t->anchor == ANCHOR_EXPRESSION) json_put_int(j, listed(d, t->anchor_index, index, place));
  else json_put_null(j);
  json_close_object(j);
}

static void times_fields(json *j, const document *d) {
  uint32_t place = 0;
  json_put_key(j, "times");
  json_open_array(j);
  for (uint32_t i = 0; i < d->times.count; i++)
    if (d->times.at[i].kind != TIME_RANGE) time_fields(j, d, i, place++);
  json_close_array(j);
  place = 0;
  json_put_key(j, "time_ranges");
  json_open_array(j);
  for (uint32_t i = 0; i < d->times.count; i++) { /* a range stands right before its two */
    const time_expression *t = &d->times.at[i];
    if (t->kind != TIME_RANGE) {
      place++;
      continue;
    }
    time_anchors anchors = document_anchors(d);
    time_value v = time_resolve(&d->times, i, &anchors);
    json_open_object(j);
    field_span(j, "span", t->span);
    field_int(j, "from", (int)place);
    field_int(j, "to", (int)place + 1);
    field_interval(j, v.known, v.days, v.has_clock, v.earliest, v.latest);
    json_close_object(j);
  }
  json_close_array(j);
}

static void figure_value(json *j, const figure *f) {
  json_open_object(j);
  field_span(j, "span", f->span);
  json_put_key(j, "value");
  json_open_array(j);
  thousandths(j, f->low);
  thousandths(j, f->high);
  json_close_array(j);
  field_name(j, "bound", bound_kind_name(f->bound));
  field_string_or_null(j, "unit", f->unit);
  json_put_key(j, "noun");
  if (span_empty(f->noun)) json_open_array(j), json_close_array(j);
  else value_span(j, f->noun);
  field_string_or_null(j, "role", f->role);
  field_spans(j, "scope", &f->scope);
  json_close_object(j);
}

static void field_index_or_null(json *j, const char *key, uint32_t index) {
  json_put_key(j, key);
  if (index == NONE) json_put_null(j);
  else json_put_int(j, index);
}

static void statement_value(json *j, const statement *s) {
  json_open_object(j);
  field_span(j, "span", s->span);
  json_put_key(j, "predicate");
  if (span_empty(s->predicate)) json_open_array(j), json_close_array(j);
  else value_span(j, s->predicate);
  field_name(j, "polarity", polarity_name(s->polarity));
  field_name(j, "modality", modality_name(s->modality));
  field_index_or_null(j, "attribution", s->attribution);
  json_close_object(j);
}

static void own_attribution(json *j, const document *d, const attribution *a) {
  json_open_object(j);
  field_spans(j, "source", &a->source);
  field_spans(j, "cue", &a->cue);
  field_spans(j, "content", &a->content);
  field_name(j, "type", attribution_type_name(a->type));
  field_name(j, "stance", stance_name(a->stance));
  field_id_or_null(j, "entity", 'e', a->entity);
  field_name(j, "kind", source_kind_name(a->kind));
  FIELD_EACH("via", a->via, value_id(j, 'e', a->via.at[i]));
  field_said(j, d, a->said);
  field_index_or_null(j, "inside", a->inside);
  field_int(j, "score", a->score);
  json_close_object(j);
}

static void found_fields(json *j, const document *d) {
  json_put_key(j, "names");
  json_open_array(j);
  for (uint32_t i = 0; i < d->names.count; i++) {
    const name *n = &d->names.at[i];
    json_open_object(j);
    field_span(j, "span", n->span);
    field_name(j, "kind", name_kind_name(n->kind));
    field_id_or_null(j, "entity", 'e', n->entity);
    field_int(j, "score", n->score);
    json_close_object(j);
  }
  json_close_array(j);
  json_put_key(j, "entities");
  json_open_array(j);
  for (uint32_t i = 0; i < d->entities.count; i++) {
    const entity *e = &d->entities.at[i];
    json_open_object(j);
    field_id(j, "id", 'e', i);
    field_text(j, "name", e->name);
    field_name(j, "kind", name_kind_name(e->kind));
    field_spans(j, "mentions", &e->mentions);
    json_close_object(j);
  }
  json_close_array(j);
  FIELD_EACH("quotations", d->quotations, value_spans(j, &d->quotations.at[i].pieces));
  times_fields(j, d);
  FIELD_EACH("figures", d->figures, figure_value(j, &d->figures.at[i]));
  FIELD_EACH("statements", d->statements, statement_value(j, &d->statements.at[i]));
  FIELD_EACH("attributions", d->attributions, own_attribution(j, d, &d->attributions.at[i]));
}

static void field_blocks(json *j, const document *d) {
  json_put_key(j, "blocks");
  json_open_array(j);
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    json_open_object(j);
    field_span(j, "span", d->blocks.at[i].span);
    field_name(j, "kind", block_kind_name(d->blocks.at[i].kind));
    json_close_object(j);
  }
  json_close_array(j);
}

void show_annotation_json(const document *d, const show_options *options, sink *out) {
  json writer = json_new(out), *j = &writer;
  json_open_object(j);
  field_name(j, "hearsay", "annotation/1");
  if (d->error.rc != HSY_OK) {
    field_string_or_null(j, "id", d->id);
    field_input(j, d);
    field_name(j, "error", d->error.message);
    json_close_object(j);
    sink_str(out, STR("\n"));
    return;
  }
  field_program(j, &options->program);
  field_string_or_null(j, "id", d->id);
  field_input(j, d);
  field_string_or_null(j, "title", d->title);
  field_string_or_null(j, "outlet", d->outlet);
  field_authors(j, d);
  field_string_or_null(j, "url", d->url);
  field_string_or_null(j, "lang", d->lang);
  field_dating(j, "published", NULL, &d->published);
  field_dating(j, "modified", NULL, &d->modified);
  field_text(j, "text", d->text);
  field_map(j, &d->map);
  field_blocks(j, d);
  field_removed(j, d);
  if (options->until >= HSY_STAGE_TEXT) {
    FIELD_EACH("sentences", d->sentences, value_span(j, d->sentences.at[i].span));
    FIELD_EACH("tokens", d->tokens, value_span(j, d->tokens.at[i].span));
  }
  if (options->until >= HSY_STAGE_FIND) found_fields(j, d);
  json_close_object(j);
  sink_str(out, STR("\n"));
}
