"""Keras in a script that is diagnosed, without a callback: its updates, its losses, what they cost at chance."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
keras = pytest.importorskip("keras")
from whygrad.instrument.hub import ScriptCallbacks, hub  # noqa: E402
from whygrad.session.observed import Observed  # noqa: E402
from whygrad.session.script import Request  # noqa: E402

if keras.backend.backend() != "torch":
    pytest.skip("Keras was imported with another backend", allow_module_level=True)
from whygrad.watch._keras import Updates  # noqa: E402

pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]
layers = keras.layers
SAMPLES, BATCH, EPOCHS = 256, 32, 3
UPDATES = SAMPLES // BATCH * EPOCHS


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Observed]:
    """What `whygrad diagnose` sets up before a script begins."""
    keras.utils.set_random_seed(0)
    base = next(kind for kind in keras.optimizers.Optimizer.__mro__ if "apply" in vars(kind))
    monkeypatch.setattr(base, "apply", base.apply)
    one = Observed(Request("train.py", (), str(tmp_path / "result"), steps=10_000))
    hub().begin_script(ScriptCallbacks(one.program.add, one.program.take_over, lambda _: None, lambda _: None))
    Updates(hub()).begin()
    yield one
    hub().end_script()
    os.close(one.sender._file)


def _data() -> tuple[Any, Any]:
    x = np.random.default_rng(0).normal(size=(SAMPLES, 6)).astype("float32")
    return x, (x[:, 0] + x[:, 1] > 0).astype("int64")


def _model(outputs: int, activation: str | None) -> Any:
    parts = [layers.Dense(16, "relu"), layers.BatchNormalization(), layers.Dense(outputs, activation)]
    return keras.Sequential([layers.Input((6,)), *parts])


def _traced(runner: Observed) -> wg.Trace:
    (watch,) = runner.program.recorders
    watch.close()
    assert not watch.training.broken
    return watch.trace


def _fit(model: Any, x: Any, y: Any, metrics: Any = None) -> None:
    model.compile("adam", "sparse_categorical_crossentropy", metrics=metrics)
    model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0, validation_data=(x + 0.01, y))


def _on_batches(model: Any, x: Any, y: Any) -> None:
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    for at in [*range(0, SAMPLES, BATCH)] * EPOCHS:
        model.train_on_batch(x[at : at + BATCH], y[at : at + BATCH])


def _own_loop(model: Any, x: Any, y: Any) -> None:
    optimizer, loss_of = keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy()
    metric = keras.metrics.SparseCategoricalAccuracy()
    for at in [*range(0, SAMPLES, BATCH)] * EPOCHS:
        output, target = model(x[at : at + BATCH], training=True), torch.tensor(y[at : at + BATCH])
        loss = loss_of(target, output)
        model.zero_grad()
        loss.backward()
        weights = list(model.trainable_weights)
        with torch.no_grad():
            optimizer.apply([weight.value.grad for weight in weights], weights)
        metric.update_state(target, output)


STYLES: dict[str, Callable[[Any, Any, Any], None]] = {
    "fit": _fit,
    "fit with accuracy": lambda model, x, y: _fit(model, x, y, ["accuracy"]),
    "fit with several metrics": lambda model, x, y: _fit(
        model, x, y, ["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(1)]
    ),
    "train_on_batch": _on_batches,
    "a loop of its own": _own_loop,
}


@pytest.mark.parametrize("style", STYLES)
def test_every_update_is_recognized(style: str, runner: Observed) -> None:
    model = _model(2, "softmax")
    STYLES[style](model, *_data())
    trace = _traced(runner)
    program = trace.meta.program
    assert program is not None
    assert (trace.meta.total_steps, trace.meta.optimizer) == (UPDATES, "adam")
    assert (trace.meta.loss, trace.meta.classes) == ("cross-entropy", 2)
    assert trace.channels["learning_rate"][0, 0] == pytest.approx(1e-3)
    trained = [one for one in program.parameters if one.optimized]
    assert len(trained) == len(program.parameters) == len(model.trainable_variables)  # and no statistics
    assert all(one.changed and one.requires_grad for one in trained)
    assert program.steps.observed == UPDATES
    assert not program.steps.stale


@pytest.mark.parametrize("validated", [True, False])
def test_a_metric_of_training_samples_is_no_evaluation(validated: bool, runner: Observed) -> None:
    x, y = _data()
    model = _model(2, "softmax")
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_crossentropy"])
    new = {"validation_data": (x + 0.01, 1 - y)} if validated else {}
    model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0, **new)
    trace = _traced(runner)
    told = trace.channels.get("loss_test", np.full((1, 1), np.nan))
    assert np.isfinite(told).sum() == (EPOCHS if validated else 0)


@pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy:SyntaxWarning")
def test_a_gradient_that_is_always_zero_is_one(runner: Observed) -> None:
    """One number, divided by itself, is 1 whatever it is."""
    x, y = _data()
    model = _model(1, "sigmoid")
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y[:, None].astype("float32"), batch_size=BATCH, epochs=8, verbose=0)
    trace = _traced(runner)
    assert trace.meta.total_steps == 8 * SAMPLES // BATCH
    assert wg.diagnose(trace).root.code in ("output-loss-mismatch", "no-gradient")


def _losses() -> dict[str, tuple[Any, int, str | None, str, str]]:
    """name: (loss, outputs, activation, targets, kind)."""
    of = keras.losses
    return {
        "one-hot, softmax": ("categorical_crossentropy", 2, "softmax", "one-hot", "cross-entropy"),
        "one-hot, sigmoid": ("categorical_crossentropy", 2, "sigmoid", "one-hot", "cross-entropy"),
        "one-hot, logits": (of.CategoricalCrossentropy(from_logits=True), 2, None, "one-hot", "cross-entropy"),
        "classes, sigmoid": ("sparse_categorical_crossentropy", 2, "sigmoid", "classes", "cross-entropy"),
        "classes, logits": (of.SparseCategoricalCrossentropy(from_logits=True), 2, None, "classes", "cross-entropy"),
        "binary, sigmoid": ("binary_crossentropy", 1, "sigmoid", "column", "cross-entropy"),
        "binary, logits": (of.BinaryCrossentropy(from_logits=True), 1, None, "column", "cross-entropy"),
        "mse": ("mse", 1, None, "numbers", "squared"),
        "mae": ("mae", 1, None, "numbers", "absolute"),
        "huber": ("huber", 1, None, "numbers", "huber"),
        "hinge": ("hinge", 1, "tanh", "sides", "margin"),
    }


@pytest.mark.parametrize("name", _losses())
def test_losses_and_what_they_cost_at_chance(name: str, runner: Observed) -> None:
    loss, outputs, activation, targets, kind = _losses()[name]
    x, y = _data()
    numbers = x[:, :1] * 2 + x[:, 1:2] ** 2
    wanted = {
        "one-hot": np.eye(2, dtype="float32")[y], "classes": y, "column": y[:, None].astype("float32"),
        "numbers": numbers, "sides": 2.0 * y[:, None].astype("float32") - 1,
    }[targets]  # fmt: skip
    share = y.mean()
    size = np.abs(numbers - np.median(numbers))
    chance = {
        "cross-entropy": -(share * np.log(share) + (1 - share) * np.log(1 - share)),
        "squared": numbers.var(), "absolute": size.mean(), "margin": 2 * min(share, 1 - share),
        "huber": np.where(size < 1, size**2 / 2, size - 0.5).mean(),
    }[kind]  # fmt: skip
    model = _model(outputs, activation)
    model.compile(keras.optimizers.SGD(0.01), loss, metrics=["accuracy"] if kind == "cross-entropy" else None)
    model.fit(x, wanted, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    trace = _traced(runner)
    assert trace.meta.loss == kind
    assert trace.meta.chance_loss == pytest.approx(float(chance), rel=0.05)
    assert (trace.meta.task == "classes") == (kind == "cross-entropy")
    codes = {one.code for one in wg.diagnose(trace).findings}
    assert not codes & {"sigmoid-before-logit-loss", "softmax-before-cross-entropy", "output-loss-mismatch"}


def test_nothing_changes(runner: Observed) -> None:
    _fit(first := _model(2, "softmax"), *_data(), ["accuracy"])
    assert _traced(runner).meta.total_steps == UPDATES
    hub().remove()
    keras.utils.set_random_seed(0)
    _fit(second := _model(2, "softmax"), *_data(), ["accuracy"])
    assert all(map(np.array_equal, first.get_weights(), second.get_weights()))
