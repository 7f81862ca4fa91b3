/* The pieces of a sentence: tokens as the rules of times want them, each with what it can be in a time expression. */
#include "find/times_parts.h"

#include "base/number.h"
#include "lexicon/lexicon.h"

static granularity unit_of(str name, bool *is_fortnight) {
  static const struct { const char *name; granularity unit; } units[] = {
    {"minute", GRANULARITY_MINUTE}, {"hour", GRANULARITY_HOUR},       {"day", GRANULARITY_DAY},   {"week", GRANULARITY_WEEK},
    {"fortnight", GRANULARITY_WEEK}, {"weekend", GRANULARITY_WEEKEND}, {"month", GRANULARITY_MONTH}, {"quarter", GRANULARITY_QUARTER},
    {"year", GRANULARITY_YEAR},     {"decade", GRANULARITY_DECADE},   {"century", GRANULARITY_CENTURY},
  };
  *is_fortnight = str_eq(name, STR("fortnight"));
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (str_eq(name, str_of(units[i].name))) return units[i].unit;
  return GRANULARITY_NONE;
}

static int part_of(str name) {
  static const char *const parts[] = {"", "morning", "afternoon", "evening", "night", "midday"};
  for (int i = 1; i <= DAYPART_MIDDAY; i++)
    if (str_eq(name, str_of(parts[i]))) return i;
  return 0;
}

static void classify(piece *p, str word) {
  static const struct { const char *name; piece_kind kind; } kinds[] = {
    {"weekday", PIECE_WEEKDAY}, {"weekdays", PIECE_WEEKDAYS}, {"month", PIECE_MONTH}, {"abbreviation", PIECE_ABBREVIATION},
    {"season", PIECE_SEASON},   {"seasons", PIECE_SEASONS},   {"unit", PIECE_UNIT},   {"units", PIECE_UNITS},
    {"part", PIECE_PART},       {"parts", PIECE_PARTS},       {"day", PIECE_DAY},     {"tonight", PIECE_TONIGHT},
    {"set", PIECE_SET},         {"zone", PIECE_ZONE},         {"place", PIECE_PLACE}, {"half", PIECE_HALF},
    {"long", PIECE_LONG},       {"decade", PIECE_DECADE},
  };
  const lexicon_entry *e = lexicon_find(LEXICON_TIME_WORDS, word);
  if (!e) return;
  size_t space = str_find_char(e->value, ' ', 0);
  str name = space == STR_NONE ? e->value : str_slice(e->value, 0, space);
  str value = space == STR_NONE ? STR("") : str_slice(e->value, space + 1, e->value.len);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_eq(name, str_of(kinds[i].name))) p->kind = kinds[i].kind;
  int64_t number;
  if (number_parse_int(value, &number)) p->value = (int)number;
  else if (p->kind == PIECE_HALF) p->value = str_eq(value, STR("pm"));
  else if (p->kind == PIECE_PART || p->kind == PIECE_PARTS) p->value = part_of(value);
  else p->value = unit_of(value, &p->is_fortnight);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Where a token is cut: at each hyphen between letters, before a possessive ending. Numbers stay whole. */
static void add_token(pieces *p, arena *scratch, uint32_t index) {
  const token *t = &p->doc->tokens.at[index];
  str raw = document_slice(p->doc, t->span);
  uint32_t start = 0;
  for (uint32_t i = 0; i <= raw.len; i++) {
    bool at_hyphen = i < raw.len && raw.at[i] == '-' && raw.len > 1 && !(i > 0 && is_digit(raw.at[i - 1]) && i + 1 < raw.len && is_digit(raw.at[i + 1]));
    bool at_possessive = i > 0 && i < raw.len &&
                         (str_eq_ascii_nocase(str_slice(raw, i, raw.len), STR("'s")) || str_eq(str_slice(raw, i, raw.len), STR("’s")) ||
                          ((str_eq(str_slice(raw, i, raw.len), STR("'")) || str_eq(str_slice(raw, i, raw.len), STR("’"))) && raw.len > 2));
    if (i < raw.len && !at_hyphen && !at_possessive) continue;
    for (int pass = 0; pass < 2; pass++) { /* the stretch before, then the mark itself */
      uint32_t end = pass == 0 ? i : at_hyphen ? i + 1 : at_possessive ? (uint32_t)raw.len : i;
      if (end <= start) continue;
      bool whole = start == 0 && end == raw.len;
      piece *q = &p->at[p->count];
      *q = (piece){.span = {t->span.start + start, t->span.start + end}, .token = index};
      p->words[p->count] = whole ? t->folded : str_fold(scratch, str_slice(raw, start, end));
      classify(q, p->words[p->count]);
      p->count++;
      start = end;
    }
    if (at_possessive) break;
  }
}

pieces times_pieces(const document *doc, arena *scratch, uint32_t sentence, bool day_first) {
  const struct sentence *s = &doc->sentences.at[sentence];
  pieces p = {.doc = doc, .day_first = day_first};
  size_t most = 0;
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    most += 2;
    for (uint32_t b = doc->tokens.at[i].span.start; b < doc->tokens.at[i].span.end; b++) most += 2 * (doc->text.at[b] == '-');
  }
  p.at = ARENA_ARRAY(scratch, piece, most + 1);
  p.words = ARENA_ARRAY(scratch, str, most + 1);
  for (uint32_t i = s->first; i < s->first + s->count; i++) add_token(&p, scratch, i);
  assert(p.count <= most);
  return p;
}

/* "31/12/2022" or "31.12.2022" to its three numbers. */
static bool three_numbers(str w, char mark, int out[3]) {
  size_t at = 0;
  for (int k = 0; k < 3; k++) {
    size_t digits = 0;
    for (out[k] = 0; at < w.len && is_digit(w.at[at]) && digits < 5; at++, digits++) out[k] = 10 * out[k] + (w.at[at] - '0');
    if (digits == 0 || digits > 4) return false;
    if (k < 2 && (at >= w.len || w.at[at++] != mark)) return false;
  }
  return at == w.len;
}

bool times_day_first(const document *doc) {
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    int n[3];
    str w = doc->tokens.at[i].folded;
    if (w.len >= 6 && is_digit(w.at[0]) && three_numbers(w, '/', n) && n[0] > 12 && n[0] <= 31 && n[1] <= 12) return true;
  }
  return false;
}

piece_kind piece_kind_at(const pieces *p, uint32_t at) { return at < p->count ? p->at[at].kind : PIECE_END; }
str piece_word(const pieces *p, uint32_t at) { return at < p->count ? p->words[at] : STR(""); }
bool piece_is(const pieces *p, uint32_t at, const char *word) { return str_eq(piece_word(p, at), str_of(word)); }

bool piece_is_any(const pieces *p, uint32_t at, const char *words) {
  str w = piece_word(p, at);
  if (w.len == 0) return false;
  for (const char *c = words; *c;) {
    size_t len = strcspn(c, " ");
    if (len == w.len && memcmp(c, w.at, len) == 0) return true;
    c += len + (c[len] == ' ');
  }
  return false;
}

bool pieces_touch(const pieces *p, uint32_t left, uint32_t right) {
  return left < p->count && right < p->count && p->at[left].span.end == p->at[right].span.start;
}

bool piece_is_capital(const pieces *p, uint32_t at) {
  if (at >= p->count) return false;
  char c = p->doc->text.at[p->at[at].span.start];
  return c >= 'A' && c <= 'Z';
}

int piece_digits(const pieces *p, uint32_t at, unsigned digits) {
  str w = piece_word(p, at);
  if (w.len == 0 || w.len > digits) return -1;
  int value = 0;
  for (size_t i = 0; i < w.len; i++) {
    if (!is_digit(w.at[i])) return -1;
    value = 10 * value + (w.at[i] - '0');
  }
  return value;
}

uint32_t piece_day(const pieces *p, uint32_t at, int *day) {
  number n;
  if (at >= p->count || !number_read(p->words + at, p->count - at, &n)) return at;
  if (n.has_separator || n.kind == NUMBER_LOOSE || n.thousandths < 1000 || n.thousandths > 31000) return at;
  if (n.kind == NUMBER_CARDINAL && !n.is_digits) return at;
  if (n.is_digits && n.kind == NUMBER_CARDINAL && piece_word(p, at).len > 2) return at;
  *day = (int)(n.thousandths / 1000);
  return at + (uint32_t)n.words;
}

uint32_t piece_year(const pieces *p, uint32_t at, int *year) {
  str w = piece_word(p, at);
  int digits = piece_digits(p, at, 4);
  if (w.len == 4 && digits >= 1000 && digits < 2200) {
    *year = digits;
    return at + 1;
  }
  if (w.len >= 3 && (w.at[0] == '\'') && w.len == 3 && is_digit(w.at[1]) && is_digit(w.at[2])) {
    int two = 10 * (w.at[1] - '0') + (w.at[2] - '0');
    *year = two < 40 ? 2000 + two : 1900 + two;
    return at + 1;
  }
  number century, rest;
  if (at < p->count && number_read(p->words + at, p->count - at, &century) && !century.is_digits && century.kind == NUMBER_CARDINAL) {
    int64_t first = century.thousandths / 1000;
    uint32_t next = at + (uint32_t)century.words;
    if (first >= 1900 && first <= 2100 && century.words >= 2) { /* two thousand (and one) */
      *year = (int)first;
      return next;
    }
    if (first >= 16 && first <= 20 && century.words == 1 && next < p->count && number_read(p->words + next, p->count - next, &rest) &&
        !rest.is_digits && rest.kind == NUMBER_CARDINAL && rest.thousandths >= 10000 && rest.thousandths < 100000) {
      *year = (int)(first * 100 + rest.thousandths / 1000);
      return next + (uint32_t)rest.words;
    }
  }
  return at;
}
