"""One re-run of a script, in a process that does nothing else and ends with it."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import rmtree  # as it is now: a script may replace it
from typing import TYPE_CHECKING

from whygrad.session.runner import Runner, described
from whygrad.trace.program import Stop
from whygrad.trial.rerun.files import Guard, beside, mirror_script
from whygrad.trial.rerun.intervention import script_remedies
from whygrad.trial.rerun.job import Job, ScriptFacts, adapter, from_json, to_json

if TYPE_CHECKING:
    from whygrad.trial.rerun.interceptor import ScriptInterceptor

# Modules that take long to import: the next re-runs find them imported.
KNOWN = ("torch", "torchvision", "numpy", "pandas", "scipy", "sklearn", "sklearn.datasets", "sklearn.metrics",
         "sklearn.model_selection", "sklearn.preprocessing", "torch.utils.data", "torch._dynamo", "matplotlib.pyplot",
         "matplotlib", "tqdm", "transformers", "lightning", "keras")  # fmt: skip


class Rerun(Runner):
    """A script from its first line to its scores, with remedies applied and its files kept from harm."""

    def __init__(self, job: Job, first_update_fd: int) -> None:
        super().__init__(job.script, job.arguments)
        self.job, self.first_update_fd = job, first_update_fd
        self.trained_since = time.monotonic()
        self.interceptor: ScriptInterceptor | None = None
        self.facts = from_json(ScriptFacts, Path(job.facts).read_text(encoding="utf-8"))
        self.home = Path(tempfile.mkdtemp(prefix="whygrad-run-", dir=Path(job.result).parent))
        self.guard = Guard(self.home)

    def prepare_and_run(self) -> None:
        """Into the copy of the user's folder, and run there; the process ends as soon as the result is written."""
        folder = Path(self.job.folder).resolve()
        copy, self.script = mirror_script(folder, self.job.script, self.home, with_beside=True)
        os.chdir(copy)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        script_folder = (folder / self.job.script).resolve().parent
        around = (*beside(folder), *beside(script_folder))
        self.guard.install(folder, script_folder, *around, *map(Path, self.job.guarded))
        self.torch_is_here()
        if "keras" in sys.modules:
            self.keras_is_here()
        self.run()

    def torch_is_here(self) -> None:
        """Take hold of the process, once, before the script's first line."""
        if self.interceptor is not None:
            return
        from whygrad.trial.rerun import seeds
        from whygrad.trial.rerun.interceptor import ScriptInterceptor
        from whygrad.trial.rerun.score import Score

        seeds.shift(self.job.seed)
        known = script_remedies()
        interventions = [known[code].intervention(dict(given), self.facts) for code, given in self.job.remedies]
        self.interceptor = ScriptInterceptor(interventions, self.facts, Score(self.facts), self.look)
        self.interceptor.install()

    def keras_is_here(self) -> None:
        """Keras' optimizers make updates of their own."""
        if self.interceptor is not None and sys.modules["keras"].backend.backend() == "torch":
            from whygrad.trial.rerun.keras_steps import KerasSteps

            KerasSteps(self.interceptor).begin()

    def look(self) -> None:
        """After an update: is it enough?"""
        assert self.interceptor is not None
        if os.getpid() != self.process:
            return
        steps = self.job.steps
        if self.interceptor.run.updates == 1:
            self.trained_since = time.monotonic()  # imports and data do not count
            with suppress(OSError):
                os.write(self.first_update_fd, b".")
        seconds = time.monotonic() - self.trained_since
        if (steps and self.interceptor.run.updates >= steps) or seconds >= self.job.seconds:
            self.stop()

    def save(self, stop: Stop, error: BaseException | None) -> None:
        """Write the scores, whatever the script's end was."""
        interceptor = self.interceptor
        assert interceptor is not None
        interceptor.disarm()
        self.guard.release()
        updates = interceptor.run.updates
        ended = replace(
            interceptor.score.result(stop, updates),
            error=described(error)[0].rstrip(": ") if stop == "crashed" and error is not None else "",
            seconds=time.monotonic() - self.trained_since,
            facts=interceptor.score.learned_facts(updates) if not self.job.remedies else None,
            imported=tuple(
                name for name in KNOWN if name in sys.modules and (name != "keras" or interceptor.score.facts.keras)
            ),
            applied=all(one.used for one in interceptor.interventions),
            wrote=tuple(self.guard.moved),
        )  # fmt: skip
        partial = Path(f"{self.job.result}.partial")
        partial.write_text(to_json(ended), encoding="utf-8")
        partial.replace(self.job.result)


def import_shared() -> None:
    """Import what every re-run of a PyTorch script needs beside the script itself: its forks need not."""
    from whygrad.trial.rerun import interceptor, score, seeds  # noqa: F401  # pyright: ignore[reportUnusedImport]

    script_remedies()
    adapter(ScriptFacts)


def run(job: Job, first_update_fd: int) -> None:
    """Do a job in this process and end it, whatever the script left running. At the first update a byte is written to
    the file descriptor `first_update_fd`.
    """
    target = job.output or os.devnull
    sink = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    quiet = os.open(os.devnull, os.O_RDONLY)
    os.dup2(quiet, 0)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    one = Rerun(job, first_update_fd)
    with suppress(BaseException):
        one.prepare_and_run()
    with suppress(BaseException):
        sys.stdout.flush()
    os.chdir("/")
    with suppress(Exception):
        rmtree(one.home, ignore_errors=True)
    os._exit(0)
