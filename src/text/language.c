/* The language: by script where most letters are not Latin, else by the most frequent words of some twenty languages.
 * English is what nothing speaks against: a short text in Latin letters without any known word counts as English. */
#include "text/parts.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { SAMPLE_TOKENS = 3000, LANGUAGES = 40 };

static bool is_english(str lang) { return str_starts_nocase(lang, STR("en")) && (lang.len == 2 || lang.at[2] == '-' || lang.at[2] == '_' || lang.len == 3); }

/* The language a script stands for, NULL for Latin and what is no letter. */
static const char *script_language(int32_t c) {
  static const struct { int32_t from, to; const char *lang; } scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"},
    {0x0750, 0x077F, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"}, {0x0B80, 0x0BFF, "ta"},
    {0x0C00, 0x0C7F, "te"}, {0x0E00, 0x0E7F, "th"}, {0x10A0, 0x10FF, "ka"}, {0x1200, 0x137F, "am"}, {0x3040, 0x30FF, "ja"},
    {0x3400, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"}, {0x20000, 0x2FFFF, "zh"},
  };
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
    if (c >= scripts[i].from && c <= scripts[i].to) return scripts[i].lang;
  return NULL;
}

typedef struct tally { str lang[LANGUAGES]; uint32_t hits[LANGUAGES]; uint32_t count; } tally;

static void tally_add(tally *t, str lang) {
  for (uint32_t i = 0; i < t->count; i++) {
    if (str_eq(t->lang[i], lang)) {
      t->hits[i]++;
      return;
    }
  }
  if (t->count < LANGUAGES) t->lang[t->count] = lang, t->hits[t->count++] = 1;
}

void text_language(document *d) {
  if (d->lang_is_given && d->lang.len > 0) {
    d->is_foreign = !is_english(d->lang);
    return;
  }
  tally words = {.count = 0}, scripts = {.count = 0};
  uint32_t latin = 0, other = 0, kana = 0, sampled = 0;
  for (uint32_t i = 0; i < d->tokens.count && i < SAMPLE_TOKENS; i++) {
    const token *t = &d->tokens.at[i];
    sampled += t->word != WORD_PUNCT;
    size_t length;
    for (size_t at = 0; at < t->folded.len; at += length) {
      int32_t c = utf8_at(t->folded, at, &length);
      if (!uc_is_letter(c)) continue;
      const char *lang = script_language(c);
      if (!lang) {
        latin++;
        continue;
      }
      other++;
      kana += c >= 0x3040 && c <= 0x30FF;
      tally_add(&scripts, str_of(lang));
    }
    const lexicon_entry *e = lexicon_find(LEXICON_STOP_WORDS, t->folded);
    if (!e) continue;
    for (size_t at = 0; at < e->value.len; at += 3) tally_add(&words, str_slice(e->value, at, at + 2));
  }
  if (other > latin) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < scripts.count; i++)
      if (scripts.hits[i] > scripts.hits[best]) best = i;
    d->lang = kana > 0 && kana * 10 > other ? STR("ja") : scripts.lang[best];
    d->is_foreign = true;
    return;
  }
  uint32_t english = 0, best = 0;
  str lang = STR("en");
  for (uint32_t i = 0; i < words.count; i++) {
    if (str_eq(words.lang[i], STR("en"))) english = words.hits[i];
    else if (words.hits[i] > best) best = words.hits[i], lang = words.lang[i];
  }
  /* Another language must stand out: three of its words at least, half as many again as English ones, and no table of results
   * whose abbreviations happen to be its words: one in twelve of all. */
  d->is_foreign = best >= 3 && best * 2 > english * 3 && best * 12 >= sampled;
  d->lang = d->is_foreign ? lang : STR("en");
}
