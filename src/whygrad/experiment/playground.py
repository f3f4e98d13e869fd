"""TensorFlow Playground's links: the 27 settings behind its `#`, read into an equivalent experiment.

What an experiment has no word for, and so is ignored: `showTestData`, `discretize`, `hideText`, `tutorial` and the
`…_hide` keys (how the page looks), `cosX`, `cosY` and `collectStats` (which the Playground itself ignores).

What no experiment can say, and so stays different: the data follow the same distribution but are other points, as the
Playground's random numbers are others; it never reshuffles the samples and carries the gradient of an epoch's
incomplete last batch into the next epoch; a weight that L1 moves through zero is removed there for ever; it trains
without end, an experiment for the default number of epochs.
Source: github.com/tensorflow/playground (commit 02469bd), `src/state.ts`, `src/playground.ts`, `src/nn.ts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, cast
from urllib.parse import unquote

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment.options import BY_KEY, Option
from whygrad.experiment.values import check, scalar, shown

IGNORED = ("showTestData", "discretize", "cosX", "cosY", "collectStats", "tutorial", "hideText")

_LAYERS, _RATE, _BATCH = BY_KEY["network.hidden"], BY_KEY["training.learning_rate"], BY_KEY["training.batch_size"]

SETTINGS: Mapping[str, Option] = {
    option.key: option
    for option in (
        Option("problem", "word", "classification", choices=("classification", "regression")),
        Option("dataset", "word", "circle", choices=("circle", "xor", "gauss", "spiral")),
        Option("regDataset", "word", "reg-plane", choices=("reg-plane", "reg-gauss")),
        Option("percTrainData", "number", 50.0, low=1, high=99),
        Option("noise", "number", 0.0, low=-1_000_000, high=1_000_000),
        Option("seed", "number", 0.0, low=0, high=2**32 - 1),
        Option("x", "truth", True),
        Option("y", "truth", True),
        Option("xSquared", "truth", False),
        Option("ySquared", "truth", False),
        Option("xTimesY", "truth", False),
        Option("sinX", "truth", False),
        Option("sinY", "truth", False),
        Option("networkShape", "wholes", (4, 2), low=_LAYERS.low, high=_LAYERS.high, most=_LAYERS.most),
        Option("activation", "word", "tanh", choices=("relu", "tanh", "sigmoid", "linear")),
        Option("initZero", "truth", False),
        Option("regularization", "word", "none", choices=("none", "L1", "L2")),
        Option("regularizationRate", "number", 0.0, low=0, high=BY_KEY["training.l2"].high),
        Option("learningRate", "number", 0.03, low=_RATE.low, high=_RATE.high, above=True),
        Option("batchSize", "whole", 10, low=_BATCH.low, high=_BATCH.high),
    )
}
"""The settings that have a meaning for an experiment, with the Playground's defaults."""

_SPELLINGS = {name.lower(): name for name in (*SETTINGS, *IGNORED)}
_NAMES = {"reg-plane": "plane", "reg-gauss": "bumps"}
_FEATURES = {
    "x": "x1", "y": "x2", "xSquared": "x1^2", "ySquared": "x2^2", "xTimesY": "x1*x2",
    "sinX": "sin(x1)", "sinY": "sin(x2)",
}  # fmt: skip


def resembles(key: str) -> bool:
    """Whether the Playground has a setting of this name, if spelled right."""
    return knows(key) or key.lower() in _SPELLINGS


def knows(key: str) -> bool:
    """Whether the Playground has a setting of this name."""
    return key in SETTINGS or key in IGNORED or key.endswith("_hide")


def read(settings: Mapping[str, str]) -> dict[str, object]:
    """Dotted key -> value of the experiment that a Playground link describes.

    `settings` are its `key=value` pairs, values percent-encoded; a missing one has the Playground's default. Raises
    `ExperimentError` for a key the Playground does not have and for a value that it, or an experiment, cannot have.
    """
    for key in settings:
        if not knows(key):
            _reject(key)
    get = {key: _value(option, settings.get(key)) for key, option in SETTINGS.items()}
    regression = get["problem"] == "regression"
    name = str(get["regDataset" if regression else "dataset"])
    features = tuple(ours for key, ours in _FEATURES.items() if get[key])
    if not features:
        raise ExperimentError("error-playground-features", allowed=" ".join(_FEATURES))
    noise, seed = cast("float", get["noise"]), cast("float", get["seed"])
    values: dict[str, object] = {
        "data.name": _NAMES.get(name, name),
        "data.samples": 1_200 if regression else 500,
        "data.noise": 0.5 if noise > 80 else max(noise, 0.0) / 100,  # what the page does with a slider out of range
        "data.train_share": cast("float", get["percTrainData"]) / 100,
        "data.features": "auto" if features == ("x1", "x2") else features,
        "data.seed": round(seed * 100_000) if seed < 1 else round(seed),  # the page draws seeds as 0.12345
        "network.hidden": get["networkShape"],
        "network.activation": get["activation"],
        "network.init": "zeros" if get["initZero"] else "playground",
        "training.loss": "squared",  # for classes too: targets -1 and 1, a tanh output
        "training.learning_rate": get["learningRate"],
        "training.batch_size": get["batchSize"],
    }
    if get["regularization"] != "none":
        values[f"training.{str(get['regularization']).lower()}"] = get["regularizationRate"]
    return values


def _value(option: Option, source: str | None) -> object:
    if source is None:
        return option.default
    plain = unquote(source)
    if option.kind == "wholes":
        return check(option, [scalar(option, item) for item in plain.split(",")] if plain else [])
    return check(option, scalar(option, plain))


def _reject(key: str) -> NoReturn:
    near = nearest(key[:80], _SPELLINGS)
    if near is None:
        raise ExperimentError("error-playground-key", key=shown(key), allowed=" ".join(_SPELLINGS.values()))
    raise ExperimentError("error-playground-key-nearest", key=shown(key), nearest=_SPELLINGS[near])
