/* Which way a weekday or a date looks: the tense of the verb it goes with.
 *
 * A time stands after its verb ("will meet Monday in Lisbon") or opens its clause ("On Monday, the two will meet"). So the
 * nearest verb to the left inside the clause decides, else the first to the right. Its group is read from its head:
 * "will", "is set to", "plans to" look ahead, a past form looks back, an infinitive takes the side of what governs it,
 * and a word such as "until" before the time looks ahead by itself. Verbs of saying after the clause do not count.
 *
 * Measured on TimeBank: a bare weekday is the latest such day in 91 of 100, with such cues in about 95.
 */
#include "find/times_parts.h"

#include "lexicon/lexicon.h"

enum { REACH = 24 }; /* tokens to either side: further off, a verb has nothing to do with the time */

typedef enum tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_AHEAD } tense;

static const token *token_of(const document *d, uint32_t i) { return &d->tokens.at[i]; }
static bool word_is(const document *d, uint32_t i, const char *w) { return str_eq(token_of(d, i)->folded, str_of(w)); }

static bool word_in(const document *d, uint32_t i, const char *const *list) {
  for (; *list; list++)
    if (word_is(d, i, *list)) return true;
  return false;
}

static bool is_verb(const document *d, uint32_t i) {
  uint8_t w = token_of(d, i)->word;
  return w == WORD_VERB || w == WORD_AUX;
}

/* Does the word make what follows it a plan: "will", "would", "set", "plans"? (data/modality.txt) */
static bool looks_ahead(const document *d, uint32_t i, bool before_to) {
  static const char *const modals[] = {"will", "'ll", "shall", "won't", "may", "might", "can", "could", "should", "must", "would", NULL};
  const token *t = token_of(d, i);
  if (word_in(d, i, modals)) return true;
  if (str_ends(t->folded, STR("'ll"))) return true;
  if (!before_to) return false;
  const lexicon_entry *e = lexicon_find(LEXICON_MODALITY, t->lemma);
  if (!e) e = lexicon_find(LEXICON_MODALITY, t->folded);
  return e && (str_eq(e->value, STR("future")) || str_eq(e->value, STR("wanted")));
}

/* Ends a clause for a time that looks left or right for its verb. */
static bool is_wall(const document *d, uint32_t i) {
  static const char *const walls[] = {";", ":", "—", "–", "--", "“", "”", "\"", "``", "''", "(", ")", NULL};
  return word_in(d, i, walls);
}

/* "had been due to expire": a plan of the past. */
static bool had_before(const document *d, uint32_t first, uint32_t i) {
  for (uint32_t steps = 0; i-- > first && steps < 2; steps++)
    if (word_is(d, i, "had")) return true;
  return false;
}

/* The tense of the verb group whose last verb is at `last`, in the sentence that begins at `first`. */
static tense group_tense(const document *d, uint32_t first, uint32_t last) {
  static const char *const past_aux[] = {"was", "were", "had", "did", "wasn't", "weren't", "hadn't", "didn't", NULL};
  static const char *const perfect[] = {"has", "have", "'ve", "hasn't", "haven't", NULL};
  static const char *const present[] = {"is", "are", "am", "'s", "'re", "isn't", "aren't", NULL};
  tense result = TENSE_NONE;
  bool after_to = false;
  for (uint32_t i = last + 1, steps = 0; i-- > first && steps < 8; steps++) {
    const token *t = token_of(d, i);
    if (is_verb(d, i)) {
      if (looks_ahead(d, i, after_to)) return had_before(d, first, i) ? TENSE_PAST : TENSE_AHEAD;
      if (word_in(d, i, past_aux)) return TENSE_PAST;
      if (word_in(d, i, perfect)) return after_to ? TENSE_AHEAD : TENSE_PAST; /* "has a lot to do before Saturday" */
      if (word_in(d, i, present)) return after_to ? TENSE_AHEAD : TENSE_PRESENT;
      if (after_to) { /* what governs the infinitive */
        if (t->form == VERB_PAST || t->form == VERB_PAST_OR_PARTICIPLE) return TENSE_PAST;
        if (t->form == VERB_PARTICIPLE) result = TENSE_PAST;
        else if (t->form == VERB_S) return TENSE_AHEAD;
        else if (t->form == VERB_BASE) result = TENSE_AHEAD;
        after_to = false;
        continue;
      }
      switch (t->form) {
        case VERB_PAST: return TENSE_PAST;
        case VERB_PAST_OR_PARTICIPLE: case VERB_PARTICIPLE: result = TENSE_PAST; break;
        case VERB_S: return TENSE_PRESENT;
        case VERB_BASE: if (result == TENSE_NONE) result = TENSE_PRESENT; break;
        default: break;
      }
    } else if (str_eq(t->folded, STR("to")) && i + 1 <= last && is_verb(d, i + 1) && token_of(d, i + 1)->form == VERB_BASE) {
      after_to = true;
      result = TENSE_AHEAD;
    } else if (str_eq(t->folded, STR("not")) || str_eq(t->folded, STR("n't")) || t->word == WORD_ADVERB || t->word == WORD_PARTICLE) {
      continue;
    } else if (after_to) {
      /* "a plan to meet", "due to meet", "asked him to meet" */
      if (looks_ahead(d, i, true)) return had_before(d, first, i) ? TENSE_PAST : TENSE_AHEAD;
      if (t->word != WORD_PRONOUN && t->word != WORD_NOUN && t->word != WORD_PROPER && t->word != WORD_ADJECTIVE && t->word != WORD_DETERMINER) break;
    } else {
      break;
    }
  }
  return result;
}

/* An "-ing" form or a participle alone after a noun is no verb of a clause, but the last word of a group is. */
static bool is_head(const document *d, uint32_t i) {
  const token *t = token_of(d, i);
  if (!is_verb(d, i)) return false;
  if (t->form == VERB_NOT && t->word == WORD_VERB) return false;
  return true;
}

static tense tense_left(const document *d, uint32_t first, uint32_t at) {
  uint32_t steps = 0;
  for (uint32_t i = at; i-- > first && steps < REACH; steps++) {
    if (is_wall(d, i)) return TENSE_NONE;
    if (!is_head(d, i)) continue;
    const token *t = token_of(d, i);
    if (t->form == VERB_ING) { /* "is meeting Monday"; else go on to what governs it */
      if (i > first && is_verb(d, i - 1)) {
        tense g = group_tense(d, first, i - 1);
        return g == TENSE_PRESENT ? TENSE_AHEAD : g;
      }
      continue;
    }
    return group_tense(d, first, i);
  }
  return TENSE_NONE;
}

static tense tense_right(const document *d, uint32_t at, uint32_t end) {
  uint32_t steps = 0;
  for (uint32_t i = at; i < end && steps < REACH; i++, steps++) {
    if (is_wall(d, i) && steps > 0) return TENSE_NONE;
    if (!is_verb(d, i)) continue;
    uint32_t last = i; /* to the end of the group */
    while (last + 1 < end && last - i < 8) {
      uint32_t n = last + 1;
      if (is_verb(d, n) || (word_is(d, n, "to") && n + 1 < end && is_verb(d, n + 1))) last = n;
      else if ((token_of(d, n)->word == WORD_ADVERB || word_is(d, n, "not")) && n + 1 < end && is_verb(d, n + 1)) last = n;
      else break;
    }
    if (token_of(d, i)->form == VERB_ING && last == i) continue;
    return group_tense(d, i, last);
  }
  return TENSE_NONE;
}

/* "set", "scheduled", "due", "planned" */
static bool is_plan(const document *d, uint32_t i) {
  const lexicon_entry *e = lexicon_find(LEXICON_MODALITY, token_of(d, i)->lemma);
  if (!e) e = lexicon_find(LEXICON_MODALITY, token_of(d, i)->folded);
  return e && (token_of(d, i)->word != WORD_AUX) && (str_eq(e->value, STR("future")) || str_eq(e->value, STR("wanted")));
}

/* The token before the time that is not part of it: a preposition mostly. */
static tense cue_before(const document *d, const times_language *l, uint32_t first, uint32_t at) {
  for (uint32_t i = at, steps = 0; i-- > first && steps < 2; steps++) {
    if (times_named_has(l, TIMES_AHEAD, token_of(d, i)->folded)) return i <= first + 1 ? TENSE_NONE : TENSE_AHEAD; /* "Until Thursday, they had not …" */
    if (times_named_has(l, TIMES_BACK, token_of(d, i)->folded)) return TENSE_PAST;
  }
  /* "set for June 28", "due on Friday", "set the hearing for Monday" */
  if (at > first && (word_is(d, at - 1, "for") || word_is(d, at - 1, "on")))
    for (uint32_t i = at - 1, steps = 0; i-- > first && steps < (word_is(d, at - 1, "for") ? 5u : 1u); steps++)
      if (token_of(d, i)->word != WORD_NOUN && is_plan(d, i)) return TENSE_AHEAD;
  return TENSE_NONE;
}

static time_direction direction_of(tense t) {
  switch (t) {
    case TENSE_PAST: return DIRECTION_PAST;
    case TENSE_AHEAD: return DIRECTION_FUTURE;
    default: return DIRECTION_NEAREST;
  }
}

time_direction times_cue(const document *d, const times_language *l, const time_expression *e) {
  return direction_of(cue_before(d, l, d->sentences.at[e->sentence].first, document_token_at(d, e->span.start)));
}

time_direction times_direction(const document *d, const times_language *l, const time_expression *e) {
  const sentence *s = &d->sentences.at[e->sentence];
  uint32_t first = s->first, end = s->first + s->count;
  uint32_t at = document_token_at(d, e->span.start), after = at;
  while (after < end && token_of(d, after)->span.start < e->span.end) after++;
  tense t = cue_before(d, l, first, at);
  if (t == TENSE_NONE) t = tense_left(d, first, at);
  if (t == TENSE_NONE) t = tense_right(d, after, end);
  return direction_of(t);
}
