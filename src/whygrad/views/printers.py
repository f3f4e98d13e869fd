"""How `print` shows a diagnosis and a trial: the same text as the command line, without colors."""

from __future__ import annotations

from whygrad.diagnose import Diagnosis
from whygrad.printing import text_of
from whygrad.trial import Trial
from whygrad.views import terminal


@text_of.register
def _(value: Diagnosis) -> str:
    return terminal.plain(terminal.diagnosis(value))


@text_of.register
def _(value: Trial) -> str:
    return terminal.plain(terminal.trial(value))
