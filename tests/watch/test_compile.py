"""What `torch.compile` makes runs as if nobody watched; what cannot be seen in it is said."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
dynamo = pytest.importorskip("torch._dynamo")


def losses(kind: str, backend: str, *, watched: bool) -> tuple[list[float], Any, int]:
    """The losses of twelve updates, the trace if watched, how many graphs were made."""
    dynamo.reset()
    dynamo.utils.counters.clear()
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(20, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.randn(32, 20), torch.randint(0, 2, (32,))
    called: Any = model
    if kind == "method":
        model.compile(backend=backend)
    else:
        called = torch.compile(model if kind == "model" else lambda x: model(x), backend=backend)
    watch = wg.watch(model, optimizer, every=3) if watched else None
    found: list[float] = []
    for _ in range(12):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(called(x), y)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    if watch is not None:
        watch.close()
    return found, None if watch is None else watch.trace, sum(dynamo.utils.counters["graph_break"].values())


@pytest.mark.parametrize("backend", ["eager", "aot_eager"])
@pytest.mark.parametrize("kind", ["model", "method", "function"])
def test_a_compiled_training_is_the_same_and_never_broken_up(kind: str, backend: str) -> None:
    with warnings.catch_warnings():
        # Of tracing a function mode PyTorch itself warns where a whole method is compiled.
        warnings.simplefilter("error" if kind == "model" else "ignore")
        bare, _, _ = losses(kind, backend, watched=False)
        seen, trace, breaks = losses(kind, backend, watched=True)
    assert seen == bare
    assert breaks == 0
    assert trace["loss_train"][0].tolist() == pytest.approx([bare[int(step)] for step in trace.steps])
    assert trace.steps.tolist() == [0, 3, 6, 9]
    assert all(parameter.reached and parameter.changed for parameter in trace.meta.program.parameters)
    if kind != "function":
        assert "compiled" in trace.meta.program.unseen
        assert not trace.meta.layers
