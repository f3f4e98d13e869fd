// Dense layers, forward and backward, over a chunk of samples. Values are [sample][unit] vectors, weights [output][input]
// vectors. Tiles of outputs × samples (or outputs × inputs) are held in registers, so that a loaded vector is used several
// times; sizes are known at run time only, so the rest of each loop falls into smaller tiles.
#pragma once

#include "lanes.h"

namespace WG_NAMESPACE {

#if WG_LANES == 16  // 32 registers
enum { WG_TILE_UNITS = 4, WG_TILE_SAMPLES = 5 };
#elif defined(__wasm__)  // 16, and a browser's compiler keeps one of them to itself
enum { WG_TILE_UNITS = 2, WG_TILE_SAMPLES = 4 };
#else  // 16 registers
enum { WG_TILE_UNITS = 3, WG_TILE_SAMPLES = 4 };
#endif

// z[s][j] = b[j] + Σᵢ w[j][i]·a[s][i] for J outputs and S samples.
template <int J, int S>
WG_INLINE void forward_tile(const V* w, const V* b, const V* a, V* z, int inputs, int outputs) {
  V sum[J][S];
  for (int j = 0; j < J; j++)
    for (int s = 0; s < S; s++) sum[j][s] = b[j];
  for (int i = 0; i < inputs; i++) {
    V x[S];
#pragma GCC unroll 8
    for (int s = 0; s < S; s++) x[s] = a[s * inputs + i];
#pragma GCC unroll 8
    for (int j = 0; j < J; j++) {
      const V wj = w[j * inputs + i];
#pragma GCC unroll 8
      for (int s = 0; s < S; s++) sum[j][s] += wj * x[s];
    }
  }
  for (int j = 0; j < J; j++)
    for (int s = 0; s < S; s++) z[s * outputs + j] = sum[j][s];
}

// d[s][i] = Σⱼ w[j][i]·e[s][j] for I inputs and S samples; added to d if `adds`.
template <int N, int S>
WG_INLINE void backward_tile(const V* w, const V* e, V* d, int inputs, int outputs, bool adds) {
  V sum[N][S];
  for (int i = 0; i < N; i++)
    for (int s = 0; s < S; s++) sum[i][s] = adds ? d[s * inputs + i] : all(0.0f);
  for (int j = 0; j < outputs; j++) {
    V x[S];
#pragma GCC unroll 8
    for (int s = 0; s < S; s++) x[s] = e[s * outputs + j];
#pragma GCC unroll 8
    for (int i = 0; i < N; i++) {
      const V wi = w[j * inputs + i];
#pragma GCC unroll 8
      for (int s = 0; s < S; s++) sum[i][s] += wi * x[s];
    }
  }
  for (int i = 0; i < N; i++)
    for (int s = 0; s < S; s++) d[s * inputs + i] = sum[i][s];
}

// g[j][i] = Σₛ e[s][j]·a[s][i] for J outputs and N inputs; added to g if `adds`.
template <int J, int N>
WG_INLINE void weights_tile(const V* a, const V* e, V* g, int inputs, int outputs, int samples, bool adds) {
  V sum[J][N];
  for (int j = 0; j < J; j++)
    for (int i = 0; i < N; i++) sum[j][i] = adds ? g[j * inputs + i] : all(0.0f);
  for (int s = 0; s < samples; s++) {
    V x[N];
#pragma GCC unroll 8
    for (int i = 0; i < N; i++) x[i] = a[s * inputs + i];
#pragma GCC unroll 8
    for (int j = 0; j < J; j++) {
      const V ej = e[s * outputs + j];
#pragma GCC unroll 8
      for (int i = 0; i < N; i++) sum[j][i] += ej * x[i];
    }
  }
  for (int j = 0; j < J; j++)
    for (int i = 0; i < N; i++) g[j * inputs + i] = sum[j][i];
}

// Calls f<size>(start) over [0, n) in tiles of at most M.
template <int M, class F>
WG_INLINE void tiles(int n, F f) {
  int start = 0;
  for (; start + M <= n; start += M) f.template operator()<M>(start);
  if constexpr (M > 1) {
    switch (n - start) {
      case 1: f.template operator()<1>(start); break;
      case 2: f.template operator()<2>(start); break;
      case 3: if constexpr (M > 3) f.template operator()<3>(start); break;
      case 4: if constexpr (M > 4) f.template operator()<4>(start); break;
      default: break;
    }
  }
}

static void dense_forward(const V* __restrict w, const V* __restrict b, const V* __restrict a, V* __restrict z, int inputs,
                          int outputs, int samples) {
  tiles<WG_TILE_UNITS>(outputs, [&]<int J>(int j) __attribute__((always_inline)) {
    tiles<WG_TILE_SAMPLES>(samples, [&]<int S>(int s) __attribute__((always_inline)) {
      forward_tile<J, S>(w + j * inputs, b + j, a + s * inputs, z + s * outputs + j, inputs, outputs);
    });
  });
}

static void dense_backward_input(const V* __restrict w, const V* __restrict e, V* __restrict d, int inputs, int outputs,
                                 int samples, bool adds) {
  tiles<WG_TILE_UNITS>(inputs, [&]<int N>(int i) __attribute__((always_inline)) {
    tiles<WG_TILE_SAMPLES>(samples, [&]<int S>(int s) __attribute__((always_inline)) {
      backward_tile<N, S>(w + i, e + s * outputs, d + s * inputs + i, inputs, outputs, adds);
    });
  });
}

static void dense_backward_weights(const V* __restrict a, const V* __restrict e, V* __restrict g, V* __restrict gb, int inputs,
                                   int outputs, int samples, bool adds) {
  for (int j = 0; j < outputs; j++) {
    V sum = adds ? gb[j] : all(0.0f);
    for (int s = 0; s < samples; s++) sum += e[s * outputs + j];
    gb[j] = sum;
  }
  tiles<WG_TILE_UNITS>(outputs, [&]<int J>(int j) __attribute__((always_inline)) {
    tiles<WG_TILE_UNITS>(inputs, [&]<int N>(int i) __attribute__((always_inline)) {
      weights_tile<J, N>(a + i, e + j, g + j * inputs + i, inputs, outputs, samples, adds);
    });
  });
}

}  // namespace WG_NAMESPACE
