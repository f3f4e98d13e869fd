// Activations f and their derivatives f'. `f(z)` makes the activation, `slope(z, a)` the derivative from whichever of
// pre-activation and activation is cheaper. NaN stays NaN.
// A new one: a row in activations/table.py, which names a struct from here. `python -m whygrad.activations` then writes
// functions.h.
#pragma once

#include "kernel.h"
#include "lanes.h"

namespace WG_NAMESPACE {

struct Identity {
  V f(V z) const { return z; }
  V slope(V, V) const { return all(1.0f); }
};
struct Step {
  V f(V z) const { return select(z >= all(0.0f), all(1.0f), select(z < all(0.0f), all(0.0f), z)); }
  V slope(V, V) const { return all(0.0f); }
};
struct Sign {
  V f(V z) const { return select(z >= all(0.0f), all(1.0f), select(z < all(0.0f), all(-1.0f), z)); }
  V slope(V, V) const { return all(0.0f); }
};
struct PiecewiseLinear {
  V f(V z) const { return maximum(all(-1.0f), minimum(all(1.0f), z)); }
  V slope(V z, V) const { return select(absolute(z) < all(1.0f), all(1.0f), all(0.0f)); }
};
struct Sigmoid {
  V f(V z) const { return logistic(z); }
  V slope(V, V a) const { return a * (1.0f - a); }
};
struct Tanh {
  V f(V z) const { return hyperbolic_tangent(z); }
  V slope(V, V a) const { return 1.0f - a * a; }
};
struct Relu {
  V f(V z) const { return select(z < all(0.0f), all(0.0f), z); }
  V slope(V z, V) const { return select(z > all(0.0f), all(1.0f), all(0.0f)); }
};
struct Leaky {  // Leaky ReLU with 0.01, PReLU with a learned slope
  V negative;
  V f(V z) const { return select(z < all(0.0f), z * negative, z); }
  V slope(V z, V) const { return select(z > all(0.0f), all(1.0f), negative); }
};
struct Elu {  // also SELU: scale·(z or alpha·(e^z - 1))
  V alpha, scale;
  V f(V z) const { return scale * select(z > all(0.0f), z, alpha * (exponential(minimum(all(0.0f), z)) - 1.0f)); }
  V slope(V z, V a) const { return select(z > all(0.0f), scale, a + scale * alpha); }
};
struct Gelu {
  V f(V z) const { return z * normal_share(z); }
  V slope(V z, V) const { return normal_share(z) + z * 0.3989422804014327f * exponential(z * z * -0.5f); }
};
struct Silu {
  V f(V z) const { return z * logistic(z); }
  V slope(V z, V a) const {
    const V s = logistic(z);
    return s + a * (1.0f - s);
  }
};
struct Softplus {
  V f(V z) const { return softplus(z); }
  V slope(V z, V) const { return logistic(z); }
};
struct Mish {
  V f(V z) const { return z * hyperbolic_tangent(softplus(z)); }
  V slope(V z, V) const {
    const V t = hyperbolic_tangent(softplus(z));
    return t + z * (1.0f - t * t) * logistic(z);
  }
};

// Calls body(function) with the activation of that number; the loop inside is compiled once for each.
template <class Body>
WG_FUNCTION void with_function(int function, V slope, Body body) {
  switch (function) {
    WG_FUNCTION_CASES
    default: return body(Identity{});
  }
}

}  // namespace WG_NAMESPACE
