// One thread's network in the thread's registers. What network.h reads from memory, such as the operations and the numbers of
// units, is constant here (constants.h, which gpu/constants.py writes), so that loops are unrolled and every number has a place
// of its own. One sample at a time goes forward and backward.
#pragma once

#include "activations.h"
#include "constants.h"
#include "losses.h"
#include "norms.h"
#include "optimizers.h"
#include "task.h"

namespace WG_NAMESPACE {

// The program, with its constants in place of what the arrays say.
WG_FUNCTION WgProgram constant_program(const WgArrays& arrays) {
  WgProgram p = wg_program(arrays, nullptr);
  p.n_ops = WG_N_OPS;
  p.n_parameters = WG_N_PARAMETERS;
  p.n_running = 0;
  p.loss = WG_LOSS;
  p.optimizer = WG_OPTIMIZER;
  p.features = WG_FEATURES;
  p.row = WG_ROW;
  p.target_low = WG_TARGET_LOW;
  p.target_high = WG_TARGET_HIGH;
  p.middle = WG_MIDDLE;
  return p;
}

// Four numbers that nothing writes to; their place is a multiple of 16 bytes.
WG_INLINE void read_four(const float* from, float* to) {
#ifdef __CUDACC_RTC__
  const float4 four = __ldg((const float4*)from);
  to[0] = four.x, to[1] = four.y, to[2] = four.z, to[3] = four.w;
#else
  for (int i = 0; i < 4; i++) to[i] = from[i];
#endif
}

// The values of a layer's units.
template <int N, class Function>
WG_INLINE void activate(Function function, const V* x, V* y) {
  WG_UNROLL
  for (int i = 0; i < N; i++) y[i] = function.f(x[i]);
}
#ifdef __CUDACC_RTC__
template <int N>
WG_INLINE void activate(Tanh function, const V* x, V* y) {
  WG_UNROLL
  for (int i = 0; i + 1 < N; i += 2) hyperbolic_tangents(x[i], x[i + 1], y[i], y[i + 1]);
  if constexpr (N % 2 == 1) y[N - 1] = function.f(x[N - 1]);
}
#endif

struct Network {
  const Population* population;
  const WgProgram* p;
  V* memory;  // [WG_SIZE]: parameters, the optimizer's numbers, gradients, values, deltas
  int run;
  uint32_t seed;

  V* parameters() const { return memory; }
  V* state() const { return memory + WG_PLACE_OF_STATE; }
  V* gradient() const { return memory + WG_PLACE_OF_GRADIENTS; }
  V* value(int v) const { return memory + WG_PLACE_OF_VALUES + WG_VALUES_BEGIN[v]; }
  V* delta(int v) const { return memory + WG_PLACE_OF_DELTAS + WG_VALUES_BEGIN[v]; }
  float setting(int number) const { return population->arrays.settings[(int64_t)number * p->n_runs + run]; }

  // A sample as value 0; its target. A row's length is a multiple of 4.
  WG_INLINE_MEMBER V read(const float* row) const {
    float numbers[WG_ROW];
    WG_UNROLL
    for (int i = 0; i < WG_ROW; i += 4) read_four(row + i, numbers + i);
    V* x = value(0);
    WG_UNROLL
    for (int i = 0; i < WG_FEATURES; i++) x[i] = numbers[i];
    return numbers[WG_FEATURES];
  }

  template <int K = 0>
  WG_INLINE_MEMBER void forward() const {
    if constexpr (K < WG_N_OPS) {
      constexpr WgOp op = WG_OPS[K];
      constexpr int inputs = WG_WIDTHS[op.source], units = WG_WIDTHS[op.target];
      const V* w = parameters() + op.parameter;
      const V* x = value(op.source);
      V* y = value(op.target);
      if constexpr (op.kind == WG_DENSE) {
        WG_UNROLL
        for (int j = 0; j < units; j++) {
          V sum = parameters()[op.bias + j];
          WG_UNROLL
          for (int i = 0; i < inputs; i++) sum += w[j * inputs + i] * x[i];
          y[j] = sum;
        }
      } else if constexpr (op.kind == WG_ACTIVATION) {
        with_function(op.function, op.function == WG_PRELU ? w[0] : all(0.0f), [&](auto function) {
          activate<units>(function, x, y);
        });
      } else if constexpr (op.kind == WG_ADD) {
        const V* other = value(op.shortcut);
        WG_UNROLL
        for (int i = 0; i < units; i++) y[i] = x[i] + other[i];
      } else if constexpr (op.kind == WG_SOFTMAX) {
        softmax_forward(x, y, units, 1);
      }
      forward<K + 1>();
    }
  }

  template <int K = WG_N_OPS - 1>
  WG_INLINE_MEMBER void backward() const {
    if constexpr (K >= 0) {
      constexpr WgOp op = WG_OPS[K];
      constexpr int inputs = WG_WIDTHS[op.source], units = WG_WIDTHS[op.target];
      constexpr bool adds = op.adds & 1;
      const V* w = parameters() + op.parameter;
      V* g = gradient() + op.parameter;
      const V* x = value(op.source);
      const V* y = value(op.target);
      const V* e = delta(op.target);
      V* d = delta(op.source);
      if constexpr (op.kind == WG_DENSE) {
        WG_UNROLL
        for (int j = 0; j < units; j++) {
          gradient()[op.bias + j] += e[j];
          WG_UNROLL
          for (int i = 0; i < inputs; i++) g[j * inputs + i] += e[j] * x[i];
        }
        if constexpr (op.source != 0) {
          WG_UNROLL
          for (int i = 0; i < inputs; i++) {
            V sum = adds ? d[i] : all(0.0f);
            WG_UNROLL
            for (int j = 0; j < units; j++) sum += w[j * inputs + i] * e[j];
            d[i] = sum;
          }
        }
      } else if constexpr (op.kind == WG_ACTIVATION) {
        with_function(op.function, op.function == WG_PRELU ? w[0] : all(0.0f), [&](auto function) {
          WG_UNROLL
          for (int i = 0; i < units; i++) {
            const V slope = e[i] * function.slope(x[i], y[i]);
            d[i] = adds ? d[i] + slope : slope;
          }
        });
        if constexpr (op.function == WG_PRELU) {
          WG_UNROLL
          for (int i = 0; i < units; i++) g[0] += select(x[i] < all(0.0f), e[i] * x[i], all(0.0f));
        }
      } else if constexpr (op.kind == WG_ADD) {
        V* other = delta(op.shortcut);
        WG_UNROLL
        for (int i = 0; i < units; i++) {
          d[i] = adds ? d[i] + e[i] : e[i];
          other[i] = (op.adds & 2) ? other[i] + e[i] : e[i];
        }
      } else if constexpr (op.kind == WG_SOFTMAX) {
        softmax_backward(y, e, d, units, 1, adds);
      }
      backward<K - 1>();
    }
  }

  WG_INLINE_MEMBER V loss(V target, float scale, bool wants_gradient) const {
    return loss_and_gradient(p, value(WG_OUTPUT), &target, delta(WG_OUTPUT), WG_OUTPUTS, 1, all(scale), wants_gradient);
  }

  // The sum of the losses of the samples from `position` on; the gradient of their mean is added to `gradient`.
  WG_INLINE_MEMBER V batch(const Visits& visits, int position, int samples, uint32_t) const {
    const float scale = 1.0f / (float)samples;
    V sum = all(0.0f);
    int s = 0;
#pragma unroll 5
    do {  // a batch has a sample, so that no instructions are needed for one without
      const V target = read(p->train + (int64_t)visits[position + s] * WG_ROW);
      forward();
      sum += loss(target, scale, true);
      backward();
    } while (++s < samples);
    return sum;
  }

  // Sums of loss and of right answers over all rows as they lie, evaluated.
  WG_INLINE_MEMBER Sums evaluate(const float* rows, int n) const {
    Sums sum = {all(0.0f), all(0.0f)};
    for (int s = 0; s < n; s++) {
      const V target = read(rows + (int64_t)s * WG_ROW);
      forward();
      sum.loss += loss(target, 0.0f, false);
      sum.right += right_answers(p, value(WG_OUTPUT), &target, WG_OUTPUTS, 1);
    }
    return sum;
  }
};

}  // namespace WG_NAMESPACE
