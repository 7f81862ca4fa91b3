/* The page as flat arrays: blocks, and where each byte of them stands in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/html.h"

static page *parse(arena *a, str source) {
  document *d = ARENA_NEW(a, document);
  d->arena = a;
  mapped body = mapped_identity(a, source);
  page *p = ARENA_NEW(a, page);
  assert_int_equal(html_parse(d, &body, p), HSY_OK);
  return p;
}

static str joined(arena *a, const page *p) {
  strbuf out = strbuf_new(a);
  for (uint32_t i = 0; i < p->blocks.count; i++) {
    if (i > 0) strbuf_char(&out, '|');
    strbuf_add(&out, page_slice(p, p->blocks.at[i].start, p->blocks.at[i].end));
  }
  return strbuf_str(&out);
}

static void expect_blocks(const char *source, const char *want) {
  arena *a = arena_new();
  str got = joined(a, parse(a, str_of(source)));
  if (!str_eq(got, str_of(want))) fail_msg("%s\n  got:      %.*s\n  expected: %s", source, STR_ARG(got), want);
  arena_free(a);
}

static void blocks_are_runs_between_block_tags(void **state) {
  (void)state;
  expect_blocks("<p>One <b>two</b> three<p>four", "One two three|four");
  expect_blocks("<div>a<div>b</div>c</div>", "a|b|c");
  expect_blocks("<p>one<br>two<br><br>three", "one two|three");
  expect_blocks("<p>  a \n  b&nbsp;c </p>", "a b c");
  expect_blocks("<ul><li>a<li>b</ul>", "a|b");
  expect_blocks("<p>a<script>var x = '</p><p>no';</script>b</p>", "ab");
  expect_blocks("<p>a<!-- <p>no</p> -->b</p>", "ab");
  expect_blocks("<noscript><p>no</p></noscript><p>yes", "yes");
  expect_blocks("<title>no</title><p>yes", "yes");
}

static void entities_become_characters(void **state) {
  (void)state;
  expect_blocks("<p>&lt;b&gt; &amp; &quot;x&quot; &#8220;y&#x201D; caf&eacute;", "<b> & \"x\" “y” café");
  expect_blocks("<p>&copy2024 &pound5 a&b AT&T Q&A &unknown; x&ampy", "©2024 £5 a&b AT&T Q&A &unknown; x&y");
  expect_blocks("<p>&#150; &#147;x&#148; a&shy;b", "– “x” ab");
}

static void text_behind_an_early_end_is_kept(void **state) {
  (void)state;
  expect_blocks("<html><body><p>a</p></body></html><p>b</p></body></html>", "a|b");
  expect_blocks("<p>a<script>document.write('</body>')</script>b", "ab");
}

static void broken_markup_loses_no_text(void **state) {
  (void)state;
  expect_blocks("<p>a <b>b <i>c</b> d</i> e", "a b c d e");
  expect_blocks("<p>1 < 2 and 3 > 2", "1 < 2 and 3 > 2");
  expect_blocks("<p>a<!-- never ends <p>b", "a never ends|b");
  expect_blocks("<div><p>a</span></div></div><p>b", "a|b");
}

/* Each block's bytes lead to the same bytes of the source; a piece that was an entity leads to its ampersand. */
static void offsets_lead_to_the_source(void **state) {
  (void)state;
  arena *a = arena_new();
  str source = STR("<html><head><title>x</title></head><body><p class=\"a > b\">One &amp; two&hellip; <a href='/?a=1&b=2'>three</a> four four four"
                   "<p>five &copy2024 six<!-- no --> seven &#8212; eight\n\n nine</body></html><p>ten");
  page *p = parse(a, source);
  uint32_t entities = 0;
  for (uint32_t i = 0; i < p->text.map.count; i++) {
    map_run run = p->text.map.at[i];
    for (uint32_t k = 0; k < run.count; k++) {
      char text = p->text.text.at[run.text + k * run.text_step], from = source.at[run.input + (uint64_t)k * run.input_step];
      if (run.input_step == 0 || text == ' ') continue;
      if (run.text_step == 1 && run.input_step == 1) assert_int_equal(text, from);
      else assert_int_equal(from, '&'), entities++;
    }
  }
  assert_int_equal(entities, 4);
  arena_free(a);
}

static void nesting_is_bounded(void **state) {
  (void)state;
  arena *a = arena_new();
  strbuf deep = strbuf_new(a);
  for (int i = 0; i < 20000; i++) strbuf_add(&deep, STR("<div>"));
  strbuf_add(&deep, STR("bottom"));
  for (int i = 0; i < 20000; i++) strbuf_add(&deep, STR("</div>"));
  strbuf_add(&deep, STR("<p>after"));
  page *p = parse(a, strbuf_str(&deep));
  assert_true(str_eq(joined(a, p), STR("bottom|after")));
  assert_true(p->elements.count <= HSY_MAX_HTML_DEPTH + 8);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(blocks_are_runs_between_block_tags), cmocka_unit_test(entities_become_characters), cmocka_unit_test(text_behind_an_early_end_is_kept),
    cmocka_unit_test(broken_markup_loses_no_text), cmocka_unit_test(offsets_lead_to_the_source), cmocka_unit_test(nesting_is_bounded)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
