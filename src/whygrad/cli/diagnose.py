"""`whygrad diagnose`: train (or open) a target, say what is wrong with it, try the remedies, write a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.cli._cluster import Tasks
    from whygrad.cli._target import Target
    from whygrad.cluster import Ray
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial import Trial
    from whygrad.trial.rerun.cluster import OnCluster
    from whygrad.views.plots import Picture

_SEEDS = 8
_HEALTHY, _PROBLEMS, _NO_VERDICT, _INTERRUPTED = 0, 1, 3, 130  # exit statuses; 2 is wrong use


def _report(path: str | None) -> str | None:
    if path is not None:
        places.ending(path, "--report", (".html", ".htm"))
    return places.file(path)


def diagnose(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="cli-diagnose-target")],
    arguments: Annotated[list[str] | None, typer.Argument(metavar="ARGS", hidden=True)] = None,
    trial: Annotated[bool, typer.Option("--trial", help="cli-diagnose-trial")] = False,
    experiments: Annotated[
        bool, typer.Option("--experiments/--no-experiments", help="cli-diagnose-experiments")
    ] = True,
    steps: Annotated[
        int | None, typer.Option("--steps", metavar="N", help="cli-diagnose-steps", parser=options.whole_number)
    ] = None,
    seconds: Annotated[
        int | None, typer.Option("--seconds", metavar="N", help="cli-diagnose-seconds", parser=options.whole_number)
    ] = None,
    total_seconds: Annotated[
        int | None,
        typer.Option("--total-seconds", metavar="N", help="cli-diagnose-total-seconds", parser=options.whole_number),
    ] = None,
    budget: Annotated[
        int | None, typer.Option("--budget", metavar="N", help="cli-diagnose-budget", parser=options.whole_number)
    ] = None,
    seeds: Annotated[
        int,
        typer.Option(
            "--seeds", metavar="N", help="cli-diagnose-seeds", parser=options.whole_number, show_default=False
        ),
    ] = _SEEDS,
    changes: options.Set = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="F.html", help="cli-diagnose-report", callback=_report)
    ] = None,
    compare_with: Annotated[
        str | None, typer.Option("--compare-with", metavar="TRACE", help="cli-diagnose-compare-with")
    ] = None,
    tensorboard: options.Tensorboard = None,
    json: options.Json = None,
    on: options.On = None,
    task_cpus: options.TaskCpus = 1,
    task_gpus: options.TaskGpus = 0.0,
    exclude: options.Exclude = None,
    env: options.Env = None,
    keep_runs: Annotated[
        str | None, typer.Option("--keep-runs", metavar="DIR", help="cli-diagnose-keep-runs", callback=places.folder)
    ] = None,
) -> int:
    """Diagnose a preset, an experiment, a saved trace, or a training script while it runs."""
    from whygrad.cli import _output
    from whygrad.cli._cluster import Tasks, cluster
    from whygrad.cli._target import find_target, is_script

    tasks = ("task_cpus", "task_gpus", "exclude", "env")
    if on is None:
        for name in (name for name in tasks if _given(context, name)):
            raise InputError("cluster-option-alone", option=_option(name))
    if compare_with is not None and report is None:
        raise InputError("cli-compare-with-report")
    if is_script(target):
        if compare_with is not None:
            raise InputError("cli-script-has-no", name=target, option="--compare-with")
        asked = experiments and _given(context, "experiments")
        more = () if trial else ("seeds",) if asked else ("seeds", "budget")
        for name in (*more, "changes"):
            if _given(context, name):
                raise InputError("cli-script-has-no", name=target, option={"changes": "--set"}.get(name, f"--{name}"))
        for name, value in (("--on", on), ("--keep-runs", keep_runs)):
            if value is not None and not trial:
                raise InputError("cli-script-needs-trial", name=target, option=name)
        effort = _Effort(budget, seeds if _given(context, "seeds") else None, keep_runs) if trial or asked else None
        return _script(
            target, arguments or [], steps=steps, seconds=seconds, total=total_seconds, json=json, report=report,
            effort=effort, only_causes=not trial, tensorboard=tensorboard, on=on,
            tasks=Tasks(task_cpus, task_gpus, tuple(exclude or ()), tuple(env or ())),
        )  # fmt: skip
    for option, value in (("--seconds", seconds), ("--total-seconds", total_seconds), ("--budget", budget)):
        if value is not None:
            raise InputError("cli-seconds-for-scripts", name=target, option=option)
    for name in (*tasks, "keep_runs"):
        if _given(context, name):
            raise InputError("cli-for-scripts", name=target, option=_option(name))
    found = find_target(target)
    if arguments:
        raise InputError("cli-extra-argument", what=" ".join(arguments), command="whygrad diagnose")
    if found.trace is not None and not trial and _given(context, "seeds"):
        raise InputError("cli-trace-is-fixed", name=found.name)
    other = None if compare_with is None else _recurrent(find_target(compare_with), compare_with)
    if other is not None and found.trace is not None:  # said before anything is trained or written
        _through_time(found.trace, target)
    if found.trace is not None and not _given(context, "experiments"):
        experiments = False  # who opens a trace does not expect anything to be trained
    with cluster(on) as connection:
        result = _examine(
            found, seeds, changes or [], steps, with_experiments=experiments, with_trial=trial, on=connection
        )
    if result.interrupted:
        _output.interrupted(kept=any((json, tensorboard)), drawing=report is not None)
    if json is not None:
        value = result.diagnosis.to_json()
        value["trial"] = result.trial.to_json() if result.trial is not None else None
        _output.save_json(value, json)
    if json != _output.STDOUT:
        _print(result)
    if tensorboard is not None:
        _output.event_files(result.trace, tensorboard)
    if report is not None:
        from whygrad.views.report import write_report

        further = (
            () if other is None or compare_with is None else (_side_by_side(target, result.trace, compare_with, other),)
        )
        write_report(Path(report), result.trace, result.diagnosis, result.trial, result.experiment, further)
        _output.note(text("cli-report-written", path=report))
    if result.interrupted:
        return _INTERRUPTED
    return _status(result.diagnosis)


@dataclass(frozen=True, slots=True)
class _Effort:
    """What re-runs of a script may take (`None`: as usual); the folder for what those of a trial print and reach."""

    budget: int | None
    seeds: int | None
    keep: str | None


def _script(
    script: str, arguments: list[str], *, steps: int | None, seconds: int | None, total: int | None, json: str | None,
    report: str | None, effort: _Effort | None, only_causes: bool, tensorboard: str | None, on: str | None,
    tasks: Tasks,
) -> int:  # fmt: skip
    """Run a training script as it is and say what is wrong with each of its trainings, the main one first.

    `effort`: of a trial, or of tests of the causes if `only_causes`; `None` for neither. With `on`, the re-runs of a
    trial are tasks of that cluster.
    """
    from whygrad.cli import _script
    from whygrad.cli._cluster import cluster, for_script

    _script.check(script)
    with cluster(on) as connection:
        there = None if connection is None else for_script(connection, tasks, script)
        return _diagnose_script(
            script, arguments, steps=steps, seconds=seconds, total=total, json=json, report=report, effort=effort,
            only_causes=only_causes, tensorboard=tensorboard, on=there,
        )  # fmt: skip


def _diagnose_script(
    script: str, arguments: list[str], *, steps: int | None, seconds: int | None, total: int | None, json: str | None,
    report: str | None, effort: _Effort | None, only_causes: bool, tensorboard: str | None, on: OnCluster | None,
) -> int:  # fmt: skip
    from whygrad.cli import _output, _script
    from whygrad.diagnose import diagnose as judge
    from whygrad.diagnose.limits import limit
    from whygrad.trial import confirm_by_trial
    from whygrad.views import terminal

    quiet = json == _output.STDOUT
    ran = _script.run(script, arguments, steps=steps, seconds=seconds, total=total, quiet=quiet)
    judged = [(trace, judge(trace)) for trace in ran.traces if len(trace.steps)]
    # What ended at its first loss may be told why; what only looked at a model's output has nothing to be told.
    if not any(found.findings or _script.trained(one) for one, found in judged):
        raise _script.never_trained(ran, script)
    trace, diagnosis = judged[0]
    if json != _output.STDOUT:
        for one, found in judged:
            _output.show(*terminal.diagnosis(found, one))
    stopped = ran.stop == "interrupted"
    tried, before, untested = None, diagnosis, None
    if effort is not None and not stopped:
        if only_causes:
            from whygrad.trial.rerun import Untested

            try:
                tested = _script.confirm(script, arguments, trace, diagnosis, budget=effort.budget)
            except KeyboardInterrupt:
                stopped = True
            else:
                if isinstance(tested, Untested):
                    untested = tested
                else:
                    diagnosis = tested
        else:
            tried = _script.trial(
                script, arguments, trace, diagnosis, steps=steps, budget=effort.budget, seeds=effort.seeds, on=on,
                keep=effort.keep,
            )  # fmt: skip
            stopped = tried.interrupted
            diagnosis = confirm_by_trial(diagnosis, tried)
        if json != _output.STDOUT:
            if tried is not None:
                _output.show(*terminal.trial(tried))
            elif untested is not None and not diagnosis.healthy:
                _output.show(text("cli-causes-not-tested", name=script, reason=untested))
            if _order(diagnosis) != _order(before):
                _output.show(*terminal.diagnosis(diagnosis, trace))
            else:
                _output.show(*terminal.cause_tests(diagnosis))
    if json is not None:
        value = _script.as_json(diagnosis, script)
        value["trial"] = tried.to_json() if tried is not None else None
        if untested is not None:
            value["untested"] = str(untested)
        if len(judged) > 1:
            value["others"] = [_script.as_json(other, script) for _, other in judged[1:]]
        _output.save_json(value, json)
    if tensorboard is not None:
        _output.event_files(trace, tensorboard)
    if report is not None:
        from whygrad.views.report import write_report

        write_report(Path(report), trace, diagnosis, tried, None)
        _output.note(text("cli-report-written", path=report))
    if stopped:
        _output.interrupted(kept=any((json, tensorboard, report)))
        return _INTERRUPTED
    if not (diagnosis.healthy and all(found.healthy for _, found in judged[1:])):
        return _PROBLEMS
    # Beside a longer training a few updates are a warm-up, or a watch that the script closed.
    decided = diagnosis.is_decided and all(
        found.is_decided for one, found in judged[1:] if one.meta.total_steps >= limit("updates")
    )
    return _HEALTHY if decided and not ran.failed else _NO_VERDICT


def _order(found: Diagnosis) -> list[tuple[str, str]]:
    """What experiments may change of a diagnosis: the order of its findings, and how severe each is."""
    return [(one.code, one.severity) for one in found.findings]


def _status(found: Diagnosis) -> int:
    """The exit status of a diagnosis."""
    if not found.healthy:
        return _PROBLEMS
    return _HEALTHY if found.is_decided else _NO_VERDICT


def _recurrent(found: Target, word: str) -> Trace:
    """The trace to compare with; raises `InputError` if it is none or has no gradient through time."""
    if found.trace is None:
        raise InputError("cli-compare-with-recurrent", name=word)
    return _through_time(found.trace, word)


def _through_time(trace: Trace, word: str) -> Trace:
    if not trace.has("time_gradient"):
        raise InputError("cli-compare-with-recurrent", name=word)
    return trace


def _side_by_side(word: str, trace: Trace, second: str, other: Trace) -> Picture:
    from whygrad.views.plots import time_profiles

    return time_profiles({word: _through_time(trace, word), second: other})


def _option(name: str) -> str:
    """The option of a parameter: "task_cpus" is --task-cpus."""
    return f"--{name.replace('_', '-')}"


def _given(context: typer.Context, name: str) -> bool:
    """Whether an option stands on the command line."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


@dataclass(frozen=True, slots=True)
class _Result:
    trace: Trace
    diagnosis: Diagnosis
    trial: Trial | None
    experiment: Experiment | None
    interrupted: bool


def _examine(
    found: Target, seeds: int, changes: list[str], steps: int | None, *, with_experiments: bool, with_trial: bool,
    on: Ray | None,
) -> _Result:  # fmt: skip
    from whygrad.cli._training import interrupted, limited, train_one
    from whygrad.diagnose import diagnose as judge

    if found.trace is not None:
        if changes or steps is not None:
            raise InputError("cli-trace-is-fixed", name=found.name)
        trace, stopped = found.trace, False  # what interrupted it is long over
        experiment = _recorded_experiment(trace)
    else:
        assert found.experiment is not None
        experiment = found.experiment.override(changes) if changes else found.experiment
        if steps is not None:
            experiment = limited(experiment, steps)
        kind = "preset" if found.kind == "preset" and not changes else "experiment"
        trace = train_one(experiment, seeds, name=found.name, kind=kind, detail=("histograms", "one-batch"))
        stopped = interrupted(trace)
    diagnosis = judge(trace)
    if with_experiments and not stopped:
        if experiment is None:
            raise InputError("cli-no-experiment", name=found.name)
        try:
            diagnosis = _test_causes(experiment, diagnosis, trace, on)
        except KeyboardInterrupt:
            stopped = True
    trial = None
    if with_trial and not stopped:
        if experiment is None:
            raise InputError("cli-no-experiment", name=found.name)
        try:
            trial = _try_remedies(experiment, diagnosis, seeds, on)
            stopped = trial.interrupted
        except KeyboardInterrupt:
            stopped = True
    return _Result(trace, diagnosis, trial, experiment, stopped)


def _recorded_experiment(trace: Trace) -> Experiment | None:
    from whygrad.experiment import Experiment

    return Experiment(**trace.meta.experiment) if trace.meta.experiment is not None else None


def _test_causes(experiment: Experiment, diagnosis: Diagnosis, trace: Trace, on: Ray | None) -> Diagnosis:
    from whygrad.cli._progress import progress
    from whygrad.cli._training import training
    from whygrad.trial import confirm_causes

    with progress(text("cli-progress-experiments")) as advance:
        return confirm_causes(experiment, diagnosis, trace, progress=advance, train=training(on))


def _try_remedies(experiment: Experiment, diagnosis: Diagnosis, seeds: int, on: Ray | None) -> Trial:
    from whygrad.cli._progress import progress
    from whygrad.cli._training import training
    from whygrad.trial import trial as try_remedies

    with progress(text("cli-progress-trial")) as advance:
        return try_remedies(experiment, diagnosis, seeds=seeds, progress=advance, train=training(on))


def _print(result: _Result) -> None:
    from whygrad.cli import _output
    from whygrad.views import terminal

    _output.show(*terminal.diagnosis(result.diagnosis, result.trace))
    if result.trial is not None:
        _output.show(*terminal.trial(result.trial))
