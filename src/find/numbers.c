/* Numbers from words: digits with separators, then the words of English, by the two sums every reader keeps.
 *
 * `group` is the sum below the next thousand ("two hundred and six"), `total` what thousands and millions have closed.
 * A multiplier closes the group; a smaller number adds to it only where a speaker would say so: units after tens, tens
 * and units after a hundred. So "twenty four" is one number and "four twenty" are two.
 */
#include "find/numbers.h"

#include "base/number.h"
#include "lexicon/lexicon.h"

static const int64_t most = INT64_C(900000000000000000); /* thousandths */

typedef enum word_kind { WORD_NONE, WORD_COUNT, WORD_TIMES, WORD_TIMES_LOOSE, WORD_RANK, WORD_FEW } word_kind;

static word_kind read_word(str word, int64_t *value) {
  const lexicon_entry *e = lexicon_find(LEXICON_NUMBER_WORDS, word);
  if (!e) return WORD_NONE;
  static const struct { const char *name; word_kind kind; } kinds[] = {
    {"x ", WORD_TIMES}, {"xs ", WORD_TIMES_LOOSE}, {"o ", WORD_RANK}, {"few ", WORD_FEW}, {"", WORD_COUNT}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    str name = str_of(kinds[i].name);
    if (str_starts(e->value, name)) return number_parse_int(str_slice(e->value, name.len, e->value.len), value) ? kinds[i].kind : WORD_NONE;
  }
  return WORD_NONE;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "1,234.5", "12", "3rd", "1990"; commas only in groups of three. */
static bool read_digits(str w, number *n) {
  int64_t value = 0, scale = 0;
  size_t at = 0, group = 0, digits = 0;
  bool grouped = false;
  for (; at < w.len; at++) {
    char c = w.at[at];
    if (is_digit(c)) {
      digits++, group++;
      if (scale == 0) {
        if (value > most / 10000) return false;
        value = value * 10 + (c - '0');
      } else if (scale <= 1000) {
        if (scale < 1000) value = value * 10 + (c - '0');
        scale *= 10;
      }
    } else if (c == ',' && scale == 0 && digits > 0 && (grouped ? group == 3 : group <= 3)) {
      grouped = true, group = 0;
    } else if (c == '.' && scale == 0 && digits > 0 && at + 1 < w.len && is_digit(w.at[at + 1]) && (!grouped || group == 3)) {
      scale = 1, group = 3;
    } else {
      break;
    }
  }
  if (digits == 0 || (grouped && scale == 0 && group != 3)) return false;
  str rest = str_slice(w, at, w.len);
  n->kind = NUMBER_CARDINAL;
  if (str_eq(rest, STR("st")) || str_eq(rest, STR("nd")) || str_eq(rest, STR("rd")) || str_eq(rest, STR("th"))) n->kind = NUMBER_ORDINAL;
  else if (rest.len > 0) return false;
  if (n->kind == NUMBER_ORDINAL && scale > 0) return false;
  if (scale == 0) scale = 1;
  for (; scale < 1000; scale *= 10) {
    if (value > most / 10) return false;
    value *= 10;
  }
  n->thousandths = value;
  n->words = 1;
  n->is_digits = true;
  n->has_separator = grouped || at > digits;
  return value <= most;
}

/* Multipliers after a number: "2.5 million", "ten hundred thousand". False when it grows too large. */
static bool read_multipliers(const str *words, size_t count, number *n) {
  while (n->kind == NUMBER_CARDINAL && n->words < count) {
    int64_t times;
    size_t at = n->words;
    if (str_eq(words[at], STR("-")) && at + 1 < count) at++;
    word_kind kind = read_word(words[at], &times);
    if (kind != WORD_TIMES) return true;
    if (times > 0 && n->thousandths > most / times) return false;
    n->thousandths *= times;
    n->words = at + 1;
    n->is_digits = false;
  }
  return true;
}

/* "half a million", "half a dozen", "half-million": half of what multiplies. */
static bool read_half(const str *words, size_t count, number *out) {
  int64_t times;
  size_t at = 1;
  if (!str_eq(words[0], STR("half"))) return false;
  if (at < count && (str_eq(words[at], STR("a")) || str_eq(words[at], STR("-")))) at++;
  if (at == 1 || at >= count || words[at].len <= 2 || read_word(words[at], &times) != WORD_TIMES) return false;
  *out = (number){NUMBER_CARDINAL, times * 500, at + 1, false, false};
  return true;
}

/* "hundreds", "tens of thousands", "several hundred", "a few dozen", "several": of loose numbers one of each is meant, so that
 * "hundreds of thousands" is 100,000. `at` is the loose word. */
static number read_loose(const str *words, size_t count, size_t at, word_kind kind, int64_t value) {
  int64_t times;
  if (kind == WORD_FEW) {
    bool is_times = value > 0 && at + 1 < count && words[at + 1].len > 2 && read_word(words[at + 1], &times) == WORD_TIMES;
    return is_times ? (number){NUMBER_LOOSE, times * 1000, at + 2, false, false} : (number){NUMBER_LOOSE, value * 1000, at + 1, false, false};
  }
  number n = {NUMBER_LOOSE, value * 1000, at + 1, false, false};
  for (; n.words + 1 < count && str_eq(words[n.words], STR("of")); n.words += 2) {
    if (read_word(words[n.words + 1], &times) != WORD_TIMES_LOOSE || times <= value || n.thousandths > most / times) break;
    n.thousandths *= times;
    value = times;
  }
  return n;
}

/* "a couple", "a couple of", "a couple hundred" */
static number read_couple(const str *words, size_t count) {
  int64_t times;
  if (count > 2 && words[2].len > 2 && read_word(words[2], &times) == WORD_TIMES) return (number){NUMBER_CARDINAL, times * 2000, 3, false, false};
  return (number){NUMBER_CARDINAL, 2000, count > 2 && str_eq(words[2], STR("of")) ? 3 : 2, false, false};
}

static bool read_words(const str *words, size_t count, number *out) {
  int64_t total = 0, group = 0, value;
  size_t at = 0, end = 0;
  bool any = false, last_tens = false, last_hundred = false;
  number_kind kind = NUMBER_CARDINAL;
  if (str_eq(words[0], STR("a")) || str_eq(words[0], STR("an"))) { /* "a hundred", "a dozen", "a few" */
    if (count < 2) return false;
    word_kind next = read_word(words[1], &value);
    if (next != WORD_TIMES && next != WORD_FEW) return false;
    if (str_eq(words[1], STR("m")) || str_eq(words[1], STR("k"))) return false;
    if (next == WORD_FEW) {
      if (value == 0) return false;
      *out = str_eq(words[1], STR("couple")) ? read_couple(words, count) : read_loose(words, count, 1, WORD_FEW, value);
      return true;
    }
    group = 1, any = true, at = 1;
  }
  for (; at < count && at < 16; at++) {
    size_t here = at;
    if (any && (str_eq(words[here], STR("-")) || str_eq(words[here], STR("and"))) && here + 1 < count) {
      if (str_eq(words[here], STR("and")) && !last_hundred && !(total > 0 && group == 0)) break;
      here++;
    }
    word_kind k = read_word(words[here], &value);
    if (k == WORD_COUNT) {
      bool follows = !any || (last_tens && value > 0 && value < 10) || (last_hundred && value < 100) || (group == 0 && total > 0);
      if (!follows) break;
      group += value;
      last_tens = value >= 20, last_hundred = false;
    } else if (k == WORD_TIMES && any) {
      if (words[here].len <= 2) break; /* "m", "k", "bn" only after digits */
      if (value == 100 && group > 0 && group < 100) {
        group *= 100, last_hundred = true, last_tens = false;
      } else if (value == 100 || (group == 0 && total == 0)) {
        break;
      } else {
        int64_t sum = group > 0 ? group : total;
        if (sum > most / 1000 / value) return false;
        total = group > 0 ? total + group * value : total * value;
        group = 0, last_tens = false, last_hundred = false;
      }
    } else if (k == WORD_RANK && value > 0 && (!any || (last_tens && value < 10) || last_hundred)) {
      group += value;
      kind = NUMBER_ORDINAL;
      end = here + 1;
      any = true;
      break;
    } else if ((k == WORD_TIMES_LOOSE || k == WORD_FEW) && !any) {
      *out = read_loose(words, count, here, k, value);
      return true;
    } else {
      break;
    }
    any = true;
    at = here;
    end = here + 1;
  }
  if (!any || end == 0) return false;
  *out = (number){kind, (total + group) * 1000, end, false, false};
  return out->thousandths <= most;
}

bool number_read(const str *words, size_t count, number *out) {
  *out = (number){0};
  if (count == 0 || words[0].len == 0) return false;
  if (is_digit(words[0].at[0])) {
    return read_digits(words[0], out) && read_multipliers(words, count, out);
  }
  return read_half(words, count, out) || read_words(words, count, out);
}

bool number_fraction(const str *words, size_t count, int64_t *percent, size_t *used) {
  number n = {0};
  size_t at = 0;
  int64_t parts;
  if (count == 0) return false;
  if (str_eq(words[0], STR("a")) || str_eq(words[0], STR("one"))) n.thousandths = 1000, at = 1;
  else if (number_read(words, count, &n) && n.kind == NUMBER_CARDINAL) at = n.words;
  else n.thousandths = 1000, at = 0;
  if (n.thousandths < 1000 || n.thousandths > 99000) return false;
  if (at < count && at > 0 && str_eq(words[at], STR("-"))) at++;
  if (at >= count) return false;
  bool plural = false;
  if (str_eq(words[at], STR("quarter"))) {
    parts = 4;
  } else {
    if (read_word(words[at], &parts) != WORD_RANK) return false;
    plural = parts < 0;
    if (plural) parts = -parts;
  }
  if (at == 0 && parts != 2) return false; /* "third" alone is a rank; "half" is a half */
  if (parts == 2 && !plural) return false; /* "a second" */
  if (parts < 2 || n.thousandths / 1000 >= parts || (n.thousandths > 1000 && !plural)) return false;
  *percent = n.thousandths * 100 / parts;
  *used = at + 1;
  return true;
}
