"""What is exported: a list of layers with weights, and how it is trained if an experiment says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer
from whygrad.nets.layers import Shape, kind_of
from whygrad.trace import Trace
from whygrad.zoo.networks import Network

if TYPE_CHECKING:
    from torch import nn

    from whygrad.engine.layered import Job

SOFTMAX = "softmax"  # the one function that an output may have and that is no kind of layer


@dataclass(frozen=True, slots=True)
class Place:
    """A layer where it stands: its path in the network's module, what comes in and what comes out, without the batch.

    `next` is the layer behind it in the same list.
    """

    path: str
    layer: Layer
    next: Layer | None
    input: Shape
    output: Shape


@dataclass(frozen=True, eq=False)
class LayeredSubject:
    """A network of layers with its weights: `network` has the children "0", "1", … of `nets.layers.sequential`.

    `layers` end with the function of the output, if it has one. `names` are a zoo network's published names (path ->
    name). Without a `job` it is a network and no training.
    """

    name: str
    layers: tuple[Layer, ...]
    shape: Shape
    network: nn.Module
    names: Mapping[str, str]
    seed: int
    trained: bool
    job: Job | None = None

    @property
    def places(self) -> list[Place]:
        """The layers in order, those inside of blocks left out."""
        return list(places(self.layers, self.shape))

    @property
    def count(self) -> int:
        """How many numbers are learned."""
        return sum(parameter.numel() for parameter in self.network.parameters())

    def state(self) -> dict[str, NDArray[Any]]:
        """Every tensor of the network by its name in `network`."""
        return {name: tensor.detach().cpu().contiguous().numpy() for name, tensor in self.network.state_dict().items()}


def places(layers: Sequence[Layer], shape: Shape, path: str = "") -> Iterator[Place]:
    """Layers one by one with the shapes between them; `path` goes before their numbers."""
    for number, layer in enumerate(layers):
        after = shape if layer.kind == SOFTMAX else kind_of(layer).output(layer, shape)
        behind = layers[number + 1] if number + 1 < len(layers) else None
        yield Place(f"{path}{number}", layer, behind, shape, after)
        shape = after


def of_network(known: Network, weights: Path | None = None, seed: int = 0) -> LayeredSubject:
    """A network of the zoo with the weights of a file, or with random ones, PyTorch's for that seed.

    Raises `InputError` for a file that is none or of another network, `MissingExtraError` without PyTorch.
    """
    from whygrad.errors import MissingExtraError

    try:
        import torch
    except ImportError:
        raise MissingExtraError("error-torch-missing") from None
    from whygrad.nets.layers import sequential
    from whygrad.zoo.weights import load

    if weights is not None:
        module = load(known, weights)
    else:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            module = sequential(known.layers, known.shape)
    return LayeredSubject(
        known.name, known.layers, known.shape, module.eval(), known.names, seed, trained=weights is not None
    )


def of_experiment(
    experiment: Experiment, seed: int = 0, *, name: str = "", weights: NDArray[np.float32] | None = None
) -> LayeredSubject:
    """An experiment with the initial weights of a seed, or with `weights`: parameters, then running statistics.

    Raises `ExperimentError` or `DataError` for what cannot be trained, `InputError` for weights that do not fit or are
    not finite, `MissingExtraError` without PyTorch.
    """
    from whygrad.engine import layered
    from whygrad.engine.layered.weights import draw

    job = layered.lower(experiment, [seed], name=name)
    network = layered.build(job)
    draw(network, job, job.seeds)
    if weights is not None:
        _fill(network, weights)
    return _of_job(job, network, seed, name, trained=weights is not None)


def of_folder(path: Path, seed: int | None = None, name: str = "") -> LayeredSubject:
    """The model in a file, or in the folder of a training: the first run's, or that of the run with `seed`.

    Raises `InputError` if there is none.
    """
    from whygrad.engine import layered

    model = layered.load_model(path)
    own = int(model.about.get("seed", 0))
    if seed not in (None, own):
        others = {int(file.stem.partition("-")[2]): file for file in sorted(path.glob("model-*.safetensors"))}
        if seed not in others:
            known = ", ".join(map(str, (own, *others)))
            raise InputError("export-error-no-seed", name=str(path), seed=str(seed), known=known)
        model, own = layered.load_model(others[seed]), seed
    return _of_job(layered.lower(model.experiment, [own], name=name), model.network, own, name, trained=True)


def of_trace(trace: Trace, seed: int | None = None) -> LayeredSubject:
    """What a saved trace ended with: its first run's final weights, or those of the run with `seed`."""
    name, seeds = trace.meta.name, trace.seeds.tolist()
    if trace.meta.experiment is None or trace.final_parameters is None:
        raise InputError("export-error-no-experiment", name=name)
    if seed is not None and seed not in seeds:
        raise InputError("export-error-no-seed", name=name, seed=str(seed), known=", ".join(map(str, seeds)))
    run = 0 if seed is None else seeds.index(seed)
    experiment = Experiment.from_tree(trace.meta.experiment)
    return of_experiment(experiment, seeds[run], name=name, weights=trace.final_parameters[run])


def _of_job(job: Job, network: nn.Module, seed: int, name: str, *, trained: bool) -> LayeredSubject:
    ends = () if job.own_output or job.head.output == "identity" else (Layer(job.head.output),)
    return LayeredSubject(name or "experiment", (*job.layers, *ends), job.shape, network.eval(), {}, seed, trained, job)


def _fill(network: nn.Module, weights: NDArray[np.float32]) -> None:
    """Give a network the numbers that a trace keeps: parameters, then statistics, each in the module's order."""
    import torch

    tensors = [*network.parameters(), *(buffer for buffer in network.buffers() if buffer.is_floating_point())]
    count = sum(tensor.numel() for tensor in tensors)
    if weights.shape != (count,):
        raise InputError("export-error-weights", given=str(weights.size), count=str(count))
    if not np.isfinite(weights).all():
        raise InputError("export-error-not-finite")
    with torch.no_grad():
        start = 0
        for tensor in tensors:
            tensor.copy_(torch.tensor(weights[start : start + tensor.numel()]).reshape(tensor.shape))
            start += tensor.numel()
