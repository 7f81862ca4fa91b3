/* Language, sentences and tokens of a document, by rules, with byte offsets; rough word classes and lemmas. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "model/document.h"

/* Fills lang (unless given), is_foreign, sentences, tokens. Linear in the text. Sentences never cross a block; tokens
 * never cross a sentence and never hold white space; a clitic stays with its word ("don't", "Smith's" are one token). */
hsy_rc text_run(document *);

#endif
