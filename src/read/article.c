/* Which blocks of a page are the article.
 *
 * Three passes over flat arrays:
 *   1. forwards: what each element says of itself (tag, class and id by data/page-hints.txt), handed down to all in it;
 *   2. backwards: how much running text each element holds (words of blocks that read like paragraphs and are not links,
 *      not in parts that say they are something else), summed into the parents;
 *   3. down from the body, always into the child that holds nearly all the running text, or into the one that says it
 *      is the article's body: the container. Its blocks are the article, but for those that are links, labels, captions,
 *      bylines, boilerplate (the same lists as for plain text).
 *
 * A part that says it is a sidebar and holds most of the page's running text is not believed; nor is a word that the
 * parts with most of the text say. The figures below were chosen on the development sets of pages (shared/data/pages,
 * shared/score/pages.py over annotate's output; eval/README.md has the command).
 */
#include "read/html.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum {
  PARAGRAPH_BYTES = 80,   /* running text is at least so long, or shorter and ends as a sentence */
  SENTENCE_WORDS = 6,
  LINK_PERCENT = 40,      /* a block of which so much is links is no running text */
  BELIEF_PERCENT = 50,    /* a part with so much of the running text is what it is, whatever it says */
  COMMENT_PERCENT = 90,   /* comments may be longer than what they comment on */
  SOFT_PERCENT = 15,      /* soft hints count below so much */
  INNER_PERCENT = 95,     /* an inner part with so much of the outer one is the better choice */
  DESCEND_PERCENT = 93,
  BODY_PERCENT = 40,      /* a part that says it is the body must hold so much */
  HINT_WORDS = 24,
};

typedef struct view {
  uint64_t running;       /* bytes of running text in the subtree */
  const char *reason;     /* why this part is left out; NULL when it is not; handed down */
  const char *own_reason;
  bool is_soft, says_body, is_article;
} view;

typedef struct choosing {
  document *doc;
  const page *page;
  view *views;
  uint64_t *running;      /* of each block */
  str title;
  arena *scratch;
  article *out;
} choosing;

static str block_text(const choosing *c, uint32_t i) { return page_slice(c->page, c->page->blocks.at[i].start, c->page->blocks.at[i].end); }

/* Themes name a post's own categories and states in the classes of its element: they say nothing of the part. */
static bool is_state(str name_of_class) {
  if (str_find_char(name_of_class, ':', 0) != STR_NONE || str_find_char(name_of_class, '[', 0) != STR_NONE) return true; /* "print:hidden" */
  static const char *const before[] = {"category-", "tag-", "has-", "is-", "no-", "with-", "postid-", "single-", "topic-", "type-", "js-"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    if (str_starts_nocase(name_of_class, str_of(before[i]))) return true;
  return false;
}

/* A name of a class or an id into its words: at hyphens, underscores and where a capital follows a small letter. */
static uint32_t hint_words(arena *a, str s, str *out, uint32_t count, uint32_t limit) {
  size_t start = STR_NONE;
  for (size_t at = 0; at <= s.len && count < limit; at++) {
    char ch = at < s.len ? s.at[at] : ' ';
    bool is_letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
    bool is_camel = is_letter && ch <= 'Z' && start != STR_NONE && at > start && s.at[at - 1] >= 'a';
    if (is_letter && !is_camel) {
      if (start == STR_NONE) start = at;
      continue;
    }
    if (start != STR_NONE) out[count++] = str_fold(a, str_slice(s, start, at));
    start = is_camel ? at : STR_NONE;
  }
  return count;
}

static const char *const hint_reasons[] = {"comment",       "related", "nav",    "footer",    "sidebar", "share",  "signup", "cookies",
                                           "advertisement", "caption", "byline", "date-line", "tags",    "hidden", "player", "boilerplate"};
enum { HINT_REASONS = sizeof hint_reasons / sizeof *hint_reasons };

static const char *hint_reason(str value) {
  for (uint32_t i = 0; i < HINT_REASONS; i++)
    if (str_eq(value, str_of(hint_reasons[i]))) return hint_reasons[i];
  return hint_reasons[HINT_REASONS - 1];
}

/* A number for what a part says of itself, NONE where it says nothing. */
static uint32_t reason_bit(const view *v) {
  for (uint32_t i = 0; v->own_reason && i < HINT_REASONS; i++)
    if (strcmp(v->own_reason, hint_reasons[i]) == 0) return i + (v->is_soft ? HINT_REASONS : 0);
  return NONE;
}

/* "hidden" and "published" mean the part only when they are the whole name: "field-label-hidden" has a hidden label. */
static bool is_whole_only(str value) { return str_ends(value, STR("hidden")) || str_ends(value, STR("date-line")) || str_eq(value, STR("soft-share")); }

static void read_hints(choosing *c, const page_element *e, view *v) {
  const str sources[] = {e->itemprop, e->role, e->id, e->classes};
  for (size_t k = 0; k < sizeof sources / sizeof *sources; k++) {
    /* Each name by itself: "col related-posts" is not "col related". */
    str s = sources[k];
    for (size_t at = 0; at < s.len;) {
      size_t end = str_find_char(s, ' ', at);
      if (end == STR_NONE) end = s.len;
      str names[HINT_WORDS];
      uint32_t count = is_state(str_slice(s, at, end)) ? 0 : hint_words(c->scratch, str_slice(s, at, end), names, 0, HINT_WORDS);
      for (uint32_t i = 0; i < count;) {
        const lexicon_entry *entry;
        size_t matched = lexicon_match(LEXICON_PAGE_HINTS, names + i, count - i, &entry);
        if (matched == 0) {
          i++;
          continue;
        }
        if (matched < 2 && matched < count && is_whole_only(entry->value)) {
          i++;
          continue;
        }
        if (str_eq(entry->value, STR("body"))) v->says_body = true;
        else {
          bool is_soft = str_starts(entry->value, STR("soft-"));
          if (!v->own_reason || (v->is_soft && !is_soft)) {
            v->own_reason = hint_reason(is_soft ? str_slice(entry->value, 5, entry->value.len) : entry->value);
            v->is_soft = is_soft;
          }
        }
        i += (uint32_t)matched;
      }
      at = end + 1;
    }
  }
}

static void read_tag(const page_element *e, view *v) {
  const char *reason = NULL;
  switch ((page_tag)e->tag) {
  case TAG_NAV: reason = "nav"; break;
  case TAG_FOOTER: reason = "footer"; break;
  case TAG_ASIDE: reason = "sidebar"; break;
  case TAG_FIGCAPTION: reason = "caption"; break;
  case TAG_HEAD: reason = "hidden"; break;
  case TAG_ARTICLE: v->is_article = true; break;
  default: break;
  }
  if (e->is_hidden) reason = "hidden";
  if (reason) v->own_reason = reason, v->is_soft = false;
}

/* Bytes of running text in a block: none for links, labels, short scraps. */
static uint64_t running_text(choosing *c, uint32_t i) {
  const page_block *b = &c->page->blocks.at[i];
  str s = block_text(c, i);
  page_tag tag = c->page->elements.at[b->element].tag;
  if (b->link_bytes * 100 > s.len * LINK_PERCENT) return 0;
  if (tag >= TAG_H1 && tag <= TAG_H6) return 0;
  bool stops = ends_with_stop(s);
  if (s.len < PARAGRAPH_BYTES && !(stops && count_words(s) >= SENTENCE_WORDS)) return 0;
  return s.len - b->link_bytes;
}

static bool same_letters(str a, str b) {
  size_t i = 0, k = 0, step;
  for (;;) {
    int32_t x = 0, y = 0;
    while (i < a.len && !(uc_is_letter(x = uc_lower(utf8_at(a, i, &step))) || uc_is_digit(x))) i += step, x = 0;
    if (i < a.len) i += step;
    while (k < b.len && !(uc_is_letter(y = uc_lower(utf8_at(b, k, &step))) || uc_is_digit(y))) k += step, y = 0;
    if (k < b.len) k += step;
    if (x != y) return false;
    if (x == 0) return true;
  }
}

/* What holds the headline is neither navigation nor an aside. */
static void protect_headline(choosing *c) {
  for (uint32_t i = 0; i < c->page->blocks.count; i++) {
    uint32_t e = c->page->blocks.at[i].element;
    page_tag tag = c->page->elements.at[e].tag;
    if (!(tag == TAG_H1 || tag == TAG_H2) || !same_letters(block_text(c, i), c->title)) continue;
    for (; e != NONE; e = c->page->elements.at[e].parent) {
      if (tag == TAG_H1 || c->page->elements.at[e].tag == TAG_ARTICLE) c->views[e].own_reason = NULL;
    }
    if (tag == TAG_H1) return;
  }
}

static void sum_up(choosing *c) {
  uint32_t elements = c->page->elements.count;
  for (uint32_t i = 0; i < elements; i++) c->views[i].running = 0;
  for (uint32_t i = 0; i < c->page->blocks.count; i++) {
    uint32_t e = c->page->blocks.at[i].element;
    if (!c->views[e].reason) c->views[e].running += c->running[i];
  }
  for (uint32_t i = elements; i-- > 1;)
    if (c->page->elements.at[i].parent != NONE) c->views[c->page->elements.at[i].parent].running += c->views[i].running;
}

/* Which of the words that parts say of themselves hold most of the page's running text: a page whose every paragraph
 * stands in a "widget" means nothing by it. A set of bits, one a reason, soft ones apart. */
static uint32_t find_unbelievable(choosing *c) {
  uint64_t sums[32] = {0}, total = c->views[0].running;
  uint32_t *inside = ARENA_ARRAY(c->scratch, uint32_t, c->page->elements.count), out = 0; /* reasons of the parts around */
  for (uint32_t i = 0; i < c->page->elements.count; i++) {
    uint32_t parent = c->page->elements.at[i].parent;
    inside[i] = parent == NONE ? 0 : inside[parent];
    uint32_t bit = reason_bit(&c->views[i]);
    if (bit == NONE || inside[i] >> bit & 1) continue;
    sums[bit] += c->views[i].running;
    inside[i] |= 1u << bit;
  }
  for (uint32_t bit = 0; bit < 32; bit++)
    if (sums[bit] * 100 >= total * BELIEF_PERCENT) out |= 1u << bit;
  return out;
}

static void hand_down(choosing *c) {
  uint64_t total = c->page->elements.count > 0 ? c->views[0].running : 0;
  uint32_t unbelievable = find_unbelievable(c);
  for (uint32_t i = 0; i < c->page->elements.count; i++) {
    view *v = &c->views[i];
    uint32_t parent = c->page->elements.at[i].parent;
    v->reason = parent == NONE ? NULL : c->views[parent].reason;
    if (v->reason || !v->own_reason) continue;
    uint64_t share = total > 0 ? v->running * 100 / total : 0;
    uint64_t most = v->is_soft ? SOFT_PERCENT : str_eq(str_of(v->own_reason), STR("comment")) ? COMMENT_PERCENT : BELIEF_PERCENT;
    bool is_comment = most == COMMENT_PERCENT;
    if (share < most && (is_comment || !(unbelievable >> reason_bit(v) & 1))) v->reason = v->own_reason;
  }
}

/* Down from the top into the part that holds the article. */
static uint32_t find_container(choosing *c) {
  const page *p = c->page;
  uint32_t at = 0;
  uint64_t total = c->views[0].running;
  uint32_t best[2] = {NONE, NONE}; /* that says it is the body; that is an article or the main part */
  for (uint32_t i = 0; i < p->elements.count; i++) {
    view *v = &c->views[i];
    int k = v->says_body ? 0 : v->is_article || p->elements.at[i].tag == TAG_MAIN ? 1 : -1;
    if (v->reason || k < 0 || v->running * 100 < total * (uint64_t)BODY_PERCENT) continue;
    /* The largest, but of parts inside each other that hold nearly the same the innermost. */
    if (best[k] == NONE || v->running * 100 >= c->views[best[k]].running * INNER_PERCENT) best[k] = i;
  }
  if (best[0] != NONE) at = best[0];
  else if (best[1] != NONE) at = best[1];
  for (;;) { /* children of `at`: elements after it whose parent it is */
    uint32_t next = NONE;
    for (uint32_t i = at + 1; i < p->elements.at[at].end; i = p->elements.at[i].end > i ? p->elements.at[i].end : i + 1)
      if (!c->views[i].reason && (next == NONE || c->views[i].running > c->views[next].running)) next = i;
    if (next == NONE || c->views[next].running * 100 < c->views[at].running * DESCEND_PERCENT) break;
    if (p->elements.at[next].tag == TAG_P || p->elements.at[next].tag == TAG_INLINE || p->elements.at[next].tag == TAG_A) break;
    at = next;
  }
  return at;
}

static block_kind kind_of(const choosing *c, uint32_t index) {
  uint32_t e = c->page->blocks.at[index].element;
  for (int up = 0; e != NONE && up < 4; up++, e = c->page->elements.at[e].parent) {
    switch ((page_tag)c->page->elements.at[e].tag) {
    case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6: return BLOCK_HEADING;
    case TAG_LI: return BLOCK_LIST_ITEM;
    case TAG_BLOCKQUOTE: return BLOCK_QUOTE;
    case TAG_TD: case TAG_TR: return BLOCK_TABLE_ROW;
    default: break;
    }
  }
  return BLOCK_PARAGRAPH;
}

static void remove_block(choosing *c, uint32_t i, const char *reason) {
  dropped d = {i, reason};
  vec_push(c->doc->arena, &c->out->removed, d);
}

/* Why a block of the container is no part of the article, or NULL. */
static const char *block_reason(choosing *c, uint32_t i, block_kind kind, bool has_text, bool *is_label) {
  const page_block *b = &c->page->blocks.at[i];
  str s = block_text(c, i);
  *is_label = false;
  if (c->views[b->element].reason) return c->views[b->element].reason;
  if (kind == BLOCK_HEADING && same_letters(s, c->title)) return "title";
  if (c->page->elements.at[b->element].tag == TAG_H1) return "title";
  arena_mark mark = arena_save(c->scratch);
  word_list w = {0};
  words_of(c->scratch, s, 48, &w);
  const char *reason = phrase_reason(&w, s, is_label);
  bool has_letters = w.count > 0;
  arena_release(c->scratch, mark);
  if (reason) return reason;
  if (!has_letters) return "boilerplate";
  if (b->link_bytes * 100 > s.len * 60 && !(ends_with_stop(s) && s.len > PARAGRAPH_BYTES)) return "related";
  if (!has_text) { /* above the first paragraph: dates and bylines */
    date_found published, updated;
    bool has_published, has_updated;
    if (is_date_line(s, &published, &has_published, &updated, &has_updated)) return "date-line";
    if (kind != BLOCK_HEADING && str_starts_nocase(s, STR("by ")) && count_words(s) < 12 && !ends_with_stop(s)) return "byline";
    if (s.len < 40 && !ends_with_stop(s) && kind == BLOCK_PARAGRAPH) return "boilerplate";
  }
  return NULL;
}

/* Headings with nothing below them. */
static void drop_empty_headings(choosing *c) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->out->blocks.count; i++) {
    chosen b = c->out->blocks.at[i];
    bool is_last = i + 1 == c->out->blocks.count;
    if (b.kind == BLOCK_HEADING && is_last) {
      remove_block(c, b.block, "heading");
      continue;
    }
    c->out->blocks.at[kept++] = b;
  }
  c->out->blocks.count = kept;
}

static int by_block(const void *a, const void *b) {
  const dropped *x = a, *y = b;
  return (x->block > y->block) - (x->block < y->block);
}

void article_choose(document *doc, const page *p, str title, article *out) {
  *out = (article){.container = NONE};
  if (p->elements.count == 0) return;
  choosing c = {.doc = doc, .page = p, .title = title, .out = out};
  c.scratch = doc->arena;
  c.views = ARENA_ARRAY(doc->arena, view, p->elements.count);
  c.running = ARENA_ARRAY(doc->arena, uint64_t, p->blocks.count + 1);
  for (uint32_t i = 0; i < p->elements.count; i++) {
    arena_mark mark = arena_save(c.scratch);
    read_hints(&c, &p->elements.at[i], &c.views[i]);
    arena_release(c.scratch, mark);
    read_tag(&p->elements.at[i], &c.views[i]);
    page_tag tag = p->elements.at[i].tag;
    if (tag == TAG_P || tag == TAG_INLINE || tag == TAG_A || tag == TAG_LI || (tag >= TAG_H1 && tag <= TAG_H6)) c.views[i].says_body = false;
    if (p->elements.at[i].tag == TAG_BODY || p->elements.at[i].tag == TAG_HTML) c.views[i].own_reason = NULL, c.views[i].says_body = false;
  }
  for (uint32_t i = 0; i < p->blocks.count; i++) c.running[i] = running_text(&c, i);
  protect_headline(&c);
  sum_up(&c);
  hand_down(&c);
  sum_up(&c);
  out->container = find_container(&c);
  bool has_text = false, in_list = false;
  const page_element *box = &p->elements.at[out->container];
  for (uint32_t i = 0; i < p->blocks.count; i++) {
    uint32_t e = p->blocks.at[i].element;
    if (e < out->container || e >= box->end) continue;
    block_kind kind = kind_of(&c, i);
    bool is_label;
    const char *reason = block_reason(&c, i, kind, has_text, &is_label);
    if (!reason && in_list && c.running[i] == 0 && kind == BLOCK_LIST_ITEM) reason = "read-more";
    if (reason) {
      remove_block(&c, i, reason);
      in_list = is_label || (in_list && str_eq(str_of(reason), STR("read-more")));
      continue;
    }
    in_list = false;
    has_text |= c.running[i] > 0;
    chosen b = {i, kind};
    vec_push(doc->arena, &out->blocks, b);
  }
  drop_empty_headings(&c);
  vec_sort(doc->arena, &out->removed, by_block);
}
