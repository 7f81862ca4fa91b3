/* Quotes: the same words in several reports, in versions.
 *
 * Utterances (utterances.c) of different reports that share words are scored: the words kept in order, the weight of what both
 * name, the longest run in common; more is asked where the speakers differ or are not known. Quoted ones are joined to groups
 * pair by pair, best first, while the average stays high. Then each report that has no quoted version gives the unquoted
 * statement nearest to the group. Groups that run side by side through the same reports, sentence after sentence, are one
 * quote. The measure is the version that most reports share word for word, else the one nearest to the others.
 *
 * Invariant: a quote has two reports or more, one version a report; versions are by document, then place.
 */
#include "compare/pairs.h"
#include "compare/sets.h"
#include "compare/utterances.h"

/* Chosen on the quotes of ../shared/seeds and ../shared/data/events: the sum of `../shared/score/report.py GOLD r.json`; of equal
 * settings the one with the fewest versions that a reader called wrong. */
enum {
  LEAST_QUOTED = 460,      /* two quoted ones of one speaker */
  LEAST_UNQUOTED = 460,    /* a quoted and an unquoted one of one speaker */
  LEAST_STRANGERS = 720,   /* of different or unknown speakers */
  LEAST_AVERAGE = 350,
  LEAST_STRANGERS_RUN = 3, /* words in a row; one more of a short one */
  LEAST_OF_LITTLE = 600,   /* share of the words in order where both name little */
  LEAST_KEPT = 3,          /* words of the measure that a quoted version keeps at least */
  LEAST_RUN = 5,           /* words in a row that make two quoted ones one by themselves */
  LEAST_AT_FIRST = 200,    /* share of the named weight */
  LEAST_NAMED = 4500,      /* weight that both must name */
  LEAST_IN_ORDER = 410,    /* share of the words that two quoted ones have in order, */
  LEAST_TOLD = 340,        /* and where one has no marks, unless both name MUCH_NAMED, */
  LEAST_OF_ALL = 250,      /* and even then, */
  LEAST_UNTOLD = 800,      /* and where one is another's or the outlet's own voice: a letter printed without marks */
  MUCH_NAMED = 9000,       /* weight */
  POSTINGS = 2000,
  MOST_NEAR = 48,
  MOST_RUN_WORDS = 200,    /* of an utterance, that are searched for runs */
};

typedef struct group { index_vec members; } group;

typedef struct maker {
  const report *rep;
  story *s;
  arena *scratch;
  features f;
  utterances all;
  group *groups;       /* an utterance each; emptied when joined */
  uint32_t *group_of;
} maker;

/* ---- scores ---- */

static uint32_t longest_run(const utterance *a, const utterance *b, arena *scratch) {
  arena_mark mark = arena_save(scratch);
  uint32_t n = a->words.count < MOST_RUN_WORDS ? a->words.count : MOST_RUN_WORDS,
      m = b->words.count < MOST_RUN_WORDS ? b->words.count : MOST_RUN_WORDS, best = 0;
  uint32_t *before = ARENA_ARRAY(scratch, uint32_t, m + 1), *now = ARENA_ARRAY(scratch, uint32_t, m + 1);
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t k = 0; k < m; k++) {
      now[k + 1] = a->words.at[i] == b->words.at[k] ? before[k] + 1 : 0;
      if (now[k + 1] > best) best = now[k + 1];
    }
    uint32_t *other = before;
    before = now;
    now = other;
  }
  arena_release(scratch, mark);
  return best;
}

static uint32_t kept_stems(const utterance *a, const utterance *b, arena *scratch) {
  arena_mark mark = arena_save(scratch);
  diff_runs runs = {0};
  diff_sequences(scratch, a->stems.at, a->stems.count, b->stems.at, b->stems.count, &runs);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < runs.count; i++)
    if (runs.at[i].kind == DIFF_KEEP) kept += runs.at[i].a_count;
  arena_release(scratch, mark);
  return kept;
}

/* Two utterances' words in quotation marks that stand in a row in both. */
static uint32_t quoted_run(const utterance *a, const utterance *b) {
  uint32_t best = 0;
  for (uint32_t i = 0; i < a->words.count && i < MOST_RUN_WORDS; i++)
    for (uint32_t k = 0; k < b->words.count && k < MOST_RUN_WORDS; k++) {
      uint32_t n = 0;
      while (i + n < a->words.count && k + n < b->words.count && a->words.at[i + n] == b->words.at[k + n] && a->quoted.at[i + n] && b->quoted.at[k + n]) n++;
      if (n > best) best = n;
    }
  return best;
}

static int score_of_run(uint32_t run) { return run >= 17 ? 1000 : 400 + (int)run * 35; }

static bool is_named_person(const maker *m, uint32_t source) { return source != NONE && m->s->sources.at[source].kind == SOURCE_PERSON; }

/* 0 when the two are not of one quote. */
static int score_of(const maker *m, const utterance *a, const utterance *b) {
  overlap common = features_overlap(&m->f, &a->bag, &b->bag);
  uint32_t shared = common.weight;
  uint32_t small_weight = a->bag.weight < b->bag.weight ? a->bag.weight : b->bag.weight;
  uint32_t small = a->words.count < b->words.count ? a->words.count : b->words.count;
  if (small_weight == 0) return 0;
  bool both_quoted = a->marks == MARKS_ALL && b->marks == MARKS_ALL, is_party = a->source != NONE && (a->source == b->source ||
      features_same_party(&m->f, a->source, b->source));
  int named = (int)((uint64_t)shared * 1000 / small_weight);
  if (named < LEAST_AT_FIRST) return 0; /* before the costly part */
  uint32_t run = longest_run(a, b, m->scratch), kept = kept_stems(a, b, m->scratch);
  int in_order = (int)(kept * 1000 / small);
  int score = (named + in_order) / 2;
  if (a->marks == MARKS_SOME && b->marks == MARKS_SOME) { /* "deeply troubled" in both: the words in marks alone count */
    uint32_t marked = quoted_run(a, b);
    return is_party && marked >= 2 && score >= LEAST_QUOTED / 2 ? (score > LEAST_QUOTED ? score : LEAST_QUOTED) : 0;
  }
  if (a->marks != MARKS_ALL && b->marks != MARKS_ALL) return 0;
  if (both_quoted && run >= LEAST_RUN && shared > 0) return score > score_of_run(run) ? score : score_of_run(run);
  if (common.words == 0 && run < LEAST_RUN && kept < small) return 0; /* "of the United States" */
  if (shared < LEAST_NAMED && !(is_party && in_order >= LEAST_OF_LITTLE && small >= LEAST_RUN && run > 1)) return 0;
  int least = !is_party ? LEAST_STRANGERS : both_quoted ? LEAST_QUOTED : LEAST_UNQUOTED;
  if (in_order < LEAST_OF_ALL || (in_order < (both_quoted ? LEAST_IN_ORDER : LEAST_TOLD) && shared < MUCH_NAMED)) return 0;
  if (!is_party && !both_quoted && in_order < LEAST_UNTOLD && run < LEAST_RUN) return 0;
  if (!is_party && run < LEAST_STRANGERS_RUN + (uint32_t)(!both_quoted && small <= LEAST_RUN)) return 0; /* "of the Middle East" is no saying */
  bool are_two = !is_party && is_named_person(m, a->source) && is_named_person(m, b->source); /* two people do not say one thing by chance */
  if (are_two) return 0;
  return score >= least ? score : 0;
}

/* ---- pairs ---- */

/* Pairs of different reports, from the postings of each utterance's rarest features. */
static void find_pairs(maker *m, pair_vec *out) {
  const features *f = &m->f;
  uint32_t n = m->all.count;
  const bag **bags = ARENA_ARRAY(m->scratch, const bag *, n + 1);
  for (uint32_t i = 0; i < n; i++) bags[i] = &m->all.at[i].bag;
  postings p = pair_postings(f, bags, n, m->scratch);
  bool *seen = ARENA_ARRAY(m->scratch, bool, n + 1);
  for (uint32_t a = 0; a < n; a++) {
    const utterance *u = &m->all.at[a];
    uint32_t count = u->bag.features.count, spent = 0;
    pair_vec near = {0};
    index_vec touched = {0};
    const uint32_t *order = pair_rarest_first(f, &u->bag, m->scratch);
    for (uint32_t i = 0; i < count && spent < POSTINGS; i++)
      for (uint32_t k = p.first[order[i]]; k < p.first[order[i] + 1] && spent < POSTINGS; k++, spent++) {
        const utterance *v = &m->all.at[p.at[k]];
        if (seen[p.at[k]] || v->slot == u->slot || p.at[k] < a || (u->marks == MARKS_NONE && v->marks == MARKS_NONE)) continue;
        seen[p.at[k]] = true;
        vec_push(m->scratch, &touched, p.at[k]);
      }
    for (uint32_t i = 0; i < touched.count; i++) {
      seen[touched.at[i]] = false;
      pair one = {a, touched.at[i], score_of(m, u, &m->all.at[touched.at[i]])};
      if (one.score > 0) vec_push(m->scratch, &near, one);
    }
    vec_sort(m->scratch, &near, pair_by_score);
    for (uint32_t i = 0; i < near.count && i < MOST_NEAR; i++) vec_push(m->scratch, out, near.at[i]);
  }
  vec_sort(m->scratch, out, pair_by_score);
}

/* ---- groups ---- */

static uint32_t in_slot(const maker *m, const group *g, uint32_t slot) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->members.count; i++) n += m->all.at[g->members.at[i]].slot == slot;
  return n;
}

static bool may_join(const maker *m, const group *x, const group *y) {
  for (uint32_t i = 0; i < y->members.count; i++) {
    uint32_t slot = m->all.at[y->members.at[i]].slot;
    if (in_slot(m, x, slot) + in_slot(m, y, slot) > 1) return false;
  }
  return true;
}

static int average(const maker *m, const group *x, const group *y) {
  int64_t sum = 0, n = 0;
  for (uint32_t i = 0; i < x->members.count && i < MOST_NEAR; i++)
    for (uint32_t k = 0; k < y->members.count && k < MOST_NEAR; k++, n++) sum += score_of(m, &m->all.at[x->members.at[i]], &m->all.at[y->members.at[k]]);
  return n ? (int)(sum / n) : 0;
}

static void join(maker *m, uint32_t x, uint32_t y) {
  for (uint32_t i = 0; i < m->groups[y].members.count; i++) {
    vec_push(m->scratch, &m->groups[x].members, m->groups[y].members.at[i]);
    m->group_of[m->groups[y].members.at[i]] = x;
  }
  m->groups[y].members.count = 0;
}

/* How much of a pair stands in quotation marks: all, some of each, none of one. */
static int marked(const maker *m, const pair *p) {
  marks a = m->all.at[p->a].marks, b = m->all.at[p->b].marks;
  return a == MARKS_ALL && b == MARKS_ALL ? 2 : a != MARKS_NONE && b != MARKS_NONE ? 1 : 0;
}

/* Wholly marked pairs first, so that a quoted phrase meets the phrase and not the statement around it; then, best first, what has
 * no marks joins where its report is not yet heard. */
static void join_pairs(maker *m, const pair_vec *pairs, int how_marked) {
  for (uint32_t i = 0; i < pairs->count; i++) {
    const pair *p = &pairs->at[i];
    uint32_t x = m->group_of[p->a], y = m->group_of[p->b];
    if (x == y || marked(m, p) != how_marked || !may_join(m, &m->groups[x], &m->groups[y])) continue;
    if (how_marked == 0 && m->groups[x].members.count > 1 && m->groups[y].members.count > 1) continue;
    if (average(m, &m->groups[x], &m->groups[y]) < LEAST_AVERAGE) continue;
    join(m, x < y ? x : y, x < y ? y : x);
  }
}

/* ---- sentence after sentence ---- */

/* Does each report go on from its last utterance in x to its first in y, in the same breath? */
static bool goes_on(const maker *m, const group *x, const group *y) {
  if (x->members.count == 0 || x->members.count != y->members.count) return false;
  for (uint32_t i = 0; i < x->members.count; i++) {
    uint32_t a = x->members.at[i], b = y->members.at[i];
    const utterance *u = &m->all.at[a], *v = &m->all.at[b];
    if (b != a + 1 || u->slot != v->slot || u->marks != MARKS_ALL || v->marks != MARKS_ALL || u->source != v->source) return false;
  }
  return true;
}

static void append(maker *m, utterance *to, const utterance *from) {
  for (uint32_t i = 0; i < from->content.count; i++) vec_push(m->scratch, &to->content, from->content.at[i]);
  for (uint32_t i = 0; i < from->words.count; i++) {
    vec_push(m->scratch, &to->words, from->words.at[i]);
    vec_push(m->scratch, &to->stems, from->stems.at[i]);
    vec_push(m->scratch, &to->at, from->at.at[i]);
    vec_push(m->scratch, &to->comma, from->comma.at[i]);
    vec_push(m->scratch, &to->quoted, from->quoted.at[i]);
  }
}

static void join_runs(maker *m) {
  for (uint32_t i = 0; i < m->all.count; i++) vec_sort(m->scratch, &m->groups[i].members, set_by_number);
  for (uint32_t i = m->all.count; i-- > 1;) { /* from behind, so that a run of three becomes one */
    uint32_t y = m->group_of[i], x = m->group_of[i - 1];
    if (x == y || m->groups[y].members.count < 2 || !goes_on(m, &m->groups[x], &m->groups[y])) continue;
    for (uint32_t k = 0; k < m->groups[x].members.count; k++) append(m, &m->all.at[m->groups[x].members.at[k]], &m->all.at[m->groups[y].members.at[k]]);
    m->groups[y].members.count = 0;
  }
}

/* ---- writing ---- */

static bool same_words(const utterance *a, const utterance *b) {
  return a->words.count == b->words.count && memcmp(a->words.at, b->words.at, a->words.count * sizeof *a->words.at) == 0;
}

static uint32_t choose_measure(const maker *m, const group *g) {
  uint32_t best = NONE;
  uint64_t best_rank = 0;
  for (uint32_t i = 0; i < g->members.count; i++) {
    const utterance *u = &m->all.at[g->members.at[i]];
    uint64_t same = 0, near = 0;
    for (uint32_t k = 0; k < g->members.count && k < MOST_NEAR; k++) {
      const utterance *v = &m->all.at[g->members.at[k]];
      if (v->slot == u->slot) continue;
      same += same_words(u, v);
      uint32_t fewer = u->words.count < v->words.count ? u->words.count : v->words.count;
      near += (uint64_t)score_of(m, u, v) * (fewer < 200 ? fewer : 200); /* by words, so that a scrap is no measure of the whole */
    }
    uint64_t marks = u->marks == MARKS_ALL ? 2 : u->marks == MARKS_SOME ? 1 : 0;
    uint64_t rank = marks << 60 | (same & 0xFFF) << 48 | (near & 0xFFFFFFF) << 16 | (u->words.count & 0xFFFF);
    if (best == NONE || rank > best_rank) best = g->members.at[i], best_rank = rank;
  }
  return best;
}

/* Does the text itself name the source there, rather than "he"? */
static bool names_source(const maker *m, const utterance *u) {
  const attribution *a = &m->rep->documents[u->doc]->attributions.at[m->s->attributions.at[u->attribution].index];
  const document *d = m->rep->documents[u->doc];
  for (uint32_t i = 0; i < a->source.count; i++)
    for (uint32_t k = document_token_at(d, a->source.at[i].start); k < d->tokens.count && d->tokens.at[k].span.start < a->source.at[i].end; k++)
      if (d->tokens.at[k].word == WORD_PROPER) return true;
  return false;
}

/* The source that most versions name; of equals one named in the text, then the measure's, then the first. */
static uint32_t choose_speaker(const maker *m, const group *g, uint32_t measure) {
  uint32_t best = NONE, best_rank = 0;
  for (uint32_t i = 0; i < g->members.count; i++) {
    const utterance *u = &m->all.at[g->members.at[i]];
    if (u->source == NONE || u->source == best) continue;
    uint32_t votes = 0, named = 0;
    for (uint32_t k = 0; k < g->members.count; k++) {
      const utterance *v = &m->all.at[g->members.at[k]];
      if (v->source != u->source) continue;
      votes += v->marks == MARKS_NONE ? 1 : 2;
      named |= names_source(m, v);
    }
    uint32_t rank = votes * 4 + named * 2 + (m->all.at[measure].source == u->source);
    if (rank > best_rank) best = u->source, best_rank = rank;
  }
  return best;
}

static void write_quote(maker *m, const group *g) {
  arena *keep = m->s->arena;
  uint32_t measure = choose_measure(m, g);
  quote *q = vec_new(keep, &m->s->quotes);
  q->speaker = choose_speaker(m, g, measure);
  for (uint32_t i = 0; i < g->members.count; i++) {
    const utterance *u = &m->all.at[g->members.at[i]];
    version *v = vec_new(keep, &q->versions);
    v->doc = u->doc;
    v->span = (span){u->content.at[0].start, u->content.at[u->content.count - 1].end};
    for (uint32_t p = 0; p < u->content.count; p++) vec_push(keep, &v->content, u->content.at[p]);
    v->text = version_text(keep, m->rep->documents[u->doc], &v->content);
    v->attribution = u->attribution;
    v->is_measure = g->members.at[i] == measure;
    v->words = v->kept = u->words.count;
    v->kind = u->marks == MARKS_NONE ? VERSION_UNQUOTED : VERSION_VERBATIM;
    if (!v->is_measure) {
      arena_mark mark = arena_save(m->scratch);
      version_compare(&m->f, keep, m->scratch, &m->all, &m->all.at[measure], u, v);
      arena_release(m->scratch, mark);
      /* "No": nearly nothing of it is left */
      if (u->marks == MARKS_ALL && v->kept < LEAST_KEPT && m->all.at[measure].words.count >= 2 * LEAST_KEPT) q->versions.count--;
    }
  }
  bool is_in_two = false;
  for (uint32_t i = 1; i < q->versions.count; i++) is_in_two |= q->versions.at[i].doc != q->versions.at[0].doc;
  if (!is_in_two) m->s->quotes.count--;
}

typedef struct ordered { quote q; uint32_t reports; } ordered;
static int by_weight_of_quote(const void *x, const void *y) {
  const ordered *a = x, *b = y;
  if (a->reports != b->reports) return a->reports > b->reports ? -1 : 1;
  const version *v = &a->q.versions.at[0], *w = &b->q.versions.at[0];
  if (v->doc != w->doc) return v->doc < w->doc ? -1 : 1;
  return (v->span.start > w->span.start) - (v->span.start < w->span.start);
}

static void order_quotes(maker *m) {
  story *s = m->s;
  ordered *list = ARENA_ARRAY(m->scratch, ordered, s->quotes.count + 1);
  for (uint32_t i = 0; i < s->quotes.count; i++) {
    list[i] = (ordered){s->quotes.at[i], 0};
    for (uint32_t k = 0; k < list[i].q.versions.count; k++) list[i].reports += k == 0 || list[i].q.versions.at[k].doc != list[i].q.versions.at[k - 1].doc;
  }
  sort_stable(m->scratch, list, s->quotes.count, sizeof *list, by_weight_of_quote);
  for (uint32_t i = 0; i < s->quotes.count; i++) s->quotes.at[i] = list[i].q;
}

hsy_rc compare_quotes(const report *rep, story *s, arena *scratch) {
  maker m = {.rep = rep, .s = s, .scratch = scratch};
  features_read(rep, s, scratch, &m.f);
  utterances_read(&m.f, scratch, &m.all);
  m.groups = ARENA_ARRAY(scratch, group, m.all.count + 1);
  m.group_of = ARENA_ARRAY(scratch, uint32_t, m.all.count + 1);
  for (uint32_t i = 0; i < m.all.count; i++) {
    m.group_of[i] = i;
    vec_push(scratch, &m.groups[i].members, i);
  }
  pair_vec pairs = {0};
  find_pairs(&m, &pairs);
  for (int how_marked = 2; how_marked >= 0; how_marked--) join_pairs(&m, &pairs, how_marked);
  join_runs(&m);
  for (uint32_t i = 0; i < m.all.count; i++)
    if (m.groups[i].members.count > 1) write_quote(&m, &m.groups[i]);
  order_quotes(&m);
  return HSY_OK;
}
