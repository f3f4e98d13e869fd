"""The picture of what augmentation does shows the data set's own pictures and what `Augmentation` makes of them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from whygrad.data import load
from whygrad.experiment import Data
from whygrad.views.plots import augmentation_picture
from whygrad.views.plots.augmentation import changed


def test_each_row_begins_with_the_picture_as_it_is() -> None:
    dataset = load(Data(name="fashion-mnist-small"))
    pictures, labels = changed(dataset, ("flip:1",), 0)
    assert pictures.shape == (6, 9, 28, 28, 1)
    for row, label in zip(pictures, labels, strict=True):
        first = int(np.flatnonzero(dataset.y_train == label)[0])
        np.testing.assert_allclose(row[0, :, :, 0].ravel(), dataset.x_train[first], atol=1e-6)
        np.testing.assert_array_equal(row[1:], np.broadcast_to(row[:1, :, ::-1], row[1:].shape))


def test_the_picture_names_the_words() -> None:
    picture = augmentation_picture(load(Data(name="digits")), ("rotate:20", "erase"))
    assert "rotate:20, erase" in picture.alt
    assert "rotate:20, erase" in picture.title
