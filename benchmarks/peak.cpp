// The most multiply-adds this machine does: independent accumulators in registers, every thread busy.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#if defined(__AVX512F__)
constexpr int kBytes = 64;
constexpr int kAccumulators = 12;
#elif defined(__AVX__)
constexpr int kBytes = 32;
constexpr int kAccumulators = 12;
#else
constexpr int kBytes = 16;
constexpr int kAccumulators = 24;  // Arm has 32 registers and up to four pipes
#endif
typedef float Vector __attribute__((vector_size(kBytes)));

// Tells the compiler that a vector in a register has changed, so that no round is left out and nothing goes to memory.
#if defined(__AVX512F__)
#define CHANGED(vector) asm volatile("" : "+v"(vector))
#elif defined(__x86_64__)
#define CHANGED(vector) asm volatile("" : "+x"(vector))
#else
#define CHANGED(vector) asm volatile("" : "+w"(vector))
#endif

static void work(long rounds, float* result) {
  Vector a[kAccumulators];
#pragma GCC unroll 24
  for (int i = 0; i < kAccumulators; i++) a[i] = Vector{} + static_cast<float>(i);
  const Vector x = Vector{} + 0.999f, y = Vector{} + 1e-3f;
  for (long n = 0; n < rounds; n++) {
#pragma GCC unroll 24
    for (int i = 0; i < kAccumulators; i++) {
      a[i] = a[i] * x + y;
      CHANGED(a[i]);
    }
  }
  float sum = 0;
#pragma GCC unroll 24
  for (int i = 0; i < kAccumulators; i++) sum += a[i][0];
  *result = sum;
}

int main(int argc, char** argv) {
  const int threads = argc > 1 ? std::atoi(argv[1]) : 1;
  const long rounds = 20'000'000;
  std::vector<float> results(threads);
  std::vector<std::thread> pool;
  const auto start = std::chrono::steady_clock::now();
  for (int t = 0; t < threads; t++) pool.emplace_back(work, rounds, &results[t]);
  for (auto& thread : pool) thread.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  volatile float keep = results[0];
  (void)keep;
  std::printf("%.6g %d\n", 2.0 * (kBytes / 4) * kAccumulators * rounds * threads / seconds, kBytes * 8);
}
