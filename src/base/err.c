/* The one error mechanism. A hsy_error is plain memory without an arena, so its words are made harmless here byte by
 * byte into the fixed fields, and cut before the code point that would not fit.
 */
#include "base/err.h"

#include <stdio.h>

#include "base/utf8.h"

/* Line ends and tabs too become U+FFFD: a message is one line. */
static void put_harmless(char *out, size_t size, str s) {
  size_t len = 0, length;
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    char bytes[4];
    size_t n = utf8_put(bytes, c < 0x20 || uc_is_unsafe(c) ? 0xFFFD : c);
    if (len + n >= size) break;
    memcpy(out + len, bytes, n);
    len += n;
  }
  out[len] = '\0';
}

hsy_rc error_set(hsy_error *error, hsy_rc rc, str file, uint64_t line, const char *advice, const char *format, ...) {
  if (!error || error->rc != HSY_OK || rc == HSY_OK) return rc;
  char words[2 * sizeof error->message];
  va_list args;
  va_start(args, format);
  int len = vsnprintf(words, sizeof words, format, args);
  va_end(args);
  str message = {words, len < 0 ? 0 : strlen(words)}; /* a cut in here lies beyond what the field can take */
  error->rc = rc;
  error->line = line;
  put_harmless(error->file, sizeof error->file, file);
  put_harmless(error->message, sizeof error->message, message);
  put_harmless(error->advice, sizeof error->advice, str_of(advice));
  return rc;
}

str error_text(arena *a, const hsy_error *error) {
  strbuf b = strbuf_new(a);
  if (error->file[0]) strbuf_format(&b, "%s:", error->file);
  if (error->line) strbuf_format(&b, "%llu:", (unsigned long long)error->line);
  if (b.len) strbuf_char(&b, ' ');
  strbuf_add(&b, str_of(error->message));
  if (error->advice[0]) strbuf_format(&b, " (%s)", error->advice);
  return strbuf_str(&b);
}
