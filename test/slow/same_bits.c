/* Prints, for each kernel that this processor runs, the checksum of one fixed forward pass (six layers, windows of 1 to
 * 130 pieces): built for several processors and emulated, all lines must show one number. Needs learn/'s kernels and
 * encoder.c alone; test/slow/same_bits.sh builds and runs it. Exit status 1 when two kernels differ. */
#include <inttypes.h>
#include <stdio.h>

#include "../learn/learn_model.h"

int main(void) {
  enum { WIDTH = 384, WINDOWS = 6 };
  static const uint32_t counts[WINDOWS] = {1, 2, 15, 16, 33, 130};
  learn_model *m = learn_model_new(WIDTH, 1536, 6, 2000, 512, 36);
  learn_input *in = learn_input_new(m, WINDOWS, 130, 130);
  size_t rows = 0;
  for (size_t i = 0; i < WINDOWS; i++) rows += in->windows[i].count = counts[i];
  void *scratch = aligned_alloc(64, encoder_scratch(&m->weights, rows));
  float *out = aligned_alloc(64, rows * WIDTH * sizeof *out);
  if (!scratch || !out) return 1;
  uint64_t first = 0;
  int differ = 0;
  for (size_t i = 0; kernel_name(i); i++) {
    const kernel *k = kernel_choose(kernel_name(i));
    if (!k) continue;
    encoder_run(k, &m->weights, in->windows, WINDOWS, scratch, out);
    uint64_t sum = learn_checksum(out, rows * WIDTH);
    if (!first) first = sum;
    differ |= sum != first;
    printf("%016" PRIx64 " %s\n", sum, k->name);
  }
  free(out);
  free(scratch);
  learn_input_free(in);
  learn_model_free(m);
  return differ;
}
