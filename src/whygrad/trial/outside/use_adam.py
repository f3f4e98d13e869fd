"""Adam makes the steps."""

from typing import Any

from whygrad.trial.outside._optimizing import OwnStep
from whygrad.trial.rerun.treatment import Outside


class Adam(OwnStep):
    """Adam at its usual rate, whatever the script's own is."""

    def make(self, parameters: list[Any], rate: float) -> Any:
        """Adam."""
        import torch

        return torch.optim.Adam(parameters, lr=float(self.parameters["rate"]))


OUTSIDE = Outside(
    "use-adam",
    Adam,
    lambda parameters, _facts: f"+ optimizer = torch.optim.Adam(model.parameters(), lr={parameters['rate']:g})\n",
    variants=({"rate": 1e-3}, {"rate": 1e-2}),
)
