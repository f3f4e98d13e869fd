"""Adam scales each weight's step by its own gradients, small ones too (Kingma & Ba 2015)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    if experiment.training.optimizer in ("adam", "adamw"):
        return None
    # Adam's step is about its learning rate whatever the gradient: large weights of small networks bear more of it.
    rate = 0.01 if max(experiment.network.hidden, default=1) <= 16 else 0.001
    return changed(experiment, optimizer="adam", learning_rate=rate)


REMEDY = Remedy(
    "use-adam",
    helps=(
        "vanishing-gradient",
        "learning-rate-too-low",
        "inputs-not-normalized",
        "no-progress",
        "init-too-small",
        "underfitting",
        "non-finite",
        "learning-rate-too-high",
    ),
    edits=(_edit,),
)
