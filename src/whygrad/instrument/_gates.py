"""How flat the gates of recurrent layers are.

A gate is a sigmoid or a tanh of its own part of the layer's sums. Far from 0 it hands no gradient on; a layer most of
whose gates lie there keeps its state, or fills it, whatever it is given. Formulas as in PyTorch's documentation of RNN,
LSTM and GRU.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from whygrad.activations import KNOWN
from whygrad.instrument.layer_call import Call

_GATES = {
    "lstm": ("sigmoid", "sigmoid", "tanh", "sigmoid"),
    "gru": ("sigmoid", "sigmoid", "tanh"),
    "rnn_tanh": ("tanh",),
}


def flat_share(kind: str, x: Tensor, h: Tensor, weights: Sequence[Tensor]) -> Tensor:
    """Share of all gates' pre-activations that lie where the gate is flat, of x (B, I), h (B, H) and the weights
    (G·H, I), (G·H, H) and, if there are any, two biases (G·H); `kind` is lstm, gru or rnn_tanh.
    """
    inputs, states, *biases = (weight.detach() for weight in weights)
    given, kept = x.detach().to(inputs.dtype) @ inputs.T, h.detach().to(states.dtype) @ states.T
    if biases:
        given, kept = given + biases[0], kept + biases[1]
    sums = given + kept
    if kind == "gru":  # its reset gate stands before what the candidate takes of the state
        (reset, update, new), (_, _, old) = given.chunk(3, -1), kept.chunk(3, -1)
        reset, update = (one + two for one, two in zip((reset, update), kept.chunk(3, -1), strict=False))
        sums = torch.cat([reset, update, new + torch.sigmoid(reset) * old], -1)
    parts = sums.chunk(len(_GATES[kind]), -1)
    shares = [_flat(z, name) for z, name in zip(parts, _GATES[kind], strict=True)]
    return torch.stack(shares).mean()


def _flat(z: Tensor, activation: str) -> Tensor:
    low, high = KNOWN[activation].saturated
    return ((z < low) | (z > high)).float().mean()


def watch_gates(call: Call, kind: str, args: tuple[Any, ...], result: Sequence[Tensor]) -> None:
    """The share of a fused layer's gates that are flat, of the level that has most, of `torch.lstm` and its like.

    The states after the last time are known of every level: each level's gates are taken as that state and the level
    below (below the first one what the layer is given half-way, in the first direction of two) would set them next.
    """
    packed, states = result[0].ndim == 2, result[1].detach()
    weights, biased, levels, both = (*args[3:6], args[8]) if packed else (*args[2:5], args[7])
    directions = 2 if both else 1
    each = 4 if biased else 2
    if kind not in _GATES or len(weights) != levels * directions * each or states.ndim != 3:  # projections have more
        return
    x: Tensor = args[0]
    if packed:
        x = x[: states.shape[1]]
    else:
        x = x[:, x.shape[1] // 2] if args[8] else x[len(x) // 2]
    shares: list[Tensor] = []
    for level in range(levels):
        first = level * directions
        shares.append(flat_share(kind, x, states[first], weights[first * each : (first + 1) * each]))
        x = torch.cat(tuple(states[first : first + directions]), -1)
    call.values["saturated_share"] = torch.stack(shares).amax()


def watch_cell(call: Call, kind: str, args: tuple[Any, ...]) -> None:
    """The same of one step: `torch.lstm_cell` and its like."""
    kind = kind.removesuffix("_cell")
    if kind in _GATES:
        h = args[1][0] if isinstance(args[1], tuple | list) else args[1]
        call.values["saturated_share"] = flat_share(kind, args[0], h, [one for one in args[2:6] if one is not None])


def watch_part(call: Call, activation: str, z: Tensor) -> None:
    """A part of a layer's units goes through an activation of its own, as a gate of a cell written by hand does: what
    of it is flat counts as that share of the layer. What the layer is only a part of, as where several convolutions are
    put side by side before their activation, counts by its own size.
    """
    low, high = KNOWN[activation].saturated if activation in KNOWN else (-torch.inf, torch.inf)
    if (low == -torch.inf and high == torch.inf) or not call.size:
        return
    flat = ((z < low) | (z > high)).sum() / max(call.size, z.numel())
    known = call.values.get("saturated_share", torch.zeros_like(flat))
    call.values["saturated_share"] = (known + flat).clamp(max=1.0)
