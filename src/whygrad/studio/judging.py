"""A trace that the page recorded, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.diagnose import Diagnosis, Finding, Undecided, diagnose, undecided_message
from whygrad.diagnose.codes import codes_with
from whygrad.engine.outcome import constants, statuses
from whygrad.engine.program import lower
from whygrad.errors import InputError
from whygrad.experiment import Experiment, presets
from whygrad.i18n import text
from whygrad.studio.asking import asked
from whygrad.studio.wire import TraceRequest, decoded, plain
from whygrad.trace import CHANNELS, HISTOGRAM_BINS, Meta, Status, Trace
from whygrad.trace.trace import NON_FINITE
from whygrad.views import findings

_LARGEST_STEP = 2**53
_OF_THE_END = codes_with("only-the-end-tells")  # where little was learned may still learn


def judged(question: TraceRequest, files: Mapping[str, str]) -> dict[str, Any]:
    """The diagnosis of a posted trace with its texts, in the language in use; raises `InputError` for a bad one."""
    trace = posted(question, asked(question, files, seeds=len(question.seeds)))
    return told(diagnosed(trace), trace)


def diagnosed(trace: Trace) -> Diagnosis:
    """What is wrong with a posted trace so far."""
    planned = trace.meta.experiment
    over = planned is None or not len(trace.steps) or trace.epochs[-1] >= planned["training"]["epochs"]
    return so_far(diagnose(trace), ended=over)


def so_far(diagnosis: Diagnosis, *, ended: bool) -> Diagnosis:
    """The diagnosis of a training that may not be over: what only its end can tell is undecided until then."""
    if ended:
        return diagnosis
    early = {finding.code for finding in diagnosis.findings if finding.code in _OF_THE_END and finding.cause}
    early |= {one.code for one in diagnosis.findings if one.code in _OF_THE_END and one.because_of in early}
    kept = [
        replace(one, cause=True, because_of=None) if one.because_of in early else one
        for one in diagnosis.findings
        if one.code not in early
    ]
    open_questions = tuple(Undecided(code, ("records",)) for code in sorted(early))
    return replace(diagnosis, findings=tuple(kept), undecided=diagnosis.undecided + open_questions)


def posted(question: TraceRequest, experiment: Experiment) -> Trace:
    """The trace that a question holds, of the experiment that it is about."""
    known = "preset" if question.name in presets else "experiment"
    job = lower(experiment, [], name=question.name, kind=known)
    steps = np.array(question.steps, np.int64)
    runs = len(question.seeds)
    if len(question.status) != runs or (np.diff(steps) <= 0).any():
        raise InputError("studio-error-trace")
    # What was trained is what was recorded: on the page a training has no end of its own.
    meta = replace(job.meta, total_steps=int(steps[-1])) if len(steps) else job.meta
    channels = {name: _channel(name, decoded(name, array), meta, runs, len(steps)) for name, array in
                question.channels.items()}  # fmt: skip
    step = _integers(question.non_finite_step, runs, _LARGEST_STEP)
    status = [Status(one) for one in question.status]
    if "loss_train" in channels and len(steps):  # the page does not know what counts as diverged
        ended = statuses(meta, channels["loss_train"], step, finished=True)
        status = [old if old is Status.INTERRUPTED else new for old, new in zip(status, ended, strict=True)]
    what = question.non_finite_what or [""] * runs
    if len(what) != runs or not set(what) <= set(NON_FINITE):
        raise InputError("studio-error-trace")
    return Trace(
        meta,
        steps,
        np.array(question.seeds, np.int64),
        {**channels, **constants(job)},
        status=status,
        non_finite_step=step,
        non_finite_layer=_integers(question.non_finite_layer, runs, len(meta.layers) - 1),
        non_finite_what=what,
    )


def _channel(name: str, array: NDArray[Any], meta: Meta, runs: int, records: int) -> NDArray[np.float32]:
    """A posted channel (P, S, …), checked against what it is an array of."""
    channel = CHANNELS.get(name)
    lengths = {"run": runs, "step": records, "layer": len(meta.layers), "bin": HISTOGRAM_BINS}
    if channel is None or channel.dims[:2] != ("run", "step") or not lengths.keys() >= set(channel.dims):
        raise InputError("studio-error-channel", name=name[:60])
    shape = tuple(lengths[dim] for dim in channel.dims)
    if array.dtype.kind != "f" or array.shape != shape:
        raise InputError("studio-error-array-shape", name=name, shape=str(shape))
    return array


def _integers(values: list[int] | None, runs: int, high: int) -> NDArray[np.int64]:
    """One whole number a run, from -1 (none) to `high`."""
    if values is None:
        return np.full(runs, -1)
    if len(values) != runs or not all(-1 <= value <= high for value in values):
        raise InputError("studio-error-trace")
    return np.array(values, np.int64)


def told(diagnosis: Diagnosis, trace: Trace) -> dict[str, Any]:
    """The JSON of a diagnosis with everything that the page says about it."""
    value = diagnosis.to_json()
    planned = trace.meta.experiment
    value["verdict"] = findings.verdict(diagnosis)
    value["subject"]["text"] = findings.subject(trace.meta, len(trace.seeds))
    value["subject"]["epochs"] = float(trace.epochs[-1]) if len(trace.steps) else 0.0
    value["subject"]["planned_epochs"] = planned["training"]["epochs"] if planned is not None else None
    value["status"] = [str(status) for status in trace.status]
    for entry, finding in zip(value["findings"], diagnosis.findings, strict=True):
        entry |= _finding(diagnosis, finding)
        for remedy in entry["remedies"]:
            remedy["title"] = findings.remedy_title(remedy["code"])
    for entry, undecided in zip(value["undecided"], diagnosis.undecided, strict=True):
        entry["message"] = undecided_message(undecided)
    return plain(value)


def _finding(diagnosis: Diagnosis, finding: Finding) -> dict[str, Any]:
    from whygrad.diagnose import title

    return {
        "title": title(finding.code),
        "severity_text": text(f"view-severity-{finding.severity}"),
        "place": findings.place(diagnosis, finding),
        "depth": findings.depth(diagnosis, finding),
        "because": title(finding.because_of) if finding.because_of is not None else None,
        "evidence_texts": [
            {"name": row.name, "value": row.value, "threshold": row.threshold, "step": row.step}
            for row in findings.evidence(finding)
        ],
    }
