"""Linear network."""

from __future__ import annotations

import itertools
import math

import numpy as np

from whygrad.activations import KNOWN
from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.copies import copied_layers
from whygrad.diagnose.measurements.reach import known_reach, reachable_skill
from whygrad.diagnose.measurements.steps import distance_needed, farthest, has_room
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta

# Activations of an output that grow with what they are given: two classes meet at a plane, whichever it is.
_MONOTONE = frozenset(name for name, row in KNOWN.items() if row.bounded and row.monotone and not row.flat) | {
    "softmax",
    "log-softmax",
}

LATER_UPDATES = "later_updates"  # those of a training that was cut off

# Normalizations that divide each sample by a deviation of its own, which is not linear.
_OF_A_SAMPLE = ("layer", "rms", "group", "instance")


def check(reading: Reading) -> Verdict:
    """All layers together are one linear map, and that does not do: the training has settled far below what can be
    known.

    Without hidden layers that is only worth a word where it does not do. A program's model was asked itself: products
    of layers, as in attention, are not linear either, and activations may cancel out, as in relu(x) - relu(-x). Where
    it is unknown what can be known, layers upon layers whose weights did move, but came to know nothing, are reason
    enough. So are layers that nothing but their activation can be for, as none of them is narrower than both ends of
    the network, where there is something left to learn. Layers that stay copies of each other (`symmetric-init`) do not
    show what they are together: linear experts under a gate that gets no gradient because all of them say the same.
    """
    program = reading.meta.program
    bent, uneven = (program.mixing.bent, program.mixing.uneven) if program is not None else (np.nan, np.nan)
    linear = all(layer.activation in ("linear", "identity") for layer in reading.meta.layers[:-1])
    linear &= all(layer.normalization not in _OF_A_SAMPLE for layer in reading.meta.layers)
    linear &= {layer.kind for layer in reading.meta.layers} != {"lookup"}  # rows may be any function of an index
    bends = bent > limit("mixing") and not _only_output_is_nonlinear(reading)
    linear = (linear and not bends) or (bent <= limit("straight") and uneven <= limit("straight"))
    unseen = program is not None and "function" in program.unseen
    unknown = not np.isfinite(bent) and (not reading.meta.layers or unseen or _unseen_layers(reading.meta))
    asked = reading.depth > 1 and bool(np.isfinite(bent))
    threshold = _enough(reading)
    gain = np.maximum(reading.prospect.expected_gain, reading.prospect.could_gain)
    early = reading.cut_off & (reading.skill + gain >= threshold)
    # Steps that could be far longer say nothing of where one layer ends; several are linear by mistake.
    # Where weights are that have never moved says nothing of where they could go.
    arrived = reading.settled & (farthest(reading) != 0) & ((reading.depth > 1) | ~has_room(reading))
    short = reading.ends_below(threshold) & arrived
    moved = farthest(reading) > limit("distance-traveled")  # not `learning-rate-too-low`
    candidates = reading.in_every_run(linear) & ~copied_layers(reading)[0].any(1)
    # A single layer that was cut off before it was known how far it comes.
    may_fall_short = (reading.skill < threshold) & known_reach(reading.meta) & reading.cut_off & ~short
    waiting = candidates & may_fall_short & (reading.depth == 1)
    far_below = short & (known_reach(reading.meta) | (asked & reading.stuck & moved))
    unneeded = arrived & reading.unfinished & (farthest(reading) > distance_needed(reading))
    unneeded &= (asked and _lets_all_through(reading.meta)) & ~far_below
    progress = np.where(unneeded, reading.explained_share, np.nan)
    return Verdict(
        affected=candidates & (short | (reading.depth > 1)),
        measures=(
            Measure("skill", reading.skill, threshold, below=True),
            Measure("final_progress", progress, limit("progress-done"), below=True),
        ),
        step=reading.at_update_zero(),
        decided=reading.judged & (not unknown) & ~waiting,
        missing=(LATER_UPDATES,) if waiting.any() else ("records",),
        early=early,
        costly=far_below | unneeded,
    )


def _lets_all_through(meta: Meta) -> bool:
    """Whether several layers could be replaced by one: they stand one after the other, and none lets less through than
    the inputs or the outputs do.
    """
    layers = meta.layers
    dense = all(layer.kind == "dense" for layer in layers)
    chain = all(layer.outputs == after.inputs for layer, after in itertools.pairwise(layers))
    ends = min(layers[0].inputs, layers[-1].outputs)
    return dense and chain and len(layers) > 1 and min(layer.outputs for layer in layers[:-1]) >= ends


def _enough(reading: Reading) -> float:
    """The skill below which a linear network falls short. One of several layers was meant to be none, so that it has to
    come near a nearest neighbor, where classes tell how surely it does not.
    """
    meta, reach = reading.meta, reachable_skill(reading.meta)
    least = limit("skill-short") * reach
    if reading.depth == 1 or meta.task != "classes" or not known_reach(meta):
        return least
    chance = meta.chance_accuracy
    right = min(max(reach * (1 - chance) + chance, 0.0), 1.0)
    error = math.sqrt(right * (1 - right) / max(meta.train_samples, 1)) / max(1 - chance, 1e-12)
    return max(least, reach - max(limit("progress-none"), limit("label-errors") * error))


def _only_output_is_nonlinear(reading: Reading) -> bool:
    """Whether a single layer takes in the data's own columns, and only its output's activation is not linear: it still
    tells classes apart by one plane.
    """
    columns, layers = reading.channels.get("input_mean"), reading.meta.layers
    alone = len(layers) == 1 and columns is not None and layers[0].inputs == len(columns)
    return alone and layers[0].activation in _MONOTONE and reading.meta.task == "classes"


def _unseen_layers(meta: Meta) -> bool:
    """Whether parameters took part that are neither a known layer's weight nor small beside the largest of these: what
    is done with them is unknown.
    """
    parameters = meta.program.parameters if meta.program is not None else ()
    largest = max((p.size for p in parameters if p.order >= 0), default=0)
    return any(p.reached and p.order < 0 and p.size > largest for p in parameters)


def _values(finding: Finding, _meta: Meta) -> dict[str, str]:
    """The variant of the sentence where a linear map is enough, or where it is not known whether it is."""
    if any(one.quantity == "final_progress" for one in finding.evidence):
        return {"reason": "unneeded"}
    enough = any(one.quantity == "skill" and one.threshold is None for one in finding.evidence)
    return {"reason": "enough"} if enough else {}


RULE = Rule(
    "linear-network",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("nonlinear-activation", "deeper-network", "add-features"),
    facts=("chance_loss",),
    parts=("targets", "mixing", "gradients", "inputs"),
    group="output-and-loss",
    place=70,
    rank=160,
    traits=("more-updates-may-disprove",),
    explains=(link("noisy-updates", *SYMPTOMS),),
    values=_values,
)
