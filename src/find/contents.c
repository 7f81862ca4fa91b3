/* What a cue tells: the clause, the quotation, the thing refused.
 *
 * English puts it after the cue ("said that …", "told CNN, “…”", "declined to …"), before it ("…, officials said"), or
 * on both sides ("The deal, he said, will hold"). After the cue it runs to the end of the sentence, unless a coordinated cue, a
 * participle cue, "according to" or another speech tag ends it. Quotations that it touches are taken whole later, by
 * attributions.c, since they may run over sentences.
 */
#include "find/says.h"

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }
static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }
static bool in_chunk(const says *s, uint32_t t) { return s->chunks.chunk_at[t] != NONE; }

static bool is_mark(const says *s, uint32_t t) {
  return says_is(s, t, "“") || says_is(s, t, "”") || says_is(s, t, "\"") || says_is(s, t, "‘") || says_is(s, t, "’") || says_is(s, t, "'") || says_is(s, t, "''") || says_is(s, t, "``") ||
         says_is(s, t, "«") || says_is(s, t, "»");
}

static bool is_finite(const says *s, uint32_t t) {
  const token *k = tok(s, t);
  if (k->word == WORD_AUX) return true;
  if (k->word != WORD_VERB) return false;
  if (k->form == VERB_BASE) return t > 0 && !says_word(s, t - 1, "to") && (in_chunk(s, t - 1) || tok(s, t - 1)->word == WORD_ADVERB); /* "things happen" */
  return k->form == VERB_S || k->form == VERB_PAST || k->form == VERB_PAST_OR_PARTICIPLE;
}

static bool has_finite(const says *s, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    if (is_finite(s, t)) return true;
  return false;
}

/* Where the clause that begins at `first` ends: before a cue of the same speaker, a speech tag or "according to". */
static uint32_t content_end(const says *s, const cues *list, uint32_t index, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    if (s->quote_at[t] != NONE) continue;
    if (says_is(s, t, ";")) return t;
    if (says_word(s, t, "according") && says_word(s, t + 1, "to")) return t > first && is_comma(s, t - 1) ? t - 1 : t;
  }
  uint32_t stop = end;
  range source = list->at[index].source;
  bool is_relative = !range_empty(source) && source.end == list->at[index].group.first && (says_word(s, source.end - 1, "who") || says_word(s, source.end - 1, "which"));
  for (uint32_t t = first; is_relative && t + 1 < end; t++) /* "Lund, who said she would come, went home" */
    if (is_comma(s, t) && s->quote_at[t] == NONE && (is_finite(s, t + 1) || tok(s, t + 1)->word == WORD_AUX)) {
      stop = t;
      break;
    }
  for (uint32_t k = index + 1; k < list->count; k++) {
    const cue *next = &list->at[k];
    if (next->verb <= first || next->group.first >= stop) continue;
    uint32_t g = next->group.first;
    if (next->shares != NONE) { /* "… and declined to …", "…, adding that …": the same speaker goes on */
      uint8_t form = tok(s, next->verb)->form, own = tok(s, list->at[index].verb)->form;
      bool is_of_this = next->shares == index || next->shares == list->at[index].shares;
      bool hangs = form == VERB_ING && (is_comma(s, g - 1) || is_mark(s, g - 1));
      bool joins = form != VERB_ING && (form == own || form == VERB_PAST || form == VERB_PAST_OR_PARTICIPLE || (tok(s, g)->word == WORD_AUX)) &&
                   (says_word(s, g - 1, "and") || says_word(s, g - 1, "but") || is_comma(s, g - 1));
      if (is_of_this && (hangs || joins)) {
        stop = g - 1;
        if (stop > first && is_comma(s, stop - 1)) stop--;
      }
    } else if (!range_empty(next->source) && next->verb + 2 >= end && next->source.first > first && is_comma(s, next->source.first - 1) && !next->is_inverted) {
      stop = next->source.first - 1; /* "…, he said." at the end is another's tag */
    }
  }
  return stop;
}

/* An addressee: "CNN", "reporters on Sunday", "the crowd". */
static range find_addressee(const says *s, uint32_t first, uint32_t end) {
  range r = says_phrase(s, first, end);
  if (range_empty(r)) return r;
  /* one phrase only: the next chunk would be the subject of what is told */
  uint32_t chunk = s->chunks.chunk_at[r.first];
  for (uint32_t t = r.first; t < r.end; t++)
    if (in_chunk(s, t) && s->chunks.chunk_at[t] != chunk && t > r.first && tok(s, t - 1)->word != WORD_ADPOSITION && !says_word(s, t - 1, "and") && !says_word(s, t - 1, "or")) {
      r.end = t;
      break;
    }
  return r;
}

/* Over what may stand between a cue and what it tells: a time, "in a statement", "on Twitter", an adverb, a comma. */
static uint32_t skip_circumstance(const says *s, uint32_t t, uint32_t end) {
  uint32_t from = t;
  for (;;) {
    if (t < end && s->chunks.in_time[t]) {
      while (t < end && s->chunks.in_time[t]) t++;
      continue;
    }
    if (t + 1 < end && (says_word(s, t, "on") || says_word(s, t, "in") || says_word(s, t, "at") || says_word(s, t, "to") || says_word(s, t, "during") || says_word(s, t, "with") || says_word(s, t, "via") || says_word(s, t, "after") || says_word(s, t, "before")) &&
        (in_chunk(s, t + 1) || s->chunks.in_time[t + 1])) {
      uint32_t k = t + 1;
      if (s->chunks.in_time[k]) while (k < end && s->chunks.in_time[k]) k++;
      else k = says_phrase(s, k, end).end;
      if (k < end && (says_word(s, k, "that") || says_is(s, k, ",") || says_is(s, k, ":") || is_mark(s, k) || s->chunks.in_time[k] || says_word(s, k, "on") || says_word(s, k, "in"))) {
        t = k;
        continue;
      }
      break;
    }
    break;
  }
  if (t > from && t < end && is_comma(s, t)) return t + 1;
  return t;
}

/* After a dateline: "LEEDS, May 6 (Agency) – ", or `floor` when there is none. */
static uint32_t skip_dateline(const says *s, uint32_t floor, uint32_t end) {
  if (!tok(s, floor)->is_block_start || !tok(s, floor)->is_all_capital) return floor;
  for (uint32_t t = floor + 1; t < end && t < floor + 14; t++)
    if (says_is(s, t, "–") || says_is(s, t, "—") || says_is(s, t, "-") || says_is(s, t, "--")) return t + 1;
  return floor;
}

/* The start of the part of the sentence that a tag at its end belongs to: after "But" or a leading conjunction. */
static uint32_t told_start(const says *s, uint32_t floor, uint32_t end) {
  uint32_t t = skip_dateline(s, floor, end);
  while (t < end && (is_mark(s, t) && s->quote_at[t] == NONE && t + 1 < end && s->quote_at[t + 1] == NONE)) t++;
  if (t < end && (says_word(s, t, "but") || says_word(s, t, "and") || says_word(s, t, "however") || says_word(s, t, "meanwhile") || says_word(s, t, "yet"))) t++;
  if (t < end && is_comma(s, t)) t++;
  return t;
}

static void add(told_content *c, uint32_t first, uint32_t end) {
  if (end > first && c->count < 2) c->pieces[c->count++] = (range){first, end};
}

static bool has_quote(const says *s, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    if (s->quote_at[t] != NONE) return true;
  return false;
}

/* After the cue. Returns false when nothing there is told. */
static bool content_after(const says *s, const cues *list, uint32_t index, uint32_t end, told_content *c) {
  const cue *q = &list->at[index];
  uint32_t t = q->verb + 1;
  if (q->is_inverted && q->source.end > t) t = q->source.end;
  bool takes_clause = says_has(q->features, "clause"), takes_quote = says_has(q->features, "quote"), takes_object = says_has(q->features, "object");
  bool is_refusal = says_has(q->features, "declines"), takes_infinitive = says_has(q->features, "infinitive");

  if (q->is_negated && says_has(q->features, "response") && !q->is_passive) { /* "did not respond to a request": all of it is refused */
    c->takes_verb = true;
    add(c, q->verb, content_end(s, list, index, q->verb, end));
    return true;
  }
  if (says_has(q->features, "person") && t < end && in_chunk(s, t)) {
    range to = find_addressee(s, t, end);
    uint32_t after = to.end < end && tok(s, to.end)->word == WORD_ADVERB && !says_word(s, to.end, "not") ? to.end + 1 : to.end;
    /* "called the plan a disgrace": nobody is spoken to */
    bool is_spoken_to = !takes_object || (after < end && (says_word(s, after, "to") || says_word(s, after, "not") || says_word(s, after, "that")));
    if (!range_empty(to) && is_spoken_to) {
      c->addressee = to;
      t = to.end;
    }
  }
  if (t + 2 < end && is_comma(s, t) && tok(s, t + 1)->word == WORD_ADVERB && is_comma(s, t + 2)) t += 3; /* "said, however, that" */
  uint32_t before = t;
  if (t < end && tok(s, t)->word == WORD_ADVERB && !s->chunks.in_time[t]) t++;
  t = skip_circumstance(s, t, end);
  bool is_colon = t < end && (says_is(s, t, ":") || is_comma(s, t));
  if (is_colon) t++;
  while (t < end && is_mark(s, t) && s->quote_at[t] == NONE) t++;
  if (t >= end) return false;
  uint32_t stop = content_end(s, list, index, t, end);
  if (stop <= t) return false;

  if (s->quote_at[t] != NONE && (takes_quote || takes_clause || takes_object)) {
    uint32_t whole = t; /* “That is wrong,” on the question of …: a quotation that ends with its own stop is all of it */
    while (whole < stop && s->quote_at[whole] == s->quote_at[t]) whole++;
    bool is_whole = whole > t + 2 && whole < stop && says_punct(s, whole - 1);
    add(c, t, is_whole ? whole : stop);
    return true;
  }
  bool is_told_after_colon = is_colon && says_is(s, t - 1, ":") && takes_quote && has_finite(s, t, stop); /* "She asks: Will it rain?" */
  if (is_told_after_colon) {
    add(c, t, stop);
    return true;
  }
  if (is_colon && !says_word(s, t, "that")) return false;
  if (says_word(s, t, "that")) {
    if (!takes_clause && !takes_object) return false;
    add(c, t, stop);
    return true;
  }
  bool is_question = says_word(s, t, "whether") || says_word(s, t, "if") || says_word(s, t, "what") || says_word(s, t, "why") || says_word(s, t, "how") || says_word(s, t, "who") || says_word(s, t, "when") || says_word(s, t, "where") || says_word(s, t, "which");
  if (is_question && (takes_clause || says_has(q->features, "question") || takes_object || says_has(q->features, "about"))) {
    add(c, t, stop);
    return true;
  }
  bool is_infinitive = says_word(s, t, "to") || (says_word(s, t, "not") && says_word(s, t + 1, "to"));
  if (is_infinitive && (takes_infinitive || (q->is_passive && takes_clause) || (says_has(q->features, "person") && !range_empty(c->addressee)) || is_refusal)) {
    if (says_has(q->features, "person") && !range_empty(c->addressee)) t = c->addressee.first; /* "warned Yang not to": the one warned is told of */
    add(c, t, stop);
    return true;
  }
  const char *const particles[] = {"for", "about", "on", "of"};
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
    if (says_word(s, t, particles[i]) && ((i == 0 && says_has(q->features, "for")) || (i > 0 && says_has(q->features, "about")))) {
      add(c, t + 1, stop);
      return true;
    }
  if (is_infinitive || q->is_passive) return false;
  bool is_clause_start = !says_word(s, t, "for") && !says_word(s, t, "of") && !says_word(s, t, "as") && tok(s, t)->word != WORD_CONJUNCTION && !says_punct(s, t);
  if (takes_clause && (t == before || in_chunk(s, t)) && is_clause_start && has_finite(s, t, stop)) { /* "said (on Monday) the bridge would close" */
    add(c, t, stop);
    return true;
  }
  if ((takes_object || is_refusal) && (in_chunk(s, t) || tok(s, t)->word == WORD_DETERMINER || tok(s, t)->word == WORD_ADJECTIVE)) {
    add(c, t, stop);
    return true;
  }
  if (takes_clause && has_quote(s, t, stop) && t + 12 > before) {
    add(c, t, stop);
    return true;
  }
  return false;
}

bool says_find_content(const says *s, const cues *list, uint32_t index, told_content *c) {
  const cue *q = &list->at[index];
  *c = (told_content){0};
  const sentence *it = &s->doc->sentences.at[tok(s, q->verb)->sentence];
  uint32_t end = says_sentence_end(s, tok(s, q->verb)->sentence);
  bool can_follow = says_has(q->features, "clause") || says_has(q->features, "quote");

  if (q->is_passive) { /* "Russia is believed to have asked …": subject and infinitive; "It is believed that …" */
    if (!content_after(s, list, index, end, c)) return false;
    if (says_word(s, c->pieces[0].first, "to")) {
      uint32_t first = q->group.first;
      while (first > it->first && !is_comma(s, first - 1) && s->quote_at[first - 1] == NONE && tok(s, first - 1)->word != WORD_SUBORDINATOR) first--;
      range after = c->pieces[0];
      c->count = 0;
      add(c, first, q->group.first);
      add(c, after.first, after.end);
    }
    return true;
  }

  /* before the cue: "…, officials said", "“…,” said Smith" */
  uint32_t left = q->is_inverted ? q->group.first : q->source.first;
  if (q->shares == NONE && can_follow && left > it->first) {
    uint32_t stop = left;
    bool is_after_quote = is_mark(s, stop - 1) || s->quote_at[stop - 1] != NONE;
    bool is_after_comma = is_comma(s, stop - 1);
    uint32_t first = told_start(s, it->first, stop);
    for (uint32_t k = index; k-- > 0;) { /* an earlier cue of another speaker ends what can be told here */
      const cue *earlier = &list->at[k];
      if (earlier->verb < it->first) break;
      if (earlier->shares == NONE && earlier->is_inverted && earlier->source.end > first && earlier->source.end < stop) first = earlier->source.end + 1;
    }
    uint32_t after = q->is_inverted ? q->source.end : q->verb + 1;
    bool is_told_after = !is_after_quote && !q->is_inverted && content_after(s, list, index, end, c);
    if (is_told_after) return true; /* "Before he left, he warned them not to …" */
    *c = (told_content){0};
    if ((is_after_quote && has_quote(s, first, stop)) || (is_after_comma && has_finite(s, first, stop - 1))) {
      while (stop > first && (is_comma(s, stop - 1) || (is_mark(s, stop - 1) && s->quote_at[stop - 1] == NONE))) stop--;
      add(c, first, stop);
      uint32_t t = after; /* "“…,” he said, “…”" */
      while (t < end && (s->chunks.in_time[t] || says_word(s, t, "on") || says_word(s, t, "in") || in_chunk(s, t)) && !is_comma(s, t) && s->quote_at[t] == NONE) t++;
      if (t < end && (is_comma(s, t) || says_is(s, t, ":"))) {
        t++;
        while (t < end && is_mark(s, t) && s->quote_at[t] == NONE) t++;
        bool is_added = t < end && (tok(s, t)->form == VERB_ING || says_word(s, t, "including") || says_word(s, t, "because") || says_word(s, t, "although") || says_word(s, t, "though"));
        if (t < end && (s->quote_at[t] != NONE || (is_added && t > after && !is_after_quote && !lexicon_has(LEXICON_CUE_VERBS, tok(s, t)->lemma)))) add(c, t, end);
      }
      return c->count > 0;
    }
    if (is_after_comma && !is_after_quote && after < end && is_comma(s, after) && !has_finite(s, first, stop - 1) && has_finite(s, after, end)) { /* "The deal, he said, will hold" */
      add(c, first, stop - 1);
      add(c, after + 1, end);
      return c->count > 0;
    }
  }
  return content_after(s, list, index, end, c);
}
