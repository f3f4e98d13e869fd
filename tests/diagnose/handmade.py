"""Traces made by hand: a healthy one, and what a test changes in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from whygrad.diagnose import Diagnosis, Finding, diagnose
from whygrad.trace import DataFacts, LayerInfo, Meta, Trace
from whygrad.trace.channels import CHANNELS
from whygrad.trace.program import ParameterFacts

STEPS = np.array([0, 1, 2, 4, 8, 16, 32, 63, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000])
S = len(STEPS)
WIDTHS = (4, 16, 16, 16, 1)
LN2 = float(np.log(2))
# Of four layers: trained, and reached by a gradient.
REACHED = tuple(ParameterFacts(f"{order}.weight", 9, True, True, True, reached=True, order=order) for order in range(4))


def layers(activation: str = "tanh", widths: tuple[int, ...] = WIDTHS) -> tuple[LayerInfo, ...]:
    """Dense layers of these widths, the first one the input's."""
    names = [*(f"hidden{number}" for number in range(1, len(widths) - 1)), "output"]
    return tuple(
        LayerInfo(name, "dense", "identity" if name == "output" else activation, inputs, outputs)
        for name, inputs, outputs in zip(names, widths[:-1], widths[1:], strict=True)
    )


def convolutions() -> tuple[LayerInfo, ...]:
    """Layers that may hand down more than the norm of their weights, which they use at many places."""
    return tuple(replace(layer, kind="convolution") for layer in layers())


def meta(**changes: Any) -> Meta:
    """Two balanced classes, one logit, cross-entropy."""
    base = Meta(
        kind="experiment", name="handmade", framework="kernel", task="classes", classes=2, loss="cross-entropy",
        output="identity", takes_logits=True, optimizer="sgd", batch_size=10, train_samples=250, test_samples=250,
        steps_per_epoch=25, total_steps=1000, chance_loss=float(np.log(2)), chance_accuracy=0.5, layers=layers(),
        data=DataFacts(neighbor_agreement=0.98, neighbor_chance=0.5, feature_names=("a", "b", "c", "d")),
    )  # fmt: skip
    return replace(base, **changes)


def channels(about: Meta, runs: int = 1) -> dict[str, np.ndarray]:
    """What a training records that goes well: the loss falls to a twentieth of chance, every layer gets gradient."""
    depth, chance = len(about.layers), about.chance_loss
    fall = np.exp(-3.0 * STEPS / 200)
    loss = chance * (0.04 + 0.98 * fall)
    inputs = np.array([layer.inputs for layer in about.layers], float)
    outputs = np.array([layer.outputs for layer in about.layers], float)

    def each(row: np.ndarray) -> np.ndarray:  # (S,) -> (P, S)
        return np.tile(row, (runs, 1))

    def every(value: float | np.ndarray) -> np.ndarray:  # one number, or one a layer -> (P, S, L)
        return np.broadcast_to(np.asarray(value, float), (runs, S, depth)).copy()

    signal = 0.5 * fall[None, :, None]
    updates = every(1e-2)
    updates[:, 0] = np.nan
    quality = np.full(S, 0.97)
    quality[0] = np.nan
    made = {
        "loss_train": each(loss),
        "loss_test": each(loss * 1.1),
        "accuracy_train": each(1 - 0.5 * fall),
        "accuracy_test": each(1 - 0.52 * fall),
        "gradient_norm": each(fall),
        "learning_rate": each(np.full(S, 0.03)),
        "gradient_coherence": each(np.full(S, 0.3)),
        "coherence_batches": each(np.full(S, 40.0)),
        "step_quality": each(quality),
        "gradient_rms": every(1.0) * signal,
        "gradient_l2": every(1.0) * signal,
        "backprop_rms": every(1 / np.sqrt(outputs)) * signal,
        "weight_rms": every(np.sqrt(2 / (inputs + outputs))),
        "update_ratio": updates,
        "activation_rms": every(0.6),
        "unit_std": every(0.4),
        "dead_share": every(0.0),
        "saturated_share": every(0.1),
        "input_mean": np.zeros(int(inputs[0])),
        "input_std": np.ones(int(inputs[0])),
    }
    if about.task == "classes":
        made["class_share"] = np.full(about.classes, 1 / about.classes)
    return made


def trace(about: Meta | None = None, runs: int = 1, ended: dict[str, Any] | None = None, **changes: Any) -> Trace:
    """The healthy trace with other channels; `None` takes one out. What broadcasts to a channel's shape will do.

    A program whose training loss alone is given was not evaluated: the healthy test loss would belie it.
    """
    about = about or meta()
    values = channels(about, runs)
    if about.program is not None and "loss_train" in changes:
        changes = {"loss_test": None, **changes}
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        elif name == "one_batch_progress":
            values[name] = np.broadcast_to(np.asarray(value, float), (runs,)).copy()
        elif name in ("input_mean", "input_std", "class_share", "test_class_share"):
            values[name] = np.asarray(value, float)
        else:
            sizes = {"run": runs, "step": S, "layer": len(about.layers)}
            new = tuple(sizes[axis] for axis in CHANNELS[name].dims if axis in sizes)
            shape = values[name].shape if name in values else new
            values[name] = np.broadcast_to(np.asarray(value, float), shape).copy()
    return Trace(about, STEPS, np.arange(runs), values, **(ended or {}))


def stuck(about: Meta | None = None, **more: Any) -> dict[str, Any]:
    """The channels of a training that never leaves chance."""
    about = about or meta()
    chance = about.chance_loss
    known = {"accuracy_train": 0.5, "accuracy_test": 0.5} if about.task == "classes" else {}
    return {"loss_train": chance, "loss_test": chance, **known, **more}


def found(diagnosis: Diagnosis, code: str) -> Finding | None:
    """The finding of a code, if there."""
    return next((finding for finding in diagnosis.findings if finding.code == code), None)


def shows(about: Trace, code: str) -> Finding:
    """The finding of a code in the diagnosis of a trace, which must be there."""
    diagnosis = diagnose(about)
    finding = found(diagnosis, code)
    assert finding is not None, [f.code for f in diagnosis.findings]
    return finding


def codes(diagnosis: Diagnosis) -> list[str]:
    """What was found, the first cause first."""
    return [finding.code for finding in diagnosis.findings]


def numbers(**changes: Any) -> Meta:
    """Of a training whose targets are numbers."""
    facts = DataFacts(target_min=-1.0, target_max=1.0, target_std=0.5)
    base = {
        "task": "numbers", "classes": 0, "loss": "squared", "takes_logits": False, "chance_loss": 0.125,
        "chance_accuracy": float("nan"), "data": facts,
    }  # fmt: skip
    return meta(**{**base, **changes})


def with_output(output: str, **changes: Any) -> Meta:
    """Of a training whose last layer has this activation."""
    about = meta(output=output, **changes)
    return replace(about, layers=(*about.layers[:-1], replace(about.layers[-1], activation=output)))


def chain(factor: float, units: tuple[int, ...] = (16, 16, 16, 1)) -> np.ndarray:
    """backprop_rms (L,) of a signal that every layer multiplies by `factor` on its way back from the output."""
    depth = len(units)
    norms = factor ** np.arange(depth - 1, -1, -1.0)
    return norms / np.sqrt(units)
