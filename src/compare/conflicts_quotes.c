/* One utterance with two speakers, and quotations whose edit turns them round.
 *
 * Both look only at the versions of one quote (quotes.c). Attribution: versions that are word for word, or nearly, the same,
 * and that two reports give to two speakers, each named beside the words, who do not speak for one party. Wording: an edit inside the quotation that
 * takes or puts in a negation, a modal word or a quantifier; or a comma that stands between two nouns or adjectives in one
 * version and not in the other ("sanctions, evasion efforts" are two things, "sanctions evasion efforts" one).
 */
#include "base/diff.h"
#include "compare/conflicts.h"
#include "lexicon/lexicon.h"

enum { LEAST_WORDS = 6, LEAST_KEPT = 800, LEAST_KEPT_EDIT = 600, MOST_EDIT_WORDS = 6, MOST_VERSIONS = 24, MOST_COMPARED = 8, MOST_COMMA_WORDS = 300 };

static bool is_named(const story_source *s) { return s->kind == SOURCE_PERSON || s->kind == SOURCE_ORGANISATION; }

static uint32_t speaker_of(const conflict_work *w, const version *v) {
  return v->attribution == NONE ? NONE : w->s->attributions.at[v->attribution].source;
}

static int kept_share(const version *v) { return v->is_measure ? 1000 : v->words == 0 ? 0 : (int)((uint64_t)v->kept * 1000 / v->words); }

/* The quotation with the words for who says it, where these stand near. */
static evidence version_passage(const conflict_work *w, const version *v, span *who) {
  const document *d = work_document(w, v->doc);
  span whole = v->span;
  *who = (span){v->span.start, v->span.start};
  if (v->attribution != NONE) {
    const attribution *a = &d->attributions.at[w->s->attributions.at[v->attribution].index];
    const spans *lists[] = {&a->source, &a->cue};
    for (int l = 0; l < 2; l++)
      for (uint32_t i = 0; i < lists[l]->count; i++) {
        span s = lists[l]->at[i];
        uint32_t start = s.start < whole.start ? s.start : whole.start, end = s.end > whole.end ? s.end : whole.end;
        if (end - start > span_length(whole) + 160) continue;
        whole = (span){start, end};
        if (l == 0 && i == 0) *who = s;
      }
  }
  if (span_length(whole) > 500) whole.end = work_window(d, whole, span_empty(*who) ? (span){whole.start, whole.start} : *who).end;
  return (evidence){v->doc, whole};
}

/* The last word of a name, folded: "Rodham Clinton" and "Bill Clinton" may be one whom the report calls "Clinton". */
static str surname(const conflict_work *w, str name) {
  str folded = str_fold(w->scratch, name);
  size_t at = folded.len;
  while (at > 0 && folded.at[at - 1] != ' ') at--;
  return str_slice(folded, at, folded.len);
}

static bool holds_word(const document *d, span s, str word) {
  for (uint32_t i = document_token_at(d, s.start); i < d->tokens.count && d->tokens.at[i].span.start < s.end; i++) {
    str is = d->tokens.at[i].folded;
    if (str_ends(is, STR("'s"))) is.len -= 2;
    if (str_eq(is, word)) return true;
  }
  return false;
}

/* The report itself names the speaker beside the words, and names nobody of the other side there: what "he" said, or words that
 * follow another's, are no ground to set two reports against each other. */
static bool names_speaker(const conflict_work *w, const version *v, str speaker, str other) {
  const document *d = work_document(w, v->doc);
  const attribution *a = &d->attributions.at[w->s->attributions.at[v->attribution].index];
  if (a->source.count == 0 || a->cue.count == 0) return false;
  uint32_t block = document_block_at(d, v->span.start);
  if (block >= d->blocks.count || !span_holds(d->blocks.at[block].span, a->source.at[0])) return false;
  span around = d->blocks.at[block].span;
  if (block > 0) around.start = d->blocks.at[block - 1].span.start;
  return holds_word(d, a->source.at[0], speaker) && !holds_word(d, around, other);
}

void conflicts_attribution(conflict_work *w) {
  arena *keep = w->s->arena;
  for (uint32_t q = 0; q < w->s->quotes.count; q++) {
    const quote *of = &w->s->quotes.at[q];
    uint32_t count = of->versions.count < MOST_VERSIONS ? of->versions.count : MOST_VERSIONS;
    bool is_found = false;
    for (uint32_t i = 1; i < count && !is_found; i++)
      for (uint32_t k = 0; k < i && !is_found; k++) {
        const version *a = &of->versions.at[k], *b = &of->versions.at[i];
        uint32_t x = speaker_of(w, a), y = speaker_of(w, b);
        if (a->doc == b->doc || x == NONE || y == NONE || x == y) continue;
        const story_source *sx = &w->s->sources.at[x], *sy = &w->s->sources.at[y];
        if (!is_named(sx) || !is_named(sy) || sx->kind != sy->kind || work_same_party(w, x, y)) continue;
        uint32_t shorter = a->words < b->words ? a->words : b->words, longer = a->words < b->words ? b->words : a->words;
        int kept = kept_share(a) < kept_share(b) ? kept_share(a) : kept_share(b);
        if (shorter < LEAST_WORDS || 4 * shorter < 3 * longer || kept < LEAST_KEPT || a->kind == VERSION_UNQUOTED || b->kind == VERSION_UNQUOTED) continue;
        str nx = surname(w, sx->name), ny = surname(w, sy->name);
        if (str_eq(nx, ny) || !names_speaker(w, a, nx, ny) || !names_speaker(w, b, ny, nx)) continue;
        conflict *c = work_add(w, CONFLICT_ATTRIBUTION, NONE, 700 + (kept - LEAST_KEPT) / 2);
        c->text = str_format(keep, "%.*s or %.*s: who said “%.*s”", STR_ARG(sx->name), STR_ARG(sy->name), STR_ARG(work_clip(keep, a->text, 80)));
        span who;
        side *s = work_side(w, c, sx->name, x);
        evidence e = version_passage(w, a, &who);
        work_evidence(w, s, e, who);
        s = work_side(w, c, sy->name, y);
        e = version_passage(w, b, &who);
        work_evidence(w, s, e, who);
        is_found = true;
      }
  }
}

/* ---- wording ---- */

/* Tokens of a version's pieces. */
typedef struct wording { const document *d; index_vec tokens; index_vec ids; } wording; /* words only; ids by folded form */

static void read_wording(const conflict_work *w, map *ids, const version *v, wording *out) {
  out->d = work_document(w, v->doc);
  for (uint32_t p = 0; p < v->content.count; p++)
    for (uint32_t i = document_token_at(out->d, v->content.at[p].start); i < out->d->tokens.count &&
        out->d->tokens.at[i].span.end <= v->content.at[p].end; i++) {
      const token *t = &out->d->tokens.at[i];
      if (t->word == WORD_PUNCT || t->word == WORD_SYMBOL) continue;
      vec_push(w->scratch, &out->tokens, i);
      vec_push(w->scratch, &out->ids, *map_put(ids, t->folded, ids->count));
    }
}

static bool is_thing(const token *t) { return t->word == WORD_NOUN || t->word == WORD_ADJECTIVE || t->word == WORD_PROPER; }

/* Whether a comma alone stands between word i and the next. */
static bool has_comma(const wording *x, uint32_t i) {
  uint32_t a = x->tokens.at[i], b = x->tokens.at[i + 1];
  return b == a + 2 && str_eq(x->d->tokens.at[a + 1].folded, STR(","));
}
static bool is_joined(const wording *x, uint32_t i) { return x->tokens.at[i + 1] == x->tokens.at[i] + 1; }

/* Where the same four words have a comma in one and none in the other, between two things of which the first is a noun. */
static bool comma_between(const wording *x, const wording *y, uint32_t *at_x, uint32_t *at_y) {
  if (x->ids.count > MOST_COMMA_WORDS || y->ids.count > MOST_COMMA_WORDS) return false;
  for (uint32_t i = 1; i + 2 < x->ids.count; i++) {
    const token *a = &x->d->tokens.at[x->tokens.at[i]], *b = &x->d->tokens.at[x->tokens.at[i + 1]];
    /* "long, hard" and "long hard" are the same; "the philosopher, Ada Brandt" is one person either way */
    if (!is_thing(a) || !is_thing(b) || a->word != WORD_NOUN || b->word == WORD_PROPER || str_starts(b->folded, STR("etc"))) continue;
    for (uint32_t k = 1; k + 2 < y->ids.count; k++) {
      if (x->ids.at[i - 1] != y->ids.at[k - 1] || x->ids.at[i] != y->ids.at[k] || x->ids.at[i + 1] != y->ids.at[k + 1] ||
          x->ids.at[i + 2] != y->ids.at[k + 2]) continue;
      if ((has_comma(x, i) && is_joined(y, k)) || (is_joined(x, i) && has_comma(y, k))) {
        *at_x = i, *at_y = k;
        return true;
      }
    }
  }
  return false;
}

static span between(const wording *x, uint32_t i) {
  return (span){x->d->tokens.at[x->tokens.at[i]].span.start, x->d->tokens.at[x->tokens.at[i + 1]].span.end};
}

static evidence words_around(const wording *x, uint32_t doc, span all, span keep) { return (evidence){doc, work_window(x->d, all, keep)}; }

/* The first two versions that part over a comma. */
static void comma_conflict(conflict_work *w, const quote *of, const wording *texts, uint32_t count) {
  arena *keep = w->s->arena;
  for (uint32_t i = 1; i < count && i < MOST_COMPARED; i++)
    for (uint32_t k = 0; k < i; k++) {
      uint32_t at_a = 0, at_b = 0;
      if (of->versions.at[i].doc == of->versions.at[k].doc || !comma_between(&texts[k], &texts[i], &at_a, &at_b)) continue;
      span a = between(&texts[k], at_a), b = between(&texts[i], at_b);
      conflict *c = work_add(w, CONFLICT_WORDING, NONE, 725);
      str va = document_slice(texts[k].d, a), vb = document_slice(texts[i].d, b);
      c->text = str_format(keep, "A comma: “%.*s” or “%.*s”", STR_ARG(va), STR_ARG(vb));
      c->reading = str_keep(keep, STR("With the comma these are two things, without it one."));
      side *s = work_side(w, c, str_format(keep, "“%.*s”", STR_ARG(va)), speaker_of(w, &of->versions.at[k]));
      work_evidence(w, s, words_around(&texts[k], of->versions.at[k].doc, of->versions.at[k].span, a), a);
      s = work_side(w, c, str_format(keep, "“%.*s”", STR_ARG(vb)), speaker_of(w, &of->versions.at[i]));
      work_evidence(w, s, words_around(&texts[i], of->versions.at[i].doc, of->versions.at[i].span, b), b);
      return;
    }
}

/* The class of the words that turn a sentence round, empty for others; "n't" is a negation. */
static str class_of(const token *t) {
  if (str_ends(t->folded, STR("n't"))) return STR("negation");
  const lexicon_entry *e = lexicon_find(LEXICON_WORDING_WORDS, t->folded);
  return e ? e->value : STR("");
}

static uint32_t count_class(const wording *x, uint32_t from, uint32_t to, str class, uint32_t *first) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to && i < x->tokens.count; i++)
    if (str_eq(class_of(&x->d->tokens.at[x->tokens.at[i]]), class)) {
      if (n++ == 0) *first = i;
    }
  return n;
}

/* The run of words between two kept stretches of two words or more, of both versions: what was edited inside. */
typedef struct inner_edit { uint32_t a_from, a_to, b_from, b_to; } inner_edit;

static uint32_t inner_edits(const conflict_work *w, const wording *a, const wording *b, inner_edit *out, uint32_t most) {
  diff_runs runs = {0};
  diff_sequences(w->scratch, a->ids.at, a->ids.count, b->ids.at, b->ids.count, &runs);
  uint32_t found = 0, i = 0;
  while (i < runs.count && found < most) {
    if (runs.at[i].kind == DIFF_KEEP) {
      i++;
      continue;
    }
    uint32_t start = i;
    inner_edit e = {runs.at[i].a_start, runs.at[i].a_start, runs.at[i].b_start, runs.at[i].b_start};
    while (i < runs.count && !(runs.at[i].kind == DIFF_KEEP && runs.at[i].a_count >= 2)) {
      if (runs.at[i].kind != DIFF_INSERT) e.a_to = runs.at[i].a_start + runs.at[i].a_count;
      if (runs.at[i].kind != DIFF_DELETE) e.b_to = runs.at[i].b_start + runs.at[i].b_count;
      i++;
    }
    bool is_inside = start > 0 && i < runs.count && runs.at[start - 1].a_count >= 2;
    if (is_inside && e.a_to - e.a_from <= MOST_EDIT_WORDS && e.b_to - e.b_from <= MOST_EDIT_WORDS) out[found++] = e;
  }
  return found;
}

static span edit_span(const wording *x, uint32_t from, uint32_t to) {
  if (from >= to) { /* nothing here: the two words around */
    from = from > 0 ? from - 1 : 0;
    to = from + 2 <= x->tokens.count ? from + 2 : x->tokens.count;
  }
  return (span){x->d->tokens.at[x->tokens.at[from]].span.start, x->d->tokens.at[x->tokens.at[to - 1]].span.end};
}

static void word_conflict(conflict_work *w, const quote *of, const wording *texts, uint32_t count) {
  static const char *const classes[] = {"negation", "modality", "quantifier"};
  arena *keep = w->s->arena;
  uint32_t measure = 0;
  for (uint32_t i = 0; i < count; i++)
    if (of->versions.at[i].is_measure) measure = i;
  for (uint32_t i = 0; i < count; i++) {
    const version *v = &of->versions.at[i], *m = &of->versions.at[measure];
    if (i == measure || v->doc == m->doc || v->kind == VERSION_TRANSLATED || v->kind == VERSION_UNQUOTED || kept_share(v) < LEAST_KEPT_EDIT) continue;
    inner_edit edits[8];
    uint32_t n = inner_edits(w, &texts[measure], &texts[i], edits, 8);
    for (uint32_t e = 0; e < n; e++)
      for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
        uint32_t at_a = 0, at_b = 0;
        uint32_t in_a = count_class(&texts[measure], edits[e].a_from, edits[e].a_to, str_of(classes[k]), &at_a);
        uint32_t in_b = count_class(&texts[i], edits[e].b_from, edits[e].b_to, str_of(classes[k]), &at_b);
        if (in_a == in_b) continue;
        /* moved within the sentence is not lost: compare the whole versions */
        uint32_t all_a = count_class(&texts[measure], 0, texts[measure].tokens.count, str_of(classes[k]), &at_a);
        uint32_t all_b = count_class(&texts[i], 0, texts[i].tokens.count, str_of(classes[k]), &at_b);
        if (all_a == all_b) continue;
        span a = edit_span(&texts[measure], edits[e].a_from, edits[e].a_to), b = edit_span(&texts[i], edits[e].b_from, edits[e].b_to);
        conflict *c = work_add(w, CONFLICT_WORDING, NONE, k == 0 ? 800 : 725);
        c->text = str_format(keep, "A %s changed in quoting: “%.*s” or “%.*s”", classes[k], STR_ARG(document_slice(texts[measure].d, a)),
            STR_ARG(document_slice(texts[i].d, b)));
        side *s = work_side(w, c, str_format(keep, "“%.*s”", STR_ARG(document_slice(texts[measure].d, a))), speaker_of(w, m));
        work_evidence(w, s, words_around(&texts[measure], m->doc, m->span, a), a);
        s = work_side(w, c, str_format(keep, "“%.*s”", STR_ARG(document_slice(texts[i].d, b))), speaker_of(w, v));
        work_evidence(w, s, words_around(&texts[i], v->doc, v->span, b), b);
        return;
      }
  }
}

void conflicts_wording(conflict_work *w) {
  for (uint32_t q = 0; q < w->s->quotes.count; q++) {
    const quote *of = &w->s->quotes.at[q];
    uint32_t count = of->versions.count < MOST_VERSIONS ? of->versions.count : MOST_VERSIONS;
    if (count < 2) continue;
    map ids = map_new(w->scratch);
    wording *texts = ARENA_ARRAY(w->scratch, wording, count);
    for (uint32_t i = 0; i < count; i++) read_wording(w, &ids, &of->versions.at[i], &texts[i]);
    comma_conflict(w, of, texts, count);
    word_conflict(w, of, texts, count);
  }
}
