/* A page of any bytes: parsed, its article chosen, its metadata read. What must hold: the record's invariants, and a
 * copied byte (a run of single steps) lies within the input.
 */
#include <stdint.h>
#include <stdlib.h>

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new();
  if (!a) return 0;
  strbuf page = strbuf_new(a);
  strbuf_add(&page, STR("<html>")); /* so that it is taken for a page */
  strbuf_add(&page, (str){(const char *)data, size});
  raw_document raw = {.path = STR("input.html"), .bytes = strbuf_str(&page)};
  read_options options = {0};
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  must(read_document(&raw, &options, d) == d->error.rc);
  must(document_check(d) == NULL);
  for (uint32_t i = 0; i < d->map.count; i++)
    must(d->map.at[i].input + (uint64_t)d->map.at[i].input_step * d->map.at[i].count <= d->input_bytes);
  arena_free(a);
  return 0;
}
