"""What remedies that draw weights anew make of them."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, cast

import pytest

torch = pytest.importorskip("torch")
from whygrad.trial.rerun.intervention import LayerCall  # noqa: E402
from whygrad.trial.rerun.job import ScriptFacts  # noqa: E402
from whygrad.trial.rerun.state import RunState  # noqa: E402
from whygrad.trial.script_remedies._weights import Drawn  # noqa: E402

pytestmark = pytest.mark.torch

INPUTS, OUTPUTS = 400, 100


@pytest.mark.parametrize(
    ("name", "shape"),
    [("linear", (OUTPUTS, INPUTS)), ("mm", (INPUTS, OUTPUTS)), ("bmm", (3, INPUTS, OUTPUTS)),
     ("baddbmm", (3, INPUTS, OUTPUTS))],
)  # fmt: skip
def test_each_matrix_is_drawn_by_its_own_inputs(name: str, shape: tuple[int, ...]) -> None:
    """He's variance is 2 / inputs."""
    drawn, weight = Drawn({"init": "he"}, cast("ScriptFacts", None)), torch.nn.Parameter(torch.zeros(shape))
    drawn.run = RunState(cast("Any", SimpleNamespace(working=nullcontext)))
    drawn.weights(LayerCall(name, torch.bmm, [], {}, weights=[weight]))
    assert float(weight.detach().var()) * INPUTS == pytest.approx(2, rel=0.05)
