/* Names: persons, bodies, places, nationalities, news organisations, by rule.
 *
 * Three steps: runs of capitalised words are taken from each sentence (here); a run is cut into candidates by lists and
 * by the shapes of names (name_shapes.c); what stands around the candidates, counted over the whole document, decides
 * the kind of those that no list knows (name_votes.c). Titles, articles and a final possessive are no part of a name.
 *
 * Invariant: names are in text order, disjoint, each inside one sentence (a labelled one: one paragraph), with a score of 0
 * to 1000 that says how much speaks for the kind.
 */
#include "find/find.h"

#include "base/utf8.h"
#include "find/abbreviations.h"
#include "find/name_words.h"

static name_kind kind_of(const name_finder *f, const name_candidate *c) {
  bool is_common = false;
  for (uint32_t i = c->first; i < c->end; i++) is_common |= name_is_common(f, i);
  name_kind kind = name_best_kind(c->votes, is_common ? NAME_OTHER : NAME_PERSON);
  bool is_single = c->end == c->first + 1;
  return kind == NAME_PERSON && is_single && c->votes[kind] <= 0 ? NAME_OTHER : kind; /* a capital is all that is known */
}

/* The capital of a sentence's first word says nothing: it opens a name when the tagger, a list or the document says so. */
static bool opens_name(const name_finder *f, uint32_t i) {
  const token *t = name_token(f, i);
  if (!name_has_capital(f, i)) return false;
  size_t length;
  if (!uc_is_letter(utf8_at(t->folded, 0, &length))) return false;
  str word = name_word(f, i);
  if (t->word == WORD_PRONOUN && !t->is_all_capital) return false;
  if (t->word == WORD_PRONOUN && t->folded.len == 1) return false;
  bool is_word;
  if (lexicon_has(LEXICON_CLOSED_CLASS, word) && !t->is_all_capital && !t->is_sentence_start && !name_is_first_name(f, i, &is_word) && !name_is(f, i,
      "the")) return false;
  if (t->is_sentence_start || t->word != WORD_PROPER) {
    if (lexicon_has(LEXICON_CLOSED_CLASS, word) && !(t->is_all_capital && t->word == WORD_PROPER)) {
      const sentence *s = &f->doc->sentences.at[t->sentence];
      return t->is_capital && name_match(f, LEXICON_OUTLETS, i, s->first + s->count, NULL) > 1; /* "The Guardian" */
    }
  }
  if (t->is_sentence_start && t->word != WORD_PROPER) {
    uint32_t seen = map_get(&f->seen, word);
    const sentence *s = &f->doc->sentences.at[t->sentence];
    uint32_t end = s->first + s->count;
    return (seen != MAP_NONE && seen & SEEN_CAPITAL) || name_match(f, LEXICON_PLACES, i, end, NULL) > 0 || name_match(f, LEXICON_NATIONALITIES, i,
        end, NULL) > 0 ||
           name_match(f, LEXICON_ORGANISATIONS, i, end, NULL) > 0 || name_match(f, LEXICON_OUTLETS, i, end, NULL) > 0 ||
               lexicon_has(LEXICON_FIRST_NAMES, word) ||
           lexicon_has(LEXICON_TITLES, word) || (i + 1 < end && name_has_capital(f, i + 1) && name_token(f, i + 1)->word == WORD_PROPER);
  }
  return true;
}

/* Does the run go on with token i? Hyphens and small particles only between capitals. */
static bool continues(const name_finder *f, uint32_t i, uint32_t end) {
  if (i >= end || name_is_possessive(f, i - 1)) return false;
  const token *t = name_token(f, i);
  if (name_has_capital(f, i) && t->word != WORD_PUNCT) return !lexicon_has(LEXICON_CLOSED_CLASS, name_word(f, i)) || t->is_all_capital ||
      t->word == WORD_PROPER;
  if (name_is_hyphen(f, i - 1) && name_has_capital(f, i - 2) && !name_in_dictionary(f, i)) return true; /* "Ki-moon" */
  bool is_particle = lexicon_has(LEXICON_NAME_PARTICLES, t->folded);
  if (is_particle && i + 2 < end && lexicon_has(LEXICON_NAME_PARTICLES, name_token(f, i + 1)->folded)) return name_has_capital(f, i + 2); /* "van der X" */
  if (i + 1 < end && name_is_hyphen(f, i) && !name_has_capital(f, i + 1)) return !name_in_dictionary(f, i + 1) && name_token(f, i + 1)->word != WORD_NUMBER;
  if (i + 1 >= end || !name_has_capital(f, i + 1)) return false;
  return name_is_hyphen(f, i) || str_eq(t->folded, STR("&")) || is_particle ||
         (str_eq(t->folded, STR("of")) && name_match(f, LEXICON_TITLES, i - 1, end, NULL) > 1); /* "Secretary of State X" */
}

/* Most words of the sentence have a capital, and it has no full stop or is in capitals altogether: a headline. */
static bool is_heading_like(const name_finder *f, const sentence *s) {
  uint32_t words = 0, capitals = 0, shouted = 0;
  for (uint32_t k = s->first; k < s->first + s->count; k++) {
    const token *t = name_token(f, k);
    if (t->folded.len < 4 || t->word == WORD_PUNCT || t->word == WORD_NUMBER) continue;
    words++;
    capitals += t->is_capital;
    shouted += t->is_all_capital;
  }
  bool has_stop = name_is(f, s->first + s->count - 1, ".");
  return words >= 4 && (has_stop ? shouted : capitals) * 5 >= words * 4;
}

static void cut_sentence(name_finder *f, const sentence *s) {
  uint32_t end = s->first + s->count;
  bool in_heading = is_heading_like(f, s);
  for (uint32_t i = s->first; i < end;) {
    /* "al-Qaida", "al-Sadr": a particle in small letters, hyphen, capital */
    bool is_particle = i + 2 < end && !name_token(f, i)->is_capital && lexicon_has(LEXICON_NAME_PARTICLES, name_token(f, i)->folded) &&
                       name_is_hyphen(f, i + 1) && name_token(f, i + 2)->is_capital;
    if (!is_particle && !opens_name(f, i)) {
      i++;
      continue;
    }
    uint32_t k = i + 1;
    if (is_particle) k = i + 3;
    while (continues(f, k, end)) k++;
    name_cut(f, i, k, in_heading);
    uint32_t reached = f->found.count > 0 ? vec_last(&f->found)->end : 0;
    i = reached > k ? reached : k; /* a body's name may go on over "of the" */
  }
}

/* The span without a final possessive. */
static span name_span(const name_finder *f, const name_candidate *c) {
  span s = {name_token(f, c->first)->span.start, name_token(f, c->end - 1)->span.end};
  str last = document_slice(f->doc, name_token(f, c->end - 1)->span), folded = name_token(f, c->end - 1)->folded;
  size_t tail = str_ends(folded, STR("'s")) ? 1 : str_ends(folded, STR("'")) && folded.len > 1 ? 0 : STR_NONE;
  if (tail != STR_NONE) { /* the apostrophe has one byte or three */
    size_t length;
    utf8_before(last, last.len - tail, &length);
    s.end -= (uint32_t)(tail + length);
  }
  return s;
}

/* "GENEVA The World Health Organization said": a dateline without its dash is the first word alone. */
static bool starts_with_dateline(const document *d, const name_candidate *c) {
  const token *t = &d->tokens.at[c->first], *next = t + 1;
  return c->end > c->first + 1 && t->is_block_start && t->is_all_capital && next->is_capital && !next->is_all_capital &&
      lexicon_has(LEXICON_PLACES, t->folded);
}

/* An outlet that begins at token i: the tokens of its name, 0 for none. */
static uint32_t outlet_at(const name_finder *f, uint32_t i) {
  const sentence *s = &f->doc->sentences.at[name_token(f, i)->sentence];
  return name_token(f, i)->is_capital ? name_match(f, LEXICON_OUTLETS, i, s->first + s->count, NULL) : 0;
}

/* In a text of tokens joined by spaces "U . S ." ends with its stop. */
static uint32_t with_stop(const name_finder *f, uint32_t first, uint32_t end) {
  const document *d = f->doc;
  if (!f->is_spaced || end < first + 3 || end >= d->tokens.count) return end;
  bool is_letter = span_length(name_token(f, end - 1)->span) == 1 && name_token(f, end - 1)->is_capital;
  return is_letter && name_is(f, end - 2, ".") && name_is(f, end, ".") ? end + 1 : end;
}

enum {
  WAVERS = 600, /* a label less sure than this asks the other mentions and the rules */
  RULED = 3,    /* thousandths that a vote of the rules is worth beside the labels' scores; 2 to 5 do as well */
};
typedef struct kind_votes { int of[NAME_KINDS]; } kind_votes;
typedef VEC(kind_votes) kind_votes_vec;

typedef VEC(label) label_vec;

/* The labels of names; a bracket that one opens and does not close ("Anna Velmar (Anni V") stands between two of one kind. */
static label_vec split_at_brackets(const document *d, arena *scratch) {
  label_vec out = {0};
  for (uint32_t i = 0; i < d->labels->names.count; i++) {
    label l = d->labels->names.at[i];
    uint32_t open = NONE;
    for (uint32_t t = l.first + 1; t + 1 < l.end; t++) {
      if (str_eq(d->tokens.at[t].folded, STR("("))) open = t;
      else if (str_eq(d->tokens.at[t].folded, STR(")"))) open = NONE;
    }
    span behind = open == NONE ? (span){0} : (span){d->tokens.at[open + 1].span.start, d->tokens.at[l.end - 1].span.end};
    if (span_length(behind) > 1 && !str_eq(d->tokens.at[l.end - 1].folded, STR(")"))) { /* one letter names nobody: "Rad (B" */
      vec_push(scratch, &out, ((label){l.first, open, l.kind, l.score}));
      l.first = open + 1;
    }
    vec_push(scratch, &out, l);
  }
  return out;
}

static str written(const document *d, label l) {
  return document_slice(d, (span){d->tokens.at[l.first].span.start, d->tokens.at[l.end - 1].span.end});
}

/* The same words are the same kind of thing all over a document: what its mentions say, each with its sureness. */
static map vote_by_words(const document *d, const label_vec *labels, arena *scratch, kind_votes_vec *votes) {
  map words = map_new(scratch);
  for (uint32_t i = 0; i < labels->count; i++) {
    label l = labels->at[i];
    uint32_t at = *map_put(&words, written(d, l), votes->count);
    if (at == votes->count) vec_new(scratch, votes);
    votes->at[at].of[l.kind] += l.score;
  }
  return words;
}

/* What the rules say of the kind of a labelled name, where they cut the same words. */
static void vote_by_rules(const name_finder *f, const label_vec *labels, const map *words, kind_votes_vec *votes) {
  const document *d = f->doc;
  for (uint32_t i = 0, k = 0; i < f->found.count; i++) {
    const name_candidate *c = &f->found.at[i];
    while (k < labels->count && labels->at[k].first < c->first) k++;
    if (k == labels->count) return;
    label l = labels->at[k];
    bool has_stop = c->end == l.end + 1 && name_is(f, l.end, "."); /* "Co ." */
    if (l.first != c->first || (l.end != c->end && !has_stop)) continue;
    name_kind kind = kind_of(f, c);
    if (kind == NAME_OUTLET) kind = NAME_ORGANISATION;
    votes->at[map_get(words, written(d, l))].of[kind] += (c->votes[kind] < SURE ? c->votes[kind] : SURE) * RULED;
  }
}

static name_kind voted_kind(const kind_votes *v) {
  int best = 0;
  for (int k = 1; k < NAME_KINDS; k++)
    if (v->of[k] > v->of[best]) best = k;
  return (name_kind)best;
}

enum { NO_NAME = NAME_KINDS };

static name_kind labelled_kind(const document *d, label l, const map *words, const kind_votes_vec *votes) {
  return l.score < WAVERS ? voted_kind(&votes->at[map_get(words, written(d, l))]) : (name_kind)l.kind;
}

/* Folded short form → kind of the first long form that is a name and that the text explains it by, NO_NAME where none is
 * ("First Information Report (FIR)"): the engine sees capitals and takes most of them for bodies. */
static map explained_kinds(const document *d, const label_vec *labels, const map *words, const kind_votes_vec *votes, arena *scratch) {
  map kinds = map_new(scratch);
  abbreviation_vec all = find_abbreviations(d, scratch);
  for (uint32_t i = 0, k = 0; i < all.count; i++) {
    abbreviation a = all.at[i];
    while (k < labels->count && labels->at[k].end < a.end) k++;
    const label *l = k < labels->count && labels->at[k].first < a.end ? &labels->at[k] : NULL;
    if (l && (l->first > a.first || l->end > a.end)) continue; /* "Interim Force in Lebanon": the name is only a part of it */
    bool is_partly_name = !l && k > 0 && labels->at[k - 1].end > a.first;
    if (is_partly_name) continue;
    uint32_t *kind = map_put(&kinds, d->tokens.at[a.token].folded, NO_NAME);
    if (l && *kind == NO_NAME) *kind = labelled_kind(d, *l, words, votes);
  }
  return kinds;
}

static uint32_t block_of(const document *d, uint32_t token) { return d->sentences.at[d->tokens.at[token].sentence].block; }

/* A person behind a title ("Mr. Berg") that begins at token t, by rule: the tokens of the name, 0 for none. `from` goes along. */
static uint32_t titled_at(const name_finder *f, uint32_t t, uint32_t *from) {
  while (*from < f->found.count && f->found.at[*from].first < t) ++*from;
  if (t == 0 || *from == f->found.count || f->found.at[*from].first != t || kind_of(f, &f->found.at[*from]) != NAME_PERSON) return 0;
  const lexicon_entry *title = lexicon_find(LEXICON_TITLES, name_word(f, t - 1));
  return title && str_ends(title->value, STR("strong")) ? f->found.at[*from].end - t : 0;
}

/* As the language engine labels them. The list knows outlets, which the engine does not tell from other bodies and now and
 * then passes over ("said on CNN"). */
static hsy_rc names_from_labels(document *d, arena *scratch) {
  name_finder f = name_finder_new(d, scratch);
  for (uint32_t i = 0; i < d->sentences.count; i++) cut_sentence(&f, &d->sentences.at[i]);
  name_vote(&f);
  label_vec all = split_at_brackets(d, scratch), *labels = &all;
  kind_votes_vec votes = {0};
  map words = vote_by_words(d, labels, scratch, &votes);
  vote_by_rules(&f, labels, &words, &votes);
  map explained = explained_kinds(d, labels, &words, &votes, scratch);
  uint32_t next = 0, from = 0;
  for (uint32_t t = 0; t < d->tokens.count;) {
    while (next < labels->count && labels->at[next].first < t) next++; /* a stop taken from it */
    const label *l = next < labels->count ? &labels->at[next] : NULL;
    uint32_t outlet = outlet_at(&f, t), titled = titled_at(&f, t, &from);
    name_candidate c = {.first = t, .end = t + (titled ? titled : outlet)};
    name_kind kind = titled ? NAME_PERSON : NAME_OUTLET;
    int score = 1000;
    if (l && l->first == t) {
      name_kind labelled = labelled_kind(d, *l, &words, &votes);
      uint32_t told = l->score < WAVERS && l->end == t + 1 ? map_get(&explained, name_word(&f, t)) : MAP_NONE;
      if (told == NO_NAME && !outlet && !titled) {
        t++;
        continue;
      }
      if (told < NO_NAME) labelled = (name_kind)told;
      bool is_outlet = outlet == l->end - l->first && (labelled == NAME_ORGANISATION || labelled == NAME_OTHER);
      c.end = with_stop(&f, t, l->end);
      while (block_of(d, c.end - 1) != block_of(d, t)) c.end--;
      if (!is_outlet) kind = labelled;
      score = l->score;
      next++;
    } else if (c.end == t || (l && l->first < c.end) || (!titled && name_is_common(&f, t))) {
      t++;
      continue;
    }
    t = c.end;
    span s = name_span(&f, &c);
    if (span_empty(s)) continue;
    if (d->names.count >= HSY_MAX_NAMES)
      return error_set(&d->error, HSY_LIMIT, d->path, d->line, "split it into several documents", "more than %d names", HSY_MAX_NAMES);
    vec_push(d->arena, &d->names, ((name){s, kind, NONE, score}));
  }
  return HSY_OK;
}

hsy_rc find_names(document *d, arena *scratch) {
  if (d->labels) return names_from_labels(d, scratch);
  arena_mark mark = arena_save(scratch);
  name_finder f = name_finder_new(d, scratch);
  for (uint32_t i = 0; i < d->sentences.count; i++) cut_sentence(&f, &d->sentences.at[i]);
  name_vote(&f);
  uint32_t end = 0;
  for (uint32_t i = 0; i < f.found.count; i++) {
    name_candidate *c = &f.found.at[i];
    if (c->first < end) continue;
    if (starts_with_dateline(d, c)) {
      c->first++;
      if (c->end > c->first + 1 && str_eq(d->tokens.at[c->first].folded, STR("the"))) c->first++;
    }
    if (d->names.count >= HSY_MAX_NAMES) {
      arena_release(scratch, mark);
      return error_set(&d->error, HSY_LIMIT, d->path, d->line, "split it into several documents", "more than %d names", HSY_MAX_NAMES);
    }
    if (c->is_doubtful && c->votes[NAME_PERSON] < 30) continue;
    name_kind kind = kind_of(&f, c);
    if (c->end == c->first + 1 && kind != NAME_NATIONALITY && c->votes[kind] < SURE &&
        lexicon_has(LEXICON_ACRONYMS, name_word(&f, c->first)))
      continue;
    int score = c->votes[kind] * 10;
    span s = name_span(&f, c);
    if (span_empty(s)) continue;
    vec_push(d->arena, &d->names, ((name){s, kind, NONE, score < 0 ? 0 : score > 1000 ? 1000 : score}));
    end = c->end;
  }
  arena_release(scratch, mark);
  return HSY_OK;
}
