"""The gradient shrinks or grows by a factor a layer, so fewer layers leave more of it."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import with_hidden
from whygrad.trial.remedy import Remedy


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return with_hidden(experiment, hidden[: 2 if len(hidden) > 2 else 1]) if len(hidden) > 1 else None


REMEDY = Remedy(
    "fewer-layers",
    helps=("vanishing-gradient", "exploding-gradient", "dead-units"),
    edits=(_edit,),
)
