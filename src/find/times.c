/* Time expressions: from the words of a sentence to symbolic records.
 *
 * At each piece of a sentence the rules of the document's language (data/times/) are run, with and without the words that may
 * open any expression ("early", "about", "the end of"), and the longest answer is taken (times_match.c). Then the record learns what
 * its own words do not say: which way it looks (times_tense.c), and what it counts from. That is the publication, save
 * for "a day earlier", "the same week", a clock time alone, which count from the last expression of the text before them
 * that is fine enough.
 *
 * Two expressions joined by "to", a dash, or "between … and" get a third record over both, which stands before them.
 *
 * Invariant: but for those ranges expressions are disjoint and in text order; an anchor stands before what counts from it.
 */
#include "find/find.h"

#include "find/times_parts.h"

enum { BACK = 40 }; /* expressions looked back over for an anchor */

/* Words that may open any expression ("early", "about", "the end of"): the piece after them. */
static uint32_t prefix_at(const pieces *p, uint32_t at, const times_prefix **prefix) {
  const times_language *l = p->language;
  uint32_t best = at, word = p->at[at].word;
  if (word == NONE || !l->words[word].opens) return at;
  for (uint32_t i = 0; i < l->prefix_count; i++) {
    const times_prefix *x = &l->prefixes[i];
    uint32_t k = 0;
    while (k < x->count && at + k < p->count && p->at[at + k].word == x->words[k]) k++;
    if (k == x->count && at + k > best) best = at + k, *prefix = x;
  }
  return best;
}

/* Does a prefix of that kind go with the expression? Amounts take "about", periods "early". */
static bool prefix_fits(const times_prefix *x, const time_expression *e) {
  bool counted = e->kind == TIME_LENGTH || (e->kind == TIME_OFFSET && e->amount != 0 && e->unit != GRANULARITY_NONE);
  switch ((time_mod)x->mod) {
    case MOD_MORE_THAN: case MOD_LESS_THAN: return counted || e->hour >= 0;
    case MOD_APPROX: return (counted && !e->amount_unknown) || e->hour >= 0 || (e->kind == TIME_ABSOLUTE && !x->only_amounts);
    case MOD_START: case MOD_MID: case MOD_END: return e->kind != TIME_LENGTH && e->kind != TIME_VAGUE && e->kind != TIME_REPEATED;
    case MOD_BEFORE: case MOD_AFTER: return e->kind == TIME_ABSOLUTE;
    default: return e->kind == TIME_UNIT || e->kind == TIME_WEEKDAY || (e->kind == TIME_OFFSET && e->unit == GRANULARITY_DAY);
  }
}

static uint32_t expression_at(times_matcher *m, const pieces *p, uint32_t at, time_expression *best) {
  uint32_t longest = times_match(m, p, at, best);
  const times_prefix *prefix = NULL;
  uint32_t inner = prefix_at(p, at, &prefix);
  if (inner == at) return longest;
  time_expression e;
  uint32_t end = times_match(m, p, inner, &e);
  if (end == inner || end <= longest || !prefix_fits(prefix, &e)) return longest;
  if (e.mod == MOD_NONE) e.mod = (time_mod)prefix->mod;
  *best = e;
  return end;
}

/* ---- what the words around it add ---- */

static bool is_in_quote(const document *doc, span s, uint32_t *cursor) {
  /* Quotations are in text order by their first piece: the cursor only moves on. */
  while (*cursor < doc->quotations.count) {
    const quotation *q = &doc->quotations.at[*cursor];
    if (q->pieces.count == 0 || q->pieces.at[q->pieces.count - 1].end <= s.start) ++*cursor;
    else break;
  }
  if (*cursor >= doc->quotations.count) return false;
  const quotation *q = &doc->quotations.at[*cursor];
  uint32_t low = 0, high = q->pieces.count; /* the last piece that starts before the expression does */
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (q->pieces.at[mid].start <= s.start) low = mid + 1;
    else high = mid;
  }
  return low > 0 && span_holds(q->pieces.at[low - 1], s);
}

/* How fine what an expression gives is; NONE: it gives no days. */
static granularity fineness(const time_expression *e) {
  switch (e->kind) {
    case TIME_ABSOLUTE: case TIME_UNIT: return e->unit;
    case TIME_WEEKDAY: return GRANULARITY_DAY;
    case TIME_OFFSET: return e->amount_unknown ? GRANULARITY_NONE : e->unit;
    default: return GRANULARITY_NONE;
  }
}

/* The last expression before the list's end that is at least as fine as `finest` asks; `exact`: of that unit only. */
static uint32_t anchor_before(const time_expressions *list, granularity coarsest, granularity finest, uint32_t sentence_from, bool in_quote) {
  for (uint32_t i = list->count, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const time_expression *e = &list->at[i];
    if (e->sentence < sentence_from) break;
    if (e->in_quote != in_quote) continue; /* who speaks counts from elsewhere */
    granularity g = fineness(e);
    if (g >= finest && g <= coarsest) return i;
  }
  return NONE;
}

static void set_anchor(const document *doc, time_expression *e) {
  const time_expressions *list = &doc->times;
  if (e->anchor == ANCHOR_EXPRESSION) {
    granularity coarsest = e->unit;
    granularity finest = GRANULARITY_DAY;
    uint32_t from = e->sentence > 3 ? e->sentence - 3 : 0;
    if (e->kind == TIME_OFFSET && e->unit == GRANULARITY_QUARTER) finest = GRANULARITY_QUARTER, from = e->sentence > 12 ? e->sentence - 12 : 0;
    bool is_year_before = e->kind == TIME_OFFSET && e->unit == GRANULARITY_YEAR && e->amount == -1 && !e->is_half;
    if (is_year_before) /* of accounts, their quarter */
      e->anchor_index = anchor_before(list, GRANULARITY_QUARTER, GRANULARITY_QUARTER, e->sentence > 12 ? e->sentence - 12 : 0, e->in_quote);
    bool is_ago = e->direction == DIRECTION_PAST; /* else counted from the publication, not from what was told of last */
    if (e->anchor_index == NONE && !is_ago) e->anchor_index = anchor_before(list, coarsest, finest, from, e->in_quote);
    if (e->anchor_index == NONE) {
      e->anchor = ANCHOR_PUBLISHED, e->anchor_index = NONE;
      if (e->kind == TIME_OFFSET && e->amount == 0 && e->unit >= GRANULARITY_WEEK) {
        e->kind = TIME_UNIT, e->direction = e->unit == GRANULARITY_QUARTER ? DIRECTION_LAST : DIRECTION_THIS;
      }
    }
    return;
  }
  if (e->kind == TIME_ABSOLUTE) {
    bool clock_alone = !e->year && !e->month && !e->season && !e->quarter && !e->half && e->unit == GRANULARITY_DAY;
    bool self = e->year || e->unit == GRANULARITY_DECADE || e->unit == GRANULARITY_CENTURY;
    if (clock_alone) {
      bool opens = e->span.start == doc->sentences.at[e->sentence].span.start; /* "9:30 p.m. Police arrive." */
      e->anchor_index = anchor_before(list, GRANULARITY_DAY, GRANULARITY_DAY, e->sentence > 0 && !opens ? e->sentence - 1 : e->sentence, e->in_quote);
      e->anchor = e->anchor_index == NONE ? ANCHOR_PUBLISHED : ANCHOR_EXPRESSION;
    } else {
      e->anchor = self ? ANCHOR_NONE : ANCHOR_PUBLISHED;
    }
  } else if (e->kind == TIME_WEEKDAY || e->kind == TIME_UNIT || e->kind == TIME_OFFSET) {
    e->anchor = ANCHOR_PUBLISHED;
  }
}

static void set_direction(const document *doc, const times_language *l, time_expression *e) {
  e->tense = e->kind == TIME_ABSOLUTE || e->kind == TIME_WEEKDAY ? times_direction(doc, l, e) : DIRECTION_NEAREST;
  if (e->direction != DIRECTION_NEAREST || e->anchor != ANCHOR_PUBLISHED) return;
  if (e->kind == TIME_WEEKDAY) {
    e->direction = e->tense;
  } else if (e->kind == TIME_ABSOLUTE && !e->year && (e->month || e->season) && !e->day) {
    e->direction = e->tense; /* "in November" */
  } else if (e->kind == TIME_ABSOLUTE && !e->year && e->day) {
    e->direction = times_cue(doc, l, e); /* the nearest, whatever the tense: right in 94 of 100 */
  } else if (e->kind == TIME_ABSOLUTE && !e->year && (e->quarter || e->half)) {
    if (e->tense != DIRECTION_FUTURE) e->direction = DIRECTION_PAST;
  }
}

/* ---- ranges ---- */

static bool is_plain_date(const time_expression *e) {
  return (e->kind == TIME_ABSOLUTE || e->kind == TIME_WEEKDAY) && e->type != TIME_SET && e->hour < 0;
}

/* The last expression and one before it, joined by "to" or a dash, or by "between … and": a record over both. */
static void join_range(document *doc, const pieces *p, uint32_t left_end, uint32_t right) {
  time_expressions *list = &doc->times;
  if (list->count < 2 || right != left_end + 1) return;
  time_expression *a = &list->at[list->count - 2], *b = &list->at[list->count - 1];
  if (!is_plain_date(a) || !is_plain_date(b) || (a->unit != b->unit) || a->sentence != b->sentence) return;
  if (list->count >= 3 && list->at[list->count - 3].kind == TIME_RANGE && list->at[list->count - 3].to == list->count - 2) return;
  bool joins = piece_in(p, left_end, TIMES_JOINS);
  if (!joins) { /* "between 3 and 5 March" */
    uint32_t t = document_token_at(doc, a->span.start);
    joins = piece_in(p, left_end, TIMES_LEANS) && t > 0 && times_named_has(p->language, TIMES_BETWEEN, doc->tokens.at[t - 1].folded);
  }
  if (!joins || list->count >= HSY_MAX_TIMES) return;
  time_expression whole = {.span = {a->span.start, b->span.end}, .type = TIME_DURATION, .kind = TIME_RANGE, .anchor = ANCHOR_NONE, .anchor_index = NONE,
                           .hour = -1, .minute = -1, .unit = a->unit, .sentence = a->sentence, .in_quote = a->in_quote, .date_part = NONE};
  if (a->year == 0 && b->year != 0 && a->month) a->year = b->year, a->anchor = ANCHOR_NONE; /* "March 3 to April 5, 2020" */
  time_expression left = *a, right_one = *b;
  uint32_t at = list->count - 2;
  whole.from = at + 1, whole.to = at + 2;
  if (right_one.anchor_index == at) right_one.anchor_index = at + 1;
  list->at[at] = whole;
  list->at[at + 1] = left;
  vec_push(doc->arena, list, right_one);
}

/* "March 3-5", "March 3 and 4": days of the month that lean on the one before. Returns the piece after. */
static uint32_t leaning_day(const pieces *p, uint32_t at, const time_expression *before, time_expression *e) {
  if (before->kind != TIME_ABSOLUTE || before->unit != GRANULARITY_DAY || !before->day || before->hour >= 0) return at;
  if (!piece_in(p, at, TIMES_LEANS) || before->year) return at;
  int day = 0;
  uint32_t end = piece_day(p, at + 1, &day);
  if (end == at + 1 || day <= before->day) return at;
  piece_class next = piece_class_at(p, end);
  if (next == PIECE_MONTH || next == PIECE_ABBREVIATION || next == PIECE_HALF || next == PIECE_UNIT || next == PIECE_UNITS || piece_in(p, end, TIMES_NO_LEAN)) return at;
  if (!piece_in(p, at, TIMES_JOINS) && p->doc->tokens.count > p->at[end - 1].token + 1 && p->doc->tokens.at[p->at[end - 1].token + 1].word == WORD_NOUN) return at;
  *e = *before;
  e->day = day, e->weekday = 0;
  return end;
}

/* ---- the whole ---- */

static hsy_rc add(document *doc, const pieces *p, uint32_t from, uint32_t end, uint32_t sentence, time_expression e, uint32_t *quote) {
  if (doc->times.count >= HSY_MAX_TIMES)
    return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split it into several documents", "more than %d time expressions", HSY_MAX_TIMES);
  e.span = (span){p->at[from].span.start, p->at[end - 1].span.end};
  e.sentence = sentence;
  e.in_quote = is_in_quote(doc, e.span, quote);
  set_anchor(doc, &e);
  set_direction(doc, p->language, &e);
  vec_push(doc->arena, &doc->times, e);
  return HSY_OK;
}

static hsy_rc read_sentence(document *doc, times_matcher *m, const pieces *p, uint32_t s, uint32_t *quote) {
  uint32_t last_end = NONE; /* the piece after the last expression of this sentence */
  for (uint32_t i = 0; i < p->count;) {
    time_expression e;
    uint32_t end = expression_at(m, p, i, &e);
    if (end == i) {
      i++;
      continue;
    }
    TRY(add(doc, p, i, end, s, e, quote));
    if (last_end != NONE) join_range(doc, p, last_end, i);
    last_end = i = end;
    time_expression next;
    uint32_t lean = leaning_day(p, end, vec_last(&doc->times), &next);
    if (lean > end) {
      int year = 0;
      uint32_t comma = lean < p->count && p->words[lean].len == 1 && p->words[lean].at[0] == ',' ? lean + 1 : lean;
      uint32_t after = comma < p->count ? times_builtin_at(p, comma, BUILTIN_DIGITS, NULL, &year, NULL) : comma;
      if (after > comma && year >= 1900 && year < 2200) { /* "March 3-5, 2020": the year of both */
        vec_last(&doc->times)->year = next.year = year;
        vec_last(&doc->times)->anchor = ANCHOR_NONE;
      }
      TRY(add(doc, p, end + 1, next.year ? after : lean, s, next, quote));
      join_range(doc, p, end, end + 1);
      last_end = i = next.year ? after : lean;
    }
  }
  return HSY_OK;
}

hsy_rc find_times(document *doc, arena *scratch) {
  const times_language *l = times_language_of(doc->is_foreign ? doc->lang : STR("en"));
  if (!l) return HSY_OK;
  bool day_first = l->day_first || times_day_first(doc, scratch);
  uint32_t quote = 0;
  times_matcher *m = times_matcher_new(l, scratch);
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    arena_mark mark = arena_save(scratch);
    pieces p = times_pieces(doc, l, scratch, s, day_first);
    hsy_rc rc = read_sentence(doc, m, &p, s, &quote);
    arena_release(scratch, mark);
    TRY(rc);
  }
  return HSY_OK;
}
