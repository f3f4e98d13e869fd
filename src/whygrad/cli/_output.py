"""What a command writes: Rich to the terminal, JSON for machines, errors as one line; a closed pipe ends it quietly."""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from whygrad.i18n import clean
from whygrad.i18n.cleaning import escaped

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from whygrad.trace import Trace
    from whygrad.views.plots import Picture

STDOUT = "-"
answered = threading.Event()
"""Set by every line on stderr, so that Ctrl-C is answered once."""
_ENDS = (".", "?", "!", "…")


def console() -> Console:
    """A Rich console for stdout: colors and the window's width on a terminal, plain text 80 columns wide in a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else 80
    return Console(width=width, highlight=False, emoji=False, soft_wrap=False)


def show(*renderables: RenderableType) -> None:
    """Print Rich renderables (or plain sentences, taken literally) one below the other."""
    from rich.text import Text

    from whygrad.views.terminal import Cleaned

    target = console()
    with target.capture() as captured:
        for renderable in renderables:
            target.print(Cleaned(Text(renderable) if isinstance(renderable, str) else renderable))
    write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def write(text: str) -> None:
    """Write to stdout; a reader that has gone away (`whygrad … | head`) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()


def write_bytes(content: bytes) -> None:
    """Write to stdout as it is, in whatever encoding the terminal has."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_stdout()


def flush() -> None:
    """Write what is still buffered, before the interpreter would do it and complain."""
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        _forget_stdout()


def _forget_stdout() -> None:
    # Python flushes stdout once more when it exits; from now on that goes nowhere (Python manual, "Note on SIGPIPE").
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def complain(sentence: str) -> None:
    """One line on stderr, in whygrad's name: a sentence with its end, and nothing in it that a terminal obeys."""
    answered.set()
    line = clean(" ".join(sentence.split()))
    try:
        sys.stderr.write(f"whygrad: {line}{'' if line.endswith(_ENDS) else '.'}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens
        return


def interrupted(*, kept: bool, drawing: bool = False) -> None:
    """Say that Ctrl-C was heard, and what comes of what there is: `kept` if a file holds it, `drawing` if one will."""
    from whygrad.i18n import text

    words = "cli-interrupted-drawing" if drawing else "cli-interrupted-kept" if kept else "cli-interrupted-shown"
    complain(text(words))


def note(sentence: str) -> None:
    """A remark beside the result, on stderr when a person watches; nothing in a pipe."""
    if sys.stderr.isatty():
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{clean(sentence)}\n")


def save_json(value: Mapping[str, Any], target: str) -> None:
    """Write `value` as JSON to a file, all of it or nothing, or to stdout for "-"; NaN and infinities become null."""
    from whygrad.views.files import save_text

    text = escaped(json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
    if target == STDOUT:
        write(text)
    else:
        save_text(text, Path(target))


def write_result(
    json: str | None, value: Callable[[], Mapping[str, Any]], parts: Callable[[], Iterable[RenderableType]]
) -> None:
    """Write the JSON that was asked for, and show what a person reads unless stdout is for JSON."""
    if json is not None:
        save_json(value(), json)
    if json != STDOUT:
        show(*parts())


def save_picture(picture: Picture, path: Path) -> None:
    """Write a picture to a file and say so."""
    from whygrad.i18n import text as sentence

    picture.save(path)
    note(sentence("cli-picture-written", path=str(path)))


def event_files(trace: Trace, folder: str) -> None:
    """Write a trace's curves for TensorBoard and say how to look at them."""
    from whygrad.i18n import text as sentence
    from whygrad.watch.tensorboard import write as write_events

    note(sentence("cli-event-files-written", path=str(write_events(trace, folder))))


def _finite(value: Any) -> Any:
    """The same nested value with numbers that JSON lacks as `None`."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return {str(key): _finite(item) for key, item in entries.items()}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        items = cast("Sequence[Any]", value)
        return [_finite(item) for item in items]
    return value
