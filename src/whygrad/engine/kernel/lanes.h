// One float a network: vectors whose lanes are networks, and the functions on them.
// Freestanding: nothing of the standard library, no branches on values.
#pragma once

#include <stdint.h>

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#endif

// WG_THREADS: a network is a thread of a GPU, and its numbers are structures with the same operators.
#ifdef WG_THREADS
#include "lane.h"
#endif

#ifndef WG_LANES
#define WG_LANES 4
#endif

namespace WG_NAMESPACE {

#ifndef WG_THREADS
typedef float V __attribute__((vector_size(WG_LANES * 4)));
typedef int32_t I __attribute__((vector_size(WG_LANES * 4)));
typedef uint32_t U __attribute__((vector_size(WG_LANES * 4)));
typedef float V4 __attribute__((vector_size(16)));
typedef int8_t Bytes __attribute__((vector_size(16)));
#endif

#define WG_INLINE static inline __attribute__((always_inline))
#define WG_INLINE_MEMBER inline __attribute__((always_inline))

// WG_CONSTANTS: a network's numbers are in a thread's registers, which have no address: loops over them are unrolled, and
// functions on them are inlined.
#ifdef WG_CONSTANTS
#define WG_FUNCTION WG_INLINE
#else
#define WG_FUNCTION static
#endif
#if defined(WG_CONSTANTS) && defined(__CUDACC_RTC__)
#define WG_UNROLL _Pragma("unroll")
#else
#define WG_UNROLL
#endif

#ifdef WG_THREADS
WG_INLINE V all(float x) { return x; }
#else
WG_INLINE V all(float x) { return V{} + x; }
#endif
WG_INLINE V select(I mask, V yes, V no) { return mask ? yes : no; }
WG_INLINE V bits(I x) { return (V)x; }

WG_INLINE V load(const float* p) { return *(const V*)p; }

// Whether a comparison's result holds in any lane.
WG_INLINE bool any(I mask) {
#if WG_LANES == 16 && defined(__AVX512F__)
  return _mm512_test_epi32_mask((__m512i)mask, (__m512i)mask) != 0;
#elif WG_LANES == 8 && defined(__AVX2__)
  return !_mm256_testz_si256((__m256i)mask, (__m256i)mask);
#elif WG_LANES == 4 && defined(__wasm_simd128__)
  return __builtin_wasm_any_true_v128((Bytes)mask);
#else
  int32_t sum = 0;
  for (int i = 0; i < WG_LANES; i++) sum |= mask[i];
  return sum != 0;
#endif
}

// 1/x to within two units in the last place: the processor's estimate and one step of Newton's method cost a third of a
// division. Not for x that is infinite or so small that 1/x overflows. (AVX2's estimate is coarser, makes 1/1 less than
// 1, and differs from one maker's processors to another's; its division is fast.)
WG_INLINE V reciprocal(V x) {
#if WG_LANES == 16 && defined(__AVX512F__)
  const V r = (V)_mm512_rcp14_ps((__m512)x);
  return r + r * (1.0f - x * r);
#elif defined(__CUDACC_RTC__)
  float r;
  asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(r) : "f"(x[0]));
  return r;
#else
  return 1.0f / x;
#endif
}

WG_INLINE I finite(V x) { return (x - x) == all(0.0f); }

// Whether any of many numbers is not finite. x - x is 0 for finite x and NaN otherwise. The bits of these differences are
// collected by `|`: in their sum each addition would wait for the one before. A thread of a GPU waits while others go on;
// there Σ 0·x takes one instruction for a number.
#ifdef WG_THREADS
struct NonFinite {
  V sum = all(0.0f);
  WG_INLINE_MEMBER void add(V x) { sum += 0.0f * x; }
  WG_INLINE_MEMBER I lanes() const { return sum != sum; }
};
#else
struct NonFinite {
  I differences = {};
  WG_INLINE_MEMBER void add(V x) { differences |= (I)(x - x); }
  WG_INLINE_MEMBER I lanes() const { return differences != I{}; }
};
#endif

WG_INLINE V minimum(V a, V b) { return a < b ? a : b; }  // the second one if either is NaN
WG_INLINE V maximum(V a, V b) { return a > b ? a : b; }
WG_INLINE V absolute(V x) { return (V)((I)x & 0x7fffffff); }

WG_INLINE V root(V x) {
#if WG_LANES == 4 && defined(__wasm_simd128__)
  return __builtin_wasm_sqrt_f32x4(x);
#else
  V r;
  for (int i = 0; i < WG_LANES; i++) r[i] = __builtin_sqrtf(x[i]);
  return r;
#endif
}

#ifndef WG_THREADS
// Four floats of each lane's row, from `first` on, as four vectors over the lanes: 4×4 transpositions side by side.
WG_INLINE void turn(const float* const* row, int first, V* column) {
  typedef float Row __attribute__((vector_size(16), aligned(4)));
#define WG_ROW(lane) ((V4)*(const Row*)(row[lane] + first))
  V r[4];  // r[k] holds the rows of lanes k, 4 + k, 8 + k, …
#pragma GCC unroll 4
  for (int k = 0; k < 4; k++) {
#if WG_LANES == 4
    r[k] = WG_ROW(k);
#elif WG_LANES == 8
    r[k] = __builtin_shufflevector(WG_ROW(k), WG_ROW(4 + k), 0, 1, 2, 3, 4, 5, 6, 7);
#else
    typedef float V8 __attribute__((vector_size(32)));
    const V8 low = __builtin_shufflevector(WG_ROW(k), WG_ROW(4 + k), 0, 1, 2, 3, 4, 5, 6, 7);
    const V8 high = __builtin_shufflevector(WG_ROW(8 + k), WG_ROW(12 + k), 0, 1, 2, 3, 4, 5, 6, 7);
    r[k] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#endif
  }
#undef WG_ROW
#if WG_LANES == 4
#define WG_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define WG_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define WG_FRONT(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5)
#define WG_BACK(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7)
#elif WG_LANES == 8
#define WG_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define WG_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define WG_FRONT(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define WG_BACK(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#else
#define WG_LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define WG_HIGH(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define WG_FRONT(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define WG_BACK(a, b) __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#endif
  const V low01 = WG_LOW(r[0], r[1]), low23 = WG_LOW(r[2], r[3]);
  const V high01 = WG_HIGH(r[0], r[1]), high23 = WG_HIGH(r[2], r[3]);
  column[0] = WG_FRONT(low01, low23);
  column[1] = WG_BACK(low01, low23);
  column[2] = WG_FRONT(high01, high23);
  column[3] = WG_BACK(high01, high23);
#undef WG_LOW
#undef WG_HIGH
#undef WG_FRONT
#undef WG_BACK
}
#endif

// e^x by argument reduction and a polynomial of degree 6 (Cephes' expf); relative error below 2e-7. The argument is kept
// within the range of normal numbers, NaN stays NaN.
WG_INLINE V exponential(V x) {
  V t = minimum(all(88.3762626647949f), x);
  t = maximum(all(-87.3365478515625f), t);
  V n = t * 1.44269504088896341f;
  const V magic = all(12582912.0f);  // 1.5 * 2^23: adding it rounds to the nearest integer
  V shifted = n + magic;
  n = shifted - magic;
  V r = t - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  V p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  I scale = ((I)shifted - 0x4b400000 + 127) << 23;
  return p * (V)scale;
}

// Natural logarithm of normal positive numbers (Cephes' logf), relative error below 2e-7.
WG_INLINE V logarithm(V x) {
  I i = (I)x;
  I e = (i >> 23) - 126;
  V m = (V)((i & 0x007fffff) | 0x3f000000);  // in [0.5, 1)
  I small = m < all(0.707106781186547524f);
  e = e + small;
  m = select(small, m + m, m) - 1.0f;
  V f = __builtin_convertvector(e, V);
  V z = m * m;
  V p = m * 7.0376836292e-2f + -1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m + -1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m + -1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m + -2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  V y = m * z * p;
  y = y + f * -2.12194440e-4f;
  y = y - z * 0.5f;
  V r = m + y + f * 0.693359375f;
  return select(x == x, r, x);
}

// log(1 + u) for u in [0, 1]: 2·artanh(s) with s = u/(2 + u) at most 1/3, by its series; relative error below 2e-7.
WG_INLINE V log1p(V u) {
  const V s = u * reciprocal(u + 2.0f);
  const V q = s * s;
  V p = q * (2.0f / 15.0f) + 2.0f / 13.0f;
  p = p * q + 2.0f / 11.0f;
  p = p * q + 2.0f / 9.0f;
  p = p * q + 2.0f / 7.0f;
  p = p * q + 2.0f / 5.0f;
  p = p * q + 2.0f / 3.0f;
  p = p * q + 2.0f;
  return s * p;
}

// tanh as a ratio of polynomials on [-7.9, 7.9], relative error below 3e-7; beyond, exactly ±1, so that a unit far out has
// a derivative of exactly 0. A GPU has an instruction for powers of 2: there 1 - 2/(1 + e^2x), whose absolute error is below
// 3e-7 by the errors that NVIDIA states for this instruction (2 units in the last place) and for the reciprocal (1).
WG_INLINE V hyperbolic_tangent(V x) {
#ifdef __CUDACC_RTC__
  float power;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(power) : "f"(x[0] * 2.88539008177792681f));
  return fmaf(-2.0f, reciprocal(power + 1.0f)[0], 1.0f);
#else
  const V one = (V)(((I)x & INT32_MIN) | (I)all(1.0f));
  V t2 = x * x;
  V p = t2 * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = p * t2 + -8.60467152213735e-11f;
  p = p * t2 + 5.12229709037114e-08f;
  p = p * t2 + 1.48572235717979e-05f;
  p = p * t2 + 6.37261928876935e-04f;
  p = p * t2 + 4.89352455891786e-03f;
  p = p * x;
  V q = t2 * 1.19825839466702e-06f + 1.18534705686654e-04f;
  q = q * t2 + 2.26843463243900e-03f;
  q = q * t2 + 4.89352518554385e-03f;
  return select(absolute(x) >= all(7.90531110763549805f), one, p * reciprocal(q));
#endif
}

#ifdef __CUDACC_RTC__
// tanh of two numbers with one reciprocal: with a = (1 + e^2x)/2 and b = (1 + e^2y)/2, tanh x = 1 - 1/a = 1 - b/(ab). A GPU
// computes a reciprocal at an eighth of the rate of a multiplication. Powers end at 2^60, so that the product stays finite. The
// largest absolute error that was measured is 3.8e-7.
WG_INLINE float half_sum(float x) {
  float power;
  asm("min.NaN.f32 %0, %1, 0f42700000;\n\tex2.approx.ftz.f32 %0, %0;" : "=f"(power) : "f"(x * 2.88539008177792681f));
  return fmaf(power, 0.5f, 0.5f);
}
WG_INLINE void hyperbolic_tangents(V x, V y, V& tanh_x, V& tanh_y) {
  const float a = half_sum(x[0]), b = half_sum(y[0]), r = reciprocal(a * b)[0];
  tanh_x = fmaf(-b, r, 1.0f);
  tanh_y = fmaf(-a, r, 1.0f);
}
#endif

WG_INLINE V logistic(V x) { return reciprocal(1.0f + exponential(-x)); }

// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
WG_INLINE V softplus(V x) { return select(x < all(0.0f), all(0.0f), x) + log1p(exponential(-absolute(x))); }

// Φ(x), the normal distribution's share below x (Abramowitz & Stegun 7.1.26 for erf, absolute error below 2e-7).
WG_INLINE V normal_share(V x) {
  V z = absolute(x) * 0.70710678118654752f;
  V t = reciprocal(1.0f + 0.3275911f * minimum(all(1e30f), z));
  V p = t * 1.061405429f + -1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t + -0.284496736f;
  p = p * t + 0.254829592f;
  V tail = 0.5f * p * t * exponential(-z * z);  // the share beyond |x|
  return select(x < all(0.0f), tail, 1.0f - tail);
}

// Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): two words of a
// counter, two of a key, two random words; the same function stands in nets/random.py.
WG_INLINE void threefry(U k0, U k1, U& x0, U& x1) {
  const U k2 = k0 ^ k1 ^ 0x1BD11BDAu;
  const U k[3] = {k0, k1, k2};
  const int turns[8] = {13, 15, 26, 6, 17, 29, 16, 24};
  x0 += k0;
  x1 += k1;
#pragma GCC unroll 5
  for (int group = 0; group < 5; group++) {
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
      const int turn = turns[(group % 2) * 4 + i];
      x0 += x1;
      x1 = (x1 << turn) | (x1 >> (32 - turn));
      x1 ^= x0;
    }
    x0 += k[(group + 1) % 3];
    x1 += k[(group + 2) % 3] + (uint32_t)(group + 1);
  }
}

#ifdef WG_THREADS
enum { WG_TOGETHER = 1 };
#else
enum { WG_TOGETHER = 4 };  // positions that are permuted side by side: every step of one waits for the step before
#endif

// A number in [0, size) from 32 random bits, for sizes below 2¹⁶: (h >> 16) · size >> 16.
WG_INLINE I share(U h, int32_t size) {
#if WG_LANES == 16 && defined(__AVX512BW__)
  return (I)((U)_mm512_mulhi_epu16((__m512i)h, _mm512_set1_epi32(size << 16)) >> 16);
#elif WG_LANES == 8 && defined(__AVX2__)
  return (I)((U)_mm256_mulhi_epu16((__m256i)h, _mm256_set1_epi32(size << 16)) >> 16);
#else
  return (I)(((h >> 16) * (uint32_t)size) >> 16);
#endif
}

enum { WG_STREAM_ORDER = 1, WG_STREAM_DROPOUT = 16 };  // below 16: one a purpose; from 16: one a dropout operation

// The order in which an epoch visits the samples: a keyed permutation of [0, n), computed for any position without
// computing the others. A Feistel network over [0, rows) x [0, columns), rows * columns >= n, of four rounds whose functions
// are drawn from a pairwise independent family (Dietzfelbinger 1996; Naor & Reingold 1999); a result of n or more is permuted
// again (cycle walking, Black & Rogaway 2002).
struct Order {
  int32_t n, rows, columns;
  U factor[4], offset[4];

  void start(int32_t samples, U seed, uint32_t epoch) {
    n = samples;
    rows = 1;
    while ((int64_t)rows * rows < n) rows++;
    columns = (n + rows - 1) / rows;
    for (int round = 0; round < 4; round++) {
      factor[round] = U{} + epoch;
      offset[round] = U{} + (uint32_t)round;
      threefry(seed, U{} + (uint32_t)WG_STREAM_ORDER, factor[round], offset[round]);
    }
  }

  // (half + f(other half)) mod size, f in [0, size). Below `size` the difference wraps round and is the larger one.
  WG_INLINE I mix(I half, I other, U factor, U offset, int32_t size) {
    const U sum = (U)(half + share((U)other * factor + offset, size)), less = sum - (uint32_t)size;
    return (I)(sum < less ? sum : less);
  }

  // One round of N positions side by side.
  template <int N>
  WG_INLINE void mix_all(I* half, const I* other, U factor, U offset, int32_t size) {
#pragma GCC unroll 4
    for (int i = 0; i < N; i++) half[i] = mix(half[i], other[i], factor, offset, size);
  }

  template <int N>
  WG_INLINE void permute(const Order& o, I* left, I* right) {
    mix_all<N>(left, right, o.factor[0], o.offset[0], o.rows);
    mix_all<N>(right, left, o.factor[1], o.offset[1], o.columns);
    mix_all<N>(left, right, o.factor[2], o.offset[2], o.rows);
    mix_all<N>(right, left, o.factor[3], o.offset[3], o.columns);
  }

  // The sample of a permuted position, permuted again where there is none.
  I sample(I left, I right) const {
    I index = left * columns + right;
    while (__builtin_expect(any(index >= n), 0)) {
      I l = left, r = right;
      permute<1>(*this, &l, &r);
      const I again = index >= n;
      left = again ? l : left;
      right = again ? r : right;
      index = left * columns + right;
    }
    return index;
  }

  // The samples at N positions from (row, column) on, which move on past them.
  template <int N>
  WG_INLINE void next(const Order& o, int32_t& row, int32_t& column, I* index) {
    I left[N], right[N];
#pragma GCC unroll 4
    for (int i = 0; i < N; i++) {
      left[i] = I{} + row;
      right[i] = I{} + column;
      if (++column == o.columns) {
        column = 0;
        row++;
      }
    }
    permute<N>(o, left, right);
#pragma GCC unroll 4
    for (int i = 0; i < N; i++) index[i] = o.sample(left[i], right[i]);
  }

  // The samples at positions [first, first + count), each lane's own.
  void visit(int32_t first, int32_t count, I* index) const {
    int32_t row = first / columns, column = first % columns, k = 0;
    for (; k + WG_TOGETHER <= count; k += WG_TOGETHER) next<WG_TOGETHER>(*this, row, column, index + k);
    for (; k < count; k++) next<1>(*this, row, column, index + k);
  }

#ifndef WG_THREADS
  // The same where all lanes have one seed, and so one order: the lanes are positions, and `index` is written as numbers.
  void visit_together(int32_t first, int32_t count, I* index) const {
    I lane;
    for (int i = 0; i < WG_LANES; i++) lane[i] = i;
    for (int32_t k = 0; k < count; k += WG_LANES) {
      const int32_t last = count - k - 1;
      I left = I{} + (first + k) / columns, right = (first + k) % columns + (lane < last ? lane : I{} + last);
      while (any(right >= columns)) {
        const I over = right >= columns;  // -1 where it is
        right -= over & columns;
        left -= over;
      }
      permute<1>(*this, &left, &right);
      *index++ = sample(left, right);
    }
  }
#endif
};

}  // namespace WG_NAMESPACE
