// Batch and layer normalization, dropout, softmax: forward and backward over a chunk of samples, values [sample][unit].
#pragma once

#include "lanes.h"

namespace WG_NAMESPACE {

static const float kEpsilon = 1e-5f;  // as PyTorch's
static const float kRunning = 0.1f;   // share of a batch's statistics in the running ones, as PyTorch's

// `saved` keeps [unit][mean, 1/deviation] of the batch for the way back. Training: the batch's statistics, and the
// running ones follow if `follow`, but for the lanes `frozen`; evaluation: the running ones.
static void batch_norm_forward(const V* x, V* y, const V* gamma, const V* beta, V* running, V* saved, int units, int samples,
                               bool training, bool follow, I frozen) {
  for (int u = 0; u < units; u++) {
    V mean, variance;
    if (training) {
      mean = all(0.0f);
      for (int s = 0; s < samples; s++) mean += x[s * units + u];
      mean *= 1.0f / (float)samples;
      variance = all(0.0f);
      for (int s = 0; s < samples; s++) {
        const V d = x[s * units + u] - mean;
        variance += d * d;
      }
      const V sum = variance;
      variance *= 1.0f / (float)samples;
      if (follow) {
        const V unbiased = sum * (1.0f / (float)(samples > 1 ? samples - 1 : 1));
        running[u] = select(frozen, running[u], running[u] + kRunning * (mean - running[u]));
        running[units + u] = select(frozen, running[units + u], running[units + u] + kRunning * (unbiased - running[units + u]));
      }
    } else {
      mean = running[u];
      variance = running[units + u];
    }
    const V inverse = 1.0f / root(variance + kEpsilon);
    saved[2 * u] = mean;
    saved[2 * u + 1] = inverse;
    const V scale = gamma[u] * inverse, shift = beta[u];
    for (int s = 0; s < samples; s++) y[s * units + u] = (x[s * units + u] - mean) * scale + shift;
  }
}

// With x̂ = (x - mean)·inverse and e = dL/dy: dx = gamma·inverse·(e - mean e - x̂·mean(e·x̂)) (Ioffe & Szegedy 2015). In
// evaluation mean and deviation are constants: dx = gamma·inverse·e.
static void batch_norm_backward(const V* x, const V* e, V* d, const V* gamma, V* gradient_gamma, V* gradient_beta,
                                const V* saved, int units, int samples, bool training, bool adds) {
  const float share = training ? 1.0f / (float)samples : 0.0f;
  for (int u = 0; u < units; u++) {
    const V mean = saved[2 * u], inverse = saved[2 * u + 1];
    V sum = all(0.0f), dot = all(0.0f);
    for (int s = 0; s < samples; s++) {
      const V es = e[s * units + u];
      sum += es;
      dot += es * ((x[s * units + u] - mean) * inverse);
    }
    gradient_gamma[u] += dot;
    gradient_beta[u] += sum;
    const V scale = gamma[u] * inverse;
    sum *= share;
    dot *= share;
    for (int s = 0; s < samples; s++) {
      const int at = s * units + u;
      const V dx = scale * (e[at] - sum - (x[at] - mean) * inverse * dot);
      d[at] = adds ? d[at] + dx : dx;
    }
  }
}

// `saved` keeps [sample][mean, 1/deviation] (Ba, Kiros & Hinton 2016).
static void layer_norm_forward(const V* x, V* y, const V* gamma, const V* beta, V* saved, int units, int samples) {
  const float share = 1.0f / (float)units;
  for (int s = 0; s < samples; s++) {
    const V* row = x + s * units;
    V mean = all(0.0f);
    for (int u = 0; u < units; u++) mean += row[u];
    mean *= share;
    V variance = all(0.0f);
    for (int u = 0; u < units; u++) {
      const V d = row[u] - mean;
      variance += d * d;
    }
    const V inverse = 1.0f / root(variance * share + kEpsilon);
    saved[2 * s] = mean;
    saved[2 * s + 1] = inverse;
    for (int u = 0; u < units; u++) y[s * units + u] = (row[u] - mean) * inverse * gamma[u] + beta[u];
  }
}

static void layer_norm_backward(const V* x, const V* e, V* d, const V* gamma, V* gradient_gamma, V* gradient_beta,
                                const V* saved, int units, int samples, bool adds) {
  const float share = 1.0f / (float)units;
  for (int s = 0; s < samples; s++) {
    const V mean = saved[2 * s], inverse = saved[2 * s + 1];
    V sum = all(0.0f), dot = all(0.0f);
    for (int u = 0; u < units; u++) {
      const int at = s * units + u;
      const V hat = (x[at] - mean) * inverse;
      gradient_gamma[u] += e[at] * hat;
      gradient_beta[u] += e[at];
      const V g = e[at] * gamma[u];
      sum += g;
      dot += g * hat;
    }
    sum *= share;
    dot *= share;
    for (int u = 0; u < units; u++) {
      const int at = s * units + u;
      const V dx = inverse * (e[at] * gamma[u] - sum - (x[at] - mean) * inverse * dot);
      d[at] = adds ? d[at] + dx : dx;
    }
  }
}

// `mask` keeps 0 or 1/(1 - share). The random word of (step, position in the batch, unit) decides, so that neither the
// chunk's nor the population's size matters.
static void dropout_forward(const V* x, V* y, V* mask, V share, U seed, uint32_t stream, uint32_t step, int first, int units,
                            int samples) {
  const V keep = 1.0f / (1.0f - share);
  for (int s = 0; s < samples; s++) {
    for (int u = 0; u < units; u += 2) {
      U x0 = U{} + step, x1 = U{} + (uint32_t)((first + s) * ((units + 1) / 2) + u / 2);
      threefry(seed, U{} + (WG_STREAM_DROPOUT + stream), x0, x1);
      for (int k = 0; k < 2 && u + k < units; k++) {
        const U word = (k ? x1 : x0) >> 8;
        const V number = __builtin_convertvector((I)word, V) * 0x1p-24f;
        const int at = s * units + u + k;
        mask[at] = select(number >= share, keep, all(0.0f));
        y[at] = x[at] * mask[at];
      }
    }
  }
}

WG_FUNCTION void softmax_forward(const V* x, V* y, int units, int samples) {
  for (int s = 0; s < samples; s++) {
    const V* row = x + s * units;
    V top = row[0];
    WG_UNROLL
    for (int u = 1; u < units; u++) top = maximum(top, row[u]);
    V sum = all(0.0f);
    WG_UNROLL
    for (int u = 0; u < units; u++) {
      const V p = exponential(row[u] - top);
      y[s * units + u] = p;
      sum += p;
    }
    const V inverse = 1.0f / sum;
    WG_UNROLL
    for (int u = 0; u < units; u++) y[s * units + u] *= inverse;
  }
}

// dx = y·(e - Σ e·y).
WG_FUNCTION void softmax_backward(const V* y, const V* e, V* d, int units, int samples, bool adds) {
  for (int s = 0; s < samples; s++) {
    V dot = all(0.0f);
    WG_UNROLL
    for (int u = 0; u < units; u++) dot += e[s * units + u] * y[s * units + u];
    WG_UNROLL
    for (int u = 0; u < units; u++) {
      const int at = s * units + u;
      const V dx = y[at] * (e[at] - dot);
      d[at] = adds ? d[at] + dx : dx;
    }
  }
}

}  // namespace WG_NAMESPACE
