/* The ground that the finders of conflicts stand on: statements of the story with their stems, and how a candidate is
 * written.
 *
 * Each statement of the story's documents is read once into w->told, in order of document and place; a stem is a number
 * in order of first appearance, so nothing hangs on a hash. A stem's weight is the whole logarithm (base two) of how rare it
 * is among the story's statements, so what all of them speak of counts for little, and weights compare the same everywhere.
 */
#include "compare/conflicts.h"
#include "compare/country.h"
#include "compare/sets.h"
#include "lexicon/lexicon.h"

#include "base/utf8.h"

enum { STEM_LETTERS = 6, MOST_WEIGHT = 12, WINDOW_BEFORE = 200, WINDOW_AFTER = 220 };

/* ---- reading ---- */

uint32_t work_slot(const conflict_work *w, uint32_t doc) {
  uint32_t low = 0, high = w->s->documents.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (w->s->documents.at[mid] < doc) low = mid + 1;
    else high = mid;
  }
  return low < w->s->documents.count && w->s->documents.at[low] == doc ? low : NONE;
}

str work_letter(const conflict_work *w, uint32_t doc) {
  char digits[8];
  size_t n = sizeof digits;
  for (uint64_t i = (uint64_t)work_slot(w, doc) + 1; i > 0 && n > 0; i /= 26) {
    i--;
    digits[--n] = (char)('A' + i % 26);
  }
  return str_keep(w->s->arena, (str){digits + n, sizeof digits - n});
}

str work_letters(const conflict_work *w, const evidences *list) {
  index_vec docs = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    bool has = false;
    for (uint32_t k = 0; k < docs.count; k++) has |= docs.at[k] == list->at[i].doc;
    if (!has) vec_push(w->scratch, &docs, list->at[i].doc);
  }
  strbuf text = strbuf_new(w->s->arena);
  for (uint32_t i = 0; i < docs.count; i++) {
    if (i > 0) strbuf_add(&text, i + 1 < docs.count ? STR(", ") : STR(" and "));
    strbuf_add(&text, work_letter(w, docs.at[i]));
  }
  return strbuf_str(&text);
}

const statement *told_statement(const conflict_work *w, const told *t) {
  return &work_document(w, t->doc)->statements.at[t->statement];
}

uint32_t work_attribution(const conflict_work *w, uint32_t doc, uint32_t index) {
  uint32_t slot = work_slot(w, doc);
  if (slot == NONE || index >= w->story_attribution[slot].count) return NONE;
  return w->story_attribution[slot].at[index];
}

uint32_t work_source(const conflict_work *w, uint32_t doc, uint32_t index) {
  uint32_t a = work_attribution(w, doc, index);
  return a == NONE ? NONE : w->s->attributions.at[a].source;
}

str work_source_name(const conflict_work *w, uint32_t source, str otherwise) {
  return source < w->s->sources.count && w->s->sources.at[source].name.len > 0 ? w->s->sources.at[source].name : otherwise;
}

bool work_same_party(const conflict_work *w, uint32_t a, uint32_t b) {
  if (a >= w->s->sources.count || b >= w->s->sources.count) return false;
  const story_source *x = &w->s->sources.at[a], *y = &w->s->sources.at[b];
  if ((x->body != NONE ? x->body : a) == (y->body != NONE ? y->body : b)) return true;
  if (x->kind != SOURCE_ANONYMOUS || y->kind != SOURCE_ANONYMOUS) return false;
  str nx = compare_country(w->scratch, x->name), ny = compare_country(w->scratch, y->name);
  return nx.len == 0 || ny.len == 0 || str_eq(nx, ny);
}

bool told_is_telling(const conflict_work *w, const told *t) {
  const document *d = work_document(w, t->doc);
  const statement *s = &d->statements.at[t->statement];
  if (s->in_heading || s->polarity == POLARITY_NEGATIVE) return false;
  uint32_t a = s->attribution;
  for (int steps = 0; a != NONE && steps < 16; steps++) {
    if (d->attributions.at[a].stance != STANCE_SAYS) return false;
    a = d->attributions.at[a].inside;
  }
  return true;
}

uint32_t work_told_at(const conflict_work *w, uint32_t doc, span s) {
  uint32_t slot = work_slot(w, doc), best = NONE;
  if (slot == NONE) return NONE;
  uint32_t first = w->first_told.at[slot], low = first, high = w->first_told.at[slot + 1];
  while (low < high) { /* the first that starts behind s */
    uint32_t mid = low + (high - low) / 2;
    if (told_statement(w, &w->told.at[mid])->span.start <= s.start) low = mid + 1;
    else high = mid;
  }
  for (uint32_t i = low; i > first && low - i < 16; i--) {
    span of = told_statement(w, &w->told.at[i - 1])->span;
    if (span_holds(of, s) && (best == NONE || span_length(of) < span_length(told_statement(w, &w->told.at[best])->span))) best = i - 1;
  }
  return best;
}

/* ---- words ---- */

static bool is_content(const token *t) {
  switch ((word_class)t->word) {
    case WORD_NOUN: case WORD_PROPER: case WORD_VERB: case WORD_ADJECTIVE: case WORD_NUMBER: case WORD_OTHER: break;
    default: return false;
  }
  return !lexicon_has(LEXICON_LIGHT_WORDS, t->lemma) && !lexicon_has(LEXICON_LIGHT_WORDS, t->folded);
}

/* The key of a token's stem in the map; empty for no content word. */
static str stem_key(const token *t) {
  str word = t->lemma.len > 0 ? t->lemma : t->folded;
  if (str_ends(word, STR("'s"))) word.len -= 2;
  else if (str_ends(word, STR("'"))) word.len -= 1;
  if (word.len == 0) return word;
  const lexicon_entry *nation = t->is_capital ? lexicon_find(LEXICON_NATIONS, word) : NULL;
  if (nation && nation->value.len > 0) return nation->value;
  if (!is_content(t)) return STR("");
  if (str_eq(t->lemma, t->folded)) { /* a verb form that was taken for another word */
    if (word.len >= 6 && str_ends(word, STR("ed"))) word.len -= 2;
    else if (word.len >= 7 && str_ends(word, STR("ing"))) word.len -= 3;
  }
  const lexicon_entry *near = lexicon_find(LEXICON_SYNONYMS, word);
  if (near) word = near->value;
  size_t at = 0, length = 0;
  bool has_letter = false;
  for (int n = 0; at < word.len && n < STEM_LETTERS; n++, at += length) {
    int32_t c = utf8_at(word, at, &length);
    has_letter |= uc_is_letter(c) || uc_is_digit(c);
  }
  return has_letter ? str_slice(word, 0, at) : STR("");
}

uint32_t work_stem(const conflict_work *w, const token *t) {
  str key = stem_key(t);
  return key.len == 0 ? NONE : map_get(&w->stems, key);
}


void stems_add(arena *a, index_vec *to, const index_vec *from) {
  for (uint32_t i = 0; i < from->count; i++) vec_push(a, to, from->at[i]);
  set_make(a, to);
}

void work_stems_of(const conflict_work *w, uint32_t doc, span s, index_vec *out) {
  const document *d = work_document(w, doc);
  for (uint32_t i = document_token_at(d, s.start); i < d->tokens.count && d->tokens.at[i].span.start < s.end; i++) {
    uint32_t stem = work_stem(w, &d->tokens.at[i]);
    if (stem != NONE) vec_push(w->scratch, out, stem);
  }
  set_make(w->scratch, out);
}

uint32_t work_weight(const conflict_work *w, uint32_t stem) {
  uint32_t weight = 1, n = w->frequency.at[stem];
  if (n == 0) n = 1;
  for (uint32_t all = w->told.count; all / 2 >= n && weight < MOST_WEIGHT; all /= 2) weight++;
  return weight;
}

int work_cover(const conflict_work *w, const index_vec *part, const index_vec *whole, uint32_t *shared) {
  uint32_t in = 0, all = 0, count = 0;
  for (uint32_t i = 0; i < part->count; i++) {
    uint32_t weight = work_weight(w, part->at[i]);
    all += weight;
    if (!set_has(whole, part->at[i])) continue;
    in += weight;
    count++;
  }
  if (shared) *shared = count;
  return all == 0 ? 0 : (int)(in * 1000u / all);
}

/* Reads all statements of the story's documents. */
static void read_statement(conflict_work *w, uint32_t doc, uint32_t index) {
  const document *d = work_document(w, doc);
  told *t = vec_new(w->scratch, &w->told);
  t->doc = doc;
  t->statement = index;
  span s = d->statements.at[index].span;
  for (uint32_t i = document_token_at(d, s.start); i < d->tokens.count && d->tokens.at[i].span.start < s.end; i++) {
    str key = stem_key(&d->tokens.at[i]);
    if (key.len == 0) continue;
    uint32_t stem = *map_put(&w->stems, key, w->frequency.count);
    if (stem == w->frequency.count) vec_push(w->scratch, &w->frequency, 0);
    vec_push(w->scratch, &t->stems, stem);
  }
  set_make(w->scratch, &t->stems);
  for (uint32_t i = 0; i < t->stems.count; i++) w->frequency.at[t->stems.at[i]]++;
}

void conflicts_read(conflict_work *w) {
  story *s = w->s;
  w->stems = map_new(w->scratch);
  w->story_attribution = ARENA_ARRAY(w->scratch, index_vec, s->documents.count + 1);
  for (uint32_t i = 0; i < s->documents.count; i++) {
    const document *d = work_document(w, s->documents.at[i]);
    vec_push(w->scratch, &w->first_told, w->told.count);
    for (uint32_t k = 0; k < d->attributions.count; k++) vec_push(w->scratch, &w->story_attribution[i], NONE);
    for (uint32_t k = 0; k < d->statements.count; k++) read_statement(w, s->documents.at[i], k);
  }
  vec_push(w->scratch, &w->first_told, w->told.count);
  for (uint32_t i = 0; i < s->attributions.count; i++) {
    uint32_t slot = work_slot(w, s->attributions.at[i].doc);
    if (slot != NONE && s->attributions.at[i].index < w->story_attribution[slot].count)
      w->story_attribution[slot].at[s->attributions.at[i].index] = i;
  }
  for (uint32_t i = 0; i < w->told.count; i++) vec_push(w->scratch, &w->claim_of, NONE);
  for (uint32_t c = 0; c < s->claims.count; c++)
    for (uint32_t i = 0; i < s->claims.at[c].cells.count; i++) {
      const cell *of = &s->claims.at[c].cells.at[i];
      uint32_t slot = work_slot(w, of->doc);
      for (uint32_t k = 0; slot != NONE && k < of->statements.count; k++)
        if (w->first_told.at[slot] + of->statements.at[k] < w->first_told.at[slot + 1]) w->claim_of.at[w->first_told.at[slot] + of->statements.at[k]] = c;
    }
}

/* ---- writing ---- */

conflict *work_add(conflict_work *w, conflict_kind kind, uint32_t claim, int strength) {
  candidate *c = vec_new(w->scratch, &w->found);
  c->slot = w->found.count;
  c->of.kind = kind;
  c->of.claim = claim;
  c->of.strength = strength < 0 ? 0 : strength > 1000 ? 1000 : strength;
  c->of.text = c->of.reading = STR("");
  return &c->of;
}

side *work_side(conflict_work *w, conflict *c, str value, uint32_t source) {
  side *s = vec_new(w->s->arena, &c->sides);
  s->value = value;
  s->source = source;
  return s;
}

void work_evidence(conflict_work *w, side *to, evidence e, span differing) {
  if (to->evidence.count >= 4) return;
  for (uint32_t i = 0; i < to->evidence.count; i++)
    if (to->evidence.at[i].doc == e.doc && span_overlaps(to->evidence.at[i].span, e.span)) return;
  if (!span_holds(e.span, differing)) differing = (span){e.span.start, e.span.start};
  vec_push(w->s->arena, &to->evidence, e);
  vec_push(w->s->arena, &to->differing, differing);
}

span work_window(const document *d, span whole, span keep) {
  if (keep.start < whole.start) whole.start = keep.start; /* keep may stand outside */
  if (keep.end > whole.end) whole.end = keep.end;
  if (keep.start >= WINDOW_BEFORE && whole.start < keep.start - WINDOW_BEFORE) {
    uint32_t t = document_token_at(d, keep.start - WINDOW_BEFORE);
    whole.start = t < d->tokens.count && d->tokens.at[t].span.start < keep.start ? d->tokens.at[t].span.start : keep.start;
    if (t < d->tokens.count && d->tokens.at[t].word == WORD_PUNCT && t + 1 < d->tokens.count && d->tokens.at[t + 1].span.start <= keep.start)
      whole.start = d->tokens.at[t + 1].span.start;
  }
  if (whole.end > keep.end + WINDOW_AFTER) {
    uint32_t t = document_token_at(d, keep.end + WINDOW_AFTER);
    whole.end = t > 0 && t <= d->tokens.count && d->tokens.at[t - 1].span.end > keep.end ? d->tokens.at[t - 1].span.end : keep.end;
  }
  return whole;
}

str work_day(arena *a, int64_t day, bool year) {
  static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"};
  civil c = day_to_civil(day);
  const char *weekday = weekdays[day_weekday(day) - 1], *month = months[c.month - 1];
  return year ? str_format(a, "%s %d %s %d", weekday, c.day, month, c.year) : str_format(a, "%s %d %s", weekday, c.day, month);
}

str work_clip(arena *a, str text, size_t most) {
  text = str_squeeze(a, text);
  if (text.len <= most) return text;
  size_t cut = most;
  while (cut > most / 2 && text.at[cut] != ' ') cut--;
  if (text.at[cut] != ' ') cut = utf8_floor(text, most);
  while (cut > 0 && (text.at[cut - 1] == ' ' || text.at[cut - 1] == ',')) cut--;
  return str_format(a, "%.*s…", (int)cut, text.at);
}
