/* Reads JSON with another's parser, for test_json.c. */
#include <jansson.h>

#include "base/str.h"

bool jansson_reads(str json, str should);

/* Is `json` a JSON string whose value is `should`? */
bool jansson_reads(str json, str should) {
  json_error_t error;
  json_t *value = json_loadb(json.at, json.len, JSON_DECODE_ANY, &error);
  bool same = value && str_eq(should, (str){json_string_value(value), json_string_length(value)});
  json_decref(value);
  return same;
}
