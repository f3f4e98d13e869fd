"""Work on a real Ray cluster of two workers on this machine."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from whygrad.cluster import Ray, opened
from whygrad.cluster import ray as module
from whygrad.errors import InputError, MissingExtraError
from whygrad.experiment import Experiment
from whygrad.maps import train_map

ray = pytest.importorskip("ray")
pytestmark = [
    pytest.mark.slow(60),
    pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning"),  # Ray's own
]

CIRCLE = Experiment().replace(name="circle", samples=100, epochs=20)
AXES = ("learning_rate=0.01:100:log", "init=normal:0.01:10:log")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Ray]:
    os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")
    ray.init("local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    with opened("ray") as connection:
        yield connection
    started = [one for one in gc.get_objects() if type(one) is subprocess.Popen and "ray" in str(one.args)]
    ray.shutdown()
    for process in started:  # which Ray ends without waiting for them
        process.wait(60)


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


def _writes_later(place: str) -> None:
    time.sleep(3)
    Path(place).write_text("")


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


def test_task_that_is_lost_again_and_again_is_an_error_of_one_line(cluster: Ray) -> None:
    with pytest.raises(InputError) as error:
        list(cluster.completed(_dies_always, [("a", ())]))
    assert "lost the same task" in str(error.value)
    assert "\n" not in str(error.value)


def test_mistake_on_a_worker_is_the_same_mistake_here(cluster: Ray) -> None:
    with pytest.raises(InputError, match="here is not a cluster"):
        list(cluster.completed(_refuses, [("a", ())]))


def test_other_code_on_the_cluster_is_refused(cluster: Ray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "signature", lambda: ("whygrad 9.9", "Python 3.11", "abc", "avx2"))
    with pytest.raises(InputError, match=r"whygrad 9\.9"):
        list(cluster.completed(_square, [("a", (1,))]))


def test_leaving_the_loop_cancels_what_is_in_work(cluster: Ray, tmp_path: Path) -> None:
    places = [tmp_path / str(n) for n in range(8)]
    tasks = [(0, (str(place),)) for place in places]
    for _ in cluster.completed(_writes_later, iter(tasks)):
        break
    time.sleep(5)
    assert sum(place.exists() for place in places) < 8


def test_map_is_the_same_bit_for_bit_with_a_worker_killed(cluster: Ray, tmp_path: Path) -> None:
    here = train_map(CIRCLE, *AXES, size=80, seeds=2, folder=tmp_path / "here")
    killed: list[int] = []

    def kill_a_worker() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            for pid in _workers("train_block"):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    there = train_map(CIRCLE, *AXES, size=80, seeds=2, folder=tmp_path / "there", on="ray")
    killer.join()
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


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"whygrad\[ray\]"), opened("ray"):
        pass


def _workers(name: str) -> list[int]:
    """Processes of Ray that run a task of that name."""
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                title = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            if title.startswith(f"ray::{name}"):
                found.append(int(folder.name))
    return found
