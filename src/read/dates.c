/* Dates as bylines, heading lines, metadata, URLs and file names write them.
 *
 * The string is cut into pieces (numbers, words, marks); a full date is the first sequence of pieces that fits one of the
 * shapes below and exists in the calendar. A clock time belongs to it when it stands beside it. 03/04/2022 is a day in
 * March or in April: such a date is not taken, unless one number can only be the day.
 *
 * This reads *statements of a date of publication*, so it wants a year; times in running text are find/'s.
 */
#include "read/parts.h"

#include <stdio.h>

#include "base/number.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { MAX_PIECES = 64, EARLIEST_YEAR = 1900, LATEST_YEAR = 2199, DATE_LINE_BYTES = 160 };

typedef enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_MARK } piece_kind;
typedef struct piece {
  piece_kind kind;
  size_t start, end;
  int number, digits;  /* of a number */
  char role;           /* of a word: 'm'onth, 'w'eekday, 'z'one, 'p'art, 'l'abel, 'u'pdate, 'h'alf, 0 = no word of dates */
  int value;           /* of a month, weekday, zone; a half: 0 am, 12 pm */
  bool is_joined;      /* no white space between it and the piece before */
} piece;
typedef struct pieces { piece at[MAX_PIECES]; int count; bool is_cut; } pieces;

static void classify(str s, piece *p) {
  char folded[40];
  size_t len = 0;
  if (p->end - p->start > 24) return;
  for (size_t at = p->start, length; at < p->end; at += length) len += utf8_put(folded + len, uc_lower(utf8_at(s, at, &length)));
  const lexicon_entry *entry = lexicon_find(LEXICON_DATE_WORDS, (str){folded, len});
  if (!entry) return;
  str value = entry->value;
  size_t space = str_find_char(value, ' ', 0);
  int64_t number = 0;
  if (space != STR_NONE) number_parse_int(str_slice(value, space + 1, value.len), &number);
  p->role = value.at[0];
  p->value = p->role == 'h' ? (folded[0] == 'p' ? 12 : 0) : (int)number;
}

/* From `from` on, at most MAX_PIECES pieces. */
static void cut(str s, size_t from, pieces *out) {
  out->count = 0;
  out->is_cut = false;
  bool joined = false;
  for (size_t at = from, length; at < s.len;) {
    int32_t c = utf8_at(s, at, &length);
    if (uc_is_space(c)) {
      joined = false;
      at += length;
      continue;
    }
    if (out->count == MAX_PIECES) {
      out->is_cut = true;
      return;
    }
    piece p = {.kind = PIECE_MARK, .start = at, .is_joined = joined};
    if (c >= '0' && c <= '9') {
      p.kind = PIECE_NUMBER;
      int64_t value = 0;
      while (at < s.len && s.at[at] >= '0' && s.at[at] <= '9') {
        if (value < 100000000) value = value * 10 + (s.at[at] - '0');
        at++;
        p.digits++;
      }
      p.number = (int)value;
    } else if (uc_is_letter(c)) {
      p.kind = PIECE_WORD;
      while (at < s.len && (uc_is_letter(c = utf8_at(s, at, &length)) || (c == '.' && at + 2 < s.len && (s.at[at + 1] | 32) == 'm' && at - p.start == 1)))
        at += length;
    } else {
      at += length;
    }
    p.end = at;
    if (p.kind == PIECE_WORD) classify(s, &p);
    out->at[out->count++] = p;
    joined = true;
  }
}

static bool is_mark(const pieces *p, str s, int i, const char *set) {
  return i >= 0 && i < p->count && p->at[i].kind == PIECE_MARK && p->at[i].end - p->at[i].start == 1 && strchr(set, s.at[p->at[i].start]) != NULL;
}
static bool is_number(const pieces *p, int i, int least_digits, int most_digits) {
  return i >= 0 && i < p->count && p->at[i].kind == PIECE_NUMBER && p->at[i].digits >= least_digits && p->at[i].digits <= most_digits;
}
static bool has_role(const pieces *p, int i, char role) { return i >= 0 && i < p->count && p->at[i].role == role; }
static bool is_year(const pieces *p, int i) {
  return is_number(p, i, 4, 4) && p->at[i].number >= EARLIEST_YEAR && p->at[i].number <= LATEST_YEAR;
}
static bool is_day(const pieces *p, int i) { return is_number(p, i, 1, 2) && p->at[i].number >= 1 && p->at[i].number <= 31; }

/* Marks and small words between the parts of a date. */
static int skip_between(const pieces *p, str s, int i) {
  while (i < p->count && (is_mark(p, s, i, ".,-/") || has_role(p, i, 'p'))) i++;
  return i;
}

static bool take(date_found *d, const pieces *p, int first, int last, int year, int month, int day) {
  if (!civil_valid(year, month, day)) return false;
  *d = (date_found){.year = year, .month = month, .day = day, .start = p->at[first].start, .end = p->at[last].end};
  return true;
}

/* A date that begins at piece i; the piece after it in *next. */
static bool date_at(const pieces *p, str s, int i, date_found *d, int *next) {
  const piece *at = p->at;
  /* 2022-03-14, 2022/03/14, 2022.03.14 */
  if (is_year(p, i) && is_mark(p, s, i + 1, "-/.") && is_number(p, i + 2, 1, 2) && is_mark(p, s, i + 3, "-/.") && is_number(p, i + 4, 1, 2)) {
    *next = i + 5;
    return take(d, p, i, i + 4, at[i].number, at[i + 2].number, at[i + 4].number);
  }
  /* 14 March 2022, 14th of March, 2022, 14-Mar-2022 */
  if (is_day(p, i)) {
    int month = skip_between(p, s, i + 1), year = skip_between(p, s, month + 1);
    if (has_role(p, month, 'm') && is_year(p, year)) {
      *next = year + 1;
      return take(d, p, i, year, at[year].number, at[month].value, at[i].number);
    }
  }
  /* March 14, 2022 */
  if (has_role(p, i, 'm')) {
    int day = skip_between(p, s, i + 1), year = skip_between(p, s, day + 1);
    if (is_day(p, day) && is_year(p, year)) {
      *next = year + 1;
      return take(d, p, i, year, at[year].number, at[i].value, at[day].number);
    }
  }
  /* 14.03.2022 is a day first; 14/03/2022 and 03/14/2022 only when one number must be the day */
  if (is_day(p, i) && is_mark(p, s, i + 1, "./-") && is_day(p, i + 2) && is_mark(p, s, i + 3, "./-") && is_year(p, i + 4)) {
    int first = at[i].number, second = at[i + 2].number;
    *next = i + 5;
    if (is_mark(p, s, i + 1, ".") || first > 12 || first == second) return take(d, p, i, i + 4, at[i + 4].number, second, first);
    if (second > 12) return take(d, p, i, i + 4, at[i + 4].number, first, second);
  }
  return false;
}

/* A clock time at piece i: 09:30, 9.30am, 9 pm, 09:30:15.123+01:00. */
static bool clock_at(const pieces *p, str s, int i, date_found *d, int *next) {
  const piece *at = p->at;
  if (!is_number(p, i, 1, 2) || at[i].number > 24) return false;
  int hour = at[i].number, minute = 0, second = 0, n = i + 1;
  bool has_minute = is_mark(p, s, n, ":.") && is_number(p, n + 1, 2, 2) && at[n + 1].number < 60 && at[n].is_joined && at[n + 1].is_joined;
  if (has_minute) {
    minute = at[n + 1].number;
    n += 2;
    if (is_mark(p, s, n, ":") && is_number(p, n + 1, 2, 2) && at[n + 1].number < 61) {
      second = at[n + 1].number < 60 ? at[n + 1].number : 59;
      n += 2;
      if (is_mark(p, s, n, ".,") && is_number(p, n + 1, 1, 9)) n += 2;
    }
  }
  if (has_role(p, n, 'h')) {
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + at[n].value;
    n++;
    if (is_mark(p, s, n, ".")) n++;
  } else if (!has_minute) {
    return false;
  }
  if (hour > 23) return false;
  d->has_clock = true;
  d->hour = hour, d->minute = minute, d->second = second;
  if (is_mark(p, s, n, "(")) n++;
  if (has_role(p, n, 'z')) {
    d->zone_known = true;
    d->zone = at[n].value;
    n++;
  }
  if (is_mark(p, s, n, "+-") && (is_number(p, n + 1, 4, 4) || is_number(p, n + 1, 2, 2))) { /* +0100, +01:00, GMT+01:00 */
    int sign = s.at[at[n].start] == '-' ? -1 : 1, zone = at[n + 1].number;
    n += 2;
    if (at[n - 1].digits == 4) zone = zone / 100 * 60 + zone % 100;
    else {
      zone *= 60;
      if (is_mark(p, s, n, ":") && is_number(p, n + 1, 2, 2)) zone += at[n + 1].number, n += 2;
    }
    if (zone <= 14 * 60) d->zone_known = true, d->zone = sign * zone;
  }
  *next = n;
  return true;
}

/* The clock that stands after the date ("…2022, 09:30 GMT", "2022-03-14T09:30") or before it ("10:32 AM ET, Mon March 14, 2022"). */
static void find_clock(const pieces *p, str s, int first, int next, date_found *d) {
  int i = next, end;
  while (i < p->count && (is_mark(p, s, i, ",-|(") || has_role(p, i, 'p') || has_role(p, i, 'w'))) i++;
  if (clock_at(p, s, i, d, &end)) {
    d->end = p->at[end - 1].end;
    return;
  }
  for (i = first - 1; i >= 0 && i >= first - 10; i--) {
    date_found with = *d;
    if (clock_at(p, s, i, &with, &end) && end <= first) {
      for (int k = end; k < first; k++)
        if (!is_mark(p, s, k, ",-|()") && !has_role(p, k, 'p') && !has_role(p, k, 'w') && !has_role(p, k, 'z')) return;
      while (i > 0 && is_mark(p, s, i - 1, ":.") && is_number(p, i - 2, 1, 2)) i -= 2; /* the clock's own first part */
      if (clock_at(p, s, i, &with, &end)) *d = with, d->start = p->at[i].start;
      return;
    }
  }
}

static bool first_date(const pieces *p, str s, date_found *d) {
  for (int i = 0, next; i < p->count; i++)
    if (date_at(p, s, i, d, &next)) {
      find_clock(p, s, i, next, d);
      return true;
    }
  return false;
}

bool date_find(str s, date_found *d) {
  pieces p;
  for (size_t from = 0; from < s.len;) {
    cut(s, from, &p);
    if (first_date(&p, s, d)) return true;
    if (!p.is_cut) return false;
    from = p.at[MAX_PIECES / 2].start; /* halves overlap, so that no date is cut */
  }
  return false;
}

static bool plausible(int64_t day) {
  civil c = day_to_civil(day);
  return c.year >= EARLIEST_YEAR && c.year <= LATEST_YEAR;
}

bool date_find_value(str s, date_found *d) {
  s = str_trim(s);
  if (date_find(s, d)) return true;
  pieces p;
  cut(s, 0, &p);
  if (p.count == 0 || p.at[0].kind != PIECE_NUMBER || p.at[0].start != 0) return false;
  int digits = p.at[0].digits;
  if (digits == 8 && (p.count == 1 || p.at[1].role == 'p' || !p.at[1].is_joined)) {
    int n = p.at[0].number;
    return n / 10000 >= EARLIEST_YEAR && n / 10000 <= LATEST_YEAR && take(d, &p, 0, 0, n / 10000, n / 100 % 100, n % 100);
  }
  int64_t seconds;
  if (p.count == 1 && (digits == 10 || digits == 13) && number_parse_int(s, &seconds)) {
    if (digits == 13) seconds /= 1000;
    int64_t day = seconds / CALENDAR_DAY_SECONDS, rest = seconds % CALENDAR_DAY_SECONDS;
    if (!plausible(day)) return false;
    civil c = day_to_civil(day);
    *d = (date_found){.year = c.year, .month = c.month, .day = c.day, .has_clock = true, .zone_known = true, .hour = (int)(rest / 3600),
                      .minute = (int)(rest / 60 % 60), .second = (int)(rest % 60), .start = 0, .end = s.len};
    return true;
  }
  return false;
}

bool date_find_url(str url, date_found *d) {
  pieces p;
  size_t path = str_find(url, STR("://"), 0);
  path = path == STR_NONE ? 0 : str_find_char(url, '/', path + 3);
  if (path == STR_NONE) return false;
  size_t query = str_find_char(url, '?', path);
  str s = str_slice(url, path, query == STR_NONE ? url.len : query);
  cut(s, 0, &p);
  for (int i = 0; i < p.count; i++) {
    if (!is_mark(&p, s, i - 1, "/-_.")) continue;
    if (is_year(&p, i) && is_mark(&p, s, i + 1, "/-_") && (is_number(&p, i + 2, 1, 2) || has_role(&p, i + 2, 'm'))) {
      int month = p.at[i + 2].kind == PIECE_NUMBER ? p.at[i + 2].number : p.at[i + 2].value;
      if (is_mark(&p, s, i + 3, "/-_") && is_day(&p, i + 4) && take(d, &p, i, i + 4, p.at[i].number, month, p.at[i + 4].number)) return true;
    }
    if (is_number(&p, i, 8, 8) && (i + 1 == p.count || p.at[i + 1].kind == PIECE_MARK)) {
      int n = p.at[i].number;
      if (n / 10000 >= 1990 && n / 10000 <= 2100 && take(d, &p, i, i, n / 10000, n / 100 % 100, n % 100)) return true;
    }
  }
  for (int i = 0; i < p.count; i++) { /* a month alone, in folders: /2022/03/ */
    if (!is_mark(&p, s, i - 1, "/") || !is_year(&p, i) || !is_mark(&p, s, i + 1, "/") || !is_mark(&p, s, i + 3, "/")) continue;
    int month = is_number(&p, i + 2, 2, 2) ? p.at[i + 2].number : has_role(&p, i + 2, 'm') ? p.at[i + 2].value : 0;
    if (month < 1 || month > 12) continue;
    *d = (date_found){.year = p.at[i].number, .month = month, .start = p.at[i].start, .end = p.at[i + 2].end};
    return true;
  }
  return false;
}

bool date_find_file_name(str path, date_found *d) {
  size_t slash = path.len;
  while (slash > 0 && path.at[slash - 1] != '/') slash--;
  str base = str_slice(path, slash, path.len);
  pieces p;
  cut(base, 0, &p);
  for (int i = 0; i < p.count; i++) {
    if (is_year(&p, i) && is_mark(&p, base, i + 1, "-_.") && is_number(&p, i + 2, 2, 2) && is_mark(&p, base, i + 3, "-_.") && is_number(&p, i + 4, 2, 2) &&
        take(d, &p, i, i + 4, p.at[i].number, p.at[i + 2].number, p.at[i + 4].number))
      return true;
    if (is_number(&p, i, 8, 8)) {
      int n = p.at[i].number;
      if (n / 10000 >= 1990 && n / 10000 <= 2100 && take(d, &p, i, i, n / 10000, n / 100 % 100, n % 100)) return true;
    }
  }
  return false;
}

void date_fill(dating *to, const date_found *d, date_basis basis, str basis_text) {
  *to = (dating){.known = true, .basis = basis, .basis_text = basis_text, .granularity = GRANULARITY_DAY};
  if (d->day == 0) {
    to->days = (day_range){civil_to_day(d->year, d->month, 1), civil_to_day(d->year, d->month, month_days(d->year, d->month))};
    to->granularity = GRANULARITY_MONTH;
    return;
  }
  int64_t day = civil_to_day(d->year, d->month, d->day);
  to->days = (day_range){day, day};
  if (d->has_clock && d->zone_known) {
    to->has_clock = true;
    to->instant = day * CALENDAR_DAY_SECONDS + d->hour * 3600 + d->minute * 60 + d->second - (int64_t)d->zone * 60;
    to->granularity = GRANULARITY_MINUTE;
  }
}

bool is_date_line(str line, date_found *published, bool *has_published, date_found *updated, bool *has_updated) {
  *has_published = *has_updated = false;
  if (line.len > DATE_LINE_BYTES) return false;
  pieces p;
  cut(line, 0, &p);
  if (p.is_cut) return false;
  bool is_update = false;
  for (int i = 0, next; i < p.count;) {
    date_found d;
    if (date_at(&p, line, i, &d, &next)) {
      find_clock(&p, line, i, next, &d);
      if (is_update && !*has_updated) *updated = d, *has_updated = true;
      if (!is_update && !*has_published) *published = d, *has_published = true;
      i = next;
      continue;
    }
    const piece *here = &p.at[i++];
    if (here->kind == PIECE_WORD) {
      static const char *const fillers[] = {"first", "last", "original", "originally", "publish", "by", "and", "min", "mins", "minute", "minutes", "read"};
      bool is_filler = false;
      for (size_t k = 0; k < sizeof fillers / sizeof *fillers; k++)
        is_filler |= str_eq_ascii_nocase(str_slice(line, here->start, here->end), str_of(fillers[k]));
      if (here->role == 'u') is_update = true;
      else if (here->role == 'l') is_update = false;
      else if (here->role == 0 && !is_filler) return false;
    }
  }
  return *has_published || *has_updated;
}

bool date_prefix(str line, date_found *d, size_t *rest) {
  pieces p;
  cut(line, 0, &p);
  int i = 0, next;
  bool is_labelled = false;
  while (i < p.count && i < 6 && ((p.at[i].role != 0 && strchr("luwp", p.at[i].role)) || is_mark(&p, line, i, ":,-|"))) is_labelled |= p.at[i++].role == 'l';
  if (i >= p.count || !date_at(&p, line, i, d, &next)) return false;
  if (!is_labelled && !is_year(&p, i)) return false; /* "March 14, 2022 …" may open a sentence; "2022-03-14 …" does not */
  find_clock(&p, line, i, next, d);
  while (next < p.count && (p.at[next].start < d->end || is_mark(&p, line, next, ",-|:;") || p.at[next].role == 'z' || p.at[next].role == 'h')) next++;
  if (next >= p.count) return false;
  *rest = p.at[next].start;
  return true;
}
