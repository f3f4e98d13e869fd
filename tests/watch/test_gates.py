"""How flat the gates of recurrent layers are, against the gates of the same cell written out."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
BATCH, TIMES, INPUTS, UNITS = 6, 7, 3, 5


def share(model: Any, *given: Any) -> float:
    """The share of flat gates of the model's first layer at its first update."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        out = model(*given)
        (out[0] if isinstance(out, tuple) else out).square().mean().backward()
        optimizer.step()
    return float(watch.trace["saturated_share"][0, 0, 0])


class Unpacked(torch.nn.Module):
    """What a recurrent layer puts out, as a tensor."""

    def forward(self, out: Any) -> Any:
        return out[0].data


class Written(torch.nn.Module):
    """One step of an LSTM, its four gates parts of one layer."""

    def __init__(self, cell: Any) -> None:
        super().__init__()
        self.inputs, self.states = torch.nn.Linear(INPUTS, 4 * UNITS), torch.nn.Linear(UNITS, 4 * UNITS)
        for own, name in ((self.inputs, "ih"), (self.states, "hh")):
            own.load_state_dict({"weight": getattr(cell, f"weight_{name}"), "bias": getattr(cell, f"bias_{name}")})

    def forward(self, x: Any, h: Any, c: Any) -> Any:
        i, f, g, o = (self.inputs(x) + self.states(h)).chunk(4, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c)


@pytest.mark.parametrize("bias", [0.0, 6.0])
def test_a_cell_and_one_written_by_hand_have_the_same_flat_gates(bias: float) -> None:
    torch.manual_seed(0)
    cell = torch.nn.LSTMCell(INPUTS, UNITS)
    torch.nn.init.constant_(cell.bias_ih, bias)
    x, h, c = 2 * torch.randn(BATCH, INPUTS), torch.randn(BATCH, UNITS), torch.randn(BATCH, UNITS)
    z = x @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
    i, f, g, o = (torch.tanh(part) if place == 2 else torch.sigmoid(part) for place, part in enumerate(z.chunk(4, 1)))
    slopes = torch.cat([4 * i * (1 - i), 4 * f * (1 - f), 1 - g * g, 4 * o * (1 - o)])  # 1 at its steepest
    truth = float((slopes < 0.05).float().mean())
    assert share(cell, x, (h, c)) == pytest.approx(truth, abs=0.02)
    assert share(Written(cell), x, h, c) == pytest.approx(truth, abs=0.02)
    assert (truth > 0.5) is (bias > 0)


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("more", [{}, {"num_layers": 2}, {"bidirectional": True}, {"bias": False}])
def test_large_weights_flatten_the_gates_of_a_fused_layer(kind: str, more: dict[str, Any]) -> None:
    torch.manual_seed(0)
    layer = getattr(torch.nn, kind)(INPUTS, UNITS, **more)
    x = torch.randn(TIMES, BATCH, INPUTS)
    assert share(layer, x) < 0.1
    for weight in layer.parameters():
        torch.nn.init.normal_(weight, std=20.0)
    assert share(layer, x) > 0.5
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, [TIMES] * 3 + [2] * 3)
    assert share(torch.nn.Sequential(layer, Unpacked()), packed) > 0.5


class Gated(torch.nn.Module):
    """One step of a cell, half of whose sums go through a gate that is fully open, half through tanh around 0."""

    def __init__(self, gate: Any) -> None:
        super().__init__()
        self.below, self.gate, self.above = torch.nn.Linear(INPUTS, 2 * UNITS), gate, torch.nn.Linear(UNITS, 1)
        with torch.no_grad():
            self.below.weight.zero_()
            self.below.bias[:UNITS] = 20.0

    def forward(self, x: Any) -> Any:
        opened, new = self.below(x).chunk(2, -1)
        return self.above(self.gate(opened) * torch.tanh(new))


@pytest.mark.parametrize("gate", [torch.sigmoid, torch.nn.functional.hardsigmoid, torch.erf, torch.atan])
def test_a_gate_of_a_cell_by_hand_may_be_any_function_with_flat_ends(gate: Any) -> None:
    assert share(Gated(gate), torch.randn(BATCH, INPUTS)) == pytest.approx(0.5)


class SideBySide(torch.nn.Module):
    """Three convolutions of one tensor's filters, put side by side before their activation."""

    def __init__(self) -> None:
        super().__init__()
        self.filters = torch.nn.Parameter(torch.full((6, 2, 3), 10.0))
        self.above = torch.nn.Linear(6 * 4, 1)

    def forward(self, x: Any) -> Any:
        parts = [torch.nn.functional.conv1d(x, self.filters[at : at + 2]) for at in (0, 2, 4)]
        return self.above(torch.tanh(torch.cat(parts, 1)).flatten(1))


def test_layers_side_by_side_are_flat_as_the_whole_is() -> None:
    x = torch.ones(BATCH, 2, 6)
    x[: BATCH // 2] = 0.0
    assert share(SideBySide(), x) == pytest.approx(1 - (BATCH // 2) / BATCH)
