/* A story's title: of its documents' titles the one nearest to what they have in common (the sum of their vectors), for a
 * title of its length; without titles the first sentence of the document nearest to it. */
#include "base/number.h"
#include "base/utf8.h"
#include "story/parts.h"

enum { MOST_CHARACTERS = 160 };

static void spread(const story *s, const story_terms *t, int64_t *sum, int64_t sign) {
  for (uint32_t i = 0; i < s->documents.count; i++) {
    const weighted_vec *of = &t->of[s->documents.at[i]];
    for (uint32_t k = 0; k < of->count; k++) sum[of->at[k].term] += sign * of->at[k].weight;
  }
}

static str first_sentence(const document *d) {
  str text = d->text;
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    span s = d->sentences.at[i].span;
    if (utf8_count(document_slice(d, s)) >= 25 || i + 1 == d->sentences.count) {
      text = document_slice(d, s);
      break;
    }
  }
  size_t end = str_find_char(text, '\n', 0);
  text = str_trim(end == STR_NONE ? text : str_slice(text, 0, end));
  if (utf8_count(text) <= MOST_CHARACTERS) return text;
  size_t at = 0, length, space = 0;
  for (uint32_t n = 0; n < MOST_CHARACTERS; n++, at += length)
    if (uc_is_space(utf8_at(text, at, &length))) space = at;
  return str_slice(text, 0, space ? space : at);
}

/* `sum`: zeros, one a term; zeros again at the end. */
str story_best_title(const report *r, const story *s, const story_terms *t, int64_t *sum) {
  spread(s, t, sum, 1);
  int64_t best = -1, nearest = -1;
  uint32_t titled = NONE, central = s->documents.at[0];
  for (uint32_t i = 0; i < s->documents.count; i++) {
    uint32_t d = s->documents.at[i];
    int64_t score = 0;
    for (uint32_t k = 0; k < t->titles[d].count; k++) score += sum[t->titles[d].at[k]];
    if (t->titles[d].count > 0) {
      score = score * 1000 / (int64_t)(number_sqrt(t->titles[d].count) * 1000);
      if (score > best) best = score, titled = d;
    }
    int64_t near = 0;
    for (uint32_t k = 0; k < t->of[d].count; k++) near += sum[t->of[d].at[k].term] * t->of[d].at[k].weight / 1024;
    if (near > nearest) nearest = near, central = d;
  }
  spread(s, t, sum, -1);
  return titled != NONE ? str_trim(r->documents[titled]->title) : first_sentence(r->documents[central]);
}
