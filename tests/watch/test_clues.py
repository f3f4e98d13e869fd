"""Clues that programs give without a loss function or a hook of their own, against numbers computed in another way."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
TIMES, HIDDEN = 9, 6


def watched(model: Any, step: Any, count: int = 3) -> Any:
    """The watch of a model after some updates; `step()` gives the loss, and nothing is learned."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(count):
            optimizer.zero_grad()
            step().backward()
            optimizer.step()
    return watch


def test_a_gradient_that_fades_through_time() -> None:
    torch.manual_seed(0)
    layer = torch.nn.RNN(2, HIDDEN, batch_first=True)
    x = torch.rand(5, TIMES, 2)
    h, states = torch.zeros(5, HIDDEN), []
    for t in range(TIMES):
        h = torch.tanh(x[:, t] @ layer.weight_ih_l0.T + h @ layer.weight_hh_l0.T + layer.bias_ih_l0 + layer.bias_hh_l0)
        h.retain_grad()
        states.append(h)
    h.square().mean().backward()
    norms = [float(state.grad.norm()) for state in states]
    watch = watched(layer, lambda: layer(x)[0][:, -1].square().mean())
    assert float(watch.trace["fade_through_time"][0, 0, 0]) == pytest.approx(norms[0] / max(norms), rel=1e-4)


def test_of_several_levels_in_one_call_the_fade_is_that_of_their_input() -> None:
    torch.manual_seed(0)
    layer = torch.nn.GRU(2, HIDDEN, num_layers=2, batch_first=True)
    x = torch.rand(5, TIMES, 2, requires_grad=True)
    (given,) = torch.autograd.grad(layer(x)[0][:, -1].square().mean(), x)
    norms = given.norm(dim=(0, 2))
    watch = watched(layer, lambda: layer(x)[0][:, -1].square().mean())
    assert float(watch.trace["fade_through_time"][0, 0, 0]) == pytest.approx(float(norms[0] / norms.max()), rel=1e-4)


class Unused(torch.nn.Module):
    """ReLU is computed; what it gives is used or not."""

    def __init__(self, used: bool) -> None:
        super().__init__()
        self.used, self.below, self.above = used, torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)

    def forward(self, x: Any) -> Any:
        h = self.below(x)
        active = torch.relu(h)
        return self.above(active if self.used else h)


@pytest.mark.parametrize("used", [True, False])
def test_an_activation_that_nobody_uses_is_none(used: bool) -> None:
    model = Unused(used)
    watch = watched(model, lambda: model(torch.randn(8, 3)).square().mean())
    assert watch.trace.meta.layers[0].activation == ("relu" if used else "identity")


def test_several_labels_a_sample_are_no_classes() -> None:
    model, labels = torch.nn.Linear(3, 5), (torch.rand(16, 5) < 0.3).float()
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    watch = watched(model, lambda: loss(model(torch.ones(16, 3)), labels))
    assert watch.trace.meta.task == "numbers"
    assert "class_share" not in watch.trace.channels
    truth = torch.distributions.Bernoulli(labels.mean(0)).entropy().mean()
    assert watch.trace.meta.chance_loss == pytest.approx(float(truth), rel=1e-4)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_probabilities_leave_their_own_entropy_open(reduction: str) -> None:
    """An autoencoder's pixels: at chance each column's mean is told, and the pixels themselves are the best. A loss
    counts as the mean over its targets, also where it is added up.
    """
    model, y = torch.nn.Linear(3, 5), torch.rand(32, 5)
    loss = torch.nn.functional.binary_cross_entropy
    watch = watched(model, lambda: loss(model(torch.ones(32, 3)).sigmoid(), y, reduction=reduction))
    meta = watch.trace.meta
    chance = loss(y.mean(0).expand_as(y), y)
    assert meta.chance_loss == pytest.approx(float(chance), rel=1e-5)
    assert meta.loss_floor == pytest.approx(float(loss(y, y)), rel=1e-5)
    assert meta.task == "numbers"


@pytest.mark.parametrize(("function", "option"), [("smooth_l1_loss", "beta"), ("huber_loss", "delta")])
def test_a_huber_loss_at_chance(function: str, option: str) -> None:
    model, y = torch.nn.Linear(3, 1), torch.linspace(-2.0, 4.0, 31)[:, None] ** 2
    loss = getattr(torch.nn.functional, function)
    watch = watched(model, lambda: loss(model(torch.zeros(31, 3)), y, **{option: 0.7}))
    constants = (y.median(), y.mean())
    truth = min(float(loss(torch.full_like(y, float(c)), y, **{option: 0.7})) for c in constants)
    assert watch.trace.meta.chance_loss == pytest.approx(truth, rel=1e-5)


def test_an_evaluation_of_the_samples_trained_on_is_none_of_new_ones() -> None:
    model, x, new = torch.nn.Linear(3, 2), torch.randn(40, 3), torch.randn(40, 3)
    y = torch.randint(0, 2, (40,))
    loss = torch.nn.functional.cross_entropy

    def step() -> Any:
        with torch.no_grad():
            loss(model(x), y)
            loss(model(new), 1 - y)
        return loss(model(x[torch.randperm(40)[:30]]), y[:30])

    watch = watched(model, step)
    truth = float(loss(model(new), 1 - y).detach())
    assert float(watch.trace["loss_test"][0, -1]) == pytest.approx(truth, rel=1e-5)


def test_answers_that_are_only_compared_give_an_accuracy() -> None:
    model, new, labels = torch.nn.Linear(3, 2), torch.randn(40, 3), torch.randint(0, 2, (40,))

    def step() -> Any:
        with torch.no_grad():
            (model(new).argmax(1) == labels).float().mean().item()
        return torch.nn.functional.cross_entropy(model(torch.randn(8, 3)), torch.zeros(8, dtype=torch.long))

    watch = watched(model, step)
    truth = float((model(new).argmax(1) == labels).float().mean())
    assert float(watch.trace["accuracy_test"][0, -1]) == pytest.approx(truth)
    assert watch.trace.meta.test_samples == 40


@pytest.mark.parametrize("whole", [True, False])
def test_numbers_that_predicted_digits_make_up_are_no_predictions(whole: bool) -> None:
    """Two digits are right less often than one: their accuracy is not that of the classes that the loss is about."""
    model = torch.nn.Linear(3, 4)
    new, digits = torch.randn(40, 2, 3), torch.randint(0, 4, (40, 2))
    factors = torch.tensor([4, 1])

    def step() -> Any:
        with torch.no_grad():
            found = model(new).argmax(2)
        if whole:
            ((found * factors).sum(1) == (digits * factors).sum(1)).float().mean().item()
        else:
            (found[:, 0] == digits[:, 0]).float().mean().item()
        return torch.nn.functional.cross_entropy(model(torch.randn(8, 3)), torch.zeros(8, dtype=torch.long))

    assert ("accuracy_test" in watched(model, step).trace.channels) is not whole


def test_a_graph_that_is_lost_in_the_middle() -> None:
    below, above = torch.nn.Linear(3, 4), torch.nn.Linear(4, 2)
    model = torch.nn.Sequential(below, torch.nn.Flatten(), above)
    y = torch.randint(0, 2, (16,))

    def step() -> Any:
        features = torch.from_numpy(below(torch.randn(16, 3)).detach().numpy().clip(-1, 1))
        return torch.nn.functional.cross_entropy(above(features), y)

    watch = watched(model, step, 60)
    found = watch.diagnosis()
    assert found.root is not None
    assert found.root.code == "no-gradient"


def test_a_leaky_relu_whose_slope_is_1_bends_nothing() -> None:
    def hidden(slope: float) -> str:
        model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.LeakyReLU(slope), torch.nn.Linear(4, 1))
        watch = watched(model, lambda: model(torch.rand(8, 3)).square().mean())
        return watch.trace.meta.layers[0].activation

    assert (hidden(1.0), hidden(0.2)) == ("identity", "leaky-relu")


def test_a_recurrent_state_that_is_the_answer_reaches_as_far_as_a_tanh() -> None:
    layer, x, y = torch.nn.LSTM(2, 1, batch_first=True), torch.rand(8, 5, 2), 4 * torch.rand(8, 1)
    watch = watched(layer, lambda: torch.nn.functional.mse_loss(layer(x)[0][:, -1], y))
    assert watch.trace.meta.output == "tanh"
    head = torch.nn.Linear(1, 1)
    watch = watched(
        torch.nn.ModuleList([layer, head]), lambda: torch.nn.functional.mse_loss(head(layer(x)[0][:, -1]), y)
    )
    assert watch.trace.meta.output == "identity"


def test_triplets_of_outputs_that_are_all_alike_cost_the_margin() -> None:
    model, x = torch.nn.Linear(3, 4), torch.rand(6, 3)
    loss = torch.nn.TripletMarginLoss(margin=0.7)
    watch = watched(model, lambda: loss(model(x), model(x + 1), model(x - 1)))
    alike = torch.ones(6, 4)
    assert watch.trace.meta.chance_loss == pytest.approx(float(loss(alike, alike, alike)), rel=1e-5)


class Switched(torch.nn.Module):
    """Normalizes by the batch only if its call says that it is one of training, as Keras's layers do."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(3, 2)

    def forward(self, x: Any, training: bool = False) -> Any:
        return self.layer(x - x.mean(0) if training else x)


@pytest.mark.parametrize("training", [True, None])
def test_samples_are_asked_whether_they_mix_as_in_an_evaluation(training: bool | None) -> None:
    model, x, y = Switched(), torch.rand(8, 3), torch.arange(8) % 2
    options = {} if training is None else {"training": training}
    watch = watched(model, lambda: torch.nn.functional.cross_entropy(model(x, **options), y))
    mixing = watch.trace.meta.program.mixing
    assert mixing.samples > 0
    assert mixing.change == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("mixes", [False, True])
def test_samples_with_one_number_each_are_asked_whether_they_mix(mixes: bool) -> None:
    class Single(torch.nn.Module):
        """Puts out (N,)."""

        def __init__(self) -> None:
            super().__init__()
            self.layer = torch.nn.Linear(3, 1)

        def forward(self, x: Any) -> Any:
            return self.layer(x - x.mean(0) if mixes else x).squeeze(-1)

    model, x, y = Single(), torch.rand(8, 3), torch.rand(8)
    mixing = watched(model, lambda: torch.nn.functional.mse_loss(model(x), y)).trace.meta.program.mixing
    assert mixing.samples > 0
    assert not mixing.why
    assert (mixing.change > 0.01) is mixes
    assert mixing.bent == pytest.approx(0, abs=1e-4)  # it is linear


class Random(torch.nn.Module):
    """As deep as Python's and NumPy's random numbers say."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(3, 3)

    def forward(self, x: Any) -> Any:
        for _ in range(random.randint(1, 4) + np.random.randint(3)):  # noqa: NPY002 (as users draw)
            x = self.layer(x).tanh()
        return x


def test_what_a_model_draws_itself_is_no_mixing_and_stays_as_it_was() -> None:
    model, x, y = Random(), torch.rand(8, 3), torch.arange(8) % 3
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    watch = watched(model, lambda: torch.nn.functional.cross_entropy(model(x), y))
    states = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
    mixing = watch.trace.meta.program.mixing
    assert mixing.samples > 0
    assert mixing.change == pytest.approx(0, abs=1e-6)
    assert (random.getstate(), np.random.get_state()[1].tolist()) == states  # noqa: NPY002


class TimeFirst(torch.nn.Module):
    """Puts out what it says of each place, then of each sample: as many places as samples are asked about."""

    def __init__(self, mixes: bool) -> None:
        super().__init__()
        self.layer, self.mixes = torch.nn.Linear(3, 2), mixes

    def forward(self, x: Any) -> Any:
        places = self.layer(x.cumsum(1)).transpose(0, 1)
        return places - places.mean(1, keepdim=True) if self.mixes else places


@pytest.mark.parametrize("mixes", [False, True])
def test_samples_are_found_along_the_axis_that_grows_with_them(mixes: bool) -> None:
    model, x, y = TimeFirst(mixes), torch.rand(8, THOROUGH.mixing_samples, 3), torch.arange(8) % 2
    watch = watched(model, lambda: torch.nn.functional.cross_entropy(model(x)[-1], y))
    mixing = watch.trace.meta.program.mixing
    assert mixing.samples > 0
    assert (mixing.change > 1e-3) is mixes


def test_the_places_of_a_single_sequence_are_no_samples() -> None:
    model, x, y = torch.nn.RNN(3, 4, batch_first=True), torch.rand(1, 6, 3), torch.arange(6) % 4
    watch = watched(model, lambda: torch.nn.functional.cross_entropy(model(x)[0][0], y))
    assert watch.trace.meta.program.mixing.why == "one sample"


@pytest.mark.parametrize(
    ("mixes", "why"), [("later", "one axis may be time"), ("earlier", ""), ("not", ""), ("all", "")]
)
def test_what_comes_later_may_depend_on_what_was_before(mixes: str, why: str) -> None:
    """Of sequences with a target for each place: along the first axis, which may be time, only later places may look
    at earlier ones.
    """

    class Places(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = torch.nn.Linear(3, 4)

        def forward(self, x: Any) -> Any:
            seen = {"later": x.cumsum(0), "earlier": x.flip(0).cumsum(0).flip(0), "all": x - x.mean(0), "not": x}
            return self.layer(seen[mixes])

    model, x, y = Places(), torch.rand(6, 5, 3), torch.arange(30).reshape(6, 5) % 4
    mixing = watched(model, lambda: torch.nn.functional.cross_entropy(model(x).movedim(2, 1), y)).trace
    found = mixing.meta.program.mixing
    assert found.why == why
    assert (found.change > 1e-3) is (mixes in ("earlier", "all"))


@pytest.mark.parametrize(("turned", "why"), [(False, ""), (True, "one axis may be time")])
def test_a_data_loader_tells_which_axis_is_time(turned: bool, why: str) -> None:
    """A recurrent layer that takes the samples of its batches for times, and one that is given the times first."""
    x, y = torch.rand(24, 5, 3), torch.arange(120).reshape(24, 5) % 4
    batches = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=8)
    model, stream = Reads(hands_on=False), (batch for _ in range(9) for batch in batches)

    def step() -> Any:
        some, goals = next(stream)
        if turned:
            some, goals = some.transpose(0, 1), goals.transpose(0, 1)
        return torch.nn.functional.cross_entropy(model(some).movedim(2, 1), goals)

    mixing = watched(model, step).trace.meta.program.mixing
    assert mixing.why == why
    assert (mixing.change > 1e-3) is not turned


class Reads(torch.nn.Module):
    """A recurrent layer over the first axis: of the times of one sequence, or of samples that are taken for times."""

    def __init__(self, hands_on: bool) -> None:
        super().__init__()
        self.layer, self.hands_on = torch.nn.LSTM(3, 4), hands_on

    def forward(self, x: Any) -> Any:
        found, state = self.layer(x)
        return (found, state) if self.hands_on else found


@pytest.mark.parametrize("hands_on", [False, True])
def test_the_times_of_a_sequence_whose_state_is_handed_on_are_no_samples(hands_on: bool) -> None:
    torch.manual_seed(0)
    model, x, y = Reads(hands_on), torch.rand(6, 3), torch.arange(6) % 4

    def step() -> Any:
        found = model(x)
        return torch.nn.functional.cross_entropy(found[0] if hands_on else found, y)

    mixing = watched(model, step).trace.meta.program.mixing
    assert (mixing.why == "one sample") is hands_on
    assert (mixing.change > 1e-3) is not hands_on


class Gated(torch.nn.Module):
    """One half of a layer's units decides what of the other half goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = torch.nn.Linear(3, 8), torch.nn.Linear(4, 2)

    def forward(self, x: Any) -> Any:
        value, gate = self.first(x).chunk(2, -1)
        return self.last(torch.nn.functional.silu(gate) * value)


def test_a_layer_that_is_gated_by_a_part_of_itself_is_not_linear() -> None:
    model, x, y = Gated(), torch.rand(8, 3), torch.arange(8) % 2
    watch = watched(model, lambda: torch.nn.functional.cross_entropy(model(x), y))
    first, last = watch.trace.meta.layers
    assert first.activation not in ("identity", "linear")
    assert last.activation == "identity"


def test_a_divergences_logarithms_are_not_held_against_its_targets() -> None:
    model, x, y = torch.nn.Linear(3, 4), torch.rand(8, 3), torch.rand(8, 4).softmax(1)
    watch = watched(model, lambda: torch.nn.functional.kl_div(model(x).log_softmax(1), y, reduction="batchmean"))
    assert watch.trace.meta.output == "log-softmax"
    assert "output-range-mismatch" not in {finding.code for finding in watch.diagnosis().findings}


@pytest.mark.parametrize("alike", [True, False])
def test_units_that_start_alike_are_told_whatever_the_loss_is(alike: bool) -> None:
    model = torch.nn.Sequential(torch.nn.Linear(3, 6), torch.nn.Tanh(), torch.nn.Linear(6, 2))
    if alike:
        torch.nn.init.constant_(model[0].weight, 0.3)
        torch.nn.init.zeros_(model[0].bias)
    x, y = torch.randn(32, 3), torch.randn(32)

    def density() -> Any:  # of a normal distribution, whose value at chance is not known
        mean, log_width = model(x).unbind(1)
        return (log_width + ((y - mean) / log_width.exp()) ** 2 / 2).mean()

    watch = watched(model, density)
    assert math.isnan(watch.trace.meta.chance_loss)
    assert ("symmetric-init" in {finding.code for finding in watch.diagnosis().findings}) is alike


@pytest.mark.parametrize("attached", [True, False])
def test_a_lone_parameter_that_backward_never_reaches(attached: bool) -> None:
    """No layer holds it, so no gradient of a layer is known; that none ever arrived is known all the same."""
    center = torch.nn.Parameter(torch.tensor(3.0))
    optimizer = torch.optim.SGD([center], lr=0.01)
    with wg.watch(torch.nn.ParameterList([center]), optimizer, every=1) as watch:
        for _ in range(12):
            optimizer.zero_grad()
            place = center if attached else torch.tensor(center.item(), requires_grad=True)
            (torch.randn(32) - place).square().mean().backward()
            optimizer.step()
    diagnosis = watch.diagnosis()
    found = [finding for finding in diagnosis.findings if finding.code == "no-gradient"]
    assert bool(found) is not attached
    if found:
        assert "test_clues.py" in found[0].where.source
    else:  # that one did arrive says nothing of how large those of layers are, and there is none
        assert "no-gradient" in {one.code for one in diagnosis.undecided}
