/* A page as flat arrays: elements and blocks, in document order. Private to read/.
 *
 * An element knows its parent by index (smaller than its own), so a pass backwards sums over subtrees and a pass
 * forwards hands down what holds for whole subtrees; there is no tree to walk. A block is a run of text with no
 * block-level tag inside, white space collapsed.
 */
#ifndef READ_HTML_H
#define READ_HTML_H

#include "read/parts.h"

typedef enum page_tag {
  TAG_OTHER, TAG_P, TAG_DIV, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_LI, TAG_UL, TAG_TABLE, TAG_TR, TAG_TD, TAG_BLOCKQUOTE, TAG_PRE,
  TAG_FIGURE, TAG_FIGCAPTION, TAG_ARTICLE, TAG_MAIN, TAG_SECTION, TAG_ASIDE, TAG_NAV, TAG_HEADER, TAG_FOOTER, TAG_FORM, TAG_BODY, TAG_HEAD, TAG_HTML,
  TAG_ADDRESS, TAG_DL, TAG_A, TAG_TIME, TAG_INLINE, TAG_SKIPPED, TAG_TITLE, TAG_META, TAG_LINK, TAG_BR, TAG_EMPTY,
} page_tag;

typedef struct page_element {
  uint32_t parent;     /* NONE for the first */
  uint32_t end;        /* index after its last descendant */
  uint16_t tag;
  uint16_t depth;
  str name, id, classes, role, itemprop, rel, datetime, href;
  bool is_hidden;
  size_t text_start, text_end; /* of the page's text */
} page_element;

typedef struct page_block {
  size_t start, end;    /* of the page's text */
  uint32_t element;     /* innermost that is not inline */
  uint32_t link_bytes;
} page_block;

typedef struct page_meta { str key, value; } page_meta; /* <meta name|property|itemprop=key content=value> */
typedef struct page {
  arena *arena;
  mapped text;
  VEC(page_element) elements;
  VEC(page_block) blocks;
  VEC(page_meta) metas;
  VEC(str) json_ld;     /* bodies of <script type="application/ld+json"> */
  str title;            /* <title> */
  str canonical;        /* <link rel="canonical"> */
  str lang;             /* <html lang> */
} page;

/* Parse `source` (the decoded page). HSY_LIMIT: more than HSY_MAX_HTML_NODES elements and texts. */
hsy_rc html_parse(document *, const mapped *source, page *out);
/* Entities of HTML in a string to characters (attribute values, JSON-LD titles). */
str html_decode_text(arena *, str);
static inline str page_slice(const page *p, size_t start, size_t end) { return str_slice(p->text.text, start, end); }

/* ---- article.c ---- */
typedef struct chosen { uint32_t block; block_kind kind; } chosen;
typedef struct dropped { uint32_t block; const char *reason; } dropped;
typedef struct article {
  VEC(chosen) blocks;
  VEC(dropped) removed;
  uint32_t container;   /* element that holds the article */
} article;
void article_choose(document *, const page *, str title, article *);

/* ---- jsonld.c ---- */
/* What the JSON-LD of the page says of its article; empty where it says nothing. */
typedef struct page_facts { bool is_found; str title, outlet, published, modified, lang; VEC(str) authors; } page_facts;
void jsonld_read(document *, const page *, page_facts *);

/* ---- metadata.c ---- */
void metadata_read(document *, const page *);
/* After the article is known: bylines, <time> and dates beside it. */
void metadata_from_blocks(document *, const page *, const article *);

#endif
