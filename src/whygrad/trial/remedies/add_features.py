"""Products, squares and sines of the coordinates are shapes the network need not build itself."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, diagnosis: Diagnosis | None) -> Experiment | None:
    if diagnosis is None or diagnosis.meta.data.feature_names != ("x1", "x2"):
        return None
    return changed(experiment, features=["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"])


REMEDY = Remedy(
    "add-features",
    helps=("underfitting", "labels-look-random", "no-progress", "linear-network"),
    edits=(_edit,),
)
