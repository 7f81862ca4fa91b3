/* On which day can a report have appeared? How well a day fits what the report says of time.
 *
 * Words such as "on Sunday", "today", "will meet Monday" say little alone: every day has a Sunday before it. Beside days
 * that are known to matter (the *key days*: dates the texts name, days on which other reports place the event) they say
 * much: a report that says "spoke on Sunday" and "will meet Monday" fits the Sunday and the Monday, and no other day.
 * Dates in figures bound the day by themselves: what is told in the past has been, what is planned is still to come.
 *
 * Pure; used by find/published.c for one text and by compare/dates.c for the reports of a story.
 */
#ifndef MODEL_DATE_FIT_H
#define MODEL_DATE_FIT_H

#include "model/times.h"

typedef struct key_day { int64_t day; int weight; } key_day;
typedef struct key_days { VEC(key_day) list; } key_days; /* by day, each once: date_key_sort */

void date_key_add(arena *, key_days *, int64_t day, int weight);
void date_key_sort(arena *scratch, key_days *); /* sorts, and adds up equal days */
int date_key_weight(const key_days *, int64_t day);

/* The days an expression puts forward as key days when the report appeared about `day`: its date, or, where weekday and
 * date disagree, the date and the weekday next to it. Returns how many of out[2]; 0: it names no single day. `fits`: the
 * weekday, where one is said, is the date's. */
int date_days_named(const time_expressions *, uint32_t index, int64_t day, int64_t out[2], bool *fits);

/* How much the expression speaks for (or, negative, against) publication on `day`. */
int date_fit_one(const time_expressions *, uint32_t index, const key_days *, int64_t day);
/* The days of `window` that fit best, as runs of days. `margin`: by how much the best day is better than the worst; 0:
 * the words do not tell, and no runs are given. */
int date_fit(const time_expressions *, const key_days *, day_range window, arena *, day_ranges *runs);

#endif
