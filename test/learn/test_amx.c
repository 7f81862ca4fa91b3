/* The kernel for AMX on a machine without it: its source with the tile instructions played by functions (amx_played.c), as
 * Intel's manual defines them, must give the plain kernel's bits. What is checked is all of kernel_amx.c but the
 * instructions themselves. Needs AVX-512 with VNNI (skipped without). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "learn_model.h"

extern const kernel kernel_played;

static void the_tiles_give_the_plain_bits(void **state) {
  (void)state;
  static const uint32_t shapes[][2] = {{1152, 384}, {48, 1536}, {16, 64}, {80, 128}};
  static const size_t counts[] = {1, 15, 16, 17, 32, 33, 64, 70};
  if (!kernel_choose("vnni")) skip();
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (size_t c = s == 0 ? 5 : 0; c < (s == 0 ? 6 : sizeof counts / sizeof *counts); c++) {
      uint32_t outputs = shapes[s][0], inputs = shapes[s][1];
      size_t rows = counts[c];
      learn_model m = {.state = s * 100 + c};
      kernel_matrix x = learn_matrix(&m, outputs, inputs);
      kernel_rows in = {learn_memory(&m, (rows + KERNEL_ROWS_READ) * inputs), learn_memory(&m, rows * sizeof(float)), learn_memory(&m, rows * sizeof(float))};
      for (size_t i = 0; i < (rows + KERNEL_ROWS_READ) * inputs; i++) in.byte[i] = (uint8_t)(learn_random(&m.state) % 128);
      for (size_t r = 0; r < rows; r++) in.low[r] = learn_random_float(&m.state), in.step[r] = 0.01f;
      float *is = learn_memory(&m, rows * outputs * sizeof *is), *should = learn_memory(&m, rows * outputs * sizeof *should);
      kernel_played.linear(&x, in, rows, is);
      kernel_plain.linear(&x, in, rows, should);
      assert_memory_equal(is, should, rows * outputs * sizeof *is);
      while (m.memories) free(m.memory[--m.memories]);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_tiles_give_the_plain_bits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
