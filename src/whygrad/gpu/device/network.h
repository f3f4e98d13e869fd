// One thread's network: where its numbers lie, and the way forward and back through its operations. The formulas are those
// of the kernel; what differs from its machine.h is where numbers lie and that nothing is recorded on the way.
#pragma once

#include "activations.h"
#include "dense.h"
#include "losses.h"
#include "norms.h"
#include "optimizers.h"
#include "task.h"

namespace WG_NAMESPACE {

struct Network {
  const Population* population;
  const WgProgram* p;
  V* memory;
  int run;
  uint32_t seed;
  float dropout;

  V* part(int which) const { return memory + population->parts[which]; }
  V* parameters() const { return part(WG_PARAMETERS); }
  V* state() const { return part(WG_STATE); }
  V* gradient() const { return part(WG_GRADIENTS); }
  V* value(int v) const { return part(WG_VALUES) + population->values[v]; }
  V* delta(int v) const { return part(WG_DELTAS) + population->values[v]; }
  float setting(int number) const { return population->arrays.settings[(int64_t)number * p->n_runs + run]; }

  // A sample as value 0 and its target.
  void read(const float* row, int sample) const {
    V* x = value(0) + sample * p->features;
    for (int i = 0; i < p->features; i++) x[i] = row[i];
    part(WG_TARGETS)[sample] = row[p->features];
  }

  // Compiled once for training and evaluation, which halves the time that compiling takes.
  __noinline__ void forward(int samples, bool training, uint32_t step, int first) const {
    const V* w = parameters();
    for (int k = 0; k < p->n_ops; k++) {
      const WgOp& op = p->ops[k];
      const V* x = value(op.source);
      V* y = value(op.target);
      V* kept = part(WG_SAVED) + population->saved[k];
      const int inputs = p->widths[op.source], units = p->widths[op.target];
      const int count = samples * units;
      switch (op.kind) {
        case WG_DENSE: dense_forward(w + op.parameter, w + op.bias, x, y, inputs, units, samples); break;
        case WG_ACTIVATION:
          with_function(op.function, op.function == WG_PRELU ? w[op.parameter] : all(0.0f), [&](auto function) {
            for (int i = 0; i < count; i++) y[i] = function.f(x[i]);
          });
          break;
        case WG_BATCH_NORM:
          batch_norm_forward(x, y, w + op.parameter, w + op.bias, part(WG_RUNNING) + op.running, kept, units, samples, training,
                             training, I(0));
          break;
        case WG_LAYER_NORM: layer_norm_forward(x, y, w + op.parameter, w + op.bias, kept, units, samples); break;
        case WG_DROPOUT:
          if (training)
            dropout_forward(x, y, kept, V(dropout), U(seed), (uint32_t)op.stream, step, first, units, samples);
          else
            for (int i = 0; i < count; i++) y[i] = x[i];
          break;
        case WG_ADD: {
          const V* other = value(op.shortcut);
          for (int i = 0; i < count; i++) y[i] = x[i] + other[i];
          break;
        }
        case WG_SOFTMAX: softmax_forward(x, y, units, samples); break;
        default: break;
      }
    }
  }

  // From the output's delta to the parameters' gradients, which are added to `gradient`.
  void backward(int samples) const {
    const V* w = parameters();
    V* g = gradient();
    for (int k = p->n_ops - 1; k >= 0; k--) {
      const WgOp& op = p->ops[k];
      const V* x = value(op.source);
      const V* y = value(op.target);
      const V* e = delta(op.target);
      const V* kept = part(WG_SAVED) + population->saved[k];
      V* d = delta(op.source);
      const int inputs = p->widths[op.source], units = p->widths[op.target];
      const int count = samples * units;
      const bool adds = op.adds & 1;
      switch (op.kind) {
        case WG_DENSE:
          dense_backward_weights(x, e, g + op.parameter, g + op.bias, inputs, units, samples, true);
          if (op.source != 0) dense_backward_input(w + op.parameter, e, d, inputs, units, samples, adds);
          break;
        case WG_ACTIVATION:
          with_function(op.function, op.function == WG_PRELU ? w[op.parameter] : all(0.0f), [&](auto function) {
            for (int i = 0; i < count; i++) {
              const V slope = e[i] * function.slope(x[i], y[i]);
              d[i] = adds ? d[i] + slope : slope;
            }
          });
          if (op.function == WG_PRELU) {
            V sum = all(0.0f);
            for (int i = 0; i < count; i++) sum += select(x[i] < all(0.0f), e[i] * x[i], all(0.0f));
            g[op.parameter] += sum;
          }
          break;
        case WG_BATCH_NORM:
          batch_norm_backward(x, e, d, w + op.parameter, g + op.parameter, g + op.bias, kept, units, samples, true, adds);
          break;
        case WG_LAYER_NORM:
          layer_norm_backward(x, e, d, w + op.parameter, g + op.parameter, g + op.bias, kept, units, samples, adds);
          break;
        case WG_DROPOUT:
          for (int i = 0; i < count; i++) d[i] = adds ? d[i] + e[i] * kept[i] : e[i] * kept[i];
          break;
        case WG_ADD: {
          V* other = delta(op.shortcut);
          for (int i = 0; i < count; i++) d[i] = adds ? d[i] + e[i] : e[i];
          for (int i = 0; i < count; i++) other[i] = (op.adds & 2) ? other[i] + e[i] : e[i];
          break;
        }
        case WG_SOFTMAX: softmax_backward(y, e, d, units, samples, adds); break;
        default: break;
      }
    }
  }

  V loss(int samples, float scale, bool wants_gradient) const {
    return loss_and_gradient(p, value(p->output), part(WG_TARGETS), delta(p->output), p->widths[p->output], samples, all(scale),
                             wants_gradient);
  }

  // The sum of the losses of the samples from `position` on; the gradient of their mean is added to `gradient`.
  V batch(const Visits& visits, int position, int samples, uint32_t step) const {
    const int chunk = population->chunk;
    const float scale = 1.0f / (float)samples;
    V sum = all(0.0f);
    for (int first = 0; first < samples; first += chunk) {
      const int count = samples - first < chunk ? samples - first : chunk;
      for (int s = 0; s < count; s++) read(p->train + (int64_t)visits[position + first + s] * p->row, s);
      forward(count, true, step, first);
      sum += loss(count, scale, true);
      backward(count);
    }
    return sum;
  }

  // Sums of loss and of right answers over all rows as they lie, evaluated.
  __noinline__ Sums evaluate(const float* rows, int n) const {
    Sums sum = {all(0.0f), all(0.0f)};
    for (int first = 0; first < n; first += population->chunk) {
      const int samples = n - first < population->chunk ? n - first : population->chunk;
      for (int s = 0; s < samples; s++) read(rows + (int64_t)(first + s) * p->row, s);
      forward(samples, false, 0, 0);
      sum.loss += loss(samples, 0.0f, false);
      sum.right += right_answers(p, value(p->output), part(WG_TARGETS), p->widths[p->output], samples);
    }
    return sum;
  }
};

}  // namespace WG_NAMESPACE
