"""Keras' fit on PyTorch: one that fails, healthy ones in several styles, and what is said on other backends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.watch.fits import checks
from tests.watch.fits.networks import rings

import whygrad as wg

torch = pytest.importorskip("torch")
keras = pytest.importorskip("keras")
from whygrad.instrument.modules import named_parameters_of, parameters_of  # noqa: E402
from whygrad.watch.keras import WhygradCallback  # noqa: E402

if keras.backend.backend() != "torch":
    pytest.skip("Keras was imported with another backend", allow_module_level=True)
pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]
layers = keras.layers


def _fit(model: Any, loss: Any, x: Any, y: Any, *callbacks: Any, epochs: int = 10, shuffle: bool = True) -> Any:
    model.compile(keras.optimizers.Adam(1e-2), loss, metrics=["accuracy"] if y.dtype.kind == "i" else None)
    new = x + np.random.default_rng(1).normal(scale=1e-3, size=x.shape).astype(x.dtype)  # close by, but others
    return model.fit(
        x, y, batch_size=32, epochs=epochs, verbose=0, validation_data=(new, y), callbacks=list(callbacks),
        shuffle=shuffle,
    )  # fmt: skip


def _sequential(*parts: Any, inputs: tuple[int, ...] = (2,)) -> Any:
    return keras.Sequential([layers.Input(inputs), *parts])


def _dense(units: int = 32) -> Any:
    return layers.Dense(units, "relu", kernel_initializer="he_uniform")


def _logits() -> Any:
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


@pytest.fixture(autouse=True)
def seed() -> None:
    keras.utils.set_random_seed(0)


@pytest.fixture
def points() -> tuple[Any, Any]:
    x, y = rings()
    return x.numpy(), y.numpy()


def test_a_healthy_training_has_no_finding(points: tuple[Any, Any]) -> None:
    callback = WhygradCallback(every=4)
    model = _sequential(_dense(), _dense(), layers.Dense(2))
    _fit(model, _logits(), *points, callback)
    checks.is_healthy(callback, 160)
    trace = callback.trace
    assert trace.meta.optimizer == "adam"
    assert [layer.activation for layer in trace.meta.layers] == ["relu", "relu", "identity"]
    assert trace.meta.layers[0].name + "/kernel" == model.trainable_variables[0].path
    assert trace.channels["learning_rate"][0] == pytest.approx(1e-2)
    assert trace.meta.chance_accuracy == pytest.approx(np.bincount(points[1]).max() / 512, abs=0.02)
    checks.survives_copies(callback)


class OwnDense(layers.Layer):
    """A layer of one's own, whose product is Keras' or PyTorch's."""

    def __init__(self, multiply: Any) -> None:
        super().__init__()
        self.multiply = multiply

    def build(self, shape: Any) -> None:
        self.w = self.add_weight(shape=(shape[-1], 16), initializer="he_uniform")
        self.b = self.add_weight(shape=(16,), initializer="zeros")

    def call(self, x: Any) -> Any:
        return keras.ops.relu(self.multiply(x, self.w) + self.b)


@pytest.mark.parametrize("multiply", [keras.ops.matmul, torch.matmul])
def test_layers_of_ones_own_are_seen(points: tuple[Any, Any], multiply: Any) -> None:
    callback = WhygradCallback(every=8)
    _fit(_sequential(OwnDense(multiply), OwnDense(multiply), layers.Dense(2)), _logits(), *points, callback, epochs=3)
    found = [(one.inputs, one.outputs, one.activation) for one in callback.trace.meta.layers]
    assert found == [(2, 16, "relu"), (16, 16, "relu"), (16, 2, "identity")]


class OwnModel(keras.Model):
    """A model of the program's own class, which cannot be copied as Keras copies models."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.drop, self.norm, self.last = (
            _dense(), layers.Dropout(0.5), layers.BatchNormalization(), layers.Dense(2),
        )  # fmt: skip

    def call(self, x: Any) -> Any:
        return self.last(self.norm(self.drop(self.hidden(x))))


def test_a_model_of_ones_own_class_is_asked_itself(points: tuple[Any, Any]) -> None:
    """Whether its samples mix, in evaluation: neither its weights nor its statistics change."""
    trained = []
    for callbacks in ((), (WhygradCallback(every=4),)):
        keras.utils.set_random_seed(0)
        model = OwnModel()
        _fit(model, _logits(), *points, *callbacks, epochs=2)
        trained.append([variable.numpy() for variable in model.variables])
    mixing = callbacks[0].trace.meta.program.mixing
    assert (mixing.samples, mixing.change) == (4, 0)
    assert mixing.bent > 0.01
    for plain, watched in zip(*trained, strict=True):
        np.testing.assert_array_equal(plain, watched)


def test_what_a_training_before_left_undone_hides_no_step(points: tuple[Any, Any]) -> None:
    with wg.watch(other := torch.nn.Linear(2, 2), torch.optim.SGD(other.parameters(), lr=0.1)):
        other(torch.ones(1, 2))
    callback = WhygradCallback(every=16)
    _fit(_sequential(_dense(), layers.Dense(2)), _logits(), *points, callback, epochs=3)
    assert callback.trace.steps.tolist() == [0, 16, 32, 48]
    assert np.isfinite(callback.trace["loss_train"][0][:3]).all()


def test_one_hot_targets_dropout_and_normalization(points: tuple[Any, Any]) -> None:
    """The loss and the normalization are plain arithmetic in Keras; softmax comes before, as Keras wants it."""
    x, y = points
    model = _sequential(
        layers.Dense(32), layers.BatchNormalization(), layers.ReLU(), layers.Dropout(0.1), layers.Dense(32),
        layers.LayerNormalization(), layers.Activation("relu"), layers.Dense(2, "softmax"),
    )  # fmt: skip
    callback = WhygradCallback(every=4)
    _fit(model, "categorical_crossentropy", x, np.eye(2, dtype="float32")[y], callback)
    checks.is_healthy(callback, 160)
    trace = callback.trace
    assert (trace.meta.loss, trace.meta.task, trace.meta.output) == ("cross-entropy", "classes", "log-softmax")
    assert [(layer.normalization, layer.activation) for layer in trace.meta.layers[:2]] == [
        ("batch", "relu"), ("layer", "relu")
    ]  # fmt: skip
    shares = np.bincount(y) / len(y)
    assert trace.meta.chance_loss == pytest.approx(-(shares * np.log(shares)).sum(), abs=0.01)


def test_a_recurrence_over_a_single_time() -> None:
    """Its first state is all zeros: no input column that is constant, and no gradient that is cut off."""
    generator = np.random.default_rng(0)
    x = (3 + generator.normal(size=(256, 3, 7))).astype("float32")
    y = generator.integers(0, 2, 256)  # nothing to learn
    model = _sequential(layers.Conv1D(8, 3, activation="relu"), layers.LSTM(8), layers.Dense(2), inputs=(3, 7))
    callback = WhygradCallback(every=4)
    _fit(model, _logits(), x, y, callback)
    trace = callback.trace
    assert trace["input_mean"] == pytest.approx(np.full(7, 3.0), abs=0.2)
    assert trace.meta.data.constant_columns == ()
    assert not {"no-gradient", "constant-feature"} & {one.code for one in wg.diagnose(trace).findings}


def test_pictures(points: tuple[Any, Any]) -> None:
    """Convolutions, whose kernels and maps Keras keeps in another order than PyTorch."""
    generator = np.random.default_rng(0)
    x = generator.normal(size=(256, 8, 8, 1)).astype("float32")
    x += np.where(np.arange(256) % 2, 0.5, -0.5)[:, None, None, None].astype("float32")
    y = (np.arange(256) % 2).astype("float32")[:, None]
    model = _sequential(
        layers.Conv2D(6, 3, activation="relu"), layers.Conv2D(8, 3), layers.BatchNormalization(), layers.ReLU(),
        layers.MaxPooling2D(), layers.Flatten(), layers.Dense(1, "sigmoid"), inputs=(8, 8, 1),
    )  # fmt: skip
    callback = WhygradCallback(every=1)
    _fit(model, "binary_crossentropy", x, y, callback, epochs=4)
    checks.is_healthy(callback, 32)
    found = [(one.kind, one.inputs, one.outputs, one.activation) for one in callback.trace.meta.layers]
    assert found == [
        ("convolution", 9, 6, "relu"), ("convolution", 54, 8, "relu"), ("dense", 32, 1, "sigmoid")
    ]  # fmt: skip
    facts = callback.trace.meta.program.parameters
    assert len(facts) == len(model.trainable_variables)
    assert not [one for one in facts if not (one.optimized and one.registered and one.changed)]


def test_numbers() -> None:
    x, _ = rings()
    y = x.sum(1, keepdim=True).numpy()
    callback = WhygradCallback(every=4)
    history = _fit(_sequential(_dense(), _dense(), layers.Dense(1)), "mse", x.numpy(), y, callback)
    checks.is_healthy(callback, 160)
    assert callback.trace.meta.loss == "squared"
    assert callback.trace.meta.chance_loss == pytest.approx(y.var(), rel=0.1)
    test = callback.trace.channels["loss_test"][0]
    assert test[~np.isnan(test)][-1] == pytest.approx(history.history["val_loss"][-1], rel=0.3)


def test_a_failing_training_is_found_and_reported(points: tuple[Any, Any]) -> None:
    lines: list[str] = []
    callback = WhygradCallback(every=4, report=lines.append)
    model = _sequential(*[layers.Dense(16, "sigmoid") for _ in range(8)], layers.Dense(2, "softmax"))
    _fit(model, "sparse_categorical_crossentropy", *points, callback)
    assert callback.diagnosis().root.code == "vanishing-gradient"
    assert len([line for line in lines if "Vanishing gradients" in line]) == 1


def test_softmax_twice_is_found(points: tuple[Any, Any]) -> None:
    callback = WhygradCallback(every=4)
    _fit(_sequential(_dense(), _dense(), layers.Dense(2, "softmax")), _logits(), *points, callback, epochs=4)
    assert callback.diagnosis().root.code == "softmax-before-cross-entropy"


def test_gradients_are_those_of_keras(points: tuple[Any, Any]) -> None:
    """The first record's gradients, against autograd on the first batch."""
    x, y = points
    model = _sequential(_dense(), layers.Dense(2))
    values = [torch.nn.Parameter(v.value.detach().clone()) for v in model.trainable_variables]
    w1, b1, w2, b2 = values
    logits = torch.relu(torch.tensor(x[:32]) @ w1 + b1) @ w2 + b2
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(y[:32]))
    loss.backward()
    callback = WhygradCallback(every=1)
    _fit(model, _logits(), x, y, callback, epochs=1, shuffle=False)
    channels = callback.trace.channels
    assert channels["loss_train"][0, 0] == pytest.approx(loss.item(), rel=1e-5)
    assert channels["gradient_l2"][0, 0] == pytest.approx([w.grad.norm().item() for w in (w1, w2)], rel=1e-4)
    assert channels["weight_rms"][0, 0] == pytest.approx([w.square().mean().sqrt().item() for w in (w1, w2)], rel=1e-5)
    total = sum(value.grad.square().sum().item() for value in values) ** 0.5
    assert channels["gradient_norm"][0, 0] == pytest.approx(total, rel=1e-4)


def test_a_frozen_layer_is_a_parameter_and_statistics_are_none(points: tuple[Any, Any]) -> None:
    first = layers.Dense(32, "relu")
    first.trainable = False
    model = _sequential(first, layers.BatchNormalization(), layers.Dense(2))
    callback = WhygradCallback(every=4)
    _fit(model, _logits(), *points, callback, epochs=1)
    facts = callback.trace.meta.program.parameters
    assert {one.name for one in facts if not one.requires_grad} == {variable.path for variable in first.weights}
    assert not [one.name for one in facts if "moving" in one.name or "seed" in one.name]


def test_nothing_changes(points: tuple[Any, Any], tmp_path: Path) -> None:
    weights: list[Any] = []
    for callbacks in ((), (WhygradCallback(every=1, path=tmp_path / "run"),)):
        keras.utils.set_random_seed(0)
        model = _sequential(_dense(), layers.Dropout(0.1), layers.Dense(2))
        _fit(model, _logits(), *points, *callbacks, epochs=2)
        weights.append(model.get_weights())
    assert all((one == other).all() for one, other in zip(*weights, strict=True))
    assert checks.hooks() == 0
    assert wg.Trace.open(tmp_path / "run").meta.total_steps == 32


@pytest.mark.parametrize("backend", ["jax", "tensorflow"])
def test_other_backends_are_said_to_show_too_little(
    backend: str, points: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The training goes on; the callback says once that it sees nothing of it."""
    callback = WhygradCallback()
    model = _sequential(_dense(), layers.Dense(2))
    monkeypatch.setattr(keras.backend, "backend", lambda: backend)
    history = _fit(model, _logits(), *points, callback, epochs=1)
    assert len(history.history["loss"]) == 1
    said = capsys.readouterr().err
    assert said.count(f"Keras uses the {backend} backend") == 1
    assert "KERAS_BACKEND=torch" in said
    with pytest.raises(wg.WhygradError, match=f"Keras uses the {backend} backend"):
        callback.diagnosis()
    assert checks.hooks() == 0


def test_parameters_of_a_model_are_those_that_keras_makes_known() -> None:
    model = _sequential(layers.Dense(3), layers.BatchNormalization())
    values = [one.value for one in model.trainable_variables]
    assert {id(p) for p in values} <= {id(p) for p in parameters_of(model)}
    assert {id(p) for p in values} <= {id(p) for _, p in named_parameters_of(model)}
