/* Who says what in one document, by rules.
 *
 * Sentence by sentence: the cues with their sources (cues.c), what each tells (contents.c), its stance (stance.c). Then over
 * the document: "according to", quotations taken whole where a content touches them, quotations without a cue given to the
 * speaker of their paragraph, carriers and times beside the cue, and which attribution stands inside which.
 *
 * Invariant: a stretch of quotation belongs to one attribution, unless one stands inside the other; an attribution has a
 * content.
 */
#include "find/find.h"
#include "find/name_words.h"
#include "find/says.h"

enum { LONG_QUOTE_WORDS = 4, LONGEST_SPEECH_WORDS = 70 };
/* What is farther is not looked at, so that a document of any kind takes linear time: tokens, made attributions, bytes. */
enum { LONGEST_SENTENCE = 600, FAR_SPEAKERS = 64, FAR_TAG = 400 };

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }

static void push_span(document *d, spans *list, span it) {
  if (!span_empty(it)) vec_push(d->arena, list, it);
}

/* ---- quotations ---- */

/* Words between token `first` and `end`: the quotation that begins there is part of a longer content. */
static bool has_words(const says *s, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < s->doc->tokens.count && tok(s, t)->span.start < end; t++)
    if (tok(s, t)->word != WORD_PUNCT) return true;
  return false;
}

/* Over the mark that closes a quotation which ends at `end`: called the plan “a disgrace.” */
static uint32_t closing_mark_end(const says *s, uint32_t end) {
  uint32_t t = document_token_at(s->doc, end);
  bool is_mark = t < s->doc->tokens.count && tok(s, t)->span.start == end && says_is_quote_mark(s, t);
  return is_mark ? tok(s, t)->span.end : end;
}

/* A content that touches a quotation takes it whole: its stretch, and those in later paragraphs. */
static void take_quotations(const says *s, made *m) {
  document *d = s->doc;
  spans whole = {0};
  for (uint32_t i = 0; i < m->a.content.count; i++) {
    span c = m->a.content.at[i];
    uint32_t first = document_token_at(d, c.start), last_quote = NONE;
    for (uint32_t t = first; t < d->tokens.count && tok(s, t)->span.start < c.end; t++) {
      uint32_t q = s->quote_at[t];
      if (q == NONE || q == last_quote) continue;
      last_quote = q;
      const quotation *quote = &d->quotations.at[q];
      for (uint32_t p = 0; p < quote->pieces.count; p++) {
        span piece = quote->pieces.at[p];
        if (span_overlaps(piece, c)) {
          bool starts_with_mark = piece.start > c.start && piece.start - c.start <= 3 && tok(s, first)->word == WORD_PUNCT && c.end <= piece.end;
          /* “A. B,” he said */
          if (starts_with_mark || (piece.start < c.start && document_block_at(d, piece.start) == document_block_at(d,
              c.start))) c.start = piece.start;
          if (piece.end > c.end) c.end = piece.end;
        } else if (piece.start >= c.end) {
          m->is_continued = true;
        }
        if (piece.end == c.end && piece.start > c.start && has_words(s, first, piece.start)) c.end = closing_mark_end(s, piece.end);
      }
    }
    push_span(d, &whole, c);
    if (m->is_continued && last_quote != NONE && i + 1 == m->a.content.count) {
      const quotation *quote = &d->quotations.at[last_quote];
      for (uint32_t p = 0; p < quote->pieces.count; p++)
        if (quote->pieces.at[p].start >= c.end) push_span(d, &whole, quote->pieces.at[p]);
    }
  }
  m->a.content = whole;
}

static attribution_type type_of(const says *s, const spans *content) {
  bool has_quoted = false, has_plain = false;
  for (uint32_t i = 0; i < content->count; i++)
    for (uint32_t t = document_token_at(s->doc, content->at[i].start); t < s->doc->tokens.count && tok(s, t)->span.start < content->at[i].end; t++) {
      if (tok(s, t)->word == WORD_PUNCT) continue;
      if (s->quote_at[t] != NONE) has_quoted = true;
      else has_plain = true;
    }
  return has_quoted ? (has_plain ? TYPE_MIXED : TYPE_DIRECT) : TYPE_INDIRECT;
}

/* ---- what stands beside the cue ---- */

bool says_touches(const spans *list, span it) {
  for (uint32_t i = 0; i < list->count; i++)
    if (span_overlaps(list->at[i], it)) return true;
  return false;
}

/* The time that says when it was said: in the cue's sentence, outside source and content, near the cue. */
static void find_said(const says *s, made *m) {
  const document *d = s->doc;
  span sentence = d->sentences.at[m->a.sentence].span;
  span cue = m->a.cue.count ? m->a.cue.at[0] : sentence;
  uint32_t best = NONE, best_distance = 80, low = 0, high = d->times.count;
  while (low < high) { /* the first that ends in this sentence or later */
    uint32_t middle = low + (high - low) / 2;
    if (d->times.at[middle].span.end <= sentence.start) low = middle + 1;
    else high = middle;
  }
  for (uint32_t i = low; i < d->times.count; i++) {
    span t = d->times.at[i].span;
    if (t.start >= sentence.end) break;
    if (says_touches(&m->a.content, t) || says_touches(&m->a.source, t) || d->times.at[i].type == TIME_DURATION) continue;
    uint32_t distance = t.start >= cue.end ? t.start - cue.end : cue.start >= t.end ? cue.start - t.end : 0;
    if (distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  m->a.said = best;
}

/* A name that may be an outlet nobody has listed: "told Harbour Weekly", "speaking to the Lindmoor Chronicle". */
static bool may_be_outlet(const says *s, uint32_t n, bool is_spoken_to) {
  name_kind kind = s->doc->names.at[n].kind;
  if (kind == NAME_OUTLET || !is_spoken_to) return kind == NAME_OUTLET;
  return kind == NAME_OTHER || kind == NAME_ORGANISATION || name_is_unlisted_place(s->doc, n, s->scratch);
}

/* "… and the newspaper The Post" at `t`, after an outlet: the name that ends a phrase, not the subject of what comes next. */
static bool names_another(const says *s, uint32_t t, uint32_t end) {
  if (t + 1 >= end || !says_word(s, t, "and")) return false;
  range r = says_phrase(s, t + 1, end);
  return !range_empty(r) && s->chunks.name_at[r.end - 1] != NONE && (r.end >= end || (tok(s, r.end)->word != WORD_VERB && tok(s, r.end)->word != WORD_AUX));
}

/* Outlets beside the cue: "told CNN", "speaking to NBC News", "on CNN", "quoted by …", "in a statement to …". */
static void find_carriers(const says *s, made *m) {
  document *d = s->doc;
  const sentence *it = &d->sentences.at[m->a.sentence];
  bool after_marker = false, is_spoken_to = false;
  for (uint32_t t = it->first; t < it->first + it->count; t++) {
    uint32_t n = s->chunks.name_at[t];
    bool speaks = says_word(s, t, "told") || says_word(s, t, "tells") || says_word(s, t, "speaking") || (t + 1 < it->first + it->count &&
        says_word(s, t + 1, "by") && (says_word(s, t, "quoted") || says_word(s, t, "cited")));
    if (speaks) is_spoken_to = true;
    if (speaks) after_marker = true;
    else if (says_word(s, t, "told") || says_word(s, t, "tells") || says_word(s, t, "to") || says_word(s, t, "with") || says_word(s, t, "by") ||
        says_word(s, t, "on") || says_word(s, t, "in") || says_word(s, t, "citing") || says_word(s, t, "via"))
      after_marker = true;
    else if (n != NONE && after_marker && may_be_outlet(s, n, is_spoken_to)) {
      span name_span = d->names.at[n].span;
      if (!says_touches(&m->a.content, name_span) && !says_touches(&m->a.source, name_span)) push_span(d, &m->a.carrier, name_span);
      while (t + 1 < it->first + it->count && s->chunks.name_at[t + 1] == n) t++;
      is_spoken_to = is_spoken_to && names_another(s, t + 1, it->first + it->count);
    } else if (tok(s, t)->word == WORD_VERB || says_is(s, t, ".") || says_is(s, t, "”") || says_is(s, t, ",") || says_word(s, t, "that")) {
      after_marker = says_is(s, t, ",") && after_marker && !is_spoken_to;
      is_spoken_to = false;
    }
  }
}

/* ---- cues ---- */

/* "He added:" at the end of a paragraph: the quotation that opens the next one. */
static bool find_next_quotation(const says *s, uint32_t index, const cue *q, told_content *told) {
  const document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t next = it->first + it->count;
  *told = (told_content){0};
  if (!says_is(s, next - 1, ":") || next - q->verb > 12 || index + 1 >= d->sentences.count) return false;
  for (uint32_t t = q->verb + 1; t + 1 < next; t++)
    if (says_is_finite(s, t, q->verb + 1, next)) return false;
  uint32_t first = next;
  while (first < d->tokens.count && first < next + 2 && s->quote_at[first] == NONE) first++;
  uint32_t end = next + d->sentences.at[index + 1].count;
  bool is_quote_block = d->blocks.at[d->sentences.at[index + 1].block].kind == BLOCK_QUOTE;
  if (first >= end || (s->quote_at[first] == NONE && !is_quote_block)) return false;
  told->pieces[0] = (range){is_quote_block && s->quote_at[first] == NONE ? next : first, end};
  while (end > first && s->quote_at[first] != NONE && s->quote_at[end - 1] != s->quote_at[first]) told->pieces[0].end = --end;
  told->count = 1;
  return true;
}

/* What somebody is said to want, think or support, or will say one day, is no attribution of its own: only words are. */
static bool is_weak_within(const says *s, const cue *q) {
  bool has_stance = says_has(q->features, "denies") || says_has(q->features, "declines") || says_has(q->features, "doubts");
  if (!says_has(q->features, "quote") && !has_stance) return true;
  for (uint32_t t = q->group.first; t < q->verb; t++)
    if (says_is_modal(s, t)) return true;
  return false;
}

static bool stands_within(const attribution *inner, const attribution *outer) {
  if (!says_touches(&outer->content, inner->cue.at[0])) return false;
  return inner->source.count == 0 || says_touches(&outer->content, inner->source.at[0]);
}

/* Somebody who can have told: a name, or a word for people, bodies or papers. */
static bool can_tell(const says *s, range r) {
  static const enum lexicon_list lists[] = {LEXICON_SOURCE_HEADS, LEXICON_ROLES, LEXICON_BODIES, LEXICON_DOCUMENT_HEADS};
  for (uint32_t t = r.first; t < r.end && t < r.first + 12; t++) {
    uint32_t n = s->chunks.name_at[t];
    if (n != NONE && (s->doc->names.at[n].kind == NAME_PERSON || s->doc->names.at[n].kind == NAME_ORGANISATION ||
        s->doc->names.at[n].kind == NAME_OUTLET)) return true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
      if (tok(s, t)->word == WORD_NOUN && lexicon_has(lists[i], tok(s, t)->lemma)) return true;
  }
  return false;
}

/* "…, Northern Wire reported, citing two officials": the officials told it, the wire carried it. Returns false when this is
 * nothing of the kind. */
static bool carry_cited(const says *s, const cues *list, const cue *q, const told_content *told, made_vec *out, uint32_t first_made) {
  if (!str_eq(tok(s, q->verb)->lemma, STR("cite")) || tok(s, q->verb)->form != VERB_ING || q->shares == NONE || told->count != 1 || !can_tell(s,
      told->pieces[0])) return false;
  bool is_body = false;
  for (uint32_t t = q->source.first; t < q->source.end; t++) {
    uint32_t n = s->chunks.name_at[t];
    is_body |= n != NONE && s->doc->names.at[n].kind != NAME_PERSON && s->doc->names.at[n].kind != NAME_PLACE;
    if (n != NONE && s->doc->names.at[n].kind == NAME_PERSON) return false;
  }
  for (uint32_t k = first_made; is_body && k < out->count; k++) {
    made *m = &out->at[k];
    if (!m->has_verb || m->verb != list->at[q->shares].verb || m->a.source.count != 1) continue;
    push_span(s->doc, &m->a.carrier, m->a.source.at[0]);
    m->a.source = (spans){0};
    push_span(s->doc, &m->a.source, says_span(s, told->pieces[0]));
    return true;
  }
  return false;
}

static void make_from_cues(const says *s, uint32_t index, made_vec *out) {
  document *d = s->doc;
  uint32_t first_made = out->count;
  cues list = {0};
  says_find_cues(s, index, &list);
  for (uint32_t i = 0; i < list.count; i++) {
    const cue *q = &list.at[i];
    told_content told;
    if (!says_find_content(s, &list, i, &told) || told.count == 0)
      if (!find_next_quotation(s, index, q, &told)) continue;
    if (carry_cited(s, &list, q, &told, out, first_made)) continue;
    made m = {.verb = q->verb, .has_verb = true};
    m.a.entity = m.a.said = m.a.inside = NONE;
    m.a.sentence = index;
    for (int p = 0; p < told.count; p++) push_span(d, &m.a.content, says_span(s, told.pieces[p]));
    if (m.a.content.count == 0) continue;
    if (!range_empty(told.agent)) push_span(d, &m.a.source, says_span(s, told.agent));
    else if (!told.is_nobody) push_span(d, &m.a.source, says_span(s, q->source));
    range group = q->group;
    if (told.takes_verb) group.end = q->verb;
    if (told.cue_end > group.end) group.end = told.cue_end;
    push_span(d, &m.a.cue, says_span(s, group));
    if (says_touches(&m.a.content, m.a.source.count ? m.a.source.at[0] : (span){0, 0}) && q->shares == NONE) continue;
    if (m.a.content.count > 0 && m.a.cue.count > 0 && says_touches(&m.a.content, m.a.cue.at[0])) continue;
    bool is_thing = q->source.end == q->source.first + 1 && (says_word(s, q->source.first, "it") || says_word(s, q->source.first, "this") ||
        says_word(s, q->source.first, "that"));
    if (is_thing && str_eq(tok(s, q->verb)->lemma, STR("contradict"))) continue; /* a deed that does not fit a word denies nothing */
    m.a.stance = says_stance(s, q, &m.a.content);
    m.a.score = says_has(q->features, "private") ? SCORE_WEAK : SCORE_CUE;
    bool is_dropped = false;
    if (m.a.cue.count > 0 && is_weak_within(s, q))
      for (uint32_t k = first_made; k < out->count; k++) is_dropped |= stands_within(&m.a, &out->at[k].a);
    if (is_dropped) continue;
    vec_push(s->scratch, out, m);
  }
}

/* ---- "according to" ---- */

static bool is_finite(const says *s, uint32_t t) {
  const token *k = tok(s, t);
  return k->word == WORD_AUX || (k->word == WORD_VERB && (k->form == VERB_S || k->form == VERB_PAST || k->form == VERB_PAST_OR_PARTICIPLE));
}

static bool is_outlet_only(const says *s, range r) {
  bool has_outlet = false;
  for (uint32_t t = r.first; t < r.end; t++) {
    uint32_t n = s->chunks.name_at[t];
    if (n != NONE && may_be_outlet(s, n, true)) has_outlet = true;
    else if (tok(s, t)->word == WORD_NOUN && tok(s, t)->span.start > 0 && n == NONE && !says_word(s, t, "newspaper") && !says_word(s, t, "agency") &&
        !says_word(s, t, "network") && !says_word(s, t, "magazine") && !says_word(s, t, "news"))
      return false;
  }
  return has_outlet;
}

static void make_from_according(const says *s, uint32_t index, made_vec *out) {
  document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t end = says_sentence_end(s, index);
  for (uint32_t t = it->first; t + 2 < end; t++) {
    if (!says_word(s, t, "according") || !says_word(s, t + 1, "to") || s->quote_at[t] != NONE) continue;
    range source = says_phrase(s, t + 2, end);
    if (range_empty(source)) {
      source = (range){t + 2, t + 2};
      while (source.end < end && !says_punct(s, source.end)) source.end++;
      if (range_empty(source)) continue;
    }
    else {
      uint32_t wider = says_apposition_end(s, source.end, end); /* "the committee's chairman, Ann Roe of Leeds" */
      if (wider > source.end && (wider >= end || says_punct(s, wider)) && t > it->first + 1) source.end = wider;
    }
    /* "officials quoted by U.S. media", "sources familiar with the plan": the rest of the phrase, up to a comma */
    uint32_t rest = source.end;
    if (rest < end && !says_is(s, rest, ",") && t > it->first + 1)
      while (rest < end && !says_is(s, rest, ",") && !says_is(s, rest, ";")) rest++;
    made m = {.verb = t};
    m.a.entity = m.a.said = m.a.inside = NONE;
    m.a.sentence = index;
    push_span(d, &m.a.cue, says_span(s, (range){t, t + 2}));
    push_span(d, &m.a.source, says_span(s, source));
    m.a.stance = STANCE_SAYS;
    m.a.score = SCORE_CUE;
    uint32_t before = t;
    while (before > it->first && (says_is(s, before - 1, ",") || says_is(s, before - 1, "—") || says_is(s, before - 1, "–"))) before--;
    bool is_at_start = true;
    for (uint32_t k = it->first; k < before; k++) is_at_start &= !is_finite(s, k);
    if (is_at_start) { /* "According to X, …", "The deal, according to X, …" */
      uint32_t first = rest;
      for (uint32_t k = source.end; k < end && k < source.end + 30; k++)
        if (says_is(s, k, ",")) {
          /* ", quoted by CNN, " */
          bool is_aside = k + 1 < end && tok(s, k + 1)->word == WORD_VERB && (tok(s, k + 1)->form == VERB_PARTICIPLE || tok(s,
              k + 1)->form == VERB_PAST_OR_PARTICIPLE || tok(s, k + 1)->form == VERB_PAST || tok(s, k + 1)->form == VERB_ING);
          bool has_more = false;
          for (uint32_t j = k + 1; is_aside && j < end && j < k + 20; j++) has_more |= says_is(s, j, ",");
          if (is_aside && has_more) {
            for (uint32_t j = k + 1; j < end && !says_is(s, j, ","); j++) {
              uint32_t n = s->chunks.name_at[j];
              if (n != NONE && d->names.at[n].kind == NAME_OUTLET && !says_touches(&m.a.carrier, d->names.at[n].span)) push_span(d, &m.a.carrier,
                  d->names.at[n].span);
            }
            continue;
          }
          first = k + 1;
          break;
        }
      if (before > it->first + 1) push_span(d, &m.a.content, says_span(s, (range){it->first, before}));
      if (is_outlet_only(s, source)) { /* the outlet carries what somebody else is said to say */
        bool is_carrier = false;
        for (uint32_t k = out->count; k-- > 0 && out->at[k].a.sentence == index;) {
          made *other = &out->at[k];
          if (!other->has_verb || other->a.source.count == 0 || other->a.inside != NONE || other->verb < first ||
              other->a.source.at[0].start < tok(s, source.end - 1)->span.end) continue;
          span name_span = says_span(s, source);
          if (says_touches(&other->a.carrier, name_span)) continue;
          bool is_outer = true; /* of this sentence's first speaker */
          for (uint32_t j = out->count; j-- > 0 && out->at[j].a.sentence == index;)
            if (j != k && out->at[j].has_verb && says_touches(&out->at[j].a.content, other->a.cue.at[0])) is_outer = false;
          if (!is_outer) continue;
          for (uint32_t w = source.first; w < source.end; w++) {
            uint32_t n = s->chunks.name_at[w];
            if (n != NONE && !says_touches(&other->a.carrier, d->names.at[n].span)) push_span(d, &other->a.carrier, d->names.at[n].span);
          }
          is_carrier = true;
        }
        if (is_carrier) continue;
      }
      push_span(d, &m.a.content, says_span(s, (range){first, end}));
    } else {
      uint32_t first = it->first;
      for (uint32_t k = it->first; k < before; k++) /* not what another speaker's tag before a semicolon told */
        if (says_is(s, k, ";")) first = k + 1;
      push_span(d, &m.a.content, says_span(s, (range){first, before}));
    }
    if (m.a.content.count == 0) continue;
    vec_push(s->scratch, out, m);
  }
}

/* ---- noun cues ---- */

/* "her claim that it rained", "worries that the ally would …" */
static void make_from_nouns(const says *s, uint32_t index, made_vec *out) {
  document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t end = says_sentence_end(s, index);
  for (uint32_t t = it->first; t + 3 < end; t++) {
    const token *k = tok(s, t);
    if (k->word != WORD_NOUN || s->quote_at[t] != NONE || !lexicon_has(LEXICON_CUE_NOUNS, k->lemma) || !says_word(s, t + 1, "that")) continue;
    bool has_verb = false, is_cue = false; /* "officials worry that": a verb */
    for (uint32_t v = out->count; v-- > 0 && out->at[v].a.sentence == index;) is_cue |= out->at[v].has_verb && out->at[v].verb == t;
    if (is_cue) continue;
    for (uint32_t v = t + 2; v < end && v < t + 20; v++) has_verb |= is_finite(s, v);
    if (!has_verb) continue;
    made m = {.verb = t};
    m.a.entity = m.a.said = m.a.inside = NONE;
    m.a.sentence = index;
    uint32_t chunk_index = s->chunks.chunk_at[t];
    const chunk *c = chunk_index != NONE ? &s->chunks.list.at[chunk_index] : NULL;
    if (c && c->owner != NONE && c->owner >= c->first) push_span(d, &m.a.source, says_span(s, (range){c->first, c->owner + 1}));
    /* told already ("said in a statement that"), or told to be none: "found no evidence that", "rejected the claim that" */
    bool is_told = false, is_none = c && (says_word(s, c->first, "no") || (c->first > it->first && says_word(s, c->first - 1, "no")));
    for (uint32_t v = out->count; v-- > 0 && out->at[v].a.sentence == index && !is_told;) {
      const attribution *other = &out->at[v].a;
      bool is_same = other->content.at[0].start == tok(s, t + 1)->span.start || other->content.at[0].start == tok(s, t + 2)->span.start;
      is_none |= other->stance != STANCE_SAYS && c && other->source.count > 0 && says_touches(&other->content, k->span) &&
          other->content.at[0].start + 4 >= tok(s, c->first)->span.start && other->stance != STANCE_DISCLAIMS && m.a.source.count == 0;
      is_told = is_same;
    }
    if (is_told) continue;
    uint32_t cue_first = t;
    if (!is_none && m.a.source.count == 0 && c && c->first > it->first && tok(s, c->first - 1)->word == WORD_VERB) { /* "Smith raised concerns that …" */
      uint32_t g = says_group_start(s, c->first - 1, it->first);
      range of = says_source_before(s, g, it->first);
      const lexicon_entry *verb = lexicon_find(LEXICON_CUE_VERBS, tok(s, c->first - 1)->lemma);
      bool is_others = verb && (says_has(verb->value, "denies") || says_has(verb->value, "doubts")); /* "rejected claims that": somebody else's */
      if (!range_empty(of) && !is_others) {
        push_span(d, &m.a.source, says_span(s, of));
        cue_first = c->first - 1;
      }
    }
    uint32_t stop = end;
    for (uint32_t v = t + 2; v < end; v++)
      if (says_is(s, v, ",") && v + 1 < end && (tok(s, v + 1)->word == WORD_CONJUNCTION || says_word(s, v + 1, "while"))) {
        stop = v;
        break;
      }
    push_span(d, &m.a.cue, says_span(s, (range){cue_first, t + 1}));
    push_span(d, &m.a.content, says_span(s, (range){t + 1, stop}));
    if (m.a.content.count == 0 || (is_none && says_word(s, t - 1, "no"))) continue;
    m.a.stance = str_eq(k->lemma, STR("denial")) ? STANCE_DENIES : str_eq(k->lemma, STR("doubt")) ? STANCE_DOUBTS : STANCE_SAYS;
    m.a.score = SCORE_NOUN;
    vec_push(s->scratch, out, m);
  }
}

/* ---- a colon as a cue ---- */

/* "Lund: We will win" as a heading, "Lund: “We will win.”" as a paragraph: a name, a colon, what is said. */
static void make_from_colon(const says *s, uint32_t index, made_vec *out) {
  document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t end = says_sentence_end(s, index);
  if (!d->tokens.at[it->first].is_block_start) return;
  range source = says_phrase(s, it->first, end);
  if (range_empty(source) || source.end + 2 >= end || source.end - source.first > 8 || !says_is(s, source.end, ":")) return;
  uint32_t n = s->chunks.name_at[source.end - 1];
  if (n == NONE || (d->names.at[n].kind != NAME_PERSON && d->names.at[n].kind != NAME_ORGANISATION)) return;
  uint32_t first = source.end + 1;
  bool is_quoted = s->quote_at[first] != NONE || (first + 1 < end && s->quote_at[first + 1] != NONE);
  if (!is_quoted && d->blocks.at[it->block].kind != BLOCK_HEADING) return;
  made m = {.verb = source.end};
  m.a = (attribution){.entity = NONE, .said = NONE, .inside = NONE, .sentence = index, .stance = STANCE_SAYS, .score = SCORE_NOUN};
  push_span(d, &m.a.source, says_span(s, source));
  push_span(d, &m.a.cue, d->tokens.at[source.end].span);
  push_span(d, &m.a.content, says_span(s, (range){first, end}));
  if (m.a.content.count > 0) vec_push(s->scratch, out, m);
}

/* ---- quotations without a cue ---- */

static uint32_t words_of(const says *s, span piece) {
  uint32_t words = 0;
  for (uint32_t t = document_token_at(s->doc, piece.start); t < s->doc->tokens.count && tok(s, t)->span.start < piece.end; t++) words += tok(s,
      t)->word != WORD_PUNCT;
  return words;
}

static bool is_pure_start(const says *s, uint32_t block, span piece) {
  span b = s->doc->blocks.at[block].span;
  for (uint32_t t = document_token_at(s->doc, b.start); t < s->doc->tokens.count && tok(s, t)->span.start < piece.start; t++)
    if (tok(s, t)->word != WORD_PUNCT) return false;
  return true;
}

uint32_t says_place(const attribution *a) { return a->cue.count ? a->cue.at[0].start : a->content.at[0].start; }

/* The first of the made ones, which are in text order, that stands a good way after `offset`: a tag follows its words. */
static uint32_t first_made_after(const made_vec *out, uint32_t count, uint32_t offset) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (says_place(&out->at[middle].a) <= offset + FAR_TAG) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* "His conduct is …", "She lied.": who speaks so of another is not the one spoken of, and that is who spoke before. */
static bool opens_with_another(const says *s, span piece) {
  static const char *const others[] = {"he", "she", "his", "her", "he's", "she's"}, *const own[] = {"i", "my", "me", "we", "our", "i'm", "i've", "we're"};
  uint32_t first = document_token_at(s->doc, piece.start);
  while (first < s->doc->tokens.count && tok(s, first)->word == WORD_PUNCT) first++;
  bool is_other = false;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) is_other |= says_word(s, first, others[i]);
  if (!is_other) return false;
  for (uint32_t t = first; t < s->doc->tokens.count && tok(s, t)->span.start < piece.end; t++)
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
      if (says_word(s, t, own[i])) return false;
  return true;
}

/* "Lund argues that …:" at the end of the paragraph before: the quotation below is Lund's. */
static bool ends_with_colon(const says *s, uint32_t block) {
  span b = s->doc->blocks.at[block].span;
  while (b.end > b.start && (s->doc->text.at[b.end - 1] == ' ' || s->doc->text.at[b.end - 1] == '\n')) b.end--;
  return b.end > b.start && s->doc->text.at[b.end - 1] == ':';
}

/* A quotation each: does a content touch it? */
static const bool *taken_quotations(const says *s, const made_vec *list) {
  bool *taken = ARENA_ARRAY(s->scratch, bool, s->doc->quotations.count + 1);
  for (uint32_t i = 0; i < list->count; i++)
    for (uint32_t c = 0; c < list->at[i].a.content.count; c++) {
      span it = list->at[i].a.content.at[c];
      for (uint32_t t = document_token_at(s->doc, it.start); t < s->doc->tokens.count && tok(s, t)->span.start < it.end; t++)
        if (s->quote_at[t] != NONE) taken[s->quote_at[t]] = true;
    }
  return taken;
}

/* A quotation nobody is said to speak: more of the paragraph's speaker, or of the one before where the paragraph opens with
 * it; else nobody's. */
static void give_quotations(const says *s, made_vec *out) {
  document *d = s->doc;
  const bool *taken = taken_quotations(s, out);
  uint32_t sorted = out->count; /* what is added below stands behind these */
  for (uint32_t q = 0; q < d->quotations.count; q++) {
    const quotation *quote = &d->quotations.at[q];
    if (taken[q] || quote->pieces.count == 0) continue;
    span first = quote->pieces.at[0];
    if (words_of(s, first) < LONG_QUOTE_WORDS) continue;
    uint32_t block = document_block_at(d, first.start), sentence = document_sentence_at(d, first.start);
    if (block >= d->blocks.count || d->blocks.at[block].kind == BLOCK_HEADING || sentence >= d->sentences.count) continue;
    bool is_own_sentence = true; /* nothing but the quotation in its sentence */
    for (uint32_t t = d->sentences.at[sentence].first; t < d->sentences.at[sentence].first + d->sentences.at[sentence].count; t++)
      is_own_sentence &= s->quote_at[t] == q || tok(s, t)->word == WORD_PUNCT || tok(s, t)->span.start >= first.end;
    if (!is_own_sentence) continue;
    made *speaker = NULL;
    bool is_pure = is_pure_start(s, block, first), is_introduced = is_pure && block > 0 && ends_with_colon(s, block - 1);
    uint32_t after = first_made_after(out, sorted, first.start), least = after > FAR_SPEAKERS ? after - FAR_SPEAKERS : 0;
    for (uint32_t k = least; k < after; k++) { /* the last one with a quotation before this, in this paragraph or before it */
      made *m = &out->at[k];
      if (m->a.source.count == 0 || m->a.content.at[0].start >= first.start || m->a.score < SCORE_CUE) continue;
      uint32_t of = document_block_at(d, m->a.content.at[0].start);
      bool is_near = of == block || (is_pure && (m->a.type != TYPE_INDIRECT || of + 1 == block));
      if (is_near && (!speaker || m->a.content.at[0].start >= speaker->a.content.at[0].start)) speaker = m;
    }
    if (!speaker) continue;
    if (document_block_at(d, speaker->a.content.at[0].start) != block && !is_introduced && opens_with_another(s, first)) continue;
    bool is_same_block = document_block_at(d, speaker->a.content.at[0].start) == block;
    uint32_t words = 0; /* a long speech is told in parts that a reader can find again */
    for (uint32_t p = 0; p < speaker->a.content.count && words <= LONGEST_SPEECH_WORDS; p++) words += words_of(s, speaker->a.content.at[p]);
    for (uint32_t p = 0; p < quote->pieces.count && words <= LONGEST_SPEECH_WORDS; p++) words += words_of(s, quote->pieces.at[p]);
    if (is_same_block && speaker->a.type != TYPE_INDIRECT && words <= LONGEST_SPEECH_WORDS) { /* “A,” said Smith. “B.” */
      for (uint32_t p = 0; p < quote->pieces.count; p++)
        if (vec_last(&speaker->a.content)->end <= quote->pieces.at[p].start) push_span(d, &speaker->a.content, quote->pieces.at[p]);
    } else {
      made m = {.verb = speaker->verb};
      m.a = (attribution){.entity = NONE, .said = speaker->a.said, .inside = NONE, .sentence = sentence, .stance = STANCE_SAYS,
          .score = SCORE_SPEAKER, .type = TYPE_DIRECT};
      m.a.source = speaker->a.source;
      for (uint32_t c = 0; c < speaker->a.carrier.count; c++) push_span(d, &m.a.carrier, speaker->a.carrier.at[c]);
      for (uint32_t p = 0; p < quote->pieces.count; p++) push_span(d, &m.a.content, quote->pieces.at[p]);
      vec_push(s->scratch, out, m);
    }
  }
}

/* ---- the whole ---- */

static int by_place(const void *x, const void *y) {
  const attribution *a = &((const made *)x)->a, *b = &((const made *)y)->a;
  uint32_t p = says_place(a), q = says_place(b);
  if (p != q) return p < q ? -1 : 1;
  return (a->content.at[0].start > b->content.at[0].start) - (a->content.at[0].start < b->content.at[0].start);
}

static uint32_t content_bytes(const attribution *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->content.count; i++) n += span_length(a->content.at[i]);
  return n;
}

/* The smallest content that holds the other's cue. Only near ones can: the window keeps it linear. */
static void find_nesting(document *d) {
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    attribution *a = &d->attributions.at[i];
    if (a->cue.count == 0) continue;
    uint32_t best = NONE;
    for (uint32_t k = i > 24 ? i - 24 : 0; k < d->attributions.count && k < i + 24; k++) {
      const attribution *outer = &d->attributions.at[k];
      if (k == i || !says_touches(&outer->content, a->cue.at[0]) || (a->source.count && !says_touches(&outer->content, a->source.at[0]))) continue;
      if (content_bytes(outer) <= content_bytes(a)) continue;
      if (best == NONE || content_bytes(outer) < content_bytes(&d->attributions.at[best])) best = k;
    }
    a->inside = best;
  }
}

/* "He added": the carrier and the time of the same speaker's words before. */
static void pass_on(const says *s, made_vec *list) {
  for (uint32_t i = 1; i < list->count; i++) {
    made *m = &list->at[i];
    if (m->a.carrier.count > 0 || !m->has_verb) continue;
    str lemma = tok(s, m->verb)->lemma;
    bool goes_on = str_eq(lemma, STR("add")) || str_eq(lemma, STR("continue"));
    const made *before = &list->at[i - 1];
    bool shares_source = before->a.source.count && m->a.source.count && before->a.source.at[0].start == m->a.source.at[0].start &&
        before->a.sentence == m->a.sentence;
    if (!goes_on && !shares_source) continue;
    if (m->a.sentence > before->a.sentence + 3) continue;
    for (uint32_t c = 0; c < before->a.carrier.count; c++)
      if (!says_touches(&m->a.content, before->a.carrier.at[c])) push_span(s->doc, &m->a.carrier, before->a.carrier.at[c]);
    if (m->a.said == NONE) m->a.said = before->a.said;
  }
}

static uint32_t *quotes_by_token(const document *d, arena *scratch) {
  uint32_t *at = ARENA_ARRAY(scratch, uint32_t, d->tokens.count + 1);
  for (uint32_t t = 0; t <= d->tokens.count; t++) at[t] = NONE;
  for (uint32_t q = 0; q < d->quotations.count; q++)
    for (uint32_t p = 0; p < d->quotations.at[q].pieces.count; p++) {
      span piece = d->quotations.at[q].pieces.at[p];
      for (uint32_t t = document_token_at(d, piece.start); t < d->tokens.count && d->tokens.at[t].span.start < piece.end; t++)
        if (d->tokens.at[t].span.start >= piece.start) at[t] = q;
    }
  return at;
}

/* By rules: sentence by sentence, then "according to", which looks at the cues of its own sentence. */
static made_vec from_rules(const says *s) {
  const document *d = s->doc;
  made_vec list = {0}, all = {0};
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    if (d->sentences.at[i].count > LONGEST_SENTENCE) continue;
    make_from_cues(s, i, &list);
    make_from_nouns(s, i, &list);
    make_from_colon(s, i, &list);
  }
  for (uint32_t i = 0; i < list.count; i++) take_quotations(s, &list.at[i]);
  uint32_t next = 0;
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    while (next < list.count && list.at[next].a.sentence == i) {
      vec_push(s->scratch, &all, list.at[next]);
      next++;
    }
    if (d->sentences.at[i].count <= LONGEST_SENTENCE) make_from_according(s, i, &all);
  }
  vec_sort(s->scratch, &all, by_place);
  return all;
}

/* "On Friday she said: “I left yesterday.”": who is quoted counts from the day of saying, where the text has told it before. */
static void count_from_saying(document *d) {
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    if (a->said == NONE || a->type == TYPE_INDIRECT) continue;
    const time_expression *when = &d->times.at[a->said];
    bool is_day = when->unit == GRANULARITY_DAY && (when->kind == TIME_ABSOLUTE || when->kind == TIME_WEEKDAY || when->kind == TIME_OFFSET);
    for (uint32_t c = 0; c < a->content.count && is_day; c++)
      for (uint32_t t = document_time_from(d, a->content.at[c].start); t < d->times.count && d->times.at[t].span.start < a->content.at[c].end; t++) {
        time_expression *e = &d->times.at[t];
        if (t > a->said && e->in_quote && e->kind == TIME_OFFSET && e->anchor == ANCHOR_PUBLISHED) e->anchor = ANCHOR_EXPRESSION, e->anchor_index = a->said;
      }
  }
}

hsy_rc find_attributions(document *d, arena *scratch) {
  says s = {.doc = d, .scratch = scratch, .chunks = find_chunks(d, scratch), .quote_at = quotes_by_token(d, scratch)};
  made_vec all = from_rules(&s);
  if (d->labels) {
    all = says_with_labels(&s, &all);
    vec_sort(scratch, &all, by_place);
  }
  for (uint32_t i = 0; i < all.count; i++) {
    made *m = &all.at[i];
    m->a.type = type_of(&s, &m->a.content);
    find_said(&s, m);
    find_carriers(&s, m);
  }
  pass_on(&s, &all);
  give_quotations(&s, &all);
  vec_sort(scratch, &all, by_place);
  for (uint32_t i = 0; i < all.count; i++) {
    if (d->attributions.count >= HSY_MAX_ATTRIBUTIONS) return error_set(&d->error, HSY_LIMIT, d->path, d->line, "split it",
        "more than %d attributions", HSY_MAX_ATTRIBUTIONS);
    attribution a = all.at[i].a;
    a.type = type_of(&s, &a.content);
    uint32_t block = document_block_at(d, a.content.at[0].start);
    a.in_heading = block < d->blocks.count && d->blocks.at[block].kind == BLOCK_HEADING;
    if (a.type != TYPE_INDIRECT && a.score == SCORE_CUE) a.score = SCORE_QUOTE;
    vec_push(d->arena, &d->attributions, a);
  }
  find_nesting(d);
  count_from_saying(d);
  return HSY_OK;
}
