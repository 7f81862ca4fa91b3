/* Statements: the clauses that later rooms compare.
 *
 * Each sentence is shared out by its attributions: a run of tokens belongs to the innermost attribution whose content
 * holds it, or to the report's own voice. Each run is cut into clauses (clauses.c) and each clause with a finite verb is
 * a statement. The words of source and cue are nobody's statement, with two exceptions: a refusal ("the officials
 * declined to say what …") is itself what is told, so its statement is the whole clause, source and cue included; and so
 * is an attribution whose content is no clause ("The lawyer denounced the dismissal"). A sentence with a verb from which
 * nothing came out is one statement as it stands.
 *
 * Attributions that only describe what somebody wants, does or thinks of a thing are not cut out: their clause belongs to
 * whoever tells it.
 *
 * Invariant: statements are in text order (start, then the longer first), no two with one span, none empty.
 */
#include "find/find.h"

#include "find/chunks.h"
#include "find/clauses.h"
#include "find/marks.h"
#include "lexicon/lexicon.h"

enum { LEAST_WORDS = 3, LEAST_BROKEN_WORDS = 6, MOST_DATELINE_TOKENS = 10 }; /* of a narrative clause beside others in its sentence; of one that breaks off */

typedef struct finder {
  document *doc;
  arena *scratch;
  chunking c;
  token_marks m;
  bool *is_far;            /* an attribution each: its source stands with another verb ("they seek peace and deny …") */
  VEC(statement) found;    /* of the sentence at hand */
} finder;

static const token *at(const finder *f, uint32_t i) { return &f->doc->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

static bool is_mark(const token *t, const char *const *marks) {
  for (; *marks; marks++)
    if (is_word(t, *marks)) return true;
  return false;
}

/* Without commas, conjunctions and lone quote marks at the ends. */
static bool trim(const finder *f, uint32_t *first, uint32_t *end) {
  static const char *const opening[] = {"“", "‘", "\"", "'", "«", "(", NULL};
  static const char *const closing[] = {"”", "’", "\"", "'", "»", ")", NULL};
  uint32_t opened = 0, closed = 0;
  for (uint32_t i = *first; i < *end; i++) opened += is_mark(at(f, i), opening), closed += is_mark(at(f, i), closing);
  bool again = true;
  while (again && *first < *end) {
    again = false;
    const token *t = at(f, *first), *u = at(f, *end - 1); /* commas and the like are in neither list of marks */
    if (t->word == WORD_CONJUNCTION && !is_word(t, "both") && !is_word(t, "either") && !is_word(t, "neither") && !is_word(t, "nor")) again = true, ++*first;
    else if (t->word == WORD_PUNCT && !is_mark(t, opening)) again = true, ++*first;
    else if (is_word(t, "that") && t->word != WORD_DETERMINER && t->word != WORD_PRONOUN) again = true, ++*first;
    else if ((is_word(t, "however") || is_word(t, "meanwhile") || is_word(t, "still")) && *first + 1 < *end && is_word(at(f, *first + 1),
        ",")) again = true, *first += 2;
    else if (u->word == WORD_PUNCT && !is_mark(u, closing)) again = true, --*end;
    else if (u->word == WORD_CONJUNCTION) again = true, --*end;
    else if (is_mark(t, opening) || is_mark(u, closing)) {
      bool opens = is_mark(t, opening), closes = is_mark(u, closing), lone_open = opens && (closes || opened > closed), lone_close = closes &&
          (opens || closed > opened);
      if (lone_open) again = true, ++*first, opened--;
      if (lone_close && *end > *first) again = true, --*end, closed--;
    }
  }
  return *first < *end;
}

static uint32_t words_in(const finder *f, uint32_t first, uint32_t end) {
  uint32_t n = 0;
  for (uint32_t i = first; i < end; i++) n += at(f, i)->word != WORD_PUNCT && at(f, i)->word != WORD_SYMBOL;
  return n;
}

static bool is_background(const finder *f, uint32_t first, uint32_t end) {
  str words[6];
  for (uint32_t i = first; i < end; i++) {
    uint32_t n = 0;
    while (n < 6 && i + n < end) words[n] = at(f, i + n)->folded, n++;
    if (lexicon_match(LEXICON_BACKGROUND, words, n, NULL) > 0) return true;
  }
  return false;
}

static void add(finder *f, uint32_t sentence, uint32_t first, uint32_t end, uint32_t attribution) {
  if (!trim(f, &first, &end)) return;
  verb_group g = clause_verb(f->doc, &f->c, first, end);
  statement s = {
    .span = chunk_span(f->doc, first, end), .polarity = g.polarity, .modality = g.modality, .attribution = attribution, .sentence = sentence,
    .is_background = is_background(f, first, end) || (g.is_past_perfect && attribution == NONE),
    .in_heading = f->doc->blocks.at[f->doc->sentences.at[sentence].block].kind == BLOCK_HEADING,
  };
  s.predicate = g.end > g.first ? chunk_span(f->doc, g.first, g.end) : (span){s.span.start, s.span.start};
  vec_push(f->scratch, &f->found, s);
}

static bool has_verb(const finder *f, uint32_t first, uint32_t end) {
  verb_group g = clause_verb(f->doc, &f->c, first, end);
  return g.end > g.first;
}

/* Do the tokens hold a finite verb of their own, not only one of a clause inside ("any claim that he lied")? */
static bool is_clausal(const finder *f, uint32_t first, uint32_t end) {
  static const char *const inner[] = {"that", "who", "which", "whose", "where", NULL};
  while (first < end && at(f, first)->word == WORD_PUNCT) first++;
  if (first < end && is_word(at(f, first), "to")) return false;
  for (uint32_t i = first; i < end; i++) {
    if (i > first && is_mark(at(f, i), inner)) return false;
    if (clause_is_finite(f->doc, &f->c, first, i, end)) return true;
  }
  return false;
}

static bool has_clausal_content(const finder *f, const attribution *a) {
  for (uint32_t k = 0; k < a->content.count; k++)
    if (is_clausal(f, document_token_at(f->doc, a->content.at[k].start), document_token_at(f->doc, a->content.at[k].end))) return true;
  return false;
}

/* The clause of attribution `a` in its sentence up to token `end`: from its source where that stands before the cue with
 * nobody else's words between them, else from the cue. */
static uint32_t clause_start(const finder *f, uint32_t a, uint32_t content, uint32_t first, uint32_t end) {
  const attribution *of = &f->doc->attributions.at[a];
  uint32_t start = content;
  for (uint32_t k = 0; k < of->cue.count; k++) {
    uint32_t t = document_token_at(f->doc, of->cue.at[k].start);
    if (t >= first && t < start) start = t;
  }
  if (start == content) return NONE; /* the cue stands behind */
  for (uint32_t k = 0; k < of->source.count; k++) {
    uint32_t t = document_token_at(f->doc, of->source.at[k].start);
    if (t < first || t >= start) continue;
    bool clear = true;
    uint32_t source_end = document_token_at(f->doc, of->source.at[k].end);
    for (uint32_t i = t; i < start; i++) clear = clear && f->m.content_of[i] == f->m.content_of[start];
    for (uint32_t i = source_end; i < start; i++) clear = clear && !clause_is_finite(f->doc, &f->c, first, i, end); /* no other verb of its own */
    if (clear) start = t;
  }
  return start;
}

/* The end of source and cue where they stand behind the content ("…, the embassy refused to say"). */
static uint32_t clause_end(const finder *f, uint32_t a, uint32_t content_end, uint32_t end) {
  const attribution *of = &f->doc->attributions.at[a];
  uint32_t last = content_end;
  const spans *lists[] = {&of->source, &of->cue};
  for (int l = 0; l < 2; l++)
    for (uint32_t k = 0; k < lists[l]->count; k++) {
      uint32_t t = document_token_at(f->doc, lists[l]->at[k].end - 1);
      if (t + 1 > last && t < end) last = t + 1;
    }
  return last;
}

static void content_run(finder *f, uint32_t sentence, uint32_t first, uint32_t end, uint32_t a, uint32_t sentence_first, uint32_t sentence_end) {
  const attribution *of = &f->doc->attributions.at[a];
  clauses parts = {0};
  clause_split(f->doc, &f->c, f->scratch, first, end, &parts);
  bool refuses = of->stance == STANCE_DECLINES || ((of->stance == STANCE_DENIES || of->stance == STANCE_DISCLAIMS || of->stance == STANCE_DOUBTS) &&
      !is_clausal(f, first, end));
  bool whole = refuses || (!is_clausal(f, first, end) && (of->type != TYPE_DIRECT || words_in(f, first, end) < LEAST_WORDS));
  for (uint32_t i = 0; i < parts.count; i++) {
    uint32_t from = parts.at[i].first, to = parts.at[i].end;
    if (whole && i == 0) {
      uint32_t start = clause_start(f, a, from, sentence_first, sentence_end);
      if (start != NONE) from = start;
      else to = clause_end(f, a, to, sentence_end);
    }
    add(f, sentence, from, to, a);
  }
}

/* Words of the report's own voice that run on into an attribution without a comma ("The news came as" … "he said") are a
 * beginning without its end: kept only when long enough to say something by themselves. */
static bool breaks_off(const finder *f, uint32_t sentence, uint32_t end) {
  const struct sentence *s = &f->doc->sentences.at[sentence];
  return end < s->first + s->count && at(f, end - 1)->word != WORD_PUNCT && at(f, end)->word != WORD_PUNCT;
}

static void own_run(finder *f, uint32_t sentence, uint32_t first, uint32_t end, uint32_t attribution) {
  bool broken = breaks_off(f, sentence, end);
  while (broken && end > first) {
    word_class last = at(f, end - 1)->word;
    if (last != WORD_SUBORDINATOR && last != WORD_ADPOSITION && last != WORD_CONJUNCTION && last != WORD_DETERMINER) break;
    end--;
  }
  if (first >= end || !has_verb(f, first, end) || (broken && words_in(f, first, end) < LEAST_BROKEN_WORDS)) return;
  clauses parts = {0};
  clause_split(f->doc, &f->c, f->scratch, first, end, &parts);
  for (uint32_t i = 0; i < parts.count; i++) {
    uint32_t from = parts.at[i].first, to = parts.at[i].end;
    if (i + 1 < parts.count && clause_is_hollow(f->doc, &f->c, from, to)) continue;
    if (words_in(f, from, to) < LEAST_WORDS && (parts.count > 1 || first != f->doc->sentences.at[sentence].first)) continue;
    if (has_verb(f, from, to)) add(f, sentence, from, to, attribution);
  }
}

/* The attribution whose voice token `t` is: the content it stands in; tokens of a source or cue are nobody's. */
typedef struct voice { uint32_t attribution; bool is_speech; } voice;
static voice voice_of(const finder *f, uint32_t t) {
  uint32_t content = f->m.content_of[t], source = f->m.source_of[t], cue = f->m.cue_of[t];
  /* a source or cue of an attribution inside this content is speech; one whose own content holds it is not */
  bool speech = (source != NONE && source != content && !f->is_far[source]) || (cue != NONE && cue != content);
  return (voice){content, speech};
}

static int by_place(const void *x, const void *y) {
  const statement *a = x, *b = y;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  return a->attribution < b->attribution ? -1 : a->attribution > b->attribution;
}

/* The token after a dateline ("OSLO, Norway (AP) — "), else `first`. */
static uint32_t after_dateline(const finder *f, uint32_t first, uint32_t end) {
  static const char *const dashes[] = {"—", "–", "--", "-", "―", NULL};
  if (!at(f, first)->is_block_start || !at(f, first)->is_all_capital) return first;
  for (uint32_t i = first + 1; i < end && i < first + MOST_DATELINE_TOKENS; i++) {
    if (is_mark(at(f, i), dashes)) return i + 1 < end ? i + 1 : first;
    if (!at(f, i)->is_capital && at(f, i)->word != WORD_PUNCT) return first;
  }
  return first;
}

static void read_sentence(finder *f, uint32_t s) {
  uint32_t end = f->doc->sentences.at[s].first + f->doc->sentences.at[s].count;
  uint32_t first = after_dateline(f, f->doc->sentences.at[s].first, end);
  for (uint32_t t = first; t < end;) {
    voice v = voice_of(f, t);
    uint32_t stop = t + 1;
    while (stop < end) {
      voice w = voice_of(f, stop);
      bool is_mark_only = at(f, stop)->word == WORD_PUNCT && stop + 1 < end && voice_of(f, stop + 1).attribution == v.attribution && !voice_of(f,
          stop + 1).is_speech;
      if ((w.attribution != v.attribution || w.is_speech != v.is_speech) && !is_mark_only) break;
      stop++;
    }
    if (!v.is_speech) {
      if (v.attribution == NONE) own_run(f, s, t, stop, NONE);
      else content_run(f, s, t, stop, v.attribution, first, end);
    }
    t = stop;
  }
  if (f->found.count == 0 && has_verb(f, first, end)) {
    uint32_t a = NONE;
    for (uint32_t t = first; t < end && a == NONE; t++) a = f->m.content_of[t];
    add(f, s, first, end, a);
  }
}

/* ---- attributions that only describe ---- */

/* A verb of saying, not of wanting or judging: it takes a "that" clause, and what it tells here is no infinitive. */
static bool is_speech_cue(const finder *f, const attribution *a) {
  bool is_infinitive = is_word(at(f, document_token_at(f->doc, a->content.at[0].start)), "to");
  for (uint32_t k = 0; k < a->cue.count; k++)
    for (uint32_t t = document_token_at(f->doc, a->cue.at[k].start); t < f->doc->tokens.count && at(f, t)->span.start < a->cue.at[k].end; t++) {
      if (is_word(at(f, t), "according")) return true;
      const lexicon_entry *e = at(f, t)->word == WORD_VERB ? lexicon_find(LEXICON_CUE_VERBS, at(f, t)->lemma) : NULL;
      if (e && str_find(e->value, STR("clause"), 0) != STR_NONE && (!is_infinitive || str_find(e->value, STR("infinitive"), 0) == STR_NONE)) return true;
    }
  return false;
}

/* A verb that makes somebody act: "ordered the ship to stay", "asked him to come". It is done, not said. */
static bool is_directive_cue(const finder *f, const attribution *a) {
  for (uint32_t k = 0; k < a->cue.count; k++)
    for (uint32_t t = document_token_at(f->doc, a->cue.at[k].start); t < f->doc->tokens.count && at(f, t)->span.start < a->cue.at[k].end; t++) {
      const lexicon_entry *e = at(f, t)->word == WORD_VERB ? lexicon_find(LEXICON_CUE_VERBS, at(f, t)->lemma) : NULL;
      if (e && str_find(e->value, STR("person infinitive"), 0) != STR_NONE) return true;
    }
  return false;
}

/* "asked if he supported it": a question tells nothing of what it asks. */
static bool is_asked(const finder *f, const attribution *a) {
  const token *first = at(f, document_token_at(f->doc, a->content.at[0].start));
  if (!is_word(first, "if") && !is_word(first, "whether")) return false;
  for (uint32_t k = 0; k < a->cue.count; k++)
    for (uint32_t t = document_token_at(f->doc, a->cue.at[k].start); t < f->doc->tokens.count && at(f, t)->span.start < a->cue.at[k].end; t++) {
      const lexicon_entry *e = lexicon_find(LEXICON_CUE_VERBS, at(f, t)->lemma);
      if (e && str_find(e->value, STR("question"), 0) != STR_NONE) return true;
    }
  return false;
}

/* "Russia asked China for help", "the lawyer praised the verdict", "worries that …" inside another's words: somebody is
 * described, nobody is quoted. The clause is a statement of whoever tells it. */
static bool only_describes(const finder *f, const attribution *a) {
  if (a->score <= SCORE_ATTITUDE) return true;
  if (a->stance == STANCE_SAYS && a->type != TYPE_DIRECT && is_asked(f, a)) return true;
  if (a->stance != STANCE_SAYS || a->type != TYPE_INDIRECT) return false;
  if (a->source.count == 0) return a->inside != NONE;
  if (is_directive_cue(f, a)) return true;
  return !has_clausal_content(f, a) && (a->inside != NONE || !is_speech_cue(f, a));
}

static bool source_is_far(const finder *f, const attribution *a) {
  if (a->source.count == 0 || a->cue.count == 0 || a->source.at[0].end > a->cue.at[0].start) return false;
  uint32_t t = document_token_at(f->doc, a->source.at[0].end), end = document_token_at(f->doc, a->cue.at[0].start);
  if (t >= end || at(f, t)->sentence != at(f, end)->sentence) return t < end;
  const struct sentence *s = &f->doc->sentences.at[at(f, t)->sentence];
  for (; t < end; t++)
    if (clause_is_finite(f->doc, &f->c, s->first, t, s->first + s->count)) return true;
  return false;
}

hsy_rc find_statements(document *doc, arena *scratch) {
  if (doc->tokens.count == 0) return HSY_OK;
  finder f = {.doc = doc, .scratch = scratch, .c = find_chunks(doc, scratch)};
  bool *skip = ARENA_ARRAY(scratch, bool, doc->attributions.count);
  for (uint32_t a = 0; a < doc->attributions.count; a++) skip[a] = only_describes(&f, &doc->attributions.at[a]);
  f.m = find_marks(doc, scratch, skip);
  f.is_far = ARENA_ARRAY(scratch, bool, doc->attributions.count);
  for (uint32_t a = 0; a < doc->attributions.count; a++) f.is_far[a] = source_is_far(&f, &doc->attributions.at[a]);
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    if (doc->sentences.at[s].count == 0) continue;
    f.found.count = 0;
    read_sentence(&f, s);
    vec_sort(scratch, &f.found, by_place);
    for (uint32_t i = 0; i < f.found.count; i++) {
      const statement *last = doc->statements.count ? &doc->statements.at[doc->statements.count - 1] : NULL;
      if (last && last->span.start == f.found.at[i].span.start && last->span.end == f.found.at[i].span.end) continue;
      if (doc->statements.count >= HSY_MAX_STATEMENTS)
        return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "split the document", "more than %d statements", HSY_MAX_STATEMENTS);
      vec_push(doc->arena, &doc->statements, f.found.at[i]);
    }
  }
  return HSY_OK;
}
