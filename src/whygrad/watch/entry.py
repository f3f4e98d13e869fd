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
    """Watch a PyTorch training: record its layers, gradients, losses and updates until `close`.

    - `model`, `optimizer`: one or several of each. Several models and optimizers make one trace; use two watches for a
      GAN. Each step of the first optimizer counts as one update
    - `every`: number of updates between two records. With "auto", recording takes about 1 % of the training time. With
      "dense", the first 32 updates are recorded, and then intervals grow to 4 % of the updates done
    - `report`: `True` prints a line to stderr when a finding appears or disappears. A function is called with that line
    - `path`: folder to which the trace is saved during training, for `whygrad diagnose PATH`
    - `name`: name of the training, stored in the trace
    - `settings`: further settings, see `Settings`

    Watching does not change the training: losses, weights, gradients and random numbers stay the same, bit for bit.

    Raises `InputError` for an invalid argument, `TraceError` if nothing can be saved at `path`, and `MissingExtraError`
    without PyTorch.
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
