/* Votes: what the words around a candidate say of its kind, counted over the document.
 *
 * All mentions of one key pool their votes; the last word of a person's full name is that person wherever it stands
 * alone; the letters of an abbreviation get the kind of what it stands for by the list or its place. A candidate that
 * nothing speaks for becomes a person where its words are in no dictionary, else `other`.
 */
#include "find/name_words.h"

#include "base/utf8.h"

static bool is_in(const name_finder *f, uint32_t i, const char *const *words) {
  for (; *words; words++)
    if (name_is(f, i, *words)) return true;
  return false;
}

static bool has_context(str folded, const char *kind) {
  const lexicon_entry *e = lexicon_find(LEXICON_NAME_CONTEXTS, folded);
  if (!e) return false;
  /* the kinds are words between spaces */
  str k = str_of(kind), v = e->value;
  for (size_t at = 0; (at = str_find(v, k, at)) != STR_NONE; at++)
    if ((at == 0 || v.at[at - 1] == ' ') && (at + k.len == v.len || v.at[at + k.len] == ' ')) return true;
  return false;
}

/* "NextGen", "LinkedIn", but not "McDonald": a capital inside a word is a maker's. */
static bool has_inner_capital(const name_finder *f, uint32_t i) {
  static const char *const persons[] = {"Mc", "Mac", "O'", "O’", "De", "Di", "Du", "La", "Le", "Van", "Fitz", "D'", "D’", NULL};
  str w = document_slice(f->doc, name_token(f, i)->span);
  for (size_t k = 0; persons[k]; k++)
    if (str_starts(w, str_of(persons[k]))) return false;
  for (size_t at = 1; at < w.len; at++)
    if (w.at[at] >= 'A' && w.at[at] <= 'Z' && w.at[at - 1] >= 'a' && w.at[at - 1] <= 'z') return true;
  return false;
}

static void look_around(name_finder *f, name_candidate *c) {
  static const char *const inside[] = {"in", "near", "across", "outside", "inside", "throughout", NULL};
  static const char *const towards[] = {"at", "from", "to", "into", "toward", "towards", "around", "over", NULL};
  const sentence *s = &f->doc->sentences.at[name_token(f, c->first)->sentence];
  uint32_t from = s->first, to = s->first + s->count;
  uint32_t words = 0, common = 0;
  bool all_capital = true;
  for (uint32_t i = c->first; i < c->end; i++) {
    const token *t = name_token(f, i);
    if (t->word == WORD_PUNCT) continue;
    words++;
    common += name_is_common(f, i);
    all_capital &= t->is_all_capital;
    if (has_inner_capital(f, i)) c->votes[NAME_ORGANISATION] += 5;
  }
  int *v = c->votes;
  if (words == 1 && all_capital && name_word(f, c->first).len <= 6) v[NAME_ORGANISATION] += 4;
  if (words >= 2 && words <= 4 && common == 0) v[NAME_PERSON] += 4;
  if (common > 0 && common == words) v[NAME_OTHER] += 4;
  else if (common > 0) v[NAME_OTHER] += 2;
  if (c->first > from) {
    uint32_t p = c->first - 1;
    const token *t = name_token(f, p);
    if (is_in(f, p, inside)) v[NAME_PLACE] += 4;
    else if (is_in(f, p, towards)) v[NAME_PLACE] += 1;
    else if (name_is(f, p, "the")) {
      bool stands_before_noun = c->end < to && name_token(f, c->end)->word == WORD_NOUN; /* "the Smith family" */
      if (!stands_before_noun) v[NAME_PERSON] -= 8, v[NAME_ORGANISATION] += 2;
      v[NAME_OTHER] += 1;
    }
    else if (name_is(f, p, "of") && p > from && lexicon_has(LEXICON_PLACE_WORDS, name_token(f, p - 1)->folded)) v[NAME_PLACE] += 8;
    else if (name_is(f, p, "by") || name_is(f, p, "with") || name_is(f, p, "told")) v[NAME_PERSON] += 1;
    if (t->word == WORD_NOUN) {
      if (lexicon_has(LEXICON_ROLES, t->folded) || lexicon_has(LEXICON_TITLES, t->folded)) v[NAME_PERSON] += 6;
      else if (has_context(t->folded, "company")) v[NAME_ORGANISATION] += 5;
    }
  }
  if (c->end < to) {
    uint32_t n = c->end;
    const token *t = name_token(f, n);
    bool speaks = lexicon_has(LEXICON_SPEECH_TAGS, t->folded);
    if (speaks) v[NAME_PERSON] += 2, v[NAME_PLACE] -= 2;
    if (name_is(f, n, ",") && n + 2 < to && name_token(f, n + 1)->word == WORD_NUMBER && name_is(f, n + 2, ",")) v[NAME_PERSON] += 8; /* age */
    if (name_is(f, n, ",") && n + 2 < to && (name_is(f, n + 1, "who") || name_is(f, n + 1, "whose"))) v[NAME_PERSON] += 4;
    if (name_is(f, n, "who")) v[NAME_PERSON] += 3;
    if (name_is(f, n, ",") && n + 1 < to && name_token(f, n + 1)->is_capital && name_match(f, LEXICON_PLACES, n + 1, to, NULL) > 0) v[NAME_PLACE] += 3;
    bool possessive = name_is_possessive(f, c->end - 1) || name_is(f, n, "'s");
    uint32_t k = possessive && name_is(f, n, "'s") ? n + 1 : n;
    if (k < to) {
      if (has_context(name_token(f, k)->folded, "place-after") && !possessive) v[NAME_PLACE] += 3;
      if (has_context(name_token(f, k)->folded, "company-after")) v[NAME_ORGANISATION] += 3;
      if (has_context(name_token(f, k)->folded, "company") && !possessive) v[NAME_ORGANISATION] += 2;
    }
    if (name_is(f, n, "(") && n + 2 < to && name_token(f, n + 1)->is_all_capital && name_is(f, n + 2, ")")) v[NAME_ORGANISATION] += 6;
  }
  /* A dateline: "NAIROBI (Reuters) -", "LAGOS 1996-08-30": the block's first word, in capitals. */
  const token *t = name_token(f, c->first);
  bool is_dash_title = c->end + 1 < to && name_token(f, c->end)->word == WORD_PUNCT && name_token(f, c->end + 1)->is_all_capital; /* "SOCCER - X BEAT Y" */
  if (t->is_block_start && all_capital && c->end < to && !is_dash_title) {
    const token *n = name_token(f, c->end);
    if (name_is(f, c->end, ",") || name_is(f, c->end, "(") || name_is(f, c->end, "-") || name_is(f, c->end, "—") || name_is(f, c->end, "–") ||
        n->word == WORD_NUMBER)
      v[NAME_PLACE] += 10, v[NAME_ORGANISATION] -= 4, v[NAME_PERSON] -= 4;
  }
}

/* Neighbours in a list ("X, Y and Z") are of one kind. */
static void look_beside(const name_finder *f, name_candidate *c, const name_candidate *other) {
  uint32_t between = other->first > c->first ? c->end : other->end, next = other->first > c->first ? other->first : c->first;
  if (between + 1 != next || (!name_is(f, between, ",") && !name_is(f, between, "and") && !name_is(f, between, "or"))) return;
  for (int k = 0; k < NAME_KINDS; k++)
    if (other->votes[k] >= SURE - 20 && k != NAME_NATIONALITY && k != NAME_OUTLET) c->votes[k] += 3;
}

/* A table of results ("X 4 3 0 1", "X 2 Y 1"): a name at the start of its line or after a number, with a number behind
 * it, is a team, be it called by its town. */
static void look_at_table(const name_finder *f, name_candidate *c) {
  const sentence *s = &f->doc->sentences.at[name_token(f, c->first)->sentence];
  if (c->end >= s->first + s->count || c->end > c->first + 3) return;
  const token *n = name_token(f, c->end), *t = name_token(f, c->first);
  bool opens = t->is_block_start || (c->first > s->first && name_token(f, c->first - 1)->word == WORD_NUMBER);
  bool counts = n->word == WORD_NUMBER && n->folded.len <= 3 && n->folded.at[0] >= '0' && n->folded.at[0] <= '9';
  bool ends = c->end + 1 == s->first + s->count || name_token(f, c->end + 1)->word == WORD_NUMBER || name_has_capital(f, c->end + 1) || name_is(f,
      c->end + 1, "(");
  if (opens && counts && ends && c->votes[NAME_PERSON] < 40) c->votes[NAME_ORGANISATION] += 2 * SURE;
}

/* The kind most votes are for; ties go to the order below, nothing to `fallback`. */
name_kind name_best_kind(const int *votes, name_kind fallback) {
  static const name_kind order[] = {NAME_PERSON, NAME_ORGANISATION, NAME_PLACE, NAME_OUTLET, NAME_NATIONALITY, NAME_OTHER};
  name_kind best = fallback;
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    if (votes[order[i]] > votes[best]) best = order[i];
  return best;
}

static int best_vote(const int *votes) {
  int best = 0;
  for (int k = 0; k < NAME_KINDS; k++)
    if (votes[k] > best) best = votes[k];
  return best;
}

/* The last word of a key, after its last space. */
static str last_word(str key) {
  size_t at = key.len;
  while (at > 0 && key.at[at - 1] != ' ') at--;
  return str_slice(key, at, key.len);
}

void name_vote(name_finder *f) {
  typedef struct pool { int votes[NAME_KINDS]; } pool;
  VEC(pool) pools = {0};
  map by_key = map_new(f->scratch), surnames = map_new(f->scratch);
  for (uint32_t i = 0; i < f->found.count; i++) {
    name_candidate *c = &f->found.at[i];
    if (c->is_doubtful) continue;
    look_at_table(f, c);
    if (best_vote(c->votes) < SURE - 20) {
      look_around(f, c);
      if (i > 0) look_beside(f, c, &f->found.at[i - 1]);
      if (i + 1 < f->found.count) look_beside(f, c, &f->found.at[i + 1]);
    }
    uint32_t *slot = map_put(&by_key, c->key, pools.count);
    if (*slot == pools.count) vec_new(f->scratch, &pools);
    pool *p = &pools.at[*map_put(&by_key, c->key, 0)];
    for (int k = 0; k < NAME_KINDS; k++) p->votes[k] += c->votes[k];
  }
  for (uint32_t i = 0; i < f->found.count; i++) { /* full names of persons give their surnames */
    const name_candidate *c = &f->found.at[i];
    if (c->is_doubtful) continue;
    const int *v = pools.at[map_get(&by_key, c->key)].votes;
    if (name_best_kind(v, NAME_OTHER) != NAME_PERSON || v[NAME_PERSON] < 4) continue;
    str last = last_word(c->key);
    if (last.len < c->key.len && last.len > 1) *map_put(&surnames, last, 0) += 1;
  }
  for (uint32_t i = 0; i < f->found.count; i++) {
    name_candidate *c = &f->found.at[i];
    bool is_surname = c->end == c->first + 1 && map_get(&surnames, c->key) != MAP_NONE;
    if (c->is_doubtful) {
      if (is_surname && name_token(f, c->first)->word == WORD_PROPER) c->votes[NAME_PERSON] += 30;
    } else if (best_vote(c->votes) < SURE - 20) {
      memcpy(c->votes, pools.at[map_get(&by_key, c->key)].votes, sizeof c->votes);
      if (is_surname) c->votes[NAME_PERSON] += 30;
    }
  }
}
