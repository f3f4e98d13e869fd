"""What augmentation does: some training pictures, and beside each what a network is shown of it at several steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from whygrad.data import said
from whygrad.errors import MissingExtraError
from whygrad.i18n import text
from whygrad.views.plots._style import Picture, as_label, new_figure, style
from whygrad.views.plots.samples import show_pictures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whygrad.data import Dataset

_PICTURES = 6
_STEPS = 8


def augmentation_picture(dataset: Dataset, words: Sequence[str], seed: int = 0) -> Picture:
    """One picture of each of the first classes and what `words` make of it, step after step.

    Raises `MissingExtraError` without PyTorch, which augments.
    """
    pictures, labels = changed(dataset, words, seed)
    with style():
        figure = new_figure(7.2, 0.8 * len(pictures) + 0.6)
        axes = figure.subplots()
        show_pictures(
            axes, [list(row) for row in pictures], [as_label(said(dataset.class_names)[number]) for number in labels]
        )
        step = pictures.shape[3] + 1
        names = [text("plot-as-it-is"), *(str(number) for number in range(1, _STEPS + 1))]
        axes.set_xticks([number * step + step / 2 for number in range(len(names))], names)
        axes.set_xlabel(text("plot-augmentation-step"))
    sentence = text("plot-augmentation-alt", pictures=len(pictures), steps=_STEPS, words=", ".join(words))
    return Picture(figure, text("plot-augmentation-title", words=", ".join(words)), sentence)


def changed(dataset: Dataset, words: Sequence[str], seed: int) -> tuple[NDArray[np.float32], list[int]]:
    """Pictures (N, 1 + steps, H, W, C) from 0 to 1, each first as it is; and their classes."""
    try:
        import torch

        from whygrad.data.augmentation import Augmentation
    except ImportError:
        raise MissingExtraError("error-augmentation-torch") from None
    pixels = dataset.pixels_train
    assert pixels is not None
    assert dataset.picture_shape is not None
    labels = [label for label in range(dataset.classes) if (dataset.y_train == label).any()][:_PICTURES]
    first = [int(np.flatnonzero(dataset.y_train == label)[0]) for label in labels]
    shown = pixels.values[first].reshape(-1, *dataset.picture_shape).astype(np.float32) / np.float32(pixels.top)
    augment = Augmentation(words, seed)
    steps = [augment(torch.from_numpy(shown), step).numpy() for step in range(_STEPS)]
    return np.stack([shown, *steps], axis=1, dtype=np.float32).transpose(0, 1, 3, 4, 2), labels
