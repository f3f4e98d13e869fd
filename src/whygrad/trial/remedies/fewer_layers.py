"""The gradient shrinks or grows by a factor a layer, so fewer layers leave more of it."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return changed(experiment, hidden=list(hidden[: 2 if len(hidden) > 2 else 1])) if len(hidden) > 1 else None


REMEDY = Remedy(
    "fewer-layers",
    helps=("vanishing-gradient", "exploding-gradient", "dead-units"),
    edits=(_edit,),
)
