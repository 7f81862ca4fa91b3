/* Ordinals that count: "the third time", "her second term", "finished fourth", "the third-largest".
 *
 * An ordinal counts where something before it opens a noun phrase ("the", "a", "her", "the firm's"), where a verb of placing
 * has it as its end ("came third"), or where another rank stands just before ("the first and second"). Else it is an
 * adverb ("was first told", "they left first") and none. Names and fixed phrases (data/figure-ranks.txt), fractions, dates,
 * and the second of a minute are none.
 */
#include "find/figures_parts.h"

#include "lexicon/lexicon.h"

static bool is_capital(const figure_sentence *s, uint32_t i) { return in_sentence(s, i) && token_at(s, i)->is_capital; }

/* The phrase of data/figure-ranks.txt at the ordinal, or the one that ends with it. */
static bool is_idiom(const figure_sentence *s, uint32_t at, uint32_t after) {
  const lexicon_entry *e;
  str words[5];
  size_t count = 0;
  for (uint32_t i = at; i < sentence_end(s) && count < sizeof words / sizeof *words; i = i == at ? after : i + 1)
    if (i == at || !word_is(s, i, "-")) words[count++] = word_at(s, i);
  if (lexicon_match(LEXICON_FIGURE_RANKS, words, count, &e) > 0 && e->value.len == 0) return true;
  words[0] = STR("nth");
  if (lexicon_match(LEXICON_FIGURE_RANKS, words, count, &e) > 0) return true;
  /* "took the Fifth", "in the first place" */
  if (at < s->first + 2) return false;
  str before[4] = {token_at(s, at - 2)->lemma, word_at(s, at - 1), word_at(s, at), word_at(s, after)};
  return lexicon_match(LEXICON_FIGURE_RANKS, before, 4, &e) >= 3 && str_eq(e->value, STR("before"));
}

/* "the", "her", "the firm's", and with one adjective between: "a distant third". */
static bool opens_phrase(const figure_sentence *s, uint32_t at) {
  static const char *const openers[] = {"the", "a", "an", "this", "that", "another", "no", "its", "his", "her", "their", "my", "our", "your", "whose", NULL};
  static const char *const not_owners[] = {"it's", "that's", "he's", "she's", "what's", "who's", "there's", "here's", "let's", "where's", "how's", NULL};
  if (at == s->first) return false;
  if (word_in(s, at - 1, openers)) return true;
  const token *before = token_at(s, at - 1);
  for (size_t i = 0; not_owners[i]; i++)
    if (str_eq(before->folded, str_of(not_owners[i]))) return false;
  return str_ends(before->folded, STR("'s")) || str_ends(before->folded, STR("s'"));
}

/* "came third", "tied for 2nd", "in second place" */
static bool is_place(const figure_sentence *s, uint32_t at, uint32_t after) {
  static const char *const placing[] = {"finish", "place", "rank", "come", "tie", "stand", "poll", "land", "end", NULL};
  static const char *const steps[] = {"in", "for", "at", "up", "tied", "currently", NULL};
  if (word_is(s, after, "place") && at > s->first && (class_is(s, at - 1, WORD_ADPOSITION) || class_is(s, at - 1, WORD_VERB) || word_is(s, at - 1, "in")))
    return true;
  for (uint32_t i = at, k = 0; i-- > s->first && k < 3; k++) {
    const token *t = token_at(s, i);
    for (size_t p = 0; placing[p]; p++)
      if (t->word == WORD_VERB && str_eq(t->lemma, str_of(placing[p]))) return true;
    if (!word_in(s, i, steps)) return false;
  }
  return false;
}

/* "third-ranking", "second-largest", "first-ever" */
static bool is_compound(const figure_sentence *s, uint32_t after) {
  static const char *const words[] = {"ranking", "ranked", "most", "place", "term", "time", "ever", "year", "round", "generation", "in", "of", NULL};
  if (!word_is(s, after, "-")) return false;
  return word_in(s, after + 1, words) || (str_ends(word_at(s, after + 1), STR("est")) && class_is(s, after + 1, WORD_ADJECTIVE));
}

/* "a third of them", "by a fifth", "more than a quarter": a share, read by figures.c. */
static bool is_fraction(const figure_sentence *s, uint32_t at, uint32_t after, const number *n) {
  static const char *const more[] = {"of", "more", "less", "fewer", "higher", "lower", NULL};
  if (n->thousandths < 3000 || at == s->first || !(word_is(s, at - 1, "a") || word_is(s, at - 1, "one"))) return false;
  return word_in(s, after, more) || (at > s->first + 1 && word_is(s, at - 2, "by"));
}

int64_t figure_rank_at(const figure_sentence *s, uint32_t at, uint32_t last_rank) {
  number n;
  if (!number_at(s, at, &n) || n.kind != NUMBER_ORDINAL || s->in_time[at - s->first]) return 0;
  const token *t = token_at(s, at);
  uint32_t after = at + (uint32_t)n.words;
  bool in_digits = starts_with_digit(word_at(s, at));
  if (!in_digits && t->is_capital && !t->is_sentence_start) return 0; /* "the Seventh Fleet" */
  if (in_digits && is_capital(s, after) && !lexicon_has(LEXICON_NATIONALITIES, word_at(s, after))) return 0; /* "the 9th Circuit" */
  if (!in_digits && t->is_capital && is_capital(s, after)) return 0;
  if (is_idiom(s, at, after) || is_fraction(s, at, after, &n)) return 0;
  if (is_compound(s, after) || is_place(s, at, after)) return n.thousandths;
  bool is_joined = last_rank != NONE && at > s->first && at - 1 >= last_rank && at - last_rank <= 8 && (word_is(s, at - 1, "and") || word_is(s, at - 1,
      "or") || word_is(s, at - 1, "to"));
  if (is_joined) return n.thousandths;
  bool noun_follows = is_nominal(s, after) || word_is(s, after, "-") || class_is(s, after, WORD_NUMBER) || class_is(s, after, WORD_VERB);
  if (opens_phrase(s, at)) {
    if (word_is(s, at - 1, "this") || word_is(s, at - 1, "that")) return class_is(s, after, WORD_NOUN) || class_is(s, after, WORD_ADJECTIVE) ? n.thousandths : 0;
    if (in_digits && !noun_follows) return 0; /* "the 5th": a day */
    if (word_is(s, at - 1, "her") && class_is(s, at - 2, WORD_VERB) && n.thousandths == 1000 && class_is(s, after, WORD_PUNCT)) return 0; /* "told her first" */
    if (word_is(s, at - 1, "a") && n.thousandths == 2000 && !noun_follows) return 0; /* of a minute */
    return n.thousandths;
  }
  /* "the very first", "a strong second", "his own third"; but "the northern third of the land" is a share */
  if (n.thousandths >= 3000 && word_is(s, after, "of") && class_is(s, at - 1, WORD_ADJECTIVE)) return 0;
  if (at > s->first + 1 && (class_is(s, at - 1, WORD_ADJECTIVE) || word_is(s, at - 1, "very") || word_is(s, at - 1, "only")) && opens_phrase(s, at - 1) &&
      (!in_digits || noun_follows))
    return n.thousandths;
  /* "faces second trial", "for third time", as headlines put it */
  bool is_object = at > s->first && (class_is(s, at - 1, WORD_ADPOSITION) || class_is(s, at - 1, WORD_VERB)) && !word_is(s, at - 1, "at");
  bool is_adverb = n.thousandths == 1000 || str_ends(word_at(s, after), STR("ing")); /* "without first hearing" */
  return is_object && class_is(s, after, WORD_NOUN) && !in_digits && !is_adverb ? n.thousandths : 0;
}
