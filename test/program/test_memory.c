/* Out of memory, once at each place where the library asks the system for it.
 *
 * A whole run (three reports as text, page and JSON Lines, every format written) is made again and again, each time with
 * the next allocation failing, until it is through without a failure. Each time the failure must be told: as the code of
 * a call, or as the problem of the document or story that it cost; and the context must be free to go. That nothing
 * leaks and no unwinding lands in a dead frame is what the sanitizers of `./check` see here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "hearsay.h"

static const char plain[] =
    "The mayor of Lindmoor, Ada Lund, said on Monday, May 5, 2025 that the old bridge would close in June. “We have no choice,” she said.\n\n"
    "At least 12 people were hurt when a railing fell in March, according to the fire service. The council denied the claim.\n";
static const char page[] =
    "<!doctype html><html><head><title>Bridge to close</title><meta name=author content='Ole Berg'></head><body><article>"
    "<h1>Bridge to close</h1><p>The old bridge in Lindmoor will close in June, Mayor Ada Lund told the Herald on Tuesday. “We have no other choice,” Lund said.</p>"
    "<p>At least 14 people were hurt when a railing fell in March, the fire service said. The council did not respond to a request for comment.</p>"
    "</article></body></html>";
static const char lines[] =
    "{\"id\":\"one\",\"outlet\":\"Herald\",\"published\":\"2025-05-06\",\"text\":\"The old bridge in Lindmoor will close in June, the Herald reported, citing the mayor. "
    "The council said it had no plans to close the old bridge.\"}\n"
    "{\"id\":\"two\",\"text\":\"The mayor of Lindmoor, Ada Lund, said on Monday that the old bridge would close in June.\"}\n";

typedef struct told { bool is_memory, is_other; } told;

static void note(told *t, hsy_rc rc) {
  if (rc == HSY_MEMORY) t->is_memory = true;
  else if (rc != HSY_OK && rc != HSY_NOTHING) t->is_other = true;
}

static int swallow(void *user, const char *name, const void *bytes, size_t len) {
  (void)name;
  (void)bytes;
  *(size_t *)user += len;
  return 0;
}

static void note_problems(told *t, const hsy_context *c) {
  for (size_t i = 0; i < hsy_problem_count(c); i++) note(t, hsy_problem_at(c, i)->rc);
}

/* With the examples the run meets more places; without them it is short. */
static hsy_rc add_all(hsy_context *c, bool with_examples) {
  hsy_rc rc = hsy_add_bytes(c, "plain.txt", plain, sizeof plain - 1, NULL);
  if (rc == HSY_OK) rc = hsy_add_bytes(c, "page.html", page, sizeof page - 1, NULL);
  if (rc == HSY_OK) rc = hsy_add_bytes(c, "lines.jsonl", lines, sizeof lines - 1, NULL);
  if (rc == HSY_OK && with_examples) rc = hsy_add_file(c, "examples/text", NULL);
  return rc;
}

static hsy_context *new_context(told *t, unsigned jobs) {
  static const char *const same[] = {"Ada Lund=the mayor", NULL};
  hsy_options o = hsy_options_default();
  o.jobs = jobs;
  o.one_story = o.all_conflicts = true;
  o.same = same;
  hsy_error error;
  hsy_context *c = hsy_context_new(&o, &error);
  if (!c) note(t, error.rc);
  return c;
}

static told report_once(unsigned jobs) {
  told t = {0};
  hsy_context *c = new_context(&t, jobs);
  if (!c) return t;
  hsy_rc rc = add_all(c, jobs == 1);
  if (rc == HSY_OK) rc = hsy_run(c, HSY_STAGE_COMPARE, NULL, NULL);
  note(&t, rc);
  size_t written = 0;
  for (int f = HSY_FORMAT_TEXT; rc == HSY_OK && f <= HSY_FORMAT_CSV; f++) note(&t, hsy_write(c, (hsy_format)f, NULL, swallow, &written));
  note_problems(&t, c);
  hsy_free(c);
  return t;
}

static told annotate_once(unsigned jobs) {
  told t = {0};
  hsy_context *c = new_context(&t, jobs);
  if (!c) return t;
  size_t written = 0;
  hsy_rc rc = add_all(c, jobs == 1);
  if (rc == HSY_OK) rc = hsy_annotate(c, HSY_STAGE_FIND, HSY_FORMAT_JSON, NULL, swallow, &written, NULL, NULL);
  note(&t, rc);
  note_problems(&t, c);
  hsy_free(c);
  return t;
}

static void fail_each(told (*once)(unsigned), unsigned jobs) {
  told t = once(jobs);
  assert_false(t.is_memory || t.is_other);
  for (uint64_t n = 1;; n++) {
    assert_true(n < 100000);
    (void)arena_test_fail_after(n);
    t = once(jobs);
    if (arena_test_fail_after(0) != 0) break; /* it needs fewer than n */
    if (!t.is_memory || t.is_other) fail_msg("allocation %u failed and was %s", (unsigned)n, t.is_other ? "told as something else" : "not told");
  }
}

static void every_failure_of_a_report_is_told(void **state) {
  (void)state;
  fail_each(report_once, 1);
}

static void every_failure_of_annotate_is_told(void **state) {
  (void)state;
  fail_each(annotate_once, 1);
}

static void also_on_other_threads(void **state) {
  (void)state;
  fail_each(report_once, 3);
}

/* A callback that says stop, at each of its calls in turn, ends the run with HSY_CANCELLED and nothing else. */
typedef struct stopper { unsigned calls, stop_at; } stopper;

static int tick(void *user, hsy_stage stage, uint64_t done, uint64_t total) {
  (void)stage;
  (void)done;
  (void)total;
  stopper *s = user;
  return ++s->calls == s->stop_at;
}

static void a_callback_can_cancel_anywhere(void **state) {
  (void)state;
  for (unsigned jobs = 1; jobs <= 3; jobs += 2)
    for (unsigned n = 1;; n++) {
      told t = {0};
      hsy_context *c = new_context(&t, jobs);
      stopper s = {0, n};
      size_t written = 0;
      assert_int_equal(add_all(c, true), HSY_OK);
      hsy_rc rc = hsy_run(c, HSY_STAGE_COMPARE, tick, &s);
      bool was_stopped = s.calls >= n;
      assert_int_equal(rc, was_stopped ? HSY_CANCELLED : HSY_OK);
      assert_int_equal(hsy_last_error(c)->rc, rc);
      if (was_stopped) assert_int_equal(hsy_write(c, HSY_FORMAT_JSON, NULL, swallow, &written), HSY_USAGE);
      hsy_free(c);
      if (!was_stopped) break;
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_failure_of_a_report_is_told),
      cmocka_unit_test(every_failure_of_annotate_is_told),
      cmocka_unit_test(also_on_other_threads),
      cmocka_unit_test(a_callback_can_cancel_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
