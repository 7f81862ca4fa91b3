/* BERT's uncased tokenizer.
 *
 * Two steps in one pass. The text is made into words: control characters fall out, canonical decomposition takes accents
 * off (marks of category Mn fall out), letters become lower case, a word ends at white space, and punctuation and Chinese
 * characters are words by themselves. Then a word is cut, from its start, into the longest pieces that the vocabulary
 * holds ("##" before each but the first); if somewhere none fits, or the word has more than 100 letters, the whole word is
 * the one piece [UNK].
 *
 * A word is gathered letter by letter in a fixed buffer, each letter with the bytes of the text it came from; letters after
 * the hundredth are only counted. So the work for a word is bounded by its length times the longest entry of the
 * vocabulary (18 bytes in BERT's), and a million letters without a space cost no more than a million others.
 *
 * Marks are not put into canonical order after decomposition: only marks that are not Mn would be moved, none of them is
 * in the vocabulary, and a word with one is [UNK] in any order.
 *
 * The table holds "##" words and others by the same hash started from two seeds, so that looking up every beginning of a
 * word takes one pass over its bytes.
 */
#include "learn/wordpiece.h"

#include "base/map.h"
#include "base/utf8.h"
#include "learn/tensors.h"

enum {
  WORD_LETTERS = 100,
  WORD_BYTES = 4 * WORD_LETTERS,
  CROWD = 1000 /* words in slots next to each other: chance makes some dozens of them, more are made on purpose */
};

/* ---- the vocabulary ---- */

#define SEED_FIRST UINT64_C(0xCBF29CE484222325)
#define SEED_LATER UINT64_C(0x9AE16A3B2F90404F)
#define HASH_PRIME UINT64_C(0x100000001B3)

static uint64_t hash_step(uint64_t h, char byte) { return (h ^ (unsigned char)byte) * HASH_PRIME; }

static uint32_t first_slot(const vocabulary *v, uint64_t h) { return (uint32_t)(hash_mix(h, 0) & v->slot_mask); }

static str word_at(const vocabulary *v, uint32_t id) { return str_slice(v->words, v->starts[id], v->starts[id + 1] - 1); }

static bool is_later(str word) { return word.len > 2 && word.at[0] == '#' && word.at[1] == '#'; }

/* The number of a word, given without its "##"; `h` is its hash. UINT32_MAX: not in the vocabulary. */
static uint32_t find_word(const vocabulary *v, str letters, bool later, uint64_t h) {
  for (uint32_t slot = first_slot(v, h); v->slots[slot] != 0; slot = (slot + 1) & v->slot_mask) {
    str word = word_at(v, v->slots[slot] - 1);
    if (is_later(word) != later) continue;
    if (later) word = str_slice(word, 2, word.len);
    if (word.len == letters.len && memcmp(word.at, letters.at, word.len) == 0) return v->slots[slot] - 1;
  }
  return UINT32_MAX;
}

static uint64_t hash_word(str letters, bool later) {
  uint64_t h = later ? SEED_LATER : SEED_FIRST;
  for (size_t i = 0; i < letters.len; i++) h = hash_step(h, letters.at[i]);
  return h;
}

static uint32_t find_special(const vocabulary *v, str word) { return find_word(v, word, false, hash_word(word, false)); }

static hsy_rc find_starts(arena *a, str file, vocabulary *v, hsy_error *error) {
  str w = v->words;
  if (w.len > WORDPIECE_MAX_BYTES)
    return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: more than %d bytes", WORDPIECE_MAX_BYTES);
  uint32_t count = 0;
  for (size_t i = 0; i < w.len; i++) count += w.at[i] == '\n';
  if (w.len > 0 && w.at[w.len - 1] != '\n') count++;
  if (count > WORDPIECE_MAX_WORDS)
    return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: more than %d words", WORDPIECE_MAX_WORDS);
  uint32_t *starts = ARENA_ARRAY(a, uint32_t, count + 1);
  uint32_t id = 0;
  for (size_t at = 0; id < count; id++) {
    starts[id] = (uint32_t)at;
    size_t end = str_find_char(w, '\n', at);
    if (end == STR_NONE) end = w.len;
    if (end == at) return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: word %u is empty", (unsigned)id);
    at = end + 1;
  }
  starts[count] = (uint32_t)(w.len > 0 && w.at[w.len - 1] != '\n' ? w.len + 1 : w.len);
  v->starts = starts;
  v->count = count;
  return HSY_OK;
}

static hsy_rc fill_slots(arena *a, str file, vocabulary *v, hsy_error *error) {
  uint32_t slot_count = 16;
  while (slot_count < 2 * v->count) slot_count *= 2;
  uint32_t *slots = ARENA_ARRAY(a, uint32_t, slot_count);
  v->slots = slots;
  v->slot_mask = slot_count - 1;
  for (uint32_t id = 0; id < v->count; id++) {
    str word = word_at(v, id);
    bool later = is_later(word);
    str letters = later ? str_slice(word, 2, word.len) : word;
    uint64_t h = hash_word(letters, later);
    uint32_t twin = find_word(v, letters, later, h);
    if (twin != UINT32_MAX)
      return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: words %u and %u are the same", (unsigned)twin, (unsigned)id);
    uint32_t slot = first_slot(v, h), passed = 0;
    for (; slots[slot] != 0; slot = (slot + 1) & v->slot_mask) passed++;
    if (passed > CROWD) return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: made to be slow");
    slots[slot] = id + 1;
    if (letters.len > v->longest) v->longest = (uint32_t)letters.len;
  }
  return HSY_OK;
}

hsy_rc wordpiece_open(arena *a, str file, str words, vocabulary *v, hsy_error *error) {
  *v = (vocabulary){.words = words};
  TRY(find_starts(a, file, v, error));
  TRY(fill_slots(a, file, v, error));
  const struct { str word; uint32_t *id; } special[] = {
      {STR("[PAD]"), &v->padding}, {STR("[UNK]"), &v->unknown}, {STR("[CLS]"), &v->begin}, {STR("[SEP]"), &v->end}};
  for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
    *special[i].id = find_special(v, special[i].word);
    if (*special[i].id == UINT32_MAX)
      return error_set(error, HSY_MODEL, file, 0, TENSORS_ADVICE, "tensor vocab: the word %.*s is missing", STR_ARG(special[i].word));
  }
  return HSY_OK;
}

/* ---- words into pieces ---- */

/* A word being gathered. Letter i is bytes[at[i], at[i + 1]) and came from the text's bytes [from[i], to[i]). */
typedef struct word {
  uint32_t count;                       /* letters, also those that are not kept */
  uint32_t at[WORD_LETTERS + 1];
  uint32_t from[WORD_LETTERS], to[WORD_LETTERS];
  uint32_t last_to;                     /* where the last letter ends, kept or not */
  char bytes[WORD_BYTES];
} word;

typedef struct cutter {
  const vocabulary *vocabulary;
  arena *arena;
  piece_vec *out;
  uint32_t most; /* count of `out` at which to stop */
  word word;
} cutter;

static void put_piece(cutter *c, uint32_t id, uint32_t start, uint32_t end) {
  piece p = {id, start, end};
  if (c->out->count < c->most) vec_push(c->arena, c->out, p);
}

/* The longest piece that begins with letter `first`: its number, and the letter after it in *next. */
static uint32_t longest_piece(const cutter *c, uint32_t first, uint32_t *next) {
  const vocabulary *v = c->vocabulary;
  const word *w = &c->word;
  uint64_t hash[WORD_LETTERS + 1]; /* of the letters [first, i) */
  hash[first] = first > 0 ? SEED_LATER : SEED_FIRST;
  uint32_t stop = first;
  while (stop < w->count && w->at[stop + 1] - w->at[first] <= v->longest) {
    uint64_t h = hash[stop];
    for (uint32_t b = w->at[stop]; b < w->at[stop + 1]; b++) h = hash_step(h, w->bytes[b]);
    hash[++stop] = h;
  }
  for (; stop > first; stop--) {
    uint32_t id = find_word(v, (str){w->bytes + w->at[first], w->at[stop] - w->at[first]}, first > 0, hash[stop]);
    if (id == UINT32_MAX) continue;
    *next = stop;
    return id;
  }
  return UINT32_MAX;
}

/* End the word, if there is one: its pieces, or [UNK]. */
static void end_word(cutter *c) {
  word *w = &c->word;
  if (w->count == 0) return;
  uint32_t pieces_before = c->out->count, first = w->count > WORD_LETTERS ? UINT32_MAX : 0;
  while (first < w->count) {
    uint32_t next = 0, id = longest_piece(c, first, &next);
    if (id == UINT32_MAX) {
      first = UINT32_MAX;
      break;
    }
    put_piece(c, id, w->from[first], w->to[next - 1]);
    first = next;
  }
  if (first == UINT32_MAX) {
    c->out->count = pieces_before;
    put_piece(c, c->vocabulary->unknown, w->from[0], w->last_to);
  }
  w->count = 0;
}

/* ---- text into words ---- */

static void add_letter(cutter *c, int32_t letter, uint32_t from, uint32_t to) {
  word *w = &c->word;
  w->last_to = to;
  if (w->count++ >= WORD_LETTERS) return;
  uint32_t i = w->count - 1;
  w->from[i] = from;
  w->to[i] = to;
  w->at[i + 1] = w->at[i] + (uint32_t)utf8_put(w->bytes + w->at[i], letter);
}

/* The blocks that BERT takes for Chinese. The reference begins the sixth at 2B920 where the paper's code has 2B820. */
static bool is_chinese(int32_t c) {
  return c >= 0x3400 && ((c >= 0x4E00 && c <= 0x9FFF) || c <= 0x4DBF || (c >= 0x20000 && c <= 0x2A6DF) ||
                         (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
                         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F));
}

/* One letter after decomposition, from the text's bytes [from, to). */
static void take_letter(cutter *c, int32_t letter, uint32_t from, uint32_t to) {
  if (uc_is_nonspacing(letter)) return;
  letter = uc_lower(letter);
  bool alone = letter < 0x80 ? uc_is_punct(letter) : uc_is_punct_only(letter); /* BERT: all of ASCII's symbols too */
  if (alone) end_word(c);
  add_letter(c, letter, from, to);
  if (alone) end_word(c);
}

static bool is_white(int32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c >= 0x80 && uc_is_space(c)); }

static void take_code_point(cutter *c, int32_t code_point, uint32_t from, uint32_t to) {
  bool white = is_white(code_point);
  if (code_point == 0xFFFD || (uc_is_control(code_point) && !(white && code_point < 0x80))) return;
  if (white) {
    end_word(c);
    return;
  }
  bool chinese = is_chinese(code_point);
  if (chinese) end_word(c);
  int32_t letters[UC_MAX_DECOMPOSED];
  size_t count = uc_decompose(code_point, letters);
  for (size_t i = 0; i < count; i++) take_letter(c, letters[i], from, to);
  if (chinese) end_word(c);
}

void wordpiece_cut(const vocabulary *v, str text, uint32_t most, arena *a, piece_vec *out) {
  assert(text.len < UINT32_MAX);
  cutter c;
  c.vocabulary = v;
  c.arena = a;
  c.out = out;
  c.most = most < UINT32_MAX - out->count ? out->count + most : UINT32_MAX;
  c.word.count = 0;
  c.word.at[0] = 0;
  size_t length;
  for (size_t at = 0; at < text.len && out->count < c.most; at += length) {
    int32_t code_point = utf8_at(text, at, &length);
    take_code_point(&c, code_point, (uint32_t)at, (uint32_t)(at + length));
  }
  end_word(&c);
}
