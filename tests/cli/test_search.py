"""`whygrad search` on the command line: experiments, scripts, mistakes, and what is said without Optuna."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from documentation.reference import json_formats
from tests.cli import forked_scripts

pytest.importorskip("optuna")

SCRIPT = """
import argparse, pathlib, torch
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--width", type=int, default=4)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--log", default="")
args = parser.parse_args()
if args.width == 13:
    raise ValueError("unlucky")
torch.manual_seed(0)
x = torch.randn(200, 2)
y = (x[:, :1] - x[:, 1:]) ** 2 / 4
model = torch.nn.Sequential(torch.nn.Linear(2, args.width), torch.nn.Tanh(), torch.nn.Linear(args.width, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for start in range(0, 160, 16):
        loss = torch.nn.functional.mse_loss(model(x[start:start + 16]), y[start:start + 16])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "model.pt")
if HELD_OUT:
    with torch.no_grad():
        loss = torch.nn.functional.mse_loss(model(x[160:]), y[160:])
    if args.log:
        with open(args.log, "a") as file:
            file.write(f"{args.lr} {args.width} {loss.item()}\\n")
"""


def _check(document: Any) -> None:
    schema = json_formats.schema("whygrad.search/1", strict=True)
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script in the working directory; `wg` runs it in forks, a command of its own as it does elsewhere."""
    pytest.importorskip("torch")
    forked_scripts.install(monkeypatch)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    file = folder / "train.py"
    file.write_text(f"HELD_OUT = True\n{SCRIPT}", encoding="utf-8")
    return file


def test_an_experiment(wg: Callable[..., Any], tmp_path: Path) -> None:
    words = ["search", "healthy-moons", "--vary", "learning_rate=0.001:1:log", "--vary", "hidden=[2],[8]", "--trials"]
    words += ["4", "--seeds", "2", "--set", "epochs=3"]
    file = tmp_path / "found.json"
    run = wg(*words, "--json", str(file))
    assert run.status == 0
    document = json.loads(file.read_text(encoding="utf-8"))
    _check(document)
    assert document["command"] in run.out
    assert len(document["trials"]) == 4
    other = json.loads(wg(*words, "--seed", "5", "--json").out)
    assert [one["values"] for one in other["trials"]] != [one["values"] for one in document["trials"]]


@pytest.mark.torch
def test_a_script(wg: Callable[..., Any], script: Path, tmp_path: Path) -> None:
    """Each value is what the script itself computed at its end; trials that fail are counted and named."""
    log, study = tmp_path / "log.txt", tmp_path / "study.journal"
    words = ["search", "train.py", "--vary", "--lr=0.001:1000:log", "--vary", "--width=4,8,13", "--sampler", "random"]
    words += ["--trials", "6", "--seed", "1", "--study", str(study)]
    run = wg(*words, "--json", "-", "--", "--log", str(log), "--epochs", "5")
    assert run.status == 0
    document = json.loads(run.out)
    _check(document)
    own = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        rate, width, loss = line.split()
        own[float(rate), width] = float(loss)
    finished = [one for one in document["trials"] if one["status"] == "finished"]
    assert finished
    for one in finished:
        assert one["value"] == pytest.approx(own[one["values"]["--lr"], one["values"]["--width"]], rel=1e-4)
    crashed = [one for one in document["trials"] if one["status"] == "crashed"]
    assert {one["values"]["--width"] for one in crashed} == {"13"}
    assert all("ValueError: unlucky" in one["reason"] for one in crashed)
    assert {one["status"] for one in document["trials"]} == {"finished", "crashed", "non-finite"}
    assert document["best"]["value"] == min(one["value"] for one in finished)
    assert document["command"].startswith("python train.py --lr=")
    assert document["command"].endswith(f"--log {log} --epochs 5")
    assert sorted(path.name for path in script.parent.iterdir()) == ["train.py"]  # trials ran in copies
    again = wg(*words, "--json", "-", "--", "--log", str(log), "--epochs", "5")  # all trials are there already
    assert json.loads(again.out) == document


@pytest.mark.torch
def test_a_script_in_its_place_by_its_training_loss(wg: Callable[..., Any], script: Path) -> None:
    script.write_text(f"HELD_OUT = False\n{SCRIPT}", encoding="utf-8")
    words = ["search", "train.py", "--vary", "--lr=0.01,0.1", "--trials", "2", "--in-place"]
    refused = wg(*words)
    assert refused.status == 2
    assert "loss_train" in refused.err
    (script.parent / "model.pt").unlink()
    run = wg(*words, "--goal", "loss_train", "--steps", "30", "--lang", "ko")
    assert run.status == 0
    assert "훈련 손실" in run.out
    assert not (script.parent / "model.pt").exists()  # 30 updates end before it is saved
    assert wg(*words, "--goal", "loss_train").status == 0
    assert (script.parent / "model.pt").exists()


@pytest.mark.torch
def test_a_script_that_never_trains_ends_the_search_with_its_reason(wg: Callable[..., Any], script: Path) -> None:
    run = wg("search", "train.py", "--vary", "--rate=0.1:1", "--trials", "8")
    assert run.status == 2
    assert "unrecognized arguments: --rate=" in run.err
    assert run.err.count("\n") == 1


@pytest.mark.torch
def test_ctrl_c_keeps_what_was_tried(script: Path, tmp_path: Path) -> None:
    """On a true command, with true processes of the script."""
    file, study = tmp_path / "found.json", tmp_path / "study.journal"
    words = ["search", "train.py", "--vary", "--lr=0.01:1:log", "--trials", "40", "--study", str(study)]
    command = [sys.executable, "-m", "whygrad", *words, "--json", str(file), "--", "--epochs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ)
    until = time.monotonic() + 120
    while time.monotonic() < until and (not study.exists() or study.read_text(encoding="utf-8").count('"values"') < 2):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "interrupted" in said
    document = json.loads(file.read_text(encoding="utf-8"))
    _check(document)
    assert document["interrupted"]
    assert 2 <= len(document["trials"]) < 40
    assert document["best"] is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["healthy-moons"], "--vary"),
        (["healthy-moons", "--vary", "l2"], "not a setting"),
        (["healthy-moons", "--vary", "l2=0:1", "--seconds", "3"], "--seconds"),
        (["healthy-moons", "--vary", "l2=0:1", "--in-place"], "--in-place"),
        (["healthy-moons", "--vary", "l2=0:1", "--goal", "loss"], "loss_validation"),
        (["healthy-moons", "--vary", "l2=0:1", "--trials", "0"], "--trials"),
        (["healthy-moons", "--vary", "l2=0:1", "--", "--lr"], "--lr"),
        (["nothing.py", "--vary", "--lr=0:1"], "not found"),
        (["nowhere", "--vary", "l2=0:1"], "nowhere"),
    ],
)
def test_mistakes(wg: Callable[..., Any], words: list[str], said: str) -> None:
    run = wg("search", *words)
    assert run.status == 2
    assert said in run.err
    assert run.err.count("\n") == 1


def test_a_script_has_no_settings(wg: Callable[..., Any], script: Path) -> None:
    run = wg("search", "train.py", "--vary", "--lr=0:1", "--set", "l2=1")
    assert run.status == 2
    assert "--set" in run.err
    run = wg("search", "train.py", "--vary", "--lr")
    assert run.status == 2
    assert "--lr is not an argument" in run.err


def test_without_optuna_it_says_what_to_install(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from whygrad.search import study

    monkeypatch.setattr(study, "find_spec", lambda _: None)
    run = wg("search", "healthy-moons", "--vary", "l2=0:1")
    assert run.status == 2
    assert run.err == 'whygrad: a search needs Optuna, which is not installed: pip install "whygrad[search]".\n'
