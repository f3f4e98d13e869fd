"""Finds the targets of an evaluation that computes no loss, such as one that is scored with scikit-learn: the only
array in the caller's variables with a row for each input.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FrameType, ModuleType
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import losses
from whygrad.instrument.confusion import confusion
from whygrad.instrument.functions import CLASS_LOSSES, ELEMENTWISE
from whygrad.instrument.passes import EvaluationScore
from whygrad.instrument.places import file_of
from whygrad.instrument.provenance import LossCall, Origins
from whygrad.instrument.torch_internals import widest
from whygrad.trace.limits import fact_limit

MOST_NAMES = 500  # of one frame that are looked at
_OWN_REFERENCES = 3  # the frame's, ours, and that of the call which counts


@dataclass(frozen=True)
class KnownTensors:
    """Of which tensors it is known what they are, so that they are no targets: `taken` is what the model was given, by
    id; of others `origins` tells by what they were computed.
    """

    taken: Collection[int]
    origins: Origins

    def has(self, value: Any) -> bool:
        """Whether this is one of them."""
        return id(value) in self.taken or self.origins.get(value) is not None


class FrameTargetFinder:
    """Looks into the user's frames, the innermost first. A name that was the only one to fit is asked again."""

    def __init__(self) -> None:
        self._chosen: tuple[CodeType, str] | None = None
        self._trained: set[CodeType] = set()  # where the model is called in training
        self._rows: set[int] = set()  # how many samples a batch of training had

    def trains(self, rows: int) -> None:
        """The model is called in training, now."""
        self._rows.add(rows)
        for frame in _frames():
            self._trained.add(frame.f_code)

    def evaluation_score(
        self, x: Tensor, output: Tensor, main: LossCall, mean: float, std: float, known: KnownTensors
    ) -> EvaluationScore | None:
        """Of the model's `output` (N, …) for the new samples `x` (N, …), if their targets are found and look like those
        of the main loss: classes that there are, or numbers with about this mean and spread.
        """
        rows, shape = len(x), main.input_shape
        if len(output) != rows or not main.target_shape or len(shape) < 1 or main.broadcast:
            return None
        if rows < fact_limit("paired-samples"):
            return None  # so few could be alike by chance
        if main.kind not in CLASS_LOSSES | ELEMENTWISE or output[0].numel() * shape[0] != torch.Size(shape).numel():
            return None
        target = self._target(x, main, mean, std, known)
        return None if target is None else _worth(output.detach(), target.to(output.device), main)

    def _target(self, x: Tensor, main: LossCall, mean: float, std: float, known: KnownTensors) -> Tensor | None:
        for frame in _frames():
            stale = frame.f_code in self._trained and len(x) in self._rows  # perhaps the batch that was trained on
            for names in _namespaces(frame, x):
                found: dict[str, Tensor] = {}
                for name, value in names.items():
                    part = _part(value, x)
                    if part is None or known.has(value) or (stale and len(part) == len(value)):
                        continue
                    if not _is_column(part, x) and _fits(part, len(x), main, mean, std):
                        found[name] = part
                if found:
                    return self._one_of(frame.f_code, found)
        return None

    def _one_of(self, code: CodeType, found: dict[str, Tensor]) -> Tensor | None:
        """The only one, whatever its names; or the one that was the only one before, as answers are kept beside it."""
        first = widest(next(iter(found.values()))).flatten()
        if all(torch.equal(first, widest(one).flatten()) for one in found.values()):
            self._chosen = (code, next(iter(found)))
            return next(iter(found.values()))
        return found.get(self._chosen[1]) if self._chosen is not None and self._chosen[0] is code else None


def _frames() -> Iterator[FrameType]:
    """The user's own frames, from the innermost."""
    frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    while frame is not None:
        if file_of(frame.f_code) is not None:
            yield frame
        frame = frame.f_back


def _namespaces(frame: FrameType, x: Tensor) -> Iterator[Mapping[str, Any]]:
    """The frame's variables, and what holds the inputs themselves: an object, a dictionary, a tuple."""
    names = _variables(frame)
    holders: list[Mapping[str, Any]] = []
    for value in names.values():
        if isinstance(value, dict):
            held: dict[str, Any] = {str(key): one for key, one in value.items()} if len(value) <= MOST_NAMES else {}
        elif isinstance(value, tuple | list):
            held = {str(at): one for at, one in enumerate(value)} if len(value) <= 8 else {}
        elif isinstance(value, ModuleType | type | Tensor):
            continue
        else:
            held = dict(getattr(value, "__dict__", {}))
        if any(isinstance(one, Tensor) and _same_memory(one, x) for one in held.values()):
            holders.append(held)
    yield from holders
    yield names


def _variables(frame: FrameType) -> dict[str, Any]:
    """A copy of the frame's variables, if they are not too many.

    Before Python 3.13 a function's frame keeps the dictionary that it was asked for, and with it whatever the variables
    were at that time: tensors that the user is done with would stay. It is emptied, unless the user holds it, too.
    """
    names = frame.f_locals
    found = dict(names) if len(names) <= MOST_NAMES else {}
    of_function = frame.f_code.co_flags & inspect.CO_OPTIMIZED
    if sys.version_info < (3, 13) and of_function and sys.getrefcount(names) <= _OWN_REFERENCES:
        names.clear()
    return found


def _same_memory(one: Tensor, other: Tensor) -> bool:
    return one is other or (one.layout == other.layout == torch.strided and one.device == other.device
                            and one.untyped_storage().data_ptr() == other.untyped_storage().data_ptr())  # fmt: skip


def _part(value: Any, x: Tensor) -> Tensor | None:
    """The rows of an array that belong to those of `x`, which may be some of a larger tensor's."""
    if isinstance(value, Tensor):
        given = value
    elif type(value).__module__ == "numpy" and type(value).__name__ == "ndarray" and value.dtype.kind in "biuf":
        if not value.flags.c_contiguous or not value.flags.writeable:
            return None
        given = torch.from_numpy(value)
    else:
        return None
    if not given.ndim or given.requires_grad or given.is_complex() or given.layout != torch.strided or given is x:
        return None
    if isinstance(value, Tensor) and _same_memory(value, x):
        return None
    if len(given) == len(x):
        return given
    whole = x._base
    if whole is None or not whole.ndim or len(whole) != len(given) or x.shape[1:] != whole.shape[1:]:
        return None
    if x.stride() != whole.stride() or not x.stride(0):
        return None
    begin = int(x.storage_offset() - whole.storage_offset()) // x.stride(0)
    return given[begin : begin + len(x)]


def _is_column(part: Tensor, x: Tensor) -> bool:
    """Whether these numbers are one of the inputs' columns."""
    if x.ndim != 2 or part.numel() != len(x) or not part.is_floating_point():
        return False
    return bool((x == part.reshape(-1, 1).to(x.device, x.dtype)).all(0).any())


def _fits(part: Tensor, rows: int, main: LossCall, mean: float, std: float) -> bool:
    """Whether these may be the targets of so many samples."""
    if len(part) != rows or part[0].numel() * main.target_shape[0] != torch.Size(main.target_shape).numel():
        return False
    if main.kind in CLASS_LOSSES:
        if main.whole and part.dtype == torch.bool:
            return False  # a choice among the samples, of the batch before
        numbers = widest(part[part != main.ignored])
        if not numbers.numel():
            return False
        low, high = numbers.aminmax()
        if not bool(low < high) or bool(low < 0) or bool(high >= max(main.classes, 2)):
            return False
        return bool((numbers == numbers.round()).all())
    values = widest(part)
    if not part.is_floating_point() or not bool(values.isfinite().all()):
        return False
    off, spread = abs(float(values.mean()) - mean), float(values.std(correction=0))
    widest_spread = fact_limit("targets-spread")
    return off < std and std < widest_spread * spread and spread < widest_spread * std


def _scores(output: Tensor, shape: tuple[int, ...]) -> Tensor | None:
    """An output as the loss was given it, with the classes along the second axis: it may have them along the last one.
    `None` if that is not certain.
    """
    if len(shape) == 2:
        return output.reshape(shape)
    last = output.movedim(-1, 1) if output.ndim == len(shape) else output
    fits = [one for one in (output, last) if tuple(one.shape) == shape]
    return fits[0] if len(fits) == 1 else None


def _worth(output: Tensor, target: Tensor, main: LossCall) -> EvaluationScore | None:
    rows = len(target)
    if main.whole:
        target = target.long().reshape(rows, *main.target_shape[1:])
        scores = _scores(output, (rows, *main.input_shape[1:]))
        if scores is None:
            return None
        given = scores.float()
        sums = given.exp().sum(1)
        if main.kind == "nll" and not bool(((sums - 1).abs() < fact_limit("probabilities-sum")).all()):
            return None
        kept = target != main.ignored
        accuracy = (given.argmax(1) == target)[kept].float().mean()
        # Of logarithms of shares, which it leaves as they are.
        loss = torch.nn.functional.cross_entropy(given, target, ignore_index=main.ignored)
        classes = torch.bincount(target[kept], minlength=given.shape[1])
        table = confusion(given.argmax(1)[kept], target[kept], given.shape[1])
        return EvaluationScore(None if main.weighted else loss, accuracy, rows, classes, table)
    given, target = output.reshape(rows, -1).float(), target.reshape(rows, -1).float()
    if given.shape != target.shape:
        return None
    if main.kind in ("binary", "binary-logits"):
        if main.kind == "binary" and not bool(((given >= 0) & (given <= 1)).all()):
            return None
        logits = main.kind == "binary-logits"
        kind = torch.nn.functional
        loss = (kind.binary_cross_entropy_with_logits if logits else kind.binary_cross_entropy)(given, target)
        accuracy = ((given > (0.0 if logits else 0.5)) == (target > 0.5)).float().mean()
        return EvaluationScore(None if main.weighted else loss, accuracy, rows)
    loss = losses.elementwise(main, given - target)
    return EvaluationScore(loss, None, rows) if loss is not None else None
