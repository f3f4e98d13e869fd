"""Search with Optuna for the settings of an experiment, or the arguments of a script, that train best.

`goal` says what is measured, `arguments` reads what a script's arguments may be, `study` asks Optuna what to try next
and keeps what was tried, `validation` holds samples back that decide, `experiments` and `scripts` run trials, `loop`
joins them, `confirmation` looks at the test set once, `result` is what came of it.
"""

from whygrad.search.arguments import argument
from whygrad.search.confirmation import Confirmed
from whygrad.search.experiments import search
from whygrad.search.goal import EXPERIMENT_GOALS, SCRIPT_GOALS, Goal
from whygrad.search.result import Search, Tried
from whygrad.search.scripts import search_script
from whygrad.search.study import SAMPLERS, check_installed
from whygrad.search.validation import Validation

__all__ = [
    "EXPERIMENT_GOALS", "SAMPLERS", "SCRIPT_GOALS", "Confirmed", "Goal", "Search", "Tried", "Validation", "argument",
    "check_installed", "search", "search_script",
]  # fmt: skip
