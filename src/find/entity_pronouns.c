/* Pronouns to entities, by the nearest mention that agrees.
 *
 * "He" and "she" look for a person, "they" for a group (else a body that is the subject), "it" for the body or country
 * that is the subject of the clause before. Candidates are the newest mentions, at most three sentences back; a
 * subject, the last speaker and a known gender count for, an owner's place ("Smith's house") and each sentence of
 * distance against. A pronoun outside a quotation never refers into one, and the source of an attribution never into
 * its own content. Where nothing stands out the pronoun stays without entity.
 */
#include "find/entity_parts.h"

enum { MOST_SENTENCES = 3, SCORE_SENTENCE = 25, SCORE_SUBJECT = 20, SCORE_SPEAKER = 15, SCORE_GENDER = 10, SCORE_OWNER = -15, SCORE_UNNAMED = -8,
    LEAST_LEAD = 4 };

static const token *at(const resolver *r, uint32_t i) { return &r->doc->tokens.at[i]; }

typedef enum person_of { OF_NOBODY, OF_HE, OF_SHE, OF_THEY, OF_IT } person_of;

static person_of read_pronoun(const token *t) {
  static const struct { const char *word; person_of of; } words[] = {
    {"he", OF_HE}, {"him", OF_HE}, {"his", OF_HE}, {"himself", OF_HE}, {"he's", OF_HE}, {"he'd", OF_HE}, {"he'll", OF_HE},
    {"she", OF_SHE}, {"her", OF_SHE}, {"hers", OF_SHE}, {"herself", OF_SHE}, {"she's", OF_SHE}, {"she'd", OF_SHE}, {"she'll", OF_SHE},
    {"they", OF_THEY}, {"them", OF_THEY}, {"their", OF_THEY}, {"themselves", OF_THEY}, {"they're", OF_THEY}, {"they've", OF_THEY}, {"they'd", OF_THEY},
    {"it", OF_IT}, {"its", OF_IT}, {"itself", OF_IT}, {"it's", OF_IT},
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq(t->folded, str_of(words[i].word))) return words[i].of;
  return OF_NOBODY;
}

/* "It is understood that", "it seems": nobody. */
static bool is_empty_it(const resolver *r, uint32_t t) {
  const sentence *s = &r->doc->sentences.at[at(r, t)->sentence];
  uint32_t limit = s->first + s->count;
  if (t + 1 >= limit) return false;
  static const char *const seem[] = {"seem", "appear", "rain", "snow", "turn"};
  for (size_t i = 0; i < sizeof seem / sizeof *seem; i++)
    if (str_eq(at(r, t + 1)->lemma, str_of(seem[i]))) return true;
  bool is_be = at(r, t + 1)->word == WORD_AUX || str_eq(at(r, t)->folded, STR("it's"));
  if (!is_be) return false;
  for (uint32_t k = t + 1; k < limit && k < t + 8; k++)
    if (str_eq(at(r, k)->folded, STR("that")) || str_eq(at(r, k)->folded, STR("to")) || str_eq(at(r, k)->folded, STR("if")) || str_eq(at(r,
        k)->folded, STR("whether"))) return true;
  return false;
}

static int fit(const resolver *r, const mention *m, person_of of, uint32_t t) {
  const entity *e = &r->bearers.at[entity_now(r, m->entity)].record;
  bool same_sentence = m->sentence == at(r, t)->sentence;
  int score = 100 - SCORE_SENTENCE * (int)(at(r, t)->sentence - m->sentence);
  if (m->is_subject) score += SCORE_SUBJECT;
  if (m->is_owner) score += SCORE_OWNER;
  switch (of) {
  case OF_HE:
  case OF_SHE:
    if (e->kind != NAME_PERSON || e->is_plural) return 0;
    if (e->gender != GENDER_UNKNOWN && e->gender != (of == OF_HE ? GENDER_HE : GENDER_SHE)) return 0;
    if (e->gender != GENDER_UNKNOWN) score += SCORE_GENDER;
    if (!e->is_named) score += SCORE_UNNAMED;
    return score;
  case OF_THEY:
    if (e->is_plural) return score + SCORE_GENDER;
    if (e->kind != NAME_ORGANISATION && e->kind != NAME_PLACE && e->kind != NAME_OUTLET) return 0;
    return m->is_subject && (same_sentence || at(r, t)->sentence == m->sentence + 1) ? score - SCORE_SUBJECT : 0;
  case OF_IT:
    if (e->is_plural || e->kind == NAME_PERSON || e->kind == NAME_NATIONALITY) return 0;
    return m->is_subject && at(r, t)->sentence <= m->sentence + 1 ? score : 0;
  case OF_NOBODY: break;
  }
  return 0;
}

/* For "it": the clause before must begin with the candidate, else it may be a thing that is no entity. */
static bool opens_sentence(const resolver *r, const mention *m) {
  const sentence *s = &r->doc->sentences.at[m->sentence];
  uint32_t in = r->c.chunk_at[m->token];
  if (in == NONE) return false;
  for (uint32_t k = in; k-- > 0 && r->c.list.at[k].first >= s->first;) {
    const chunk *c = &r->c.list.at[k];
    if (c->first > s->first && at(r, c->first - 1)->word == WORD_ADPOSITION) continue;
    if (c->first == s->first && at(r, c->first)->word == WORD_ADPOSITION) continue;
    return false;
  }
  return true;
}

void entity_resolve_pronoun(resolver *r, uint32_t t) {
  person_of of = read_pronoun(at(r, t));
  if (of == OF_NOBODY || (of == OF_IT && is_empty_it(r, t))) return;
  uint32_t own = r->m.source_of[t], best = NONE;
  bool is_source = own != NONE, in_quote = r->m.quoted[t] != NONE;
  int best_score = 0, second = 0;
  uint32_t steps = 0;
  for (uint32_t i = r->mentions.count; i-- > 0 && steps < MOST_STEPS; steps++) {
    const mention *m = &r->mentions.at[i];
    uint32_t e = entity_now(r, m->entity);
    if (m->token >= t) continue;
    if (at(r, t)->sentence - m->sentence > MOST_SENTENCES) break;
    if (m->in_quote && (!in_quote || r->m.quoted[m->token] != r->m.quoted[t])) continue;
    if (is_source && r->m.content_of[m->token] == own && (r->doc->attributions.at[own].type == TYPE_INDIRECT || m->in_quote)) continue;
    int score = fit(r, m, of, t);
    if (score <= 0) continue;
    if (of == OF_IT && m->sentence != at(r, t)->sentence && !opens_sentence(r, m)) continue;
    if (e == r->last_speaker) score += SCORE_SPEAKER;
    if (best == e) {
      if (score > best_score) best_score = score;
    } else if (score > best_score) {
      second = best_score;
      best_score = score;
      best = e;
    } else if (score > second) {
      second = score;
    }
  }
  if (best == NONE || (best_score - second < LEAST_LEAD && !is_source)) return;
  if (in_quote && second > 0) return; /* who is meant inside somebody's words is a guess */
  bearer *b = &r->bearers.at[best];
  if (b->record.gender == GENDER_UNKNOWN && second == 0) b->record.gender = of == OF_HE ? GENDER_HE : of == OF_SHE ? GENDER_SHE : b->record.gender;
  entity_mention(r, best, at(r, t)->span, t, true);
}
