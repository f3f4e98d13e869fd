"""The learning rate multiplied, whatever a schedule makes of it."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import RateFactor

REMEDY = ScriptRemedy(
    "raise-learning-rate",
    RateFactor,
    lambda parameters, _facts: f"- lr=LR\n+ lr=LR * {parameters['factor']:g}\n",
    variants=({"factor": 10.0}, {"factor": 100.0}, {"factor": 1000.0}),
)
