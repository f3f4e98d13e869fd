"""What a trace says about the thing that was trained: plain, immutable, writable as JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from whygrad.trace.program import ProgramFacts


class Status(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    NON_FINITE = "non-finite"  # a NaN or an infinity appeared; training of this run stopped there
    DIVERGED = "diverged"  # finite, but the loss left its value at chance far behind
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """One entry of the `layer` dimension: a layer with weights and what follows it up to the next one.

    `name` is "hidden1", "hidden2", …, "output" in an experiment, the module path for a user's model. `activation` is
    what is applied after it: "identity" for an output whose loss takes logits or plain numbers.
    """

    name: str
    kind: str
    activation: str
    inputs: int
    outputs: int
    normalization: str = "none"
    dropout: float = 0.0
    residual: bool = False
    scale: float = 1.0  # what W is multiplied by, or its output before the activation, as in sin(ω (W x + b))
    twin: int = -1  # the place of an earlier layer whose first weights were the same numbers, not all one; -1: of none


@dataclass(frozen=True, slots=True)
class DataFacts:
    """What the training set looks like, as the network sees it (after preprocessing); NaN where it means nothing."""

    non_finite: int = 0  # number of NaN or infinite input or target values
    non_finite_columns: tuple[str, ...] = ()
    constant_columns: tuple[str, ...] = ()  # always empty for pictures
    pictures: bool = False
    neighbor_agreement: float = float("nan")  # share of samples whose nearest other sample has the same class
    neighbor_chance: float = float("nan")  # the same if labels were shuffled: Σ share²
    neighbor_samples: int = 0  # samples whose neighbors were asked; 0: the whole training set
    neighbor_same: float = float("nan")  # of numbers: share of nearest samples with exactly the same, beyond chance
    neighbor_order: float = float("nan")  # …: how far unlike neighbors lie apart, over any two unlike; 1: no order
    context_agreement: float = float("nan")  # of sequences: share of places with the same last symbols of one class
    context_chance: float = float("nan")  # the same of any places: Σ share²
    target_told: float = float("nan")  # standard errors by which columns tell more of the targets than by chance
    target_min: float = float("nan")
    target_max: float = float("nan")
    target_std: float = float("nan")
    feature_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """Everything about a trace that is not an array."""

    kind: Literal["preset", "experiment", "script", "model", "trace"]
    name: str
    framework: str  # "kernel", "torch", …
    task: Literal["classes", "numbers"]
    classes: int  # 0 for numbers
    loss: str  # "squared", "cross-entropy", "hinge", "perceptron"; a program's: also the kinds of `LossFacts`
    output: str  # what the network applies before the loss sees its values: identity, tanh, sigmoid, softmax, relu, …
    takes_logits: bool  # the loss applies softmax or sigmoid itself (cross-entropy)
    optimizer: str
    batch_size: int
    train_samples: int  # a program's: of the batches that were looked at, each as often as it came
    test_samples: int
    steps_per_epoch: int
    total_steps: int
    chance_loss: float  # training loss of the best constant prediction
    chance_accuracy: float  # share of the largest class; NaN for numbers
    layers: tuple[LayerInfo, ...]
    data: DataFacts = DataFacts()
    experiment: dict[str, Any] | None = None  # the experiment as nested plain values, if there is one
    program: ProgramFacts | None = None  # what was seen of a user's program, if it was one
    loss_floor: float = 0.0  # what the targets themselves leave open: the mean entropy of those that are probabilities

    def to_json(self) -> dict[str, Any]:
        """As nested plain values."""
        return dataclasses.asdict(self)
