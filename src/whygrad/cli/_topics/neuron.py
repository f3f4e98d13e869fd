"""`whygrad explain neuron`: the nerve cell beside the perceptron that is modeled on it, part by part."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from whygrad.i18n import text


def show(picture: Path | None, json: str | None) -> None:
    """Which part of a nerve cell is which part of a perceptron, and AND computed by both."""
    from whygrad.cli import _output
    from whygrad.i18n.numbers import number
    from whygrad.views import terminal
    from whygrad.views.equations import INPUTS, firing
    from whygrad.views.plots.neuron import PARTS
    from whygrad.zoo import CORNERS, GATES

    unit = GATES["and"].output
    shown = [unit.fire((float(a), float(b))) for a, b in CORNERS]
    if json is not None:
        _output.save_json({
            "schema": "whygrad.neuron/1",
            "parts": [
                {"cell": text(f"neuron-{part}"), "perceptron": text(f"neuron-as-{part}"),
                 "task": text(f"neuron-does-{part}")} for part in PARTS
            ],
            "gate": "and", "firings": [asdict(one) for one in shown],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        parts: list[tuple[str, Any]] = [(text(f"neuron-{one}"), "left") for one in ("cell", "unit", "task")]
        sums: list[tuple[str, Any]] = [
            *((name, "right") for name in INPUTS), (text("neuron-as-body"), "left"), (text("neuron-as-axon"), "right"),
        ]  # fmt: skip
        _output.show(
            text("neuron-topic"),
            terminal.rows(
                parts, [[text(f"neuron-{one}"), text(f"neuron-as-{one}"), text(f"neuron-does-{one}")] for one in PARTS]
            ),
            text("neuron-topic-gate"),
            terminal.rows(
                sums,
                [
                    [*map(number, one.inputs), f"{firing(one)} {'≥' if one.output else '<'} 0", str(one.output)]
                    for one in shown
                ],
            ),
        )
    if picture is not None:
        from whygrad.views.plots import neuron

        _output.save_picture(neuron(shown[-1]), picture)
