"""What `torch.compile` makes runs as if nobody watched; what cannot be seen in it is said."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
dynamo = pytest.importorskip("torch._dynamo")


class Own(torch.nn.Module):
    """`Sequential` is PyTorch's own code, which `Module.compile` leaves alone."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = torch.nn.Linear(20, 32), torch.nn.Linear(32, 2)

    def forward(self, x: Any) -> Any:
        return self.b(torch.relu(self.a(x)))


def losses(kind: str, backend: str, *, watched: bool, own: bool) -> tuple[list[float], Any, Any]:
    """The losses of twelve updates, the trace if watched, what was compiled."""
    dynamo.reset()
    dynamo.utils.counters.clear()
    torch.manual_seed(0)
    layers = torch.nn.Linear(20, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2)
    model = Own() if own else torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.randn(32, 20), torch.randint(0, 2, (32,))
    called: Any = model
    if kind == "method":
        model.compile(backend=backend)
    else:
        called = torch.compile(model if kind == "model" else lambda x: model(x), backend=backend)
    watch = wg.watch(model, optimizer, every=2) if watched else None
    found: list[float] = []
    for _ in range(12):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(called(x), y)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    if watch is not None:
        watch.close()
    return found, None if watch is None else watch.trace, dynamo.utils.counters


@pytest.mark.parametrize("backend", ["eager", "aot_eager"])
@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("kind", ["model", "method", "function"])
def test_a_compiled_training_is_the_same_and_never_broken_up(kind: str, own: bool, backend: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bare, _, counters = losses(kind, backend, watched=False, own=own)
        frames = dict(counters["frames"])
        seen, trace, counters = losses(kind, backend, watched=True, own=own)
        breaks = sum(counters["graph_break"].values())
        for count, number in frames.items():  # for observed steps, for the others, between them: not for each record
            assert counters["frames"][count] <= 3 * number
        assert bool(frames) == bool(counters["frames"])
    assert seen == bare
    assert breaks == 0
    assert trace["loss_train"][0].tolist() == pytest.approx([bare[int(step)] for step in trace.steps])
    assert trace.steps.tolist() == [0, 2, 4, 6, 8, 10]
    assert all(parameter.reached and parameter.changed for parameter in trace.meta.program.parameters)
    if kind != "function":
        assert "compiled" in trace.meta.program.unseen
        assert not trace.meta.layers
