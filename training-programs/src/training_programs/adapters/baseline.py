"""The trivial baseline: every program is healthy."""

from __future__ import annotations

from pathlib import Path

from training_programs.adapters.base import no_command
from training_programs.answers import Answer


class AlwaysHealthy:
    """Finds nothing, runs nothing and so never raises a false alarm: what a tool has to beat."""

    ordered = True

    def __init__(self, command: str = "") -> None:
        no_command("always-healthy", command)

    def diagnose(self, program: Path, seconds: float) -> Answer:
        """No findings."""
        return Answer(seconds=0.0)
