"""How often a watch records: by default, in a script, and which update comes next."""

from __future__ import annotations

from bisect import bisect_right

from whygrad.instrument.settings import NEVER, Settings

__all__ = ["LIGHT", "NEVER", "THOROUGH", "Settings", "next_record"]

LIGHT = Settings(budget=0.012)
THOROUGH = Settings()


def next_record(done: int, every: int | None, settings: Settings) -> int:
    """The update count of the record that follows one at `done`; far away if there is none."""
    if settings.steps:
        place = bisect_right(settings.steps, done)
        return settings.steps[place] if place < len(settings.steps) else NEVER
    if every is not None:
        return done + every
    if done + 1 < settings.dense:
        return done + 1
    return done + max(1, round(done * settings.growth))
