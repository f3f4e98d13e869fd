"""Training mode wherever gradients are kept."""

from whygrad.trial.rerun.intervention import ScriptRemedy, at
from whygrad.trial.script_remedies._modes import Mode


class Training(Mode):
    """Passes with gradients."""

    training = True


REMEDY = ScriptRemedy(
    "call-train",
    Training,
    lambda _parameters, facts: f"{at(facts.program.modes.train_place)}+ model.train()\n",
)
