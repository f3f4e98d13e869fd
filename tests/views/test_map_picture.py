"""The picture of a map: its colors, its legend and its text for those who cannot see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.experiment import Experiment
from whygrad.maps import Map, train_map
from whygrad.views.plots import trainability_map
from whygrad.views.plots.map import shown_codes


def made(folder: Path, **options: Any) -> Map:
    base = Experiment().replace(name="circle", samples=60, epochs=4)
    given: dict[str, Any] = {
        "x": "learning_rate=0.01:1000:log",
        "y": "init=normal:0.01:10:log",
        "size": 6,
        "folder": folder,
        **options,
    }
    return train_map(base, **given)


def test_alt_text_says_size_shares_and_best(tmp_path: Path) -> None:
    found = made(tmp_path)
    picture = trainability_map(found)
    assert "6 × 6" in picture.alt
    assert f"{100 * found.shares()['finished']:.1f} %" in picture.alt
    assert "Best pixel" in picture.alt
    assert "learning_rate" in picture.title


def test_pixels_lie_at_their_values(tmp_path: Path) -> None:
    axes = trainability_map(made(tmp_path)).figure.axes[0]
    assert axes.get_xscale() == axes.get_yscale() == "log"
    low, high = axes.get_xlim()
    assert low < 0.01 < high
    assert high < 1000 * 10 ** (5 / 5)  # half a pixel more than the last value


def test_findings_have_a_legend(tmp_path: Path) -> None:
    found = made(tmp_path, measure="finding", y="depth=1:3")
    picture = trainability_map(found)
    labels = [one.get_text() for one in picture.figure.legends[0].get_texts()]
    assert len(labels) >= len(shown_codes(found))
    assert any("Learning rate too high" in label for label in labels)


def test_each_plane_has_a_panel(tmp_path: Path) -> None:
    found = made(tmp_path, z="activation=tanh,relu,sigmoid,linear")
    titles = [axes.get_title(loc="left") for axes in trainability_map(found).figure.axes]
    assert sum("activation" in title for title in titles) == 4


def test_map_that_is_not_whole_says_so(tmp_path: Path) -> None:
    found = made(tmp_path)
    found.ended[0, 1::2] = -1
    found.values[0, 1::2] = np.nan
    assert "50 % of the pixels are trained" in trainability_map(found).alt


@pytest.mark.parametrize("measure", ["accuracy", "speed", "train-loss"])
def test_each_measure_is_drawn(tmp_path: Path, measure: str) -> None:
    assert trainability_map(made(tmp_path, measure=measure)).png().startswith(b"\x89PNG")
