"""Ask, run, tell, until all trials are done or Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from whygrad.search.result import Tried
from whygrad.search.study import Study

Asked = Sequence[tuple[int, dict[str, Any]]]
Run = Callable[[Asked], tuple[Sequence[Tried], bool]]  # what came of each trial, and whether Ctrl-C came meanwhile
Progress = Callable[[float], None]


def run_trials(study: Study, trials: int, at_once: int, run: Run, progress: Progress | None = None) -> bool:
    """Run trials until there are `trials`, `at_once` at a time; whether Ctrl-C ended it.

    All trials of a batch are told before the next ones are asked for, so that the same seed gives the same trials
    whichever of a batch ends first.
    """
    try:
        while (done := len(study.tried())) < trials:
            if progress is not None:
                progress(done / trials)
            told, interrupted = run(study.ask(min(at_once, trials - done)))
            for tried in told:
                study.tell(tried)
            if interrupted:
                return True
    except KeyboardInterrupt:
        return True
    finally:
        study.drop()
    return False
