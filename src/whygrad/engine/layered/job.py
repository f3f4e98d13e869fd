"""Lowering: an experiment as layers, data, steps: what its runs have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from whygrad import data, nets
from whygrad.data import Dataset
from whygrad.engine.meta import meta_of
from whygrad.engine.schedule import learning_rate_factors, record_steps
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer, checked, every
from whygrad.nets.layers import Row, Shape, rows, sequential, written
from whygrad.nets.layers.recurrent import with_words
from whygrad.trace import LayerInfo, Meta

if TYPE_CHECKING:
    from torch import nn

# With at most so many epochs a record is made at the end of each, where the whole test set is evaluated.
MOST_EPOCH_RECORDS = 40

# Of the training set, held out for early stopping.
VALIDATION_SHARE = 0.1

_WEIGHTS = ("conv", "dense", "rnn", "lstm", "gru")  # kinds that the trace has a row for
_OUTPUT_WORDS = {"linear": "identity"}
_OUTPUT_FUNCTIONS = ("tanh", "sigmoid", "softmax")


@dataclass(frozen=True, eq=False)
class Job:
    """One experiment, lowered. `shape` is one sample's; `meta.layers` say what is known without running the network."""

    experiment: Experiment
    dataset: Dataset
    layers: tuple[Layer, ...]
    shape: Shape
    head: nets.Head
    own_output: bool  # the list ends with the output's function
    meta: Meta
    seeds: NDArray[np.uint32]  # (P,)
    schedule: NDArray[np.float32]  # (steps,) factor on the learning rate
    record_steps: NDArray[np.int64]  # (S,)
    batch_size: int
    per_epoch: int
    samples: int  # that are trained on: all of the training set but the held out
    weights: tuple[str, ...]  # the parameter that stands for each layer of the trace, by its path in the module

    @property
    def rows(self) -> list[Row]:
        """The network, layer by layer."""
        return rows(self.layers, self.shape)

    @property
    def total_steps(self) -> int:
        """Updates from start to end."""
        return len(self.schedule)


def as_layers(experiment: Experiment, outputs: int) -> tuple[Layer, ...]:
    """The network of an experiment as a list of layers: its own, or its hidden ones and an output written as such."""
    network = experiment.network
    if network.layers:
        return network.layers
    found: list[object] = []
    before = 0
    for units, activation in zip(network.hidden, network.activations, strict=True):
        one: list[object] = [{"dense": units}]
        if network.normalization != "none":
            one.append(f"{network.normalization}_norm")
        one.append(activation)
        if network.dropout > 0:
            one.append({"dropout": network.dropout})
        found += [{"residual": one}] if network.residual and units == before else one
        before = units
    return checked([*found, {"dense": outputs}])


def shapes(experiment: Experiment) -> tuple[Dataset, list[Row]]:
    """The data and the network, layer by layer, with nothing of its weights.

    Raises `ExperimentError` or `DataError` for what cannot be trained.
    """
    dataset = data.load(experiment.data, experiment.folder)
    head = nets.head(experiment, dataset.task, dataset.classes, _own_output(experiment))
    layers = with_words(as_layers(experiment, head.outputs), dataset.tokens)
    return dataset, rows(layers, dataset.input_shape(layers[0].kind))


def lower(
    experiment: Experiment,
    seeds: Sequence[int],
    *,
    name: str = "",
    kind: Literal["preset", "experiment"] = "experiment",
) -> Job:
    """An experiment, ready to train once for every seed.

    Raises `ExperimentError` or `DataError` for what cannot be trained.
    """
    training = experiment.training
    dataset = data.load(experiment.data, experiment.folder)
    own = _own_output(experiment)
    head = nets.head(experiment, dataset.task, dataset.classes, own)
    layers = with_words(as_layers(experiment, head.outputs), dataset.tokens)
    shape = dataset.input_shape(layers[0].kind)
    listed = rows(layers, shape)
    head = _with_outputs(head, listed[-1].output)
    samples = len(dataset.y_train)
    if training.patience:
        samples -= max(round(VALIDATION_SHARE * samples), 1)
    batch = min(training.batch_size, samples)
    per_epoch = _per_epoch(samples, batch, layers)
    total = per_epoch * training.epochs
    places = _places(listed)
    meta = meta_of(
        experiment, dataset, head, tuple(info for info, _ in places), kind=kind, name=name, framework="torch",
        batch=batch, samples=samples, per_epoch=per_epoch,
    )  # fmt: skip
    return Job(
        experiment=experiment,
        dataset=dataset,
        layers=layers,
        shape=shape,
        head=head,
        own_output=bool(own),
        meta=meta,
        seeds=np.asarray(seeds, np.int64).astype(np.uint32),
        schedule=learning_rate_factors(training.schedule, training.warmup, total, per_epoch),
        record_steps=_record_steps(experiment, total, per_epoch),
        batch_size=batch,
        per_epoch=per_epoch,
        samples=samples,
        weights=tuple(path for _, path in places),
    )


def build(job: Job) -> nn.Sequential:
    """The network of a job as PyTorch's modules."""
    return build_network(job.layers, job.shape, job.head, own_output=job.own_output)


def build_network(layers: Sequence[Layer], shape: Shape, head: nets.Head, *, own_output: bool) -> nn.Sequential:
    """Layers as PyTorch's modules, the function of the output included where it is not one of them."""
    from whygrad.nets import torch_activations

    network = sequential(layers, shape)
    if not own_output and head.output != "identity":
        from torch import nn

        network.append(nn.Softmax(dim=-1) if head.output == "softmax" else torch_activations.module(head.output))
    return network


def _own_output(experiment: Experiment) -> str:
    """The function that a list of layers ends with, "" if it ends otherwise; `network.output` adds one to that."""
    network = experiment.network
    if not network.layers or network.output != "auto":
        return ""
    last = network.layers[-1].kind
    return last if last in _OUTPUT_FUNCTIONS else _OUTPUT_WORDS.get(last, "")


def _with_outputs(head: nets.Head, shape: Shape) -> nets.Head:
    """The head for what comes out of the layers: two classes may have an output each instead of one for both."""
    wanted = [head.outputs, 2] if head.classes == 2 and head.outputs == 1 else [head.outputs]
    if len(shape) != 1 or shape[0] not in wanted:
        raise ExperimentError(
            "error-layers-output", key="network.layers", shape=written(shape), outputs=str(wanted[-1]), task=head.task
        )
    if shape[0] == head.outputs:
        return head
    loss = "softmax-cross-entropy" if head.takes_logits else head.loss
    return replace(head, outputs=shape[0], loss=loss)


def _per_epoch(samples: int, batch: int, layers: Sequence[Layer]) -> int:
    """Batches of an epoch. A last one of a single sample is left out if batches are normalized: it has no spread."""
    normalized = any(layer.kind == "batch_norm" for layer in every(tuple(layers)))
    if normalized and batch == 1:
        raise ExperimentError("error-layers-batch-of-one", key="training.batch_size")
    return samples // batch if normalized and samples % batch == 1 else -(-samples // batch)


def _record_steps(experiment: Experiment, total: int, per_epoch: int) -> NDArray[np.int64]:
    steps = record_steps(experiment.recording.every, total)
    if experiment.recording.every != "auto" or experiment.training.epochs > MOST_EPOCH_RECORDS:
        return steps
    return np.unique(np.concatenate((steps, np.arange(per_epoch, total + 1, per_epoch)))).astype(np.int64)


def _places(listed: Sequence[Row]) -> list[tuple[LayerInfo, str]]:
    """The layers of the trace, each with the path of the weight it is known by."""
    found: list[tuple[LayerInfo, str]] = []
    counts: dict[str, int] = {}
    own = [row for row in listed if row.layer.kind in _WEIGHTS]
    bodies = [f"{row.name}.body." for row in listed if row.layer.kind == "residual"]
    inside = [[row.name for row in own if row.name.startswith(body)] for body in bodies]
    added = {names[-1] for names in inside if names}  # the layers after which a block's input is added
    for row in own:
        kind = row.layer.kind
        counts[kind] = counts.get(kind, 0) + 1
        weights = [one for one in row.parameters if one.fan_in]
        weight = weights[1] if len(weights) > 1 else weights[0]  # of a recurrent layer that of its own state
        name = "output" if row is own[-1] and row.depth == 0 else f"{kind}{counts[kind]}"
        units = row.output[0] if kind == "conv" else row.output[-1]
        info = LayerInfo(name, kind, "identity", weights[0].fan_in, units, residual=row.name in added)
        found.append((info, f"{row.name}.{weight.name}"))
    return found
