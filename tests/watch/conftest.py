"""Nothing of ours may go wrong in a test of watching."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_fails_unnoticed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    torch = pytest.importorskip("torch")
    from whygrad.instrument.hub import hub
    from whygrad.instrument.observation import Observation

    if "may_fail" not in request.keywords:

        def failed(self: object, part: str, error: Exception, **_: object) -> None:
            raise AssertionError(f"{part} could not be observed") from error

        monkeypatch.setattr(Observation, "failed", failed)
    torch.manual_seed(0)
    yield
    for watch in list(hub().observation.watches):
        watch.close()
