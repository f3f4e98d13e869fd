// Populations of networks on a GPU: a block of 32 threads trains 32 networks of one population, each thread its own.
// Compiled at run time together with the kernel's headers (gpu/source.py).
#define WG_NAMESPACE gpu
#define WG_THREADS

#include "training.h"

namespace gpu {
#ifndef WG_CONSTANTS
enum { WG_BLOCKS = 1 };  // that a multiprocessor is to execute at once, at least
#endif
}  // namespace gpu

// The orders of samples of a population, one epoch a thread.
extern "C" __global__ void __launch_bounds__(gpu::WG_WARP) whygrad_order(const gpu::Population* population) {
  using namespace gpu;
  const Population& p = *population;
  const int64_t row = (int64_t)blockIdx.x * WG_WARP + threadIdx.x;
  if (row >= (int64_t)p.n_orders * p.n_epochs) return;
  Order order;
  order.start(p.arrays.n_train, U(p.order_seeds[row / p.n_epochs]), (uint32_t)(row % p.n_epochs));
  for (int i = 0; i < p.arrays.n_train; i++) {
    I index;
    order.visit(i, 1, &index);
    p.orders[row * p.arrays.n_train + i] = index[0];
  }
}

// Trains the tasks' runs from step `begin` to step `end`, or to the end of their training. `begin` 0 starts them.
extern "C" __global__ void __launch_bounds__(gpu::WG_WARP, gpu::WG_BLOCKS)
    whygrad_train(const gpu::Population* populations, const gpu::Task* tasks, int64_t begin, int64_t end) {
  using namespace gpu;
  const Task task = tasks[blockIdx.x];
  __shared__ Population population;  // registers are for a network's numbers
  if (threadIdx.x == 0) population = populations[task.population];
  __syncthreads();
#ifdef WG_CONSTANTS
  const WgProgram program = constant_program(population.arrays);
#else
  __shared__ WgProgram program;
  if (threadIdx.x == 0) program = wg_program(population.arrays, nullptr);
  __syncthreads();
#endif
  const int run = task.first + (int)threadIdx.x;
  const int64_t last = end < program.total_steps ? end : program.total_steps;
  if (run >= program.n_runs || begin >= last || population.bad_step[run] >= 0) return;
  const float* parameters = population.arrays.parameters + (int64_t)run * program.n_parameters;
  const int state = optimizer_slots(program.optimizer) * program.n_parameters;
#ifdef WG_CONSTANTS
  V memory[WG_SIZE];
  const Network n = {&population, &program, memory, run, population.arrays.seeds[run]};
  V* w = n.parameters();
  V* slots = n.state();
  float* kept = task.memory + threadIdx.x;  // between launches
  WG_UNROLL
  for (int i = 0; i < program.n_parameters; i++) w[i] = begin == 0 ? parameters[i] : kept[i * WG_WARP];
  WG_UNROLL
  for (int i = 0; i < state; i++) slots[i] = begin == 0 ? 0.0f : kept[(program.n_parameters + i) * WG_WARP];
  train(n, begin, last);
  WG_UNROLL
  for (int i = 0; i < program.n_parameters; i++) kept[i * WG_WARP] = w[i][0];
  WG_UNROLL
  for (int i = 0; i < state; i++) kept[(program.n_parameters + i) * WG_WARP] = slots[i][0];
#else
  Network n = {&population, &program, (V*)(task.memory + threadIdx.x), run, population.arrays.seeds[run], 0.0f};
  n.dropout = n.setting(6);
  if (begin == 0) {
    for (int i = 0; i < program.n_parameters; i++) n.parameters()[i] = parameters[i];
    const float* running = population.arrays.running + (int64_t)run * program.n_running;
    for (int i = 0; i < program.n_running; i++) n.part(WG_RUNNING)[i] = running[i];
    for (int i = 0; i < state; i++) n.state()[i] = all(0.0f);
  }
  train(n, begin, last);
#endif
}
