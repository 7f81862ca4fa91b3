/* Which country a description names: its words looked up one by one, the longest entry of data/nations.txt first. */
#include "compare/country.h"

#include "lexicon/lexicon.h"

enum { MOST_WORDS = 32 }; /* a longer description is a sentence; its first words decide */

str compare_country(arena *scratch, str name) {
  str words[MOST_WORDS], country = STR("");
  size_t count = 0;
  str folded = str_fold(scratch, name);
  for (size_t at = 0; at < folded.len && count < MOST_WORDS;) {
    size_t end = str_find_char(folded, ' ', at);
    if (end == STR_NONE) end = folded.len;
    if (end > at) words[count++] = str_slice(folded, at, end);
    at = end + 1;
  }
  for (size_t i = 0; i < count; i++) {
    if (str_ends(words[i], STR("'s"))) words[i].len -= 2;
    const lexicon_entry *entry = NULL;
    if (lexicon_match(LEXICON_NATIONS, words + i, count - i, &entry) == 0) continue;
    if (country.len > 0 && !str_eq(country, entry->value)) return STR("");
    country = entry->value;
  }
  return country;
}
