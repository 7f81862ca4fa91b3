/* What a figure counts: killed, injured, votes, …; by the words beside it (data/figure-roles.txt).
 *
 * Asked in this order, and the first that answers is taken: the counted noun itself ("12 deaths"); a verb right before
 * ("killing at least 12"); the words after it, up to the next figure or the end of the clause ("12 people were killed",
 * "12 dead"); what those counted are ("12 passengers"); the words before it, back to the figure before ("the death toll
 * rose to 12"). A word past another figure is
 * that one's, so "12 people were killed and 30 injured" gives each its own.
 */
#include "find/figures_parts.h"

#include "lexicon/lexicon.h"

enum { AFTER = 9, BEFORE = 7 };

static str word(const figure_sentence *s, uint32_t token) { return s->words[token - s->first]; }

static str role_of(const figure_sentence *s, uint32_t token) {
  const struct token *t = &s->doc->tokens.at[token];
  const lexicon_entry *e = NULL;
  if (t->word == WORD_VERB || t->word == WORD_ADJECTIVE) e = lexicon_find(LEXICON_FIGURE_ROLES, t->lemma);
  if (!e) e = lexicon_find(LEXICON_FIGURE_ROLES, word(s, token));
  return e ? e->value : STR("");
}

/* "12 soldiers", "12 homes": what they are, not what befell them ("group troops"). */
static bool is_group(str role) { return str_starts(role, STR("group ")); }
static str group_name(str role) { return str_slice(role, strlen("group "), role.len); }

/* A clause ends here, as far as a figure's words reach. */
static bool is_wall(str w) {
  static const char *const walls[] = {";", ":", ".", "—", "–", "(", ")", "“", "”", "\"", "while", "which", "who", "but", "after", "when", "because",
      "if", NULL};
  for (size_t i = 0; walls[i]; i++)
    if (str_eq(w, str_of(walls[i]))) return true;
  return false;
}

static bool is_one_of(str w, const char *const *list) {
  for (; *list; list++)
    if (str_eq(w, str_of(*list))) return true;
  return false;
}

str figure_role(const figure_sentence *s, const figure_place *place, uint32_t left, uint32_t right) {
  static const char *const step_over[] = {"a", "an", "the", "another", "some", "to", "at", "by", "of", "in", "least", "with", "from", "up", NULL};
  static const char *const dashes[] = {"–", "—", "-", "--", ",", "(", ")", NULL};
  uint32_t end = s->first + s->count;
  str role, group = STR("");
  if (place->noun != NONE && (role = role_of(s, place->noun)).len) {
    if (!is_group(role)) return role;
    group = group_name(role);
  }
  for (uint32_t i = place->first, steps = 0; i-- > left && steps < 2; steps++) { /* "killing 12", "fined $5,000" */
    if (s->doc->tokens.at[i].word == WORD_VERB && (role = role_of(s, i)).len && !is_group(role)) return role;
    if (!is_one_of(word(s, i), step_over)) break;
  }
  uint32_t stop = right < end ? right : end;
  if (stop > place->end + AFTER) stop = place->end + AFTER;
  for (uint32_t i = place->end; i < stop; i++) {
    /* "90 people – including 12 children – were killed": on past the part. */
    if (i + 1 < end && i <= place->end + 3 && is_one_of(word(s, i), dashes) && figure_part_word(s, i + 1)) {
      uint32_t close = i + 1;
      while (close < end && close < i + 12 && !is_one_of(word(s, close), dashes)) close++;
      if (close < end && close < i + 12) i = close, right = end, stop = close + AFTER < end ? close + AFTER : end;
      continue;
    }
    if (is_wall(word(s, i)) || figure_part_word(s, i)) break;
    if (str_eq(word(s, i), STR(",")) && i > place->end + 2) break;
    if (str_eq(word(s, i), STR("and")) && right < end && i + 2 >= right) break;
    if ((role = role_of(s, i)).len && !is_group(role)) return role;
    if (role.len && group.len == 0) group = group_name(role);
  }
  if (group.len) return group;
  uint32_t start = left > s->first ? left : s->first;
  if (place->first > start + BEFORE) start = place->first - BEFORE;
  for (uint32_t i = place->first; i-- > start;) {
    if (is_wall(word(s, i))) break;
    if (figure_part_word(s, i)) break;
    if ((role = role_of(s, i)).len && !is_group(role)) return role;
  }
  return STR("");
}

uint32_t figure_part_word(const figure_sentence *s, uint32_t at) {
  static const char *const words[] = {"including", "included", "among", "comprising", NULL}, *const of[] = {"whom", "which", "them", NULL};
  if (is_one_of(word(s, at), words)) return 1;
  return str_eq(word(s, at), STR("of")) && at > s->first && at + 1 < s->first + s->count && is_one_of(word(s, at + 1), of) &&
         (str_eq(word(s, at - 1), STR(",")) || str_eq(word(s, at - 1), STR("–"))) ? 2 : 0;
}
