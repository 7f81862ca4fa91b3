/* Plain text into paragraphs.
 *
 * A line is a paragraph, unless an editor wrapped the lines: then a run of lines between empty ones is. Lines are taken
 * for wrapped when each would have burst the widest line had it taken the next one's first word too; a text of long
 * lines never is.
 *
 * Invariant: paragraphs are disjoint, in text order, trimmed and never empty.
 */
#include "read/parts.h"

#include "base/utf8.h"

enum { WIDEST_WRAPPED = 100, NARROWEST_WRAPPED = 40, WRAPPED_PERCENT = 90, FEWEST_WRAPPED = 4, HEADLINE_WORDS = 30, HEADLINE_BYTES = 220 };

typedef struct line { size_t start, end; bool is_empty; } line;
typedef VEC(line) lines;

/* White space at both ends of [*start, *end) goes. */
static void trim(str text, size_t *start, size_t *end) {
  size_t length;
  while (*start < *end && uc_is_space(utf8_at(text, *start, &length))) *start += length;
  while (*end > *start && uc_is_space(utf8_before(text, *end, &length))) *end -= length;
}

static void split_lines(arena *a, str text, lines *out) {
  for (size_t at = 0; at < text.len;) {
    size_t end = at;
    while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r') end++;
    line l = {at, end, false};
    trim(text, &l.start, &l.end);
    l.is_empty = l.start >= l.end;
    vec_push(a, out, l);
    at = end + (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n' ? 2 : 1);
  }
}

static size_t first_word(str text, const line *l) {
  size_t at = l->start;
  while (at < l->end && text.at[at] != ' ') at++;
  return at - l->start;
}

static bool lines_are_wrapped(str text, const lines *all) {
  size_t widest = 0;
  for (uint32_t i = 0; i < all->count; i++) {
    size_t width = utf8_count(str_slice(text, all->at[i].start, all->at[i].end));
    if (width > widest) widest = width;
    if (widest > WIDEST_WRAPPED) return false;
  }
  if (widest < NARROWEST_WRAPPED) return false;
  uint32_t pairs = 0, full = 0;
  for (uint32_t i = 0; i + 1 < all->count; i++) {
    const line *l = &all->at[i], *next = &all->at[i + 1];
    if (l->is_empty || next->is_empty) continue;
    pairs++;
    full += utf8_count(str_slice(text, l->start, l->end)) + 1 + first_word(text, next) > widest;
  }
  return pairs >= FEWEST_WRAPPED && full * 100 >= pairs * WRAPPED_PERCENT;
}

void paragraphs_split(arena *a, str text, paragraphs *out) {
  lines all = {0};
  split_lines(a, text, &all);
  bool is_wrapped = lines_are_wrapped(text, &all), gap = false;
  for (uint32_t i = 0; i < all.count; i++) {
    const line *l = &all.at[i];
    if (l->is_empty) {
      gap = true;
      continue;
    }
    if (is_wrapped && !gap && out->count > 0) {
      vec_last(out)->end = l->end;
      vec_last(out)->is_wrapped = true;
    } else {
      paragraph p = {l->start, l->end, gap, false};
      vec_push(a, out, p);
    }
    gap = false;
  }
}

uint32_t count_words(str s) {
  uint32_t count = 0;
  bool in_word = false;
  for (size_t at = 0, length; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    bool is_letter = uc_is_letter(c) || uc_is_digit(c);
    if (is_letter && !in_word) count++;
    if (is_letter) in_word = true;
    else if (uc_is_space(c) || c == '/' || c == 0x2014) in_word = false;
  }
  return count;
}

bool ends_with_stop(str s) {
  size_t at = s.len, length;
  while (at > 0) {
    int32_t c = utf8_before(s, at, &length);
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002) return true;
    bool is_closing = c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || uc_is_space(c);
    if (!is_closing) return false;
    at -= length;
  }
  return false;
}

bool is_headline(str s) {
  if (s.len == 0 || s.len > HEADLINE_BYTES) return false;
  uint32_t count = count_words(s);
  if (count < 2 || count > HEADLINE_WORDS) return false;
  size_t length;
  int32_t last = utf8_before(s, s.len, &length), first = utf8_at(s, 0, &length);
  if (last == ',' || last == ';' || last == ':' || last == '-' || last == 0x2014 || uc_is_lower(first)) return false;
  if (!ends_with_stop(s)) return true;
  /* A question or an exclamation may be a headline; a full stop makes a sentence, but for "U.S." and the like. */
  if (last == '?' || last == '!') return true;
  size_t before = s.len - length;
  if (last != '.' || before < 2) return false;
  return uc_is_upper(utf8_before(s, before, &length)) && s.at[before - 2] == '.';
}
