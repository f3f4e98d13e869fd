"""The network of an experiment, layer by layer: its list of layers, or what its hidden layers are as such a list."""

from __future__ import annotations

from whygrad.data import load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer, checked
from whygrad.nets import plan
from whygrad.nets.layers import Shape, rows
from whygrad.nets.layers.recurrent import with_words
from whygrad.zoo.summary import Summary, of_rows


def of_experiment(name: str, experiment: Experiment, origin: str, shape: Shape | None = None) -> Summary:
    """The summary of an experiment's network for a sample of its data, or for another input shape.

    Raises `InputError` for data that cannot be had and for layers that do not fit.
    """
    layers = experiment.network.layers
    if not layers:
        if shape is not None and len(shape) != 1:
            raise ExperimentError("error-hidden-is-flat", example="--input 784")
        layers, shape = _hidden(experiment, shape)
    elif shape is None:
        dataset = load(experiment.data, experiment.folder)
        shape = dataset.input_shape(layers[0].kind)
        layers = with_words(layers, dataset.tokens)
    return of_rows(name, origin, shape, rows(layers, shape))


def _hidden(experiment: Experiment, shape: Shape | None) -> tuple[tuple[Layer, ...], Shape]:
    """Hidden layers as a list, and the shape of their input: what `nets.plan` makes of them."""
    dataset = load(experiment.data, experiment.folder)
    features = shape[0] if shape is not None else dataset.x_train.shape[1]
    made: list[object] = []
    for layer in plan(experiment, features, dataset.task, dataset.classes).layers:
        body: list[object] = [{"dense": layer.outputs}]
        if layer.normalization != "none":
            body.append(f"{layer.normalization}_norm")
        if layer.activation not in ("identity", "softmax"):  # softmax has no layer: it belongs to the loss
            body.append(layer.activation)
        if layer.dropout:
            body.append({"dropout": layer.dropout})
        made += [{"residual": body}] if layer.residual else body
    return checked(made), (features,)
