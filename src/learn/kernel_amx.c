/* AMX: eight tiles of 16 rows of 64 bytes; one instruction multiplies a tile of rows by a tile of weights.
 *
 * A tile of weights is sixteen rows of the blocked layout as it stands: 64 inputs of 16 outputs. Two tiles of rows (32
 * rows) by two of weights (32 outputs) give four tiles of sums. Rows after the last one are read (kernels.h says that they
 * can be) and their sums dropped. All else is AVX-512, as in kernel_vnni.c.
 *
 * Few machines have it, and emulators do not: kernels.c compares a product with the plain kernel's before it takes this.
 */
#define _DEFAULT_SOURCE 1 /* syscall */
#include "learn/kernel_512.h"

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "learn/kernel_choice.h"

/* What ldtilecfg reads: 64 bytes. */
typedef struct tile_settings {
  uint8_t palette, start_row, unused[14];
  uint16_t row_bytes[16];
  uint8_t rows[16];
} tile_settings;

/* The compiler does not know that the tile instructions read and write memory (with gcc 12, not even that the settings are
 * read whole): what was stored before must be in memory, and what is loaded after must come from there. */
#define MEMORY_IS_SEEN() __asm__ volatile("" ::: "memory")

/* sums[32][32] of 32 rows by outputs n..n+31, or by n..n+15 when there is one block only. */
LANES_INLINE void amx_tile(int is_two, const uint8_t *byte, const int8_t *weight, size_t inputs, int32_t *sums) {
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t k = 0; k < inputs; k += 64) {
    _tile_loadd(4, byte + k, inputs);
    _tile_loadd(5, byte + 16 * inputs + k, inputs);
    _tile_loadd(6, weight + k * 16, 64);
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 5, 6);
    if (is_two) {
      _tile_loadd(7, weight + (inputs + k) * 16, 64);
      _tile_dpbusd(2, 4, 7);
      _tile_dpbusd(3, 5, 7);
    }
  }
  _tile_stored(0, sums, 128);
  _tile_stored(1, sums + 16 * 32, 128);
  if (is_two) {
    _tile_stored(2, sums + 16, 128);
    _tile_stored(3, sums + 16 * 32 + 16, 128);
  }
  MEMORY_IS_SEEN();
}

/* All rows by two blocks of outputs (n..n+31) or one. */
LANES_INLINE void amx_rows(int is_two, const kernel_matrix *m, size_t n, kernel_rows in, size_t rows, float *out) {
  int32_t sums[32 * 32] __attribute__((aligned(64)));
  for (size_t first = 0; first < rows; first += 32) {
    amx_tile(is_two, in.byte + first * m->inputs, m->weight + n * m->inputs, m->inputs, sums);
    for (size_t r = first; r < rows && r < first + 32; r++)
      for (size_t b = 0; b < (is_two ? 2 : 1); b++)
        wide_finish(m, n + b * 16, _mm512_load_si512(sums + (r - first) * 32 + b * 16), in.low[r], in.step[r], out + r * m->outputs + n + b * 16);
  }
}

static void amx_linear(const kernel_matrix *m, kernel_rows in, size_t rows, float *out) {
  tile_settings settings = {.palette = 1};
  for (size_t i = 0; i < 8; i++) {
    settings.row_bytes[i] = 64;
    settings.rows[i] = 16;
  }
  MEMORY_IS_SEEN();
  _tile_loadconfig(&settings);
  MEMORY_IS_SEEN();
  size_t n = 0;
  for (; n + 32 <= m->outputs; n += 32)
    amx_rows(1, m, n, in, rows, out);
  if (n < m->outputs)
    amx_rows(0, m, n, in, rows, out);
  _tile_release();
}

int kernel_amx_allowed(void) {
#if defined(__linux__) && defined(SYS_arch_prctl)
  enum { ASK_LEAVE = 0x1023 /* ARCH_REQ_XCOMP_PERM */, TILE_DATA = 18 };
  return syscall(SYS_arch_prctl, ASK_LEAVE, TILE_DATA) == 0;
#else
  return 0;
#endif
}

const kernel kernel_amx = {.name = "amx", .linear = amx_linear, .pairs = wide_pairs, KERNEL_FLOATS};
