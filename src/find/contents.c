/* What a cue tells: the clause, the quotation, the thing refused.
 *
 * English puts it after the cue ("said that …", "told CNN, “…”", "declined to …"), before it ("…, officials said"), or
 * on both sides ("The deal, he said, will hold"). What may follow a cue stands in data/cue-verbs.txt; how far it reaches is
 * extents.c. Quotations that it touches are taken whole later, by attributions.c, since they may run over sentences.
 */
#include "find/says.h"

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }
static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }
static bool in_chunk(const says *s, uint32_t t) { return s->chunks.chunk_at[t] != NONE; }
static bool is_mark(const says *s, uint32_t t) { return t < s->doc->tokens.count && s->quote_at[t] == NONE && says_is_quote_mark(s, t); }

static bool has_finite(const says *s, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    const token *k = tok(s, t);
    if (k->word == WORD_AUX) return true;
    if (k->word == WORD_PRONOUN && str_find_char(k->folded, '\'', 0) != STR_NONE && !str_ends(k->folded, STR("'s"))) return true; /* "she'll" */
    if (k->word != WORD_VERB) continue;
    /* "things happen" */
    if (k->form == VERB_BASE && t > 0 && !says_word(s, t - 1, "to") && (in_chunk(s, t - 1) || tok(s, t - 1)->word == WORD_ADVERB)) return true;
    if (k->form == VERB_S || k->form == VERB_PAST || k->form == VERB_PAST_OR_PARTICIPLE) return true;
  }
  return false;
}

static bool has_quote(const says *s, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    if (s->quote_at[t] != NONE) return true;
  return false;
}

/* What is told ends before the comma that closes an aside opened further left: "Roe, who left after police found his letters,
 * has been fired". A verb without a subject follows the first comma. */
static uint32_t content_end(const says *s, const cues *list, uint32_t index, told_kind kind, uint32_t first, uint32_t end) {
  uint32_t stop = says_content_end(s, list, index, kind, first, end);
  const cue *q = &list->at[index];
  uint32_t floor = s->doc->sentences.at[tok(s, q->verb)->sentence].first;
  bool has_comma_before = false;
  if (floor + 60 < q->verb) floor = q->verb - 60;
  for (uint32_t t = floor; t < q->verb; t++) has_comma_before |= is_comma(s, t) || says_is_dash(s, t);
  for (uint32_t t = first; has_comma_before && t + 1 < stop; t++) {
    if (s->quote_at[t] != NONE) return stop;
    if (says_is(s, t, "(") || says_is_dash(s, t) || says_is(s, t, ":")) return stop;
    if (is_comma(s, t)) return tok(s, t + 1)->word == WORD_AUX && t > first + 1 ? t : stop;
  }
  return stop;
}

static void add(told_content *c, uint32_t first, uint32_t end) {
  if (end > first && c->count < 2) c->pieces[c->count++] = (range){first, end};
}

/* An addressee: "CNN", "reporters on Sunday", "the crowd". One phrase only: the next would be the subject of what is told. */
static range find_addressee(const says *s, uint32_t first, uint32_t end) {
  range r = says_phrase(s, first, end);
  for (uint32_t t = r.first + 1; t < r.end; t++)
    if (in_chunk(s, t) && s->chunks.chunk_at[t] != s->chunks.chunk_at[t - 1] && in_chunk(s, t - 1)) {
      r.end = t;
      break;
    }
  return r;
}

static bool opens_circumstance(const says *s, uint32_t t) {
  static const char *const words[] = {"on", "in", "at", "to", "during", "with", "via", "after", "before", "of", "from", "through", "by", "inside", "outside"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (says_word(s, t, words[i])) return true;
  return false;
}

static bool is_question_word(const says *s, uint32_t t) {
  static const char *const words[] = {"whether", "if", "what", "why", "how", "who", "when", "where", "which"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (says_word(s, t, words[i])) return true;
  return false;
}

/* The "that" after "at the briefing", or NONE: no verb, comma or mark stands before it. */
static uint32_t that_after(const says *s, uint32_t t, uint32_t end) {
  for (uint32_t k = t + 1; k < end && k < t + 12; k++) {
    if (says_word(s, k, "that") && tok(s, k)->word != WORD_DETERMINER) return k;
    bool is_verb = tok(s, k)->word == WORD_AUX || (tok(s, k)->word == WORD_VERB && tok(s, k)->form != VERB_ING);
    if (is_verb || is_comma(s, k) || s->quote_at[k] != NONE || is_mark(s, k)) return NONE;
  }
  return NONE;
}

/* Over what may stand between a cue and what it tells: a time, "in a statement", "on Twitter", an adverb, a comma. */
static uint32_t skip_circumstance(const says *s, uint32_t t, uint32_t end) {
  uint32_t from = t;
  for (;;) {
    if (t < end && s->chunks.in_time[t]) {
      while (t < end && s->chunks.in_time[t]) t++;
      continue;
    }
    if (t + 1 < end && opens_circumstance(s, t) && (in_chunk(s, t + 1) || s->chunks.in_time[t + 1] || tok(s, t + 1)->word == WORD_DETERMINER)) {
      uint32_t k = t + 1;
      while (k < end && s->chunks.in_time[k]) k++;
      bool is_owner = k > t + 1 && k < end && in_chunk(s, k) && chunk_is_possessive(s->doc, &s->chunks, k - 1); /* "at Friday's briefing" */
      if (k == t + 1 || is_owner) k = find_addressee(s, k, end).end;
      bool goes_on = k < end && (says_word(s, k, "that") || is_comma(s, k) || says_is(s, k, ":") || is_mark(s, k) || s->chunks.in_time[k] ||
          (k > t + 1 && opens_circumstance(s, k)) || (in_chunk(s, k) && k > t + 1));
      if (goes_on) {
        t = k;
        continue;
      }
    }
    break;
  }
  if (t > from && t < end && is_comma(s, t)) return t + 1;
  uint32_t that = t < end && opens_circumstance(s, t) ? that_after(s, t, end) : NONE;
  return that != NONE ? that : t;
}

/* After a dateline: "LEEDS, May 6 (Agency) – ", or `floor` when there is none. */
static uint32_t skip_dateline(const says *s, uint32_t floor, uint32_t end) {
  if (!tok(s, floor)->is_block_start || !tok(s, floor)->is_all_capital) return floor;
  for (uint32_t t = floor + 1; t < end && t < floor + 14; t++)
    if (says_is_dash(s, t)) return t + 1;
  return floor;
}

/* The start of the part of the sentence that a tag at its end belongs to: after "But" or a leading conjunction. */
static uint32_t told_start(const says *s, uint32_t floor, uint32_t end) {
  static const char *const words[] = {"but", "and", "however", "meanwhile", "yet", "still", "so"};
  uint32_t t = skip_dateline(s, floor, end);
  while (t < end && is_mark(s, t) && t + 1 < end && s->quote_at[t + 1] == NONE) t++;
  for (size_t i = 0; i < sizeof words / sizeof *words && t < end; i++)
    if (says_word(s, t, words[i]) && s->quote_at[t] == NONE) {
      t++;
      if (t < end && is_comma(s, t)) t++;
      break;
    }
  return t;
}

/* "said on Sunday at a rally." with nothing told after it. */
static bool is_bare(const says *s, uint32_t t, uint32_t end) {
  while (t < end) {
    if (s->quote_at[t] != NONE) return false;
    if (s->chunks.in_time[t] || tok(s, t)->word == WORD_ADVERB) {
      t++;
      continue;
    }
    if (is_comma(s, t) || says_punct(s, t)) return true;
    if (tok(s, t)->word == WORD_SUBORDINATOR || says_word(s, t, "after") || says_word(s, t, "before")) return true;
    if (!opens_circumstance(s, t) || t + 1 >= end) return false;
    uint32_t k = t + 1;
    while (k < end && (s->chunks.in_time[k] || tok(s, k)->word == WORD_DETERMINER)) k++;
    if (k < end && in_chunk(s, k)) k = find_addressee(s, k, end).end;
    else if (k == t + 1) return false;
    t = k;
  }
  return true;
}

/* After the cue. Returns false when nothing there is told. */
static bool content_after(const says *s, const cues *list, uint32_t index, uint32_t end, told_content *c) {
  const cue *q = &list->at[index];
  uint32_t t = q->verb + 1;
  if (q->is_inverted && q->source.end > t) t = q->source.end;
  str f = q->features;
  bool takes_clause = says_has(f, "clause"), takes_quote = says_has(f, "quote"), takes_object = says_has(f, "object"), takes_person = says_has(f, "person");
  bool is_refusal = says_has(f, "declines"), takes_infinitive = says_has(f, "infinitive");

  if (q->is_negated && says_has(f, "response") && !q->is_passive) { /* "did not respond to a request": all of it is refused */
    c->takes_verb = true;
    add(c, q->verb, content_end(s, list, index, TOLD_OBJECT, q->verb, end));
    return true;
  }
  if (takes_person && t < end && in_chunk(s, t) && !q->is_passive) {
    range to = find_addressee(s, t, end);
    uint32_t after = to.end < end && tok(s, to.end)->word == WORD_ADVERB && !says_word(s, to.end, "not") ? to.end + 1 : to.end;
    /* "called the plan a disgrace": nobody is spoken to */
    bool is_spoken_to = !takes_object || (after < end && (says_word(s, after, "to") || says_word(s, after, "not") || says_word(s, after, "that") ||
        is_question_word(s, after)));
    if (!range_empty(to) && is_spoken_to) {
      c->addressee = to;
      t = to.end;
    }
  }
  if (t + 2 < end && is_comma(s, t) && tok(s, t + 1)->word == WORD_ADVERB && is_comma(s, t + 2)) t += 3; /* "said, however, that" */
  uint32_t before = t;
  while (t < end && tok(s, t)->word == WORD_ADVERB && !s->chunks.in_time[t] && !is_question_word(s, t) && !says_word(s, t, "not") &&
      !says_has_particle(f, tok(s, t)->folded)) t++;
  /* "called (on Friday) for", "pointed out", "referred to" */
  uint32_t timed = t;
  while (timed < end && s->chunks.in_time[timed]) timed++;
  if (timed > t && timed < end && !in_chunk(s, timed) && says_has_particle(f, tok(s, timed)->folded)) before = t = timed;
  bool is_particle = t < end && !in_chunk(s, t) && t == before && says_has_particle(f, tok(s, t)->folded);
  if (is_particle && !(says_word(s, t, "to") && t + 1 < end && (tok(s, t + 1)->form == VERB_BASE))) {
    uint32_t first = t + 1;
    if (q->is_passive || first >= end || is_comma(s, first)) return false;
    c->cue_end = first;
    add(c, first, content_end(s, list, index, says_word(s, first, "that") ? TOLD_THAT : TOLD_OBJECT, first, end));
    return true;
  }
  t = skip_circumstance(s, t, end);
  bool is_timed = t > before; /* "announced on Friday the arrest" */
  for (uint32_t k = before; k < t; k++) is_timed &= s->chunks.in_time[k] || tok(s, k)->word == WORD_ADPOSITION;
  bool is_colon = t < end && (says_is(s, t, ":") || is_comma(s, t));
  if (is_colon) t++;
  while (t < end && is_mark(s, t)) t++;
  if (t >= end) return false;

  if (s->quote_at[t] != NONE && (takes_quote || takes_clause || takes_object)) {
    uint32_t stop = content_end(s, list, index, takes_clause || takes_quote ? TOLD_CLAUSE : TOLD_OBJECT, t, end);
    uint32_t whole = t; /* “That is wrong,” on the question of …: a quotation that ends with its own stop is all of it */
    while (whole < stop && s->quote_at[whole] == s->quote_at[t]) whole++;
    bool is_whole = whole > t + 2 && whole < stop && says_punct(s, whole - 1);
    add(c, t, is_whole ? whole : stop);
    return true;
  }
  if (is_colon && says_is(s, t - 1, ":") && (takes_quote || takes_clause)) { /* "Roe asks: What …" */
    add(c, t, end);
    return true;
  }
  if (is_colon && !says_word(s, t, "that")) return false;
  if (says_word(s, t, "that") && tok(s, t)->word != WORD_DETERMINER) {
    if (!takes_clause && !takes_object && range_empty(c->addressee)) return false;
    add(c, t, content_end(s, list, index, TOLD_THAT, t, end));
    return true;
  }
  bool is_relative = q->is_passive && t > 0 && is_comma(s, t - 1) && !says_word(s, t, "whether") && !says_word(s, t, "if") && !says_word(s, t,
      "what") && !says_word(s, t, "why") && !says_word(s, t, "how");
  if (is_question_word(s, t) && !is_relative && (takes_clause || takes_object || says_has(f, "question") || says_has(f, "about"))) {
    add(c, t, content_end(s, list, index, TOLD_CLAUSE, t, end));
    return true;
  }
  bool is_infinitive = says_word(s, t, "to") && t + 1 < end && (tok(s, t + 1)->form == VERB_BASE || tok(s, t + 1)->word == WORD_AUX || tok(s,
      t + 1)->word == WORD_ADVERB);
  is_infinitive |= says_word(s, t, "not") && says_word(s, t + 1, "to");
  if (is_infinitive && (takes_infinitive || (q->is_passive && takes_clause) || (takes_person && !range_empty(c->addressee)) || is_refusal)) {
    uint32_t first = t;
    if (takes_person && !range_empty(c->addressee)) first = c->addressee.first; /* "warned Lund not to": the one warned is told of */
    add(c, first, content_end(s, list, index, TOLD_INFINITIVE, t, end));
    return true;
  }
  if (is_infinitive || q->is_passive) return false;
  bool is_clause_start = !(tok(s, t)->word == WORD_AUX && tok(s, q->verb)->form == VERB_ING) && tok(s, t)->word != WORD_ADPOSITION && tok(s,
      t)->word != WORD_CONJUNCTION && tok(s, t)->word != WORD_SUBORDINATOR && !says_punct(s, t);
  is_clause_start |= t == before && (tok(s, t)->word == WORD_ADPOSITION || tok(s, t)->word == WORD_SUBORDINATOR) && (says_word(s, t, "if") ||
      says_word(s, t, "when") || says_word(s, t, "because") || says_word(s, t, "under"));
  is_clause_start |= t + 1 < end && tok(s, t + 1)->word == WORD_NUMBER; /* "said about 20 people had" */
  if (takes_clause && is_clause_start) { /* "said (on Monday) the bridge would close" */
    uint32_t stop = content_end(s, list, index, TOLD_CLAUSE, t, end);
    if (has_finite(s, t, stop) || (has_quote(s, t, stop) && t < before + 12)) {
      add(c, t, stop);
      return true;
    }
  }
  bool is_noun_start = in_chunk(s, t) || tok(s, t)->word == WORD_DETERMINER || tok(s, t)->word == WORD_ADJECTIVE || (tok(s, t)->word == WORD_VERB &&
      tok(s, t)->form == VERB_ING) || tok(s, t)->word == WORD_NUMBER;
  if ((takes_object || is_refusal) && is_noun_start && (t == before || is_timed)) {
    add(c, t, content_end(s, list, index, TOLD_OBJECT, t, end));
    return true;
  }
  if (takes_clause && t < before + 12) {
    uint32_t stop = content_end(s, list, index, TOLD_CLAUSE, t, end);
    if (has_quote(s, t, stop)) {
      add(c, t, stop);
      return true;
    }
  }
  return false;
}

/* Before the cue: "…, officials said", "“…,” said Lund", and on both sides: "“…,” he said, “…”", "The deal, he said, will". */
static bool content_before(const says *s, const cues *list, uint32_t index, uint32_t floor, uint32_t end, told_content *c) {
  const cue *q = &list->at[index];
  uint32_t left = q->is_inverted ? q->group.first : q->source.first;
  if (left <= floor) return false;
  uint32_t stop = left;
  bool is_after_quote = is_mark(s, stop - 1) || s->quote_at[stop - 1] != NONE, is_after_comma = is_comma(s, stop - 1) || (says_is_dash(s,
      stop - 1) && !says_is(s, stop - 1, "-"));
  if (!is_after_quote && !is_after_comma) return false;
  uint32_t first = told_start(s, floor, stop);
  for (uint32_t k = index; k-- > 0;) { /* an earlier cue's words end what can be told here */
    const cue *earlier = &list->at[k];
    if (earlier->verb < floor) break;
    if (earlier->shares == NONE && earlier->is_inverted && earlier->source.end > first && earlier->source.end < stop) first = earlier->source.end + 1;
  }
  uint32_t after = q->is_inverted ? q->source.end : q->verb + 1;
  bool is_quoted = is_after_quote && has_quote(s, first, stop);
  bool is_speech = says_has(q->features, "inverts") && after + 1 >= end && stop - first > 2 && tok(s, first)->word != WORD_ADPOSITION && tok(s,
      first)->word != WORD_SUBORDINATOR && !s->chunks.in_time[first];
  if (is_quoted || (is_after_comma && (is_speech || has_finite(s, first, stop - 1)))) { /* "People like her, he said." */
    while (stop > first && (is_comma(s, stop - 1) || is_mark(s, stop - 1) || says_is_dash(s, stop - 1))) stop--;
    add(c, first, stop);
    uint32_t t = after; /* "“…,” he said, “…”" */
    while (t < end && !is_comma(s, t) && !says_is(s, t, ":") && s->quote_at[t] == NONE && !(tok(s, t)->word == WORD_VERB && tok(s, t)->form == VERB_ING)) t++;
    if (t < end && (is_comma(s, t) || says_is(s, t, ":"))) {
      t++;
      while (t < end && is_mark(s, t)) t++;
      bool is_added = t < end && (says_word(s, t, "including") || says_word(s, t, "because") || says_word(s, t, "although") || says_word(s, t, "though"));
      if (t < end && (s->quote_at[t] != NONE || (is_added && t > after && !is_after_quote))) add(c, t, content_end(s, list, index, TOLD_CLAUSE, t, end));
    }
    return c->count > 0;
  }
  if (is_after_comma && after < end && is_comma(s, after) && has_finite(s, after, end)) { /* "The deal, he said, will hold" */
    add(c, first, stop - 1);
    add(c, after + 1, content_end(s, list, index, TOLD_CLAUSE, after + 1, end));
    return c->count > 0;
  }
  return false;
}

/* "Russia is believed to have asked …": subject and infinitive; "It is believed that …"; "The plan was denounced by critics". */
static bool content_of_passive(const says *s, const cues *list, uint32_t index, uint32_t end, told_content *c) {
  const cue *q = &list->at[index];
  uint32_t t = q->verb + 1;
  if (says_word(s, t, "by") && says_has(q->features, "object") && !range_empty(q->source)) {
    range by = find_addressee(s, t + 1, end);
    if (range_empty(by)) return false;
    add(c, q->source.first, q->source.end);
    c->agent = by;
    return true;
  }
  if (!says_has(q->features, "clause") && !says_has(q->features, "passive") && !(says_has(q->features, "person") && says_has(q->features,
      "infinitive"))) return false;
  if (!content_after(s, list, index, end, c)) return false;
  if (says_word(s, c->pieces[0].first, "to")) {
    range after = c->pieces[0];
    if (range_empty(q->source)) return false;
    c->count = 0;
    add(c, q->source.first, q->source.end);
    add(c, after.first, after.end);
  }
  c->is_nobody = true;
  return true;
}

/* Where the words begin that a cue whose sentence part starts at `left` can tell: after a quotation that ended with its own
 * stop (“We lost.” Lund said …). */
static uint32_t part_start(const says *s, uint32_t floor, uint32_t left) {
  for (uint32_t t = left; t > floor + 1; t--)
    if (is_mark(s, t - 1) && says_is(s, t - 2, ".") && t < s->doc->tokens.count && tok(s, t)->is_capital && s->quote_at[t] == NONE) return t;
  return floor;
}

bool says_find_content(const says *s, const cues *list, uint32_t index, told_content *c) {
  const cue *q = &list->at[index];
  *c = (told_content){0};
  const sentence *it = &s->doc->sentences.at[tok(s, q->verb)->sentence];
  uint32_t end = says_sentence_end(s, tok(s, q->verb)->sentence);
  if (q->is_passive) return content_of_passive(s, list, index, end, c);
  if (q->is_opening) end = q->source.first; /* "Citing costs, Lund …" */
  bool can_precede = (says_has(q->features, "clause") || says_has(q->features, "quote")) && !q->is_hanging && !q->is_opening && q->shares == NONE;
  uint32_t left = q->is_inverted ? q->group.first : q->source.first;
  uint32_t floor = part_start(s, it->first, left);
  if (floor == left && floor > it->first && !q->is_inverted) {
    if (content_after(s, list, index, end, c)) return true;
    *c = (told_content){0};
    floor = it->first;
  }
  bool is_after_quote = left > floor && (is_mark(s, left - 1) || s->quote_at[left - 1] != NONE);
  if (can_precede && is_after_quote && content_before(s, list, index, floor, end, c)) return true;
  *c = (told_content){0};
  if (q->is_hanging && q->group.first > it->first && s->quote_at[q->group.first - 1] != NONE && is_bare(s, q->verb + 1, end)) return false;
  if (!q->is_inverted && content_after(s, list, index, end, c)) return true; /* "Before he left, he warned them not to …" */
  *c = (told_content){0};
  uint32_t after = q->is_inverted ? q->source.end : q->verb + 1;
  if (says_has(q->features, "person") && after < end && !says_punct(s, after)) { /* "…, officials told CNN" */
    range to = find_addressee(s, after, end);
    if (!range_empty(to)) after = to.end;
  }
  if (can_precede && !is_after_quote && is_bare(s, after, end) && content_before(s, list, index, floor, end, c)) return true;
  *c = (told_content){0};
  return q->is_inverted && content_after(s, list, index, end, c);
}
