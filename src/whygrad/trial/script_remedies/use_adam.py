"""Adam makes the steps."""

from typing import Any

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import OwnStep


class Adam(OwnStep):
    """Adam at its usual rate, whatever the script's own is."""

    def make(self, parameters: list[Any], rate: float) -> Any:
        """Adam."""
        import torch

        return torch.optim.Adam(parameters, lr=float(self.parameters["rate"]))


REMEDY = ScriptRemedy(
    "use-adam",
    Adam,
    lambda parameters, _facts: f"+ optimizer = torch.optim.Adam(model.parameters(), lr={parameters['rate']:g})\n",
    variants=({"rate": 1e-3}, {"rate": 1e-2}),
)
