"""Remedies tried for the page: a few trials at a time, each within a budget, stopped when nobody waits for it."""

from __future__ import annotations

import asyncio
import contextvars
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from whygrad import i18n
from whygrad.data import Dataset
from whygrad.diagnose import diagnose
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.i18n.numbers import share
from whygrad.nets import plan
from whygrad.studio.asking import asked, loaded
from whygrad.studio.judging import posted
from whygrad.studio.lowering import link
from whygrad.studio.security import Refusal
from whygrad.studio.wire import TrialRequest, plain
from whygrad.trial import Result, Trial, trial
from whygrad.views import findings

AT_ONCE = 2  # trials; each trains on all cores
MOST_WAITING = 128
MOST_WORK = 4e9  # multiply-adds of the baseline, forward, over all seeds; all that is tried costs about 17 times that
MOST_SECONDS = 30.0
_ACTIVATION = 8  # multiply-adds that a unit's activation costs, about
_NICE = 5  # how far trials step back
_LOOK = 0.1  # seconds between two looks whether somebody still waits


class Stopped(Exception):
    """A trial that nobody waits for any more, or that took too long."""

    def refusal(self) -> Refusal:
        """What the one who waits is told."""
        return Refusal(422, "studio-error-trial-time", seconds=f"{MOST_SECONDS:.0f}")


@dataclass(frozen=True, eq=False)
class Workshop:
    """The threads that try remedies, and how many wait for them."""

    files: Mapping[str, str]
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "trial", _step_back))
    stops: set[Event] = field(default_factory=set[Event])

    def close(self) -> None:
        """Stop everything."""
        for stop in self.stops:
            stop.set()
        self.pool.shutdown(wait=False, cancel_futures=True)

    async def tried(self, question: TrialRequest, gone: Callable[[], Awaitable[bool]]) -> dict[str, Any]:
        """A trial's JSON with its texts, in the language in use. `gone` says whether the one who asked went away.

        Raises `InputError` and its like for what cannot be tried, `Refusal` where there is too much to do.
        """
        if len(self.stops) >= AT_ONCE + MOST_WAITING:
            raise Refusal(429, "studio-error-busy")
        stop = Event()
        self.stops.add(stop)
        context = contextvars.copy_context()  # it holds the language
        work = asyncio.wrap_future(self.pool.submit(context.run, tried, question, self.files, stop))
        try:
            while not (await asyncio.wait((work,), timeout=_LOOK))[0]:
                if await gone():
                    stop.set()
                    work.cancel()  # if it has not begun yet
                    raise Refusal(408, "studio-error-gone")
            return await work
        except Stopped as stopped:
            raise stopped.refusal() from None
        finally:
            stop.set()
            self.stops.discard(stop)


def _step_back() -> None:
    """Let what is answered in milliseconds go before a trial: the thread, and the kernel's that it starts, wait."""
    if sys.platform == "linux":  # where priorities are a thread's own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def tried(question: TrialRequest, files: Mapping[str, Any], stop: Event) -> dict[str, Any]:
    """A trial's JSON with its texts, in the language in use. Raises `Stopped` once `stop` is set, or out of time."""
    experiment = asked(question, files, seeds=question.seeds)
    dataset = loaded(experiment)
    if work(experiment, dataset) * question.seeds > MOST_WORK:
        raise InputError("studio-error-trial-size")
    diagnosis = None
    if question.trace is not None:
        diagnosis = diagnose(posted(question.trace, asked(question.trace, files, seeds=len(question.trace.seeds))))
    end = time.monotonic() + MOST_SECONDS

    def progress(_done: float) -> None:
        if stop.is_set() or time.monotonic() > end:
            raise Stopped

    progress(0.0)
    # Recording every update would take more memory than training; a trial reads only how runs end.
    seeds = range(question.first_seed, question.first_seed + question.seeds)
    found = trial(experiment.replace(every="auto"), diagnosis, seeds=seeds, progress=progress)
    return {**told(found, experiment), "translations": _translated(found, experiment)}


def _translated(found: Trial, experiment: Experiment) -> dict[str, Any]:
    """The same in the other languages: a page that changes its language asks for nothing that took seconds again."""
    told_in: dict[str, Any] = {}
    for other in i18n.LANGUAGES:
        if other != i18n.language():
            with i18n.use(other):
                told_in[other] = told(found, experiment)
    return told_in


def work(experiment: Experiment, dataset: Dataset) -> float:
    """What training one network costs: multiply-adds of its forward passes, activations included."""
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    training = experiment.training
    batch = min(training.batch_size, len(dataset.x_train))
    updates = -(-len(dataset.x_train) // batch) * training.epochs
    units = sum(network.widths[1:])
    return float(updates) * (batch * (network.count + _ACTIVATION * units) + network.count)


def told(found: Trial, experiment: Experiment) -> dict[str, Any]:
    """The JSON of a trial with everything that the page says about it; `results` hold the edited experiments."""
    value = found.to_json()
    value["head"] = findings.trial_head(found)
    value["sentences"] = findings.trial_verdict(found)
    value["notes"] = findings.trial_notes(found)
    value["metric"]["title"] = findings.metric_name(found.metric)
    value["advice"] = [
        {"code": code, "title": findings.remedy_title(code), "message": findings.remedy_message(code)}
        for code in found.advice
    ]
    every = experiment.recording.every
    value["baseline"] |= _texts(found, found.baseline, every)
    value["results"] = value.pop("remedies")
    for entry, result in zip(value["results"], found.results, strict=True):
        entry |= _texts(found, result, every)
    best = found.best_control
    if best is not None:
        value["controls"]["best"] |= _texts(found, best, every)
    value["controls"]["repaired_text"] = share(found.control_repaired)
    return plain(value)


def _texts(found: Trial, result: Result, every: int | str) -> dict[str, Any]:
    assert result.experiment is not None  # only a script's has none
    edited = result.experiment.replace(every=every)
    return {
        "title": findings.remedy_title(result.code),
        "message": findings.remedy_message(result.code),
        "experiment": edited.model_dump(),
        "link": link(edited),
        "changes_text": findings.changes_in_words(result.changes),
        "value_text": findings.metric_value(found.metric, result.mean),
        "difference_text": findings.difference(found.metric, result),
        "repaired_text": share(result.repaired),
        "rank_text": findings.rank(found, result),
    }
