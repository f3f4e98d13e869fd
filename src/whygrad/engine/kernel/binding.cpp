// The kernel as a Python extension: it owns the blocks' memory and the threads. Arrays come from engine/program.py,
// which has checked them; nothing here interprets an experiment.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "kernel.h"
#include "population.h"
#include "processor.h"

namespace nb = nanobind;

namespace {

using Floats = nb::ndarray<float, nb::c_contig, nb::device::cpu>;
using Ints = nb::ndarray<int32_t, nb::c_contig, nb::device::cpu>;
using Longs = nb::ndarray<int64_t, nb::c_contig, nb::device::cpu>;
using Words = nb::ndarray<uint32_t, nb::c_contig, nb::device::cpu>;

const WgKernel* kernel_named(const std::string& name) {
#if defined(WG_X86)
  static const processor::Features features = processor::features();
  if (name == "avx512" && features.avx512) return wg_kernel_avx512();
  if (name == "avx2" && features.avx2) return wg_kernel_avx2();
#endif
  if (name == "baseline") return wg_kernel_baseline();
  return nullptr;
}

std::vector<std::string> instruction_sets() {
  std::vector<std::string> names;
  for (const char* name : {"avx512", "avx2", "baseline"})
    if (kernel_named(name)) names.push_back(name);
  return names;
}

// Numbers too small for float32's normal range become 0: they say nothing, and cost a hundred times an ordinary one.
void flush_subnormals() {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#elif defined(__aarch64__)
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | (1ull << 24)));
#endif
}

constexpr std::align_val_t ALIGNMENT{64};

struct Free {
  void operator()(float* p) const { ::operator delete(p, ALIGNMENT); }
};
using Memory = std::unique_ptr<float, Free>;

Memory aligned(int64_t floats) {
  const size_t bytes = (size_t)(floats > 0 ? floats : 1) * sizeof(float);
  float* p = static_cast<float*>(::operator new(bytes, ALIGNMENT));
  std::memset(p, 0, bytes);
  return Memory(p);
}

// Runs that share a program, cut into blocks of as many as there are lanes.
class Population {
 public:
  Population(const std::string& isa, Ints ops, Ints layers, Floats bounds, Ints segments, Ints widths, Ints numbers,
             Floats targets, Floats train, Floats test, Floats schedule, Longs record_steps, Floats parameters, Floats running,
             Floats settings, Words seeds, Floats run_channels, Floats layer_channels, std::optional<Floats> histograms,
             std::optional<Floats> units, Longs bad_step, Ints bad_layer, Ints bad_what)
      : kernel_(kernel_named(isa)), parameters_(parameters), running_(running) {
    if (!kernel_) throw std::invalid_argument("no such instruction set on this machine: " + isa);
    keep_ = {nb::cast(ops), nb::cast(segments), nb::cast(widths), nb::cast(train), nb::cast(test), nb::cast(schedule),
             nb::cast(record_steps), nb::cast(run_channels), nb::cast(layer_channels), nb::cast(bad_step), nb::cast(bad_layer),
             nb::cast(bad_what)};
    if (histograms) keep_.push_back(nb::cast(*histograms));
    if (units) keep_.push_back(nb::cast(*units));
    const WgArrays arrays = {(int32_t)ops.shape(0), (int32_t)layers.shape(0), (int32_t)segments.shape(0), (int32_t)widths.shape(0),
                             (int32_t)parameters.shape(1), (int32_t)running.shape(1), (int32_t)parameters.shape(0),
                             (int32_t)train.shape(1), (int32_t)train.shape(0), (int32_t)test.shape(0), (int32_t)schedule.shape(0),
                             ops.data(), layers.data(), bounds.data(), segments.data(), widths.data(), numbers.data(),
                             targets.data(), train.data(), test.data(), schedule.data(), parameters.data(), running.data(),
                             settings.data(), seeds.data()};
    layers_.resize(layers.shape(0));
    p_ = wg_program(arrays, layers_.data());
    wg_records(&p_, (int32_t)record_steps.shape(0), record_steps.data(), run_channels.data(), layer_channels.data(),
               histograms ? histograms->data() : nullptr, units ? units->data() : nullptr);
    for (int first = 0; first < p_.n_runs; first += kernel_->lanes) {
      Block b;
      b.memory = aligned(wg_block_floats(kernel_, &p_));
      b.block = wg_block(kernel_, &p_, arrays, first, b.memory.get());
      b.block.bad_step = bad_step.data();
      b.block.bad_layer = bad_layer.data();
      b.block.bad_what = bad_what.data();
      b.block.stop = &stop_;
      blocks_.push_back(std::move(b));
    }
  }

  Population(const Population&) = delete;

  // Writes the blocks' parameters and running statistics back into the arrays they came from.
  void collect() {
    const int lanes = kernel_->lanes;
    for (const Block& b : blocks_)
      for (int lane = 0; lane < b.block.runs; lane++) {
        const int64_t run = b.block.first_run + lane;
        wg_take(b.block.parameters, lanes, lane, p_.n_parameters, parameters_.data() + run * p_.n_parameters);
        wg_take(b.block.running, lanes, lane, p_.n_running, running_.data() + run * p_.n_running);
      }
  }

  // Gradients (runs, parameters) and losses (runs) of the probe batch at the present parameters.
  void gradients(Floats gradient, Floats loss) {
    const int lanes = kernel_->lanes;
    Memory workspace = aligned(kernel_->workspace(&p_));
    Memory out = aligned((int64_t)p_.n_parameters * lanes), sum = aligned(lanes);
    for (Block& b : blocks_) {
      kernel_->gradient(&p_, &b.block, workspace.get(), out.get(), sum.get());
      for (int lane = 0; lane < b.block.runs; lane++) {
        const int64_t run = b.block.first_run + lane;
        wg_take(out.get(), lanes, lane, p_.n_parameters, gradient.data() + run * p_.n_parameters);
        loss.data()[run] = sum.get()[lane];
      }
    }
  }

  // Every unit (runs, units, rows) of every value that each run makes of rows (rows, row) at its present parameters.
  void values(Floats rows, Floats out) {
    Memory workspace = aligned(kernel_->workspace(&p_));
    const int64_t n = rows.shape(0), each = n * out.shape(1);
    for (const Block& b : blocks_)
      for (int lane = 0; lane < b.block.runs; lane++) {
        float* here = out.data() + (b.block.first_run + lane) * each;
        kernel_->values(&p_, &b.block, workspace.get(), lane, rows.data(), (int32_t)n, here);
      }
  }

  // The same, with derivatives of the rows' mean loss: by every unit (runs, units, rows), by every parameter (runs,
  // parameters), and each row's loss (runs, rows).
  void explain(Floats rows, Floats out, Floats deltas, Floats gradient, Floats loss) {
    Memory workspace = aligned(kernel_->workspace(&p_));
    const int64_t n = rows.shape(0), each = n * out.shape(1);
    for (const Block& b : blocks_)
      for (int lane = 0; lane < b.block.runs; lane++) {
        const int64_t run = b.block.first_run + lane;
        const WgExplanation explanation = {out.data() + run * each, deltas.data() + run * each,
                                           gradient.data() + run * p_.n_parameters, loss.data() + run * n};
        kernel_->explain(&p_, &b.block, workspace.get(), lane, rows.data(), (int32_t)n, &explanation);
      }
  }

  struct Block {
    WgBlock block;
    Memory memory;
  };
  const WgKernel* kernel_;
  WgProgram p_;
  std::vector<Block> blocks_;
  int32_t stop_ = 0;

 private:
  std::vector<WgLayer> layers_;
  std::vector<nb::object> keep_;
  Floats parameters_, running_;
};

// Trains populations side by side in threads of its own: all blocks to their next record, then on together, so that
// a record is whole before the next one begins.
class Session {
 public:
  Session(nb::list populations, int threads) : keep_(populations) {
    for (nb::handle item : populations) populations_.push_back(nb::cast<Population*>(item));
    for (Population* population : populations_) {
      rounds_ = std::max(rounds_, std::max(population->p_.n_records, 1));
      for (Population::Block& b : population->blocks_) {
        b.block.stop = &stop_;
        tasks_.push_back({population, &b.block});
      }
    }
    const int most = (int)tasks_.size();
    n_threads_ = threads < most ? threads : most;
    if (n_threads_ < 1) n_threads_ = 1;
    running_ = n_threads_;
    for (int t = 0; t < n_threads_; t++) threads_.emplace_back([this] { work(); });
  }

  ~Session() {
    stop_ = 1;
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

  // Waits at most so many seconds; whether the training has ended.
  bool wait(double seconds) {
    nb::gil_scoped_release release;
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return running_ == 0; });
  }

  void stop() { stop_ = 1; }
  int records() const { return done_.load(std::memory_order_acquire); }
  bool failed() const { return failed_; }

 private:
  struct Task {
    Population* population;
    WgBlock* block;
  };

  void work() {
    flush_subnormals();
    try {
      int64_t need = 0;
      for (Population* population : populations_) need = std::max(need, population->kernel_->workspace(&population->p_));
      Memory workspace = aligned(need);
      for (int round = 0; round < rounds_; round++) {
        // The last round runs to the end of the training.
        const int32_t until = round + 1 == rounds_ ? INT32_MAX : round + 1;
        for (size_t k; (k = next_.fetch_add(1)) < tasks_.size();) {
          const Task& task = tasks_[k];
          if (!task.block->ended) task.population->kernel_->train(&task.population->p_, task.block, workspace.get(), until);
        }
        if (!meet(round)) break;
      }
    } catch (const std::bad_alloc&) {
      failed_ = true;
      stop_ = 1;
      std::unique_lock lock(mutex_);
      waiting_ = -1;
      gate_.notify_all();
    }
    std::unique_lock lock(mutex_);
    if (--running_ == 0) ended_.notify_all();
  }

  // Waits for the other threads; false when it was stopped.
  bool meet(int round) {
    std::unique_lock lock(mutex_);
    if (waiting_ < 0) return false;
    if (++waiting_ == n_threads_) {
      next_ = 0;
      round_++;
      // The last one decides for all: were each to look at `stop_` itself, one might go on and wait for one that went.
      const bool stopped = stop_ != 0;
      waiting_ = stopped ? -1 : 0;
      if (!stopped) done_.store(round_, std::memory_order_release);
      gate_.notify_all();
    } else {
      gate_.wait(lock, [&] { return round_ > round || waiting_ < 0; });
    }
    return waiting_ >= 0;
  }

  nb::list keep_;
  std::vector<Population*> populations_;
  std::vector<Task> tasks_;
  std::vector<std::thread> threads_;
  int n_threads_ = 1, rounds_ = 1, running_ = 0, round_ = 0, waiting_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_, gate_;
  std::atomic<size_t> next_{0};  // task that the next free thread takes in this round
  std::atomic<int> done_{0};
  std::atomic<bool> failed_{false};
  int32_t stop_ = 0;
};

}  // namespace

NB_MODULE(_kernel, module) {
  module.attr("VERSION") = (int)WG_VERSION;
  module.attr("N_RUN_CHANNELS") = (int)WG_N_RUN_CHANNELS;
  module.attr("N_LAYER_CHANNELS") = (int)WG_N_LAYER_CHANNELS;
  module.def("instruction_sets", &instruction_sets, "What this machine can execute, the widest first.");
  nb::class_<Population>(module, "Population")
      .def(nb::init<const std::string&, Ints, Ints, Floats, Ints, Ints, Ints, Floats, Floats, Floats, Floats, Longs, Floats, Floats,
                    Floats, Words, Floats, Floats, std::optional<Floats>, std::optional<Floats>, Longs, Ints, Ints>(),
           nb::arg("isa"), nb::arg("ops"), nb::arg("layers"), nb::arg("bounds"), nb::arg("segments"), nb::arg("widths"),
           nb::arg("numbers"), nb::arg("targets"), nb::arg("train"), nb::arg("test"), nb::arg("schedule"),
           nb::arg("record_steps"), nb::arg("parameters"), nb::arg("running"), nb::arg("settings"), nb::arg("seeds"),
           nb::arg("run_channels"), nb::arg("layer_channels"), nb::arg("histograms").none(), nb::arg("units").none(),
           nb::arg("bad_step"), nb::arg("bad_layer"), nb::arg("bad_what"))
      .def("collect", &Population::collect)
      .def("gradients", &Population::gradients)
      .def("values", &Population::values, nb::arg("rows"), nb::arg("out"))
      .def("explain", &Population::explain, nb::arg("rows"), nb::arg("values"), nb::arg("deltas"), nb::arg("gradient"),
           nb::arg("loss"));
  nb::class_<Session>(module, "Session")
      .def(nb::init<nb::list, int>(), nb::arg("populations"), nb::arg("threads"))
      .def("wait", &Session::wait, nb::arg("seconds"))
      .def("stop", &Session::stop)
      .def_prop_ro("records", &Session::records, "Records that are whole in every population.")
      .def_prop_ro("failed", &Session::failed);
}
