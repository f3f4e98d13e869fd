"""whygrad on some of training-programs: it names the cause first, and says nothing of twins and healthy programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.representative import HEALTHY, PAIRS

from training_programs.answers import Answer, Finding
from training_programs.composition import features
from training_programs.index import program, programs
from training_programs.labels import labels
from training_programs.scoring import Result

ROOT = Path(__file__).parents[1]
# Found in benchmarks/results/2026-11-22-clinic.md, missed since. Found again, it fails here: remove the mark then.
MISSED = pytest.mark.xfail(reason="underfitting of this program has been missed since that result")
FILES = [
    pytest.param(file, marks=MISSED) if file == "failing/spiral_arms_83" else file
    for file in (f"{path.parent.name}/{name}" for name in (*PAIRS, *HEALTHY) for path in program(name).paths)
]


def test_the_chosen_ones_stand_for_all() -> None:
    """A pair for each label, and healthy programs with each feature that any healthy one of their part has."""
    assert sorted(program(name).cause for name in PAIRS) == sorted(labels())
    healthy = [one for one in programs() if one.part == "development" and not one.cause]
    assert set(HEALTHY) <= {one.name for one in healthy}
    every = {feature for one in healthy for feature in features(one.paths[0])}
    assert every == {feature for name in HEALTHY for feature in features(program(name).paths[0])}
    assert {program(name).part for name in PAIRS} == {"development"}


@pytest.fixture(scope="module")
def found() -> dict[str, list[str] | None]:
    """Of each file what whygrad finds, from one process whose children import nothing anew."""
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    if sys.platform == "win32":
        pytest.skip("Windows cannot fork")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; import tests.representative as r; r.main()"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.torch
@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_whygrad_finds_the_cause_and_raises_no_false_alarm(file: str, found: dict[str, list[str] | None]) -> None:
    variant, _, name = file.partition("/")
    codes = found[file]
    assert codes is not None, "its process died"
    answer = Answer(tuple(Finding(code, frozenset({code} & labels().keys())) for code in codes))
    result = Result(program(name), variant, answer)
    assert result.cause_first if variant == "failing" else not result.false_alarm, codes
