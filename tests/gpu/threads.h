// The GPU's program executed on the CPU, one thread after another: the words of CUDA are defined away. With WG_CONSTANTS it is
// the program for networks whose constants are in constants.h.
#pragma once

#include <stdint.h>

#include <cmath>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define __global__
#define __launch_bounds__(...)
#define __noinline__
#define __shared__ static
#define __syncthreads()

namespace {
struct Index {
  unsigned x;
};
Index threadIdx, blockIdx;
}  // namespace

#include "program.cu"

namespace {

template <class Thread>
void run_threads(unsigned blocks, Thread thread) {
#if defined(__x86_64__)
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);  // subnormal numbers are 0
#endif
  for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++)
    for (threadIdx.x = 0; threadIdx.x < gpu::WG_WARP; threadIdx.x++) thread();
#if defined(__x86_64__)
  _mm_setcsr(before);
#endif
}

}  // namespace

// Each launches an entry of the program with a launch's arguments; 1 where networks were trained.
extern "C" int run_whygrad_order(unsigned blocks, void** arguments) {
  run_threads(blocks, [&] { whygrad_order(*static_cast<const gpu::Population**>(arguments[0])); });
  return 0;
}
extern "C" int run_whygrad_train(unsigned blocks, void** arguments) {
  const int64_t begin = *static_cast<int64_t*>(arguments[2]), end = *static_cast<int64_t*>(arguments[3]);
  run_threads(blocks, [&] {
    whygrad_train(*static_cast<const gpu::Population**>(arguments[0]), *static_cast<const gpu::Task**>(arguments[1]), begin, end);
  });
  return 1;
}
