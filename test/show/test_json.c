/* "report/1" JSON, read by another's parser: every passage is the text that its span cuts out, every id leads somewhere,
 * numbers are those of the record. (The schema is checked in test/program, on real reports.) */
#include <jansson.h>

#include "written.h"

static str written_json(arena *a, const report *r) {
  show_options how = fixture_options;
  how.until = HSY_STAGE_COMPARE; /* what lies after `until` is absent */
  return written_with(a, r, show_report_json, &how);
}

static json_t *parse(str text) {
  json_error_t error;
  json_t *value = json_loadb(text.at, text.len, 0, &error);
  if (!value) fail_msg("line %d: %s", error.line, error.text);
  return value;
}

/* Every {"doc": "d1", "span": [a, b], "text": "…"} anywhere in the story. A stack, not recursion: the depth is known. */
static size_t check_passages(json_t *root, const report *r) {
  json_t *stack[4096];
  size_t depth = 0, found = 0;
  stack[depth++] = root;
  while (depth > 0) {
    json_t *v = stack[--depth], *each;
    const char *key;
    size_t i;
    assert_true(depth < 4000);
    if (json_is_array(v)) {
      json_array_foreach(v, i, each) if (depth < 4000) stack[depth++] = each;
      continue;
    }
    if (!json_is_object(v)) continue;
    const json_t *doc = json_object_get(v, "doc"), *of = json_object_get(v, "span"), *text = json_object_get(v, "text");
    if (json_is_string(doc) && json_is_array(of) && json_is_string(text)) {
      size_t index = strtoul(json_string_value(doc) + 1, NULL, 10) - 1;
      assert_true(index < r->document_count);
      span s = {(uint32_t)json_integer_value(json_array_get(of, 0)), (uint32_t)json_integer_value(json_array_get(of, 1))};
      str words = document_slice(r->documents[index], s);
      if (!str_eq(words, (str){json_string_value(text), json_string_length(text)})) fail_msg("“%s” is not “%.*s”", json_string_value(text), STR_ARG(words));
      found++;
    }
    json_object_foreach(v, key, each) stack[depth++] = each;
  }
  return found;
}

static void passages_are_what_their_spans_cut_out(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++) {
    str text = written_json(a, cases[i].report);
    json_t *root = parse(text);
    size_t found = check_passages(json_object_get(root, "stories"), cases[i].report);
    if (i != 2) assert_true(found > 0); /* bare: nothing is found in a language without rules */
    json_decref(root);
  }
  arena_free(a);
}

static void bytes_of_the_reports_come_through_unchanged_and_escaped(void **state) {
  (void)state;
  arena *a = arena_new();
  fixture_case cases[FIXTURE_CASES];
  fixture_cases(a, cases);
  for (int i = 0; i < FIXTURE_CASES; i++) {
    str text = written_json(a, cases[i].report);
    assert_harmless(text); /* controls and bidi marks stand as \u escapes */
    json_t *root = parse(text), *documents = json_object_get(root, "documents");
    assert_int_equal(json_array_size(documents), cases[i].report->document_count);
    for (uint32_t k = 0; k < cases[i].report->document_count; k++) {
      const json_t *words = json_object_get(json_array_get(documents, k), "text");
      assert_true(str_eq(cases[i].report->documents[k]->text, (str){json_string_value(words), json_string_length(words)}));
    }
    json_decref(root);
  }
  arena_free(a);
}

static void counts_are_the_records(void **state) {
  (void)state;
  arena *a = arena_new();
  const report *r = fixture_five(a);
  json_t *root = parse(written_json(a, r));
  assert_string_equal(json_string_value(json_object_get(root, "hearsay")), "report/1");
  json_t *stories = json_object_get(root, "stories"), *s = json_array_get(stories, 0);
  const story *of = &r->stories.at[0];
  const struct { const char *name; uint32_t wanted; } COUNTS[] = {
    {"reports", of->counts.reports}, {"origins", of->counts.origins}, {"quotes", of->counts.quotes}, {"altered", of->counts.altered},
    {"conflicts", of->counts.conflicts}, {"denials", of->counts.denials}};
  for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++)
    assert_int_equal(json_integer_value(json_object_get(json_object_get(s, "counts"), COUNTS[i].name)), COUNTS[i].wanted);
  const struct { const char *name; size_t wanted; } ARRAYS[] = {
    {"claims", of->claims.count}, {"quotes", of->quotes.count}, {"conflicts", of->conflicts.count}, {"updates", of->updates.count},
    {"origins", of->origins.count}, {"names", of->names.count}, {"timeline", of->timeline.count}, {"sources", of->sources.count},
    {"attributions", of->attributions.count}};
  for (size_t i = 0; i < sizeof ARRAYS / sizeof *ARRAYS; i++) assert_int_equal(json_array_size(json_object_get(s, ARRAYS[i].name)), ARRAYS[i].wanted);
  assert_string_equal(json_string_value(json_object_get(s, "lead")), "c1");
  json_decref(root);
  arena_free(a);
}

static void what_is_not_known_is_null(void **state) {
  (void)state;
  arena *a = arena_new();
  json_t *root = parse(written_json(a, fixture_bare(a, 1)));
  json_t *d = json_array_get(json_object_get(root, "documents"), 0), *s = json_array_get(json_object_get(root, "stories"), 0);
  assert_true(json_is_null(json_object_get(d, "published")));
  assert_true(json_is_null(json_object_get(s, "lead")));
  assert_true(json_is_null(json_object_get(s, "first")));
  json_decref(root);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(passages_are_what_their_spans_cut_out),
    cmocka_unit_test(bytes_of_the_reports_come_through_unchanged_and_escaped),
    cmocka_unit_test(counts_are_the_records),
    cmocka_unit_test(what_is_not_known_is_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
