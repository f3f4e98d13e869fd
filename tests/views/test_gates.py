"""The picture of the gates: one panel each, and one more for the proof where no line exists."""

from __future__ import annotations

import numpy as np
from matplotlib.contour import ContourSet

from whygrad.views import plots
from whygrad.zoo import GATES


def test_one_panel_a_gate_and_one_for_the_proof() -> None:
    picture = plots.gates(tuple(GATES.values()))
    panels = picture.figure.axes
    assert [axes.get_title(loc="left") for axes in panels] == ["AND", "OR", "NAND", "XOR", "XOR, two layers"]
    borders = [sum(isinstance(child, ContourSet) for child in axes.get_children()) for axes in panels]
    assert borders == [1, 1, 1, 0, 2]
    assert "XOR" in picture.alt


def test_the_ground_is_the_gates_answer_at_its_corners() -> None:
    picture = plots.gates((GATES["xor"],))
    image = picture.figure.axes[1].images[0].get_array()
    assert image is not None
    side = image.shape[0]
    low, high = round(0.25 * (side - 1)), round(0.75 * (side - 1))  # 0 and 1 on axes from -0.5 to 1.5
    answers = np.sign([image[low, low], image[high, low], image[low, high], image[high, high]])
    assert answers.tolist() == [-1, 1, 1, -1]


def test_segments_cross_where_the_proof_says() -> None:
    lines = plots.gates((GATES["xor"],)).figure.axes[0].lines
    np.testing.assert_allclose(lines[2].get_xydata(), [[0.5, 0.5]], atol=1e-6)
