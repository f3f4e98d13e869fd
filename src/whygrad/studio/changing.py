"""Augmentation on the page: a picture, and what words of `data.augmentation` make of it at several steps."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from whygrad.errors import MissingExtraError
from whygrad.experiment import OPTIONS
from whygrad.experiment.values import check
from whygrad.studio.models import Models, sent
from whygrad.studio.pictures import own_picture
from whygrad.studio.zoo_wire import AugmentRequest

if TYPE_CHECKING:
    from whygrad.experiment import Option

STEPS = 8
SIDE = 112  # pixels of the longer side of a picture of one's own

# Where the page's sliders begin: what a word without a number means for pictures of 28×28 pixels.
USUAL = {"flip": 0.5, "crop": 4.0, "scale": 0.1, "rotate": 10.0, "jitter": 0.2, "erase": 0.5}
_STEPS = {"flip": 0.05, "crop": 1.0, "scale": 0.05, "rotate": 5.0, "jitter": 0.05, "erase": 0.05}  # of the sliders
_MOST = {"crop": 14.0}  # on the page: half of a picture of 28×28 pixels


def _option() -> Option:
    return next(option for option in OPTIONS if option.key == "data.augmentation")


def words() -> list[dict[str, Any]]:
    """The words with the range of their numbers, as sliders have it."""
    return [
        {
            "word": word,
            "symbol": number.symbol,
            "low": _STEPS[word],
            "high": _MOST.get(word, number.high),
            "step": _STEPS[word],
            "usual": USUAL[word],
        }
        for word, number in _option().parameters.items()
    ]


def changed(question: AugmentRequest, models: Models) -> dict[str, Any]:
    """The picture as it is, and for every row of words what they make of it at the steps 0, 1, … of a seed.

    Raises `ExperimentError` for words that are none, `InputError` for a picture that is none, `MissingExtraError`
    without PyTorch, which augments.
    """
    option = _option()
    rows = [cast("tuple[str, ...]", check(option, row)) for row in question.rows]
    if find_spec("torch") is None:
        raise MissingExtraError("error-augmentation-torch")
    import torch

    from whygrad.data.augmentation import Augmentation

    picture, notes = own_picture(question, models, SIDE)  # (H, W, C)
    batch = torch.from_numpy(picture.transpose(2, 0, 1)[None].astype(np.float32) / 255)
    made: list[np.ndarray[Any, np.dtype[Any]]] = []
    for row in rows:
        augment = Augmentation(row, question.seed)
        steps = [augment(batch, step).numpy()[0] for step in range(STEPS)]
        made.append(np.round(np.stack(steps).transpose(0, 2, 3, 1) * 255).astype(np.uint8))
    return {"picture": sent(picture), "rows": sent(np.stack(made)), "notes": notes}
