"""Data sets: Fashion-MNIST (also in the place of MNIST) and pictures of a zip in the place of CIFAR-10."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

FASHION = Path(os.environ.get("STAND_IN_FASHION", "/usr/share/datasets/fashion-mnist"))
SAMPLES = int(os.environ.get("STAND_IN_SAMPLES", "0"))  # training samples at most, and a fifth of it to test; 0: all

Transform = Callable[[Any], Any]


def _most(train: bool) -> int | None:
    return (SAMPLES if train else max(SAMPLES // 5, 1)) if SAMPLES else None


class VisionDataset(Dataset[Any]):
    """What all have in common; `data` holds pictures as uint8."""

    data: Any
    targets: Any
    classes: tuple[str, ...] | list[str]

    def __init__(
        self,
        root: Any = None,
        train: bool = True,
        transform: Transform | None = None,
        target_transform: Transform | None = None,
        download: bool = False,
    ) -> None:
        self.root, self.train = root, train
        self.transform, self.target_transform = transform, target_transform

    def picture(self, index: int) -> Image.Image:
        """One sample as PIL's image."""
        return Image.fromarray(np.asarray(self.data[index]))

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: int) -> tuple[Any, Any]:
        image, target = self.picture(index), int(self.targets[index])
        if self.transform is not None:
            image = self.transform(image)
        return image, self.target_transform(target) if self.target_transform is not None else target


def _idx(name: str) -> np.ndarray:
    """An array from one of the four files: four bytes of magic (the last: dimensions), the sizes, the bytes."""
    raw = gzip.decompress((FASHION / f"{name}.gz").read_bytes())
    sizes = np.frombuffer(raw, ">i4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sizes)


class FashionMNIST(VisionDataset):
    """28×28 gray pictures of ten kinds of clothes."""

    classes = (
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    )  # fmt: skip

    def __init__(self, root: Any = None, train: bool = True, *more: Any, **named: Any) -> None:
        super().__init__(root, train, *more, **named)
        part, most = "train" if train else "t10k", _most(train)
        self.data = torch.from_numpy(_idx(f"{part}-images-idx3-ubyte")[:most].copy())
        self.targets = torch.from_numpy(_idx(f"{part}-labels-idx1-ubyte")[:most].astype(np.int64))

    # The names that old programs use.
    train_data = test_data = property(lambda self: self.data)
    train_labels = test_labels = property(lambda self: self.targets)


class MNIST(FashionMNIST):
    """Clothes in the place of digits: as large, and no easier."""


class CIFAR10(VisionDataset):
    """32×32 color pictures of ten classes, of the zip in STAND_IN_PICTURES."""

    def __init__(self, root: Any = None, train: bool = True, *more: Any, **named: Any) -> None:
        super().__init__(root, train, *more, **named)
        pictures = os.environ.get("STAND_IN_PICTURES")
        if not pictures:
            raise RuntimeError("no pictures: give the benchmark a zip of them with --data")
        with zipfile.ZipFile(pictures) as file:
            names = [name.split("/") for name in file.namelist() if not name.endswith("/")]
            part = "train" if train else "test"
            found = sorted((name[-1], name[-2], "/".join(name)) for name in names if part in name[:-2])
            self.classes = sorted({label for _, label, _ in found})
            # An order that mixes the classes, the same in every process.
            order = np.random.default_rng(0).permutation(len(found))[: _most(train)]
            chosen = [found[index] for index in order]
            opened = [Image.open(io.BytesIO(file.read(path))).convert("RGB") for _, _, path in chosen]
        self.data = np.stack([np.asarray(image) for image in opened])
        self.targets = [self.classes.index(label) for _, label, _ in chosen]
        self.class_to_idx = {label: index for index, label in enumerate(self.classes)}


class ImageFolder(CIFAR10):
    """The same pictures, whatever folder is asked for; a path with "val" or "test" in it is the test set."""

    def __init__(self, root: Any, transform: Transform | None = None, **named: Any) -> None:
        train = not any(word in str(root).lower() for word in ("val", "test"))
        super().__init__(root, train, transform, **named)
        self.samples = self.imgs = list(zip(range(len(self.targets)), self.targets, strict=True))


class FakeData(VisionDataset):
    """Noise with labels that mean nothing."""

    def __init__(
        self, size: int = 1000, image_size: tuple[int, int, int] = (3, 224, 224), num_classes: int = 10,
        transform: Transform | None = None, target_transform: Transform | None = None,
    ) -> None:  # fmt: skip
        super().__init__(None, True, transform, target_transform)
        random = np.random.default_rng(0)
        channels, height, width = image_size
        self.data = random.integers(0, 256, (size, height, width, channels), dtype=np.uint8)
        self.targets = random.integers(0, num_classes, size).tolist()
