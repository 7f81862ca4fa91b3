/* The pieces of a sentence: tokens as the rules of times want them, each with its number in the language's vocabulary. */
#include "find/times_parts.h"

#include "lexicon/lexicon.h"

const times_language *times_language_of(str code) {
  bool has_region = code.len > 2 && (code.at[2] == '-' || code.at[2] == '_');
  if (has_region) code = str_slice(code, 0, 2);
  for (size_t i = 0; i < times_language_count; i++)
    if (str_eq_ascii_nocase(times_languages[i].code, code)) return &times_languages[i];
  return NULL;
}

static uint32_t find_word(const times_language *l, str folded) {
  uint32_t h = 2166136261;
  for (size_t i = 0; i < folded.len; i++) h = (h ^ (uint8_t)folded.at[i]) * 16777619;
  for (uint32_t at = h & l->mask; l->table[at] != 0xFFFF; at = (at + 1) & l->mask)
    if (str_eq(l->words[l->table[at]].text, folded)) return l->table[at];
  return NONE;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_numeric(const times_language *l, str folded, uint32_t word) {
  if (is_digit(folded.at[0]) || (folded.at[0] == '\'' && folded.len > 1 && is_digit(folded.at[1]))) return true;
  return word != NONE && l->words[word].begins_number;
}

static void add_piece(pieces *p, uint32_t token_index, span at, str folded) {
  uint32_t word = find_word(p->language, folded);
  p->words[p->count] = folded;
  p->at[p->count++] = (piece){.span = at, .word = word, .is_numeric = is_numeric(p->language, folded, word), .token = token_index};
}

/* Where a token is cut: at each hyphen between letters, before a possessive ending. Numbers stay whole. */
static void add_token(pieces *p, arena *scratch, uint32_t index) {
  const token *t = &p->doc->tokens.at[index];
  str raw = document_slice(p->doc, t->span);
  uint32_t start = 0;
  bool is_whole = true; /* as nearly every token is */
  for (size_t i = 0; i < raw.len && is_whole; i++) is_whole = raw.at[i] != '-' && raw.at[i] != '\'' && raw.at[i] != '\xE2';
  if (is_whole || raw.len == 1) {
    add_piece(p, index, t->span, t->folded);
    return;
  }
  for (uint32_t i = 0; i <= raw.len; i++) {
    bool at_hyphen = i < raw.len && raw.at[i] == '-' && raw.len > 1 && !(i > 0 && is_digit(raw.at[i - 1]) && i + 1 < raw.len && is_digit(raw.at[i + 1]));
    bool at_possessive = i > 0 && i < raw.len &&
                         (str_eq_ascii_nocase(str_slice(raw, i, raw.len), STR("'s")) || str_eq(str_slice(raw, i, raw.len), STR("’s")) ||
                          ((str_eq(str_slice(raw, i, raw.len), STR("'")) || str_eq(str_slice(raw, i, raw.len), STR("’"))) && raw.len > 2));
    if (i < raw.len && !at_hyphen && !at_possessive) continue;
    for (int pass = 0; pass < 2; pass++) { /* the stretch before, then the mark itself */
      uint32_t end = pass == 0 ? i : at_hyphen ? i + 1 : at_possessive ? (uint32_t)raw.len : i;
      if (end <= start) continue;
      bool whole = start == 0 && end == raw.len;
      add_piece(p, index, (span){t->span.start + start, t->span.start + end}, whole ? t->folded : str_fold(scratch, str_slice(raw, start, end)));
      start = end;
    }
    if (at_possessive) break;
  }
}

pieces times_pieces(const document *doc, const times_language *language, arena *scratch, uint32_t sentence, bool day_first) {
  const struct sentence *s = &doc->sentences.at[sentence];
  pieces p = {.doc = doc, .language = language, .day_first = day_first};
  size_t most = 0;
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    most += 2;
    for (uint32_t b = doc->tokens.at[i].span.start; b < doc->tokens.at[i].span.end; b++) most += 2 * (doc->text.at[b] == '-');
  }
  p.at = ARENA_ARRAY(scratch, piece, most + 1);
  p.words = ARENA_ARRAY(scratch, str, most + 1);
  for (uint32_t i = s->first; i < s->first + s->count; i++) add_token(&p, scratch, i);
  assert(p.count <= most);
  return p;
}

/* "31/12/2022" or "31.12.2022" to its three numbers. */
static bool three_numbers(str w, char mark, int out[3]) {
  size_t at = 0;
  for (int k = 0; k < 3; k++) {
    size_t digits = 0;
    for (out[k] = 0; at < w.len && is_digit(w.at[at]) && digits < 5; at++, digits++) out[k] = 10 * out[k] + (w.at[at] - '0');
    if (digits == 0 || digits > 4) return false;
    if (k < 2 && (at >= w.len || w.at[at++] != mark)) return false;
  }
  return at == w.len;
}

/* The country's ending of the document's address (".uk"), empty when there is none. */
static str host_ending(const document *doc) {
  size_t scheme = str_find(doc->url, STR("://"), 0);
  if (scheme == STR_NONE) return STR("");
  str host = str_slice(doc->url, scheme + 3, doc->url.len);
  size_t end = 0, dot = STR_NONE;
  for (; end < host.len && host.at[end] != '/' && host.at[end] != ':' && host.at[end] != '?' && host.at[end] != '#'; end++)
    if (host.at[end] == '.') dot = end;
  return dot == STR_NONE ? STR("") : str_slice(host, dot, end);
}

bool times_day_first(const document *doc, arena *scratch) {
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    int n[3];
    str w = doc->tokens.at[i].folded;
    if (w.len < 6 || !is_digit(w.at[0]) || !three_numbers(w, '/', n) || n[0] > 31 || n[1] > 31) continue;
    if (n[0] > 12 && n[1] <= 12) return true;
    if (n[1] > 12 && n[0] <= 12) return false;
  }
  return lexicon_has(LEXICON_DAY_FIRST, str_fold(scratch, doc->outlet)) || lexicon_has(LEXICON_DAY_FIRST, str_fold(scratch, host_ending(doc)));
}

static bool in_named(const times_language *l, times_named set, uint32_t word) {
  return word != NONE && l->named[(size_t)set * l->span + word / 32] >> word % 32 & 1;
}

bool times_named_has(const times_language *l, times_named set, str folded) { return in_named(l, set, find_word(l, folded)); }
bool piece_in(const pieces *p, uint32_t at, times_named set) { return at < p->count && in_named(p->language, set, p->at[at].word); }
piece_class piece_class_at(const pieces *p, uint32_t at) {
  return at < p->count && p->at[at].word != NONE ? (piece_class)p->language->words[p->at[at].word].class : PIECE_OTHER;
}

bool pieces_touch(const pieces *p, uint32_t left, uint32_t right) {
  return left < p->count && right < p->count && p->at[left].span.end == p->at[right].span.start;
}

bool piece_is_capital(const pieces *p, uint32_t at) {
  if (at >= p->count) return false;
  char c = p->doc->text.at[p->at[at].span.start];
  return c >= 'A' && c <= 'Z';
}

