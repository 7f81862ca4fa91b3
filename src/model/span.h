/* A span: bytes [start, end) of a document's text. */
#ifndef MODEL_SPAN_H
#define MODEL_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

typedef struct span { uint32_t start, end; } span;
typedef VEC(span) spans;
typedef VEC(uint32_t) index_vec;

#define NONE UINT32_MAX /* an index that is not there */

static inline bool span_empty(span s) { return s.end <= s.start; }
static inline uint32_t span_length(span s) { return s.end - s.start; }
static inline bool span_holds(span outer, span inner) { return outer.start <= inner.start && inner.end <= outer.end; }
static inline bool span_overlaps(span a, span b) { return a.start < b.end && b.start < a.end; }
static inline uint32_t span_common(span a, span b) {
  uint32_t s = a.start > b.start ? a.start : b.start, e = a.end < b.end ? a.end : b.end;
  return e > s ? e - s : 0;
}

#endif
