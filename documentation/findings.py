"""The pages of findings as the site shows them: with the table of thresholds that their rules use."""

from __future__ import annotations

from documentation.reference.markdown import table
from documentation.reference.words import say
from whygrad import i18n
from whygrad.diagnose import limits_of
from whygrad.diagnose.pages import SECTIONS
from whygrad.i18n.numbers import number

FIRST = next(iter(SECTIONS))
"""The section of a page that says how the finding shows."""


def with_thresholds(text: str, code: str, locale: str) -> str:
    """The page with a table at the end of its section "How it shows": condition, quantity, threshold, origin."""
    heading = f"\n## {SECTIONS[FIRST][locale]}\n"
    before, found, after = text.partition(heading)
    limits = limits_of(code)
    if not found or not limits:
        return text
    with i18n.use(locale):
        headings = [say(name) for name in ("compared", "threshold", "unit", "origin")]
        rows = [
            (f"{one.meaning} (`{one.name}`)", number(one.value), say(f"unit-{one.unit}"), one.origin) for one in limits
        ]
        made = f"{say('thresholds-of-finding')}\n\n{table(headings, rows)}\n"
    section, mark, rest = after.partition("\n## ")
    return f"{before}{heading}{section.rstrip()}\n\n{made}{mark}{rest}"
