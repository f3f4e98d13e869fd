"""Weights of convolutions and recurrent layers by the names of `network.init`, against torch.nn.init and measured."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from whygrad.experiment import Experiment
from whygrad.nets import INITIALIZERS

torch = pytest.importorskip("torch")

# name -> the function of torch.nn.init that draws from the same law
THEIRS: dict[str, Callable[[Any], Any]] = {
    "xavier-uniform": torch.nn.init.xavier_uniform_,
    "xavier-normal": torch.nn.init.xavier_normal_,
    "he-uniform": lambda w: torch.nn.init.kaiming_uniform_(w, nonlinearity="relu"),
    "he-normal": lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="relu"),
    "lecun-uniform": lambda w: torch.nn.init.kaiming_uniform_(w, nonlinearity="linear"),
    "lecun-normal": lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="linear"),
    "normal:0.02": lambda w: torch.nn.init.normal_(w, 0.0, 0.02),
    "orthogonal": torch.nn.init.orthogonal_,
    "zeros": torch.nn.init.zeros_,
    "playground": lambda w: torch.nn.init.uniform_(w, -0.5, 0.5),
}


def weights(init: str, layers: list[object], path: str, data: str = "digits", seeds: int = 4) -> np.ndarray:
    """(seeds, …) the initial weights of a layer as the engine draws them, before anything is trained."""
    from whygrad.engine import layered
    from whygrad.engine.layered.weights import draw

    experiment = Experiment.from_tree({"data": {"name": data}, "network": {"layers": layers, "init": init}})
    job = layered.lower(experiment, range(seeds))
    found = []
    for number in range(seeds):
        network = layered.build(job)
        draw(network, job, job.seeds[number : number + 1])
        found.append(network.get_parameter(path).detach().double().numpy())
    return np.stack(found)


CONV: list[object] = [{"conv": 16, "padding": 1}, {"conv": 32, "kernel": 3}, "flatten", {"dense": 10}]


def test_every_initializer_is_here() -> None:
    assert {name.partition(":")[0] for name in THEIRS} == set(INITIALIZERS)


@pytest.mark.parametrize("init", THEIRS)
def test_convolutions_are_drawn_as_torch_draws_them(init: str) -> None:
    """Variance and largest value of 16 → 32 filters of 3×3: fan-in F²·C = 144."""
    ours = weights(init, CONV, "1.weight")
    assert ours.shape == (4, 32, 16, 3, 3)
    torch.manual_seed(0)
    theirs = np.stack([THEIRS[init](torch.empty(32, 16, 3, 3)).double().numpy() for _ in range(4)])
    deviation = theirs.std()
    assert abs(ours.mean()) <= 5 * deviation / math.sqrt(ours.size)
    assert ours.std() == pytest.approx(deviation, rel=0.03)
    if init.endswith("uniform") or init == "playground":
        assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=0.01)


@pytest.mark.parametrize(("init", "variance"), [("he-normal", 2 / 144), ("lecun-normal", 1 / 144),
                                                ("xavier-normal", 2 / (144 + 288))])  # fmt: skip
def test_the_fan_in_of_a_filter_is_its_area_times_its_channels(init: str, variance: float) -> None:
    assert weights(init, CONV, "1.weight").var() == pytest.approx(variance, rel=0.03)


def test_filters_are_orthogonal_as_rows() -> None:
    rows = weights("orthogonal", CONV, "1.weight").reshape(4, 32, 144)
    np.testing.assert_allclose(rows @ rows.transpose(0, 2, 1), np.broadcast_to(np.eye(32), (4, 32, 32)), atol=1e-6)


def test_groups_have_a_fan_in_of_their_own() -> None:
    layers: list[object] = [{"conv": 16}, {"conv": 64, "groups": 4}, "flatten", {"dense": 10}]
    assert weights("he-normal", layers, "1.weight").var() == pytest.approx(2 / (9 * 4), rel=0.05)


@pytest.mark.parametrize(("kind", "gates"), [("rnn", 1), ("gru", 3), ("lstm", 4)])
def test_recurrent_weights_are_orthogonal_gate_by_gate(kind: str, gates: int) -> None:
    """As Keras has it: each gate's matrix by itself keeps the length of the state."""
    found = weights("orthogonal", [{kind: 8}, {"dense": 1}], "0.cell.weight_hh_l0", "adding")
    blocks = found.reshape(4, gates, 8, 8)
    np.testing.assert_allclose(blocks @ blocks.swapaxes(2, 3), np.broadcast_to(np.eye(8), blocks.shape), atol=1e-6)
    assert len(np.unique(np.abs(blocks).round(6))) == blocks.size  # no gate is another's copy


@pytest.mark.parametrize(("kind", "gates"), [("gru", 3), ("lstm", 4)])
def test_gates_do_not_make_recurrent_weights_smaller(kind: str, gates: int) -> None:
    found = weights("xavier-normal", [{kind: 16}, {"dense": 1}], "0.cell.weight_hh_l0", "adding")
    assert found.shape == (4, 16 * gates, 16)
    assert found.var() == pytest.approx(2 / 32, rel=0.08)


def test_initialization_shows_in_what_the_layers_put_out() -> None:
    """He keeps the size of what ReLU convolutions pass on, small weights let it fall from layer to layer."""
    from whygrad.engine import train

    stack: list[object] = []
    for _ in range(5):
        stack += [{"conv": 16, "padding": 1}, "relu"]
    base = Experiment.from_tree(
        {
            "data": {"name": "digits", "preprocessing": ["center-channel", "scale-channel"], "train_share": 0.2},
            "layers": [*stack, "global_avg_pool", {"dense": 10}], "epochs": 1, "batch_size": 128,
        }
    )  # fmt: skip
    spread = {
        init: train(base.replace(init=init), 1)["activation_rms"][0, 0, :5] for init in ("he-normal", "normal:0.01")
    }
    assert 0.2 < spread["he-normal"][-1] / spread["he-normal"][0] < 3
    assert spread["normal:0.01"][-1] / spread["normal:0.01"][0] < 1e-4
