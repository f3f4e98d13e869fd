"""Loading pictures says how far it is: of features that are computed, of a folder that is read; of nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from whygrad.data import load
from whygrad.data.listening import listening
from whygrad.experiment import Experiment


def _heard(experiment: Experiment) -> list[float]:
    shares: list[float] = []
    with listening(shares.append):
        load(experiment.data, experiment.folder)
    load(experiment.data.model_copy(update={"seed": 99}), experiment.folder)  # nobody listens any more
    return shares


def test_features_of_pictures_are_told_of_until_all_are_done() -> None:
    pytest.importorskip("skimage")
    shares = _heard(Experiment().replace(name="digits", features=["hog:2"], **{"data.seed": 7}))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    # 1,797 digits in blocks of at most 1,024, the training set before the test set.
    assert sorted(set(shares)) == pytest.approx([0, 899 / 1797, 1]), shares


def test_a_folder_of_pictures_is_told_of_picture_by_picture(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    for name in ("cat", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(3):
            image.fromarray(np.full((4, 4), 40 * number, np.uint8)).save(tmp_path / "pets" / name / f"{number}.png")
    shares = _heard(Experiment().replace(name=f"{tmp_path / 'pets'}/"))
    assert shares == pytest.approx([number / 6 for number in range(7)])


def test_what_is_there_at_once_says_nothing() -> None:
    assert _heard(Experiment().replace(name="circle", **{"data.seed": 7})) == []
    load(Experiment().replace(name="moons").data)
    assert _heard(Experiment().replace(name="moons")) == []
