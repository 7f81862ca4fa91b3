/* What an input is, and what is said of those that cannot be used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "listing.h"
#include "read/parts.h"

static void expect_refused(str bytes, const char *what) {
  sniffed s = sniff_bytes(bytes, true);
  if (s.kind != INPUT_REFUSED) fail_msg("not refused: %s", what);
  if (str_find(str_of(s.what), str_of(what), 0) == STR_NONE) fail_msg("\"%s\", expected %s", s.what, what);
  assert_true(s.advice[0] != 0);
}

static void what_holds_no_text_is_named(void **state) {
  (void)state;
  expect_refused(STR(""), "empty");
  expect_refused(STR(" \r\n\t "), "empty");
  expect_refused(STR("%PDF-1.7\n%\xE2\xE3"), "PDF");
  expect_refused(STR("PK\3\4\24\0\6\0"), "zip");
  expect_refused(STR("\x89PNG\r\n\x1A\n\0\0"), "PNG");
  expect_refused(STR("\xFF\xD8\xFF\xE0\0\20JFIF"), "JPEG");
  expect_refused(STR("{\\rtf1\\ansi Hello}"), "RTF");
  expect_refused(STR("\0\1\2\3\4\5\6\7\1\2\3"), "binary");
  expect_refused(STR("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel></channel></rss>"), "feed");
  expect_refused(STR("From: a@b.example\nTo: c@d.example\nSubject: Bridge\nDate: Fri, 9 May 2031 18:30:00 +0200\n\nHello"), "e-mail");
  expect_refused(STR("Received: from x by y\nMIME-Version: 1.0\n\nHello"), "e-mail");
  expect_refused(STR("From a@b.example Fri May  9 18:30:00 2031\nFrom: a@b.example\nSubject: Bridge\n\nHello"), "mailbox");
  expect_refused(STR("From: <Saved by Browser>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=\"x\"\n\n--x"), ".mht");
  expect_refused(STR("[{\"text\":\"a\"}]"), "JSON array");
  expect_refused(STR("{\n  \"text\": \"a\"\n}"), "JSON over several lines");
  expect_refused(STR("WARC/1.0\r\nWARC-Type: response\r\n"), "web archive");
}

static void what_holds_text_is_told_apart(void **state) {
  (void)state;
  assert_int_equal(sniff_bytes(STR("Date: Friday. The mayor said so."), true).kind, INPUT_TEXT);
  assert_int_equal(sniff_bytes(STR("From the harbour to the hills: a walk"), true).kind, INPUT_TEXT);
  assert_int_equal(sniff_bytes(STR("[UPDATED] The mayor said so."), true).kind, INPUT_TEXT);
  assert_int_equal(sniff_bytes(STR("{\"text\":\"a\"}"), true).kind, INPUT_JSON);
  assert_int_equal(sniff_bytes(STR("\xEF\xBB\xBF <!-- saved --> <!DOCTYPE html><p>a"), true).kind, INPUT_HTML);
  assert_int_equal(sniff_bytes(STR("<?xml version=\"1.0\"?><html><p>a"), true).kind, INPUT_HTML);
  assert_int_equal(sniff_bytes(STR("\xFF\xFE<\0h\0t\0m\0l\0>\0"), true).kind, INPUT_HTML);
  assert_int_equal(sniff_bytes(STR("<3 is what she wrote"), true).kind, INPUT_TEXT);
}

static const document *read_bytes(arena *a, const char *id, str bytes, read_options options) {
  reader *r;
  raw_document raw;
  bool more;
  hsy_error err = {0};
  assert_int_equal(reader_open_bytes(a, str_of(id), bytes, &r, &err), HSY_OK);
  assert_int_equal(reader_next(r, &raw, &more, &err), HSY_OK);
  assert_true(more);
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  read_document(&raw, &options, d);
  assert_null(listing_fault(d, raw.bytes));
  assert_int_equal(reader_next(r, &raw, &more, &err), HSY_OK);
  assert_false(more);
  reader_close(r);
  return d;
}

/* Each encoding gives the same text, and the map of its last letter leads to the last letter's byte. */
static void every_encoding_reads_the_same(void **state) {
  (void)state;
  static const struct { str bytes; const char *charset; uint64_t last; } inputs[] = {
    {{"Caf\xC3\xA9 z", 7}, "UTF-8", 6},
    {{"\xEF\xBB\xBF" "Caf\xC3\xA9 z", 10}, "UTF-8", 9},
    {{"Caf\xE9 z", 6}, "WINDOWS-1252", 5},
    {{"\xFF\xFE" "C\0a\0f\0\xE9\0 \0z\0", 14}, "UTF-16LE", 12},
    {{"\xFE\xFF" "\0C\0a\0f\0\xE9\0 \0z", 14}, "UTF-16BE", 12},
    {{"C\0a\0f\0\xE9\0 \0z\0", 12}, "UTF-16LE", 10},
    {{"\xFF\xFE\0\0" "C\0\0\0a\0\0\0f\0\0\0\xE9\0\0\0 \0\0\0z\0\0\0", 28}, "UTF-32LE", 24},
    {{"C\xC2\xAD" "a\0f\xC3\xA9 z", 10}, "UTF-8", 9},
  };
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    arena *a = arena_new();
    const document *d = read_bytes(a, "x", inputs[i].bytes, (read_options){0});
    if (!str_eq(d->text, STR("Caf\xC3\xA9 z"))) fail_msg("input %zu: %.*s", i, STR_ARG(d->text));
    if (!str_eq(d->charset, str_of(inputs[i].charset)) && !(i == 2)) fail_msg("input %zu: %.*s", i, STR_ARG(d->charset));
    assert_int_equal(map_offset(&d->map, 6), inputs[i].last);
    arena_free(a);
  }
}

static void bytes_that_are_no_text_are_shown_and_noted(void **state) {
  (void)state;
  arena *a = arena_new();
  const document *d = read_bytes(a, "x", STR("One \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 two \xFF three"), (read_options){0});
  assert_true(str_find(d->text, STR("two \xEF\xBF\xBD three"), 0) != STR_NONE);
  assert_int_equal(d->notes.count, 1);
  arena_free(a);
}

/* A declared encoding is believed where the bytes are no valid UTF-8. */
static void a_page_declares_its_encoding(void **state) {
  (void)state;
  arena *a = arena_new();
  const document *d = read_bytes(a, "x", STR("<html><meta charset=\"koi8-r\"><p>\xED\xCF\xD3\xCB\xD7\xC1, the city, is where the bridge was closed on Monday, the engineers said there.</p>"), (read_options){0});
  assert_true(str_starts(d->text, STR("Москва, the city")));
  assert_int_equal(map_offset(&d->map, 12), 32 + 6);
  arena_free(a);
}

static void a_text_given_as_such_keeps_its_bytes(void **state) {
  (void)state;
  arena *a = arena_new();
  const document *d = read_bytes(a, "x", STR("{\"text\":\"Title here\\r\\n\\r\\nRead more:\\r\\nA \\u00ad line.\"}"), (read_options){0});
  assert_true(str_eq(d->text, STR("Title here\r\n\r\nRead more:\r\nA \xC2\xAD line.")));
  assert_int_equal(d->removed.count, 0);
  assert_int_equal(d->blocks.count, 3);
  assert_string_equal(d->sha256 + 60, str_eq(d->field, STR("text")) ? d->sha256 + 60 : "");
  arena_free(a);
}

static void the_same_text_is_cleaned_when_asked(void **state) {
  (void)state;
  arena *a = arena_new();
  const document *d = read_bytes(a, "x", STR("{\"text\":\"The bridge closes.\\r\\n\\r\\nAdvertisement\\r\\nIt opens again in May.\"}"), (read_options){.clean = true});
  assert_true(str_eq(d->text, STR("The bridge closes.\nIt opens again in May.")));
  assert_int_equal(d->removed.count, 1);
  assert_string_equal(d->removed.at[0].reason, "advertisement");
  arena_free(a);
}

static void a_given_date_serves_where_none_is_stated(void **state) {
  (void)state;
  arena *a = arena_new();
  read_options given = {.given = {.published = STR("2031-05-10")}};
  const document *d = read_bytes(a, "2030-01-01.txt", STR("The bridge closes."), given);
  assert_int_equal(d->published.basis, BASIS_GIVEN);
  d = read_bytes(a, "2030-01-01.txt", STR("Published 9 May 2031\nThe bridge closes."), given);
  assert_int_equal(d->published.basis, BASIS_STATED);
  d = read_bytes(a, "2030-01-01.txt", STR("The bridge closes."), (read_options){0});
  assert_int_equal(d->published.basis, BASIS_FILE_NAME);
  d = read_bytes(a, "x", STR("{\"text\":\"The bridge closes.\",\"published\":\"2031-05-09\",\"url\":\"http://a.example/2030/01/01/\"}"), given);
  assert_int_equal(d->published.basis, BASIS_GIVEN);
  assert_int_equal(d->published.days.earliest, civil_to_day(2031, 5, 9));
  d = read_bytes(a, "x", STR("{\"text\":\"The bridge closes.\",\"url\":\"http://a.example/2030/01/01/\"}"), (read_options){0});
  assert_int_equal(d->published.basis, BASIS_URL);
  d = read_bytes(a, "x", STR("The bridge closes."), (read_options){0});
  assert_false(d->published.known);
  arena_free(a);
}

static void json_errors_say_line_and_column(void **state) {
  (void)state;
  arena *a = arena_new();
  str listing = listing_of_bytes(a, "in.jsonl", STR("{\"text\":\"a\"}\n\n{\"text\":\"b\",}\n"), &(read_options){0});
  assert_true(str_find(listing, STR("in.jsonl:3: column 13: not JSON"), 0) != STR_NONE);
  strbuf deep = strbuf_new(a);
  strbuf_add(&deep, STR("{\"text\":\"a\",\"x\":"));
  for (int i = 0; i < 100; i++) strbuf_char(&deep, '[');
  for (int i = 0; i < 100; i++) strbuf_char(&deep, ']');
  strbuf_char(&deep, '}');
  listing = listing_of_bytes(a, "in.jsonl", strbuf_str(&deep), &(read_options){0});
  assert_true(str_find(listing, STR("nested deeper than 64"), 0) != STR_NONE);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_holds_no_text_is_named), cmocka_unit_test(what_holds_text_is_told_apart), cmocka_unit_test(every_encoding_reads_the_same),
    cmocka_unit_test(bytes_that_are_no_text_are_shown_and_noted), cmocka_unit_test(a_page_declares_its_encoding),
    cmocka_unit_test(a_text_given_as_such_keeps_its_bytes), cmocka_unit_test(the_same_text_is_cleaned_when_asked),
    cmocka_unit_test(a_given_date_serves_where_none_is_stated), cmocka_unit_test(json_errors_say_line_and_column)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
