"""What the callbacks for other libraries share: a watch from when the optimizer is there to the end of training."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError, MissingExtraError
from whygrad.session.runner import described
from whygrad.session.watching import Watch, watch
from whygrad.watch.entry import Every, checked_every, checked_path
from whygrad.watch.settings import Settings

if TYPE_CHECKING:
    from torch.nn import Module
    from torch.optim import Optimizer

    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace


@contextmanager
def importing(library: str, extra: str, *modules: str) -> Generator[None]:
    """A library's import, by the name of its extra or one of these: raises `MissingExtraError` if it is missing, but
    not if it is there and misses something itself.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in (extra, *modules):
            raise
        raise MissingExtraError("watch-needs-extra", what=library, extra=extra) from error


class TrainingCallback:
    """Base class of the callbacks. `trace` and `diagnosis()` are available during and after training.

    - `every`, `report`, `path`, `name`, `settings`: as in `whygrad.watch`

    Each training starts a new watch. A copy or a pickle holds the trace so far, but does not watch.

    Raises `InputError` for an invalid `every` or `path`, and if the trace is read before a training has started.
    """

    def __init__(
        self,
        *,
        every: Every = "auto",
        report: Callable[[str], None] | bool | None = None,
        path: str | os.PathLike[str] | None = None,
        name: str = "",
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.every: Every = checked_every(every)
        checked_path(path)
        self.report, self.path, self.name, self.settings = report, path, name, settings
        # Names that end in "_" are no settings of the callback to skorch and scikit-learn.
        self._watch_: Watch | None = None
        self._trace_: Trace | None = None

    @property
    def trace(self) -> Trace:
        """The trace of the latest training."""
        if self._watch_ is not None:
            return self._watch_.trace
        if self._trace_ is None:
            raise InputError("watch-not-begun", name=type(self).__module__)
        return self._trace_

    def diagnosis(self) -> Diagnosis:
        """Diagnose the latest training so far; returns a `whygrad.Diagnosis`."""
        from whygrad.diagnose import diagnose

        return diagnose(self.trace)

    def close(self) -> None:
        """Stop watching, after a training that failed. Trace and diagnosis stay available."""
        self._end()

    def _begin(self, model: Module, optimizers: Sequence[Optimizer]) -> Watch:
        """Watch from now on."""
        self._end()
        self._trace_ = None
        self._watch_ = watch(
            model, list(optimizers),
            every=self.every, report=self.report, path=self.path,
            name=self.name or type(model).__name__, settings=self.settings,
        )  # fmt: skip
        return self._watch_

    def _end(self, error: BaseException | None = None) -> None:
        """The training is over, or broke off."""
        if self._watch_ is None:
            return
        recorder = self._watch_.recorder
        if error is not None and not recorder.closed:
            interrupted = isinstance(error, KeyboardInterrupt)
            recorder.stop = "interrupted" if interrupted else "crashed"
            if not interrupted:
                recorder.error = described(error)
        self._watch_.close()

    def __getstate__(self) -> dict[str, Any]:
        """Without the watch, which belongs to this process; its trace goes along."""
        state = dict(self.__dict__)
        if self._watch_ is not None:
            state["_trace_"] = self._watch_.trace
        state["_watch_"] = None
        return state
