/* Which kernel runs here: what the processor says it has (cpuid, the system's capability words), and what the system keeps
 * for it when it changes threads (xgetbv). */
#include "learn/kernels.h"

#include <string.h>

#include "learn/kernel_choice.h"

#if defined(__x86_64__)
#include <cpuid.h>

static int has_bits(unsigned word, unsigned bits) { return (word & bits) == bits; }

/* Registers that the system saves: bit 1 and 2 = SSE and AVX, 5 to 7 = AVX-512, 17 and 18 = tiles. */
static unsigned saved_registers(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE))
    return 0;
  __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return a;
}

static int runs_avx2(void) {
  unsigned a, b, c, d;
  return has_bits(saved_registers(), 0x6) && __get_cpuid_count(7, 0, &a, &b, &c, &d) && has_bits(b, bit_AVX2);
}

static int runs_vnni(void) {
  unsigned a, b, c, d;
  return runs_avx2() && has_bits(saved_registers(), 0xe6) && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
      has_bits(b, bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL) && has_bits(c, 1U << 11 /* AVX512_VNNI */);
}

enum { CHECK_ROWS = 33, CHECK_INPUTS = 128, CHECK_OUTPUTS = 48 };

/* One product by kernel k, of numbers made up on the spot; every tile of kernel_amx.c has a part in it. */
static void check_product(const kernel *k, float out[CHECK_ROWS * CHECK_OUTPUTS]) {
  static const float zeros[CHECK_OUTPUTS];
  float ones[CHECK_OUTPUTS], low[CHECK_ROWS], step[CHECK_ROWS];
  uint8_t byte[(CHECK_ROWS + KERNEL_ROWS_READ) * CHECK_INPUTS];
  int8_t weight[CHECK_OUTPUTS * CHECK_INPUTS];
  for (size_t i = 0; i < CHECK_OUTPUTS; i++) ones[i] = 1.0f;
  for (size_t i = 0; i < CHECK_ROWS; i++) low[i] = 0.0f, step[i] = 1.0f;
  for (size_t i = 0; i < sizeof byte; i++) byte[i] = (uint8_t)(i * 89 % 128);
  for (size_t i = 0; i < sizeof weight; i++) weight[i] = (int8_t)((int)(i * 157 % 255) - 127);
  kernel_matrix m = {weight, ones, zeros, zeros, CHECK_INPUTS, CHECK_OUTPUTS};
  k->linear(&m, (kernel_rows){byte, low, step}, CHECK_ROWS, out);
}

static int runs_amx(void) {
  unsigned a, b, c, d;
  if (!runs_vnni() || !has_bits(saved_registers(), 3U << 17) || !__get_cpuid_count(7, 0, &a, &b, &c, &d) ||
      !has_bits(d, 1U << 24 /* AMX_TILE */ | 1U << 25 /* AMX_INT8 */) || !kernel_amx_allowed())
    return 0;
  float is[CHECK_ROWS * CHECK_OUTPUTS], should[CHECK_ROWS * CHECK_OUTPUTS];
  check_product(&kernel_amx, is);
  check_product(&kernel_plain, should);
  return memcmp(is, should, sizeof is) == 0;
}

#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>

static int runs_neon(void) { return (getauxval(AT_HWCAP) & 1UL << 20 /* ASIMDDP */) != 0; }
#elif defined(__aarch64__) && defined(__APPLE__)
static int runs_neon(void) { return 1; } /* all of Apple's have dot products */
#elif defined(__aarch64__)
static int runs_neon(void) { return 0; }
#endif

static int runs_plain(void) { return 1; }

typedef struct choice {
  const kernel *kernel;
  int (*runs)(void);
} choice;

/* Fastest first. */
static const choice choices[] = {
#if defined(__x86_64__)
  {&kernel_amx, runs_amx},
  {&kernel_vnni, runs_vnni},
  {&kernel_avx2, runs_avx2},
#elif defined(__aarch64__)
  {&kernel_neon, runs_neon},
#endif
  {&kernel_plain, runs_plain},
};
enum { CHOICES = sizeof choices / sizeof *choices };

const char *kernel_name(size_t index) { return index < CHOICES ? choices[index].kernel->name : NULL; }

const kernel *kernel_choose(const char *name) {
  for (size_t i = 0; i < CHOICES; i++)
    if ((!name || strcmp(name, choices[i].kernel->name) == 0) && choices[i].runs())
      return choices[i].kernel;
  return NULL;
}
