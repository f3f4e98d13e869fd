"""Levels of a loss that no formula is known of: its chance level is that of the best answer that is the same for all
samples, its floor that of the best answers of all. Both are found by computing the program's own loss again.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch
from torch import Tensor

from whygrad.activations import KNOWN, Range
from whygrad.instrument.loss_operations import Answer, LossOperations, constant_shape
from whygrad.instrument.torch_internals import widest, without_modes
from whygrad.trace.limits import fact_limit
from whygrad.watch.randomness import untouched

MOST_BATCHES = 64
MOST_ELEMENTS = 1 << 22  # of all batches
ITERATIONS = 60  # of L-BFGS (Nocedal and Wright 2006, algorithm 7.5)
SAME = 1e-3  # relative difference within which a loss that is computed again is the same
_SOFTMAX = ("softmax", "log-softmax")


class Levels(NamedTuple):
    """The chance level and the floor of a loss: of `loss_train`, or `whole`: of what backward begins at, which other
    losses are a part of.
    """

    chance: float = math.nan
    floor: float = 0.0
    whole: bool = False


class LossLevels:
    """Keeps the operations of some steps' losses, and finds what their constants and their best answers are worth."""

    def __init__(self, *, wanted: bool = True) -> None:
        self.wanted = wanted  # whether the operations of more steps are needed
        self._batches: list[LossOperations] = []
        self._scales: list[float] = []
        self._found: tuple[int, Levels] = (0, Levels())

    def see(self, operations: LossOperations, root: float, loss: float) -> None:
        """A step's loss: what backward began at, and the same as the mean over targets. It is kept if computing it
        again gives the same; if it does not, nothing is known of this training's loss.
        """
        if not (math.isfinite(root) and math.isfinite(loss) and loss and root):
            return
        if not (operations.usable and operations.complete and self._is_same(operations, root)):
            self.leave()
            return
        self._batches.append(operations)
        self._scales.append(loss / root)
        kept, samples = len(self._batches), sum(one.answers[0].samples for one in self._batches)
        enough = samples >= fact_limit("level-samples") or kept >= MOST_BATCHES
        enough = enough and kept >= fact_limit("level-batches")
        self.wanted = not enough and sum(one.elements for one in self._batches) <= MOST_ELEMENTS

    def leave(self) -> None:
        """Keep nothing: the loss is known by its formula, or cannot be computed again."""
        self.wanted = False
        self._batches, self._scales = [], []

    def levels(self) -> Levels:
        """The levels; unknown where no loss could be kept, or where it has no lower bound of 0, as the logarithm of a
        density. Where `loss_train` is not the same share of each step's loss, they are those of the whole. So is the
        loss, if `loss_train` has its sign turned, whether its levels are known or not.
        """
        if self._batches and self._found[0] != len(self._batches):
            with _alone():
                self._found = len(self._batches), self._measured()
        return self._found[1] if self._batches else Levels()

    @staticmethod
    def _is_same(operations: LossOperations, root: float) -> bool:
        with _alone():
            again = _value(operations, [answer.value for answer in operations.answers])
        return again is not None and math.isclose(float(again), root, rel_tol=SAME)

    def _measured(self) -> Levels:
        scale = sum(self._scales) / len(self._scales)
        # What backward begins at is lower where the training is better, which a share of the other sign is not.
        upside_down = scale < 0
        whole = upside_down or any(not math.isclose(one, scale, rel_tol=SAME) for one in self._scales)
        if whole:
            scale = 1.0
        chance = _constant(self._batches)
        floors = [_best(one) for one in self._batches[: int(fact_limit("floor-batches"))]]
        floor = sum(floors) / len(floors)
        # `not` as one may be NaN. What falls below 0 has no best value that a training could be measured by, and what
        # a constant does as well as anything else has nothing to learn.
        clear = fact_limit("level-difference")
        if not (math.isfinite(chance) and chance > 0 and -clear * chance <= floor <= (1 - clear) * chance):
            return Levels(whole=upside_down)
        return Levels(scale * chance, scale * max(floor, 0.0), whole)


def _constant(batches: Sequence[LossOperations]) -> float:
    """The lowest mean loss of answers that are the same for all samples, for each output of each network."""
    samples = sum(one.answers[0].samples for one in batches)
    kinds: dict[tuple[Any, ...], Answer] = {}
    for batch in batches:
        for answer in batch.answers:
            kinds.setdefault((*answer.key, constant_shape(answer, samples)), answer)

    def loss(free: list[Tensor]) -> Tensor | None:
        made = {key: _within(kinds[key], one) for key, one in zip(kinds, free, strict=True)}
        several: list[Tensor] = []
        for batch in batches:
            chosen = [(one, made[(*one.key, constant_shape(one, samples))]) for one in batch.answers]
            value = _value(batch, [constant.expand(one.value.shape).contiguous() for one, constant in chosen])
            if value is None:
                return None
            several.append(value)
        return torch.stack(several).mean()

    starts = [widest(one.value.new_zeros(key[-1])) for key, one in kinds.items()]
    return _lowest(loss, starts)


def _best(batch: LossOperations) -> float:
    """The lowest loss of a batch of whatever answers its network could give."""

    def loss(free: list[Tensor]) -> Tensor | None:
        return _value(batch, [_within(answer, one) for answer, one in zip(batch.answers, free, strict=True)])

    # Not from equal answers: what compares samples with each other has no gradient there.
    generator = torch.Generator().manual_seed(0)
    starts: list[Tensor] = []
    for answer in batch.answers:
        given = widest(answer.value).contiguous()
        free = answer.function not in _SOFTMAX and _limits(answer) is None
        middle = torch.tanh(given) if free else torch.zeros_like(given)
        starts.append(middle + 0.1 * torch.randn(middle.shape, generator=generator, dtype=torch.float64).to(middle))
    return _lowest(loss, starts)


def _value(operations: LossOperations, answers: Sequence[Tensor]) -> Tensor | None:
    """The loss of these answers; `None` if the program's own operations, or the hardware, cannot compute it."""
    try:
        kept = zip(answers, operations.answers, strict=True)
        return widest(operations.value([one.to(answer.value.dtype) for one, answer in kept])).reshape(())
    except Exception:  # noqa: BLE001 (what the program wrote may raise anything for answers that it never had)
        return None


def _lowest(loss: Callable[[list[Tensor]], Tensor | None], starts: list[Tensor]) -> float:
    """The lowest value of a loss that is found from here; NaN if none is finite, or if it does not depend on these."""
    free = [one.clone().requires_grad_() for one in starts]
    search = torch.optim.LBFGS(free, max_iter=ITERATIONS, history_size=10, line_search_fn="strong_wolfe")
    found = math.nan

    def closure() -> float:
        nonlocal found
        search.zero_grad()
        value = loss(free)
        if value is None or not value.requires_grad:
            return math.inf
        value.backward()
        current = float(value.detach())
        if not math.isfinite(current):
            return math.inf  # further than the loss is defined; the line search cannot compare NaN
        if not current >= found:
            found = current
        return current

    search.step(closure)
    return found


def _limits(answer: Answer) -> Range | None:
    """The range of the function that made an answer; `None` if it has no bounds, or nothing but its bounds."""
    if answer.function == "exp":
        return Range(0.0, math.inf)
    known = KNOWN.get(answer.function)
    if known is None or known.range.only or (math.isinf(known.range.low) and math.isinf(known.range.high)):
        return None
    return known.range


def _within(answer: Answer, free: Tensor) -> Tensor:
    """Answers that the network's last function could give, made of numbers without limits."""
    if answer.function in _SOFTMAX:
        axis = answer.along if 0 <= answer.along < free.ndim else free.ndim - 1
        return free.softmax(axis) if answer.function == "softmax" else free.log_softmax(axis)
    limits = _limits(answer)
    if limits is None:
        return free
    if math.isinf(limits.high):
        return limits.low + torch.nn.functional.softplus(free)
    if math.isinf(limits.low):
        return limits.high - torch.nn.functional.softplus(free)
    return limits.low + (limits.high - limits.low) * free.sigmoid()


@contextmanager
def _alone() -> Generator[None]:
    """Work with a program's own operations: unseen, with gradients, and without a trace in its random numbers or among
    its warnings.
    """
    # `warnings.catch_warnings` would make Python forget which ones it has shown already.
    ignore = ("ignore", None, Warning, None, 0)
    warnings.filters.insert(0, ignore)  # pyright: ignore[reportAttributeAccessIssue]
    try:
        with without_modes(), untouched(), torch.enable_grad():
            yield
    finally:
        warnings.filters.remove(ignore)  # pyright: ignore[reportAttributeAccessIssue]
