"""Who hears how far the loading of pictures is: reading a folder, or computing features, may take a minute."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[float], None]

_listener: ContextVar[Listener | None] = ContextVar("whygrad_loading", default=None)


@contextmanager
def listening(listener: Listener) -> Generator[None]:
    """Within it, loading tells `listener` the share that is done, from 0 to 1, in this thread.

    A data set that is loaded from memory, or has nothing in it that takes long, says nothing.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, of: int) -> None:
    """Says that `done` of `of` pictures are done."""
    listener = _listener.get()
    if listener is not None:
        listener(done / of)
