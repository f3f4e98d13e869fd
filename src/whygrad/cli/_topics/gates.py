"""`whygrad explain gates`: AND, OR, NAND by one unit, and why XOR takes two layers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Gate, Lesson, Separation, Unit

_SEEDS = 8


def show(picture: Path | None, json: str | None) -> None:
    """Gates set by hand; a separating line for each or the proof that there is none; what networks learn of them."""
    from whygrad.cli import _output
    from whygrad.views import terminal
    from whygrad.zoo import CORNERS, GATES, lessons

    taught = lessons(_SEEDS)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.gates/1", "gates": [_as_json(gate) for gate in GATES.values()],
            "lessons": [_lesson_as_json(one) for one in taught],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        corners = ["".join(f"{int(x)}" for x in corner) for corner in CORNERS]
        truth: list[tuple[str, Any]] = [(text("zoo-gate"), "left"), *((corner, "right") for corner in corners)]
        truth.append((text("zoo-on-where"), "left"))
        lines = [
            [gate.name, *(f"{value:.0f}" for value in gate.evaluate(CORNERS)[1]), _rule(gate)]
            for gate in GATES.values()
        ]
        learned: list[tuple[str, Any]] = [
            (text("zoo-gate"), "left"), (text("zoo-separating"), "left"), (text("zoo-network"), "left"),
            (text("zoo-learned"), "right"), (text("zoo-epochs"), "right"), (text("zoo-best"), "right"),
        ]  # fmt: skip
        _output.show(
            text("zoo-gates-head"),
            terminal.rows(truth, lines),
            text("zoo-gates-learned", seeds=_SEEDS),
            terminal.rows(learned, [_lesson_cells(one) for one in taught]),
            *(_proof(gate) for gate in GATES.values() if not gate.separation().separable),
        )
    if picture is not None:
        from whygrad.views.plots import gates

        _output.save_picture(gates(tuple(GATES.values())), picture)


def _rule(gate: Gate) -> str:
    """Where the gate is on: "x₁ + x₂ ≥ 1.5"; of its hidden units, if it has some."""
    from whygrad.views.equations import INPUTS

    return _on(gate.output, tuple(unit.name for unit in gate.hidden) or INPUTS)


def _on(unit: Unit, names: tuple[str, ...]) -> str:
    from whygrad.i18n.numbers import number
    from whygrad.views.equations import combination

    return f"{combination(unit.weights, names)} ≥ {number(-unit.bias)}"


def _line(found: Separation) -> str:
    from whygrad.views.equations import line

    if found.weights is None or found.bias is None:
        return text("zoo-no-line")
    return line([float(weight) for weight in found.weights], found.bias)


def _lesson_cells(lesson: Lesson) -> list[str]:
    import numpy as np

    from whygrad.i18n.numbers import number, share
    from whygrad.zoo import GATES

    hidden = lesson.experiment.network.hidden
    network = text("zoo-perceptron") if not hidden else text("zoo-hidden", units=sum(hidden))
    epochs = number(float(np.nanmedian(lesson.epoch)), 2) if lesson.learned.any() else "–"
    count = text("zoo-of", count=int(lesson.learned.sum()), of=len(lesson.learned))
    line = _line(GATES[lesson.gate].separation())
    return [lesson.gate, line, network, count, epochs, share(float(lesson.best.max()))]


def _proof(gate: Gate) -> str:
    """½·(0, 1) + ½·(1, 0) = ½·(0, 0) + ½·(1, 1) = (½, ½), in decimals, and what follows from it."""
    from whygrad.i18n.numbers import number
    from whygrad.views.equations import combination
    from whygrad.zoo import CORNERS

    found = gate.separation()
    assert found.shares is not None
    assert found.common is not None
    names = [f"({x:.0f}, {y:.0f})" for x, y in CORNERS]
    on, off = (
        combination((found.shares * [answer == side for answer in gate.answers]).tolist(), names) for side in (1, 0)
    )
    common = ", ".join(number(value) for value in found.common.tolist())
    return text("zoo-proof", gate=gate.name.upper(), on=on, off=off, common=f"({common})")


def _as_json(gate: Gate) -> dict[str, Any]:
    from whygrad.zoo import CORNERS

    hidden, answers = gate.evaluate(CORNERS)
    found = gate.separation()
    return {
        "name": gate.name,
        "inputs": CORNERS.tolist(),
        "hidden": [{"name": unit.name, "weights": unit.weights, "bias": unit.bias} for unit in gate.hidden],
        "output": {"weights": gate.output.weights, "bias": gate.output.bias},
        "hidden_values": hidden.tolist(),
        "answers": answers.tolist(),
        "separable": found.separable,
        "line": None if found.weights is None else {"weights": found.weights.tolist(), "bias": found.bias,
                                                    "margin": found.margin},
        "proof": None if found.shares is None or found.common is None else {"shares": found.shares.tolist(),
                                                                            "common": found.common.tolist()},
    }  # fmt: skip


def _lesson_as_json(lesson: Lesson) -> dict[str, Any]:
    return {
        "gate": lesson.gate,
        "hidden": list(lesson.experiment.network.hidden),
        "optimizer": lesson.experiment.training.optimizer,
        "seeds": lesson.trace.seeds.tolist(),
        "learned": lesson.learned.tolist(),
        "epoch": lesson.epoch.tolist(),
        "best_accuracy": lesson.best.tolist(),
    }
