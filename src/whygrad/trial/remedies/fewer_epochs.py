"""Stop where the test loss was lowest, before the noise is learned (Prechelt 1998)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import finding
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, diagnosis: Diagnosis | None) -> Experiment | None:
    found = finding(diagnosis, "overfitting")
    epochs = experiment.training.epochs // 5
    if diagnosis is not None and found is not None and found.where.step:
        epochs = found.where.step // diagnosis.meta.steps_per_epoch
    return changed(experiment, epochs=max(1, epochs)) if epochs < experiment.training.epochs else None


REMEDY = Remedy(
    "fewer-epochs",
    helps=("overfitting",),
    edits=(_edit,),
)
