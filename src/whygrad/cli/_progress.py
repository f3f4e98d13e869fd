"""A progress bar on a terminal, with another one while pictures are loaded; nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from whygrad.i18n import text

if TYPE_CHECKING:
    from rich.progress import Progress


_PAUSE = 0.2  # seconds between two sentences
_listener: Callable[[str], None] | None = None  # who hears it instead of a terminal


def listen(listener: Callable[[str], None]) -> None:
    """From now on `listener` is called with a sentence, a few times a second at most, instead of a bar being drawn."""
    global _listener
    last = -_PAUSE

    def seldom(sentence: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _PAUSE:
            last = time.monotonic()
            listener(sentence)

    _listener = seldom


def updates() -> Callable[[int], None] | None:
    """A function to call with the number of updates that a script has made; `None` where only the script is heard."""
    listener = _listener
    return None if listener is None else lambda count: listener(text("cli-progress-updates", count=count))


@contextmanager
def progress(label: str) -> Generator[Callable[[float], None] | None]:
    """A function to call with the share that is done, drawn on stderr; `None` where nobody watches."""
    if (listener := _listener) is not None:
        yield lambda done: listener(f"{label}: {done:.0%}")
        return
    if not sys.stderr.isatty():
        yield None
        return
    with _bars() as bars:
        task = bars.add_task(label, total=1.0)

        def advance(done: float) -> None:
            bars.update(task, completed=done)

        yield advance


@contextmanager
def loading() -> Generator[None]:
    """For what loads data before there is anything else to show: a bar only where loading pictures takes its time."""
    if _listener is not None or not sys.stderr.isatty():
        yield
        return
    with _bars():
        yield


@contextmanager
def _bars() -> Generator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from whygrad.data.listening import listening

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(text("cli-progress-loading"), total=1.0, visible=False)

        def loaded(done: float) -> None:
            bars.update(task, completed=done, visible=done < 1)

        with listening(loaded):
            yield bars
