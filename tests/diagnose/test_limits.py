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
from whygrad.trace.limits import fact_limits

FOLDER = Path(module.__file__).parent
PACKAGE = FOLDER.parent


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
    texts = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    assert {name for text in texts for name in re.findall(r'\blimit\("([a-z-]+)"\)', text)} == (
        LIMITS.keys() - fact_limits().keys()
    )
    assert {name for text in texts for name in re.findall(r'\bfact_limit\("([a-z-]+)"\)', text)} == fact_limits().keys()


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
    ("codes/learning_rate_too_low/rule.py", 9): "what bfloat16 rounds away",
    ("codes/learning_rate_too_low/rule.py", 12): "what float16 rounds away",
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


# Numbers that something is compared with where facts and outcomes are decided, and why they are no thresholds.
NAMED_OTHERWISE = {
    ("engine/cost.py", 1e9): "a unit of printed sizes",
    ("engine/schedule.py", 0.75): "a learning rate schedule's own number",
    ("engine/train.py", 32): "the size of a seed",
    ("instrument/handlers.py", 0.01): "the default of an argument of PyTorch",
    ("instrument/losses.py", 1e-3): "rounding",
    ("instrument/places.py", 100_000): "memory",
    ("trace/_stored.py", 3): "the version of a format",
    ("trial/remedies/use_adam.py", 16): "how a remedy chooses its value",
    ("trial/remedies/wider_network.py", 16): "how a remedy chooses its value",
    ("trial/source/raise_learning_rate.py", 10): "how a remedy chooses its value",
    ("trial/statistics.py", 1e-9): "rounding",
    ("watch/_data.py", 64): "memory",
    ("watch/_data.py", 1.001): "the accuracy of a bisection",
    ("watch/_neighbors.py", 5): "memory",
    ("watch/_neighbors.py", 1e-6): "rounding",
    ("watch/_neighbors.py", 1e-3): "rounding",
}


def _compared_numbers(path: Path) -> Iterator[float]:
    """The numbers in comparisons of a file other than 0, 1, 2 and ½, and other than numbers of axes and arguments."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        inside = list(ast.walk(node))
        attributes = {one.attr for one in inside if isinstance(one, ast.Attribute)}
        if "version_info" in attributes:
            continue
        counts = bool(attributes & {"ndim", "shape"})
        counts |= any(isinstance(one, ast.Call) and getattr(one.func, "id", "") == "len" for one in inside)
        for one in inside:
            number = isinstance(one, ast.Constant) and type(one.value) in (int, float)
            if number and one.value not in (0, 1, 2, 0.5) and not (counts and one.value in range(10)):
                yield float(one.value)


def test_facts_and_outcomes_hold_no_bare_thresholds() -> None:
    """What is recorded of a training, and whether a remedy helped, is decided by numbers that have a name."""
    files = [path for name in ("trace", "instrument", "watch", "engine", "session", "trial")
             for path in (PACKAGE / name).rglob("*.py")]  # fmt: skip
    assert len(files) > 200
    found = {(path.relative_to(PACKAGE).as_posix(), number) for path in files for number in _compared_numbers(path)}
    assert not found - NAMED_OTHERWISE.keys(), "give it a name in trace/limits.toml"
    assert not NAMED_OTHERWISE.keys() - found, "no exception is needed any more"


def test_bare_thresholds_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text("holds = (x > 3.5) | (y < -7) | (z / max(w, 1e-12) > 2)\nRULE = Rule(place=10)\n", encoding="utf-8")
    assert sorted(_bare_numbers(file)) == [3.5, 7]
    file.write_text("holds = (share > 0.05) | (x.ndim == 4) | (len(x) > 8) | (len(x) > 50)\n", encoding="utf-8")
    assert sorted(_compared_numbers(file)) == [0.05, 50]


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
