"""Random remedies: what a trial's ranking has to beat.

A tool that finds the right remedy must do better than edits drawn by lot, which repair more than one would think
("Repairing DNN Architecture: Are We There Yet?", Kim et al. 2023, arXiv 2301.11568).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from whygrad.experiment import BY_KEY, Experiment
from whygrad.trial.edits import with_hidden
from whygrad.trial.remedy import changed

Draw = Callable[[np.random.Generator, Experiment], Any]
_MOST_TRIES = 100


def _word(key: str) -> Draw:
    def draw(random: np.random.Generator, _experiment: Experiment) -> str:
        option = BY_KEY[key]
        word = str(random.choice(option.choices))
        return f"{word}:{log_uniform(random, -2, 1)}" if word in option.parameters else word

    return draw


def log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    """10 to the power of a uniform number, three digits of it."""
    return float(f"{10 ** random.uniform(low, high):.3g}")


def _learning_rate(random: np.random.Generator, experiment: Experiment) -> float:
    return float(f"{experiment.training.learning_rate * log_uniform(random, -2, 2):.3g}")


def _batch_size(random: np.random.Generator, experiment: Experiment) -> int:
    return max(1, round(experiment.training.batch_size * 2.0 ** random.integers(-3, 4)))


def _depth(random: np.random.Generator, experiment: Experiment) -> list[int]:
    hidden = experiment.network.hidden or (8,)
    layers = int(random.integers(1, len(hidden) + 3))
    return [*hidden, hidden[-1], hidden[-1]][:layers]


def _width(random: np.random.Generator, experiment: Experiment) -> list[int]:
    factor = random.choice([0.25, 0.5, 2.0])
    return [max(1, round(width * factor)) for width in experiment.network.hidden]


def _preprocessing(random: np.random.Generator, _experiment: Experiment) -> list[str]:
    return [["center"], ["scale"], ["center", "scale"], ["whiten"]][random.integers(4)]


# One draw for each aspect; `hidden` counts twice, as depth and as width.
_DRAWS: Mapping[str, Mapping[str, Draw]] = MappingProxyType(
    {
        "activation": {"activation": _word("network.activation")},
        "init": {"init": _word("network.init")},
        "normalization": {"normalization": _word("network.normalization")},
        "residual": {"residual": lambda random, _experiment: bool(random.integers(2))},
        "output": {"output": _word("network.output")},
        "optimizer": {"optimizer": _word("training.optimizer")},
        "schedule": {"schedule": _word("training.schedule")},
        "learning rate": {"learning_rate": _learning_rate},
        "batch size": {"batch_size": _batch_size},
        "depth": {"hidden": _depth},
        "width": {"hidden": _width},
        "dropout": {"dropout": lambda random, _experiment: round(random.uniform(0, 0.5), 2)},
        "l1": {"l1": lambda random, _experiment: log_uniform(random, -5, -1)},
        "l2": {"l2": lambda random, _experiment: log_uniform(random, -5, -1)},
        "clip": {"clip": lambda random, _experiment: log_uniform(random, -1, 1)},
        "warmup": {"warmup": lambda random, _experiment: round(random.uniform(0, 0.3), 2)},
        "preprocessing": {"preprocessing": _preprocessing},
    }
)
ASPECTS = tuple(_DRAWS)


def random_remedies(experiment: Experiment, count: int, seed: int = 0) -> tuple[Experiment, ...]:
    """`count` experiments with one or two aspects drawn by lot, all different, none equal to `experiment`.

    Words are drawn evenly from the table of options; the learning rate is multiplied by 10^U(-2, 2), the batch size by
    2^(-3…3), the width by ¼, ½ or 2; the depth lies between 1 and two layers more; the rest is drawn from the range in
    which it is used. Epochs and data stay, so that a random remedy sees as many samples as the baseline, and the loss,
    which may be what is compared. Combinations that cannot be are drawn again. The same experiment and seed give the
    same remedies.
    """
    # Seeded by the experiment, too: another experiment has other random remedies.
    random = np.random.default_rng([seed, zlib.crc32(repr(experiment.differences()).encode())])
    found: dict[Experiment, None] = {}
    for _ in range(count * _MOST_TRIES):
        if len(found) == count:
            break
        edited = _drawn(random, experiment, random.choice(ASPECTS, size=random.integers(1, 3), replace=False))
        if edited is not None:
            found.setdefault(edited)
    return tuple(found)


def _drawn(random: np.random.Generator, experiment: Experiment, aspects: Iterable[str]) -> Experiment | None:
    edited: Experiment | None = experiment
    for aspect in aspects:
        values = {key: draw(random, experiment) for key, draw in _DRAWS[aspect].items()}
        edited = with_hidden(edited, **values) if "hidden" in values else changed(edited, **values)
        if edited is None:
            return None
    return edited
