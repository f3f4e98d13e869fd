"""whygrad finds out why a neural network does not train: see it, prove it, fix it.

    import whygrad as wg

    experiment = wg.presets["vanishing-gradient-digits"]  # or wg.Experiment.load("moons.toml")
    trace = wg.train(experiment, seeds=8)                 # what happened
    diagnosis = wg.diagnose(trace)                        # why
    trial = wg.trial(experiment, diagnosis)               # what helps

    watch = wg.watch(model, optimizer)                    # record your own PyTorch training, with hooks only

Importing whygrad is fast: submodules are imported on first use.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from whygrad import printing

if TYPE_CHECKING:
    from whygrad.claims import claims as claims
    from whygrad.compare import compare as compare
    from whygrad.course import course as course
    from whygrad.diagnose import Diagnosis as Diagnosis
    from whygrad.diagnose import diagnose as diagnose
    from whygrad.engine import train as train
    from whygrad.errors import WhygradError as WhygradError
    from whygrad.experiment import Experiment as Experiment
    from whygrad.experiment import presets as presets
    from whygrad.maps import train_map as train_map
    from whygrad.search import search as search
    from whygrad.search import search_script as search_script
    from whygrad.session import watch as watch
    from whygrad.studio.notebook import Studio as Studio
    from whygrad.trace import Trace as Trace
    from whygrad.trial import Trial as Trial
    from whygrad.trial import trial as trial

__version__ = "0.1.0"  # the only place where it stands: pyproject.toml and the release read it here

_HOME = {
    "Diagnosis": "whygrad.diagnose",
    "Experiment": "whygrad.experiment",
    "Trace": "whygrad.trace",
    "Trial": "whygrad.trial",
    "WhygradError": "whygrad.errors",
    "claims": "whygrad.claims",
    "compare": "whygrad.compare",
    "course": "whygrad.course",
    "diagnose": "whygrad.diagnose",
    "presets": "whygrad.experiment",
    "search": "whygrad.search",
    "search_script": "whygrad.search",
    "train": "whygrad.engine",
    "train_map": "whygrad.maps",
    "trial": "whygrad.trial",
    "watch": "whygrad.session",
}

_OPTIONAL = {"Studio": "whygrad.studio.notebook"}  # needs a package that may be missing, so `import *` leaves it out

__all__ = [*_HOME, "__version__"]  # pyright: ignore[reportUnsupportedDunderAll]


class _Package(ModuleType):
    """`whygrad.claims` is a mapping, `whygrad.course` the course; `whygrad.diagnose`, `whygrad.trial` and
    `whygrad.watch` are functions, whichever module is imported first.

    They have the names of the packages they live in, which the import system would bind in their place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
printing.load_with(lambda: import_module("whygrad.views.printers"))


def __getattr__(name: str) -> Any:
    home = _HOME.get(name) or _OPTIONAL.get(name)
    if home is None:
        raise AttributeError(f"module 'whygrad' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, *_OPTIONAL])
