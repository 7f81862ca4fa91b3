/* Cues: verbs that attribute, and on whose word.
 *
 * A cue is a verb of data/cue-verbs.txt outside quotation marks. Its group takes in auxiliaries, adverbs and "not" to its
 * left. Its source is looked for where English puts it: straight before the group (over an apposition or relative clause set
 * off by commas), after an inverting verb ("“…,” said Smith"), or with the cue before it where verbs are coordinated
 * ("said … and declined …") or a participle hangs on ("…, adding that").
 */
#include "base/utf8.h"
#include "find/says.h"

enum { LONGEST_SOURCE = 60 }; /* tokens; what is longer is no noun phrase but an accident */

bool says_has(str features, const char *word) {
  str want = str_of(word);
  for (size_t at = 0; at < features.len;) {
    size_t end = str_find_char(features, ' ', at);
    if (end == STR_NONE) end = features.len;
    if (str_eq(str_slice(features, at, end), want)) return true;
    at = end + 1;
  }
  return false;
}

bool says_word(const says *s, uint32_t t, const char *folded) { return t < s->doc->tokens.count && str_eq(s->doc->tokens.at[t].folded, str_of(folded)); }

bool says_punct(const says *s, uint32_t t) { return s->doc->tokens.at[t].word == WORD_PUNCT; }

bool says_is(const says *s, uint32_t t, const char *mark) {
  return t < s->doc->tokens.count && str_eq(document_slice(s->doc, s->doc->tokens.at[t].span), str_of(mark));
}

static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }

static bool is_dash(const says *s, uint32_t t) { return says_is(s, t, "—") || says_is(s, t, "–") || says_is(s, t, "-") || says_is(s, t, "--"); }

static bool is_quote_mark(const says *s, uint32_t t) {
  static const char *const marks[] = {"“", "”", "\"", "‘", "’", "'", "«", "»", "''", "``", ",”", ".”", "?”", "!”"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (says_is(s, t, marks[i])) return true;
  return false;
}

span says_span(const says *s, range r) {
  const document *d = s->doc;
  while (r.first < r.end && (is_comma(s, r.first) || is_dash(s, r.first) || says_is(s, r.first, ":") || says_is(s, r.first, ";"))) r.first++;
  while (r.end > r.first && (is_comma(s, r.end - 1) || is_dash(s, r.end - 1) || says_is(s, r.end - 1, ":") || says_is(s, r.end - 1, ";"))) r.end--;
  if (range_empty(r)) return (span){0, 0};
  return (span){d->tokens.at[r.first].span.start, d->tokens.at[r.end - 1].span.end};
}

uint32_t says_sentence_end(const says *s, uint32_t index) {
  const sentence *it = &s->doc->sentences.at[index];
  uint32_t end = it->first + it->count;
  while (end > it->first && s->quote_at[end - 1] == NONE && (says_is(s, end - 1, ".") || says_is(s, end - 1, "?") || says_is(s, end - 1, "!") || is_quote_mark(s, end - 1))) end--;
  return end;
}

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }

static bool in_chunk(const says *s, uint32_t t) { return s->chunks.chunk_at[t] != NONE; }

static bool is_finite_verb(const says *s, uint32_t t) {
  const token *k = tok(s, t);
  if (k->word == WORD_AUX) return true;
  return k->word == WORD_VERB && (k->form == VERB_S || k->form == VERB_PAST || k->form == VERB_PAST_OR_PARTICIPLE);
}

static bool is_relative(const says *s, uint32_t t) { return says_word(s, t, "who") || says_word(s, t, "which") || says_word(s, t, "whose") || says_word(s, t, "whom"); }

/* A noun phrase read to the right: chunks, "of" and other prepositions between them, coordination, then an apposition or
 * relative clause between commas. */
range says_phrase(const says *s, uint32_t first, uint32_t end) {
  uint32_t t = first;
  while (t < end && !in_chunk(s, t) && (tok(s, t)->word == WORD_DETERMINER || tok(s, t)->word == WORD_ADJECTIVE || tok(s, t)->word == WORD_NUMBER || tok(s, t)->word == WORD_ADVERB)) t++;
  if (t >= end || !in_chunk(s, t)) return (range){first, first};
  for (;;) {
    while (t < end && in_chunk(s, t)) t++;
    uint32_t next = t;
    if (next < end && tok(s, next)->word == WORD_ADPOSITION && !says_word(s, next, "on") && !says_word(s, next, "after") && !says_word(s, next, "during")) next++;
    else if (next < end && (says_word(s, next, "and") || says_word(s, next, "or") || says_word(s, next, "&"))) next++;
    else break;
    if (next < end && in_chunk(s, next) && !s->chunks.in_time[next]) {
      t = next;
      continue;
    }
    break;
  }
  return (range){first, t};
}

uint32_t says_apposition_end(const says *s, uint32_t t, uint32_t end) {
  if (t >= end || !is_comma(s, t)) return t;
  uint32_t from = t + 1;
  if (from < end && is_relative(s, from)) { /* to the comma that ends it */
    for (uint32_t k = from; k < end && k < from + 40; k++)
      if (is_comma(s, k)) return k;
    return t;
  }
  range r = says_phrase(s, from, end);
  if (range_empty(r)) return t;
  if (r.end >= end || is_comma(s, r.end) || says_punct(s, r.end)) return r.end;
  return t;
}

/* Left end of the noun phrase that ends before `end`: chunks, prepositions and coordination between them. */
static uint32_t phrase_start(const says *s, uint32_t end, uint32_t floor) {
  uint32_t t = end;
  while (t > floor) {
    uint32_t p = t - 1;
    const token *k = tok(s, p);
    if (s->quote_at[p] != NONE && (p + 1 >= end || s->quote_at[p] != s->quote_at[end - 1])) break;
    if (in_chunk(s, p)) {
      t = p;
      continue;
    }
    bool joins = k->word == WORD_ADPOSITION || says_word(s, p, "and") || says_word(s, p, "or") || says_word(s, p, "&");
    bool is_adjectival = k->word == WORD_ADPOSITION && p > floor + 1 && tok(s, p - 1)->word == WORD_ADJECTIVE && in_chunk(s, p - 2); /* "a person familiar with the plan" */
    if (joins && p > floor && (in_chunk(s, p - 1) || is_adjectival) && t < end) {
      t = p;
      continue;
    }
    bool is_elsewhere = (says_word(s, p, "elsewhere") || says_word(s, p, "abroad")) && p > floor; /* "in New York and elsewhere" */
    bool belongs = is_elsewhere || k->word == WORD_DETERMINER || k->word == WORD_ADJECTIVE || k->word == WORD_NUMBER || k->word == WORD_PROPER || k->word == WORD_NOUN;
    if (belongs) {
      t = p;
      continue;
    }
    break;
  }
  /* a preposition at the very start is none of the source: "In Rome officials said" */
  while (t < end && (tok(s, t)->word == WORD_ADPOSITION || says_word(s, t, "and") || says_word(s, t, "or"))) t++;
  return t;
}

/* The comma that opens a parenthesis which closes just before `end`, or NONE. What stands before it must be a noun phrase. */
static uint32_t opening_comma(const says *s, uint32_t close, uint32_t floor) {
  uint32_t seen = 0;
  for (uint32_t p = close; p > floor && close - p < 40; p--) {
    uint32_t q = p - 1;
    if (says_is(s, q, ";") || is_quote_mark(s, q)) return NONE;
    if (!is_comma(s, q) && !(is_dash(s, q) && is_dash(s, close))) continue;
    if (q > floor && in_chunk(s, q - 1)) {
      bool has_verb = false;
      for (uint32_t k = q + 1; k < close; k++) has_verb |= is_finite_verb(s, k);
      if (has_verb && !is_relative(s, q + 1)) return NONE;
      return q;
    }
    if (++seen > 3) return NONE;
  }
  return NONE;
}

range says_source_before(const says *s, uint32_t at, uint32_t floor) {
  if (at <= floor) return (range){at, at};
  uint32_t end = at;
  if (is_relative(s, at - 1) || says_word(s, at - 1, "that")) return tok(s, at - 1)->word == WORD_PRONOUN || is_relative(s, at - 1) ? (range){at - 1, at} : (range){at, at};
  uint32_t start = end;
  for (int rounds = 0; rounds < 3; rounds++) { /* "Smith, 52, of Leeds, said": over parentheses between commas */
    if (!is_comma(s, start - 1) && !is_dash(s, start - 1)) break;
    uint32_t open = opening_comma(s, start - 1, floor);
    if (open == NONE) break;
    start = open;
    if (start == floor) return (range){at, at};
  }
  /* "Sources in the government, speaking to CNN, said": the participle says how, not who */
  uint32_t stop = start < end && start + 1 < end && tok(s, start + 1)->form == VERB_ING && tok(s, start + 1)->word == WORD_VERB ? start : end;
  uint32_t from = phrase_start(s, start, floor);
  while (from < start && tok(s, from)->word == WORD_VERB && tok(s, from)->form != VERB_ING) from++; /* "…, said inspectors had found" */
  if (from >= start || end - from > LONGEST_SOURCE) return (range){at, at};
  if (start == end && (is_comma(s, start - 1) || is_quote_mark(s, start - 1))) return (range){at, at};
  bool has_chunk = false;
  for (uint32_t t = from; t < start; t++) has_chunk |= in_chunk(s, t);
  if (!has_chunk) return (range){at, at};
  /* a time is nobody: "On Sunday said …" */
  bool all_time = true;
  for (uint32_t t = from; t < start; t++) all_time &= s->chunks.in_time[t];
  if (all_time) return (range){at, at};
  return (range){from, stop};
}

uint32_t says_group_start(const says *s, uint32_t verb, uint32_t floor) {
  uint32_t g = verb;
  while (g > floor) {
    const token *k = tok(s, g - 1);
    bool is_part = k->word == WORD_AUX || (k->word == WORD_ADVERB && !s->chunks.in_time[g - 1]) || says_word(s, g - 1, "not") || says_word(s, g - 1, "n't") || says_word(s, g - 1, "never");
    bool is_to = says_word(s, g - 1, "to") && g - 1 > floor && tok(s, g - 2)->word == WORD_VERB && tok(s, g)->form == VERB_BASE;
    if (is_to) {
      g -= 2;
      continue;
    }
    if (!is_part) break;
    g--;
  }
  return g;
}

/* The group without a leading adverb ("first reported"): how it is marked. */
static uint32_t marked_start(const says *s, uint32_t g, uint32_t verb) {
  while (g < verb && tok(s, g)->word == WORD_ADVERB && !says_word(s, g, "never") && !says_word(s, g, "not") && !says_word(s, g, "also")) g++;
  return g;
}

static bool is_be(const says *s, uint32_t t) { return str_eq(tok(s, t)->lemma, STR("be")); }

static void look_at_group(const says *s, cue *c) {
  bool has_be = false;
  for (uint32_t t = c->group.first; t < c->verb; t++) {
    const token *k = tok(s, t);
    c->is_negated |= says_word(s, t, "not") || says_word(s, t, "never") || str_ends(k->folded, STR("n't")) || says_word(s, t, "cannot");
    has_be |= is_be(s, t);
    if (has_be && k->form == VERB_ING) has_be = false; /* "is being": decided by the next */
  }
  uint8_t form = tok(s, c->verb)->form;
  c->is_passive = has_be && (form == VERB_PARTICIPLE || form == VERB_PAST_OR_PARTICIPLE || form == VERB_PAST);
}

/* Whether what stands before token `at` is something told: a closing quotation mark, or a comma after a finite verb. */
static bool follows_content(const says *s, uint32_t at, uint32_t floor) {
  if (at <= floor) return false;
  if (is_quote_mark(s, at - 1) || s->quote_at[at - 1] != NONE) return true;
  if (!is_comma(s, at - 1)) return false;
  for (uint32_t t = floor; t < at; t++)
    if (is_finite_verb(s, t)) return true;
  return false;
}

/* A verb, or a word that could be a noun ("replies", "show") where only a speech tag can stand: beside a quotation, or at the
 * end after a noun. */
static bool is_cue_form(const says *s, uint32_t t, uint32_t end, str features) {
  const token *k = tok(s, t);
  if (k->word == WORD_VERB) return !(k->form == VERB_ING && in_chunk(s, t));
  if (k->word != WORD_NOUN || t + 1 >= end || t == 0 || !in_chunk(s, t - 1)) return false;
  bool is_tag = (is_comma(s, t + 1) || says_is(s, t + 1, ":")) && t + 2 < end && (is_quote_mark(s, t + 2) || s->quote_at[t + 2] != NONE);
  bool is_last = t + 2 >= end && says_is(s, t + 1, ".") && tok(s, t - 1)->word == WORD_NOUN && (s->chunks.list.at[s->chunks.chunk_at[t - 1]].is_plural || str_ends(tok(s, t - 1)->folded, STR("s")));
  return (is_tag && says_has(features, "quote")) || (is_last && says_has(features, "clause"));
}

void says_find_cues(const says *s, uint32_t index, cues *out) {
  const document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t floor = it->first, end = it->first + it->count, first_cue = out->count;
  for (uint32_t t = it->first; t < end; t++) {
    if (s->quote_at[t] != NONE) continue;
    const lexicon_entry *e = lexicon_find(LEXICON_CUE_VERBS, tok(s, t)->lemma);
    if (!e || !is_cue_form(s, t, end, e->value)) continue;
    cue c = {.verb = t, .features = e->value, .shares = NONE};
    uint32_t g = says_group_start(s, t, floor);
    c.group = (range){g, t + 1};
    c.source = (range){g, g};
    look_at_group(s, &c);
    if (c.is_passive) {
      if (!says_has(e->value, "clause") || says_has(e->value, "person")) continue;
    } else {
      bool is_after_content = follows_content(s, g, floor);
      c.source = says_source_before(s, g, floor);
      /* "…,” said Smith, a driver, …" */
      if (range_empty(c.source) && says_has(e->value, "inverts") && is_after_content && t + 1 < end) {
        range r = says_phrase(s, t + 1, end);
        bool is_subject_of_more = !range_empty(r) && r.end < end && is_finite_verb(s, r.end) && s->quote_at[r.end] == NONE; /* "…, said the plan would fail" */
        if (!range_empty(r) && !is_subject_of_more) {
          r.end = says_apposition_end(s, r.end, end);
          c.source = r;
          c.is_inverted = true;
        }
      }
      if (range_empty(c.source)) {
        /* coordinated or hanging on: the source of the cue before, else of the sentence's first phrase */
        bool hangs = tok(s, t)->form == VERB_ING ? g > floor && (is_comma(s, g - 1) || is_quote_mark(s, g - 1) || says_word(s, g - 1, "by") || says_word(s, g - 1, "while"))
                                                 : g > floor && (says_word(s, g - 1, "and") || says_word(s, g - 1, "but") || says_word(s, g - 1, "or") || says_word(s, g - 1, "then") || is_comma(s, g - 1));
        if (!hangs) continue;
        if (out->count > first_cue) {
          c.shares = out->count - 1;
          if (out->at[c.shares].shares != NONE) c.shares = out->at[c.shares].shares;
          c.source = out->at[c.shares].source;
        } else {
          range r = {floor, floor};
          for (uint32_t k = floor; k < g && range_empty(r); k++)
            if (in_chunk(s, k) && !s->chunks.in_time[k] && (k == floor || tok(s, k - 1)->word != WORD_ADPOSITION)) r = says_phrase(s, k, g);
          if (range_empty(r)) continue;
          c.source = r;
        }
      }
    }
    /* "demanded that Ukraine deny it": a wish, no denial: a base form after one who is not many */
    bool is_bare = tok(s, t)->form == VERB_BASE && c.group.first == t && !range_empty(c.source) && c.shares == NONE;
    if (is_bare) {
      const token *subject = tok(s, c.source.end - 1);
      uint32_t k = s->chunks.chunk_at[c.source.first];
      bool is_many = subject->word == WORD_PRONOUN || (k != NONE && s->chunks.list.at[k].is_plural) || c.source.end - c.source.first > 6;
      if (!is_many && !says_word(s, c.source.end - 1, "people") && !says_word(s, c.source.end - 1, "police")) continue;
    }
    /* "declined to detail what …": one refusal, told by its first verb */
    bool is_refused = false;
    for (uint32_t k = first_cue; k < out->count; k++)
      is_refused |= c.group.first <= out->at[k].verb && (says_has(out->at[k].features, "declines") || out->at[k].is_negated);
    if (is_refused) continue;
    c.group.first = marked_start(s, g, t);
    vec_push(s->scratch, out, c);
  }
}
