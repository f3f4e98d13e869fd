"""`whygrad diagnose`: train (or open) a target, say what is wrong with it, try the remedies, write a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, verdict
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from whygrad.cli._target import Target
    from whygrad.cluster import Ray
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial import Trial
    from whygrad.views.plots import Picture

_SEEDS = 8
_OF_TASKS = ("task_cpus", "task_gpus", "exclude", "env")  # parameters that say how a cluster runs a script again


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
    compiled: Annotated[bool, typer.Option("--compiled", help="cli-diagnose-compiled")] = False,
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
    from whygrad.cli._cluster import Tasks, cluster, for_script
    from whygrad.cli._target import find_target, is_script

    _refuse_options(context, target)
    if is_script(target):
        from whygrad.cli import _script as scripts
        from whygrad.cli._diagnose_script import Asked, Effort, diagnose_script

        effort = None
        if trial or (experiments and _given(context, "experiments")):
            effort = Effort(trial, budget, seeds if _given(context, "seeds") else None, keep_runs)
        asked = Asked(
            target, arguments or (), steps, seconds, total_seconds, compiled, json, report, tensorboard, effort
        )
        scripts.check(target)
        with cluster(on) as connection:
            tasks = Tasks(task_cpus, task_gpus, tuple(exclude or ()), tuple(env or ()))
            return diagnose_script(asked, None if connection is None else for_script(connection, tasks, target))
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
    _output.write_result(json, lambda: _as_json(result), lambda: _parts(result))
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
        return INTERRUPTED
    return verdict(healthy=result.diagnosis.healthy, decided=result.diagnosis.is_decided)


def _refuse_options(context: typer.Context, target: str) -> None:
    """Raise `InputError` for options that do not go together, or not with such a target."""
    from whygrad.cli._target import is_script

    if not _given(context, "on"):
        _refuse(context, _OF_TASKS, "cluster-option-alone")
    if _given(context, "compare_with") and not _given(context, "report"):
        raise InputError("cli-compare-with-report")
    if not is_script(target):
        _refuse(context, ("seconds", "total_seconds", "budget"), "cli-seconds-for-scripts", name=target)
        _refuse(context, (*_OF_TASKS, "keep_runs", "compiled"), "cli-for-scripts", name=target)
        return
    tries_remedies = _given(context, "trial")
    tests_causes = _given(context, "experiments") and context.params["experiments"]
    reruns = () if tries_remedies else ("seeds",) if tests_causes else ("seeds", "budget")
    _refuse(context, ("compare_with", *reruns, "changes"), "cli-script-has-no", name=target)
    if not tries_remedies:
        _refuse(context, ("on", "keep_runs"), "cli-script-needs-trial", name=target)


def _refuse(context: typer.Context, parameters: Sequence[str], message: str, **words: str) -> None:
    """Raise `InputError` for the first of the parameters that stands on the command line."""
    for name in parameters:
        if _given(context, name):
            option = next(one.opts[0] for one in context.command.params if one.name == name)
            raise InputError(message, option=option, **words)


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
    trial = None
    if (with_experiments or with_trial) and not stopped:
        if experiment is None:
            raise InputError("cli-no-experiment", name=found.name)
        try:
            if with_experiments:
                diagnosis = _test_causes(experiment, diagnosis, trace, on)
            if with_trial:
                trial = _try_remedies(experiment, diagnosis, seeds, on)
                stopped = trial.interrupted
        except KeyboardInterrupt:
            stopped = True
    return _Result(trace, diagnosis, trial, experiment, stopped)


def _recorded_experiment(trace: Trace) -> Experiment | None:
    from whygrad.experiment import Experiment

    return Experiment.from_tree(trace.meta.experiment) if trace.meta.experiment is not None else None


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


def _as_json(result: _Result) -> dict[str, Any]:
    value = result.diagnosis.to_json()
    value["trial"] = result.trial.to_json() if result.trial is not None else None
    return value


def _parts(result: _Result) -> list[RenderableType]:
    from whygrad.views import terminal

    tried = [] if result.trial is None else terminal.trial(result.trial)
    return [*terminal.diagnosis(result.diagnosis, result.trace), *tried]
