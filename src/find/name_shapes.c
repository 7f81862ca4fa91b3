/* The shapes of names: how a run of capitalised words falls into names.
 *
 * From left to right, at each place the first that fits: a news organisation or a body of the lists, a body by its words
 * ("Ministry of X", "X University", "X Inc"), a place of the list or by its words ("X Province", "Lake X"), a title (no
 * part of a name; a person follows), a nationality, a person by first name, and else an unknown name, whose kind the
 * votes decide. Connectives ("of", "and", "the", "for") are taken in only where a body's name spans them.
 */
#include "find/name_words.h"

#include "base/utf8.h"

static name_candidate *push(name_finder *f, uint32_t first, uint32_t end) {
  name_candidate *c = vec_new(f->scratch, &f->found);
  c->first = first;
  c->end = end;
  strbuf key = strbuf_new(f->scratch);
  for (uint32_t i = first; i < end; i++) {
    if (i > first && !name_touches(f, i)) strbuf_char(&key, ' ');
    strbuf_add(&key, i + 1 == end ? name_word(f, i) : name_token(f, i)->folded);
  }
  c->key = strbuf_str(&key);
  return c;
}

static void push_sure(name_finder *f, uint32_t first, uint32_t end, name_kind kind, int vote) { push(f, first, end)->votes[kind] = vote; }

static bool is_initial(const name_finder *f, uint32_t i) {
  const token *t = name_token(f, i);
  return t->is_capital && (t->folded.len == 1 || (t->folded.len == 2 && t->folded.at[1] == '.') || (t->folded.len == 4 && t->folded.at[1] == '.' &&
      t->folded.at[3] == '.'));
}

static bool is_calendar(const name_finder *f, uint32_t i) {
  str w = name_word(f, i);
  return lexicon_has(LEXICON_CALENDAR_WORDS, w) || (str_ends(w, STR("days")) && lexicon_has(LEXICON_CALENDAR_WORDS, str_slice(w, 0, w.len - 1)));
}

/* ---- bodies ---- */

enum { LONGEST_BODY = 16 }; /* tokens of a body's name; keeps a run of a thousand capitals linear */

static const lexicon_entry *body_word(const name_finder *f, uint32_t i) { return lexicon_find(LEXICON_ORGANISATION_WORDS, name_word(f, i)); }

/* The end of capitals that go on from i over hyphens, "&". */
static uint32_t capitals_end(const name_finder *f, uint32_t i, uint32_t limit) {
  while (i < limit && !is_calendar(f, i)) {
    if (name_has_capital(f, i) && name_token(f, i)->word != WORD_PUNCT) i++;
    else if ((name_is_hyphen(f, i) || name_is(f, i, "&")) && i + 1 < limit && name_has_capital(f, i + 1)) i += 2;
    else break;
    if (name_is_possessive(f, i - 1)) break;
  }
  return i;
}

/* After a body's word at k - 1: "of the X and Y". Returns the new end. */
static uint32_t complement_end(const name_finder *f, uint32_t k, uint32_t limit) {
  for (;;) {
    uint32_t at = k;
    if (at < limit && at > 0 && name_is_possessive(f, at - 1)) return k;
    if (at < limit && (name_is(f, at, "of") || name_is(f, at, "for") || name_is(f, at, "on"))) at++;
    else return k;
    if (at < limit && name_is(f, at, "the")) at++;
    uint32_t end = capitals_end(f, at, limit);
    if (end == at) return k;
    /* "Trade and Industry": common words on both sides */
    while (end + 1 < limit && (name_is(f, end, "and") || name_is(f, end, "&")) && name_is_common(f, end - 1) && name_has_capital(f, end + 1) &&
        name_is_common(f, end + 1) &&
           !name_is_possessive(f, end - 1))
      end = capitals_end(f, end + 1, limit);
    k = end;
  }
}

/* The end of a body's name by its words that begins at i; 0 when none does. `limit`: the sentence's end. */
static uint32_t body_end(const name_finder *f, uint32_t i, uint32_t limit) {
  if (limit > i + LONGEST_BODY) limit = i + LONGEST_BODY;
  uint32_t end = capitals_end(f, i, limit), last = 0;
  bool is_strong = false;
  for (uint32_t k = i; k < end; k++) {
    const lexicon_entry *e = body_word(f, k);
    if (!e) continue;
    bool alone = k == i;
    if (str_eq(e->value, STR("weak")) && (alone || (k + 1 < end && !body_word(f, k + 1)))) continue;
    last = k + 1;
    is_strong = true;
  }
  /* "Justice and Development Party": common words around "and" before the body's word */
  if (!last && end < limit && (name_is(f, end, "and") || name_is(f, end, "&")) && end > i && name_is_common(f, end - 1) && !name_is_possessive(f, end - 1)) {
    uint32_t more = capitals_end(f, end + 1, limit);
    for (uint32_t k = end + 2; k < more; k++)
      if (body_word(f, k) && name_is_common(f, end + 1)) last = k + 1, is_strong = true;
  }
  if (!last) return 0;
  uint32_t whole = complement_end(f, last, limit);
  if (whole == last && last == i + 1) return 0; /* "the Ministry" */
  return is_strong ? whole : 0;
}

/* ---- places ---- */

/* "Republic of X", "Kingdom of X" with a place of the list. */
static uint32_t state_end(const name_finder *f, uint32_t i, uint32_t limit) {
  static const char *const heads[] = {"republic", "kingdom", "state", "commonwealth", "sultanate", "principality", "emirate", "gulf", "sea", "bay",
      "city", "isle", "province", NULL};
  uint32_t k = i;
  while (k < limit && k < i + 4 && name_token(f, k)->is_capital) k++;
  if (k == i || k + 1 >= limit || !name_is(f, k, "of") || !name_token(f, k + 1)->is_capital) return 0;
  for (size_t h = 0; heads[h]; h++) {
    uint32_t n = str_eq(name_word(f, k - 1), str_of(heads[h])) ? name_match(f, LEXICON_PLACES, k + 1, limit, NULL) : 0;
    if (n > 0) return k + 1 + n;
  }
  return 0;
}

static uint32_t place_end(const name_finder *f, uint32_t i, uint32_t end) {
  const lexicon_entry *e = lexicon_find(LEXICON_PLACE_WORDS, name_word(f, i));
  bool first = e && (str_eq(e->value, STR("before")) || str_eq(e->value, STR("both")));
  if (first && i + 1 < end && name_token(f, i + 1)->is_capital) {
    uint32_t k = i + 2;
    while (k < end && k < i + 3 && name_token(f, k)->is_capital && !name_is_possessive(f, k - 1) && !name_is_common(f, k)) k++;
    return k;
  }
  for (uint32_t k = i + 1; k < end && k < i + 4 && !name_is_possessive(f, k - 1); k++) {
    e = lexicon_find(LEXICON_PLACE_WORDS, name_word(f, k));
    if (e && !str_eq(e->value, STR("before"))) {
      bool is_last = k + 1 == end || !name_token(f, k + 1)->is_capital;
      if (is_last) return k + 1;
    }
  }
  return 0;
}

/* ---- persons ---- */

/* The end of a person's name that begins at i: capitals, initials, particles, hyphens, at most five words. */
static uint32_t person_end(const name_finder *f, uint32_t i, uint32_t end) {
  uint32_t k = i, words = 0;
  while (k < end && words < 5) {
    if (k > i && name_is_possessive(f, k - 1)) break;
    if (k > i && lexicon_has(LEXICON_NAME_SUFFIXES, name_token(f, k)->folded)) return k + 1;
    if (is_calendar(f, k) && words > 0) break;
    uint32_t title = k > i && words > 0 && !is_initial(f, k) ? name_match(f, LEXICON_TITLES, k, end, NULL) : 0;
    if (title > 0 && k + title < end && !body_word(f, k)) break; /* "Education | Minister X" */
    if (words >= 1 && !is_initial(f, k) && (name_match(f, LEXICON_ORGANISATIONS, k, end, NULL) > 1 || lexicon_has(LEXICON_NATIONALITIES, name_word(f, k)) ||
                                            (words >= 2 && body_word(f, k))))
      break;
    if (name_has_capital(f, k) && name_token(f, k)->word != WORD_PUNCT) k++, words++;
    else if (lexicon_has(LEXICON_NAME_PARTICLES, name_token(f, k)->folded) && k > i && k + 1 < end) k++;
    else if (k > i && name_is_hyphen(f, k - 1) && !name_in_dictionary(f, k)) k++; /* "Ki-moon" */
    else if (name_is_hyphen(f, k) && k > i && k + 1 < end) k++;
    else break;
  }
  while (k > i && !name_has_capital(f, k - 1) && !(k > i + 1 && name_is_hyphen(f, k - 2))) k--;
  if (k < end && lexicon_has(LEXICON_NAME_SUFFIXES, name_token(f, k)->folded) && name_token(f, k)->is_capital) k++;
  return k;
}

/* ---- a run ---- */

static bool is_ambiguous_outlet(const name_finder *f, const lexicon_entry *e, uint32_t i, uint32_t count) {
  if (!lexicon_has(LEXICON_OUTLETS_AMBIGUOUS, e->key)) return false;
  /* A sign of the trade: "told Time", "Time magazine", "according to Nature", "The Hill reported". */
  uint32_t after = i + count;
  bool told = i > 0 && (name_is(f, i - 1, "told") || name_is(f, i - 1, "tells") || (name_is(f, i - 1, "to") && i > 1 && name_is(f, i - 2, "according")));
  bool noun = after < f->doc->tokens.count && (lexicon_has(LEXICON_OUTLET_HEADS, name_token(f, after)->folded) || name_is(f, after, "reported") ||
      name_is(f, after, "reports"));
  return !(told || noun);
}

static uint32_t outlet_end(const name_finder *f, uint32_t i, uint32_t end) {
  const lexicon_entry *e;
  uint32_t n = name_match(f, LEXICON_OUTLETS, i, end, &e);
  while (n > 0 && !name_has_capital(f, i + n - 1)) n = name_match(f, LEXICON_OUTLETS, i, i + n - 1, &e); /* "Xinhua | news agency" */
  if (n > 0 && n == 1 && name_token(f, i)->folded.len <= 3 && !name_token(f, i)->is_all_capital) n = 0;
  return n > 0 && !is_ambiguous_outlet(f, e, i, n) ? i + n : 0;
}

/* A nationality before these words is no part of the body's name ("the Russian Defence Ministry"). */
static bool nationality_stays_apart(const name_finder *f, uint32_t i, uint32_t end) {
  static const char *const bodies[] = {"ministry", "embassy", "parliament", "government", "army", "police", "navy", "senate", "congress", "cabinet",
                                       "foreign", "defence", "defense", "interior", "finance", "health", "justice", "supreme", "constitutional", "central",
                                       "state", "football", "olympic", "air", "consulate", "election", "security", "coast", "first", NULL};
  if (i + 1 >= end) return true;
  for (size_t k = 0; bodies[k]; k++)
    if (str_eq(name_word(f, i + 1), str_of(bodies[k]))) return true;
  return false;
}

void name_cut(name_finder *f, uint32_t first, uint32_t end, bool in_heading) {
  const sentence *s = &f->doc->sentences.at[name_token(f, first)->sentence];
  uint32_t limit = s->first + s->count;
  bool after_title = false;
  for (uint32_t i = first; i < end;) {
    const lexicon_entry *e = NULL;
    uint32_t n, stop;
    if (name_token(f, i)->word == WORD_PUNCT || name_is_hyphen(f, i)) {
      i++;
      continue;
    }
    if (i + 2 < end && name_token(f, i)->folded.len == 1 && name_is_hyphen(f, i + 1) && name_match(f, LEXICON_PLACES, i + 2, end, NULL) > 0) {
      i += 2 + name_match(f, LEXICON_PLACES, i + 2, end, NULL); /* "D-N.Y.": party and state */
      continue;
    }
    if (is_calendar(f, i) && !after_title) {
      i++;
      continue;
    }
    if ((stop = outlet_end(f, i, limit)) > 0) {
      push_sure(f, i, stop, NAME_OUTLET, SURE);
      i = stop;
      after_title = false;
      continue;
    }
    if (name_is(f, i, "the") && !after_title) {
      i++;
      continue;
    }
    bool is_word, is_nationality = (n = name_match(f, LEXICON_NATIONALITIES, i, end, NULL)) > 0;
    uint32_t title = name_match(f, LEXICON_TITLES, i, end, &e);
    bool is_strong_title = title > 0 && str_find(e->value, STR("strong"), 0) != STR_NONE;
    if ((stop = state_end(f, i, limit)) > 0) {
      push_sure(f, i, stop, NAME_PLACE, SURE);
      i = stop;
      after_title = false;
      continue;
    }
    stop = name_match(f, LEXICON_ORGANISATIONS, i, limit, NULL);
    uint32_t body = in_heading ? 0 : body_end(f, i, limit);
    if (body > 0 && i + name_match(f, LEXICON_PLACES, i, end, NULL) >= body) body = 0; /* "New York City" */
    if (stop > 0 && i + stop >= body) {
      push_sure(f, i, i + stop, NAME_ORGANISATION, SURE);
      i += stop;
      after_title = false;
      continue;
    }
    if (title > 0 && i + title < end && !(body > 0 && !is_strong_title)) {
      i += title;
      after_title = true;
      continue;
    }
    if (is_nationality && (body == 0 || nationality_stays_apart(f, i + n - 1, end)) && !after_title) {
      push_sure(f, i, i + n, NAME_NATIONALITY, SURE);
      i += n;
      continue;
    }
    bool is_first = name_is_first_name(f, i, &is_word);
    if (body > 0 && !(after_title && !body_word(f, body - 1))) {
      push_sure(f, i, body, NAME_ORGANISATION, SURE - 10);
      i = body;
      after_title = false;
      continue;
    }
    n = name_match(f, LEXICON_PLACES, i, end, &e);
    stop = place_end(f, i, end);
    if (!after_title && stop > i + n) {
      push_sure(f, i, stop, NAME_PLACE, SURE - 20);
      i = stop;
      continue;
    }
    bool goes_on = n > 0 && i + n < end && name_token(f, i + n)->is_capital && !name_is_possessive(f, i + n - 1) && !name_is_common(f, i + n) &&
                   name_match(f, LEXICON_PLACES, i + n, end, NULL) == 0 && lexicon_find(LEXICON_NATIONALITIES, name_word(f, i + n)) == NULL &&
                   !is_calendar(f, i + n) && name_match(f, LEXICON_TITLES, i + n, end, NULL) == 0;
    if (n > 0 && !(after_title && goes_on) && !(is_first && n == 1 && goes_on)) {
      push_sure(f, i, i + n, NAME_PLACE, after_title ? 1 : SURE);
      i += n;
      after_title = false;
      continue;
    }
    if (title > 0) { /* a title at the end of its run: "the President" */
      i += title;
      continue;
    }
    stop = person_end(f, i, end);
    if (stop <= i) {
      i++;
      after_title = false;
      continue;
    }
    /* Common words at the front of a headline or a sentence are none of a name. */
    const token *t = name_token(f, i);
    if (!after_title && name_is_common(f, i) && !(is_first && stop > i + 1 && !is_word) && (in_heading || t->is_sentence_start || stop == i + 1) &&
        !t->is_all_capital) {
      if (!lexicon_has(LEXICON_CLOSED_CLASS, name_word(f, i))) push(f, i, i + 1)->is_doubtful = true;
      i++;
      continue;
    }
    if (in_heading && !after_title && !(is_first && stop > i + 1)) { /* cut where common words begin */
      uint32_t k = i;
      while (k < stop && !name_is_common(f, k)) k++;
      if (k == i) {
        i++;
        continue;
      }
      stop = k;
    }
    name_candidate *c = push(f, i, stop);
    if (after_title) c->votes[NAME_PERSON] += 60;
    else if (is_first && stop > i + 1) c->votes[NAME_PERSON] += is_word ? 6 : 40;
    else if (is_first) c->votes[NAME_PERSON] += is_word ? 1 : 3;
    i = stop;
    after_title = false;
  }
}
