"""A watched script is the same script: a sample of `python -m benchmarks.clinic.equal`, and it sees what differs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.clinic.equal import Run

pytestmark = pytest.mark.torch
ROOT = Path(__file__).parents[1]
# Sparse gradients, channels last, weights changed by hand, one that breaks off, one that learns nothing.
SAMPLE = ("sparse_embeddings_03", "channels_last_14", "manual_sgd_24", "land_cover_78", "textures_86")


def test_a_sample_of_the_scripts_is_the_same() -> None:
    """In a process of its own, whose children import nothing anew."""
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clinic.equal", *SAMPLE], cwd=ROOT, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 of 7 scripts are bit for bit the same" in done.stdout


RUN = Run(("a", "b"), 1, "text", "", "random")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"digests": ("a", "c")}, "event 1 of 2"),
        ({"digests": ("a",)}, "the number of events"),
        ({"output": "other"}, "output"),
        ({"error": "ValueError"}, "error"),
        ({"randomness": "other"}, "randomness"),
        ({"updates": 2}, "updates"),
        ({"records": 7, "seconds": 9.0}, ""),
    ],
)
def test_what_differs_is_said(changes: dict[str, object], said: str) -> None:
    assert RUN.differs(replace(RUN, **changes)) == said  # pyright: ignore[reportArgumentType]
