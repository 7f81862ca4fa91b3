#include "check.h"

#include "base/diff.h"

/* Runs follow each other without a gap, keep only what is equal, and add up to both sequences; returns the edits. */
static uint32_t check_runs(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m, const diff_runs *runs) {
  uint32_t x = 0, y = 0, edits = 0;
  for (uint32_t i = 0; i < runs->count; i++) {
    const diff_run *r = &runs->at[i];
    assert_int_equal(r->a_start, x);
    assert_int_equal(r->b_start, y);
    if (r->kind == DIFF_KEEP) {
      assert_int_equal(r->a_count, r->b_count);
      for (uint32_t k = 0; k < r->a_count; k++) assert_int_equal(a[x + k], b[y + k]);
    } else {
      assert_int_equal(r->kind == DIFF_DELETE ? r->b_count : r->a_count, 0);
      edits += r->a_count + r->b_count;
      if (r->kind == DIFF_DELETE && i > 0) assert_int_equal(runs->at[i - 1].kind, DIFF_KEEP); /* deletions first */
    }
    assert_true(r->a_count + r->b_count > 0);
    x += r->a_count;
    y += r->b_count;
  }
  assert_int_equal(x, n);
  assert_int_equal(y, m);
  return edits;
}

/* n + m - 2 · longest common subsequence, by the whole table. */
static uint32_t edits_by_table(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m) {
  static uint32_t t[61][61];
  for (uint32_t i = 0; i <= n; i++)
    for (uint32_t j = 0; j <= m; j++) {
      if (i == 0 || j == 0) t[i][j] = i + j;
      else if (a[i - 1] == b[j - 1]) t[i][j] = t[i - 1][j - 1];
      else t[i][j] = 1 + (t[i - 1][j] < t[i][j - 1] ? t[i - 1][j] : t[i][j - 1]);
    }
  return t[n][m];
}

static void the_edit_is_right_and_shortest(void **state) {
  (void)state;
  arena *a = arena_new();
  uint64_t seed = 7;
  for (int round = 0; round < 3000; round++) {
    uint32_t x[60], y[60], n = (uint32_t)(next_random(&seed) % 61), m = (uint32_t)(next_random(&seed) % 61);
    uint32_t kinds = 1 + (uint32_t)(next_random(&seed) % 12);
    for (uint32_t i = 0; i < n; i++) x[i] = (uint32_t)(next_random(&seed) % kinds);
    for (uint32_t i = 0; i < m; i++) y[i] = (uint32_t)(next_random(&seed) % kinds);
    arena_mark mark = arena_save(a);
    diff_runs runs = {0};
    diff_sequences(a, x, n, y, m, &runs);
    assert_int_equal(check_runs(x, n, y, m, &runs), edits_by_table(x, n, y, m));
    arena_release(a, mark);
  }
  arena_free(a);
}

static void fill(uint32_t *at, uint32_t count, uint32_t kinds, uint64_t seed) {
  for (uint32_t i = 0; i < count; i++) at[i] = (uint32_t)(next_random(&seed) % kinds);
}

static void long_and_far_apart(void **state) {
  (void)state;
  static uint32_t x[5000], y[5000];
  const uint32_t counts[] = {4096, 4097, 5000}, kinds[] = {2, 50, 1000000};
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++) {
      arena *a = arena_new();
      fill(x, 5000, kinds[k], 3);
      fill(y, 5000, kinds[k], 4);
      diff_runs runs = {0};
      diff_sequences(a, x, counts[i], y, counts[i] - 7, &runs);
      check_runs(x, counts[i], y, counts[i] - 7, &runs);
      arena_free(a);
    }
}

static void one_word_in_many(void **state) {
  (void)state;
  static uint32_t x[4096], y[4096];
  arena *a = arena_new();
  fill(x, 4096, 1000, 3);
  memcpy(y, x, sizeof x);
  y[2000] = 5000;
  diff_runs runs = {0};
  diff_sequences(a, x, 4096, y, 4096, &runs);
  assert_int_equal(runs.count, 4);
  assert_int_equal(check_runs(x, 4096, y, 4096, &runs), 2);
  arena_free(a);
}

static uint32_t letters_by_table(const char *a, uint32_t n, const char *b, uint32_t m) {
  static uint32_t t[21][21];
  for (uint32_t i = 0; i <= n; i++)
    for (uint32_t j = 0; j <= m; j++) {
      if (i == 0 || j == 0) {
        t[i][j] = i + j;
        continue;
      }
      uint32_t best = t[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (t[i - 1][j] + 1 < best) best = t[i - 1][j] + 1;
      if (t[i][j - 1] + 1 < best) best = t[i][j - 1] + 1;
      t[i][j] = best;
    }
  return t[n][m];
}

static void letters(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_int_equal(diff_letters(a, "kitten", 6, "sitting", 7, 5), 3);
  assert_int_equal(diff_letters(a, "kitten", 6, "sitting", 7, 2), 3); /* more than the limit: limit + 1 */
  assert_int_equal(diff_letters(a, "é", 2, "e", 1, 3), 1);
  assert_int_equal(diff_letters(a, "", 0, "", 0, 0), 0);
  assert_int_equal(diff_letters(a, "a", 1, "b", 1, 0), 1);
  uint64_t seed = 5;
  for (int round = 0; round < 5000; round++) {
    char x[20], y[20];
    uint32_t n = (uint32_t)(next_random(&seed) % 21), m = (uint32_t)(next_random(&seed) % 21);
    uint32_t limit = (uint32_t)(next_random(&seed) % 24);
    if (round % 50 == 0) limit = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) x[i] = (char)('a' + next_random(&seed) % 3);
    for (uint32_t i = 0; i < m; i++) y[i] = (char)('a' + next_random(&seed) % 3);
    uint32_t should = letters_by_table(x, n, y, m);
    if (should > limit) should = limit + 1;
    assert_int_equal(diff_letters(a, x, n, y, m, limit), should);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_edit_is_right_and_shortest),
      cmocka_unit_test(long_and_far_apart),
      cmocka_unit_test(one_word_in_many),
      cmocka_unit_test(letters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
