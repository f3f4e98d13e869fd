"""What a finding or a remedy means, as plain values: what `whygrad explain --json` writes and the page shows."""

from __future__ import annotations

from typing import Any

from whygrad.diagnose import EDGES, GROUPS, RULES, explanation, limits_of, remedy_message, title
from whygrad.diagnose.pages import page
from whygrad.experiment import preset_codes, presets
from whygrad.i18n import language
from whygrad.trial.remedy import remedies
from whygrad.views.findings import remedy_title

SCHEMA = "whygrad.explanation/1"


def explained(code: str) -> dict[str, Any] | None:
    """The explanation of a code in the language in use ("whygrad.explanation/1"), `None` if nothing has that code."""
    if code in RULES:
        return finding(code)
    return remedy(code) if code in remedies() else None


def finding(code: str) -> dict[str, Any]:
    """A finding: its page, what causes it, what follows from it, presets that show it, its thresholds, what helps."""
    rule, written = RULES[code], page(code, language())
    return {
        "schema": SCHEMA,
        "code": code,
        "title": title(code),
        "group": next((group for group, codes in GROUPS.items() if code in codes), None),
        "severity": str(rule.severity),
        "message": explanation(code),
        "page": None if written is None else {"what": written.what, **written.sections, "script": written.script},
        "causes": [edge.cause for edge in EDGES if edge.effect == code],
        "consequences": [edge.effect for edge in EDGES if edge.cause == code],
        "presets": [name for name in presets if preset_codes(name)[:1] == (code,)],
        "limits": [
            {"name": one.name, "meaning": one.meaning, "value": one.value, "unit": one.unit, "origin": one.origin}
            for one in limits_of(code)
        ],
        "remedies": [{"code": remedy, "message": remedy_message(remedy)} for remedy in rule.remedies],
    }


def remedy(code: str) -> dict[str, Any]:
    """A remedy: what it changes, and the findings that it helps against."""
    return {
        "schema": SCHEMA,
        "code": code,
        "title": remedy_title(code),
        "message": remedy_message(code),
        "helps": list(remedies()[code].helps),
    }
