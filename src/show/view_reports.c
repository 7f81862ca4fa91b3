/* The reports of a story, and its people, as rows.
 *
 * Letters follow the record's order of documents. A copy has its own letter and text, and shares the column of the
 * report it copies. The date's passages are marks of the row "dA", labelled "date" in the margin.
 */
#include "show/view_parts.h"

#include "base/utf8.h"

static const struct { const char *reason, *one, *many; } REMOVED[] = {
  {"signup", "sign-up box", "sign-up boxes"}, {"comment-form", "comment form", "comment forms"},
  {"player", "player notice", "player notices"}, {"read-more", "read-more list", "read-more lists"},
  {"teaser", "teaser", "teasers"}, {"share", "share line", "share lines"}, {"caption", "caption", "captions"},
  {"byline", "byline", "bylines"}, {"date-line", "date line", "date lines"},
  {"boilerplate", "piece of boilerplate", "pieces of boilerplate"}, {"sidebar", "sidebar", "sidebars"}, {"nav", "navigation bar", "navigation bars"},
  {"footer", "footer", "footers"}, {"hidden", "hidden piece", "hidden pieces"}, {"tags", "list of tags", "lists of tags"},
  {"repeated", "repeated line", "repeated lines"}, {"related", "list of related reports", "lists of related reports"},
  {"cookies", "cookie notice", "cookie notices"}, {"comment", "reader’s comment", "readers’ comments"},
  {"advertisement", "advertisement", "advertisements"}, {"title", "title", "titles"}, {"podcast", "podcast notice", "podcast notices"},
};

str view_reason(arena *a, const char *reason, uint32_t count) {
  str number = count == 1 ? STR("") : str_format(a, "%u ", count);
  for (size_t i = 0; i < sizeof REMOVED / sizeof *REMOVED; i++)
    if (strcmp(REMOVED[i].reason, reason) == 0)
      return str_format(a, "%.*s%s", STR_ARG(number), count == 1 ? REMOVED[i].one : REMOVED[i].many);
  char *words = str_zero(a, str_of(reason));
  for (char *c = words; *c; c++)
    if (*c == '-') *c = ' ';
  return count == 1 ? str_of(words) : str_format(a, "%s, %u", words, count);
}

static str removed_words(arena *a, const document *d) {
  map counts = map_new(a);
  for (uint32_t i = 0; i < d->removed.count; i++) {
    const char *reason = d->removed.at[i].reason;
    (*map_put(&counts, str_of(reason ? reason : "boilerplate"), 0))++;
  }
  VEC(str) words = {0};
  for (uint32_t i = 0; i < counts.count; i++)
    vec_push(a, &words, view_reason(a, str_zero(a, counts.entries[i].key), counts.entries[i].value));
  return str_join(a, words.at, words.count, STR(", "));
}

static void count_word(void *user, size_t start, size_t end) {
  (void)start; (void)end;
  (*(uint32_t *)user)++;
}

static str file_of(arena *a, const document *d) {
  str whole = d->given_id.len > 0 ? d->given_id : d->path;
  size_t from = 0;
  for (size_t i = 0; i + 1 < whole.len; i++)
    if (whole.at[i] == '/') from = i + 1;
  str file = view_line_of(a, str_slice(whole, from, whole.len));
  if (d->given_id.len == 0 && d->line > 0) file = str_format(a, "%.*s:%llu", STR_ARG(file), (unsigned long long)d->line);
  return file;
}

static const char *basis_words(date_basis b) {
  switch (b) {
    case BASIS_URL: return "URL";
    case BASIS_FILE_NAME: return "file name";
    case BASIS_NONE: return "";
    default: return date_basis_name(b);
  }
}

/* The report at the head of a chain of copies, within the story. */
static uint32_t original_of(const view_builder *b, uint32_t doc) {
  uint32_t at = doc, step = 0;
  while (b->r->copy_of && b->r->copy_of[at] != NONE && b->r->copy_of[at] < b->r->document_count && step++ < b->r->document_count) {
    uint32_t up = b->r->copy_of[at];
    if (b->v->report_of[up] == NONE) break;
    at = up;
  }
  return at;
}

static void fill_report(view_builder *b, view_report *out, uint32_t letter) {
  enum { FIRST_WORDS = 52, NAME = 90 };
  arena *a = b->a;
  const document *d = b->r->documents[out->doc];
  out->letter = view_letter(a, letter);
  out->outlet = view_line_of(a, d->outlet);
  out->title = view_line_of(a, d->title);
  if (out->title.len == 0) {
    size_t most = d->text.len < 400 ? d->text.len : utf8_floor(d->text, 400);
    str first = view_line_of(a, str_slice(d->text, 0, most));
    out->title = view_clip(a, first, FIRST_WORDS);
    out->title_is_words = true;
  }
  if (out->outlet.len > 0) out->name = view_clip(a, out->outlet, NAME);
  else if (out->title.len == 0) out->name = STR("(no text)");
  else if (out->title_is_words) out->name = str_format(a, "“%.*s”", STR_ARG(out->title));
  else out->name = view_clip(a, out->title, NAME);
  out->path = view_line_of(a, d->path);
  out->file = file_of(a, d);
  out->date = view_dating(a, &d->published);
  out->date_known = d->published.known;
  out->basis = d->published.known || d->published.candidates.count > 0 ? str_of(basis_words(d->published.basis)) : STR("");
  out->date_is_inferred = out->basis.len > 0 && d->published.basis == BASIS_INFERRED;
  if (out->date_is_inferred && d->published.confidence > 0) out->sure = str_format(a, "%d %% sure", d->published.confidence / 10);
  out->basis_words = view_clip(a, view_line_of(a, d->published.basis_text), NAME);
  utf8_each_word(d->text, true, count_word, &out->words);
  out->removed = removed_words(a, d);
  out->lang = view_line_of(a, d->lang);
  out->is_foreign = d->is_foreign;
}

static bool ends_clause(int32_t c) {
  static const char marks[] = ".,;:!?()\"";
  return c == 0x201C || c == 0x201D || c == 0x2013 || c == 0x2014 || (c > 0 && c < 0x80 && strchr(marks, (int)c));
}

/* "Monday" says little: up to four words before a passage and two after it, within its sentence and clause. */
static span widen(const document *d, span s) {
  enum { WORDS_BEFORE = 4, WORDS_AFTER = 2, WIDE_ENOUGH = 40 };
  if (span_length(s) >= WIDE_ENOUGH || d->sentences.count == 0) return s;
  span room = d->sentences.at[document_sentence_at(d, s.start)].span;
  if (!span_holds(room, s)) return s;
  size_t length, at = s.start;
  const uint32_t start = s.start;
  for (int words = 0; at > room.start;) {
    int32_t c = utf8_before(d->text, at, &length);
    if (ends_clause(c) || (uc_is_space(c) && at < start && ++words == WORDS_BEFORE)) break;
    at -= length;
    if (!uc_is_space(c)) s.start = (uint32_t)at;
  }
  at = s.end;
  for (int words = 0; at < room.end;) {
    int32_t c = utf8_at(d->text, at, &length);
    if (ends_clause(c) || (uc_is_space(c) && words++ == WORDS_AFTER)) break;
    at += length;
    if (!uc_is_space(c)) s.end = (uint32_t)at;
  }
  return s;
}

/* The marks of its date and outlet: after all rows have their letters. */
static void mark_report(view_builder *b, view_report *out) {
  arena *a = b->a;
  const document *d = b->r->documents[out->doc];
  str row = str_format(a, "d%.*s", STR_ARG(out->letter));
  for (uint32_t i = 0; i < d->published.evidence.count; i++) {
    view_passage p;
    evidence e = d->published.evidence.at[i];
    if (e.doc < b->r->document_count) e.span = widen(b->r->documents[e.doc], e.span);
    if (view_mark_passage(b, e, row, STR("date"), false, &p)) vec_push(a, &out->date_passages, p);
  }
  evidence outlet = d->outlet_evidence;
  if (d->outlet_is_inferred && outlet.doc < b->r->document_count) outlet.span = widen(b->r->documents[outlet.doc], outlet.span);
  if (d->outlet_is_inferred)
    out->outlet_is_inferred = view_mark_passage(b, outlet, row, STR("outlet"), false, &out->outlet_passage);
}

void view_make_reports(view_builder *b) {
  view_story *v = b->v;
  arena *a = b->a;
  v->report_of = ARENA_ARRAY(a, uint32_t, b->r->document_count + 1);
  for (uint32_t i = 0; i < b->r->document_count; i++) v->report_of[i] = NONE;
  for (uint32_t i = 0; i < b->s->documents.count; i++) {
    uint32_t doc = b->s->documents.at[i];
    if (doc >= b->r->document_count || v->report_of[doc] != NONE) continue;
    v->report_of[doc] = v->reports.count;
    view_report *out = vec_new(a, &v->reports);
    out->doc = doc;
    out->copy_of = NONE;
    out->column = NONE;
    fill_report(b, out, v->reports.count - 1);
  }
  for (uint32_t i = 0; i < v->reports.count; i++) {
    view_report *out = &v->reports.at[i];
    uint32_t original = original_of(b, out->doc);
    if (original != out->doc) {
      out->copy_of = v->report_of[original];
      vec_push(a, &v->reports.at[out->copy_of].copies, i);
    } else {
      out->column = v->columns.count;
      vec_push(a, &v->columns, i);
    }
    const dating *d = &b->r->documents[out->doc]->published;
    if (d->known) {
      if (!v->days_known || d->days.earliest < v->first_day) v->first_day = d->days.earliest;
      if (!v->days_known || d->days.latest > v->last_day) v->last_day = d->days.latest;
      v->days_known = true;
    }
  }
  for (uint32_t i = 0; i < v->reports.count; i++) {
    view_report *out = &v->reports.at[i];
    if (out->copy_of != NONE) out->column = v->reports.at[out->copy_of].column;
    mark_report(b, out);
  }
}

/* ---- people ---- */

/* "via CNN in A, D": who carried this source's words, by carrier. */
static void note_carriers(view_builder *b, map *by_carrier, const story_attribution *sa) {
  if (sa->doc >= b->r->document_count || b->v->report_of[sa->doc] == NONE) return;
  str letter = b->v->reports.at[b->v->report_of[sa->doc]].letter;
  for (uint32_t i = 0; i < sa->via.count; i++) {
    str key = str_format(b->a, "%u|%.*s|%u", sa->source, STR_ARG(letter), sa->via.at[i]);
    map_put(by_carrier, key, 1);
  }
}

void view_make_sources(view_builder *b) {
  view_story *v = b->v;
  arena *a = b->a;
  uint32_t n = b->s->sources.count;
  /* carriers of each source, told in order of attributions: one pass, into a list a source */
  typedef VEC(str) str_list;
  str_list *via = ARENA_ARRAY(a, str_list, n + 1);
  map told = map_new(a);
  for (uint32_t i = 0; i < b->s->attributions.count; i++) {
    const story_attribution *sa = &b->s->attributions.at[i];
    if (sa->source >= n || sa->via.count == 0) continue;
    uint32_t had = told.count;
    note_carriers(b, &told, sa);
    if (told.count > had && v->report_of[sa->doc] != NONE)
      vec_push(a, &via[sa->source], str_format(a, "%.*s in %.*s", STR_ARG(view_attribution_via(b, i)),
                                               STR_ARG(v->reports.at[v->report_of[sa->doc]].letter)));
  }
  for (uint32_t i = 0; i < n; i++) {
    const story_source *s = &b->s->sources.at[i];
    view_source out = {view_id(a, "p", i), view_source_name(b, i), str_of(view_source_tag(s->kind)), view_line_of(a, s->role)};
    for (uint32_t k = 0; k < v->origins.count; k++) out.is_origin = out.is_origin || v->origins.at[k].source == i;
    VEC(str) aliases = {0};
    for (uint32_t k = 0; k < s->aliases.count; k++) vec_push(a, &aliases, view_line_of(a, s->aliases.at[k]));
    out.aliases = str_join(a, aliases.at, aliases.count, STR(", "));
    if (s->body < n && s->body != i) out.body = view_source_name(b, s->body);
    if (via[i].count > 0) out.via = str_format(a, "via %.*s", STR_ARG(str_join(a, via[i].at, via[i].count, STR(", "))));
    view_mark_passages(b, &s->mentions, out.id, true, true, &out.mentions);
    vec_push(a, &v->sources, out);
  }
}
