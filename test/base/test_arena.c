#include "check.h"

#include "base/arena.h"
#include "base/vec.h"

static int order[8], order_count;

static void note(void *what) { order[order_count++] = *(int *)what; }

static void bytes_are_zeroed_and_aligned(void **state) {
  (void)state;
  arena *a = arena_new();
  for (int round = 0; round < 3; round++) {
    arena_mark mark = arena_save(a);
    for (size_t size = 0; size < 3000; size += 7) {
      unsigned char *at = arena_alloc(a, size);
      assert_int_equal((uintptr_t)at % 16, 0);
      for (size_t i = 0; i < size; i++) assert_int_equal(at[i], 0);
      memset(at, 0xAB, size);
    }
    arena_release(a, mark);
  }
  arena_free(a);
}

static void grow_keeps_the_bytes_and_zeroes_the_rest(void **state) {
  (void)state;
  arena *a = arena_new();
  unsigned char *at = NULL;
  for (size_t size = 0, next = 1; next < 3000000; size = next, next = next * 3 / 2 + 1) {
    at = arena_grow(a, at, size, next);
    for (size_t i = size; i < next; i++) {
      assert_int_equal(at[i], 0);
      at[i] = (unsigned char)(i * 31);
    }
    if (next % 3 == 0) arena_alloc(a, 5); /* so that it is not the last one any more */
  }
  for (size_t i = 0; i < 1000000; i++) assert_int_equal(at[i], (unsigned char)(i * 31));
  arena_free(a);
}

static void grow_in_place_when_last(void **state) {
  (void)state;
  arena *a = arena_new();
  char *at = arena_alloc(a, 10);
  assert_ptr_equal(arena_grow(a, at, 10, 1000), at);
  arena_alloc(a, 1);
  assert_ptr_not_equal(arena_grow(a, at, 1000, 1001), at);
  arena_free(a);
}

static void release_gives_bytes_back(void **state) {
  (void)state;
  arena *a = arena_new();
  arena_alloc(a, 100);
  arena_mark mark = arena_save(a);
  char *first = arena_alloc(a, 64);
  for (int i = 0; i < 1000; i++) arena_alloc(a, 10000);
  size_t full = arena_bytes(a);
  arena_release(a, mark);
  assert_ptr_equal(arena_alloc(a, 64), first);
  assert_true(arena_bytes(a) < full / 4);
  arena_free(a);
}

static void scratch_does_not_grow(void **state) {
  (void)state;
  arena *a = arena_new();
  size_t after_first = 0;
  for (int i = 0; i < 1000; i++) {
    arena_mark mark = arena_save(a);
    for (int k = 0; k < 100; k++) arena_alloc(a, 2000);
    arena_release(a, mark);
    if (i == 2) after_first = arena_bytes(a);
  }
  assert_true(arena_bytes(a) <= after_first);
  arena_free(a);
}

static void deferred_calls_run_last_first(void **state) {
  (void)state;
  static int numbers[] = {0, 1, 2, 3};
  arena *a = arena_new();
  order_count = 0;
  arena_defer(a, note, &numbers[0]);
  arena_defer(a, note, &numbers[1]);
  arena_mark mark = arena_save(a);
  arena_defer(a, note, &numbers[2]);
  arena_defer(a, note, &numbers[3]);
  arena_release(a, mark);
  assert_int_equal(order_count, 2);
  arena_free(a);
  assert_int_equal(order_count, 4);
  for (int i = 0; i < 4; i++) assert_int_equal(order[i], 3 - i);
}

static bool a_job(arena *a) {
  jmp_buf out;
  arena_guard(a, &out);
  if (setjmp(out)) return false;
  VEC(int) numbers = {0};
  for (int i = 0; i < 20000; i++) vec_push(a, &numbers, i);
  strbuf b = strbuf_new(a);
  for (int i = 0; i < 20000; i++) strbuf_format(&b, "%d ", numbers.at[i]);
  for (int i = 0; i < 50; i++) arena_alloc(a, 40000);
  return b.len > 0;
}

/* The n-th request to the system fails, for each n until there are no more requests. */
static void out_of_memory_lands_at_the_guard(void **state) {
  (void)state;
  uint64_t n = 1;
  for (;; n++) {
    arena_test_fail_after(n);
    arena *a = arena_new();
    if (!a) continue;
    bool done = a_job(a);
    arena_test_fail_after(0);
    arena_free(a);
    if (done) break;
  }
  assert_in_range(n, 5, 500);
}

static void a_size_that_cannot_be_lands_at_the_guard(void **state) {
  (void)state;
  arena *a = arena_new();
  jmp_buf out;
  volatile int landed = 0;
  arena_guard(a, &out);
  if (setjmp(out) == 0) arena_array(a, SIZE_MAX / 2, 3);
  else landed++;
  if (landed == 1 && setjmp(out) == 0) arena_alloc(a, SIZE_MAX - 5);
  else landed++;
  assert_int_equal(landed, 2);
  arena_free(a);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(UNDER_ASAN)
#include <sanitizer/asan_interface.h>

static void bytes_not_handed_out_are_poisoned(void **state) {
  (void)state;
  arena *a = arena_new();
  char *at = arena_alloc(a, 21), *next = arena_alloc(a, 1);
  assert_false(__asan_address_is_poisoned(at + 20));
  for (char *between = at + 21; between < next; between++) assert_true(__asan_address_is_poisoned(between));
  assert_true(next - (at + 21) >= 16);
  at = arena_grow(a, next, 1, 50);
  assert_ptr_equal(at, next);
  assert_true(!__asan_address_is_poisoned(at + 49) && __asan_address_is_poisoned(at + 50));
  arena_mark mark = arena_save(a);
  at = arena_alloc(a, 100);
  arena_release(a, mark);
  assert_true(__asan_address_is_poisoned(at) && !__asan_address_is_poisoned(next));
  arena_free(a);
}
#else
static void bytes_not_handed_out_are_poisoned(void **state) {
  (void)state;
  skip();
}
#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bytes_are_zeroed_and_aligned),
      cmocka_unit_test(grow_keeps_the_bytes_and_zeroes_the_rest),
      cmocka_unit_test(grow_in_place_when_last),
      cmocka_unit_test(release_gives_bytes_back),
      cmocka_unit_test(scratch_does_not_grow),
      cmocka_unit_test(deferred_calls_run_last_first),
      cmocka_unit_test(out_of_memory_lands_at_the_guard),
      cmocka_unit_test(a_size_that_cannot_be_lands_at_the_guard),
      cmocka_unit_test(bytes_not_handed_out_are_poisoned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
