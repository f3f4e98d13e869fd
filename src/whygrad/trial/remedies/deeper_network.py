"""One more layer builds shapes out of shapes."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return changed(experiment, hidden=[*hidden, hidden[-1]] if hidden else [8])


REMEDY = Remedy(
    "deeper-network",
    helps=("underfitting", "linear-network"),
    edits=(_edit,),
)
