/* The two JSON formats of DESIGN section 6, field by field in their fixed order: "report/1" of a run, "annotation/1" of a
 * document. They are written from the record, not from the view: they carry ids and spans, no wording.
 *
 * Ids: a letter and the index from 1: documents d, stories s, sources p, attributions a, claims c, quotes q, conflicts x,
 * updates u, weak ones w, origins o; entities e in an annotation.
 */
#include "base/json.h"

#include <stdio.h>

#include "base/map.h"
#include "show/show.h"

/* ---- small parts ---- */

static void id_value(json *j, char letter, uint32_t index) {
  char id[16];
  snprintf(id, sizeof id, "%c%u", letter, index + 1);
  json_put_string(j, str_of(id));
}

static void id_or_null(json *j, char letter, uint32_t index) {
  if (index == NONE) json_put_null(j);
  else id_value(j, letter, index);
}

static void key_string(json *j, const char *key, str value) {
  json_put_key(j, key);
  json_put_string_or_null(j, value);
}

static void span_value(json *j, span s) {
  json_open_array(j);
  json_put_int(j, s.start);
  json_put_int(j, s.end);
  json_close_array(j);
}

static void spans_value(json *j, const spans *list) {
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) span_value(j, list->at[i]);
  json_close_array(j);
}

static void key_name(json *j, const char *key, const char *name) {
  json_put_key(j, key);
  if (name) json_put_string(j, str_of(name));
  else json_put_null(j);
}

static void program_value(json *j, const show_program *p) {
  json_put_key(j, "program");
  json_open_object(j);
  key_name(j, "version", p->version);
  json_put_key(j, "model");
  if (p->model_name) {
    json_open_object(j);
    key_name(j, "name", p->model_name);
    key_name(j, "sha256", p->model_sha256);
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

static void interval_fields(json *j, bool known, day_range days, bool has_clock, int64_t earliest, int64_t latest) {
  json_put_key(j, "earliest");
  if (!known) json_put_null(j);
  else if (has_clock) instant_value(j, earliest);
  else day_value(j, days.earliest);
  json_put_key(j, "latest");
  if (!known) json_put_null(j);
  else if (has_clock) instant_value(j, latest);
  else day_value(j, days.latest);
}

static void evidence_value(json *j, const report *r, evidence e) {
  json_open_object(j);
  json_put_key(j, "doc");
  id_value(j, 'd', e.doc);
  json_put_key(j, "span");
  span_value(j, e.span);
  json_put_key(j, "text");
  json_put_string(j, document_slice(r->documents[e.doc], e.span));
  json_close_object(j);
}

static void evidences_value(json *j, const report *r, const evidences *list) {
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) evidence_value(j, r, list->at[i]);
  json_close_array(j);
}

/* `r` NULL: an annotation, whose evidence is its own spans. */
static void dating_value(json *j, const report *r, const dating *d) {
  if (!d->known && d->candidates.count == 0) {
    json_put_null(j);
    return;
  }
  json_open_object(j);
  interval_fields(j, d->known, d->days, d->has_clock, d->instant, d->instant);
  key_name(j, "granularity", granularity_name(d->granularity));
  json_put_key(j, "candidates");
  json_open_array(j);
  for (uint32_t i = 0; i < d->candidates.count; i++) {
    json_open_array(j);
    day_value(j, d->candidates.at[i].earliest);
    day_value(j, d->candidates.at[i].latest);
    json_close_array(j);
  }
  json_close_array(j);
  key_name(j, "basis", date_basis_name(d->basis));
  json_put_key(j, "evidence");
  if (r) {
    evidences_value(j, r, &d->evidence);
  } else {
    json_open_array(j);
    for (uint32_t i = 0; i < d->evidence.count; i++) span_value(j, d->evidence.at[i].span);
    json_close_array(j);
  }
  key_string(j, "basis_text", d->basis_text);
  json_close_object(j);
}

/* ---- documents ---- */

static void input_value(json *j, const document *d) {
  json_put_key(j, "input");
  json_open_object(j);
  key_string(j, "path", d->path);
  json_put_key(j, "line");
  if (d->line) json_put_int(j, (int64_t)d->line);
  else json_put_null(j);
  key_string(j, "field", d->field);
  key_string(j, "id", d->given_id);
  key_name(j, "sha256", d->sha256[0] ? d->sha256 : NULL);
  json_put_key(j, "bytes");
  json_put_int(j, (int64_t)d->input_bytes);
  key_name(j, "format", d->format);
  key_string(j, "charset", d->charset);
  json_close_object(j);
}

static void map_value(json *j, const map_runs *map) {
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

static void authors_value(json *j, const document *d) {
  json_put_key(j, "authors");
  json_open_array(j);
  for (uint32_t i = 0; i < d->authors.count; i++) json_put_string(j, d->authors.at[i]);
  json_close_array(j);
}

static void removed_value(json *j, const document *d) {
  json_put_key(j, "removed");
  json_open_array(j);
  for (uint32_t i = 0; i < d->removed.count; i++) {
    const removed_piece *p = &d->removed.at[i];
    json_open_object(j);
    key_name(j, "reason", p->reason);
    json_put_key(j, "bytes");
    json_open_array(j);
    json_put_int(j, (int64_t)p->start);
    json_put_int(j, (int64_t)p->end);
    json_close_array(j);
    json_put_key(j, "text");
    json_put_string(j, p->text);
    json_close_object(j);
  }
  json_close_array(j);
}

static void report_document(json *j, const report *r, uint32_t index) {
  const document *d = r->documents[index];
  json_open_object(j);
  json_put_key(j, "id");
  id_value(j, 'd', index);
  key_string(j, "path", d->path);
  input_value(j, d);
  map_value(j, &d->map);
  key_string(j, "title", d->title);
  key_string(j, "outlet", d->outlet);
  authors_value(j, d);
  key_string(j, "lang", d->lang);
  key_string(j, "url", d->url);
  json_put_key(j, "published");
  dating_value(j, r, &d->published);
  json_put_key(j, "text");
  json_put_string(j, d->text);
  removed_value(j, d);
  json_put_key(j, "copy_of");
  id_or_null(j, 'd', r->copy_of[index]);
  json_close_object(j);
}

/* ---- a story ---- */

static void counts_value(json *j, const counts *c) {
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
  json_put_key(j, "id");
  id_value(j, 'p', index);
  json_put_key(j, "name");
  json_put_string(j, p->name);
  key_name(j, "kind", source_kind_name(p->kind));
  key_string(j, "role", p->role);
  json_put_key(j, "aliases");
  json_open_array(j);
  for (uint32_t i = 0; i < p->aliases.count; i++) json_put_string(j, p->aliases.at[i]);
  json_close_array(j);
  json_put_key(j, "mentions");
  evidences_value(j, r, &p->mentions);
  json_put_key(j, "body");
  id_or_null(j, 'p', p->body);
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

static void whole_span(json *j, const spans *pieces) {
  if (pieces->count == 0) json_put_null(j);
  else span_value(j, (span){pieces->at[0].start, pieces->at[pieces->count - 1].end});
}

static void said_value(json *j, const document *d, uint32_t index) {
  json_put_key(j, "said");
  if (index == NONE) {
    json_put_null(j);
    return;
  }
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, index, &anchors);
  json_open_object(j);
  interval_fields(j, v.known, v.days, v.has_clock, v.earliest, v.latest);
  key_name(j, "granularity", granularity_name(v.granularity));
  json_put_key(j, "span");
  span_value(j, d->times.at[index].span);
  json_close_object(j);
}

static void attribution_value(json *j, arena *scratch, const report *r, const story *s, uint32_t index) {
  const story_attribution *sa = &s->attributions.at[index];
  const document *d = r->documents[sa->doc];
  const attribution *a = &d->attributions.at[sa->index];
  json_open_object(j);
  json_put_key(j, "id");
  id_value(j, 'a', index);
  json_put_key(j, "doc");
  id_value(j, 'd', sa->doc);
  json_put_key(j, "source");
  id_or_null(j, 'p', sa->source);
  json_put_key(j, "source_span");
  whole_span(j, &a->source);
  json_put_key(j, "cue_span");
  whole_span(j, &a->cue);
  json_put_key(j, "content");
  spans_value(j, &a->content);
  json_put_key(j, "text");
  pieces_text(j, scratch, d, &a->content);
  key_name(j, "type", attribution_type_name(a->type));
  key_name(j, "stance", stance_name(a->stance));
  key_name(j, "kind", source_kind_name(a->kind));
  json_put_key(j, "via");
  json_open_array(j);
  for (uint32_t i = 0; i < sa->via.count; i++) id_value(j, 'p', sa->via.at[i]);
  json_close_array(j);
  said_value(j, d, a->said);
  json_put_key(j, "inside");
  id_or_null(j, 'a', sa->inside);
  json_put_key(j, "score");
  json_put_int(j, a->score);
  json_close_object(j);
}

static void claim_value(json *j, const report *r, const story *s, uint32_t index) {
  const claim *c = &s->claims.at[index];
  json_open_object(j);
  json_put_key(j, "id");
  id_value(j, 'c', index);
  json_put_key(j, "text");
  json_put_string(j, c->text);
  json_put_key(j, "score");
  json_put_int(j, c->score);
  json_put_key(j, "cells");
  json_open_array(j);
  for (uint32_t i = 0; i < c->cells.count; i++) {
    const cell *it = &c->cells.at[i];
    json_open_object(j);
    json_put_key(j, "doc");
    id_value(j, 'd', it->doc);
    key_name(j, "stance", cell_stance_name(it->stance));
    json_put_key(j, "attribution");
    id_or_null(j, 'a', it->attribution);
    json_put_key(j, "evidence");
    evidences_value(j, r, &it->evidence);
    json_close_object(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void version_value(json *j, const report *r, const version *v) {
  static const char *const signs[] = {"=", "-", "+"};
  json_open_object(j);
  json_put_key(j, "doc");
  id_value(j, 'd', v->doc);
  json_put_key(j, "span");
  span_value(j, v->span);
  json_put_key(j, "content");
  spans_value(j, &v->content);
  json_put_key(j, "text");
  json_put_string(j, document_slice(r->documents[v->doc], v->span));
  key_name(j, "kind", version_kind_name(v->kind));
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
  json_put_key(j, "id");
  id_value(j, 'q', index);
  json_put_key(j, "speaker");
  id_or_null(j, 'p', q->speaker);
  json_put_key(j, "versions");
  json_open_array(j);
  for (uint32_t i = 0; i < q->versions.count; i++) version_value(j, r, &q->versions.at[i]);
  json_close_array(j);
  json_close_object(j);
}

static void conflicts_value(json *j, const report *r, const char *key, char letter, const conflicts *list) {
  json_put_key(j, key);
  json_open_array(j);
  for (uint32_t i = 0; i < list->count; i++) {
    const conflict *x = &list->at[i];
    json_open_object(j);
    json_put_key(j, "id");
    id_value(j, letter, i);
    key_name(j, "kind", conflict_kind_name(x->kind));
    json_put_key(j, "text");
    json_put_string(j, x->text);
    json_put_key(j, "claim");
    id_or_null(j, 'c', x->claim);
    json_put_key(j, "strength");
    json_put_int(j, x->strength);
    json_put_key(j, "sides");
    json_open_array(j);
    for (uint32_t k = 0; k < x->sides.count; k++) {
      json_open_object(j);
      json_put_key(j, "value");
      json_put_string(j, x->sides.at[k].value);
      json_put_key(j, "source");
      id_or_null(j, 'p', x->sides.at[k].source);
      json_put_key(j, "evidence");
      evidences_value(j, r, &x->sides.at[k].evidence);
      json_close_object(j);
    }
    json_close_array(j);
    key_string(j, "reading", x->reading);
    json_close_object(j);
  }
  json_close_array(j);
}

static void origin_value(json *j, const report *r, const story *s, uint32_t index) {
  const origin *o = &s->origins.at[index];
  json_open_object(j);
  json_put_key(j, "id");
  id_value(j, 'o', index);
  json_put_key(j, "source");
  id_or_null(j, 'p', o->source);
  json_put_key(j, "claim");
  id_value(j, 'c', o->claim);
  json_put_key(j, "reports");
  json_open_array(j);
  for (uint32_t i = 0; i < o->reports.count; i++) id_value(j, 'd', o->reports.at[i]);
  json_close_array(j);
  json_put_key(j, "chains");
  json_open_array(j);
  for (uint32_t i = 0; i < o->chains.count; i++) {
    json_open_array(j);
    for (uint32_t k = 0; k < o->chains.at[i].links.count; k++) {
      const chain_link *l = &o->chains.at[i].links.at[k];
      json_open_object(j);
      json_put_key(j, l->source != NONE ? "who" : "doc");
      id_value(j, l->source != NONE ? 'p' : 'd', l->source != NONE ? l->source : l->doc);
      if (k > 0) {
        key_name(j, "link", l->link == LINK_STATED ? "stated" : "inferred");
        json_put_key(j, "evidence");
        json_open_array(j);
        if (l->has_why) evidence_value(j, r, l->why);
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
  json_put_key(j, "name");
  json_put_string(j, n->name);
  key_name(j, "kind", name_kind_name(n->kind));
  json_put_key(j, "variants");
  json_open_array(j);
  for (uint32_t i = 0; i < n->variants.count; i++) {
    json_open_object(j);
    json_put_key(j, "text");
    json_put_string(j, n->variants.at[i].text);
    json_put_key(j, "evidence");
    evidences_value(j, r, &n->variants.at[i].evidence);
    json_close_object(j);
  }
  json_close_array(j);
  json_close_object(j);
}

static void timeline_value(json *j, const report *r, const timeline_item *t) {
  json_open_object(j);
  interval_fields(j, t->known, t->days, false, 0, 0);
  key_name(j, "granularity", granularity_name(t->granularity));
  json_put_key(j, "what");
  json_put_string(j, t->what);
  key_name(j, "kind", timeline_kind_name(t->kind));
  json_put_key(j, "evidence");
  evidences_value(j, r, &t->evidence);
  json_close_object(j);
}

#define EACH(key, list, call)                                         \
  do {                                                                \
    json_put_key(j, key);                                                 \
    json_open_array(j);                                                    \
    for (uint32_t i = 0; i < (list).count; i++) call;                 \
    json_close_array(j);                                                \
  } while (0)

static void story_value(json *j, arena *scratch, const report *r, uint32_t index, hsy_stage until) {
  const story *s = &r->stories.at[index];
  json_open_object(j);
  json_put_key(j, "id");
  id_value(j, 's', index);
  key_string(j, "title", s->title);
  EACH("documents", s->documents, id_value(j, 'd', s->documents.at[i]));
  if (until >= HSY_STAGE_COMPARE) {
    counts_value(j, &s->counts);
    json_put_key(j, "lead");
    id_or_null(j, 'c', s->lead);
    json_put_key(j, "summary");
    evidences_value(j, r, &s->summary);
    key_string(j, "why_origins", s->why_origins);
    json_put_key(j, "first");
    id_or_null(j, 'd', s->first_report);
    key_string(j, "why_first", s->why_first);
  }
  if (until >= HSY_STAGE_WHO) {
    EACH("sources", s->sources, source_value(j, r, s, i));
    EACH("attributions", s->attributions, attribution_value(j, scratch, r, s, i));
  }
  if (until >= HSY_STAGE_COMPARE) {
    EACH("claims", s->claims, claim_value(j, r, s, i));
    EACH("quotes", s->quotes, quote_value(j, r, s, i));
    conflicts_value(j, r, "conflicts", 'x', &s->conflicts);
    conflicts_value(j, r, "updates", 'u', &s->updates);
    conflicts_value(j, r, "weak", 'w', &s->weak);
    EACH("origins", s->origins, origin_value(j, r, s, i));
  }
  if (until >= HSY_STAGE_WHO) EACH("names", s->names, name_value(j, r, &s->names.at[i]));
  if (until >= HSY_STAGE_COMPARE) EACH("timeline", s->timeline, timeline_value(j, r, &s->timeline.at[i]));
  json_close_object(j);
}

void show_report_json(const report *r, const show_options *options, arena *scratch, sink *out) {
  json writer = json_new(out), *j = &writer;
  json_open_object(j);
  key_name(j, "hearsay", "report/1");
  program_value(j, &options->program);
  json_put_key(j, "documents");
  json_open_array(j);
  for (uint32_t i = 0; i < r->document_count; i++) report_document(j, r, i);
  json_close_array(j);
  if (options->until >= HSY_STAGE_STORY) {
    json_put_key(j, "copies");
    json_open_array(j);
    for (uint32_t i = 0; i < r->copies.count; i++) {
      json_open_object(j);
      json_put_key(j, "a");
      id_value(j, 'd', r->copies.at[i].a);
      json_put_key(j, "b");
      id_value(j, 'd', r->copies.at[i].b);
      json_put_key(j, "containment");
      json_put_int(j, r->copies.at[i].containment);
      json_close_object(j);
    }
    json_close_array(j);
    EACH("stories", r->stories, story_value(j, scratch, r, i, options->until));
  }
  json_close_object(j);
  sink_str(out, STR("\n"));
}

/* ---- an annotation ---- */

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

static void time_fields(json *j, const document *d, uint32_t index) {
  const time_expression *t = &d->times.at[index];
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, index, &anchors);
  json_open_object(j);
  json_put_key(j, "span");
  span_value(j, t->span);
  key_name(j, "type", time_type_name(t->type));
  key_name(j, "value", v.timex[0] ? v.timex : NULL);
  key_name(j, "mod", time_mod_name(t->mod));
  interval_fields(j, v.known, v.days, v.has_clock, v.earliest, v.latest);
  key_name(j, "granularity", granularity_name(v.granularity));
  json_put_key(j, "anchor");
  if (t->anchor == ANCHOR_PUBLISHED) json_put_string(j, STR("published"));
  else if (t->anchor == ANCHOR_EXPRESSION) json_put_int(j, t->anchor_index);
  else json_put_null(j);
  json_close_object(j);
}

static void figure_value(json *j, const figure *f) {
  json_open_object(j);
  json_put_key(j, "span");
  span_value(j, f->span);
  json_put_key(j, "value");
  json_open_array(j);
  thousandths(j, f->low);
  thousandths(j, f->high);
  json_close_array(j);
  key_name(j, "bound", bound_kind_name(f->bound));
  key_string(j, "unit", f->unit);
  json_put_key(j, "noun");
  if (span_empty(f->noun)) json_open_array(j), json_close_array(j);
  else span_value(j, f->noun);
  key_string(j, "role", f->role);
  json_put_key(j, "scope");
  spans_value(j, &f->scope);
  json_close_object(j);
}

static void index_or_null(json *j, uint32_t index) {
  if (index == NONE) json_put_null(j);
  else json_put_int(j, index);
}

static void statement_value(json *j, const statement *s) {
  json_open_object(j);
  json_put_key(j, "span");
  span_value(j, s->span);
  json_put_key(j, "predicate");
  if (span_empty(s->predicate)) json_open_array(j), json_close_array(j);
  else span_value(j, s->predicate);
  key_name(j, "polarity", polarity_name(s->polarity));
  key_name(j, "modality", modality_name(s->modality));
  json_put_key(j, "attribution");
  index_or_null(j, s->attribution);
  json_close_object(j);
}

static void own_attribution(json *j, const document *d, const attribution *a) {
  json_open_object(j);
  json_put_key(j, "source");
  spans_value(j, &a->source);
  json_put_key(j, "cue");
  spans_value(j, &a->cue);
  json_put_key(j, "content");
  spans_value(j, &a->content);
  key_name(j, "type", attribution_type_name(a->type));
  key_name(j, "stance", stance_name(a->stance));
  json_put_key(j, "entity");
  id_or_null(j, 'e', a->entity);
  key_name(j, "kind", source_kind_name(a->kind));
  json_put_key(j, "via");
  json_open_array(j);
  for (uint32_t i = 0; i < a->via.count; i++) id_value(j, 'e', a->via.at[i]);
  json_close_array(j);
  said_value(j, d, a->said);
  json_put_key(j, "inside");
  index_or_null(j, a->inside);
  json_put_key(j, "score");
  json_put_int(j, a->score);
  json_close_object(j);
}

static void found_values(json *j, const document *d) {
  json_put_key(j, "names");
  json_open_array(j);
  for (uint32_t i = 0; i < d->names.count; i++) {
    const name *n = &d->names.at[i];
    json_open_object(j);
    json_put_key(j, "span");
    span_value(j, n->span);
    key_name(j, "kind", name_kind_name(n->kind));
    json_put_key(j, "entity");
    id_or_null(j, 'e', n->entity);
    json_put_key(j, "score");
    json_put_int(j, n->score);
    json_close_object(j);
  }
  json_close_array(j);
  json_put_key(j, "entities");
  json_open_array(j);
  for (uint32_t i = 0; i < d->entities.count; i++) {
    const entity *e = &d->entities.at[i];
    json_open_object(j);
    json_put_key(j, "id");
    id_value(j, 'e', i);
    json_put_key(j, "name");
    json_put_string(j, e->name);
    key_name(j, "kind", name_kind_name(e->kind));
    json_put_key(j, "mentions");
    spans_value(j, &e->mentions);
    json_close_object(j);
  }
  json_close_array(j);
  EACH("times", d->times, time_fields(j, d, i));
  EACH("figures", d->figures, figure_value(j, &d->figures.at[i]));
  EACH("statements", d->statements, statement_value(j, &d->statements.at[i]));
  EACH("attributions", d->attributions, own_attribution(j, d, &d->attributions.at[i]));
}

static void blocks_value(json *j, const document *d) {
  json_put_key(j, "blocks");
  json_open_array(j);
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    json_open_object(j);
    json_put_key(j, "span");
    span_value(j, d->blocks.at[i].span);
    key_name(j, "kind", block_kind_name(d->blocks.at[i].kind));
    json_close_object(j);
  }
  json_close_array(j);
}

void show_annotation_json(const document *d, const show_options *options, sink *out) {
  json writer = json_new(out), *j = &writer;
  json_open_object(j);
  key_name(j, "hearsay", "annotation/1");
  if (d->error.rc != HSY_OK) {
    key_string(j, "id", d->id);
    input_value(j, d);
    key_name(j, "error", d->error.message);
    json_close_object(j);
    sink_str(out, STR("\n"));
    return;
  }
  program_value(j, &options->program);
  key_string(j, "id", d->id);
  input_value(j, d);
  key_string(j, "title", d->title);
  key_string(j, "outlet", d->outlet);
  authors_value(j, d);
  key_string(j, "url", d->url);
  key_string(j, "lang", d->lang);
  json_put_key(j, "published");
  dating_value(j, NULL, &d->published);
  json_put_key(j, "modified");
  dating_value(j, NULL, &d->modified);
  json_put_key(j, "text");
  json_put_string(j, d->text);
  map_value(j, &d->map);
  blocks_value(j, d);
  removed_value(j, d);
  if (options->until >= HSY_STAGE_TEXT) {
    EACH("sentences", d->sentences, span_value(j, d->sentences.at[i].span));
    EACH("tokens", d->tokens, span_value(j, d->tokens.at[i].span));
  }
  if (options->until >= HSY_STAGE_FIND) found_values(j, d);
  json_close_object(j);
  sink_str(out, STR("\n"));
}
