"""Sections as wholes: unknown keys, defaults, and what no single option can say: keys that fit together or not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment import layers
from whygrad.experiment.edit import unknown_key
from whygrad.experiment.options import (
    DATA_SETS,
    PICTURE_FEATURE,
    PICTURES,
    POINT_FEATURES,
    TOKENS,
    section_options,
)
from whygrad.experiment.values import check, shown

Values = Mapping[str, object]


def checked_section(section: str, values: Mapping[object, object]) -> dict[str, object]:
    """All values of a section in canonical form, defaults filled in; raises `ExperimentError`."""
    options = section_options(section)
    for name in values:
        if name not in options:
            unknown_key(f"{section}.{name}")
    complete = {
        name: check(option, values[name]) if name in values else option.default for name, option in options.items()
    }
    if section == "data":
        complete["features"] = _picture_features(complete)
        _check_data(complete)
    elif section == "network":
        complete["layers"] = layers.checked(complete["layers"])
        if complete["layers"]:
            _check_listed(complete)
        _check_network(complete)
        complete["activation"] = _shortest(complete["activation"])
    return complete


def _check_data(data: Values) -> None:
    """Whether the keys of `[data]` fit together; raises `ExperimentError`."""
    name = str(data["name"]).partition(":")[0]
    columns = DATA_SETS.get(name, 0)  # 0: files, whose columns and number nobody knows yet
    _check_pictures(data, name)
    if not columns:
        return
    if data["target"]:
        raise ExperimentError("error-target-without-file", key="data.target", name=name)
    samples, share = cast("int", data["samples"]), cast("float", data["train_share"])
    # Each share needs a sample, however the split is rounded; the tolerance is for shares such as 1 - 0.9.
    if samples * min(share, 1 - share) < 1 - 1e-9:
        raise ExperimentError("error-empty-share", key="data.train_share", samples=str(samples), share=f"{share:g}")
    if data["features"] == "auto" or name in PICTURES:
        return
    allowed = POINT_FEATURES if columns == 2 else tuple(f for f in POINT_FEATURES if "x2" not in f)
    if columns > 2:
        raise ExperimentError("error-features-of-set", key="data.features", name=name)
    for feature in cast("tuple[str, ...]", data["features"]):
        if feature not in allowed:
            near = nearest(feature, allowed)
            values = {"key": "data.features", "value": shown(feature), "name": name, "allowed": " ".join(allowed)}
            if near is None:
                raise ExperimentError("error-feature", **values)
            raise ExperimentError("error-feature-nearest", **values, nearest=near)


def _picture_features(data: Values) -> object:
    """The features of a data set, of pictures in canonical form: "auto" for the pixels; raises `ExperimentError`.

    Features are computed before anything is trained, so that pictures cannot change at each step, and have no channels.
    """
    features, name = data["features"], str(data["name"])
    if features == "auto" or not (name.endswith("/") or name in PICTURES):
        return features
    words = tuple(str(check(PICTURE_FEATURE, word)) for word in cast("tuple[str, ...]", features))
    if words == ("pixels",):
        return "auto"
    if len(set(words)) < len(words):
        raise ExperimentError("error-feature-twice", key="data.features", value=shown(words))
    if data["augmentation"]:
        raise ExperimentError("error-augmentation-features", key="data.augmentation", feature=words[0])
    step = next((step for step in cast("tuple[str, ...]", data["preprocessing"]) if step.endswith("-channel")), None)
    if step is not None:
        instead = step.removesuffix("-channel")
        values = {"key": "data.preprocessing", "step": step, "instead": instead}
        raise ExperimentError("error-features-channels", **values, features=" ".join(words))
    return words


def _check_pictures(data: Values, name: str) -> None:
    """Whether what only pictures can have is asked of pictures; raises `ExperimentError`."""
    steps, folder = cast("tuple[str, ...]", data["preprocessing"]), name.endswith("/")
    if data["size"] != "auto" and not folder:
        raise ExperimentError("error-size-without-folder", key="data.size", name=name)
    if steps and name in TOKENS:
        raise ExperimentError("error-preprocessing-tokens", key="data.preprocessing", name=name)
    if not (folder or name in PICTURES):
        if data["augmentation"]:
            raise ExperimentError("error-only-pictures", key="data.augmentation", name=name)
        if any(step.endswith("-channel") for step in steps):
            raise ExperimentError("error-only-pictures", key="data.preprocessing", name=name)
        return
    turned = [step for step in steps if step == "whiten" or step.startswith("pca:")]
    if turned and data["augmentation"]:
        raise ExperimentError("error-augmentation-after", key="data.augmentation", step=turned[0])
    if turned and any(step.endswith("-channel") for step in steps[steps.index(turned[0]) :]):
        raise ExperimentError("error-channels-after", key="data.preprocessing", step=turned[0])


def _shortest(words: object) -> object:
    """The one word that stands for every layer, where all layers have the same: equal networks have equal values."""
    return words[0] if isinstance(words, tuple) and len(set(cast("tuple[str, ...]", words))) == 1 else words


def _check_listed(network: dict[str, object]) -> None:
    """A network is a list of layers or has hidden ones, not both: raises `ExperimentError`; nothing is hidden then."""
    options = section_options("network")
    for name in ("hidden", "activation", "normalization", "dropout", "residual"):
        if network[name] not in (options[name].default, ()):
            raise ExperimentError("error-layers-and-hidden", key=f"network.{name}")
    network["hidden"] = ()


def _check_network(network: Values) -> None:
    """Whether the keys of `[network]` fit together; raises `ExperimentError`."""
    hidden, activation = cast("tuple[int, ...]", network["hidden"]), network["activation"]
    if isinstance(activation, tuple) and len(cast("tuple[str, ...]", activation)) != len(hidden):
        counts = {"words": len(cast("tuple[str, ...]", activation)), "layers": len(hidden)}
        raise ExperimentError("error-activation-by-layer", key="network.activation", **counts)
    if network["residual"] and not any(width == following for width, following in pairwise(hidden)):
        raise ExperimentError("error-residual", key="network.residual", hidden=shown(hidden))


def check_together(network: Values, training: Values) -> None:
    """Whether `[network]` and `[training]` fit together; raises `ExperimentError`."""
    if training["optimizer"] != "perceptron":
        return
    if inner := network["hidden"] or network["layers"]:
        raise ExperimentError("error-perceptron-hidden", key="training.optimizer", hidden=shown(inner))
    if training["loss"] != "auto":
        raise ExperimentError("error-perceptron-loss", key="training.loss", loss=shown(training["loss"]))
