"""Gradients through time against closed forms and against torch.autograd.grad of the same recurrence, unrolled."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
TIMES, BATCH, INPUTS, UNITS = 12, 5, 3, 4
LAYERS = {"rnn": (torch.nn.RNN, torch.nn.RNNCell), "gru": (torch.nn.GRU, torch.nn.GRUCell),
          "lstm": (torch.nn.LSTM, torch.nn.LSTMCell)}  # fmt: skip
LOSSES: dict[str, Callable[[Any], Any]] = {
    "last": lambda out: out[:, -1].square().mean(),
    "all": lambda out: out.sin().mean(),
}


def watched(layer: Any, loss: Callable[[Any], Any], *given: Any, take: Callable[[Any], Any] = lambda out: out) -> Any:
    """The trace of two updates of a layer whose weights do not change."""
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    with wg.watch(layer, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            loss(take(layer(*given)[0])).backward()
            optimizer.step()
    return watch.trace


def unrolled(kind: str, layer: Any, loss: Callable[[Any], Any], x: Any, start: tuple[Any, ...]) -> list[float]:
    """RMS of B·dL/ds_t, the last time first, by autograd; s_t is what the next time is handed."""
    cell = LAYERS[kind][1](INPUTS, UNITS, bias=layer.bias, **_nonlinearity(layer))
    cell.load_state_dict({name: getattr(layer, f"{name}_l0") for name in cell.state_dict()})
    state, states, outputs = start, [], []
    for t in range(x.shape[1]):
        after = cell(x[:, t], state if kind == "lstm" else state[0])
        # A copy of c_t: its way to the loss by h_t belongs to h_t.
        state = (after[0], after[1].clone()) if kind == "lstm" else (after,)
        states.append(state)
        outputs.append(state[0])
    flat = [one for state in states for one in state]
    gradients = torch.autograd.grad(loss(torch.stack(outputs, 1)), flat, allow_unused=True)
    squares = [0.0 if g is None else float(g.square().sum()) for g in gradients]
    sums = np.reshape(squares, (len(states), -1)).sum(axis=1)
    return (np.sqrt(sums / (len(x) * UNITS)) * len(x))[::-1].tolist()


def _nonlinearity(layer: Any) -> dict[str, str]:
    return {"nonlinearity": layer.nonlinearity} if isinstance(layer, torch.nn.RNN) else {}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize(("kind", "more"), [("rnn", {}), ("rnn", {"nonlinearity": "relu"}), ("gru", {}), ("lstm", {}),
                                            ("gru", {"bias": False}), ("lstm", {"bias": False})])  # fmt: skip
def test_every_time_is_that_of_autograd(kind: str, more: dict[str, Any], batch_first: bool, loss: str) -> None:
    torch.manual_seed(3)
    layer = LAYERS[kind][0](INPUTS, UNITS, batch_first=batch_first, **more)
    x = torch.randn(BATCH, TIMES, INPUTS)
    start = tuple(torch.randn(1, BATCH, UNITS) for _ in range(2 if kind == "lstm" else 1))
    given = x if batch_first else x.transpose(0, 1)
    trace = watched(
        layer, LOSSES[loss], given, start if kind == "lstm" else start[0],
        take=lambda out: out if batch_first else out.transpose(0, 1),
    )  # fmt: skip
    expected = unrolled(kind, layer, LOSSES[loss], x, tuple(one[0] for one in start))
    found = trace["time_gradient"]
    assert found.shape[2:] == (1, TIMES)
    np.testing.assert_allclose(found[0, 0, 0], expected, rtol=1e-5)


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.25])
def test_a_linear_recurrence_multiplies_by_its_scale(scale: float) -> None:
    """h' = W h + U x with W = scale · orthogonal: ‖dL/dh_t‖ = scale^distance · ‖dL/dh_T‖, exactly."""
    torch.manual_seed(0)
    times = 40
    layer = torch.nn.RNN(2, 6, nonlinearity="relu", batch_first=True)
    with torch.no_grad():
        layer.weight_hh_l0.copy_(scale * torch.eye(6)[torch.randperm(6)])  # a permutation keeps all sums positive:
        for parameter in (layer.weight_ih_l0, layer.bias_ih_l0, layer.bias_hh_l0):  # the ReLU is the identity
            parameter.abs_()
    trace = watched(layer, LOSSES["last"], torch.rand(8, times, 2))
    found = trace["time_gradient"][0, 0, 0]
    np.testing.assert_allclose(found / found[0], scale ** np.arange(times), rtol=1e-4)
    assert trace["through_time"][0, 0, 0] == pytest.approx(max(1.0, scale ** (times - 1)), rel=1e-4)


@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize(("kind", "take"), [
    ("rnn", lambda _, state: state[-1]),
    ("gru", lambda out, state: state[0] + out[:, -3]),
    ("lstm", lambda _, state: state[0][-1]),
    ("lstm", lambda _, state: state[1][-1]),
    ("lstm", lambda out, state: out[:, 2] * state[1][0] + state[0][0]),
])  # fmt: skip
def test_the_state_after_the_last_time_is_an_output_too(kind: str, take: Callable[..., Any], batch_first: bool) -> None:
    """Against autograd of the same layer, run time by time so that every state is a tensor of its own."""
    torch.manual_seed(4)
    layer = LAYERS[kind][0](INPUTS, UNITS, batch_first=batch_first)
    x = torch.randn(BATCH, TIMES, INPUTS)

    def loss(out: Any, state: Any) -> Any:
        return take(out, state).square().mean()

    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    with wg.watch(layer, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            out, state = layer(x if batch_first else x.transpose(0, 1))
            loss(out if batch_first else out.transpose(0, 1), state).backward()
            optimizer.step()
    states, outputs, state = [], [], None
    for t in range(TIMES):
        part = x[:, t : t + 1]
        _, state = layer(part if batch_first else part.transpose(0, 1), state)
        if kind == "lstm":
            state = (state[0].clone(), state[1].clone())
        else:
            state = state.clone()
        outputs.append(state[0][-1] if kind == "lstm" else state[-1])
        states.append(state)
    flat = [one for state in states for one in (state if kind == "lstm" else (state,))]
    gradients = torch.autograd.grad(loss(torch.stack(outputs, 1), states[-1]), flat, allow_unused=True)
    squares = np.reshape([0.0 if g is None else float(g.square().sum()) for g in gradients], (TIMES, -1)).sum(axis=1)
    expected = (np.sqrt(squares / (BATCH * UNITS)) * BATCH)[::-1]
    np.testing.assert_allclose(watch.trace["time_gradient"][0, 0, 0], expected, rtol=1e-5)
    above = watch.trace["backprop_rms"][0, 0, 0]
    assert np.isfinite(above)
    if kind != "lstm":
        assert above > 0


def test_two_directions_give_the_first() -> None:
    torch.manual_seed(1)
    both = torch.nn.GRU(INPUTS, UNITS, batch_first=True, bidirectional=True)
    alone = torch.nn.GRU(INPUTS, UNITS, batch_first=True)
    alone.load_state_dict({name: both.state_dict()[name] for name in alone.state_dict()})
    x = torch.randn(BATCH, TIMES, INPUTS)
    ours = watched(both, lambda out: out[:, -1, :UNITS].square().sum(), x)["time_gradient"]
    theirs = watched(alone, lambda out: out[:, -1].square().sum(), x)["time_gradient"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_several_plain_levels_give_the_last() -> None:
    torch.manual_seed(5)
    both = torch.nn.RNN(INPUTS, UNITS, 2, batch_first=True, bidirectional=True)
    lower = torch.nn.RNN(INPUTS, UNITS, batch_first=True, bidirectional=True)
    upper = torch.nn.RNN(2 * UNITS, UNITS, batch_first=True, bidirectional=True)
    weights = both.state_dict()
    lower.load_state_dict({name: weights[name] for name in lower.state_dict()})
    upper.load_state_dict({name: weights[name.replace("_l0", "_l1")] for name in upper.state_dict()})
    x = torch.randn(BATCH, TIMES, INPUTS)
    ours = watched(both, LOSSES["last"], x)["time_gradient"]
    theirs = watched(upper, LOSSES["last"], lower(x)[0].detach())["time_gradient"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_what_cannot_be_followed_is_not() -> None:
    """Several levels in one call, projections, packed sequences: no row, and a bound for `through_time`."""
    x = torch.randn(BATCH, TIMES, INPUTS)
    trace = watched(torch.nn.GRU(INPUTS, UNITS, 2, batch_first=True), LOSSES["last"], x)
    assert not trace.has("time_gradient")
    assert trace["through_time"][0, 0, 0] > 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that oneDNN has no projections
        trace = watched(torch.nn.LSTM(INPUTS, UNITS, batch_first=True, proj_size=2), LOSSES["last"], x)
    assert not trace.has("time_gradient")
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, torch.tensor([12, 9, 9, 4, 2]), batch_first=True)
    trace = watched(torch.nn.RNN(INPUTS, UNITS), lambda out: out.data.square().mean(), packed)
    assert not trace.has("time_gradient")


def test_sequences_of_other_lengths_end_in_nan() -> None:
    layer = torch.nn.RNN(INPUTS, UNITS, batch_first=True)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    with wg.watch(layer, optimizer, every=1) as watch:
        for times in (TIMES, 7, TIMES):
            optimizer.zero_grad()
            layer(torch.randn(BATCH, times, INPUTS))[0][:, -1].square().mean().backward()
            optimizer.step()
    known = np.isfinite(watch.trace["time_gradient"][0, :, 0]).sum(axis=1)
    assert known[:2].tolist() == [TIMES, 7]


@pytest.mark.parametrize(("kind", "activation"), [("rnn", "tanh"), ("gru", "gru"), ("lstm", "lstm")])
def test_a_recurrent_layer_is_not_linear_whatever_its_outputs_become(kind: str, activation: str) -> None:
    """Their mean over time goes into the next layer, and no activation that stands behind the layer."""
    torch.manual_seed(0)
    layer = LAYERS[kind][0](INPUTS, UNITS, batch_first=True)

    class Mean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer, self.head = layer, torch.nn.Linear(UNITS, 2)

        def forward(self, x: Any) -> Any:
            return self.head(self.layer(x)[0].mean(1))

    model, x, y = Mean(), torch.randn(BATCH, TIMES, INPUTS), torch.randint(2, (BATCH,))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
    assert watch.trace.meta.layers[0].activation == activation
