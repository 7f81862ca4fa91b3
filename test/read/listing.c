#include "listing.h"

#include "base/utf8.h"

/* A copied byte is the input's own, unless white space took its place. Says nothing of charsets but UTF-8. */
const char *listing_fault(const document *d, str input) {
  const char *fault = document_check(d);
  if (fault || d->line > 0) return fault; /* in a JSON line the map leads into a field that is gone by now */
  bool is_utf8 = str_eq(d->charset, STR("UTF-8"));
  for (uint32_t i = 0; i < d->map.count; i++) {
    map_run run = d->map.at[i];
    if (run.text_step != 1 || run.input_step != 1 || !is_utf8) continue;
    for (uint32_t k = 0; k < run.count; k++) {
      char c = d->text.at[run.text + k];
      if (run.input + k >= input.len) return "the map leads behind the input";
      if (c != input.at[run.input + k] && c != ' ' && c != '\n' && input.at[run.input + k] != '&') return "the map leads to another byte";
    }
  }
  for (uint32_t i = 0; i < d->removed.count; i++)
    if (d->removed.at[i].end > d->input_bytes) return "a removed piece lies behind the input";
  return NULL;
}

static void list_date(strbuf *out, const char *what, const dating *d) {
  char first[11], last[11];
  if (!d->known) return;
  day_print(d->days.earliest, first);
  day_print(d->days.latest, last);
  strbuf_format(out, "%s: %s..%s %s, \"%.*s\"\n", what, first, last, date_basis_name(d->basis), STR_ARG(d->basis_text));
}

static void list_document(strbuf *out, const document *d, str input) {
  strbuf_format(out, "== %.*s\n", STR_ARG(d->id));
  const char *fault = listing_fault(d, input);
  if (fault) strbuf_format(out, "FAULT: %s\n", fault);
  if (d->error.rc != HSY_OK) {
    strbuf_format(out, "error: %.*s\n", STR_ARG(error_text(out->arena, &d->error)));
    return;
  }
  strbuf_format(out, "format: %s, %.*s\n", d->format, STR_ARG(d->charset));
  if (d->title.len) strbuf_format(out, "title: %.*s\n", STR_ARG(d->title));
  if (d->outlet.len) strbuf_format(out, "outlet: %.*s\n", STR_ARG(d->outlet));
  if (d->url.len) strbuf_format(out, "url: %.*s\n", STR_ARG(d->url));
  if (d->lang.len) strbuf_format(out, "lang: %.*s\n", STR_ARG(d->lang));
  for (uint32_t i = 0; i < d->authors.count; i++) strbuf_format(out, "author: %.*s\n", STR_ARG(d->authors.at[i]));
  list_date(out, "published", &d->published);
  list_date(out, "modified", &d->modified);
  for (uint32_t i = 0; i < d->notes.count; i++) strbuf_format(out, "note: %s\n", d->notes.at[i].message);
  for (uint32_t i = 0; i < d->blocks.count; i++)
    strbuf_format(out, "%s| %.*s\n", block_kind_name(d->blocks.at[i].kind), STR_ARG(document_slice(d, d->blocks.at[i].span)));
  for (uint32_t i = 0; i < d->removed.count; i++)
    strbuf_format(out, "- %s %llu-%llu at %u: %.*s\n", d->removed.at[i].reason, (unsigned long long)d->removed.at[i].start,
                  (unsigned long long)d->removed.at[i].end, d->removed.at[i].at, STR_ARG(str_squeeze(out->arena, d->removed.at[i].text)));
}

static str list_all(arena *a, reader *r, const read_options *options) {
  strbuf out = strbuf_new(a);
  for (;;) {
    raw_document raw;
    bool more;
    hsy_error err = {0};
    if (reader_next(r, &raw, &more, &err) != HSY_OK) strbuf_format(&out, "error: %.*s\n", STR_ARG(error_text(a, &err)));
    if (!more) break;
    if (err.rc != HSY_OK) continue;
    document *d = ARENA_NEW(a, document);
    d->arena = a;
    read_document(&raw, options, d);
    list_document(&out, d, raw.bytes);
  }
  reader_close(r);
  return strbuf_str(&out);
}

str listing_of_file(arena *a, const char *path, const read_options *options) {
  reader *r;
  hsy_error err = {0};
  if (reader_open_file(a, str_of(path), &r, &err) != HSY_OK) return error_text(a, &err);
  return list_all(a, r, options);
}

str listing_of_bytes(arena *a, const char *id, str bytes, const read_options *options) {
  reader *r;
  hsy_error err = {0};
  if (reader_open_bytes(a, str_of(id), bytes, &r, &err) != HSY_OK) return error_text(a, &err);
  return list_all(a, r, options);
}
