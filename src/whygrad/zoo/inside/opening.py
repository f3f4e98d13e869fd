"""What a word of the user's names: the folder of a training, a network of the zoo, a module in a file of their own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from whygrad.data import Dataset, load
from whygrad.engine.layered import load_model
from whygrad.errors import InputError, user_path
from whygrad.experiment import Data
from whygrad.experiment.layers import checked
from whygrad.nets.layers import Row, Shape, rows, sequential, written
from whygrad.zoo import bundled, own_module, weights
from whygrad.zoo.inside.network import leaves, undisturbed, watched
from whygrad.zoo.inside.subject import Layer, Subject
from whygrad.zoo.labels import imagenet, numbered
from whygrad.zoo.networks import Network, network
from whygrad.zoo.pictures import CROP, MEAN, STD

BUNDLED = "fashion-mnist"

_ONE, _ZERO = np.ones((1, 1, 1), np.float32), np.zeros((1, 1, 1), np.float32)


@contextmanager
def opened(
    place: str,
    *,
    file: str | None = None,
    shape: Shape | None = None,
    classes: int | None = None,
    data: str | None = None,
    seed: int = 0,
) -> Generator[Subject]:
    """The network that `place` names, ready to be looked into as long as the block lasts.

    A folder (or .safetensors file) of `whygrad train`; `BUNDLED`, a small trained network that comes with whygrad; a
    network of the zoo, for an input `shape` and a number of `classes` if not its paper's, with the weights of `file`,
    or random ones by `seed`; `FILE.py:NAME` of an own module, with the input `shape` (C, H, W). `data` names a data
    set, or a folder of pictures, to take samples of. Raises `InputError`, in one line, for what cannot be looked into.
    """
    path = user_path(place)
    if ".py:" in place or place.endswith(".py"):
        if ".py:" not in place or place.endswith(":"):
            raise InputError("cli-zoo-which", name=place.rstrip(":"))
        if shape is None:
            raise InputError("cli-zoo-no-input", name=place)
        with own_module.made(place) as module:
            yield _with_data(of_module(module, _picture(shape, place), place, file), data)
    elif path.exists() or "/" in place or path.suffix == ".safetensors" or place == BUNDLED:
        for option, value in (("--weights", file), ("--input", shape), ("--classes", classes)):
            if value is not None:
                raise InputError("inside-run-knows", option=option, place=place)
        yield _with_data(of_run(place) if path.exists() or place != BUNDLED else of_bundled(), data)
    else:
        yield _with_data(of_network(network(place, shape, classes), file, seed), data)


def of_run(place: str) -> Subject:
    """The network that a training left in a folder; its samples are those of its data set's test set."""
    model = load_model(place)
    pixelwise = model.features is None and model.scale is not None and model.scale.ndim == 1
    if model.picture is None or model.scale is None or model.shift is None or not pixelwise:
        raise InputError("inside-no-pictures", name=place)
    size = model.picture
    found = _named(rows(checked(model.about["layers"]), model.shape))
    low, high = model.head.targets
    return Subject(
        name=Path(place).name or place,
        network=_from_picture(model.network) if model.shape != size else model.network,
        shape=size,
        layers=found,
        labels=model.labels,
        scale=(model.scale.numpy() * np.float32(model.top)).reshape(size),
        shift=model.shift.numpy().reshape(size),
        data=partial(load, model.experiment.data, model.experiment.folder),
        threshold=0.0 if model.head.takes_logits else (low + high) / 2,
    )


def of_bundled() -> Subject:
    """The small network that comes with whygrad, with the pictures that do."""
    return replace(of_run(str(bundled.FILE)), name=BUNDLED, data=partial(load, Data(name=f"{BUNDLED}-small")))


def of_network(known: Network, file: str | None = None, seed: int = 0) -> Subject:
    """A network of the zoo with the weights of a file; without one random weights, PyTorch's own, by `seed`."""
    size = _picture(known.shape, known.name, flat=True)
    if file is None:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            module = sequential(known.layers, known.shape).eval()
    else:
        module = weights.load(known, user_path(file))
    published = bool(known.weights)
    names = imagenet() if known.classes == len(imagenet()) else numbered(known.classes)
    return Subject(
        name=known.name,
        network=module if len(known.shape) == 3 else _from_picture(module),
        shape=size,
        layers=_named(known.rows, known.names),
        labels=tuple(names.name(number) for number in range(known.classes)),
        scale=np.asarray(1 / STD, np.float32)[:, None, None] if published and size[0] == 3 else _ONE,
        shift=(-MEAN / STD)[:, None, None] if published and size[0] == 3 else _ZERO,
        published=published and size == (3, CROP, CROP),
        notes=(("random",) if file is None else ()) + (() if published else ("raw",)),
    )


def of_module(module: nn.Module, shape: tuple[int, int, int], place: str, file: str | None = None) -> Subject:
    """A module of the user's own for pictures of a shape (C, H, W), whose values it sees from 0 to 1.

    It is run once on zeros: raises `InputError` for a module that does not take them. `file` holds a state dict.
    """
    if file is not None:
        _fill(module, user_path(file))
    shapes: dict[str, Shape] = {}

    def look(path: str, output: Tensor) -> None:
        shapes.pop(path, None)
        shapes[path] = tuple(output.shape[1:])

    paths = [path for path, _ in module.named_modules() if path]
    with undisturbed(module), torch.no_grad(), watched(module, ["", *paths], look):
        own_module.run_on_zeros(module, shape, place, samples=2)
    if "" not in shapes or len(shapes[""]) != 1:
        raise InputError("inside-output", shape=written((2, *shapes.get("", ()))))
    modules, kept = dict(module.named_modules()), set(leaves(module))
    # Those without children in the order in which they are called, then the blocks around them.
    order = [path for path in shapes if path in kept] + [path for path in shapes if path and path not in kept]
    return Subject(
        name=place.rpartition(":")[2],
        network=module,
        shape=shape,
        layers=tuple(Layer(path, path, type(modules[path]).__name__, shapes[path], path not in kept) for path in order),
        labels=tuple(str(number) for number in range(shapes[""][0])),
        scale=_ONE,
        shift=_ZERO,
        notes=("raw",),
    )


def _fill(module: nn.Module, file: Path) -> None:
    try:
        module.load_state_dict(weights.read(file))
    except RuntimeError as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise InputError("inside-weights", file=str(file), problem=" ".join(lines[1:3])[:200]) from None


def _picture(shape: Shape, place: str, *, flat: bool = False) -> tuple[int, int, int]:
    """(C, H, W); a flat network of the zoo sees the rows of one gray square, if it is one."""
    if flat and len(shape) == 1 and round(shape[0] ** 0.5) ** 2 == shape[0]:
        side = round(shape[0] ** 0.5)
        return 1, side, side
    if len(shape) != 3 or shape[0] not in (1, 3):
        raise InputError("inside-shape", name=place, shape=written(shape))
    return shape


def _from_picture(module: nn.Sequential) -> nn.Sequential:
    """The same modules under the same names behind one that makes rows of pictures."""
    first: OrderedDict[str, nn.Module] = OrderedDict(picture=nn.Flatten())
    first.update(module.named_children())
    return nn.Sequential(first)


def _named(listed: list[Row], names: Mapping[str, str] | None = None) -> tuple[Layer, ...]:
    """Rows as layers: by their published names, else as a trace calls them: conv1, relu1, conv2, …, output."""
    counts: dict[str, int] = {}
    taken: dict[str, int] = {}
    last = [row.name for row in listed if any(one.fan_in for one in row.parameters)][-1:]
    found: list[Layer] = []
    for row in listed:
        kind = row.layer.kind
        counts[kind] = counts.get(kind, 0) + 1
        name = "output" if [row.name] == last and row.depth == 0 else f"{kind}{counts[kind]}"
        name = (names or {}).get(row.name, name)
        taken[name] = taken.get(name, 0) + 1
        found.append(Layer(f"{name}:{taken[name]}" if taken[name] > 1 else name, row.name, kind, row.output))
    return tuple(found)


def _with_data(subject: Subject, name: str | None) -> Subject:
    """The same with samples of a data set or of a folder of pictures; its class names, if there are as many."""
    if name is None:
        return subject
    if user_path(name).is_dir():
        wanted = Data(name=name.rstrip("/") + "/", size=subject.shape[1:])
    else:
        wanted = Data(name=name)
    dataset = load(wanted)
    if dataset.pixels_test is None or dataset.picture_shape is None:
        raise InputError("inside-data-no-pictures", name=name)
    labels = dataset.class_names if len(dataset.class_names) == max(len(subject.labels), 2) else subject.labels
    own = subject.labels if len(set(subject.labels)) and not subject.labels[0].isdigit() else labels
    return replace(subject, data=_giving(dataset), labels=own)


def _giving(dataset: Dataset) -> Callable[[], Dataset]:
    return lambda: dataset
