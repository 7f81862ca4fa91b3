/* The sentences that the program fills in: finding, lede, strip, why, who had it first.
 *
 * Every number is one of story->counts or the length of a list that the reader sees beside it. Sentences say what the
 * texts say, never what is true; where a template would claim more than the record holds ("denies it"), the weaker
 * words stand ("denies some of what is told").
 */
#include "show/view_parts.h"

enum { NAMES_TOLD = 3 };

static bool all_own(const view_story *v) {
  for (uint32_t i = 0; i < v->origins.count; i++)
    if (!v->origins.at[i].is_own) return false;
  return true;
}

static uint32_t unnamed_origins(const view_story *v) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < v->origins.count; i++) n += !v->origins.at[i].is_own && !v->origins.at[i].is_named;
  return n;
}

static bool is_plural(const view_builder *b, uint32_t source) {
  return source < b->s->sources.count && b->s->sources.at[source].is_plural;
}

/* ---- the finding ---- */

static void clause(view_builder *b, str text) {
  vec_push(b->a, &b->v->finding, ((view_clause){text, b->v->finding.count > 0}));
}

static void make_finding(view_builder *b) {
  arena *a = b->a;
  view_story *v = b->v;
  const counts *n = &b->s->counts;
  uint32_t unnamed = unnamed_origins(v);
  clause(b, view_count(a, n->reports, "report", NULL));
  if (v->claims.count == 0) {
    clause(b, STR("no claim found"));
    return;
  }
  if (n->origins == 0 || v->origins.count == 0 || all_own(v)) {
    clause(b, STR("no source given"));
    return;
  }
  if (n->origins == 1 && unnamed == 0) {
    clause(b, str_format(a, "1 origin: %.*s", STR_ARG(v->origins.at[0].name)));
    return;
  }
  clause(b, view_count(a, n->origins, "origin", NULL));
  if (unnamed == 0) return;
  if (unnamed == v->origins.count) clause(b, STR("no name"));
  else clause(b, str_format(a, "%u unnamed", unnamed));
}

/* ---- the lede ---- */

static void piece(view_builder *b, str text, bool is_strong) {
  if (text.len > 0) vec_push(b->a, &b->v->lede, ((view_piece){text, is_strong}));
}

static str capital(arena *a, str s) {
  if (s.len == 0 || s.at[0] < 'a' || s.at[0] > 'z') return s;
  char *copy = arena_copy(a, s.at, s.len);
  copy[0] = (char)(copy[0] - 'a' + 'A');
  return (str){copy, s.len};
}

/* "All five", "Both", "Four of the five", "One of the five", "The report" */
static str how_many(arena *a, uint32_t n, uint32_t of) {
  if (of == 1) return STR("The report");
  if (n == of) return of == 2 ? STR("Both") : str_format(a, "All %.*s", STR_ARG(view_count_word(a, of)));
  return str_format(a, "%.*s of the %.*s", STR_ARG(capital(a, view_count_word(a, n))), STR_ARG(view_count_word(a, of)));
}

static str origin_words(arena *a, const view_origin *o) {
  return o->is_named || o->is_own ? o->name : str_format(a, "%.*s, unnamed", STR_ARG(o->name));
}

/* Who the reports have it from. */
static void lede_origins(view_builder *b) {
  arena *a = b->a;
  view_story *v = b->v;
  uint32_t reports = v->reports.count;
  if (v->claims.count == 0) {
    piece(b, reports == 1 ? STR("No claim was found in this report.") : STR("No claim was found in these reports."), false);
    return;
  }
  if (v->origins.count == 0 || all_own(v)) {
    piece(b, reports == 1 ? STR("The report does not say from whom it has it.") : STR("No report says from whom it has it."), false);
    return;
  }
  if (v->origins.count == 1) {
    const view_origin *o = &v->origins.at[0];
    uint32_t n = o->reports.count;
    str who = how_many(a, n, reports);
    const char *have = n == 1 ? "has" : "have";
    if (o->is_named) piece(b, str_format(a, "%.*s %s it from %.*s.", STR_ARG(who), have, STR_ARG(o->name)), false);
    else if (n == 1) piece(b, str_format(a, "%.*s has it from %.*s, whom it does not name.", STR_ARG(who), STR_ARG(o->name)), false);
    else if (n == 2 && reports == 2) piece(b, str_format(a, "Both have it from %.*s whom neither of them names.", STR_ARG(o->name)), false);
    else piece(b, str_format(a, "%.*s have it from %.*s whom none of them names.", STR_ARG(who), STR_ARG(o->name)), false);
    return;
  }
  /* Several: "Three reports have it from X, two from Y (unnamed) and one from Z; …" */
  strbuf out = strbuf_new(a);
  uint32_t told = 0, own = 0, left = 0;
  for (uint32_t i = 0; i < v->origins.count; i++) own += v->origins.at[i].is_own;
  for (uint32_t i = 0; i < v->origins.count; i++) {
    const view_origin *o = &v->origins.at[i];
    if (o->is_own) continue;
    if (told == NAMES_TOLD) {
      left++;
      continue;
    }
    str number = view_count_word(a, o->reports.count);
    if (told == 0) strbuf_format(&out, "%.*s %s it from ", STR_ARG(capital(a, number)), o->reports.count == 1 ? "report has" : "reports have");
    else strbuf_format(&out, "; %.*s from ", STR_ARG(number));
    strbuf_add(&out, origin_words(a, o));
    told++;
  }
  if (left > 0) strbuf_format(&out, left == 1 ? "; %.*s rests on another" : "; %.*s rest on others", STR_ARG(view_count_word(a, left)));
  if (own > 0) strbuf_format(&out, "; %.*s %s no source", STR_ARG(view_count_word(a, own)), own == 1 ? "gives" : "give");
  strbuf_char(&out, '.');
  piece(b, strbuf_str(&out), false);
}

typedef struct pointer { str name; index_vec reports; uint32_t fresh; } pointer;

static uint32_t fresh_reports(const pointer *p, const bool *covered) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < p->reports.count; i++) n += !covered[p->reports.at[i]];
  return n;
}

/* Which carrier most reports point to, then the rest. Greedy: each report is told once. */
static void lede_carriers(view_builder *b) {
  arena *a = b->a;
  view_story *v = b->v;
  VEC(pointer) list = {0};
  bool *covered = ARENA_ARRAY(a, bool, v->reports.count + 1);
  map by_name = map_new(a);
  for (uint32_t i = 0; i < v->origins.count; i++)
    for (uint32_t k = 0; k < v->origins.at[i].carriers.count; k++) {
      const view_carrier *c = &v->origins.at[i].carriers.at[k];
      if (c->name.len == 0) continue;
      uint32_t at = *map_put(&by_name, c->name, list.count);
      if (at == list.count) vec_push(a, &list, ((pointer){c->name}));
      for (uint32_t m = 0; m < c->strands.count; m++) vec_push(a, &list.at[at].reports, c->strands.at[m].report);
    }
  if (list.count == 0) return;
  uint32_t told = 0, done = 0;
  for (uint32_t round = 0; round < NAMES_TOLD; round++) {
    uint32_t best = NONE, most = 0;
    for (uint32_t i = 0; i < list.count; i++) {
      uint32_t fresh = fresh_reports(&list.at[i], covered);
      if (fresh > most) most = fresh, best = i;
    }
    if (best == NONE) break;
    for (uint32_t i = 0; i < list.at[best].reports.count; i++) covered[list.at[best].reports.at[i]] = true;
    bool last_one = told > 0 && done + most == v->reports.count && most == 1;
    if (told == 0 && v->reports.count == 1) piece(b, STR(" It points to "), false);
    else if (told == 0 && most == v->reports.count)
      piece(b, str_format(a, " %s to ", most == 2 ? "Both point" : "All of them point"), false);
    else if (told == 0)
      piece(b, str_format(a, " %.*s %s to ", STR_ARG(capital(a, view_count_word(a, most))), most == 1 ? "points" : "point"), false);
    else if (last_one) piece(b, STR(", the other to "), false);
    else piece(b, str_format(a, ", %.*s to ", STR_ARG(view_count_word(a, most))), false);
    piece(b, list.at[best].name, true);
    told++;
    done += most;
  }
  VEC(str) silent = {0};
  uint32_t others = 0;
  for (uint32_t i = 0; i < v->reports.count; i++) {
    if (covered[i]) continue;
    bool names_one = false;
    for (uint32_t k = 0; k < list.count && !names_one; k++)
      for (uint32_t m = 0; m < list.at[k].reports.count && !names_one; m++) names_one = list.at[k].reports.at[m] == i;
    if (names_one) others++;
    else vec_push(a, &silent, v->reports.at[i].letter);
  }
  if (others > 0) piece(b, str_format(a, ", %.*s to others", STR_ARG(view_count_word(a, others))), false);
  if (silent.count > 0 && silent.count <= 4)
    piece(b, str_format(a, "; %.*s %s no carrier", STR_ARG(view_join(a, silent.at, silent.count)), silent.count == 1 ? "names" : "name"), false);
  else if (silent.count > 4) piece(b, str_format(a, "; %.*s name no carrier", STR_ARG(view_count_word(a, silent.count))), false);
  piece(b, STR("."), false);
}

/* Is what this source refuses the lead claim itself: a cell of it, or a side of a conflict about it? */
static bool is_about_lead(const view_builder *b, const view_refusal *r) {
  if (b->s->lead == NONE) return false;
  if (str_eq(r->claim_id, view_id(b->a, "c", b->s->lead))) return true;
  for (uint32_t i = 0; i < b->s->conflicts.count; i++) {
    const conflict *c = &b->s->conflicts.at[i];
    for (uint32_t k = 0; c->claim == b->s->lead && c->kind == CONFLICT_DENIAL && k < c->sides.count; k++)
      if (c->sides.at[k].source != NONE && c->sides.at[k].source == r->source && r->kind == VIEW_DENIES) return true;
  }
  return false;
}

typedef struct sayers { VEC(str) names; bool plural, told_before; uint32_t left; } sayers;

/* A source inside a sentence: one unnamed person known by a description gets an article, "a ministry spokesman". */
static str name_in_sentence(const view_builder *b, uint32_t source) {
  static const char *const begun[] = {"a ", "an ", "the ", "one ", "his ", "her ", "its ", "their ", "another ", "some "};
  str name = view_source_name(b, source);
  const story_source *p = &b->s->sources.at[source];
  if (p->kind != SOURCE_ANONYMOUS || is_plural(b, source) || name.len == 0) return name;
  for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
    if (str_starts_nocase(name, str_of(begun[i]))) return name;
  return str_format(b->a, strchr("aeiouAEIOU", name.at[0]) ? "an %.*s" : "a %.*s", STR_ARG(name));
}

/* The sources of one kind of refusal, each once: those that refuse the lead claim, or all others. The last slot of
 * `seen` is for a source not named. */
static void collect(const view_builder *b, uint8_t *seen, view_refusal_kind kind, bool lead, sayers *out) {
  enum { OF_LEAD = 1, OF_OTHERS = 2, TOLD = 4, BEFORE = 8 };
  const view_story *v = b->v;
  for (uint32_t i = 0; i <= b->s->sources.count; i++) seen[i] &= BEFORE;
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *r = &v->refusals.at[i];
    uint32_t slot = r->source == NONE ? b->s->sources.count : r->source;
    if (r->kind == kind) seen[slot] |= (uint8_t)(is_about_lead(b, r) ? OF_LEAD : OF_OTHERS);
  }
  for (uint32_t i = 0; i < v->refusals.count; i++) {
    const view_refusal *r = &v->refusals.at[i];
    uint32_t slot = r->source == NONE ? b->s->sources.count : r->source;
    bool wanted = lead ? (seen[slot] & OF_LEAD) != 0 : (seen[slot] & OF_LEAD) == 0;
    if (r->kind != kind || !wanted || (seen[slot] & TOLD)) continue;
    out->told_before = out->told_before || (seen[slot] & BEFORE);
    seen[slot] |= TOLD | BEFORE;
    if (out->names.count == NAMES_TOLD) {
      out->left++;
      continue;
    }
    vec_push(b->a, &out->names, r->source == NONE ? STR("a source not named") : name_in_sentence(b, r->source));
    out->plural = out->names.count > 1 || is_plural(b, r->source);
  }
  if (out->left > 0) {
    vec_push(b->a, &out->names, str_format(b->a, "%.*s more", STR_ARG(view_count_word(b->a, out->left))));
    out->plural = true;
  }
}

static void lede_refusals(view_builder *b) {
  static const struct { view_refusal_kind kind; bool lead; const char *one, *many; } WORDS[] = {
    {VIEW_DENIES, true, "denies it", "deny it"},
    {VIEW_DENIES, false, "denies some of what is told", "deny some of what is told"},
    {VIEW_DISCLAIMS, true, "does not know of it, or cannot confirm it", "do not know of it, or cannot confirm it"},
    {VIEW_DISCLAIMS, false, "does not know, or cannot confirm", "do not know, or cannot confirm"},
  };
  bool begun = false;
  uint8_t *seen = ARENA_ARRAY(b->a, uint8_t, b->s->sources.count + 1);
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    sayers s = {0};
    collect(b, seen, WORDS[i].kind, WORDS[i].lead, &s);
    if (s.names.count == 0) continue;
    str names = view_join(b->a, s.names.at, s.names.count);
    str text = str_format(b->a, "%.*s %s", STR_ARG(begun ? names : capital(b->a, names)), s.plural ? WORDS[i].many : WORDS[i].one);
    piece(b, !begun ? STR(" ") : s.told_before ? STR("; elsewhere ") : STR("; "), false);
    piece(b, text, false);
    begun = true;
  }
  if (begun) piece(b, STR("."), false);
}

/* ---- the strip ---- */

static str day_span(const view_builder *b, int skip_year) {
  const view_story *v = b->v;
  if (!v->days_known) return STR("");
  return view_days(b->a, (day_range){v->first_day, v->last_day}, GRANULARITY_DAY, false, skip_year);
}

/* The first few names, long ones clipped; apart by "; " where one holds a comma itself. */
static str few(const view_builder *b, str *names, uint32_t count) {
  enum { NAME = 44 };
  uint32_t told = count <= NAMES_TOLD ? count : NAMES_TOLD;
  bool has_comma = false;
  for (uint32_t i = 0; i < told; i++) {
    names[i] = view_clip(b->a, names[i], NAME);
    has_comma = has_comma || str_find_char(names[i], ',', 0) != STR_NONE;
  }
  str list = str_join(b->a, names, told, has_comma ? STR("; ") : STR(", "));
  if (told == count) return list;
  return str_format(b->a, "%.*s and %u more", STR_ARG(list), count - told);
}

static str strip_reports(const view_builder *b) {
  const view_story *v = b->v;
  uint64_t words = 0;
  for (uint32_t i = 0; i < v->reports.count; i++) words += v->reports.at[i].words;
  str days = day_span(b, v->days_known ? day_to_civil(v->last_day).year : 0), number = view_number(b->a, words);
  str out = str_format(b->a, "%.*s words%s%.*s", STR_ARG(number), days.len > 0 ? ", " : "", STR_ARG(days));
  if (v->has_first && v->reports.count > 1) out = str_format(b->a, "%.*s; %.*s had it first", STR_ARG(out), STR_ARG(v->reports.at[v->first_report].letter));
  return out;
}

static str strip_origins(const view_builder *b) {
  const view_story *v = b->v;
  const counts *n = &b->s->counts;
  if (v->origins.count == 0) return STR("none found");
  if (all_own(v)) return STR("no source is given: the reports’ own word");
  VEC(str) names = {0};
  for (uint32_t i = 0; i < v->origins.count; i++) vec_push(b->a, &names, origin_words(b->a, &v->origins.at[i]));
  str out = few(b, names.at, names.count);
  if (n->origins_max > n->origins) out = str_format(b->a, "%.*s; %u if all are told apart", STR_ARG(out), n->origins_max);
  return out;
}

static str strip_quotes(const view_builder *b) {
  const view_story *v = b->v;
  arena *a = b->a;
  if (v->quotes.count == 0) return STR("none found in two reports");
  map by_speaker = map_new(a);
  for (uint32_t i = 0; i < v->quotes.count; i++) (*map_put(&by_speaker, v->quotes.at[i].speaker, 0))++;
  VEC(str) parts = {0};
  for (uint32_t i = 0; i < by_speaker.count; i++)
    vec_push(a, &parts, str_format(a, "%u by %.*s", by_speaker.entries[i].value, STR_ARG(by_speaker.entries[i].key)));
  if (by_speaker.count == 1) parts.at[0] = str_format(a, "by %.*s", STR_ARG(by_speaker.entries[0].key));
  return few(b, parts.at, parts.count);
}

static str strip_conflicts(const view_builder *b) {
  const view_story *v = b->v;
  map kinds = map_new(b->a);
  VEC(str) names = {0};
  for (uint32_t i = 0; i < v->conflicts.count; i++) {
    str kind = str_of(v->conflicts.at[i].kind);
    if (map_get(&kinds, kind) != MAP_NONE) continue;
    map_put(&kinds, kind, 0);
    vec_push(b->a, &names, kind);
  }
  return names.count == 0 ? STR("none found") : str_join(b->a, names.at, names.count, STR(", "));
}

static str strip_denials(const view_builder *b) {
  VEC(str) names = {0};
  for (uint32_t i = 0; i < b->s->deniers.count; i++) vec_push(b->a, &names, view_source_name(b, b->s->deniers.at[i]));
  return names.count == 0 ? STR("none found") : few(b, names.at, names.count);
}

static void make_strip(view_builder *b) {
  arena *a = b->a;
  const counts *n = &b->s->counts;
  view_story *v = b->v;
  str quotes = n->quotes == 1 ? STR("quote") : STR("quotes");
  if (n->quotes > 0) quotes = str_format(a, "%.*s, %u altered", STR_ARG(quotes), n->altered);
  v->strip[0] = (view_item){n->reports, n->reports == 1 ? STR("report") : STR("reports"), strip_reports(b), VIEW_REPORTS};
  v->strip[1] = (view_item){n->origins, n->origins == 1 ? STR("independent origin") : STR("independent origins"), strip_origins(b), VIEW_WORD};
  v->strip[2] = (view_item){n->quotes, quotes, strip_quotes(b), VIEW_QUOTES};
  v->strip[3] = (view_item){n->conflicts, n->conflicts == 1 ? STR("conflict") : STR("conflicts"), strip_conflicts(b), VIEW_CONFLICTS};
  v->strip[4] = (view_item){n->denials, n->denials == 1 ? STR("denial") : STR("denials"), strip_denials(b), VIEW_DENIALS};
}

/* ---- why, and who was first ---- */

static str why_title(const view_builder *b) {
  arena *a = b->a;
  uint32_t reports = b->v->reports.count, n = b->s->counts.origins;
  if (reports == 1) return n == 1 ? STR("Why one origin") : str_format(a, "Why %.*s origins", STR_ARG(view_count_word(a, n)));
  if (n == 1 && b->v->origins.count == 1 && b->v->origins.at[0].reports.count == reports)
    return reports == 2 ? STR("Why both count as one") : str_format(a, "Why all %.*s count as one", STR_ARG(view_count_word(a, reports)));
  return str_format(a, "Why %.*s %s", STR_ARG(view_count_word(a, n)), n == 1 ? "origin" : "origins");
}

void view_make_sentences(view_builder *b) {
  arena *a = b->a;
  view_story *v = b->v;
  str days = day_span(b, 0);
  uint32_t n = b->s->counts.reports;
  v->kicker = n == 1 ? STR("1 report") : str_format(a, "%u reports of one event compared", n);
  if (days.len > 0) v->kicker = str_format(a, "%.*s · %.*s", STR_ARG(v->kicker), STR_ARG(days));
  v->why = view_line_of(a, b->s->why_origins);
  if (v->why.len > 0) v->why_title = why_title(b);
  v->why_first = view_line_of(a, b->s->why_first);
  if (b->s->first_report < b->r->document_count && v->report_of[b->s->first_report] != NONE) {
    v->has_first = true;
    v->first_report = v->report_of[b->s->first_report];
  }
  for (uint32_t i = 0; i < b->s->summary.count; i++) {
    evidence e = b->s->summary.at[i];
    if (e.doc >= b->r->document_count || v->report_of[e.doc] == NONE) continue;
    const document *d = b->r->documents[e.doc];
    view_passage p = {e.doc, v->report_of[e.doc], v->reports.at[v->report_of[e.doc]].letter, e.span, map_offset(&d->map, e.span.start),
                      map_offset(&d->map, e.span.end), view_line_of(a, document_slice(d, e.span)), STR("")};
    vec_push(a, &v->summary, p);
  }
  make_finding(b);
  lede_origins(b);
  lede_carriers(b);
  lede_refusals(b);
  make_strip(b);
}
