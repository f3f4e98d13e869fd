"""`whygrad diagnose script.py --trial`: from the command line to the JSON and the report, and Ctrl-C on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli import forked_scripts

from whygrad.cli import main

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

RATE = "0.05"
# The targets have the shape (N,), the outputs (N, 1).
SCRIPT = """
import argparse, torch
from torch import nn

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, required=True)
    given = parser.parse_args()
    table = torch.tensor([[float(v) for v in line.split()] for line in open("table.txt")])
    x, y = table[:, :4], table[:, 4]
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=given.rate)
    for step in range(60):
        rows = torch.randint(0, 200, (25,))
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    import numpy as np

    random = np.random.default_rng(0)
    x = random.standard_normal((200, 4))
    y = x @ [1.0, -1.0, 0.5, 0.0]
    np.savetxt(tmp_path / "table.txt", np.column_stack([x, y]))
    (tmp_path / "train.py").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def _words(*words: str, ask: str = "--trial") -> list[str]:
    return ["diagnose", "train.py", ask, *words, "--", "--rate", RATE]


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "whygrad", *_words(*words)]


ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "100"}


def test_a_budget_that_is_over_too_soon_is_said(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are remedies; none could be compared."""
    forked_scripts.install(monkeypatch)
    monkeypatch.chdir(folder)
    assert main(_words("--budget", "1", "--json", "answer.json")) == 1
    trial = json.loads((folder / "answer.json").read_text())["trial"]
    assert trial["verdict"] == "out-of-time"
    assert trial["remedies"] == []
    assert "--budget" in capfd.readouterr().out


def test_from_the_command_line_to_the_report(folder: Path) -> None:
    done = subprocess.run(
        _command("--budget", "900", "--seeds", "5", "--json", "answer.json", "--report", "report.html"),
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    answer = json.loads((folder / "answer.json").read_text())
    trial, test = answer["trial"], answer["findings"][0]["test"]
    assert (test["outcome"], test["remedy"], test["learned"], test["of"]) == ("confirmed", "match-shapes", 5, 5)
    assert done.stdout.count("Confirmed by a test:") == 1
    assert trial["verdict"] == "helps"
    best = trial["remedies"][0]
    assert best["code"] == "match-shapes"
    assert best["interval"][0] > 0
    assert trial["metric"]["name"] == "r2_train"
    assert "train.py:16" in best["snippet"]
    assert "reshape(output.shape)" in done.stdout
    assert "reshape(output.shape)" in (folder / "report.html").read_text()
    assert sorted(path.name for path in folder.iterdir()) == ["answer.json", "report.html", "table.txt", "train.py"]


def test_ctrl_c_ends_the_trial_and_keeps_the_diagnosis(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = tmp_path_factory.mktemp("kept")
    process = subprocess.Popen(
        _command("--budget", "600", "--seeds", "100", "--keep-runs", str(kept)), cwd=folder, env=ENVIRONMENT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    while "loss-shape-broadcast" not in process.stdout.readline():
        assert process.poll() is None
    while not any(kept.iterdir()):  # a re-run has ended, and the next one is at work
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert out
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(folder) not in left


def test_why_no_cause_was_tested_is_said(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs of each do not fit into a second."""
    forked_scripts.install(monkeypatch)
    monkeypatch.chdir(folder)
    assert main(_words("--budget", "1", "--json", "answer.json", ask="--experiments")) == 1
    assert json.loads((folder / "answer.json").read_text())["untested"] == "too-long"
    assert "The script takes too long to run twice as it is and twice with each fix." in " ".join(
        capfd.readouterr().out.split()
    )


def test_causes_are_confirmed_by_short_re_runs(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forked_scripts.install(monkeypatch)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(_words("--budget", "120", "--json", "answer.json", ask="--experiments")) == 1
    answer = json.loads((folder / "answer.json").read_text())
    assert answer["trial"] is None
    test = answer["findings"][0]["test"]
    assert (test["outcome"], test["remedy"], test["learned"], test["of"]) == ("confirmed", "match-shapes", 4, 4)
    assert capfd.readouterr().out.count("Confirmed by a test: 4 of 4 runs learn") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["answer.json", "table.txt", "train.py"]
