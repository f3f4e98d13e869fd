"""Trace -> Diagnosis: what is wrong with a training, why, and what helps.

`codes/` has a folder for every finding: a rule that judges every run on bare arrays, its thresholds, its texts, its
page and what it explains. Rules share the measurements of `measurements/`. See docs/concepts/diagnosis.md.
"""

from whygrad.diagnose.codes import EDGES, GROUPS, ORDER, RULES
from whygrad.diagnose.diagnosis import Diagnosis, ask, diagnose, diagnose_reading
from whygrad.diagnose.finding import Evidence, Finding, Severity, Undecided, Where
from whygrad.diagnose.limits import LIMITS, Limit, false_alarms, limit, limits_of
from whygrad.diagnose.messages import (
    evidence_text,
    explanation,
    message,
    remedy_message,
    test_message,
    title,
    undecided_message,
)
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict

__all__ = [
    "EDGES",
    "GROUPS",
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
    "test_message",
    "title",
    "undecided_message",
]
