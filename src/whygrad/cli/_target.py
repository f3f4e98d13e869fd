"""What a word on the command line names: a preset, an experiment's file or link, a saved trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from whygrad.errors import ExperimentError, InputError, nearest, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_MOST_NAMES = 8  # more do not help to find one


@dataclass(frozen=True, slots=True)
class Target:
    """An experiment to train, or a trace that was recorded before (one of the two)."""

    name: str
    kind: Literal["preset", "experiment", "trace"]
    experiment: Experiment | None = None
    trace: Trace | None = None


def is_script(word: str) -> bool:
    """Whether `word` names a Python script, there or not."""
    return Path(word).suffix == ".py"


def find_target(word: str) -> Target:
    """The trace or experiment that `word` names; raises `InputError` with the near names if there is none."""
    path = user_path(word)
    if not word:
        return Target(word, "experiment", find_experiment(word))
    if is_link(word):
        linked = find_experiment(word)
        return Target(linked.data.name, "experiment", linked)
    if path.is_dir():
        from whygrad.trace.places import EXPERIMENT, TRACE
        from whygrad.trace.reader import is_trace

        if (path / TRACE).is_dir():  # what `whygrad train --out` leaves of a network of layers
            return Target(path.name, "trace", trace=_begun(path / TRACE, path))
        if (path / EXPERIMENT).is_file() and not is_trace(path):
            raise InputError("cli-no-record-yet", path=word)
        return Target(path.name, "trace", trace=_begun(path, path))
    experiment = find_experiment(word)
    from whygrad.experiment import presets

    return Target(word if word in presets else path.stem, "preset" if word in presets else "experiment", experiment)


def _begun(place: Path, folder: Path) -> Trace:
    """The trace at `place`; raises `InputError` if it holds no record yet."""
    from whygrad.trace import Trace

    trace = Trace.open(place)
    if not len(trace.steps):
        raise InputError("cli-no-record-yet", path=str(folder))
    return trace


def find_experiment(word: str, changes: Sequence[str] = (), others: Sequence[str] = ()) -> Experiment:
    """The experiment that `word` names: a preset, a `.toml` file or a link; with `--set` changes applied.

    Raises `InputError` with the near names if there is none; the command takes those of `others`, too.
    """
    from whygrad.experiment import Experiment, presets, recipes

    if word in presets:
        found = presets[word]
    elif word in recipes:
        found = recipes[word]
    elif is_link(word):
        found = _linked(word)
    elif word.endswith(".toml") or user_path(word).is_file():
        found = Experiment.load(user_path(word))
    elif word and Path(word).is_dir():
        raise InputError("cli-needs-experiment", name=word)
    else:
        from whygrad.zoo import networks

        if word in networks():
            raise InputError("cli-network-alone", name=word)
        raise ExperimentError("cli-unknown-target", name=word, hint=_hint(word, (*presets, *recipes, *others)))
    return found.override(list(changes)) if changes else found


def is_link(word: str) -> bool:
    """Whether a word is meant as a link: an address, or what follows its `#`."""
    return "://" in word or word.startswith("#")


def _linked(word: str) -> Experiment:
    """The experiment of a link, on the points that somebody drew for it."""
    from whygrad.experiment import Linked

    held = Linked.read(word)
    if held.points is None:
        return held.experiment
    from whygrad.studio.asking import DRAWN, drawn_table

    return held.experiment.replace(name=DRAWN).at({DRAWN: drawn_table(held)})


def _hint(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    if close:
        return text("cli-did-you-mean", near=close)
    related = [name for name in known if word and word.lower() in name]
    if not 0 < len(related) <= _MOST_NAMES:
        return text("cli-list-presets")
    return text("cli-known-presets", known=", ".join(sorted(related, key=is_healthy)))


def is_healthy(preset: str) -> bool:
    """Whether a preset shows a network without a fault."""
    return preset.startswith("healthy-")
