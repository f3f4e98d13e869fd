"""Losses of policies: how likely the actions are that were sampled of a network's own answers (Williams 1992)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument.context import Arguments, CallContext, Options
from whygrad.instrument.provenance import LossCall, Origin
from whygrad.instrument.torch_internals import all_true, plain


class PolicyLosses:
    """Follows what was sampled of a distribution that the network stated, and sees what losses are weighed by."""

    def __init__(self, context: CallContext) -> None:
        self._context, self._step = context, context.step

    def sample(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._context.read_first_origin(args, kwargs)
        if origin is not None and origin.root is not None:
            cut = f"{names.out_of_place(name)}|{self._context.place}"
            self._context.put(result, Origin(names.SAMPLED, self._context.place, root=origin.root, cut=cut))

    def broadcast(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """Tensors that get the same shape: a sample stays one."""
        for one, wide in zip(args, result, strict=False):
            origin = self._context.read_origin(one)
            if origin is not None and origin.function == names.SAMPLED:
                self._context.put(wide, origin)

    def likelihood(self, known: Sequence[Origin | None], result: Any) -> None:
        """How likely the network's own sample is to it, with a gradient: the loss is a policy's (Williams 1992), and
        what its samples are worth changes with it.
        """
        own = next((one for one in known if one is not None and one.function == names.SAMPLED), None)
        if own is not None and isinstance(result, Tensor) and result.requires_grad:
            self._step.tape.pulled.append(own.root)

    def has_signed_weights(self, args: Arguments, call: LossCall) -> bool:
        """Losses of single samples are weighed: by what has both signs, so that some samples are to become less likely,
        as actions that did worse than was thought (Williams 1992)? No such loss says how much was learned.
        """
        for one in args[:2]:
            if isinstance(one, Tensor) and one.ndim and not one.requires_grad and one.dtype != torch.bool:
                weights = plain(one).detach()
                one_sign = weights.is_complex() or all_true(weights >= 0) or all_true(weights <= 0)
                if weights.numel() and not one_sign:
                    self._step.tape.pulled.append(call.origin.root)
                    return True
        return False
