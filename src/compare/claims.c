/* Claims: the statements of a story's reports that tell the same, one cell a report.
 *
 * Pairs of statements of different reports that share something rare are scored (features.c). A pair counts when each is the
 * other's best in that report, or when it is very alike. Groups are joined pair by pair, best first, while the average over
 * all their statements stays high and no report would stand in a group twice: so a claim never joins what two reports keep
 * apart. What is left over joins a claim as a further passage of its report, or becomes a claim of one report where it is
 * worth one. Refusals ("declined to say") are laid beside refusals; one that stands alone is put into the claim whose telling
 * it refuses, when its report does not tell that itself.
 *
 * Invariant: a statement stands in one claim; cells are by document; the statements of a cell stand best first.
 */
#include "compare/pairs.h"

#include "lexicon/lexicon.h"

/* Chosen by eval/cells (as many wrong pairs out as cost few right ones), so that the sum of `../shared/score/report.py GOLD
 * r.json` over ../shared/seeds and ../shared/data/events does not fall. */
enum {
  LEAST_PAIR = 400,     /* a pair that may join groups */
  SURE_PAIR = 700,      /* a pair that joins though one of the two has a far better partner in that report */
  NEAR_BEST = 85,       /* percent of the best partner's score that are as good as it */
  LEAST_AVERAGE = 300,  /* of all the pairs of two groups that join */
  LEAST_FURTHER = 350,  /* a further statement of a report that has a cell */
  LEAST_LATE = 380,     /* a left over statement of a report that has none */
  LEAST_REFUSED = 400,  /* a lone refusal into the telling's claim */
  POSTINGS = 4000,      /* read for one statement, its rarest features first */
  MOST_NEAR = 64,       /* partners kept a statement */
  MOST_SAMPLE = 24,     /* statements of a group that an average looks at */
  MOST_IN_CELL = 3,
  FOR_A_SOURCE = 170,   /* percent: a telling on somebody's word leads its cell before a somewhat nearer one in the report's own voice */
  MOST_CLAIMS = 2,      /* on one passage */
  MOST_ALONE = 12,      /* claims of one report alone, a report */
  LEAST_TEXT_WORDS = 5,
  MOST_PASSAGE_WORDS = 45,
};

/* A passage that a claim rests on: how many claims rest on it or on one much the same. */
typedef struct passage { evidence e; uint32_t claim, claims, last; } passage;
typedef VEC(passage) passages;

typedef struct group { index_vec members; /* tellings, the first of its report before further ones */ } group;

typedef struct maker {
  const report *rep;
  story *s;
  arena *scratch;
  features f;
  pair_vec pairs;
  uint32_t *group_of; /* a telling each */
  group *groups;      /* as many as tellings; emptied when joined */
  passages *passages; /* a slot each */
  uint32_t *stamp;    /* [0] counts up; a slot each behind it */
} maker;

/* ---- pairs ---- */

static postings index_tellings(const maker *m) {
  const features *f = &m->f;
  const bag **bags = ARENA_ARRAY(m->scratch, const bag *, f->tellings.count + 1);
  for (uint32_t i = 0; i < f->tellings.count; i++) bags[i] = &f->tellings.at[i].bag;
  return pair_postings(f, bags, f->tellings.count, m->scratch);
}

/* The statements of other reports that share the rarest features of `a`, best first. */
static void find_near(maker *m, const postings *p, uint32_t a, bool *seen, pair_vec *out) {
  const features *f = &m->f;
  const telling *t = &f->tellings.at[a];
  arena_mark mark = arena_save(m->scratch);
  uint32_t n = t->bag.features.count, spent = 0;
  const uint32_t *order = pair_rarest_first(f, &t->bag, m->scratch);
  index_vec touched = {0};
  for (uint32_t i = 0; i < n && spent < POSTINGS; i++)
    for (uint32_t k = p->first[order[i]]; k < p->first[order[i] + 1] && spent < POSTINGS; k++, spent++) {
      uint32_t b = p->at[k];
      if (seen[b] || f->tellings.at[b].slot == t->slot) continue;
      seen[b] = true;
      vec_push(m->scratch, &touched, b);
    }
  pair_vec near = {0};
  for (uint32_t i = 0; i < touched.count; i++) {
    seen[touched.at[i]] = false;
    pair one = {a, touched.at[i], features_score(f, t, &f->tellings.at[touched.at[i]])};
    if (one.score >= LEAST_PAIR) vec_push(m->scratch, &near, one);
  }
  vec_sort(m->scratch, &near, pair_by_score);
  out->count = 0;
  for (uint32_t i = 0; i < near.count && i < MOST_NEAR; i++) out->at[out->count++] = near.at[i];
  arena_release(m->scratch, mark);
}

static bool is_one_kind(const telling *a, const telling *b) { return a->is_refusal == b->is_refusal; }

/* Fills m->pairs: of one kind, each (nearly) the other's best in its report or sure, best first. */
static void find_pairs(maker *m) {
  const features *f = &m->f;
  uint32_t n = f->tellings.count;
  postings p = index_tellings(m);
  bool *seen = ARENA_ARRAY(m->scratch, bool, n + 1);
  pair_vec near = {ARENA_ARRAY(m->scratch, pair, MOST_NEAR), 0, MOST_NEAR}, all = {0};
  map64 best = map64_new(m->scratch); /* telling and slot → its best score there */
  for (uint32_t a = 0; a < n; a++) {
    find_near(m, &p, a, seen, &near);
    for (uint32_t i = 0; i < near.count; i++) {
      const telling *other = &f->tellings.at[near.at[i].b];
      if (!is_one_kind(&f->tellings.at[a], other)) continue;
      map64_put(&best, (uint64_t)a << 32 | other->slot, (uint32_t)near.at[i].score);
      vec_push(m->scratch, &all, near.at[i]);
    }
  }
  for (uint32_t i = 0; i < all.count; i++) {
    pair e = all.at[i];
    if (e.a > e.b) { /* found from both sides, unless a list was full */
      const uint32_t back = map64_get(&best, (uint64_t)e.b << 32 | f->tellings.at[e.a].slot);
      if (back != MAP_NONE && (int)back >= e.score) continue;
      e = (pair){e.b, e.a, e.score};
    }
    uint32_t x = map64_get(&best, (uint64_t)e.a << 32 | f->tellings.at[e.b].slot), y = map64_get(&best, (uint64_t)e.b << 32 | f->tellings.at[e.a].slot);
    bool is_near_best = x != MAP_NONE && y != MAP_NONE && (int)x * NEAR_BEST <= e.score * 100 && (int)y * NEAR_BEST <= e.score * 100;
    if (is_near_best || e.score >= SURE_PAIR) vec_push(m->scratch, &m->pairs, e);
  }
  vec_sort(m->scratch, &m->pairs, pair_by_score);
}

/* ---- groups ---- */

/* Reports that stand in both groups: they keep apart what the two tell. */
static uint32_t shared_slots(const maker *m, const group *x, const group *y) {
  uint32_t n = 0;
  m->stamp[0]++;
  for (uint32_t i = 0; i < x->members.count; i++) m->stamp[1 + m->f.tellings.at[x->members.at[i]].slot] = m->stamp[0];
  for (uint32_t k = 0; k < y->members.count; k++) {
    uint32_t *of = &m->stamp[1 + m->f.tellings.at[y->members.at[k]].slot];
    if (*of == m->stamp[0]) n++, *of = 0;
  }
  return n;
}

static int average(const features *f, const group *x, const group *y) {
  int64_t sum = 0, n = 0;
  for (uint32_t i = 0; i < x->members.count && i < MOST_SAMPLE; i++)
    for (uint32_t k = 0; k < y->members.count && k < MOST_SAMPLE; k++, n++)
      sum += features_score(f, &f->tellings.at[x->members.at[i]], &f->tellings.at[y->members.at[k]]);
  return n ? (int)(sum / n) : 0;
}

static void join(maker *m, uint32_t x, uint32_t y) {
  group *to = &m->groups[x], *from = &m->groups[y];
  for (uint32_t i = 0; i < from->members.count; i++) {
    vec_push(m->scratch, &to->members, from->members.at[i]);
    m->group_of[from->members.at[i]] = x;
  }
  from->members.count = 0;
}

static uint32_t in_slot(const features *f, const group *g, uint32_t slot) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->members.count; i++) n += f->tellings.at[g->members.at[i]].slot == slot;
  return n;
}

static bool fits_cells(const maker *m, const group *x, const group *y) {
  for (uint32_t i = 0; i < x->members.count; i++) {
    uint32_t slot = m->f.tellings.at[x->members.at[i]].slot;
    if (in_slot(&m->f, x, slot) + in_slot(&m->f, y, slot) > MOST_IN_CELL) return false;
  }
  return true;
}

static void join_pairs(maker *m) {
  for (uint32_t i = 0; i < m->pairs.count; i++) {
    uint32_t x = m->group_of[m->pairs.at[i].a], y = m->group_of[m->pairs.at[i].b];
    if (x == y) continue;
    uint32_t both = shared_slots(m, &m->groups[x], &m->groups[y]);
    if (both > 1 || (both == 1 && !fits_cells(m, &m->groups[x], &m->groups[y]))) continue;
    if (average(&m->f, &m->groups[x], &m->groups[y]) < (both ? LEAST_FURTHER : LEAST_AVERAGE)) continue;
    if (x < y) join(m, x, y);
    else join(m, y, x);
  }
}

static uint32_t reports_of(const features *f, const group *g) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->members.count; i++) {
    bool is_first = true;
    for (uint32_t k = 0; k < i && is_first; k++) is_first = f->tellings.at[g->members.at[k]].slot != f->tellings.at[g->members.at[i]].slot;
    n += is_first;
  }
  return n;
}

/* How near a statement is to those of other reports in a group; 0 when there are none. */
static int near_group(const features *f, const telling *t, const group *g) {
  int64_t sum = 0, n = 0;
  for (uint32_t i = 0; i < g->members.count && n < MOST_SAMPLE; i++) {
    const telling *u = &f->tellings.at[g->members.at[i]];
    if (u->slot == t->slot) continue;
    sum += features_score(f, t, u);
    n++;
  }
  return n ? (int)(sum / n) : 0;
}

typedef struct late { uint32_t telling, group; int score; } late;
static int by_late(const void *x, const void *y) {
  const late *a = x, *b = y;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return (a->telling > b->telling) - (a->telling < b->telling);
}

/* What stands alone joins the claim it is nearest to, through the features they share. `refusals`: lone refusals and denials
 * into the claims of tellings; else statements of one kind. */
static void join_late(maker *m, bool refusals) {
  const features *f = &m->f;
  postings p = index_tellings(m);
  bool *seen = ARENA_ARRAY(m->scratch, bool, f->tellings.count + 1);
  pair_vec near = {ARENA_ARRAY(m->scratch, pair, MOST_NEAR), 0, MOST_NEAR};
  VEC(late) list = {0};
  for (uint32_t a = 0; a < f->tellings.count; a++) {
    const telling *t = &f->tellings.at[a];
    if (m->groups[m->group_of[a]].members.count != 1 || (refusals && t->stance == STANCE_SAYS)) continue;
    find_near(m, &p, a, seen, &near);
    late best = {a, NONE, 0};
    for (uint32_t i = 0; i < near.count; i++) {
      const telling *u = &f->tellings.at[near.at[i].b];
      uint32_t g = m->group_of[near.at[i].b];
      if (refusals ? u->stance != STANCE_SAYS : (!is_one_kind(t, u) || m->groups[g].members.count < 2)) continue;
      uint32_t there = in_slot(f, &m->groups[g], t->slot);
      int score = near_group(f, t, &m->groups[g]), least = refusals ? LEAST_REFUSED : there ? LEAST_FURTHER : LEAST_LATE;
      if (there >= (refusals ? 1 : MOST_IN_CELL) || score < least || score <= best.score) continue;
      best.group = g, best.score = score;
    }
    if (best.group != NONE) vec_push(m->scratch, &list, best);
  }
  vec_sort(m->scratch, &list, by_late);
  for (uint32_t i = 0; i < list.count; i++) {
    late l = list.at[i];
    const group *to = &m->groups[l.group];
    if (to->members.count == 0 || m->groups[m->group_of[l.telling]].members.count != 1 || m->group_of[l.telling] == l.group) continue;
    if (in_slot(f, to, f->tellings.at[l.telling].slot) >= (refusals ? 1 : MOST_IN_CELL)) continue;
    join(m, l.group, m->group_of[l.telling]);
  }
}

/* ---- cells ---- */

static uint32_t count_words(const document *d, span s) {
  uint32_t n = 0;
  for (uint32_t i = document_token_at(d, s.start); i < d->tokens.count && d->tokens.at[i].span.start < s.end; i++)
    n += d->tokens.at[i].word != WORD_PUNCT && d->tokens.at[i].word != WORD_SYMBOL;
  return n;
}

/* The statement with its source and cue where they stand in its sentence and the whole stays short. */
static span passage_of(const document *d, const statement *s) {
  span out = s->span;
  if (s->attribution == NONE) return out;
  const attribution *a = &d->attributions.at[s->attribution];
  span sentence = d->sentences.at[s->sentence].span;
  const spans *lists[] = {&a->source, &a->cue};
  for (int l = 0; l < 2; l++)
    for (uint32_t i = 0; i < lists[l]->count; i++) {
      span w = lists[l]->at[i];
      if (!span_holds(sentence, w)) continue;
      span wider = {w.start < out.start ? w.start : out.start, w.end > out.end ? w.end : out.end};
      if (count_words(d, wider) <= MOST_PASSAGE_WORDS) out = wider;
    }
  return out;
}

static bool is_same_passage(evidence a, evidence b) {
  uint32_t longer = span_length(a.span) > span_length(b.span) ? span_length(a.span) : span_length(b.span);
  return a.doc == b.doc && 2 * (uint64_t)span_common(a.span, b.span) > longer;
}

/* How many claims stand on this passage; MOST_CLAIMS too where one more would put a third claim on one of its neighbours. */
static uint32_t claims_on(const maker *m, uint32_t slot, evidence e) {
  const passages *list = &m->passages[slot];
  uint32_t on = 0, last = NONE;
  for (uint32_t i = 0; i < list->count; i++) {
    if (!is_same_passage(list->at[i].e, e)) continue;
    if (list->at[i].claims >= MOST_CLAIMS) return MOST_CLAIMS;
    if (list->at[i].claim != last) on++, last = list->at[i].claim; /* a claim's passages stand together */
  }
  return on;
}

static void note_passage(maker *m, uint32_t slot, evidence e, uint32_t claim_index) {
  passages *list = &m->passages[slot];
  passage own = {e, claim_index, 1};
  uint32_t last = claim_index;
  for (uint32_t i = 0; i < list->count; i++) {
    passage *p = &list->at[i];
    if (!is_same_passage(p->e, e)) continue;
    if (p->claim != claim_index && p->last != claim_index) p->claims++, p->last = claim_index;
    if (p->claim != last) own.claims += p->claim != claim_index, last = p->claim;
  }
  own.last = claim_index;
  vec_push(m->scratch, list, own);
}

static cell_stance stance_of(const telling *t, const statement *s) {
  switch (t->stance) {
    case STANCE_DENIES: return CELL_DENIES;
    case STANCE_DECLINES: return CELL_DECLINES;
    case STANCE_DISCLAIMS: return CELL_DISCLAIMS;
    case STANCE_DOUBTS: return CELL_DOUBTS;
    default: return s->attribution == NONE ? CELL_STATES : CELL_ATTRIBUTES;
  }
}

typedef struct ranked { uint32_t telling, slot; int near, rank; bool tells; } ranked; /* rank: near, and more for whose word it is on */
static int by_cell(const void *x, const void *y) {
  const ranked *a = x, *b = y;
  if (a->slot != b->slot) return a->slot < b->slot ? -1 : 1;
  if (a->tells != b->tells) return a->tells ? -1 : 1;
  if (a->rank != b->rank) return a->rank > b->rank ? -1 : 1;
  return (a->telling > b->telling) - (a->telling < b->telling);
}
typedef VEC(ranked) ranked_vec;

static const statement *statement_of(const maker *m, uint32_t telling_index) {
  const telling *t = &m->f.tellings.at[telling_index];
  return &m->rep->documents[t->doc]->statements.at[t->statement];
}

/* The name a pronoun at the start of a statement stands for, empty when it opens with none. */
static str pronoun_name(const maker *m, const telling *t, span s, uint32_t *length) {
  static const char *const pronouns[] = {"he", "she", "it", "they"};
  const document *d = m->rep->documents[t->doc];
  uint32_t at = document_token_at(d, s.start);
  if (at >= d->tokens.count) return STR("");
  const token *first = &d->tokens.at[at];
  bool is_pronoun = false;
  for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) is_pronoun |= str_eq(first->folded, str_of(pronouns[i]));
  if (!is_pronoun) return STR("");
  *length = span_length(first->span);
  const mention_vec *list = &m->f.mentions[t->slot];
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i].span.start == first->span.start && list->at[i].span.end == first->span.end) return d->entities.at[list->at[i].entity].name;
  return STR("");
}

/* The shortest statement that is near to all, tellings before refusals. */
static void write_text(maker *m, claim *c, const ranked_vec *list) {
  int best = 0;
  bool has_telling = false;
  for (uint32_t i = 0; i < list->count; i++) has_telling |= list->at[i].tells;
  for (uint32_t i = 0; i < list->count; i++) /* of those that may be chosen, so that one is */
    if ((!has_telling || list->at[i].tells) && list->at[i].near > best) best = list->at[i].near;
  uint32_t chosen = NONE, chosen_words = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const telling *t = &m->f.tellings.at[list->at[i].telling];
    uint32_t words = count_words(m->rep->documents[t->doc], statement_of(m, list->at[i].telling)->span);
    if ((has_telling && !list->at[i].tells) || list->at[i].near * 10 < best * 9) continue;
    bool is_better = chosen == NONE || (words >= LEAST_TEXT_WORDS && (chosen_words < LEAST_TEXT_WORDS || words < chosen_words));
    if (is_better) chosen = list->at[i].telling, chosen_words = words;
  }
  const telling *t = &m->f.tellings.at[chosen];
  const document *d = m->rep->documents[t->doc];
  c->from = (evidence){t->doc, statement_of(m, chosen)->span};
  str words = document_slice(d, c->from.span);
  uint32_t length = 0;
  str name = pronoun_name(m, t, c->from.span, &length);
  if (name.len > 0) words = str_format(m->scratch, "[%.*s]%.*s", STR_ARG(name), STR_ARG(str_slice(words, length, words.len)));
  c->text = str_squeeze(m->s->arena, words);
}

static uint32_t independent(const report *rep, const claim *c, arena *scratch) {
  map64 seen = map64_new(scratch);
  for (uint32_t i = 0; i < c->cells.count; i++) {
    uint32_t d = c->cells.at[i].doc;
    map64_put(&seen, rep->copy_of && rep->copy_of[d] != NONE ? rep->copy_of[d] : d, 1);
  }
  return seen.count;
}

static bool is_denial_of(const maker *m, uint32_t index) {
  return m->f.tellings.at[index].stance == STANCE_DENIES && statement_of(m, index)->polarity == POLARITY_POSITIVE;
}

/* "It received no order", in a claim whose others deny "it received an order": the same denial, put as a telling. */
static bool tells_the_contrary(const maker *m, uint32_t index) {
  const telling *t = &m->f.tellings.at[index];
  return t->stance == STANCE_SAYS && t->attribution != NONE && statement_of(m, index)->polarity == POLARITY_NEGATIVE;
}

static void write_claim(maker *m, const group *g) {
  arena *keep = m->s->arena;
  bool is_denied = false;
  for (uint32_t i = 0; i < g->members.count; i++) is_denied |= is_denial_of(m, g->members.at[i]);
  ranked_vec list = {0};
  int64_t sum = 0;
  uint32_t background = 0;
  for (uint32_t i = 0; i < g->members.count; i++) {
    const telling *t = &m->f.tellings.at[g->members.at[i]];
    ranked r = {g->members.at[i], t->slot, near_group(&m->f, t, g), 0, t->stance == STANCE_SAYS};
    r.rank = t->source == NONE ? r.near : r.near * FOR_A_SOURCE / 100;
    if (is_denied) r.tells = (r.tells && !tells_the_contrary(m, r.telling)) || is_denial_of(m, r.telling);
    evidence e = {t->doc, passage_of(m->rep->documents[t->doc], statement_of(m, r.telling))};
    if (claims_on(m, t->slot, e) >= MOST_CLAIMS) continue;
    vec_push(m->scratch, &list, r);
    sum += r.near;
    background += statement_of(m, r.telling)->is_background;
  }
  if (list.count == 0) return;
  vec_sort(m->scratch, &list, by_cell);
  claim *c = vec_new(keep, &m->s->claims);
  for (uint32_t i = 0; i < list.count; i++) {
    const telling *t = &m->f.tellings.at[list.at[i].telling];
    const statement *s = statement_of(m, list.at[i].telling);
    const document *d = m->rep->documents[t->doc];
    if (i == 0 || list.at[i].slot != list.at[i - 1].slot) {
      cell *own = vec_new(keep, &c->cells);
      *own = (cell){.doc = t->doc, .stance = stance_of(t, s), .attribution = t->attribution};
      if (is_denied && tells_the_contrary(m, list.at[i].telling)) own->stance = CELL_DENIES;
    }
    cell *of = vec_last(&c->cells);
    evidence e = {t->doc, passage_of(d, s)};
    vec_push(keep, &of->evidence, e);
    note_passage(m, t->slot, e, m->s->claims.count - 1);
    vec_push(keep, &of->statements, t->statement);
  }
  write_text(m, c, &list);
  bool is_alone = c->cells.count == 1;
  c->score = is_alone ? 1000 : (int)(sum / list.count);
  c->groups = independent(m->rep, c, m->scratch);
  c->is_background = 2 * background > list.count;
}

/* ---- order ---- */

static const telling *telling_of(const maker *m, uint32_t doc, uint32_t statement_index) {
  uint32_t low = 0, high = m->f.tellings.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    const telling *t = &m->f.tellings.at[mid];
    if (t->doc < doc || (t->doc == doc && t->statement < statement_index)) low = mid + 1;
    else high = mid;
  }
  return &m->f.tellings.at[low];
}

typedef struct placed { claim c; uint64_t place; } placed;
static int by_rank(const void *x, const void *y) {
  const placed *a = x, *b = y;
  if (a->c.is_background != b->c.is_background) return a->c.is_background ? 1 : -1;
  if (a->c.groups != b->c.groups) return a->c.groups > b->c.groups ? -1 : 1;
  if (a->c.cells.count != b->c.cells.count) return a->c.cells.count > b->c.cells.count ? -1 : 1;
  if (a->place != b->place) return a->place < b->place ? -1 : 1;
  if (a->c.from.doc != b->c.from.doc) return a->c.from.doc < b->c.from.doc ? -1 : 1;
  return (a->c.from.span.start > b->c.from.span.start) - (a->c.from.span.start < b->c.from.span.start);
}

/* How much of what the titles name a claim's statements name too, in thousandths. */
static uint32_t headline_share(const maker *m, const claim *c) {
  const features *f = &m->f;
  uint64_t whole = 0, shared = 0;
  for (uint32_t i = 0; i < f->headline.count; i++) {
    uint32_t feature = f->headline.at[i], tellers = 0;
    whole += f->weights.at[feature];
    for (uint32_t k = 0; k < c->cells.count; k++) {
      bool has = false;
      for (uint32_t e = 0; e < c->cells.at[k].statements.count && !has; e++) has = features_have(&telling_of(m, c->cells.at[k].doc,
          c->cells.at[k].statements.at[e])->bag, feature);
      tellers += has;
    }
    shared += (uint64_t)f->weights.at[feature] * tellers / c->cells.count;
  }
  return whole ? (uint32_t)(shared * 1000 / whole) : 0;
}

static void order_claims(maker *m) {
  story *s = m->s;
  placed *list = ARENA_ARRAY(m->scratch, placed, s->claims.count + 1);
  for (uint32_t i = 0; i < s->claims.count; i++) {
    const claim *c = &s->claims.at[i];
    uint64_t sum = 0;
    for (uint32_t k = 0; k < c->cells.count; k++) {
      const document *d = m->rep->documents[c->cells.at[k].doc];
      uint64_t first = UINT64_MAX;
      for (uint32_t e = 0; e < c->cells.at[k].evidence.count; e++) {
        uint64_t at = (uint64_t)c->cells.at[k].evidence.at[e].span.start * 1000 / (d->text.len + 1);
        if (at < first) first = at;
      }
      sum += first;
    }
    list[i] = (placed){*c, sum * (1000 - headline_share(m, c)) / c->cells.count};
  }
  sort_stable(m->scratch, list, s->claims.count, sizeof *list, by_rank);
  for (uint32_t i = 0; i < s->claims.count; i++) s->claims.at[i] = list[i].c;
  s->lead = s->claims.count > 0 ? 0 : NONE;
}

/* Alone, a statement is worth a claim where somebody is named for it or its report leads with it. */
static bool is_worth_claim(const maker *m, uint32_t telling_index) {
  const telling *t = &m->f.tellings.at[telling_index];
  const statement *s = statement_of(m, telling_index);
  const document *d = m->rep->documents[t->doc];
  return !s->is_background && count_words(d, s->span) >= LEAST_TEXT_WORDS && (s->attribution != NONE || t->is_leading);
}

hsy_rc compare_claims(const report *rep, story *s, arena *scratch) {
  maker m = {.rep = rep, .s = s, .scratch = scratch};
  features_read(rep, s, scratch, &m.f);
  uint32_t n = m.f.tellings.count;
  m.group_of = ARENA_ARRAY(scratch, uint32_t, n + 1);
  m.groups = ARENA_ARRAY(scratch, group, n + 1);
  m.passages = ARENA_ARRAY(scratch, passages, s->documents.count + 1);
  m.stamp = ARENA_ARRAY(scratch, uint32_t, s->documents.count + 2);
  for (uint32_t i = 0; i < n; i++) {
    m.group_of[i] = i;
    vec_push(scratch, &m.groups[i].members, i);
  }
  find_pairs(&m);
  join_pairs(&m);
  join_late(&m, false);
  join_late(&m, true);
  for (uint32_t i = 0; i < n; i++)
    if (reports_of(&m.f, &m.groups[i]) > 1) write_claim(&m, &m.groups[i]);
  uint32_t *alone = ARENA_ARRAY(scratch, uint32_t, s->documents.count + 1);
  for (uint32_t i = 0; i < n; i++) {
    if (m.groups[i].members.count == 0 || reports_of(&m.f, &m.groups[i]) != 1) continue;
    const telling *t = &m.f.tellings.at[i];
    evidence e = {t->doc, passage_of(rep->documents[t->doc], statement_of(&m, i))};
    if (alone[t->slot] >= MOST_ALONE || !is_worth_claim(&m, i) || claims_on(&m, t->slot, e) > 0) continue;
    alone[t->slot]++;
    write_claim(&m, &m.groups[i]);
  }
  order_claims(&m);
  return HSY_OK;
}
