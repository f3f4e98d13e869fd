"""PyTorch's warnings name the user's line, watched or not."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
SOURCE = Path(__file__).parents[2] / "src"
SCRIPT = """
import sys
import torch
if "watch" in sys.argv:
    import whygrad
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
watch = whygrad.watch(model, optimizer) if "watch" in sys.argv else None
x, y = torch.randn(4, 3), torch.randn(4)
for _ in range(300):  # most of them are not observed
    torch.nn.functional.mse_loss(model(x), y).backward()  # a function written in Python
    torch.nn.MSELoss()(model(x), y)  # called by a module
    torch.ones(2, 3, 4).T  # an attribute, written in C++
    optimizer.step()
"""


def warned(folder: Path, *arguments: str) -> list[str]:
    """Places and texts of the warnings of a script."""
    script = folder / "train.py"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *arguments], cwd=folder, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(SOURCE), "PATH": "", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    return [line for line in done.stderr.splitlines() if "Warning" in line]


def test_warnings_name_the_line_they_name_unwatched(tmp_path: Path) -> None:
    plain = warned(tmp_path)
    assert len(plain) == 3
    assert warned(tmp_path, "watch") == plain


def test_nothing_is_left_behind() -> None:
    before = warnings.showwarning
    model = torch.nn.Linear(2, 1)
    with wg.watch(model, torch.optim.SGD(model.parameters(), lr=0.1)):
        assert warnings.showwarning is not before
    assert warnings.showwarning is before
