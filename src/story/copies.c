/* Copies: documents that share long runs of words.
 *
 * A document is the set of its word 5-grams (lower case runs of letters and digits), each a 64-bit hash of its five words.
 * All (gram, document) pairs are sorted by gram, which makes the inverted index; walking a document's grams through it
 * counts what it shares with each earlier document. The measure is containment: shared grams over those of the document
 * that has fewer, so a short report taken whole into a long one is found.
 *
 * A gram that stands in more than MOST_DOCUMENTS (a disclaimer under every article) would make this quadratic: there it
 * only names its first few documents as candidates, and what is counted so is made exact by merging the two sets. Documents
 * that share nothing but such grams with all but these few are the one thing that can be missed.
 */
#include "base/map.h"
#include "base/utf8.h"
#include "story/parts.h"

enum {
  GRAM = 5,
  LEAST_GRAMS = 20,      /* a document of fewer is too short to tell a copy from a common phrase */
  LEAST_CONTAINMENT = 300,
  COPY_CONTAINMENT = 700,
  MOST_DOCUMENTS = 400,
  FIRST_DOCUMENTS = 8,
};

typedef struct posting { uint64_t gram; uint32_t doc, id; } posting;
typedef VEC(posting) postings;
typedef struct gram_set { uint32_t *grams, count, common; } gram_set; /* ids, ascending; how many are common */

typedef struct gram_reader { arena *scratch; str text; uint32_t doc; postings *out; uint64_t last[GRAM]; uint32_t words; } gram_reader;

static void read_word(void *user, size_t start, size_t end) {
  gram_reader *r = user;
  arena_mark mark = arena_save(r->scratch);
  str word = str_fold(r->scratch, str_slice(r->text, start, end));
  r->last[r->words++ % GRAM] = hash_bytes(word.at, word.len);
  arena_release(r->scratch, mark);
  if (r->words < GRAM) return;
  uint64_t gram = 0;
  for (uint32_t i = 0; i < GRAM; i++) gram = hash_mix(gram, r->last[(r->words + i) % GRAM]);
  r->out->at[r->out->count++] = (posting){gram, r->doc, 0};
}

static int by_gram(const void *x, const void *y) {
  const posting *a = x, *b = y;
  if (a->gram != b->gram) return a->gram < b->gram ? -1 : 1;
  return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Sort by the lowest bytes first, document order kept within a gram: linear, where the merge sort would take the most of
 * the time of all of this. */
static void sort_postings(arena *scratch, postings *list) {
  arena_mark mark = arena_save(scratch);
  posting *from = list->at, *to = ARENA_ARRAY(scratch, posting, list->count + 1);
  uint32_t *start = ARENA_ARRAY(scratch, uint32_t, 65537);
  for (int shift = 0; shift < 64; shift += 16) {
    memset(start, 0, 65537 * sizeof *start);
    for (uint32_t i = 0; i < list->count; i++) start[((from[i].gram >> shift) & 0xFFFF) + 1]++;
    for (uint32_t i = 0; i < 65536; i++) start[i + 1] += start[i];
    for (uint32_t i = 0; i < list->count; i++) to[start[(from[i].gram >> shift) & 0xFFFF]++] = from[i];
    posting *other = from;
    from = to;
    to = other;
  }
  if (from != list->at) memcpy(list->at, from, list->count * sizeof *from); /* four passes: never */
  arena_release(scratch, mark);
}

static uint32_t unique_postings(postings *list, uint32_t from) {
  uint32_t to = from;
  for (uint32_t i = from; i < list->count; i++)
    if (to == from || by_gram(&list->at[to - 1], &list->at[i]) != 0) list->at[to++] = list->at[i];
  return list->count = to;
}

static uint32_t shared_grams(const gram_set *a, const gram_set *b) {
  uint32_t shared = 0;
  for (uint32_t i = 0, k = 0; i < a->count && k < b->count;) {
    if (a->grams[i] == b->grams[k]) shared++, i++, k++;
    else if (a->grams[i] < b->grams[k]) i++;
    else k++;
  }
  return shared;
}

typedef struct gram_index {
  gram_set *sets;             /* a document each */
  uint32_t *first, gram_count; /* postings of gram g: [first[g], first[g+1]) */
  uint32_t *docs;
} gram_index;

static void index_build(const report *r, arena *scratch, gram_index *x) {
  x->sets = ARENA_ARRAY(scratch, gram_set, r->document_count + 1);
  postings all = {0};
  for (uint32_t d = 0; d < r->document_count; d++) {
    uint32_t before = all.count;
    str text = r->documents[d]->text;
    vec_reserve(scratch, &all, (uint32_t)(all.count + text.len / 2 + 2)); /* a word and its end are two bytes */
    gram_reader reader = {.scratch = scratch, .text = text, .doc = d, .out = &all};
    utf8_each_word(text, false, read_word, &reader);
    postings own = {all.at + before, all.count - before, 0};
    sort_stable(scratch, own.at, own.count, sizeof *own.at, by_gram);
    unique_postings(&own, 0);
    if (own.count < LEAST_GRAMS) own.count = 0;
    x->sets[d].count = own.count;
    all.count = before + own.count;
  }
  sort_postings(scratch, &all);
  x->docs = ARENA_ARRAY(scratch, uint32_t, all.count + 1);
  x->first = ARENA_ARRAY(scratch, uint32_t, all.count + 2);
  for (uint32_t d = 0; d < r->document_count; d++) {
    x->sets[d].grams = ARENA_ARRAY(scratch, uint32_t, x->sets[d].count + 1);
    x->sets[d].count = 0;
  }
  for (uint32_t i = 0; i < all.count; i++) {
    if (i == 0 || all.at[i].gram != all.at[i - 1].gram) x->first[x->gram_count++] = i;
    gram_set *of = &x->sets[all.at[i].doc];
    of->grams[of->count++] = x->gram_count - 1;
    x->docs[i] = all.at[i].doc;
  }
  x->first[x->gram_count] = all.count;
  for (uint32_t d = 0; d < r->document_count; d++)
    for (uint32_t i = 0; i < x->sets[d].count; i++) {
      uint32_t g = x->sets[d].grams[i];
      x->sets[d].common += x->first[g + 1] - x->first[g] > MOST_DOCUMENTS;
    }
}

/* Counts into shared[b] for b < a; the touched ones into `near`. */
static void count_shared(const gram_index *x, uint32_t a, uint32_t *shared, bool *is_near, arena *scratch, index_vec *near) {
  near->count = 0;
  for (uint32_t i = 0; i < x->sets[a].count; i++) {
    uint32_t g = x->sets[a].grams[i], from = x->first[g], to = x->first[g + 1];
    bool is_common = to - from > MOST_DOCUMENTS;
    if (is_common) to = from + FIRST_DOCUMENTS;
    for (uint32_t k = from; k < to && x->docs[k] < a; k++) {
      uint32_t b = x->docs[k];
      if (!is_near[b]) {
        is_near[b] = true;
        vec_push(scratch, near, b);
      }
      shared[b] += !is_common;
    }
  }
}

static int by_pair(const void *x, const void *y) {
  const copy_pair *a = x, *b = y;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return (a->b > b->b) - (a->b < b->b);
}

static void find_pairs(report *r, arena *scratch, const gram_index *x) {
  uint32_t *shared = ARENA_ARRAY(scratch, uint32_t, r->document_count + 1);
  bool *is_near = ARENA_ARRAY(scratch, bool, r->document_count + 1);
  index_vec near = {0};
  for (uint32_t a = 0; a < r->document_count; a++) {
    count_shared(x, a, shared, is_near, scratch, &near);
    for (uint32_t i = 0; i < near.count; i++) {
      uint32_t b = near.at[i], n = shared[b];
      uint32_t smaller = x->sets[a].count < x->sets[b].count ? x->sets[a].count : x->sets[b].count;
      uint32_t common = x->sets[a].common < x->sets[b].common ? x->sets[a].common : x->sets[b].common;
      if (common > 0 && (uint64_t)(n + common) * 1000 >= (uint64_t)smaller * LEAST_CONTAINMENT) n = shared_grams(&x->sets[a], &x->sets[b]);
      shared[b] = 0;
      is_near[b] = false;
      uint32_t containment = (uint32_t)((uint64_t)n * 1000 / smaller);
      if (containment < LEAST_CONTAINMENT) continue;
      copy_pair pair = {b, a, (int)containment};
      vec_push(r->arena, &r->copies, pair);
    }
  }
  vec_sort(scratch, &r->copies, by_pair);
}

/* ---- who copies whom ---- */

typedef struct original { const dating *published; bool by_date; uint32_t group, grams, doc; } original;

static int by_origin(const void *x, const void *y) {
  const original *a = x, *b = y;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (a->by_date && b->by_date) {
    const dating *p = a->published, *q = b->published;
    if (p->days.latest < q->days.earliest) return -1;
    if (q->days.latest < p->days.earliest) return 1;
    if (p->has_clock && q->has_clock && p->instant != q->instant) return p->instant < q->instant ? -1 : 1;
  }
  if (a->grams != b->grams) return a->grams > b->grams ? -1 : 1;
  return (a->doc > b->doc) - (a->doc < b->doc);
}

static uint32_t root_of(uint32_t *parent, uint32_t d) {
  while (parent[d] != d) d = parent[d] = parent[parent[d]];
  return d;
}

/* Originals are chosen within each set of documents tied by copying, earliest first: by date where all of the set state
 * one day, else by length, so that the order is one order. A document that copies a chosen original copies that one;
 * else it is an original itself: never a chain. */
static void find_originals(report *r, arena *scratch, const gram_index *x) {
  uint32_t n = r->document_count, *parent = ARENA_ARRAY(scratch, uint32_t, n + 1), *degree = ARENA_ARRAY(scratch, uint32_t, n + 2);
  bool *has_no_day = ARENA_ARRAY(scratch, bool, n + 1);
  for (uint32_t d = 0; d < n; d++) parent[d] = d, r->copy_of[d] = NONE;
  for (uint32_t i = 0; i < r->copies.count; i++) {
    const copy_pair *p = &r->copies.at[i];
    if (p->containment < COPY_CONTAINMENT) continue;
    degree[p->a + 1]++, degree[p->b + 1]++;
    uint32_t a = root_of(parent, p->a), b = root_of(parent, p->b);
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  for (uint32_t d = 0; d < n; d++) degree[d + 1] += degree[d];
  uint32_t *others = ARENA_ARRAY(scratch, uint32_t, degree[n] + 1), *filled = arena_copy(scratch, degree, (n + 1) * sizeof *degree);
  for (uint32_t i = 0; i < r->copies.count; i++) {
    const copy_pair *p = &r->copies.at[i];
    if (p->containment < COPY_CONTAINMENT) continue;
    others[filled[p->a]++] = p->b;
    others[filled[p->b]++] = p->a;
  }
  VEC(original) order = {0};
  for (uint32_t d = 0; d < n; d++) {
    const dating *p = &r->documents[d]->published;
    if (!p->known || p->days.earliest != p->days.latest) has_no_day[root_of(parent, d)] = true;
  }
  for (uint32_t d = 0; d < n; d++) {
    if (degree[d] == degree[d + 1]) continue;
    uint32_t group = root_of(parent, d);
    original o = {&r->documents[d]->published, !has_no_day[group], group, x->sets[d].count, d};
    vec_push(scratch, &order, o);
  }
  vec_sort(scratch, &order, by_origin);
  uint32_t *rank = ARENA_ARRAY(scratch, uint32_t, n + 1);
  for (uint32_t i = 0; i < order.count; i++) rank[order.at[i].doc] = i + 1;
  for (uint32_t i = 0; i < order.count; i++) {
    uint32_t d = order.at[i].doc, best = NONE;
    for (uint32_t k = degree[d]; k < degree[d + 1]; k++) {
      uint32_t o = others[k];
      if (rank[o] < rank[d] && r->copy_of[o] == NONE && (best == NONE || rank[o] < rank[best])) best = o;
    }
    r->copy_of[d] = best;
  }
}

hsy_rc story_copies(report *r, arena *scratch) {
  gram_index x = {0};
  index_build(r, scratch, &x);
  find_pairs(r, scratch, &x);
  find_originals(r, scratch, &x);
  return HSY_OK;
}
