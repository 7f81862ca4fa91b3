/* How fast are time expressions found in text that is already in tokens: megabytes of text a second in one thread.
 *
 *     times FILE [ROUNDS]          FILE: plain text in English, a paragraph a line; 9 rounds
 *
 * Prints the best and the median round. */
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "clock.h"
#include "find/find.h"
#include "text/text.h"

static document *read_document(arena *a, const char *path) {
  source *s;
  hsy_error error = {0};
  str text;
  if (source_open(a, str_of(path), &s, &error) != HSY_OK || source_read_all(s, a, 1 << 26, &text, &error) != HSY_OK) return NULL;
  source_close(s);
  document *d = ARENA_NEW(a, document);
  *d = (document){.arena = a, .text = text, .path = str_of(path), .lang = STR("en"), .lang_is_given = true, .input_bytes = text.len};
  for (size_t i = 0; i < text.len;) {
    size_t end = str_find_char(text, '\n', i);
    if (end == STR_NONE) end = text.len;
    if (end > i) vec_push(a, &d->blocks, ((block){{(uint32_t)i, (uint32_t)end}, BLOCK_PARAGRAPH}));
    i = end + 1;
  }
  return text_run(d) == HSY_OK ? d : NULL;
}

int main(int argc, char **argv) {
  unsigned rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 9;
  arena *a = arena_new(), *scratch = arena_new();
  document *d = argc > 1 && rounds > 0 && rounds < 1000 ? read_document(a, argv[1]) : NULL;
  if (!d) {
    fprintf(stderr, "usage: times FILE [ROUNDS]: a text file of up to 64 MiB\n");
    return 2;
  }
  double *seconds = calloc(rounds, sizeof *seconds);
  if (!seconds) return 1;
  for (unsigned i = 0; i < rounds; i++) {
    d->times.count = 0;
    double begin = now();
    hsy_rc rc = find_times(d, scratch);
    seconds[i] = now() - begin;
    if (rc != HSY_OK) {
      fprintf(stderr, "times: %s\n", d->error.message);
      return 1;
    }
  }
  qsort(seconds, rounds, sizeof *seconds, by_size);
  double mega = (double)d->text.len / 1e6;
  printf("%.1f MB, %u expressions: %.1f MB/s best, %.1f MB/s median of %u\n", mega, d->times.count, mega / seconds[0], mega / seconds[rounds / 2], rounds);
  free(seconds);
  arena_free(scratch);
  arena_free(a);
  return 0;
}
