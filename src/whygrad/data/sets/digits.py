"""The handwritten digits that scikit-learn ships: 1,797 pictures of 8×8 pixels, ten classes.

Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998
(https://doi.org/10.24432/C50P49), its test part.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from whygrad.data.sets.types import Table, pixel_names

SHAPE = (1, 8, 8)


@cache
def digits() -> Table:
    """All digits: x (1797, 64), values 0 to 16 as shipped, row by row; y (1797,), the digit.

    The file is read from where scikit-learn is installed: importing `sklearn.datasets` for it would take a second.
    """
    spec = find_spec("sklearn")  # finds the package without importing it
    assert spec is not None  # scikit-learn is one of our dependencies
    assert spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / "datasets" / "data" / "digits.csv.gz"
    if file.exists():
        lines = gzip.decompress(file.read_bytes()).decode("ascii").replace("\n", ",").rstrip(",")
        values = np.array(lines.split(","), dtype=np.float64).reshape(-1, 65)
        x, y = values[:, :64], values[:, 64]
    else:  # a scikit-learn that keeps it elsewhere
        from sklearn.datasets import load_digits

        x, y = load_digits(return_X_y=True)
    return Table(
        x=np.ascontiguousarray(x, dtype=np.float64),
        y=np.asarray(y).astype(np.int64),
        columns=pixel_names(SHAPE),
        class_names=tuple(str(digit) for digit in range(10)),
        picture_shape=SHAPE,
    )
