/* Bytes through base: unpacking, lines, UTF-8, folding, words, JSON strings, numbers, dates. Beside "does not crash" it
 * checks what must hold for any bytes: lines joined give the text back, what is made harmless is valid and harmless.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/diff.h"
#include "base/io.h"
#include "base/json.h"
#include "base/number.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

static void read_lines(arena *a, const uint8_t *data, size_t size) {
  source *s;
  hsy_error error = {0};
  must(source_open_bytes(a, STR("input"), data, size, &s) == HSY_OK);
  bool more = true;
  for (size_t total = 0; more && total < 1 << 20;) {
    str line;
    error = (hsy_error){0};
    hsy_rc rc = source_line(s, 100, &line, &more, &error);
    must(rc == error.rc);
    if (rc == HSY_INPUT) break;
    must(line.len <= 100);
    total += line.len + 1;
  }
  source_close(s);
}

static void read_whole(arena *a, const uint8_t *data, size_t size) {
  source *s;
  str all;
  hsy_error error = {0};
  must(source_open_bytes(a, STR("input"), data, size, &s) == HSY_OK);
  (void)source_read_all(s, a, 1 << 20, &all, &error);
  source_close(s);
}

static void on_word(void *user, size_t start, size_t end) {
  size_t *last = user;
  must(start < end && start >= *last);
  *last = end;
}

static void look_at_text(arena *a, str text) {
  size_t last = 0, length;
  str safe = utf8_harmless(a, text);
  must(utf8_valid(safe));
  for (size_t at = 0; at < safe.len; at += length) must(!uc_is_unsafe(utf8_at(safe, at, &length)));
  for (size_t at = safe.len; at > 0; at -= length) utf8_before(safe, at, &length);
  utf8_each_word(text, true, on_word, &last);
  must(last <= text.len);
  must(utf8_valid(str_fold(a, safe)));
  must(str_squeeze(a, text).len <= text.len);
  utf8_columns(text);
  strbuf written = strbuf_new(a);
  json j = json_new(sink_to_memory(a, &written));
  json_put_string(&j, text);
  must(utf8_valid(strbuf_str(&written)));
  int64_t number;
  double decimal;
  number_parse_int(text, &number);
  number_parse_decimal(text, &decimal);
  if (day_parse(text.at, text.len, &number)) {
    char printed[11];
    day_print(number, printed);
    must(str_eq(str_of(printed), text));
  }
}

static void compare_halves(arena *a, str text) {
  uint32_t count = text.len < 600 ? (uint32_t)text.len : 600, half = count / 2;
  uint32_t *ids = ARENA_ARRAY(a, uint32_t, count + 1);
  for (uint32_t i = 0; i < count; i++) ids[i] = (uint32_t)text.at[i] & 7;
  diff_runs runs = {0};
  diff_sequences(a, ids, half, ids + half, count - half, &runs);
  uint32_t x = 0, y = 0;
  for (uint32_t i = 0; i < runs.count; i++) {
    const diff_run *r = &runs.at[i];
    must(r->a_start == x && r->b_start == y);
    for (uint32_t k = 0; r->kind == DIFF_KEEP && k < r->a_count; k++) must(ids[x + k] == ids[half + y + k]);
    x += r->a_count;
    y += r->b_count;
  }
  must(x == half && y == count - half);
  must(diff_letters(a, text.at, half, text.at, half, 5) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new();
  if (!a) return 0;
  read_lines(a, data, size);
  read_whole(a, data, size);
  look_at_text(a, (str){(const char *)data, size});
  compare_halves(a, (str){(const char *)data, size});
  arena_free(a);
  return 0;
}
