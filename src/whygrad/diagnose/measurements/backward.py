"""Gradient flow: does the error reach every layer, at a size that can be used?

Backward signal: b_l = ‖B·dL/dZ_l‖ of layer l, per sample, from `backprop_rms` (an RMS over the units) times the square
root of the units, so that layers of different width compare. A layer's b_l over the output's b_L is the product of the
chain rule's factors between the two (Glorot & Bengio 2010): it shrinks where each factor is below 1, grows where it is
above. Weight gradients follow it.
"""

from __future__ import annotations

import itertools

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, ratio
from whygrad.diagnose.reading import Reading
from whygrad.trace.meta import LayerInfo, Meta


def backward_ratios(backprop_rms: Floats, units: Floats, hidden: Bools | None = None) -> Floats:
    """b_l / b_L (P, S, L) of `backprop_rms` (P, S, L) and the layers' widths (L,): 1 at the output, NaN where that is
    0. Of a network with several heads, each with a loss, `hidden` (L,) says what is no head, and a layer's output is
    the first head that follows it: how strong a gradient another head's loss sends back says nothing of this one.
    """
    signal = backprop_rms * np.sqrt(units)
    heads = np.array([len(units) - 1]) if hidden is None else np.flatnonzero(~hidden)
    output = signal[..., heads[np.searchsorted(heads, np.arange(len(units)))]]
    return np.where(output > 0, ratio(signal, output), np.nan)


def layer_ratios(reading: Reading) -> Floats:
    """`backward_ratios` (P, S, L) of all layers."""
    return backward_ratios(reading["backprop_rms"], _units(reading), reading.hidden)


def _units(reading: Reading) -> Floats:
    return np.array([layer.outputs for layer in reading.meta.layers], np.float64)


def ratios_below_entries(reading: Reading) -> Floats:
    """`backward_ratios` (P, S, L), relative to the last layer or to the next layer above at which another term of the
    loss enters (see `_entries`): its gradient did not grow on the way there.
    """
    ratios, enters = _entries(reading)
    relative, entry = ratios.copy(), np.ones(ratios.shape[:2])
    for at in range(reading.depth - 2, -1, -1):
        # What lies below several heads gets the gradients of all, that of the strongest first.
        strongest = np.fmax(entry, ratios[..., at]) if reading.meta.layers[at].head else ratios[..., at]
        entry = np.where(enters[..., at] > 0, strongest, entry)
        relative[..., at] = ratio(ratios[..., at], entry)
    return relative


def outweighing(reading: Reading) -> tuple[Floats, Ints]:
    """(P,) how many times as strong as that of the main loss at its own head the gradient of another term of the loss
    is, before the first update, where it enters (see `_entries`), and the index of that layer; 0 if none is known to.
    """
    program = reading.meta.program
    if reading.get("backprop_rms") is None or program is None or program.loss is None or not reading.depth:
        return reading.constant(0.0), np.zeros(reading.runs, np.int64)
    ratios, enters = map(reading.at_start, _entries(reading))
    enters = enters > 0
    enters[:, -1] = True
    main = program.loss.layer
    enters[:, main] = False
    strength = ratio(np.where(enters, ratios, 0.0), ratios[:, main, None])
    return strength.max(1), strength.argmax(1)


def _entries(reading: Reading) -> tuple[Floats, Floats]:
    """(P, S, L) `backward_ratios`, and 1 where another term of the loss than the last layer's enters, as another head's
    does, or a divergence at the code of a variational autoencoder.

    A dense layer of weights W hands down at most ‖W‖ of the gradient that it gets, and the Frobenius norm
    ‖W‖_F = RMS √(I·O) is at least as large (Golub & Van Loan 2013, section 2.3). Where more arrives, it came from
    elsewhere.
    """
    ratios, layers = backward_ratios(reading["backprop_rms"], _units(reading)), reading.meta.layers
    enters, weights = np.zeros(ratios.shape), reading.get("weight_rms")
    for below, (layer, above) in enumerate(itertools.pairwise(layers)):
        if layer.head:
            enters[..., below] = 1
        elif weights is not None and _is_plain(layer) and _is_plain(above) and not above.residual:
            scale = max(1.0, abs(layer.scale)) * max(1.0, abs(above.scale))
            most = scale * weights[..., below + 1] * np.sqrt(above.inputs * above.outputs)
            enters[..., below] = ratios[..., below] > most * ratios[..., below + 1]
    return ratios, enters


def _is_plain(layer: LayerInfo) -> bool:
    """Whether nothing but the layer's own weights, a factor and its activation function change what passes."""
    return layer.kind == "dense" and layer.normalization == "none"


def first_layer_gets_no_gradient(reading: Reading) -> Bools:
    """(P,) runs in nearly all records of which the first layer's gradient is exactly 0: it will not learn in time."""
    gradient = reading.get("gradient_rms")
    if gradient is None or reading.depth < 2:
        return reading.in_every_run(False)
    return _in_nearly_all_records(reading, gradient[:, :, 0] == 0)


def loss_is_flat(reading: Reading) -> Bools:
    """(P,) runs in nearly all records of which no gradient differs from 0, not even the output layer's, although units
    below it are on: a layer that is not wholly off keeps no gradient from the one above it.
    """
    gradient, dead = reading.get("gradient_rms"), reading.get("dead_share")
    if gradient is None or dead is None or reading.depth < 2:
        return reading.in_every_run(False)
    flat = _in_nearly_all_records(reading, (gradient == 0).all(2))
    return flat & (reading.at_end(dead)[:, -2] < 1)


def _in_nearly_all_records(reading: Reading, none: Bools) -> Bools:
    return (none & reading.alive).sum(1) > limit("no-gradient-records") * reading.alive.sum(1)


def began_far_above_chance(reading: Reading) -> Bools:
    """(P,) runs whose loss began far above chance, and above that of outputs of 0, and never came down to chance: what
    multiplies the signal on its way back multiplied it on its way up, and the training is spent on undoing that. Steps
    that are short beside such outputs (a clipped or an adaptive rate) need not overshoot.
    """
    level = reading.chance[:, 0] * loss_of_zeros(reading.meta)
    return (reading["loss_train"][:, 0] > limit("loss-surge") * level) & (reading.final_progress < 0)


def loss_of_zeros(meta: Meta) -> float:
    """The squared loss of outputs of 0 over that at chance, 1 + (μ/σ)² for targets of mean μ and deviation σ: targets
    may lie far from where any network begins, as prices do. 1 where it is not known.
    """
    loss = meta.program.loss if meta.program is not None else None
    if loss is None or loss.kind != "squared" or not loss.target_std > 0:
        return 1.0
    return 1 + (loss.target_mean / loss.target_std) ** 2
