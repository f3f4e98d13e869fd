"""Evaluations that keep gradients: no backward pass follows, so they are none of training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.watch.forked import watched

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional


def data(rows: int) -> tuple[Any, Any]:
    x = torch.randn(rows, 6)
    return x, (x[:, 0] > 0).long()


@pytest.mark.parametrize("ask", ["new samples", "the batch again", "never"])
@pytest.mark.parametrize("evaluating", [True, False])
def test_an_evaluation_that_keeps_gradients(ask: str, evaluating: bool) -> None:
    """The loss of a training batch that is told again after its update is no evaluation."""
    net = nn.Sequential(nn.Linear(6, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 2))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
    (x, y), new = data(80), data(70)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(30):
            for rows in torch.randperm(80).split(20):
                optimizer.zero_grad()
                F.cross_entropy(net(x[rows]), y[rows]).backward()
                optimizer.step()
                asked = (x[rows], y[rows])
                if ask == "the batch again":
                    F.cross_entropy(net(asked[0]), asked[1]).item()
            if ask == "new samples":
                net.train(not evaluating)
                F.cross_entropy(net(new[0]), new[1]).item()
                net.train()
    trace: Any = watch.trace
    modes = trace.meta.program.modes
    assert (modes.eval_passes > 3) == (ask == "new samples")
    assert modes.train_in_eval == 0
    assert modes.eval_in_train == (1.0 if ask == "new samples" and not evaluating else 0.0)
    assert trace.meta.batch_size == 20
    told = trace.channels.get("loss_test")
    assert (told is not None and bool((told == told).sum() > 3)) == (ask == "new samples")


@pytest.mark.parametrize("new", [True, False])
def test_a_curve_may_be_tested_at_the_places_that_it_is_fitted_at(new: bool) -> None:
    net = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x = torch.linspace(-1, 1, 20)[:, None]
    y, other = x + torch.randn(20, 1), x + torch.randn(20, 1)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(40):
            optimizer.zero_grad()
            F.mse_loss(net(x), y).backward()
            optimizer.step()
            F.mse_loss(net(x), other if new else y)
    assert ("loss_test" in watch.trace.channels) == new


def test_each_network_of_a_loop_has_its_own_test_loss() -> None:
    (x, y), new = data(40), data(60)
    good, bad = nn.Linear(6, 2), nn.Linear(6, 2)
    optimizers = [torch.optim.SGD(net.parameters(), lr=rate) for net, rate in ((good, 0.5), (bad, 0.0))]
    watches = [wg.watch(net, optimizer, settings=THOROUGH)
               for net, optimizer in zip((good, bad), optimizers, strict=True)]  # fmt: skip
    for _ in range(60):
        losses = [F.cross_entropy(net(x), y) for net in (good, bad)]
        for loss, optimizer in zip(losses, optimizers, strict=True):
            optimizer.zero_grad()
            loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        tests = [F.cross_entropy(net(new[0]), new[1]) for net in (good, bad)]
    for watch, test in zip(watches, tests, strict=True):
        watch.close()
        trace: Any = watch.trace
        ends = trace.channels["loss_test"][0]
        assert trace.meta.program.elusive == ""
        assert ends[ends == ends][-2] == pytest.approx(test.item(), rel=0.1)  # the last one is taken as a watch closes


SCRIPT = """
import torch
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(6, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x = torch.randn(640, 6)
y = (x[:, 0] > 0).long()

def right_answers(x, y):
    {mode}
    return sum(int((net(rows).argmax(1) == names).sum()) for rows, names in zip(x.split(16), y.split(16))) / len(x)

for _ in range(6):
    for rows in torch.randperm(512).split(4):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
        optimizer.step()
    right_answers(x[512:], y[512:])
    {after}
"""


@pytest.mark.parametrize(("mode", "after", "seen"), [
    ("net.eval()", "net.train()", True),
    ("net.eval()", "pass", True),  # it is trained in evaluation mode from then on
    ("net.train()", "net.eval()", False),  # what trains is no evaluation, whatever the mode
])  # fmt: skip
def test_rare_evaluations_that_keep_gradients_are_seen(mode: str, after: str, seen: bool, tmp_path: Path) -> None:
    """One after 128 updates each, of which few are recorded: the network's mode tells that one begins."""
    script = tmp_path / "train.py"
    script.write_text(SCRIPT.replace("{mode}", mode).replace("{after}", after), "utf-8")
    [trace] = watched(script, steps=768).traces
    told = trace.channels.get("accuracy_test")
    assert (told is not None and int((told == told).sum()) >= 4) is seen
    assert trace.meta.batch_size == 4


SHARED = """
import torch
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(6, 16), torch.nn.Dropout(), torch.nn.ReLU(), torch.nn.Linear(16, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x = torch.randn(640, 6)
y = (x[:, 0] > 0).long()
shown, new = TensorDataset(x[:512], y[:512]), TensorDataset(x[512:], y[512:])

def loss_of(rows, names, train):
    loss = torch.nn.functional.cross_entropy(net(rows), names)
    optimizer.zero_grad()
    if train:
        loss.backward()
        optimizer.step()
    return loss.item()

kept = DataLoader(new, 16), DataLoader(shown, 4, shuffle=True)
for epoch in range(6):
    for rows, names in kept[1]:
        loss_of(rows, names, True)
    for rows, names in {asked}:
        loss_of(rows, names, False)
"""


@pytest.mark.parametrize(("asked", "new"), [
    ("kept[0]", True),
    ("DataLoader(new, 16)", True),
    ("[next(iter(DataLoader(new, 16, shuffle=True))) for _ in range(4)]", True),
    ("[next(iter(kept[1]))]", False),  # it cannot be told from a batch that is merely not trained on
])  # fmt: skip
def test_one_line_may_train_and_evaluate(asked: str, new: bool, tmp_path: Path) -> None:
    """The data loader tells which it does."""
    script = tmp_path / "train.py"
    script.write_text(SHARED.replace("{asked}", asked), "utf-8")
    [trace] = watched(script, steps=768).traces
    program = trace.meta.program
    assert program is not None
    assert (program.modes.eval_passes > 0) is new
    assert program.modes.train_in_eval == 0.0
    assert program.modes.eval_in_train == float(new)
    assert ("loss_test" in trace.channels) is new
    assert trace.meta.batch_size == 4
