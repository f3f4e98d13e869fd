"""Gradients through time: of a layer that is called repeatedly in a pass, and of a fused recurrent layer, whose inner
steps no hook sees.

Of the latter, backward hands over dL/dA, what comes from above to the layer's outputs h_1 … h_T and, by itself, to the
state after the last time (which many programs read instead of the outputs). The rest is the chain rule through time,
done here once more by hand: from the outputs, which are the hidden states, all gates follow in one product for all
steps, and only the way back is a loop. Formulas as in PyTorch's documentation of RNN, LSTM and GRU.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.autograd.graph import register_multi_grad_hook

from whygrad.instrument.layer_call import Call
from whygrad.instrument.parts import Part
from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import without_modes
from whygrad.trace.limits import fact_limit

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

    def gradients(self, above: Tensor, last: Tensor | None = None) -> Iterator[tuple[Tensor, Tensor]]:
        """dL/dh_t and dL/dc_t, each (B, H), from the last time to the first, of `above` (T, B, H), dL/dA, and `last`
        (B, H), what comes from above to c_T.

        c_t is what the next time is handed, beside h_t: its way into h_t belongs to h_t. 0 but for an LSTM.
        """
        step = {"lstm": self._lstm, "gru": self._gru}.get(self.kind, self._rnn)()
        back = torch.zeros_like(above[0])
        cell = back if last is None else last
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

    Of several levels in one call it is the last, of plain recurrences only, whose outputs tell all. `None` for gates on
    several levels, packed sequences, projections and very long sequences.
    """
    if not isinstance(args[0], Tensor) or output.ndim != 3:
        return None
    x, hidden, weights, biased, levels, first = args[0], args[1], args[2], bool(args[3]), int(args[4]), bool(args[8])
    if levels > 1 and kind in ("lstm", "gru"):  # what the last level is given is not seen
        return None
    directions, each = 2 if args[7] else 1, 4 if biased else 2
    top = (levels - 1) * directions
    own = tuple(weight.detach() for weight in weights[top * each : top * each + each])
    units = own[1].shape[1]
    x, output = (value.detach().transpose(0, 1) if first else value.detach() for value in (x, output))
    starts = hidden if isinstance(hidden, tuple | list) else (hidden, torch.zeros_like(hidden))
    if own[1].shape[0] % units or starts[0].shape[-1] != starts[1].shape[-1] or not 1 < len(x) <= MOST_TIMES:
        return None
    begin, cell = (start.detach()[top] for start in starts)
    return Recurrence(kind, x, torch.cat([begin[None], output[..., :units]]), cell, own)


def _above(output: Tensor, given: Tensor | None, last: Tensor | None, *, batch_first: bool) -> Tensor:
    """dL/dA (T, B, ·) of the outputs, with what the states (…, B, H) after the last time of each direction add."""
    whole = torch.zeros_like(output) if given is None else given.detach()
    if last is not None:
        whole = whole.clone()
    above = whole.transpose(0, 1) if batch_first else whole
    if last is not None:
        units = last.shape[-1]
        both = above.shape[-1] > units
        above[-1, :, :units] += last[-2 if both else -1]
        if both:  # the other direction ends at the first time
            above[0, :, units:] += last[-1]
    return above


def _square(gradient: Tensor | None) -> Tensor | float:
    return 0.0 if gradient is None else gradient.detach().float().square().sum()


def watch_recurrence(call: Call, kind: str, args: tuple[Any, ...], result: Sequence[Tensor],
                     settings: Settings, guard: Part) -> bool:  # fmt: skip
    """Measure dL/dA when backward comes by the outputs or the states of `result`, as `watch_gradient` does, and follow
    it through time: `call.times` (T,), the last time first, then holds the RMS of B·dL/dh_t over samples and units.
    False if it cannot be followed.
    """
    output = result[0]
    parts = [part.requires_grad for part in result]
    if not output.requires_grad:
        return False
    found, first, packed = read(kind, args, output), bool(args[8]), output.ndim == 2
    scale = call.batch / max(call.units, 1)

    def seen(gradients: Sequence[Tensor | None]) -> None:
        with guard, torch.no_grad(), without_modes():
            given, last, cell = (*_in_place_of(gradients, parts), None, None)[:3]
            if packed:  # where in the outputs a sequence ends is not asked
                call.values["backprop_square"] = torch.as_tensor(_square(given) + _square(last)) * scale
                return
            above = _above(output, given, last, batch_first=first)
            call.values["backprop_square"] = torch.as_tensor(_square(above)) * scale
            if found is not None:
                _follow(call, found, above, None if cell is None else cell.detach()[0], settings)

    register_multi_grad_hook([part for part in result if part.requires_grad], seen)
    return found is not None


def _in_place_of(gradients: Sequence[Tensor | None], parts: Sequence[bool]) -> list[Tensor | None]:
    """The gradients of those that ask for one, with None for the others."""
    rest = iter(gradients)
    return [next(rest) if part else None for part in parts]


def _follow(call: Call, found: Recurrence, above: Tensor, cell: Tensor | None, settings: Settings) -> None:
    times, batch, units = found.h.shape[0] - 1, found.x.shape[1], found.h.shape[2]
    part = min(batch, max(settings.elements // (times * units), settings.least_samples))
    above = above[:, :part, :units].float()
    x, h, c = (value.float() for value in (found.x[:, :part], found.h[:, :part], found.c[:part]))
    own = Recurrence(found.kind, x, h, c, tuple(weight.float() for weight in found.weights))
    last = None if cell is None else cell[:part].float()
    squares = torch.stack([(h * h).sum() + (c * c).sum() for h, c in own.gradients(above, last)])
    call.times = (squares / (part * units)).sqrt() * batch
    call.values["above_square"] = above.square().sum() / (part * units) * batch**2


def over_calls(calls: list[Call]) -> dict[str, Tensor]:
    """Of a layer that is called repeatedly in a pass, by the calls of the last one: ‖dL/dZ‖ where it is largest over
    that of the last call, and that of the earliest call that gets any over the largest. Empty if there are too few.
    """
    calls = [call for call in calls if call.root is calls[-1].root and call.units == calls[-1].units]
    if len(calls) < fact_limit("times"):
        return {}
    squares = torch.stack([call.values["backprop_square"].float() for call in calls])
    return {"through_time": (squares.max() / squares[-1]).sqrt(), "fade_through_time": _fade(squares)}


def fade(times: NDArray[np.floating]) -> float:
    """The same of norms by time that were fetched, the earliest first; NaN where it is unknown, which others are."""
    if len(times) < fact_limit("times") or not (times > 0).any():
        return math.nan
    return float(times[np.argmax(times > 0)] / np.nanmax(times))


def _fade(squares: Tensor) -> Tensor:
    """Of the squares of norms by time: the root of the first one that is not 0 over the largest."""
    return (squares[(squares > 0).int().argmax()] / squares.max()).sqrt()


def watch_fade(call: Call, given: Tensor, time: int, guard: Part) -> None:
    """The same of fused layers whose steps cannot be followed, by the gradient of their input, if it has one.

    `time` is the axis of `given` along which times lie.
    """
    if not given.requires_grad or given.ndim != 3 or given.shape[time] < fact_limit("times"):
        return

    def seen(gradient: Tensor) -> None:
        with guard, torch.no_grad(), without_modes():
            others = [axis for axis in range(gradient.ndim) if axis != time]
            call.values["fade_through_time"] = _fade(gradient.detach().float().square().sum(others))

    given.register_hook(seen)


def growth_inside(call: Call, values: dict[str, float], gradient: float, bias: float) -> float:
    """A lower bound of the same in a fused layer, whose inner times no hook sees, by the norms of the gradients of its
    recurrent weights and their bias.

    dL/dW = Σ δ h' and dL/db = Σ δ, over all times and samples, are no larger than ‖δ‖ ‖h‖ and ‖δ‖ √(times · samples)
    (Cauchy-Schwarz); the quotients by ‖dL/dA‖ say how far the inner δ must outgrow what comes from above.
    """
    if "backprop_square" not in values or "activation_var" not in values:
        return math.nan
    above = math.sqrt(values["backprop_square"] * call.units / max(call.batch, 1))
    states = math.sqrt(max(values["activation_var"] + values["activation_mean"] ** 2, 0.0) * call.size)
    if not above > 0:
        return math.nan
    bounds = [gradient / (above * states) if states > 0 else math.nan, bias / above * math.sqrt(call.units / call.size)]
    return max((bound for bound in bounds if math.isfinite(bound)), default=math.nan)


def growth_over(largest: float, values: dict[str, float]) -> float:
    """The same of a fused layer whose steps were followed: the largest of them over what comes from above to all."""
    above = math.sqrt(values.get("above_square", math.nan))
    return largest / above if above > 0 else math.nan
