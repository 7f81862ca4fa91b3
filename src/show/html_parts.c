/* The small parts of the page: escaping, letters, links, passages, section heads.
 *
 * One way in for every text of a document: html_text. It escapes what markup could be made of (& < > " '), and puts
 * U+FFFD for what could harm a reader otherwise: control characters, bidi overrides, invalid bytes.
 */
#include "show/html.h"

#include <assert.h>
#include <stdarg.h>

#include "base/utf8.h"

static void raw(html *h, const char *z) { sink_write(h->out, z, strlen(z)); }

static const char *escaped(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
  }
}

void html_text(html *h, str s) {
  size_t done = 0;
  for (size_t at = 0; at < s.len;) {
    unsigned char c = (unsigned char)s.at[at];
    size_t length = 1;
    const char *instead = NULL;
    if (c < 0x80) {
      instead = escaped((char)c);
      if (!instead && (c < 0x20 || c == 0x7f) && c != '\n' && c != '\t') instead = "\xef\xbf\xbd";
    } else {
      int32_t code = utf8_at(s, at, &length);
      if (code == 0xFFFD || uc_is_unsafe(code)) instead = "\xef\xbf\xbd";
    }
    if (instead) {
      sink_write(h->out, s.at + done, at - done);
      raw(h, instead);
      done = at + length;
    }
    at += length;
  }
  sink_write(h->out, s.at + done, s.len - done);
}

void html_put(html *h, const char *format, ...) {
  va_list list;
  va_start(list, format);
  const char *done = format;
  for (const char *at = format; *at; at++) {
    if (*at != '%') continue;
    sink_write(h->out, done, (size_t)(at - done));
    at++;
    switch (*at) {
      case 's': html_text(h, va_arg(list, str)); break;
      case 'z': raw(h, va_arg(list, const char *)); break;
      case 'u': sink_format(h->out, "%u", va_arg(list, unsigned)); break;
      case 'p': html_text(h, h->v->prefix); break;
      case '%': raw(h, "%"); break;
      default: assert(!"html_put: unknown directive"); break;
    }
    done = at + 1;
  }
  sink_write(h->out, done, strlen(done));
  va_end(list);
}

void html_rep(html *h, str letter, str target) {
  html_put(h, "<a class=\"rep\" href=\"#%p%s\" aria-label=\"Report %s\">%s</a>", target, letter, letter);
}

void html_reps(html *h, const view_passages *p) {
  for (uint32_t i = 0; i < p->count; i++) {
    if (i > 0) html_put(h, " ");
    html_rep(h, p->at[i].letter, p->at[i].mark);
  }
}

void html_id(html *h, str id) { html_put(h, "<a class=\"id\" href=\"#%p%s\" aria-label=\"Link to %s\">%s</a> ", id, id, id); }

void html_conflict_links(html *h, const str *ids, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) html_put(h, "&nbsp;<a class=\"id x\" href=\"#%p%s\">%s</a>", ids[i], ids[i]);
}

void html_passage(html *h, const view_passage *p, str note) {
  sink_format(h->out, "<li data-b=\"%llu–%llu\" ", (unsigned long long)p->from, (unsigned long long)p->to);
  html_put(h, "data-r=\"%s\">", p->letter);
  html_rep(h, p->letter, p->mark);
  html_put(h, "<p><q>%s</q>", p->text);
  if (note.len > 0) html_put(h, " <span class=\"note\">%s</span>", note);
  html_put(h, "</p></li>");
}

void html_data_reports(html *h, const index_vec *reports) {
  html_put(h, " data-r=\"");
  for (uint32_t i = 0; i < reports->count; i++) html_put(h, "%z%s", i > 0 ? " " : "", h->v->reports.at[reports->at[i]].letter);
  html_put(h, "\"");
}

void html_data_sources(html *h, const index_vec *sources) {
  html_put(h, " data-p=\"");
  for (uint32_t i = 0; i < sources->count; i++) html_put(h, "%zp%u", i > 0 ? " " : "", sources->at[i] + 1);
  html_put(h, "\"");
}

void html_section(html *h, view_section s, bool wide, str note) {
  const char *id = view_section_id(s);
  html_put(h, "<section id=\"%p%z\" class=\"s-%z%z\"", id, id, wide ? " wide" : "");
  /* two regions of one page must not have one name */
  if (h->v->prefix.len > 0) html_put(h, " aria-label=\"%z, story %u\"", view_section_title(s), h->v->index + 1);
  else html_put(h, " aria-labelledby=\"h-%z\"", id);
  html_put(h, ">\n<header><h2 id=\"%ph-%z\">%z</h2>", id, s == VIEW_CLAIMS && h->v->reports.count == 1 ? "What it reports" : view_section_title(s));
  if (note.len > 0) html_put(h, "<p>%s</p>", note);
  html_put(h, "</header>\n<div class=\"body\">\n");
}

void html_section_end(html *h) { html_put(h, "</div>\n</section>\n"); }

void html_empty(html *h, view_section s) { html_put(h, "<p class=\"empty\">%z</p>\n", view_empty(s)); }
