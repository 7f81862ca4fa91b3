/* The HTML report: harmless, whole, linked, small, the same every time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/map.h"
#include "fixture.h"
#include "show/assets.h"

static str page_of(arena *a, const report *r) {
  strbuf *b = ARENA_NEW(a, strbuf);
  *b = strbuf_new(a);
  sink *out = sink_to_memory(a, b);
  arena *scratch = arena_new();
  show_report_html(r, &fixture_options, scratch, out);
  hsy_error err = {0};
  assert_int_equal(sink_finish(out, &err), HSY_OK);
  arena_free(scratch);
  return strbuf_str(b);
}

static bool has(str page, const char *words) { return str_find(page, str_of(words), 0) != STR_NONE; }

/* The page without style and script. */
static str body_of(str page) {
  size_t from = str_find(page, STR("<body>"), 0), to = str_find(page, STR("<script>"), 0);
  assert_true(from != STR_NONE && to != STR_NONE);
  return str_slice(page, from, to);
}

/* ---- what a page must hold, whatever it shows ---- */

static void check_ids_and_links(arena *a, str page) {
  map ids = map_new(a);
  for (size_t at = 0; (at = str_find(page, STR(" id=\""), at)) != STR_NONE;) {
    at += 5;
    str id = str_slice(page, at, str_find_char(page, '"', at));
    if (map_get(&ids, id) != MAP_NONE) fail_msg("the id \"%.*s\" stands twice", STR_ARG(id));
    map_put(&ids, id, 1);
  }
  size_t links = 0;
  for (size_t at = 0; (at = str_find(page, STR("href=\"#"), at)) != STR_NONE; links++) {
    at += 7;
    str id = str_slice(page, at, str_find_char(page, '"', at));
    if (map_get(&ids, id) == MAP_NONE) fail_msg("the link to \"%.*s\" leads nowhere", STR_ARG(id));
  }
  assert_true(links > 5);
  for (size_t at = 0; (at = str_find(page, STR("data-to=\""), at)) != STR_NONE;) {
    at += 9;
    str id = str_slice(page, at, str_find_char(page, '"', at));
    assert_int_not_equal(map_get(&ids, id), MAP_NONE);
    assert_int_not_equal(map_get(&ids, str_format(a, "%.*s-p", STR_ARG(id))), MAP_NONE);
  }
}

/* Every element is closed, in order. */
static void check_nesting(arena *a, str body) {
  VEC(str) open = {0};
  for (size_t at = 0; (at = str_find_char(body, '<', at)) != STR_NONE;) {
    bool closes = body.at[at + 1] == '/';
    size_t name = at + 1 + closes, end = name;
    while (end < body.len && ((body.at[end] >= 'a' && body.at[end] <= 'z') || (body.at[end] >= '0' && body.at[end] <= '9'))) end++;
    size_t stop = str_find_char(body, '>', end);
    assert_true(stop != STR_NONE);
    str tag = str_slice(body, name, end);
    at = stop + 1;
    if (body.at[stop - 1] == '/' || str_eq(tag, STR("br")) || str_eq(tag, STR("body"))) continue;
    if (!closes) {
      vec_push(a, &open, tag);
      continue;
    }
    if (open.count == 0 || !str_eq(*vec_last(&open), tag))
      fail_msg("</%.*s> closes <%.*s> near: %.*s", STR_ARG(tag), STR_ARG(open.count ? *vec_last(&open) : STR("nothing")), 120, body.at + (stop > 100 ? stop - 100 : 0));
    open.count--;
  }
  assert_int_equal(open.count, 0);
}

static void check_no_requests(str page) {
  static const char *const loaders[] = {" src=", "srcset", "url(", "@import", "<iframe", "<img", "<object", "<embed", "<base", "fetch(", "XMLHttp", "onclick=", "onload=", "onerror=", "http:", "https:"};
  for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++)
    if (has(page, loaders[i])) fail_msg("the page holds \"%s\"", loaders[i]);
}

static void check_page(arena *a, const report *r) {
  str page = page_of(a, r);
  check_ids_and_links(a, page);
  check_nesting(a, body_of(page));
  check_no_requests(page);
  str again = page_of(a, r);
  assert_true(str_eq(page, again));
}

static void every_page_is_whole_linked_and_repeatable(void **state) {
  (void)state;
  arena *a = arena_new();
  report *five = fixture_five(a);
  assert_null(report_check(five));
  five->all_conflicts = true;
  check_page(a, five);
  check_page(a, fixture_one(a));
  check_page(a, fixture_stories(a));
  check_page(a, fixture_bare(a, 1));
  check_page(a, fixture_bare(a, 3));
  check_page(a, fixture_many(a, 1, 1, false));
  check_page(a, fixture_many(a, 2, 2, false));
  check_page(a, fixture_many(a, 12, 3, true));
  check_page(a, fixture_many(a, 30, 3, false));
  check_page(a, fixture_many(a, 70, 5, true));
  arena_free(a);
}

/* ---- hostile text ---- */

static void markup_and_controls_come_out_harmless(void **state) {
  (void)state;
  arena *a = arena_new();
  str page = page_of(a, fixture_five(a));
  str body = body_of(page);
  assert_false(has(body, "<script"));
  assert_true(has(body, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;too&#39;"));
  assert_true(has(body, "Bridge &lt;b&gt;shut&lt;/b&gt; &amp; &quot;cracked&quot;"));
  assert_true(has(body, "newsletter &lt;every&gt; morning"));
  assert_false(has(page, "\xe2\x80\xae"));
  assert_false(has(page, "\xe2\x80\xac"));
  assert_false(has(page, "\x07"));
  arena_free(a);
}

static void no_field_can_leave_its_attribute(void **state) {
  (void)state;
  static const char EVIL[] = "\"><img src=x onerror=alert(1)> 'x' </script><script>alert(2)</script> \xe2\x80\xae %s%n";
  arena *a = arena_new();
  report *r = fixture_five(a);
  for (uint32_t i = 0; i < r->document_count; i++) {
    document *d = r->documents[i];
    d->title = d->outlet = d->path = d->id = d->lang = d->url = str_of(EVIL);
    d->published.basis_text = str_of(EVIL);
    for (uint32_t k = 0; k < d->removed.count; k++) d->removed.at[k].text = str_of(EVIL);
  }
  story *s = &r->stories.at[0];
  s->title = s->why_origins = s->why_first = str_of(EVIL);
  for (uint32_t i = 0; i < s->sources.count; i++) s->sources.at[i].name = s->sources.at[i].role = str_of(EVIL);
  for (uint32_t i = 0; i < s->claims.count; i++) s->claims.at[i].text = str_of(EVIL);
  for (uint32_t i = 0; i < s->conflicts.count; i++) {
    s->conflicts.at[i].text = s->conflicts.at[i].reading = str_of(EVIL);
    for (uint32_t k = 0; k < s->conflicts.at[i].sides.count; k++) s->conflicts.at[i].sides.at[k].value = str_of(EVIL);
  }
  for (uint32_t i = 0; i < s->timeline.count; i++) s->timeline.at[i].what = str_of(EVIL);
  for (uint32_t i = 0; i < s->names.count; i++) s->names.at[i].name = s->names.at[i].variants.at[0].text = str_of(EVIL);
  for (uint32_t i = 0; i < s->quotes.count; i++)
    for (uint32_t k = 0; k < s->quotes.at[i].versions.count; k++) s->quotes.at[i].versions.at[k].text = str_of(EVIL);
  str page = page_of(a, r);
  assert_false(has(page, "<img"));
  assert_false(has(page, "\xe2\x80\xae"));
  size_t script = str_find(page, STR("<script"), 0);
  assert_true(script != STR_NONE);
  assert_true(str_find(page, STR("<script"), script + 1) == STR_NONE);
  check_nesting(a, body_of(page));
  check_ids_and_links(a, page);
  arena_free(a);
}

/* ---- the policy ---- */

static int hex_value(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static str base64_of_hex(arena *a, const char hex[65]) {
  static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  strbuf out = strbuf_new(a);
  for (int i = 0; i < 32; i += 3) {
    unsigned bits = 0;
    for (int k = 0; k < 3; k++) bits = bits << 8 | (i + k < 32 ? (unsigned)(hex_value(hex[2 * (i + k)]) << 4 | hex_value(hex[2 * (i + k) + 1])) : 0);
    for (int k = 0; k < 4; k++) strbuf_char(&out, i + k > 32 ? '=' : LETTERS[bits >> (18 - 6 * k) & 63]);
  }
  return strbuf_str(&out);
}

static void the_policy_allows_exactly_the_script_of_the_page(void **state) {
  (void)state;
  arena *a = arena_new();
  str page = page_of(a, fixture_five(a));
  size_t from = str_find(page, STR("<script>"), 0) + 8, to = str_find(page, STR("</script>"), from);
  char hex[65];
  sha256_hex(page.at + from, to - from, hex);
  str policy = str_format(a, "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%.*s'; img-src data:; base-uri 'none'; form-action 'none'",
                          STR_ARG(base64_of_hex(a, hex)));
  if (str_find(page, policy, 0) == STR_NONE) fail_msg("the page lacks: %.*s", STR_ARG(policy));
  assert_true(str_find(page, STR("<script"), to) == STR_NONE);
  arena_free(a);
}

/* ---- size ---- */

static size_t packed(arena *a, str s) {
  uLongf size = compressBound((uLong)s.len);
  Bytef *out = arena_alloc(a, size);
  assert_int_equal(compress2(out, &size, (const Bytef *)s.at, (uLong)s.len, 6), Z_OK);
  return size;
}

static void a_page_is_at_most_60_kB_packed_besides_the_texts(void **state) {
  (void)state;
  arena *a = arena_new();
  report *all[] = {fixture_five(a), fixture_one(a), fixture_many(a, 12, 3, true), fixture_many(a, 30, 3, false)};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    str page = page_of(a, all[i]);
    size_t from = str_find(page, STR("<div class=\"texts\">"), 0), to = str_find(page, STR("<footer>"), 0);
    assert_true(from != STR_NONE && to != STR_NONE);
    str rest[] = {str_slice(page, 0, from), str_slice(page, to, page.len)};
    size_t size = packed(a, str_join(a, rest, 2, STR("")));
    if (size > 60 * 1024) fail_msg("page %zu: %zu bytes packed", i, size);
  }
  arena_free(a);
}

/* ---- content ---- */

static void numbers_are_those_of_the_counts(void **state) {
  (void)state;
  arena *a = arena_new();
  report *r = fixture_five(a);
  r->stories.at[0].counts = (counts){41, 42, 43, 44, 45, 46, 47};
  str page = page_of(a, r);
  assert_true(has(page, "<span>41 reports,</span>"));
  assert_true(has(page, "<span>42 origins,</span>"));
  assert_true(has(page, "<b>44</b> <span>quotes, 45 altered</span>"));
  assert_true(has(page, "<b>46</b> <span>conflicts</span>"));
  assert_true(has(page, "<b>47</b> <span>denials</span>"));
  arena_free(a);
}

static void an_empty_section_says_what_was_looked_for(void **state) {
  (void)state;
  arena *a = arena_new();
  str page = page_of(a, fixture_bare(a, 3));
  assert_true(has(page, "No words of one speaker stand in two reports or more."));
  assert_true(has(page, "No passage contradicts another"));
  assert_true(has(page, "No figure in one report is replaced by a later one."));
  assert_true(has(page, "Nobody in these reports denies anything"));
  assert_false(has(page, "id=\"names\""));
  assert_false(has(page, "href=\"#names\""));
  page = page_of(a, fixture_one(a));
  assert_false(has(page, "id=\"quotes\""));
  assert_false(has(page, "<table class=\"claims"));
  arena_free(a);
}

static void several_stories_keep_their_ids_apart(void **state) {
  (void)state;
  arena *a = arena_new();
  str page = page_of(a, fixture_stories(a));
  assert_true(has(page, "id=\"s1-c1\""));
  assert_true(has(page, "id=\"s2-c1\""));
  assert_true(has(page, "id=\"s3-A\""));
  assert_true(has(page, "<a href=\"#s2-top\">The lamp on Gull Rock goes out</a>"));
  arena_free(a);
}

/* Marks that cross in every way: each id once, elements nested, the text to the letter. */
static void crossing_marks_nest_and_keep_the_text(void **state) {
  (void)state;
  for (uint32_t round = 1; round <= 40; round++) {
    arena *a = arena_new();
    report *r = fixture_one(a);
    story *s = &r->stories.at[0];
    document *d = r->documents[0];
    uint32_t seed = round * 2654435761u;
    for (uint32_t i = 0; i < 60; i++) {
      timeline_item *t = vec_new(a, &s->timeline);
      t->what = STR("x");
      uint32_t from = (seed = seed * 1664525u + 1013904223u) >> 8, wide = (seed = seed * 1664525u + 1013904223u) >> 8;
      from %= (uint32_t)d->text.len - 1;
      wide = 1 + wide % 40;
      span at = {from, from + wide < d->text.len ? from + wide : (uint32_t)d->text.len};
      while (at.start > 0 && ((unsigned char)d->text.at[at.start] & 0xC0) == 0x80) at.start--;
      while (at.end < d->text.len && ((unsigned char)d->text.at[at.end] & 0xC0) == 0x80) at.end++;
      vec_push(a, &t->evidence, ((evidence){0, at}));
    }
    str page = page_of(a, r);
    check_ids_and_links(a, page);
    check_nesting(a, body_of(page));
    /* the article's text: without elements and without the signs of the margin */
    size_t at = str_find(page, STR("</header>\n<p>"), str_find(page, STR("<article class=\"text\""), 0)) + 10;
    size_t end = str_find(page, STR("</article>"), at);
    strbuf text = strbuf_new(a);
    for (; at < end; at++) {
      if (str_starts(str_slice(page, at, end), STR("<span class=\"refs\">"))) at = str_find(page, STR("</span>"), at) + 6;
      else if (page.at[at] == '<') at = str_find_char(page, '>', at);
      else strbuf_char(&text, page.at[at]);
    }
    str squeezed = str_squeeze(a, strbuf_str(&text)), wanted = str_squeeze(a, d->text);
    if (!str_eq(squeezed, wanted)) fail_msg("the text came out as: %.*s", STR_ARG(squeezed));
    arena_free(a);
  }
}

/* ---- the graph ---- */

typedef struct leg { long y0, y1; } leg; /* tenths of a pixel */
typedef VEC(leg) legs;

static long tenths(str page, size_t *at) {
  long n = 0;
  while (page.at[*at] >= '0' && page.at[*at] <= '9') n = n * 10 + (page.at[(*at)++] - '0');
  n *= 10;
  if (page.at[*at] == '.') n += page.at[++*at] - '0', ++*at;
  return n;
}

/* The strands' legs that begin at x ("M10 ", "M396 "): where they begin and end. */
static legs legs_from(arena *a, str page, const char *start) {
  legs out = {0};
  for (size_t at = 0; (at = str_find(page, str_of(start), at)) != STR_NONE;) {
    at += strlen(start);
    leg l;
    l.y0 = l.y1 = tenths(page, &at);
    size_t end = str_find_char(page, '"', at), curve = str_find_char(page, 'C', at);
    if (curve < end) { /* C x y x y x y H x */
      at = curve + 1;
      for (int i = 0; i < 6; i++) l.y1 = tenths(page, &at), at++;
    }
    vec_push(a, &out, l);
  }
  return out;
}

static uint32_t crossings_of(const legs *l) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < l->count; i++)
    for (uint32_t k = i + 1; k < l->count; k++) n += (l->at[i].y0 < l->at[k].y0) != (l->at[i].y1 < l->at[k].y1);
  return n;
}

static void strands_cross_no_more_than_they_must_and_never_lie_on_each_other(void **state) {
  (void)state;
  arena *a = arena_new();
  struct { report *r; uint32_t strands, most; } cases[] = {
    {fixture_five(a), 6, 0}, {fixture_one(a), 1, 0}, {fixture_many(a, 12, 3, false), 0, 22}, {fixture_many(a, 30, 3, false), 0, 184}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    str page = page_of(a, cases[i].r);
    legs first = legs_from(a, page, "d=\"M10 "), second = legs_from(a, page, "d=\"M396 ");
    assert_int_equal(first.count, second.count);
    if (cases[i].strands) assert_int_equal(first.count, cases[i].strands);
    for (uint32_t k = 0; k < first.count; k++)
      for (uint32_t m = k + 1; m < first.count; m++) {
        assert_true(first.at[k].y0 != first.at[m].y0 && first.at[k].y1 != first.at[m].y1);
        assert_true(second.at[k].y0 != second.at[m].y0 && second.at[k].y1 != second.at[m].y1);
      }
    uint32_t n = crossings_of(&first) + crossings_of(&second);
    if (n > cases[i].most) fail_msg("case %zu: %u crossings", i, n);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_page_is_whole_linked_and_repeatable),
    cmocka_unit_test(markup_and_controls_come_out_harmless),
    cmocka_unit_test(no_field_can_leave_its_attribute),
    cmocka_unit_test(the_policy_allows_exactly_the_script_of_the_page),
    cmocka_unit_test(a_page_is_at_most_60_kB_packed_besides_the_texts),
    cmocka_unit_test(numbers_are_those_of_the_counts),
    cmocka_unit_test(an_empty_section_says_what_was_looked_for),
    cmocka_unit_test(several_stories_keep_their_ids_apart),
    cmocka_unit_test(crossing_marks_nest_and_keep_the_text),
    cmocka_unit_test(strands_cross_no_more_than_they_must_and_never_lie_on_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
