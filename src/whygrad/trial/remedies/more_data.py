"""What holds for more samples holds for new ones, too."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _more_samples(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, samples=experiment.data.samples * 4)


def _larger_share(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, train_share=0.8) if experiment.data.train_share < 0.8 else None


REMEDY = Remedy(
    "more-data",
    helps=("overfitting", "class-imbalance", "labels-look-random"),
    edits=(
        _more_samples,
        _larger_share,
    ),
)
