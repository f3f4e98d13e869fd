"""Trials on a user's own script: it is run again and again, each time with a remedy applied from outside.

`script_remedies/` has the remedies; here is what runs them: the process of a re-run (`child.py`), where remedies take
hold of it (`interceptor.py`, `intervention_calls.py`), what keeps the user's files from harm (`files.py`), what is
measured (`score.py`), where it happens (`place.py`, `cluster.py`).
"""

from whygrad.trial.rerun.confirm import CONFIRM_SECONDS, Untested, confirm_on_script
from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy, script_remedies
from whygrad.trial.rerun.job import Job, RerunResult, ScriptFacts, from_json, to_json
from whygrad.trial.rerun.run import TRIAL_SECONDS, TRIAL_SEEDS, try_on_script
from whygrad.trial.rerun.server import Server

__all__ = [
    "CONFIRM_SECONDS", "TRIAL_SECONDS", "TRIAL_SEEDS", "Intervention", "Job", "RerunResult", "ScriptFacts",
    "ScriptRemedy", "Server", "Untested", "confirm_on_script", "from_json", "script_remedies", "to_json",
    "try_on_script",
]  # fmt: skip
