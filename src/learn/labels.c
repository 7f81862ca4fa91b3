/* From scores of labels to spans: Viterbi over the whole document, in integers.
 *
 * Labels are O, then B I E S of each kind. A transition that makes no span is closed by the model itself (its score is far
 * below all others); a document begins and ends outside a span. Ties go to the lower label.
 */
#include "base/number.h"
#include "learn/parts.h"

enum { MAX_LABELS = WEIGHTS_NAME_LABELS };
enum { PART_OUT, PART_BEGIN, PART_INSIDE, PART_END, PART_SINGLE };
#define FAR_BELOW (-((int64_t)1 << 50))

static unsigned part_of(unsigned label) { return label == 0 ? PART_OUT : (label - 1) % 4 + 1; }

static const label_weights *weights_of(const learn_model *m, learn_layer layer) {
  const label_weights *const all[LEARN_LAYERS] = {&m->weights.names, &m->weights.source, &m->weights.cue, &m->weights.content};
  return all[layer];
}

/* The best label of each token. */
static uint8_t *best_labels(const label_weights *w, const int32_t *scores, uint32_t count, arena *scratch) {
  uint32_t n = w->labels;
  int32_t transition[MAX_LABELS * MAX_LABELS];
  for (uint32_t i = 0; i < n * n; i++) transition[i] = learn_thousandths(w->transition[i]);
  uint8_t *back = ARENA_ARRAY(scratch, uint8_t, (size_t)count * n), *out = ARENA_ARRAY(scratch, uint8_t, count);
  int64_t best[MAX_LABELS], next[MAX_LABELS];
  for (uint32_t l = 0; l < n; l++) {
    unsigned part = part_of(l);
    best[l] = part == PART_INSIDE || part == PART_END ? FAR_BELOW : scores[l];
  }
  for (uint32_t t = 1; t < count; t++) {
    for (uint32_t l = 0; l < n; l++) {
      uint32_t from = 0;
      int64_t top = best[0] + transition[l];
      for (uint32_t k = 1; k < n; k++) {
        int64_t sum = best[k] + transition[k * n + l];
        if (sum > top) {
          top = sum;
          from = k;
        }
      }
      next[l] = top + scores[t * n + l];
      back[(size_t)t * n + l] = (uint8_t)from;
    }
    memcpy(best, next, sizeof best);
  }
  uint32_t label = 0;
  for (uint32_t l = 1; l < n; l++) {
    unsigned part = part_of(l);
    if (part != PART_BEGIN && part != PART_INSIDE && best[l] > best[label]) label = l;
  }
  for (uint32_t t = count; t-- > 0;) {
    out[t] = (uint8_t)label;
    label = back[(size_t)t * n + label];
  }
  return out;
}

/* How far the label stands above the best other one: a share of 1000. */
static int sureness(const int32_t *scores, uint32_t n, unsigned label) {
  int32_t other = INT32_MIN;
  for (uint32_t l = 0; l < n; l++)
    if (l != label && scores[l] > other) other = scores[l];
  double margin = ((double)scores[label] - other) / 1000;
  return number_score(1 / (1 + number_exp(margin < -30 ? 30 : margin > 30 ? -30 : -margin)));
}

void learn_label(const learn_model *m, const learn_reading *r, learn_layer layer, arena *a, learn_spans *out) {
  if (r->count == 0) return;
  const label_weights *w = weights_of(m, layer);
  const int32_t *scores = r->scores[layer];
  vec_reserve(a, out, 64);
  learn_span open = {0};
  bool is_open = false;
  arena *scratch = a; /* labels stay beside the spans: both go when the reading goes */
  const uint8_t *labels = best_labels(w, scores, r->count, scratch);
  for (uint32_t t = 0; t < r->count; t++) {
    unsigned part = part_of(labels[t]);
    if (part == PART_OUT) {
      is_open = false;
      continue;
    }
    int sure = sureness(scores + (size_t)t * w->labels, w->labels, labels[t]);
    if (part == PART_BEGIN || part == PART_SINGLE) {
      open = (learn_span){.first = t, .kind = (learn_kind)((labels[t] - 1) / 4), .score = sure};
      is_open = true;
    }
    if (sure < open.score) open.score = sure;
    open.end = t + 1;
    if (is_open && (part == PART_END || part == PART_SINGLE)) {
      vec_push(a, out, open);
      is_open = false;
    }
  }
}
