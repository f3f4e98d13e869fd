"""How much can be learned: what accuracy means beside chance, and how far a network could get."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Floats
from whygrad.trace.meta import Meta


def beyond_chance(accuracy: Floats | np.float64, chance: float) -> Floats:
    """Accuracy above chance, of what is possible: 0 guesses, 1 is always right."""
    return np.asarray((accuracy - chance) / max(1.0 - chance, 1e-12), np.float64)


def new_chance_accuracy(meta: Meta) -> float:
    """The accuracy on new samples of naming the class that was the largest one in training, if it is lower there."""
    return float(np.fmin(meta.chance_accuracy, meta.data.test_chance_accuracy))


def least_new_accuracy(accuracy: Floats, trained: Floats, new: Floats) -> Floats:
    """The lowest accuracy on new samples that `accuracy` (P,) on the samples of the training allows, if each class is
    known as well: the errors are all of the classes that have become the most frequent. `trained`, `new` (K,): the
    shares of the classes. A class that was never trained is not known.

    Errors e_k ≤ trained_k that add up to 1 - accuracy cost Σ e_k · new_k / trained_k, which is largest if the classes
    of the largest new_k / trained_k have them. With equal shares it is the accuracy itself.
    """
    known = trained > 0
    times = new[known] / trained[known]
    order = np.argsort(-times)
    share, times = trained[known][order], times[order]
    before = np.cumsum(share) - share
    errors = np.clip((1 - accuracy)[:, None] - before, 0.0, share)
    return np.maximum(1 - new[~known].sum() - (errors * times).sum(1), 0.0)


def error_of_luck(level: Floats, samples: int) -> Floats:
    """Standard error of a loss on so many samples, as a share of the loss at chance, `level` being that share: it is
    what it is because some of the samples, picked by luck, are known and the others are not, √(loss · chance / N).
    """
    return np.sqrt(np.maximum(level, 0.0) / max(samples, 1))


def reachable_skill(meta: Meta) -> float:
    """What a network is compared with: what a nearest-neighbor classifier knows beyond chance, or in sequences one that
    looks at the last few symbols; the share that a linear autoencoder explains; 1 if none of them is known.

    Labels with noise cannot all be known: the neighbors' agreement says how far they can.
    """
    data = meta.data
    known = beyond_chance(np.float64(data.neighbor_agreement), data.neighbor_chance)
    if not np.isfinite(known):
        known = beyond_chance(np.float64(data.context_agreement), data.context_chance)
    if not np.isfinite(known):
        # A variational autoencoder also has to keep its code near a distribution, so no more than half is expected.
        known = np.minimum(np.float64(data.projected_share), limit("progress-poor") / limit("skill-short"))
    return float(known) if np.isfinite(known) else 1.0


def known_reach(meta: Meta) -> bool:
    """Whether it is known how far a network could get. The lab's data can be learned; a user's may be noise."""
    data = meta.data
    told = (data.neighbor_agreement, data.context_agreement, data.projected_share)
    return meta.program is None or any(map(math.isfinite, told))


def neighbors_know(meta: Meta) -> bool:
    """Whether a nearest-neighbor classifier knows more of a program's targets than a training that learned nothing."""
    return meta.program is not None and known_reach(meta) and reachable_skill(meta) > limit("neighbors-know")


def targets_are_alike(meta: Meta) -> bool:
    """Whether the loss of a constant prediction is the lowest possible one: all samples have the same targets."""
    chance = meta.chance_loss
    return chance > 0 and chance - meta.loss_floor <= limit("targets-alike") * chance


def level_is_known(meta: Meta, *, accuracy: bool) -> bool:
    """Whether the loss, or the `accuracy` where it is recorded, tells how much was learned: it does not where networks
    make each other's targets, nor where all targets are one class or differ by rounding errors only.
    """
    if meta.program is not None and (meta.program.elusive or meta.chance_accuracy >= 1.0 or targets_are_alike(meta)):
        return False
    return not np.isnan(meta.chance_loss) or (accuracy and not np.isnan(meta.chance_accuracy))


def has_classes(meta: Meta) -> bool:
    """Whether the targets are classes."""
    return meta.task == "classes"
