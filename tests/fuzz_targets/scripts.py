"""Training scripts that end in every way, given to `whygrad diagnose`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st
from tests.fuzz_targets._commands import command

SAYS = "training scripts that end in every way"
EXAMPLES = 2
MEMORY = 64_000  # the script is a process of its own

TRAINING = """
for _ in range(30):
    optimizer.zero_grad()
    (model(torch.ones(4, 2)) ** 2).mean().backward()
    optimizer.step()
"""
LINES = st.sampled_from(
    [
        "raise ValueError('x' * 5000)",
        "sys.exit(7)",
        "sys.exit('\\x1b[2J')",
        "os._exit(3)",
        "print('\\x1b[2J')",
        "sys.excepthook = None",
        "def",
        "1/0",
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "del sys.modules['torch']",
        "optimizer = torch.optim.SGD(model.parameters(), lr=1e30)",
        "(model(torch.ones(4, 2)) ** 2).sum().backward()",
        "optimizer.step()",
        "optimizer.zero_grad()",
        TRAINING,
        "\0",
        "\ud800",
    ]
)
BEGIN = [
    "import os, sys, torch",
    "model = torch.nn.Linear(2, 1)",
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
]
STRATEGY = st.lists(LINES, max_size=8).map(lambda lines: "\n".join([*BEGIN, *lines]).encode("utf-8", "surrogatepass"))


def attempt(value: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.py"
        path.write_bytes(value)
        command(["diagnose", str(path), "--seconds", "10"])
