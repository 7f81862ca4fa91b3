/* Texts that know their way back: building a text from stretches of another.
 *
 * A mapping is the new text and its runs. A run is extended when the next piece has its shape and follows it in the
 * input without a gap; so plain copied text is one run however many pieces it was copied in.
 *
 * Invariant: the runs cover the new text without a gap (document_check says so to the caller's face).
 */
#include "read/parts.h"

mapping mapping_new(arena *a) { return (mapping){.arena = a, .text = strbuf_new(a)}; }

static void run_add(mapping *m, uint32_t text_step, uint64_t input, uint32_t input_step, uint32_t count) {
  if (m->map.count > 0) {
    map_run *last = vec_last(&m->map);
    if (last->text_step == text_step && last->input_step == input_step &&
        last->input + (uint64_t)last->count * input_step == input) {
      last->count += count;
      return;
    }
  }
  map_run run = {(uint32_t)m->text.len, text_step, input, input_step, count};
  vec_push(m->arena, &m->map, run);
}

void mapping_steps(mapping *m, const char *bytes, uint32_t text_step, uint64_t input, uint32_t input_step, uint32_t steps) {
  if (steps == 0 || text_step == 0) return;
  run_add(m, text_step, input, input_step, steps);
  strbuf_add(&m->text, (str){bytes, (size_t)text_step * steps});
}

void mapping_put(mapping *m, str piece, uint64_t input, uint32_t input_length) {
  mapping_steps(m, piece.at, (uint32_t)piece.len, input, input_length, 1);
}

/* The last run that starts at or before `at`; looks at the cursor's neighbourhood first. */
static uint32_t run_at(const map_runs *map, size_t at, uint32_t cursor) {
  for (uint32_t i = cursor, tries = 0; i < map->count && tries < 4; i++, tries++)
    if (map->at[i].text <= at && (i + 1 == map->count || map->at[i + 1].text > at)) return i;
  uint32_t low = 0, high = map->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (map->at[mid].text <= at) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

void mapping_copy(mapping *m, const mapped *from, size_t start, size_t end) {
  if (start >= end) return;
  assert(end <= from->text.len);
  uint32_t i = run_at(&from->map, start, m->cursor);
  for (size_t at = start; at < end; i++) {
    const map_run *run = &from->map.at[i];
    size_t stop = run->text + (size_t)run->text_step * run->count;
    if (stop > end) stop = end;
    while (at < stop) {
      uint32_t step = (uint32_t)((at - run->text) / run->text_step), inside = (uint32_t)((at - run->text) % run->text_step);
      uint64_t input = run->input + (uint64_t)step * run->input_step;
      if (inside == 0 && stop - at >= run->text_step) {
        uint32_t steps = (uint32_t)((stop - at) / run->text_step);
        mapping_steps(m, from->text.at + at, run->text_step, input, run->input_step, steps);
        at += (size_t)steps * run->text_step;
      } else { /* a piece cut inside a step: it stands for the whole step */
        size_t length = run->text_step - inside;
        if (length > stop - at) length = stop - at;
        mapping_steps(m, from->text.at + at, (uint32_t)length, input, run->input_step, 1);
        at += length;
      }
    }
    m->cursor = i;
  }
}

mapped mapping_done(mapping *m) { return (mapped){strbuf_str(&m->text), m->map}; }

mapped mapped_identity(arena *a, str text) {
  mapped out = {.text = text};
  if (text.len > 0) {
    map_run run = {0, 1, 0, 1, (uint32_t)text.len};
    vec_push(a, &out.map, run);
  }
  return out;
}
