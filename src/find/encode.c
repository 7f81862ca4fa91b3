/* The language engine's one pass over a document: what it labels and how its statements lie to each other go into the
 * record; its vectors of tokens are gone when find/ is done. */
#include "find/find.h"

static learn_token *tokens_of(const document *d, arena *a) {
  learn_token *out = ARENA_ARRAY(a, learn_token, d->tokens.count);
  for (uint32_t i = 0; i < d->tokens.count; i++) {
    const token *t = &d->tokens.at[i];
    out[i] = (learn_token){.start = t->span.start, .end = t->span.end, .sentence = t->sentence,
        .block = d->sentences.at[t->sentence].block, .is_sentence_start = t->is_sentence_start, .is_block_start = t->is_block_start};
  }
  for (uint32_t q = 0; q < d->quotations.count; q++)
    for (uint32_t p = 0; p < d->quotations.at[q].pieces.count; p++) {
      span piece = d->quotations.at[q].pieces.at[p];
      for (uint32_t i = document_token_at(d, piece.start); i < d->tokens.count && out[i].start < piece.end; i++)
        if (out[i].start >= piece.start) out[i].is_quoted = true;
    }
  return out;
}

static const name_kind kinds[] = {
  [LEARN_PERSON] = NAME_PERSON, [LEARN_ORGANISATION] = NAME_ORGANISATION, [LEARN_PLACE] = NAME_PLACE,
  [LEARN_NATIONALITY] = NAME_NATIONALITY, [LEARN_OTHER] = NAME_OTHER,
};

#define KEEP(list, from)                                                                                                \
  for (uint32_t i_ = 0; i_ < (from).count; i_++)                                                                        \
    vec_push(d->arena, list, ((label){(from).at[i_].first, (from).at[i_].end, (uint8_t)kinds[(from).at[i_].kind], (from).at[i_].score}))
#define KEEP_LINKS(list, from)                                                                                          \
  for (uint32_t i_ = 0; i_ < (from).count; i_++)                                                                        \
    vec_push(d->arena, list, ((label_link){(from).at[i_].cue, (from).at[i_].span, (from).at[i_].score}))

void find_encode(document *d, const learn_model *model, arena *keep, learn_reading *reading) {
  if (d->tokens.count == 0) return;
  if (d->tokens.count > LEARN_MAX_TOKENS) {
    document_note(d, "longer than %d words: found by rules, without the model (split it)", LEARN_MAX_TOKENS);
    return;
  }
  learn_read(model, d->text, tokens_of(d, keep), d->tokens.count, keep, reading);
  learn_spans spans[LEARN_LAYERS] = {0};
  for (int l = 0; l < LEARN_LAYERS; l++) learn_label(model, reading, (learn_layer)l, keep, &spans[l]);
  learn_links sources = {0}, contents = {0};
  learn_link_spans(model, reading, LEARN_SOURCE, &spans[LEARN_CUE], &spans[LEARN_SOURCE], keep, &sources);
  learn_link_spans(model, reading, LEARN_CONTENT, &spans[LEARN_CUE], &spans[LEARN_CONTENT], keep, &contents);
  labelling *l = ARENA_NEW(d->arena, labelling);
  KEEP(&l->names, spans[LEARN_NAMES]);
  KEEP(&l->sources, spans[LEARN_SOURCE]);
  KEEP(&l->cues, spans[LEARN_CUE]);
  KEEP(&l->contents, spans[LEARN_CONTENT]);
  KEEP_LINKS(&l->source_links, sources);
  KEEP_LINKS(&l->content_links, contents);
  d->labels = l;
}

void find_vectors(document *d, const learn_model *model, const learn_reading *reading) {
  d->vector_width = learn_vector_width(model);
  for (uint32_t i = 0; i < d->statements.count; i++) {
    statement *s = &d->statements.at[i];
    uint32_t first = document_token_at(d, s->span.start), end = first;
    while (end < d->tokens.count && d->tokens.at[end].span.start < s->span.end) end++;
    if (end == first) continue;
    int8_t *vector = arena_alloc(d->arena, d->vector_width);
    learn_vector(model, reading, first, end, vector);
    s->vector = vector;
  }
}
