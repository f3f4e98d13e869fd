"""Every threshold: value, unit, what is compared with it, where it comes from, how often it alarms wrongly."""

from __future__ import annotations

import math

from documentation.reference.markdown import join, table
from documentation.reference.words import say
from whygrad.diagnose import GROUPS, LIMITS, RULES, Limit, false_alarms, limits_of, title
from whygrad.diagnose.limits import UNIVERSES, Universe
from whygrad.i18n.numbers import number
from whygrad.trace.limits import fact_limits

MOST_CODES = 3  # that stand in a cell


def page() -> str:
    """One table of all thresholds, then one line for each finding."""
    headings = ("threshold", "value", "unit", "compared", "findings", "origin")
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
            say("thresholds-rate", **{universe: one.runs for universe, one in false_alarms().items()}),
            table(
                [*map(say, headings), say("false-alarms-lab"), say("false-alarms-programs")],
                map(_row, LIMITS.values()),
            ),
            f"## {say('thresholds-of')}",
            table((say("title"), say("code"), say("thresholds")), found),
        ]
    )


def rate(limit: Limit, universe: Universe) -> str:
    """The false alarms of healthy trainings on which the threshold was compared, or that there were none of those."""
    measured = limit.false_alarm_rate(universe)
    if measured is None:
        return say("not-measured")
    if measured.count:
        return say("rate", count=measured.count, runs=measured.of)
    most = 100 * (1 - math.pow(0.05, 1 / measured.of))  # the 95 % bound where nothing was seen
    return say("rate-zero", runs=measured.of, most=f"{most:.1f}")


def _row(limit: Limit) -> tuple[str, ...]:
    others = say("recorded-facts" if limit.name in fact_limits() else "all-findings")
    codes = ", ".join(f"`{code}`" for code in limit.codes) or others
    if len(limit.codes) > MOST_CODES:
        codes = say("many-findings", count=len(limit.codes))
    value, unit = number(limit.value), say(f"unit-{limit.unit}")
    return f"`{limit.name}`", value, unit, limit.meaning, codes, limit.origin, *(rate(limit, one) for one in UNIVERSES)
