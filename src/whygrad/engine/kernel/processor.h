// Which instruction sets the processor and the operating system offer. `__builtin_cpu_supports` would need a library that
// programs built by clang-cl are not linked with.
#pragma once

#if defined(__x86_64__)

#include <cpuid.h>

namespace processor {

struct Features {
  bool avx2 = false;    // with FMA
  bool avx512 = false;  // F, VL, DQ and BW
};

inline Features features() {
  Features found;
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
  const bool has_xgetbv = c >> 27 & 1, has_fma = c >> 12 & 1;
  if (!has_xgetbv || !has_fma) return found;
  // The registers that the operating system keeps for each thread: 2 + 4 those of AVX, with 32 + 64 + 128 those of AVX-512.
  unsigned low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
  found.avx2 = (low & 0x06) == 0x06 && (b >> 5 & 1);
  const unsigned f_dq_bw_vl = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31;
  found.avx512 = (low & 0xe6) == 0xe6 && (b & f_dq_bw_vl) == f_dq_bw_vl;
  return found;
}

}  // namespace processor

#endif
