// Programs made by hand: a small network's operations and layers, its data, and room for what is recorded of it.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

#include "kernel.h"

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

// Memory for so many floats, not one more, aligned as the kernel asks.
struct Floats {
  float* p = nullptr;
  int64_t count = 0;
  Floats(int64_t n, float value) : count(n) {
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, (size_t)(n > 0 ? n : 1) * sizeof(float))) std::abort();
    p = static_cast<float*>(memory);
    for (int64_t i = 0; i < n; i++) p[i] = value;
  }
  Floats(const Floats&) = delete;
  ~Floats() { std::free(p); }
};

enum Norm { NO_NORM, BATCH, LAYER };

struct Case {
  int features = 2;
  std::vector<int> hidden = {4, 2};
  int outputs = 1;
  int function = WG_TANH;
  int head = WG_LINEAR;  // of the output; -1: softmax
  Norm norm = NO_NORM;
  bool dropout = false, residual = false, numbers = false;
  int loss = WG_BINARY_CROSS_ENTROPY;
  int optimizer = WG_SGD;
  float l1 = 0, l2 = 0, clip = 0, rate = 0.05f;
  int n_train = 37, n_test = 11, batch = 8, epochs = 2, every = 3;
  int runs = 3;
  bool detail = false;
  float input = 0;  // not 0: what some inputs are
};

// The program of a case, and what it points to.
struct Program {
  WgProgram p{};
  std::vector<WgOp> ops;
  std::vector<WgLayer> layers;
  std::vector<WgSegment> segments;
  std::vector<int32_t> widths;
  std::vector<int64_t> record_steps;
  std::vector<float> schedule;
  std::vector<float> train, test;
  std::vector<std::vector<float>> recorded;
  std::vector<int64_t> bad_step;
  std::vector<int32_t> bad_layer, bad_what;
  int offset = 0, running = 0, streams = 0;

  int parameters(int count, bool weight) {
    segments.push_back({offset, count, weight});
    offset += count;
    return offset - count;
  }
  int value(int width) {
    widths.push_back(width);
    return (int)widths.size() - 1;
  }
  int add(WgOp op, int width) {
    op.target = value(width);
    ops.push_back(op);
    return op.target;
  }
  static WgOp op(int kind, int source, int layer) { return {kind, source, -1, -1, 0, -1, -1, -1, -1, layer, 0}; }

  int dense(int source, int units, int layer) {
    WgOp o = op(WG_DENSE, source, layer);
    o.parameter = parameters(units * widths[source], true);
    o.bias = parameters(units, false);
    return add(o, units);
  }

  explicit Program(const Case& c) {
    value(c.features);
    int v = 0;
    int layer = 0;
    for (int units : c.hidden) {
      const int entry = v;
      const int weight = offset, weights = units * widths[v];
      v = dense(v, units, layer);
      if (c.norm != NO_NORM) {
        WgOp o = op(c.norm == BATCH ? WG_BATCH_NORM : WG_LAYER_NORM, v, layer);
        o.parameter = parameters(units, false);
        o.bias = parameters(units, false);
        if (c.norm == BATCH) {
          o.running = running;
          running += 2 * units;
        }
        v = add(o, units);
      }
      const int before = v;
      WgOp o = op(WG_ACTIVATION, v, layer);
      o.function = c.function;
      if (c.function == WG_PRELU) o.parameter = parameters(1, false);
      const int slope = o.parameter;
      v = add(o, units);
      layers.push_back({weight, weights, before, v, c.function, slope, -2.0f, 2.0f});
      if (c.dropout) {
        WgOp d = op(WG_DROPOUT, v, layer);
        d.stream = streams++;
        v = add(d, units);
      }
      if (c.residual && layer > 0 && widths[entry] == units) {
        WgOp a = op(WG_ADD, v, layer);
        a.shortcut = entry;
        v = add(a, units);
      }
      layer++;
    }
    const int weight = offset, weights = c.outputs * widths[v];
    v = dense(v, c.outputs, layer);
    const int before = v;
    if (c.head < 0) v = add(op(WG_SOFTMAX, v, layer), c.outputs);
    if (c.head > 0) {
      WgOp o = op(WG_ACTIVATION, v, layer);
      o.function = c.head;
      v = add(o, c.outputs);
    }
    layers.push_back({weight, weights, before, v, c.head > 0 ? c.head : WG_LINEAR, -1, -kInfinity, kInfinity});

    std::vector<bool> begun(widths.size(), false);
    for (size_t k = ops.size(); k-- > 0;) {
      ops[k].adds = begun[ops[k].source];
      begun[ops[k].source] = true;
      if (ops[k].shortcut >= 0) {
        ops[k].adds |= 2 * begun[ops[k].shortcut];
        begun[ops[k].shortcut] = true;
      }
    }
    fill(c);
  }

  void fill(const Case& c) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    p.row = (c.features + 1 + 3) / 4 * 4;
    for (auto* rows : {&train, &test}) {
      const int n = rows == &train ? c.n_train : c.n_test;
      rows->assign((size_t)n * p.row, 0.0f);
      for (int s = 0; s < n; s++) {
        for (int i = 0; i < c.features; i++) (*rows)[(size_t)s * p.row + i] = normal(random);
        (*rows)[(size_t)s * p.row + c.features] = c.numbers ? normal(random) : (float)(s % (c.outputs > 1 ? c.outputs : 2));
      }
      if (c.input != 0)
        for (int s = 0; s < n; s += 5) (*rows)[(size_t)s * p.row + s % c.features] = c.input;
    }
    const int per_epoch = (c.n_train + c.batch - 1) / c.batch;
    p.total_steps = (int64_t)per_epoch * c.epochs;
    schedule.assign((size_t)p.total_steps, 1.0f);
    for (int64_t step = 0; step < p.total_steps; step += c.every) record_steps.push_back(step);
    record_steps.push_back(p.total_steps);

    p.n_ops = (int)ops.size();
    p.n_values = (int)widths.size();
    p.n_layers = (int)layers.size();
    p.n_segments = (int)segments.size();
    p.n_parameters = offset;
    p.n_running = running;
    p.ops = ops.data();
    p.layers = layers.data();
    p.segments = segments.data();
    p.widths = widths.data();
    p.loss = c.loss;
    p.output = p.n_values - 1;
    p.target_low = c.numbers ? 0.0f : -1.0f;
    p.target_high = c.numbers ? 0.0f : 1.0f;
    p.optimizer = c.optimizer;
    p.features = c.features;
    p.n_train = c.n_train;
    p.n_test = c.n_test;
    p.n_probe = c.n_train < 128 ? c.n_train : 128;
    p.batch = c.batch;
    p.train = train.data();
    p.test = test.data();
    p.n_schedule = (int64_t)schedule.size();
    p.schedule = schedule.data();
    p.n_records = (int)record_steps.size();
    p.record_steps = record_steps.data();
    p.n_runs = c.runs;
    p.n_units = 0;
    for (const WgLayer& layer : layers) p.n_units = p.n_units > widths[layer.after] ? p.n_units : widths[layer.after];

    const size_t rows = (size_t)p.n_records * c.runs, all = rows * p.n_layers;
    auto channel = [&](size_t count) {
      recorded.emplace_back(count, kNan);
      return recorded.back().data();
    };
    recorded.reserve((int)WG_N_RUN_CHANNELS + (int)WG_N_LAYER_CHANNELS + 5);
    for (auto& out : p.run_channels) out = channel(rows);
    for (auto& out : p.layer_channels) out = channel(all);
    for (auto& out : p.histograms) out = c.detail ? channel(all * WG_BINS) : nullptr;
    for (auto& out : p.units) out = c.detail ? channel(all * p.n_units) : nullptr;
    bad_step.assign(c.runs, -1);
    bad_layer.assign(c.runs, -1);
    bad_what.assign(c.runs, WG_NOTHING);
  }
};
