"""Work on a real Ray cluster of two workers on this machine."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.cluster.conftest import workers

from whygrad.cluster import Lost, Needs, Ray, opened
from whygrad.cluster import ray as module
from whygrad.errors import InputError, MissingExtraError
from whygrad.experiment import Experiment
from whygrad.maps import train_map

pytest.importorskip("ray")
pytestmark = [
    pytest.mark.slow(60),
    pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning"),  # Ray's own
]

CIRCLE = Experiment().replace(name="circle", samples=100, epochs=20)
AXES = ("learning_rate=0.01:100:log", "init=normal:0.01:10:log")


def _other_signature(_packages: tuple[str, ...] = ()) -> tuple[str, ...]:
    return ("whygrad 9.9", "Python 3.11", "abc", "avx2")


def _old(package: str) -> str:
    return f"{package} 0.1"


def _square(number: int) -> int:
    return number * number


def _dies_once(place: str) -> int:
    if not Path(place).exists():
        Path(place).write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def _dies_always() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuses() -> None:
    raise InputError("cluster-address", value="here")


def _waits(seconds: float) -> None:
    time.sleep(seconds)


def _nobody_waits() -> bool:
    """Whether all workers that wait are ended long before they would end by themselves."""
    end = time.monotonic() + 30
    while workers("_waits") and time.monotonic() < end:
        time.sleep(0.02)
    return not workers("_waits")


def test_every_result_comes_once(cluster: Ray) -> None:
    found = dict(cluster.completed(_square, ((n, (n,)) for n in range(30))))
    assert found == {n: n * n for n in range(30)}


def test_tasks_are_read_as_cores_become_free(cluster: Ray) -> None:
    read: list[int] = []

    def tasks() -> Iterator[tuple[int, tuple[int]]]:
        for n in range(50):
            read.append(n)
            yield n, (n,)

    for done, _ in enumerate(cluster.completed(_square, tasks()), 1):
        assert len(read) <= done + 2 * cluster.cores


def test_task_of_a_lost_worker_is_run_again(cluster: Ray, tmp_path: Path) -> None:
    ((tag, pid),) = cluster.completed(_dies_once, [("a", (str(tmp_path / "died"),))])
    assert tag == "a"
    assert pid != os.getpid()


def test_task_that_is_lost_again_and_again_is_an_error_of_one_line(
    cluster: Ray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRIES", 1)  # each begins a process that dies
    with pytest.raises(InputError) as error:
        list(cluster.completed(_dies_always, [("a", ())]))
    assert "lost the same task" in str(error.value)
    assert "\n" not in str(error.value)


def test_task_that_is_lost_may_be_a_result(cluster: Ray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRIES", 0)
    ((tag, found),) = cluster.completed(_dies_always, [("a", ())], keep_lost=True)
    assert tag == "a"
    assert isinstance(found, Lost)
    assert found.reason


def test_nothing_is_waited_for_after_the_end(cluster: Ray) -> None:
    end = time.monotonic() + 1
    assert not list(cluster.completed(_waits, [(0, (90.0,))], end=end))
    assert time.monotonic() < end + 2
    assert _nobody_waits()


def test_as_many_tasks_at_a_time_as_their_needs_allow(cluster: Ray) -> None:
    assert cluster.cores == 2
    assert cluster.slots(Needs(cpus=2)) == 1
    cluster.check(Needs(cpus=2))
    with pytest.raises(InputError, match="3 cores and 0 GPUs"):
        cluster.check(Needs(cpus=3))
    with pytest.raises(InputError, match=r"1 cores and 0\.5 GPUs"):
        cluster.check(Needs(gpus=0.5))


def test_other_versions_of_packages_are_refused(cluster: Ray, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(cluster.completed(_square, [("a", (3,))], needs=Needs(packages=("numpy",)))) == [("a", 9)]
    monkeypatch.setattr(module, "_installed", _old)
    with pytest.raises(InputError, match=r"numpy 0\.1 here|numpy 0\.1"):
        list(cluster.completed(_square, [("a", (3,))], needs=Needs(packages=("numpy",))))


def test_mistake_on_a_worker_is_the_same_mistake_here(cluster: Ray) -> None:
    with pytest.raises(InputError, match="here is not a cluster"):
        list(cluster.completed(_refuses, [("a", ())]))


def test_other_code_on_the_cluster_is_refused(cluster: Ray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "signature", _other_signature)
    with pytest.raises(InputError, match=r"whygrad 9\.9"):
        list(cluster.completed(_square, [("a", (1,))]))


def test_leaving_the_loop_cancels_what_is_in_work(cluster: Ray) -> None:
    """Those that run as well as those that wait for a core."""
    for _ in cluster.completed(_waits, ((0, (seconds,)) for seconds in (0.0, 90.0, 90.0, 90.0, 90.0))):
        end = time.monotonic() + 60
        while not workers("_waits") and time.monotonic() < end:
            time.sleep(0.02)
        assert workers("_waits")
        break
    assert _nobody_waits()


def test_map_is_the_same_bit_for_bit_with_a_worker_killed(cluster: Ray, tmp_path: Path, killing: Any) -> None:
    here = train_map(CIRCLE, *AXES, size=80, seeds=2, folder=tmp_path / "here")
    with killing("train_block") as killed:
        there = train_map(CIRCLE, *AXES, size=80, seeds=2, folder=tmp_path / "there", on="ray")
    assert killed
    np.testing.assert_array_equal(there.values, here.values)
    np.testing.assert_array_equal(there.ended, here.ended)
    again = train_map(CIRCLE, *AXES, size=80, seeds=2, folder=tmp_path / "there", on="ray")  # from its files
    np.testing.assert_array_equal(again.values, here.values)


def test_table_of_this_machine_is_sent_along(cluster: Ray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"{n % 7},{n % 5},{n % 2}" for n in range(60))
    (tmp_path / "own.csv").write_text(f"a,b,kind\n{rows}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    base = Experiment().replace(name="own.csv", epochs=2)
    there = train_map(base, "learning_rate=0.01:1:log", "l2=0:0.1", size=3, folder=tmp_path / "t", on="ray")
    here = train_map(base, "learning_rate=0.01:1:log", "l2=0:0.1", size=3, folder=tmp_path / "h")
    np.testing.assert_array_equal(there.values, here.values)


@pytest.mark.parametrize("address", ["spark", "ray:/x", "ray://", "ray://a b"])
def test_what_is_no_cluster_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is not a cluster"), opened(address):
        pass


def test_a_machine_too_busy_to_start_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise Exception("The current node timed out during startup. This could happen because")

    monkeypatch.setattr("ray.is_initialized", lambda: False)
    monkeypatch.setattr("ray.init", late)
    with pytest.raises(InputError, match="Ray could not be started on this machine: The current node timed out"):
        Ray(None)


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"whygrad\[ray\]"), opened("ray"):
        pass
