"""Random remedies on a script: one or two random changes, which the remedies of a diagnosis have to beat."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import numpy as np

from whygrad.trial.control import log_uniform
from whygrad.trial.rerun.job import Parameters, Treatment

Draw = Callable[[np.random.Generator], Parameters]
_MOST_TRIES = 100


def _of(key: str, *words: str) -> Draw:
    return lambda random: {key: str(random.choice(words))}


# The aspects of trial/control.py that can be changed from outside, each by a remedy with random parameters.
_DRAWS: Mapping[str, Draw] = MappingProxyType(
    {
        "use-relu-he": _of("activation", "relu", "tanh", "sigmoid", "elu", "leaky_relu", "gelu", "selu", "softplus"),
        "use-he-init": _of("init", "he", "xavier", "lecun", "orthogonal"),
        "add-batch-normalization": _of("kind", "batch", "layer"),
        "add-residual": lambda _random: {},
        "use-adam": lambda random: {"rate": log_uniform(random, -4, -1)},
        "use-momentum": lambda _random: {},
        "cosine-schedule": lambda _random: {},
        "lower-learning-rate": lambda random: {"factor": log_uniform(random, -2, 2)},
        "larger-batch": lambda random: {"times": int(2 ** random.integers(1, 4))},
        "add-dropout": lambda random: {"share": round(float(random.uniform(0.05, 0.5)), 2)},
        "add-l2": lambda random: {"l2": log_uniform(random, -5, -1)},
        "clip-gradients": lambda random: {"norm": log_uniform(random, -1, 1)},
        "add-warmup": lambda random: {"share": round(float(random.uniform(0.02, 0.3)), 2)},
        "scale-inputs": lambda _random: {},
    }
)


def random_script_remedies(name: str, count: int, *, without: Iterable[Treatment] = ()) -> list[Treatment]:
    """`count` different ones for the script `name`, none of those in `without`; the same for the same name."""
    random = np.random.default_rng([0, zlib.crc32(name.encode())])
    aspects, found, seen = tuple(_DRAWS), list[Treatment](), set(map(repr, without))
    for _ in range(count * _MOST_TRIES):
        if len(found) == count:
            break
        picked = random.choice(aspects, size=random.integers(1, 3), replace=False)
        drawn: Treatment = tuple((str(code), _DRAWS[str(code)](random)) for code in picked)
        if repr(drawn) not in seen:
            seen.add(repr(drawn))
            found.append(drawn)
    return found
