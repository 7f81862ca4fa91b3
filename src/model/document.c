/* The document's record: names of its enumerations, look-ups by offset, and the check of its invariants. */
#include <stdarg.h>
#include <stdio.h>

#include "model/document.h"

#include "base/utf8.h"

#define NAME_OF(type, ...)                                                        \
  const char *type##_name(type value) {                                           \
    static const char *const names[] = {__VA_ARGS__};                             \
    assert((size_t)value < sizeof names / sizeof *names);                         \
    return names[value];                                                          \
  }
NAME_OF(block_kind, "paragraph", "heading", "quote", "list-item", "table-row")
NAME_OF(date_basis, "none", "stated", "metadata", "url", "file-name", "given", "inferred")
NAME_OF(word_class, "X", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "CCONJ", "SCONJ", "PART", "NUM", "INTJ",
        "PUNCT", "SYM")
NAME_OF(name_kind, "person", "organisation", "place", "nationality", "outlet", "other")
NAME_OF(bound_kind, "exact", "at-least", "at-most", "about", "range")
NAME_OF(attribution_type, "direct", "indirect", "mixed")
NAME_OF(stance, "says", "denies", "declines", "disclaims", "doubts")
NAME_OF(source_kind, "person", "anonymous", "organisation", "outlet", "document", "nobody")
NAME_OF(polarity, "positive", "negative")
NAME_OF(modality, "fact", "possible", "future", "wanted", "conditional")

uint64_t map_offset(const map_runs *map, uint32_t text_offset) {
  uint32_t low = 0, high = map->count;
  while (low < high) { /* the last run that starts at or before the offset */
    uint32_t mid = low + (high - low) / 2;
    if (map->at[mid].text <= text_offset) low = mid + 1;
    else high = mid;
  }
  if (low == 0) return 0;
  const map_run *run = &map->at[low - 1];
  uint32_t steps = run->text_step ? (text_offset - run->text) / run->text_step : 0;
  if (steps > run->count) steps = run->count;
  return run->input + (uint64_t)steps * run->input_step;
}

/* The first record of `list` whose span ends behind `offset`; spans are in text order and disjoint. */
#define FIRST_ENDING_BEHIND(list, offset)                        \
  uint32_t low = 0, high = (list).count;                         \
  while (low < high) {                                           \
    uint32_t mid = low + (high - low) / 2;                       \
    if ((list).at[mid].span.end <= (offset)) low = mid + 1;      \
    else high = mid;                                             \
  }                                                              \
  return low

uint32_t document_token_at(const document *d, uint32_t offset) { FIRST_ENDING_BEHIND(d->tokens, offset); }
uint32_t document_sentence_at(const document *d, uint32_t offset) { FIRST_ENDING_BEHIND(d->sentences, offset); }
uint32_t document_block_at(const document *d, uint32_t offset) { FIRST_ENDING_BEHIND(d->blocks, offset); }

uint32_t document_time_from(const document *d, uint32_t offset) {
  uint32_t low = 0, high = d->times.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (d->times.at[middle].span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* In bounds, not backwards, not through a code point. */
static bool is_sound(const document *d, span s) {
  if (s.start > s.end || s.end > d->text.len) return false;
  return utf8_floor(d->text, s.start) == s.start && utf8_floor(d->text, s.end) == s.end;
}

static bool are_sound(const document *d, const spans *list) {
  for (uint32_t i = 0; i < list->count; i++) {
    if (!is_sound(d, list->at[i]) || span_empty(list->at[i])) return false;
    if (i > 0 && list->at[i].start < list->at[i - 1].end) return false;
  }
  return true;
}

static bool is_index(uint32_t index, uint32_t count) { return index == NONE || index < count; }

#define HOLD(condition, words) do { if (!(condition)) return words; } while (0)

static const char *check_text(const document *d) {
  HOLD(utf8_valid(d->text), "text is not valid UTF-8");
  HOLD(d->text.len <= HSY_MAX_TEXT_BYTES, "text is over its limit");
  uint32_t at = 0;
  for (uint32_t i = 0; i < d->map.count; i++) {
    HOLD(d->map.at[i].text == at, "map has a gap");
    at += d->map.at[i].text_step * d->map.at[i].count;
    HOLD(map_offset(&d->map, d->map.at[i].text) <= d->input_bytes, "map leads out of the input");
  }
  HOLD(at == d->text.len, "map does not cover the text");
  uint32_t end = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    HOLD(is_sound(d, d->blocks.at[i].span) && d->blocks.at[i].span.start >= end, "blocks overlap or leave the text");
    end = d->blocks.at[i].span.end;
  }
  for (uint32_t i = 0; i < d->removed.count; i++)
    HOLD(d->removed.at[i].start <= d->removed.at[i].end && d->removed.at[i].at <= d->text.len, "a removed piece has no place");
  uint32_t next = 0;
  end = 0;
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    const sentence *s = &d->sentences.at[i];
    HOLD(is_sound(d, s->span) && s->span.start >= end, "sentences overlap or leave the text");
    HOLD(s->first == next && s->first + s->count <= d->tokens.count, "sentences do not share out the tokens");
    HOLD(s->block < d->blocks.count && span_holds(d->blocks.at[s->block].span, s->span), "a sentence leaves its block");
    end = s->span.end;
    next += s->count;
  }
  HOLD(next == d->tokens.count, "tokens outside sentences");
  end = 0;
  for (uint32_t i = 0; i < d->tokens.count; i++) {
    const token *t = &d->tokens.at[i];
    HOLD(is_sound(d, t->span) && t->span.start >= end && !span_empty(t->span), "tokens overlap or leave the text");
    HOLD(t->sentence < d->sentences.count && span_holds(d->sentences.at[t->sentence].span, t->span), "a token leaves its sentence");
    end = t->span.end;
  }
  return NULL;
}

static const char *check_found(const document *d) {
  for (uint32_t i = 0; i < d->names.count; i++) {
    HOLD(is_sound(d, d->names.at[i].span) && !span_empty(d->names.at[i].span), "a name leaves the text");
    HOLD(is_index(d->names.at[i].entity, d->entities.count), "a name's entity does not exist");
  }
  for (uint32_t i = 0; i < d->entities.count; i++)
    for (uint32_t k = 0; k < d->entities.at[i].mentions.count; k++)
      HOLD(is_sound(d, d->entities.at[i].mentions.at[k]), "a mention leaves the text");
  for (uint32_t i = 0; i < d->times.count; i++) {
    const time_expression *t = &d->times.at[i];
    HOLD(is_sound(d, t->span) && !span_empty(t->span), "a time leaves the text");
    HOLD(t->anchor != ANCHOR_EXPRESSION || t->anchor_index < i, "a time counts from a later one");
  }
  for (uint32_t i = 0; i < d->figures.count; i++) {
    const figure *f = &d->figures.at[i];
    HOLD(is_sound(d, f->span) && is_sound(d, f->noun) && are_sound(d, &f->scope), "a figure leaves the text");
    HOLD(f->low <= f->high, "a figure's values stand the wrong way round");
  }
  for (uint32_t i = 0; i < d->quotations.count; i++)
    HOLD(are_sound(d, &d->quotations.at[i].pieces), "a quotation's pieces overlap, are empty or leave the text");
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    HOLD(are_sound(d, &a->source) && are_sound(d, &a->cue) && are_sound(d, &a->content), "an attribution's spans are not sound");
    HOLD(a->content.count > 0, "an attribution without content");
    HOLD(is_index(a->entity, d->entities.count) && is_index(a->said, d->times.count), "an attribution's index does not exist");
    HOLD(is_index(a->inside, d->attributions.count) && a->inside != i, "an attribution stands inside one that does not exist");
    for (uint32_t k = 0; k < a->via.count; k++) HOLD(a->via.at[k] < d->entities.count, "a carrier does not exist");
  }
  for (uint32_t i = 0; i < d->statements.count; i++) {
    const statement *s = &d->statements.at[i];
    HOLD(is_sound(d, s->span) && !span_empty(s->span) && is_sound(d, s->predicate), "a statement leaves the text");
    HOLD(is_index(s->attribution, d->attributions.count), "a statement's attribution does not exist");
  }
  return NULL;
}

const char *document_check(const document *d) {
  if (d->error.rc != HSY_OK) return NULL;
  const char *fault = check_text(d);
  return fault ? fault : check_found(d);
}

void document_note(document *doc, const char *format, ...) {
  char message[sizeof((hsy_error *)0)->message];
  va_list list;
  va_start(list, format);
  vsnprintf(message, sizeof message, format, list);
  va_end(list);
  hsy_error note = {0};
  error_set(&note, HSY_INPUT, doc->path, doc->line, NULL, "%s", message);
  note.rc = HSY_OK; /* the document is used */
  vec_push(doc->arena, &doc->notes, note);
}
