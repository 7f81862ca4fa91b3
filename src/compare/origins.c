/* On whose word the lead claim rests: origins, the chains from them to the reports, and why so many.
 *
 * Each report that attributes the lead claim names sources. A source that is an outlet carries what somebody else said:
 * it is an origin only where the story knows nobody behind it. Sources that speak for one party (a lawyer, a spokesman:
 * story_source.body) are one origin, and so are unnamed ones that the texts do not tell apart: unnamed sources are told
 * apart only by different countries. Everything the union joins is kept as a group; the group's source is the one that
 * most reports name.
 *
 * Chains: for each report of a group, one chain a carrier, from every attribution of the report to a source of the group;
 * carriers named together ("quoted by CNN and The New York Times") stand side by side. A leg is stated where the report
 * ties this carrier to a source of its own telling of the lead claim, else inferred.
 */
#include "base/map.h"
#include "compare/compare.h"
#include "compare/country.h"
#include "compare/sets.h"
#include "lexicon/lexicon.h"

enum { LEAD_IN = 40 }; /* bytes before a passage that are shown with it when they begin its sentence */

/* A told source of the lead claim, and the reports that tell it on that source's word. */
typedef struct told { uint32_t source; index_vec reports; index_vec attributions; } told;
typedef VEC(told) told_vec;

static bool index_has(const index_vec *list, uint32_t value) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] == value) return true;
  return false;
}

static void index_add(arena *a, index_vec *list, uint32_t value) {
  if (!index_has(list, value)) vec_push(a, list, value);
}

static bool is_outlet(const story *s, uint32_t source) { return s->sources.at[source].kind == SOURCE_OUTLET; }

/* The story's attribution of a document's attribution, or NONE. */
static uint32_t story_attribution_of(const story *s, uint32_t doc, uint32_t index) {
  for (uint32_t i = 0; i < s->attributions.count; i++)
    if (s->attributions.at[i].doc == doc && s->attributions.at[i].index == index) return i;
  return NONE;
}

static void add_told(arena *scratch, told_vec *list, uint32_t source, uint32_t doc, uint32_t attribution) {
  told *t = NULL;
  for (uint32_t i = 0; i < list->count && !t; i++)
    if (list->at[i].source == source) t = &list->at[i];
  if (!t) {
    t = vec_new(scratch, list);
    t->source = source;
  }
  index_add(scratch, &t->reports, doc);
  index_add(scratch, &t->attributions, attribution);
}

/* The sources on whose word a cell's report tells the claim: those of its statements' attributions. The innermost one is
 * the origin; what encloses it carries. */
static void sources_of_cell(const report *rep, const story *s, const cell *c, arena *scratch, told_vec *list) {
  const document *d = rep->documents[c->doc];
  for (uint32_t i = 0; i < c->statements.count; i++) {
    uint32_t index = d->statements.at[c->statements.at[i]].attribution;
    uint32_t a = index == NONE ? NONE : story_attribution_of(s, c->doc, index);
    if (a == NONE || s->attributions.at[a].source == NONE || d->attributions.at[index].stance != STANCE_SAYS) continue;
    add_told(scratch, list, s->attributions.at[a].source, c->doc, a);
    break;
  }
  if (c->attribution != NONE && s->attributions.at[c->attribution].source != NONE)
    add_told(scratch, list, s->attributions.at[c->attribution].source, c->doc, c->attribution);
}

/* "Bangladesh said": a country speaks through its government, so it is not told from a body or officials of that country. */
static bool is_country(const story_source *p, str country, arena *scratch) {
  const lexicon_entry *entry = lexicon_find(LEXICON_NATIONS, str_fold(scratch, p->name));
  return p->kind == SOURCE_ORGANISATION && entry && country.len > 0 && str_eq(entry->value, country);
}

/* Whether the texts do not tell two sources apart. */
static bool is_same_party(const story *s, uint32_t a, uint32_t b, arena *scratch) {
  const story_source *x = &s->sources.at[a], *y = &s->sources.at[b];
  uint32_t body_x = x->body != NONE ? x->body : a, body_y = y->body != NONE ? y->body : b;
  if (body_x == body_y) return true;
  str cx = compare_country(scratch, x->name), cy = compare_country(scratch, y->name);
  bool are_bodies = x->kind != SOURCE_PERSON && y->kind != SOURCE_PERSON && x->kind != SOURCE_OUTLET && y->kind != SOURCE_OUTLET;
  if (are_bodies && (is_country(x, cy, scratch) || is_country(y, cx, scratch))) return true;
  if (x->kind != SOURCE_ANONYMOUS || y->kind != SOURCE_ANONYMOUS) return false;
  return cx.len == 0 || cy.len == 0 || str_eq(cx, cy);
}

/* group[i] = the lowest told source that i cannot be told from. */
static uint32_t *group_told(const story *s, const told_vec *list, arena *scratch) {
  uint32_t *group = ARENA_ARRAY(scratch, uint32_t, list->count + 1);
  for (uint32_t i = 0; i < list->count; i++) {
    group[i] = i;
    for (uint32_t k = 0; k < i; k++)
      if (group[k] == k && is_same_party(s, list->at[k].source, list->at[i].source, scratch)) {
        group[i] = k;
        break;
      }
  }
  return group;
}

/* The words that tie a source to its carrier: from the first to the last of source, cue and carriers, when they stand near
 * each other; else the sentence. */
static evidence passage_of(const report *rep, const story *s, uint32_t at) {
  const story_attribution *sa = &s->attributions.at[at];
  const document *d = rep->documents[sa->doc];
  const attribution *a = &d->attributions.at[sa->index];
  span whole = {UINT32_MAX, 0}, sentence = d->sentences.at[a->sentence].span;
  const spans *parts[] = {&a->source, &a->cue, &a->carrier};
  for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
    for (uint32_t i = 0; i < parts[k]->count; i++) {
      if (parts[k]->at[i].start < whole.start) whole.start = parts[k]->at[i].start;
      if (parts[k]->at[i].end > whole.end) whole.end = parts[k]->at[i].end;
    }
  if (whole.start >= whole.end || span_length(whole) > 300) whole = sentence;
  else if (whole.start > sentence.start && whole.start - sentence.start <= LEAD_IN) whole.start = sentence.start; /* "According to …" */
  return (evidence){sa->doc, whole};
}

typedef struct leg { uint32_t doc, carrier; bool is_stated; uint32_t attribution; } leg;
typedef VEC(leg) legs;

static void add_leg(arena *scratch, legs *list, leg l) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i].doc == l.doc && list->at[i].carrier == l.carrier) {
      if (l.is_stated && !list->at[i].is_stated) list->at[i] = l;
      return;
    }
  vec_push(scratch, list, l);
}

/* Where report `doc` tells the lead claim, for measuring what stands near it. */
static uint32_t place_of_lead(const story *s, uint32_t doc) {
  const claim *lead = &s->claims.at[s->lead];
  for (uint32_t i = 0; i < lead->cells.count; i++)
    if (lead->cells.at[i].doc == doc) return lead->cells.at[i].evidence.at[0].span.start;
  return 0;
}

/* Everybody who carried the group's words into report `doc`: beside the sources of its own telling these legs are stated.
 * Where it names no carrier there, the nearest words of the same party that name one are taken, inferred. */
static void legs_of_report(const report *rep, const story *s, const told_vec *list, const uint32_t *group, uint32_t of, uint32_t doc, arena *scratch,
    legs *out) {
  legs near = {0};
  uint32_t lead_at = place_of_lead(s, doc), near_distance = UINT32_MAX;
  for (uint32_t a = 0; a < s->attributions.count; a++) {
    const story_attribution *sa = &s->attributions.at[a];
    if (sa->doc != doc || sa->source == NONE) continue;
    bool is_of_group = false, is_told_here = false, is_elsewhere = false;
    for (uint32_t i = 0; i < list->count; i++)
      if (group[i] == of && (list->at[i].source == sa->source || is_same_party(s, list->at[i].source, sa->source, scratch))) {
        is_of_group = true;
        /* unnamed sources spoke to whom they are said to have spoken, anywhere in the report; a named one may have told many */
        bool is_own = s->sources.at[sa->source].kind == SOURCE_ANONYMOUS ? index_has(&list->at[i].reports, doc) : index_has(&list->at[i].attributions, a);
        is_told_here |= list->at[i].source == sa->source && is_own;
        is_elsewhere |= list->at[i].source == sa->source && !is_own && s->sources.at[sa->source].kind != SOURCE_ANONYMOUS;
      }
    if (!is_of_group || (is_elsewhere && !is_told_here)) continue;
    legs *into = is_told_here ? out : &near;
    uint32_t at = rep->documents[doc]->attributions.at[sa->index].content.at[0].start, distance = at > lead_at ? at - lead_at : lead_at - at;
    bool has_carrier = sa->via.count > 0 || (sa->inside != NONE && s->attributions.at[sa->inside].source != NONE && is_outlet(s,
        s->attributions.at[sa->inside].source));
    if (!is_told_here && has_carrier) {
      if (distance > near_distance) continue;
      if (distance < near_distance) near.count = 0;
      near_distance = distance;
    }
    for (uint32_t v = 0; v < sa->via.count; v++)
      if (sa->via.at[v] != sa->source) add_leg(scratch, into, (leg){doc, sa->via.at[v], is_told_here, a});
    if (sa->inside != NONE) { /* "The paper reported that officials said …": what encloses it carries */
      uint32_t outer = s->attributions.at[sa->inside].source;
      if (outer != NONE && outer != sa->source && is_outlet(s, outer)) add_leg(scratch, into, (leg){doc, outer, is_told_here, a});
    }
  }
  /* an outlet on whose word the report tells the claim, without saying from whom the outlet has it */
  for (uint32_t i = 0; i < list->count; i++)
    if (is_outlet(s, list->at[i].source) && index_has(&list->at[i].reports, doc))
      for (uint32_t k = 0; k < list->at[i].attributions.count; k++)
        if (s->attributions.at[list->at[i].attributions.at[k]].doc == doc)
          add_leg(scratch, out, (leg){doc, list->at[i].source, false, list->at[i].attributions.at[k]});
  for (uint32_t i = 0; out->count == 0 && i < near.count; i++) vec_push(scratch, out, near.at[i]);
}

static void add_chain(const report *rep, story *s, origin *o, const leg *l) {
  chain *c = vec_new(s->arena, &o->chains);
  vec_push(s->arena, &c->links, ((chain_link){.source = o->source, .doc = NONE}));
  evidence why = l->attribution != NONE ? passage_of(rep, s, l->attribution) : (evidence){0};
  if (l->carrier != NONE)
    vec_push(s->arena, &c->links, ((chain_link){.source = l->carrier, .doc = NONE, .link = l->is_stated ? LINK_STATED : LINK_INFERRED, .why = why,
        .has_why = true}));
  vec_push(s->arena, &c->links, ((chain_link){.source = NONE, .doc = l->doc, .link = l->carrier != NONE || l->is_stated ? LINK_STATED : LINK_INFERRED,
                                              .why = why, .has_why = l->attribution != NONE}));
}

/* One group of told sources becomes one origin. */
static void make_origin(const report *rep, story *s, const told_vec *list, const uint32_t *group, uint32_t of, uint32_t outlet_reports_to, arena *scratch) {
  origin *o = vec_new(s->arena, &s->origins);
  o->claim = s->lead;
  uint32_t best = of;
  for (uint32_t i = 0; i < list->count; i++)
    if (group[i] == of) {
      if (list->at[i].reports.count > list->at[best].reports.count) best = i;
      for (uint32_t k = 0; k < list->at[i].reports.count; k++) index_add(s->arena, &o->reports, list->at[i].reports.at[k]);
    }
  o->source = list->at[best].source;
  /* named people of one party: the party, unless one person is all of it */
  if (s->sources.at[o->source].kind == SOURCE_PERSON && s->sources.at[o->source].body != NONE) {
    for (uint32_t i = 0; i < list->count; i++)
      if (group[i] == of && list->at[i].source != o->source && list->at[i].source == s->sources.at[o->source].body) o->source = list->at[i].source;
  }
  if (outlet_reports_to == of) /* reports that have it from an outlet alone rest on the one origin there is */
    for (uint32_t i = 0; i < list->count; i++)
      if (is_outlet(s, list->at[i].source))
        for (uint32_t k = 0; k < list->at[i].reports.count; k++) index_add(s->arena, &o->reports, list->at[i].reports.at[k]);
  vec_sort(scratch, &o->reports, set_by_number);
  for (uint32_t r = 0; r < o->reports.count; r++) {
    legs found = {0};
    legs_of_report(rep, s, list, group, of, o->reports.at[r], scratch, &found);
    if (found.count == 0) {
      leg direct = {o->reports.at[r], NONE, true, NONE};
      for (uint32_t i = 0; i < list->count && direct.attribution == NONE; i++)
        for (uint32_t k = 0; group[i] == of && k < list->at[i].attributions.count && direct.attribution == NONE; k++)
          if (s->attributions.at[list->at[i].attributions.at[k]].doc == direct.doc) direct.attribution = list->at[i].attributions.at[k];
      vec_push(scratch, &found, direct);
    }
    for (uint32_t i = 0; i < found.count; i++) add_chain(rep, s, o, &found.at[i]);
  }
}

/* The report's own outlet as a source of the story, made where nobody has named it; a report without one goes by its id. */
static uint32_t source_of_report(const report *rep, story *s, uint32_t doc) {
  str name = rep->documents[doc]->outlet.len > 0 ? rep->documents[doc]->outlet : rep->documents[doc]->id;
  for (uint32_t i = 0; i < s->sources.count; i++)
    if (s->sources.at[i].kind == SOURCE_OUTLET && str_eq_ascii_nocase(s->sources.at[i].name, name)) return i;
  story_source *made = vec_new(s->arena, &s->sources);
  *made = (story_source){.name = name, .kind = SOURCE_OUTLET, .body = NONE};
  return s->sources.count - 1;
}

/* No report says from whom it has the claim: each outlet that copies nobody counts. */
static void outlets_as_origins(const report *rep, story *s, const claim *lead) {
  for (uint32_t i = 0; i < lead->cells.count; i++) {
    const cell *c = &lead->cells.at[i];
    if (c->stance != CELL_STATES || rep->copy_of[c->doc] != NONE) continue;
    uint32_t source = source_of_report(rep, s, c->doc), known = 0;
    while (known < s->origins.count && s->origins.at[known].source != source) known++;
    bool is_new = known == s->origins.count; /* else two reports of one outlet */
    if (is_new) *vec_new(s->arena, &s->origins) = (origin){.source = source, .claim = s->lead, .is_own = true};
    origin *o = &s->origins.at[known];
    vec_push(s->arena, &o->reports, c->doc);
    for (uint32_t k = 0; k < lead->cells.count; k++)
      if (rep->copy_of[lead->cells.at[k].doc] == c->doc) vec_push(s->arena, &o->reports, lead->cells.at[k].doc);
    if (!is_new) continue;
    chain *only = vec_new(s->arena, &o->chains);
    vec_push(s->arena, &only->links, ((chain_link){.source = NONE, .doc = c->doc, .link = LINK_INFERRED, .why = c->evidence.at[0], .has_why = true}));
  }
}

static str names_of(const story *s, const index_vec *list, arena *a) {
  strbuf text = strbuf_new(a);
  for (uint32_t i = 0; i < list->count; i++) {
    if (i > 0) strbuf_add(&text, i + 1 < list->count ? STR(", ") : STR(" and "));
    strbuf_add(&text, s->sources.at[list->at[i]].name);
  }
  return strbuf_str(&text);
}

static void carriers_of(const story *s, index_vec *out, index_vec *reports, arena *scratch) {
  for (uint32_t i = 0; i < s->origins.count; i++)
    for (uint32_t k = 0; k < s->origins.at[i].chains.count; k++) {
      const chain *c = &s->origins.at[i].chains.at[k];
      for (uint32_t l = 1; l + 1 < c->links.count; l++) index_add(scratch, out, c->links.at[l].source);
      if (c->links.count > 2) index_add(scratch, reports, c->links.at[c->links.count - 1].doc);
    }
}

static void say_why_origins(story *s, uint32_t told_count, arena *scratch) {
  arena *a = s->arena;
  index_vec carriers = {0}, carried = {0};
  carriers_of(s, &carriers, &carried, scratch);
  if (s->origins.count == 0) return;
  const origin *first = &s->origins.at[0];
  if (first->is_own) {
    s->why_origins = s->origins.count == 1
        ? str_keep(a, STR("No report says from whom it has this."))
        : str_format(a, "No report says from whom it has this; the %u that copy no other count as so many origins.", s->origins.count);
  } else if (s->origins.count > 1) {
    strbuf text = strbuf_new(a);
    strbuf_format(&text, "The reports name %u sources that the texts tell apart: ", s->origins.count);
    index_vec sources = {0};
    for (uint32_t i = 0; i < s->origins.count; i++)
      if (s->origins.at[i].source != NONE) index_add(scratch, &sources, s->origins.at[i].source);
    strbuf_add(&text, names_of(s, &sources, scratch));
    strbuf_char(&text, '.');
    s->why_origins = strbuf_str(&text);
  } else if (s->sources.at[first->source].kind == SOURCE_ANONYMOUS) {
    strbuf text = strbuf_new(a);
    strbuf_add(&text, STR("No report names a person or shows a document for it."));
    if (carriers.count > 1) {
      strbuf_add(&text, STR(" Those whom "));
      strbuf_add(&text, names_of(s, &carriers, scratch));
      strbuf_add(&text, STR(" heard may not be the same; nothing in the texts tells them apart, so they count once."));
    } else if (told_count > 1) {
      strbuf_add(&text, STR(" Those whom the reports heard may not be the same; nothing in the texts tells them apart, so they count once."));
    }
    s->why_origins = strbuf_str(&text);
  } else {
    s->why_origins = str_format(a, told_count > 1 ? "Every source that the reports give for it is %.*s or speaks for the same party."
                                                  : "Every report that gives a source for it gives %.*s.",
                                STR_ARG(s->sources.at[first->source].name));
  }
}

/* The document that an outlet among the sources has in the story, or NONE. */
static uint32_t document_of_outlet(const report *rep, const story *s, uint32_t source) {
  for (uint32_t i = 0; i < s->documents.count; i++) {
    str outlet = rep->documents[s->documents.at[i]]->outlet;
    if (outlet.len > 0 && str_eq_ascii_nocase(outlet, s->sources.at[source].name)) return s->documents.at[i];
  }
  return NONE;
}

/* Whether each report says whose it is: only then is an outlet's own report known to be missing. */
static bool knows_outlets(const report *rep, const story *s) {
  for (uint32_t i = 0; i < s->documents.count; i++)
    if (rep->documents[s->documents.at[i]]->outlet.len == 0) return false;
  return true;
}

/* Who had it first: an outlet that others point to, else the one report that came before all others. */
static void find_first(const report *rep, story *s, arena *scratch) {
  index_vec carriers = {0}, carried = {0};
  carriers_of(s, &carriers, &carried, scratch);
  uint32_t best = NONE, most = 0;
  for (uint32_t i = 0; i < carriers.count; i++) {
    uint32_t own = document_of_outlet(rep, s, carriers.at[i]); /* its own report points to nobody */
    index_vec pointing = {0};
    for (uint32_t o = 0; o < s->origins.count; o++)
      for (uint32_t k = 0; k < s->origins.at[o].chains.count; k++) {
        const chain *c = &s->origins.at[o].chains.at[k];
        for (uint32_t l = 1; l + 1 < c->links.count; l++)
          if (c->links.at[l].source == carriers.at[i] && c->links.at[c->links.count - 1].doc != own) index_add(scratch, &pointing,
              c->links.at[c->links.count - 1].doc);
      }
    if (pointing.count > most) {
      most = pointing.count;
      best = carriers.at[i];
    }
  }
  if (best != NONE) {
    s->first_report = document_of_outlet(rep, s, best);
    s->why_first = s->first_report != NONE
        ? str_format(s->arena, most == 1 ? "%u other report points to %.*s." : "%u other reports point to %.*s.", most, STR_ARG(s->sources.at[best].name))
        : str_format(s->arena, most == 1 ? "%u of %u reports points to %.*s; %s." : "%u of %u reports point to %.*s; %s.",
                     most, s->documents.count, STR_ARG(s->sources.at[best].name),
                     knows_outlets(rep, s) ? "its own report is not among them" : "none of the reports is known to be its own");
    return;
  }
  for (uint32_t i = 0; i < s->documents.count; i++) {
    const document *d = rep->documents[s->documents.at[i]];
    bool is_first = d->published.known && s->documents.count > 1;
    for (uint32_t k = 0; k < s->documents.count && is_first; k++) {
      const document *other = rep->documents[s->documents.at[k]];
      if (k == i || rep->copy_of[s->documents.at[k]] == s->documents.at[i]) continue;
      bool is_same_clock = d->published.has_clock && other->published.has_clock;
      is_first = other->published.known && (is_same_clock ? d->published.instant < other->published.instant
                                                          : d->published.days.latest < other->published.days.earliest);
    }
    if (is_first) {
      s->first_report = s->documents.at[i];
      s->why_first = str_keep(s->arena, STR("It was published before the others."));
      return;
    }
  }
}

hsy_rc compare_origins(const report *rep, story *s, arena *scratch) {
  s->first_report = NONE;
  if (s->lead == NONE) return HSY_OK;
  const claim *lead = &s->claims.at[s->lead];
  bool is_told = false; /* a claim that is only denied or refused rests on the word of who denies it */
  for (uint32_t i = 0; i < lead->cells.count; i++) is_told |= lead->cells.at[i].stance == CELL_ATTRIBUTES;
  told_vec list = {0};
  for (uint32_t i = 0; i < lead->cells.count; i++)
    if (lead->cells.at[i].stance == CELL_ATTRIBUTES || (!is_told && lead->cells.at[i].stance != CELL_STATES)) sources_of_cell(rep, s,
        &lead->cells.at[i], scratch, &list);
  uint32_t *group = group_told(s, &list, scratch);

  /* groups of others than outlets; when there is just one, what outlets carry is its */
  uint32_t behind = NONE, groups = 0;
  for (uint32_t i = 0; i < list.count; i++)
    if (group[i] == i && !is_outlet(s, list.at[i].source)) {
      behind = i;
      groups++;
    }
  uint32_t outlet_reports_to = groups == 1 ? behind : NONE;
  uint32_t told_count = 0;
  for (uint32_t i = 0; i < list.count; i++) {
    bool is_carrier = is_outlet(s, list.at[i].source) && groups > 0;
    told_count += !is_carrier;
    if (group[i] == i && !is_carrier) make_origin(rep, s, &list, group, i, outlet_reports_to, scratch);
  }
  if (s->origins.count == 0) outlets_as_origins(rep, s, lead);
  s->counts.origins = s->origins.count;
  s->counts.origins_max = told_count > s->origins.count ? told_count : s->origins.count;
  say_why_origins(s, told_count, scratch);
  find_first(rep, s, scratch);
  return HSY_OK;
}
