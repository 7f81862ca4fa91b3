/* The door to the model file: what cannot be used is refused with its reason, never taken in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hearsay.h"
#include "learn/learn.h"

static void a_file_that_is_not_there_is_named(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  const learn_model *model = NULL;
  assert_int_equal(learn_open(a, STR("test/no-such-model"), &model, &e), HSY_MODEL);
  assert_int_equal(e.rc, HSY_MODEL);
  assert_non_null(strstr(e.file, "no-such-model"));
  assert_true(e.message[0] && e.advice[0]);
  arena_free(a);
}

static void a_file_that_is_no_model_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  const learn_model *model = NULL;
  assert_int_equal(learn_open(a, STR("test/meson.build"), &model, &e), HSY_MODEL);
  assert_true(e.message[0] && e.advice[0]);
  arena_free(a);
}

static void the_library_says_so_too_unless_told_to_use_none(void **state) {
  (void)state;
  hsy_options o = hsy_options_default();
  hsy_error e = {0};
  o.model = "test/no-such-model";
  assert_null(hsy_context_new(&o, &e));
  assert_int_equal(e.rc, HSY_MODEL);
  o.no_model = true;
  hsy_context *c = hsy_context_new(&o, &e);
  assert_non_null(c);
  hsy_free(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_file_that_is_not_there_is_named),
    cmocka_unit_test(a_file_that_is_no_model_is_refused),
    cmocka_unit_test(the_library_says_so_too_unless_told_to_use_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
