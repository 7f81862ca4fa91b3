/* What the parts of times.c share: the pieces of a sentence, and the rules that read them. */
#ifndef FIND_TIMES_PARTS_H
#define FIND_TIMES_PARTS_H

#include "find/numbers.h"
#include "find/times_tables.h"
#include "model/document.h"

/* What a word can be in a time expression, in the order of times_compile.py. */
typedef enum piece_class {
  PIECE_OTHER, PIECE_WEEKDAY, PIECE_WEEKDAYS, PIECE_MONTH, PIECE_ABBREVIATION, PIECE_SEASON, PIECE_SEASONS, PIECE_UNIT, PIECE_UNITS, PIECE_PART,
  PIECE_PARTS, PIECE_DAYWORD, PIECE_TONIGHT, PIECE_SET, PIECE_ZONE, PIECE_PLACE, PIECE_HALF, PIECE_LONG, PIECE_DECADE, PIECE_VAGUE,
  PIECE_NUMBER, PIECE_ORDINAL, PIECE_ONES, PIECE_TENS,
} piece_class;

/* A token, or a part of one: tokens are cut at hyphens and before a possessive ending ("mid-March", "Friday's"). */
typedef struct piece {
  span span;
  uint32_t word;     /* of the language's vocabulary, NONE */
  bool is_numeric;   /* begins a number or a date in figures */
  bool is_read, has_number;
  number number;     /* that begins here, once it is read (times_digits.c) */
  uint32_t token;
} piece;

/* One sentence. `words` runs beside `pieces`, for look-ups of several words. */
typedef struct pieces {
  const document *doc;
  const times_language *language;
  piece *at;
  str *words;
  uint32_t count;
  bool day_first;    /* dates in figures of this document have the day first */
} pieces;

/* times_words.c */
/* The rules of a language by its code, NULL when there are none. */
const times_language *times_language_of(str code);
pieces times_pieces(const document *, const times_language *, arena *scratch, uint32_t sentence, bool day_first);
/* Whether a document writes dates as 31/12/2022: by one that can be read in one way only, else by its outlet or its address
 * (data/day-first.txt). */
bool times_day_first(const document *, arena *scratch);
bool times_named_has(const times_language *, times_named, str folded);
piece_class piece_class_at(const pieces *, uint32_t at); /* OTHER after the end */
bool piece_in(const pieces *, uint32_t at, times_named);
bool pieces_touch(const pieces *, uint32_t left, uint32_t right);  /* no space between */
bool piece_is_capital(const pieces *, uint32_t at);

/* times_digits.c: what the automaton cannot see word by word. Each reads what begins at a piece, returns the piece after it
 * (`at` when there is none), and writes what it read. */
typedef enum times_builtin {
  BUILTIN_NUMBER, BUILTIN_LOOSE, BUILTIN_DAY, BUILTIN_ORDINAL, BUILTIN_DIGITS, BUILTIN_WORDYEAR, BUILTIN_SHORTYEAR, BUILTIN_HOUR,
  BUILTIN_CLOCK, BUILTIN_DOTCLOCK, BUILTIN_ZULU, BUILTIN_FOURCLOCK, BUILTIN_DATE, BUILTIN_DECADE, BUILTIN_SHORTDECADE,
} times_builtin;
/* *value: of the one number that is read. Dates, clocks and decades fill `e` themselves; e may be NULL. */
uint32_t times_builtin_at(const pieces *, uint32_t at, times_builtin, time_expression *e, int *value, bool *is_half);
/* A day of the month, 1–31: "14", "3rd", "third", "twenty-first". */
uint32_t piece_day(const pieces *, uint32_t at, int *day);

/* times_match.c: the longest expression of all rules that begins at a piece. Returns the piece after it, `at` when there is none. */
typedef struct times_matcher times_matcher;
times_matcher *times_matcher_new(const times_language *, arena *);
uint32_t times_match(times_matcher *, const pieces *, uint32_t at, time_expression *);

/* times_tense.c: which way a bare weekday, date or month looks from the publication, by the verb it goes with.
 * NEAREST: the words do not tell. */
time_direction times_direction(const document *, const times_language *, const time_expression *);
/* The same by the word before it alone ("ended March 31", "until March 31"). */
time_direction times_cue(const document *, const times_language *, const time_expression *);

#endif
