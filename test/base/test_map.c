#include "check.h"

#include "base/map.h"

static void put_and_get_many(void **state) {
  (void)state;
  arena *a = arena_new();
  map m = map_new(a);
  assert_int_equal(map_get(&m, STR("nothing")), MAP_NONE);
  for (uint32_t i = 0; i < 20000; i++) assert_int_equal(*map_put(&m, str_format(a, "key %u", i), i), i);
  for (uint32_t i = 0; i < 20000; i++) assert_int_equal(map_get(&m, str_format(a, "key %u", i)), i);
  assert_int_equal(map_get(&m, STR("key 20000")), MAP_NONE);
  assert_int_equal(*map_put(&m, STR("key 5"), 99), 5); /* the first value stays */
  *map_put(&m, STR("key 5"), 0) = 6;
  assert_int_equal(map_get(&m, STR("key 5")), 6);
  assert_int_equal(m.count, 20000);
  for (uint32_t i = 0; i < m.count; i++) assert_str(m.entries[i].key, str_zero(a, str_format(a, "key %u", i)));
  arena_free(a);
}

static void empty_key_and_zero_bytes(void **state) {
  (void)state;
  arena *a = arena_new();
  map m = map_new(a);
  map_put(&m, STR(""), 1);
  map_put(&m, STR("\0"), 2);
  map_put(&m, STR("\0\0"), 3);
  assert_int_equal(map_get(&m, (str){NULL, 0}), 1);
  assert_int_equal(map_get(&m, STR("\0")), 2);
  assert_int_equal(m.count, 3);
  arena_free(a);
}

static void numbers_as_keys(void **state) {
  (void)state;
  arena *a = arena_new();
  map64 m = map64_new(a);
  assert_int_equal(map64_get(&m, 0), MAP_NONE);
  for (uint64_t i = 0; i < 20000; i++) map64_put(&m, i << 40, (uint32_t)i);
  for (uint64_t i = 0; i < 20000; i++) assert_int_equal(map64_get(&m, i << 40), i);
  assert_int_equal(map64_get(&m, 1), MAP_NONE);
  arena_free(a);
}

/* Written into files and tests: must never change. */
static void the_hash_is_fixed(void **state) {
  (void)state;
  assert_int_equal(hash_bytes("", 0), UINT64_C(0xCD3BB585818B9543));
  assert_int_equal(hash_bytes("hearsay, hearsay", 16), UINT64_C(0xE8E9D7609B0A25C7));
  assert_int_equal(hash_mix(1, 2), UINT64_C(0xD71D6BBEC51AD13F));
  assert_int_not_equal(hash_mix(1, 2), hash_mix(2, 1));
}

static void sha256_of_the_standard(void **state) {
  (void)state;
  char hex[65];
  sha256_hex("abc", 3, hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  sha256_hex(NULL, 0, hex);
  assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void crc32_of_the_standard(void **state) {
  (void)state;
  assert_int_equal(hash_crc32("123456789", 9), 0xCBF43926);
  assert_int_equal(hash_crc32(NULL, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(put_and_get_many),  cmocka_unit_test(empty_key_and_zero_bytes), cmocka_unit_test(numbers_as_keys),
      cmocka_unit_test(the_hash_is_fixed), cmocka_unit_test(sha256_of_the_standard),
      cmocka_unit_test(crc32_of_the_standard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
