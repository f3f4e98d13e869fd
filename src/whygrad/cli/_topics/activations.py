"""`whygrad explain activations`, or one of them by its name: slope, range, saturation, sparsity, cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whygrad.i18n import text


def show(picture: Path | None, json: str | None, names: Sequence[str] = ()) -> None:
    """The facts of the activations `names`, of all of them by default, and what training with each costs here."""
    from dataclasses import asdict

    from whygrad.cli import _output
    from whygrad.cli._cost import relative_costs
    from whygrad.i18n.numbers import number, share
    from whygrad.nets import ACTIVATIONS
    from whygrad.views import terminal
    from whygrad.views.activations import facts, saturation

    names = names or list(ACTIVATIONS)
    every = [facts(name) for name in names]
    costs = relative_costs(names)
    if json is not None:
        _output.save_json({"schema": "whygrad.activations/1", "activations": [
            {**asdict(one), "training_time": costs[one.name]} for one in every
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("topic-activation"), "left"), (text("topic-steepest"), "right"), (text("topic-range"), "left"),
            (text("topic-centered"), "left"), (text("topic-saturated"), "left"), (text("topic-mean"), "right"),
            (text("topic-zeros"), "right"), (text("topic-cost"), "right"),
        ]  # fmt: skip
        lines = [
            [
                one.name, number(one.steepest), one.range, text("topic-yes" if one.zero_centered else "topic-no"),
                saturation(one.saturated), number(one.mean, 2), share(one.zeros), f"{costs[one.name]:.2f}",
            ]
            for one in every
        ]  # fmt: skip
        _output.show(terminal.rows(headings, lines), text("topic-activations-note"))
    if picture is not None:
        from whygrad.views.plots import activation_gallery

        _output.save_picture(activation_gallery(names if len(names) == 1 else ()), picture)
