"""The mean over eight times as many samples has an eighth of the variance."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, batch_size=experiment.training.batch_size * 8)


REMEDY = Remedy(
    "larger-batch",
    helps=("noisy-updates",),
    edits=(_edit,),
)
