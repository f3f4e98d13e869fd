"""Fewer weights can learn less by heart."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return changed(experiment, hidden=[max(2, width // 4) for width in hidden]) if hidden else None


REMEDY = Remedy(
    "smaller-network",
    helps=("overfitting",),
    edits=(_edit,),
)
