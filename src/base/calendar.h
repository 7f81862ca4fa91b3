/* The proleptic Gregorian calendar. A day is a count from 1970-01-01 (0); an instant is seconds from its midnight
 * UTC. Algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

typedef struct civil { int year; int month; int day; } civil; /* month 1..12, day 1..31 */

enum { CALENDAR_DAY_SECONDS = 86400, CALENDAR_MIN_YEAR = 1, CALENDAR_MAX_YEAR = 9999 };

bool civil_valid(int year, int month, int day); /* within MIN_YEAR..MAX_YEAR */
int64_t civil_to_day(int year, int month, int day);
civil day_to_civil(int64_t day);
int day_weekday(int64_t day); /* 1 = Monday … 7 = Sunday (ISO 8601) */
int month_days(int year, int month);
/* Move by months, the day cut to the month's last. */
int64_t day_add_months(int64_t day, int months);
/* ISO 8601 week of a day, its year in *year. */
int day_iso_week(int64_t day, int *year);
int64_t iso_week_to_day(int year, int week); /* its Monday */
/* "YYYY-MM-DD" exactly; false when it is not a date that exists. */
bool day_parse(const char *at, unsigned long len, int64_t *day);
void day_print(int64_t day, char out[11]); /* "YYYY-MM-DD" */

#endif
