/* The whole program but its command line: up to three reports, parted by the byte 0x1E (record separator), are read,
 * compared and written in every format into nothing. What must hold: the invariants of every record (report_check), and
 * that a run and each writing come to HSY_OK, or to "no usable document". Inputs of an odd length are one story by order, so
 * that reports which have little in common are compared too.
 *
 * The context is opaque to callers; the records in it are looked at by making this file of the same source.
 */
#include <stdio.h>
#include <stdlib.h>

#include "hearsay.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_REPORTS = 3, MOST_BYTES = 1 << 14, SEPARATOR = 0x1E };

static void must(bool holds, const char *words) {
  if (holds) return;
  fprintf(stderr, "fuzz_report: %s\n", words);
  abort();
}

static int drop(void *user, const char *name, const void *bytes, size_t len) {
  size_t *written = user;
  (void)name, (void)bytes;
  *written += len;
  return 0;
}

static void add_reports(hsy_context *c, const uint8_t *data, size_t size) {
  for (int i = 0; i < MOST_REPORTS; i++) {
    const uint8_t *end = i + 1 < MOST_REPORTS && size > 0 ? memchr(data, SEPARATOR, size) : NULL;
    size_t len = end ? (size_t)(end - data) : size;
    char id[] = "a.txt";
    id[0] = (char)('a' + i);
    must(hsy_add_bytes(c, id, data, len, NULL) == HSY_OK, "bytes were refused");
    if (!end) return;
    data = end + 1;
    size -= len + 1;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > MOST_BYTES) return 0;
  hsy_options options = hsy_options_default();
  options.jobs = 1;
  options.all_conflicts = true;
  options.one_story = size % 2 == 1;
  hsy_error error;
  hsy_context *c = hsy_context_new(&options, &error);
  must(c != NULL, "no context");
  add_reports(c, data, size);
  hsy_rc rc = hsy_run(c, HSY_STAGE_COMPARE, NULL, NULL);
  must(rc == HSY_OK || rc == HSY_NOTHING, hsy_last_error(c)->message);
  if (rc == HSY_OK) {
    const char *fault = report_check(c->report);
    must(fault == NULL, fault ? fault : "");
    for (int format = HSY_FORMAT_TEXT; format <= HSY_FORMAT_CSV; format++) {
      size_t written = 0;
      must(hsy_write(c, (hsy_format)format, NULL, drop, &written) == HSY_OK, "a format could not be written");
      must(written > 0, "a format wrote nothing");
    }
  }
  hsy_free(c);
  return 0;
}
