// The kernel's C interface: a program is a list of operations over buffers, a block is as many networks as a SIMD
// register has lanes. The same structures are filled for the Python extension and for the page's worker (population.h).
#pragma once

#include <stdint.h>

#include "functions.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { WG_VERSION = 2 };

enum WgOpKind { WG_DENSE, WG_ACTIVATION, WG_BATCH_NORM, WG_LAYER_NORM, WG_DROPOUT, WG_ADD, WG_SOFTMAX };

enum WgLoss { WG_SQUARED, WG_BINARY_CROSS_ENTROPY, WG_SOFTMAX_CROSS_ENTROPY, WG_HINGE, WG_PERCEPTRON };

enum WgOptimizer { WG_SGD, WG_MOMENTUM, WG_NESTEROV, WG_ADAGRAD, WG_RMSPROP, WG_ADAM, WG_ADAMW };

// What of a run turned non-finite first.
enum WgWhat { WG_NOTHING, WG_INPUT, WG_VALUE, WG_LOSS, WG_GRADIENT, WG_WEIGHT };

// One operation on values: value 0 is the input, value v has widths[v] units.
typedef struct {
  int32_t kind;
  int32_t source;     // value read
  int32_t shortcut;   // WG_ADD: the second value read
  int32_t target;     // value written
  int32_t function;   // WG_ACTIVATION: which
  int32_t parameter;  // offset of weights (O, I), of gamma, or of PReLU's slope
  int32_t bias;       // offset of biases or of beta
  int32_t running;    // WG_BATCH_NORM: offset of the running mean; the variance follows it
  int32_t stream;     // WG_DROPOUT: number of the random stream
  int32_t layer;      // the layer it belongs to
  int32_t adds;       // bit 0: the gradient of `source` has been begun by a later operation, so add; bit 1: of `shortcut`
} WgOp;

// What is recorded of a layer: its weights, the value before and the value after its activation.
typedef struct {
  int32_t weight;    // offset
  int32_t weights;   // count
  int32_t before;    // value Z
  int32_t after;     // value A
  int32_t function;  // what makes A of Z
  int32_t slope;     // PReLU: offset of its slope, else -1
  float low, high;   // Z outside is saturated
} WgLayer;

// A stretch of parameters of one kind; penalties and decay apply to weights only.
typedef struct {
  int32_t offset, count, is_weight;
} WgSegment;

// Recorded per run: [record][run]; per layer: [record][run][layer]; histograms and units: [record][run][layer][...].
enum WgRunChannel {
  WG_LOSS_TRAIN, WG_LOSS_TEST, WG_ACCURACY_TRAIN, WG_ACCURACY_TEST, WG_GRADIENT_NORM, WG_LEARNING_RATE,
  WG_GRADIENT_COHERENCE, WG_COHERENCE_BATCHES, WG_STEP_QUALITY, WG_N_RUN_CHANNELS
};
enum WgLayerChannel {
  WG_GRADIENT_RMS, WG_GRADIENT_L2, WG_BACKPROP_RMS, WG_WEIGHT_RMS, WG_UPDATE_RATIO, WG_PREACTIVATION_MEAN,
  WG_PREACTIVATION_STD, WG_PREACTIVATION_RMS, WG_ACTIVATION_MEAN, WG_ACTIVATION_STD, WG_ACTIVATION_RMS, WG_SAMPLE_STD,
  WG_UNIT_STD, WG_DEAD_SHARE, WG_SATURATED_SHARE, WG_ZERO_SHARE, WG_N_LAYER_CHANNELS
};
enum { WG_BINS = 32 };

typedef struct {
  int32_t n_ops, n_values, n_layers, n_segments, n_parameters, n_running;
  const WgOp* ops;
  const WgLayer* layers;
  const WgSegment* segments;
  const int32_t* widths;  // [n_values]

  int32_t loss, output;        // WgLoss; the value it reads
  float target_low, target_high;  // squared and hinge loss on classes: what stands for "no" and "yes"; equal: numbers
  float middle;                   // a single output of this much or more says "yes"
  int32_t optimizer;

  // Samples are rows of `row` floats: features, the target (a class's number or a number), padding to a multiple of 4.
  int32_t features, row, n_train, n_test, n_probe, batch;
  const float* train;  // [n_train][row]
  const float* test;   // [n_test][row]

  int64_t total_steps;    // the training ends there
  int64_t n_schedule;
  const float* schedule;  // [n_schedule] factor on the learning rate at each step; the last one goes on
  int32_t n_records, n_runs, n_units;  // n_units: width of the widest layer
  const int64_t* record_steps;  // [n_records], rising

  float* run_channels[WG_N_RUN_CHANNELS];
  float* layer_channels[WG_N_LAYER_CHANNELS];
  float* histograms[3];  // pre-activation, activation, gradient; null: not asked for
  float* units[2];       // mean activation, active share; null: not asked for
} WgProgram;

// As many runs as there are lanes, with all that lasts from one call to the next. Arrays are [count][lanes], aligned to the
// register; a block begins with step, record and bad at 0 and the powers at 1.
typedef struct {
  float* parameters;  // [n_parameters][lanes]
  float* running;     // [n_running][lanes]
  float* state;       // `state` floats: the optimizer's memory
  int64_t step;       // updates done
  int32_t record;     // records done
  int32_t ended;      // nothing more will happen
  int32_t bad[16];    // by lane: -1 once it has turned non-finite
  double powers[2];   // Adam's β₁ᵗ, β₂ᵗ
  const float *learning_rate, *momentum, *decay, *l1, *l2, *clip, *dropout;  // [lanes]
  const uint32_t* seed;  // [lanes]
  int32_t first_run, runs;  // lanes beyond `runs` are padding
  int64_t* bad_step;     // [n_runs], -1: finite
  int32_t* bad_layer;    // [n_runs]
  int32_t* bad_what;     // [n_runs] WgWhat
  volatile const int32_t* stop;  // nonzero: return at the next step
} WgBlock;

// One network's way forward and back for `n` samples, each [unit][n] over the units of all values, value 0's first.
typedef struct {
  float* values;
  float* deltas;    // derivative of the mean loss by each unit
  float* gradient;  // [n_parameters] derivative of the mean loss
  float* loss;      // [n]
} WgExplanation;

typedef struct {
  const char* name;
  int32_t lanes;
  int64_t (*workspace)(const WgProgram*);  // floats of scratch memory that `train` needs, aligned; one a thread
  int64_t (*state)(const WgProgram*);      // floats of a block's `state`, zero at first
  // Goes on until `records` records are done, the training ends or it is stopped.
  void (*train)(const WgProgram*, WgBlock*, float* workspace, int32_t records);
  // For tests: forward and backward of one batch of the training set's first `n_probe` samples.
  void (*gradient)(const WgProgram*, WgBlock*, float* workspace, float* gradient, float* loss);
  // What the network of one lane makes of `n` rows, evaluated: every unit of every value, [unit][n], value 0's first.
  void (*values)(const WgProgram*, const WgBlock*, float* workspace, int32_t lane, const float* rows, int32_t n, float* out);
  // The same with the way back. Batch normalization takes its running statistics, dropout drops nothing.
  void (*explain)(const WgProgram*, const WgBlock*, float* workspace, int32_t lane, const float* rows, int32_t n,
                  const WgExplanation* out);
  // The mean loss [lanes] of the training and of the test set, evaluated.
  void (*losses)(const WgProgram*, const WgBlock*, float* workspace, float* train, float* test);
} WgKernel;

const WgKernel* wg_kernel_baseline(void);
const WgKernel* wg_kernel_avx2(void);
const WgKernel* wg_kernel_avx512(void);

#ifdef __cplusplus
}
#endif
