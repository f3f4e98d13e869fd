"""Experiments drawn at random: does the diagnosis stay silent on trainings that end well but are nobody's preset?

Presets are few and were chosen; these are many and were not. What ends well (more than 80 % of the loss at chance
explained) should show no warning and no error. Overfitting is counted apart: a training loss that ends well says
nothing of it.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from whygrad.diagnose import Reading, Severity, diagnose
from whygrad.engine import train
from whygrad.errors import WhygradError
from whygrad.experiment import Experiment

SEEDS = range(4)
WELL, POORLY = 0.8, 0.5
LEARNING_RATES = {
    "sgd": (0.01, 0.03, 0.1, 0.3), "momentum": (0.003, 0.01, 0.03), "nesterov": (0.003, 0.01, 0.03),
    "adam": (0.001, 0.003, 0.01, 0.03), "rmsprop": (0.001, 0.003, 0.01), "adagrad": (0.01, 0.03, 0.1),
}  # fmt: skip
DATA = (
    "circle", "xor", "gauss", "spiral", "moons", "rings", "checkerboard", "blobs:4", "plane", "bumps", "sine", "digits",
)  # fmt: skip
ACTIVATIONS = (
    "tanh", "relu", "sigmoid", "elu", "leaky-relu", "gelu", "silu", "selu", "softplus", "mish", "prelu",
)  # fmt: skip
INITS = ("xavier-uniform", "he-normal", "xavier-normal", "lecun-normal", "orthogonal", "playground")


@dataclass
class Silence:
    """What the runs of many random experiments showed."""

    experiments: int = 0
    well: int = 0  # runs that ended well
    alarms: Counter[str] = field(default_factory=Counter)  # warnings and errors among them
    poorly: int = 0  # runs that ended poorly
    missed: int = 0  # of these, without any warning or error
    improving: int = 0  # of these, still getting better when the training ended

    def count(self, experiment: Experiment) -> None:
        """Train an experiment and add its runs."""
        trace = train(experiment, SEEDS)
        self.experiments += 1
        reading = Reading.of(trace)
        for run, reached in enumerate(reading.final_progress):
            diagnosis = diagnose(trace.runs([run]))
            if reached > WELL:
                self.well += 1
                grave = (found for found in diagnosis.findings if found.severity is not Severity.INFO)
                self.alarms.update(found.code for found in grave)
            elif not reached > POORLY:
                self.poorly += 1
                self.missed += diagnosis.healthy
                self.improving += diagnosis.healthy and not reading.settled[run]

    def text(self) -> str:
        """The counts in Markdown."""
        shown = ", ".join(f"{code} {count}" for code, count in self.alarms.most_common()) or "none"
        others = sum(count for code, count in self.alarms.items() if code != "overfitting")
        share = others / max(self.well, 1), self.missed / max(self.poorly, 1)
        return (
            f"{self.experiments} experiments drawn at random (`benchmarks/random_experiments.py`), {len(SEEDS)} seeds "
            f"each.\n\n- Of {self.well} runs that ended well, warnings and errors: {shown}; without overfitting "
            f"{others} ({share[0]:.1%}).\n- Of {self.poorly} runs that ended poorly, {self.missed} showed nothing "
            f"({share[1]:.1%}); {self.improving} of these were still getting better."
        )


def draw(lot: random.Random) -> Experiment:
    """A plausible experiment: data, sizes, activation, initialization, optimizer and rate at random."""
    name, optimizer = lot.choice(DATA), lot.choice(("sgd", *LEARNING_RATES))
    depth, width = lot.choice((0, 1, 1, 2, 2, 3, 4, 6)), lot.choice((4, 8, 16, 32))
    settings: dict[str, object] = {
        "name": name,
        "activation": lot.choice(ACTIVATIONS),
        "optimizer": optimizer,
        "learning_rate": lot.choice(LEARNING_RATES[optimizer]),
        "hidden": [width] * depth,
        "init": lot.choice(INITS),
        "batch_size": lot.choice((1, 5, 10, 32, 100)),
        "epochs": lot.choice((20, 60, 150)),
        "noise": lot.choice((0.0, 0.0, 0.1, 0.2)) if name not in ("digits", "plane", "bumps") else 0.0,
    }
    if depth:
        settings["normalization"] = lot.choice(("none", "none", "none", "batch", "layer"))
        settings["dropout"] = lot.choice((0.0, 0.0, 0.0, 0.2))
    if depth > 1:
        settings["residual"] = lot.choice((False, False, True))
    if name == "digits":
        settings |= {"samples": 600, "epochs": 20, "preprocessing": lot.choice(([], ["center", "scale"]))}
    return Experiment().replace(**settings)


def measure(count: int, seed: int = 0) -> Silence:
    """Draw and train `count` experiments."""
    lot, silence = random.Random(seed), Silence()
    while silence.experiments < count:
        try:
            silence.count(draw(lot))
        except WhygradError:
            continue  # a combination that cannot be
    return silence
