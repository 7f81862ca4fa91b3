/* Plain text as scraped from the web: which lines are the article.
 *
 * The text is a list of lines, each with its features; each pass gives some of them a fate (a reason to go, or a kind of
 * block). The passes go from sure to less sure:
 *   1. the line that carries the date and the title; lines that only state a date; bylines;
 *   2. lines that the lists of phrases know (sign-up boxes, comment forms, players, …), and the stories listed under a
 *      label such as "Read more:";
 *   3. teasers of other stories, which no list can know: lines that read like headlines and stand where no heading can:
 *      several in a row, with a label and a colon, long, or inside a quotation that goes on after them;
 *   4. what still reads like a headline and has a paragraph below it is a heading.
 * A line that ends as a sentence ends is never taken for a teaser, unless it is a question with a label.
 * What goes is listed in `removed` with its reason; what stays is joined with one \n.
 *
 * Invariant: lines are in text order; a line with a reason is in no block.
 */
#include "read/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum {
  WORDS_LOOKED_AT = 64,
  TEASER_RUN = 2,          /* headlines in a row that are teasers … */
  LONGEST_RUN = 8,         /* … but more of them are a table or a list of the article's own */
  TEASER_RUN_WORDS = 5,    /* each of at least so many words */
  LONGEST_BARE_RUN = 4,
  HEADING_SHARES = 2,      /* words a heading has in common with the paragraphs below it */
  MANY_TEASERS = 10, MANY_PERCENT = 20,
  TEASER_LABEL_WORDS = 6,  /* "Ukraine: …" of at least so many */
  TEASER_LONG_WORDS = 9,   /* a single line of so many words is no section heading … */
  QUOTE_REACH = 12,        /* lines over which an open quotation may go on, or a heading be heard of */
  HEAD_LINES = 5, TAIL_LINES = 3,
  HEADING_WORDS = 14,
  CAPTION_NAME_WORDS = 16,
};

typedef struct text_line {
  size_t start, end;        /* of the decoded text; start moves when a head is cut off */
  size_t cut_from;          /* where the piece cut off at its head begins (= start when none) */
  const char *cut_reason;
  word_list words;
  bool has_gap_before, is_wrapped;
  bool is_headline, is_stop, is_label, is_item, opens_quote, leaves_quote_open, is_in_quote;
  const char *reason;
  block_kind kind;
} text_line;

typedef struct cleaning {
  document *doc;
  const mapped *body;
  VEC(text_line) lines;
} cleaning;

static str line_text(const cleaning *c, const text_line *l) { return str_slice(c->body->text, l->start, l->end); }

static bool is_opening_quote(int32_t c) { return c == 0x201C || c == '"' || c == 0xAB; }

/* Bullets and numbers before an item of a list. */
static bool is_list_item(str s) {
  size_t length;
  int32_t c = utf8_at(s, 0, &length);
  if ((c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x2023 || c == 0xB7 || c == '*' || c == '-' || c == 0x2013) && length < s.len) {
    size_t next;
    return uc_is_space(utf8_at(s, length, &next)) || c == 0x2022;
  }
  size_t at = 0;
  while (at < s.len && at < 3 && s.at[at] >= '0' && s.at[at] <= '9') at++;
  return at > 0 && at + 1 < s.len && (s.at[at] == '.' || s.at[at] == ')') && s.at[at + 1] == ' ';
}

/* A double quotation mark opened and not closed at the line's end. Straight marks are counted, curly ones paired. */
static bool leaves_open(str s) {
  int curly = 0, straight = 0;
  for (size_t at = 0, length; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    if (c == 0x201C) curly = 1;
    else if (c == 0x201D) curly = 0;
    else if (c == '"') straight++;
  }
  return curly || straight % 2 == 1;
}

static void features(cleaning *c, text_line *l) {
  str s = line_text(c, l);
  size_t length;
  l->words.count = 0;
  words_of(c->doc->arena, s, WORDS_LOOKED_AT, &l->words);
  l->is_headline = is_headline(s);
  l->is_stop = ends_with_stop(s);
  l->is_item = is_list_item(s);
  l->opens_quote = s.len > 0 && is_opening_quote(utf8_at(s, 0, &length));
  l->leaves_quote_open = leaves_open(s);
}

static void split(cleaning *c) {
  paragraphs list = {0};
  paragraphs_split(c->doc->arena, c->body->text, &list);
  if (list.count > 0) vec_reserve(c->doc->arena, &c->lines, list.count);
  for (uint32_t i = 0; i < list.count; i++) {
    text_line *l = vec_new(c->doc->arena, &c->lines);
    *l = (text_line){.start = list.at[i].start, .end = list.at[i].end, .cut_from = list.at[i].start, .has_gap_before = list.at[i].has_gap_before, .is_wrapped = list.at[i].is_wrapped};
    features(c, l);
  }
}

/* ---- the head: date, title, byline ---- */

static void cut_head(cleaning *c, text_line *l, size_t bytes, const char *reason) {
  l->start += bytes;
  l->cut_reason = reason;
  features(c, l);
}

static void set_stated(cleaning *c, dating *to, const date_found *d, str line, size_t end) {
  if (to->known) return;
  date_fill(to, d, BASIS_STATED, str_squeeze(c->doc->arena, str_slice(line, 0, end)));
}

static void read_head(cleaning *c) {
  document *doc = c->doc;
  uint32_t count = c->lines.count, seen = 0;
  bool has_title = false;
  for (uint32_t i = 0; i < count; i++) {
    text_line *l = &c->lines.at[i];
    str s = line_text(c, l);
    bool at_head = seen < HEAD_LINES, at_tail = i + TAIL_LINES >= count;
    date_found published, updated;
    bool has_published, has_updated;
    size_t rest;
    if (!at_head && !at_tail) continue;
    seen += !l->reason;
    if (is_date_line(s, &published, &has_published, &updated, &has_updated)) {
      l->reason = "date-line";
      if (has_published) set_stated(c, &doc->published, &published, s, s.len);
      if (has_updated) set_stated(c, &doc->modified, &updated, s, s.len);
      continue;
    }
    if (at_head && date_prefix(s, &published, &rest) && is_headline(str_slice(s, rest, s.len))) {
      set_stated(c, &doc->published, &published, s, published.end);
      cut_head(c, l, rest, "date-line");
      s = line_text(c, l);
    }
    if (byline_read(doc, s, false)) {
      if (date_find(s, &published)) set_stated(c, &doc->published, &published, s, s.len);
      l->reason = "byline";
      continue;
    }
    bool is_label;
    if (!has_title && at_head && !phrase_reason(&l->words, s, &is_label)) {
      bool is_first_text = true;
      for (uint32_t k = 0; k < i; k++) is_first_text &= c->lines.at[k].reason != NULL;
      has_title = true;
      if (is_first_text && l->is_headline && !l->opens_quote && !l->is_item && i + 1 < count) {
        l->kind = BLOCK_HEADING;
        if (doc->title.len == 0) doc->title = field_keep(doc, "title", s);
      }
    }
  }
}

static bool same_words(const word_list *a, const word_list *b) {
  if (a->count != b->count || a->count == 0) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (!str_eq(a->at[i], b->at[i])) return false;
  return true;
}

/* The title once more below the title. */
static void drop_repeated_title(cleaning *c) {
  uint32_t first = 0;
  while (first < c->lines.count && c->lines.at[first].reason) first++;
  if (first == c->lines.count || !c->lines.at[first].is_headline) return;
  for (uint32_t i = first + 1; i < c->lines.count && i < first + HEAD_LINES; i++)
    if (!c->lines.at[i].reason && same_words(&c->lines.at[first].words, &c->lines.at[i].words)) c->lines.at[i].reason = "repeated";
}

/* "Channel editor Jane Roe on how the law was passed.  The law …": the words under a video, run into the paragraph. A
 * name and what its bearer talks about, no verb before "on how". */
static void cut_caption(cleaning *c, text_line *l) {
  str s = line_text(c, l);
  size_t at = 0, length;
  uint32_t capitals = 0, count = 0;
  for (;;) {
    while (at < s.len && s.at[at] == ' ') at++;
    size_t end = at;
    while (end < s.len && s.at[end] != ' ') end++;
    if (end >= s.len || ++count > CAPTION_NAME_WORDS) return;
    str word = str_slice(s, at, end);
    if (str_eq(word, STR("on"))) break;
    int32_t first = utf8_at(word, 0, &length);
    bool is_small = str_eq(word, STR("of")) || str_eq(word, STR("and")) || str_eq(word, STR("the")) || str_eq(word, STR("for"));
    if (!uc_is_upper(first) && !is_small) return;
    if (strchr(".,;:", word.at[word.len - 1]) && word.len > 3) return;
    capitals += uc_is_upper(first);
    at = end;
  }
  str about = str_slice(s, at + 2, s.len);
  if (capitals < 3 || !(str_starts(about, STR(" how ")) || str_starts(about, STR(" why ")) || str_starts(about, STR(" whether ")) ||
      str_starts(about, STR(" what ")))) return;
  for (size_t stop = at; stop + 2 < s.len; stop++)
    if (s.at[stop] == '.' && s.at[stop + 1] == ' ' && stop > 1 && !(s.at[stop - 2] == '.' || s.at[stop - 2] == ' ')) {
      size_t rest = stop + 1;
      while (rest < s.len && s.at[rest] == ' ') rest++;
      if (uc_is_upper(utf8_at(s, rest, &length))) cut_head(c, l, rest, "caption");
      return;
    }
}

/* ---- phrases and labelled lists ---- */

static void apply_phrases(cleaning *c) {
  for (uint32_t i = 0; i < c->lines.count; i++) {
    text_line *l = &c->lines.at[i];
    if (l->reason || l->kind == BLOCK_HEADING) continue;
    l->reason = phrase_reason(&l->words, line_text(c, l), &l->is_label);
    if (!l->reason && l->words.count > 3) cut_caption(c, l);
  }
}

/* The stories listed under "Read more:". The list ends at the first line that is no headline; a short last one with a
 * paragraph below it is a section heading and stays. */
static void drop_labelled_lists(cleaning *c) {
  for (uint32_t i = 0; i < c->lines.count; i++) {
    if (!c->lines.at[i].is_label || !c->lines.at[i].reason) continue;
    uint32_t end = i + 1;
    while (end < c->lines.count && (c->lines.at[end].reason || (c->lines.at[end].is_headline && !c->lines.at[end].opens_quote &&
        c->lines.at[end].kind != BLOCK_HEADING)))
      end++;
    for (uint32_t k = i + 1; k < end; k++) {
      text_line *l = &c->lines.at[k];
      bool is_last = k + 1 == end && end < c->lines.count;
      if (l->reason || (is_last && k > i + 1 && l->words.count < TEASER_RUN_WORDS)) continue;
      l->reason = "read-more";
    }
    i = end - 1;
  }
}

/* ---- teasers ---- */

/* Lines between a paragraph that leaves a quotation open and the next that takes it up again with a mark. */
static void mark_open_quotations(cleaning *c) {
  for (uint32_t i = 0; i < c->lines.count; i++) {
    if (!c->lines.at[i].leaves_quote_open || c->lines.at[i].reason) continue;
    for (uint32_t k = i + 1; k < c->lines.count && k <= i + QUOTE_REACH; k++) {
      if (c->lines.at[k].reason) continue;
      if (c->lines.at[k].opens_quote) {
        for (uint32_t m = i + 1; m < k; m++) c->lines.at[m].is_in_quote = true;
        break;
      }
    }
  }
}

/* "COVID-19: Surge in …", "Ukraine crisis: Can …?": up to four words, a colon, a capital. */
static bool has_label(str s) {
  uint32_t spaces = 0;
  for (size_t at = 0, length; at < s.len && spaces < 4; at++) {
    if (s.at[at] == ' ') spaces++;
    if (s.at[at] == ':' && at > 2 && at + 2 < s.len && s.at[at + 1] == ' ') {
      int32_t c = utf8_at(s, at + 2, &length);
      return uc_is_upper(c);
    }
  }
  return false;
}

/* Could be a teaser by its form alone: begins with a capital, is one piece (no sentence ends inside), does not exclaim, ends
 * in no bracket; a question only with a label. */
static bool is_candidate(const cleaning *c, const text_line *l) {
  if (l->reason || l->kind == BLOCK_HEADING || !l->is_headline || l->is_item || l->opens_quote || l->is_wrapped) return false;
  str s = line_text(c, l);
  size_t length;
  int32_t first = utf8_at(s, 0, &length), last = utf8_before(s, s.len, &length);
  if (!(uc_is_upper(first) || first == 0x2018) || last == '!' || last == ')') return false;
  if (last == '?' && !has_label(s)) return false;
  static const char *const speaking[] = {"i", "he", "she", "it", "we", "you", "they", "i'm", "it's", "you're", "we're", "they're", "i've", "example",
      "note", "update"};
  for (size_t i = 0; i < sizeof speaking / sizeof *speaking; i++)
    if (l->words.count > 0 && str_eq(l->words.at[0], str_of(speaking[i]))) return false; /* a sentence whose stop was lost */
  for (size_t at = 2; at + 2 < s.len; at++)
    if ((s.at[at] == '.' || s.at[at] == '!' || s.at[at] == '?') && s.at[at + 1] == ' ' && s.at[at - 2] != '.' && s.at[at - 2] != ' ' &&
        s.at[at - 1] >= 'a' && s.at[at - 1] <= 'z' &&
        l->words.count > TEASER_LONG_WORDS)
      return false;
  return true;
}

/* Words of the line that the next two paragraphs have too, small words apart: a heading shares some, a teaser hardly. */
static uint32_t shared_below(const cleaning *c, uint32_t i) {
  const text_line *l = &c->lines.at[i];
  uint32_t shared = 0, paragraphs_seen = 0;
  bool taken[WORDS_LOOKED_AT] = {false};
  for (uint32_t k = i + 1; k < c->lines.count && k <= i + QUOTE_REACH && paragraphs_seen < 2; k++) {
    const text_line *below = &c->lines.at[k];
    if (below->reason || !below->is_stop) continue;
    paragraphs_seen++;
    for (uint32_t w = 0; w < l->words.count; w++) {
      if (taken[w] || l->words.at[w].len < 4 || lexicon_has(LEXICON_SMALL_WORDS, l->words.at[w])) continue;
      for (uint32_t m = 0; m < below->words.count && !taken[w]; m++) taken[w] = str_eq(l->words.at[w], below->words.at[m]);
      shared += taken[w];
    }
  }
  return shared;
}

/* A full paragraph: a sentence and more than a headline's words. */
static bool is_paragraph(const text_line *l) { return !l->reason && l->is_stop && l->words.count >= 8; }

/* One behind the last full paragraph. */
static uint32_t paragraphs_end(const cleaning *c) {
  uint32_t end = c->lines.count;
  while (end > 0 && !is_paragraph(&c->lines.at[end - 1])) end--;
  return end;
}

/* Words that are news of the hour, never a section heading. */
static bool is_live(const word_list *w) {
  for (uint32_t i = 0; i + 1 < w->count; i++)
    if (str_eq(w->at[i], STR("live")) && (str_eq(w->at[i + 1], STR("updates")) || str_eq(w->at[i + 1], STR("blog")) || str_eq(w->at[i + 1],
        STR("coverage")))) return true;
  return false;
}

/* A single line that reads like a headline between two paragraphs. */
static bool is_single_teaser(const cleaning *c, uint32_t i) {
  const text_line *l = &c->lines.at[i];
  str s = line_text(c, l);
  bool is_question = l->is_stop;
  if (l->is_in_quote) return l->words.count >= 4 || has_label(s);
  if (has_label(s) && l->words.count >= TEASER_LABEL_WORDS) return true;
  if (is_live(&l->words)) return true;
  if (is_question) return false; /* "What happens next?" is how explainers are built */
  return l->words.count >= TEASER_LONG_WORDS && shared_below(c, i) < HEADING_SHARES;
}

/* A run of headlines is one of teasers when a line of it has a label, is news of the hour, or stands in an open quotation,
 * or when it stands beside something the site put in, or when all its lines are long and few. */
static bool is_teaser_run(const cleaning *c, uint32_t start, uint32_t end) {
  uint32_t lines = 0, long_ones = 0, longer_ones = 0;
  bool has_sign = (start > 0 && c->lines.at[start - 1].reason) || (end < c->lines.count && c->lines.at[end].reason);
  for (uint32_t k = start; k < end; k++) {
    const text_line *l = &c->lines.at[k];
    has_sign |= l->reason != NULL;
    if (l->reason) continue;
    lines++;
    long_ones += l->words.count >= TEASER_RUN_WORDS;
    longer_ones += l->words.count >= TEASER_LABEL_WORDS;
    has_sign |= l->is_in_quote || is_live(&l->words) || (has_label(line_text(c, l)) && l->words.count >= TEASER_LABEL_WORDS);
  }
  if (long_ones < TEASER_RUN || long_ones > LONGEST_RUN) return false;
  return has_sign || (longer_ones == lines && lines <= LONGEST_BARE_RUN && shared_below(c, end - 1) < HEADING_SHARES);
}

/* The line above, of those that stay, announces a list. */
static bool follows_colon(const cleaning *c, uint32_t i) {
  while (i > 0 && c->lines.at[i - 1].reason) i--;
  if (i == 0) return false;
  str above = line_text(c, &c->lines.at[i - 1]);
  return above.len > 0 && above.at[above.len - 1] == ':';
}

static void drop_teasers(cleaning *c) {
  mark_open_quotations(c);
  uint32_t count = c->lines.count, first = 0, dropped_lines = 0, last = paragraphs_end(c);
  const char **fate = ARENA_ARRAY(c->doc->arena, const char *, count + 1);
  while (first < count && !is_paragraph(&c->lines.at[first])) first++; /* standfirsts above the first paragraph stay */
  for (uint32_t i = first; i < count; i++) {
    if (!is_candidate(c, &c->lines.at[i])) continue;
    uint32_t end = i, labels = 0, long_ones = 0;
    while (end < count && (c->lines.at[end].reason || is_candidate(c, &c->lines.at[end]))) {
      labels += !c->lines.at[end].reason && has_label(line_text(c, &c->lines.at[end]));
      long_ones += !c->lines.at[end].reason && c->lines.at[end].words.count >= TEASER_RUN_WORDS;
      end++;
    }
    bool is_inside = last > end, is_run = is_teaser_run(c, i, end), is_announced = follows_colon(c, i);
    for (uint32_t k = i; k < end && !is_announced; k++) {
      const text_line *l = &c->lines.at[k];
      if (l->reason) continue;
      bool is_last = k + 1 == end, drop;
      if (is_run) drop = l->words.count >= TEASER_RUN_WORDS && (!is_last || !is_inside || l->words.count >= TEASER_LONG_WORDS || (labels > 0 &&
          l->words.count >= TEASER_LABEL_WORDS));
      else drop = is_inside && long_ones < LONGEST_RUN && is_single_teaser(c, k);
      if (drop) fate[k] = "teaser", dropped_lines++;
    }
    i = end;
  }
  /* A text of which so much would go is made of lists. */
  if (dropped_lines > MANY_TEASERS && dropped_lines * 100 > count * MANY_PERCENT) return;
  for (uint32_t i = 0; i < count; i++)
    if (fate[i]) c->lines.at[i].reason = fate[i];
}

/* ---- what stays ---- */

static void find_headings(cleaning *c) {
  for (uint32_t i = 0; i < c->lines.count; i++) {
    text_line *l = &c->lines.at[i];
    if (l->reason || l->kind == BLOCK_HEADING) continue;
    if (l->is_item) l->kind = BLOCK_LIST_ITEM;
    if (!l->is_headline || l->is_item || l->opens_quote || l->words.count > HEADING_WORDS || l->is_wrapped) continue;
    uint32_t next = i + 1;
    while (next < c->lines.count && c->lines.at[next].reason) next++;
    if (next < c->lines.count && (c->lines.at[next].is_stop || c->lines.at[next].words.count > l->words.count)) l->kind = BLOCK_HEADING;
  }
}

static void add_removed(cleaning *c, size_t start, size_t end, const char *reason, uint32_t at) {
  removed_piece piece = {.reason = reason, .start = map_offset(&c->body->map, (uint32_t)start), .end = map_offset(&c->body->map, (uint32_t)end),
                         .text = str_slice(c->body->text, start, end), .at = at};
  vec_push(c->doc->arena, &c->doc->removed, piece);
}

/* A wrapped paragraph's line ends become spaces, one byte for one. */
static void copy_line(cleaning *c, mapping *out, const text_line *l) {
  size_t from = l->start;
  for (size_t at = l->start; at < l->end && l->is_wrapped; at++)
    if (c->body->text.at[at] == '\n') {
      mapping_copy(out, c->body, from, at);
      mapping_put(out, STR(" "), map_offset(&c->body->map, (uint32_t)at), 1);
      from = at + 1;
    }
  mapping_copy(out, c->body, from, l->end);
}

static void assemble(cleaning *c) {
  mapping out = mapping_new(c->doc->arena);
  for (uint32_t i = 0; i < c->lines.count; i++) {
    const text_line *l = &c->lines.at[i];
    if (l->reason) {
      add_removed(c, l->cut_from, l->end, l->reason, (uint32_t)out.text.len);
      continue;
    }
    if (out.text.len > 0) mapping_put(&out, STR("\n"), map_offset(&c->body->map, (uint32_t)l->cut_from), 0);
    if (l->cut_from < l->start) add_removed(c, l->cut_from, l->start, l->cut_reason, (uint32_t)out.text.len);
    block b = {.kind = l->kind, .span = {(uint32_t)out.text.len, 0}};
    copy_line(c, &out, l);
    b.span.end = (uint32_t)out.text.len;
    vec_push(c->doc->arena, &c->doc->blocks, b);
  }
  mapped done = mapping_done(&out);
  c->doc->text = done.text;
  c->doc->map = done.map;
}

hsy_rc scraped_clean(document *doc, const mapped *body) {
  cleaning c = {.doc = doc, .body = body};
  split(&c);
  read_head(&c);
  drop_repeated_title(&c);
  apply_phrases(&c);
  drop_labelled_lists(&c);
  drop_teasers(&c);
  find_headings(&c);
  assemble(&c);
  return HSY_OK;
}

hsy_rc scraped_verbatim(document *doc, const mapped *body) {
  cleaning c = {.doc = doc, .body = body};
  split(&c);
  if (c.lines.count > 1 && c.lines.at[0].is_headline && !c.lines.at[0].opens_quote && !c.lines.at[0].is_item) {
    c.lines.at[0].kind = BLOCK_HEADING;
    if (doc->title.len == 0) doc->title = field_keep(doc, "title", line_text(&c, &c.lines.at[0]));
  }
  find_headings(&c);
  doc->text = body->text;
  doc->map = body->map;
  for (uint32_t i = 0; i < c.lines.count; i++) {
    block b = {.kind = c.lines.at[i].kind, .span = {(uint32_t)c.lines.at[i].start, (uint32_t)c.lines.at[i].end}};
    vec_push(doc->arena, &doc->blocks, b);
  }
  return HSY_OK;
}
