"""What is observed of a training, and how often it is recorded: every number in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

NEVER = 2**62  # an update that no training comes to


@dataclass(frozen=True, slots=True)
class Settings:
    """What a watch records, and how often.

    By default, records are made at the updates 0 to `dense` - 1 and then at growing intervals: each interval is the
    fraction `growth` of the updates done. If `steps` is given, records are made at exactly these updates.

    With `budget` > 0, a record is postponed while the time spent on recording exceeds `grace` seconds plus the
    fraction `budget` of the elapsed time. The first `least` records are never postponed.
    """

    steps: tuple[int, ...] = ()  # updates at which to record, increasing; empty: as described above

    dense: int = 32  # number of first updates that are all recorded
    growth: float = 0.04  # interval between records, as a fraction of the updates done
    budget: float = 0.0  # largest fraction of the elapsed time to spend on recording; 0: no limit
    grace: float = 0.005  # seconds that recording may take in addition to the budget
    least: int = 2  # number of records made whatever their cost
    most_records: int = 600  # largest number of records; beyond it every second record of the older half is dropped
    elements: int = 1 << 17  # largest number of elements of an activation to use; further samples are ignored
    least_samples: int = 32  # smallest number of samples to use, whatever `elements` is
    places: int = NEVER  # largest number of elements of a feature map; of larger ones every k-th row and column is used
    weights: int = 1 << 22  # largest number of weights, and of gradients, to copy at an update
    classes: int = 1000  # largest number of classes to count
    evaluation_batches: int = 8  # number of batches of one evaluation to observe
    columns: int = 4096  # largest number of input columns to compute statistics of; 0: inputs are not observed
    neighbors: int = 600  # number of samples to keep, with targets, to compare nearest neighbors
    fewest_neighbors: int = 60  # smallest number of samples to compare nearest neighbors
    table: int = 16  # largest number of distinct samples of a truth table, such as XOR
    multiplied: int = 64  # largest number of input columns for which pairs of columns are compared with the targets
    bottleneck: float = 0.5  # largest width of an autoencoder's code, as a fraction of the number of targets
    window: int = 10  # number of consecutive gradients to compare; 0: gradients are not compared
    compared: int = 1 << 12  # number of elements of each gradient to compare
    measured: bool = True  # whether layers and targets are measured; if not, functions and losses are only recognized
    losses: bool = True  # whether to observe the arguments of loss functions
    familiar: int = 1 << 15  # number of training samples to recognize in evaluations; 0: none are recognized
    mostly: float = 0.5  # fraction of known training samples above which an evaluation is not one on new data
    asked: int = 64  # number of evaluation samples to compare with the training samples
    mixing_samples: int = 4  # number of samples to check for mixing across the batch
    kept_elements: int = 1 << 20  # largest number of elements of a batch to check for mixing
    mixing_parameters: int = 20_000_000  # largest number of parameters of a model to check for mixing
    histograms: bool = False  # whether to record histograms of activations, weights and gradients
    units: int = 0  # number of units per layer to record individually, counted from the first


_OF_ALL = (
    "elements", "least_samples", "places", "classes", "evaluation_batches", "columns", "measured", "losses",
    "histograms", "units",
)  # fmt: skip


def union(several: Sequence[Settings]) -> Settings:
    """The settings of what several watches share: of each limit the largest that one of them has. Without a watch, as
    before a script's first update, those that observe everything.
    """
    if len(several) < 2:
        return several[0] if several else Settings()
    most = {name: max(getattr(one, name) for one in several) for name in _OF_ALL}
    return replace(several[0], **most)
