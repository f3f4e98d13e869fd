"""A real Ray cluster of two workers on this machine."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from whygrad.cluster import Ray, opened


@pytest.fixture(scope="session")
def workers_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers put their temporary files."""
    return tmp_path_factory.mktemp("workers")


@pytest.fixture(scope="session")
def cluster(workers_folder: Path) -> Iterator[Ray]:
    ray = pytest.importorskip("ray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_TMPDIR", "/tmp")  # sockets need short paths
        patch.setenv("TMPDIR", str(workers_folder))
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("RAY_raylet_start_wait_time_s", "300")
        ray.init("local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    with opened("ray") as connection:
        yield connection
    started = [one for one in gc.get_objects() if type(one) is subprocess.Popen and "ray" in str(one.args)]
    ray.shutdown()
    for process in started:  # which Ray ends without waiting for them
        process.wait(60)


@pytest.fixture
def killing() -> Callable[[str], object]:
    """`with killing("train_block") as killed:` kills one worker while it runs a task of that name."""

    @contextmanager
    def kill(name: str, after: float = 0.0) -> Generator[list[int]]:
        killed: list[int] = []

        def look() -> None:
            end = time.monotonic() + 90
            while time.monotonic() < end:
                for pid in workers(name):
                    time.sleep(after)
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                    return
                time.sleep(0.02)

        killer = threading.Thread(target=look)
        killer.start()
        yield killed
        killer.join()

    return kill


def workers(name: str) -> list[int]:
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
