"""The numbers that claims compare: each a function of a trace and keyword arguments -> (P,), one finite number per run.

A name in `claim.toml` is the function's with hyphens. The letters: P runs, S records, L layers; "hidden layers" are all
but the last. A run that turned non-finite counts as stated in each measure, never as missing: leaving failed runs out
would favor what fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.trace import Status
from whygrad.trial.metric import last_finite

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

_TINY = 1e-30  # below every gradient that float32 can hold


def measure(name: str) -> Callable[..., Array]:
    """The measure of that name; raises `InputError` for a name that none has."""
    function = getattr(sys.modules[__name__], name.replace("-", "_"), None)
    if function is None or name not in NAMES:
        raise InputError("claim-unknown-measure", name=name, known=", ".join(NAMES))
    return function


def _series(trace: Trace, channel: str) -> Array:
    return np.asarray(trace[channel], dtype=np.float64)


def _failed(trace: Trace) -> NDArray[np.bool_]:
    return np.array([status in (Status.NON_FINITE, Status.DIVERGED) for status in trace.status])


def test_accuracy(trace: Trace) -> Array:
    """Percent of test samples classified correctly at the end; a failed run counts as chance."""
    return _accuracy(trace, "accuracy_test")


def train_accuracy(trace: Trace) -> Array:
    """Percent of training samples classified correctly at the end; a failed run counts as chance."""
    return _accuracy(trace, "accuracy_train")


def _accuracy(trace: Trace, channel: str) -> Array:
    last = last_finite(trace[channel])
    return 100 * np.where(_failed(trace) | ~np.isfinite(last), trace.meta.chance_accuracy, last)


def relative_loss(trace: Trace, *, of: str = "test") -> Array:
    """Loss at the end divided by the chance-level loss, in percent: 0 is perfect, 100 is a constant prediction.

    At most 1,000, which is also what a failed run counts as. `of`: "train" or "test".
    """
    last = last_finite(trace[f"loss_{of}"])
    relative = np.clip(100 * last / max(trace.meta.chance_loss, _TINY), 0, 1000)
    return np.where(_failed(trace) | ~np.isfinite(relative), 1000.0, relative)


def log2_updates_to_loss(trace: Trace, *, fraction: float) -> Array:
    """log2 of the updates until the training loss is first at most `fraction` of the chance-level loss.

    A run that never gets there counts as twice the updates of the whole training.
    """
    reached = _series(trace, "loss_train") <= fraction * trace.meta.chance_loss
    first = np.argmax(reached, axis=1)
    updates = np.where(reached.any(axis=1), trace.steps[first], 2 * trace.steps[-1])
    return np.log2(np.maximum(updates, 1.0))


def solved(trace: Trace, *, accuracy: float) -> Array:
    """100 for a run whose training accuracy ends at `accuracy` (a fraction) or more, 0 for any other."""
    return np.where(train_accuracy(trace) >= 100 * accuracy, 100.0, 0.0)


def overfitting_gap(trace: Trace) -> Array:
    """Test loss minus training loss at the end, in percent of the chance-level loss; at most 1,000."""
    return np.clip(relative_loss(trace, of="test") - relative_loss(trace, of="train"), -1000, 1000)


def accuracy_gap(trace: Trace) -> Array:
    """Training accuracy minus test accuracy at the end, in percentage points."""
    return train_accuracy(trace) - test_accuracy(trace)


def log10_first_to_last_gradient(trace: Trace, *, record: int = 0) -> Array:
    """log10 of the gradient's RMS over the units of the first layer, divided by that of the last hidden layer.

    The gradient is that of the loss with respect to the pre-activations (`backprop_rms`), at a record: 0 is the start.
    """
    rms = np.maximum(_series(trace, "backprop_rms")[:, record, :-1], _TINY)
    return np.log10(rms[:, 0]) - np.log10(rms[:, -1])


def log10_gradient_per_layer(trace: Trace, *, record: int = 0) -> Array:
    """Slope of log10(gradient RMS) over the hidden layers, from the output towards the input, by least squares.

    -0.6 means that each layer leaves a quarter (10^-0.6) of the gradient.
    """
    rms = np.maximum(_series(trace, "backprop_rms")[:, record, :-1], _TINY)
    passed = np.arange(rms.shape[1])[::-1].astype(float)
    centered = passed - passed.mean()
    return (np.log10(rms) * centered).sum(axis=1) / np.square(centered).sum()


def dead_units(trace: Trace) -> Array:
    """Percent of the hidden units that put out 0 for every sample at the end, over all hidden layers."""
    return _hidden(trace, "dead_share")


def saturated_units(trace: Trace, *, record: int = -1) -> Array:
    """Percent of the hidden pre-activations where the derivative is below 5 % of its maximum."""
    return _hidden(trace, "saturated_share", record)


def zero_activations(trace: Trace, *, record: int = -1) -> Array:
    """Percent of the hidden activations that are exactly 0."""
    return _hidden(trace, "zero_share", record)


def _hidden(trace: Trace, channel: str, record: int = -1) -> Array:
    """A fraction per layer as percent of all hidden units; of a run that stopped, its last record."""
    values = _series(trace, channel)[:, :, :-1]
    if record == -1:
        values = np.stack([last_finite(values[:, :, layer]) for layer in range(values.shape[2])], axis=1)
    else:
        values = values[:, record]
    sizes = np.array([layer.outputs for layer in trace.meta.layers[:-1]], dtype=np.float64)
    return 100 * (np.nan_to_num(values) * sizes).sum(axis=1) / sizes.sum()


def activation_mean(trace: Trace, *, record: int = -1) -> Array:
    """Mean of |mean activation| / RMS activation over the hidden layers: 0 is centered, 1 is of one sign and size."""
    mean = np.abs(_series(trace, "activation_mean")[:, record, :-1])
    rms = np.maximum(_series(trace, "activation_rms")[:, record, :-1], _TINY)
    return np.nan_to_num(mean / rms).mean(axis=1)


def log2_scale_through_layers(trace: Trace) -> Array:
    """|log2(RMS activation of the last hidden layer / that of the first)| at the start: 0 is one scale."""
    rms = np.maximum(_series(trace, "activation_rms")[:, 0, :-1], _TINY)
    return np.abs(np.log2(rms[:, -1] / rms[:, 0]))


def log2_loss_surge(trace: Trace) -> Array:
    """log2 of the largest training loss after the start, divided by the first: above 0 it surged. At most 20."""
    loss = _series(trace, "loss_train")
    worst = np.nanmax(np.where(np.isfinite(loss), loss, np.nan), axis=1)
    surge = np.log2(np.maximum(worst, _TINY) / np.maximum(loss[:, 0], _TINY))
    return np.where(_failed(trace), 20.0, np.clip(surge, 0, 20))


def failed(trace: Trace) -> Array:
    """100 for a run that diverged or turned non-finite, 0 for any other."""
    return np.where(_failed(trace), 100.0, 0.0)


def _weights(trace: Trace, run: int) -> Array:
    """All weights of dense layers at the end of a run, biases left out: (n,)."""
    found = trace.final_parameters
    assert found is not None
    parts: list[Any] = []
    at = 0
    for layer in trace.meta.layers:
        count = layer.inputs * layer.outputs
        assert layer.kind == "dense"
        assert layer.normalization == "none"  # it has parameters of its own
        parts.append(found[run, at : at + count])
        at += count + layer.outputs
    return np.concatenate(parts).astype(np.float64)


def small_weights(trace: Trace, *, below: float = 1e-3) -> Array:
    """Percent of the weights whose size is below `below`."""
    return np.array([100.0 * float((np.abs(_weights(trace, run)) < below).mean()) for run in range(len(trace.seeds))])


def weight_rms(trace: Trace) -> Array:
    """RMS of all weights at the end."""
    return np.array([float(np.sqrt(np.square(_weights(trace, run)).mean())) for run in range(len(trace.seeds))])


NAMES = (
    "test-accuracy", "train-accuracy", "relative-loss", "log2-updates-to-loss", "solved", "overfitting-gap",
    "accuracy-gap", "log10-first-to-last-gradient", "log10-gradient-per-layer", "dead-units", "saturated-units",
    "zero-activations", "activation-mean", "log2-scale-through-layers", "log2-loss-surge", "failed", "small-weights",
    "weight-rms",
)  # fmt: skip
