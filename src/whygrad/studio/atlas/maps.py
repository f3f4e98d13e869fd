"""The ready-made maps, and what else the page of the atlas asks for once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whygrad.experiment import Experiment, presets
from whygrad.i18n import text
from whygrad.studio.asking import MOST_UPDATES
from whygrad.studio.atlas import axes
from whygrad.studio.atlas.wire import MOST_PIXELS
from whygrad.studio.lowering import link

MEASURES = ("loss", "train-loss", "accuracy", "train-accuracy")
"""The measures of `whygrad map` that the page offers; `ended` beside them shows how runs ended."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready-made map: a preset or the defaults with some values, two axes, and what a pixel shows."""

    name: str
    x: str
    y: str
    preset: str = ""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    measure: str = "loss"
    size: int = MOST_PIXELS

    @property
    def experiment(self) -> Experiment:
        """What every pixel trains, but for its two settings."""
        base = presets[self.preset] if self.preset else Experiment()
        return base.replace(**self.values)


_RATE, _INIT = "learning_rate=0.001:10:log", "init=normal:0.01:10:log"

READY = (
    Ready("circle", _RATE, _INIT, values={"epochs": 50}),
    Ready(
        "fractal", "learning_rate=0.2:2:log", "init=normal:0.05:2:log", measure="train-loss",
        values={
            "samples": 64, "hidden": [16], "activation": "tanh", "loss": "squared", "output": "identity",
            "batch_size": 32, "epochs": 200,
        },
    ),
    Ready("relu", "learning_rate=0.001:10:log", "init=normal:0.05:5:log", values={
        "hidden": [8, 8, 8, 8], "activation": "relu", "epochs": 50}, size=128),
    Ready("depth", "learning_rate=0.01:100:log", "depth=1:10", values={
        "name": "moons", "hidden": [6], "activation": "sigmoid", "init": "xavier-normal", "epochs": 60},
        measure="train-loss", size=128),
    Ready("batch", "learning_rate=0.01:10:log", "batch_size=1:128:log", values={"epochs": 40}, size=128),
    Ready("adam", "learning_rate=0.0001:10:log", _INIT, values={"optimizer": "adam", "epochs": 50}, size=128),
)  # fmt: skip


def table() -> dict[str, Any]:
    """Axes, measures and ready-made maps with their texts, in the language in use."""
    return {
        "axes": axes.listed(),
        "measures": [{"name": name, "text": text(f"map-measure-{name}")} for name in MEASURES],
        "most_pixels": MOST_PIXELS,
        "most_updates": MOST_UPDATES,
        "maps": [
            {
                "name": one.name, "title": text(f"atlas-map-{one.name}"), "about": text(f"atlas-map-{one.name}-about"),
                "link": link(one.experiment), "x": one.x, "y": one.y, "measure": one.measure, "size": one.size,
            }
            for one in READY
        ],
        "presets": [{"name": name, "link": link(one)} for name, one in presets.items() if link(one) is not None],
    }  # fmt: skip
