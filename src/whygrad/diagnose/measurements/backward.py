"""Gradient flow: does the error reach every layer, at a size that can be used?

Backward signal: b_l = ‖B·dL/dZ_l‖ of layer l, per sample, from `backprop_rms` (an RMS over the units) times the square
root of the units, so that layers of different width compare. A layer's b_l over the output's b_L is the product of the
chain rule's factors between the two (Glorot & Bengio 2010): it shrinks where each factor is below 1, grows where it is
above. Weight gradients follow it.
"""

from __future__ import annotations

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
    loss enters, as a divergence does at the code of a variational autoencoder, or the loss of another head: its
    gradient did not grow on the way there.

    A dense layer of weights W hands down at most ‖W‖ of the gradient that it gets, and the Frobenius norm
    ‖W‖_F = RMS √(I·O) is at least as large (Golub & Van Loan 2013, section 2.3). Where more arrives, it came from
    elsewhere.
    """
    ratios = backward_ratios(reading["backprop_rms"], _units(reading))
    weights, layers = reading.get("weight_rms"), reading.meta.layers
    relative, entry = ratios.copy(), np.ones(ratios.shape[:2])
    for below in range(len(layers) - 2, -1, -1):
        above = layers[below + 1]
        if layers[below].head:
            entry = np.fmax(entry, ratios[..., below])
        elif weights is not None and _is_plain(layers[below]) and _is_plain(above) and not above.residual:
            most = weights[..., below + 1] * np.sqrt(above.inputs * above.outputs)
            enters = ratios[..., below] > most * ratios[..., below + 1]
            entry = np.where(enters, ratios[..., below], entry)
        relative[..., below] = ratio(ratios[..., below], entry)
    return relative


def _is_plain(layer: LayerInfo) -> bool:
    """Whether nothing but the layer's own weights and its activation function changes the size of what passes."""
    return layer.kind == "dense" and layer.normalization == "none" and layer.scale == 1


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
