"""Does one sample's output depend on other samples' inputs? Asked of a copy of the model, once, without training it."""

from __future__ import annotations

import contextlib
import copy
import io
import math
import sys
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.utils._pytree import tree_leaves, tree_unflatten

from whygrad.instrument.modules import modules_of, parameters_of
from whygrad.instrument.torch_internals import DispatchMode, has_hooks, without_modes
from whygrad.trace.program import MixingFacts
from whygrad.watch._data import Kept
from whygrad.watch.randomness import seed, untouched

if TYPE_CHECKING:
    from whygrad.watch._recorder import TrainingRecorder

_PROBABILITIES = tuple(getattr(torch.ops.aten, name).default for name in ("sigmoid", "_softmax", "_log_softmax"))


def mixing(watch: TrainingRecorder) -> MixingFacts:
    """Change all samples but one and see whether that one's output stays (answered once, then kept)."""
    if watch.mixing is None:
        watch.mixing = _ask(watch)
    return watch.mixing


class _Logits(DispatchMode):
    """Remembers what each sigmoid and softmax of a call was given."""

    def __init__(self) -> None:
        super().__init__()
        self._given: list[tuple[Tensor, Tensor]] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        if func in _PROBABILITIES:
            self._given.append((result, args[0]))
        return result

    def of(self, answer: Tensor) -> Tensor:
        """What an answer was made of, if it is the result of one of these; the answer itself if it is not."""
        return next((given for result, given in self._given if result is answer), answer)


class _Batch:
    """A kept call whose samples can be exchanged. `axis` is where the batch's samples lie; what else has as many of
    something goes with them, along the first axis that is so long.
    """

    def __init__(self, kept: Kept, axis: int, rows: int) -> None:
        self._values, self._form, self._at = kept.values, kept.form, kept.at
        shapes = [tuple(one.shape) if isinstance(one, Tensor) else () for one in kept.values]
        self._axes = [axis if at == kept.at else shape.index(rows) if rows in shape else -1
                      for at, shape in enumerate(shapes)]  # fmt: skip
        # What else is given is the same for all samples, as the matrix of a graph.
        self.alone = sum(length >= 0 for length in self._axes) == 1
        # Which of a batch's samples belong together may be said beside them: a graph's edges. Then they may mix.
        self.related = any(
            shape.count(rows) > 1 or (len(shape) == 2 and shape[0] == 2 and not one.is_floating_point())
            for at, (one, shape) in enumerate(zip(kept.values, shapes, strict=True))
            if isinstance(one, Tensor) and at != kept.at
        )

    def are_alike(self, samples: Tensor, others: Tensor) -> bool:
        """Whether these samples, by number, are the same numbers."""
        batch = self._values[self._at]
        one, other = (batch.index_select(self._axes[self._at], which.to(batch.device)) for which in (samples, others))
        return torch.equal(one, other)

    def call(
        self, model: torch.nn.Module, samples: Tensor, factor: float = 1.0, *, logits: bool = False
    ) -> list[Tensor]:
        """What the model puts out for these samples, by number; of probabilities with `logits` what they were made of.
        Whole numbers beside the batch, as lengths, stay those of the first samples.
        """
        first, values = torch.arange(len(samples)), []
        for at, (one, axis) in enumerate(zip(self._values, self._axes, strict=True)):
            if axis < 0:
                values.append(one)
                continue
            moves = at == self._at or one.is_floating_point()
            part = one.index_select(axis, (samples if moves else first).to(one.device))
            values.append(factor * part if factor != 1.0 else part)
        args, kwargs = tree_unflatten(values, self._form)
        seed()
        with _Logits() if logits else contextlib.nullcontext() as made:
            found = [one for one in tree_leaves(model(*args, **kwargs)) if isinstance(one, Tensor)]
        return [made.of(one) if made is not None else one for one in found if not one.is_complex()]


class _Outputs:
    """What a model puts out for the samples of a batch: one row each, of the first output that has them."""

    def __init__(self, batch: _Batch, model: torch.nn.Module, rows: int) -> None:
        self._batch, self._model, self._rows = batch, model, rows
        self._place: tuple[int, int] | None = None
        self.several = False  # there is more than one: a state that is handed on

    def find(self, samples: int) -> bool:
        """Find the output and its axis along which the samples lie: the one that is as long as there are samples, and
        another sample makes it longer; an axis of time may be as long by chance. Of a whole batch, to which none can be
        added, the only one that is so long.
        """
        shapes = [one.shape for one in self._batch.call(self._model, torch.arange(samples))]
        self.several = len(shapes) > 1
        if samples < self._rows:
            more = [one.shape for one in self._batch.call(self._model, torch.arange(samples + 1))]
            places = [
                (at, axis)
                for at, (shape, longer) in enumerate(zip(shapes, more, strict=False))
                for axis, lengths in enumerate(zip(shape, longer, strict=False))
                if lengths == (samples, samples + 1)
            ]
        else:
            places = [(at, shape.index(samples)) for at, shape in enumerate(shapes) if shape.count(samples) == 1]
        self._place = places[0] if places else None
        return bool(places)

    def __call__(self, samples: Tensor, factor: float = 1.0, *, logits: bool = False) -> Tensor:
        """A row for each of the samples, by number; raises `LookupError` before anything was found."""
        if self._place is None:
            raise LookupError
        at, axis = self._place
        return self._batch.call(self._model, samples, factor, logits=logits)[at].movedim(axis, 0).float()


def _ask(watch: TrainingRecorder) -> MixingFacts:
    kept, model = watch.collectors.inputs.kept, watch.training.main
    rows = watch.seen.losses.target_rows(watch.seen.passes.output)
    if kept is None or model is None:
        return MixingFacts(why="no batch")
    # Samples lie along the axis that is as long as there are targets.
    shape = kept.values[kept.at].shape
    axis = next((axis for axis, length in enumerate(shape) if length == rows > 1), None)
    time = watch.collectors.contexts.time_axis()
    if axis is None and time == 1 < shape[0]:  # its targets were joined to one row
        axis, rows = 0, shape[0]
    if axis is None:
        return MixingFacts(why="no target for each sample")
    if axis and shape[0] == 1:  # the places of a single sequence, each with a target
        return MixingFacts(why="one sample")
    if kept.form is None:
        return MixingFacts(why="several inputs")
    if sum(p.numel() for p in parameters_of(model)) > watch.settings.mixing_parameters:
        return MixingFacts(why="large model")
    # A copy that its own hooks would carry out of the model is not worth the risk.
    if any(has_hooks(m) for m in modules_of(model)):
        return MixingFacts(why="hooks")
    if any(not one.registered for one in watch.seen.parameter.values()):  # `eval()` does not reach those layers
        return MixingFacts(why="layers that are not registered")
    batch, few = _Batch(kept, axis, rows), min(watch.settings.mixing_samples, rows)
    timed = not axis and _has_target_for_each_place(kept, watch.seen.losses.target_shape)
    # A data loader puts samples along the first axis; who turns the batch has as many along the second one.
    timed = timed and time != 1 and not (watch.loaded is not None and shape[0] == watch.loaded.samples != shape[1])
    try:
        with (
            watch.hub.step.working(), torch.no_grad(), untouched(), without_modes(),
            contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()),
            contextlib.ExitStack() as stack,
        ):  # fmt: skip
            outputs = _Outputs(batch, stack.enter_context(_in_evaluation(model)), rows)
            facts = _answer(batch, outputs, rows, few, timed=timed)
            # A model that does not take a part of a batch is asked with the whole of it: unless its batches are always
            # the same, and so all there is, as of a graph's nodes.
            if facts.samples == 0 and few < rows and not batch.related and watch.seen.losses.order.varies:
                facts = _answer(batch, outputs, rows, rows, timed=timed)
            if outputs.several and any(one.sequences == 1 for one in watch.seen.layer.values()):
                return MixingFacts(why="one sample")  # the times of a sequence that goes on in the next batch
            bent = uneven = math.nan
            with contextlib.suppress(Exception):  # what it was never meant to be given, it may refuse
                if batch.alone and _whole(watch, model):
                    asked = torch.arange(few)
                    plain = _straight(lambda factor: outputs(asked, factor))
                    logits = _straight(lambda factor: outputs(asked, factor, logits=True))
                    bent, uneven = logits if max(logits) < max(plain) else plain
    except Exception as error:  # noqa: BLE001 (a model may refuse a copy, anything)
        return MixingFacts(why=type(error).__name__)
    return replace(facts, bent=bent, uneven=uneven) if facts.samples else facts


@contextlib.contextmanager
def _in_evaluation(model: torch.nn.Module) -> Generator[torch.nn.Module]:
    """A copy of a model, in evaluation mode. A Keras model of a class that the program wrote cannot be copied, but is
    told in each call that this is no training: it is asked itself, and its variables are put back.
    """
    # What a module remembers of its last pass has a graph, with which it cannot be copied.
    remembered = [one for m in modules_of(model) for one in tree_leaves(dict(vars(m))) if isinstance(one, Tensor)]
    memo = {id(one): one.detach().clone() for one in remembered if one.grad_fn is not None}
    try:
        copied = copy.deepcopy(model, memo)
    except Exception:
        if not _is_of_keras(model):
            raise
        before = [(one, one.detach().clone()) for one in (*model.parameters(), *model.buffers())]
        try:
            yield model
        finally:
            for one, value in before:
                if not torch.equal(one, value):
                    one.copy_(value)
        return
    yield copied.eval()


def _is_of_keras(model: torch.nn.Module) -> bool:
    keras = sys.modules.get("keras")
    return keras is not None and isinstance(model, keras.layers.Layer)


def _whole(watch: TrainingRecorder, part: torch.nn.Module) -> bool:
    """Whether what is called holds all parameters of its model, which is not so where a program calls
    `model.forward(x)`, and the weights of all layers.
    """
    model = next((one for one in watch.training.models if any(part is module for module in modules_of(one))), part)
    own = {id(parameter) for parameter in parameters_of(part)}
    return all(id(parameter) in own for parameter in parameters_of(model)) and watch.seen.layer.keys() <= own


def _has_target_for_each_place(kept: Kept, targets: tuple[int, ...]) -> bool:
    """Whether a batch of sequences has a target for each place of each of them: either of its first two axes may be
    time.
    """
    x = kept.values[kept.at]
    return x.ndim == 2 + x.is_floating_point() and tuple(x.shape[:2]) == targets[:2]


def _answer(batch: _Batch, outputs: _Outputs, rows: int, samples: int, *, timed: bool) -> MixingFacts:
    """Asked with the first so many samples of a batch. Where its first axis may be time (`timed`), what comes later may
    depend on what was before.
    """
    try:
        if not outputs.find(samples):
            return MixingFacts(why="no output for each sample")
        whole = torch.arange(samples)
        plain, changes, own = outputs(whole), list[float](), 0.0
        for kept in (0, samples - 1):
            moved = outputs(exchanged := _exchanged(samples, rows, kept))
            if not plain.isfinite().all() or not moved.isfinite().all():
                return MixingFacts(why="not finite")
            size = float(plain.abs().mean())
            far = (plain - moved).abs().reshape(samples, -1).amax(1) / size if size > 0 else plain.new_zeros(samples)
            changes.append(float(far[kept]))
            differs = not outputs.several and not batch.are_alike(whole, exchanged)  # the output has to tell them apart
            own = max(own, float(far.max())) if differs else math.nan
    except Exception as error:  # noqa: BLE001 (a model may refuse four samples, anything)
        return MixingFacts(why=type(error).__name__)
    if timed and changes[-1] > changes[0] == 0:
        return MixingFacts(why="one axis may be time")
    return MixingFacts(samples=samples, rows=rows, change=max(changes), own=own)


def _exchanged(samples: int, rows: int, kept: int) -> Tensor:
    """All of the first samples of a batch but one exchanged for later ones (a sum over samples would not notice another
    order). Where there are not enough of them, for some of their own, each of which then comes twice.
    """
    whole = torch.arange(samples)
    others = whole[whole != kept]
    if rows - samples >= len(others):
        whole[others] = torch.arange(samples, samples + len(others))
    else:
        whole[others] = others.flip(0)[torch.arange(len(others)) // 2]
    return whole


def _straight(call: Callable[[float], Tensor]) -> tuple[float, float]:
    """How far f(2a) + f(0) is from 2 f(a), and f(a) + f(-a) from 2 f(0), over the mean of |f(a) - f(0)|; NaN where that
    is 0, as nothing can be seen of what does not answer.
    """
    back, nothing, once, twice = (call(factor) for factor in (-1.0, 0.0, 1.0, 2.0))
    size = float((once - nothing).abs().mean())
    if not size > 0:
        return math.nan, math.nan
    bent, uneven = twice + nothing - 2 * once, once + back - 2 * nothing
    return float(bent.abs().max()) / size, float(uneven.abs().max()) / size
