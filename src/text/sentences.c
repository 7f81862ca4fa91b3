/* Sentences: where the tokens of a block are parted.
 *
 * A sentence may end after a token that closes one ("." "!" "?" "…" or an abbreviation with its full stop) together
 * with the closing quotation marks and brackets that follow. It does end there unless something speaks for going on:
 * the next word in lower case, a title or an initial before a name, a bracket that is still open, a tag of speech after
 * the closing mark ('"Will it rain?" Smith asked'). A straight quotation mark closes when one is open in the block.
 *
 * Invariant: sentences are in order and not empty, and every token of the block stands in one.
 */
#include "text/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

typedef struct cutter {
  document *doc;
  uint32_t first, end;   /* tokens of the block */
  bool quote_open;       /* a straight quotation mark is open */
  int brackets;          /* open round and square brackets of this sentence */
  bool is_loose;         /* written without care for capitals: a small letter may open a sentence */
} cutter;

static str word_of(const cutter *c, uint32_t i) { return document_slice(c->doc, c->doc->tokens.at[i].span); }

static int32_t first_char(const cutter *c, uint32_t i) {
  size_t length;
  return utf8_at(c->doc->text, c->doc->tokens.at[i].span.start, &length);
}

static bool is_one_of(str word, const char *const *list) {
  for (; *list; list++)
    if (str_eq(word, str_of(*list))) return true;
  return false;
}

/* All of the token are marks that end a sentence. */
static bool is_stop(str word) {
  if (str_eq(word, STR("…")) || str_eq(word, STR("。"))) return true;
  for (size_t i = 0; i < word.len; i++)
    if (word.at[i] != '.' && word.at[i] != '!' && word.at[i] != '?') return false;
  return word.len > 0;
}

static bool is_ellipsis(str word) {
  return str_eq(word, STR("…")) || (word.len > 1 && word.at[0] == '.' && word.at[word.len - 1] == '.');
}

static bool is_closer(const cutter *c, uint32_t i) {
  static const char *const always[] = {"”", ")", "]", "}", "»", "''", "›", NULL};
  str word = word_of(c, i);
  if (is_one_of(word, always)) return true;
  if (str_eq(word, STR("\""))) { /* after a space and before a word it opens, whatever is open */
    const token *t = &c->doc->tokens.at[i];
    bool is_free = i > c->first && t[-1].span.end < t->span.start, is_joined = i + 1 < c->end && t[1].span.start == t->span.end;
    return c->quote_open && !(is_free && is_joined);
  }
  if (str_eq(word, STR("'")) || str_eq(word, STR("’")))
    return i > c->first && c->doc->tokens.at[i - 1].span.end == c->doc->tokens.at[i].span.start;
  return false;
}

static bool is_face(str word) { return word.len > 1 && lexicon_has(LEXICON_EMOTICONS, word); }

/* The end of bracketed references that stand at i ("[8]", "[citation needed]"), i itself when none does. */
static uint32_t references_end(const cutter *c, uint32_t i) {
  while (i < c->end && str_eq(word_of(c, i), STR("["))) {
    uint32_t k = i + 1;
    while (k < c->end && k < i + 5 && !str_eq(word_of(c, k), STR("]"))) k++;
    if (k >= c->end || k == i + 5) break;
    i = k + 1;
  }
  return i;
}

static void count_marks(cutter *c, uint32_t i) {
  str word = word_of(c, i);
  if (str_eq(word, STR("\""))) c->quote_open = !c->quote_open;
  else if (str_eq(word, STR("(")) || str_eq(word, STR("["))) c->brackets++;
  else if ((str_eq(word, STR(")")) || str_eq(word, STR("]"))) && c->brackets > 0) c->brackets--;
}

/* A tag of speech begins at i: a verb of speech within four words, all before it capitalised ("Smith asked",
 * "President Joe Biden said"). */
static bool is_speech_tag(const cutter *c, uint32_t i) {
  for (uint32_t k = i; k < c->end && k < i + 5; k++) {
    const token *t = &c->doc->tokens.at[k];
    if (k > i && !t->is_capital && lexicon_has(LEXICON_SPEECH_TAGS, t->folded)) return true;
    if (!t->is_capital) return false;
  }
  return false;
}

/* Does a sentence end with the abbreviation i, when token `next` follows? */
static bool abbreviation_ends(const cutter *c, uint32_t i, uint32_t next) {
  const token *t = &c->doc->tokens.at[i], *n = &c->doc->tokens.at[next];
  str word = {t->folded.at, t->folded.len - 1};
  const lexicon_entry *e = lexicon_find(LEXICON_ABBREVIATIONS, word);
  if (e && (str_eq(e->value, STR("title")) || str_eq(e->value, STR("number")) || str_eq(e->value, STR("name")))) return false;
  if (uc_is_digit(first_char(c, next))) return false;
  if (!n->is_capital) return false;
  /* Before a capital an abbreviation ends its sentence only if the word is one that opens sentences: "in the U.S. The …". */
  size_t length;
  bool is_initial = !e && word.len > 0 && (utf8_at(word, 0, &length), length == word.len);
  if (is_initial) return false;
  const lexicon_entry *closed = lexicon_find(LEXICON_CLOSED_CLASS, n->folded);
  if (!closed || n->is_all_capital) return false;
  return true;
}

/* Does the sentence end at the stop i, whose closers end before token `next` (next < end)? */
static bool ends(const cutter *c, uint32_t i, uint32_t next) {
  const token *n = &c->doc->tokens.at[next];
  str word = word_of(c, i);
  int32_t f = first_char(c, next);
  bool after_closer = next > i + 1;
  if (is_face(word)) return true;
  if (!is_stop(word)) return abbreviation_ends(c, i, next);
  if (c->brackets > 0) return false;
  if (uc_is_lower(f)) {
    /* After a bare full stop a small letter is a writer's carelessness, or the stop was that of an unknown
     * abbreviation, which is short; after "!" and "?" it is rather a name or a tag of speech ("Yahoo! said"). */
    if (after_closer || is_ellipsis(word)) return false;
    if (c->is_loose) return true;
    const token *t = &c->doc->tokens.at[i > c->first ? i - 1 : i];
    return str_eq(word, STR(".")) && span_length(t->span) > 4 && uc_is_lower(first_char(c, i > c->first ? i - 1 : i));
  }
  static const char *const goes_on[] = {",", ";", ":", "/", ".", NULL}, *const dashes[] = {"-", "–", "—", "--", NULL};
  if (is_one_of(word_of(c, next), goes_on)) return false;
  if (is_one_of(word_of(c, next), dashes) && (after_closer || next + 1 >= c->end || !c->doc->tokens.at[next + 1].is_capital)) return false;
  if (after_closer && is_speech_tag(c, next)) return false;
  if (is_ellipsis(word)) return n->is_capital || str_eq(word_of(c, next), STR("\"")) || f == 0x201C;
  return true;
}

static void add(cutter *c, uint32_t in_block, uint32_t first, uint32_t end) {
  document *d = c->doc;
  while (first < end) {
    uint32_t count = end - first > HSY_MAX_SENTENCE_TOKENS ? HSY_MAX_SENTENCE_TOKENS : end - first;
    sentence *s = vec_new(d->arena, &d->sentences);
    *s = (sentence){{d->tokens.at[first].span.start, d->tokens.at[first + count - 1].span.end}, first, count, in_block};
    for (uint32_t i = first; i < first + count; i++) d->tokens.at[i].sentence = d->sentences.count - 1;
    d->tokens.at[first].is_sentence_start = true;
    first += count;
  }
}

/* "2) …" in the middle of a line: a digit and a closing bracket that nothing opened. */
static bool opens_list_item(const cutter *c, uint32_t i) {
  const token *t = &c->doc->tokens.at[i];
  return span_length(t->span) <= 2 && uc_is_digit(first_char(c, i)) && t[1].span.start == t->span.end && str_eq(word_of(c, i + 1), STR(")"));
}

/* The block opens with a small letter, or has "i" for "I". */
static bool is_loose(const cutter *c) {
  if (c->first < c->end && uc_is_lower(first_char(c, c->first))) return true;
  for (uint32_t i = c->first; i + 1 < c->end; i++)
    if (str_eq(word_of(c, i), STR("i")) && !str_eq(word_of(c, i + 1), STR(")"))) return true;
  return false;
}

void text_sentences(document *d, uint32_t in_block, uint32_t first) {
  cutter c = {d, first, d->tokens.count, false, 0, false};
  c.is_loose = is_loose(&c);
  uint32_t start = first;
  for (uint32_t i = first; i < c.end; i++) {
    count_marks(&c, i);
    str word = word_of(&c, i);
    bool is_abbreviation = word.len > 1 && word.at[word.len - 1] == '.' && !is_stop(word);
    bool is_end = is_stop(word) || (is_face(word) && i + 1 < c.end && d->tokens.at[i + 1].is_capital);
    bool is_rule = word.len >= 5 && memchr("-_=*~#", word.at[0], 6) && word.at[0] == word.at[word.len - 1]; /* a line drawn across the page */
    bool is_address = str_find(word, STR("://"), 0) != STR_NONE && i + 1 < c.end && d->tokens.at[i + 1].is_capital;
    bool before_number = i + 3 < c.end && c.brackets == 0 && opens_list_item(&c, i + 1);
    if ((is_rule || is_address || before_number) && i + 1 < c.end && !is_end) {
      add(&c, in_block, start, i + 1);
      start = i + 1;
      continue;
    }
    if (!is_end && !is_abbreviation) continue;
    uint32_t next = i + 1;
    while (next < c.end && (is_closer(&c, next) || (is_stop(word) && is_face(word_of(&c, next))))) count_marks(&c, next++);
    if (is_stop(word)) next = references_end(&c, next);
    if (next >= c.end) break;
    if (ends(&c, i, next)) {
      add(&c, in_block, start, next);
      start = next;
      c.brackets = 0;
    }
    i = next - 1;
  }
  add(&c, in_block, start, c.end);
}
