/* The tokenizer of learn/ behind a pipe, for check_wordpiece.py: VOCABULARY names a file of words, one a line. Standard
 * input holds texts, each as its length in bytes, a line end, and its bytes; each gives one line of "id:start:end".
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "learn/wordpiece.h"

static int fail(const char *words) {
  fprintf(stderr, "wordpiece_lines: %s\n", words);
  return 1;
}

int main(int count, char **arguments) {
  if (count != 2) return fail("usage: wordpiece_lines VOCABULARY < TEXTS");
  arena *a = arena_new();
  jmp_buf out;
  if (!a || setjmp(out)) return fail("out of memory");
  arena_guard(a, &out);
  hsy_error error = {0};
  str words;
  vocabulary v;
  if (io_map(a, str_of(arguments[1]), WORDPIECE_MAX_BYTES, &words, &error) != HSY_OK ||
      wordpiece_open(a, str_of(arguments[1]), words, &v, &error) != HSY_OK)
    return fail(error.message);
  arena_mark mark = arena_save(a);
  for (size_t size; scanf("%zu", &size) == 1 && getchar() == '\n'; arena_release(a, mark)) {
    char *text = arena_alloc(a, size);
    if (fread(text, 1, size, stdin) != size) return fail("a text ends too early");
    piece_vec pieces = {0};
    wordpiece_cut(&v, (str){text, size}, UINT32_MAX, a, &pieces);
    for (uint32_t i = 0; i < pieces.count; i++)
      printf("%s%u:%u:%u", i ? " " : "", (unsigned)pieces.at[i].id, (unsigned)pieces.at[i].start, (unsigned)pieces.at[i].end);
    putchar('\n');
  }
  arena_free(a);
  return 0;
}
