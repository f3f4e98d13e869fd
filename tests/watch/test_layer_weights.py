"""What a layer is, is the same for a watch and for the remedies of a re-run, however its call is spelled."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from whygrad.instrument.calls import LayerCalled  # noqa: E402
from whygrad.instrument.handlers import FunctionHandlers  # noqa: E402
from whygrad.instrument.mode import Mode  # noqa: E402
from whygrad.instrument.passes import Pass  # noqa: E402
from whygrad.instrument.replaceable import ReplaceableCalls  # noqa: E402
from whygrad.instrument.step import ObservedStep  # noqa: E402

pytestmark = pytest.mark.torch

F, Parameter = torch.nn.functional, torch.nn.Parameter
ROWS, IMAGES, SEVERAL = torch.randn(4, 3), torch.randn(2, 3, 7), torch.randn(2, 4, 3)
WEIGHT, MATRIX, BIAS = Parameter(torch.randn(5, 3)), Parameter(torch.randn(3, 5)), Parameter(torch.zeros(5))
KERNEL, STACK = Parameter(torch.randn(5, 3, 2)), Parameter(torch.randn(2, 3, 5))
LSTM, CELL = torch.nn.LSTM(3, 5), torch.nn.GRUCell(3, 5)
PAIRS = torch.nn.Bilinear(3, 3, 5)
STATE = Parameter(torch.zeros(1, 4, 5)), Parameter(torch.zeros(1, 4, 5))  # a first state that is learned

SPELLINGS: dict[str, tuple[Callable[[], Any], Any]] = {
    "linear": (lambda: F.linear(ROWS, WEIGHT, BIAS), WEIGHT),
    "linear by name": (lambda: F.linear(ROWS, weight=WEIGHT, bias=BIAS), WEIGHT),
    "linear all by name": (lambda: F.linear(input=ROWS, weight=WEIGHT), WEIGHT),
    "convolution": (lambda: F.conv1d(IMAGES, KERNEL, BIAS), KERNEL),
    "convolution by name": (lambda: F.conv1d(IMAGES, weight=KERNEL, bias=BIAS), KERNEL),
    "@": (lambda: ROWS @ MATRIX, MATRIX),
    "matmul by name": (lambda: torch.matmul(ROWS, other=MATRIX), MATRIX),
    "mm by name": (lambda: torch.mm(ROWS, mat2=MATRIX), MATRIX),
    "addmm": (lambda: torch.addmm(BIAS, ROWS, MATRIX), MATRIX),
    "addmm by name": (lambda: torch.addmm(BIAS, ROWS, mat2=MATRIX), MATRIX),
    "bmm": (lambda: torch.bmm(SEVERAL, STACK), STACK),
    "baddbmm": (lambda: torch.baddbmm(torch.zeros(2, 4, 5), SEVERAL, STACK), STACK),
    "@ several": (lambda: SEVERAL @ STACK, STACK),
    "lstm": (lambda: LSTM(SEVERAL), LSTM.weight_ih_l0),
    "lstm with a state": (lambda: LSTM(SEVERAL, STATE), LSTM.weight_ih_l0),
    "bilinear": (lambda: PAIRS(ROWS, ROWS), PAIRS.weight),
    "cell": (lambda: CELL(ROWS), CELL.weight_ih),
    "no layer": (lambda: ROWS @ ROWS.T, None),
    "no layer by name": (lambda: torch.mm(ROWS, mat2=ROWS.T), None),
}


class Events:
    """Keeps the weights of layers."""

    def __init__(self) -> None:
        self.weights: list[Any] = []

    def before(self, event: Any) -> None:
        if isinstance(event, LayerCalled):
            self.weights.append(event.weights[0])

    def after(self, _event: Any) -> None:
        pass


def raises(_part: str, error: Exception) -> None:
    raise error


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_watch_and_a_rerun_see_the_same_layer(spelling: str) -> None:
    call, weight = SPELLINGS[spelling]
    step = ObservedStep(lambda _event: None, raises, lambda: False, lambda _weights: True)
    events, model = Events(), torch.nn.Linear(1, 1)
    step.passing = Pass(weakref.ref(model), "", True)
    with Mode(step, ReplaceableCalls(step, FunctionHandlers(step), events), lambda: None):
        call()
    assert len(step.layers) == len(events.weights) == int(weight is not None)
    if weight is not None:
        assert events.weights[0] is weight
