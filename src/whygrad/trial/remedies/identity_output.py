"""An output without a function can reach every target."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import classifies
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, diagnosis: Diagnosis | None) -> Experiment | None:
    return None if classifies(experiment, diagnosis) else changed(experiment, output="identity")


REMEDY = Remedy(
    "identity-output",
    helps=("output-range-mismatch",),
    edits=(_edit,),
)
