/* Names with two spellings or more: for each set of named bearers the distinct forms of the full name.
 *
 * A form counts when it is a full name (a person's with given name and surname, titles left out; of anything else the
 * whole name). Forms that differ only in article, possessive, points or all-capital letters are one form; a bare surname,
 * an acronym beside its long form, and country words ("US", "American") are no spellings.
 */
#include "base/diff.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"
#include "who/parts.h"

enum { MOST_EVIDENCE = 20, MOST_FORMS = 12, NEAR_LETTERS = 2, LEAST_LETTERS = 6 };

/* The mention without title words before it and a possessive ending; empty when it is no full name. */
static span full_form(const document *d, const bearer *b, span m) {
  str text = document_slice(d, m);
  uint32_t start = m.start, end = m.end;
  if (str_ends(text, STR("’s"))) end -= 4;
  else if (str_ends(text, STR("'s"))) end -= 2;
  for (;;) {
    str rest = {d->text.at + start, end - start};
    size_t space = str_find_char(rest, ' ', 0);
    if (space == STR_NONE || space > 40) break;
    char folded[41];
    for (size_t i = 0; i < space; i++) folded[i] = (char)(rest.at[i] >= 'A' && rest.at[i] <= 'Z' ? rest.at[i] + 32 : rest.at[i]);
    str word = {folded, space};
    if (word.len && word.at[word.len - 1] == '.') word.len--;
    bool article = str_eq(word, STR("the"));
    if (!article && !(b->of->kind == NAME_PERSON && lexicon_has(LEXICON_TITLES, word))) break;
    start += (uint32_t)space + 1;
  }
  if (b->of->kind == NAME_PERSON) {
    str rest = {d->text.at + start, end - start};
    size_t space = str_find_char(rest, ' ', 0);
    /* a name of one word is a surname, unless it is the short form of a given name ("Bob") that somebody here bears alone */
    if (space == STR_NONE) return b->given.len == 0 && lexicon_has(LEXICON_NICKNAMES, b->surname) ? (span){start, end} : (span){0, 0};
    /* "Smith Jr." is a surname */
    if (str_find_char(rest, ' ', space + 1) == STR_NONE) {
      char folded[8];
      size_t n = rest.len - space - 1;
      if (n < sizeof folded) {
        for (size_t i = 0; i < n; i++) folded[i] = (char)(rest.at[space + 1 + i] >= 'A' &&
            rest.at[space + 1 + i] <= 'Z' ? rest.at[space + 1 + i] + 32 : rest.at[space + 1 + i]);
        if (lexicon_has(LEXICON_NAME_SUFFIXES, (str){folded, n})) return (span){0, 0};
      }
    }
  }
  return (span){start, end};
}

/* What makes two forms one: without points, and with the first letters of words small ("the Green party", "Party"). */
static str bare(arena *a, str form) {
  strbuf out = strbuf_new(a);
  bool begins = true;
  for (size_t i = 0; i < form.len; i++) {
    char c = form.at[i] == '\n' ? ' ' : form.at[i];
    if (c == '.' || c == ',') continue;
    strbuf_char(&out, begins && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    begins = c == ' ';
  }
  return strbuf_str(&out);
}

static bool all_capital(str form) {
  for (size_t i = 0; i < form.len; i++)
    if (form.at[i] >= 'a' && form.at[i] <= 'z') return false;
  return true;
}

/* For bodies and places: one is a spelling of the other (letters alike, or a letter or two away), not a longer name. */
static bool is_spelling_of(arena *scratch, str x, str y) {
  str a = str_fold(scratch, x), b = str_fold(scratch, y);
  strbuf l[2] = {strbuf_new(scratch), strbuf_new(scratch)};
  for (size_t i = 0; i < a.len; i++)
    if (a.at[i] != ' ' && a.at[i] != '-') strbuf_char(&l[0], a.at[i]);
  for (size_t i = 0; i < b.len; i++)
    if (b.at[i] != ' ' && b.at[i] != '-') strbuf_char(&l[1], b.at[i]);
  str p = strbuf_str(&l[0]), q = strbuf_str(&l[1]);
  if (str_eq(p, q)) return true;
  if ((str_ends(p, STR("com")) && p.len == q.len + 3 && str_starts(p, q)) || (str_ends(q, STR("com")) && q.len == p.len + 3 && str_starts(q, p))) return true;
  if (p.len > 128 || q.len > 128) return false;
  return utf8_count(p) >= LEAST_LETTERS && utf8_count(q) >= LEAST_LETTERS && diff_letters(scratch, p.at, (uint32_t)p.len, q.at, (uint32_t)q.len,
      NEAR_LETTERS) <= NEAR_LETTERS;
}

typedef struct form { str bare; name_variant variant; } form;
typedef VEC(form) forms;

static void add_form(const report *rep, arena *story_arena, arena *scratch, forms *list, uint32_t doc, span s) {
  str text = document_slice(rep->documents[doc], s), key = bare(scratch, text);
  for (uint32_t i = 0; i < list->count; i++)
    if (str_eq(list->at[i].bare, key)) {
      if (list->at[i].variant.evidence.count < MOST_EVIDENCE) vec_push(story_arena, &list->at[i].variant.evidence, ((evidence){doc, s}));
      return;
    }
  if (list->count >= MOST_FORMS) return;
  form *f = vec_new(scratch, list);
  f->bare = key;
  f->variant.text = str_keep(story_arena, text);
  vec_push(story_arena, &f->variant.evidence, ((evidence){doc, s}));
}

/* The full forms of one set, from the names of its documents. */
static void read_set(const report *rep, story *st, arena *scratch, const sets *all, const index_vec *names_of, uint32_t root) {
  forms list = {0};
  name_kind kind = NAME_OTHER;
  for (uint32_t i = root; i != NONE; i = all->next[i]) {
    const bearer *of = &all->b->at[i];
    const document *d = rep->documents[of->doc];
    if (!of->of->is_named) continue;
    if (of->nation.len > 0) return;
    if (kind != NAME_PERSON) kind = of->of->kind;
    for (uint32_t n = 0; n < names_of[i].count; n++) {
      span s = full_form(d, of, d->names.at[names_of[i].at[n]].span);
      if (!span_empty(s) && !all_capital(document_slice(d, s))) add_form(rep, st->arena, scratch, &list, of->doc, s);
    }
  }
  if (list.count < 2) return;
  uint32_t most = 0;
  for (uint32_t i = 0; i < list.count; i++)
    if (list.at[i].variant.evidence.count > list.at[most].variant.evidence.count) most = i;
  story_name name = {.name = list.at[most].variant.text, .kind = kind};
  for (uint32_t i = 0; i < list.count; i++)
    if (kind == NAME_PERSON || i == most || is_spelling_of(scratch, list.at[i].variant.text, list.at[most].variant.text)) vec_push(st->arena,
        &name.variants, list.at[i].variant);
  if (name.variants.count >= 2) vec_push(st->arena, &st->names, name);
}

void who_spellings(const report *rep, story *st, arena *scratch, bearers *b) {
  sets all = who_sets(scratch, b);
  index_vec *names_of = ARENA_ARRAY(scratch, index_vec, b->count + 1);
  uint32_t first = 0; /* bearer of the document's first entity */
  for (uint32_t i = 0; i < st->documents.count; i++) {
    const document *d = rep->documents[st->documents.at[i]];
    for (uint32_t n = 0; n < d->names.count; n++)
      if (d->names.at[n].entity != NONE) vec_push(scratch, &names_of[first + d->names.at[n].entity], n);
    first += d->entities.count;
  }
  for (uint32_t root = 0; root < b->count; root++)
    if (who_root(b, root) == root) read_set(rep, st, scratch, &all, names_of, root);
}
