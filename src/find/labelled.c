/* Attributions as the language engine labels them: a cue, its source and its contents by the engine's links.
 *
 * The engine knows where a cue, a source and a content begin and end far better than the rules do; it does not know stances
 * and carriers, and never sees one attribution inside another. So the rules run too: an attribution that they make of the
 * same cue gives its stance and carriers; one that denies or refuses, or stands inside a labelled content, is kept as it
 * is; all others of theirs go.
 */
#include "find/says.h"

enum { NEAR = 24, FAR = 4000 }; /* made attributions, bytes: what is looked at beside a place */

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }

static span span_of(const says *s, label l) { return says_span(s, (range){l.first, l.end}); }

/* What reaches into the last of the list (with_time) becomes one with it: the spans of an attribution are disjoint. */
static void push(const says *s, spans *list, label l) {
  span it = span_of(s, l);
  if (span_empty(it)) return;
  if (list->count == 0 || vec_last(list)->end <= it.start) vec_push(s->doc->arena, list, it);
  else if (vec_last(list)->end < it.end) vec_last(list)->end = it.end;
}

/* A content that takes in the mark which opens a quotation, and ends with its last word, takes the closing mark as well. */
static void close_quotation(const says *s, spans *list) {
  const document *d = s->doc;
  if (list->count == 0) return;
  span *last = vec_last(list);
  uint32_t t = document_token_at(d, last->end > 0 ? last->end - 1 : 0);
  if (t >= d->tokens.count || s->quote_at[t] == NONE) return;
  const quotation *quote = &d->quotations.at[s->quote_at[t]];
  for (uint32_t p = 0; p < quote->pieces.count; p++) {
    span piece = quote->pieces.at[p];
    bool is_it = piece.start > last->start && piece.start < last->end && piece.end >= last->end && piece.end - last->end <= 2;
    uint32_t mark = is_it ? document_token_at(d, piece.end) : NONE;
    if (is_it && mark < d->tokens.count && d->tokens.at[mark].span.start == piece.end && says_is_quote_mark(s, mark)) last->end = d->tokens.at[mark].span.end;
  }
}

static bool is_heading(const says *s, uint32_t token) {
  return s->doc->blocks.at[s->doc->sentences.at[tok(s, token)->sentence].block].kind == BLOCK_HEADING;
}

/* A content goes on over paragraphs, never out of a heading or into one; the side where the cue stands is kept. */
static label without_headings(const says *s, label cue, label l) {
  bool in_heading = is_heading(s, cue.first);
  if (in_heading != is_heading(s, l.first) && in_heading != is_heading(s, l.end - 1)) return l;
  while (l.first < l.end && is_heading(s, l.first) != in_heading) l.first++;
  while (l.end > l.first && is_heading(s, l.end - 1) != in_heading) l.end--;
  return l;
}

/* The token of a cue that decides its stance: a verb of the list, else any verb, else the first. */
static uint32_t verb_of(const says *s, label cue, bool *is_verb) {
  uint32_t verb = NONE;
  for (uint32_t t = cue.first; t < cue.end; t++) {
    if (tok(s, t)->word == WORD_VERB && lexicon_has(LEXICON_CUE_VERBS, tok(s, t)->lemma)) return *is_verb = true, t;
    if (verb == NONE && tok(s, t)->word == WORD_VERB) verb = t;
  }
  *is_verb = verb != NONE;
  return verb == NONE ? cue.first : verb;
}

static stance stance_of(const says *s, label l, uint32_t verb, uint32_t sentence, const spans *content) {
  const lexicon_entry *entry = lexicon_find(LEXICON_CUE_VERBS, tok(s, verb)->lemma);
  uint32_t first = says_group_start(s, verb, s->doc->sentences.at[sentence].first);
  cue c = {.verb = verb, .group = {first < l.first ? first : l.first, l.end}, .features = entry ? entry->value : STR(""), .shares = NONE};
  bool is_comment = false; /* "made no public comment" */
  for (uint32_t t = c.group.first; t < c.group.end; t++) {
    c.is_negated |= says_negates(s, t);
    c.is_negated |= says_word(s, t, "no");
    is_comment |= says_word(s, t, "comment");
  }
  if (c.is_negated && is_comment) return STANCE_DECLINES;
  return says_stance(s, &c, content);
}

/* Quoted words that stand as speech: after "that", a comma or a colon, or before the cue; not "produced “the whole chain”". */
static bool is_said(const says *s, label cue, span content) {
  uint32_t first = document_token_at(s->doc, content.start), t = first;
  bool is_quoted = false;
  for (; t < s->doc->tokens.count && tok(s, t)->span.start < content.end; t++) is_quoted |= s->quote_at[t] != NONE;
  if (!is_quoted || t <= cue.first) return is_quoted;
  while (first > cue.end && says_is_quote_mark(s, first - 1)) first--;
  return says_word(s, first, "that") || (first > 0 && (says_is(s, first - 1, ",") || says_is(s, first - 1, ":") || says_word(s, first - 1, "that")));
}

/* Words nobody would take for telling ("keeps an eye on", "to discuss", "hopes"): the attitude of somebody, as the engine's
 * training texts count it, but no rule has made an attribution of it, nothing is quoted as said, and it has no verb of
 * speech or tells no clause. */
static bool is_attitude(const says *s, label cue, const spans *content) {
  bool is_clause = false, is_quoted = false;
  for (uint32_t i = 0; i < content->count; i++) {
    is_quoted |= is_said(s, cue, content->at[i]);
    for (uint32_t t = document_token_at(s->doc, content->at[i].start); t < s->doc->tokens.count && tok(s, t)->span.start < content->at[i].end; t++)
      is_clause |= says_is_finite(s, t, t, s->doc->tokens.count);
  }
  if (is_quoted || !is_clause) return !is_quoted;
  for (uint32_t t = cue.first; t < cue.end; t++) {
    const lexicon_entry *verb = lexicon_find(LEXICON_CUE_VERBS, tok(s, t)->lemma);
    if ((verb && says_has(verb->value, "quote") && says_has(verb->value, "clause")) || lexicon_has(LEXICON_CUE_NOUNS, tok(s, t)->lemma) || says_word(s, t, "according")) return false;
  }
  return true;
}

/* The ruled attribution of the same cue, or NULL. `from`: goes along with the labels, which are in text order. */
static const made *same_cue(const made_vec *ruled, span cue, uint32_t *from) {
  while (*from < ruled->count && says_place(&ruled->at[*from].a) + 200 < cue.start) (*from)++;
  for (uint32_t i = *from; i < ruled->count && i < *from + NEAR && says_place(&ruled->at[i].a) < cue.end; i++)
    if (says_touches(&ruled->at[i].a.cue, cue)) return &ruled->at[i];
  return NULL;
}

/* What is told in the writer's words stands in the cue's sentence or beside it; quoted words may stand farther. */
static bool is_in_reach(const says *s, label cue, label content) {
  uint32_t of = tok(s, cue.first)->sentence, first = tok(s, content.first)->sentence, last = tok(s, content.end - 1)->sentence;
  if (first <= of + 1 && last + 1 >= of) return true;
  for (uint32_t t = content.first; t < content.end; t++)
    if (s->quote_at[t] != NONE) return true;
  return false;
}

/* "reported that he went to Rome, last Monday (7 March).": when nothing but a time is left of the sentence, it belongs to what
 * is told. */
static label with_time(const says *s, label cue, label l) {
  const document *d = s->doc;
  uint32_t end = says_sentence_end(s, tok(s, l.end - 1)->sentence), first = l.end;
  if (cue.first > l.first || end <= l.end || end > l.end + 12) return l;
  while (first < end && says_punct(s, first)) first++;
  if (first == end) return l;
  uint32_t at = tok(s, first)->span.start, low = 0, high = d->times.count;
  while (low < high) { /* the first that ends after `at` */
    uint32_t middle = low + (high - low) / 2;
    if (d->times.at[middle].span.end <= at) low = middle + 1;
    else high = middle;
  }
  for (uint32_t t = first; t < end; t++) {
    if (says_punct(s, t)) continue;
    while (low < d->times.count && d->times.at[low].span.end <= tok(s, t)->span.start) low++;
    if (low == d->times.count || d->times.at[low].span.start > tok(s, t)->span.start) return l;
  }
  l.end = end;
  return l;
}

/* The rules' source, where the engine has none or one of another sentence, or one that takes in who carried it ("officials
 * quoted by CNN"). */
static bool is_better_source(const says *s, const attribution *ruled, const attribution *labelled) {
  if (labelled->source.count == 0) return true;
  const document *d = s->doc;
  span mine = labelled->source.at[0], theirs = ruled->source.at[0];
  if (document_sentence_at(d, mine.start) != labelled->sentence) return document_sentence_at(d, theirs.start) == labelled->sentence;
  if (mine.start != theirs.start || mine.end <= theirs.end) return false;
  for (uint32_t t = document_token_at(d, theirs.end); t + 1 < d->tokens.count && tok(s, t)->span.end < mine.end; t++)
    if ((says_word(s, t, "quoted") || says_word(s, t, "cited")) && says_word(s, t + 1, "by")) return true;
  return false;
}

/* The tokens that begin a ruled cue whose source stands before it: no content begins there ("he | said he knew | and |
 * expressed concern about | it" is linked to the wrong cue). */
static bool *cue_starts(const says *s, const made_vec *ruled) {
  bool *out = ARENA_ARRAY(s->scratch, bool, s->doc->tokens.count + 1);
  for (uint32_t i = 0; i < ruled->count; i++) {
    const attribution *a = &ruled->at[i].a;
    if (a->cue.count > 0 && a->source.count > 0 && a->source.at[0].end <= a->cue.at[0].start) out[document_token_at(s->doc, a->cue.at[0].start)] = true;
  }
  return out;
}

/* A quotation in a paragraph of its own: it has no cue, and becomes an attribution by itself, of the same speaker. */
static bool is_continued(const says *s, label cue, label content) {
  return s->doc->sentences.at[tok(s, cue.first)->sentence].block < s->doc->sentences.at[tok(s, content.first)->sentence].block &&
      s->quote_at[content.end - 1] != NONE && (content.first + 1 >= content.end || s->quote_at[content.first + 1] != NONE);
}

static made_vec from_labels(const says *s, const made_vec *ruled) {
  const labelling *l = s->doc->labels;
  made_vec out = {0};
  spans *contents = ARENA_ARRAY(s->scratch, spans, l->cues.count + 1);
  const bool *is_cue = cue_starts(s, ruled);
  for (uint32_t i = 0; i < l->content_links.count; i++) {
    label_link pair = l->content_links.at[i];
    label content = without_headings(s, l->cues.at[pair.cue], l->contents.at[pair.other]);
    if (content.first < content.end && is_in_reach(s, l->cues.at[pair.cue], content) && !is_cue[content.first] &&
        (contents[pair.cue].count == 0 || !is_continued(s, l->cues.at[pair.cue], content))) {
      push(s, &contents[pair.cue], with_time(s, l->cues.at[pair.cue], content));
      close_quotation(s, &contents[pair.cue]);
    }
  }
  uint32_t link = 0, from = 0;
  for (uint32_t c = 0; c < l->cues.count; c++) {
    while (link < l->source_links.count && l->source_links.at[link].cue < c) link++;
    if (contents[c].count == 0) continue;
    label cue = l->cues.at[c];
    made m = {0};
    m.verb = verb_of(s, cue, &m.has_verb);
    m.a = (attribution){.entity = NONE, .said = NONE, .inside = NONE, .sentence = tok(s, cue.first)->sentence, .score = SCORE_CUE};
    m.a.content = contents[c];
    push(s, &m.a.cue, cue);
    if (m.a.cue.count == 0) continue;
    if (link < l->source_links.count && l->source_links.at[link].cue == c) push(s, &m.a.source, l->sources.at[l->source_links.at[link].other]);
    const made *twin = same_cue(ruled, m.a.cue.at[0], &from);
    if (twin && twin->a.source.count > 0 && is_better_source(s, &twin->a, &m.a)) m.a.source = twin->a.source;
    m.a.stance = twin ? twin->a.stance : stance_of(s, cue, m.verb, m.a.sentence, &m.a.content);
    if (twin && twin->a.stance != STANCE_SAYS) { /* "did not | comment on this": what is refused, as the rules cut it */
      m.a.cue = twin->a.cue;
      m.a.content = twin->a.content;
      made *before = out.count > 0 ? vec_last(&out) : NULL;
      if (before && before->a.cue.at == twin->a.cue.at) { /* "declined" and "comment", each labelled: one refusal */
        if (before->a.source.count == 0) before->a.source = m.a.source;
        continue;
      }
    }
    if (twin)
      for (uint32_t k = 0; k < twin->a.carrier.count; k++) vec_push(s->doc->arena, &m.a.carrier, twin->a.carrier.at[k]);
    bool is_split = m.a.source.count == 0 && m.a.content.count > 1 && m.a.content.at[0].end <= m.a.cue.at[0].start; /* "he was promised help" */
    if ((!twin && m.a.stance == STANCE_SAYS && is_attitude(s, cue, &m.a.content)) || is_split) m.a.score = SCORE_ATTITUDE;
    vec_push(s->scratch, &out, m);
  }
  return out;
}

/* What a ruled attribution that is none of the labelled ones is worth beside them. */
typedef struct standing { bool is_labelled, is_nested, is_told; } standing;

/* `from` goes along with the ruled ones. */
static standing standing_of(const made *m, const made_vec *labelled, uint32_t *from) {
  standing out = {0};
  if (m->a.cue.count == 0) return (standing){0};
  span cue = m->a.cue.at[0];
  while (*from < labelled->count && says_place(&labelled->at[*from].a) + FAR < cue.start) (*from)++;
  for (uint32_t i = *from; i < labelled->count && says_place(&labelled->at[i].a) < cue.end + FAR; i++) {
    const attribution *a = &labelled->at[i].a;
    out.is_labelled |= says_touches(&a->cue, cue);
    bool holds_source = m->a.source.count == 0 || says_touches(&a->content, m->a.source.at[0]);
    out.is_nested |= says_touches(&a->content, cue) && holds_source;
    for (uint32_t c = 0; c < m->a.content.count && a->score > SCORE_ATTITUDE; c++) out.is_told |= says_touches(&a->content, m->a.content.at[c]);
  }
  return out;
}

/* "…, which a spokesman said …": a verb of speech that takes a clause, not what somebody wants, thinks or calls a thing. */
static bool is_telling(const says *s, const made *m) {
  const lexicon_entry *verb = m->has_verb ? lexicon_find(LEXICON_CUE_VERBS, tok(s, m->verb)->lemma) : NULL;
  return !m->has_verb || (verb && says_has(verb->value, "quote") && says_has(verb->value, "clause") && !says_has(verb->value, "private"));
}

static bool is_worth_keeping(const says *s, const made *m, const made_vec *labelled, uint32_t *from) {
  standing is = standing_of(m, labelled, from);
  if (is.is_labelled) return false;
  if (m->a.stance != STANCE_SAYS) return true;
  bool is_sure = m->a.score >= SCORE_CUE && m->a.source.count > 0 && is_telling(s, m);
  return is_sure && (is.is_nested || !is.is_told);
}

made_vec says_with_labels(const says *s, const made_vec *ruled) {
  made_vec out = from_labels(s, ruled);
  made_vec labelled = {out.at, out.count, out.count}, kept = {0};
  uint32_t from = 0;
  for (uint32_t i = 0; i < ruled->count; i++)
    if (is_worth_keeping(s, &ruled->at[i], &labelled, &from)) vec_push(s->scratch, &kept, ruled->at[i]);
  for (uint32_t i = 0; i < kept.count; i++) vec_push(s->scratch, &out, kept.at[i]);
  return out;
}
