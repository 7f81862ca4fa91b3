/* The one error mechanism: a function that can fail returns hsy_rc and fills the error of its document or run;
 * callers pass it on with TRY. The first failure stays. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "hearsay.h"

#include "base/str.h"

#define TRY(call) do { hsy_rc try_rc_ = (call); if (try_rc_ != HSY_OK) return try_rc_; } while (0)

/* Fill `error` unless it already holds a failure; returns rc. `file` may be empty, line 0. The text is made harmless
 * (utf8_harmless) and cut at code points. */
hsy_rc error_set(hsy_error *error, hsy_rc rc, str file, uint64_t line, const char *advice, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* "hearsay: FILE:LINE: message (advice)" without the program's name: "FILE:LINE: message (advice)". */
str error_text(arena *, const hsy_error *);

#endif
