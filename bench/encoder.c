/* How fast is the encoder alone: tokens (word pieces) a second in one thread.
 *
 *     encoder KERNEL [WINDOW [BATCH [ROUNDS [MODEL]]]]       KERNEL "-" = the fastest; window 256, batch 1, 7 rounds
 *
 * Without a model file the weights are random, of MiniLM-L6's sizes: speed does not depend on their values, but for a few
 * per cent with AVX2 (kernel_avx2.c). Prints the best and the median round. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../test/learn/learn_model.h"
#include "clock.h"
#include "learn/weights.h"

static unsigned argument(int argc, char **argv, int i, unsigned otherwise) {
  return argc > i ? (unsigned)strtoul(argv[i], NULL, 10) : otherwise;
}

int main(int argc, char **argv) {
  const char *name = argc > 1 && strcmp(argv[1], "-") != 0 ? argv[1] : NULL;
  const kernel *k = kernel_choose(name);
  unsigned window = argument(argc, argv, 2, 256), batch = argument(argc, argv, 3, 1), rounds = argument(argc, argv, 4, 7);
  if (!k || window < 1 || window > ENCODER_WINDOW_MAX || batch < 1 || batch > 1024 || rounds < 1 || rounds > 1000) {
    fprintf(stderr, "usage: encoder KERNEL [WINDOW [BATCH [ROUNDS [MODEL]]]]; kernels here:");
    for (size_t i = 0; kernel_name(i); i++)
      if (kernel_choose(kernel_name(i))) fprintf(stderr, " %s", kernel_name(i));
    fprintf(stderr, "\n");
    return 2;
  }
  learn_model *m = learn_model_new(384, 1536, 6, 30522, 512, 36);
  arena *a = arena_new();
  if (!a) return 1;
  if (argc > 5) {
    weights file;
    hsy_error error = {0};
    if (weights_open(a, str_of(argv[5]), &file, &error) != HSY_OK || window > file.encoder.positions) {
      fprintf(stderr, "encoder: %s: %s\n", argv[5], error.rc ? error.message : "has fewer positions");
      return 4;
    }
    m->weights = file.encoder;
  }
  learn_input *in = learn_input_new(m, batch, window, window);
  size_t rows = (size_t)batch * window;
  void *scratch = aligned_alloc(64, encoder_scratch(&m->weights, rows));
  float *out = aligned_alloc(64, rows * m->weights.width * sizeof *out);
  double *seconds = calloc(rounds, sizeof *seconds);
  if (!scratch || !out || !seconds) return 1;
  encoder_run(k, &m->weights, in->windows, batch, scratch, out);
  double begin = now();
  encoder_run(k, &m->weights, in->windows, batch, scratch, out);
  unsigned times = (unsigned)(0.2 / (now() - begin)) + 1; /* a round lasts a fifth of a second or more */
  for (unsigned r = 0; r < rounds; r++) {
    begin = now();
    for (unsigned i = 0; i < times; i++) encoder_run(k, &m->weights, in->windows, batch, scratch, out);
    seconds[r] = (now() - begin) / times;
  }
  qsort(seconds, rounds, sizeof *seconds, by_size);
  printf("%s: %u windows of %u: best %.0f tokens/s, median %.0f\n", k->name, batch, window, (double)rows / seconds[0],
      (double)rows / seconds[rounds / 2]);
  free(seconds);
  free(out);
  free(scratch);
  learn_input_free(in);
  learn_model_free(m);
  arena_free(a);
  return 0;
}
