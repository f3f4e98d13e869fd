"""`whygrad diagnose script.py`: run it, say what is wrong with its trainings, test the causes or try the remedies."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli import _output
from whygrad.cli import _script as scripts
from whygrad.cli._status import INTERRUPTED, verdict
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.session.script import ScriptRun
    from whygrad.trace import Trace
    from whygrad.trial import Trial
    from whygrad.trial.rerun import Untested
    from whygrad.trial.rerun.cluster import OnCluster


@dataclass(frozen=True, slots=True)
class Effort:
    """What re-runs of a script are for and what they may take (`None`: as usual)."""

    trial: bool  # of the remedies; otherwise the causes are tested
    budget: int | None
    seeds: int | None
    keep: str | None  # the folder for what the re-runs of a trial print and reach


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of a script; without an `effort` nothing is run again."""

    script: str
    arguments: Sequence[str]
    steps: int | None
    seconds: int | None
    total: int | None
    compiled: bool  # leave `torch.compile` on
    json: str | None
    report: str | None
    tensorboard: str | None
    effort: Effort | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The diagnosis of the main training, and what came of the re-runs."""

    diagnosis: Diagnosis
    stopped: bool  # by Ctrl-C
    trial: Trial | None = None
    untested: Untested | None = None


def diagnose_script(asked: Asked, on: OnCluster | None) -> int:
    """Run a training script as it is and say what is wrong with each of its trainings, the main one first.

    With `on`, the re-runs of a trial are tasks of that cluster.
    """
    ran, judged = _run(asked)
    (trace, diagnosis), *others = judged
    outcome = _Outcome(diagnosis, stopped=ran.stop == "interrupted")
    if asked.effort is not None and not outcome.stopped:
        outcome = _run_again(asked, asked.effort, trace, diagnosis, on)
        if asked.json != _output.STDOUT:
            _show(asked.script, outcome, trace, diagnosis)
    _write(asked, outcome, trace, [other for _, other in others])
    if outcome.stopped:
        _output.interrupted(kept=any((asked.json, asked.tensorboard, asked.report)))
        return INTERRUPTED
    if asked.effort is None and not ran.failed:
        _suggest_trial(asked, outcome.diagnosis)
    return _status(ran, outcome.diagnosis, others)


def _run(asked: Asked) -> tuple[ScriptRun, list[tuple[Trace, Diagnosis]]]:
    """Run the script, judge its trainings and show the diagnoses."""
    from whygrad.diagnose import diagnose
    from whygrad.views import terminal

    quiet = asked.json == _output.STDOUT
    ran = scripts.run(
        asked.script, asked.arguments,
        steps=asked.steps, seconds=asked.seconds, total=asked.total, compiled=asked.compiled, quiet=quiet,
    )  # fmt: skip
    judged = [(trace, diagnose(trace)) for trace in ran.traces if len(trace.steps)]
    # What ended at its first loss may be told why; what only looked at a model's output has nothing to be told.
    if not any(found.findings or scripts.trained(trace) for trace, found in judged):
        raise scripts.never_trained(ran, asked.script)
    if not quiet:
        for (trace, found), *same in _alike(judged):
            _output.show(*terminal.diagnosis(found, trace))
            if same:
                _output.show(text("cli-script-same", count=len(same)))
        if any(trace.meta.program is not None and trace.meta.program.as_written for trace, _ in judged):
            _output.show(text("cli-script-as-written"))
    return ran, judged


def _alike(judged: Sequence[tuple[Trace, Diagnosis]]) -> Iterable[list[tuple[Trace, Diagnosis]]]:
    """The trainings in groups of which a user is told the same of networks with the same layers, as those of a loop
    over folds or settings; the groups in the order of their first ones.
    """
    from whygrad.session.script import kind_of_network

    groups: dict[Any, list[tuple[Trace, Diagnosis]]] = {}
    for trace, found in judged:
        said = tuple((one.code, one.because_of, one.severity) for one in found.findings)
        groups.setdefault((kind_of_network(trace.meta), said, found.is_decided), []).append((trace, found))
    return groups.values()


def _run_again(asked: Asked, effort: Effort, trace: Trace, diagnosis: Diagnosis, on: OnCluster | None) -> _Outcome:
    """Test the causes or try the remedies."""
    from whygrad.diagnose import Diagnosis
    from whygrad.trial import confirm_by_trial

    if effort.trial:
        tried = scripts.trial(
            asked.script, asked.arguments, trace, diagnosis, steps=asked.steps, budget=effort.budget,
            seeds=effort.seeds, on=on, keep=effort.keep,
        )  # fmt: skip
        return _Outcome(confirm_by_trial(diagnosis, tried), tried.interrupted, tried)
    try:
        tested = scripts.confirm(asked.script, asked.arguments, trace, diagnosis, budget=effort.budget)
    except KeyboardInterrupt:
        return _Outcome(diagnosis, stopped=True)
    if isinstance(tested, Diagnosis):
        return _Outcome(tested, stopped=False)
    return _Outcome(diagnosis, stopped=False, untested=tested)


def _show(script: str, outcome: _Outcome, trace: Trace, before: Diagnosis) -> None:
    """Show what came of the re-runs; the whole diagnosis only if they changed it."""
    from whygrad.views import terminal

    if outcome.trial is not None:
        _output.show(*terminal.trial(outcome.trial))
    elif outcome.untested is not None and not before.healthy:
        _output.show(text("cli-causes-not-tested", name=script, reason=outcome.untested))
    if _order(outcome.diagnosis) != _order(before):
        _output.show(*terminal.diagnosis(outcome.diagnosis, trace))
    else:
        _output.show(*terminal.cause_tests(outcome.diagnosis))


def _order(found: Diagnosis) -> list[tuple[str, str]]:
    """What experiments may change of a diagnosis: the order of its findings, and how severe each is."""
    return [(one.code, one.severity) for one in found.findings]


def _suggest_trial(asked: Asked, diagnosis: Diagnosis) -> None:
    """Tell who watches what else can be done: also where nothing was found, a network may learn less than it could."""
    from whygrad.trial.rerun.run import TRIAL_SECONDS

    words = ["whygrad", "diagnose", asked.script, "--trial", *(["--", *asked.arguments] if asked.arguments else [])]
    found = "nothing" if diagnosis.healthy else "problems"
    _output.note(text("cli-script-trial-next", found=found, command=shlex.join(words), seconds=f"{TRIAL_SECONDS:.0f}"))


def _write(asked: Asked, outcome: _Outcome, trace: Trace, others: Sequence[Diagnosis]) -> None:
    """Write the files that were asked for."""
    if asked.json is not None:
        value = scripts.as_json(outcome.diagnosis, asked.script)
        value["trial"] = outcome.trial.to_json() if outcome.trial is not None else None
        if outcome.untested is not None:
            value["untested"] = str(outcome.untested)
        if others:
            value["others"] = [scripts.as_json(other, asked.script) for other in others]
        _output.save_json(value, asked.json)
    if asked.tensorboard is not None:
        _output.event_files(trace, asked.tensorboard)
    if asked.report is not None:
        from whygrad.views.report import write_report

        write_report(Path(asked.report), trace, outcome.diagnosis, outcome.trial, None)
        _output.note(text("cli-report-written", path=asked.report))


def _status(ran: ScriptRun, main: Diagnosis, others: Sequence[tuple[Trace, Diagnosis]]) -> int:
    """The exit status of all diagnoses together."""
    from whygrad.diagnose.limits import limit

    healthy = main.healthy and all(found.healthy for _, found in others)
    # Beside a longer training a few updates are a warm-up, or a watch that the script closed.
    decided = main.is_decided and all(
        found.is_decided for trace, found in others if trace.meta.total_steps >= limit("updates")
    )
    return verdict(healthy=healthy, decided=decided and not ran.failed)
