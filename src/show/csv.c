/* CSV: one file a table, for a spreadsheet. RFC 4180, UTF-8, a head line; every cell harmless: no control characters, no
 * line breaks, and a cell that would start a formula (= + - @) is preceded by an apostrophe, as spreadsheets advise.
 */
#include "base/utf8.h"
#include "show/show.h"
#include "show/view.h"

typedef struct row { sink *out; arena *arena; bool has_cell; } row;

static void cell_text(row *r, str words) {
  if (r->has_cell) sink_str(r->out, STR(","));
  r->has_cell = true;
  arena_mark mark = arena_save(r->arena);
  str line = utf8_harmless(r->arena, str_squeeze(r->arena, words));
  sink_str(r->out, STR("\""));
  if (line.len > 0 && strchr("=+-@", line.at[0])) sink_str(r->out, STR("'"));
  for (size_t at = 0; at < line.len;) { /* a quotation mark is written twice */
    size_t quote = str_find_char(line, '"', at), stop = quote == STR_NONE ? line.len : quote + 1;
    sink_str(r->out, str_slice(line, at, stop));
    if (quote != STR_NONE) sink_str(r->out, STR("\""));
    at = stop;
  }
  sink_str(r->out, STR("\""));
  arena_release(r->arena, mark);
}

static void cell_number(row *r, uint64_t n) {
  if (r->has_cell) sink_str(r->out, STR(","));
  r->has_cell = true;
  sink_format(r->out, "%llu", (unsigned long long)n);
}

static void row_end(row *r) {
  sink_str(r->out, STR("\r\n"));
  r->has_cell = false;
}

static void cell_passage(row *r, const view_passage *p) {
  cell_text(r, p->letter);
  cell_number(r, p->span.start);
  cell_number(r, p->span.end);
  cell_text(r, p->text);
}

static str id_of(arena *a, const view_story *v, str id) { return str_format(a, "%.*s%.*s", STR_ARG(v->prefix), STR_ARG(id)); }

static void documents(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->reports.count; i++) {
    const view_report *d = &v->reports.at[i];
    cell_number(r, v->index + 1);
    cell_text(r, d->letter);
    cell_text(r, d->path);
    cell_text(r, d->title);
    cell_text(r, d->outlet);
    cell_text(r, d->date);
    cell_text(r, d->basis);
    cell_number(r, d->words);
    cell_text(r, d->copy_of == NONE ? STR("") : v->reports.at[d->copy_of].letter);
    cell_text(r, d->removed);
    row_end(r);
  }
}

static void origins(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->origins.count; i++) {
    const view_origin *o = &v->origins.at[i];
    for (uint32_t k = 0; k < o->carriers.count; k++)
      for (uint32_t s = 0; s < o->carriers.at[k].strands.count; s++) {
        const view_strand *strand = &o->carriers.at[k].strands.at[s];
        cell_text(r, id_of(r->arena, v, o->id));
        cell_text(r, o->name);
        cell_text(r, o->tag);
        cell_text(r, o->carriers.at[k].name);
        cell_text(r, v->reports.at[strand->report].letter);
        cell_text(r, strand->first_inferred || strand->last_inferred ? STR("inferred") : STR("stated"));
        cell_text(r, strand->has_passage ? strand->passage.text : STR(""));
        row_end(r);
      }
  }
}

static void sources(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->sources.count; i++) {
    const view_source *s = &v->sources.at[i];
    cell_text(r, id_of(r->arena, v, s->id));
    cell_text(r, s->name);
    cell_text(r, s->tag);
    cell_text(r, s->role);
    cell_text(r, s->aliases);
    cell_text(r, s->body);
    cell_text(r, view_letters(r->arena, v, &s->mentions));
    row_end(r);
  }
}

static void claims(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->claims.count; i++) {
    const view_claim *c = &v->claims.at[i];
    for (uint32_t k = 0; k < c->cells.count; k++) {
      const view_cell *it = &c->cells.at[k];
      cell_text(r, id_of(r->arena, v, c->id));
      cell_text(r, c->text);
      cell_text(r, str_of(cell_stance_name(it->stance)));
      cell_text(r, it->who);
      cell_passage(r, &it->passages.at[0]);
      row_end(r);
    }
  }
}

static void quotes(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->quotes.count; i++) {
    const view_quote *q = &v->quotes.at[i];
    for (uint32_t k = 0; k < q->versions.count; k++)
      for (uint32_t p = 0; p < q->versions.at[k].passages.count; p++) {
        cell_text(r, id_of(r->arena, v, q->id));
        cell_text(r, q->speaker);
        cell_text(r, q->versions.at[k].is_measure ? STR("measure") : STR("version"));
        cell_text(r, q->versions.at[k].note);
        cell_passage(r, &q->versions.at[k].passages.at[p]);
        row_end(r);
      }
  }
}

static void conflict_rows(const view_story *v, const view_conflicts *list, const char *what, row *r) {
  for (uint32_t i = 0; i < list->count; i++) {
    const view_conflict *x = &list->at[i];
    for (uint32_t k = 0; k < x->sides.count; k++)
      for (uint32_t l = 0; l < x->sides.at[k].lines.count; l++) {
        cell_text(r, id_of(r->arena, v, x->id));
        cell_text(r, str_of(what));
        cell_text(r, str_of(x->kind));
        cell_text(r, x->text);
        cell_text(r, x->sides.at[k].value);
        cell_text(r, x->reading);
        cell_passage(r, &x->sides.at[k].lines.at[l].passage);
        row_end(r);
      }
  }
}

static void conflict_table(const view_story *v, row *r) {
  conflict_rows(v, &v->conflicts, "conflict", r);
  conflict_rows(v, &v->updates, "update", r);
  conflict_rows(v, &v->weak, "weak", r);
}

static void refusals(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *n = &v->refusals.at[i];
    for (uint32_t k = 0; k < n->passages.count; k++) {
      cell_text(r, id_of(r->arena, v, n->id));
      cell_text(r, str_of(view_refusal_title(n->kind)));
      cell_text(r, n->who);
      cell_text(r, n->claim_id);
      cell_passage(r, &n->passages.at[k]);
      row_end(r);
    }
  }
}

static void names(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->names.count; i++)
    for (uint32_t k = 0; k < v->names.at[i].variants.count; k++) {
      cell_text(r, id_of(r->arena, v, v->names.at[i].id));
      cell_text(r, v->names.at[i].variants.at[k].text);
      cell_text(r, view_letters(r->arena, v, &v->names.at[i].variants.at[k].passages));
      row_end(r);
    }
}

static void timeline(const view_story *v, row *r) {
  for (uint32_t i = 0; i < v->timeline.count; i++) {
    const view_time *t = &v->timeline.at[i];
    char first[11] = "", last[11] = "";
    if (t->known) {
      day_print(t->days.earliest, first);
      day_print(t->days.latest, last);
    }
    cell_text(r, id_of(r->arena, v, t->id));
    cell_text(r, str_of(first));
    cell_text(r, str_of(last));
    cell_text(r, str_of(timeline_kind_name(t->kind)));
    cell_text(r, t->what);
    cell_text(r, view_letters(r->arena, v, &t->passages));
    row_end(r);
  }
}

static void stories(const view_story *v, row *r) {
  const counts *c = &v->story->counts;
  const uint32_t numbers[] = {c->reports, c->origins, c->origins_max, c->quotes, c->altered, c->conflicts, c->denials};
  cell_number(r, v->index + 1);
  cell_text(r, v->title);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) cell_number(r, numbers[i]);
  cell_text(r, v->why);
  row_end(r);
}

/* `stories.csv` stands last: where it is, the folder is whole. */
static const struct { const char *name, *head; void (*rows)(const view_story *, row *); } tables[] = {
    {"reports.csv", "story,letter,path,title,outlet,published,basis,words,copy_of,left_out", documents},
    {"origins.csv", "id,origin,kind,carried_by,report,link,passage", origins},
    {"sources.csv", "id,name,kind,role,aliases,speaks_for,reports", sources},
    {"claims.csv", "id,claim,stance,on_whose_word,report,start,end,passage", claims},
    {"quotes.csv", "id,speaker,is,note,report,start,end,words", quotes},
    {"conflicts.csv", "id,is,kind,what,side,reading,report,start,end,passage", conflict_table},
    {"denials.csv", "id,kind,who,claim,report,start,end,passage", refusals},
    {"names.csv", "id,spelling,reports", names},
    {"timeline.csv", "id,earliest,latest,kind,what,reports", timeline},
    {"stories.csv", "story,title,reports,origins,origins_max,quotes,altered,conflicts,denials,why", stories},
};

void show_report_csv(const report *rep, const show_options *options, arena *scratch, sink *(*open)(void *user, const char *name), void *user) {
  (void)options;
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
    sink *out = open(user, tables[t].name);
    if (!out) return;
    sink_format(out, "%s\r\n", tables[t].head);
    for (uint32_t i = 0; i < rep->stories.count; i++) {
      arena_mark mark = arena_save(scratch);
      row r = {.out = out, .arena = scratch};
      tables[t].rows(view_make(rep, i, scratch), &r);
      arena_release(scratch, mark);
    }
  }
}

/* ---- annotate: one table, a row an attribution ---- */

void show_annotation_csv_head(sink *out) { sink_str(out, STR("document,source,cue,content,start,end,type,stance,kind,error\r\n")); }

static void cell_pieces(row *r, const document *d, const spans *pieces) {
  strbuf text = strbuf_new(r->arena);
  for (uint32_t i = 0; i < pieces->count; i++) {
    if (i > 0) strbuf_add(&text, STR(" … "));
    strbuf_add(&text, document_slice(d, pieces->at[i]));
  }
  cell_text(r, strbuf_str(&text));
}

void show_annotation_csv(const document *d, const show_options *options, arena *scratch, sink *out) {
  (void)options;
  row r = {.out = out, .arena = scratch};
  if (d->error.rc != HSY_OK) {
    cell_text(&r, d->id);
    for (int i = 0; i < 8; i++) cell_text(&r, STR(""));
    cell_text(&r, str_of(d->error.message));
    row_end(&r);
    return;
  }
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    arena_mark mark = arena_save(scratch);
    cell_text(&r, d->id);
    cell_pieces(&r, d, &a->source);
    cell_pieces(&r, d, &a->cue);
    cell_pieces(&r, d, &a->content);
    cell_number(&r, a->content.at[0].start);
    cell_number(&r, vec_last(&a->content)->end);
    cell_text(&r, str_of(attribution_type_name(a->type)));
    cell_text(&r, str_of(stance_name(a->stance)));
    cell_text(&r, str_of(source_kind_name(a->kind)));
    cell_text(&r, STR(""));
    row_end(&r);
    arena_release(scratch, mark);
  }
}
