// The machine that executes a program for one block: its buffers, and the way forward and back through its operations.
#pragma once

#include "activations.h"
#include "dense.h"
#include "kernel.h"
#include "losses.h"
#include "norms.h"
#include "optimizers.h"

namespace WG_NAMESPACE {

enum { WG_MAX_VALUES = 640, WG_MAX_LAYERS = 80 };
static const int64_t kChunkBytes = 192 * 1024;  // of values and their gradients that a chunk of samples may fill

enum Mode { TRAINING, PROBING, EVALUATING };

// Sums over the probe batch of one unit, shifted by its value at the first sample so that small spreads survive float32.
struct UnitSums {
  V z0, z, zz, a0, a, aa, active;
};

struct LayerSums {
  V backprop, saturated, zero, unit_variance;
};

struct Machine {
  const WgProgram* p;
  WgBlock* block;
  int chunk;          // samples held at a time
  bool whole_batch;   // a batch must be one chunk (batch normalization)
  bool same_order;    // one seed, and so one order of the samples, in all lanes
  bool same_forward;  // training and evaluation compute the same (no batch normalization, no dropout)
  V* value[WG_MAX_VALUES];
  V* delta[WG_MAX_VALUES];
  V* saved[WG_MAX_VALUES];  // by operation: masks or statistics
  V *target, *gradient, *before, *batch_gradient, *coherence;
  I* index;
  UnitSums* unit[WG_MAX_LAYERS];
  LayerSums layer[WG_MAX_LAYERS];
  V ratio[WG_MAX_LAYERS];
  V quality, coherence_squares, mean_loss;
  int coherence_batches;
  I bad;  // lanes that have turned non-finite

  // Lays out the buffers from `memory` on; returns how many floats they take. With memory null it only counts.
  int64_t lay_out(const WgProgram* program, float* memory) {
    p = program;
    int64_t used = 0;
    auto take = [&](int64_t vectors) {
      V* at = memory ? (V*)memory + used : nullptr;
      used += vectors;
      return at;
    };
    whole_batch = false;
    same_forward = true;
    for (int k = 0; k < p->n_ops; k++) {
      whole_batch |= p->ops[k].kind == WG_BATCH_NORM;
      same_forward &= p->ops[k].kind != WG_BATCH_NORM && p->ops[k].kind != WG_DROPOUT;
    }
    int64_t width = 1;
    for (int v = 0; v < p->n_values; v++) width += p->widths[v];
    if (whole_batch) {
      chunk = p->batch > p->n_probe ? p->batch : p->n_probe;
    } else {
      int64_t fit = kChunkBytes / (2 * width * (int64_t)sizeof(V));
      fit -= fit % WG_TILE_SAMPLES;
      if (fit < 2 * WG_TILE_SAMPLES) fit = 2 * WG_TILE_SAMPLES;
      const int64_t most = p->batch > 4 * WG_TILE_SAMPLES ? p->batch : 4 * WG_TILE_SAMPLES;
      chunk = (int)(fit < most ? fit : most);
    }
    for (int v = 0; v < p->n_values; v++) {
      value[v] = take((int64_t)chunk * p->widths[v]);
      delta[v] = take((int64_t)chunk * p->widths[v]);
    }
    for (int k = 0; k < p->n_ops; k++) {
      const WgOp& op = p->ops[k];
      const int64_t units = p->widths[op.target];
      if (op.kind == WG_DROPOUT) saved[k] = take(chunk * units);
      if (op.kind == WG_BATCH_NORM) saved[k] = take(2 * units);
      if (op.kind == WG_LAYER_NORM) saved[k] = take(2 * (int64_t)chunk);
    }
    target = take(chunk);
    index = (I*)take(chunk);
    gradient = take(p->n_parameters);
    before = take(p->n_parameters);
    batch_gradient = take(p->n_parameters);
    coherence = take(p->n_parameters);
    for (int l = 0; l < p->n_layers; l++)
      unit[l] = (UnitSums*)take((int64_t)(sizeof(UnitSums) / sizeof(V)) * p->widths[p->layers[l].after]);
    return used * WG_LANES;
  }

  V* parameters() const { return (V*)block->parameters; }

  // The factor on the learning rate; after the schedule's end its last one.
  float factor(int64_t step) const { return p->schedule[step < p->n_schedule ? step : p->n_schedule - 1]; }

  // Each lane's own samples, `index` tells which: rows are read as they lie and turned, four features of all lanes at a time.
  void gather(const float* rows, int samples) {
    const int features = p->features, groups = p->row / 4;
    for (int s = 0; s < samples; s++) {
      V* x = value[0] + (int64_t)s * features;
      const int32_t* at = (const int32_t*)(index + s);
      const float* row[WG_LANES];
      for (int lane = 0; lane < WG_LANES; lane++) row[lane] = rows + (int64_t)at[lane] * p->row;
      for (int group = 0; group < groups; group++) {
        V column[4];
        turn(row, 4 * group, column);
        const int first = 4 * group;
        if (first + 4 <= features) {
          for (int q = 0; q < 4; q++) x[first + q] = column[q];
        } else {
          for (int q = 0; q < features - first; q++) x[first + q] = column[q];
          target[s] = column[features - first];
        }
      }
    }
  }

  // The same samples for all lanes, the numbers in `index` tell which.
  void gather_together(const float* rows, int samples) {
    const int32_t* at = (const int32_t*)index;
    for (int s = 0; s < samples; s++) spread(rows + (int64_t)at[s] * p->row, s);
  }

  // The same samples for all lanes, in the order in which they lie.
  void broadcast(const float* rows, int first, int samples) {
    for (int s = 0; s < samples; s++) spread(rows + (int64_t)(first + s) * p->row, s);
  }

  // A row as sample s of every lane.
  void spread(const float* row, int s) {
    V* x = value[0] + (int64_t)s * p->features;
    for (int i = 0; i < p->features; i++) x[i] = all(row[i]);
    target[s] = all(row[p->features]);
  }

  // `first`: position of the chunk's first sample in its batch; `follow`: running statistics follow the batch.
  void forward(int samples, Mode mode, uint32_t step, int first, bool follow) {
    const V* w = parameters();
    for (int k = 0; k < p->n_ops; k++) {
      const WgOp& op = p->ops[k];
      const V* x = value[op.source];
      V* y = value[op.target];
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
          batch_norm_forward(x, y, w + op.parameter, w + op.bias, (V*)block->running + op.running, saved[k], units, samples,
                             mode != EVALUATING, follow, bad);
          break;
        case WG_LAYER_NORM: layer_norm_forward(x, y, w + op.parameter, w + op.bias, saved[k], units, samples); break;
        case WG_DROPOUT:
          if (mode == TRAINING) {
            dropout_forward(x, y, saved[k], load(block->dropout), *(const U*)block->seed, (uint32_t)op.stream, step, first, units,
                            samples);
          } else {
            for (int i = 0; i < count; i++) y[i] = x[i];
            for (int i = 0; i < count; i++) saved[k][i] = all(1.0f);
          }
          break;
        case WG_ADD: {
          const V* other = value[op.shortcut];
          for (int i = 0; i < count; i++) y[i] = x[i] + other[i];
          break;
        }
        case WG_SOFTMAX: softmax_forward(x, y, units, samples); break;
        default: break;
      }
    }
  }

  // From delta[output] to the parameters' gradients, which are added to `gradient` if it `adds_up`, or else take the place of
  // what is there. `to_input`: on to delta[0], too.
  void backward(int samples, Mode mode = TRAINING, bool to_input = false, bool adds_up = true) {
    const V* w = parameters();
    if (!adds_up) clear_gradient();
    for (int k = p->n_ops - 1; k >= 0; k--) {
      const WgOp& op = p->ops[k];
      const V* x = value[op.source];
      const V* y = value[op.target];
      const V* e = delta[op.target];
      V* d = delta[op.source];
      const int inputs = p->widths[op.source], units = p->widths[op.target];
      const int count = samples * units;
      const bool adds = op.adds & 1;
      switch (op.kind) {
        case WG_DENSE:
          dense_backward_weights(x, e, gradient + op.parameter, gradient + op.bias, inputs, units, samples, adds_up);
          if (op.source != 0 || to_input) dense_backward_input(w + op.parameter, e, d, inputs, units, samples, adds);
          break;
        case WG_ACTIVATION:
          with_function(op.function, op.function == WG_PRELU ? w[op.parameter] : all(0.0f), [&](auto function) {
            if (adds)
              for (int i = 0; i < count; i++) d[i] += e[i] * function.slope(x[i], y[i]);
            else
              for (int i = 0; i < count; i++) d[i] = e[i] * function.slope(x[i], y[i]);
          });
          if (op.function == WG_PRELU) {
            V sum = all(0.0f);
            for (int i = 0; i < count; i++) sum += select(x[i] < all(0.0f), e[i] * x[i], all(0.0f));
            gradient[op.parameter] += sum;
          }
          break;
        case WG_BATCH_NORM:
          batch_norm_backward(x, e, d, w + op.parameter, gradient + op.parameter, gradient + op.bias, saved[k], units, samples,
                              mode != EVALUATING, adds);
          break;
        case WG_LAYER_NORM:
          layer_norm_backward(x, e, d, w + op.parameter, gradient + op.parameter, gradient + op.bias, saved[k], units, samples,
                              adds);
          break;
        case WG_DROPOUT:
          for (int i = 0; i < count; i++) d[i] = adds ? d[i] + e[i] * saved[k][i] : e[i] * saved[k][i];
          break;
        case WG_ADD: {
          V* other = delta[op.shortcut];
          for (int i = 0; i < count; i++) d[i] = adds ? d[i] + e[i] : e[i];
          for (int i = 0; i < count; i++) other[i] = (op.adds & 2) ? other[i] + e[i] : e[i];
          break;
        }
        case WG_SOFTMAX: softmax_backward(y, e, d, units, samples, adds); break;
        default: break;
      }
    }
  }

  // Sets the gradients of all parameters to 0 but those of dense layers, which are most of them and are written over.
  void clear_gradient() {
    for (int k = 0; k < p->n_ops; k++) {
      const WgOp& op = p->ops[k];
      if (op.kind == WG_DENSE) continue;
      const int units = op.kind == WG_ACTIVATION ? 1 : p->widths[op.target];
      for (int i = 0; i < units && op.parameter >= 0; i++) gradient[op.parameter + i] = all(0.0f);
      for (int i = 0; i < units && op.bias >= 0; i++) gradient[op.bias + i] = all(0.0f);
    }
  }

  V loss(int samples, float scale, bool wants_gradient) {
    return loss_and_gradient(p, value[p->output], target, delta[p->output], p->widths[p->output], samples, all(scale),
                             wants_gradient);
  }

  V right(int samples) const { return right_answers(p, value[p->output], target, p->widths[p->output], samples); }

  // Loss and right answers of samples [first, n) as they lie, evaluated.
  Sums evaluate(const float* rows, int first, int n) {
    Sums sum = {all(0.0f), all(0.0f)};
    for (int s = first; s < n; s += chunk) {
      const int samples = n - s < chunk ? n - s : chunk;
      broadcast(rows, s, samples);
      forward(samples, EVALUATING, 0, 0, false);
      sum.loss += loss(samples, 0.0f, false);
      sum.right += right(samples);
    }
    return sum;
  }
};

}  // namespace WG_NAMESPACE
