"""Claims on a cluster: each claim is a task of one core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from whygrad.claims.catalog import claims

if TYPE_CHECKING:
    from whygrad.claims.outcome import Outcome
    from whygrad.cluster import Ray


def run_on_cluster(
    cluster: Ray, ids: Sequence[str], seeds: int | None, changes: Sequence[str] = (),
    progress: Callable[[float], None] | None = None,
) -> Iterator[tuple[str, Outcome]]:  # fmt: skip
    """(id, outcome) of each claim, as soon as it is judged; the outcomes are those of `Claim.run` on this machine.

    `seeds`, `changes` as of `Claim.run`, whose errors it raises. `progress` is called with the completed fraction.
    """
    tasks = ((one, (one, seeds, tuple(changes))) for one in ids)
    for count, (name, outcome) in enumerate(cluster.completed(run_claim, tasks), 1):
        if progress is not None:
            progress(count / len(ids))
        yield name, outcome


def run_claim(name: str, seeds: int | None, changes: tuple[str, ...]) -> Outcome | None:
    """What a worker does."""
    from whygrad.cluster import one_core

    with one_core():
        return claims[name].run(seeds, changes=changes)
