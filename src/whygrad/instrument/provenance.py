"""The provenance graph: where a tensor comes from, which layer, which function of value, which loss.

Known by the tensor itself, and kept for the time of one observed step. References are weak: no tensor lives longer
because it is watched.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import torch
from torch import Tensor

from whygrad.instrument.functions import NO_TARGET, WRITTEN_OUT
from whygrad.instrument.passes import Pass
from whygrad.instrument.torch_internals import tensors_of

if TYPE_CHECKING:
    from whygrad.instrument.layer_call import Call

Value = TypeVar("Value")

MOST_MADE = 256  # tensors of which it is known past an update that a network made them

Term = Literal[
    "", "squared", "absolute", "huber", "mixed", "product", "margin", "side", "picked", "nll", "half", "binary",
    "binary-logits", "cross-entropy", "other",
]  # fmt: skip
"""What a loss that is written out has become so far, of an output z and a target y:

| term | what it is | the loss, if it is summed up now |
| --- | --- | --- |
| "" | z - y | "difference" |
| "squared", "absolute", "huber" | (z - y)², its absolute value, Huber's choice between the two | the same |
| "mixed" | another function of a difference | "difference" |
| "product" | z·y | none |
| "margin" | 1 - z·y | none |
| "side" | max(0, 1 - z·y), exp(z·y) or ln(1 + exp(z·y)) | "margin" |
| "picked" | z[range(n), y] of what is no logarithm of a probability yet | "nll", of scores |
| "nll" | the same of a log-softmax | "nll" |
| "half" | y·ln σ(z), one of the two terms of "binary" | none |
| "binary" | both terms | "binary" |
| "binary-logits" | ln(1 + exp(z)) - y·z | the same |
| "cross-entropy" | logsumexp(z) - z[y] | the same |
| "other" | anything else | none |
"""


@dataclass(frozen=True, eq=False, slots=True)
class Difference:
    """A prediction minus a target, written out by the user: the beginning of a loss of plain operations."""

    loss: LossCall
    kind: Term = ""
    terms: float = 1.0  # how many of the differences each value adds up
    masked: bool = False  # some of them were left out


@dataclass(frozen=True, eq=False, slots=True)
class Origin:
    """What is known of one tensor.

    `function` is the last function of value that was applied: an activation by its name in `whygrad.activations.KNOWN`;
    "identity" (a layer's plain output), "recurrent" (that of a recurrent layer), "embedding" (rows of a table), "loss",
    "unknown"; "softmax", "log-softmax", "log-sigmoid", "logsumexp" and on the way to them "exp", "exp-sum";
    "unit-length", "unit-product" and "cosine-similarity"; "signed-shares", "log-signed-shares"; "sampled"; "negative …"
    before the name of a function whose values were negated.
    """

    function: str = "unknown"
    place: str = ""
    axis_size: int = -1
    under: str = ""  # what a softmax, a sigmoid or a logarithm of one was applied to
    along: int = -1  # the axis that a softmax runs over, counted from the first
    call: Call | None = None
    root: Pass | None = None  # the pass of a whole model it comes from
    losses: tuple[LossCall, ...] = ()
    sign: int = 1  # whether it grows (1) or falls (-1) with its losses; 0 if with one so and with another so
    difference: Difference | None = None
    lookup: Tensor | None = None  # the weight of an embedding that nothing but plain arithmetic has followed
    factors: tuple[Tensor, Tensor] | None = None  # two such weights whose rows were multiplied number by number
    added: str = ""  # the function whose values a sum along one axis adds up
    cut: str = ""  # the function that ended the gradient and its line, as "argmax|train.py:31"
    mixed: bool = False  # a reshape has put the units of its layer together with positions
    combined: bool = False  # after that, something was computed of it: it is no prediction any more

    def with_(self, **changes: Any) -> Origin:
        """A changed copy."""
        return replace(self, **changes)


@dataclass(frozen=True, eq=False, slots=True)
class Descent:
    """The latest layer that a tensor comes from, by its place in the order of use (-1: none), through whatever
    functions; whether an activation was applied since. `raw` gives, in this tensor's shape, what the softmax or
    sigmoid `before` it was applied to (`None` where that is not known).
    """

    order: int = -1
    activated: bool = False
    before: str = ""  # filled in where an event tells of it
    raw: Callable[[], Tensor] | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Operands:
    """Output and target of a loss written by hand, with their graphs; the classes lie along `axis`."""

    given: Tensor
    target: Tensor
    axis: int = 1


@dataclass(eq=False)
class LossCall:
    """One call of a loss function. `values` are tensors without dimension, `counts` the classes of its targets."""

    function: str
    kind: str
    place: str
    origin: Origin
    input_shape: tuple[int, ...] = ()
    target_shape: tuple[int, ...] = ()
    target_type: str = ""
    reduction: str = "mean"
    broadcast: bool = False
    misplaced: bool = False  # its classes are not the units of the layer whose output it is given
    attached: bool = True
    swapped: bool = False  # the network's output was given as the target, the target as the input
    weighted: bool = False
    classes: int = 0
    whole: bool = False  # targets are class numbers
    trained: bool = False
    evaluates: bool = False
    descended: bool = False  # its gradient was asked for: a step of the model's own, no evaluation
    grad_enabled: bool = True
    values: dict[str, Tensor] = field(default_factory=dict)
    counts: Tensor | None = None
    confusion: Tensor | None = None  # of its answers without gradients, which class was taken for which
    target: Tensor | None = None
    weight: Tensor | None = None  # of the classes, or of the positive one
    given: Tensor | None = None  # the input of a loss that is written out, until its kind is known
    ignored: int = NO_TARGET
    delta: float = 1.0  # where a Huber loss turns from squared to absolute; the margin of a triplet or hinge loss
    logs: bool = False  # the targets of a divergence, or the rates of a Poisson loss, are given as logarithms
    terms: float = 1.0  # how many targets' losses (or parts of one) the loss adds up
    masked: bool = False  # … of which some were left out
    answers: Pass | None = None  # the pass of a network that made its targets
    scores: bool = False  # it adds up what a network gave the right answers, without a logarithm
    left_over: bool = False  # its targets are what a network left over of others
    operands: Operands | None = None  # of a loss that is written out, for those who may replace it
    weights_shape: tuple[int, ...] = ()  # of samples' weights that each met the losses of all samples
    weighed_by_network: bool = False  # its terms were multiplied by weights that the network computes
    smoothed: bool = False  # each class has a share of every target (`label_smoothing`)
    constant: bool = False  # a Poisson loss has the logarithms of the counts' factorials added
    gradients: list[Tensor] = field(default_factory=list[Tensor])  # of what each backward pass began at, by this loss

    def turn_into_policy(self) -> None:
        """Become the loss of a policy, which has no level and no targets."""
        self.kind, self.values, self.counts, self.target = "policy", {}, None, None

    @property
    def is_to_fall(self) -> bool:
        """Whether what the program goes on with is to become small: the result of one of PyTorch's losses, or of a mean
        of squares or sizes. Of logarithms that are written out the program may still take the negative.
        """
        by_hand = self.function == WRITTEN_OUT and self.kind not in ("squared", "absolute", "huber")
        return self.kind != "policy" and not by_hand

    @property
    def paired(self) -> bool:
        """Whether every input meets every target: what both were stretched to is larger than either."""
        shapes = self.input_shape, self.target_shape
        return self.broadcast and math.prod(torch.broadcast_shapes(*shapes)) > max(map(math.prod, shapes))


class ByTensor(dict[int, tuple[weakref.ref[Tensor], Value]]):
    """Tensor -> value, while the tensor lives; by its id, as tensors compare by their numbers."""

    def of(self, tensor: object) -> Value | None:
        """What is kept for a tensor; `None` for everything else."""
        entry = self.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def put(self, tensor: object, value: Value) -> None:
        """Keep this for a tensor, or for each of a tuple of them."""
        if isinstance(tensor, Tensor):
            self[id(tensor)] = (weakref.ref(tensor), value)
        elif isinstance(tensor, tuple | list):
            for one in tensor:
                self.put(one, value)


class Origins:
    """What is known of tensors, while they live."""

    def __init__(self) -> None:
        self._known = ByTensor[Origin]()
        # Where a tensor comes from; `None` for data and everything else.
        self.get, self.put = self._known.of, self._known.put
        # The origin of what a tensor is a derivative of, or was made of a derivative of number by number.
        self.derivatives = ByTensor[Origin]()
        # The latest layer that a tensor comes from, but for data; kept only for those who act on calls.
        self.descents = ByTensor[Descent]()
        self._aliases = ByTensor[tuple[Tensor, float]]()
        self._made = ByTensor[Pass]()

    def first(self, arguments: Any) -> Origin | None:
        """The origin of the first argument that has one, also inside a list of tensors."""
        return next((found for one in tensors_of(arguments) if (found := self.get(one)) is not None), None)

    def alias(self, tensor: object, parameter: Tensor, factor: float = 1.0) -> None:
        """A parameter in another shape or order, or so many times as large; not itself."""
        if isinstance(tensor, Tensor) and tensor is not parameter:
            self._aliases.put(tensor, (parameter, factor))

    def aliased(self, tensor: object) -> Tensor | None:
        """The parameter that a tensor is another shape of."""
        alias = self._aliases.of(tensor)
        return alias[0] if alias is not None else None

    def factor(self, tensor: object) -> float:
        """How many times as large as the parameter a tensor is that is made of it."""
        alias = self._aliases.of(tensor)
        return alias[1] if alias is not None else 1.0

    def remember_maker(self, tensor: Tensor, values: Iterable[Any]) -> None:
        """A tensor without a gradient was computed of these, of which some may come from a network."""
        root = next((root for value in values if (root := self.made_by(value)) is not None), None)
        if root is not None:
            self._made.put(tensor, root)

    def made_by(self, tensor: object) -> Pass | None:
        """The pass that a tensor comes from, through whatever functions; also before the last update, if it has no
        gradient.
        """
        origin = self.get(tensor)
        return self._made.of(tensor) or (origin.root if origin is not None else None)

    def turn(self) -> None:
        """An update was made: what is known of tensors is no longer true, but for who made the latest ones without a
        gradient. A program may keep all that it ever computed.
        """
        known = ((key, ref, origin.root) for key, (ref, origin) in self._known.items() if origin.root is not None)
        made = self._made | {key: (ref, root) for key, ref, root in known}
        living = ((key, entry, entry[0]()) for key, entry in made.items())
        kept = {key: entry for key, entry, tensor in living if tensor is not None and not tensor.requires_grad}
        self.clear()
        self._made.update(list(kept.items())[-MOST_MADE:])

    def clear(self) -> None:
        """Forget all."""
        for tensors in (self._known, self.derivatives, self.descents, self._aliases, self._made):
            tensors.clear()
