"""Claims that take seconds are run again: today's code still gives the stored verdict, condition by condition."""

from __future__ import annotations

import pytest

import whygrad as wg
from whygrad.claims import Claim

SECONDS = 2.0  # of a stored run; dearer ones are run again by `python -m benchmarks.claims`


def _cheap() -> list[Claim]:
    stored = [claim for claim in wg.claims.values() if claim.result is not None and not claim.needs_torch]
    return [one for one in stored if one.result is not None and float(one.result.made["seconds"]) <= SECONDS]


@pytest.mark.slow
@pytest.mark.parametrize("claim", _cheap(), ids=lambda claim: claim.id)
def test_a_run_today_gives_the_stored_verdict(claim: Claim) -> None:
    stored, outcome = claim.result, claim.run()
    assert stored is not None
    assert outcome is not None
    assert outcome.verdict == stored.verdict
    for before, now in zip(stored.conditions, outcome.conditions, strict=True):
        assert {stored.decision(before), outcome.decision(now)} != {"supported", "refuted"}, now.condition.name.en


def test_enough_claims_are_cheap() -> None:
    assert len(_cheap()) >= 8
