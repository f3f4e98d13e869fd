"""Columns of mean 0 and deviation 1 let every weight learn at the same pace (LeCun et al. 1998)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    steps = experiment.data.preprocessing
    if "whiten" in steps:
        return None
    rest = [step for step in steps if step not in ("center", "scale")]
    return changed(experiment, preprocessing=["center", "scale", *rest])


REMEDY = Remedy(
    "scale-inputs",
    helps=("inputs-not-normalized", "saturated-units", "non-finite", "constant-feature", "no-progress"),
    edits=(_edit,),
)
