"""What listens to one training."""

from __future__ import annotations

from whygrad.instrument.training import Training
from whygrad.watch._agreement import GradientCoherence
from whygrad.watch._contexts import Contexts
from whygrad.watch._data import Familiar, Inputs
from whygrad.watch._levels import LossLevels
from whygrad.watch._neighbors import Neighbors
from whygrad.watch._opponents import OF_THIS_PROCESS
from whygrad.watch._seen import ProgramFactsCollector


class Collectors:
    """What a record is handed to: the facts about the program (`seen`), and one collector for each other subject."""

    def __init__(self, training: Training) -> None:
        settings = training.settings
        self.seen = ProgramFactsCollector(training, OF_THIS_PROCESS)
        self.inputs = Inputs(settings)
        self.neighbors = Neighbors(settings)
        self.contexts = Contexts(settings)
        self.familiar = Familiar(settings)
        self.agreement = GradientCoherence(settings)
        self.levels = LossLevels(wanted=settings.losses and settings.measured)
