/* UTF-8 and the character classes that hearsay asks for (utf8proc below). Text inside hearsay is always valid. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The code point at `at` (at < s.len) and its length in bytes; an invalid byte gives U+FFFD, length 1. */
int32_t utf8_at(str s, size_t at, size_t *length);
/* The code point that ends at `at` (at > 0). */
int32_t utf8_before(str s, size_t at, size_t *length);
size_t utf8_put(char out[4], int32_t code_point);
bool utf8_valid(str);
/* Bytes of the longest valid prefix. */
size_t utf8_valid_prefix(str);
size_t utf8_count(str); /* code points */
/* The largest offset <= at that does not cut a code point. */
size_t utf8_floor(str, size_t at);
/* Columns on a terminal (wide East Asian = 2, combining = 0). */
unsigned utf8_columns(str);

bool uc_is_letter(int32_t);
bool uc_is_upper(int32_t);
bool uc_is_lower(int32_t);
bool uc_is_digit(int32_t);   /* Nd */
bool uc_is_space(int32_t);   /* white space, U+00A0, U+2028/9, U+3000, zero width space */
bool uc_is_mark(int32_t);    /* combining */
bool uc_is_punct(int32_t);   /* P*, S* */
bool uc_is_punct_only(int32_t); /* P*: uc_is_punct without the symbols */
bool uc_is_control(int32_t); /* Cc, Cf, Co: control, format, private use */
bool uc_is_nonspacing(int32_t); /* Mn: marks that take no place of their own */
/* The canonical decomposition (NFD) of one code point, in full; returns how many there are (at least 1). */
enum { UC_MAX_DECOMPOSED = 4 };
size_t uc_decompose(int32_t, int32_t out[UC_MAX_DECOMPOSED]);
int32_t uc_lower(int32_t);
int32_t uc_upper(int32_t);
/* What must never reach a terminal or a page as it is: C0 but \n \t, DEL, C1, bidi controls and overrides
 * (U+061C U+200E U+200F U+202A–E U+2066–9), U+FEFF, noncharacters. */
bool uc_is_unsafe(int32_t);
/* Copy with each unsafe code point replaced by U+FFFD. */
str utf8_harmless(arena *, str);

/* Words as the copies' and the drift's measure sees them: lower case runs of letters and digits, in order; "'" and
 * "’" inside a word stay part of it only with `keep_apostrophes`. Calls back with byte offsets. */
typedef void utf8_word_fn(void *user, size_t start, size_t end);
void utf8_each_word(str, bool keep_apostrophes, utf8_word_fn *, void *user);

#endif
