"""`whygrad export`: an experiment, its network and its weights as a file that needs no whygrad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._output import STDOUT
from whygrad.cli._status import INTERRUPTED, OK
from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.cli._exporting import Source
    from whygrad.cli._target import Target
    from whygrad.views.export import Kind, Subject

# A script of that name would import itself instead of the package.
_HIDING = ("keras", "numpy", "torch")


def export(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-export-experiment")],
    to: Annotated[str, typer.Option("--to", metavar="KIND", help="cli-export-to")],
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="cli-export-out")] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="cli-export-seed", parser=options.seed, show_default=False)
    ] = None,
    trained: Annotated[bool, typer.Option("--trained", help="cli-export-trained")] = False,
    weights: Annotated[str | None, typer.Option("--weights", metavar="FILE", help="cli-export-weights")] = None,
    input_shape: Annotated[str | None, typer.Option("--input", metavar="CxHxW", help="cli-export-input")] = None,
    classes: Annotated[
        Any, typer.Option("--classes", metavar="N", help="cli-zoo-classes", parser=options.whole_number)
    ] = None,
    changes: options.Set = None,
    json: options.Json = None,
) -> int:
    """Write the file."""
    from whygrad.cli import _exporting as exporting
    from whygrad.cli import _output
    from whygrad.cli import _shapes as shapes
    from whygrad.studio.exports import KINDS, PAGE
    from whygrad.views.export import file_name, kind_named
    from whygrad.views.files import save_bytes

    kind = kind_named(to, KINDS)
    if out == json == _output.STDOUT:
        raise InputError("cli-export-two-outputs")
    wanted = exporting.Wanted(seed, trained, changes or (), weights, shapes.shape(input_shape), classes)
    listed = exporting.named(experiment, wanted)
    if listed is not None:
        return _layers(listed, kind, out, json)
    target = _target(experiment, changes or ())
    if kind.has_weights and (listed := exporting.of_target(target, wanted)) is not None:
        return _layers(listed, kind, out, json)
    if kind is PAGE and target.experiment is not None and target.experiment.network.layers:
        raise InputError("export-error-layers", name=target.name)
    place = _place(out, file_name(target.name, kind.ending))
    if target.experiment is not None and target.experiment.network.layers:
        from whygrad.views.export.toml import text_of

        data, stopped, about = text_of(target.experiment).encode(), False, {"experiment": target.name}
    else:
        subject, stopped = _subject(target, kind, seed, trained)
        content = kind.content(subject)
        data = content.encode() if isinstance(content, str) else content
        about = exporting.about(subject, subject.plan.count)
    if place is None:
        _output.write_bytes(data)
    else:
        save_bytes(data, place)
    files = {} if place is None else {place: len(data)}
    return _told(kind, files, {"bytes": len(data), **about}, json, stopped=stopped)


def _layers(source: Source, kind: Kind, out: str | None, json: str | None) -> int:
    """Export a network of layers."""
    from whygrad.cli import _exporting as exporting
    from whygrad.cli import _output
    from whygrad.views.export import file_name

    _place(out, file_name(source.name, kind.ending))
    subject, files, stopped = exporting.write(source, kind, out)
    if source.random and out != _output.STDOUT and json != _output.STDOUT:
        _output.show(text("cli-export-random", name=source.name))
    about = {"bytes": next(iter(files.values()), 0), "files": [str(path) for path in files]}
    return _told(kind, files, {**about, **exporting.about(subject, subject.count)}, json, stopped=stopped)


def _told(
    kind: Kind, files: Mapping[Path, int], about: Mapping[str, object], json: str | None, *, stopped: bool
) -> int:
    """Say what was written: a line a file, or JSON."""
    from whygrad.cli import _output
    from whygrad.studio.exports import KINDS

    if json is not None:
        name = next(name for name, known in KINDS.items() if known is kind)
        first = next(iter(files), None)
        start = {"schema": "whygrad.export/1", "kind": name, "file": None if first is None else str(first)}
        _output.save_json({**start, **about}, json)
    if files and json != _output.STDOUT:
        _output.show(*(text("cli-export-written", path=str(path), size=f"{size:,}") for path, size in files.items()))
    return INTERRUPTED if stopped else OK


def _target(word: str, changes: Sequence[str]) -> Target:
    """The experiment or the trace that is named."""
    from whygrad.cli._target import Target, find_experiment, find_target, is_link
    from whygrad.experiment import presets, recipes
    from whygrad.zoo import networks

    if word and not is_link(word) and user_path(word).is_dir():
        if changes:
            raise InputError("cli-export-set", name=word)
        return find_target(word)
    found = find_experiment(word, changes, networks())
    name = word if word in presets or word in recipes else Path(word).stem if word.endswith(".toml") else "experiment"
    return Target(name, "experiment", found)


def _place(out: str | None, usual: str) -> Path | None:
    """The file to write, `None` for stdout; what cannot be written is refused before anything is trained."""
    if out is None:
        if Path(usual).exists():
            raise InputError("cli-export-exists", path=usual)
        places.file(usual)
        return Path(usual)
    path = Path(out)
    if path.suffix == ".py" and path.stem in _HIDING:
        raise InputError("cli-export-hides", path=out, package=path.stem)
    places.file(out)
    return None if out == STDOUT else path


def _subject(target: Target, kind: Kind, seed: int | None, trained: bool) -> tuple[Subject, bool]:
    """What is exported, and whether Ctrl-C ended its training."""
    from whygrad.cli import _exporting as exporting
    from whygrad.views.export import subject, subject_of_trace

    if target.trace is not None:
        return subject_of_trace(target.trace, seed), False
    assert target.experiment is not None
    learns, start = trained and kind.has_weights, seed or 0
    weights, stopped = exporting.trained(target.experiment, start, target.name) if learns else (None, False)
    return subject(target.experiment, start, name=target.name, weights=weights), stopped
