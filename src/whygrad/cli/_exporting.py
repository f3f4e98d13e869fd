"""What all exports share; those of networks of layers: what a word names, and the files that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from whygrad.cli._target import Target
    from whygrad.experiment import Experiment
    from whygrad.views.export import Kind, Subject
    from whygrad.views.export.layered import LayeredSubject

_ENDING = ".safetensors"


@dataclass(frozen=True)
class Wanted:
    """What was asked for beside the word itself; `changes` are those of `--set`."""

    seed: int | None = None
    trained: bool = False
    changes: Sequence[str] = ()
    weights: str | None = None
    shape: tuple[int, ...] | None = None
    classes: int | None = None


@dataclass(frozen=True)
class Source:
    """A network of layers that was named. `subject` makes it, and says whether Ctrl-C ended its training."""

    name: str
    subject: Callable[[], tuple[LayeredSubject, bool]]
    random: bool = False  # a network of the zoo that was given no weights


def named(word: str, wanted: Wanted) -> Source | None:
    """A network of the zoo, or a model that a training has left; `None` if the word is neither."""
    from whygrad.zoo import networks

    if word in networks():
        return _network(word, wanted)
    if wanted.weights is not None or wanted.shape is not None or wanted.classes is not None:
        raise InputError("cli-export-only-networks", name=word)
    path = user_path(word)
    folder = path.is_dir() and (path / f"model{_ENDING}").is_file()
    if folder or (path.suffix == _ENDING and path.is_file()):
        if wanted.changes:
            raise InputError("cli-export-set-model", name=word)
        name = path.resolve().name if folder else path.stem
        return Source(name, lambda: (_of_folder(path, wanted.seed, name), False))
    return None


def of_target(target: Target, wanted: Wanted) -> Source | None:
    """An experiment or a trace whose network is trained as layers; `None` for the others."""
    from whygrad.engine import trains_as_layers
    from whygrad.experiment import Experiment

    if target.trace is not None:
        from whygrad.views.export.layered import of_trace

        tree, trace = target.trace.meta.experiment, target.trace
        if tree is None or not trains_as_layers(Experiment.from_tree(tree)):
            return None
        return Source(target.name, lambda: (of_trace(trace, wanted.seed), False))
    experiment = target.experiment
    if experiment is None or not trains_as_layers(experiment):
        return None
    return Source(target.name, lambda: _of_experiment(experiment, target.name, wanted))


def write(source: Source, kind: Kind, out: str | None) -> tuple[LayeredSubject, dict[Path, int], bool]:
    """Write all files of an export; what was exported, the files with their sizes, whether Ctrl-C ended a training.

    With `out` "-" the one file goes to stdout. Raises `InputError` for a file that is there already and that nobody
    has named, and for several files on stdout.
    """
    from whygrad.cli import _output
    from whygrad.views.export import file_name
    from whygrad.views.export.layered import content
    from whygrad.views.files import save_bytes

    scripted = kind.ending.endswith(".py")
    if out == _output.STDOUT and scripted:
        raise InputError("cli-export-several", name=source.name)
    main = Path(file_name(source.name, kind.ending) if out is None or out == _output.STDOUT else out)
    subject, stopped = source.subject()
    files = [_as_bytes(one) for one in content(kind, subject, main.stem).items()]
    if out == _output.STDOUT:
        _output.write_bytes(files[0][1])
        return subject, {}, stopped
    targets = [main, *(main.with_name(name) for name, _ in files[1:])]
    for target in targets:
        if out is None and target.exists():
            raise InputError("cli-export-exists", path=str(target))
    for target, (_, data) in zip(targets, files, strict=True):
        save_bytes(data, target)
    return subject, {target: len(data) for target, (_, data) in zip(targets, files, strict=True)}, stopped


def _as_bytes(file: tuple[str, str | bytes]) -> tuple[str, bytes]:
    """A file's name and bytes."""
    name, data = file
    return name, data.encode() if isinstance(data, str) else data


def about(subject: Subject | LayeredSubject, parameters: int) -> dict[str, object]:
    """What `--json` says of the network."""
    return {"experiment": subject.name, "seed": subject.seed, "trained": subject.trained, "parameters": parameters}


def trained(experiment: Experiment, seed: int, name: str) -> tuple[NDArray[np.float32], bool]:
    """The weights after a training, and whether Ctrl-C ended it."""
    from whygrad.cli import _output
    from whygrad.cli._training import interrupted, train_one

    trace = train_one(experiment, [seed], name=name)
    stopped = interrupted(trace)
    if stopped:
        _output.complain(text("cli-interrupted-exporting"))
    if trace.final_parameters is None:
        raise InputError("cli-export-too-large", name=name)
    return trace.final_parameters[0], stopped


def _network(word: str, wanted: Wanted) -> Source:
    from whygrad.cli._recognize import weights_file
    from whygrad.views.export.layered import of_network
    from whygrad.zoo import network

    if wanted.changes or wanted.trained:
        raise InputError("cli-export-network", name=word)
    known = network(word, wanted.shape, wanted.classes)

    def subject() -> tuple[LayeredSubject, bool]:
        weights = None if wanted.weights is None else weights_file(known, wanted.weights)
        return of_network(known, weights, wanted.seed or 0), False

    return Source(word, subject, random=wanted.weights is None)


def _of_folder(path: Path, seed: int | None, name: str) -> LayeredSubject:
    from whygrad.views.export.layered import of_folder

    return of_folder(path, seed, name)


def _of_experiment(experiment: Experiment, name: str, wanted: Wanted) -> tuple[LayeredSubject, bool]:
    from whygrad.views.export.layered import of_experiment

    seed = wanted.seed or 0
    weights, stopped = trained(experiment, seed, name) if wanted.trained else (None, False)
    return of_experiment(experiment, seed, name=name, weights=weights), stopped
