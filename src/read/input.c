/* Inputs: the walk of one (`reader`), and the making of one document (`read_document`).
 *
 * A reader looks at the first bytes: JSON Lines gives a raw document a line, everything else is one raw document. It
 * looks into nothing: what a document is, and whether it can be used, is said by read_document, on its own thread.
 *
 * Where a date of publication comes from, first that fits: the `published` of a JSON line; what the text or the page's
 * metadata states; what the caller gave; the URL; the file's name. Never the clock, never the file's time.
 */
#include <stdio.h>

#include "base/map.h"
#include "base/utf8.h"
#include "read/parts.h"

enum { PEEK_BYTES = 65536 };

/* ---- the walk ---- */

struct reader {
  arena *arena;
  source *source;
  str path;
  bool is_lines, is_done;
  uint64_t line;
  arena *scratch; /* of the document handed out last */
};

static void scratch_free(void *what) {
  struct reader *r = what;
  arena_free(r->scratch);
  r->scratch = NULL;
}

static hsy_rc open_reader(reader *r, hsy_error *err) {
  str head;
  TRY(source_peek(r->source, PEEK_BYTES, &head, err));
  r->is_lines = sniff_bytes(head, false).kind == INPUT_JSON;
  arena_defer(r->arena, scratch_free, r); /* first: it may unwind */
  r->scratch = arena_new();
  if (!r->scratch) arena_exhausted(r->arena);
  arena_guard_like(r->scratch, r->arena);
  return HSY_OK;
}

hsy_rc reader_open_file(arena *a, str path, reader **out, hsy_error *err) {
  reader *r = ARENA_NEW(a, reader);
  *r = (reader){.arena = a, .path = str_keep(a, path)};
  *out = r;
  TRY(source_open(a, r->path, &r->source, err));
  return open_reader(r, err);
}

hsy_rc reader_open_bytes(arena *a, str id, str bytes, reader **out, hsy_error *err) {
  reader *r = ARENA_NEW(a, reader);
  *r = (reader){.arena = a, .path = str_keep(a, id)};
  *out = r;
  TRY(source_open_bytes(a, r->path, bytes.at, bytes.len, &r->source));
  return open_reader(r, err);
}

static bool is_blank(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (s.at[i] != ' ' && s.at[i] != '\t' && s.at[i] != '\r') return false;
  return true;
}

hsy_rc reader_next(reader *r, raw_document *raw, bool *more, hsy_error *err) {
  *raw = (raw_document){.path = r->path, .is_json = r->is_lines};
  *more = false;
  if (r->is_done) return HSY_OK;
  if (r->is_lines) {
    do {
      bool more_lines;
      r->line++;
      raw->line = r->line;
      hsy_rc rc = source_line(r->source, HSY_MAX_LINE_BYTES, &raw->bytes, &more_lines, err);
      if (rc != HSY_OK) {
        if (rc == HSY_LIMIT) { /* this line only */
          *more = true;
          hsy_error limit = {0};
          error_set(&limit, HSY_LIMIT, r->path, r->line, "split it, or leave it out", "a line of more than %d bytes", HSY_MAX_LINE_BYTES);
          *err = limit;
        } else {
          r->is_done = true;
        }
        raw->bytes = (str){"", 0};
        return rc;
      }
      if (!more_lines) {
        r->is_done = true;
        *raw = (raw_document){.path = r->path};
        return HSY_OK;
      }
    } while (is_blank(raw->bytes));
    *more = true;
    return HSY_OK;
  }
  r->is_done = true;
  *more = true;
  raw->bytes = (str){"", 0};
  str head;
  TRY(source_peek(r->source, PEEK_BYTES, &head, err));
  sniffed kind = sniff_bytes(head, false);
  if (kind.kind == INPUT_REFUSED) { /* no need to read a film to its end */
    raw->bytes = str_keep(r->scratch, head);
    return HSY_OK;
  }
  hsy_error failure = {0};
  hsy_rc rc = source_read_all(r->source, r->scratch, HSY_MAX_INPUT_BYTES, &raw->bytes, &failure);
  if (rc == HSY_LIMIT) {
    hsy_error limit = {0};
    error_set(&limit, HSY_LIMIT, r->path, 0, "split it into its articles", "a document of more than %d bytes", HSY_MAX_INPUT_BYTES);
    failure = limit;
  }
  if (rc != HSY_OK) *err = failure;
  return rc;
}

raw_document raw_keep(arena *a, const raw_document *raw) {
  raw_document kept = *raw;
  kept.path = str_keep(a, raw->path);
  kept.bytes = str_keep(a, raw->bytes);
  return kept;
}

void reader_close(reader *r) {
  if (!r) return;
  if (r->source) source_close(r->source);
  r->source = NULL;
  scratch_free(r);
}

/* ---- one document ---- */

str field_keep(document *doc, const char *what, str value) {
  value = str_squeeze(doc->arena, value);
  if (value.len > HSY_MAX_FIELD_BYTES) {
    document_note(doc, "the %s is longer than %d bytes: cut", what, HSY_MAX_FIELD_BYTES);
    value = str_slice(value, 0, utf8_floor(value, HSY_MAX_FIELD_BYTES));
  }
  return value;
}

/* "en-US" to "en"; what is no code of ISO 639 is dropped with a note. */
static void set_lang(document *doc, str code) {
  size_t end = 0;
  while (end < code.len && code.at[end] != '-' && code.at[end] != '_') end++;
  bool is_code = end == 2 || end == 3;
  char lower[4] = "";
  for (size_t i = 0; is_code && i < end; i++) {
    char c = code.at[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
    if (c < 'a' || c > 'z') is_code = false;
    lower[i] = c;
  }
  if (!is_code) {
    document_note(doc, "\"%.*s\" is no language code (ISO 639)", (int)(code.len < 40 ? code.len : 40), code.at);
    return;
  }
  doc->lang = str_keep(doc->arena, (str){lower, end});
  doc->lang_is_given = true;
}

static int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

static hsy_rc decode_base64(document *doc, str s, str *out) {
  char *bytes = arena_alloc(doc->arena, s.len / 4 * 3 + 3);
  size_t len = 0;
  uint32_t held = 0;
  int bits = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (s.at[i] == '=' || s.at[i] == '\n' || s.at[i] == '\r' || s.at[i] == ' ') continue;
    int value = base64_value(s.at[i]);
    if (value < 0)
      return error_set(&doc->error, HSY_INPUT, doc->path, doc->line, "give the page's bytes in base64", "the field \"html_b64\" is not base64 (at byte %llu)",
                       (unsigned long long)i);
    held = held << 6 | (uint32_t)value;
    bits += 6;
    if (bits >= 8) bytes[len++] = (char)(held >> (bits -= 8) & 0xFF);
  }
  *out = (str){bytes, len};
  return HSY_OK;
}

static void identify(document *doc, str bytes) {
  doc->input = bytes;
  doc->input_bytes = bytes.len;
  sha256_hex(bytes.at, bytes.len, doc->sha256);
}

static hsy_rc refuse_empty(document *doc, const char *what) {
  return error_set(&doc->error, HSY_INPUT, doc->path, doc->line, "give a document with text in it", "%s", what);
}

static hsy_rc read_page(document *doc, str bytes) {
  doc->format = "html";
  mapped body;
  TRY(decode_bytes(doc, bytes, true, true, &body));
  return page_read(doc, &body);
}

static hsy_rc read_text(document *doc, str bytes, bool is_scraped) {
  mapped body;
  TRY(decode_bytes(doc, bytes, false, is_scraped, &body));
  doc->is_scraped = is_scraped;
  return is_scraped ? scraped_clean(doc, &body) : scraped_verbatim(doc, &body);
}

/* The published of a JSON line or of the caller. A date, with a clock time or not. */
static bool set_given_date(document *doc, str value) {
  date_found d;
  if (value.len == 0) return false;
  if (!date_find_value(value, &d)) {
    document_note(doc, "\"%.*s\" is no date of publication (YYYY-MM-DD)", (int)(value.len < 60 ? value.len : 60), value.at);
    return false;
  }
  date_fill(&doc->published, &d, BASIS_GIVEN, value);
  return true;
}

static hsy_rc read_json(document *doc, const raw_document *raw, const read_options *options) {
  json_fields f = {0};
  doc->format = "json";
  TRY(jsonl_parse(doc, raw->bytes, &f));
  if (doc->given_id.len > 0) doc->id = doc->given_id;
  doc->title = field_keep(doc, "title", f.title);
  doc->outlet = field_keep(doc, "outlet", f.outlet);
  doc->url = field_keep(doc, "url", f.url);
  if (f.lang.len > 0) set_lang(doc, f.lang);
  doc->given_published = f.published;
  bool is_dated = set_given_date(doc, f.published);
  dating given = doc->published;
  if (f.has_text && f.text.len > 0) {
    doc->field = STR("text");
    identify(doc, f.text);
    TRY(read_text(doc, f.text, options->clean));
  } else if (f.has_html && f.html.len > 0) {
    doc->field = STR("html");
    identify(doc, f.html);
    TRY(read_page(doc, f.html));
  } else if (f.has_html_b64 && f.html_b64.len > 0) {
    str bytes;
    doc->field = STR("html_b64");
    TRY(decode_base64(doc, f.html_b64, &bytes));
    identify(doc, bytes);
    TRY(read_page(doc, bytes));
  } else if (f.title.len > 0) {
    doc->field = STR("title");
    identify(doc, f.title);
    TRY(read_text(doc, f.title, false));
    for (uint32_t i = 0; i < doc->blocks.count; i++) doc->blocks.at[i].kind = BLOCK_HEADING;
  } else {
    return refuse_empty(doc, "a line without \"text\", \"html\", \"html_b64\" or \"title\"");
  }
  doc->format = "json";
  if (is_dated) doc->published = given;
  return HSY_OK;
}

static hsy_rc read_file(document *doc, const raw_document *raw) {
  identify(doc, raw->bytes);
  sniffed kind = sniff_bytes(raw->bytes, true);
  if (kind.kind == INPUT_REFUSED) return error_set(&doc->error, HSY_INPUT, doc->path, 0, kind.advice, "%s", kind.what);
  if (kind.kind == INPUT_HTML) return read_page(doc, raw->bytes);
  doc->format = "text";
  return read_text(doc, raw->bytes, true);
}

/* What the document does not state comes from the caller, then the URL, then the file's name. */
static void fill_date(document *doc, const read_given *given, bool is_json) {
  date_found d;
  if (doc->published.known) return;
  if (given->published.len > 0) {
    doc->given_published = str_keep(doc->arena, given->published);
    if (set_given_date(doc, doc->given_published)) return;
  }
  if (date_find_url(doc->url, &d)) date_fill(&doc->published, &d, BASIS_URL, doc->url);
  else if (!is_json && date_find_file_name(doc->path, &d)) date_fill(&doc->published, &d, BASIS_FILE_NAME, doc->path);
}

hsy_rc read_document(const raw_document *raw, const read_options *options, document *doc) {
  arena *a = doc->arena;
  doc->path = str_keep(a, raw->path);
  doc->line = raw->line;
  doc->id = raw->line > 0 ? str_format(a, "%.*s:%llu", STR_ARG(doc->path), (unsigned long long)raw->line) : doc->path;
  doc->format = raw->is_json ? "json" : "text";
  doc->charset = STR("UTF-8");
  hsy_rc rc = raw->is_json ? read_json(doc, raw, options) : read_file(doc, raw);
  if (rc == HSY_OK && doc->text.len > HSY_MAX_TEXT_BYTES)
    rc = error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split it into its articles", "a text of more than %d bytes", HSY_MAX_TEXT_BYTES);
  if (rc == HSY_OK && doc->blocks.count > HSY_MAX_BLOCKS)
    rc = error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split it into its articles", "more than %d paragraphs", HSY_MAX_BLOCKS);
  if (rc == HSY_OK && doc->blocks.count == 0) rc = refuse_empty(doc, "no article text found in it");
  if (rc == HSY_OK) {
    if (options->given.outlet.len > 0) doc->outlet = field_keep(doc, "outlet", options->given.outlet);
    if (options->given.lang.len > 0 && !doc->lang_is_given) set_lang(doc, options->given.lang);
    fill_date(doc, &options->given, raw->is_json);
  } else {
    doc->text = (str){"", 0};
    doc->map.count = doc->blocks.count = doc->removed.count = 0;
  }
  doc->input = (str){"", 0};
  return rc;
}
