/* One line of JSON Lines into its fields.
 *
 * jansson parses it (its depth is bounded before it starts, since it recurses); the fields hearsay knows are copied into
 * the document's arena, others are passed over. What is wrong is said with file, line and column.
 */
#include "read/parts.h"

#include <jansson.h>

unsigned json_depth(str s) {
  unsigned depth = 0, deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.at[i];
    if (in_string) {
      if (c == '\\') i++;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > deepest) deepest = depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      depth--;
    }
  }
  return deepest;
}

/* The parsed line: freed when its fields are copied, or by the arena when memory runs out in between. */
typedef struct tree { json_t *root; } tree;
static void tree_free(void *what) {
  tree *t = what;
  json_decref(t->root);
  t->root = NULL;
}

/* jansson's place in the line is a count of code points; its text names the token it met. */
static hsy_rc parse_error(document *doc, const json_error_t *e) {
  return error_set(&doc->error, HSY_INPUT, doc->path, doc->line, "mend the line, or leave it out", "column %d: not JSON: %s",
                   e->column > 0 ? e->column : 1, e->text);
}

/* A field that must be a string; null is the same as absent. */
static hsy_rc take(document *doc, const json_t *object, const char *key, str *to, bool *is_there) {
  const json_t *value = json_object_get(object, key);
  if (is_there) *is_there = false;
  if (!value || json_is_null(value)) return HSY_OK;
  if (!json_is_string(value))
    return error_set(&doc->error, HSY_INPUT, doc->path, doc->line, "see hearsay help annotate for the fields of a line",
        "the field \"%s\" is not a string", key);
  *to = str_keep(doc->arena, (str){json_string_value(value), json_string_length(value)});
  if (is_there) *is_there = true;
  return HSY_OK;
}

static hsy_rc take_fields(document *doc, const json_t *object, json_fields *f) {
  const json_t *id = json_object_get(object, "id");
  if (json_is_integer(id)) doc->given_id = str_format(doc->arena, "%lld", (long long)json_integer_value(id));
  else TRY(take(doc, object, "id", &doc->given_id, NULL));
  TRY(take(doc, object, "text", &f->text, &f->has_text));
  TRY(take(doc, object, "html", &f->html, &f->has_html));
  TRY(take(doc, object, "html_b64", &f->html_b64, &f->has_html_b64));
  TRY(take(doc, object, "title", &f->title, NULL));
  TRY(take(doc, object, "outlet", &f->outlet, NULL));
  TRY(take(doc, object, "url", &f->url, NULL));
  TRY(take(doc, object, "published", &f->published, NULL));
  return take(doc, object, "lang", &f->lang, NULL);
}

hsy_rc jsonl_parse(document *doc, str line, json_fields *f) {
  if (json_depth(line) > HSY_MAX_JSON_DEPTH)
    return error_set(&doc->error, HSY_LIMIT, doc->path, doc->line, "flatten the line", "JSON nested deeper than %d", HSY_MAX_JSON_DEPTH);
  if (str_starts(line, STR("\xEF\xBB\xBF"))) line = str_slice(line, 3, line.len);
  json_error_t error;
  tree *t = ARENA_NEW(doc->arena, tree);
  arena_defer(doc->arena, tree_free, t);
  t->root = json_loadb(line.at, line.len, JSON_ALLOW_NUL, &error);
  if (!t->root) return parse_error(doc, &error);
  hsy_rc rc = json_is_object(t->root)
                  ? take_fields(doc, t->root, f)
                  : error_set(&doc->error, HSY_INPUT, doc->path, doc->line, "write one object a line", "column 1: not a JSON object");
  tree_free(t);
  return rc;
}
