/* Clauses: where a run of tokens is cut.
 *
 * There is no tree. A cut is made only where both sides have a finite verb: at a semicolon; at ", and" and ", but"
 * before a subject; at "and that", "or whether"; at the comma that ends an opening "After …"; at "as", "while",
 * "after" and their like before a subject; at "that" where only "There are worries" stands before it. A relative clause after a
 * comma ("…, who resigned in May, …") is a clause of its own beside the one that holds it.
 *
 * A finite verb is told by form and neighbours: an auxiliary, a form in -s, a past form, or a base form after a subject
 * that can have one. A form that may be past or participle is finite when no auxiliary stands before it and no surer
 * finite verb follows in its clause.
 */
#include "find/clauses.h"

#include "lexicon/lexicon.h"

enum { LOOK_AHEAD = 14, MOST_ADVERBS = 6, HOLLOW_TOKENS = 10 };

static const token *at(const document *d, uint32_t i) { return &d->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

static bool is_one_of(const token *t, const char *const *words) {
  for (; *words; words++)
    if (is_word(t, *words)) return true;
  return false;
}

static bool is_noun(const token *t) { return t->word == WORD_NOUN || t->word == WORD_PROPER || t->word == WORD_PRONOUN || t->word == WORD_NUMBER; }

static bool is_boundary(const token *t) {
  return t->word == WORD_PUNCT || t->word == WORD_CONJUNCTION || t->word == WORD_SUBORDINATOR;
}

/* The nearest token before `i` that is no adverb, not before `from`; NONE when there is none. */
static uint32_t before(const document *d, uint32_t from, uint32_t i) {
  for (int steps = 0; i > from && steps < MOST_ADVERBS; steps++) {
    i--;
    if (at(d, i)->word != WORD_ADVERB && !lexicon_has(LEXICON_NEGATORS, at(d, i)->folded)) return i;
  }
  return NONE;
}

static bool is_finite_auxiliary(const document *d, uint32_t from, uint32_t i) {
  static const char *const never[] = {"be", "been", "being", "having", NULL};
  const token *t = at(d, i);
  if (is_one_of(t, never)) return false;
  uint32_t b = before(d, from, i);
  if (b == NONE) return true;
  if (at(d, b)->word == WORD_AUX || is_word(at(d, b), "to")) return false;
  return true;
}

static bool can_have_base(const document *d, const chunking *c, uint32_t from, uint32_t subject) {
  static const char *const pronouns[] = {"i", "you", "we", "they", "who", "which", "that", "these", "those", "both", "some", "many", "others", NULL};
  const token *t = at(d, subject);
  if (is_one_of(t, pronouns)) return true;
  uint32_t in = c->chunk_at[subject];
  if (in == NONE) return false;
  const chunk *s = &c->list.at[in];
  if (s->first == from || (s->first > from && is_boundary(at(d, s->first - 1)))) return s->is_plural || s->is_pronoun || (s->name != NONE &&
      d->names.at[s->name].kind != NAME_PERSON);
  /* "officials in Rome say": the subject's tail */
  for (uint32_t k = in; k-- > 0 && in - k <= 3;) {
    const chunk *h = &c->list.at[k];
    if (h->first < from) return false;
    if (h->tail == s->end && (h->first == from || is_boundary(at(d, h->first - 1)))) return h->is_plural;
  }
  return false;
}

/* "he's", "they've", "I'll": a pronoun with its auxiliary. */
static bool is_contraction(const token *t) {
  static const char *const endings[] = {"'ve", "'ll", "'re", "'m", "'d", "'s"};
  static const char *const words[] = {"i", "you", "he", "she", "it", "we", "they", "there", "that", "who", "what", "here"};
  size_t mark = str_find_char(t->folded, '\'', 0);
  if (mark == STR_NONE) return false;
  bool ends = false, begins = false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) ends = ends || str_eq(str_slice(t->folded, mark, t->folded.len), str_of(endings[i]));
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) begins = begins || str_eq(str_slice(t->folded, 0, mark), str_of(words[i]));
  return ends && begins;
}

/* ", determined to win, left": a phrase between commas whose verb stands behind the second. */
static bool is_comma_phrase(const document *d, uint32_t comma, uint32_t i, uint32_t end) {
  if (!is_word(at(d, comma), ",")) return false;
  for (uint32_t k = i + 1; k < end && k <= i + 2 * LOOK_AHEAD; k++) {
    if (!is_word(at(d, k), ",")) continue;
    uint32_t next = k + 1;
    while (next < end && at(d, next)->word == WORD_ADVERB) next++;
    if (next < end && (at(d, next)->word == WORD_AUX || (at(d, next)->word == WORD_VERB && at(d, next)->form != VERB_ING))) return true;
  }
  return false;
}

/* "In papers filed on Friday": the noun before the verb belongs to the preposition that opens the clause. */
static bool ends_opening_phrase(const document *d, const chunking *c, uint32_t from, uint32_t noun) {
  uint32_t in = c->chunk_at[noun];
  return in != NONE && c->list.at[in].first == from + 1 && at(d, from)->word == WORD_ADPOSITION;
}

bool clause_is_finite(const document *d, const chunking *c, uint32_t from, uint32_t i, uint32_t end) {
  const token *t = at(d, i);
  if (is_contraction(t)) return true;
  if (t->word == WORD_AUX) return is_finite_auxiliary(d, from, i);
  if (t->word != WORD_VERB || (c->chunk_at[i] != NONE && c->list.at[c->chunk_at[i]].head != i)) return false;
  uint32_t b = before(d, from, i);
  if (b != NONE && (at(d, b)->word == WORD_AUX || is_word(at(d, b), "to") || at(d, b)->word == WORD_ADPOSITION)) return false;
  if (b != NONE && at(d, b)->word == WORD_DETERMINER) return false;
  if (b != NONE && (t->form == VERB_PAST || t->form == VERB_PAST_OR_PARTICIPLE) && is_comma_phrase(d, b, i, end)) return false;
  switch (t->form) {
  case VERB_S:
  case VERB_PAST: return true;
  case VERB_PAST_OR_PARTICIPLE:
    if (b == NONE) return false;
    if (!is_noun(at(d, b)) && at(d, b)->word != WORD_PUNCT && at(d, b)->word != WORD_CONJUNCTION) return false;
    if (ends_opening_phrase(d, c, from, b)) return false;
    for (uint32_t k = i + 1; k < end && k <= i + LOOK_AHEAD; k++) { /* "the papers filed on Monday say" */
      const token *n = at(d, k);
      if (is_boundary(n) || is_word(n, "that") || is_word(n, "who")) break;
      if (n->word == WORD_AUX && is_finite_auxiliary(d, i + 1, k)) return false;
      if (n->word == WORD_VERB && (n->form == VERB_S || n->form == VERB_PAST) && c->chunk_at[k] == NONE) return false;
    }
    return i + 1 >= end || !is_word(at(d, i + 1), "by");
  case VERB_BASE: return b != NONE && can_have_base(d, c, from, b);
  default: return false;
  }
}

static modality modality_of(str word) {
  const lexicon_entry *e = lexicon_find(LEXICON_MODALITY, word);
  if (!e) return MODALITY_FACT;
  if (str_eq(e->value, STR("possible"))) return MODALITY_POSSIBLE;
  if (str_eq(e->value, STR("future"))) return MODALITY_FUTURE;
  return str_starts(e->value, STR("wanted")) ? MODALITY_WANTED : MODALITY_FACT;
}

/* "Wants peace": wanted without another verb. */
static bool wants_object(const token *t) {
  const lexicon_entry *e = t->word == WORD_VERB ? lexicon_find(LEXICON_MODALITY, t->lemma) : NULL;
  return e && str_eq(e->value, STR("wanted object"));
}

static bool negates(const token *t, const char *how) {
  str w = t->folded;
  if ((t->word == WORD_AUX || t->word == WORD_VERB) && str_ends(w, STR("n't"))) return strcmp(how, "word") == 0;
  const lexicon_entry *e = lexicon_find(LEXICON_NEGATORS, strcmp(how, "verb") == 0 ? t->lemma : w);
  return e && str_eq(e->value, str_of(how));
}

/* "don't" → "do", "he'll" → "'ll" */
static str bare_auxiliary(const token *t) {
  str w = t->folded;
  if (str_ends(w, STR("n't"))) return str_eq(w, STR("won't")) ? STR("will") : str_eq(w, STR("can't")) ? STR("can") : (str){w.at, w.len - 3};
  size_t mark = str_find_char(w, '\'', 0);
  return mark != STR_NONE && mark > 0 ? str_slice(w, mark, w.len) : w;
}

static void read_group(const document *d, uint32_t limit, verb_group *g) {
  uint32_t k = g->first, last_verb = NONE;
  bool had = false;
  for (; k < limit; k++) {
    const token *t = at(d, k);
    bool is_verb = t->word == WORD_VERB || t->word == WORD_AUX || (k == g->first);
    if (is_verb) {
      if (last_verb != NONE && at(d, last_verb)->word == WORD_VERB) break;
      if (t->word == WORD_AUX || k == g->first) {
        modality m = modality_of(bare_auxiliary(t));
        if (m != MODALITY_FACT && t->word != WORD_VERB) g->modality = m;
        if (is_word(t, "had") || is_word(t, "hadn't")) had = true;
      } else if (had && (t->form == VERB_PARTICIPLE || t->form == VERB_PAST_OR_PARTICIPLE)) {
        g->is_past_perfect = true;
      }
      if (had && is_word(t, "been")) g->is_past_perfect = true;
      if (negates(t, "verb")) g->polarity = POLARITY_NEGATIVE;
      if (negates(t, "word")) g->polarity = POLARITY_NEGATIVE;
      last_verb = k;
      g->end = k + 1;
      continue;
    }
    if (negates(t, "word")) {
      g->polarity = POLARITY_NEGATIVE;
      continue;
    }
    if (t->word == WORD_ADVERB) {
      modality m = modality_of(t->folded);
      if (m != MODALITY_FACT && g->modality == MODALITY_FACT) g->modality = m;
      continue;
    }
    /* "is set to arrive", "wants to see", "is likely to rise" */
    bool raises = last_verb != NONE && lexicon_has(LEXICON_MODALITY, at(d, last_verb)->lemma);
    if (t->word == WORD_ADJECTIVE && lexicon_has(LEXICON_MODALITY, t->folded) && k + 1 < limit && is_word(at(d, k + 1), "to")) {
      modality m = modality_of(t->folded);
      if (m != MODALITY_FACT) g->modality = m;
      continue;
    }
    if (is_word(t, "to") && k + 1 < limit && (at(d, k + 1)->word == WORD_VERB || at(d, k + 1)->word == WORD_AUX) && (raises || (k > 0 && at(d,
        k - 1)->word == WORD_ADJECTIVE))) {
      modality m = last_verb == NONE ? MODALITY_FACT : modality_of(at(d, last_verb)->lemma);
      if (m != MODALITY_FACT && g->modality == MODALITY_FACT) g->modality = m;
      last_verb = NONE;
      continue;
    }
    break;
  }
  if (last_verb != NONE && g->modality == MODALITY_FACT && wants_object(at(d, last_verb))) g->modality = MODALITY_WANTED;
  /* "had no knowledge" */
  for (uint32_t i = g->end; i < limit && i < g->end + 2; i++)
    if (negates(at(d, i), "subject")) g->polarity = POLARITY_NEGATIVE;
}

verb_group clause_verb(const document *d, const chunking *c, uint32_t first, uint32_t end) {
  verb_group g = {.first = first, .end = first};
  bool in_relative = false;
  static const char *const relatives[] = {"who", "which", "whose", "where", NULL};
  for (uint32_t i = first; i < end; i++) {
    if (i > first && is_one_of(at(d, i), relatives) && is_word(at(d, i - 1), ",")) in_relative = true;
    else if (is_word(at(d, i), ",")) in_relative = false;
    if (in_relative || !clause_is_finite(d, c, first, i, end)) continue;
    g.first = i;
    g.end = i + 1;
    read_group(d, end, &g);
    break;
  }
  if (g.first == g.end) { /* a relative alone, or no finite verb */
    for (uint32_t i = first; i < end; i++)
      if (clause_is_finite(d, c, first, i, end)) {
        g.first = i;
        g.end = i + 1;
        read_group(d, end, &g);
        break;
      }
  }
  if (g.first == g.end) return g;
  for (uint32_t i = first; i < g.first && i < first + 3; i++)
    if (negates(at(d, i), "subject")) g.polarity = POLARITY_NEGATIVE;
  for (uint32_t i = first; i < end; i++)
    if (is_word(at(d, i), "if") && g.modality != MODALITY_POSSIBLE) {
      const token *next = i + 1 < end ? at(d, i + 1) : NULL;
      if (next && (i == first || at(d, i - 1)->word != WORD_VERB)) g.modality = MODALITY_CONDITIONAL;
    }
  return g;
}

/* A subject begins at `i` and its verb follows soon. */
static bool opens_clause(const document *d, const chunking *c, uint32_t i, uint32_t end) {
  while (i < end && at(d, i)->word == WORD_ADVERB) i++;
  if (i >= end) return false;
  uint32_t in = c->chunk_at[i];
  bool subject = (in != NONE && c->list.at[in].first == i) || is_word(at(d, i), "there") || at(d, i)->word == WORD_DETERMINER || at(d, i)->word == WORD_PRONOUN;
  if (!subject) return false;
  for (uint32_t k = i + 1; k < end && k < i + LOOK_AHEAD; k++) {
    static const char *const stops[] = {";", "who", "which", "whose", "that", NULL};
    static const char *const marks[] = {",", "“", "”", "‘", "’", "\"", "'", "(", ")", NULL};
    if (at(d, k)->word == WORD_PUNCT && !is_one_of(at(d, k), marks)) return false;
    if (at(d, k)->word == WORD_CONJUNCTION || at(d, k)->word == WORD_SUBORDINATOR || is_one_of(at(d, k), stops)) return false;
    /* "penalties it will incur": a second subject is that of a relative clause */
    uint32_t other = c->chunk_at[k];
    const token *before = at(d, k - 1);
    bool is_led_in = before->word == WORD_ADPOSITION || before->word == WORD_PUNCT || before->word == WORD_ADJECTIVE || is_word(before, "to");
    if (other != NONE && other != in && c->list.at[other].first == k && !is_led_in && in != NONE && k >= c->list.at[in].tail) return false;
    if (is_word(at(d, k), ",") && k > i + 1 && at(d, k - 1)->word != WORD_PROPER && c->name_at[k - 1] == NONE) return false;
    if (clause_is_finite(d, c, i, k, end)) return true;
  }
  return false;
}

bool clause_is_hollow(const document *d, const chunking *c, uint32_t first, uint32_t end) {
  static const char *const verbs[] = {"come", "follow", "happen", "occur", NULL};
  while (first < end && (at(d, first)->word == WORD_ADVERB || at(d, first)->word == WORD_PUNCT || at(d, first)->word == WORD_CONJUNCTION)) first++;
  bool there = first < end && (is_word(at(d, first), "there") || is_word(at(d, first), "there's"));
  for (uint32_t i = first; i < end; i++) {
    if (c->name_at[i] != NONE) return false;
    for (int v = 0; verbs[v]; v++)
      if (at(d, i)->word == WORD_VERB && str_eq(at(d, i)->lemma, str_of(verbs[v]))) return end - first <= HOLLOW_TOKENS;
  }
  return there && end - first <= HOLLOW_TOKENS;
}

static bool is_splitting_subordinator(const token *t) {
  static const char *const words[] = {"as", "while", "after", "before", "because", "although", "though", "whereas", "since", NULL};
  return is_one_of(t, words);
}

static bool opens_content(const document *d, uint32_t i, uint32_t end) {
  static const char *const words[] = {"that", "whether", "what", "how", "why", "when", "where", NULL};
  return i < end && is_one_of(at(d, i), words);
}

/* "How Smith and his wife spent it": the "and" at `i` joins two subjects. */
static bool joins_subjects(const document *d, const chunking *c, uint32_t from, uint32_t i) {
  static const char *const openers[] = {"that", "how", "what", "whether", "why", "when", "where", NULL};
  uint32_t in = c->chunk_at[i - 1];
  if (in == NONE || c->list.at[in].end != i) return false;
  uint32_t first = c->list.at[in].first;
  return first <= from || is_one_of(at(d, first - 1), openers) || at(d, first - 1)->word == WORD_SUBORDINATOR;
}

/* A cut before token i: where the new clause's words begin, or NONE. */
static uint32_t cut_at(const document *d, const chunking *c, uint32_t from, uint32_t i, uint32_t end) {
  const token *t = at(d, i);
  if (i < from + 2 || i + 2 >= end) return NONE;
  if (is_word(t, ";")) return i + 1;
  if (t->word == WORD_CONJUNCTION) {
    if (joins_subjects(d, c, from, i)) return NONE;
    if (opens_content(d, i + 1, end) && (is_word(at(d, i + 1), "that") || is_word(at(d, i + 1), "whether") || opens_clause(d, c, i + 2, end))) return i + 1;
    if (opens_clause(d, c, i + 1, end)) return i + 1;
    return NONE;
  }
  if (is_splitting_subordinator(t) && (t->word == WORD_SUBORDINATOR || t->word == WORD_ADPOSITION || t->word == WORD_ADVERB) && opens_clause(d, c,
      i + 1, end)) return i + 1;
  if (is_word(t, "that") && lexicon_has(LEXICON_CLAUSE_NOUNS, at(d, i - 1)->lemma) && clause_is_hollow(d, c, from, i) && opens_clause(d, c, i + 1,
      end)) return i + 1;
  return NONE;
}

/* The comma that ends an opening subordinate clause or phrase, where the main clause begins after it; NONE. */
static uint32_t end_of_opening(const document *d, const chunking *c, uint32_t first, uint32_t end) {
  if (!is_splitting_subordinator(at(d, first)) || !opens_clause(d, c, first + 1, end)) return NONE;
  for (uint32_t i = first + 3; i + 2 < end; i++)
    if (is_word(at(d, i), ",") && opens_clause(d, c, i + 1, end)) return i;
  return NONE;
}

/* The finite verbs of a run, counted up to each token, so that every question about a part of it is two look-ups. */
typedef struct run { const document *d; const chunking *c; arena *scratch; uint32_t first; uint32_t *finite; } run;

static bool has_finite(const run *r, uint32_t from, uint32_t end) {
  return from < end && r->finite[end - r->first] > r->finite[from - r->first];
}

static void add(const run *r, uint32_t first, uint32_t end, bool subordinate, clauses *out) {
  if (first >= end) return;
  if (!has_finite(r, first, end) && out->count > 0 && out->at[out->count - 1].end <= first) {
    out->at[out->count - 1].end = end;
    return;
  }
  clause k = {first, end, false, subordinate};
  vec_push(r->scratch, out, k);
}

void clause_split(const document *d, const chunking *c, arena *scratch, uint32_t first, uint32_t end, clauses *out) {
  static const char *const relatives[] = {"who", "which", "whose", "where", NULL};
  while (first < end && at(d, first)->word == WORD_PUNCT) first++;
  if (first >= end) return;
  run r = {d, c, scratch, first, ARENA_ARRAY(scratch, uint32_t, end - first + 1)};
  for (uint32_t i = first; i < end; i++) r.finite[i - first + 1] = r.finite[i - first] + clause_is_finite(d, c, first, i, end);
  clauses own = {0}, relative = {0};
  uint32_t from = first, opening = end_of_opening(d, c, first, end);
  if (opening != NONE) {
    add(&r, first + 1, opening, true, &own);
    from = opening + 1;
  }
  bool subordinate = false;
  for (uint32_t i = from; i < end; i++) {
    if (i > from + 1 && is_one_of(at(d, i), relatives) && is_word(at(d, i - 1), ",")) {
      uint32_t stop = i + 1;
      while (stop < end && !is_word(at(d, stop), ",") && !is_word(at(d, stop), ";")) stop++;
      if (has_finite(&r, i, stop) && stop - i >= 4) {
        clause k = {i, stop, true, false};
        vec_push(scratch, &relative, k);
        if (!has_finite(&r, stop, end) && has_finite(&r, from, i - 1)) { /* nothing of the main clause follows */
          add(&r, from, i - 1, subordinate, &own);
          from = stop;
        }
        i = stop;
        continue;
      }
    }
    uint32_t next = cut_at(d, c, from, i, end);
    if (next == NONE || !has_finite(&r, from, i) || !has_finite(&r, next, end)) continue;
    add(&r, from, i, subordinate, &own);
    subordinate = is_splitting_subordinator(at(d, i));
    from = next;
    i = next;
  }
  add(&r, from, end, subordinate, &own);
  uint32_t next = 0; /* both in text order */
  for (uint32_t i = 0; i < own.count; i++) {
    while (next < relative.count && relative.at[next].first < own.at[i].first) vec_push(scratch, out, relative.at[next++]);
    vec_push(scratch, out, own.at[i]);
  }
  while (next < relative.count) vec_push(scratch, out, relative.at[next++]);
}
