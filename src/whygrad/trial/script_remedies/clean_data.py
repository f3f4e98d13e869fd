"""Missing and infinite inputs replaced by their column's mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._inputs import Prepared

if TYPE_CHECKING:
    from torch import Tensor


class Filled(Prepared):
    """A column without any finite value becomes 0."""

    def prepare(self, values: Tensor, mean: Tensor, deviation: Tensor) -> Tensor:
        """Fill."""
        return values.double().where(values.isfinite(), mean)


REMEDY = ScriptRemedy(
    "clean-data",
    Filled,
    lambda _parameters, _facts: (
        "+ x = torch.where(x.isfinite(), x, x.nanmean(0))  # or find out where they come from\n"
    ),
)
