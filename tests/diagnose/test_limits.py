"""Every threshold has a unit, an origin and a rule that uses it, and healthy runs seldom cross it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from tests.all_faults import all_at_once

from whygrad import i18n
from whygrad.diagnose import LIMITS, RULES, false_alarms, limit
from whygrad.diagnose import limits as module
from whygrad.diagnose.limits import UNIVERSES, Unit, Universe, comparisons
from whygrad.experiment import presets

FOLDER = Path(module.__file__).parent


@all_at_once("name", LIMITS)
def test_a_limit_says_what_it_is(name: str) -> None:
    entry = LIMITS[name]
    assert entry.name == name
    assert entry.value > 0
    assert entry.unit in get_args(Unit)
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


# Numbers that decide nothing by their size, or divide a training into parts: where they stand, and why they may.
PARTS = "the parts into which every training is divided: the last tenth, quarters"
NOT_A_THRESHOLD = {
    ("reading.py", 0.1): PARTS,
    ("reading.py", 0.25): PARTS,
    ("ending.py", 0.1): PARTS,
    ("ending.py", 0.25): PARTS,
    ("ending.py", 0.75): PARTS,
    ("prospect.py", 3): PARTS,
    ("prospect.py", 4): PARTS,
    ("measurements/steps.py", 0.75): PARTS,
    ("measurements/steps.py", 0.25): PARTS,
    ("codes/exploding_gradient/rule.py", 215): "the order of edges",
    ("codes/noisy_updates/rule.py", 295): "the order of edges",
}
GUARDS = (1e-12, 1e-30)  # against a division by 0 and its logarithm: max(x, 1e-12)


def _bare_numbers(path: Path) -> Iterator[float]:
    """The numbers in a file other than 0, 1, 2, ½ and guards, and those of `Rule(…)` and `link(…)`."""

    def visit(node: ast.AST, call: str = "") -> Iterator[float]:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            guard = call in ("max", "maximum") and node.value in GUARDS
            if node.value not in (0, 1, 2, 0.5) and not guard:
                yield float(node.value)
        if isinstance(node, ast.Call):
            call = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if call not in ("Rule", "link"):
            for child in ast.iter_child_nodes(node):
                yield from visit(child, call)

    return visit(ast.parse(path.read_text(encoding="utf-8")))


def test_rules_hold_no_bare_thresholds() -> None:
    """Whatever a rule compares with stands in a table."""
    alone = ("reading.py", "ending.py", "prospect.py", "diagnosis.py", "outlook.py", "explaining.py")
    files = [*FOLDER.glob("codes/*/rule.py"), *FOLDER.glob("measurements/*.py"), *(FOLDER / name for name in alone)]
    assert len(files) > len(RULES)
    found = {(path.relative_to(FOLDER).as_posix(), number) for path in files for number in _bare_numbers(path)}
    assert not found - NOT_A_THRESHOLD.keys(), "give it a name in limits.toml"
    assert not NOT_A_THRESHOLD.keys() - found, "no exception is needed any more"


def test_bare_thresholds_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text("holds = (x > 3.5) | (y < -7) | (z / max(w, 1e-12) > 2)\nRULE = Rule(place=10)\n", encoding="utf-8")
    assert sorted(_bare_numbers(file)) == [3.5, 7]


@all_at_once("universe", UNIVERSES)
def test_false_alarms_are_counted_where_they_could_have_happened(universe: Universe) -> None:
    measured = false_alarms()[universe]
    assert measured.runs > 0
    assert set(measured.counts) <= set(measured.compared) <= set(LIMITS)
    assert all(0 < compared <= measured.runs for compared in measured.compared.values())
    assert all(0 < count <= measured.compared[name] for name, count in measured.counts.items())
    for name, entry in LIMITS.items():
        rate = entry.false_alarm_rate(universe)
        assert (rate is None) == (name not in measured.compared), "no observation is no rate, never 0"
        assert rate is None or rate.share <= 0.02 or rate.count <= 1, name


def test_all_healthy_presets_were_measured() -> None:
    healthy = [name for name in presets if name.startswith("healthy-")]
    assert false_alarms()["lab"].runs >= 20 * len(healthy)


@pytest.mark.parametrize("name", ["wrong-mode", "order-alike", "stale-gradients"])
def test_what_is_never_compared_in_the_lab_is_not_measured_there(name: str) -> None:
    """Rules about programs never apply to experiments."""
    assert LIMITS[name].false_alarm_rate("lab") is None


def test_comparisons_are_noticed_only_inside_of_their_block() -> None:
    with comparisons() as names:
        limit("trend")
    limit("records")
    assert names == {"trend"}
