"""Class imbalance."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.answers import answers_lost
from whygrad.diagnose.measurements.reach import has_classes, known_reach, reachable_skill
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """One class outnumbers another by far, and the network does little better than to name the largest, which is more
    frequent than all others together: where it is not, whoever names it has learned nothing yet. Its losses say the
    same: where they explain half of what the classes' shares leave open, it knows when another class is likely. The
    symbols of a language are rare and frequent by nature. Where a sample's neighbors do not tell its class, as those of
    users and films, only a larger ratio counts. Weights of the classes count in the ratio if the smallest class has the
    smaller one: then they were meant the other way round. It is no better where the samples of evaluations belong to
    the rare classes more often, and what is right for the frequent ones is wrong for them.
    """
    share = np.asarray(reading.channels["class_share"], float)
    single = _one_class(reading)
    share = share[share > 0]
    loss = reading.meta.program.loss if reading.meta.program is not None else None
    weight = loss.rare_weight if loss is not None and loss.rare_weight < 1 else 1.0
    ratio_ = float(share.max() / share.min()) / weight if len(share) else 1.0
    most = limit("class-ratio") if _classes_can_be_learned(reading.meta) else limit("class-ratio-alone")
    major, skill = bool(reading.meta.chance_accuracy >= limit("majority")), reading.final_skill
    lost, unexplained = answers_lost(reading)
    by_shares = lost - unexplained
    elsewhere = (by_shares > limit("test-answers-most")) & ~reading.stuck
    return Verdict(
        affected=reading.in_every_run(single or (ratio_ > most and (major or not _predicts_symbols(reading.meta)))),
        measures=(
            *([Measure("single_class", reading.constant(1), 2, below=True)] if single else []),
            Measure("class_ratio", reading.constant(ratio_), most),
            *([Measure("rare_weight", reading.constant(weight), 1.0, below=True)] if weight < 1 else []),
            Measure("answers_lost", np.where(elsewhere, by_shares, np.nan), limit("test-answers-most")),
            # Where there is one class only, nothing is beyond chance.
            Measure("skill", reading.constant(np.nan) if single else skill, limit("minority-skill"), below=True),
        ),
        step=reading.at_update_zero(),
        decided=reading.judged,
        source=loss.place if loss is not None and weight < 1 else "",
        costly=reading.in_every_run(single) | elsewhere | ((skill < limit("minority-skill")) & reading.poor & major),
        early=reading.cut_off & (skill + reading.prospect.could_gain >= limit("minority-skill")) & (not single),
    )


def _classes_can_be_learned(meta: Meta) -> bool:
    """Whether it is known that a network could tell the classes apart. The lab's data can be learned."""
    return meta.program is None or (known_reach(meta) and reachable_skill(meta) >= limit("progress-none"))


def _one_class(reading: Reading) -> bool:
    """Whether all targets of a program are one class, in each of its losses: there is nothing to learn but to name it.
    What names no class of data, as the places of the pairs that belong together, is no layer's output. Where another
    optimizer steps by losses that were not recorded, as a discriminator's may, nobody knows their targets.
    """
    program, known = reading.meta.program, reading.channels["class_share"]
    if program is None or program.elusive or program.loss is None or np.count_nonzero(known) != 1 or len(known) < 2:
        return False
    if program.steps.beside:
        return False
    losses = [one for one in program.losses if one.phase == "train" and math.isfinite(one.target_min)]
    if len({value for one in losses for value in (one.target_min, one.target_max)}) != 1:
        return False
    last = [one.optimized for one in program.parameters if 0 <= one.order == reading.depth - 1]
    return program.loss.before != "unknown" and any(last) and reading.meta.train_samples >= limit("label-samples")


def _predicts_symbols(meta: Meta) -> bool:
    """Whether a program's classes are those of the places of sequences."""
    return bool(np.isfinite(meta.data.context_agreement))


RULE = Rule(
    "class-imbalance",
    Severity.WARNING,
    ("class_share", "accuracy_train", "loss_train"),
    check,
    ("balance-classes", "more-data", "wider-network", "longer-training"),
    facts=("chance_accuracy",),
    applies=has_classes,
    parts=("targets",),
    group="data",
    place=40,
    rank=310,
    traits=("more-updates-may-disprove", "not-of-one-batch"),
    explains=(
        link("underfitting", "no-progress"),
        # Where a class hardly counts, longer steps would not help. Before the opposite edge (300).
        link("learning-rate-too-low", given="rare_weight", order=299),
    ),
    quantities={"single_class": "whole", "class_ratio": "number", "rare_weight": "number"},
    reasons={"single_class": "single", "rare_weight": "weights", "answers_lost": "elsewhere"},
)
