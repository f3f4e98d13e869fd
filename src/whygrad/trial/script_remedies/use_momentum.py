"""Momentum 0.9 at the script's own rate."""

from typing import Any

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import OwnStep


class Momentum(OwnStep):
    """SGD with momentum."""

    at_own_rate = True

    def make(self, parameters: list[Any], rate: float) -> Any:
        """SGD with momentum 0.9."""
        import torch

        return torch.optim.SGD(parameters, lr=rate, momentum=0.9)


REMEDY = ScriptRemedy(
    "use-momentum",
    Momentum,
    lambda _parameters, _facts: "+ optimizer = torch.optim.SGD(model.parameters(), lr=LR, momentum=0.9)\n",
)
