"""For each cause the smallest changes of an experiment that remove it: one row a cause, or a group of causes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whygrad.activations import ACTIVATIONS
from whygrad.trial.edits import RELU_LIKE, multiplying, setting, setting_hidden
from whygrad.trial.remedy import Edit, changed, remedies

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment

_SATURATING = frozenset(name for name, row in ACTIVATIONS.items() if row.vanishes)
_UNITS = 16  # of a hidden layer: enough for most shapes of two inputs
_BATCH = 32  # samples whose mean gradient is steady enough for most problems


@dataclass(frozen=True, slots=True)
class CauseRemoval:
    """Edits that remove a cause; `codes` are the causes that the same setting brings about.

    If `specific`, nothing else is known to be removed by the edits, so that they can show a cause that no rule has
    found: the first code. Normalization, for example, helps against many causes and shows none.
    """

    codes: tuple[str, ...]
    edits: tuple[Edit, ...]
    specific: bool = True

    def variants(self, experiment: Experiment, diagnosis: Diagnosis) -> tuple[Experiment, ...]:
        """The experiments without the cause; none where no edit applies."""
        edited = (edit(experiment, diagnosis) for edit in self.edits)
        return tuple(dict.fromkeys(one for one in edited if one is not None))


def _usual_init(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    """He's initialization for ReLU and its kin, Xavier's for the others."""
    network = experiment.network
    relu = RELU_LIKE.issuperset(network.activations)
    return changed(experiment, init="he-normal" if relu else "xavier-normal") if network.hidden else None


def _nonlinear(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    network = experiment.network
    if not network.hidden:
        return changed(experiment, hidden=[_UNITS], activation="tanh")
    if set(network.activations) != {"linear"}:
        return None
    return changed(experiment, activation="tanh", init="xavier-normal")


def _wider(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    hidden = experiment.network.hidden
    return changed(experiment, hidden=[max(width, _UNITS) for width in hidden]) if hidden else None


def _larger_batch(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, batch_size=max(_BATCH, experiment.training.batch_size))


def _scaled(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    others = [one for one in experiment.data.preprocessing if one not in ("center", "scale")]
    return changed(experiment, preprocessing=["center", "scale", *others])


_NORMALIZED = setting_hidden(normalization="batch")

CAUSE_REMOVALS = (
    CauseRemoval(
        ("output-loss-mismatch", "softmax-before-cross-entropy", "sigmoid-before-logit-loss", "output-range-mismatch"),
        (setting(output="auto"), setting(output="auto", loss="auto")),
    ),
    CauseRemoval(("linear-network",), (_nonlinear,)),
    CauseRemoval(("constant-feature",), remedies()["drop-constant-columns"].edits),
    CauseRemoval(("inputs-not-normalized",), (_scaled,)),
    CauseRemoval(("symmetric-init", "init-too-small", "init-too-large"), (_usual_init,), specific=False),
    CauseRemoval(("learning-rate-too-high",), tuple(multiplying("learning_rate", by) for by in (0.1, 0.01, 0.001))),
    CauseRemoval(("learning-rate-too-low",), tuple(multiplying("learning_rate", by) for by in (10, 100, 1000))),
    CauseRemoval(("noisy-updates",), (_larger_batch,)),
    CauseRemoval(("underfitting", "no-progress"), (setting(l1=0, l2=0, dropout=0),)),
    CauseRemoval(("underfitting",), (_wider,)),
    CauseRemoval(("exploding-gradient",), (setting(clip=1.0), _NORMALIZED), specific=False),
    CauseRemoval(
        ("dead-units",),
        (setting_hidden(activations=RELU_LIKE, activation="leaky-relu"), _NORMALIZED, _wider),
        specific=False,
    ),
    CauseRemoval(
        ("vanishing-gradient", "saturated-units", "no-gradient"),
        (_NORMALIZED, setting_hidden(activations=_SATURATING, activation="relu", init="he-normal")),
        specific=False,
    ),
)
