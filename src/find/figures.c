/* Figures: how many, how much, how far, and of what.
 *
 * One pass over the tokens of a sentence. Where a number stands that is no date, no name, no rank and no score, its unit
 * is looked for on both sides, then the words that bound it ("at least", "nearly"), then the second end of a range, then
 * the noun it counts: the last of the nouns that follow it directly. Roles and parts need the figures beside, so they are
 * given once the sentence is read (figure_roles.c).
 *
 * Values are thousandths. A bound keeps its number: "more than 40" is [40, 40] with at-least.
 *
 * Invariant: figures are in text order and disjoint; low <= high.
 */
#include "find/find.h"

#include "find/figures_parts.h"
#include "find/numbers.h"
#include "lexicon/lexicon.h"

enum { MOST_WORDS = 16 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static str word(const figure_sentence *s, uint32_t token) {
  return token >= s->first && token < s->first + s->count ? s->words[token - s->first] : STR("");
}
static bool is(const figure_sentence *s, uint32_t token, const char *w) { return str_eq(word(s, token), str_of(w)); }
static uint32_t end_of(const figure_sentence *s) { return s->first + s->count; }
static const token *token_at(const figure_sentence *s, uint32_t i) { return &s->doc->tokens.at[i]; }
static bool touches(const figure_sentence *s, uint32_t left, uint32_t right) {
  return left >= s->first && right < end_of(s) && token_at(s, left)->span.end == token_at(s, right)->span.start;
}

/* ---- what is no figure ---- */

/* Per token: stands in a time expression (durations are told apart by the caller). */
static void mark_times(const document *doc, const figure_sentence *s, uint32_t *cursor, bool *in_time) {
  memset(in_time, 0, s->count * sizeof *in_time);
  if (s->count == 0) return;
  uint32_t from = token_at(s, s->first)->span.start, to = token_at(s, end_of(s) - 1)->span.end;
  while (*cursor < doc->times.count && doc->times.at[*cursor].span.end <= from) ++*cursor;
  for (uint32_t i = *cursor; i < doc->times.count && doc->times.at[i].span.start < to; i++) {
    const time_expression *e = &doc->times.at[i];
    uint32_t t = document_token_at(doc, e->span.start);
    for (; t < end_of(s) && token_at(s, t)->span.start < e->span.end; t++)
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

/* "Article 5", "Flight 370", "No. 10", "Kanal 24" */
static bool is_label(const figure_sentence *s, uint32_t at, const number *n) {
  if (at == s->first || !n->is_digits || n->has_separator) return false;
  const token *before = token_at(s, at - 1);
  const token *after = at + 1 < end_of(s) ? token_at(s, at + 1) : NULL;
  bool noun_follows = after && (after->word == WORD_NOUN || after->word == WORD_ADJECTIVE || after->word == WORD_SYMBOL);
  if (lexicon_has(LEXICON_FIGURE_LABELS, word(s, at - 1)) && (!noun_follows || before->is_capital)) return true;
  bool touching = touches(s, at - 1, at) && !is(s, at - 1, "(") && !is(s, at - 1, "-") && before->word != WORD_PUNCT && before->word != WORD_SYMBOL;
  return touching || (before->word == WORD_PROPER && before->is_capital && !before->is_sentence_start && !noun_follows && !is(s, at + 1,
      "percent") && !is(s, at + 1, "%"));
}

/* A telephone number or a score: digits joined by a hyphen. Returns the token after it, `at` when it is none. */
static uint32_t joined_digits(const figure_sentence *s, uint32_t at) {
  uint32_t end = at, digits = 0, parts = 0;
  while (end < end_of(s) && is_digit(word(s, end).at[0])) {
    digits += (uint32_t)word(s, end).len, parts++;
    if (end + 2 < end_of(s) && is(s, end + 1, "-") && touches(s, end, end + 1) && touches(s, end + 1, end + 2) && is_digit(word(s, end + 2).at[0])) end += 2;
    else return parts >= 3 || (parts == 2 && digits == 7 && word(s, at).len == 3) ? end + 1 : at;
  }
  return at;
}

/* ---- unit, bound, noun ---- */

static const lexicon_entry *unit_at(const figure_sentence *s, uint32_t at, uint32_t *end) {
  const lexicon_entry *e = NULL;
  size_t words = at < end_of(s) ? lexicon_match(LEXICON_FIGURE_UNITS, s->words + (at - s->first), end_of(s) - at < 4 ? end_of(s) - at : 4, &e) : 0;
  *end = at + (uint32_t)words;
  return words ? e : NULL;
}

static str unit_name(const lexicon_entry *e) {
  size_t space = str_find_char(e->value, ' ', 0);
  return space == STR_NONE ? e->value : str_slice(e->value, 0, space);
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
    if (lexicon_match(LEXICON_FIGURE_BOUNDS, s->words + (at - k - s->first), k, &e) == k && read_bound(e->value, false, bound)) return at - k;
  }
  return at;
}

/* The head of the nouns that follow a number: "12 young civilian volunteers" → "volunteers". */
static uint32_t counted_noun(const figure_sentence *s, const bool *in_time, uint32_t at) {
  uint32_t head = NONE, i = at, steps = 0;
  if (is(s, i, "of") && (is(s, i + 1, "the") || is(s, i + 1, "its") || is(s, i + 1, "their") || is(s, i + 1, "those") || is(s, i + 1, "his") || is(s,
      i + 1, "her"))) i += 2;
  else if (is(s, i, "of")) i++;
  for (; i < end_of(s) && steps < 7; i++, steps++) {
    const token *t = token_at(s, i);
    if (in_time[i - s->first]) break;
    str w = word(s, i);
    bool others = str_eq(w, STR("others")) || str_eq(w, STR("people"));
    if (t->word == WORD_NOUN || t->word == WORD_PROPER || others) {
      if (head != NONE && t->word == WORD_PROPER) break; /* "12 people Monday" */
      if (t->word == WORD_NOUN || others) head = i;
      str folded = t->folded;
      if (str_ends(folded, STR("'s")) || str_ends(folded, STR("s'"))) head = NONE; /* an owner, no head */
    } else if (t->word == WORD_ADJECTIVE || str_eq(w, STR("-")) || t->word == WORD_NUMBER) {
      if (head != NONE && !str_eq(w, STR("-"))) break;
    } else if (head == NONE && (t->form == VERB_PARTICIPLE || t->form == VERB_PAST_OR_PARTICIPLE || t->form == VERB_ING) && i + 1 < end_of(s) &&
               token_at(s, i + 1)->word == WORD_NOUN) {
      continue; /* "12 armed men" */
    } else if (!str_eq(w, STR("more")) && !str_eq(w, STR("other"))) {
      break;
    }
  }
  return head;
}

/* ---- one figure ---- */

typedef struct value { int64_t low, high; bool is_loose; uint32_t end; const lexicon_entry *unit; bool is_share; } value;

/* A number with the units that stand after it, from a token. */
static bool read_value(const figure_sentence *s, uint32_t at, value *v) {
  number n;
  size_t left = end_of(s) - at, used;
  int64_t share;
  if (left > MOST_WORDS) left = MOST_WORDS;
  const str *w = s->words + (at - s->first);
  *v = (value){0};
  if (number_fraction(w, left, &share, &used)) {
    uint32_t end = at + (uint32_t)used;
    bool half_alone = used == 1;
    if (!half_alone || is(s, end, "of") || is(s, end, "the") || is(s, end, "its")) {
      v->low = v->high = share;
      v->end = end;
      v->is_share = true;
      bool is_joined = is(s, at + 1, "-") || is(s, end - 1, "quarter"); /* "one-third", "a quarter"; "a third man" is a rank */
      return is(s, end, "of") || half_alone || is_joined || !(is(s, at, "a") || is(s, at, "one"));
    }
    return false;
  }
  if (!number_read(w, left, &n) || n.kind == NUMBER_ORDINAL) return false;
  v->low = v->high = n.thousandths;
  v->is_loose = n.kind == NUMBER_LOOSE;
  v->end = at + (uint32_t)n.words;
  if (is(s, v->end, "and") && (is(s, v->end + 1, "a") || is(s, v->end + 1, "one")) && (is(s, v->end + 2, "half") || is(s, v->end + 2, "-"))) {
    uint32_t h = is(s, v->end + 2, "half") ? v->end + 2 : v->end + 3;
    if (is(s, h, "half") && n.thousandths < 1000000) {
      v->high += 500, v->end = h + 1;
      number times; /* "two and a half million" */
      if (number_read((str[]){STR("1"), word(s, v->end)}, 2, &times) && times.words == 2) v->high *= times.thousandths / 1000, v->end++;
      v->low = v->high;
    }
  }
  if (v->is_loose && n.thousandths < 12000) return false; /* several, a few, many */
  uint32_t unit_end, from = v->end;
  if (is(s, from, "-") && touches(s, from - 1, from)) from++;
  v->unit = unit_at(s, from, &unit_end);
  if (v->unit) v->end = unit_end;
  return true;
}

/* "52-year-old", "52 years old", "aged 52", "Smith, 52, …": the token after, `at` when it is no age. */
static uint32_t age_at(const figure_sentence *s, uint32_t at, int64_t thousandths, uint32_t after) {
  if (thousandths > 125000) return at;
  uint32_t i = after;
  if (is(s, i, "-")) i++;
  if (is(s, i, "year") || is(s, i, "years") || is(s, i, "month") || is(s, i, "months")) {
    uint32_t k = i + 1;
    if (is(s, k, "-")) k++;
    if (is(s, k, "old") || is(s, k, "olds")) return k + 1;
  }
  if (at > s->first && (is(s, at - 1, "aged") || (is(s, at - 1, "age") && !is(s, after, "of")))) return after;
  if (at > s->first + 1 && is(s, at - 1, ",") && token_at(s, at - 2)->word == WORD_PROPER && thousandths % 1000 == 0 && thousandths > 0 &&
      after == at + 1 && is_digit(word(s, at).at[0]) && (is(s, after, ",") || is(s, after, ".") || is(s, after, "and")))
    return after;
  return at;
}

/* "five years in prison", "sentenced to five years": the token after the unit, `at` when it is no sentence of a court. */
static uint32_t sentence_at(const figure_sentence *s, uint32_t at, uint32_t after) {
  uint32_t i = after;
  bool hyphen = is(s, i, "-");
  if (hyphen) i++;
  if (!is(s, i, "year") && !is(s, i, "years") && !is(s, i, "month") && !is(s, i, "months") && !is(s, i, "days")) return at;
  uint32_t k = i + 1;
  for (uint32_t step = 0; step < 3 && k + step < end_of(s); step++) {
    str w = word(s, k + step);
    if (str_eq(w, STR("prison")) || str_eq(w, STR("jail")) || str_eq(w, STR("custody")) || str_eq(w, STR("imprisonment")) || str_eq(w, STR("probation")) ||
        (hyphen && (str_eq(w, STR("sentence")) || str_eq(w, STR("term")))))
      return i + 1;
  }
  for (uint32_t b = at, step = 0; b-- > s->first && step < 5; step++) {
    str l = token_at(s, b)->lemma;
    if (str_eq(l, STR("sentence")) || str_eq(l, STR("imprison")) || (str_eq(l, STR("jail")) && is(s, at - 1, "for"))) return i + 1;
  }
  return at;
}

static bool limit_reached(document *doc) { return doc->figures.count >= HSY_MAX_FIGURES; }

static const str age = {"age", 3}, sentence_role = {"sentence", 8}, votes = {"votes", 5}, years = {"year", 4};

/* Fills a figure for the number at a token; returns the token after it, `at` when there is none. */
static uint32_t figure_at(document *doc, const figure_sentence *s, const bool *in_time, uint32_t at, uint32_t floor, uint32_t *name_cursor,
    figure *f, figure_place *place) {
  uint32_t i = at, unit_end;
  const lexicon_entry *sign = NULL;
  const token *t = token_at(s, i);
  if (is_money_sign(word(s, i)) && (sign = unit_at(s, i, &unit_end)) != NULL) {
    if (unit_end != i + 1 || unit_end >= end_of(s)) return at;
    i++;
  } else if (t->word == WORD_PUNCT) {
    return at;
  }
  value v;
  if (!read_value(s, i, &v)) return at;
  number n = {0};
  number_read(s->words + (i - s->first), end_of(s) - i < MOST_WORDS ? end_of(s) - i : MOST_WORDS, &n);
  uint32_t bare_end = i + (uint32_t)n.words;
  *f = (figure){.low = v.low, .high = v.high};
  *place = (figure_place){.first = at, .number = i, .noun = NONE};

  uint32_t aged = v.is_share || v.is_loose || sign ? i : age_at(s, i, n.thousandths, bare_end);
  if (aged > i) {
    f->unit = years, f->role = age;
    place->end = place->after = aged;
    return aged;
  }
  uint32_t served = v.is_share || v.is_loose || sign ? i : sentence_at(s, i, bare_end);
  if (served > i) {
    uint32_t unit = is(s, bare_end, "-") ? bare_end + 1 : bare_end;
    f->unit = is(s, unit, "month") || is(s, unit, "months") ? STR("month") : is(s, unit, "days") ? STR("day") : years;
    f->role = sentence_role;
    place->end = place->after = served;
    bound_kind bound = BOUND_EXACT;
    uint32_t b = bound_before(s, i, &bound);
    if (b >= floor) place->first = b, f->bound = bound;
    return served;
  }
  for (uint32_t k = at; k < v.end; k++)
    if (in_time[k - s->first]) return at;
  if (!sign && !v.unit && is_label(s, i, &n)) return at;
  if (!sign && in_name(doc, s, i, name_cursor)) return at;
  if (!sign && !v.unit && n.is_digits && !v.is_share && joined_digits(s, i) > i) return at;
  if (i > s->first + 1 && touches(s, i - 1, i) && is(s, i - 1, "-") && is_digit(word(s, i - 2).at[0])) return at; /* the rest of a score */

  uint32_t end = v.end;
  const lexicon_entry *unit = sign ? sign : v.unit;
  /* The second end of a range: "18-24", "$3 million to $4 million", "between 20 and 30". */
  bool between = i > s->first && is(s, at - 1, "between") && is(s, end, "and");
  bool dash = is(s, end, "-") || is(s, end, "–") || is(s, end, "—");
  bool joined = is(s, end, "to") || is(s, end, "or") || between || dash;
  if (joined && end + 1 < end_of(s) && !v.is_share && !v.is_loose) {
    uint32_t from = end + 1, second_unit;
    if (sign && is_money_sign(word(s, from)) && unit_at(s, from, &second_unit) != NULL && second_unit == from + 1) from++;
    value high;
    if (from < end_of(s) && read_value(s, from, &high) && !high.is_share && !high.is_loose && high.low > v.low && (!dash || high.unit || sign || n.is_digits)) {
      int64_t low = v.low;
      bool same_scale = n.is_digits && high.low >= 1000000 && low < 1000000 && high.low / 1000 > 1000; /* "3 to 4 million" */
      number m = {0};
      number_read(s->words + (from - s->first), end_of(s) - from < MOST_WORDS ? end_of(s) - from : MOST_WORDS, &m);
      if (same_scale && m.words > 1 && !m.is_digits) {
        int64_t scale = 1;
        while (scale <= high.low / 1000000 && scale < 1000000000) scale *= 1000;
        if (low < 1000000 && low * scale <= high.low) low *= scale;
      }
      bool counts = high.unit || sign || counted_noun(s, in_time, high.end) != NONE;
      if (counts && !in_time[from - s->first] && low <= high.low) {
        f->low = low, f->high = high.low, f->bound = BOUND_RANGE;
        if (!unit) unit = high.unit;
        end = high.end;
      }
    } else if (dash && touches(s, end - 1, end) && touches(s, end, from) && from < end_of(s) && is_digit(word(s, from).at[0])) {
      return at; /* a score, or a vote: see below */
    }
  }
  bool measures = false; /* a length, a weight: counts nothing */
  if (unit) {
    f->unit = unit_name(unit);
    size_t space = str_find_char(unit->value, ' ', 0);
    if (space != STR_NONE) f->role = str_slice(unit->value, space + 1, unit->value.len);
    measures = f->role.len > 0;
  } else if (v.is_share) {
    f->unit = STR("percent");
  }
  if (str_eq(f->unit, STR("points")) && !sign && !is(s, end - 1, "points")) f->unit = STR("");
  /* "one" is a pronoun more often than a number, "a magnitude 6.2" has its unit before. */
  if (i > s->first && !unit && is(s, i - 1, "magnitude")) f->unit = f->role = STR("magnitude"), place->first = i - 1;
  place->noun = measures ? NONE : counted_noun(s, in_time, end);
  place->after = end;
  if (n.thousandths == 1000 && !n.is_digits && !unit && !v.is_share && (place->noun == NONE || is(s, end, "of") || place->noun > end + 2)) return at;
  if (n.thousandths == 0 && !n.is_digits && !v.is_share) return at;

  bound_kind bound = BOUND_EXACT;
  uint32_t b = bound_before(s, place->first, &bound);
  if (b >= floor && b < place->first && f->bound != BOUND_RANGE) f->bound = bound, place->first = b;
  else if (b >= floor && b < place->first && bound == BOUND_ABOUT) place->first = b;
  const lexicon_entry *e;
  size_t words = end < end_of(s) ? lexicon_match(LEXICON_FIGURE_BOUNDS, s->words + (end - s->first), end_of(s) - end < 3 ? end_of(s) - end : 3, &e) : 0;
  if (words && f->bound != BOUND_RANGE && read_bound(e->value, true, &f->bound)) end += (uint32_t)words;
  if (v.is_loose) { /* dozens: two dozen at least */
    f->bound = BOUND_AT_LEAST;
    f->low = f->high = 2 * v.low;
  }
  place->end = end;
  return end;
}

/* A vote: "52-48", "217 to 213" beside the word. Two figures. */
static uint32_t vote_at(document *doc, const figure_sentence *s, uint32_t at) {
  uint32_t second = at + 2;
  number a, b;
  if (second >= end_of(s) || !(is(s, at + 1, "-") || is(s, at + 1, "–") || is(s, at + 1, "to"))) return at;
  if (!is_digit(word(s, at).at[0]) || !is_digit(word(s, second).at[0])) return at;
  if (second + 1 < end_of(s) && (token_at(s, second + 1)->word == WORD_NUMBER || (token_at(s, second + 1)->word == WORD_NOUN && !str_starts(word(s,
      second + 1), STR("vote"))))) return at;
  bool voted = false;
  for (uint32_t k = at > s->first + 6 ? at - 6 : s->first; k < second + 4 && k < end_of(s); k++)
    voted = voted || str_starts(word(s, k), STR("vote")) || is(s, k, "passed");
  if (!voted || !number_read(s->words + (at - s->first), 1, &a) || !number_read(s->words + (second - s->first), 1, &b)) return at;
  if (a.kind != NUMBER_CARDINAL || b.kind != NUMBER_CARDINAL || doc->figures.count + 2 > HSY_MAX_FIGURES) return at;
  for (uint32_t k = at; k <= second; k += 2) {
    int64_t n = k == at ? a.thousandths : b.thousandths;
    figure f = {.span = token_at(s, k)->span, .low = n, .high = n, .role = votes, .sentence = token_at(s, k)->sentence};
    vec_push(doc->arena, &doc->figures, f);
  }
  return second + 1;
}

static str without_possessive(str w) {
  return str_ends(w, STR("'s")) ? str_slice(w, 0, w.len - 2) : w;
}

hsy_rc find_figures(document *doc, arena *scratch) {
  uint32_t time_cursor = 0, name_cursor = 0;
  for (uint32_t index = 0; index < doc->sentences.count; index++) {
    const sentence *line = &doc->sentences.at[index];
    arena_mark mark = arena_save(scratch);
    str *words = ARENA_ARRAY(scratch, str, line->count + 1);
    bool *in_time = ARENA_ARRAY(scratch, bool, line->count + 1);
    for (uint32_t i = 0; i < line->count; i++) words[i] = without_possessive(doc->tokens.at[line->first + i].folded);
    figure_sentence s = {doc, line->first, line->count, words};
    mark_times(doc, &s, &time_cursor, in_time);
    VEC(figure_place) places = {0};
    uint32_t first_figure = doc->figures.count, floor = s.first;
    for (uint32_t i = s.first; i < end_of(&s);) {
      figure f;
      figure_place place;
      uint32_t end = vote_at(doc, &s, i);
      if (end > i) {
        for (int k = 0; k < 2; k++) vec_push(scratch, &places, ((figure_place){i, end, i, end, NONE}));
      } else if ((end = figure_at(doc, &s, in_time, i, floor, &name_cursor, &f, &place)) > i) {
        if (limit_reached(doc))
          return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split it into several documents", "more than %d figures", HSY_MAX_FIGURES);
        f.span = (span){token_at(&s, place.first)->span.start, token_at(&s, place.end - 1)->span.end};
        f.sentence = index;
        if (place.noun != NONE) f.noun = token_at(&s, place.noun)->span;
        vec_push(doc->arena, &doc->figures, f);
        vec_push(scratch, &places, place);
      } else {
        i++;
        continue;
      }
      floor = i = end;
    }
    for (uint32_t k = 0; k < places.count; k++) {
      figure *f = &doc->figures.at[first_figure + k];
      const figure_place *place = &places.at[k];
      uint32_t left = k > 0 ? places.at[k - 1].end : s.first;
      uint32_t right = k + 1 < places.count ? places.at[k + 1].first : end_of(&s);
      if (f->role.len == 0) f->role = figure_role(&s, place, left, right);
      if (k == 0 || right < left) continue;
      /* "90 people, including 12 children": a part of the figure before it. */
      bool of_them = is(&s, place->end, "of") && (is(&s, place->end + 1, "them") || is(&s, place->end + 1, "whom") || is(&s, place->end + 1, "which"));
      for (uint32_t t = left; t <= place->first; t++) {
        if (t == place->first ? !of_them : figure_part_word(&s, t) == 0) continue;
        const figure *whole = &doc->figures.at[first_figure + k - 1];
        span all = whole->span;
        if (!span_empty(whole->noun) && whole->noun.end > all.end) all.end = whole->noun.end;
        vec_push(doc->arena, &f->scope, all);
        if (f->role.len == 0) f->role = whole->role;
        break;
      }
    }
    /* "one" in words is a figure only where it counts something that matters: "one was hurt", not "at one point". */
    uint32_t kept = first_figure;
    for (uint32_t k = 0; k < places.count; k++) {
      const figure *f = &doc->figures.at[first_figure + k];
      if (is(&s, places.at[k].number, "one") && f->low == 1000 && f->role.len == 0 && f->unit.len == 0) continue;
      doc->figures.at[kept++] = *f;
    }
    doc->figures.count = kept;
    arena_release(scratch, mark);
  }
  return HSY_OK;
}
