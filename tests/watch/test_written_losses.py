"""Losses of plain operations, and what first layers take in."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import Finding
from whygrad.diagnose.codes import RULES
from whygrad.diagnose.diagnosis import ask
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading

torch = pytest.importorskip("torch")
F = torch.nn.functional

Y = torch.tensor([0, 1, 2, 0, 1, 2, 0, 0])
# The same cross-entropy as PyTorch's, by hand.
ENTROPIES: dict[str, Callable[[Any], Any]] = {
    "gather": lambda z: -z.log_softmax(1).gather(1, Y[:, None]).mean(),
    "chosen": lambda z: -torch.log(z.softmax(1))[range(8), Y].mean(),
    "chosen first": lambda z: -z.softmax(1).gather(1, Y[:, None]).log().mean(),
    "one-hot": lambda z: -(F.one_hot(Y, 3) * F.log_softmax(z, 1)).sum(1).mean(),
    "logsumexp": lambda z: (z.logsumexp(1) - z.gather(1, Y[:, None]).squeeze(1)).mean(),
    "divided": lambda z: -z.log_softmax(1).gather(1, Y[:, None]).sum() / 8,
}


def seen(model: Any, loss: Callable[[], Any]) -> Any:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
    return watch.trace


@pytest.mark.parametrize("style", ENTROPIES)
def test_a_cross_entropy_by_hand_is_one(style: str) -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    trace = seen(model, lambda: ENTROPIES[style](model(x)))
    shares = [4 / 8, 2 / 8, 2 / 8]
    assert trace.meta.chance_loss == pytest.approx(-sum(p * math.log(p) for p in shares), rel=1e-5)
    assert trace["loss_train"].flatten()[0] == pytest.approx(F.cross_entropy(model(x), Y).item(), rel=1e-4)


@pytest.mark.parametrize("style", ENTROPIES)
def test_a_penalty_beside_a_cross_entropy_by_hand_leaves_it_one(style: str) -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    found = seen(model, lambda: ENTROPIES[style](model(x)) + 0.01 * model.weight.square().sum()).meta.program.loss
    assert found is not None
    assert found.kind in ("nll", "cross-entropy")


@pytest.mark.parametrize(
    ("last", "output", "meant"),
    [(torch.nn.ReLU, "relu", "logits"), (torch.nn.Softplus, "log-softmax", "probabilities")],
)
def test_outputs_that_are_divided_by_their_sum(last: Any, output: str, meant: str) -> None:
    """Positive ones become probabilities; of ReLUs a whole row may be 0, and those that are get no gradient."""
    model, x = torch.nn.Sequential(torch.nn.Linear(4, 3), last()), torch.randn(8, 4)

    def entropy() -> Any:
        given = model(x)
        return -(F.one_hot(Y, 3) * (given / given.sum(1, keepdim=True)).clamp_min(1e-7).log()).sum(1).mean()

    meta = seen(model, entropy).meta
    assert (meta.output, meta.takes_logits) == (output, meant == "logits")


def test_outputs_of_both_signs_are_no_shares_of_their_sum() -> None:
    """A Keras model that ends without a softmax, under a categorical cross-entropy that expects one."""
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)

    def entropy() -> Any:
        given = model(x)
        return -(F.one_hot(Y, 3) * (given / given.sum(1, keepdim=True)).clamp(1e-7, 1 - 1e-7).log()).sum(1).mean()

    trace = seen(model, entropy)
    assert trace.meta.output == "log-signed-shares"
    assert trace.meta.chance_loss > 0
    rule = RULES["output-loss-mismatch"]
    assert isinstance(ask(rule, Reading.of(trace)), Finding)


@pytest.mark.parametrize(("low", "wrong"), [(0.0, 8), (-1.0, 0)])
def test_a_hinge_by_hand_wants_two_sides(low: float, wrong: int) -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    y = torch.tensor([low, 1.0] * 4)
    trace = seen(model, lambda: torch.clamp(1 - y * model(x).squeeze(1), min=0).mean())
    assert trace.meta.program.loss.out_of_range == wrong  # four zeros in each of two updates


class Mixed(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.kind, self.out = torch.nn.Embedding(5, 2), torch.nn.Linear(4, 1)

    def forward(self, *, batch: dict[str, Any]) -> Any:
        return self.out(torch.cat([self.kind(batch["kind"]), batch["numbers"] / 10], 1))


@pytest.mark.parametrize("normalized", [True, False])
def test_scores_of_right_answers_are_no_loss_without_those_of_all_answers(normalized: bool) -> None:
    """A conditional random field: the score of the right tags less the logarithm of the sum over all sequences."""
    model, change, x = torch.nn.Linear(4, 3), torch.nn.Parameter(torch.randn(3, 3)), torch.randn(8, 4)

    def likelihood() -> Any:
        scores = model(x)
        every = scores[0]
        for one in scores[1:]:
            every = torch.logsumexp(every[:, None] + change + one[None], 0)
        right = scores.gather(1, Y[:, None]).sum()
        return every.exp().sum().log() - right if normalized else -right

    trace = seen(model, likelihood)
    finding = ask(RULES["output-loss-mismatch"], Reading.of(trace))
    assert isinstance(finding, Finding) is not normalized
    assert (trace.meta.program.loss is None) is normalized


def test_columns_are_those_that_layers_take_in() -> None:
    model, numbers = Mixed(), torch.randn(8, 2) * torch.tensor([10.0, 5000.0])
    batch = {"kind": torch.randint(0, 5, (8,)), "numbers": numbers}
    trace = seen(model, lambda: F.mse_loss(model(batch=batch).squeeze(1), Y.float()))
    assert trace["input_std"].flatten() == pytest.approx(numbers.std(0, correction=0).numpy() / 10, rel=1e-4)


@pytest.mark.parametrize("given", ["data", "parameter"])
def test_coordinates_that_an_equation_is_differentiated_by_are_data(given: str) -> None:
    """Beside the points of a boundary, one of whose coordinates never changes."""
    model, x, t = torch.nn.Linear(2, 1), torch.rand(8, 1), torch.rand(8, 1)
    free = torch.nn.Parameter(t) if given == "parameter" else t.requires_grad_()

    def residual() -> Any:
        at = x.clone().requires_grad_()
        slope = torch.autograd.grad(model(torch.cat([at, free], 1)).sum(), at, create_graph=True)[0]
        boundary = model(torch.cat([x, torch.zeros(8, 1)], 1))
        return (boundary - x).square().mean() + (slope - 1).square().mean()

    constant = seen(model, residual).meta.data.constant_columns
    assert constant == (() if given == "data" else ("1",))


def test_a_softmax_may_be_divided_by_a_number() -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    rows = torch.arange(8)
    assert len(seen(model, lambda: -(torch.softmax(model(x), 1) / 2.0).log()[rows, rows % 3].mean()).steps) > 1


class Cell(torch.nn.Module):
    """A recurrent network by hand, whose state begins at 0."""

    def __init__(self) -> None:
        super().__init__()
        self.of_input, self.of_state, self.out = torch.nn.Linear(2, 6), torch.nn.Linear(6, 6), torch.nn.Linear(6, 1)

    def forward(self, x: Any) -> Any:
        state = torch.zeros(len(x), 6)
        for step in x.unbind(1):
            state = torch.tanh(self.of_input(step) + self.of_state(state))
        return self.out(state).squeeze(1)


def test_a_state_before_its_first_step_is_no_column() -> None:
    model, x = Cell(), torch.randn(8, 5, 2)
    trace = seen(model, lambda: F.mse_loss(model(x), Y.float()))
    assert trace["input_std"].shape[-1] == 2
    assert trace.meta.data.constant_columns == ()


@pytest.mark.parametrize(("axis", "mixes"), [(0, True), (1, False)])
def test_a_softmax_over_the_samples_mixes_them(axis: int, mixes: bool) -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            F.nll_loss(F.log_softmax(model(x), axis), Y).backward()
            optimizer.step()
    assert ("batch-mixing" in {finding.code for finding in watch.diagnosis().findings}) is mixes


SIDE = torch.tensor([0.0, 1.0] * 3 + [1.0, 1.0])
# The same binary cross-entropy as PyTorch's, by hand.
BINARY: dict[str, Callable[[Any], Any]] = {
    "logarithms": lambda z: -(SIDE * torch.log(z.sigmoid()) + (1 - SIDE) * torch.log(1 - z.sigmoid())).mean(),
    "signs": lambda z: (-SIDE * torch.log(z.sigmoid()) - (1 - SIDE) * torch.log(1 - z.sigmoid())).mean(),
    "log-sigmoid": lambda z: -(SIDE * F.logsigmoid(z) + (1 - SIDE) * F.logsigmoid(-z)).mean(),
    "softplus": lambda z: (F.softplus(z) - SIDE * z).mean(),
}


@pytest.mark.parametrize("style", BINARY)
def test_a_binary_cross_entropy_by_hand_is_one(style: str) -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    trace = seen(model, lambda: BINARY[style](model(x).squeeze(1)))
    p = 5 / 8
    assert trace.meta.chance_loss == pytest.approx(-p * math.log(p) - (1 - p) * math.log(1 - p), rel=1e-5)
    expected = F.binary_cross_entropy_with_logits(model(x).squeeze(1), SIDE).item()
    assert trace["loss_train"].flatten()[0] == pytest.approx(expected, rel=1e-4)
    loss = trace.meta.program.losses[0]
    assert (loss.out_of_range, loss.before) == (0, "identity" if style == "softplus" else "sigmoid")
    assert not ask(RULES["output-loss-mismatch"], Reading.of(trace))


def test_a_target_without_dimension_is_that_of_one_sample() -> None:
    """As `for x, y in zip(X, Y)` hands them out."""
    model, x = torch.nn.Sequential(torch.nn.Linear(4, 1), torch.nn.Sigmoid()), torch.randn(8, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for row, y in zip(x, SIDE, strict=True):
            optimizer.zero_grad()
            p = model(row)
            (-(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()).backward()
            optimizer.step()
    share = 5 / 8
    expected = -share * math.log(share) - (1 - share) * math.log(1 - share)
    assert watch.trace.meta.chance_loss == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (lambda p, y: (p - y) ** 2, "squared"),
        (lambda p, y: 0.5 * (y - p).square(), "squared"),
        (lambda p, y: (p - y).abs(), "absolute"),
        (lambda p, y: -(y * torch.log(p) + (1 - y) * torch.log(1 - p)), "binary"),
    ],
)
@pytest.mark.parametrize("shape", [(1,), (1, 1)])
def test_a_loss_of_one_sample_needs_no_reduction(
    written: Callable[[Any, Any], Any], kind: str, shape: tuple[int, ...]
) -> None:
    """`loss = (p - y) ** 2; loss.backward()` with batches of one: the trace is that of the mean of the loss."""

    def trained(loss: Callable[[Any], Any]) -> wg.Trace:
        torch.manual_seed(0)
        model, x = torch.nn.Sequential(torch.nn.Linear(4, 1), torch.nn.Sigmoid()), torch.randn(8, 4)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with wg.watch(model, optimizer, every=1) as watch:
            for row, y in zip(x, SIDE, strict=True):
                optimizer.zero_grad()
                loss(written(model(row).reshape(shape), y.reshape(shape))).backward()
                optimizer.step()
        return watch.trace

    bare, mean = trained(lambda loss: loss), trained(lambda loss: loss.mean())
    assert bare.meta.program.losses[0].kind == kind
    assert bare.meta.chance_loss == pytest.approx(mean.meta.chance_loss)
    assert bare["loss_train"].flatten() == pytest.approx(mean["loss_train"].flatten(), rel=1e-6)


def _squares(model: Any, x: Any) -> list[Any]:
    return [(model(row) - y) ** 2 for row, y in zip(x, SIDE, strict=True)]


def _library(model: Any, x: Any) -> list[Any]:
    return [F.mse_loss(model(row), y[None]) for row, y in zip(x, SIDE, strict=True)]


SAMPLES = {
    "added to a number": lambda model, x: sum(_squares(model, x)) / 8,
    "added to a tensor": lambda model, x: sum(_squares(model, x), torch.zeros(1)) / 8,
    "joined": lambda model, x: torch.cat(_squares(model, x)).mean(),
    "stacked": lambda model, x: torch.stack(_squares(model, x)).mean(),
    "of the library, stacked": lambda model, x: torch.stack(_library(model, x)).mean(),
}


@pytest.mark.parametrize("style", sorted(SAMPLES))
def test_losses_of_samples_are_collected_by_a_loop(style: str) -> None:
    """Targets of all samples count, however their losses come together."""
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    trace = seen(model, lambda: SAMPLES[style](model, x))
    assert trace.meta.program.losses[0].kind == "squared"
    assert trace.meta.chance_loss == pytest.approx(5 / 8 * 3 / 8, rel=1e-5)
    expected = F.mse_loss(model(x).squeeze(1), SIDE).item()
    assert trace["loss_train"].flatten()[0] == pytest.approx(expected, rel=1e-4)


def test_losses_picked_from_a_batch_are_no_losses_of_single_samples() -> None:
    """A batch's losses stay one loss, so that nothing counts twice."""
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)

    def loss() -> Any:
        squares = (model(x).squeeze(1) - SIDE) ** 2
        return torch.cat([squares[at : at + 1] for at in range(8)]).mean()

    trace = seen(model, loss)
    assert trace.meta.chance_loss == pytest.approx(5 / 8 * 3 / 8, rel=1e-5)
    assert trace["loss_train"].flatten()[0] == pytest.approx(F.mse_loss(model(x).squeeze(1), SIDE).item(), rel=1e-4)


def test_logarithms_of_samples_are_added_up() -> None:
    """-y ln p - (1 - y) ln(1 - p), sample by sample."""
    model, x = torch.nn.Sequential(torch.nn.Linear(4, 1), torch.nn.Sigmoid()), torch.randn(8, 4)

    def loss() -> Any:
        total: Any = 0.0
        for row, y in zip(x, SIDE, strict=True):
            p = model(row)
            total += -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
        return total

    trace = seen(model, loss)
    share = 5 / 8
    expected = -share * math.log(share) - (1 - share) * math.log(1 - share)
    assert trace.meta.chance_loss == pytest.approx(expected, rel=1e-5)


def test_a_mask_over_logarithms_of_a_sigmoid_is_no_answer() -> None:
    """As of pairs of words that were seen together: nothing says no."""
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    trace = seen(model, lambda: -(SIDE * F.logsigmoid(model(x).squeeze(1))).mean())
    assert math.isnan(trace.meta.chance_loss)


def test_a_sigmoid_before_a_log_sigmoid() -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    trace = seen(model, lambda: BINARY["log-sigmoid"](model(x).squeeze(1).sigmoid()))
    assert (trace.meta.output, trace.meta.takes_logits) == ("sigmoid", True)


def test_a_rate_less_a_count_times_its_logarithm_has_no_sides() -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)

    def loss() -> Any:
        rate = F.softplus(model(x).squeeze(1))
        return (rate - Y.float() * torch.log(rate + 1e-8)).mean()

    assert seen(model, loss).meta.program.loss is None


# Squares that are added up, weighed alike or left out are the mean square of what is kept; others are no such loss.
KEPT = torch.tensor([1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("loss", "square"),
    [
        (lambda e: 0.5 * (e**2).sum(), 1.0),
        (lambda e: (e * e).sum() / 8, 1.0),
        (lambda e: ((0.5 * e) ** 2).mean(), 1.0),
        (lambda e: ((e**2) * KEPT).sum() / KEPT.sum(), 6 / 8),
    ],
    ids=["half-sum", "divided", "scaled", "masked"],
)
def test_a_squared_error_by_hand_is_the_mean_over_its_targets(loss: Callable[[Any], Any], square: float) -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    trace = seen(model, lambda: loss(model(x).squeeze(1) - Y.float()))
    error = (model(x).squeeze(1) - Y.float()).detach() ** 2
    expected = float(error.mean() if square == 1.0 else (error * KEPT).sum() / KEPT.sum())
    assert trace["loss_train"].flatten()[0] == pytest.approx(expected, rel=1e-4)


def test_a_share_that_is_explained_is_no_squared_error() -> None:
    model, x = torch.nn.Linear(4, 2), torch.randn(8, 4)
    y = torch.randn(8, 2)
    trace = seen(model, lambda: -(1 - ((model(x) - y) ** 2).sum(0) / ((y - y.mean(0)) ** 2).sum(0)).mean())
    loss = trace.meta.program.loss
    assert loss is None or loss.kind == "difference"


@pytest.mark.parametrize("column", [True, False])
def test_a_hinge_by_hand_that_compares_all_with_all(column: bool) -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    sign = torch.tensor([-1.0, 1.0] * 4)
    trace = seen(model, lambda: torch.clamp(1 - sign * (model(x) if column else model(x).squeeze(1)), min=0).mean())
    loss = trace.meta.program.loss
    assert loss is not None
    assert (loss.broadcast, loss.kind) == (column, "margin")


@pytest.mark.parametrize("squeezed", [True, False])
@pytest.mark.parametrize("combined", ["minus", "times"])
def test_a_residual_of_all_with_all_is_seen_to_broadcast(combined: str, squeezed: bool) -> None:
    """An equation's answers (N, 1) meet their derivatives (N,)."""
    model = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))

    def loss() -> Any:
        x = torch.linspace(0, 1, 20).requires_grad_()
        u = model(x[:, None])
        u = u.squeeze(1) if squeezed else u
        slope = torch.autograd.grad(u.sum(), x, create_graph=True)[0]
        left = slope - u if combined == "minus" else u * slope
        return (left - 1.0).square().mean()

    found = wg.diagnose(seen(model, loss)).findings
    assert ("loss-shape-broadcast" in {one.code for one in found}) is not squeezed


def test_pairs_of_a_networks_own_answers_are_meant() -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(20, 4)

    def loss() -> Any:
        answers = model(x)
        return torch.sigmoid(answers - answers.squeeze(1)).square().mean()

    program = seen(model, loss).meta.program
    assert program.loss is None or not program.loss.broadcast


@pytest.mark.parametrize(
    ("answers", "targets", "meant"),
    [
        ((20, 1, 6), (1, 6, 1), True),
        ((20, 6, 1), (20, 1, 6), True),
        ((20, 1), (1, 5), True),
        ((20, 1), (1, 20), False),
        ((20, 1), (20,), False),
        ((5, 20, 1), (20,), False),
    ],
)
def test_marks_that_all_answers_are_put_opposite(
    answers: tuple[int, ...], targets: tuple[int, ...], meant: bool
) -> None:
    """Targets that lack the samples' axis, and lie across the answers, are the same for all samples."""
    units = math.prod(answers) // 20
    model, x, marks = torch.nn.Linear(4, units), torch.randn(20, 4), torch.rand(targets)
    found = wg.diagnose(seen(model, lambda: (model(x).reshape(answers) - marks).abs().mean())).findings
    assert ("loss-shape-broadcast" in {one.code for one in found}) is not meant


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize(
    ("losses", "weights", "crossed"), [((8,), (8, 1), True), ((8, 1), (8,), True), ((8,), (8,), False)]
)
def test_weights_of_all_samples_meet_the_losses_of_all(
    written: bool, losses: tuple[int, ...], weights: tuple[int, ...], crossed: bool
) -> None:
    model, x, y = torch.nn.Linear(3, 1), torch.rand(8, 3), torch.rand(8).reshape(losses)

    def step() -> Any:
        output = model(x).reshape(losses)
        each = (output - y) ** 2 if written else torch.nn.functional.mse_loss(output, y, reduction="none")
        return (each * torch.rand(8).reshape(weights)).mean()

    ran = seen(model, step)
    found = ask(RULES["loss-shape-broadcast"], Reading.of(ran))
    assert isinstance(found, Finding) is crossed
    if isinstance(found, Finding):
        assert found.evidence[0].value == 8
        shapes = [f"({', '.join(map(str, shape))})" for shape in (losses, weights)]
        assert all(shape in message(found, ran.meta) for shape in shapes)


@pytest.mark.parametrize("column", [True, False])
def test_advantages_of_all_meet_the_ratios_of_all(column: bool) -> None:
    """A policy's clipped objective (Schulman et al. 2017), its advantages (N, 1) made of an earlier output."""
    policy, critic = torch.nn.Linear(4, 3), torch.nn.Linear(4, 1)
    x, action, old = torch.randn(16, 4), torch.randint(3, (16,)), torch.full((16,), -1.1)

    def step() -> Any:
        advantage = torch.randn(16, 1) - critic(x).detach()
        advantage = advantage if column else advantage[:, 0]
        ratio = (torch.distributions.Categorical(logits=policy(x)).log_prob(action) - old).exp()
        return -torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()

    found = ask(RULES["loss-shape-broadcast"], Reading.of(seen(policy, step)))
    assert isinstance(found, Finding) is column


@pytest.mark.parametrize("loss", [lambda mean: -1 / (1 + mean), lambda mean: -(1 + mean).reciprocal()])
def test_a_loss_may_be_divided_by(loss: Callable[[Any], Any]) -> None:
    model, x, y = torch.nn.Linear(3, 1), torch.randn(20, 3), torch.randn(20, 1)
    assert seen(model, lambda: loss(F.mse_loss(model(x), y))).meta.loss == "squared"
