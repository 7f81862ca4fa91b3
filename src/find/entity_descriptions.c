/* Descriptions to entities: "the officials", "a spokesman for the embassy", "China's embassy", "the report".
 *
 * A description is known by its head (one word for all its spellings), its country ("US", "American", "from the United
 * States"), the words before the head and its tail. In the singular with "the", "his" or an owner it is the newest
 * entity of that head whose country and owner do not contradict, named or not. In the plural it is the group of the
 * same words; with "the" and nothing else, the newest group of that head. "Some officials" and "officials" are two
 * groups: the texts tell them apart. "Another official" is always somebody new.
 *
 * Heads that are in no list of roles or bodies count only where an attribution speaks by them.
 */
#include "find/entity_parts.h"

#include "lexicon/lexicon.h"

static const token *at(const resolver *r, uint32_t i) { return &r->doc->tokens.at[i]; }

static bool is_word(const token *t, const char *word) { return str_eq(t->folded, str_of(word)); }

static str first_word(str s) {
  size_t space = str_find_char(s, ' ', 0);
  return space == STR_NONE ? s : str_slice(s, 0, space);
}

static const lexicon_entry *find_word(enum lexicon_list list, const token *t) {
  const lexicon_entry *e = lexicon_find(list, chunk_word(t));
  return e ? e : lexicon_find(list, t->lemma);
}

head_kind entity_head(const token *t, str *canonical, gender *g) {
  const lexicon_entry *role = find_word(LEXICON_ROLES, t), *source = find_word(LEXICON_SOURCE_HEADS, t);
  if (role || source) {
    const lexicon_entry *e = role ? role : source;
    *canonical = e->value.len ? first_word(e->value) : e->key;
    if (g) *g = str_ends(e->value, STR(" he")) ? GENDER_HE : str_ends(e->value, STR(" she")) ? GENDER_SHE : GENDER_UNKNOWN;
    return HEAD_ROLE;
  }
  static const struct { enum lexicon_list list; head_kind kind; } lists[] = {
    {LEXICON_BODIES, HEAD_BODY}, {LEXICON_OUTLET_HEADS, HEAD_OUTLET}, {LEXICON_DOCUMENT_HEADS, HEAD_DOCUMENT}};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const lexicon_entry *e = find_word(lists[i].list, t);
    if (!e) continue;
    *canonical = e->value.len ? e->value : e->key;
    return lists[i].kind;
  }
  *canonical = (str){"", 0};
  return HEAD_NONE;
}

str entity_other_head(const token *t) {
  const lexicon_entry *e = find_word(LEXICON_ROLES, t);
  size_t also = e ? str_find(e->value, STR(" also "), 0) : STR_NONE;
  return also == STR_NONE ? (str){"", 0} : str_slice(e->value, also + 6, e->value.len);
}

/* What a chunk says of its referent. */
typedef struct description {
  str head, nation, words; /* words: what stands before the head and in the tail, without country, owner, article */
  uint32_t owner;          /* entity */
  chunk_determiner determiner;
  bool is_plural;
  head_kind kind;
} description;

/* "The former mayor" is the mayor of the paragraph before. */
static bool is_of_time(str word) { return str_eq(word, STR("former")) || str_eq(word, STR("then")) || str_eq(word, STR("current")) || str_eq(word, STR("ex")); }

static void add_word(strbuf *out, str word) {
  if (out->len > 0) strbuf_char(out, ' ');
  strbuf_add(out, word);
}

/* The country of the words of a name, else of one token. A name of several words counts whole. */
static str nation_at(const resolver *r, uint32_t i, uint32_t *end) {
  uint32_t name = r->c.name_at[i];
  *end = i + 1;
  if (name == NONE) return (str){"", 0};
  while (*end < r->doc->tokens.count && r->c.name_at[*end] == name) (*end)++;
  str text = document_slice(r->doc, chunk_span(r->doc, i, *end));
  if (str_ends(text, STR("'s"))) text.len -= 2;
  else if (str_ends(text, STR("’s"))) text.len -= 4;
  return entity_nation(r->scratch, text);
}

static description describe(const resolver *r, const chunk *c) {
  description out = {.owner = NONE, .determiner = c->determiner, .is_plural = c->is_plural};
  out.kind = entity_head(at(r, c->head), &out.head, NULL);
  if (out.kind == HEAD_ROLE && c->head > c->first && !out.is_plural) { /* "the coast guard": a body, though a guard is a person */
    str two[2] = {at(r, c->head - 1)->folded, at(r, c->head)->folded};
    if (lexicon_match(LEXICON_ORGANISATIONS, two, 2, NULL) == 2) out.kind = HEAD_BODY;
  }
  if (out.kind == HEAD_NONE) out.head = at(r, c->head)->lemma.len ? at(r, c->head)->lemma : chunk_word(at(r, c->head));
  strbuf words = strbuf_new(r->scratch);
  if (c->owner != NONE) out.owner = entity_now(r, r->entity_at[c->owner]);
  for (uint32_t i = c->first; i < c->tail;) {
    const token *t = at(r, i);
    uint32_t end;
    str nation = nation_at(r, i, &end);
    if (nation.len > 0 && i < c->end) {
      if (out.nation.len == 0) out.nation = nation;
    } else if (nation.len > 0 && (is_word(at(r, i - 1), "from") || is_word(at(r, i - 1), "of") || (is_word(at(r, i - 1), "the") && i >= 2))) {
      if (out.nation.len == 0) out.nation = nation;
    } else if (i != c->head && t->word != WORD_DETERMINER && t->word != WORD_ADPOSITION && t->word != WORD_PUNCT && t->word != WORD_PRONOUN &&
               !(i <= c->owner && c->owner != NONE && i < c->end)) {
      for (uint32_t k = i; k < end; k++)
        if (!(k == c->first && c->determiner != CHUNK_BARE && r->c.name_at[k] == NONE && c->determiner != CHUNK_OWNED) && (c->is_plural ||
            !is_of_time(at(r, k)->folded))) add_word(&words, chunk_word(at(r, k)));
    }
    i = end;
  }
  out.words = strbuf_str(&words);
  if (out.nation.len == 0 && out.owner != NONE) out.nation = r->bearers.at[out.owner].record.kind == NAME_PERSON ? (str){"",
      0} : r->bearers.at[out.owner].nation;
  return out;
}

static bool nations_agree(str a, str b) { return a.len == 0 || b.len == 0 || str_eq(a, b); }

/* Every word of `a` stands in `b`. */
static bool words_within(str a, str b) {
  size_t from = 0;
  while (from < a.len) {
    size_t space = str_find_char(a, ' ', from), end = space == STR_NONE ? a.len : space;
    str word = str_slice(a, from, end);
    bool found = false;
    for (size_t p = str_find(b, word, 0); p != STR_NONE && !found; p = str_find(b, word, p + 1))
      found = (p == 0 || b.at[p - 1] == ' ') && (p + word.len == b.len || b.at[p + word.len] == ' ');
    if (!found) return false;
    from = end + 1;
  }
  return true;
}

/* "The official": somebody of that head met before, one person, whom nothing contradicts. */
static bool fits_definite(const resolver *r, uint32_t e, const void *what) {
  const description *d = what;
  const bearer *b = &r->bearers.at[e];
  if (b->record.is_plural != d->is_plural || (d->kind == HEAD_ROLE) != (b->record.kind == NAME_PERSON)) return false;
  if (!nations_agree(b->nation, d->nation)) return false;
  if (d->owner != NONE && b->owner != NONE && entity_now(r, b->owner) != d->owner) return false;
  if (d->owner != NONE && d->owner == e) return false; /* "his lawyer" is not himself */
  /* "the chief executive" is not the one who is only "a hotel chief"; of a name nothing but its roles is known */
  return d->words.len == 0 || (!b->record.is_named && b->key.len == 0) || words_within(d->words, b->key);
}

/* "The officials": the newest group of that head. */
static bool fits_group(const resolver *r, uint32_t e, const void *what) {
  const description *d = what;
  const bearer *b = &r->bearers.at[e];
  return b->record.is_plural && !b->record.is_named && nations_agree(b->nation, d->nation) && words_within(d->words, b->key);
}

static str key_of(const resolver *r, const description *d) {
  static const char *const part[] = {"", "", "", "", "some ", "other ", "no "};
  return str_format(r->scratch, "%s%s#%.*s|%.*s|%.*s|%u", d->is_plural ? part[d->determiner] : "", d->is_plural ? "pl" : "sg", STR_ARG(d->head),
      STR_ARG(d->nation),
                    STR_ARG(d->words), d->owner == NONE ? 0u : d->owner + 1);
}

static span without_article(const resolver *r, const chunk *c, uint32_t end) {
  uint32_t first = c->first;
  if (first + 1 < end && at(r, first)->word == WORD_DETERMINER && (is_word(at(r, first), "the") || is_word(at(r, first), "this") || is_word(at(r,
      first), "these") || is_word(at(r, first), "those"))) first++;
  span out = chunk_span(r->doc, first, end);
  str text = document_slice(r->doc, out);
  if (str_ends(text, STR("'s"))) out.end -= 2;
  else if (str_ends(text, STR("’s"))) out.end -= 4;
  return out;
}

static uint32_t find_described(const resolver *r, const description *d) {
  bool definite = d->determiner == CHUNK_DEFINITE || d->determiner == CHUNK_OWNED;
  uint32_t e = map_get(&r->by_key, key_of(r, d));
  if (d->determiner == CHUNK_OTHER && !d->is_plural) return NONE;
  if (e != MAP_NONE) e = entity_now(r, e);
  else e = NONE;
  if (d->is_plural && d->kind != HEAD_BODY) {
    /* "the officials" with nothing more is whoever spoke last of that head */
    if (definite && d->nation.len == 0 && d->owner == NONE && d->kind == HEAD_ROLE) {
      uint32_t newest = entity_by_head(r, d->head, fits_group, d);
      if (newest != NONE) return newest;
    }
    return e;
  }
  if (e != NONE) return e;
  if (d->kind == HEAD_BODY && (definite || d->nation.len > 0)) return entity_by_head(r, d->head, fits_definite, d);
  return definite ? entity_by_head(r, d->head, fits_definite, d) : NONE;
}

static uint32_t make(resolver *r, const description *d) {
  static const name_kind kinds[] = {NAME_OTHER, NAME_PERSON, NAME_ORGANISATION, NAME_OTHER, NAME_OUTLET};
  uint32_t e = entity_new(r, kinds[d->kind], false);
  bearer *b = &r->bearers.at[e];
  b->record.is_plural = d->is_plural;
  b->nation = d->nation;
  b->key = d->words;
  b->owner = d->owner;
  b->is_document = d->kind == HEAD_DOCUMENT;
  if (d->kind != HEAD_ROLE) b->record.gender = GENDER_IT;
  entity_set_head(r, e, d->head);
  *map_put(&r->by_key, key_of(r, d), e) = e;
  return e;
}

/* "Chinese embassy spokesman", "a foreign ministry spokesperson": the body is a mention of its own. */
static void describe_inner_body(resolver *r, const chunk *c) {
  str ignored;
  if (c->head <= c->first || r->c.name_at[c->head - 1] != NONE || entity_head(at(r, c->head), &ignored, NULL) != HEAD_ROLE) return;
  uint32_t body = c->head - 1;
  description d = {.owner = NONE, .determiner = CHUNK_DEFINITE};
  d.kind = entity_head(at(r, body), &d.head, NULL);
  if (d.kind != HEAD_BODY) return;
  uint32_t first = body;
  strbuf words = strbuf_new(r->scratch);
  while (first > c->first && at(r, first - 1)->word != WORD_DETERMINER && at(r, first - 1)->word != WORD_ADVERB && (c->owner == NONE ||
      first - 1 != c->owner)) {
    first--;
    uint32_t end;
    str nation = nation_at(r, first, &end);
    if (nation.len > 0) {
      d.nation = nation;
      break;
    }
    add_word(&words, chunk_word(at(r, first)));
  }
  d.words = strbuf_str(&words);
  if (first == body && d.nation.len == 0) return; /* "embassy spokesman": whose, is not said */
  uint32_t e = find_described(r, &d);
  if (e == NONE) e = make(r, &d);
  if (!r->bearers.at[e].record.is_named && r->bearers.at[e].record.name.len == 0) r->bearers.at[e].record.name = document_slice(r->doc,
      chunk_span(r->doc, first, c->head));
  entity_mention(r, e, chunk_span(r->doc, first, c->head), body, false);
}

/* "The embassy's spokeswoman, Jane Roe, said": the name that follows tells who it is. */
static uint32_t name_after(resolver *r, const chunk *c) {
  const sentence *s = &r->doc->sentences.at[at(r, c->head)->sentence];
  uint32_t limit = s->first + s->count, k = c->tail;
  if (c->is_plural || k + 1 >= limit || !is_word(at(r, k), ",")) return NONE;
  uint32_t name = r->c.name_at[k + 1], in = r->c.chunk_at[k + 1];
  if (name == NONE || in == NONE) return NONE;
  struct name *n = &r->doc->names.at[name];
  bool is_given_name = n->kind == NAME_OTHER && (lexicon_has(LEXICON_FIRST_NAMES, at(r, k + 1)->folded) || lexicon_has(LEXICON_NICKNAMES, at(r,
      k + 1)->folded));
  if (is_given_name && c->determiner == CHUNK_OWNED) n->kind = NAME_PERSON; /* "his wife, Sue," */
  if (n->kind != NAME_PERSON) return NONE;
  if (c->first > s->first && is_word(at(r, c->first - 1), "as")) return NONE; /* "As a student, Jane Roe said": that was once */
  const chunk *after = &r->c.list.at[in];
  if (after->first != k + 1 || after->name != name || after->end >= limit) return NONE;
  const token *t = at(r, after->end);
  if (t->word != WORD_PUNCT && t->word != WORD_VERB && t->word != WORD_AUX) return NONE;
  entity_link_name(r, name);
  return entity_now(r, r->doc->names.at[name].entity);
}

void entity_describe(resolver *r, uint32_t index) {
  const chunk *c = &r->c.list.at[index];
  bool speaks = r->m.source_of[c->head] != NONE;
  describe_inner_body(r, c);
  if (r->claimed[index] != NONE) {
    uint32_t e = entity_now(r, r->claimed[index]);
    entity_mention(r, e, chunk_span(r->doc, c->first, c->end), c->head, false);
    return;
  }
  description d = describe(r, c);
  if (d.kind == HEAD_NONE && !speaks) return;
  if ((d.kind == HEAD_DOCUMENT || d.kind == HEAD_OUTLET) && !speaks) {
    /* a carrier ("quoted by U.S. media") is looked up by entity_sources; other documents are only things */
    if (d.kind == HEAD_DOCUMENT) return;
  }
  if (d.determiner == CHUNK_NONE) return;
  if (d.kind == HEAD_BODY && d.determiner == CHUNK_BARE && d.nation.len == 0 && d.words.len == 0 && !speaks && !str_eq(d.head, STR("police"))) return;
  if ((d.kind == HEAD_ROLE || (d.kind == HEAD_NONE && speaks)) && !d.is_plural) {
    uint32_t named = name_after(r, c);
    if (named != NONE) {
      entity_give_role(r, named, c->first, c->tail, c->head);
      bearer *b = &r->bearers.at[named];
      if (b->nation.len == 0) b->nation = d.nation;
      if (b->owner == NONE) b->owner = d.owner;
      uint32_t before = d.determiner == CHUNK_OWNED ? map_get(&r->by_key, key_of(r, &d)) : MAP_NONE;
      if (before != MAP_NONE && entity_now(r, before) != named && !r->bearers.at[entity_now(r, before)].record.is_named) r->bearers.at[entity_now(r,
          before)].moved = named;
      entity_mention(r, named, chunk_span(r->doc, c->first, c->end), c->head, false);
      return;
    }
  }
  uint32_t e = find_described(r, &d);
  if (e == NONE) e = make(r, &d);
  bearer *b = &r->bearers.at[e];
  span full = without_article(r, c, c->tail);
  if (!b->record.is_named && (b->record.name.len == 0 || (span_length(full) > b->record.name.len && span_length(full) <= 90 && d.determiner != CHUNK_SOME))) {
    b->record.name = document_slice(r->doc, full);
  }
  if (b->record.gender == GENDER_UNKNOWN && d.kind == HEAD_ROLE) {
    str ignored;
    entity_head(at(r, c->head), &ignored, &b->record.gender);
  }
  if (b->nation.len == 0) b->nation = d.nation;
  entity_mention(r, e, chunk_span(r->doc, c->first, c->end), c->head, false);
}
