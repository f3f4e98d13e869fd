"""Causes planted in healthy experiments that were drawn at random: does the diagnosis name them first?

    python -m benchmarks.planted [--count 500] [--seed 0] [--no-experiments]

An experiment is drawn, trained and kept if all of its runs end well. Then one cause of known kind and random strength
is planted, by one change of its settings. What still learns at least half as well is put aside: there is nothing to
find. What does not has exactly one cause, because without it the same experiment trains well. The codes that count as
right stand in `PLANTS`, written down before the first measurement.

Any warning of an experiment that ends well is a false alarm, with one exception: a training loss that ends well says
nothing of overfitting. That is true of a network that loses more than a tenth of what it learned, in accuracy above
chance or R², on new samples.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks import common
from benchmarks.random_experiments import WELL, draw
from whygrad.diagnose import Diagnosis, Reading, diagnose
from whygrad.engine import train
from whygrad.errors import WhygradError
from whygrad.experiment import Experiment
from whygrad.trace import Trace
from whygrad.trial import metric as metrics
from whygrad.trial.cause_tests import confirm_causes

SEEDS = range(4)
LOST = 0.5  # of what the healthy experiment learns is left at most where a training counts as ill
HOLDS = 0.9  # of what is learned holds for new samples at least where a network does not overfit
SLOWEST = 300_000  # sample passes of a training times its parameters, so that a draw costs a moment

Plant = Callable[[Experiment, random.Random], dict[str, Any]]


def _power(lot: random.Random, low: float, high: float) -> float:
    return float(f"{10 ** lot.uniform(low, high):.3g}")


def _rate(low: float, high: float) -> Plant:
    def plant(experiment: Experiment, lot: random.Random) -> dict[str, Any]:
        return {"learning_rate": float(f"{experiment.training.learning_rate * 10 ** lot.uniform(low, high):.3g}")}

    return plant


def _hidden(**values: Callable[[random.Random], Any]) -> Plant:
    def plant(experiment: Experiment, lot: random.Random) -> dict[str, Any]:
        return {key: value(lot) for key, value in values.items()} if experiment.network.hidden else {}

    return plant


def _narrow(experiment: Experiment, lot: random.Random) -> dict[str, Any]:
    hidden = experiment.network.hidden
    return {"hidden": [lot.choice((1, 2))] * len(hidden)} if hidden and max(hidden) > 2 else {}


def _deep(experiment: Experiment, lot: random.Random) -> dict[str, Any]:
    hidden = experiment.network.hidden
    plain = {"normalization": "none", "residual": False, "activation": "sigmoid", "init": "xavier-uniform"}
    return {"hidden": [hidden[0]] * lot.choice((8, 10, 14))} | plain if hidden else {}


def _output(experiment: Experiment, _lot: random.Random) -> dict[str, Any]:
    several = experiment.data.name in ("digits", "blobs:4")
    return {"output": "softmax" if several else "sigmoid"}


PLANTS: dict[str, tuple[Plant, frozenset[str]]] = {
    "learning rate times 10 to 10,000": (_rate(1, 4), frozenset({"learning-rate-too-high"})),
    "learning rate over 30 to 10,000": (_rate(-4, -1.5), frozenset({"learning-rate-too-low"})),
    "weights near zero": (
        _hidden(init=lambda lot: f"normal:{_power(lot, -6, -2)}"), frozenset({"init-too-small", "symmetric-init"}),
    ),
    "weights all zero": (_hidden(init=lambda _: "zeros"), frozenset({"symmetric-init"})),
    "weights too large": (_hidden(init=lambda lot: f"normal:{_power(lot, 0.5, 2)}"), frozenset({"init-too-large"})),
    "no activation function": (_hidden(activation=lambda _: "linear"), frozenset({"linear-network"})),
    "one or two units a layer": (_narrow, frozenset({"underfitting"})),
    "many layers of sigmoid": (_deep, frozenset({"vanishing-gradient"})),
    "strong dropout": (_hidden(dropout=lambda lot: round(lot.uniform(0.7, 0.95), 2)),
                       frozenset({"underfitting", "no-progress"})),
    "strong weight decay": (lambda _, lot: {"l2": _power(lot, -1, 1)},
                            frozenset({"underfitting", "no-progress"})),
    "output activation before the loss": (_output, frozenset(
        {"sigmoid-before-logit-loss", "softmax-before-cross-entropy", "output-range-mismatch", "output-loss-mismatch"}
    )),
    "single samples": (lambda *_: {"batch_size": 1}, frozenset({"noisy-updates", "learning-rate-too-high"})),
}  # fmt: skip


@dataclass
class Row:
    """What came of one kind of plant."""

    drawn: int = 0  # of these some still learn, and are put aside
    ill: int = 0
    found: int = 0
    first: int = 0
    second: int = 0  # among the first two
    named: Counter[str] = field(default_factory=Counter)  # what came first instead

    def count(self, diagnosis: Diagnosis, right: frozenset[str]) -> None:
        """Add a diagnosis of a training that does not learn."""
        codes = [found.code for found in diagnosis.findings if found.severity != "info"]
        self.ill += 1
        self.found += bool(right & set(codes))
        self.first += bool(right & set(codes[:1]))
        self.second += bool(right & set(codes[:2]))
        if not right & set(codes[:1]):
            self.named[codes[0] if codes else "nothing"] += 1


@dataclass
class Draws:
    """The experiments that end well."""

    well: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)  # false ones
    overfit: int = 0  # warned of overfitting with reason

    def count(self, trace: Trace) -> None:
        """Add an experiment."""
        codes = {found.code for found in diagnose(trace).findings if found.severity != "info"}
        self.well += 1
        if "overfitting" in codes and _learned(trace) < HOLDS * _learned(trace, "train"):
            self.overfit += 1
            codes.remove("overfitting")
        self.alarmed += bool(codes)
        self.alarms.update(codes)

    def text(self) -> str:
        """What was said of them."""
        shown = ", ".join(f"{code} {n}" for code, n in self.alarms.most_common()) or "none"
        return (
            f"Of {self.well} experiments that train well, {len(SEEDS)} seeds each, with a false warning or error: "
            f"{_share(self.alarmed, self.well)} ({shown}). {self.overfit} of them got a true warning of overfitting, "
            f"because over {1 - HOLDS:.0%} of what was learned is lost on new samples."
        )


def _learned(trace: Trace, samples: str = "test") -> float:
    """Accuracy above that of the most frequent class, or R², on "test" or "train" samples: the median of the runs."""
    metric = metrics.choose(trace.meta, None)
    metric = dataclasses.replace(metric, channel=metric.channel.replace("test", samples))
    return float(np.median(metric.values(trace))) - metric.chance(trace.meta)


def healthy(lot: random.Random) -> tuple[Experiment, Trace] | None:
    """An experiment all of whose runs end well on their own samples, and its trace; `None` if the draw is none."""
    try:
        experiment = draw(lot)
        if _cost(experiment) > SLOWEST:
            return None
        trace = train(experiment, SEEDS)
    except WhygradError:
        return None  # a combination that cannot be
    return (experiment, trace) if (Reading.of(trace).final_progress > WELL).all() else None


def _cost(experiment: Experiment) -> float:
    widths = [2, *experiment.network.hidden, 1]
    updates = experiment.training.epochs * experiment.data.samples / experiment.training.batch_size
    return updates * math.sqrt(experiment.training.batch_size) * sum(a * b for a, b in itertools.pairwise(widths)) / 10


def planted(experiment: Experiment, plant: Plant, lot: random.Random) -> Experiment | None:
    """The experiment with a cause in it; `None` if that cannot be or changes nothing."""
    try:
        ill = experiment.replace(**plant(experiment, lot))
    except WhygradError:
        return None
    return None if ill == experiment else ill


def measure(count: int, seed: int, *, experiments: bool) -> tuple[dict[str, Row], Draws]:
    """Rows by plant until `count` trainings do not learn, and what was drawn for it."""
    lot, rows, draws = random.Random(seed), {name: Row() for name in PLANTS}, Draws()
    while sum(row.ill for row in rows.values()) < count:
        drawn = healthy(lot)
        if drawn is None:
            continue
        experiment, before = drawn
        learned = _learned(before)
        draws.count(before)
        for name, (plant, right) in PLANTS.items():
            ill = planted(experiment, plant, lot)
            if ill is None:
                continue
            rows[name].drawn += 1
            trace = train(ill, SEEDS)
            if _learned(trace) > LOST * learned:
                continue
            found = diagnose(trace)
            after = confirm_causes(ill, found, trace) if experiments else found
            rows[name].count(after, right)
    return rows, draws


def text(rows: dict[str, Row], draws: Draws) -> str:
    """The result in Markdown."""
    lines = []
    total = Row()
    for name, row in rows.items():
        instead = ", ".join(f"{code} {n}" for code, n in row.named.most_common(4))
        lines.append([name, str(row.ill), *(_share(n, row.ill) for n in (row.found, row.first, row.second)), instead])
        for part in ("ill", "found", "first", "second"):
            setattr(total, part, getattr(total, part) + getattr(row, part))
    lines.append(["all", str(total.ill), *(_share(n, total.ill) for n in (total.found, total.first, total.second)), ""])
    head = ("planted", "trainings", "found", "first", "among the first two", "first instead")
    return f"{common.table(head, lines)}\n\n{draws.text()}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "–"


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500, help="trainings that do not learn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-experiments", action="store_true", help="the rules alone")
    parser.add_argument("--write", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    with np.errstate(all="ignore"):  # losses of trainings that diverge
        ways = (False,) if given.no_experiments else (False, True)
        parts = [text(*measure(given.count, given.seed, experiments=way)) for way in ways]
    heads = ("## The rules alone", "## The rules, then experiments")
    whole = "\n\n".join(f"{head}\n\n{part}" for head, part in zip(heads, parts, strict=False))
    print(whole)
    if given.write:
        about = f"`python -m benchmarks.planted --count {given.count} --seed {given.seed}`, {len(SEEDS)} seeds each."
        common.publish("planted", "Planted causes", f"{about}\n\n{whole}", versions_=common.versions())


if __name__ == "__main__":
    main()
