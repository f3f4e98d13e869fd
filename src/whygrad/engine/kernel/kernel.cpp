// Trains a block of networks: the loop over steps, what a run does when it turns non-finite, and the kernel's table of
// functions. Compiled once for each instruction set, WG_NAMESPACE and WG_LANES tell which.
#include "kernel.h"
#include "machine.h"
#include "probes.h"

namespace WG_NAMESPACE {

// Runs one chunk after the other through the batch's forward pass; `each(samples, first)` sees each chunk.
template <class Each>
static void over_batch(Machine& m, const Order& order, int64_t step, int position, int samples, bool follow, Each each) {
  for (int s = 0; s < samples; s += m.chunk) {
    const int count = samples - s < m.chunk ? samples - s : m.chunk;
    if (m.same_order) {
      order.visit_together(position + s, count, m.index);
      m.gather_together(m.p->train, count);
    } else {
      order.visit(position + s, count, m.index);
      m.gather(m.p->train, count);
    }
    m.forward(count, TRAINING, (uint32_t)step, s, follow);
    each(count, s);
  }
}

// Whether an operation's parameters, of which `x` holds one number each, have a non-finite one in this lane.
static bool broken(const WgProgram* p, const WgOp& op, const V* x, int lane) {
  const int units = p->widths[op.target];
  const int inputs = op.kind == WG_DENSE ? p->widths[op.source] : 1;
  const int count = op.parameter < 0 ? 0 : op.kind == WG_ACTIVATION ? 1 : units * inputs;
  bool bad = false;
  for (int i = 0; i < count; i++) bad |= !finite(x[op.parameter + i])[lane];
  for (int i = 0; i < units && op.bias >= 0; i++) bad |= !finite(x[op.bias + i])[lane];
  return bad;
}

// Notes for each lane of `fresh` where the first non-finite number of this batch stands, in the order of computation.
static void locate(Machine& m, const Order& order, int64_t step, int position, int samples, I fresh) {
  const WgProgram* p = m.p;
  int op_of[WG_LANES];
  for (int lane = 0; lane < WG_LANES; lane++) op_of[lane] = p->n_ops;
  over_batch(m, order, step, position, samples, false, [&](int count, int) {
    for (int k = -1; k < p->n_ops; k++) {
      const int v = k < 0 ? 0 : p->ops[k].target;
      I good = (I){} - 1;
      for (int i = 0; i < count * p->widths[v]; i++) good &= finite(m.value[v][i]);
      for (int lane = 0; lane < WG_LANES; lane++)
        if (!good[lane] && k < op_of[lane]) op_of[lane] = k;
    }
  });
  for (int lane = 0; lane < m.block->runs; lane++) {
    if (!fresh[lane]) continue;
    const int run = m.block->first_run + lane, k = op_of[lane];
    m.block->bad_step[run] = step;
    if (k < 0) {
      m.block->bad_what[run] = WG_INPUT;
      m.block->bad_layer[run] = 0;
    } else if (k < p->n_ops) {
      m.block->bad_what[run] = WG_VALUE;
      m.block->bad_layer[run] = p->ops[k].layer;
    } else {
      m.block->bad_what[run] = WG_LOSS;
      m.block->bad_layer[run] = p->n_layers - 1;
      if (m.mean_loss[lane] - m.mean_loss[lane] == 0.0f) {  // the loss is finite, so it is a gradient
        m.block->bad_what[run] = WG_GRADIENT;
        for (int l = p->n_ops - 1; l >= 0; l--)
          if (broken(p, p->ops[l], m.gradient, lane)) {
            m.block->bad_layer[run] = p->ops[l].layer;
            break;
          }
      }
    }
  }
}

static void locate_weights(Machine& m, int64_t step, I fresh) {
  const WgProgram* p = m.p;
  for (int lane = 0; lane < m.block->runs; lane++) {
    if (!fresh[lane]) continue;
    const int run = m.block->first_run + lane;
    m.block->bad_step[run] = step;
    m.block->bad_what[run] = WG_WEIGHT;
    for (int k = p->n_ops - 1; k >= 0; k--)
      if (broken(p, p->ops[k], m.parameters(), lane)) m.block->bad_layer[run] = p->ops[k].layer;
  }
}

// The mean loss of a batch and, with `backward`, its gradient.
static V total_loss(Machine& m, const Order& order, int64_t step, int position, int samples, bool follow, bool backward) {
  V sum = all(0.0f);
  const float scale = 1.0f / (float)samples;
  over_batch(m, order, step, position, samples, follow, [&](int count, int first) {
    sum += m.loss(count, scale, backward);
    if (backward) m.backward(count, TRAINING, false, first > 0);
  });
  return sum * scale;
}

// How well the update did on its own batch, and how large it was beside the weights it changed.
static void judge_update(Machine& m, const Order& order, int64_t step, int position, int samples) {
  const WgProgram* p = m.p;
  const V* w = m.parameters();
  V promised = all(0.0f);
  for (int i = 0; i < p->n_parameters; i++) promised -= m.batch_gradient[i] * (w[i] - m.before[i]);
  for (int l = 0; l < p->n_layers; l++) {
    const WgLayer& layer = p->layers[l];
    V change = all(0.0f);
    for (int i = layer.weight; i < layer.weight + layer.weights; i++) {
      const V d = w[i] - m.before[i];
      change += d * d;
    }
    m.ratio[l] = root(change) / root(squares(m.before + layer.weight, layer.weights));
  }
  const V now = total_loss(m, order, step, position, samples, false, false);
  m.quality = nan_where(promised == all(0.0f), (m.mean_loss - now) / promised);
}

static void train(const WgProgram* p, WgBlock* block, float* workspace, int32_t records) {
  Machine m;
  m.lay_out(p, workspace);
  m.block = block;
  m.quality = all(__builtin_nanf(""));
  m.coherence_batches = 0;
  m.coherence_squares = all(0.0f);
  const int n = p->n_parameters;
  V* const slots = (V*)block->state;
  for (int i = 0; i < n; i++) m.coherence[i] = all(0.0f);
  for (int l = 0; l < p->n_layers; l++) m.ratio[l] = all(__builtin_nanf(""));
  I used = (I){};
  for (int lane = 0; lane < WG_LANES; lane++) {
    m.bad[lane] = block->bad[lane];
    used[lane] = lane < block->runs ? -1 : 0;
  }
  Rates rates = {load(block->learning_rate), load(block->momentum), load(block->decay), load(block->l1), load(block->l2),
                 all(1.0f), all(1.0f), all(1.0f)};
  if (p->optimizer == WG_ADAMW) rates.l2 = all(0.0f);
  const V clip = load(block->clip);
  const bool clips = any(clip > all(0.0f)), adam = p->optimizer == WG_ADAM || p->optimizer == WG_ADAMW;
  const bool sums = p->n_records > 0;  // of the gradients between two records
  const int per_epoch = (p->n_train + p->batch - 1) / p->batch;
  const U seed = *(const U*)block->seed;
  m.same_order = !any((I)seed != I{} + (int32_t)block->seed[0]);
  Order order;
  bool ordered = false;
  while (!*block->stop) {
    const int64_t step = block->step;
    if (block->record < p->n_records && p->record_steps[block->record] == step) {
      record(m, block->record, step);
      block->record++;
    }
    if (step == p->total_steps || !any(used & ~m.bad)) {  // the end, or nobody left: the rest stays unrecorded
      block->ended = 1;
      return;
    }
    if (p->n_records > 0 && block->record >= records) return;
    const int batch = (int)(step % per_epoch);
    if (batch == 0 || !ordered) {
      order.start(p->n_train, seed, (uint32_t)(step / per_epoch));
      ordered = true;
    }
    const int position = batch * p->batch;
    const int samples = p->n_train - position < p->batch ? p->n_train - position : p->batch;
    m.mean_loss = total_loss(m, order, step, position, samples, true, true);

    I differences = (I)(m.mean_loss - m.mean_loss);
    V norm = all(0.0f);
    for (int i = 0; i < n; i++) {  // one pass: of wide layers, memory takes as long as arithmetic
      const V g = m.gradient[i];
      differences |= (I)(g - g);
      norm += g * g;
      if (sums) m.coherence[i] += g;
    }
    m.coherence_squares += norm;
    m.coherence_batches++;
    I fresh = (differences != I{}) & ~m.bad & used;
    if (any(fresh)) {
      locate(m, order, step, position, samples, fresh);
      m.bad |= fresh;
    }
    rates.rate = load(block->learning_rate) * m.factor(step);
    if (clips) {
      const V factor = minimum(clip / (root(norm) + 1e-6f), all(1.0f));  // as PyTorch's clip_grad_norm_
      rates.scale = select(clip > all(0.0f), factor, all(1.0f));
    }
    if (adam) {
      block->powers[0] *= 0.9;
      block->powers[1] *= 0.999;
      rates.first = all((float)(1.0 / (1.0 - block->powers[0])));
      rates.second = all((float)(1.0 / (1.0 - block->powers[1])));
    }
    const bool judged = block->record < p->n_records && p->record_steps[block->record] == step + 1;
    const bool frozen = any(m.bad);  // runs that are no longer finite stay as they were, in whatever company
    if (judged || frozen)
      for (int i = 0; i < n; i++) {
        m.before[i] = m.parameters()[i];
        m.batch_gradient[i] = m.gradient[i];
      }
    const I overflowed = update(p, m.parameters(), m.gradient, slots, rates);
    if (frozen)
      for (int i = 0; i < n; i++) m.parameters()[i] = select(m.bad, m.before[i], m.parameters()[i]);
    fresh = overflowed & ~m.bad & used;
    if (any(fresh)) {
      locate_weights(m, step, fresh);
      m.bad |= fresh;
    }
    for (int lane = 0; lane < WG_LANES; lane++) block->bad[lane] = m.bad[lane];
    if (judged) judge_update(m, order, step, position, samples);
    block->step = step + 1;
  }
}

static void gradient(const WgProgram* p, WgBlock* block, float* workspace, float* out, float* loss) {
  Machine m;
  m.lay_out(p, workspace);
  m.block = block;
  m.bad = (I){};
  for (int i = 0; i < p->n_parameters; i++) m.gradient[i] = all(0.0f);
  V sum = all(0.0f);
  const int n = p->n_probe;
  for (int s = 0; s < n; s += m.chunk) {
    const int samples = n - s < m.chunk ? n - s : m.chunk;
    m.broadcast(p->train, s, samples);
    m.forward(samples, PROBING, 0, s, false);
    sum += m.loss(samples, 1.0f / (float)n, true);
    m.backward(samples);
  }
  for (int i = 0; i < p->n_parameters; i++) ((V*)out)[i] = m.gradient[i];
  *(V*)loss = sum * (1.0f / (float)n);
}

// One lane's network in all lanes: what depends on parameters alone reads them from `to`.
static void spread(const float* from, int count, int lane, V* to) {
  for (int i = 0; i < count; i++) to[i] = all(from[(int64_t)i * WG_LANES + lane]);
}

// The lanes hold samples here, not networks: four (eight, sixteen) rows are evaluated at once.
static void values(const WgProgram* p, const WgBlock* block, float* workspace, int32_t lane, const float* rows, int32_t n,
                   float* out) {
  Machine m;
  m.lay_out(p, workspace);
  WgBlock one = *block;
  spread(block->parameters, p->n_parameters, lane, m.before);
  spread(block->running, p->n_running, lane, m.batch_gradient);  // no more of them than gammas and betas
  one.parameters = (float*)m.before;
  one.running = (float*)m.batch_gradient;
  m.block = &one;
  m.bad = (I){};
  const int lanes = WG_LANES;
  for (int first = 0; first < n; first += m.chunk * lanes) {
    const int rest = n - first, most = m.chunk * lanes, count = rest < most ? rest : most;
    const int samples = (count + lanes - 1) / lanes;
    for (int s = 0; s < samples; s++)
      for (int k = 0; k < lanes; k++) {
        const int at = s * lanes + k;
        m.index[s][k] = first + (at < count ? at : count - 1);
      }
    m.gather(rows, samples);
    m.forward(samples, EVALUATING, 0, 0, false);
    float* line = out + first;
    for (int v = 0; v < p->n_values; v++)
      for (int u = 0; u < p->widths[v]; u++, line += n) {
        const V* x = m.value[v] + u;
        typedef float Row __attribute__((vector_size(WG_LANES * 4), aligned(4)));
        int s = 0;
        for (; (s + 1) * lanes <= count; s++) *(Row*)(line + s * lanes) = (Row)x[s * p->widths[v]];
        for (int k = s * lanes; k < count; k++) line[k] = x[s * p->widths[v]][k - s * lanes];
      }
  }
}

static void explain(const WgProgram* p, const WgBlock* block, float* workspace, int32_t lane, const float* rows, int32_t n,
                    const WgExplanation* out) {
  Machine m;
  m.lay_out(p, workspace);
  WgBlock one = *block;
  m.block = &one;
  m.bad = (I){};
  for (int i = 0; i < p->n_parameters; i++) m.gradient[i] = all(0.0f);
  const int width = p->widths[p->output];
  const V scale = all(1.0f / (float)n);
  for (int first = 0; first < n; first += m.chunk) {
    const int samples = n - first < m.chunk ? n - first : m.chunk;
    m.broadcast(rows, first, samples);
    m.forward(samples, EVALUATING, 0, 0, false);
    for (int s = 0; s < samples; s++)
      out->loss[first + s] = loss_and_gradient(p, m.value[p->output] + s * width, m.target + s, m.delta[p->output] + s * width,
                                               width, 1, scale, true)[lane];
    m.backward(samples, EVALUATING, true);
    int64_t line = first;
    for (int v = 0; v < p->n_values; v++)
      for (int u = 0; u < p->widths[v]; u++, line += n)
        for (int s = 0; s < samples; s++) {
          out->values[line + s] = m.value[v][s * p->widths[v] + u][lane];
          out->deltas[line + s] = m.delta[v][s * p->widths[v] + u][lane];
        }
  }
  for (int i = 0; i < p->n_parameters; i++) out->gradient[i] = m.gradient[i][lane];
}

static void losses(const WgProgram* p, const WgBlock* block, float* workspace, float* train, float* test) {
  Machine m;
  m.lay_out(p, workspace);
  WgBlock one = *block;
  m.block = &one;
  m.bad = (I){};
  *(V*)train = m.evaluate(p->train, 0, p->n_train).loss * (1.0f / (float)p->n_train);
  *(V*)test = m.evaluate(p->test, 0, p->n_test).loss * (p->n_test > 0 ? 1.0f / (float)p->n_test : __builtin_nanf(""));
}

static int64_t workspace(const WgProgram* p) {
  Machine m;
  return m.lay_out(p, nullptr);
}

static int64_t state(const WgProgram* p) {
  return ((int64_t)optimizer_slots(p->optimizer) * p->n_parameters + 1) * WG_LANES;
}

#define WG_TEXT2(x) #x
#define WG_TEXT(x) WG_TEXT2(x)
static const WgKernel kKernel = {WG_TEXT(WG_NAMESPACE), WG_LANES, workspace, state, train, gradient, values, explain, losses};

}  // namespace WG_NAMESPACE

#define WG_JOIN2(a, b) a##b
#define WG_JOIN(a, b) WG_JOIN2(a, b)
extern "C" const WgKernel* WG_JOIN(wg_kernel_, WG_NAMESPACE)(void) { return &WG_NAMESPACE::kKernel; }
