"""A command line as a user sees it: a documented exit status, no traceback, a line for what is wrong."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

from whygrad.cli import main

STATUSES = (0, 1, 2, 3, 130)


def command(words: Sequence[str]) -> None:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(list(words))
    said = err.getvalue()
    assert status in STATUSES, (status, said)
    assert "Traceback" not in said, said
    assert "a bug in whygrad" not in said, said
    assert "\x1b" not in said, said
    if status == 2:
        assert len(said.splitlines()) == 1, said
