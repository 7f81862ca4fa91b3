/* The proleptic Gregorian calendar, by Howard Hinnant's algorithms: a year starts in March, so that the leap day is its
 * last and months have a linear formula; 400 years (146,097 days) are an era, in which nothing is negative.
 */
#include "base/calendar.h"

#include <string.h>

enum { ERA_DAYS = 146097, EPOCH_SHIFT = 719468 }; /* days from 0000-03-01 to 1970-01-01 */

static bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); } /* b > 0 */

int month_days(int year, int month) {
  static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool civil_valid(int year, int month, int day) {
  return year >= CALENDAR_MIN_YEAR && year <= CALENDAR_MAX_YEAR && month >= 1 && month <= 12 && day >= 1 &&
         day <= month_days(year, month);
}

int64_t civil_to_day(int year, int month, int day) {
  int64_t y = (int64_t)year - (month <= 2);
  int64_t era = floor_div(y, 400);
  int64_t year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

civil day_to_civil(int64_t day) {
  int64_t z = day + EPOCH_SHIFT;
  int64_t era = floor_div(z, ERA_DAYS);
  int64_t day_of_era = z - era * ERA_DAYS;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t march_month = (5 * day_of_year + 2) / 153;
  civil c;
  c.day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
  c.month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
  c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
  return c;
}

int day_weekday(int64_t day) { return (int)(day + 3 - floor_div(day + 3, 7) * 7) + 1; } /* day 0 was a Thursday */

int64_t day_add_months(int64_t day, int months) {
  civil c = day_to_civil(day);
  int64_t month = (int64_t)c.year * 12 + (c.month - 1) + months;
  int year = (int)floor_div(month, 12);
  int m = (int)(month - (int64_t)year * 12) + 1;
  int last = month_days(year, m);
  return civil_to_day(year, m, c.day < last ? c.day : last);
}

/* The week belongs to the year in which its Thursday lies. */
int day_iso_week(int64_t day, int *year) {
  int64_t thursday = day - (day_weekday(day) - 4);
  int y = day_to_civil(thursday).year;
  if (year) *year = y;
  return (int)((thursday - civil_to_day(y, 1, 1)) / 7) + 1;
}

int64_t iso_week_to_day(int year, int week) {
  int64_t fourth = civil_to_day(year, 1, 4); /* always in week 1 */
  return fourth - (day_weekday(fourth) - 1) + (int64_t)(week - 1) * 7;
}

bool day_parse(const char *at, unsigned long len, int64_t *day) {
  if (len != 10 || at[4] != '-' || at[7] != '-') return false;
  int part[3] = {0, 0, 0};
  for (int i = 0, p = 0; i < 10; i++) {
    if (i == 4 || i == 7) {
      p++;
      continue;
    }
    if (at[i] < '0' || at[i] > '9') return false;
    part[p] = part[p] * 10 + (at[i] - '0');
  }
  if (!civil_valid(part[0], part[1], part[2])) return false;
  *day = civil_to_day(part[0], part[1], part[2]);
  return true;
}

/* A day outside the years 1 to 9999 is printed as the nearest one that four digits can show. */
void day_print(int64_t day, char out[11]) {
  int64_t first = civil_to_day(CALENDAR_MIN_YEAR, 1, 1), last = civil_to_day(CALENDAR_MAX_YEAR, 12, 31);
  civil c = day_to_civil(day < first ? first : day > last ? last : day);
  int digits[8] = {c.year / 1000, c.year / 100 % 10, c.year / 10 % 10, c.year % 10,
                   c.month / 10,  c.month % 10,      c.day / 10,       c.day % 10};
  memcpy(out, "YYYY-MM-DD", 11);
  for (int i = 0, at = 0; i < 8; i++, at++) {
    if (out[at] == '-') at++;
    out[at] = (char)('0' + digits[i]);
  }
}
