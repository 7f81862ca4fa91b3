/* Conflicts: passages under each other, with the words that differ set apart.
 *
 * A line is what stands before the differing words (at most 80 characters), the words, and what stands after (at most
 * 95), all within their block; cut at a word, with "…" where cut. A side shows at most four lines; a side that merely
 * tells the claim (in a denial, presence or attribution) shows one, and the letters of the others.
 */
#include "show/view_parts.h"

#include "base/utf8.h"

enum { BEFORE = 80, AFTER = 95, LINES = 4 };

/* Order of showing: kinds that touch the story's core first. */
static int kind_rank(conflict_kind k) {
  static const conflict_kind order[] = {CONFLICT_DENIAL, CONFLICT_ATTRIBUTION, CONFLICT_DATE, CONFLICT_CALENDAR, CONFLICT_FIGURE,
                                        CONFLICT_PLACE, CONFLICT_PRESENCE, CONFLICT_WORDING, CONFLICT_NAME};
  for (int i = 0; i < (int)(sizeof order / sizeof *order); i++)
    if (order[i] == k) return i;
  return 99;
}

/* ---- a line ---- */

/* The stretch a line may show: the sentence, within its block; the evidence always. */
static span line_room(const document *d, span differing, span all) {
  span room = all;
  if (d->sentences.count > 0) {
    uint32_t first = document_sentence_at(d, differing.start), last = document_sentence_at(d, differing.end > 0 ? differing.end - 1 : 0);
    if (first < d->sentences.count && d->sentences.at[first].span.start < room.start) room.start = d->sentences.at[first].span.start;
    if (last < d->sentences.count && d->sentences.at[last].span.end > room.end) room.end = d->sentences.at[last].span.end;
  }
  return room;
}

/* The last BEFORE characters of [start, end), from a word on; *cut when something is left out. */
static uint32_t cut_before(str text, uint32_t start, uint32_t end, bool *cut) {
  size_t at = end, count = 0, word = end;
  while (at > start && count < BEFORE) {
    size_t length;
    int32_t c = utf8_before(text, at, &length);
    if (uc_is_space(c)) word = at;
    at -= length;
    count++;
  }
  *cut = at > start;
  return (uint32_t)(*cut ? word : start);
}

static uint32_t cut_after(str text, uint32_t start, uint32_t end, bool *cut) {
  size_t at = start, count = 0, word = start;
  while (at < end && count < AFTER) {
    size_t length;
    int32_t c = utf8_at(text, at, &length);
    if (uc_is_space(c)) word = at;
    at += length;
    count++;
  }
  *cut = at < end;
  return (uint32_t)(*cut ? word : end);
}

/* Marks that cling to the word before them. */
static size_t tail_length(str after) {
  static const char *const marks[] = {",", ".", ";", ":", "!", "?", ")", "”", "’", "\"", "'", "%"};
  size_t at = 0;
  for (bool more = true; more && at < after.len;) {
    more = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !more; i++)
      if (str_starts(str_slice(after, at, after.len), str_of(marks[i]))) at += strlen(marks[i]), more = true;
  }
  return at;
}

static bool make_line(view_builder *b, evidence e, span differing, str id, view_line *out) {
  arena *a = b->a;
  if (e.doc >= b->r->document_count) return false;
  const document *d = b->r->documents[e.doc];
  bool apart = !span_empty(differing) && differing.end <= d->text.len;
  evidence mark = apart && span_holds(e.span, differing) ? (evidence){e.doc, differing} : e;
  if (!view_mark_passage(b, mark, id, id, false, &out->passage)) return false;
  /* What is cited is the whole passage, not the two words that differ. */
  out->passage.text = view_line_of(a, document_slice(d, e.span));
  out->passage.span = e.span;
  out->passage.from = map_offset(&d->map, e.span.start);
  out->passage.to = map_offset(&d->map, e.span.end);
  if (!apart) {
    out->after = view_clip(a, out->passage.text, BEFORE + AFTER + 65);
    return true;
  }
  span room = line_room(d, differing, e.span);
  if (room.start > differing.start) room.start = differing.start;
  if (room.end < differing.end) room.end = differing.end;
  bool cut;
  uint32_t from = cut_before(d->text, room.start, differing.start, &cut);
  str before = view_line_of(a, str_slice(d->text, from, differing.start));
  out->before = cut ? str_format(a, "… %.*s", STR_ARG(before)) : before;
  out->at = view_line_of(a, document_slice(d, differing));
  uint32_t to = cut_after(d->text, differing.end, room.end, &cut);
  str after = str_slice(d->text, differing.end, to);
  size_t tail = tail_length(after);
  out->tail = view_line_of(a, str_slice(after, 0, tail));
  after = view_line_of(a, str_slice(after, tail, after.len));
  out->after = cut ? str_format(a, "%.*s …", STR_ARG(after)) : after;
  return true;
}

/* ---- a conflict ---- */

static void add_report(view_builder *b, view_conflict *c, uint32_t report) {
  for (uint32_t i = 0; i < c->reports.count; i++)
    if (c->reports.at[i] == report) return;
  vec_push(b->a, &c->reports, report);
}

static void make_side(view_builder *b, view_conflict *out, const conflict *c, const side *s) {
  arena *a = b->a;
  view_side to = {view_line_of(a, s->value)};
  if (s->source < b->s->sources.count) {
    to.who = view_source_label(b, s->source);
    vec_push(a, &out->sources, s->source);
  }
  bool is_claim = c->kind == CONFLICT_DENIAL || c->kind == CONFLICT_PRESENCE || c->kind == CONFLICT_ATTRIBUTION;
  uint32_t most = is_claim && s->evidence.count > 2 && &c->sides.at[0] == s ? 1 : LINES;
  for (uint32_t i = 0; i < s->evidence.count; i++) {
    span differing = i < s->differing.count ? s->differing.at[i] : (span){0, 0};
    view_line line = {0};
    if (!make_line(b, s->evidence.at[i], differing, out->id, &line)) continue;
    add_report(b, out, line.passage.report);
    if (to.lines.count < most) vec_push(a, &to.lines, line);
    else vec_push(a, &to.likewise, line.passage);
  }
  if (to.lines.count > 0) vec_push(a, &out->sides, to);
}

static str default_reading(const view_builder *b) {
  uint32_t n = b->v->reports.count;
  if (n == 1) return STR("Nothing in the report settles it.");
  if (n == 2) return STR("Nothing in the two reports settles it.");
  return str_format(b->a, "Nothing in the %.*s reports settles it.", STR_ARG(view_count_word(b->a, n)));
}

typedef struct ranked { uint32_t index; bool is_lead; int rank, strength; } ranked;
static int by_rank(const void *x, const void *y) {
  const ranked *a = x, *b = y;
  if (a->is_lead != b->is_lead) return a->is_lead ? -1 : 1;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->strength != b->strength) return a->strength > b->strength ? -1 : 1;
  return a->index < b->index ? -1 : a->index > b->index;
}

static void make_list(view_builder *b, const conflicts *from, const char *letter, bool has_reading, view_conflicts *to) {
  arena *a = b->a;
  VEC(ranked) order = {0};
  for (uint32_t i = 0; i < from->count; i++) {
    const conflict *c = &from->at[i];
    vec_push(a, &order, ((ranked){i, c->claim != NONE && c->claim == b->s->lead, kind_rank(c->kind), c->strength}));
  }
  vec_sort(a, &order, by_rank);
  for (uint32_t i = 0; i < order.count; i++) {
    const conflict *c = &from->at[order.at[i].index];
    view_conflict out = {view_id(a, letter, order.at[i].index), view_line_of(a, c->text), conflict_kind_name(c->kind)};
    if (c->claim < b->s->claims.count) out.claim = view_id(a, "c", c->claim);
    for (uint32_t k = 0; k < c->sides.count; k++) make_side(b, &out, c, &c->sides.at[k]);
    out.reading = view_line_of(a, c->reading);
    if (out.reading.len == 0 && has_reading) out.reading = default_reading(b);
    if (out.sides.count > 0) vec_push(a, to, out);
  }
}

void view_make_conflicts(view_builder *b) {
  make_list(b, &b->s->conflicts, "x", true, &b->v->conflicts);
  make_list(b, &b->s->updates, "u", false, &b->v->updates);
  if (b->r->all_conflicts) make_list(b, &b->s->weak, "w", false, &b->v->weak);
}
