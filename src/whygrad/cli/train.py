"""`whygrad train`: train an experiment over several seeds, show how it ended, keep the trace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.errors import nearest
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_ENGINES = ("auto", "kernel", "torch")


def _engine(word: str) -> str:
    if word not in _ENGINES:
        near = nearest(word, _ENGINES)
        hint = f" {text('cli-did-you-mean', near=near)}" if near else ""
        raise typer.BadParameter(text("cli-unknown-engine", name=word, known=", ".join(_ENGINES)) + hint)
    return word


def train(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-experiment")],
    seeds: options.Seeds = 8,
    changes: options.Set = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="cli-train-out", callback=places.folder)
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="NAME", help="cli-train-engine", parser=_engine)] = "auto",
    plots: Annotated[
        str | None, typer.Option("--plots", metavar="DIR", help="cli-train-plots", callback=places.folder)
    ] = None,
    tensorboard: options.Tensorboard = None,
    json: options.Json = None,
) -> int:
    """Train, record, save."""
    from whygrad.cli import _output
    from whygrad.cli._target import find_experiment
    from whygrad.cli._training import interrupted, train_one
    from whygrad.experiment import presets
    from whygrad.views import summary, terminal

    found = find_experiment(experiment, changes or ())
    is_preset = experiment in presets and not changes
    name = experiment if experiment in presets else Path(experiment).stem
    trace = train_one(
        found, seeds, name=name, kind="preset" if is_preset else "experiment", engine=engine, out=out,
        detail=("histograms",) if plots is not None else (),
    )  # fmt: skip
    stopped = interrupted(trace)
    if stopped:
        _output.complain(text("cli-interrupted-kept" if plots is None else "cli-interrupted-drawing"))
    if json is not None:
        _output.save_json(summary.as_json(trace), json)
    if json != _output.STDOUT:
        _output.show(*terminal.summary(trace))
    if plots is not None:
        _draw(found, trace, Path(plots))
    if tensorboard is not None:
        _output.event_files(trace, tensorboard)
    if out is not None:
        _output.note(text("cli-trace-written", path=out))
    return 130 if stopped else 0


def _draw(experiment: Experiment, trace: Trace, folder: Path) -> None:
    """Every figure that this trace allows, as PNG files named after what they show."""
    from whygrad.views import gallery

    for name, picture in gallery.of_trace(trace, experiment):
        picture.save(folder / f"{name}.png")
