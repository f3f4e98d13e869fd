"""The presets on real trainings: ill ones show their codes, root first; healthy ones show nothing.

A few seeds each, so that the suite stays fast; `benchmarks/confusion.py` runs a hundred.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whygrad.diagnose import RULES, Severity, diagnose, message
from whygrad.diagnose.measurements.program import has_program
from whygrad.engine import train
from whygrad.experiment import preset_codes, presets

SEEDS = range(4)
ILL = [name for name in presets if preset_codes(name)]
HEALTHY = [name for name in presets if not preset_codes(name)]


def test_there_are_enough_presets() -> None:
    assert len(ILL) >= 24
    assert len(HEALTHY) >= 10
    # No experiment can show those of programs: a script does.
    scripts = {code for code, rule in RULES.items() if rule.applies is has_program}
    assert {preset_codes(name)[0] for name in ILL} == set(RULES) - scripts


@pytest.mark.parametrize("name", ILL)
def test_an_ill_preset_shows_its_codes(name: str) -> None:
    codes = preset_codes(name)
    trace = train(presets[name], SEEDS)
    right = 0
    for run in range(len(SEEDS)):
        diagnosis = diagnose(trace.runs([run]))
        grave = [finding for finding in diagnosis.findings if finding.severity is not Severity.INFO]
        right += (
            bool(grave)
            and grave[0].code == codes[0]
            and set(codes) <= {finding.code for finding in grave}
            and not any(finding.cause for finding in grave[1:])
        )
    assert right >= len(SEEDS) - 1
    whole = diagnose(trace)
    assert whole.root is not None
    assert whole.root.code == codes[0]


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_preset_shows_nothing(name: str) -> None:
    trace = train(presets[name], SEEDS)
    for run in range(len(SEEDS)):
        diagnosis = diagnose(trace.runs([run]))
        assert diagnosis.healthy, [finding.code for finding in diagnosis.findings]
        assert not {undecided.code for undecided in diagnosis.undecided} - {"learning-rate-too-low"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("underfitting-rings", "can overfit a single batch"),
        ("no-progress-strong-l2", "can overfit a single batch"),
        ("non-finite-data-csv", "can overfit a single batch"),
        ("vanishing-gradient-moons", "cannot overfit even a single batch"),
        ("dead-units-moons", "cannot overfit even a single batch"),
        ("learning-rate-too-low-circle", "cannot overfit even a single batch"),
    ],
)
def test_one_batch_tells_a_broken_network_from_too_hard_a_task(name: str, expected: str) -> None:
    """And it changes nothing of the verdict but this."""
    trace = train(presets[name], 8, detail=("one-batch",))
    diagnosis, without = diagnose(trace), diagnose(train(presets[name], 8))
    assert [replace(found, evidence=()) for found in diagnosis.findings] == [
        replace(found, evidence=()) for found in without.findings
    ]
    finding = next(found for found in diagnosis.findings if found.code in ("underfitting", "no-progress"))
    assert finding.evidence[-1].quantity == "one_batch_progress"
    assert expected in message(finding, trace.meta)


def test_csv_presets_find_their_file_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(presets["constant-feature-csv"], [0]).meta.data.constant_columns == ("year",)
