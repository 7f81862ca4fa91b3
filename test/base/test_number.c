#include "check.h"

#include <inttypes.h>
#include <math.h>

#include "base/number.h"

static void assert_close(double is, double should) {
  if (fabs(is - should) > 1e-14 * fabs(should)) fail_msg("is %.17g, should be %.17g", is, should);
}

static void exp_is_near_the_libraries(void **state) {
  (void)state;
  for (double x = -700.0; x < 709.0; x += 0.0137) assert_close(number_exp(x), exp(x));
  assert_true(number_exp(0.0) == 1.0);
  assert_true(number_exp(-1000.0) == 0.0 && number_exp(1000.0) == HUGE_VAL && isnan(number_exp(NAN)));
  assert_true(number_exp(709.78) < HUGE_VAL && number_exp(-745.0) > 0.0);
}

static void log_is_near_the_libraries(void **state) {
  (void)state;
  for (double x = 1e-300; x < 1e300; x *= 1.0371) {
    double should = log(x);
    if (fabs(should) > 0.1) assert_close(number_log(x), should);
  }
  for (double x = 0.9; x < 1.1; x += 0.0001) assert_true(fabs(number_log(x) - log(x)) < 1e-16);
  assert_true(number_log(1.0) == 0.0);
  assert_close(number_log(5e-324), log(5e-324));
  assert_true(number_log(0.0) == -HUGE_VAL && isnan(number_log(-1.0)) && number_log(HUGE_VAL) == HUGE_VAL);
}

static uint64_t bits(double x) {
  uint64_t b;
  memcpy(&b, &x, sizeof b);
  return b;
}

/* The bits of one machine; every other must give the same. */
static void the_bits_are_fixed(void **state) {
  (void)state;
  uint64_t sum = 0;
  for (double x = -30.0; x < 30.0; x += 0.37) sum = sum * 31 + bits(number_exp(x)) + bits(number_log(x + 31.0));
  if (sum != UINT64_C(0xD53EF0A2B39F1304)) fail_msg("sum of bits: 0x%" PRIX64, sum);
  assert_true(number_sqrt(2.0) == 1.4142135623730951);
}

static void scores(void **state) {
  (void)state;
  assert_int_equal(number_score(0.0), 0);
  assert_int_equal(number_score(0.4996), 500);
  assert_int_equal(number_score(1.0), 1000);
  assert_int_equal(number_score(7.0), 1000);
  assert_int_equal(number_score(-1.0), 0);
  assert_int_equal(number_score(NAN), 0);
}

static void integers(void **state) {
  (void)state;
  int64_t n = 5;
  assert_true(number_parse_int(STR("-9223372036854775808"), &n) && n == INT64_MIN);
  assert_true(number_parse_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
  assert_true(number_parse_int(STR("+007"), &n) && n == 7);
  assert_true(number_parse_int(STR("-0"), &n) && n == 0);
  const char *const wrong[] = {"", "-", "+", "9223372036854775808", "-9223372036854775809", "1 ", " 1", "1.0", "0x1", "1e3", "--1"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(number_parse_int(str_of(wrong[i]), &n));
}

static void decimals(void **state) {
  (void)state;
  double x = 0;
  const struct { const char *text; double value; } right[] = {
      {"0", 0}, {"1.5", 1.5}, {"-.25", -.25}, {"3.", 3}, {"0.1", 0.1}, {"1234567.891", 1234567.891}, {"1e3", 1e3},
      {"25E-3", 0.025}, {"1e22", 1e22}, {"0.000001", 1e-6}, {"0e99999999", 0}, {"1e-99999", 0},
      {"12345678901234567890123", 12345678901234567890123.0}};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    assert_true(number_parse_decimal(str_of(right[i].text), &x));
    if (x != right[i].value && fabs(x - right[i].value) > 1e-15 * fabs(x)) fail_msg("%s gives %.17g", right[i].text, x);
  }
  const char *const wrong[] = {"", ".", "-", "1,5", "1.2.3", "e3", "1e", "1e+", "nan", "inf", "1e400", "1 ", "0x10"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(number_parse_decimal(str_of(wrong[i]), &x));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exp_is_near_the_libraries), cmocka_unit_test(log_is_near_the_libraries),
      cmocka_unit_test(the_bits_are_fixed),        cmocka_unit_test(scores),
      cmocka_unit_test(integers),                  cmocka_unit_test(decimals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
