// The types of lanes.h where each thread of a GPU trains a network of its own: one number, with the operators of a vector.
#pragma once

#include <stdint.h>

#define WG_LANES 1

#ifdef __CUDACC_RTC__  // what GCC and Clang have built in
#define __builtin_sqrtf(x) sqrtf(x)
#define __builtin_nanf(text) __int_as_float(0x7fffffff)
#endif

namespace WG_NAMESPACE {

enum { WG_WARP = 32 };  // threads that execute an instruction together

// In memory, the same number of the 32 networks of a warp lies side by side, so that the warp reads all of them at once.
// A pointer to a number therefore advances by 32 numbers; the 31 others belong to the other threads and are never touched.
template <class T>
struct Lane {
  T x;
#ifndef WG_CONSTANTS  // with which numbers lie in registers
  T others[WG_WARP - 1];
#endif

  Lane() : x(0) {}
  Lane(T number) : x(number) {}
  Lane(const Lane& other) : x(other.x) {}
  template <class Other>
  explicit Lane(const Lane<Other>& other) : x(__builtin_bit_cast(T, other.x)) {}  // the same bits
  Lane& operator=(const Lane& other) {
    x = other.x;
    return *this;
  }

  explicit operator bool() const { return x != 0; }
  T& operator[](int) { return x; }
  T operator[](int) const { return x; }

  Lane operator-() const { return -x; }
  Lane operator~() const { return ~x; }
  friend Lane operator+(const Lane& a, const Lane& b) { return a.x + b.x; }
  friend Lane operator-(const Lane& a, const Lane& b) { return a.x - b.x; }
  friend Lane operator*(const Lane& a, const Lane& b) { return a.x * b.x; }
  friend Lane operator/(const Lane& a, const Lane& b) { return a.x / b.x; }
  friend Lane operator&(const Lane& a, const Lane& b) { return a.x & b.x; }
  friend Lane operator|(const Lane& a, const Lane& b) { return a.x | b.x; }
  friend Lane operator^(const Lane& a, const Lane& b) { return a.x ^ b.x; }
  friend Lane operator<<(const Lane& a, int by) { return a.x << by; }
  friend Lane operator>>(const Lane& a, int by) { return a.x >> by; }
  Lane& operator+=(const Lane& other) { return *this = *this + other; }
  Lane& operator-=(const Lane& other) { return *this = *this - other; }
  Lane& operator*=(const Lane& other) { return *this = *this * other; }
  Lane& operator|=(const Lane& other) { return *this = *this | other; }
  Lane& operator^=(const Lane& other) { return *this = *this ^ other; }

  // As of vectors: all bits set where it holds.
  friend Lane<int32_t> operator<(const Lane& a, const Lane& b) { return -(int32_t)(a.x < b.x); }
  friend Lane<int32_t> operator>(const Lane& a, const Lane& b) { return -(int32_t)(a.x > b.x); }
  friend Lane<int32_t> operator<=(const Lane& a, const Lane& b) { return -(int32_t)(a.x <= b.x); }
  friend Lane<int32_t> operator>=(const Lane& a, const Lane& b) { return -(int32_t)(a.x >= b.x); }
  friend Lane<int32_t> operator==(const Lane& a, const Lane& b) { return -(int32_t)(a.x == b.x); }
  friend Lane<int32_t> operator!=(const Lane& a, const Lane& b) { return -(int32_t)(a.x != b.x); }
};

typedef Lane<float> V;
typedef Lane<int32_t> I;
typedef Lane<uint32_t> U;

template <class To, class From>
static inline To converted(const Lane<From>& number) {
  return To((decltype(To::x))number.x);
}
#define __builtin_convertvector(number, type) converted<type>(number)

}  // namespace WG_NAMESPACE
