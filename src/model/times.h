/* Time expressions, symbolic, and the one function that turns them into dates.
 *
 * The record says what the words say ("Monday, direction past, counted from the publication"); `time_resolve` says
 * what that is, given the anchors known now. So when a publication date is narrowed by the story's other reports,
 * nothing is found twice and nothing goes stale.
 */
#ifndef MODEL_TIMES_H
#define MODEL_TIMES_H

#include "base/calendar.h"
#include "base/str.h"
#include "model/span.h"

typedef enum granularity {
  GRANULARITY_NONE, GRANULARITY_MINUTE, GRANULARITY_HOUR, GRANULARITY_DAYPART, GRANULARITY_DAY, GRANULARITY_WEEKEND,
  GRANULARITY_WEEK, GRANULARITY_MONTH, GRANULARITY_SEASON, GRANULARITY_QUARTER, GRANULARITY_HALF, GRANULARITY_YEAR,
  GRANULARITY_DECADE, GRANULARITY_CENTURY,
} granularity;
const char *granularity_name(granularity); /* "day" …; NULL for NONE */

/* Days, both inclusive. */
typedef struct day_range { int64_t earliest, latest; } day_range;
typedef VEC(day_range) day_ranges;

typedef enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET } time_type;
const char *time_type_name(time_type); /* "DATE" … */

/* What the expression counts from. */
typedef enum time_anchor { ANCHOR_NONE, ANCHOR_PUBLISHED, ANCHOR_EXPRESSION } time_anchor;
typedef enum time_direction { DIRECTION_NEAREST, DIRECTION_PAST, DIRECTION_FUTURE, DIRECTION_THIS, DIRECTION_LAST, DIRECTION_NEXT } time_direction;
typedef enum time_kind {
  TIME_ABSOLUTE,  /* fields below, as far as known: "14 March 2022", "March 14", "2022", "2022-03-14T09:30Z" */
  TIME_WEEKDAY,   /* a bare weekday, by direction */
  TIME_UNIT,      /* this/last/next UNIT, by direction: "last month", "this week", "last summer" (season set) */
  TIME_OFFSET,    /* amount × unit from the anchor: "three weeks ago" (amount −3), "yesterday" (−1 day), "today" (0) */
  TIME_LENGTH,    /* a duration: amount × unit, anchored nowhere */
  TIME_REPEATED,  /* a set: "every Monday", "daily" */
  TIME_VAGUE,     /* PAST_REF, PRESENT_REF, FUTURE_REF, or "recent days": no interval */
  TIME_RANGE,     /* from `from` to `to` (indices of two other expressions) */
} time_kind;
typedef enum time_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_APPROX, MOD_LESS_THAN, MOD_MORE_THAN, MOD_BEFORE, MOD_AFTER } time_mod;
const char *time_mod_name(time_mod); /* TIMEX3 names, NULL for NONE */
typedef enum time_daypart { DAYPART_NONE, DAYPART_MORNING, DAYPART_AFTERNOON, DAYPART_EVENING, DAYPART_NIGHT, DAYPART_MIDDAY } time_daypart;

typedef struct time_expression {
  span span;
  time_type type;
  time_kind kind;
  time_anchor anchor;
  uint32_t anchor_index;  /* of the expression counted from (earlier in the list), else NONE */
  time_direction direction;
  time_mod mod;
  /* fields: 0 = not said (hour and minute: −1) */
  int year, month, day, weekday;  /* weekday 1 = Monday; beside a date both are said and may disagree */
  int season;                     /* 1 spring … 4 winter */
  int quarter, half;
  int decade_or_century;          /* "the 1990s": 199, granularity DECADE; "the 20th century": 19, CENTURY */
  int hour, minute;
  int zone;                       /* minutes east of UTC, only with zone_known */
  bool zone_known;
  time_daypart daypart;
  granularity unit;               /* of UNIT, OFFSET, LENGTH, REPEATED; and the precision of ABSOLUTE */
  int amount;                     /* of OFFSET (signed), LENGTH, REPEATED; in halves when `is_half` (2.5 years: 5); of ABSOLUTE
                                   * without a year, with DIRECTION_THIS: years after the anchor's ("last year's third quarter": -1) */
  bool is_half;
  bool amount_unknown;            /* "months ago", "recent days": X in TIMEX3 */
  bool is_fiscal;
  uint32_t from, to;              /* RANGE */
  str vague;                      /* VAGUE: "PAST_REF", "PRESENT_REF", "FUTURE_REF" */
  uint32_t sentence;
  bool in_quote;
  time_direction tense;           /* the way its verb looks: PAST, FUTURE, else NEAREST; told of every DATE, also where `direction` does not hang on it */
  int nth;                        /* ABSOLUTE with month and weekday, no day: the nth such weekday of it ("the last Friday of May": -1) */
  uint32_t date_part;             /* a weekday beside this one's date stands in its own expression: its index, else NONE */
} time_expression;
typedef VEC(time_expression) time_expressions;

/* What the expression is, with what is known now. */
typedef struct time_anchors {
  bool published_known;
  day_range published;
} time_anchors;
typedef struct time_value {
  bool known;               /* an interval is known */
  bool certain;             /* the interval does not hang on a guess of direction or on a wide anchor */
  day_range days;
  granularity granularity;
  int64_t earliest, latest; /* seconds UTC, only when has_clock */
  bool has_clock;
  char timex[48];           /* TIMEX3 value, "" when there is none */
} time_value;
/* Pure: the same list and anchors give the same value. Follows anchor_index upwards in the list (always smaller), at
 * most 16 steps. */
time_value time_resolve(const time_expressions *, uint32_t index, const time_anchors *);
/* Weekday and date of one expression (or of it and its date_part) that cannot both be true: true when they disagree.
 * *right_weekday (1–7) is the weekday of the date. False when the year is not known and cannot be resolved. */
bool time_weekday_disagrees(const time_expressions *, uint32_t index, const time_anchors *, int *right_weekday);

#endif
