// Losses and their gradients. `out` and `d` are [sample][unit], `target` [sample]. The mean over samples is the caller's:
// `d` is scaled by `scale`, sums are returned.
#pragma once

#include "kernel.h"
#include "lanes.h"

namespace WG_NAMESPACE {

// Class k's target value; with numbers (low == high) the target itself.
WG_INLINE V goal(const WgProgram* p, V target, int unit, int units) {
  if (p->target_low == p->target_high) return target;
  const I yes = units == 1 ? (target > all(0.5f)) : (target == all((float)unit));
  return select(yes, all(p->target_high), all(p->target_low));
}

// 1 where the sample is classified right: the largest output is its class's; one output: on its class's side of the middle.
WG_INLINE V is_right(const V* out, V target, int units, float middle) {
  if (units == 1) {
    const I yes = out[0] >= all(middle);
    return select(yes == (target > all(0.5f)), all(1.0f), all(0.0f));
  }
  V top = out[0], best = all(0.0f);
  WG_UNROLL
  for (int u = 1; u < units; u++) {
    const I more = out[u] > top;
    top = select(more, out[u], top);
    best = select(more, all((float)u), best);
  }
  return select(best == target, all(1.0f), all(0.0f));
}

// Over samples: of the loss, and of how many are classified right.
struct Sums {
  V loss, right;
};

// How many samples are classified right; none where targets are numbers.
WG_FUNCTION V right_answers(const WgProgram* p, const V* out, const V* target, int units, int samples) {
  V sum = all(0.0f);
  if (p->loss == WG_SQUARED && p->target_low == p->target_high) return sum;
  for (int s = 0; s < samples; s++) sum += is_right(out + s * units, target[s], units, p->middle);
  return sum;
}

WG_FUNCTION V loss_and_gradient(const WgProgram* p, const V* out, const V* target, V* d, int units, int samples, V scale,
                           bool wants_gradient) {
  V sum = all(-0.0f);  // -0 + x is x for every x, so that a compiler leaves this addition out
  for (int s = 0; s < samples; s++) {
    const V* o = out + s * units;
    V* g = d + s * units;
    const V t = target[s];
    switch (p->loss) {
      case WG_SQUARED:
        WG_UNROLL
        for (int u = 0; u < units; u++) {
          const V e = o[u] - goal(p, t, u, units);
          sum += 0.5f * e * e;
          if (wants_gradient) g[u] = e * scale;
        }
        break;
      case WG_BINARY_CROSS_ENTROPY: {  // log(1 + e^z) - t·z, in the form that neither overflows nor cancels
        const V e = exponential(-absolute(o[0]));
        const V wrong = select(t > all(0.5f), -o[0], o[0]);
        sum += select(wrong < all(0.0f), all(0.0f), wrong) + log1p(e);
        const V share = reciprocal(1.0f + e);  // of the likelier class
        if (wants_gradient) g[0] = (select(o[0] < all(0.0f), e * share, share) - t) * scale;
        break;
      }
      case WG_SOFTMAX_CROSS_ENTROPY: {
        V top = o[0];
        WG_UNROLL
        for (int u = 1; u < units; u++) top = maximum(top, o[u]);
        V total = all(0.0f), chosen = all(0.0f);
        WG_UNROLL
        for (int u = 0; u < units; u++) {
          const V shifted = o[u] - top;
          const V e = exponential(shifted);
          total += e;
          chosen = select(t == all((float)u), shifted, chosen);
          g[u] = e;
        }
        sum += logarithm(total) - chosen;
        if (wants_gradient) {
          const V inverse = 1.0f / total;
          WG_UNROLL
          for (int u = 0; u < units; u++)
            g[u] = (g[u] * inverse - select(t == all((float)u), all(1.0f), all(0.0f))) * scale;
        }
        break;
      }
      case WG_HINGE:
        WG_UNROLL
        for (int u = 0; u < units; u++) {
          const V y = goal(p, t, u, units);
          const V margin = 1.0f - y * o[u];
          sum += select(margin < all(0.0f), all(0.0f), margin);
          if (wants_gradient) g[u] = select(margin > all(0.0f), -y, all(0.0f)) * scale;
        }
        break;
      case WG_PERCEPTRON:  // max(0, -y·z): Rosenblatt's rule as a gradient; z = 0 counts as wrong
        WG_UNROLL
        for (int u = 0; u < units; u++) {
          const V y = goal(p, t, u, units);
          const V wrong = -y * o[u];
          sum += select(wrong < all(0.0f), all(0.0f), wrong);
          if (wants_gradient) g[u] = select(wrong >= all(0.0f), -y, all(0.0f)) * scale;
        }
        break;
      default: break;
    }
  }
  return sum;
}

}  // namespace WG_NAMESPACE
