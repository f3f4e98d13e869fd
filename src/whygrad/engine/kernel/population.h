// A population in memory: the flat arrays that engine/arrays.py makes, as a program and its blocks. Nothing of the standard
// library: the Python extension and the page's worker share it. Nothing here interprets an experiment.
#pragma once

#include "kernel.h"

// Row-major arrays and their sizes. On wasm32 all are 4 bytes wide: the page writes them one after the other.
typedef struct {
  int32_t n_ops, n_layers, n_segments, n_values, n_parameters, n_running, n_runs, row, n_train, n_test, n_schedule;
  const int32_t* ops;       // [n_ops][11], the fields of WgOp
  const int32_t* layers;    // [n_layers][6], the first fields of WgLayer
  const float* bounds;      // [n_layers][2], the others
  const int32_t* segments;  // [n_segments][3], the fields of WgSegment
  const int32_t* widths;    // [n_values]
  const int32_t* numbers;   // loss, output, optimizer, features, n_probe, batch, n_units
  const float* targets;     // low, high, middle
  const float* train;       // [n_train][row]
  const float* test;        // [n_test][row]
  const float* schedule;    // [n_schedule]
  const float* parameters;  // [n_runs][n_parameters]
  const float* running;     // [n_runs][n_running]
  const float* settings;    // [7][n_runs]: learning rate, momentum, decay, l1, l2, clip, dropout
  const uint32_t* seeds;    // [n_runs]
} WgArrays;

enum { WG_N_SETTINGS = 7 };

static_assert(sizeof(WgOp) == 11 * sizeof(int32_t) && sizeof(WgSegment) == 3 * sizeof(int32_t), "arrays are read as structures");

// Everything of a program but where its records go; `layers` is filled and kept.
static inline WgProgram wg_program(const WgArrays& a, WgLayer* layers) {
  WgProgram p = {};
  for (int32_t l = 0; l < a.n_layers; l++) {
    const int32_t* o = a.layers + 6 * l;
    layers[l] = {o[0], o[1], o[2], o[3], o[4], o[5], a.bounds[2 * l], a.bounds[2 * l + 1]};
  }
  p.n_ops = a.n_ops;
  p.n_values = a.n_values;
  p.n_layers = a.n_layers;
  p.n_segments = a.n_segments;
  p.n_parameters = a.n_parameters;
  p.n_running = a.n_running;
  p.ops = (const WgOp*)a.ops;
  p.layers = layers;
  p.segments = (const WgSegment*)a.segments;
  p.widths = a.widths;
  p.loss = a.numbers[0];
  p.output = a.numbers[1];
  p.optimizer = a.numbers[2];
  p.features = a.numbers[3];
  p.n_probe = a.numbers[4];
  p.batch = a.numbers[5];
  p.n_units = a.numbers[6];
  p.target_low = a.targets[0];
  p.target_high = a.targets[1];
  p.middle = a.targets[2];
  p.row = a.row;
  p.n_train = a.n_train;
  p.n_test = a.n_test;
  p.train = a.train;
  p.test = a.test;
  p.total_steps = p.n_schedule = a.n_schedule;
  p.schedule = a.schedule;
  p.n_runs = a.n_runs;
  return p;
}

// Where records go: each group of channels is one array, channel after channel; `histograms` and `units` may be null.
static inline void wg_records(WgProgram* p, int32_t records, const int64_t* steps, float* run_channels, float* layer_channels,
                              float* histograms, float* units) {
  const int64_t runs = (int64_t)records * p->n_runs, layers = runs * p->n_layers;
  p->n_records = records;
  p->record_steps = steps;
  for (int c = 0; c < WG_N_RUN_CHANNELS; c++) p->run_channels[c] = run_channels + c * runs;
  for (int c = 0; c < WG_N_LAYER_CHANNELS; c++) p->layer_channels[c] = layer_channels + c * layers;
  for (int h = 0; h < 3; h++) p->histograms[h] = histograms ? histograms + h * layers * WG_BINS : nullptr;
  for (int u = 0; u < 2; u++) p->units[u] = units ? units + u * layers * p->n_units : nullptr;
}

// Floats of memory that a block needs; zeros at first, aligned to the register.
static inline int64_t wg_block_floats(const WgKernel* kernel, const WgProgram* p) {
  return ((int64_t)p->n_parameters + p->n_running + WG_N_SETTINGS + 1) * kernel->lanes + kernel->state(p);
}

// The runs from `first` on as a block in `memory`; lanes without a run repeat the last one. Where its runs turn non-finite
// and what stops it is the caller's to set.
static inline WgBlock wg_block(const WgKernel* kernel, const WgProgram* p, const WgArrays& a, int32_t first, float* memory) {
  const int32_t lanes = kernel->lanes;
  WgBlock b = {};
  b.parameters = memory;
  b.running = b.parameters + (int64_t)p->n_parameters * lanes;
  float* settings = b.running + (int64_t)p->n_running * lanes;
  uint32_t* seeds = (uint32_t*)(settings + WG_N_SETTINGS * lanes);
  b.state = settings + (WG_N_SETTINGS + 1) * lanes;
  b.learning_rate = settings;
  b.momentum = settings + lanes;
  b.decay = settings + 2 * lanes;
  b.l1 = settings + 3 * lanes;
  b.l2 = settings + 4 * lanes;
  b.clip = settings + 5 * lanes;
  b.dropout = settings + 6 * lanes;
  b.seed = seeds;
  b.first_run = first;
  b.runs = p->n_runs - first < lanes ? p->n_runs - first : lanes;
  b.powers[0] = b.powers[1] = 1.0;
  for (int32_t lane = 0; lane < lanes; lane++) {
    const int64_t run = first + (lane < b.runs ? lane : b.runs - 1);
    for (int64_t i = 0; i < p->n_parameters; i++) b.parameters[i * lanes + lane] = a.parameters[run * p->n_parameters + i];
    for (int64_t i = 0; i < p->n_running; i++) b.running[i * lanes + lane] = a.running[run * p->n_running + i];
    for (int32_t c = 0; c < WG_N_SETTINGS; c++) settings[c * lanes + lane] = a.settings[(int64_t)c * p->n_runs + run];
    seeds[lane] = a.seeds[run];
  }
  return b;
}

// One run's numbers out of [count][lanes].
static inline void wg_take(const float* from, int32_t lanes, int32_t lane, int64_t count, float* to) {
  for (int64_t i = 0; i < count; i++) to[i] = from[i * lanes + lane];
}
