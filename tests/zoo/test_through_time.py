"""Recurrent cells side by side: what is measured is autograd's, what is known to happen happens."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from whygrad.data import load
from whygrad.diagnose import diagnose
from whygrad.engine import train
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment, preset_codes, recipes
from whygrad.views import plots
from whygrad.zoo import CELLS, through_time
from whygrad.zoo.through_time import adding, cells

torch = pytest.importorskip("torch")

SHORT = adding().replace(name="adding:10", samples=100, epochs=1)


@pytest.fixture(scope="module")
def passages() -> Any:
    return through_time(SHORT, 2)


def test_every_cell_with_and_without_clipping(passages: Any) -> None:
    assert [(one.cell, one.clip) for one in passages] == [(cell, clip) for cell in CELLS for clip in (0.0, 1.0)]
    for one in passages:
        assert one.times.shape == (len(one.trace.steps), 10)
        np.testing.assert_array_equal(one.relative[:, 0], 1.0)
        np.testing.assert_allclose(one.factors**9, one.relative[:, -1])
    plain, clipped = passages[:2]
    np.testing.assert_array_equal(plain.times[0], clipped.times[0])  # clipping changes steps, not gradients
    assert not np.array_equal(plain.times[-1], clipped.times[-1])


def test_the_first_record_is_autograds(passages: Any) -> None:
    """dL/dh_t of the simple RNN, unrolled step by step, on the first batch."""
    from whygrad.engine import layered
    from whygrad.engine.layered.observer import LEAST_SAMPLES
    from whygrad.engine.layered.training import Run

    experiment, expected = passages[0].experiment, []
    for seed in range(2):
        job = layered.lower(experiment, [seed])
        run = Run(job, 0, torch.device("cpu"))
        x, y = run.samples.batch(0)
        cell, dense = run.network[0].cell, run.network[1]
        states, h = [], torch.zeros(len(x), 32)
        for t in range(10):
            h = torch.tanh(x[:, t] @ cell.weight_ih_l0.T + h @ cell.weight_hh_l0.T + cell.bias_ih_l0 + cell.bias_hh_l0)
            states.append(h)
        loss = (0.5 * (dense(h) - y) ** 2).mean()
        gradients = torch.autograd.grad(loss, states)
        assert len(x) >= LEAST_SAMPLES
        expected.append([float(g.square().mean().sqrt()) * len(x) for g in gradients[::-1]])
    np.testing.assert_allclose(passages[0].times[0], np.exp(np.log(expected).mean(axis=0)), rtol=1e-4)


@pytest.mark.parametrize("name", ["copying:8", "parity:8", "sine-wave:8"])
def test_every_task_has_its_network(name: str) -> None:
    dataset = load(SHORT.replace(name=name).data)
    for _, _, experiment in cells(SHORT.replace(name=name)):
        assert (experiment.network.layers[0].kind == "embedding") == bool(dataset.tokens)
    trace = train(cells(SHORT.replace(name=name))[0][2], 1)
    assert trace["time_gradient"].shape[-1] == 8


def test_only_sequences() -> None:
    with pytest.raises(ExperimentError, match="circle"):
        through_time(Experiment())


def test_the_picture_draws_and_tells(passages: Any) -> None:
    picture = plots.gradients_through_time(passages)
    assert "1" in picture.alt
    upper = picture.figure.axes[0]
    np.testing.assert_allclose(upper.lines[1].get_ydata(), passages[0].relative[0])
    assert upper.get_yscale() == "log"


def test_a_simple_network_forgets_gates_and_orthogonal_weights_remember() -> None:
    """The recipes: vanishing through time is found where it is the cause, and replacing the cell mends it."""
    ill = train(recipes["adding-rnn"], 1)
    found = diagnose(ill)
    assert found.root is not None
    assert (found.root.code,) == preset_codes("adding-rnn")
    assert [one.quantity for one in found.root.evidence] == ["gradient_fade"]
    assert ill["loss_train"][0, -1] > 0.07  # the variance of the targets, halved, is 1/12: nothing is learned
    healed = train(recipes["adding-gru"], 1)
    assert healed["loss_test"][0, -1] < 0.01
    assert diagnose(healed).healthy
    start = train(recipes["adding-rnn"].replace(init="orthogonal", epochs=1), 1)
    reach, before = (trace["time_gradient"][0, 0, 0, -1] / trace["time_gradient"][0, 0, 0, 0] for trace in (start, ill))
    assert reach > 2 * before


def test_an_exploding_gradient_is_found_and_clipped() -> None:
    ill = train(recipes["adding-exploding"], 1)
    found = diagnose(ill)
    assert found.root is not None
    assert (found.root.code,) == preset_codes("adding-exploding")
    clipped = train(recipes["adding-exploding"].replace(clip=1.0), 1)
    assert [str(ill.status[0]), str(clipped.status[0])] == ["non-finite", "finished"]
