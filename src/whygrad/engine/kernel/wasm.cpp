// The kernel in the page's worker: one population in linear memory, plain functions, no library. The page allocates memory,
// writes the arrays of engine/arrays.py there and calls `create`; web/kernel.js is the other side of every function here.
#include "population.h"

#define WG_EXPORT(name) extern "C" __attribute__((export_name(#name), used)) auto name

extern "C" unsigned char __heap_base;


namespace {

const uint64_t kPage = 65536, kMost = 1u << 30;  // bytes: of a page of memory, of all memory
const int64_t kEndless = (int64_t)1 << 53;       // steps; the largest whole numbers that the page's numbers hold
enum { LANES = 4, MOST_RUNS = 64, MOST_VALUES = 640, MOST_LAYERS = 80 };  // as in machine.h

uint64_t used = 0;  // bytes; 0: nothing taken yet

// Zeros on a boundary of 64 bytes; null if there is no more.
void* take(uint64_t bytes) {
  if (used == 0) used = ((uint64_t)(uintptr_t)&__heap_base + 63) / 64 * 64;
  const uint64_t from = used, to = (used + bytes + 63) / 64 * 64;
  if (bytes > kMost || to > kMost) return nullptr;
  const uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * kPage;
  if (to > have && __builtin_wasm_memory_grow(0, (to - have + kPage - 1) / kPage) == (unsigned long)-1) return nullptr;
  used = to;
  __builtin_memset((void*)(uintptr_t)from, 0, to - from);
  return (void*)(uintptr_t)from;
}

template <class T>
T* take_many(int64_t count) {
  return (T*)take((uint64_t)(count > 0 ? count : 1) * sizeof(T));
}

WgProgram program;
WgArrays arrays;
WgBlock blocks[MOST_RUNS / LANES];
WgLayer layers[MOST_LAYERS];
int32_t n_blocks, never = 0;
int64_t now, record_step, bad_step[MOST_RUNS];
int32_t bad_layer[MOST_RUNS], bad_what[MOST_RUNS];
float *workspace, *run_channels, *layer_channels, *histograms, *trial_memory;
int64_t n_histograms;

const WgKernel* kernel() { return wg_kernel_baseline(); }

void fill(float* x, int64_t count, float value) {
  if (!x) return;
  for (int64_t i = 0; i < count; i++) x[i] = value;
}

void train(int32_t records, int64_t until) {
  wg_records(&program, records, &record_step, run_channels, layer_channels, histograms, nullptr);
  program.total_steps = until;
  for (int32_t b = 0; b < n_blocks; b++) {
    blocks[b].record = 0;
    blocks[b].ended = 0;
    kernel()->train(&program, &blocks[b], workspace, 1);
  }
}

}  // namespace

// Forgets everything; what was allocated is invalid.
WG_EXPORT(clear)() -> void {
  used = 0;
  n_blocks = 0;
}

// Memory for the page, zeros; null if there is no more.
WG_EXPORT(allocate)(int32_t bytes) -> void* { return bytes < 0 ? nullptr : take((uint64_t)bytes); }

// A population at its start, from arrays that stay where they are; whether histograms are recorded, too. 0: it is too large.
WG_EXPORT(create)(const WgArrays* a, int32_t with_histograms) -> int32_t {
  arrays = *a;
  n_blocks = 0;
  if (arrays.n_runs < 1 || arrays.n_runs > MOST_RUNS || arrays.n_values > MOST_VALUES || arrays.n_layers > MOST_LAYERS) return 0;
  program = wg_program(arrays, layers);
  const int64_t per_layer = (int64_t)program.n_runs * program.n_layers;
  run_channels = take_many<float>((int64_t)WG_N_RUN_CHANNELS * program.n_runs);
  layer_channels = take_many<float>(WG_N_LAYER_CHANNELS * per_layer);
  n_histograms = with_histograms ? 3 * per_layer * WG_BINS : 0;
  histograms = n_histograms ? take_many<float>(n_histograms) : nullptr;
  workspace = take_many<float>(kernel()->workspace(&program));
  trial_memory = take_many<float>(((int64_t)program.n_parameters + program.n_running + 2) * LANES);
  if (!run_channels || !layer_channels || (n_histograms && !histograms) || !workspace || !trial_memory) return 0;
  now = 0;
  for (int32_t run = 0; run < program.n_runs; run++) {
    bad_step[run] = bad_layer[run] = -1;
    bad_what[run] = WG_NOTHING;
  }
  for (int32_t first = 0; first < program.n_runs; first += LANES) {
    float* memory = take_many<float>(wg_block_floats(kernel(), &program));
    if (!memory) return 0;
    WgBlock& b = blocks[n_blocks++];
    b = wg_block(kernel(), &program, arrays, first, memory);
    b.bad_step = bad_step;
    b.bad_layer = bad_layer;
    b.bad_what = bad_what;
    b.stop = &never;
  }
  return 1;
}

// Trains `steps` updates more, then records if asked to; no further than to where the last run turned non-finite. A run that
// did has NaN in its records.
WG_EXPORT(advance)(double steps, int32_t records) -> void {
  const int64_t until = now + (int64_t)steps;
  if (records) {
    const int64_t runs = program.n_runs, nan_layers = WG_N_LAYER_CHANNELS * runs * program.n_layers;
    const float nan = __builtin_nanf("");
    fill(run_channels, WG_N_RUN_CHANNELS * runs, nan);
    fill(layer_channels, nan_layers, nan);
    fill(histograms, n_histograms, nan);
    record_step = until;
    train(1, kEndless);
  } else {
    train(0, until);
  }
  for (int32_t b = 0; b < n_blocks; b++) now = blocks[b].step > now ? blocks[b].step : now;
}

// Updates done, as a number of the page's.
WG_EXPORT(steps_done)() -> double { return (double)now; }

WG_EXPORT(run_records)() -> float* { return run_channels; }
WG_EXPORT(layer_records)() -> float* { return layer_channels; }
WG_EXPORT(histogram_records)() -> float* { return histograms; }

// Where a run turned non-finite: the update (-1: it has not), the layer and what (WgWhat).
WG_EXPORT(broken_step)(int32_t run) -> double { return (double)bad_step[run]; }
WG_EXPORT(broken_layer)(int32_t run) -> int32_t { return bad_layer[run]; }
WG_EXPORT(broken_what)(int32_t run) -> int32_t { return bad_what[run]; }

WG_EXPORT(get_parameters)(int32_t run, float* out) -> void {
  wg_take(blocks[run / LANES].parameters, LANES, run % LANES, program.n_parameters, out);
}

WG_EXPORT(get_running)(int32_t run, float* out) -> void {
  wg_take(blocks[run / LANES].running, LANES, run % LANES, program.n_running, out);
}

WG_EXPORT(set_parameter)(int32_t run, int32_t index, float value) -> void {
  blocks[run / LANES].parameters[(int64_t)index * LANES + run % LANES] = value;
}

// One of WgArrays' settings of a run.
WG_EXPORT(set_setting)(int32_t run, int32_t setting, float value) -> void {
  float* settings = const_cast<float*>(blocks[run / LANES].learning_rate);
  settings[setting * LANES + run % LANES] = value;
}

// What a run makes of rows [n][row]: out [unit][n], the units of value 0 first.
WG_EXPORT(values)(int32_t run, const float* rows, int32_t n, float* out) -> void {
  kernel()->values(&program, &blocks[run / LANES], workspace, run % LANES, rows, n, out);
}

// The same with the way back: deltas [unit][n], gradient [n_parameters], loss [n].
WG_EXPORT(explain)(int32_t run, const float* rows, int32_t n, float* out, float* deltas, float* gradient, float* loss) -> void {
  const WgExplanation explanation = {out, deltas, gradient, loss};
  kernel()->explain(&program, &blocks[run / LANES], workspace, run % LANES, rows, n, &explanation);
}

// Mean loss of the training set, then of the test set, [2][n], at each of n parameter vectors [n][n_parameters], with a
// run's running statistics.
WG_EXPORT(losses)(int32_t run, const float* parameters, int32_t n, float* out) -> void {
  WgBlock trial = blocks[run / LANES];
  float* running = trial_memory + (int64_t)program.n_parameters * LANES;
  float* loss = running + (int64_t)program.n_running * LANES;
  for (int64_t i = 0; i < (int64_t)program.n_running * LANES; i++)
    running[i] = trial.running[i / LANES * LANES + run % LANES];
  trial.parameters = trial_memory;
  trial.running = running;
  for (int32_t first = 0; first < n; first += LANES) {
    for (int32_t lane = 0; lane < LANES; lane++) {
      const float* from = parameters + (int64_t)(first + lane < n ? first + lane : n - 1) * program.n_parameters;
      for (int32_t i = 0; i < program.n_parameters; i++) trial_memory[(int64_t)i * LANES + lane] = from[i];
    }
    kernel()->losses(&program, &trial, workspace, loss, loss + LANES);
    for (int32_t lane = 0; lane < LANES && first + lane < n; lane++) {
      out[first + lane] = loss[lane];
      out[n + first + lane] = loss[LANES + lane];
    }
  }
}

// Means over blocks of `wide` × `high` cells of `count` pictures [high][width], one after the other, each a line [width / wide]
// of a smaller picture; the smaller ones lie `apart` floats from each other.
WG_EXPORT(shrink)(const float* from, int32_t count, int32_t width, int32_t wide, int32_t high, float* to, int32_t apart) -> void {
  const int32_t columns = width / wide;
  const float share = 1.0f / (float)(wide * high);
  for (int32_t k = 0; k < count; k++, from += width * high, to += apart)
    for (int32_t x = 0; x < columns; x++) {
      float sum = 0.0f;
      for (int32_t j = 0; j < high; j++)
        for (int32_t i = 0; i < wide; i++) sum += from[j * width + x * wide + i];
      to[x] = sum * share;
    }
}
