"""A progress bar on a terminal, with another one while pictures are loaded; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from whygrad.i18n import text

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def progress(label: str) -> Generator[Callable[[float], None] | None]:
    """A function to call with the share that is done, drawn on stderr; `None` where nobody watches."""
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
    if not sys.stderr.isatty():
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
