/* Says, denies, declines, disclaims or doubts: the class of the cue, the reach of a negation, and how what is told begins.
 *
 * Declines: will not tell, and "did not respond" too. Disclaims: does not know or cannot confirm, also when that is what is
 * said ("said he was not aware"). Denies: the cue says no, or what is said calls the thing false; to dismiss or reject a thing
 * that nobody told ("the offer") is none.
 */
#include "find/says.h"

static const token *tok(const says *s, uint32_t t) { return &s->doc->tokens.at[t]; }

/* The first words of the content, over "that" and a subject, folded. */
static size_t first_words(const says *s, const spans *content, str *out, size_t most) {
  size_t count = 0;
  for (uint32_t t = document_token_at(s->doc, content->at[0].start); t < s->doc->tokens.count && count < most; t++) {
    if (tok(s, t)->span.start >= content->at[0].end) break;
    if (tok(s, t)->word != WORD_PUNCT) out[count++] = tok(s, t)->folded;
  }
  return count;
}

/* Near the beginning, but not of somebody else in between ("the man, who I do not know, …"). */
static bool begins_with_list(const str *words, size_t count, enum lexicon_list list) {
  for (size_t i = 0; i < count && i < 6 && !str_eq(words[i], STR("who")) && !str_eq(words[i], STR("whom")) && !str_eq(words[i], STR("which")); i++)
    if (lexicon_match(list, words + i, count - i, NULL) > 0) return true;
  return false;
}

static bool is_negator(str word) { return str_ends(word, STR("n't")) || lexicon_has(LEXICON_NEGATORS, word); }

/* "… was false", "amounts to disinformation"; "called it a lie": the word must be what something is said to be. */
static bool calls_false(const says *s, const cue *c, const spans *content) {
  str words[24];
  size_t count = first_words(s, content, words, 24);
  str verb = tok(s, c->verb)->lemma;
  bool is_calling = str_eq(verb, STR("call")) || str_eq(verb, STR("describe")) || str_eq(verb, STR("label")) || str_eq(verb, STR("brand")) ||
      str_eq(verb, STR("dismiss")) || str_eq(verb, STR("characterize"));
  size_t since = 99;
  for (size_t i = 0; i < count; i++, since++) {
    if (lexicon_has(LEXICON_EQUATORS, words[i])) since = 0;
    if ((is_calling || since <= 3) && lexicon_match(LEXICON_FALSEHOODS, words + i, count - i, NULL) > 0) return true;
    /* "are not fake bombs"; but "it is not a hoax" answers who said so */
    if (is_negator(words[i]) && i + 1 < count && lexicon_match(LEXICON_FALSEHOODS, words + i + 1, count - i - 1, NULL) > 0) since = 99;
  }
  return false;
}

static bool content_has(const says *s, const spans *content, enum lexicon_list list, size_t most) {
  str words[40];
  size_t count = first_words(s, content, words, most < 40 ? most : 40);
  for (size_t i = 0; i < count; i++)
    if (lexicon_match(list, words + i, count - i, NULL) > 0) return true;
  return false;
}

/* "refused a test", "declined her offer": a thing refused, no answer. What is asked for has a word of the list, or is a clause. */
static bool is_thing(const str *words, size_t count, const says *s, const spans *content) {
  if (count == 0 || str_eq(words[0], STR("to")) || lexicon_has(LEXICON_QUESTION_WORDS, words[0]) || content_has(s, content, LEXICON_REFUSAL_OBJECTS, 8)) return false;
  for (uint32_t t = document_token_at(s->doc, content->at[0].start); t < s->doc->tokens.count && tok(s, t)->span.start < content->at[0].end; t++)
    if (says_is_finite(s, t, t, s->doc->tokens.count)) return false;
  return true;
}

/* "refused to let go", "declined to run": a deed refused, no answer. */
static bool is_deed(const str *words, size_t count, const says *s, const spans *content) {
  static const char *const answers[] = {"give", "provide", "share", "go", "be", "take", "offer", "make", "engage", "weigh", "get", "have",
      "acknowledge", "respond", "meet", "attend", "rule"};
  if (count < 2 || !str_eq(words[0], STR("to"))) return false;
  uint32_t t = document_token_at(s->doc, content->at[0].start) + 1;
  while (t < s->doc->tokens.count && tok(s, t)->word == WORD_ADVERB) t++;
  if (t >= s->doc->tokens.count || tok(s, t)->word != WORD_VERB || lexicon_has(LEXICON_CUE_VERBS, tok(s, t)->lemma)) return false;
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
    if (str_eq(tok(s, t)->lemma, str_of(answers[i]))) return false;
  return true;
}

/* "dismissed it", "rejected that as a stunt": what was just told. */
static bool is_pointer(const str *words, size_t count) {
  static const char *const pointers[] = {"it", "this", "that", "them", "these", "those"};
  if (count == 0 || (count > 1 && !str_eq(words[1], STR("as")))) return false;
  for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++)
    if (str_eq(words[0], str_of(pointers[i]))) return true;
  return false;
}

stance says_stance(const says *s, const cue *c, const spans *content) {
  str words[14];
  size_t count = first_words(s, content, words, 14);
  str verb = tok(s, c->verb)->lemma;
  bool is_about_claim = content_has(s, content, LEXICON_ALLEGATION_WORDS, 8);
  if (says_has(c->features, "declines") && is_deed(words, count, s, content)) return STANCE_SAYS;
  if (says_has(c->features, "declines") && !is_about_claim && is_thing(words, count, s, content)) return STANCE_SAYS;
  if (says_has(c->features, "declines")) return is_about_claim && !(count > 0 && str_eq(words[0], STR("to"))) && !content_has(s, content,
      LEXICON_REFUSAL_OBJECTS, 8) ? STANCE_DENIES : STANCE_DECLINES;
  if (c->is_negated) {
    bool cannot = false;
    for (uint32_t t = c->group.first; t < c->verb; t++) cannot |= says_word(s, t, "could") || says_word(s, t, "can") || says_word(s, t, "cannot") ||
        says_word(s, t, "couldn't") || says_word(s, t, "can't");
    if (str_eq(verb, STR("know")) || (cannot && !says_has(c->features, "response"))) return STANCE_DISCLAIMS;
    if (says_has(c->features, "response")) return STANCE_DECLINES;
    if (says_has(c->features, "denies")) return STANCE_SAYS;
    bool is_question = count > 0 && (str_eq(words[0], STR("whether")) || str_eq(words[0], STR("if")) || str_eq(words[0], STR("what")) ||
        str_eq(words[0], STR("who")) || str_eq(words[0], STR("how")) ||
                                     str_eq(words[0], STR("why")) || str_eq(words[0], STR("when")) || str_eq(words[0], STR("where")) ||
                                         str_eq(words[0], STR("which")));
    if (is_question || str_eq(verb, STR("say")) || str_eq(verb, STR("tell"))) return STANCE_DECLINES;
    if (str_eq(verb, STR("believe")) || str_eq(verb, STR("think"))) return STANCE_DOUBTS;
    return STANCE_SAYS;
  }
  bool is_turned_down = str_eq(verb, STR("reject")) || str_eq(verb, STR("dismiss")); /* an offer, a launch "as routine": no telling is denied */
  if (is_turned_down && !is_about_claim && !is_pointer(words, count) && !calls_false(s, c, content) && is_thing(words, count, s, content)) return STANCE_SAYS;
  if (says_has(c->features, "denies")) return STANCE_DENIES;
  if (says_has(c->features, "doubts")) return STANCE_DOUBTS;
  if (begins_with_list(words, count, LEXICON_DISCLAIMERS)) return STANCE_DISCLAIMS;
  if (calls_false(s, c, content)) return STANCE_DENIES;
  return STANCE_SAYS;
}
