"""What the page's charts say, against Python's: activations, their facts, the way through layers, written numbers."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.i18n.numbers import number, share, signed
from whygrad.nets import ACTIVATIONS
from whygrad.views import activations as facts
from whygrad.views.depth import passage

CHARTS = Path(__file__).resolve().parents[2] / "src" / "whygrad" / "studio" / "web" / "charts"
PLACES = [-7.5, -4.2, -2.0, -1.0, -0.3, 0.0, 1e-3, 0.7, 1.0, 2.5, 6.0]
VALUES = [0.0, 1.0, -1.0, 0.1234567, 12.345, 99.96, 123.4, 1234.6, 98765.4, 1e5, 3.21e-9, -4.5e12, 0.001, 0.00099]
SHARES = [0.0, 1.0, 0.5, 0.001, 0.0001, 0.9999, 0.25, 0.014]

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="Node runs the page's code: apt install nodejs")


def _said(code: str, given: Any = None) -> Any:
    """What a module of the page prints as JSON; `charts` is its folder, `given` what it is given."""
    head = f"const charts = {json.dumps(CHARTS.as_uri())}; const given = {json.dumps(given)};\n"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", head + code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    rows = _said(
        """
        const { ACTIVATIONS, facts, saturation, product, weightVariance } = await import(`${charts}/activations.js`);
        const way = (one, init) => product(one, weightVariance(init, 64), 20);
        console.log(JSON.stringify(ACTIVATIONS.map((one) => ({
          ...one, f: given.map(one.f), derivative: given.map(one.derivative), facts: facts(one),
          saturation: saturation(one.saturated), saturated: one.saturated.map(String),
          xavier: way(one, "xavier-uniform"), he: way(one, "he-normal"),
        }))));
        """,
        PLACES,
    )
    return {row["name"]: row for row in rows}


def test_the_same_activations_in_the_same_order(page: dict[str, Any]) -> None:
    assert list(page) == list(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_facts_are_pythons(page: dict[str, Any], name: str) -> None:
    ours, row, known = ACTIVATIONS[name], page[name], facts.facts(name)
    z = np.array(PLACES)
    np.testing.assert_allclose(row["f"], ours.f(z), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(row["derivative"], ours.derivative(z), rtol=1e-9, atol=1e-12)
    assert row["range"] == ours.range_text
    assert row["zeroCentered"] == ours.zero_centered
    assert [float(end.replace("Infinity", "inf")) for end in row["saturated"]] == list(ours.saturated)
    assert row["saturation"] == facts.saturation(ours.saturated)
    for said, wanted in zip(
        (row["facts"][key] for key in ("steepest", "mean", "zeros", "squaredGain")),
        (known.steepest, known.mean, known.zeros, known.squared_gain),
        strict=True,
    ):
        assert said == pytest.approx(wanted, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("init", ["xavier-uniform", "he-normal"])
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "selu", "gelu", "linear"])
def test_factors_are_those_measured_on_real_networks(page: dict[str, Any], name: str, init: str) -> None:
    """The expectation over wide layers, and networks of 64 units: alike to a tenth a layer."""
    product = page[name]["he" if init.startswith("he") else "xavier"]
    measured = passage(name, init)
    assert product[-1] ** (1 / 20) == pytest.approx(measured.factor, rel=0.1)
    assert math.isclose(product[0], 1.0)


def test_numbers_are_written_alike() -> None:
    said = _said(
        """
        const { number, share, signed } = await import(`${charts}/numbers.js`);
        console.log(JSON.stringify([given[0].map((one) => number(one)), given[1].map(share), given[0].map(signed)]));
        """,
        [VALUES, SHARES],
    )
    assert said[0] == [number(value) for value in VALUES]
    assert said[1] == [share(value) for value in SHARES]
    assert said[2] == [signed(value) for value in VALUES]
