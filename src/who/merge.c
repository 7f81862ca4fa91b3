/* Which bearers are one: a forest of sets, joined sieve by sieve, the surest first.
 *
 * 1. The same key: a body, a country, an outlet, an unnamed group of the same words; a person of the same given name,
 *    surname and suffix.
 * 2. A person's names that agree: a middle name more, an initial, a short form ("Bob" and "Robert"), a surname alone.
 * 3. A spelling: one part of the name the same, the other a letter or two away, in one calling of one body.
 * 4. A body with and without its place ("the embassy", "the embassy in Rome"); a calling alone ("the judge"), where the
 *    story has one person of that calling.
 * 5. What the user says is the same (--same).
 *
 * Sieves 2 and 3 never join two persons that one report keeps apart. Candidates come from buckets by name part, so the
 * work is near linear. Invariant: a set's root is its first bearer.
 */
#include "base/diff.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"
#include "who/parts.h"

enum { MOST_IN_BUCKET = 64, NEAR = 2, LEAST_NEAR_LETTERS = 4 };

uint32_t who_root(bearers *b, uint32_t i) {
  while (b->at[i].set != i) {
    b->at[i].set = b->at[b->at[i].set].set;
    i = b->at[i].set;
  }
  return i;
}

sets who_sets(arena *scratch, bearers *b) {
  sets s = {b, ARENA_ARRAY(scratch, uint32_t, b->count + 1), ARENA_ARRAY(scratch, uint32_t, b->count + 1)};
  for (uint32_t i = 0; i < b->count; i++) s.next[i] = s.last[i] = NONE;
  for (uint32_t i = 0; i < b->count; i++) {
    uint32_t root = who_root(b, i);
    if (i != root) s.next[s.last[root]] = i; /* a root is its set's first bearer */
    s.last[root] = i;
  }
  return s;
}

static void join(bearers *b, uint32_t x, uint32_t y) {
  x = who_root(b, x);
  y = who_root(b, y);
  if (x < y) b->at[y].set = x;
  else b->at[x].set = y;
}

static bool is_person(const bearer *b) { return b->of->kind == NAME_PERSON && b->of->is_named; }

static void join_by_key(arena *scratch, bearers *b, str (*key)(arena *, const bearer *)) {
  map first = map_new(scratch);
  for (uint32_t i = 0; i < b->count; i++) {
    str k = key(scratch, &b->at[i]);
    if (k.len == 0) continue;
    uint32_t *at = map_put(&first, k, i);
    if (*at != i) join(b, *at, i);
  }
}

/* "statement" or "report" alone may be another one in each report. */
static str exact_key(arena *a, const bearer *b) {
  if (is_person(b)) return b->given.len ? str_format(a, "person|%.*s|%.*s|%.*s", STR_ARG(b->given), STR_ARG(b->surname), STR_ARG(b->suffix)) : (str){"", 0};
  if (b->kind == SOURCE_DOCUMENT && !b->of->is_named && str_find_char(b->of->name, ' ', 0) == STR_NONE) return (str){"", 0};
  return b->key.len ? str_format(a, "%s|%.*s", b->of->is_named || b->of->kind == NAME_ORGANISATION ? "named" : "described", STR_ARG(b->key)) : (str){"", 0};
}

/* "China's embassy" (described) and "Chinese Embassy" (named) have one key. */
static str body_key(arena *a, const bearer *b) {
  if (b->of->kind != NAME_ORGANISATION && b->of->kind != NAME_OUTLET) return (str){"", 0};
  str k = who_body_key(a, b->of->name);
  return str_find_char(k, ' ', 0) == STR_NONE && !b->of->is_named ? (str){"", 0} : k;
}

/* Letters and digits only, without ".com": "Big Board" and "BigBoard.com". */
static str letters_key(arena *a, const bearer *b) {
  if (b->of->kind == NAME_PERSON || !b->of->is_named || b->nation.len) return (str){"", 0};
  str f = who_key(a, b->of->name);
  char *out = arena_alloc(a, f.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < f.len; i++)
    if (f.at[i] != ' ' && f.at[i] != '-' && f.at[i] != '\'') out[n++] = f.at[i];
  if (n > 6 && memcmp(out + n - 3, "com", 3) == 0 && str_find(str_fold(a, b->of->name), STR(".com"), 0) != STR_NONE) n -= 3;
  return n >= 4 ? (str){out, n} : (str){"", 0};
}

/* ---- persons ---- */

static bool is_short_form(str s, str l) {
  if (s.len >= 3 && s.len < l.len && str_starts(l, s)) return true;
  const lexicon_entry *e = lexicon_find(LEXICON_NICKNAMES, s);
  for (size_t at = e ? str_find(e->value, l, 0) : STR_NONE; at != STR_NONE; at = str_find(e->value, l, at + 1))
    if ((at == 0 || e->value.at[at - 1] == ' ') && (at + l.len == e->value.len || e->value.at[at + l.len] == ' ')) return true;
  return false;
}

static bool is_initial(str s, str l) { return (s.len == 1 || (s.len == 2 && s.at[1] == '.')) && l.len > 0 && s.at[0] == l.at[0]; }

static bool given_agree(const bearer *a, const bearer *b) {
  return str_eq(a->given, b->given) || is_short_form(a->given, b->given) || is_short_form(b->given, a->given) || is_initial(a->given, b->given) ||
      is_initial(b->given, a->given);
}

static bool near(arena *scratch, str a, str b) {
  if (a.len > 64 || b.len > 64) return false;
  uint32_t n = (uint32_t)utf8_count(a.len < b.len ? a : b);
  uint32_t limit = n >= 6 ? NEAR : 1;
  return n >= 2 && diff_letters(scratch, a.at, (uint32_t)a.len, b.at, (uint32_t)b.len, limit) <= limit;
}

/* The i-th calling of a bearer: that of its role, then those of its other descriptions. */
static str calling(const bearer *b, uint32_t i) { return i == 0 ? b->role_head : b->more_heads[i - 1]; }

static bool share_calling(const bearer *a, const bearer *b) {
  uint32_t n = 1 + sizeof a->more_heads / sizeof *a->more_heads;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < n; k++)
      if (calling(a, i).len && str_eq(calling(a, i), calling(b, k))) return true;
  return false;
}

static bool callings_agree(const bearer *a, const bearer *b) {
  if (!share_calling(a, b)) return false;
  return a->body_key.len == 0 || b->body_key.len == 0 || str_eq(a->body_key, b->body_key) || str_starts(a->body_key, b->body_key) ||
      str_starts(b->body_key, a->body_key);
}

/* One part the same, the other near. A near given name of four letters needs no calling, a shorter part does. */
static bool is_spelling(arena *scratch, const bearer *a, const bearer *b) {
  if (a->given.len == 0 || b->given.len == 0 || !str_eq(a->suffix, b->suffix)) return false;
  bool same_surname = str_eq(a->surname, b->surname), same_given = str_eq(a->given, b->given);
  if (same_surname == same_given) return false;
  str x = same_surname ? a->given : a->surname, y = same_surname ? b->given : b->surname;
  if (!near(scratch, x, y)) return false;
  if (callings_agree(a, b)) return true;
  bool differ = a->role_head.len && b->role_head.len && !str_eq(a->role_head, b->role_head);
  return !differ && !same_surname && utf8_count(x) > LEAST_NEAR_LETTERS && utf8_count(y) > LEAST_NEAR_LETTERS &&
         !(lexicon_has(LEXICON_FIRST_NAMES, x) && lexicon_has(LEXICON_FIRST_NAMES, y));
}

/* Some report has bearers of both sets. Sets are small; the documents of each are marked. */
static bool kept_apart(bearers *b, const uint32_t *next, uint32_t x, uint32_t y) {
  x = who_root(b, x);
  y = who_root(b, y);
  uint32_t steps = 0;
  for (uint32_t i = x; i != NONE && steps < 4096; i = next[i])
    for (uint32_t k = y; k != NONE && steps < 4096; k = next[k], steps++)
      if (b->at[i].doc == b->at[k].doc) return true;
  return steps >= 4096;
}

static void join_sets(sets *s, uint32_t x, uint32_t y) {
  x = who_root(s->b, x);
  y = who_root(s->b, y);
  if (x == y) return;
  if (y < x) {
    uint32_t t = x;
    x = y;
    y = t;
  }
  s->b->at[y].set = x;
  s->next[s->last[x]] = y;
  s->last[x] = s->last[y];
}

typedef bool person_test(arena *, const bearer *, const bearer *);

static bool is_fuller_form(arena *scratch, const bearer *a, const bearer *b) {
  (void)scratch;
  if (a->given.len == 0 || b->given.len == 0 || !str_eq(a->surname, b->surname)) return false;
  /* "Jr." may be left out where father and son do not meet in one report */
  if (a->suffix.len && b->suffix.len && !str_eq(a->suffix, b->suffix)) return false;
  return given_agree(a, b);
}

/* Persons who share a name part, in the order of their bearers: each new one is tried with the roots met before. */
static void join_persons(arena *scratch, sets *s, bool by_given, person_test *test) {
  bearers *b = s->b;
  map bucket = map_new(scratch);
  VEC(index_vec) lists = {0};
  for (uint32_t i = 0; i < b->count; i++) {
    if (!is_person(&b->at[i]) || b->at[i].given.len == 0) continue;
    str part = by_given ? b->at[i].given : b->at[i].surname;
    uint32_t *at = map_put(&bucket, part, lists.count);
    if (*at == lists.count) vec_new(scratch, &lists);
    index_vec *list = &lists.at[*at];
    for (uint32_t k = 0; k < list->count; k++) {
      uint32_t j = list->at[k];
      if (who_root(b, i) == who_root(b, j)) continue;
      if (test(scratch, &b->at[i], &b->at[j]) && !kept_apart(b, s->next, i, j)) join_sets(s, i, j);
    }
    bool known = false; /* another of the same set, name and calling adds nothing */
    for (uint32_t k = 0; k < list->count && !known; k++) known = who_root(b, list->at[k]) == who_root(b, i) && str_eq(b->at[list->at[k]].given,
        b->at[i].given) && str_eq(b->at[list->at[k]].role_head, b->at[i].role_head);
    if (!known && list->count < MOST_IN_BUCKET) vec_push(scratch, list, i);
  }
}

/* A surname (or a name that stands first) alone: the person of that name most mentioned in the story. */
static void join_surnames(arena *scratch, sets *s) {
  bearers *b = s->b;
  map newest[2] = {map_new(scratch), map_new(scratch)};
  uint32_t *weight = ARENA_ARRAY(scratch, uint32_t, b->count + 1);
  for (uint32_t i = 0; i < b->count; i++) weight[who_root(b, i)] += b->at[i].of->mentions.count;
  for (int part = 0; part < 2; part++)
    for (uint32_t i = 0; i < b->count; i++) {
      if (!is_person(&b->at[i]) || b->at[i].given.len == 0) continue;
      uint32_t *at = map_put(&newest[part], part ? b->at[i].given : b->at[i].surname, i);
      if (weight[who_root(b, i)] > weight[who_root(b, *at)]) *at = i;
    }
  for (uint32_t i = 0; i < b->count; i++) {
    if (!is_person(&b->at[i]) || b->at[i].given.len > 0) continue;
    for (int part = 0; part < 2; part++) {
      uint32_t at = map_get(&newest[part], b->at[i].surname);
      if (at == MAP_NONE || (b->at[i].suffix.len && !str_eq(b->at[i].suffix, b->at[at].suffix))) continue;
      bool genders = b->at[i].of->gender == GENDER_UNKNOWN || b->at[at].of->gender == GENDER_UNKNOWN || b->at[i].of->gender == b->at[at].of->gender;
      if (!genders) continue;
      join_sets(s, i, at);
      break;
    }
  }
  /* "Sandi" for Sandra: a short form alone, of the same calling */
  for (uint32_t i = 0; i < b->count; i++) {
    if (!is_person(&b->at[i]) || b->at[i].given.len > 0) continue;
    const lexicon_entry *e = lexicon_find(LEXICON_NICKNAMES, b->at[i].surname);
    for (size_t at = 0; e && at < e->value.len;) {
      size_t space = str_find_char(e->value, ' ', at), end = space == STR_NONE ? e->value.len : space;
      uint32_t full = map_get(&newest[1], str_slice(e->value, at, end));
      if (full != MAP_NONE && share_calling(&b->at[i], &b->at[full]) && !kept_apart(b, s->next, i, full)) join_sets(s, i, full);
      at = end + 1;
    }
  }
  /* surnames alone that nobody bears in full */
  map alone = map_new(scratch);
  for (uint32_t i = 0; i < b->count; i++) {
    if (!is_person(&b->at[i]) || b->at[i].given.len > 0) continue;
    uint32_t *at = map_put(&alone, b->at[i].surname, i);
    bool genders = b->at[i].of->gender == GENDER_UNKNOWN || b->at[*at].of->gender == GENDER_UNKNOWN || b->at[i].of->gender == b->at[*at].of->gender;
    if (*at != i && genders) join_sets(s, *at, i);
  }
}

/* ---- bodies and callings ---- */

/* A body's key up to its " in PLACE". */
static str without_place(str key) {
  size_t at = str_find(key, STR(" in "), 0);
  return at == STR_NONE ? key : str_slice(key, 0, at);
}

static void join_bodies_by_place(arena *scratch, sets *s) {
  bearers *b = s->b;
  map placed_as = map_new(scratch), clash = map_new(scratch);
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < b->count; i++) {
      if (b->at[i].of->kind != NAME_ORGANISATION) continue;
      str key = who_body_key(scratch, b->at[i].of->name), bare = without_place(key);
      if (str_find_char(bare, ' ', 0) == STR_NONE) continue;
      if (pass == 0 && bare.len < key.len) {
        uint32_t *at = map_put(&placed_as, bare, i);
        if (who_root(b, *at) != who_root(b, i)) map_put(&clash, bare, 1);
      } else if (pass == 1 && bare.len == key.len) {
        uint32_t at = map_get(&placed_as, bare);
        if (at != MAP_NONE && map_get(&clash, bare) == MAP_NONE) join_sets(s, at, i);
      }
    }
}

/* "The judge", where all the story's named judges are one person, who does not stand in that report under a name. */
static void join_callings(arena *scratch, sets *s) {
  bearers *b = s->b;
  map bearer_of = map_new(scratch), clash = map_new(scratch);
  for (uint32_t i = 0; i < b->count; i++) {
    if (!is_person(&b->at[i]) || b->at[i].role_head.len == 0) continue;
    uint32_t *at = map_put(&bearer_of, b->at[i].role_head, i);
    if (who_root(b, *at) != who_root(b, i)) map_put(&clash, b->at[i].role_head, 1);
  }
  for (uint32_t i = 0; i < b->count; i++) {
    const bearer *x = &b->at[i];
    if (x->of->is_named || x->of->is_plural || x->of->kind != NAME_PERSON || x->role_head.len == 0) continue;
    if (str_starts_nocase(x->of->name, STR("a ")) || str_starts_nocase(x->of->name, STR("an ")) || str_starts_nocase(x->of->name, STR("one "))) continue;
    uint32_t at = map_get(&bearer_of, x->role_head);
    if (at == MAP_NONE || map_get(&clash, x->role_head) != MAP_NONE || lexicon_has(LEXICON_SOURCE_HEADS, x->role_head)) continue;
    if (x->body_key.len && b->at[at].body_key.len && !str_eq(x->body_key, b->at[at].body_key)) continue;
    if (!kept_apart(b, s->next, i, at)) join_sets(s, i, at);
  }
}

static void join_as_told(const report *rep, arena *scratch, sets *s) {
  bearers *b = s->b;
  for (uint32_t p = 0; p < rep->same.count; p++) {
    uint32_t first[2] = {NONE, NONE};
    str names[2] = {who_key(scratch, rep->same.at[p].a), who_key(scratch, rep->same.at[p].b)};
    for (int side = 0; side < 2; side++)
      for (uint32_t i = 0; i < b->count; i++) {
        const entity *e = b->at[i].of;
        bool found = str_eq(who_key(scratch, e->name), names[side]);
        for (uint32_t m = 0; m < e->mentions.count && !found && m < 64; m++) found = str_eq(who_key(scratch,
            document_slice(rep->documents[b->at[i].doc], e->mentions.at[m])), names[side]);
        if (!found) continue;
        if (first[side] == NONE) first[side] = i;
        else join_sets(s, first[side], i);
      }
    if (first[0] != NONE && first[1] != NONE) join_sets(s, first[0], first[1]);
  }
}

void who_merge(const report *rep, const story *st, arena *scratch, bearers *b) {
  (void)st;
  join_by_key(scratch, b, exact_key);
  join_by_key(scratch, b, body_key);
  join_by_key(scratch, b, letters_key);
  sets s = who_sets(scratch, b);
  join_persons(scratch, &s, false, is_fuller_form);
  join_persons(scratch, &s, false, is_spelling);
  join_persons(scratch, &s, true, is_spelling);
  join_surnames(scratch, &s);
  join_bodies_by_place(scratch, &s);
  join_callings(scratch, &s);
  join_as_told(rep, scratch, &s);
}
