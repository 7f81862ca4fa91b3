/* Word lists that several rooms read. Each list is a file data/NAME.txt, compiled in by src/lexicon/compile.py.
 *
 * A line is an entry: KEY, or KEY<TAB>VALUE; `#` opens a comment, empty lines are skipped. Keys are looked up folded
 * (str_fold: lower case, "'" for "’"); a key of several words has single spaces. The list data/NAME-parts.txt is
 * LEXICON_NAME_PARTS. A new list is a new file and its line in data/meson.build.
 */
#ifndef LEXICON_LEXICON_H
#define LEXICON_LEXICON_H

#include <stdbool.h>

#include "base/str.h"
#include "lexicon/lexicon_lists.h" /* generated: enum lexicon_list { LEXICON_… } */

typedef struct lexicon_entry { str key, value; } lexicon_entry; /* value as written in the file, empty when none */

/* The entry of a folded key, or NULL. */
const lexicon_entry *lexicon_find(enum lexicon_list, str folded);
static inline bool lexicon_has(enum lexicon_list list, str folded) { return lexicon_find(list, folded) != NULL; }
/* The longest entry that begins a sequence of folded words; returns how many words it has, 0 for none. */
size_t lexicon_match(enum lexicon_list, const str *folded, size_t count, const lexicon_entry **entry);
size_t lexicon_count(enum lexicon_list);
const lexicon_entry *lexicon_at(enum lexicon_list, size_t index); /* by key bytes */

#endif
