"""A study of Optuna: what to try next, and what was tried, in memory or in a file that a later search continues.

The file is Optuna's journal, lines of JSON: nothing in it is executed, and Optuna's own tools read it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from whygrad.compare import Dimension
from whygrad.errors import InputError, MissingExtraError
from whygrad.search.goal import Goal
from whygrad.search.result import Tried

SAMPLERS = ("tpe", "random")
MOST_BYTES = 64_000_000  # of a study's file; 10,000 trials of ten settings take less
_NAME = "whygrad"
_KEPT = "whygrad"  # the attribute that holds what whygrad knows of a trial or a study


def check_installed() -> None:
    """Raise `MissingExtraError` if Optuna is not installed."""
    if not find_spec("optuna"):
        raise MissingExtraError("search-needs-optuna")


class Study:
    """What was tried so far, and what to try next.

    `subject` is all that must be the same for a file to be continued. Equal seeds give equal trials, also after an
    interruption: the sampler of each trial is seeded with the number of results that there are before it.
    """

    def __init__(
        self, dimensions: Sequence[Dimension], goal: Goal, sampler: str, seed: int, *,
        subject: Mapping[str, Any], file: str | None = None,
    ) -> None:  # fmt: skip
        check_installed()
        if sampler not in SAMPLERS:
            raise InputError("search-unknown-sampler", name=sampler, known=", ".join(SAMPLERS))
        import optuna

        self.dimensions, self.goal, self.file = dimensions, goal, file
        self._sampler, self._seed = sampler, seed
        self._distributions = {one.key: _distribution(one) for one in dimensions}
        self._asked: dict[int, Any] = {}
        direction = "maximize" if goal.higher_is_better else "minimize"
        storage = None if file is None else _journal(file)
        # What a file holds is another's: whatever Optuna makes of it is reported as one line.
        verbosity = optuna.logging.get_verbosity()
        optuna.logging.set_verbosity(optuna.logging.ERROR)  # a new study is no news
        try:
            self._study = optuna.create_study(
                storage=storage, study_name=_NAME, direction=direction, load_if_exists=True
            )
            known = self._study.user_attrs.get(_KEPT)
            if known is None:
                self._study.set_user_attr(_KEPT, dict(subject))
            before = self._study.get_trials(deepcopy=False)
        except Exception as error:  # noqa: BLE001 (also KeyError, AssertionError and others from lines that are no journal)
            raise InputError("search-bad-study", path=str(file), reason=f"{type(error).__name__}: {error}") from None
        finally:
            optuna.logging.set_verbosity(verbosity)
        if known is not None:
            _same(known, json.loads(json.dumps(dict(subject))), str(file))
        for trial in before:
            if not trial.state.is_finished():  # of a search that was killed
                self._study.tell(trial.number, state=optuna.trial.TrialState.FAIL)

    def ask(self, count: int) -> list[tuple[int, dict[str, Any]]]:
        """The numbers and values of trials to run at once."""
        done = len(self.tried())
        asked: list[tuple[int, dict[str, Any]]] = []
        for place in range(count):
            self._study.sampler = self._sampler_of(done + place)
            trial = self._study.ask(self._distributions)
            self._asked[trial.number] = trial
            asked.append((trial.number, self._values(trial.params)))
        return asked

    def tell(self, tried: Tried) -> None:
        """What came of a trial. A trial without a result counts as the worst, so that the sampler avoids its like; an
        interrupted one does not count.
        """
        from optuna.trial import TrialState

        trial = self._asked.pop(tried.number)
        if tried.status == "interrupted":
            self._study.tell(trial, state=TrialState.FAIL)
            return
        kept = {"status": tried.status, "reason": tried.reason, "seconds": tried.seconds}
        trial.set_user_attr(_KEPT, kept)
        self._study.tell(trial, self.goal.worst if tried.value is None else tried.value)

    def drop(self) -> None:
        """Forget the trials that nothing was told of."""
        from optuna.trial import TrialState

        for trial in self._asked.values():
            self._study.tell(trial, state=TrialState.FAIL)
        self._asked.clear()

    def tried(self) -> list[Tried]:
        """All trials that ended, in the order in which they were asked for."""
        from optuna.trial import TrialState

        found: list[Tried] = []
        for trial in self._study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)):
            kept: Mapping[str, Any] = trial.user_attrs.get(_KEPT, {})
            value = trial.values[0] if trial.values else None
            finite = value is not None and np.isfinite(value)
            found.append(
                Tried(
                    trial.number,
                    self._values(trial.params),
                    float(value) if finite and value is not None else None,
                    kept.get("status", "finished"),
                    str(kept.get("reason", "")),
                    float(kept.get("seconds", 0.0)),
                )
            )
        return found

    def _values(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        return {one.key: _value(one, parameters[one.key]) for one in self.dimensions}

    def _sampler_of(self, number: int) -> Any:
        from optuna import samplers

        seed = int(np.random.SeedSequence((self._seed, number)).generate_state(1)[0])
        return samplers.TPESampler(seed=seed) if self._sampler == "tpe" else samplers.RandomSampler(seed=seed)


def _journal(file: str) -> Any:
    """The storage of a file; raises `InputError` if it is no journal or cannot be written."""
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    path = Path(file)
    try:
        if path.exists():
            if path.stat().st_size > MOST_BYTES:
                raise InputError("search-study-too-large", path=file, most=str(MOST_BYTES // 1_000_000))
            with path.open("rb") as stream:
                first = stream.readline(100_000)
            if first and not (first.startswith(b"{") and b'"op_code"' in first):
                raise InputError("search-bad-study", path=file, reason="op_code")
        return JournalStorage(JournalFileBackend(os.fspath(path)))
    except OSError as error:
        raise InputError("cli-not-writable", path=file, reason=error.strerror or str(error)) from None
    except (ValueError, KeyError, AssertionError) as error:
        raise InputError("search-bad-study", path=file, reason=f"{type(error).__name__}: {error}") from None


def _same(known: Any, wanted: Mapping[str, Any], file: str) -> None:
    """Raise `InputError` if a file is of another search, with what differs."""
    kept: Mapping[str, Any] = known if isinstance(known, Mapping) else {}
    different = [key for key in wanted if kept.get(key) != wanted[key]]
    if different:
        raise InputError("search-other-study", path=file, what=", ".join(different))


def _distribution(one: Dimension) -> Any:
    from optuna import distributions

    if one.range is None:
        return distributions.CategoricalDistribution([_spelled(value) for value in one.values])
    low, high, log = one.range.low, one.range.high, one.range.log
    if one.range.whole:
        return distributions.IntDistribution(round(low), round(high), log=log)
    return distributions.FloatDistribution(low, high, log=log)


def _value(one: Dimension, parameter: Any) -> Any:
    """The value of a parameter of Optuna's."""
    if one.range is not None:
        return one.range.rounded(parameter)
    return next(value for value in one.values if _spelled(value) == parameter)


def _spelled(value: Any) -> str:
    """A listed value as a text, which Optuna can keep and its tools can show."""
    return value if isinstance(value, str) else json.dumps(value, default=str)
