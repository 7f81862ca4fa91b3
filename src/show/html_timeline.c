/* The timeline: rows in order of time, each with a bar on one linear axis of days.
 *
 * Above the axis what is said to have happened, below it the publications; the days of publication are shaded through
 * both. The axis spans the core of the dates: what lies before it goes to a first column "‹", what lies after to a last
 * one "›", so that one date of long ago does not press all others into a corner. Positions are counted in days; the
 * style does the rest.
 */
#include "show/html.h"

enum { LEAST_DAYS = 7, LABEL_PARTS = 8, MONTHS_FROM = 100, YEARS_FROM = 1500 };

typedef struct axis { bool before, after; int64_t low, high, count; } axis; /* count: columns, the odd ones included */

static int by_day(const void *x, const void *y) {
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  return a < b ? -1 : a > b;
}

static axis make_axis(html *h) {
  const view_story *v = h->v;
  arena *a = h->a;
  VEC(int64_t) from = {0}, to = {0};
  for (uint32_t i = 0; i < v->timeline.count; i++) {
    if (!v->timeline.at[i].known) continue;
    vec_push(a, &from, v->timeline.at[i].days.earliest);
    vec_push(a, &to, v->timeline.at[i].days.latest);
  }
  uint32_t events = from.count;
  if (v->days_known) {
    vec_push(a, &from, v->first_day);
    vec_push(a, &to, v->last_day);
  }
  axis x = {0};
  if (from.count == 0) return x;
  vec_sort(a, &from, by_day);
  vec_sort(a, &to, by_day);
  uint32_t first = events / 10, last = to.count - 1 - events / 10;
  /* A gap of more than half of the whole is left out too. */
  while (first + 1 < from.count && from.at[first + 1] - from.at[first] > 30 &&
         2 * (from.at[first + 1] - from.at[first]) > to.at[last] - from.at[first])
    first++;
  while (last > 0 && to.at[last] - to.at[last - 1] > 30 && 2 * (to.at[last] - to.at[last - 1]) > to.at[last] - from.at[first]) last--;
  x.low = from.at[first];
  x.high = to.at[last];
  if (v->days_known && v->first_day < x.low) x.low = v->first_day;
  if (v->days_known && v->last_day > x.high) x.high = v->last_day;
  if (x.high < x.low) x.high = x.low;
  while (x.high - x.low + 1 < LEAST_DAYS) x.low--, x.high += x.high - x.low + 1 < LEAST_DAYS;
  x.before = from.at[0] < x.low;
  x.after = to.at[to.count - 1] > x.high;
  x.count = x.high - x.low + 1 + x.before + x.after;
  return x;
}

/* Columns from *at on, *wide of them, for a range of days. */
static void place(const axis *x, day_range days, int64_t *at, int64_t *wide) {
  int64_t from = days.earliest < x->low ? 0 : days.earliest > x->high ? x->count - 1 : days.earliest - x->low + x->before;
  int64_t to = days.latest < x->low ? 0 : days.latest > x->high ? x->count - 1 : days.latest - x->low + x->before;
  *at = from;
  *wide = to - from + 1;
}

static void bar(html *h, const axis *x, day_range days, const char *class_name) {
  int64_t at, wide;
  place(x, days, &at, &wide);
  html_put(h, "<i class=\"%z\" style=\"", class_name);
  sink_format(h->out, "--x:%lld;--w:%lld\"></i>", (long long)at, (long long)wide);
}

/* ---- labels of the axis ---- */

typedef struct axis_label { int64_t at2; str top, bottom; } axis_label; /* at2: twice the column, so that a label may stand between two */
typedef struct labels { VEC(axis_label) list; } labels;

static void add_label(html *h, labels *l, const axis *x, int64_t at2, str top, str bottom) {
  int64_t apart = 2 * x->count / LABEL_PARTS;
  for (uint32_t i = 0; i < l->list.count; i++) {
    int64_t d = l->list.at[i].at2 - at2;
    if ((d < 0 ? -d : d) < apart) return;
  }
  vec_push(h->a, &l->list, ((axis_label){at2, top, bottom}));
}

static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void day_label(html *h, labels *l, const axis *x, int64_t day, bool month) {
  civil c = day_to_civil(day);
  int64_t at2 = 2 * (day - x->low + x->before);
  if (x->count >= YEARS_FROM) add_label(h, l, x, at2, str_format(h->a, "%d", c.year), STR(""));
  else if (x->count >= MONTHS_FROM) add_label(h, l, x, at2, str_of(MONTHS[c.month - 1]), str_format(h->a, "%d", c.year));
  else add_label(h, l, x, at2, str_format(h->a, "%d", c.day), month ? str_of(MONTHS[c.month - 1]) : STR(""));
}

static labels make_labels(html *h, const axis *x) {
  const view_story *v = h->v;
  labels l = {0};
  if (v->days_known && v->last_day - v->first_day <= 1 && x->count < MONTHS_FROM) {
    civil a = day_to_civil(v->first_day), b = day_to_civil(v->last_day);
    int64_t at2 = (v->first_day - x->low + x->before) + (v->last_day - x->low + x->before);
    str words = a.day == b.day ? str_format(h->a, "%d", a.day) : str_format(h->a, "%d %d", a.day, b.day);
    add_label(h, &l, x, at2, words, str_of(MONTHS[b.month - 1]));
  } else if (v->days_known) {
    day_label(h, &l, x, v->first_day, true);
    day_label(h, &l, x, v->last_day, true);
  }
  if (x->before) add_label(h, &l, x, 0, STR("‹"), STR(""));
  if (x->after) add_label(h, &l, x, 2 * (x->count - 1), STR("›"), STR(""));
  day_label(h, &l, x, x->low, true);
  day_label(h, &l, x, x->high, true);
  civil c = day_to_civil(x->low);
  int steps = 0;
  for (int64_t day = day_add_months(civil_to_day(c.year, c.month, 1), 1); day < x->high && steps < 240; day = day_add_months(day, 1), steps++)
    day_label(h, &l, x, day, true);
  for (uint32_t i = 0; i < v->timeline.count; i++)
    if (v->timeline.at[i].known && v->timeline.at[i].days.earliest >= x->low && v->timeline.at[i].days.earliest <= x->high)
      day_label(h, &l, x, v->timeline.at[i].days.earliest, false);
  return l;
}

static void axis_row(html *h, const axis *x) {
  html_put(h, "<tr class=\"axis\"><th scope=\"rowgroup\" colspan=\"3\">Published</th><td class=\"track\" aria-hidden=\"true\">");
  labels l = {0};
  if (x->count > 0) l = make_labels(h, x);
  for (uint32_t i = 0; i < l.list.count; i++) {
    const axis_label *b = &l.list.at[i];
    sink_format(h->out, "<b style=\"--x:%lld%s\">", (long long)(b->at2 / 2), b->at2 % 2 ? ".5" : "");
    html_put(h, "%s", b->top);
    if (b->bottom.len > 0) html_put(h, "<i>%s</i>", b->bottom);
    html_put(h, "</b>");
  }
  html_put(h, "</td></tr>\n");
}

/* ---- rows ---- */

static void event_row(html *h, const axis *x, const view_time *t) {
  html_put(h, "<tr id=\"%p%s\" data-r=\"", t->id);
  for (uint32_t i = 0; i < t->passages.count; i++) html_put(h, "%z%s", i > 0 ? " " : "", t->passages.at[i].letter);
  html_put(h, "\"><td class=\"when\">");
  html_id(h, t->id);
  html_put(h, "%s</td><th scope=\"row\">%s", t->when, t->what);
  if (t->kind == TIMELINE_PLANNED) html_put(h, " <span class=\"tag\">%z</span>", timeline_kind_name(t->kind));
  if (t->in_conflict) html_put(h, " <span class=\"note odd\">differs</span>");
  html_put(h, "</th><td class=\"reps\">");
  html_reps(h, &t->passages);
  html_put(h, "</td><td class=\"track\" aria-hidden=\"true\">");
  if (t->known) bar(h, x, t->days, t->in_conflict ? "odd" : t->is_wide ? "guess" : "");
  html_put(h, "</td></tr>\n");
}

static void publication_row(html *h, const axis *x, const view_report *r) {
  const dating *d = &h->v->report->documents[r->doc]->published;
  html_put(h, "<tr data-r=\"%s\"><td class=\"when\">%s", r->letter, d->known ? r->date : STR("no date"));
  if (r->basis.len > 0) html_put(h, " <span class=\"note\">%s</span>", r->basis);
  html_put(h, "</td><th scope=\"row\">%s</th><td class=\"reps\">", r->name);
  html_rep(h, r->letter, r->letter);
  html_put(h, "</td><td class=\"track\" aria-hidden=\"true\">");
  bool guess = d->basis == BASIS_INFERRED || d->days.earliest != d->days.latest;
  if (d->known && x->count > 0) bar(h, x, d->days, guess ? "pb guess" : "pb");
  html_put(h, "</td></tr>\n");
}

typedef struct dated { uint32_t report; bool known; int64_t day; } dated;
static int by_publication(const void *x, const void *y) {
  const dated *a = x, *b = y;
  if (a->known != b->known) return a->known ? -1 : 1;
  if (a->known && a->day != b->day) return a->day < b->day ? -1 : 1;
  return a->report < b->report ? -1 : a->report > b->report;
}

void html_timeline(html *h) {
  const view_story *v = h->v;
  html_section(h, VIEW_TIME, false, STR("Above the line: when it is said to have happened. Below: when it was published, and the shaded days. Dashed: inferred, or no single day."));
  axis x = make_axis(h);
  if (x.count == 0 && v->timeline.count == 0) {
    html_empty(h, VIEW_TIME);
    html_section_end(h);
    return;
  }
  int64_t at = 0, wide = 0;
  if (v->days_known) place(&x, (day_range){v->first_day, v->last_day}, &at, &wide);
  html_put(h, "<table class=\"list time\" style=\"");
  sink_format(h->out, "--n:%lld;--p:%lld;--pw:%lld", (long long)(x.count > 0 ? x.count : 1), (long long)at, (long long)wide);
  html_put(h, "\"><thead><tr><th scope=\"col\">When</th><th scope=\"col\">Said to have happened</th><th scope=\"col\">Reports</th>"
              "<td class=\"track\" aria-hidden=\"true\"></td></tr></thead>\n");
  if (v->timeline.count > 0) {
    html_put(h, "<tbody>\n");
    for (uint32_t i = 0; i < v->timeline.count; i++) event_row(h, &x, &v->timeline.at[i]);
    html_put(h, "</tbody>\n");
  }
  html_put(h, "<tbody class=\"pub\">");
  axis_row(h, &x);
  VEC(dated) order = {0};
  for (uint32_t i = 0; i < v->reports.count; i++) {
    const dating *d = &v->report->documents[v->reports.at[i].doc]->published;
    vec_push(h->a, &order, ((dated){i, d->known, d->days.latest}));
  }
  vec_sort(h->a, &order, by_publication);
  for (uint32_t i = 0; i < order.count; i++) publication_row(h, &x, &v->reports.at[order.at[i].report]);
  html_put(h, "</tbody></table>\n");
  html_section_end(h);
}
