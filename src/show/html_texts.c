/* The reports, whole, side by side, with every passage that a finding rests on as a mark.
 *
 * Marks nest in the page though they may cross in the text: a mark that runs past the end of the one around it, or of
 * its block, is cut there, and its rest opens again after it. The id stands on the first part. One walk over the text
 * with a stack of open marks; what waits is the sorted list of marks and a sorted list of rests.
 *
 * Invariant: the ends of the open marks fall from the outermost to the innermost, and the outermost ends in the block.
 * Every mark's id is written exactly once, whatever its span.
 */
#include "show/html.h"

#include "base/utf8.h"

enum { DEEPEST = 24, GONE_CHARS = 4000 };

typedef struct waiting { uint32_t start, end; const view_mark *mark; bool is_rest; } waiting;
typedef VEC(waiting) waitings;
typedef struct walk {
  html *h;
  const document *d;
  const view_report *r;
  uint32_t next;      /* mark of r->marks that comes next */
  waitings rests;     /* by start, longer first */
  VEC(uint32_t) open; /* ends of the open marks */
  uint32_t tinted;    /* how many of them are tinted … */
  VEC(bool) is_tinted;
} walk;

static void add_rest(walk *w, waiting rest) {
  vec_push(w->h->a, &w->rests, rest);
  uint32_t i = w->rests.count - 1;
  for (; i > 0; i--) {
    const waiting *before = &w->rests.at[i - 1];
    if (before->start < rest.start || (before->start == rest.start && before->end >= rest.end)) break;
    w->rests.at[i] = *before;
  }
  w->rests.at[i] = rest;
}

/* Where the next mark or rest begins, not before `from`. */
static uint32_t next_start(const walk *w, uint32_t from) {
  uint32_t start = UINT32_MAX;
  if (w->next < w->r->marks.count) start = w->r->marks.at[w->next].span.start;
  if (w->rests.count > 0 && w->rests.at[0].start < start) start = w->rests.at[0].start;
  return start < from ? from : start;
}

static int by_end(const void *x, const void *y) {
  const waiting *a = x, *b = y;
  return a->end > b->end ? -1 : a->end < b->end;
}

/* All that begins at `pos` (or was left before it), outermost first. */
static waitings take(walk *w, uint32_t pos) {
  arena *a = w->h->a;
  waitings group = {0};
  uint32_t used = 0;
  while (used < w->rests.count && w->rests.at[used].start <= pos) vec_push(a, &group, w->rests.at[used]), used++;
  if (used > 0) {
    memmove(w->rests.at, w->rests.at + used, (w->rests.count - used) * sizeof *w->rests.at);
    w->rests.count -= used;
  }
  for (; w->next < w->r->marks.count && w->r->marks.at[w->next].span.start <= pos; w->next++) {
    const view_mark *m = &w->r->marks.at[w->next];
    vec_push(a, &group, ((waiting){pos, m->span.end < pos ? pos : m->span.end, m, false}));
  }
  vec_sort(a, &group, by_end);
  return group;
}

/* The signs in the margin of the marks that begin here. */
static void signs(walk *w, const waitings *group) {
  html *h = w->h;
  bool any = false;
  str last = {0};
  for (uint32_t i = 0; i < group->count; i++) {
    const view_mark *m = group->at[i].mark;
    if (group->at[i].is_rest || m->is_quiet || str_eq(last, m->finding)) continue;
    if (!any) html_put(h, "<span class=\"refs\">");
    any = true;
    last = m->finding;
    html_put(h, "<a href=\"#%p%s\">%s</a>", m->finding, m->label);
  }
  if (any) html_put(h, "</span>");
}

static void open_marks(walk *w, uint32_t pos, uint32_t to) {
  html *h = w->h;
  waitings group = take(w, pos);
  signs(w, &group);
  for (uint32_t i = 0; i < group.count; i++) {
    waiting g = group.at[i];
    uint32_t limit = w->open.count > 0 ? *vec_last(&w->open) : to;
    bool is_empty = g.end <= pos || w->open.count >= DEEPEST || limit <= pos;
    if (g.is_rest && is_empty) continue;
    if (is_empty) {
      html_put(h, "<mark class=\"m0\" id=\"%p%s\"></mark>", g.mark->id);
      continue;
    }
    if (g.end > limit) add_rest(w, (waiting){limit, g.end, g.mark, true}), g.end = limit;
    uint32_t depth = g.mark->is_quiet ? 0 : w->tinted + 1 > 3 ? 3 : w->tinted + 1;
    html_put(h, "<mark class=\"m%u\"", depth);
    if (!g.is_rest) html_put(h, " id=\"%p%s\"", g.mark->id);
    html_put(h, ">");
    vec_push(h->a, &w->open, g.end);
    vec_push(h->a, &w->is_tinted, !g.mark->is_quiet);
    w->tinted += !g.mark->is_quiet;
  }
}

/* Text [from, to) with its marks. */
static void stretch(walk *w, uint32_t from, uint32_t to) {
  uint32_t pos = from;
  for (;;) {
    uint32_t event = to, begins = next_start(w, from);
    if (w->open.count > 0 && *vec_last(&w->open) < event) event = *vec_last(&w->open);
    if (begins < event) event = begins;
    html_text(w->h, str_slice(w->d->text, pos, event));
    pos = event;
    if (w->open.count > 0 && *vec_last(&w->open) == pos) {
      html_put(w->h, "</mark>");
      w->open.count--;
      w->tinted -= w->is_tinted.at[--w->is_tinted.count];
      continue;
    }
    if (pos >= to) break;
    open_marks(w, pos, to);
    from = pos; /* all that waited here is taken: what begins from now on begins later */
  }
}

/* ---- blocks ---- */

typedef struct piece { span span; block_kind kind; } piece;
typedef VEC(piece) pieces;

static bool has_ink(str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.at[i] > ' ') return true;
  return false;
}

/* Text outside every block, line by line. */
static void add_gap(arena *a, pieces *out, const document *d, uint32_t from, uint32_t to) {
  while (from < to) {
    const char *end = memchr(d->text.at + from, '\n', to - from);
    uint32_t stop = end ? (uint32_t)(end - d->text.at) : to;
    if (has_ink(str_slice(d->text, from, stop))) vec_push(a, out, ((piece){{from, stop}, BLOCK_PARAGRAPH}));
    from = stop + 1;
  }
}

static pieces cut_pieces(arena *a, const document *d) {
  pieces out = {0};
  uint32_t at = 0, len = (uint32_t)d->text.len;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    span s = d->blocks.at[i].span;
    if (s.start < at || s.end > len || span_empty(s)) continue;
    add_gap(a, &out, d, at, s.start);
    if (has_ink(document_slice(d, s))) vec_push(a, &out, ((piece){s, d->blocks.at[i].kind}));
    at = s.end;
  }
  add_gap(a, &out, d, at, len);
  return out;
}

/* ---- what was left out ---- */

static int by_place(const void *x, const void *y) {
  const removed_piece *const *a = x, *const *b = y;
  if ((*a)->at != (*b)->at) return (*a)->at < (*b)->at ? -1 : 1;
  return (*a)->start < (*b)->start ? -1 : (*a)->start > (*b)->start;
}

typedef VEC(const removed_piece *) removed_list;

/* Pieces that stood at or before `upto`, as one fold a reason in a row. */
static void removed(html *h, const removed_list *list, uint32_t *next, uint32_t upto) {
  while (*next < list->count && list->at[*next]->at <= upto) {
    const removed_piece *first = list->at[*next];
    const char *reason = first->reason ? first->reason : "boilerplate";
    uint32_t end = *next;
    uint64_t bytes = 0;
    for (; end < list->count && list->at[end]->at <= upto && strcmp(list->at[end]->reason ? list->at[end]->reason : "boilerplate", reason) == 0; end++)
      bytes += list->at[end]->end - list->at[end]->start;
    html_put(h, "<details class=\"gone\"><summary>left out: %s, %s byte%z</summary><p>", view_reason(h->a, reason, end - *next), view_number(h->a,
        bytes), bytes == 1 ? "" : "s");
    size_t room = GONE_CHARS;
    for (uint32_t i = *next; i < end; i++) {
      str text = str_trim(list->at[i]->text);
      if (i > *next) html_put(h, "<br>");
      if (text.len > room) text = str_format(h->a, "%.*s …", (int)utf8_floor(text, room), text.at);
      html_text(h, text);
      room -= text.len < room ? text.len : room;
      if (room == 0 && i + 1 < end) {
        html_put(h, "<br>…");
        break;
      }
    }
    html_put(h, "</p></details>\n");
    *next = end;
  }
}

/* ---- an article ---- */

static bool is_language(str s) {
  if (s.len < 2 || s.len > 3) return false;
  for (size_t i = 0; i < s.len; i++)
    if (s.at[i] < 'a' || s.at[i] > 'z') return false;
  return true;
}

static void article_head(html *h, const view_report *r) {
  html_put(h, "<article class=\"text\" id=\"%p%s\" data-r=\"%s\" dir=\"auto\"", r->letter, r->letter);
  if (is_language(r->lang)) html_put(h, " lang=\"%s\"", r->lang);
  html_put(h, " data-c=\"%s, %s, %s\"><header><h3><span class=\"rep big\">%s</span> %s</h3>", r->name, r->date_known ? r->date : STR("no date"),
           r->file, r->letter, r->name);
  if (r->outlet.len > 0 && !r->title_is_words) html_put(h, "<p class=\"title\">%s</p>", r->title);
  html_put(h, "<p class=\"note\">");
  if (r->basis.len > 0) html_put(h, "%s (%s)", r->date, r->basis);
  else html_put(h, "no date");
  html_put(h, " · %s words · %s", view_number(h->a, r->words), r->file);
  if (r->copy_of != NONE) html_put(h, " · a copy of %s", h->v->reports.at[r->copy_of].letter);
  html_put(h, "</p></header>\n");
}

static void article(html *h, const view_report *r) {
  static const struct { const char *open, *close; } TAGS[] = {
    [BLOCK_PARAGRAPH] = {"<p>", "</p>\n"}, [BLOCK_HEADING] = {"<h4>", "</h4>\n"}, [BLOCK_QUOTE] = {"<blockquote><p>", "</p></blockquote>\n"},
    [BLOCK_LIST_ITEM] = {"<p class=\"item\">", "</p>\n"}, [BLOCK_TABLE_ROW] = {"<p class=\"cells\">", "</p>\n"},
  };
  const document *d = h->v->report->documents[r->doc];
  arena *a = h->a;
  removed_list gone = {0};
  for (uint32_t i = 0; i < d->removed.count; i++) vec_push(a, &gone, &d->removed.at[i]);
  vec_sort(a, &gone, by_place);
  article_head(h, r);
  pieces list = cut_pieces(a, d);
  walk w = {h, d, r};
  uint32_t next_gone = 0;
  for (uint32_t i = 0; i < list.count; i++) {
    removed(h, &gone, &next_gone, list.at[i].span.start);
    html_put(h, "%z", TAGS[list.at[i].kind].open);
    stretch(&w, list.at[i].span.start, list.at[i].span.end);
    html_put(h, "%z", TAGS[list.at[i].kind].close);
  }
  removed(h, &gone, &next_gone, UINT32_MAX);
  /* Marks that stand on no ink at all. */
  for (; w.next < r->marks.count; w.next++) html_put(h, "<mark class=\"m0\" id=\"%p%s\"></mark>", r->marks.at[w.next].id);
  html_put(h, "</article>\n");
}

void html_texts(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_REPORTS, true,
               STR("Every passage that a finding rests on is marked; the sign beside the line leads back to it. The darker, the more findings."));
  html_put(h, "<div class=\"texts\">\n");
  for (uint32_t i = 0; i < v->reports.count; i++) article(h, &v->reports.at[i]);
  html_put(h, "</div>\n");
  html_section_end(h);
}
