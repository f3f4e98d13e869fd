"""The size of the first weights, compared with the usual recipes."""

from __future__ import annotations

import itertools

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.reading import Reading
from whygrad.trace.meta import Meta

# Of these kinds of layers the weights multiply nothing that a recipe knows the size of.
_OWN_SIZE = ("lookup", "distance")


def weight_scales(weight_rms: Floats, inputs: Floats, outputs: Floats) -> tuple[Floats, Floats]:
    """First weights (P, L) against the smallest and the largest of the usual recipes.

    Xavier has a standard deviation of √(2/(I+O)), LeCun √(1/I), He √(2/I) for I inputs and O outputs (Glorot & Bengio
    2010; LeCun et al. 1998; He et al. 2015). Returns weight_rms over the smallest and over the largest of these.
    """
    xavier, lecun, he = np.sqrt(2 / (inputs + outputs)), np.sqrt(1 / inputs), np.sqrt(2 / inputs)
    return weight_rms / np.minimum(xavier, lecun), weight_rms / np.maximum(xavier, he)


def layer_scales(reading: Reading) -> tuple[Floats, Floats]:
    """`weight_scales`, 1 for layers that no recipe is made for, and for those whose weights are `of_one_number`: they
    are no more of use if that number is another one.
    """
    inputs = np.array([layer.inputs for layer in reading.meta.layers], np.float64)
    outputs = np.array([layer.outputs for layer in reading.meta.layers], np.float64)
    scales = np.array([layer.scale for layer in reading.meta.layers], np.float64)
    small, large = weight_scales(reading.at_start(reading["weight_rms"]) * scales, inputs, outputs)
    own = np.array([layer.kind in _OWN_SIZE for layer in reading.meta.layers]) | of_one_number(reading.meta)
    return np.where(own, 1.0, small), np.where(own, 1.0, large)


def of_one_number(meta: Meta) -> Bools:
    """(L,) layers all of whose first weights are one number, as are those of the layer that follows them: their units
    take the same of every input and get the same gradient. They differ by their biases alone.
    """
    alike = [
        layer.constant and after.constant and layer.outputs == after.inputs
        for layer, after in itertools.pairwise(meta.layers)
    ]
    return np.array([*alike, False][: len(meta.layers)], bool)


def hampered_by_first_weights(reading: Reading, times: Floats) -> Bools:
    """(P,) runs that suffer; of first weights so many `times` (P,) beyond the limit, all that did not finish, unless
    they were cut off.
    """
    return reading.harmed | ((times > limit("init-far")) & reading.unfinished & (not reading.cut_off))


def waited_at_chance(reading: Reading) -> Bools:
    """(P,) runs with at least as many records near the loss of a constant prediction as above it. Above it, a network
    still learns the targets' mean. For that the bias of the output suffices, whatever passes through the layers.
    """
    level, alive = limit("progress-none"), reading.alive
    at = alive & (np.abs(reading.steady_progress) < level)
    above = alive & (reading.steady_progress <= -level)
    return at.sum(1) >= above.sum(1)


def recorded_from_the_start(reading: Reading) -> Bools:
    """(P,) whether the trace shows the network as it was before its first update."""
    return reading.alive[:, 0] & (reading.steps[0] == 0)
