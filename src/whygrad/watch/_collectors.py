"""What listens to one training."""

from __future__ import annotations

from dataclasses import dataclass

from whygrad.watch._agreement import Agreement
from whygrad.watch._contexts import Contexts
from whygrad.watch._data import Familiar, Inputs
from whygrad.watch._levels import LossLevels
from whygrad.watch._neighbors import Neighbors
from whygrad.watch._seen import ProgramFactsCollector


@dataclass(eq=False, slots=True)
class Collectors:
    """What a record is handed to, beside the facts about the program (`seen`)."""

    seen: ProgramFactsCollector
    inputs: Inputs
    neighbors: Neighbors
    contexts: Contexts
    familiar: Familiar
    agreement: Agreement
    levels: LossLevels
