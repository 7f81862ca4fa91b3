/* Figures: cases as text (test/cases/figures). */
#include "cases.h"

static void thousandths(strbuf *out, int64_t value) {
  strbuf_format(out, "%lld", (long long)(value / 1000));
  if (value % 1000) strbuf_format(out, ".%03lld", (long long)(value % 1000));
}

static void list_figures(article *a, strbuf *out) {
  document *d = a->doc;
  assert_int_equal(find_times(d, a->scratch), HSY_OK);
  assert_int_equal(find_figures(d, a->scratch), HSY_OK);
  uint32_t next = 0;
  for (uint32_t s = 0; s < d->sentences.count; s++) {
    strbuf_add(out, document_slice(d, d->sentences.at[s].span));
    strbuf_char(out, '\n');
    for (; next < d->figures.count && d->figures.at[next].sentence == s; next++) {
      const figure *f = &d->figures.at[next];
      strbuf_format(out, "    %.*s = ", STR_ARG(document_slice(d, f->span)));
      thousandths(out, f->low);
      if (f->high != f->low) strbuf_add(out, STR(" to ")), thousandths(out, f->high);
      if (f->bound != BOUND_EXACT) strbuf_format(out, " %s", bound_kind_name(f->bound));
      if (f->unit.len) strbuf_format(out, ", %.*s", STR_ARG(f->unit));
      if (!span_empty(f->noun)) strbuf_format(out, ", of %.*s", STR_ARG(document_slice(d, f->noun)));
      if (f->role.len) strbuf_format(out, ", role %.*s", STR_ARG(f->role));
      for (uint32_t k = 0; k < f->scope.count; k++) strbuf_format(out, ", within \"%.*s\"", STR_ARG(document_slice(d, f->scope.at[k])));
      strbuf_char(out, '\n');
    }
  }
}

static void cases_of_figures(void **state) {
  (void)state;
  run_cases("test/cases/figures", list_figures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_of_figures)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
