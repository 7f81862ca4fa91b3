/* Plain text of any bytes through decoding and cleaning. What must hold: the record's invariants (document_check), no
 * removed piece outside the input, and reading twice gives the same. The same bytes go through as a given text too.
 */
#include <stdint.h>
#include <stdlib.h>

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

static document *read_once(arena *a, str bytes) {
  raw_document raw = {.path = STR("2031-05-09-input.txt"), .bytes = bytes};
  read_options options = {0};
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  must(read_document(&raw, &options, d) == d->error.rc);
  must(document_check(d) == NULL);
  for (uint32_t i = 0; i < d->removed.count; i++) must(d->removed.at[i].end <= d->input_bytes);
  return d;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new();
  if (!a) return 0;
  str bytes = {(const char *)data, size};
  const document *first = read_once(a, bytes), *second = read_once(a, bytes);
  must(str_eq(first->text, second->text) && first->blocks.count == second->blocks.count);
  arena_free(a);
  return 0;
}
