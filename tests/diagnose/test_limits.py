"""Every threshold has a unit, an origin and a rule that uses it, and healthy runs seldom cross it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from whygrad import i18n
from whygrad.diagnose import LIMITS, RULES, false_alarms, limit
from whygrad.diagnose import limits as module
from whygrad.experiment import presets

FOLDER = Path(module.__file__).parent


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_says_what_it_is(name: str) -> None:
    entry = LIMITS[name]
    assert entry.name == name
    assert entry.value > 0
    assert entry.unit
    assert set(entry.codes) <= set(RULES)
    assert limit(name) == entry.value


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_limit_has_its_meaning_and_its_origin_in_every_language(language: str) -> None:
    with i18n.use(language):
        said = {name: (entry.meaning, entry.origin) for name, entry in LIMITS.items()}
    assert all(len(meaning) > (10 if language == "en" else 5) and origin for meaning, origin in said.values())
    told = {one for one in i18n.message_ids(language) if one.startswith("limit-")}
    assert told == {f"limit-{name}{part}" for name in LIMITS for part in ("", "-origin")}, "of no limit in the table"


def test_every_limit_is_used_and_every_used_limit_exists() -> None:
    used = {
        name for path in FOLDER.rglob("*.py") for name in re.findall(r'limit\("([a-z-]+)"\)', path.read_text("utf-8"))
    }
    assert used == set(LIMITS)


def test_rules_hold_no_bare_thresholds() -> None:
    """Numbers other than 0, 1, 2, ½ and guards against division by zero stand in the table."""
    allowed = {"0", "1", "2", "0.0", "1.0", "0.5", "1e-12", "1e-30", "0.9", "0.75"}
    for path in (FOLDER / "rules").glob("*.py"):
        source = re.sub(r'""".*?"""|#[^\n]*|"[^"\n]*"', "", path.read_text("utf-8"), flags=re.DOTALL)
        numbers = set(re.findall(r"(?<![\w.])\d[\d.]*(?:e-?\d+)?(?![\w.])", source))
        assert numbers <= allowed, path.name


def test_false_alarms_were_measured_on_all_healthy_presets() -> None:
    measured = false_alarms()
    healthy = [name for name in presets if name.startswith("healthy-")]
    assert measured.runs >= max(200, 20 * len(healthy))
    assert set(measured.counts) <= set(RULES)
    for entry in LIMITS.values():
        if entry.codes:
            assert entry.false_alarm_rate() <= 0.01, entry.name
