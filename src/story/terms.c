/* Documents as weighted terms: the words of the title and of the opening, and the pairs of neighbouring words.
 *
 * A term's weight is (1 + ln of how often it stands there) × (0.3 + ln((B + N + 1) / (B·p + n + 1))): n of this run's N
 * documents have it, and a share p of news texts in general (data/word-frequencies.txt), which counts as B documents more.
 * So five reports of one event, alone in a run, still know "minister" for a common word and a name for a rare one. Vectors
 * have length 32,768 and whole numbers for weights. 0.3, B and the length of the opening were chosen with the threshold
 * (groups.c).
 *
 * Invariant: a document's terms stand rarest first (fewest documents, then smaller id), each once.
 */
#include "base/map.h"
#include "base/number.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"
#include "story/parts.h"

enum { OPENING = 1500 /* characters */, BACKGROUND = 300 /* documents */, LENGTH = 32768, LEAST_LETTERS = 2 };
static const double least_rarity = 0.3;

typedef struct term_reader {
  arena *scratch;
  str text;
  map64 *ids;
  index_vec *frequency, *general; /* by term: documents of this run; of a thousand news texts in general */
  index_vec *out;                 /* the document's terms as they come */
  uint64_t before;                /* hash of the word before, 0 at a start */
} term_reader;

static void add_term(term_reader *r, uint64_t hash, uint32_t general) {
  uint32_t id = *map64_put(r->ids, hash, r->frequency->count);
  if (id == r->frequency->count) {
    vec_push(r->scratch, r->frequency, 0);
    vec_push(r->scratch, r->general, general);
  }
  vec_push(r->scratch, r->out, id);
}

static void read_word(void *user, size_t start, size_t end) {
  term_reader *r = user;
  char folded[64];
  str word = str_slice(r->text, start, end);
  bool is_plain = word.len <= sizeof folded;
  for (size_t i = 0; i < word.len && is_plain; i++) {
    char c = word.at[i];
    is_plain = (unsigned char)c < 0x80;
    folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  word = is_plain ? (str){folded, word.len} : str_fold(r->scratch, word);
  uint64_t hash = hash_bytes(word.at, word.len);
  if (utf8_count(word) >= LEAST_LETTERS) {
    uint32_t general = 0;
    const lexicon_entry *known = lexicon_find(LEXICON_WORD_FREQUENCIES, word);
    int64_t share;
    if (known && number_parse_int(known->value, &share) && share > 0) general = (uint32_t)share;
    add_term(r, hash, general);
  }
  if (r->before) add_term(r, hash_mix(r->before, hash), 0);
  r->before = hash | 1;
}

static str opening(str text) {
  size_t at = 0, length;
  for (uint32_t characters = 0; at < text.len && characters < OPENING; characters++) {
    utf8_at(text, at, &length);
    at += length;
  }
  return str_slice(text, 0, at);
}

static void read_part(term_reader *r, str text) {
  r->text = text;
  r->before = 0;
  utf8_each_word(text, false, read_word, r);
}

static int by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

typedef struct counted { uint32_t term, times; } counted;
typedef VEC(counted) counted_vec;

typedef struct rarity { uint32_t frequency, term; double weight; } rarity;
static int by_rarity(const void *x, const void *y) {
  const rarity *a = x, *b = y;
  if (a->frequency != b->frequency) return a->frequency < b->frequency ? -1 : 1;
  return (a->term > b->term) - (a->term < b->term);
}

static void weigh(arena *scratch, const counted_vec *terms, const uint32_t *frequency, const uint32_t *general, uint32_t documents, weighted_vec *out) {
  vec_reserve(scratch, out, terms->count + 1);
  arena_mark mark = arena_save(scratch);
  rarity *list = ARENA_ARRAY(scratch, rarity, terms->count + 1);
  double sum = 0;
  for (uint32_t i = 0; i < terms->count; i++) {
    uint32_t t = terms->at[i].term;
    double rare = number_log((double)(BACKGROUND + documents + 1) / ((double)general[t] * BACKGROUND / 1000 + frequency[t] + 1));
    double weight = (1 + number_log(terms->at[i].times)) * (least_rarity + (rare > 0 ? rare : 0));
    list[i] = (rarity){frequency[t], t, weight};
  }
  sort_stable(scratch, list, terms->count, sizeof *list, by_rarity);
  for (uint32_t i = 0; i < terms->count; i++) sum += list[i].weight * list[i].weight;
  double length = sum > 0 ? number_sqrt(sum) : 1;
  for (uint32_t i = 0; i < terms->count; i++) {
    int32_t weight = (int32_t)(list[i].weight / length * LENGTH + 0.5);
    if (weight > 0) out->at[out->count++] = (weighted){list[i].term, weight};
  }
  arena_release(scratch, mark);
}

void story_terms_read(const report *r, arena *scratch, story_terms *out) {
  uint32_t n = r->document_count;
  map64 ids = map64_new(scratch);
  index_vec frequency = {0}, general = {0};
  counted_vec *counts = ARENA_ARRAY(scratch, counted_vec, n + 1);
  *out = (story_terms){.of = ARENA_ARRAY(scratch, weighted_vec, n + 1), .titles = ARENA_ARRAY(scratch, index_vec, n + 1)};
  index_vec found = {0};
  for (uint32_t d = 0; d < n; d++) {
    const document *doc = r->documents[d];
    found.count = 0;
    term_reader reader = {.scratch = scratch, .ids = &ids, .frequency = &frequency, .general = &general, .out = &found};
    str title = doc->title, text = opening(doc->text);
    read_part(&reader, title);
    for (uint32_t i = 0; i < found.count; i++) vec_push(scratch, &out->titles[d], found.at[i]);
    if (title.len == 0 || !str_starts(text, title)) read_part(&reader, text); /* a plain text's title stands in it */
    else {
      found.count = 0;
      read_part(&reader, text);
    }
    vec_sort(scratch, &found, by_number);
    for (uint32_t i = 0; i < found.count; i++) {
      if (i == 0 || found.at[i] != found.at[i - 1]) {
        counted one = {found.at[i], 0};
        vec_push(scratch, &counts[d], one);
        frequency.at[found.at[i]]++;
      }
      vec_last(&counts[d])->times++;
    }
  }
  out->frequency = frequency.at;
  out->term_count = frequency.count;
  for (uint32_t d = 0; d < n; d++) weigh(scratch, &counts[d], frequency.at, general.at, n, &out->of[d]);
}
