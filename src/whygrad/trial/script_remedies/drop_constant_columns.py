"""Constant input columns set to 0, which is as if they were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._inputs import Prepared

if TYPE_CHECKING:
    from torch import Tensor


class Dropped(Prepared):
    """The other columns stay as they are."""

    def prepare(self, values: Tensor, mean: Tensor, deviation: Tensor) -> Tensor:
        """Zero."""
        return values * (deviation != 0)


REMEDY = ScriptRemedy(
    "drop-constant-columns",
    Dropped,
    lambda _parameters, _facts: "+ x = x[:, x_train.std(0) > 0]  # reduce in_features of the first layer accordingly\n",
)
