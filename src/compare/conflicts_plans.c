/* Updates that are no figures: planned in one report, done in another; "not yet" in one, so in another.
 *
 * Both look for one verb: the telling of the plan and the telling of the deed share their head verb and half of the other
 * words, or stand in one claim; "no charges have been filed yet" meets "was charged". The report of the plan must not be the
 * later one. A story shows the two surest plans.
 */
#include "compare/conflicts.h"

enum { COVER_DONE = 500, COVER_NOT_YET = 400, SHARED_DONE = 4, MOST_PLANS = 2, MOST_TRIED = 48 };

static uint32_t end_token(const document *d, span s) {
  uint32_t t = document_token_at(d, s.end > 0 ? s.end - 1 : 0);
  return t < d->tokens.count ? t + 1 : t;
}

/* Stem of the last verb of the predicate: "is expected to plead" has "plead". */
static uint32_t head_of(const conflict_work *w, const told *t) {
  const document *d = work_document(w, t->doc);
  span p = told_statement(w, t)->predicate;
  uint32_t stem = NONE;
  for (uint32_t i = document_token_at(d, p.start); !span_empty(p) && i < end_token(d, p); i++) {
    uint32_t s = d->tokens.at[i].word == WORD_VERB ? work_stem(w, &d->tokens.at[i]) : NONE;
    if (s != NONE) stem = s;
  }
  return stem;
}

static bool says_not_yet(const document *d, const statement *s) {
  if (s->polarity != POLARITY_NEGATIVE || s->in_heading) return false;
  for (uint32_t i = document_token_at(d, s->span.start); i < end_token(d, s->span); i++)
    if (str_eq(d->tokens.at[i].folded, STR("yet")) || (str_eq(d->tokens.at[i].folded, STR("so")) && i + 1 < d->tokens.count &&
        str_eq(d->tokens.at[i + 1].folded, STR("far")))) return true;
  return false;
}

/* "No formal charges have been filed yet": the stem of what there is none of, NONE. */
static uint32_t missing_thing(const conflict_work *w, const told *t) {
  const document *d = work_document(w, t->doc);
  const statement *s = told_statement(w, t);
  uint32_t stem = NONE;
  bool is_open = false;
  for (uint32_t i = document_token_at(d, s->span.start); i < d->tokens.count && d->tokens.at[i].span.start < s->predicate.start; i++) {
    if (str_eq(d->tokens.at[i].folded, STR("no"))) is_open = true;
    else if (is_open && d->tokens.at[i].word == WORD_NOUN) stem = work_stem(w, &d->tokens.at[i]);
    else if (is_open && d->tokens.at[i].word != WORD_ADJECTIVE) break;
  }
  return stem;
}

/* "will meet", "is expected to plead" in a report's own voice or on somebody's word. Nobody's "is expected" may be read as
 * a saying without a source; it is a plan all the same. */
static bool is_plan(const conflict_work *w, const told *t) {
  const statement *s = told_statement(w, t);
  if (s->modality != MODALITY_FUTURE || s->polarity == POLARITY_NEGATIVE || s->in_heading || s->is_background || span_empty(s->predicate)) return false;
  const document *d = work_document(w, t->doc);
  uint32_t first = document_token_at(d, s->predicate.start);
  if (first >= d->tokens.count || d->tokens.at[first].word != WORD_AUX) return false; /* "went to visit" */
  for (uint32_t i = first; i < end_token(d, s->predicate); i++) /* "she'd been suspended" is none */
    if (str_eq(d->tokens.at[i].folded, STR("been")) || str_ends(d->tokens.at[i].folded, STR("'d"))) return false;
  bool is_nobodys = s->attribution != NONE && d->attributions.at[s->attribution].source.count == 0;
  if (is_nobodys) return true;
  if (!told_is_telling(w, t)) return false;
  for (uint32_t i = document_token_at(d, s->span.start); i < d->tokens.count && d->tokens.at[i].span.start < s->predicate.start; i++)
    if (d->tokens.at[i].word == WORD_NOUN || d->tokens.at[i].word == WORD_PROPER || d->tokens.at[i].word == WORD_PRONOUN) return true;
  return false; /* who is to do it must stand there */
}

static bool is_deed(const conflict_work *w, const told *t) {
  const document *d = work_document(w, t->doc);
  const statement *s = told_statement(w, t);
  if (!told_is_telling(w, t) || s->modality != MODALITY_FACT || s->is_background || span_empty(s->predicate)) return false;
  uint32_t first = document_token_at(d, s->predicate.start), end = end_token(d, s->predicate);
  if (str_eq(d->tokens.at[first].folded, STR("had"))) return false; /* what had been before */
  for (uint32_t i = first; i < end; i++)
    if (str_eq(d->tokens.at[i].folded, STR("to"))) return false; /* "was about to perform" */
  for (uint32_t i = first; i < end; i++) {
    uint8_t form = d->tokens.at[i].form;
    if (form == VERB_PAST || form == VERB_PAST_OR_PARTICIPLE) return true;
    if (form == VERB_PARTICIPLE) return i > first; /* "has been charged" */
  }
  return false;
}

/* The plan's report appeared later: then it is no plan that the other one overtook. */
static bool is_later(const conflict_work *w, uint32_t plan, uint32_t deed) {
  const dating *p = &work_document(w, plan)->published, *q = &work_document(w, deed)->published;
  return p->known && q->known && (p->days.earliest > q->days.latest || (p->has_clock && q->has_clock && p->instant > q->instant));
}

static void add_update(conflict_work *w, uint32_t plan, uint32_t deed, int strength, const char *before, const char *after) {
  const told *p = &w->told.at[plan], *q = &w->told.at[deed];
  uint32_t claim = w->claim_of.at[deed] != NONE ? w->claim_of.at[deed] : w->claim_of.at[plan];
  conflict *c = work_add(w, CONFLICT_PRESENCE, claim, strength);
  vec_last(&w->found)->is_update = true;
  arena *keep = w->s->arena;
  side *s = work_side(w, c, str_of(before), work_source(w, p->doc, told_statement(w, p)->attribution));
  span at = told_statement(w, p)->predicate;
  work_evidence(w, s, (evidence){p->doc, work_window(work_document(w, p->doc), told_statement(w, p)->span, at)}, at);
  s = work_side(w, c, str_of(after), work_source(w, q->doc, told_statement(w, q)->attribution));
  at = told_statement(w, q)->predicate;
  work_evidence(w, s, (evidence){q->doc, work_window(work_document(w, q->doc), told_statement(w, q)->span, at)}, at);
  c->text = str_format(keep, "%s in %.*s, %s in %.*s: %.*s", before, STR_ARG(work_letter(w, p->doc)), after, STR_ARG(work_letter(w, q->doc)),
                       STR_ARG(work_clip(keep, document_slice(work_document(w, q->doc), told_statement(w, q)->span), 100)));
  c->reading = str_format(keep, "%.*s stands at an earlier hour of the story than %.*s.", STR_ARG(work_letter(w, p->doc)), STR_ARG(work_letter(w, q->doc)));
}

/* A name of the deed's statement stands in the sentence of the other. */
static bool shares_name(const conflict_work *w, const told *t, const told *deed) {
  index_vec around = {0};
  const document *d = work_document(w, t->doc), *of = work_document(w, deed->doc);
  work_stems_of(w, t->doc, d->sentences.at[told_statement(w, t)->sentence].span, &around);
  span s = told_statement(w, deed)->span;
  for (uint32_t i = document_token_at(of, s.start); i < end_token(of, s); i++)
    if (of->tokens.at[i].word == WORD_PROPER && work_stem(w, &of->tokens.at[i]) != NONE && set_has(&around, work_stem(w, &of->tokens.at[i]))) return true;
  return false;
}

typedef struct pair { uint32_t plan, deed; int cover; } pair;

static void keep_best(pair *best, pair p) {
  if (p.cover > best->cover) *best = p;
}

/* Deeds by head verb, so that a plan looks at few. */
void conflicts_plan(conflict_work *w) {
  index_vec *deeds = ARENA_ARRAY(w->scratch, index_vec, (size_t)w->frequency.count + 1);
  index_vec *of_claim = ARENA_ARRAY(w->scratch, index_vec, (size_t)w->s->claims.count + 1);
  for (uint32_t i = 0; i < w->told.count; i++) {
    if (!is_deed(w, &w->told.at[i])) continue;
    uint32_t head = head_of(w, &w->told.at[i]), claim = w->claim_of.at[i];
    if (head != NONE && deeds[head].count < MOST_TRIED) vec_push(w->scratch, &deeds[head], i);
    if (claim != NONE && of_claim[claim].count < MOST_TRIED) vec_push(w->scratch, &of_claim[claim], i);
  }
  uint32_t not_yet = 0;
  pair plans = {NONE, NONE, 0}, second = {NONE, NONE, 0};
  for (uint32_t i = 0; i < w->told.count; i++) {
    const told *t = &w->told.at[i];
    uint32_t claim = w->claim_of.at[i];
    if (says_not_yet(work_document(w, t->doc), told_statement(w, t))) {
      uint32_t missing = missing_thing(w, t);
      const index_vec *lists[] = {claim != NONE ? &of_claim[claim] : NULL, missing != NONE ? &deeds[missing] : NULL};
      uint32_t deed = NONE;
      for (int l = 0; l < 2; l++)
        for (uint32_t k = 0; lists[l] && k < lists[l]->count && deed == NONE; k++) {
          const told *u = &w->told.at[lists[l]->at[k]];
          if (u->doc == t->doc || is_later(w, t->doc, u->doc)) continue;
          int cover = work_cover(w, &t->stems, &u->stems, NULL), back = work_cover(w, &u->stems, &t->stems, NULL);
          uint32_t head = head_of(w, u);
          bool is_same_deed = head != NONE && set_has(&t->stems, head); /* what was not yet done is what was done */
          if (l == 0 ? is_same_deed && (cover >= COVER_NOT_YET || back >= COVER_NOT_YET) : shares_name(w, t, u)) deed = lists[l]->at[k];
        }
      if (deed != NONE && not_yet++ < MOST_PLANS) add_update(w, i, deed, 750, "Not yet", "Done");
    }
    uint32_t head = is_plan(w, t) ? head_of(w, t) : NONE;
    if (head == NONE) continue;
    pair best = {NONE, NONE, 0};
    for (uint32_t k = 0; k < deeds[head].count; k++) {
      const told *u = &w->told.at[deeds[head].at[k]];
      if (u->doc == t->doc || is_later(w, t->doc, u->doc)) continue;
      uint32_t shared = 0;
      int a = work_cover(w, &t->stems, &u->stems, &shared), b = work_cover(w, &u->stems, &t->stems, NULL);
      int cover = a > b ? a : b;
      if (shared >= SHARED_DONE && (cover >= COVER_DONE || (claim != NONE && claim == w->claim_of.at[deeds[head].at[k]]))) keep_best(&best, (pair){i,
          deeds[head].at[k], cover + 1});
    }
    if (best.cover > plans.cover) second = plans, plans = best;
    else if (best.cover > second.cover && (plans.deed == NONE || best.deed != plans.deed)) second = best;
  }
  for (int i = 0; i < 2; i++) {
    const pair *p = i == 0 ? &plans : &second;
    if (p->plan != NONE && !(i == 1 && plans.deed == second.deed)) add_update(w, p->plan, p->deed, 600 + p->cover / 4, "Planned", "Done");
  }
}
