"""`whygrad explain depth`: what one layer does to the gradient that passes it backward."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whygrad.i18n import text


def show(picture: Path | None, json: str | None) -> None:
    """The factor of one layer for each activation and initialization; the picture has the products."""
    from whygrad.cli import _output
    from whygrad.i18n.numbers import number
    from whygrad.views import terminal
    from whygrad.views.depth import INITS, LAYERS, SHOWN, WIDTH, passages

    every = passages()
    if json is not None:
        _output.save_json({"schema": "whygrad.depth/1", "layers": LAYERS, "width": WIDTH, "passages": [
            {"activation": one.activation, "init": one.init, "factor": one.factor, "product": one.product.tolist()}
            for one in every
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        found = {(one.activation, one.init): one for one in every}
        headings: list[tuple[str, Any]] = [
            (text("topic-activation"), "left"),
            *((_folded(init), "right") for init in INITS),
        ]
        lines = [[name, *(number(found[name, init].factor, 2) for init in INITS)] for name in SHOWN]
        _output.show(
            text("topic-depth-head", layers=LAYERS, width=WIDTH),
            terminal.rows(headings, lines),
            text("topic-depth-note"),
        )
    if picture is not None:
        from whygrad.views.plots import derivative_products

        _output.save_picture(derivative_products(every), picture)


def _folded(name: str) -> str:
    """A long name in two lines, for the head of a narrow column: "xavier-", "uniform"."""
    return name.replace("-", "-\n").replace(":", ":\n")
