"""`whygrad explain through-time`: how far back in time the gradient of recurrent networks reaches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._status import INTERRUPTED, OK
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Passage

OPTIONS = ("changes", "seeds")


def show(picture: Path | None, json: str | None, *, changes: Sequence[str] = (), seeds: int = 1) -> int:
    """Every cell with and without clipping: its gradient at the first state over that at the last, loss, norms."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.i18n.numbers import number
    from whygrad.views import terminal
    from whygrad.zoo import through_time
    from whygrad.zoo.through_time import adding, cells

    base = adding().override(list(changes))
    with progress(text("cli-progress-train")) as advance:
        passages = through_time(base, seeds, progress=advance)
    stopped = len(passages) < len(cells(base)) or any(len(one.trace.seeds) < seeds for one in passages)
    if stopped:
        _output.interrupted(kept=json is not None, drawing=picture is not None)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.through-time/1", "data": base.data.name, "cells": [_as_json(one) for one in passages],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-time-cell"), "left"), (text("zoo-time-clip"), "right"), (text("zoo-time-start"), "right"),
            (text("zoo-time-end"), "right"), (text("zoo-time-norm"), "right"), (text("zoo-time-loss"), "right"),
        ]  # fmt: skip
        lines = [
            [
                text(f"zoo-cell-{one.cell}"), number(one.clip) if one.clip else text("zoo-time-off"),
                *(f"{number(float(one.relative[at, -1]), 2)}\n({one.factors[at]:.2f})" for at in (0, -1)),
                number(one.largest_norm, 2), number(one.loss, 2),
            ]
            for one in passages
        ]  # fmt: skip
        distance = passages[0].times.shape[1] - 1
        _output.show(
            text("zoo-time-head", data=base.data.name, distance=distance,
                 updates=f"{passages[0].trace.meta.total_steps:,}", seeds=seeds),
            terminal.rows(headings, lines),
            text("zoo-time-note"),
        )  # fmt: skip
    if picture is not None:
        from whygrad.views.plots import gradients_through_time

        _output.save_picture(gradients_through_time(passages), picture)
    return INTERRUPTED if stopped else OK


def _as_json(one: Passage) -> dict[str, Any]:
    return {
        "cell": one.cell,
        "clip": one.clip,
        "seeds": one.trace.seeds.tolist(),
        "steps": one.trace.steps.tolist(),
        "gradient": one.times.tolist(),
        "gradient_norm": one.trace["gradient_norm"].tolist(),
        "loss_train": one.trace["loss_train"].tolist(),
        "loss_test": one.trace["loss_test"].tolist(),
    }
