"""A trace as an `xarray.Dataset`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.trace.channels import CHANNELS

if TYPE_CHECKING:
    import xarray as xr

    from whygrad.trace.trace import Trace


def dataset(trace: Trace) -> xr.Dataset:
    """Every channel with its dimensions, `units`, `description` (its formula) and `source`.

    Coordinates: `run`, with `seed` and `status`; `step`, with `epoch`; `layer`, by name; `feature`, by name where the
    data has names. The arrays are the trace's own, not copies.
    """
    import xarray as xr

    variables: dict[str, Any] = {}
    for name, values in trace.channels.items():
        channel = CHANNELS[name]
        attributes = {"units": channel.unit, "description": channel.formula, "source": channel.source}
        variables[name] = (channel.dims, values, attributes)
    variables["non_finite_step"] = ("run", trace.non_finite_step)
    variables["non_finite_layer"] = ("run", trace.non_finite_layer)
    for name in ("initial_parameters", "final_parameters"):
        parameters = getattr(trace, name)
        if parameters is not None:
            variables[name] = (("run", "parameter"), parameters)
    coordinates: dict[str, Any] = {
        "run": np.arange(len(trace.seeds)),
        "seed": ("run", trace.seeds),
        "status": ("run", np.array([str(status) for status in trace.status], dtype=str)),
        "step": ("step", trace.steps, {"units": "updates"}),
        "epoch": ("step", trace.epochs),
        "layer": np.array([layer.name for layer in trace.meta.layers], dtype=str),
    }
    features = trace.meta.data.feature_names
    means = trace.channels.get("input_mean", trace.channels.get("input_std"))
    if means is not None and len(features) == len(means):
        coordinates["feature"] = np.array(features, dtype=str)
    meta = trace.meta
    attributes = {
        key: getattr(meta, key) for key in ("name", "kind", "framework", "task", "loss", "output", "optimizer")
    }
    return xr.Dataset(variables, coordinates, attributes)
