"""What a loss is worth that no formula is known of, against closed forms and SciPy's search of the best constant."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from tests.watch.forked import watched

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional
pytestmark = pytest.mark.torch

N, CLASSES, BATCH = 256, 4, 32
X = torch.randn(N, 3, generator=torch.Generator().manual_seed(1))
LABEL = (X[:, :1].abs() * 2).long().clamp(max=CLASSES - 1)[:, 0]
SIDE = torch.where(X[:, :1] + X[:, 1:2] > 0.4, 1.0, -1.0)
NUMBER = X.sum(1, keepdim=True) + 0.3 * X[:, :1] ** 2
WEIGHT = 0.1 + X[:, 1:2] ** 2


def trained(
    loss: Callable[[Any, Any], Any], width: int, *, rate: float = 0.0, epochs: int = 3, last: Any = None
) -> wg.Trace:
    """The trace of a small network; `loss` is given its answers and the rows of the batch."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, width))
    if last is not None:
        model.append(last)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(epochs):
            for rows in torch.arange(N).split(BATCH):
                optimizer.zero_grad()
                loss(model(X[rows]), rows).backward()
                optimizer.step()
    return watch.trace


def best_constant(loss: Callable[[Any, Any], float], width: int) -> float:
    """SciPy's: the mean loss over the batches of the best answer that is the same for all samples."""

    def mean(constant: Any) -> float:
        answers = np.tile(constant, (BATCH, 1))
        return float(np.mean([loss(answers, rows) for rows in np.arange(N).reshape(-1, BATCH)]))

    starts = np.random.default_rng(0).normal(size=(6, width))
    return min(minimize(mean, start, method="Nelder-Mead", options={"maxiter": 4000}).fun for start in starts)


def soft(z: Any) -> Any:
    """Softmax."""
    shares = np.exp(z - z.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def sigmoid(z: Any) -> Any:
    """Logistic function."""
    return 1 / (1 + np.exp(-z))


S, T, Y, W = SIDE.numpy(), NUMBER.numpy(), LABEL.numpy(), WEIGHT.numpy()
HOT = np.eye(CLASSES)[Y]
# As PyTorch computes it, as NumPy does, and the number of outputs.
LOSSES: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any], int]] = {
    "logarithm of cosh": (
        lambda z, rows: torch.log(torch.cosh(z - NUMBER[rows])).mean(),
        lambda z, rows: np.log(np.cosh(z - T[rows])).mean(),
        1,
    ),
    "norm": (
        lambda z, rows: torch.linalg.norm(z - NUMBER[rows]),
        lambda z, rows: np.linalg.norm(z - T[rows]),
        1,
    ),
    "weighted squares": (
        lambda z, rows: (WEIGHT[rows] * (z - NUMBER[rows]) ** 2).mean(),
        lambda z, rows: (W[rows] * (z - T[rows]) ** 2).mean(),
        1,
    ),
    "dice": (
        lambda z, rows: 1 - 2 * (z.sigmoid() * (SIDE[rows] > 0)).sum() / (z.sigmoid() + (SIDE[rows] > 0)).sum(),
        lambda z, rows: 1 - 2 * (sigmoid(z) * (S[rows] > 0)).sum() / (sigmoid(z) + (S[rows] > 0)).sum(),
        1,
    ),
    "soft margin": (
        lambda z, rows: F.soft_margin_loss(z, SIDE[rows]),
        lambda z, rows: np.log1p(np.exp(-S[rows] * z)).mean(),
        1,
    ),
    "in place": (
        lambda z, rows: in_place(z, rows),
        lambda z, rows: np.where(S[rows] > 0, (z - T[rows]) ** 4, 0.0).mean(),
        1,
    ),
    "focal": (
        lambda z, rows: focal(F.log_softmax(z, 1).gather(1, LABEL[rows, None])),
        lambda z, rows: float(focal(torch.tensor(np.log((soft(z) * HOT[rows]).sum(1))))),
        CLASSES,
    ),
    "margins of all classes": (
        lambda z, rows: F.relu(z - z.gather(1, LABEL[rows, None]) + 1).sum(1).mean() - 1,
        lambda z, rows: np.maximum(z - (z * HOT[rows]).sum(1, keepdims=True) + 1, 0).sum(1).mean() - 1,
        CLASSES,
    ),
}  # fmt: skip


def in_place(z: Any, rows: Any) -> Any:
    """Fourth powers, those of one side set to 0."""
    terms = z - NUMBER[rows]
    terms = terms.clone().pow_(4)
    terms[SIDE[rows] < 0] = 0.0
    return terms.mean()


def focal(logs: Any) -> Any:
    """Of the logarithms of what the right classes are given (Lin et al. 2017)."""
    return (-((1 - logs.exp()) ** 2) * logs).mean()


@pytest.mark.parametrize("name", LOSSES)
def test_chance_level_is_that_of_the_best_constant(name: str) -> None:
    loss, oracle, width = LOSSES[name]
    meta = trained(loss, width).meta
    assert meta.chance_loss == pytest.approx(best_constant(oracle, width), rel=2e-3)
    assert meta.loss_floor == pytest.approx(0.0, abs=0.02 * meta.chance_loss)


@pytest.mark.parametrize(
    ("loss", "width"),
    [(F.l1_loss, 1), (F.smooth_l1_loss, 1), (F.mse_loss, 2), (F.l1_loss, 2)],
)
@pytest.mark.parametrize("batch", [1, 2])
def test_targets_of_small_batches_are_compared_with_those_of_others(
    loss: Callable[[Any, Any], Any], width: int, batch: int
) -> None:
    """The middle of one target is that target: by itself it says nothing of how good a constant is."""
    model = torch.nn.Linear(3, width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    targets = X[:16, :width]
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in torch.arange(16).split(batch):
            optimizer.zero_grad()
            loss(model(X[rows]), targets[rows]).backward()
            optimizer.step()
    columns = [
        minimize(lambda c, y=y: float(loss(torch.tensor(c).expand(16), y)), y.mean(), method="Nelder-Mead").fun
        for y in targets.double().T
    ]
    assert watch.trace.meta.chance_loss == pytest.approx(np.mean(columns), rel=1e-3)


LOOPS = {
    "numbers for targets": (lambda z, i: (z - float(NUMBER[i])) ** 2, 1, float(NUMBER[:16].var(correction=0))),
    "a choice": (
        lambda z, i: -torch.where(SIDE[i] > 0, F.logsigmoid(z), F.logsigmoid(-z)),
        1,
        float(F.binary_cross_entropy(*[(SIDE[:16] > 0).double().mean()] * 2)),
    ),
    "the number of a class": (
        lambda z, i: -F.log_softmax(z, 0)[LABEL[i]],
        CLASSES,
        float(torch.special.entr(torch.bincount(LABEL[:16]) / 16).sum()),
    ),
}


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_answers_may_come_between_the_operations_of_a_loss(name: str) -> None:
    """A loop over samples asks the network and adds up a loss, in turn."""
    loss, width, chance = LOOPS[name]
    model = torch.nn.Linear(3, width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            (sum(loss(model(X[i]), i) for i in range(16)) / 16).sum().backward()
            optimizer.step()
    assert watch.trace.meta.chance_loss == pytest.approx(chance, rel=1e-3)


SCRIPT = """\
import torch
torch.manual_seed(0)
x = torch.randn(256, 3)
y = x.sum(1, keepdim=True)
model = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(300):
    rows = torch.randperm(256)[:32]
    loss = torch.log(torch.cosh(model(x[rows]) - y[rows])).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""


@pytest.mark.parametrize("trainings", [1, 2])
def test_levels_are_found_in_a_script(trainings: int, tmp_path: Path) -> None:
    """At its first backward pass nobody knows yet that an optimizer will make the updates; that of a second training is
    seen only when the optimizer steps.
    """
    script = tmp_path / "train.py"
    script.write_text(SCRIPT * trainings, encoding="utf-8")
    traces = watched(script).traces
    assert len(traces) == trainings
    torch.manual_seed(0)
    targets = torch.randn(256, 3).sum(1).double()
    best = minimize(lambda c: float(torch.log(torch.cosh(targets - c[0])).mean()), [0.0], method="Nelder-Mead").fun
    for trace in traces:
        assert trace.meta.chance_loss == pytest.approx(best, rel=0.15)  # of the batches that were recorded


def test_what_is_read_of_an_answer_may_decide_on_the_next_targets() -> None:
    """A policy's actions lead to its rewards, so no answer can be changed by itself."""
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Softmax(-1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            loss: Any = 0.0
            for i in range(16):
                shares = model(X[i])
                action = int(shares.detach().numpy().argmax())
                loss = loss - shares[action].log() * (1.0 + action)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    assert math.isnan(watch.trace.meta.chance_loss)


@pytest.mark.parametrize("read", [True, False])
def test_what_is_sampled_of_an_answer_and_read_out_may_decide_on_the_targets(read: bool) -> None:
    """Actions of a policy, weighted by what they brought, which may be positive throughout."""
    torch.manual_seed(0)
    model = torch.nn.Linear(3, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in [*torch.arange(N).split(BATCH)] * 2:
            with torch.no_grad():
                chosen = torch.distributions.Categorical(logits=model(X[rows])).sample()
            target = torch.tensor(chosen.tolist()) if read else LABEL[rows]
            optimizer.zero_grad()
            likely = F.log_softmax(model(X[rows]), 1)[range(BATCH), target]
            (-(likely * (0.5 + WEIGHT[rows, 0])).mean()).backward()
            optimizer.step()
    assert math.isnan(watch.trace.meta.chance_loss) is read


def test_targets_that_differ_by_rounding_errors_have_no_chance_level() -> None:
    """The residual of an equation is held against sin(πn), which is 0 but for rounding."""
    zeros = torch.sin(torch.pi * torch.arange(N, dtype=torch.float64))[:, None].float()
    assert zeros.abs().max() > 0
    assert trained(lambda z, rows: F.mse_loss(z, zeros[rows]), 1).meta.chance_loss == 0
    assert trained(lambda z, rows: F.mse_loss(z, NUMBER[rows]), 1).meta.chance_loss > 0


def test_a_first_loss_beyond_all_measure_leaves_the_chance_level() -> None:
    """As of inputs that are seconds since 1970: what a float32 leaves of it is more than the targets differ by."""
    size = itertools.chain([1e9], itertools.repeat(1.0))
    found = trained(lambda z, rows: F.mse_loss(next(size) * z, NUMBER[rows]), 1)
    assert found["loss_train"][0, 0] * np.finfo(np.float32).eps ** 2 > float(NUMBER.var())
    assert found.meta.chance_loss == pytest.approx(float(NUMBER.var(correction=0)), rel=0.05)


def test_a_constant_is_one_that_the_last_layer_can_give() -> None:
    """A layer that is applied to one place after the other has no constant of its own for each of them."""
    places = 2 * torch.arange(4.0) + X[:, :1]
    own = trained(lambda z, rows: F.mse_loss(z, places[rows]), 4).meta.chance_loss
    assert own == pytest.approx(float(places.var(0, correction=0).mean()), rel=0.05)
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    several = torch.randn(N, 4, 3)
    with wg.watch(layer, optimizer, every=1) as watch:
        for rows in torch.arange(N).split(BATCH):
            optimizer.zero_grad()
            F.mse_loss(layer(several[rows]).reshape(-1, 4), places[rows]).backward()
            optimizer.step()
    assert watch.trace.meta.chance_loss == pytest.approx(float(places.var(correction=0)), rel=0.05)


def test_floor_is_what_no_answer_can_avoid() -> None:
    meta = trained(lambda z, rows: torch.log(torch.cosh(z - NUMBER[rows])).mean() + 0.5, 1).meta
    assert meta.loss_floor == pytest.approx(0.5, rel=1e-3)


def test_answers_stay_in_the_range_of_the_last_activation() -> None:
    """Of numbers above 3 a sigmoid comes no nearer than 1."""
    far = NUMBER.abs() + 3
    trace = trained(lambda z, rows: torch.log(torch.cosh(z - far[rows])).mean(), 1, last=torch.nn.Sigmoid())
    lowest = float(np.log(np.cosh(1 - far.numpy())).mean())
    assert math.isnan(trace.meta.chance_loss)  # a constant 1 is as good as any answer
    near = trained(lambda z, rows: torch.log(torch.cosh(z - far[rows])).mean(), 1).meta.chance_loss
    assert near < lowest


class Around(torch.nn.Module):
    """Answers with a normal distribution around its last module's output."""

    def __init__(self, width: str) -> None:
        super().__init__()
        self.width = width

    def forward(self, z: Any) -> Any:
        wide = torch.full_like(z[:, :1], 2.0) if self.width == "2" else z[:, 1:].exp()
        return torch.distributions.Normal(z[:, :1], wide)


def test_what_a_distribution_holds_is_the_answer() -> None:
    def likelihood(p: Any, rows: Any) -> Any:
        return -p.log_prob(NUMBER[rows]).mean()

    trace = trained(likelihood, 1, last=Around("2"))
    floor = 0.5 * math.log(2 * math.pi * 4)
    assert trace.meta.loss_floor == pytest.approx(floor, rel=1e-3)
    assert trace.meta.chance_loss == pytest.approx(floor + float(NUMBER.var(correction=0)) / 8, rel=1e-3)
    assert trace.channels["loss_train"][0, 0] > floor  # what is minimized, not the logarithm that it negates


def test_a_width_that_is_an_exponential_stays_above_0() -> None:
    def divergence(p: Any, rows: Any) -> Any:
        own = torch.distributions.Normal(NUMBER[rows], 1.0)
        return torch.distributions.kl_divergence(own, p).mean()

    trace = trained(divergence, 2, last=Around("exp"))
    # Of one normal distribution for all of them; a factor, as the ½ of the divergence, does not count.
    best = math.log(1 + float(NUMBER.var(correction=0)))
    assert trace.meta.chance_loss == pytest.approx(best, rel=1e-3)
    assert trace.meta.loss_floor == pytest.approx(0, abs=1e-3)


def test_what_a_dataclass_holds_is_the_answer() -> None:
    @dataclass
    class Told:
        number: Any

    class Tell(torch.nn.Module):
        def forward(self, z: Any) -> Told:
            return Told(z)

    loss, _, width = LOSSES["logarithm of cosh"]
    plain = trained(loss, width).meta.chance_loss
    assert trained(lambda told, rows: loss(told.number, rows), width, last=Tell()).meta.chance_loss == plain


def density(z: Any, rows: Any) -> Any:
    """Minus the logarithm of a normal distribution's density, whose width is an answer, too."""
    return (0.5 * ((z[:, :1] - NUMBER[rows]) / z[:, 1:].exp()) ** 2 + z[:, 1:]).mean()


def policy(z: Any, rows: Any) -> Any:
    """Actions with what they were worth, of both signs."""
    return -(F.log_softmax(z, 1)[:, :1] * SIDE[rows]).mean()


def whatever(z: Any, rows: Any) -> Any:
    """The same for all answers."""
    return 1 / (1 + (z - z).abs().mean()) * NUMBER[rows].abs().mean()


def derivative(z: Any, rows: Any) -> Any:
    """With a gradient inside, which is not computed again."""
    return torch.autograd.grad(z.sum(), z, create_graph=True)[0].mean() + z[: len(rows)].cosh().mean()


@pytest.mark.parametrize("loss", [density, policy, whatever, derivative])
def test_what_has_no_lowest_value_or_only_one_has_no_chance_level(loss: Callable[[Any, Any], Any]) -> None:
    assert math.isnan(trained(loss, 2).meta.chance_loss)


def test_a_likelihood_is_recorded_as_what_backward_begins_at() -> None:
    """What falls as the training gets better, not the logarithm in it, which rises."""
    seen = []

    def likelihood(z: Any, rows: Any) -> Any:
        loss = -torch.distributions.Normal(z[:, :1], F.softplus(z[:, 1:]) + 1e-3).log_prob(NUMBER[rows]).mean()
        seen.append(loss.item())
        return loss

    loss = trained(likelihood, 2, rate=1e-2)["loss_train"][0]
    np.testing.assert_allclose(loss, seen, rtol=1e-5)


def test_loss_that_draws_at_random_is_computed_with_what_it_drew() -> None:
    def noisy(z: Any, rows: Any) -> Any:
        return torch.log(torch.cosh(z + 0.1 * torch.randn_like(z) - NUMBER[rows])).mean()

    meta = trained(noisy, 1).meta
    plain = trained(LOSSES["logarithm of cosh"][0], 1).meta
    assert meta.chance_loss == pytest.approx(plain.chance_loss, rel=0.05)


def test_training_goes_on_as_if_nobody_watched() -> None:
    def weights(*, watched: bool) -> Any:
        torch.manual_seed(0)
        model = torch.nn.Linear(3, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        watch = wg.watch(model, optimizer, every=1) if watched else None
        for rows in torch.arange(N).split(BATCH):
            optimizer.zero_grad()
            noise = torch.randn_like(NUMBER[rows])
            torch.log(torch.cosh(model(X[rows]) + noise - NUMBER[rows])).mean().backward()
            optimizer.step()
            if watch is not None:
                assert watch.trace.meta.chance_loss > 0
        if watch is not None:
            watch.close()
        return torch.cat([p.detach().flatten() for p in model.parameters()])

    assert torch.equal(weights(watched=True), weights(watched=False))


@pytest.mark.parametrize("name", LOSSES)
def test_rate_that_is_too_low_is_found_whatever_the_loss(name: str) -> None:
    loss, _, width = LOSSES[name]
    low = wg.diagnose(trained(loss, width, rate=1e-7, epochs=25))
    assert "learning-rate-too-low" in [finding.code for finding in low.findings]
    assert not wg.diagnose(trained(loss, width, rate=0.01, epochs=25)).findings


def test_loss_of_another_package_is_not_known() -> None:
    """What a function of its own computes is not seen."""

    class Cosh(torch.autograd.Function):
        @staticmethod
        def forward(context: Any, z: Any) -> Any:
            context.save_for_backward(z)
            return z.cosh()

        @staticmethod
        def backward(context: Any, given: Any) -> Any:
            return given * context.saved_tensors[0].sinh()

    trace = trained(lambda z, rows: Cosh.apply(z - NUMBER[rows]).mean(), 1)
    assert math.isnan(trace.meta.chance_loss)


@pytest.mark.parametrize("start", [0.5, 5.0, 20.0])
@pytest.mark.parametrize("loss", [lambda x: (x.log() + 2) ** 2, lambda x: (x.sqrt() - 0.1) ** 2])
def test_the_search_comes_back_from_where_a_loss_is_not_defined(loss: Callable[[Any], Any], start: float) -> None:
    """Both are 0 at their best, and NaN for negative answers."""
    from whygrad.watch._levels import _lowest

    starts = [torch.tensor([start], dtype=torch.float64)]
    assert _lowest(lambda free: loss(free[0]).sum(), starts) == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("bounded", [True, False])
def test_similarities_of_vectors_of_length_1_keep_a_loss_from_0(bounded: bool) -> None:
    """Pairs of N samples among 2 N vectors: at best a pair is alike, and the pairs are the corners of a simplex."""
    pairs, temperature = 6, 0.5
    rows = torch.cat([torch.arange(pairs) + pairs, torch.arange(pairs)])
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, 8))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for step in range(60):
            x = X[torch.arange(pairs) + step % 4 * pairs]
            both = torch.cat([x, x + 0.01 * torch.randn_like(x)])
            z = F.normalize(model(both), dim=1) if bounded else model(both)
            scores = (z @ z.T / temperature).fill_diagonal_(-math.inf)
            optimizer.zero_grad()
            F.cross_entropy(scores, rows).backward()
            optimizer.step()
    meta = watch.trace.meta
    assert meta.chance_loss == pytest.approx(math.log(2 * pairs))
    others = (2 * pairs - 2) * math.exp(-(1 + 1 / (pairs - 1)) / temperature)
    assert meta.loss_floor == pytest.approx(math.log1p(others) if bounded else 0.0, abs=0.01)


def test_a_scale_that_is_learned_lowers_the_floor_of_similarities() -> None:
    """At the first scale of 1 the loss stays above 0.6; it is trained far below that (CLIP, Radford et al. 2021)."""
    torch.manual_seed(0)
    x, rows = torch.randn(8, 6), torch.arange(8)
    model = torch.nn.Linear(6, 8)
    scale = torch.nn.Parameter(torch.zeros(()))
    optimizer = torch.optim.Adam([*model.parameters(), scale], lr=0.05)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(100):
            optimizer.zero_grad()
            z = F.normalize(model(x), dim=1)
            F.cross_entropy(scale.exp() * z @ z.detach().T, rows).backward()
            optimizer.step()
    trace = watch.trace
    lowest = float(np.nanmin(trace["loss_train"]))
    assert lowest < 0.6
    assert trace.meta.loss_floor == pytest.approx(lowest)
