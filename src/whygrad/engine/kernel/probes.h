// What is recorded: one pass over the probe batch, forward and back, with sums by unit and by layer; then the formulas
// of trace/channels.py. Nothing here changes the run.
#pragma once

#include "machine.h"

namespace WG_NAMESPACE {

WG_INLINE V nan_where(I mask, V x) { return select(mask, all(__builtin_nanf("")), x); }

// Calls body(function, whether its derivative can be exactly zero over a range of inputs); elsewhere units count as active.
template <class Body>
static void with_switching(int function, Body body) {
  switch (function) {
    WG_VANISHING_CASES
    default: return body(Identity{}, false);
  }
}

static void watch_values(Machine& m, int samples, bool first) {
  for (int l = 0; l < m.p->n_layers; l++) {
    const WgLayer& layer = m.p->layers[l];
    const int units = m.p->widths[layer.after];
    const V* z = m.value[layer.before];
    const V* a = m.value[layer.after];
    LayerSums& sums = m.layer[l];
    if (first) sums = LayerSums{};
    with_switching(layer.function, [&](auto function, bool off) {
      for (int u = 0; u < units; u++) {
        UnitSums& unit = m.unit[l][u];
        if (first) unit = UnitSums{z[u], all(0.0f), all(0.0f), a[u], all(0.0f), all(0.0f), all(0.0f)};
        UnitSums sum = unit;
        V saturated = sums.saturated, zero = sums.zero;
        for (int s = 0; s < samples; s++) {
          const V zs = z[s * units + u], as = a[s * units + u];
          const V dz = zs - sum.z0, da = as - sum.a0;
          sum.z += dz;
          sum.zz += dz * dz;
          sum.a += da;
          sum.aa += da * da;
          if (off) sum.active += select(function.slope(zs, as) != all(0.0f), all(1.0f), all(0.0f));
          saturated += select((zs < all(layer.low)) | (zs > all(layer.high)), all(1.0f), all(0.0f));
          zero += select(as == all(0.0f), all(1.0f), all(0.0f));
        }
        if (!off) sum.active += (float)samples;
        unit = sum;
        sums.saturated = saturated;
        sums.zero = zero;
      }
    });
    const float share = 1.0f / (float)units;
    for (int s = 0; s < samples; s++) {
      const V* row = a + s * units;
      V sum = all(0.0f), squares = all(0.0f);
      for (int u = 1; u < units; u++) {
        const V d = row[u] - row[0];
        sum += d;
        squares += d * d;
      }
      const V mean = sum * share;
      sums.unit_variance += maximum(squares * share - mean * mean, all(0.0f));
    }
  }
}

static void watch_gradients(Machine& m, int samples) {
  for (int l = 0; l < m.p->n_layers; l++) {
    const int count = samples * m.p->widths[m.p->layers[l].before];
    const V* d = m.delta[m.p->layers[l].before];
    V sum = all(0.0f);
    for (int i = 0; i < count; i++) sum += d[i] * d[i];
    m.layer[l].backprop += sum;
  }
}

// Adds each lane's share of `count` vectors that fall into each of WG_BINS bins over [low, high], ends open. NaN is in no bin.
static void bin(const Machine& m, const V* x, int64_t count, int64_t total, float low, float high, bool logarithmic, int record,
                int l, float* out) {
  const float scale = (float)WG_BINS / (high - low), share = 1.0f / (float)total;
  int32_t seen[WG_BINS + 1][WG_LANES] = {};  // the last one: NaN
  for (int64_t i = 0; i < count; i++) {
    V v = x[i];
    if (logarithmic) v = logarithm(maximum(all(1.17549435e-38f), absolute(v))) * 0.43429448190325183f;
    V place = maximum(all(0.0f), minimum(all((float)WG_BINS - 0.5f), (v - low) * scale));
    place = select(place == place, place, all((float)WG_BINS));
    const I number = __builtin_convertvector(place, I);
#pragma GCC unroll 16
    for (int lane = 0; lane < WG_LANES; lane++) seen[number[lane]][lane]++;
  }
  for (int lane = 0; lane < m.block->runs; lane++) {
    if (m.bad[lane]) continue;
    const int64_t run = (int64_t)record * m.p->n_runs + m.block->first_run + lane;
    for (int k = 0; k < WG_BINS; k++) out[(run * m.p->n_layers + l) * WG_BINS + k] += (float)seen[k][lane] * share;
  }
}

static void clear(const Machine& m, float* out, int record, int width) {
  for (int lane = 0; lane < m.block->runs; lane++) {
    const int64_t run = (int64_t)record * m.p->n_runs + m.block->first_run + lane;
    const float start = m.bad[lane] ? __builtin_nanf("") : 0.0f;
    for (int i = 0; i < m.p->n_layers * width; i++) out[run * m.p->n_layers * width + i] = start;
  }
}

static void write_run(const Machine& m, int channel, int record, V x) {
  float* out = m.p->run_channels[channel] + (int64_t)record * m.p->n_runs + m.block->first_run;
  for (int lane = 0; lane < m.block->runs; lane++) out[lane] = m.bad[lane] ? __builtin_nanf("") : x[lane];
}

static void write_layer(const Machine& m, int channel, int record, int l, V x) {
  for (int lane = 0; lane < m.block->runs; lane++) {
    const int64_t run = (int64_t)record * m.p->n_runs + m.block->first_run + lane;
    m.p->layer_channels[channel][run * m.p->n_layers + l] = m.bad[lane] ? __builtin_nanf("") : x[lane];
  }
}

static V squares(const V* x, int count) {
  V sum = all(0.0f);
  for (int i = 0; i < count; i++) sum += x[i] * x[i];
  return sum;
}

static void write_units(const Machine& m, int record, int l, float share) {
  const int units = m.p->widths[m.p->layers[l].after];
  for (int lane = 0; lane < m.block->runs; lane++) {
    if (m.bad[lane]) continue;  // NaN, as all of it was at first
    const int64_t at = (((int64_t)record * m.p->n_runs + m.block->first_run + lane) * m.p->n_layers + l) * m.p->n_units;
    for (int u = 0; u < units; u++) {
      const UnitSums& sum = m.unit[l][u];
      m.p->units[0][at + u] = sum.a0[lane] + sum.a[lane] * share;
      m.p->units[1][at + u] = sum.active[lane] * share;
    }
  }
}

static void write_layers(Machine& m, int record, int n) {
  const WgProgram* p = m.p;
  const float share = 1.0f / (float)n;
  for (int l = 0; l < p->n_layers; l++) {
    const WgLayer& layer = p->layers[l];
    const int units = p->widths[layer.after];
    const float of_units = 1.0f / (float)units;
    const V gradient = squares(m.gradient + layer.weight, layer.weights);
    const V weight = squares(m.parameters() + layer.weight, layer.weights);
    V z_mean = all(0.0f), a_mean = all(0.0f), z_within = all(0.0f), a_within = all(0.0f), dead = all(0.0f);
    for (int u = 0; u < units; u++) {
      const UnitSums& sum = m.unit[l][u];
      const V dz = sum.z * share, da = sum.a * share;
      z_mean += sum.z0 + dz;
      a_mean += sum.a0 + da;
      z_within += maximum(sum.zz * share - dz * dz, all(0.0f));
      a_within += maximum(sum.aa * share - da * da, all(0.0f));
      dead += select(sum.active == all(0.0f), all(1.0f), all(0.0f));
    }
    z_mean *= of_units;
    a_mean *= of_units;
    z_within *= of_units;
    a_within *= of_units;
    V z_between = all(0.0f), a_between = all(0.0f);
    for (int u = 0; u < units; u++) {
      const UnitSums& sum = m.unit[l][u];
      const V dz = sum.z0 + sum.z * share - z_mean, da = sum.a0 + sum.a * share - a_mean;
      z_between += dz * dz;
      a_between += da * da;
    }
    const V z_variance = z_within + z_between * of_units, a_variance = a_within + a_between * of_units;
    const LayerSums& sums = m.layer[l];
    const float each = share * of_units;
    write_layer(m, WG_GRADIENT_RMS, record, l, root(gradient * (1.0f / (float)layer.weights)));
    write_layer(m, WG_GRADIENT_L2, record, l, root(gradient));
    write_layer(m, WG_BACKPROP_RMS, record, l, root(sums.backprop * each) * (float)n);
    write_layer(m, WG_WEIGHT_RMS, record, l, root(weight * (1.0f / (float)layer.weights)));
    write_layer(m, WG_UPDATE_RATIO, record, l, m.ratio[l]);
    write_layer(m, WG_PREACTIVATION_MEAN, record, l, z_mean);
    write_layer(m, WG_PREACTIVATION_STD, record, l, root(z_variance));
    write_layer(m, WG_PREACTIVATION_RMS, record, l, root(z_variance + z_mean * z_mean));
    write_layer(m, WG_ACTIVATION_MEAN, record, l, a_mean);
    write_layer(m, WG_ACTIVATION_STD, record, l, root(a_variance));
    write_layer(m, WG_ACTIVATION_RMS, record, l, root(a_variance + a_mean * a_mean));
    write_layer(m, WG_SAMPLE_STD, record, l, root(a_within));
    write_layer(m, WG_UNIT_STD, record, l, units > 1 ? root(sums.unit_variance * share) : all(__builtin_nanf("")));
    write_layer(m, WG_DEAD_SHARE, record, l, dead * of_units);
    write_layer(m, WG_SATURATED_SHARE, record, l, sums.saturated * each);
    write_layer(m, WG_ZERO_SHARE, record, l, sums.zero * each);
    if (p->histograms[2])
      bin(m, m.gradient + layer.weight, layer.weights, layer.weights, -12.0f, 4.0f, true, record, l, p->histograms[2]);
    if (p->units[0]) write_units(m, record, l, share);
  }
}

// Records the state after `step` updates as record number `record`.
static void record(Machine& m, int record, int64_t step) {
  const WgProgram* p = m.p;
  const float none = __builtin_nanf("");
  for (int i = 0; i < p->n_parameters; i++) m.gradient[i] = all(0.0f);
  for (int h = 0; h < 3; h++)
    if (p->histograms[h]) clear(m, p->histograms[h], record, WG_BINS);
  const int n = p->n_probe;
  Sums train = {all(0.0f), all(0.0f)};
  for (int s = 0; s < n; s += m.chunk) {
    const int samples = n - s < m.chunk ? n - s : m.chunk;
    m.broadcast(p->train, s, samples);
    m.forward(samples, PROBING, 0, s, false);
    train.loss += m.loss(samples, 1.0f / (float)n, true);
    train.right += m.right(samples);
    watch_values(m, samples, s == 0);
    m.backward(samples);
    watch_gradients(m, samples);
    for (int l = 0; l < p->n_layers; l++) {
      const int units = p->widths[p->layers[l].after];
      const int64_t count = (int64_t)samples * units, total = (int64_t)n * units;
      if (p->histograms[0]) bin(m, m.value[p->layers[l].before], count, total, -8, 8, false, record, l, p->histograms[0]);
      if (p->histograms[1]) bin(m, m.value[p->layers[l].after], count, total, -2, 2, false, record, l, p->histograms[1]);
    }
  }
  write_run(m, WG_GRADIENT_NORM, record, root(squares(m.gradient, p->n_parameters)));
  write_layers(m, record, n);

  int first = n;
  if (!m.same_forward) {
    train = Sums{all(0.0f), all(0.0f)};
    first = 0;
  }
  const Sums rest = m.evaluate(p->train, first, p->n_train);
  const Sums test = m.evaluate(p->test, 0, p->n_test);
  const bool numbers = p->loss == WG_SQUARED && p->target_low == p->target_high;
  const float of_train = 1.0f / (float)p->n_train, of_test = p->n_test > 0 ? 1.0f / (float)p->n_test : none;
  write_run(m, WG_LOSS_TRAIN, record, (train.loss + rest.loss) * of_train);
  write_run(m, WG_LOSS_TEST, record, test.loss * of_test);
  write_run(m, WG_ACCURACY_TRAIN, record, numbers ? all(none) : (train.right + rest.right) * of_train);
  write_run(m, WG_ACCURACY_TEST, record, numbers ? all(none) : test.right * of_test);
  write_run(m, WG_LEARNING_RATE, record, load(m.block->learning_rate) * m.factor(step));
  V coherence = all(none);
  if (m.coherence_batches > 1) {
    const float of_batches = 1.0f / (float)m.coherence_batches;
    coherence = squares(m.coherence, p->n_parameters) * (of_batches * of_batches) / (m.coherence_squares * of_batches);
  }
  write_run(m, WG_GRADIENT_COHERENCE, record, coherence);
  write_run(m, WG_COHERENCE_BATCHES, record, all((float)m.coherence_batches));
  write_run(m, WG_STEP_QUALITY, record, m.quality);
  m.coherence_batches = 0;
  m.coherence_squares = all(0.0f);
  for (int i = 0; i < p->n_parameters; i++) m.coherence[i] = all(0.0f);
}

}  // namespace WG_NAMESPACE
