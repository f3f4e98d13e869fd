"""A real JupyterLab and a real marimo in a folder of their own, and the studio in a cell of theirs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Frame, Page
from tests.browser.studio import PATIENCE, Studio

PACKAGE = Path(__file__).resolve().parent.parent.parent / "src"


class Cell(Studio):
    """The page in a cell: what it shows is in a frame, everything else as on the served page."""

    def __init__(self, page: Page, frame: Frame) -> None:
        self.notebook = page
        self.address = frame.url
        self.page = frame  # a frame answers all that is asked of it here


def studios(page: Page, count: int = 1) -> list[Cell]:
    """The studios that a notebook shows, from top to bottom, each with its first picture."""
    frames = page.locator("iframe[title=whygrad]")
    frames.nth(count - 1).wait_for()
    cells: list[Cell] = []
    for element in frames.element_handles():
        frame = element.content_frame()
        assert frame is not None
        frame.wait_for_load_state()
        cells.append(Cell(page, frame))
    for cell in cells:
        cell.ready()
    return cells


def notebook(*sources: str) -> str:
    """An .ipynb file of these code cells."""
    cells = [
        {"cell_type": "code", "id": f"cell-{number}", "metadata": {}, "source": source, "outputs": [],
         "execution_count": None}
        for number, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


@contextmanager
def jupyter(folder: Path) -> Iterator[str]:
    """JupyterLab over a folder; its address up to the token."""
    port = _free_port()
    own = {f"JUPYTER_{name}_DIR": str(folder / f".{name}") for name in ("CONFIG", "RUNTIME", "DATA")}
    settings = ["--ServerApp.token=t", f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}",
                "--ServerApp.ip=127.0.0.1", "--LabApp.news_url=None",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    with _running(["jupyterlab", "--no-browser", "--allow-root", *settings], folder, own, f"{port}/api?token=t"):
        yield f"http://127.0.0.1:{port}/doc/tree/{{name}}?token=t"


@contextmanager
def marimo(app: Path) -> Iterator[str]:
    """A marimo app, as its readers see it; its address."""
    port = _free_port()
    words = ["marimo", "run", str(app), "--headless", "--host", "127.0.0.1", "--port", str(port), "--no-token"]
    with _running(words, app.parent, {"MARIMO_SKIP_UPDATE_CHECK": "1"}, f"{port}/health"):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _running(words: Sequence[str], folder: Path, own: dict[str, str], sign: str) -> Iterator[None]:
    """A server in a process of its own, once it answers; what it said is shown where it does not."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "HOME": str(folder), "IPYTHONDIR": str(folder), **own}
    log = folder / "server.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(f"http://127.0.0.1:{sign}"):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
