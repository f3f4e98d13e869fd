"""Begin to record a training in this process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from whygrad.errors import InputError, MissingExtraError
from whygrad.watch.settings import LIGHT, THOROUGH, Settings

if TYPE_CHECKING:
    from torch.nn import Module
    from torch.optim import Optimizer

    from whygrad.watch._recorder import TrainingRecorder

Every = int | Literal["auto", "dense"]


def watch(
    model: Module | Sequence[Module],
    optimizer: Optimizer | Sequence[Optimizer],
    *,
    every: Every = "auto",
    name: str = "",
    settings: Settings | None = None,
) -> TrainingRecorder:
    """Record a PyTorch training from now on. The arguments are those of `whygrad.watch`, which adds a diagnosis."""
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("watch-needs-torch") from error
    from whygrad.instrument.hub import hub
    from whygrad.watch._recorder import TrainingRecorder

    models = _all_of(model, torch.nn.Module, "watch-not-a-module")
    optimizers = _all_of(optimizer, torch.optim.Optimizer, "watch-not-an-optimizer")
    checked_every(every)
    given: Any = name
    if not isinstance(given, str):
        raise InputError("watch-bad-name", value=str(given))
    one = hub()
    chosen = settings or (THOROUGH if every != "auto" or one.observes_script else LIGHT)
    made = TrainingRecorder(
        models, optimizers, every=every if isinstance(every, int) else None, settings=chosen, name=name
    )
    one.begin_watch(made)
    return made


def checked_every(every: Any) -> Every:
    """`every` as it was given; raises `InputError` for anything else than "auto", "dense" or a whole number from 1."""
    if every not in ("auto", "dense") and (isinstance(every, bool) or not isinstance(every, int) or every < 1):
        raise InputError("watch-bad-every", value=str(every))
    return every


def checked_path(path: str | os.PathLike[str] | None) -> str | None:
    """`path` from the root on, wherever the script goes; raises `TraceError` if no trace can be saved there."""
    if path is None:
        return None
    from whygrad.trace.store import check_place

    check_place(path)
    return str(Path(path).absolute())


def _all_of(value: Any, kind: type[Any], error: str) -> list[Any]:
    found = list(value) if isinstance(value, list | tuple) else [value]
    for one in found:
        if not isinstance(one, kind):
            raise InputError(error, value=type(one).__name__)
    if not found:
        raise InputError(error, value="[]")
    return found
