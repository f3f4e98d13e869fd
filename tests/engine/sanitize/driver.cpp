// Runs the kernel of one instruction set over programs made by hand, for the sanitizers to watch. Every buffer is exactly
// as large as kernel.h says, so that a step beyond it is seen; scratch memory is filled with NaN, so that reading it before
// writing it shows as a difference from a second run over zeros. Built and run by test_sanitize.py.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "program.h"

namespace {

const WgKernel* kernel = nullptr;
int64_t missing = 0;  // floats that the workspace lacks; not 0 only to see that the sanitizer sees it

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
  const int heads[] = {WG_LINEAR, WG_TANH, WG_SIGMOID, -1};
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
