"""Exported scripts, run as they stand, beside trainings of the kernel."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any

import numpy as np
from tests.parity.test_training import BASE
from tests.parity.test_training import CASES as TRAININGS

from whygrad.engine import native
from whygrad.engine.program import lower
from whygrad.experiment import Experiment
from whygrad.nets import ACTIVATIONS
from whygrad.views.export import Subject, kind_named, subject

SEED = 2

CASES: dict[str, dict[str, Any]] = {
    **TRAININGS,
    **{f"activation-{name}": {"activation": name, "init": "he-normal"} for name in ACTIVATIONS},
    "warm-up-all-along": {"warmup": 1.0},
    "nesterov-cosine-clip-penalties": {
        "optimizer": "nesterov", "schedule": "cosine", "warmup": 0.2, "clip": 0.2, "l1": 0.01, "l2": 0.05,
        "learning_rate": 0.03,
    },
    "momentum-linear": {"optimizer": "momentum", "schedule": "linear", "learning_rate": 0.03},
    "adamw-clip-l1": {"optimizer": "adamw", "clip": 0.2, "l1": 0.01, "l2": 0.1, "learning_rate": 0.01},
    "adamw-without-decay": {"optimizer": "adamw", "learning_rate": 0.01},
    "batch-norm-full-batch": {"normalization": "batch", "batch_size": 1000, "epochs": 30},
    "dropout-full-batch": {"dropout": 0.3, "batch_size": 1000, "epochs": 30},
    "no-hidden-layer": {"hidden": []},
}  # fmt: skip
"""What the kernel is compared with PyTorch in, and what only a script could get wrong."""


def experiment(name: str) -> Experiment:
    """A short training: 50 samples, at most 56 updates."""
    return Experiment().replace(**BASE | CASES[name])


def trained(found: Subject) -> np.ndarray:
    """The losses (epochs, 2) of both shares after every epoch, by the kernel, from the subject's weights."""
    every = found.experiment.replace(every=found.job.program.per_epoch)
    population = native.Population([lower(every, [found.seed], name="test", kind="experiment")])
    population.arrays["parameters"][:] = found.parameters
    population.arrays["running"][:] = found.running
    # A new one, as it reads its arrays when it is made.
    population.native = type(population.native)(isa=native.instruction_sets()[0], **population.arrays)
    assert native.run([population], 1, lambda _: None)
    channels = population.channels(slice(None), slice(None))
    return np.stack([channels["loss_train"][0, 1:], channels["loss_test"][0, 1:]], axis=1)


def printed(lines: str) -> np.ndarray:
    """The losses (epochs, 2) that a script has printed."""
    return np.array([[float(number) for number in re.findall(r"loss (\S+)", line)] for line in lines.splitlines()])


def script_losses(kind: str, found: Subject) -> np.ndarray:
    """The losses of an exported script, run in a namespace of its own."""
    code = kind_named(kind).content(found)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, f"{kind}.py", "exec"), {"__name__": "__main__"})
    return printed(out.getvalue())


def halfway(values: Experiment, epochs: int = 3) -> Subject:
    """An experiment with the weights that some epochs have led to."""
    job = lower(values.replace(epochs=epochs), [SEED], name="test", kind="experiment")
    population = native.Population([job])
    native.run([population], 1, lambda _: None)
    return subject(values, SEED, weights=population.final_parameters(slice(None))[0])
