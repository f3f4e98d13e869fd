"""`search_script`: the arguments with which a user's own script trains best."""

from __future__ import annotations

import math
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from whygrad.engine.cost import cores
from whygrad.errors import InputError
from whygrad.search.arguments import arguments as read_arguments
from whygrad.search.arguments import words
from whygrad.search.experiments import check_trials
from whygrad.search.goal import SCRIPT_GOALS, Goal
from whygrad.search.loop import Asked, Progress, run_trials
from whygrad.search.result import Search, Tried
from whygrad.search.study import Study, check_installed
from whygrad.session import supervise
from whygrad.session.script import Request, ScriptRun
from whygrad.trial.rerun.files import mirror_script

TRIALS, AT_ONCE = 16, 2
SECONDS = 120.0  # of training, for one trial
_TO_ITS_END = 2**62  # updates: a trial ends with the script, unless a limit comes first
_READ, _LONGEST = 4_000, 200  # bytes of what a script wrote, characters of a reason
_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


def search_script(
    script: str,
    vary: Sequence[str],
    *,
    arguments: Sequence[str] = (),
    trials: int = TRIALS,
    sampler: str = "tpe",
    seed: int = 0,
    goal: str = SCRIPT_GOALS[0],
    steps: int | None = None,
    seconds: float | None = None,
    total_seconds: float | None = None,
    study: str | None = None,
    at_once: int | None = None,
    in_place: bool = False,
    progress: Progress | None = None,
) -> Search:
    """Search for the arguments with which a PyTorch script trains best, with Optuna.

    Each trial runs the script in a process of its own and watches it, as `whygrad diagnose` does.

    - `vary`: what may differ: "--lr=1e-4:1:log", "--width=16,32,64". Each trial appends one value each, "--lr=0.01"
    - `arguments`: further arguments, the same in every trial
    - `trials`: number of trials, including those that `study` already holds
    - `sampler`: "tpe" (tree-structured Parzen estimator) or "random"
    - `seed`: seed of the sampler
    - `goal`: "loss_test" or "accuracy_test" of the script's own evaluation, or "loss_train"
    - `steps`: updates after which a trial ends. Default: the end of the script
    - `seconds`: seconds of training after which a trial ends. Default: 120
    - `total_seconds`: seconds after which a trial ends, evaluations included. Default: twice `seconds`
    - `study`: file that keeps the trials (Optuna's journal). A later search with the same file continues
    - `at_once`: number of trials that run together. Default: 2, or 1 with `in_place`
    - `in_place`: run in the working directory. Default: each trial has a temporary copy of it
    - `progress`: function that is called with the completed fraction, from 0 to 1

    A trial that crashes, becomes NaN or records nothing counts as the worst and does not end the search. Ctrl-C keeps
    the trials so far. Raises `MissingExtraError` without Optuna, and `InputError` for what cannot be searched.
    """
    check_installed()
    if not vary:
        raise InputError("vary-nothing")
    check_trials(trials)
    varied = read_arguments(vary)
    aim = Goal.of(goal, SCRIPT_GOALS)
    subject = {
        "script": Path(script).name, "arguments": list(arguments), "vary": list(vary), "goal": aim.name,
        "steps": steps or 0, "seconds": seconds or 0, "total_seconds": total_seconds or 0,
    }  # fmt: skip
    kept = Study(varied, aim, sampler, seed, subject=subject, file=study)
    many = at_once or (1 if in_place else AT_ONCE)
    limits = supervise.Limits.of(seconds or SECONDS, total_seconds)
    runner = _Runner(script, tuple(arguments), aim, steps or _TO_ITS_END, limits, many, in_place)
    stopped = run_trials(kept, trials, many, runner.run, progress)
    return Search("script", script, aim, sampler, seed, kept.tried(), arguments=arguments, interrupted=stopped)


class _Runner:
    """Runs the script with the arguments of the trials of a batch, side by side."""

    def __init__(
        self, script: str, arguments: tuple[str, ...], goal: Goal, steps: int, limits: supervise.Limits, at_once: int,
        in_place: bool,
    ) -> None:  # fmt: skip
        self._script, self._arguments, self._goal = script, arguments, goal
        self._steps, self._limits, self._at_once, self._in_place = steps, limits, at_once, in_place
        self._folder = Path.cwd().resolve()
        self._first, self._trained = True, False

    def run(self, asked: Asked) -> tuple[list[Tried], bool]:
        """Run all of them; Ctrl-C ends them, and a second one kills what is still there.

        Trials that end by themselves after Ctrl-C keep their results; the search ends in any case.
        """
        interrupts, stopped = supervise.Interrupts(), False
        with ThreadPoolExecutor(self._at_once) as pool:
            try:
                running = [pool.submit(self._one, number, values, interrupts) for number, values in asked]
            except KeyboardInterrupt:  # before all of them began
                interrupts.interrupt()
                raise
            left = set(running)
            while left:
                try:
                    left = wait(left, timeout=1.0).not_done
                except KeyboardInterrupt:
                    stopped = True
                    interrupts.interrupt()
            found = [one.result() for one in running]
        if not stopped:
            self._check_first(found)
            return found, False
        return [
            one if one.status == "finished" else Tried(one.number, one.values, None, "interrupted") for one in found
        ], True

    def _check_first(self, found: Sequence[Tried]) -> None:
        """Raise `InputError` if the first trials say that no trial can have a result: other values will not help."""
        first, self._first = self._first, False
        statuses = {one.status for one in found}
        if first and statuses == {"no-result"}:
            raise InputError("search-no-result", name=self._script, goal=self._goal.name)
        if first and statuses == {"crashed"} and not self._trained:
            raise InputError("search-all-crashed", name=self._script, reason=found[0].reason)

    def _one(self, number: int, values: dict[str, Any], interrupts: supervise.Interrupts) -> Tried:
        began = time.monotonic()
        given = (*words(values), *self._arguments)
        with tempfile.TemporaryDirectory(prefix="whygrad-search-", ignore_cleanup_errors=True) as temporary:
            folder, script = self._folder, self._script
            if not self._in_place:
                folder, script = mirror_script(self._folder, self._script, Path(temporary).resolve())
            errors = Path(temporary) / "errors.txt"
            with errors.open("wb") as stream:
                ran = supervise.run(
                Request(script, given, "", self._steps, compiled=True), supervise.Clock(self._limits), None, interrupts,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stream, cwd=folder,
                env={**self._threads(), **os.environ},
            )  # fmt: skip
            said = _last_line(errors)
        return self._tried(number, values, ran, time.monotonic() - began, said)

    def _threads(self) -> dict[str, str]:
        """Trials that run together share the cores; what the user has set stays."""
        share = max(1, cores() // self._at_once)
        return dict.fromkeys(_THREADS, str(share)) if self._at_once > 1 else {}

    def _tried(self, number: int, values: dict[str, Any], ran: ScriptRun, seconds: float, said: str) -> Tried:
        """What a run says: of its largest training. `said`: the last line of its standard error."""
        self._trained = self._trained or any(len(trace.steps) for trace in ran.traces)
        if ran.stop == "interrupted":
            return Tried(number, values, None, "interrupted")
        if ran.failed or ran.signal:
            error, place = ran.crash
            reason = f"{error} ({place})" if place else error or said or f"exit code {ran.status}"
            return Tried(number, values, None, "crashed", reason, seconds)
        value = next((self._goal.of_script(trace) for trace in ran.traces if len(trace.steps)), math.nan)
        if math.isnan(value):
            return Tried(number, values, None, "no-result", self._goal.channel, seconds)
        if math.isinf(value):
            return Tried(number, values, None, "non-finite", "", seconds)
        return Tried(number, values, value, "finished", "", seconds)


def _last_line(file: Path) -> str:
    """The last line of a text file, shortened; "" if there is none."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _READ))
        lines = stream.read(_READ).decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip()[:_LONGEST] if lines else ""
