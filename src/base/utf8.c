/* UTF-8 and character classes.
 *
 * The decoder takes what Unicode's table 3-7 calls well formed: no overlong forms, no surrogates, nothing past U+10FFFF.
 * ASCII is answered by comparison, all else by utf8proc's tables.
 */
#include "base/utf8.h"

#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, LAST_CODE_POINT = 0x10FFFF };

static bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* Length of the well formed sequence at `at`, 0 when there is none. */
static size_t sequence(const unsigned char *at, size_t left, int32_t *code_point) {
  unsigned char lead = at[0];
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || left < length) return 0;
  int32_t c = lead & (0x7F >> length);
  for (size_t i = 1; i < length; i++) {
    if (!is_continuation(at[i])) return 0;
    c = c << 6 | (at[i] & 0x3F);
  }
  if ((length == 3 && c < 0x800) || (length == 4 && c < 0x10000) || c > LAST_CODE_POINT || (c >= 0xD800 && c <= 0xDFFF))
    return 0;
  *code_point = c;
  return length;
}

int32_t utf8_at(str s, size_t at, size_t *length) {
  int32_t c;
  size_t n = sequence((const unsigned char *)s.at + at, s.len - at, &c);
  *length = n ? n : 1;
  return n ? c : REPLACEMENT;
}

int32_t utf8_before(str s, size_t at, size_t *length) {
  for (size_t back = 1; back <= 4 && back <= at; back++) {
    if (is_continuation((unsigned char)s.at[at - back])) continue;
    size_t n;
    int32_t c = utf8_at((str){s.at, at}, at - back, &n);
    if (n != back) break;
    *length = n;
    return c;
  }
  *length = 1;
  return REPLACEMENT;
}

size_t utf8_put(char out[4], int32_t c) {
  if (c < 0 || c > LAST_CODE_POINT || (c >= 0xD800 && c <= 0xDFFF)) c = REPLACEMENT;
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
  out[0] = (char)((0xF00 >> length & 0xFF) | c);
  return length;
}

size_t utf8_valid_prefix(str s) {
  size_t at = 0;
  while (at < s.len) {
    int32_t c;
    size_t n = sequence((const unsigned char *)s.at + at, s.len - at, &c);
    if (n == 0) break;
    at += n;
  }
  return at;
}

bool utf8_valid(str s) { return utf8_valid_prefix(s) == s.len; }

size_t utf8_count(str s) {
  size_t count = 0, length;
  for (size_t at = 0; at < s.len; at += length, count++) utf8_at(s, at, &length);
  return count;
}

size_t utf8_floor(str s, size_t at) {
  if (at >= s.len) return s.len;
  for (size_t back = 1; back <= 3 && back <= at; back++) {
    if (is_continuation((unsigned char)s.at[at - back])) continue;
    size_t length;
    utf8_at(s, at - back, &length);
    return length > back ? at - back : at;
  }
  return at;
}

unsigned utf8_columns(str s) {
  unsigned columns = 0;
  size_t length;
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    if (c >= 0x20 && c < 0x7F) columns++;
    else if (c >= 0x80 && !uc_is_unsafe(c)) columns += (unsigned)utf8proc_charwidth(c);
  }
  return columns;
}

static bool in_category(int32_t c, unsigned set) {
  return c >= 0 && c <= LAST_CODE_POINT && (set >> utf8proc_category(c) & 1) != 0;
}

#define CATEGORY(name) (1u << UTF8PROC_CATEGORY_##name)

bool uc_is_upper(int32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return in_category(c, CATEGORY(LU) | CATEGORY(LT));
}

bool uc_is_lower(int32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return in_category(c, CATEGORY(LL));
}

bool uc_is_letter(int32_t c) {
  if (c < 0x80) return uc_is_upper(c) || uc_is_lower(c);
  return in_category(c, CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT) | CATEGORY(LM) | CATEGORY(LO));
}

bool uc_is_digit(int32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return in_category(c, CATEGORY(ND));
}

bool uc_is_space(int32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool uc_is_mark(int32_t c) { return c >= 0x300 && in_category(c, CATEGORY(MN) | CATEGORY(MC) | CATEGORY(ME)); }

bool uc_is_punct(int32_t c) {
  if (c < 0x80) return c > ' ' && c < 0x7F && !uc_is_letter(c) && !uc_is_digit(c);
  return in_category(c, CATEGORY(PC) | CATEGORY(PD) | CATEGORY(PS) | CATEGORY(PE) | CATEGORY(PI) | CATEGORY(PF) |
                            CATEGORY(PO) | CATEGORY(SM) | CATEGORY(SC) | CATEGORY(SK) | CATEGORY(SO));
}

bool uc_is_punct_only(int32_t c) {
  return in_category(c, CATEGORY(PC) | CATEGORY(PD) | CATEGORY(PS) | CATEGORY(PE) | CATEGORY(PI) | CATEGORY(PF) |
                            CATEGORY(PO));
}

bool uc_is_control(int32_t c) {
  if (c < 0x80) return (c >= 0 && c < ' ') || c == 0x7F;
  return in_category(c, CATEGORY(CC) | CATEGORY(CF) | CATEGORY(CO));
}

bool uc_is_nonspacing(int32_t c) { return c >= 0x300 && in_category(c, CATEGORY(MN)); }

size_t uc_decompose(int32_t c, int32_t out[UC_MAX_DECOMPOSED]) {
  out[0] = c;
  if (c < 0xC0 || c > LAST_CODE_POINT) return 1;
  int boundary = 0; /* of grapheme clusters: not asked for */
  utf8proc_ssize_t n = utf8proc_decompose_char(c, out, UC_MAX_DECOMPOSED, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
  if (n >= 1 && n <= UC_MAX_DECOMPOSED) return (size_t)n;
  out[0] = c;
  return 1;
}

int32_t uc_lower(int32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return c <= LAST_CODE_POINT ? utf8proc_tolower(c) : c;
}

int32_t uc_upper(int32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return c <= LAST_CODE_POINT ? utf8proc_toupper(c) : c;
}

bool uc_is_unsafe(int32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  if (c < 0x7F) return false;
  if (c < 0xA0) return true;
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

str utf8_harmless(arena *a, str s) {
  size_t length, unsafe = 0;
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    unsafe += uc_is_unsafe(c) || (c == REPLACEMENT && length == 1);
  }
  char *out = arena_alloc(a, s.len + 2 * unsafe); /* one byte becomes three at most */
  size_t len = 0;
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    len += utf8_put(out + len, uc_is_unsafe(c) ? REPLACEMENT : c);
  }
  return (str){out, len};
}

static bool in_word(int32_t c) { return uc_is_letter(c) || uc_is_digit(c); }

void utf8_each_word(str s, bool keep_apostrophes, utf8_word_fn *fn, void *user) {
  size_t start = STR_NONE, length;
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    if (in_word(c)) {
      if (start == STR_NONE) start = at;
      continue;
    }
    if (start == STR_NONE || uc_is_mark(c)) continue; /* a mark belongs to the letter before it */
    if (keep_apostrophes && (c == '\'' || c == 0x2019) && at + length < s.len) {
      size_t unused;
      if (in_word(utf8_at(s, at + length, &unused))) continue;
    }
    fn(user, start, at);
    start = STR_NONE;
  }
  if (start != STR_NONE) fn(user, start, s.len);
}
