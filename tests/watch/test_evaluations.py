"""What an evaluation's loss is: the mean over its samples, of samples that are new, of the same loss as in training."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.watch.forked import watched

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

X, Y = torch.randn(40, 3), torch.randint(0, 3, (40,))


def trained(model: Any, train: Callable[[], Any], evaluate: Callable[[], Any], steps: int = 3) -> Any:
    """The trace of a training with rate 0, evaluated after each update."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        for _ in range(steps):
            optimizer.zero_grad()
            train().backward()
            optimizer.step()
            with torch.no_grad():
                evaluate()
    return watch.trace


def known(trace: Any, channel: str) -> Any:
    values = trace.channels.get(channel)
    return np.array([]) if values is None else values[np.isfinite(values)]


def test_sums_are_compared_with_means() -> None:
    model, new, answers = torch.nn.Linear(3, 3), torch.randn(12, 3), torch.randint(0, 3, (12,))

    def evaluate() -> None:
        for x, y in zip(new.split(4), answers.split(4), strict=True):
            F.cross_entropy(model(x), y, reduction="sum")

    trace = trained(model, lambda: F.cross_entropy(model(X), Y), evaluate)
    assert known(trace, "loss_train") == pytest.approx(F.cross_entropy(model(X), Y).item())
    assert known(trace, "loss_test") == pytest.approx(F.cross_entropy(model(new), answers).item())


@pytest.mark.parametrize(
    "loss",
    [
        lambda z, y: ((z - y) ** 2).sum(),
        lambda z, y: ((z - y) ** 2).sum(1).mean(),
        lambda z, y: 0.5 * ((z - y) ** 2).sum(),
        lambda z, y: ((z - y) ** 2 / 2).mean(0).sum(),
        lambda z, y: (2 * (z - y)).pow(2).mean(),
        lambda z, y: F.mse_loss(z, y, reduction="sum") / len(y),
    ],
)
def test_a_squared_loss_however_it_is_added_up(loss: Callable[[Any, Any], Any]) -> None:
    model, y = torch.nn.Linear(3, 4), torch.randn(40, 4)
    trace = trained(model, lambda: loss(model(X), y), lambda: None)
    assert known(trace, "loss_train") == pytest.approx(F.mse_loss(model(X), y).item(), rel=1e-5)
    assert trace.meta.chance_loss == pytest.approx(float(y.var(0, correction=0).mean()), rel=1e-5)


def test_a_masked_loss_is_the_mean_of_what_is_left() -> None:
    model, y, mask = torch.nn.Linear(3, 4), torch.randn(40, 4), (torch.rand(40, 4) < 0.3).float()
    trace = trained(model, lambda: (((model(X) - y) ** 2) * mask).sum() / mask.sum(), lambda: None)
    kept = mask.bool()
    assert known(trace, "loss_train") == pytest.approx(F.mse_loss(model(X)[kept], y[kept]).item(), rel=1e-5)


def test_chance_of_weighted_squares_is_that_of_their_weighted_mean() -> None:
    model, y, weight = torch.nn.Linear(3, 1), torch.randn(40, 1), torch.rand(40, 1)
    trace = trained(model, lambda: (weight * (model(X) - y) ** 2).mean(), lambda: None)
    middle = (weight * y).sum() / weight.sum()
    assert trace.meta.chance_loss == pytest.approx(float((weight * (y - middle) ** 2).mean()), rel=1e-4)


def test_the_share_that_is_explained_is_no_loss() -> None:
    model, y = torch.nn.Linear(3, 2), torch.randn(40, 2)
    new, target = torch.randn(40, 3), torch.randn(40, 2)

    def explained() -> Any:
        return (1 - (model(new) - target).pow(2).mean(0) / target.var(0)).mean()

    trace = trained(model, lambda: F.mse_loss(model(X), y), explained)
    # But what it is a share of is known: the targets lie beside the inputs.
    assert known(trace, "loss_test") == pytest.approx(F.mse_loss(model(new), target).item())


class Pairs(torch.nn.Module):
    """A number for two."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = torch.nn.Embedding(10, 4), torch.nn.Embedding(10, 4)

    def forward(self, one: Any, other: Any) -> Any:
        return (self.one(one) * self.other(other)).sum(1)


def test_a_sample_is_all_that_a_model_is_given() -> None:
    model, one = Pairs(), torch.arange(10)
    seen, new = (one, (one + 1) % 10), (one, (one + 2) % 10)
    y = torch.randn(10)
    for pairs, is_new in ((seen, False), (new, True)):
        trace = trained(model, lambda: F.mse_loss(model(*seen), y), lambda pairs=pairs: F.mse_loss(model(*pairs), y))
        assert bool(len(known(trace, "loss_test"))) == is_new


@pytest.mark.parametrize("graph", [True, False])
def test_a_step_of_the_models_own_is_no_evaluation(graph: bool) -> None:
    weight = torch.randn(1, 3, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.0)
    y = torch.randn(40, 1)
    with wg.watch(torch.nn.Linear(1, 1), optimizer, every=1, settings=THOROUGH) as watch:
        for _ in range(3):
            (given,) = torch.autograd.grad(F.mse_loss(F.linear(X, weight), y), [weight], create_graph=graph)
            optimizer.zero_grad()
            F.mse_loss(F.linear(X, weight - 0.1 * given), y).backward()
            optimizer.step()
    assert not len(known(watch.trace, "loss_test"))
    assert len(known(watch.trace, "loss_train"))


def test_a_target_network_in_the_middle_of_a_step_is_no_evaluation(tmp_path: Path) -> None:
    """Nor is its answer what is trained, in steps of which only that was seen: the script's later ones."""
    script = tmp_path / "train.py"
    script.write_text("""
import copy, torch
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
target = copy.deepcopy(model)
optimizer = torch.optim.Adam(model.parameters(), 1e-3)
for step in range(120):
    x = torch.randn(32, 4)
    q = model(x).gather(1, (x[:, :1] > 0).long())
    with torch.no_grad():
        best = target(x + 0.1).max(1, keepdim=True).values
    loss = torch.nn.functional.smooth_l1_loss(q, x[:, 1:2] + 0.9 * best)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
""")
    (trace,) = watched(script).traces
    (loss,) = trace.meta.program.losses
    assert (loss.phase, loss.attached) == ("train", True)
    assert not trace.has("loss_test")
    assert not np.isnan(trace["activation_rms"][0, :-1]).any(), (
        "a record of a step that was not seen from its beginning"
    )


def worth(trace: Any) -> tuple[Any, Any]:
    return known(trace, "loss_test"), known(trace, "accuracy_test")


def test_answers_that_go_on_as_arrays() -> None:
    """The targets of what is asked lie beside it, whole or as the rest of a larger array."""
    model, all_x = torch.nn.Linear(3, 3), torch.randn(90, 3)
    all_y = np.arange(90) % 3
    model_output, rest = model(all_x[60:]), torch.from_numpy(all_y[60:])
    accuracy = float((model_output.argmax(1) == rest).float().mean())

    def evaluate() -> None:
        answers = model(all_x[60:]).argmax(1).numpy()
        float((answers == all_y[60:]).mean())  # `answers` of before lie beside the classes the next time

    losses, accuracies = worth(trained(model, lambda: F.cross_entropy(model(X), Y), evaluate))
    assert accuracies == pytest.approx(accuracy)
    assert losses == pytest.approx(F.cross_entropy(model_output, rest).item())


def test_samples_without_a_target_are_left_out_of_what_answers_are_worth() -> None:
    model, new = torch.nn.Linear(3, 3), torch.randn(60, 3)
    wanted = torch.arange(60) % 3
    wanted[::4] = 255
    has = wanted < 3

    def evaluate() -> None:
        targets, labelled = wanted, has  # of the batch before, too
        (model(new).argmax(1).numpy() == targets.numpy())[labelled.numpy()].mean()

    losses, accuracies = worth(trained(model, lambda: F.cross_entropy(model(X), Y, ignore_index=255), evaluate))
    answers = model(new)[has]
    assert accuracies == pytest.approx(float((answers.argmax(1) == wanted[has]).float().mean()))
    assert losses == pytest.approx(F.cross_entropy(answers, wanted[has]).item())


@pytest.mark.parametrize("last", [True, False])
def test_answers_may_have_their_classes_along_the_last_axis(last: bool) -> None:
    model = torch.nn.Linear(2, 3) if last else torch.nn.Conv1d(2, 3, 1)
    axis = 2 if last else 1
    x, y = torch.randn((40, 7, 2) if last else (40, 2, 7)), torch.randint(0, 3, (40, 7))
    new, wanted = torch.randn((30, 7, 2) if last else (30, 2, 7)), torch.randint(0, 3, (30, 7))

    def evaluate() -> None:
        targets = wanted
        (model(new).argmax(axis).numpy() == targets.numpy()).mean()

    trace = trained(model, lambda: F.cross_entropy(model(x).movedim(axis, 1), y), evaluate)
    losses, accuracies = worth(trace)
    answers = model(new).movedim(axis, 1)
    assert losses == pytest.approx(F.cross_entropy(answers, wanted).item())
    assert accuracies == pytest.approx(float((answers.argmax(1) == wanted).float().mean()))


def test_answers_without_targets_tell_nothing() -> None:
    model, new = torch.nn.Linear(3, 1), torch.randn(50, 3)
    price = torch.randn(50) * 20 + 300  # in units of its own
    scaled = (price[:40] - 300) / 20

    def evaluate() -> None:
        assert len(model(new)[:, 0].numpy() * 20 + 300) == len(price)

    assert not len(worth(trained(model, lambda: F.mse_loss(model(X)[:, 0], scaled), evaluate))[0])


@pytest.mark.parametrize("joined", [True, False])
def test_inputs_are_no_targets(joined: bool) -> None:
    """Places and times at which a network is asked, which are spread as the answers are."""

    class Field(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = torch.nn.Linear(2, 1)

        def forward(self, place: Any, time: Any) -> Any:
            return self.layer(place if joined else torch.cat([place, time], 1))

    model, x, t = Field(), torch.randn(40, 1), torch.randn(40, 1)
    new_x, new_t = torch.randn(50, 1), torch.randn(50, 1)
    places = torch.cat([new_x, new_t], 1) if joined else new_x

    def evaluate() -> None:
        assert len(model(places, new_t)[:, 0].numpy()) == len(new_t)

    given = torch.cat([x, t], 1) if joined else x
    assert not len(worth(trained(model, lambda: F.mse_loss(model(given, t), x * t), evaluate))[0])


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_is_made_step_by_step_out_of_noise_has_no_targets(goes_on: bool) -> None:
    """As a diffusion model samples: fresh noise of the targets' shape lies beside what goes on from its own answers."""
    model, noise = torch.nn.Linear(3, 3), torch.randn(40, 3)

    def sample() -> None:
        x = torch.randn(50, 3)
        for _ in range(3):
            fresh = torch.randn(50, 3)
            answer = model(x)
            x = (x - 0.1 * answer) + 0.1 * fresh if goes_on else fresh

    trace = trained(model, lambda: F.mse_loss(model(X), noise), sample)
    assert bool(len(worth(trace)[0])) == (not goes_on)


def test_looking_for_targets_keeps_nothing_alive() -> None:
    kept: list[Any] = []

    def evaluate() -> None:
        new, answers = torch.randn(30, 3), torch.randint(0, 3, (30,))
        mine = locals()
        kept.append((weakref.ref(new), mine))
        model(new).argmax(1).numpy()
        assert mine["new"] is new  # what the user holds stays as it is
        mine.clear()

    def unaware() -> None:
        new, answers = torch.randn(30, 3), torch.randint(0, 3, (30,))
        kept.append(weakref.ref(new))
        (model(new).argmax(1).numpy() == answers.numpy()).mean()
        del new
        kept.append(kept[-1]() is None)

    model = torch.nn.Linear(3, 3)
    trace = trained(model, lambda: F.cross_entropy(model(X), Y), unaware, steps=2)
    assert len(known(trace, "loss_test")) == 2
    assert kept[1::2] == [True, True]
    trained(model, lambda: F.cross_entropy(model(X), Y), evaluate, steps=1)


def test_the_batch_that_was_trained_on_is_no_target() -> None:
    model, new = torch.nn.Linear(3, 3), torch.randn(40, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        for _ in range(3):
            x, y = torch.randn(40, 3), torch.randint(0, 3, (40,))
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
            with torch.no_grad():
                model(new).softmax(1).numpy()
    assert not len(worth(watch.trace)[1])


def test_a_mean_size_tells_of_a_mean_square() -> None:
    model, new, wanted = torch.nn.Linear(3, 1), torch.randn(50, 3), torch.randn(50, 1)
    trace = trained(model, lambda: F.mse_loss(model(X), X[:, :1]), lambda: (model(new) - wanted).abs().mean())
    assert known(trace, "loss_test") == pytest.approx(F.mse_loss(model(new), wanted).item())


def test_each_fold_is_judged_by_its_own_evaluation(tmp_path: Path) -> None:
    (tmp_path / "folds.py").write_text(
        """
import torch
X, y = torch.randn(60, 3), torch.randn(60, 1)
for fold in range(2):
    model = torch.nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for i in torch.arange(30).repeat(3).split(10):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(X[i]), y[i]).backward()
        optimizer.step()
    with torch.no_grad():
        torch.nn.functional.mse_loss(model(X[30:]), y[30:])
""",
        encoding="utf-8",
    )
    assert all(len(known(trace, "loss_test")) for trace in watched(tmp_path / "folds.py").traces)


@pytest.mark.parametrize("place", ["own", "function"])
def test_the_trainings_own_loss_is_taken_of_an_evaluations_losses(place: str) -> None:
    """Beside it stand squares of predictions in their original units, which are 100 times as large."""
    model, new, targets = torch.nn.Linear(3, 1), torch.randn(12, 3), torch.randn(12, 1)
    shown = torch.randn(40, 1)

    def loss(answers: Any, right: Any) -> Any:
        return F.mse_loss(answers, right)

    def evaluate() -> None:
        answers = model(new)
        if place == "own":
            loss(answers, targets)
            F.mse_loss(100 * answers, 100 * targets)
        else:
            F.mse_loss(answers, targets)
        (100 * answers - 100 * targets).pow(2).mean()

    trace = trained(model, lambda: loss(model(X), shown), evaluate)
    assert known(trace, "loss_test") == pytest.approx(F.mse_loss(model(new), targets).item())


@pytest.mark.parametrize(("settings", "observed"), [((2,), 2), ((8,), 6), ((2, 4), 4)])
def test_so_many_batches_of_an_evaluation_are_observed_as_the_settings_say(
    settings: tuple[int, ...], observed: int
) -> None:
    """As many as the one of several watches asks for that asks for most."""
    models = [torch.nn.Linear(3, 1) for _ in settings]
    optimizers = [torch.optim.SGD(model.parameters(), lr=0.01) for model in models]
    watches = [
        wg.watch(model, optimizer, every=1, settings=replace(THOROUGH, evaluation_batches=most))
        for model, optimizer, most in zip(models, optimizers, settings, strict=True)
    ]
    for model, optimizer in zip(models, optimizers, strict=True):
        F.mse_loss(model(torch.randn(8, 3)), torch.randn(8, 1)).backward()
        optimizer.step()
    with torch.no_grad():
        for _ in range(6):
            F.mse_loss(models[0](torch.randn(8, 3)), torch.randn(8, 1))
    for model, optimizer in zip(models, optimizers, strict=True):
        F.mse_loss(model(torch.randn(8, 3)), torch.randn(8, 1)).backward()
        optimizer.step()
    program = watches[0].trace.meta.program
    assert [one.calls for one in program.losses if one.phase == "evaluate"] == [observed]


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (4.0, 4.5)])
def test_how_inputs_of_new_samples_differ(scale: float, shift: float) -> None:
    """As where the training samples were scaled and the new ones were not."""
    model, x = torch.nn.Linear(5, 1), torch.randn(400, 5)
    new = torch.randn(400, 5) * scale + shift
    trace = trained(model, lambda: F.mse_loss(model(x), x[:, :1]), lambda: F.mse_loss(model(new), new[:, :1]))
    data = trace.meta.data
    far, wide = (new.mean(0) - x.mean(0)).abs() / x.std(0, correction=0), new.std(0) / x.std(0)
    assert data.test_shift == pytest.approx(float(far.median()), rel=1e-4)
    assert data.test_spread == pytest.approx(float(wide.median()), rel=1e-4)
