/* Time expressions: from the words of a sentence to symbolic records.
 *
 * At each piece of a sentence every rule is asked (times_calendar.c, times_relative.c), with and without the words that
 * may open any expression ("early", "about", "the end of"), and the longest answer is taken. Then the record learns what
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

static times_rule *const rules[] = {
  times_numeric_date, times_date,     times_clock, times_weekday, times_quarter, times_month, times_season, times_holiday,
  times_day_word,     times_unit,     times_offset, times_length, times_set,     times_year,  times_phrase,
};

/* ---- words that may open any expression ---- */

static uint32_t prefix_at(const pieces *p, uint32_t at, time_mod *mod) {
  static const struct { const char *words[4]; time_mod mod; } prefixes[] = {
    {{"the", "end", "of"}, MOD_END},        {{"the", "beginning", "of"}, MOD_START}, {{"the", "start", "of"}, MOD_START},
    {{"the", "middle", "of"}, MOD_MID},     {{"the", "last", "half", "of"}, MOD_END}, {{"the", "week", "of"}, MOD_NONE},
    {{"more", "than"}, MOD_MORE_THAN},      {{"less", "than"}, MOD_LESS_THAN},       {{"fewer", "than"}, MOD_LESS_THAN},
    {{"no", "more", "than"}, MOD_LESS_THAN}, {{"at", "least"}, MOD_MORE_THAN},       {{"at", "most"}, MOD_LESS_THAN},
    {{"up", "to"}, MOD_LESS_THAN},          {{"early", "in"}, MOD_START},            {{"late", "in"}, MOD_END},
    {{"mid", "-"}, MOD_MID},                {{"early", "-"}, MOD_START},             {{"late", "-"}, MOD_END},
    {{"end", "-"}, MOD_END},                {{"post", "-"}, MOD_AFTER},              {{"pre", "-"}, MOD_BEFORE},
    {{"early"}, MOD_START},                 {{"late"}, MOD_END},                     {{"mid"}, MOD_MID},
    {{"earlier"}, MOD_NONE},                {{"later"}, MOD_NONE},                   {{"sometime"}, MOD_NONE},
    {{"about"}, MOD_APPROX},                {{"around"}, MOD_APPROX},                {{"roughly"}, MOD_APPROX},
    {{"approximately"}, MOD_APPROX},        {{"some"}, MOD_APPROX},                  {{"nearly"}, MOD_LESS_THAN},
    {{"almost"}, MOD_LESS_THAN},
  };
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    uint32_t k = 0;
    while (k < 4 && prefixes[i].words[k] && piece_is(p, at + k, prefixes[i].words[k])) k++;
    if (k < 4 && prefixes[i].words[k]) continue;
    *mod = prefixes[i].mod;
    return at + k;
  }
  return at;
}

/* The longest expression of all rules that begins at a piece. */
static uint32_t core_at(const pieces *p, uint32_t at, time_expression *best) {
  uint32_t longest = at;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    time_expression e = {.hour = -1, .minute = -1, .anchor_index = NONE, .from = NONE, .to = NONE, .date_part = NONE};
    uint32_t end = rules[i](p, at, &e);
    if (end > longest) longest = end, *best = e;
  }
  return longest;
}

/* Does a prefix of that kind go with the expression? Amounts take "about", periods "early". */
static bool prefix_fits(const pieces *p, uint32_t at, time_mod mod, const time_expression *e) {
  bool counted = e->kind == TIME_LENGTH || (e->kind == TIME_OFFSET && e->amount != 0 && e->unit != GRANULARITY_NONE);
  switch (mod) {
    case MOD_MORE_THAN: case MOD_LESS_THAN: return counted || e->hour >= 0;
    case MOD_APPROX: return (counted && !e->amount_unknown) || e->hour >= 0 || (e->kind == TIME_ABSOLUTE && !piece_is(p, at, "some"));
    case MOD_START: case MOD_MID: case MOD_END: return e->kind != TIME_LENGTH && e->kind != TIME_VAGUE && e->kind != TIME_REPEATED;
    case MOD_BEFORE: case MOD_AFTER: return e->kind == TIME_ABSOLUTE;
    default: return e->kind == TIME_UNIT || e->kind == TIME_WEEKDAY || (e->kind == TIME_OFFSET && e->unit == GRANULARITY_DAY) ||
                    (e->kind == TIME_ABSOLUTE && piece_is(p, at, "the") && e->day);
  }
}

static uint32_t expression_at(const pieces *p, uint32_t at, time_expression *best) {
  uint32_t longest = core_at(p, at, best);
  time_mod mod = MOD_NONE;
  uint32_t inner = prefix_at(p, at, &mod);
  if (inner == at) return longest;
  time_expression e;
  uint32_t end = core_at(p, inner, &e);
  if (end == inner || end <= longest || !prefix_fits(p, at, mod, &e)) return longest;
  if (mod != MOD_NONE && e.mod == MOD_NONE) e.mod = mod;
  if (piece_is(p, at, "the") && piece_is(p, at + 1, "week")) e.unit = GRANULARITY_WEEK, e.weekday = 0;
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
    if (e->kind == TIME_OFFSET && e->unit == GRANULARITY_YEAR && e->amount == -1 && !e->is_half) {
      /* A year before: of accounts, their quarter; else what was told of last. */
      uint32_t quarter = anchor_before(list, GRANULARITY_QUARTER, GRANULARITY_QUARTER, e->sentence > 12 ? e->sentence - 12 : 0, e->in_quote);
      if (quarter != NONE) {
        e->anchor_index = quarter;
        return;
      }
      str words = document_slice(doc, e->span);
      if (str_ends(words, STR("ago"))) e->anchor = ANCHOR_PUBLISHED;
    }
    if (e->anchor == ANCHOR_EXPRESSION) e->anchor_index = anchor_before(list, coarsest, finest, from, e->in_quote);
    if (e->anchor_index == NONE || e->anchor == ANCHOR_PUBLISHED) {
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

static void set_direction(const document *doc, time_expression *e) {
  e->tense = e->kind == TIME_ABSOLUTE || e->kind == TIME_WEEKDAY ? times_direction(doc, e) : DIRECTION_NEAREST;
  if (e->direction != DIRECTION_NEAREST || e->anchor != ANCHOR_PUBLISHED) return;
  if (e->kind == TIME_WEEKDAY) {
    e->direction = e->tense;
  } else if (e->kind == TIME_ABSOLUTE && !e->year && (e->month || e->season) && !e->day) {
    e->direction = e->tense; /* "in November" */
  } else if (e->kind == TIME_ABSOLUTE && !e->year && e->day) {
    e->direction = times_cue(doc, e); /* the nearest, whatever the tense: right in 94 of 100 */
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
  bool joins = piece_is_any(p, left_end, "to through thru until till - – —");
  if (piece_is(p, left_end, "and")) { /* "between 3 and 5 March" */
    uint32_t t = document_token_at(doc, a->span.start);
    joins = t > 0 && str_eq(doc->tokens.at[t - 1].folded, STR("between"));
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
  if (!piece_is_any(p, at, "- – to and or through") || before->year) return at;
  int day = 0;
  uint32_t end = piece_day(p, at + 1, &day);
  if (end == at + 1 || day <= before->day) return at;
  piece_kind next = piece_kind_at(p, end);
  if (next == PIECE_MONTH || next == PIECE_ABBREVIATION || next == PIECE_HALF || next == PIECE_UNIT || next == PIECE_UNITS || piece_is_any(p, end,
      "percent % people - . :")) {
    if (!piece_is(p, end, ".") || end + 1 < p->count) return at;
  }
  if (piece_is_any(p, at, "and or") && p->doc->tokens.count > p->at[end - 1].token + 1 &&
      p->doc->tokens.at[p->at[end - 1].token + 1].word == WORD_NOUN) return at;
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
  set_direction(doc, &e);
  vec_push(doc->arena, &doc->times, e);
  return HSY_OK;
}

hsy_rc find_times(document *doc, arena *scratch) {
  bool day_first = times_day_first(doc);
  uint32_t quote = 0;
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    arena_mark mark = arena_save(scratch);
    pieces p = times_pieces(doc, scratch, s, day_first);
    uint32_t last_end = NONE; /* the piece after the last expression of this sentence */
    for (uint32_t i = 0; i < p.count;) {
      time_expression e;
      uint32_t end = expression_at(&p, i, &e);
      if (end > i) {
        TRY(add(doc, &p, i, end, s, e, &quote));
        if (last_end != NONE) join_range(doc, &p, last_end, i);
        last_end = i = end;
        time_expression next;
        uint32_t lean = leaning_day(&p, end, vec_last(&doc->times), &next);
        if (lean > end) {
          TRY(add(doc, &p, end + 1, lean, s, next, &quote));
          join_range(doc, &p, end, end + 1);
          last_end = i = lean;
        }
      } else {
        i++;
      }
    }
    arena_release(scratch, mark);
  }
  return HSY_OK;
}
