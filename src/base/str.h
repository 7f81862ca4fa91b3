/* Text as a view: pointer and length, never zero-terminated. Owned by an arena or by the input. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct str { const char *at; size_t len; } str;

#define STR(literal) ((str){"" literal, sizeof(literal) - 1})
#define STR_ARG(s) (int)(s).len, (s).at  /* for "%.*s" */

static inline str str_of(const char *z) { return (str){z, z ? strlen(z) : 0}; }
static inline str str_slice(str s, size_t start, size_t end) { return (str){start ? s.at + start : s.at, end - start}; } /* NULL + 0 is not allowed */
bool str_eq(str, str);
bool str_eq_ascii_nocase(str, str);
int str_compare(str, str); /* by bytes */
bool str_starts(str, str prefix);
bool str_ends(str, str suffix);
bool str_starts_nocase(str, str prefix); /* ASCII case */
#define STR_NONE ((size_t)-1)
size_t str_find(str haystack, str needle, size_t from); /* byte offset or STR_NONE */
size_t str_find_char(str haystack, char c, size_t from);
str str_trim(str); /* ASCII white space and U+00A0 at both ends */

str str_keep(arena *, str);            /* a copy in the arena */
str str_join(arena *, const str *, size_t count, str between);
str str_format(arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *str_zero(arena *, str);          /* zero-terminated copy, for the system's functions */
/* Lower case of each code point (utf8proc), and "’" as "'": the form in which words are looked up. */
str str_fold(arena *, str);
/* Runs of white space as one space, trimmed. */
str str_squeeze(arena *, str);

/* Text being built. */
typedef struct strbuf { arena *arena; char *at; size_t len, cap; } strbuf;
static inline strbuf strbuf_new(arena *a) { return (strbuf){a, NULL, 0, 0}; }
void strbuf_add(strbuf *, str);
void strbuf_char(strbuf *, char);
void strbuf_format(strbuf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline str strbuf_str(const strbuf *b) { return (str){b->at ? b->at : "", b->len}; }

#endif
