"""Every threshold: value, unit, what is compared with it, where it comes from, how often it alarms wrongly."""

from __future__ import annotations

import math

from documentation.reference.markdown import join, table
from documentation.reference.words import say
from whygrad.diagnose import LIMITS, RULES, Limit, false_alarms, limits_of, title
from whygrad.diagnose.pages import GROUPS
from whygrad.diagnose.rules import program
from whygrad.i18n.numbers import number

WATCHED_ONLY = frozenset(rule.code for rule in program.RULES)
"""Codes that only a watched training can show: healthy presets say nothing about them."""

MOST_CODES = 3  # that stand in a cell


def page() -> str:
    """One table of all thresholds, then one line for each finding."""
    headings = ("threshold", "value", "unit", "compared", "findings", "origin", "false-alarms")
    found = [
        (title(code), f"`{code}`", ", ".join(f"`{one.name}`" for one in limits_of(code)))
        for codes in GROUPS.values()
        for code in codes
        if code in RULES
    ]
    return join(
        [
            f"# {say('thresholds')}",
            say("thresholds-about"),
            say("thresholds-rate", runs=false_alarms().runs),
            table([say(one) for one in headings], map(_row, LIMITS.values())),
            f"## {say('thresholds-of')}",
            table((say("title"), say("code"), say("thresholds")), found),
        ]
    )


def rate(limit: Limit) -> str:
    """The measured false-alarm rate, or that there is none."""
    alarms = false_alarms()
    measured = [code for code in limit.codes if code not in WATCHED_ONLY]
    if not alarms.runs or not measured:
        return say("not-measured")
    count = max(alarms.counts.get(code, 0) for code in measured)
    if count:
        return say("rate", count=count, runs=alarms.runs)
    most = 100 * (1 - math.pow(0.05, 1 / alarms.runs))  # the 95 % bound where nothing was seen
    return say("rate-zero", runs=alarms.runs, most=f"{most:.1f}")


def _row(limit: Limit) -> tuple[str, ...]:
    codes = ", ".join(f"`{code}`" for code in limit.codes) or say("all-findings")
    if len(limit.codes) > MOST_CODES:
        codes = say("many-findings", count=len(limit.codes))
    value, unit = number(limit.value), say(f"unit-{limit.unit}")
    return f"`{limit.name}`", value, unit, limit.meaning, codes, limit.origin, rate(limit)
