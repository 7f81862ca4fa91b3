/* The generated tables, for lexicon.c alone. */
#ifndef LEXICON_TABLES_H
#define LEXICON_TABLES_H

#include "lexicon/lexicon.h"

typedef struct lexicon_table { const lexicon_entry *entries; size_t count; size_t most_words; } lexicon_table;
extern const lexicon_table lexicon_tables[LEXICON_LIST_COUNT];

#endif
