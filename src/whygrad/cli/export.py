"""`whygrad export`: an experiment, its network and its weights as a file that needs no whygrad."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.cli._target import Target
    from whygrad.views.export import Kind, Subject

# A script of that name would import itself instead of the package.
_HIDING = ("keras", "numpy", "torch")


def _seed(word: str) -> int:
    if not (word.isascii() and word.isdigit()) or int(word) >= 2**32:
        raise typer.BadParameter(text("cli-not-a-seed", value=word))
    return int(word)


def export(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-export-experiment")],
    to: Annotated[str, typer.Option("--to", metavar="KIND", help="cli-export-to")],
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="cli-export-out")] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="cli-export-seed", parser=_seed, show_default=False)
    ] = None,
    trained: Annotated[bool, typer.Option("--trained", help="cli-export-trained")] = False,
    changes: options.Set = None,
    json: options.Json = None,
) -> int:
    """Write the file."""
    from whygrad.cli import _output
    from whygrad.studio.exports import KINDS
    from whygrad.views.export import file_name, kind_named
    from whygrad.views.files import save_bytes

    kind = kind_named(to, KINDS)
    if out == json == _output.STDOUT:
        raise InputError("cli-export-two-outputs")
    target = _target(experiment, changes or ())
    place = _place(out, file_name(target.name, kind.ending))
    subject, stopped = _subject(target, kind, seed, trained)
    content = kind.content(subject)
    data = content.encode() if isinstance(content, str) else content
    if place is None:
        _output.write_bytes(data)
    else:
        save_bytes(data, place)
    if json is not None:
        _output.save_json(_facts(kind, subject, place, len(data)), json)
    if place is not None and json != _output.STDOUT:
        _output.show(text("cli-export-written", path=str(place), size=f"{len(data):,}"))
    return 130 if stopped else 0


def _target(word: str, changes: Sequence[str]) -> Target:
    """The experiment or the trace that is named."""
    from whygrad.cli._target import Target, find_experiment, find_target
    from whygrad.experiment import presets

    if word and Path(word).expanduser().is_dir():
        if changes:
            raise InputError("cli-export-set", name=word)
        return find_target(word)
    found = find_experiment(word, changes)
    name = word if word in presets else Path(word).stem if word.endswith(".toml") else "experiment"
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
    return None if out == places.STDOUT else path


def _subject(target: Target, kind: Kind, seed: int | None, trained: bool) -> tuple[Subject, bool]:
    """What is exported, and whether Ctrl-C ended its training."""
    from whygrad.cli import _output
    from whygrad.cli._training import interrupted, train_one
    from whygrad.views.export import subject, subject_of_trace

    if target.trace is not None:
        return subject_of_trace(target.trace, seed), False
    assert target.experiment is not None
    if not trained or not kind.has_weights:
        return subject(target.experiment, seed or 0, name=target.name), False
    trace = train_one(target.experiment, [seed or 0], name=target.name)
    stopped = interrupted(trace)
    if stopped:
        _output.complain(text("cli-interrupted-exporting"))
    assert trace.final_parameters is not None
    return subject(target.experiment, seed or 0, name=target.name, weights=trace.final_parameters[0]), stopped


def _facts(kind: Kind, subject: Subject, path: Path | None, size: int) -> dict[str, object]:
    from whygrad.studio.exports import KINDS

    return {
        "schema": "whygrad.export/1",
        "kind": next(name for name, known in KINDS.items() if known is kind),
        "file": None if path is None else str(path),
        "bytes": size,
        "experiment": subject.name,
        "seed": subject.seed,
        "trained": subject.trained,
        "parameters": subject.plan.count,
    }
