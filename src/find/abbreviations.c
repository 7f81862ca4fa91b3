/* Abbreviations: each short form in brackets, and the words before it that have its letters.
 *
 * By the method of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions in biomedical text, 2003):
 * every letter of the short form, read backwards, is found in the long one, its first at the start of a word; the long form has
 * at most min(letters + 5, 2 letters) words. Narrower than theirs: the short form has two capitals and no stop, and the long
 * one is written with a capital unless all letters stand at starts of words.
 */
#include "find/abbreviations.h"

#include "base/utf8.h"

enum { LONGEST = 10 }; /* bytes of a short form; Schwartz and Hearst's letters */

static bool is_letter_or_digit(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

static bool is_in_word(unsigned char c) { return is_letter_or_digit(c) || c >= 0x80; }

static bool is_short_form(const document *d, uint32_t i) {
  str raw = document_slice(d, d->tokens.at[i].span), folded = d->tokens.at[i].folded;
  if (folded.len < 2 || folded.len > LONGEST || !is_letter_or_digit((unsigned char)folded.at[0])) return false;
  if (str_find_char(folded, '.', 0) != STR_NONE) return false; /* "Rubin (U.S.)" */
  uint32_t capitals = 0;
  for (size_t at = 0, length; at < raw.len; at += length) capitals += uc_is_upper(utf8_at(raw, at, &length));
  return capitals >= 2;
}

/* Does tokens [from, end) end with a long form of the short one? Then *first is where that begins. */
static bool match_long_form(const document *d, str short_form, uint32_t from, uint32_t end, uint32_t *first) {
  const token *t = d->tokens.at;
  uint32_t word = end - 1;
  size_t place = t[word].folded.len; /* letters of the word not yet read: [0, place) */
  bool all_at_starts = true;
  for (size_t letter = short_form.len; letter-- > 0;) {
    unsigned char c = (unsigned char)short_form.at[letter];
    if (!is_in_word(c)) continue;
    for (;; place--) {
      while (place == 0) {
        if (word == from) return false;
        place = t[--word].folded.len;
      }
      bool is_start = place == 1 || !is_in_word((unsigned char)t[word].folded.at[place - 2]);
      if ((unsigned char)t[word].folded.at[place - 1] != c || (letter == 0 && !is_start)) continue;
      all_at_starts = all_at_starts && is_start;
      place--;
      break;
    }
  }
  *first = word;
  return t[word].is_capital || all_at_starts;
}

abbreviation_vec find_abbreviations(const document *d, arena *a) {
  abbreviation_vec out = {0};
  for (uint32_t i = 2; i + 1 < d->tokens.count; i++) {
    const token *t = d->tokens.at;
    if (!str_eq(t[i - 1].folded, STR("(")) || !str_eq(t[i + 1].folded, STR(")")) || !is_short_form(d, i)) continue;
    uint32_t end = i - 1, start = d->sentences.at[t[end].sentence].first;
    uint32_t letters = (uint32_t)t[i].folded.len, most = letters + 5 < 2 * letters ? letters + 5 : 2 * letters;
    uint32_t from = end > most && end - most > start ? end - most : start, first;
    if (from < end && match_long_form(d, t[i].folded, from, end, &first)) vec_push(a, &out, ((abbreviation){i, first, end}));
  }
  return out;
}
