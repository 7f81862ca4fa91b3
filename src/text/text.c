/* The steps of text/ over one document: block by block tokens and sentences, then language and word classes. */
#include "text/text.h"

#include "text/parts.h"

hsy_rc text_run(document *d) {
  for (uint32_t b = 0; b < d->blocks.count; b++) {
    uint32_t first = d->tokens.count;
    TRY(text_tokens(d, b));
    text_sentences(d, b, first);
  }
  text_language(d);
  if (!d->is_foreign) text_tags(d);
  return HSY_OK;
}
