/* The compiled rules of a language (data/times/, made by times_compile.py; docs/time-rules.md), for times_match.c and the parts
 * beside it. The numbers of classes, builtins and fields are those of the lists at the head of times_compile.py. */
#ifndef FIND_TIMES_TABLES_H
#define FIND_TIMES_TABLES_H

#include "base/str.h"

/* class: 0 none, else piece_class; begins_number: in words; opens: a prefix */
typedef struct times_word { str text; uint8_t class; bool begins_number, opens; int16_t value; } times_word;

/* What an edge asks of the piece at hand. */
enum { TEST_SET, TEST_CLASS, TEST_BUILTIN };
typedef struct times_test {
  uint8_t kind, value;  /* value: piece_class - 1, or times_builtin */
  int16_t set;          /* the word must be in it (or not: `negate`), −1 none */
  uint8_t negate;
  int16_t low, high;    /* of a number, −1 any */
  int8_t field;         /* what takes the value, −1 nothing */
  uint8_t capital, touch; /* the piece has a capital; it follows the one before without a space */
} times_test;

typedef struct times_action { uint8_t field; int16_t value; } times_action;
typedef struct times_edge { uint16_t test, first_action; uint8_t actions; uint16_t target; } times_edge;
typedef struct times_state { uint32_t first_edge; uint16_t edges; int16_t rule; } times_state; /* rule: the one that ends here, −1 */
enum { GUARD_BEFORE, GUARD_AFTER, GUARD_JOINED };
typedef struct times_guard { uint8_t where, negate; uint16_t set; } times_guard;
typedef struct times_rule { uint16_t first_guard, guards, first_setting, settings; } times_rule;
typedef struct times_start { uint16_t first, count; } times_start;
typedef struct times_prefix { uint16_t words[4]; uint8_t count, mod, only_amounts; } times_prefix;

/* Sets that the code itself reads. */
typedef enum times_named { TIMES_JOINS, TIMES_BETWEEN, TIMES_LEANS, TIMES_NO_LEAN, TIMES_AHEAD, TIMES_BACK, TIMES_JOINS_TENS } times_named;

typedef struct times_language {
  str code;                    /* ISO 639-1 */
  const times_word *words;     /* the vocabulary, by bytes */
  const uint16_t *table;       /* word by FNV-1a of its text & mask, then the next places; 0xFFFF ends */
  uint32_t mask, word_count, span;   /* span: 32-bit words a set of it takes */
  const uint32_t *bits;        /* sets, `span` each */
  const uint8_t *specials;     /* a set each: bits of piece_special */
  const times_test *tests;
  const times_action *actions;
  const times_edge *edges;
  const times_state *states;   /* the first one begins every rule */
  uint32_t state_count;
  const times_guard *guards;
  const times_action *settings;
  const times_rule *rules;
  const uint16_t *starts;      /* edges of the first state, by word (start_of) */
  const times_start *start_of;
  const uint16_t *numeric;     /* edges of the first state that a number takes */
  uint32_t numeric_count;
  const times_prefix *prefixes;
  uint32_t prefix_count;
  const uint32_t *named;       /* a set each */
  bool has_numbers, day_first; /* it lists number words of its own, else numbers.c reads them; it writes 31/12/2022 day first */
} times_language;

extern const times_language times_languages[];
extern const size_t times_language_count;

#endif
