"""The page's neuron, gates and lessons are Python's: the same lines, the same units, the same experiments."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.experiment import Experiment
from whygrad.views.plots import neuron as picture
from whygrad.views.plots.neuron import HEIGHT, NEURON, PARTS, PERCEPTRON, WIDTH
from whygrad.zoo import CORNERS, GATES
from whygrad.zoo.gates import perceptron, two_layers

WEB = Path(__file__).resolve().parents[2] / "src" / "whygrad" / "studio" / "web"

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="Node runs the page's code: apt install nodejs")


def _said(module: str, expression: str) -> Any:
    """The value of an expression over a module `m` of the page."""
    code = f"const m = await import({json.dumps((WEB / module).as_uri())}); console.log(JSON.stringify({expression}));"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_page_and_picture_draw_the_same_lines() -> None:
    shapes = _said("picture/neuron-shapes.js", "m")
    assert shapes == {
        "WIDTH": WIDTH, "HEIGHT": HEIGHT, "PARTS": list(PARTS), "NEURON": NEURON, "PERCEPTRON": PERCEPTRON,
    }  # fmt: skip


def test_the_units_of_the_page_are_those_of_the_zoo() -> None:
    gates = _said("charts/gates.js", "{units: m.UNITS, xor: m.XOR, corners: m.CORNERS}")
    assert np.array_equal(gates["corners"], CORNERS)
    for name, unit in gates["units"].items():
        assert (tuple(unit["weights"]), unit["bias"]) == (GATES[name].output.weights, GATES[name].output.bias)
    xor = GATES["xor"]
    for shown, unit in zip([*gates["xor"]["hidden"], gates["xor"]["output"]], [*xor.hidden, xor.output], strict=True):
        assert (tuple(shown["weights"]), shown["bias"]) == (unit.weights, unit.bias)


def test_the_lessons_of_the_page_train_what_the_zoo_trains() -> None:
    changes = _said("charts/gates.js", "m.LESSONS")
    made = {
        name: Experiment().replace(**{key.split(".")[1]: value for key, value in one.items()})
        for name, one in changes.items()
    }
    wanted = {name: perceptron(GATES[name].data) for name in ("and", "or", "nand", "xor")}
    assert made == {**wanted, "trained": two_layers("xor-gate"), "hand": GATES["xor"].experiment}


@pytest.mark.parametrize("inputs", [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
@pytest.mark.parametrize("gate", ["and", "or", "nand"])
def test_a_firing_is_the_gate(gate: str, inputs: tuple[float, float]) -> None:
    """Against the network that the gate is, which `nets.forward` evaluates."""
    fired = GATES[gate].output.fire(inputs)
    assert fired.output == GATES[gate].evaluate(np.array([inputs]))[1][0]
    assert fired.sum == pytest.approx(np.dot(fired.weights, inputs) + fired.bias)
    assert sum(fired.products) + fired.bias == fired.sum


def test_the_picture_tells_its_numbers() -> None:
    drawn = picture(GATES["nand"].output.fire((1.0, 1.0)))
    assert "(-1) × 1 + (-1) × 1 + 1.5 = -0.5 < 0" in drawn.alt
    assert drawn.svg().count("<path") > 20
    assert drawn.svg() == picture(GATES["nand"].output.fire((1.0, 1.0))).svg()
    assert drawn.svg() != picture(GATES["nand"].output.fire((1.0, 0.0))).svg()
