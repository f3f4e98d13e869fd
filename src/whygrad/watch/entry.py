"""`whygrad.watch`: begin to watch a training in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from whygrad.errors import InputError, MissingExtraError
from whygrad.watch.settings import LIGHT, THOROUGH, Settings

if TYPE_CHECKING:
    from torch.nn import Module
    from torch.optim import Optimizer

    from whygrad.watch._watch import Watch

Every = int | Literal["auto", "dense"]


def watch(
    model: Module | Sequence[Module],
    optimizer: Optimizer | Sequence[Optimizer],
    *,
    every: Every = "auto",
    report: Callable[[str], None] | bool | None = None,
    path: str | os.PathLike[str] | None = None,
    name: str = "",
    settings: Settings | None = None,
) -> Watch:
    """Watch a PyTorch training: what its layers, gradients, losses and updates do, from now until `close`.

    - `model`, `optimizer`: the user's own; several of each make one trace (a GAN is two watches). Updates are counted
      by the first optimizer's steps
    - `every`: updates between records; "auto" takes as many as cost about one percent of the training's time, "dense"
      takes the first 32 updates and then one in 4 % of those done, whatever it costs
    - `report`: `True` prints a line on stderr, or a function is called with one, when a finding appears or goes away
    - `path`: the trace is also saved there while the training runs, for `whygrad diagnose PATH`
    - `settings`: everything else, see `whygrad.watch.settings`

    Nothing of the user's is changed: losses, weights, gradients and random numbers are bit for bit what they are
    without. Raises `InputError` for what is no module, no optimizer or none of what is named here, and for a `path`
    where nothing can be saved, `MissingExtraError` without PyTorch.
    """
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("watch-needs-torch") from error
    from whygrad.watch._hub import hub
    from whygrad.watch._watch import Watch

    models = _all_of(model, torch.nn.Module, "watch-not-a-module")
    optimizers = _all_of(optimizer, torch.optim.Optimizer, "watch-not-an-optimizer")
    checked_every(every)
    _check(report, name)
    path = checked_path(path)
    one = hub()
    chosen = settings or (THOROUGH if every != "auto" or one.claimed is not None else LIGHT)
    made = Watch(
        models, optimizers,
        every=every if isinstance(every, int) else None, settings=chosen, name=name,
        report=_print if report is True else report or None, path=path,
    )  # fmt: skip
    # A script that is being diagnosed watches itself: what its watch sees is what there is to see.
    (one.claimed or one.attach)(made)
    return made


def _check(report: Any, name: Any) -> None:
    if not (report is None or isinstance(report, bool) or callable(report)):
        raise InputError("watch-bad-report", value=str(report))
    if not isinstance(name, str):
        raise InputError("watch-bad-name", value=str(name))


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


def _print(line: str) -> None:
    sys.stderr.write(line + "\n")
