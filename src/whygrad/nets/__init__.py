"""Networks as data: activations, initializers, an experiment's network as a plan and as a pure function.

Nothing here trains; random numbers are counter-based, so what is drawn for a run depends on its seed only.
"""

from whygrad.activations import ACTIVATIONS, Activation
from whygrad.nets.initializers import INITIALIZERS, Initializer, parse_init
from whygrad.nets.plan import (
    OUTPUT_FUNCTIONS,
    Head,
    Op,
    Parameter,
    Plan,
    head,
    initial_parameters,
    initial_running,
    plan,
)
from whygrad.nets.pure import forward

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "Activation",
    "Head",
    "Initializer",
    "Op",
    "Parameter",
    "OUTPUT_FUNCTIONS",
    "Plan",
    "forward",
    "head",
    "initial_parameters",
    "initial_running",
    "parse_init",
    "plan",
]
