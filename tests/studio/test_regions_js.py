"""The page's linear regions are Python's: the same number, the same pieces, on the same weights."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import numpy as np
import pytest
from tests.studio.driving import WEB, needs_node

from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.nets import initial_parameters, initial_running, plan
from whygrad.studio.lowering import lowered
from whygrad.zoo import PiecewiseLinear, exact_network, input_map, linear_regions, most_regions

pytestmark = needs_node

_CODE = """
const { advance, regions } = await import(`${folder}/charts/regions.js`);
const { inputMap, mostRegions } = await import(`${folder}/charts/straight.js`);
const { decoded } = await import(`${folder}/api.js`);
const lowered = decoded(given.lowered);
const { plan, points, grid, experiment } = lowered;
const inputs = inputMap(points, grid, plan.widths[0], experiment.data.preprocessing.length === 0);
const found = inputs && given.runs.map(([parameters, running]) => {
  const all = advance(regions(plan, parameters, running, given.box, inputs), Infinity, () => 0);
  const corners = all.regions.reduce((sum, one) => sum + one.corners.length, 0);
  return { count: all.regions.length, pieces: all.pieces, corners };
});
console.log(JSON.stringify({ found, most: mostRegions(experiment.network.hidden, given.box.length) }));
"""

CASES: dict[str, dict[str, Any]] = {
    "circle": {"hidden": [6, 6]},
    "narrow": {"hidden": [3, 3, 3, 3]},
    "zero-biases": {"hidden": [8, 8], "fresh": True},
    "leaky": {"hidden": [5, 4], "activation": "leaky-relu"},
    "prelu": {"hidden": [5, 4], "activation": "prelu"},
    "clipped": {"hidden": [4, 3], "activation": "piecewise-linear"},
    "step": {"hidden": [4, 3], "activation": "step"},
    "residual": {"hidden": [4, 4, 4], "residual": True},
    "batch": {"hidden": [4, 4], "normalization": "batch"},
    "softmax": {"name": "blobs:4", "hidden": [6]},
    "scaled": {"name": "moons", "hidden": [6, 3], "preprocessing": ["center", "scale"]},
    "one-feature": {"hidden": [6], "features": ["x2"]},
    "linear": {"hidden": [3], "activation": "linear"},
    "zeros": {"hidden": [4, 4], "init": "zeros", "fresh": True},
    "line": {"name": "sine", "hidden": [6, 6]},
}


@pytest.mark.parametrize("case", [*CASES, "curved"])
def test_counts_are_pythons(case: str) -> None:
    values = {"activation": "relu", "init": "he-normal", "samples": 60, "features": ["x1", "x1*x2"]}
    values |= {"features": "auto", **CASES[case]} if case in CASES else {}
    fresh = values.pop("fresh", False)
    experiment = Experiment().replace(**values)
    told = lowered(experiment, [0])
    dataset = load(experiment.data)
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    random = np.random.default_rng(5)
    own = initial_parameters(network, np.arange(3, dtype=np.uint32)).astype(np.float64)
    own += 0 if fresh else 0.3 * random.normal(size=own.shape)
    running = initial_running(network, 3).astype(np.float64)
    running += random.uniform(0, 1, running.shape)
    domain = told["points"]["domain"]
    box = [domain[:2], domain[2:]][: len(dataset.raw_names)]
    given = {
        "lowered": told, "box": box,
        "runs": [[one.tolist(), other.tolist()] for one, other in zip(own, running, strict=True)],
    }  # fmt: skip
    head = f"const folder = {json.dumps(WEB.as_uri())}; const given = {json.dumps(given)};\n"
    done = subprocess.run(
        ["node", "--input-type=module", "-"],
        input=head + _CODE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    if case == "curved":
        assert said["found"] is None
        return
    grid = np.random.default_rng(1).uniform(-5, 5, (50, len(box)))
    seen = (np.eye(1), np.zeros(1))
    if len(box) == 2:
        fitted = input_map(dataset.transform(grid).astype(np.float64), grid)
        assert fitted is not None
        seen = fitted
    if case != "line":
        assert said["most"] == most_regions(values["hidden"])
    for one, two, found in zip(own, running, said["found"], strict=True):
        expected = linear_regions(network, one, box, running=two, inputs=seen)
        assert found["count"] == expected.count
        assert found["pieces"] == expected.pieces
        assert found["corners"] == sum(corners.size for corners in expected.vertices)


def test_drawn_functions_have_pythons_weights() -> None:
    function = PiecewiseLinear((-2.0, -1.0, 0.5, 3.0), (1.0, -1.0, 2.0, 0.0), 0.5, -1.0)
    given = {"x": function.x, "y": function.y, "left": function.left, "right": function.right}
    code = f"""
    const {{ exactNetwork }} = await import({json.dumps(WEB.as_uri() + "/charts/exact.js")});
    console.log(JSON.stringify(exactNetwork({json.dumps(given)})));
    """
    done = subprocess.run(
        ["node", "--input-type=module", "-"], input=code, capture_output=True, text=True, timeout=60, check=True
    )
    said = json.loads(done.stdout)
    expected = exact_network(function)
    assert [said["units"]] == list(expected.experiment.network.hidden)
    np.testing.assert_array_equal(said["parameters"], expected.parameters[0])
