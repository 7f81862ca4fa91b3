/* Statements as weighted bags, and the score of a pair.
 *
 * One walk over a stretch's tokens gives its features. A feature weighs what is rare in the news in general
 * (data/word-frequencies.txt), but no more than what is rare among the statements of this story: so the story's own topic,
 * which all its statements share, counts for little, and what tells one statement from another counts.
 *
 * The score of a pair is the logit of how likely a reader calls it the same fact, put on a scale of 0 to 1000: fitted by
 * logistic regression to the pairs judged in eval/cells. What speaks for a pair: the weight shared over a mean of the two
 * weights that leans to the smaller one (a short statement within a long one is a match), the rarest thing shared, words in
 * common, the same verb, the same speaker, the leading place, and with a model the nearness of their vectors. Names in common
 * speak against it, as what is told of the same people is mostly something else. Then, set by hand: two refusals gain, pairs
 * whose polarity clashes lose, weak ones whose days clash too; strong ones do not, as a conflict is only seen where both stand
 * in one claim.
 */
#include "compare/features.h"
#include "compare/sets.h"

#include "base/number.h"
#include "base/utf8.h"
#include "learn/learn.h"
#include "lexicon/lexicon.h"

enum {
  STEM_LETTERS = 7, MOST_PHRASE = 5, MOST_KEY = 96,
  LEAST_WEIGHT = 40,       /* a feature that stands everywhere */
  LEADING = 3,             /* statements of a document's beginning */
  OTHERS = 20,             /* statements as if told besides: three short reports have no topic that all share */
  LITTLE = 4000,           /* added to the mean: two words in common are little */
  COMMON = 3000,           /* weight of a word that many texts have: what is shared and rarer speaks for a pair */
  WEAK = 500,              /* only what is no surer than this loses by other days */
  MOST_SHARED_NAMES = 4, MOST_SHARED_WORDS = 5,
  DAY_OFFSET = 1 << 24,
};

/* ---- reading ---- */

static uint32_t feature_of(features *f, str key, str general_key) {
  uint32_t known = map_get(&f->ids, key);
  if (known != MAP_NONE) return known;
  uint32_t general = 0;
  const lexicon_entry *e = lexicon_find(LEXICON_WORD_FREQUENCIES, general_key);
  int64_t share;
  if (e && number_parse_int(e->value, &share) && share > 0) general = (uint32_t)share;
  uint32_t id = f->general.count;
  map_put(&f->ids, str_keep(f->scratch, key), id);
  vec_push(f->scratch, &f->general, general);
  vec_push(f->scratch, &f->frequency, 0);
  vec_push(f->scratch, &f->is_word, false);
  return id;
}

static str bare(str word) {
  if (str_ends(word, STR("'s"))) word.len -= 2;
  else if (str_ends(word, STR("'"))) word.len -= 1;
  return word;
}

/* Digits without their commas and signs: "$43,350" and "43350" are one. Empty when it is no number. */
static str number_key(str word, char *out) {
  size_t n = 0;
  bool has_digit = false;
  for (size_t i = 0; i < word.len && n < MOST_KEY; i++) {
    char c = word.at[i];
    if (c >= '0' && c <= '9') has_digit = true, out[n++] = c;
    else if (c == '.' && i + 1 < word.len) out[n++] = c;
    else if (c != ',' && c != '$' && (unsigned char)c < 0x80) return STR("");
  }
  return has_digit ? (str){out, n} : STR("");
}

/* A word without its commonest ending, cut: "hacked", "hacking" and "hack" are one. */
static str stem(str word) {
  size_t at = 0, length;
  if (word.len > 6 && str_ends(word, STR("ing"))) word.len -= 3;
  else if (word.len > 5 && str_ends(word, STR("ed"))) word.len -= 2;
  if (word.len > 4 && word.at[word.len - 1] == word.at[word.len - 2] && !str_ends(word, STR("ss")) && !str_ends(word, STR("ll"))) word.len--;
  if (word.len > 3 && word.at[word.len - 1] == 'e') word.len--;
  for (int n = 0; at < word.len && n < STEM_LETTERS; n++, at += length) utf8_at(word, at, &length);
  return str_slice(word, 0, at);
}

static void add_word(features *f, str lemma, str folded, index_vec *out) {
  char digits[MOST_KEY];
  str number = number_key(folded, digits);
  if (number.len > 0) {
    vec_push(f->scratch, out, feature_of(f, number, number));
    return;
  }
  lemma = bare(lemma);
  if (lemma.len < 2 || lexicon_has(LEXICON_LIGHT_WORDS, lemma) || lexicon_has(LEXICON_LIGHT_WORDS, folded)) return;
  if (str_ends(folded, STR(".")) && lexicon_has(LEXICON_TITLES, str_slice(folded, 0, folded.len - 1))) return; /* "Rep.", "Sen." */
  const lexicon_entry *as = lexicon_find(LEXICON_SYNONYMS, folded);
  if (!as) as = lexicon_find(LEXICON_SYNONYMS, lemma);
  str key = as ? as->value : lemma;
  vec_push(f->scratch, out, feature_of(f, stem(key), key));
}

static bool is_content(const token *t) {
  switch ((word_class)t->word) {
    case WORD_NOUN: case WORD_PROPER: case WORD_VERB: case WORD_ADJECTIVE: case WORD_ADVERB: case WORD_NUMBER: case WORD_OTHER: return true;
    default: return false;
  }
}

/* A word with hyphens gives its parts ("60-day", "Russia-Ukraine"). */
static void add_token(features *f, const token *t, index_vec *out) {
  str word = t->folded;
  size_t hyphen = str_find_char(word, '-', 0);
  if (hyphen == STR_NONE || hyphen == 0 || hyphen + 1 == word.len) {
    add_word(f, t->lemma.len > 0 ? t->lemma : word, word, out);
    return;
  }
  for (size_t from = 0; from < word.len;) {
    size_t end = str_find_char(word, '-', from);
    if (end == STR_NONE) end = word.len;
    str part = bare(str_slice(word, from, end));
    const lexicon_entry *nation = lexicon_find(LEXICON_NATIONS, part);
    if (nation) vec_push(f->scratch, out, feature_of(f, nation->value, nation->value));
    else if (part.len > 2 || number_key(part, (char[MOST_KEY]){0}).len > 0) add_word(f, part, part, out);
    from = end + 1;
  }
}

/* Nations and capitals, longest phrase first; returns how many words it took. */
static uint32_t add_nation(features *f, const str *words, uint32_t count, index_vec *out) {
  const lexicon_entry *e = NULL;
  size_t n = lexicon_match(LEXICON_NATIONS, words, count, &e);
  if (n == 0 || e->value.len == 0) n = lexicon_match(LEXICON_CAPITALS, words, count, &e);
  if (n == 0 || e->value.len == 0) return 0;
  vec_push(f->scratch, out, feature_of(f, e->value, e->value));
  return (uint32_t)n;
}

/* The words of a name that stands elsewhere. */
typedef struct name_reader { features *f; str text; index_vec *out; bool is_person; } name_reader;
static void read_name_word(void *user, size_t start, size_t end) {
  name_reader *r = user;
  if (r->is_person) r->out->count = 0; /* the last word stays */
  str word = bare(str_fold(r->f->scratch, str_slice(r->text, start, end)));
  if (add_nation(r->f, &word, 1, r->out) == 0 && word.len > 2) add_word(r->f, word, word, r->out);
}

/* Does a mention carry a word of its entity's name itself? Then nothing is to be added for it. */
static bool shows_name(const document *d, const entity *e, span at) {
  str shown = document_slice(d, at);
  size_t from = 0;
  for (size_t i = 0; i <= e->name.len; i++) {
    if (i < e->name.len && e->name.at[i] != ' ' && e->name.at[i] != '\n') continue;
    if (i - from > 2 && str_find(shown, str_slice(e->name, from, i), 0) != STR_NONE) return true;
    from = i + 1;
  }
  return false;
}

static uint32_t first_mention(const mention_vec *list, uint32_t start) {
  uint32_t low = 0, high = list->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (list->at[mid].span.start < start) low = mid + 1;
    else high = mid;
  }
  return low;
}

/* Of a person's name of several words only the last counts, so that "Anna Berg" and "Ms Berg" weigh the same. */
static bool is_forename(const features *f, uint32_t slot, const document *d, uint32_t i, uint32_t *from) {
  const mention_vec *list = &f->mentions[slot];
  const token *t = &d->tokens.at[i];
  if (!t->is_capital) return false;
  while (*from < list->count && list->at[*from].span.end <= t->span.start) ++*from;
  for (uint32_t k = *from; k < list->count && list->at[k].span.start <= t->span.start; k++) {
    const entity *e = &d->entities.at[list->at[k].entity];
    if (e->kind != NAME_PERSON || !e->is_named || list->at[k].span.end <= t->span.end) continue;
    const token *next = i + 1 < d->tokens.count ? &d->tokens.at[i + 1] : NULL;
    if (next && next->is_capital && next->span.end <= list->at[k].span.end && !lexicon_has(LEXICON_NAME_SUFFIXES, next->folded)) return true;
  }
  return false;
}

static void read_span(features *f, uint32_t slot, span s, index_vec *out) {
  const document *d = f->rep->documents[f->story->documents.at[slot]];
  uint32_t first = document_token_at(d, s.start), end = first, mention_from = first_mention(&f->mentions[slot], s.start);
  while (mention_from > 0 && f->mentions[slot].at[mention_from - 1].span.end > s.start) mention_from--;
  while (end < d->tokens.count && d->tokens.at[end].span.start < s.end) end++;
  for (uint32_t i = first; i < end;) {
    str words[MOST_PHRASE], lemmas[MOST_PHRASE];
    uint32_t n = 0, before = out->count;
    for (; n < MOST_PHRASE && i + n < end; n++) {
      words[n] = bare(d->tokens.at[i + n].folded);
      lemmas[n] = d->tokens.at[i + n].lemma.len > 0 ? bare(d->tokens.at[i + n].lemma) : words[n];
    }
    const token *t = &d->tokens.at[i];
    uint32_t taken = t->is_capital ? add_nation(f, words, n, out) : 0;
    const lexicon_entry *phrase = NULL;
    bool is_name = taken > 0 || (t->word == WORD_PROPER && !lexicon_has(LEXICON_CALENDAR_WORDS, t->folded));
    if (taken == 0) {
      size_t match = lexicon_match(LEXICON_SYNONYMS, lemmas, n, &phrase);
      if (match > 1) {
        vec_push(f->scratch, out, feature_of(f, stem(phrase->value), phrase->value));
        taken = (uint32_t)match;
        is_name = false;
      }
    }
    if (taken == 0 && is_content(t) && !is_forename(f, slot, d, i, &mention_from)) add_token(f, t, out);
    if (!is_name)
      for (uint32_t k = before; k < out->count; k++) f->is_word.at[out->at[k]] = true;
    i += taken ? taken : 1;
  }
  const mention_vec *mentions = &f->mentions[slot];
  for (uint32_t i = first_mention(mentions, s.start); i < mentions->count && mentions->at[i].span.start < s.end; i++) {
    const entity *e = &d->entities.at[mentions->at[i].entity];
    if (mentions->at[i].span.end > s.end || shows_name(d, e, mentions->at[i].span)) continue;
    index_vec words_of_name = {0};
    name_reader reader = {f, e->name, &words_of_name, e->kind == NAME_PERSON && e->is_named};
    utf8_each_word(e->name, true, read_name_word, &reader);
    for (uint32_t k = 0; k < words_of_name.count; k++) vec_push(f->scratch, out, words_of_name.at[k]);
  }
  set_make(f->scratch, out);
}

static int by_mention(const void *x, const void *y) {
  const mention *a = x, *b = y;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  return (a->entity > b->entity) - (a->entity < b->entity);
}

static void read_mentions(features *f, uint32_t slot) {
  const document *d = f->rep->documents[f->story->documents.at[slot]];
  for (uint32_t e = 0; e < d->entities.count; e++)
    for (uint32_t k = 0; k < d->entities.at[e].mentions.count; k++) {
      mention m = {d->entities.at[e].mentions.at[k], e};
      vec_push(f->scratch, &f->mentions[slot], m);
    }
  vec_sort(f->scratch, &f->mentions[slot], by_mention);
}

/* The verb that tells what happens: the last of its group that is not light ("is believed to have asked": ask). */
static uint32_t head_of(features *f, const document *d, span predicate) {
  index_vec found = {0};
  for (uint32_t i = document_token_at(d, predicate.start); i < d->tokens.count && d->tokens.at[i].span.start < predicate.end; i++)
    if (d->tokens.at[i].word == WORD_VERB) add_token(f, &d->tokens.at[i], &found);
  return found.count > 0 ? *vec_last(&found) : NONE;
}

static void read_days(features *f, const document *d, uint32_t *from, telling *t, span s) {
  time_anchors anchors = document_anchors(d);
  while (*from < d->times.count && d->times.at[*from].span.end <= s.start) ++*from;
  for (uint32_t i = *from; i < d->times.count && d->times.at[i].span.start < s.end; i++) {
    if (d->times.at[i].type != TIME_DATE && d->times.at[i].type != TIME_TIME) continue;
    time_value v = time_resolve(&d->times, i, &anchors);
    if (!v.known || !v.certain || v.days.earliest != v.days.latest) continue;
    vec_push(f->scratch, &t->days, (uint32_t)(v.days.earliest + DAY_OFFSET));
  }
  set_make(f->scratch, &t->days);
}

static void read_title(features *f, str title) {
  index_vec found = {0};
  name_reader reader = {f, title, &found, false};
  utf8_each_word(title, true, read_name_word, &reader);
  for (uint32_t i = 0; i < found.count; i++) vec_push(f->scratch, &f->headline, found.at[i]);
}

static void read_document(features *f, uint32_t slot) {
  uint32_t doc = f->story->documents.at[slot], from = 0, place = 0;
  const document *d = f->rep->documents[doc];
  f->first[slot] = f->tellings.count;
  for (uint32_t i = 0; i < d->statements.count; i++) {
    const statement *s = &d->statements.at[i];
    if (s->in_heading) continue;
    const attribution *a = s->attribution == NONE ? NULL : &d->attributions.at[s->attribution];
    telling *t = vec_new(f->scratch, &f->tellings);
    t->doc = doc, t->slot = slot, t->statement = i;
    t->place = (uint32_t)((uint64_t)s->span.start * 1000 / (d->text.len + 1));
    t->is_leading = place++ < LEADING;
    t->stance = a ? a->stance : STANCE_SAYS;
    t->is_refusal = t->stance == STANCE_DECLINES || t->stance == STANCE_DISCLAIMS;
    t->is_negative = (s->polarity == POLARITY_NEGATIVE) || t->stance == STANCE_DENIES;
    t->attribution = a ? f->story_attribution[slot].at[s->attribution] : NONE;
    t->source = t->attribution == NONE ? NONE : f->story->attributions.at[t->attribution].source;
    t->head = head_of(f, d, s->predicate);
    t->vector = s->vector;
    read_span(f, slot, s->span, &t->bag.features);
    read_days(f, d, &from, t, s->span);
    for (uint32_t k = 0; k < t->bag.features.count; k++) f->frequency.at[t->bag.features.at[k]]++;
  }
}

static void weigh(features *f) {
  for (uint32_t i = 0; i < f->general.count; i++) {
    double general = number_log(1000.0 / (f->general.at[i] + 1));
    double local = 2.0 * number_log((f->tellings.count + OTHERS) / (f->frequency.at[i] + 0.5));
    double least = general < local ? general : local;
    vec_push(f->scratch, &f->weights, least > LEAST_WEIGHT / 1000.0 ? (uint32_t)(least * 1000 + 0.5) : LEAST_WEIGHT);
  }
}

static void weigh_bag(const features *f, bag *b) {
  b->weight = 0;
  for (uint32_t i = 0; i < b->features.count; i++) b->weight += f->weights.at[b->features.at[i]];
}

/* ---- scores ---- */

overlap features_overlap(const features *f, const bag *a, const bag *b) {
  overlap o = {0};
  for (uint32_t i = 0, k = 0; i < a->features.count && k < b->features.count;) {
    uint32_t x = a->features.at[i], y = b->features.at[k];
    if (x == y) {
      uint32_t w = f->weights.at[x];
      o.weight += w;
      if (w > o.rarest) o.rarest = w;
      if (f->is_word.at[x]) o.words++;
      else o.names++;
    }
    i += x <= y;
    k += y <= x;
  }
  return o;
}

bool features_same_party(const features *f, uint32_t a, uint32_t b) {
  if (a == NONE || b == NONE) return false;
  const story_source *x = &f->story->sources.at[a], *y = &f->story->sources.at[b];
  return (x->body != NONE ? x->body : a) == (y->body != NONE ? y->body : b);
}

static bool is_disjoint(const index_vec *a, const index_vec *b) {
  if (a->count == 0 || b->count == 0) return false;
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t k = 0; k < b->count; k++)
      if (a->at[i] == b->at[k]) return false;
  return true;
}

/* Points of the score: for being (base), for a thousandth of each of the first three parts (in thousandths of a point), for each
 * other part. Made by eval/cells/fit.py; the base of by_words was lowered from 120 by `eval/cells/score.py --no-model`, until no
 * more wrong pairs stood in a row than right ones were won. */
typedef struct score_points { int base, mean, nearness, rarest, leading, party, head, name, word; } score_points;
static const score_points by_words = {72, 555, 0, 44, 161, 202, 16, -22, 34}, by_vectors = {-275, 336, 726, 59, 147, 210, 27, -32, 21};
enum { POINTS_REFUSALS = 100 };

static int at_most(uint32_t n, int most) { return n < (uint32_t)most ? (int)n : most; }

bool features_parts(const features *f, const telling *a, const telling *b, score_parts *out) {
  overlap o = features_overlap(f, &a->bag, &b->bag);
  if (o.weight == 0) return false;
  uint32_t small = a->bag.weight < b->bag.weight ? a->bag.weight : b->bag.weight, big = a->bag.weight + b->bag.weight - small;
  *out = (score_parts){
    .mean = (int)((uint64_t)o.weight * 1000 / (((uint64_t)small * 60 + (uint64_t)big * 40) / 100 + LITTLE)),
    .rarest = o.rarest > COMMON ? (int)(o.rarest - COMMON) : 0,
    .leading = a->is_leading && b->is_leading,
    .party = features_same_party(f, a->source, b->source),
    .head = features_have(&b->bag, a->head) || features_have(&a->bag, b->head),
    .names = at_most(o.names, MOST_SHARED_NAMES),
    .words = at_most(o.words, MOST_SHARED_WORDS),
  };
  if (a->vector && b->vector) out->nearness = learn_nearness(a->vector, b->vector, f->rep->documents[a->doc]->vector_width);
  return true;
}

int features_score(const features *f, const telling *a, const telling *b) {
  score_parts s;
  if (!features_parts(f, a, b, &s)) return 0;
  const score_points *p = a->vector && b->vector ? &by_vectors : &by_words;
  int score = p->base + (s.mean * p->mean + s.nearness * p->nearness + s.rarest * p->rarest) / 1000 + s.leading * p->leading + s.party * p->party +
      s.head * p->head + s.names * p->name + s.words * p->word;
  if (a->is_refusal && b->is_refusal) score += POINTS_REFUSALS;
  if (a->is_negative != b->is_negative && !a->is_refusal && !b->is_refusal) score = score * 8 / 10;
  if (score < WEAK && is_disjoint(&a->days, &b->days)) score = score * 7 / 10;
  return score < 0 ? 0 : score > 1000 ? 1000 : score;
}

/* ---- public ---- */

bool features_have(const bag *b, uint32_t feature) { return set_has(&b->features, feature); }

void features_bag(features *f, uint32_t slot, span s, bag *out) {
  *out = (bag){0};
  uint32_t before = f->general.count;
  read_span(f, slot, s, &out->features);
  for (uint32_t i = before; i < f->general.count; i++) { /* new ones stand in no statement */
    double general = number_log(1000.0 / (f->general.at[i] + 1));
    vec_push(f->scratch, &f->weights, general * 1000 > LEAST_WEIGHT ? (uint32_t)(general * 1000 + 0.5) : LEAST_WEIGHT);
  }
  weigh_bag(f, out);
}

void features_read(const report *rep, const story *s, arena *scratch, features *f) {
  uint32_t n = s->documents.count;
  *f = (features){.rep = rep, .story = s, .scratch = scratch, .ids = map_new(scratch)};
  f->mentions = ARENA_ARRAY(scratch, mention_vec, n + 1);
  f->story_attribution = ARENA_ARRAY(scratch, index_vec, n + 1);
  f->first = ARENA_ARRAY(scratch, uint32_t, n + 1);
  map64 slots = map64_new(scratch);
  for (uint32_t i = 0; i < n; i++) {
    map64_put(&slots, s->documents.at[i], i);
    for (uint32_t k = 0; k < rep->documents[s->documents.at[i]]->attributions.count; k++) vec_push(scratch, &f->story_attribution[i], NONE);
  }
  for (uint32_t i = 0; i < s->attributions.count; i++) {
    uint32_t slot = map64_get(&slots, s->attributions.at[i].doc);
    if (slot != MAP_NONE) f->story_attribution[slot].at[s->attributions.at[i].index] = i;
  }
  for (uint32_t i = 0; i < n; i++) {
    read_mentions(f, i);
    read_document(f, i);
    read_title(f, rep->documents[s->documents.at[i]]->title);
  }
  f->first[n] = f->tellings.count;
  set_make(scratch, &f->headline);
  weigh(f);
  for (uint32_t i = 0; i < f->tellings.count; i++) weigh_bag(f, &f->tellings.at[i].bag);
}
