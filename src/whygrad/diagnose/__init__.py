"""Trace -> Diagnosis: what is wrong with a training, why, and what helps.

Rules (`rules/`, one group of findings a file) judge every run on bare arrays; thresholds stand in `limits.py`, which
finding explains which in `causes.py`, sentences in the catalog (`messages.py` fills them in). See
docs/concepts/diagnosis.md.
"""

from whygrad.diagnose.causes import EDGES, ORDER
from whygrad.diagnose.diagnosis import Diagnosis, ask, diagnose, diagnose_reading
from whygrad.diagnose.finding import Evidence, Finding, Severity, Undecided, Where
from whygrad.diagnose.limits import LIMITS, Limit, false_alarms, limit, limits_of
from whygrad.diagnose.messages import evidence_text, explanation, message, remedy_message, title, undecided_message
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict
from whygrad.diagnose.rules import RULES

__all__ = [
    "EDGES",
    "LIMITS",
    "ORDER",
    "RULES",
    "Diagnosis",
    "Evidence",
    "Finding",
    "Limit",
    "Measure",
    "Reading",
    "Rule",
    "Severity",
    "Undecided",
    "Verdict",
    "Where",
    "ask",
    "diagnose",
    "diagnose_reading",
    "evidence_text",
    "explanation",
    "false_alarms",
    "limit",
    "limits_of",
    "message",
    "remedy_message",
    "title",
    "undecided_message",
]
