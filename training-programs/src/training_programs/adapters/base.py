"""What an adapter is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from training_programs.answers import Answer


class Adapter(Protocol):
    """Asks one tool. Several threads call `diagnose` at the same time."""

    @property
    def ordered(self) -> bool:
        """Whether the tool puts its most important finding first; otherwise "cause first" is not scored."""
        ...

    def diagnose(self, program: Path, seconds: float) -> Answer:
        """Ask about one program, which `python program` would run.

        Parameters
        ----------
        program
            the file; the adapter may run it, watch it or read it, but not change it. Nothing else is to be read from
            the folders around it, which hold the labels.
        seconds
            the time limit. The adapter ends what it started, and answers "no answer".
        """
        ...


def no_command(name: str, command: str) -> None:
    """Refuse a command where the adapter runs none.

    Raises
    ------
    ValueError
        if there is one.
    """
    if command:
        raise ValueError(f"The adapter {name} takes no command.")
