/* Conflicts between figures, and tolls that rise.
 *
 * A measure is what a figure counts: its unit, its counted noun and role, and where it stands: in a statement of a claim, or
 * (the only slot that is no claim) at the same thing by name: "$5,000 on NAME" against "a $6,000 stay at NAME", where each
 * report has one such figure at that name. Two figures of one measure exclude each other when their intervals are disjoint
 * and no rounding explains them: the exact one is cut to the digits that the rounder one has.
 *
 * Counts that rise with the time of publication are a correction over time, an update and no conflict. Parts ("including
 * 43"), further ones ("another 12"), ranks ("the third time") and figures whose scopes differ are never compared.
 */
#include "compare/conflicts.h"
#include "lexicon/lexicon.h"

enum { MOST_IN_SLOT = 64, NAME_WITHIN = 14, COMMON_IN_CLAIM = 350, COMMON_IN_STORY = 400 };
static const int64_t NO_LIMIT = INT64_C(9000000000000000000);

typedef struct measured {
  uint32_t doc, figure, told; /* told NONE: in no statement */
  int64_t low, high;          /* what the figure leaves possible */
  uint32_t noun;              /* stem, NONE */
  uint32_t whose;             /* of an age: the name before it; NONE */
} measured;
typedef VEC(measured) measured_vec;

static const figure *figure_of(const conflict_work *w, const measured *m) { return &work_document(w, m->doc)->figures.at[m->figure]; }

static bool is_rank(const figure *f) { return str_eq(f->unit, STR("rank")); }

static str folded_before(const document *d, uint32_t token, uint32_t back) {
  return back <= token ? d->tokens.at[token - back].folded : STR("");
}

static bool is_digit_end(str word) { return word.len > 0 && word.at[word.len - 1] >= '0' && word.at[word.len - 1] <= '9'; }

/* A part of another count, one on top of it, or the end of a number that the text has torn ("6. 1-magnitude", "Sept. 11"). */
static bool is_part(const document *d, const figure *f) {
  static const char *const before[] = {"including", "another", "additional", "extra", "further", "other", "more", "them", "whom", "plus", "every", "per", "of"};
  static const char *const behind[] = {"more", "others", "other", "additional", "further"};
  if (f->scope.count > 0) return true;
  uint32_t first = document_token_at(d, f->span.start), end = document_token_at(d, f->span.end > 0 ? f->span.end - 1 : 0);
  for (uint32_t back = 1; back <= 3 && back <= first; back++) {
    if (d->tokens.at[first - back].word == WORD_PUNCT && !str_eq(folded_before(d, first, back), STR("("))) break;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
      if (str_eq(folded_before(d, first, back), str_of(before[i])) && (back == 1 || i + 1 < sizeof before / sizeof *before)) return true;
  }
  if (str_eq(folded_before(d, first, 2), STR("of")) && str_eq(folded_before(d, first, 1), STR("the"))) return true;
  str last = folded_before(d, first, 1);
  if (lexicon_has(LEXICON_CALENDAR_WORDS, last)) return true;
  if (is_digit_end(last) || ((str_eq(last, STR(".")) || str_eq(last, STR(","))) && is_digit_end(folded_before(d, first, 2)))) return true;
  if (first < d->tokens.count && str_find(d->tokens.at[first].folded, STR("-of-"), 0) != STR_NONE) return true;
  for (uint32_t on = 1; on <= 2 && end + on < d->tokens.count; on++)
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
      if (str_eq(d->tokens.at[end + on].folded, str_of(behind[i]))) return true;
  for (uint32_t on = 1; on <= 4 && end + on + 1 < d->tokens.count; on++) /* "shooting three people, killing one": its role is another's */
    if (str_eq(d->tokens.at[end + on].folded, STR(","))) return f->role.len > 0 && d->tokens.at[end + on + 1].form == VERB_ING;
  return false;
}

static uint32_t noun_stem(const conflict_work *w, const document *d, span noun) {
  uint32_t stem = NONE; /* of the head: the last */
  for (uint32_t i = document_token_at(d, noun.start); i < d->tokens.count && d->tokens.at[i].span.start < noun.end; i++) {
    uint32_t s = work_stem(w, &d->tokens.at[i]);
    if (s != NONE) stem = s;
  }
  return stem;
}

/* "Ada Brandt, 23": the stem of Brandt. */
static uint32_t name_before(const conflict_work *w, const document *d, const figure *f) {
  uint32_t first = document_token_at(d, f->span.start);
  for (uint32_t back = 1; back <= 3 && back <= first; back++)
    if (d->tokens.at[first - back].word == WORD_PROPER) return work_stem(w, &d->tokens.at[first - back]);
  return NONE;
}

static void measure_figures(const conflict_work *w, measured_vec *out) {
  for (uint32_t i = 0; i < w->s->documents.count; i++) {
    uint32_t doc = w->s->documents.at[i];
    const document *d = work_document(w, doc);
    for (uint32_t k = 0; k < d->figures.count; k++) {
      const figure *f = &d->figures.at[k];
      if (is_rank(f) || is_part(d, f)) continue;
      measured m = {.doc = doc, .figure = k, .told = work_told_at(w, doc, f->span), .low = f->low, .high = f->high};
      if (f->bound == BOUND_AT_LEAST) m.high = NO_LIMIT;
      if (f->bound == BOUND_AT_MOST) m.low = -NO_LIMIT;
      if (f->bound == BOUND_ABOUT) m.low -= f->low / 8, m.high += f->high / 8;
      m.noun = noun_stem(w, d, f->noun);
      m.whose = name_before(w, d, f);
      vec_push(w->scratch, out, m);
    }
  }
}

/* The step of the last digit that is not nought, in thousandths: 43,000 has 1,000. */
static int64_t step_of(int64_t value) {
  int64_t step = 1;
  if (value < 0) value = -value;
  while (value > 0 && value % (step * 10) == 0 && step < NO_LIMIT / 10) step *= 10;
  return step;
}

/* One is the other cut or rounded to fewer digits. */
static bool is_rounding(int64_t a, int64_t b) {
  int64_t sa = step_of(a), sb = step_of(b), step = sa > sb ? sa : sb, round = sa > sb ? a : b, exact = sa > sb ? b : a;
  if (sa == sb) return false;
  return exact - round > -step && exact - round < step;
}

/* Cannot both be right. */
static bool excludes(const measured *a, const measured *b) {
  if (a->low <= b->high && b->low <= a->high) return false;
  int64_t x = a->low > b->high ? a->low : a->high, y = a->low > b->high ? b->high : b->low;
  return !is_rounding(x, y);
}

/* One digit typed differently or two exchanged, four digits or more: what a slip looks like. */
static bool is_slip(int64_t a, int64_t b) {
  int digits = 0, differ = 0;
  for (int64_t x = a, y = b; x > 0 || y > 0; x /= 10, y /= 10, digits++) differ += x % 10 != y % 10;
  return digits >= 7 && differ <= 2 && a / step_of(a) >= 1000; /* thousandths: three digits more */
}

/* The three content words on each side of a figure in its sentence. */
static void words_beside(const conflict_work *w, const measured *m, index_vec *out) {
  const document *d = work_document(w, m->doc);
  const figure *f = figure_of(w, m);
  uint32_t first = document_token_at(d, f->span.start), end = document_token_at(d, f->span.end > 0 ? f->span.end - 1 : 0) + 1;
  uint32_t sentence = first < d->tokens.count ? d->tokens.at[first].sentence : NONE;
  index_vec all = {0};
  for (uint32_t i = first, n = 0; i > 0 && n < 3 && d->tokens.at[i - 1].sentence == sentence; i--) {
    uint32_t stem = work_stem(w, &d->tokens.at[i - 1]);
    if (stem != NONE) vec_push(w->scratch, &all, stem), n++;
  }
  for (uint32_t i = end, n = 0; i < d->tokens.count && n < 3 && d->tokens.at[i].sentence == sentence; i++) {
    uint32_t stem = work_stem(w, &d->tokens.at[i]);
    if (stem != NONE) vec_push(w->scratch, &all, stem), n++;
  }
  stems_add(w->scratch, out, &all);
}

/* How much the statements of two figures have in common, in thousandths; of figures in no statement, nothing. */
static int common_words(const conflict_work *w, const measured *a, const measured *b) {
  if (a->told == NONE || b->told == NONE) return 0;
  const index_vec *x = &w->told.at[a->told].stems, *y = &w->told.at[b->told].stems;
  int xy = work_cover(w, x, y, NULL), yx = work_cover(w, y, x, NULL);
  return xy > yx ? xy : yx;
}

/* People, whatever they are called. */
static bool is_people(const conflict_work *w, uint32_t noun) {
  static const char *const words[] = {"people", "person", "victim", "dead", "kill", "man", "body", "casualty", "resident", "civilian"};
  if (noun == NONE) return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    str stem = str_of(words[i]);
    if (map_get(&w->stems, stem.len > 6 ? str_slice(stem, 0, 6) : stem) == noun) return true;
  }
  return false;
}

static bool is_same_measure(const conflict_work *w, const measured *a, const measured *b) {
  const figure *x = figure_of(w, a), *y = figure_of(w, b);
  if (!str_eq(x->unit, y->unit) || !str_eq(x->role, y->role)) return false;
  if (str_eq(x->role, STR("age"))) return a->whose != NONE && a->whose == b->whose;
  if (str_eq(x->role, STR("votes"))) return false; /* for and against are not told apart */
  if (a->noun != b->noun) return x->role.len > 0 && x->unit.len == 0 && is_people(w, a->noun) && is_people(w, b->noun);
  if (a->noun == NONE && x->role.len == 0) { /* a sum that counts nothing named: the words beside it must agree */
    if (x->unit.len == 0) return false;
    index_vec beside_a = {0}, beside_b = {0};
    words_beside(w, a, &beside_a);
    words_beside(w, b, &beside_b);
    uint32_t shared = 0;
    work_cover(w, &beside_a, &beside_b, &shared);
    return shared >= 2;
  }
  return true;
}

/* How many figures of this measure the report has in the slot. */
static uint32_t count_like(const conflict_work *w, const measured_vec *list, const index_vec *items, const measured *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < items->count && i < MOST_IN_SLOT; i++)
    n += list->at[items->at[i]].doc == a->doc && str_eq(figure_of(w, &list->at[items->at[i]])->unit, figure_of(w, a)->unit) &&
         str_eq(figure_of(w, &list->at[items->at[i]])->role, figure_of(w, a)->role) && excludes(&list->at[items->at[i]], a);
  return n + 1;
}

/* ---- writing ---- */

static void add_figure_side(conflict_work *w, conflict *c, const measured_vec *list, const index_vec *items) {
  const measured *first = &list->at[items->at[0]];
  const figure *f = figure_of(w, first);
  const document *d = work_document(w, first->doc);
  span shown = f->span;
  if (!span_empty(f->noun) && f->noun.start >= f->span.end && f->noun.start - f->span.end < 30) shown.end = f->noun.end;
  str value = str_squeeze(w->s->arena, document_slice(d, shown));
  if (str_ends(f->role, STR("ed")) && str_find(value, f->role, 0) == STR_NONE) /* "killed", but not "distance" */
     value = str_format(w->s->arena, "%.*s %.*s", STR_ARG(value), STR_ARG(f->role));
  uint32_t source = NONE;
  if (first->told != NONE) source = work_source(w, first->doc, told_statement(w, &w->told.at[first->told])->attribution);
  side *s = work_side(w, c, value, source);
  for (uint32_t i = 0; i < items->count; i++) {
    const measured *m = &list->at[items->at[i]];
    const document *of = work_document(w, m->doc);
    span words = figure_of(w, m)->span, whole;
    if (m->told != NONE) {
      whole = told_statement(w, &w->told.at[m->told])->span;
    } else {
      uint32_t sentence = document_sentence_at(of, words.start);
      whole = sentence < of->sentences.count ? of->sentences.at[sentence].span : words;
    }
    if (span_length(whole) > 300) { /* a list of sums: the words about this one */
      span near = {words.start > 60 ? words.start - 60 : 0, words.end + 110};
      if (near.start > whole.start) whole.start = of->tokens.at[document_token_at(of, near.start)].span.start;
      if (near.end < whole.end) {
        uint32_t t = document_token_at(of, near.end);
        whole.end = t < of->tokens.count && of->tokens.at[t].span.start < near.end ? of->tokens.at[t].span.end : t > 0
            ? of->tokens.at[t - 1].span.end : near.end;
      }
      if (whole.start > words.start) whole.start = words.start;
      if (whole.end < words.end) whole.end = words.end;
    }
    work_evidence(w, s, (evidence){m->doc, whole}, words);
  }
}

/* Earlier of two reports by publication: -1, 1, 0 when the texts do not tell. */
static int by_publication(const conflict_work *w, uint32_t a, uint32_t b) {
  const document *x = work_document(w, a), *y = work_document(w, b);
  if (!x->published.known || !y->published.known) return 0;
  if (x->published.has_clock && y->published.has_clock && x->published.instant != y->published.instant) return x->published.instant < y->published.instant ? -1 : 1;
  if (x->published.days.latest < y->published.days.earliest) return -1;
  if (y->published.days.latest < x->published.days.earliest) return 1;
  return 0;
}

/* Counts that grow while reports come in: everything with a role, and counted noun without unit. */
static bool can_rise(const figure *f) { return f->unit.len == 0; }

/* "At least 9", then "at least 14": both can be true, the later one replaces the earlier. */
static bool is_raised(const conflict_work *w, const measured *a, const measured *b) {
  const figure *x = figure_of(w, a), *y = figure_of(w, b);
  if (x->bound != BOUND_AT_LEAST || y->bound != BOUND_AT_LEAST || x->low == y->low || is_rounding(x->low, y->low)) return false;
  int order = by_publication(w, a->doc, b->doc);
  return can_rise(x) && ((order < 0 && x->low < y->low) || (order > 0 && x->low > y->low));
}

static bool differs(const conflict_work *w, const measured *a, const measured *b) { return excludes(a, b) || is_raised(w, a, b); }

/* Whether the reports of two figures agree after all: some figure of the one's goes with one of the other's. */
static bool agree_elsewhere(const conflict_work *w, const measured_vec *list, const index_vec *items, const measured *a, const measured *b) {
  for (uint32_t i = 0; i < items->count && i < MOST_IN_SLOT; i++) {
    const measured *x = &list->at[items->at[i]];
    if (x->doc != a->doc || !str_eq(figure_of(w, x)->unit, figure_of(w, a)->unit)) continue;
    for (uint32_t k = 0; k < items->count && k < MOST_IN_SLOT; k++) {
      const measured *y = &list->at[items->at[k]];
      if (y->doc != b->doc || !str_eq(figure_of(w, y)->unit, figure_of(w, b)->unit)) continue;
      bool one_of_each = (x == a || y == b); /* 20 and 10 beside 20: the 10 has its own place */
      if (one_of_each && !differs(w, x, y) && is_same_measure(w, x, y)) return true;
    }
  }
  return false;
}

/* What a later report finds fewer of: the missing are found. */
static bool can_fall(const figure *f) { return f->unit.len == 0 && str_eq(f->role, STR("missing")); }

/* "At least 9" inside a sentence. */
static str uncapitalised(arena *a, str words) {
  bool is_capital = words.len > 1 && words.at[0] >= 'A' && words.at[0] <= 'Z' && words.at[1] >= 'a' && words.at[1] <= 'z';
  return is_capital ? str_format(a, "%c%.*s", words.at[0] - 'A' + 'a', STR_ARG(str_slice(words, 1, words.len))) : words;
}

static str noun_words(const conflict_work *w, const measured *m) {
  const figure *f = figure_of(w, m);
  if (f->role.len > 0) return f->role;
  if (!span_empty(f->noun)) return document_slice(work_document(w, m->doc), f->noun);
  return f->unit;
}

/* Compares the figures of one slot: for each measure in it the first pair of different reports that excludes each other, with
 * all that agree with either. `base` is how sure the slot is; `what` names the thing of a slot that is no claim. */
static void compare_slot(conflict_work *w, const measured_vec *list, const index_vec *items, uint32_t claim, int base, int least_common, str what) {
  uint32_t most = items->count < MOST_IN_SLOT ? items->count : MOST_IN_SLOT;
  index_vec done = {0}; /* measures that have their conflict */
  for (uint32_t i = 0; i < most; i++)
    for (uint32_t k = 0; k < i; k++) {
      const measured *a = &list->at[items->at[k]], *b = &list->at[items->at[i]];
      if (a->doc == b->doc || !differs(w, a, b)) continue;
      bool is_done = what.len > 0 && done.count > 0;
      for (uint32_t n = 0; n < done.count; n++) is_done |= is_same_measure(w, a, &list->at[done.at[n]]);
      if (is_done) continue;
      if (what.len == 0 && (!is_same_measure(w, a, b) || common_words(w, a, b) < least_common)) continue;
      if (what.len == 0 && agree_elsewhere(w, list, items, a, b)) continue;
      index_vec with_a = {0}, with_b = {0};
      vec_push(w->scratch, &with_a, items->at[k]);
      vec_push(w->scratch, &with_b, items->at[i]);
      for (uint32_t n = 0; n < most; n++) {
        const measured *m = &list->at[items->at[n]];
        if (n == i || n == k || (what.len == 0 && !is_same_measure(w, a, m))) continue;
        bool not_a = differs(w, a, m), not_b = differs(w, b, m);
        if (!not_a && not_b) vec_push(w->scratch, &with_a, items->at[n]);
        if (not_a && !not_b) vec_push(w->scratch, &with_b, items->at[n]);
      }
      int order = by_publication(w, a->doc, b->doc);
      bool a_is_less = figure_of(w, a)->low < figure_of(w, b)->low;
      bool falls = can_fall(figure_of(w, a)) && ((order < 0 && !a_is_less) || (order > 0 && a_is_less));
      bool rises = falls || (can_rise(figure_of(w, a)) && ((order < 0 && a_is_less) || (order > 0 && !a_is_less)));
      int strength = base;
      const figure *x = figure_of(w, a), *y = figure_of(w, b);
      if (is_slip(x->low, y->low)) strength += 150;
      if ((x->bound != BOUND_EXACT || y->bound != BOUND_EXACT) && !is_raised(w, a, b)) strength -= 75;
      if (what.len == 0 && (count_like(w, list, items, a) > 1 || count_like(w, list, items, b) > 1)) strength -= 200; /* which is which is not told */
      conflict *c = work_add(w, CONFLICT_FIGURE, claim, strength);
      if (order < 0 || !rises) { /* the earlier first */
        add_figure_side(w, c, list, &with_a);
        add_figure_side(w, c, list, &with_b);
      } else {
        add_figure_side(w, c, list, &with_b);
        add_figure_side(w, c, list, &with_a);
      }
      arena *keep = w->s->arena;
      str named = what.len > 0 ? what : noun_words(w, a);
      if (rises) {
        vec_last(&w->found)->is_update = true;
        str from = uncapitalised(keep, c->sides.at[0].value), to = uncapitalised(keep, c->sides.at[1].value);
        c->text = str_format(keep, falls ? "%.*s: falls from %.*s to %.*s" : "%.*s: rises from %.*s to %.*s", STR_ARG(work_clip(keep, named, 60)),
            STR_ARG(from), STR_ARG(to));
        c->reading = str_format(keep, "%.*s appeared after %.*s.", STR_ARG(work_letter(w, order < 0 ? b->doc : a->doc)), STR_ARG(work_letter(w,
            order < 0 ? a->doc : b->doc)));
      } else {
        c->text = str_format(keep, "%.*s or %.*s: %.*s", STR_ARG(c->sides.at[0].value), STR_ARG(c->sides.at[1].value), STR_ARG(work_clip(keep, named, 80)));
        if (is_slip(x->low, y->low)) c->reading = str_keep(keep, STR("The sums differ in one digit: one of them is a slip of the pen."));
        else if (with_a.count != with_b.count && (with_a.count > 1 || with_b.count > 1)) {
          side *many = &c->sides.at[with_a.count > with_b.count ? 0 : 1];
          c->reading = str_format(keep, "%.*s agree on %.*s.", STR_ARG(work_letters(w, &many->evidence)), STR_ARG(many->value));
        } else {
          c->strength -= 50;
        }
      }
      vec_push(w->scratch, &done, items->at[i]);
    }
}

/* ---- slots ---- */

/* Tolls and other counts of one claim. */
static void figures_of_claims(conflict_work *w, const measured_vec *list) {
  index_vec *of_claim = ARENA_ARRAY(w->scratch, index_vec, (size_t)w->s->claims.count + 1);
  for (uint32_t i = 0; i < list->count; i++) {
    uint32_t claim = list->at[i].told == NONE ? NONE : w->claim_of.at[list->at[i].told];
    if (claim != NONE && told_is_telling(w, &w->told.at[list->at[i].told])) vec_push(w->scratch, &of_claim[claim], i);
  }
  for (uint32_t c = 0; c < w->s->claims.count; c++)
    if (of_claim[c].count > 1) compare_slot(w, list, &of_claim[c], c, w->s->claims.at[c].is_background ? 600 : 775, COMMON_IN_CLAIM, STR(""));
}

/* The run of capitals that names where a sum went: the first after the figure, before the next figure, of three words or more
 * (particles inside it count): a name so long is one thing. */
static span thing_after(const document *d, const figure *f, uint32_t next_start) {
  uint32_t t = document_token_at(d, f->span.end);
  for (uint32_t n = 0; n < NAME_WITHIN && t + n < d->tokens.count; n++) {
    const token *at = &d->tokens.at[t + n];
    if (at->span.start >= next_start || at->is_sentence_start) break;
    if (!at->is_capital || at->word == WORD_PRONOUN) continue;
    uint32_t last = t + n, words = 0;
    for (uint32_t k = t + n; k < d->tokens.count && d->tokens.at[k].is_capital && d->tokens.at[k].sentence == at->sentence; k++) last = k, words++;
    return words >= 3 ? (span){at->span.start, d->tokens.at[last].span.end} : (span){0, 0};
  }
  return (span){0, 0};
}

static void figures_at_names(conflict_work *w, const measured_vec *list) {
  map names = map_new(w->scratch);
  VEC(index_vec) slots = {0};
  VEC(str) words = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    const document *d = work_document(w, list->at[i].doc);
    const figure *f = figure_of(w, &list->at[i]);
    if (f->unit.len == 0) continue;
    uint32_t beside = list->at[i].figure + 1;
    while (beside < d->figures.count && is_rank(&d->figures.at[beside])) beside++;
    uint32_t next = beside < d->figures.count ? d->figures.at[beside].span.start : UINT32_MAX;
    span thing = thing_after(d, f, next);
    if (span_empty(thing)) continue;
    str key = str_fold(w->scratch, document_slice(d, thing));
    uint32_t slot = *map_put(&names, str_format(w->scratch, "%.*s|%.*s", STR_ARG(f->unit), STR_ARG(key)), slots.count);
    if (slot == slots.count) {
      vec_push(w->scratch, &slots, (index_vec){0});
      vec_push(w->scratch, &words, document_slice(d, thing));
    }
    vec_push(w->scratch, &slots.at[slot], i);
  }
  for (uint32_t s = 0; s < slots.count; s++) {
    bool one_each = true; /* a report with two sums at one name: which is which is not told */
    for (uint32_t i = 1; i < slots.at[s].count; i++) one_each &= list->at[slots.at[s].at[i]].doc != list->at[slots.at[s].at[i - 1]].doc;
    if (!one_each || slots.at[s].count < 2) continue;
    for (uint32_t i = 0; i < slots.at[s].count; i++) { /* the same thing bought is told by the name, not by a noun */
      measured *m = &list->at[slots.at[s].at[i]];
      m->noun = NONE;
    }
    compare_slot(w, list, &slots.at[s], NONE, 700, 0, words.at[s]);
  }
}

/* One toll of the whole story: the same role of the same noun, wherever it is told. */
static void tolls_of_story(conflict_work *w, const measured_vec *list) {
  map roles = map_new(w->scratch);
  VEC(index_vec) slots = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    const figure *f = figure_of(w, &list->at[i]);
    uint32_t t = list->at[i].told;
    if (f->role.len == 0 || f->unit.len > 0 || list->at[i].noun == NONE || t == NONE) continue;
    if (told_statement(w, &w->told.at[t])->is_background || !told_is_telling(w, &w->told.at[t])) continue;
    uint32_t slot = *map_put(&roles, str_format(w->scratch, "%.*s|%u", STR_ARG(f->role), list->at[i].noun), slots.count);
    if (slot == slots.count) vec_push(w->scratch, &slots, (index_vec){0});
    vec_push(w->scratch, &slots.at[slot], i);
  }
  for (uint32_t s = 0; s < slots.count; s++) {
    /* reports that give several counts of it tell of several events */
    index_vec single = {0};
    for (uint32_t i = 0; i < slots.at[s].count; i++) {
      uint32_t doc = list->at[slots.at[s].at[i]].doc;
      bool alone = (i == 0 || list->at[slots.at[s].at[i - 1]].doc != doc) && (i + 1 == slots.at[s].count || list->at[slots.at[s].at[i + 1]].doc != doc);
      if (alone) vec_push(w->scratch, &single, slots.at[s].at[i]);
    }
    if (single.count > 1) compare_slot(w, list, &single, NONE, 725, COMMON_IN_STORY, STR(""));
  }
}

void conflicts_figure(conflict_work *w) {
  measured_vec list = {0};
  measure_figures(w, &list);
  figures_of_claims(w, &list);
  tolls_of_story(w, &list);
  figures_at_names(w, &list);
}
