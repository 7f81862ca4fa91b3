#include "check.h"

#include "base/json.h"
#include "base/utf8.h"

bool jansson_reads(str json, str should); /* jansson.c */

static void commas_are_set(void **state) {
  (void)state;
  arena *a = arena_new();
  strbuf out = strbuf_new(a);
  json j = json_new(sink_to_memory(a, &out));
  json_open_object(&j);
  json_put_key(&j, "a");
  json_open_array(&j);
  json_put_int(&j, INT64_MIN);
  json_put_bool(&j, true);
  json_open_array(&j);
  json_close_array(&j);
  json_open_object(&j);
  json_close_object(&j);
  json_close_array(&j);
  json_put_key(&j, "b");
  json_put_string(&j, STR("x"));
  json_put_key(&j, "c");
  json_put_string_or_null(&j, STR(""));
  json_put_key(&j, "d");
  json_put_bool(&j, false);
  json_put_key(&j, "e");
  json_put_number(&j, STR("-1.5e3"));
  json_close_object(&j);
  assert_str(strbuf_str(&out), "{\"a\":[-9223372036854775808,true,[],{}],\"b\":\"x\",\"c\":null,\"d\":false,\"e\":-1.5e3}");
  arena_free(a);
}

static str written(arena *a, str s) {
  strbuf out = strbuf_new(a);
  json j = json_new(sink_to_memory(a, &out));
  json_put_string(&j, s);
  return strbuf_str(&out);
}

static void strings_are_escaped(void **state) {
  (void)state;
  arena *a = arena_new();
  assert_str(written(a, STR("a\"b\\c\nd\te/é😀")), "\"a\\\"b\\\\c\\nd\\te/é😀\"");
  assert_str(written(a, STR("\0\x1B\r\x7F")), "\"\\u0000\\u001b\\u000d\\u007f\"");
  assert_str(written(a, STR("\xC2\x85\xE2\x80\xA8\xE2\x80\xAE\xEF\xBB\xBF")), "\"\\u0085\\u2028\\u202e\\ufeff\"");
  assert_str(written(a, STR("\xF0\x9F\xBF\xBF")), "\"\\ud83f\\udfff\"");
  assert_str(written(a, STR("a\xFFz")), "\"a\xEF\xBF\xBDz\"");
  arena_free(a);
}

/* What a reader of JSON gets is what was written, for every code point. */
static void every_code_point_reads_back(void **state) {
  (void)state;
  arena *a = arena_new();
  for (int32_t start = 1; start <= 0x10FFFF; start += 0x1000) {
    strbuf text = strbuf_new(a);
    for (int32_t c = start; c < start + 0x1000 && c <= 0x10FFFF; c++) {
      char bytes[4];
      if (c < 0xD800 || c > 0xDFFF) strbuf_add(&text, (str){bytes, utf8_put(bytes, c)});
    }
    arena_mark mark = arena_save(a);
    str line = written(a, strbuf_str(&text));
    if (!jansson_reads(line, strbuf_str(&text))) fail_msg("U+%04X and on", (unsigned)start);
    arena_release(a, mark);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commas_are_set),
      cmocka_unit_test(strings_are_escaped),
      cmocka_unit_test(every_code_point_reads_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
