"""Zero or missing gradients."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from whygrad.activations import KNOWN
from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, ratio
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.program import ParameterFacts, ProgramFacts

# Far from 0 the derivative of these is 0 to rounding.
_BOUNDED = frozenset(name for name, row in KNOWN.items() if row.flat_at_both_ends) | {"lstm", "gru"}


_SLOPED = ("use-tanh-xavier", "use-relu-he", "use-leaky-relu", "keep-graph-attached")


def check(reading: Reading) -> Verdict:
    """A layer's gradient is exactly 0 at (nearly) every record at which there is something to learn.

    In a program also: backward is never called, or only named, the loss's input has lost its graph, the gradients are
    cleared before the update, or parameters that the optimizer has and a pass reads are never reached by backward. A
    gradient that faded on its way through many layers until no number was small enough for it is
    `vanishing-gradient`'s.
    """
    if "gradient_rms" not in reading.channels:
        return _without_layers(reading)
    gradient = reading["gradient_rms"]
    waiting = reading.alive & ((reading.progress < limit("progress-done")) | _loss_says_nothing(reading)[:, None])
    none = (gradient == 0) & waiting[..., None] & ~_inputs_are_zero(reading)  # (P, S, L)
    none &= ~_fades_away(gradient)[:, None]
    share = none.sum(1) / np.maximum(waiting.sum(1), 1)[:, None]
    threshold = limit("no-gradient-records")
    program = reading.meta.program  # of weights that nobody was seen to train, gradients are not known
    layers = (share > threshold) & (program is None or any(p.optimized for p in program.parameters))
    cut = _find_cut(reading)
    bounded = np.array([layer.activation in _BOUNDED for layer in reading.meta.layers], bool)
    # Where not even the output layer gets any, the loss itself is flat at the outputs: they are too large for it. And a
    # layer that got one before the first update was driven to where its units are flat.
    largest, silent = share.max(1, initial=0.0), layers.all(1) & (program is not None)
    driven = (layers & (bounded | (gradient[:, 0] > 0))).any(1)
    flat = np.where((driven | silent) & (not cut.found), largest, np.nan)
    shown = not cut.found or layers.any()  # by layers where a layer shows it, otherwise by the program's parts
    by_layers = (Measure("no_gradient_records", largest, threshold), Measure("flat_records", flat, threshold))
    return Verdict(
        affected=(_impairs(reading, layers) & reading.poor) | _none_below(reading, layers) | cut.found,
        measures=(*by_layers, *(() if cut.names else cut.measures)) if shown else cut.measures,
        step=reading.first(none.any(2)),
        layers=layers if shown else None,
        # Below an output layer that begins at 0 no layer gets any before the first update.
        decided=(waiting.sum(1) > 1) | ~reading.poor | cut.found,
        costly=~((layers & bounded).any(1) & _may_see_other_samples(reading)) | cut.found,
        names=() if shown else cut.names,
        source=cut.source,
        remedies=cut.remedies,
    )


def _fades_away(gradient: Floats) -> Bools:
    """(P, L) layers below one whose gradient was next to nothing before the first update, relative to the output
    layer's: what fades on its way back through many layers ends below the smallest number (`vanishing-gradient`).
    """
    first = gradient[:, 0]
    lowest = (first > 0).argmax(1)
    faded = ratio(np.take_along_axis(first, lowest[:, None], 1)[:, 0], first[:, -1]) < limit("gradient-underflow")
    return faded[:, None] & (np.arange(first.shape[1]) < lowest[:, None])


def _impairs(reading: Reading, none: Bools) -> Bools:
    """(P,) runs whose layers without a gradient (P, L) may keep the network from learning: the lowest is one of them,
    so that what is above lets nothing through, or they hold a good part of the weights. All others learn beside a
    small one that gets none, such as the projection of queries that have one key each.
    """
    weights = np.array([layer.inputs * layer.outputs for layer in reading.meta.layers], float)
    return none[:, 0] | ((none * weights).sum(1) > limit("no-gradient-share") * weights.sum())


def _may_see_other_samples(reading: Reading) -> bool:
    """Whether a training that was cut off may be that of a policy: its loss is one, or is unknown. Samples of a policy
    depend on its actions, so that saturated units, which pass on no gradient, may leave saturation with later samples.
    """
    program = reading.meta.program
    return program is not None and (program.loss is None or program.elusive == "policy") and reading.cut_off


def _inputs_are_zero(reading: Reading) -> Bools:
    """(P, S, L) records at which the gradient of a program's weights is 0 although the layer's output got one: it was
    multiplied by inputs that are 0, as the first state of a recurrence is.
    """
    signal, program = reading.get("backprop_rms"), reading.meta.program
    if signal is None or program is None:
        return np.zeros(reading["gradient_rms"].shape, bool)
    reached = [any(p.order == layer and p.reached for p in program.parameters) for layer in range(signal.shape[2])]
    return (np.nan_to_num(signal) > 0) & np.array(reached, bool)


def _without_layers(reading: Reading) -> Verdict:
    """Of parameters that belong to no layer it is known only whether backward ever reached one of them."""
    program = reading.meta.program
    none = reading.in_every_run(program is not None and _reaches_no_parameter(program))
    source = program.steps.backward_place if program is not None else ""
    remedies = ("keep-graph-attached",)
    return Verdict(none, (), decided=none, missing=("gradient_rms",), source=source, remedies=remedies)


def _loss_says_nothing(reading: Reading) -> Bools:
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


class _Cut(NamedTuple):
    """Whether a program cuts its gradients off, for which parts of the model, where, the numbers that say so, and what
    helps.
    """

    found: bool
    names: tuple[str, ...] = ()
    source: str = ""
    measures: tuple[Measure, ...] = ()
    remedies: tuple[str, ...] = ("keep-graph-attached",)


def _find_cut(reading: Reading) -> _Cut:
    program = reading.meta.program
    if program is None:
        return _Cut(False, remedies=_SLOPED)
    loss, steps = program.loss, program.steps
    threshold = limit("stale-gradients")
    cleared = steps.cleared / max(steps.observed, 1)
    missing = steps.no_backward / max(steps.no_backward + steps.observed, 1)
    if missing > threshold and not any(p.reached or p.had_gradient for p in program.parameters):
        if not reading.meta.total_steps:
            measure = Measure("updates_made", reading.constant(0), 1.0, below=True)
        else:
            measure = Measure("missing_backward", reading.constant(missing), threshold)
        return _Cut(True, (), steps.step_place, (measure,), ("call-backward",))
    named = program.uncalled_at("backward")
    if named and not (reading.tells_level and not reading.poor.any()):
        lines = sum(one.method == "backward" for one in program.uncalled)
        return _Cut(True, (), named, (Measure("uncalled_backward", reading.constant(lines), 0.0),), ("call-backward",))
    idle = steps.empty / max(steps.empty + steps.no_backward + steps.observed, 1)
    if idle > threshold and _ended_without_gradients(reading):
        measure = Measure("missing_backward", reading.constant(idle), threshold)
        return _Cut(True, (), steps.step_place, (measure,), ("call-backward",))
    if loss is not None and not loss.attached:
        return _Cut(True, source=loss.cut.partition("|")[2] or loss.place)
    if cleared > threshold:
        measure = Measure("cleared_gradients", reading.constant(cleared), threshold)
        return _Cut(True, (), steps.step_place, (measure,), ("clear-gradients",))
    if _reaches_no_parameter(program) or _is_given_no_gradient(reading):
        return _Cut(True, source=steps.backward_place)
    # What backward misses in a layer that it comes by has no part in the loss, as the last bias where only derivatives
    # of the output count.
    layers = {p.name.rpartition(".")[0] for p in program.parameters if p.reached} - {""}
    asked = (p for p in program.parameters if p.optimized and p.requires_grad and p.used and not p.reached)
    missed = [p for p in asked if p.name.rpartition(".")[0] not in layers]
    reached = any(p.reached for p in program.parameters)
    done = bool((reading.final_progress >= limit("progress-done")).all())
    # A part of what is minimized that has no graph says where theirs was lost, however well the others are learned.
    without_graph = next((one for one in program.losses if one.phase == "train" and not one.attached and one.cut), None)
    lost = (
        bool(reading.poor.any()) or (not done and _cut_below_a_layer(program.parameters)) or without_graph is not None
    )
    if missed and reached and (lost or (program.elusive and all(_is_idle(p) for p in missed))):
        names = tuple(dict.fromkeys(p.name.rpartition(".")[0] or p.name for p in missed))
        share = sum(p.size for p in missed) / max(sum(p.size for p in program.parameters if p.optimized), 1)
        source = without_graph.cut.partition("|")[2] if without_graph is not None else missed[0].place
        return _Cut(True, names, source, (Measure("missed_parameters", reading.constant(share), 0.0),))
    source = next((p.place for p in program.parameters if p.used and p.optimized and not p.had_gradient), "")
    return _Cut(False, source=source, remedies=_SLOPED)


def _ended_without_gradients(reading: Reading) -> bool:
    """Whether no parameter had a gradient at any record of the second half of the training, however it began."""
    norm = reading.get("gradient_norm")
    late = reading.steps >= reading.steps[-1] / 2
    enough = late.sum() >= limit("records") and reading.steps[-1] >= limit("updates")
    return enough and norm is not None and not np.nan_to_num(norm[:, late]).any()


def _reaches_no_parameter(program: ProgramFacts) -> bool:
    """Whether backward runs before the updates and reaches none of the parameters, whether or not layers hold them."""
    steps = program.steps
    trained = any(p.optimized and p.requires_grad for p in program.parameters)
    backward = steps.observed >= limit("records") and 2 * steps.no_backward < steps.observed
    return trained and backward and not any(p.reached for p in program.parameters)


def _is_given_no_gradient(reading: Reading) -> bool:
    """Whether the optimizer makes one update after the other and none of its parameters ever had a gradient, as that of
    a generator whose samples are detached in its own loss: backward reaches the parameters of another optimizer.
    """
    program, gradient = reading.meta.program, reading.get("gradient_rms")
    if program is None or gradient is None:
        return False
    trained = [p for p in program.parameters if p.optimized and p.requires_grad]
    none = (gradient == 0).all(2).sum(1) >= limit("records")
    enough = reading.steps[-1] >= limit("updates") and bool((none & ~(gradient > 0).any((1, 2))).all())
    return bool(trained) and enough and not any(p.reached or p.had_gradient for p in trained)


def _is_idle(parameter: ParameterFacts) -> bool:
    """Whether a parameter is what was drawn at random, and nothing was ever computed of it that records a graph."""
    return parameter.fresh and not parameter.graphed and not parameter.renewed


def _cut_below_a_layer(parameters: tuple[ParameterFacts, ...]) -> bool:
    """Whether a graph was recorded and then lost on its way: backward reaches the upper layers, and of those below
    none, although they were read while gradients were recorded. A branch that the loss does not use lies above or
    beside layers that are reached; features of a network that is used as it is are computed without a graph.
    """
    layers = [p for p in parameters if p.order >= 0 and p.used]
    first = min((p.order for p in layers if p.reached), default=-1)
    below = [p for p in layers if p.order < first]
    return bool(below) and all(p.optimized and p.requires_grad and p.graphed and not p.reached for p in below)


RULE = Rule(
    "no-gradient",
    Severity.ERROR,
    ("loss_train",),
    check,
    (*_SLOPED, "clear-gradients"),
    parts=("gradients", "updates", "losses"),
    method="backward",
    certain=("uncalled_backward",),
    group="gradient-flow",
    place=50,
    rank=270,
    # What the optimizer never gets is not missing because other parts are frozen.
    explains=(link("vanishing-gradient", *SYMPTOMS), link("frozen-parameters", given="cleared_gradients")),
    quantities={
        "no_gradient_records": "share",
        "flat_records": "number",
        "cleared_gradients": "share",
        "missed_parameters": "share",
        "missing_backward": "share",
        "uncalled_backward": "whole",
    },
    reasons={
        "cleared_gradients": "cleared",
        "missing_backward": "backward",
        "updates_made": "never",
        "uncalled_backward": "uncalled",
        "missed_parameters": "missed",
    },
)
