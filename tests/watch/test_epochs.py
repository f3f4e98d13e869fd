"""How often a training went through its data set, as far as it can be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")

SAMPLES, BATCH = 200, 20
Batches = Iterable[tuple[Any, Any]]


def epochs(batches: Batches) -> float:
    net = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for x, y in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
    program = watch.trace.meta.program
    assert program is not None
    return program.epochs


def data() -> tuple[Any, Any]:
    x = torch.randn(SAMPLES, 5)
    return x, (x[:, 0] > 0).long()


@pytest.mark.parametrize("anew", [False, True])
def test_a_data_loader_tells_how_many_batches_an_epoch_has(anew: bool) -> None:
    x, y = data()
    whole = torch.utils.data.TensorDataset(x, y)

    def batches() -> Batches:
        for _ in range(3):
            given = torch.utils.data.TensorDataset(x, y) if anew else whole
            yield from torch.utils.data.DataLoader(given, BATCH, shuffle=True)

    assert epochs(batches()) == pytest.approx(3)


def test_a_data_set_that_is_evaluated_in_between_does_not_count() -> None:
    x, y = data()
    train, test = torch.utils.data.TensorDataset(x, y), torch.utils.data.TensorDataset(x[:40], y[:40])

    def batches() -> Batches:
        for x_batch, y_batch in torch.utils.data.DataLoader(train, BATCH):
            yield x_batch, y_batch
            for _ in torch.utils.data.DataLoader(test, BATCH):
                pass

    assert epochs(batches()) == pytest.approx(1)


def test_a_stream_has_no_length() -> None:
    class Stream(torch.utils.data.IterableDataset):
        def __iter__(self) -> Any:
            for _ in range(400):
                x = torch.randn(5)
                yield x, (x[0] > 0).long()

    assert math.isnan(epochs(torch.utils.data.DataLoader(Stream(), BATCH)))


def test_samples_that_come_again_tell_without_a_loader() -> None:
    x, y = data()

    def batches() -> Batches:
        for _ in range(300):
            chosen = torch.randint(0, SAMPLES, (BATCH,))
            yield x[chosen], y[chosen]

    assert epochs(batches()) == pytest.approx(30, rel=0.2)


def test_new_samples_tell_nothing() -> None:
    def batches() -> Batches:
        for _ in range(40):
            x = torch.randn(BATCH, 5)
            yield x, (x[:, 0] > 0).long()

    assert math.isnan(epochs(batches()))


def test_the_steps_of_a_sequence_are_no_samples() -> None:
    cell, top = torch.nn.RNNCell(4, 6), torch.nn.Linear(6, 2)

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell, self.top = cell, top

        def forward(self, x: Any, state: Any) -> Any:
            state = self.cell(x, state)
            return self.top(state), state

    net = Network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    letters = torch.eye(4)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(60):
            state, word = torch.zeros(1, 6), torch.randint(0, 4, (5,))
            for letter in word:
                answer, state = net(letters[letter][None], state)
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(answer, word[:1] // 2).backward()
            optimizer.step()
    program = watch.trace.meta.program
    assert program is not None
    assert math.isnan(program.epochs)


def test_data_loaders_are_left_as_they_were() -> None:
    from torch.utils.data.dataloader import _BaseDataLoaderIter  # pyright: ignore[reportPrivateUsage]

    before = _BaseDataLoaderIter.__next__
    epochs([data()])
    assert _BaseDataLoaderIter.__next__ is before


def test_what_a_model_hands_through_is_not_its_own_output() -> None:
    """A graph network that gives the edges back beside the nodes, so that layers can stand in a row."""

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weigh = torch.nn.Linear(5, 2)

        def forward(self, data: Any) -> Any:
            nodes, edges = data
            return self.weigh(nodes + 0.1 * nodes[edges[1]].mean(0)), edges

    net, (x, y) = Graph(), data()
    edges = torch.randint(0, SAMPLES, (2, 400))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(30):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net((x, edges))[0], y).backward()
            optimizer.step()
    program = watch.trace.meta.program
    assert program is not None
    assert program.epochs == pytest.approx(30, rel=0.01)
