/* Conflicts with the calendar and between dates.
 *
 * A dated statement is a statement with the one time that belongs to its verb: nearest to the predicate, with no other verb
 * between, not the time of somebody's saying, not "since" or "until". (A clause inside a statement may be dated too, "as the two
 * meet today".) Statements of one claim that have one verb, and passages that share three names and a third of their words,
 * form a slot (union-find); within a slot days that exclude each other are a conflict, and those that agree stand on one side.
 *
 * The calendar needs one report only: a weekday beside a date that fell on another, a day that no month has, a day after the
 * publication told as past (by the verb nearest before it, where no announced event between may have the day for its own). Each
 * repair that changes one field, the weekday or the day, is tried against what the story's reports say of the same claim; the
 * one they bear out is the reading.
 */
#include "compare/conflicts.h"
#include "lexicon/lexicon.h"

enum { MOST_PAIRED = 600, MOST_TRIED = 64, MOST_FAULTS = 32, MOST_GROUPS = 3, NAMES_SHARED = 3, NAMES_WEIGHT = 9, WORDS_SHARED = 350 };

typedef struct dated {
  uint32_t told, time;  /* time: index in the document's list */
  time_value value;
  span words;           /* the expression, its weekday included */
  bool is_said;         /* when the statement was said, not when it happened */
  bool is_named;        /* a weekday or a date is named, not "today" */
  bool is_clause;       /* dates a clause inside the statement ("as the two meet today"), which no claim stands for */
  span clause;
  index_vec stems;      /* of what is dated */
  uint32_t slot;        /* union-find over the list */
} dated;
typedef VEC(dated) dated_vec;

/* ---- the time of a statement ---- */

/* The weekday that stands beside a date as an expression of its own, NONE. */
static uint32_t weekday_beside(const document *d, uint32_t time) {
  uint32_t part = d->times.at[time].date_part;
  if (part >= d->times.count || part == time || d->times.at[part].weekday == 0) return NONE;
  span a = d->times.at[part].span, b = d->times.at[time].span;
  uint32_t gap = a.start < b.start ? (b.start > a.end ? b.start - a.end : 0) : (a.start > b.end ? a.start - b.end : 0);
  return gap <= 4 ? part : NONE;
}

/* The expression with the weekday beside it. */
static span words_of(const document *d, uint32_t time) {
  span s = d->times.at[time].span;
  uint32_t part = weekday_beside(d, time);
  if (part != NONE) {
    span w = d->times.at[part].span;
    if (w.start < s.start) s.start = w.start;
    if (w.end > s.end) s.end = w.end;
    if (s.end < d->text.len && d->text.at[s.end] == ')' && memchr(d->text.at + s.start, '(', span_length(s))) s.end++;
  }
  return s;
}

/* Times that date no statement: the weekday of a date, which speaks for both, and the time of somebody's saying. */
enum { TIME_IS_PART = 1, TIME_IS_SAID = 2 };
static uint8_t *mark_times(const document *d, arena *scratch) {
  uint8_t *marks = ARENA_ARRAY(scratch, uint8_t, (size_t)d->times.count + 1);
  for (uint32_t i = 0; i < d->times.count; i++)
    if (weekday_beside(d, i) != NONE) marks[weekday_beside(d, i)] |= TIME_IS_PART;
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    uint32_t said = d->attributions.at[i].said;
    if (said >= d->times.count) continue;
    marks[said] |= TIME_IS_SAID;
    for (uint32_t k = said > 2 ? said - 2 : 0; k < d->times.count && k <= said + 2; k++) /* said may be the weekday of a date */
      if (weekday_beside(d, k) == said || k == weekday_beside(d, said)) marks[k] |= TIME_IS_SAID;
  }
  return marks;
}

static bool is_day_like(const time_expression *e) {
  return (e->type == TIME_DATE || e->type == TIME_TIME) && (e->kind == TIME_ABSOLUTE || e->kind == TIME_WEEKDAY || e->kind == TIME_OFFSET ||
      e->kind == TIME_UNIT) &&
         e->anchor != ANCHOR_EXPRESSION && /* "the next day" hangs on another expression, and on its errors */
         !e->amount_unknown && e->mod != MOD_BEFORE && e->mod != MOD_AFTER && e->mod != MOD_LESS_THAN && e->mod != MOD_MORE_THAN;
}

/* "since", "until" and their like before it, "'s" behind it: it bounds or names something, it does not date the verb. */
static bool is_bound_up(const document *d, span words) {
  static const char *const before[] = {"since", "until", "till", "by", "before", "after", "from", "through", "of", "for", "between", "to"};
  uint32_t first = document_token_at(d, words.start);
  for (uint32_t back = 1; back <= 2 && back <= first; back++) {
    const token *t = &d->tokens.at[first - back];
    if (back == 2 && !str_eq(d->tokens.at[first - 1].folded, STR("the")) && !str_eq(d->tokens.at[first - 1].folded, STR("late")) &&
        !str_eq(d->tokens.at[first - 1].folded, STR("early"))) break;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
      if (str_eq(t->folded, str_of(before[i]))) return true;
  }
  str after = str_slice(d->text, words.end, d->text.len);
  if (str_starts(after, STR("'s")) || str_starts(after, STR("’s"))) return true;
  uint32_t last = document_token_at(d, words.end > 0 ? words.end - 1 : 0);
  if (last < d->tokens.count && (str_ends(d->tokens.at[last].folded, STR("'s")))) return true;
  /* "the Monday meeting": a noun straight behind that no mark parts from it */
  if (first > 0 && last + 1 < d->tokens.count && d->tokens.at[first - 1].word == WORD_DETERMINER && d->tokens.at[last + 1].word == WORD_NOUN) return true;
  return false;
}

static bool is_verb(const token *t) { return t->word == WORD_VERB || t->word == WORD_AUX; }

static bool opens_clause(const token *t) {
  static const char *const words[] = {"as", "when", "while", "where", "which", "who", "because", "after", "before", "since", "despite", "following", "amid"};
  if (t->word == WORD_SUBORDINATOR) return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq(t->folded, str_of(words[i]))) return true;
  return false;
}

/* Whether the time stands with the predicate: no other verb between them, but for what "to" adds ("is set to arrive"). */
static bool is_of_predicate(const document *d, const statement *s, span words) {
  if (span_empty(s->predicate)) return false;
  uint32_t first = document_token_at(d, s->predicate.start), last = document_token_at(d, s->predicate.end - 1), time = document_token_at(d, words.start);
  if (time > last) {
    bool is_chain = true;
    for (uint32_t i = last + 1; i < time; i++) {
      const token *t = &d->tokens.at[i];
      if (is_verb(t) && !is_chain) return false;
      if (opens_clause(t) || t->word == WORD_CONJUNCTION) return false;
      is_chain = is_verb(t) || t->word == WORD_PARTICLE || t->word == WORD_ADVERB || str_eq(t->folded, STR("to"));
    }
    return true;
  }
  if (time >= first) return true;
  /* before it: at the head of the clause ("On Monday, …") or right before the verb ("officials on Monday said") */
  uint32_t end = document_token_at(d, words.end > 0 ? words.end - 1 : 0), head = document_token_at(d, s->span.start);
  if (time > head + 2 && first > end + 2) return false;
  for (uint32_t i = end + 1; i < first; i++)
    if (is_verb(&d->tokens.at[i]) || opens_clause(&d->tokens.at[i]) || d->tokens.at[i].word == WORD_CONJUNCTION) return false;
  return true;
}

/* A clause inside the statement that the time dates: from its subordinator to the next, with one verb before the time. Empty
 * when there is none. */
static span clause_of(const document *d, const statement *s, span words) {
  uint32_t time = document_token_at(d, words.start), first = document_token_at(d, s->span.start), verbs = 0, from = time;
  while (from > first && !opens_clause(&d->tokens.at[from - 1])) {
    const token *t = &d->tokens.at[--from];
    verbs += t->word == WORD_VERB;
    if (verbs > 1 || t->word == WORD_CONJUNCTION) return (span){0, 0};
  }
  if (from == first || from == time || verbs != 1) return (span){0, 0};
  uint32_t end = time;
  while (end < d->tokens.count && d->tokens.at[end].span.end <= s->span.end && !opens_clause(&d->tokens.at[end])) end++;
  return end > from ? (span){d->tokens.at[from].span.start, d->tokens.at[end - 1].span.end} : (span){0, 0};
}

static bool dating_of(const document *d, uint32_t time, dated *out) {
  const time_expression *e = &d->times.at[time];
  if (!is_day_like(e)) return false;
  time_anchors anchors = document_anchors(d);
  out->time = time;
  out->words = words_of(d, time);
  out->value = time_resolve(&d->times, time, &anchors);
  out->is_named = e->kind == TIME_WEEKDAY || (e->kind == TIME_ABSOLUTE && e->day > 0);
  return out->value.known;
}

/* The date that holds this time as its weekday, else the time. */
static uint32_t date_beside(const document *d, uint32_t time) {
  if (time >= d->times.count) return NONE;
  for (uint32_t k = time > 2 ? time - 2 : 0; k < d->times.count && k <= time + 2; k++)
    if (weekday_beside(d, k) == time) return k;
  return time;
}

static void date_statements(const conflict_work *w, dated_vec *out) {
  const document *marked = NULL;
  uint8_t *marks = NULL;
  for (uint32_t i = 0; i < w->told.count; i++) {
    const told *t = &w->told.at[i];
    const document *d = work_document(w, t->doc);
    const statement *s = told_statement(w, t);
    if (d != marked) marks = mark_times(d, w->scratch), marked = d;
    dated best = {0};
    uint32_t nearest = UINT32_MAX;
    for (uint32_t k = document_time_from(d, s->span.start); k < d->times.count && d->times.at[k].span.start < s->span.end; k++) {
      dated it = {.told = i};
      if (marks[k] || !span_holds(s->span, d->times.at[k].span) || !dating_of(d, k, &it)) continue;
      if (work_told_at(w, t->doc, d->times.at[k].span) != i || is_bound_up(d, it.words)) continue;
      it.clause = s->span;
      if (!is_of_predicate(d, s, it.words)) {
        it.clause = clause_of(d, s, it.words);
        it.is_clause = true;
        if (!span_empty(it.clause)) vec_push(w->scratch, out, it);
        continue;
      }
      uint32_t far = it.words.start > s->predicate.end ? it.words.start - s->predicate.end : s->predicate.start > it.words.end
          ? s->predicate.start - it.words.end : 0;
      if (far < nearest) nearest = far, best = it;
    }
    if (nearest != UINT32_MAX) vec_push(w->scratch, out, best);
    uint32_t a = s->attribution;
    dated said = {.told = i, .is_said = true, .clause = s->span};
    uint32_t when = a == NONE ? NONE : date_beside(d, d->attributions.at[a].said);
    if (when != NONE && dating_of(d, when, &said)) vec_push(w->scratch, out, said);
  }
  for (uint32_t i = 0; i < out->count; i++) {
    out->at[i].slot = i;
    if (out->at[i].is_clause) work_stems_of(w, w->told.at[out->at[i].told].doc, out->at[i].clause, &out->at[i].stems);
    else out->at[i].stems = w->told.at[out->at[i].told].stems;
  }
}

/* ---- slots ---- */

static uint32_t root_of(dated_vec *list, uint32_t i) {
  while (list->at[i].slot != i) i = list->at[i].slot = list->at[list->at[i].slot].slot;
  return i;
}

static void join(dated_vec *list, uint32_t a, uint32_t b) {
  a = root_of(list, a), b = root_of(list, b);
  if (a < b) list->at[b].slot = a;
  else list->at[a].slot = b;
}

/* How many names of a's clause stand in b's too ("Ann Roe" is one), and the weight of their rarest words. */
static uint32_t common_names(const conflict_work *w, const dated *a, const dated *b, uint32_t *weight) {
  const document *d = work_document(w, w->told.at[a->told].doc);
  uint32_t count = 0, best = 0;
  index_vec seen = {0};
  *weight = 0;
  for (uint32_t i = document_token_at(d, a->clause.start); i <= d->tokens.count; i++) {
    bool is_name = i < d->tokens.count && d->tokens.at[i].span.start < a->clause.end && d->tokens.at[i].word == WORD_PROPER &&
                   !lexicon_has(LEXICON_CALENDAR_WORDS, d->tokens.at[i].folded);
    uint32_t stem = is_name ? work_stem(w, &d->tokens.at[i]) : NONE;
    if (stem != NONE && set_has(&b->stems, stem)) {
      bool is_new = true; /* a name told twice counts once */
      for (uint32_t k = 0; k < seen.count; k++) is_new &= seen.at[k] != stem;
      vec_push(w->scratch, &seen, stem);
      if (is_new && work_weight(w, stem) > best) best = work_weight(w, stem);
    }
    if (!is_name && best > 0) count++, *weight += best, best = 0;
    if (i >= d->tokens.count || d->tokens.at[i].span.start >= a->clause.end) break;
  }
  return count;
}

/* One event told twice: at least three names that are not in every sentence of the story, and some of the other words of the
 * shorter statement, in common. */
static bool is_same_event(const conflict_work *w, const dated *a, const dated *b) {
  uint32_t shared = 0, weight = 0;
  int ab = work_cover(w, &a->stems, &b->stems, &shared), ba = work_cover(w, &b->stems, &a->stems, NULL);
  if (shared < NAMES_SHARED || (ab > ba ? ab : ba) < WORDS_SHARED) return false;
  return common_names(w, a, b, &weight) >= NAMES_SHARED && weight >= NAMES_WEIGHT;
}

/* The last verb of the predicate, NULL. */
static const token *head_of(const conflict_work *w, const dated *it) {
  const told *t = &w->told.at[it->told];
  const document *d = work_document(w, t->doc);
  span p = told_statement(w, t)->predicate;
  const token *head = NULL;
  for (uint32_t i = document_token_at(d, p.start); !span_empty(p) && i < d->tokens.count && d->tokens.at[i].span.start < p.end; i++)
    if (d->tokens.at[i].word == WORD_VERB) head = &d->tokens.at[i];
  return head;
}

/* "announced today that …": the day is that of the saying. */
static bool is_saying(const conflict_work *w, const dated *it) {
  const token *head = it->is_clause ? NULL : head_of(w, it);
  const lexicon_entry *cue = head ? lexicon_find(LEXICON_CUE_VERBS, head->lemma) : NULL;
  return cue && str_find(cue->value, STR("clause"), 0) != STR_NONE;
}

/* Statements of one claim that have one verb, and passages that tell one event. */
static void make_slots(const conflict_work *w, dated_vec *list) {
  map64 first = map64_new(w->scratch);
  for (uint32_t i = 0; i < list->count; i++) {
    const dated *it = &list->at[i];
    uint32_t claim = w->claim_of.at[it->told], head = NONE;
    const token *verb = it->is_said || is_saying(w, it) ? NULL : head_of(w, it);
    if (verb) head = work_stem(w, verb);
    if (claim == NONE || it->is_clause || (head == NONE && !it->is_said)) continue;
    uint32_t at = *map64_put(&first, ((uint64_t)claim << 32) | head, i); /* head NONE: the sayings */
    if (at != i) join(list, at, i);
  }
  if (list->count > MOST_PAIRED) return;
  for (uint32_t i = 0; i < list->count; i++)
    for (uint32_t k = 0; k < i; k++) {
      const dated *a = &list->at[i], *b = &list->at[k];
      if (a->is_said || b->is_said || w->told.at[a->told].doc == w->told.at[b->told].doc || root_of(list, i) == root_of(list, k)) continue;
      if (!is_saying(w, a) && !is_saying(w, b) && is_same_event(w, a, b)) join(list, k, i);
    }
}

/* ---- date against date ---- */

static bool is_disjoint(const dated *a, const dated *b) {
  return a->value.days.latest < b->value.days.earliest || b->value.days.latest < a->value.days.earliest;
}

static int64_t days_apart(const dated *a, const dated *b) {
  return a->value.days.latest < b->value.days.earliest ? b->value.days.earliest - a->value.days.latest : a->value.days.earliest - b->value.days.latest;
}

static bool is_night(const document *d, const dated *a) {
  const time_expression *e = &d->times.at[a->time];
  return e->daypart == DAYPART_NIGHT || e->daypart == DAYPART_EVENING || e->hour >= 20 || (e->hour >= 0 && e->hour <= 4);
}

/* "Monday 14 March", "March 2022", "7–13 March". */
static str value_of(arena *a, const dated *it) {
  civil from = day_to_civil(it->value.days.earliest);
  if (it->value.days.earliest == it->value.days.latest) return work_day(a, it->value.days.earliest, false);
  if (it->value.granularity == GRANULARITY_YEAR) return str_format(a, "%d", from.year);
  char first[11], last[11];
  day_print(it->value.days.earliest, first);
  day_print(it->value.days.latest, last);
  return str_format(a, "%s to %s", first, last);
}

typedef struct group { index_vec items; uint32_t docs, center; } group; /* items in order; center: the one the others agree with */

static uint32_t count_docs(const conflict_work *w, const dated_vec *list, const index_vec *items) {
  uint32_t n = 0; /* items are in order of document */
  for (uint32_t i = 0; i < items->count; i++)
    n += i == 0 || w->told.at[list->at[items->at[i]].told].doc != w->told.at[list->at[items->at[i - 1]].told].doc;
  return n;
}

/* Takes from `rest` the largest set of items that overlap one of them. */
static group take_group(const conflict_work *w, const dated_vec *list, index_vec *rest) {
  group best = {0};
  uint32_t tries = rest->count < MOST_TRIED ? rest->count : MOST_TRIED;
  for (uint32_t i = 0; i < tries; i++) {
    group g = {.center = rest->at[i]};
    for (uint32_t k = 0; k < rest->count; k++)
      if (k == i || !is_disjoint(&list->at[rest->at[i]], &list->at[rest->at[k]])) vec_push(w->scratch, &g.items, rest->at[k]);
    g.docs = count_docs(w, list, &g.items);
    if (g.docs > best.docs || (g.docs == best.docs && g.items.count > best.items.count)) best = g;
  }
  index_vec left = {0};
  for (uint32_t i = 0; i < rest->count; i++) {
    bool is_taken = false;
    for (uint32_t k = 0; k < best.items.count; k++) is_taken |= best.items.at[k] == rest->at[i];
    if (!is_taken) vec_push(w->scratch, &left, rest->at[i]);
  }
  *rest = left;
  return best;
}

/* How sure it is that the two dates are of one thing. 500 for a slot; a day that is named, more days between, a verb in
 * common, more of the words in common each add. */
static int date_strength(const conflict_work *w, const dated *a, const dated *b) {
  const told *x = &w->told.at[a->told], *y = &w->told.at[b->told];
  int strength = 450 + 75 * (a->is_named + b->is_named);
  if (days_apart(a, b) >= 2) strength += 75;
  int xy = work_cover(w, &a->stems, &b->stems, NULL), yx = work_cover(w, &b->stems, &a->stems, NULL);
  strength += (xy > yx ? xy : yx) / 4;
  const document *dx = work_document(w, x->doc), *dy = work_document(w, y->doc);
  if (days_apart(a, b) == 1 && (is_night(dx, a) || is_night(dy, b))) strength -= 300; /* time zones, and who stays up */
  if (told_statement(w, x)->is_background || told_statement(w, y)->is_background) strength -= 200;
  if (x->doc == y->doc) strength -= 100;
  return strength;
}

/* One passage a report, that with most in common with the other side's date first; those that name the day before others. */
static void add_side(conflict_work *w, conflict *c, const dated_vec *list, const group *g, const dated *other) {
  side *s = work_side(w, c, value_of(w->s->arena, &list->at[g->center]), NONE);
  index_vec best = {0}; /* of each document, in order */
  for (uint32_t i = 0; i < g->items.count; i++) {
    const dated *it = &list->at[g->items.at[i]];
    uint32_t *last = best.count > 0 ? vec_last(&best) : NULL;
    bool is_same_doc = last && w->told.at[list->at[*last].told].doc == w->told.at[it->told].doc;
    if (!is_same_doc) vec_push(w->scratch, &best, g->items.at[i]);
    else if (date_strength(w, it, other) > date_strength(w, &list->at[*last], other)) *last = g->items.at[i];
  }
  for (int named = 1; named >= 0; named--)
    for (uint32_t i = 0; i < best.count; i++) {
      const dated *it = &list->at[best.at[i]];
      if (it->is_named != (named == 1)) continue;
      const told *t = &w->told.at[it->told];
      work_evidence(w, s, (evidence){t->doc, work_window(work_document(w, t->doc), it->clause, it->words)}, it->words);
    }
}

static bool has_doc(const conflict_work *w, const dated_vec *list, const index_vec *items, uint32_t doc) {
  for (uint32_t i = 0; i < items->count; i++)
    if (w->told.at[list->at[items->at[i]].told].doc == doc) return true;
  return false;
}

static void date_in_slot(conflict_work *w, const dated_vec *list, const index_vec *items) {
  index_vec rest = {0};
  for (uint32_t i = 0; i < items->count; i++) {
    const dated *it = &list->at[items->at[i]];
    if (!it->is_said && it->value.certain && it->value.granularity <= GRANULARITY_YEAR && told_is_telling(w,
        &w->told.at[it->told])) vec_push(w->scratch, &rest, items->at[i]);
  }
  group groups[MOST_GROUPS];
  uint32_t count = 0;
  while (rest.count > 0 && count < MOST_GROUPS) groups[count++] = take_group(w, list, &rest);
  if (count < 2) return;
  index_vec only[2] = {{0}, {0}}; /* a report that has both days tells of two things: others must part over them */
  for (int g = 0; g < 2; g++)
    for (uint32_t i = 0; i < groups[g].items.count; i++)
      if (!has_doc(w, list, &groups[1 - g].items, w->told.at[list->at[groups[g].items.at[i]].told].doc)) vec_push(w->scratch, &only[g], groups[g].items.at[i]);
  if (only[0].count == 0 || only[1].count == 0) return;
  int strength = 0;
  const dated *a = NULL, *b = NULL;
  for (uint32_t i = 0; i < only[0].count && i < MOST_TRIED; i++)
    for (uint32_t k = 0; k < only[1].count && k < MOST_TRIED; k++) {
      const dated *x = &list->at[only[0].at[i]], *y = &list->at[only[1].at[k]];
      if (!is_disjoint(x, y)) continue;
      int s = date_strength(w, x, y);
      if (s > strength) strength = s, a = x, b = y;
    }
  if (!a) return;
  arena *keep = w->s->arena;
  uint32_t claim = w->claim_of.at[a->told] != NONE ? w->claim_of.at[a->told] : w->claim_of.at[b->told];
  conflict *c = work_add(w, CONFLICT_DATE, claim, 0);
  for (uint32_t i = 0; i < count; i++) add_side(w, c, list, &groups[i], i == 0 ? b : a);
  str va = value_of(keep, a), vb = value_of(keep, b);
  c->text = str_format(keep, "%.*s or %.*s: %.*s", STR_ARG(va), STR_ARG(vb),
                       STR_ARG(work_clip(keep, document_slice(work_document(w, w->told.at[a->told].doc), a->clause), 110)));
  int64_t apart = days_apart(a, b);
  bool are_days = a->value.days.earliest == a->value.days.latest && b->value.days.earliest == b->value.days.latest;
  if (are_days && apart % 7 == 0) {
    str wa = work_day(keep, a->value.days.earliest, false);
    size_t word = str_find_char(wa, ' ', 0);
    c->reading = str_format(keep, "Both days are %.*ss, %lld week%s apart: the weekday agrees, the week does not.", (int)word, wa.at,
        (long long)(apart / 7), apart == 7 ? "" : "s");
    strength += 75;
  } else if (groups[0].docs >= 2 && groups[1].docs == 1) {
    c->reading = str_format(keep, "%.*s agree on %.*s; %.*s stands alone.", STR_ARG(work_letters(w, &c->sides.at[0].evidence)), STR_ARG(c->sides.at[0].value),
                            STR_ARG(work_letters(w, &c->sides.at[1].evidence)));
    strength += 25;
  } else {
    strength -= 75;
  }
  c->strength = strength > 1000 ? 1000 : strength < 0 ? 0 : strength;
}

void conflicts_date(conflict_work *w) {
  dated_vec list = {0};
  date_statements(w, &list);
  make_slots(w, &list);
  index_vec *slots = ARENA_ARRAY(w->scratch, index_vec, (size_t)list.count + 1);
  for (uint32_t i = 0; i < list.count; i++) vec_push(w->scratch, &slots[root_of(&list, i)], i);
  for (uint32_t i = 0; i < list.count; i++)
    if (slots[i].count > 1) date_in_slot(w, &list, &slots[i]);
}

/* ---- the calendar ---- */

static const char *weekday_name(int weekday) {
  static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return names[weekday - 1];
}

/* The passage around a time: its statement, else its sentence, cut to a window. */
static evidence passage_at(const conflict_work *w, uint32_t doc, span words) {
  const document *d = work_document(w, doc);
  uint32_t sentence = document_sentence_at(d, words.start);
  span whole = sentence < d->sentences.count ? d->sentences.at[sentence].span : words;
  if (!span_holds(whole, words)) whole = words;
  return (evidence){doc, work_window(d, whole, words)};
}

/* Those that date the same claim on `day` in other reports; with weekday and date they agree. */
static void find_support(const conflict_work *w, const dated_vec *list, uint32_t claim, uint32_t doc, int64_t day, index_vec *out) {
  for (uint32_t i = 0; i < list->count && claim != NONE; i++) {
    const dated *it = &list->at[i];
    if (w->claim_of.at[it->told] == claim && !it->is_clause && w->told.at[it->told].doc != doc && it->value.certain &&
        it->value.days.earliest == day && it->value.days.latest == day)
      vec_push(w->scratch, out, i);
  }
}

/* Where the report itself has that day with a weekday that fits. */
static uint32_t fits_elsewhere(const document *d, uint32_t but, int64_t day) {
  time_anchors anchors = document_anchors(d);
  for (uint32_t i = 0; i < d->times.count; i++) {
    const time_expression *e = &d->times.at[i];
    if (i == but || e->kind != TIME_ABSOLUTE || !e->day || (!e->weekday && weekday_beside(d, i) == NONE)) continue;
    time_value v = time_resolve(&d->times, i, &anchors);
    if (v.known && v.certain && v.days.earliest == day && v.days.latest == day) return i;
  }
  return NONE;
}

static void weekday_conflict(conflict_work *w, const dated_vec *list, uint32_t doc, uint32_t time, int right) {
  const document *d = work_document(w, doc);
  const time_expression *e = &d->times.at[time];
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, time, &anchors);
  int64_t day = 0;
  if (!v.known || v.timex[0] == 0 || !day_parse(v.timex, strlen(v.timex) < 10 ? strlen(v.timex) : 10, &day)) return;
  uint32_t part = weekday_beside(d, time);
  if (!e->weekday && part == NONE) return;
  int said = e->weekday ? e->weekday : d->times.at[part].weekday;
  int64_t back = (day_weekday(day) - said + 7) % 7, other = back <= 3 ? day - back : day - back + 7;
  arena *a = w->s->arena;
  span words = words_of(d, time);

  uint32_t claim = NONE;
  for (uint32_t i = 0; i < list->count; i++)
    if (w->told.at[list->at[i].told].doc == doc && list->at[i].time == time && claim == NONE) claim = w->claim_of.at[list->at[i].told];
  /* the day changed: any day of that weekday within three weeks that others give; the weekday changed: the date itself */
  index_vec repair = {0}, date = {0};
  for (int64_t step = 0; step <= 3 && repair.count == 0; step++)
    for (int sign = -1; sign <= 1 && repair.count == 0; sign += 2) {
      find_support(w, list, claim, doc, other + sign * 7 * step, &repair);
      if (repair.count > 0) other += sign * 7 * step;
    }
  find_support(w, list, claim, doc, day, &date);
  uint32_t itself = fits_elsewhere(d, time, day);

  conflict *c = work_add(w, CONFLICT_CALENDAR, claim, 0);
  civil on = day_to_civil(day);
  str right_day = work_day(a, day, true), said_date = work_day(a, day, false);
  size_t gap = str_find_char(said_date, ' ', 0);
  str date_words = str_slice(said_date, gap + 1, said_date.len);
  c->text = str_format(a, "“%s %.*s” does not exist in %d", weekday_name(said), STR_ARG(date_words), on.year);
  side *s = work_side(w, c, str_format(a, "%s %.*s", weekday_name(said), STR_ARG(date_words)), NONE);
  work_evidence(w, s, passage_at(w, doc, words), words);
  if (repair.count > 0) {
    s = work_side(w, c, work_day(a, other, false), NONE);
    for (uint32_t i = 0; i < repair.count; i++) {
      const dated *it = &list->at[repair.at[i]];
      work_evidence(w, s, passage_at(w, w->told.at[it->told].doc, it->words), it->words);
    }
  }
  str others = repair.count > 0 ? work_letters(w, &c->sides.at[1].evidence) : STR("");
  if (date.count > 0 || itself != NONE) {
    s = work_side(w, c, work_day(a, day, false), NONE);
    if (itself != NONE) work_evidence(w, s, passage_at(w, doc, words_of(d, itself)), words_of(d, itself));
    for (uint32_t i = 0; i < date.count; i++) {
      const dated *it = &list->at[date.at[i]];
      work_evidence(w, s, passage_at(w, w->told.at[it->told].doc, it->words), it->words);
    }
  }
  const char *also = itself != NONE ? str_zero(a, str_format(a, "; %.*s says so itself elsewhere", STR_ARG(work_letter(w, doc)))) : "";
  size_t end = str_find_char(right_day, ' ', 0);
  str right_date = str_slice(right_day, end + 1, right_day.len);
  if (repair.count > 0)
    c->reading = str_format(a, "%.*s was a %s%s. %.*s date%s the same on %.*s, which repairs it.", STR_ARG(right_date), weekday_name(right), also,
        STR_ARG(others),
                            memchr(others.at, ' ', others.len) ? "" : "s", STR_ARG(work_day(a, other, false)));
  else
    c->reading = str_format(a, "%.*s was a %s%s. The nearest %s is %.*s.", STR_ARG(right_date), weekday_name(right), also, weekday_name(said),
        STR_ARG(work_day(a, other, false)));
  /* A year that is only inferred makes the date itself a guess. */
  bool year_is_sure = e->year > 0 || d->published.basis != BASIS_INFERRED || repair.count > 0 || itself != NONE;
  c->strength = (year_is_sure ? 800 : 650) + (repair.count > 0 ? 100 : 0) + (itself != NONE ? 50 : 0);
}

/* A day that its month never has. */
static void impossible_date(conflict_work *w, uint32_t doc, uint32_t time) {
  static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"};
  const document *d = work_document(w, doc);
  const time_expression *e = &d->times.at[time];
  if (e->kind != TIME_ABSOLUTE || e->month < 1 || e->month > 12 || e->day < 1) return;
  int year = e->year > 0 ? e->year : 2000; /* a leap year where none is said */
  if (year > CALENDAR_MAX_YEAR || civil_valid(year, e->month, e->day)) return;
  arena *a = w->s->arena;
  conflict *c = work_add(w, CONFLICT_CALENDAR, NONE, 800);
  c->text = str_format(a, "%d %s does not exist", e->day, months[e->month - 1]);
  int days = month_days(year, e->month);
  if (e->year > 0) c->reading = str_format(a, "%s %d had %d days.", months[e->month - 1], e->year, days);
  else c->reading = str_format(a, "%s has %d days.", months[e->month - 1], days);
  side *s = work_side(w, c, str_format(a, "%d %s", e->day, months[e->month - 1]), NONE);
  work_evidence(w, s, passage_at(w, doc, words_of(d, time)), words_of(d, time));
}

/* ---- told as past ---- */

static bool is_any(str word, const char *const *words) {
  for (; *words; words++)
    if (str_eq(word, str_of(*words))) return true;
  return false;
}

/* A verb whose day may be that of what it names: "scheduled" (data/modality.txt), "awaited", "postponed". */
static bool looks_ahead(const token *verb) {
  static const char *const words[] = {"announce", "anticipate", "await", "book", "call", "delay", "discuss", "fix", "invite", "order", "postpone",
      "reschedule", "summon", "time", NULL};
  const lexicon_entry *e = str_eq(verb->lemma, STR("go")) ? NULL : lexicon_find(LEXICON_MODALITY, verb->lemma); /* "is going to" */
  return is_any(verb->lemma, words) || (e && (str_starts(e->value, STR("future")) || str_starts(e->value, STR("wanted"))));
}

/* Events that are announced beforehand: a day behind one may be its own, whatever the verb before it tells. */
static bool is_appointment(const token *t) {
  static const char *const words[] = {"anniversary", "ballot", "caucus", "celebration", "ceremony", "championship", "concert", "conference", "congress",
      "contest", "convention", "debate", "deadline", "election", "event", "exhibition", "expo", "festival", "final", "forum", "funeral", "game", "hearing",
      "inauguration", "launch", "marathon", "match", "meeting", "olympics", "opening", "party", "poll", "primary", "rally", "referendum", "release",
      "session", "start", "strike", "summit", "talk", "tour", "tournament", "trial", "trip", "visit", "vote", "wedding", NULL};
  return (t->word == WORD_NOUN || t->word == WORD_PROPER) && is_any(t->lemma, words) && !str_ends(t->folded, STR("'s"));
}

/* The verb's day is that of the event it takes: "held talks on 14 March". */
static bool takes_place(const token *verb) {
  static const char *const words[] = {"attend", "begin", "boycott", "chair", "close", "end", "hold", "host", "lose", "open", "skip", "start", "win", NULL};
  return is_any(verb->lemma, words);
}

/* "sank", "was sunk", "had sunk". A form that may be either is past where it is the statement's predicate, and of a verb that
 * has no passive. */
static bool is_past_verb(const document *d, uint32_t first, uint32_t verb, span predicate) {
  static const char *const past[] = {"was", "were", "had", "wasn't", "weren't", "hadn't", NULL};
  static const char *const intransitive[] = {"arrive", "collapse", "die", "emerge", "happen", "occur", "resign", NULL};
  const token *t = &d->tokens.at[verb];
  if (t->word != WORD_VERB || looks_ahead(t)) return false;
  if (t->form == VERB_PAST || (t->form == VERB_PAST_OR_PARTICIPLE && (span_holds(predicate, t->span) || is_any(t->lemma, intransitive)))) return true;
  if (t->form != VERB_PARTICIPLE) return false;
  uint32_t i = verb;
  while (i > first && (d->tokens.at[i - 1].word == WORD_ADVERB || str_eq(d->tokens.at[i - 1].folded, STR("not")) ||
                       str_eq(d->tokens.at[i - 1].folded, STR("been")))) i--;
  return i > first && is_any(d->tokens.at[i - 1].folded, past);
}

/* A future seen from the past anywhere in the sentence ("would", "was to"), or a condition before the time ("until"). */
static bool has_future_in_past(const document *d, const sentence *s, uint32_t time) {
  static const char *const words[] = {"would", "could", "should", "might", NULL};
  static const char *const conditions[] = {"if", "unless", "until", "till", "once", "upcoming", "forthcoming", NULL};
  static const char *const be[] = {"was", "were", NULL};
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    if (is_any(d->tokens.at[i].folded, words) || (i < time && is_any(d->tokens.at[i].folded, conditions))) return true;
    if (i > s->first && str_eq(d->tokens.at[i].folded, STR("to")) && is_any(d->tokens.at[i - 1].folded, be)) return true;
  }
  return false;
}

/* "began pelting": the day of one is that of the other. */
static bool is_phase(const token *verb) {
  static const char *const words[] = {"begin", "finish", "start", "stop", NULL};
  return verb->form == VERB_PAST && is_any(verb->lemma, words);
}

/* The verb before a day, `end` its first token ("on"): the nearest one, unless what stands between may have the day for
 * itself. NONE. */
static uint32_t verb_before(const document *d, uint32_t first, uint32_t end) {
  static const char *const aims[] = {"for", "ahead", "about", "through", "toward", "towards", "due", "next", "coming", NULL};
  static const char *const walls[] = {";", ":", "--", "–", "—", "(", ")", "\"", "“", "”", "``", "''", NULL};
  bool names_event = false;
  for (uint32_t i = end; i-- > first;) {
    const token *t = &d->tokens.at[i], *before = i > first ? t - 1 : NULL;
    if (opens_clause(t) || is_any(t->folded, aims) || is_any(t->folded, walls)) return NONE;
    if (t->word == WORD_CONJUNCTION && before && str_eq(before->folded, STR(","))) return NONE; /* ", and the host leaves on" */
    names_event |= is_appointment(t) && t[1].word != WORD_NOUN; /* not "strike leaders" */
    if (!is_verb(t) || (t->is_capital && before)) continue; /* capital: of a name */
    if (t->form == VERB_ING && before && (before->word == WORD_ADPOSITION || before->word == WORD_DETERMINER || is_phase(before))) continue; /* "of breathing" */
    if (t->form != VERB_PAST && t->form != VERB_ING && before && before->word == WORD_VERB && before->form == VERB_PAST) continue; /* "died aged 59" */
    return names_event && !takes_place(t) ? NONE : i;
  }
  return NONE;
}

/* The verb after a day that opens its clause: "On 14 March, the ship sank", "The ship on 14 March sank". NONE. */
static uint32_t verb_after(const document *d, uint32_t from, uint32_t end) {
  uint32_t verb = NONE;
  for (uint32_t i = from; i < end; i++) {
    const token *t = &d->tokens.at[i];
    if (verb != NONE && !is_verb(t) && t->word != WORD_ADVERB) return verb;
    if (opens_clause(t)) return NONE;
    if (is_verb(t)) verb = i; /* the last of its group */
  }
  return verb;
}

/* "began on 7 March and ends on 20 March": the first is the verb's. */
static bool has_day_between(const document *d, uint32_t start, uint32_t end) {
  uint32_t k = document_time_from(d, start);
  return k < d->times.count && d->times.at[k].span.end < end && is_day_like(&d->times.at[k]);
}

/* Whether the verb that the day belongs to is told as past. */
static bool is_told_as_past(const document *d, span words, span predicate) {
  enum { LONGEST = 200 }; /* tokens; more is a list or a table */
  const sentence *s = &d->sentences.at[document_sentence_at(d, words.start)];
  uint32_t first = s->first, end = s->first + s->count, time = document_token_at(d, words.start), next = document_token_at(d, words.end);
  if (s->count > LONGEST || time < first || time >= end || has_future_in_past(d, s, time)) return false;
  bool has_on = time > first && str_eq(d->tokens.at[time - 1].folded, STR("on"));
  uint32_t start = has_on ? time - 1 : time, verb = verb_before(d, first, start);
  if (!has_on && next < end) { /* "the 14 March talks", "set 14 March for the talks" */
    const token *t = &d->tokens.at[next];
    if (t->word != WORD_PUNCT && (t->word != WORD_ADPOSITION || str_eq(t->folded, STR("for")))) return false;
  }
  bool opens = start == first || d->tokens.at[start - 1].word == WORD_CONJUNCTION || (next < end && is_verb(&d->tokens.at[next]));
  if (verb == NONE && has_on && opens) verb = verb_after(d, next, end);
  else if (verb != NONE && has_day_between(d, d->tokens.at[verb].span.end, words.start)) return false;
  return verb != NONE && is_past_verb(d, first, verb, predicate);
}

/* Neither an end of a range nor a holiday: a day written in figures. */
static bool is_written_day(const document *d, uint32_t time) {
  for (uint32_t i = time > 4 ? time - 4 : 0; i < d->times.count && i <= time + 4; i++) /* a range stands beside its ends */
    if (d->times.at[i].kind == TIME_RANGE && (d->times.at[i].from == time || d->times.at[i].to == time)) return false;
  str words = document_slice(d, d->times.at[time].span);
  for (size_t i = 0; i < words.len; i++)
    if (words.at[i] >= '0' && words.at[i] <= '9') return true;
  return false;
}

/* Whether an earlier time than `year` is spoken of before a day without a year in its sentence, or a year by its number in the
 * one before: the day may be of it. */
static bool is_of_another_year(const document *d, uint32_t time, int year) {
  time_anchors anchors = document_anchors(d);
  uint32_t sentence = d->times.at[time].sentence;
  uint32_t start = d->sentences.at[sentence > 0 ? sentence - 1 : 0].span.start;
  for (uint32_t i = document_time_from(d, start); i < time; i++) {
    time_value v = time_resolve(&d->times, i, &anchors);
    bool is_said = d->times.at[i].sentence == sentence || d->times.at[i].year > 0;
    if (is_said && v.known && day_to_civil(v.days.latest).year < year) return true;
  }
  return false;
}

/* Told as past, and dated after the report appeared. A day is left for the zones of the earth. */
static void past_after_publication(conflict_work *w, uint32_t doc, uint32_t time) {
  enum { NEAR = 60 }; /* days, as time_resolve's PLAY */
  const document *d = work_document(w, doc);
  const time_expression *e = &d->times.at[time];
  date_basis basis = d->published.basis;
  if (!d->published.known || basis == BASIS_INFERRED || basis == BASIS_NONE || !is_day_like(e) || e->kind != TIME_ABSOLUTE || !e->day) return;
  time_anchors anchors = document_anchors(d);
  time_value v = time_resolve(&d->times, time, &anchors);
  int64_t late = v.days.earliest - d->published.days.latest;
  if (!v.known || !v.certain || late < 2) return;
  int year = day_to_civil(v.days.earliest).year; /* "9 January" in a report of November is that of its own year */
  if (!e->year && (late > NEAR || year != day_to_civil(d->published.days.latest).year)) return;
  span words = words_of(d, time);
  uint32_t told = work_told_at(w, doc, words);
  const statement *s = told != NONE ? told_statement(w, &w->told.at[told]) : NULL;
  if (!is_written_day(d, time) || is_bound_up(d, words) || !is_told_as_past(d, words, s ? s->predicate : (span){0, 0})) return;
  if (!e->year && is_of_another_year(d, time, year)) return;
  arena *a = w->s->arena;
  conflict *c = work_add(w, CONFLICT_CALENDAR, told != NONE ? w->claim_of.at[told] : NONE, 750);
  c->text = str_format(a, "%.*s is told as past, but the report appeared before it", STR_ARG(work_day(a, v.days.earliest, true)));
  c->reading = str_format(a, "%.*s was published on %.*s.", STR_ARG(work_letter(w, doc)), STR_ARG(work_day(a, d->published.days.latest, true)));
  side *it = work_side(w, c, work_day(a, v.days.earliest, false), NONE);
  work_evidence(w, it, s ? (evidence){doc, work_window(d, s->span, words)} : passage_at(w, doc, words), words);
}

void conflicts_calendar(conflict_work *w) {
  dated_vec list = {0};
  date_statements(w, &list);
  uint32_t before = w->found.count; /* a story full of faults shows the first ones */
  for (uint32_t i = 0; i < w->s->documents.count; i++) {
    uint32_t doc = w->s->documents.at[i];
    const document *d = work_document(w, doc);
    time_anchors anchors = document_anchors(d);
    for (uint32_t k = 0; k < d->times.count && w->found.count - before < MOST_FAULTS; k++) {
      int right = 0;
      if (time_weekday_disagrees(&d->times, k, &anchors, &right)) weekday_conflict(w, &list, doc, k, right);
      impossible_date(w, doc, k);
      past_after_publication(w, doc, k);
    }
  }
}
