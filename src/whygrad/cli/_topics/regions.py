"""`whygrad explain regions`: ReLU networks are piece-wise linear; how many pieces, by width, depth and training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Counted

_SEEDS = 4
_DRAWN = ((4,), (32,), (8, 8), (8, 8, 8, 8))


def show(picture: Path | None, json: str | None) -> None:
    """Regions at the start and after training, beside the most that any weights could give."""
    from whygrad.cli import _output
    from whygrad.i18n.numbers import number, share
    from whygrad.views import terminal
    from whygrad.zoo import count_regions, relu_networks

    every = count_regions(relu_networks(), _SEEDS)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.regions/1", "data": every[0].experiment.data.name,
            "networks": [_as_json(one) for one in every],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-regions-hidden"), "left"), (text("zoo-regions-units"), "right"),
            (text("zoo-regions-start"), "right"), (text("zoo-regions-end"), "right"),
            (text("zoo-regions-pieces"), "right"), (text("zoo-regions-most"), "right"), (text("zoo-test"), "right"),
        ]  # fmt: skip
        lines = [
            [
                "-".join(map(str, one.experiment.network.hidden)), str(sum(one.experiment.network.hidden)),
                number(float(one.start.mean())), number(float(one.end.mean())), number(float(one.pieces.mean())),
                number(one.most), share(float(one.trace["accuracy_test"][:, -1].mean())),
            ]
            for one in every
        ]  # fmt: skip
        _output.show(
            text("zoo-regions-head", data=every[0].experiment.data.name, seeds=_SEEDS),
            terminal.rows(headings, lines),
            text("zoo-regions-note"),
        )
    if picture is not None:
        from whygrad.views.plots import region_pictures

        shown = [one for one in every if tuple(one.experiment.network.hidden) in _DRAWN]
        _output.save_picture(region_pictures(shown), picture)


def _as_json(one: Counted) -> dict[str, Any]:
    return {
        "hidden": list(one.experiment.network.hidden),
        "box": [list(limits) for limits in one.box],
        "seeds": one.trace.seeds.tolist(),
        "start": one.start.tolist(),
        "end": one.end.tolist(),
        "pieces": one.pieces.tolist(),
        "most": one.most,
        "accuracy_test": one.trace["accuracy_test"][:, -1].tolist(),
    }
