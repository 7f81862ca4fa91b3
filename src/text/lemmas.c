/* Lemmas and verb forms: from a folded word to the dictionary's form, by lists of lemmas and irregular forms and by the
 * spelling rules of English endings (a doubled consonant, a mute e, y and ies). A form counts as a verb's only where
 * the lemma that the rule gives stands in the list, so "bed" is no form of "be". */
#include "text/parts.h"

#include "lexicon/lexicon.h"

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* The listed verb that the stem of a regular form belongs to: stem, stem + e, stem less a doubled consonant, i for y. */
static const lexicon_entry *verb_of_stem(str stem) {
  char buffer[64];
  if (stem.len < 2 || stem.len + 1 > sizeof buffer) return NULL;
  memcpy(buffer, stem.at, stem.len);
  size_t n = stem.len;
  const lexicon_entry *e = NULL;
  bool is_doubled = n >= 3 && stem.at[n - 1] == stem.at[n - 2] && !is_vowel(stem.at[n - 1]);
  buffer[n] = 'e';
  if (is_doubled) { /* "planned" → plan, but "passed" → pass */
    if ((e = lexicon_find(LEXICON_VERBS, stem))) return e;
    if ((e = lexicon_find(LEXICON_VERBS, (str){buffer, n - 1}))) return e;
  }
  if (stem.at[n - 1] == 'i') {
    buffer[n - 1] = 'y';
    if ((e = lexicon_find(LEXICON_VERBS, (str){buffer, n}))) return e;
    buffer[n - 1] = 'i';
  }
  const lexicon_entry *bare = lexicon_find(LEXICON_VERBS, stem), *mute = lexicon_find(LEXICON_VERBS, (str){buffer, n + 1});
  if (bare && mute) { /* "plan(e)": the mute e makes the vowel long, so a single consonant before -ed speaks for it */
    bool single = n >= 3 && !is_vowel(stem.at[n - 1]) && is_vowel(stem.at[n - 2]) && !is_vowel(stem.at[n - 3]);
    return single ? mute : bare;
  }
  return bare ? bare : mute;
}

static const struct { const char *name; unsigned form; } form_names[] = {
  {"base", 1u << VERB_BASE}, {"s", 1u << VERB_S}, {"past", 1u << VERB_PAST}, {"participle", 1u << VERB_PARTICIPLE}, {"ing", 1u << VERB_ING},
};

static void set_lemma(verb_reading *r, const lexicon_entry *e) {
  r->lemma = e->key;
  r->is_noun = str_eq(e->value, STR("noun")) || str_eq(e->value, STR("mostly-noun"));
  r->is_adjective = str_eq(e->value, STR("adjective")) || str_eq(e->value, STR("mostly-adjective"));
  r->is_rare = str_starts(e->value, STR("mostly-"));
}

verb_reading text_verb(str folded) {
  verb_reading r = {{"", 0}, 0, false, false, false};
  const lexicon_entry *e = lexicon_find(LEXICON_VERB_FORMS, folded);
  if (e) { /* VALUE: lemma, kinds */
    size_t space = str_find_char(e->value, ' ', 0);
    str lemma = space == STR_NONE ? e->value : str_slice(e->value, 0, space);
    const lexicon_entry *verb = lexicon_find(LEXICON_VERBS, lemma);
    if (verb) set_lemma(&r, verb);
    r.lemma = lemma;
    for (size_t at = space; at != STR_NONE && at < e->value.len;) {
      size_t next = str_find_char(e->value, ' ', at + 1);
      str kind = str_slice(e->value, at + 1, next == STR_NONE ? e->value.len : next);
      for (size_t i = 0; i < sizeof form_names / sizeof *form_names; i++)
        if (str_eq(kind, str_of(form_names[i].name))) r.forms |= form_names[i].form;
      at = next;
    }
    return r;
  }
  if ((e = lexicon_find(LEXICON_VERBS, folded))) {
    set_lemma(&r, e);
    r.forms = 1u << VERB_BASE;
    return r;
  }
  unsigned forms = 0;
  if (str_ends(folded, STR("ing"))) {
    e = verb_of_stem(str_slice(folded, 0, folded.len - 3));
    forms = 1u << VERB_ING;
  } else if (str_ends(folded, STR("ed"))) {
    e = verb_of_stem(str_slice(folded, 0, folded.len - 2));
    forms = 1u << VERB_PAST | 1u << VERB_PARTICIPLE;
  } else if (str_ends(folded, STR("s")) && !str_ends(folded, STR("ss"))) {
    e = lexicon_find(LEXICON_VERBS, str_slice(folded, 0, folded.len - 1));
    if (!e && str_ends(folded, STR("es"))) e = verb_of_stem(str_slice(folded, 0, folded.len - 2));
    forms = 1u << VERB_S;
  }
  if (e) {
    set_lemma(&r, e);
    r.forms = forms;
  }
  return r;
}

str text_singular(arena *a, str folded) {
  const lexicon_entry *e = lexicon_find(LEXICON_PLURALS, folded);
  if (e) return e->value.len > 0 ? e->value : folded;
  size_t n = folded.len;
  if (n < 4 || folded.at[n - 1] != 's') return folded;
  char before = folded.at[n - 2];
  if (before == 's' || before == 'u' || before == 'i') return folded; /* "pass", "virus", "crisis" */
  if (str_ends(folded, STR("ies")) && n > 4) return str_format(a, "%.*sy", (int)(n - 3), folded.at);
  if (str_ends(folded, STR("sses")) || str_ends(folded, STR("shes")) || str_ends(folded, STR("ches")) || str_ends(folded, STR("xes")) ||
      str_ends(folded, STR("zzes")))
    return str_slice(folded, 0, n - 2);
  return str_slice(folded, 0, n - 1);
}

str text_without_clitic(str folded, str *clitic) {
  static const char *const clitics[] = {"n't", "'s", "'ll", "'re", "'ve", "'d", "'m", "'", NULL};
  *clitic = (str){"", 0};
  for (size_t i = 0; clitics[i]; i++) {
    str c = str_of(clitics[i]);
    if (folded.len <= c.len || !str_ends(folded, c)) continue;
    *clitic = str_slice(folded, folded.len - c.len, folded.len);
    str rest = str_slice(folded, 0, folded.len - c.len);
    if (str_eq(c, STR("n't"))) {
      if (str_eq(rest, STR("wo"))) return STR("will");
      if (str_eq(rest, STR("ca"))) return STR("can");
      if (str_eq(rest, STR("sha"))) return STR("shall");
    }
    return rest;
  }
  return folded;
}
