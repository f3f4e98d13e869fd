"""`whygrad train`: train an experiment over several seeds, show how it ended, keep the trace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, OK
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_ENGINES = ("auto", "kernel", "torch")
_DEVICES = ("auto", "cpu", "cuda")
_SEEDS = 8  # but one of a network of layers, whose training takes minutes


def _engine(word: str) -> str:
    return _one_of(word, _ENGINES)


def _device(word: str) -> str:
    return _one_of(word, _DEVICES)


def _one_of(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise typer.BadParameter(text("cli-not-one-of", name=word, known=", ".join(known)))
    return word


def train(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-experiment")],
    seeds: Annotated[
        int | None, typer.Option("--seeds", metavar="N", help="cli-train-seeds", parser=options.whole_number)
    ] = None,
    changes: options.Set = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="cli-train-out", callback=places.folder)
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="NAME", help="cli-train-engine", parser=_engine)] = "auto",
    device: Annotated[str, typer.Option("--device", metavar="NAME", help="cli-train-device", parser=_device)] = "auto",
    plots: Annotated[
        str | None, typer.Option("--plots", metavar="DIR", help="cli-train-plots", callback=places.folder)
    ] = None,
    tensorboard: options.Tensorboard = None,
    json: options.Json = None,
) -> int:
    """Train, record, save."""
    from whygrad.cli import _output
    from whygrad.cli._progress import loading
    from whygrad.cli._target import find_experiment
    from whygrad.cli._training import interrupted, train_one
    from whygrad.engine import trains_as_layers
    from whygrad.experiment import presets
    from whygrad.views import summary, terminal

    found = find_experiment(experiment, changes or ())
    is_preset = experiment in presets and not changes
    name = experiment if experiment in presets else Path(experiment).stem
    detail = ("histograms",) if plots is not None else ()
    with loading():
        listed = trains_as_layers(found, engine, detail)
    if listed and out is not None:
        _say_what_goes_on(found, out)
        detail = ("histograms", "units")
    trace = train_one(
        found, seeds or (1 if listed else _SEEDS), name=name, kind="preset" if is_preset else "experiment",
        engine=engine, device=device, out=out, detail=detail,
    )  # fmt: skip
    stopped = interrupted(trace)
    if stopped:
        _output.interrupted(kept=any((out, json, tensorboard)), drawing=plots is not None)
    _output.write_result(json, lambda: summary.as_json(trace), lambda: terminal.summary(trace))
    if listed and out is not None and not stopped:
        _evaluate(out, trace)
    if plots is not None:
        _draw(found, trace, Path(plots))
    if tensorboard is not None:
        _output.event_files(trace, tensorboard)
    if out is not None:
        _output.note(text("cli-model-written" if listed and not stopped else "cli-trace-written", path=out))
    return INTERRUPTED if stopped else OK


def _say_what_goes_on(experiment: Experiment, out: str) -> None:
    """One line if the folder holds a training of this experiment that is not done."""
    from whygrad.cli import _output
    from whygrad.engine.layered import Folder

    standing = Folder(out, experiment).standing()
    if standing:
        seed, step = max(standing.items())
        _output.complain(text("cli-train-resumes", path=out, step=f"{step:,}", seed=str(seed)))


def _evaluate(out: str, trace: Trace) -> None:
    """Judge the model on the whole test set: scores, figures and report beside it, one line here."""
    from whygrad.cli import _output
    from whygrad.cli._judging import judged
    from whygrad.i18n.numbers import number
    from whygrad.views import evaluating

    judgment = judged(out)
    if judgment is None:
        return
    found, dataset = judgment
    evaluating.write(Path(out), found, dataset, trace)
    top = found.top(1)
    right, low, high = (f"{100 * value:.1f} %" for value in (top.value, *top.interval))
    error = number(found.calibration_error, 2)
    _output.show(text("cli-train-judged", right=right, samples=f"{len(found.y):,}", low=low, high=high, error=error))


def _draw(experiment: Experiment, trace: Trace, folder: Path) -> None:
    """Every figure that this trace allows, as PNG files named after what they show."""
    from whygrad.views import gallery

    for name, picture in gallery.of_trace(trace, experiment):
        picture.save(folder / f"{name}.png")
