"""Training mode wherever gradients are kept."""

from whygrad.trial.outside._modes import Mode
from whygrad.trial.rerun.treatment import Outside, at


class Training(Mode):
    """Passes with gradients."""

    training = True


OUTSIDE = Outside(
    "call-train",
    Training,
    lambda _parameters, facts: f"{at(facts.program.modes.train_place)}+ model.train()\n",
)
