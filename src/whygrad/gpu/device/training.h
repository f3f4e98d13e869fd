// The training of one thread's network: the steps from `begin` to `end`, so that the host can look up in between.
#pragma once

#ifdef WG_CONSTANTS
#include "constant_network.h"
#else
#include "network.h"
#endif

namespace WG_NAMESPACE {

WG_FUNCTION void record(const Network& n, int number) {
  const WgProgram* p = n.p;
  const bool numbers = p->loss == WG_SQUARED && p->target_low == p->target_high;
  const float none = __builtin_nanf("");
  const float of_train = 1.0f / (float)p->n_train, of_test = p->n_test > 0 ? 1.0f / (float)p->n_test : none;
  const Sums train = n.evaluate(p->train, p->n_train), test = n.evaluate(p->test, p->n_test);
  const int64_t each = (int64_t)n.population->n_records * p->n_runs;
  float* out = n.population->records + (int64_t)number * p->n_runs + n.run;
  out[WG_TRAIN_LOSS * each] = (train.loss * of_train)[0];
  out[WG_TEST_LOSS * each] = (test.loss * of_test)[0];
  out[WG_TRAIN_ACCURACY * each] = numbers ? none : (train.right * of_train)[0];
  out[WG_TEST_ACCURACY * each] = numbers ? none : (test.right * of_test)[0];
}

// As the kernel's `train`. A run that turns non-finite ends there: its further records stay NaN.
WG_FUNCTION void train(const Network& n, int64_t begin, int64_t end) {
  const WgProgram* p = n.p;
  const Population* population = n.population;
  const int64_t* record_steps = population->record_steps;
  const int per_epoch = (p->n_train + p->batch - 1) / p->batch;
  V* const w = n.parameters();
  V* const g = n.gradient();
  const V rate = n.setting(0), clip = n.setting(5);
  Rates rates = {all(0.0f), n.setting(1), n.setting(2), n.setting(3), n.setting(4), all(1.0f), all(1.0f), all(1.0f)};
  if (p->optimizer == WG_ADAMW) rates.l2 = all(0.0f);
  const bool adam = p->optimizer == WG_ADAM || p->optimizer == WG_ADAMW;
  int next = 0;
  const auto next_step = [&] { return next < population->n_records ? record_steps[next] : -1; };
  while (next < population->n_records && record_steps[next] < begin) next++;
  if (begin > 0 && next_step() == begin) next++;  // recorded where the last call ended
  int64_t record_step = next_step();
  int64_t epoch = begin / per_epoch;
  int batch = (int)(begin % per_epoch);
  Visits visits(*population, p->n_train, n.run, n.seed, (uint32_t)epoch);
  for (int64_t step = begin;; step++) {
    if (step == record_step) {
      record(n, next++);
      record_step = next_step();
    }
    if (step == end) return;
    const int position = batch * p->batch;
    const int samples = p->n_train - position < p->batch ? p->n_train - position : p->batch;
    WG_UNROLL
    for (int i = 0; i < p->n_parameters; i++) g[i] = all(0.0f);
    const V loss = n.batch(visits, position, samples, (uint32_t)step) * (1.0f / (float)samples);
    // 0 where all numbers are finite. Gradients are not asked: one that is not finite leaves parameters that are not.
    I differences = (I)(loss - loss);
    rates.rate = rate * p->schedule[step];
    if (any(clip > all(0.0f))) {
      V norm = all(0.0f);
      WG_UNROLL
      for (int i = 0; i < p->n_parameters; i++) norm += g[i] * g[i];
      rates.scale = minimum(clip / (root(norm) + 1e-6f), all(1.0f));  // as PyTorch's clip_grad_norm_
    }
    if (adam) {
      rates.first = population->corrections[step];
      rates.second = population->corrections[p->n_schedule + step];
    }
    if (any(differences) || any(update(p, w, g, n.state(), rates))) {
      population->bad_step[n.run] = step;
      return;
    }
    if (++batch == per_epoch) {
      batch = 0;
      visits = Visits(*population, p->n_train, n.run, n.seed, (uint32_t)++epoch);
    }
  }
}

}  // namespace WG_NAMESPACE
