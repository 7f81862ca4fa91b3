/* JSON out, into a sink, without building a tree. Commas are set by the writer; keys must be ASCII literals. Strings are
 * written as valid UTF-8 with C0, DEL, C1, U+2028/9 and bidi controls escaped as \uXXXX. The verbs keep clear of
 * jansson's, which reads JSON for us. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/io.h"
#include "base/str.h"

enum { JSON_MAX_DEPTH = 32 };
typedef struct json { sink *out; int depth; bool has_item[JSON_MAX_DEPTH]; bool after_key; } json;

json json_new(sink *);
void json_open_object(json *);
void json_close_object(json *);
void json_open_array(json *);
void json_close_array(json *);
void json_put_key(json *, const char *key);
void json_put_string(json *, str);
void json_put_string_or_null(json *, str); /* null when empty */
void json_put_int(json *, int64_t);
void json_put_number(json *, str digits); /* a number already in JSON's form */
void json_put_bool(json *, bool);
void json_put_null(json *);

#endif
