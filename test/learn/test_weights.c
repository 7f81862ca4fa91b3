/* Model files: a whole one is taken as it is; one spoiled in any place is refused with the place's name. */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/check.h"
#include "model_file.h"

#include "base/io.h"
#include "learn/weights.h"

static const made_sizes small = {.width = 64, .inner = 128, .layers = 2, .positions = 256, .hidden = 8, .vector = 16};
static const str words = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\nthe", sizeof "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\nthe" - 1};

static hsy_rc open_bytes(arena *a, str file, weights *w, hsy_error *e) {
  *e = (hsy_error){0};
  hsy_rc rc = weights_open_bytes(a, STR("x.model"), file, true, w, e);
  assert_int_equal(rc, e->rc);
  return rc;
}

static void refused(arena *a, str file, const char *why) {
  weights w;
  hsy_error e;
  assert_int_equal(open_bytes(a, file, &w, &e), HSY_MODEL);
  assert_string_equal(e.file, "x.model");
  if (!strstr(e.message, why)) fail_msg("\"%s\" does not say \"%s\"", e.message, why);
  assert_true(e.advice[0]);
}

static void a_whole_model_is_taken(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  weights w;
  hsy_error e;
  hsy_rc rc = open_bytes(a, model_write(&m), &w, &e);
  if (rc != HSY_OK) fail_msg("%s", e.message);
  assert_str(w.name, "made");
  assert_str(str_slice(w.sha256, 0, 8), "01234567");
  assert_int_equal(w.vocabulary.count, 7);
  assert_int_equal(w.encoder.width, 64);
  assert_int_equal(w.encoder.inner, 128);
  assert_int_equal(w.encoder.layer_count, 2);
  assert_int_equal(w.encoder.positions, 256);
  assert_int_equal(w.names.labels, 21);
  assert_int_equal(w.content.labels, 5);
  assert_int_equal(w.source_links.hidden, 8);
  assert_int_equal(w.vector_width, 16);
  assert_memory_equal(w.encoder.word, model_tensor(&m, "embed.word")->bytes, 7 * 64);
  assert_memory_equal(w.encoder.layers[1].down.bias, model_tensor(&m, "layer.1.down.bias")->bytes, 64 * 4);
  assert_memory_equal(w.content_links.cues, model_tensor(&m, "head.link.content.cues")->bytes, 4 * 8 * 4);
  assert_memory_equal(&w.content_links.top_bias, model_tensor(&m, "head.link.content.top_bias")->bytes, 4);
  assert_memory_equal(w.vector_bias, model_tensor(&m, "head.vector.bias")->bytes, 16 * 4);
  arena_free(a);
}

static void sums_are_those_of_each_output(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  weights w;
  hsy_error e;
  assert_int_equal(open_bytes(a, model_write(&m), &w, &e), HSY_OK);
  const kernel_matrix *up = &w.encoder.layers[1].up;
  assert_int_equal(up->outputs, 128);
  assert_int_equal(up->inputs, 64);
  assert_int_equal((uintptr_t)up->sum % 64, 0);
  for (uint32_t n = 0; n < up->outputs; n++) {
    int sum = 0;
    for (uint32_t k = 0; k < up->inputs; k++) sum += up->weight[((n / 16 * (up->inputs / 4) + k / 4) * 16 + n % 16) * 4 + k % 4];
    assert_true(up->sum[n] == (float)sum);
  }
  arena_free(a);
}

static void a_file_is_mapped(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  char path[] = "/tmp/hearsay-test-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, file.at, file.len), (long)file.len);
  close(fd);
  weights w;
  hsy_error e = {0};
  assert_int_equal(weights_open(a, str_of(path), &w, &e), HSY_OK);
  unlink(path); /* the mapping stays */
  assert_memory_equal(w.encoder.word, model_tensor(&m, "embed.word")->bytes, 7 * 64);
  arena_free(a);
}

static void what_is_no_file_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  static const char *const paths[] = {"test/no-such-model", "test", "/dev/null", "test/meson.build", ""};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    weights w;
    hsy_error e = {0};
    assert_int_equal(weights_open(a, str_of(paths[i]), &w, &e), HSY_MODEL);
    assert_string_equal(e.file, paths[i]);
    assert_true(e.message[0] && e.advice[0]);
  }
  arena_free(a);
}

/* Every length of the header, and the data cut at each tensor's start and end and beside them. */
static void a_file_cut_short_anywhere_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  size_t data = model_data_start(file), at = data;
  for (size_t len = 0; len < data; len += len < 200 ? 1 : 7) {
    arena *own = arena_new();
    refused(own, str_slice(file, 0, len), len < 8 ? "only" : "cut short");
    arena_free(own);
  }
  for (uint32_t i = 0; i < m.tensors.count; i++) {
    at += (64 - at % 64) % 64;
    size_t cuts[] = {at, at + 1, at + m.tensors.at[i].size - 1};
    at += m.tensors.at[i].size;
    for (size_t c = 0; c < 3; c++) {
      arena *own = arena_new();
      if (cuts[c] < file.len) refused(own, str_slice(file, 0, cuts[c]), "cut short");
      arena_free(own);
    }
  }
  assert_int_equal(at, file.len);
  arena_free(a);
}

/* Bytes of the data, one in each of many places: the checksum sees it. */
static void an_altered_byte_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  char *bytes = (char *)(uintptr_t)file.at;
  for (size_t at = model_data_start(file); at < file.len; at += 1 + file.len / 50) {
    bytes[at] ^= 4;
    refused(a, file, "checksum");
    bytes[at] ^= 4;
  }
  refused(a, model_edit(a, file, "\"crc32\":\"", "\"crc32\":\"0"), "checksum");
  refused(a, model_edit(a, file, "\"crc32\"", "\"crc33\""), "checksum");
  arena_free(a);
}

static void foreign_files_are_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  static const char *const foreign[] = {"PK\3\4and then some more of it, longer than a header", "<!doctype html><title>x</title>",
                                        "GGUF\3\0\0\0 and so on and so on", "\x80\2ctorch and so on"};
  for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
    char *copy = arena_alloc(a, 64 + 64); /* at a multiple of 64 */
    copy += (64 - (uintptr_t)copy % 64) % 64;
    memcpy(copy, foreign[i], strlen(foreign[i]));
    refused(a, (str){copy, strlen(foreign[i])}, "not a model file");
  }
  refused(a, model_edit(a, file, "hearsay-model", "pt"), "not a model of hearsay");
  refused(a, model_edit(a, file, "__metadata__\":{", "__metadata__\":{\"\":\"\"},\"other\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],"), "not a model of hearsay");
  m.metadata = (str){"", 0};
  refused(a, model_write(&m), "not a model of hearsay");
  arena_free(a);
}

static void another_version_is_named(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  refused(a, model_edit(a, file, "\"version\":\"1\"", "\"version\":\"2\""), "version \"2\"");
  refused(a, model_edit(a, file, "\"version\":\"1\",", ""), "version \"\"");
  refused(a, model_edit(a, file, "\"version\":\"1\"", "\"version\":1"), "not a string");
  refused(a, model_edit(a, file, "0123456789abcdef\"", "0123456789ABCDEF\""), "sha256");
  arena_free(a);
}

static void a_broken_header_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  refused(a, model_edit(a, file, "{", "{,"), "not JSON");
  refused(a, model_edit(a, file, "\"I8\"", "\"I8\xFF\""), "not JSON");
  refused(a, model_edit(a, file, "\"embed.shape\"", "\"embed.word\""), "not JSON"); /* twice the same name */
  refused(a, model_edit(a, file, "{\"dtype\"", "{\"type\""), "tensor vocab: its dtype");
  refused(a, model_edit(a, file, "{\"dtype\":\"U8\"", "{\"dtype\":8"), "tensor vocab: its dtype");
  refused(a, model_edit(a, file, "\"shape\":[", "\"shape\":[-"), "tensor vocab: no usable shape");
  refused(a, model_edit(a, file, "\"shape\":[", "\"shape\":[1.5,"), "tensor vocab: no usable shape");
  refused(a, model_edit(a, file, "\"shape\":[", "\"shape\":[1,1,1,1,1,1,1,1,"), "tensor vocab: no usable shape");
  refused(a, model_edit(a, file, "\"shape\":[", "\"shape\":[4294967295,4294967295,"), "tensor vocab: no usable shape");
  refused(a, model_edit(a, file, "\"shape\":[", "\"shape\":[99999999999999999999,"), "not JSON");
  refused(a, model_edit(a, file, "\"data_offsets\":[0,", "\"data_offsets\":[0,0,"), "tensor vocab: no usable data_offsets");
  refused(a, model_edit(a, file, "\"data_offsets\":[0,", "\"data_offsets\":[-1,"), "tensor vocab: no usable data_offsets");
  refused(a, model_edit(a, file, "\"data_offsets\":[0,", "\"data_offsets\":[1,"), "tensor vocab: has 32 bytes, its shape asks for 33");
  refused(a, model_edit(a, file, "\"data_offsets\":[0,33]", "\"data_offsets\":[33,0]"), "tensor vocab: no usable data_offsets");
  refused(a, model_edit(a, file, "\"data_offsets\":[0,33]", "\"data_offsets\":[9007199254740000,9007199254740033]"), "cut short");
  refused(a, model_edit(a, file, "\"data_offsets\":[33,64]", "\"data_offsets\":[32,63]"), "tensor pad.1: overlaps tensor vocab");
  refused(a, model_edit(a, file, "\"vocab\":{\"dtype\":\"U8\",\"shape\":[33],\"data_offsets\":[0,33]},", ""), "nothing stands");
  refused(a, model_edit(a, file, "\"shape\":[16,64]", "\"shape\":[16,65]"), "tensor head.vector.weight: has 4096 bytes, its shape asks for 4160");
  arena_free(a);
}

static void bytes_after_the_last_tensor_are_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  char *longer = arena_alloc(a, 64 + file.len + 1);
  longer += (64 - (uintptr_t)longer % 64) % 64;
  memcpy(longer, file.at, file.len);
  refused(a, (str){longer, file.len + 1}, "1 bytes follow the last tensor");
  arena_free(a);
}

static void a_huge_header_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  char *bytes = (char *)(uintptr_t)file.at;
  bytes[7] = (char)0x80; /* a length of 2^63 */
  refused(a, file, "not a model file");
  bytes[7] = 0;
  bytes[2] = 0x11; /* more than a mebibyte */
  refused(a, file, "not a model file");
  /* many tensors, and many brackets */
  arena *own = arena_new();
  made_model again = model_make(own, small, words);
  strbuf many = strbuf_new(own);
  strbuf_char(&many, '{');
  for (int i = 0; i <= 8192; i++) strbuf_format(&many, "\"t%d\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},", i);
  strbuf_char(&many, '\0');
  refused(own, model_edit(own, model_write(&again), "{", many.at), "more than 8192 tensors");
  strbuf deep = strbuf_new(own);
  strbuf_add(&deep, STR("{\"deep\":"));
  for (int i = 0; i < 500000; i++) strbuf_char(&deep, '[');
  strbuf_char(&deep, '\0');
  refused(own, model_edit(own, model_write(&again), "{", deep.at), "not JSON");
  arena_free(own);
  arena_free(a);
}

/* Each tensor in turn: left out, of another type, of another shape, not at a multiple of 64. */
static void each_tensor_is_asked_for(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model whole = model_make(a, small, words);
  for (uint32_t i = 0; i < whole.tensors.count; i++) {
    arena *own = arena_new();
    made_model m = model_make(own, small, words);
    made_tensor *t = &m.tensors.at[i], good = *t;
    const char *name = str_zero(own, str_format(own, "tensor %.*s: ", STR_ARG(good.name)));
    bool is_vocabulary = str_eq(good.name, STR("vocab"));
    bool ends_the_layers = str_eq(good.name, STR("layer.1.up.bias")); /* without it there is one layer */
    t->name = STR("something.else");
    if (!ends_the_layers) refused(own, model_write(&m), name);
    *t = good;
    t->dtype = str_eq(good.dtype, STR("F32")) ? STR("I32") : STR("BOOL");
    refused(own, model_write(&m), name);
    *t = good;
    if (!is_vocabulary) { /* its one dimension may be any */
      t->shape[t->dimensions++] = 1;
      refused(own, model_write(&m), name);
      *t = good;
    }
    if (t->dimensions > 1) {
      t->shape[0] *= t->shape[1];
      t->shape[1] = 1;
      refused(own, model_write(&m), name);
      *t = good;
    }
    arena_free(own);
  }
  arena_free(a);
}

static void tensors_must_be_aligned(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  m.align = 16;
  refused(a, model_write(&m), "not at a multiple of 64");
  arena_free(a);
}

static void sizes_have_limits(void **state) {
  (void)state;
  struct { made_sizes sizes; const char *why; } cases[] = {
      {{96, 128, 1, 256, 8, 16}, "tensor embed.norm.weight: is F32 [96]"},
      {{1088, 64, 1, 256, 1, 1}, "tensor embed.norm.weight: is F32 [1088]"},
      {{64, 96, 1, 256, 8, 16}, "tensor layer.0.up.bias: is F32 [96]"},
      {{64, 4160, 1, 256, 8, 16}, "tensor layer.0.up.bias: is F32 [4160]"},
      {{64, 64, 1, 255, 8, 16}, "tensor embed.position: is F32 [255, 64]"},
      {{64, 64, 1, 4097, 8, 16}, "tensor embed.position: is F32 [4097, 64]"},
      {{64, 64, 25, 256, 8, 16}, "more than 24 layers"},
      {{64, 64, 0, 256, 8, 16}, "tensor layer.0.up.bias: missing"},
      {{64, 64, 1, 256, 1025, 16}, "tensor head.link.source.bias: is F32 [1025]"},
      {{64, 64, 1, 256, 8, 1025}, "tensor head.vector.bias: is F32 [1025]"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena *a = arena_new();
    made_model m = model_make(a, cases[i].sizes, words);
    refused(a, model_write(&m), cases[i].why);
    arena_free(a);
  }
}

static void spoil(const char *name, size_t at, float value, const char *why) {
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  memcpy(model_tensor(&m, name)->bytes + 4 * at, &value, 4);
  refused(a, model_write(&m), why);
  arena_free(a);
}

static void numbers_must_be_finite_and_tame(void **state) {
  (void)state;
  spoil("layer.1.qkv.scale", 191, NAN, "tensor layer.1.qkv.scale: holds a number that is not finite");
  spoil("layer.0.down.scale", 0, -0.5f, "tensor layer.0.down.scale: holds");
  spoil("embed.word.scale", 6, INFINITY, "tensor embed.word.scale: holds");
  spoil("layer.1.up.bias", 5, -INFINITY, "tensor layer.1.up.bias: holds");
  spoil("embed.position", 256 * 64 - 1, NAN, "tensor embed.position: holds");
  spoil("head.names.transition", 20 * 21, 1e30f, "tensor head.names.transition: holds");
  spoil("head.link.content.top_bias", 0, NAN, "tensor head.link.content.top_bias: holds");
}

static void a_weight_of_minus_128_is_refused(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  model_tensor(&m, "layer.1.out.weight")->bytes[64 * 64 - 1] = (char)-128;
  refused(a, model_write(&m), "tensor layer.1.out.weight: holds -128");
  arena_free(a);
}

static void the_vocabulary_is_checked(void **state) {
  (void)state;
  static const struct { const char *words, *why; } cases[] = {
      {"[PAD]\n[UNK]\n[CLS]\na", "tensor vocab: the word [SEP] is missing"},
      {"[PAD]\n[UNK]\n[CLS]\n[SEP]\na\na", "tensor vocab: words 4 and 5 are the same"},
      {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n\xFF", "tensor vocab: is not UTF-8"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena *a = arena_new();
    made_model m = model_make(a, small, str_of(cases[i].words));
    refused(a, model_write(&m), cases[i].why);
    arena_free(a);
  }
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  made_tensor *t = model_tensor(&m, "vocab");
  t->bytes[t->size - 2] = '\n'; /* "the" becomes "t", "e": one word more than there are rows */
  refused(a, model_write(&m), "tensor embed.word: is I8 [7, 64], should be I8 [8, 64]");
  arena_free(a);
}

static void unknown_tensors_are_passed_over(void **state) {
  (void)state;
  arena *a = arena_new();
  made_model m = model_make(a, small, words);
  str file = model_write(&m);
  weights w;
  hsy_error e;
  assert_int_equal(open_bytes(a, model_edit(a, file, "{", "{\"new\":{\"dtype\":\"F8_E4M3\",\"shape\":[3,0],\"data_offsets\":[0,0]},"), &w, &e), HSY_OK);
  arena_free(a);
}

static bool open_guarded(arena *a, str file) {
  jmp_buf out;
  weights w;
  hsy_error e = {0};
  if (setjmp(out)) return false;
  arena_guard(a, &out);
  assert_int_equal(weights_open_bytes(a, STR("x.model"), file, true, &w, &e), HSY_OK);
  return true;
}

/* Each call for memory in turn fails: it lands at the guard, and nothing is left behind (the sanitizer looks). */
static void every_failure_of_memory_lands_at_the_guard(void **state) {
  (void)state;
  arena *made = arena_new();
  made_model m = model_make(made, small, words);
  str file = model_write(&m);
  unsigned landed = 0;
  for (uint64_t n = 1;; n++) {
    assert_true(n < 1000);
    (void)arena_test_fail_after(n);
    arena *a = arena_new();
    landed += !a || !open_guarded(a, file);
    arena_free(a);
    if (arena_test_fail_after(0) != 0) break; /* it needs fewer than n */
  }
  assert_true(landed >= 2);
  arena_free(made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_model_is_taken),
      cmocka_unit_test(sums_are_those_of_each_output),
      cmocka_unit_test(a_file_is_mapped),
      cmocka_unit_test(what_is_no_file_is_refused),
      cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
      cmocka_unit_test(an_altered_byte_is_refused),
      cmocka_unit_test(foreign_files_are_refused),
      cmocka_unit_test(another_version_is_named),
      cmocka_unit_test(a_broken_header_is_refused),
      cmocka_unit_test(bytes_after_the_last_tensor_are_refused),
      cmocka_unit_test(a_huge_header_is_refused),
      cmocka_unit_test(each_tensor_is_asked_for),
      cmocka_unit_test(tensors_must_be_aligned),
      cmocka_unit_test(sizes_have_limits),
      cmocka_unit_test(numbers_must_be_finite_and_tame),
      cmocka_unit_test(a_weight_of_minus_128_is_refused),
      cmocka_unit_test(the_vocabulary_is_checked),
      cmocka_unit_test(unknown_tensors_are_passed_over),
      cmocka_unit_test(every_failure_of_memory_lands_at_the_guard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
