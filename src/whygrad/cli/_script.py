"""`whygrad diagnose script.py`: the user's script in a process of its own, its output passed through."""

from __future__ import annotations

import sys
import tokenize
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.session.script import ScriptRun
    from whygrad.trace import Trace
    from whygrad.trial import Trial
    from whygrad.trial.rerun import Untested
    from whygrad.trial.rerun.cluster import OnCluster


def check(script: str) -> None:
    """Raise `InputError` if there is no such script or it is no Python, `MissingExtraError` without PyTorch."""
    path = Path(script)
    if path.is_dir():
        raise InputError("cli-script-is-folder", name=script)
    if not path.is_file():
        raise InputError("cli-script-missing", name=script)
    try:
        with tokenize.open(path) as stream:
            compile(stream.read(), script, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise InputError("cli-script-syntax", name=script, line=str(error.lineno or 1), what=str(error.msg)) from None
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError("cli-script-unreadable", name=script, what=str(error)) from None
    if not find_spec("torch"):
        raise MissingExtraError("cli-script-needs-torch", name=script)


def run(
    script: str, arguments: Sequence[str], *,
    steps: int | None, seconds: float | None, total: float | None, compiled: bool, quiet: bool,
) -> ScriptRun:  # fmt: skip
    """Run a script that `check` has nothing against and give what it left. `compiled`: what `torch.compile` makes runs
    compiled. `quiet`: the script's stdout goes to stderr, since stdout is for JSON.

    Raises `InputError` if it never trained or ended without a word before it did (killed, `os._exit`).
    """
    from whygrad.cli._progress import updates
    from whygrad.session import supervise
    from whygrad.session.script import Request

    sys.stdout.flush()
    request = Request(script, tuple(arguments), "", steps or 0, compiled)
    clock = supervise.Clock(supervise.Limits.of(seconds, total))
    ran = supervise.run(request, clock, updates(), stdout=sys.stderr if quiet else None)
    if not any(len(trace.steps) for trace in ran.traces):
        raise never_trained(ran, script)
    return ran


_DEVICE_ASSERT = "device-side assert triggered"
_USAGE = 2  # the exit code of a command that was called in a wrong way


def never_trained(ran: ScriptRun, script: str) -> BaseException:
    """Why there is nothing to diagnose."""
    if ran.stop == "interrupted":
        return KeyboardInterrupt()
    if ran.unread:
        return InputError("cli-script-not-read", name=script)
    if ran.signal:
        return InputError("cli-script-died", name=script, signal=ran.signal)
    if ran.stop == "stopped":
        return InputError("cli-script-stopped-early", name=script)
    if ran.stop == "crashed":
        error, place = ran.crash
        # A GPU ends all work there, ours too, where the CPU raises an error about one function.
        message = "cli-script-crashed-on-gpu" if _DEVICE_ASSERT in error else "cli-script-crashed-early"
        return InputError(message, name=script, error=error, place=place or script)
    if ran.failed:  # argparse, click and typer end so where an argument is missing or wrong
        message = "cli-script-wants-arguments" if ran.status == _USAGE else "cli-script-exited-early"
        return InputError(message, name=script, status=ran.status)
    return InputError("cli-script-never-trained" if ran.imported_torch else "cli-script-no-torch", name=script)


def as_json(diagnosis: Diagnosis, script: str) -> dict[str, Any]:
    """The JSON of a script's diagnosis, with the places and changes in its files."""
    from whygrad.trial.source import changes

    value = diagnosis.to_json()
    known = changes(diagnosis, script)
    for finding in value["findings"]:
        change = known.get(finding["code"])
        if change is None:
            continue
        if "call" in finding["where"]:
            finding["where"]["call"] = change.statement or None
        for remedy in finding["remedies"]:
            remedy["change"] = change.diffs.get(remedy["code"])
        finding["change"] = next(iter(change.diffs.values()), None)
    return value


def trained(trace: Trace) -> bool:
    """Whether there was an update, or at least a backward pass."""
    program = trace.meta.program
    return trace.meta.total_steps > 0 or (program is not None and program.steps.observed > 0)


def trial(
    script: str, arguments: Sequence[str], trace: Trace, diagnosis: Diagnosis, *,
    steps: int | None, budget: int | None, seeds: int | None, on: OnCluster | None = None, keep: str | None = None,
) -> Trial:  # fmt: skip
    """Try the remedies on the script, with a bar while it runs; Ctrl-C ends it and keeps what was measured.

    `keep`: the folder for what each re-run prints and reaches.
    """
    from whygrad.cli._kept_runs import keeping
    from whygrad.cli._progress import progress
    from whygrad.i18n import text
    from whygrad.trial.rerun import TRIAL_SECONDS, TRIAL_SEEDS, try_on_script

    with progress(text("cli-progress-trial")) as advance:
        return try_on_script(
            script, arguments, trace, diagnosis,
            budget=budget or TRIAL_SECONDS, seeds=seeds or TRIAL_SEEDS, steps=steps or 0, progress=advance,
            ran=None if keep is None else keeping(Path(keep)), on=on,
        )  # fmt: skip


def confirm(
    script: str, arguments: Sequence[str], trace: Trace, diagnosis: Diagnosis, *, budget: int | None
) -> Diagnosis | Untested:
    """Test the causes by short re-runs of the script, with a bar while they run; as `confirm_on_script`."""
    from whygrad.cli._progress import progress
    from whygrad.i18n import text
    from whygrad.trial.rerun import CONFIRM_SECONDS, confirm_on_script

    with progress(text("cli-progress-experiments")) as advance:
        return confirm_on_script(
            script, arguments, trace, diagnosis, seconds=budget or CONFIRM_SECONDS, progress=advance
        )
