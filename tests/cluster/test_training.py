"""Comparisons, trials of experiments and claims on a real Ray cluster of two workers: the oracle is this machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("ray")

from whygrad import claims
from whygrad.claims.on_cluster import run_on_cluster
from whygrad.cli import main
from whygrad.cluster import Ray, on_cluster, one_core
from whygrad.diagnose import diagnose
from whygrad.engine import cost, train
from whygrad.experiment import Experiment
from whygrad.trace import Trace
from whygrad.trial import confirm_causes, trial

pytestmark = [
    pytest.mark.slow(40),
    pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning"),  # Ray's own
]

ILL = Experiment().replace(
    name="moons",
    samples=100,
    hidden=[6, 6, 6, 6],
    activation="sigmoid",
    init="normal:0.1",
    learning_rate=0.03,
    epochs=12,
)


def _same(one: Trace, other: Trace) -> None:
    assert list(one.channels) == list(other.channels)
    for name in one.channels:
        np.testing.assert_array_equal(one[name], other[name])
    assert list(one.status) == list(other.status)
    assert repr(one.meta) == repr(other.meta)  # where NaN equals NaN


def test_traces_are_the_same_in_the_same_order(cluster: Ray) -> None:
    experiments = [ILL.replace(learning_rate=rate) for rate in (0.3, 0.03, 0.003, 30.0, 1.0)]
    shares: list[float] = []
    there = on_cluster(cluster)(experiments, 3, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    for one, other in zip(there, train(experiments, 3), strict=True):
        _same(one, other)


@pytest.mark.parametrize(("arrive", "kept"), [((0, 2, 1, 4), 3), ((0, 5, 3, 2), 1), ((1, 2, 3, 4), None)])
def test_ctrl_c_gives_the_first_traces(arrive: tuple[int, ...], kept: int | None) -> None:
    """Whichever workers are done by then: those up to the first that is missing, and without the first none."""

    class Cluster:
        def completed(self, work: Any, tasks: Any) -> Iterator[tuple[int, Any]]:
            known = dict(tasks)
            yield from ((place, work(*known[place])) for place in arrive)

    def impatient(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    experiments = [ILL.replace(learning_rate=rate) for rate in (0.3, 0.03, 0.003, 30.0, 1.0, 2.0)]
    trained = on_cluster(Cluster())  # pyright: ignore[reportArgumentType]
    if kept is None:
        with pytest.raises(KeyboardInterrupt):
            trained(experiments, [4], progress=impatient)
        return
    there = trained(experiments, [4], progress=impatient)
    assert len(there) == kept
    for one, other in zip(there, train(experiments, [4]), strict=False):
        _same(one, other)


def test_trial_of_an_experiment_is_the_same(cluster: Ray) -> None:
    trace = train(ILL, 2)
    found = diagnose(trace)
    assert not found.healthy
    there, here = trial(ILL, found, seeds=2, train=on_cluster(cluster)), trial(ILL, found, seeds=2)
    assert there.results
    assert there.to_json() == here.to_json()
    assert confirm_causes(ILL, found, trace, train=on_cluster(cluster)) == confirm_causes(ILL, found, trace)


def test_claims_are_judged_the_same(cluster: Ray) -> None:
    names = ["C01", "C02", "C03"]
    there = dict(run_on_cluster(cluster, names, 2, ["epochs=3"] if all(claims[one].trains for one in names) else ()))
    for name in names:
        here = claims[name].run(2, changes=["epochs=3"] if all(claims[one].trains for one in names) else ())
        assert here is not None
        value, other = there[name].to_json(), here.to_json()
        del value["made"], other["made"]
        assert value == other


def test_a_task_trains_with_one_thread() -> None:
    before = cost.cores
    with one_core():
        assert cost.cores() == 1
    assert cost.cores is before


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "healthy-circle", "--vary", "learning_rate=0.01,0.1,1", "--seeds", "2", "--set", "epochs=3"],
        ["diagnose", "dead-units-moons", "--trial", "--seeds", "2", "--set", "epochs=10"],
        ["claims", "C01", "C02", "--run", "--seeds", "2"],
    ],
    ids=lambda words: words[0],
)
def test_command_gives_the_same_numbers(cluster: Ray, words: list[str], tmp_path: Path) -> None:
    answers: list[Any] = []
    for name, more in (("here", []), ("there", ["--on", "ray"])):
        file = tmp_path / f"{name}.json"
        assert main([*words, "--json", str(file), *more]) in (0, 1, 3)
        answers.append(_unmade(json.loads(file.read_text())))
    assert answers[0] == answers[1]


def _unmade(value: Any) -> Any:
    """Nested values without where and when they were made."""
    if isinstance(value, dict):
        return {key: _unmade(one) for key, one in value.items() if key != "made"}
    return [_unmade(one) for one in value] if isinstance(value, list) else value


def test_where_claims_run_is_nothing_without_running_them(wrong: Callable[..., str]) -> None:
    assert "--run" in wrong("claims", "C01", "--on", "ray")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["train.py", "--on", "ray"], "--trial"),
        (["train.py", "--keep-runs", "runs"], "--trial"),
        (["train.py", "--trial", "--task-cpus", "2"], "--on"),
        (["train.py", "--trial", "--exclude", "data"], "--on"),
        (["healthy-circle", "--trial", "--on", "ray", "--task-gpus", "1"], "--task-gpus"),
        (["healthy-circle", "--trial", "--keep-runs", "runs"], "--keep-runs"),
        (["train.py", "--trial", "--on", "ray", "--task-gpus", "1.5"], "1.5"),
        (["train.py", "--trial", "--on", "ray", "--task-gpus", "-1"], "-1"),
        (["train.py", "--trial", "--on", "spark"], "spark"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_say_nothing_are_refused(
    words: list[str], named: str, wrong: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("train.py").write_text("import torch")
    assert named in wrong("diagnose", *words)


@pytest.fixture
def wrong(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that is used wrongly; the one line that it answers."""

    def run(*words: str) -> str:
        assert main([*words]) == 2
        line = capsys.readouterr().err.strip()
        assert "\n" not in line
        return line

    return run
