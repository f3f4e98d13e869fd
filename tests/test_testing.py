"""`assert_trains` finds what keeps a model from training, is silent on its healthy twin, leaves nothing behind."""

from __future__ import annotations

import copy
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.errors import InputError

torch = pytest.importorskip("torch")
nn, functional = torch.nn, torch.nn.functional
from whygrad.testing import assert_trains  # noqa: E402

pytestmark = pytest.mark.torch
STEPS = 100


class Lstm(nn.Module):
    def __init__(self, *, detached: bool = False) -> None:
        super().__init__()
        self.lstm, self.head, self.detached = nn.LSTM(3, 24, batch_first=True), nn.Linear(24, 2), detached
        self.double()

    def forward(self, x: Any) -> Any:
        hidden, _ = self.lstm(x)
        last = hidden[:, -1]
        return self.head(last.detach() if self.detached else last)


class Cnn(nn.Module):
    """Images of one channel; the ill one flattens channels and samples together."""

    def __init__(self, *, mixed: bool = False) -> None:
        super().__init__()
        self.conv, self.head, self.mixed = nn.Conv2d(1, 8, 3, padding=1), nn.Linear(8 * 36, 3), mixed

    def forward(self, x: Any) -> Any:
        maps = functional.relu(self.conv(x))  # (B, 8, 6, 6)
        return self.head(maps.transpose(0, 1).reshape(len(x), -1) if self.mixed else maps.flatten(1))


class Transformer(nn.Module):
    """A sequence's class; the ill one reads (samples, time) as (time, samples)."""

    def __init__(self, *, mixed: bool = False) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=not mixed)
        self.embedding = nn.Embedding(10, 16)
        self.encoder = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.head = nn.Linear(16, 2)

    def forward(self, tokens: Any) -> Any:
        return self.head(self.encoder(self.embedding(tokens)).mean(1))


class Norms(nn.Module):
    """Batch normalization; the ill one uses the batch's statistics in evaluation, too."""

    def __init__(self, *, always: bool = False) -> None:
        super().__init__()
        self.one, self.norm, self.two = nn.Linear(4, 16), nn.BatchNorm1d(16), nn.Linear(16, 3)
        self.always = always

    def forward(self, x: Any) -> Any:
        hidden, norm = self.one(x), self.norm
        if self.always:
            hidden = functional.batch_norm(hidden, None, None, norm.weight, norm.bias, training=True)
        else:
            hidden = norm(hidden)
        return self.two(torch.relu(hidden))


class Listed(nn.Module):
    """The ill one keeps its layers in a plain list."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        layers = [nn.Linear(4, 16), nn.Linear(16, 16)]
        self.layers: Any = layers if plain else nn.ModuleList(layers)
        self.head = nn.Linear(16, 3)

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.head(x)


class Dropping(nn.Module):
    """The ill one drops units in evaluation, too."""

    def __init__(self, *, always: bool = False) -> None:
        super().__init__()
        self.one, self.two, self.always = nn.Linear(4, 64), nn.Linear(64, 3), always

    def forward(self, x: Any) -> Any:
        hidden = torch.relu(self.one(x))
        return self.two(functional.dropout(hidden, 0.3, training=True if self.always else self.training))


def _deep(activation: Any) -> Any:
    layers: list[Any] = [nn.Linear(4, 16), activation()]
    for _ in range(9):
        layers += [nn.Linear(16, 16), activation()]
    model = nn.Sequential(*layers, nn.Linear(16, 3))
    if activation is nn.ReLU:
        for layer in model:
            if isinstance(layer, nn.Linear):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    return model


def _scaled(scale: float) -> Any:
    model = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 3))
    with torch.no_grad():
        model[2].weight.mul_(scale)
    return model


def _numbers() -> tuple[Any, Any]:
    x = torch.randn(24, 4, generator=torch.Generator().manual_seed(1))
    return x, torch.arange(24) % 3


def _sequences() -> tuple[Any, Any]:
    x = torch.randn(16, 7, 3, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    return x, torch.arange(16) % 2


def _images() -> tuple[Any, Any]:
    x = torch.randn(12, 1, 6, 6, generator=torch.Generator().manual_seed(1))
    return x, torch.arange(12) % 3


def _tokens() -> tuple[Any, Any]:
    x = torch.randint(0, 10, (16, 5), generator=torch.Generator().manual_seed(1))
    return x, torch.arange(16) % 2


# name: (ill, healthy, batch, what the message says)
TWINS: dict[str, tuple[Callable[[], Any], Callable[[], Any], Callable[[], tuple[Any, Any]], tuple[str, ...]]] = {
    "lstm": (lambda: Lstm(detached=True), Lstm, _sequences, ("lstm.weight_ih_l0", "no-gradient")),
    "cnn": (lambda: Cnn(mixed=True), Cnn, _images, ("first at: head", "batch-mixing")),
    "transformer": (lambda: Transformer(mixed=True), Transformer, _tokens, ("encoder.layers.0", "batch-mixing")),
    "batch-norm": (lambda: Norms(always=True), Norms, _numbers, ("first at: two", "batch-mixing")),
    "list": (lambda: Listed(plain=True), Listed, _numbers, ("4 trainable tensors", "(16, 4)", "not-optimized")),
    "dropout": (lambda: Dropping(always=True), Dropping, _numbers, ("first at: two", "eval-in-train-mode")),
    "deep": (lambda: _deep(nn.Sigmoid), lambda: _deep(nn.ReLU), _numbers, ("because of: 0", "vanishing-gradient")),
    "scale": (lambda: _scaled(300.0), lambda: _scaled(1.0), _numbers, ("far above the chance", "init-too-large")),
    "frozen": (lambda: _scaled(1.0).requires_grad_(False), lambda: _scaled(1.0), _numbers, ("frozen-parameters",)),
}


@pytest.mark.parametrize("name", TWINS)
def test_an_ill_model_fails_and_the_message_names_why(name: str) -> None:
    ill, _, batch, said = TWINS[name]
    torch.manual_seed(0)
    with pytest.raises(AssertionError) as caught:
        assert_trains(ill(), batch(), functional.cross_entropy, steps=STEPS)
    message = str(caught.value)
    assert all(part in message for part in said), message
    assert f"whygrad explain {said[-1]}" in message


def test_a_watch_that_was_left_open_does_not_change_the_cause() -> None:
    """Its hooks see the passes of every copy that is checked before the training of one is watched."""
    model = nn.Linear(4, 3)
    with wg.watch(model, torch.optim.SGD(model.parameters(), 0.1)):
        test_an_ill_model_fails_and_the_message_names_why("deep")


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("name", TWINS)
def test_its_healthy_twin_passes(name: str, seed: int) -> None:
    _, healthy, batch, _ = TWINS[name]
    torch.manual_seed(seed)
    assert_trains(healthy(), batch(), functional.cross_entropy)


@pytest.mark.parametrize(
    ("loss", "target"),
    [
        (nn.MSELoss(), lambda y: y.float()[:, None] * 10 + 100),
        (nn.L1Loss(), lambda y: y.float()[:, None]),
        (nn.BCEWithLogitsLoss(), lambda y: (y > 0).float()[:, None]),
    ],
    ids=["squared", "absolute", "binary"],
)
def test_numbers_have_their_own_chance(loss: Any, target: Any) -> None:
    x, y = _numbers()
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 1))
    if isinstance(loss, nn.MSELoss):
        with pytest.raises(AssertionError, match="far above"):  # targets around 100
            assert_trains(model, (x, target(y)), loss)
        nn.init.constant_(model[2].bias, 100.0)
    assert_trains(model, (x, target(y)), loss)


def test_a_last_layer_that_starts_at_zero_is_no_failure() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 3))
    nn.init.zeros_(model[2].weight)
    assert_trains(model, _numbers(), functional.cross_entropy)


def test_a_loss_cut_off_and_a_loss_that_is_not_finite() -> None:
    with pytest.raises(AssertionError, match="no-gradient"):
        assert_trains(_scaled(1.0), _numbers(), lambda out, y: functional.cross_entropy(out.detach(), y))
    with pytest.raises(AssertionError, match="the first loss is nan"):
        assert_trains(_scaled(1.0), _numbers(), lambda out, y: functional.cross_entropy(out, y) * float("nan"))


def test_several_inputs_and_named_ones() -> None:
    class Two(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.net = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 3))

        def forward(self, a: Any, b: Any) -> dict[str, Any]:
            return {"logits": self.net(torch.cat([a, b], 1))}

    torch.manual_seed(0)
    x, y = _numbers()
    loss = lambda out, y: functional.cross_entropy(out["logits"], y)  # noqa: E731
    assert_trains(Two(), ((x[:, :2], x[:, 2:]), y), loss)
    assert_trains(Two(), ({"a": x[:, :2], "b": x[:, 2:]}, y), loss)


def _numpy_state() -> list[int]:
    return np.random.get_state()[1].tolist()  # noqa: NPY002


@pytest.mark.parametrize("ill", [True, False])
def test_everything_is_left_as_it_was(ill: bool) -> None:
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Linear(4, 16), nn.BatchNorm1d(16), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(16, 3)
    )
    model[1].eval()  # a mixture of modes
    if ill:
        model[0].requires_grad_(False)
        nn.init.constant_(model[0].weight, 0.0)
        nn.init.constant_(model[4].weight, 40.0)
    batch = _numbers()
    functional.cross_entropy(model(batch[0]), batch[1]).backward()
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    before = (
        copy.deepcopy(model.state_dict()), [None if p.grad is None else p.grad.clone() for p in model.parameters()],
        [m.training for m in model.modules()], torch.get_rng_state(), random.getstate(), _numpy_state(),
        batch[0].clone(), [len(m._forward_hooks) for m in model.modules()],
    )  # fmt: skip
    with torch.no_grad():  # what a caller has set is no obstacle
        if ill:
            with pytest.raises(AssertionError):
                assert_trains(model, batch, functional.cross_entropy, steps=10)
        else:
            assert_trains(model, batch, functional.cross_entropy)
        assert not torch.is_grad_enabled()
    state, gradients, modes, numbers, python, numpy_state, x, hooks = before
    assert all(torch.equal(value, state[name]) for name, value in model.state_dict().items())
    for p, gradient in zip(model.parameters(), gradients, strict=True):
        assert p.grad is gradient is None or torch.equal(p.grad, gradient)
    assert [m.training for m in model.modules()] == modes
    assert torch.equal(torch.get_rng_state(), numbers)
    assert random.getstate() == python
    assert _numpy_state() == numpy_state
    assert torch.equal(batch[0], x)
    assert [len(m._forward_hooks) for m in model.modules()] == hooks


def test_the_answer_is_the_same_every_time() -> None:
    messages: set[str] = set()
    model = _deep(nn.Sigmoid)
    for seed in (0, 1):
        torch.manual_seed(seed)
        with pytest.raises(AssertionError) as caught:
            assert_trains(model, _numbers(), functional.cross_entropy, steps=20)
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_checks_can_be_skipped() -> None:
    assert_trains(Cnn(mixed=True), _images(), functional.cross_entropy, skip=["mixing"])
    assert_trains(_scaled(300.0), _numbers(), functional.cross_entropy, skip=["chance", "overfit"])
    assert_trains(_scaled(300.0), _numbers(), functional.cross_entropy, chance=1000.0, skip=["overfit"])
    with pytest.raises(InputError, match="there are: gradient"):
        assert_trains(_scaled(1.0), _numbers(), functional.cross_entropy, skip=["mix"])


def test_wrong_use_is_said() -> None:
    with pytest.raises(InputError, match="must be a torch"):
        assert_trains("model", _numbers(), functional.cross_entropy)
    with pytest.raises(InputError, match="pair of inputs and targets"):
        assert_trains(_scaled(1.0), _numbers()[0], functional.cross_entropy)


def test_importing_it_needs_neither_torch_nor_pytest() -> None:
    code = "import sys; sys.modules['pytest'] = None; import whygrad.testing; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "False", done.stderr
