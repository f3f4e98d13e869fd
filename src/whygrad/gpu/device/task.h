// What the host states of the networks that are to be trained (gpu/population.py), and the samples that each step visits.
#pragma once

#include "lanes.h"
#include "population.h"

namespace WG_NAMESPACE {

// The parts of a network's memory, in numbers from its beginning (gpu/layout.py).
enum Part {
  WG_PARAMETERS, WG_RUNNING, WG_STATE, WG_GRADIENTS, WG_TARGETS, WG_INDEX, WG_VALUES, WG_DELTAS, WG_SAVED, WG_N_PARTS
};

// Networks that share a program; all pointers are the device's.
struct Population {
  WgArrays arrays;
  const int32_t* parts;         // [WG_N_PARTS]
  const int32_t* values;        // [n_values] where a value's units begin, beside those of all values
  const int32_t* saved;         // [n_ops] where begins what an operation keeps for the way back
  const float* corrections;     // [2][n_schedule] Adam's 1/(1 - β₁ᵗ) and 1/(1 - β₂ᵗ)
  const uint32_t* order_seeds;  // [n_orders] the different seeds among those of the runs
  const int32_t* order_of;      // [n_runs] each run's place among them
  int32_t* orders;              // [n_orders][n_epochs][n_train] the samples as an epoch visits them
  const int64_t* record_steps;  // [n_records], rising
  float* records;               // [4][n_records][n_runs], NaN at first
  int64_t* bad_step;            // [n_runs] the step at which a run turned non-finite, -1 at first
  int32_t n_records, chunk;     // samples that go through the network together
  int32_t n_orders, n_epochs;   // n_orders 0: too many numbers for a table, so that each thread computes its own
};

enum Record { WG_TRAIN_LOSS, WG_TEST_LOSS, WG_TRAIN_ACCURACY, WG_TEST_ACCURACY };

// What a block of threads trains: the runs from `first` on, in memory [size][32] of its own.
struct Task {
  float* memory;
  int32_t population, first;
};

static_assert(sizeof(Population) == 256 && sizeof(Task) == 16, "the host's structures have these sizes");

// The samples of an epoch in the order in which a run visits them.
struct Visits {
  const int32_t* table;  // [n_train]
#ifndef WG_CONSTANTS  // which are used with a table only
  Order order;
#endif

  Visits(const Population& population, int n_train, int run, uint32_t seed, uint32_t epoch) {
    table = nullptr;
    if (population.n_orders > 0)
      table = population.orders + ((int64_t)population.order_of[run] * population.n_epochs + epoch) * n_train;
#ifndef WG_CONSTANTS
    else
      order.start(n_train, U(seed), epoch);
#endif
  }

  int operator[](int position) const {
#ifndef WG_CONSTANTS
    if (!table) {
      I index;
      order.visit(position, 1, &index);
      return index[0];
    }
#endif
    return table[position];
  }
};

}  // namespace WG_NAMESPACE
