/* What the parts of times.c share: the pieces of a sentence, and the rules that read them. */
#ifndef FIND_TIMES_PARTS_H
#define FIND_TIMES_PARTS_H

#include "find/numbers.h"
#include "model/document.h"

/* What a word can be in a time expression (data/time-words.txt). */
typedef enum piece_kind {
  PIECE_OTHER, PIECE_END, /* after the last one */
  PIECE_WEEKDAY, PIECE_WEEKDAYS, PIECE_MONTH, PIECE_ABBREVIATION, PIECE_SEASON, PIECE_SEASONS, PIECE_UNIT, PIECE_UNITS, PIECE_PART,
  PIECE_PARTS, PIECE_DAY, PIECE_TONIGHT, PIECE_SET, PIECE_ZONE, PIECE_PLACE, PIECE_HALF, PIECE_LONG, PIECE_DECADE,
} piece_kind;

/* A token, or a part of one: tokens are cut at hyphens and before a possessive ending ("mid-March", "Friday's"). */
typedef struct piece {
  span span;
  piece_kind kind;
  int value;         /* number of the weekday, month, season, decade; granularity of a unit; daypart; days; minutes of a zone; am 0, pm 1 */
  bool is_fortnight; /* a unit of two weeks */
  uint32_t token;
} piece;

/* One sentence. `words` runs beside `pieces`, for look-ups of several words. */
typedef struct pieces {
  const document *doc;
  piece *at;
  str *words;
  uint32_t count;
  bool day_first;    /* dates in figures of this document have the day first */
} pieces;

/* times_words.c */
pieces times_pieces(const document *, arena *scratch, uint32_t sentence, bool day_first);
/* Whether a document writes dates as 31/12/2022: one of them can be read in no other way. */
bool times_day_first(const document *);
piece_kind piece_kind_at(const pieces *, uint32_t at);
str piece_word(const pieces *, uint32_t at); /* empty after the end */
bool piece_is(const pieces *, uint32_t at, const char *word);
bool piece_is_any(const pieces *, uint32_t at, const char *words); /* "this last next" */
bool pieces_touch(const pieces *, uint32_t left, uint32_t right);  /* no space between */
bool piece_is_capital(const pieces *, uint32_t at);
/* A plain cardinal of up to `digits` digits, without separators; −1 when it is none. */
int piece_digits(const pieces *, uint32_t at, unsigned digits);
/* A day of the month, 1–31: "14", "3rd", "third", "twenty-first". Returns the piece after it, `at` when there is none. */
uint32_t piece_day(const pieces *, uint32_t at, int *day);
/* A year in four digits, in words ("nineteen ninety-six"), or "'98". */
uint32_t piece_year(const pieces *, uint32_t at, int *year);

/* A rule reads the expression that begins at a piece; it returns the piece after it, or `at` when there is none. The
 * expression is blank but for hour = minute = −1. */
typedef uint32_t times_rule(const pieces *, uint32_t at, time_expression *);

/* times_calendar.c */
times_rule times_numeric_date, times_date, times_month, times_weekday, times_clock, times_quarter, times_year, times_season, times_holiday;
/* times_relative.c */
times_rule times_day_word, times_unit, times_offset, times_length, times_set, times_phrase;

/* times_tense.c: which way a bare weekday, date or month looks from the publication, by the verb it goes with.
 * NEAREST: the words do not tell. */
time_direction times_direction(const document *, const time_expression *);
/* The same by the word before it alone ("ended March 31", "until March 31"). */
time_direction times_cue(const document *, const time_expression *);

#endif
