/* Words of the view: numbers, dates, lists, clipped lines.
 *
 * English only, and plain: "13–14 March 2022", "A, B and C", "2,118". Nothing here depends on locale or clock. Each
 * function returns text that any format may print as it is.
 */
#include "show/view.h"

#include "base/calendar.h"
#include "base/utf8.h"

static const char *const MONTHS[] = {"January", "February", "March", "April", "May", "June", "July",
                                     "August", "September", "October", "November", "December"};
static const char *const WEEKDAYS[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
static const char *const SMALL[] = {"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                    "eleven", "twelve"};

str view_line_of(arena *a, str s) { return str_squeeze(a, utf8_harmless(a, s)); }

str view_clip(arena *a, str s, size_t limit) {
  size_t at = 0, count = 0, last_space = 0;
  while (at < s.len && count < limit) {
    size_t length;
    int32_t c = utf8_at(s, at, &length);
    if (uc_is_space(c)) last_space = at;
    at += length;
    count++;
  }
  if (at >= s.len) return s;
  /* A word longer than half the room is cut inside: better a piece of it than an almost empty line. */
  size_t end = last_space > at / 2 ? last_space : at;
  while (end > 0) {
    size_t length;
    int32_t c = utf8_before(s, end, &length);
    if (!uc_is_space(c) && c != ',' && c != ';' && c != ':') break;
    end -= length;
  }
  return str_format(a, "%.*s…", (int)end, s.at);
}

str view_letter(arena *a, uint32_t index) {
  char digits[8];
  size_t n = sizeof digits;
  uint64_t i = (uint64_t)index + 1;
  while (i > 0) {
    i--;
    digits[--n] = (char)('A' + i % 26);
    i /= 26;
  }
  return str_keep(a, (str){digits + n, sizeof digits - n});
}

str view_number(arena *a, uint64_t n) {
  char out[32];
  size_t at = sizeof out;
  int count = 0;
  do {
    if (count > 0 && count % 3 == 0) out[--at] = ',';
    out[--at] = (char)('0' + n % 10);
    n /= 10;
    count++;
  } while (n > 0);
  return str_keep(a, (str){out + at, sizeof out - at});
}

str view_count_word(arena *a, uint32_t n) {
  if (n < sizeof SMALL / sizeof *SMALL) return str_of(SMALL[n]);
  return view_number(a, n);
}

str view_count(arena *a, uint32_t n, const char *singular, const char *plural) {
  str number = view_number(a, n);
  if (n == 1) return str_format(a, "%.*s %s", STR_ARG(number), singular);
  if (plural) return str_format(a, "%.*s %s", STR_ARG(number), plural);
  return str_format(a, "%.*s %ss", STR_ARG(number), singular);
}

str view_join(arena *a, const str *items, size_t count) {
  strbuf b = strbuf_new(a);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) strbuf_add(&b, i + 1 == count ? STR(" and ") : STR(", "));
    strbuf_add(&b, items[i]);
  }
  return strbuf_str(&b);
}

/* " 2022", or nothing where that is the year to leave out. */
static str year_words(arena *a, int year, int skip) {
  return year == skip ? STR("") : str_format(a, " %d", year);
}

str view_days(arena *a, day_range days, granularity g, bool weekday, int skip_year) {
  civil from = day_to_civil(days.earliest), to = day_to_civil(days.latest);
  const char *m1 = MONTHS[from.month - 1], *m2 = MONTHS[to.month - 1];
  str y1 = year_words(a, from.year, skip_year), y2 = year_words(a, to.year, skip_year);
  bool whole_months = from.day == 1 && to.day == month_days(to.year, to.month) && days.earliest != days.latest;
  if (whole_months && from.month == 1 && to.month == 12) {
    if (from.year == to.year) return str_format(a, "%d", from.year);
    if (g == GRANULARITY_DECADE && to.year - from.year == 9) return str_format(a, "the %ds", from.year);
    return str_format(a, "%d–%d", from.year, to.year);
  }
  if (days.earliest == days.latest) {
    if (weekday) return str_format(a, "%s %d %s%.*s", WEEKDAYS[day_weekday(days.earliest) - 1], from.day, m1, STR_ARG(y1));
    return str_format(a, "%d %s%.*s", from.day, m1, STR_ARG(y1));
  }
  if (whole_months) {
    if (from.year == to.year && from.month == to.month) return str_format(a, "%s%.*s", m1, STR_ARG(y1));
    if (from.year == to.year) return str_format(a, "%s–%s%.*s", m1, m2, STR_ARG(y1));
    return str_format(a, "%s %d – %s %d", m1, from.year, m2, to.year);
  }
  if (from.year == to.year && from.month == to.month) return str_format(a, "%d–%d %s%.*s", from.day, to.day, m1, STR_ARG(y1));
  if (from.year == to.year) return str_format(a, "%d %s – %d %s%.*s", from.day, m1, to.day, m2, STR_ARG(y2));
  return str_format(a, "%d %s %d – %d %s %d", from.day, m1, from.year, to.day, m2, to.year);
}

/* Several years for one day, or several intervals: "14 March of 2011, 2016 or 2022". */
static str candidate_words(arena *a, const dating *d) {
  enum { MOST = 4 };
  uint32_t n = d->candidates.count, told = n < MOST ? n : MOST;
  civil first = day_to_civil(d->candidates.at[0].earliest);
  bool same_day = true;
  for (uint32_t i = 0; i < told; i++) {
    day_range r = d->candidates.at[i];
    civil c = day_to_civil(r.earliest);
    same_day = same_day && r.earliest == r.latest && c.month == first.month && c.day == first.day;
  }
  strbuf b = strbuf_new(a);
  if (same_day) strbuf_format(&b, "%d %s of ", first.day, MONTHS[first.month - 1]);
  for (uint32_t i = 0; i < told; i++) {
    day_range r = d->candidates.at[i];
    if (i > 0) strbuf_add(&b, i + 1 == n ? STR(" or ") : STR(", "));
    if (same_day) strbuf_format(&b, "%d", day_to_civil(r.earliest).year);
    else strbuf_add(&b, view_days(a, r, d->granularity, false, 0));
  }
  if (told < n) strbuf_add(&b, STR(" …"));
  return strbuf_str(&b);
}

str view_dating(arena *a, const dating *d) {
  if (d->known) return view_days(a, d->days, d->granularity, false, 0);
  if (d->candidates.count > 0) return candidate_words(a, d);
  return STR("not known");
}
