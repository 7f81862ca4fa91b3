/* The builder: documents from their texts, everything else by the words it stands on. `in(f, doc, "words")` is the span
 * of the first place where these words stand; words that are not there end the test, so a fixture cannot drift. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"

const show_options fixture_options = {.width = 80, .program = {.version = "0.1.0"}};

typedef struct fixture { arena *a; report *r; story *s; } fixture;

static fixture begin(arena *a) {
  fixture f = {a, ARENA_NEW(a, report), NULL};
  f.r->arena = a;
  return f;
}

static uint32_t add_document(fixture *f, const char *path, const char *title, const char *outlet, const char *text) {
  arena *a = f->a;
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  d->path = d->id = str_of(path);
  d->title = str_of(title);
  d->outlet = str_of(outlet);
  d->lang = STR("en");
  d->text = str_of(text);
  d->format = "text";
  d->charset = STR("UTF-8");
  d->input_bytes = d->text.len;
  memset(d->sha256, '0', 64);
  vec_push(a, &d->map, ((map_run){0, 1, 0, 1, (uint32_t)d->text.len}));
  /* a block a line; a sentence ends at ". " or with the block */
  for (uint32_t at = 0; at < d->text.len;) {
    const char *end = memchr(text + at, '\n', d->text.len - at);
    uint32_t stop = end ? (uint32_t)(end - text) : (uint32_t)d->text.len;
    if (stop > at) vec_push(a, &d->blocks, ((block){{at, stop}, BLOCK_PARAGRAPH}));
    for (uint32_t from = at; from < stop;) {
      size_t dot = str_find(str_slice(d->text, 0, stop), STR(". "), from);
      uint32_t to = dot == STR_NONE ? stop : (uint32_t)dot + 1;
      vec_push(a, &d->sentences, ((sentence){{from, to}, 0, 0, d->blocks.count - 1}));
      from = dot == STR_NONE ? stop : to + 1;
    }
    at = stop + 1;
  }
  f->r->documents = arena_grow(a, f->r->documents, f->r->document_count * sizeof(document *), (f->r->document_count + 1) * sizeof(document *));
  f->r->documents[f->r->document_count++] = d;
  return f->r->document_count - 1;
}

static story *add_story(fixture *f, const char *title, uint32_t first, uint32_t count) {
  f->s = vec_new(f->a, &f->r->stories);
  f->s->arena = f->a;
  f->s->title = str_of(title);
  f->s->lead = NONE;
  f->s->first_report = NONE;
  for (uint32_t i = 0; i < count; i++) vec_push(f->a, &f->s->documents, first + i);
  f->s->counts.reports = count;
  return f->s;
}

static void end(fixture *f) {
  if (!f->r->copy_of) {
    f->r->copy_of = ARENA_ARRAY(f->a, uint32_t, f->r->document_count + 1);
    for (uint32_t i = 0; i < f->r->document_count; i++) f->r->copy_of[i] = NONE;
  }
}

static span in(const fixture *f, uint32_t doc, const char *words) {
  size_t at = str_find(f->r->documents[doc]->text, str_of(words), 0);
  if (at == STR_NONE) fprintf(stderr, "fixture: document %u has no \"%s\"\n", doc, words), exit(1);
  return (span){(uint32_t)at, (uint32_t)(at + strlen(words))};
}
static evidence ev(const fixture *f, uint32_t doc, const char *words) { return (evidence){doc, in(f, doc, words)}; }

static void published(fixture *f, uint32_t doc, int day, int days, date_basis basis, const char *words) {
  dating *d = &f->r->documents[doc]->published;
  if (basis == BASIS_INFERRED) d->confidence = 930;
  d->known = true;
  d->days = (day_range){civil_to_day(2031, 5, day), civil_to_day(2031, 5, day + days - 1)};
  d->granularity = GRANULARITY_DAY;
  d->basis = basis;
  if (words) vec_push(f->a, &d->evidence, ev(f, doc, words));
}

static uint32_t add_source(fixture *f, const char *name, source_kind kind, bool plural, const char *role) {
  story_source *s = vec_new(f->a, &f->s->sources);
  s->name = str_of(name);
  s->kind = kind;
  s->is_plural = plural;
  s->role = str_of(role);
  s->body = NONE;
  return f->s->sources.count - 1;
}
static void mention(fixture *f, uint32_t source, uint32_t doc, const char *words) {
  vec_push(f->a, &f->s->sources.at[source].mentions, ev(f, doc, words));
}

static uint32_t attribute(fixture *f, uint32_t doc, uint32_t source, uint32_t via, const char *content, stance stance) {
  document *d = f->r->documents[doc];
  attribution *at = vec_new(f->a, &d->attributions);
  vec_push(f->a, &at->content, in(f, doc, content));
  at->stance = stance;
  at->type = TYPE_INDIRECT;
  at->kind = source == NONE ? SOURCE_NOBODY : f->s->sources.at[source].kind;
  at->entity = at->said = at->inside = NONE;
  at->score = 900;
  story_attribution *sa = vec_new(f->a, &f->s->attributions);
  *sa = (story_attribution){.doc = doc, .index = d->attributions.count - 1, .source = source, .inside = NONE};
  if (via != NONE) vec_push(f->a, &sa->via, via);
  return f->s->attributions.count - 1;
}

static uint32_t add_claim(fixture *f, const char *text) {
  claim *c = vec_new(f->a, &f->s->claims);
  c->text = str_of(text);
  c->score = 800;
  return f->s->claims.count - 1;
}
static void add_cell(fixture *f, uint32_t c, uint32_t doc, cell_stance stance, uint32_t attribution, const char *words) {
  cell *to = vec_new(f->a, &f->s->claims.at[c].cells);
  to->doc = doc;
  to->stance = stance;
  to->attribution = attribution;
  vec_push(f->a, &to->evidence, ev(f, doc, words));
  if (f->s->claims.at[c].cells.count == 1) f->s->claims.at[c].from = to->evidence.at[0];
  f->s->claims.at[c].groups++;
}
/* A cell on a source's word, with its attribution. */
static void say(fixture *f, uint32_t c, uint32_t doc, uint32_t source, uint32_t via, const char *words) {
  add_cell(f, c, doc, CELL_ATTRIBUTES, attribute(f, doc, source, via, words, STANCE_SAYS), words);
}

static void chain_of(fixture *f, origin *o, uint32_t source, uint32_t carrier, uint32_t doc, link_kind first, link_kind last, const char *why) {
  chain *c = vec_new(f->a, &o->chains);
  vec_push(f->a, &c->links, ((chain_link){.source = source, .doc = NONE}));
  if (carrier != NONE) vec_push(f->a, &c->links, ((chain_link){.source = carrier, .doc = NONE, .link = first}));
  chain_link end_link = {.source = NONE, .doc = doc, .link = carrier == NONE ? first : last};
  if (why) end_link.why = ev(f, doc, why), end_link.has_why = true;
  vec_push(f->a, &c->links, end_link);
  bool told = false;
  for (uint32_t i = 0; i < o->reports.count; i++) told = told || o->reports.at[i] == doc;
  if (!told) vec_push(f->a, &o->reports, doc);
}

static version *add_version(fixture *f, quote *q, uint32_t doc, version_kind kind, const char *words, uint32_t kept, uint32_t attribution) {
  version *v = vec_new(f->a, &q->versions);
  v->doc = doc;
  v->kind = kind;
  v->span = in(f, doc, words);
  vec_push(f->a, &v->content, v->span);
  v->text = document_slice(f->r->documents[doc], v->span);
  v->kept = kept;
  v->words = 1;
  for (size_t i = 0; i < v->text.len; i++) v->words += v->text.at[i] == ' ';
  v->attribution = attribution;
  return v;
}
static void edit_of(fixture *f, version *v, edit_kind kind, const char *words) { vec_push(f->a, &v->edits, ((edit){kind, str_of(words)})); }

static conflict *add_conflict(fixture *f, conflicts *to, conflict_kind kind, const char *text, uint32_t claim, const char *reading) {
  conflict *c = vec_new(f->a, to);
  c->kind = kind;
  c->text = str_of(text);
  c->claim = claim;
  c->strength = 900;
  c->reading = str_of(reading);
  return c;
}
static side *add_side(fixture *f, conflict *c, const char *value, uint32_t source) {
  side *s = vec_new(f->a, &c->sides);
  s->value = str_of(value);
  s->source = source;
  return s;
}
static void add_line(fixture *f, side *s, uint32_t doc, const char *words, const char *differing) {
  evidence e = ev(f, doc, words);
  vec_push(f->a, &s->evidence, e);
  span d = {0, 0};
  if (differing) {
    size_t at = str_find(str_of(words), str_of(differing), 0);
    if (at == STR_NONE) fprintf(stderr, "fixture: \"%s\" is not in \"%s\"\n", differing, words), exit(1);
    d = (span){e.span.start + (uint32_t)at, e.span.start + (uint32_t)(at + strlen(differing))};
  }
  vec_push(f->a, &s->differing, d);
}

static void happened(fixture *f, int year, int month, int day, int days, const char *what, timeline_kind kind, bool odd, uint32_t doc, const char *words) {
  timeline_item *t = vec_new(f->a, &f->s->timeline);
  t->known = year > 0;
  if (t->known) t->days = (day_range){civil_to_day(year, month, day), civil_to_day(year, month, day) + days - 1};
  t->granularity = days == 1 ? GRANULARITY_DAY : days > 20 ? GRANULARITY_MONTH : GRANULARITY_WEEK;
  t->what = str_of(what);
  t->kind = kind;
  t->in_conflict = odd;
  vec_push(f->a, &t->evidence, ev(f, doc, words));
}

static void remove_piece(fixture *f, uint32_t doc, const char *reason, const char *text, uint32_t at, uint64_t start) {
  document *d = f->r->documents[doc];
  vec_push(f->a, &d->removed, ((removed_piece){reason, start, start + strlen(text), str_of(text), at}));
}

/* ---- the five ---- */

static const char TEXT_A[] =
  "The old harbour bridge of Port Vella was closed on Tuesday, May 14, after a crack was found in its main span, ministry officials told The Vella Courier.\n"
  "The officials, who asked not to be named, said at least 30 lorries had been turned back. They declined to say who had found the crack.\n"
  "“We will not open this bridge until every bolt, every weld and every cable has been looked at by people who do not work for the port,” Mara Denholt, the transport minister, told Radio Solen.\n"
  "Ivo Karsk, a spokesman for the Harbour Authority, said: “I have heard of no crack.”\n"
  "The bridge was built in 1931. It was last inspected in March.";
static const char TEXT_B[] =
  "Vella bridge shut after crack\n"
  "PORT VELLA, May 13 (Northern Wire) - The bridge over the harbour of Port Vella was closed on Tuesday, May 13, according to officials of the transport ministry.\n"
  "Some 40 lorries were turned back, the officials told Northern Wire. They would not say who found the crack.\n"
  "\"We will not open this bridge until every bolt, every weld and every cable has been looked at by people who do not work for the port,\" said Transport Minister Mara Denholt.\n"
  "Ivo Karsk of the Harbour Authority denied that there was any crack.";
static const char TEXT_C[] =
  "A crack has closed the harbour bridge in Port Vella, The Vella Courier reports, citing officials.\n"
  "“We will open this bridge when every bolt and cable has been looked at,” Minister Mara Denholt is quoted as saying.\n"
  "Ivo Karsk, spokesman of the Harbour Authority, could not confirm the report. The ferry company said it would put on two more boats from Thursday.\n"
  "Evil <script>alert(1)</script> & \"quotes\" 'too' \xe2\x80\xae" "desrever\xe2\x80\xac and a bell \x07 end here.";
static const char TEXT_D[] =
  "Officials speaking to Northern Wire and The Vella Courier say the bridge at Port Vella has been shut because of a crack in the main span.\n"
  "Ivo Karsck of the Harbour Authority called the reports “a fairy tale told by people who want a new bridge”.\n"
  "Lorries queued on Tuesday. Traders fear a loss of three million crowns a week.\n"
  "The ferries will sail more often from Thursday.";
static const char TEXT_E[] =
  "People in the ministry have told us that the harbour bridge was closed on Tuesday because its main span is cracked.\n"
  "The minister, Mara Denholt, said the bridge would stay shut until it had been looked at by people who are not of the port. She did not say when.\n"
  "52 lorries were sent back by the evening, the port police said.\n"
  "The Harbour Authority did not answer our questions.";

static void five_claims(fixture *f, uint32_t off, uint32_t denholt, uint32_t karsk, uint32_t police, uint32_t courier, uint32_t wire) {
  story *s = f->s;
  uint32_t c1 = add_claim(f, "The harbour bridge of Port Vella was closed after a crack was found in its main span");
  say(f, c1, 0, off, courier, "The old harbour bridge of Port Vella was closed on Tuesday, May 14, after a crack was found in its main span");
  say(f, c1, 1, off, wire, "The bridge over the harbour of Port Vella was closed on Tuesday, May 13");
  say(f, c1, 2, off, courier, "A crack has closed the harbour bridge in Port Vella");
  say(f, c1, 3, off, wire, "the bridge at Port Vella has been shut because of a crack in the main span");
  say(f, c1, 4, off, NONE, "the harbour bridge was closed on Tuesday because its main span is cracked");
  s->lead = c1;
  uint32_t c2 = add_claim(f, "Lorries were turned back");
  say(f, c2, 0, off, courier, "at least 30 lorries had been turned back");
  say(f, c2, 1, off, wire, "Some 40 lorries were turned back");
  add_cell(f, c2, 3, CELL_STATES, NONE, "Lorries queued on Tuesday");
  say(f, c2, 4, police, NONE, "52 lorries were sent back by the evening");
  uint32_t c3 = add_claim(f, "The bridge will not open until it has been looked at by people who do not work for the port");
  say(f, c3, 0, denholt, NONE, "We will not open this bridge until every bolt, every weld and every cable has been looked at by people who do not work for the port");
  say(f, c3, 1, denholt, NONE, "We will not open this bridge until every bolt, every weld and every cable has been looked at by people who do not work for the port");
  say(f, c3, 2, denholt, NONE, "We will open this bridge when every bolt and cable has been looked at");
  say(f, c3, 4, denholt, NONE, "the bridge would stay shut until it had been looked at by people who are not of the port");
  uint32_t c4 = add_claim(f, "There is no crack");
  add_cell(f, c4, 0, CELL_DISCLAIMS, attribute(f, 0, karsk, NONE, "I have heard of no crack", STANCE_DISCLAIMS), "“I have heard of no crack.”");
  add_cell(f, c4, 1, CELL_DENIES, attribute(f, 1, karsk, NONE, "denied that there was any crack", STANCE_DENIES), "denied that there was any crack");
  add_cell(f, c4, 2, CELL_DISCLAIMS, attribute(f, 2, karsk, NONE, "could not confirm the report", STANCE_DISCLAIMS), "could not confirm the report");
  add_cell(f, c4, 3, CELL_DOUBTS, attribute(f, 3, karsk, NONE, "a fairy tale told by people who want a new bridge", STANCE_DOUBTS), "called the reports “a fairy tale told by people who want a new bridge”");
  uint32_t c5 = add_claim(f, "Who found the crack");
  add_cell(f, c5, 0, CELL_DECLINES, attribute(f, 0, off, NONE, "They declined to say who had found the crack", STANCE_DECLINES), "They declined to say who had found the crack");
  add_cell(f, c5, 1, CELL_DECLINES, attribute(f, 1, off, NONE, "They would not say who found the crack", STANCE_DECLINES), "They would not say who found the crack");
  attribute(f, 4, add_source(f, "the Harbour Authority", SOURCE_ORGANISATION, false, ""), NONE, "did not answer our questions", STANCE_DECLINES);
  uint32_t c6 = add_claim(f, "More ferries will sail from Thursday");
  say(f, c6, 2, add_source(f, "the ferry company", SOURCE_ORGANISATION, false, ""), NONE, "it would put on two more boats from Thursday");
  add_cell(f, c6, 3, CELL_STATES, NONE, "The ferries will sail more often from Thursday");
  add_cell(f, add_claim(f, "The bridge was built in 1931"), 0, CELL_STATES, NONE, "The bridge was built in 1931");
  add_cell(f, add_claim(f, "The bridge was last inspected in March"), 0, CELL_STATES, NONE, "It was last inspected in March");
  add_cell(f, add_claim(f, "Traders fear a loss of three million crowns a week"), 3, CELL_STATES, NONE, "Traders fear a loss of three million crowns a week");
}

static void five_origins(fixture *f, uint32_t off, uint32_t courier, uint32_t wire) {
  origin *o = vec_new(f->a, &f->s->origins);
  o->source = off;
  o->claim = f->s->lead;
  chain_of(f, o, off, courier, 0, LINK_STATED, LINK_STATED, "ministry officials told The Vella Courier");
  chain_of(f, o, off, wire, 1, LINK_STATED, LINK_STATED, "the officials told Northern Wire");
  chain_of(f, o, off, courier, 2, LINK_INFERRED, LINK_STATED, "The Vella Courier reports, citing officials");
  chain_of(f, o, off, courier, 3, LINK_STATED, LINK_STATED, "Officials speaking to Northern Wire and The Vella Courier");
  chain_of(f, o, off, wire, 3, LINK_STATED, LINK_STATED, "Officials speaking to Northern Wire and The Vella Courier");
  chain_of(f, o, off, NONE, 4, LINK_INFERRED, LINK_INFERRED, "People in the ministry have told us");
}

static void five_quotes(fixture *f, uint32_t denholt, uint32_t karsk) {
  quote *q = vec_new(f->a, &f->s->quotes);
  q->speaker = denholt;
  static const char WHOLE[] = "We will not open this bridge until every bolt, every weld and every cable has been looked at by people who do not work for the port";
  add_version(f, q, 0, VERSION_VERBATIM, WHOLE, 26, NONE)->is_measure = true;
  edit_of(f, add_version(f, q, 1, VERSION_VERBATIM, WHOLE, 26, NONE), EDIT_SAME, WHOLE);
  version *v = add_version(f, q, 2, VERSION_REWORDED, "We will open this bridge when every bolt and cable has been looked at", 13, NONE);
  edit_of(f, v, EDIT_SAME, "We will");
  edit_of(f, v, EDIT_STRUCK, "not");
  edit_of(f, v, EDIT_SAME, "open this bridge");
  edit_of(f, v, EDIT_STRUCK, "until");
  edit_of(f, v, EDIT_PUT_IN, "when");
  edit_of(f, v, EDIT_SAME, "every bolt");
  edit_of(f, v, EDIT_STRUCK, ", every weld");
  edit_of(f, v, EDIT_SAME, "and");
  edit_of(f, v, EDIT_STRUCK, "every");
  edit_of(f, v, EDIT_SAME, "cable has been looked at");
  edit_of(f, v, EDIT_STRUCK, "by people who do not work for the port");
  v = add_version(f, q, 4, VERSION_UNQUOTED, "the bridge would stay shut until it had been looked at by people who are not of the port", 9, NONE);
  edit_of(f, v, EDIT_STRUCK, "We will not open this bridge");
  edit_of(f, v, EDIT_PUT_IN, "the bridge would stay shut");
  edit_of(f, v, EDIT_SAME, "until");
  edit_of(f, v, EDIT_STRUCK, "every bolt, every weld and every cable has");
  edit_of(f, v, EDIT_PUT_IN, "it had");
  edit_of(f, v, EDIT_SAME, "been looked at by people who");
  edit_of(f, v, EDIT_STRUCK, "do not work for");
  edit_of(f, v, EDIT_PUT_IN, "are not of");
  edit_of(f, v, EDIT_SAME, "the port");
  q = vec_new(f->a, &f->s->quotes);
  q->speaker = karsk;
  add_version(f, q, 3, VERSION_VERBATIM, "a fairy tale told by people who want a new bridge", 10, NONE)->is_measure = true;
  q = vec_new(f->a, &f->s->quotes);
  q->speaker = karsk;
  add_version(f, q, 0, VERSION_VERBATIM, "I have heard of no crack", 6, NONE)->is_measure = true;
}

static void five_conflicts(fixture *f, uint32_t off, uint32_t karsk) {
  story *s = f->s;
  conflict *c = add_conflict(f, &s->conflicts, CONFLICT_CALENDAR, "“Tuesday, May 14” does not exist in 2031", NONE, "14 May 2031 is a Wednesday; B has Tuesday, May 13.");
  add_line(f, add_side(f, c, "Tuesday the 14th", NONE), 0, "closed on Tuesday, May 14, after a crack", "Tuesday, May 14");
  add_line(f, add_side(f, c, "Tuesday the 13th", NONE), 1, "closed on Tuesday, May 13, according to officials", "Tuesday, May 13");
  c = add_conflict(f, &s->conflicts, CONFLICT_FIGURE, "How many lorries were turned back?", 1, "A count that rises through the day: see u1.");
  side *one = add_side(f, c, "at least 30", off);
  add_line(f, one, 0, "at least 30 lorries had been turned back", "at least 30");
  one = add_side(f, c, "about 40", off);
  add_line(f, one, 1, "Some 40 lorries were turned back", "Some 40");
  c = add_conflict(f, &s->conflicts, CONFLICT_DENIAL, "Is there a crack?", s->lead, "");
  one = add_side(f, c, "Yes", off);
  add_line(f, one, 0, "after a crack was found in its main span", "a crack was found");
  add_line(f, one, 2, "A crack has closed the harbour bridge in Port Vella", "A crack");
  add_line(f, one, 3, "has been shut because of a crack in the main span", "because of a crack");
  add_line(f, one, 4, "because its main span is cracked", "is cracked");
  one = add_side(f, c, "No", karsk);
  add_line(f, one, 1, "Ivo Karsk of the Harbour Authority denied that there was any crack", "denied that there was any crack");
  c = add_conflict(f, &s->conflicts, CONFLICT_WORDING, "Until it is looked at, or when it is looked at?", 2, "C leaves out “not” and turns the sentence round.");
  add_line(f, add_side(f, c, "will not open until", NONE), 0, "We will not open this bridge until every bolt", "will not open this bridge until");
  add_line(f, add_side(f, c, "will open when", NONE), 2, "We will open this bridge when every bolt and cable", "will open this bridge when");
  c = add_conflict(f, &s->conflicts, CONFLICT_NAME, "Karsk or Karsck?", NONE, "");
  one = add_side(f, c, "Ivo Karsk", NONE);
  add_line(f, one, 0, "Ivo Karsk", "Karsk");
  add_line(f, one, 1, "Ivo Karsk", "Karsk");
  add_line(f, one, 2, "Ivo Karsk", "Karsk");
  add_line(f, add_side(f, c, "Ivo Karsck", NONE), 3, "Ivo Karsck", "Karsck");
  c = add_conflict(f, &s->updates, CONFLICT_FIGURE, "The number of lorries turned back rises", 1, "");
  add_line(f, add_side(f, c, "30", NONE), 0, "at least 30 lorries had been turned back", NULL);
  add_line(f, add_side(f, c, "52", NONE), 4, "52 lorries were sent back by the evening", "52 lorries");
  c = add_conflict(f, &s->weak, CONFLICT_PLACE, "Where did the lorries queue?", NONE, "");
  add_line(f, add_side(f, c, "at the bridge", NONE), 3, "Lorries queued on Tuesday", NULL);
}

static void five_rest(fixture *f) {
  story *s = f->s;
  arena *a = f->a;
  story_name *n = vec_new(a, &s->names);
  n->name = STR("Ivo Karsk");
  n->kind = NAME_PERSON;
  name_variant *v = vec_new(a, &n->variants);
  v->text = STR("Ivo Karsk");
  for (uint32_t d = 0; d < 3; d++) vec_push(a, &v->evidence, ev(f, d, "Ivo Karsk"));
  v = vec_new(a, &n->variants);
  v->text = STR("Ivo Karsck");
  vec_push(a, &v->evidence, ev(f, 3, "Ivo Karsck"));
  happened(f, 2031, 5, 13, 1, "The bridge is closed", TIMELINE_HAPPENED, false, 1, "closed on Tuesday, May 13");
  vec_push(a, &s->timeline.at[0].evidence, ev(f, 4, "closed on Tuesday"));
  happened(f, 2031, 5, 14, 1, "The bridge is closed, says A alone", TIMELINE_HAPPENED, true, 0, "closed on Tuesday, May 14");
  happened(f, 1931, 1, 1, 365, "The bridge is built", TIMELINE_HAPPENED, false, 0, "built in 1931");
  happened(f, 2031, 3, 1, 31, "The bridge is inspected", TIMELINE_HAPPENED, false, 0, "last inspected in March");
  happened(f, 2031, 5, 15, 1, "More ferries sail", TIMELINE_PLANNED, false, 2, "from Thursday");
  happened(f, 0, 0, 0, 1, "The minister does not say when", TIMELINE_SAID, false, 4, "She did not say when");
  for (uint32_t d = 0; d < 5; d++) vec_push(a, &s->timeline, ((timeline_item){.known = true, .days = f->r->documents[d]->published.days,
    .granularity = GRANULARITY_DAY, .what = STR("published"), .kind = TIMELINE_PUBLISHED}));
  vec_push(a, &s->summary, ev(f, 0, "The old harbour bridge of Port Vella was closed on Tuesday, May 14, after a crack was found in its main span"));
  vec_push(a, &s->summary, ev(f, 4, "52 lorries were sent back by the evening"));
}

static void fill_five(fixture *f) {
  uint32_t base = f->r->document_count;
  add_document(f, "reports/01-courier.txt", "Crack closes old harbour bridge", "The Vella Courier", TEXT_A);
  add_document(f, "reports/02-wire.txt", "", "Northern Wire", TEXT_B);
  add_document(f, "reports/03-nameless.txt", "", "", TEXT_C);
  add_document(f, "reports/04-post.html", "Bridge <b>shut</b> & \"cracked\"", "", TEXT_D);
  add_document(f, "reports/05-a-very-long-file-name-that-has-to-be-wrapped-somewhere-in-the-page.txt", "", "Kestrel Daily of the Outer Islands and the Northern Straits", TEXT_E);
  f->r->documents[base + 1]->blocks.at[0].kind = BLOCK_HEADING;
  f->r->documents[base + 1]->lang = STR("");
  f->r->documents[base + 4]->outlet_is_inferred = true;
  f->r->documents[base + 4]->outlet_evidence = ev(f, base + 4, "have told us");
  published(f, base, 13, 2, BASIS_INFERRED, "on Tuesday, May 14");
  published(f, base + 1, 13, 1, BASIS_STATED, "May 13 (Northern Wire)");
  published(f, base + 2, 14, 1, BASIS_METADATA, NULL);
  published(f, base + 4, 14, 1, BASIS_INFERRED, "by the evening");
  f->r->documents[base + 2]->published.basis_text = STR("article:published_time 2031-05-14");
  remove_piece(f, base, "signup", "Get our newsletter <every> morning!", 0, 0);
  remove_piece(f, base + 3, "teaser", "Ten bridges you will not believe", f->r->documents[base + 3]->blocks.at[1].span.start, 400);
  remove_piece(f, base + 3, "teaser", "Is your street next?", f->r->documents[base + 3]->blocks.at[1].span.start, 440);
  remove_piece(f, base + 3, "comment-form", "Please enter your comment!\nPlease enter your name here", (uint32_t)f->r->documents[base + 3]->text.len, 900);

  story *s = add_story(f, "Crack closes the old harbour bridge of Port Vella", base, 5);
  uint32_t off = add_source(f, "ministry officials", SOURCE_ANONYMOUS, true, "");
  uint32_t denholt = add_source(f, "Mara Denholt", SOURCE_PERSON, false, "transport minister");
  uint32_t karsk = add_source(f, "Ivo Karsk", SOURCE_PERSON, false, "spokesman for the Harbour Authority");
  uint32_t police = add_source(f, "the port police", SOURCE_ORGANISATION, true, "");
  uint32_t courier = add_source(f, "The Vella Courier", SOURCE_OUTLET, false, "");
  uint32_t wire = add_source(f, "Northern Wire", SOURCE_OUTLET, false, "");
  mention(f, off, 0, "ministry officials");
  mention(f, off, 1, "officials of the transport ministry");
  mention(f, denholt, 0, "Mara Denholt");
  mention(f, denholt, 4, "Mara Denholt");
  mention(f, karsk, 0, "Ivo Karsk");
  mention(f, karsk, 3, "Ivo Karsck");
  mention(f, courier, 0, "The Vella Courier");
  mention(f, wire, 3, "Northern Wire");
  vec_push(f->a, &s->sources.at[karsk].aliases, STR("Karsck"));
  five_claims(f, off, denholt, karsk, police, courier, wire);
  s->sources.at[karsk].body = 6; /* the Harbour Authority */
  five_origins(f, off, courier, wire);
  five_quotes(f, denholt, karsk);
  five_conflicts(f, off, karsk);
  five_rest(f);
  vec_push(f->a, &s->deniers, karsk);
  s->counts = (counts){5, 1, 3, 1, 1, 5, 1};
  s->first_report = 0;
  s->why_origins = STR("No report names a person or shows a document for the crack. The officials whom the two outlets heard may not be the same; nothing in the texts tells them apart, so they count once.");
  s->why_first = STR("Two of the others name The Vella Courier as the place where they have it from.");
}

report *fixture_five(arena *a) {
  fixture f = begin(a);
  fill_five(&f);
  end(&f);
  return f.r;
}

static const char *zero_name(arena *a, const char *stem, uint32_t i) { return str_zero(a, str_format(a, "%s%02u.txt", stem, i)); }

/* ---- one, bare, stories ---- */

static void fill_one(fixture *f) {
  uint32_t d = add_document(f, "single.txt", "", "", "The lamp on Gull Rock went out on Sunday, May 14, the keeper, Olin Farr, said.\n“It will burn again by Friday,” he added.");
  story *s = add_story(f, "The lamp on Gull Rock goes out", d, 1);
  uint32_t farr = add_source(f, "Olin Farr", SOURCE_PERSON, false, "keeper");
  mention(f, farr, d, "Olin Farr");
  uint32_t c = add_claim(f, "The lamp on Gull Rock went out");
  say(f, c, d, farr, NONE, "The lamp on Gull Rock went out on Sunday, May 14");
  s->lead = c;
  origin *o = vec_new(f->a, &s->origins);
  o->source = farr;
  o->claim = c;
  chain_of(f, o, farr, NONE, d, LINK_STATED, LINK_STATED, "the keeper, Olin Farr, said");
  conflict *x = add_conflict(f, &s->conflicts, CONFLICT_CALENDAR, "“Sunday, May 14” does not exist in 2031", NONE, "14 May 2031 is a Wednesday.");
  add_line(f, add_side(f, x, "Sunday the 14th", NONE), d, "on Sunday, May 14", "Sunday, May 14");
  s->counts = (counts){1, 1, 1, 0, 0, 1, 0};
  s->why_origins = STR("The report names one person and nobody else.");
}

report *fixture_one(arena *a) {
  fixture f = begin(a);
  fill_one(&f);
  end(&f);
  return f.r;
}

report *fixture_bare(arena *a, uint32_t count) {
  fixture f = begin(a);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t d = add_document(&f, zero_name(a, "sans-", i), "", "", "Le phare du rocher s’est éteint dimanche.\nPersonne ne sait pourquoi.");
    f.r->documents[d]->lang = STR("fr");
    f.r->documents[d]->is_foreign = true;
  }
  add_story(&f, "Le phare du rocher s’est éteint dimanche", 0, count);
  end(&f);
  return f.r;
}

report *fixture_stories(arena *a) {
  fixture f = begin(a);
  fill_five(&f);
  fill_one(&f);
  fill_one(&f);
  end(&f);
  return f.r;
}

/* ---- many ---- */

static uint32_t next_random(uint32_t *state) { return *state = *state * 1664525u + 1013904223u; }

report *fixture_many(arena *a, uint32_t count, uint32_t origins, bool copies) {
  enum { CLAIMS = 40, CARRIERS = 6 };
  static const char *const WHO[] = {"three people on the council", "Mayor Edda Lindqvist-Okonkwo of Great Northern Harrowgate-upon-Sound", "the county’s flood office",
                                    "a letter of the water board", "two engineers"};
  static const source_kind KINDS[] = {SOURCE_ANONYMOUS, SOURCE_PERSON, SOURCE_ORGANISATION, SOURCE_DOCUMENT, SOURCE_ANONYMOUS};
  static const char *const BY[] = {"Northern Wire", "The Vella Courier", "Radio Solen", "Kestrel Daily", "The Harrowgate and Sound Intelligencer and Evening Advertiser", "Channel Nine"};
  fixture f = begin(a);
  uint32_t seed = count * 7919 + origins;
  for (uint32_t d = 0; d < count; d++) {
    strbuf text = strbuf_new(a);
    for (uint32_t c = 0; c < CLAIMS; c++)
      strbuf_format(&text, "%sSentence number %u says that the water rose by another hand %u.", c == 0 ? "" : c % 4 == 0 ? "\n" : " ", c, c);
    strbuf_format(&text, "\nAll of this was told by somebody to somebody.");
    char *zero = str_zero(a, strbuf_str(&text));
    str outlet = d % 3 == 0 ? str_format(a, "Gazette of Town %u", d) : STR("");
    add_document(&f, zero_name(a, "many/report-", d), d % 3 == 1 ? "The water rises, and nobody says why it should" : "", str_zero(a, outlet), zero);
  }
  story *s = add_story(&f, "The water rises in the valley", 0, count);
  for (uint32_t d = 0; d < count; d++) published(&f, d, 3 + (int)(d % 5), 1, BASIS_METADATA, NULL);
  f.r->copy_of = ARENA_ARRAY(a, uint32_t, count + 1);
  for (uint32_t d = 0; d < count; d++) f.r->copy_of[d] = copies && d % 6 == 5 ? d - 3 : NONE;
  for (uint32_t i = 0; i < origins; i++) add_source(&f, WHO[i % 5], KINDS[i % 5], false, "");
  uint32_t first_carrier = s->sources.count;
  for (uint32_t i = 0; i < CARRIERS; i++) add_source(&f, BY[i], SOURCE_OUTLET, false, "");
  for (uint32_t c = 0; c < CLAIMS; c++) {
    str words = str_format(a, "the water rose by another hand %u", c);
    uint32_t at = add_claim(&f, str_zero(a, words));
    for (uint32_t d = 0; d < count; d++) {
      uint32_t dice = next_random(&seed) >> 16;
      if (c > 4 && dice % 40 < c) continue;
      if (c > 30 && d != c % count) continue;
      if (dice % 3 == 0) add_cell(&f, at, d, CELL_STATES, NONE, str_zero(a, words));
      else say(&f, at, d, dice % origins, first_carrier + dice % CARRIERS, str_zero(a, words));
    }
  }
  s->lead = 0;
  for (uint32_t i = 0; i < origins; i++) {
    origin *o = vec_new(a, &s->origins);
    o->source = i;
    o->claim = 0;
    for (uint32_t d = i; d < count; d += origins) {
      uint32_t dice = next_random(&seed) >> 16;
      uint32_t by = first_carrier + (dice + i) % (CARRIERS - 2 + i % 2);
      chain_of(&f, o, i, dice % 7 == 0 ? NONE : by, d, dice % 5 == 0 ? LINK_INFERRED : LINK_STATED, LINK_STATED, "All of this was told by somebody to somebody");
      if (dice % 4 == 1) chain_of(&f, o, i, first_carrier + dice % 3, d, LINK_STATED, LINK_STATED, "All of this was told by somebody to somebody");
    }
  }
  s->counts = (counts){count, origins, origins + 2, 0, 0, 0, 0};
  s->why_origins = STR("Each of these people and papers is told apart in the texts.");
  end(&f);
  return f.r;
}
