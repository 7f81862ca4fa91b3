/* Cases of find/: a text file beside its .expected, the listing a test makes of it. The first line of a case may be
 * "published: 2021-10-13"; the rest is an article, one block a line. With UPDATE=1 in the environment the expected files are written
 * anew (then read the difference before believing it). */
#ifndef TEST_FIND_CASES_H
#define TEST_FIND_CASES_H

#include <stdlib.h>

#include "article.h"
#include "base/calendar.h"
#include "base/io.h"

typedef void case_listing(article *, strbuf *out);

static inline str case_read(arena *a, str path) {
  source *s;
  str text = {"", 0};
  hsy_error err = {0};
  if (source_open(a, path, &s, &err) != HSY_OK) return text;
  source_read_all(s, a, 1 << 20, &text, &err);
  source_close(s);
  return text;
}

static inline str case_line(str *text) {
  size_t end = str_find_char(*text, '\n', 0);
  str line = end == STR_NONE ? *text : str_slice(*text, 0, end);
  *text = end == STR_NONE ? STR("") : str_slice(*text, end + 1, text->len);
  return line;
}

/* The lines that differ, "-" expected and "+" found; line by line, which is enough to see where to look. */
static inline void case_difference(str path, str expected, str found) {
  print_message("%.*s differs:\n", STR_ARG(path));
  while (expected.len > 0 || found.len > 0) {
    str a = case_line(&expected), b = case_line(&found);
    if (str_eq(a, b)) continue;
    if (a.len) print_message("  - %.*s\n", STR_ARG(a));
    if (b.len) print_message("  + %.*s\n", STR_ARG(b));
  }
}

static inline void run_cases(const char *folder, case_listing *listing) {
  arena *a = arena_new();
  str_vec files = {0};
  hsy_error err = {0};
  unsigned failed = 0, ran = 0;
  assert_int_equal(io_walk(a, str_of(folder), 1000, &files, &err), HSY_OK);
  for (uint32_t i = 0; i < files.count; i++) {
    if (!str_ends(files.at[i], STR(".txt"))) continue;
    str text = case_read(a, files.at[i]), rest = text, published = {"", 0};
    if (str_starts(text, STR("published: "))) {
      published = case_line(&rest);
      published = str_slice(published, strlen("published: "), published.len);
    }
    article art = article_new(str_zero(a, rest));
    dating *when = &art.doc->published;
    if (published.len && day_parse(published.at, published.len, &when->days.earliest))
      when->known = true, when->days.latest = when->days.earliest, when->granularity = GRANULARITY_DAY, when->basis = BASIS_GIVEN;
    strbuf out = strbuf_new(a);
    listing(&art, &out);
    const char *fault = document_check(art.doc);
    if (fault) fail_msg("%.*s: %s", STR_ARG(files.at[i]), fault);
    str expected_path = str_format(a, "%.*s.expected", STR_ARG(files.at[i])), found = strbuf_str(&out);
    if (getenv("UPDATE")) {
      FILE *file = fopen(str_zero(a, expected_path), "w");
      assert_non_null(file);
      fwrite(found.at, 1, found.len, file);
      fclose(file);
    }
    str expected = case_read(a, expected_path);
    if (!str_eq(expected, found)) case_difference(files.at[i], expected, found), failed++;
    article_free(art);
    ran++;
  }
  arena_free(a);
  assert_true(ran > 0);
  assert_int_equal(failed, 0);
}

#endif
