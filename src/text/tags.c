/* Word classes: each token's readings from word lists and endings, then the best path through a sentence.
 *
 * A reading is a class with a weight (hundredths of a natural logarithm of how likely the word is of that class, as the
 * lists say: the usual class 0, others below). A path's score is the sum of its readings' weights and of a table of how
 * much a class likes to follow another; Viterbi's algorithm finds the best path in time linear in the tokens. Forms of
 * verbs that cannot follow what stands before them ("to" + past) are barred. The form itself (past or participle) and
 * the auxiliaries are settled on the path found.
 *
 * Invariant: integers only, ties go to the reading listed first, so a sentence has one result everywhere.
 */
#include "text/parts.h"

#include "base/map.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { CLASSES = WORD_SYMBOL + 1, START = CLASSES, MOST_READINGS = 6, BARRED = -600 };
enum { FAR = 60 }; /* tokens: how far the form of a verb is looked for, so that a sentence stays linear */

/* 100 ln (P(class | class before) / P(class)) on GUM's training part, smoothed by 20 counts. Rows: the class before. */
static const int16_t follows[CLASSES + 1][CLASSES] = {
#include "text/tag_table.h"
};

typedef struct reading { uint8_t word; int16_t weight; } reading;
typedef struct readings {
  reading at[MOST_READINGS];
  uint32_t count;
  unsigned forms;          /* of the verb reading */
  bool is_possessive;      /* "their", "Smith's": what follows is as after a determiner */
  bool is_contracted;      /* "I've", "who'll": what follows is as after an auxiliary */
  str lemma;               /* of the verb */
} readings;

/* What the document as a whole says of its words: bits by folded word. */
enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2 };
typedef struct tagger { document *doc; map seen; } tagger;

static void add(readings *r, word_class word, int weight) {
  for (uint32_t i = 0; i < r->count; i++) {
    if (r->at[i].word == word) {
      if (r->at[i].weight < weight) r->at[i].weight = (int16_t)weight;
      return;
    }
  }
  if (r->count < MOST_READINGS) r->at[r->count++] = (reading){(uint8_t)word, (int16_t)weight};
}

static word_class class_named(str upos) {
  for (int i = 0; i < CLASSES; i++)
    if (str_eq(upos, str_of(word_class_name((word_class)i)))) return (word_class)i;
  return WORD_OTHER;
}

/* The classes of the closed-class list, the usual one first. */
static bool add_closed(readings *r, str folded) {
  const lexicon_entry *e = lexicon_find(LEXICON_CLOSED_CLASS, folded);
  if (!e) return false;
  int weight = 0;
  for (size_t at = 0; at < e->value.len; weight -= 110) {
    size_t end = str_find_char(e->value, ' ', at);
    if (end == STR_NONE) end = e->value.len;
    add(r, class_named(str_slice(e->value, at, end)), weight);
    at = end + 1;
  }
  return true;
}

static bool ends_in(str word, const char *const *endings) {
  for (; *endings; endings++) {
    str e = str_of(*endings);
    if (word.len >= e.len + 2 && str_ends(word, e)) return true;
  }
  return false;
}

/* Readings of a word in lower case by lists and endings; false when nothing is known of it. */
static bool add_known(tagger *t, readings *r, str folded) {
  bool is_known = add_closed(r, folded);
  verb_reading verb = text_verb(folded);
  str singular = text_singular(t->doc->arena, folded);
  bool is_noun = lexicon_has(LEXICON_NOUNS, folded) || lexicon_has(LEXICON_NOUNS, singular);
  const lexicon_entry *adjective = lexicon_find(LEXICON_ADJECTIVES, folded), *adverb = lexicon_find(LEXICON_ADVERBS, folded);
  int lower = is_known ? -250 : 0; /* a word of a closed class is seldom anything else */
  if (verb.lemma.len > 0) {
    r->forms = verb.forms;
    r->lemma = verb.lemma;
    unsigned plain = 1u << VERB_BASE | 1u << VERB_S, past = 1u << VERB_PAST | 1u << VERB_PARTICIPLE;
    bool also_noun = verb.is_noun || is_noun, also_adjective = (verb.is_adjective || adjective) && !(verb.forms & 1u << VERB_S);
    int weight = 0;
    if (verb.forms & plain) {
      if (verb.is_rare) weight = -300;
      else if (also_noun) weight = is_noun ? -80 : -40;
      if (also_adjective) weight -= 80;
    } else if (also_noun && !(verb.forms & past)) weight = -60;
    if (is_known) {
      if (!str_eq(verb.lemma, STR("be"))) add(r, WORD_VERB, str_eq(verb.lemma, STR("do")) || str_eq(verb.lemma, STR("have")) ? -60 : -200);
    } else {
      add(r, WORD_VERB, weight);
    }
    if (also_adjective) add(r, WORD_ADJECTIVE, lower);
    if (!is_known) {
      if (verb.forms & plain) add(r, WORD_NOUN, also_noun || verb.is_rare ? (also_adjective ? -60 : 0) : -300);
      else if (verb.forms & 1u << VERB_ING) add(r, WORD_NOUN, is_noun ? 0 : -130);
      else if (is_noun || verb.forms & 1u << VERB_BASE) add(r, WORD_NOUN, is_noun ? -50 : -150);
      if (verb.forms & past && !(verb.forms & plain)) add(r, WORD_ADJECTIVE, str_eq(verb.lemma, STR("say")) ? -600 : -150); /* "…, said inspectors had found" */
      if (verb.forms & 1u << VERB_ING) add(r, WORD_ADJECTIVE, -180);
    }
    is_known = true;
  } else if (is_noun) {
    add(r, WORD_NOUN, lower);
    is_known = true;
  }
  if (adjective) {
    add(r, WORD_ADJECTIVE, lower + (is_noun ? -40 : 0));
    if (str_eq(adjective->value, STR("noun"))) add(r, WORD_NOUN, lower - 60);
    is_known = true;
  }
  if (adverb) {
    if (adverb->value.len == 0) add(r, WORD_ADVERB, lower + (adjective ? -60 : 0));
    else if (str_eq(adverb->value, STR("adjective"))) add(r, WORD_ADJECTIVE, lower);
    else if (str_eq(adverb->value, STR("noun"))) add(r, WORD_NOUN, lower);
    is_known = true;
  } else if (!is_known && str_ends(folded, STR("ly")) && folded.len > 4) {
    add(r, WORD_ADVERB, 0);
    add(r, WORD_ADJECTIVE, -300);
    is_known = true;
  }
  return is_known;
}

/* Readings by ending alone, for a word that no list has. */
static void add_unknown(readings *r, str folded) {
  static const char *const noun[] = {"tion", "sion", "ment", "ness", "ity", "ism", "ship", "hood", "ance", "ence", "ist", "age", "logy", "graphy",
                                     "or", "er", "ee", "cy", "dom", "ery", "ure", NULL};
  static const char *const adjective[] = {"ous", "ful", "less", "able", "ible", "ical", "ic", "ish", "ive", "al", "ary", "ian", "like", "some", "ese", NULL};
  static const char *const verb[] = {"ize", "ise", "ify", "ates", "izes", "ises", "ifies", NULL};
  if (str_ends(folded, STR("ing")) && folded.len > 5) {
    add(r, WORD_VERB, 0), add(r, WORD_NOUN, -60), add(r, WORD_ADJECTIVE, -120);
    r->forms = 1u << VERB_ING;
  } else if (str_ends(folded, STR("ed")) && folded.len > 4) {
    add(r, WORD_VERB, 0), add(r, WORD_ADJECTIVE, -60), add(r, WORD_NOUN, -300);
    r->forms = 1u << VERB_PAST | 1u << VERB_PARTICIPLE;
  } else if (ends_in(folded, verb)) {
    add(r, WORD_VERB, 0), add(r, WORD_NOUN, -150);
    r->forms = folded.at[folded.len - 1] == 's' ? 1u << VERB_S : 1u << VERB_BASE;
  } else if (ends_in(folded, noun)) {
    add(r, WORD_NOUN, 0), add(r, WORD_ADJECTIVE, -250);
  } else if (ends_in(folded, adjective)) {
    add(r, WORD_ADJECTIVE, 0), add(r, WORD_NOUN, -120);
  } else {
    add(r, WORD_NOUN, 0), add(r, WORD_ADJECTIVE, -200);
    if (folded.len > 2) add(r, WORD_VERB, -350);
    r->forms = str_ends(folded, STR("s")) ? 1u << VERB_S : 1u << VERB_BASE;
  }
}

static bool is_number(str folded) {
  size_t length;
  int32_t c = folded.len > 0 ? utf8_at(folded, 0, &length) : 0;
  return uc_is_digit(c) || ((c == '\'' || c == '+') && folded.len > 1 && uc_is_digit(utf8_at(folded, 1, &length)));
}

static void add_number(readings *r, str folded) {
  if (str_ends(folded, STR("."))) {
    add(r, WORD_OTHER, 0); /* numbers a list */
  } else if (str_ends(folded, STR("st")) || str_ends(folded, STR("nd")) || str_ends(folded, STR("rd")) || str_ends(folded, STR("th"))) {
    add(r, WORD_ADJECTIVE, 0);
    add(r, WORD_NOUN, -150);
  } else if (str_ends(folded, STR("s"))) {
    add(r, WORD_NOUN, 0);
  } else {
    add(r, WORD_NUMBER, 0);
  }
}

static bool is_symbol(str word) {
  static const char *const symbols[] = {"$", "£", "€", "¥", "%", "+", "=", "<", ">", "#", "&", "°", "©", "®", "™", "/", "@", "~", "^", "|", "§", "×",
      "±", NULL};
  for (size_t i = 0; symbols[i]; i++)
    if (str_eq(word, str_of(symbols[i]))) return true;
  return false;
}

static readings read_token(tagger *t, const token *k, bool is_title_case, bool before_capital) {
  readings r = {.count = 0};
  size_t length;
  str folded = k->folded, clitic;
  int32_t first = utf8_at(folded, 0, &length);
  if (is_symbol(folded)) return add(&r, str_eq(folded, STR("&")) ? WORD_CONJUNCTION : str_eq(folded, STR("/")) ? WORD_PUNCT : WORD_SYMBOL, 0), r;
  if (lexicon_has(LEXICON_EMOTICONS, folded) && folded.len > 1) return add(&r, WORD_SYMBOL, 0), r;
  if (is_number(folded)) return add_number(&r, folded), r;
  if (!uc_is_letter(first) && !(first == '\'' && folded.len > 1) && !(first == '@' || first == '#')) {
    bool has_letter = false;
    for (size_t at = 0; at < folded.len; at += length) has_letter |= uc_is_letter(utf8_at(folded, at, &length));
    if (!has_letter) return add(&r, uc_is_punct(first) ? WORD_PUNCT : WORD_OTHER, 0), r;
  }
  if (str_find(folded, STR("://"), 0) != STR_NONE || str_starts(folded, STR("www.")) || (str_find_char(folded, '@', 0) != STR_NONE && folded.len > 1))
    return add(&r, WORD_PROPER, 0), add(&r, WORD_OTHER, -100), r;
  str base = text_without_clitic(folded, &clitic);
  uint32_t seen = map_get(&t->seen, folded);
  if (seen == MAP_NONE) seen = 0;
  if (str_eq(clitic, STR("'s")) || str_eq(clitic, STR("'"))) r.is_possessive = true;
  static const char *const possessives[] = {"my", "your", "his", "her", "its", "our", "their", "whose", NULL};
  for (size_t i = 0; possessives[i]; i++) r.is_possessive |= str_eq(folded, str_of(possessives[i]));
  if (str_eq(folded, STR("i"))) return add(&r, WORD_PRONOUN, 0), r;
  if (clitic.len > 0 && add_closed(&r, base)) {
    r.is_possessive = false; /* "it's", "who's", "don't" */
    r.is_contracted = r.at[0].word == WORD_PRONOUN;
    r.lemma = text_verb(base).lemma;
    return r;
  }
  if (!k->is_capital) {
    bool has_inner_capital = false; /* "iPhone", "eBay" */
    str written = document_slice(t->doc, k->span);
    for (size_t at = 1; at < written.len; at++) has_inner_capital |= written.at[at] >= 'A' && written.at[at] <= 'Z';
    if (has_inner_capital && uc_is_letter(first)) return add(&r, WORD_PROPER, 0), add(&r, WORD_NOUN, -200), r;
    if (before_capital && lexicon_has(LEXICON_NAME_PARTICLES, folded)) add(&r, WORD_PROPER, 0);
    if (!add_known(t, &r, base)) add_unknown(&r, base);
    return r;
  }
  bool is_calendar = lexicon_has(LEXICON_CALENDAR_WORDS, base);
  if (k->is_all_capital && !is_title_case && !add_closed(&r, base)) { /* "NATO", "US" */
    add(&r, WORD_PROPER, 0);
    if (add_known(t, &r, base))
      for (uint32_t i = 1; i < r.count; i++) r.at[i].weight = (int16_t)(r.at[i].weight - 350);
    return r;
  }
  if (str_eq(folded, STR("us")) && k->is_all_capital) return (readings){.at = {{WORD_PROPER, 0}}, .count = 1};
  if (is_calendar) return add(&r, WORD_PROPER, 0), r.forms = 0, r;
  bool is_known = add_known(t, &r, base);
  int others, proper;
  if (k->is_sentence_start || is_title_case) {
    /* Every word is capital here: what the rest of the document does with it decides, then the lists. */
    proper = is_known ? -350 : 0;
    if (seen & SEEN_LOWER) proper -= 150;
    else if (seen & SEEN_CAPITAL) proper += is_known ? 200 : 100;
    if (lexicon_has(LEXICON_FIRST_NAMES, base)) proper = proper < -100 ? -100 : proper;
    if (lexicon_has(LEXICON_PLACES, base)) proper = 0;
    others = 0;
    if (!is_known) add_unknown(&r, base), others = seen & SEEN_LOWER ? 0 : -80;
  } else {
    proper = 0;
    others = lexicon_has(LEXICON_CLOSED_CLASS, base) && !k->is_all_capital ? -120 : -320;
    if (!is_known) add_unknown(&r, base);
  }
  for (uint32_t i = 0; i < r.count; i++) r.at[i].weight = (int16_t)(r.at[i].weight + others);
  if (lexicon_has(LEXICON_NATIONALITIES, base)) {
    bool is_people = str_ends(base, STR("s")) || str_ends(base, STR("men")) || str_ends(base, STR("man"));
    add(&r, WORD_ADJECTIVE, is_people ? -200 : 50);
    proper = is_people ? 50 : -40;
  }
  add(&r, WORD_PROPER, proper);
  return r;
}

/* Bars on the forms of a verb by the word before it. */
static int bar(const token *before, const readings *before_readings, word_class before_class, const readings *r, word_class word) {
  bool after_to = before_class == WORD_PARTICLE && str_eq(before->folded, STR("to"));
  if (word != WORD_VERB && word != WORD_AUX) return after_to && word != WORD_ADVERB && word != WORD_PUNCT ? BARRED / 2 : 0;
  unsigned base = 1u << VERB_BASE;
  if (before_class == WORD_PARTICLE && str_eq(before->folded, STR("to"))) return r->forms & base || r->forms == 0 ? 60 : BARRED;
  if (before_class == WORD_AUX && word == WORD_VERB) {
    bool is_be = str_eq(before_readings->lemma, STR("be")), is_have = str_eq(before_readings->lemma, STR("have"));
    if (is_be) return r->forms & (1u << VERB_ING | 1u << VERB_PARTICIPLE) ? 40 : BARRED;
    if (is_have) return r->forms & 1u << VERB_PARTICIPLE ? 40 : BARRED;
    return r->forms & base ? 40 : BARRED;
  }
  return 0;
}

typedef struct cell { int score; uint8_t from; } cell;

static bool is_quote(const token *t) {
  static const char *const marks[] = {"\"", "“", "”", "‘", "’", "'", "''", "``", "«", "»", NULL};
  for (size_t i = 0; marks[i]; i++)
    if (str_eq(t->folded, str_of(marks[i]))) return true;
  return false;
}

/* Quotation marks are not on the path: 'will "absolutely" face' reads as if they were not there. */
static void tag_sentence(tagger *t, const sentence *s, readings *all, cell (*path)[MOST_READINGS], bool is_title_case) {
  token *tokens = t->doc->tokens.at + s->first;
  uint32_t last = NONE; /* the token before on the path */
  for (uint32_t i = 0; i < s->count; i++) {
    all[i] = (readings){.count = 0};
    if (is_quote(&tokens[i])) {
      tokens[i].word = WORD_PUNCT;
      continue;
    }
    bool before_capital = i + 1 < s->count && (tokens[i + 1].is_capital || (i + 2 < s->count && tokens[i + 2].is_capital &&
        str_eq(tokens[i + 1].folded, STR("-"))));
    all[i] = read_token(t, &tokens[i], is_title_case, before_capital);
    const readings *r = &all[i], *p = last != NONE ? &all[last] : NULL;
    for (uint32_t k = 0; k < r->count; k++) {
      cell best = {INT32_MIN, 0};
      for (uint32_t f = 0; f < (p ? p->count : 1); f++) {
        int row = p ? p->at[f].word : START;
        if (p && p->is_possessive) row = WORD_DETERMINER;
        else if (p && p->is_contracted) row = WORD_AUX;
        int score = (p ? path[last][f].score : 0) + follows[row][r->at[k].word];
        if (p) score += bar(&tokens[last], p, (word_class)p->at[f].word, r, (word_class)r->at[k].word);
        if (score > best.score) best = (cell){score, (uint8_t)f};
      }
      best.score += r->at[k].weight;
      path[i][k] = best;
    }
    last = i;
  }
  if (last == NONE) return;
  uint32_t at = 0;
  for (uint32_t k = 1; k < all[last].count; k++)
    if (path[last][k].score > path[last][at].score) at = k;
  for (uint32_t i = last + 1; i-- > 0;) {
    if (all[i].count == 0) continue;
    tokens[i].word = all[i].at[at].word;
    at = path[i][at].from;
  }
}

/* ---- forms and lemmas on the path found ---- */

static bool is_auxiliary_of(const token *t, const char *lemma) { return t->word == WORD_AUX && str_eq(t->lemma, str_of(lemma)); }

static bool is_finite(const token *t) {
  if (t->word == WORD_AUX) return !(t->form == VERB_ING || t->form == VERB_PARTICIPLE || str_eq(t->folded, STR("be")));
  return t->word == WORD_VERB && (t->form == VERB_PAST || t->form == VERB_S);
}

/* "As", "after", "before": a preposition and a subordinator in one. */
static bool may_subordinate(str folded) {
  const lexicon_entry *e = lexicon_find(LEXICON_CLOSED_CLASS, folded);
  return e && str_find(e->value, STR("SCONJ"), 0) != STR_NONE;
}

/* What parts clauses: marks, conjunctions, relative pronouns, and a verb of saying, whose content is a clause. */
static bool parts_clauses(const token *t) {
  return (t->word == WORD_PUNCT && !is_quote(t) && !str_eq(t->folded, STR("-"))) || t->word == WORD_SUBORDINATOR || t->word == WORD_CONJUNCTION ||
         (t->word == WORD_PRONOUN && (str_starts(t->folded, STR("wh")) || str_eq(t->folded, STR("that")))) ||
         (t->word == WORD_VERB && lexicon_has(LEXICON_SPEECH_TAGS, t->folded)) || (t->word == WORD_ADPOSITION && may_subordinate(t->folded));
}

static bool has_contraction(str folded) {
  str clitic;
  text_without_clitic(folded, &clitic);
  return clitic.len > 1 && !str_eq(clitic, STR("n't")) && !str_eq(clitic, STR("'ll"));
}

/* After a noun ("officials asked …"): past where the clause has no finite verb before and none after; participle where
 * it has one, or where "by" follows. */
static enum verb_form after_noun(const token *tokens, uint32_t count, uint32_t i) {
  if (i + 1 < count && str_eq(tokens[i + 1].folded, STR("by"))) return VERB_PARTICIPLE;
  for (uint32_t k = i; k > 0 && k + FAR > i && !parts_clauses(&tokens[k - 1]); k--)
    if (is_finite(&tokens[k - 1])) return VERB_PARTICIPLE;
  if (i + 1 < count) {
    uint8_t next = tokens[i + 1].word;
    if (next == WORD_DETERMINER || next == WORD_PRONOUN || next == WORD_SUBORDINATOR || next == WORD_PUNCT) return VERB_PAST;
  }
  for (uint32_t k = i + 1; k < count && k < i + FAR && !parts_clauses(&tokens[k]); k++)
    if (tokens[k].word == WORD_AUX) return VERB_PARTICIPLE;
  return VERB_PAST;
}

/* The form of a verb that may be past or participle, by what stands before it (adverbs, "not" and a subject of a
 * question between). */
static enum verb_form past_or_participle(const token *tokens, uint32_t count, uint32_t i) {
  for (uint32_t k = i, steps = 0; k > 0 && steps < 5; steps++) {
    const token *p = &tokens[--k];
    if (is_auxiliary_of(p, "be") || is_auxiliary_of(p, "have")) return VERB_PARTICIPLE;
    if (p->word == WORD_VERB && (str_eq(p->lemma, STR("be")) || str_eq(p->lemma, STR("have")) || str_eq(p->lemma, STR("get")))) return VERB_PARTICIPLE;
    if (p->word == WORD_ADVERB || p->word == WORD_PARTICLE || is_quote(p)) continue;
    if (p->word == WORD_PRONOUN) return has_contraction(p->folded) ? VERB_PARTICIPLE : VERB_PAST;
    if (p->word == WORD_PROPER || p->word == WORD_NOUN) return after_noun(tokens, count, i);
    if (p->word == WORD_DETERMINER || p->word == WORD_ADPOSITION || p->word == WORD_ADJECTIVE) return VERB_PARTICIPLE;
    if (p->word == WORD_PUNCT) { /* "X, a spokesman for Y, said": the sentence has no finite verb yet */
      if (lexicon_has(LEXICON_SPEECH_TAGS, tokens[i].folded)) return VERB_PAST;
      uint32_t b = k;
      while (b > 0 && b + FAR > k && !is_finite(&tokens[b - 1])) b--;
      return b == 0 && k > 1 ? VERB_PAST : VERB_PAST_OR_PARTICIPLE;
    }
    if (p->word == WORD_CONJUNCTION) { /* "said and added": as the verb before it */
      for (uint32_t b = k; b > 0 && b + 12 > k; b--)
        if (tokens[b - 1].word == WORD_VERB) return tokens[b - 1].form == VERB_PARTICIPLE ? VERB_PARTICIPLE : VERB_PAST;
    }
    break;
  }
  return VERB_PAST_OR_PARTICIPLE;
}

static enum verb_form form_of(const token *tokens, uint32_t count, uint32_t i, unsigned forms) {
  unsigned past = 1u << VERB_PAST, participle = 1u << VERB_PARTICIPLE, base = 1u << VERB_BASE;
  const token *p = i > 0 ? &tokens[i - 1] : NULL;
  if (forms & base) {
    uint32_t k = i;
    while (k > 0 && tokens[k - 1].word == WORD_ADVERB) k--;
    p = k > 0 ? &tokens[k - 1] : NULL;
    bool takes_base = p && ((p->word == WORD_PARTICLE && !str_eq(p->folded, STR("not"))) ||
                            (p->word == WORD_AUX && !is_auxiliary_of(p, "be") && !is_auxiliary_of(p, "have")));
    if (takes_base || !(forms & (past | participle))) return VERB_BASE;
    if (p && is_auxiliary_of(p, "have")) return VERB_PARTICIPLE;
    if (p && is_auxiliary_of(p, "be")) return VERB_PARTICIPLE;
    return forms & past ? VERB_PAST : VERB_BASE;
  }
  if (forms & past && forms & participle) return past_or_participle(tokens, count, i);
  if (forms & past) return VERB_PAST;
  if (forms & participle) return VERB_PARTICIPLE;
  if (forms & 1u << VERB_S) return VERB_S;
  if (forms & 1u << VERB_ING) return VERB_ING;
  return VERB_BASE;
}

static str modal_lemma(str folded) {
  if (str_eq(folded, STR("would")) || str_eq(folded, STR("'ll"))) return STR("will");
  if (str_eq(folded, STR("could")) || str_eq(folded, STR("cannot"))) return STR("can");
  if (str_eq(folded, STR("should"))) return STR("shall");
  if (str_eq(folded, STR("might"))) return STR("may");
  return folded;
}

/* "Be", "have" and "do" are auxiliaries only before a verb (adverbs, "not", a question's subject between). */
static void settle_auxiliary(token *tokens, uint32_t count, uint32_t i) {
  token *t = &tokens[i];
  bool is_have = str_eq(t->lemma, STR("have")), is_do = str_eq(t->lemma, STR("do"));
  if (!is_have && !is_do) return;
  for (uint32_t k = i + 1, steps = 0; k < count && steps < 6; k++, steps++) {
    const token *n = &tokens[k];
    if (n->word == WORD_VERB || n->word == WORD_AUX) {
      t->word = WORD_AUX;
      return;
    }
    bool passes = n->word == WORD_ADVERB || str_eq(n->folded, STR("not")) || (n->word == WORD_PRONOUN && k == i + 1);
    if (!passes) break;
  }
  /* "Did the minister say", "What has the government done": a question's subject stands between. */
  bool opens = i == 0 || tokens[i - 1].word == WORD_PUNCT || tokens[i - 1].word == WORD_ADVERB || tokens[i - 1].word == WORD_CONJUNCTION ||
               (tokens[i - 1].word == WORD_PRONOUN && str_starts(tokens[i - 1].folded, STR("wh")) && is_do);
  for (uint32_t k = i + 1; opens && k < count && k < i + 9 && tokens[k].word != WORD_PUNCT; k++) {
    if (tokens[k].word != WORD_VERB || k == i + 1) continue;
    bool fits = is_do ? tokens[k].form == VERB_BASE : tokens[k].form >= VERB_PAST && tokens[k].form != VERB_ING;
    t->word = fits ? WORD_AUX : WORD_VERB;
    return;
  }
  t->word = str_ends(t->folded, STR("n't")) ? WORD_AUX : WORD_VERB;
}

static void settle(tagger *t, const sentence *s, const readings *all) {
  token *tokens = t->doc->tokens.at + s->first;
  arena *a = t->doc->arena;
  for (uint32_t i = 0; i < s->count; i++) {
    token *k = &tokens[i];
    str clitic, base = text_without_clitic(k->folded, &clitic);
    switch (k->word) {
    case WORD_AUX:
    case WORD_VERB: {
      verb_reading v = text_verb(base);
      if (v.lemma.len > 0) {
        k->lemma = v.lemma;
      } else if (k->word == WORD_AUX) {
        k->lemma = modal_lemma(base);
        k->form = VERB_BASE;
        break;
      } else {
        k->lemma = base;
        v.forms = all[i].forms;
      }
      k->form = (uint8_t)form_of(tokens, s->count, i, v.forms);
      break;
    }
    case WORD_NOUN: k->lemma = text_singular(a, base); break;
    default: k->lemma = base; break;
    }
  }
  for (uint32_t i = 0; i + 1 < s->count; i++) { /* "the man that said", "That is": a pronoun */
    if (tokens[i].word == WORD_SUBORDINATOR && str_eq(tokens[i].folded, STR("that")) &&
        (i == 0 || (tokens[i - 1].word != WORD_VERB && tokens[i - 1].word != WORD_ADJECTIVE)) &&
        (tokens[i + 1].word == WORD_VERB || tokens[i + 1].word == WORD_AUX))
      tokens[i].word = WORD_PRONOUN;
    else if (tokens[i].word == WORD_SUBORDINATOR && str_eq(tokens[i].folded, STR("that")) && tokens[i + 1].word == WORD_PARTICLE) /* "allow that to go" */
      tokens[i].word = WORD_PRONOUN;
  }
  for (uint32_t i = s->count; i-- > 0;)
    if (tokens[i].word == WORD_AUX || tokens[i].word == WORD_VERB) settle_auxiliary(tokens, s->count, i);
}

/* Most words of the sentence are capitalised, and it has no full stop or is in capitals altogether: a headline, whose
 * capitals say little. */
static bool has_title_case(const document *d, const sentence *s) {
  uint32_t words = 0, capitals = 0, shouted = 0;
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const token *t = &d->tokens.at[i];
    size_t length;
    if (t->folded.len < 4 || !uc_is_letter(utf8_at(t->folded, 0, &length))) continue;
    words++;
    capitals += t->is_capital;
    shouted += t->is_all_capital;
  }
  bool has_stop = str_eq(d->tokens.at[s->first + s->count - 1].folded, STR("."));
  return words >= 4 && (has_stop ? shouted : capitals) * 5 >= words * 4;
}

void text_tags(document *d) {
  tagger t = {d, map_new(d->arena)};
  uint32_t longest = 1;
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    const sentence *s = &d->sentences.at[i];
    if (s->count > longest) longest = s->count;
    if (has_title_case(d, s)) continue;
    for (uint32_t k = s->first; k < s->first + s->count; k++) {
      const token *w = &d->tokens.at[k];
      if (w->is_sentence_start) continue;
      uint32_t *bits = map_put(&t.seen, w->folded, 0);
      *bits |= w->is_capital ? SEEN_CAPITAL : SEEN_LOWER;
    }
  }
  readings *all = ARENA_ARRAY(d->arena, readings, longest);
  cell(*path)[MOST_READINGS] = arena_array(d->arena, longest, sizeof *path);
  for (uint32_t i = 0; i < d->sentences.count; i++) {
    tag_sentence(&t, &d->sentences.at[i], all, path, has_title_case(d, &d->sentences.at[i]));
    settle(&t, &d->sentences.at[i], all);
  }
}
