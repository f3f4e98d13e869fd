"""What a remedy may do to a running script: the moments at which it is asked, and where to find all remedies."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from whygrad.instrument import functions as names
from whygrad.trial.rerun.job import Parameters
from whygrad.trial.rerun.state import RunState

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from torch.optim import Optimizer

    from whygrad.instrument.calls import FunctionCall
    from whygrad.instrument.provenance import Descent
    from whygrad.trial.rerun.job import ScriptFacts


@dataclass(slots=True)
class Call:
    """A call of a PyTorch function that a remedy may change before it happens.

    `order` is the place of its layer in the order of use (of an activation: the layer's whose output it is), -1 where
    there is none; `last` whether that layer makes the output. `given` is what it works on.
    """

    name: str
    function: Callable[..., Any]
    args: list[Any]
    kwargs: dict[str, Any]
    order: int = -1
    last: bool = False
    activated: bool = False  # an activation has been applied since the layer
    before: str = ""  # a softmax or sigmoid whose result this works on
    raw: Callable[[], Any] | None = None  # what that was given, in the shape in which it arrives here

    @classmethod
    def of(cls, call: FunctionCall, source: Descent | None = None, **more: Any) -> Self:
        """The same call as the instrument saw it, with where its input comes from."""
        known: dict[str, Any] = {}
        if source is not None:
            known = {
                "order": source.order, "activated": source.activated, "before": source.before, "raw": source.raw
            }  # fmt: skip
        return cls(call.name, call.function, list(call.args), dict(call.kwargs), **known, **more)

    @property
    def given(self) -> Any:
        """The tensor that the function works on."""
        place = int(self.name in names.BIASED)
        return self.args[place] if len(self.args) > place else self.kwargs.get("input")

    @given.setter
    def given(self, value: Any) -> None:
        place = int(self.name in names.BIASED)
        if len(self.args) > place:
            self.args[place] = value
        else:
            self.kwargs["input"] = value

    def leave_out(self) -> None:
        """Let it hand on what it is given."""
        self.function, self.args, self.kwargs = _unchanged, [self.given], {}

    def run(self) -> Any:
        """Call the function as it now stands."""
        return self.function(*self.args, **self.kwargs)


@dataclass(slots=True)
class LayerCall(Call):
    """A layer: a function with weights; `outer` if its input comes from outside the network."""

    weights: list[Any] = field(default_factory=list)
    outer: bool = False
    axis: int = -1  # of the units in its result


@dataclass(slots=True)
class LossCall(Call):
    """A loss function on outputs and targets; `kind` as in `LossFacts`. Swapped arguments are put right."""

    kind: str = ""

    @property
    def target(self) -> Any:
        """What the output should have been."""
        at, name = self._at
        return self.args[at] if len(self.args) > at else self.kwargs.get(name)

    @target.setter
    def target(self, value: Any) -> None:
        at, name = self._at
        if len(self.args) > at:
            self.args[at] = value
        else:
            self.kwargs[name] = value

    @property
    def ignored(self) -> int:
        """The class number of the samples that a loss of classes leaves out, such as padding."""
        return self.kwargs.get("ignore_index", names.NO_TARGET)

    @property
    def _at(self) -> tuple[int, str]:
        """Where the target stands among the arguments, and its name; of a loss without one, its second input."""
        operands = names.OPERANDS.get(self.name, ("input", "target"))
        at = len(operands) - 1 if operands[-1] else 1
        return at, operands[at]


class Intervention:
    """A remedy at work in one process. Every method is called at its moment and does nothing unless overridden.

    What it has to remember is made in `start`. `used` says whether it found something to act on.
    """

    def __init__(self, parameters: Parameters, facts: ScriptFacts) -> None:
        self.parameters, self.facts = parameters, facts
        self.used = False
        self.run: RunState  # set before `start`

    def start(self) -> None:
        """PyTorch was imported; nothing of the script's has happened to it yet."""

    def weights(self, call: LayerCall) -> None:
        """A layer is used for the first time, or a table whose rows are multiplied."""

    def layer(self, call: LayerCall) -> None:
        """A layer is about to be computed."""

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """What a layer computed."""
        return result

    def activation(self, call: Call) -> None:
        """An activation is about to be applied; `call.function` may be another one."""

    def cosine(self, call: Call) -> None:
        """The cosine between two vectors is about to be computed."""

    def dropout(self, call: Call) -> None:
        """Dropout is about to be applied."""

    def loss(self, call: LossCall) -> None:
        """A loss is about to be computed, while training or evaluating."""

    def sliced(self, tensor: Tensor, index: slice) -> Tensor | None:
        """`tensor[index]` is asked for while training, of a tensor outside the network; another answer, or `None`."""
        return None

    def model(self, module: Module, training: bool) -> None:
        """A pass of a whole model begins; `training` if gradients are kept."""

    def after_model(self, module: Module, training: bool) -> None:
        """The pass is over."""

    def before_step(self, optimizer: Optimizer) -> None:
        """The gradients are there, the weights are still the old ones."""

    def after_step(self, optimizer: Optimizer) -> None:
        """The weights have changed."""


@dataclass(frozen=True, slots=True)
class ScriptRemedy:
    """A remedy from outside: its variants' parameters (the likeliest first), its intervention, its change to the code.

    `snippet` is told the parameters and the facts and gives the lines that a user would write, with the place as a
    comment where it is known.
    """

    code: str
    intervention: Callable[[Parameters, ScriptFacts], Intervention]
    snippet: Callable[[Parameters, ScriptFacts], str]
    variants: tuple[Parameters, ...] = ({},)
    applies: Callable[[ScriptFacts], bool] = lambda _facts: True


@cache
def script_remedies() -> Mapping[str, ScriptRemedy]:
    """All remedies from outside by their code. Importing them does not import PyTorch."""
    package = importlib.import_module("whygrad.trial.script_remedies")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    found: list[ScriptRemedy] = [importlib.import_module(f"{package.__name__}.{name}").REMEDY for name in names]
    return MappingProxyType({one.code: one for one in found})


def loss_place(facts: ScriptFacts) -> str:
    """Where the training computes its loss, as a comment; "" where it is not known."""
    loss = facts.program.loss
    return at(loss.place) if loss is not None else ""


def step_place(facts: ScriptFacts) -> str:
    """Where the optimizer's step is, as a comment; "" where it is not known."""
    return at(facts.program.steps.step_place)


def shortened(names: Sequence[str], most: int) -> str:
    """The first names, with an ellipsis where there are more."""
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def at(place: str) -> str:
    """A place as a comment line."""
    return f"# {place}\n" if place else ""


def _unchanged(value: Any) -> Any:
    return value
