"""What a trace says of its training before it begins, whichever engine trains."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from whygrad import nets
from whygrad.data import Dataset
from whygrad.experiment import Experiment
from whygrad.trace.meta import LayerInfo, Meta


def meta_of(
    experiment: Experiment,
    dataset: Dataset,
    head: nets.Plan | nets.Head,
    layers: tuple[LayerInfo, ...],
    *,
    kind: Literal["preset", "experiment"],
    name: str,
    framework: str,
    batch: int,
    samples: int,
    per_epoch: int,
) -> Meta:
    """The `Meta` of a training on `samples` samples in `per_epoch` batches of at most `batch`."""
    training = experiment.training
    return Meta(
        kind=kind,
        name=name,
        framework=framework,
        task=head.task,
        classes=head.classes,
        loss="cross-entropy" if head.takes_logits else head.loss,
        output=head.output,
        takes_logits=head.takes_logits,
        optimizer=training.optimizer,
        batch_size=batch,
        train_samples=samples,
        test_samples=len(dataset.y_test),
        steps_per_epoch=per_epoch,
        total_steps=per_epoch * training.epochs,
        chance_loss=loss_at_chance(dataset, head),
        chance_accuracy=float(dataset.class_share.max()) if head.task == "classes" else math.nan,
        layers=layers,
        data=dataset.facts,
        experiment=experiment.model_dump(),
    )


def loss_at_chance(dataset: Dataset, head: nets.Plan | nets.Head) -> float:
    """Training loss of the best constant prediction; NaN for a loss without a scale."""
    if head.task == "numbers":
        if not np.isfinite(dataset.y_train).all():
            return math.nan
        return 0.5 * float(np.var(dataset.y_train, dtype=np.float64))
    share = np.asarray(dataset.class_share, np.float64)
    shares = share[1:2] if head.outputs == 1 else share  # of "yes" for each output
    if head.takes_logits:
        return -float(sum(p * math.log(p) for p in share if p > 0))
    if head.loss == "squared":
        low, high = head.targets
        return 0.5 * (high - low) ** 2 * float((shares * (1 - shares)).sum())
    if head.loss == "hinge":
        return 2.0 * float(np.minimum(shares, 1 - shares).sum())
    return math.nan  # the perceptron's loss has no scale: shrinking the weights shrinks it
