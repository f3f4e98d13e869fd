"""The page's race of optimizers trains what the server would have lowered for each of them."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import numpy as np
import pytest
from tests.studio.driving import WEB, needs_node

from whygrad.experiment import Experiment
from whygrad.studio.lowering import lowered
from whygrad.studio.tables import options

pytestmark = needs_node

# Parameters after 60 updates: of run 1 trained by another optimizer, and of the server's program for that optimizer.
_CODE = """
const { readFileSync } = await import("node:fs");
const { compile, Session } = await import(`${folder}/kernel.js`);
const { decoded } = await import(`${folder}/api.js`);
const { trainedBy } = await import(`${folder}/charts/race.js`);
const module = await compile(readFileSync(new URL(`${folder}/kernel.wasm`)));
const after = (lowered) => {
  const session = new Session(module, lowered);
  session.advance(60, false);
  return Array.from(session.parameters(0));
};
const base = decoded(given.base);
const raced = given.racers.map(({ number, rate }) => after(trainedBy(base, 1, number, rate)));
console.log(JSON.stringify({ raced, own: given.own.map((one) => after(decoded(one))) }));
"""


@pytest.mark.parametrize("usual", [False, True])
@pytest.mark.parametrize(
    "values", [{"l2": 0.01}, {"dropout": 0.3, "hidden": [5, 5], "normalization": "batch"}], ids=str
)
def test_every_optimizer_trains_as_its_own_program(values: dict[str, Any], usual: bool) -> None:
    experiment = Experiment().replace(samples=100, schedule="cosine", **values)
    racers = [{**one, "rate": one["rate"] if usual else None} for one in options()["optimizers"]]
    own = []
    for racer in racers:
        changes = {"optimizer": racer["name"]} | ({"learning_rate": racer["rate"]} if usual else {})
        own.append({**lowered(experiment.replace(**changes), [8]), "points": None, "grid": None})
    given = {"base": {**lowered(experiment, [3, 8, 9]), "grid": None}, "racers": racers, "own": own}
    head = f"const folder = {json.dumps(WEB.as_uri())}; const given = {json.dumps(given)};\n"
    done = subprocess.run(
        ["node", "--input-type=module", "-"],
        input=head + _CODE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    np.testing.assert_array_equal(said["raced"], said["own"])
    assert len({tuple(one) for one in said["raced"]}) >= len(racers) - (experiment.training.l2 == 0)
