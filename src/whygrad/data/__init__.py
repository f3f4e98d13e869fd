"""Data sets: points, digits and CSV files, split, preprocessed and described.

`load` turns the [data] table of an experiment into a `Dataset`; `catalog` lists what can be loaded by name.
"""

from whygrad.data.dataset import DEFAULT_SAMPLES, Dataset, load
from whygrad.data.sets.registry import DatasetInfo, catalog, find

__all__ = ["DEFAULT_SAMPLES", "Dataset", "DatasetInfo", "catalog", "find", "load"]
