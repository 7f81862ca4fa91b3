/* What a page says of itself: title, outlet, authors, address, dates.
 *
 * Sources, and who is believed: the headline shown (an h1 that <title> or og:title repeats) before og:title before
 * JSON-LD before <title> without the site's name; JSON-LD and <meta> before <time> before a line beside the headline for
 * dates; JSON-LD before <meta> before the byline on the page for authors. data/page-meta.txt ranks the names of <meta>.
 */
#include "read/html.h"

#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum { SAME_PERCENT = 70, TITLE_WORDS = 64, LONGEST_DATE_LINE = 120, BESIDE_BLOCKS = 40, MOST_HEADINGS = 50, OUTLET_PERCENT = 66, BYLINE_BYTES = 120 };

/* The value of the best ranked <meta> for `what`, the n-th at that rank when there are several. */
static str best_meta(const page *p, const char *what) {
  str best = {"", 0};
  char best_rank = '9' + 1;
  for (uint32_t i = 0; i < p->metas.count; i++) {
    const lexicon_entry *entry = lexicon_find(LEXICON_PAGE_META, p->metas.at[i].key);
    if (!entry) continue;
    size_t space = str_find_char(entry->value, ' ', 0);
    if (!str_eq(str_slice(entry->value, 0, space), str_of(what))) continue;
    char rank = entry->value.at[space + 1];
    if (rank < best_rank && str_trim(p->metas.at[i].value).len > 0) best = p->metas.at[i].value, best_rank = rank;
  }
  return best;
}

/* ---- title ---- */

/* How much of a's words stand in b, in percent. */
static uint32_t shared_percent(arena *a, str x, str y) {
  arena_mark mark = arena_save(a);
  word_list in_x = {0}, in_y = {0};
  words_of(a, x, TITLE_WORDS, &in_x);
  words_of(a, y, TITLE_WORDS, &in_y);
  uint32_t hits = 0, count = in_x.count;
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < in_y.count; k++)
      if (str_eq(in_x.at[i], in_y.at[k])) {
        hits++;
        break;
      }
  arena_release(a, mark);
  return count ? hits * 100 / count : 0;
}

/* A separator between title and site name at `at`: its length, else 0. */
static size_t separator_at(str s, size_t at) {
  static const char *const marks[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ~ ", " ‹ ", " › "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_starts(str_slice(s, at, s.len), str_of(marks[i]))) return strlen(marks[i]);
  return 0;
}

/* "Headline - Site": the parts at either end that name the site, or are short beside the rest, go. */
static str without_site(document *doc, str title, str outlet) {
  for (int round = 0; round < 3; round++) {
    size_t last = STR_NONE, last_len = 0, first = STR_NONE, first_len = 0;
    for (size_t at = 0; at < title.len; at++) {
      size_t length = separator_at(title, at);
      if (length == 0) continue;
      if (first == STR_NONE) first = at, first_len = length;
      last = at, last_len = length;
    }
    if (last == STR_NONE) return title;
    str tail = str_slice(title, last + last_len, title.len), head = str_slice(title, 0, first);
    bool is_bar = title.at[last + 1] == '|' || (unsigned char)title.at[last + 1] > 0x7F || title.at[last + 1] == ':';
    bool tail_is_site = (outlet.len > 0 && (shared_percent(doc->arena, tail, outlet) >= SAME_PERCENT || shared_percent(doc->arena, outlet, tail) == 100)) ||
                        (count_words(tail) <= 4 && count_words(str_slice(title, 0, last)) >= (is_bar ? 2u : 4u));
    if (tail_is_site) {
      title = str_slice(title, 0, last);
      continue;
    }
    if (outlet.len > 0 && shared_percent(doc->arena, head, outlet) >= SAME_PERCENT) {
      title = str_slice(title, first + first_len, title.len);
      continue;
    }
    return title;
  }
  return title;
}

static str heading_text(document *doc, const page *p, const page_element *e) {
  size_t end = e->text_end;
  if (end <= e->text_start || end - e->text_start > HSY_MAX_FIELD_BYTES) return (str){"", 0};
  return str_squeeze(doc->arena, page_slice(p, e->text_start, end));
}

static str choose_title(document *doc, const page *p, const page_facts *facts) {
  str graph = str_squeeze(doc->arena, best_meta(p, "title")), best = {"", 0}, first = {"", 0};
  uint32_t best_score = 0, headings = 0;
  for (uint32_t i = 0; i < p->elements.count && headings < MOST_HEADINGS; i++) {
    if (p->elements.at[i].tag != TAG_H1 || p->elements.at[i].is_hidden) continue;
    str s = heading_text(doc, p, &p->elements.at[i]);
    if (s.len == 0) continue;
    if (headings++ == 0) first = s;
    uint32_t score = shared_percent(doc->arena, s, p->title), other = shared_percent(doc->arena, s, graph), third = shared_percent(doc->arena, s, facts->title);
    if (other > score) score = other;
    if (third > score) score = third;
    if (doc->outlet.len > 0 && shared_percent(doc->arena, s, doc->outlet) == 100) continue; /* the site's name as h1 */
    if (count_words(s) >= 3 && score >= SAME_PERCENT && score > best_score) best = s, best_score = score;
  }
  if (best.len > 0) return best;
  if (headings == 1 && count_words(first) >= 4 && !(doc->outlet.len > 0 && shared_percent(doc->arena, first, doc->outlet) == 100)) return first;
  if (graph.len > 0) return without_site(doc, graph, doc->outlet);
  if (facts->title.len > 0) return without_site(doc, facts->title, doc->outlet);
  if (p->title.len > 0) return without_site(doc, p->title, doc->outlet);
  return first;
}

/* ---- authors ---- */

static bool is_address(str s) { return str_find(s, STR("://"), 0) != STR_NONE || str_starts(s, STR("www.")) || str_find_char(s, '@', 0) != STR_NONE; }

static void take_author(document *doc, str value) {
  value = str_squeeze(doc->arena, value);
  if (value.len == 0 || value.len > 300 || is_address(value)) return;
  if (doc->outlet.len > 0 && shared_percent(doc->arena, value, doc->outlet) >= OUTLET_PERCENT) return;
  byline_read(doc, value, true);
}

static void choose_authors(document *doc, const page *p, const page_facts *facts) {
  for (uint32_t i = 0; i < facts->authors.count; i++) take_author(doc, facts->authors.at[i]);
  for (char rank = '1'; rank <= '3' && doc->authors.count == 0; rank++)
    for (uint32_t i = 0; i < p->metas.count; i++) {
      const lexicon_entry *entry = lexicon_find(LEXICON_PAGE_META, p->metas.at[i].key);
      if (entry && str_starts(entry->value, STR("author ")) && entry->value.at[7] == rank) take_author(doc, p->metas.at[i].value);
    }
}

/* An element that names an author: rel="author", itemprop="author", a class of bylines. */
static bool names_author(document *doc, const page_element *e) {
  if (str_eq_ascii_nocase(e->rel, STR("author")) || str_eq_ascii_nocase(e->itemprop, STR("author"))) return true;
  arena_mark mark = arena_save(doc->arena);
  word_list w = {0};
  words_of(doc->arena, e->classes, 16, &w);
  bool found = false;
  for (uint32_t i = 0; i < w.count; i++) found |= str_eq(w.at[i], STR("byline")) || str_eq(w.at[i], STR("author"));
  arena_release(doc->arena, mark);
  return found;
}

/* ---- dates ---- */

static bool take_date(document *doc, dating *to, str value) {
  date_found d;
  value = str_squeeze(doc->arena, value);
  if (to->known || value.len == 0 || value.len > 200 || !date_find_value(value, &d)) return false;
  date_fill(to, &d, BASIS_METADATA, value);
  return true;
}

static void choose_dates(document *doc, const page *p, const page_facts *facts) {
  take_date(doc, &doc->published, facts->published);
  for (char rank = '1'; rank <= '5'; rank++)
    for (uint32_t i = 0; i < p->metas.count; i++) {
      const lexicon_entry *entry = lexicon_find(LEXICON_PAGE_META, p->metas.at[i].key);
      if (!entry || entry->value.at[entry->value.len - 1] != rank) continue;
      if (str_starts(entry->value, STR("published "))) take_date(doc, &doc->published, p->metas.at[i].value);
      if (str_starts(entry->value, STR("modified "))) take_date(doc, &doc->modified, p->metas.at[i].value);
    }
  take_date(doc, &doc->modified, facts->modified);
}

static bool is_publication_time(const page_element *e) {
  if (str_find(e->itemprop, STR("datePublished"), 0) != STR_NONE) return true;
  return str_find(e->classes, STR("publish"), 0) != STR_NONE || str_find(e->classes, STR("pubdate"), 0) != STR_NONE ||
         str_find(e->classes, STR("entry-date"), 0) != STR_NONE || str_find(e->classes, STR("post-date"), 0) != STR_NONE;
}
static bool is_change_time(const page_element *e) {
  return str_find(e->itemprop, STR("dateModified"), 0) != STR_NONE || str_find(e->classes, STR("updated"), 0) != STR_NONE || str_find(e->classes,
      STR("modified"), 0) != STR_NONE;
}

/* <time> and its like: those that say they are the publication first, then the first of the page. */
static void dates_of_elements(document *doc, const page *p, const article *a) {
  for (int sure = 1; sure >= 0; sure--)
    for (uint32_t i = 0; i < p->elements.count && !doc->published.known; i++) {
      const page_element *e = &p->elements.at[i];
      bool says = is_publication_time(e);
      if (is_change_time(e) && !says) continue;
      if (sure ? !says : e->tag != TAG_TIME) continue;
      if (!sure && a->container != NONE && i >= p->elements.at[a->container].end) continue; /* of another story */
      if (take_date(doc, &doc->published, e->datetime)) break;
      size_t end = e->text_end;
      if (end > e->text_start && end - e->text_start < LONGEST_DATE_LINE) take_date(doc, &doc->published, page_slice(p, e->text_start, end));
    }
}

/* A line beside the headline that states a date. */
static void dates_of_blocks(document *doc, const page *p, const article *a) {
  if (a->blocks.count == 0) return;
  uint32_t first = a->blocks.at[0].block, from = first > BESIDE_BLOCKS ? first - BESIDE_BLOCKS : 0;
  for (uint32_t i = first + 1; i-- > from && !doc->published.known;) {
    const page_block *b = &p->blocks.at[i];
    if (b->end - b->start > LONGEST_DATE_LINE) continue;
    str s = page_slice(p, b->start, b->end);
    date_found published, updated;
    bool has_published, has_updated;
    if (is_date_line(s, &published, &has_published, &updated, &has_updated)) {
      if (has_published) date_fill(&doc->published, &published, BASIS_STATED, str_keep(doc->arena, s));
      else if (has_updated && !doc->modified.known) date_fill(&doc->modified, &updated, BASIS_STATED, str_keep(doc->arena, s));
    } else if (date_find(s, &published) && !ends_with_stop(s)) {
      date_fill(&doc->published, &published, BASIS_STATED, str_keep(doc->arena, s));
    }
  }
}

/* A line beside the headline that begins "By" and holds names only. */
static void authors_of_blocks(document *doc, const page *p, const article *a) {
  if (a->blocks.count == 0) return;
  uint32_t first = a->blocks.at[0].block, from = first > BESIDE_BLOCKS ? first - BESIDE_BLOCKS : 0;
  for (uint32_t i = first + 1; i-- > from && doc->authors.count == 0;) {
    str s = page_slice(p, p->blocks.at[i].start, p->blocks.at[i].end);
    if (s.len <= BYLINE_BYTES) byline_read(doc, s, false);
  }
}

/* ---- the two steps ---- */

static str choose_url(document *doc, const page *p) {
  if (is_address(p->canonical)) return field_keep(doc, "address", p->canonical);
  str url = best_meta(p, "url");
  return is_address(url) ? field_keep(doc, "address", url) : (str){"", 0};
}

static void choose_lang(document *doc, const page *p, const page_facts *facts) {
  str code = p->lang.len > 0 ? p->lang : facts->lang.len > 0 ? facts->lang : best_meta(p, "lang");
  size_t end = 0;
  char lower[3] = "";
  while (end < code.len && ((code.at[end] | 32) >= 'a' && (code.at[end] | 32) <= 'z')) {
    if (end < 2) lower[end] = (char)(code.at[end] | 32);
    end++;
  }
  if (end == 2 && doc->lang.len == 0) doc->lang = str_keep(doc->arena, (str){lower, 2});
}

void metadata_read(document *doc, const page *p) {
  page_facts facts = {0};
  jsonld_read(doc, p, &facts);
  if (doc->outlet.len == 0) {
    str outlet = best_meta(p, "outlet");
    doc->outlet = field_keep(doc, "outlet", outlet.len > 0 ? outlet : facts.outlet);
  }
  if (doc->title.len == 0) doc->title = field_keep(doc, "title", choose_title(doc, p, &facts));
  if (doc->url.len == 0) doc->url = choose_url(doc, p);
  choose_lang(doc, p, &facts);
  choose_authors(doc, p, &facts);
  choose_dates(doc, p, &facts);
}

void metadata_from_blocks(document *doc, const page *p, const article *a) {
  for (uint32_t i = 0; i < p->elements.count && doc->authors.count == 0; i++) {
    const page_element *e = &p->elements.at[i];
    size_t end = e->text_end;
    if (end <= e->text_start || end - e->text_start > 200 || !names_author(doc, e)) continue;
    if (a->container != NONE && i >= p->elements.at[a->container].end && e->parent != NONE) continue;
    str s = str_squeeze(doc->arena, page_slice(p, e->text_start, end));
    byline_read(doc, s, true);
  }
  authors_of_blocks(doc, p, a);
  dates_of_elements(doc, p, a);
  dates_of_blocks(doc, p, a);
}
