"""Evaluation mode wherever no gradients are kept."""

from whygrad.trial.rerun.intervention import ScriptRemedy, at
from whygrad.trial.script_remedies._modes import Mode


class Evaluating(Mode):
    """Passes without gradients."""

    training = False


REMEDY = ScriptRemedy(
    "call-eval",
    Evaluating,
    lambda _parameters, facts: f"{at(facts.program.modes.eval_place)}+ model.eval()\n",
)
