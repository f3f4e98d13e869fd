"""A pass: one call of a whole model, and what an evaluation's answers are worth."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass, field

from torch import Tensor
from torch.nn import Module

Where = tuple[str, int]  # a place in the program, and the number of the data loader


@dataclass(frozen=True, slots=True)
class EvaluationScore:
    """What an evaluation's answers are worth: the training's loss of them, their accuracy if they are classes, how
    often each class was right, and which one was taken for which.
    """

    loss: Tensor | None
    accuracy: Tensor | None
    samples: int
    classes: Tensor | None = None
    confusion: Tensor | None = None


@dataclass(eq=False)
class Pass:
    """One call of a whole model by the user. `modes` counts what behaves otherwise in evaluation: (in training mode,
    in evaluation mode), as it was called.
    """

    module: weakref.ref[Module]
    place: str
    gradient: bool
    source: int = 0  # the data loader of the latest batch before it
    modes: list[int] = field(default_factory=lambda: [0, 0])
    names: set[str] = field(default_factory=set)
    given: tuple[int, ...] = ()  # the shape of its first tensor
    output: tuple[int, ...] = ()
    sequences: int = 0  # that a recurrent layer was given, 0 where that is not known
    trained: bool = False
    evaluates: bool = False  # with gradients, but no backward pass follows
    compared: bool = False
    fed_by: list[Pass] = field(default_factory=list["Pass"])  # the passes whose answers it was given
    taken: set[int] = field(default_factory=set[int])  # the tensors that it was given, by id
    # Ids of trainings of whose models it is a copy, which may be gone when that is asked.
    copy_of: set[int] = field(default_factory=set[int])
    familiar: bool = False  # its samples are those of the training
    print: float = math.nan  # of its samples, of a pass without gradients
    compared_score: EvaluationScore | None = (
        None  # what its answers are worth, where the user compared them with classes
    )
    batch: Tensor | None = None  # what an evaluation is asked, until it has answered
    score: EvaluationScore | None = None  # what its answers are worth, if the user computes no loss of them

    @property
    def where(self) -> Where:
        """Its place in the program and the data loader of its batch: a place may serve to train and to evaluate."""
        return self.place, self.source

    @property
    def own_givers(self) -> list[Pass]:
        """Passes of the same model whose answers it was given, as one is that goes step by step through a sequence, or
        that makes a picture out of noise.
        """
        return [giver for giver in self.fed_by if giver is not self and giver.module() is self.module()]

    @property
    def of_one_sample(self) -> bool:
        """Whether a list got one answer, as the words of a sentence do: it is one sample, not as many as it is long."""
        return len(self.given) == 1 and bool(self.output) and self.output[0] != self.given[0]
