"""A trained network as one file: weights, what to do with an input, the names of the classes, the experiment.

The file is safetensors, which holds arrays and texts only: reading one runs nothing. Beside the network's own tensors
(`network.…`) stand `input.scale` and `input.shift`, the preprocessing, and `features.…`, what features of pictures were
fitted to; the header's text `whygrad` is JSON.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad import nets
from whygrad.data import Dataset
from whygrad.data.features import PictureFeatures
from whygrad.engine.layered import arrays
from whygrad.engine.layered.job import Job, build_network
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import checked
from whygrad.nets.layers import Shape
from whygrad.nets.torch_memory import memory_format
from whygrad.trace.places import EXPERIMENT

FORMAT = "whygrad.model/1"
FILE = "model.safetensors"
_AT_ONCE = 512
_MOST_MIXED = 4_096  # columns
_FAR = 1e3  # so far from 0 that what float32 rounds off the shift does not matter to the matrix


@dataclass(frozen=True, eq=False)
class Model:
    """A trained network and what it needs to be used.

    `shape` is one sample's as the network wants it, `picture` (C, H, W) if it is shown pictures, whose values go from 0
    to `top` (255, but 16 for the digits) before features are computed, if it has any, and scaled and shifted.
    """

    network: nn.Sequential
    head: nets.Head
    shape: Shape
    picture: tuple[int, int, int] | None
    top: float
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    scale: Tensor | None  # (F,), or (D, F) where preprocessing mixes columns; `None` if it is not affine
    shift: Tensor | None  # (F,)
    features: PictureFeatures | None
    experiment: Experiment
    about: Mapping[str, Any]  # seed, updates

    @torch.no_grad()
    def outputs(self, x: NDArray[np.float32]) -> NDArray[np.float64]:
        """What the network answers to preprocessed samples (N, F): (N, outputs), before softmax or sigmoid."""
        self.network.eval()
        found: list[Tensor] = []
        for start in range(0, len(x), _AT_ONCE):
            rows = torch.tensor(x[start : start + _AT_ONCE]).reshape(-1, *self.shape)
            if self.network and isinstance(self.network[0], nn.Embedding):
                rows = rows.long()
            found.append(self.network(rows))
        return torch.cat(found).double().numpy()

    def probabilities(self, x: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each class for preprocessed samples (N, F): (N, K).

        Of a network without softmax or sigmoid, or one trained by another loss than cross-entropy, softmax or the share
        of the outputs' range stand for them; such numbers are no estimate of how often it is right.
        """
        out = self.outputs(x)
        if out.shape[1] == 1:
            low, high = self.head.targets
            logits = out[:, 0]
            yes = 1 / (1 + np.exp(-logits)) if self.head.takes_logits else np.clip((logits - low) / (high - low), 0, 1)
            return np.stack([1 - yes, yes], axis=1)
        if self.head.output == "softmax":
            return out
        scaled = np.exp(out - out.max(axis=1, keepdims=True))
        return scaled / scaled.sum(axis=1, keepdims=True)

    def prepared(self, raw: NDArray[np.float64]) -> NDArray[np.float32]:
        """Raw samples (N, D), a picture's bytes or a table's columns, as the network sees them (N, F)."""
        if self.scale is None or self.shift is None:
            raise InputError("model-not-affine")
        scale, shift = self.scale.double().numpy(), self.shift.double().numpy()
        if self.features is not None:
            raw = self.features(raw).astype(np.float64)
        return (raw @ scale + shift if scale.ndim == 2 else raw * scale + shift).astype(np.float32)


def save(path: Path, network: nn.Module, job: Job, about: Mapping[str, Any]) -> None:
    """Write a trained network of a job to a file, all of it or nothing."""
    dataset = job.dataset
    tensors = {f"network.{name}": tensor for name, tensor in network.state_dict().items()}
    top, affine = _preprocessing(dataset)
    tensors |= {f"input.{name}": torch.from_numpy(values) for name, values in affine.items()}
    features = dataset.picture_features
    if features is not None:
        tensors |= {f"features.{place}": torch.from_numpy(array) for place, array in features.fitted.items()}
    header = {
        "format": FORMAT,
        "experiment": job.experiment.to_toml(),
        "layers": [layer.plain() for layer in job.layers],
        "shape": list(job.shape),
        "picture": None if dataset.pixels_shape is None else list(dataset.pixels_shape),
        "top": top,
        "features": None if features is None else list(features.words),
        "columns": list(dataset.raw_names) if dataset.pixels_shape is None else [],
        "labels": list(dataset.class_names),
        "head": [job.head.task, job.head.classes, job.head.loss, job.head.output, job.head.outputs, job.head.targets],
        "own_output": job.own_output,
        **about,
    }
    arrays.write(path, tensors, header)


def load(path: str | os.PathLike[str]) -> Model:
    """The model in a file, or in the folder of a training. Raises `InputError` if there is none."""
    place = Path(path)
    if place.is_dir():
        if (place / EXPERIMENT).is_file() and not (place / FILE).exists():
            raise InputError("model-unfinished", path=str(path))
        place = place / FILE
    tensors, header = arrays.read(place)
    if header.get("format") != FORMAT:
        raise InputError("model-not-ours", path=str(place))
    try:
        task, classes, loss, output, outputs, targets = header["head"]
        head = nets.Head(task, classes, loss, output, outputs, (targets[0], targets[1]))
        shape = tuple(header["shape"])
        network = build_network(checked(header["layers"]), shape, head, own_output=header["own_output"])
        network.load_state_dict(
            {name.removeprefix("network."): t for name, t in tensors.items() if name.startswith("network.")}
        )
        network.to(memory_format=memory_format(network))  # pyright: ignore[reportCallIssue]
        return Model(
            network=network,
            head=head,
            shape=shape,
            picture=None if header["picture"] is None else tuple(header["picture"]),
            top=header["top"],
            columns=tuple(header["columns"]),
            labels=tuple(header["labels"]),
            scale=tensors.get("input.scale"),
            shift=tensors.get("input.shift"),
            features=_features(header, tensors),
            experiment=Experiment.from_toml(header["experiment"], place.parent),
            about=header,
        )
    except (KeyError, TypeError, ValueError, IndexError, RuntimeError) as error:
        raise InputError("model-damaged", path=str(place), reason=str(error).splitlines()[0][:200]) from None


def _features(header: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> PictureFeatures | None:
    words = header.get("features")  # not in files of earlier versions
    if words is None:
        return None
    fitted = {
        int(name.removeprefix("features.")): tensor.numpy()
        for name, tensor in tensors.items()
        if name.startswith("features.")
    }
    channels, height, width = header["picture"]
    return PictureFeatures(tuple(words), (channels, height, width), header["top"], fitted)


def _preprocessing(dataset: Dataset) -> tuple[float, dict[str, NDArray[np.float32]]]:
    """The value of a picture's white; what a raw sample, or its features, is multiplied by and what is added then."""
    pixels = dataset.pixels_train
    if dataset.picture_features is not None:
        return dataset.picture_features.top, _affine(dataset.preprocess, dataset.picture_features.count)
    if pixels is not None:
        return float(pixels.top), {"scale": pixels.scale, "shift": pixels.shift}
    count = len(dataset.raw_names)
    return 1.0, {} if dataset.tokens else _affine(dataset.transform, count)


def _affine(map_: Callable[[NDArray[np.float64]], NDArray[np.float32]], count: int) -> dict[str, NDArray[np.float32]]:
    """`scale` and `shift` of a map of rows (N, count), if there are such; the scale is a matrix if it mixes columns."""
    shift = map_(np.zeros((1, count)))[0]
    probe = np.random.default_rng(0).normal(size=(4, count))
    wanted = map_(probe)
    if wanted.shape == probe.shape:
        scale = (map_(np.full((1, count), _FAR))[0] - shift) / _FAR  # (F,)
        if np.allclose(wanted, probe * scale + shift, rtol=1e-3, atol=1e-3):
            return {"scale": scale, "shift": shift}
    if count > _MOST_MIXED:
        return {}
    matrix = (map_(_FAR * np.eye(count)) - shift) / _FAR  # (D, F)
    affine = np.allclose(wanted, probe @ matrix + shift, rtol=1e-3, atol=1e-3)
    return {"scale": matrix, "shift": shift} if affine else {}
