"""The learning rate grows from 0 over the first tenth of the training."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import RateFactor

_SHARE = 0.1


class Warm(RateFactor):
    """A factor that grows to 1."""

    def factor(self) -> float:
        """The share of the warm-up that is done."""
        length = max(1.0, float(self.parameters.get("share", _SHARE)) * max(self.facts.steps, 1))
        return min(1.0, (self.run.updates + 1) / length)


REMEDY = ScriptRemedy(
    "add-warmup",
    Warm,
    lambda _parameters, facts: (
        f"+ warmup = torch.optim.lr_scheduler.LinearLR(optimizer, 1e-3, total_iters={max(1, facts.steps // 10)})\n"
        "+ warmup.step()  # after optimizer.step()\n"
    ),
)
