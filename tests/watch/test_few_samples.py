"""Batches of one sample, classes that are rare, tables of four rows, networks of one layer: what medians and recipes
for large networks would get wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.reading import Reading
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")


def train(model: Any, optimizer: Any, updates: int, batch: Callable[[], tuple[Any, Any]], loss: Any) -> Any:
    """The trace of a plain training."""
    with wg.watch(model, optimizer, settings=THOROUGH) as watch:
        for _ in range(updates):
            x, y = batch()
            optimizer.zero_grad()
            loss(model(x), y).backward()
            optimizer.step()
    return watch.trace


def severities(trace: Any) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in diagnose(trace).findings}


def _one_at_a_time(rate: float, samples: int) -> Any:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 32), torch.nn.SiLU(), torch.nn.Linear(32, 1))

    def batch() -> tuple[Any, Any]:
        x = torch.randn(samples, 3)
        return x, 2 * x[:, :1] + 2 * torch.randn(samples, 1)

    return train(net, torch.optim.Adam(net.parameters(), lr=rate), 700, batch, torch.nn.functional.mse_loss)


def test_the_progress_of_single_samples_is_that_of_their_mean() -> None:
    reading = Reading.of(_one_at_a_time(0.03, 1))
    quarter, tenth = reading.last_part(0.25), reading.last_part(0.1)
    known = reading.alive[0] & (reading.steps >= 0.75 * reading.steps[reading.alive[0]][-1])
    np.testing.assert_array_equal(quarter[0], known)
    mean = float(reading.progress[quarter].mean())
    assert float(reading.typical(reading.progress, quarter)[0]) > mean + 0.1  # a median would praise it
    assert reading.final_progress[0] in (pytest.approx(mean), pytest.approx(float(reading.progress[tenth].mean())))


def test_updates_by_one_noisy_sample_are_noisy() -> None:
    assert "noisy-updates" in severities(_one_at_a_time(0.1, 1))
    assert "noisy-updates" not in severities(_one_at_a_time(0.003, 256))


def _logits_of(weight_std: float | None, width: int) -> Any:
    torch.manual_seed(0)
    x = torch.rand(2000, width)
    y = (x @ torch.randn(width, 10)).argmax(1)
    layer = torch.nn.Linear(width, 10)
    if weight_std is not None:
        torch.nn.init.normal_(layer.weight, std=weight_std)

    def batch() -> tuple[Any, Any]:
        rows = torch.randint(0, 2000, (50,))
        return x[rows] - 0.5, y[rows]

    return train(layer, torch.optim.Adam(layer.parameters(), 1e-3), 150, batch, torch.nn.functional.cross_entropy)


def test_first_answers_of_a_single_layer_may_be_far_off() -> None:
    assert severities(_logits_of(4.0, 400)).get("init-too-large") is Severity.ERROR
    assert "init-too-large" not in severities(_logits_of(None, 400))


def test_a_single_layer_may_grow_from_where_it_began() -> None:
    torch.manual_seed(0)
    x = torch.randn(300, 8)
    y = (x[:, 0] + 2.5 * torch.randn(300) > 0).float()[:, None]
    layer = torch.nn.Linear(8, 1)
    torch.nn.init.normal_(layer.weight, std=0.02)
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    trace = train(layer, torch.optim.SGD(layer.parameters(), lr=1.0), 120, lambda: (x, y), loss)
    assert Reading.of(trace).harmed.all()
    assert "learning-rate-too-high" not in severities(trace)


XOR = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]


@pytest.mark.parametrize(("answers", "linear"), [([0.0, 1.0, 1.0, 0.0], True), ([0.0, 1.0, 1.0, 1.0], False)])
def test_a_perceptron_cannot_learn_exclusive_or(answers: list[float], linear: bool) -> None:
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.Sigmoid())
    x, y = torch.tensor(XOR), torch.tensor(answers)[:, None]
    loss = torch.nn.functional.binary_cross_entropy
    trace = train(net, torch.optim.SGD(net.parameters(), lr=1.0), 400, lambda: (x, y), loss)
    assert trace.meta.data.neighbor_samples == (4 if linear else 0)  # of what a plane can do, neighbors tell nothing
    assert severities(trace) == ({"linear-network": Severity.WARNING, "no-progress": Severity.ERROR} if linear else {})


def test_a_sample_that_comes_again_is_one_sample() -> None:
    torch.manual_seed(0)
    x = torch.randn(80, 3)
    y = torch.randint(0, 2, (80,))
    net = torch.nn.Linear(3, 2)
    loss = torch.nn.functional.cross_entropy
    trace = train(net, torch.optim.SGD(net.parameters(), lr=0.1), 60, lambda: (x, y), loss)
    assert trace.meta.data.neighbor_samples == 80


def test_samples_of_which_none_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """A constant column was divided by its deviation: every sample holds a NaN."""
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))

    def batch() -> tuple[Any, Any]:
        x = torch.randn(32, 3)
        x[:, 1] = float("nan")
        return x, torch.randint(0, 2, (32,))

    trace = train(net, torch.optim.Adam(net.parameters()), 60, batch, torch.nn.functional.cross_entropy)
    assert "went wrong" not in capsys.readouterr().err
    assert diagnose(trace).findings[0].code == "non-finite-data"


def test_the_skill_of_batches_that_lack_a_class_is_that_of_their_mean() -> None:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))

    def batch() -> tuple[Any, Any]:
        y = (torch.rand(6) < 0.1).long()
        return torch.randn(6, 4), y

    trace = train(net, torch.optim.Adam(net.parameters(), 1e-2), 400, batch, torch.nn.functional.cross_entropy)
    reading = Reading.of(trace)
    late = reading.alive[0] & (reading.steps >= 0.75 * reading.steps[reading.alive[0]][-1])
    accuracy, chance = reading["accuracy_train"][0, late], trace.meta.chance_accuracy
    assert reading.final_skill[0] == pytest.approx((accuracy.mean() - chance) / (1 - chance))
    assert sorted(accuracy)[len(accuracy) // 2] == 1.0  # of most batches every answer is right
    assert reading.final_skill[0] < 0.6


def test_a_batch_of_indices_is_a_batch() -> None:
    table = torch.nn.Embedding(50, 1)
    optimizer = torch.optim.SGD(table.parameters(), lr=0.1)
    trace = train(table, optimizer, 5, lambda: (torch.arange(24), torch.zeros(24, 1)), torch.nn.functional.mse_loss)
    assert trace.meta.batch_size == 24
