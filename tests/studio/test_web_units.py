"""The page's pure parts: their own tests in Node, and the chain rule written out against the kernel's derivatives."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from tests.studio.driving import call, needs_node

from whygrad.experiment import Experiment
from whygrad.nets import ACTIVATIONS
from whygrad.studio.lowering import lowered

TESTS = Path(__file__).resolve().parents[1] / "web"
PICTURE = Path(__file__).resolve().parents[2] / "src" / "whygrad" / "studio" / "web" / "picture"

pytestmark = needs_node

# Derivatives of one sample by every parameter of run 0: the chain rule of reference.js, and its finite differences.
_CODE = """
const reference = await import(`${folder}/reference.js`);
const { open } = await import(`${folder}/../views/chain.js`);
const { plan, parameters, running, x, target } = given;
const values = reference.forward(plan, parameters, running, x);
const { loss, slopes } = reference.lossOf(plan, values.at(-1), target);
const found = reference.deltas(plan, parameters, running, values, slopes);
const differences = parameters.map((value, i) => {
  const moved = Float64Array.from(parameters);
  const at = (step) => ((moved[i] = value + step), reference.lossAt(plan, moved, running, x, target));
  return (at(1e-5) - at(-1e-5)) / 2e-5;
});
const width = x.length + 1;
const rows = { shape: [1, width], data: Float32Array.from([...x, target]) };
const shown = { plan, program: { train: rows, test: rows }, points: { feature_names: [] } };
const answer = { gradient: new Float32Array(parameters.length), parameters, running };
const opened = parameters.map((_, i) => open(shown, i, 0, answer, (id) => id));
const product = (factors) => factors.reduce((all, { value }) => all * value, 1);
const paths = opened.map((one) => one && [product(one.factors) - one.product, one.paths]);
console.log(JSON.stringify({ values, loss, found, differences, opened: opened.map((one) => one?.sum ?? null), paths }));
"""

CASES = {
    **{name: {"activation": name, "hidden": [4, 3]} for name in ACTIVATIONS},
    "batch": {"normalization": "batch", "hidden": [4, 4]},
    "layer": {"normalization": "layer", "hidden": [4, 4]},
    "residual": {"hidden": [4, 4, 4], "residual": True},
    "dropout": {"hidden": [5], "dropout": 0.3},
    "narrow": {"hidden": [1, 1, 1]},
    "none": {"hidden": []},
    "squared": {"loss": "squared", "output": "sigmoid"},
    "softmax": {"output": "softmax", "hidden": [3]},
    "hinge": {"loss": "hinge", "hidden": [3]},
    "perceptron": {"optimizer": "perceptron", "hidden": []},
    "classes": {"name": "blobs:4", "hidden": [4]},
    "numbers": {"name": "plane", "hidden": [4]},
}


def test_units_in_node() -> None:
    done = subprocess.run(
        ["node", "--test", *map(str, sorted(TESTS.glob("*.test.js")))],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("case", CASES)
def test_chain_rule_is_the_kernels(case: str) -> None:
    experiment = Experiment().replace(samples=40, **CASES[case])
    sample = 3
    parameters, running, explained, rows = call(
        experiment, [5], ["parameters", 0], ["running", 0], ["explain", 0, {"rowsOf": [sample]}], ["rowsOf", [sample]]
    )
    plan = lowered(experiment, [5])["plan"]
    features = plan["widths"][0]
    given = {
        "plan": plan,
        "parameters": parameters.tolist(),
        "running": running.tolist(),
        "x": rows[:features].tolist(),
        "target": float(rows[features]),
    }
    head = f"const folder = {json.dumps(PICTURE.as_uri())}; const given = {json.dumps(given)};\n"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", head + _CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)

    assert said["loss"] == pytest.approx(float(explained["loss"][0]), rel=1e-4, abs=1e-6)
    for ours, kernels in zip(said["values"], explained["values"], strict=True):
        np.testing.assert_allclose(ours, kernels, rtol=1e-4, atol=1e-5)
    for ours, kernels in zip(said["found"], explained["deltas"], strict=True):
        np.testing.assert_allclose(ours, kernels, rtol=1e-3, atol=1e-5)
    shared = [p["offset"] for p in plan["parameters"] if p["kind"] == "slope"]  # of a whole layer: no path of its own
    for index, (sum_, difference) in enumerate(zip(said["opened"], said["differences"], strict=True)):
        if index in shared:
            assert sum_ is None
            continue
        assert sum_ == pytest.approx(float(explained["gradient"][index]), rel=1e-3, abs=1e-5)
        if case not in ("step", "sign"):  # their jumps have no derivative
            assert sum_ == pytest.approx(difference, rel=1e-4, abs=1e-6)
        rest, paths = said["paths"][index]
        assert rest == pytest.approx(0, abs=1e-12)
        assert paths >= 1
