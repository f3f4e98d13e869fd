"""One more layer builds shapes out of shapes."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import with_hidden
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    if hidden:
        return with_hidden(experiment, [*hidden, hidden[-1]])
    # The perceptron rule knows no hidden layers: this is what took twenty years to find (Rumelhart et al. 1986).
    rule = {"optimizer": "sgd"} if experiment.training.optimizer == "perceptron" else {}
    return changed(experiment, hidden=[8], **rule)


REMEDY = Remedy(
    "deeper-network",
    helps=("underfitting", "linear-network"),
    edits=(_edit,),
)
