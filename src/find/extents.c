/* How far what is told reaches: usually to the end of the sentence.
 *
 * Before that end it is cut where PolNeAR's training articles cut it more often than not (counted by what follows a comma or
 * a conjunction, separately for "that" clauses, bare clauses, infinitives and objects): at a participle that tells more
 * (", adding"), at the next verb of the same speaker ("and declined"), at ", which", ", while", ", but he", at the comma
 * that ends an opening "While …" clause, at another speaker's tag.
 */
#include "find/says.h"

enum { FAR = 60, MOST_NEXT = 4 }; /* tokens, cues: what is looked at from one place, so that a sentence stays linear */

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }
static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }

static bool is_one_of(const says *s, uint32_t t, const char *const *words) {
  for (; *words; words++)
    if (says_word(s, t, *words)) return true;
  return false;
}

static bool is_cue_verb(const says *s, uint32_t t) { return tok(s, t)->word == WORD_VERB && lexicon_has(LEXICON_CUE_VERBS, tok(s, t)->lemma); }

/* The clause of this cue opens the sentence under "While", "After" …, and what it tells ends with it. */
static bool is_in_opening(const says *s, const cue *q, uint32_t floor) {
  static const char *const words[] = {"while", "although", "though", "when", "as", "after", "before", "if", "because", "since", "whereas", "once",
      "until", "even", "lest", NULL};
  uint32_t first = q->source.first < q->group.first ? q->source.first : q->group.first;
  if (first <= floor || first - floor > FAR || !is_one_of(s, floor, words)) return false;
  for (uint32_t t = floor; t < first; t++)
    if (is_comma(s, t)) return false;
  return true;
}

/* A new subject and verb begin at `t`. */
static bool opens_clause(const says *s, uint32_t t, uint32_t end) {
  range r = says_phrase(s, t, end < t + FAR ? end : t + FAR);
  if (range_empty(r)) return false;
  for (uint32_t k = r.end; k < end && k < r.end + 3; k++) {
    if (tok(s, k)->word == WORD_AUX) return true;
    if (tok(s, k)->word == WORD_VERB) return tok(s, k)->form != VERB_ING;
    if (tok(s, k)->word != WORD_ADVERB && !s->chunks.in_time[k]) return false;
  }
  return false;
}

static bool is_same_pronoun(const says *s, const cue *q, uint32_t t) {
  return tok(s, t)->word == WORD_PRONOUN && (q->source.end == q->source.first + 1 ? str_eq(tok(s, t)->folded, tok(s, q->source.first)->folded) : false);
}

static bool agrees(const says *s, const cue *q, uint32_t verb) {
  uint8_t own = tok(s, q->verb)->form, other = tok(s, verb)->form;
  if (q->group.first < q->verb && tok(s, q->group.first)->word == WORD_AUX) return other != VERB_ING && own == other;
  if (own == VERB_ING || own == VERB_BASE) return own == other;
  return other != VERB_ING && other != VERB_BASE && other != VERB_PARTICIPLE && (own == VERB_S) == (other == VERB_S);
}

/* Whether the comma at `t` ends what is told. */
static bool cuts_at_comma(const says *s, const cues *list, uint32_t index, told_kind kind, uint32_t t, uint32_t end, bool is_opening, uint32_t *next) {
  static const char *const breaks[] = {"while", "although", "though", "even", "whereas", NULL};
  static const char *const relatives[] = {"which", "who", "where", "when", "as", NULL};
  const cue *q = &list->at[index];
  uint32_t n = t + 1;
  const token *k = tok(s, n);
  if (s->quote_at[n] != NONE) return false;
  if (k->word == WORD_VERB && k->form == VERB_ING && is_cue_verb(s, n)) return true;
  if (is_opening && opens_clause(s, n, end)) return true;
  while (*next < list->count && list->at[*next].verb <= n) (*next)++;
  for (uint32_t i = *next; i < list->count && i < *next + MOST_NEXT; i++) { /* another speaks */
    const cue *other = &list->at[i];
    if (other->shares == NONE && !range_empty(other->source) && !other->is_inverted && other->source.first == n && other->verb > n &&
        !is_same_pronoun(s, q, n) && kind != TOLD_THAT) return true;
    if (other->source.first == n && other->verb + 2 >= end) return true;
  }
  if (says_word(s, n, "which")) return kind != TOLD_THAT;
  if (is_one_of(s, n, relatives)) return kind == TOLD_CLAUSE;
  if (is_one_of(s, n, breaks)) return kind != TOLD_THAT;
  bool is_but = says_word(s, n, "but") || says_word(s, n, "yet");
  if ((is_but || says_word(s, n, "and")) && n + 1 < end) {
    if (is_same_pronoun(s, q, n + 1)) return true;
    if (tok(s, n + 1)->word == WORD_VERB) return is_cue_verb(s, n + 1) ? agrees(s, q, n + 1) : is_but && kind != TOLD_THAT;
    return is_but && kind != TOLD_THAT && (kind == TOLD_OBJECT || tok(s, n + 1)->word == WORD_PRONOUN);
  }
  if (k->word == WORD_VERB && k->form == VERB_PAST && kind != TOLD_THAT) return true;
  bool is_relative = !range_empty(q->source) && q->source.end == q->source.first + 1 && says_is_relative(s, q->source.first);
  return is_relative && (k->word == WORD_AUX || (k->word == WORD_VERB && k->form != VERB_ING)); /* "Lund, who said she would come, went home" */
}

uint32_t says_content_end(const says *s, const cues *list, uint32_t index, told_kind kind, uint32_t first, uint32_t end) {
  const cue *q = &list->at[index];
  uint32_t floor = s->doc->sentences.at[tok(s, q->verb)->sentence].first;
  bool is_opening = is_in_opening(s, q, floor);
  uint32_t next = index + 1; /* the first cue behind the place looked at */
  for (uint32_t t = first + 1; t + 1 < end; t++) {
    if (s->quote_at[t] != NONE) continue;
    if (says_is(s, t, ";")) return t;
    if (says_is_quote_mark(s, t) && says_is(s, t - 1, ".") && tok(s, t + 1)->is_capital) return t; /* “… a disgrace.” Lund said */
    if (says_word(s, t, "according") && says_word(s, t + 1, "to")) return is_comma(s, t - 1) ? t - 1 : t;
    if (is_comma(s, t) && cuts_at_comma(s, list, index, kind, t, end, is_opening, &next)) return t;
    bool is_joiner = says_word(s, t, "and") || says_word(s, t, "but");
    if (!is_joiner || is_comma(s, t - 1)) continue;
    uint32_t n = t + 1;
    while (n + 1 < end && tok(s, n)->word == WORD_ADVERB) n++;
    /* "said he had “never met him” and expressed" */
    bool is_after_quote = says_is_quote_mark(s, t - 1) && tok(s, n)->form == VERB_PARTICIPLE && tok(s, q->verb)->form == VERB_PAST;
    if (is_cue_verb(s, n) && (agrees(s, q, n) || is_after_quote) && s->quote_at[n] == NONE) return t;
    if (kind != TOLD_CLAUSE && kind != TOLD_THAT && tok(s, n)->word == WORD_VERB && tok(s, q->verb)->form == VERB_S && tok(s, n)->form == VERB_S) return t;
  }
  return end;
}
