"""Traces as watching somebody's own training leaves them: module paths for names, one run, a few channels.

As a program, `python -m tests.trace.modules FOLDER` records one, as many records as the latest line of its input says,
and finishes it when the input ends.
"""

from __future__ import annotations

import os
import sys

import numpy as np

from whygrad.trace import LayerInfo, Meta, Recorder, Status, Trace

_BLOCK = (
    ("attention.q_proj", 768, 768, "identity"),
    ("attention.k_proj", 768, 768, "identity"),
    ("attention.v_proj", 768, 768, "identity"),
    ("attention.out_proj", 768, 768, "identity"),
    ("mlp.fc1", 768, 3072, "gelu"),
    ("mlp.fc2", 3072, 768, "identity"),
)


def layers(blocks: int) -> tuple[LayerInfo, ...]:
    """A transformer's, 6 a block, between an embedding and a classifier."""
    inner = (
        LayerInfo(f"encoder.layers.{block}.{name}", "linear", activation, inputs, outputs, "layer", 0.1)
        for block in range(blocks)
        for name, inputs, outputs, activation in _BLOCK
    )
    first = LayerInfo("embeddings.word_embeddings", "embedding", "identity", 30_522, 768)
    return (first, *inner, LayerInfo("classifier", "linear", "identity", 768, 10))


def meta(blocks: int = 2, **changes: object) -> Meta:
    values: dict[str, object] = {
        "kind": "model", "name": "encoder", "framework": "torch", "task": "classes", "classes": 10,
        "loss": "cross-entropy", "output": "identity", "takes_logits": True, "optimizer": "adamw", "batch_size": 32,
        "train_samples": 3_200, "test_samples": 0, "steps_per_epoch": 100, "total_steps": 0, "chance_loss": 2.303,
        "chance_accuracy": 0.1, "layers": layers(blocks),
    }  # fmt: skip
    return Meta(**{**values, **changes})


def record(index: int, count: int, runs: int = 1) -> dict[str, np.ndarray]:
    """Gradients that vanish on their way back through `count` layers, and a loss that falls nevertheless."""
    random = np.random.default_rng(index)
    depth = np.arange(count)[::-1]
    gradient = 10 ** (-2 - 0.5 * depth) * np.exp(0.1 * random.standard_normal((runs, count)))
    return {
        "loss_train": 2.3 * np.exp(-index / 400) + 0.02 * random.standard_normal(runs),
        "gradient_rms": gradient,
        "backprop_rms": gradient,
        "weight_rms": np.full((runs, count), 0.05),
        "update_ratio": np.full((runs, count), 1e-3),
    }


def recorder(path: str | os.PathLike[str] | None, blocks: int = 2, runs: int = 1, **changes: object) -> Recorder:
    return Recorder(meta(blocks, **changes), range(runs), path=path)


def grow(into: Recorder, start: int, stop: int) -> None:
    """Records number `start` to `stop`, 10 updates apart."""
    for index in range(start, stop):
        into.append(10 * index, record(index, len(into.meta.layers), len(into.seeds)))


def saved(path: str | os.PathLike[str], records: int = 20, blocks: int = 2, runs: int = 1) -> Trace:
    into = recorder(path, blocks, runs)
    grow(into, 0, records)
    return into.finish(Status.FINISHED)


def _main() -> None:
    into = recorder(sys.argv[1])
    done = 0
    for line in sys.stdin:
        grow(into, done, int(line))
        done = int(line)
    into.finish(Status.FINISHED)


if __name__ == "__main__":
    _main()
