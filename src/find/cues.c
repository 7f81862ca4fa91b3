/* Cues: verbs that attribute, and on whose word.
 *
 * A cue is a verb of data/cue-verbs.txt outside quotation marks. Its group takes in auxiliaries, adverbs and "not" to its
 * left, and what governs it ("went on to say"). Its source is looked for where English puts it (sources.c): before the
 * group, after an inverting verb ("“…,” said Lund"), with the cue before it where verbs are coordinated ("said … and
 * declined …") or a participle hangs on ("…, adding that"), in the main clause for a participle that opens the sentence
 * ("Citing costs, Lund …").
 */
#include "find/says.h"

enum { FAR = 60, MOST_BEFORE = 12 }; /* tokens, cues: what is looked at from one place, so that a sentence stays linear */

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

bool says_has_particle(str features, str folded) {
  static const char *const particles[] = {"for", "about", "on", "of", "to", "with", "against", "at", "as", "out", "in", "by", "over", "from", "off", "up"};
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
    if (str_eq(folded, str_of(particles[i]))) return says_has(features, particles[i]);
  return false;
}

bool says_word(const says *s, uint32_t t, const char *folded) { return t < s->doc->tokens.count && str_eq(s->doc->tokens.at[t].folded, str_of(folded)); }

bool says_punct(const says *s, uint32_t t) { return s->doc->tokens.at[t].word == WORD_PUNCT; }

bool says_is(const says *s, uint32_t t, const char *mark) {
  return t < s->doc->tokens.count && str_eq(document_slice(s->doc, s->doc->tokens.at[t].span), str_of(mark));
}

bool says_is_dash(const says *s, uint32_t t) { return says_is(s, t, "—") || says_is(s, t, "–") || says_is(s, t, "―") || says_is(s, t, "-") ||
    says_is(s, t, "--"); }

bool says_negates(const says *s, uint32_t t) {
  return says_word(s, t, "not") || says_word(s, t, "never") || says_word(s, t, "cannot") || str_ends(s->doc->tokens.at[t].folded, STR("n't"));
}

bool says_is_modal(const says *s, uint32_t t) {
  static const char *const words[] = {"will", "would", "should", "could", "must", "may", "might", "can", "cannot"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (says_word(s, t, words[i])) return true;
  return false;
}

bool says_is_quote_mark(const says *s, uint32_t t) {
  static const char *const marks[] = {"“", "”", "\"", "‘", "’", "'", "«", "»", "''", "``", ",”", ".”", "?”", "!”"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (says_is(s, t, marks[i])) return true;
  return false;
}

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }
static bool is_comma(const says *s, uint32_t t) { return says_is(s, t, ","); }
static bool in_chunk(const says *s, uint32_t t) { return s->chunks.chunk_at[t] != NONE; }

span says_span(const says *s, range r) {
  const document *d = s->doc;
  while (r.first < r.end && (is_comma(s, r.first) || says_is_dash(s, r.first) || says_is(s, r.first, ":") || says_is(s, r.first, ";"))) r.first++;
  while (r.end > r.first && (is_comma(s, r.end - 1) || says_is_dash(s, r.end - 1) || says_is(s, r.end - 1, ":") || says_is(s, r.end - 1, ";"))) r.end--;
  if (range_empty(r)) return (span){0, 0};
  return (span){d->tokens.at[r.first].span.start, d->tokens.at[r.end - 1].span.end};
}

uint32_t says_sentence_end(const says *s, uint32_t index) {
  const sentence *it = &s->doc->sentences.at[index];
  uint32_t end = it->first + it->count;
  while (end > it->first && s->quote_at[end - 1] == NONE && (says_is(s, end - 1, ".") || says_is(s, end - 1, "?") || says_is(s, end - 1, "!") ||
      says_is_quote_mark(s, end - 1))) end--;
  return end;
}

uint32_t says_group_start(const says *s, uint32_t verb, uint32_t floor) {
  uint32_t g = verb;
  while (g > floor) {
    const token *k = tok(s, g - 1);
    bool is_part = (k->word == WORD_AUX && s->quote_at[g - 1] == NONE) || (k->word == WORD_ADVERB && !s->chunks.in_time[g - 1]) || says_word(s,
        g - 1, "not") || says_word(s, g - 1, "n't") || says_word(s, g - 1, "never") ||
                   says_word(s, g - 1, "earlier") || says_word(s, g - 1, "later");
    bool is_to = says_word(s, g - 1, "to") && g - 1 > floor && tok(s, g)->form == VERB_BASE;
    if (is_to) {
      uint32_t v = g - 2;
      bool is_on = says_word(s, v, "on") && v > floor && str_eq(tok(s, v - 1)->lemma, STR("go")); /* "went on to say" */
      if (is_on) v--;
      if (tok(s, v)->word == WORD_VERB || (tok(s, v)->word == WORD_ADJECTIVE && v > floor && tok(s, v - 1)->word == WORD_AUX)) {
        g = v;
        continue;
      }
      break;
    }
    bool is_place = says_word(s, g - 1, "elsewhere") || says_word(s, g - 1, "abroad"); /* "officials in Rome and elsewhere said" */
    if (!is_part || is_place) break;
    g--;
  }
  return g;
}

/* The group without a leading adverb ("first reported"): how it is marked. */
static uint32_t marked_start(const says *s, uint32_t g, uint32_t verb) {
  while (g < verb && tok(s, g)->word == WORD_ADVERB && !says_word(s, g, "never") && !says_word(s, g, "not") && !says_word(s, g, "also")) g++;
  return g;
}

/* Whether the phrase at `source` is what a verb left of it acts on, over an epithet in quotation marks: "who caught “the Fox” Roe --
 * who had fled -- told": Roe is not who told. */
static bool is_caught(const says *s, range source, uint32_t floor) {
  uint32_t t = source.first;
  bool has_aside = false;
  for (uint32_t k = source.first; k < source.end; k++) has_aside |= is_comma(s, k) || says_is_dash(s, k);
  if (!has_aside) return false;
  if (t <= floor + 2 || (!says_is_quote_mark(s, t - 1) && s->quote_at[t - 1] == NONE)) return false;
  while (t > floor && source.first - t < 8 && (says_is_quote_mark(s, t - 1) || s->quote_at[t - 1] != NONE)) t--;
  if (t <= floor || s->quote_at[t - 1] != NONE || says_is_quote_mark(s, t - 1)) return false; /* longer than an epithet: “…,” Roe said */
  uint8_t left = tok(s, t - 1)->word;
  if (left != WORD_VERB && (left != WORD_NOUN || says_punct(s, t - 1))) return false;
  const lexicon_entry *e = lexicon_find(LEXICON_CUE_VERBS, tok(s, t - 1)->lemma);
  return !e || !says_has(e->value, "clause");
}

/* "She was quoted (by the paper) as saying": the "quoted" of a "saying" at `t`, else NONE. */
static uint32_t quoted_before(const says *s, uint32_t t, uint32_t floor) {
  if (!says_word(s, t, "saying") || t <= floor + 2 || !says_word(s, t - 1, "as")) return NONE;
  for (uint32_t k = t - 1; k > floor && t - k < 10; k--) {
    if (says_is(s, k, ",") || s->quote_at[k] != NONE) return NONE;
    if (says_word(s, k, "quoted") || says_word(s, k, "cited")) return k;
  }
  return NONE;
}

/* "An aide who asked not to be named said": the "who" of a clause that runs into the verb group at `g`, else NONE. */
static uint32_t who_before(const says *s, uint32_t g, uint32_t floor) {
  if (g <= floor + 3) return NONE;
  uint8_t last = tok(s, g - 1)->word;
  if (last != WORD_VERB && last != WORD_ADJECTIVE && !says_word(s, g - 1, "anonymity")) return NONE;
  for (uint32_t t = g - 1; t > floor && g - t < 16; t--) {
    if (says_punct(s, t) || s->quote_at[t] != NONE || says_word(s, t, "that") || tok(s, t)->word == WORD_SUBORDINATOR) return NONE;
    if (t == g - 1 && tok(s, t)->word == WORD_CONJUNCTION) return NONE;
    if (!says_word(s, t, "who")) continue;
    return in_chunk(s, t - 1) && (tok(s, t + 1)->word == WORD_VERB || tok(s, t + 1)->word == WORD_AUX) && g > t + 2 ? t : NONE;
  }
  return NONE;
}

static bool is_be(const says *s, uint32_t t) { return str_eq(tok(s, t)->lemma, STR("be")) && tok(s, t)->word == WORD_AUX; }

static void look_at_group(const says *s, cue *c) {
  bool has_be = false;
  for (uint32_t t = c->group.first; t < c->verb; t++) {
    c->is_negated |= says_negates(s, t);
    has_be |= is_be(s, t);
    if (has_be && tok(s, t)->form == VERB_ING) has_be = false; /* "is being": decided by the next */
    if (says_word(s, t, "being")) has_be = true;
  }
  uint8_t form = tok(s, c->verb)->form;
  c->is_passive = has_be && (form == VERB_PARTICIPLE || form == VERB_PAST_OR_PARTICIPLE || form == VERB_PAST);
}

/* Whether what stands before token `at` is something told: a closing quotation mark, or a comma after a finite verb. */
static bool follows_content(const says *s, uint32_t at, uint32_t floor, uint32_t end) {
  if (at <= floor) return false;
  if (says_is_quote_mark(s, at - 1) || s->quote_at[at - 1] != NONE) return true;
  if (!is_comma(s, at - 1)) return false;
  for (uint32_t t = floor; t < at; t++)
    if (says_is_finite(s, t, floor, end) || s->quote_at[t] != NONE) return true;
  return false;
}

/* A verb, or a word that could be a noun ("replies", "show") where only a speech tag can stand: beside a quotation, or at the
 * end after a noun. */
static bool is_cue_form(const says *s, uint32_t t, uint32_t end, str features) {
  const token *k = tok(s, t);
  if (says_word(s, t, "said") || says_word(s, t, "told")) return true;
  if (k->word == WORD_VERB) return !in_chunk(s, t) || (k->form != VERB_ING && s->chunks.list.at[s->chunks.chunk_at[t]].head == t);
  if (k->word != WORD_NOUN || t + 1 >= end || t == 0 || !in_chunk(s, t - 1)) return false;
  bool is_tag = (is_comma(s, t + 1) || says_is(s, t + 1, ":")) && t + 2 < end && (says_is_quote_mark(s, t + 2) || s->quote_at[t + 2] != NONE);
  uint32_t phrase = s->chunks.list.at[s->chunks.chunk_at[t - 1]].first;
  while (phrase > 1 && says_is(s, phrase - 1, "-")) phrase -= 2;
  bool is_after_quote = phrase > 0 && (s->quote_at[phrase - 1] != NONE || says_is_quote_mark(s, phrase - 1)) && str_ends(k->folded, STR("s"));
  /* “Who are you?” the congressman demands. */
  if (is_after_quote && (says_is(s, t + 1, ".") || says_is(s, t + 1, ",")) && says_has(features, "quote")) return true;
  bool is_last = t + 2 >= end && says_is(s, t + 1, ".") && tok(s, t - 1)->word == WORD_NOUN &&
      (s->chunks.list.at[s->chunks.chunk_at[t - 1]].is_plural || str_ends(tok(s, t - 1)->folded, STR("s")));
  /* "officials worry that" */
  bool follows_plural = tok(s, t - 1)->word == WORD_NOUN && str_ends(tok(s, t - 1)->folded, STR("s")) && !chunk_is_possessive(s->doc, &s->chunks,
      t - 1);
  /* "a poll shows that" */
  bool is_before_that = (str_ends(k->folded, STR("s")) || follows_plural) && says_word(s, t + 1, "that") && says_has(features, "clause");
  return is_before_that || (is_tag && says_has(features, "quote")) || (is_last && says_has(features, "clause"));
}

/* Whether cue `b` stands in what an earlier one tells: "Lund said he would order it and warned …": "order" is nobody's word here. */
static bool is_told(const says *s, const cues *list, uint32_t first_cue, uint32_t b) {
  const cue *q = &list->at[b];
  for (uint32_t k = b; k-- > first_cue && b - k <= MOST_BEFORE;) {
    const cue *a = &list->at[k];
    if (a->is_inverted || q->shares != NONE || a->verb >= q->source.first || q->source.first - a->verb > FAR || q->source.first >= q->verb) continue;
    bool is_cut = false;
    for (uint32_t t = a->verb + 1; t < q->source.first && !is_cut; t++)
      is_cut = (is_comma(s, t) && (tok(s, t + 1)->word == WORD_CONJUNCTION || t + 1 == q->source.first)) || says_is_quote_mark(s, t) || says_is(s, t,
          ";") || says_is_relative(s, t);
    if (!is_cut) return true;
  }
  return false;
}

/* The cue before that this one shares its source with, else NONE. A participle goes with what the sentence's speaker says,
 * a finite verb with one of its tense. */
static uint32_t shared_cue(const says *s, const cues *list, uint32_t first_cue, const cue *c) {
  uint8_t form = tok(s, c->verb)->form;
  for (uint32_t k = list->count; k-- > first_cue && list->count - k <= MOST_BEFORE;) {
    const cue *b = &list->at[k];
    if (range_empty(b->source) || b->is_passive || is_told(s, list, first_cue, k)) continue;
    uint8_t own = tok(s, b->verb)->form;
    bool is_relative = b->shares == NONE && b->source.end == b->source.first + 1 && says_is_relative(s, b->source.first);
    if (is_relative && form == VERB_ING && k > first_cue) continue;
    bool is_closed = is_comma(s, c->group.first - 1) && form != VERB_ING; /* "Roe, who offers tours, called it": the main clause goes on */
    if (is_closed && b->shares == NONE && b->source.end == b->source.first + 1 && (says_is_relative(s, b->source.first) || says_word(s,
        b->source.first, "that"))) continue;
    bool agrees = form == VERB_ING || own == form || (own != VERB_ING && form != VERB_BASE);
    if (agrees) return b->shares != NONE ? b->shares : k;
  }
  return NONE;
}

/* A source for a verb without a subject of its own; false when it has none and is no cue. */
static bool find_far_source(const says *s, const cues *list, uint32_t first_cue, uint32_t floor, uint32_t end, cue *c) {
  uint32_t g = c->group.first;
  uint8_t form = tok(s, c->verb)->form;
  if (c->group.first < c->verb) form = tok(s, g)->form; /* "and has said" */
  if (form == VERB_ING) {
    /* "Citing costs, Lund …" */
    if (g == floor || (g == floor + 1 && (says_is_quote_mark(s, floor) || tok(s, floor)->word == WORD_ADPOSITION || tok(s,
        floor)->word == WORD_SUBORDINATOR))) {
      for (uint32_t t = c->verb + 1; t < end; t++)
        if (is_comma(s, t) && s->quote_at[t] == NONE && t + 1 < end) {
          range r = says_phrase(s, t + 1, end);
          if (range_empty(r)) continue;
          c->source = r;
          c->is_opening = true;
          return true;
        }
      return false;
    }
    bool hangs = is_comma(s, g - 1) || says_is_quote_mark(s, g - 1) || says_is_dash(s, g - 1) || tok(s, g - 1)->word == WORD_ADPOSITION || tok(s,
        g - 1)->word == WORD_SUBORDINATOR || says_word(s, g - 1, "and") ||
                 says_word(s, g - 1, "or") || says_word(s, g - 1, "but") || s->quote_at[g - 1] != NONE;
    if (!hangs) return false;
    c->is_hanging = true;
  } else {
    if (g == floor) return false;
    bool joins = says_word(s, g - 1, "and") || says_word(s, g - 1, "but") || says_word(s, g - 1, "or") || says_word(s, g - 1, "then") || says_word(s,
        g - 1, "yet") || is_comma(s, g - 1);
    if (!joins || (form == VERB_PARTICIPLE && is_comma(s, g - 1))) return false;
  }
  c->shares = shared_cue(s, list, first_cue, c);
  c->source = c->shares != NONE ? list->at[c->shares].source : c->is_hanging ? says_subject(s, floor, g, end) : says_near_subject(s, floor, g, end);
  return !range_empty(c->source);
}

/* "demanded that Ukraine deny it": a wish, no denial: a base form after one who is not many. */
static bool is_wish(const says *s, const cue *c) {
  if (tok(s, c->verb)->form != VERB_BASE || c->group.first < c->verb || range_empty(c->source) || c->shares != NONE) return false;
  if (c->source.first == 0) return false;
  bool is_governed = tok(s, c->source.first - 1)->word == WORD_VERB; /* "demanded (that) a country deny", "saw him deny" */
  if (!is_governed && !says_word(s, c->source.first - 1, "that")) return false;
  const token *subject = tok(s, c->source.end - 1);
  uint32_t k = s->chunks.chunk_at[c->source.first];
  bool is_many = subject->word == WORD_PRONOUN || (k != NONE && s->chunks.list.at[k].is_plural) || c->source.end - c->source.first > 6;
  return !is_many && !says_word(s, c->source.end - 1, "people") && !says_word(s, c->source.end - 1, "police");
}

void says_find_cues(const says *s, uint32_t index, cues *out) {
  const document *d = s->doc;
  const sentence *it = &d->sentences.at[index];
  uint32_t floor = it->first, end = it->first + it->count, first_cue = out->count;
  bool is_dateline = it->count > 2 && tok(s, floor)->is_block_start && tok(s, floor)->is_all_capital && tok(s, floor + 1)->is_capital &&
      !tok(s, floor + 1)->is_all_capital && lexicon_has(LEXICON_PLACES, tok(s, floor)->folded);
  if (is_dateline) floor++; /* "DHAKA Officials said": the place is none of who says it */
  for (uint32_t t = it->first; t < end; t++) {
    if (s->quote_at[t] != NONE) continue;
    bool is_as_saying = quoted_before(s, t, floor) != NONE;
    /* these two are verbs whatever the tag */
    str lemma = says_word(s, t, "said") || is_as_saying ? STR("say") : says_word(s, t, "told") ? STR("tell") : tok(s, t)->lemma;
    const lexicon_entry *e = lexicon_find(LEXICON_CUE_VERBS, lemma);
    if (!e || (!is_as_saying && !is_cue_form(s, t, end, e->value))) continue;
    cue c = {.verb = t, .features = e->value, .shares = NONE};
    uint32_t g = says_group_start(s, t, floor);
    c.group = (range){g, t + 1};
    c.source = (range){g, g};
    look_at_group(s, &c);
    bool is_carried = false; /* "was quoted … as saying": told by "saying" */
    for (uint32_t k = t + 1; c.is_passive && k < end && k < t + 10; k++) is_carried |= quoted_before(s, k, floor) == t;
    if (is_carried) continue;
    if (c.is_passive) {
      c.source = says_source_before(s, g, floor); /* whom it befell; contents.c looks for "by" */
    } else {
      bool is_participle = tok(s, g)->form == VERB_ING && tok(s, g)->word == WORD_VERB && g > floor;
      uint32_t quoted = quoted_before(s, t, floor);
      bool is_quoted_as = quoted != NONE;
      if (is_quoted_as) {
        g = says_group_start(s, quoted, floor);
        c.group.first = g;
        c.source = says_source_before(s, g, floor);
        is_participle = false;
      }
      uint32_t who = is_participle || is_quoted_as ? NONE : who_before(s, g, floor);
      if (who != NONE && tok(s, g)->form != VERB_BASE) {
        range whole = says_source_before(s, who, floor);
        if (!range_empty(whole) && whole.end == who) {
          c.source = (range){whole.first, g};
          while (out->count > first_cue && out->at[out->count - 1].verb > who) out->count--; /* "asked" tells nothing but how */
        }
      }
      if (range_empty(c.source) && (!is_participle || in_chunk(s, g - 1))) c.source = says_source_before(s, g, floor);
      if (!range_empty(c.source) && is_caught(s, c.source, floor)) {
        c.source = says_subject(s, floor, g, end);
        if (range_empty(c.source)) c.source = says_phrase(s, floor, end);
      }
      if (range_empty(c.source) && says_has(e->value, "inverts") && tok(s, t)->form != VERB_ING && t + 1 < end && g == t && follows_content(s, g, floor, end)) {
        c.source = says_source_after(s, t + 1, floor, end);
        c.is_inverted = !range_empty(c.source);
      }
      if (range_empty(c.source) && !find_far_source(s, out, first_cue, floor, end, &c)) continue;
    }
    if (is_wish(s, &c)) continue;
    /* a weak cue inside what another tells, or of nobody in particular, says nothing */
    bool is_weak = says_has(e->value, "private");
    bool is_modal = false; /* "should release" */
    for (uint32_t k = c.group.first; k < t; k++) is_modal |= says_is_modal(s, k);
    if (is_weak && is_modal) continue;
    if (is_weak && c.source.end == c.source.first + 1 && !c.is_passive && (says_is_relative(s, c.source.first) || says_word(s, c.source.first,
        "that") || says_word(s, c.source.first, "you"))) continue;
    /* "declined to detail what …": one refusal, told by its first verb */
    bool is_refused = false;
    for (uint32_t k = first_cue; k < out->count; k++)
      is_refused |= c.group.first <= out->at[k].verb && (says_has(out->at[k].features, "declines") || out->at[k].is_negated ||
          says_has(out->at[k].features, "infinitive"));
    if (is_refused) continue;
    c.group.first = marked_start(s, g, t);
    vec_push(s->scratch, out, c);
  }
}
