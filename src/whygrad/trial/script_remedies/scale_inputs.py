"""Every input column (picture channel) brought to mean 0 and deviation 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._inputs import Prepared

if TYPE_CHECKING:
    from torch import Tensor


class Scaled(Prepared):
    """A constant column becomes 0."""

    def prepare(self, values: Tensor, mean: Tensor, deviation: Tensor) -> Tensor:
        """Standardize."""
        return (values - mean) / deviation.masked_fill(deviation == 0, 1.0)


REMEDY = ScriptRemedy(
    "scale-inputs",
    Scaled,
    lambda _parameters, _facts: (
        "+ mean, deviation = x_train.mean(0), x_train.std(0)\n"
        "+ x_train, x_test = (x_train - mean) / deviation, (x_test - mean) / deviation\n"
    ),
)
