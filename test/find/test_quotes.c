/* Quotations: cases as text (test/cases/quotes). Each line of the listing is one quotation, its pieces parted by " / ". */
#include "cases.h"

static void list_quotations(article *a, strbuf *out) {
  document *d = a->doc;
  assert_int_equal(find_quotations(d, a->scratch), HSY_OK);
  for (uint32_t i = 0; i < d->quotations.count; i++) {
    const quotation *q = &d->quotations.at[i];
    strbuf_add(out, q->is_single ? STR("single: ") : STR("double: "));
    for (uint32_t k = 0; k < q->pieces.count; k++) {
      if (k > 0) strbuf_add(out, STR(" / "));
      strbuf_add(out, document_slice(d, q->pieces.at[k]));
    }
    if (q->is_open) strbuf_add(out, STR("  (never closed)"));
    strbuf_char(out, '\n');
  }
  if (d->quotations.count == 0) strbuf_add(out, STR("no quotation\n"));
}

static void cases_of_quotations(void **state) {
  (void)state;
  run_cases("test/cases/quotes", list_quotations);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_of_quotations)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
