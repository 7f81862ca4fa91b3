/* The report as one HTML file: head, bar, stories, footer.
 *
 * Self-contained: style and script stand in the page, the policy allows no request and no script but ours (by its
 * hash, made at build time). One story: the finding is the headline. Several: an index first, then a set of sections a
 * story, every id with "s2-" in front. A story's view lives only while its part is written, so memory is bounded by the
 * largest story.
 */
#include "show/html.h"

#include "show/assets.h"

static void raw(html *h, const char *z) { sink_write(h->out, z, strlen(z)); }

/* ---- head ---- */

static const char SIGNS[] =
  "<svg hidden><symbol id=\"s-own\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"5.5\"/></symbol>\n"
  "<symbol id=\"s-src\" viewBox=\"0 0 16 16\"><path d=\"M6.9 2.6C3.4 3.7 1.3 6.4 1.3 9.9a2.9 2.9 0 1 0 3.2-2.9c.3-1.4 1.2-2.5 2.8-3.2zM14.5 2.6c-3.5 1.1-5.6 3.8-5.6 7.3a2.9 2.9 0 1 0 3.2-2.9c.3-1.4 1.2-2.5 2.8-3.2z\"/></symbol>\n"
  "<symbol id=\"s-den\" viewBox=\"0 0 16 16\"><path d=\"M6.9 2.6C3.4 3.7 1.3 6.4 1.3 9.9a2.9 2.9 0 1 0 3.2-2.9c.3-1.4 1.2-2.5 2.8-3.2zM14.5 2.6c-3.5 1.1-5.6 3.8-5.6 7.3a2.9 2.9 0 1 0 3.2-2.9c.3-1.4 1.2-2.5 2.8-3.2z\"/><path class=\"gap\" d=\"M0 13 14.5 1\"/><path class=\"strike\" d=\"M1 14.5 15.5 2.5\"/></symbol>\n"
  "<symbol id=\"s-doubt\" viewBox=\"0 0 16 16\"><path d=\"M4 5.6C4 3 5.7 1.7 8.1 1.7c2.4 0 4.1 1.3 4.1 3.5 0 2.8-3 2.9-3 5.2H6.9c0-3.2 2.9-3.3 2.9-5.1 0-.9-.7-1.5-1.7-1.5-1.2 0-1.8.7-1.8 1.8zM6.8 11.8h2.5v2.5H6.8z\"/></symbol>\n"
  "<symbol id=\"s-ne\" viewBox=\"0 0 16 16\"><path d=\"M1 4h7.3l1.5-3h2.2L10.5 4H15v2.4H9.3L7.7 9.6H15V12H6.5L5 15H2.8l1.5-3H1V9.6h4.5l1.6-3.2H1z\"/></symbol>\n"
  "<symbol id=\"s-mum\" viewBox=\"0 0 16 16\"><circle cx=\"2.6\" cy=\"8\" r=\"1.7\"/><circle cx=\"8\" cy=\"8\" r=\"1.7\"/><circle cx=\"13.4\" cy=\"8\" r=\"1.7\"/></symbol></svg>\n";

static void page_head(html *h, str title) {
  raw(h, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '");
  raw(h, show_script_hash);
  raw(h, "'; img-src data:; base-uri 'none'; form-action 'none'\">\n<link rel=\"icon\" href=\"data:,\">\n");
  html_put(h, "<title>%s</title>\n<style>\n", title);
  sink_write(h->out, show_style, show_style_len);
  raw(h, "</style>\n</head>\n<body>\n");
  raw(h, SIGNS);
  raw(h, "<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n");
}

/* ---- bar ---- */

static void section_links(html *h) {
  for (int s = 0; s < VIEW_SECTION_COUNT; s++)
    if (h->v->shown[s]) html_put(h, "<a href=\"#%p%z\">%z</a>", view_section_id((view_section)s), view_section_link((view_section)s));
}

static void filter_form(html *h) {
  enum { OPTION = 34 };
  const view_story *v = h->v;
  html_put(h, "<form id=\"filter\" hidden><label>Report <select id=\"fr\"><option value=\"\">all</option>");
  for (uint32_t i = 0; i < v->reports.count; i++)
    html_put(h, "<option value=\"%s\">%s, %s</option>", v->reports.at[i].letter, v->reports.at[i].letter, view_clip(h->a, v->reports.at[i].name, OPTION));
  html_put(h, "</select></label> <label>Source <select id=\"fp\"><option value=\"\">all</option>");
  for (uint32_t i = 0; i < v->sources.count; i++)
    html_put(h, "<option value=\"%s\">%s</option>", v->sources.at[i].id, view_clip(h->a, v->sources.at[i].name, OPTION));
  html_put(h, "</select></label></form>");
}

static void page_bar(html *h, bool several) {
  html_put(h, "<header class=\"bar\"><nav aria-label=\"%z\"><a class=\"mast\" href=\"#top\">hearsay</a>", several ? "Page" : "Sections");
  if (several) html_put(h, "<a href=\"#top\">All stories</a>");
  else section_links(h);
  html_put(h, "</nav>\n");
  if (!several && h->v->reports.count > 1) filter_form(h);
  html_put(h, "<p id=\"said\" role=\"status\"></p></header>\n<main id=\"main\">\n");
}

/* ---- hero ---- */

static void finding(html *h) {
  enum { UNBROKEN = 16 }; /* bytes of a clause that stays on one line even at 320 px */
  const view_story *v = h->v;
  html_put(h, "<p class=\"finding%z\">", v->finding.count > 1 && v->finding.at[v->finding.count - 1].text.len > 30 ? " long" : "");
  for (uint32_t i = 0; i < v->finding.count; i++) {
    const view_clause *c = &v->finding.at[i];
    if (i > 0) html_put(h, " ");
    if (c->is_finding && !v->finding.at[i - 1].is_finding) html_put(h, "<em>");
    html_put(h, c->text.len <= UNBROKEN ? "<span>%s%z</span>" : "%s%z", c->text, i + 1 < v->finding.count ? "," : "");
  }
  html_put(h, "%z</p>\n", v->finding.count > 1 ? "</em>" : "");
}

static void hero(html *h) {
  const view_story *v = h->v;
  bool several = v->prefix.len > 0;
  html_put(h, "<header class=\"hero\" id=\"%ptop\">\n<p class=\"kicker\">");
  if (several) html_put(h, "Story %u · ", v->index + 1);
  html_put(h, "%s</p>\n<h1>%s</h1>\n", v->kicker, v->title.len > 0 ? v->title : STR("Reports of one event"));
  finding(h);
  html_put(h, "<p class=\"lede\">");
  for (uint32_t i = 0; i < v->lede.count; i++) html_put(h, v->lede.at[i].is_strong ? "<b>%s</b>" : "%s", v->lede.at[i].text);
  html_put(h, "</p>\n<ul class=\"strip\">");
  for (int i = 0; i < VIEW_STRIP; i++) {
    const view_item *s = &v->strip[i];
    html_put(h, "<li>");
    if (v->shown[s->section]) html_put(h, "<a href=\"#%p%z\">", view_section_id(s->section));
    else html_put(h, "<span class=\"flat\">");
    html_put(h, "<b>%s</b> <span>%s</span> <small>%s</small>%z</li>", view_number(h->a, s->number), s->label, s->small,
        v->shown[s->section] ? "</a>" : "</span>");
  }
  html_put(h, "</ul>\n");
  if (several) {
    html_put(h, "<nav class=\"local\" aria-label=\"Sections of story %u\">", v->index + 1);
    section_links(h);
    html_put(h, "</nav>\n");
  }
  html_put(h, "</header>\n");
}

static void story_part(html *h) {
  static void (*const WRITERS[VIEW_SECTION_COUNT])(html *) = {
    [VIEW_WORD] = html_word, [VIEW_CLAIMS] = html_claims, [VIEW_QUOTES] = html_quotes, [VIEW_CONFLICTS] = html_conflicts,
    [VIEW_DENIALS] = html_denials, [VIEW_NAMES] = html_names, [VIEW_TIME] = html_timeline, [VIEW_REPORTS] = html_texts,
  };
  hero(h);
  for (int s = 0; s < VIEW_SECTION_COUNT; s++)
    if (h->v->shown[s]) WRITERS[s](h);
}

/* ---- index of several stories ---- */

static void index_item(html *h) {
  const view_story *v = h->v;
  html_put(h, "<li><a href=\"#%ptop\">%s</a> <span class=\"said\">", v->title.len > 0 ? v->title : STR("Untitled"));
  for (uint32_t i = 0; i < v->finding.count; i++)
    html_put(h, v->finding.at[i].is_finding ? "<em>%s%z</em> " : "%s%z ", v->finding.at[i].text, i + 1 < v->finding.count ? "," : "");
  html_put(h, "</span></li>\n");
}

static void page_index(html *h, const report *r) {
  uint32_t shared = 0;
  while (shared < r->stories.count && r->stories.at[shared].documents.count > 1) shared++;
  html_put(h, "<header class=\"hero index\" id=\"top\">\n<p class=\"kicker\">%s compared</p>\n<h1>", view_count(h->a, r->document_count, "report", NULL));
  if (shared > 0) html_put(h, "%s", view_count(h->a, shared, "story", "stories"));
  if (shared < r->stories.count) {
    str alone = view_count(h->a, r->stories.count - shared, "report that stands alone", "reports that stand alone");
    html_put(h, "%z%s", shared > 0 ? ", " : "", alone);
  }
  html_put(h, "</h1>\n");
  for (uint32_t i = 0; i < r->stories.count; i++) {
    if (i == 0 || i == shared) html_put(h, "%z<ol class=\"stories\" start=\"%u\">\n",
        i == 0 ? "" : "</ol>\n<p class=\"note\">In no story with others:</p>\n", i + 1);
    arena_mark mark = arena_save(h->a);
    h->v = view_make(r, i, h->a);
    index_item(h);
    h->v = NULL;
    arena_release(h->a, mark);
  }
  html_put(h, "</ol></header>\n");
}

static void page_foot(html *h, const report *r) {
  html_put(h, "<footer><p>hearsay");
  if (h->options->program.version) html_put(h, " %s", str_of(h->options->program.version));
  html_put(h, " shows who says what, and on whose word; it does not know what is true. Made from %s on one machine; nothing was sent anywhere. "
              "The same files give the same page. <a href=\"#top\">To the top</a></p></footer>\n</main>\n<script>",
           view_count(h->a, r->document_count, "document", NULL));
  /* The policy's hash is of every byte between the tags: nothing may stand beside the script. */
  sink_write(h->out, show_script, show_script_len);
  raw(h, "</script>\n</body>\n</html>\n");
}

void show_report_html(const report *r, const show_options *options, arena *scratch, sink *out) {
  html h = {out, scratch, NULL, options};
  if (r->stories.count == 1) {
    h.v = view_make(r, 0, scratch);
    page_head(&h, str_format(scratch, "%.*s: %.*s", STR_ARG(h.v->title), STR_ARG(h.v->kicker)));
    page_bar(&h, false);
    story_part(&h);
  } else {
    page_head(&h, str_format(scratch, "hearsay: %u stories", r->stories.count));
    page_bar(&h, true);
    page_index(&h, r);
    for (uint32_t i = 0; i < r->stories.count; i++) {
      arena_mark mark = arena_save(scratch);
      h.v = view_make(r, i, scratch);
      html_put(&h, "<div class=\"story\">\n");
      story_part(&h);
      html_put(&h, "</div>\n");
      h.v = NULL;
      arena_release(scratch, mark);
    }
  }
  page_foot(&h, r);
}
