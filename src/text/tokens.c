/* Tokens: from the bytes of a block to words, numbers, marks.
 *
 * One pass from left to right; at each place the first of these that fits is taken: an address (URL, mail, account), an
 * emoticon, a number, a word, a run of equal marks, one mark. A word takes inner apostrophes ("don't", "O'Neill") and
 * inner full stops ("U.S"), and at its end the full stop of an abbreviation, which is the only place where a later step
 * depends on the choice: a full stop that stays alone is a candidate for the end of a sentence. A hyphen splits a word
 * in three tokens, as the treebanks of English have it, save after a prefix that is no word ("non-profit", "e-mail").
 *
 * Invariant: tokens are in order, disjoint, not empty, hold no white space, and together all else that is in the block.
 */
#include "text/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

typedef struct scanner {
  document *doc;
  str text;              /* the document's, cut at the block's end, so that offsets are the document's */
  uint32_t start;        /* of the block */
  bool single_open;      /* an opening single quotation mark waits for its closing one */
} scanner;

static bool is_apostrophe(int32_t c) { return c == '\'' || c == 0x2019; }
static bool is_hyphen(int32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
static bool is_word(int32_t c) { return uc_is_letter(c) || uc_is_digit(c) || uc_is_mark(c) || c == '_' || c == 0x200D || c == 0xAD; }

/* The code point at a place, 0 at the block's end. */
static int32_t peek(const scanner *s, size_t at, size_t *length) {
  if (at >= s->text.len) {
    *length = 0;
    return 0;
  }
  return utf8_at(s->text, at, length);
}

static int32_t peek_at(const scanner *s, size_t at) {
  size_t length;
  return peek(s, at, &length);
}

static int32_t before(const scanner *s, size_t at) {
  size_t length;
  return at > s->start ? utf8_before(s->text, at, &length) : 0;
}

static size_t skip_space(const scanner *s, size_t at) {
  size_t length;
  for (int32_t c; (c = peek(s, at, &length)) != 0 && uc_is_space(c);) at += length;
  return at;
}


static hsy_rc add(scanner *s, size_t start, size_t end) {
  document *d = s->doc;
  while (start < end) {
    size_t stop = end;
    if (stop - start > HSY_MAX_TOKEN_BYTES) {
      stop = utf8_floor(s->text, start + HSY_MAX_TOKEN_BYTES);
      if (stop <= start) stop = end;
    }
    if (d->tokens.count >= HSY_MAX_TOKENS)
      return error_set(&d->error, HSY_LIMIT, d->path, d->line, "split it into several documents", "more than %d tokens", HSY_MAX_TOKENS);
    token *t = vec_new(d->arena, &d->tokens);
    t->span = (span){(uint32_t)start, (uint32_t)stop};
    str piece = str_slice(s->text, start, stop);
    t->folded = t->lemma = str_fold(d->arena, piece);
    size_t length, letters = 0, capitals = 0;
    for (size_t at = 0; at < piece.len; at += length) {
      int32_t c = utf8_at(piece, at, &length);
      if (!uc_is_letter(c)) continue;
      if (letters == 0) t->is_capital = uc_is_upper(c);
      letters++;
      capitals += uc_is_upper(c);
    }
    t->is_all_capital = letters >= 2 && capitals == letters;
    t->is_block_start = start == s->start;
    start = stop;
  }
  return HSY_OK;
}

/* ---- addresses ---- */

static bool is_ascii_word(int32_t c) { return c < 128 && (uc_is_letter(c) || uc_is_digit(c)); }
static bool is_mail_char(int32_t c) { return is_ascii_word(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; }

/* The end of a URL, mail address, account name or hash tag that starts here, else `at`. */
static size_t address_end(const scanner *s, size_t at) {
  size_t end = at;
  if (str_starts_nocase(str_slice(s->text, at, s->text.len), STR("http://")) ||
      str_starts_nocase(str_slice(s->text, at, s->text.len), STR("https://")) ||
      str_starts_nocase(str_slice(s->text, at, s->text.len), STR("www."))) {
    end = at;
    while (end < s->text.len) {
      size_t length;
      int32_t c = peek(s, end, &length);
      if (uc_is_space(c) || c == '<' || c == '>' || c == '"' || c == 0x201C || c == 0x201D) break;
      end += length;
    }
    while (end > at && memchr(".,;:!?)]'*", s->text.at[end - 1], 10)) end--;
    return end;
  }
  int32_t c = peek_at(s, at);
  if (c == '@' || c == '#') { /* account, hash tag */
    if (!uc_is_letter(peek_at(s, at + 1))) return at;
    end = at + 1;
    size_t length;
    for (; is_word(c = peek(s, end, &length)) || (c == '.' && is_ascii_word(peek_at(s, end + 1)));) end += length;
    return end;
  }
  if (!is_ascii_word(c)) return at;
  while (end < s->text.len && is_mail_char((unsigned char)s->text.at[end]) && end - at < HSY_MAX_TOKEN_BYTES) end++;
  if (end >= s->text.len || s->text.at[end] != '@' || !is_ascii_word(peek_at(s, end + 1))) return at;
  for (end++; end < s->text.len && is_mail_char((unsigned char)s->text.at[end]);) end++;
  while (s->text.at[end - 1] == '.' || s->text.at[end - 1] == '-') end--;
  return end;
}

static size_t emoticon_end(const scanner *s, size_t at) {
  int32_t c = peek_at(s, at);
  if (!(c == ':' || c == ';' || c == '=' || c == '<' || c == '8') || is_word(before(s, at))) return at;
  size_t end = at;
  while (end < s->text.len && end - at < 4 && (unsigned char)s->text.at[end] > ' ' && (unsigned char)s->text.at[end] < 127) end++;
  char folded[4];
  for (; end > at + 1; end--) {
    for (size_t i = at; i < end; i++) folded[i - at] = (char)uc_lower((unsigned char)s->text.at[i]);
    if (lexicon_has(LEXICON_EMOTICONS, (str){folded, end - at}) && !is_word(peek_at(s, end))) return end;
  }
  return at;
}

/* ---- numbers ---- */

static size_t digits_end(const scanner *s, size_t at) {
  size_t length;
  while (uc_is_digit(peek(s, at, &length))) at += length;
  return at;
}

/* Digits joined by hyphens stay one token where they have the shape of a telephone number (groups of 3 and 4 digits, or
 * three groups and more) or an ISO date; a range ("1998-30") does not. */
static size_t hyphened_digits_end(const scanner *s, size_t start, size_t first_end) {
  size_t at = first_end, groups = 1, last = first_end - start, end = first_end;
  while (is_hyphen(peek_at(s, at))) {
    if (at - start > HSY_MAX_TOKEN_BYTES) return first_end; /* no telephone number; keeps long chains linear */
    size_t length, next;
    peek(s, at, &length);
    next = digits_end(s, at + length);
    if (next == at + length) return groups >= 3 ? end : first_end;
    groups++;
    last = next - at - length;
    end = at = next;
  }
  if (is_word(peek_at(s, end))) return first_end;
  if (groups >= 3) return end;
  return groups == 2 && last == 4 && (first_end - start == 3 || first_end - start == 1) ? end : first_end;
}

static size_t number_end(const scanner *s, size_t start) {
  size_t at = digits_end(s, start), end = hyphened_digits_end(s, start, at);
  if (end > at) return end;
  for (;;) {
    int32_t c = peek_at(s, at);
    if ((c == '.' || c == ',' || c == ':' || c == '/') && uc_is_digit(peek_at(s, at + 1))) at = digits_end(s, at + 1);
    else break;
  }
  /* Letters that follow: a unit is a token of its own ("5pm", "70k"), all else belongs to the number ("10th", "3G"). */
  end = at;
  size_t length;
  while (is_word(peek(s, end, &length))) end += length;
  if (end == at || end - at > 4) return end;
  char folded[4];
  for (size_t i = at; i < end; i++) folded[i - at] = (char)((unsigned char)s->text.at[i] < 128 ? uc_lower((unsigned char)s->text.at[i]) : '?');
  return lexicon_has(LEXICON_GLUED_UNITS, (str){folded, end - at}) ? at : end;
}

/* ---- words ---- */

/* May the word [start, end) go on over the full stop at `end`? So in "U.S", "e.g", "example.com", not in "end.The". */
static bool stop_is_inner(const scanner *s, size_t start, size_t end) {
  int32_t next = peek_at(s, end + 1);
  if (!is_word(next)) return false;
  size_t length, piece = end;
  while (piece > start && s->text.at[piece - 1] != '.') piece--;
  peek(s, piece, &length);
  bool is_single = piece + length == end;
  if (is_single && uc_is_letter(next)) return true;
  if (uc_is_digit(next)) return uc_is_digit(before(s, end));
  if (uc_is_upper(next)) {
    /* "end.The" is two sentences with a space forgotten, "Example.Com" is a name. */
    size_t after = end + 1;
    while (is_word(peek(s, after, &length))) after += length;
    return str_eq_ascii_nocase(str_slice(s->text, end + 1, after), STR("com")) || str_eq_ascii_nocase(str_slice(s->text, end + 1, after), STR("net")) ||
           str_eq_ascii_nocase(str_slice(s->text, end + 1, after), STR("org"));
  }
  return true;
}

/* "U.S", "a.m", "Ph.D": single letters between full stops (a first piece of two letters is let through). */
static bool is_dotted(str word) {
  size_t dots = 0, piece = 0, length;
  for (size_t at = 0; at < word.len; at += length) {
    int32_t c = utf8_at(word, at, &length);
    if (c == '.') dots++, piece = 0;
    else if (!uc_is_letter(c) || ++piece > (dots == 0 ? 2 : 1)) return false;
  }
  return dots > 0 && piece > 0;
}

static bool is_initial(const scanner *s, size_t start, size_t end) {
  size_t length;
  if (!uc_is_upper(peek(s, start, &length)) || start + length != end) return false;
  size_t next = skip_space(s, end + 1);
  if (next >= s->text.len) return false;
  int32_t c = peek(s, next, &length);
  if (!uc_is_upper(c)) return c == ',' && s->doc->tokens.count > 0 && vec_last(&s->doc->tokens)->is_capital;
  /* "So did I. They …": the pronoun, unless a capitalised word stands close by on the left. */
  bool after_name = s->doc->tokens.count > 0 && vec_last(&s->doc->tokens)->is_capital && vec_last(&s->doc->tokens)->span.end + 1 >= start && start > s->start;
  size_t word_end = next;
  while (is_word(peek(s, word_end, &length))) word_end += length;
  str folded = str_fold(s->doc->arena, str_slice(s->text, next, word_end));
  const lexicon_entry *closed = lexicon_find(LEXICON_CLOSED_CLASS, folded);
  if (closed && folded.len > 1) return false; /* "… vitamin C. The …" */
  return s->text.at[start] != 'I' || after_name;
}

/* Does the full stop after the word [start, end) belong to it? */
static bool takes_stop(const scanner *s, size_t start, size_t end) {
  if (peek_at(s, end) != '.' || peek_at(s, end + 1) == '.') return false;
  str word = str_slice(s->text, start, end);
  if (is_dotted(word)) return true;
  size_t next = skip_space(s, end + 1);
  const lexicon_entry *e = lexicon_find(LEXICON_ABBREVIATIONS, str_fold(s->doc->arena, word));
  if (e) {
    if (str_eq(e->value, STR("number"))) return uc_is_digit(peek_at(s, next)); /* "No. 5", but "He said no." */
    if (str_eq(e->value, STR("month"))) return uc_is_upper(peek_at(s, start)) && next < s->text.len;
    if (str_eq(e->value, STR("name"))) return uc_is_upper(peek_at(s, start)) && next < s->text.len;
    return true;
  }
  return is_initial(s, start, end);
}

static bool is_prefix(const scanner *s, size_t start, size_t end) {
  return end - start <= 12 && lexicon_has(LEXICON_PREFIXES, str_fold(s->doc->arena, str_slice(s->text, start, end)));
}

/* Only where a single quotation mark is not open can the apostrophe after an s be that of a plural ("Palestinians'"). */
static bool ends_with_s(const scanner *s, size_t start, size_t end) {
  int32_t c = end > start ? before(s, end) : 0;
  return c == 's' || c == 'S' || c == 'z' || c == 'x';
}

static size_t word_end(scanner *s, size_t start) {
  size_t at = start, length, piece = start;
  int32_t c;
  if (is_apostrophe(peek(s, at, &length))) at += length; /* "'tis", "'90s": the caller has looked */
  for (;;) {
    c = peek(s, at, &length);
    if (is_word(c)) at += length;
    else if (is_apostrophe(c) && uc_is_letter(peek_at(s, at + length)) && at > start) at += length;
    else if (is_apostrophe(c) && !s->single_open && at > start && ends_with_s(s, start, at)) return at + length;
    else if (c == '.' && stop_is_inner(s, start, at)) at++;
    else if (c == '&' && uc_is_upper(before(s, at)) && uc_is_upper(peek_at(s, at + 1)) && at - start <= 3) at++;
    else if (is_hyphen(c) && is_word(peek_at(s, at + length)) && is_prefix(s, piece, at)) at += length, piece = at;
    else break;
  }
  return takes_stop(s, start, at) ? at + 1 : at;
}

/* ---- marks ---- */

static size_t marks_end(scanner *s, size_t at) {
  size_t length, end;
  int32_t c = peek(s, at, &length);
  end = at + length;
  if (c == '.' || c == '!' || c == '?') {
    /* "?!", "...", "!!" are one mark; "." and "?" of two sentences never touch */
    while ((c = peek_at(s, end)) == '.' || c == '!' || c == '?') end++;
  } else if (c == '-' || c == '=' || c == '*' || c == '_' || c == '~' || c == '+' || c == '$' || c == '<' || c == '>' || c == '#' || c == '\\') {
    while (peek_at(s, end) == c || (c == '-' && peek_at(s, end) == '=') || (c == '=' && peek_at(s, end) == '-')) end++;
  } else if ((c == '`' || c == '\'') && peek_at(s, end) == c) {
    end++;
  } else if (c == '[' && str_starts(str_slice(s->text, at, s->text.len), STR("[...]"))) {
    end = at + 5;
  }
  return end;
}

/* Is the apostrophe at `at` the start of a clipped word ("'tis", "'90s", "’em")? */
static bool is_clipped(const scanner *s, size_t at, size_t length) {
  if (is_word(before(s, at))) return false;
  if (uc_is_digit(peek_at(s, at + length))) {
    size_t end = digits_end(s, at + length);
    return end == at + length + 2; /* '90s, '08 */
  }
  size_t end = at + length, step;
  while (is_word(peek(s, end, &step))) end += step;
  if (end - at > 12 || end == at + length) return false;
  str folded = str_fold(s->doc->arena, str_slice(s->text, at, end));
  return lexicon_has(LEXICON_CLIPPED_WORDS, folded);
}

hsy_rc text_tokens(document *d, uint32_t in_block) {
  span b = d->blocks.at[in_block].span;
  scanner s = {d, {d->text.at, b.end}, b.start, false};
  s.start = (uint32_t)skip_space(&s, b.start);
  for (size_t at = s.start; (at = skip_space(&s, at)) < s.text.len;) {
    size_t length, end = address_end(&s, at);
    int32_t c = peek(&s, at, &length);
    if (end == at) end = emoticon_end(&s, at);
    if (end == at && uc_is_digit(c)) {
      end = number_end(&s, at);
      /* "1." and "1)" that open a block and are not all of it number a list. */
      size_t next = skip_space(&s, end + 1);
      if (at == s.start && end - at <= 3 && peek_at(&s, end) == '.' && next > end + 1 && next < s.text.len) end++;
    }
    if (end == at && (is_word(c) || (is_apostrophe(c) && is_clipped(&s, at, length)))) end = word_end(&s, at);
    if (end == at) {
      end = marks_end(&s, at);
      if (c == 0x2018 || (c == '\'' && end == at + 1 && !is_word(before(&s, at)) && is_word(peek_at(&s, end)))) s.single_open = true;
      else if (is_apostrophe(c)) s.single_open = false;
    }
    TRY(add(&s, at, end));
    at = end;
  }
  return HSY_OK;
}
