"""The settings that the atlas varies, with the ranges that it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whygrad.errors import InputError
from whygrad.experiment import Option
from whygrad.experiment.edit import find
from whygrad.i18n import text
from whygrad.maps import Axis
from whygrad.maps.axis import STRUCTURAL
from whygrad.studio.asking import MOST_LAYERS, MOST_SAMPLES, MOST_UNITS
from whygrad.studio.wire import plain


@dataclass(frozen=True, slots=True)
class Varied:
    """A setting of the atlas. `word` is the word that carries the number ("normal" of "init=normal:0.5")."""

    name: str
    label: str  # id of its text
    low: float
    high: float
    log: bool = False
    word: str = ""


VARIED: Mapping[str, Varied] = {
    one.name: one
    for one in (
        Varied("learning_rate", "studio-learning-rate", 0.001, 10, log=True),
        Varied("init", "atlas-axis-init", 0.01, 10, log=True, word="normal"),
        Varied("l2", "studio-rate-l2", 0.00001, 1, log=True),
        Varied("l1", "studio-rate-l1", 0.00001, 1, log=True),
        Varied("clip", "studio-clipping", 0.001, 10, log=True),
        Varied("batch_size", "studio-batch-size", 1, 256, log=True),
        Varied("epochs", "studio-epochs", 1, 200),
        Varied("warmup", "studio-warmup", 0, 0.5),
        Varied("dropout", "studio-dropout", 0, 0.9),
        Varied("depth", "atlas-axis-depth", 1, 12),
        Varied("width", "atlas-axis-width", 1, 32),
        Varied("noise", "studio-noise", 0, 0.5),
        Varied("samples", "studio-samples", 20, 1000),
        Varied("train_share", "studio-train-share", 0.1, 0.9),
    )
}
"""By the name that stands on the left of an axis' "="."""


def listed() -> list[dict[str, Any]]:
    """The table of axes in the language in use. `low` and `high` are what the setting takes, `above` whether `low`
    itself is refused; `from` and `to` are what its axis begins with.
    """
    return [plain(_entry(one)) for one in VARIED.values()]


def _entry(one: Varied) -> dict[str, Any]:
    low, high, above, whole, key, about = _limits(one)
    return {
        "name": one.name, "key": key, "word": one.word, "label": text(one.label), "help": about, "whole": whole,
        "low": low, "high": high, "above": above, "from": one.low, "to": one.high, "log": one.log,
    }  # fmt: skip


def _limits(one: Varied) -> tuple[float, float, bool, bool, str, str]:
    if one.name in STRUCTURAL:
        return 1, MOST_LAYERS if one.name == "depth" else MOST_UNITS, False, True, one.name, text(f"{one.label}-help")
    option: Option = find(one.name)
    if one.word:
        carried = option.parameters[one.word]
        return carried.low, carried.high, carried.above, carried.whole, option.key, text(f"{one.label}-help")
    high = min(option.high, MOST_SAMPLES) if one.name == "samples" else option.high
    return option.low, high, option.above, option.kind == "whole", option.key, option.help()


def parsed(assignment: str, size: int) -> Axis:
    """An axis of the atlas; raises `InputError` and `ExperimentError` for what is none.

    Only settings of the table may vary: a path in `data.name` would lead wherever the question says.
    """
    name = assignment.partition("=")[0].strip()
    if _name(name) not in VARIED:
        raise InputError("map-axis-cannot", key=name[:60], known=", ".join(VARIED))
    return Axis.parse(assignment, size, rounded=True)  # ends move with the view


def at(key: str, value: Any) -> Axis:
    """An axis that stands at one value, for `Axis.apply`; raises `InputError` for other settings."""
    name = _name(key)
    if name not in VARIED:
        raise InputError("map-axis-cannot", key=key[:60], known=", ".join(VARIED))
    if name in STRUCTURAL:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if not whole or not 1 <= value <= MOST_UNITS:
            raise InputError("map-axis-form", value=f"{key}={value}"[:60])
        return Axis(name, (int(value),), "list")
    return Axis(find(name).key, (value,), "list")


def _name(key: str) -> str:
    """The bare name of a setting; the whole key where its section is another's."""
    if key in STRUCTURAL or "." not in key:
        return key
    name = key.rpartition(".")[2]
    return name if name not in STRUCTURAL and find(key).name == name else key
