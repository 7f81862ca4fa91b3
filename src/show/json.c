/* "report/1": a run, field by field in its fixed order (DESIGN section 6). Written from the record, not from the view: it
 * carries ids and spans, no wording.
 *
 * The letters of ids: documents d, stories s, sources p, attributions a, claims c, quotes q, conflicts x, updates u, weak
 * ones w, origins o.
 */
#include "show/json_parts.h"
#include "show/show.h"

static void report_document(json *j, const report *r, uint32_t index) {
  const document *d = r->documents[index];
  json_open_object(j);
  field_id(j, "id", 'd', index);
  field_string_or_null(j, "path", d->path);
  field_input(j, d);
  field_map(j, &d->map);
  field_string_or_null(j, "title", d->title);
  field_string_or_null(j, "outlet", d->outlet);
  field_authors(j, d);
  field_string_or_null(j, "lang", d->lang);
  field_string_or_null(j, "url", d->url);
  field_dating(j, "published", r, &d->published);
  field_text(j, "text", d->text);
  field_removed(j, d);
  field_id_or_null(j, "copy_of", 'd', r->copy_of[index]);
  json_close_object(j);
}

/* ---- a story ---- */

static void field_counts(json *j, const counts *c) {
  const struct { const char *name; uint32_t value; } fields[] = {
      {"reports", c->reports}, {"origins", c->origins}, {"origins_max", c->origins_max}, {"quotes", c->quotes},
      {"altered", c->altered}, {"conflicts", c->conflicts}, {"denials", c->denials},
  };
  json_put_key(j, "counts");
  json_open_object(j);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    json_put_key(j, fields[i].name);
    json_put_int(j, fields[i].value);
  }
  json_close_object(j);
}

static void source_value(json *j, const report *r, const story *s, uint32_t index) {
  const story_source *p = &s->sources.at[index];
  json_open_object(j);
  field_id(j, "id", 'p', index);
  field_text(j, "name", p->name);
  field_name(j, "kind", source_kind_name(p->kind));
  field_string_or_null(j, "role", p->role);
  FIELD_EACH("aliases", p->aliases, json_put_string(j, p->aliases.at[i]));
  field_evidences(j, "mentions", r, &p->mentions);
  field_id_or_null(j, "body", 'p', p->body);
  json_close_object(j);
}

/* The pieces joined by a space. */
static void pieces_text(json *j, arena *scratch, const document *d, const spans *pieces) {
  arena_mark mark = arena_save(scratch);
  strbuf text = strbuf_new(scratch);
  for (uint32_t i = 0; i < pieces->count; i++) {
    if (i > 0) strbuf_char(&text, ' ');
    strbuf_add(&text, document_slice(d, pieces->at[i]));
  }
  json_put_string(j, strbuf_str(&text));
  arena_release(scratch, mark);
}

static void field_whole_span(json *j, const char *key, const spans *pieces) {
  json_put_key(j, key);
  if (pieces->count == 0) json_put_null(j);
  else value_span(j, (span){pieces->at[0].start, pieces->at[pieces->count - 1].end});
}

static void attribution_value(json *j, arena *scratch, const report *r, const story *s, uint32_t index) {
  const story_attribution *sa = &s->attributions.at[index];
  const document *d = r->documents[sa->doc];
  const attribution *a = &d->attributions.at[sa->index];
  json_open_object(j);
  field_id(j, "id", 'a', index);
  field_id(j, "doc", 'd', sa->doc);
  field_id_or_null(j, "source", 'p', sa->source);
  field_whole_span(j, "source_span", &a->source);
  field_whole_span(j, "cue_span", &a->cue);
  field_spans(j, "content", &a->content);
  json_put_key(j, "text");
  pieces_text(j, scratch, d, &a->content);
  field_name(j, "type", attribution_type_name(a->type));
  field_name(j, "stance", stance_name(a->stance));
  field_name(j, "kind", source_kind_name(a->kind));
  FIELD_EACH("via", sa->via, value_id(j, 'p', sa->via.at[i]));
  field_said(j, d, a->said);
  field_id_or_null(j, "inside", 'a', sa->inside);
  field_int(j, "score", a->score);
  json_close_object(j);
}

static void claim_value(json *j, const report *r, const story *s, uint32_t index) {
  const claim *c = &s->claims.at[index];
  json_open_object(j);
  field_id(j, "id", 'c', index);
  field_text(j, "text", c->text);
  field_int(j, "score", c->score);
  json_put_key(j, "cells");
  json_open_array(j);
  for (uint32_t i = 0; i < c->cells.count; i++) {
    const cell *it = &c->cells.at[i];
    json_open_object(j);
    field_id(j, "doc", 'd', it->doc);
    field_name(j, "stance", cell_stance_name(it->stance));
    field_id_or_null(j, "attribution", 'a', it->attribution);
    field_evidences(j, "evidence", r, &it->evidence);
    json_close_object(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void version_value(json *j, const report *r, const version *v) {
  static const char *const signs[] = {"=", "-", "+"};
  json_open_object(j);
  field_id(j, "doc", 'd', v->doc);
  field_span(j, "span", v->span);
  field_spans(j, "content", &v->content);
  field_text(j, "text", document_slice(r->documents[v->doc], v->span));
  field_name(j, "kind", version_kind_name(v->kind));
  json_put_key(j, "measure");
  json_put_bool(j, v->is_measure);
  json_put_key(j, "edits");
  json_open_array(j);
  for (uint32_t i = 0; i < v->edits.count; i++) {
    json_open_array(j);
    json_put_string(j, str_of(signs[v->edits.at[i].kind]));
    json_put_string(j, v->edits.at[i].words);
    json_close_array(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void quote_value(json *j, const report *r, const story *s, uint32_t index) {
  const quote *q = &s->quotes.at[index];
  json_open_object(j);
  field_id(j, "id", 'q', index);
  field_id_or_null(j, "speaker", 'p', q->speaker);
  FIELD_EACH("versions", q->versions, version_value(j, r, &q->versions.at[i]));
  json_close_object(j);
}

static void field_conflicts(json *j, const report *r, const char *key, char letter, const conflicts *list) {
  json_put_key(j, key);
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) {
    const conflict *x = &list->at[i];
    json_open_object(j);
    field_id(j, "id", letter, i);
    field_name(j, "kind", conflict_kind_name(x->kind));
    field_text(j, "text", x->text);
    field_id_or_null(j, "claim", 'c', x->claim);
    field_int(j, "strength", x->strength);
    json_put_key(j, "sides");
    json_open_array(j);
    for (uint32_t k = 0; k < x->sides.count; k++) {
      json_open_object(j);
      field_text(j, "value", x->sides.at[k].value);
      field_id_or_null(j, "source", 'p', x->sides.at[k].source);
      field_evidences(j, "evidence", r, &x->sides.at[k].evidence);
      json_close_object(j);
    }
    json_close_array(j);
    field_string_or_null(j, "reading", x->reading);
    json_close_object(j);
  }
  json_close_array(j);
}

static void origin_value(json *j, const report *r, const story *s, uint32_t index) {
  const origin *o = &s->origins.at[index];
  json_open_object(j);
  field_id(j, "id", 'o', index);
  field_id_or_null(j, "source", 'p', o->source);
  field_id(j, "claim", 'c', o->claim);
  FIELD_EACH("reports", o->reports, value_id(j, 'd', o->reports.at[i]));
  json_put_key(j, "chains");
  json_open_array(j);
  for (uint32_t i = 0; i < o->chains.count; i++) {
    json_open_array(j);
    for (uint32_t k = 0; k < o->chains.at[i].links.count; k++) {
      const chain_link *l = &o->chains.at[i].links.at[k];
      json_open_object(j);
      field_id(j, l->source != NONE ? "who" : "doc", l->source != NONE ? 'p' : 'd', l->source != NONE ? l->source : l->doc);
      if (k > 0) {
        field_name(j, "link", l->link == LINK_STATED ? "stated" : "inferred");
        json_put_key(j, "evidence");
        json_open_array(j);
        if (l->has_why) value_evidence(j, r, l->why);
        json_close_array(j);
      }
      json_close_object(j);
    }
    json_close_array(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void name_value(json *j, const report *r, const story_name *n) {
  json_open_object(j);
  field_text(j, "name", n->name);
  field_name(j, "kind", name_kind_name(n->kind));
  json_put_key(j, "variants");
  json_open_array(j);
  for (uint32_t i = 0; i < n->variants.count; i++) {
    json_open_object(j);
    field_text(j, "text", n->variants.at[i].text);
    field_evidences(j, "evidence", r, &n->variants.at[i].evidence);
    json_close_object(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void timeline_value(json *j, const report *r, const timeline_item *t) {
  json_open_object(j);
  field_interval(j, t->known, t->days, false, 0, 0);
  field_name(j, "granularity", granularity_name(t->granularity));
  field_text(j, "what", t->what);
  field_name(j, "kind", timeline_kind_name(t->kind));
  field_evidences(j, "evidence", r, &t->evidence);
  json_close_object(j);
}

static void story_value(json *j, arena *scratch, const report *r, uint32_t index, hsy_stage until) {
  const story *s = &r->stories.at[index];
  json_open_object(j);
  field_id(j, "id", 's', index);
  field_string_or_null(j, "title", s->title);
  FIELD_EACH("documents", s->documents, value_id(j, 'd', s->documents.at[i]));
  if (until >= HSY_STAGE_COMPARE) {
    field_counts(j, &s->counts);
    field_id_or_null(j, "lead", 'c', s->lead);
    field_evidences(j, "summary", r, &s->summary);
    field_string_or_null(j, "why_origins", s->why_origins);
    field_id_or_null(j, "first", 'd', s->first_report);
    field_string_or_null(j, "why_first", s->why_first);
  }
  if (until >= HSY_STAGE_WHO) {
    FIELD_EACH("sources", s->sources, source_value(j, r, s, i));
    FIELD_EACH("attributions", s->attributions, attribution_value(j, scratch, r, s, i));
  }
  if (until >= HSY_STAGE_COMPARE) {
    FIELD_EACH("claims", s->claims, claim_value(j, r, s, i));
    FIELD_EACH("quotes", s->quotes, quote_value(j, r, s, i));
    field_conflicts(j, r, "conflicts", 'x', &s->conflicts);
    field_conflicts(j, r, "updates", 'u', &s->updates);
    field_conflicts(j, r, "weak", 'w', &s->weak);
    FIELD_EACH("origins", s->origins, origin_value(j, r, s, i));
  }
  if (until >= HSY_STAGE_WHO) FIELD_EACH("names", s->names, name_value(j, r, &s->names.at[i]));
  if (until >= HSY_STAGE_COMPARE) FIELD_EACH("timeline", s->timeline, timeline_value(j, r, &s->timeline.at[i]));
  json_close_object(j);
}

void show_report_json(const report *r, const show_options *options, arena *scratch, sink *out) {
  json writer = json_new(out), *j = &writer;
  json_open_object(j);
  field_name(j, "hearsay", "report/1");
  field_program(j, &options->program);
  json_put_key(j, "documents");
  json_open_array(j);
  for (uint32_t i = 0; i < r->document_count; i++) report_document(j, r, i);
  json_close_array(j);
  if (options->until >= HSY_STAGE_STORY) {
    json_put_key(j, "copies");
    json_open_array(j);
    for (uint32_t i = 0; i < r->copies.count; i++) {
      json_open_object(j);
      field_id(j, "a", 'd', r->copies.at[i].a);
      field_id(j, "b", 'd', r->copies.at[i].b);
      field_int(j, "containment", r->copies.at[i].containment);
      json_close_object(j);
    }
    json_close_array(j);
    FIELD_EACH("stories", r->stories, story_value(j, scratch, r, i, options->until));
  }
  json_close_object(j);
  sink_str(out, STR("\n"));
}
