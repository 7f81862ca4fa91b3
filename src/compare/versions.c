/* One version of a quote against the measure: its edits word by word, and what kind it is.
 *
 * The shortest edit between the two sequences of words (base/diff.h), then what is left of commas inside: a word that keeps
 * its place but gains or loses one is struck and put in again. Case, and the punctuation at the very end, are no edits. A kept
 * run under two words between two edits is taken into them, so that edits read as phrases.
 */
#include "compare/utterances.h"

enum { LEAST_RUN = 2, LEAST_MERGED = 4 };

typedef struct step { edit_kind kind; uint32_t a, b; } step; /* a word kept, struck (a) or put in (b) */
typedef VEC(step) steps;

str version_text(arena *keep, const document *d, const spans *content) {
  strbuf b = strbuf_new(keep);
  for (uint32_t i = 0; i < content->count; i++) {
    if (i > 0) strbuf_char(&b, ' ');
    strbuf_add(&b, document_slice(d, content->at[i]));
  }
  return strbuf_str(&b);
}

static void version_runs(arena *scratch, const utterance *a, const utterance *b, diff_runs *out) {
  diff_sequences(scratch, a->words.at, a->words.count, b->words.at, b->words.count, out);
}

static void read_steps(arena *scratch, const utterance *a, const utterance *b, const diff_runs *runs, steps *out, bool *has_comma_edit) {
  for (uint32_t i = 0; i < runs->count; i++) {
    diff_run r = runs->at[i];
    if (r.kind != DIFF_KEEP) {
      for (uint32_t k = 0; k < r.a_count; k++) vec_push(scratch, out, ((step){EDIT_STRUCK, r.a_start + k, 0}));
      for (uint32_t k = 0; k < r.b_count; k++) vec_push(scratch, out, ((step){EDIT_PUT_IN, 0, r.b_start + k}));
      continue;
    }
    for (uint32_t k = 0; k < r.a_count; k++) {
      uint32_t x = r.a_start + k, y = r.b_start + k;
      bool is_last = x + 1 == a->words.count || y + 1 == b->words.count || k + 1 == r.a_count; /* before an edit a comma goes with it */
      if (is_last || a->comma.at[x] == b->comma.at[y]) {
        vec_push(scratch, out, ((step){EDIT_SAME, x, y}));
        continue;
      }
      *has_comma_edit = true;
      vec_push(scratch, out, ((step){EDIT_STRUCK, x, y}));
      vec_push(scratch, out, ((step){EDIT_PUT_IN, x, y}));
    }
  }
}

/* Kept runs that are short and stand between edits become edits. */
static void absorb(steps *s) {
  for (uint32_t i = 0; i < s->count;) {
    uint32_t end = i;
    while (end < s->count && s->at[end].kind == EDIT_SAME) end++;
    if (end > i && end - i < LEAST_RUN && i > 0 && end < s->count)
      for (uint32_t k = i; k < end; k++) s->at[k].kind = EDIT_SAME + 100; /* marked: struck and put in */
    i = end > i ? end : i + 1;
  }
}

static bool is_absorbed(const step *s) { return (int)s->kind == EDIT_SAME + 100; }

/* Words first to last of an utterance, to the letter; pieces are joined by a space. */
static str words_of(arena *keep, const document *d, const utterance *u, uint32_t first, uint32_t last) {
  strbuf b = strbuf_new(keep);
  for (uint32_t i = first, run = first; i <= last; i++) {
    bool is_end = i == last;
    if (!is_end)
      for (uint32_t p = 0; p < u->content.count; p++) is_end |= u->content.at[p].end >= u->at.at[i].end && u->content.at[p].end <= u->at.at[i + 1].start;
    if (!is_end) continue;
    if (b.len > 0) strbuf_char(&b, ' ');
    strbuf_add(&b, document_slice(d, (span){u->at.at[run].start, u->at.at[i].end}));
    run = i + 1;
  }
  return strbuf_str(&b);
}

static void write_edits(features *f, arena *keep, const steps *s, const utterance *a, const utterance *b, version *out) {
  const document *of_a = f->rep->documents[a->doc], *of_b = f->rep->documents[b->doc];
  for (uint32_t i = 0; i < s->count;) {
    uint32_t end = i;
    if (s->at[i].kind == EDIT_SAME) {
      while (end < s->count && s->at[end].kind == EDIT_SAME) end++;
      vec_push(keep, &out->edits, ((edit){EDIT_SAME, words_of(keep, of_b, b, s->at[i].b, s->at[end - 1].b)}));
      i = end;
      continue;
    }
    uint32_t struck_first = NONE, struck_last = 0, put_first = NONE, put_last = 0;
    for (; end < s->count && s->at[end].kind != EDIT_SAME; end++) {
      const step *t = &s->at[end];
      if (t->kind == EDIT_STRUCK || is_absorbed(t)) struck_first = struck_first == NONE ? t->a : struck_first, struck_last = t->a;
      if (t->kind == EDIT_PUT_IN || is_absorbed(t)) put_first = put_first == NONE ? t->b : put_first, put_last = t->b;
    }
    if (struck_first != NONE) vec_push(keep, &out->edits, ((edit){EDIT_STRUCK, words_of(keep, of_a, a, struck_first, struck_last)}));
    if (put_first != NONE) vec_push(keep, &out->edits, ((edit){EDIT_PUT_IN, words_of(keep, of_b, b, put_first, put_last)}));
    i = end;
  }
}

static bool holds_run(const utterance *u, const uint32_t *words, uint32_t count) {
  for (uint32_t i = 0; i + count <= u->words.count; i++)
    if (memcmp(u->words.at + i, words, count * sizeof *words) == 0) return true;
  return false;
}

/* A run of put in words that stands in another quotation of the speaker, in another report. */
static bool is_merged(const features *f, const utterances *others, const utterance *measure, const utterance *u, const diff_runs *runs) {
  for (uint32_t i = 0; i < runs->count; i++) {
    if (runs->at[i].kind == DIFF_KEEP || runs->at[i].b_count < LEAST_MERGED) continue;
    for (uint32_t k = 0; k < others->count; k++) {
      const utterance *o = &others->at[k];
      if (o->slot == u->slot || o->marks != MARKS_ALL || o == measure || !features_same_party(f, o->source, u->source)) continue;
      if (holds_run(o, u->words.at + runs->at[i].b_start, LEAST_MERGED)) return true;
    }
  }
  return false;
}

static bool is_other_language(const document *a, const document *b) { return a->lang.len > 0 && b->lang.len > 0 && !str_eq(a->lang, b->lang); }

void version_compare(features *f, arena *keep, arena *scratch, const utterances *others, const utterance *measure, const utterance *u, version *out) {
  diff_runs runs = {0};
  version_runs(scratch, measure, u, &runs);
  steps s = {0};
  bool has_comma_edit = false;
  read_steps(scratch, measure, u, &runs, &s, &has_comma_edit);
  uint32_t kept = 0, struck = 0, put = 0, put_inside = 0, struck_inside = 0, quoted_lost = 0, quoted = 0;
  for (uint32_t i = 0; i < runs.count; i++) {
    diff_run r = runs.at[i];
    bool is_inside = i > 0 && i + 1 < runs.count;
    if (r.kind == DIFF_KEEP) kept += r.a_count;
    else {
      struck += r.a_count, put += r.b_count;
      if (is_inside) put_inside += r.b_count, struck_inside += r.a_count;
      for (uint32_t k = 0; k < r.b_count; k++) quoted_lost += u->quoted.at[r.b_start + k];
    }
  }
  for (uint32_t i = 0; i < u->quoted.count; i++) quoted += u->quoted.at[i];
  out->words = u->words.count;
  out->kept = kept;
  if (u->marks == MARKS_NONE) out->kind = VERSION_UNQUOTED;
  else if (is_other_language(f->rep->documents[measure->doc], f->rep->documents[u->doc])) out->kind = VERSION_TRANSLATED;
  else if (u->marks == MARKS_SOME) out->kind = quoted > 0 && quoted_lost == 0 ? VERSION_CUT : VERSION_REWORDED;
  else if (has_comma_edit && put == 0 && struck == 0) out->kind = VERSION_REWORDED;
  else if (struck == 0 && put_inside == 0) out->kind = VERSION_VERBATIM;
  else if (put == 0 || (put_inside == 0 && struck_inside == 0)) out->kind = VERSION_CUT;
  else out->kind = is_merged(f, others, measure, u, &runs) ? VERSION_MERGED : VERSION_REWORDED;
  absorb(&s);
  bool has_edit = false;
  for (uint32_t i = 0; i < s.count; i++) has_edit |= s.at[i].kind != EDIT_SAME;
  if (has_edit) write_edits(f, keep, &s, measure, u, out);
}
