"""Train the small network that comes with whygrad: `python -m benchmarks.bundled_network`.

What it does is an experiment; the same machine and versions train the same weights from it. It takes the whole of
Fashion-MNIST. Behind its last convolution come global mean pooling and one dense layer, so that Grad-CAM shows what the
answer is made of (Zhou et al. 2016).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np

import whygrad as wg
from whygrad.data import load
from whygrad.engine.layered import load_model
from whygrad.zoo import bundled

EXPERIMENT = """
[data]
name = "fashion-mnist"
preprocessing = ["center-channel", "scale-channel"]

[network]
init = "he-normal"
layers = [
    { conv = 8, kernel = 5, padding = 2 }, "relu", { max_pool = 2 },
    { conv = 16, padding = 1 }, "relu", { max_pool = 2 },
    { conv = 32, padding = 1 }, "relu",
    { conv = 48, padding = 1 }, "relu",
    "global_avg_pool", { dense = 10 },
]

[training]
optimizer = "nesterov"
learning_rate = 0.05
schedule = "cosine"
warmup = 0.05
batch_size = 128
epochs = 7
l2 = 0.0005
"""


def main(to: Path = bundled.FILE) -> None:
    """Train and write the network's file."""
    experiment = wg.Experiment.from_toml(EXPERIMENT)
    with tempfile.TemporaryDirectory() as folder:
        wg.train(experiment, seeds=1, engine="torch", out=f"{folder}/run")
        shutil.copyfile(f"{folder}/run/model.safetensors", to)
    model, dataset = load_model(to), load(experiment.data)
    right = model.probabilities(dataset.x_test).argmax(axis=1) == dataset.y_test
    print(f"{to}: {to.stat().st_size:,} bytes, {np.mean(right):.2%} of {len(right):,} test pictures right")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
