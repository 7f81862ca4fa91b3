/* kernel_amx.c with the tile instructions played by functions, for test_amx.c: another file because it is compiled for
 * AVX-512, which the machine that runs the test may lack. */
#define _DEFAULT_SOURCE 1 /* as kernel_amx.c has it, before the first system header */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <immintrin.h>

#include "learn/kernels.h"

typedef struct tile { uint8_t rows[16][64]; } tile;
static tile tiles[8];
static struct { uint8_t palette, start_row, unused[14]; uint16_t row_bytes[16]; uint8_t rows[16]; } played;

static void play_loadconfig(const void *from) {
  memcpy(&played, from, 64);
  assert_int_equal(played.palette, 1);
  assert_int_equal(played.start_row, 0);
  for (int i = 0; i < 8; i++) assert_true(played.rows[i] <= 16 && played.row_bytes[i] <= 64);
  for (int i = 8; i < 16; i++) assert_true(played.rows[i] == 0 && played.row_bytes[i] == 0);
  for (int i = 0; i < 14; i++) assert_int_equal(played.unused[i], 0);
  memset(tiles, 0, sizeof tiles);
}
static void play_release(void) { memset(&played, 0, sizeof played); }
static void play_zero(int t) {
  assert_int_equal(played.palette, 1);
  memset(&tiles[t], 0, sizeof tiles[t]);
}
static void play_loadd(int t, const void *from, size_t stride) {
  play_zero(t);
  for (size_t r = 0; r < played.rows[t]; r++) memcpy(tiles[t].rows[r], (const char *)from + r * stride, played.row_bytes[t]);
}
static void play_stored(int t, void *to, size_t stride) {
  assert_int_equal(played.palette, 1);
  for (size_t r = 0; r < played.rows[t]; r++) memcpy((char *)to + r * stride, tiles[t].rows[r], played.row_bytes[t]);
}
static void play_dpbusd(int sums, int left, int right) {
  assert_true(played.rows[sums] == played.rows[left] && played.row_bytes[left] / 4 == played.rows[right] &&
      played.row_bytes[sums] == played.row_bytes[right]);
  for (size_t m = 0; m < played.rows[sums]; m++)
    for (size_t n = 0; n < played.row_bytes[sums] / 4U; n++) {
      int32_t sum;
      memcpy(&sum, tiles[sums].rows[m] + 4 * n, sizeof sum);
      for (size_t k = 0; k < played.row_bytes[left]; k++)
        sum += tiles[left].rows[m][k] * (int8_t)tiles[right].rows[k / 4][4 * n + k % 4];
      memcpy(tiles[sums].rows[m] + 4 * n, &sum, sizeof sum);
    }
}

#undef _tile_loadconfig
#undef _tile_release
#undef _tile_zero
#undef _tile_loadd
#undef _tile_stored
#undef _tile_dpbusd
#define _tile_loadconfig play_loadconfig
#define _tile_release play_release
#define _tile_zero play_zero
#define _tile_loadd play_loadd
#define _tile_stored play_stored
#define _tile_dpbusd play_dpbusd
#define kernel_amx kernel_played
#define kernel_amx_allowed kernel_played_allowed
extern const kernel kernel_played; /* the table defined below under this name */
#include "learn/kernel_amx.c"
