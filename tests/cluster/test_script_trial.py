"""The trial of a script on a real Ray cluster of two workers: the oracle is the same trial on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.trial_script import ARGUMENTS, SCRIPT, write_table
from tests.watch import forked

pytest.importorskip("ray")
pytest.importorskip("torch")

from whygrad.cluster import Ray
from whygrad.cluster import folder as folders
from whygrad.diagnose import Diagnosis, diagnose
from whygrad.errors import InputError
from whygrad.session.script import Request
from whygrad.trace import Trace
from whygrad.trial import Trial
from whygrad.trial.rerun import try_on_script
from whygrad.trial.rerun.cluster import OnCluster
from whygrad.trial.rerun.job import RerunResult, Treatment

pytestmark = [
    pytest.mark.torch,
    pytest.mark.slow(120),
    pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning"),  # Ray's own
]
Ill = tuple[Trace, Diagnosis]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's folder, which is the working directory and one thread is all that PyTorch has."""
    folder = tmp_path_factory.mktemp("home")
    write_table(folder / "table.txt")
    (folder / "train.py").write_text(SCRIPT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("OMP_NUM_THREADS", "1")
        yield folder


@pytest.fixture(scope="module")
def ill(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Ill:
    told = tmp_path_factory.mktemp("told")
    ran = forked.run(Request("train.py", ARGUMENTS, str(told / "result")), home, told / "out", told / "out")
    return ran.traces[0], diagnose(ran.traces[0])


def _trial(ill: Ill, home: Path, on: OnCluster | None = None, **options: Any) -> Trial:
    given: dict[str, Any] = {"budget": 900, "seeds": 2} | options
    return try_on_script("train.py", ARGUMENTS, *ill, folder=home, on=on, **given)


def _without_time(value: Any) -> Any:
    """Nested values without what says how long something took."""
    if isinstance(value, dict):
        return {key: _without_time(one) for key, one in value.items() if key not in ("cost", "seconds")}
    return [_without_time(one) for one in value] if isinstance(value, list) else value


def test_same_bit_for_bit_with_a_worker_killed(
    cluster: Ray, ill: Ill, home: Path, workers_folder: Path, killing: Any
) -> None:
    before = {path: path.read_bytes() for path in home.iterdir() if path.is_file()}
    runs: dict[str, dict[str, Any]] = {"here": {}, "there": {}}

    def keep(where: str) -> Any:
        def kept(remedies: Treatment, seed: int, ended: RerunResult) -> None:
            told = ended.scores, ended.chance, ended.steps, ended.stop, ended.error, ended.finite
            runs[where][repr((remedies, seed))] = told

        return kept

    here = _trial(ill, home, ran=keep("here"))
    with killing("rerun", after=0.5) as killed:
        there = _trial(ill, home, OnCluster(cluster), ran=keep("there"))
    assert killed
    assert runs["there"] == runs["here"]
    assert len(runs["here"]) == 2 * (1 + len(here.results) + len(here.controls))
    assert _without_time(there.to_json()) == _without_time(here.to_json())
    assert there.best is not None
    assert there.best.code == "match-shapes"
    assert {path: path.read_bytes() for path in home.iterdir() if path.is_file()} == before


def test_arguments_named_variables_and_a_script_elsewhere_are_sent_and_output_comes_back(
    cluster: Ray, ill: Ill, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The script lies beside the working directory, and imports what lies beside it."""
    (tmp_path / "train.py").write_text(f"import helper\n{SCRIPT}", encoding="utf-8")
    (tmp_path / "helper.py").write_text("print('the helper is here')")
    monkeypatch.setenv("SENT", "a value")
    monkeypatch.setenv("NOT_SENT", "a secret")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    printed: list[str] = []
    trial = try_on_script(
        str(tmp_path / "train.py"), ARGUMENTS, *ill, folder=home, budget=900, seeds=1,
        on=OnCluster(cluster, variables=("SENT",)), ran=_keeping(printed),
    )  # fmt: skip
    assert trial.results
    said = (
        "the helper is here", f"arguments {[*ARGUMENTS]}", "variables ['a value', None, '7']", "threads 1", "ray []",
    )  # fmt: skip
    assert not [(wanted, one) for one in printed for wanted in said if wanted not in one]


def test_what_is_missing_on_the_cluster_is_said(cluster: Ray, ill: Ill, home: Path) -> None:
    with pytest.raises(InputError) as error:
        _trial(ill, home, OnCluster(cluster, exclude=("table.txt",)))
    assert str(error.value).startswith("train.py trains here, but not on the cluster: FileNotFoundError")
    assert "table.txt" in str(error.value)


def test_what_would_fail_later_is_said_before_the_work(
    cluster: Ray, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OnCluster(cluster).check("train.py", home)
    with pytest.raises(InputError, match="64 cores"):
        OnCluster(cluster, cpus=64).check("train.py", home)
    with pytest.raises(InputError, match="UNHEARD_OF is not set"):
        OnCluster(cluster, variables=("UNHEARD_OF",)).check("train.py", home)
    monkeypatch.setattr(folders, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match=r"table\.txt"):
        OnCluster(cluster).check("train.py", home)
    OnCluster(cluster, exclude=("*.txt", "*.py")).check("train.py", home)


def test_ctrl_c_keeps_the_complete_rounds_and_leaves_nothing(
    cluster: Ray, ill: Ill, home: Path, workers_folder: Path
) -> None:
    shares: list[float] = []

    def impatient(share: float) -> None:
        shares.append(share)
        if len(shares) == 9:  # in the second round
            raise KeyboardInterrupt

    trial = _trial(ill, home, OnCluster(cluster), seeds=50, progress=impatient)
    assert trial.interrupted
    assert 0 < len(trial.seeds) < 9
    assert trial.best is not None
    end = time.monotonic() + 20
    while (left := list(workers_folder.glob("whygrad-*/whygrad-run-*"))) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left  # a re-run has such a folder as long as it runs


def test_command_ends_with_ctrl_c_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    """What was found before stays."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "RAY_TMPDIR": "/tmp", "RAY_ADDRESS": "local"}
    command = [
        sys.executable, "-m", "whygrad", "diagnose", "train.py", "--trial", "--on", "ray", "--seeds", "100", "--budget",
        "600", "--keep-runs", str(tmp_path / "runs"), "--", *ARGUMENTS,
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        end = time.monotonic() + 180
        while len(list((tmp_path / "runs").glob("*.json"))) < 3 and time.monotonic() < end:
            assert process.poll() is None, process.communicate()
            time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "loss-shape-broadcast" in out
    assert (tmp_path / "runs" / "baseline-seed-0.txt").read_text().startswith("arguments")
    end = time.monotonic() + 20
    while (left := [*temporary.glob("whygrad-*"), *_running(str(temporary))]) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left


def _keeping(printed: list[str]) -> Callable[[Treatment, int, RerunResult], None]:
    def keep(_remedies: Treatment, _seed: int, ended: RerunResult) -> None:
        printed.append(ended.output)

    return keep


def _running(word: str) -> list[str]:
    """Processes whose command line has the word."""
    found: list[str] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found.append((folder / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " "))
            except OSError:
                continue
    return [line for line in found if word in line]
