/* Denials of what others tell, and silence about what others say aloud.
 *
 * A denial is a statement whose source denies, or calls "the claims" untrue, or says the contrary of a telling. It is laid
 * against one claim: the one whose telling covers its words, else, where it only points ("the assertions"), the lead claim if
 * reports tell that on somebody's word. All denials of a claim are one conflict: those who tell, those who deny.
 *
 * Presence: in one report a source will not say something, in another the same party says it. Two forms are certain enough:
 * "whether P" against P, and "what kind of N" against "N, including Y" in the telling. Others' knowledge does not conflict with
 * a source's silence, so both must speak for one party.
 */
#include "compare/conflicts.h"
#include "lexicon/lexicon.h"

enum {
  COVER_DENIED = 600,    /* of the words of a denial in the telling it turns round */
  COVER_IN_CLAIM = 450,  /* the same, where a claim holds both already */
  COVER_CONTRARY = 800,  /* of a bare "not" */
  COVER_LIKEWISE = 350,  /* of one telling in another that is shown beside it */
  COVER_CALLED = 950,    /* of "is not a N": the name itself */
  COVER_ASKED = 950,     /* of the words of "whether P" */
  COVER_SLOT = 300,      /* of the words beside the slot of "what kind of N" */
  LEFT_OVER = 3,         /* content words that a pointing denial may have of its own */
  COVER_BACK = 250,      /* of the words of the telling in a bare "not": both tell one thing */
  WEIGHT_OF_TWO = 10,    /* two words in common are enough when they are rare */
  MOST_POSTINGS = 64,
  MOST_QUESTIONS = 256,
  MOST_KINDS = 256,      /* tellings with ", including Y" that are looked at */
};

static bool is_one_of(enum lexicon_list list, const token *t) { return lexicon_has(list, t->folded) || lexicon_has(list, t->lemma); }

static const token *token_at(const document *d, uint32_t i) { return &d->tokens.at[i]; }
static uint32_t end_token(const document *d, span s) {
  uint32_t t = document_token_at(d, s.end > 0 ? s.end - 1 : 0);
  return t < d->tokens.count ? t + 1 : t;
}

/* ---- postings: which statements have a stem ---- */

typedef struct postings { index_vec *of; } postings;

static postings make_postings(const conflict_work *w) {
  postings p = {ARENA_ARRAY(w->scratch, index_vec, (size_t)w->frequency.count + 1)};
  for (uint32_t i = 0; i < w->told.count; i++)
    for (uint32_t k = 0; k < w->told.at[i].stems.count; k++) {
      index_vec *list = &p.of[w->told.at[i].stems.at[k]];
      if (list->count < MOST_POSTINGS) vec_push(w->scratch, list, i);
    }
  return p;
}

/* Statements that share one of the two rarest stems. */
static void candidates_of(const conflict_work *w, const postings *p, const index_vec *stems, index_vec *out) {
  uint32_t rarest[2] = {NONE, NONE};
  for (uint32_t i = 0; i < stems->count; i++) {
    uint32_t s = stems->at[i];
    if (w->frequency.at[s] < 2) continue;
    if (rarest[0] == NONE || w->frequency.at[s] < w->frequency.at[rarest[0]]) rarest[1] = rarest[0], rarest[0] = s;
    else if (rarest[1] == NONE || w->frequency.at[s] < w->frequency.at[rarest[1]]) rarest[1] = s;
  }
  index_vec all = {0};
  for (int r = 0; r < 2 && rarest[r] != NONE; r++) stems_add(w->scratch, &all, &p->of[rarest[r]]);
  *out = all;
}

/* ---- denials ---- */

typedef enum denial_form { DENIAL_NONE, DENIAL_STANCE, DENIAL_WORD, DENIAL_CONTRARY } denial_form;
typedef struct denial {
  uint32_t told;
  denial_form form;
  span words;        /* what denies: the cue, the word, the "not" */
  bool points;       /* "the claims" */
  bool calls;        /* calls them something: "false", "disinformation" */
  index_vec stems;   /* of what is denied */
  index_vec deeds;   /* those of its verbs */
  index_vec subject; /* those of the nouns before its verb */
} denial;

/* The word that calls something untrue, in [first, end); not one that describes what follows it ("false tax returns"). */
static span denial_word(const document *d, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    str words[4];
    uint32_t n = 0;
    while (n < 4 && i + n < end) words[n] = token_at(d, i + n)->folded, n++;
    size_t length = lexicon_match(LEXICON_FALSEHOODS, words, n, NULL);
    if (length == 0) continue;
    uint32_t next = i + (uint32_t)length;
    bool describes = next < end && (token_at(d, next)->word == WORD_NOUN || token_at(d, next)->word == WORD_PROPER || token_at(d,
        next)->word == WORD_ADJECTIVE);
    if (!describes) return (span){token_at(d, i)->span.start, token_at(d, i + (uint32_t)length - 1)->span.end};
  }
  return (span){0, 0};
}

/* The statement's subject points to what was told: "the assertions …", "such claims …". A mere "it" may be anything. */
static bool subject_points(const document *d, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end && i < first + 5; i++) {
    const token *t = token_at(d, i);
    if (t->word == WORD_VERB || t->word == WORD_AUX) return false;
    if (is_one_of(LEXICON_ALLEGATION_WORDS, t)) return true;
  }
  return false;
}

/* "the allegations", but not "the allegation that …", which says itself what it is about. */
static bool has_claim_noun(const document *d, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    if (!is_one_of(LEXICON_ALLEGATION_WORDS, token_at(d, i))) continue;
    return i + 1 >= end || (!str_eq(token_at(d, i + 1)->folded, STR("that")) && !str_eq(token_at(d, i + 1)->folded, STR("of")));
  }
  return false;
}

/* Stems of the content of an attribution (of the statement alone where that lies within), without words that only deny or point. */
static void denied_stems(const conflict_work *w, uint32_t doc, span s, index_vec *out) {
  const document *d = work_document(w, doc);
  index_vec all = {0};
  for (uint32_t i = document_token_at(d, s.start); i < end_token(d, s); i++) {
    const token *t = token_at(d, i);
    if (is_one_of(LEXICON_ALLEGATION_WORDS, t) || is_one_of(LEXICON_FALSEHOODS, t)) continue;
    uint32_t stem = work_stem(w, t);
    if (stem != NONE) vec_push(w->scratch, &all, stem);
  }
  stems_add(w->scratch, out, &all);
}

static bool says_around(const document *d, uint32_t a) {
  for (int steps = 0; a != NONE && steps < 16; steps++, a = d->attributions.at[a].inside)
    if (d->attributions.at[a].stance != STANCE_SAYS) return false;
  return true;
}

static span negator_in(const document *d, span s) {
  for (uint32_t i = document_token_at(d, s.start); i < end_token(d, s); i++) {
    const token *t = token_at(d, i);
    const lexicon_entry *e = lexicon_find(LEXICON_NEGATORS, t->folded);
    if ((e && !str_eq(e->value, STR("verb"))) || str_ends(t->folded, STR("n't"))) return t->span;
  }
  return (span){s.start, s.start};
}

/* "cannot" denies no deed. */
static bool is_inability(const document *d, span negator) {
  str words = document_slice(d, negator);
  return str_starts_nocase(words, STR("can")) || str_starts_nocase(words, STR("could"));
}

/* What is said is a plain "not". A statement that is a saying as a whole ("claimed the campaign had not …") has its polarity for
 * the saying: then the words of the content decide. */
static bool is_contrary_content(const document *d, const statement *s, span content) {
  span negator = negator_in(d, content);
  bool is_whole = !span_empty(s->predicate) && !span_holds(content, s->predicate);
  if (span_empty(negator) || is_inability(d, negator)) return false;
  return is_whole || (s->polarity == POLARITY_NEGATIVE && s->modality == MODALITY_FACT);
}

/* "denied that …", "denied sending", "denied he had sent": what is denied is a deed. "Denied service to a couple", "rejected a
 * subpoena" are deeds themselves. */
static bool denies_a_deed(const document *d, span content) {
  uint32_t first = document_token_at(d, content.start), end = end_token(d, content);
  if (first >= end) return false;
  if (str_eq(token_at(d, first)->folded, STR("that")) || token_at(d, first)->form == VERB_ING) return true;
  for (uint32_t i = first; i < end; i++) { /* a finite verb near the head, not behind "to" or "for" */
    const token *t = token_at(d, i);
    if (t->word == WORD_ADPOSITION || t->word == WORD_PARTICLE || str_eq(t->folded, STR("to")) || t->word == WORD_SUBORDINATOR) return false;
    if ((t->word == WORD_VERB && t->form != VERB_ING && t->form != VERB_PARTICIPLE) || t->word == WORD_AUX) return i > first;
  }
  return false;
}

static bool read_denial(const conflict_work *w, uint32_t at, denial *out) {
  const told *t = &w->told.at[at];
  const document *d = work_document(w, t->doc);
  const statement *s = told_statement(w, t);
  if (s->attribution == NONE || s->in_heading) return false;
  const attribution *a = &d->attributions.at[s->attribution];
  uint32_t first = document_token_at(d, s->span.start), end = end_token(d, s->span);
  span content = s->span;
  if (a->content.count > 0 && span_overlaps(a->content.at[0], s->span)) { /* a statement may hold source and cue */
    if (a->content.at[0].start > content.start) content.start = a->content.at[0].start;
    span last = *vec_last(&a->content);
    if (last.end < content.end && last.end > content.start) content.end = last.end;
  }
  *out = (denial){.told = at};
  if (a->stance == STANCE_DENIES && a->cue.count > 0) {
    out->form = DENIAL_STANCE;
    out->words = a->cue.at[0];
    out->points = has_claim_noun(d, document_token_at(d, content.start), end_token(d, content)) || subject_points(d, first, end);
    span word = denial_word(d, document_token_at(d, content.start), end_token(d, content));
    if (!span_empty(word)) out->words = word, out->calls = true, out->points |= subject_points(d, document_token_at(d, content.start), end_token(d, content));
  } else if (says_around(d, s->attribution)) {
    span word = denial_word(d, first, end);
    bool points = subject_points(d, document_token_at(d, content.start), end_token(d, content)) || (a->cue.count > 0 && has_claim_noun(d, first,
        end) && !span_empty(word) && content.start > s->span.start);
    if (!span_empty(word) && points && s->polarity == POLARITY_POSITIVE) *out = (denial){.told = at, .form = DENIAL_WORD, .words = word,
        .points = true, .calls = true};
    else if (is_contrary_content(d, s, content)) *out = (denial){.told = at, .form = DENIAL_CONTRARY, .words = negator_in(d, content)};
  }
  if (out->form == DENIAL_NONE) return false;
  denied_stems(w, t->doc, content, &out->stems);
  bool has_verb = false;
  for (uint32_t i = document_token_at(d, content.start); i < end_token(d, content); i++) {
    const token *x = token_at(d, i);
    has_verb |= x->word == WORD_VERB || x->word == WORD_AUX;
    uint32_t stem = work_stem(w, x);
    if (stem == NONE) continue;
    if (x->word == WORD_VERB) vec_push(w->scratch, &out->deeds, stem);
    else if (!has_verb && (x->word == WORD_NOUN || x->word == WORD_PROPER)) vec_push(w->scratch, &out->subject, stem);
  }
  return out->form != DENIAL_STANCE || out->points || denies_a_deed(d, content);
}

static uint32_t common_weight(const conflict_work *w, const index_vec *a, const index_vec *b) {
  uint32_t weight = 0;
  for (uint32_t i = 0; i < a->count; i++) weight += set_has(b, a->at[i]) ? work_weight(w, a->at[i]) : 0;
  return weight;
}

/* What a telling must not hold to be turned round: a question ("probing whether …"), a "not", a word of denial or refusal.
 * It would then say what the denial says. */
static bool is_plain(const conflict_work *w, const told *t) {
  static const char *const verbs[] = {"deny", "reject", "oppose", "dismiss", "refuse", "decline", "dispute", "rebut", "refute"};
  const document *d = work_document(w, t->doc);
  span s = told_statement(w, t)->span;
  uint32_t first = document_token_at(d, s.start), end = end_token(d, s);
  for (uint32_t i = first; i < end; i++) {
    const token *x = token_at(d, i);
    if (str_eq(x->folded, STR("whether")) || str_eq(x->folded, STR("if"))) return false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
      if (str_eq(x->lemma, str_of(verbs[k]))) return false;
  }
  return span_empty(negator_in(d, s)) && span_empty(denial_word(d, first, end));
}

/* A verb of the content that the telling has too: the deed that is denied. */
static bool shares_deed(const denial *it, const told *telling) {
  for (uint32_t i = 0; i < it->deeds.count; i++)
    if (set_has(&telling->stems, it->deeds.at[i])) return true;
  return false;
}

/* Someone else's word, or the report's own. */
static bool is_others_telling(const conflict_work *w, const told *telling, uint32_t denier) {
  if (!told_is_telling(w, telling)) return false;
  uint32_t source = work_source(w, telling->doc, told_statement(w, telling)->attribution);
  return source == NONE || denier == NONE || !work_same_party(w, source, denier);
}

/* The subjects agree, or one is a pronoun: "the investigation was not political" says nothing of the firing. */
static bool shares_subject(const denial *it, const told *telling) {
  for (uint32_t i = 0; i < it->subject.count; i++)
    if (set_has(&telling->stems, it->subject.at[i])) return true;
  return it->subject.count == 0;
}

/* How well a telling is turned round by the denial, in thousandths; 0 when it is not. */
static int turned_round(const conflict_work *w, const denial *it, uint32_t denier, uint32_t telling) {
  const told *t = &w->told.at[it->told], *u = &w->told.at[telling];
  if (telling == it->told || !is_others_telling(w, u, denier)) return 0;
  bool is_contrary = it->form == DENIAL_CONTRARY, is_one_claim = w->claim_of.at[telling] != NONE && w->claim_of.at[telling] == w->claim_of.at[it->told];
  uint32_t shared = 0;
  if (is_contrary && (u->doc == t->doc || told_statement(w, u)->modality != MODALITY_FACT || (it->deeds.count > 0 && !shares_deed(it, u)))) return 0;
  int cover = work_cover(w, &it->stems, &u->stems, &shared);
  uint32_t least = is_contrary || common_weight(w, &it->stems, &u->stems) < WEIGHT_OF_TWO ? 3 : 2;
  if (shared < least || cover < (is_contrary ? COVER_CONTRARY : is_one_claim ? COVER_IN_CLAIM : COVER_DENIED)) return 0;
  if (is_contrary && work_cover(w, &u->stems, &it->stems, NULL) < COVER_BACK) return 0;
  bool is_name_calling = it->deeds.count == 0 && cover >= COVER_CALLED && least == 2; /* "it is not a witch hunt" */
  if (!is_contrary && !shares_deed(it, u) && !is_name_calling) return 0;
  return shares_subject(it, u) && is_plain(w, u) ? cover : 0;
}

/* The claim, else the telling, that a denial turns round; how sure. */
typedef struct target { uint32_t claim, told; int strength; } target;

/* The lead claim, when "the claims" can only be it: told on somebody's word by most of those who tell it, and no talk about
 * claims itself. */
static target pointed_at(const conflict_work *w, const denial *it, uint32_t denier) {
  target none = {NONE, NONE, 0};
  if (w->s->lead == NONE) return none;
  const struct claim *lead = &w->s->claims.at[w->s->lead];
  uint32_t left = 0, on_word = 0, in_all = 0, first = NONE;
  index_vec all = {0};
  for (uint32_t i = 0; i < lead->cells.count && i < MOST_POSTINGS; i++) {
    const cell *of = &lead->cells.at[i];
    uint32_t slot = work_slot(w, of->doc);
    if (slot == NONE || (of->stance != CELL_STATES && of->stance != CELL_ATTRIBUTES)) continue;
    in_all++;
    on_word += of->stance == CELL_ATTRIBUTES;
    for (uint32_t k = 0; k < of->statements.count; k++) {
      const told *u = &w->told.at[w->first_told.at[slot] + of->statements.at[k]];
      const document *d = work_document(w, u->doc);
      span s = told_statement(w, u)->span;
      if (has_claim_noun(d, document_token_at(d, s.start), end_token(d, s))) return none;
      if (first == NONE && is_others_telling(w, u, denier) && is_plain(w, u)) first = w->first_told.at[slot] + of->statements.at[k];
      stems_add(w->scratch, &all, &u->stems);
    }
  }
  if (first == NONE || 2 * on_word < in_all) return none;
  for (uint32_t i = 0; i < it->stems.count; i++) left += !set_has(&all, it->stems.at[i]);
  if (left > (it->calls ? LEFT_OVER : 0)) return none;
  return (target){w->s->lead, first, it->calls ? 850 : 800};
}

static target target_of(const conflict_work *w, const postings *p, const denial *it) {
  const told *t = &w->told.at[it->told];
  uint32_t source = work_source(w, t->doc, told_statement(w, t)->attribution);
  if (it->points) return pointed_at(w, it, source);
  if (it->form == DENIAL_WORD) return (target){NONE, NONE, 0};
  index_vec near = {0};
  candidates_of(w, p, &it->stems, &near);
  uint32_t best = NONE;
  int cover = 0;
  for (uint32_t i = 0; i < near.count; i++) {
    int c = turned_round(w, it, source, near.at[i]);
    if (c > cover) cover = c, best = near.at[i];
  }
  if (best == NONE) return (target){NONE, NONE, 0};
  bool is_one_claim = w->claim_of.at[best] != NONE && w->claim_of.at[best] == w->claim_of.at[it->told];
  int strength = it->form == DENIAL_CONTRARY ? 500 + (cover - COVER_CONTRARY) : 600 + cover / 5 + (is_one_claim ? 100 : 0);
  return (target){w->claim_of.at[best], best, strength};
}

/* Those who tell it: the telling that is turned round first, then the claim's plain tellings by others. */
static void add_tellings(conflict_work *w, conflict *c, const target *to, bool points, uint32_t denier) {
  side *s = work_side(w, c, STR("Told"), NONE);
  const told *u = &w->told.at[to->told];
  span whole = told_statement(w, u)->span;
  s->source = work_source(w, u->doc, told_statement(w, u)->attribution);
  work_evidence(w, s, (evidence){u->doc, work_window(work_document(w, u->doc), whole, (span){whole.start, whole.start})}, (span){0, 0});
  for (uint32_t i = 0; to->claim != NONE && i < w->s->claims.at[to->claim].cells.count; i++) {
    const cell *of = &w->s->claims.at[to->claim].cells.at[i];
    uint32_t slot = work_slot(w, of->doc);
    for (uint32_t k = 0; slot != NONE && of->doc != u->doc && k < of->statements.count; k++) {
      const told *v = &w->told.at[w->first_told.at[slot] + of->statements.at[k]];
      if (!is_others_telling(w, v, denier) || !is_plain(w, v)) continue;
      int uv = work_cover(w, &u->stems, &v->stems, NULL), vu = work_cover(w, &v->stems, &u->stems, NULL);
      if (!points && uv < COVER_LIKEWISE && vu < COVER_LIKEWISE) continue; /* a claim may hold further things */
      span all = told_statement(w, v)->span;
      work_evidence(w, s, (evidence){v->doc, work_window(work_document(w, v->doc), all, (span){all.start, all.start})}, (span){0, 0});
      break;
    }
  }
}

/* A denial with the claim it turns round. */
typedef struct aimed { uint32_t told, source; span words; target to; bool points; } aimed;

static int by_aim(const void *x, const void *y) {
  const aimed *a = x, *b = y;
  if (a->to.claim != b->to.claim) return a->to.claim < b->to.claim ? -1 : 1;
  if (a->to.claim == NONE && a->to.told != b->to.told) return a->to.told < b->to.told ? -1 : 1;
  if (a->to.strength != b->to.strength) return a->to.strength > b->to.strength ? -1 : 1;
  return a->told < b->told ? -1 : a->told > b->told;
}

/* "X denies", "X and Y deny", "X, Y and others deny". */
static str deniers(const conflict_work *w, const aimed *list, uint32_t count) {
  index_vec sources = {0};
  for (uint32_t i = 0; i < count; i++) {
    bool is_new = list[i].source != NONE;
    for (uint32_t k = 0; k < sources.count; k++) is_new &= !work_same_party(w, sources.at[k], list[i].source);
    if (is_new) vec_push(w->scratch, &sources, list[i].source);
  }
  arena *keep = w->s->arena;
  str first = work_source_name(w, sources.count > 0 ? sources.at[0] : NONE, STR("A source"));
  if (sources.count <= 1) return str_format(keep, "%.*s %s", STR_ARG(first), sources.count == 1 &&
      w->s->sources.at[sources.at[0]].is_plural ? "deny" : "denies");
  str second = work_source_name(w, sources.at[1], STR("another"));
  return sources.count == 2 ? str_format(keep, "%.*s and %.*s deny", STR_ARG(first), STR_ARG(second))
                            : str_format(keep, "%.*s, %.*s and others deny", STR_ARG(first), STR_ARG(second));
}

static void add_denial(conflict_work *w, const aimed *list, uint32_t count) {
  const target *to = &list[0].to;
  /* who denies must be known */
  conflict *c = work_add(w, CONFLICT_DENIAL, to->claim, list[0].source == NONE ? to->strength - 200 : to->strength);
  add_tellings(w, c, to, list[0].points, list[0].source);
  side *deny = work_side(w, c, STR("Denied"), list[0].source);
  for (uint32_t i = 0; i < count; i++) {
    const told *t = &w->told.at[list[i].told];
    work_evidence(w, deny, (evidence){t->doc, work_window(work_document(w, t->doc), told_statement(w, t)->span, list[i].words)}, list[i].words);
  }
  const told *u = &w->told.at[to->told];
  str what = to->claim != NONE && to->claim == w->s->lead && list[0].points ? w->s->claims.at[to->claim].text : document_slice(work_document(w,
      u->doc), told_statement(w, u)->span);
  c->text = str_format(w->s->arena, "%.*s: %.*s", STR_ARG(deniers(w, list, count)), STR_ARG(work_clip(w->s->arena, what, 120)));
}

void conflicts_denial(conflict_work *w) {
  postings p = make_postings(w);
  VEC(aimed) all = {0};
  for (uint32_t i = 0; i < w->told.count; i++) {
    denial it;
    if (!read_denial(w, i, &it)) continue;
    target to = target_of(w, &p, &it);
    if (to.strength == 0) continue;
    const told *t = &w->told.at[i];
    vec_push(w->scratch, &all, ((aimed){i, work_source(w, t->doc, told_statement(w, t)->attribution), it.words, to, it.points}));
  }
  vec_sort(w->scratch, &all, by_aim);
  for (uint32_t first = 0, end; first < all.count; first = end) {
    for (end = first + 1; end < all.count && all.at[end].to.claim == all.at[first].to.claim && (all.at[first].to.claim != NONE ||
        all.at[end].to.told == all.at[first].to.told);) end++;
    add_denial(w, all.at + first, end - first);
  }
}

/* ---- presence ---- */

/* An indirect question in a refusal: [first, end) of the document's tokens, its word at first. */
typedef struct question { uint32_t doc, told, first, end; bool is_slot; uint32_t source; } question;
typedef VEC(question) question_vec;

static bool ends_question(const document *d, uint32_t i) {
  const token *t = token_at(d, i);
  if (t->word == WORD_PUNCT && (str_eq(t->folded, STR(",")) || str_eq(t->folded, STR(".")) || str_eq(t->folded, STR(";")) || str_eq(t->folded,
      STR(":")))) return true;
  return (t->word == WORD_CONJUNCTION && i + 1 < d->tokens.count && lexicon_has(LEXICON_QUESTION_WORDS, token_at(d, i + 1)->folded)) ||
      str_eq(t->folded, STR("because"));
}

static bool is_kind_word(const token *t) {
  return str_eq(t->lemma, STR("kind")) || str_eq(t->lemma, STR("type")) || str_eq(t->lemma, STR("sort"));
}

/* Questions in refusals: "whether …", "what kind of …", "the kind of …". */
static void find_questions(const conflict_work *w, question_vec *out) {
  for (uint32_t i = 0; i < w->told.count && out->count < MOST_QUESTIONS; i++) {
    const told *t = &w->told.at[i];
    const document *d = work_document(w, t->doc);
    const statement *s = told_statement(w, t);
    if (s->attribution == NONE || s->in_heading) continue;
    stance st = d->attributions.at[s->attribution].stance;
    if (st != STANCE_DECLINES && st != STANCE_DISCLAIMS) continue;
    uint32_t source = work_source(w, t->doc, s->attribution), end = end_token(d, s->span);
    for (uint32_t k = document_token_at(d, s->span.start); k < end; k++) {
      const token *at = token_at(d, k);
      const lexicon_entry *e = lexicon_find(LEXICON_QUESTION_WORDS, at->folded);
      bool is_kind = is_kind_word(at) && k + 1 < end && str_eq(token_at(d, k + 1)->folded, STR("of"));
      if (!e && !is_kind) continue;
      question q = {.doc = t->doc, .told = i, .first = k, .is_slot = is_kind || str_eq(e->value, STR("slot")), .source = source};
      q.end = k + 1;
      while (q.end < end && !ends_question(d, q.end)) q.end++;
      vec_push(w->scratch, out, q);
      k = q.end - 1;
    }
  }
}

static void stems_between(const conflict_work *w, const document *d, uint32_t first, uint32_t end, index_vec *out) {
  index_vec all = {0};
  for (uint32_t i = first; i < end; i++) {
    uint32_t stem = work_stem(w, token_at(d, i));
    if (stem != NONE) vec_push(w->scratch, &all, stem);
  }
  stems_add(w->scratch, out, &all);
}

static span question_span(const document *d, const question *q) { return (span){token_at(d, q->first)->span.start, token_at(d, q->end - 1)->span.end}; }

static void add_presence(conflict_work *w, const told *u, span said, const question *q, const question_vec *all, const index_vec *likewise, int strength) {
  const document *d = work_document(w, q->doc);
  arena *keep = w->s->arena;
  uint32_t claim = w->claim_of.at[(uint32_t)(u - w->told.at)];
  conflict *c = work_add(w, CONFLICT_PRESENCE, claim, strength);
  uint32_t source = work_source(w, u->doc, told_statement(w, u)->attribution);
  side *tells = work_side(w, c, STR("Says"), source);
  work_evidence(w, tells, (evidence){u->doc, work_window(work_document(w, u->doc), told_statement(w, u)->span, said)}, said);
  side *silent = work_side(w, c, STR("Will not say"), q->source);
  for (uint32_t i = 0; i < likewise->count; i++) {
    const question *l = &all->at[likewise->at[i]];
    const document *of = work_document(w, l->doc);
    work_evidence(w, silent, (evidence){l->doc, work_window(of, told_statement(w, &w->told.at[l->told])->span, question_span(of, l))}, question_span(of, l));
  }
  str who = work_source_name(w, source, STR("a source"));
  c->text = str_format(keep, "%.*s will not say in %.*s, but say%s in %.*s: %.*s", STR_ARG(who), STR_ARG(work_letter(w, q->doc)),
                       source != NONE && w->s->sources.at[source].is_plural ? "" : "s", STR_ARG(work_letter(w, u->doc)),
                       STR_ARG(work_clip(keep, document_slice(d, question_span(d, q)), 90)));
}

/* Told by the question's party in another report. */
static bool is_partys_telling(const conflict_work *w, const told *u, const question *q) {
  if (u->doc == q->doc || !told_is_telling(w, u)) return false;
  uint32_t source = work_source(w, u->doc, told_statement(w, u)->attribution);
  return source != NONE && q->source != NONE && work_same_party(w, source, q->source);
}

static void whether_questions(conflict_work *w, const postings *p, const question_vec *all) {
  for (uint32_t i = 0; i < all->count; i++) {
    const question *q = &all->at[i];
    if (q->is_slot) continue;
    index_vec stems = {0}, near = {0};
    stems_between(w, work_document(w, q->doc), q->first + 1, q->end, &stems);
    candidates_of(w, p, &stems, &near);
    for (uint32_t k = 0; k < near.count; k++) {
      const told *u = &w->told.at[near.at[k]];
      uint32_t shared = 0;
      if (!is_partys_telling(w, u, q) || work_cover(w, &stems, &u->stems, &shared) < COVER_ASKED || shared < 2) continue;
      modality m = told_statement(w, u)->modality;
      if (m != MODALITY_FACT && m != MODALITY_POSSIBLE) continue;
      index_vec likewise = {0};
      vec_push(w->scratch, &likewise, i);
      add_presence(w, u, told_statement(w, u)->span, q, all, &likewise, 750 + (shared > 2 ? 100 : 0));
      break;
    }
  }
}

/* ", including Y": the tokens of Y in a telling, or an empty span. */
static span named_kind(const document *d, span s, uint32_t *before) {
  uint32_t first = document_token_at(d, s.start), end = end_token(d, s);
  for (uint32_t i = first + 1; i + 1 < end; i++) {
    const token *t = token_at(d, i);
    bool including = str_eq(t->folded, STR("including")) || str_eq(t->folded, STR("namely"));
    bool such_as = str_eq(t->folded, STR("such")) && str_eq(token_at(d, i + 1)->folded, STR("as"));
    if (!including && !such_as) continue;
    uint32_t from = i + (such_as ? 2 : 1), to = from;
    while (to < end && token_at(d, to)->word != WORD_PUNCT && token_at(d, to)->word != WORD_ADPOSITION && token_at(d, to)->word != WORD_VERB) to++;
    if (to == from || from >= end || token_at(d, from)->word == WORD_NUMBER || token_at(d, from)->word == WORD_PROPER) continue;
    *before = i;
    return (span){token_at(d, i)->span.start, token_at(d, to - 1)->span.end};
  }
  return (span){0, 0};
}

/* The nouns of a slot stand before its verb: "what kind of weaponry or assistance | China was asked to offer". */
static uint32_t slot_nouns_end(const document *d, const question *q) {
  uint32_t i = q->first;
  while (i < q->end && (is_kind_word(token_at(d, i)) || str_eq(token_at(d, i)->folded, STR("of")) || lexicon_has(LEXICON_QUESTION_WORDS, token_at(d,
      i)->folded))) i++;
  while (i < q->end && (token_at(d, i)->word == WORD_NOUN || token_at(d, i)->word == WORD_ADJECTIVE || token_at(d, i)->word == WORD_CONJUNCTION ||
      token_at(d, i)->word == WORD_OTHER)) i++;
  return i;
}

/* The conflict that has this question already, of those found from `found` on. */
static bool is_asked_before(const conflict_work *w, const question *q, uint32_t found, conflict **out) {
  for (uint32_t i = found; i < w->found.count; i++) {
    conflict *c = &w->found.at[i].of;
    if (c->kind != CONFLICT_PRESENCE || c->sides.count < 2 || c->sides.at[1].evidence.count == 0) continue;
    const document *d = work_document(w, q->doc);
    if (c->sides.at[1].evidence.at[0].doc == q->doc && span_overlaps(c->sides.at[1].evidence.at[0].span, question_span(d, q))) {
      *out = c;
      return true;
    }
  }
  return false;
}

/* A kind that half of the reports or more name anyway is no answer to "what kind". */
static bool is_special(const conflict_work *w, const document *d, span kind) {
  index_vec stems = {0};
  uint32_t first = document_token_at(d, kind.start), end = end_token(d, kind);
  for (uint32_t i = end; i > first && stems.count == 0; i--) { /* the head: its last content word */
    uint32_t stem = work_stem(w, token_at(d, i - 1));
    if (stem != NONE) vec_push(w->scratch, &stems, stem);
  }
  uint32_t docs = 0;
  for (uint32_t s = 0; stems.count > 0 && s < w->s->documents.count; s++)
    for (uint32_t i = w->first_told.at[s]; i < w->first_told.at[s + 1]; i++)
      if (set_has(&w->told.at[i].stems, stems.at[0])) {
        docs++;
        break;
      }
  return stems.count > 0 && 2 * docs <= w->s->documents.count;
}

static void slot_questions(conflict_work *w, const question_vec *all) {
  uint32_t before_these = w->found.count, kinds = 0;
  for (uint32_t t = 0; t < w->told.count && kinds < MOST_KINDS; t++) {
    const told *u = &w->told.at[t];
    const document *d = work_document(w, u->doc);
    const statement *s = told_statement(w, u);
    uint32_t before = 0;
    span kind = named_kind(d, s->span, &before);
    if (span_empty(kind) || !told_is_telling(w, u)) continue;
    kinds++;
    if (!is_special(w, d, kind)) continue;
    index_vec nouns = {0}, likewise = {0};
    stems_between(w, d, before > 8 ? before - 8 : 0, before, &nouns); /* the phrase that Y is a part of */
    const question *first = NULL;
    for (uint32_t i = 0; i < all->count; i++) {
      const question *q = &all->at[i];
      if (!q->is_slot || !is_partys_telling(w, u, q)) continue;
      const document *of = work_document(w, q->doc);
      uint32_t split = slot_nouns_end(of, q);
      index_vec asked = {0}, rest = {0};
      stems_between(w, of, q->first, split, &asked);
      stems_between(w, of, split, q->end, &rest);
      uint32_t shared = 0;
      if (asked.count == 0 || work_cover(w, &asked, &nouns, &shared) == 0 || shared == 0) continue;
      if (rest.count > 0 && work_cover(w, &rest, &u->stems, NULL) < COVER_SLOT) continue;
      if (!first) first = q;
      vec_push(w->scratch, &likewise, i);
    }
    conflict *known = NULL;
    if (first && is_asked_before(w, first, before_these, &known))
      work_evidence(w, &known->sides.at[0], (evidence){u->doc, work_window(d, s->span, kind)}, kind);
    else if (first)
      add_presence(w, u, kind, first, all, &likewise, 750);
  }
}

void conflicts_presence(conflict_work *w) {
  question_vec all = {0};
  find_questions(w, &all);
  if (all.count == 0) return;
  postings p = make_postings(w);
  whether_questions(w, &p, &all);
  slot_questions(w, &all);
}
