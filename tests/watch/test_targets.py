"""What targets tell of a loss: what it takes, what is stretched to fit, what is linear; by numbers of our own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from tests.watch.batches import watched

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional


@pytest.mark.parametrize("positional", [True, False])
def test_a_class_that_is_left_out_is_not_out_of_range(positional: bool) -> None:
    y = torch.tensor([0, 1, -1, 2, -1, 0])

    def loss(output: Any, target: Any) -> Any:
        if positional:
            return F.cross_entropy(output, target, None, None, -1)
        return torch.nn.CrossEntropyLoss(ignore_index=-1)(output, target)

    watch = watched(torch.nn.Linear(3, 3), loss, [(torch.randn(6, 3), y)])
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.losses[0].out_of_range == 0


@pytest.mark.parametrize("masked", [True, False])
def test_targets_that_are_not_finite(masked: bool) -> None:
    y = torch.randn(10, 1)
    y[2] = y[5] = math.nan

    def loss(output: Any, target: Any) -> Any:
        return (
            F.mse_loss(output[target.isfinite()], target[target.isfinite()]) if masked else F.mse_loss(output, target)
        )

    watch = watched(torch.nn.Linear(3, 1), loss, [(torch.randn(10, 3), y)] * 2)
    assert watch.trace.meta.data.non_finite == (0 if masked else 4)


def test_a_loss_made_of_parts_is_seen_to_broadcast() -> None:
    def robust(output: Any, target: Any) -> Any:
        error = output - target
        return torch.where(error.abs() < 1, 0.5 * error**2, error.abs() - 0.5).mean()

    model, x = torch.nn.Linear(3, 1), torch.randn(10, 3)
    for y, holds in ((torch.randn(10), True), (torch.randn(10, 1), False)):
        program = watched(model, robust, [(x, y)]).trace.meta.program
        assert program is not None
        assert program.loss is not None
        assert program.loss.broadcast is holds


def test_several_labels_are_no_shares_of_classes() -> None:
    y = torch.tensor([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])
    for target, off in ((y, 1.0), (torch.full((4, 3), 1 / 3), 0.0)):
        watch = watched(torch.nn.Linear(2, 3), F.cross_entropy, [(torch.randn(4, 2), target)] * 3)
        assert watch.trace.meta.program is not None
        assert watch.trace.meta.program.losses[0].target_off == pytest.approx(off, abs=1e-6)
        found = {finding.code for finding in watch.diagnosis().findings}
        assert ("output-loss-mismatch" in found) is bool(off)


@pytest.mark.parametrize(("activation", "straight"), [("Identity", True), ("ReLU", False), ("Tanh", False)])
def test_a_model_is_asked_whether_it_is_linear(activation: str, straight: bool) -> None:
    torch.manual_seed(0)
    middle = getattr(torch.nn, activation)()
    model = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.BatchNorm1d(16), middle, torch.nn.Linear(16, 2))
    watch = watched(model, F.cross_entropy, [(torch.randn(12, 3), torch.randint(0, 2, (12,)))])
    assert watch.trace.meta.program is not None
    assert (watch.trace.meta.program.mixing.bent < 1e-5) is straight


@pytest.mark.parametrize("size", [1.0, 30.0])  # of which the second one makes the answers sure
@pytest.mark.parametrize("bend", ["Identity", "Tanh"])
@pytest.mark.parametrize(("end", "loss"), [
    (torch.nn.Sigmoid(), lambda p, y: F.binary_cross_entropy(p[:, 0], (y > 0).float())),
    (torch.nn.Softmax(1), lambda p, y: _picked(p, y)),
    (torch.nn.LogSoftmax(1), F.nll_loss),
])  # fmt: skip
def test_a_model_that_ends_in_probabilities_is_asked_for_its_logits(
    end: Any, loss: Any, bend: str, size: float
) -> None:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 16), getattr(torch.nn, bend)(), torch.nn.Linear(16, 4), end)
    x = size * torch.randn(12, 3)
    mixing = watched(model, loss, [(x, torch.randint(0, 4, (12,)))]).trace.meta.program.mixing
    assert (max(mixing.bent, mixing.uneven) < 1e-5) is (bend == "Identity")


class OnGraph(torch.nn.Module):
    """Two layers whose units hear of their neighbors by a matrix that is the same for all samples."""

    def __init__(self, activation: Any) -> None:
        super().__init__()
        self.first, self.second, self.activation = torch.nn.Linear(1, 8), torch.nn.Linear(8, 1), activation

    def forward(self, x: Any, neighbors: Any) -> Any:
        return self.second(neighbors @ self.activation(self.first(neighbors @ x)))


@pytest.mark.parametrize(("activation", "straight"), [(torch.nn.Identity(), True), (torch.nn.ReLU(), False)])
def test_a_model_is_linear_in_its_samples_whatever_matrix_is_the_same_for_all(activation: Any, straight: bool) -> None:
    torch.manual_seed(0)
    model, neighbors = OnGraph(activation), torch.rand(5, 5)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            F.mse_loss(model(torch.randn(12, 5, 1), neighbors), torch.randn(12, 5, 1)).backward()
            optimizer.step()
    assert watch.trace.meta.program is not None
    assert (watch.trace.meta.program.mixing.bent < 1e-5) is straight


class Pathways(torch.nn.Module):
    """What is above 0 and what is below it, together again: x, or |x|."""

    def __init__(self, sign: int) -> None:
        super().__init__()
        self.sign = sign

    def forward(self, x: Any) -> Any:
        return torch.relu(x) + self.sign * torch.relu(-x)


@pytest.mark.parametrize(("sign", "linear"), [(-1, True), (1, False)])
def test_activations_that_cancel_out_leave_a_linear_network(sign: int, linear: bool) -> None:
    """A parity: no line separates it, and |x| does."""
    torch.manual_seed(0)
    layers = [torch.nn.Linear(2, 16), Pathways(sign), torch.nn.Linear(16, 16), Pathways(sign), torch.nn.Linear(16, 2)]
    x = torch.randn(600, 2)
    y = ((x[:, 0] > 0) ^ (x[:, 1] > 0)).long()
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(10):
            for rows in torch.randperm(600).split(20):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
    assert ("linear-network" in {one.code for one in watch.diagnosis().findings}) is linear
    assert watch.diagnosis().healthy is not linear


class Lengths(torch.nn.Module):
    """Reads sequences to their ends; `mixed` takes time for samples."""

    def __init__(self, mixed: bool) -> None:
        super().__init__()
        self.mixed, self.layer, self.out = mixed, torch.nn.GRU(3, 8), torch.nn.Linear(8, 2)

    def forward(self, x: Any, lengths: Any, _mode: str = "last") -> Any:
        turned = x.reshape(x.shape[1], x.shape[0], 3) if self.mixed else x.transpose(0, 1)
        return self.out(self.layer(turned)[0][lengths - 1, torch.arange(len(x))])


@pytest.mark.parametrize("mixed", [True, False])
def test_a_model_of_several_inputs_is_asked_whether_it_mixes(mixed: bool) -> None:
    torch.manual_seed(0)
    model, lengths = Lengths(mixed), torch.randint(2, 6, (12,))
    y = torch.randint(0, 2, (12,))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            F.cross_entropy(model(torch.randn(12, 5, 3), lengths, "last"), y).backward()
            optimizer.step()
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.mixing.samples == 4
    assert (watch.trace.meta.program.mixing.change > 1e-3) is mixed


# A loss of two sides of a siamese model's outputs: with the targets that it takes, and with 0 for -1.
SIDED: dict[str, Any] = {
    "cosine_embedding_loss": lambda a, b, y: F.cosine_embedding_loss(a, b, y, margin=0.2),
    "hinge_embedding_loss": lambda a, b, y: torch.nn.HingeEmbeddingLoss()((a - b).norm(dim=1), y),
    "margin_ranking_loss": lambda a, b, y: torch.nn.MarginRankingLoss()(a[:, 0], b[:, 0], y),
    "soft_margin_loss": lambda a, b, y: F.soft_margin_loss(input=(a * b).sum(1), target=y),
}


@pytest.mark.parametrize("function", SIDED)
@pytest.mark.parametrize(
    ("sides", "wrong"), [((-1, 1), 0), ((0, 1), 6), ((-1, 0, 1), 0), ((1,), 0), ((-1, 2), 6), ((-2.0, 2.0), 12)]
)
def test_losses_of_two_sides_take_minus_one_and_one(function: str, sides: tuple[float, ...], wrong: int) -> None:
    x, y = torch.randn(12, 2, 3), torch.tensor(sides).repeat(12 // len(sides))
    model = torch.nn.Linear(3, 4)
    watch = watched(model, lambda both, y: SIDED[function](both[:, 0], both[:, 1], y), [(x, y)])
    program = watch.trace.meta.program
    assert program is not None
    assert program.loss is not None
    assert (program.loss.function, program.loss.out_of_range) == (function, wrong)
    assert program.loss.target_shape == (12,)
    assert ("target-out-of-range" in {one.code for one in watch.diagnosis().findings}) is bool(wrong)


@pytest.mark.parametrize(("given", "wrong"), [("log_softmax", False), ("softmax", True), ("identity", True)])
def test_alignments_are_made_of_logarithms(given: str, wrong: bool) -> None:
    torch.manual_seed(0)
    outputs: dict[str, Any] = {
        "log_softmax": lambda z: z.log_softmax(2), "softmax": lambda z: z.softmax(2), "identity": lambda z: z,
    }  # fmt: skip
    lengths = torch.full((4,), 12), torch.full((4,), 3)
    watch = watched(
        torch.nn.Linear(3, 5), lambda z, y: F.ctc_loss(outputs[given](z), y, *lengths),
        [(torch.randn(12, 4, 3), torch.randint(1, 5, (4, 3)))] * 3,
    )  # fmt: skip
    assert ("output-loss-mismatch" in {one.code for one in watch.diagnosis().findings}) is wrong


@pytest.mark.parametrize(("size", "wrong"), [(torch.Tensor.abs, False), (torch.Tensor.clone, True)])
def test_a_hinge_of_embeddings_takes_distances(size: Any, wrong: bool) -> None:
    torch.manual_seed(0)
    sides = torch.randint(0, 2, (20,)) * 2 - 1
    watch = watched(
        torch.nn.Linear(3, 1), lambda z, y: F.hinge_embedding_loss(size(z[:, 0]), y), [(torch.randn(20, 3), sides)] * 3
    )
    assert ("output-loss-mismatch" in {one.code for one in watch.diagnosis().findings}) is wrong


@pytest.mark.parametrize("log_target", [False, True])
@pytest.mark.parametrize(
    ("given", "wrong"), [("log_softmax", False), ("softmax", True), ("identity", True), ("log of softmax", False)]
)
def test_a_divergence_takes_logarithms(log_target: bool, given: str, wrong: bool) -> None:
    torch.manual_seed(0)
    outputs: dict[str, Any] = {
        "log_softmax": lambda z: torch.log_softmax(z, 1), "softmax": lambda z: torch.softmax(z, 1),
        "identity": lambda z: 3 * z, "log of softmax": lambda z: torch.softmax(z, 1).log(),
    }  # fmt: skip
    divergence = torch.nn.KLDivLoss(reduction="batchmean", log_target=log_target)
    shares = torch.randn(20, 5).softmax(1)
    target = shares.log() if log_target else shares
    watch = watched(
        torch.nn.Linear(3, 5), lambda z, y: divergence(outputs[given](z), y), [(torch.randn(20, 3), target)] * 3
    )
    found = {one.code for one in watch.diagnosis().findings}
    assert ("output-loss-mismatch" in found) is wrong
    assert "target-out-of-range" not in found


def test_a_divergence_may_point_either_way() -> None:
    model, data = torch.nn.Linear(3, 5), torch.randn(20, 5).log_softmax(1)
    watch = watched(model, lambda z, y: F.kl_div(y, z.softmax(1), reduction="batchmean"), [(torch.randn(20, 3), data)])
    assert watch.diagnosis().healthy


@pytest.mark.parametrize(
    ("loss", "target", "wrong"),
    [
        (lambda z, y: F.kl_div(z.log_softmax(1), y, reduction="sum", log_target=True), torch.full((8, 2), 0.5), 16),
        (lambda z, y: F.kl_div(z.log_softmax(1), y, reduction="sum"), torch.full((8, 2), 0.5).log(), 16),
        (F.poisson_nll_loss, torch.tensor([[-1.0, 0.0], [3.0, 2.0]]).repeat(4, 1), 4),
        (lambda z, y: F.gaussian_nll_loss(z, y, z.detach().square()), torch.full((8, 2), -1.0), 0),
        (F.multilabel_soft_margin_loss, torch.tensor([[-1.0, 1.0], [0.0, 1.0]]).repeat(4, 1), 4),
        (F.multilabel_margin_loss, torch.tensor([[1, -1], [0, 1]]).repeat(4, 1), 0),
    ],
)
def test_targets_of_the_other_losses(loss: Any, target: Any, wrong: int) -> None:
    program = watched(torch.nn.Linear(3, 2), loss, [(torch.randn(8, 3), target)]).trace.meta.program
    assert program is not None
    assert program.loss is not None
    assert program.loss.out_of_range == wrong


@pytest.mark.parametrize("function", ["triplet_margin_loss", "triplet_margin_with_distance_loss"])
def test_a_triplet_has_no_target(function: str) -> None:
    model = torch.nn.Linear(3, 2)
    watch = watched(model, lambda z, _: getattr(F, function)(z[0], z[1], z[2]), [(torch.randn(3, 8, 3), None)] * 2)
    program = watch.trace.meta.program
    assert program is not None
    assert program.loss is not None
    assert (program.loss.kind, program.loss.calls, program.loss.target_shape) == ("triplet", 2, ())
    assert (program.loss.input_shape, program.loss.out_of_range) == ((8, 2), 0)
    assert watch.diagnosis().findings == ()


@pytest.mark.parametrize("kind", ["gaussian_nll_loss", "poisson_nll_loss", "hinge_embedding_loss"])
@pytest.mark.parametrize("stretched", [True, False])
def test_what_else_is_stretched_to_fit(kind: str, stretched: bool) -> None:
    y = torch.ones(10) if stretched else torch.ones(10, 1)

    def loss(z: Any, y: Any) -> Any:
        more = (torch.ones_like(z),) if kind == "gaussian_nll_loss" else ()
        return getattr(F, kind)(z, y, *more)

    found = watched(torch.nn.Linear(3, 1), loss, [(torch.randn(10, 3), y)]).diagnosis().findings
    assert ("loss-shape-broadcast" in {one.code for one in found}) is stretched


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_several_labels_at_chance_by_their_margin(reduction: str) -> None:
    y = torch.tensor([[0.0, 1.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    meta = watched(
        torch.nn.Linear(3, 3),
        lambda z, y: F.multilabel_soft_margin_loss(z, y, reduction=reduction),
        [(torch.randn(4, 3), y)],
    ).trace.meta
    p = y.mean(0)
    each = -(torch.xlogy(p, p) + torch.xlogy(1 - p, 1 - p)).mean()
    assert meta.chance_loss == pytest.approx(float(each), rel=0.01)  # a sum counts as a mean


class Filled(torch.nn.Module):
    """Fills the gaps among its inputs with 0, unless they are left."""

    def __init__(self, fills: bool) -> None:
        super().__init__()
        self.fills, self.layer = fills, torch.nn.Linear(3, 1)

    def forward(self, x: Any) -> Any:
        return self.layer(torch.where(x.isnan(), 0.0, x) if self.fills else x)


@pytest.mark.parametrize("fills", [True, False])
@pytest.mark.parametrize("breaks", [True, False])
def test_inputs_that_are_not_finite(fills: bool, breaks: bool) -> None:
    x, y = torch.randn(10, 3), torch.randn(10, 1)
    x[2, 1] = x[5, 1] = math.nan
    worse = torch.full_like(y, math.inf)  # whatever it is that breaks later, it is not the inputs
    facts = watched(Filled(fills), F.mse_loss, [(x, y)] * 2 + [(x, worse if breaks else y)]).trace.meta.data
    assert facts.non_finite == (10 if breaks else 0) + (0 if fills else 6)
    assert facts.non_finite_columns == (() if fills else ("1",))


@pytest.mark.parametrize("stretched", [True, False])
@pytest.mark.parametrize("order", ["variance first", "variance last"])
def test_a_likelihood_written_out_is_seen_to_broadcast(stretched: bool, order: str) -> None:
    def likelihood(output: Any, target: Any) -> Any:
        mean, log_variance = output.split(1, dim=1) if stretched else output.unbind(1)
        off = (target - mean) ** 2
        if order == "variance first":
            return 0.5 * (log_variance + (-log_variance).exp() * off).mean()
        return (off / log_variance.exp() + log_variance).sum() / len(target)

    watch = watched(torch.nn.Linear(3, 2), likelihood, [(torch.randn(10, 3), torch.randn(10))] * 2)
    assert ("loss-shape-broadcast" in {one.code for one in watch.diagnosis().findings}) is stretched
    program = watch.trace.meta.program
    assert program is not None
    if stretched:
        assert program.loss is not None
        assert (program.loss.kind, program.loss.calls) == ("difference", 2)
        assert math.isnan(watch.trace.meta.chance_loss)


def test_a_center_that_all_samples_share_pairs_nothing() -> None:
    center = torch.randn(2)
    watch = watched(torch.nn.Linear(3, 2), lambda z, _: ((z - center) / z.exp()).mean(), [(torch.randn(10, 3), None)])
    assert watch.diagnosis().healthy


def test_what_never_is_negative_has_no_negative_sum() -> None:
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 4)
    torch.nn.init.constant_(layer.bias, -20.0)  # off for all samples, as targets below 0 drive it to be
    batches = [(torch.randn(10, 3), -torch.rand(10)) for _ in range(30)]
    model = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Tanh(), layer, torch.nn.ReLU())
    watch = watched(model, lambda z, y: F.mse_loss(z.sum(1), y), batches)
    assert watch.trace.meta.output == "relu"
    found = {one.code: one.because_of for one in watch.diagnosis().findings}
    assert found["output-range-mismatch"] is None
    assert found["no-gradient"] == "output-range-mismatch"
    kept = watched(model[:3], lambda z, y: F.mse_loss((-z).sum(1), y), batches)
    assert kept.trace.meta.output == "identity"


def test_a_relu_under_the_softmax_of_a_loss() -> None:
    torch.manual_seed(0)
    last = torch.nn.Linear(8, 3)
    torch.nn.init.constant_(last.bias, -20.0)  # off for all samples: every class stays as likely as the others
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), last, torch.nn.ReLU())
    batches = [(x, x[:, :3].argmax(1)) for x in torch.randn(30, 16, 4)]
    watch = watched(model, lambda z, y: F.nll_loss(F.log_softmax(z, dim=1), y), batches)
    assert (watch.trace.meta.output, watch.trace.meta.takes_logits) == ("relu", True)
    assert any(one.code == "output-loss-mismatch" and one.severity != "info" for one in watch.diagnosis().findings)


def _picked(p: Any, y: Any) -> Any:
    return -p[torch.arange(len(y)), y].log().mean()


@pytest.mark.parametrize(("bend", "loss"), [
    ("Tanh", lambda z, y: F.nll_loss(F.log_softmax(z, dim=1), y)),
    ("Tanh", lambda z, y: _picked(z.softmax(1), y)),
    ("Tanh", lambda z, y: _picked(z.exp() / z.exp().sum(1, keepdim=True), y)),
    ("Tanh", lambda z, y: F.binary_cross_entropy(torch.sigmoid(z[:, 0]), (y > 0).float())),
    ("ReLU", lambda z, y: F.binary_cross_entropy(torch.sigmoid(z[:, 0]), (y > 0).float())),
    ("Identity", lambda z, y: F.binary_cross_entropy(torch.sigmoid(z[:, 0]), (y > 0).float())),
    ("Identity", lambda z, y: _picked(z.softmax(1), y)),
])  # fmt: skip
def test_what_bends_a_logit_under_a_softmax_or_sigmoid_of_the_program(bend: str, loss: Any) -> None:
    torch.manual_seed(0)
    last = torch.nn.Linear(8, 3)
    torch.nn.init.constant_(last.bias, -20.0 if bend == "ReLU" else 0.0)  # a ReLU is off for all samples
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), last, getattr(torch.nn, bend)())
    watch = watched(model, loss, [(x, x[:, :3].argmax(1)) for x in torch.randn(30, 16, 4)])
    found = {one.code for one in watch.diagnosis().findings if one.severity != "info"}
    assert ("output-loss-mismatch" in found) is (bend != "Identity")
    if bend != "Identity":
        assert (watch.trace.meta.output, watch.trace.meta.takes_logits) == (bend.lower(), True)


@pytest.mark.parametrize("logs", [True, False])
def test_counts_have_a_chance_and_a_bottom(logs: bool) -> None:
    """The Poisson loss as half of the deviance: that of the mean count at chance, 0 where each count is its rate."""
    model, x = torch.nn.Linear(1, 1), torch.randn(50, 1)
    y = torch.poisson(torch.full((50, 1), 2.0))

    def loss(z: Any, _: Any) -> Any:
        at = 0.0 * z + y.clamp_min(1e-6)
        return F.poisson_nll_loss(at.log() if logs else at, y, log_input=logs)

    trace = watched(model, loss, [(x, y)] * 2).trace
    kept = y[y > 0]
    deviance = float((kept * (kept / y.mean()).log()).sum()) / len(y)
    assert trace.meta.chance_loss == pytest.approx(deviance, rel=1e-4)
    assert trace["loss_train"].flatten()[0] == pytest.approx(0.0, abs=1e-4)


def test_counts_with_a_constant_have_the_chance_of_their_mean() -> None:
    model, y = torch.nn.Linear(1, 1), torch.poisson(torch.full((20, 1), 2.0))
    trace = watched(model, lambda z, _: F.poisson_nll_loss(z, y, full=True), [(torch.randn(20, 1), y)]).trace
    best = F.poisson_nll_loss(torch.full_like(y, float(y.mean().log())), y, full=True)
    assert trace.meta.chance_loss == pytest.approx(float(best), rel=1e-4)


@pytest.mark.parametrize(
    "turned",
    [
        lambda x: x.permute(0, 2, 1), lambda x: x.permute((0, 2, 1)), lambda x: x.permute(dims=(0, 2, 1)),
        lambda x: torch.permute(x, [0, 2, 1]), lambda x: torch.permute(x, dims=[0, 2, 1]),
    ],
)  # fmt: skip
def test_axes_may_be_exchanged_by_place_or_by_name(turned: Any) -> None:
    torch.manual_seed(0)
    first, second = torch.nn.Conv1d(2, 6, 3), torch.nn.Linear(6, 1)

    class Model(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = first, second

        def forward(self, x: Any) -> Any:
            return self.second(torch.relu(turned(self.first(x))))

    meta = watched(Model(), F.mse_loss, [(torch.randn(4, 2, 8), torch.randn(4, 6, 1))]).trace.meta
    assert meta.program is not None
    assert meta.program.broken == ()
    assert [layer.activation for layer in meta.layers] == ["relu", "identity"]


def test_every_source_may_be_held_against_every_target() -> None:
    """As in the separation of sources, whose order nobody knows: the best of all orders counts."""

    def loss(output: Any, target: Any) -> Any:
        errors = (output[:, :, None] - target[:, None]).square().mean(-1)
        return torch.minimum(errors[:, 0, 0] + errors[:, 1, 1], errors[:, 0, 1] + errors[:, 1, 0]).mean()

    model = torch.nn.Sequential(torch.nn.Linear(6, 12), torch.nn.Unflatten(1, (2, 6)))
    watch = watched(model, loss, [(torch.randn(5, 6), torch.randn(5, 2, 6))] * 3)
    assert "loss-shape-broadcast" not in {one.code for one in watch.diagnosis().findings}


@pytest.mark.parametrize(("logits", "weight"), [(True, 1.0), (True, 3.0), (False, 1.0)])
def test_each_of_several_labels_has_a_constant_of_its_own(logits: bool, weight: float) -> None:
    """A weight w of the positive ones makes the best constant of a share p: w p / (w p + 1 - p)."""
    torch.manual_seed(0)
    rates = torch.tensor([0.1, 0.5, 0.8])
    y = (torch.rand(64, 3) < rates).float()
    batches = [(torch.randn(64, 4), y) for _ in range(10)]
    shares = y.mean(0)
    constant = weight * shares / (weight * shares + 1 - shares)
    best = -(weight * torch.xlogy(shares, constant) + torch.xlogy(1 - shares, 1 - constant)).mean()
    positive = torch.tensor([weight]) if weight != 1 else None
    model = torch.nn.Linear(4, 3) if logits else torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Sigmoid())
    losses: dict[bool, Callable[[Any, Any], Any]] = {
        True: lambda z, y: F.binary_cross_entropy_with_logits(z, y, pos_weight=positive),
        False: F.binary_cross_entropy,
    }
    watch = watched(model, losses[logits], batches)
    assert watch.trace.meta.chance_loss == pytest.approx(float(best), rel=1e-3)
    assert watch.trace.meta.loss_floor == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize(("rows", "known"), [(200, True), (4, False)])
def test_labels_have_the_constants_of_their_batches_where_the_loss_is_not_computed_again(
    rows: int, known: bool
) -> None:
    """As beside what the program changes in place; of few rows these shares tell little."""
    torch.manual_seed(0)
    rates = torch.tensor([0.1, 0.5, 0.8])
    batches = [(torch.randn(rows, 4), (torch.rand(rows, 3) < rates).float()) for _ in range(10)]
    shares = torch.cat([y for _, y in batches]).mean(0)
    best = -(torch.xlogy(shares, shares) + torch.xlogy(1 - shares, 1 - shares)).mean()
    watch = watched(torch.nn.Linear(4, 3), F.binary_cross_entropy_with_logits, batches)
    watch.recorder.collectors.levels.leave()
    chance = watch.trace.meta.chance_loss
    assert chance == pytest.approx(float(best), rel=0.02) if known else math.isnan(chance)


def test_one_unit_for_a_row_of_labels_has_one_constant() -> None:
    torch.manual_seed(0)
    batches = [(torch.randn(64, 5, 4), (torch.rand(64, 5) < 0.2).float()) for _ in range(4)]
    share = torch.cat([y for _, y in batches]).mean()
    best = -(torch.xlogy(share, share) + torch.xlogy(1 - share, 1 - share))
    watch = watched(torch.nn.Linear(4, 1), lambda z, y: F.binary_cross_entropy_with_logits(z.squeeze(-1), y), batches)
    assert watch.trace.meta.chance_loss == pytest.approx(float(best), rel=1e-4)
