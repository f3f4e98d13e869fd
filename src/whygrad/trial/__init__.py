"""Trials: which remedy helps, by how much, and how sure that is.

A remedy edits an experiment (`remedies/`, one a file). A trial trains the baseline, its remedies and as many random
ones over the same seeds and ranks them by a paired statistic.
"""

from whygrad.trial.cause_tests import confirm_by_trial, confirm_causes
from whygrad.trial.control import random_remedies
from whygrad.trial.judge import judge
from whygrad.trial.metric import METRICS, Metric
from whygrad.trial.remedy import Remedy, changed, changes, remedies_for
from whygrad.trial.result import SCHEMA, Outcome, Result, Trial
from whygrad.trial.run import candidates, trial

__all__ = [
    "METRICS",
    "SCHEMA",
    "Metric",
    "Outcome",
    "Remedy",
    "Result",
    "Trial",
    "candidates",
    "changed",
    "changes",
    "confirm_by_trial",
    "confirm_causes",
    "judge",
    "random_remedies",
    "remedies_for",
    "trial",
]
