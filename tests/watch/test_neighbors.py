"""Which samples are compared with their neighbors."""

from __future__ import annotations

import math

import pytest

import whygrad as wg
from whygrad.instrument.settings import Settings

torch = pytest.importorskip("torch")
from whygrad.watch._neighbors import Neighbors  # noqa: E402

pytestmark = pytest.mark.torch

CLASSES, SAMPLES = 3, 700  # more of a class than are compared


def facts_of(batches: list[tuple[torch.Tensor, torch.Tensor]]) -> wg.trace.DataFacts:
    """What is known of the data of a training on these batches."""
    torch.manual_seed(0)
    model = torch.nn.Linear(2, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for inputs, targets in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(inputs), targets).backward()
            optimizer.step()
    return watch.trace.meta.data


def test_samples_are_drawn_from_a_whole_batch_that_is_sorted_by_class():
    targets = torch.arange(CLASSES).repeat_interleave(SAMPLES)
    inputs = torch.randn(len(targets), 2) + 10.0 * targets[:, None]
    data = facts_of([(inputs, targets)] * 3)
    assert data.neighbor_chance == pytest.approx(1 / CLASSES, abs=0.02)
    assert data.neighbor_agreement == pytest.approx(1.0, abs=0.02)


def test_samples_of_one_class_tell_nothing_of_what_can_be_known():
    ordered = [(torch.randn(SAMPLES, 2), torch.full((SAMPLES,), which)) for which in range(CLASSES)]
    data = facts_of(ordered)
    assert math.isnan(data.neighbor_agreement)


def test_constant_targets_of_several_columns_tell_nothing_of_what_can_be_known() -> None:
    neighbors = Neighbors(Settings())
    neighbors.see(torch.randn(300, 3), torch.ones(300, 2))
    assert math.isnan(neighbors.agreement(classes=False).share)


def test_a_sample_is_no_neighbor_of_itself() -> None:
    """The mean of a constant column is rounded, and what is left of it is divided by next to nothing: numbers so large
    that a sample seems to lie apart from itself. Here a few of many columns are constant, and every sample comes twice,
    each time with another class drawn at random.
    """
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(250, 3000, generator=generator)
    x[:, :12] = 99.9
    neighbors = Neighbors(Settings())
    for _ in range(2):
        neighbors.see(x, torch.randint(0, 10, (250,), generator=generator))
    told = neighbors.agreement(classes=True)
    assert told.samples > 400
    assert told.share == pytest.approx(told.chance, abs=4 * math.sqrt(0.09 / told.samples))


@pytest.mark.parametrize("width", [1, 5, 20])
def test_what_a_linear_autoencoder_keeps_is_what_scikit_learns_components_do(width: int) -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(200, 6, generator=generator) @ torch.randn(6, 40, generator=generator) + 3.0
    x += 0.3 * torch.randn(200, 40, generator=generator)
    neighbors = Neighbors(Settings(neighbors=200))
    neighbors.see(x, x)
    components = decomposition.PCA(width).fit(x[::2].numpy())
    new = x[1::2].numpy()
    rest = ((components.inverse_transform(components.transform(new)) - new) ** 2).sum()
    whole = ((components.mean_ - new) ** 2).sum()
    assert neighbors.projected(width) == pytest.approx(1 - rest / whole, abs=1e-5)


def test_only_targets_that_are_the_inputs_are_held_against_their_components() -> None:
    x = torch.randn(200, 8)
    others, few = Neighbors(Settings(neighbors=200)), Neighbors(Settings())
    others.see(x, x + 0.1)
    few.see(x[:50], x[:50])
    assert math.isnan(others.projected(2))
    assert math.isnan(few.projected(2))


@pytest.mark.parametrize(("width", "known"), [(2, True), (6, False)])
def test_a_layer_that_is_hardly_narrower_than_the_inputs_is_no_code(width: int, known: bool) -> None:
    torch.manual_seed(0)
    x = torch.randn(200, 8)
    model = torch.nn.Sequential(torch.nn.Linear(8, width), torch.nn.Linear(width, 8))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(4):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(x), x).backward()
            optimizer.step()
    assert math.isfinite(watch.trace.meta.data.projected_share) is known
