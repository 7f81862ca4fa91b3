/* Which quotation, attribution, cue a token stands in: arrays by token, for the parts of find/ that walk over tokens. */
#ifndef FIND_MARKS_H
#define FIND_MARKS_H

#include "model/document.h"

/* Each NONE where there is none. Memory: scratch. */
typedef struct token_marks {
  uint32_t *quoted;      /* quotation */
  uint32_t *source_of;   /* attribution whose source holds the token (the first such) */
  uint32_t *cue_of;      /* attribution whose cue holds the token */
  uint32_t *content_of;  /* the innermost attribution whose content holds the token: the one with the shortest content */
} token_marks;
/* Attributions for which `skip` is true leave no marks; NULL: none is skipped. */
token_marks find_marks(const document *, arena *scratch, const bool *skip);

#endif
