/* Noun phrases as sources: who stands before a cue, who after it.
 *
 * There is no tree. Before a verb the subject is read from right to left, chunk by chunk: over prepositions, "and", reduced
 * relative clauses ("a judge handling the suit ruled"), whole ones ("people who attended the rally said") and what is set off
 * by commas ("Lund, a driver, said"), until something stands there that no noun phrase holds. After an inverting verb
 * ("“…,” said Lund, a driver") it is read from left to right.
 */
#include "find/clauses.h"
#include "find/says.h"

enum { LONGEST_SOURCE = 60, MOST_ASIDES = 3, MOST_TRIES = 4, LONGEST_ASIDE = 40 }; /* tokens; what is longer is no noun phrase but an accident */

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }
static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }
static bool in_chunk(const says *s, uint32_t t) { return s->chunks.chunk_at[t] != NONE; }
static bool is_joiner(const says *s, uint32_t t) { return says_word(s, t, "and") || says_word(s, t, "or") || says_word(s, t, "&"); }

bool says_is_relative(const says *s, uint32_t t) { return says_word(s, t, "who") || says_word(s, t, "which") || says_word(s, t, "whose") ||
    says_word(s, t, "whom"); }

bool says_is_finite(const says *s, uint32_t t, uint32_t floor, uint32_t end) {
  return s->quote_at[t] == NONE && clause_is_finite(s->doc, &s->chunks, floor, t, end);
}

range says_phrase(const says *s, uint32_t first, uint32_t end) {
  uint32_t t = first;
  while (t < end && !in_chunk(s, t) && ((t > first && says_is(s, t, "-")) || tok(s, t)->word == WORD_DETERMINER || tok(s,
      t)->word == WORD_ADJECTIVE || tok(s, t)->word == WORD_NUMBER || tok(s, t)->word == WORD_ADVERB ||
                                             (t > first && tok(s, t)->word == WORD_VERB && tok(s, t)->form != VERB_BASE && tok(s,
                                                 t)->form != VERB_S && tok(s, t - 1)->word == WORD_DETERMINER)))
    t++;
  if (t >= end || !in_chunk(s, t)) return (range){first, first};
  for (;;) {
    while (t < end && (in_chunk(s, t) || (says_is(s, t, "-") && t + 1 < end && in_chunk(s, t + 1)))) t++;
    uint32_t next = t;
    if (next < end && tok(s, next)->word == WORD_ADPOSITION && !says_word(s, next, "on") && !says_word(s, next, "after") && !says_word(s, next,
        "during")) next++;
    else if (next < end && is_joiner(s, next)) next++;
    else break;
    if (next < end && in_chunk(s, next) && !s->chunks.in_time[next]) {
      t = next;
      continue;
    }
    break;
  }
  return (range){first, t};
}

/* A mark that no noun phrase goes over; a hyphen is none. */
static bool ends_phrase(const says *s, uint32_t t) { return says_punct(s, t) && !says_is(s, t, "-") && !says_is(s, t, "/"); }

uint32_t says_apposition_end(const says *s, uint32_t t, uint32_t end) {
  if (t >= end || !is_comma(s, t)) return t;
  uint32_t from = t + 1;
  if (from < end && says_is_relative(s, from)) { /* to the comma that ends it */
    uint32_t k = from;
    while (k < end && k < from + LONGEST_ASIDE && !is_comma(s, k) && !says_is(s, k, ".") && !says_is_quote_mark(s, k)) k++;
    return k < from + LONGEST_ASIDE ? k : t;
  }
  range r = says_phrase(s, from, end);
  if (range_empty(r)) return t;
  while (r.end + 1 < end && (tok(s, r.end)->word == WORD_ADPOSITION || is_joiner(s, r.end))) { /* "an expert on trade at the institute" */
    range more = says_phrase(s, r.end + 1, end);
    if (range_empty(more)) break;
    r.end = more.end;
  }
  if (r.end < end && (says_is_relative(s, r.end) || says_word(s, r.end, "that"))) /* "…, an economist who served as director" */
    while (r.end < end && !ends_phrase(s, r.end)) r.end++;
  if (r.end >= end || is_comma(s, r.end) || says_punct(s, r.end)) return r.end;
  return t;
}

/* The comma (dash, bracket) that opens the aside which closes at `close`, or NONE. What stands before it must be a noun. */
static uint32_t opening_mark(const says *s, uint32_t close, uint32_t floor) {
  bool is_bracket = says_is(s, close, ")"), has_finite = false;
  for (uint32_t p = close; p > floor && close - p < LONGEST_ASIDE; p--) {
    uint32_t q = p - 1;
    if (is_bracket) {
      if (says_is(s, q, "(")) return q > floor && in_chunk(s, q - 1) ? q : NONE;
      continue;
    }
    if (says_is(s, q, ";") || says_is_quote_mark(s, q)) return NONE;
    if (!(is_comma(s, q) && is_comma(s, close)) && !(says_is_dash(s, q) && says_is_dash(s, close))) continue;
    if (q == floor || (!in_chunk(s, q - 1) && tok(s, q - 1)->word != WORD_NUMBER && !says_is(s, q - 1, ")"))) continue;
    if (has_finite && !says_is_relative(s, q + 1)) continue;
    /* "a man, dressed in black, said" */
    bool is_participle = tok(s, q + 1)->word == WORD_VERB && tok(s, q + 1)->form != VERB_S && tok(s, q + 1)->form != VERB_BASE;
    if (says_is_relative(s, q + 1) || is_participle) return q;
    for (uint32_t k = q + 1; k < close && !says_is_relative(s, k) && !(says_word(s, k, "that") && tok(s,
        k)->word != WORD_DETERMINER); k++) has_finite |= says_is_finite(s, k, q + 1, close);
    if (!has_finite) return q; /* else only "who" can open it, further left */
  }
  return NONE;
}

/* The finite verb of a relative clause at `v`: the token of its "who", or NONE. */
static uint32_t relative_of(const says *s, uint32_t v, uint32_t floor) {
  uint32_t t = v;
  while (t > floor && (tok(s, t - 1)->word == WORD_ADVERB || tok(s, t - 1)->word == WORD_AUX)) t--;
  if (t <= floor + 1) return NONE;
  bool is_who = says_is_relative(s, t - 1) || (says_word(s, t - 1, "that") && tok(s, t - 1)->word != WORD_DETERMINER);
  if (is_who && (in_chunk(s, t - 2) || is_comma(s, t - 2))) return t - 1;
  return NONE;
}

/* Whether the verb at `v` hangs on the noun before it: "a judge handling", "a man accused of". */
static bool is_reduced(const says *s, uint32_t v, uint32_t floor, uint32_t end) {
  if (v <= floor || !in_chunk(s, v - 1) || tok(s, v)->word != WORD_VERB) return false;
  uint8_t form = tok(s, v)->form;
  if (form == VERB_ING || form == VERB_PARTICIPLE) return true;
  return form == VERB_PAST_OR_PARTICIPLE && !clause_is_finite(s->doc, &s->chunks, floor, v, end);
}

/* "A source briefed on the matter told": between a noun and a preposition, with the finite verb still to come. */
static bool could_be_participle(const says *s, uint32_t v, uint32_t floor) {
  const token *k = tok(s, v);
  if (v <= floor || !in_chunk(s, v - 1) || k->word != WORD_VERB) return false;
  const lexicon_entry *e = lexicon_find(LEXICON_CUE_VERBS, k->lemma);
  if (e && says_has(e->value, "clause")) return false;
  return str_ends(k->folded, STR("ed")) || k->form == VERB_PAST_OR_PARTICIPLE || k->form == VERB_PARTICIPLE;
}

/* "after Lund said", "as Lund said": what may be a preposition but opens a clause before a subject. */
static bool may_open_clause(const says *s, uint32_t t) {
  static const char *const words[] = {"after", "before", "since", "until", "as", "than", "like", "because", "if", "though"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (says_word(s, t, words[i])) return true;
  return false;
}

/* Left end of the noun phrase whose last chunk ends before `end`. *is_object: it follows a preposition or verb that is
 * none of the phrase's, and so is no subject. */
static bool is_pronoun(const says *s, uint32_t t) {
  static const char *const words[] = {"someone", "somebody", "everyone", "everybody", "nobody", "others", "some", "many", "most", "few", "all",
      "both", "one", "anyone"};
  if (tok(s, t)->word == WORD_PRONOUN && !says_is_relative(s, t) && !says_word(s, t, "that") && !says_word(s, t, "what")) return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (says_word(s, t, words[i])) return true;
  return false;
}

static uint32_t phrase_start(const says *s, uint32_t end, uint32_t floor, bool *is_object) {
  uint32_t t = end, last_joiner = NONE;
  *is_object = false;
  while (t > floor && end - t < LONGEST_SOURCE) {
    uint32_t p = t - 1;
    const token *k = tok(s, p);
    if (s->quote_at[p] != NONE && s->quote_at[p] != s->quote_at[end - 1]) break;
    if (in_chunk(s, p)) {
      uint32_t c = s->chunks.chunk_at[p];
      if (t < end && in_chunk(s, t) && s->chunks.chunk_at[t] != c) break; /* two phrases side by side: "In Rome officials" */
      t = s->chunks.list.at[c].first;
      if (t < floor) t = floor;
      continue;
    }
    if (k->word == WORD_DETERMINER || k->word == WORD_NUMBER || (k->word == WORD_ADJECTIVE && t < end) || says_word(s, p, "those") || ((says_word(s,
        p, "elsewhere") || says_word(s, p, "abroad")) && p > floor)) {
      t = p;
      continue;
    }
    if (t == end && is_pronoun(s, p)) {
      t = p;
      continue;
    }
    if (k->word == WORD_ADPOSITION && may_open_clause(s, p)) break;
    if (k->word == WORD_ADPOSITION && p > floor + 1 && is_joiner(s, p - 1) && in_chunk(s, p - 2)) { /* "in Rome and around the country" */
      t = p - 1;
      continue;
    }
    bool is_from = says_word(s, p, "of") || says_word(s, p, "from");
    if (is_from && p > floor + 1 && is_comma(s, p - 1) && (in_chunk(s, p - 2) || tok(s, p - 2)->word == WORD_NUMBER)) { /* "Lund, of Leeds" */
      t = p - 1;
      continue;
    }
    /* "Lund, 52" */
    if (is_comma(s, p) && t < end && tok(s, t)->word == WORD_NUMBER && (t + 1 == end || is_comma(s, t + 1)) && p > floor && in_chunk(s, p - 1)) {
      t = p;
      continue;
    }
    if (k->word == WORD_ADPOSITION && p > floor) {
      /* "a person familiar with the plan" */
      bool is_adjectival = p > floor + 1 && tok(s, p - 1)->word == WORD_ADJECTIVE && (in_chunk(s, p - 2) || says_word(s, p - 2, "those") ||
          says_word(s, p - 2, "people"));
      if (in_chunk(s, p - 1) && !s->chunks.in_time[p - 1]) {
        t = p;
        continue;
      }
      if (is_adjectival) {
        t = p - 1;
        continue;
      }
      if (is_reduced(s, p - 1, floor, end) || could_be_participle(s, p - 1, floor)) {
        t = p - 1;
        continue;
      }
      uint32_t who = tok(s, p - 1)->word == WORD_VERB ? relative_of(s, p - 1, floor) : NONE;
      if (who != NONE) {
        t = is_comma(s, who - 1) ? who - 1 : who;
        continue;
      }
      *is_object = true;
      break;
    }
    if (k->word == WORD_ADPOSITION) {
      *is_object = true;
      break;
    }
    if (is_joiner(s, p) && p > floor && in_chunk(s, p - 1) && t < end) {
      last_joiner = p;
      t = p;
      continue;
    }
    if (is_reduced(s, p, floor, end)) {
      t = p;
      continue;
    }
    bool is_modifier = k->word == WORD_VERB && (k->form == VERB_PARTICIPLE || k->form == VERB_PAST_OR_PARTICIPLE) && t < end && in_chunk(s, t) &&
                       (p == floor || says_punct(s, p - 1) || tok(s, p - 1)->word == WORD_DETERMINER); /* "retired general Roe" */
    if (is_modifier) {
      t = p;
      continue;
    }
    if (k->word == WORD_VERB || k->word == WORD_AUX) {
      uint32_t who = relative_of(s, p, floor);
      if (who != NONE && t < end) {
        t = is_comma(s, who - 1) ? who - 1 : who;
        continue;
      }
      if (last_joiner != NONE) return last_joiner + 1; /* "the party won Ohio and officials said" */
      break;
    }
    if (is_comma(s, p) && p > floor && t < end && last_joiner != NONE && in_chunk(s, p - 1)) { /* "Lund, Roe and Moe said" */
      uint32_t first = s->chunks.list.at[s->chunks.chunk_at[p - 1]].first;
      bool opens = first <= floor || says_punct(s, first - 1) || tok(s, first - 1)->word == WORD_SUBORDINATOR || says_word(s, first - 1, "that") ||
          tok(s, first - 1)->word == WORD_VERB;
      if (opens) {
        t = p;
        continue;
      }
    }
    break;
  }
  while (t < end && (tok(s, t)->word == WORD_ADPOSITION || is_joiner(s, t) || is_comma(s, t))) t++;
  return t;
}

range says_source_before(const says *s, uint32_t at, uint32_t floor) {
  const range none = {at, at};
  if (at <= floor) return none;
  if (says_is_relative(s, at - 1)) return (range){at - 1, at};
  if (says_word(s, at - 1, "that")) return at - 1 > floor && in_chunk(s, at - 2) && tok(s, at - 1)->word != WORD_DETERMINER ? (range){at - 1, at} : none;
  uint32_t start = at;
  while (start > floor && s->chunks.in_time[start - 1]) start--; /* "Lund on Sunday said" */
  if (start < at && start > floor && tok(s, start - 1)->word == WORD_ADPOSITION) start--;
  /* "a poll released in May found" */
  if (start > floor + 1 && start < at && in_chunk(s, start - 2) && tok(s, start - 1)->word == WORD_VERB && tok(s,
      start - 1)->form != VERB_BASE) start = start - 1;
  bool is_long = start < at && tok(s, start)->word == WORD_VERB;
  uint32_t end = is_long ? at : start;
  for (int rounds = 0; rounds < MOST_ASIDES && start > floor; rounds++) { /* "Lund, 52, of Leeds, said" */
    if (!is_comma(s, start - 1) && !says_is_dash(s, start - 1) && !says_is(s, start - 1, ")")) break;
    uint32_t open = opening_mark(s, start - 1, floor);
    if (open == NONE) break;
    start = open;
  }
  if (start == floor || is_comma(s, start - 1) || says_is_quote_mark(s, start - 1)) return none;
  bool is_object;
  uint32_t from = phrase_start(s, start, floor, &is_object);
  bool is_absolute = tok(s, at)->form == VERB_ING && from > floor && says_word(s, from - 1, "with"); /* "…, with Lund saying" */
  /* "Lund, the mayor of Leeds, one of two, said" */
  if (start < end && from > floor + 1 && is_comma(s, from - 1) && s->chunks.name_at[from - 2] != NONE && tok(s, from)->word == WORD_DETERMINER &&
      in_chunk(s, from - 2))
    from = s->chunks.list.at[s->chunks.chunk_at[from - 2]].first;
  if (from >= start || (is_object && !is_absolute) || end - from > LONGEST_SOURCE) return none;
  /* "who in an Oct. 14, 2016, interview with the paper claimed": the phrase is the end of a "when and where" */
  uint32_t when = from;
  while (when > floor && (s->chunks.in_time[when - 1] || is_comma(s, when - 1))) when--;
  if (when < from && when > floor + 2 && tok(s, when - 1)->word == WORD_DETERMINER && tok(s, when - 2)->word == WORD_ADPOSITION)
    return says_is_relative(s, when - 3) ? (range){when - 3, when - 2} : none;
  bool has_chunk = false, is_time = true;
  for (uint32_t t = from; t < start; t++) {
    has_chunk |= in_chunk(s, t) || is_pronoun(s, t);
    is_time &= s->chunks.in_time[t];
  }
  if (!has_chunk || is_time) return none;
  /* "Sources in the government, speaking to CNN, said": that says how, not who */
  bool is_how = start < end && start + 1 < end && (tok(s, start + 1)->word == WORD_VERB || says_word(s, start + 1, "according"));
  if (is_how) end = start;
  if (end == start) /* "Lund in a statement said" */
    for (uint32_t t = from + 1; t + 1 < end; t++)
      if ((says_word(s, t, "in") || says_word(s, t, "on") || says_word(s, t, "at") || says_word(s, t, "during")) &&
          s->chunks.name_at[t - 1] != NONE && s->doc->names.at[s->chunks.name_at[t - 1]].kind == NAME_PERSON) return (range){from, t};
  return (range){from, end};
}

range says_source_after(const says *s, uint32_t first, uint32_t floor, uint32_t end) {
  range r = says_phrase(s, first, end);
  if (range_empty(r)) return r;
  for (uint32_t t = r.end; t < end && t < r.end + 2; t++)
    if (says_is_finite(s, t, floor, end)) return (range){first, first}; /* "…, said the plan would fail" */
  if (says_is(s, r.end, "(")) /* "Roe (D)" */
    for (uint32_t t = r.end; t < end && t < r.end + 6; t++)
      if (says_is(s, t, ")")) {
        r.end = t + 1;
        break;
      }
  if (r.end + 1 < end && is_comma(s, r.end)) {
    uint32_t aside = says_apposition_end(s, r.end, end);
    bool is_last = aside >= end || says_is(s, aside, ".");
    if (!says_is_relative(s, r.end + 1) || is_last) r.end = aside;
  }
  return r;
}

range says_near_subject(const says *s, uint32_t floor, uint32_t before, uint32_t end) {
  int tries = 0;
  for (uint32_t t = before; t-- > floor && tries < MOST_TRIES;) {
    if (s->quote_at[t] != NONE || says_is(s, t, ";")) break;
    if (!says_is_finite(s, t, floor, end)) continue;
    tries++;
    range r = says_source_before(s, says_group_start(s, t, floor), floor);
    if (!range_empty(r)) return r;
  }
  return (range){before, before};
}

range says_subject(const says *s, uint32_t floor, uint32_t before, uint32_t end) {
  /* the first finite verb after an opening "While …," and its subject */
  uint32_t from = floor;
  if (tok(s, floor)->word == WORD_SUBORDINATOR || tok(s, floor)->word == WORD_ADPOSITION || (tok(s, floor)->word == WORD_VERB && tok(s,
      floor)->form != VERB_BASE))
    for (uint32_t t = floor + 1; t < before; t++)
      if (is_comma(s, t)) {
        from = t + 1;
        break;
      }
  int tries = 0;
  for (uint32_t t = from; t < before && tries < MOST_TRIES; t++) {
    if (!says_is_finite(s, t, from, end)) continue;
    tries++;
    uint32_t g = says_group_start(s, t, from);
    if (g > from && (says_is_relative(s, g - 1) || says_word(s, g - 1, "that"))) continue;
    range r = says_source_before(s, g, from);
    if (!range_empty(r)) return r;
  }
  return (range){before, before};
}
