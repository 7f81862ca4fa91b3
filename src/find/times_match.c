/* The automaton of a language's time rules, run from one piece of a sentence.
 *
 * Threads are kept in one array and go on in the order of the rules; a state is entered once at a piece, so the work is
 * bounded by the states times the longest expression, whatever the text. A thread knows its edge and its parent: when one
 * ends a rule farther on than the best before it, its edges are played again from the first and write the expression.
 */
#include "find/times_parts.h"

enum { LONGEST = 24, FORTNIGHT = 100, MOST_THREADS = 4096 }; /* pieces of an expression; added to a unit that is two of it; of a run */

/* Of times_compile.py, FIELDS. */
typedef enum field {
  FIELD_TYPE, FIELD_KIND, FIELD_ANCHOR, FIELD_DIRECTION, FIELD_MOD, FIELD_UNIT, FIELD_DAYPART, FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_WEEKDAY, FIELD_SEASON,
  FIELD_QUARTER, FIELD_HALF, FIELD_DECADE, FIELD_CENTURY, FIELD_HOUR, FIELD_MINUTE, FIELD_ZONE, FIELD_AMOUNT, FIELD_SIGN, FIELD_HALVES, FIELD_UNKNOWN, FIELD_FISCAL,
  FIELD_VAGUE, FIELD_NTH, FIELD_PM, FIELD_PLUS,
} field;
enum { SPECIAL_START, SPECIAL_END, SPECIAL_CAPITAL, SPECIAL_NAME, SPECIAL_NOUN, SPECIAL_PLURAL };

typedef struct thread { uint32_t at, end, parent; uint16_t edge; } thread; /* the edge takes the pieces [at, end) */
struct times_matcher {
  const times_language *l;
  uint32_t *stamps, stamp;  /* [LONGEST + 1][states]: the run that entered the state there */
  thread *threads;
  uint32_t count;
};

/* An expression while it is read. */
typedef struct draft { time_expression e; int sign, factor, pm; bool has_plus; } draft;

times_matcher *times_matcher_new(const times_language *l, arena *a) {
  times_matcher *m = ARENA_NEW(a, times_matcher);
  *m = (times_matcher){.l = l, .stamps = ARENA_ARRAY(a, uint32_t, (size_t)(LONGEST + 1) * l->state_count), .threads = ARENA_ARRAY(a, thread, MOST_THREADS)};
  return m;
}

/* ---- tests ---- */

static bool has_bit(const times_language *l, const uint32_t *set, uint32_t word) { return word < l->word_count && set[word / 32] >> word % 32 & 1; }

/* The piece after what the test takes at `at`; `at` when it takes nothing. */
static uint32_t test_at(const pieces *p, const times_test *t, uint32_t at) {
  const times_language *l = p->language;
  if (at >= p->count || (t->capital && !piece_is_capital(p, at)) || (t->touch && (at == 0 || !pieces_touch(p, at - 1, at)))) return at;
  uint32_t word = p->at[at].word;
  if (t->set >= 0 && has_bit(l, l->bits + (size_t)t->set * l->span, word) == t->negate) return at;
  if (t->kind == TEST_SET) return at + 1;
  if (t->kind == TEST_CLASS) return word != NONE && l->words[word].class == t->value + 1 ? at + 1 : at;
  if (!p->at[at].is_numeric) return at;
  int value = 0;
  uint32_t end = times_builtin_at(p, at, (times_builtin)t->value, NULL, &value, NULL);
  return end > at && t->low >= 0 && (value < t->low || value > t->high) ? at : end;
}

static bool is_special(const pieces *p, uint8_t specials, uint32_t at, uint32_t after_token) {
  const document *d = p->doc;
  const token *next = after_token < d->tokens.count ? &d->tokens.at[after_token] : NULL;
  if (specials >> SPECIAL_CAPITAL & 1 && piece_is_capital(p, at)) return true;
  if (!next) return false;
  bool is_proper = next->word == WORD_PROPER, is_noun = next->word == WORD_NOUN;
  if (specials >> SPECIAL_NAME & 1 && next->is_capital && is_proper && piece_class_at(p, at) == PIECE_OTHER && at > 0 && !pieces_touch(p, at - 1, at)) return true;
  if (specials >> SPECIAL_NOUN & 1 && (is_noun || is_proper)) return true;
  return specials >> SPECIAL_PLURAL & 1 && is_noun && !str_eq(next->lemma, next->folded) && str_ends(next->folded, STR("s"));
}

static bool guard_holds(const pieces *p, const times_guard *g, uint32_t at, uint32_t end) {
  const times_language *l = p->language;
  const uint32_t *set = l->bits + (size_t)g->set * l->span;
  uint8_t specials = l->specials[g->set];
  bool has;
  if (g->where == GUARD_AFTER) {
    uint32_t next = end + 1 < p->count && p->words[end].len == 1 && p->words[end].at[0] == '-' ? end + 1 : end; /* "six-year-|old" */
    has = end >= p->count ? specials >> SPECIAL_END & 1
                          : has_bit(l, set, p->at[end].word) || has_bit(l, set, p->at[next].word) || is_special(p, specials, end, p->at[end - 1].token + 1);
  } else if (at == 0) {
    has = specials >> SPECIAL_START & 1;
    if (g->where == GUARD_JOINED) return true;
  } else {
    if (g->where == GUARD_JOINED && !pieces_touch(p, at - 1, at)) return true;
    has = has_bit(l, set, p->at[at - 1].word) || (specials >> SPECIAL_CAPITAL & 1 && piece_is_capital(p, at - 1));
  }
  return has != g->negate;
}

/* ---- writing ---- */

static void set_decade(time_expression *e, int value) { e->decade_or_century = value, e->unit = GRANULARITY_DECADE; }

static void set_field(draft *d, field f, int value) {
  time_expression *e = &d->e;
  static const char *const vague[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
  switch (f) {
    case FIELD_TYPE: e->type = (time_type)value; break;
    case FIELD_KIND: e->kind = (time_kind)value; break;
    case FIELD_ANCHOR: e->anchor = (time_anchor)value; break;
    case FIELD_DIRECTION: e->direction = (time_direction)value; break;
    case FIELD_MOD: e->mod = (time_mod)value; break;
    case FIELD_UNIT:
      d->factor = value >= FORTNIGHT ? 2 : 1;
      e->unit = (granularity)(value % FORTNIGHT);
      break;
    case FIELD_DAYPART: e->daypart = (time_daypart)value; break;
    case FIELD_YEAR: e->year = value; break;
    case FIELD_MONTH: e->month = value; break;
    case FIELD_DAY: e->day = value; break;
    case FIELD_WEEKDAY: e->weekday = value; break;
    case FIELD_SEASON: e->season = value; break;
    case FIELD_QUARTER: e->quarter = value; break;
    case FIELD_HALF: e->half = value; break;
    case FIELD_DECADE:
      if (value >= 10) value /= 10; /* "los años ochenta" */
      set_decade(e, value == 2 ? 192 : (value < 3 ? 200 : 190) + value);
      break;
    case FIELD_CENTURY: e->decade_or_century = value - 1; break;
    case FIELD_HOUR: e->hour = value, e->minute = 0; break;
    case FIELD_MINUTE: e->minute = value; break;
    case FIELD_ZONE: e->zone = value, e->zone_known = true; break;
    case FIELD_AMOUNT: e->amount = value, e->is_half = false; break;
    case FIELD_SIGN: d->sign = value; break;
    case FIELD_HALVES: e->is_half = true; break;
    case FIELD_UNKNOWN: e->amount_unknown = true; break;
    case FIELD_FISCAL: e->is_fiscal = true; break;
    case FIELD_VAGUE: e->vague = str_of(vague[value]); break;
    case FIELD_NTH: e->nth = value; break;
    case FIELD_PM: d->pm = value; break;
    case FIELD_PLUS: d->has_plus = true; break;
  }
}

static void play(const pieces *p, const times_edge *edge, uint32_t at, draft *d) {
  const times_language *l = p->language;
  const times_test *t = &l->tests[edge->test];
  int value = 0;
  bool is_half = false;
  if (t->kind == TEST_BUILTIN) times_builtin_at(p, at, (times_builtin)t->value, t->field >= 0 ? &d->e : NULL, &value, &is_half);
  else if (t->kind == TEST_CLASS) value = l->words[p->at[at].word].value;
  bool fills_itself = t->kind == TEST_BUILTIN && t->value >= BUILTIN_HOUR;
  if (t->field >= 0 && !fills_itself) {
    set_field(d, (field)t->field, value);
    if (t->field == FIELD_AMOUNT) d->e.is_half = is_half;
  }
  for (uint32_t i = 0; i < edge->actions; i++) set_field(d, (field)l->actions[edge->first_action + i].field, l->actions[edge->first_action + i].value);
}

/* What the parts give together; false when they fit no clock and are no decade. */
static bool finish(draft *d) {
  time_expression *e = &d->e;
  if (d->has_plus) e->amount = e->is_half ? e->amount + 1 : 2 * e->amount + 1, e->is_half = true;
  e->amount *= d->factor;
  if (d->sign) e->amount = e->amount_unknown ? d->sign : d->sign * e->amount;
  if (d->pm >= 0) {
    if (e->hour < 1 || e->hour > 12) return false;
    e->hour = e->hour % 12 + 12 * d->pm;
  } else if (e->hour >= 0 && e->daypart != DAYPART_NONE) { /* "9 in the evening" */
    bool is_small_hour = e->daypart == DAYPART_NIGHT && e->hour >= 1 && e->hour <= 5; /* "2 at night" */
    if (e->hour == 12 && (e->daypart == DAYPART_NIGHT || e->daypart == DAYPART_MORNING)) e->hour = 0;
    else if (e->daypart != DAYPART_MORNING && e->hour < 12 && !is_small_hour) e->hour += 12;
    e->daypart = DAYPART_NONE;
  }
  if (e->hour >= 0 && e->unit == GRANULARITY_NONE) e->unit = GRANULARITY_DAY;
  if (e->unit == GRANULARITY_DECADE && e->year) { /* "the 1990's" */
    if (e->year % 10 != 0) return false;
    e->decade_or_century = e->year / 10;
    if (e->year % 100 == 0 && e->year < 2000) e->unit = GRANULARITY_CENTURY, e->decade_or_century /= 10;
    e->year = 0;
  }
  if (e->kind == TIME_WEEKDAY && e->month && e->day) e->kind = TIME_ABSOLUTE;
  return true; /* "31 June" stays: the calendar's checks show it */
}

static bool write_rule(times_matcher *m, const pieces *p, uint32_t at, uint32_t end, const times_rule *rule, uint32_t last, time_expression *out) {
  const times_language *l = m->l;
  for (uint32_t i = 0; i < rule->guards; i++)
    if (!guard_holds(p, &l->guards[rule->first_guard + i], at, end)) return false;
  uint32_t path[LONGEST + 1], n = 0;
  for (uint32_t t = last; t != NONE; t = m->threads[t].parent) path[n++] = t;
  draft d = {.e = {.hour = -1, .minute = -1, .anchor_index = NONE, .from = NONE, .to = NONE, .date_part = NONE}, .factor = 1, .pm = -1};
  while (n-- > 0) play(p, &l->edges[m->threads[path[n]].edge], m->threads[path[n]].at, &d);
  for (uint32_t i = 0; i < rule->settings; i++) set_field(&d, (field)l->settings[rule->first_setting + i].field, l->settings[rule->first_setting + i].value);
  if (!finish(&d)) return false;
  *out = d.e;
  return true;
}

/* ---- running ---- */

static void take_edge(times_matcher *m, const pieces *p, uint32_t start, uint32_t edge, uint32_t at, uint32_t parent) {
  const times_edge *e = &m->l->edges[edge];
  uint32_t end = test_at(p, &m->l->tests[e->test], at);
  if (end == at || end - start > LONGEST) return;
  uint32_t *stamp = &m->stamps[(size_t)(end - start) * m->l->state_count + e->target];
  if (*stamp == m->stamp || m->count == MOST_THREADS) return;
  *stamp = m->stamp;
  m->threads[m->count++] = (thread){at, end, parent, (uint16_t)edge};
}

uint32_t times_match(times_matcher *m, const pieces *p, uint32_t at, time_expression *best) {
  const times_language *l = m->l;
  uint32_t word = at < p->count ? p->at[at].word : NONE, first = l->states[0].first_edge, longest = at;
  int best_rule = -1;
  if (at >= p->count || ((word == NONE || l->start_of[word].count == 0) && !p->at[at].is_numeric)) return at;
  m->count = 0;
  m->stamp++;
  const times_start *starts = word == NONE ? NULL : &l->start_of[word];
  for (uint32_t i = 0; starts && i < starts->count; i++) take_edge(m, p, at, first + l->starts[starts->first + i], at, NONE);
  for (uint32_t i = 0; p->at[at].is_numeric && i < l->numeric_count; i++) take_edge(m, p, at, first + l->numeric[i], at, NONE);
  for (uint32_t i = 0; i < m->count; i++) {
    thread t = m->threads[i];
    const times_state *s = &l->states[l->edges[t.edge].target];
    bool is_better = t.end > longest || (t.end == longest && s->rule < best_rule);
    if (s->rule >= 0 && is_better && write_rule(m, p, at, t.end, &l->rules[s->rule], i, best)) longest = t.end, best_rule = s->rule;
    for (uint32_t k = 0; k < s->edges; k++) take_edge(m, p, at, s->first_edge + k, t.end, i);
  }
  return longest;
}
