"""Steps in a lasting direction add up to ten times their length (Polyak 1964)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, optimizer="momentum") if experiment.training.optimizer == "sgd" else None


REMEDY = Remedy(
    "use-momentum",
    helps=("learning-rate-too-low", "no-progress"),
    edits=(_edit,),
)
