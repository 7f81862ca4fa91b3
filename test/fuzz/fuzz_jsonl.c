/* JSON Lines of any bytes: the walk, each line's fields, and what is in them (text cleaned and not, pages). */
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
  reader *r;
  hsy_error error = {0};
  if (reader_open_bytes(a, STR("input.jsonl"), (str){(const char *)data, size}, &r, &error) == HSY_OK) {
    bool more = true;
    for (int lines = 0; more && lines < 1000; lines++) {
      raw_document raw;
      error = (hsy_error){0};
      must(reader_next(r, &raw, &more, &error) == error.rc);
      if (!more || error.rc != HSY_OK) continue;
      for (int clean = 0; clean < 2; clean++) {
        arena *own = arena_new();
        if (!own) break;
        read_options options = {.clean = clean, .given = {.published = STR("2031-05-09")}};
        document *d = ARENA_NEW(own, document);
        d->arena = own;
        must(read_document(&raw, &options, d) == d->error.rc);
        must(document_check(d) == NULL);
        arena_free(own);
      }
    }
  }
  reader_close(r);
  arena_free(a);
  return 0;
}
