"""The exit statuses of commands."""

from __future__ import annotations

OK = 0  # healthy, or done
PROBLEMS = 1
MISUSE = 2  # wrong use, or input that cannot be read
NO_VERDICT = 3
INTERRUPTED = 130


def verdict(*, healthy: bool, decided: bool) -> int:
    """The exit status of a diagnosis."""
    if not healthy:
        return PROBLEMS
    return OK if decided else NO_VERDICT
