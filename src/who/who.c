/* Sources of a story: the entities of its documents, those that are one joined, those that speak made sources.
 *
 * Every entity of every document is a bearer (bearers.c). merge.c joins bearers that are one in a forest of sets;
 * this file writes a source for each set that speaks or carries in some attribution, and for each body such a source
 * speaks for. Sources stand in the order of their first attribution, bodies that never speak after them.
 */
#include "who/who.h"

#include "who/parts.h"

enum { MOST_ALIASES = 24, MOST_SAME_CONTENT = 2 };

/* Where each set's source is, and what it is made from. */
typedef struct writer {
  const report *rep;
  story *st;
  arena *scratch;
  bearers *b;
  uint32_t *source_of;     /* a root each: source or NONE */
  sets sets;
  map64 by_entity;         /* doc and entity → bearer */
} writer;

static uint32_t bearer_of(const writer *w, uint32_t doc, uint32_t entity) { return map64_get(&w->by_entity, (uint64_t)doc << 32 | entity); }

static bool is_pronoun(arena *a, str word) {
  static const char *const words[] = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their",
      "themselves",
                                      "i", "me", "my", "mine", "myself", "we", "us", "our", "he's", "she's", "it's", "they're", "i'm", "i've", "i'd",
                                          "i'll", "they've"};
  str folded = str_fold(a, word);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq(folded, str_of(words[i]))) return true;
  return false;
}

static int kind_rank(const bearer *b) {
  if (b->of->is_named) return b->of->kind == NAME_PERSON ? 3 : 2;
  return 1;
}

/* "Some officials" stay "some": they are told apart from "officials". */
static str without_article(str name) {
  static const char *const starts[] = {"two ", "three ", "several ", "multiple ", "of ", "the ", "these ", "those ", "a ", "an "};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (str_starts_nocase(name, str_of(starts[i]))) name = str_slice(name, strlen(starts[i]), name.len);
  return name;
}

/* The display name: of the named bearers' names the one most mentioned, full names before bare surnames; of unnamed
 * ones the description most used. */
static str best_name(const writer *w, uint32_t root) {
  str best = {0};
  uint64_t best_score = 0;
  uint32_t best_words = 0;
  map count = map_new(w->scratch);
  for (uint32_t i = root; i != NONE; i = w->sets.next[i]) {
    const bearer *b = &w->b->at[i];
    if (b->canonical.len) return str_keep(w->st->arena, b->canonical);
    str name = b->of->is_named ? b->of->name : without_article(b->of->name);
    uint32_t *n = map_put(&count, name, 0);
    *n += b->of->mentions.count;
    bool is_full = b->of->kind != NAME_PERSON || !b->of->is_named || b->given.len > 0;
    uint32_t rank = (uint32_t)kind_rank(b) * 2 + is_full;
    uint64_t score = (uint64_t)rank << 32 | *n;
    if (score > best_score || (score == best_score && name.len > best_words)) best_score = score, best = name, best_words = (uint32_t)name.len;
  }
  return str_squeeze(w->st->arena, best);
}

static source_kind best_kind(const writer *w, uint32_t root) {
  source_kind best = w->b->at[root].kind;
  int rank = 0;
  for (uint32_t i = root; i != NONE; i = w->sets.next[i])
    if (kind_rank(&w->b->at[i]) > rank) rank = kind_rank(&w->b->at[i]), best = w->b->at[i].kind;
  return best;
}

static void add_alias(const writer *w, story_source *s, str text) {
  if (s->aliases.count >= MOST_ALIASES || str_eq(text, s->name) || text.len == 0) return;
  if (str_starts_nocase(text, STR("a ")) || str_starts_nocase(text, STR("an ")) || is_pronoun(w->scratch, text)) return;
  for (uint32_t i = 0; i < s->aliases.count; i++)
    if (str_eq(s->aliases.at[i], text)) return;
  vec_push(w->st->arena, &s->aliases, str_keep(w->st->arena, text));
}

static uint32_t source_of(writer *w, uint32_t bearer_index) {
  if (bearer_index == NONE || bearer_index == MAP_NONE) return NONE;
  uint32_t root = who_root(w->b, bearer_index);
  if (w->source_of[root] != NONE) return w->source_of[root];
  w->source_of[root] = w->st->sources.count;
  story_source *s = vec_new(w->st->arena, &w->st->sources);
  s->name = best_name(w, root);
  s->kind = best_kind(w, root);
  s->body = NONE;
  for (uint32_t i = root; i != NONE; i = w->sets.next[i]) {
    const entity *e = w->b->at[i].of;
    const document *d = w->rep->documents[w->b->at[i].doc];
    s->is_plural = s->is_plural || e->is_plural;
    if (e->role.len > s->role.len) s->role = str_squeeze(w->st->arena, e->role);
    add_alias(w, s, str_squeeze(w->scratch, e->name));
    for (uint32_t k = 0; k < e->mentions.count; k++) {
      evidence v = {w->b->at[i].doc, e->mentions.at[k]};
      vec_push(w->st->arena, &s->mentions, v);
      str text = document_slice(d, v.span);
      if (str_ends(text, STR("’s"))) text.len -= 4;
      else if (str_ends(text, STR("'s"))) text.len -= 2;
      add_alias(w, s, text);
    }
  }
  return w->source_of[root];
}

/* The body a set speaks for: the first of its bearers that has one. */
static uint32_t body_of(const writer *w, uint32_t root) {
  for (uint32_t i = root; i != NONE; i = w->sets.next[i])
    if (w->b->at[i].body != NONE && who_root(w->b, w->b->at[i].body) != root) return w->b->at[i].body;
  return NONE;
}

static bool same_content(const attribution *a, const attribution *b) {
  return a->content.count == b->content.count && memcmp(a->content.at, b->content.at, a->content.count * sizeof *a->content.at) == 0;
}

static void write_attributions(writer *w, uint32_t doc) {
  const document *d = w->rep->documents[doc];
  story *st = w->st;
  uint32_t begin = st->attributions.count;
  uint32_t *where = ARENA_ARRAY(w->scratch, uint32_t, d->attributions.count);
  map contents = map_new(w->scratch); /* how often the same content stands already */
  for (uint32_t i = 0; i < d->attributions.count; i++) {
    const attribution *a = &d->attributions.at[i];
    where[i] = NONE;
    if (a->in_heading || a->content.count == 0) continue;
    str key = {(const char *)a->content.at, a->content.count * sizeof *a->content.at};
    uint32_t *n = map_put(&contents, key, 0);
    if (*n >= MOST_SAME_CONTENT) continue;
    ++*n;
    where[i] = st->attributions.count;
    story_attribution *s = vec_new(st->arena, &st->attributions);
    s->doc = doc;
    s->index = i;
    s->inside = NONE;
    s->source = NONE;
  }
  for (uint32_t k = begin; k < st->attributions.count; k++) {
    story_attribution *s = &st->attributions.at[k];
    const attribution *a = &d->attributions.at[s->index];
    s->source = a->entity == NONE ? NONE : source_of(w, bearer_of(w, doc, a->entity));
    for (uint32_t v = 0; v < a->via.count; v++) {
      uint32_t carrier = source_of(w, bearer_of(w, doc, a->via.at[v]));
      if (carrier != NONE && carrier != s->source) vec_push(st->arena, &s->via, carrier);
    }
    uint32_t outer = a->inside;
    if (outer != NONE && where[outer] != NONE && !same_content(a, &d->attributions.at[outer])) s->inside = where[outer];
  }
}

hsy_rc who_run(const report *rep, story *st, arena *scratch) {
  bearers b = {0};
  who_bearers(rep, st, scratch, &b);
  who_merge(rep, st, scratch, &b);
  writer w = {.rep = rep, .st = st, .scratch = scratch, .b = &b, .by_entity = map64_new(scratch)};
  w.source_of = ARENA_ARRAY(scratch, uint32_t, b.count + 1);
  w.sets = who_sets(scratch, &b);
  for (uint32_t i = 0; i < b.count; i++) {
    w.source_of[i] = NONE;
    map64_put(&w.by_entity, (uint64_t)b.at[i].doc << 32 | b.at[i].index, i);
  }
  for (uint32_t i = 0; i < st->documents.count; i++) write_attributions(&w, st->documents.at[i]);
  /* bodies, which may be sources already or become ones; theirs in turn are found as the list grows */
  uint32_t *root_of = ARENA_ARRAY(scratch, uint32_t, b.count + 1);
  for (uint32_t i = 0; i < b.count; i++)
    if (who_root(&b, i) == i && w.source_of[i] != NONE) root_of[w.source_of[i]] = i;
  for (uint32_t s = 0; s < st->sources.count; s++) {
    uint32_t body = body_of(&w, root_of[s]);
    if (body == NONE) continue;
    uint32_t before = st->sources.count, of = source_of(&w, body);
    if (st->sources.count > before) root_of[of] = who_root(&b, body);
    st->sources.at[s].body = of == s ? NONE : of;
  }
  who_spellings(rep, st, scratch, &b);
  return HSY_OK;
}
