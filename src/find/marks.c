/* Marks by token. Every span is walked once, by its tokens: linear in the text and in the bytes of all spans. */
#include "find/marks.h"

static void mark(const document *d, const spans *list, uint32_t value, uint32_t *out) {
  for (uint32_t p = 0; p < list->count; p++) {
    span s = list->at[p];
    for (uint32_t t = document_token_at(d, s.start); t < d->tokens.count && d->tokens.at[t].span.start < s.end; t++)
      if (out[t] == NONE) out[t] = value;
  }
}

token_marks find_marks(const document *d, arena *scratch, const bool *skip) {
  uint32_t n = d->tokens.count;
  token_marks m;
  uint32_t **all[] = {&m.quoted, &m.source_of, &m.cue_of, &m.content_of};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    *all[i] = ARENA_ARRAY(scratch, uint32_t, n);
    for (uint32_t k = 0; k < n; k++) (*all[i])[k] = NONE;
  }
  for (uint32_t q = 0; q < d->quotations.count; q++) mark(d, &d->quotations.at[q].pieces, q, m.quoted);
  uint32_t *length = ARENA_ARRAY(scratch, uint32_t, n);
  for (uint32_t a = 0; a < d->attributions.count; a++) {
    const attribution *of = &d->attributions.at[a];
    if (skip && skip[a]) continue;
    mark(d, &of->source, a, m.source_of);
    mark(d, &of->cue, a, m.cue_of);
    if (of->content.count == 0) continue;
    uint32_t whole = of->content.at[of->content.count - 1].end - of->content.at[0].start;
    for (uint32_t p = 0; p < of->content.count; p++) {
      span s = of->content.at[p];
      for (uint32_t t = document_token_at(d, s.start); t < n && d->tokens.at[t].span.start < s.end; t++)
        if (m.content_of[t] == NONE || whole < length[t]) m.content_of[t] = a, length[t] = whole;
    }
  }
  return m;
}
