/* Numbers in digits and words, read from a run of folded words: for times.c and figures.c. */
#ifndef FIND_NUMBERS_H
#define FIND_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Loose: dozens, several, tens of thousands; the value is of one of each: 12, 10,000. */
typedef enum number_kind { NUMBER_CARDINAL, NUMBER_LOOSE, NUMBER_ORDINAL } number_kind;
typedef struct number {
  number_kind kind;
  int64_t thousandths;
  size_t words;        /* how many of the words it takes */
  bool is_digits;      /* all of it stands in digits */
  bool has_separator;  /* a comma or a point inside: no year, no day of the month */
} number;

/* The longest number that begins with words[0]: "1,200", "2.5 million", "twenty-four", "two hundred and six", "a dozen",
 * "half a million", "3rd". Hyphens are words of their own. A word alone that is only a multiplier ("million") is none. Values over 9e14 are
 * none. */
bool number_read(const str *words, size_t count, number *out);
/* A share after a number or alone: "two thirds", "a quarter", "half": thousandths of a percent;
 * false when there is none. */
bool number_fraction(const str *words, size_t count, int64_t *percent, size_t *used);

#endif
