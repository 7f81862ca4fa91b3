/* Rules for what is counted, not dated: today, last month, two weeks ago, the past three months, daily, now.
 *
 * What an expression counts from is the publication, or an earlier expression ("a day earlier", "the same week"); which
 * one that is, times.c decides, since only it knows what stands before.
 */
#include "find/times_parts.h"

#include "lexicon/lexicon.h"

static bool is_part(const pieces *p, uint32_t at) { return piece_kind_at(p, at) == PIECE_PART; }

static bool is_unit(const pieces *p, uint32_t at) {
  piece_kind k = piece_kind_at(p, at);
  return k == PIECE_UNIT || k == PIECE_UNITS;
}

static void take_unit(const pieces *p, uint32_t at, time_expression *e) {
  e->unit = (granularity)p->at[at].value;
  if (p->at[at].is_fortnight) e->amount *= 2;
}

/* ---- days ---- */

uint32_t times_day_word(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_OFFSET;
  e->unit = GRANULARITY_DAY;
  e->anchor = ANCHOR_PUBLISHED;
  uint32_t i = at;
  if (piece_is_any(p, i, "this last") && is_part(p, i + 1)) { /* "this morning", "last night" */
    if (p->at[i + 1].value == DAYPART_MIDDAY) return at;
    e->amount = piece_is(p, i, "last") ? -1 : 0;
    e->daypart = (time_daypart)p->at[i + 1].value;
    e->type = TIME_TIME;
    return i + 2;
  }
  if (piece_is(p, i, "overnight") && i > 0 && (piece_is(p, i + 1, ",") || piece_is(p, i + 1, ".") || i + 1 == p->count)) {
    e->daypart = DAYPART_NIGHT, e->type = TIME_TIME;
    return i + 1;
  }
  uint32_t j = i;
  if (piece_is(p, j, "the")) j++;
  if (piece_is(p, j, "day") && piece_is_any(p, j + 1, "before after") && piece_kind_at(p, j + 2) == PIECE_DAY && p->at[j + 2].value != 0) {
    e->amount = piece_is(p, j + 1, "before") ? -2 : 2;
    return j + 3;
  }
  if (piece_kind_at(p, i) == PIECE_TONIGHT) {
    e->daypart = DAYPART_NIGHT, e->type = TIME_TIME;
    return i + 1;
  }
  if (piece_kind_at(p, i) != PIECE_DAY) return at;
  e->amount = p->at[i].value;
  if (is_part(p, i + 1)) {
    e->daypart = (time_daypart)p->at[i + 1].value, e->type = TIME_TIME;
    return i + 2;
  }
  return i + 1;
}

/* ---- this, last, next ---- */

/* The quarter that accounts speak of is the last one named. */
static uint32_t report_period(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t i = at;
  if (!piece_is_any(p, i, "the that")) return at;
  i++;
  if (piece_is_any(p, i, "latest same comparable corresponding")) i++;
  bool ago = piece_is(p, i, "year");
  if (ago) { /* "the year-ago quarter", "the year-earlier period" */
    i++;
    if (piece_is(p, i, "-")) i++;
    if (!piece_is_any(p, i, "ago earlier")) return at;
    i++;
  }
  bool named = i > at + 1;
  if (!(piece_is(p, i, "quarter") || (piece_is(p, i, "period") && named)) || piece_is(p, i + 1, "of")) return at;
  e->kind = TIME_OFFSET;
  e->anchor = ANCHOR_EXPRESSION;
  e->unit = ago ? GRANULARITY_YEAR : GRANULARITY_QUARTER;
  e->amount = ago ? -1 : 0;
  return i + 1;
}

uint32_t times_unit(const pieces *p, uint32_t at, time_expression *e) {
  uint32_t i = report_period(p, at, e);
  if (i > at) return i;
  i = at;
  *e = (time_expression){.hour = -1, .minute = -1, .kind = TIME_UNIT, .anchor = ANCHOR_PUBLISHED};
  bool has_article = piece_is(p, i, "the");
  if (has_article) i++;
  str word = piece_word(p, i);
  if (has_article && piece_kind_at(p, i) == PIECE_UNIT && p->at[i].value == GRANULARITY_WEEKEND) {
    e->unit = GRANULARITY_WEEKEND;
    e->direction = DIRECTION_NEAREST;
    return i + 1;
  }
  bool same = false;
  if (piece_is(p, i, "this") && piece_is_any(p, i + 1, "past coming")) {
    e->direction = piece_is(p, i + 1, "past") ? DIRECTION_LAST : DIRECTION_NEXT;
    i += 2;
  } else if (piece_is_any(p, i, "this current")) {
    e->direction = DIRECTION_THIS, i++;
  } else if (piece_is(p, i, "last")) {
    e->direction = DIRECTION_LAST, i++;
  } else if (piece_is_any(p, i, "next coming upcoming")) {
    e->direction = DIRECTION_NEXT, i++;
  } else if (piece_is_any(p, i, "following previous preceding same") && has_article) {
    same = true, i++;
  } else if (piece_is(p, i, "that") && !has_article) {
    same = true, i++;
  } else {
    return at;
  }
  if (piece_is_any(p, i, "fiscal calendar academic financial")) e->is_fiscal = piece_is_any(p, i, "fiscal financial"), i++;
  else if (piece_is_any(p, i, "entire whole")) i++;
  bool next_morning = has_article && str_eq(word, STR("next")) && is_part(p, i);
  if (next_morning) {
    e->daypart = (time_daypart)p->at[i].value;
    e->type = TIME_TIME;
    e->unit = GRANULARITY_DAY;
  } else {
    if (piece_kind_at(p, i) != PIECE_UNIT || p->at[i].value < GRANULARITY_DAY) return at;
    take_unit(p, i, e);
    if (p->at[i].is_fortnight) return at;
  }
  /* "the next day" counts from the day told of, and so does "that week". */
  bool next_day = str_eq(word, STR("next")) && e->unit == GRANULARITY_DAY;
  if (same || next_day || next_morning) {
    if (str_eq(word, STR("that")) && e->unit == GRANULARITY_DAY) return at;
    e->kind = TIME_OFFSET;
    e->anchor = ANCHOR_EXPRESSION;
    e->amount = str_eq(word, STR("following")) || next_day || next_morning ? 1 : str_eq(word, STR("previous")) || str_eq(word, STR("preceding")) ? -1 : 0;
    e->direction = DIRECTION_THIS; /* the whole unit is meant: "the following week" */
  } else if (e->unit == GRANULARITY_DAY) {
    return at; /* "this day", "last day": none of the calendar */
  }
  i++;
  if (e->unit == GRANULARITY_YEAR && piece_is(p, i, "'s") && piece_is_any(p, i + 1, "end")) return at;
  return i;
}

/* ---- amounts ---- */

typedef struct amount { int count; bool is_half, is_unknown; uint32_t end; } amount;

/* "three", "2.5", "two and a half", "a", "a few", "several"; end == at when there is none. */
static amount amount_at(const pieces *p, uint32_t at) {
  amount a = {.end = at};
  number n;
  if (at >= p->count) return a;
  if (piece_is(p, at, "half") && piece_is_any(p, at + 1, "a an")) return (amount){1, true, false, at + 2};
  if (piece_is_any(p, at, "a an") && piece_is(p, at + 1, "half")) return (amount){1, true, false, piece_is(p, at + 2, "-") ? at + 3 : at + 2};
  if (number_read(p->words + at, p->count - at, &n)) {
    if (n.kind == NUMBER_ORDINAL) return a;
    uint32_t end = at + (uint32_t)n.words;
    if (n.kind == NUMBER_LOOSE) {
      if (piece_is(p, end, "of")) end++;
      a = (amount){0, false, true, end};
    } else {
      int64_t halves = n.thousandths / 500;
      if (n.thousandths % 500 != 0 || halves > 200000) return a;
      bool half = halves % 2 != 0;
      if (piece_is(p, end, "and") && piece_is(p, end + 1, "a") && piece_is(p, end + 2, "half")) half = true, halves++, end += 3;
      else if (piece_is(p, end, "1/2") || piece_is(p, end, "½")) half = true, halves++, end++;
      a = (amount){(int)(half ? halves : halves / 2), half, false, end};
    }
  } else if (piece_is_any(p, at, "a an")) {
    a = (amount){1, false, false, at + 1};
  } else {
    return a;
  }
  if (piece_is_any(p, a.end, "more additional consecutive straight full trading business working successive")) a.end++;
  if (piece_is(p, a.end, "-") && a.end > at) a.end++;
  return a;
}

uint32_t times_offset(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_OFFSET;
  amount a = amount_at(p, at);
  uint32_t i = a.end;
  if (i == at) { /* "weeks ago", "year-ago", "year ago" */
    if (piece_kind_at(p, at) == PIECE_UNITS) a.is_unknown = true;
    else if (piece_kind_at(p, at) == PIECE_UNIT && (piece_is(p, at + 1, "-") || piece_is(p, at + 1, "ago"))) a.count = 1;
    else return at;
  }
  if (!is_unit(p, i)) return at;
  e->amount = a.count, e->is_half = a.is_half, e->amount_unknown = a.is_unknown;
  take_unit(p, i, e);
  i++;
  if (piece_is(p, i, "or") && (piece_is(p, i + 1, "so") || (piece_is_any(p, i + 1, "two more")))) {
    e->mod = MOD_APPROX;
    i += 2;
  }
  if (piece_is(p, i, "-")) i++;
  if (piece_is_any(p, i, "ago")) {
    e->anchor = ANCHOR_PUBLISHED, e->amount = -e->amount;
    if (e->amount_unknown) e->amount = -1;
    if (e->unit == GRANULARITY_YEAR && a.count == 1 && !a.is_half) e->anchor = ANCHOR_EXPRESSION; /* a report's quarter, a year before; else the publication */
    return i + 1;
  }
  if (piece_is(p, i, "from") && piece_is_any(p, i + 1, "now today")) {
    e->anchor = ANCHOR_PUBLISHED;
    return i + 2;
  }
  bool before = piece_is_any(p, i, "earlier previously"), after = piece_is_any(p, i, "later afterward afterwards");
  bool ends = i + 1 >= p->count || piece_is_any(p, i + 1, ". , ; : ) — – and but as");
  if (!before && !after && ends) before = piece_is(p, i, "before"), after = piece_is(p, i, "after");
  if (!before && !after) return at;
  e->anchor = ANCHOR_EXPRESSION;
  if (before) e->amount = -e->amount;
  if (e->amount_unknown) e->amount = before ? -1 : 1;
  return i + 1;
}

/* Words before "a week", "a year" that make it a length and not a rate ("$5 a week"). */
static const char before_length[] = "for in within over than nearly about almost after half during until under at just least around only exactly once whole last past and or spend spent took take takes lasted lasting of";

uint32_t times_length(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_LENGTH;
  e->type = TIME_DURATION;
  uint32_t i = at;
  if (piece_kind_at(p, at) == PIECE_LONG) {
    e->amount = 1, e->unit = (granularity)p->at[at].value;
    return at + 1;
  }
  /* "the past three months", "the next few days", "the first nine months", "recent years" */
  bool has_article = piece_is(p, i, "the");
  if (has_article) i++;
  bool directed = true;
  uint32_t k = i;
  if (piece_is_any(p, i, "past last previous preceding latest recent")) e->direction = DIRECTION_PAST, i++;
  else if (piece_is_any(p, i, "next coming following subsequent")) e->direction = DIRECTION_FUTURE, i++;
  else if (piece_is_any(p, i, "first final initial") || (has_article && piece_is_any(p, i, "early"))) i++, directed = false;
  else directed = false;
  bool framed = i > k;
  amount a = amount_at(p, i);
  if (a.end == i) {
    if (piece_kind_at(p, i) == PIECE_UNITS && (framed || at == i)) {
      a.is_unknown = true;
      bool asks = at > 0 && piece_is_any(p, at - 1, "for in within over after few several many of took take spent than about until");
      uint32_t next = at + 1;
      if (!framed && !asks && !piece_is_any(p, next, "of ahead to") ) return at;
      if (!framed && piece_is(p, next, "of") && !asks) return at;
    } else if (piece_kind_at(p, i) == PIECE_UNIT && has_article && directed && e->direction == DIRECTION_PAST && piece_is(p, i - 1, "past")) {
      a.count = 1; /* "the past week" */
    } else if (piece_kind_at(p, i) == PIECE_UNIT && !has_article && piece_is(p, i + 1, "-") && piece_is_any(p, i + 2, "long")) {
      e->amount = 1; /* "day-long" */
      take_unit(p, i, e);
      return i + 3;
    } else {
      return at;
    }
  } else if (piece_is_any(p, i, "a an") && a.end == i + 1) { /* "a week" */
    bool asks = (at > 0 && piece_is_any(p, at - 1, before_length)) || at == 0;
    if (framed || has_article || !asks) return at;
    if (piece_is_any(p, at - 1, "at of") ) return at;
  }
  i = a.end;
  if (piece_is(p, i, "to") || piece_is(p, i, "or") || piece_is(p, i, "-")) { /* "two to three weeks": the first is meant */
    amount b = amount_at(p, i + 1);
    if (b.end > i + 1 && is_unit(p, b.end) && !piece_is_any(p, i + 1, "a an")) i = b.end;
  }
  bool hyphen = i > at && piece_is(p, i - 1, "-");
  if (hyphen && has_article && !framed) return at; /* "the two-year plan": without its article */
  if (piece_is(p, i, "seconds") || (hyphen && piece_is(p, i, "second"))) return at;
  if (!is_unit(p, i)) return at;
  if (piece_kind_at(p, i) == PIECE_UNIT && a.count != 1 && !a.is_half && !hyphen && !a.is_unknown) {
    /* "five year low", as it is often written */
    if (p->at[i].value == GRANULARITY_QUARTER) return at;
  }
  if (p->at[i].value == GRANULARITY_QUARTER && !framed && hyphen) return at;
  e->amount = a.count, e->is_half = a.is_half, e->amount_unknown = a.is_unknown;
  take_unit(p, i, e);
  i++;
  if (piece_is(p, i, "old") || (piece_is(p, i, "-") && piece_is(p, i + 1, "old"))) return at; /* an age: figures.c */
  if (piece_is(p, i, "-") && piece_is(p, i + 1, "long")) i += 2;
  else if (e->amount_unknown && has_article && piece_is(p, i, "ahead")) i++;
  if (directed) e->anchor = ANCHOR_PUBLISHED;
  return i;
}

/* ---- habits ---- */

uint32_t times_set(const pieces *p, uint32_t at, time_expression *e) {
  e->kind = TIME_REPEATED;
  e->type = TIME_SET;
  e->amount = 1;
  uint32_t i = at;
  if (piece_kind_at(p, i) == PIECE_SET) {
    take_unit(p, i, e);
    return i + 1;
  }
  if (!piece_is_any(p, i, "every each")) return at;
  i++;
  bool other = piece_is(p, i, "other");
  if (other) i++;
  piece_kind kind = piece_kind_at(p, i);
  if (kind == PIECE_WEEKDAY) {
    e->weekday = p->at[i].value, e->unit = GRANULARITY_WEEK;
  } else if (kind == PIECE_MONTH && piece_is_capital(p, i)) {
    e->month = p->at[i].value, e->unit = GRANULARITY_YEAR;
  } else if (kind == PIECE_SEASON) {
    e->season = p->at[i].value, e->unit = GRANULARITY_YEAR;
  } else if (kind == PIECE_PART) {
    e->unit = GRANULARITY_DAY;
  } else {
    amount a = amount_at(p, i);
    if (a.end > i && !a.is_unknown && !piece_is_any(p, i, "a an")) e->amount = a.count, e->is_half = a.is_half, i = a.end;
    else if (other) e->amount = 2;
    if (!is_unit(p, i)) return at;
    take_unit(p, i, e);
  }
  return i + 1;
}

/* ---- now, recently, the future ---- */

uint32_t times_phrase(const pieces *p, uint32_t at, time_expression *e) {
  const lexicon_entry *entry;
  e->kind = TIME_VAGUE;
  size_t words = lexicon_match(LEXICON_TIME_PHRASES, p->words + at, p->count - at < 6 ? p->count - at : 6, &entry);
  uint32_t end = at + (uint32_t)words;
  if (words == 0) return at;
  if (words == 1 && piece_is_any(p, at, "future current recent") && (piece_is(p, end, "-") || (at > 0 && piece_is(p, at - 1, "-")))) return at;
  if (piece_is(p, at, "now") && piece_is(p, end, "-")) return at;
  if (piece_is_any(p, end - 1, "past present") && end < p->count && !piece_is_any(p, end, ". , ; : ) and or but ” \" ’ '")) return at; /* "the past year" */
  e->vague = entry->value;
  return end;
}
