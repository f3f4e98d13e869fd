"""What several watches ask for, of handlers that they share."""

from __future__ import annotations

from whygrad.instrument.settings import union
from whygrad.watch.settings import Settings


def test_watches_share_the_largest_of_each_limit() -> None:
    joined = union([Settings(columns=0, classes=3, measured=False, places=9), Settings(columns=5, classes=7, places=4)])
    assert (joined.columns, joined.classes, joined.measured, joined.places) == (5, 7, True, 9)
