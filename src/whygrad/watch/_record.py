"""A record: what one observed step says in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = dict[str, float]


@dataclass(eq=False)
class Record:
    """One observed step: numbers of the run, and of each layer by its weight's id; `details`, by layer and channel,
    are rows of numbers: of times where there are such, the rest if the settings ask for it.
    """

    step: int
    run: Numbers = field(default_factory=dict[str, float])
    layers: dict[int, Numbers] = field(default_factory=dict[int, Numbers])
    details: dict[int, dict[str, NDArray[np.float32]]] = field(
        default_factory=dict[int, dict[str, NDArray[np.float32]]]
    )
