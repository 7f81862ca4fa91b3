/* annotate as a listing to read: what was found in one document, with the words it was found in. */
#include "base/utf8.h"
#include "show/show.h"

typedef struct list { const document *doc; arena *arena; sink *out; } list;

static str line_of(const list *l, str words) { return utf8_harmless(l->arena, str_squeeze(l->arena, words)); }

static str pieces_of(const list *l, const spans *pieces) {
  strbuf text = strbuf_new(l->arena);
  for (uint32_t i = 0; i < pieces->count; i++) {
    if (i > 0) strbuf_add(&text, STR(" … "));
    strbuf_add(&text, line_of(l, document_slice(l->doc, pieces->at[i])));
  }
  return strbuf_str(&text);
}

static void field(const list *l, const char *name, str value) {
  if (value.len > 0) sink_format(l->out, "  %-10s %.*s\n", name, STR_ARG(line_of(l, value)));
}

static void head(const list *l) {
  const document *d = l->doc;
  sink_format(l->out, "%.*s\n", STR_ARG(line_of(l, d->id)));
  field(l, "title", d->title);
  field(l, "outlet", d->outlet);
  field(l, "language", d->lang);
  if (d->published.known) {
    char first[11], last[11];
    day_print(d->published.days.earliest, first);
    day_print(d->published.days.latest, last);
    sink_format(l->out, "  %-10s %s%s%s (%s)\n", "published", first, strcmp(first, last) ? " to " : "", strcmp(first, last) ? last : "",
        date_basis_name(d->published.basis));
  }
  if (d->is_foreign) sink_format(l->out, "  %s\n", d->times.count > 0 ? "no rules for this language but those of times" : "no rules for this language: nothing was looked for");
  for (uint32_t i = 0; i < d->removed.count; i++)
    sink_format(l->out, "  %-10s %s: %.*s\n", i == 0 ? "left out" : "", d->removed.at[i].reason, STR_ARG(line_of(l, d->removed.at[i].text)));
}

static void who_says_what(const list *l) {
  const document *d = l->doc;
  if (d->attributions.count > 0) sink_str(l->out, STR("\n  who says what\n"));
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    str source = a->source.count ? pieces_of(l, &a->source) : STR("(nobody named)");
    sink_format(l->out, "  %.*s %s%s%.*s\n      %.*s\n", STR_ARG(source), stance_name(a->stance), a->cue.count ? ", " : "", STR_ARG(pieces_of(l, &a->cue)),
                STR_ARG(pieces_of(l, &a->content)));
    for (uint32_t k = 0; k < a->via.count; k++)
      sink_format(l->out, "      via %.*s\n", STR_ARG(line_of(l, d->entities.at[a->via.at[k]].name)));
  }
}

static void times(const list *l) {
  const document *d = l->doc;
  time_anchors anchors = document_anchors(d);
  if (d->times.count > 0) sink_str(l->out, STR("\n  times\n"));
  for (uint32_t i = 0; i < d->times.count; i++) {
    time_value v = time_resolve(&d->times, i, &anchors);
    sink_format(l->out, "  %-24s %.*s\n", v.timex[0] ? v.timex : "-", STR_ARG(line_of(l, document_slice(d, d->times.at[i].span))));
  }
}

static void entities(const list *l) {
  const document *d = l->doc;
  if (d->entities.count > 0) sink_str(l->out, STR("\n  people, bodies, places\n"));
  for (uint32_t i = 0; i < d->entities.count; i++) {
    const entity *e = &d->entities.at[i];
    sink_format(l->out, "  %-13s %.*s (%u)\n", name_kind_name(e->kind), STR_ARG(line_of(l, e->name)), e->mentions.count);
  }
}

static void figures(const list *l) {
  const document *d = l->doc;
  if (d->figures.count > 0) sink_str(l->out, STR("\n  figures\n"));
  for (uint32_t i = 0; i < d->figures.count; i++) {
    const figure *f = &d->figures.at[i];
    sink_format(l->out, "  %-13s %.*s %.*s%s%.*s\n", bound_kind_name(f->bound), STR_ARG(line_of(l, document_slice(d, f->span))),
                STR_ARG(line_of(l, document_slice(d, f->noun))), f->role.len ? ", " : "", STR_ARG(f->role));
  }
}

void show_annotation_text(const document *d, const show_options *options, arena *scratch, sink *out) {
  (void)options;
  list l = {d, scratch, out};
  if (d->error.rc != HSY_OK) {
    sink_format(out, "%.*s\n  not usable: %s\n\n", STR_ARG(line_of(&l, d->id)), d->error.message);
    return;
  }
  head(&l);
  who_says_what(&l);
  entities(&l);
  times(&l);
  figures(&l);
  sink_str(out, STR("\n"));
}
