"""What to train: an experiment is data, network, training and recording, everything that decides a run but its seed.

`options` is the table of all keys, `model` the frozen values made of them; `toml`, `link` and `playground` read and
write them, `edit` finds keys and varies them, `presets` are the experiments that come with the package.
"""

from whygrad.experiment.edit import parse_assignment, parse_choices
from whygrad.experiment.linked import Drawn, Linked
from whygrad.experiment.model import Data, Experiment, Network, Recording, Training
from whygrad.experiment.options import (
    BY_KEY,
    BY_NAME,
    DATA_SETS,
    OPTIONS,
    PICTURE_FEATURES,
    PICTURES,
    POINT_FEATURES,
    SECTIONS,
    TOKENS,
    Option,
)
from whygrad.experiment.presets import preset_codes, presets, recipes

__all__ = [
    "BY_KEY",
    "BY_NAME",
    "DATA_SETS",
    "OPTIONS",
    "PICTURES",
    "PICTURE_FEATURES",
    "POINT_FEATURES",
    "SECTIONS",
    "TOKENS",
    "Data",
    "Drawn",
    "Experiment",
    "Linked",
    "Network",
    "Option",
    "Recording",
    "Training",
    "parse_assignment",
    "parse_choices",
    "preset_codes",
    "presets",
    "recipes",
]
