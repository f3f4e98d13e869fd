"""A network to look into, with what it takes to do so: its layers by name, how pictures become its inputs, its data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from torch import nn

from whygrad.data import said
from whygrad.errors import InputError, nearest, user_path
from whygrad.zoo import pictures as files
from whygrad.zoo.inside.network import Array, answers, last_convolution
from whygrad.zoo.prediction import fitted

if TYPE_CHECKING:
    from PIL.Image import Image

    from whygrad.data import Dataset

_WITH_FILTERS = (nn.Conv2d, nn.Linear)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: what people call it, its path in the network, its kind, and the shape of what it gives for a picture.

    `group`: it only holds others, as a module of the user's own may.
    """

    name: str
    path: str
    kind: str
    shape: tuple[int, ...]
    group: bool = False

    @property
    def has_places(self) -> bool:
        """Whether it gives maps (C, H, W)."""
        return len(self.shape) == 3


@dataclass(frozen=True, eq=False)
class Pictures:
    """N pictures: `x` (N, C, H, W) as the network sees them, `shown` (N, H, W, C) from 0 to 1, what each is called, and
    its right class, -1 if nobody knows.
    """

    x: Array
    shown: Array
    names: tuple[str, ...]
    y: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.x)

    def first(self, count: int) -> Pictures:
        """The first so many."""
        return Pictures(self.x[:count], self.shown[:count], self.names[:count], self.y[:count])


@dataclass(frozen=True, eq=False)
class Subject:
    """A network that takes pictures of `shape` (C, H, W) and answers with one of `labels`.

    A picture's values from 0 to 1 times `scale` plus `shift`, arrays that fit (C, H, W), are what it sees. `published`:
    pictures are cut as for published networks (shorter side 256, the middle 224×224), else scaled until they cover the
    shape. `data` gives the data set, if there is one, whose `own` samples need no preparation here. `threshold`: above
    which a single output means class 1. `notes` are ids of messages about it, behind `inside-note-`.
    """

    name: str
    network: nn.Module
    shape: tuple[int, int, int]
    layers: tuple[Layer, ...]
    labels: tuple[str, ...]
    scale: Array
    shift: Array
    published: bool = False
    data: Callable[[], Dataset] | None = None
    threshold: float = 0.0
    notes: tuple[str, ...] = ()

    # -- layers --------------------------------------------------------------------------------------------------------

    def layer(self, name: str) -> Layer:
        """A layer by its name or path; raises `InputError` that lists those there are."""
        for one in self.layers:
            if name in (one.name, one.path):
                return one
        known = ", ".join(one.name for one in self.layers)
        close = nearest(name, [one.name for one in self.layers])
        raise InputError("inside-layer-nearest" if close else "inside-layer", name=name, nearest=close, known=known)

    def named(self, path: str) -> str:
        """What people call the layer at a path."""
        return next((one.name for one in self.layers if one.path == path), path)

    @property
    def convolutions(self) -> tuple[Layer, ...]:
        """The convolutions over pictures."""
        modules = dict(self.network.named_modules())
        return tuple(one for one in self.layers if isinstance(modules.get(one.path), nn.Conv2d))

    @property
    def filtered(self) -> tuple[Layer, ...]:
        """Layers whose weights are pictures: convolutions, and a dense layer that sees the whole picture."""
        modules = dict(self.network.named_modules())
        size = int(np.prod(self.shape))
        found: list[Layer] = []
        for one in self.layers:
            module = modules.get(one.path)
            if isinstance(module, nn.Conv2d) or (
                isinstance(module, nn.Linear) and module.in_features == size and not found
            ):
                found.append(one)
        return tuple(found)

    def seen_by(self, name: str | None) -> Layer:
        """The layer of a name, the last convolution without one; raises `InputError` for a layer that gives no maps."""
        if name is None:
            return self.layer(last_convolution(self.network, np.zeros((1, *self.shape), np.float32)))
        found = self.layer(name)
        if not found.has_places:
            known = ", ".join(one.name for one in self.convolutions)
            raise InputError("inside-no-places", name=found.name, known=known or "–")
        return found

    # -- classes -------------------------------------------------------------------------------------------------------

    def answered(self, x: Array) -> NDArray[np.int64]:
        """The class that the network answers to pictures (N, C, H, W)."""
        out = answers(self.network, x)
        if out.shape[1] == 1:
            return (out[:, 0] > self.threshold).astype(np.int64)
        return out.argmax(axis=1)

    def label(self, number: int) -> str:
        """A class's name, or its number."""
        return said(self.labels)[number] if 0 <= number < len(self.labels) else str(number)

    def find_class(self, word: str) -> int:
        """The class with a number or name; raises `InputError` for one that there is not."""
        if word.isascii() and word.isdigit() and int(word) < len(self.labels):
            return int(word)
        known = [label.lower() for label in self.labels]
        for names in (known, said(self.labels)):
            if word.lower() in names:
                return names.index(word.lower())
        close = None if word.isdigit() else nearest(word, known)
        message = "inside-class-nearest" if close else "inside-class-name"
        raise InputError(message, name=word, nearest=close, last=str(len(self.labels) - 1))

    # -- pictures ------------------------------------------------------------------------------------------------------

    def opened(self, paths: Sequence[str]) -> Pictures:
        """Picture files as the network sees them; raises `InputError` for the first that is none."""
        images = [files.opened(user_path(path)).image for path in paths]
        return self._pictures((self._cut(image) for image in images), [Path(path).name for path in paths])

    def prepared(self, shown: NDArray[np.floating]) -> Array:
        """Values (N, C, H, W) from 0 to 1 as the network sees them."""
        return np.asarray(shown * self.scale + self.shift, np.float32)

    def as_shown(self, x: NDArray[np.floating]) -> Array:
        """What the network sees, (N, C, H, W), as pictures (N, H, W, C) from 0 to 1; 0 where all are alike."""
        known = self.scale != 0
        values = np.divide(x - self.shift, self.scale, out=np.zeros_like(x), where=np.broadcast_to(known, x.shape))
        return np.clip(values, 0, 1).transpose(0, 2, 3, 1).astype(np.float32)

    @property
    def bounds(self) -> tuple[Array, Array]:
        """What black and white are for the network, each fits (C, H, W)."""
        return np.minimum(self.shift, self.scale + self.shift), np.maximum(self.shift, self.scale + self.shift)

    def samples(self, count: int) -> Pictures:
        """Pictures of the data set's test set, a class after the other in turns; raises `InputError` without one."""
        if self.data is None:
            raise InputError("inside-no-data", name=self.name)
        dataset = self.data()
        pixels = dataset.pixels_test
        if pixels is None or dataset.picture_shape is None:
            raise InputError("inside-no-pictures", name=self.name)
        y = dataset.y_test[:, 0] if dataset.y_test.ndim == 2 else dataset.y_test
        order = _in_turns(y, count) if dataset.classes else np.arange(min(count, len(y)))
        raw = pixels.values[order].reshape(-1, *dataset.picture_shape) / np.float32(pixels.top)
        names = [said(dataset.class_names)[int(y[n])] if dataset.classes else str(int(n)) for n in order]
        known = dataset.class_names == self.labels
        right = y[order].astype(np.int64) if known else np.full(len(order), -1)
        if dataset.picture_shape == self.shape and not self.published:
            return self._pictures(iter(raw), names, right)
        return self._pictures((self._cut(_image(one)) for one in raw), names, right)

    def _pictures(self, values: Iterable[NDArray[np.floating]], names: Sequence[str], y: object = -1) -> Pictures:
        shown = np.stack([np.asarray(one, np.float32) for one in values])
        right = np.broadcast_to(np.asarray(y, np.int64), (len(shown),)).copy()
        return Pictures(self.prepared(shown), shown.transpose(0, 2, 3, 1), tuple(names), right)

    def _cut(self, image: Image) -> Array:
        """(C, H, W) from 0 to 1."""
        if self.published:
            return files.middle(image).transpose(2, 0, 1)
        return fitted(image, self.shape, 1.0).reshape(self.shape).astype(np.float32)


def _image(values: NDArray[np.floating]) -> Image:
    """(C, H, W) from 0 to 1 as a picture in RGB."""
    from PIL import Image

    pixels = (values.transpose(1, 2, 0) * 255).round().astype(np.uint8)
    return Image.fromarray(np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels)


def _in_turns(y: NDArray[np.generic], count: int) -> NDArray[np.int64]:
    """The first sample of every class, then the second of every class, …: `count` of them."""
    seen: dict[int, int] = {}
    rank = np.empty(len(y), np.int64)
    for place, label in enumerate(y.astype(np.int64).tolist()):
        rank[place] = seen.get(label, 0)
        seen[label] = rank[place] + 1
    return np.lexsort((y, rank))[:count].astype(np.int64)
