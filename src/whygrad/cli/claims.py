"""`whygrad claims`: statements about training, the experiments that test them, and the verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, OK
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.claims import Claim, Outcome
    from whygrad.cluster import Ray


def claims(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="cli-claims-ids")] = None,
    run: Annotated[bool, typer.Option("--run", help="cli-claims-run")] = False,
    every: Annotated[bool, typer.Option("--all", help="cli-claims-all")] = False,
    stale: Annotated[bool, typer.Option("--stale", help="cli-claims-stale")] = False,
    seeds: Annotated[
        int | None, typer.Option("--seeds", metavar="N", help="cli-claims-seeds", parser=options.whole_number)
    ] = None,
    changes: options.Set = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="DIR", help="cli-claims-report", callback=places.folder)
    ] = None,
    json: options.Json = None,
    on: options.On = None,
) -> int:
    """List claims, show stored results, or run claims and judge them."""
    from whygrad import claims as known
    from whygrad.cli._cluster import cluster

    running = run or seeds is not None or bool(changes)
    chosen = _chosen(known, ids or (), every=every, stale=stale, running=running)
    if not chosen:
        if stale:
            raise InputError("claim-none-stale")
        _list([known[one] for one in known], json)
        return OK
    if on is not None and not running:
        raise InputError("claim-on-needs-run")
    with cluster(on) as connection:
        outcomes = _run(chosen, seeds, changes or (), connection) if running else [(one, one.result) for one in chosen]
    _show([(one, outcome) for one, outcome in outcomes if outcome is not None], json, report, ran=running)
    if missing := [one.id for one, outcome in outcomes if outcome is None]:
        if running:
            return INTERRUPTED
        raise InputError("claim-not-run", id=missing[0])
    return OK


def _chosen(known: Any, ids: Sequence[str], *, every: bool, stale: bool, running: bool) -> list[Claim]:
    if (every or stale) and ids:
        raise InputError("claim-all-and-ids")
    if stale:
        return [known[one] for one in known if known[one].is_stale]
    if every:
        return [known[one] for one in known]
    if running and not ids:
        raise InputError("claim-run-which")
    return [known[one] for one in ids]


def _list(every: list[Claim], json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.views import claims as view

    _output.write_result(
        json, lambda: {"schema": "whygrad.claims/1", "claims": view.rows_of(every)}, lambda: view.listed(every)
    )


def _run(
    chosen: list[Claim], seeds: int | None, changes: Sequence[str], on: Ray | None
) -> list[tuple[Claim, Outcome | None]]:
    """Each claim with its outcome; after Ctrl-C the claims that were judged, and an interrupted one with `None`."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress

    if on is not None:
        return _run_there(chosen, seeds, changes, on)
    outcomes: list[tuple[Claim, Outcome | None]] = []
    for one in chosen:
        with progress(text("cli-progress-claim", id=one.id)) as advance:
            outcome = one.run(seeds, changes=changes, progress=advance)
        outcomes.append((one, outcome))
        if outcome is None:
            _output.interrupted(kept=False)
            break
    return outcomes


def _run_there(
    chosen: list[Claim], seeds: int | None, changes: Sequence[str], on: Ray
) -> list[tuple[Claim, Outcome | None]]:
    from whygrad.claims.on_cluster import run_on_cluster
    from whygrad.cli import _output
    from whygrad.cli._progress import progress

    judged: dict[str, Outcome] = {}
    with progress(text("cli-progress-claims")) as advance:
        try:
            judged.update(run_on_cluster(on, [one.id for one in chosen], seeds, changes, advance))
        except KeyboardInterrupt:
            _output.interrupted(kept=False)
    missing = [one for one in chosen if one.id not in judged]
    return [*((one, judged[one.id]) for one in chosen if one.id in judged), *((one, None) for one in missing[:1])]


def _show(outcomes: list[tuple[Claim, Outcome]], json: str | None, report: str | None, *, ran: bool) -> None:
    from whygrad.cli import _output
    from whygrad.views import claims as view

    values = [outcome.to_json() for _, outcome in outcomes]
    if json is not None and values:
        _output.save_json(
            values[0] if len(values) == 1 else {"schema": "whygrad.claim-results/1", "claims": values}, json
        )
    if json != _output.STDOUT:
        for claim, outcome in outcomes:
            _output.show(*view.shown(claim, outcome), "")
            if not ran:
                _output.show(*view.written(claim))
    if report is not None:
        for claim, outcome in outcomes:
            _save(claim, outcome, Path(report))


def _save(claim: Claim, outcome: Outcome, folder: Path) -> None:
    """C09.json, C09.svg and C09.md in a folder."""
    from whygrad.cli import _output
    from whygrad.views.files import save_text
    from whygrad.views.plots import claim_effects

    _output.save_json(outcome.to_json(), str(folder / f"{claim.id}.json"))
    claim_effects(claim, outcome).save(folder / f"{claim.id}.svg")
    save_text(f"# {claim.id}: {claim.statement}\n\n![]({claim.id}.svg)\n\n{claim.page}", folder / f"{claim.id}.md")
    _output.note(text("cli-claims-saved", path=str(folder / f"{claim.id}.md")))
