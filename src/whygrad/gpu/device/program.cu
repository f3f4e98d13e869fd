// Populations of networks on a GPU: a block of 32 threads trains 32 networks of one population, each thread its own.
// Compiled at run time together with the kernel's headers (gpu/source.py).
#define WG_NAMESPACE gpu
#define WG_THREADS

#include "training.h"

// What a block of threads trains: the runs from `first` on, in memory [size][32] of its own.
struct WgTask {
  float* memory;
  int32_t population, first;
};

// The host writes both (gpu/population.py).
static_assert(sizeof(gpu::Population) == 224 && sizeof(WgTask) == 16, "the host's structures have these sizes");

// Trains the tasks' runs from step `begin` to step `end`, or to the end of their training. `begin` 0 starts them.
extern "C" __global__ void __launch_bounds__(gpu::WG_WARP)
    whygrad_train(const gpu::Population* populations, const WgTask* tasks, int64_t begin, int64_t end) {
  using namespace gpu;
  __shared__ Population population;
  __shared__ WgProgram program;
  const WgTask task = tasks[blockIdx.x];
  if (threadIdx.x == 0) {
    population = populations[task.population];
    program = wg_program(population.arrays, nullptr);
  }
  __syncthreads();
  const int run = task.first + (int)threadIdx.x;
  const int64_t last = end < program.total_steps ? end : program.total_steps;
  if (run >= program.n_runs || begin >= last || population.bad_step[run] >= 0) return;
  Network n = {&population, &program, (V*)(task.memory + threadIdx.x), run, population.arrays.seeds[run], 0.0f};
  n.dropout = n.setting(6);
  if (begin == 0) {
    const float* parameters = population.arrays.parameters + (int64_t)run * program.n_parameters;
    const float* running = population.arrays.running + (int64_t)run * program.n_running;
    for (int i = 0; i < program.n_parameters; i++) n.parameters()[i] = parameters[i];
    for (int i = 0; i < program.n_running; i++) n.part(WG_RUNNING)[i] = running[i];
    for (int i = 0; i < optimizer_slots(program.optimizer) * program.n_parameters; i++) n.part(WG_STATE)[i] = all(0.0f);
  }
  train(n, begin, last);
}
