/* The tables: read back by a reader of RFC 4180, every row as wide as its head, no cell that starts a formula. */
#include "written.h"

typedef struct table { const char *name; strbuf bytes; } table;
typedef struct tables { arena *arena; table *at[24]; uint32_t count; } tables;

static sink *open_table(void *user, const char *name) {
  tables *t = user;
  assert_true(t->count < 24);
  table *of = t->at[t->count++] = ARENA_NEW(t->arena, table);
  *of = (table){name, strbuf_new(t->arena)};
  return sink_to_memory(t->arena, &of->bytes);
}

static tables write_tables(arena *a, const report *r) {
  tables t = {.arena = a};
  arena *scratch = arena_new();
  show_report_csv(r, &fixture_options, scratch, open_table, &t);
  arena_free(scratch);
  return t;
}

/* One cell at *at; what ends it (',', '\n' or 0) is returned. */
static char read_cell(str csv, size_t *at, arena *a, str *cell) {
  strbuf b = strbuf_new(a);
  if (*at < csv.len && csv.at[*at] == '"') {
    for ((*at)++;; (*at)++) {
      assert_true(*at < csv.len);
      if (csv.at[*at] != '"') strbuf_char(&b, csv.at[*at]);
      else if (*at + 1 < csv.len && csv.at[*at + 1] == '"') strbuf_char(&b, csv.at[++*at]);
      else break;
    }
    (*at)++;
  } else {
    while (*at < csv.len && csv.at[*at] != ',' && csv.at[*at] != '\r') strbuf_char(&b, csv.at[(*at)++]);
  }
  *cell = strbuf_str(&b);
  if (*at >= csv.len) return 0;
  char end = csv.at[(*at)++];
  if (end == '\r') {
    assert_true(*at < csv.len && csv.at[*at] == '\n');
    (*at)++;
    return '\n';
  }
  assert_int_equal(end, ',');
  return ',';
}

static uint32_t check_table(const char *name, str csv, arena *a) {
  assert_harmless(csv);
  uint32_t rows = 0, width = 0, cells = 0;
  for (size_t at = 0; at < csv.len;) {
    str cell;
    char end = read_cell(csv, &at, a, &cell);
    cells++;
    if (cell.len > 0 && strchr("=+@-", cell.at[0])) fail_msg("%s: a cell that starts a formula: %.*s", name, STR_ARG(cell));
    if (end == ',') continue;
    if (rows == 0) width = cells;
    if (cells != width) fail_msg("%s: row %u has %u cells, its head %u", name, rows, cells, width);
    rows++;
    cells = 0;
  }
  assert_int_equal(cells, 0);
  return rows;
}

static void every_table_reads_back(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++) {
    tables t = write_tables(a, cases[i].report);
    assert_true(t.count > 5);
    for (uint32_t k = 0; k < t.count; k++) assert_true(check_table(t.at[k]->name, strbuf_str(&t.at[k]->bytes), a) >= 1);
    assert_string_equal(t.at[t.count - 1]->name, "stories.csv");
    assert_int_equal(check_table("stories.csv", strbuf_str(&t.at[t.count - 1]->bytes), a), cases[i].report->stories.count + 1);
  }
  arena_free(a);
}

static void formulas_are_disarmed(void **state) {
  (void)state;
  arena *a = arena_new();
  static const char *const evil[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " =1", "\"=1\"", "\r\n=1"};
  for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
    report *r = fixture_one(a);
    r->documents[0]->title = r->documents[0]->outlet = r->stories.at[0].title = str_of(evil[i]);
    tables t = write_tables(a, r);
    for (uint32_t k = 0; k < t.count; k++) check_table(t.at[k]->name, strbuf_str(&t.at[k]->bytes), a);
  }
  arena_free(a);
}

/* A reader who has no more room stops the writing. */
static sink *open_none(void *user, const char *name) {
  (void)name;
  ++*(int *)user;
  return NULL;
}
static void no_sink_stops_the_writing(void **state) {
  (void)state;
  arena *a = arena_new(), *scratch = arena_new();
  int opened = 0;
  show_report_csv(fixture_five(a), &fixture_options, scratch, open_none, &opened);
  assert_int_equal(opened, 1);
  arena_free(scratch);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_table_reads_back),
    cmocka_unit_test(formulas_are_disarmed),
    cmocka_unit_test(no_sink_stops_the_writing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
