"""What a link may hold beside an experiment: the shown run's seed, its weights, points that somebody drew.

    whygrad=1&data.name=xor&view.first=8&view.shown=3&weights=vF1qPw…&points=c2.6ANo_QAA…

An experiment says how weights are drawn, not what they are, and names its data, so none of this belongs to it. The page
reads the settings of its own view (`view.…`), of which only the seed means something here: `view.first` + `view.shown`.
Numbers are base64url (RFC 4648, without padding): weights as float32, bit for bit, in the plan's order and followed by
the running statistics of batch normalization; points as whole thousandths, 16 bits each, row by row with the target.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from whygrad.errors import ExperimentError
from whygrad.experiment import link
from whygrad.experiment.model import Experiment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST_SEED = 2**32 - 1
_POINT = 1000  # parts of 1
_DIGITS = re.compile(r"\d{1,10}")
_BASE64 = re.compile(r"[A-Za-z0-9_-]+")
_POINTS = re.compile(r"([cn])([12])\.([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Points that somebody drew: `x` (N, 1) or (N, 2); `y` (N,) classes 0, 1, … or, with `task` "numbers", numbers."""

    x: tuple[tuple[float, ...], ...]
    y: tuple[float, ...]
    task: Literal["classes", "numbers"] = "classes"


@dataclass(frozen=True, slots=True)
class Linked:
    """An experiment with what a link adds to it.

    `seed` is that of the run that was shown. `parameters` are its numbers, `None` unless the link was asked to keep
    them: training can go on from where somebody else saw it. How many a network has is known once its data are.
    """

    experiment: Experiment
    seed: int = 0
    parameters: tuple[float, ...] | None = None
    points: Drawn | None = None

    @classmethod
    def read(cls, address: str) -> Linked:
        """What a link holds, a whole address or what follows its `#`; TensorFlow Playground's links, too.

        Raises `ExperimentError` with one line for what is no link, or damaged.
        """
        beside = link.beside(address)
        first, shown = (_whole(beside.get(f"{link.VIEW}{key}")) for key in ("first", "shown"))
        weights, points = beside.get("weights"), beside.get("points")
        return cls(
            Experiment.from_link(address),
            min(first + shown, LARGEST_SEED),
            None if weights is None else tuple(map(float, weights_of(weights))),
            None if points is None else _drawn(points),
        )

    def write(self) -> str:
        """The link; raises `ExperimentError` for one that would be too long, and for numbers that no link holds."""
        text = self.experiment.to_link()
        if self.points is not None:
            text += f"&points={_written(self.points)}"
        if self.parameters is not None:
            text += f"&weights={weights_text(self.parameters)}"
        if self.seed:
            text += f"&{link.VIEW}first={self.seed}"
        link.check_length(text)
        return text


def weights_text(parameters: tuple[float, ...] | NDArray[np.float32]) -> str:
    """Weights as a link says them; raises `ExperimentError` for none and for what is no number."""
    import numpy as np

    with np.errstate(over="ignore"):  # what single precision cannot hold becomes infinite, and is refused
        array = np.asarray(parameters, np.float64).astype("<f4")
    if array.ndim != 1 or not len(array) or not np.isfinite(array).all():
        raise ExperimentError("error-link-weights")
    return _text(array.tobytes())


def weights_of(text: str) -> NDArray[np.float32]:
    """The weights (n,) of a link; raises `ExperimentError` for anything but finite numbers."""
    import numpy as np

    data = _bytes(text) if _BASE64.fullmatch(text) else None
    if data is None or not data or len(data) % 4:
        raise ExperimentError("error-link-weights")
    array = np.frombuffer(data, "<f4").astype(np.float32)
    if not np.isfinite(array).all():
        raise ExperimentError("error-link-weights")
    return array


def _drawn(points: str) -> Drawn:
    import numpy as np

    match = _POINTS.fullmatch(points)
    data = _bytes(match[3]) if match else None
    width = int(match[2]) + 1 if match else 0
    if match is None or data is None or len(data) % (2 * width) or len(data) < 4 * width:
        raise ExperimentError("error-link-points")
    rows = np.frombuffer(data, "<i2").reshape(-1, width)
    task: Literal["classes", "numbers"] = "classes" if match[1] == "c" else "numbers"
    x = tuple(tuple(float(value) / _POINT for value in row[:-1]) for row in rows)
    return Drawn(x, tuple(float(row[-1]) / (1 if task == "classes" else _POINT) for row in rows), task)


def _written(points: Drawn) -> str:
    import numpy as np

    parts = 1 if points.task == "classes" else _POINT
    rows = [[*(value * _POINT for value in x), y * parts] for x, y in zip(points.x, points.y, strict=True)]
    array = np.round(np.array(rows, np.float64))
    if array.ndim != 2 or array.shape[1] not in (2, 3) or not (np.abs(array) < 2**15).all():
        raise ExperimentError("error-link-points")
    return f"{points.task[0]}{array.shape[1] - 1}.{_text(array.astype('<i2').tobytes())}"


def _whole(text: str | None) -> int:
    """A seed of the page's view; what is none counts as left out, as on the page."""
    return int(text) if text is not None and _DIGITS.fullmatch(text) else 0


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
