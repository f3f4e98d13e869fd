"""Orthogonal recurrent weights keep a signal's length over time (Saxe et al. 2014; Arjovsky, Shah & Bengio 2016)."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.experiment.layers import every
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    recurrent = any(layer.kind == "rnn" for layer in every(experiment.network.layers))
    return changed(experiment, init="orthogonal") if recurrent else None


REMEDY = Remedy("use-orthogonal-recurrence", helps=("vanishing-gradient",), edits=(_edit,))
