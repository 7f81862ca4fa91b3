/* What a format writes of a fixture, and what holds for every format: valid UTF-8, and no code point that could move a
 * terminal's cursor or turn the reading direction. Expected outputs are files of test/cases/show; with UPDATE=1 in the
 * environment they are written anew (then read the difference before believing it). */
#ifndef TEST_SHOW_WRITTEN_H
#define TEST_SHOW_WRITTEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "fixture.h"

typedef void report_writer(const report *, const show_options *, arena *scratch, sink *);

static inline str written_with(arena *a, const report *r, report_writer *writer, const show_options *how) {
  strbuf *b = ARENA_NEW(a, strbuf);
  *b = strbuf_new(a);
  sink *out = sink_to_memory(a, b);
  arena *scratch = arena_new();
  writer(r, how, scratch, out);
  hsy_error err = {0};
  assert_int_equal(sink_finish(out, &err), HSY_OK);
  arena_free(scratch);
  return strbuf_str(b);
}

static inline str written(arena *a, const report *r, report_writer *writer) { return written_with(a, r, writer, &fixture_options); }

static inline bool has(str text, const char *words) { return str_find(text, str_of(words), 0) != STR_NONE; }

static inline void assert_harmless(str text) {
  assert_true(utf8_valid(text));
  for (size_t i = 0, n; i < text.len; i += n) {
    int32_t c = utf8_at(text, i, &n);
    bool is_control = (c < 0x20 && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    if (is_control || turns) fail_msg("U+%04X at byte %zu: …%.*s…", (unsigned)c, i, (int)(i < 40 ? i : 40), text.at + (i < 40 ? 0 : i - 40));
  }
}

/* The reports that every format is written of. */
typedef struct fixture_case { const char *name; const report *report; } fixture_case;
enum { FIXTURE_CASES = 5 };
static inline void fixture_cases(arena *a, fixture_case cases[FIXTURE_CASES]) {
  cases[0] = (fixture_case){"five", fixture_five(a)};
  cases[1] = (fixture_case){"one", fixture_one(a)};
  cases[2] = (fixture_case){"bare", fixture_bare(a, 3)};
  cases[3] = (fixture_case){"stories", fixture_stories(a)};
  cases[4] = (fixture_case){"many", fixture_many(a, 12, 3, true)};
}

static inline void assert_expected(arena *a, const char *name, str text) {
  const char *path = str_zero(a, str_format(a, "test/cases/show/%s.expected", name));
  if (getenv("UPDATE")) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fwrite(text.at, 1, text.len, out);
    fclose(out);
  }
  FILE *in = fopen(path, "rb");
  if (!in) fail_msg("%s is not there", path);
  char *wanted = malloc(text.len + 2);
  assert_non_null(wanted);
  size_t len = fread(wanted, 1, text.len + 1, in), at = 0, line = 1;
  fclose(in);
  while (at < len && at < text.len && wanted[at] == text.at[at]) line += text.at[at++] == '\n';
  bool is_same = at == len && at == text.len;
  if (!is_same) {
    while (at > 0 && text.at[at - 1] != '\n') at--;
    print_message("%s:%zu\n  - %.*s\n  + %.*s\n", path, line, (int)strcspn(str_zero(a, (str){wanted + at, len - at}), "\n"), wanted + at,
                  (int)strcspn(str_zero(a, str_slice(text, at, text.len)), "\n"), text.at + at);
  }
  free(wanted);
  assert_true(is_same);
}

#endif
