/* JSON out, straight into a sink. The writer knows only how deep it stands, whether the container there has an item
 * already, and whether a key has just been written; from that it sets commas and colons.
 */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>

#include "base/utf8.h"

/* Before any value or key: the comma that is due. */
static void begin(json *j) {
  if (j->after_key) {
    j->after_key = false;
    return;
  }
  if (j->has_item[j->depth]) sink_write(j->out, ",", 1);
  j->has_item[j->depth] = true;
}

static void open_with(json *j, char bracket) {
  begin(j);
  assert(j->depth + 1 < JSON_MAX_DEPTH);
  j->has_item[++j->depth] = false;
  sink_write(j->out, &bracket, 1);
}

static void close_with(json *j, char bracket) {
  assert(j->depth > 0 && !j->after_key);
  j->depth--;
  sink_write(j->out, &bracket, 1);
}

static bool must_escape(int32_t c) {
  return c < 0x20 || c == '"' || c == '\\' || c == 0x2028 || c == 0x2029 || uc_is_unsafe(c);
}

static void put_escape(sink *out, int32_t c) {
  if (c == '"') sink_write(out, "\\\"", 2);
  else if (c == '\\') sink_write(out, "\\\\", 2);
  else if (c == '\n') sink_write(out, "\\n", 2);
  else if (c == '\t') sink_write(out, "\\t", 2);
  else if (c < 0x10000) sink_format(out, "\\u%04x", (unsigned)c);
  else sink_format(out, "\\u%04x\\u%04x", 0xD7C0u + ((unsigned)c >> 10), 0xDC00u + ((unsigned)c & 0x3FF));
}

static void put_string(sink *out, str s) {
  size_t from = 0, length;
  sink_write(out, "\"", 1);
  for (size_t at = 0; at < s.len; at += length) {
    int32_t c = utf8_at(s, at, &length);
    bool broken = c == 0xFFFD && length == 1;
    if (!broken && !must_escape(c)) continue;
    sink_write(out, s.at + from, at - from);
    if (broken) sink_str(out, STR("\xEF\xBF\xBD"));
    else put_escape(out, c);
    from = at + length;
  }
  if (s.len > from) sink_write(out, s.at + from, s.len - from);
  sink_write(out, "\"", 1);
}

json json_new(sink *out) { return (json){.out = out}; }

void json_open_object(json *j) { open_with(j, '{'); }
void json_close_object(json *j) { close_with(j, '}'); }
void json_open_array(json *j) { open_with(j, '['); }
void json_close_array(json *j) { close_with(j, ']'); }

void json_put_key(json *j, const char *key) {
  assert(!j->after_key);
  begin(j);
  put_string(j->out, str_of(key));
  sink_write(j->out, ":", 1);
  j->after_key = true;
}

void json_put_string(json *j, str s) {
  begin(j);
  put_string(j->out, s);
}

void json_put_string_or_null(json *j, str s) {
  if (s.len) json_put_string(j, s);
  else json_put_null(j);
}

void json_put_int(json *j, int64_t value) {
  begin(j);
  sink_format(j->out, "%" PRId64, value);
}

void json_put_number(json *j, str digits) {
  begin(j);
  sink_str(j->out, digits);
}

void json_put_bool(json *j, bool value) {
  begin(j);
  sink_str(j->out, value ? STR("true") : STR("false"));
}

void json_put_null(json *j) {
  begin(j);
  sink_str(j->out, STR("null"));
}
