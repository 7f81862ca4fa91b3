/* Bearers: what is compared of each entity. Names are taken apart as text/ did not have to: given name, surname and
 * suffix of a person; the key of a body, with country words replaced by their country; head and country of an unnamed
 * group. The body somebody speaks for is the body, or the client, named inside the words of the role or description.
 */
#include "who/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { MOST_WORDS = 24 };

typedef struct words { str at[MOST_WORDS]; uint32_t count; } words;

static str without_ending(str w) {
  if (str_ends(w, STR("'s"))) return (str){w.at, w.len - 2};
  return str_ends(w, STR("s'")) ? (str){w.at, w.len - 1} : w;
}

/* Folded words, without commas and brackets, possessive endings and a leading article. Views into one folded copy. */
static words split(arena *a, str text) {
  words w = {.count = 0};
  str f = str_fold(a, text);
  size_t i = 0;
  while (i < f.len && w.count < MOST_WORDS) {
    while (i < f.len && (f.at[i] == ' ' || f.at[i] == '\n' || f.at[i] == '\t' || f.at[i] == ',' || f.at[i] == '(' || f.at[i] == ')' || f.at[i] == '"')) i++;
    size_t start = i;
    while (i < f.len && f.at[i] != ' ' && f.at[i] != '\n' && f.at[i] != '\t' && f.at[i] != ',' && f.at[i] != '(' && f.at[i] != ')' && f.at[i] != '"') i++;
    if (i == start) break;
    str word = without_ending(str_slice(f, start, i));
    bool article = w.count == 0 && (str_eq(word, STR("the")) || str_eq(word, STR("a")) || str_eq(word, STR("an")));
    if (!article && word.len > 0) w.at[w.count++] = word;
  }
  return w;
}

static str without_points(arena *a, str word) {
  char *out = arena_alloc(a, word.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < word.len; i++)
    if (word.at[i] != '.') out[n++] = word.at[i];
  return (str){out, n};
}

str who_key(arena *a, str name) {
  words w = split(a, name);
  strbuf out = strbuf_new(a);
  for (uint32_t i = 0; i < w.count; i++) {
    if (i > 0) strbuf_char(&out, ' ');
    strbuf_add(&out, without_points(a, w.at[i]));
  }
  return strbuf_str(&out);
}

/* The country at word i, by the longest name; *used words. */
static str nation_at(const words *w, uint32_t i, uint32_t *used) {
  const lexicon_entry *e = NULL;
  size_t n = lexicon_match(LEXICON_NATIONS, w->at + i, w->count - i, &e);
  *used = n > 0 ? (uint32_t)n : 1;
  return n > 0 ? e->value : (str){"", 0};
}

str who_body_key(arena *a, str name) {
  words w = split(a, name);
  strbuf out = strbuf_new(a);
  bool first = true;
  for (uint32_t i = 0; i < w.count;) {
    uint32_t used;
    str nation = nation_at(&w, i, &used);
    if (!(str_eq(w.at[i], STR("the")) || str_eq(w.at[i], STR("of")))) {
      if (!first) strbuf_char(&out, ' ');
      strbuf_add(&out, nation.len ? str_fold(a, nation) : without_points(a, w.at[i]));
      first = false;
    }
    i += used;
  }
  return strbuf_str(&out);
}

/* A head word of the lists of roles and sources, singular or plural; empty when it is none. */
static str head_word(arena *a, str word) {
  static const enum lexicon_list lists[] = {LEXICON_ROLES, LEXICON_SOURCE_HEADS, LEXICON_DOCUMENT_HEADS};
  str forms[3] = {word, word, word};
  if (word.len > 3 && str_ends(word, STR("s"))) forms[1].len--;
  if (word.len > 4 && str_ends(word, STR("men"))) forms[2] = str_format(a, "%.*sman", (int)word.len - 3, word.at);
  for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
    for (int f = 0; f < 3; f++) {
      const lexicon_entry *e = lexicon_find(lists[l], forms[f]);
      if (!e) continue;
      str value = e->value.len ? e->value : e->key;
      size_t space = str_find_char(value, ' ', 0);
      return space == STR_NONE ? value : str_slice(value, 0, space);
    }
  return (str){"", 0};
}

static bool is_preposition(str w) {
  static const char *const list[] = {"of", "for", "in", "at", "from", "with", "to", "inside", "on", "familiar", "close", "briefed", "who"};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    if (str_eq(w, str_of(list[i]))) return true;
  return false;
}

/* The head of a role or description: the last listed word before the first preposition. */
static str head_of(arena *a, const words *w) {
  str head = {"", 0};
  for (uint32_t i = 0; i < w->count && !(i > 0 && is_preposition(w->at[i])); i++) {
    str h = head_word(a, w->at[i]);
    if (h.len) head = h;
    if (str_eq(w->at[i], STR("secretary")) && i > 0 && str_eq(w->at[i - 1], STR("press"))) head = STR("spokesperson");
  }
  return head;
}

static void read_person(arena *a, bearer *b) {
  words w = split(a, b->of->name);
  uint32_t first = 0, end = w.count;
  while (first + 1 < end) {
    str word = w.at[first];
    if (word.at[word.len - 1] == '.') word.len--;
    if (!lexicon_has(LEXICON_TITLES, word)) break;
    first++;
  }
  while (end > first + 1 && lexicon_has(LEXICON_NAME_SUFFIXES, w.at[end - 1])) b->suffix = without_points(a, w.at[--end]);
  if (end == first) return;
  b->surname = w.at[end - 1];
  if (end - first > 1) b->given = w.at[first];
  if (end - first > 2) b->middle = w.at[first + 1];
}

/* An unnamed group or body by head, country and the other words; "some" set apart. */
static void read_description(arena *a, bearer *b) {
  static const char *const some[] = {"some", "many", "few", "most", "other", "others", "certain"};
  static const char *const plain[] = {"several", "multiple", "two", "three", "four", "five", "one", "these", "those", "the", "of", "from", "this",
      "its", "their", "his", "her"};
  words w = split(a, b->of->name);
  strbuf rest = strbuf_new(a);
  for (uint32_t i = 0; i < w.count;) {
    uint32_t used;
    str nation = nation_at(&w, i, &used);
    bool drop = nation.len > 0;
    if (nation.len && b->nation.len == 0) b->nation = nation;
    else if (nation.len) strbuf_format(&rest, " %.*s", STR_ARG(nation));
    for (size_t k = 0; k < sizeof some / sizeof *some && i == 0; k++)
      if (str_eq(w.at[0], str_of(some[k]))) b->is_some = drop = true;
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
      if (str_eq(w.at[i], str_of(plain[k]))) drop = true;
    if (!drop) {
      str head = head_word(a, w.at[i]);
      strbuf_char(&rest, ' ');
      strbuf_add(&rest, head.len ? head : without_points(a, w.at[i]));
    }
    i += used;
  }
  b->role_head = head_of(a, &w);
  b->key = str_format(a, "%s%s|%.*s|%.*s", b->of->is_plural ? "group" : "one", b->is_some ? " some" : "", STR_ARG(b->nation), STR_ARG(strbuf_str(&rest)));
}

static source_kind kind_of(const entity *e) {
  if (e->kind == NAME_OUTLET) return SOURCE_OUTLET;
  if (e->kind == NAME_PERSON) return e->is_named ? SOURCE_PERSON : SOURCE_ANONYMOUS;
  if (e->kind != NAME_OTHER || e->is_named) return SOURCE_ORGANISATION;
  return SOURCE_ANONYMOUS;
}

/* The attribution's kind knows documents ("the filing"); an entity that is the source of one has its kind. */
static void kinds_from_attributions(const document *d, bearers *b, uint32_t first) {
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    if (a->entity != NONE && a->kind == SOURCE_DOCUMENT) b->at[first + a->entity].kind = SOURCE_DOCUMENT;
  }
}

/* The stretch of the document's text that a view lies in; empty when it is no view. */
static span place_of(const document *d, str view) {
  if (view.len == 0 || view.at < d->text.at || view.at + view.len > d->text.at + d->text.len) return (span){0, 0};
  uint32_t start = (uint32_t)(view.at - d->text.at);
  return (span){start, start + (uint32_t)view.len};
}

static bool speaks_for(str head) { return lexicon_has(LEXICON_SPEAKS_FOR, head); }

static bool is_former(str role) {
  static const char *const starts[] = {"former ", "ex-", "a former ", "the former ", "an ex-", "the ex-", "one-time ", "then-"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (str_starts_nocase(role, str_of(starts[i]))) return true;
  return false;
}

enum { MOST_HEADS_READ = 24 };

/* The callings in the words of all mentions. */
static void read_heads(const document *d, arena *scratch, bearer *b) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < b->of->mentions.count && i < MOST_HEADS_READ && n < sizeof b->more_heads / sizeof *b->more_heads; i++) {
    words w = split(scratch, document_slice(d, b->of->mentions.at[i]));
    str head = head_of(scratch, &w);
    bool known = head.len == 0 || str_eq(head, b->role_head);
    for (uint32_t k = 0; k < n; k++) known = known || str_eq(head, b->more_heads[k]);
    if (!known) b->more_heads[n++] = head;
  }
}

typedef struct placed { span span; uint32_t bearer; } placed;
typedef VEC(placed) placeds;

static int by_start(const void *x, const void *y) {
  const placed *a = x, *b = y;
  return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

/* The body or client named inside the words of b: the last body, else for a lawyer or spokesman the last person. */
static uint32_t body_within(const bearers *all, const placeds *mentions, uint32_t self, span where) {
  uint32_t low = 0, high = mentions->count, body = NONE, client = NONE, country = NONE;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (mentions->at[mid].span.start < where.start) low = mid + 1;
    else high = mid;
  }
  for (; low < mentions->count && mentions->at[low].span.start < where.end; low++) {
    const bearer *b = &all->at[mentions->at[low].bearer];
    if (mentions->at[low].bearer == self || mentions->at[low].span.end > where.end + 3) continue;
    if (b->of->kind == NAME_ORGANISATION && body == NONE) body = mentions->at[low].bearer;
    else if (b->of->kind == NAME_PERSON) client = mentions->at[low].bearer;
    else if (b->of->kind == NAME_PLACE || b->of->kind == NAME_NATIONALITY) country = country == NONE ? mentions->at[low].bearer : country;
  }
  return body != NONE ? body : client != NONE ? client : country;
}

static void find_bodies(const document *d, arena *scratch, bearers *all, uint32_t first) {
  placeds mentions = {0};
  for (uint32_t i = first; i < all->count; i++)
    for (uint32_t k = 0; k < all->at[i].of->mentions.count; k++) {
      placed p = {all->at[i].of->mentions.at[k], i};
      vec_push(scratch, &mentions, p);
    }
  vec_sort(scratch, &mentions, by_start);
  for (uint32_t i = first; i < all->count; i++) {
    bearer *b = &all->at[i];
    if (b->of->kind != NAME_PERSON) continue;
    str words_of = b->of->is_named ? b->of->role : b->of->name;
    words w = split(scratch, words_of);
    b->role_head = head_of(scratch, &w);
    read_heads(d, scratch, b);
    span where = place_of(d, words_of);
    if (span_empty(where)) continue;
    uint32_t body = body_within(all, &mentions, i, where);
    if (body == NONE) continue;
    b->body_key = who_body_key(scratch, all->at[body].of->name);
    bool is_country = all->at[body].of->kind == NAME_PLACE || all->at[body].of->kind == NAME_NATIONALITY;
    bool is_group = !b->of->is_named && b->of->is_plural && all->at[body].of->kind == NAME_ORGANISATION;
    if (is_former(words_of)) continue;
    if ((speaks_for(b->role_head) && !is_country) || is_group) b->body = body;
  }
}

/* The canonical name of an outlet, by its name with or without the article. */
static str outlet_name(arena *a, str name) {
  str folded = str_fold(a, str_squeeze(a, name));
  const lexicon_entry *e = lexicon_find(LEXICON_OUTLETS, folded);
  if (!e && str_starts(folded, STR("the "))) e = lexicon_find(LEXICON_OUTLETS, str_slice(folded, 4, folded.len));
  if (!e) e = lexicon_find(LEXICON_OUTLETS, str_format(a, "the %.*s", STR_ARG(folded)));
  return e ? e->value : (str){"", 0};
}

void who_bearers(const report *rep, const story *st, arena *scratch, bearers *out) {
  for (uint32_t i = 0; i < st->documents.count; i++) {
    uint32_t doc = st->documents.at[i];
    const document *d = rep->documents[doc];
    uint32_t first = out->count;
    for (uint32_t e = 0; e < d->entities.count; e++) {
      bearer *b = vec_new(scratch, out);
      b->doc = doc;
      b->index = e;
      b->of = &d->entities.at[e];
      b->kind = kind_of(b->of);
      b->body = NONE;
      b->set = out->count - 1;
      if (!b->of->is_named) read_description(scratch, b);
      else if (b->of->kind == NAME_PERSON) read_person(scratch, b);
      else {
        uint32_t used = 0;
        words w = split(scratch, b->of->name);
        str nation = w.count ? nation_at(&w, 0, &used) : (str){"", 0};
        if (nation.len && used == w.count) b->nation = nation;
        if (b->of->kind == NAME_OUTLET || b->of->kind == NAME_ORGANISATION) b->canonical = outlet_name(scratch, b->of->name);
        if (b->canonical.len) b->key = who_key(scratch, b->canonical), b->kind = SOURCE_OUTLET;
        else b->key = b->nation.len ? str_fold(scratch, b->nation) : who_body_key(scratch, b->of->name);
      }
    }
    kinds_from_attributions(d, out, first);
    find_bodies(d, scratch, out, first);
  }
}
