"""A small script whose parts a test chooses, and how it is run again with remedies."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Any

from trial_fakes import META

from whygrad.trial.rerun import Job, RerunResult, ScriptFacts, Server, from_json, to_json

SCRIPT = """
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(3)
x = torch.randn(240, 6) * torch.tensor([1., 30., 1., 0.2, 1., 1.]) + 2.0
y = {target}
model = nn.Sequential(nn.Linear(6, 12), {act}, nn.Linear(12, {outputs}){end})
{before}
optimizer = torch.optim.SGD(model.parameters(), lr={lr}{options})
for step in range(60):
    rows = torch.arange(step % 6 * 40, step % 6 * 40 + 40)
    out = model({input})
    loss = {loss}
    {zero}
    loss.backward()
    {clip}
    optimizer.step()
    {after}
with torch.no_grad():
    print("final", float(({judge})))
"""
PLAIN = {
    "target": "(x[:, 0] > x[:, 2]).long()", "act": "nn.Tanh()", "outputs": "2", "end": "", "before": "", "lr": "0.05",
    "options": "", "input": "x[rows]", "loss": "F.cross_entropy(out, y[rows])", "zero": "optimizer.zero_grad()",
    "clip": "", "after": "", "judge": "F.cross_entropy(model(x), y)",
}  # fmt: skip
NUMBERS = {
    "target": "x[:, 0] - x[:, 2]", "outputs": "1", "loss": "F.mse_loss(out, y[rows])",
    "judge": "F.mse_loss(model(x).flatten(), y)",
}  # fmt: skip


def write(folder: Path, name: str, **parts: str) -> Path:
    """A file with that script, some parts exchanged."""
    path = folder / name
    path.write_text(SCRIPT.format(**(PLAIN | parts)), encoding="utf-8")
    return path


def facts_of(**given: Any) -> ScriptFacts:
    """What a diagnosis told of a script of two layers."""
    return ScriptFacts(META, layers=2, **given)


def run_again(
    server: Server, script: Path, *treatment: tuple[str, dict[str, Any]], facts: ScriptFacts | None = None,
    seed: int = 0, steps: int = 0, arguments: tuple[str, ...] = (), folder: Path | None = None,
) -> tuple[RerunResult, str]:  # fmt: skip
    """How a re-run with these remedies ended, and what the script printed."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "facts").write_text(to_json(facts or facts_of()), encoding="utf-8")
        job = Job(
            str(script), arguments, str(folder or script.parent), str(home / "result"), str(home / "facts"),
            tuple(treatment), seed, steps, output=str(home / "output"),
        )  # fmt: skip
        assert server.run(job)
        output = (home / "output").read_text()
        assert (home / "result").exists(), output
        ended = from_json(RerunResult, (home / "result").read_text(encoding="utf-8"))
    return ended, output


def final_of(output: str) -> float:
    """The number that the script prints in the end."""
    found = re.findall(r"^final (\S+)$", output, flags=re.MULTILINE)
    assert found, output
    return float(found[-1])


def hashes(folder: Path) -> dict[str, str]:
    """Each file under a folder and its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }
