"""What a network of layers can be exported as."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from whygrad.errors import InputError
from whygrad.views.export.kinds import KINDS, Kind
from whygrad.views.export.layered.subject import LayeredSubject

Files = dict[str, "str | bytes"]


def content(kind: Kind, subject: LayeredSubject, stem: str) -> Files:
    """All files of an export, the one that was asked for first; those beside it begin with `stem`, its name.

    Raises `InputError` for what lists of layers, or a network without a training, cannot be exported as, and
    `MissingExtraError` if it takes a package that is not installed.
    """
    if kind is KINDS["toml"]:
        if subject.job is None:
            raise InputError("export-error-no-training", name=subject.name)
        from whygrad.views.export.toml import text_of

        return {f"{stem}.toml": text_of(subject.job.experiment)}
    if kind not in KINDS.values():
        raise InputError("export-error-layers", name=subject.name)
    module = import_module(f"{__package__}.{kind.module}")
    return cast("Callable[[LayeredSubject, str], Files]", module.content)(subject, stem)
