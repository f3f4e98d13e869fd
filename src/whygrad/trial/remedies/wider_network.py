"""More units can form more shapes; twice as many where there are many already."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return changed(experiment, hidden=[width * (4 if width <= 16 else 2) for width in hidden]) if hidden else None


REMEDY = Remedy(
    "wider-network",
    helps=("underfitting", "dead-units", "class-imbalance", "no-progress"),
    edits=(_edit,),
)
