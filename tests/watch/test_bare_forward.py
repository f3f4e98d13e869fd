"""`model.forward(x)` is seen as `model(x)` is, although PyTorch's hooks see only the parts of the model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.watch.forked import watched

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional
from whygrad.instrument.bare_forward import bare_forward  # noqa: E402 (needs PyTorch)

HIDDEN = 16


class Model(torch.nn.Module):
    """Changes its argument before the first part is called, and works on after the last one was."""

    def __init__(self) -> None:
        super().__init__()
        self.first = torch.nn.Linear(3, HIDDEN)
        self.drop = torch.nn.Dropout(0.1)
        self.last = torch.nn.Linear(HIDDEN, 2)

    def forward(self, x: Any, *, scale: float = 1.0) -> Any:
        """Log-probabilities of two classes."""
        x = scale * x
        hidden = self.drop(torch.relu(self.first(x)))
        return F.log_softmax(self.last(hidden), 1)


def trained(call: Callable[[Any], Any], model: Any) -> Any:
    """What is known of some updates with an evaluation after each."""
    torch.manual_seed(0)
    for one in model.parameters():
        torch.nn.init.normal_(one)
    x, new = torch.randn(12, 3), torch.randn(9, 3)
    y, other = torch.arange(12) % 2, torch.arange(9) % 2
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(4):
            model.train()
            optimizer.zero_grad()
            F.nll_loss(call(x), y).backward()
            optimizer.step()
            model.eval()
            with torch.no_grad():
                F.nll_loss(call(new), other)
    return watch.trace


def test_the_same_is_known_as_of_a_call() -> None:
    model = Model()
    called = trained(model, model)
    bare = trained(model.forward, model)
    assert bare.meta.layers == called.meta.layers
    one, other = bare.meta.program, called.meta.program
    assert one.mixing == other.mixing
    assert one.mixing.bent > 0.01
    assert one.modes == replace(other.modes, train_place=one.modes.train_place, eval_place=one.modes.eval_place)
    assert one.modes.eval_passes > 0
    assert (one.loss.before, one.loss.input_shape) == (other.loss.before, other.loss.input_shape)
    assert [p.name for p in one.parameters] == ["first.weight", "first.bias", "last.weight", "last.bias"]
    assert set(bare.channels) == set(called.channels)


def test_after_a_bare_forward_nothing_is_inside_the_model() -> None:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Softmax(1))
    x, y = torch.randn(12, 3), torch.arange(12) % 2
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            (-torch.log_softmax(model.forward(x), 1)[range(12), y].mean()).backward()
            optimizer.step()
    [outside] = watch.trace.meta.program.outside
    assert (outside.function, outside.before) == ("log-softmax", "softmax")


def test_a_part_that_the_program_calls_is_no_forward() -> None:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Sigmoid(), torch.nn.Linear(8, 2))
    x, y = torch.randn(12, 3), torch.arange(12) % 2
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            F.cross_entropy(model[2](torch.sigmoid(model[0](x))), y).backward()
            optimizer.step()
    assert watch.trace.meta.program.mixing.bent != watch.trace.meta.program.mixing.bent  # not a number


def test_a_forward_that_fails_ends() -> None:
    class Refuses(Model):
        def forward(self, x: Any, *, scale: float = 1.0) -> Any:
            found = super().forward(x, scale=scale)
            if len(x) == 1:
                raise ValueError("one")
            return found

    torch.manual_seed(0)
    model = Refuses()
    x, y = torch.randn(12, 3), torch.arange(12) % 2
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            with pytest.raises(ValueError, match="one"):
                model.forward(x[:1])
            optimizer.zero_grad()
            F.nll_loss(model.forward(x), y).backward()
            optimizer.step()
    assert watch.trace.meta.batch_size == 12
    assert watch.trace.meta.total_steps == 3


def test_the_arguments_of_the_outermost_forward() -> None:
    found: list[Any] = []

    class Part(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            found.append((bare_forward(self, sys._getframe(0)), x))
            return x

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.part = Part()

        def forward(self, x: Any, *more: Any, by_name: Any = None, **rest: Any) -> Any:
            return self.part.forward(x)

    class Around(torch.nn.Module):
        def __init__(self, whole: Any) -> None:
            super().__init__()
            self.whole = whole

        def forward(self, *given: Any, **options: Any) -> Any:
            return self.whole.forward(*given, **options)

    whole = Whole()
    whole.forward(1, 2, by_name=3, other=4)
    [(bare, _)] = found
    assert bare.module is whole
    assert bare.call == ((1, 2), {"by_name": 3, "other": 4})
    assert not bare.is_running()

    around = Around(whole)
    around.forward(1)
    assert found[-1][0].module is around
    Part().forward(1)
    assert found[-1][0] is None


SCRIPT = """
import importlib.util
assert importlib.util.find_spec("torch") is not None  # as transformers asks before it imports
import torch
torch.manual_seed(0)

class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = torch.nn.Linear(4, 8), torch.nn.Linear(8, 1)
    def forward(self, x):
        return self.out(torch.relu(self.hidden(x)))

model = Model()
optimizer = torch.optim.Adam(model.parameters(), 0.01)
x = torch.randn(64, 4)
for _ in range(60):
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(model.forward(x), x[:, :1]).backward()
    optimizer.step()
"""


def test_a_script_that_asks_for_pytorch_and_calls_forward(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(SCRIPT, encoding="utf-8")
    [trace] = watched(script).traces
    assert [(layer.name, layer.activation) for layer in trace.meta.layers] == [("hidden", "relu"), ("out", "identity")]
    assert trace.meta.program is not None
    assert trace.meta.program.mixing.bent > 1e-3
