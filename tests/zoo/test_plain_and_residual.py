"""Plain and residual networks of growing depth: their layers, and what depth does to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from whygrad.errors import ExperimentError, InputError
from whygrad.experiment import Experiment
from whygrad.nets.layers import rows
from whygrad.views import plots
from whygrad.zoo import network, plain_and_residual
from whygrad.zoo.plain_and_residual import FAMILIES, layers, members, pictures

torch = pytest.importorskip("torch")

# Pictures of 8×8 pixels: two updates with batches as large as they get.
DIGITS = pictures().replace(name="digits", batch_size=300, train_share=0.35, epochs=1)


@pytest.fixture(scope="module")
def found() -> Any:
    return plain_and_residual(DIGITS, (8, 20), 2)


@pytest.mark.parametrize("depth", [8, 14, 32])
def test_depth_counts_convolutions_and_the_output(depth: int) -> None:
    for family, (shortcuts, normalized) in FAMILIES.items():
        every = rows(layers(family, depth, 10), (1, 28, 28))
        kinds = [row.layer.kind for row in every]
        own = [row for row in every if row.layer.kind in ("conv", "dense") and ".shortcut." not in row.name]
        assert len(own) == depth
        assert ("residual" in kinds) == shortcuts
        assert ("batch_norm" in kinds) == normalized
        assert all(len(row.parameters) == 2 - normalized for row in own if row.layer.kind == "conv")


def test_at_full_width_they_are_the_zoos() -> None:
    from whygrad.zoo.networks.cifar import stages

    for shortcuts, name in ((True, "resnet-20"), (False, "plain-20")):
        assert rows(network(name).layers, (3, 32, 32)) == rows(_checked(stages(20, shortcuts, 10)), (3, 32, 32))
    assert network("resnet-20").parameters == 272_474


def _checked(listed: list[object]) -> Any:
    from whygrad.experiment.layers import checked

    return checked(listed)


def test_gradients_by_layer_are_autograds(found: Any) -> None:
    """Of the first batch, before the first update, computed by a bare network in training mode."""
    from whygrad.engine import layered
    from whygrad.engine.layered.training import Run

    member = next(one for one in found if (one.family, one.depth) == ("plain", 8))
    logs = []
    for seed in range(2):
        job = layered.lower(member.experiment, [seed])
        run = Run(job, 0, torch.device("cpu"))
        x, y = run.samples.batch(0)
        torch.nn.functional.cross_entropy(run.network(x), y).backward()
        weights = [p for name, p in run.network.named_parameters() if name.endswith("weight") and p.ndim > 1]
        logs.append([float(p.grad.square().mean().sqrt().log()) for p in weights])
    np.testing.assert_allclose(member.gradients(0), np.exp(np.mean(logs, axis=0)), rtol=1e-3)


def test_normalization_alone_lets_the_gradient_grow_with_depth(found: Any) -> None:
    """Yang et al. 2019 (arXiv 1902.08129): by a factor a layer in plain networks, hardly with shortcuts."""
    growth = {(one.family, one.depth): one.gradients(0)[0] / one.gradients(0)[-1] for one in found}
    assert growth["plain", 20] > 3 * growth["plain", 8]
    assert growth["plain", 20] > 3 * growth["resnet", 20]


def test_a_deep_plain_network_learns_less_than_a_residual_one() -> None:
    base = pictures().replace(samples=300)
    deep = {one.family: one.last("loss_train")[0] for one in plain_and_residual(base.replace(epochs=6), (20,), 1)}
    assert deep["resnet"] < 0.8 * deep["plain"]
    assert deep["resnet"] < 0.6 * deep["vgg-style"]


def test_the_picture_and_its_words(found: Any) -> None:
    picture = plots.plain_against_residual(found)
    accuracy, loss, start, end = picture.figure.axes
    means = {line.get_label(): line for line in loss.lines if len(line.get_xdata()) == 2}
    assert [list(line.get_xdata()) for line in means.values()][:1] == [[8, 20]]
    assert len(start.lines) == len(end.lines) == 3
    assert all(len(line.get_xdata()) >= 20 for line in start.lines)
    assert len(accuracy.lines) > 3
    assert picture.alt.count("20") >= 3


def test_misuse_is_one_line() -> None:
    with pytest.raises(InputError, match="9"):
        members(DIGITS, (9,))
    with pytest.raises(ExperimentError, match="circle"):
        members(Experiment(), (8,))
