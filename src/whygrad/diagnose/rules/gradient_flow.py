"""Gradient flow: does the error reach every layer, at a size that can be used?

Backward signal: b_l = ‖B·dL/dZ_l‖ of layer l, per sample, from `backprop_rms` (an RMS over the units) times the square
root of the units, so that layers of different width compare. A layer's b_l over the output's b_L is the product of the
chain rule's factors between the two (Glorot & Bengio 2010): it shrinks where each factor is below 1, grows where it is
above. Weight gradients follow it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, ratio
from whygrad.diagnose.rule import Bools, Floats, Measure, Rule, Verdict, deep
from whygrad.diagnose.rules.optimization import too_slow
from whygrad.trace.program import ParameterFacts, ProgramFacts

# Far from 0 the derivative of these is 0 to rounding.
_BOUNDED = ("tanh", "sigmoid", "hard-sigmoid", "piecewise-linear", "lstm", "gru")


def backward_ratios(backprop_rms: Floats, units: Floats) -> Floats:
    """b_l / b_L (P, S, L) of `backprop_rms` (P, S, L) and the layers' widths (L,): 1 at the output, NaN where that is
    0.
    """
    signal = backprop_rms * np.sqrt(units)
    output = signal[..., -1:]
    return np.where(output > 0, ratio(signal, output), np.nan)


def _ratios(reading: Reading) -> Floats:
    units = np.array([layer.outputs for layer in reading.meta.layers], np.float64)
    return backward_ratios(reading["backprop_rms"], units)


def _vanishing(reading: Reading) -> Verdict:
    """Some hidden layer gets less than `gradient-vanishing` of the output's signal while there is all to learn.

    A layer that gets exactly nothing does not count (see `no-gradient`), unless others get next to nothing. Nor do
    records at which the weights have shrunk to nothing, which no activation function mends. Or, where no layer is
    starved, a recurrent layer's signal fades as far on its way back through time, and training that was not just slow
    came to know nothing: what it needed lay in the past (Bengio, Simard & Frasconi 1994). Where the answer lies at the
    end of a sequence, or gates open up while they learn, nothing is lost by that.
    """
    ratios = _ratios(reading)
    waiting = reading.alive & (reading.progress < limit("progress-none")) & ~reading.shrunk
    typical = reading.typical(ratios, waiting)
    threshold = limit("gradient-vanishing")
    faint = (typical < threshold) & reading.hidden
    tiny = (typical > 0) & faint
    smallest = np.where(reading.hidden, typical, np.nan).min(1, initial=np.inf, where=reading.hidden & (typical > 0))
    at = reading.first(waiting & ((ratios < threshold) & (ratios > 0) & reading.hidden).any(2))
    shallow = tiny.any(1) & reading.harmed
    fade = _fade(reading, waiting)
    forgets = (fade < threshold) & (reading.stuck & _moved(reading) & ~shallow)[:, None]
    faintest = np.where(forgets, fade, np.inf).min(1, initial=np.inf)
    return Verdict(
        affected=shallow | forgets.any(1),
        measures=(
            Measure("gradient_fade", np.where(forgets.any(1), faintest, np.nan), threshold, below=True),
            Measure("gradient_ratio", np.where(forgets.any(1), np.nan, smallest), threshold, at, below=True),
        ),
        step=np.where(forgets.any(1), 0, at),
        layers=np.where(shallow[:, None], faint, forgets),
        early=reading.early | reading.rising,
        decided=reading.judged,
        remedies=("use-gated-units", "use-orthogonal-recurrence") if forgets.any() and not shallow.any() else (),
    )


def _fade(reading: Reading, waiting: Bools) -> Floats:
    """(P, L) the typical loss of a recurrent layer's signal through time; NaN for others."""
    fade = reading.get("fade_through_time")
    if fade is None:
        return np.full((reading.runs, reading.depth), np.nan)
    return reading.typical(fade, waiting)


def _moved(reading: Reading) -> Bools:
    """(P,) runs that were not just too slow to get anywhere (`learning-rate-too-low`)."""
    if reading.get("update_ratio") is None or reading.get("step_quality") is None:
        return np.ones(reading.runs, bool)
    slow, traveled, _ = too_slow(reading)
    return ~slow & (traveled > limit("distance-none"))


def _exploding(reading: Reading) -> Verdict:
    """The signal grows on its way down, or back through time, by more than `gradient-exploding`, or the gradient
    outgrows its first value; and the steps overshoot, or the loss never comes down to chance. Or the signal grew on its
    way up, before any update.

    That the gradient outgrows its first value only counts while the loss is above where it began: a gradient that grows
    as a network leaves a plateau is how learning starts. In a single record a layer may stand out by its batch, or by
    another term of the loss that is yet to be weighed.
    """
    ratios = _ratios(reading)
    threshold = limit("gradient-exploding")
    steep = (ratios > threshold) & reading.hidden  # (P, S, L)
    steep &= (steep.any(2).sum(1) >= np.minimum(limit("records"), reading.alive.sum(1)))[:, None, None]
    norm = reading["gradient_norm"]
    growth = ratio(norm, norm[:, :1])
    above = reading["loss_train"] > 2 * np.maximum(reading["loss_train"][:, :1], reading.chance)
    grown = (growth > limit("gradient-growth")) & above
    time = reading.get("through_time")
    time = np.full(ratios.shape, np.nan) if time is None else time
    back = time > threshold
    counts = (steep | back).any(2) & (reading.progress < limit("progress-done"))
    at = reading.first(counts | grown)
    upward, swells = _grown_upward(reading)
    at = np.where(swells, 0, at)
    record = (counts | grown).argmax(1)  # the first one at which it holds
    runs = np.arange(reading.runs)
    largest = np.where(steep, ratios, 0.0)[runs, record].max(1)
    longest = np.where(back, time, 0.0)[runs, record].max(1)
    outgrown = np.where(grown, growth, 0.0)[runs, record]
    measures = (
        Measure("signal_growth", np.where(swells, upward.max(1, initial=0.0), np.nan), limit("signal-growth"), at),
        Measure("gradient_through_time", np.where(longest > 0, longest, np.nan), threshold, at),
        Measure("gradient_ratio", np.where(largest > 0, largest, np.nan), threshold, at),
        Measure("gradient_growth", np.where(outgrown > 0, outgrown, np.nan), limit("gradient-growth"), at),
    )
    return Verdict(
        affected=(at >= 0) & reading.harmed & (_overshooting(reading) | _swollen(reading)),
        measures=measures,
        step=at,
        layers=np.where(
            swells[:, None], upward > limit("signal-growth"), np.any((steep | back) & counts[..., None], axis=1)
        ),
        decided=reading.judged,
    )


def _grown_upward(reading: Reading) -> tuple[Floats, Bools]:
    """(P, L) the size of each layer's values over that of the first layer's, before the first update, and (P,) the runs
    in which that is why the loss began far above chance. Where every layer hands on more than it got, the gradient of a
    weight, a product of the signals from below and from above, is as much too large. What a dead layer hands on is no
    signal: beside it any bias is large.
    """
    size = reading.get("activation_rms")
    if size is None or not reading.depth:
        return np.zeros((reading.runs, reading.depth)), np.zeros(reading.runs, bool)
    upward = np.nan_to_num(ratio(reading.at_start(size), reading.at_start(size)[:, :1]), posinf=np.inf)
    dead = reading.get("dead_share")
    alive = dead is None or ~(reading.hidden & (reading.at_start(dead) > limit("dead-share"))).any(1)
    return upward, (reading.steps[0] == 0) & alive & (upward > limit("signal-growth")).any(1) & _swollen(reading)


def _overshooting(reading: Reading) -> Bools:
    """(P,) runs whose steps typically land behind the lowest point on their way, or that ended in NaN.

    That is how large gradients do harm; along a parabola the lowest point has step quality ½. True if that was not
    recorded.
    """
    quality = reading.get("step_quality")
    if quality is None:
        return np.ones(reading.runs, bool)
    return reading.broken | (reading.typical(quality, reading.learning) < limit("overshooting"))


def _swollen(reading: Reading) -> Bools:
    """(P,) runs whose loss began far above chance and never came down to it: what multiplies the signal on its way back
    multiplied it on its way up, and the training is spent on undoing that. Steps that are short beside such outputs (a
    clipped or an adaptive rate) need not overshoot.
    """
    return (reading["loss_train"][:, 0] > limit("loss-surge") * reading.chance[:, 0]) & (reading.final_progress < 0)


def _no_gradient(reading: Reading) -> Verdict:
    """A layer's gradient is exactly 0 at (nearly) every record at which there is something to learn.

    In a program also: backward is never called, the loss's input has lost its graph, the gradients are cleared before
    the update, or parameters that the optimizer has and a pass reads are never reached by backward.
    """
    if "gradient_rms" not in reading.channels:
        return _without_layers(reading)
    gradient = reading["gradient_rms"]
    waiting = reading.alive & ((reading.progress < limit("progress-done")) | _never_any(reading)[:, None])
    none = (gradient == 0) & waiting[..., None]  # (P, S, L)
    share = none.sum(1) / np.maximum(waiting.sum(1), 1)[:, None]
    threshold = limit("no-gradient-records")
    program = reading.meta.program  # of weights that nobody was seen to train, gradients are not known
    layers = (share > threshold) & (program is None or any(p.optimized for p in program.parameters))
    cut = _cut(reading)
    bounded = np.array([layer.activation in _BOUNDED for layer in reading.meta.layers], bool)
    # Where not even the output layer gets any, the loss itself is flat at the outputs: they are too large for it.
    silent = layers.all(1) & (program is not None)
    flat = np.where(((layers & bounded).any(1) | silent) & (not cut.found), share.max(1, initial=0.0), np.nan)
    shown = not cut.found or layers.any()  # by layers where a layer shows it, otherwise by the program's parts
    return Verdict(
        affected=(layers.any(1) & reading.poor) | _none_below(reading, layers) | cut.found,
        measures=(
            Measure("no_gradient_records", share.max(1, initial=0.0), threshold),
            Measure("flat_records", flat, threshold),
            *cut.measures,
        ),
        step=reading.first(none.any(2)),
        layers=layers if shown else None,
        decided=waiting.any(1) | ~reading.poor | cut.found,
        names=() if shown else cut.names,
        source=cut.source,
        remedies=cut.remedies,
    )


def _without_layers(reading: Reading) -> Verdict:
    """Of parameters that belong to no layer it is known only whether backward ever reached one of them."""
    program = reading.meta.program
    none = np.full(reading.runs, program is not None and _arrives_nowhere(program))
    source = program.steps.backward_place if program is not None else ""
    remedies = ("keep-graph-attached",)
    return Verdict(none, (), decided=none, missing=("gradient_rms",), source=source, remedies=remedies)


def _never_any(reading: Reading) -> Bools:
    """(P,) runs of a program whose weights were drawn in it and whose loss was 0 at once and for good, without a
    gradient from the first record on: nothing was learned that could have made it 0, the loss says nothing. Of weights
    that were loaded a hinge may be content; so may one of what was trained before (`ParameterFacts.fresh`).
    """
    gradient, loss, program = reading["gradient_rms"], reading["loss_train"], reading.meta.program
    drawn = program is not None and any(p.optimized and p.order >= 0 and p.fresh for p in program.parameters)
    silent = (np.nan_to_num(gradient) == 0).all((1, 2)) & (gradient[:, :1] == 0).any((1, 2))
    return drawn & silent & ((loss == 0) | np.isnan(loss)).all(1) & (reading.alive.sum(1) >= limit("records"))


def _none_below(reading: Reading, none: Bools) -> Bools:
    """(P,) runs of a program with no gradient (P, L) in the lowest layer, which its optimizer has, while others get one
    and something is left to learn: from features that nobody tunes. Above, it may be a branch that the loss leaves out.
    """
    program = reading.meta.program
    meant = program is not None and any(p.order == 0 and p.optimized and p.graphed for p in program.parameters)
    return meant & none[:, 0] & ~none.all(1) & reading.unfinished


_SLOPED = ("use-tanh-xavier", "use-relu-he", "use-leaky-relu", "keep-graph-attached")


class _Cut(NamedTuple):
    """Whether a program cuts its gradients off, for which parts of the model, where, the numbers that say so, and what
    helps.
    """

    found: bool
    names: tuple[str, ...] = ()
    source: str = ""
    measures: tuple[Measure, ...] = ()
    remedies: tuple[str, ...] = ("keep-graph-attached",)


def _cut(reading: Reading) -> _Cut:
    program = reading.meta.program
    if program is None:
        return _Cut(False, remedies=_SLOPED)
    loss, steps = program.loss, program.steps
    threshold = limit("stale-gradients")
    cleared = steps.cleared / max(steps.observed, 1)
    missing = steps.no_backward / max(steps.no_backward + steps.observed, 1)
    if missing > threshold and not any(p.reached or p.had_gradient for p in program.parameters):
        measure = Measure("missing_backward", reading.constant(missing), threshold)
        return _Cut(True, (), steps.step_place, (measure,), ("call-backward",))
    if loss is not None and not loss.attached:
        return _Cut(True, source=loss.cut.partition("|")[2] or loss.place)
    if cleared > threshold:
        measure = Measure("cleared_gradients", reading.constant(cleared), threshold)
        return _Cut(True, (), steps.step_place, (measure,), ("clear-gradients",))
    if _arrives_nowhere(program):
        return _Cut(True, source=steps.backward_place)
    missed = [p for p in program.parameters if p.optimized and p.requires_grad and p.used and not p.reached]
    reached = any(p.reached for p in program.parameters)
    done = bool((reading.final_progress >= limit("progress-done")).all())
    if missed and reached and (bool(reading.poor.any()) or (not done and _bottom(program.parameters))):
        names = tuple(dict.fromkeys(p.name.rpartition(".")[0] or p.name for p in missed))
        return _Cut(True, names, missed[0].place)
    source = next((p.place for p in program.parameters if p.used and p.optimized and not p.had_gradient), "")
    return _Cut(False, source=source, remedies=_SLOPED)


def _arrives_nowhere(program: ProgramFacts) -> bool:
    """Whether backward runs before the updates and reaches none of the parameters, whether or not layers hold them."""
    steps = program.steps
    trained = any(p.optimized and p.requires_grad for p in program.parameters)
    backward = steps.observed >= limit("records") and 2 * steps.no_backward < steps.observed
    return trained and backward and not any(p.reached for p in program.parameters)


def _bottom(parameters: tuple[ParameterFacts, ...]) -> bool:
    """Whether a graph was recorded and then lost on its way: backward reaches the upper layers, and of those below
    none, although they were read while gradients were recorded. A branch that the loss does not use lies above or
    beside layers that are reached; features of a network that is used as it is are computed without a graph.
    """
    layers = [p for p in parameters if p.order >= 0 and p.used]
    first = min((p.order for p in layers if p.reached), default=-1)
    below = [p for p in layers if p.order < first]
    return bool(below) and all(p.optimized and p.requires_grad and p.graphed and not p.reached for p in below)


def _non_finite(reading: Reading) -> Verdict:
    """A NaN or an infinity appeared; the quantity is named after what it appeared in first (most runs decide)."""
    found = [what for what in reading.non_finite_what if what]
    what = max(sorted(set(found)), key=found.count) if found else "value"
    layers = np.arange(reading.depth)[None] == reading.non_finite_layer[:, None]
    step = reading.non_finite_step
    return Verdict(
        affected=step >= 0,
        measures=(Measure(f"non_finite_{what}", np.where(step >= 0, step, np.nan).astype(np.float64), None, step),),
        step=step,
        layers=layers,
    )


RULES = (
    Rule(
        "vanishing-gradient",
        Severity.ERROR,
        ("backprop_rms", "loss_train"),
        _vanishing,
        (
            "use-relu-he",
            "add-batch-normalization",
            "add-residual",
            "fewer-layers",
            "add-layer-normalization",
            "use-tanh-xavier",
            "use-selu-lecun",
            "use-adam",
            "use-orthogonal-init",
        ),
        facts=("chance_loss",),
        applies=deep,
        parts=("updates", "recurrence"),
    ),
    Rule(
        "exploding-gradient",
        Severity.ERROR,
        ("backprop_rms", "gradient_norm", "loss_train"),
        _exploding,
        (
            "clip-gradients",
            "add-layer-normalization",
            "add-batch-normalization",
            "use-xavier-init",
            "lower-learning-rate",
            "fewer-layers",
            "use-orthogonal-init",
        ),
        facts=("chance_loss",),
        without=Reading.all_broken,
        parts=("updates", "layers"),
    ),
    Rule(
        "no-gradient",
        Severity.ERROR,
        ("loss_train",),
        _no_gradient,
        (*_SLOPED, "clear-gradients"),
        parts=("gradients", "updates", "losses"),
    ),
    Rule(
        "non-finite",
        Severity.ERROR,
        (),
        _non_finite,
        (
            "lower-learning-rate",
            "clip-gradients",
            "scale-inputs",
            "add-batch-normalization",
            "use-adam",
            "scale-targets",
            "use-float32",
        ),
        parts=("weights", "layers", "gradients", "losses"),
    ),
)
