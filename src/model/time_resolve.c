/* From what the words say to the days they mean.
 *
 * An expression counts from a base day: the publication day, or the days of an earlier expression. `reading_of` does
 * this for one base day and is the whole of the calendar sense. The publication is an interval, so it is asked twice,
 * for the first and for the last day on which the report can have appeared; every rule moves forward with its base,
 * so all days between give results between, and the hull of the two is the answer. "Monday" in a report of Sunday or
 * Monday, with a future cue, is one day in both cases, and certain.
 *
 * Expressions that count from earlier ones form a chain of at most CHAIN links; it is walked from its far end, so
 * nothing here calls itself.
 */
#include "model/times.h"

#include <stdio.h>

#include "base/calendar.h"

enum { CHAIN = 16, WINTER = 4 };

const char *granularity_name(granularity g) {
  static const char *const names[] = {NULL,     "minute",  "hour", "daypart", "day",    "weekend", "week",
                                      "month",  "season",  "quarter", "half", "year", "decade", "century"};
  return names[g];
}

const char *time_type_name(time_type type) {
  static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
  return names[type];
}

const char *time_mod_name(time_mod mod) {
  static const char *const names[] = {NULL, "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "BEFORE", "AFTER"};
  return names[mod];
}

/* What counting starts from. */
typedef struct base {
  bool known;
  day_range days;
  granularity granularity; /* DAY for the publication */
} base;

static const time_value unknown = {0};

static bool same_days(day_range a, day_range b) { return a.earliest == b.earliest && a.latest == b.latest; }

/* ---- periods of the calendar ---- */

static bool year_is_sound(int64_t year) { return year >= CALENDAR_MIN_YEAR + 2 && year <= CALENDAR_MAX_YEAR - 2; }

static day_range months_range(int year, int month, int months) {
  int64_t first = civil_to_day(year, month, 1);
  return (day_range){first, day_add_months(first, months) - 1};
}

static day_range years_range(int year, int years) {
  return (day_range){civil_to_day(year, 1, 1), civil_to_day(year + years - 1, 12, 31)};
}

/* Spring of a year is March to May, and so on; winter runs from its December into the next year. */
static day_range season_range(int year, int season) { return months_range(year, 3 * season, 3); }

/* ---- TIMEX3 values ---- */

static void put_day(time_value *v, int64_t day) { day_print(day, v->timex); }
static void put_month(time_value *v, int64_t day) {
  civil c = day_to_civil(day);
  snprintf(v->timex, sizeof v->timex, "%04d-%02d", c.year, c.month);
}
static void put_year(time_value *v, int year) { snprintf(v->timex, sizeof v->timex, "%04d", year); }
static void put_part(time_value *v, int year, char letter, int part) {
  snprintf(v->timex, sizeof v->timex, "%04d-%c%d", year, letter, part);
}
static void put_season(time_value *v, int year, int season) {
  static const char *const names[] = {"SP", "SU", "FA", "WI"};
  snprintf(v->timex, sizeof v->timex, "%04d-%s", year, names[season - 1]);
}
static void put_week(time_value *v, int64_t day, bool weekend) {
  int year, week = day_iso_week(day, &year);
  snprintf(v->timex, sizeof v->timex, "%04d-W%02d%s", year, week, weekend ? "-WE" : "");
}

/* The period of kind `unit` that holds `day`, with its value. */
static time_value period_at(granularity unit, int64_t day) {
  time_value v = {.known = true, .certain = true, .granularity = unit};
  civil c = day_to_civil(day);
  int64_t monday = day - (day_weekday(day) - 1);
  switch (unit) {
    case GRANULARITY_WEEKEND:
      v.days = (day_range){monday + 5, monday + 6};
      put_week(&v, monday, true);
      break;
    case GRANULARITY_WEEK:
      v.days = (day_range){monday, monday + 6};
      put_week(&v, monday, false);
      break;
    case GRANULARITY_MONTH:
      v.days = months_range(c.year, c.month, 1);
      put_month(&v, day);
      break;
    case GRANULARITY_SEASON: {
      int season = c.month < 3 ? WINTER : c.month / 3, year = c.month < 3 ? c.year - 1 : c.year;
      v.days = season_range(year, season);
      put_season(&v, year, season);
      break;
    }
    case GRANULARITY_QUARTER: {
      int quarter = (c.month - 1) / 3 + 1;
      v.days = months_range(c.year, 3 * quarter - 2, 3);
      put_part(&v, c.year, 'Q', quarter);
      break;
    }
    case GRANULARITY_HALF: {
      int half = c.month > 6 ? 2 : 1;
      v.days = months_range(c.year, 6 * half - 5, 6);
      put_part(&v, c.year, 'H', half);
      break;
    }
    case GRANULARITY_YEAR:
      v.days = years_range(c.year, 1);
      put_year(&v, c.year);
      break;
    case GRANULARITY_DECADE:
      v.days = years_range(c.year - c.year % 10, 10);
      snprintf(v.timex, sizeof v.timex, "%03d", c.year / 10);
      break;
    case GRANULARITY_CENTURY:
      v.days = years_range(c.year - c.year % 100, 100);
      snprintf(v.timex, sizeof v.timex, "%02d", c.year / 100);
      break;
    default:
      v.granularity = GRANULARITY_DAY;
      v.days = (day_range){day, day};
      put_day(&v, day);
  }
  return v;
}

/* `day` moved by whole units; false when it leaves the calendar. */
static bool move(int64_t *day, granularity unit, int64_t amount) {
  if (amount > 1000000 || amount < -1000000) return false;
  civil c = day_to_civil(*day);
  int64_t months = 0;
  switch (unit) {
    case GRANULARITY_DAY: *day += amount; break;
    case GRANULARITY_WEEK: case GRANULARITY_WEEKEND: *day += 7 * amount; break;
    case GRANULARITY_MONTH: months = amount; break;
    case GRANULARITY_QUARTER: months = 3 * amount; break;
    case GRANULARITY_HALF: months = 6 * amount; break;
    case GRANULARITY_SEASON: case GRANULARITY_YEAR: months = 12 * amount; break;
    case GRANULARITY_DECADE: months = 120 * amount; break;
    case GRANULARITY_CENTURY: months = 1200 * amount; break;
    default: break; /* minutes and hours stay within the day as far as this record sees */
  }
  if (months && !year_is_sound(c.year + months / 12)) return false;
  if (months) *day = day_add_months(*day, (int)months);
  return year_is_sound(day_to_civil(*day).year);
}

/* ---- one expression, one base day ---- */

/* Adds the part of the day and the clock time to the value of one day. */
static void add_clock(time_value *v, const time_expression *e) {
  static const char *const parts[] = {"", "MO", "AF", "EV", "NI", "MI"};
  if (!v->known || v->days.earliest != v->days.latest) return;
  size_t used = strlen(v->timex);
  if (e->hour >= 0) {
    int minute = e->minute < 0 ? 0 : e->minute;
    snprintf(v->timex + used, sizeof v->timex - used, "T%02d:%02d", e->hour, minute);
    v->granularity = e->minute < 0 ? GRANULARITY_HOUR : GRANULARITY_MINUTE;
    if (e->zone_known) {
      v->has_clock = true;
      v->earliest = v->days.earliest * CALENDAR_DAY_SECONDS + (e->hour * 60 + minute - e->zone) * 60;
      v->latest = v->earliest;
    }
  } else if (e->daypart != DAYPART_NONE) {
    snprintf(v->timex + used, sizeof v->timex - used, "T%s", parts[e->daypart]);
    v->granularity = GRANULARITY_DAYPART;
  }
}

/* The value of an absolute expression in a year; unknown when that day does not exist. */
static time_value in_year(const time_expression *e, int year) {
  time_value v = unknown;
  if (!year_is_sound(year)) return v;
  if (e->month && e->weekday && e->nth) {
    int64_t first = civil_to_day(year, e->month, 1);
    int64_t day = first + (e->weekday - day_weekday(first) + 7) % 7 + 7 * (e->nth > 0 ? e->nth - 1 : 4);
    int days = month_days(year, e->month);
    if (day >= first + days && e->nth < 0) day -= 7;
    if (day >= first + days) return v;
    v = period_at(GRANULARITY_DAY, day);
  } else if (e->month && e->day) {
    if (!civil_valid(year, e->month, e->day)) return v;
    v = period_at(GRANULARITY_DAY, civil_to_day(year, e->month, e->day));
    if (e->unit == GRANULARITY_WEEK) v = period_at(GRANULARITY_WEEK, v.days.earliest);
  } else if (e->month) {
    v = period_at(GRANULARITY_MONTH, civil_to_day(year, e->month, 1));
  } else if (e->season) {
    v = (time_value){.known = true, .certain = e->season != WINTER, .granularity = GRANULARITY_SEASON, .days = season_range(year, e->season)};
    put_season(&v, year, e->season);
  } else if (e->quarter) {
    v = period_at(GRANULARITY_QUARTER, civil_to_day(year, 3 * e->quarter - 2, 1));
  } else if (e->half) {
    v = period_at(GRANULARITY_HALF, civil_to_day(year, 6 * e->half - 5, 1));
  } else {
    v = period_at(GRANULARITY_YEAR, civil_to_day(year, 1, 1));
  }
  if (e->is_fiscal) v.certain = false; /* fiscal years begin when their owner likes */
  return v;
}

static int64_t distance(day_range r, int64_t day) {
  return day < r.earliest ? r.earliest - day : day > r.latest ? day - r.latest : 0;
}

/* Whether a period fits a direction from the base day. */
static bool fits(day_range r, time_direction direction, int64_t day) {
  switch (direction) {
    case DIRECTION_PAST: return r.earliest <= day;
    case DIRECTION_LAST: return r.latest < day;
    case DIRECTION_FUTURE: return r.latest >= day;
    case DIRECTION_NEXT: return r.earliest > day;
    default: return true;
  }
}

/* A day told in the past lies hardly months after the publication, one to come hardly months before. Some play: tense is a guess,
 * and a report that errs by some days must still show it. */
static bool wrong_side(day_range r, time_direction tense, int64_t day) {
  enum { PLAY = 60 }; /* eval: times, 45 to 100 are alike, 14 is worse (days payable, fiscal dates) */
  return (tense == DIRECTION_PAST && r.earliest > day + PLAY) || (tense == DIRECTION_FUTURE && r.latest < day - PLAY);
}

/* A part of the year without its year: of the years about the base day's the nearest that fits the direction. */
static time_value nearest_year(const time_expression *e, int64_t day) {
  int year = day_to_civil(day).year;
  if (e->direction == DIRECTION_THIS && e->amount != 0) return in_year(e, year + e->amount);
  time_value best = unknown;
  for (int y = year - 4; y <= year + 4; y++) { /* four: the nearest 29 February */
    time_value v = in_year(e, y);
    if (!v.known || !fits(v.days, e->direction, day)) continue;
    if (e->direction == DIRECTION_THIS && e->season == 0 && y != year && v.days.earliest != v.days.latest) continue;
    if (e->day && wrong_side(v.days, e->tense, day)) continue;
    if (!best.known || distance(v.days, day) < distance(best.days, day)) best = v;
  }
  return best;
}

static time_value absolute(const time_expression *e, const base *from) {
  if (e->unit == GRANULARITY_DECADE || e->unit == GRANULARITY_CENTURY) {
    int first = e->decade_or_century * (e->unit == GRANULARITY_DECADE ? 10 : 100);
    return year_is_sound(first) && year_is_sound(first + 99) ? period_at(e->unit, civil_to_day(first, 1, 1)) : unknown;
  }
  time_value v = unknown;
  if (e->year) {
    v = in_year(e, e->year);
  } else if (!from->known) {
    if (e->month) snprintf(v.timex, sizeof v.timex, e->day ? "XXXX-%02d-%02d" : "XXXX-%02d", e->month, e->day);
    return v;
  } else if (e->month || e->season || e->quarter || e->half) {
    v = nearest_year(e, from->days.earliest);
  } else {
    v = period_at(GRANULARITY_DAY, from->days.earliest); /* a clock time or part of the day alone */
    v.certain = from->days.earliest == from->days.latest;
  }
  if (v.known && e->weekday && e->month && e->day && day_weekday(v.days.earliest) != e->weekday) {
    /* Either the date is right or the weekday next to it: the value is the date's, the interval holds both. */
    int64_t back = (day_weekday(v.days.earliest) - e->weekday + 7) % 7;
    int64_t other = v.days.earliest - (back <= 3 ? back : back - 7);
    v.certain = false;
    if (other < v.days.earliest) v.days.earliest = other;
    else v.days.latest = other;
  }
  return v;
}

static time_value weekday(const time_expression *e, int64_t day) {
  int64_t back = (day_weekday(day) - e->weekday + 7) % 7; /* 0: the base day itself */
  bool certain = e->direction != DIRECTION_NEAREST;
  switch (e->direction) {
    case DIRECTION_LAST: day -= back ? back : 7; break;
    case DIRECTION_FUTURE: day += (7 - back) % 7; break;
    case DIRECTION_NEXT: day += 7 - back; break;
    case DIRECTION_THIS: day += back <= 3 ? -back : 7 - back; break;
    default: day -= back;
  }
  time_value v = period_at(GRANULARITY_DAY, day);
  v.certain = certain;
  return v;
}

/* this, last, next UNIT */
static time_value unit_of(const time_expression *e, int64_t day) {
  if (e->unit == GRANULARITY_SEASON && e->season) return nearest_year(e, day);
  int64_t step = 0;
  if (e->direction == DIRECTION_LAST) step = -1;
  if (e->direction == DIRECTION_NEXT) step = 1;
  if (e->unit == GRANULARITY_WEEKEND && (e->direction == DIRECTION_NEAREST || e->direction == DIRECTION_PAST) && day_weekday(day) < 6) step = -1;
  if (!move(&day, e->unit, step)) return unknown;
  return period_at(e->unit, day);
}

/* amount × unit from the base. What it gives is as fine as its unit, or as its base where that is a named period: a
 * year before the third quarter is a quarter, two weeks before a publication day is a week. */
static time_value offset(const time_expression *e, const base *from) {
  if (e->amount_unknown) {
    time_value v = unknown;
    snprintf(v.timex, sizeof v.timex, "%s", e->amount < 0 ? "PAST_REF" : "FUTURE_REF");
    return v;
  }
  int64_t day = from->days.earliest, amount = e->amount;
  granularity unit = e->unit;
  if (e->is_half) { /* half units are counted in the unit below */
    unit = unit == GRANULARITY_YEAR ? GRANULARITY_MONTH : unit == GRANULARITY_MONTH || unit == GRANULARITY_WEEK ? GRANULARITY_DAY : unit;
    amount = e->unit == GRANULARITY_YEAR ? 6 * amount : e->unit == GRANULARITY_MONTH ? 15 * amount : e->unit == GRANULARITY_WEEK ? 7 * amount / 2 : amount / 2;
  }
  if (!move(&day, unit, amount)) return unknown;
  granularity as = unit;
  if (e->direction != DIRECTION_THIS && e->anchor == ANCHOR_EXPRESSION && from->granularity >= GRANULARITY_DAY &&
      from->granularity < unit) as = from->granularity;
  time_value v = period_at(as, day);
  if (as == unit && unit > GRANULARITY_DAY && e->anchor == ANCHOR_PUBLISHED && amount != 0) v.certain = false;
  return v;
}

static void put_length(time_value *v, const time_expression *e) {
  static const struct { const char *before, *letter; int times; } units[] = {
    [GRANULARITY_MINUTE] = {"PT", "M", 1},  [GRANULARITY_HOUR] = {"PT", "H", 1},    [GRANULARITY_DAYPART] = {"P", "D", 1},
    [GRANULARITY_DAY] = {"P", "D", 1},      [GRANULARITY_WEEKEND] = {"P", "WE", 1}, [GRANULARITY_WEEK] = {"P", "W", 1},
    [GRANULARITY_MONTH] = {"P", "M", 1},    [GRANULARITY_SEASON] = {"P", "M", 3},   [GRANULARITY_QUARTER] = {"P", "Q", 1},
    [GRANULARITY_HALF] = {"P", "M", 6},     [GRANULARITY_YEAR] = {"P", "Y", 1},     [GRANULARITY_DECADE] = {"P", "Y", 10},
    [GRANULARITY_CENTURY] = {"P", "Y", 100},
  };
  if (e->unit == GRANULARITY_NONE) return;
  const char *before = units[e->unit].before, *letter = units[e->unit].letter;
  int times = units[e->unit].times;
  if (e->amount_unknown) {
    snprintf(v->timex, sizeof v->timex, "%sX%s", before, e->unit == GRANULARITY_DECADE ? "DE" : e->unit == GRANULARITY_CENTURY ? "CE" : letter);
  } else {
    int64_t amount = (int64_t)e->amount * times;
    if (e->is_half && amount % 2) snprintf(v->timex, sizeof v->timex, "%s%lld.5%s", before, (long long)(amount / 2), letter);
    else snprintf(v->timex, sizeof v->timex, "%s%lld%s", before, (long long)(e->is_half ? amount / 2 : amount), letter);
  }
}

/* A duration; one that ends or begins at the publication ("the past three months") has days too. */
static time_value length(const time_expression *e, const base *from) {
  time_value v = unknown;
  put_length(&v, e);
  if (e->anchor == ANCHOR_NONE || !from->known || e->amount_unknown || e->unit < GRANULARITY_DAY) return v;
  int64_t day = from->days.earliest, other = day, amount = e->is_half ? e->amount / 2 : e->amount;
  if (!move(&other, e->unit, e->direction == DIRECTION_FUTURE ? amount : -amount)) return v;
  v.known = true;
  v.days = other < day ? (day_range){other, day} : (day_range){day, other};
  v.granularity = e->unit;
  return v;
}

static time_value repeated(const time_expression *e) {
  static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
  time_value v = unknown;
  if (e->weekday) snprintf(v.timex, sizeof v.timex, "XXXX-WXX-%d", e->weekday);
  else if (e->month && e->day) snprintf(v.timex, sizeof v.timex, "XXXX-%02d-%02d", e->month, e->day);
  else if (e->month) snprintf(v.timex, sizeof v.timex, "XXXX-%02d", e->month);
  else if (e->season) snprintf(v.timex, sizeof v.timex, "XXXX-%s", seasons[e->season - 1]);
  else put_length(&v, e);
  return v;
}

static time_value reading_of(const time_expression *e, const base *from) {
  time_value v = unknown;
  switch (e->kind) {
    case TIME_ABSOLUTE: v = absolute(e, from); break;
    case TIME_WEEKDAY:
      if (from->known) v = weekday(e, e->direction == DIRECTION_NEXT || e->direction == DIRECTION_FUTURE ? from->days.latest : from->days.earliest);
      else snprintf(v.timex, sizeof v.timex, "XXXX-WXX-%d", e->weekday);
      break;
    case TIME_UNIT: if (from->known) v = unit_of(e, from->days.earliest); break;
    case TIME_OFFSET: if (from->known || e->amount_unknown) v = offset(e, from); break;
    case TIME_LENGTH: return length(e, from);
    case TIME_REPEATED: return repeated(e);
    case TIME_VAGUE: snprintf(v.timex, sizeof v.timex, "%.*s", STR_ARG(e->vague)); return v;
    case TIME_RANGE: return v; /* time_resolve joins its ends */
  }
  add_clock(&v, e);
  return v;
}

/* ---- chains and intervals ---- */

/* Follows the chain of anchors from its far end, for one day of publication. */
static time_value follow(const time_expressions *list, uint32_t index, bool published_known, int64_t published) {
  uint32_t chain[CHAIN];
  uint32_t links = 0;
  for (uint32_t at = index; links < CHAIN;) {
    chain[links++] = at;
    const time_expression *e = &list->at[at];
    if (e->anchor != ANCHOR_EXPRESSION || e->anchor_index >= at) break; /* >=: not a record of ours; never loops */
    at = e->anchor_index;
  }
  base from = {0};
  time_value v = unknown;
  for (uint32_t k = links; k-- > 0;) {
    const time_expression *e = &list->at[chain[k]];
    if (e->anchor == ANCHOR_PUBLISHED) from = (base){published_known, {published, published}, GRANULARITY_DAY};
    else if (e->anchor == ANCHOR_NONE) from = (base){0};
    v = reading_of(e, &from);
    from = (base){v.known, v.days, v.granularity};
  }
  return v;
}

static time_value resolve_one(const time_expressions *list, uint32_t index, const time_anchors *anchors) {
  bool known = anchors->published_known;
  time_value first = follow(list, index, known, anchors->published.earliest);
  if (!known || anchors->published.earliest == anchors->published.latest) return first;
  time_value last = follow(list, index, known, anchors->published.latest);
  if (!first.known || !last.known) return first.known ? last : first;
  if (same_days(first.days, last.days)) return first;
  time_value v = {.known = true, .granularity = first.granularity, .days = first.days};
  if (last.days.earliest < v.days.earliest) v.days.earliest = last.days.earliest;
  if (last.days.latest > v.days.latest) v.days.latest = last.days.latest;
  if (strcmp(first.timex, last.timex) == 0) memcpy(v.timex, first.timex, sizeof v.timex);
  return v;
}

time_value time_resolve(const time_expressions *list, uint32_t index, const time_anchors *anchors) {
  assert(index < list->count);
  const time_expression *e = &list->at[index];
  if (e->kind != TIME_RANGE) return resolve_one(list, index, anchors);
  if (e->from >= list->count || e->to >= list->count || list->at[e->from].kind == TIME_RANGE || list->at[e->to].kind == TIME_RANGE) return unknown;
  time_value from = resolve_one(list, e->from, anchors), to = resolve_one(list, e->to, anchors);
  if (!from.known || !to.known || to.days.latest < from.days.earliest) return unknown;
  time_value v = {.known = true, .certain = from.certain && to.certain, .days = {from.days.earliest, to.days.latest}};
  v.granularity = from.granularity > to.granularity ? from.granularity : to.granularity;
  char a[sizeof v.timex], b[sizeof v.timex];
  memcpy(a, from.timex, sizeof a);
  memcpy(b, to.timex, sizeof b);
  if (strlen(a) + strlen(b) + 2 <= sizeof v.timex) snprintf(v.timex, sizeof v.timex, "%.23s/%.23s", a, b);
  return v;
}

bool time_weekday_disagrees(const time_expressions *list, uint32_t index, const time_anchors *anchors, int *right_weekday) {
  const time_expression *e = &list->at[index];
  int said = e->weekday;
  if (!said && e->date_part < list->count) said = list->at[e->date_part].weekday;
  if (!said || !e->month || !e->day || e->kind != TIME_ABSOLUTE) return false;
  int64_t day;
  if (e->year) {
    if (!civil_valid(e->year, e->month, e->day)) return false;
    day = civil_to_day(e->year, e->month, e->day);
  } else {
    /* The year must be the same whatever day the report appeared on. */
    if (!anchors->published_known || e->anchor != ANCHOR_PUBLISHED) return false;
    time_value first = nearest_year(e, anchors->published.earliest), last = nearest_year(e, anchors->published.latest);
    if (!first.known || !last.known || !same_days(first.days, last.days)) return false;
    day = first.days.earliest;
  }
  if (right_weekday) *right_weekday = day_weekday(day);
  return day_weekday(day) != said;
}
