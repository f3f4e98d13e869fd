// Runs the kernel of one instruction set over programs made by hand, for the sanitizers to watch. Every buffer is exactly
// as large as kernel.h says, so that a step beyond it is seen; scratch memory is filled with NaN, so that reading it before
// writing it shows as a difference from a second run over zeros. Built and run by test_sanitize.py.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "kernel.h"

namespace {

const WgKernel* kernel = nullptr;
int64_t missing = 0;  // floats that the workspace lacks; not 0 only to see that the sanitizer sees it

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

// Memory for so many floats, not one more, aligned as the kernel asks.
struct Floats {
  float* p = nullptr;
  int64_t count = 0;
  Floats(int64_t n, float value) : count(n) {
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, (size_t)(n > 0 ? n : 1) * sizeof(float))) std::abort();
    p = static_cast<float*>(memory);
    for (int64_t i = 0; i < n; i++) p[i] = value;
  }
  Floats(const Floats&) = delete;
  ~Floats() { std::free(p); }
};

enum Norm { NO_NORM, BATCH, LAYER };

struct Case {
  int features = 2;
  std::vector<int> hidden = {4, 2};
  int outputs = 1;
  int function = WG_TANH;
  int head = WG_IDENTITY;  // of the output; -1: softmax
  Norm norm = NO_NORM;
  bool dropout = false, residual = false, numbers = false;
  int loss = WG_BINARY_CROSS_ENTROPY;
  int optimizer = WG_SGD;
  float l1 = 0, l2 = 0, clip = 0, rate = 0.05f;
  int n_train = 37, n_test = 11, batch = 8, epochs = 2, every = 3;
  int runs = 3;
  bool detail = false;
  float input = 0;  // not 0: what some inputs are
};

// The program of a case, and what it points to.
struct Program {
  WgProgram p{};
  std::vector<WgOp> ops;
  std::vector<WgLayer> layers;
  std::vector<WgSegment> segments;
  std::vector<int32_t> widths;
  std::vector<int64_t> record_steps;
  std::vector<float> schedule;
  std::vector<float> train, test;
  std::vector<std::vector<float>> recorded;
  std::vector<int64_t> bad_step;
  std::vector<int32_t> bad_layer, bad_what;
  int offset = 0, running = 0, streams = 0;

  int parameters(int count, bool weight) {
    segments.push_back({offset, count, weight});
    offset += count;
    return offset - count;
  }
  int value(int width) {
    widths.push_back(width);
    return (int)widths.size() - 1;
  }
  int add(WgOp op, int width) {
    op.target = value(width);
    ops.push_back(op);
    return op.target;
  }
  static WgOp op(int kind, int source, int layer) { return {kind, source, -1, -1, 0, -1, -1, -1, -1, layer, 0}; }

  int dense(int source, int units, int layer) {
    WgOp o = op(WG_DENSE, source, layer);
    o.parameter = parameters(units * widths[source], true);
    o.bias = parameters(units, false);
    return add(o, units);
  }

  explicit Program(const Case& c) {
    value(c.features);
    int v = 0;
    int layer = 0;
    for (int units : c.hidden) {
      const int entry = v;
      const int weight = offset, weights = units * widths[v];
      v = dense(v, units, layer);
      if (c.norm != NO_NORM) {
        WgOp o = op(c.norm == BATCH ? WG_BATCH_NORM : WG_LAYER_NORM, v, layer);
        o.parameter = parameters(units, false);
        o.bias = parameters(units, false);
        if (c.norm == BATCH) {
          o.running = running;
          running += 2 * units;
        }
        v = add(o, units);
      }
      const int before = v;
      WgOp o = op(WG_ACTIVATION, v, layer);
      o.function = c.function;
      if (c.function == WG_PRELU) o.parameter = parameters(1, false);
      const int slope = o.parameter;
      v = add(o, units);
      layers.push_back({weight, weights, before, v, c.function, slope, -2.0f, 2.0f});
      if (c.dropout) {
        WgOp d = op(WG_DROPOUT, v, layer);
        d.stream = streams++;
        v = add(d, units);
      }
      if (c.residual && layer > 0 && widths[entry] == units) {
        WgOp a = op(WG_ADD, v, layer);
        a.shortcut = entry;
        v = add(a, units);
      }
      layer++;
    }
    const int weight = offset, weights = c.outputs * widths[v];
    v = dense(v, c.outputs, layer);
    const int before = v;
    if (c.head < 0) v = add(op(WG_SOFTMAX, v, layer), c.outputs);
    if (c.head > 0) {
      WgOp o = op(WG_ACTIVATION, v, layer);
      o.function = c.head;
      v = add(o, c.outputs);
    }
    layers.push_back({weight, weights, before, v, c.head > 0 ? c.head : WG_IDENTITY, -1, -kInfinity, kInfinity});

    std::vector<bool> begun(widths.size(), false);
    for (size_t k = ops.size(); k-- > 0;) {
      ops[k].adds = begun[ops[k].source];
      begun[ops[k].source] = true;
      if (ops[k].shortcut >= 0) {
        ops[k].adds |= 2 * begun[ops[k].shortcut];
        begun[ops[k].shortcut] = true;
      }
    }
    fill(c);
  }

  void fill(const Case& c) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    p.row = (c.features + 1 + 3) / 4 * 4;
    for (auto* rows : {&train, &test}) {
      const int n = rows == &train ? c.n_train : c.n_test;
      rows->assign((size_t)n * p.row, 0.0f);
      for (int s = 0; s < n; s++) {
        for (int i = 0; i < c.features; i++) (*rows)[(size_t)s * p.row + i] = normal(random);
        (*rows)[(size_t)s * p.row + c.features] = c.numbers ? normal(random) : (float)(s % (c.outputs > 1 ? c.outputs : 2));
      }
      if (c.input != 0)
        for (int s = 0; s < n; s += 5) (*rows)[(size_t)s * p.row + s % c.features] = c.input;
    }
    const int per_epoch = (c.n_train + c.batch - 1) / c.batch;
    p.total_steps = (int64_t)per_epoch * c.epochs;
    schedule.assign((size_t)p.total_steps, 1.0f);
    for (int64_t step = 0; step < p.total_steps; step += c.every) record_steps.push_back(step);
    record_steps.push_back(p.total_steps);

    p.n_ops = (int)ops.size();
    p.n_values = (int)widths.size();
    p.n_layers = (int)layers.size();
    p.n_segments = (int)segments.size();
    p.n_parameters = offset;
    p.n_running = running;
    p.ops = ops.data();
    p.layers = layers.data();
    p.segments = segments.data();
    p.widths = widths.data();
    p.loss = c.loss;
    p.output = p.n_values - 1;
    p.target_low = c.numbers ? 0.0f : -1.0f;
    p.target_high = c.numbers ? 0.0f : 1.0f;
    p.optimizer = c.optimizer;
    p.features = c.features;
    p.n_train = c.n_train;
    p.n_test = c.n_test;
    p.n_probe = c.n_train < 128 ? c.n_train : 128;
    p.batch = c.batch;
    p.train = train.data();
    p.test = test.data();
    p.schedule = schedule.data();
    p.n_records = (int)record_steps.size();
    p.record_steps = record_steps.data();
    p.n_runs = c.runs;
    p.n_units = 0;
    for (const WgLayer& layer : layers) p.n_units = p.n_units > widths[layer.after] ? p.n_units : widths[layer.after];

    const size_t rows = (size_t)p.n_records * c.runs, all = rows * p.n_layers;
    auto channel = [&](size_t count) {
      recorded.emplace_back(count, kNan);
      return recorded.back().data();
    };
    recorded.reserve((int)WG_N_RUN_CHANNELS + (int)WG_N_LAYER_CHANNELS + 5);
    for (auto& out : p.run_channels) out = channel(rows);
    for (auto& out : p.layer_channels) out = channel(all);
    for (auto& out : p.histograms) out = c.detail ? channel(all * WG_BINS) : nullptr;
    for (auto& out : p.units) out = c.detail ? channel(all * p.n_units) : nullptr;
    bad_step.assign(c.runs, -1);
    bad_layer.assign(c.runs, -1);
    bad_what.assign(c.runs, WG_NOTHING);
  }
};

// Trains all blocks, record by record or in one go; what came out, bit for bit.
std::vector<uint32_t> result_of(const Case& c, float scratch, bool in_one_go) {
  Program program(c);
  WgProgram& p = program.p;
  const int lanes = kernel->lanes;
  Floats workspace(kernel->workspace(&p) - missing, scratch);
  const int32_t stop = 0;
  std::vector<uint32_t> result;
  auto keep = [&](const float* x, size_t count) {
    for (size_t i = 0; i < count; i++) {
      uint32_t bits = 0x7fc00000;  // one NaN is as good as another
      if (!std::isnan(x[i])) std::memcpy(&bits, x + i, 4);
      result.push_back(bits);
    }
  };
  for (int first = 0; first < c.runs; first += lanes) {
    Floats parameters((int64_t)p.n_parameters * lanes, 0), running((int64_t)p.n_running * lanes, 1);
    Floats state(kernel->state(&p), 0), rates(8 * (int64_t)lanes, 0);
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 0.5f);
    for (int64_t i = 0; i < parameters.count; i++) parameters.p[i] = normal(random);
    const float settings[7] = {c.rate, 0.9f, c.l2, c.l1, c.l2, c.clip, 0.3f};
    for (int k = 0; k < 7; k++)
      for (int lane = 0; lane < lanes; lane++) rates.p[k * lanes + lane] = settings[k];
    std::vector<uint32_t> seeds(lanes);
    for (int lane = 0; lane < lanes; lane++) seeds[lane] = (uint32_t)(first + lane) * 2654435761u;
    std::memcpy(rates.p + 7 * lanes, seeds.data(), lanes * 4);
    WgBlock block{};
    block.parameters = parameters.p;
    block.running = running.p;
    block.state = state.p;
    block.powers[0] = block.powers[1] = 1.0;
    block.learning_rate = rates.p;
    block.momentum = rates.p + lanes;
    block.decay = rates.p + 2 * lanes;
    block.l1 = rates.p + 3 * lanes;
    block.l2 = rates.p + 4 * lanes;
    block.clip = rates.p + 5 * lanes;
    block.dropout = rates.p + 6 * lanes;
    block.seed = reinterpret_cast<const uint32_t*>(rates.p + 7 * lanes);
    block.first_run = first;
    block.runs = c.runs - first < lanes ? c.runs - first : lanes;
    block.bad_step = program.bad_step.data();
    block.bad_layer = program.bad_layer.data();
    block.bad_what = program.bad_what.data();
    block.stop = &stop;

    Floats gradient(parameters.count, kNan), loss(lanes, kNan);
    kernel->gradient(&p, &block, workspace.p, gradient.p, loss.p);
    keep(gradient.p, (size_t)gradient.count);
    keep(loss.p, (size_t)lanes);
    for (int64_t i = 0; i < workspace.count; i++) workspace.p[i] = scratch;

    for (int record = 1; !in_one_go && record < p.n_records && !block.ended; record++)
      kernel->train(&p, &block, workspace.p, record);
    kernel->train(&p, &block, workspace.p, INT32_MAX);
    if (!block.ended) std::abort();
    for (int64_t i = 0; i < parameters.count; i++)
      if (i % lanes < block.runs) keep(parameters.p + i, 1);
  }
  for (const auto& channel : program.recorded) keep(channel.data(), channel.size());
  for (int run = 0; run < c.runs; run++) result.push_back((uint32_t)program.bad_what[run]);
  return result;
}

int failures = 0, cases = 0;

void check(const char* name, int number, const Case& c) {
  cases++;
  const auto expected = result_of(c, 0.0f, false);
  if (result_of(c, kNan, false) != expected) {
    failures++;
    std::printf("%s %d: depends on what scratch memory held\n", name, number);
  }
  if (c.runs <= 17 && result_of(c, 1e30f, true) != expected) {
    failures++;
    std::printf("%s %d: depends on how often it is called\n", name, number);
  }
}

// Losses with a head and a number of outputs that go with them.
void with_loss(Case& c, int number) {
  const int losses[] = {WG_SQUARED, WG_BINARY_CROSS_ENTROPY, WG_SOFTMAX_CROSS_ENTROPY, WG_HINGE, WG_PERCEPTRON};
  const int heads[] = {WG_IDENTITY, WG_TANH, WG_SIGMOID, -1};
  c.loss = losses[number % 5];
  c.head = heads[number % 4];
  const bool one = c.loss == WG_BINARY_CROSS_ENTROPY || c.loss == WG_PERCEPTRON;
  c.outputs = one ? 1 : 1 + number % 6;
  if (c.loss == WG_SOFTMAX_CROSS_ENTROPY && c.outputs == 1) c.outputs = 3;
  c.numbers = c.loss == WG_SQUARED && c.outputs == 1 && number % 2;
}

void sizes() {
  for (int size = 1; size <= 67; size++) {
    Case c;
    c.features = size;
    c.hidden = {size, size * 29 % 67 + 1, size * 29 % 67 + 1};
    c.function = size % WG_N_FUNCTIONS;
    c.norm = (Norm)(size % 3);
    c.dropout = size % 2;
    c.residual = size % 4 < 2;
    c.optimizer = size % 7;
    c.batch = size % 13 + 1;
    c.n_train = 14 + size % 11;
    c.n_test = 1 + size % 9;
    c.epochs = 1;
    c.every = 2;
    c.runs = 1 + size % 3;
    c.detail = size % 2;
    c.l1 = size % 3 ? 0 : 0.01f;
    c.l2 = size % 4 ? 0 : 0.01f;
    c.clip = size % 5 ? 0 : 0.1f;
    with_loss(c, size);
    check("size", size, c);
  }
}

void operations() {
  int number = 0;
  for (int function = 0; function < WG_N_FUNCTIONS; function++)
    for (int norm = 0; norm < 3; norm++) {
      Case c;
      c.hidden = {5, 3, 3};
      c.function = function;
      c.norm = (Norm)norm;
      c.dropout = number % 2;
      c.residual = number % 3 > 0;
      c.optimizer = number % 7;
      c.detail = true;
      c.n_train = 23;
      c.epochs = 1;
      with_loss(c, number++);
      check("operation", number, c);
    }
  for (int loss = 0; loss < 20; loss++) {  // no hidden layer; each loss with each head
    Case c;
    c.hidden = {};
    with_loss(c, loss);
    c.optimizer = loss % 7;
    check("loss", loss, c);
  }
}

void populations() {
  for (int runs : {1, 15, 16, 17, 1000}) {
    Case c;
    c.runs = runs;
    c.epochs = 1;
    c.every = 10;
    c.detail = runs < 1000;
    c.norm = runs == 17 ? BATCH : NO_NORM;
    check("population", runs, c);
  }
}

void bad_numbers() {
  int number = 0;
  for (float input : {kNan, kInfinity, -kInfinity, 3e38f, 1e20f, 1e-42f})
    for (int function = 0; function < WG_N_FUNCTIONS; function++) {
      Case c;
      c.input = input;
      c.function = function;
      c.norm = (Norm)(number % 3);
      c.dropout = number % 2;
      c.detail = true;
      c.runs = 5;
      c.n_train = 17;
      c.epochs = 1;
      c.rate = number % 5 ? 0.1f : 1e30f;
      c.optimizer = number % 7;
      with_loss(c, number++);
      check("bad number", number, c);
    }
}

void shapes() {
  int number = 0;
  for (int n_train : {1, 2, 3, 127, 129, 300})
    for (int batch : {1, 7, 300}) {
      if (n_train > 100 && batch == 1) continue;
      Case c;
      c.n_train = n_train;
      c.n_test = 1 + 200 * (number % 2);
      c.batch = batch < n_train ? batch : n_train;
      c.epochs = 2;
      c.every = 7;
      c.norm = (Norm)(number % 3);
      c.dropout = true;
      check("shape", number++, c);
    }
  Case deep;  // the longest network that an experiment can ask for
  deep.hidden.assign(64, 3);
  deep.norm = BATCH;
  deep.dropout = deep.residual = deep.detail = true;
  deep.epochs = 1;
  check("deep", 64, deep);
  Case wide;  // chunks smaller than a batch
  wide.hidden = {300, 5};
  wide.n_train = wide.batch = 130;
  wide.epochs = 1;
  check("wide", 300, wide);
}

}  // namespace

// driver ISA [missing]
int main(int argc, char** argv) {
  const char* name = argc > 1 ? argv[1] : "";
  if (!std::strcmp(name, "baseline")) kernel = wg_kernel_baseline();
#if defined(WG_X86)
  if (!std::strcmp(name, "avx2")) kernel = wg_kernel_avx2();
  if (!std::strcmp(name, "avx512")) kernel = wg_kernel_avx512();
#endif
  if (!kernel) return 2;
  if (argc > 2) missing = kernel->lanes * (int64_t)std::atoi(argv[2]);
  sizes();
  operations();
  populations();
  bad_numbers();
  shapes();
  std::printf("%s: %d programs, %d failures\n", name, cases, failures);
  return failures ? 1 : 0;
}
