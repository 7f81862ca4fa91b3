/* When can the reports of a story have appeared? From what they say of time and from the reports whose day is known.
 *
 * Words such as "on Sunday", "today", "June 9" say little alone; but a weekday told of is mostly that of the day itself or
 * of the day before, a date without its year mostly lies days or weeks off, a weekday beside a date fits one year in six
 * or seven, and the reports of a story appear within days of each other. date_fit.c weighs all this for every day and
 * answers with the shortest range that holds the day with DATE_SURE of a thousand, and says how sure it is.
 *
 * Pure; used by find/published.c for one text and by compare/dates.c for the reports of a story.
 */
#ifndef MODEL_DATE_FIT_H
#define MODEL_DATE_FIT_H

#include "model/times.h"

enum {
  DATE_SURE = 900,         /* thousandths; eval/published.py: so over nine in ten ranges hold the day */
  DATE_UNDATED_SURE = 930, /* of a story without any known day */
  DATE_ALONE_SURE = 970,   /* and before such a range, of at most DATE_ALONE_NARROW days, is one to count from: */
  DATE_ALONE_NARROW = 31,  /* its texts may all tell of long ago */
  DATE_NARROW = 62,     /* days: a range that is wider is no day to count from */
  DATE_FIRST_YEAR = 1990, DATE_LAST_YEAR = 2035, /* of reports of which nothing is known: the years of the web */
};

/* An expression of a report that an answer rests on. */
typedef struct date_word { uint32_t report, index; } date_word;

typedef struct date_report {
  const time_expressions *times;  /* NULL: its words are not understood */
  bool is_known;                  /* one of these days: */
  day_range days;
  /* The answer; filled where the day is not known and something can be said. */
  bool is_narrow;                 /* one range, of at most DATE_NARROW days */
  day_ranges ranges;              /* one of them holds the day; none: nothing can be said */
  granularity granularity;        /* DAY, or YEAR for whole years */
  int confidence;                 /* thousandths */
  VEC(date_word) words;           /* what it rests on, by report and index; may be empty: the other reports' days alone */
} date_report;

/* Answers for each report that is not known to the day; answers live in `a`. Linear in reports, expressions and days.
 * Reports without any known day among them are asked by the calendar alone: a weekday beside a date, full dates. */
void date_fit(date_report *, uint32_t count, arena *a, arena *scratch);
/* A weekday beside a date without its year, in the report's own voice: it fits one year in six or seven. */
bool date_is_pair(const time_expressions *, uint32_t index);

#endif
