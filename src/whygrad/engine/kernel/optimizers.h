// Optimizers: one update of all parameters of a block, formulas and defaults as in PyTorch.
// Weights w, gradient g of the mean loss. Clipping scales the loss's gradient; the penalties ½·l2·‖w‖² and l1·‖w‖₁ come
// after it and touch weights only, as PyTorch's weight_decay does. AdamW takes its decoupled decay instead.
#pragma once

#include "kernel.h"
#include "lanes.h"

namespace WG_NAMESPACE {

WG_INLINE int optimizer_slots(int optimizer) {
  switch (optimizer) {
    case WG_SGD: return 0;
    case WG_ADAM: case WG_ADAMW: return 2;
    default: return 1;
  }
}

struct Rates {
  V rate, momentum, decay, l1, l2, scale;  // scale: of the gradient, from clipping
  V first, second;                         // Adam's bias corrections 1/(1 - β₁ᵗ), 1/(1 - β₂ᵗ)
};

// Calls body(i, is_weight) for every parameter i.
template <class Body>
WG_FUNCTION void each_parameter(const WgProgram* p, Body body) {
#ifdef WG_CONSTANTS
  WG_UNROLL
  for (int i = 0; i < WG_N_PARAMETERS; i++) body(i, WG_IS_WEIGHT[i]);
#else
  for (int k = 0; k < p->n_segments; k++) {
    const WgSegment segment = p->segments[k];
    const int end = segment.offset + segment.count;
    for (int i = segment.offset; i < end; i++) body(i, segment.is_weight != 0);
  }
#endif
}

// Clipping and penalties change the gradient in memory, apart from the rule: a run that has none then sees the same
// arithmetic to the last bit whether or not a run beside it has some (one expression would be fused differently).
WG_FUNCTION void prepare(const WgProgram* p, const V* w, V* g, const Rates& r) {
  if (any(r.scale != all(1.0f))) {
    WG_UNROLL
    for (int i = 0; i < p->n_parameters; i++) g[i] *= r.scale;
  }
  if (!any((r.l1 != all(0.0f)) | (r.l2 != all(0.0f)))) return;
  each_parameter(p, [&](int i, bool weight) __attribute__((always_inline)) {
    if (!weight) return;
    const V sign = select(w[i] > all(0.0f), all(1.0f), select(w[i] < all(0.0f), all(-1.0f), all(0.0f)));
    g[i] += r.l2 * w[i] + r.l1 * sign;
  });
}

// Lanes with a parameter that is not finite after its update are returned.
template <class Rule>
WG_INLINE I apply(const WgProgram* p, V* w, const V* g, V* slot, Rule rule) {
  const int n = p->n_parameters;
  NonFinite parameters;
  each_parameter(p, [&](int i, bool weight) __attribute__((always_inline)) {
    rule(w[i], g[i], slot[i], slot[n + i], weight);
    parameters.add(w[i]);
  });
  return parameters.lanes();
}

WG_FUNCTION I update(const WgProgram* p, V* w, V* g, V* slot, const Rates& r) {
  prepare(p, w, g, r);
  switch (p->optimizer) {
    case WG_MOMENTUM:  // Polyak 1964
      return apply(p, w, g, slot, [&](V& x, V d, V& m, V&, bool) __attribute__((always_inline)) {
        m = r.momentum * m + d;
        x -= r.rate * m;
      });
    case WG_NESTEROV:  // Sutskever et al. 2013
      return apply(p, w, g, slot, [&](V& x, V d, V& m, V&, bool) __attribute__((always_inline)) {
        m = r.momentum * m + d;
        x -= r.rate * (d + r.momentum * m);
      });
    case WG_ADAGRAD:  // Duchi, Hazan & Singer 2011
      return apply(p, w, g, slot, [&](V& x, V d, V& m, V&, bool) __attribute__((always_inline)) {
        m += d * d;
        x -= r.rate * d / (root(m) + 1e-10f);
      });
    case WG_RMSPROP:  // Tieleman & Hinton 2012
      return apply(p, w, g, slot, [&](V& x, V d, V& m, V&, bool) __attribute__((always_inline)) {
        m = 0.99f * m + 0.01f * (d * d);
        x -= r.rate * d / (root(m) + 1e-8f);
      });
    case WG_ADAM:    // Kingma & Ba 2015
    case WG_ADAMW: {  // Loshchilov & Hutter 2019
      const bool decoupled = p->optimizer == WG_ADAMW;
      return apply(p, w, g, slot, [&](V& x, V d, V& m, V& v, bool weight) __attribute__((always_inline)) {
        if (decoupled && weight) x -= r.rate * r.decay * x;
        m = 0.9f * m + 0.1f * d;
        v = 0.999f * v + 0.001f * (d * d);
        x -= r.rate * (m * r.first) / (root(v * r.second) + 1e-8f);
      });
    }
    default:
      return apply(p, w, g, slot, [&](V& x, V d, V&, V&, bool) __attribute__((always_inline)) { x -= r.rate * d; });
  }
}

}  // namespace WG_NAMESPACE
