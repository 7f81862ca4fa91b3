/* Quotes: the measure, and the other versions with their edits marked as an editor marks them.
 *
 * Edits come as runs of words; a space stands between two runs unless the next begins with a closing mark or the last
 * ended with an opening one.
 */
#include "show/html.h"

#include "base/utf8.h"

static bool begins_closed(str s) {
  static const char *const marks[] = {",", ".", ";", ":", "!", "?", ")", "”", "’", "'s"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_starts(s, str_of(marks[i]))) return true;
  return false;
}
static bool ends_open(str s) { return str_ends(s, STR("(")) || str_ends(s, STR("“")) || str_ends(s, STR("‘")); }

static void edits(html *h, const view_version *v) {
  for (uint32_t i = 0; i < v->edits.count; i++) {
    const edit *e = &v->edits.at[i];
    if (i > 0 && !begins_closed(e->words) && !ends_open(v->edits.at[i - 1].words)) html_put(h, " ");
    if (e->kind == EDIT_STRUCK) html_put(h, "<del>%s</del>", e->words);
    else if (e->kind == EDIT_PUT_IN) html_put(h, "<ins>%s</ins>", e->words);
    else html_text(h, e->words);
  }
}

static void version_row(html *h, const view_version *v) {
  const view_passage *p = &v->passages.at[0];
  html_put(h, "<div class=\"ver%z\"", v->is_measure ? " base" : "");
  if (!v->is_measure) html_data_reports(h, &v->reports);
  sink_format(h->out, " data-b=\"%llu–%llu\"", (unsigned long long)p->from, (unsigned long long)p->to);
  html_put(h, " data-c=\"%s\"><span class=\"reps\">", p->text);
  html_reps(h, &v->passages);
  html_put(h, "</span><p>%z", v->has_marks ? "“" : "");
  if (v->is_measure || v->edits.count == 0) html_text(h, v->text);
  else edits(h, v);
  html_put(h, "%z <span class=\"note\">%s</span></p></div>\n", v->has_marks ? "”" : "", v->note);
}

static void quote_card(html *h, const view_quote *q) {
  index_vec reports = {0}, sources = {0};
  for (uint32_t i = 0; i < q->versions.count; i++)
    for (uint32_t k = 0; k < q->versions.at[i].reports.count; k++) vec_push(h->a, &reports, q->versions.at[i].reports.at[k]);
  if (q->source != NONE) vec_push(h->a, &sources, q->source);
  html_put(h, "<article class=\"quote\" id=\"%p%s\"", q->id);
  html_data_reports(h, &reports);
  html_data_sources(h, &sources);
  html_put(h, "><h3>");
  html_id(h, q->id);
  html_put(h, "%s", q->speaker);
  if (q->about.len > 0) html_put(h, " <span class=\"note\">%s</span>", q->about);
  html_put(h, "</h3>\n");
  for (uint32_t i = 0; i < q->versions.count; i++) version_row(h, &q->versions.at[i]);
  html_put(h, "</article>\n");
}

static void singles(html *h) {
  const view_story *v = h->v;
  if (v->single_quotes.count == 0) return;
  html_put(h, "<details class=\"more\"><summary>Quoted in one report only (%u)</summary><ul class=\"voices\">\n", v->single_quotes.count);
  for (uint32_t i = 0; i < v->single_quotes.count; i++) {
    const view_quote *q = &v->single_quotes.at[i];
    const view_version *s = &q->versions.at[0];
    sink_format(h->out, "<li data-b=\"%llu–%llu\"", (unsigned long long)s->passages.at[0].from, (unsigned long long)s->passages.at[0].to);
    html_data_reports(h, &s->reports);
    html_put(h, ">");
    html_reps(h, &s->passages);
    html_put(h, " %z<q>%s</q>%z", s->has_marks ? "“" : "", s->text, s->has_marks ? "”" : "");
    html_put(h, " <span class=\"note\">%s</span></li>\n", q->speaker);
  }
  html_put(h, "</ul></details>\n");
}

void html_quotes(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_QUOTES, false,
               STR("One version is the measure; the others are marked against it as an editor would. It is not known which is true to the spoken words."));
  if (v->quotes.count == 0) html_empty(h, VIEW_QUOTES);
  else {
    html_put(h, "<p class=\"legend\"><span class=\"key\"><del>struck</del> in the measure, not in this report</span> "
                "<span class=\"key\"><ins>underlined</ins> only in this report</span></p>\n");
    for (uint32_t i = 0; i < v->quotes.count; i++) quote_card(h, &v->quotes.at[i]);
  }
  singles(h);
  html_section_end(h);
}
