"""Traces and diagnoses made by hand, and an engine that makes traces from a formula instead of training."""

from dataclasses import replace

import numpy as np

from whygrad.diagnose import Diagnosis, Finding, Severity, Where
from whygrad.trace import Trace
from whygrad.trace.meta import LayerInfo, Meta, Status

META = Meta(
    kind="experiment", name="fake", framework="fake", task="classes", classes=2, loss="cross-entropy",
    output="identity", takes_logits=True, optimizer="sgd", batch_size=10, train_samples=250, test_samples=250,
    steps_per_epoch=25, total_steps=100, chance_loss=0.5, chance_accuracy=0.6,
    layers=(LayerInfo("hidden1", "dense", "tanh", 2, 4), LayerInfo("output", "dense", "identity", 4, 1)),
)  # fmt: skip


def trace(meta=META, status=Status.FINISHED, **channels):
    """A trace whose channels end in the given values, one a run, after a first record of zeros."""
    runs = len(next(iter(channels.values())))
    arrays = {name: np.stack([np.zeros(runs), np.asarray(values, float)], 1) for name, values in channels.items()}
    return Trace(meta, [0, 100], np.arange(runs), arrays, status=status)


def finding(code, *remedies, cause=True, severity=Severity.ERROR, step=None):
    return Finding(code, severity, Where(step=step), 8, 8, (), remedies, cause, None if cause else "other")


def diagnosis(*findings, meta=META):
    return Diagnosis(findings, (), meta)


def engine(value, calls=None, meta=META, channel="accuracy_test"):
    """A `train` whose runs end with what `value(experiment, seeds)` says in `channel`, or with NaN."""

    def train(experiments, seeds=8, *, progress=None, **rest):
        several = isinstance(experiments, (list, tuple))
        experiments = list(experiments) if several else [experiments]
        seeds = np.arange(seeds) if isinstance(seeds, int) else np.asarray(list(seeds))
        if calls is not None:
            calls.append((experiments, tuple(seeds)))
        if progress is not None:
            progress(0.5)
            progress(1.0)
        traces = []
        for experiment in experiments:
            values = np.broadcast_to(np.asarray(value(experiment, seeds), float), seeds.shape)
            status = [Status.FINISHED if np.isfinite(one) else Status.NON_FINITE for one in values]
            own = replace(meta, total_steps=meta.steps_per_epoch * experiment.training.epochs)
            series = np.stack([np.full(len(seeds), 0.5), values], 1)
            traces.append(Trace(own, [0, own.total_steps], seeds, {channel: series}, status=status))
        return traces if several else traces[0]

    return train
