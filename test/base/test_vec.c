#include "check.h"

#include "base/vec.h"

typedef struct pair { int key; int place; } pair;

static int by_key(const void *a, const void *b) {
  int x = ((const pair *)a)->key, y = ((const pair *)b)->key;
  return (x > y) - (x < y);
}

static void push_new_and_last(void **state) {
  (void)state;
  arena *a = arena_new();
  VEC(pair) v = {0};
  for (int i = 0; i < 1000; i++) vec_push(a, &v, ((pair){i, -i}));
  pair *p = vec_new(a, &v);
  assert_int_equal(p->key, 0);
  p->key = 77;
  assert_int_equal(v.count, 1001);
  assert_int_equal(vec_last(&v)->key, 77);
  for (int i = 0; i < 1000; i++) assert_int_equal(v.at[i].place, -i);
  arena_free(a);
}

static void sort_orders_and_is_stable(void **state) {
  (void)state;
  arena *a = arena_new();
  uint64_t seed = 1;
  for (int count = 0; count < 400; count += count < 40 ? 1 : 37) {
    for (int kinds = 1; kinds < 300; kinds *= 7) {
      VEC(pair) v = {0};
      for (int i = 0; i < count; i++) vec_push(a, &v, ((pair){(int)(next_random(&seed) % (uint64_t)kinds), i}));
      vec_sort(a, &v, by_key);
      assert_int_equal(v.count, count);
      for (int i = 1; i < count; i++) {
        assert_true(v.at[i - 1].key <= v.at[i].key);
        if (v.at[i - 1].key == v.at[i].key) assert_true(v.at[i - 1].place < v.at[i].place);
      }
    }
  }
  arena_free(a);
}

static void too_many_items_land_at_the_guard(void **state) {
  (void)state;
  arena *a = arena_new();
  jmp_buf out;
  VEC(char) v = {0};
  volatile bool landed = false;
  arena_guard(a, &out);
  if (setjmp(out) == 0) vec_reserve(a, &v, UINT32_C(1) << 31);
  else landed = true;
  assert_true(landed);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(push_new_and_last),
      cmocka_unit_test(sort_orders_and_is_stable),
      cmocka_unit_test(too_many_items_land_at_the_guard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
