"""Options that several commands share, and how their words become values."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from whygrad.cli import _places as places
from whygrad.i18n import text


def whole_number(word: Any) -> int:
    """At least 1; anything else is a usage error that says so."""
    try:
        number = int(str(word))
    except ValueError:
        number = 0
    if not 1 <= number <= 1_000_000:
        raise typer.BadParameter(text("cli-not-a-whole-number", value=str(word)))
    return number


def seed(word: Any) -> int:
    """A seed of random numbers, 0 or more; anything else is a usage error that says so."""
    given = str(word)
    if not (given.isascii() and given.isdigit()) or int(given) >= 2**32:
        raise typer.BadParameter(text("cli-not-a-seed", value=given))
    return int(given)


def _event_files(path: str | None) -> str | None:
    """A folder for TensorBoard's files; what is missing for them is said before anything is trained."""
    if path is not None:
        from whygrad.watch.tensorboard import check

        check()
    return places.folder(path)


Seeds = Annotated[int, typer.Option("--seeds", metavar="N", help="cli-option-seeds", parser=whole_number)]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="cli-option-set")]
Json = Annotated[str | None, typer.Option("--json", metavar="[F]", help="cli-option-json", callback=places.file)]
Tensorboard = Annotated[
    str | None, typer.Option("--tensorboard", metavar="DIR", help="cli-option-tensorboard", callback=_event_files)
]


def share_of_gpus(word: Any) -> float:
    """0, a fraction of a GPU, or a number of GPUs; anything else is a usage error that says so."""
    try:
        number = float(str(word))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 64 or (number > 1 and number != int(number)):
        raise typer.BadParameter(text("cli-not-gpus", value=str(word)))
    return number


On = Annotated[str | None, typer.Option("--on", metavar="ray[://…]", help="cli-option-on")]
OnOrGpu = Annotated[str | None, typer.Option("--on", metavar="cuda|ray[://…]", help="cli-map-on")]
Out = Annotated[str | None, typer.Option("--out", metavar="F", help="cli-option-picture")]
TaskCpus = Annotated[int, typer.Option("--task-cpus", metavar="N", help="cli-option-task-cpus", parser=whole_number)]
TaskGpus = Annotated[float, typer.Option("--task-gpus", metavar="N", help="cli-option-task-gpus", parser=share_of_gpus)]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", metavar="PATTERN", help="cli-option-exclude")]
Env = Annotated[list[str] | None, typer.Option("--env", metavar="NAME", help="cli-option-env")]
