"""Two hidden layers of 32 units draw most shapes that a table of numbers holds (Cybenko 1989; Hornik 1991)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import with_hidden
from whygrad.trial.remedy import Remedy


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = [max(width, 32) for width in experiment.network.hidden]
    return with_hidden(experiment, [*hidden, *[32] * (2 - len(hidden))])


REMEDY = Remedy("larger-network", helps=("underfitting", "no-progress"), edits=(_edit,))
