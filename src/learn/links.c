/* From a cue to its source and its contents: a score for each pair that stands near, the best of each.
 *
 * A pair's score is a small network over the vectors of the first and last tokens of both, their distance, and what stands
 * between them. train/model.py has the same network (Links, link_features).
 */
#include "learn/parts.h"

enum { GAPS = 10, FAR_BLOCKS = 2 };
static const uint32_t gaps[GAPS] = {1, 2, 3, 4, 6, 9, 13, 20, 40, 80}; /* tokens: bounds of the buckets of distance */

static uint32_t bucket_of(uint32_t gap) {
  uint32_t n = 0;
  while (n < GAPS && gap > gaps[n]) n++;
  return n;
}

/* Spans of the list that stand wholly between tokens low and high, `self` left out; 3 is "3 or more". */
static uint32_t count_between(const learn_spans *list, uint32_t self, uint32_t low, uint32_t high) {
  uint32_t n = 0, at = 0, end = list->count;
  while (at < end) { /* the first that begins after low */
    uint32_t middle = at + (end - at) / 2;
    if (list->at[middle].first <= low) at = middle + 1;
    else end = middle;
  }
  for (; at < list->count && n < 3 && list->at[at].end - 1 < high; at++) n += at != self;
  return n;
}

static int clamp(int64_t x, int most) { return x < -most ? -most : x > most ? most : (int)x; }

/* The span's half of the network's inner row: the cue's or the other's. */
static float *halves(const learn_reading *r, const learn_spans *list, const float *first, const float *last, const float *bias, uint32_t hidden, arena *a) {
  float *out = ARENA_ARRAY(a, float, (size_t)list->count * hidden);
  for (uint32_t i = 0; i < list->count; i++) {
    const float *x = r->vectors + (size_t)list->at[i].first * r->width, *y = r->vectors + (size_t)(list->at[i].end - 1) * r->width;
    for (uint32_t h = 0; h < hidden; h++) {
      float sum = learn_dot(first + (size_t)h * r->width, x, r->width) + learn_dot(last + (size_t)h * r->width, y, r->width);
      out[(size_t)i * hidden + h] = bias ? sum + bias[h] : sum;
    }
  }
  return out;
}

typedef struct linker {
  const link_weights *w;
  const learn_reading *r;
  const learn_spans *cues, *spans;
  const float *of_cues, *of_spans;
} linker;

static int32_t score_pair(const linker *l, uint32_t c, uint32_t s) {
  const learn_span *cue = &l->cues->at[c], *it = &l->spans->at[s];
  const learn_token *t = l->r->tokens;
  uint32_t cue_last = cue->end - 1, last = it->end - 1, distance = 0, low = 0, high = 0;
  if (it->first > cue_last) {
    low = cue_last;
    high = it->first;
    distance = 1 + bucket_of(high - low);
  } else if (last < cue->first) {
    low = last;
    high = cue->first;
    distance = 1 + GAPS + 1 + bucket_of(high - low);
  }
  int sentences = clamp((int64_t)t[it->first].sentence - t[cue->first].sentence, 3) + 3;
  int blocks = clamp((int64_t)t[it->first].block - t[cue->first].block, 2) + 2;
  uint32_t between = count_between(l->spans, s, low, high), others = count_between(l->cues, c, low, high);
  uint32_t n = l->w->hidden;
  const float *u = l->of_cues + (size_t)c * n, *v = l->of_spans + (size_t)s * n;
  const float *d = l->w->distance + distance * n, *e = l->w->sentence + (uint32_t)sentences * n, *b = l->w->block + (uint32_t)blocks * n;
  const float *f = l->w->between + between * n, *g = l->w->cues + others * n;
  float sum = l->w->top_bias;
  for (uint32_t h = 0; h < n; h++) {
    float x = u[h] + v[h] + d[h] + e[h] + b[h] + f[h] + g[h];
    if (x > 0) sum += x * l->w->top[h];
  }
  return learn_thousandths(sum);
}

/* For each span of `of`, the best of `in` that stands near; the pair is handed over as cue and span. */
static void best_pairs(const linker *l, bool of_cues, arena *a, learn_links *out) {
  const learn_spans *of = of_cues ? l->cues : l->spans, *in = of_cues ? l->spans : l->cues;
  uint32_t near = 0; /* the first of `in` that begins at or after the one looked at */
  for (uint32_t i = 0; i < of->count; i++) {
    uint32_t block = l->r->tokens[of->at[i].first].block;
    while (near < in->count && in->at[near].first < of->at[i].first) near++;
    uint32_t from = near > LEARN_FAR ? near - LEARN_FAR : 0, best = UINT32_MAX;
    int32_t top = 0;
    for (uint32_t k = from; k < in->count && k < near + LEARN_FAR; k++) {
      uint32_t other = l->r->tokens[in->at[k].first].block;
      if (other + FAR_BLOCKS < block) continue;
      if (other > block + FAR_BLOCKS) break;
      if (!of_cues && other > l->r->tokens[of->at[i].end - 1].block) break; /* no cue in a paragraph after what is told */
      int32_t score = of_cues ? score_pair(l, i, k) : score_pair(l, k, i);
      if (score > top) {
        top = score;
        best = k;
      }
    }
    if (best != UINT32_MAX) vec_push(a, out, of_cues ? ((learn_link){i, best, top}) : ((learn_link){best, i, top}));
  }
}

void learn_link_spans(const learn_model *m, const learn_reading *r, learn_layer layer, const learn_spans *cues, const learn_spans *spans, arena *a, learn_links *out) {
  const link_weights *w = layer == LEARN_SOURCE ? &m->weights.source_links : &m->weights.content_links;
  if (cues->count == 0 || spans->count == 0) return;
  linker l = {.w = w, .r = r, .cues = cues, .spans = spans};
  l.of_cues = halves(r, cues, w->cue_first, w->cue_last, NULL, w->hidden, a);
  l.of_spans = halves(r, spans, w->span_first, w->span_last, w->bias, w->hidden, a);
  best_pairs(&l, layer == LEARN_SOURCE, a, out);
}
