"""Makes traces of numbers that anybody can compute again; as a program, records them until it is killed.

As a program it reads lines `WHAT FOLDER LEDGER` and forks a child for each, which records a trace at FOLDER ("trained"
by the engine or "recorded" by hand) and writes to LEDGER, after every write and after the end, 8 bytes: how many
records are finished, and -1 at the end. The engine writes several records at once where it is faster than the disk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from whygrad.trace import CHANNELS, DataFacts, LayerInfo, Meta, Recorder, Status, Trace

NAMES = tuple(name for name, channel in CHANNELS.items() if "step" in channel.dims and not channel.detail)
RECORDS = 40
LATE = "loss_test"  # appears only from this record on
LATE_FROM = 5


def meta(layers: int = 3, **changes: object) -> Meta:
    infos = tuple(LayerInfo(f"hidden{index}", "dense", "tanh", 4, 4) for index in range(1, layers + 1))
    facts = DataFacts(feature_names=("x1", "x2"), neighbor_agreement=0.75)
    values = {
        "kind": "experiment", "name": "moons", "framework": "kernel", "task": "classes", "classes": 2,
        "loss": "cross-entropy", "output": "identity", "takes_logits": True, "optimizer": "sgd", "batch_size": 10,
        "train_samples": 250, "test_samples": 250, "steps_per_epoch": 25, "total_steps": 16, "chance_loss": 0.69,
        "chance_accuracy": float("nan"), "layers": infos, "data": facts,
        "experiment": {"network": {"hidden": [4, 2]}, "odd": [float("inf"), -float("inf"), float("nan"), "NaN", None]},
    }  # fmt: skip
    return Meta(**{**values, **changes})


def record(index: int, runs: int = 4, layers: int = 3) -> dict[str, np.ndarray]:
    """What is recorded as number `index`, by channel."""
    random = np.random.default_rng(index)
    names = [name for name in NAMES if name != LATE or index >= LATE_FROM]
    shapes = {name: (runs, layers) if "layer" in CHANNELS[name].dims else (runs,) for name in names}
    return {name: random.standard_normal(shape, np.float32) for name, shape in shapes.items()}


def constants() -> dict[str, list[float]]:
    return {"input_mean": [0.5, -0.5], "input_std": [1.0, 2.0], "class_share": [0.25, 0.75]}


def recorder(path: str | os.PathLike[str] | None = None, runs: int = 4, layers: int = 3) -> Recorder:
    return Recorder(meta(layers), range(runs), path=path)


def ending(runs: int = 4) -> dict[str, object]:
    other = runs - 1
    return {
        "status": [Status.NON_FINITE, *[Status.FINISHED] * other],
        "non_finite_step": [30, *[-1] * other],
        "non_finite_layer": [1, *[-1] * other],
        "non_finite_what": ["gradient", *[""] * other],
        "initial_parameters": np.arange(runs * 7, dtype=np.float32).reshape(runs, 7),
        "final_parameters": -np.arange(runs * 7, dtype=np.float32).reshape(runs, 7),
    }


def step(index: int) -> int:
    return 5 * index


def trace(records: int = RECORDS, path: str | os.PathLike[str] | None = None, *, finished: bool = True) -> Trace:
    """The trace of the first records; the oracle of what has to be found on disk."""
    growing = recorder(path)
    growing.constants(constants())
    for index in range(records):
        growing.append(step(index), record(index))
    return growing.finish(**ending()) if finished else growing.trace


def trained(path: str | os.PathLike[str] | None = None) -> Trace:
    """A real training's trace, of 20 epochs of 25 steps, long enough to be written in several blocks."""
    from whygrad.engine import train
    from whygrad.experiment import Experiment

    text = "[network]\nhidden = [96, 96]\n[training]\nepochs = 20\n[recording]\nevery = 10\n"
    return train(Experiment.from_toml(text), 4, out=path)


def _telling(told: Callable[[int], None]) -> None:
    """From now on, every recorder tells how many records it has finished, right after `extend` has returned."""
    extend = Recorder.extend

    def extending(self: Recorder, *arguments: Any) -> None:
        extend(self, *arguments)
        told(self.records)

    Recorder.extend = extending


def _main() -> None:
    import whygrad.engine  # noqa: F401  (once, before the children)

    for line in sys.stdin:
        what, folder, ledger = line.split()
        child = os.fork()
        if child:
            print(child, flush=True)
            sys.stdin.readline()  # "killed"
            os.waitpid(child, 0)
            print("gone", flush=True)
            continue
        log = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def told(count: int, log: int = log) -> None:
            os.write(log, count.to_bytes(8, "little", signed=True))

        _telling(told)
        trained(folder) if what == "trained" else trace(path=folder)
        told(-1)
        os._exit(0)


if __name__ == "__main__":
    _main()
