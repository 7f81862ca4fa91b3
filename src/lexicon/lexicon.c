/* Word lists: sorted tables made at build time, searched by halving. A key of several words is looked up by joining
 * the words with single spaces in a buffer on the stack, the longest sequence first. */
#include "lexicon/lexicon.h"

#include "lexicon/tables.h"

enum { LONGEST_KEY = 160 }; /* bytes; a longer sequence of words is in no list */

const lexicon_entry *lexicon_find(enum lexicon_list list, str folded) {
  const lexicon_table *t = &lexicon_tables[list];
  size_t low = 0, high = t->count;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    int c = str_compare(t->entries[mid].key, folded);
    if (c == 0) return &t->entries[mid];
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  return NULL;
}

size_t lexicon_match(enum lexicon_list list, const str *folded, size_t count, const lexicon_entry **entry) {
  const lexicon_table *t = &lexicon_tables[list];
  char key[LONGEST_KEY];
  size_t ends[16], words = 0, used = 0;
  for (; words < count && words < t->most_words && words < sizeof ends / sizeof *ends; words++) {
    if (used + (words > 0) + folded[words].len > sizeof key) break;
    if (words > 0) key[used++] = ' ';
    memcpy(key + used, folded[words].at, folded[words].len);
    used += folded[words].len;
    ends[words] = used;
  }
  for (; words > 0; words--) {
    const lexicon_entry *e = lexicon_find(list, (str){key, ends[words - 1]});
    if (e) {
      if (entry) *entry = e;
      return words;
    }
  }
  return 0;
}

size_t lexicon_count(enum lexicon_list list) { return lexicon_tables[list].count; }

const lexicon_entry *lexicon_at(enum lexicon_list list, size_t index) { return &lexicon_tables[list].entries[index]; }
