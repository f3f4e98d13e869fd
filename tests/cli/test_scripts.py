"""`whygrad diagnose script.py`: the script runs as Python would run it, and ends as it likes; the answer is ours.

What a script's own process does is tested on a true command; what is only said of a script, in this process.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli import forked_scripts

from whygrad.cli import main

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

TRAINING = """
import sys, torch
from torch import nn
torch.manual_seed(0)
x = torch.randn(200, 5); y = (x.sum(1) > 0).long()
model = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 2){extra})
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range({steps}):
    rows = torch.randint(0, 200, (20,))
    loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    {each}
"""


def _script(folder: Path, *, extra: str = "", steps: int = 120, each: str = "", end: str = "", start: str = "") -> Path:
    file = folder / "train.py"
    file.write_text(start + TRAINING.format(extra=extra, steps=steps, each=each) + end + "\n", encoding="utf-8")
    return file


Answer = tuple[int, Any, str, str]  # exit status, JSON, what was printed, errors
Diagnosed = Callable[..., Answer]


@pytest.fixture
def diagnosed(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diagnosed:
    """Diagnose a script as `_command` does, but in this process, from which the script's is forked."""
    forked_scripts.install(monkeypatch)

    def diagnose(script: Path, *words: str) -> Answer:
        target = script.with_suffix(".json")
        status = main(["diagnose", str(script), "--json", str(target), *words])
        written = capfd.readouterr()
        return status, json.loads(target.read_text("utf-8")) if target.is_file() else None, written.out, written.err

    return diagnose


def _command(script: Path, *words: str, json_too: bool = True) -> Answer:
    target = script.with_suffix(".json")
    asked = ["--json", str(target)] if json_too else []
    done = subprocess.run(
        [sys.executable, "-m", "whygrad", "diagnose", str(script), *asked, *words],
        capture_output=True, text=True, timeout=120, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    found = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else None
    return done.returncode, found, done.stdout, done.stderr


def test_a_script_runs_as_python_runs_it(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("value = 7\n")
    say = (
        "import sys, beside, __main__\n"
        "print('argv', sys.argv[1:], 'name', __name__, 'file', __file__, 'path', sys.path[0], beside.value)\n"
        "print('main', __main__.__file__, 'torch before', 'torch' in sys.modules)\n"
    )
    script = _script(tmp_path, start=say)
    status, found, out, err = _command(script, "--", "--epochs", "3")
    assert status == 0, out + err
    assert f"argv ['--epochs', '3'] name __main__ file {script} path {tmp_path} 7" in out
    assert f"main {script} torch before False" in out
    assert found["healthy"]
    assert found["subject"] == {"kind": "script", "name": "train.py", "steps": 120, "framework": "torch"}


def test_a_script_that_goes_elsewhere_finds_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "away").mkdir()
    say = (
        "import os, pathlib\nos.chdir('away')\n"
        "print(sorted(path.name for path in pathlib.Path(__file__).parent.glob('*.py')), __loader__.path, __cached__)\n"
    )
    monkeypatch.chdir(tmp_path)
    Path("train.py").write_text(say)  # without the training, which would import PyTorch
    alone = subprocess.run([sys.executable, "train.py"], capture_output=True, text=True, check=True)
    _script(tmp_path, start=say, extra=", nn.Softmax(1)")
    status, found, out, _ = _command(Path("train.py"))
    assert (status, out.splitlines()[0]) == (1, alone.stdout.splitlines()[0])
    assert found["findings"][0]["where"]["source"].startswith("train.py:")


def test_a_fault_is_found_with_its_place(diagnosed: Diagnosed, tmp_path: Path) -> None:
    status, found, out, _ = diagnosed(_script(tmp_path, extra=", nn.Softmax(1)"))
    assert status == 1
    first = found["findings"][0]
    assert first["code"] == "softmax-before-cross-entropy"
    assert first["where"]["source"] == "train.py:10" or first["where"]["source"].endswith("train.py:10")
    assert "train.py:10" in re.sub(r"[\s│]", "", out)  # a long path goes over several lines


@pytest.mark.parametrize(("words", "seen"), [((), True), (("--compiled",), False)])
def test_what_is_to_be_compiled_runs_as_it_was_written(
    diagnosed: Diagnosed, tmp_path: Path, words: tuple[str, ...], seen: bool
) -> None:
    script = _script(tmp_path, extra=", nn.Softmax(1)")
    before, after = script.read_text().split("optimizer =", 1)
    script.write_text(f"{before}model = torch.compile(model, backend='eager')\noptimizer ={after}")
    status, found, out, err = diagnosed(script, *words)
    assert status == int(seen), out + err
    assert [one["code"] for one in found["findings"]][:1] == ["softmax-before-cross-entropy"] * seen
    assert ("torch.compile was off" in out) == seen


def test_a_compiler_is_switched_off_once_it_is_imported(tmp_path: Path) -> None:
    told = "import sys\nprint(sys.modules['torch._dynamo.eval_frame']._stance.stance)\n"
    script = _script(tmp_path, start="import torch\ntorch.compile(lambda x: x)\n" + told, steps=60)
    assert _command(script)[2].splitlines()[0] == "force_eager"


def test_a_script_that_watches_itself_is_diagnosed_all_the_same(diagnosed: Diagnosed, tmp_path: Path) -> None:
    script = _script(tmp_path, extra=", nn.Softmax(1)")
    before, after = script.read_text().split("for step", 1)
    script.write_text(f"{before}import whygrad\nwatch = whygrad.watch(model, optimizer)\nfor step{after}")
    status, found, _, err = diagnosed(script)
    assert status == 1, err
    assert found["findings"][0]["code"] == "softmax-before-cross-entropy"
    assert (found["subject"]["kind"], found["subject"]["name"]) == ("script", "train.py")


def test_a_script_that_closes_its_own_watch_is_stopped_all_the_same(diagnosed: Diagnosed, tmp_path: Path) -> None:
    script = _script(tmp_path, steps=100_000, each="if step == 20: watch.close()")
    before, after = script.read_text().split("for step", 1)
    script.write_text(f"{before}import whygrad\nwatch = whygrad.watch(model, optimizer)\nfor step{after}")
    status, found, out, err = diagnosed(script, "--steps", "60")
    assert status == 0, out + err
    assert found["subject"]["steps"] == 60


def test_it_stops_politely(tmp_path: Path) -> None:
    script = _script(tmp_path, steps=100_000, start="import atexit; atexit.register(print, 'at exit')\n")
    text = script.read_text().replace("for step", "try:\n  for step").replace("\n    ", "\n      ")
    script.write_text(text + "\nfinally:\n  print('finally', flush=True)\n")
    status, found, out, err = _command(script, "--steps", "60")
    assert status == 0, out + err
    assert found["subject"]["steps"] == 60
    assert out.index("finally") < out.index("at exit")


@pytest.mark.parametrize(
    ("end", "shown"),
    [("raise ValueError('broken here')", "ValueError: broken here"), ("sys.exit(5)", ""), ("exit()", "")],
)
def test_however_a_script_ends_it_is_diagnosed(diagnosed: Diagnosed, tmp_path: Path, end: str, shown: str) -> None:
    status, found, out, err = diagnosed(_script(tmp_path, extra=", nn.Softmax(1)", end=end))
    assert status == 1
    assert found["findings"][0]["code"] == "softmax-before-cross-entropy"
    assert shown in err
    assert "whygrad" not in err.replace(str(tmp_path), "")
    assert found["ended"]["how"] == ("crashed" if shown else "exited")
    assert ("The program stopped with an error" in out) is bool(shown)
    if shown:
        assert found["ended"]["error"] == shown
        assert f'File "{tmp_path}/train.py", line' in err


SECOND = """
second = nn.Linear(5, 2)
optimizer = torch.optim.SGD(second.parameters(), lr=0.01)
for step in range(UPDATES):
    loss = second(x[:20]).cos().mean()
    optimizer.zero_grad(); loss.backward(); optimizer.step()
"""


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("sys.exit(5)", 3),
        ("raise ValueError", 3),
        ("sys.exit(0)", 0),
        (SECOND.replace("UPDATES", "4"), 0),
        (SECOND.replace("UPDATES", "90"), 3),
    ],
)
def test_no_problem_is_no_verdict_where_a_script_failed_or_a_training_cannot_be_judged(
    diagnosed: Diagnosed, tmp_path: Path, end: str, expected: int
) -> None:
    status, found, out, err = diagnosed(_script(tmp_path, end=end))
    assert found["healthy"]
    assert status == expected, out + err


def test_a_crash_before_the_first_update_is_diagnosed(diagnosed: Diagnosed, tmp_path: Path) -> None:
    script = _script(tmp_path)
    script.write_text(script.read_text().replace("y = (x.sum(1) > 0).long()", "y = (x.sum(1) > 0).long() + 1"))
    status, found, _, err = diagnosed(script)
    assert status == 1
    assert "IndexError" in err
    assert found["findings"][0]["code"] == "target-out-of-range"


@pytest.mark.parametrize("inside", [False, True])
def test_a_network_that_is_never_trained_is_found(diagnosed: Diagnosed, tmp_path: Path, inside: bool) -> None:
    """Also one that is gone with the function that made it when the program ends."""
    script = tmp_path / "agent.py"
    lines = (
        "policy = torch.nn.Linear(4, 2)",
        "optimizer = torch.optim.Adam(policy.parameters())",
        "for _ in range(100):",
        "    torch.distributions.Categorical(logits=policy(torch.randn(1, 4))).sample()",
    )
    body = ["def main():", *(f"    {line}" for line in lines), "main()"] if inside else lines
    script.write_text("\n".join(("import torch", *body)))
    status, found, out, _ = diagnosed(script)
    assert status == 1
    assert found["findings"][0]["code"] == "no-gradient"
    assert "never trained" in out


@pytest.mark.parametrize(("epochs", "passes", "reason"), [(8, 1, True), (8, 3, False), (4, 1, False)])
def test_a_model_that_is_made_anew_for_each_epoch_is_told_so_once(
    diagnosed: Diagnosed, tmp_path: Path, epochs: int, passes: int, reason: bool
) -> None:
    script = tmp_path / "again.py"
    script.write_text(f"""\
import torch
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(0)
x = torch.randn(600, 4)
loader = DataLoader(TensorDataset(x, (x.sum(1) > 0).long()), batch_size=20, shuffle=True)
for _ in range({epochs}):
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    for _ in range({passes}):
        for batch, label in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(batch), label).backward()
            optimizer.step()
""")
    status, found, out, _ = diagnosed(script)
    assert status == 1
    shown = {one["quantity"] for finding in found["findings"] for one in finding["evidence"]}
    assert ("trainings_alike" in shown) is reason
    assert not reason or f"{epochs - 1} more trainings of networks like this one" in out
    assert not reason or out.count("problem found") == 1


def test_what_cannot_be_run_is_one_line(diagnosed: Diagnosed, tmp_path: Path) -> None:
    cases = {
        "missing.py": (None, "file not found"),
        "syntax.py": ("import torch\nfor x in\n", "syntax.py, line 2"),
        "notorch.py": ("print('hello')", "No training was seen"),
        "untrained.py": ("import torch\ntorch.nn.Linear(2, 2)", "No training was seen"),
        "exits.py": ("import sys\nsys.exit(3)", "ended with exit code 3 before it trained"),
        "usage.py": ("import argparse\nargparse.ArgumentParser().exit(2)", "usage.py -- ARGUMENTS"),
        "looks.py": ("import torch\nprint(torch.nn.RNN(4, 2)(torch.ones(3, 5, 4))[0].shape)", "No training was seen"),
    }
    for name, (source, said) in cases.items():
        file = tmp_path / name
        if source is not None:
            file.write_text(source)
        if name == "notorch.py":  # where PyTorch must not have been imported before
            status, _, _, err = _command(file, json_too=False)
        else:
            status, _, _, err = diagnosed(file)
        assert status == 2, name
        assert err.startswith("whygrad: "), name
        assert said in err, name
        assert err.count("\n") == 1, name


def test_an_error_of_our_own_is_no_untrained_script(diagnosed: Diagnosed, tmp_path: Path) -> None:
    script = _script(tmp_path)
    broken = "import torch\nfrom whygrad.watch import _assemble\n_assemble.known_of = None\n"
    script.write_text(broken + script.read_text())
    status, _, _, err = diagnosed(script)
    assert status == 2
    assert "could not observe" in err
    assert err.strip().splitlines()[-1].startswith("whygrad: ")
    assert "could not read its records" in err
    assert "No training was seen" not in err


def test_data_loader_workers_are_left_alone(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(
        "import torch\nfrom torch import nn\nfrom torch.utils.data import DataLoader, TensorDataset\n"
        "torch.manual_seed(0)\nx = torch.randn(160, 4); y = x[:, :1] * 2\n"
        "model = nn.Linear(4, 1); optimizer = torch.optim.SGD(model.parameters(), 0.1)\n"
        "for epoch in range(3):\n"
        "    for a, b in DataLoader(TensorDataset(x, y), 8, shuffle=True, num_workers=2):\n"
        "        loss = nn.functional.mse_loss(model(a), b)\n"
        "        optimizer.zero_grad(); loss.backward(); optimizer.step()\n"
        "print('final', loss.item() < 0.01)\n"
    )
    status, found, out, err = _command(script)
    assert status == 0, out + err
    assert out.startswith("final True")
    assert found["subject"]["steps"] == 60


@pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
def test_ctrl_c_shows_what_was_seen(tmp_path: Path) -> None:
    script = _script(tmp_path, steps=10**7, extra=", nn.Softmax(1)", each="step == 40 and print('going', flush=True)")
    process = subprocess.Popen(
        [sys.executable, "-m", "whygrad", "diagnose", str(script), "--steps", "1000000"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "going\n"
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "softmax-before-cross-entropy" in out
    assert err.endswith("whygrad: interrupted; what was recorded so far is shown.\n"), "no file was asked for"


def test_a_crash_of_the_script_itself_is_never_a_success(tmp_path: Path) -> None:
    status, found, _, _ = _command(_script(tmp_path, end="raise ValueError('broken here')"))
    assert (status, found["healthy"], found["ended"]["how"]) == (3, True, "crashed")


def test_too_few_updates_are_no_verdict(diagnosed: Diagnosed, tmp_path: Path) -> None:
    status, found, out, _ = diagnosed(_script(tmp_path, steps=2))
    assert (status, found["healthy"], found["decided"]) == (3, True, False)
    assert "checks could not be decided" in out


@pytest.mark.parametrize(
    ("error", "word"),
    [("CUDA error: device-side assert triggered", "On the CPU"), ("no such file", "nothing to diagnose")],
)
def test_a_crash_before_training_is_one_line(diagnosed: Diagnosed, tmp_path: Path, error: str, word: str) -> None:
    """A GPU that stopped at an index out of range tells nothing; the CPU would say which."""
    script = tmp_path / "train.py"
    script.write_text(f"import torch\nraise RuntimeError({error!r})\n")
    status, _, _, err = diagnosed(script)
    assert status == 2
    last = err.strip().splitlines()[-1]
    assert "train.py crashed" in last
    assert error in last
    assert word in last


@pytest.mark.parametrize(
    ("extra", "words"), [("", "test general fixes"), (", nn.Softmax(1)", "test the suggested fixes")]
)
@pytest.mark.parametrize("watched", [True, False])
def test_who_watches_is_told_of_the_trial(
    tmp_path: Path, diagnosed: Diagnosed, monkeypatch: pytest.MonkeyPatch, extra: str, words: str, watched: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    script = _script(tmp_path, extra=extra)
    *_, errors = diagnosed(script, "--", "--width", "a b")
    assert (words in errors) is watched
    assert (f"whygrad diagnose {script} --trial -- --width 'a b'" in errors) is watched
