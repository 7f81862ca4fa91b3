/* The story in a few sentences of the reports' own, its title, and the counts (DESIGN section 5 defines them).
 *
 * The summary is at most three whole sentences, each from the best passage of one of the first claims, no two of them from
 * one passage; the record's counts are made here and nowhere else (origins: origins.c).
 */
#include "compare/compare.h"

enum { SUMMARY_SENTENCES = 3, TITLE_BYTES = 140 };

static bool is_in_summary(const story *s, evidence e) {
  for (uint32_t i = 0; i < s->summary.count; i++)
    if (s->summary.at[i].doc == e.doc && s->summary.at[i].span.start == e.span.start) return true;
  return false;
}

static void make_summary(const report *rep, story *s) {
  for (uint32_t c = 0; c < s->claims.count && s->summary.count < SUMMARY_SENTENCES; c++) {
    const claim *it = &s->claims.at[c];
    if (it->is_background || (c > 0 && it->groups < 2)) continue;
    const document *d = rep->documents[it->from.doc];
    uint32_t index = document_sentence_at(d, it->from.span.start);
    if (index >= d->sentences.count) continue;
    evidence e = {it->from.doc, d->sentences.at[index].span};
    if (!is_in_summary(s, e)) vec_push(s->arena, &s->summary, e);
  }
}

static bool is_altered(const quote *q) {
  for (uint32_t i = 0; i < q->versions.count; i++)
    if (q->versions.at[i].kind != VERSION_VERBATIM && q->versions.at[i].kind != VERSION_CUT) return true;
  return false;
}

static bool is_in_two_reports(const quote *q) {
  for (uint32_t i = 1; i < q->versions.count; i++)
    if (q->versions.at[i].doc != q->versions.at[0].doc) return true;
  return false;
}

static void find_deniers(const report *rep, story *s) {
  for (uint32_t i = 0; i < s->attributions.count; i++) {
    const story_attribution *a = &s->attributions.at[i];
    if (a->source == NONE || rep->documents[a->doc]->attributions.at[a->index].stance != STANCE_DENIES) continue;
    bool is_known = false;
    for (uint32_t k = 0; k < s->deniers.count; k++) is_known |= s->deniers.at[k] == a->source;
    if (!is_known) vec_push(s->arena, &s->deniers, a->source);
  }
}

/* Reports that carry a title have given the story one; else it is called by its lead claim. */
static void name_story(const report *rep, story *s) {
  for (uint32_t i = 0; i < s->documents.count; i++)
    if (rep->documents[s->documents.at[i]]->title.len > 0) return;
  if (s->lead == NONE) return;
  str text = s->claims.at[s->lead].text;
  if (text.len > TITLE_BYTES) {
    size_t cut = TITLE_BYTES;
    while (cut > 0 && text.at[cut] != ' ') cut--;
    text = str_format(s->arena, "%.*s…", (int)cut, text.at);
  }
  s->title = text;
}

hsy_rc compare_summary(const report *rep, story *s, arena *scratch) {
  (void)scratch;
  make_summary(rep, s);
  find_deniers(rep, s);
  name_story(rep, s);
  s->counts.reports = s->documents.count;
  for (uint32_t i = 0; i < s->quotes.count; i++) {
    if (!is_in_two_reports(&s->quotes.at[i])) continue;
    s->counts.quotes++;
    s->counts.altered += is_altered(&s->quotes.at[i]);
  }
  s->counts.conflicts = s->conflicts.count;
  s->counts.denials = s->deniers.count;
  return HSY_OK;
}
