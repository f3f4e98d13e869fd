"""The learning rate falls to 0 along a cosine."""

import math

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import RateFactor


class Cosine(RateFactor):
    """½(1 + cos πt) for the share t of the training that is done."""

    def factor(self) -> float:
        """Of the coming update."""
        return 0.5 * (1 + math.cos(math.pi * min(1.0, self.run.updates / max(self.facts.steps, 1))))


REMEDY = ScriptRemedy(
    "cosine-schedule",
    Cosine,
    lambda _parameters, facts: (
        f"+ schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max={facts.steps})\n"
        "+ schedule.step()  # after optimizer.step()\n"
    ),
)
