"""Experiments to take along, as files. A new kind is a row of `KINDS`."""

from __future__ import annotations

import re
from collections.abc import Callable

from whygrad.errors import InputError
from whygrad.experiment import Experiment

KINDS: dict[str, tuple[str, str, Callable[[Experiment], str | bytes]]] = {
    "toml": ("toml", "application/toml", lambda experiment: experiment.to_toml()),
}
"""Name of a kind -> ending of its files, media type, content."""


def exported(kind: str, experiment: Experiment, name: str = "") -> tuple[str, str, str | bytes]:
    """File name, media type and content; raises `InputError` for a kind that there is not."""
    if kind not in KINDS:
        raise InputError("studio-error-export", kind=kind[:40], known=", ".join(KINDS))
    ending, media_type, content = KINDS[kind]
    return file_name(name, f".{ending}"), media_type, content(experiment)


def file_name(name: str, ending: str) -> str:
    """A name for a file, made of what every file system takes."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "experiment"
    return f"{stem[:80]}{ending}"
