"""Rounds of a trial of a script: what wins, the time that is kept, Ctrl-C, remedies that break the script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tests.trial.rerun_scripts import NUMBERS, PLAIN, SCRIPT, hashes, write  # noqa: E402
from tests.watch.forked import watched  # noqa: E402

from whygrad.diagnose import diagnose  # noqa: E402
from whygrad.trial import Trial  # noqa: E402
from whygrad.trial.remedy import remedies  # noqa: E402
from whygrad.trial.rerun import RerunResult, ScriptFacts, Server, script_remedies, try_on_script  # noqa: E402
from whygrad.trial.rerun import run as rounds  # noqa: E402
from whygrad.trial.rerun.job import RerunRequest, Treatment  # noqa: E402
from whygrad.trial.rerun.place import LocalPlace  # noqa: E402

BROADCAST = SCRIPT.format(**(PLAIN | NUMBERS | {"lr": "0.05"})).replace("range(60)", "range(100)")
Runs = dict[tuple[str, int], RerunResult]  # by the remedies (as `repr` gives them) and the seed


@pytest.fixture(scope="module")
def ill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    folder = tmp_path_factory.mktemp("ill")
    script = folder / "train.py"
    # Standardized: nothing but the shapes is wrong.
    script.write_text(BROADCAST.replace(" * torch.tensor([1., 30., 1., 0.2, 1., 1.]) + 2.0", ""))
    trace = watched(script).traces[0]
    return script, trace, diagnose(trace)


@dataclass(frozen=True)
class Tried:
    """A whole trial of that script over five seeds."""

    trial: Trial
    runs: Runs
    shares: list[float]  # of the work, as it told them
    before: dict[str, str]  # the folder's files
    after: dict[str, str]


@pytest.fixture
def warm(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials of this test take the process that has imported everything, and start none of their own."""
    _warm(server, tmp_path, monkeypatch)


def _warm(server: Server, temporary: Path, patch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def here(script: str, arguments: tuple[str, ...], folder: Path) -> Iterator[LocalPlace]:
        runs = temporary / "runs"
        runs.mkdir()
        yield LocalPlace(script, arguments, folder, runs, server)

    patch.setattr(rounds, "here", here)


@pytest.fixture(scope="module")
def tried(ill: tuple[Path, Any, Any], server: Server, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    script, trace, diagnosis = ill
    runs: Runs = {}
    shares: list[float] = []
    before = hashes(script.parent)

    def ran(remedies: Treatment, seed: int, ended: RerunResult) -> None:
        runs[repr(remedies), seed] = ended

    with pytest.MonkeyPatch.context() as patch:
        _warm(server, tmp_path_factory.mktemp("tried"), patch)
        trial = try_on_script(
            str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=5, progress=shares.append,
            ran=ran,
        )  # fmt: skip
    return Tried(trial, runs, shares, before, hashes(script.parent))


class Recorded:
    """A place that gives the re-runs of that trial again, at once; a seed that was not run gives what another did."""

    slots = 1

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.begins: Callable[[RerunRequest], None] = lambda _: None  # is called before each re-run

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Nothing is imported."""

    def completed(
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        del facts, seconds
        for tag, request in requests:
            self.begins(request)
            ended = self.runs.get((repr(request.remedies), request.seed % 5))
            # A remedy that failed in its first run was not run again.
            yield tag, replace(ended or self.runs[repr(request.remedies), 0], seconds=0.01)


@pytest.fixture
def recorded(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """Where trials of this test re-run their script, instead of this machine."""
    place = Recorded(tried.runs)

    @contextmanager
    def here(*_: object) -> Iterator[Recorded]:
        yield place

    monkeypatch.setattr(rounds, "here", here)
    return place


@pytest.mark.slow(seconds=13)
def test_the_right_remedy_wins_and_random_ones_do_not(ill: tuple[Path, Any, Any], tried: Tried) -> None:
    trial = tried.trial
    assert ill[2].root.code == "loss-shape-broadcast"
    assert tried.after == tried.before
    assert trial.verdict == "helps"
    assert trial.best is not None
    assert trial.best.code == "match-shapes"
    assert trial.best.interval[0] > 0.2
    assert trial.best.repaired == 1.0
    assert "train.py:" in trial.best.snippet
    assert trial.control_repaired < 0.5
    assert trial.control_difference < trial.best.difference / 2
    assert trial.metric.name == "r2_test"
    assert tried.shares == sorted(tried.shares)
    value = trial.to_json()
    assert value["remedies"][0]["snippet"] == trial.best.snippet
    assert value["seeds"] == [0, 1, 2, 3, 4]


def test_the_budget_is_kept(ill: tuple[Path, Any, Any]) -> None:
    import time

    script, trace, diagnosis = ill
    start = time.monotonic()
    trial = try_on_script(str(script), (), trace, diagnosis, folder=script.parent, budget=2, seeds=200)
    assert time.monotonic() - start < 2 + 8
    assert len(trial.seeds) < 200


def test_ctrl_c_keeps_the_complete_rounds(ill: tuple[Path, Any, Any], recorded: Recorded) -> None:
    script, trace, diagnosis = ill
    calls: list[float] = []

    def impatient(share: float) -> None:
        calls.append(share)
        if len(calls) == 14:
            raise KeyboardInterrupt

    trial = try_on_script(
        str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=8, progress=impatient
    )
    assert trial.interrupted
    assert 0 < len(trial.seeds) < 8
    assert trial.best is not None
    assert trial.best.code == "match-shapes"


@pytest.mark.parametrize(("round_", "seeds"), [(5, 5), (2, 3)])
def test_random_remedies_are_worth_the_last_round(
    round_: int, seeds: int, ill: tuple[Path, Any, Any], recorded: Recorded
) -> None:
    """The time is over in the middle of a round's random remedies: without that round there are enough for a verdict,
    or too few in any case.
    """
    script, trace, diagnosis = ill
    own = {repr(((code, given),)) for code, one in script_remedies().items() for given in one.variants} | {"()"}

    def begins(request: RerunRequest) -> None:
        if repr(request.remedies) not in own and request.seed == round_:
            raise KeyboardInterrupt

    recorded.begins = begins
    trial = try_on_script(str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=6)
    assert len(trial.seeds) == seeds
    assert bool(trial.controls) is (seeds == 5)


@pytest.mark.usefixtures("warm")
def test_a_remedy_that_breaks_the_script_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = (
        "class Strict(torch.optim.SGD):\n"
        "    def step(self, closure=None):\n"
        "        super().step(closure)\n"
        "        assert self.param_groups[0]['lr'] == 30.0, 'not my rate'\n"
    )
    folder = tmp_path / "home"
    folder.mkdir()
    script = write(folder, "train.py", lr="30.0", before=strict)
    script.write_text(script.read_text().replace("torch.optim.SGD(model", "Strict(model"))
    trace = watched(script).traces[0]
    diagnosis = diagnose(trace)
    assert "lower-learning-rate" in diagnosis.root.remedies
    few = [remedies()[code] for code in ("lower-learning-rate", "clip-gradients")]  # each other one is more re-runs
    monkeypatch.setattr(rounds, "candidates", lambda *_: few)
    trial = try_on_script(str(script), (), trace, diagnosis, folder=folder, budget=900, seeds=1, steps=20)
    broken = [one for one in trial.failed if one.code == "lower-learning-rate"]
    assert broken
    assert broken[0].error == "AssertionError: not my rate"
    assert trial.results
    assert "lower-learning-rate" not in [one.code for one in trial.results]
