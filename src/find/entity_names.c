/* Names to entities, by sieves from the surest to the least sure: the same words; a person's full name that differs only
 * in a middle name; a surname or given name of a person met; an acronym or its long form; a short form of a body's name
 * ("the Herald" for "The Harbour Herald"); else somebody new.
 *
 * A name also gives its bearer a role: the words before it ("national security adviser Jane Roe"), the apposition
 * after it ("Jane Roe, a spokeswoman for the embassy,") or before it ("the embassy's spokeswoman, Jane Roe,"), or what
 * it is said to be ("Jane Roe is a lawyer").
 */
#include "find/entity_parts.h"

#include "lexicon/lexicon.h"

enum { MOST_ROLE_BYTES = 200 };

static const token *at(const resolver *r, uint32_t i) { return &r->doc->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

/* ---- persons ---- */

typedef struct person { str given, middle, surname, suffix; gender gender; span span; uint32_t words; } person;

/* "F.B.I." and "FBI" are one word. */
static str without_points(arena *a, str word) {
  size_t points = 0;
  for (size_t i = 0; i < word.len; i++) points += word.at[i] == '.';
  if (points == 0) return word;
  char *out = arena_alloc(a, word.len);
  size_t n = 0;
  for (size_t i = 0; i < word.len; i++)
    if (word.at[i] != '.') out[n++] = word.at[i];
  return (str){out, n};
}

static bool same(str a, str b) { return str_eq(a, b); }

/* One is the other, its initial, or not said. */
static bool agrees(str a, str b) {
  if (a.len == 0 || b.len == 0 || same(a, b)) return true;
  str s = a.len < b.len ? a : b, l = a.len < b.len ? b : a;
  if (s.len > 0 && s.at[s.len - 1] == '.') s.len--;
  return s.len == 1 && s.at[0] == l.at[0];
}

/* A title or form of address ("Mr", "Sen."), with the gender it tells. */
static bool is_title(const token *t, gender *g) {
  str word = t->folded;
  if (word.len > 1 && word.at[word.len - 1] == '.') word.len--;
  const lexicon_entry *e = lexicon_find(LEXICON_TITLES, word);
  if (!e) return false;
  if (str_starts(e->value, STR("he"))) *g = GENDER_HE;
  if (str_starts(e->value, STR("she"))) *g = GENDER_SHE;
  return true;
}

static gender first_name_gender(str name) {
  const lexicon_entry *e = lexicon_find(LEXICON_FIRST_NAMES, name);
  if (!e) return GENDER_UNKNOWN;
  return str_starts(e->value, STR("she")) ? GENDER_SHE : str_starts(e->value, STR("he")) ? GENDER_HE : GENDER_UNKNOWN;
}

static person read_person(const resolver *r, uint32_t first, uint32_t end, span whole) {
  person p = {.span = whole};
  while (first + 1 < end) {
    if (!is_title(at(r, first), &p.gender)) break;
    first++;
    p.span.start = at(r, first)->span.start;
  }
  while (end > first + 1 && lexicon_has(LEXICON_NAME_SUFFIXES, chunk_word(at(r, end - 1)))) {
    p.suffix = without_points(r->scratch, chunk_word(at(r, end - 1)));
    end--;
  }
  while (end > first + 1 && at(r, end - 1)->word == WORD_PUNCT) end--;
  p.words = end - first;
  p.surname = chunk_word(at(r, end - 1));
  if (p.words > 1) p.given = at(r, first)->folded;
  if (p.words > 2) p.middle = at(r, first + 1)->folded;
  if (p.gender == GENDER_UNKNOWN && p.words > 1) p.gender = first_name_gender(p.given);
  return p;
}

/* The form of address before the name, outside its span. */
static gender address_before(const resolver *r, uint32_t first) {
  if (first == 0 || at(r, first - 1)->sentence != at(r, first)->sentence) return GENDER_UNKNOWN;
  gender g = GENDER_UNKNOWN;
  return is_title(at(r, first - 1), &g) ? g : GENDER_UNKNOWN;
}

static bool genders_agree(gender a, gender b) { return a == GENDER_UNKNOWN || b == GENDER_UNKNOWN || a == b; }

static void add_part(resolver *r, str part, uint32_t entity) {
  if (part.len == 0) return;
  uint32_t *newest = map_put(&r->by_part, part, MAP_NONE);
  for (uint32_t k = *newest, steps = 0; k != MAP_NONE && steps < MOST_STEPS; k = r->parts.at[k].previous, steps++)
    if (entity_now(r, r->parts.at[k].entity) == entity) return;
  role_entry e = {entity, *newest};
  *newest = r->parts.count;
  vec_push(r->scratch, &r->parts, e);
}

/* How well `p` names the person `b`; 0 = not at all. */
static int person_fit(const bearer *b, const person *p) {
  if (b->record.kind != NAME_PERSON || !b->record.is_named || !genders_agree(b->record.gender, p->gender)) return 0;
  if (p->words == 1) {
    if (p->suffix.len > 0) return same(b->surname, p->surname) && same(b->suffix, p->suffix) ? 3 : same(b->surname, p->surname) &&
        b->given.len == 0 && b->suffix.len == 0 ? 1 : 0;
    if (same(b->surname, p->surname)) return 3;
    return same(b->given, p->surname) ? 2 : 0;
  }
  if (!same(b->surname, p->surname)) {
    /* a given name or a surname that stands first was met alone before ("Li", then "Li Wen") */
    return b->given.len == 0 && same(b->surname, p->given) && b->suffix.len == 0 ? 1 : 0;
  }
  if (b->given.len == 0) return b->suffix.len == 0 || same(b->suffix, p->suffix) ? 2 : 0;
  bool given = same(b->given, p->given) || (agrees(b->given, p->given)) || same(b->middle, p->given) || same(b->given, p->middle);
  return given && same(b->suffix, p->suffix) && (agrees(b->middle, p->middle) || !same(b->given, p->given)) ? 4 : 0;
}

static uint32_t find_person(const resolver *r, const person *p) {
  uint32_t best = NONE;
  int best_fit = 0;
  str parts[2] = {p->surname, p->given};
  for (int i = 0; i < 2; i++) {
    if (parts[i].len == 0) continue;
    uint32_t k = map_get(&r->by_part, parts[i]);
    for (int steps = 0; k != MAP_NONE && steps < MOST_STEPS; k = r->parts.at[k].previous, steps++) {
      uint32_t e = entity_now(r, r->parts.at[k].entity);
      int fit = person_fit(&r->bearers.at[e], p);
      if (fit == 0) continue;
      if (fit > best_fit || (fit == best_fit && e != best && r->bearers.at[e].mentions > r->bearers.at[best].mentions)) best = e, best_fit = fit;
    }
  }
  return best;
}

static uint32_t link_person(resolver *r, const person *p) {
  uint32_t e = find_person(r, p);
  bool is_new = e == NONE;
  if (is_new) e = entity_new(r, NAME_PERSON, true);
  bearer *b = &r->bearers.at[e];
  if (b->record.gender == GENDER_UNKNOWN) b->record.gender = p->gender;
  if (is_new || (p->words > 1 && (b->given.len == 0 || span_length(p->span) > b->record.name.len))) {
    b->record.name = document_slice(r->doc, p->span);
    if (b->given.len == 0 || !is_new) b->given = p->given, b->surname = p->surname;
    if (b->middle.len == 0) b->middle = p->middle;
    b->suffix = p->suffix;
    add_part(r, p->surname, e);
    add_part(r, p->given, e);
  }
  return e;
}

/* ---- bodies, places, the rest ---- */

static bool is_body(name_kind k) { return k == NAME_ORGANISATION || k == NAME_OUTLET; }

static str initials(arena *a, const resolver *r, uint32_t first, uint32_t end) {
  char *out = arena_alloc(a, end - first + 1);
  size_t n = 0;
  for (uint32_t i = first; i < end; i++) {
    str w = at(r, i)->folded;
    if (at(r, i)->is_capital && w.len > 0 && !str_eq(w, STR("the"))) out[n++] = w.at[0];
  }
  return (str){out, n};
}

static str name_key(const resolver *r, uint32_t first, uint32_t end) {
  strbuf out = strbuf_new(r->scratch);
  if (first + 1 < end && is_word(at(r, first), "the")) first++;
  for (uint32_t i = first; i < end; i++) {
    if (at(r, i)->word == WORD_PUNCT) continue;
    if (out.len > 0) strbuf_char(&out, ' ');
    strbuf_add(&out, i + 1 == end ? chunk_word(at(r, i)) : at(r, i)->folded);
  }
  return strbuf_str(&out);
}

/* The newest body whose name begins or ends with these words. */
static uint32_t by_short_form(const resolver *r, str key, name_kind kind) {
  uint32_t e = entity_now(r, map_get(&r->by_edge, key) == MAP_NONE ? NONE : map_get(&r->by_edge, key));
  if (e == NONE || !(is_body(kind) || kind == NAME_OTHER)) return NONE;
  str whole = r->bearers.at[e].key;
  if (str_ends(whole, key)) return e;
  return str_starts(whole, key) && r->bearers.at[e].record.kind == NAME_OUTLET ? e : NONE;
}

static void remember_body(resolver *r, uint32_t e, str key, uint32_t first, uint32_t end) {
  size_t head = str_find_char(key, ' ', 0);
  if (head == STR_NONE) return;
  *map_put(&r->by_edge, str_slice(key, 0, head), e) = e;
  for (size_t i = key.len; i-- > 0;)
    if (key.at[i] == ' ') {
      *map_put(&r->by_edge, str_slice(key, i + 1, key.len), e) = e;
      break;
    }
  *map_put(&r->by_initials, initials(r->scratch, r, first, end), e) = e;
  for (uint32_t i = first; i < end; i++) { /* "Chinese Embassy in Washington": the head stands before the first preposition */
    bool is_last = i + 1 == end || at(r, i + 1)->word == WORD_ADPOSITION;
    str canonical;
    if (!is_last) continue;
    if (entity_head(at(r, i), &canonical, NULL) == HEAD_BODY) entity_set_head(r, e, canonical);
    break;
  }
  for (uint32_t i = first; i < end && r->bearers.at[e].nation.len == 0; i++) r->bearers.at[e].nation = entity_nation(r->scratch, chunk_word(at(r, i)));
}

typedef struct described_body { str head, nation; } described_body;
static bool is_body_of(const resolver *r, uint32_t e, const void *what) {
  const described_body *b = what;
  const bearer *of = &r->bearers.at[e];
  return of->record.kind == NAME_ORGANISATION && b->nation.len > 0 && str_eq(of->nation, b->nation);
}

/* "Chinese Embassy" after "China's embassy": a body of the same head word and country. */
static uint32_t by_body(const resolver *r, uint32_t first, uint32_t end) {
  described_body b = {{0}, {0}};
  for (uint32_t i = first; i < end; i++) {
    if (b.nation.len == 0) b.nation = entity_nation(r->scratch, chunk_word(at(r, i)));
    if (i + 1 == end || at(r, i + 1)->word == WORD_ADPOSITION) {
      if (entity_head(at(r, i), &b.head, NULL) != HEAD_BODY) return NONE;
      break;
    }
  }
  return b.nation.len && b.head.len ? entity_by_head(r, b.head, is_body_of, &b) : NONE;
}

static uint32_t link_thing(resolver *r, uint32_t name, uint32_t first, uint32_t end) {
  const struct name *n = &r->doc->names.at[name];
  str key = name_key(r, first, end);
  str nation = n->kind == NAME_PLACE || n->kind == NAME_NATIONALITY || n->kind == NAME_ORGANISATION ? entity_nation(r->scratch, key) : (str){0};
  bool is_country = nation.len > 0;
  if (is_country) key = str_fold(r->scratch, nation);
  else key = without_points(r->scratch, key);
  uint32_t e = map_get(&r->by_key, key);
  e = e == MAP_NONE ? NONE : entity_now(r, e);
  if (e == NONE && !is_country && end - first == 1) {
    person p = read_person(r, first, end, n->span);
    if (n->kind != NAME_PLACE && n->kind != NAME_NATIONALITY && n->kind != NAME_OUTLET) e = find_person(r, &p);
    if (e == NONE && at(r, first)->is_all_capital && map_get(&r->by_initials, key) != MAP_NONE) e = entity_now(r, map_get(&r->by_initials, key));
  }
  if (e == NONE && !is_country) e = by_short_form(r, key, n->kind);
  if (e == NONE && !is_country && is_body(n->kind) && end - first > 1) {
    uint32_t acronym = map_get(&r->by_key, initials(r->scratch, r, first, end));
    if (acronym != MAP_NONE && is_body(r->bearers.at[entity_now(r, acronym)].record.kind)) e = entity_now(r, acronym);
    if (e == NONE) e = by_body(r, first, end);
  }
  bool is_new = e == NONE;
  if (is_new) e = entity_new(r, n->kind, true);
  bearer *b = &r->bearers.at[e];
  str text = document_slice(r->doc, n->span);
  if (str_ends(text, STR("'s"))) text.len -= 2;
  else if (str_ends(text, STR("’s"))) text.len -= 4;
  bool better = is_country ? b->record.kind == NAME_NATIONALITY && n->kind == NAME_PLACE : b->record.kind != NAME_PERSON && text.len > b->record.name.len;
  if (is_new || better || !b->record.is_named) {
    b->record.name = text;
    b->record.kind = n->kind;
    b->record.is_named = true;
    if (b->key.len == 0 || !is_country) b->key = key;
    if (is_country) b->nation = nation;
    if (b->record.gender == GENDER_UNKNOWN) b->record.gender = GENDER_IT;
    if (is_body(n->kind) && !is_country) remember_body(r, e, key, first, end);
    b = &r->bearers.at[e];
  }
  map_put(&r->by_key, key, e);
  /* "The Harbour Herald (THH)" */
  uint32_t limit = r->doc->tokens.count;
  if (is_body(b->record.kind) && end + 2 < limit && is_word(at(r, end), "(") && at(r, end + 1)->is_all_capital && is_word(at(r, end + 2), ")"))
    map_put(&r->by_key, without_points(r->scratch, at(r, end + 1)->folded), e);
  return e;
}

/* ---- roles ---- */

void entity_give_role(resolver *r, uint32_t e, uint32_t first, uint32_t end, uint32_t head) {
  str canonical;
  gender g = GENDER_UNKNOWN;
  if (entity_head(at(r, head), &canonical, &g) != HEAD_ROLE) return;
  while (first < head && at(r, first)->word == WORD_VERB) first++;
  bearer *b = &r->bearers.at[e];
  if (b->record.gender == GENDER_UNKNOWN) b->record.gender = g;
  str role = document_slice(r->doc, chunk_span(r->doc, first, end));
  if (b->key.len < MOST_ROLE_BYTES && role.len <= MOST_ROLE_BYTES) {
    str folded = str_fold(r->scratch, str_squeeze(r->scratch, role));
    if (str_find(b->key, folded, 0) == STR_NONE) b->key = str_format(r->scratch, "%.*s%s%.*s", STR_ARG(b->key), b->key.len ? " " : "", STR_ARG(folded));
  }
  if (role.len <= MOST_ROLE_BYTES && (b->record.role.len == 0 || (role.len > b->record.role.len && end - first > 2))) b->record.role = role;
  entity_set_head(r, e, canonical);
  entity_set_head(r, e, entity_other_head(at(r, head)));
  for (uint32_t i = first; i < end && r->bearers.at[e].nation.len == 0; i++)
    if (r->c.name_at[i] != NONE) r->bearers.at[e].nation = entity_nation(r->scratch, chunk_word(at(r, i)));
}

/* A description by itself ("Smith's lawyer") that turns out to be the person just named. */
static bool is_same_role(const resolver *r, uint32_t e, const void *what) {
  const bearer *b = &r->bearers.at[e];
  const bearer *named = what;
  if (b->record.is_named || b->record.is_plural || b->record.kind != NAME_PERSON) return false;
  if (b->nation.len && named->nation.len && !str_eq(b->nation, named->nation)) return false;
  return b->owner != NONE && named->owner != NONE && entity_now(r, b->owner) == entity_now(r, named->owner);
}

/* The chunk is said to be what `e` is: its words are a mention of e. */
static void claim(resolver *r, uint32_t e, uint32_t index, bool gives_role) {
  const chunk *c = &r->c.list.at[index];
  if (c->name != NONE || c->is_pronoun || r->claimed[index] != NONE) return;
  str canonical;
  if (entity_head(at(r, c->head), &canonical, NULL) != HEAD_ROLE || c->is_plural) return;
  r->claimed[index] = e;
  if (!gives_role) return;
  /* "Jane Roe, Smith's lawyer": whose, must be known now */
  if (c->owner != NONE && r->c.name_at[c->owner] != NONE) entity_link_name(r, r->c.name_at[c->owner]);
  if (r->bearers.at[e].owner == NONE && c->owner != NONE) r->bearers.at[e].owner = r->entity_at[c->owner];
  entity_give_role(r, e, c->first, c->tail, c->head);
  bearer named = r->bearers.at[e];
  named.owner = c->owner == NONE ? NONE : r->entity_at[c->owner];
  uint32_t before = entity_by_head(r, canonical, is_same_role, &named);
  if (before != NONE && before != e) r->bearers.at[before].moved = e;
}

static bool begins_chunk(const resolver *r, uint32_t token) {
  uint32_t in = r->c.chunk_at[token];
  return in != NONE && r->c.list.at[in].first == token;
}

static void take_roles(resolver *r, uint32_t e, uint32_t first, uint32_t end) {
  const document *d = r->doc;
  uint32_t in = r->c.chunk_at[first];
  const sentence *s = &d->sentences.at[at(r, first)->sentence];
  uint32_t limit = s->first + s->count;
  if (in != NONE && r->c.list.at[in].head == end - 1) {
    const chunk *c = &r->c.list.at[in];
    uint32_t from = c->first;
    if (from < first && at(r, from)->word == WORD_DETERMINER) from++;
    if (from + 1 < first && str_ends(at(r, from)->folded, STR("ing")) && r->c.name_at[from + 1] != NONE) from++; /* "showing FBI director Jane Roe" */
    if (first > from) entity_give_role(r, e, from, first, first - 1);
    /* a name whose chunk holds a title inside its own span */
    if (c->first < s->first + s->count && first == c->first && at(r, first)->is_capital) {
      str canonical;
      if (end - first > 1 && entity_head(at(r, first), &canonical, NULL) == HEAD_ROLE) entity_give_role(r, e, first, first + 1, first);
    }
  }
  uint32_t k = end;
  if (k < limit && is_word(at(r, k), "(")) return;
  if (k + 1 < limit && is_word(at(r, k), ",")) {
    k++;
    if (k + 1 < limit && at(r, k)->word == WORD_NUMBER && is_word(at(r, k + 1), ",")) k += 2;
    if (k < limit && begins_chunk(r, k)) {
      const chunk *c = &r->c.list.at[r->c.chunk_at[k]];
      bool ends = c->tail >= limit || at(r, c->tail)->word == WORD_PUNCT || at(r, c->tail)->word == WORD_PRONOUN || at(r, c->tail)->word == WORD_VERB ||
                  at(r, c->tail)->word == WORD_AUX || at(r, c->tail)->word == WORD_CONJUNCTION || at(r, c->tail)->word == WORD_ADPOSITION || at(r,
                      c->tail)->word == WORD_SUBORDINATOR;
      if (ends) claim(r, e, r->c.chunk_at[k], true);
    }
  } else if (k + 1 < limit && (is_word(at(r, k), "is") || is_word(at(r, k), "was")) && begins_chunk(r, k + 1)) {
    claim(r, e, r->c.chunk_at[k + 1], true);
  }
}

/* One word taken for a body, a thing or a town that is the surname of somebody whom the article names in full: a person.
 * "In Hudson" stays a place. */
static bool is_known_surname(const resolver *r, const struct name *n, uint32_t first, uint32_t end) {
  if (n->kind == NAME_PERSON || n->kind == NAME_NATIONALITY || n->kind == NAME_OUTLET || end != first + 1) return false;
  if (address_before(r, first) != GENDER_UNKNOWN) return true; /* "Mr Hudson" */
  if (map_get(&r->surnames, chunk_word(at(r, first))) == MAP_NONE) return false;
  static const char *const where[] = {"in", "at", "near", "from", "to", "outside", "into", "around"};
  for (size_t i = 0; n->kind == NAME_PLACE && first > 0 && i < sizeof where / sizeof *where; i++)
    if (is_word(at(r, first - 1), where[i])) return false;
  return !at(r, first)->is_all_capital;
}

void entity_gather_surnames(resolver *r) {
  const document *d = r->doc;
  for (uint32_t i = 0; i < d->names.count; i++) {
    if (d->names.at[i].kind != NAME_PERSON) continue;
    uint32_t first = document_token_at(d, d->names.at[i].span.start), end = first;
    while (end < d->tokens.count && r->c.name_at[end] == i) end++;
    if (end == first) continue;
    person p = read_person(r, first, end, d->names.at[i].span);
    if (p.words > 1) map_put(&r->surnames, p.surname, i);
  }
}

void entity_link_name(resolver *r, uint32_t name) {
  document *d = r->doc;
  struct name *n = &d->names.at[name];
  if (n->entity != NONE) return; /* linked from the description before it */
  uint32_t first = document_token_at(d, n->span.start), end = first;
  while (end < d->tokens.count && r->c.name_at[end] == name) end++;
  if (end == first) return;
  if (is_known_surname(r, n, first, end)) n->kind = NAME_PERSON;
  uint32_t e;
  if (n->kind == NAME_PERSON) {
    person p = read_person(r, first, end, n->span);
    if (p.gender == GENDER_UNKNOWN) p.gender = address_before(r, first);
    str text = document_slice(d, p.span);
    if (str_ends(text, STR("’s"))) p.span.end -= 4;
    else if (str_ends(text, STR("'s"))) p.span.end -= 2;
    e = link_person(r, &p);
  } else {
    e = link_thing(r, name, first, end);
  }
  n->entity = e;
  entity_mention(r, e, n->span, end - 1, false);
  if (r->bearers.at[entity_now(r, e)].record.kind == NAME_PERSON) take_roles(r, entity_now(r, e), first, end);
}
