/* The library in twenty lines: who says what in one text. Built and run as a test. */
#include <hearsay.h>
#include <stdio.h>

int main(void) {
  static const char text[] = "The bridge will close on Friday, according to the harbour board. Mayor Ada Lund said it was “a mistake nobody will admit”.";
  hsy_error error;
  hsy_context *context = hsy_context_new(NULL, &error);
  if (!context || hsy_add_bytes(context, "bridge", text, sizeof text - 1, NULL) != HSY_OK) return 1;
  if (hsy_run(context, HSY_STAGE_FIND, NULL, NULL) == HSY_OK) {
    const hsy_document *document = hsy_document_at(context, 0);
    for (size_t i = 0; i < hsy_document_attribution_count(document); i++) {
      hsy_text source, content;
      hsy_document_attribution(document, i, &source, &content);
      printf("%.*s: %.*s\n", (int)source.len, source.at, (int)content.len, content.at);
    }
  }
  hsy_free(context);
  return 0;
}
