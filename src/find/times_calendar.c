/* Rules for what stands on the calendar: dates, months, weekdays, clock times, quarters, years, seasons, holidays.
 *
 * Each rule reads forward from one piece and gives back where it ends. What a rule cannot be sure of from its own words
 * ("May" at the head of a sentence, "2000" before a plural noun) it leaves alone. None looks for tense: that is
 * times_tense.c's work, after the span is known.
 */
#include "find/times_parts.h"

#include "base/number.h"
#include "base/calendar.h"
#include "lexicon/lexicon.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- dates in figures ---- */

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
  return e->year >= 1000 && e->year < 2200 && civil_valid(e->year, e->month, e->day);
}

uint32_t times_numeric_date(const pieces *p, uint32_t at, time_expression *e) {
  if (at >= p->count || !is_digit(p->words[at].at[0])) return at;
  e->kind = TIME_ABSOLUTE;
  e->unit = GRANULARITY_DAY;
  size_t start = p->at[at].span.start;
  str sentence = str_slice(p->doc->text, 0, p->at[p->count - 1].span.end);
  size_t length = iso_date(sentence, start, e);
  if (length == 0) return slashed_date(p, p->words[at], e) ? at + 1 : at;
  uint32_t end = at;
  while (end < p->count && p->at[end].span.end < start + length) end++;
  return end < p->count && p->at[end].span.end == start + length ? end + 1 : at;
}

/* ---- parts of dates ---- */

/* "this", "last", "next", "this coming", "this past" before a weekday, month, season. */
static uint32_t direction_word(const pieces *p, uint32_t at, time_direction *direction) {
  if (piece_is(p, at, "this") && piece_is_any(p, at + 1, "coming past")) {
    *direction = piece_is(p, at + 1, "past") ? DIRECTION_LAST : DIRECTION_FUTURE;
    return at + 2;
  }
  if (piece_is_any(p, at, "last past")) *direction = DIRECTION_LAST;
  else if (piece_is_any(p, at, "next coming")) *direction = DIRECTION_NEXT;
  else if (piece_is(p, at, "this")) *direction = DIRECTION_THIS;
  else return at;
  return at + 1;
}

static bool is_month(const pieces *p, uint32_t at) {
  piece_kind k = piece_kind_at(p, at);
  return (k == PIECE_MONTH || k == PIECE_ABBREVIATION) && piece_is_capital(p, at);
}

/* ", 2022", "2022", "of 2022"; `at` when there is no year. */
static uint32_t year_after(const pieces *p, uint32_t at, int *year) {
  uint32_t from = at;
  if (piece_is_any(p, from, ", of -")) from++;
  str w = piece_word(p, from);
  uint32_t end = piece_year(p, from, year);
  if (end == from || (w.len > 0 && is_digit(w.at[0]) && (*year < 1500 || w.len != 4))) return *year = 0, at;
  return end;
}

/* "last year", "this year", "next year", "of this year" after a part of the year. */
static uint32_t relative_year(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t from = at;
  if (piece_is(p, from, "of")) from++;
  if (piece_is_any(p, from, "this last next") && piece_is(p, from + 1, "year") && !piece_is(p, from + 2, "'s")) {
    e->direction = DIRECTION_THIS;
    e->amount = piece_is(p, from, "last") ? -1 : piece_is(p, from, "next") ? 1 : 0;
    return from + 2;
  }
  return at;
}

/* "June 10", "10 June", "the 10th of June", "June the 3rd", each with or without a year. */
static uint32_t month_and_day(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t i = at;
  int day = 0;
  if (is_month(p, i)) {
    e->month = p->at[i].value;
    uint32_t j = i + 1;
    if (piece_kind_at(p, i) == PIECE_ABBREVIATION && piece_is(p, j, ".")) j++;
    if (piece_is(p, j, "the")) j++;
    uint32_t end = piece_day(p, j, &day);
    if (end == j || piece_is_any(p, end, "percent % per")) return at;
    i = end;
  } else {
    bool has_article = piece_is(p, i, "the");
    if (has_article) i++;
    uint32_t end = piece_day(p, i, &day);
    if (end == i) return at;
    if (piece_is_any(p, end, "of -")) end++;
    else if (has_article && !is_month(p, end)) return at;
    if (!is_month(p, end)) return at;
    e->month = p->at[end].value;
    i = end + 1;
  }
  e->day = day;
  uint32_t end = year_after(p, i, &e->year);
  if (end == i) end = relative_year(p, i, e);
  if (e->year ? !civil_valid(e->year, e->month, e->day) : e->day > month_days(2000, e->month)) return at;
  return end;
}

uint32_t times_date(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t i = at;
  time_direction direction = DIRECTION_NEAREST;
  e->kind = TIME_ABSOLUTE;
  e->unit = GRANULARITY_DAY;
  uint32_t j = direction_word(p, i, &direction);
  bool is_open = false;
  if (piece_kind_at(p, j) == PIECE_WEEKDAY) { /* "Sunday, June 10", "last Monday (3 Jun)" */
    e->weekday = p->at[j].value;
    i = j + 1;
    if (piece_is_any(p, i, ", (")) is_open = piece_is(p, i, "("), i++;
    if (piece_is(p, i, "the")) i++;
  }
  uint32_t end = month_and_day(p, i, e);
  if (end == i) return at;
  if (is_open && piece_is(p, end, ")")) end++;
  if (!e->weekday && piece_is(p, end, "(") && piece_kind_at(p, end + 1) == PIECE_WEEKDAY && piece_is(p, end + 2, ")")) {
    e->weekday = p->at[end + 1].value;
    end += 3;
  }
  if (e->year || e->direction != DIRECTION_THIS) e->direction = direction == DIRECTION_THIS ? DIRECTION_NEAREST : direction;
  return end;
}

/* ---- months, seasons, holidays ---- */

/* Words after which a month, a season or a year stands by itself. */
static const char before_period[] =
    "in since until till by of from to through during before after between and for this last next early late mid - past "
    "coming every around about ( or end throughout late-";

uint32_t times_month(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_ABSOLUTE;
  e->unit = GRANULARITY_MONTH;
  uint32_t i = direction_word(p, at, &e->direction);
  if (!is_month(p, i)) return at;
  e->month = p->at[i].value;
  uint32_t j = i + 1;
  bool is_short = piece_kind_at(p, i) == PIECE_ABBREVIATION;
  if (is_short && piece_is(p, j, ".")) j++;
  uint32_t end = year_after(p, j, &e->year);
  if (end > j && !(piece_is_any(p, j, ", -") && e->year < 1900)) return end;
  if (is_short) return at;
  end = relative_year(p, j, e);
  if (end > j) return end;
  /* "May" and "March" are verbs too, "August" and "April" names: alone they need a word that asks for a time. */
  if (i == at && piece_is_any(p, i, "may march") && !(i > 0 && piece_is_any(p, i - 1, before_period))) return at;
  if (i == at && (piece_is_any(p, i, "april june august")) && i > 0 && piece_is_capital(p, i - 1) && !piece_is_any(p, i - 1, before_period)) return at;
  const document *d = p->doc;
  uint32_t t = p->at[i].token + 1;
  if (i == at && piece_is_any(p, i, "april june august may") && t < d->tokens.count && d->tokens.at[t].is_capital && d->tokens.at[t].word == WORD_PROPER &&
      pieces_touch(p, i, i + 1) == false && piece_kind_at(p, i + 1) == PIECE_OTHER)
    return at; /* "June Smith" */
  return j;
}

uint32_t times_season(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_ABSOLUTE;
  e->unit = GRANULARITY_SEASON;
  uint32_t i = at;
  bool has_article = piece_is(p, i, "the");
  if (has_article) i++;
  uint32_t j = direction_word(p, i, &e->direction);
  if (piece_kind_at(p, j) != PIECE_SEASON) return at;
  e->season = p->at[j].value;
  uint32_t end = year_after(p, j + 1, &e->year);
  if (end > j + 1 && !piece_is(p, j + 1, "-")) return end;
  e->year = 0;
  end = relative_year(p, j + 1, e);
  if (end > j + 1) return end;
  if (j > i) return j + 1;
  /* "spring" and "fall" are verbs too, and "summer" stands before nouns ("summer school"). */
  const document *d = p->doc;
  uint32_t t = p->at[j].token;
  bool asks = i > 0 && piece_is_any(p, i - 1, "in since until till by during before after over through throughout every each early late mid -");
  bool noun_follows = t + 1 < d->tokens.count && (d->tokens.at[t + 1].word == WORD_NOUN || d->tokens.at[t + 1].word == WORD_PROPER);
  return asks && !noun_follows ? j + 1 : at;
}

uint32_t times_holiday(const pieces *p, uint32_t at, time_expression *e) {
  const lexicon_entry *entry;
  e->kind = TIME_ABSOLUTE;
  e->unit = GRANULARITY_DAY;
  uint32_t i = direction_word(p, at, &e->direction);
  /* The list writes "new year's day": here the ending is a piece of its own, so words are joined again. */
  str joined[6];
  uint32_t ends[6];
  size_t count = 0;
  char buffer[6][40];
  for (uint32_t k = i; k < p->count && count < 6;) {
    str w = p->words[k];
    uint32_t next = k + 1;
    if (pieces_touch(p, k, next) && (piece_is_any(p, next, "'s '")) && w.len + 2 < sizeof buffer[0]) {
      memcpy(buffer[count], w.at, w.len);
      memcpy(buffer[count] + w.len, p->words[next].at, p->words[next].len);
      w = (str){buffer[count], w.len + p->words[next].len};
      next++;
    }
    joined[count] = w;
    ends[count++] = k = next;
  }
  size_t words = lexicon_match(LEXICON_HOLIDAYS, joined, count, &entry);
  if (words == 0 || !piece_is_capital(p, piece_is(p, i, "the") ? i + 1 : i)) return at;
  int64_t n[3] = {0};
  str rest = entry->value;
  for (int k = 0; k < 3 && rest.len > 0; k++) {
    size_t space = str_find_char(rest, ' ', 0);
    number_parse_int(space == STR_NONE ? rest : str_slice(rest, 0, space), &n[k]);
    rest = space == STR_NONE ? STR("") : str_slice(rest, space + 1, rest.len);
  }
  e->month = (int)n[0];
  if (n[2]) e->weekday = (int)n[1], e->nth = (int)n[2];
  else e->day = (int)n[1];
  uint32_t end = ends[words - 1], after = year_after(p, end, &e->year);
  if (after == end) after = relative_year(p, end, e);
  return after;
}

/* ---- weekdays ---- */

uint32_t times_weekday(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_WEEKDAY;
  e->unit = GRANULARITY_DAY;
  uint32_t i = direction_word(p, at, &e->direction);
  if (i == at && piece_is(p, at, "the") && piece_is_any(p, at + 1, "following previous")) { /* counted from another day */
    e->direction = piece_is(p, at + 1, "following") ? DIRECTION_NEXT : DIRECTION_LAST;
    e->anchor = ANCHOR_EXPRESSION;
    i = at + 2;
  }
  if (piece_kind_at(p, i) == PIECE_WEEKDAYS && i == at) {
    e->type = TIME_SET, e->kind = TIME_REPEATED, e->weekday = p->at[i].value, e->amount = 1, e->unit = GRANULARITY_WEEK;
    return i + 1;
  }
  if (piece_kind_at(p, i) != PIECE_WEEKDAY) return at;
  e->weekday = p->at[i].value;
  if (piece_kind_at(p, i + 1) == PIECE_PART) {
    e->daypart = (time_daypart)p->at[i + 1].value;
    e->type = TIME_TIME;
    return i + 2;
  }
  return i + 1;
}

/* ---- clock times ---- */

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

static uint32_t zone_after(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t i = at;
  bool open = piece_is(p, i, "(");
  if (open) i++;
  if (piece_kind_at(p, i) == PIECE_ZONE) {
    e->zone_known = true, e->zone = p->at[i].value;
    i++;
  } else if (piece_kind_at(p, i) == PIECE_PLACE && piece_is_capital(p, i)) {
    i++;
  } else if (piece_is(p, i, "local") && piece_is(p, i + 1, "time")) {
    i += 2;
  } else {
    return at;
  }
  if (open && !piece_is(p, i, ")")) return at;
  return open ? i + 1 : i;
}

/* A day after a clock time: "Monday", "on June 10", "today". */
static uint32_t day_after(const pieces *p, uint32_t at, time_expression *e) {
  static times_rule *const rules[] = {times_date, times_weekday, times_day_word, times_numeric_date};
  uint32_t from = at, best = at;
  time_expression found = {0};
  if (piece_is(p, from, ",")) from++;
  if (piece_is(p, from, "on")) from++;
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
    time_expression d = {.hour = -1, .minute = -1};
    uint32_t end = rules[k](p, from, &d);
    if (end > from && end > best && d.hour < 0 && d.kind != TIME_REPEATED && d.anchor != ANCHOR_EXPRESSION) best = end, found = d;
  }
  if (best == at) return at;
  e->kind = found.kind, e->direction = found.direction, e->weekday = found.weekday;
  e->year = found.year, e->month = found.month, e->day = found.day, e->amount = found.amount;
  e->unit = found.unit;
  if (e->daypart == DAYPART_NONE) e->daypart = found.daypart;
  return best;
}

uint32_t times_clock(const pieces *p, uint32_t at, time_expression *e) {
  int hour = -1, minute = 0;
  bool has_minutes = false;
  uint32_t i = at;
  e->kind = TIME_ABSOLUTE;
  e->type = TIME_TIME;
  e->unit = GRANULARITY_DAY;
  str w = piece_word(p, at);
  bool asked = at > 0 && piece_is_any(p, at - 1, "at by around about until till from to before after since between");
  if (piece_is_any(p, at, "noon midnight midday")) {
    hour = piece_is(p, at, "midnight") ? 0 : 12;
    i = at + 1;
  } else if (piece_digits(p, at, 4) >= 0 && w.len == 4 && piece_kind_at(p, at + 1) == PIECE_ZONE) {
    hour = piece_digits(p, at, 4) / 100, minute = piece_digits(p, at, 4) % 100; /* "1730 GMT" */
    if (hour > 23 || minute > 59) return at;
    i = at + 1;
  } else if (w.len == 6 && w.at[5] == 'z' && clock_digits(str_slice(w, 0, 5), &hour, &minute, &has_minutes)) {
    e->zone_known = true;
    i = at + 1;
  } else {
    number n;
    bool digits = clock_digits(w, &hour, &minute, &has_minutes);
    i = at + 1;
    if (!digits) {
      if (at >= p->count || !number_read(p->words + at, 1, &n) || n.kind != NUMBER_CARDINAL || n.thousandths < 1000 || n.thousandths > 12000) return at;
      hour = (int)(n.thousandths / 1000);
    }
    if (piece_kind_at(p, i) == PIECE_HALF) {
      if (hour < 1 || hour > 12) return at;
      hour = hour % 12 + 12 * p->at[i].value;
      i++;
    } else if (piece_is(p, i, "o'clock") || (piece_is_any(p, i, "in at") && (asked || has_minutes) && piece_kind_at(p, piece_is(p, i + 1,
        "the") ? i + 2 : i + 1) == PIECE_PART)) {
      if (piece_is(p, i, "o'clock")) i++;
      uint32_t part = piece_is(p, i + 1, "the") ? i + 2 : i + 1;
      if (piece_is_any(p, i, "in at") && piece_kind_at(p, part) == PIECE_PART) {
        if (p->at[part].value != DAYPART_MORNING && hour < 12) hour += 12;
        i = part + 1;
      }
    } else if (!has_minutes || w.at[w.len - 3] != ':' || !(asked || piece_kind_at(p, i) == PIECE_ZONE)) {
      return at; /* a plain number, a score, a rate */
    }
  }
  if (hour < 0 || hour > 23) return at;
  uint32_t end = zone_after(p, i, e);
  end = day_after(p, end, e);
  if (end > i && !e->zone_known) end = zone_after(p, end, e);
  e->hour = hour, e->minute = minute;
  return end;
}

/* ---- quarters, halves, years ---- */

static uint32_t rank(const pieces *p, uint32_t at, int most, int *value) {
  number n;
  if (piece_is_any(p, at, "final")) return *value = most, at + 1;
  if (at >= p->count || !number_read(p->words + at, 1, &n) || n.kind != NUMBER_ORDINAL || n.thousandths > 1000 * most) return at;
  *value = (int)(n.thousandths / 1000);
  return *value > 0 ? at + 1 : at;
}

/* "year-ago", "year-earlier" */
static uint32_t year_ago(const pieces *p, uint32_t at) {
  if (!piece_is(p, at, "year")) return at;
  uint32_t i = at + 1;
  if (piece_is(p, i, "-")) i++;
  return piece_is_any(p, i, "ago earlier") ? i + 1 : at;
}

uint32_t times_quarter(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_ABSOLUTE;
  e->direction = DIRECTION_NEAREST;
  uint32_t i = at, j;
  bool from_year_ago = false;
  if (piece_is_any(p, i, "q1 q2 q3 q4")) {
    e->quarter = p->words[i].at[1] - '0';
    e->unit = GRANULARITY_QUARTER;
    return year_after(p, i + 1, &e->year);
  }
  if (piece_is(p, i, "the")) i++;
  if (piece_is_any(p, i, "this last next") && piece_is(p, i + 1, "year") && piece_is(p, i + 2, "'s")) { /* "last year's third quarter" */
    e->direction = DIRECTION_THIS;
    e->amount = piece_is(p, i, "last") ? -1 : piece_is(p, i, "next") ? 1 : 0;
    i += 3;
  } else if ((j = year_ago(p, i)) > i) {
    from_year_ago = true;
    i = j;
  } else if (piece_digits(p, i, 4) >= 1900 && piece_digits(p, i, 4) < 2100) { /* "the 1990 third quarter" */
    e->year = piece_digits(p, i, 4);
    i++;
  }
  if (piece_is_any(p, i, "fiscal flat strong weak")) e->is_fiscal = piece_is(p, i, "fiscal"), i++;
  int value = 0;
  j = rank(p, i, 4, &value);
  if (j == i) return at;
  i = j;
  if (piece_is(p, i, "-") && piece_is(p, at, "the")) return at; /* "the third-quarter loss": without its article */
  if (piece_is_any(p, i, "- fiscal")) i++;
  if (piece_is(p, i, "quarter") || piece_is(p, i, "quarters")) {
    e->quarter = value, e->unit = GRANULARITY_QUARTER;
  } else if (piece_is(p, i, "half") && value <= 2) {
    e->half = value, e->unit = GRANULARITY_HALF;
    bool named = e->year || e->direction == DIRECTION_THIS || from_year_ago;
    int year = 0;
    time_expression probe = {0};
    if (!named && year_after(p, i + 1, &year) == i + 1 && relative_year(p, i + 1, &probe) == i + 1) return at; /* of a match, of a book */
  } else {
    return at;
  }
  i++;
  if (from_year_ago) {
    e->direction = DIRECTION_THIS, e->amount = -1;
    return i;
  }
  if (e->year || e->direction == DIRECTION_THIS) return i;
  j = i;
  if (piece_is(p, j, "of")) j++;
  if (piece_is(p, j, "fiscal")) j++;
  uint32_t end = piece_digits(p, j, 4) >= 1900 ? year_after(p, j, &e->year) : year_after(p, i, &e->year);
  if (end > i && e->year) return end;
  end = relative_year(p, i, e);
  if (end > i) return end;
  if (piece_is(p, i, "a") && year_ago(p, i + 1) > i + 1) {
    e->direction = DIRECTION_THIS, e->amount = -1;
    return year_ago(p, i + 1);
  }
  return i;
}

/* "1990s", "the '80s", "the nineties" */
static uint32_t decade(const pieces *p, uint32_t at, time_expression *e) {
  str w = piece_word(p, at);
  if (w.len >= 3 && w.at[0] == '\'') w = str_slice(w, 1, w.len);
  size_t digits = 0;
  while (digits < w.len && is_digit(w.at[digits])) digits++;
  e->unit = GRANULARITY_DECADE;
  bool plural = str_eq(str_slice(w, digits, w.len), STR("s"));
  bool possessive = digits == w.len && (piece_is(p, at + 1, "'s") && pieces_touch(p, at, at + 1));
  if (digits == 4 && w.at[3] == '0' && (plural || (possessive && piece_is(p, at - 1, "the")))) {
    e->decade_or_century = 100 * (w.at[0] - '0') + 10 * (w.at[1] - '0') + (w.at[2] - '0');
    if (e->decade_or_century < 100 || e->decade_or_century > 219) return at;
    if (w.at[2] == '0' && e->decade_or_century < 200) e->unit = GRANULARITY_CENTURY, e->decade_or_century /= 10; /* "the 1800s" */
    return at + (plural ? 1 : 2);
  }
  bool asked = at > 0 && piece_is_any(p, at - 1, "the early late mid -");
  if (digits == 2 && w.at[1] == '0' && plural && asked) {
    e->decade_or_century = (w.at[0] < '3' ? 200 : 190) + (w.at[0] - '0');
    return at + 1;
  }
  if (piece_kind_at(p, at) == PIECE_DECADE && asked && (at < 2 || !piece_is_any(p, at - 2, "his her their my your") )) {
    e->decade_or_century = (p->at[at].value < 3 ? 200 : 190) + p->at[at].value;
    if (p->at[at].value == 2) e->decade_or_century = 192;
    return at + 1;
  }
  return at;
}

/* What stands before or after four digits that are a year. */
static bool is_bare_year(const pieces *p, uint32_t at) {
  static const char after_no[] = "percent % people miles dollars pounds euros feet meters metres kilometers kilometres km tons tonnes shares points votes hours days troops million billion";
  const document *d = p->doc;
  int year = piece_digits(p, at, 4);
  if (year < 1800 || year > 2099) return false;
  if (piece_is_any(p, at + 1, after_no) || (piece_is(p, at + 1, ",") && piece_digits(p, at + 2, 3) >= 0 && pieces_touch(p, at, at + 2))) return false;
  if (at > 0 && piece_is_any(p, at - 1, "$ £ € # no. number number.")) return false;
  if (at > 0 && pieces_touch(p, at - 1, at) && !piece_is_any(p, at - 1, "( - – / \" ' “ ‘ [ ' — post pre mid")) return false;
  if (at > 0 && piece_is_any(p, at - 1, before_period)) return true;
  if (year < 1900) return at > 0 && piece_is(p, at - 1, "(");
  uint32_t t = p->at[at].token + 1;
  bool plural_follows = t < d->tokens.count && d->tokens.at[t].word == WORD_NOUN && !str_eq(d->tokens.at[t].lemma, d->tokens.at[t].folded) &&
                        str_ends(d->tokens.at[t].folded, STR("s"));
  bool the_before = at > 0 && piece_is_any(p, at - 1, "the a an his her its their 's");
  return the_before || !plural_follows;
}

uint32_t times_year(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_ABSOLUTE;
  uint32_t i = at;
  bool has_article = piece_is(p, i, "the");
  if (has_article) i++;
  if (has_article && piece_is_any(p, i, "early mid late")) {
    e->mod = piece_is(p, i, "early") ? MOD_START : piece_is(p, i, "mid") ? MOD_MID : MOD_END;
    i++;
    if (piece_is(p, i, "-")) i++;
  }
  uint32_t end = decade(p, i, e);
  if (end > i) return end;
  number n; /* "the 21st century" */
  if (i < p->count && number_read(p->words + i, p->count - i, &n) && n.kind == NUMBER_ORDINAL && n.thousandths >= 2000 && n.thousandths <= 22000) {
    uint32_t j = i + (uint32_t)n.words;
    if (piece_is(p, j, "-")) j++;
    if (piece_is(p, j, "century")) {
      e->unit = GRANULARITY_CENTURY;
      e->decade_or_century = (int)(n.thousandths / 1000) - 1;
      return j + 1;
    }
  }
  e->unit = GRANULARITY_YEAR;
  e->mod = MOD_NONE;
  if (has_article && piece_is(p, i, "year")) i++;
  else if (has_article) i = at;
  if (piece_is(p, i, "fiscal") || (piece_is(p, i, "fiscal") && piece_is(p, i + 1, "year"))) {
    e->is_fiscal = true;
    i += piece_is(p, i + 1, "year") ? 2 : 1;
  }
  int year = 0;
  end = piece_year(p, i, &year);
  if (end == i) return at;
  bool named = i > at; /* "fiscal", "the year" */
  if (!named && piece_digits(p, i, 4) >= 0 && !is_bare_year(p, i)) return at;
  if (!named && piece_word(p, i).at[0] == '\'' && !(i > 0 && piece_is_any(p, i - 1, before_period))) return at;
  e->year = year;
  return end;
}
