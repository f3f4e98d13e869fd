"""Every fuzz target for a moment; `python -m benchmarks.fuzz --minutes N` runs the same ones longer."""

from __future__ import annotations

import os

import pytest
from tests.fuzz_targets import TARGETS, frame

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of processes as on POSIX")


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_goes_wrong(name: str) -> None:
    outcome = frame.run(name)
    assert not outcome.faults, outcome.faults[0]
    assert outcome.attempts
