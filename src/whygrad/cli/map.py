"""`whygrad map`: the plane of two settings, every pixel one trained network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, OK
from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.maps import Map

_SIZE, _SEEDS, _MINUTES = 128, 1, 60


def map(  # noqa: A001 (the function of a command has its name)
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-experiment")],
    x: Annotated[str, typer.Option("--x", metavar="KEY=LO:HI[:log]", help="cli-map-x")],
    y: Annotated[str, typer.Option("--y", metavar="KEY=LO:HI[:log]", help="cli-map-y")],
    z: Annotated[str | None, typer.Option("--z", metavar="KEY=V1,V2,…", help="cli-map-z")] = None,
    size: Annotated[int, typer.Option("--size", metavar="N", help="cli-map-size", parser=options.whole_number)] = _SIZE,
    measure: Annotated[str, typer.Option("--measure", metavar="NAME", help="cli-map-measure")] = "loss",
    seeds: options.Seeds = _SEEDS,
    changes: options.Set = None,
    out: Annotated[list[str] | None, typer.Option("--out", metavar="F", help="cli-map-out")] = None,
    json: options.Json = None,
    folder: Annotated[
        str | None, typer.Option("--folder", metavar="DIR", help="cli-map-folder", callback=places.folder)
    ] = None,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", help="cli-map-minutes", parser=options.whole_number)
    ] = _MINUTES,
    on: options.OnOrGpu = None,
) -> int:
    """Train every pixel of a plane and draw it; Ctrl-C keeps what was trained."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.cli._target import find_experiment
    from whygrad.maps import train_map
    from whygrad.views import maps as view

    _check_changes([one for one in (x, y, z) if one is not None], changes or ())
    base = find_experiment(experiment, changes or ())
    targets = [_target(one) for one in out or ()]
    pictures = [target for target in targets if target.suffix != ".zarr"]
    with progress(text("cli-progress-map")) as advance:
        found = train_map(
            base, x, y, z=z, size=size, measure=measure, seeds=seeds, folder=folder, seconds=60.0 * minutes, on=on,
            progress=advance, drawn=lambda so_far: _draw(so_far, pictures),
        )  # fmt: skip
    if found.trained == 0:
        raise KeyboardInterrupt
    stopped = found.trained < 1
    if stopped:
        _output.note(text("cli-map-interrupted", share=round(100 * found.trained)))
    _output.write_result(json, found.to_json, lambda: view.shown(found))
    _draw(found, pictures)
    for target in targets:
        if target not in pictures:
            found.save(target)
        _output.note(text("cli-picture-written", path=str(target)))
    return INTERRUPTED if stopped else OK


def _check_changes(axes: Sequence[str], changes: Sequence[str]) -> None:
    """Raise `InputError` if `--set` gives a value to a setting that an axis varies."""
    from whygrad.experiment import BY_NAME, parse_assignment

    fixed = {parse_assignment(change)[0] for change in changes}
    for axis in axes:
        name = axis.partition("=")[0].strip().rpartition(".")[2]
        if name in BY_NAME and BY_NAME[name].key in fixed:
            raise InputError("map-axis-set", key=BY_NAME[name].key)


def _target(path: str) -> Path:
    """Where a picture or the numbers are to be written; what cannot be is refused before the training."""
    from whygrad.maps.plane import check_target
    from whygrad.views.files import PICTURES

    target = user_path(path)
    if target.suffix == ".zarr":
        places.folder(str(target.parent))
        check_target(target)
        return target
    if target.suffix.lower().lstrip(".") not in PICTURES:
        raise InputError("map-bad-format", path=path, known=" ".join(f".{known}" for known in (*PICTURES, "zarr")))
    places.file(str(target))
    return target


def _draw(found: Map, pictures: list[Path]) -> None:
    """Write the pictures, also those of a map that is not whole yet."""
    if not pictures:
        return
    from whygrad.views.plots import trainability_map

    picture = trainability_map(found)
    for target in pictures:
        picture.save(target)
