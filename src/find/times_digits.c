/* Builtins of the time rules: numbers, years, clock times, dates in figures, decades; what stands inside a word or runs over
 * several in a way that a list of words does not show. */
#include "find/times_parts.h"

#include "base/calendar.h"
#include "base/number.h"

enum { MOST_HALVES = 200000 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool two_digits(str s, size_t at, int *out) {
  if (at + 2 > s.len || !is_digit(s.at[at]) || !is_digit(s.at[at + 1])) return false;
  *out = 10 * (s.at[at] - '0') + (s.at[at + 1] - '0');
  return true;
}

/* "2021-10-13", "2022-03-14T09:30Z", "2022-03-14 09:30+01:00" at a byte; returns its length, 0 for none. */
static size_t iso_date(str s, size_t at, time_expression *e) {
  int64_t day;
  int hour, minute, zone_hour, zone_minute;
  if (at + 10 > s.len || !day_parse(s.at + at, 10, &day)) return 0;
  civil c = day_to_civil(day);
  e->year = c.year, e->month = c.month, e->day = c.day;
  size_t end = at + 10;
  if (end + 6 <= s.len && (s.at[end] == 'T' || s.at[end] == ' ') && two_digits(s, end + 1, &hour) && s.at[end + 3] == ':' &&
      two_digits(s, end + 4, &minute) && hour < 24 && minute < 60) {
    e->hour = hour, e->minute = minute, e->type = TIME_TIME;
    end += 6;
    if (end + 3 <= s.len && s.at[end] == ':' && two_digits(s, end + 1, &zone_hour)) end += 3; /* seconds */
    if (end < s.len && s.at[end] == 'Z') {
      e->zone_known = true, end++;
    } else if (end + 6 <= s.len && (s.at[end] == '+' || s.at[end] == '-') && two_digits(s, end + 1, &zone_hour) && s.at[end + 3] == ':' &&
               two_digits(s, end + 4, &zone_minute) && zone_hour < 15 && zone_minute < 60) {
      e->zone_known = true;
      e->zone = (s.at[end] == '-' ? -1 : 1) * (60 * zone_hour + zone_minute);
      end += 6;
    }
  }
  return end < s.len && (is_digit(s.at[end]) || s.at[end] == '-' || s.at[end] == '/') ? 0 : end - at;
}

/* "31/12/2022", "12/31/98", "31.12.2022": the whole token. */
static bool slashed_date(const pieces *p, str w, time_expression *e) {
  int n[3] = {0};
  size_t at = 0, length[3];
  char mark = 0;
  for (int k = 0; k < 3; k++) {
    size_t start = at;
    for (; at < w.len && is_digit(w.at[at]) && at - start < 4; at++) n[k] = 10 * n[k] + (w.at[at] - '0');
    length[k] = at - start;
    if (length[k] == 0) return false;
    if (k == 2) break;
    if (at >= w.len || (w.at[at] != '/' && w.at[at] != '.') || (mark && mark != w.at[at])) return false;
    mark = w.at[at++];
  }
  if (at != w.len) return false;
  if (length[0] == 4 && mark == '/') {
    e->year = n[0], e->month = n[1], e->day = n[2];
  } else {
    if (length[2] != 4 && (length[2] != 2 || mark == '.')) return false;
    bool day_first = mark == '.' || p->day_first || n[0] > 12;
    e->day = day_first ? n[0] : n[1];
    e->month = day_first ? n[1] : n[0];
    e->year = length[2] == 4 ? n[2] : n[2] < 40 ? 2000 + n[2] : 1900 + n[2];
  }
  bool is_full = length[0] == 4 || length[2] == 4; /* "31/06/2022" stays, a day that is none */
  if (is_full) return e->year >= 1000 && e->year < 2200 && e->month >= 1 && e->month <= 12 && e->day >= 1 && e->day <= 31;
  return civil_valid(e->year, e->month, e->day);
}

static uint32_t numeric_date(const pieces *p, uint32_t at, time_expression *e) {
  size_t start = p->at[at].span.start;
  str text = str_slice(p->doc->text, 0, p->at[p->count - 1].span.end);
  size_t length = iso_date(text, start, e);
  if (length == 0) return slashed_date(p, p->words[at], e) ? at + 1 : at;
  uint32_t end = at;
  while (end < p->count && p->at[end].span.end < start + length) end++;
  return end < p->count && p->at[end].span.end == start + length ? end + 1 : at;
}

/* "9", "9:30", "17.45" in one piece. */
static bool clock_digits(str w, int *hour, int *minute, bool *has_minutes) {
  size_t at = 0;
  int h = 0, m = 0;
  for (; at < w.len && is_digit(w.at[at]) && at < 2; at++) h = 10 * h + (w.at[at] - '0');
  if (at == 0 || h > 23) return false;
  *has_minutes = false;
  if (at < w.len) {
    if ((w.at[at] != ':' && w.at[at] != '.') || !two_digits(w, at + 1, &m) || m > 59 || at + 3 != w.len) return false;
    *has_minutes = true;
  }
  *hour = h, *minute = m;
  return true;
}

/* ---- numbers ---- */

/* A number of the language: its own words, or numbers.c. */
static bool number_at(const pieces *p, uint32_t at, number *n) {
  const times_language *l = p->language;
  if (!l->has_numbers || is_digit(p->words[at].at[0])) return number_read(p->words + at, p->count - at, n);
  uint32_t word = p->at[at].word;
  if (word == NONE) return false;
  int value = l->words[word].value;
  piece_class class = (piece_class)l->words[word].class;
  *n = (number){.kind = class == PIECE_ORDINAL ? NUMBER_ORDINAL : NUMBER_CARDINAL, .thousandths = 1000 * (int64_t)value, .words = 1};
  if (class == PIECE_TENS && piece_in(p, at + 1, TIMES_JOINS_TENS) && piece_class_at(p, at + 2) == PIECE_ONES) {
    n->thousandths += 1000 * (int64_t)l->words[p->at[at + 2].word].value;
    n->words = 3;
  }
  return class == PIECE_NUMBER || class == PIECE_ORDINAL || class == PIECE_ONES || class == PIECE_TENS;
}

/* The same, read once a piece: many rules ask. */
static bool read_number(const pieces *p, uint32_t at, number *n) {
  piece *q = &p->at[at];
  if (!q->is_read) q->is_read = true, q->has_number = number_at(p, at, &q->number);
  if (q->has_number) *n = q->number;
  return q->has_number;
}

/* A plain cardinal of up to `digits` digits, without separators; −1 when it is none. */
static int plain_digits(str w, unsigned digits) {
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
  if (at >= p->count || !read_number(p, at, &n)) return at;
  if (n.has_separator || n.kind == NUMBER_LOOSE || n.thousandths < 1000 || n.thousandths > 31000) return at;
  if (n.kind == NUMBER_CARDINAL && !n.is_digits && !p->language->has_numbers) return at;
  if (n.is_digits && n.kind == NUMBER_CARDINAL && p->words[at].len > 2) return at;
  *day = (int)(n.thousandths / 1000);
  return at + (uint32_t)n.words;
}

/* "nineteen ninety-six", "two thousand and one" */
static uint32_t worded_year(const pieces *p, uint32_t at, int *year) {
  number century, rest;
  if (p->language->has_numbers || !number_read(p->words + at, p->count - at, &century) || century.is_digits || century.kind != NUMBER_CARDINAL) return at;
  int64_t first = century.thousandths / 1000;
  uint32_t next = at + (uint32_t)century.words;
  if (first >= 1900 && first <= 2100 && century.words >= 2) {
    *year = (int)first;
    return next;
  }
  if (first < 16 || first > 20 || century.words != 1 || next >= p->count || !number_read(p->words + next, p->count - next, &rest)) return at;
  if (rest.is_digits || rest.kind != NUMBER_CARDINAL || rest.thousandths < 10000 || rest.thousandths >= 100000) return at;
  *year = (int)(first * 100 + rest.thousandths / 1000);
  return next + (uint32_t)rest.words;
}

/* "1990s", "1800s" */
static bool decade(str w, time_expression *e) {
  if (w.len != 5 || w.at[4] != 's') return false;
  int year = plain_digits(str_slice(w, 0, 4), 4);
  if (year < 1000 || year > 2190 || year % 10 != 0) return false;
  bool is_century = year % 100 == 0 && year < 2000;
  e->unit = is_century ? GRANULARITY_CENTURY : GRANULARITY_DECADE;
  e->decade_or_century = is_century ? year / 100 : year / 10;
  return true;
}

/* "'80s", "80s" */
static bool short_decade(str w, time_expression *e) {
  if (w.len > 0 && w.at[0] == '\'') w = str_slice(w, 1, w.len);
  if (w.len != 3 || w.at[1] != '0' || w.at[2] != 's' || !is_digit(w.at[0])) return false;
  e->unit = GRANULARITY_DECADE;
  e->decade_or_century = (w.at[0] < '3' ? 200 : 190) + (w.at[0] - '0');
  return true;
}

/* ---- public ---- */

static uint32_t clock_at(const pieces *p, uint32_t at, times_builtin what, time_expression *e) {
  str w = p->words[at];
  int hour = -1, minute = 0, four = plain_digits(w, 4);
  bool has_minutes = false, ok = false;
  number n;
  switch (what) {
    case BUILTIN_HOUR:
      ok = clock_digits(w, &hour, &minute, &has_minutes) && !has_minutes;
      if (!ok && read_number(p, at, &n) && !n.is_digits && n.words == 1 && n.kind == NUMBER_CARDINAL && n.thousandths >= 1000 && n.thousandths <= 12000)
        hour = (int)(n.thousandths / 1000), ok = true;
      break;
    case BUILTIN_CLOCK: ok = clock_digits(w, &hour, &minute, &has_minutes) && has_minutes && w.at[w.len - 3] == ':'; break;
    case BUILTIN_DOTCLOCK: ok = clock_digits(w, &hour, &minute, &has_minutes) && has_minutes && w.at[w.len - 3] == '.'; break;
    case BUILTIN_ZULU: ok = w.len == 6 && w.at[5] == 'z' && clock_digits(str_slice(w, 0, 5), &hour, &minute, &has_minutes); break;
    default: /* "1730" */
      hour = four / 100, minute = four % 100;
      ok = w.len == 4 && four >= 0 && hour < 24 && minute < 60;
  }
  if (!ok) return at;
  e->hour = hour, e->minute = minute;
  if (what == BUILTIN_ZULU) e->zone_known = true;
  return at + 1;
}

uint32_t times_builtin_at(const pieces *p, uint32_t at, times_builtin what, time_expression *e, int *value, bool *is_half) {
  time_expression unused = {0};
  if (!e) e = &unused;
  str w = p->words[at];
  number n;
  int four = plain_digits(w, 4);
  switch (what) {
    case BUILTIN_NUMBER: {
      if (!read_number(p, at, &n) || n.kind != NUMBER_CARDINAL || n.thousandths % 500 != 0 || n.thousandths / 500 > MOST_HALVES) return at;
      bool half = n.thousandths % 1000 != 0;
      if (is_half) *is_half = half;
      *value = (int)(half ? n.thousandths / 500 : n.thousandths / 1000);
      return at + (uint32_t)n.words;
    }
    case BUILTIN_LOOSE: return read_number(p, at, &n) && n.kind == NUMBER_LOOSE ? at + (uint32_t)n.words : at;
    case BUILTIN_DAY: return piece_day(p, at, value);
    case BUILTIN_ORDINAL:
      if (!read_number(p, at, &n) || n.kind != NUMBER_ORDINAL || n.thousandths > 1000000) return at;
      *value = (int)(n.thousandths / 1000);
      return at + (uint32_t)n.words;
    case BUILTIN_DIGITS:
      if (w.len != 4 || four < 1000) return at;
      *value = four;
      return at + 1;
    case BUILTIN_WORDYEAR: return worded_year(p, at, value);
    case BUILTIN_SHORTYEAR:
      if (w.len != 3 || w.at[0] != '\'' || !is_digit(w.at[1]) || !is_digit(w.at[2])) return at;
      *value = 10 * (w.at[1] - '0') + (w.at[2] - '0');
      *value += *value < 40 ? 2000 : 1900;
      return at + 1;
    case BUILTIN_DATE: return numeric_date(p, at, e);
    case BUILTIN_DECADE: return decade(w, e) ? at + 1 : at;
    case BUILTIN_SHORTDECADE: return short_decade(w, e) ? at + 1 : at;
    default: return clock_at(p, at, what, e);
  }
}
