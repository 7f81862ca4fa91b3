/* What a figure counts: killed, injured, votes, …; by the words beside it (data/figure-roles.txt).
 *
 * Asked in this order, and the first that answers is taken: the counted noun itself ("12 deaths"); a verb right before
 * ("killing at least 12"); the words after it, up to the next figure or the end of the clause ("12 people were killed",
 * "12 dead"); what those counted are ("12 passengers"); the words before it, back to the figure before ("the death toll
 * rose to 12"). A word past another figure is that one's, so "12 people were killed and 30 injured" gives each its own.
 *
 * A role must fit what the figure is a number of: people are not paid, and sums are not killed. Where the list has several
 * roles of a word, the first that fits is meant.
 */
#include "find/figures_parts.h"

#include "lexicon/lexicon.h"

enum { AFTER = 9, BEFORE = 7, SMALL_SUM = 1000000 };

/* How a word says its role: as what befell the counted or was done with a sum; as what they are, which gives way to it
 * ("group troops"); only as the counted noun itself ("noun paid"); only right before the number ("before signatures"); only
 * of shares ("share votes"). */
typedef enum role_way { WAY_PLAIN, WAY_GROUP, WAY_NOUN, WAY_BEFORE, WAY_SHARE } role_way;
typedef struct role { str name; role_way way; } role;
static const role no_role = {{"", 0}, WAY_PLAIN};

/* Which roles go with what: sums, or counts and shares. Ages, sentences and measures have theirs from their shape or unit. */
static bool fits(str name, figure_kind kind) {
  static const char *const of_sums[] = {"price", "paid", "reward", "damage", "fine", "bail", "none", NULL};
  for (size_t i = 0; of_sums[i]; i++)
    if (str_eq(name, str_of(of_sums[i]))) return kind == FIGURE_MONEY;
  return kind == FIGURE_COUNT || kind == FIGURE_SHARE || kind == FIGURE_RANK;
}

static role read_role(const figure_sentence *s, uint32_t at, figure_kind kind) {
  static const struct { const char *name; role_way way; } ways[] = {{"group ", WAY_GROUP}, {"noun ", WAY_NOUN}, {"before ", WAY_BEFORE}, {"share ", WAY_SHARE}};
  const token *t = token_at(s, at);
  const lexicon_entry *e = NULL;
  if (t->word == WORD_PROPER && t->is_capital && !t->is_sentence_start) return no_role; /* "Best Buy" */
  if (at > s->first && lexicon_match(LEXICON_FIGURE_ROLES, s->words + (at - 1 - s->first), 2, &e) != 2) e = NULL; /* "confirmed cases" */
  if (!e && (t->word == WORD_VERB || t->word == WORD_ADJECTIVE)) e = lexicon_find(LEXICON_FIGURE_ROLES, t->lemma);
  if (!e) e = lexicon_find(LEXICON_FIGURE_ROLES, word_at(s, at));
  if (!e) return no_role;
  role r = {e->value, WAY_PLAIN};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
    if (str_starts(r.name, str_of(ways[i].name))) r.way = ways[i].way, r.name = str_slice(r.name, strlen(ways[i].name), r.name.len);
  if (!fits(r.name, kind) || (r.way == WAY_SHARE && kind != FIGURE_SHARE)) return no_role;
  return r;
}

/* "did not vote", "weren't hurt" */
static bool is_denied(const figure_sentence *s, uint32_t verb) {
  for (uint32_t back = 1; back <= 2 && verb >= s->first + back; back++)
    if (word_is(s, verb - back, "not") || word_is(s, verb - back, "never") || str_ends(word_at(s, verb - back), STR("n't"))) return true;
  return false;
}

/* A clause ends here, as far as a figure's words reach. */
static bool is_wall(const figure_sentence *s, uint32_t at) {
  static const char *const walls[] = {";", ":", ".", "—", "–", "(", ")", "“", "”", "\"", "while", "which", "who", "but", "after", "when", "because",
      "if", NULL};
  return word_in(s, at, walls);
}

/* "a $5,000 watch": what it costs; "the $5 million plan": what it is worth nobody asks, as with all that the list has as
 * "noun none". */
static bool is_price_tag(const figure_sentence *s, const figure_place *place) {
  if (place->kind != FIGURE_MONEY || place->noun == NONE || place->first == s->first || !is_nominal(s, place->after)) return false;
  number n;
  bool is_small = number_at(s, place->number, &n) && n.thousandths < (int64_t)SMALL_SUM * 1000; /* millions before a noun are budgets */
  uint32_t before = place->first - 1;
  return is_small && (class_is(s, before, WORD_DETERMINER) || class_is(s, before, WORD_ADJECTIVE) || str_ends(token_at(s, before)->folded, STR("'s")));
}

/* From the counted noun. *group is what they are. */
static str role_of_noun(const figure_sentence *s, const figure_place *place, str *group, bool *is_closed) {
  static const char *const earlier[] = {"previous", "last", "past", "next", "first", "final", "both", NULL};
  if (place->noun == NONE) return STR("");
  role r = read_role(s, place->noun, place->kind);
  if (str_eq(r.name, STR("none"))) return *is_closed = true, STR("");
  /* "the last two votes" are ballotings */
  if (str_eq(r.name, STR("votes")) && place->first > s->first && word_in(s, place->first - 1, earlier)) return *is_closed = true, STR("");
  if (r.way == WAY_GROUP) return *group = r.name, STR("");
  if (r.name.len == 0 && is_price_tag(s, place)) return STR("price");
  return r.name;
}

/* The figure stands in a phrase of its own, "killed in two countries", or is the object of another verb, "won votes and
 * carried 20 states": what befell is no word of the countries. */
static bool is_apart(const figure_sentence *s, const figure_place *place) {
  static const char *const people[] = {"people", "persons", "men", "women", "children", "others", "civilians", "victims", NULL};
  static const char *const close[] = {"of", "to", "at", "by", NULL}, *const owners[] = {"the", "these", "their", "its", "his", "her", NULL};
  if (place->kind == FIGURE_MONEY || place->noun == NONE || place->first == s->first || word_in(s, place->noun, people)) return false;
  uint32_t before = place->first - 1;
  if (word_in(s, before, owners) && before > s->first) before--;
  if (class_is(s, before, WORD_VERB)) return true;
  return (class_is(s, before, WORD_ADPOSITION) || word_is(s, before, "in") || word_is(s, before, "on")) && !word_in(s, before, close);
}

/* "killing 12", "fined $5,000", "signed by 90 doctors", "the deaths of 12" */
static str role_of_verb_before(const figure_sentence *s, const figure_place *place, uint32_t left) {
  static const char *const step_over[] = {"a", "an", "the", "another", "some", "all", "to", "at", "by", "of", "in", "least", "with", "from", "up",
      "additional", "extra", "total", "around", NULL};
  uint32_t most = 3;
  for (uint32_t i = place->first, steps = 0; i-- > left && steps < most; steps++) {
    role r = read_role(s, i, place->kind);
    if (steps == 1 && word_is(s, i + 1, "of") && r.name.len && r.way == WAY_PLAIN) return r.name;
    if (r.name.len && (r.way == WAY_BEFORE || ((r.way == WAY_PLAIN || r.way == WAY_SHARE) && token_at(s, i)->word == WORD_VERB))) return r.name;
    if ((word_is(s, i, "in") || word_is(s, i, "from")) && is_apart(s, place)) return STR("");
    if (!word_in(s, i, step_over)) return STR("");
    if (word_is(s, i, "total") || word_is(s, i, "additional")) most = 5; /* "paid a total of $50" */
  }
  return STR("");
}

/* From the words after the figure: what befell them; else *group, where the phrase of the counted tells it. */
static str role_after(const figure_sentence *s, const figure_place *place, uint32_t right, str *group) {
  static const char *const dashes[] = {"–", "—", "-", "--", ",", "(", ")", NULL};
  uint32_t end = sentence_end(s), stop = right < end ? right : end;
  bool in_phrase = true;
  if (stop > place->end + AFTER) stop = place->end + AFTER;
  for (uint32_t i = place->end; i < stop; i++) {
    /* "90 people – including 12 children – were killed": on past the part. */
    if (i + 1 < end && i <= place->end + 3 && word_in(s, i, dashes) && figure_part_word(s, i + 1)) {
      uint32_t close = i + 1;
      while (close < end && close < i + 12 && !word_in(s, close, dashes)) close++;
      if (close < end && close < i + 12) i = close, right = end, stop = close + AFTER < end ? close + AFTER : end;
      continue;
    }
    if (is_wall(s, i) || figure_part_word(s, i)) break;
    if (word_is(s, i, ",") && i > place->end + 2) break;
    if (word_is(s, i, "and") && right < end && i + 2 >= right) break;
    role r = read_role(s, i, place->kind);
    bool is_aim = place->kind == FIGURE_MONEY && word_is(s, i - 1, "to") && token_at(s, i)->form == VERB_BASE; /* "$50 to pay for it" */
    if (r.name.len && (r.way == WAY_PLAIN || r.way == WAY_SHARE) && !is_aim) return is_denied(s, i) ? STR("") : r.name;
    if (r.way == WAY_GROUP && in_phrase && group->len == 0 && !word_is(s, i - 1, "-")) *group = r.name;
    const token *t = token_at(s, i);
    in_phrase &= word_is(s, i, "of") || word_is(s, i, "-") || t->word == WORD_NOUN || t->word == WORD_ADJECTIVE || t->word == WORD_PROPER ||
                 t->word == WORD_DETERMINER || t->word == WORD_PRONOUN || t->word == WORD_NUMBER;
  }
  return STR("");
}

static str role_before(const figure_sentence *s, const figure_place *place, uint32_t left) {
  uint32_t start = left;
  if (is_apart(s, place)) return STR("");
  if (place->first > start + BEFORE) start = place->first - BEFORE;
  for (uint32_t i = place->first; i-- > start;) {
    if (is_wall(s, i) || figure_part_word(s, i) || word_is(s, i, "that")) break;
    role r = read_role(s, i, place->kind);
    if (str_eq(r.name, STR("none"))) r = no_role;
    bool is_whole = (r.way == WAY_GROUP || r.way == WAY_NOUN) && i + 2 == place->first && word_is(s, i + 1, "of"); /* "a crowd of 500" */
    if (r.name.len && (r.way == WAY_PLAIN || r.way == WAY_SHARE || is_whole)) return is_denied(s, i) ? STR("") : r.name;
  }
  return STR("");
}

/* "won the race with 58 percent" */
static bool is_share_of_votes(const figure_sentence *s, const figure_place *place, uint32_t left) {
  static const char *const winning[] = {"win", "reelect", "re-elect", "elect", "defeat", "unseat", "carry", NULL};
  if (place->kind != FIGURE_SHARE || place->noun != NONE || place->first == s->first || !word_is(s, place->first - 1, "with")) return false;
  for (uint32_t i = place->first; i-- > left;)
    for (size_t k = 0; winning[k]; k++)
      if (token_at(s, i)->word == WORD_VERB && str_eq(token_at(s, i)->lemma, str_of(winning[k]))) return true;
  return false;
}

/* "the fifth person charged" */
static str role_of_rank(const figure_sentence *s, const figure_place *place) {
  if (place->noun == NONE || !class_is(s, place->noun + 1, WORD_VERB)) return STR("");
  uint8_t form = token_at(s, place->noun + 1)->form;
  role r = read_role(s, place->noun + 1, FIGURE_RANK);
  return r.way == WAY_PLAIN && (form == VERB_PARTICIPLE || form == VERB_PAST_OR_PARTICIPLE) ? r.name : STR("");
}

str figure_role(const figure_sentence *s, figure_place *place, uint32_t left, uint32_t right) {
  if (place->kind == FIGURE_MEASURE) return STR("");
  if (place->kind == FIGURE_RANK) return role_of_rank(s, place);
  str name, group = STR("");
  bool is_closed = false;
  if (left < s->first) left = s->first;
  if ((name = role_of_noun(s, place, &group, &is_closed)).len || is_closed) return name;
  if ((name = role_of_verb_before(s, place, left)).len) return place->has_role_before = true, name;
  if ((name = role_after(s, place, right, &group)).len) return name;
  if (group.len) return place->is_role_group = true, group;
  if (is_share_of_votes(s, place, left)) return STR("votes");
  name = role_before(s, place, left);
  place->has_role_before = name.len > 0;
  return name;
}

bool figure_shares_role(const figure_sentence *s, const figure_place *before, const figure_place *place) {
  if (!before->has_role_before || before->kind != place->kind || before->end > place->first) return false;
  uint32_t at = place->first;
  if (at == before->end || !(word_is(s, at - 1, "and") || word_is(s, at - 1, "or"))) return false;
  for (uint32_t i = before->end; i + 1 < at; i++) {
    uint8_t class = token_at(s, i)->word;
    if (class == WORD_VERB || class == WORD_AUX || class == WORD_PUNCT || class == WORD_CONJUNCTION) return class == WORD_CONJUNCTION;
  }
  return true;
}

uint32_t figure_part_word(const figure_sentence *s, uint32_t at) {
  static const char *const words[] = {"including", "included", "among", "comprising", NULL}, *const of[] = {"whom", "which", "them", NULL};
  if (word_in(s, at, words)) return 1;
  return word_is(s, at, "of") && at > s->first && word_in(s, at + 1, of) && (word_is(s, at - 1, ",") || word_is(s, at - 1, "–")) ? 2 : 0;
}
