"""A model that is moved, converted or copied while it is watched: the training stays its own, and stays watched."""

from __future__ import annotations

import copy
import io
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

pytestmark = pytest.mark.torch
Between = Callable[[Any, Any, int], None]


def _train(between: Between, *, watched: bool, every: Any = 1) -> tuple[list[float], Any]:
    """Twelve updates; `between` may do something to the model between two. Losses, and the trace if it was watched."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 2))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    x = torch.randn(64, 6)
    y = (x[:, 0] > 0).long()
    watch = wg.watch(model, optimizer, every=every) if watched else None
    losses: list[float] = []
    for number in range(12):
        weight = model[0].weight
        loss = nn.functional.cross_entropy(model(x.to(weight)), y.to(weight.device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if number < 11:
            between(model, optimizer, number)
    if watch is None:
        return losses, None
    watch.close()
    return losses, watch.trace


def _meta(model: Any, optimizer: Any, number: int) -> None:
    """A twin without numbers, as one that only counts parameters makes it."""
    twin = copy.deepcopy(model).to("meta")
    twin(torch.empty(4, 6, device="meta"))
    twin.to_empty(device="cpu")


def _precision(model: Any, optimizer: Any, number: int) -> None:
    """In double precision from the fourth update to the eighth: the optimizer's parameters change in place."""
    if number in (3, 7):
        model.to(torch.float64 if number == 3 else torch.float32)
        for state in optimizer.state.values():
            for name in ("exp_avg", "exp_avg_sq"):
                state[name] = state[name].to(torch.float64 if number == 3 else torch.float32)


def _pickled(model: Any, optimizer: Any, number: int) -> None:
    twin, steps = pickle.loads(pickle.dumps((model, optimizer)))
    nn.functional.cross_entropy(twin(torch.zeros(4, 6)), torch.zeros(4, dtype=torch.long)).backward()
    steps.step()  # another training, which nobody watches


def _checkpoint(model: Any, optimizer: Any, number: int) -> None:
    """Back to the state of three updates ago, again and again."""
    if number % 3 == 0:
        _checkpoint.kept = io.BytesIO()
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, _checkpoint.kept)
    if number % 3 == 2:
        _checkpoint.kept.seek(0)
        found = torch.load(_checkpoint.kept)
        model.load_state_dict(found["model"])
        optimizer.load_state_dict(found["optimizer"])


def _assigned(model: Any, optimizer: Any, number: int) -> None:
    """The weights are other tensors, in the same parameters."""
    if number == 5:
        for p in model.parameters():
            p.data = p.data.clone()


def _cuda(model: Any, optimizer: Any, number: int) -> None:
    if number in (3, 7):
        device = "cuda" if number == 3 else "cpu"
        model.to(device)
        optimizer.load_state_dict(optimizer.state_dict())  # moves its state along


BETWEEN = [_meta, _precision, _pickled, _checkpoint, _assigned]
CUDA = pytest.param(_cuda, marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here"))


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("between", [*BETWEEN, CUDA])
def test_it_stays_watched_and_the_same(between: Between, every: int) -> None:
    bare, _ = _train(between, watched=False)
    losses, trace = _train(between, watched=True, every=every)
    assert losses == bare
    assert trace.meta.total_steps == 12
    assert trace.steps.tolist() == list(range(0, 12, every))
    np.testing.assert_allclose(trace["loss_train"][0], losses[::every], rtol=1e-5)
    for name in ("gradient_norm", "gradient_rms", "weight_rms", "activation_rms", "backprop_rms"):
        assert np.isfinite(trace[name]).all(), name
        assert (trace[name] > 0).all(), name
    assert all(parameter.changed and parameter.reached for parameter in trace.meta.program.parameters)
    assert len(trace.meta.program.parameters) == 6
