"""`whygrad diagnose script.py`: the user's script in a process of its own, its output passed through."""

from __future__ import annotations

import sys
import tokenize
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.errors import InputError

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace
    from whygrad.trial import Trial
    from whygrad.watch.script import Ran


def check(script: str) -> None:
    """Raise `InputError` if there is no such script or if it is no Python."""
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


def run(
    script: str, arguments: Sequence[str], *, steps: int | None, seconds: float | None, total: float | None, quiet: bool
) -> Ran:
    """Run the script and give what it left. `quiet`: its stdout goes to stderr, since stdout is for JSON.

    Raises `InputError` if it never trained or ended without a word before it did (killed, `os._exit`).
    """
    from whygrad.watch import supervise
    from whygrad.watch.script import Request

    check(script)
    sys.stdout.flush()
    request = Request(script, tuple(arguments), "", steps or 0)
    ran = supervise.run(
        request, supervise.Clock(supervise.Limits.of(seconds, total)), stdout=sys.stderr if quiet else None
    )
    if not any(len(trace.steps) for trace in ran.traces):
        raise never_trained(ran, script)
    return ran


def never_trained(ran: Ran, script: str) -> BaseException:
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
        return InputError("cli-script-crashed-early", name=script)
    return InputError("cli-script-never-trained" if ran.imported_torch else "cli-script-no-torch", name=script)


def trained(trace: Trace) -> bool:
    """Whether there was an update, or at least a backward pass."""
    program = trace.meta.program
    return trace.meta.total_steps > 0 or (program is not None and program.steps.observed > 0)


def trial(
    script: str, arguments: Sequence[str], trace: Trace, diagnosis: Diagnosis, *,
    steps: int | None, budget: int | None, seeds: int | None,
) -> Trial:  # fmt: skip
    """Try the remedies on the script, with a bar while it runs; Ctrl-C ends it and keeps what was measured."""
    from whygrad.cli._progress import progress
    from whygrad.i18n import text
    from whygrad.trial.rerun import BUDGET, SEEDS, try_on_script

    with progress(text("cli-progress-trial")) as advance:
        return try_on_script(
            script, arguments, trace, diagnosis,
            budget=budget or BUDGET, seeds=seeds or SEEDS, steps=steps or 0, progress=advance,
        )  # fmt: skip
