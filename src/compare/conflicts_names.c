/* Two spellings of one person.
 *
 * who/ has put the spellings of each person of the story together. Here two of them are compared word by word: they
 * conflict when they have the same number of words and just one differs, by one or two letters that no accent explains.
 * Middle names, initials, nicknames and surnames alone are no conflict. The passages are those where the name stands with
 * its role, one a report and spelling.
 */
#include "base/diff.h"
#include "base/utf8.h"
#include "compare/conflicts.h"
#include "lexicon/lexicon.h"

enum { MOST_WORDS = 6, MOST_LETTERS = 2 };

typedef struct spelling { str words[MOST_WORDS]; size_t count; } spelling;

/* Without titles, initials and suffixes ("Jr."), folded; false when it has too many words to be a name. */
static bool spell(arena *scratch, str name, spelling *out) {
  str folded = str_fold(scratch, name);
  for (size_t at = 0; at < folded.len;) {
    size_t end = str_find_char(folded, ' ', at);
    if (end == STR_NONE) end = folded.len;
    str word = str_slice(folded, at, end);
    if (str_ends(word, STR("'s"))) word.len -= 2;
    bool is_initial = word.len <= 2 && (word.len < 2 || word.at[1] == '.');
    if (word.len > 0 && !is_initial && !lexicon_has(LEXICON_TITLES, word) && !lexicon_has(LEXICON_NAME_SUFFIXES, word)) {
      if (out->count == MOST_WORDS) return false;
      out->words[out->count++] = word;
    }
    at = end + 1;
  }
  return out->count >= 2;
}

/* `small` is a short form of `full`: in the list, or its beginning but for a last vowel ("Sandi" of "Sandra"). */
static bool is_nickname(str small, str full) {
  const lexicon_entry *e = lexicon_find(LEXICON_NICKNAMES, small);
  for (size_t at = 0; e && at < e->value.len;) {
    size_t end = str_find_char(e->value, ' ', at);
    if (end == STR_NONE) end = e->value.len;
    if (str_eq(str_slice(e->value, at, end), full)) return true;
    at = end + 1;
  }
  if (small.len >= full.len || small.len < 3) return false;
  char last = small.at[small.len - 1];
  bool has_ending = last == 'i' || last == 'y' || last == 'e';
  return str_starts(full, str_slice(small, 0, small.len - has_ending));
}

/* Equal but for what is written with or without marks: hyphens, apostrophes. Accents make one letter of difference each and
 * stand for the same name too. */
static bool is_same_bare(arena *scratch, str a, str b) {
  strbuf x = strbuf_new(scratch), y = strbuf_new(scratch);
  for (size_t i = 0; i < a.len; i++)
    if (a.at[i] != '-' && a.at[i] != '\'') strbuf_char(&x, a.at[i]);
  for (size_t i = 0; i < b.len; i++)
    if (b.at[i] != '-' && b.at[i] != '\'') strbuf_char(&y, b.at[i]);
  if (str_eq(strbuf_str(&x), strbuf_str(&y))) return true;
  /* letter by letter: a letter beyond ASCII against one of ASCII is an accent */
  str p = strbuf_str(&x), q = strbuf_str(&y);
  size_t i = 0, k = 0, length = 0, other = 0;
  while (i < p.len && k < q.len) {
    int32_t c = utf8_at(p, i, &length), d = utf8_at(q, k, &other);
    if (c != d && (c < 128) == (d < 128)) return false;
    i += length, k += other;
  }
  return i == p.len && k == q.len;
}

/* The one word in which they differ, by few letters; MOST_WORDS when they do not conflict. */
static size_t differing_word(arena *scratch, const spelling *a, const spelling *b) {
  size_t at = MOST_WORDS;
  if (a->count != b->count) return MOST_WORDS;
  for (size_t i = 0; i < a->count; i++) {
    if (str_eq(a->words[i], b->words[i])) continue;
    if (at != MOST_WORDS) return MOST_WORDS;
    at = i;
  }
  if (at == MOST_WORDS) return at;
  str x = a->words[at], y = b->words[at];
  uint32_t letters = diff_letters(scratch, x.at, (uint32_t)x.len, y.at, (uint32_t)y.len, MOST_LETTERS);
  size_t shorter = x.len < y.len ? x.len : y.len;
  if (letters > MOST_LETTERS || (letters > 1 && shorter < 6)) return MOST_WORDS;
  if (is_nickname(x, y) || is_nickname(y, x) || is_same_bare(scratch, x, y)) return MOST_WORDS;
  return at;
}

/* The words around a mention that say who it is: its clause, cut to a window. */
static evidence passage_of(const conflict_work *w, evidence mention) {
  const document *d = work_document(w, mention.doc);
  uint32_t t = work_told_at(w, mention.doc, mention.span), sentence = document_sentence_at(d, mention.span.start);
  span whole = mention.span;
  if (sentence < d->sentences.count && span_holds(d->sentences.at[sentence].span, mention.span)) whole = d->sentences.at[sentence].span;
  if (t != NONE && span_length(told_statement(w, &w->told.at[t])->span) > span_length(mention.span) + 20) whole = told_statement(w, &w->told.at[t])->span;
  return (evidence){mention.doc, work_window(d, whole, mention.span)};
}

/* Commas and roles beside the name make the better passage. */
static bool has_role_beside(const document *d, span name) {
  uint32_t t = document_token_at(d, name.end);
  bool comma = t < d->tokens.count && str_eq(d->tokens.at[t].folded, STR(","));
  uint32_t f = document_token_at(d, name.start);
  return comma || (f > 0 && (d->tokens.at[f - 1].word == WORD_NOUN || str_eq(d->tokens.at[f - 1].folded, STR(","))));
}

static bool add_name_side(conflict_work *w, conflict *c, const name_variant *v) {
  side *s = work_side(w, c, v->text, NONE);
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < v->evidence.count; i++) {
      evidence m = v->evidence.at[i];
      const document *d = work_document(w, m.doc);
      if (m.span.end > d->text.len || has_role_beside(d, m.span) != (pass == 0)) continue;
      bool has = false;
      for (uint32_t k = 0; k < s->evidence.count; k++) has |= s->evidence.at[k].doc == m.doc;
      if (!has) work_evidence(w, s, passage_of(w, m), m.span);
    }
  return s->evidence.count > 0;
}

static uint32_t docs_of(const name_variant *v) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < v->evidence.count; i++) n += i == 0 || v->evidence.at[i].doc != v->evidence.at[i - 1].doc;
  return n;
}

static void compare_spellings(conflict_work *w, const story_name *n) {
  uint32_t count = n->variants.count < 16 ? n->variants.count : 16;
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < i; k++) {
      const name_variant *a = &n->variants.at[k], *b = &n->variants.at[i];
      spelling x = {0}, y = {0};
      if (!spell(w->scratch, a->text, &x) || !spell(w->scratch, b->text, &y)) continue;
      size_t at = differing_word(w->scratch, &x, &y);
      if (at == MOST_WORDS) continue;
      if (docs_of(a) < docs_of(b)) {
        const name_variant *t = a;
        a = b, b = t;
      }
      arena *keep = w->s->arena;
      /* the surname counts more: a first name written otherwise is often a nickname */
      conflict *c = work_add(w, CONFLICT_NAME, NONE, 800);
      c->text = str_format(keep, "%.*s or %.*s", STR_ARG(a->text), STR_ARG(b->text));
      if (!add_name_side(w, c, a) || !add_name_side(w, c, b)) {
        w->found.count--;
        continue;
      }
      if (docs_of(a) > docs_of(b))
        c->reading = str_format(keep, "%.*s write%s %.*s; only %.*s has %.*s.", STR_ARG(work_letters(w, &c->sides.at[0].evidence)),
            docs_of(a) == 1 ? "s" : "", STR_ARG(a->text),
                                STR_ARG(work_letters(w, &c->sides.at[1].evidence)), STR_ARG(b->text));
      return; /* one conflict a name */
    }
}

void conflicts_name(conflict_work *w) {
  for (uint32_t i = 0; i < w->s->names.count; i++)
    if (w->s->names.at[i].kind == NAME_PERSON) compare_spellings(w, &w->s->names.at[i]);
}
