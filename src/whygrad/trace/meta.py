"""What a trace says about the thing that was trained: plain, immutable, writable as JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from whygrad.trace.program import ProgramFacts


class Status(StrEnum):
    """How a run ended."""

    FINISHED = "finished"  # trained to its end
    NON_FINITE = "non-finite"  # a NaN or an infinity appeared; the run was stopped there
    DIVERGED = "diverged"  # finite, but the loss is far above its initial value and the chance level
    INTERRUPTED = "interrupted"  # stopped before its end


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """One entry of the `layer` dimension: a layer with weights, and the operations up to the next such layer.

    `name` is "hidden1", "hidden2", …, "output" in an experiment, and the module path in a user's model. `activation`
    is the activation function after the layer, "identity" if there is none.
    """

    name: str
    kind: str
    activation: str
    inputs: int
    outputs: int
    normalization: str = "none"
    dropout: float = 0.0
    residual: bool = False
    scale: float = 1.0  # factor of W, or of the pre-activation, as in sin(ω (W x + b))
    twin: int = -1  # index of an earlier layer with the same initial weights (a copy); -1 if there is none
    constant: bool = False  # scripts: whether all its initial weights were one number
    head: bool = False  # scripts: whether a loss gets its output and no other layer does


@dataclass(frozen=True, slots=True)
class DataFacts:
    """Statistics of the training set after preprocessing. A quantity that does not apply is NaN."""

    non_finite: int = 0  # number of NaN or infinite input or target values
    non_finite_columns: tuple[str, ...] = ()  # names of the input columns with such values
    constant_columns: tuple[str, ...] = ()  # names of constant input columns; always empty for images
    pictures: bool = False  # whether the inputs are images
    neighbor_agreement: float = float("nan")  # fraction of samples whose nearest neighbor has the same class
    neighbor_chance: float = float("nan")  # expected value of neighbor_agreement for shuffled labels
    neighbor_samples: int = 0  # number of samples compared with their neighbors; 0: the whole training set
    neighbor_same: float = float("nan")  # regression: fraction of neighbors with an equal target, corrected for chance
    neighbor_order: float = float("nan")  # regression: squared distance of unequal neighbors / of any unequal targets
    projected_share: float = float("nan")  # autoencoders: variance kept by as many components as the code has units
    context_agreement: float = float("nan")  # sequences: fraction of pairs with equal last tokens that share a class
    context_chance: float = float("nan")  # expected value of context_agreement for any pairs
    target_told: float = float("nan")  # largest correlation of a column with the target, in standard errors over chance
    target_min: float = float("nan")  # smallest target
    target_max: float = float("nan")  # largest target
    target_std: float = float("nan")  # standard deviation of the targets
    test_chance_loss: float = float("nan")  # test loss of the best constant for training classes, or for test numbers
    test_chance_accuracy: float = float("nan")  # fraction of the test set in the largest training class
    test_shift: float = float("nan")  # scripts: distance of the test inputs' mean, in standard deviations in training
    test_spread: float = float("nan")  # scripts: standard deviation of the test inputs / in training (median columns)
    feature_names: tuple[str, ...] = ()  # names of the input columns
    test_renumbered: float = float("nan")  # scripts: largest test accuracy that another numbering of the classes gives


@dataclass(frozen=True, slots=True)
class Meta:
    """Everything about a trace that is not an array."""

    kind: Literal["preset", "experiment", "script", "model", "trace"]
    name: str
    framework: str  # "kernel", "torch", …
    task: Literal["classes", "numbers"]  # classification or regression
    classes: int  # number of classes; 0 for regression
    loss: str  # "squared", "cross-entropy", "hinge", "perceptron"; for scripts also the kinds of `LossFacts`
    output: str  # the function applied to the output before the loss: identity, tanh, sigmoid, softmax, relu, …
    takes_logits: bool  # whether the loss applies softmax or sigmoid itself (cross-entropy)
    optimizer: str
    batch_size: int
    train_samples: int  # for scripts: samples in the observed batches, counted as often as they occurred
    test_samples: int
    steps_per_epoch: int
    total_steps: int  # number of updates
    chance_loss: float  # training loss of the best constant prediction
    chance_accuracy: float  # fraction of the largest class; NaN for regression
    layers: tuple[LayerInfo, ...]
    data: DataFacts = DataFacts()
    experiment: dict[str, Any] | None = None  # the experiment as nested dictionaries; None for a script or model
    program: ProgramFacts | None = None  # observed facts about a user's program; None for an experiment
    loss_floor: float = 0.0  # smallest possible loss for targets that are probabilities: their mean entropy

    def to_json(self) -> dict[str, Any]:
        """Return the values as nested dictionaries and lists."""
        return dataclasses.asdict(self)
