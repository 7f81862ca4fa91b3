/* Quotations: from quotation marks to quoted stretches.
 *
 * One pass over the characters of each block keeps the mark that is open. Curly and angled marks say themselves which they
 * are; a straight mark opens when what stands left of it is space or an opening bracket, and closes else. A paragraph that
 * opens with a mark while a quotation is open continues it (the custom of English newspapers), so a quotation is a list of
 * stretches, not one span. Single marks count where no double one is open; an apostrophe is none. A mark inside another is
 * part of what is quoted.
 *
 * Invariant: stretches are disjoint, in text order, and never empty.
 */
#include "base/utf8.h"
#include "find/find.h"

enum { FAR_END = 2000 }; /* bytes: how far the end of a single quotation is looked for, so that a block stays linear */

typedef enum mark { MARK_NONE, MARK_DOUBLE, MARK_LOW, MARK_STRAIGHT, MARK_SINGLE, MARK_STRAIGHT_SINGLE, MARK_ANGLED } mark;
typedef struct scan {
  document *doc;
  mark open;          /* of the quotation that is open */
  uint32_t start;     /* of its stretch, after the mark */
  uint32_t quotation; /* index of the quotation whose stretch this is, NONE: a new one */
} scan;

static mark opening_mark(int32_t c, int32_t before, int32_t after) {
  static const int32_t openers[] = {0, '(', '[', '{', '-', ':', '"', 0x2013, 0x2014, 0x2018, 0x201C};
  bool is_left_free = uc_is_space(before);
  for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) is_left_free |= before == openers[i];
  bool is_right_full = after != 0 && !uc_is_space(after);
  if (!is_right_full) return MARK_NONE;
  if (c == 0x201C) return MARK_DOUBLE;
  if (c == 0x201E) return MARK_LOW; /* „so“, „so” */
  if (c == 0xAB) return MARK_ANGLED;
  if (!is_left_free) return MARK_NONE;
  if (c == '"' || c == 0x201D) return c == '"' ? MARK_STRAIGHT : MARK_DOUBLE; /* ” used on both sides */
  if (c == 0x2018) return MARK_SINGLE;
  if (c == '\'') return after != 's' && !uc_is_digit(after) ? MARK_STRAIGHT_SINGLE : MARK_NONE; /* '90s */
  return MARK_NONE;
}

static bool closes(mark open, int32_t c, int32_t before, int32_t after) {
  bool is_apostrophe = uc_is_letter(before) && uc_is_letter(after);
  switch (open) {
    case MARK_DOUBLE: return c == 0x201D || (c == 0x201C && uc_is_letter(before) == false && before != 0 && !uc_is_space(before)) || (c == '"' &&
        !uc_is_space(before));
    case MARK_LOW: return c == 0x201C || c == 0x201D;
    case MARK_STRAIGHT: return (c == '"' || c == 0x201D) && (!uc_is_space(before) || after == 0 || uc_is_space(after));
    case MARK_ANGLED: return c == 0xBB;
    case MARK_SINGLE: return c == 0x2019 && !is_apostrophe && !uc_is_letter(after);
    case MARK_STRAIGHT_SINGLE: return c == '\'' && !is_apostrophe && !uc_is_letter(after);
    default: return false;
  }
}

/* The plural's apostrophe ("the officials’ word") would close a single quotation: it does not where a real end follows in
 * the block. */
static bool is_plural_apostrophe(str text, uint32_t after, uint32_t end, int32_t before) {
  if (before != 's' || after >= end || text.at[after] != ' ') return false;
  if (end > after + FAR_END) end = after + FAR_END;
  for (uint32_t i = after; i < end;) {
    size_t n;
    int32_t c = utf8_at(text, i, &n);
    if (c == 0x2018) return false;
    if (c == 0x2019) {
      size_t m;
      int32_t next = i + n < end ? utf8_at(text, i + n, &m) : 0;
      bool is_plural_too = i > 0 && text.at[i - 1] == 's' && next == ' ';
      if (!uc_is_letter(next) && !is_plural_too) return true;
    }
    i += (uint32_t)n;
  }
  return false;
}

static void add_piece(scan *s, uint32_t end, bool is_left_open) {
  document *d = s->doc;
  uint32_t start = s->start;
  while (start < end && d->text.at[start] == ' ') start++;
  while (end > start && d->text.at[end - 1] == ' ') end--;
  if (start >= end) return;
  if (s->quotation == NONE) {
    s->quotation = d->quotations.count;
    quotation *q = vec_new(d->arena, &d->quotations);
    q->is_single = s->open == MARK_SINGLE || s->open == MARK_STRAIGHT_SINGLE;
  }
  quotation *q = &d->quotations.at[s->quotation];
  vec_push(d->arena, &q->pieces, ((span){start, end}));
  q->is_open = is_left_open;
}

static void close_quotation(scan *s) {
  s->open = MARK_NONE;
  s->quotation = NONE;
}

/* Whether a quotation that the block's end leaves open goes on in the next block: that one opens with a mark of its kind. */
static bool goes_on(const document *d, uint32_t next_block, mark open) {
  if (next_block >= d->blocks.count || open == MARK_SINGLE || open == MARK_STRAIGHT_SINGLE) return false;
  span s = d->blocks.at[next_block].span;
  if (span_empty(s)) return false;
  size_t n;
  int32_t c = utf8_at(d->text, s.start, &n);
  if (open == MARK_ANGLED) return c == 0xAB || c == 0xBB;
  if (open == MARK_LOW) return c == 0x201E;
  return c == 0x201C || c == '"' || c == 0x201D;
}

/* Whether a sentence that the block's end cuts in two goes on in the next block and is closed there (a player or a teaser stood
 * between): small letters go on, and the first mark of this kind that follows closes. */
static bool is_cut_in_two(const document *d, uint32_t index, mark open) {
  if (index + 1 >= d->blocks.count || open != MARK_DOUBLE) return false;
  span next = d->blocks.at[index + 1].span;
  size_t n, m;
  if (span_empty(next) || !uc_is_lower(utf8_at(d->text, next.start, &n))) return false;
  int32_t before = 0;
  for (uint32_t i = next.start; i < next.end; i += (uint32_t)n) {
    int32_t c = utf8_at(d->text, i, &n), after = i + n < next.end ? utf8_at(d->text, i + n, &m) : 0;
    if (closes(open, c, before, after)) return true;
    if (opening_mark(c, before, after) == open) return false;
    before = c;
  }
  return false;
}

static void scan_block(scan *s, uint32_t index) {
  document *d = s->doc;
  span b = d->blocks.at[index].span;
  int32_t before = 0;
  bool is_first = true;
  for (uint32_t i = b.start; i < b.end;) {
    size_t n, m;
    int32_t c = utf8_at(d->text, i, &n);
    uint32_t after_at = i + (uint32_t)n;
    int32_t after = after_at < b.end ? utf8_at(d->text, after_at, &m) : 0;
    if ((c == '\'' || c == '`') && after == c) { /* ''two'' single marks are one double */
      c = '"';
      after_at++;
      after = after_at < b.end ? utf8_at(d->text, after_at, &m) : 0;
    }
    if (s->open != MARK_NONE && is_first && s->start == UINT32_MAX) {
      s->start = after_at; /* the mark that continues */
    } else if (s->open != MARK_NONE && closes(s->open, c, before, after)) {
      if (s->open != MARK_SINGLE || !is_plural_apostrophe(d->text, after_at, b.end, before)) {
        add_piece(s, i, false);
        close_quotation(s);
      }
    } else {
      mark opened = opening_mark(c, before, after);
      bool is_single = opened == MARK_SINGLE || opened == MARK_STRAIGHT_SINGLE;
      /* a second opening mark of the same kind: the first was never closed */
      bool is_reopened = s->open == MARK_DOUBLE && c == 0x201C && before != 0;
      if (is_reopened) {
        add_piece(s, i, true);
        close_quotation(s);
      }
      if (opened != MARK_NONE && s->open == MARK_NONE && !(is_single && before != 0 && uc_is_letter(before))) {
        s->open = opened;
        s->start = after_at;
      }
    }
    before = c;
    is_first = false;
    i = after_at;
  }
  if (s->open == MARK_NONE) return;
  bool is_single = s->open == MARK_SINGLE || s->open == MARK_STRAIGHT_SINGLE;
  if (is_single) { /* an apostrophe at a word's start, not a quotation */
    close_quotation(s);
    return;
  }
  bool continues = goes_on(d, index + 1, s->open), is_cut = !continues && is_cut_in_two(d, index, s->open);
  add_piece(s, b.end, !continues && !is_cut);
  if (continues) s->start = UINT32_MAX;
  else if (is_cut) s->start = d->blocks.at[index + 1].span.start;
  else close_quotation(s);
}

hsy_rc find_quotations(document *d, arena *scratch) {
  (void)scratch;
  scan s = {.doc = d, .quotation = NONE};
  for (uint32_t i = 0; i < d->blocks.count; i++) scan_block(&s, i);
  return HSY_OK;
}
