"""Data sets: points, pictures, sequences and CSV files, split, preprocessed and described.

`load` turns the [data] table of an experiment into a `Dataset`; `catalog` lists what can be loaded by name. A `Table`
is a data set as it comes, before it is split.
"""

from whygrad.data.dataset import Dataset
from whygrad.data.loading import DEFAULT_SAMPLES, load
from whygrad.data.sets.korean import said
from whygrad.data.sets.registry import DatasetInfo, catalog, find
from whygrad.data.sets.types import Table

__all__ = ["DEFAULT_SAMPLES", "Dataset", "DatasetInfo", "Table", "catalog", "find", "load", "said"]
