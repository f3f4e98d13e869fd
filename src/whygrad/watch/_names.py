"""The names of a training's parameters and layers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from whygrad.instrument.modules import named_parameters_of
from whygrad.instrument.training import Training


def names_of(training: Training) -> dict[int, list[str]]:
    """Every parameter's paths in the models; with the model's type in front where there are several models."""
    found: dict[int, list[str]] = {}
    several = len(training.models) > 1
    kinds = Counter(type(model).__name__ for model in training.models)
    for number, model in enumerate(training.models):
        kind = type(model).__name__
        front = f"{kind}{number + 1 if kinds[kind] > 1 else ''}." if several else ""
        for name, p in named_parameters_of(model):
            known, own = found.setdefault(id(p), []), name.removeprefix("_orig_mod.").rpartition("_torch_params.")[2]
            if front + own not in known:  # Keras' models list what their layers list
                known.append(front + own)
    return found


def layer_name(parameter: str, kind: Any) -> str:
    """A layer's name from that of its weight: "net.0.weight" -> "net.0"."""
    for ending in (
        ".parametrizations.weight.original",
        ".in_proj_weight",
        ".weight_hh_l0",
        ".weight_hh",
        ".weight",
        "_weight",
        "/recurrent_kernel",
        "/kernel",
    ):
        if parameter.endswith(ending):
            return parameter.removesuffix(ending)
    return str(kind) if parameter == "weight" else parameter
