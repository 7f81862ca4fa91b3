/* The weight of a day, and the shortest range that holds most of it.
 *
 * Every report has a likelihood for each day of a window: how well its words fit if it appeared on that day. Three tables
 * give it: how many days before the report the weekdays it names lie (by three customs: the web and agencies write of
 * today, printed papers of yesterday or the day before), how far off dates without a year lie, and months. The days that
 * the dated reports speak of (keys) draw the weekdays to them.
 *
 * The story has a middle, and its reports lie about it, by one of four spreads; which, the reports themselves tell. So for
 * each spread and middle the likelihoods are summed up (spread_out: two passes, whatever the width), and what all reports
 * but one say of the middle, spread out again, times what the one says itself, is the weight of its days. Where no report
 * is dated the window is all years, and the latest full date told of gives them their weight.
 *
 * Weights become whole millionths before they are compared. Quoted words are left out: they count from when they were
 * spoken. Invariant: the order of the reports changes nothing but roundings far below a millionth.
 */
#include "model/date_fit.h"

#include "base/calendar.h"
#include "base/number.h"

enum {
  MOST_WORDS = 400,      /* expressions asked of a report; a text that is no news article has more */
  MOST_DATES = 64,
  JURY = 48,             /* reports that say where the middle of the story is */
  ANCHOR = 62,           /* days: a known range up to this wide dates the others */
  REACH = 370, ROOM = 100, /* days about the middle one of the dated reports: these count, and about them */
  PAD = 7,
  MILLION = 1000000,
  GAP = 7,               /* days between two ranges that are told as one: weekdays make gaps */
  MOST_RANGES = 16,
  MOST_YEARS = 10,       /* a range of more years says nothing */
  MOST_EVIDENCE = 6,
  KEY_NEAR = 14,         /* days about the dated reports within which a date is one that matters to the story */
  WEEKDAY_HABIT = 20, DAY_HABIT = 4, /* the tables count as much as this many key days */
};

/* ---- what is known of reports: eval/published.py --tables (AFP, Xinhua, seven American outlets), parted by tense ---- */

typedef enum tense_class { TOLD_PAST, TOLD_AHEAD, TOLD_EITHER, CLASSES } tense_class;
enum { CUSTOMS = 3, DAYS = 7, SPREADS = 4 };

static const int custom_share[CUSTOMS] = {700, 200, 100};
/* A weekday told of is that of so many days before the report (told as past), modulo a week (to come: six is tomorrow). */
static const int past_lag[CUSTOMS][DAYS] = {{650, 190, 65, 30, 30, 15, 20}, {80, 490, 240, 100, 45, 30, 15}, {25, 200, 450, 175, 80, 60, 10}};
static const int ahead_lag[CUSTOMS][DAYS] = {{430, 65, 40, 25, 80, 120, 240}, {335, 180, 120, 55, 75, 80, 155}, {210, 145, 175, 110, 145, 105, 110}};
static const int day_word_share[3] = {350, 500, 150}; /* yesterday, today, tomorrow */

/* A date without its year lies so far from the report, in hundred-thousandths a day: dates that lie back, dates to come. */
typedef struct date_step { int64_t to; int back[CLASSES], on[CLASSES]; } date_step;
static const date_step date_steps[] = { /* past, ahead, untold */
  {0, {3000, 2900, 19400}, {3000, 2900, 19400}},
  {1, {4000, 600, 2600}, {600, 5200, 6500}},
  {7, {2500, 150, 350}, {800, 4000, 1000}},
  {14, {2700, 70, 830}, {900, 2800, 2900}},
  {30, {950, 70, 360}, {260, 1100, 560}},
  {90, {270, 20, 50}, {40, 310, 225}},
  {184, {70, 10, 10}, {10, 80, 50}},
  {INT64_MAX, {1, 1, 1}, {1, 1, 1}}, /* only of 29 February */
};
enum { PAIR_RIGHT = 980, PAIR_NEAR = 8, PAIR_IS_NEAR = 600 }; /* a weekday beside a date is right; and they lie within so many days: thousandths */

/* A month without its year lies so many months back, modulo a year. */
static const int past_month[12] = {40, 210, 200, 115, 75, 80, 55, 45, 45, 50, 45, 40};
static const int ahead_month[12] = {50, 50, 40, 30, 100, 45, 45, 100, 80, 90, 200, 170};

/* The latest full date or year told of, not as to come, lies so many days before the report: thousandths up to there. */
typedef struct latest_step { int64_t to; int of_day, of_period; } latest_step;
static const latest_step latest_steps[] = {
  {-366, 25, 33},  {-31, 10, 45}, {-2, 45, 30},   {-1, 35, 1},    {0, 150, 4},    {1, 90, 3},     {2, 45, 3},      {30, 50, 48},
  {180, 20, 58},   {365, 53, 75}, {730, 160, 146}, {1460, 110, 171}, {2556, 55, 143}, {3652, 30, 86}, {14000, 122, 154},
};
enum { LATEST_STEPS = sizeof latest_steps / sizeof *latest_steps, LATEST_FROM = -3000 };

/* Reports lie about the middle of their story so that a day further off has this share of the day before; thousandths. Fitted
 * to the days of the 258 English stories of og2021-dev (94 in 100 of the first kind), the long ones given more room. */
static const int spread_keeps[SPREADS] = {135, 607, 882, 975};
static const int spread_share[SPREADS] = {800, 120, 50, 30};

/* ---- words ---- */

typedef struct told_date { int month, day, weekday; tense_class tense; uint32_t times, reports; } told_date;
typedef struct words {
  uint32_t weekdays[CLASSES][DAYS + 1];
  uint32_t day_words[3];
  uint32_t months[CLASSES][13];
  told_date dates[MOST_DATES];
  uint32_t date_count;
  bool any_weekday;
} words;

static tense_class class_of(time_direction d) { return d == DIRECTION_PAST ? TOLD_PAST : d == DIRECTION_FUTURE ? TOLD_AHEAD : TOLD_EITHER; }

static bool counts(const time_expression *e) { return !e->in_quote && e->type != TIME_SET && e->kind != TIME_RANGE; }

static bool is_bare_weekday(const time_expression *e) {
  return e->kind == TIME_WEEKDAY && e->weekday && e->anchor == ANCHOR_PUBLISHED &&
      (e->direction == DIRECTION_PAST || e->direction == DIRECTION_FUTURE || e->direction == DIRECTION_NEAREST);
}

static bool is_day_word(const time_expression *e) {
  return e->kind == TIME_OFFSET && e->anchor == ANCHOR_PUBLISHED && e->unit == GRANULARITY_DAY && !e->amount_unknown && e->amount >= -1 && e->amount <= 1;
}

static bool is_date(const time_expression *e) { return e->kind == TIME_ABSOLUTE && e->month && e->day && e->unit == GRANULARITY_DAY; }

static bool is_bare_date(const time_expression *e) {
  return is_date(e) && !e->year && e->anchor == ANCHOR_PUBLISHED &&
      (e->direction == DIRECTION_NEAREST || e->direction == DIRECTION_PAST || e->direction == DIRECTION_FUTURE);
}

static bool is_bare_month(const time_expression *e) {
  return e->kind == TIME_ABSOLUTE && e->month && !e->day && !e->nth && !e->year && e->unit == GRANULARITY_MONTH && e->anchor == ANCHOR_PUBLISHED &&
      e->direction != DIRECTION_THIS && e->direction != DIRECTION_LAST && e->direction != DIRECTION_NEXT;
}

static int weekday_beside(const time_expressions *list, const time_expression *e) {
  return e->weekday ? e->weekday : e->date_part < list->count ? list->at[e->date_part].weekday : 0;
}

bool date_is_pair(const time_expressions *list, uint32_t index) {
  const time_expression *e = &list->at[index];
  return counts(e) && is_bare_date(e) && weekday_beside(list, e) != 0;
}

static void add_date(words *w, told_date t) {
  for (uint32_t i = 0; i < w->date_count; i++) {
    told_date *o = &w->dates[i];
    if (o->month != t.month || o->day != t.day || o->weekday != t.weekday || o->tense != t.tense) continue;
    o->times++;
    return;
  }
  if (w->date_count < MOST_DATES) w->dates[w->date_count++] = t;
}

static void gather(const time_expressions *list, words *w) {
  *w = (words){0};
  for (uint32_t i = 0; i < list->count && i < MOST_WORDS; i++) {
    const time_expression *e = &list->at[i];
    if (!counts(e)) continue;
    if (is_bare_weekday(e)) w->weekdays[class_of(e->direction)][e->weekday]++, w->any_weekday = true;
    else if (is_day_word(e)) w->day_words[e->amount + 1]++;
    else if (is_bare_date(e)) add_date(w, (told_date){e->month, e->day, weekday_beside(list, e), class_of(e->tense), 1, 1});
    else if (is_bare_month(e)) w->months[class_of(e->tense)][e->month]++;
  }
}

/* What is said often counts more, but not by as much: it is one thing said again. */
static double often(uint32_t times) { return number_sqrt((double)times); }

/* ---- the likelihood of words on a day ---- */

/* `key` at the report's day; PAD days to both sides can be read. */
static int keys_back(const int *key) { return key[0] + key[-1] + key[-2] + key[-3] + key[-4] + key[-5] + key[-6]; }
static int keys_on(const int *key) { return key[0] + key[1] + key[2] + key[3] + key[4] + key[5] + key[6]; }

static double weekday_share(int custom, tense_class c, int lag, const int *key) {
  double back = (WEEKDAY_HABIT * past_lag[custom][lag] / 1000.0 + key[-lag]) / (WEEKDAY_HABIT + keys_back(key));
  double on = (WEEKDAY_HABIT * ahead_lag[custom][lag] / 1000.0 + key[(DAYS - lag) % DAYS]) / (WEEKDAY_HABIT + keys_on(key));
  return c == TOLD_PAST ? back : c == TOLD_AHEAD ? on : (2 * back + on) / 3; /* untold: two in three look back */
}

static int lag_of(int64_t day, int weekday) { return (day_weekday(day) - weekday + DAYS) % DAYS; }

static double weekdays_log(const words *w, int64_t day, const int *key) {
  double log[CUSTOMS], most = 0, sum = 0;
  for (int s = 0; s < CUSTOMS; s++) {
    log[s] = number_log(custom_share[s] / 1000.0);
    for (int c = 0; c < CLASSES; c++)
      for (int v = 1; v <= DAYS; v++)
        if (w->weekdays[c][v]) log[s] += often(w->weekdays[c][v]) * number_log(weekday_share(s, (tense_class)c, lag_of(day, v), key));
    if (s == 0 || log[s] > most) most = log[s];
  }
  for (int s = 0; s < CUSTOMS; s++) sum += number_exp(log[s] - most);
  return most + number_log(sum);
}

static double day_word_log(int which, const int *key) {
  return number_log((DAY_HABIT * day_word_share[which] / 1000.0 + key[which - 1]) / (DAY_HABIT + key[-1] + key[0] + key[1]));
}

static double month_log(int month, tense_class c, int64_t day) {
  int back = (day_to_civil(day).month - month + 12) % 12;
  int share = c == TOLD_PAST ? past_month[back] : c == TOLD_AHEAD ? ahead_month[back] : (past_month[back] + ahead_month[back]) / 2;
  return number_log(share * 12 / 1000.0);
}

/* Against a date that lies anywhere in the year. `away`: days from the date to the report. */
static double date_share(int64_t away, tense_class c, bool is_pair) {
  int step = 0;
  while (date_steps[step].to < (away < 0 ? -away : away)) step++;
  int share = away < 0 ? date_steps[step].on[c] : date_steps[step].back[c];
  if (!is_pair) return share * 365 / 100000.0;
  bool is_near = (away >= 0 || c != TOLD_PAST) && (away <= 0 || c != TOLD_AHEAD) && away >= -PAIR_NEAR && away <= PAIR_NEAR;
  int days = PAIR_NEAR + 1 + (c == TOLD_EITHER ? PAIR_NEAR : 0);
  return ((1000 - PAIR_IS_NEAR) * share / 100000.0 + (is_near ? PAIR_IS_NEAR / (double)days : 0)) * 365 / 1000.0;
}

static double pair_log(bool is_right) {
  return number_log((1000 - PAIR_RIGHT + (is_right ? PAIR_RIGHT * DAYS : 0)) / 1000.0);
}

/* The date of that name nearest to `day`. False: none within eight years. */
static bool nearest_named(int month, int day_of_month, int64_t day, int64_t *out) {
  int year = day_to_civil(day).year;
  bool any = false;
  for (int y = year - 8; y <= year + 8; y++) {
    if (!civil_valid(y, month, day_of_month)) continue;
    int64_t x = civil_to_day(y, month, day_of_month);
    if (any && (x > day ? x - day : day - x) >= (*out > day ? *out - day : day - *out)) continue;
    any = true, *out = x;
  }
  return any;
}

/* The weekday next to a day. */
static int64_t weekday_next_to(int64_t day, int weekday) {
  int back = lag_of(day, weekday);
  return back <= 3 ? day - back : day - back + DAYS;
}

/* How well a date goes with a report of that day; of a weekday and a date that disagree either may be meant. */
static double named_log(int64_t day, int64_t named, int weekday, tense_class c) {
  double share = date_share(day - named, c, weekday != 0);
  if (weekday && day_weekday(named) != weekday) share = (share + date_share(day - weekday_next_to(named, weekday), c, true)) / 2;
  return number_log(share);
}

/* `share`: of its voice; the dates of a report hang together. A weekday beside it has its own. */
static void add_date_logs(const told_date *t, double share, day_range window, double *log) {
  double right = t->weekday ? pair_log(true) : 0, wrong = t->weekday ? pair_log(false) : 0;
  int64_t before = 0;
  bool any = false;
  for (int year = day_to_civil(window.earliest).year - 8; year <= day_to_civil(window.latest).year + 8; year++) {
    if (!civil_valid(year, t->month, t->day)) continue;
    int64_t x = civil_to_day(year, t->month, t->day);
    for (int64_t d = !any || before < window.earliest ? window.earliest : before; any && d < x && d <= window.latest; d++) {
      int64_t named = d - before <= x - d ? before : x;
      double one = share * named_log(d, named, t->weekday, t->tense) + (day_weekday(named) == t->weekday ? right : wrong);
      log[d - window.earliest] += one / t->reports;
    }
    before = x, any = true;
  }
}

/* log[i]: how well the words fit the i-th day of the window. */
static void words_log(const words *w, day_range window, const int *keys, double *log) {
  static const int no_keys[2 * PAD + 1];
  int64_t n = window.latest - window.earliest + 1;
  double plain[DAYS];
  for (int i = 0; i < DAYS; i++) plain[i] = w->any_weekday ? weekdays_log(w, window.earliest + i, no_keys + PAD) : 0;
  int near = 0; /* weight of the keys within PAD days */
  for (int64_t i = -PAD; i < PAD; i++) near += keys[i];
  for (int64_t i = 0; i < n; i++) {
    near += keys[i + PAD] - (i > 0 ? keys[i - 1 - PAD] : 0);
    log[i] = !w->any_weekday ? 0 : near ? weekdays_log(w, window.earliest + i, keys + i) : plain[i % DAYS];
    for (int k = 0; k < 3; k++)
      if (w->day_words[k] && near) log[i] += often(w->day_words[k]) * (day_word_log(k, keys + i) - day_word_log(k, no_keys + PAD));
  }
  for (int c = 0; c < CLASSES; c++)
    for (int m = 1; m <= 12; m++)
      for (int64_t i = 0; w->months[c][m] && i < n; i++) log[i] += often(w->months[c][m]) * month_log(m, (tense_class)c, window.earliest + i) / 2;
  uint32_t times = 0;
  for (uint32_t k = 0; k < w->date_count; k++) times += w->dates[k].times;
  for (uint32_t k = 0; k < w->date_count; k++) add_date_logs(&w->dates[k], w->dates[k].times / often(times), window, log);
}

/* ---- the latest full dates ---- */

/* The latest date with its year that a report tells of. */
typedef struct latest { bool is_day; int64_t day; date_word word; } latest;
typedef struct latests { VEC(latest) list; } latests; /* by day, each once */

static bool latest_of(const date_report *x, uint32_t report, latest *out) {
  bool any = false;
  for (uint32_t i = 0; x->times && i < x->times->count && i < MOST_WORDS; i++) {
    const time_expression *e = &x->times->at[i];
    if (!counts(e) || e->kind != TIME_ABSOLUTE || !e->year || e->tense == DIRECTION_FUTURE || e->unit > GRANULARITY_YEAR) continue;
    time_value v = time_resolve(x->times, i, &(time_anchors){0});
    if (!v.known || v.granularity > GRANULARITY_YEAR || (any && v.days.earliest <= out->day)) continue;
    *out = (latest){is_date(e), v.days.earliest, {report, i}};
    any = true;
  }
  return any;
}

static int by_day(const void *a, const void *b) {
  const latest *x = a, *y = b;
  return (x->day > y->day) - (x->day < y->day);
}

static void find_latests(const date_report *reports, uint32_t count, arena *scratch, latests *out) {
  latest one;
  for (uint32_t r = 0; r < count; r++)
    if (latest_of(&reports[r], r, &one)) vec_push(scratch, &out->list, one);
  vec_sort(scratch, &out->list, by_day);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < out->list.count; i++)
    if (kept == 0 || out->list.at[kept - 1].day != out->list.at[i].day) out->list.at[kept++] = out->list.at[i];
  out->list.count = kept;
}

/* The share of a day, by the latest full date of a report alone. */
static double latest_share(const latest *l, int64_t day) {
  int64_t away = day - l->day, from = LATEST_FROM;
  int step = 0;
  for (; step + 1 < LATEST_STEPS && away > latest_steps[step].to; step++) from = latest_steps[step].to;
  if (away <= from || away > latest_steps[step].to) return 1e-7; /* outside of all */
  return (l->is_day ? latest_steps[step].of_day : latest_steps[step].of_period) / 1000.0 / (double)(latest_steps[step].to - from);
}

/* By those of all reports. */
static void latests_log(const latests *l, day_range window, double *log) {
  for (uint32_t k = 0; k < l->list.count && k < JURY; k++) {
    const latest *one = &l->list.at[l->list.count - 1 - k];
    for (int64_t day = window.earliest; day <= window.latest; day++) log[day - window.earliest] += number_log(latest_share(one, day));
  }
}

/* ---- the middle of the story ---- */

typedef struct fitting {
  date_report *reports;
  uint32_t count;
  bool is_dated;             /* the day of one of them at least is known */
  day_range window;
  int64_t days;
  const int *keys;           /* a day each, PAD more on both sides */
  latests latests;           /* asked where no report is dated */
  VEC(date_word) pairs;      /* of all reports; likewise */
  uint32_t told[13][32];     /* so many reports tell of that day of a month; likewise */
  uint32_t jury[JURY];       /* reports */
  uint32_t jury_count;
  double *fit[JURY];         /* likelihood of the days of each, at most 1 */
  double *middle[SPREADS];   /* weight of each day as the middle, at most 1 */
  arena *scratch;
} fitting;

#define TINY 1e-9 /* no report is quite out of question anywhere */

/* Each day's weight handed to the days about it. */
static void spread_out(const double *in, int64_t n, int spread, double *out) {
  double keep = spread_keeps[spread] / 1000.0, share = (1 - keep) / (1 + keep), run = 0;
  for (int64_t i = 0; i < n; i++) out[i] = run = run * keep + in[i];
  run = 0;
  for (int64_t i = n; i-- > 0;) {
    out[i] = (out[i] + run) * share;
    run = (run + in[i]) * keep;
  }
}

static double *likelihood(const fitting *f, uint32_t r, arena *a) {
  const date_report *x = &f->reports[r];
  double *fit = ARENA_ARRAY(a, double, (size_t)f->days), most = 0;
  bool is_exact = x->is_known && x->days.earliest == x->days.latest;
  if (x->times && !is_exact) {
    words w;
    gather(x->times, &w);
    for (uint32_t k = 0; k < w.date_count; k++)
      if (f->told[w.dates[k].month][w.dates[k].day]) w.dates[k].reports = f->told[w.dates[k].month][w.dates[k].day];
    words_log(&w, f->window, f->keys, fit);
  }
  for (int64_t i = 0; i < f->days; i++)
    if (i == 0 || fit[i] > most) most = fit[i];
  for (int64_t i = 0; i < f->days; i++) {
    int64_t day = f->window.earliest + i;
    fit[i] = x->is_known && (day < x->days.earliest || day > x->days.latest) ? 0 : number_exp(fit[i] - most);
  }
  return fit;
}

static void find_middle(fitting *f) {
  double most = 0, *story = ARENA_ARRAY(f->scratch, double, (size_t)f->days);
  latests_log(&f->latests, f->window, story);
  double *about = ARENA_ARRAY(f->scratch, double, (size_t)f->days);
  for (uint32_t j = 0; j < f->jury_count; j++) f->fit[j] = likelihood(f, f->jury[j], f->scratch);
  for (int s = 0; s < SPREADS; s++) {
    double *log = f->middle[s] = ARENA_ARRAY(f->scratch, double, (size_t)f->days);
    for (int64_t i = 0; i < f->days; i++) log[i] = number_log(spread_share[s] / 1000.0) + story[i];
    for (uint32_t j = 0; j < f->jury_count; j++) {
      spread_out(f->fit[j], f->days, s, about);
      for (int64_t i = 0; i < f->days; i++) log[i] += number_log(about[i] + TINY);
    }
    for (int64_t i = 0; i < f->days; i++)
      if ((s == 0 && i == 0) || log[i] > most) most = log[i];
  }
  for (int s = 0; s < SPREADS; s++)
    for (int64_t i = 0; i < f->days; i++) f->middle[s][i] = number_exp(f->middle[s][i] - most);
}

static int *as_millionths(const double *share, int64_t n, arena *a) {
  double all = 0;
  int *weight = ARENA_ARRAY(a, int, (size_t)n);
  for (int64_t i = 0; i < n; i++) all += share[i];
  for (int64_t i = 0; all > 0 && i < n; i++) weight[i] = (int)(share[i] / all * MILLION + 0.5);
  return weight;
}

/* The weight of each day for one report, in millionths of all. */
static const int *weights(const fitting *f, uint32_t r) {
  uint32_t juror = 0;
  while (juror < f->jury_count && f->jury[juror] != r) juror++;
  const double *fit = juror < f->jury_count ? f->fit[juror] : likelihood(f, r, f->scratch);
  size_t n = (size_t)f->days;
  double *sum = ARENA_ARRAY(f->scratch, double, n), *others = ARENA_ARRAY(f->scratch, double, n), *about = ARENA_ARRAY(f->scratch, double, n);
  for (int s = 0; s < SPREADS; s++) {
    spread_out(fit, f->days, s, about);
    for (size_t i = 0; i < n; i++) others[i] = f->middle[s][i] / (juror < f->jury_count ? about[i] + TINY : 1);
    spread_out(others, f->days, s, about);
    for (size_t i = 0; i < n; i++) sum[i] += about[i] * fit[i];
  }
  return as_millionths(sum, f->days, f->scratch);
}

/* The same where nothing but the latest full dates speaks, for all reports. */
static const int *weights_of_latests(const fitting *f) {
  double *share = ARENA_ARRAY(f->scratch, double, (size_t)f->days), most = 0;
  latests_log(&f->latests, f->window, share);
  for (int64_t i = 0; i < f->days; i++)
    if (i == 0 || share[i] > most) most = share[i];
  for (int64_t i = 0; i < f->days; i++) share[i] = number_exp(share[i] - most);
  return as_millionths(share, f->days, f->scratch);
}

/* ---- the answer ---- */

/* The shortest run of days that weighs enough; of equally short ones the heaviest, the first. */
static bool shortest(const int *weight, int64_t n, int enough, day_range *out, int *mass) {
  int64_t left = 0, sum = 0;
  *mass = 0, *out = (day_range){0};
  for (int64_t right = 0; right < n; right++) {
    sum += weight[right];
    while (left < right && sum - weight[left] >= enough) sum -= weight[left++];
    if (sum < enough) continue;
    int64_t wide = right - left, best = out->latest - out->earliest;
    if (*mass && (wide > best || (wide == best && sum <= *mass))) continue;
    *out = (day_range){left, right}, *mass = (int)sum;
  }
  return *mass > 0;
}

/* The heaviest days, as many as weigh enough, as runs. False: too many runs. */
typedef struct day_weight { int64_t day; int weight; } day_weight;
static int by_weight(const void *a, const void *b) {
  const day_weight *x = a, *y = b;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return (x->day > y->day) - (x->day < y->day);
}

static bool heaviest(const int *weight, int64_t n, int enough, arena *a, arena *scratch, day_ranges *out, int *mass) {
  VEC(day_weight) days = {0};
  for (int64_t i = 0; i < n; i++)
    if (weight[i] > 0) vec_push(scratch, &days, ((day_weight){i, weight[i]}));
  vec_sort(scratch, &days, by_weight);
  bool *taken = ARENA_ARRAY(scratch, bool, (size_t)n);
  int sum = 0;
  for (uint32_t k = 0; k < days.count && sum < enough; k++) taken[days.at[k].day] = true, sum += days.at[k].weight;
  for (int64_t i = 0; i < n; i++) {
    if (!taken[i]) continue;
    if (out->count && i - vec_last(out)->latest <= GAP) vec_last(out)->latest = i;
    else if (out->count == MOST_RANGES) return false;
    else vec_push(a, out, ((day_range){i, i}));
  }
  *mass = 0;
  for (uint32_t k = 0; k < out->count; k++)
    for (int64_t i = out->at[k].earliest; i <= out->at[k].latest; i++) *mass += weight[i];
  return sum >= enough;
}

static void whole_years(day_range *r) {
  r->earliest = civil_to_day(day_to_civil(r->earliest).year, 1, 1);
  r->latest = civil_to_day(day_to_civil(r->latest).year, 12, 31);
}

static int64_t length(day_range r) { return r.latest - r.earliest + 1; }

/* One narrow range; else the heaviest runs, where they leave much out; else one wide range. */
static void answer(const fitting *f, uint32_t r, const int *weight, arena *a) {
  date_report *x = &f->reports[r];
  const int one = MILLION / 1000;
  day_range best = {0};
  day_ranges runs = {0};
  int mass = 0, mass_of_runs = 0;
  int64_t days_of_runs = 0;
  bool is_narrow = shortest(weight, f->days, (f->is_dated ? DATE_SURE : DATE_ALONE_SURE) * one, &best, &mass) &&
      length(best) <= (f->is_dated ? DATE_NARROW : DATE_ALONE_NARROW);
  if (x->is_known && (!is_narrow || length(best) >= length(x->days))) return; /* no narrower than it was */
  if (!is_narrow) {
    int enough = (f->is_dated ? DATE_SURE : DATE_UNDATED_SURE) * one;
    if (!shortest(weight, f->days, enough, &best, &mass)) return;
    bool are_few = heaviest(weight, f->days, enough, a, f->scratch, &runs, &mass_of_runs);
    for (uint32_t k = 0; k < runs.count; k++) days_of_runs += length(runs.at[k]);
    if (are_few && 2 * days_of_runs <= length(best)) mass = mass_of_runs;
    else runs.count = 0;
  }
  if (runs.count == 0) vec_push(a, &runs, best);
  if (runs.count == 1 && length(runs.at[0]) > MOST_YEARS * 366) return;
  x->granularity = GRANULARITY_DAY;
  for (uint32_t k = 0; k < runs.count; k++) {
    day_range *range = &runs.at[k];
    range->earliest += f->window.earliest, range->latest += f->window.earliest;
    if (length(*range) <= 366) continue;
    whole_years(range);
    x->granularity = GRANULARITY_YEAR;
  }
  x->ranges = runs;
  x->is_narrow = is_narrow;
  x->confidence = mass / one > 990 ? 990 : mass / one; /* what the tables do not know */
}

/* ---- the words it rests on ---- */

/* How well one expression fits a day, by itself. */
static double expression_log(const fitting *f, const time_expressions *list, uint32_t index, int64_t day) {
  const time_expression *e = &list->at[index];
  const int *key = f->keys + (day - f->window.earliest);
  int64_t named = day;
  if (is_bare_weekday(e)) {
    double share = 0;
    for (int s = 0; s < CUSTOMS; s++) share += custom_share[s] / 1000.0 * weekday_share(s, class_of(e->direction), lag_of(day, e->weekday), key);
    return number_log(share);
  }
  if (is_day_word(e)) return day_word_log(e->amount + 1, key);
  if (is_bare_month(e)) return month_log(e->month, class_of(e->tense), day) / 2;
  if (!is_bare_date(e) || !nearest_named(e->month, e->day, day, &named)) return 0;
  int weekday = weekday_beside(list, e);
  return named_log(day, named, weekday, class_of(e->tense)) / 2 + (weekday ? pair_log(day_weekday(named) == weekday) : 0);
}

typedef struct gain { int gain; date_word word; } gain;
static int by_place(const void *a, const void *b) {
  const date_word *x = a, *y = b;
  if (x->report != y->report) return x->report < y->report ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}
static int by_gain(const void *a, const void *b) {
  const gain *x = a, *y = b;
  return x->gain != y->gain ? (x->gain > y->gain ? -1 : 1) : by_place(&x->word, &y->word);
}

/* By how much the expression fits the day better than the days of the weeks about it, in thousandths of log. */
static int gain_of(const fitting *f, const time_expressions *list, uint32_t index, int64_t day) {
  double about = 0;
  int days = 0;
  for (int64_t d = day - DAYS; d <= day + DAYS; d++)
    if (d >= f->window.earliest && d <= f->window.latest) about += expression_log(f, list, index, d), days++;
  return (int)((expression_log(f, list, index, day) - about / days) * 1000);
}

/* Words that fit the heaviest day; where no report is dated also those that give the year: the latest full date, and pairs
 * that fit, of any report. */
static void give_words(const fitting *f, uint32_t r, const int *weight, arena *a) {
  enum { LEAST = 50, YEAR = 2000 };
  date_report *x = &f->reports[r];
  int64_t day = 0, named = 0;
  for (int64_t i = 1; i < f->days; i++)
    if (weight[i] > weight[day]) day = i;
  day += f->window.earliest;
  VEC(gain) gains = {0};
  for (uint32_t i = 0; f->keys && x->times && i < x->times->count && i < MOST_WORDS; i++) {
    int more = counts(&x->times->at[i]) ? gain_of(f, x->times, i, day) : 0;
    if (more >= LEAST && !(f->pairs.count && date_is_pair(x->times, i))) vec_push(f->scratch, &gains, ((gain){more, {r, i}}));
  }
  for (uint32_t k = 0; k < f->pairs.count; k++) {
    date_word p = f->pairs.at[k];
    const time_expressions *list = f->reports[p.report].times;
    if (!nearest_named(list->at[p.index].month, list->at[p.index].day, day, &named) || day_weekday(named) != weekday_beside(list, &list->at[p.index])) continue;
    vec_push(f->scratch, &gains, ((gain){YEAR + (p.report == r), p})); /* its own ones first */
  }
  if (f->latests.list.count) vec_push(f->scratch, &gains, ((gain){2 * YEAR, vec_last(&f->latests.list)->word}));
  vec_sort(f->scratch, &gains, by_gain);
  for (uint32_t i = 0; i < gains.count && i < MOST_EVIDENCE; i++) vec_push(a, &x->words, gains.at[i].word);
  vec_sort(f->scratch, &x->words, by_place);
}

/* ---- the window and the keys ---- */

static bool is_anchor(const date_report *x) { return x->is_known && x->days.latest - x->days.earliest <= ANCHOR; }

static int by_value(const void *a, const void *b) {
  const int64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* The middle one of the known days. False: none is known. */
static bool middle_known(const date_report *reports, uint32_t count, arena *scratch, int64_t *out) {
  VEC(int64_t) days = {0};
  for (uint32_t r = 0; r < count; r++)
    if (is_anchor(&reports[r])) vec_push(scratch, &days, reports[r].days.earliest + (reports[r].days.latest - reports[r].days.earliest) / 2);
  vec_sort(scratch, &days, by_value);
  if (days.count) *out = days.at[days.count / 2];
  return days.count > 0;
}

static day_range window_about(const date_report *reports, uint32_t count, int64_t middle) {
  day_range w = {middle, middle};
  for (uint32_t r = 0; r < count; r++) {
    const date_report *x = &reports[r];
    if (!is_anchor(x) || x->days.earliest < middle - REACH || x->days.latest > middle + REACH) continue;
    if (x->days.earliest < w.earliest) w.earliest = x->days.earliest;
    if (x->days.latest > w.latest) w.latest = x->days.latest;
  }
  return (day_range){w.earliest - ROOM, w.latest + ROOM};
}

/* A day counts once a report: `seen` has the report that counted it last. */
static void add_key(const fitting *f, int *keys, uint32_t *seen, uint32_t report, int64_t day) {
  int64_t i = day - f->window.earliest;
  if (i < 0 || i >= f->days || seen[i] == report + 1) return;
  seen[i] = report + 1;
  keys[i]++;
}

/* The days the story is about: those on which dated reports appeared, those they speak of, and dates that any report names. */
static const int *find_keys(const fitting *f, int64_t middle) {
  int *keys = ARENA_ARRAY(f->scratch, int, (size_t)f->days + 2 * PAD);
  keys += PAD;
  if (!f->is_dated) return keys;
  uint32_t *seen = ARENA_ARRAY(f->scratch, uint32_t, (size_t)f->days);
  for (uint32_t r = 0; r < f->count; r++) {
    const date_report *x = &f->reports[r];
    bool is_exact = x->is_known && x->days.earliest == x->days.latest;
    time_anchors on = {true, is_exact ? x->days : (day_range){middle, middle}};
    if (is_exact) add_key(f, keys, seen, r, x->days.earliest);
    for (uint32_t i = 0; x->times && i < x->times->count && i < MOST_WORDS; i++) {
      const time_expression *e = &x->times->at[i];
      bool is_named = is_date(e);
      if (!counts(e) || !(is_named || (is_exact && (e->kind == TIME_WEEKDAY || is_day_word(e))))) continue;
      time_value v = time_resolve(x->times, i, &on);
      if (!v.known || v.days.latest - v.days.earliest > DAYS || (!is_named && !v.certain)) continue;
      if (is_named && (v.days.earliest < middle - KEY_NEAR || v.days.latest > middle + KEY_NEAR)) continue;
      add_key(f, keys, seen, r, v.days.earliest);
      add_key(f, keys, seen, r, v.days.latest); /* a weekday and a date that disagree: either */
    }
  }
  return keys;
}

static void find_pairs(fitting *f) {
  uint32_t last[13][32] = {0}; /* the report, from 1, that told of it last */
  for (uint32_t r = 0; r < f->count; r++) {
    const time_expressions *list = f->reports[r].times;
    for (uint32_t i = 0; list && i < list->count && i < MOST_WORDS; i++) {
      const time_expression *e = &list->at[i];
      if (!counts(e) || !is_bare_date(e)) continue;
      if (last[e->month][e->day] != r + 1) f->told[e->month][e->day]++, last[e->month][e->day] = r + 1;
      if (date_is_pair(list, i) && f->pairs.count < MOST_DATES) vec_push(f->scratch, &f->pairs, ((date_word){r, i}));
    }
  }
}

static void choose_jury(fitting *f) {
  for (uint32_t r = 0; r < f->count && f->jury_count < JURY; r++)
    if (is_anchor(&f->reports[r])) f->jury[f->jury_count++] = r;
  for (uint32_t r = 0; r < f->count && f->jury_count < JURY; r++)
    if (!f->reports[r].is_known) f->jury[f->jury_count++] = r;
}

static void answer_all(fitting *f, const int *same_for_all, arena *a) {
  for (uint32_t r = 0; r < f->count; r++) {
    const date_report *x = &f->reports[r];
    if (x->is_known && x->days.earliest == x->days.latest) continue;
    arena_mark mark = arena_save(f->scratch);
    const int *weight = same_for_all ? same_for_all : weights(f, r);
    answer(f, r, weight, a);
    if (x->ranges.count) give_words(f, r, weight, a);
    arena_release(f->scratch, mark);
  }
}

void date_fit(date_report *reports, uint32_t count, arena *a, arena *scratch) {
  arena_mark mark = arena_save(scratch);
  fitting f = {.reports = reports, .count = count, .scratch = scratch};
  int64_t middle = 0;
  f.is_dated = middle_known(reports, count, scratch, &middle);
  if (f.is_dated) {
    f.window = window_about(reports, count, middle);
  } else {
    f.window = (day_range){civil_to_day(DATE_FIRST_YEAR, 1, 1), civil_to_day(DATE_LAST_YEAR, 12, 31)};
    find_latests(reports, count, scratch, &f.latests);
    find_pairs(&f);
  }
  f.days = f.window.latest - f.window.earliest + 1;
  if (f.is_dated || f.pairs.count) {
    f.keys = find_keys(&f, middle);
    choose_jury(&f);
    find_middle(&f);
    answer_all(&f, NULL, a);
  } else if (f.latests.list.count) {
    answer_all(&f, weights_of_latests(&f), a);
  }
  arena_release(scratch, mark);
}
