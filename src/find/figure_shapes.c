/* Numbers whose shape tells what they are, and those that are no figures at all.
 *
 * Ages ("52-year-old", "Smith, 52,", "19 or older"), sentences of courts ("46 to 57 months in prison"), chances ("one in
 * three") and heights ("5-foot-11") are read here with all their words, as no unit table can tell them from lengths of
 * time and of things. Numbers that are names, years, telephone numbers, scores and votes are told by what stands beside.
 */
#include "find/figures_parts.h"

#include "lexicon/lexicon.h"

static bool is_range_word(const figure_sentence *s, uint32_t i) { return word_is(s, i, "to") || word_is(s, i, "-") || word_is(s, i, "–"); }

/* "between" before a number, or a few words before it ("between the ages of 3 and 5"). */
static bool between_before(const figure_sentence *s, uint32_t at) {
  for (uint32_t back = 1; back <= 4 && at >= s->first + back; back++)
    if (word_is(s, at - back, "between")) return true;
  return false;
}

/* The second end of a range that begins with `low`: "3 to 5", "16- to 18-year-olds", "between 3 and 5". Returns the token
 * after it, or `end` with *high = low. */
static uint32_t range_end(const figure_sentence *s, uint32_t at, uint32_t end, int64_t low, int64_t *high) {
  uint32_t i = end;
  number n;
  *high = low;
  if (word_is(s, i, "-") && word_is(s, i + 1, "to")) i++;
  if (!is_range_word(s, i) && !(word_is(s, i, "and") && between_before(s, at))) return end;
  if (!number_at(s, i + 1, &n) || n.kind != NUMBER_CARDINAL || n.thousandths <= low) return end;
  *high = n.thousandths;
  return i + 1 + (uint32_t)n.words;
}

/* ---- ages ---- */

enum { OLDEST = 125000, OLDEST_ALONE = 110000, YOUNGEST_ALONE = 1000 };

/* "years old", "-year-olds", "months old": the token after; *unit is the word of time. */
static uint32_t old_end(const figure_sentence *s, uint32_t i, str *unit) {
  static const char *const months[] = {"month", "months", NULL}, *const years[] = {"year", "years", NULL};
  uint32_t start = i;
  if (word_is(s, i, "-")) i++;
  *unit = word_in(s, i, years) ? STR("year") : word_in(s, i, months) ? STR("month") : STR("");
  if (unit->len == 0) return start;
  i++;
  if (word_is(s, i, "-")) i++;
  return word_is(s, i, "old") || word_is(s, i, "olds") ? i + 1 : start;
}

/* "or older", "and over", "or younger": the token after. */
static uint32_t age_bound_end(const figure_sentence *s, uint32_t i, bound_kind *bound) {
  static const char *const up[] = {"older", "over", "up", "above", NULL}, *const down[] = {"younger", "under", "below", NULL};
  uint32_t start = i;
  if (word_is(s, i, "-")) i++;
  if (!word_is(s, i, "or") && !word_is(s, i, "and")) return start;
  i++;
  if (word_is(s, i, "-")) i++;
  bool is_up = word_in(s, i, up);
  if ((!is_up && !word_in(s, i, down)) || class_is(s, i + 1, WORD_NUMBER)) return start;
  *bound = is_up ? BOUND_AT_LEAST : BOUND_AT_MOST;
  return i + 1;
}

/* Nothing stands behind the number that it could count. */
static bool counts_nothing(const figure_sentence *s, uint32_t end) {
  static const char *const goes_on[] = {"-", "%", "of", "to", "per", "more", "other", "others", "people", NULL};
  return !is_nominal(s, end) && !class_is(s, end, WORD_NUMBER) && !class_is(s, end, WORD_SYMBOL) && !word_in(s, end, goes_on);
}

/* "aged 52", "age 52", "the age of 18", "between the ages of 3 and 5" */
static bool age_word_before(const figure_sentence *s, uint32_t at, uint32_t end) {
  static const char *const words[] = {"aged", "age", "ages", NULL};
  if (at > s->first && word_is(s, at - 1, "between")) at--;
  if (at == s->first) return false;
  if (word_is(s, at - 1, "aged") || word_is(s, at - 1, "ages")) return true;
  if (word_is(s, at - 1, "age")) return !word_is(s, end, "of");
  return word_is(s, at - 1, "of") && at > s->first + 1 && word_in(s, at - 2, words);
}

/* ", 52," behind a name: also ", now 52,". */
static bool is_apposition(const figure_sentence *s, uint32_t at, uint32_t end) {
  static const char *const closers[] = {",", ".", ";", ")", "and", "—", "–", NULL}, *const adverbs[] = {"now", "then", "also", NULL};
  uint32_t comma = at;
  if (at > s->first && word_in(s, at - 1, adverbs)) comma--; /* ", now 52," */
  if (comma < s->first + 2 || !word_is(s, comma - 1, ",") || end != at + 1 || !starts_with_digit(word_at(s, at))) return false;
  const token *name = token_at(s, comma - 2);
  bool is_name = name->word == WORD_PROPER || (name->is_capital && name->is_sentence_start && name->word == WORD_NOUN);
  static const char *const also[] = {"jr.", "sr.", "iii", "age", NULL}; /* "Bell Jr., 52,"; "her age, 52," */
  return (is_name || word_in(s, comma - 2, also)) && (end == sentence_end(s) || word_in(s, end, closers));
}

/* "she was 14 when", "he turned 50", "the age of consent is 16" */
static bool is_said_of_person(const figure_sentence *s, uint32_t at, uint32_t end) {
  static const char *const people[] = {"he", "she", "i", "who", "they", "youngest", "oldest", "eldest", NULL}, *const be[] = {"was", "is", "were", "are", "be", "am", "turned", "turns", NULL}, *const to[] = {"to", "at", "from", NULL};
  static const char *const after[] = {"when", "at", "and", "but", "or", "now", "then", "years", NULL};
  bool is_end = end == sentence_end(s) || class_is(s, end, WORD_PUNCT) || word_in(s, end, after);
  if (at < s->first + 2) return false;
  if (word_in(s, at - 1, to)) /* "the pension age to 69" */
    for (uint32_t back = 2; back <= 3 && at >= s->first + back; back++)
      if (word_is(s, at - back, "age")) return counts_nothing(s, end);
  if (!is_end || word_is(s, end, "-") || !word_in(s, at - 1, be)) return false;
  if (word_in(s, at - 2, people)) return true;
  if (token_at(s, at - 1)->word == WORD_VERB && (word_is(s, at - 1, "turned") || word_is(s, at - 1, "turns"))) return class_is(s, at - 2, WORD_PROPER);
  for (uint32_t back = 2; back <= 8 && at >= s->first + back; back++)
    if (word_is(s, at - back, "age")) return true;
  return false;
}

/* "women under 21", "anyone over 65": at-least or at-most. */
static bool is_age_limit(const figure_sentence *s, uint32_t at, bound_kind *bound) {
  static const char *const people[] = {"anyone", "anybody", "everyone", "those", "people", "persons", "children", "kids", "adults", "men", "women", "boys",
      "girls", "minors", "americans", "voters", "workers", "residents", NULL};
  if (at < s->first + 2 || !word_in(s, at - 2, people)) return false;
  if (!word_is(s, at - 1, "under") && !word_is(s, at - 1, "over")) return false;
  *bound = word_is(s, at - 1, "over") ? BOUND_AT_LEAST : BOUND_AT_MOST;
  return true;
}

static bool age_at(const figure_sentence *s, uint32_t at, const number *n, uint32_t last_age, figure_shape *f) {
  if (n->thousandths > OLDEST) return false;
  uint32_t end = at + (uint32_t)n->words, after, old;
  *f = (figure_shape){.low = n->thousandths, .first = at, .unit = STR("year"), .role = STR("age")};
  after = range_end(s, at, end, f->low, &f->high);
  if (f->high > OLDEST) f->high = f->low, after = end;
  str unit;
  bool is_told = true;
  if ((old = old_end(s, after, &unit)) > after) {
    f->end = old, f->unit = unit;
  } else if (age_word_before(s, at, end)) {
    f->end = after;
    age_bound_end(s, after, &f->bound);
  } else {
    is_told = false;
  }
  if (is_told) {
    if (f->high > f->low) f->bound = BOUND_RANGE;
    return true;
  }
  f->high = f->low, f->end = end;
  if (f->low < YOUNGEST_ALONE || f->low > OLDEST_ALONE || f->low % 1000 != 0) return false;
  uint32_t bound_end = age_bound_end(s, end, &f->bound);
  if (bound_end > end) return f->end = bound_end, true;
  if (is_apposition(s, at, end) || is_said_of_person(s, at, end)) return true;
  if (!counts_nothing(s, end)) return false;
  if (last_age != NONE && last_age < at && at <= last_age + 2 && (word_is(s, at - 1, "and") || word_is(s, at - 1, ",") || word_is(s, at - 1, "or"))) return true;
  if (n->is_digits && is_age_limit(s, at, &f->bound)) return f->first = at - 1, true;
  return false;
}

/* ---- sentences of courts ---- */

/* "five years in prison", "sentenced to 46 to 57 months" */
static bool sentence_at(const figure_sentence *s, uint32_t at, const number *n, figure_shape *f) {
  static const char *const years[] = {"year", "years", NULL}, *const months[] = {"month", "months", NULL};
  static const char *const places[] = {"prison", "jail", "custody", "imprisonment", "probation", "bars", NULL};
  static const char *const later[] = {"ago", "after", "later", "before", "earlier", NULL};
  *f = (figure_shape){.low = n->thousandths, .first = at, .role = STR("sentence")};
  uint32_t i = range_end(s, at, at + (uint32_t)n->words, f->low, &f->high);
  bool is_joined = word_is(s, i, "-");
  if (is_joined) i++;
  f->unit = word_in(s, i, years) ? STR("year") : word_in(s, i, months) ? STR("month") : word_is(s, i, "days") ? STR("day") : STR("");
  if (f->unit.len == 0) return false;
  f->end = i + 1;
  if (f->high > f->low) f->bound = BOUND_RANGE;
  for (uint32_t k = f->end; k < f->end + 3; k++)
    if (word_in(s, k, places) || (is_joined && word_is(s, k, "sentence"))) return true;
  if (word_in(s, f->end, later)) return false;
  for (uint32_t b = at, step = 0; b-- > s->first && step < 5; step++) {
    str l = token_at(s, b)->lemma;
    if (str_eq(l, STR("sentence")) || str_eq(l, STR("imprison")) || (str_eq(l, STR("jail")) && word_is(s, at - 1, "for"))) return true;
  }
  return false;
}

/* ---- chances and heights ---- */

/* "one in three", "1 in 3", "nine out of 10" */
static bool chance_at(const figure_sentence *s, uint32_t at, const number *n, figure_shape *f) {
  uint32_t i = at + (uint32_t)n->words;
  number of;
  bool is_joined = word_is(s, i, "-");
  if (is_joined) i++;
  bool is_in = word_is(s, i, "in"), is_out = word_is(s, i, "out") && word_is(s, i + 1, "of");
  if ((!is_in && !is_out) || n->thousandths < 1000 || n->thousandths % 1000 != 0) return false;
  i += is_in ? 1 : 2;
  if (word_is(s, i, "every")) i++;
  if (is_joined && word_is(s, i, "-")) i++;
  if (!number_at(s, i, &of) || of.kind != NUMBER_CARDINAL || of.thousandths <= n->thousandths || s->in_time[i - s->first]) return false;
  int64_t whole = of.thousandths / 1000;
  bool is_plain = n->thousandths == 1000 || whole <= 10 || whole == 100 || whole == 1000; /* "12 in 20 towns" may be two counts */
  if (!is_plain || of.thousandths % 1000 != 0) return false;
  *f = (figure_shape){.first = at, .end = i + (uint32_t)of.words, .unit = STR("percent")};
  f->low = f->high = n->thousandths * 100 / whole;
  return true;
}

/* "5-foot-11", "six feet two" */
static bool height_at(const figure_sentence *s, uint32_t at, const number *n, figure_shape *f) {
  uint32_t i = at + (uint32_t)n->words;
  number inches;
  bool is_joined = word_is(s, i, "-");
  if (is_joined) i++;
  if (n->thousandths > 10000 || (!word_is(s, i, "foot") && !word_is(s, i, "feet"))) return false;
  i++;
  if (word_is(s, i, "-") && is_joined) i++;
  if (!number_at(s, i, &inches) || inches.kind != NUMBER_CARDINAL || inches.thousandths >= 12000) return false;
  i += (uint32_t)inches.words;
  uint32_t unit = word_is(s, i, "-") ? i + 1 : i;
  bool has_inches = word_is(s, unit, "inches") || word_is(s, unit, "inch");
  if (!has_inches && is_nominal(s, unit)) return false;
  *f = (figure_shape){.first = at, .end = has_inches ? unit + 1 : i, .unit = STR("foot")};
  f->low = f->high = n->thousandths + inches.thousandths / 12;
  return true;
}

bool figure_shape_at(const figure_sentence *s, uint32_t at, uint32_t last_age, figure_shape *f) {
  number n;
  if (!number_at(s, at, &n) || n.kind != NUMBER_CARDINAL) return false;
  return age_at(s, at, &n, last_age, f) || sentence_at(s, at, &n, f) || chance_at(s, at, &n, f) || height_at(s, at, &n, f);
}

/* ---- no figures ---- */

/* "section 501(c)", "401 k": a letter, or a letter with a digit, belongs to the number. */
static bool has_letter_after(const figure_sentence *s, uint32_t end) {
  if (word_is(s, end, "(") && touches(s, end - 1, end)) return word_at(s, end + 1).len == 1 && word_is(s, end + 2, ")");
  str w = word_at(s, end);
  bool is_letter = w.len > 0 && w.len <= 2 && w.at[0] >= 'a' && w.at[0] <= 'z' && !class_is(s, end, WORD_DETERMINER) && !class_is(s, end, WORD_PRONOUN);
  return is_letter && (w.len == 1 || (w.at[1] >= '0' && w.at[1] <= '9')) && !token_at(s, end)->is_capital;
}

/* Four digits without a comma that count nothing and that no time rule has read: from 1900 on even with a noun behind ("the
 * 2016 hopefuls"), if it is no full hundred. */
static bool is_year(const figure_sentence *s, uint32_t at, const number *n) {
  static const char *const eras[] = {"ad", "bc", "ce", "bce", "a.d.", "b.c.", NULL};
  if (word_in(s, at + 1, eras)) return true;
  if (word_at(s, at).len != 4 || n->has_separator || n->thousandths < 1500000 || n->thousandths >= 2100000) return false;
  return !is_nominal(s, at + 1) || (n->thousandths >= 1900000 && n->thousandths % 100000 != 0);
}

bool figure_is_label(const figure_sentence *s, uint32_t at, const number *n) {
  if (!n->is_digits) return false;
  bool has_comma = n->has_separator && str_find_char(word_at(s, at), '.', 0) == STR_NONE;
  if (has_comma) return false;
  if (is_year(s, at, n) || has_letter_after(s, at + 1)) return true;
  const lexicon_entry *itself = lexicon_find(LEXICON_FIGURE_LABELS, word_at(s, at));
  if (itself) return true;
  if (at == s->first) return false;
  const token *before = token_at(s, at - 1);
  if (word_is(s, at - 1, "(") && word_is(s, at + 1, ")") && touches(s, at - 2, at - 1)) return true; /* "(c)(3)" */
  bool noun_follows = is_nominal(s, at + 1) || class_is(s, at + 1, WORD_SYMBOL);
  if (n->thousandths <= 31000 && class_is(s, at - 1, WORD_PROPER) && lexicon_has(LEXICON_CALENDAR_WORDS, word_at(s, at - 1))) return true;
  if (!n->has_separator && lexicon_has(LEXICON_FIGURE_LABELS, word_at(s, at - 1)) && (!noun_follows || before->is_capital)) return true;
  if (touches(s, at - 1, at)) { /* "COVID-19", "F-35" */
    if (word_is(s, at - 1, "-"))
      return touches(s, at - 2, at - 1) && !starts_with_digit(word_at(s, at - 2)) && (token_at(s, at - 2)->is_capital || word_at(s, at - 2).len == 1);
    return !word_is(s, at - 1, "(") && before->word != WORD_PUNCT && before->word != WORD_SYMBOL;
  }
  return before->word == WORD_PROPER && before->is_capital && !before->is_sentence_start && !noun_follows && !word_is(s, at + 1, "percent") &&
         !word_is(s, at + 1, "%");
}

/* "six-to-one": a ratio. Returns the token after it. */
static uint32_t ratio_end(const figure_sentence *s, uint32_t at) {
  number a, b;
  if (!number_at(s, at, &a) || a.kind != NUMBER_CARDINAL) return at;
  uint32_t i = at + (uint32_t)a.words;
  if (!word_is(s, i, "-") || !word_is(s, i + 1, "to") || !word_is(s, i + 2, "-") || !number_at(s, i + 3, &b)) return at;
  i += 3 + (uint32_t)b.words;
  return word_is(s, i, "-") && b.thousandths > a.thousandths ? at : i; /* "10-to-15-year" */
}

/* A vote is spoken of near two numbers. */
static bool is_voted(const figure_sentence *s, uint32_t first, uint32_t last) {
  for (uint32_t k = first > s->first + 6 ? first - 6 : s->first; k < last + 4 && k < sentence_end(s); k++) {
    str l = token_at(s, k)->lemma;
    if (str_eq(l, STR("vote")) || str_eq(l, STR("pass")) || str_eq(l, STR("approve")) || str_eq(l, STR("defeat"))) return true;
  }
  return false;
}

uint32_t figure_score_end(const figure_sentence *s, uint32_t at) {
  uint32_t end = ratio_end(s, at), digits = 0, parts = 0;
  if (end > at) return end;
  if (!starts_with_digit(word_at(s, at))) return at;
  while (starts_with_digit(word_at(s, end))) {
    digits += (uint32_t)word_at(s, end).len, parts++;
    bool goes_on = (word_is(s, end + 1, "-") || word_is(s, end + 1, "–")) && touches(s, end, end + 1) && touches(s, end + 1, end + 2);
    if (!goes_on || !starts_with_digit(word_at(s, end + 2))) break;
    end += 2;
  }
  if (parts == 2 && at > s->first && lexicon_has(LEXICON_FIGURE_LABELS, word_at(s, at - 1))) return end + 1; /* "No. 12-345" */
  if (parts >= 3 || (parts == 2 && digits == 7 && word_at(s, at).len == 3 && !is_voted(s, at, end))) return end + 1;
  uint32_t second = parts == 2 ? end : word_is(s, at + 1, "to") && starts_with_digit(word_at(s, at + 2)) ? at + 2 : at;
  number a, b;
  if (second == at || !number_at(s, at, &a) || !number_at(s, second, &b) || a.words != 1 || b.words != 1) return at;
  if (parts == 2 && a.thousandths >= b.thousandths) return second + 1; /* "3-2" */
  static const char *const counted[] = {"vote", "margin", "win", "loss", "decision", "split", "victory", "defeat", NULL};
  bool in_brackets = at > s->first && word_is(s, at - 1, "(") && word_is(s, second + 1, ")"); /* wins and losses: "(8-12)" */
  if (parts == 2 && (in_brackets || word_in(s, second + 1, counted))) return second + 1;
  bool counts = class_is(s, second + 1, WORD_NUMBER) || class_is(s, second + 1, WORD_SYMBOL) || (is_nominal(s, second + 1) && !str_starts(word_at(s,
      second + 1), STR("vote")));
  return !counts && is_voted(s, at, second) ? second + 1 : at;
}
