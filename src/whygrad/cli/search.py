"""`whygrad search`: settings of an experiment, or arguments of a script, that train best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, OK, PROBLEMS
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.search import Search

_OF_EXPERIMENTS = {"seeds": "--seeds", "changes": "--set"}
_OF_SCRIPTS = {"steps": "--steps", "seconds": "--seconds", "total_seconds": "--total-seconds", "in_place": "--in-place"}


def search(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="cli-search-target")],
    vary: Annotated[list[str], typer.Option("--vary", metavar="KEY=LO:HI[:log]", help="cli-search-vary")],
    arguments: Annotated[list[str] | None, typer.Argument(metavar="ARGS", hidden=True)] = None,
    trials: Annotated[
        int | None, typer.Option("--trials", metavar="N", help="cli-search-trials", parser=options.whole_number)
    ] = None,
    goal: Annotated[str | None, typer.Option("--goal", metavar="NAME", help="cli-search-goal")] = None,
    sampler: Annotated[str, typer.Option("--sampler", metavar="NAME", help="cli-search-sampler")] = "tpe",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="cli-search-seed", parser=options.seed)] = 0,
    study: Annotated[
        str | None, typer.Option("--study", metavar="FILE", help="cli-search-study", callback=places.file)
    ] = None,
    at_once: Annotated[
        int | None, typer.Option("--at-once", metavar="N", help="cli-search-at-once", parser=options.whole_number)
    ] = None,
    seeds: Annotated[
        int | None, typer.Option("--seeds", metavar="N", help="cli-search-seeds", parser=options.whole_number)
    ] = None,
    changes: options.Set = None,
    steps: Annotated[
        int | None, typer.Option("--steps", metavar="N", help="cli-search-steps", parser=options.whole_number)
    ] = None,
    seconds: Annotated[
        int | None, typer.Option("--seconds", metavar="N", help="cli-search-seconds", parser=options.whole_number)
    ] = None,
    total_seconds: Annotated[
        int | None,
        typer.Option("--total-seconds", metavar="N", help="cli-search-total-seconds", parser=options.whole_number),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="cli-search-in-place")] = False,
    json: options.Json = None,
) -> int:
    """Try settings or arguments one after another, each chosen from what came of those before."""
    from whygrad.cli import _output
    from whygrad.cli._target import is_script
    from whygrad.search import check_installed
    from whygrad.views import search as view

    check_installed()
    given: dict[str, Any] = {
        "trials": trials, "sampler": sampler, "seed": seed, "goal": goal, "study": study, "at_once": at_once
    }  # fmt: skip
    mine: dict[str, Any] = {"seeds": seeds, "changes": changes}
    its: dict[str, Any] = {
        "steps": steps, "seconds": seconds, "total_seconds": total_seconds, "in_place": in_place or None
    }  # fmt: skip
    if is_script(target):
        _refuse(mine, _OF_EXPERIMENTS, "cli-script-has-no", target)
        found = _script(target, vary, arguments or (), {**given, **its})
    else:
        _refuse(its, _OF_SCRIPTS, "cli-seconds-for-scripts", target)
        if arguments:
            raise InputError("cli-extra-argument", what=" ".join(arguments), command="whygrad search")
        found = _experiment(target, vary, {**given, **mine})
    if found.interrupted:
        _output.interrupted(kept=json is not None or study is not None)
    if json is not None:
        _output.save_json(found.to_json(), json)
    if json != _output.STDOUT:
        _output.show(*view.shown(found))
        _output.write(view.command(found))
    if found.interrupted:
        return INTERRUPTED
    return OK if found.best is not None else PROBLEMS


def _refuse(values: dict[str, Any], names: dict[str, str], message: str, target: str) -> None:
    """Raise `InputError` for an option that does not apply to the target."""
    for name, option in names.items():
        if values[name]:
            raise InputError(message, name=target, option=option)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """What stands on the command line; the rest is the function's own default."""
    return {name: value for name, value in values.items() if value is not None}


def _experiment(target: str, vary: Sequence[str], values: dict[str, Any]) -> Search:
    from whygrad.cli._progress import progress
    from whygrad.cli._target import find_experiment
    from whygrad.search import search as run

    experiment = find_experiment(target, values.get("changes") or ())
    values["changes"] = values.get("changes") or ()
    with progress(text("cli-progress-search")) as advance:
        return run(experiment, vary, name=target, progress=advance, **_given(values))


def _script(target: str, vary: Sequence[str], arguments: Sequence[str], values: dict[str, Any]) -> Search:
    from whygrad.cli import _script as scripts
    from whygrad.cli._progress import progress
    from whygrad.search import search_script

    scripts.check(target)
    with progress(text("cli-progress-search")) as advance:
        return search_script(target, vary, arguments=arguments, progress=advance, **_given(values))
