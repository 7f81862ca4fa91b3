/* The shortest edit (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), and a bounded edit
 * distance.
 *
 * After the common ends are cut off, row d of the trace holds how far d edits reach on each diagonal x - y = k. Only
 * diagonals of d's parity are reached, so row d has d + 1 cells, of 16 bits as sequences are at most 4,096 long. The
 * trace stops at MAX_EDITS rows (4 MiB): texts that far apart share little, and what lies beyond the best point reached
 * is one deletion and one insertion.
 */
#include "base/diff.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { MAX_ITEMS = 4096, MAX_EDITS = 2048 };

typedef struct pair {
  const uint32_t *a, *b;
  uint32_t a_count, b_count;
  bool *deleted, *inserted; /* by item of a and of b */
} pair;

static void add_run(arena *arena, diff_runs *out, diff_run run) {
  if (run.a_count + run.b_count > 0) vec_push(arena, out, run);
}

/* x on diagonal k after d edits stands in row d at (k + d) / 2. */
static uint32_t row_at(uint16_t *const *rows, int d, int k) { return rows[d][(k + d) / 2]; }

/* Does the step to diagonal k of row d come from k + 1 (an insertion) rather than from k - 1 (a deletion)? */
static bool comes_down(uint16_t *const *rows, int d, int k) {
  return k == -d || (k != d && row_at(rows, d - 1, k - 1) < row_at(rows, d - 1, k + 1));
}

static void mark_all(bool *marks, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++) marks[i] = true;
}

/* Go back from (x, y) in row d to the start and mark what was deleted and inserted. */
static void trace_back(const pair *p, uint16_t *const *rows, int d, int k) {
  for (; d > 0; d--) {
    if (comes_down(rows, d, k)) {
      k++;
      p->inserted[(int)row_at(rows, d - 1, k) - k] = true;
    } else {
      k--;
      p->deleted[row_at(rows, d - 1, k)] = true;
    }
  }
}

static void myers(arena *scratch, const pair *p) {
  int n = (int)p->a_count, m = (int)p->b_count, last = n + m < MAX_EDITS ? n + m : MAX_EDITS;
  uint16_t **rows = ARENA_ARRAY(scratch, uint16_t *, (size_t)last + 1);
  int best_k = 0, d = 0;
  for (; d <= last; d++) {
    rows[d] = ARENA_ARRAY(scratch, uint16_t, (size_t)d + 1);
    int best_sum = -1;
    for (int k = -d; k <= d; k += 2) {
      int x = 0;
      if (d > 0) x = (int)(comes_down(rows, d, k) ? row_at(rows, d - 1, k + 1) : row_at(rows, d - 1, k - 1) + 1);
      if (x > n || x - k > m || x - k < 0) { /* outside: never the way to the end */
        x = x > n ? n + 1 : x;
        rows[d][(k + d) / 2] = (uint16_t)x;
        continue;
      }
      while (x < n && x - k < m && p->a[x] == p->b[x - k]) x++;
      rows[d][(k + d) / 2] = (uint16_t)x;
      if (2 * x - k > best_sum) {
        best_sum = 2 * x - k;
        best_k = k;
      }
    }
    if (best_sum == n + m) break;
  }
  if (d > last) d = last;
  uint32_t x = row_at(rows, d, best_k);
  mark_all(p->deleted, x, p->a_count);
  mark_all(p->inserted, (uint32_t)((int)x - best_k), p->b_count);
  trace_back(p, rows, d, best_k);
}

/* The marks as runs: at each place first what goes, then what comes, then what stays. */
static void emit(arena *arena, const pair *p, uint32_t shift, diff_runs *out) {
  uint32_t i = 0, j = 0;
  while (i < p->a_count || j < p->b_count) {
    uint32_t a = i, b = j;
    while (i < p->a_count && p->deleted[i]) i++;
    add_run(arena, out, (diff_run){DIFF_DELETE, a + shift, i - a, b + shift, 0});
    while (j < p->b_count && p->inserted[j]) j++;
    add_run(arena, out, (diff_run){DIFF_INSERT, i + shift, 0, b + shift, j - b});
    a = i;
    b = j;
    while (i < p->a_count && j < p->b_count && !p->deleted[i] && !p->inserted[j]) i++, j++;
    add_run(arena, out, (diff_run){DIFF_KEEP, a + shift, i - a, b + shift, j - b});
  }
}

void diff_sequences(arena *arena, const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count,
                    diff_runs *out) {
  uint32_t shorter = a_count < b_count ? a_count : b_count, head = 0, tail = 0;
  while (head < shorter && a[head] == b[head]) head++;
  while (tail < shorter - head && a[a_count - 1 - tail] == b[b_count - 1 - tail]) tail++;
  add_run(arena, out, (diff_run){DIFF_KEEP, 0, head, 0, head});
  uint32_t a_left = a_count - head - tail, b_left = b_count - head - tail;
  if (a_count > MAX_ITEMS || b_count > MAX_ITEMS || a_left == 0 || b_left == 0) {
    add_run(arena, out, (diff_run){DIFF_DELETE, head, a_left, head, 0});
    add_run(arena, out, (diff_run){DIFF_INSERT, head + a_left, 0, head, b_left});
  } else {
    bool deleted[MAX_ITEMS] = {false}, inserted[MAX_ITEMS] = {false};
    pair p = {a + head, b + head, a_left, b_left, deleted, inserted};
    arena_mark mark = arena_save(arena);
    myers(arena, &p);
    arena_release(arena, mark);
    emit(arena, &p, head, out);
  }
  add_run(arena, out, (diff_run){DIFF_KEEP, a_count - tail, tail, b_count - tail, tail});
}

static uint32_t *code_points(arena *scratch, const char *at, uint32_t len, uint32_t *count) {
  uint32_t *out = ARENA_ARRAY(scratch, uint32_t, len), n = 0;
  size_t length;
  for (size_t i = 0; i < len; i += length) out[n++] = (uint32_t)utf8_at((str){at, len}, i, &length);
  *count = n;
  return out;
}

/* One row of the table at a time, only the cells within `limit` of the diagonal: O(limit · length). */
uint32_t diff_letters(arena *scratch, const char *a, uint32_t a_len, const char *b, uint32_t b_len, uint32_t limit) {
  arena_mark mark = arena_save(scratch);
  uint32_t n, m, over = limit == UINT32_MAX ? limit : limit + 1;
  const uint32_t *p = code_points(scratch, a, a_len, &n), *q = code_points(scratch, b, b_len, &m);
  uint32_t result = over;
  if ((n > m ? n - m : m - n) <= limit) {
    uint32_t *row = ARENA_ARRAY(scratch, uint32_t, (size_t)m + 1);
    for (uint32_t j = 0; j <= m; j++) row[j] = j < over ? j : over;
    bool hopeless = false;
    for (uint32_t i = 1; i <= n && !hopeless; i++) {
      uint32_t first = i > limit ? i - limit : 1, last = limit < m && i < m - limit ? i + limit : m;
      uint32_t diagonal = row[first - 1];
      row[first - 1] = first == 1 && i < over ? i : over;
      hopeless = row[first - 1] >= over;
      for (uint32_t j = first; j <= last; j++) {
        uint32_t above = j - 1 < i - 1 + (uint64_t)limit ? row[j] : over; /* outside the row before: not known */
        uint32_t cost = diagonal + (p[i - 1] != q[j - 1]);
        if (above + 1 < cost) cost = above + 1;
        if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
        diagonal = row[j];
        row[j] = cost < over ? cost : over;
        hopeless = hopeless && row[j] >= over;
      }
    }
    if (!hopeless) result = row[m];
  }
  arena_release(scratch, mark);
  return result;
}
