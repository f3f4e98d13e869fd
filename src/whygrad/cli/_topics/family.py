"""`whygrad explain family`: perceptron, Adaline, logistic regression and linear SVM on the same data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Relative

_SEEDS = 8


def show(picture: Path | None, json: str | None) -> None:
    """Each member's loss, its line, how much the line differs from seed to seed, and its accuracy."""
    from whygrad.cli import _output
    from whygrad.views import terminal
    from whygrad.zoo import family

    members = family(seeds=_SEEDS)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.family/1", "data": members[0].experiment.data.name,
            "members": [_as_json(one) for one in members],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-member"), "left"), (text("zoo-loss"), "left"), (text("zoo-line"), "left"),
            (text("zoo-turn"), "right"), (text("zoo-train"), "right"), (text("zoo-test"), "right"),
        ]  # fmt: skip
        _output.show(
            text("zoo-family-head", data=members[0].experiment.data.name, seeds=_SEEDS),
            terminal.rows(headings, [_cells(one) for one in members]),
            text("zoo-family-note"),
        )
    if picture is not None:
        from whygrad.cli._topics import _pictures

        _pictures.boundaries(
            [(text(f"zoo-family-{one.name}"), one.experiment, one.trace, one.dataset) for one in members],
            text("zoo-member"),
            picture,
        )


def _cells(one: Relative) -> list[str]:
    from whygrad.i18n.numbers import number, share
    from whygrad.views.equations import line

    return [
        text(f"zoo-family-{one.name}"),
        text(f"zoo-loss-{one.name}"),
        line([float(weight) for weight in one.weights[0]], float(one.bias[0]), digits=2),
        f"{number(one.turn, 2)}°",
        share(float(one.accuracy.mean())),
        share(float(one.accuracy_test.mean())),
    ]


def _as_json(one: Relative) -> dict[str, Any]:
    return {
        "name": one.name,
        "inputs": list(one.dataset.feature_names),
        "seeds": one.trace.seeds.tolist(),
        "weights": one.weights.tolist(),
        "bias": one.bias.tolist(),
        "turn": one.turn,
        "accuracy_train": one.accuracy.tolist(),
        "accuracy_test": one.accuracy_test.tolist(),
    }
