"""A trained network on files that it never saw: pictures, or tables with the columns that it knows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import csv_file
from whygrad.errors import InputError, user_path
from whygrad.zoo import pictures

if TYPE_CHECKING:
    from PIL.Image import Image

    from whygrad.engine.layered import Model

TOP = 5
_LUMA = (0.299, 0.587, 0.114)  # of red, green and blue in a gray picture (ITU-R BT.601)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a network says to one input: the most probable labels with their probabilities, or a number."""

    name: str  # the file, or the file and its line
    top: tuple[tuple[str, float], ...] = ()
    value: float | None = None

    def as_json(self) -> dict[str, Any]:
        """One entry of the schema whygrad.predictions/1."""
        if self.value is not None:
            return {"input": self.name, "value": self.value}
        (label, sure), *_ = self.top
        top = [{"label": name, "probability": share} for name, share in self.top]
        return {"input": self.name, "label": label, "probability": sure, "top": top}


def predictions(model: Model, file: str) -> list[Prediction]:
    """What a model says to a picture, or to each row of a CSV file. Raises `InputError` for what cannot be read."""
    path = user_path(file)
    if path.suffix.lower() == ".csv":
        names, raw = _rows(model, path, file)
    else:
        names, raw = [file], picture(model, path, file)[None]
    x = model.prepared(raw)
    if model.head.task == "numbers":
        return [Prediction(name, value=float(value)) for name, value in zip(names, model.outputs(x)[:, 0], strict=True)]
    return [_best(model, name, row) for name, row in zip(names, model.probabilities(x), strict=True)]


def picture(model: Model, path: Path, file: str) -> NDArray[np.float64]:
    """A picture as the model's columns (D,): scaled and cut to its size, gray if the model knows no colors."""
    if model.picture is None:
        raise InputError("predict-no-pictures", path=file, columns=", ".join(model.columns[:8]))
    return fitted(pictures.opened(path).image, model.picture, model.top)


def fitted(image: Image, shape: tuple[int, int, int], top: float) -> NDArray[np.float64]:
    """A picture in RGB as a network of the shape (C, H, W) has it, white is `top`: its columns (D,)."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    channels, height, width = shape
    small = ImageOps.fit(image, (width, height), Resampling.BILINEAR)
    values = np.asarray(small, np.float64) * (top / 255)  # (H, W, 3)
    if channels == 1:
        values = (values @ np.array(_LUMA))[..., None]
    return values.transpose(2, 0, 1).reshape(-1)


def _best(model: Model, name: str, probabilities: NDArray[np.float64]) -> Prediction:
    order = np.argsort(-probabilities, kind="stable")[:TOP]
    return Prediction(name, tuple((model.labels[int(place)], float(probabilities[place])) for place in order))


def _rows(model: Model, path: Path, file: str) -> tuple[list[str], NDArray[np.float64]]:
    if not model.columns:
        raise InputError("predict-no-tables", path=file)
    reader = csv.DictReader(io.StringIO(csv_file.read_file(path)), skipinitialspace=True)
    missing = [name for name in model.columns if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError("predict-column", path=file, column=missing[0], columns=", ".join(model.columns[:8]))
    names: list[str] = []
    values: list[list[float]] = []
    for row in reader:
        place = f"{file}:{reader.line_num}"
        try:
            values.append([float(row[name]) for name in model.columns])
        except (TypeError, ValueError):
            bad = next(name for name in model.columns if not _is_number(row[name]))
            raise InputError("predict-cell", place=place, column=bad) from None
        names.append(place)
    if not names:
        raise InputError("predict-empty", path=file)
    return names, np.array(values, np.float64)


def _is_number(cell: str | None) -> bool:
    try:
        float(cell or "")
    except ValueError:
        return False
    return True
