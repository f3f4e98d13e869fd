"""`whygrad.watch`: record a training in this process, with its diagnosis at any time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from whygrad.errors import InputError
from whygrad.session.reporter import FindingReporter
from whygrad.watch import watch as record
from whygrad.watch.entry import Every, checked_path

if TYPE_CHECKING:
    from torch.nn import Module
    from torch.optim import Optimizer

    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace
    from whygrad.watch import TrainingRecorder
    from whygrad.watch.settings import Settings


class Watch:
    """A watched training, made by `whygrad.watch`. It ends with `close` or with its `with` block.

    `trace` and `diagnosis()` are available at any time, also after `close`.
    """

    def __init__(self, recorder: TrainingRecorder) -> None:
        self.recorder = recorder

    @property
    def trace(self) -> Trace:
        """The trace of what was recorded so far."""
        return self.recorder.trace

    def diagnosis(self) -> Diagnosis:
        """Diagnose the training so far; returns a `whygrad.Diagnosis`."""
        from whygrad.diagnose import diagnose

        return diagnose(self.recorder.trace)

    @property
    def epochs(self) -> float:
        """Number of epochs so far, from the data loader or estimated from repeated samples; NaN if unknown.

        It is unknown, for example, for a model that gets its own outputs as inputs.
        """
        return self.recorder.epochs

    @property
    def main(self) -> Module | None:
        """The first watched model; None if it no longer exists."""
        return self.recorder.training.main

    @contextmanager
    def paused(self) -> Generator[None]:
        """Context manager in which nothing is recorded, for other work with the model between two updates."""
        with self.recorder.paused():
            yield

    def finish(self) -> None:
        """Record what happened since the last update, after a training has ended or failed."""
        self.recorder.finish()

    def close(self) -> None:
        """Stop watching and remove all hooks. Trace and diagnosis stay available.

        `report` and the file at `path` are updated a last time.
        """
        self.recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def watch(
    model: Module | Sequence[Module],
    optimizer: Optimizer | Sequence[Optimizer],
    *,
    every: Every = "auto",
    report: Callable[[str], None] | bool | None = None,
    path: str | os.PathLike[str] | None = None,
    name: str = "",
    settings: Settings | None = None,
) -> Watch:
    """Watch a PyTorch training: record its layers, gradients, losses and updates until `close`.

    - `model`, `optimizer`: one or several of each. Several models and optimizers make one trace; use two watches for a
      GAN. Each step of the first optimizer counts as one update
    - `every`: number of updates between two records. With "auto", recording takes about 1 % of the training time. With
      "dense", the first 32 updates are recorded, and then intervals grow to 4 % of the updates done
    - `report`: `True` prints a line to stderr when a finding appears or disappears. A function is called with that line
    - `path`: folder to which the trace is saved during training, for `whygrad diagnose PATH`
    - `name`: name of the training, stored in the trace
    - `settings`: further settings, see `Settings`

    Watching does not change the training: losses, weights, gradients and random numbers stay the same, bit for bit.

    Raises `InputError` for an invalid argument, `TraceError` if nothing can be saved at `path`, and `MissingExtraError`
    without PyTorch.
    """
    _check_report(report)
    path = checked_path(path)
    recorder = record(model, optimizer, every=every, name=name, settings=settings)
    if path is not None or report:
        FindingReporter(_print if report is True else report or None, path).listen_to(recorder)
    return Watch(recorder)


def _check_report(report: Any) -> None:
    if not (report is None or isinstance(report, bool) or callable(report)):
        raise InputError("watch-bad-report", value=str(report))


def _print(line: str) -> None:
    sys.stderr.write(line + "\n")
