/* Each file of test/cases/read/ beside its .expected: what is read of it, listed. With UPDATE=1 in the environment the
 * expected files are written anew (then read the difference before believing it). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diff.h"
#include "base/map.h"
#include "listing.h"

static str read_whole(arena *a, const char *path) {
  source *s;
  str text = {"", 0};
  hsy_error err = {0};
  if (source_open(a, str_of(path), &s, &err) != HSY_OK) return text;
  source_read_all(s, a, 1 << 20, &text, &err);
  source_close(s);
  return text;
}

static void write_whole(const char *path, str text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fwrite(text.at, 1, text.len, file);
  fclose(file);
}

static uint32_t line_ids(map *known, str text, uint32_t *ids, str *lines) {
  uint32_t count = 0;
  for (size_t at = 0; at < text.len; count++) {
    size_t end = str_find_char(text, '\n', at);
    lines[count] = str_slice(text, at, end == STR_NONE ? text.len : end);
    ids[count] = *map_put(known, lines[count], known->count);
    at = end == STR_NONE ? text.len : end + 1;
  }
  return count;
}

/* "-" lines that were expected, "+" lines that came instead. */
static void print_difference(arena *a, const char *path, str expected, str actual) {
  map known = map_new(a);
  uint32_t *x = ARENA_ARRAY(a, uint32_t, expected.len + 1), *y = ARENA_ARRAY(a, uint32_t, actual.len + 1);
  str *x_lines = ARENA_ARRAY(a, str, expected.len + 1), *y_lines = ARENA_ARRAY(a, str, actual.len + 1);
  uint32_t x_count = line_ids(&known, expected, x, x_lines), y_count = line_ids(&known, actual, y, y_lines);
  diff_runs runs = {0};
  diff_sequences(a, x, x_count, y, y_count, &runs);
  fprintf(stderr, "%s differs:\n", path);
  for (uint32_t i = 0; i < runs.count; i++) {
    const diff_run *run = &runs.at[i];
    for (uint32_t k = 0; run->kind == DIFF_DELETE && k < run->a_count; k++) fprintf(stderr, "  - %.*s\n", STR_ARG(x_lines[run->a_start + k]));
    for (uint32_t k = 0; run->kind == DIFF_INSERT && k < run->b_count; k++) fprintf(stderr, "  + %.*s\n", STR_ARG(y_lines[run->b_start + k]));
  }
}

static void every_case_reads_as_expected(void **state) {
  (void)state;
  arena *a = arena_new();
  str_vec files = {0};
  hsy_error err = {0};
  read_options options = {0};
  unsigned failed = 0, ran = 0;
  assert_int_equal(io_walk(a, STR("test/cases/read"), 1000, &files, &err), HSY_OK);
  for (uint32_t i = 0; i < files.count; i++) {
    if (str_ends(files.at[i], STR(".expected"))) continue;
    const char *path = str_zero(a, files.at[i]), *expected_path = str_zero(a, str_format(a, "%s.expected", path));
    str actual = listing_of_file(a, path, &options);
    if (getenv("UPDATE")) write_whole(expected_path, actual);
    str expected = read_whole(a, expected_path);
    ran++;
    if (!str_eq(expected, actual)) {
      print_difference(a, path, expected, actual);
      failed++;
    }
  }
  assert_true(ran >= 10);
  assert_int_equal(failed, 0);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_reads_as_expected)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
