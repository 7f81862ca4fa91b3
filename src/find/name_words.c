/* Words as names see them: folded, without clitic and full stop; how the document writes them elsewhere; the longest
 * entry of a list at a place, whose key has spaces only where the text has white space ("al-Qaeda" is three tokens). */
#include "find/name_words.h"

#include "base/utf8.h"

str name_word(const name_finder *f, uint32_t i) {
  str w = name_token(f, i)->folded;
  if (str_ends(w, STR("'s"))) w.len -= 2;
  else if (w.len > 1 && str_ends(w, STR("'"))) w.len -= 1;
  if (w.len > 2 && w.at[w.len - 1] == '.' && !memchr(w.at, '.', w.len - 1)) w.len -= 1;
  return w;
}

bool name_is(const name_finder *f, uint32_t i, const char *word) { return str_eq(name_token(f, i)->folded, str_of(word)); }

bool name_is_possessive(const name_finder *f, uint32_t i) {
  str w = name_token(f, i)->folded;
  return (str_ends(w, STR("'s")) || str_ends(w, STR("'"))) && w.len > 1;
}

static bool is_hyphen_mark(const name_finder *f, uint32_t i) { return name_is(f, i, "-") || name_is(f, i, "‐") || name_is(f, i, "‑"); }

bool name_touches(const name_finder *f, uint32_t i) {
  if (i == 0) return false;
  if (name_token(f, i)->span.start == name_token(f, i - 1)->span.end) return true;
  return f->is_spaced && (is_hyphen_mark(f, i) || is_hyphen_mark(f, i - 1));
}

bool name_is_hyphen(const name_finder *f, uint32_t i) {
  return is_hyphen_mark(f, i) && i + 1 < f->doc->tokens.count && name_touches(f, i) && name_touches(f, i + 1);
}

uint32_t name_match(const name_finder *f, enum lexicon_list list, uint32_t i, uint32_t end, const lexicon_entry **entry) {
  char key[160];
  size_t used = 0, ends[MOST_NAME_WORDS], bare[MOST_NAME_WORDS];
  uint32_t count = 0;
  for (uint32_t k = i; k < end && count < MOST_NAME_WORDS; k++) {
    str w = name_token(f, k)->folded;
    bool space = k > i && !name_touches(f, k);
    if (used + space + w.len > sizeof key) break;
    if (space) key[used++] = ' ';
    memcpy(key + used, w.at, w.len);
    str word = name_word(f, k);
    bare[count] = used + word.len;
    used += w.len;
    ends[count++] = used;
    if (name_is_possessive(f, k)) break;
  }
  for (; count > 0; count--) {
    const lexicon_entry *e = lexicon_find(list, (str){key, ends[count - 1]});
    if (!e && bare[count - 1] != ends[count - 1]) e = lexicon_find(list, (str){key, bare[count - 1]});
    if (e) {
      if (entry) *entry = e;
      return count;
    }
  }
  return 0;
}

bool name_has_capital(const name_finder *f, uint32_t i) {
  const token *t = name_token(f, i);
  if (t->is_capital) return true;
  str written = document_slice(f->doc, t->span); /* "iPhone", "al-Jazeera" */
  for (size_t at = 1; at < written.len; at++)
    if (written.at[at] >= 'A' && written.at[at] <= 'Z') return true;
  return false;
}

bool name_in_dictionary(const name_finder *f, uint32_t i) {
  str w = name_word(f, i);
  if (lexicon_has(LEXICON_CLOSED_CLASS, w) || lexicon_has(LEXICON_NOUNS, w) || lexicon_has(LEXICON_ADJECTIVES, w) ||
      lexicon_has(LEXICON_ADVERBS, w) || lexicon_has(LEXICON_VERBS, w) || lexicon_has(LEXICON_VERB_FORMS, w) ||
      lexicon_has(LEXICON_TITLES, w) || lexicon_has(LEXICON_ROLES, w) || lexicon_has(LEXICON_PLURALS, w))
    return true;
  if (w.len > 5 && (str_ends(w, STR("ly")) || str_ends(w, STR("ness")) || str_ends(w, STR("tion")) || str_ends(w, STR("tions")) || str_ends(w,
      STR("ment")))) return true;
  if (w.len > 3 && w.at[w.len - 1] == 's') {
    str one = {w.at, w.len - 1};
    if (lexicon_has(LEXICON_NOUNS, one) || lexicon_has(LEXICON_VERBS, one) || lexicon_has(LEXICON_ROLES, one)) return true;
  }
  return false;
}

bool name_is_common(const name_finder *f, uint32_t i) {
  if (name_in_dictionary(f, i)) return true;
  if (!name_token(f, i)->is_capital) return false; /* "Ki-moon": its own small letter says nothing */
  uint32_t seen = map_get(&f->seen, name_word(f, i));
  return seen != MAP_NONE && seen & SEEN_LOWER;
}

bool name_is_first_name(const name_finder *f, uint32_t i, bool *is_word) {
  const lexicon_entry *e = lexicon_find(LEXICON_FIRST_NAMES, name_word(f, i));
  *is_word = e && str_ends(e->value, STR("word"));
  return e != NULL;
}

name_finder name_finder_new(document *d, arena *scratch) {
  name_finder f = {.doc = d, .scratch = scratch, .seen = map_new(scratch)};
  uint32_t loose = 0, tight = 0; /* marks with and without a space before them */
  for (uint32_t i = 1; i < d->tokens.count; i++) {
    if (!name_is(&f, i, ",") && !name_is(&f, i, "-") && !name_is(&f, i, ".")) continue;
    if (name_touches(&f, i)) tight++;
    else loose++;
  }
  f.is_spaced = loose > 4 && tight == 0;
  for (uint32_t i = 0; i < d->tokens.count; i++) {
    const token *t = &d->tokens.at[i];
    size_t length;
    if (!uc_is_letter(utf8_at(t->folded, 0, &length))) continue;
    if (!t->is_capital) *map_put(&f.seen, name_word(&f, i), 0) |= SEEN_LOWER;
    else if (!t->is_sentence_start && t->word == WORD_PROPER) *map_put(&f.seen, name_word(&f, i), 0) |= SEEN_CAPITAL;
  }
  return f;
}

bool name_is_unlisted_place(const document *d, uint32_t name, arena *scratch) {
  return d->names.at[name].kind == NAME_PLACE && !lexicon_has(LEXICON_PLACES, str_fold(scratch, document_slice(d, d->names.at[name].span)));
}
