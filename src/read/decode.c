/* Bytes to valid UTF-8, with the way back.
 *
 * First which encoding: a byte order mark; the pattern of UTF-16 without one; valid UTF-8 with letters beyond ASCII (no
 * other encoding looks so by chance, and pages often declare a wrong one); what the page declares; a guess (uchardet);
 * windows-1252. Then one pass: UTF-8 and UTF-16/32 by hand, single-byte encodings by a table that iconv fills once,
 * others by iconv, a character at a time, so each character knows its bytes. A byte that is no character becomes U+FFFD
 * and a note says how many there were.
 *
 * Tidying is part of the pass: \r\n and lone \r become \n; NUL, soft hyphens and U+FEFF go.
 */
#include "read/parts.h"

#include <iconv.h>
#include <stdio.h>
#include <uchardet/uchardet.h>

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { DECLARED_WITHIN = 8192, SOFT_HYPHEN = 0xAD, BYTE_ORDER_MARK = 0xFEFF, REPLACEMENT = 0xFFFD, LONGEST_CHARACTER = 8, GUESS_WITHIN = 1048576 };

typedef struct decoding {
  mapping out;
  bool tidy;
  uint64_t bad;       /* bytes that are no character */
  uint64_t nul;
  bool after_return;  /* the last character was \r, not yet written */
  uint64_t return_at;
} decoding;

/* One character that stands for `length` bytes at `input`. */
static void put(decoding *d, int32_t c, uint64_t input, uint32_t length) {
  if (d->tidy) {
    if (d->after_return) {
      d->after_return = false;
      uint32_t both = c == '\n' ? (uint32_t)(input + length - d->return_at) : (uint32_t)(input - d->return_at);
      mapping_put(&d->out, STR("\n"), d->return_at, both);
      if (c == '\n') return;
    }
    if (c == '\r') {
      d->after_return = true;
      d->return_at = input;
      return;
    }
    d->nul += c == 0;
    if (c == 0 || c == SOFT_HYPHEN || c == BYTE_ORDER_MARK) return;
  }
  char bytes[4];
  mapping_steps(&d->out, bytes, (uint32_t)utf8_put(bytes, c), input, length, 1);
}

static void put_bad(decoding *d, uint64_t input, uint32_t length) {
  d->bad += length;
  put(d, REPLACEMENT, input, length);
}

static bool is_plain(unsigned char c) { return c < 0x80 && c != '\r' && c != 0; }

static void decode_utf8(decoding *d, str s, size_t at) {
  while (at < s.len) {
    /* The common case in long strides: nothing to tidy, copied as it is. */
    size_t end = at, length;
    while (end < s.len) {
      if (is_plain((unsigned char)s.at[end])) {
        end++;
        continue;
      }
      int32_t c = utf8_at(s, end, &length);
      if (length == 1 && c == REPLACEMENT) break;
      if (c == '\r' || c == 0 || c == SOFT_HYPHEN || c == BYTE_ORDER_MARK) break;
      end += length;
    }
    if (end > at) {
      if (d->after_return) {
        int32_t c = utf8_at(s, at, &length);
        put(d, c, at, (uint32_t)length);
        at += length;
      }
      if (end > at) mapping_steps(&d->out, s.at + at, 1, at, 1, (uint32_t)(end - at));
      at = end;
    } else {
      int32_t c = utf8_at(s, at, &length);
      if (length == 1 && c == REPLACEMENT) put_bad(d, at, 1);
      else put(d, c, at, (uint32_t)length);
      at += length;
    }
  }
}

static int32_t unit_at(str s, size_t at, unsigned size, bool is_big) {
  uint32_t value = 0;
  for (unsigned i = 0; i < size; i++) value |= (uint32_t)(unsigned char)s.at[at + i] << 8 * (is_big ? size - 1 - i : i);
  return value > 0x10FFFF ? -1 : (int32_t)value;
}

static void decode_utf16(decoding *d, str s, size_t at, bool is_big) {
  while (at + 2 <= s.len) {
    int32_t c = unit_at(s, at, 2, is_big);
    if (c >= 0xD800 && c < 0xDC00 && at + 4 <= s.len) {
      int32_t low = unit_at(s, at + 2, 2, is_big);
      if (low >= 0xDC00 && low < 0xE000) {
        put(d, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), at, 4);
        at += 4;
        continue;
      }
    }
    if (c >= 0xD800 && c < 0xE000) put_bad(d, at, 2);
    else put(d, c, at, 2);
    at += 2;
  }
  if (at < s.len) put_bad(d, at, (uint32_t)(s.len - at));
}

static void decode_utf32(decoding *d, str s, size_t at, bool is_big) {
  for (; at + 4 <= s.len; at += 4) {
    int32_t c = unit_at(s, at, 4, is_big);
    if (c < 0 || (c >= 0xD800 && c < 0xE000)) put_bad(d, at, 4);
    else put(d, c, at, 4);
  }
  if (at < s.len) put_bad(d, at, (uint32_t)(s.len - at));
}

/* The code points that `length` bytes give, at most two (some Asian characters need a combining one). */
static int convert(iconv_t to, const char *bytes, size_t length, int32_t points[2]) {
  char out[16], *in_at = (char *)(uintptr_t)bytes, *out_at = out;
  size_t in_left = length, out_left = sizeof out;
  if (iconv(to, &in_at, &in_left, &out_at, &out_left) == (size_t)-1 || in_left > 0) return -1;
  str text = {out, (size_t)(out_at - out)};
  int count = 0;
  for (size_t at = 0, step; at < text.len && count < 2; at += step) points[count++] = utf8_at(text, at, &step);
  return count;
}

static void reset(iconv_t to) { iconv(to, NULL, NULL, NULL, NULL); }

/* Closed when done, or by the arena when memory runs out in between. */
typedef struct converter { iconv_t to; bool is_open; } converter;
static void converter_close(void *what) {
  converter *c = what;
  if (c->is_open) iconv_close(c->to);
  c->is_open = false;
}

/* An encoding of one byte a character: `table` has its code points, −1 where there is none. */
static void decode_table(decoding *d, str s, const int32_t table[256]) {
  for (size_t at = 0; at < s.len;) {
    size_t end = at;
    while (!d->after_return && end < s.len && is_plain((unsigned char)s.at[end])) end++;
    if (end > at) {
      mapping_steps(&d->out, s.at + at, 1, at, 1, (uint32_t)(end - at));
      at = end;
      continue;
    }
    int32_t c = table[(unsigned char)s.at[at]];
    if (c < 0) put_bad(d, at, 1);
    else put(d, c, at, 1);
    at++;
  }
}

static void decode_iconv(decoding *d, iconv_t to, str s, bool is_stateful) {
  size_t pending = 0; /* bytes before `at` that shifted the state and gave nothing */
  for (size_t at = 0; at < s.len;) {
    if (!is_stateful && (unsigned char)s.at[at] < 0x80) {
      put(d, (unsigned char)s.at[at], at, 1);
      at++;
      continue;
    }
    int32_t points[2];
    int count = -1;
    size_t length = 0;
    while (count < 0 && length < LONGEST_CHARACTER && at + length < s.len) count = convert(to, s.at + at, ++length, points);
    if (count < 0) {
      put_bad(d, at - pending, (uint32_t)(1 + pending));
      at++;
      pending = 0;
      if (!is_stateful) reset(to);
      continue;
    }
    if (count == 0) pending += length;
    else {
      put(d, points[0], at - pending, (uint32_t)(length + pending));
      if (count == 2) put(d, points[1], at + length, 0);
      pending = 0;
    }
    at += length;
  }
}

/* What the page says of its encoding: a meta tag or an XML declaration near its head. */
static str declared_charset(str s) {
  str head = str_slice(s, 0, s.len < DECLARED_WITHIN ? s.len : DECLARED_WITHIN);
  for (size_t at = 0; at + 8 < head.len; at++) {
    str here = str_slice(head, at, head.len);
    size_t skip;
    if (str_starts_nocase(here, STR("charset"))) skip = 7;
    else if (str_starts_nocase(here, STR("encoding")) && str_starts(head, STR("<?xml")) && at < 200) skip = 8;
    else continue;
    size_t value = at + skip;
    while (value < head.len && (head.at[value] == ' ' || head.at[value] == '=' || head.at[value] == '"' || head.at[value] == '\'')) value++;
    if (value == at + skip) continue;
    size_t end = value;
    while (end < head.len && end - value < 40 && ((head.at[end] >= '0' && head.at[end] <= '9') || ((head.at[end] | 32) >= 'a' && (head.at[end] | 32) <= 'z') ||
                                                   head.at[end] == '-' || head.at[end] == '_' || head.at[end] == ':'))
      end++;
    if (end > value) return str_slice(head, value, end);
  }
  return (str){"", 0};
}

/* Multi-byte characters of UTF-8 and bytes that are none. */
static void count_utf8(str s, uint64_t *good, uint64_t *bad) {
  *good = *bad = 0;
  for (size_t at = 0, length; at < s.len; at += length) {
    if ((unsigned char)s.at[at] < 0x80) {
      length = 1;
      continue;
    }
    int32_t c = utf8_at(s, at, &length);
    if (c == REPLACEMENT && length == 1) ++*bad;
    else ++*good;
  }
}

/* Code points of the 256 bytes of an encoding; false when it is not one byte a character, over ASCII. */
static bool fill_table(iconv_t to, int32_t table[256]) {
  int holes = 0;
  for (int i = 0; i < 256; i++) {
    char byte = (char)i;
    int32_t points[2];
    int count = convert(to, &byte, 1, points);
    if (i < 0x80 && !(count == 1 && points[0] == i)) return false;
    table[i] = count == 1 ? points[0] : -1;
    holes += table[i] < 0;
    reset(to);
  }
  /* One that starts longer characters in its upper half has many bytes that are nothing by themselves. */
  return holes < 64;
}

/* Do the bytes of `s` mean the same in windows-1252 as in the encoding that was guessed? Then that it is. */
static bool is_windows_1252(str s, const char *guessed) {
  int32_t own[256], western[256];
  bool used[256] = {false}, same = true;
  iconv_t to = iconv_open("UTF-8", guessed);
  if (to == (iconv_t)-1) return true;
  bool is_single = fill_table(to, own);
  iconv_close(to);
  to = iconv_open("UTF-8", "WINDOWS-1252");
  if (to == (iconv_t)-1) return false;
  is_single = fill_table(to, western) && is_single;
  iconv_close(to);
  for (size_t i = 0; i < s.len; i++) used[(unsigned char)s.at[i]] = true;
  for (int i = 0x80; i < 256; i++) same = same && (!used[i] || own[i] == western[i]);
  return is_single && same;
}

static str guess(arena *a, str s) {
  uchardet_t detector = uchardet_new();
  if (!detector) arena_exhausted(a);
  size_t length = s.len < GUESS_WITHIN ? s.len : GUESS_WITHIN;
  char label[64] = "";
  if (uchardet_handle_data(detector, s.at, length) == 0) {
    uchardet_data_end(detector);
    snprintf(label, sizeof label, "%s", uchardet_get_charset(detector));
  }
  uchardet_delete(detector);
  if (label[0] && is_windows_1252(s, label)) return STR("windows-1252");
  return str_keep(a, str_of(label));
}

static bool is_stateful_charset(str label) {
  return str_starts_nocase(label, STR("iso-2022")) || str_starts_nocase(label, STR("hz")) || str_starts_nocase(label, STR("utf-7"));
}

/* The encoding of `s` and the bytes of its mark. */
static str choose_charset(arena *a, str s, bool is_html, size_t *mark) {
  static const struct { const char *bytes; size_t len; const char *name; } marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xFF\xFE", 2, "UTF-16LE"}, {"\xFE\xFF", 2, "UTF-16BE"}};
  *mark = 0;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (s.len >= marks[i].len && memcmp(s.at, marks[i].bytes, marks[i].len) == 0) {
      *mark = marks[i].len;
      return str_of(marks[i].name);
    }
  size_t even = 0, odd = 0, looked = s.len < 4096 ? s.len : 4096;
  for (size_t i = 0; i < looked; i++) *(i % 2 ? &odd : &even) += s.at[i] == 0;
  if (looked >= 8 && (even + odd) * 3 > looked) {
    if (odd > 8 * even) return STR("UTF-16LE");
    if (even > 8 * odd) return STR("UTF-16BE");
  }
  str declared = is_html ? declared_charset(s) : STR("");
  uint64_t good, bad;
  count_utf8(s, &good, &bad);
  if (bad == 0 && !is_stateful_charset(declared)) {
    if (good == 0 && !is_html && memchr(s.at, 0x1B, s.len)) {
      str label = guess(a, s);
      if (is_stateful_charset(label)) return label;
    }
    return STR("UTF-8");
  }
  if (bad > 0 && good > bad) return STR("UTF-8"); /* torn UTF-8: by chance no other encoding makes so many sequences */
  if (declared.len > 0 && !str_starts_nocase(declared, STR("utf-8")) && !str_eq_ascii_nocase(declared, STR("utf8"))) return str_keep(a, declared);
  str label = guess(a, s);
  if (label.len == 0 || str_starts_nocase(label, STR("utf-8")) || str_eq_ascii_nocase(label, STR("ascii"))) return STR("windows-1252");
  return label;
}

/* Names as the web uses them to names of iconv: what says latin-1 is windows-1252. */
static str charset_known(arena *a, str label) {
  const lexicon_entry *entry = lexicon_find(LEXICON_CHARSETS, str_fold(a, label));
  return entry ? entry->value : label;
}

static void decode_other(document *doc, decoding *d, str s, str *charset) {
  str label = charset_known(doc->arena, *charset);
  iconv_t to = iconv_open("UTF-8", str_zero(doc->arena, label));
  if (to == (iconv_t)-1) {
    document_note(doc, "the encoding \"%.*s\" is not known: read as windows-1252", STR_ARG(*charset));
    label = STR("windows-1252");
    to = iconv_open("UTF-8", "WINDOWS-1252");
    if (to == (iconv_t)-1) { /* a system without it: bytes beyond ASCII are lost, and counted */
      decode_utf8(d, s, 0);
      return;
    }
  }
  converter *open = ARENA_NEW(doc->arena, converter);
  *open = (converter){to, true};
  arena_defer(doc->arena, converter_close, open);
  *charset = label;
  int32_t table[256];
  bool is_single = !is_stateful_charset(label) && fill_table(to, table);
  if (is_single) {
    decode_table(d, s, table);
  } else {
    decode_iconv(d, to, s, is_stateful_charset(label));
  }
  converter_close(open);
}

hsy_rc decode_bytes(document *doc, str bytes, bool is_html, bool tidy, mapped *out) {
  size_t mark;
  str charset = choose_charset(doc->arena, bytes, is_html, &mark);
  decoding d = {.out = mapping_new(doc->arena), .tidy = tidy};
  if (!tidy && mark == 0 && utf8_valid(bytes)) {
    doc->charset = STR("UTF-8");
    *out = mapped_identity(doc->arena, bytes);
    return HSY_OK;
  }
  if (str_eq(charset, STR("UTF-8"))) decode_utf8(&d, bytes, mark);
  else if (str_eq(charset, STR("UTF-16LE"))) decode_utf16(&d, bytes, mark, false);
  else if (str_eq(charset, STR("UTF-16BE"))) decode_utf16(&d, bytes, mark, true);
  else if (str_eq(charset, STR("UTF-32LE"))) decode_utf32(&d, bytes, mark, false);
  else if (str_eq(charset, STR("UTF-32BE"))) decode_utf32(&d, bytes, mark, true);
  else decode_other(doc, &d, bytes, &charset);
  if (d.after_return) mapping_put(&d.out, STR("\n"), d.return_at, 1);
  if (d.bad > 0) document_note(doc, "%llu bytes are no text in %.*s: each is shown as U+FFFD", (unsigned long long)d.bad, STR_ARG(charset));
  if (d.nul > 0) document_note(doc, "%llu NUL bytes left out", (unsigned long long)d.nul);
  doc->charset = charset;
  *out = mapping_done(&d.out);
  return HSY_OK;
}
