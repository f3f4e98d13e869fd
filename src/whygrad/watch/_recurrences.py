"""The gradient at every step in time of a fused recurrent layer, whose inner steps no hook sees.

Backward hands over dL/dA, what comes from above to the layer's outputs h_1 … h_T. The rest is the chain rule through
time, done here once more by hand: from the outputs, which are the hidden states, all gates follow in one product for
all steps, and only the way back is a loop. Formulas as in PyTorch's documentation of RNN, LSTM and GRU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from whygrad.watch._statistics import Call
from whygrad.watch._torch import without_modes
from whygrad.watch.settings import Settings

MOST_TIMES = 2_000  # steps of a sequence; longer ones are not followed

Step = Callable[[int, Tensor, Tensor], tuple[Tensor, Tensor]]
"""From (t, dL/dh_t, dL/dc_t) to (dL/dh_(t-1), dL/dc_(t-1)), what comes from above to h_(t-1) left out."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A fused layer's call: `kind` is lstm, gru, rnn_tanh or rnn_relu. T times, B samples, I inputs, H units."""

    kind: str
    x: Tensor  # (T, B, I)
    h: Tensor  # (T + 1, B, H), the state before the first time in front
    c: Tensor  # (B, H) an LSTM's cell before the first time
    weights: tuple[Tensor, ...]  # (G·H, I), (G·H, H) and, if it has them, two biases (G·H)

    def gradients(self, above: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """dL/dh_t and dL/dc_t, each (B, H), from the last time to the first, of `above` (T, B, H), dL/dA.

        c_t is what the next time is handed, beside h_t: its way into h_t belongs to h_t. 0 but for an LSTM.
        """
        step = {"lstm": self._lstm, "gru": self._gru}.get(self.kind, self._rnn)()
        back, cell = torch.zeros_like(above[0]), torch.zeros_like(above[0])
        for t in range(len(self.x) - 1, -1, -1):
            total = above[t] + back
            yield total, cell
            back, cell = step(t, total, cell)

    def _sums(self) -> tuple[Tensor, Tensor]:
        """W_ih x + b_ih and W_hh h + b_hh for all times: (T, B, G·H) each."""
        inputs, states, *biases = self.weights
        given, kept = self.x @ inputs.T, self.h[:-1] @ states.T
        return (given + biases[0], kept + biases[1]) if biases else (given, kept)

    def _rnn(self) -> Step:
        after, states = self.h[1:], self.weights[1]
        slope = 1 - after * after if self.kind == "rnn_tanh" else (after > 0).to(after)
        return lambda t, h, cell: ((h * slope[t]) @ states, cell)

    def _gru(self) -> Step:
        states = self.weights[1]
        given, kept = self._sums()
        (gr, gz, gn), (kr, kz, kn) = given.chunk(3, -1), kept.chunk(3, -1)
        r, z = torch.sigmoid(gr + kr), torch.sigmoid(gz + kz)
        n = torch.tanh(gn + r * kn)
        # What dL/dh_t is multiplied by to give the derivatives by the sums r, z and (of the part from h) n.
        by_n = (1 - z) * (1 - n * n)
        gates = torch.cat([by_n * kn * r * (1 - r), (self.h[:-1] - n) * z * (1 - z), by_n * r], -1)
        return lambda t, h, cell: (h * z[t] + (h.repeat(1, 3) * gates[t]) @ states, cell)

    def _lstm(self) -> Step:
        states = self.weights[1]
        i, f, g, o = sum(self._sums()).chunk(4, -1)  # pyright: ignore[reportAttributeAccessIssue]
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        cells = [self.c]
        for t in range(len(self.x)):
            cells.append(f[t] * cells[-1] + i[t] * g[t])
        before = torch.stack(cells[:-1])
        shown = torch.tanh(torch.stack(cells[1:]))
        slope = o * (1 - shown * shown)
        by_cell = torch.cat([g * i * (1 - i), before * f * (1 - f), i * (1 - g * g)], -1)
        by_output = shown * o * (1 - o)

        def step(t: int, h: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
            inner = cell + h * slope[t]
            return torch.cat([inner.repeat(1, 3) * by_cell[t], h * by_output[t]], -1) @ states, inner * f[t]

        return step


def read(kind: str, args: tuple[Any, ...], output: Tensor) -> Recurrence | None:
    """What was called, `args` being those of `torch.lstm` and its like; the first direction of two.

    `None` for packed sequences, several levels in one call, projections and very long sequences.
    """
    if len(args) < 9 or not isinstance(args[0], Tensor) or output.ndim != 3 or args[4] != 1:
        return None
    x, hidden, weights, biased, first = args[0], args[1], args[2], bool(args[3]), bool(args[8])
    own = tuple(weight.detach() for weight in weights[: 4 if biased else 2])
    units = own[1].shape[1]
    x, output = (value.detach().transpose(0, 1) if first else value.detach() for value in (x, output))
    starts = hidden if isinstance(hidden, tuple | list) else (hidden, torch.zeros_like(hidden))
    if own[1].shape[0] % units or starts[0].shape[-1] != starts[1].shape[-1] or not 1 < len(x) <= MOST_TIMES:
        return None
    begin, cell = (start.detach()[0] for start in starts)
    return Recurrence(kind, x, torch.cat([begin[None], output[..., :units]]), cell, own)


def watch_times(call: Call, kind: str, args: tuple[Any, ...], output: Tensor, settings: Settings) -> bool:
    """Follow the gradient through time when backward comes by: `call.times` (T,), the last time first, then holds the
    RMS of B·dL/dh_t over samples and units. False if it cannot be followed.
    """
    found = read(kind, args, output) if output.requires_grad else None
    if found is None:
        return False
    times, batch, units = found.h.shape[0] - 1, found.x.shape[1], found.h.shape[2]
    part = min(batch, max(settings.elements // (times * units), settings.least_samples))
    first = bool(args[8])

    def seen(gradient: Tensor) -> None:
        with torch.no_grad(), without_modes():
            above = (gradient.detach().transpose(0, 1) if first else gradient.detach())[:, :part, :units]
            x, h, c = (value.float() for value in (found.x[:, :part], found.h[:, :part], found.c[:part]))
            own = Recurrence(kind, x, h, c, tuple(weight.float() for weight in found.weights))
            above = above.float()
            squares = torch.stack([(h * h).sum() + (c * c).sum() for h, c in own.gradients(above)])
            call.times = (squares / (part * units)).sqrt() * batch
            call.values["above_square"] = above.square().sum() / (part * units) * batch**2

    output.register_hook(seen)
    return True
