/* exp, log and sqrt of our own, the same bits on every processor (glibc's differ with and without FMA), and scores
 * as integers: every score is made an integer (thousandths, 0–1000) before anything is sorted by it. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

double number_exp(double);
double number_log(double); /* natural, x > 0 */
double number_sqrt(double);
int number_score(double share); /* 0.0–1.0 to 0–1000, rounded, clipped */
/* Decimal text to double and to integer, locale-free; false when the text is not one number to its end. */
bool number_parse_int(str, int64_t *);
bool number_parse_decimal(str, double *);

#endif
