"""`whygrad explain linear`: a stack of linear layers is one linear layer; with an activation it is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Study

_SEEDS = 8


def show(picture: Path | None, json: str | None) -> None:
    """How far from additive and homogeneous trained networks are, and what a stack of linear layers collapses to."""
    from whygrad.cli import _output
    from whygrad.i18n.numbers import number, share
    from whygrad.views import terminal
    from whygrad.views.equations import combination
    from whygrad.zoo import stacks, study

    experiments = stacks()
    studies = dict(zip(experiments, study(list(experiments.values()), _SEEDS), strict=True))
    if json is not None:
        _output.save_json({
            "schema": "whygrad.linear/1", "networks": [_as_json(name, one) for name, one in studies.items()],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-network"), "left"), (text("zoo-parameters"), "right"), (text("zoo-additive"), "right"),
            (text("zoo-homogeneous"), "right"), (text("zoo-collapsed"), "right"), (text("zoo-test"), "right"),
        ]  # fmt: skip
        lines = [
            [
                text(f"zoo-linear-{name}"), str(one.parameters), number(float(one.linearity.additivity.max()), 2),
                number(float(one.linearity.homogeneity.max()), 2),
                "–" if one.difference is None else number(float(one.difference.max()), 2),
                share(float(one.trace["accuracy_test"][:, -1].mean())),
            ]
            for name, one in studies.items()
        ]  # fmt: skip
        stack = studies["stack"]
        assert stack.matrix is not None
        assert stack.bias is not None
        whole = combination([*map(float, stack.matrix[0, 0]), float(stack.bias[0, 0])], ["x₁", "x₂", ""])
        _output.show(
            text("zoo-linear-head", seeds=_SEEDS),
            terminal.rows(headings, lines),
            text("zoo-linear-collapse", layers=stack.layers, parameters=stack.parameters, line=whole),
            text("zoo-linear-note"),
        )
    if picture is not None:
        _draw(studies, picture)


def _draw(studies: dict[str, Study], picture: Path) -> None:
    from whygrad.cli._topics import _pictures
    from whygrad.data import load

    _pictures.boundaries(
        [
            (text(f"zoo-linear-{name}"), one.experiment, one.trace, load(one.experiment.data))
            for name, one in studies.items()
        ],
        text("zoo-network"),
        picture,
    )


def _as_json(name: str, one: Study) -> dict[str, Any]:
    return {
        "name": name,
        "hidden": list(one.experiment.network.hidden),
        "activation": one.experiment.network.activation,
        "layers": one.layers,
        "parameters": one.parameters,
        "seeds": one.trace.seeds.tolist(),
        "additivity": one.linearity.additivity.tolist(),
        "homogeneity": one.linearity.homogeneity.tolist(),
        "offset": one.linearity.offset.tolist(),
        "matrix": None if one.matrix is None else one.matrix.tolist(),
        "bias": None if one.bias is None else one.bias.tolist(),
        "difference": None if one.difference is None else one.difference.tolist(),
        "accuracy_test": one.trace["accuracy_test"][:, -1].tolist(),
    }
