"""One step of learning as the page writes it out, against the step that the kernel takes."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from tests.studio.driving import WEB, needs_node

from whygrad.experiment import Experiment
from whygrad.studio.lowering import lowered

pytestmark = needs_node

# With one training sample and batches of one, the next update is the one that the page explains.
_CODE = """
const { readFileSync } = await import("node:fs");
const { compile, Session } = await import(`${folder}/kernel.js`);
const { decoded } = await import(`${folder}/api.js`);
const { denseOf, page, stagesOf } = await import(`${folder}/charts/learning.js`);
const module = await compile(readFileSync(new URL(`${folder}/kernel.wasm`)));
const told = decoded(given.lowered);
const session = new Session(module, told);
session.advance(7, false);
const { plan, points, experiment } = told;
const parameters = session.parameters(0);
const answer = session.explain(0, session.rowsOf([0]));
const { learning_rate: learningRate, optimizer, l1, l2 } = experiment.training;
const [target, inputs] = [points.y_train.data[0], points.feature_names];
const subject = { plan, answer, parameters, learningRate, optimizer, l1, l2, target, inputs };
session.advance(1, false);
const after = session.parameters(0);
const rows = [];
const formulas = [];
for (const stage of stagesOf(plan)) {
  const width = stage.kind === "loss" ? 1 : plan.widths[denseOf(plan, stage.layer).target];
  for (let unit = 0; unit < width; unit++) {
    const said = page(stage, subject, unit, (id) => id);
    formulas.push(...said.formulas);
    if (stage.kind !== "update") continue;
    const dense = denseOf(plan, stage.layer);
    const inputs = plan.widths[dense.source];
    const at = (i) => (i < inputs ? dense.parameter + unit * inputs + i : dense.bias + unit);
    said.rows.forEach((row, i) => rows.push([row[4], after[at(i)]]));
  }
}
console.log(JSON.stringify({ rows, formulas }));
"""


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"l2": 0.1, "l1": 0.05},
        {"activation": "prelu"},
        {"hidden": [3, 3], "residual": True},
        {"loss": "hinge", "activation": "relu"},
        {"loss": "squared", "output": "sigmoid"},
        {"hidden": [3, 3], "dropout": 0.0, "normalization": "layer"},
    ],
    ids=str,
)
def test_the_explained_step_is_the_next_one(values: dict[str, Any]) -> None:
    experiment = Experiment().replace(
        **{"samples": 4, "train_share": 0.25, "hidden": [3], "learning_rate": 0.1, "batch_size": 1, **values}
    )
    told = lowered(experiment, [3])
    assert told["meta"]["train_samples"] == 1
    head = f"const folder = {json.dumps(WEB.as_uri())}; const given = {json.dumps({'lowered': told})};\n"
    done = subprocess.run(
        ["node", "--input-type=module", "-"], input=head + _CODE,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["rows"]
    for shown, taken in said["rows"]:
        mantissa, _, power = shown.partition("×10")
        number = float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
        assert number == pytest.approx(taken, rel=0.05 if power else 6e-3, abs=1e-6)  # two or three digits are shown
    assert not [formula for formula in said["formulas"] if "–" in formula]  # a dash: no number
