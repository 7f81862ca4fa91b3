/* Text as views, and text being built. Nothing here depends on the locale: case is ASCII's or utf8proc's. */
#define _GNU_SOURCE 1 /* memmem: linear in any case; part of POSIX since 2024 */

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { RIGHT_QUOTE = 0x2019, NO_BREAK_SPACE = 0xA0 };

static char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

static bool ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool equal_nocase(const char *a, const char *b, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
  return true;
}

bool str_eq(str a, str b) { return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0); }

bool str_eq_ascii_nocase(str a, str b) { return a.len == b.len && equal_nocase(a.at, b.at, a.len); }

int str_compare(str a, str b) {
  size_t common = a.len < b.len ? a.len : b.len;
  int order = common ? memcmp(a.at, b.at, common) : 0;
  if (order != 0) return order;
  return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(str s, str prefix) {
  return s.len >= prefix.len && str_eq((str){s.at, prefix.len}, prefix);
}

bool str_ends(str s, str suffix) {
  return s.len >= suffix.len && str_eq((str){s.at + (s.len - suffix.len), suffix.len}, suffix);
}

bool str_starts_nocase(str s, str prefix) { return s.len >= prefix.len && equal_nocase(s.at, prefix.at, prefix.len); }

size_t str_find(str haystack, str needle, size_t from) {
  if (from > haystack.len || needle.len > haystack.len - from) return STR_NONE;
  if (needle.len == 0) return from;
  const char *hit = memmem(haystack.at + from, haystack.len - from, needle.at, needle.len);
  return hit ? (size_t)(hit - haystack.at) : STR_NONE;
}

size_t str_find_char(str haystack, char c, size_t from) {
  if (from >= haystack.len) return STR_NONE;
  const char *hit = memchr(haystack.at + from, c, haystack.len - from);
  return hit ? (size_t)(hit - haystack.at) : STR_NONE;
}

str str_trim(str s) {
  for (;;) {
    if (s.len >= 1 && ascii_space(s.at[0])) s = str_slice(s, 1, s.len);
    else if (s.len >= 2 && memcmp(s.at, "\xC2\xA0", 2) == 0) s = str_slice(s, 2, s.len);
    else break;
  }
  for (;;) {
    if (s.len >= 1 && ascii_space(s.at[s.len - 1])) s.len--;
    else if (s.len >= 2 && memcmp(s.at + s.len - 2, "\xC2\xA0", 2) == 0) s.len -= 2;
    else break;
  }
  return s;
}

str str_keep(arena *a, str s) { return (str){arena_copy(a, s.at, s.len), s.len}; }

str str_join(arena *a, const str *parts, size_t count, str between) {
  size_t len = 0;
  for (size_t i = 0; i < count; i++) len += parts[i].len + (i ? between.len : 0);
  char *at = arena_alloc(a, len), *end = at;
  for (size_t i = 0; i < count; i++) {
    if (i && between.len) memcpy(end, between.at, between.len);
    if (i) end += between.len;
    if (parts[i].len) memcpy(end, parts[i].at, parts[i].len);
    end += parts[i].len;
  }
  return (str){at, len};
}

char *str_zero(arena *a, str s) {
  char *z = arena_alloc(a, s.len + 1);
  if (s.len) memcpy(z, s.at, s.len);
  return z;
}

static bool is_ascii(str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.at[i] >= 0x80) return false;
  return true;
}

/* One step of the fold: the bytes for the code point at *at, which moves on. Bytes that are no UTF-8 stay. */
static size_t fold_step(str s, size_t *at, char out[4]) {
  size_t length;
  int32_t c = utf8_at(s, *at, &length);
  size_t start = *at;
  *at += length;
  if (c == 0xFFFD) {
    memcpy(out, s.at + start, length);
    return length;
  }
  return utf8_put(out, c == RIGHT_QUOTE ? '\'' : uc_lower(c));
}

str str_fold(arena *a, str s) {
  if (is_ascii(s)) {
    char *at = arena_alloc(a, s.len);
    for (size_t i = 0; i < s.len; i++) at[i] = ascii_lower(s.at[i]);
    return (str){at, s.len};
  }
  char bytes[4];
  size_t len = 0;
  for (size_t i = 0; i < s.len;) len += fold_step(s, &i, bytes);
  char *at = arena_alloc(a, len), *end = at;
  for (size_t i = 0; i < s.len;) {
    size_t n = fold_step(s, &i, bytes);
    memcpy(end, bytes, n);
    end += n;
  }
  return (str){at, len};
}

str str_squeeze(arena *a, str s) {
  char *at = arena_alloc(a, s.len);
  size_t len = 0, length;
  bool gap = false;
  for (size_t i = 0; i < s.len; i += length) {
    int32_t c = utf8_at(s, i, &length);
    if (uc_is_space(c)) {
      gap = len > 0;
      continue;
    }
    if (gap) at[len++] = ' ';
    gap = false;
    memcpy(at + len, s.at + i, length);
    len += length;
  }
  return (str){at, len};
}

static void strbuf_room(strbuf *b, size_t more) {
  if (more <= b->cap - b->len) return;
  if (more > SIZE_MAX / 4 - b->len) arena_exhausted(b->arena);
  size_t cap = b->cap < 64 ? 64 : b->cap * 2;
  if (cap < b->len + more) cap = b->len + more;
  b->at = arena_grow(b->arena, b->at, b->cap, cap);
  b->cap = cap;
}

void strbuf_add(strbuf *b, str s) {
  if (s.len == 0) return;
  strbuf_room(b, s.len);
  memcpy(b->at + b->len, s.at, s.len);
  b->len += s.len;
}

void strbuf_char(strbuf *b, char c) {
  strbuf_room(b, 1);
  b->at[b->len++] = c;
}

__attribute__((format(printf, 2, 0))) static void add_formatted(strbuf *b, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  if (len > 0) {
    strbuf_room(b, (size_t)len + 1); /* the terminating zero is written and then forgotten */
    vsnprintf(b->at + b->len, (size_t)len + 1, format, again);
    b->len += (size_t)len;
  }
  va_end(again);
}

void strbuf_format(strbuf *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add_formatted(b, format, args);
  va_end(args);
}

str str_format(arena *a, const char *format, ...) {
  strbuf b = strbuf_new(a);
  va_list args;
  va_start(args, format);
  add_formatted(&b, format, args);
  va_end(args);
  return strbuf_str(&b);
}
