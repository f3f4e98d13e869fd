"""`assert_trains`: can this model be trained at all? One line in a test; pytest is not needed to import it."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from whygrad.errors import InputError, MissingExtraError
from whygrad.i18n import text

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

__all__ = ["CHECKS", "assert_trains"]

Check = Literal["gradient", "chance", "deterministic", "mixing", "overfit"]
CHECKS: tuple[Check, ...] = ("gradient", "chance", "deterministic", "mixing", "overfit")

FAR = 5.0  # times the loss at chance that a first loss may be: healthy initializations stay below 3
SAME = 1e-4  # of an output's mean size: what rounding may change
FIRST_STEPS = 5  # within which every parameter must have had a gradient: a layer that starts at 0 holds back the others
RATES = (1e-2, 1e-3, 1e-1)  # Adam's learning rates, the most usual first
NAMED = 4  # most parameters that a message names


def assert_trains(
    model: Module,
    batch: tuple[Any, Any],
    loss: Callable[[Any, Any], Tensor],
    *,
    steps: int = 200,
    share: float = 0.2,
    chance: float | None = None,
    skip: Sequence[Check] = (),
) -> None:
    """Assert that a model can be trained. Raises `AssertionError` with one line per failed check.

    - `batch`: (inputs, targets) of about 8 to 64 samples. Inputs are a tensor, or a tuple or dict of arguments
    - `loss`: called as `loss(output, targets)`; returns a scalar tensor
    - `steps`: number of updates of the overfit check
    - `share`: fraction of the initial loss and of the chance-level loss that the overfit check must reach
    - `chance`: the chance-level loss. Default: ln C for C classes, and the loss of the mean target for regression
    - `skip`: checks to omit, from `CHECKS`

    | check | passes if |
    | --- | --- |
    | gradient | within 5 updates every parameter with `requires_grad` gets a gradient that is not 0, and every trained tensor that the loss depends on is registered in the model or the loss |
    | chance | the initial loss is finite and at most 5 times the chance-level loss |
    | deterministic | in evaluation mode, equal inputs give equal outputs |
    | mixing | in evaluation mode, the output for a sample does not depend on the other samples |
    | overfit | Adam with a learning rate of 0.01, 0.001 or 0.1 reduces the loss of the batch within `steps` updates below `share` times its initial value and `share` times the chance-level loss, in training or evaluation mode. If this fails, the message names the cause that a watched training shows |

    Only copies are trained. The model, its mode, gradients and hooks, the inputs, and the random states of PyTorch, NumPy
    and Python are not changed. The checks use a fixed seed.

    Raises `InputError` if the model, the batch or a check is invalid, and `MissingExtraError` without PyTorch.
    """  # noqa: E501
    __tracebackhide__ = True
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("watch-needs-torch") from error
    given: Any = model
    if not isinstance(given, torch.nn.Module):
        raise InputError("watch-not-a-module", value=type(given).__name__)
    pair: Any = batch
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise InputError("testing-bad-batch", value=type(batch).__name__)
    for name in skip:
        if name not in CHECKS:
            raise InputError("testing-unknown-check", name=str(name), known=", ".join(CHECKS))
    with _untouched():
        trial = _Trial(model, batch, loss, chance)
        failures = [line for name in CHECKS[:-1] if name not in skip for line in getattr(trial, name)()]
        if not failures and "overfit" not in skip:
            failures = list(trial.overfit(steps, share))
    if failures:
        raise AssertionError("\n".join((text("testing-fails", name=type(model).__name__), *failures)))


class _Trial:
    """A model, a batch and a loss; every check yields a line for each thing that is wrong."""

    def __init__(self, model: Module, batch: Sequence[Any], loss: Any, chance: float | None) -> None:
        self._model, self._loss_of, self._chance = model, loss, chance
        self._inputs, self._targets = batch

    def _copy(self, *, training: bool) -> Module:
        made = copy.deepcopy(self._model)
        made.zero_grad(set_to_none=True)
        return made.train(training)

    def _output(self, model: Module, inputs: Any) -> Any:
        inputs = _mapped(inputs, _fresh)
        if isinstance(inputs, Mapping):
            return model(**inputs)
        return model(*inputs) if isinstance(inputs, tuple | list) else model(inputs)

    def _loss(self, model: Module, loss: Any) -> Tensor:
        return loss(self._output(model, self._inputs), _mapped(self._targets, _fresh))

    def _trained(self, rate: float) -> Iterator[tuple[Module, Any, Tensor]]:
        """A copy of model and loss, and the loss after each backward pass, before the update."""
        import torch

        from whygrad.instrument.modules import parameters_of
        from whygrad.watch.randomness import seed

        seed()
        model, loss = self._copy(training=True), copy.deepcopy(self._loss_of)
        parameters = [p for part in (model, loss) if isinstance(part, torch.nn.Module) for p in parameters_of(part)]
        optimizer = torch.optim.Adam([p for p in parameters if p.requires_grad], rate)
        while True:
            optimizer.zero_grad()
            value = self._loss(model, loss)
            value.backward()
            yield model, loss, value.detach()
            optimizer.step()

    # checks

    def gradient(self) -> Iterator[str]:
        """A gradient reaches every parameter, and nothing else is trained."""
        import torch

        from whygrad.instrument.modules import parameters_of

        if not any(p.requires_grad for p in parameters_of(self._model)):
            yield _line("testing-nothing-trained", "frozen-parameters")
            return
        model, loss = self._copy(training=True), copy.deepcopy(self._loss_of)
        value = self._loss(model, loss)
        if not value.requires_grad:
            yield _line("testing-detached", "no-gradient")
            return
        parts = [part for part in (model, loss) if isinstance(part, torch.nn.Module)]
        known = {id(p) for part in parts for p in parameters_of(part)}
        foreign = [tuple(leaf.shape) for leaf in _leaves(value) if id(leaf) not in known]
        if foreign:
            shapes = ", ".join(str(shape) for shape in foreign[:NAMED])
            yield _line("testing-not-registered", "not-optimized", count=len(foreign), shapes=shapes)
        reached: set[str] = set()
        for _, (trained, _, _) in zip(range(FIRST_STEPS), self._trained(RATES[1]), strict=False):
            reached |= {name for name, p in trained.named_parameters() if p.grad is not None and _any(p.grad)}
        names = [name for name, p in model.named_parameters() if p.requires_grad and name not in reached]
        if names:
            listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
            yield _line("testing-no-gradient", "no-gradient", count=len(names), names=listed)

    def chance(self) -> Iterator[str]:
        """The first loss is near that of a model that knows nothing."""
        first, chance = self._first(), self._at_chance()
        if not math.isfinite(first):
            yield _line("testing-first-not-finite", "non-finite", loss=f"{first:.3g}")
        elif first > FAR * chance:
            yield _line("testing-far-from-chance", "init-too-large", loss=f"{first:.3g}", chance=f"{chance:.3g}")

    def _first(self) -> float:
        import torch

        from whygrad.watch.randomness import seed

        seed()
        with torch.no_grad():
            return float(self._loss(self._copy(training=True), copy.deepcopy(self._loss_of)))

    def _at_chance(self) -> float:
        """Loss of the best constant; infinite where it is not known."""
        import torch

        if self._chance is not None:
            return self._chance
        y = self._targets
        if not isinstance(y, torch.Tensor):
            return math.inf
        with torch.no_grad():
            output = _first_tensor(self._output(self._copy(training=False), self._inputs))
            if not y.is_floating_point():
                classes = output.shape[1] if output is not None and output.ndim > 1 else 2
                return math.log(max(classes, 2))
            if output is None or output.shape != y.shape:
                return math.inf
            value = float(self._loss_of(y.mean(0, keepdim=True).expand_as(y).clone(), y))
            zero_one = bool(((y == 0) | (y == 1)).all())
        return max(value, math.log(2)) if zero_one else value if value > 0 else math.inf

    def deterministic(self) -> Iterator[str]:
        """The same in evaluation mode gives the same."""
        model = self._copy(training=False)
        once, again = self._outputs(model, self._inputs), self._outputs(model, self._inputs)
        for (name, one), (_, other) in zip(once, again, strict=False):
            if _differs(one, other):
                yield _line("testing-not-deterministic", "eval-in-train-mode", layer=name)
                return

    def mixing(self) -> Iterator[str]:
        """A sample's output does not depend on other samples."""
        import torch

        rows = len(self._targets) if isinstance(self._targets, torch.Tensor) and self._targets.ndim else 0
        if rows < 2:
            return
        model = self._copy(training=False)
        plain = self._outputs(model, self._inputs)
        moved = self._outputs(model, _mapped(self._inputs, lambda x: _others_changed(x, rows)))
        pairs = [(name, one, other) for (name, one), (_, other) in zip(plain, moved, strict=False)]
        # A layer may well exchange samples, as long as the model's own output is in order.
        if pairs and _first_moved(*pairs[-1][1:], rows):
            name = next(name for name, one, other in pairs if _first_moved(one, other, rows))
            yield _line("testing-mixes", "batch-mixing", layer=name)

    def _outputs(self, model: Module, inputs: Any) -> list[tuple[str, Tensor]]:
        """What each layer puts out, in the order of their calls, the model's own output last; without gradients."""
        import torch

        seen: list[tuple[str, Tensor]] = []

        def hook(name: str) -> Callable[[Any, Any, Any], None]:
            def called(module: Any, inputs: Any, output: Any) -> None:  # noqa: ARG001 (as PyTorch calls it)
                _remember(seen, name, output)

            return called

        handles = [
            module.register_forward_hook(hook(name))
            for name, module in model.named_modules()
            if name and not any(True for _ in module.children())
        ]
        with torch.no_grad():
            _remember(seen, text("testing-the-model"), self._output(model, inputs))
        for handle in handles:
            handle.remove()
        return seen

    def overfit(self, steps: int, share: float) -> Iterator[str]:
        """One batch can be learned by heart."""
        import torch

        goal = share * min(self._first(), self._at_chance())
        best, best_rate = math.inf, RATES[0]
        for rate in RATES:
            for done, (model, loss, value) in zip(range(steps + 1), self._trained(rate), strict=False):
                reached = float(value)
                if reached > goal and (done % 20 == 0 or done == steps):
                    with torch.no_grad():  # without dropout
                        reached = min(reached, float(self._loss(model.eval(), loss)))
                    model.train()
                if reached < best:
                    best, best_rate = reached, rate
                if best <= goal:
                    return
        code, layers = self._cause(best_rate, steps)
        place = text("testing-at", places=", ".join(layers[:NAMED])) if layers else ""
        yield _line("testing-not-overfitted", code, loss=f"{best:.3g}", goal=f"{goal:.3g}", steps=steps, place=place)

    def _cause(self, rate: float, steps: int) -> tuple[str, tuple[str, ...]]:
        """The code and the layers that a watched training of the batch shows."""
        import torch

        from whygrad.diagnose.codes import codes_with
        from whygrad.instrument.modules import parameters_of
        from whygrad.session import watch
        from whygrad.watch.randomness import seed

        seed()
        model, loss = self._copy(training=True), copy.deepcopy(self._loss_of)
        optimizer = torch.optim.Adam([p for p in parameters_of(model) if p.requires_grad], rate)
        with watch(model, optimizer, every="dense") as watched:
            for _ in range(steps):
                optimizer.zero_grad()
                self._loss(model, loss).backward()
                optimizer.step()
        untold = codes_with("not-of-one-batch")
        findings = [one for one in watched.diagnosis().findings if one.cause and one.code not in untold]
        return (findings[0].code, findings[0].where.layers) if findings else ("no-progress", ())


def _line(sentence: str, code: str, **values: object) -> str:
    return f"- {text(sentence, **values)} {text('testing-explained', code=code)}"


@contextmanager
def _untouched() -> Generator[None]:
    """The random states afterwards are those before; within, gradients are on and the seed is 0."""
    import torch

    from whygrad.watch.randomness import untouched

    with untouched(), torch.enable_grad():
        yield


def _mapped(value: Any, function: Callable[[Any], Any]) -> Any:
    """The function of every tensor in nested tuples, lists and dicts."""
    import torch

    if isinstance(value, torch.Tensor):
        return function(value)
    if isinstance(value, Mapping):
        return {key: _mapped(one, function) for key, one in value.items()}
    return [_mapped(one, function) for one in value] if isinstance(value, tuple | list) else value


def _fresh(x: Tensor) -> Tensor:
    return x.detach().clone()


def _any(gradient: Tensor) -> bool:
    return bool((gradient.coalesce().values() if gradient.is_sparse else gradient).any())


def _first_tensor(value: Any) -> Tensor | None:
    import torch

    if isinstance(value, torch.Tensor):
        return value
    values = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else ()
    return next((found for one in values if (found := _first_tensor(one)) is not None), None)


def _remember(seen: list[tuple[str, Tensor]], name: str, output: Any) -> None:
    tensor = _first_tensor(output)
    if tensor is not None:
        seen.append((name, tensor.detach().clone()))


def _leaves(value: Tensor) -> list[Tensor]:
    """Every trained tensor that a loss depends on."""
    found: list[Tensor] = []
    waiting, known = [value.grad_fn], set[Any]()
    while waiting:
        node = waiting.pop()
        if node is None or node in known:
            continue
        known.add(node)
        if hasattr(node, "variable"):
            found.append(node.variable)  # pyright: ignore[reportAttributeAccessIssue]
        waiting += [one for one, _ in node.next_functions]
    return found


def _axis(x: Tensor, rows: int) -> int | None:
    """Where the samples lie."""
    return next((axis for axis, length in enumerate(x.shape) if length == rows), None)


def _others_changed(x: Tensor, rows: int) -> Tensor:
    """All samples but the first are copies of the last one, or are moved by one place where that changes nothing.

    Another order would not do: attention and the statistics of a batch do not see it.
    """
    axis = _axis(x, rows)
    if axis is None:
        return x
    by_sample = x.movedim(axis, 0).clone()
    by_sample[1:] = by_sample[-1:]
    if by_sample.equal(x.movedim(axis, 0)):
        by_sample[1:] = by_sample[1:].roll(1, -1)
    return by_sample.movedim(0, axis)


def _first_moved(one: Tensor, other: Tensor, rows: int) -> bool:
    """Whether the first sample's values are others."""
    axis = _axis(one, rows)
    return axis is not None and one.shape == other.shape and _differs(one.select(axis, 0), other.select(axis, 0))


def _differs(one: Tensor, other: Tensor) -> bool:
    if one.shape != other.shape:
        return True
    if not one.is_floating_point():
        return not one.equal(other)
    size = float(one.abs().mean())
    return bool(((one - other).abs() > SAME * size).any()) or not bool((one.isnan() == other.isnan()).all())
