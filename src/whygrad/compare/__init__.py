"""Variants of an experiment, trained with the same seeds and compared: outcomes, ranks, cost and the Pareto front.

`dimension` is what is varied, `variants` makes a grid or random samples of it, `run` trains them, `outcomes` reads how
trainings ended, `ranking` and `front` order them, `cost` counts parameters and operations, `comparison` joins them.
"""

from whygrad.compare.comparison import SORTS, Comparison
from whygrad.compare.cost import Cost
from whygrad.compare.dimension import Dimension
from whygrad.compare.front import pareto_front
from whygrad.compare.outcomes import OUTCOMES, ends, mean_interval, outcomes
from whygrad.compare.ranking import Ranks, rank_intervals
from whygrad.compare.run import compare
from whygrad.compare.variants import MOST, Variant, dimensions, grid, samples

__all__ = [
    "MOST", "OUTCOMES", "SORTS", "Comparison", "Cost", "Dimension", "Ranks", "Variant", "compare", "dimensions", "ends",
    "grid", "mean_interval", "outcomes", "pareto_front", "rank_intervals", "samples",
]  # fmt: skip
