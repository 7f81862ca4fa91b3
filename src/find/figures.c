/* Figures: how many, how much, how far, which in a row, and of what.
 *
 * One pass over the tokens of a sentence. A number with a shape of its own (an age, a chance: figure_shapes.c) is taken
 * whole. Else, where it is no date, no name and no score, its unit is looked for on both sides, then the words that bound it
 * ("at least", "nearly"), then the second end of a range, then the noun it counts: the last of the nouns that follow it
 * directly. Ordinals that count are ranks (figure_ranks.c). Roles and parts need the figures beside, so they are given once
 * the sentence is read (figure_roles.c); a rank has no part in that.
 *
 * Values are thousandths. A bound keeps its number: "more than 40" is [40, 40] with at-least.
 *
 * Invariant: figures are in text order and disjoint; low <= high.
 */
#include "find/find.h"

#include "find/figures_parts.h"
#include "lexicon/lexicon.h"

/* ---- what stands beside ---- */

/* Per token: stands in a time expression (durations are told apart by the caller). */
static void mark_times(const document *doc, const figure_sentence *s, uint32_t *cursor, bool *in_time) {
  memset(in_time, 0, s->count * sizeof *in_time);
  if (s->count == 0) return;
  uint32_t from = token_at(s, s->first)->span.start, to = token_at(s, sentence_end(s) - 1)->span.end;
  while (*cursor < doc->times.count && doc->times.at[*cursor].span.end <= from) ++*cursor;
  for (uint32_t i = *cursor; i < doc->times.count && doc->times.at[i].span.start < to; i++) {
    const time_expression *e = &doc->times.at[i];
    uint32_t t = document_token_at(doc, e->span.start);
    for (; t < sentence_end(s) && token_at(s, t)->span.start < e->span.end; t++)
      if (t >= s->first) in_time[t - s->first] = true;
  }
}

/* Inside a name of several words ("Boeing 737 Max", "Apollo 11"). */
static bool in_name(const document *doc, const figure_sentence *s, uint32_t token, uint32_t *cursor) {
  span at = token_at(s, token)->span;
  while (*cursor < doc->names.count && doc->names.at[*cursor].span.end <= at.start) ++*cursor;
  if (*cursor >= doc->names.count) return false;
  span n = doc->names.at[*cursor].span;
  return span_holds(n, at) && span_length(n) > span_length(at);
}

/* ---- unit, bound, noun ---- */

/* "USD money", "km distance", "barrel": the unit and what the second word says. */
static str unit_name(const lexicon_entry *e) {
  size_t space = str_find_char(e->value, ' ', 0);
  return space == STR_NONE ? e->value : str_slice(e->value, 0, space);
}
static str unit_role(const lexicon_entry *e) {
  size_t space = str_find_char(e->value, ' ', 0);
  return space == STR_NONE ? STR("") : str_slice(e->value, space + 1, e->value.len);
}
static bool is_money(const lexicon_entry *e) { return str_eq(unit_role(e), STR("money")); }

static const lexicon_entry *unit_at(const figure_sentence *s, uint32_t at, uint32_t *end) {
  const lexicon_entry *e = NULL;
  size_t left = in_sentence(s, at) ? sentence_end(s) - at : 0;
  size_t words = left > 0 ? lexicon_match(LEXICON_FIGURE_UNITS, s->words + (at - s->first), left < 4 ? left : 4, &e) : 0;
  if (words == 1 && is_money(e) && token_at(s, at)->word == WORD_VERB) words = 0; /* "the 12 won" */
  *end = at + (uint32_t)words;
  return words ? e : NULL;
}

static bool is_money_sign(str w) { return w.len > 0 && (w.at[w.len - 1] == '$' || (unsigned char)w.at[0] >= 0x80); }

static bool read_bound(str value, bool after, bound_kind *bound) {
  static const struct { const char *name; bound_kind kind; } kinds[] = {
    {"at-least", BOUND_AT_LEAST}, {"at-most", BOUND_AT_MOST}, {"about", BOUND_ABOUT}, {"exact", BOUND_EXACT}};
  bool is_after = str_starts(value, STR("after "));
  if (is_after != after) return false;
  if (is_after) value = str_slice(value, 6, value.len);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_eq(value, str_of(kinds[i].name))) return *bound = kinds[i].kind, true;
  return false;
}

/* The bound words that end right before a token: returns their first token, `at` when there are none. */
static uint32_t bound_before(const figure_sentence *s, uint32_t at, bound_kind *bound) {
  const lexicon_entry *e;
  for (uint32_t k = 4; k > 0; k--) {
    if (at < s->first + k) continue;
    if (lexicon_match(LEXICON_FIGURE_BOUNDS, s->words + (at - k - s->first), k, &e) != k) continue;
    return read_bound(e->value, false, bound) ? at - k : at;
  }
  return at;
}

/* "a dispute over two bills", "served under three mayors": before a small number in words these are no bounds, unless
 * something is measured or an adverb stands before ("well over two"). */
static bool is_place_word(const figure_sentence *s, uint32_t first, uint32_t number, int64_t value) {
  static const char *const words[] = {"over", "under", "above", "below", NULL};
  if (first + 1 != number || value >= 10000 || starts_with_digit(word_at(s, number)) || !word_in(s, first, words)) return false;
  return first == s->first || (!class_is(s, first - 1, WORD_ADVERB) && !word_is(s, first - 1, "just") && !word_is(s, first - 1, "well"));
}

/* The bound words right after a token ("or more", "-plus"): the token after them, `at` when there are none. */
static uint32_t bound_after(const figure_sentence *s, uint32_t at, bound_kind *bound) {
  const lexicon_entry *e;
  size_t left = in_sentence(s, at) ? sentence_end(s) - at : 0;
  size_t words = left > 0 ? lexicon_match(LEXICON_FIGURE_BOUNDS, s->words + (at - s->first), left < 3 ? left : 3, &e) : 0;
  return words && read_bound(e->value, true, bound) ? at + (uint32_t)words : at;
}

/* The head of the nouns that follow a number: "12 young civilian volunteers" → "volunteers". */
static uint32_t counted_noun(const figure_sentence *s, uint32_t at) {
  static const char *const owners[] = {"the", "its", "their", "those", "these", "his", "her", "our", "my", NULL};
  uint32_t head = NONE, i = at, steps = 0;
  if (word_is(s, i, "of")) i++;
  if ((i > at || word_is(s, at, "the") || word_is(s, at, "its") || word_is(s, at, "their")) && word_in(s, i, owners)) i++;
  if (word_is(s, i, "number") && word_is(s, i + 1, "of")) i += 2; /* "half the number of troops" */
  for (; i < sentence_end(s) && steps < 7; i++, steps++) {
    const token *t = token_at(s, i);
    if (s->in_time[i - s->first]) break;
    str w = word_at(s, i);
    bool others = str_eq(w, STR("others")) || str_eq(w, STR("people"));
    if (t->word == WORD_NOUN || t->word == WORD_PROPER || others) {
      if (head != NONE && t->word == WORD_PROPER) break; /* "12 people Monday" */
      if (t->word == WORD_NOUN || others) head = i;
      if (str_eq(w, STR("others"))) break;
      str folded = t->folded;
      if (str_ends(folded, STR("'s")) || str_ends(folded, STR("s'"))) head = NONE; /* an owner, no head */
    } else if (t->word == WORD_ADJECTIVE || str_eq(w, STR("-")) || t->word == WORD_NUMBER) {
      if (head != NONE && !str_eq(w, STR("-"))) break;
    } else if (head == NONE && (t->form == VERB_PARTICIPLE || t->form == VERB_PAST_OR_PARTICIPLE || t->form == VERB_ING) && class_is(s, i + 1, WORD_NOUN)) {
      continue; /* "12 armed men" */
    } else if (!str_eq(w, STR("more")) && !str_eq(w, STR("other"))) {
      break;
    }
  }
  return head;
}

/* ---- one number ---- */

typedef struct value { int64_t low; bool is_loose, is_share; number number; uint32_t end; } value;

/* "and a half", "-and-a-half": the token after, `at` when it does not stand here. */
static uint32_t and_a_half(const figure_sentence *s, uint32_t at) {
  uint32_t i = at;
  if (word_is(s, i, "-")) i++;
  if (!word_is(s, i, "and")) return at;
  i++;
  if (word_is(s, i, "-")) i++;
  if (!word_is(s, i, "a") && !word_is(s, i, "one")) return at;
  i++;
  if (word_is(s, i, "-")) i++;
  return word_is(s, i, "half") ? i + 1 : at;
}

/* Does "half" count something where it stands: "half of them", "half its men", "more than half", "cut in half"? */
static bool is_half(const figure_sentence *s, uint32_t at) {
  static const char *const next[] = {"of", "the", "its", "their", "his", "her", "our", "all", "those", "these", "that", NULL};
  bound_kind bound;
  if (word_is(s, at + 1, "-") || (word_is(s, at + 1, "a") && !word_is(s, at + 2, "percent"))) return false;
  if (word_in(s, at + 1, next)) return true;
  if (at == s->first) return false;
  return word_is(s, at - 1, "by") || word_is(s, at - 1, "in") || bound_before(s, at, &bound) < at;
}

/* "million", "dozen": what it multiplies by; 0 when it does not. */
static int64_t multiplier(str word) {
  number n;
  return word.len > 2 && number_read((str[]){STR("1"), word}, 2, &n) && n.words == 2 ? n.thousandths / 1000 : 0;
}

/* "a quarter-million", "three quarters of a million": changes the share into the number. */
static bool is_part_of_number(const figure_sentence *s, value *v) {
  uint32_t i = v->end;
  if (word_is(s, i, "-")) i++;
  else if (word_is(s, i, "of") && word_is(s, i + 1, "a")) i += 2;
  int64_t times = multiplier(word_at(s, i));
  if (times < 100 || times > INT64_C(1000000000000)) return false;
  *v = (value){.low = v->low * (times / 100), .end = i + 1, .number = {.thousandths = v->low * (times / 100), .words = 2}};
  return true;
}

/* "a third of", "two-thirds", "half": a share; false when it is none, or a rank ("a third man"). */
static bool read_share(const figure_sentence *s, uint32_t at, value *v) {
  static const char *const compared[] = {"of", "more", "less", "fewer", "higher", "lower", NULL};
  size_t used, left = sentence_end(s) - at;
  int64_t share;
  bound_kind bound;
  if (!number_fraction(s->words + (at - s->first), left < 8 ? left : 8, &share, &used)) return false;
  uint32_t end = at + (uint32_t)used;
  *v = (value){.low = share, .end = end, .is_share = true};
  if (used > 1 && is_part_of_number(s, v)) return true;
  if (used == 1 && !is_half(s, at)) return false;
  if (used == 1 || word_is(s, at + 1, "-") || !(word_is(s, at, "a") || word_is(s, at, "one"))) return true;
  if (word_is(s, end - 1, "quarter")) return !word_is(s, end, "-") && !class_is(s, end, WORD_NOUN);
  return word_in(s, end, compared) || (at > s->first && (word_is(s, at - 1, "by") || bound_before(s, at, &bound) < at));
}

/* A number without its unit, from a token. */
static bool read_value(const figure_sentence *s, uint32_t at, value *v) {
  uint32_t unit_end;
  *v = (value){0};
  if (read_share(s, at, v)) return true;
  /* "half a mile", "half-mile" */
  if (word_is(s, at, "half") && (word_is(s, at + 1, "a") || word_is(s, at + 1, "-")) && !number_at(s, at, &v->number) && unit_at(s, at + 2, &unit_end)) {
    *v = (value){.low = 500, .end = at + 2, .number = {.thousandths = 500, .words = 2}};
    return true;
  }
  number n;
  if (!number_at(s, at, &n) || n.kind == NUMBER_ORDINAL) return false;
  *v = (value){.low = n.thousandths, .is_loose = n.kind == NUMBER_LOOSE, .number = n, .end = at + (uint32_t)n.words};
  if (v->is_loose) {
    bool needs_of = word_is(s, at, "scores") || word_is(s, at, "tens"); /* "test scores" */
    return n.thousandths >= 10000 && (!needs_of || word_is(s, at + 1, "of") || word_is(s, at + 1, "more")); /* several, a few, many are none */
  }
  if (word_is(s, at, "a") && word_is(s, at + 1, "couple") && n.words == 2) { /* "a couple hundred", but "a married couple" */
    str next = word_at(s, at + 2);
    return class_is(s, at + 2, WORD_NOUN) && str_ends(next, STR("s"));
  }
  uint32_t half = n.thousandths < 1000000 ? and_a_half(s, v->end) : v->end;
  if (half > v->end) {
    int64_t times = multiplier(word_at(s, half)); /* "two and a half million" */
    v->low += 500, v->end = half;
    if (times > 0) v->low *= times, v->end++;
    v->number.words = v->end - at, v->number.is_digits = false;
  }
  return true;
}

/* A pound is a weight, but money where millions of it are told or dollars stand behind: "3 million pounds", "50 pounds ($65)". */
static const lexicon_entry *pounds(const figure_sentence *s, const lexicon_entry *unit, int64_t value, uint32_t end) {
  static const lexicon_entry sterling = {{"pounds", 6}, {"GBP money", 9}};
  if (!unit || !str_eq(unit_name(unit), STR("pound"))) return unit;
  bool is_sum = (value >= INT64_C(1000000000) && !word_is(s, end, "of")) || (word_is(s, end, "(") && is_money_sign(word_at(s, end + 1)));
  return is_sum ? &sterling : unit;
}

/* A number with what stands right behind it: a bound and the unit. */
typedef struct amount { value value; const lexicon_entry *unit; bound_kind bound; uint32_t end; } amount;

static bool read_amount(const figure_sentence *s, uint32_t at, amount *a) {
  *a = (amount){.bound = BOUND_EXACT};
  if (!in_sentence(s, at) || !read_value(s, at, &a->value)) return false;
  uint32_t unit_end, from = a->end = a->value.end;
  if (a->value.is_share) { /* "seven-tenths of a point", "a quarter of a mile": a part of the unit */
    bool of_one = word_is(s, from, "of") && (word_is(s, from + 1, "a") || word_is(s, from + 1, "an"));
    if (of_one && (a->unit = unit_at(s, from + 2, &unit_end)) != NULL) a->value.low /= 100, a->value.is_share = false, a->end = unit_end;
    return true;
  }
  bound_kind bound;
  uint32_t bounded = bound_after(s, from, &bound); /* "90-plus percent" */
  if (bounded > from && (a->unit = unit_at(s, bounded, &unit_end)) != NULL) return a->bound = bound, a->end = unit_end, true;
  bool is_joined = word_is(s, from, "-") && touches(s, from - 1, from);
  if ((a->unit = unit_at(s, is_joined ? from + 1 : from, &unit_end)) != NULL) a->end = unit_end;
  if (is_joined && !a->unit && word_is(s, from + 1, "point")) { /* "a 12-point lead" */
    static const lexicon_entry points = {{"point", 5}, {"points", 6}};
    a->unit = &points, a->end = from + 2;
  }
  a->unit = pounds(s, a->unit, a->value.low, a->end);
  /* "millions of dollars" */
  const lexicon_entry *of = word_is(s, from, "of") ? unit_at(s, from + 1, &unit_end) : NULL;
  if (of && is_money(of)) a->unit = of, a->end = unit_end;
  return true;
}

/* ---- one figure ---- */

/* The walk over one sentence. */
typedef struct walk {
  figure_sentence s;
  uint32_t floor;               /* the token after the last figure */
  uint32_t last_age, last_rank; /* the token after the last age and the last rank, NONE */
  uint32_t name_cursor;
} walk;

/* An age, a sentence, a chance, a height. */
static uint32_t shaped_figure(const walk *w, const figure_shape *shape, figure *f, figure_place *place) {
  const figure_sentence *s = &w->s;
  *f = (figure){.low = shape->low, .high = shape->high, .bound = shape->bound, .unit = shape->unit, .role = shape->role};
  *place = (figure_place){.first = shape->first, .number = shape->first, .end = shape->end, .after = shape->end, .noun = NONE, .kind = FIGURE_MEASURE};
  if (str_eq(f->unit, STR("percent"))) place->kind = FIGURE_SHARE, place->noun = counted_noun(s, shape->end);
  bound_kind bound = BOUND_EXACT;
  uint32_t b = bound_before(s, place->first, &bound);
  if (b >= w->floor && b < place->first && f->bound == BOUND_EXACT) place->first = b, f->bound = bound;
  return place->end;
}

/* "rose from 3 percent to 5 percent", "rose 3 percent to 5": two states of one thing, and no range. */
static bool is_change(const figure_sentence *s, uint32_t at) {
  static const char *const verbs[] = {"rise", "fall", "increase", "grow", "drop", "jump", "slip", "decline", "climb", "decrease", "shrink", "surge", "plunge",
      "dip", "raise", "lower", "cut", "go", "change", "improve", "swell", "edge", "move", NULL};
  uint32_t most = word_is(s, at - 1, "from") ? 6 : 1;
  for (uint32_t back = 1; back <= most && at >= s->first + back; back++) {
    const token *t = token_at(s, at - back);
    if (word_is(s, at - back, "up") || word_is(s, at - back, "down")) return true;
    for (size_t i = 0; verbs[i]; i++)
      if (str_eq(t->lemma, str_of(verbs[i]))) return true;
  }
  return false;
}

/* The second end of a range behind an amount: "18-24", "$3 million to $4 million", "between 20 and 30". Changes f->low,
 * f->high, the unit; returns the token after, `end` when there is none. */
static uint32_t range_behind(const figure_sentence *s, uint32_t at, const amount *a, const lexicon_entry *sign, const lexicon_entry **unit, figure *f) {
  uint32_t end = a->end, from = end + 1, second_unit;
  bool between = at > s->first && word_is(s, at - 1, "between");
  bool dash = word_is(s, end, "-") || word_is(s, end, "–") || word_is(s, end, "—");
  bool joined = word_is(s, end, "to") || word_is(s, end, "or") || (between && word_is(s, end, "and")) || dash;
  if (!joined || a->value.is_share || a->value.is_loose || !in_sentence(s, from)) return end;
  if (sign && is_money_sign(word_at(s, from)) && unit_at(s, from, &second_unit) != NULL && second_unit == from + 1) from++;
  amount high;
  if (!read_amount(s, from, &high) || high.value.is_share || high.value.is_loose || high.value.low <= a->value.low) return end;
  if (dash && !high.unit && !sign && !a->value.number.is_digits) return end;
  if (word_is(s, end, "to") && ((a->unit && !high.unit) || (at > s->first && is_change(s, at)))) return end;
  int64_t low = a->value.low, top = high.value.low;
  const number *m = &high.value.number;
  bool takes_scale = a->value.number.is_digits && low < 1000000 && top > 1000000 && m->words > 1 && !m->is_digits; /* "3 to 4 million" */
  if (takes_scale) {
    int64_t scale = 1;
    while (scale <= top / 1000000 && scale < INT64_C(1000000000000)) scale *= 1000;
    if (low * scale <= top) low *= scale;
  }
  /* "250,000 to 600,000 came", "two or three of which" */
  bool is_plain = (word_is(s, end, "to") && low >= 100000 && m->is_digits) || word_is(s, end, "or") || between;
  bool counts = high.unit || sign || counted_noun(s, high.end) != NONE || takes_scale || is_plain;
  if (!counts || s->in_time[from - s->first]) return end;
  f->low = low, f->high = top, f->bound = BOUND_RANGE;
  if (!*unit) *unit = high.unit;
  return high.end;
}

/* "one" is a pronoun or an article more often than a number; so is "zero" a figure of speech. */
static bool is_word_of_speech(const figure_sentence *s, uint32_t at, const amount *a, const figure_place *place) {
  const number *n = &a->value.number;
  if (n->is_digits || a->unit || a->value.is_share) return false;
  if (n->thousandths == 0) {
    bool is_told = at > s->first && (class_is(s, at - 1, WORD_AUX) || word_is(s, at - 1, "to") || word_is(s, at - 1, "at"));
    return !is_told || !(a->end == sentence_end(s) || class_is(s, a->end, WORD_PUNCT));
  }
  if (n->thousandths != 1000 || a->value.low != 1000) return false;
  bound_kind bound;
  if (bound_after(s, a->end, &bound) > a->end) return false;
  return place->noun == NONE || word_is(s, a->end, "of") || place->noun > a->end + 2;
}

/* Fills a figure for the number at a token; returns the token after it, `at` when there is none. */
static uint32_t figure_at(const document *doc, walk *w, uint32_t at, figure *f, figure_place *place) {
  const figure_sentence *s = &w->s;
  uint32_t i = at, unit_end;
  const lexicon_entry *sign = NULL;
  if (is_money_sign(word_at(s, i)) && (sign = unit_at(s, i, &unit_end)) != NULL) {
    if (unit_end != i + 1 || !in_sentence(s, unit_end)) return at;
    i++;
  } else if (class_is(s, i, WORD_PUNCT)) {
    return at;
  }
  if (!sign) {
    int64_t rank = figure_rank_at(s, at, w->last_rank);
    if (rank > 0 && !in_name(doc, s, at, &w->name_cursor)) {
      number n;
      number_at(s, at, &n);
      uint32_t end = at + (uint32_t)n.words;
      *f = (figure){.low = rank, .high = rank, .unit = STR("rank")};
      *place = (figure_place){.first = at, .end = end, .number = at, .after = end, .noun = counted_noun(s, end), .kind = FIGURE_RANK};
      return w->last_rank = end;
    }
    figure_shape shape;
    if (figure_shape_at(s, at, w->last_age, &shape)) {
      uint32_t end = shaped_figure(w, &shape, f, place);
      if (str_eq(f->role, STR("age"))) w->last_age = end;
      return end;
    }
  }
  amount a;
  if (!read_amount(s, i, &a)) return at;
  for (uint32_t k = at; k < a.end; k++)
    if (s->in_time[k - s->first]) return at;
  const number *n = &a.value.number;
  *f = (figure){.low = a.value.low, .high = a.value.low, .bound = a.bound};
  *place = (figure_place){.first = at, .number = i, .noun = NONE};
  bound_kind bound = BOUND_EXACT;
  if (!sign && !a.unit && bound_before(s, i, &bound) == i && figure_is_label(s, i, n)) return at;
  if (!sign && in_name(doc, s, i, &w->name_cursor)) return at;

  const lexicon_entry *unit = sign ? sign : a.unit;
  uint32_t end = range_behind(s, at, &a, sign, &unit, f);
  if (unit && str_eq(unit_name(unit), STR("time"))) return at;
  if (unit) {
    f->unit = unit_name(unit);
    if (is_money(unit)) place->kind = FIGURE_MONEY;
    else if ((f->role = unit_role(unit)).len > 0) place->kind = FIGURE_MEASURE; /* a length, a weight: counts nothing */
    else place->kind = str_eq(f->unit, STR("percent")) ? FIGURE_SHARE : FIGURE_MEASURE;
  } else if (a.value.is_share) {
    f->unit = STR("percent"), place->kind = FIGURE_SHARE;
  } else if (i > s->first && word_is(s, i - 1, "magnitude")) { /* has its unit before */
    f->unit = f->role = STR("magnitude"), place->first = i - 1, place->kind = FIGURE_MEASURE;
  }
  if (f->role.len == 0 || str_eq(f->role, STR("magnitude"))) place->noun = counted_noun(s, end);
  place->after = end;
  if (is_word_of_speech(s, i, &a, place)) return at;

  uint32_t b = bound_before(s, place->first, &bound);
  if (b >= w->floor && b < place->first && !is_place_word(s, b, i, a.value.low)) {
    if (f->bound != BOUND_RANGE) f->bound = bound, place->first = b;
    else if (bound == BOUND_ABOUT) place->first = b;
  }
  if (f->bound != BOUND_RANGE) end = bound_after(s, end, &f->bound);
  if (place->noun == NONE && place->kind == FIGURE_COUNT && end > place->after) place->noun = counted_noun(s, end); /* "10 or more people" */
  if (a.value.is_loose) { /* dozens: two dozen at least */
    f->bound = BOUND_AT_LEAST;
    f->low = f->high = 2 * a.value.low;
  }
  return place->end = end;
}

/* ---- the sentence ---- */

typedef VEC(figure_place) figure_places;

static str without_possessive(str w) {
  if (str_ends(w, STR("'s"))) return str_slice(w, 0, w.len - 2);
  return w.len > 2 && str_ends(w, STR("s'")) ? str_slice(w, 0, w.len - 1) : w;
}

/* "90 people, including 12 children": a part of the figure before it. */
static void find_whole(document *doc, const figure_sentence *s, figure *f, const figure_place *place, const figure *whole, uint32_t left) {
  bool of_them = word_is(s, place->end, "of") && (word_is(s, place->end + 1, "them") || word_is(s, place->end + 1, "whom") || word_is(s,
      place->end + 1, "which"));
  for (uint32_t t = left; t <= place->first; t++) {
    if (t == place->first ? !of_them : figure_part_word(s, t) == 0) continue;
    span all = whole->span;
    if (!span_empty(whole->noun) && whole->noun.end > all.end) all.end = whole->noun.end;
    vec_push(doc->arena, &f->scope, all);
    if (f->role.len == 0) f->role = whole->role;
    return;
  }
}

/* Roles and wholes of the figures of a sentence, from `first` on. A rank divides nothing: the words beside it are its neighbours'. */
static void give_roles(document *doc, const figure_sentence *s, figure_places *places, uint32_t first) {
  uint32_t before = NONE; /* the figure before, no rank */
  for (uint32_t k = 0; k < places->count; k++) {
    figure *f = &doc->figures.at[first + k];
    figure_place *place = &places->at[k];
    if (place->kind == FIGURE_RANK) {
      f->role = figure_role(s, place, place->end, place->end);
      continue;
    }
    uint32_t next = k + 1;
    while (next < places->count && places->at[next].kind == FIGURE_RANK) next++;
    uint32_t left = before != NONE ? places->at[before].end : s->first;
    if (before != NONE && places->at[before].noun != NONE && places->at[before].noun < place->first) left = places->at[before].noun + 1;
    uint32_t right = next < places->count ? places->at[next].first : sentence_end(s);
    if (f->role.len == 0) f->role = figure_role(s, place, left, right);
    if (before != NONE) {
      const figure *left_figure = &doc->figures.at[first + before];
      if (f->role.len == 0 && str_eq(f->unit, left_figure->unit) && figure_shares_role(s, &places->at[before], place)) f->role = left_figure->role;
      if (right >= left) find_whole(doc, s, f, place, left_figure, left);
    }
    before = k;
  }
}

/* "one" in words is a figure only where it counts something that matters: "one was hurt", "only one guard", not "at one point". */
static bool is_idle_one(const figure_sentence *s, const figure *f, const figure_place *place) {
  if (!word_is(s, place->number, "one") || f->low != 1000 || f->unit.len > 0 || f->bound != BOUND_EXACT) return false;
  if (word_is(s, place->number + 1, "-")) return true; /* "one-sided" */
  if (f->role.len > 0 && !place->is_role_group) return false;
  return place->first == s->first || !(word_is(s, place->first - 1, "only") || word_is(s, place->first - 1, "just"));
}

hsy_rc find_figures(document *doc, arena *scratch) {
  uint32_t time_cursor = 0, name_cursor = 0;
  for (uint32_t index = 0; index < doc->sentences.count; index++) {
    const sentence *line = &doc->sentences.at[index];
    arena_mark mark = arena_save(scratch);
    str *words = ARENA_ARRAY(scratch, str, line->count + 1);
    bool *in_time = ARENA_ARRAY(scratch, bool, line->count + 1);
    for (uint32_t i = 0; i < line->count; i++) words[i] = without_possessive(doc->tokens.at[line->first + i].folded);
    walk w = {{doc, line->first, line->count, words, in_time}, line->first, NONE, NONE, name_cursor};
    const figure_sentence *s = &w.s;
    mark_times(doc, s, &time_cursor, in_time);
    figure_places places = {0};
    uint32_t first = doc->figures.count;
    for (uint32_t i = s->first; i < sentence_end(s);) {
      figure f;
      figure_place place;
      uint32_t end = figure_score_end(s, i);
      if (end > i) {
        i = end;
        continue;
      }
      end = figure_at(doc, &w, i, &f, &place);
      if (end == i) {
        i++;
        continue;
      }
      if (doc->figures.count >= HSY_MAX_FIGURES)
        return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split it into several documents", "more than %d figures", HSY_MAX_FIGURES);
      f.span = (span){token_at(s, place.first)->span.start, token_at(s, place.end - 1)->span.end};
      f.sentence = index;
      if (place.noun != NONE) f.noun = token_at(s, place.noun)->span;
      vec_push(doc->arena, &doc->figures, f);
      vec_push(scratch, &places, place);
      w.floor = i = end;
    }
    name_cursor = w.name_cursor;
    give_roles(doc, s, &places, first);
    uint32_t kept = first;
    for (uint32_t k = 0; k < places.count; k++)
      if (!is_idle_one(s, &doc->figures.at[first + k], &places.at[k])) doc->figures.at[kept++] = doc->figures.at[first + k];
    doc->figures.count = kept;
    arena_release(scratch, mark);
  }
  return HSY_OK;
}
