"""Remedies tried for the page, each trial within a budget of work and of time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from whygrad import i18n
from whygrad.data import Dataset
from whygrad.diagnose import Diagnosis, diagnose
from whygrad.errors import InputError
from whygrad.experiment import Experiment, presets
from whygrad.i18n.numbers import share
from whygrad.nets import plan
from whygrad.studio.asking import asked, loaded
from whygrad.studio.judging import posted
from whygrad.studio.lowering import link
from whygrad.studio.security import Refusal
from whygrad.studio.wire import TrialRequest, plain
from whygrad.trial import Result, Trial, trial
from whygrad.views import findings

MOST_WORK = 4e9  # multiply-adds of the baseline, forward, over all seeds; all that is tried costs about 17 times that
MOST_SECONDS = 30.0
_KEPT = 8  # answers about presets, each some 40 kB of JSON
_ACTIVATION = 8  # multiply-adds that a unit's activation costs, about


def tried(question: TrialRequest, files: Mapping[str, Any]) -> dict[str, Any]:
    """A trial's JSON with its texts, in the language in use.

    Raises `InputError` and its like for what cannot be tried, `Refusal` for what takes too long.
    """
    experiment = asked(question, files, seeds=question.seeds)
    dataset = loaded(experiment)
    if work(experiment, dataset) * question.seeds > MOST_WORK:
        raise InputError("studio-error-trial-size")
    seeds = range(question.first_seed, question.first_seed + question.seeds)
    if question.trace is not None:
        traced = posted(question.trace, asked(question.trace, files, seeds=len(question.trace.seeds)))
        return _answer(experiment, diagnose(traced), seeds)
    if _is_preset(question.name, experiment):
        return of_preset(question.name, seeds, i18n.language())
    return _answer(experiment, None, seeds)


def _is_preset(name: str, experiment: Experiment) -> bool:
    """Whether it is a preset on data that nobody can have replaced by a file of the same name."""
    return name in presets and experiment == presets[name] and not experiment.data.name.endswith(".csv")


@lru_cache(maxsize=_KEPT)
def of_preset(name: str, seeds: range, _language: str) -> dict[str, Any]:
    """The answer about a preset, in a language: first visits all ask for the same, and a class of them at one time."""
    return _answer(presets[name], None, seeds)


def _answer(experiment: Experiment, diagnosis: Diagnosis | None, seeds: range) -> dict[str, Any]:
    end = time.monotonic() + MOST_SECONDS

    def progress(_done: float) -> None:
        if time.monotonic() > end:
            raise Refusal(422, "studio-error-trial-time", seconds=f"{MOST_SECONDS:.0f}")

    progress(0.0)
    # Recording every update would take more memory than training; a trial reads only how runs end.
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
