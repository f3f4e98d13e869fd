"""`Claim`: a statement, the experiment that tests it, its stored result."""

from __future__ import annotations

import datetime
import json
import os
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.claims.definition import Definition
from whygrad.claims.fingerprint import of_claim
from whygrad.claims.outcome import Outcome
from whygrad.claims.running import OWN, Running, own_module
from whygrad.errors import InputError
from whygrad.i18n import language

if TYPE_CHECKING:
    from whygrad.engine.train import Engine

RESULT = "result.json"
SECTIONS = {
    "en": ("What is claimed", "How it is tested", "What came out", "Why", "When it stops being true"),
    "ko": ("주장", "검증 방법", "결과", "이유", "성립하지 않는 경우"),
}


class Claim:
    """A claim: a statement about training, with the experiment that tests it and the stored result."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def definition(self) -> Definition:
        """The content of `claim.toml`, written down before the run."""
        return Definition.read(self.folder)

    @property
    def id(self) -> str:
        """The id, such as "C09"."""
        return self.folder.name[:3].upper()

    @property
    def statement(self) -> str:
        """The statement, in the current language."""
        return str(self.definition.statement)

    @property
    def page(self) -> str:
        """The page of the claim as Markdown: statement, test, result, reason, limits.

        Numbers that it names in double braces come from `numbers()` in the claim's own `numbers.py`.
        """
        page = (self.folder / f"{language()}.md").read_text(encoding="utf-8")
        if "{{" in page:
            told: Mapping[str, str] = import_module(f"whygrad.claims.{self.folder.name}.numbers").numbers()
            for name, number in told.items():
                page = page.replace(f"{{{{{name}}}}}", number)
        return page

    @property
    def trains(self) -> bool:
        """Whether it trains networks; otherwise its own `measure.py` computes the numbers."""
        return self.definition.measure.name != OWN or hasattr(own_module(self.folder.name), "of_trace")

    @property
    def needs_torch(self) -> bool:
        """Whether PyTorch trains a network of the claim, so that the extra `torch` is needed."""
        if not self.trains:
            return False
        running = Running(self.definition, self.folder.name, (), (), lambda _: None)
        arms = ("claimed",) if self.definition.other is None else ("claimed", "other")
        conditions = (*self.definition.conditions, self.definition.control)
        networks = [running.experiment(condition, arm) for condition in conditions for arm in arms]
        return any(one.network.layers or one.training.patience for one in networks)

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the claim, its experiments and the code that runs them."""
        return of_claim(self.folder, self.definition)

    @property
    def result(self) -> Outcome | None:
        """The stored result; `None` if there is none."""
        path = self.folder / RESULT
        if not path.is_file():
            return None
        return Outcome.from_json(self.definition, json.loads(path.read_text(encoding="utf-8")))

    @property
    def is_stale(self) -> bool:
        """Whether the claim, its experiments or the code that runs them changed since the stored result."""
        result = self.result
        return result is None or result.fingerprint != self.fingerprint

    def run(
        self,
        seeds: int | Iterable[int] | None = None,
        *,
        changes: Sequence[str] = (),
        engine: Engine = "auto",
        progress: Callable[[float], None] | None = None,
    ) -> Outcome | None:
        """Train or compute both arms under every condition, and judge them by the rule of the claim.

        - `seeds`: the number n of seeds, for the seeds 0 to n - 1, or the seeds themselves. Default: those of the claim
        - `changes`: settings as on the command line, such as `["learning_rate=0.1"]`, for both arms
        - `engine`: as in `whygrad.train`
        - `progress`: function that is called with the completed fraction, from 0 to 1

        Returns `None` if Ctrl-C ended the run. Raises `InputError` for fewer than two seeds, and for
        changes to a claim that trains no experiment. Raises `ExperimentError` for an invalid setting.
        """
        definition = self._without_tuning(changes)
        chosen = definition.seeds if seeds is None else seeds
        numbers = list(range(chosen)) if isinstance(chosen, int) else [int(seed) for seed in chosen]
        if len(numbers) < 2 and not definition.rule.exact:
            raise InputError("claim-few-seeds", id=self.id)
        if changes and not self.trains:
            raise InputError("claim-no-settings", id=self.id)
        start = time.perf_counter()
        running = Running(definition, self.folder.name, numbers, changes, progress or (lambda _: None), engine)
        try:
            rows = [running.compared(condition) for condition in (*definition.conditions, definition.control)]
        except KeyboardInterrupt:
            return None
        made = {**_machine(), "seconds": f"{time.perf_counter() - start:.1f}"}
        return Outcome(definition, tuple(rows[:-1]), rows[-1], tuple(numbers), self.fingerprint, made, tuple(changes))

    def _without_tuning(self, changes: Sequence[str]) -> Definition:
        """The definition; a tuned setting that is among the changes is not tuned, but has the given value."""
        from whygrad.experiment import parse_assignment

        tuning = self.definition.tuning
        given = {parse_assignment(change)[0].rpartition(".")[2] for change in changes}
        if tuning is None or tuning.key.rpartition(".")[2] not in given:
            return self.definition
        return self.definition.model_copy(update={"tuning": None})


def _machine() -> dict[str, str]:
    """Date, machine and versions, for a stored result."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(), "machine": platform.machine()}
    found |= {"cores": str(os.cpu_count() or 1), "python": platform.python_version()}
    for package in ("whygrad", "numpy", "torch"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
