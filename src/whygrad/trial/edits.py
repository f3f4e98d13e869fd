"""The ways of editing an experiment that several remedies share; each makes an `Edit`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from whygrad.activations import ACTIVATIONS
from whygrad.experiment.layers import KINDS
from whygrad.trial.remedy import Edit, changed

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis, Finding
    from whygrad.experiment import Experiment

RELU_LIKE = frozenset(name for name, row in ACTIVATIONS.items() if row.relu_like)


def setting(**values: Any) -> Edit:
    """Give keys other values."""

    def edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
        return changed(experiment, **values)

    return edit


def setting_hidden(*, activations: frozenset[str] | None = None, **values: Any) -> Edit:
    """Give keys other values in a network that has hidden layers (all of one of these activations, if given)."""

    def edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
        network = experiment.network
        if not network.hidden or (activations is not None and not activations.issuperset(network.activations)):
            return None
        return changed(experiment, **values)

    return edit


def replacing_layers(kind: str, other: str) -> Edit:
    """Make all layers of one kind layers of another, with the settings that both have."""

    def edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
        listed = experiment.network.layers
        return changed(experiment, layers=[_replaced(layer.plain(), kind, other) for layer in listed])

    return edit


def _replaced(layer: object, kind: str, other: str) -> object:
    """A layer as TOML has it, those inside of it included."""
    if isinstance(layer, list):
        return [_replaced(one, kind, other) for one in cast("list[object]", layer)]
    if not isinstance(layer, dict):
        return layer
    known = [option.name for option in KINDS[other]]
    table = {name: _replaced(value, kind, other) for name, value in cast("dict[str, object]", layer).items()}
    if kind not in table:
        return table
    return {other if name == kind else name: value for name, value in table.items() if name == kind or name in known}


def with_hidden(experiment: Experiment, hidden: Sequence[int], **values: Any) -> Experiment | None:
    """Give the network other hidden layers; where each has an activation of its own, new ones take the last one's."""
    network = experiment.network
    if not isinstance(network.activation, str):
        last = network.activation[-1]
        values["activation"] = [*network.activation, *[last] * len(hidden)][: len(hidden)] or last
    return changed(experiment, hidden=list(hidden), **values)


def multiplying(key: str, factor: float) -> Edit:
    """Multiply a key of the training."""

    def edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
        value = getattr(experiment.training, key) * factor
        return changed(experiment, **{key: value if isinstance(value, int) else float(f"{value:.6g}")})

    return edit


def finding(diagnosis: Diagnosis | None, *codes: str) -> Finding | None:
    """The first finding of a diagnosis that has one of these codes."""
    found = diagnosis.findings if diagnosis is not None else ()
    return next((finding for finding in found if finding.code in codes), None)


def classifies(experiment: Experiment, diagnosis: Diagnosis | None) -> bool:
    """Whether the experiment tells classes apart; without a diagnosis, as far as the name of its data tells."""
    if diagnosis is not None:
        return diagnosis.meta.task == "classes"
    from whygrad.data import catalog

    name = experiment.data.name.partition(":")[0]
    return any(info.name == name and info.task == "classes" for info in catalog())
