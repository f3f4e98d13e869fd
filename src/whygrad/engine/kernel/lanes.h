// One float a network: vectors whose lanes are networks, and the functions on them.
// Freestanding: nothing of the standard library, no branches on values.
#pragma once

#include <stdint.h>

#ifndef WG_LANES
#define WG_LANES 4
#endif

namespace WG_NAMESPACE {

typedef float V __attribute__((vector_size(WG_LANES * 4)));
typedef int32_t I __attribute__((vector_size(WG_LANES * 4)));
typedef uint32_t U __attribute__((vector_size(WG_LANES * 4)));
typedef float V4 __attribute__((vector_size(16)));

#define WG_INLINE static inline __attribute__((always_inline))

WG_INLINE V all(float x) { return (V){} + x; }
WG_INLINE V select(I mask, V yes, V no) { return mask ? yes : no; }
WG_INLINE V bits(I x) { return (V)x; }

WG_INLINE V load(const float* p) { return *(const V*)p; }

WG_INLINE bool any(I mask) {
  typedef int64_t Q __attribute__((vector_size(WG_LANES * 4)));
  Q q = (Q)mask;
  int64_t sum = 0;
  for (int i = 0; i < WG_LANES / 2; i++) sum |= q[i];
  return sum != 0;
}

// x - x is 0 for finite x and NaN otherwise.
WG_INLINE I finite(V x) { return (x - x) == all(0.0f); }

WG_INLINE V minimum(V a, V b) { return a < b ? a : b; }  // the second one if either is NaN
WG_INLINE V maximum(V a, V b) { return a > b ? a : b; }
WG_INLINE V absolute(V x) { return (V)((I)x & 0x7fffffff); }

WG_INLINE V root(V x) {
  V r;
  for (int i = 0; i < WG_LANES; i++) r[i] = __builtin_sqrtf(x[i]);
  return r;
}

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

// log(1 + u) for u in [0, 1], accurate also where u vanishes beside 1 (Kahan's correction).
WG_INLINE V log1p(V u) {
  V w = u + 1.0f;
  V d = w - 1.0f;
  V r = logarithm(w) * (u / d);
  return select(d == all(0.0f), u, r);
}

// tanh as a ratio of polynomials on [-7.9, 7.9], beyond which it is 1 in float32; relative error below 3e-7.
WG_INLINE V hyperbolic_tangent(V x) {
  V t = minimum(all(7.90531110763549805f), x);
  t = maximum(all(-7.90531110763549805f), t);
  V t2 = t * t;
  V p = t2 * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = p * t2 + -8.60467152213735e-11f;
  p = p * t2 + 5.12229709037114e-08f;
  p = p * t2 + 1.48572235717979e-05f;
  p = p * t2 + 6.37261928876935e-04f;
  p = p * t2 + 4.89352455891786e-03f;
  p = p * t;
  V q = t2 * 1.19825839466702e-06f + 1.18534705686654e-04f;
  q = q * t2 + 2.26843463243900e-03f;
  q = q * t2 + 4.89352518554385e-03f;
  return p / q;
}

WG_INLINE V logistic(V x) { return 1.0f / (1.0f + exponential(-x)); }

// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
WG_INLINE V softplus(V x) { return select(x < all(0.0f), all(0.0f), x) + log1p(exponential(-absolute(x))); }

// Φ(x), the normal distribution's share below x (Abramowitz & Stegun 7.1.26 for erf, absolute error below 2e-7).
WG_INLINE V normal_share(V x) {
  V z = absolute(x) * 0.70710678118654752f;
  V t = 1.0f / (1.0f + 0.3275911f * z);
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

enum { WG_STREAM_ORDER = 1, WG_STREAM_DROPOUT = 16 };  // below 16: one a purpose; from 16: one a dropout operation

// The order in which an epoch visits the samples: a keyed permutation of [0, n), computed for any position without
// computing the others. A Feistel network over [0, rows) x [0, columns), rows * columns >= n, six rounds; a result of n
// or more is permuted again (cycle walking, Black & Rogaway 2002).
struct Order {
  int32_t n, rows, columns;
  I key[6];

  void start(int32_t samples, U seed, uint32_t epoch) {
    n = samples;
    rows = 1;
    while ((int64_t)rows * rows < n) rows++;
    columns = (n + rows - 1) / rows;
    for (int j = 0; j < 3; j++) {
      U x0 = (U){} + epoch, x1 = (U){} + (uint32_t)j;
      threefry(seed, (U){} + (uint32_t)WG_STREAM_ORDER, x0, x1);
      key[2 * j] = (I)x0;
      key[2 * j + 1] = (I)x1;
    }
  }

  // A number in [0, size) that depends on `half` and `k` (the finalizer of MurmurHash3, then a multiplication).
  WG_INLINE I hash(I half, I k, int32_t size) {
    U h = (U)half ^ (U)k;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    return (I)(((h >> 16) * (uint32_t)size) >> 16);
  }

  I at(int32_t position) const {
    I left = (I){} + position / columns, right = (I){} + position % columns;
    I result = (I){};
    I open = (I){} - 1;
    do {
      I l = left, r = right;
#pragma GCC unroll 3
      for (int j = 0; j < 3; j++) {
        l += hash(r, key[2 * j], rows);
        l -= (l >= rows) & rows;
        r += hash(l, key[2 * j + 1], columns);
        r -= (r >= columns) & columns;
      }
      I index = l * columns + r;
      I done = open & (index < n);
      result = done ? index : result;
      open &= ~done;
      left = l;
      right = r;
    } while (any(open));
    return result;
  }
};

}  // namespace WG_NAMESPACE
