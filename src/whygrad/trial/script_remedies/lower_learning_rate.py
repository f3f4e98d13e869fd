"""The learning rate divided, whatever a schedule makes of it."""

from whygrad.trial.rerun.intervention import ScriptRemedy
from whygrad.trial.script_remedies._optimizing import RateFactor

REMEDY = ScriptRemedy(
    "lower-learning-rate",
    RateFactor,
    lambda parameters, _facts: f"- lr=LR\n+ lr=LR * {parameters['factor']:g}\n",
    variants=({"factor": 0.1}, {"factor": 0.01}),
)
