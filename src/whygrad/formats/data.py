"""The JSON of datasets and of exported files."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict


class Dataset(TypedDict):
    """A built-in dataset."""

    name: str
    """The value of `data.name`."""
    task: Literal["classes", "numbers"]
    """What is predicted."""
    classes: int
    """Number of classes; 0 for numbers."""
    features: int
    """Input columns of a sample."""
    noise: str | None
    """What `data.noise` changes; empty or null if it has no effect."""
    samples: int | None
    """Samples of a stored dataset; null for a generated one."""
    pictures: bool
    """Whether the samples are images."""
    sequence_length: int | None
    """Number of time steps; null if the samples are not sequences."""
    here: bool
    """Whether it can be used without a download."""


class DataList(TypedDict):
    """All built-in datasets."""

    schema: Literal["whygrad.data-list/1"]
    """Name and version of this format."""
    sets: list[Dataset]
    """The datasets."""


class Facts(TypedDict):
    """Statistics of a dataset."""

    task: Literal["classes", "numbers"]
    """What is predicted."""
    classes: int
    """Number of classes; 0 for numbers."""
    train_samples: int
    """Samples in the training set."""
    test_samples: int
    """Samples in the test set."""
    shape: list[int]
    """Shape of a sample."""
    tokens: int
    """Number of tokens of a sequence of tokens; 0 otherwise."""
    skipped: list[str]
    """Files of a folder that are not images."""
    features: list[str]
    """Names of the input columns."""
    class_share: list[float | None]
    """Fraction of each class in the training set."""
    input_mean: list[float | None]
    """Mean of each input column."""
    input_std: list[float | None]
    """Standard deviation of each input column."""
    neighbor_agreement: float | None
    """Fraction of samples whose nearest other sample has the same class."""
    constant_columns: list[str]
    """Columns with a single value."""
    non_finite: int
    """Number of NaN and infinite values."""


class Data(TypedDict):
    """A dataset before and after preprocessing."""

    schema: Literal["whygrad.data/1"]
    """Name and version of this format."""
    name: str
    """The dataset."""
    before: Facts
    """The dataset as it is read or generated."""
    after: Facts | None
    """The dataset after features and preprocessing; null without them."""


class Export(TypedDict):
    """What an export wrote."""

    schema: Literal["whygrad.export/1"]
    """Name and version of this format."""
    kind: str
    """The form of the export."""
    file: str | None
    """The (first) file; null if nothing was written."""
    bytes: NotRequired[int]
    """Its size."""
    experiment: NotRequired[str]
    """What was exported."""
    seed: NotRequired[int]
    """The seed of the network."""
    trained: NotRequired[bool]
    """Whether the file holds trained weights."""
    parameters: NotRequired[int]
    """Number of parameters."""
    files: NotRequired[Any]
    """All files, where there are several."""
