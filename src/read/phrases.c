/* The lists of data/boilerplate*.txt, held against one line; and bylines.
 *
 * A phrase is matched by whole words, so punctuation and case do not matter; its mode says where in the line it must
 * stand. Long lines are never matched: what has forty words is a paragraph.
 */
#include "read/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { SHORT_LINE = 25, LONGEST_LINE = 40, LONGEST_CALL = 30, SHORT_SENTENCE = 14, WORDS_BEFORE = 12, BYLINE_WORDS = 20, MAX_AUTHORS = 20 };

typedef struct word_sink { arena *arena; str s; uint32_t limit; word_list *out; } word_sink;

static void add_word(void *user, size_t start, size_t end) {
  word_sink *to = user;
  if (to->out->count >= to->limit) return;
  str word = str_fold(to->arena, str_slice(to->s, start, end));
  vec_push(to->arena, to->out, word);
}

void words_of(arena *a, str s, uint32_t limit, word_list *out) {
  word_sink to = {a, s, limit, out};
  utf8_each_word(s, true, add_word, &to);
}

const char *phrase_keep(str reason) {
  static const char *const reasons[] = {"signup", "comment-form", "player", "read-more", "share", "podcast", "cookies", "advertisement",
                                        "caption", "byline", "date-line"};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (str_eq(reason, str_of(reasons[i]))) return reasons[i];
  return "boilerplate";
}

/* The colon after the first `count` words, and something after it. */
static bool is_lead(str line, uint32_t count) {
  uint32_t seen = 0;
  bool in_word = false;
  for (size_t at = 0, length; at < line.len; at += length) {
    int32_t c = utf8_at(line, at, &length);
    bool is_word = uc_is_letter(c) || uc_is_digit(c) || (in_word && (c == '\'' || c == 0x2019));
    if (is_word && !in_word && ++seen > count) return false;
    in_word = is_word;
    if (seen == count && !is_word && (c == ':' || c == '|' || c == 0xBB || c == 0x203A || c == '>')) return true;
  }
  return false;
}

static bool has_quote_first(str line) {
  size_t length;
  if (line.len == 0) return false;
  int32_t c = utf8_at(line, 0, &length);
  return c == '"' || c == 0x201C || c == 0x2018 || c == 0xAB || c == '\'';
}

/* A call on the reader ("Follow … on Spotify"): a verb of the one list first, a thing of the other behind it. */
static const char *call_reason(const word_list *w) {
  if (w->count > LONGEST_CALL) return NULL;
  size_t verb = lexicon_match(LEXICON_BOILERPLATE_CALLS, w->at, w->count, NULL);
  if (verb == 0) return NULL;
  const lexicon_entry *entry;
  for (uint32_t i = (uint32_t)verb; i < w->count; i++)
    if (lexicon_match(LEXICON_BOILERPLATE_CHANNELS, w->at + i, w->count - i, &entry) > 0) return phrase_keep(entry->value);
  return NULL;
}

/* Somebody says, does or is something in it: a sentence of the article, though it may tell of newsletters. */
static bool is_told(const word_list *w) {
  for (uint32_t i = 0; i < w->count; i++)
    if (lexicon_has(LEXICON_BOILERPLATE_KEEP, w->at[i])) return true;
  return false;
}

const char *phrase_reason(const word_list *w, str line, bool *is_label) {
  *is_label = false;
  if (w->count == 0 || w->count > LONGEST_LINE || has_quote_first(line)) return NULL;
  bool is_sentence = ends_with_stop(line) && w->count > SHORT_SENTENCE;
  if (is_sentence && is_told(w)) {
    const lexicon_entry *entry;
    size_t last = w->count >= 4 ? w->count - 4 : 0; /* but for who else reported, at its end */
    if (lexicon_match(LEXICON_BOILERPLATE, w->at + last, 4, &entry) != 4 || !str_eq(entry->value, STR("end byline"))) return NULL;
  }
  for (uint32_t i = 0; i < w->count; i++) {
    const lexicon_entry *entry;
    size_t count = lexicon_match(LEXICON_BOILERPLATE, w->at + i, w->count - i, &entry);
    if (count == 0) continue;
    size_t space = str_find_char(entry->value, ' ', 0);
    str mode = str_slice(entry->value, 0, space), reason = str_slice(entry->value, space + 1, entry->value.len);
    bool is_whole = i == 0 && count == w->count, is_end = i + count == w->count;
    bool fits;
    switch (mode.at[1]) {
    case 'i': fits = is_whole; break;                                                       /* line */
    case 't': fits = i == 0 && w->count <= SHORT_LINE && (!is_sentence || is_whole); break; /* start */
    case 'n':                                                                               /* any, end */
      fits = (mode.at[0] == 'a' && !(is_sentence && i > WORDS_BEFORE)) || (is_end && (!ends_with_stop(line) || mode.at[0] == 'e') && (!is_sentence ||
          str_eq(reason, STR("byline"))));
      break;
    case 'a': fits = is_whole || (i == 0 && is_lead(line, (uint32_t)count)); *is_label = is_whole; break; /* label */
    default: fits = i == 0 && !is_whole && is_lead(line, (uint32_t)count) && !is_sentence; break;          /* lead */
    }
    if (fits) return phrase_keep(reason);
    *is_label = false;
  }
  return call_reason(w);
}

/* ---- bylines ---- */

static bool is_role(arena *a, str word) { return lexicon_has(LEXICON_BYLINE_ROLES, str_fold(a, word)); }

static bool is_link_word(str w) {
  static const char *const links[] = {"and", "of", "for", "the", "in", "at", "de", "la", "van", "von", "der", "den", "bin", "al", "el", "di", "da",
      "du", "le", "with"};
  for (size_t i = 0; i < sizeof links / sizeof *links; i++)
    if (str_eq(w, str_of(links[i]))) return true;
  return false;
}

/* What stands before a name and is no part of it. */
static str without_lead(str person) {
  static const char *const leads[] = {"by ", "by: ", "written by ", "written by: ", "posted by ", "reported by ", "words by ", "story by ",
      "author: ", "authors: ", "author ", "von "};
  for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
    if (str_starts_nocase(person, str_of(leads[i]))) {
      person = str_trim(str_slice(person, strlen(leads[i]), person.len));
      i = (size_t)-1; /* "Author: By …" */
    }
  return person;
}

/* One name: up to five words (two at least, unless it is said to be one), each capital or a particle, none a role, no digits. */
static void add_author(document *doc, str person, bool is_sure) {
  person = without_lead(str_trim(person));
  while (person.len > 0 && strchr(".,;:|-", person.at[0])) person = str_trim(str_slice(person, 1, person.len));
  while (person.len > 0 && strchr(",;:|-", person.at[person.len - 1])) person = str_trim(str_slice(person, 0, person.len - 1));
  if (person.len < 4 || person.len > 80 || doc->authors.count >= MAX_AUTHORS) return;
  unsigned parts = 0;
  for (size_t at = 0; at < person.len;) {
    size_t end = at, length;
    while (end < person.len && person.at[end] != ' ') end++;
    str word = str_slice(person, at, end);
    if (word.len > 0) {
      int32_t c = utf8_at(word, 0, &length);
      if (!uc_is_upper(c) && !is_link_word(word)) return;
      if (is_role(doc->arena, word)) return;
      for (size_t i = 0; i < word.len; i++)
        if ((word.at[i] >= '0' && word.at[i] <= '9') || word.at[i] == '@' || word.at[i] == '/') return;
      parts++;
    }
    at = end + 1;
  }
  if (parts < (is_sure ? 1u : 2u) || parts > 5) return;
  for (uint32_t i = 0; i < doc->authors.count; i++)
    if (str_eq_ascii_nocase(doc->authors.at[i], person)) return;
  str kept = str_squeeze(doc->arena, person);
  vec_push(doc->arena, &doc->authors, kept);
}

bool byline_read(document *doc, str line, bool is_sure) {
  size_t length;
  str rest = without_lead(line);
  /* Elsewhere than in a place for authors only "by" makes a byline: "Von der Au visits the dam" is a headline. */
  if (!is_sure && (rest.len == line.len || str_starts_nocase(line, STR("von ")) || str_starts_nocase(line, STR("author")))) return false;
  uint32_t count = count_words(rest);
  if (count == 0 || (!is_sure && (count > BYLINE_WORDS || ends_with_stop(line)))) return false;
  /* Every word is a person's or a role's. */
  bool has_capital = false;
  for (size_t at = 0; at < rest.len && !is_sure;) {
    size_t end = at;
    while (end < rest.len && rest.at[end] != ' ') end++;
    str word = str_slice(rest, at, end);
    while (word.len > 0 && strchr(",;:|&-/.()", word.at[0])) word = str_slice(word, 1, word.len);
    while (word.len > 0 && strchr(",;:|&-/.()", word.at[word.len - 1])) word = str_slice(word, 0, word.len - 1);
    if (word.len > 0) {
      int32_t c = utf8_at(word, 0, &length);
      if (uc_is_upper(c)) has_capital = true;
      else if (!is_link_word(word) && !is_role(doc->arena, word) && !str_eq(word, STR("–"))) return false;
    }
    at = end + 1;
  }
  if (!is_sure && !has_capital) return false;
  size_t start = 0;
  for (size_t at = 0; at <= rest.len; at++) { /* names stand between commas, bars and "and" */
    str here = str_slice(rest, at, rest.len);
    size_t skip = at == rest.len                                          ? 1
                  : strchr(",|;/&(", rest.at[at])                          ? 1
                  : str_starts_nocase(here, STR(" and "))                 ? 5
                  : str_starts_nocase(here, STR(" for ")) || str_starts_nocase(here, STR(" in ")) ? 4
                                                                           : 0;
    if (skip == 0) continue;
    add_author(doc, str_slice(rest, start, at), is_sure);
    start = at + skip;
    at = start - 1;
  }
  return true;
}
