/* Noun phrases: one pass over the tokens of a sentence, no tree.
 *
 * A phrase begins at a determiner, adjective, number, noun or name and goes on as long as the next token can stand
 * before a noun; its head is the last noun or name in it. A name counts whole, whatever words it holds. An owner
 * ("Smith's") is part of the phrase it owns. After the core, for phrases whose head is a person, body or document in
 * the word lists, the complement is taken along as the tail ("of the embassy in Washington", "familiar with the talks").
 *
 * Invariant: cores are disjoint, in text order, inside one sentence, and hold their head.
 */
#include "find/chunks.h"
#include "find/says.h"

#include "lexicon/lexicon.h"

enum { MOST_TAIL_PARTS = 3, MOST_CORE_TOKENS = 24 };

static const token *at(const document *d, uint32_t i) { return &d->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

static bool is_one_of(const token *t, const char *const *words) {
  for (; *words; words++)
    if (is_word(t, *words)) return true;
  return false;
}

span chunk_span(const document *d, uint32_t first, uint32_t end) {
  return (span){at(d, first)->span.start, at(d, end - 1)->span.end};
}

str chunk_word(const token *t) {
  str w = t->folded;
  if (str_ends(w, STR("'s"))) w.len -= 2;
  else if (str_ends(w, STR("s'"))) w.len -= 1;
  return w;
}

bool chunk_is_possessive(const document *d, const chunking *c, uint32_t i) {
  const token *t = at(d, i);
  if (t->word == WORD_PRONOUN || t->word == WORD_AUX || t->word == WORD_VERB) return false;
  if (c->name_at[i] != NONE) {
    span s = d->names.at[c->name_at[i]].span;
    if (s.end < t->span.start) return false;
  }
  return str_ends(t->folded, STR("'s")) || str_ends(t->folded, STR("s'"));
}

static bool is_noun(const token *t) { return t->word == WORD_NOUN || t->word == WORD_PROPER; }

static bool is_owning_pronoun(const token *t) {
  static const char *const words[] = {"his", "her", "their", "its", "my", "our", "your", "whose", NULL};
  return t->word != WORD_VERB && is_one_of(t, words);
}

static bool is_personal_pronoun(const token *t) {
  static const char *const words[] = {"he", "him", "himself", "she", "her", "herself", "they", "them", "themselves", "it", "itself",
                                      "i", "me", "myself", "we", "us", "ourselves", "you", "who", NULL};
  return is_one_of(t, words) && !t->is_all_capital;
}

/* A token that may stand before the noun. */
static bool is_premodifier(const token *t) {
  return t->word == WORD_ADJECTIVE || t->word == WORD_NUMBER || is_noun(t);
}

static bool is_participle(const token *t) {
  return t->word == WORD_VERB && (t->form == VERB_ING || t->form == VERB_PARTICIPLE || t->form == VERB_PAST_OR_PARTICIPLE);
}

/* Does a noun follow within a few tokens that all may stand before one? */
static bool leads_to_noun(const document *d, const chunking *c, uint32_t i, uint32_t end) {
  for (uint32_t k = i; k < end && k < i + 4; k++) {
    if (c->name_at[k] != NONE || is_noun(at(d, k))) return !c->in_time[k];
    if (!is_premodifier(at(d, k)) && !is_participle(at(d, k))) return false;
  }
  return false;
}

static chunk_determiner determiner_of(const token *t) {
  static const char *const some[] = {"some", "many", "several", "most", "few", "multiple", "various", "certain", NULL};
  static const char *const other[] = {"another", "other", "others", NULL};
  static const char *const none[] = {"no", "any", "every", "each", "neither", "either", NULL};
  static const char *const indefinite[] = {"a", "an", "one", NULL};
  if (is_one_of(t, some)) return CHUNK_SOME;
  if (is_one_of(t, other)) return CHUNK_OTHER;
  if (is_one_of(t, none)) return CHUNK_NONE;
  if (is_one_of(t, indefinite)) return CHUNK_INDEFINITE;
  return t->word == WORD_DETERMINER ? CHUNK_DEFINITE : t->word == WORD_NUMBER ? CHUNK_SOME : CHUNK_BARE;
}

static bool can_start(const document *d, const chunking *c, uint32_t i, uint32_t end) {
  const token *t = at(d, i);
  if (c->in_time[i]) return false;
  if (c->name_at[i] != NONE || is_noun(t)) return true;
  if (is_owning_pronoun(t)) return i + 1 < end && (leads_to_noun(d, c, i + 1, end) || at(d, i + 1)->word == WORD_ADVERB);
  if (is_personal_pronoun(t)) return true;
  if (t->word == WORD_DETERMINER || (i + 1 < end && is_word(at(d, i + 1), "of") && determiner_of(t) != CHUNK_BARE)) return i + 1 < end;
  if (t->word == WORD_ADJECTIVE || t->word == WORD_NUMBER) return leads_to_noun(d, c, i, end);
  return false;
}

static uint32_t name_end(const document *d, const chunking *c, uint32_t i, uint32_t end) {
  uint32_t name = c->name_at[i], k = i;
  while (k < end && c->name_at[k] == name) k++;
  (void)d;
  return k;
}

static bool is_plural_noun(const document *d, const token *t) {
  static const char *const always[] = {"people", "police", "authorities", "media", "spokespeople", "troops", NULL};
  str word = chunk_word(t);
  (void)d;
  if (is_one_of(t, always)) return true;
  return t->word == WORD_NOUN && str_ends(word, STR("s")) && !str_ends(word, STR("ss")) && !str_eq(word, t->lemma);
}

/* "economic and military aid", "U.S. and Chinese governments", "current and former officials": "and" between two words
 * that stand before one noun. */
static bool joins_modifiers(const document *d, const chunking *c, uint32_t i, uint32_t end) {
  if (!is_word(at(d, i), "and") && !is_word(at(d, i), "or")) return false;
  if (i + 2 >= end) return false;
  const token *before = at(d, i - 1), *after = at(d, i + 1);
  bool nation_before = c->name_at[i - 1] != NONE && (d->names.at[c->name_at[i - 1]].kind == NAME_NATIONALITY ||
      d->names.at[c->name_at[i - 1]].kind == NAME_PLACE);
  bool nation_after = c->name_at[i + 1] != NONE && d->names.at[c->name_at[i + 1]].kind == NAME_NATIONALITY;
  if (nation_before && nation_after) return leads_to_noun(d, c, i + 2, end);
  return before->word == WORD_ADJECTIVE && after->word == WORD_ADJECTIVE && c->name_at[i - 1] == NONE && leads_to_noun(d, c, i + 2, end);
}

/* The chunk that begins at token `i`; false when none does. */
static bool read_core(const document *d, const chunking *c, uint32_t i, uint32_t end, chunk *out) {
  *out = (chunk){.first = i, .end = i, .head = NONE, .name = NONE, .owner = NONE, .determiner = CHUNK_BARE};
  uint32_t k = i;
  bool is_one_of_many = false; /* "one of her lawyers" */
  if (is_personal_pronoun(at(d, i)) && !(is_owning_pronoun(at(d, i)) && i + 1 < end && leads_to_noun(d, c, i + 1, end))) {
    out->head = i;
    out->end = out->tail = i + 1;
    out->is_pronoun = true;
    return true;
  }
  if (is_owning_pronoun(at(d, i))) {
    out->determiner = CHUNK_OWNED;
    out->owner = i;
    k++;
  } else if (c->name_at[i] == NONE && (at(d, i)->word == WORD_DETERMINER || determiner_of(at(d, i)) != CHUNK_BARE)) {
    out->determiner = determiner_of(at(d, i));
    k++;
    /* "two of the officials", "all the", "some of the" */
    if (k + 1 < end && is_word(at(d, k), "of") && (is_word(at(d, k + 1), "the") || is_owning_pronoun(at(d, k + 1)) || is_word(at(d, k + 1), "those"))) {
      is_one_of_many = is_word(at(d, i), "one");
      out->determiner = is_one_of_many ? CHUNK_INDEFINITE : CHUNK_SOME;
      if (is_owning_pronoun(at(d, k + 1))) out->owner = k + 1;
      k += 2;
    } else if (k < end && at(d, k)->word == WORD_DETERMINER) {
      out->determiner = determiner_of(at(d, k));
      k++;
    }
  }
  for (; k < end && k < i + MOST_CORE_TOKENS; k++) {
    const token *t = at(d, k);
    if (c->in_time[k]) break;
    if (c->name_at[k] != NONE) {
      uint32_t after = name_end(d, c, k, end);
      bool owns = chunk_is_possessive(d, c, after - 1) && after < end;
      if (owns) {
        out->owner = after - 1;
        out->head = out->name = NONE;
        out->determiner = CHUNK_OWNED;
      } else {
        out->head = after - 1;
        out->name = c->name_at[k];
      }
      k = after - 1;
      out->end = after;
      continue;
    }
    static const char *const other[] = {"another", "other", "separate", "second", "third", NULL};
    if (is_one_of(t, other) && out->head == NONE) out->determiner = CHUNK_OTHER;
    if (is_noun(t)) {
      if (chunk_is_possessive(d, c, k) && k + 1 < end && (leads_to_noun(d, c, k + 1, end) || at(d, k + 1)->word == WORD_ADVERB)) {
        out->owner = k;
        out->head = out->name = NONE;
        out->determiner = CHUNK_OWNED;
      } else {
        out->head = k;
        out->name = NONE;
      }
      out->end = k + 1;
      continue;
    }
    bool fits = false;
    if (t->word == WORD_ADJECTIVE || t->word == WORD_NUMBER) fits = leads_to_noun(d, c, k, end);
    else if (is_participle(t)) { /* "Russian backed rebels"; but "the governor of Norden said rebels …" */
      const lexicon_entry *cue = lexicon_find(LEXICON_CUE_VERBS, t->lemma);
      bool after_name = out->name != NONE && !(cue && (says_has(cue->value, "clause") || says_has(cue->value, "quote")));
      fits = (out->head == NONE || after_name) && leads_to_noun(d, c, k + 1, end) && k > i;
    }
    else if (t->word == WORD_ADVERB) fits = k > i && out->head == NONE && k + 1 < end && (at(d, k + 1)->word == WORD_ADJECTIVE || is_participle(at(d, k + 1)));
    else if (t->word == WORD_CONJUNCTION) fits = k > i && joins_modifiers(d, c, k, end);
    if (!fits) break;
    if (t->word != WORD_CONJUNCTION && out->name != NONE && out->head != NONE && d->names.at[out->name].kind == NAME_PERSON) break;
  }
  if (out->head == NONE) return false;
  out->tail = out->end;
  out->is_plural = out->name == NONE ? is_plural_noun(d, at(d, out->head)) : false;
  if (out->name != NONE && d->names.at[out->name].kind == NAME_NATIONALITY)
    out->is_plural = str_ends(at(d, out->head)->folded, STR("s"));
  if (is_one_of_many) out->is_plural = false;
  return true;
}

static bool is_listed_head(const token *t) {
  str word = chunk_word(t);
  for (int i = 0; i < 2; i++) {
    str key = i ? t->lemma : word;
    if (lexicon_has(LEXICON_ROLES, key) || lexicon_has(LEXICON_SOURCE_HEADS, key) || lexicon_has(LEXICON_BODIES, key) ||
        lexicon_has(LEXICON_DOCUMENT_HEADS, key) || lexicon_has(LEXICON_OUTLET_HEADS, key))
      return true;
  }
  return false;
}

/* The tail is made of the chunks that follow, each joined by a preposition. */
static void take_tail(const document *d, const chunks *list, uint32_t index, uint32_t end) {
  static const char *const joins[] = {"of", "for", "in", "at", "from", "with", "to", "inside", "within", NULL};
  static const char *const firm[] = {"familiar", "close", "briefed", "involved", NULL};
  chunk *of = &list->at[index];
  if (of->is_pronoun || !is_listed_head(at(d, of->head))) return;
  uint32_t next = index + 1, place = of->end;
  for (int parts = 0; parts < MOST_TAIL_PARTS; parts++) {
    uint32_t k = place;
    if (k < end && is_one_of(at(d, k), firm)) k++;
    bool joined = k < end && (is_one_of(at(d, k), joins) || (k > place && (is_word(at(d, k), "on") || is_word(at(d, k), "to"))));
    if (!joined) return;
    if (is_word(at(d, k), "to") && k == place && (parts > 0 || of->is_plural)) return; /* "an aide to the mayor", not "officials to the press" */
    k++;
    while (next < list->count && list->at[next].first < k) next++;
    if (next >= list->count || list->at[next].first != k || list->at[next].is_pronoun) return;
    of->tail = place = list->at[next].end;
    next++;
  }
}

chunking find_chunks(const document *d, arena *scratch) {
  uint32_t n = d->tokens.count;
  chunking c = {.name_at = ARENA_ARRAY(scratch, uint32_t, n), .in_time = ARENA_ARRAY(scratch, bool, n), .chunk_at = ARENA_ARRAY(scratch, uint32_t, n)};
  for (uint32_t i = 0; i < n; i++) c.name_at[i] = c.chunk_at[i] = NONE;
  for (uint32_t i = 0; i < d->names.count; i++) {
    span s = d->names.at[i].span;
    for (uint32_t k = document_token_at(d, s.start); k < n && at(d, k)->span.start < s.end; k++)
      if (c.name_at[k] == NONE) c.name_at[k] = i;
  }
  for (uint32_t i = 0; i < d->times.count; i++) {
    span s = d->times.at[i].span;
    for (uint32_t k = document_token_at(d, s.start); k < n && at(d, k)->span.start < s.end; k++)
      if (c.name_at[k] == NONE) c.in_time[k] = !chunk_is_possessive(d, &c, k);
  }
  for (uint32_t s = 0; s < d->sentences.count; s++) {
    uint32_t end = d->sentences.at[s].first + d->sentences.at[s].count, begin = c.list.count;
    for (uint32_t i = d->sentences.at[s].first; i < end;) {
      chunk core;
      if (can_start(d, &c, i, end) && read_core(d, &c, i, end, &core)) {
        vec_push(scratch, &c.list, core);
        i = core.end;
      } else i++;
    }
    for (uint32_t i = begin; i < c.list.count; i++) {
      take_tail(d, &c.list, i, end);
      for (uint32_t k = c.list.at[i].first; k < c.list.at[i].end; k++) c.chunk_at[k] = i;
    }
  }
  return c;
}
