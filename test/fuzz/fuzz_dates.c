/* Any text through sentences, times, figures and the inference of a publication day; by the first letter in English or, after
 * "es", by the rules of Spanish. Beside "does not crash": the record holds its invariants, and what an expression means is in
 * order and the same when asked twice.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "find/find.h"
#include "model/date_fit.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str text = {(const char *)data, size};
  if (size > 1 << 16 || !utf8_valid(text)) return 0;
  arena *a = arena_new(), *scratch = arena_new();
  must(a && scratch);
  document *d = ARENA_NEW(a, document);
  *d = (document){.arena = a, .text = str_keep(a, text), .path = STR("input"), .lang = str_starts(text, STR("es")) ? STR("es") : STR("en"), .lang_is_given = true, .input_bytes = size};
  map_run run = {0, 1, 0, 1, (uint32_t)size};
  if (size > 0) vec_push(a, &d->map, run);
  for (size_t i = 0; i < size;) {
    size_t end = str_find_char(text, '\n', i);
    if (end == STR_NONE) end = size;
    str line = str_trim(str_slice(text, i, end));
    uint32_t start = (uint32_t)(line.at - text.at);
    if (line.len > 0) vec_push(a, &d->blocks, ((block){{start, start + (uint32_t)line.len}, BLOCK_PARAGRAPH}));
    i = end + 1;
  }
  must(text_run(d) == HSY_OK);
  must(find_quotations(d, scratch) == HSY_OK);
  must(find_times(d, scratch) == HSY_OK);
  must(find_published(d, scratch) == HSY_OK);
  must(find_figures(d, scratch) == HSY_OK);
  must(document_check(d) == NULL);
  time_anchors anchors[] = {{0}, {true, {19000, 19000}}, {true, {18990, 19010}}, {true, {-719000, 2932000}}};
  for (uint32_t i = 0; i < d->times.count; i++)
    for (size_t k = 0; k < sizeof anchors / sizeof *anchors; k++) {
      time_value v = time_resolve(&d->times, i, &anchors[k]), again = time_resolve(&d->times, i, &anchors[k]);
      must(memchr(v.timex, 0, sizeof v.timex) != NULL && strcmp(v.timex, again.timex) == 0);
      must(v.known == again.known && (!v.known || (v.days.earliest <= v.days.latest && v.days.earliest == again.days.earliest)));
      int right = 0;
      if (time_weekday_disagrees(&d->times, i, &anchors[k], &right)) must(right >= 1 && right <= 7);
    }
  for (uint32_t i = 1; i < d->figures.count; i++) must(d->figures.at[i - 1].span.start <= d->figures.at[i].span.start);
  arena_free(scratch);
  arena_free(a);
  return 0;
}
