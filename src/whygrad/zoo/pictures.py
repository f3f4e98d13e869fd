"""Pictures as published networks want them: 224×224 pixels, each channel centered and scaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.data.files.decoding import Picture, opened

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MEAN", "STD", "Picture", "middle", "opened", "prepared"]

SHORTER_SIDE, CROP = 256, 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)  # of ImageNet's red, green and blue, of values from 0 to 1
STD = np.array([0.229, 0.224, 0.225], np.float32)


def prepared(image: Image) -> NDArray[np.float32]:
    """(3, 224, 224) as published: shorter side scaled to 256 (bilinear), the middle 224×224, x/255, (x − mean)/std."""
    return np.ascontiguousarray(((middle(image) - MEAN) / STD).transpose(2, 0, 1), np.float32)


def middle(image: Image) -> NDArray[np.float32]:
    """(224, 224, 3) from 0 to 1: the shorter side scaled to 256 (bilinear), the middle 224×224."""
    from PIL.Image import Resampling

    wide, high = image.size
    scale = SHORTER_SIDE / min(wide, high)
    size = (
        SHORTER_SIDE if wide <= high else int(wide * scale),
        SHORTER_SIDE if high <= wide else int(high * scale),
    )
    left, top = round((size[0] - CROP) / 2), round((size[1] - CROP) / 2)
    small = image.resize(size, Resampling.BILINEAR).crop((left, top, left + CROP, top + CROP))
    return np.asarray(small, np.float32) / np.float32(255)
