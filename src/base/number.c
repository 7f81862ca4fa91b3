/* exp and log after Sun's fdlibm (Freely distributable: "Developed at SunSoft. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved"): range reduction by ln 2 in two
 * parts, then a polynomial. Only + - * / of doubles, each rounded by IEEE 754, compiled without contraction: the same
 * bits everywhere. Error under one unit in the last place.
 */
#include "base/number.h"

#include <math.h>
#include <string.h>

static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10,
                    inverse_ln2 = 1.44269504088896338700e+00;

/* 2^k for -1022 <= k <= 1023 */
static double power_of_two(int k) {
  uint64_t bits = (uint64_t)(k + 1023) << 52;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

double number_exp(double x) {
  static const double p1 = 1.66666666666666019037e-01, p2 = -2.77777777770155933842e-03,
                      p3 = 6.61375632143793436117e-05, p4 = -1.65339022054652515390e-06,
                      p5 = 4.13813679705723846039e-08;
  if (x != x) return x;
  if (x > 709.782712893383973096) return HUGE_VAL;
  if (x < -745.13321910194110842) return 0.0;
  int k = (int)(x * inverse_ln2 + (x < 0 ? -0.5 : 0.5));
  double high = x - k * ln2_high, low = k * ln2_low, r = high - low, t = r * r;
  double c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))));
  double y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  if (k > 1023) return y * 2.0 * power_of_two(k - 1);
  if (k >= -1021) return y * power_of_two(k);
  return y * power_of_two(k + 1000) * power_of_two(-1000);
}

double number_log(double x) {
  static const double l1 = 6.666666666666735130e-01, l2 = 3.999999999940941908e-01, l3 = 2.857142874366239149e-01,
                      l4 = 2.222219843214978396e-01, l5 = 1.818357216161805012e-01, l6 = 1.531383769920937332e-01,
                      l7 = 1.479819860511658591e-01, sqrt_half = 0.70710678118654752440;
  if (x != x || x < 0.0) return NAN;
  if (x == 0.0) return -HUGE_VAL;
  if (x == HUGE_VAL) return x;
  int k = 0;
  if (x < 2.2250738585072014e-308) { /* subnormal */
    x *= 18014398509481984.0;        /* 2^54 */
    k = -54;
  }
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  k += (int)(bits >> 52) - 1022;
  bits = (bits & UINT64_C(0x000FFFFFFFFFFFFF)) | UINT64_C(0x3FE0000000000000); /* x = 2^k · m, m in [0.5, 1) */
  double m;
  memcpy(&m, &bits, sizeof m);
  if (m < sqrt_half) {
    m *= 2.0;
    k--;
  }
  double f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
  double r = w * (l2 + w * (l4 + w * l6)) + z * (l1 + w * (l3 + w * (l5 + w * l7)));
  double half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + r) + k * ln2_low)) - f);
}

/* IEEE 754 demands the correctly rounded root, so the processor's is the same everywhere. */
double number_sqrt(double x) { return sqrt(x); }

int number_score(double share) {
  if (!(share > 0.0)) return 0; /* not a number, too */
  if (share >= 1.0) return 1000;
  return (int)(share * 1000.0 + 0.5);
}

bool number_parse_int(str s, int64_t *value) {
  bool negative = s.len > 0 && s.at[0] == '-';
  size_t at = s.len > 0 && (s.at[0] == '-' || s.at[0] == '+');
  if (at == s.len) return false;
  uint64_t sum = 0, limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
  for (; at < s.len; at++) {
    if (s.at[at] < '0' || s.at[at] > '9') return false;
    uint64_t digit = (uint64_t)(s.at[at] - '0');
    if (sum > (limit - digit) / 10) return false;
    sum = sum * 10 + digit;
  }
  *value = negative ? -(int64_t)(sum - (sum != 0)) - (sum != 0) : (int64_t)sum;
  return true;
}

/* m · 10^e. Exact powers reach 10^22; with m below 2^53 and |e| <= 22 the result is the nearest double, beyond it is
 * within some units in the last place. */
static double scale_decimal(uint64_t m, int e) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  double value = (double)m;
  while (e > 0 && value != 0.0 && value < HUGE_VAL) {
    int step = e < 22 ? e : 22;
    value *= powers[step];
    e -= step;
  }
  while (e < 0 && value != 0.0) {
    int step = -e < 22 ? -e : 22;
    value /= powers[step];
    e += step;
  }
  return value;
}

bool number_parse_decimal(str s, double *value) {
  size_t at = s.len > 0 && (s.at[0] == '-' || s.at[0] == '+');
  bool negative = at == 1 && s.at[0] == '-', point = false;
  uint64_t m = 0;
  int64_t e = 0;
  size_t digits = 0;
  for (; at < s.len; at++) {
    char c = s.at[at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    digits++;
    if (m <= (UINT64_MAX - 9) / 10) {
      m = m * 10 + (uint64_t)(c - '0');
      e -= point;
    } else {
      e += !point; /* digits beyond the nineteenth only move the point */
    }
  }
  if (digits == 0) return false;
  if (at < s.len) {
    int64_t exponent;
    if ((s.at[at] != 'e' && s.at[at] != 'E') || !number_parse_int(str_slice(s, at + 1, s.len), &exponent)) return false;
    if (exponent > 100000 || exponent < -100000) exponent = exponent > 0 ? 100000 : -100000;
    e += exponent;
  }
  if (e > 200000) e = 200000;
  if (e < -200000) e = -200000;
  double result = scale_decimal(m, (int)e);
  if (result > 1.7976931348623157e308) return false;
  *value = negative ? -result : result;
  return true;
}
