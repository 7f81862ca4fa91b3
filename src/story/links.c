/* Links: which pairs of documents may be of one story, and how alike they are.
 *
 * An inverted index from terms to documents. Each document spends a fixed budget of postings, its rarest terms first, on
 * finding the earlier and later documents that share them; what the remaining, common terms add is then computed for those
 * that came near. So the work is linear in the number of documents, and what is left out are pairs that share common words
 * only. A pair's score is the cosine times how near the days are; pairs under LEAST count as nothing alike, and a document
 * keeps its best links only, as many as keep the whole bounded.
 */
#include "base/number.h"
#include "story/parts.h"

enum {
  BUDGET = 5000,          /* postings a document */
  LEAST = 20000,           /* a link, in millionths */
  LEAST_AT_FIRST = 14000,   /* of the rare terms alone */
  MOST_LINKS = 4000000,    /* of all; a document keeps MOST_LINKS / documents, within: */
  LEAST_KEPT = 64, MOST_KEPT = 1000,
  TICK = 256,
};

typedef struct posting { uint32_t doc; int32_t weight; } posting;
typedef struct term_index { posting *at; uint32_t *first; } term_index;

int story_days_weight(const dating *a, const dating *b) {
  if (!a->known || !b->known) return 1000;
  int64_t gap = 0;
  if (a->days.latest < b->days.earliest) gap = b->days.earliest - a->days.latest;
  if (b->days.latest < a->days.earliest) gap = a->days.earliest - b->days.latest;
  if (gap > 60) return 0;
  double days = (double)gap / 3.0;
  return number_score(number_exp(-days * days / 2));
}

static void index_build(const story_terms *t, uint32_t documents, arena *scratch, term_index *x) {
  x->first = ARENA_ARRAY(scratch, uint32_t, t->term_count + 2);
  for (uint32_t d = 0; d < documents; d++)
    for (uint32_t i = 0; i < t->of[d].count; i++) x->first[t->of[d].at[i].term + 1]++;
  for (uint32_t k = 0; k < t->term_count; k++) x->first[k + 1] += x->first[k];
  uint32_t *filled = arena_copy(scratch, x->first, (t->term_count + 1) * sizeof *filled);
  x->at = ARENA_ARRAY(scratch, posting, x->first[t->term_count] + 1);
  for (uint32_t d = 0; d < documents; d++)
    for (uint32_t i = 0; i < t->of[d].count; i++) {
      weighted w = t->of[d].at[i];
      x->at[filled[w.term]++] = (posting){d, w.weight};
    }
}

typedef struct near_document { int32_t score; uint32_t doc; } near_document;
typedef VEC(near_document) near_documents;

static int by_score(const void *x, const void *y) {
  const near_document *a = x, *b = y;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return (a->doc > b->doc) - (a->doc < b->doc);
}

typedef struct finder {
  const report *r;
  const story_terms *t;
  term_index index;
  arena *scratch;
  int64_t *sum;      /* a document each: 2^30 times the cosine so far */
  int32_t *weight;   /* a term each: of the document at hand, its common terms only */
  index_vec touched;
  near_documents near;
} finder;

static int32_t millionths(int64_t product) { return (int32_t)(product * STORY_ONE >> 30); }

/* Sums what the rare terms of d share with others; returns how many terms were used. */
static uint32_t spread_rare(finder *f, uint32_t d) {
  const weighted_vec *of = &f->t->of[d];
  uint32_t spent = 0, i = 0;
  for (; i < of->count; i++) {
    uint32_t from = f->index.first[of->at[i].term], to = f->index.first[of->at[i].term + 1];
    if (to - from > BUDGET - spent) break;
    spent += to - from;
    for (uint32_t k = from; k < to; k++) {
      posting p = f->index.at[k];
      if (f->sum[p.doc] == 0) vec_push(f->scratch, &f->touched, p.doc);
      f->sum[p.doc] += (int64_t)p.weight * of->at[i].weight;
    }
  }
  return i;
}

static void find_near(finder *f, uint32_t d) {
  const weighted_vec *of = &f->t->of[d];
  f->touched.count = f->near.count = 0;
  uint32_t used = spread_rare(f, d);
  for (uint32_t i = used; i < of->count; i++) f->weight[of->at[i].term] = of->at[i].weight;
  for (uint32_t i = 0; i < f->touched.count; i++) {
    uint32_t other = f->touched.at[i];
    int64_t sum = f->sum[other];
    f->sum[other] = 0;
    if (other == d || millionths(sum) < LEAST_AT_FIRST) continue;
    int days = story_days_weight(&f->r->documents[d]->published, &f->r->documents[other]->published);
    if (days == 0) continue;
    if (used < of->count)
      for (uint32_t k = f->t->of[other].count; k-- > 0;) /* the common ones stand last */
        sum += (int64_t)f->weight[f->t->of[other].at[k].term] * f->t->of[other].at[k].weight;
    near_document one = {(int32_t)((int64_t)millionths(sum) * days / 1000), other};
    if (one.score >= LEAST) vec_push(f->scratch, &f->near, one);
  }
  for (uint32_t i = used; i < of->count; i++) f->weight[of->at[i].term] = 0;
}

static int by_place(const void *x, const void *y) {
  const story_link *a = x, *b = y;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  if (a->b != b->b) return a->b < b->b ? -1 : 1;
  return (a->score < b->score) - (a->score > b->score);
}

hsy_rc story_links_find(const report *r, const story_terms *t, arena *scratch, story_tick tick, story_links *out) {
  uint32_t n = r->document_count, kept = MOST_LINKS / (n ? n : 1);
  if (kept < LEAST_KEPT) kept = LEAST_KEPT;
  if (kept > MOST_KEPT) kept = MOST_KEPT;
  finder f = {.r = r, .t = t, .scratch = scratch, .sum = ARENA_ARRAY(scratch, int64_t, n + 1), .weight = ARENA_ARRAY(scratch, int32_t, t->term_count + 1)};
  index_build(t, n, scratch, &f.index);
  for (uint32_t d = 0; d < n; d++) {
    if (tick.tick && d % TICK == 0 && tick.tick(tick.user, d) != 0) return HSY_CANCELLED;
    find_near(&f, d);
    if (f.near.count > kept) {
      vec_sort(scratch, &f.near, by_score);
      f.near.count = kept;
    }
    for (uint32_t i = 0; i < f.near.count; i++) {
      uint32_t other = f.near.at[i].doc;
      story_link one = {d < other ? d : other, d < other ? other : d, f.near.at[i].score};
      vec_push(scratch, out, one);
    }
  }
  /* a pair is found from both sides; where a budget ran out the sides may differ, and the higher score stays */
  vec_sort(scratch, out, by_place);
  uint32_t to = 0;
  for (uint32_t i = 0; i < out->count; i++)
    if (to == 0 || out->at[to - 1].a != out->at[i].a || out->at[to - 1].b != out->at[i].b) out->at[to++] = out->at[i];
  out->count = to;
  return HSY_OK;
}
