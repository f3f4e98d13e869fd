"""Which figures a trace allows, with the names of their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whygrad.errors import DataError
from whygrad.views import plots

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.views.plots import Picture

LAYER_CHANNELS = ("gradient_rms", "activation_std")
HISTOGRAMS = ("preactivation_histogram", "activation_histogram", "gradient_histogram", "weight_histogram")


def of_trace(
    trace: Trace,
    experiment: Experiment | None = None,
    channels: tuple[str, ...] = LAYER_CHANNELS,
    histograms: tuple[str, ...] = HISTOGRAMS,
) -> Iterator[tuple[str, Picture]]:
    """(name, picture) of every figure: losses, the layer channels, the boundary of points; if recorded the gradient
    through time and histograms.
    """
    if not len(trace.steps):  # a trace whose writer has not finished its first record
        return
    if trace.has("loss_train"):
        yield "loss", plots.loss_curves(trace)
    for channel in channels:
        if trace.has(channel):
            yield channel.replace("_", "-"), plots.layers_over_time(trace, channel)
    if trace.has("time_gradient"):
        yield "time-gradient", plots.time_profile(trace)
    for channel in histograms:
        if trace.has(channel):
            yield channel.replace("_", "-"), plots.histograms(trace, channel)
    dataset = drawable(trace, experiment)
    if experiment is not None and dataset is not None:
        yield "boundary", plots.boundary(experiment, trace, dataset)


def drawable(trace: Trace, experiment: Experiment | None) -> Dataset | None:
    """The experiment's data set if its decision boundary can be drawn, else `None`."""
    from whygrad.data import load

    if experiment is None or experiment.network.layers or trace.final_parameters is None:
        return None
    try:
        dataset = load(experiment.data, experiment.folder)
    except DataError:  # the file that the trace was recorded from is gone
        return None
    return dataset if plots.has_field(dataset) else None
