/* The report's record: names of its enumerations and the check of what it promises (DESIGN section 6). */
#include "model/report.h"

#define NAME_OF(type, ...)                                                        \
  const char *type##_name(type value) {                                           \
    static const char *const names[] = {__VA_ARGS__};                             \
    assert((size_t)value < sizeof names / sizeof *names);                         \
    return names[value];                                                          \
  }
NAME_OF(cell_stance, "states", "attributes", "denies", "declines", "disclaims", "doubts")
NAME_OF(version_kind, "verbatim", "cut", "reworded", "merged", "translated", "unquoted")
NAME_OF(conflict_kind, "calendar", "date", "figure", "name", "place", "presence", "denial", "attribution", "wording")
NAME_OF(timeline_kind, "happened", "said", "published", "planned")

#define HOLD(condition, words) do { if (!(condition)) return words; } while (0)
#define PASS_ON(call) do { const char *fault_ = (call); if (fault_) return fault_; } while (0)

static const char *check_evidence(const report *r, const evidences *list) {
  for (uint32_t i = 0; i < list->count; i++) {
    evidence e = list->at[i];
    HOLD(e.doc < r->document_count, "evidence from a document that is not there");
    HOLD(e.span.start <= e.span.end && e.span.end <= r->documents[e.doc]->text.len, "evidence outside its text");
  }
  return NULL;
}

/* At most three passages of a cell are shown, and they are what the promise is about. */
static bool is_same_passage(evidence a, evidence b) {
  uint32_t longer = span_length(a.span) > span_length(b.span) ? span_length(a.span) : span_length(b.span);
  return a.doc == b.doc && 2 * span_common(a.span, b.span) > longer;
}

static uint32_t claims_with_passage(const story *s, evidence e) {
  uint32_t found = 0;
  for (uint32_t c = 0; c < s->claims.count; c++) {
    bool has = false;
    for (uint32_t i = 0; i < s->claims.at[c].cells.count && !has; i++) {
      const cell *of = &s->claims.at[c].cells.at[i];
      if (of->doc != e.doc) continue;
      for (uint32_t k = 0; k < of->evidence.count && k < 3 && !has; k++) has = is_same_passage(of->evidence.at[k], e);
    }
    found += has;
  }
  return found;
}

static const char *check_claims(const report *r, const story *s) {
  for (uint32_t c = 0; c < s->claims.count; c++) {
    const claim *it = &s->claims.at[c];
    for (uint32_t i = 0; i < it->cells.count; i++) {
      const cell *of = &it->cells.at[i];
      HOLD(i == 0 || it->cells.at[i - 1].doc < of->doc, "two cells of one report in a claim, or out of order");
      HOLD(of->evidence.count > 0, "a cell without evidence");
      HOLD(of->attribution == NONE || of->attribution < s->attributions.count, "a cell's attribution does not exist");
      PASS_ON(check_evidence(r, &of->evidence));
      for (uint32_t k = 0; k < of->evidence.count && k < 3; k++)
        HOLD(claims_with_passage(s, of->evidence.at[k]) <= 2, "a passage stands in more than two claims");
    }
  }
  HOLD(s->lead == NONE || s->lead < s->claims.count, "the lead claim does not exist");
  return NULL;
}

static const char *check_quotes(const report *r, const story *s) {
  for (uint32_t q = 0; q < s->quotes.count; q++) {
    const quote *of = &s->quotes.at[q];
    HOLD(of->speaker == NONE || of->speaker < s->sources.count, "a quote's speaker does not exist");
    uint32_t same = 0;
    for (uint32_t i = 0; i < of->versions.count; i++) {
      const version *v = &of->versions.at[i];
      HOLD(v->doc < r->document_count && v->span.end <= r->documents[v->doc]->text.len, "a version outside its text");
      same = i > 0 && of->versions.at[i - 1].doc == v->doc ? same + 1 : 1;
      HOLD(same <= 2, "more than two versions of one report in a quote");
    }
  }
  return NULL;
}

static const char *check_conflicts(const report *r, const story *s, const conflicts *list) {
  for (uint32_t i = 0; i < list->count; i++) {
    const conflict *x = &list->at[i];
    HOLD(x->sides.count > 0 && x->sides.count <= 2 * s->documents.count, "more than two sides a report, or none");
    HOLD(x->claim == NONE || x->claim < s->claims.count, "a conflict's claim does not exist");
    for (uint32_t k = 0; k < x->sides.count; k++) {
      HOLD(x->sides.at[k].evidence.count > 0, "a side without evidence");
      HOLD(x->sides.at[k].differing.count == 0 || x->sides.at[k].differing.count == x->sides.at[k].evidence.count,
           "a side's differing words do not match its evidence");
      PASS_ON(check_evidence(r, &x->sides.at[k].evidence));
    }
  }
  return NULL;
}

static const char *check_origins(const report *r, const story *s) {
  uint32_t of_lead = 0;
  for (uint32_t i = 0; i < s->origins.count; i++) {
    const origin *o = &s->origins.at[i];
    HOLD(o->claim < s->claims.count, "an origin's claim does not exist");
    HOLD(o->source == NONE || o->source < s->sources.count, "an origin's source does not exist");
    of_lead += o->claim == s->lead;
    for (uint32_t k = 0; k < i; k++)
      HOLD(s->origins.at[k].claim != o->claim || s->origins.at[k].source != o->source || o->source == NONE,
           "one source twice the origin of a claim");
    for (uint32_t k = 0; k < o->chains.count; k++)
      for (uint32_t l = 0; l < o->chains.at[k].links.count; l++) {
        const chain_link *link = &o->chains.at[k].links.at[l];
        HOLD((link->source == NONE) != (link->doc == NONE), "a link is a source or a report");
        HOLD(link->doc == NONE || link->doc < r->document_count, "a link's report does not exist");
      }
  }
  HOLD(s->counts.origins == of_lead, "counts.origins is not the number of origins of the lead claim");
  return NULL;
}

static bool is_same_content(const report *r, const story_attribution *a, const story_attribution *b) {
  if (a->doc != b->doc) return false;
  const spans *x = &r->documents[a->doc]->attributions.at[a->index].content, *y = &r->documents[b->doc]->attributions.at[b->index].content;
  return x->count == y->count && memcmp(x->at, y->at, x->count * sizeof *x->at) == 0;
}

static const char *check_attributions(const report *r, const story *s) {
  for (uint32_t i = 0; i < s->attributions.count; i++) {
    const story_attribution *a = &s->attributions.at[i];
    HOLD(a->doc < r->document_count && a->index < r->documents[a->doc]->attributions.count, "an attribution does not exist");
    HOLD(a->source == NONE || a->source < s->sources.count, "an attribution's source does not exist");
    HOLD(a->inside == NONE || a->inside < s->attributions.count, "an attribution inside one that does not exist");
    uint32_t same = 1; /* in text order a document's attributions stand together; equal contents start alike, so look near */
    for (uint32_t k = i; k-- > 0 && i - k <= 16 && s->attributions.at[k].doc == a->doc;) same += is_same_content(r, a, &s->attributions.at[k]);
    HOLD(same <= 2, "one content attributed more than twice");
  }
  return NULL;
}

static const char *check_timeline(const report *r, const story *s) {
  for (uint32_t i = 0; i < s->timeline.count; i++) {
    PASS_ON(check_evidence(r, &s->timeline.at[i].evidence));
    for (uint32_t e = 0; e < s->timeline.at[i].evidence.count; e++) {
      evidence a = s->timeline.at[i].evidence.at[e];
      uint32_t same = 0;
      for (uint32_t k = 0; k < s->timeline.count; k++)
        for (uint32_t f = 0; f < s->timeline.at[k].evidence.count; f++) {
          evidence b = s->timeline.at[k].evidence.at[f];
          same += a.doc == b.doc && a.span.start == b.span.start && a.span.end == b.span.end;
        }
      HOLD(same <= 3, "one passage dated more than three times");
    }
  }
  return NULL;
}

const char *report_check(const report *r) {
  for (uint32_t i = 0; i < r->document_count; i++) PASS_ON(document_check(r->documents[i]));
  for (uint32_t i = 0; i < r->copies.count; i++) HOLD(r->copies.at[i].a < r->copies.at[i].b && r->copies.at[i].b < r->document_count,
      "a copy pair out of order");
  for (uint32_t i = 0; i < r->stories.count; i++) {
    const story *s = &r->stories.at[i];
    for (uint32_t k = 0; k < s->documents.count; k++) HOLD(s->documents.at[k] < r->document_count, "a story's document does not exist");
    PASS_ON(check_attributions(r, s));
    PASS_ON(check_claims(r, s));
    PASS_ON(check_quotes(r, s));
    PASS_ON(check_conflicts(r, s, &s->conflicts));
    PASS_ON(check_conflicts(r, s, &s->updates));
    PASS_ON(check_conflicts(r, s, &s->weak));
    PASS_ON(check_origins(r, s));
    PASS_ON(check_timeline(r, s));
  }
  return NULL;
}
