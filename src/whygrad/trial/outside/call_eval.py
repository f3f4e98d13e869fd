"""Evaluation mode wherever no gradients are kept."""

from whygrad.trial.outside._modes import Mode
from whygrad.trial.rerun.treatment import Outside, at


class Evaluating(Mode):
    """Passes without gradients."""

    training = False


OUTSIDE = Outside(
    "call-eval",
    Evaluating,
    lambda _parameters, facts: f"{at(facts.program.modes.eval_place)}+ model.eval()\n",
)
