/* Bytes of a page to flat arrays of elements and blocks; knows no news.
 *
 * libxml2's push parser walks the page and calls back (SAX): no tree is built. Before it starts, one scan of the source
 * blanks what would only cost time or go wrong, byte for byte, so that offsets stay: bodies of scripts and styles,
 * comments, and early </body> and </html> (libxml2 2.9 drops what follows them).
 *
 * Offsets: the parser says how far it has read, and a text of n bytes ends there. That is not always so (entities come
 * decoded, long texts are flushed in parts), so every text is compared with the source at its place; where it differs,
 * it is an entity there, or it is sought from the last sure place on. A text that is found nowhere has the place and no bytes.
 *
 * Invariant: blocks are in text order, disjoint, trimmed, not empty; an element's parent has a smaller index.
 */
#include "read/html.h"

#include <libxml/HTMLparser.h>

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { SEARCH_REACH = 8192, FEED_BYTES = 16384, LONGEST_ENTITY = 40, ATTRIBUTE_BYTES = 1024, SOFT_HYPHEN = 0xAD };

#define INLINE_MARK 0x80000000u /* on the stack: an inline element; no block belongs to it */

typedef struct parser {
  document *doc;
  page *page;
  const mapped *source;
  str blanked;
  htmlParserCtxtPtr context;
  mapping text;
  uint32_t stack[HSY_MAX_HTML_DEPTH]; /* element index, NONE for an inline element */
  uint16_t stack_tag[HSY_MAX_HTML_DEPTH];
  uint32_t depth, over;               /* elements open; those beyond the limit */
  uint32_t skipping;                  /* depth at which a skipped subtree began, 0 = none */
  uint32_t links;                     /* open <a> */
  size_t at;                          /* the source is read up to here, surely */
  uint64_t nodes;
  bool is_over;
  /* the block being built */
  size_t block_start;
  uint32_t block_links;
  bool has_space;                     /* white space met, not yet written */
  size_t space_at;
  bool after_break;                   /* one <br> met, nothing since */
  bool in_title;
  strbuf title;
} parser;

/* ---- blanking ---- */

static bool tag_follows(str s, size_t at, const char *tag, bool is_end) {
  size_t len = strlen(tag), from = at + 1 + (is_end ? 1 : 0);
  if (from + len > s.len || (is_end && s.at[at + 1] != '/')) return false;
  if (!str_starts_nocase(str_slice(s, from, s.len), (str){tag, len})) return false;
  if (from + len == s.len) return true;
  char c = s.at[from + len];
  return c == '>' || c == '/' || c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t tag_end(str s, size_t at) {
  char quote = 0;
  for (size_t i = at; i < s.len && i < at + 65536; i++) {
    if (quote) quote = s.at[i] == quote ? 0 : quote;
    else if ((s.at[i] == '"' || s.at[i] == '\'') && s.at[i - 1] == '=') quote = s.at[i];
    else if (s.at[i] == '>') return i + 1;
  }
  size_t end = str_find_char(s, '>', at);
  return end == STR_NONE ? s.len : end + 1;
}

/* A comment of the same length, or spaces where none fits: nothing of it comes as text. */
static void blank(char *to, size_t start, size_t end) {
  memset(to + start, ' ', end - start);
  if (end - start < 7) return;
  memcpy(to + start, "<!--", 4);
  memcpy(to + end - 3, "-->", 3);
}

/* Where </tag begins, from `at` on; the source's end when it never does. */
static size_t find_end_tag(str s, size_t at, const char *tag) {
  for (size_t i = at; i < s.len; i++) {
    i = str_find(s, STR("</"), i);
    if (i == STR_NONE) return s.len;
    if (tag_follows(s, i, tag, true)) return i;
  }
  return s.len;
}

static str blank_noise(parser *p) {
  static const char *const raw[] = {"script", "style", "noscript", "template", "svg", "iframe", "textarea"};
  str s = p->source->text;
  char *to = arena_copy(p->doc->arena, s.at, s.len);
  bool is_lost[sizeof raw / sizeof *raw] = {false}; /* no end tag of this one is left: do not look again */
  bool comment_lost = false;
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)to[i] < 0x20 && to[i] != '\n' && to[i] != '\t') to[i] = ' ';
  for (size_t at = 0; at < s.len;) {
    at = str_find_char(s, '<', at);
    if (at == STR_NONE || at + 3 >= s.len) break;
    if (str_starts(str_slice(s, at, s.len), STR("<!--"))) {
      size_t end = comment_lost ? STR_NONE : str_find(s, STR("-->"), at + 4 < s.len ? at + 2 : at);
      if (end == STR_NONE || end < at + 2) {
        comment_lost = true;
        memset(to + at, ' ', 4); /* a comment that never ends hides nothing */
        at += 4;
      } else {
        if (end + 3 - at < 7) memset(to + at, ' ', end + 3 - at); /* <!--> */
        else blank(to, at, end + 3);
        at = end + 3;
      }
      continue;
    }
    if (tag_follows(s, at, "body", true) || tag_follows(s, at, "html", true)) {
      size_t end = tag_end(s, at + 1);
      blank(to, at, end);
      at = end;
      continue;
    }
    size_t next = at + 1;
    for (size_t k = 0; k < sizeof raw / sizeof *raw; k++) {
      if (is_lost[k] || !tag_follows(s, at, raw[k], false)) continue;
      size_t body = tag_end(s, at + 1), end;
      if (body >= 2 && s.at[body - 2] == '/' && k >= 3) { /* <svg … /> */
        next = body;
        break;
      }
      end = find_end_tag(s, body, raw[k]);
      if (end == s.len && k != 0) {
        is_lost[k] = true;
        break;
      }
      str tag = str_slice(s, at, body);
      if (k == 0 && (str_find(tag, STR("ld+json"), 0) != STR_NONE)) vec_push(p->doc->arena, &p->page->json_ld, str_slice(s, body, end));
      size_t stop = end < s.len ? tag_end(s, end + 1) : s.len;
      blank(to, at, stop);
      next = stop;
      break;
    }
    at = next;
  }
  return (str){to, s.len};
}

/* ---- entities ---- */

/* What windows-1252 means by 0x80–0x9F: pages write &#150; for a dash. */
static int32_t numeric_meant(int32_t c) {
  static const uint16_t meant[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
      0x017D, 0xFFFD,
                                     0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD,
                                         0x017E, 0x0178};
  if (c >= 0x80 && c < 0xA0) return meant[c - 0x80];
  if (c <= 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return 0xFFFD;
  return c;
}

/* The entity at s[at] = '&': its character, and its length in bytes; 0 when there is none. Legacy names need no semicolon. */
static size_t entity_at(str s, size_t at, int32_t *c) {
  if (at + 2 >= s.len || s.at[at] != '&') return 0;
  size_t i = at + 1;
  if (s.at[i] == '#') {
    int64_t value = 0;
    bool is_hex = s.at[i + 1] == 'x' || s.at[i + 1] == 'X';
    size_t first = i + (is_hex ? 2 : 1);
    for (i = first; i < s.len && i < first + 10; i++) {
      char d = s.at[i];
      int digit = d >= '0' && d <= '9' ? d - '0' : is_hex && (d | 32) >= 'a' && (d | 32) <= 'f' ? (d | 32) - 'a' + 10 : -1;
      if (digit < 0) break;
      value = value * (is_hex ? 16 : 10) + digit;
    }
    if (i == first) return 0;
    *c = numeric_meant(value > 0x10FFFF ? -1 : (int32_t)value);
    return i - at + (i < s.len && s.at[i] == ';');
  }
  char key[LONGEST_ENTITY];
  size_t len = 0;
  while (i < s.len && len + 1 < sizeof key && ((s.at[i] >= '0' && s.at[i] <= '9') || ((s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z'))) key[len++] = s.at[i++];
  if (len < 2) return 0;
  key[len] = 0;
  if (i < s.len && s.at[i] == ';') {
    const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)key);
    if (known) {
      *c = (int32_t)known->value;
      return i + 1 - at;
    }
    if (strcmp(key, "apos") == 0) {
      *c = '\'';
      return i + 1 - at;
    }
  }
  for (; len >= 2; len--) { /* the longest legacy name that begins it: those of Latin-1, and four more */
    key[len] = 0;
    const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)key);
    if (known && (known->value < 0x100)) {
      *c = (int32_t)known->value;
      return len + 1;
    }
  }
  return 0;
}

str html_decode_text(arena *a, str s) {
  if (str_find_char(s, '&', 0) == STR_NONE) return s;
  strbuf out = strbuf_new(a);
  for (size_t at = 0; at < s.len;) {
    int32_t c;
    size_t length = entity_at(s, at, &c);
    if (length > 0) {
      char bytes[4];
      strbuf_add(&out, (str){bytes, utf8_put(bytes, c)});
      at += length;
    } else {
      strbuf_char(&out, s.at[at++]);
    }
  }
  return strbuf_str(&out);
}

/* ---- blocks ---- */

/* The innermost open element that blocks belong to. */
static uint32_t open_element(const parser *p) {
  for (uint32_t i = p->depth; i > 0; i--)
    if (p->stack[i - 1] < INLINE_MARK) return p->stack[i - 1];
  return NONE;
}

static void end_block(parser *p) {
  p->has_space = p->after_break = false;
  size_t end = p->text.text.len;
  if (end > p->block_start) {
    page_block b = {p->block_start, end, open_element(p), p->block_links};
    if (b.element != NONE) vec_push(p->doc->arena, &p->page->blocks, b);
    mapping_put(&p->text, STR("\n"), map_offset(&p->source->map, (uint32_t)p->at), 0);
  }
  p->block_start = p->text.text.len;
  p->block_links = 0;
}

/* White space becomes one space between words of a block. */
static void write_space(parser *p) {
  if (p->has_space && p->text.text.len > p->block_start) mapping_put(&p->text, STR(" "), map_offset(&p->source->map, (uint32_t)p->space_at),
      p->space_at < p->source->text.len);
  p->has_space = false;
}

static void put_source(parser *p, size_t start, size_t end) {
  str s = p->blanked; /* the source's bytes, but for what was blanked */
  for (size_t at = start, length; at < end;) {
    int32_t c = utf8_at(s, at, &length);
    if (uc_is_space(c)) {
      if (!p->has_space) p->space_at = at;
      p->has_space = true;
      at += length;
      continue;
    }
    size_t word = at;
    while (at < end && !uc_is_space(c = utf8_at(s, at, &length))) at += length;
    write_space(p);
    mapping_copy(&p->text, p->source, word, at);
    if (p->links) p->block_links += (uint32_t)(at - word);
  }
}

static void put_character(parser *p, int32_t c, size_t at, size_t length) {
  if (c == SOFT_HYPHEN || c == 0xFEFF || c == 0) return;
  if (uc_is_space(c)) {
    if (!p->has_space) p->space_at = at;
    p->has_space = true;
    return;
  }
  char bytes[4];
  write_space(p);
  size_t len = utf8_put(bytes, c);
  mapping_put(&p->text, (str){bytes, len}, map_offset(&p->source->map, (uint32_t)at),
              (uint32_t)(map_offset(&p->source->map, (uint32_t)(at + length)) - map_offset(&p->source->map, (uint32_t)at)));
  if (p->links) p->block_links += (uint32_t)len;
}

/* A line break ends a block where what stands before it is a whole: a sentence, a date, a byline. Elsewhere it is a space. */
static bool is_whole_line(parser *p) {
  str line = str_slice(strbuf_str(&p->text.text), p->block_start, p->text.text.len);
  date_found published, updated;
  bool has_published, has_updated;
  if (line.len == 0) return false;
  return ends_with_stop(line) || is_date_line(line, &published, &has_published, &updated, &has_updated) || (line.len < 80 && str_starts_nocase(line,
      STR("by ")));
}

/* ---- text from the parser ---- */

/* At a tag the parser's place is sure: nothing before it is text to come. */
static void move_on(parser *p) {
  long consumed = xmlByteConsumed(p->context);
  if (consumed > 0 && (size_t)consumed > p->at && (size_t)consumed <= p->blanked.len) p->at = (size_t)consumed;
}

static bool is_at(const parser *p, size_t at, str piece) {
  return at + piece.len <= p->blanked.len && memcmp(p->blanked.at + at, piece.at, piece.len) == 0;
}

/* An ampersand the parser left alone: an entity of old (&copy2024) stands there, or it is one. */
static size_t take_ampersand(parser *p, size_t at) {
  int32_t c;
  size_t length = entity_at(p->blanked, at, &c);
  if (length == 0) return 0;
  put_character(p, c, at, length);
  return length;
}

static void put_text(parser *p, str piece) {
  long consumed = xmlByteConsumed(p->context);
  while (piece.len > 0) {
    size_t guess = consumed >= 0 && (size_t)consumed >= piece.len ? (size_t)consumed - piece.len : p->at;
    size_t at = STR_NONE;
    if (guess >= p->at && piece.at[0] != '&' && is_at(p, guess, piece)) at = guess;
    else if (is_at(p, p->at, piece) && piece.at[0] != '&') at = p->at;
    if (at != STR_NONE) {
      put_source(p, at, at + piece.len);
      p->at = at + piece.len;
      return;
    }
    /* An entity, at the last sure place or a little behind it. */
    size_t limit = consumed > 0 && (size_t)consumed + 8 < p->blanked.len ? (size_t)consumed + 8 : p->blanked.len;
    size_t amp = p->at;
    while (amp < limit && p->blanked.at[amp] != '&') amp++;
    int32_t c;
    size_t length = amp < limit ? entity_at(p->blanked, amp, &c) : 0;
    char bytes[4];
    if (length > 0) {
      size_t len = utf8_put(bytes, c);
      /* The same character, or what the parser makes of the numbers 128 to 159. */
      if (piece.at[0] != '&' && memcmp(piece.at, bytes, piece.len < len ? piece.len : len) != 0 && p->blanked.at[amp + 1] == '#') {
        size_t step;
        int32_t given = utf8_at(piece, 0, &step);
        if (given >= 0x80 && given < 0xA0) len = step, memcpy(bytes, piece.at, step);
      }
      if (piece.len >= len && memcmp(piece.at, bytes, len) == 0) {
        put_character(p, c, amp, length);
        p->at = amp + length;
        piece = str_slice(piece, len, piece.len);
        continue;
      }
      if (piece.at[0] == '&') { /* left undecoded by the parser: its name comes as the next text, and is then behind us */
        p->at = amp + take_ampersand(p, amp);
        piece = str_slice(piece, 1, piece.len);
        continue;
      }
    }
    if (piece.at[0] == '&' && amp < limit) {
      put_source(p, amp, amp + 1);
      p->at = amp + 1;
      piece = str_slice(piece, 1, piece.len);
      continue;
    }
    /* Its name's rest, after an entity that needed no semicolon: "copy2024" of "&copy2024" leaves "2024". */
    for (size_t skip = 1; skip < piece.len && skip < LONGEST_ENTITY; skip++)
      if (p->at >= skip + 1 && is_at(p, p->at, str_slice(piece, skip, piece.len)) && is_at(p, p->at - skip, piece)) {
        at = p->at - skip;
        put_source(p, p->at, at + piece.len);
        p->at = at + piece.len;
        return;
      }
    if (p->at >= piece.len && is_at(p, p->at - piece.len, piece) && piece.len < LONGEST_ENTITY) return; /* wholly behind us */
    size_t reach = p->at + SEARCH_REACH < p->blanked.len ? p->at + SEARCH_REACH : p->blanked.len;
    size_t found = p->at < reach ? str_find(str_slice(p->blanked, 0, reach), piece, p->at) : STR_NONE;
    if (found != STR_NONE) {
      put_source(p, found, found + piece.len);
      p->at = found + piece.len;
      return;
    }
    for (size_t i = 0, step; i < piece.len; i += step) put_character(p, utf8_at(piece, i, &step), p->at, 0);
    move_on(p);
    return;
  }
}

static void on_text(void *user, const xmlChar *bytes, int length) {
  parser *p = user;
  if (p->is_over || length <= 0) return;
  p->nodes++;
  str piece = {(const char *)bytes, (size_t)length};
  if (p->skipping) return;
  if (p->in_title) {
    strbuf_add(&p->title, piece);
    return;
  }
  if (p->after_break) {
    size_t i = 0, step;
    while (i < piece.len && uc_is_space(utf8_at(piece, i, &step))) i += step;
    if (i < piece.len) p->after_break = false;
  }
  put_text(p, piece);
}

/* ---- elements ---- */

static page_tag tag_of(str key) {
  char lower[24];
  if (key.len >= sizeof lower) return TAG_OTHER;
  for (size_t i = 0; i < key.len; i++) lower[i] = (char)(key.at[i] >= 'A' && key.at[i] <= 'Z' ? key.at[i] + 32 : key.at[i]);
  const lexicon_entry *entry = lexicon_find(LEXICON_HTML_TAGS, (str){lower, key.len});
  if (!entry) return str_find_char(key, '-', 0) != STR_NONE ? TAG_DIV : TAG_INLINE;
  static const struct { const char *word; page_tag tag; } words[] = {
    {"p", TAG_P}, {"div", TAG_DIV}, {"h1", TAG_H1}, {"h2", TAG_H2}, {"h3", TAG_H3}, {"h4", TAG_H4}, {"h5", TAG_H5}, {"h6", TAG_H6}, {"li", TAG_LI},
    {"ul", TAG_UL}, {"table", TAG_TABLE}, {"tr", TAG_TR}, {"td", TAG_TD}, {"blockquote", TAG_BLOCKQUOTE}, {"pre", TAG_PRE}, {"figure", TAG_FIGURE},
    {"figcaption", TAG_FIGCAPTION}, {"article", TAG_ARTICLE}, {"main", TAG_MAIN}, {"section", TAG_SECTION}, {"aside", TAG_ASIDE}, {"nav", TAG_NAV},
    {"header", TAG_HEADER}, {"footer", TAG_FOOTER}, {"form", TAG_FORM}, {"body", TAG_BODY}, {"head", TAG_HEAD}, {"html", TAG_HTML}, {"address", TAG_ADDRESS},
    {"dl", TAG_DL}, {"a", TAG_A}, {"time", TAG_TIME}, {"inline", TAG_INLINE}, {"skipped", TAG_SKIPPED}, {"title", TAG_TITLE}, {"meta", TAG_META},
    {"link", TAG_LINK}, {"br", TAG_BR}, {"empty", TAG_EMPTY}, {"block", TAG_OTHER}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq(entry->value, str_of(words[i].word))) return words[i].tag;
  return TAG_OTHER;
}

static str attribute(const xmlChar **list, const char *key) {
  for (; list && *list; list += 2)
    if (str_eq_ascii_nocase(str_of((const char *)list[0]), str_of(key))) return str_of(list[1] ? (const char *)list[1] : "");
  return (str){"", 0};
}
static bool has_attribute(const xmlChar **list, const char *key) {
  for (; list && *list; list += 2)
    if (str_eq_ascii_nocase(str_of((const char *)list[0]), str_of(key))) return true;
  return false;
}

static str attribute_keep(parser *p, const xmlChar **list, const char *key) {
  str value = attribute(list, key);
  if (value.len == 0) return value;
  if (value.len > ATTRIBUTE_BYTES) value = str_slice(value, 0, utf8_floor(value, ATTRIBUTE_BYTES));
  return str_keep(p->doc->arena, value);
}

static bool is_hidden(const xmlChar **list) {
  if (!list) return false;
  if (has_attribute(list, "hidden") && !str_eq(attribute(list, "hidden"), STR("false"))) return true;
  str style = attribute(list, "style");
  for (size_t at = str_find(style, STR("display"), 0); at != STR_NONE; at = str_find(style, STR("display"), at + 1)) {
    str rest = str_trim(str_slice(style, at + 7, style.len));
    if (rest.len > 4 && rest.at[0] == ':' && str_starts(str_trim(str_slice(rest, 1, rest.len)), STR("none"))) return true;
  }
  return false;
}

static void on_meta(parser *p, const xmlChar **list) {
  static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
  str value = attribute(list, "content");
  if (value.len == 0) return;
  if (value.len > HSY_MAX_FIELD_BYTES) value = str_slice(value, 0, utf8_floor(value, HSY_MAX_FIELD_BYTES));
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    str key = attribute(list, keys[i]);
    if (key.len == 0 || key.len > 100) continue;
    page_meta m = {str_fold(p->doc->arena, key), html_decode_text(p->doc->arena, str_keep(p->doc->arena, value))};
    vec_push(p->doc->arena, &p->page->metas, m);
  }
}

static bool is_container(page_tag tag) {
  return tag != TAG_INLINE && tag != TAG_A && tag != TAG_BR && tag != TAG_EMPTY && tag != TAG_META && tag != TAG_LINK && tag != TAG_TITLE &&
         tag != TAG_TIME;
}

static void add_element(parser *p, page_tag tag, str key, const xmlChar **list, uint32_t *index) {
  page_element e = {.parent = open_element(p), .tag = (uint16_t)tag, .depth = (uint16_t)p->depth, .text_start = p->text.text.len};
  arena *a = p->doc->arena;
  e.name = str_keep(a, key);
  if (list) {
    e.id = attribute_keep(p, list, "id");
    e.classes = attribute_keep(p, list, "class");
    e.role = attribute_keep(p, list, "role");
    e.itemprop = attribute_keep(p, list, "itemprop");
    e.rel = attribute_keep(p, list, "rel");
    e.datetime = attribute_keep(p, list, "datetime");
    if (e.datetime.len == 0 && e.itemprop.len > 0) e.datetime = attribute_keep(p, list, "content");
    if (tag == TAG_A) e.href = attribute_keep(p, list, "href");
    e.is_hidden = is_hidden(list);
  }
  *index = p->page->elements.count;
  vec_push(a, &p->page->elements, e);
}

/* Inline elements that metadata looks at (authors, dates) stand in the list too, but open no block. */
static bool is_telling(page_tag tag, const xmlChar **list) {
  return tag == TAG_TIME || (list && (has_attribute(list, "itemprop") || has_attribute(list, "rel") || has_attribute(list, "class") ||
      has_attribute(list, "datetime")));
}

static void on_start(void *user, const xmlChar *tag_name, const xmlChar **list) {
  parser *p = user;
  if (p->is_over) return;
  if (++p->nodes > HSY_MAX_HTML_NODES) {
    p->is_over = true;
    xmlStopParser(p->context);
    return;
  }
  move_on(p);
  str key = str_of((const char *)tag_name);
  page_tag tag = tag_of(key);
  if (tag == TAG_BR) {
    if (p->skipping) return;
    if (p->after_break || is_whole_line(p)) end_block(p);
    else {
      p->after_break = true;
      if (!p->has_space) p->has_space = true, p->space_at = p->at;
    }
  }
  if (tag == TAG_META && !p->skipping) on_meta(p, list);
  if (tag == TAG_LINK && !p->skipping && str_eq_ascii_nocase(attribute(list, "rel"), STR("canonical")) && p->page->canonical.len == 0)
    p->page->canonical = attribute_keep(p, list, "href");
  if (tag == TAG_TITLE && !p->skipping && p->title.len == 0) p->in_title = true;
  if (tag == TAG_HTML && p->page->lang.len == 0) p->page->lang = attribute_keep(p, list, "lang");
  if (p->depth == HSY_MAX_HTML_DEPTH) {
    p->over++;
    if (is_container(tag) && !p->skipping) end_block(p);
    return;
  }
  uint32_t index = NONE;
  if (!p->skipping) {
    if (is_container(tag)) {
      end_block(p);
      add_element(p, tag, key, list, &index);
    } else if (is_telling(tag, list)) {
      uint32_t inline_index;
      add_element(p, tag, key, list, &inline_index);
      index = inline_index | INLINE_MARK;
    }
    if (tag == TAG_A) p->links++;
  }
  p->stack[p->depth] = index;
  p->stack_tag[p->depth++] = (uint16_t)tag;
  if (tag == TAG_SKIPPED && !p->skipping) p->skipping = p->depth;
}

static void on_end(void *user, const xmlChar *tag_name) {
  parser *p = user;
  (void)tag_name;
  if (p->is_over) return;
  move_on(p);
  if (p->over > 0) {
    p->over--;
    return;
  }
  if (p->depth == 0) return;
  uint32_t index = p->stack[p->depth - 1];
  page_tag tag = p->stack_tag[p->depth - 1];
  if (!p->skipping && is_container(tag)) end_block(p);
  if (!p->skipping && tag == TAG_A && p->links > 0) p->links--;
  if (tag == TAG_TITLE) p->in_title = false;
  p->depth--;
  if (index != NONE) {
    page_element *e = &p->page->elements.at[index & ~INLINE_MARK];
    e->end = p->page->elements.count;
    e->text_end = p->text.text.len;
  }
  if (p->skipping > p->depth) p->skipping = 0;
}

static void free_context(void *what) { htmlFreeParserCtxt(what); }

hsy_rc html_parse(document *doc, const mapped *body, page *out) {
  parser *p = ARENA_NEW(doc->arena, parser);
  *out = (page){.arena = doc->arena};
  p->doc = doc;
  p->page = out;
  p->source = body;
  p->text = mapping_new(doc->arena);
  p->title = strbuf_new(doc->arena);
  p->blanked = blank_noise(p);
  htmlSAXHandler sax = {.startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_text};
  p->context = htmlCreatePushParserCtxt(&sax, p, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!p->context) arena_exhausted(doc->arena);
  arena_defer(doc->arena, free_context, p->context);
  htmlCtxtUseOptions(p->context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  for (size_t at = 0; at < p->blanked.len && !p->is_over; at += FEED_BYTES) {
    size_t length = p->blanked.len - at < FEED_BYTES ? p->blanked.len - at : FEED_BYTES;
    htmlParseChunk(p->context, p->blanked.at + at, (int)length, 0);
  }
  if (!p->is_over) htmlParseChunk(p->context, NULL, 0, 1);
  if (p->is_over)
    return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "is it one article?", "a page of more than %d elements and texts", HSY_MAX_HTML_NODES);
  end_block(p);
  for (uint32_t i = 0; i < out->elements.count; i++)
    if (out->elements.at[i].end == 0) out->elements.at[i].end = out->elements.count, out->elements.at[i].text_end = p->text.text.len;
  out->text = mapping_done(&p->text);
  out->title = str_squeeze(doc->arena, html_decode_text(doc->arena, strbuf_str(&p->title)));
  return HSY_OK;
}
