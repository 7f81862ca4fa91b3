/* What the tests of base share: cmocka with the headers it wants, and comparison of views. */
#ifndef TEST_BASE_CHECK_H
#define TEST_BASE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(is, should)                                                                             \
  do {                                                                                                     \
    str is_ = (is), should_ = str_of(should);                                                              \
    if (!str_eq(is_, should_)) fail_msg("is \"%.*s\", should be \"%.*s\"", STR_ARG(is_), STR_ARG(should_)); \
  } while (0)

/* Numbers that look random and are the same in each run (xorshift). */
static inline uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

#endif
