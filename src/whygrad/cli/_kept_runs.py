"""`--keep-runs DIR`: what each re-run of a script printed and reached, one pair of files per re-run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.cli import _output
from whygrad.views.files import save_text

if TYPE_CHECKING:
    from whygrad.trial.rerun.job import RerunResult, Treatment

_LONGEST = 120  # characters of a file's name


def keeping(folder: Path) -> Callable[[Treatment, int, RerunResult], None]:
    """A function that writes the files of a re-run to the folder: `NAME-seed-K.txt` is the end of its output,
    `NAME-seed-K.json` its remedies, how it ended and its scores.
    """

    def keep(remedies: Treatment, seed: int, ended: RerunResult) -> None:
        value = asdict(ended)
        output = value.pop("output")
        for name in ("facts", "imported"):  # what the trial itself goes on with
            del value[name]
        given = [{"code": code, "parameters": parameters} for code, parameters in remedies]
        target = folder / f"{_name(remedies)}-seed-{seed}"
        save_text(output, Path(f"{target}.txt"))
        _output.save_json({"remedies": given, "seed": seed} | value, f"{target}.json")

    return keep


def _name(remedies: Treatment) -> str:
    """Such as "lower-learning-rate-factor-0.1"; "baseline" for the script as it is."""
    words = [
        str(word) for code, given in remedies for word in (code, *(part for item in given.items() for part in item))
    ]
    return re.sub(r"[^\w.-]+", "-", "-".join(words) or "baseline")[:_LONGEST]
