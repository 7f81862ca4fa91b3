/* JSON-LD of a page: the object that is the article, and what it says of title, authors, outlet and dates.
 *
 * Objects nest in lists and in "@graph"; a stack of bounded size walks them, so depth costs nothing. The first object of
 * an article's type wins. Sites write raw line ends and comments into their JSON: those are blanked before parsing.
 */
#include "read/html.h"

#include <jansson.h>

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { STACK = 256, LARGEST = 2097152 };

typedef struct tree { json_t *root; } tree;
static void tree_free(void *what) {
  tree *t = what;
  json_decref(t->root);
  t->root = NULL;
}

static str string_of(document *doc, const json_t *value) {
  if (!json_is_string(value)) return (str){"", 0};
  str s = {json_string_value(value), json_string_length(value)};
  if (s.len > HSY_MAX_FIELD_BYTES) s = str_slice(s, 0, utf8_floor(s, HSY_MAX_FIELD_BYTES));
  return str_squeeze(doc->arena, html_decode_text(doc->arena, str_keep(doc->arena, s)));
}

/* "name" of an object, or the string itself. */
static str name_of(document *doc, const json_t *value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  if (json_is_object(value)) value = json_object_get(value, "name");
  if (json_is_array(value)) value = json_array_get(value, 0);
  return string_of(doc, value);
}

static bool is_article_type(document *doc, const json_t *type) {
  if (json_is_array(type)) {
    for (size_t i = 0; i < json_array_size(type); i++)
      if (is_article_type(doc, json_array_get(type, i))) return true;
    return false;
  }
  if (!json_is_string(type)) return false;
  str s = str_of(json_string_value(type));
  size_t slash = s.len;
  while (slash > 0 && s.at[slash - 1] != '/' && s.at[slash - 1] != ':') slash--;
  return lexicon_has(LEXICON_ARTICLE_TYPES, str_fold(doc->arena, str_slice(s, slash, s.len)));
}

static const json_t *find_article(document *doc, const json_t *root) {
  const json_t *stack[STACK];
  unsigned depth = 0;
  stack[depth++] = root;
  while (depth > 0) {
    const json_t *value = stack[--depth];
    if (json_is_array(value)) {
      for (size_t i = json_array_size(value); i-- > 0;)
        if (depth < STACK) stack[depth++] = json_array_get(value, i);
    } else if (json_is_object(value)) {
      if (is_article_type(doc, json_object_get(value, "@type"))) return value;
      static const char *const inner[] = {"mainEntity", "mainEntityOfPage", "@graph"};
      for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        const json_t *child = json_object_get(value, inner[i]);
        if (child && depth < STACK) stack[depth++] = child;
      }
    }
  }
  return NULL;
}

static void take_authors(document *doc, const json_t *value, page_facts *f) {
  size_t count = json_is_array(value) ? json_array_size(value) : 1;
  for (size_t i = 0; i < count && i < 20; i++) {
    const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
    str author = name_of(doc, one);
    if (author.len > 0) vec_push(doc->arena, &f->authors, author);
  }
}

static void take(document *doc, const json_t *object, page_facts *f) {
  f->is_found = true;
  f->title = string_of(doc, json_object_get(object, "headline"));
  if (f->title.len == 0) f->title = string_of(doc, json_object_get(object, "name"));
  f->published = string_of(doc, json_object_get(object, "datePublished"));
  if (f->published.len == 0) f->published = string_of(doc, json_object_get(object, "dateCreated"));
  f->modified = string_of(doc, json_object_get(object, "dateModified"));
  f->outlet = name_of(doc, json_object_get(object, "publisher"));
  f->lang = string_of(doc, json_object_get(object, "inLanguage"));
  take_authors(doc, json_object_get(object, "author"), f);
  if (f->authors.count == 0) take_authors(doc, json_object_get(object, "creator"), f);
}

/* Line ends inside strings, a comment or CDATA around it all, a semicolon behind it. */
static str mend(document *doc, str s) {
  s = str_trim(s);
  static const char *const before[] = {"<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/"}, *const after[] = {"-->", "//]]>",
      "// ]]>", "]]>", "/*]]>*/", ";"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    if (str_starts(s, str_of(before[i]))) s = str_trim(str_slice(s, strlen(before[i]), s.len));
  for (size_t i = 0; i < sizeof after / sizeof *after; i++)
    if (str_ends(s, str_of(after[i]))) s = str_trim(str_slice(s, 0, s.len - strlen(after[i])));
  char *to = arena_copy(doc->arena, s.at, s.len);
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)to[i] < 0x20) to[i] = ' ';
  return (str){to, s.len};
}

void jsonld_read(document *doc, const page *p, page_facts *facts) {
  for (uint32_t i = 0; i < p->json_ld.count; i++) {
    str s = p->json_ld.at[i];
    if (s.len > LARGEST || json_depth(s) > HSY_MAX_JSON_DEPTH) continue;
    s = mend(doc, s);
    tree *t = ARENA_NEW(doc->arena, tree);
    arena_defer(doc->arena, tree_free, t);
    json_error_t error;
    t->root = json_loadb(s.at, s.len, JSON_DISABLE_EOF_CHECK, &error);
    const json_t *found = t->root ? find_article(doc, t->root) : NULL;
    if (found) take(doc, found, facts);
    tree_free(t);
    if (found) return;
  }
}
